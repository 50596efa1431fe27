//! Walks through what finds things: facets, completion, history, kept searches, one's own notes; within a
//! document the count, the way round and the paragraphs that are shown alone; names by their sound.
#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, command, library, lines_app, press, type_text};
use view_paint::painted;
use wenmai::app::{App, Effect, Input, settle, update};
use wenmai::index::{Found, Target};
use wenmai::library::Library;
use wenmai::store::Book;
use wenmai::view::{Role, Screen, present};

/// The rows of a pane.
fn rows(screen: &Screen, role: Role) -> Vec<String> {
    let panes = screen.overlays.iter().rev().chain(&screen.panes);
    let pane = panes.into_iter().find(|p| p.role == role).unwrap();
    pane.rows.iter().map(|r| r.text()).collect()
}

/// What is typed into the search, and what is said about it.
fn input(app: &App, library: &Library) -> Vec<String> {
    rows(&present(app, library), Role::SearchInput)
}

fn said(app: &App, library: &Library) -> Vec<String> {
    let screen = present(app, library);
    let rows = screen.panes.iter().flat_map(|p| &p.rows);
    let rows: Vec<String> = rows.map(|r| r.text()).collect();
    if rows.is_empty() {
        vec![screen.announce]
    } else {
        rows
    }
}

/// What the effects would keep, as another session reads it.
fn kept(book: &mut Book, effects: &[Effect]) {
    for effect in effects {
        if let Effect::Keep(change) = effect {
            book.apply(change);
        }
    }
}

#[test]
fn a_facet_narrows_the_search_and_is_taken_back() {
    let library = library();
    for keys in ["vim", "plain", "emacs"] {
        let mut app = app(&library, 80, 24, keys);
        press(&mut app, &library, "F6");
        type_text(&mut app, &library, "河流");
        let all = input(&app, &library);
        assert!(all[3].contains("机构:河流会议"), "{all:?}");
        let open = if keys == "emacs" {
            "ctrl-c f"
        } else {
            "ctrl-f"
        };
        press(&mut app, &library, open);
        type_text(&mut app, &library, "水务");
        press(&mut app, &library, "enter");
        let narrowed = input(&app, &library);
        assert!(narrowed[0].contains("河流 机构:水务大会"), "{narrowed:?}");
        assert!(narrowed[1].contains("机构“水务大会”"), "{narrowed:?}");
        assert_ne!(all[2], narrowed[2], "other counts");
        // What is chosen stands first in the list and is dropped there.
        press(&mut app, &library, open);
        press(&mut app, &library, "enter");
        assert_eq!(input(&app, &library)[0].trim(), all[0].trim());
        command(&mut app, &library, "undo");
        assert_eq!(input(&app, &library), narrowed, "dropping it is undone");
        command(&mut app, &library, "undo");
        assert_eq!(input(&app, &library), all, "choosing it is undone");
    }
}

#[test]
fn the_right_arrow_completes_and_tab_still_changes_the_scope() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    press(&mut app, &library, "F6");
    type_text(&mut app, &library, "河 机");
    assert!(input(&app, &library)[1].contains("→ 机构:"));
    press(&mut app, &library, "right");
    assert!(input(&app, &library)[0].ends_with("河 机构:"));
    type_text(&mut app, &library, "shuiwu");
    let told = input(&app, &library);
    assert!(told[1].contains("→ 机构:水务大会"), "{told:?}");
    press(&mut app, &library, "right");
    assert!(input(&app, &library)[0].ends_with("河 机构:水务大会"));
    press(&mut app, &library, "tab");
    assert!(input(&app, &library)[2].contains("[本篇"));
    // Inside of the line the arrow moves.
    press(&mut app, &library, "left right");
    assert!(input(&app, &library)[0].ends_with("河 机构:水务大会"));
    press(&mut app, &library, "esc F6");
    type_text(&mut app, &library, "in:");
    press(&mut app, &library, "ctrl-k");
    let list = rows(&present(&app, &library), Role::Results);
    assert!(list.iter().any(|r| r.contains("in:R/CONF/3")), "{list:?}");
    press(&mut app, &library, "down enter");
    assert!(input(&app, &library)[0].contains("in:"));
}

#[test]
fn where_a_scope_holds_nothing_the_others_are_offered() {
    let library = library();
    for keys in ["vim", "plain"] {
        let mut app = app(&library, 80, 24, keys);
        press(&mut app, &library, "F6");
        type_text(&mut app, &library, "河流");
        let found = rows(&present(&app, &library), Role::Results);
        assert!(found.iter().all(|r| !r.contains("其他范围")), "{found:?}");
        // Round to the notes that a person wrote: there are none.
        for _ in 0..8 {
            if input(&app, &library)[2].contains("[批注 0") {
                break;
            }
            press(&mut app, &library, "tab");
        }
        let offered = rows(&present(&app, &library), Role::Results);
        assert!(offered[0].contains("其他范围：全文 "), "{offered:?}");
        assert!(offered.iter().all(|r| !r.contains(" 0")), "{offered:?}");
        press(&mut app, &library, "enter");
        assert!(input(&app, &library)[2].contains("[全文 "));
        assert_eq!(rows(&present(&app, &library), Role::Results), found);
    }
    let mut app = lines_app(&library);
    command(&mut app, &library, "search 水獭");
    let told = said(&app, &library);
    assert!(told.iter().all(|l| !l.contains("其他范围")), "{told:?}");
}

#[test]
fn in_lines_completions_facets_and_history_are_numbered_lists() {
    let library = library();
    let mut app = lines_app(&library);
    command(&mut app, &library, "complete 河 机构:");
    let list = said(&app, &library);
    assert!(list.iter().any(|l| l.contains("机构:水务大会")), "{list:?}");
    command(&mut app, &library, "search 河流");
    command(&mut app, &library, "facets");
    let list = said(&app, &library);
    let row = list.iter().find(|l| l.contains("水务大会")).unwrap();
    let number = row.split('.').next().unwrap().to_owned();
    command(&mut app, &library, &number);
    assert!(said(&app, &library)[0].contains("河流 机构:水务大会"));
    command(&mut app, &library, "history");
    let list = said(&app, &library);
    assert!(list[1].contains("河流 机构:水务大会"), "{list:?}");
    assert!(list[2].contains("河流"), "{list:?}");
    command(&mut app, &library, "2");
    assert!(said(&app, &library)[0].contains("“河流”"));
}

#[test]
fn searches_come_back_in_another_session() {
    let library = library();
    let mut first = app(&library, 80, 24, "plain");
    let mut book = Book::default();
    press(&mut first, &library, "F6");
    type_text(&mut first, &library, "清洁河水");
    press(&mut first, &library, "down down");
    let there = painted(&first, &library);
    kept(&mut book, &press(&mut first, &library, "esc"));
    press(&mut first, &library, "F6 F6");
    assert_eq!(painted(&first, &library), there, "with its cursor");
    press(&mut first, &library, "esc F6");
    type_text(&mut first, &library, "湖岸");
    kept(&mut book, &press(&mut first, &library, "enter"));
    let queries: Vec<&str> = book.history().iter().map(|s| s.query.as_str()).collect();
    assert_eq!(queries, ["湖岸", "清洁河水"]);

    let mut second = app(&library, 80, 24, "plain").with_book(book, 2);
    press(&mut second, &library, "F6 F6");
    assert!(input(&second, &library)[0].contains("湖岸"), "the newest");
    press(&mut second, &library, "ctrl-r");
    let list = rows(&present(&second, &library), Role::Results);
    assert!(list[1].contains("清洁河水"), "{list:?}");
    press(&mut second, &library, "down enter");
    assert!(input(&second, &library)[0].contains("清洁河水"));
}

#[test]
fn a_kept_search_stands_in_the_tree_and_tells_what_is_new() {
    let library = library();
    let mut first = app(&library, 80, 24, "vim");
    let mut book = Book::default();
    press(&mut first, &library, "s");
    type_text(&mut first, &library, "清洁河水");
    press(&mut first, &library, "ctrl-s ctrl-u");
    type_text(&mut first, &library, "河水");
    kept(&mut book, &press(&mut first, &library, "enter"));
    let found = book.saved_searches().next().unwrap().hits;
    assert_eq!((found, book.saved_searches().count()), (60, 1));
    press(&mut first, &library, "esc");
    let tree = rows(&present(&first, &library), Role::Tree);
    assert!(tree.iter().any(|r| r.contains("已存检索")), "{tree:?}");
    let row = |rows: &[String]| rows.iter().find(|r| r.contains("河水")).cloned().unwrap();
    assert!(row(&tree).contains("60") && !row(&tree).contains('+'));

    // Looked at before when there was less of it.
    let mut older = book.clone();
    older.saved_searches.get_mut("河水").unwrap().hits = 50;
    let mut second = app(&library, 80, 24, "vim").with_book(older, 2);
    settle(&mut second, &library, Input::LibraryChanged);
    let tree = rows(&present(&second, &library), Role::Tree);
    assert!(row(&tree).contains("60 +10"), "{tree:?}");
    let effects = press(&mut second, &library, "F2 G enter");
    assert!(input(&second, &library)[0].contains("清洁河水"), "it runs");
    let mut seen = Book::default();
    kept(&mut seen, &effects);
    press(&mut second, &library, "esc");
    let tree = rows(&present(&second, &library), Role::Tree);
    assert!(!row(&tree).contains('+'), "looked at: {tree:?}");

    command(&mut second, &library, "saved");
    command(&mut second, &library, "delete 1");
    assert!(!painted(&second, &library).contains("河水 "));
    command(&mut second, &library, "undo");
    assert!(painted(&second, &library).contains("河水"));
}

#[test]
fn ones_own_notes_are_a_scope_of_the_search() {
    let library = library();
    let mut app = app(&library, 120, 40, "vim");
    press(&mut app, &library, "] ]");
    let there = present(&app, &library).place;
    press(&mut app, &library, "a");
    type_text(&mut app, &library, "核对湖泊面积");
    press(&mut app, &library, "enter s");
    type_text(&mut app, &library, "mianji | 面積");
    let tabs = &input(&app, &library)[2];
    assert!(tabs.contains("表格 2") && tabs.contains("批注 1"), "{tabs}");
    for _ in 0..6 {
        press(&mut app, &library, "tab");
    }
    let list = rows(&present(&app, &library), Role::Results);
    assert!(list[1].contains("核对湖泊面积"), "{list:?}");
    press(&mut app, &library, "enter");
    assert_eq!(present(&app, &library).panes[1].role, Role::Reading);
    assert_eq!(present(&app, &library).place, there);
}

#[test]
fn hits_go_round_in_a_document_and_say_so() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "/");
    type_text(&mut app, &library, "河流");
    assert!(
        painted(&app, &library).contains("1/"),
        "counted while typed"
    );
    let before = present(&app, &library);
    press(&mut app, &library, "enter");
    assert!(present(&app, &library).status_right.contains("/河流 1/"));
    press(&mut app, &library, "N");
    let screen = present(&app, &library);
    assert!(screen.status.contains("从末尾继续"), "{}", screen.status);
    press(&mut app, &library, "n");
    let screen = present(&app, &library);
    assert!(screen.status.contains("从头继续：1/"), "{}", screen.status);
    assert!(!before.panes.is_empty());
}

#[test]
fn after_a_search_the_next_hit_is_in_the_next_document() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "s");
    type_text(&mut app, &library, "a/res/90/1");
    press(&mut app, &library, "enter");
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..6 {
        seen.insert(present(&app, &library).place);
        press(&mut app, &library, "n");
    }
    let of = |name: &str| seen.iter().any(|place| place.contains(name));
    assert!(of("R/CONF/3") && of("水庫") && of("A/RES/90/1"), "{seen:?}");
}

#[test]
fn only_the_paragraphs_that_hold_a_word_are_shown_until_esc() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    let whole = painted(&app, &library);
    press(&mut app, &library, "&");
    type_text(&mut app, &library, "春季 -湖泊 +0");
    press(&mut app, &library, "enter");
    let screen = present(&app, &library);
    assert!(
        screen.status.contains("只看 2 段"),
        "the change is said: {}",
        screen.status
    );
    let text = rows(&screen, Role::Reading).concat();
    assert!(
        text.contains("每年春季") && text.contains("青石湖"),
        "{text}"
    );
    assert!(
        !text.contains("种树") && !text.contains("河流会议"),
        "{text}"
    );
    press(&mut app, &library, "j");
    let status = present(&app, &library).status;
    assert!(
        status.starts_with("只看“春季 -湖泊” 2 段 ±0  Esc"),
        "{status}"
    );
    // Moves stay among them; what is gone to elsewhere shows everything again.
    press(&mut app, &library, "G");
    assert!(
        rows(&present(&app, &library), Role::Reading)[0].contains("春季")
            || rows(&present(&app, &library), Role::Reading)
                .concat()
                .contains("青石湖")
    );
    press(&mut app, &library, "2 &");
    press(&mut app, &library, "enter g g");
    assert!(
        rows(&present(&app, &library), Role::Reading)
            .concat()
            .contains("公里计")
    );
    press(&mut app, &library, "esc g g");
    assert_eq!(painted(&app, &library), whole);

    let mut lines = lines_app(&library);
    command(&mut lines, &library, "open A/RES/90/1");
    command(&mut lines, &library, "matching 春季 +0");
    let told = said(&lines, &library).concat();
    assert!(
        told.contains("每年春季") && !told.contains("种树"),
        "{told}"
    );
    command(&mut lines, &library, "matching");
    command(&mut lines, &library, "top");
    assert!(said(&lines, &library).concat().contains("水务大会"));
}

#[test]
fn names_are_found_by_their_sound_wherever_names_are_looked_for() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    for (keys, typed, wanted) in [
        (":", "guanbi", "关闭"),
        (":", "gb", "关闭"),
        (":", "tuichu", "退出"),
        ("?", "tuichu", "退出"),
        ("g s", "ares901", "A/RES/90/1"),
        ("g s", "hlhy", "河流会议的报告"),
        ("g s", "shuikudexin", "水庫"),
    ] {
        press(&mut app, &library, keys);
        type_text(&mut app, &library, typed);
        let screen = present(&app, &library);
        let role = if keys == "?" {
            Role::Help
        } else {
            Role::Results
        };
        let list = rows(&screen, role);
        let first = if keys == "?" { &list[1] } else { &list[0] };
        assert!(first.contains(wanted), "{keys} {typed}: {list:?}");
        press(&mut app, &library, "esc");
    }
    press(&mut app, &library, "F2 /");
    type_text(&mut app, &library, "haszm");
    press(&mut app, &library, "esc /");
    type_text(&mut app, &library, "hadsm");
    let tree = rows(&present(&app, &library), Role::Tree).concat();
    assert!(
        tree.contains("湖岸的树木") && tree.contains("水务大会"),
        "{tree}"
    );
    assert!(!tree.contains("河流会议"), "{tree}");
}

#[test]
fn of_names_looked_for_in_the_background_only_the_newest_are_taken() {
    let mut library = library();
    let many = (0..20_000).map(|i| (format!("名称{i}"), Target::Actor(i)));
    let finder = wenmai::index::Finder::build(&library.documents).with(many);
    library.finder = std::sync::Arc::new(finder);
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "g s");
    let before = painted(&app, &library);
    let mut asked = Vec::new();
    for c in "名称".chars() {
        let key = wenmai::keymap::Key::char(c);
        for effect in update(&mut app, &library, Input::Key(key)) {
            if let Effect::Find { generation, .. } = effect {
                asked.push(generation);
            }
        }
    }
    let list = |text: &str| text.lines().skip(3).take(10).collect::<String>();
    let now = painted(&app, &library);
    assert_eq!(list(&now), list(&before), "old ones stay");
    let found = |name: &str| Found {
        target: Target::Term,
        name: name.to_owned(),
        ranges: Vec::new(),
        score: 1,
        whole: true,
    };
    for (generation, name) in [(asked[1], "新的"), (asked[0], "旧的")] {
        let found = vec![found(name)];
        update(&mut app, &library, Input::Names { generation, found });
    }
    let now = painted(&app, &library);
    assert!(now.contains("新的") && !now.contains("旧的"), "{now}");
}
