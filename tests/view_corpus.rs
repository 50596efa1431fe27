//! Screens over the bundled corpus: what a person sees, at the three sizes.
#![allow(clippy::unwrap_used)]

mod view_paint;

use std::sync::{Arc, LazyLock};
use view_paint::paint;
use wenmai::app::{App, Input, Settings, Viewport, keymap_named, settle};
use wenmai::keymap::Key;
use wenmai::library::{Library, Parts, open_whole};
use wenmai::view::present;

static CORPUS: LazyLock<Library> = LazyLock::new(|| open_whole(&[], Parts::ALL));

fn app(columns: u16, rows: u16, keys: &str) -> App {
    let settings = Settings {
        keymap: Arc::new(keymap_named(keys).unwrap().0),
        ..Settings::default()
    };
    let mut app = App::new(settings, Viewport::Screen { columns, rows });
    settle(&mut app, &CORPUS, Input::LibraryChanged);
    app
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        settle(app, &CORPUS, Input::Key(Key::parse(key).unwrap()));
    }
}

/// What is said in lines.
fn said(app: &App) -> String {
    let screen = present(app, &CORPUS);
    let rows = screen.panes.iter().flat_map(|p| &p.rows);
    let lines: Vec<String> = rows
        .map(|r| r.spoken.clone().unwrap_or_else(|| r.text()))
        .collect();
    if lines.is_empty() {
        screen.announce
    } else {
        lines.join("\n")
    }
}

#[test]
#[ignore = "prints a screen: KEYS, SIZE, CMD say which"]
#[allow(clippy::print_stdout)]
fn dump() {
    let keys = std::env::var("KEYS").unwrap_or_default();
    let size = std::env::var("SIZE").unwrap_or("80x24".into());
    if size == "lines" {
        let mut app = app(80, 24, "plain");
        app.viewport = Viewport::Lines;
        settle(&mut app, &CORPUS, Input::Resize(Viewport::Lines));
        println!("{}", said(&app));
        for c in std::env::var("CMD").unwrap().split(';') {
            let effects = settle(&mut app, &CORPUS, Input::Command(c.to_owned()));
            println!("--- {c}   {effects:?}\n{}", said(&app));
        }
        return;
    }
    let (c, r) = size.split_once('x').unwrap();
    let mut app = app(c.parse().unwrap(), r.parse().unwrap(), "vim");
    press(&mut app, &keys);
    if let Ok(command) = std::env::var("CMD") {
        for c in command.split(';') {
            settle(&mut app, &CORPUS, Input::Command(c.to_owned()));
        }
    }
    press(&mut app, &std::env::var("AFTER").unwrap_or_default());
    println!("{}", paint(&present(&app, &CORPUS)));
}

#[test]
#[ignore = "prints figures"]
#[allow(clippy::print_stdout)]
fn figures() {
    let mut app = app(120, 40, "vim");
    press(&mut app, "s");
    for keys in [
        "网 络",
        "esc j",
        "space",
        "G",
        "t",
        "l",
        "q g r esc",
        "F2 j",
        "z R",
        "j",
    ] {
        let start = std::time::Instant::now();
        for _ in 0..10 {
            press(&mut app, keys);
        }
        let update = start.elapsed() / 10;
        let start = std::time::Instant::now();
        for _ in 0..10 {
            let _ = present(&app, &CORPUS);
        }
        println!(
            "{keys:12} update {update:?} present {:?}",
            start.elapsed() / 10
        );
    }
}
