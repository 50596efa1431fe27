//! Bigrams of all characters of a key, with positions: a phrase of them is a string, exactly.
//!
//! In: a key. Out: tokens, or the terms of a string. Must not know documents.
//!
//! Before the first and after the last character of a block stand signs of their own, so every character
//! begins a bigram, and a string at the beginning or the end of a block is a phrase as well. What begins
//! after the block's number, or ends before its closing signs, has such a bigram besides.

use tantivy::tokenizer::{PreTokenizedString, Token};

/// Stand in no key: control characters are not in it.
pub(super) const BEGIN: char = '\u{2}';
pub(super) const END: char = '\u{3}';

/// The tokens of a block's key, whose number takes the first `numbered` bytes.
pub(super) fn of_block(key: &str, numbered: usize) -> PreTokenizedString {
    let chars: Vec<char> = key.chars().collect();
    let number = key.get(..numbered).map_or(0, |n| n.chars().count());
    let closing = chars.iter().rev().take_while(|c| !c.is_alphanumeric());
    let body = chars.len() - closing.count();
    let mut tokens = Vec::with_capacity(chars.len() + 3);
    let mut add = |position: usize, a: char, b: char| {
        tokens.push(Token {
            offset_from: 0,
            offset_to: 0,
            position,
            text: [a, b].iter().collect(),
            position_length: 1,
        });
    };
    for at in 0..=chars.len() {
        let before = at.checked_sub(1).map_or(BEGIN, |i| chars[i]);
        let after = chars.get(at).copied().unwrap_or(END);
        add(at, before, after);
        if at == number && at > 0 && after != END {
            add(at, BEGIN, after);
        }
        if at == body && at > 0 && at < chars.len() {
            add(at, before, END);
        }
    }
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}

/// The bigrams of a string; none for a string of one character without anchors.
pub(super) fn of_string(key: &str, begins: bool, ends: bool) -> Vec<String> {
    let begin = begins.then_some(BEGIN);
    let end = ends.then_some(END);
    let chars: Vec<char> = begin.into_iter().chain(key.chars()).chain(end).collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a phrase query does, slowly.
    fn holds(block: &PreTokenizedString, wanted: &[String]) -> bool {
        let at = |position: usize, text: &str| {
            let mut tokens = block.tokens.iter();
            tokens.any(|t| t.position == position && t.text == text)
        };
        let last = block.tokens.last().map_or(0, |t| t.position);
        (0..=last).any(|p| wanted.iter().enumerate().all(|(i, w)| at(p + i, w)))
    }

    proptest! {
        #[test]
        fn a_phrase_of_bigrams_is_a_string(key in "[ab1。]{1,9}", part in "[ab1。]{2,4}", number in 0usize..3) {
            let number = key.char_indices().nth(number).map_or(0, |(at, _)| at);
            let block = of_block(&key, number);
            let body = key.trim_end_matches('。');
            prop_assert_eq!(holds(&block, &of_string(&part, false, false)), key.contains(&part));
            let begins = key.starts_with(&part) || key[number..].starts_with(&part);
            prop_assert_eq!(holds(&block, &of_string(&part, true, false)), begins);
            let ends = key.ends_with(&part) || body.ends_with(&part);
            prop_assert_eq!(holds(&block, &of_string(&part, false, true)), ends);
        }
    }
}
