//! Finds words again in a text that may have changed: shifted, edited, its paragraphs split or joined.
//!
//! In: the blocks of a document, a [`Spot`]. Out: block and byte, and how sure that is.
//!
//! White space means nothing here: another extraction breaks lines elsewhere. First the words themselves are
//! looked for, and where they stand more than once, what stood around them decides. Where they are gone, runs
//! of [`GRAM`] characters vote for where they stood; where too few are left, what stood around them is tried.

use super::model::{Quote, Spot};
use std::collections::HashMap;

/// Characters kept on either side of a quote.
const CONTEXT: usize = 32;
/// Characters in a run that votes.
const GRAM: usize = 5;
/// Runs that vote at most.
const VOTERS: usize = 64;
/// Places of one run that are looked at at most.
const PLACES: usize = 200;
/// Per cent of the runs that must be there for a place to be taken at all.
const LEAST: usize = 25;
/// Per cent of the runs for a place to be taken for certain.
const CERTAIN: usize = 60;
/// Fewer characters may stand anywhere by chance.
const TELLING: usize = 8;

/// How sure a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sureness {
    /// The words stand there, unchanged.
    Same,
    /// Most of the words stand there: so many per cent.
    Edited(u8),
    /// They may have stood there: so many per cent of them are left, or they stand in several places.
    Unsure(u8),
    /// Nothing like it is there.
    Lost,
}

/// A place that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Index of the block.
    pub block: usize,
    /// Byte in its text.
    pub at: u32,
    /// How sure.
    pub sure: Sureness,
}

/// What is kept of the words from `at` to `end` (bytes) of a block, with what stands around them.
pub fn quote_at(blocks: &[&str], block: usize, at: usize, end: usize) -> Quote {
    let text = blocks.get(block).copied().unwrap_or("");
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or("");
    let mut before: Vec<char> = part(0..at).chars().rev().take(CONTEXT).collect();
    for earlier in blocks.get(..block).unwrap_or(&[]).iter().rev() {
        let room = CONTEXT - before.len();
        before.extend(earlier.chars().rev().take(room));
        if before.len() >= CONTEXT {
            break;
        }
    }
    let mut after: Vec<char> = part(end..text.len()).chars().take(CONTEXT).collect();
    for later in blocks.get(block + 1..).unwrap_or(&[]) {
        let room = CONTEXT - after.len();
        after.extend(later.chars().take(room));
        if after.len() >= CONTEXT {
            break;
        }
    }
    Quote {
        exact: part(at..end).to_owned(),
        before: before.into_iter().rev().collect(),
        after: after.into_iter().collect(),
    }
}

/// Without white space.
fn folded(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A document's text to find words in.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    blocks: Vec<&'a str>,
    chars: Vec<char>,
    /// Where each block begins in `chars`.
    starts: Vec<usize>,
    /// Where each run of [`GRAM`] characters stands, made when it is first needed.
    grams: Option<HashMap<[char; GRAM], Vec<u32>>>,
}

impl<'a> Text<'a> {
    /// The text of these blocks.
    pub fn new(blocks: Vec<&'a str>) -> Text<'a> {
        let mut chars = Vec::new();
        let mut starts = Vec::with_capacity(blocks.len());
        for block in &blocks {
            starts.push(chars.len());
            chars.extend(block.chars().filter(|c| !c.is_whitespace()));
        }
        Text {
            blocks,
            chars,
            starts,
            grams: None,
        }
    }

    /// Where the words of a spot stand now.
    pub fn find(&mut self, spot: &Spot) -> Found {
        let exact = folded(&spot.quote.exact);
        let before = folded(&spot.quote.before);
        let after = folded(&spot.quote.after);
        let old = self.index_of(spot.block as usize, spot.at as usize);
        if let Some((at, sure)) = self.word_for_word(&exact, &before, &after, old) {
            return self.found(at, sure);
        }
        if let Some((at, percent)) = self.by_vote(&exact, old) {
            let percent = percent.min(99);
            let sure = if usize::from(percent) >= CERTAIN {
                Sureness::Edited(percent)
            } else {
                Sureness::Unsure(percent)
            };
            return self.found(at, sure);
        }
        match self.by_neighbours(&before, &after) {
            Some(at) => self.found(at, Sureness::Unsure(0)),
            None => self.found(old, Sureness::Lost),
        }
    }

    /// The character of a place, as near as may be.
    fn index_of(&self, block: usize, at: usize) -> usize {
        let Some(start) = self.starts.get(block) else {
            return self.chars.len();
        };
        let text = self.blocks[block];
        let before = text.char_indices().take_while(|(i, _)| *i < at);
        start + before.filter(|(_, c)| !c.is_whitespace()).count()
    }

    /// Block and byte of a character.
    fn found(&self, index: usize, sure: Sureness) -> Found {
        let after = self.starts.partition_point(|start| *start <= index);
        let block = after.saturating_sub(1);
        let within = index - self.starts.get(block).copied().unwrap_or(0).min(index);
        let text = self.blocks.get(block).copied().unwrap_or("");
        let mut solid = text.char_indices().filter(|(_, c)| !c.is_whitespace());
        let at = solid.nth(within).map_or(text.len(), |(i, _)| i);
        Found {
            block,
            at: at as u32,
            sure,
        }
    }

    /// Characters that agree before `at` and after `end` with what stood there.
    fn agreement(&self, at: usize, end: usize, before: &[char], after: &[char]) -> usize {
        let left = self.chars[..at].iter().rev().zip(before.iter().rev());
        let right = self.chars[end.min(self.chars.len())..].iter().zip(after);
        left.take_while(|(a, b)| a == b).count() + right.take_while(|(a, b)| a == b).count()
    }

    fn word_for_word(
        &self,
        exact: &[char],
        before: &[char],
        after: &[char],
        old: usize,
    ) -> Option<(usize, Sureness)> {
        let (first, rest) = exact.split_first()?;
        let stands = |at: &usize| self.chars[at + 1..].starts_with(rest);
        let begins = self.chars.iter().enumerate().filter(|(_, c)| *c == first);
        let places: Vec<usize> = begins.map(|(at, _)| at).filter(stands).collect();
        let rank = |at: &usize| {
            let agreement = self.agreement(*at, at + exact.len(), before, after);
            (agreement, std::cmp::Reverse(at.abs_diff(old)))
        };
        let best = places.iter().copied().max_by_key(rank)?;
        let agreement = rank(&best).0;
        let as_good = places.iter().filter(|at| rank(at).0 == agreement).count();
        // A few characters that stand there once, among others than before, may be others.
        let known = exact.len() + agreement >= TELLING || before.len() + after.len() == 0;
        let sure = match as_good {
            1 if known => Sureness::Same,
            1 => Sureness::Unsure(50),
            n => Sureness::Unsure((100 / n).min(99) as u8),
        };
        Some((best, sure))
    }

    /// Where most runs of the quote stand near each other, and how many per cent of them.
    fn by_vote(&mut self, exact: &[char], old: usize) -> Option<(usize, u8)> {
        if exact.len() < GRAM || self.chars.len() < GRAM {
            return None;
        }
        let runs = exact.len() - GRAM + 1;
        let step = runs.div_ceil(VOTERS);
        let voters: Vec<usize> = (0..runs).step_by(step).collect();
        let grams = self.grams();
        // (where the quote would begin, which run says so)
        let mut votes: Vec<(i64, usize)> = Vec::new();
        for offset in &voters {
            let Some(places) = gram(exact, *offset).and_then(|g| grams.get(&g)) else {
                continue;
            };
            let begins = places.iter().take(PLACES);
            votes.extend(begins.map(|at| (i64::from(*at) - *offset as i64, *offset)));
        }
        votes.sort_unstable();
        // Edits shift what follows them: votes count together where they are not far apart.
        let reach = (exact.len() / 3).max(TELLING) as i64;
        let mut best: Option<(usize, std::cmp::Reverse<u64>, i64)> = None;
        for (i, (from, _)) in votes.iter().enumerate() {
            let near = votes[i..].iter().take_while(|(at, _)| at - from <= reach);
            let mut said: Vec<(usize, i64)> = near.map(|(at, offset)| (*offset, *at)).collect();
            said.sort_unstable();
            // The earliest run knows best where the quote begins.
            let begin = said.first().map_or(*from, |(_, at)| *at);
            said.dedup_by_key(|(offset, _)| *offset);
            let far = std::cmp::Reverse(begin.abs_diff(old as i64));
            let this = (said.len(), far, begin);
            if best.is_none_or(|b| (b.0, b.1) < (this.0, this.1)) {
                best = Some(this);
            }
        }
        let (agreeing, _, begin) = best?;
        let percent = agreeing * 100 / voters.len();
        let begin = usize::try_from(begin).unwrap_or(0);
        (percent >= LEAST).then_some((begin.min(self.chars.len() - 1), percent as u8))
    }

    fn grams(&mut self) -> &HashMap<[char; GRAM], Vec<u32>> {
        let chars = &self.chars;
        self.grams.get_or_insert_with(|| {
            let mut grams: HashMap<[char; GRAM], Vec<u32>> = HashMap::new();
            for at in 0..chars.len().saturating_sub(GRAM - 1) {
                if let Some(run) = gram(chars, at) {
                    let places = grams.entry(run).or_default();
                    if places.len() < PLACES {
                        places.push(at as u32);
                    }
                }
            }
            grams
        })
    }

    /// Between what stood before and after, where the words themselves are gone.
    fn by_neighbours(&self, before: &[char], after: &[char]) -> Option<usize> {
        let once = |part: &[char]| {
            if part.len() < TELLING {
                return None;
            }
            let mut places = self
                .chars
                .windows(part.len())
                .enumerate()
                .filter(|(_, w)| *w == part)
                .map(|(at, _)| at);
            let first = places.next();
            first.filter(|_| places.next().is_none())
        };
        let last = &before[before.len().saturating_sub(CONTEXT / 2)..];
        let next = &after[..after.len().min(CONTEXT / 2)];
        let left = once(last).map(|at| at + last.len());
        left.or_else(|| once(next))
    }
}

/// The run that begins at an index.
fn gram(chars: &[char], at: usize) -> Option<[char; GRAM]> {
    chars.get(at..at + GRAM)?.try_into().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "anchor_tests.rs"]
mod tests;
