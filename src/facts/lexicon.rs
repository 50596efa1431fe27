//! The word lists of facts, from `data/lexicon`, ready to match.
//!
//! In: the files (compiled in). Out: `LEXICON`, an immutable table. Must not know documents.

use super::lists;
use super::model::EventKind;
use std::collections::HashMap;
use std::sync::LazyLock;

/// First and last character whose simplified form is tabled.
const FIRST: u32 = 0x2e80;
const LAST: u32 = 0x9fff;

/// All word lists.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// Abbreviations and words with what they stand for and their further forms (parted by `|`).
pub static GLOSSARY: LazyLock<Vec<[&'static str; 3]>> =
    LazyLock::new(|| lists::rows("terms", include_str!("../../data/lexicon/terms.tsv")).collect());

/// An organ that adopts resolutions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organ {
    /// `GA`, `SC`, `CCPCJ`…
    pub key: String,
    /// Full name.
    pub name: String,
}

/// A word that tells what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// The kind of event it tells.
    pub kind: EventKind,
    /// How sure: 3 a verb that decides, 1 a hint.
    pub rank: i32,
}

/// The word lists.
#[derive(Debug)]
pub struct Lexicon {
    simplified: Vec<char>,
    /// Organs by name.
    pub organs: Phrases<Organ>,
    /// Words that tell what happened.
    pub acts: Phrases<Act>,
    /// Bodies by name, with their name for labels.
    pub bodies: Phrases<&'static str>,
    /// States by name and alias, with their UN short name.
    pub states: Phrases<&'static str>,
    /// Verbs that labels keep.
    pub verbs: Phrases<()>,
    /// What titles are by their endings, longest first.
    pub title_kinds: Vec<(String, EventKind)>,
    /// Long names with the short ones for labels.
    pub short_names: Vec<[&'static str; 2]>,
    /// Documents known by a name: name and symbol.
    pub named_documents: Vec<[&'static str; 2]>,
    /// How names end.
    pub name_endings: Vec<&'static str>,
    /// Characters that stand before a name and not inside one.
    pub name_stops: Vec<char>,
    /// First parts of UN symbols.
    pub symbol_parts: Vec<&'static str>,
    /// Series of other organisations: how their symbols begin, and the normal form of that.
    pub series: Vec<(&'static str, &'static str)>,
}

impl Lexicon {
    fn load() -> Self {
        let mut simplified: Vec<char> = (FIRST..=LAST)
            .map(|c| char::from_u32(c).unwrap_or('\u{fffd}'))
            .collect();
        for row in cells(include_str!("../../data/fold/t2s.tsv")) {
            let [from, to] = row;
            if let (Some(from), Some(to)) = (from.chars().next(), to.chars().next())
                && let Some(slot) = (from as u32)
                    .checked_sub(FIRST)
                    .and_then(|i| simplified.get_mut(i as usize))
            {
                *slot = to;
            }
        }
        let fold = |word: &str| -> String {
            word.chars()
                .map(|c| match (c as u32).checked_sub(FIRST) {
                    Some(i) => simplified.get(i as usize).copied().unwrap_or(c),
                    None => c,
                })
                .collect()
        };
        let organs = Phrases::new(
            lists::rows("organs", include_str!("../../data/lexicon/organs.tsv")).map(
                |[word, key, name]| {
                    let organ = Organ {
                        key: key.into(),
                        name: name.into(),
                    };
                    (fold(word), organ)
                },
            ),
        );
        let acts = Phrases::new(
            lists::rows("acts", include_str!("../../data/lexicon/acts.tsv")).filter_map(
                |[word, kind, rank]| {
                    let kind = *EventKind::ALL.iter().find(|k| k.as_str() == kind)?;
                    let rank = rank.parse().ok()?;
                    Some((fold(word), Act { kind, rank }))
                },
            ),
        );
        let bodies = Phrases::new(
            lists::rows("bodies", include_str!("../../data/lexicon/bodies.tsv"))
                .map(|[word, name]| (fold(word), name)),
        );
        // Here only Chinese names: labels are read from Chinese clauses.
        let states = lists::rows::<4>("states", include_str!("../../data/lexicon/states.tsv"))
            .flat_map(|[name, _, _, aliases]| {
                std::iter::once(name)
                    .chain(aliases.split('|'))
                    .filter(|a| !a.is_empty() && !a.is_ascii())
                    .map(move |a| (a, name))
            });
        let states = Phrases::new(states.map(|(word, name)| (fold(word), name)));
        let verbs = Phrases::new(
            lists::lines("verbs", include_str!("../../data/lexicon/verbs.txt"))
                .map(|word| (fold(word), ())),
        );
        let mut title_kinds: Vec<(String, EventKind)> = lists::rows(
            "title-kinds",
            include_str!("../../data/lexicon/title-kinds.tsv"),
        )
        .filter_map(|[word, kind]| {
            let kind = *EventKind::ALL.iter().find(|k| k.as_str() == kind)?;
            Some((fold(word), kind))
        })
        .collect();
        title_kinds.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        let (endings, stops) = include_str!("../../data/lexicon/names.txt")
            .split_once("-----")
            .unwrap_or_default();
        Lexicon {
            verbs,
            title_kinds,
            short_names: lists::rows(
                "short-names",
                include_str!("../../data/lexicon/short-names.tsv"),
            )
            .collect(),
            named_documents: lists::rows(
                "named-documents",
                include_str!("../../data/lexicon/named-documents.tsv"),
            )
            .collect(),
            name_endings: rows(endings).collect(),
            name_stops: rows(stops).flat_map(str::chars).collect(),
            simplified,
            organs,
            acts,
            bodies,
            states,
            symbol_parts: lists::lines(
                "symbol-parts",
                include_str!("../../data/lexicon/symbol-parts.tsv"),
            )
            .collect(),
            series: lists::rows(
                "other-series",
                include_str!("../../data/lexicon/other-series.tsv"),
            )
            .map(|[word, normal, _of]| (word, normal))
            .collect(),
        }
    }

    /// The full name of an organ, or "".
    pub fn organ_name(&self, key: &str) -> &str {
        self.organs
            .meanings()
            .find(|o| o.key == key)
            .map_or("", |o| o.name.as_str())
    }

    /// The first verb of a phrase as printed, in bytes.
    pub fn first_verb(&self, s: &str) -> Option<(usize, usize)> {
        let chars: Vec<char> = s.chars().map(|c| self.simplified(c)).collect();
        let (from, to, ()) = *self.verbs.find(&chars).first()?;
        let byte = |n: usize| s.char_indices().nth(n).map_or(s.len(), |(at, _)| at);
        Some((byte(from), byte(to)))
    }

    /// The verb of a clause as printed, in bytes: the first one that 的 does not make part of a name
    /// (举行的会议), else the first. A verb in quotes is one only where no other is.
    pub fn main_verb(&self, s: &str) -> Option<(usize, usize)> {
        let chars: Vec<char> = s.chars().map(|c| self.simplified(c)).collect();
        let mut depth = 0i32;
        let open: Vec<bool> = chars
            .iter()
            .map(|c| {
                depth += i32::from("“《「(".contains(*c)) - i32::from("”》」)".contains(*c));
                depth > 0
            })
            .collect();
        let mut found = self.verbs.find(&chars);
        if found.iter().any(|f| !open[f.0]) {
            found.retain(|f| !open[f.0]);
        }
        let main = found
            .iter()
            .find(|(_, to, ())| chars.get(*to) != Some(&'的'));
        let (from, to, ()) = *main.or(found.first())?;
        let byte = |n: usize| s.char_indices().nth(n).map_or(s.len(), |(at, _)| at);
        Some((byte(from), byte(to)))
    }

    /// Whether a phrase as printed ends in a verb that labels keep.
    pub fn ends_in_verb(&self, s: &str) -> bool {
        let chars: Vec<char> = s.chars().map(|c| self.simplified(c)).collect();
        let end = chars.len();
        (end.saturating_sub(4)..end)
            .any(|i| self.verbs.at(&chars, i).is_some_and(|(n, ())| i + n == end))
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

/// The rows of a list as `N` cells; rows with fewer are left out.
fn cells<const N: usize>(list: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    rows(list).filter_map(|row| {
        let mut cells = row.split('\t');
        let mut out = [""; N];
        for slot in &mut out {
            *slot = cells.next()?;
        }
        Some(out)
    })
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
    pub fn new(pairs: impl Iterator<Item = (String, T)>) -> Self {
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

    /// All meanings, in no order.
    pub fn meanings(&self) -> impl Iterator<Item = &T> {
        self.by_first.values().flatten().map(|(_, t)| t)
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
