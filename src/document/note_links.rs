//! Links between notes and their marks, both ways.
//!
//! In: drafts of which the note texts are known. Out: drafts without marks in their text, notes with the
//! places of their marks. Must not know about headings.

use super::draft::Draft;
use super::marks::score;
use super::model::{BlockKind, NoteMark};
use super::notes::{HUGE, LOST, NEAR, PATIENCE, plain_digits};
use std::collections::HashMap;

/// A note's mark is looked for this many bytes back.
const REACH: usize = 60_000;

/// A note.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// Index of the draft that holds the text.
    pub draft: usize,
    /// The marker in ASCII digits or as printed.
    pub marker: String,
    /// Raw line where the text begins.
    pub line: u32,
}

/// The notes in order of their texts, and lines of digits that turned out to be page numbers.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The notes.
    pub notes: Vec<Note>,
    /// Lines of digits that are no marks.
    pub furniture: Vec<u32>,
}

/// Links marks and notes both ways; finds the marks that are plain digits in a sentence.
pub(super) fn link(drafts: &mut [Draft], digit_line: impl Fn(u32) -> bool) -> Links {
    let mut links = Links {
        notes: drafts
            .iter()
            .enumerate()
            .filter(|(_, d)| d.kind == BlockKind::Footnote)
            .map(|(i, d)| Note {
                draft: i,
                marker: d.lead.clone().unwrap_or_default(),
                line: d.first(),
            })
            .collect(),
        furniture: Vec::new(),
    };
    let mut by_marker: HashMap<String, Vec<usize>> = HashMap::new();
    for (k, note) in links.notes.iter().enumerate() {
        by_marker.entry(note.marker.clone()).or_default().push(k);
    }
    let mut found = vec![None::<(usize, u32)>; links.notes.len()];
    for (i, draft) in drafts.iter_mut().enumerate() {
        if draft.kind == BlockKind::Footnote {
            continue;
        }
        for mark in &mut draft.marks {
            let Some(of) = by_marker.get(&mark.marker) else {
                continue;
            };
            let next = of.partition_point(|&k| links.notes[k].line < mark.line);
            let k = of.get(next).or_else(|| of.last()).copied();
            mark.note = k;
            if let Some(slot) = k.and_then(|k| found.get_mut(k)) {
                slot.get_or_insert((i, mark.at));
            }
        }
    }
    lone_digits(drafts, &links.notes, &mut found);
    plain_marks(drafts, &links.notes, &mut found);
    odd_marks(drafts, &links.notes, &mut found);
    for draft in drafts.iter_mut() {
        let Draft { marks, lines, .. } = draft;
        marks.retain(|m| {
            let page = m.note.is_none() && digit_line(m.line);
            if page {
                lines.retain(|&l| l != m.line);
                links.furniture.push(m.line);
            }
            !page
        });
    }
    links
}

/// Paragraphs that are nothing but a number: the mark of a note that has none yet.
fn lone_digits(drafts: &mut [Draft], notes: &[Note], found: &mut [Option<(usize, u32)>]) {
    let mut missing: HashMap<&str, usize> = HashMap::new();
    for (k, note) in notes.iter().enumerate().rev() {
        if found[k].is_none() {
            missing.insert(note.marker.as_str(), k);
        }
    }
    for i in 1..drafts.len() {
        let text = drafts[i].text();
        if drafts[i].kind != BlockKind::Paragraph
            || text.len() > 9
            || !super::furniture::is_digits(text)
            || text.is_empty()
        {
            continue;
        }
        let marker = plain_digits(text);
        let line = drafts[i].first();
        let Some(k) = missing
            .get(marker.as_str())
            .copied()
            .filter(|&k| found[k].is_none() && notes[k].line > line)
        else {
            continue;
        };
        let Some(b) = (0..i).rev().take(20).find(|&b| is_body(&drafts[b])) else {
            continue;
        };
        let at = drafts[b].weave.len();
        drafts[b].marks.push(NoteMark {
            at,
            marker,
            line,
            note: Some(k),
        });
        drafts[b].own(line);
        drafts[b].lines.sort_unstable();
        drafts[i].weave.cut(0);
        drafts[i].lines.clear();
        found[k] = Some((b, at));
    }
}

fn is_body(draft: &Draft) -> bool {
    draft.kind != BlockKind::Footnote && draft.cells.is_empty() && !draft.text().is_empty()
}

/// Looks for the marks of notes whose marker is a number: plain digits in the text before the note.
fn plain_marks(drafts: &mut [Draft], notes: &[Note], found: &mut [Option<(usize, u32)>]) {
    let mut failures = 0;
    for k in 0..notes.len() {
        if found[k].is_some() || !notes[k].marker.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        if failures > PATIENCE {
            break;
        }
        let after = found[..k].iter().rev().find_map(|f| *f);
        let Some((d, range)) = best_digits(drafts, &notes[k], after) else {
            failures += 1;
            continue;
        };
        failures = 0;
        let line = line_at(&drafts[d], range.start);
        take_mark(
            &mut drafts[d],
            range.clone(),
            notes[k].marker.clone(),
            line,
            k,
        );
        found[k] = Some((d, range.start));
    }
}

fn take_mark(draft: &mut Draft, range: std::ops::Range<u32>, marker: String, line: u32, k: usize) {
    draft.excise(range.clone());
    let mark = NoteMark {
        at: range.start,
        marker,
        line,
        note: Some(k),
    };
    let place = draft.marks.partition_point(|m| m.at <= mark.at);
    draft.marks.insert(place, mark);
}

fn line_at(draft: &Draft, at: u32) -> u32 {
    let s = &draft.weave.segments;
    let i = s.partition_point(|s| s.at <= at).saturating_sub(1);
    s.get(i).map_or(draft.first(), |s| s.line)
}

/// The likeliest place of a note's mark in the body before its text: draft and byte range.
fn best_digits(
    drafts: &[Draft],
    note: &Note,
    after: Option<(usize, u32)>,
) -> Option<(usize, std::ops::Range<u32>)> {
    let (mut best, mut best_score, mut seen) = (None, 0, 0);
    for d in (0..note.draft)
        .rev()
        .take(NEAR)
        .filter(|&d| is_body(&drafts[d]))
    {
        let draft = &drafts[d];
        if draft.text().len() > HUGE
            || draft.first() > note.line
            || draft.kind != BlockKind::Paragraph
                && draft.kind != BlockKind::Item
                && draft.kind != BlockKind::Preambular
                && draft.kind != BlockKind::Operative
                && draft.kind != BlockKind::Heading
                && draft.kind != BlockKind::Title
        {
            continue;
        }
        if seen > REACH || after.is_some_and(|(a, _)| d < a) {
            break;
        }
        seen += draft.text().len();
        let from = after
            .filter(|(a, _)| *a == d)
            .map_or(0, |(_, at)| at as usize);
        for (at, _) in draft
            .text()
            .match_indices(note.marker.as_str())
            .filter(|(at, _)| *at >= from.max(draft.number.as_ref().map_or(0, |n| n.len)))
        {
            if line_at(draft, u32::try_from(at).unwrap_or(0)) > note.line {
                break;
            }
            let (score, mark) = score(draft.text(), at, note.marker.len());
            if score > 0 && score >= best_score {
                if score > best_score || best.as_ref().is_some_and(|(b, _)| *b != d) {
                    let byte = |n: usize| u32::try_from(n).unwrap_or(0);
                    best = Some((d, byte(mark.start)..byte(mark.end)));
                }
                best_score = score;
            }
        }
    }
    best
}

/// Stars and replacement characters: the first mark for the first note, and so on. A mark that was
/// lost altogether left a line broken before a comma.
fn odd_marks(drafts: &mut [Draft], notes: &[Note], found: &mut [Option<(usize, u32)>]) {
    let (mut from, mut failures) = (0, 0);
    for k in 0..notes.len() {
        if failures > PATIENCE {
            break;
        }
        let marker = &notes[k].marker;
        if found[k].is_some() || marker.bytes().all(|b| b.is_ascii_digit()) || marker == LOST {
            continue;
        }
        let hit = (from..drafts.len())
            .filter(|&d| is_body(&drafts[d]))
            .find_map(|d| {
                let text = drafts[d].text();
                let own = text
                    .match_indices(marker.as_str())
                    .map(|(at, _)| at)
                    .find(|&at| {
                        let open =
                            text[..at].ends_with('*') || text[at + marker.len()..].starts_with('*');
                        at > 0 && !(marker.starts_with('*') && open)
                    });
                own.map(|at| (d, at))
            });
        if let Some((d, at)) = hit {
            let start = u32::try_from(at).unwrap_or(0);
            let line = line_at(&drafts[d], start);
            let end = start + u32::try_from(marker.len()).unwrap_or(0);
            take_mark(&mut drafts[d], start..end, marker.clone(), line, k);
            found[k] = Some((d, start));
            from = d;
        } else if marker.starts_with('\u{FFFD}') {
            let lost = (from..drafts.len()).find_map(|d| {
                drafts[d]
                    .lost
                    .first()
                    .copied()
                    .filter(|_| is_body(&drafts[d]))
                    .map(|l| (d, l))
            });
            if let Some((d, (at, line))) = lost {
                drafts[d].lost.remove(0);
                let mark = NoteMark {
                    at,
                    marker: marker.clone(),
                    line,
                    note: Some(k),
                };
                drafts[d].marks.push(mark);
                drafts[d].marks.sort_by_key(|m| m.at);
                found[k] = Some((d, at));
                from = d;
            }
        } else {
            failures += 1;
        }
    }
}
