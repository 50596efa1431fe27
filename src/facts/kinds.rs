//! What kind of act stands with a date, by the words of its clause.
//!
//! In: the words before and after the date. Out: an `EventKind`. Must not know where they stand.

use super::lexicon::LEXICON;
use super::model::EventKind;
use std::ops::Range;

/// The kind told by the words after a date (`tail`) and before it (`head`); `Other` where none tells.
/// A deciding verb beats a noun, and a near word beats a far one.
pub fn kind_of(text: &[char], head: Range<usize>, tail: Range<usize>) -> EventKind {
    let mut best: Option<(i32, EventKind)> = None;
    let mut see = |score: i32, kind: EventKind| {
        if best.is_none_or(|(b, _)| score > b) {
            best = Some((score, kind));
        }
    };
    for (at, _, act) in LEXICON.acts.find(&text[tail.clone()]) {
        see(act.rank * 20 - at as i32, act.kind);
    }
    let length = head.len() as i32;
    for (_, to, act) in LEXICON.acts.find(&text[head]) {
        see(act.rank * 20 - 14 - (length - to as i32), act.kind);
    }
    best.map_or(EventKind::Other, |(_, kind)| kind)
}
