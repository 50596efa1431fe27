//! Where sentences end: for faces that say one sentence at a time.
//!
//! In: a paragraph. Out: byte ranges that cover it. Rules of punctuation only (GB/T 15834-2011 for Chinese).

use std::ops::Range;

/// Marks after which a sentence or its clause is over.
const ENDS: [char; 8] = ['。', '；', '！', '？', '｡', '．', '!', '?'];
/// What closes with the sentence it stands behind.
const CLOSERS: [char; 14] = [
    '”', '’', '」', '』', '》', '〉', '）', '］', '】', '"', '\'', ')', ']', '…',
];
/// A note mark is not longer than this (characters, brackets included).
const LONGEST_MARK: usize = 8;

/// The sentences of a text, blanks behind them included; together they are the text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !ends(text, at, c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        end += tail(&text[end..]);
        while chars.peek().is_some_and(|(next, _)| *next < end) {
            chars.next();
        }
        found.push(start..end);
        start = end;
    }
    if start < text.len() || found.is_empty() {
        found.push(start..text.len());
    }
    found
}

/// The character ends a sentence where it stands.
fn ends(text: &str, at: usize, c: char) -> bool {
    let after = text[at + c.len_utf8()..].chars().next();
    match c {
        // a full stop of full width also stands behind numbers: 1．
        '．' => !text[..at].ends_with(|b: char| b.is_ascii_alphanumeric()),
        '!' | '?' => after.is_none_or(char::is_whitespace),
        '.' | ';' => is_latin_end(text, at),
        c => ENDS.contains(&c),
    }
}

/// A stop of Latin script: behind a word (not an abbreviation or a number), before a blank and a capital.
fn is_latin_end(text: &str, at: usize) -> bool {
    let word = text[..at]
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .filter(char::is_ascii_lowercase)
        .take(3);
    let mut after = text[at + 1..].chars();
    let blank = after.next().is_some_and(char::is_whitespace);
    word.fold(0, |n, _| n + 1) == 3 && blank && after.next().is_some_and(char::is_uppercase)
}

/// Bytes of what belongs to the sentence before it: closing marks, note marks, blanks.
fn tail(rest: &str) -> usize {
    let mut taken = 0;
    loop {
        let here = &rest[taken..];
        let Some(c) = here.chars().next() else {
            return taken;
        };
        if CLOSERS.contains(&c) || ENDS.contains(&c) || c.is_whitespace() {
            taken += c.len_utf8();
        } else if let Some(mark) = note_mark(here) {
            taken += mark;
        } else {
            return taken;
        }
    }
}

/// Bytes of a mark like `[12]` at the start.
fn note_mark(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let end = inside
        .char_indices()
        .take(LONGEST_MARK)
        .find(|(_, c)| *c == ']')?;
    Some(end.0 + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn sentences_end_with_their_marks() {
        assert_eq!(
            split("甲说：“乙。”丙；丁！[12] 戊"),
            ["甲说：“乙。”", "丙；", "丁！[12] ", "戊"]
        );
        assert_eq!(split("1．甲。"), ["1．甲。"]);
        assert_eq!(split(""), [""]);
        assert_eq!(split("没有标点"), ["没有标点"]);
    }

    #[test]
    fn a_stop_behind_an_abbreviation_or_a_number_ends_nothing() {
        assert_eq!(
            split("The U.N. General Assembly met. It was No. 5 in 3.5 years; All."),
            [
                "The U.N. General Assembly met. ",
                "It was No. 5 in 3.5 years; ",
                "All."
            ]
        );
    }

    proptest! {
        #[test]
        fn sentences_cover_the_text(text in "[甲乙。；！？”’\\[\\]1a. A!?\\PC]{0,40}") {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert_eq!(range.start, end);
                prop_assert!(text.is_char_boundary(range.end));
                end = range.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
