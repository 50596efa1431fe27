//! Notes that only point to another: 同上, 同前, 见注10, ibid., supra note 3.
//!
//! In: a document, one of its notes. Out: the notes it leads to, one after the other.

use crate::document::Document;
use crate::text::folded;
use regex::Regex;
use std::sync::LazyLock;

/// Longest chain that is followed.
const LONGEST: usize = 12;

/// A note of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// Index in `Document::notes`.
    pub note: usize,
    /// The words that point on from it, or "".
    pub points: String,
}

/// What a note's first words point to. Over folded text: no blanks, no capitals, simplified.
enum Pointer {
    /// The note before.
    Before,
    /// The note with this marker.
    Marker(String),
}

/// `同上`, `ibid.` and the like.
static DITTO: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(同上注?|同前注?|ibid\.?|idem|id\.)(?:[^0-9述文]|$)").ok());

/// `见注10`, `参见上文脚注 10`, `同注10`, `前引注10`, `supra note 10`, `see note 10 above`.
static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = r"^((?:参见|另见|详见|见|同|前引|see|supra,?)*(?:上文|前文|本文|上|前|supra)?(?:脚注|注释|注解|尾注|附注|注|footnote|fn\.?|note|n\.)(?:第)?([0-9]{1,4}))";
    Regex::new(pattern).ok()
});

fn pointer(body: &str) -> Option<(String, Pointer)> {
    let head: String = body.trim_start().chars().take(40).collect();
    let key = folded(&head);
    let note = NOTE.as_ref().and_then(|r| r.captures(&key));
    if let Some(found) = note {
        let marker = found.get(2)?.as_str().to_owned();
        return Some((found.get(1)?.as_str().to_owned(), Pointer::Marker(marker)));
    }
    let ditto = DITTO.as_ref().and_then(|r| r.captures(&key))?;
    let words = ditto.get(1)?.as_str().to_owned();
    Some((words, Pointer::Before))
}

/// A note and those that it leads to, until one points no further. The last step says what it points with where
/// nothing is there.
pub(crate) fn chain(document: &Document, note: usize) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut at = Some(note);
    while let Some(note) = at {
        let block = document.notes.get(note).map(|n| n.block);
        let body = block.and_then(|b| document.blocks.get(b));
        let found = pointer(body.map_or("", |b| b.body()));
        let next = match &found {
            Some((_, Pointer::Before)) => note.checked_sub(1),
            Some((_, Pointer::Marker(marker))) => named(document, note, marker),
            None => None,
        };
        steps.push(Step {
            note,
            points: found.map_or(String::new(), |(words, _)| words),
        });
        let known = |n: &usize| steps.iter().any(|s| s.note == *n);
        at = next.filter(|n| !known(n) && steps.len() < LONGEST);
    }
    steps
}

/// The nearest note before this one that has a marker, else the nearest after it.
fn named(document: &Document, from: usize, marker: &str) -> Option<usize> {
    let is = |i: &usize| document.notes.get(*i).is_some_and(|n| n.marker == marker);
    let before = (0..from).rev().find(is);
    before.or_else(|| (from + 1..document.notes.len()).find(is))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(body: &str) -> Option<String> {
        pointer(body).map(|(_, p)| match p {
            Pointer::Before => "before".to_owned(),
            Pointer::Marker(marker) => marker,
        })
    }

    #[test]
    fn what_points_on() {
        for body in [
            "同上。",
            "同上（第 21 段）。",
            "Ibid., p. 3.",
            "同前。",
            "Id.",
        ] {
            assert_eq!(points(body).as_deref(), Some("before"), "{body}");
        }
        for body in [
            "见注10。",
            "參見上文腳註 10，第 3 段",
            "同注10",
            "Supra note 10.",
            "见注释10",
        ] {
            assert_eq!(points(body).as_deref(), Some("10"), "{body}");
        }
        for body in [
            "见 A/68/98 号文件。",
            "同上述决议一致的做法",
            "注意到 10 个国家",
            "见第 10 段",
        ] {
            assert_eq!(points(body), None, "{body}");
        }
    }
}
