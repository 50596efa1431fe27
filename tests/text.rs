//! Over the bundled corpus: line layout keeps the rules of Chinese typesetting at every width, and folding
//! leaves Simplified texts alone.

#![allow(clippy::unwrap_used)]

use std::ops::Range;
use wenmai::document::{BlockKind, Document};
use wenmai::library::{Parts, open_whole};
use wenmai::text::{Columns, folded, simplify, width, wrap};

const NO_START: &str = "，。、；：！？）》”’〕】…";
const NO_END: &str = "（《“‘〔【";

fn documents() -> Vec<std::sync::Arc<Document>> {
    let documents = opened(&[]);
    assert_eq!(documents.len(), 5);
    documents
}

fn opened(paths: &[std::path::PathBuf]) -> Vec<std::sync::Arc<Document>> {
    let parts = Parts::NONE;
    open_whole(paths, parts).documents
}

#[test]
fn layout_keeps_the_rules_at_every_width() {
    let (mut block_number, mut atoms_seen) = (0, 0);
    // Other documents of the genre, where they are.
    let samples = std::path::Path::new("../shared/samples/un-zh");
    let samples = samples.is_dir().then(|| samples.to_path_buf());
    let others = samples.map_or(Vec::new(), |path| opened(&[path]));
    for document in documents().into_iter().chain(others) {
        for block in &document.blocks {
            let (text, room) = (block.text.as_str(), width(&block.text));
            let atoms = atoms(text);
            // Each block at every fifth width, its neighbour at the next ones; all widths are tried.
            block_number += 1;
            for columns in (20 + block_number % 5..=120).step_by(5).map(Columns) {
                if room > columns {
                    let lines = wrap(text, columns, columns);
                    covers_and_fits(text, columns, &lines);
                    keeps_kinsoku(text, columns, &lines);
                    atoms_seen += keeps_atoms(text, columns, &lines, &atoms);
                }
            }
        }
    }
    assert!(
        atoms_seen > 1000,
        "only {atoms_seen} symbols and dates seen"
    );
}

fn covers_and_fits(text: &str, columns: Columns, lines: &[Range<usize>]) {
    let mut at = 0;
    for line in lines {
        assert_eq!(line.start, at);
        at = line.end;
        assert!(
            width(text[line.clone()].trim_end()) <= columns,
            "{columns:?}: {text}"
        );
    }
    assert_eq!(at, text.len());
}

fn keeps_kinsoku(text: &str, columns: Columns, lines: &[Range<usize>]) {
    for pair in lines.windows(2) {
        let (line, next) = (text[pair[0].clone()].trim_end(), &text[pair[1].clone()]);
        // A leader of dots as wide as the line has no lawful place to break.
        if line.chars().all(|c| c == '…') {
            continue;
        }
        assert!(
            !next.starts_with(|c| NO_START.contains(c)),
            "{columns:?}: {line}⏎{next}"
        );
        assert!(
            !line.ends_with(|c| NO_END.contains(c)),
            "{columns:?}: {line}⏎{next}"
        );
    }
}

/// Symbols, dates and numbered things are on one line where they fit; gives how many there were.
fn keeps_atoms(
    text: &str,
    columns: Columns,
    lines: &[Range<usize>],
    atoms: &[Range<usize>],
) -> usize {
    let mut seen = 0;
    for atom in atoms {
        // Marks that cling to it have to fit as well.
        let cling = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        let start = text[..atom.start].trim_end_matches(cling).len();
        let end = text.len() - text[atom.end..].trim_start_matches(cling).len();
        if width(&text[start..end]) <= columns {
            seen += 1;
            let whole = lines
                .iter()
                .any(|l| l.start <= atom.start && atom.end <= l.end);
            assert!(whole, "{columns:?}: {} in {text}", &text[atom.clone()]);
        }
    }
    seen
}

/// End of the longest match of a pattern at the start of `text`, where `9` is any number of digits and a
/// blank is any number of blanks.
fn pattern(text: &str, pattern: &str) -> Option<usize> {
    let mut rest = text;
    for p in pattern.chars() {
        let after = match p {
            '9' => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
            ' ' => rest.trim_start_matches(' '),
            _ => rest.strip_prefix(p)?,
        };
        if p == '9' && after.len() == rest.len() {
            return None;
        }
        rest = after;
    }
    Some(text.len() - rest.len())
}

/// Symbols, dates and numbered things that should stay on one line.
fn atoms(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, c) in text.char_indices() {
        let inside = found.last().is_some_and(|r| i < r.end);
        let before = text[..i].chars().next_back();
        if inside || before.is_some_and(|b| b.is_ascii_alphanumeric() || "/.-_:@".contains(b)) {
            continue;
        }
        let symbol = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "/.".contains(c);
        let run = text[i..]
            .split(|c| !symbol(c))
            .next()
            .unwrap()
            .trim_end_matches(['/', '.']);
        let ends = text[i + run.len()..].starts_with(|c: char| !c.is_ascii_graphic());
        if c.is_ascii_uppercase() && run.contains('/') && ends {
            found.push(i..i + run.len());
        } else if let Some(end) = ["9 年 9 月 9 日", "9 月 9 日", "第 9 段", "第 9/9 号"]
            .iter()
            .find_map(|p| pattern(&text[i..], p))
        {
            found.push(i..i + end);
        }
    }
    found
}

#[test]
fn lines_are_filled() {
    // What greedy layout leaves free at the end of a line is less than what comes next needs.
    let (mut used, mut room) = (0, 0);
    for document in documents() {
        for block in document
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Paragraph)
        {
            let lines = wrap(&block.text, Columns(60), Columns(60));
            for line in lines.iter().rev().skip(1) {
                used += width(block.text[line.clone()].trim_end()).0;
                room += 60;
            }
        }
    }
    assert!(used * 100 > room * 95, "{used} of {room} columns used");
}

#[test]
fn folding_changes_no_character_of_simplified_texts() {
    let mut traditional = 0;
    for document in documents() {
        let text = &document.raw.text;
        let changed: usize = text
            .chars()
            .zip(simplify(text).chars())
            .filter(|(a, b)| a != b)
            .count();
        if changed > 0 {
            traditional += 1;
            assert!(
                changed > 1000,
                "{}: {changed} characters changed",
                document.raw.name
            );
        }
        assert_eq!(text.chars().count(), simplify(text).chars().count());
    }
    assert_eq!(traditional, 1, "one of the five is in Traditional Chinese");
}

#[test]
fn folding_tables_have_no_loops_and_are_read_whole() {
    let tables = [
        include_str!("../data/fold/t2s.tsv"),
        include_str!("../data/fold/merge.tsv"),
    ];
    for line in tables
        .iter()
        .flat_map(|t| t.lines())
        .filter(|l| !l.starts_with('#'))
    {
        let (from, to) = line.split_once('\t').unwrap();
        assert_eq!((from.chars().count(), to.chars().count()), (1, 1), "{line}");
        assert_eq!(folded(from), folded(to), "{line}");
        assert_ne!(folded(from), from, "{line}");
    }
}
