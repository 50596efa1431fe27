//! The document station over any text: properties that hold whatever the bytes are, and the bundled corpus.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod texts;

use proptest::prelude::*;
use std::collections::HashMap;
use texts::{corpus, document, samples};
use wenmai::document::{BlockKind, Document};
use wenmai::problem::ProblemKind;

/// What must hold for every document.
fn check(doc: &Document) {
    for block in &doc.blocks {
        check_segments(doc, block);
        let controls = block
            .text
            .chars()
            .filter(|c| c.is_control())
            .collect::<String>();
        let table = block.kind == BlockKind::TableRow;
        assert!(
            controls.chars().all(|c| c == '\t' && table),
            "control in {:?}",
            block.text
        );
        assert!(block.text.is_char_boundary(block.number_len as usize));
        for mark in &block.marks {
            assert!(block.text.is_char_boundary(mark.at as usize));
            assert!(mark.note.is_none_or(|n| n < doc.notes.len()));
        }
        for span in block.bold.iter().chain(&block.cells) {
            assert!(
                block
                    .text
                    .get(span.start as usize..span.end as usize)
                    .is_some()
            );
        }
        assert!(!block.lines.is_empty(), "{block:?}");
    }
    assert!(
        doc.blocks
            .windows(2)
            .all(|p| p[0].first_line() <= p[1].first_line())
    );
    assert!(
        doc.notes
            .iter()
            .all(|n| doc.blocks[n.block].kind == BlockKind::Footnote)
    );
    assert!(
        doc.outline
            .iter()
            .all(|e| e.line == doc.blocks[e.block].first_line())
    );
    assert!(!doc.meta.title.is_empty());
    check_lines(doc);
}

/// Segments are sorted, start at 0, lie at char boundaries, and say where the text stands: either the raw
/// line goes on with the very text, or the stretch is a single character put for something else.
fn check_segments(doc: &Document, block: &wenmai::document::Block) {
    assert_eq!(
        block.text.is_empty(),
        block.segments.is_empty(),
        "{block:?}"
    );
    assert!(block.segments.first().is_none_or(|s| s.at == 0));
    assert!(
        block.segments.windows(2).all(|p| p[0].at < p[1].at),
        "{block:?}"
    );
    let ends = block
        .segments
        .iter()
        .skip(1)
        .map(|s| s.at as usize)
        .chain([block.text.len()]);
    for (s, end) in block.segments.iter().zip(ends) {
        let text = block
            .text
            .get(s.at as usize..end)
            .expect("segments lie at char boundaries");
        let line = doc.raw.line(s.line).expect("the raw line is there");
        let whole = &doc.raw.text[doc.raw.lines[s.line as usize - 1].clone()];
        assert!(line.len() >= s.column as usize || whole.len() >= s.column as usize);
        let same = line
            .get(s.column as usize..)
            .is_some_and(|raw| raw.starts_with(text));
        assert!(
            same || text.chars().count() == 1,
            "{text:?} is not at {s:?}"
        );
    }
}

/// Every raw line that holds something is in exactly one block or among the furniture.
fn check_lines(doc: &Document) {
    let mut owners: HashMap<u32, u32> = HashMap::new();
    let ranges = doc
        .blocks
        .iter()
        .flat_map(|b| &b.lines)
        .chain(&doc.furniture);
    for range in ranges {
        for line in range.first..=range.last {
            *owners.entry(line).or_default() += 1;
        }
    }
    let invisible = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || "\u{AD}\u{FEFF}".contains(c)
            || ('\u{200B}'..='\u{206F}').contains(&c)
            || ('\u{FFF9}'..='\u{FFFB}').contains(&c)
    };
    for (i, range) in doc.raw.lines.iter().enumerate() {
        let text = &doc.raw.text[range.clone()];
        if !text.chars().all(invisible) {
            let n = owners.get(&(i as u32 + 1)).copied().unwrap_or(0);
            assert_eq!(n, 1, "line {} in {n} places: {text:?}", i + 1);
        }
    }
}

#[test]
fn the_bundled_corpus_keeps_every_line() {
    for (name, text) in corpus() {
        println!("{name}");
        check(&document(text));
    }
}

#[test]
fn marks_and_notes_of_the_bundled_corpus_find_each_other() {
    for (name, text) in corpus() {
        let doc = document(text);
        let lost = |p: &&wenmai::problem::Problem| {
            matches!(
                p.kind,
                ProblemKind::NoteWithoutText(_) | ProblemKind::NoteWithoutMark(_)
            )
        };
        let open = doc.problems.iter().filter(lost).count();
        assert!(!doc.notes.is_empty(), "{name}");
        assert!(
            open <= 1 + doc.notes.len() / 50,
            "{name}: {:?}",
            doc.problems
        );
    }
}

#[test]
fn samples_keep_every_line() {
    for (_, text) in samples() {
        check(&document(text));
    }
}

/// Pieces that documents are made of, to be thrown together.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "一. ",
        "A. ",
        "1. ",
        "2.2.1 ",
        "（一）",
        "(a) ",
        "(i) ",
        "• ",
        "– ",
        "第 3 條",
        "附件一",
        "表 1\t",
        "\t",
        "¹",
        "²³",
        " 1 ",
        "1",
        "*",
        "\u{FFFD} ",
        "__________________",
        "31/74",
        "20-08285",
        "A/75/123",
        "https://undocs.org/a-",
        "<http://un.org>",
        "[见](#)",
        "[a](http://b.c)",
        "&amp;",
        "\u{c}",
        "\u{AD}",
        "\u{7}",
        "\u{F0B7} ",
        "大会，",
        "回顾回顾回顾回顾",
        "收 到 的 其 他",
        "[原件：英文]",
        "目录",
        "摘要",
        "说明了各国的情况，并",
        "通过。",
        "；",
        "，",
        "：",
        " ",
        "  ",
        "\u{3000}",
        "\n",
        "\n",
        "\n\n",
        " \n\n",
        "\r\n",
        "2020 年 5 月 13 日",
        "第 81次全体会议",
        "the General Assembly",
        "见注 3。",
        "ß",
        "😀",
    ];
    prop_oneof![
        8 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_string),
        1 => "\\PC{0,12}",
        1 => Just("汉".repeat(36)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_every_line(text in any::<String>()) {
        check(&document(text));
    }

    #[test]
    fn any_bytes_keep_every_line(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&document(String::from_utf8_lossy(&bytes).into_owned()));
    }

    #[test]
    fn any_mixture_keeps_every_line(pieces in proptest::collection::vec(piece(), 0..120)) {
        check(&document(pieces.concat()));
    }

    #[test]
    fn mutations_of_the_corpus_keep_every_line(
        which in 0_usize..5,
        start in 0_usize..4_000,
        len in 1_usize..160,
        ops in proptest::collection::vec((0_u8..5, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..12),
    ) {
        let files = corpus();
        let all: Vec<&str> = files[which % files.len()].1.split('\n').collect();
        let start = start % all.len();
        let mut lines: Vec<String> = all[start..(start + len).min(all.len())].iter().map(|l| l.to_string()).collect();
        for (op, a, b) in ops {
            if lines.is_empty() {
                break;
            }
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            match op {
                0 => lines.swap(a, b),
                1 => { let copy = lines[a].clone(); lines.insert(b, copy); }
                2 => { lines.remove(a); }
                3 => { let cut = lines[a].chars().take(b + 1).collect(); lines[a] = cut; }
                _ => { let joined = lines[a].clone() + &lines[b]; lines[a] = joined; }
            }
        }
        check(&document(lines.join("\n")));
    }
}
