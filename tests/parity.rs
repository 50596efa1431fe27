//! Ten tasks done with the same commands in panes, in one column and in lines: the same facts are told in each.
#![allow(clippy::unwrap_used)]

mod app_sample;

use app_sample::library;
use wenmai::app::{App, Effect, Input, Settings, Viewport, keymap_named, settle};
use wenmai::library::Library;
use wenmai::view::present;

/// What is done, and what must be told after it.
const TASKS: [(&[&str], &[&str]); 10] = [
    (&["tree"], &["R/CONF/3"]),
    (&["open R/CONF/3"], &["R/CONF/3"]),
    (&["search 河流"], &["河流"]),
    (&["search 河流 火星"], &["火星"]),
    (&["timeline 2003"], &["2003"]),
    (&["open R/CONF/3", "backlinks"], &["R/CONF/3"]),
    (&["open R/CONF/3", "outline"], &["大纲"]),
    (&["open R/CONF/3", "end", "raw"], &["原文"]),
    (&["jumps"], &["足迹"]),
    (&["no-such-command"], &["未知命令", "no-such-command"]),
];

fn start(library: &Library, viewport: Viewport) -> App {
    let settings = Settings {
        keymap: keymap_named("plain").unwrap().0.into(),
        ..Settings::default()
    };
    let mut app = App::new(settings, viewport);
    settle(&mut app, library, Input::LibraryChanged);
    app
}

/// Everything that a person is told, without blanks.
fn told(app: &App, library: &Library) -> String {
    let screen = present(app, library);
    let panes = screen.panes.iter().chain(&screen.overlays);
    let mut text = format!("{}{}{}", screen.place, screen.status, screen.announce);
    for pane in panes {
        text.push_str(&pane.title);
        for row in &pane.rows {
            text.push_str(&row.text());
            text.push_str(row.spoken.as_deref().unwrap_or(""));
        }
    }
    text.retain(|c| !c.is_whitespace());
    text
}

#[test]
fn ten_tasks_tell_the_same_in_every_face() {
    let library = library();
    let faces = [
        Viewport::Screen {
            columns: 120,
            rows: 40,
        },
        Viewport::Linear {
            columns: 120,
            rows: 40,
        },
        Viewport::Lines,
    ];
    for (commands, facts) in TASKS {
        for face in faces {
            let mut app = start(&library, face);
            let mut effects: Vec<Effect> = Vec::new();
            for command in commands {
                effects = settle(&mut app, &library, Input::Command((*command).to_owned()));
            }
            assert!(!effects.contains(&Effect::Quit));
            let told = told(&app, &library);
            for fact in facts {
                assert!(
                    told.contains(fact),
                    "{face:?} {commands:?}: no {fact} in {told}"
                );
            }
        }
    }
}

#[test]
fn what_is_copied_is_the_same_in_every_face() {
    let library = library();
    let copied = |face| {
        let mut app = start(&library, face);
        settle(
            &mut app,
            &library,
            Input::Command("open R/CONF/3".to_owned()),
        );
        settle(&mut app, &library, Input::Command("quote".to_owned()))
    };
    let lines = copied(Viewport::Lines);
    assert!(
        matches!(&lines[..], [Effect::Copy(text)] if text.contains("R/CONF/3")),
        "{lines:?}"
    );
    let (columns, rows) = (80, 24);
    assert_eq!(copied(Viewport::Screen { columns, rows }), lines);
    assert_eq!(copied(Viewport::Linear { columns, rows }), lines);
}
