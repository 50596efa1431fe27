//! The line face as it is heard: every command of the registry answers with sentences, on every view; lists say what
//! they are and how many they hold, and their numbers count on; nothing is drawn, aligned or broken.
#![allow(clippy::unwrap_used)]

mod app_sample;

use app_sample::{command, library, lines_app};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use wenmai::app::{App, Argument, COMMANDS, Command, Effect, Group, Input, Viewport, settle};
use wenmai::keymap::Context;
use wenmai::library::Library;
use wenmai::plain::said;
use wenmai::view::present;

static LIBRARY: LazyLock<Library> = LazyLock::new(library);

/// Ways into every view, as they are typed.
const VIEWS: [&[&str]; 19] = [
    &["tree"],
    &["open A/RES/90/1"],
    &["open A/RES/90/1", "refs"],
    &["search 河流"],
    &["timeline"],
    &["timeline 2003", "events"],
    &["open A/RES/90/1", "outline"],
    &["open A/RES/90/1", "notes"],
    &["open A/RES/90/1", "backlinks"],
    &["open A/RES/90/1", "relations"],
    &["search 河流", "facets"],
    &["search 河流", "save-search 水", "saved"],
    &["search 河流", "history"],
    &["open A/RES/90/1", "mark a", "marks"],
    &["open A/RES/90/1", "diff R/CONF/3"],
    &["open A/RES/90/1", "next", "next", "peek"],
    &["help"],
    &["menu"],
    &["most-cited"],
];

fn at(way: &[&str]) -> App {
    let mut app = lines_app(&LIBRARY);
    for line in way {
        command(&mut app, &LIBRARY, line);
    }
    app
}

/// What comes of a command, as lines; and whether anything else does.
fn answer(app: &mut App, line: &str) -> (Vec<String>, Vec<Effect>) {
    let effects = command(app, &LIBRARY, line);
    (said(app, &LIBRARY), effects)
}

/// What is wrong with a line for the ear, if anything.
fn wrong(line: &str) -> Option<&'static str> {
    let drawn = |c: char| {
        matches!(c, '\u{2500}'..='\u{259f}' | '\u{2190}'..='\u{21ff}' | '\u{2800}'..='\u{28ff}' | '\u{e000}'..='\u{f8ff}' | '•' | '›')
            || c.is_control()
    };
    if line.is_empty() {
        Some("empty")
    } else if line.contains(drawn) {
        Some("drawn")
    } else if line.trim() != line || line.contains("  ") {
        Some("aligned")
    } else {
        line.contains(" · ").then_some("a mark for the eye")
    }
}

/// An argument for a command that can take one.
fn argument(command: &Command) -> &'static str {
    match command.name {
        "search.open" | "find.open" | "find.only" | "tree.filter" => "河流",
        "timeline.open" => "2003",
        "document.open" | "diff.open" | "compare.open" | "split.open" => "R/CONF/3",
        "mark.set" | "mark.go" => "a",
        "help.key" => "ctrl-s",
        "help.where" => "search",
        "timeline.export" => "x.csv",
        _ => "2",
    }
}

#[test]
fn every_command_answers_in_every_view() {
    let mut bad = BTreeSet::new();
    for way in VIEWS {
        let there = at(way);
        for entry in COMMANDS {
            let Some(word) = entry.words.first() else {
                continue;
            };
            let mut lines = vec![(*word).to_owned()];
            if entry.argument != Argument::None {
                lines.push(format!("{word} {}", argument(entry)));
            }
            for line in lines {
                let mut app = there.clone();
                let (said, effects) = answer(&mut app, &line);
                for told in &said {
                    if let Some(what) = wrong(told) {
                        bad.insert(format!("{what}: {told:?}, {line} after {way:?}"));
                    }
                }
                if said.is_empty() && effects.is_empty() {
                    bad.insert(format!("no answer to {line} after {way:?}"));
                }
            }
        }
    }
    let bad: Vec<String> = bad.into_iter().collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn a_command_of_another_view_names_the_way_there() {
    let views = [
        Context::Timeline,
        Context::Matrix,
        Context::Diff,
        Context::References,
    ];
    let mut app = at(&["open A/RES/90/1"]);
    for entry in COMMANDS {
        let (Some(word), true) = (entry.words.first(), views.contains(&entry.context)) else {
            continue;
        };
        let line = match entry.argument {
            Argument::Needed => format!("{word} 2"),
            _ => (*word).to_owned(),
        };
        if entry.name == "timeline.export" {
            continue;
        }
        let (said, _) = answer(&mut app, &line);
        assert_eq!(said.len(), 1, "{line}: {said:?}");
        let names_one = said[0].split_whitespace().any(|w| {
            let w = w.trim_end_matches(['。', '.']);
            w != *word && Command::worded(w).is_some()
        });
        assert!(names_one, "{line}: {said:?}");
    }
}

#[test]
fn every_example_is_in_both_languages() {
    for entry in COMMANDS {
        let Some(word) = entry.words.first() else {
            continue;
        };
        let mut app = at(&["open A/RES/90/1"]);
        let (said, _) = answer(&mut app, word);
        for _ in 0..3 {
            command(&mut app, &LIBRARY, "language");
            let (again, _) = answer(&mut app, word);
            for line in said.iter().chain(&again) {
                assert!(!line.contains("example-"), "{word}: {line}");
            }
        }
    }
}

#[test]
fn numbers_count_on_and_more_goes_on() {
    let mut app = lines_app(&LIBRARY);
    let (said, _) = answer(&mut app, "search 河流");
    let numbers = |said: &[String]| -> Vec<usize> {
        let number = |l: &String| l.split_once(". ")?.0.parse().ok();
        said.iter().filter_map(number).collect()
    };
    let first = numbers(&said);
    assert_eq!(first, (1..=first.len()).collect::<Vec<_>>(), "{said:?}");
    let (said, _) = answer(&mut app, "more");
    assert_eq!(numbers(&said)[0], first.len() + 1, "{said:?}");
}

#[test]
fn n_and_p_say_one_entry_of_a_list_and_enter_opens_it() {
    let mut app = at(&["search 河流"]);
    let (second, _) = answer(&mut app, "n");
    assert_eq!(second.len(), 1);
    assert!(second[0].starts_with("2. "), "{second:?}");
    let (third, _) = answer(&mut app, "n");
    assert!(third[0].starts_with("3. "), "{third:?}");
    assert_eq!(answer(&mut app, "p").0, second);
    let (opened, _) = answer(&mut app, "enter");
    let mut same = at(&["search 河流"]);
    assert_eq!(opened, answer(&mut same, "2").0);
    // in the text they are paragraphs
    let (next, _) = answer(&mut app, "n");
    assert_eq!(next.len(), 1);
}

#[test]
fn the_end_of_a_list_is_said() {
    let mut app = at(&["search 河流"]);
    let (last, _) = answer(&mut app, "end");
    assert_eq!(last.len(), 1);
    let (more, _) = answer(&mut app, "n");
    assert_ne!(more, last);
    assert_eq!(more.len(), 1);
}

#[test]
fn help_is_told_in_pages_and_asking_again_begins_no_tutorial() {
    let mut app = lines_app(&LIBRARY);
    let (first, _) = answer(&mut app, "help");
    let (second, _) = answer(&mut app, "more");
    assert_eq!(first.len(), second.len());
    assert_ne!(first[1], second[1]);
    let (again, _) = answer(&mut app, "help");
    assert_eq!(again, first);
}

#[test]
fn the_tutorial_is_not_repeated_with_every_answer() {
    let mut app = lines_app(&LIBRARY);
    let (begun, _) = answer(&mut app, "tutor");
    assert_eq!(begun.len(), 2, "{begun:?}");
    let (tree, _) = answer(&mut app, "tree");
    assert!(!tree.contains(&begun[1]), "{tree:?}");
    let (here, _) = answer(&mut app, "where");
    assert!(here.contains(&begun[1]), "{here:?}");
    let (opened, _) = answer(&mut app, "open R/CONF/3");
    assert_ne!(opened.last(), here.last());
    let (next, _) = answer(&mut app, "n");
    assert_ne!(next.last(), opened.last(), "{next:?}");
}

#[test]
fn where_says_no_place_twice() {
    for way in VIEWS {
        let mut app = at(way);
        let (said, _) = answer(&mut app, "where");
        let parts: Vec<&str> = said[0].split('，').collect();
        for pair in parts.windows(2) {
            assert_ne!(pair[0], pair[1], "{said:?}");
        }
    }
}

#[test]
fn leaving_says_nothing_of_the_view() {
    let mut app = at(&["open R/CONF/3"]);
    let (said, effects) = answer(&mut app, "quit");
    assert_eq!((said.len(), &effects[..]), (0, &[Effect::Quit][..]));
    let (said, effects) = answer(&mut app, "close");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(effects.is_empty(), "close at the top must not leave");
}

#[test]
fn the_menu_in_lines_has_only_what_can_be_typed() {
    let mut app = at(&["menu"]);
    for (i, _) in Group::ALL.iter().enumerate() {
        let (said, _) = answer(&mut app, &format!("{}", i + 1));
        assert!(said.len() > 1, "{said:?}");
        command(&mut app, &LIBRARY, "menu");
    }
    let (said, _) = answer(&mut app, "commands");
    for line in &said[1..said.len() - 1] {
        let word = line.split_once(". ").unwrap().1;
        let word = word.split('：').next().unwrap();
        assert!(Command::worded(word).is_some(), "{line}");
    }
}

#[test]
fn differences_are_told_by_words_where_they_are_heard() {
    let told = |app: &App| -> String {
        let screen = present(app, &LIBRARY);
        let rows = screen.panes.iter().flat_map(|p| &p.rows);
        rows.map(|r| r.text()).collect()
    };
    let mut app = at(&["open A/RES/90/1", "diff R/CONF/3"]);
    assert!(!told(&app).contains("[-") && !told(&app).contains("{+"));
    assert!(told(&app).contains(". 删 ") && told(&app).contains(". 增 "));
    let (columns, rows) = (80, 24);
    settle(
        &mut app,
        &LIBRARY,
        Input::Resize(Viewport::Linear { columns, rows }),
    );
    assert!(!told(&app).contains("[-") && !told(&app).contains("{+"));
    settle(
        &mut app,
        &LIBRARY,
        Input::Resize(Viewport::Screen { columns, rows }),
    );
    assert!(told(&app).contains("[-") || told(&app).contains("{+"));
}
