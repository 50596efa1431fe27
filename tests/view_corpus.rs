//! A person's first tasks on the bundled corpus, at the three sizes and in lines: find a State's reply, search
//! and open the third hit, come back, go to a year of the timeline and from an event to its paragraph.

#![allow(clippy::unwrap_used)]

mod view_paint;

use std::sync::{Arc, LazyLock};
use view_paint::paint;
use wenmai::app::{App, Input, Settings, Viewport, keymap_named, settle};
use wenmai::keymap::Key;
use wenmai::library::{Library, Parts, open_whole};
use wenmai::view::{Role, present};

static CORPUS: LazyLock<Library> = LazyLock::new(|| open_whole(&[], Parts::ALL));

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 15)];

fn start(viewport: Viewport) -> App {
    let settings = Settings {
        keymap: Arc::new(keymap_named("vim").unwrap().0),
        ..Settings::default()
    };
    let mut app = App::new(settings, viewport);
    settle(&mut app, &CORPUS, Input::LibraryChanged);
    app
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        settle(app, &CORPUS, Input::Key(Key::parse(key).unwrap()));
    }
}

fn command(app: &mut App, words: &str) {
    settle(app, &CORPUS, Input::Command(words.to_owned()));
}

fn screen(app: &App) -> String {
    paint(&present(app, &CORPUS))
}

/// All but the tree, which has learnt meanwhile how far other documents were read.
fn beside_tree(app: &App) -> String {
    let mut screen = present(app, &CORPUS);
    screen.panes.retain(|p| p.role != Role::Tree);
    paint(&screen)
}

/// What is said in lines.
fn said(app: &App) -> String {
    let screen = present(app, &CORPUS);
    let rows = screen.panes.iter().flat_map(|p| &p.rows);
    let lines: Vec<String> = rows
        .map(|r| r.spoken.clone().unwrap_or_else(|| r.text()))
        .collect();
    format!("{}\n{}", screen.announce, lines.join("\n"))
}

/// The text of a reply, without frames and line ends.
fn joined(screen: &str) -> String {
    let frame = |c: &char| !"┃│┏┗┓┛━─┌└┐┘|+- \n>".contains(*c);
    screen.chars().filter(frame).collect()
}

#[test]
fn a_reply_is_found_and_a_search_leads_there_and_back() {
    for (columns, rows) in SIZES {
        let mut app = start(Viewport::Screen { columns, rows });
        command(&mut app, "open A/75/123#法国");
        let reply = beside_tree(&app);
        assert!(joined(&reply).contains("[原件：法文]"), "{reply}");

        press(&mut app, "s");
        settle(&mut app, &CORPUS, Input::Paste("建立信任措施".to_owned()));
        let found = screen(&app);
        assert!(found.contains("1/58"), "{found}");
        press(&mut app, "down down");
        let third = screen(&app);
        assert!(third.contains("3/58"), "{third}");
        press(&mut app, "enter");
        let opened = screen(&app);
        assert!(joined(&opened).contains("建立信任措施"), "{opened}");

        press(&mut app, "q");
        assert_eq!(screen(&app), third, "back to the same hit");
        press(&mut app, "esc");
        assert_eq!(beside_tree(&app), reply, "back to the same line");
    }
}

#[test]
fn the_timeline_leads_to_a_paragraph_and_back_to_the_same_event() {
    for (columns, rows) in SIZES {
        let mut app = start(Viewport::Screen { columns, rows });
        let before = beside_tree(&app);
        command(&mut app, "timeline 2013");
        press(&mut app, "j j j");
        let year = screen(&app);
        assert!(
            year.contains("2013 年") && year.contains("> 2013"),
            "{year}"
        );
        press(&mut app, "enter");
        let opened = screen(&app);
        assert!(opened.contains("2013"), "{opened}");
        assert_ne!(opened, year);
        press(&mut app, "q");
        assert_eq!(screen(&app), year);
        press(&mut app, "q");
        assert_eq!(beside_tree(&app), before);
    }
}

#[test]
fn the_same_in_lines() {
    let mut app = start(Viewport::Lines);
    command(&mut app, "open A/75/123#法国");
    assert!(said(&app).contains("[原件：法文]"), "{}", said(&app));
    command(&mut app, "search 建立信任措施");
    let hits = said(&app);
    assert!(
        hits.contains("58 条结果") && hits.contains("\n3. "),
        "{hits}"
    );
    command(&mut app, "3");
    assert!(said(&app).contains("建立信任措施"), "{}", said(&app));
    command(&mut app, "back");
    command(&mut app, "timeline 2013");
    let year = said(&app);
    assert!(year.contains("\n1. 2013"), "{year}");
    command(&mut app, "1");
    assert!(said(&app).contains("2013"), "{}", said(&app));
}
