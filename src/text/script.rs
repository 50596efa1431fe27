//! The same text in the other Chinese script, for display: as many characters as before, in the same order.
//!
//! In: a text. Out: the text in Simplified or Traditional characters. Search and copies never use it.
//!
//! Simplified to Traditional goes by the longest word first, since 发, 后, 复, 干, 准 and some hundred others
//! have more than one Traditional form. Tables and their sources: `data/fold/`.

use super::fold::simplify;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The script that a text is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Script {
    /// As it is printed.
    #[default]
    AsPrinted,
    /// Simplified characters.
    Simplified,
    /// Traditional characters, in the forms usual in Taiwan.
    Traditional,
}

impl Script {
    /// The next one in the round that a key makes.
    pub fn next(self) -> Script {
        match self {
            Script::AsPrinted => Script::Simplified,
            Script::Simplified => Script::Traditional,
            Script::Traditional => Script::AsPrinted,
        }
    }

    /// `text` in this script. The number of characters stays the same; what has no other form stays as it is.
    pub fn show(self, text: &str) -> Cow<'_, str> {
        match self {
            Script::AsPrinted => Cow::Borrowed(text),
            Script::Simplified => simplify(text),
            Script::Traditional => traditional(text),
        }
    }
}

/// The longest word of the table, in characters.
const LONGEST: usize = 4;

struct Table {
    characters: HashMap<char, char>,
    words: HashMap<&'static str, &'static str>,
    /// What words begin with.
    first: HashSet<char>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let words: HashMap<_, _> = rows(include_str!("../../data/fold/s2t-phrases.tsv")).collect();
    Table {
        characters: rows(include_str!("../../data/fold/s2t.tsv"))
            .filter_map(|(from, to)| Some((from.chars().next()?, to.chars().next()?)))
            .collect(),
        first: words.keys().filter_map(|w| w.chars().next()).collect(),
        words,
    }
});

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

fn traditional(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c < '\u{3400}') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (from, to) = match word(rest, c) {
            Some(pair) => pair,
            None => {
                shown.push(TABLE.characters.get(&c).copied().unwrap_or(c));
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        shown.push_str(to);
        rest = &rest[from.len()..];
    }
    Cow::Owned(shown)
}

/// The longest word of the table that `text` begins with.
fn word(text: &str, first: char) -> Option<(&'static str, &'static str)> {
    if !TABLE.first.contains(&first) {
        return None;
    }
    let mut ends = [0; LONGEST];
    let mut count = 0;
    for (slot, (at, c)) in ends.iter_mut().zip(text.char_indices()) {
        *slot = at + c.len_utf8();
        count += 1;
    }
    let found = ends[..count].iter().rev();
    found
        .filter_map(|&end| TABLE.words.get_key_value(&text[..end]))
        .map(|(&from, &to)| (from, to))
        .next()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_decide_where_a_character_has_several_forms() {
        let shown = |text| Script::Traditional.show(text).into_owned();
        assert_eq!(shown("批准发展复杂的干预"), "批准發展複雜的干預");
        assert_eq!(shown("头发和以后"), "頭髮和以後");
        assert_eq!(shown("A/RES/55/63, 2000 年"), "A/RES/55/63, 2000 年");
        assert_eq!(Script::Simplified.show("網路犯罪"), "网路犯罪");
        assert_eq!(Script::AsPrinted.show("網路"), "網路");
    }

    #[test]
    fn rows_of_the_tables_keep_the_number_of_characters() {
        assert!(TABLE.words.len() > 5000 && TABLE.characters.len() > 3000);
        for (from, to) in &TABLE.words {
            let len = from.chars().count();
            assert!((2..=LONGEST).contains(&len), "{from}");
            assert_eq!(len, to.chars().count(), "{from}");
        }
    }

    proptest! {
        #[test]
        fn the_number_of_characters_stays(text in "[\\PC一-龥、。 ]{0,40}") {
            for script in [Script::Simplified, Script::Traditional] {
                prop_assert_eq!(script.show(&text).chars().count(), text.chars().count());
            }
        }
    }
}
