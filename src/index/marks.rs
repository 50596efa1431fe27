//! What to mark in a block that was found.
//!
//! In: what was looked for, a block. Out: bytes of its text. Must not know scores.

use super::exact::Exact;
use super::query::narrow;
use super::{BlockRef, merged};
use crate::document::Script;
use crate::text::{Key, fold};
use memchr::memmem;
use regex::Regex;
use std::ops::Range;

/// What to mark in a block.
#[derive(Debug)]
pub(super) enum Mark {
    /// A key, in documents of a script.
    Key(String, Option<Script>),
    /// A key at the start or the end of a block.
    Anchored(String, bool, bool),
    /// What an expression matches.
    Pattern(Regex),
    /// A place.
    Place(BlockRef, Range<u32>),
}

/// Byte ranges to mark in a block, sorted, not overlapping.
pub(super) fn ranges(exact: &Exact, marks: &[Mark], ord: u32) -> Vec<Range<u32>> {
    let at = exact.at(ord);
    let document = &exact.documents()[at.document];
    let text = exact.text(ord);
    let key = fold(text);
    let mut found: Vec<Range<u32>> = Vec::new();
    for mark in marks {
        match mark {
            Mark::Key(needle, script) if script.is_none_or(|s| s == document.meta.script) => {
                found.extend(holding(&key, needle));
            }
            Mark::Key(..) => {}
            Mark::Anchored(needle, start, end) => {
                let number = exact.number_len(ord);
                let place = anchored(&key.text, number, needle, *start, *end);
                found.extend(place.and_then(|r| narrow(key.source(r))));
            }
            Mark::Pattern(pattern) => {
                found.extend(pattern.find_iter(text).filter_map(|m| narrow(m.range())));
            }
            Mark::Place(place, range) if *place == at => found.push(range.clone()),
            Mark::Place(..) => {}
        }
    }
    merged(found)
}

fn holding(key: &Key, needle: &str) -> impl Iterator<Item = Range<u32>> {
    let places = memmem::find_iter(key.text.as_bytes(), needle.as_bytes());
    let ranges = places.filter_map(|at| narrow(key.source(at..at + needle.len())));
    ranges.collect::<Vec<_>>().into_iter()
}

/// Where a key stands at the start (or after the number) and the end (or before closing signs) of another.
pub(super) fn anchored(
    key: &str,
    number: usize,
    needle: &str,
    start: bool,
    end: bool,
) -> Option<Range<usize>> {
    let body = key.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ends = |at: usize| !end || at == key.len() || at == body.len();
    let begins = |at: usize| !start || at == 0 || at == number;
    let mut places = key.match_indices(needle).map(|(at, _)| at);
    let place = places.find(|&at| begins(at) && ends(at + needle.len()))?;
    Some(place..place + needle.len())
}
