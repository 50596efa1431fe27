//! Over the bundled corpus: search finds every block that holds a string, and nothing else.
//!
//! The oracle folds each block by the rules, on its own, and asks `contains`.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use wenmai::document::Document;
use wenmai::index::{BlockRef, Exact, Query, Results, search};
use wenmai::library::{Parts, open_whole};
use wenmai::text::Script;

const NO_LIMIT: usize = usize::MAX;

/// The rules of `data/fold`, said once more and slowly.
struct Oracle {
    pairs: HashMap<char, char>,
    keys: Vec<(BlockRef, String)>,
}

impl Oracle {
    fn new(documents: &[Arc<Document>]) -> Self {
        let tables = [
            include_str!("../data/fold/t2s.tsv"),
            include_str!("../data/fold/merge.tsv"),
        ];
        let rows = tables.iter().flat_map(|t| t.lines());
        let pairs = rows
            .filter(|l| !l.starts_with('#'))
            .map(|l| {
                let (from, to) = l.split_once('\t').unwrap();
                (from.chars().next().unwrap(), to.chars().next().unwrap())
            })
            .collect();
        let mut oracle = Oracle {
            pairs,
            keys: Vec::new(),
        };
        for (document, d) in documents.iter().enumerate() {
            for (block, b) in d.blocks.iter().enumerate() {
                let key = oracle.key(&b.text);
                oracle.keys.push((BlockRef { document, block }, key));
            }
        }
        oracle
    }

    fn key(&self, text: &str) -> String {
        text.nfkc()
            .flat_map(char::to_lowercase)
            .nfkc()
            .filter(|c| {
                let seen = !c.is_whitespace() && !c.is_control();
                seen && !matches!(
                    *c,
                    '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
                )
            })
            .map(|mut c| {
                while let Some(&to) = self.pairs.get(&c) {
                    c = to;
                }
                c
            })
            .collect()
    }

    fn keys_of(&self, document: usize, block: usize) -> &str {
        let at = BlockRef { document, block };
        let found = self.keys.binary_search_by_key(&at, |(at, _)| *at);
        &self.keys[found.unwrap()].1
    }

    fn holding(&self, part: &str) -> BTreeSet<BlockRef> {
        let needle = self.key(part);
        assert!(!needle.is_empty());
        let held = self.keys.iter().filter(|(_, key)| key.contains(&needle));
        held.map(|(at, _)| *at).collect()
    }
}

fn documents() -> Vec<Arc<Document>> {
    let parts = Parts::NONE;
    let documents = open_whole(&[], parts).documents;
    assert_eq!(documents.len(), 5);
    documents
}

fn found(results: &Results) -> BTreeSet<BlockRef> {
    let set: BTreeSet<BlockRef> = results.hits.iter().map(|h| h.at).collect();
    assert_eq!(set.len(), results.total, "every hit once, all counted");
    let places: BTreeSet<usize> = set.iter().map(|at| at.document).collect();
    assert_eq!(places.len(), results.documents);
    set
}

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    /// A part of a block, of `2..=8` characters, that has a key; only 汉字 if asked.
    fn part(
        &mut self,
        documents: &[Arc<Document>],
        han: bool,
        oracle: &Oracle,
    ) -> (BlockRef, String) {
        loop {
            let document = self.below(documents.len());
            let block = self.below(documents[document].blocks.len());
            let text: Vec<char> = documents[document].blocks[block].text.chars().collect();
            let from = self.below(text.len().max(1));
            let length = 2 + self.below(7);
            let part: String = text.iter().skip(from).take(length).collect();
            let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            if part.chars().count() == length
                && !oracle.key(&part).is_empty()
                && (!han || part.chars().all(is_han))
            {
                return (BlockRef { document, block }, part);
            }
        }
    }
}

#[test]
fn every_part_of_a_block_is_found_with_all_that_hold_it() {
    let documents = documents();
    let (oracle, exact) = (Oracle::new(&documents), Exact::build(&documents));
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for i in 0..1000 {
        let (at, part) = dice.part(&documents, i % 2 == 0, &oracle);
        let query = if i % 2 == 0 {
            Query::parse(&format!("'{part}"))
        } else {
            Query::literal(&part)
        };
        let found = found(&search(&exact, None, &query, NO_LIMIT));
        assert!(found.contains(&at), "{part:?} is in {at:?}");
        assert_eq!(found, oracle.holding(&part), "{part:?}");
    }
}

/// 2,000 substrings of 1 to 12 characters, as they stand and in the characters of the other script.
fn no_part_is_missed_in(documents: &[Arc<Document>]) {
    let (oracle, exact) = (Oracle::new(documents), Exact::build(documents));
    let mut dice = Dice(0x5dee_ce66_d1ce_4e5b);
    let mut tried = 0;
    while tried < 2000 {
        let document = dice.below(documents.len());
        let block = dice.below(documents[document].blocks.len());
        let text: Vec<char> = documents[document].blocks[block].text.chars().collect();
        let (from, length) = (dice.below(text.len().max(1)), 1 + dice.below(12));
        let part: String = text.iter().skip(from).take(length).collect();
        // A mark by itself is composed with what stands before it; a string begins with a character.
        if oracle.key(&part).is_empty()
            || !oracle.keys_of(document, block).contains(&oracle.key(&part))
        {
            continue;
        }
        tried += 1;
        let wanted = oracle.holding(&part);
        assert!(wanted.contains(&BlockRef { document, block }), "{part:?}");
        for script in [Script::AsPrinted, Script::Traditional, Script::Simplified] {
            let typed = script.show(&part);
            let found = found(&search(&exact, None, &Query::literal(&typed), NO_LIMIT));
            assert_eq!(found, wanted, "{part:?} typed as {typed:?}");
        }
    }
}

#[test]
fn no_part_of_the_bundled_corpus_is_missed_in_either_script() {
    no_part_is_missed_in(&documents());
}

#[test]
fn no_part_of_other_papers_is_missed_in_either_script() {
    let folder = std::path::PathBuf::from("../shared/samples/un-zh");
    if !folder.is_dir() {
        println!("skipped: {} is missing", folder.display());
        return;
    }
    let parts = Parts::NONE;
    let documents = open_whole(&[folder], parts).documents;
    assert!(documents.len() > 10);
    no_part_is_missed_in(&documents);
}

#[test]
fn highlights_are_what_was_asked_for() {
    let documents = documents();
    let (oracle, exact) = (Oracle::new(&documents), Exact::build(&documents));
    let mut dice = Dice(42);
    for i in 0..500 {
        let (_, part) = dice.part(&documents, i % 2 == 0, &oracle);
        let results = search(&exact, None, &Query::literal(&part), 5);
        for hit in &results.hits {
            let text = &documents[hit.at.document].blocks[hit.at.block].text;
            assert!(!hit.ranges.is_empty(), "{part:?} in {text:?}");
            let mut end = 0;
            for r in &hit.ranges {
                assert!(
                    r.start >= end && r.start < r.end,
                    "sorted, apart: {:?}",
                    hit.ranges
                );
                end = r.end;
                let marked = oracle.key(&text[r.start as usize..r.end as usize]);
                let needle = oracle.key(&part);
                // A sign such as … has a key of several characters; it is marked whole.
                let whole = marked.chars().all(|c| c != '.') || needle.chars().all(|c| c != '.');
                assert!(
                    marked == needle || (!whole && marked.contains(&needle)),
                    "{part:?}: {marked:?}"
                );
            }
        }
    }
}

#[test]
fn and_or_not_agree_with_sets() {
    let documents = documents();
    let (oracle, exact) = (Oracle::new(&documents), Exact::build(&documents));
    let all: BTreeSet<BlockRef> = oracle.keys.iter().map(|k| k.0).collect();
    let mut dice = Dice(7);
    for _ in 0..200 {
        let mut pick = || {
            let (_, part) = dice.part(&documents, true, &oracle);
            part.chars().take(2).collect::<String>()
        };
        let (a, b, c) = (pick(), pick(), pick());
        let [in_a, in_b, in_c] = [&a, &b, &c].map(|t| oracle.holding(t));
        // Quoted: words of the other side of the strait are not wanted here.
        let [a, b, c] = [a, b, c].map(|t| format!("'{t}"));
        let ask = |typed: String| found(&search(&exact, None, &Query::parse(&typed), NO_LIMIT));
        assert_eq!(ask(format!("{a} {b}")), &in_a & &in_b, "{a} {b}");
        assert_eq!(ask(format!("{a} | {b}")), &in_a | &in_b, "{a} | {b}");
        assert_eq!(ask(format!("{a} -{b}")), &in_a - &in_b, "{a} -{b}");
        assert_eq!(
            ask(format!("!{b} {a} {c}")),
            &(&in_a & &in_c) - &in_b,
            "!{b} {a} {c}"
        );
        assert_eq!(
            ask(format!("{c} {a} | {b}")),
            &in_c & &(&in_a | &in_b),
            "{c} {a} | {b}"
        );
        assert_eq!(ask(format!("-{a}")), &all - &in_a, "-{a}");
        assert_eq!(
            ask(format!("{a} | -{b}")),
            &in_a | &(&all - &in_b),
            "{a} | -{b}"
        );
    }
}

#[test]
fn doc_keeps_to_documents() {
    let documents = documents();
    let exact = Exact::build(&documents);
    let everywhere = search(&exact, None, &Query::parse("犯罪"), NO_LIMIT);
    let wanted: Vec<usize> = (0..documents.len())
        .filter(|&d| documents[d].id.contains("55"))
        .collect();
    assert!(!wanted.is_empty());
    let inside = search(&exact, None, &Query::parse("犯罪 在：55"), NO_LIMIT);
    let outside = search(&exact, None, &Query::parse("犯罪 -doc:55"), NO_LIMIT);
    assert!(inside.hits.iter().all(|h| wanted.contains(&h.at.document)));
    assert!(!inside.hits.is_empty());
    assert_eq!(inside.total + outside.total, everywhere.total);
}

#[test]
fn scripts_blanks_and_widths_do_not_matter() {
    let documents = documents();
    let exact = Exact::build(&documents);
    let ask = |typed: &str| found(&search(&exact, None, &Query::parse(typed), NO_LIMIT));
    for (a, b) in [
        ("網路犯罪", "网路犯罪"),
        ("２０１５年", "2015 年"),
        ("Oewg", "ＯＥＷＧ"),
        ("資訊", "资讯"),
    ] {
        let (typed, same) = (ask(&format!("'{a}")), ask(&format!("\"{b}\"")));
        assert!(!typed.is_empty(), "{a}");
        assert_eq!(typed, same, "{a} and {b}");
    }
}

#[test]
fn odd_queries_have_sensible_answers() {
    let documents = documents();
    let exact = Exact::build(&documents);
    let ask = |typed: &str| search(&exact, None, &Query::parse(typed), 20);
    for nothing in ["", "   ", "-", "|", "\"", "'"] {
        assert_eq!(ask(nothing).total, 0, "{nothing:?}");
    }
    for something in [
        "24/7",
        "罪",
        "\"开 放、安全\"",
        "-网络",
        "\"网络",
        "原件：英文",
    ] {
        assert!(ask(something).total > 0, "{something:?}");
    }
    assert_eq!(ask(".*").total, ask("\".*\"").total);
    assert!(ask(".*").offers.iter().any(|o| o.query.starts_with("re:")));
    assert_eq!(ask("网络").hits.len(), 20);
    assert!(ask("网络").total > 20);
    assert!(
        search(&exact, None, &Query::parse("网络"), 0)
            .hits
            .is_empty()
    );
    assert_eq!(
        search(&Exact::default(), None, &Query::parse("网络 -a"), 9).total,
        0
    );
}
