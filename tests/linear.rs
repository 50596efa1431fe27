//! The linear face for screen readers, whatever is pressed: one column, every row fits and can be said, ↑ and ↓ change
//! nothing but the cursor (or scroll by one row), and every view says what it is and how much it holds.
#![allow(clippy::unwrap_used)]

mod app_sample;

use app_sample::{app, library, press, type_text};
use proptest::prelude::*;
use std::sync::LazyLock;
use wenmai::app::{App, COMMANDS, Input, Viewport, settle};
use wenmai::keymap::Key;
use wenmai::library::Library;
use wenmai::text::width;
use wenmai::view::{Screen, present};

static LIBRARY: LazyLock<Library> = LazyLock::new(library);

fn linear(columns: u16, rows: u16, keys: &str) -> App {
    let mut app = app(&LIBRARY, columns, rows, keys);
    let viewport = Viewport::Linear { columns, rows };
    settle(&mut app, &LIBRARY, Input::Resize(viewport));
    app
}

/// The screen; what a face tells the app of it is told.
fn shown(app: &mut App) -> Screen {
    let screen = present(app, &LIBRARY);
    let extent = screen.linear.as_ref().unwrap().extent;
    if extent > 0 {
        settle(app, &LIBRARY, Input::Extent(extent));
    }
    screen
}

fn rows(screen: &Screen) -> Vec<String> {
    screen.panes[0].rows.iter().map(|r| r.text()).collect()
}

/// The row with the cursor.
fn here(app: &mut App) -> String {
    let screen = shown(app);
    rows(&screen)[usize::from(screen.cursor.1 - 1)].clone()
}

fn check(screen: &Screen) {
    assert_eq!(screen.panes.len(), 1);
    assert!(screen.overlays.is_empty() && screen.hints.is_empty());
    assert!(!screen.place.is_empty());
    let rows = rows(screen);
    assert!(rows.len() <= usize::from(screen.height.saturating_sub(2)).max(1));
    let parts = &screen.linear.as_ref().unwrap().parts;
    let lines = rows
        .iter()
        .chain([&screen.place, &screen.announce])
        .chain(parts);
    for line in lines {
        assert!(width(line).0 <= usize::from(screen.width), "{line:?}");
        let bad = |c: char| {
            c.is_control()
                || matches!(c, '\u{2500}'..='\u{259f}' | '\u{2190}'..='\u{21ff}' | '\u{2800}'..='\u{28ff}' | '\u{e000}'..='\u{f8ff}' | '•')
        };
        assert!(!line.contains(bad), "{line:?}");
    }
    let typing = screen.linear.as_ref().unwrap().input.is_some();
    let y = usize::from(screen.cursor.1);
    if typing {
        assert_eq!(y + 1, usize::from(screen.height));
    } else {
        assert_eq!(screen.cursor.0, 0);
        assert!((1..=rows.len().max(1)).contains(&y), "{y} of {rows:?}");
    }
}

/// After ↑ or ↓ the rows are the same, or one row further.
fn check_arrow(before: &Screen, after: &Screen) {
    assert_eq!(before.place, after.place);
    let (a, b) = (rows(before), rows(after));
    let full = a.len() == b.len() && (a[1..] == b[..b.len() - 1] || b[1..] == a[..a.len() - 1]);
    // A page that was not full gets a row at its head.
    let scrolled = full || b.len() == a.len() + 1 && b[1..] == a[..];
    assert!(a == b || scrolled, "{a:#?}\n{b:#?}");
}

fn any_key() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "up",
        "down",
        "up",
        "down",
        "down",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "home",
        "end",
        "enter",
        "esc",
        "tab",
        "shift-tab",
        "backspace",
        "j",
        "k",
        "s",
        "t",
        "o",
        "?",
        ":",
        "K",
        "/",
        "n",
        "河",
        "F2",
        "F4",
        "g",
        "r",
        "]",
        "p",
        "1",
        "2",
        "z",
        "a",
        "q",
        "ctrl-o",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_row_fits_and_arrows_move_only_the_cursor(
        keys in proptest::collection::vec(any_key(), 1..80),
        commands in proptest::collection::vec(0..COMMANDS.len(), 0..8),
        size in prop_oneof![Just((80u16, 24u16)), Just((40, 10)), Just((120, 40)), Just((20, 4))],
    ) {
        let mut app = linear(size.0, size.1, "vim");
        for (i, key) in keys.iter().enumerate() {
            if let Some(command) = commands.get(i / 10).filter(|_| i % 10 == 9) {
                let name = COMMANDS[*command].name;
                if name != "accessible.toggle" {
                    settle(&mut app, &LIBRARY, Input::Command(name.to_owned()));
                }
            }
            let before = shown(&mut app);
            // Asked for, the next key is described, and moves nothing.
            let described = app.describing;
            settle(&mut app, &LIBRARY, Input::Key(Key::parse(key).unwrap()));
            let after = shown(&mut app);
            check(&after);
            let typing = before.linear.as_ref().unwrap().input.is_some();
            // After a digit the arrow counts: several rows at once.
            let counted = i > 0 && matches!(keys[i - 1], "1" | "2");
            if matches!(*key, "up" | "down") && !typing && !counted && !described {
                check_arrow(&before, &after);
            }
        }
    }
}

#[test]
fn every_view_says_what_it_is() {
    let views = [
        ("F2", "目录："),
        ("F3", "阅读："),
        ("F4", "引用："),
        ("t", "时间线："),
        ("t enter", "时间线：20"),
        ("o", "大纲："),
        ("g r", "谁引用了"),
        ("g N", "脚注："),
        ("?", "帮助："),
        ("r", "速览："),
        (", j", "足迹："),
    ];
    for (keys, begins) in views {
        let mut app = linear(80, 24, "vim");
        press(&mut app, &LIBRARY, keys);
        let place = shown(&mut app).place;
        assert!(place.starts_with(begins), "{keys}: {place}");
    }
}

#[test]
fn a_search_shows_nothing_before_enter_and_its_hits_after() {
    let mut app = linear(80, 24, "vim");
    let before = shown(&mut app);
    press(&mut app, &LIBRARY, "s");
    type_text(&mut app, &LIBRARY, "河流");
    let typing = shown(&mut app);
    assert_eq!(
        (&before.place, rows(&before)),
        (&typing.place, rows(&typing))
    );
    let input = typing.linear.as_ref().unwrap().input.clone();
    assert_eq!(input.as_deref(), Some("检索：河流"));
    press(&mut app, &LIBRARY, "enter");
    let found = shown(&mut app);
    assert!(found.place.contains("河流"), "{}", found.place);
    assert!(rows(&found)[0].starts_with("1. "), "{:?}", rows(&found));
    assert!(rows(&found)[0].contains("»河流«"));
    type_text(&mut app, &LIBRARY, "甲");
    let more = shown(&mut app);
    assert_eq!((&found.place, rows(&found)), (&more.place, rows(&more)));
    press(&mut app, &LIBRARY, "esc");
    let back = shown(&mut app);
    assert_eq!(
        (found.place, back.linear.unwrap().input),
        (back.place, None)
    );
}

#[test]
fn a_fold_is_said_in_its_row() {
    let mut app = linear(80, 24, "vim");
    press(&mut app, &LIBRARY, "F2 home");
    let open = here(&mut app);
    assert!(open.contains("已展开"), "{open}");
    press(&mut app, &LIBRARY, "left");
    let closed = here(&mut app);
    assert!(closed.contains("已折叠"), "{closed}");
}

#[test]
fn a_command_is_typed_and_run_by_enter() {
    let mut app = linear(80, 24, "vim");
    press(&mut app, &LIBRARY, ":");
    type_text(&mut app, &LIBRARY, "timeline 2003");
    press(&mut app, &LIBRARY, "enter");
    assert!(shown(&mut app).place.contains("2003"));
    press(&mut app, &LIBRARY, "esc");
    assert!(shown(&mut app).place.starts_with("时间线："));
}

#[test]
fn the_face_is_changed_and_changed_back_at_the_same_place() {
    let mut app = linear(80, 24, "vim");
    press(&mut app, &LIBRARY, "F3 down down");
    let row = here(&mut app);
    press(&mut app, &LIBRARY, "F12");
    assert!(present(&app, &LIBRARY).linear.is_none());
    press(&mut app, &LIBRARY, "F12");
    assert!(shown(&mut app).announce.contains("无障碍"));
    assert_eq!(here(&mut app), row);
}

#[test]
fn where_one_is_can_be_asked() {
    let mut app = linear(80, 24, "vim");
    press(&mut app, &LIBRARY, "F2 , w");
    let screen = shown(&mut app);
    assert!(
        screen.announce.starts_with(&screen.place),
        "{}",
        screen.announce
    );
}

#[test]
fn all_parts_of_a_long_answer_are_the_whole_of_it() {
    let whole = |columns: u16| {
        let mut app = linear(columns, 24, "vim");
        press(&mut app, &LIBRARY, "F3 , w");
        let screen = shown(&mut app);
        let parts = screen.linear.unwrap().parts;
        let text: Vec<&str> = parts.iter().map(|p| p.trim_matches('…')).collect();
        (parts.len(), text.concat().replace(' ', ""))
    };
    let (one, wide) = whole(200);
    assert_eq!(one, 1);
    for columns in [20, 24, 30, 36] {
        let (parts, text) = whole(columns);
        assert!(parts > 1 && text == wide, "{columns}: {parts} {text}");
    }
}

#[test]
fn a_title_that_has_no_room_is_left_out() {
    let mut app = linear(34, 12, "vim");
    press(&mut app, &LIBRARY, "F3");
    let place = shown(&mut app).place;
    assert!(
        place.ends_with("共 17 段。") && !place.contains('《'),
        "{place}"
    );
}
