//! The word lists of facts, from `data/lexicon`, ready to match.
//!
//! In: the files (compiled in). Out: `LEXICON`, an immutable table. Must not know documents.

use std::collections::HashMap;
use std::sync::LazyLock;

/// First and last character whose simplified form is tabled.
const FIRST: u32 = 0x2e80;
const LAST: u32 = 0x9fff;

/// All word lists.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// An organ that adopts resolutions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organ {
    /// `GA`, `SC`, `CCPCJ`…
    pub key: String,
    /// Full name.
    pub name: String,
}

/// A series of symbols of another organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Normal form of the beginning.
    pub normal: String,
    /// The organisation.
    pub organisation: String,
}

/// The word lists.
#[derive(Debug)]
pub struct Lexicon {
    simplified: Vec<char>,
    /// Organs by name.
    pub organs: Phrases<Organ>,
    /// First parts of UN symbols.
    pub symbol_parts: Vec<&'static str>,
    /// Series of other organisations.
    pub series: Vec<(&'static str, Series)>,
}

impl Lexicon {
    fn load() -> Self {
        let mut simplified: Vec<char> = (FIRST..=LAST)
            .map(|c| char::from_u32(c).unwrap_or('\u{fffd}'))
            .collect();
        for row in rows(include_str!("../../data/lexicon/characters.txt")) {
            let mut c = row.chars();
            if let (Some(from), Some(to)) = (c.next(), c.next())
                && let Some(slot) = (from as u32)
                    .checked_sub(FIRST)
                    .and_then(|i| simplified.get_mut(i as usize))
            {
                *slot = to;
            }
        }
        let organs = Phrases::new(
            rows(include_str!("../../data/lexicon/organs.tsv")).filter_map(|row| {
                let mut cells = row.split('\t');
                let (word, key, name) = (cells.next()?, cells.next()?, cells.next()?);
                Some((
                    word,
                    Organ {
                        key: key.into(),
                        name: name.into(),
                    },
                ))
            }),
        );
        Lexicon {
            simplified,
            organs,
            symbol_parts: rows(include_str!("../../data/lexicon/symbol-parts.tsv")).collect(),
            series: rows(include_str!("../../data/lexicon/other-series.tsv"))
                .filter_map(|row| {
                    let mut cells = row.split('\t');
                    let (word, normal, of) = (cells.next()?, cells.next()?, cells.next()?);
                    Some((
                        word,
                        Series {
                            normal: normal.into(),
                            organisation: of.into(),
                        },
                    ))
                })
                .collect(),
        }
    }

    /// The simplified form of a character that stands in keywords; others unchanged.
    #[inline]
    pub fn simplified(&self, c: char) -> char {
        match (c as u32).checked_sub(FIRST) {
            Some(i) => self.simplified.get(i as usize).copied().unwrap_or(c),
            None => c,
        }
    }
}

/// The lines of a list that are neither empty nor comments.
pub fn rows(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(|l| l.trim_end_matches('\r'))
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
}

/// Phrases to be found in folded text, each with what it means; the longest wins.
#[derive(Debug)]
pub struct Phrases<T> {
    /// One bit for each first character (by its low 16 bits): most characters begin no phrase.
    first: Vec<u64>,
    by_first: HashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T> Phrases<T> {
    /// Takes pairs of phrase (folded) and meaning.
    pub fn new<'w>(pairs: impl Iterator<Item = (&'w str, T)>) -> Self {
        let mut first = vec![0u64; 1024];
        let mut by_first: HashMap<char, Vec<(Vec<char>, T)>> = HashMap::new();
        for (word, meaning) in pairs {
            let chars: Vec<char> = word.chars().collect();
            let Some(&c) = chars.first() else { continue };
            let bit = c as usize & 0xffff;
            first[bit / 64] |= 1 << (bit % 64);
            by_first.entry(c).or_default().push((chars, meaning));
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        }
        Phrases { first, by_first }
    }

    /// The longest phrase that stands at `i`: its length and meaning.
    #[inline]
    pub fn at(&self, text: &[char], i: usize) -> Option<(usize, &T)> {
        let c = *text.get(i)?;
        let bit = c as usize & 0xffff;
        if self.first[bit / 64] & (1 << (bit % 64)) == 0 {
            return None;
        }
        self.by_first
            .get(&c)?
            .iter()
            .find(|(w, _)| text[i..].starts_with(w))
            .map(|(w, t)| (w.len(), t))
    }

    /// All phrases in the text, longest first at each place, without overlaps: start, end, meaning.
    pub fn find<'s>(&'s self, text: &[char]) -> Vec<(usize, usize, &'s T)> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < text.len() {
            match self.at(text, i) {
                Some((n, t)) => {
                    out.push((i, i + n, t));
                    i += n;
                }
                None => i += 1,
            }
        }
        out
    }
}
