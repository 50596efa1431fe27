//! Words of a text, cut as jieba cuts them without its hidden Markov model: the same word is cut the same way in
//! every sentence, and in the search for it.
//!
//! In: texts and keys. Out: words, or where words begin and end. Must not know documents.
//!
//! The dictionary of jieba, its words folded, is compiled in as a transducer (`data/words`): nothing has to be read
//! before the first word is cut. Only runs of 汉字 are looked up in it; Latin letters and digits are cut here.

use crate::text::{Key, folded};
use std::ops::Range;
use std::sync::LazyLock;
use tantivy_fst::raw::Fst;

/// Key of each word, with how often it was counted.
static DICTIONARY: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    let bytes: &'static [u8] = include_bytes!("../../data/words/jieba.fst");
    Fst::new(bytes).expect("data/words/jieba.fst is compiled in and read by a test")
});

/// Logarithm of how often all words of jieba's dictionary were counted.
const LOG_TOTAL: f64 = 17.911_553_077_840_047;

/// What a character belongs to.
#[derive(PartialEq, Eq, Clone, Copy)]
pub(super) enum Kind {
    Han,
    Letter,
    Other,
}

pub(super) fn kind(c: char) -> Kind {
    match c {
        '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Han,
        // Marks that are composed with letters belong to them.
        _ if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') => Kind::Letter,
        _ => Kind::Other,
    }
}

/// The words of a text, folded, with their bytes.
pub(super) fn cut(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let kind = kind(first);
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|&(_, c)| self::kind(c) == kind) {
            end = at + c.len_utf8();
        }
        match kind {
            Kind::Han => cut_text(text, start..end, &mut words),
            Kind::Letter => words.push((start..end, folded(&text[start..end]))),
            Kind::Other => {}
        }
    }
    words.retain(|(_, word)| !word.is_empty());
    words
}

/// A text cut into its words, as they are printed, and the single characters between them: together they are the
/// text.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let between = |from: usize, to: usize, found: &mut Vec<Range<usize>>| {
        let chars = text[from..to].char_indices();
        found.extend(chars.map(|(i, c)| from + i..from + i + c.len_utf8()));
    };
    for (range, _) in cut(text) {
        between(at, range.start, &mut found);
        at = range.end;
        found.push(range);
    }
    between(at, text.len(), &mut found);
    found
}

/// A run of 汉字 of a text: its key has as many characters, though not always as many bytes.
fn cut_text(text: &str, run: Range<usize>, words: &mut Vec<(Range<usize>, String)>) {
    let key = folded(&text[run.clone()]);
    let mut rest = text[run.clone()].chars();
    let (mut start, mut from) = (run.start, 0);
    run_edges(&key, |to| {
        let word = &key[from..to];
        let printed = word.chars().zip(&mut rest).map(|(_, c)| c.len_utf8());
        let bytes: usize = printed.sum();
        words.push((start..start + bytes, word.to_owned()));
        start += bytes;
        from = to;
    });
}

/// Where words of a key begin and end, in bytes, in order; its beginning and its end are not said.
pub(super) fn edges(key: &Key, mut edge: impl FnMut(usize)) {
    let text = key.text.as_str();
    let mut chars = text.char_indices().enumerate().peekable();
    while let Some((_, (start, first))) = chars.next() {
        let kind = kind(first);
        if start > 0 {
            edge(start);
        }
        match kind {
            Kind::Other => {}
            Kind::Letter => {
                while let Some((n, (at, _))) = chars.next_if(|&(_, (_, c))| self::kind(c) == kind) {
                    // In a key no blanks stand between Latin words.
                    if !key.side_by_side(n) {
                        edge(at);
                    }
                }
            }
            Kind::Han => {
                let mut end = start + first.len_utf8();
                while let Some((_, (at, c))) = chars.next_if(|&(_, (_, c))| self::kind(c) == kind) {
                    end = at + c.len_utf8();
                }
                run_edges(&text[start..end], |at| {
                    if start + at < end {
                        edge(start + at);
                    }
                });
            }
        }
    }
}

/// The run of 汉字 around a place in a key, where there is 汉字 before and after it.
pub(super) fn run_around(key: &str, at: usize) -> Option<Range<usize>> {
    let han = |c: &char| kind(*c) == Kind::Han;
    let bytes = |run: usize, c: char| run + c.len_utf8();
    let before = key[..at].chars().rev().take_while(han).fold(0, bytes);
    let after = key[at..].chars().take_while(han).fold(0, bytes);
    (before > 0 && after > 0).then_some(at - before..at + after)
}

/// Where the likeliest words of a run of 汉字 of a key end, in bytes, in order.
pub(super) fn run_edges(run: &str, mut edge: impl FnMut(usize)) {
    let dictionary = &*DICTIONARY;
    // For each byte where a character begins, how likely the words from there on are, and where the first one ends.
    let mut best: Vec<(f64, usize)> = vec![(0.0, run.len()); run.len() + 1];
    for (from, c) in run.char_indices().rev() {
        let mut likeliest: Option<(f64, usize)> = None;
        let (mut node, mut count) = (dictionary.root(), 0);
        for (at, byte) in run.bytes().enumerate().skip(from) {
            let Some(way) = node.find_input(byte) else {
                break;
            };
            let way = node.transition(way);
            count += way.out.value();
            node = dictionary.node(way.addr);
            let end = at + 1;
            if node.is_final() && run.is_char_boundary(end) {
                let held = count + node.final_output().value();
                let worth = (held as f64).ln() - LOG_TOTAL + best[end].0;
                // The longer of two that are equally likely.
                if likeliest.is_none_or(|(other, _)| worth >= other) {
                    likeliest = Some((worth, end));
                }
            }
        }
        let alone = from + c.len_utf8();
        best[from] = likeliest.unwrap_or((best[alone].0 - LOG_TOTAL, alone));
    }
    let mut at = 0;
    while at < run.len() {
        at = best[at].1;
        edge(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn words(text: &str) -> Vec<String> {
        cut(text).into_iter().map(|w| w.1).collect()
    }

    #[test]
    fn cuts_words_whatever_the_script() {
        assert_eq!(
            words("打击网络犯罪，UN-OEWG 2015年"),
            ["打击", "网络", "犯罪", "un", "oewg", "2015", "年"]
        );
        assert_eq!(words("執行計畫"), words("执行计画"));
        assert_eq!(words("著名"), ["着名"]);
        assert_eq!(words("Ａ/RES/55/63"), ["a", "res", "55", "63"]);
        assert!(words(" ，— ").is_empty());
    }

    #[test]
    fn tokens_are_the_whole_text() {
        for text in ["", "，", "第 12 段：打击网络犯罪。𠮷", "a-b"] {
            let cut: String = tokens(text).into_iter().map(|t| &text[t]).collect();
            assert_eq!(cut, text);
        }
    }

    #[test]
    fn words_stand_where_they_say() {
        let text = "見網路犯罪 Cafe\u{301}，𠮷野家";
        for (range, word) in cut(text) {
            assert_eq!(folded(&text[range]), word);
        }
    }

    #[test]
    fn words_of_a_key_end_where_those_of_its_text_do() {
        let key = fold("打 擊網路犯罪，UN OEWG\u{a0}2015年㎡");
        let mut ends = vec![0];
        edges(&key, |at| ends.push(at));
        ends.push(key.text.len());
        let words: Vec<&str> = ends.windows(2).map(|w| &key.text[w[0]..w[1]]).collect();
        assert_eq!(
            words,
            [
                "打击", "网路", "犯罪", ",", "un", "oewg", "2015", "年", "m2"
            ]
        );
        let at = key.text.find('路').unwrap_or(0);
        let run = run_around(&key.text, at).unwrap_or_default();
        assert_eq!(&key.text[run], "打击网路犯罪");
        assert_eq!(
            run_around(&key.text, key.text.find('年').unwrap_or(0)),
            None
        );
    }
}
