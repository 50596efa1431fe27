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

/// The walk: from a paragraph that cites a resolution to its event, to other mentions of it, to what happened near
/// it, into a scope of those years, a search there, out again and back to the paragraph.
#[test]
fn from_a_citation_to_its_event_its_neighbours_a_scope_and_back() {
    for (columns, rows) in SIZES {
        let mut app = start(Viewport::Screen { columns, rows });
        command(&mut app, "open A/75/123");
        command(&mut app, "in 73/27");
        press(&mut app, "l h");
        command(&mut app, "read");
        let paragraph = screen(&app);

        press(&mut app, "T");
        let event = screen(&app);
        assert!(event.contains("2018") && event.contains("73/27"), "{event}");
        press(&mut app, "g r");
        let mentions = screen(&app);
        assert!(mentions.contains("1/4"), "{mentions}");
        press(&mut app, "down enter");
        let other = screen(&app);
        assert!(joined(&other).contains("73/27"), "{other}");
        press(&mut app, "q");
        assert_eq!(
            screen(&app),
            mentions_after_down(&mut app, &mentions),
            "back to the list"
        );
        press(&mut app, "esc");
        assert_eq!(screen(&app), event, "back to the event");

        press(&mut app, "a");
        let neighbours = screen(&app);
        assert!(
            neighbours.contains("2017") && neighbours.contains("73/27"),
            "{neighbours}"
        );
        command(&mut app, "scope 2018..2019");
        assert!(screen(&app).contains("2018–2019"), "{}", screen(&app));
        let scoped = app.clone();
        press(&mut app, "esc s");
        settle(&mut app, &CORPUS, Input::Paste("信任措施".to_owned()));
        let inside = screen(&app);
        assert!(
            inside.contains("1/7") && inside.contains("2018–2019"),
            "{inside}"
        );
        press(&mut app, "esc");
        press(&mut app, "U");
        let undone = screen(&app);
        assert!(!undone.contains("范围"), "{undone}");
        press(&mut app, "s");
        settle(&mut app, &CORPUS, Input::Paste("信任措施".to_owned()));
        assert!(screen(&app).contains("1/60"), "{}", screen(&app));
        press(&mut app, "esc");
        press(&mut app, "l h");
        command(&mut app, "read");
        assert_eq!(screen(&app), paragraph, "back to the paragraph");

        // Esc twice takes the scope away, too.
        let mut app = scoped;
        press(&mut app, "esc esc esc");
        assert!(screen(&app).contains("Esc"), "{}", screen(&app));
        press(&mut app, "esc l h");
        assert!(!screen(&app).contains("范围 2018"), "{}", screen(&app));
    }
}

/// The list of mentions with the second one selected.
fn mentions_after_down(app: &mut App, before: &str) -> String {
    let now = screen(app);
    assert!(before.contains("1/4") && now.contains("2/4"), "{now}");
    now
}

#[test]
fn timelines_of_documents_searches_actors_and_symbols_in_lines() {
    let mut app = start(Viewport::Lines);
    command(&mut app, "open A/75/123");
    command(&mut app, "dates-here");
    assert!(said(&app).contains("文件:A/75/123"), "{}", said(&app));
    command(&mut app, "dates-of 法国");
    let france = said(&app);
    assert!(
        france.contains("行为体:法国") && france.contains("2018 年，"),
        "{france}"
    );
    command(&mut app, "life A/RES/73/27");
    let life = said(&app);
    assert!(life.contains("本文件") && life.contains("被提及"), "{life}");
    command(&mut app, "search 信任措施");
    command(&mut app, "dates-found");
    assert!(said(&app).contains("检索:信任措施"), "{}", said(&app));
    command(&mut app, "pick kind:party");
    assert!(
        app.announcement().contains("kind:party"),
        "{}",
        app.announcement()
    );
    command(&mut app, "scope 2018..2019");
    command(&mut app, "tree");
    assert!(said(&app).contains("[范围 2018–2019]"), "{}", said(&app));
}

#[test]
fn no_label_is_longer_than_it_may_be() {
    let labels = CORPUS.timeline.iter().map(|m| m.event.label.as_str());
    let long: Vec<&str> = labels.filter(|l| l.chars().count() > 30).collect();
    assert_eq!(long, Vec::<&str>::new());
}
