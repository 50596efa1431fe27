//! Nothing of a raw text is lost or told twice: every character that is not exempt stands in exactly one
//! place of one block, in order. What is exempt is listed in `exempt`, and nothing else may be missing.
#![allow(clippy::unwrap_used)]

mod texts;

use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};
use texts::{corpus, document, samples};
use wenmai::document::{Block, BlockKind, Document};

/// The raw places of a block's text: (line, byte column, bytes), in the order of the text.
fn places(doc: &Document, block: &Block) -> Vec<(u32, usize, usize)> {
    let ends = block.segments.iter().skip(1).map(|s| s.at as usize);
    let ends = ends.chain([block.text.len()]);
    let mut out = Vec::new();
    for (s, end) in block.segments.iter().zip(ends) {
        let text = &block.text[s.at as usize..end];
        let line = doc.raw.line(s.line).unwrap();
        let same = line
            .get(s.column as usize..)
            .is_some_and(|raw| raw.starts_with(text));
        // A single character that was put for another (a bullet, &amp;) and blanks cover nothing.
        if same && !text.trim().is_empty() {
            out.push((s.line, s.column as usize, text.len()));
        }
    }
    out
}

/// Characters that may be missing from every block: blanks and what is dropped (controls, soft hyphens,
/// marks without width); digits, stars, letters and brackets of note marks; and the characters of markup
/// and of bullets that are shown otherwise.
fn exempt(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡\u{FFFD}".contains(c)
        || "<>[]()\\&\u{2011}".contains(c)
        || ('\u{E000}'..='\u{F8FF}').contains(&c)
        || "•●‣".contains(c)
}

/// May the stretch `lost` of a raw line be missing? It is exempt; or digits or a letter of a note's mark
/// (where a mark or a note is on the line); or bold printed again; or the target of a link; or an entity.
fn may_miss(line: &str, lost: &str, at: usize, marked: &[String]) -> bool {
    let bare: String = lost.chars().filter(|c| !exempt(*c)).collect();
    let before = &line[..at];
    let again = {
        // A repeat: what is missing stands at once before it, once or more.
        let trimmed = lost.trim();
        let n = trimmed.chars().count();
        (1..=n).any(|k| {
            let unit: String = trimmed.chars().take(k).collect();
            n.is_multiple_of(k)
                && unit.repeat(n / k) == trimmed
                && before.trim_end().ends_with(&unit)
        })
    };
    let target = lost.contains("](");
    let entity = [
        "amp;", "lt;", "gt;", "quot;", "#39;", "apos;", "nbsp;", "middot;",
    ];
    bare.is_empty() || again || target || entity.contains(&bare.as_str()) || marked.contains(&bare)
}

/// Checks a document.
fn check(doc: &Document) {
    let mut covered: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    let mut marked: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for block in &doc.blocks {
        let all = places(doc, block);
        let sorted = all.windows(2).all(|p| {
            let ((l, c, n), (m, d, _)) = (p[0], p[1]);
            l < m || (l == m && c + n <= d)
        });
        assert!(sorted, "out of order: {:?}", block.text);
        for (line, column, len) in all {
            covered
                .entry(line)
                .or_default()
                .push((column, column + len));
        }
        for mark in &block.marks {
            marked
                .entry(mark.line)
                .or_default()
                .push(mark.marker.clone());
        }
        if block.kind == BlockKind::Footnote {
            let line = block.first_line();
            marked.entry(line).or_default().push(block.number.clone());
        }
    }
    let furniture = |n: u32| {
        doc.furniture
            .iter()
            .any(|r| (r.first..=r.last).contains(&n))
    };
    for n in 1..=u32::try_from(doc.raw.lines.len()).unwrap() {
        if furniture(n) {
            assert!(!covered.contains_key(&n), "line {n} is furniture and text");
            continue;
        }
        let line = doc.raw.line(n).unwrap();
        let mut spans = covered.remove(&n).unwrap_or_default();
        spans.sort_unstable();
        let mut at = 0;
        let none = Vec::new();
        let marks = marked.get(&n).unwrap_or(&none);
        for (from, to) in spans.into_iter().chain([(line.len(), line.len())]) {
            assert!(from >= at, "line {n} is told twice: {line:?}");
            let lost = &line[at..from];
            assert!(
                may_miss(line, lost, at, marks),
                "line {n} lost {lost:?} of {line:?}"
            );
            at = to;
        }
    }
}

#[test]
fn the_bundled_corpus_keeps_every_character_once_and_in_order() {
    for (_, text) in corpus() {
        check(&document(text));
    }
}

#[test]
#[should_panic(expected = "lost")]
fn a_block_that_is_left_out_is_noticed() {
    let mut doc = document("一. 引言\n\n大会通过了决议。".to_string());
    doc.blocks.pop();
    check(&doc);
}

#[test]
fn samples_keep_every_character_once_and_in_order() {
    for (_, text) in samples() {
        check(&document(text));
    }
}

/// The blocks but the notes: their marks were taken out, so that none would lead to them again.
fn shown(doc: &Document) -> impl Iterator<Item = &Block> {
    doc.blocks
        .iter()
        .filter(|b| b.kind != BlockKind::Footnote && !b.text.is_empty())
}

/// The blocks printed one a line, as in a text without wraps; tables with their tabs.
fn printed(doc: &Document) -> String {
    let lines: Vec<&str> = shown(doc).map(|b| b.text.as_str()).collect();
    lines.join("\n\n")
}

/// Clean text, printed one block a line, is clean: no character changes, and the blocks stay what they are.
/// What a text without wraps cannot say, and so is let off: where a paragraph without number ends that
/// follows a numbered one (a report numbers all its paragraphs, so it is joined on), at most 1 of 100.
#[test]
fn cleaning_clean_text_changes_nothing() {
    let words = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    for (_, text) in corpus() {
        let once = document(text);
        let clean = printed(&once);
        let twice = document(clean.clone());
        assert_eq!(words(&clean), words(&printed(&twice)));
        let again: HashSet<&str> = twice.blocks.iter().map(|b| b.text.as_str()).collect();
        let all: Vec<&Block> = shown(&once).collect();
        let changed: Vec<&str> = all
            .iter()
            .map(|b| b.text.as_str())
            .filter(|t| !again.contains(t))
            .collect();
        assert!(changed.len() * 100 <= all.len(), "{changed:#?}");
        let thrice = document(printed(&twice));
        assert_eq!(printed(&twice), printed(&thrice));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutations_of_the_corpus_keep_every_character(
        which in 0_usize..5,
        start in 0_usize..4_000,
        len in 1_usize..160,
        ops in proptest::collection::vec((0_u8..6, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..12),
    ) {
        let files = corpus();
        let all: Vec<&str> = files[which % files.len()].1.split('\n').collect();
        let start = start % all.len();
        let mut lines: Vec<Vec<u8>> = all[start..(start + len).min(all.len())].iter().map(|l| l.as_bytes().to_vec()).collect();
        for (op, a, b) in ops {
            if lines.is_empty() {
                break;
            }
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            match op {
                0 => lines.swap(a, b),
                1 => { let copy = lines[a].clone(); lines.insert(b, copy); }
                2 => { lines.remove(a); }
                3 => lines[a].truncate(b + 1),
                4 => { if let Some(byte) = lines[a].get_mut(b) { *byte ^= 0x15; } }
                _ => { let more = lines[b].clone(); lines[a].extend(more); }
            }
        }
        check(&document(String::from_utf8_lossy(&lines.join(&b'\n')).into_owned()));
    }
}
