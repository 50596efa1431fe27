//! Search keys: what two spellings of one thing have in common.
//!
//! In: a text. Out: its key, and for each character of the key the bytes of the text it came from. Must not
//! know what is searched.
//!
//! A key is: NFKC (full width, ligatures, ①), lower case, no blanks, no invisible or control characters,
//! Traditional Chinese by Simplified character by character, and a few merges of variants. Tables and
//! their sources: `data/fold/`.

use super::sanitize::{Fate, fate};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU16, Ordering};
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The key of a text with the way back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// One entry for each character of `text`, in order.
    map: Vec<Source>,
}

/// Where a character of a key came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Source {
    /// Its byte offset in the key.
    at: u32,
    /// Bytes of the original: the character, or all that were composed.
    start: u32,
    end: u32,
}

impl Key {
    /// The bytes of the original that a byte range of the key came from, blanks between them included,
    /// blanks around them not. An empty range gives an empty range.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let first = self.map.partition_point(|s| (s.at as usize) < range.start);
        let after = self.map.partition_point(|s| (s.at as usize) < range.end);
        let start = self.map.get(first).map_or_else(
            || self.map.last().map_or(0, |s| s.end as usize),
            |s| s.start as usize,
        );
        if after <= first {
            return start..start;
        }
        start..self.map[after - 1].end as usize
    }

    /// Does nothing stand in the original between the character of this number in the key and the one before?
    pub fn side_by_side(&self, number: usize) -> bool {
        let before = number.checked_sub(1).and_then(|n| self.map.get(n));
        match (before, self.map.get(number)) {
            (Some(a), Some(b)) => a.end >= b.start,
            _ => false,
        }
    }
}

/// The key of a text, with the way back to its bytes. Texts over 4 GB are cut there.
pub fn fold(text: &str) -> Key {
    let mut key = Key {
        text: String::with_capacity(text.len()),
        map: Vec::with_capacity(text.len() / 2),
    };
    run(text, &mut key);
    key
}

/// Appends the key of `text` to `key`, without the way back; several times faster than [`fold`].
pub fn fold_into(text: &str, key: &mut String) {
    run(text, key);
}

/// The key of a text as a string.
pub fn folded(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    fold_into(text, &mut key);
    key
}

/// Traditional Chinese by Simplified, character by character, all else as it is; the number of
/// characters stays the same. Unlike a key it keeps variants that are words of their own (著名).
pub fn simplify(text: &str) -> Cow<'_, str> {
    static SCRIPT: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(&[T2S]));
    let Some(first) = text.find(|c: char| c > '\u{33ff}' && SCRIPT.get(c).is_some()) else {
        return Cow::Borrowed(text);
    };
    let (head, tail) = text.split_at(first);
    let mut simple = String::with_capacity(text.len());
    simple.push_str(head);
    simple.extend(tail.chars().map(|c| SCRIPT.get(c).unwrap_or(c)));
    Cow::Owned(simple)
}

/// What takes in the characters of a key.
trait Sink {
    /// A character of the key and the bytes of the original it stands for.
    fn put(&mut self, c: char, source: Range<usize>);
    /// A mark to come back to.
    fn mark(&self) -> (usize, usize);
    /// Forgets everything after a mark.
    fn back_to(&mut self, mark: (usize, usize));
}

impl Sink for String {
    fn put(&mut self, c: char, _source: Range<usize>) {
        self.push(c);
    }
    fn mark(&self) -> (usize, usize) {
        (self.len(), 0)
    }
    fn back_to(&mut self, mark: (usize, usize)) {
        self.truncate(mark.0);
    }
}

impl Sink for Key {
    fn put(&mut self, c: char, source: Range<usize>) {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.map.push(Source {
            at: offset(self.text.len()),
            start: offset(source.start),
            end: offset(source.end),
        });
        self.text.push(c);
    }
    fn mark(&self) -> (usize, usize) {
        (self.text.len(), self.map.len())
    }
    fn back_to(&mut self, mark: (usize, usize)) {
        self.text.truncate(mark.0);
        self.map.truncate(mark.1);
    }
}

fn run(text: &str, sink: &mut impl Sink) {
    let table = &*TABLE;
    // Where the last segment began: a character that later ones may be composed with.
    let (mut segment, mut mark) = (0, sink.mark());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let entry = table.entry(c);
        if entry != JOINS {
            (segment, mark) = (at, sink.mark());
        }
        match entry {
            DROPS => {}
            EXPANDS => table.slowly(&text[at..end], at, sink),
            JOINS => {
                let mut end = end;
                while let Some((at, c)) = chars.next_if(|&(_, c)| table.entry(c) == JOINS) {
                    end = at + c.len_utf8();
                }
                sink.back_to(mark);
                table.slowly(&text[segment..end], segment, sink);
            }
            one => sink.put(char::from_u32(one).unwrap_or(c), at..end),
        }
    }
}

/// Entries of the table that are not a character of a key (those are no control characters).
const DROPS: u32 = 0;
/// Its key has several characters.
const EXPANDS: u32 = 1;
/// It may be composed with the characters before it.
const JOINS: u32 = 2;

/// Not asked for yet.
const UNKNOWN: u32 = 3;

/// For each character its key, or one of the constants above.
struct Table {
    /// Basic plane: the key's code point if that is in the basic plane too. What is no ideograph is computed
    /// when it is first asked for; whoever computes it comes to the same.
    basic: Vec<AtomicU16>,
    /// Traditional to Simplified and merges, all planes.
    simple: Pairs,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let mut table = Table {
            basic: (0..=u16::MAX).map(AtomicU16::new).collect(),
            simple: Pairs::of(&[T2S, MERGE]),
        };
        for code in 0..=u16::MAX {
            // Ideographs (not the compatibility ones) and Hangul are their own keys.
            if !matches!(code, 0x3400..=0x4dbf | 0x4e00..=0xa48c | 0xac00..=0xd7a3 | 0xe000..=0xf8ff)
            {
                table.basic[usize::from(code)] = AtomicU16::new(UNKNOWN as u16);
            }
        }
        for &(from, to) in &table.simple.0 {
            if let Some(slot) = table.basic.get_mut(from as usize) {
                *slot = AtomicU16::new(small(to as u32));
            }
        }
        table
    }

    fn entry(&self, c: char) -> u32 {
        match self.basic.get(c as usize) {
            Some(slot) => match u32::from(slot.load(Ordering::Relaxed)) {
                UNKNOWN => {
                    let entry = small(self.compute(c));
                    slot.store(entry, Ordering::Relaxed);
                    u32::from(entry)
                }
                entry => entry,
            },
            None => match self.simple.get(c) {
                Some(to) => to as u32,
                None if (0x20000..0x2f800).contains(&(c as u32)) => c as u32,
                None => self.compute(c),
            },
        }
    }

    /// The entry of a character, from the rules.
    fn compute(&self, c: char) -> u32 {
        let first = c.nfkd().next().unwrap_or(c);
        let composes = is_nfkc_quick(std::iter::once(first)) == IsNormalized::Maybe;
        if composes || canonical_combining_class(first) != 0 {
            return JOINS;
        }
        let mut buffer = [0; 4];
        let mut key = self.key_chars(c.encode_utf8(&mut buffer));
        match (key.next(), key.next()) {
            (None, _) => DROPS,
            (Some(one), None) => one as u32,
            _ => EXPANDS,
        }
    }

    /// The rules, for one segment.
    fn slowly(&self, segment: &str, at: usize, sink: &mut impl Sink) {
        for c in self.key_chars(segment) {
            sink.put(c, at..at + segment.len());
        }
    }

    fn key_chars(&self, segment: &str) -> impl Iterator<Item = char> {
        segment
            .nfkc()
            .flat_map(char::to_lowercase)
            .nfkc()
            .filter(|&c| !is_dropped(c))
            .map(|c| self.simple.get(c).unwrap_or(c))
    }
}

/// The entry for a key of one character, in 16 bits.
fn small(entry: u32) -> u16 {
    u16::try_from(entry).unwrap_or(EXPANDS as u16)
}

/// Characters that no key has: blanks, controls, and what nobody sees.
fn is_dropped(c: char) -> bool {
    c.is_whitespace()
        || fate(c) != Fate::Keep
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{34f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The tables that keys are made by, for whoever keeps keys.
pub fn fold_tables() -> impl Iterator<Item = &'static str> {
    [T2S, MERGE].into_iter()
}

const T2S: &str = include_str!("../../data/fold/t2s.tsv");
const MERGE: &str = include_str!("../../data/fold/merge.tsv");

/// Characters, each with what it becomes, in order.
struct Pairs(Vec<(char, char)>);

impl Pairs {
    /// Reads tables, of which a later one counts more, and follows chains (畫 → 画 → 划) to their ends.
    fn of(tables: &[&str]) -> Self {
        let mut pairs = Vec::with_capacity(4200);
        for line in tables.iter().rev().flat_map(|table| table.lines()) {
            let mut chars = line.chars();
            if let (Some(from), Some('\t'), Some(to)) = (chars.next(), chars.next(), chars.next())
                && from != '#'
            {
                pairs.push((from, to));
            }
        }
        // The sort is stable.
        pairs.sort_by_key(|pair| pair.0);
        pairs.dedup_by_key(|pair| pair.0);
        let pairs = Pairs(pairs);
        let follow = |c: char| (0..4).fold(c, |c, _| pairs.get(c).unwrap_or(c));
        let ends = pairs.0.iter().map(|&(from, to)| (from, follow(to)));
        Pairs(ends.collect())
    }

    fn get(&self, c: char) -> Option<char> {
        let at = self.0.binary_search_by_key(&c, |pair| pair.0).ok()?;
        Some(self.0[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_spellings_together() {
        assert_eq!(folded("網路犯罪"), "网路犯罪");
        assert_eq!(folded("Ａ／RES／７３ ① ㎡ ﬁ…"), "a/res/731m2fi...");
        assert_eq!(folded("E\u{301}\tÉ É"), "ééé");
        assert_eq!(folded("答覆 著重 計畫"), "答复着重计划");
        assert_eq!(folded("a\u{200b}\u{202e}\u{1b}\u{ad}b\u{fe0f}"), "ab");
        assert_eq!(folded("ｶﾞ ㄱㅏ"), "ガ가");
    }

    #[test]
    fn both_ends_of_a_table_row_meet() {
        for (from, to) in Pairs::of(&[T2S, MERGE]).0 {
            assert_eq!(folded(&from.to_string()), folded(&to.to_string()), "{from}");
        }
    }

    #[test]
    fn simplifies_without_merging_words() {
        assert_eq!(simplify("著名的網路 A"), "著名的网路 A");
        assert!(matches!(simplify("著名的网络"), Cow::Borrowed(_)));
    }

    #[test]
    fn leads_back_to_the_original() {
        let text = "見 網 路…e\u{301}。";
        let key = fold(text);
        assert_eq!(key.text, "见网路...é。");
        let found = |part: &str| {
            let at = key.text.find(part).expect("in the key");
            &text[key.source(at..at + part.len())]
        };
        assert_eq!(found("网路"), "網 路");
        assert_eq!(found("路."), "路…");
        assert_eq!(found("é"), "e\u{301}");
        assert_eq!(key.source(3..3), 4..4);
    }

    /// The rules over the whole string at once, without table and segments.
    fn naive(text: &str) -> String {
        let pairs = &TABLE.simple;
        text.nfkc()
            .flat_map(char::to_lowercase)
            .nfkc()
            .filter(|&c| !is_dropped(c))
            .map(|c| pairs.get(c).unwrap_or(c))
            .collect()
    }

    #[test]
    fn every_character_is_folded_by_the_rules() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            let direct: String = TABLE.key_chars(&text).collect();
            assert_eq!(folded(&text), direct, "{c:?}");
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                "[一-龥]{1,4}",
                "[a-zA-Z0-9 ，。（…]{1,4}",
                "\\PC{0,4}",
                "[\u{300}-\u{330}ᄀ-ᇿㄱ-ㅣ가-깋ｦ-ﾟ]{0,3}",
            ],
            0..8,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn equals_the_rules_over_the_whole_text(text in any_text()) {
            prop_assert_eq!(folded(&text), naive(&text));
        }

        #[test]
        fn every_part_of_a_key_leads_to_text_with_that_key(text in any_text(), a in 0usize..40, n in 1usize..9) {
            let key = fold(&text);
            prop_assert_eq!(&key.text, &folded(&text));
            let starts: Vec<usize> = key.text.char_indices().map(|c| c.0).chain([key.text.len()]).collect();
            let (from, to) = (a.min(starts.len() - 1), (a + n).min(starts.len() - 1));
            let source = key.source(starts[from]..starts[to]);
            let back = folded(&text[source]);
            prop_assert!(back.contains(&key.text[starts[from]..starts[to]]), "{back:?}");
        }
    }
}
