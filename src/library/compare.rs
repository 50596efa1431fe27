//! Two versions of a text: paragraphs set side by side, and in those that differ, the words.
//!
//! In: two places of the library. Out: pairs of blocks, each with the stretches that both have, that only the first
//! has and that only the second has. Put together again they are both texts, byte by byte. Must not know how
//! differences are shown.

use super::{Library, Place};
use crate::document::Document;
use crate::index::tokens;
use similar::{Algorithm, DiffOp, capture_diff_slices, capture_diff_slices_deadline};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// After so long paragraphs are set beside each other with what is known: coarser, but still true.
const PATIENCE: Duration = Duration::from_secs(2);
/// Words of two paragraphs that are compared; longer ones are shown whole.
const MOST_WORDS: usize = 20_000;
/// Paragraphs are versions of each other when they share so much (Dice's coefficient of pairs of characters).
const ALIKE: f32 = 0.5;
/// A stretch in which both agree, between two in which they do not, is worth showing from so many characters on.
const SHORT: usize = 2;
/// Pairs of paragraphs that are looked at between two that are the same.
const MOST: usize = 250_000;

/// Which text has a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Both.
    Same,
    /// The first only.
    Removed,
    /// The second only.
    Added,
}

/// A stretch of one or both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Who has it.
    pub change: Change,
    /// Its words.
    pub text: String,
}

/// A paragraph of the first text and its counterpart in the second, or one that has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Index among the first texts.
    pub left: Option<usize>,
    /// Index among the second texts.
    pub right: Option<usize>,
    /// Both, in the order of reading.
    pub words: Vec<Stretch>,
}

impl Pair {
    /// Both texts are the same here.
    pub fn is_same(&self) -> bool {
        self.words.iter().all(|s| s.change == Change::Same)
    }

    /// What of the pair a text has.
    pub fn text_of(&self, side: Change) -> String {
        let has = |s: &&Stretch| s.change == Change::Same || s.change == side;
        let words = self.words.iter().filter(has);
        words.map(|s| s.text.as_str()).collect()
    }
}

/// Two places compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The first.
    pub left: Place,
    /// The second.
    pub right: Place,
    /// Pairs of blocks of the documents, in reading order.
    pub pairs: Vec<Pair>,
}

/// How many pairs there are of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// The same in both.
    pub same: usize,
    /// Changed.
    pub changed: usize,
    /// Only in the first.
    pub removed: usize,
    /// Only in the second.
    pub added: usize,
}

impl Comparison {
    /// How many paragraphs are the same, changed, removed, added.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for pair in &self.pairs {
            match (pair.left, pair.right) {
                (Some(_), Some(_)) if pair.is_same() => counts.same += 1,
                (Some(_), Some(_)) => counts.changed += 1,
                (Some(_), None) => counts.removed += 1,
                _ => counts.added += 1,
            }
        }
        counts
    }
}

/// Compares two places, block by block.
pub fn compare(library: &Library, left: &Place, right: &Place) -> Comparison {
    let texts = |place: &Place| -> Vec<(usize, &str)> {
        let document: Option<&Document> = library.documents.get(place.document).map(|d| &**d);
        let blocks = document.map_or(&[][..], |d| &d.blocks);
        let range = place.blocks.start..place.blocks.end.min(blocks.len());
        range.map(|i| (i, blocks[i].text.as_str())).collect()
    };
    let (a, b) = (texts(left), texts(right));
    let only = |texts: &[(usize, &str)]| -> Vec<String> {
        texts.iter().map(|(_, text)| (*text).to_owned()).collect()
    };
    let mut pairs = compare_texts(&only(&a), &only(&b));
    for pair in &mut pairs {
        pair.left = pair.left.map(|i| a[i].0);
        pair.right = pair.right.map(|i| b[i].0);
    }
    Comparison {
        left: left.clone(),
        right: right.clone(),
        pairs,
    }
}

/// Compares two rows of paragraphs.
pub fn compare_texts(left: &[String], right: &[String]) -> Vec<Pair> {
    let deadline = Some(Instant::now() + PATIENCE);
    let keys = |texts: &[String]| -> Vec<String> { texts.iter().map(|t| bare(t)).collect() };
    let (a, b) = (keys(left), keys(right));
    let mut pairs = Vec::new();
    let mut pair = |i: Option<usize>, j: Option<usize>| {
        let text = |texts: &[String], at: Option<usize>| {
            at.and_then(|at| texts.get(at)).cloned().unwrap_or_default()
        };
        pairs.push(Pair {
            left: i,
            right: j,
            words: words(&text(left, i), &text(right, j)),
        });
    };
    for op in capture_diff_slices_deadline(Algorithm::Myers, &a, &b, deadline) {
        let (old, new) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => old.zip(new).for_each(|(i, j)| pair(Some(i), Some(j))),
            DiffOp::Delete { .. } => old.for_each(|i| pair(Some(i), None)),
            DiffOp::Insert { .. } => new.for_each(|j| pair(None, Some(j))),
            DiffOp::Replace { .. } => {
                let (from, to) = (old.start, new.start);
                for (i, j) in matched(&a[old], &b[new]) {
                    pair(i.map(|i| i + from), j.map(|j| j + to));
                }
            }
        }
    }
    pairs
}

/// What two paragraphs are compared by: their words without blanks and without the number before them.
fn bare(text: &str) -> String {
    let number =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '．' | '、');
    let body = text.trim_start_matches(number);
    let body = if body.is_empty() { text } else { body };
    body.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Pairs of characters and how often they stand in a text.
fn bigrams(text: &str) -> HashMap<(char, char), u32> {
    let mut found = HashMap::new();
    for pair in text.chars().zip(text.chars().skip(1)) {
        *found.entry(pair).or_insert(0) += 1;
    }
    found
}

fn alike(a: &HashMap<(char, char), u32>, b: &HashMap<(char, char), u32>) -> f32 {
    let all: u32 = a.values().sum::<u32>() + b.values().sum::<u32>();
    if all == 0 {
        return 0.0;
    }
    let shared = a
        .iter()
        .map(|(pair, n)| b.get(pair).map_or(0, |m| *n.min(m)));
    2.0 * shared.sum::<u32>() as f32 / all as f32
}

/// Between two places where both texts agree: which paragraphs are versions of each other, in order, so that the
/// sum of what they share is greatest.
fn matched(a: &[String], b: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    let (n, m) = (a.len(), b.len());
    if n.saturating_mul(m) > MOST {
        let removed = (0..n).map(|i| (Some(i), None));
        return removed.chain((0..m).map(|j| (None, Some(j)))).collect();
    }
    let grams = |texts: &[String]| -> Vec<_> { texts.iter().map(|t| bigrams(t)).collect() };
    let (of_a, of_b) = (grams(a), grams(b));
    let worth: Vec<Vec<f32>> = of_a
        .iter()
        .map(|x| of_b.iter().map(|y| alike(x, y)).collect())
        .collect();
    // best[i][j]: the most that a[i..] and b[j..] can share.
    let mut best = vec![vec![0.0f32; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let skip = best[i + 1][j].max(best[i][j + 1]);
            let join = if worth[i][j] >= ALIKE {
                worth[i][j] + best[i + 1][j + 1]
            } else {
                0.0
            };
            best[i][j] = skip.max(join);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    while i < n || j < m {
        let joins = i < n
            && j < m
            && worth[i][j] >= ALIKE
            && best[i][j] <= worth[i][j] + best[i + 1][j + 1];
        if joins {
            found.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if i < n && (j >= m || best[i + 1][j] >= best[i][j + 1]) {
            found.push((Some(i), None));
            i += 1;
        } else {
            found.push((None, Some(j)));
            j += 1;
        }
    }
    found
}

/// The words of two texts: what both have, and what one of them has.
fn words(left: &str, right: &str) -> Vec<Stretch> {
    if left == right {
        return stretches([(Change::Same, left)]);
    }
    let cut = |text: &str| -> Vec<String> {
        let words = tokens(text).into_iter();
        words.map(|range| text[range].to_owned()).collect()
    };
    if left.is_empty() || right.is_empty() {
        return stretches([(Change::Removed, left), (Change::Added, right)]);
    }
    let (a, b) = (cut(left), cut(right));
    if a.len() + b.len() > MOST_WORDS {
        return stretches([(Change::Removed, left), (Change::Added, right)]);
    }
    let mut found: Vec<Stretch> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (old, new) = (a[op.old_range()].concat(), b[op.new_range()].concat());
        match op {
            DiffOp::Equal { .. } => found.extend(stretches([(Change::Same, old.as_str())])),
            _ => found.extend(stretches([
                (Change::Removed, old.as_str()),
                (Change::Added, new.as_str()),
            ])),
        }
    }
    without_crumbs(found)
}

fn stretches<const N: usize>(parts: [(Change, &str); N]) -> Vec<Stretch> {
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    parts
        .map(|(change, text)| Stretch {
            change,
            text: text.to_owned(),
        })
        .collect()
}

/// One character in which both agree between two changes says nothing: it goes into the changes.
fn without_crumbs(found: Vec<Stretch>) -> Vec<Stretch> {
    let last = found.len().saturating_sub(1);
    let mut kept: Vec<Stretch> = Vec::new();
    let mut removed = String::new();
    let mut added = String::new();
    for (i, stretch) in found.into_iter().enumerate() {
        let inside = i > 0 && i < last;
        let crumb = inside && stretch.text.chars().nth(SHORT - 1).is_none();
        match stretch.change {
            Change::Same if crumb => {
                removed.push_str(&stretch.text);
                added.push_str(&stretch.text);
            }
            Change::Same => {
                flush(&mut kept, &mut removed, &mut added);
                kept.push(stretch);
            }
            Change::Removed => removed.push_str(&stretch.text),
            Change::Added => added.push_str(&stretch.text),
        }
    }
    flush(&mut kept, &mut removed, &mut added);
    kept
}

/// A change as two stretches.
fn flush(kept: &mut Vec<Stretch>, removed: &mut String, added: &mut String) {
    kept.extend(stretches([
        (Change::Removed, removed.as_str()),
        (Change::Added, added.as_str()),
    ]));
    removed.clear();
    added.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(all: &[&str]) -> Vec<String> {
        all.iter().map(|t| (*t).to_owned()).collect()
    }

    fn shown(pair: &Pair) -> String {
        let stretch = |s: &Stretch| match s.change {
            Change::Same => s.text.clone(),
            Change::Removed => format!("[-{}-]", s.text),
            Change::Added => format!("{{+{}+}}", s.text),
        };
        pair.words.iter().map(stretch).collect()
    }

    #[test]
    fn a_changed_paragraph_stands_beside_its_version_and_its_words_are_marked() {
        let left = texts(&["1. 请各国每年清理湖岸；", "2. 决定下届会议审议此事。"]);
        let right = texts(&[
            "1. 欢迎已做的工作；",
            "2. 请各国每季清理湖岸；",
            "3. 决定下届会议审议此事。",
        ]);
        let pairs = compare_texts(&left, &right);
        let sides: Vec<_> = pairs.iter().map(|p| (p.left, p.right)).collect();
        assert_eq!(
            sides,
            [(None, Some(0)), (Some(0), Some(1)), (Some(1), Some(2))]
        );
        assert!(
            shown(&pairs[1]).contains("[-每年-]{+每季+}"),
            "{}",
            shown(&pairs[1])
        );
    }

    #[test]
    fn words_are_not_cut_in_two() {
        let pairs = compare_texts(
            &texts(&["回顾以往决议的内容"]),
            &texts(&["回顾以往报告的内容"]),
        );
        assert_eq!(shown(&pairs[0]), "回顾以往[-决议-]{+报告+}的内容");
    }

    fn paragraph() -> impl Strategy<Value = String> {
        prop_oneof![
            "[请各国每年季清理湖岸的，。a1 ]{0,12}",
            "\\PC{0,10}",
            Just(String::new()),
        ]
    }

    proptest! {
        #[test]
        fn applying_the_differences_gives_the_second_text(
            left in proptest::collection::vec(paragraph(), 0..7),
            right in proptest::collection::vec(paragraph(), 0..7),
        ) {
            let pairs = compare_texts(&left, &right);
            let of = |pick: fn(&Pair) -> Option<usize>, side: Change| -> Vec<(usize, String)> {
                let texts = pairs.iter().filter_map(|p| Some((pick(p)?, p.text_of(side))));
                texts.collect()
            };
            let whole: Vec<_> = left.into_iter().enumerate().collect();
            prop_assert_eq!(of(|p| p.left, Change::Removed), whole);
            let whole: Vec<_> = right.into_iter().enumerate().collect();
            prop_assert_eq!(of(|p| p.right, Change::Added), whole);
        }

        #[test]
        fn a_text_does_not_differ_from_itself(text in proptest::collection::vec(paragraph(), 0..7)) {
            prop_assert!(compare_texts(&text, &text).iter().all(Pair::is_same));
        }
    }
}
