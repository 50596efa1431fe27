//! Twenty mistakes in files of settings and keys: each is told with file, line, column and what to do, and
//! costs nothing else in its file.
#![allow(clippy::unwrap_used)]

use wenmai::app::command_names;
use wenmai::config::{self, Ink, Part, Theme};
use wenmai::i18n::Language;
use wenmai::keymap::{Context, Key, Lookup, parse, parse_with};
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

/// Files by their names, as `inherit` names them.
fn files(all: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<(String, String)> {
    move |name| {
        let (_, text) = all.iter().find(|(n, _)| *n == name)?;
        Some((format!("{name}.toml"), (*text).to_owned()))
    }
}

#[test]
fn a_theme_inherits_from_a_file_and_a_circle_is_told() {
    let text_of = files(&[
        ("mine", "schema = 1\ninherit = \"warm\"\nbar = \"red\"\n"),
        (
            "warm",
            "inherit = \"dark\"\nnote = \"green\"\nbar = \"blue\"\n",
        ),
        ("dark", "inherit = \"dark\"\nkey = \"white\"\n"),
        ("a", "# one\n inherit = \"b\"\nbar = \"red\"\n"),
        ("b", "inherit = \"a\"\n"),
        ("c", "inherit = \"b\"\nkey = \"red\"\n"),
    ]);
    let read = |name: &str| {
        let (file, text) = text_of(name).unwrap();
        config::read_theme_with(&file, &text, &text_of)
    };
    let (mine, problems) = read("mine");
    assert_eq!(problems, []);
    let ink = |part| mine.paint(part).text;
    assert_eq!(ink(Part::Bar), Some(Ink::Of16(1)), "its own");
    assert_eq!(
        ink(Part::Note),
        Some(Ink::Of16(2)),
        "of the file it inherits from"
    );
    assert_eq!(
        ink(Part::Key),
        Some(Ink::Of16(7)),
        "of the file that one inherits from"
    );
    let built_in = Theme::DARK.paint(Part::Citation);
    assert_eq!(mine.paint(Part::Citation), built_in, "of what is built in");
    let (a, problems) = read("a");
    assert_eq!((problems[0].line, problems[0].column), (Some(2), Some(12)));
    let told = Language::English.problem_and_hint(&problems[0]);
    assert!(
        told.contains("a.toml:2:12") && told.contains("a → b → a"),
        "{told}"
    );
    assert_eq!(
        a.paint(Part::Bar).text,
        Some(Ink::Of16(1)),
        "the rest is kept"
    );
    // in no circle itself
    let (_, problems) = read("c");
    assert_eq!(problems, []);
}

#[test]
fn key_files_in_a_circle_are_told_and_so_are_the_mistakes_of_an_inherited_file() {
    let text_of = files(&[
        (
            "a",
            "schema = 1\ninherit = \"b\"\n[main]\n\"ctrl-e\" = \"outline.open\"\n",
        ),
        ("b", "inherit = \"a\"\n"),
        ("mine", "inherit = \"base\"\n"),
        (
            "base",
            "inherit = \"vim\"\n[main]\n\"ctrl-e\" = \"outlin.open\"\n",
        ),
    ]);
    let read = |name: &str| {
        let (file, text) = text_of(name).unwrap();
        parse_with(&file, &text, &command_names(), &text_of)
    };
    let (a, problems) = read("a");
    let told = Language::English.problem_and_hint(&problems[0]);
    assert!(
        told.contains("a.toml:2:11") && told.contains("a → b → a"),
        "{told}"
    );
    let keys = Key::parse_sequence("ctrl-e").unwrap();
    assert!(matches!(
        a.lookup(Context::Reading, &keys),
        Lookup::Found(_)
    ));
    let (mine, problems) = read("mine");
    assert_eq!(problems.len(), 1);
    let told = Language::English.problem_and_hint(&problems[0]);
    assert!(
        told.contains("base.toml:3:12") && told.contains("outline.open"),
        "{told}"
    );
    assert!(mine.counts, "what that file inherits is inherited");
}
