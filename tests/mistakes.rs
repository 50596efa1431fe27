//! Twenty mistakes in files of settings and keys: each is told with file, line, column and what to do, and
//! costs nothing else in its file.
#![allow(clippy::unwrap_used)]

use wenmai::app::command_names;
use wenmai::config;
use wenmai::i18n::Language;
use wenmai::keymap::{Context, Key, Lookup, parse};
use wenmai::problem::Problem;

/// A file with the mistake in its third line, its column, and what the answer must hold.
const SETTINGS: [(&str, u32, &str); 9] = [
    ("keymp = \"vim\"", 1, "keymap"),
    ("colour = \"never\"", 1, "color"),
    ("color = \"allways\"", 9, "always"),
    ("ambiguous = \"wides\"", 13, "wide"),
    ("page = 9000", 8, "4..200"),
    ("page = \"20\"", 8, "4..200"),
    ("accessible = \"true\"", 14, "true"),
    ("quit = = \"once\"", 8, "TOML"),
    ("kitchen = 1", 1, "config show"),
];

const KEYS: [(&str, u32, &str); 11] = [
    ("\"g d\" = \"cite.folow\"", 9, "citation.follow"),
    ("\"g d\" = \"serch.open\"", 9, "search.open"),
    ("\"g d\" = 7", 9, ":"),
    ("\"hyper-x\" = \"help.open\"", 1, "ctrl-o"),
    ("\"F13\" = \"help.open\"", 1, "ctrl-o"),
    ("\"ctrl-i\" = \"jump.forward\"", 1, "Tab"),
    ("\"ctrl-m\" = \"jump.forward\"", 1, "Enter"),
    ("\"F1\" = \"app.quit\"", 1, "F10"),
    ("\"esc\" = false", 1, "F10"),
    ("\" z\" = \"app.quit\"", 1, ""),
    ("\"x\" = = 1", 7, "TOML"),
];

fn told(problems: &[Problem], wanted: (u32, u32), needle: &str, mistake: &str) {
    let here: Vec<_> = problems
        .iter()
        .filter(|p| (p.line, p.column) == (Some(wanted.0), Some(wanted.1)))
        .collect();
    assert!(!here.is_empty(), "{mistake}: {problems:?}");
    for language in Language::ALL {
        let text = language.problem_and_hint(here[0]);
        let place = format!("mine.toml:{}:{}", wanted.0, wanted.1);
        assert!(text.starts_with(&place), "{text}");
        assert!(text.contains(needle), "{mistake}: {text}");
        assert!(!language.hint(here[0]).is_empty());
    }
}

#[test]
fn nine_in_settings() {
    for (mistake, column, needle) in SETTINGS {
        let text = format!("schema = 1\nmeasure = 30\n{mistake}\nborders = \"ascii\"\n");
        let (entries, problems) = config::read("mine.toml", &text);
        told(&problems, (3, column), needle, mistake);
        let kept: Vec<_> = entries.iter().map(|e| e.setting.name).collect();
        assert_eq!(kept, ["measure", "borders"], "{mistake}");
    }
}

#[test]
fn eleven_in_keys() {
    for (mistake, column, needle) in KEYS {
        let text =
            format!("[reading]\n\"z\" = \"find.open\"\n{mistake}\n\"Q\" = \"search.open\"\n");
        let (keymap, problems) = parse("mine.toml", &text, &command_names());
        told(&problems, (3, column), needle, mistake);
        for key in ["z", "Q", "F1"] {
            let keys = Key::parse_sequence(key).unwrap();
            let found = keymap.lookup(Context::Reading, &keys);
            assert!(
                matches!(found, Lookup::Found(_)),
                "{mistake}: {key} is lost"
            );
        }
    }
}
