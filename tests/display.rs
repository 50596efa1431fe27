//! How text is shown: another script and other blanks change no place, and a page of a very long block is laid
//! out like any other.

#![allow(clippy::unwrap_used)]

mod view_paint;

use std::io::Write;
use std::sync::{Arc, LazyLock};
use view_paint::paint;
use wenmai::app::{App, Input, Settings, Viewport, keymap_named, settle};
use wenmai::keymap::Key;
use wenmai::library::{Library, Parts, open_whole};
use wenmai::view::present;

const SCREEN: Viewport = Viewport::Screen {
    columns: 80,
    rows: 24,
};

static CORPUS: LazyLock<Library> = LazyLock::new(|| open_whole(&[], Parts::ALL));

fn start(library: &Library) -> App {
    let settings = Settings {
        keymap: Arc::new(keymap_named("vim").unwrap().0),
        ..Settings::default()
    };
    let mut app = App::new(settings, SCREEN);
    settle(&mut app, library, Input::LibraryChanged);
    app
}

fn press(app: &mut App, library: &Library, keys: &str) {
    for key in keys.split_whitespace() {
        settle(app, library, Input::Key(Key::parse(key).unwrap()));
    }
}

fn screen(app: &App, library: &Library) -> String {
    paint(&present(app, library))
}

#[test]
fn the_script_shown_changes_neither_places_nor_hits_nor_copies() {
    let mut app = start(&CORPUS);
    settle(&mut app, &CORPUS, Input::Command("open A/RES/55/63".into()));
    settle(&mut app, &CORPUS, Input::Command("paragraph 1".into()));
    press(&mut app, &CORPUS, "/ 信 息 enter");
    let printed = screen(&app, &CORPUS);
    assert!(printed.contains("非法滥用"), "{printed}");
    press(&mut app, &CORPUS, "x x");
    let shown = screen(&app, &CORPUS);
    assert!(
        shown.contains("非法濫用") && shown.contains("转繁体显示"),
        "{shown}"
    );
    // The cursor's line and the marked hits stand where they stood.
    let place = |screen: &str| screen.lines().position(|l| l.contains("┃>")).unwrap();
    assert_eq!(place(&printed), place(&shown));
    let effects = settle(&mut app, &CORPUS, Input::Command("quote".into()));
    let copied = format!("{effects:?}");
    assert!(
        copied.contains("信息") && !copied.contains("資訊"),
        "{copied}"
    );
    press(&mut app, &CORPUS, "x");
    let again = screen(&app, &CORPUS);
    assert!(
        again.contains("非法滥用") && !again.contains("转繁体显示"),
        "{again}"
    );
}

#[test]
fn blanks_beside_han_can_be_left_out() {
    let mut app = start(&CORPUS);
    settle(&mut app, &CORPUS, Input::Command("open A/75/123".into()));
    settle(&mut app, &CORPUS, Input::Command("paragraph 1".into()));
    let kept = screen(&app, &CORPUS);
    press(&mut app, &CORPUS, "z s");
    let closed = screen(&app, &CORPUS);
    let pairs = |s: &str| {
        let c: Vec<char> = s.chars().collect();
        let han = |c: char| ('一'..='龥').contains(&c);
        c.windows(3)
            .filter(|w| w[1] == ' ' && (han(w[0]) && w[2].is_ascii_digit()))
            .count()
    };
    let body = |s: &str| s.lines().skip(2).take(19).collect::<String>();
    assert!(pairs(&body(&kept)) > pairs(&body(&closed)), "{closed}");
}

#[test]
fn lines_get_shorter_and_longer_by_a_key() {
    let mut app = start(&CORPUS);
    settle(&mut app, &CORPUS, Input::Command("open A/75/123".into()));
    settle(&mut app, &CORPUS, Input::Command("paragraph 1".into()));
    let longest = |app: &App| {
        let screen = present(app, &CORPUS);
        let pane = screen.panes.iter().find(|p| p.focused).unwrap();
        let text = |r: &wenmai::view::Row| r.text().trim_end().to_owned();
        let widths = pane.rows.iter().map(|r| wenmai::text::width(&text(r)).0);
        widths.max().unwrap()
    };
    let before = longest(&app);
    press(&mut app, &CORPUS, "z - z - z -");
    let shorter = longest(&app);
    assert!(shorter + 6 <= before, "{shorter} of {before}");
    press(&mut app, &CORPUS, "z + z + z +");
    assert_eq!(longest(&app), before);
}

#[test]
fn every_byte_of_a_very_long_line_can_be_read_both_ways() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = std::fs::File::create(folder.path().join("one-line.txt")).unwrap();
    for n in 0..9000 {
        write!(file, "第 {n} 句说的是网络。").unwrap();
    }
    drop(file);
    let parts = Parts {
        words: false,
        ..Parts::ALL
    };
    let library = open_whole(&[folder.path().to_path_buf()], parts);
    let mut app = start(&library);
    let numbers = |app: &App| -> Vec<u32> {
        let screen = present(app, &library);
        let pane = screen.panes.iter().find(|p| p.focused).unwrap();
        let text: String = pane
            .rows
            .iter()
            .map(|r| r.text().replace(['>', ' '], ""))
            .collect();
        let inner = text.split('第').skip(1).filter_map(|s| s.split_once('句'));
        inner.filter_map(|(n, _)| n.parse().ok()).collect()
    };
    // Page by page down to the end: every sentence is shown, in order.
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..3000 {
        let shown = numbers(&app);
        assert!(shown.windows(2).all(|w| w[0] + 1 == w[1]), "{shown:?}");
        seen.extend(shown);
        if seen.contains(&8999) {
            break;
        }
        press(&mut app, &library, "space");
    }
    assert_eq!(seen.len(), 9000);
    press(&mut app, &library, "G k k k g g");
    assert_eq!(numbers(&app).first(), Some(&0));
    press(&mut app, &library, "G");
    assert_eq!(numbers(&app).last(), Some(&8999));
}

#[test]
fn a_document_without_a_date_opens_the_timeline_near_what_is_read() {
    let mut app = start(&CORPUS);
    settle(&mut app, &CORPUS, Input::Command("open A/75/123".into()));
    settle(&mut app, &CORPUS, Input::Command("end".into()));
    press(&mut app, &CORPUS, "t");
    let shown = screen(&app, &CORPUS);
    let status = shown.lines().rev().nth(1).unwrap();
    let year: u32 = status.split_whitespace().nth(1).unwrap()[..4]
        .parse()
        .unwrap();
    assert!((2010..=2021).contains(&year), "{shown}");
}

#[test]
fn changing_the_script_is_no_failure_in_lines() {
    let mut app = App::new(Settings::default(), Viewport::Lines);
    settle(&mut app, &CORPUS, Input::LibraryChanged);
    settle(&mut app, &CORPUS, Input::Command("script".into()));
    let said = present(&app, &CORPUS);
    assert!(said.announce.contains("简体"));
    assert!(said.panes.is_empty(), "only the sentence is said");
}
