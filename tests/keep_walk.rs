//! Selecting, notes on what is selected, links, handing on, sessions: by keys and in words.
#![allow(clippy::unwrap_used)]

mod app_sample;

use app_sample::{app, command, library, lines_app, press, type_text};
use wenmai::app::{App, Begin, Effect, Handed, Input, Viewport, settle};
use wenmai::library::Library;
use wenmai::store::{Book, Change, EntryKind};
use wenmai::view::{Mark, Pane, Role, Screen, present};

fn kept(book: &mut Book, effects: &[Effect]) {
    for effect in effects {
        if let Effect::Keep(change) = effect {
            book.apply(change);
        }
    }
}

fn copied(effects: &[Effect]) -> String {
    match effects {
        [Effect::Copy(text)] => text.clone(),
        other => panic!("{other:?}"),
    }
}

fn said(app: &App, library: &Library) -> String {
    present(app, library).announce
}

/// What is shown as selected.
fn selected(app: &App, library: &Library) -> String {
    let screen = present(app, library);
    let rows = screen.panes.iter().flat_map(|p| &p.rows);
    let pieces = rows.flat_map(|r| &r.pieces);
    let words = pieces.filter(|p| p.mark == Mark::Selected);
    words.map(|p| p.text.as_str()).collect()
}

#[test]
fn characters_are_selected_and_copied_with_their_source() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "open R/CONF/3#7");
    press(&mut app, &library, "v l l l l l");
    let words = selected(&app, &library);
    assert_eq!(words.chars().count(), 6, "{words}");
    let cursor = present(&app, &library).cursor;
    press(&mut app, &library, "o");
    assert!(present(&app, &library).cursor.0 < cursor.0, "the other end");
    press(&mut app, &library, "o");
    let quote = copied(&press(&mut app, &library, "y c"));
    assert!(
        quote.starts_with(&format!("“{words}”（《河流会议的报告》")),
        "{quote}"
    );
    assert_eq!(selected(&app, &library), "", "copying ends it");
}

#[test]
fn every_set_selects_and_esc_takes_it_back() {
    let library = library();
    for (keys, down, right) in [
        ("plain", "shift-down shift-down", "shift-right shift-right"),
        ("vim", "V j j", "v l"),
        ("emacs", "ctrl-c v p ctrl-n ctrl-n", "ctrl-space ctrl-f"),
    ] {
        let mut app = app(&library, 80, 24, keys);
        command(&mut app, &library, "open R/CONF/3#7");
        press(&mut app, &library, right);
        assert_eq!(selected(&app, &library).chars().count(), 2, "{keys}");
        press(&mut app, &library, "esc");
        assert_eq!(selected(&app, &library), "", "{keys}");
        press(&mut app, &library, down);
        assert!(selected(&app, &library).chars().count() > 10, "{keys}");
        press(&mut app, &library, "esc");
    }
}

#[test]
fn words_are_selected_by_naming_them_in_every_face() {
    let library = library();
    let (columns, rows) = (80, 24);
    for face in [Viewport::Lines, Viewport::Linear { columns, rows }] {
        let mut app = lines_app(&library);
        settle(&mut app, &library, Input::Resize(face));
        command(&mut app, &library, "open R/CONF/3#7");
        command(&mut app, &library, "select-words 7个…团");
        assert!(
            said(&app, &library).contains("7个代表团"),
            "{}",
            said(&app, &library)
        );
        assert_eq!(copied(&command(&mut app, &library, "copy")), "7个代表团");
        command(&mut app, &library, "select 2");
        assert!(
            said(&app, &library).contains("2 段"),
            "{}",
            said(&app, &library)
        );
        assert_eq!(
            copied(&command(&mut app, &library, "copy")).lines().count(),
            2
        );
        command(&mut app, &library, "select-words 没有这些字");
        assert!(said(&app, &library).contains("没有找到"));
    }
}

#[test]
fn a_note_on_a_selection_holds_on_to_its_words() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    let mut book = Book::default();
    command(&mut app, &library, "open R/CONF/3#7");
    command(&mut app, &library, "select-words 代表团");
    press(&mut app, &library, "a");
    type_text(&mut app, &library, "哪些？ #待查");
    kept(&mut book, &press(&mut app, &library, "enter"));
    let notes = book.of_kind(EntryKind::Note);
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].spot.quote.exact, "代表团");
    assert!(notes[0].spot.at > 0);
    // over two paragraphs
    press(&mut app, &library, "V ] p a");
    type_text(&mut app, &library, "两段");
    kept(&mut book, &press(&mut app, &library, "enter"));
    let both = book.of_kind(EntryKind::Note);
    let two = both.iter().find(|e| e.text == "两段").unwrap();
    assert_eq!(two.spot.quote.exact.lines().count(), 2);
    // in another session both stand where they stood, and the list is filtered by tag
    let mut later = app_sample::app(&library, 80, 24, "vim").with_book(book, 2);
    command(&mut later, &library, "open R/CONF/3#7");
    press(&mut later, &library, ", n");
    type_text(&mut later, &library, "#待查");
    let rows: Vec<String> = present(&later, &library)
        .panes
        .iter()
        .flat_map(|p| &p.rows)
        .map(|r| r.text())
        .collect();
    assert!(rows.iter().any(|r| r.contains("哪些")), "{rows:?}");
    assert!(!rows.iter().any(|r| r.contains("两段")), "{rows:?}");
    assert!(!rows.iter().any(|r| r.contains("不确定")), "{rows:?}");
}

#[test]
fn a_link_leads_back_to_the_words() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "open R/CONF/3#7");
    command(&mut app, &library, "select-words 代表团");
    let link = copied(&press(&mut app, &library, "y l"));
    assert!(
        link.starts_with("wenmai://document/R/CONF/3?") && link.is_ascii(),
        "{link}"
    );
    let mut other = app_sample::app(&library, 80, 24, "plain").with_session("", "", Some(link));
    settle(&mut other, &library, Input::Begin(Begin::Back));
    let screen = present(&other, &library);
    let rows = screen.panes.iter().flat_map(|p| &p.rows);
    let hits: String = rows
        .flat_map(|r| &r.pieces)
        .filter(|p| p.mark == Mark::Hit)
        .map(|p| p.text.as_str())
        .collect();
    assert_eq!(hits, "代表团");
    command(&mut other, &library, "open wenmai://document/X/1");
    assert!(said(&other, &library).contains("wenmai://document/X/1"));
}

#[test]
fn each_form_is_copied_by_its_key_and_from_the_list() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "open R/CONF/3#7");
    for (keys, begins) in [
        ("y g", "河流会议的报告: R/CONF/3[R"),
        ("y b", "@"),
        ("y j", "[\n"),
        ("y i", "TY  - RPRT"),
        ("y m", "《河流会议的报告》"),
        ("y r", "《河流会议的报告》"),
    ] {
        let text = copied(&press(&mut app, &library, keys));
        assert!(text.contains(begins), "{keys}: {text}");
    }
    for keys in ["plain", "vim", "emacs"] {
        let mut app = app_sample::app(&library, 80, 24, keys);
        command(&mut app, &library, "open R/CONF/3#7");
        let open = if keys == "emacs" {
            "ctrl-c y a"
        } else {
            "ctrl-y"
        };
        press(&mut app, &library, open);
        let quote = copied(&press(&mut app, &library, "enter"));
        assert!(quote.starts_with("“第7个代表团"), "{keys}: {quote}");
    }
}

#[test]
fn text_goes_to_a_file_or_a_command_but_not_where_that_is_forbidden() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "open R/CONF/3#7");
    press(&mut app, &library, "|");
    type_text(&mut app, &library, "wc -m");
    let effects = press(&mut app, &library, "enter");
    let [
        Effect::Pipe {
            command: line,
            text,
        },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert!(line == "wc -m" && text.starts_with("第7个代表团") && text.ends_with('\n'));
    let ran = Handed::Ran {
        status: Some(0),
        said: vec!["12".to_owned()],
    };
    settle(&mut app, &library, Input::Handed(ran));
    assert!(said(&app, &library).contains("12"));
    let effects = command(&mut app, &library, "write /tmp/x.md");
    assert!(
        matches!(&effects[..], [Effect::Write { path, text }] if path == "/tmp/x.md" && text.contains("R/CONF/3"))
    );
    let lines = Handed::Ran {
        status: Some(0),
        said: vec!["甲".to_owned(), "乙".to_owned()],
    };
    settle(&mut app, &library, Input::Handed(lines));
    assert!(present(&app, &library).status.contains("2 行"));
    press(&mut app, &library, "esc");

    app.settings.confined = true;
    for line in ["pipe cat", "write /tmp/x.md"] {
        assert_eq!(command(&mut app, &library, line), [], "{line}");
    }
    assert!(said(&app, &library).contains("此处"));
}

#[test]
fn a_session_is_named_left_opened_deleted_and_taken_back() {
    let library = library();
    let mut book = Book::default();
    let mut app = app(&library, 80, 24, "vim").with_session("", "here", None);
    kept(
        &mut book,
        &settle(&mut app, &library, Input::Begin(Begin::Back)),
    );
    command(&mut app, &library, "open R/CONF/3#7");
    press(&mut app, &library, "/");
    type_text(&mut app, &library, "代表");
    press(&mut app, &library, "enter");
    command(&mut app, &library, "filter 河");
    kept(&mut book, &command(&mut app, &library, "session-save 河流"));
    app.to_keep(&library).iter().for_each(|c| book.apply(c));
    assert!(
        book.sessions
            .contains_key(&("河流".to_owned(), "here".to_owned()))
    );
    let was = present(&app, &library);

    // another start: the same text, tree, search in the text, and way back
    let mut later = app_sample::app(&library, 80, 24, "vim")
        .with_book(book.clone(), 2)
        .with_session("河流", "here", None);
    kept(
        &mut book,
        &settle(&mut later, &library, Input::Begin(Begin::Back)),
    );
    let now = present(&later, &library);
    assert_eq!(now.place, was.place);
    let beside = |screen: &Screen| -> Vec<Pane> {
        let panes = screen.panes.iter().filter(|p| p.role != Role::Tree);
        panes.cloned().collect()
    };
    assert_eq!(beside(&now), beside(&was));
    // the tree shows the same rows, with the document that is read selected
    let rows = |screen: &Screen| -> Vec<String> {
        let tree = screen.panes.iter().filter(|p| p.role == Role::Tree);
        let rows = tree.flat_map(|p| &p.rows);
        rows.map(|r| r.text().replace('>', " ")).collect()
    };
    assert_eq!(rows(&now), rows(&was));
    assert!(now.status_right.contains("/代表"), "{}", now.status_right);
    press(&mut later, &library, "ctrl-o ctrl-o");
    assert_ne!(
        present(&later, &library).place,
        was.place,
        "the jump list is there"
    );

    // what was open elsewhere is another session
    let mut elsewhere = app_sample::app(&library, 80, 24, "vim")
        .with_book(book.clone(), 3)
        .with_session("", "there", None);
    settle(&mut elsewhere, &library, Input::Begin(Begin::Back));
    command(&mut elsewhere, &library, "session 河流");
    assert!(said(&elsewhere, &library).contains("没有会话"));

    kept(&mut book, &command(&mut later, &library, "sessions"));
    let listed = |app: &App| format!("{:?}", present(app, &library).panes);
    assert!(listed(&later).contains("河流"));
    kept(&mut book, &press(&mut later, &library, "ctrl-x"));
    assert!(
        !book
            .sessions
            .contains_key(&("河流".to_owned(), "here".to_owned()))
    );
    press(&mut later, &library, "esc");
    kept(&mut book, &press(&mut later, &library, "U"));
    assert!(
        book.sessions
            .contains_key(&("河流".to_owned(), "here".to_owned()))
    );
}

#[test]
fn a_search_and_a_split_are_open_again() {
    let library = library();
    let mut book = Book::default();
    let mut app = app(&library, 120, 40, "vim").with_session("", "", None);
    settle(&mut app, &library, Input::Begin(Begin::Back));
    command(&mut app, &library, "open R/CONF/3#7");
    command(&mut app, &library, "split");
    command(&mut app, &library, "search 河流");
    app.to_keep(&library).iter().for_each(|c| book.apply(c));
    let was = present(&app, &library);
    let mut later = app_sample::app(&library, 120, 40, "vim")
        .with_book(book, 2)
        .with_session("", "", None);
    settle(&mut later, &library, Input::Begin(Begin::Back));
    assert_eq!(present(&later, &library).panes, was.panes);
}

#[test]
fn in_lines_the_last_place_is_offered() {
    let library = library();
    let mut app = lines_app(&library).with_session("", "", None);
    settle(&mut app, &library, Input::Begin(Begin::Here));
    command(&mut app, &library, "open R/CONF/3#7");
    let mut book = Book::default();
    app.to_keep(&library).iter().for_each(|c| book.apply(c));
    assert!(book.sessions.len() == 1 && app.to_keep(&library).is_empty());
    let mut later = lines_app(&library)
        .with_book(book, 2)
        .with_session("", "", None);
    settle(&mut later, &library, Input::Begin(Begin::Here));
    assert!(
        said(&later, &library).contains("resume"),
        "{}",
        said(&later, &library)
    );
    let _: Vec<Change> = later.to_keep(&library);
    command(&mut later, &library, "resume");
    assert_eq!(
        present(&later, &library).place,
        present(&app, &library).place
    );
}
