//! Words for rank: what it is worth that something stands in a block as whole words.
//!
//! In: keys of blocks that match. Out: more for their scores. Must not decide what is found: the exact layer does.
//!
//! A place counts where a word begins at its first character and one ends at its last. Where that is has been noted
//! for every byte of the key buffer, one bit each, or is found out for each place that somebody asks about: for one
//! search alone it does not pay to cut the whole corpus.

use super::cut::{Kind, edges, kind, run_around, run_edges};
use super::exact::{Exact, Match};
use crate::text::{Key, fold};
use memchr::memmem;
use std::ops::Range;

/// A string that is worth more where it stands as whole words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    pub key: String,
    /// What it counts beside the others.
    pub worth: f32,
    /// How much it says that a block holds it.
    pub rarity: f32,
}

/// Where words begin and end in the keys of a corpus.
#[derive(Debug)]
pub struct Words {
    /// A bit for each byte of the key buffer; none where it is found out when asked.
    bits: Vec<u64>,
    /// Bytes of the key buffer it belongs to.
    length: Option<usize>,
}

/// How much the words of a hit count beside the exact string.
const WEIGHT: f32 = 4.0;

/// How soon it does not matter how often a word stands in a block.
const SATURATION: f32 = 0.3;

impl Words {
    /// Cuts all blocks: about 30 ms on the bundled corpus. Run it in the background.
    pub fn build(exact: &Exact) -> Self {
        let length = exact.keys().len();
        let mut bits = vec![0_u64; length / 64 + 1];
        let mut set = |at: usize| bits[at / 64] |= 1 << (at % 64);
        for ord in exact.ordinals() {
            let range = exact.range(ord);
            set(range.start);
            edges(&fold(exact.text(ord)), |at| set(range.start + at));
            set(range.end - 1);
        }
        Words {
            bits,
            length: Some(length),
        }
    }

    /// The same, as it was noted before (`bits`); `None` where that was for other keys.
    pub fn with_bits(exact: &Exact, bits: Vec<u64>) -> Option<Self> {
        let length = exact.keys().len();
        let fits = bits.len() == length / 64 + 1;
        fits.then_some(Words {
            bits,
            length: Some(length),
        })
    }

    /// A bit for each byte of the key buffer, where a word begins or ends.
    pub fn bits(&self) -> &[u64] {
        &self.bits
    }

    /// Cuts nothing before it is asked, and then only around what was found: for one search.
    pub fn when_asked() -> Self {
        Words {
            bits: Vec::new(),
            length: None,
        }
    }

    /// Adds to each match what it is worth that the texts wanted stand in it as whole words. Says whether there
    /// was anything to add for.
    pub(super) fn add_scores(
        &self,
        exact: &Exact,
        wanted: &[Wanted],
        matches: &mut [Match],
    ) -> bool {
        let fits = self.length.is_none_or(|l| l == exact.keys().len());
        if wanted.is_empty() || !fits {
            return false;
        }
        let mut asked = Asked::default();
        for wanted in wanted.iter().filter(|w| !w.key.is_empty()) {
            let finder = memmem::Finder::new(wanted.key.as_bytes());
            for m in &mut *matches {
                let start = exact.range(m.ord).start;
                let places = finder.find_iter(exact.key(m.ord).as_bytes());
                let whole = places.filter(|at| {
                    let range = *at..at + wanted.key.len();
                    match self.length {
                        Some(_) => {
                            self.is_edge(start + range.start) && self.is_edge(start + range.end)
                        }
                        None => asked.are_edges(exact, m.ord, range),
                    }
                });
                let often = whole.count() as f32;
                if often > 0.0 {
                    let share = often * (1.0 + SATURATION) / (often + SATURATION);
                    m.score += WEIGHT * wanted.worth * wanted.rarity * share;
                }
            }
        }
        true
    }

    fn is_edge(&self, at: usize) -> bool {
        let bits = self.bits.get(at / 64).copied().unwrap_or(0);
        bits >> (at % 64) & 1 == 1
    }
}

/// What was cut last.
#[derive(Default)]
struct Asked {
    /// The block, a run of 汉字 in its key, and where words end in that.
    run: Option<(u32, Range<usize>, Vec<usize>)>,
    /// The block, and its key with the way back to the text.
    key: Option<(u32, Key)>,
}

impl Asked {
    fn are_edges(&mut self, exact: &Exact, ord: u32, range: Range<usize>) -> bool {
        self.is_edge(exact, ord, range.start) && self.is_edge(exact, ord, range.end)
    }

    fn is_edge(&mut self, exact: &Exact, ord: u32, at: usize) -> bool {
        let key = exact.key(ord);
        let (before, after) = (key[..at].chars().next_back(), key[at..].chars().next());
        let (Some(before), Some(after)) = (before, after) else {
            return true;
        };
        match (kind(before), kind(after)) {
            (Kind::Han, Kind::Han) => self.is_cut(key, ord, at),
            (Kind::Letter, Kind::Letter) => {
                let held = self.key.take().filter(|(there, _)| *there == ord);
                let (_, key) = self
                    .key
                    .insert(held.unwrap_or_else(|| (ord, fold(exact.text(ord)))));
                !key.side_by_side(key.text[..at].chars().count())
            }
            _ => true,
        }
    }

    /// Between two 汉字.
    fn is_cut(&mut self, key: &str, ord: u32, at: usize) -> bool {
        let holds =
            |(there, run, _): &&(u32, Range<usize>, Vec<usize>)| *there == ord && run.contains(&at);
        if self.run.as_ref().filter(holds).is_none() {
            let Some(run) = run_around(key, at) else {
                return true;
            };
            let mut ends = Vec::new();
            run_edges(&key[run.clone()], |end| ends.push(run.start + end));
            self.run = Some((ord, run, ends));
        }
        let ends = self
            .run
            .as_ref()
            .map(|(_, _, ends)| ends.binary_search(&at));
        ends.is_some_and(|found| found.is_ok())
    }
}
