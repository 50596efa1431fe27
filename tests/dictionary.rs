//! The dictionary that words are cut with: how it is made from jieba's, and that it cuts as jieba does.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use jieba_rs::Jieba;
use std::collections::BTreeMap;
use tantivy_fst::MapBuilder;
use wenmai::index::tokens;
use wenmai::library::{Parts, open_whole};
use wenmai::text::{folded, simplify};

/// Folded words of 汉字 with the counts of jieba's `dict.txt`; of two that fold to one, the more frequent.
fn words(dictionary: &str) -> BTreeMap<String, u64> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for row in dictionary.lines() {
        let mut cells = row.rsplitn(3, ' ').skip(1);
        let (count, word) = (cells.next().unwrap(), cells.next().unwrap());
        let count: u64 = count.parse().unwrap();
        // What has other signs in it is never looked up, nor is what no key can hold.
        let han = |c: char| matches!(c, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        let key = folded(word);
        if key.chars().all(han) && key.chars().count() == word.chars().count() {
            let held = words.entry(key).or_default();
            *held = count.max(*held);
        }
    }
    words
}

#[test]
#[ignore = "makes data/words/jieba.fst from the dict.txt that JIEBA_DICTIONARY names"]
fn make() {
    let path = std::env::var("JIEBA_DICTIONARY").unwrap();
    let dictionary = std::fs::read_to_string(path).unwrap();
    let all: u64 = dictionary
        .lines()
        .map(|row| row.rsplit(' ').nth(1).unwrap().parse::<u64>().unwrap())
        .sum();
    let mut builder = MapBuilder::memory();
    let words = words(&dictionary);
    for (word, count) in &words {
        builder.insert(word, *count).unwrap();
    }
    let bytes = builder.into_inner().unwrap();
    println!(
        "{} words, {} bytes; counted in all {all}, logarithm {}",
        words.len(),
        bytes.len(),
        (all as f64).ln()
    );
    std::fs::write("data/words/jieba.fst", bytes).unwrap();
}

/// A run of 汉字, cut by jieba alone.
fn by_jieba(jieba: &Jieba, run: &str) -> Vec<String> {
    let simple = simplify(run);
    let cut = jieba.cut(&simple, false);
    cut.iter().map(|t| folded(t.word)).collect()
}

#[test]
fn words_are_cut_as_jieba_cuts_them() {
    let parts = Parts::NONE;
    let jieba = Jieba::new();
    let (mut runs, mut same) = (0, 0);
    for document in open_whole(&[], parts).documents {
        for block in &document.blocks {
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            for run in block.text.split(|c| !han(c)).filter(|run| !run.is_empty()) {
                let own: Vec<String> = tokens(run).into_iter().map(|t| folded(&run[t])).collect();
                let other = by_jieba(&jieba, run);
                runs += 1;
                if own == other {
                    same += 1;
                } else {
                    println!("{own:?}, jieba {other:?}");
                }
            }
        }
    }
    println!("{same} of {runs} runs");
    assert!(runs > 5000 && same * 1000 >= runs * 998, "{same} of {runs}");
}
