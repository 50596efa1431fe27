//! Footnotes: which paragraphs are note texts.
//!
//! In: drafts. Out: drafts of kind footnote, their marker taken off. Must not know about headings.

use super::chars::{ends_sentence, is_cjk, superscript};
use super::draft::Draft;
use super::marks::score;
use super::model::BlockKind;
use std::collections::{HashMap, HashSet};

/// After so many notes whose mark was not found, plain digits are not searched any more.
pub(super) const PATIENCE: u32 = 40;
/// The mark of a note is looked for at most this many paragraphs back,
pub(super) const NEAR: usize = 2_000;
/// and not in paragraphs longer than this (bytes).
pub(super) const HUGE: usize = 1 << 20;

/// The marker of a note whose number the text lost: it has none to show.
pub(super) const LOST: &str = "?";

/// A note that no rule stands over is not longer (bytes).
const SHORT: usize = 1_200;
/// The least score of its mark where its text ends as a sentence does.
const LIKELY: u32 = 2;
/// The least score of its mark where its text may be a heading.
const SURE: u32 = 4;

/// A number in ASCII digits.
pub(super) fn plain_digits(text: &str) -> String {
    text.chars().map(|c| superscript(c).unwrap_or(c)).collect()
}

/// The note marker that a paragraph begins with, and its length with the blanks after it. Below a
/// footnote rule (`foot`) plain digits and letters are markers too.
pub(super) fn lead(text: &str, foot: bool) -> Option<(String, usize)> {
    let first = text.chars().next()?;
    let run = |f: fn(char) -> bool| {
        text.char_indices()
            .find(|(_, c)| !f(*c))
            .map_or(text.len(), |(i, _)| i)
    };
    let len = match first {
        '\u{FFFD}' => run(|c| c == '\u{FFFD}'),
        '*' | '†' | '‡' => run(|c| matches!(c, '*' | '†' | '‡')),
        c if superscript(c).is_some() => run(|c| superscript(c).is_some()),
        '[' => return bracketed(text).filter(|(_, len)| *len < text.len()),
        c if foot && c.is_ascii_digit() => {
            let len = run(|c| c.is_ascii_digit());
            let rest = text[len..].trim_start();
            let count = rest.starts_with(['.', '、', '/', ')', '-', '年', '月', '日', '%']);
            if len > 3 || count || rest.is_empty() {
                return None;
            }
            len
        }
        c if foot
            && c.is_ascii_lowercase()
            && text[1..].starts_with(' ')
            && text[2..].starts_with(is_cjk) =>
        {
            1
        }
        _ => return None,
    };
    let rest = &text[len..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\u{3000}', '\u{A0}']).len();
    if first == '\u{FFFD}' && blanks == 0 || rest.trim().is_empty() {
        return None;
    }
    if first == '*'
        && (blanks == 0 && rest.starts_with(|c: char| c.is_ascii()) || rest.trim().is_empty())
    {
        return None;
    }
    Some((plain_digits(&text[..len]), len + blanks))
}

/// `[12]` at the start of a text: the digits, and the length with the blanks behind it.
pub(super) fn bracketed(text: &str) -> Option<(String, usize)> {
    let (inner, rest) = text.strip_prefix('[')?.split_once(']')?;
    let digits = (1..=3).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit());
    let blanks = rest.len() - rest.trim_start_matches([' ', '\u{3000}', '\u{A0}']).len();
    digits.then(|| (inner.to_string(), inner.len() + 2 + blanks))
}

/// Decides which drafts are note texts and takes their marker off.
pub(super) fn classify(drafts: &mut [Draft]) {
    let starred = drafts
        .iter()
        .any(|d| lead(d.text(), false).is_none() && star_in(d.text()).is_some());
    let mut leads: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, d) in drafts.iter().enumerate() {
        if d.marks.first().is_some_and(|m| m.at == 0) && d.cells.is_empty() && !d.text().is_empty()
        {
            leads.entry(d.marks[0].marker.clone()).or_default().push(i);
        }
    }
    let mut inline: HashMap<String, usize> = HashMap::new();
    // A list of references in brackets is a list of notes only where marks in brackets lead to it.
    let referred: HashSet<String> = drafts
        .iter()
        .flat_map(|d| &d.marks)
        .filter(|m| m.at > 0)
        .map(|m| m.marker.clone())
        .collect();
    let bare = without_rule(drafts);
    for (i, draft) in drafts.iter_mut().enumerate() {
        if !draft.cells.is_empty() || draft.kind != BlockKind::Paragraph {
            continue;
        }
        draft.foot |= bare.contains(&i);
        let marker = note_marker(draft, starred)
            .filter(|(m, _)| !draft.text().starts_with('[') || referred.contains(m));
        let superscript = draft.lead.is_none() && draft.marks.first().is_some_and(|m| m.at == 0);
        if let Some((marker, len)) = marker {
            let again = leads
                .get(&marker)
                .and_then(|l| l.last())
                .is_some_and(|&j| j > i);
            let referred = inline.get(&marker).is_some_and(|&n| n > 0);
            // A body paragraph may begin with the mark of the sentence before: then the note comes later.
            if superscript && again && !referred {
                *inline.entry(marker).or_default() += 1;
            } else {
                inline.insert(marker.clone(), 0);
                make_note(draft, marker, len, superscript);
            }
        }
        if draft.kind != BlockKind::Footnote {
            for mark in &draft.marks {
                *inline.entry(mark.marker.clone()).or_default() += 1;
            }
        }
    }
}

/// Note texts that no rule stands over: short paragraphs that begin with the next number, where the text
/// since the last mark has that number as a mark. One alone may be chance.
fn without_rule(drafts: &[Draft]) -> HashSet<usize> {
    let (mut found, mut others) = (HashSet::new(), 0);
    let (mut next, mut from, mut failures) = (1u32, (0, 0), 0);
    for (i, draft) in drafts.iter().enumerate() {
        if !draft.cells.is_empty() || draft.kind != BlockKind::Paragraph {
            continue;
        }
        if let Some((marker, _)) = note_marker(draft, false) {
            if let Ok(n) = marker.parse::<u32>() {
                (next, others) = (n.saturating_add(1), others + 1);
            }
            continue;
        }
        let Some((marker, _)) = lead(draft.text(), true) else {
            continue;
        };
        if marker.parse() != Ok(next) || draft.text().len() > SHORT || failures > PATIENCE {
            continue;
        }
        let closed = ends_sentence(draft.text());
        match mark_between(drafts, from, i, &marker, if closed { LIKELY } else { SURE }) {
            Some(at) => {
                found.insert(i);
                (next, from) = (next + 1, at);
            }
            None => failures += 1,
        }
    }
    if found.len() + others < 2 {
        found.clear();
    }
    found
}

/// Where a number stands as a mark, in the paragraphs from a place on up to another.
fn mark_between(
    drafts: &[Draft],
    from: (usize, usize),
    to: usize,
    marker: &str,
    least: u32,
) -> Option<(usize, usize)> {
    let near = to.saturating_sub(NEAR).max(from.0);
    let fits = |d: &usize| drafts[*d].cells.is_empty() && drafts[*d].text().len() <= HUGE;
    let bodies = (near..to).filter(fits);
    let mut places = bodies.flat_map(|d| {
        let text = drafts[d].text();
        let start = if d == from.0 { from.1 } else { 0 };
        let places = text.match_indices(marker).map(|(at, _)| at);
        places
            .filter(move |at| *at >= start && score(text, *at, marker.len()).0 >= least)
            .map(move |at| (d, at + marker.len()))
    });
    places.next()
}

fn note_marker(draft: &Draft, starred: bool) -> Option<(String, usize)> {
    if let Some(marker) = &draft.lead {
        return Some((marker.clone(), 0));
    }
    if let Some(mark) = draft
        .marks
        .first()
        .filter(|m| m.at == 0 && !draft.text().is_empty())
    {
        return Some((mark.marker.clone(), 0));
    }
    lead(draft.text(), draft.foot).filter(|(m, _)| !m.starts_with('*') || draft.foot || starred)
}

fn make_note(draft: &mut Draft, marker: String, len: usize, superscript: bool) {
    if superscript {
        draft.marks.remove(0);
    }
    if len > 0 {
        draft.excise(0..u32::try_from(len).unwrap_or(0));
    }
    draft.kind = BlockKind::Footnote;
    draft.number = None;
    draft.lead = Some(marker);
}

/// Where a star stands that refers to a note: behind a word, not between blanks.
fn star_in(text: &str) -> Option<(usize, usize)> {
    let at = text.find('*').filter(|&at| at > 0)?;
    let before = text[..at].chars().next_back()?;
    let len = text[at..].len() - text[at..].trim_start_matches('*').len();
    (is_cjk(before) || before.is_alphanumeric() || before == ')').then_some((at, len))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, build};
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    fn read(text: &str) -> Document {
        let raw = RawText::new("t", Origin::Bundled, text.to_owned());
        build(Arc::new(raw), "t")
    }

    /// Each note: its marker, its text, the end of what stands before its mark.
    fn notes(document: &Document) -> Vec<(&str, &str, &str)> {
        let mut all = Vec::new();
        for n in &document.notes {
            let (block, at) = n.refs.first().copied().unwrap_or_default();
            let before = &document.blocks[block].text[..at as usize];
            let end = before.char_indices().rev().nth(1).map_or(0, |(i, _)| i);
            all.push((&*n.marker, document.blocks[n.block].body(), &before[end..]));
        }
        all
    }

    #[test]
    fn notes_that_no_rule_stands_over_are_known_by_their_marks() {
        let document = read(
            "1. 理事会在上一届会议上通过了关于河流的决议，1 并请秘书长提出报告。\n\n\
             2. 秘书长在报告中2 说明了各国的答复，并请各国继续努力。\n\n\
             1 第 12/3 号决议。\n2 见秘书长的报告，第 7 段。\n\n3. 会议闭幕。\n",
        );
        let want = [
            ("1", "第 12/3 号决议。", "议，"),
            ("2", "见秘书长的报告，第 7 段。", "告中"),
        ];
        assert_eq!(notes(&document), want);
    }

    #[test]
    fn numbers_without_marks_are_no_notes() {
        let document = read(
            "1 背景\n\n理事会在上一届会议上通过了关于河流的 12 项决议，并请秘书长提出报告。\n\n\
             2 各国的答复\n\n共有 2 个国家答复，第 2 次会议审议了答复。\n\n3 结论\n\n会议闭幕。\n",
        );
        assert_eq!(notes(&document), []);
    }
}
