//! Orders of Chinese text as dictionaries have them: by pinyin, by strokes.
//!
//! In: a text. Out: what compares as the text sorts. Must not know documents.
//!
//! The tables are from the Unihan database (kMandarin, kTotalStrokes); where they come from is said in them. A
//! character is taken by its most frequent reading, whatever the word: names with another one stand elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A dictionary's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collation {
    /// By sound, a to z, then by tone.
    Pinyin,
    /// By the number of strokes, then by radical.
    Strokes,
}

/// Where a character stands: what is no 汉字 first, by its own letter; then 汉字.
pub type Place = (u8, u32, char);

/// By character, how its row stands among the rows of its table.
type Rows = HashMap<char, u32>;

fn rows(table: &'static str) -> Rows {
    let rows = table.lines().filter(|l| !l.starts_with('#'));
    let rows = rows.filter_map(|l| l.split_once('\t')).enumerate();
    let of = |(i, (_, chars)): (usize, (&str, &'static str))| {
        let row = u32::try_from(i).unwrap_or(u32::MAX);
        chars.chars().map(move |c| (c, row)).collect::<Vec<_>>()
    };
    rows.flat_map(of).collect()
}

static PINYIN: LazyLock<Rows> =
    LazyLock::new(|| rows(include_str!("../../data/lexicon/mandarin.tsv")));
static STROKES: LazyLock<Rows> =
    LazyLock::new(|| rows(include_str!("../../data/lexicon/strokes.tsv")));

impl Collation {
    /// What sorts as the text does. Marks and blanks count for nothing.
    pub fn key(self, text: &str) -> Vec<Place> {
        let rows = match self {
            Collation::Pinyin => &*PINYIN,
            Collation::Strokes => &*STROKES,
        };
        let place = |c: char| match rows.get(&c) {
            Some(row) => (1, *row, c),
            None => (0, 0, c.to_ascii_lowercase()),
        };
        let shown = text.chars().filter(|c| c.is_alphanumeric());
        shown.map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(order: Collation, words: &str) -> String {
        let mut words: Vec<&str> = words.split(' ').collect();
        words.sort_by_key(|w| order.key(w));
        words.join(" ")
    }

    #[test]
    fn by_sound_and_tone() {
        let order = Collation::Pinyin;
        assert_eq!(
            sorted(order, "张 安 网络 公约 北约 Xi 王"),
            "Xi 安 北约 公约 王 网络 张"
        );
    }

    #[test]
    fn by_strokes() {
        let order = Collation::Strokes;
        assert_eq!(
            sorted(order, "国 一 網 人 大 《十》"),
            "一 人 《十》 大 国 網"
        );
    }

    #[test]
    fn all_but_a_few_rare_characters_have_both_places() {
        let all = '\u{4e00}'..='\u{9fa5}';
        let without = all.filter(|c| !(PINYIN.contains_key(c) && STROKES.contains_key(c)));
        assert!(without.count() < 100);
    }
}
