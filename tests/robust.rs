//! Any bytes go from a file through documents and facts without a panic, and nothing takes for ever.
//!
//! `WENMAI_FUZZ_SECONDS=600 cargo test --release --test robust -- --ignored` runs as long as it says.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use wenmai::problem::ProblemKind;
use wenmai::source::{self, Item};
use wenmai::{document, facts};

/// Reads a file of those bytes and makes all that is made of it.
fn whole_way(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    let (raw, problems) = source::read(&Item::File(path.to_owned()), None);
    let Some(raw) = raw else {
        assert!(!problems.is_empty(), "neither a text nor a problem");
        return;
    };
    let document = document::build(Arc::new(raw), "x");
    let mut all = [facts::extract(&document)];
    facts::group(&mut all);
    for block in &document.blocks {
        assert!(block.text.chars().all(|c| c == '\t' || !c.is_control()));
    }
}

fn corpus() -> Vec<Vec<u8>> {
    let entries = source::bundled::entries();
    let bytes = entries.iter().map(|e| source::bundled::bytes(&e.file));
    bytes.map(|b| b.unwrap().to_vec()).collect()
}

/// A change to a stretch of a text.
#[derive(Debug, Clone)]
enum Change {
    Cut,
    Repeat(usize),
    Swap,
    Flip(u8),
    Insert(&'static str),
    Join,
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = vec![
        "\0",
        "\u{c}",
        "\u{feff}",
        "\u{202e}",
        "\t",
        "\r",
        "\n\n\n",
        "¹",
        "１",
        "（",
        "”",
        "--",
        "....",
        "[^1]",
        "](",
        "&#x0;",
        "<table>",
        "%PDF-",
        "99999999999999999999",
        "二〇",
        "年",
        "第",
        "号决议",
        "A/RES/",
        "http://",
    ];
    prop_oneof![
        Just(Change::Cut),
        (2_usize..40).prop_map(Change::Repeat),
        Just(Change::Swap),
        any::<u8>().prop_map(Change::Flip),
        proptest::sample::select(pieces).prop_map(Change::Insert),
        Just(Change::Join),
    ]
}

type Place = prop::sample::Index;

fn apply(text: &mut Vec<u8>, change: &Change, a: Place, b: Place) {
    if text.is_empty() {
        return;
    }
    let (a, b) = (a.index(text.len()), b.index(text.len()));
    let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 400));
    let part = text[from..to].to_vec();
    match change {
        Change::Cut => drop(text.drain(from..to)),
        Change::Repeat(times) => drop(text.splice(from..from, part.repeat(*times))),
        Change::Swap => text[from..to].reverse(),
        Change::Flip(bits) => text[from] ^= bits,
        Change::Insert(piece) => drop(text.splice(from..from, piece.bytes())),
        Change::Join => {
            let joined = part
                .iter()
                .filter(|b| **b != b'\n')
                .copied()
                .collect::<Vec<u8>>();
            text.splice(from..to, joined);
        }
    }
}

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let changes = proptest::collection::vec((change(), any::<Place>(), any::<Place>()), 0..30);
    (any::<Place>(), any::<Place>(), 1_usize..6_000, changes).prop_map(
        |(which, start, len, changes)| {
            let files = corpus();
            let file = &files[which.index(files.len())];
            let start = start.index(file.len());
            let mut text = file[start..(start + len).min(file.len())].to_vec();
            for (change, a, b) in &changes {
                apply(&mut text, change, *a, *b);
            }
            text
        },
    )
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => mutated(),
        1 => proptest::collection::vec(any::<u8>(), 0..3_000),
        1 => "(\\PC|\n){0,600}".prop_map(String::into_bytes),
    ]
}

fn run(cases: u32) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.txt");
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let result = runner.run(&bytes(), |bytes| {
        whole_way(&path, &bytes);
        Ok(())
    });
    result.unwrap();
}

#[test]
fn any_bytes_go_the_whole_way() {
    run(96);
}

#[test]
#[ignore = "runs as many seconds as WENMAI_FUZZ_SECONDS says (60)"]
fn any_bytes_go_the_whole_way_for_long() {
    let seconds = std::env::var("WENMAI_FUZZ_SECONDS")
        .ok()
        .and_then(|s| s.parse().ok());
    let until = Instant::now() + Duration::from_secs(seconds.unwrap_or(60));
    let mut cases = 0_u64;
    while Instant::now() < until {
        run(500);
        cases += 500;
    }
    println!("{cases} cases");
}

fn problems_of(folder: &Path) -> (Vec<Item>, Vec<ProblemKind>) {
    let (items, problems) = source::list(&[PathBuf::from(folder)]);
    (items, problems.into_iter().map(|p| p.kind).collect())
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_pipes_in_a_folder_do_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "大会通过了决议。").unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("self.txt"), dir.path().join("self.txt")).unwrap();
    let pipe = dir.path().join("pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|s| s.success()));
    let (items, problems) = problems_of(dir.path());
    assert_eq!((items.len(), problems.len()), (1, 0));
    let (raw, problems) = source::read(&Item::File(pipe), None);
    assert!(raw.is_none());
    assert!(matches!(problems[0].kind, ProblemKind::Unreadable(_)));
}

#[test]
fn a_file_over_the_limit_is_cut_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("big.txt");
    let line = "没有分段的一行，\n";
    fs::write(&path, line.repeat((65 << 20) / line.len())).unwrap();
    let (raw, problems) = source::read(&Item::File(path), None);
    let text = raw.unwrap().text;
    assert!(text.len() <= 64 << 20 && text.ends_with('，'));
    assert!(matches!(problems[..], [ref p] if matches!(p.kind, ProblemKind::TooLarge(_))));
}
