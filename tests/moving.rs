//! Reading and moving: labels, notes in their places, what is pinned, the tree's groups, relations, terms; in panes,
//! in one column and in lines.
#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, command, library, press, type_text};
use std::sync::LazyLock;
use view_paint::{paint, painted};
use wenmai::app::{App, Effect, Input, Viewport, settle};
use wenmai::keymap::Key;
use wenmai::library::{Library, Parts, open_whole};
use wenmai::view::{Mark, Role, Screen, present};

static SAMPLE: LazyLock<Library> = LazyLock::new(library);
static CORPUS: LazyLock<Library> = LazyLock::new(|| open_whole(&[], Parts::ALL));

fn cursor_row(screen: &Screen) -> String {
    let pane = screen.panes.iter().find(|p| p.focused).unwrap();
    let row = pane.rows.iter().find(|r| r.selected);
    row.map_or(String::new(), |r| r.text())
}

/// Rows that are said in lines.
fn said(app: &App, library: &Library) -> Vec<String> {
    let screen = present(app, library);
    let rows = screen.panes.iter().flat_map(|p| &p.rows);
    let row = |r: &wenmai::view::Row| r.spoken.clone().unwrap_or_else(|| r.text());
    rows.map(row).collect()
}

fn lines(library: &Library) -> App {
    let mut app = app(library, 80, 24, "plain");
    settle(&mut app, library, Input::Resize(Viewport::Lines));
    app
}

fn labelled(app: &App, library: &Library) -> Vec<String> {
    let screen = present(app, library);
    let reading = screen.panes.iter().find(|p| p.role == Role::Reading);
    let rows = reading.unwrap().rows.iter();
    let keys = rows.flat_map(|r| r.pieces.iter().filter(|p| p.mark == Mark::Key));
    keys.map(|p| p.text.clone()).collect()
}

#[test]
fn a_label_is_typed_and_followed() {
    for keys in ["vim", "emacs", "plain"] {
        let open = match keys {
            "vim" => "f",
            "emacs" => "ctrl-c g",
            _ => "ctrl-k",
        };
        let mut app = app(&SAMPLE, 120, 40, keys);
        let before = painted(&app, &SAMPLE);
        press(&mut app, &SAMPLE, open);
        assert_eq!(labelled(&app, &SAMPLE), ["<1>", "<2>", "<3>", "<4>"]);
        // The text stays where it is.
        let rows = |s: &str| {
            s.lines()
                .map(|l| wenmai::text::width(l).0)
                .collect::<Vec<_>>()
        };
        let shown = painted(&app, &SAMPLE);
        assert_eq!(rows(&before)[..36], rows(&shown)[..36], "{shown}");
        press(&mut app, &SAMPLE, "4");
        assert!(present(&app, &SAMPLE).place.contains("R/CONF/3"), "{keys}");
        // Coming back, the cursor is where the label was.
        settle(&mut app, &SAMPLE, Input::Command("back".into()));
        assert!(cursor_row(&present(&app, &SAMPLE)).contains("R/CONF/3"));
    }
}

#[test]
fn a_label_on_a_note_opens_it_and_one_that_is_not_there_is_said() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    press(&mut app, &SAMPLE, "f z");
    let screen = present(&app, &SAMPLE);
    assert!(screen.announce.contains('z'), "{}", screen.announce);
    press(&mut app, &SAMPLE, "2");
    let screen = present(&app, &SAMPLE);
    assert_eq!(screen.overlays.last().unwrap().role, Role::Peek);
    assert!(painted(&app, &SAMPLE).contains("河流会议报告"));
    press(&mut app, &SAMPLE, "esc");
    assert!(labelled(&app, &SAMPLE).is_empty());
}

#[test]
fn in_lines_and_in_one_column_links_are_a_numbered_list() {
    let mut app = lines(&SAMPLE);
    command(&mut app, &SAMPLE, "open A/RES/90/1");
    command(&mut app, &SAMPLE, "links");
    let rows = said(&app, &SAMPLE);
    assert!(
        rows[1].contains("A/RES/89/7") && rows[2].contains("[1]"),
        "{rows:?}"
    );
    command(&mut app, &SAMPLE, "2");
    assert!(said(&app, &SAMPLE).concat().contains("河流会议报告"));
    let viewport = Viewport::Linear {
        columns: 80,
        rows: 24,
    };
    let mut app = app_sample::app(&SAMPLE, 80, 24, "vim");
    settle(&mut app, &SAMPLE, Input::Resize(viewport));
    press(&mut app, &SAMPLE, "f");
    let rows = said(&app, &SAMPLE);
    assert!(rows.iter().any(|r| r.contains("A/RES/89/7")), "{rows:?}");
}

#[test]
fn addresses_are_labelled_and_copied() {
    let mut app = app(&CORPUS, 80, 24, "vim");
    command(&mut app, &CORPUS, "open A/75/123");
    let effects = settle(&mut app, &CORPUS, Input::Command("copy-address".into()));
    assert!(
        effects.contains(&Effect::Copy("https://undocs.org/A/75/123".into())),
        "{effects:?}"
    );
}

#[test]
fn notes_stand_at_the_end_after_their_paragraph_at_the_foot_or_nowhere() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    let note = "见河流会议报告";
    assert!(!painted(&app, &SAMPLE).contains(note), "at the end");
    press(&mut app, &SAMPLE, "z n");
    let inline = painted(&app, &SAMPLE);
    let row = |text: &str, s: &str| s.lines().position(|l| l.contains(text)).unwrap();
    assert!(row("守护水源", &inline) < row(note, &inline));
    assert!(row(note, &inline) < row("一. 湖泊", &inline) || row(note, &inline) < 12);
    press(&mut app, &SAMPLE, "z n");
    let foot = painted(&app, &SAMPLE);
    assert!(row(note, &foot) > row("A. 湖岸的树木", &foot), "{foot}");
    press(&mut app, &SAMPLE, "z n");
    let hidden = painted(&app, &SAMPLE);
    assert!(
        !hidden.contains("[1]") && !hidden.contains(note),
        "{hidden}"
    );
    press(&mut app, &SAMPLE, "G");
    assert!(!painted(&app, &SAMPLE).contains(note));
    command(&mut app, &SAMPLE, "footnotes 段后");
    assert!(present(&app, &SAMPLE).announce.contains("段后"));
    command(&mut app, &SAMPLE, "footnotes nowhere");
    assert!(present(&app, &SAMPLE).announce.contains("nowhere"));
}

#[test]
fn in_lines_a_note_can_follow_its_paragraph() {
    let mut app = lines(&SAMPLE);
    command(&mut app, &SAMPLE, "footnotes inline");
    command(&mut app, &SAMPLE, "open A/RES/90/1");
    command(&mut app, &SAMPLE, "next");
    command(&mut app, &SAMPLE, "next");
    assert!(said(&app, &SAMPLE)[0].contains("守护水源[1]"));
    command(&mut app, &SAMPLE, "next");
    assert!(said(&app, &SAMPLE)[0].contains("河流会议报告"));
    command(&mut app, &SAMPLE, "next");
    assert!(said(&app, &SAMPLE)[0].contains("一. 湖泊"));
}

#[test]
fn at_the_foot_notes_never_cover_the_cursor() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 15), (30, 8)] {
        let mut app = app(&CORPUS, columns, rows, "vim");
        command(&mut app, &CORPUS, "footnotes foot");
        for index in 1..=5 {
            command(&mut app, &CORPUS, "tree");
            command(&mut app, &CORPUS, &index.to_string());
            for _ in 0..60 {
                press(&mut app, &CORPUS, "] f");
                let screen = present(&app, &CORPUS);
                let pane = screen.panes.iter().find(|p| p.role == Role::Reading);
                if let Some(pane) = pane.filter(|p| p.focused) {
                    assert!(pane.rows.iter().any(|r| r.selected), "{}", paint(&screen));
                }
            }
        }
    }
}

#[test]
fn a_chain_of_notes_is_shown_step_by_step_and_gone_to() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    press(&mut app, &SAMPLE, "2 ] f K");
    let shown = painted(&app, &SAMPLE);
    assert!(shown.contains("注 2 同上"), "{shown}");
    assert!(shown.contains("同上 = 注 1"), "{shown}");
    assert!(shown.contains("Enter 到注 1"), "{shown}");
    press(&mut app, &SAMPLE, "enter");
    assert!(cursor_row(&present(&app, &SAMPLE)).contains("河流会议报告"));
    press(&mut app, &SAMPLE, "H");
    assert!(cursor_row(&present(&app, &SAMPLE)).contains("种树[2]"));
}

#[test]
fn what_is_pinned_stays_then_follows_then_goes() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    press(&mut app, &SAMPLE, "] f K p");
    let side = |app: &App| {
        let screen = present(app, &SAMPLE);
        let pane = screen
            .panes
            .into_iter()
            .find(|p| p.role == Role::References);
        pane.map(|p| p.rows.iter().map(|r| r.text()).collect::<String>())
    };
    assert!(side(&app).unwrap().contains("河流会议报告"));
    press(&mut app, &SAMPLE, "] f");
    assert!(!side(&app).unwrap().contains("同上"), "it stays");
    press(&mut app, &SAMPLE, "P");
    assert!(side(&app).unwrap().contains("同上"), "it follows");
    press(&mut app, &SAMPLE, "g g");
    assert!(!side(&app).unwrap().contains("同上"));
    press(&mut app, &SAMPLE, "P");
    assert!(side(&app).is_none_or(|s| !s.contains("[跟随]")));
    // In lines the same words.
    let mut app = lines(&SAMPLE);
    command(&mut app, &SAMPLE, "open A/RES/90/1");
    command(&mut app, &SAMPLE, "next-note");
    command(&mut app, &SAMPLE, "pin");
    command(&mut app, &SAMPLE, "references");
    assert!(said(&app, &SAMPLE).concat().contains("河流会议报告"));
}

#[test]
fn three_keys_from_a_document_to_its_note_and_one_from_a_citation_to_its_target() {
    let peeked = |app: &App| {
        let screen = present(app, &CORPUS);
        let over = screen.overlays.last();
        over.is_some_and(|o| o.role == Role::Peek)
    };
    let mut app = app(&CORPUS, 120, 40, "vim");
    command(&mut app, &CORPUS, "open A/RES/55/63");
    press(&mut app, &CORPUS, "] f K");
    assert!(peeked(&app));
    for (set, keys) in [("plain", "ctrl-k"), ("emacs", "ctrl-c g")] {
        let mut app = app_sample::app(&CORPUS, 120, 40, set);
        command(&mut app, &CORPUS, "open A/RES/55/63");
        press(&mut app, &CORPUS, keys);
        let by_label = |label: char| {
            let mut app = app.clone();
            press(&mut app, &CORPUS, &label.to_string());
            peeked(&app)
        };
        assert!(
            "123456789".chars().any(by_label),
            "{set}: a label is the last of three keys"
        );
    }
    for set in ["vim", "plain", "emacs"] {
        let mut app = app_sample::app(&SAMPLE, 80, 24, set);
        settle(&mut app, &SAMPLE, Input::Command("next-citation".into()));
        settle(&mut app, &SAMPLE, Input::Command("next-citation".into()));
        press(&mut app, &SAMPLE, "enter");
        assert!(present(&app, &SAMPLE).place.contains("R/CONF/3"), "{set}");
    }
}

#[test]
fn the_tree_groups_sorts_and_says_so() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    press(&mut app, &SAMPLE, "F2 o");
    let shown = painted(&app, &SAMPLE);
    assert!(shown.contains("年份") && shown.contains("2003"), "{shown}");
    command(&mut app, &SAMPLE, "group 被引次数");
    assert!(painted(&app, &SAMPLE).contains("被引 2 次"));
    command(&mut app, &SAMPLE, "group language");
    command(&mut app, &SAMPLE, "sort 笔画");
    let shown = painted(&app, &SAMPLE);
    let row = |text: &str| shown.lines().position(|l| l.contains(text)).unwrap();
    assert!(
        row("一封") < row("共同") && row("共同") < row("河流会"),
        "{shown}"
    );
    assert!(shown.contains("语言/笔画"), "{shown}");
    command(&mut app, &SAMPLE, "group nothing");
    assert!(present(&app, &SAMPLE).announce.contains("nothing"));
    let mut app = lines(&SAMPLE);
    command(&mut app, &SAMPLE, "group 年份");
    command(&mut app, &SAMPLE, "tree");
    let rows = said(&app, &SAMPLE);
    assert!(
        rows[1].contains("按年份分组") && rows[2].contains("1990"),
        "{rows:?}"
    );
}

#[test]
fn documents_are_chosen_in_the_tree() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    press(&mut app, &SAMPLE, "F2 g g v");
    assert_eq!(app.chosen(), [0], "of a group all");
    assert!(painted(&app, &SAMPLE).contains("[x]"));
    assert!(painted(&app, &SAMPLE).contains("已选 1"));
    press(&mut app, &SAMPLE, "g g v");
    assert!(app.chosen().is_empty());
    press(&mut app, &SAMPLE, "g g j v");
    assert_eq!(app.chosen(), [0]);
    command(&mut app, &SAMPLE, "choose-none");
    assert!(app.chosen().is_empty());
}

#[test]
fn the_tree_unfolds_to_what_is_read_and_folds_behind_it() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    let tree = |app: &App| {
        let screen = present(app, &SAMPLE);
        let pane = screen
            .panes
            .into_iter()
            .find(|p| p.role == Role::Tree)
            .unwrap();
        let selected = pane.rows.iter().find(|r| r.selected).unwrap().text();
        (
            selected,
            pane.rows.iter().map(|r| r.text()).collect::<String>(),
        )
    };
    assert!(!tree(&app).1.contains("一. 湖泊"));
    press(&mut app, &SAMPLE, "3 ] ]");
    assert!(tree(&app).0.contains("A. 湖岸"), "{}", tree(&app).0);
    press(&mut app, &SAMPLE, "g s");
    type_text(&mut app, &SAMPLE, "R/CONF/3");
    press(&mut app, &SAMPLE, "enter");
    let (selected, rows) = tree(&app);
    assert!(
        selected.contains("R/CONF/3") && !rows.contains("湖岸"),
        "{rows}"
    );
    assert!(rows.contains('%'), "how far the other was read: {rows}");
}

#[test]
fn relations_open_level_by_level() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    command(&mut app, &SAMPLE, "open R/CONF/3");
    press(&mut app, &SAMPLE, "g l");
    let shown = painted(&app, &SAMPLE);
    assert!(
        shown.contains("A/RES/90/1") && !shown.contains("A/RES/89/7"),
        "{shown}"
    );
    let at = |s: &str| s.lines().filter(|l| l.contains("A/RES/90/1")).count();
    let before = at(&shown);
    assert!(before >= 1);
    // The last branch is what it cites: that opens to what that cites in turn.
    press(&mut app, &SAMPLE, "end");
    command(&mut app, &SAMPLE, "levels 2");
    let shown = painted(&app, &SAMPLE);
    assert!(shown.contains("A/RES/89/7"), "{shown}");
    command(&mut app, &SAMPLE, "levels 1");
    for _ in 0..6 {
        press(&mut app, &SAMPLE, "down");
    }
    press(&mut app, &SAMPLE, "right");
    assert!(painted(&app, &SAMPLE).contains("A/RES/89/7"));
    press(&mut app, &SAMPLE, "left");
    assert!(!painted(&app, &SAMPLE).contains("A/RES/89/7"));
    press(&mut app, &SAMPLE, "enter");
    assert!(present(&app, &SAMPLE).place.contains("A/RES/90/1"));
}

#[test]
fn the_headings_over_a_paragraph_can_be_gone_to() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    press(&mut app, &SAMPLE, "3 ] ] ] p g b");
    let shown = painted(&app, &SAMPLE);
    assert!(
        shown.contains("一. 湖泊") && shown.contains("A. 湖岸的树木"),
        "{shown}"
    );
    press(&mut app, &SAMPLE, "up up enter");
    assert!(cursor_row(&present(&app, &SAMPLE)).contains("一. 湖泊"));
}

#[test]
fn an_abbreviation_opens_in_a_small_window_with_its_source() {
    let mut app = app(&CORPUS, 80, 24, "vim");
    let facts = CORPUS.facts.iter().enumerate();
    let mut terms = facts.filter_map(|(i, f)| Some((i, f.as_ref()?.terms.first()?)));
    let (document, term) = terms.next().unwrap();
    let id = &CORPUS.documents[document].id;
    command(&mut app, &CORPUS, &format!("open {id}"));
    command(&mut app, &CORPUS, &format!("/{}", term.abbr));
    press(&mut app, &CORPUS, "g k");
    let screen = present(&app, &CORPUS);
    let peek = screen.overlays.last().expect("a small window");
    let text: String = peek.rows.iter().map(|r| r.text()).collect();
    let says = format!("{} = {}", term.abbr, term.expansion);
    assert!(text.contains(&says) && text.contains("见 "), "{text}");
}

#[test]
fn notes_are_listed_filtered_and_copied() {
    let mut app = app(&SAMPLE, 80, 24, "vim");
    press(&mut app, &SAMPLE, "g N");
    type_text(&mut app, &SAMPLE, "同上");
    let effects = settle(&mut app, &SAMPLE, Input::Key(Key::parse("ctrl-y").unwrap()));
    let [Effect::Copy(text)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert!(
        text.starts_with("- [2] 同上") && text.lines().count() == 1,
        "{text}"
    );
}

#[test]
fn a_symbol_is_gone_to_in_any_form_and_one_that_is_not_here_has_a_card() {
    for typed in [
        "90/1",
        "a/res/90/1",
        "A RES 90 1",
        "第90/1号决议",
        "ares901",
    ] {
        let mut app = app(&SAMPLE, 80, 24, "vim");
        command(&mut app, &SAMPLE, "open R/CONF/3");
        press(&mut app, &SAMPLE, "g s");
        type_text(&mut app, &SAMPLE, typed);
        press(&mut app, &SAMPLE, "enter");
        assert!(
            present(&app, &SAMPLE).place.contains("A/RES/90/1"),
            "{typed}"
        );
    }
    for (typed, card) in [
        ("89/7", "A/RES/89/7"),
        ("a res 89 7", "A/RES/89/7"),
        ("s/res/1540", "S/RES/1540"),
    ] {
        let mut app = app(&SAMPLE, 80, 24, "vim");
        press(&mut app, &SAMPLE, "g s");
        type_text(&mut app, &SAMPLE, typed);
        press(&mut app, &SAMPLE, "end enter");
        let shown = painted(&app, &SAMPLE);
        assert!(
            shown.contains(&format!("{card}（库外）")),
            "{typed}: {shown}"
        );
    }
}

#[test]
fn a_small_window_fits_every_screen_and_never_covers_its_line() {
    for columns in 40..=130 {
        for rows in [15, 24, 40] {
            let mut app = app(&SAMPLE, columns, rows, "vim");
            press(&mut app, &SAMPLE, "2 ] f K");
            let screen = present(&app, &SAMPLE);
            let peek = screen.overlays.last().unwrap();
            let area = peek.area;
            assert!(area.x + area.width <= columns && area.y + area.height < rows);
            for row in &peek.rows {
                assert!(wenmai::text::width(&row.text()).0 <= usize::from(area.width) - 2);
            }
            let reading = screen.panes.iter().find(|p| p.role == Role::Reading);
            let reading = reading.unwrap();
            let at = reading.rows.iter().position(|r| r.selected).unwrap();
            let line = reading.area.y + 1 + at as u16;
            assert!(
                !(area.y..area.y + area.height).contains(&line),
                "{}",
                paint(&screen)
            );
        }
    }
}

/// The first row of the text after each of so many moves, and the row with the cursor.
fn moved(columns: u16, by_parts: bool, keys: &[&str]) -> Vec<(String, String)> {
    moved_in("plain", columns, by_parts, keys)
}

fn moved_in(set: &str, columns: u16, by_parts: bool, keys: &[&str]) -> Vec<(String, String)> {
    let mut app = app(&CORPUS, columns, 24, set);
    app.settings.scrolls_by_parts = by_parts;
    press(&mut app, &CORPUS, "f3");
    let first = |app: &App| {
        let screen = present(app, &CORPUS);
        let text = |p: &&wenmai::view::Pane| p.role == Role::Reading;
        let pane = screen.panes.iter().filter(text).find(|p| p.focused);
        let rows = &pane.unwrap().rows;
        let here = rows.iter().find(|r| r.selected).unwrap();
        let text = |r: &wenmai::view::Row| r.text().trim_start_matches('>').trim().to_owned();
        (text(&rows[0]), text(here))
    };
    let mut seen = Vec::new();
    for key in keys {
        press(&mut app, &CORPUS, key);
        seen.push(first(&app));
    }
    seen
}

#[test]
fn beside_other_panes_the_text_moves_by_parts_of_a_page_where_that_is_set() {
    let keys: Vec<&str> = [vec!["down"; 60], vec!["up"; 60]].concat();
    let changes = |seen: &[(String, String)]| {
        let moved = seen.windows(2).filter(|w| w[0].0 != w[1].0);
        moved.count()
    };
    let (rows, parts) = (moved(80, false, &keys), moved(80, true, &keys));
    // the cursor goes the same way
    let ways = |seen: &[(String, String)]| seen.iter().map(|s| s.1.clone()).collect::<Vec<_>>();
    assert_eq!(ways(&rows), ways(&parts));
    assert!(
        changes(&parts) * 4 < changes(&rows),
        "{} {}",
        changes(&parts),
        changes(&rows)
    );
    // two texts side by side
    let halves = |by_parts| {
        let keys: Vec<&str> = [vec!["ctrl-w", "v"], vec!["j"; 40]].concat();
        let seen = moved_in("vim", 100, by_parts, &keys);
        changes(&seen[2..])
    };
    assert!(
        halves(true) * 4 < halves(false),
        "{} {}",
        halves(true),
        halves(false)
    );
    // alone the text can be scrolled by the terminal
    assert_eq!(moved(60, true, &keys), moved(60, false, &keys));
}
