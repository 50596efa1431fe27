//! What a person chooses while the program runs: themes, settings read again, the first run, the tutorial.
#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, command, library, lines_app, press, type_text};
use view_paint::painted;
use wenmai::app::{App, Effect, Input, Settings, Viewport, keymap_named, settle};
use wenmai::config::{Theme, read_theme};
use wenmai::i18n::Language;
use wenmai::library::Library;
use wenmai::problem::{Problem, ProblemKind};
use wenmai::view::present;

fn said(app: &App, library: &Library) -> String {
    wenmai::plain::said(app, library).join("\n")
}

/// The first run on a screen of this size.
fn first_run(library: &Library, viewport: Viewport) -> App {
    let settings = Settings {
        keymap: keymap_named("plain").unwrap().0.into(),
        ..Settings::default()
    };
    let mut app = App::new(settings, viewport).on_first_run();
    settle(&mut app, library, Input::LibraryChanged);
    app
}

fn screen(columns: u16, rows: u16) -> Viewport {
    Viewport::Screen { columns, rows }
}

#[test]
fn a_theme_is_shown_while_it_is_selected_and_given_back_by_escape() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    let (own, problems) = read_theme("own.toml", "citation = \"#00ff00\"\n");
    assert!(problems.is_empty());
    app.settings.themes.push(("own".to_owned(), own));
    command(&mut app, &library, "theme");
    assert_eq!(app.theme(), Theme::TERMINAL);
    press(&mut app, &library, "down");
    assert_eq!(app.theme(), Theme::LIGHT);
    press(&mut app, &library, "down down down");
    assert_eq!(app.theme(), Theme::MONO);
    press(&mut app, &library, "esc");
    assert_eq!(app.theme(), Theme::TERMINAL);
    command(&mut app, &library, "theme");
    type_text(&mut app, &library, "own");
    press(&mut app, &library, "enter");
    assert_eq!(app.theme(), own);
    command(&mut app, &library, "theme no-such");
    assert!(painted(&app, &library).contains("没有这个主题：no-such"));
    assert_eq!(app.theme(), own);
}

#[test]
fn settings_read_again_hold_and_their_problems_are_told() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    assert_eq!(command(&mut app, &library, "reload"), [Effect::Reload]);
    let settings = Settings {
        keymap: keymap_named("vim").unwrap().0.into(),
        language: Language::English,
        problems: vec![Problem {
            file: "config.toml".to_owned(),
            line: Some(3),
            column: Some(1),
            kind: ProblemKind::UnknownSetting("x".to_owned()),
        }],
        ..Settings::default()
    };
    settle(
        &mut app,
        &library,
        Input::Settings(Box::new(settings), true),
    );
    let told = painted(&app, &library);
    assert!(told.contains("1 problems"), "{told}");
    // the new keys hold
    press(&mut app, &library, "g p");
    assert!(!painted(&app, &library).contains("Not bound"));
    command(&mut app, &library, "problems");
    assert!(painted(&app, &library).contains("config.toml"));
}

#[test]
fn the_first_run_begins_with_enter_and_keeps_what_was_chosen() {
    let library = library();
    for (columns, rows) in [(80, 24), (40, 15)] {
        let mut app = first_run(&library, screen(columns, rows));
        let shown = painted(&app, &library);
        for word in [
            "欢迎使用文脉",
            "方向键",
            "vim",
            "emacs",
            "界面语言",
            "教程",
            "F1",
            "F10",
        ] {
            assert!(shown.contains(word), "{columns}x{rows}: {word}\n{shown}");
        }
        let effects = press(&mut app, &library, "enter");
        let plain = vec![("keymap", "plain".to_owned())];
        assert_eq!(effects, [Effect::Configure(plain)]);
        assert!(!painted(&app, &library).contains("欢迎"));
    }
    let mut app = first_run(&library, screen(80, 24));
    press(&mut app, &library, "right right x");
    assert!(painted(&app, &library).contains("Welcome"));
    let effects = press(&mut app, &library, "2");
    let chosen = vec![("keymap", "vim".to_owned()), ("language", "en".to_owned())];
    assert_eq!(effects, [Effect::Configure(chosen)]);
}

#[test]
fn the_first_run_can_be_left_and_is_not_asked_again() {
    let library = library();
    let mut app = first_run(&library, screen(80, 24));
    assert_eq!(
        press(&mut app, &library, "esc"),
        [Effect::Configure(vec![])]
    );
    assert!(!painted(&app, &library).contains("欢迎"));
    let mut app = first_run(&library, screen(80, 24));
    assert_eq!(press(&mut app, &library, "F10"), [Effect::Quit]);
}

#[test]
fn the_first_run_is_one_column_where_that_is_wanted() {
    let library = library();
    let viewport = Viewport::Linear {
        columns: 60,
        rows: 12,
    };
    let mut app = first_run(&library, viewport);
    let shown = present(&app, &library);
    assert_eq!(shown.panes[0].rows.len(), 6);
    assert!(shown.panes[0].rows[4].text().contains("开"));
    let effects = press(&mut app, &library, "down down enter");
    let chosen = vec![
        ("keymap", "emacs".to_owned()),
        ("accessible", "true".to_owned()),
    ];
    assert_eq!(effects, [Effect::Configure(chosen)]);
    // and from the panes it can be turned on
    let mut app = first_run(&library, screen(80, 24));
    press(&mut app, &library, "5");
    assert!(matches!(app.viewport, Viewport::Linear { .. }));
}

#[test]
fn the_tutorial_takes_each_step_as_done_when_it_was_done() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    press(&mut app, &library, "F1 F1");
    assert!(painted(&app, &library).contains("教程共五步"));
    press(&mut app, &library, "down");
    assert!(painted(&app, &library).contains("教程 1/5：F2"));
    // what is not asked for yet does not count
    press(&mut app, &library, "F5 esc");
    assert!(painted(&app, &library).contains("教程 1/5"));
    command(&mut app, &library, "open R/CONF/3");
    assert!(
        painted(&app, &library).contains("教程 2/5"),
        "{}",
        painted(&app, &library)
    );
    press(&mut app, &library, "F6");
    type_text(&mut app, &library, "河");
    assert!(painted(&app, &library).contains("教程 3/5"));
    press(&mut app, &library, "esc");
    for step in ["next-citation", "peek"] {
        command(&mut app, &library, step);
    }
    assert!(
        painted(&app, &library).contains("教程 4/5"),
        "{}",
        painted(&app, &library)
    );
    press(&mut app, &library, "esc F5");
    assert!(painted(&app, &library).contains("教程 5/5"));
    press(&mut app, &library, "esc ctrl-y enter");
    let end = painted(&app, &library);
    assert!(end.contains("教程结束"), "{end}");
    press(&mut app, &library, "down");
    assert!(!painted(&app, &library).contains("教程"));
}

#[test]
fn the_tutorial_can_be_left_at_any_time_and_fits_small_screens() {
    let library = library();
    let mut app = app(&library, 40, 15, "plain");
    command(&mut app, &library, "tutor");
    press(&mut app, &library, "down");
    assert!(
        painted(&app, &library).contains("打开一篇"),
        "the sentence is whole"
    );
    press(&mut app, &library, "F1 F1");
    assert!(painted(&app, &library).contains("教程已结束"));
    press(&mut app, &library, "down");
    assert!(!painted(&app, &library).contains("教程"));
}

#[test]
fn in_lines_and_in_one_column_the_tutorial_is_told_in_sentences() {
    let library = library();
    let mut lines = lines_app(&library);
    command(&mut lines, &library, "tutor");
    assert!(said(&lines, &library).contains("教程 1/5：输入 tree"));
    // what was asked for is not said again with every answer
    command(&mut lines, &library, "tree");
    assert!(!said(&lines, &library).contains("教程 1/5"));
    command(&mut lines, &library, "where");
    assert!(said(&lines, &library).contains("教程 1/5"));
    command(&mut lines, &library, "tree");
    command(&mut lines, &library, "1");
    for (step, next) in [
        ("open R/CONF/3", "教程 2/5"),
        ("search 河", "教程 3/5"),
        ("tutor", "教程已结束"),
    ] {
        command(&mut lines, &library, step);
        assert!(
            said(&lines, &library).contains(next),
            "{step}: {}",
            said(&lines, &library)
        );
    }
    let mut linear = app(&library, 60, 12, "plain");
    linear.viewport = Viewport::Linear {
        columns: 60,
        rows: 12,
    };
    command(&mut linear, &library, "tutor");
    command(&mut linear, &library, "open R/CONF/3");
    let announced = present(&linear, &library).announce;
    assert!(announced.contains("教程 2/5"), "{announced}");
}
