//! Keeps the picture in `src/lib.rs` true: the direction of dependencies and what is banned where.
//!
//! These are checks of the source text, so that they say the file and the line.

#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stations in order: a module may use only modules that stand before it.
const ORDER: [&str; 17] = [
    "text", "log_file", "problem", "i18n", "config", "keymap", "store", "source", "document",
    "facts", "index", "library", "export", "app", "view", "plain", "tui",
];

/// Hanzi in a row that, found in both `src` and the bundled corpus, are taken for a sentence of it.
const SENTENCE: usize = 10;

struct Line {
    file: String,
    number: usize,
    text: String,
}

impl Line {
    /// The line without its comment.
    fn code(&self) -> &str {
        self.text.split("//").next().unwrap_or("")
    }

    /// The module of `src` the file belongs to ("text" for src/text/width.rs); None for lib, main, cli.
    fn module(&self) -> Option<&str> {
        let rest = self.file.strip_prefix("src/")?;
        let name = rest.split(['/', '.']).next()?;
        ORDER.contains(&name).then_some(name)
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn lines(folder: &str) -> Vec<Line> {
    let mut all = Vec::new();
    for path in files(folder) {
        let file = path
            .strip_prefix(env!("CARGO_MANIFEST_DIR"))
            .unwrap()
            .display()
            .to_string();
        for (i, text) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            all.push(Line {
                file: file.clone(),
                number: i + 1,
                text: text.to_owned(),
            });
        }
    }
    all
}

/// Fails with file, line and text of every line that is `bad`.
fn none(what: &str, lines: &[Line], bad: impl Fn(&Line) -> bool) {
    let say = |l: &Line| format!("{}:{}: {}", l.file, l.number, l.text.trim());
    let found: Vec<String> = lines.iter().filter(|l| bad(l)).map(say).collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

fn modules_used(code: &str) -> Vec<usize> {
    let after = code
        .match_indices("crate::")
        .map(|(i, m)| &code[i + m.len()..]);
    let name = |rest: &str| {
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .map(str::to_owned)
    };
    after
        .filter_map(name)
        .filter_map(|n| ORDER.iter().position(|m| *m == n))
        .collect()
}

#[test]
fn modules_use_only_modules_that_stand_before_them() {
    let lines = lines("src");
    none("a module uses one that stands after it", &lines, |l| {
        let own = l
            .module()
            .and_then(|own| ORDER.iter().position(|m| *m == own));
        own.is_some_and(|own| modules_used(l.code()).iter().any(|used| *used > own))
    });
    none("the two faces do not know each other", &lines, |l| {
        l.module() == Some("tui") && l.code().contains("crate::plain")
    });
}

#[test]
fn every_module_is_in_the_order() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let known: HashSet<&str> = ORDER.into_iter().chain(["lib", "main", "cli"]).collect();
    for entry in fs::read_dir(src).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            known.contains(name.as_str()),
            "src/{name} is not in the picture"
        );
    }
}

#[test]
fn libraries_stay_in_their_rooms() {
    let lines = lines("src");
    let homes = [
        ("unicode_width", "text"),
        ("unicode_linebreak", "text"),
        ("tantivy", "index"),
        ("tantivy_fst", "index"),
        ("nucleo_matcher", "index"),
        ("ratatui", "tui"),
        ("crossterm", "tui"),
        ("fluent_bundle", "i18n"),
        ("rusqlite", "store"),
    ];
    for (library, home) in homes {
        let path = format!("{library}::");
        none(&format!("{library} belongs to {home}"), &lines, |l| {
            l.code().contains(&path) && l.module() != Some(home)
        });
    }
}

/// A format like `{:<10}` or `{name:>8}`: it pads by characters.
fn pads(code: &str) -> bool {
    code.match_indices(":<")
        .chain(code.match_indices(":>"))
        .any(|(i, _)| {
            let before = &code[..i];
            let inside = before.rfind('{') > before.rfind('}') && before.contains('"');
            inside && code[i + 2..].starts_with(|c: char| c.is_ascii_alphanumeric())
        })
}

#[test]
fn what_breaks_chinese_text_on_a_terminal_is_banned() {
    let lines = lines("src");
    none("Clear leaves half a hanzi; call overlay()", &lines, |l| {
        let names = ["widgets::Clear", "(Clear,", "Clear.render"];
        names.iter().any(|n| l.code().contains(n)) && l.file != "src/tui/overlay.rs"
    });
    none(
        "ratatui's wrapping breaks Chinese; lay lines out with text::wrap",
        &lines,
        |l| l.module() == Some("tui") && l.code().contains(".wrap("),
    );
    none("{:<n} counts characters, not columns", &lines, |l| {
        pads(l.code())
    });
    none("chars().count() is no width", &lines, |l| {
        matches!(l.module(), Some("view" | "tui")) && l.code().contains("chars().count()")
    });
}

#[test]
fn only_the_edges_print() {
    none(
        "printing belongs to main, cli and plain",
        &lines("src"),
        |l| {
            let prints = ["println!", "print!(", "eprint!(", "dbg!("]
                .iter()
                .any(|p| l.code().contains(p));
            prints && l.module().is_some_and(|m| m != "plain")
        },
    );
}

#[test]
fn no_test_sleeps() {
    let word = ["thread::", "sleep"].concat();
    none("a test that sleeps", &lines("tests"), |l| {
        l.code().contains(&word)
    });
    none("code that sleeps", &lines("src"), |l| {
        l.code().contains(&word)
    });
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in files("src").into_iter().chain(files("tests")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} has no //! at its top",
            path.display()
        );
    }
}

/// Runs of hanzi that are long enough to be a sentence.
fn hanzi_runs(text: &str) -> impl Iterator<Item = Vec<char>> + '_ {
    text.split(|c: char| !('\u{3400}'..='\u{9fff}').contains(&c))
        .map(|run| run.chars().collect::<Vec<char>>())
        .filter(|run| run.len() >= SENTENCE)
}

#[test]
fn no_sentence_of_the_bundled_corpus_stands_in_the_source() {
    let mut grams: HashSet<Vec<char>> = HashSet::new();
    for entry in wenmai::source::bundled::entries() {
        let raw = wenmai::source::bundled::read(&entry).unwrap();
        let joined: String = raw.text.chars().filter(|c| !c.is_whitespace()).collect();
        for run in hanzi_runs(&joined) {
            grams.extend(run.windows(SENTENCE).map(<[char]>::to_vec));
        }
    }
    none(
        "words of the bundled corpus: rules are of the genre, not of a document",
        &lines("src"),
        |l| hanzi_runs(&l.text).any(|run| run.windows(SENTENCE).any(|w| grams.contains(w))),
    );
}
