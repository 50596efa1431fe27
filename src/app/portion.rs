//! Portions of a block: a block of many megabytes (a file that is one line) is laid out a few kilobytes at a
//! time, so that a page costs the same wherever it is. Where a portion begins depends on the text alone.
//!
//! In: a block's text. Out: byte ranges that cover it, any of them found without looking at the others.

use std::ops::Range;

/// Bytes of a portion, about. Ordinary paragraphs are one portion.
const SIZE: usize = 8 * 1024;

/// How many portions a text has; at least one.
pub(super) fn count(text: &str) -> usize {
    (text.len() / SIZE).max(1)
}

/// The bytes of a portion.
pub(super) fn range(text: &str, portion: usize) -> Range<u32> {
    let end = if portion + 1 >= count(text) {
        text.len()
    } else {
        begin(text, portion + 1)
    };
    begin(text, portion) as u32..end as u32
}

/// The portion that a byte of the text is in.
pub(super) fn holding(text: &str, at: u32) -> usize {
    let last = count(text) - 1;
    let near = (at as usize / SIZE).min(last);
    if (at as usize) < begin(text, near) {
        near - 1
    } else {
        near
    }
}

/// Where a portion begins: after the first end of a sentence behind its mark, else after a blank, else at the
/// mark.
fn begin(text: &str, portion: usize) -> usize {
    if portion == 0 {
        return 0;
    }
    let boundary = |at: usize| (at..text.len()).find(|&i| text.is_char_boundary(i));
    let mark = boundary(portion * SIZE).unwrap_or(text.len());
    let end = boundary(mark + SIZE / 2).unwrap_or(text.len());
    let near = &text[mark..end];
    let after = |wanted: fn(char) -> bool| {
        let (at, c) = near.char_indices().find(|(_, c)| wanted(*c))?;
        Some(mark + at + c.len_utf8())
    };
    after(|c| matches!(c, '。' | '！' | '？' | '；' | '\n'))
        .or_else(|| after(char::is_whitespace))
        .unwrap_or(mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn portions_cover_the_text_and_know_their_bytes(
            piece in "[ab 一二。\u{20000}]{1,40}",
            times in 0usize..3000,
            at in 0.0f64..=1.0,
        ) {
            let text = piece.repeat(times);
            let mut reached = 0;
            for portion in 0..count(&text) {
                let range = range(&text, portion);
                prop_assert_eq!(range.start, reached);
                prop_assert!(text.is_char_boundary(range.start as usize));
                prop_assert!(range.len() <= 3 * SIZE);
                reached = range.end;
            }
            prop_assert_eq!(reached as usize, text.len());
            let at = (text.len() as f64 * at) as u32;
            let range = range(&text, holding(&text, at));
            prop_assert!(range.contains(&at) || at as usize == text.len() && range.end == at);
        }
    }

    #[test]
    fn a_portion_begins_after_a_sentence() {
        let text = "一二三四五六七八九。".repeat(2000);
        let second = range(&text, 1).start as usize;
        assert!(text[..second].ends_with('。') && second >= SIZE);
    }
}
