//! Both languages say the same things, and everything that is asked for is there.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::problem::ProblemKind;
use std::collections::BTreeSet;
use std::path::Path;

/// Message ids of a file, attributes as `id.attribute`.
fn ids(ftl: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut current = String::new();
    for line in ftl.lines() {
        if let Some((name, _)) = line.split_once(" =") {
            if let Some(attribute) = name.trim_start().strip_prefix('.') {
                assert!(found.insert(format!("{current}.{attribute}")), "{line}");
            } else if name.starts_with(|c: char| c.is_ascii_lowercase()) {
                current = name.to_owned();
                assert!(found.insert(current.clone()), "twice: {name}");
            }
        }
    }
    found
}

#[test]
fn both_files_parse_whole() {
    for ftl in [CHINESE_FTL, ENGLISH_FTL] {
        FluentResource::try_new(ftl.to_owned()).unwrap();
    }
}

#[test]
fn both_files_have_the_same_ids() {
    assert_eq!(ids(CHINESE_FTL), ids(ENGLISH_FTL));
}

/// Ids in the sources: the first string after `say(`, `with(`, `.get(` of a language.
fn used_ids(dir: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            used_ids(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("i18n/tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for call in [".say(", ".with("] {
                for (at, _) in text.match_indices(call) {
                    let rest = text[at + call.len()..].trim_start();
                    if let Some(rest) = rest.strip_prefix('"') {
                        let id = rest.split('"').next().unwrap();
                        if !id.contains(['{', ' ']) && id.contains('-') {
                            found.insert(id.to_owned());
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_id_used_exists() {
    let mut used = BTreeSet::new();
    used_ids(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut used,
    );
    assert!(!used.is_empty(), "the scan finds too little: {used:?}");
    let known = ids(CHINESE_FTL);
    let missing: Vec<_> = used.difference(&known).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_problem_has_a_message_and_a_hint() {
    let kinds = [
        ProblemKind::NotFound,
        ProblemKind::Unreadable("x".into()),
        ProblemKind::Empty,
        ProblemKind::Binary,
        ProblemKind::BadEncoding(3),
        ProblemKind::TooLarge(3),
        ProblemKind::NoDocuments,
        ProblemKind::NoteWithoutText("3".into()),
        ProblemKind::NoteWithoutMark("3".into()),
        ProblemKind::NoteNumbersLost("3".into()),
        ProblemKind::BadToml("x".into()),
        ProblemKind::BadKey("x".into()),
        ProblemKind::UnknownCommand("x".into()),
        ProblemKind::UnknownContext("x".into()),
        ProblemKind::DuplicateKey("x".into()),
        ProblemKind::HiddenKey("x".into()),
        ProblemKind::FloorKey("x".into()),
        ProblemKind::Other("x".into()),
    ];
    for kind in kinds {
        let problem = Problem {
            file: "f.txt".into(),
            line: Some(7),
            column: Some(2),
            kind,
        };
        for language in Language::ALL {
            let message = language.problem(&problem);
            assert!(message.starts_with("f.txt:7:2"), "{message}");
            assert!(!message.contains("problem-"), "{message}");
            assert!(!language.hint(&problem).contains("problem-"));
        }
    }
}

#[test]
fn the_environment_chooses() {
    let from = |pairs: &[(&str, &str)]| {
        let pairs: Vec<(String, String)> = pairs
            .iter()
            .map(|(a, b)| (a.to_string(), b.to_string()))
            .collect();
        Language::from_env(move |name| {
            pairs
                .iter()
                .find(|(a, _)| a == name)
                .map(|(_, b)| b.clone())
        })
    };
    assert_eq!(from(&[]), Language::Chinese);
    assert_eq!(from(&[("LANG", "C")]), Language::Chinese);
    assert_eq!(from(&[("LANG", "POSIX")]), Language::Chinese);
    assert_eq!(from(&[("LANG", "en_US.UTF-8")]), Language::English);
    assert_eq!(from(&[("LANG", "en")]), Language::English);
    assert_eq!(from(&[("LANG", "fr_FR.UTF-8")]), Language::Chinese);
    assert_eq!(
        from(&[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")]),
        Language::Chinese
    );
    assert_eq!(
        from(&[("LC_ALL", ""), ("LC_MESSAGES", "en_GB"), ("LANG", "zh_CN")]),
        Language::English
    );
}

#[test]
fn no_isolation_marks() {
    for language in Language::ALL {
        let text = language.with("search-sentence", &[("query", "x".into()), ("n", 3.into())]);
        assert!(!text.contains(['\u{2068}', '\u{2069}']), "{text}");
        assert!(text.contains('x') && text.contains('3'), "{text}");
    }
}

#[test]
fn traditional_is_whole_and_holds_no_simplified_words() {
    let ftl = traditional_ftl();
    FluentResource::try_new(ftl.clone()).unwrap();
    assert_eq!(ids(&ftl), ids(CHINESE_FTL));
    for word in ["界面", "默认", "文件夾", "終端機機", "检索", "设置", "软件"] {
        assert!(!ftl.contains(word), "{word}");
    }
    assert_eq!(Language::Traditional.say("mode-search"), "檢索");
    assert_eq!(Language::parse("zh_TW.UTF-8"), Some(Language::Traditional));
    assert_eq!(Language::parse("zh-Hant"), Some(Language::Traditional));
    assert_eq!(Language::parse("zh_CN"), Some(Language::Chinese));
}

#[test]
fn the_round_of_languages_passes_through_all() {
    let mut language = Language::Chinese;
    for _ in Language::ALL {
        language = language.next();
    }
    assert_eq!(language, Language::Chinese);
}
