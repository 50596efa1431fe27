//! A text as folded characters that know their bytes: what every parser of facts reads.
//!
//! In: a block's text. Out: a `Folded`, one folded character for each character, so that spans lead
//! back to the bytes of the text. Full-width letters, digits and brackets become ASCII, all blanks
//! become a space, hyphens that look alike become `-`, and the traditional characters that stand in
//! keywords become simplified ones. Must not know what a date or a symbol is.

use super::lexicon::{LEXICON, Lexicon};
use std::ops::Range;

/// Stands for "beyond the text".
pub const END: char = '\0';

/// The folded characters of a text and where each begins.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    chars: Vec<char>,
    at: Vec<u32>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut chars = Vec::with_capacity(text.len() / 2);
        let mut at = Vec::with_capacity(text.len() / 2 + 1);
        let lexicon = &*LEXICON;
        for (i, c) in text.char_indices() {
            at.push(i as u32);
            chars.push(fold(c, lexicon));
        }
        at.push(text.len() as u32);
        Folded { chars, at }
    }

    /// The number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `i`, or `END`.
    #[inline]
    pub fn get(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or(END)
    }

    /// The character before `i`, or `END`.
    #[inline]
    pub fn before(&self, i: usize) -> char {
        if i == 0 { END } else { self.get(i - 1) }
    }

    /// The nearest character before `i` that is no blank, or `END`.
    pub fn solid_before(&self, i: usize) -> char {
        self.before(self.skip_blank_back(i))
    }

    /// The folded characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The byte range of the characters `from..to`.
    pub fn bytes(&self, from: usize, to: usize) -> Range<u32> {
        let last = *self.at.last().unwrap_or(&0);
        let start = self.at.get(from).copied().unwrap_or(last);
        start..self.at.get(to).copied().unwrap_or(last).max(start)
    }

    /// The index of the character at or after the byte `at`.
    pub fn index_of(&self, at: u32) -> usize {
        self.at.partition_point(|&b| b < at).min(self.len())
    }

    /// The first index from `i` on that is no blank.
    #[inline]
    pub fn skip_blank(&self, mut i: usize) -> usize {
        while self.get(i) == ' ' {
            i += 1;
        }
        i
    }

    /// The index after the last character before `i` that is no blank.
    pub fn skip_blank_back(&self, mut i: usize) -> usize {
        while i > 0 && self.get(i - 1) == ' ' {
            i -= 1;
        }
        i
    }

    /// Whether `word` (folded) stands at `i`.
    #[inline]
    pub fn starts(&self, i: usize, word: &str) -> bool {
        (i..).zip(word.chars()).all(|(i, c)| self.get(i) == c)
    }

    /// Whether `word` (folded) ends at `i`.
    pub fn ends(&self, i: usize, word: &str) -> bool {
        let n = word.chars().count();
        i >= n && self.starts(i - n, word)
    }

    /// The first of `words` that stands at `i`, and the index after it.
    pub fn any_of<'w>(&self, i: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words
            .iter()
            .find(|w| self.starts(i, w))
            .map(|w| (*w, i + w.chars().count()))
    }

    /// Calls `step` at every index outside the sorted stretches `skip`; it says where to go on.
    #[inline]
    pub fn walk(&self, skip: &[Range<usize>], mut step: impl FnMut(usize) -> usize) {
        let mut i = 0;
        let mut next = 0;
        while i < self.len() {
            while skip.get(next).is_some_and(|s| s.end <= i) {
                next += 1;
            }
            i = match skip.get(next).filter(|s| s.start <= i) {
                Some(s) => s.end.max(i + 1),
                None => step(i).max(i + 1),
            };
        }
    }

    /// The number in ASCII digits at `i` (at most nine digits), and the index after it.
    #[inline]
    pub fn digits(&self, i: usize) -> Option<(u32, usize)> {
        let mut value = 0u32;
        let mut j = i;
        while let Some(d) = self.get(j).to_digit(10) {
            if j - i == 9 {
                return None;
            }
            value = value * 10 + d;
            j += 1;
        }
        (j > i).then_some((value, j))
    }

    /// The folded characters `from..to` as a string.
    pub fn string(&self, from: usize, to: usize) -> String {
        let to = to.min(self.len());
        self.chars[from.min(to)..to].iter().collect()
    }
}

/// Folds one character.
#[inline]
fn fold(c: char, lexicon: &Lexicon) -> char {
    match c {
        '\u{20}'..='\u{7e}' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200b}' | '\u{202f}' => ' ',
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{ad}' => '-',
        '\u{2013}' => '–',
        '〔' => '[',
        '〕' => ']',
        '\u{2e80}'..='\u{9fff}' => lexicon.simplified(c),
        _ => c,
    }
}

/// Whether a character is a Chinese one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '〇')
}
