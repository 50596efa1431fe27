//! Marks and notes by keys and by words, and what comes back in another session.
#![allow(clippy::unwrap_used)]

mod app_sample;

use app_sample::{app, command, library, lines_app, press, type_text};
use wenmai::app::{App, Begin, Effect, Input, settle};
use wenmai::library::Library;
use wenmai::store::{Book, Change};
use wenmai::view::present;

/// What the effects would keep, as another session reads it.
fn kept(book: &mut Book, effects: &[Effect]) {
    for effect in effects {
        if let Effect::Keep(change) = effect {
            book.apply(change);
        }
    }
}

fn shown(app: &App, library: &Library) -> String {
    let screen = present(app, library);
    let rows = screen.panes.iter().chain(&screen.overlays);
    let rows: Vec<String> = rows.flat_map(|p| &p.rows).map(|r| r.text()).collect();
    format!("{}\n{}", rows.join("\n"), screen.status)
}

#[test]
fn a_mark_is_set_in_two_keys_shown_and_gone_to_in_two() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "j j j");
    let there = present(&app, &library).cursor;
    press(&mut app, &library, "m a");
    assert!(
        shown(&app, &library).contains(">a"),
        "{}",
        shown(&app, &library)
    );
    press(&mut app, &library, "G");
    assert_ne!(present(&app, &library).cursor, there);
    press(&mut app, &library, "' a");
    assert!(shown(&app, &library).contains(">a"));
    press(&mut app, &library, "' z");
    assert!(
        shown(&app, &library).contains('z'),
        "a mark that is not there is named"
    );
}

#[test]
fn a_note_comes_back_in_another_session_and_its_deletion_is_taken_back() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    let mut book = Book::default();
    press(&mut app, &library, "j j a");
    type_text(&mut app, &library, "核对 #公约");
    kept(&mut book, &press(&mut app, &library, "enter"));
    assert_eq!(book.entries().len(), 1);
    assert_eq!(book.entries()[0].tags, ["公约"]);
    let place = app.to_keep(&library);
    place.iter().for_each(|change| book.apply(change));
    assert!(place.iter().any(|c| matches!(c, Change::Visit(_))));
    let was = present(&app, &library).place;

    let mut later = app_sample::app(&library, 80, 24, "vim").with_book(book, 2);
    settle(&mut later, &library, Input::Begin(Begin::Back));
    press(&mut later, &library, "esc");
    assert_eq!(present(&later, &library).place, was);
    assert!(
        shown(&later, &library).contains(">*"),
        "{}",
        shown(&later, &library)
    );
    press(&mut later, &library, ", n");
    assert!(shown(&later, &library).contains("核对 #公约"));
    press(&mut later, &library, "ctrl-x");
    assert!(!shown(&later, &library).contains("核对 #公约"));
    press(&mut later, &library, "esc");
    press(&mut later, &library, "U , n");
    assert!(shown(&later, &library).contains("核对 #公约"));
}

#[test]
fn a_closed_view_is_opened_again() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "t");
    let timeline = shown(&app, &library);
    press(&mut app, &library, "q");
    assert_ne!(shown(&app, &library), timeline);
    press(&mut app, &library, "U");
    assert_eq!(shown(&app, &library), timeline);
}

#[test]
fn everything_is_there_in_words() {
    let library = library();
    let mut app = lines_app(&library);
    command(&mut app, &library, "open 1");
    let said = [
        ("mark A", "A"),
        ("annotate 要核对 #待查", ""),
        ("annotations", "要核对"),
        ("marks", "A："),
        ("collect", ""),
        ("collections", "1. "),
    ];
    for (line, words) in said {
        command(&mut app, &library, line);
        let screen = shown(&app, &library);
        let announce = present(&app, &library).announce;
        assert!(
            screen.contains(words) || announce.contains(words),
            "{line}: {screen}"
        );
    }
    command(&mut app, &library, "undo");
    command(&mut app, &library, "collections");
    assert!(!shown(&app, &library).contains("1. "));
}
