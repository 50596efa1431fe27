//! Over the bundled corpus: the word index orders what the exact layer found, and changes nothing else.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use jieba_rs::Jieba;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use wenmai::document::Document;
use wenmai::index::{BlockRef, Exact, Query, Ranking, Words, search};
use wenmai::library::{Parts, open_whole};
use wenmai::source::{Origin, RawText};
use wenmai::text::simplify;

fn documents() -> Vec<Arc<Document>> {
    let parts = Parts::NONE;
    open_whole(&[], parts).documents
}

/// The words of each block, cut by jieba alone.
fn words_of_blocks(documents: &[Arc<Document>]) -> BTreeMap<BlockRef, HashSet<String>> {
    let jieba = Jieba::new();
    let mut all = BTreeMap::new();
    for (document, d) in documents.iter().enumerate() {
        for (block, b) in d.blocks.iter().enumerate() {
            let text = simplify(&b.text);
            let words = jieba.cut(&text, false);
            let words = words.iter().map(|t| t.word.to_owned()).collect();
            all.insert(BlockRef { document, block }, words);
        }
    }
    all
}

#[test]
fn the_same_blocks_are_found_with_words_and_without() {
    let documents = documents();
    let exact = Exact::build(&documents);
    let words = Words::build(&exact);
    for typed in [
        "网络犯罪",
        "犯罪 -网络",
        "網路 | 信息",
        "络犯",
        "24/7",
        "OEWG",
        "-网络",
        "“的国”",
        "。",
        "A/RES",
    ] {
        let query = Query::parse(typed);
        let plain = search(&exact, None, &query, usize::MAX);
        let ranked = search(&exact, Some(&words), &query, usize::MAX);
        let places = |hits: &[wenmai::index::Hit]| -> BTreeSet<BlockRef> {
            hits.iter().map(|h| h.at).collect()
        };
        assert_eq!(places(&plain.hits), places(&ranked.hits), "{typed}");
        assert_eq!(
            (plain.total, plain.documents),
            (ranked.total, ranked.documents)
        );
        assert_eq!(plain.ranking, Ranking::Exact);
    }
    let ranked = search(&exact, Some(&words), &Query::parse("网络犯罪"), 3);
    assert_eq!(ranked.ranking, Ranking::Words);
}

#[test]
fn whole_words_come_first() {
    let documents = documents();
    let exact = Exact::build(&documents);
    let words = Words::build(&exact);
    let blocks = words_of_blocks(&documents);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in blocks.values().flatten().filter(|w| w.chars().count() == 2) {
        *counts.entry(word).or_default() += 1;
    }
    // Words that stand inside longer words more often than alone, but often enough alone.
    let inside = |word: &str, alone: usize| {
        let found = search(&exact, None, &Query::literal(word), 0).total;
        found.saturating_sub(alone)
    };
    let mut hard: Vec<(usize, &str, usize)> = counts
        .into_iter()
        .filter(|&(word, n)| n >= 5 && word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
        .map(|(word, n)| (inside(word, n), word, n))
        .collect();
    hard.sort_unstable_by(|a, b| b.cmp(a));
    hard.truncate(30);
    assert!(hard.iter().all(|h| h.0 >= 5), "{hard:?}");
    let share = |words: Option<&Words>| -> f64 {
        let of_one = |&(_, word, n): &(usize, &str, usize)| {
            let hits = search(&exact, words, &Query::literal(word), 10).hits;
            let whole = hits.iter().filter(|h| blocks[&h.at].contains(word)).count();
            whole as f64 / n.min(10) as f64
        };
        hard.iter().map(of_one).sum::<f64>() / hard.len() as f64
    };
    let (without, with) = (share(None), share(Some(&words)));
    println!(
        "whole words in the first ten: {without:.2} without the word index, {with:.2} with it"
    );
    assert!(with >= 0.95 && with > without, "{without} {with}");
}

#[test]
fn words_cut_before_and_when_asked_are_the_same() {
    let documents = documents();
    let exact = Exact::build(&documents);
    let [a, b] = [Words::build(&exact), Words::when_asked()];
    for typed in [
        "网络",
        "犯罪 公约",
        "国家 | 安全",
        "oewg",
        "网络犯罪",
        "un",
        "2015年",
        "wlfz",
    ] {
        let query = Query::parse(typed);
        assert_eq!(
            search(&exact, Some(&a), &query, 100).hits,
            search(&exact, Some(&b), &query, 100).hits
        );
    }
}

#[test]
fn what_was_typed_comes_before_what_it_was_only_expanded_to() {
    let paper = |name: &str, text: &str| {
        let raw = RawText::new(name, Origin::Bundled, text.to_owned());
        Arc::new(wenmai::document::build(Arc::new(raw), name))
    };
    let traditional = paper(
        "a",
        "報告\n\n各國應當共同打擊網路犯罪，並加強國際合作。\n\n這是另一個問題，與會者沒有達成共識。\n",
    );
    let simplified = paper(
        "b",
        "报告\n\n各国应当共同打击网络犯罪，并加强国际合作。\n\n这是另一个问题，与会者没有达成共识。\n",
    );
    // Several in the simplified paper: the other word is the rarer one.
    let more = paper(
        "c",
        "报告\n\n各国应当共同打击网络犯罪，并加强国际合作。\n\n与会者没有就这些问题达成共识，会议将继续讨论。\n",
    );
    let documents = [traditional, simplified, more];
    let exact = Exact::build(&documents);
    let words = Words::build(&exact);
    for words in [None, Some(&words)] {
        let of = |typed: &str| -> Vec<usize> {
            let hits = search(&exact, words, &Query::parse(typed), 10).hits;
            hits.iter().map(|h| h.at.document).collect()
        };
        assert_eq!(of("网络犯罪"), [1, 2, 0]);
        assert_eq!(of("網路犯罪"), [0, 1, 2]);
    }
}
