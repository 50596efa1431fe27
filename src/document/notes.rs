//! Footnotes: which paragraphs are note texts, where their marks stand, and the links between them.
//!
//! In: drafts. Out: drafts without marks in their text, `Footnote`s, `Problem`s. Must not know about
//! headings.

use super::chars::{is_cjk, is_han, superscript};
use super::draft::Draft;
use super::model::{BlockKind, NoteMark};
use std::collections::{HashMap, HashSet};

/// After so many notes in a row whose mark was not found, plain digits are not searched any more.
const PATIENCE: u32 = 40;
/// A note's mark is looked for this many bytes back.
const REACH: usize = 60_000;

/// The marker of a note whose number the text lost: it has none to show.
pub(super) const LOST: &str = "?";

/// …and at most this many paragraphs back,
const NEAR: usize = 2_000;
/// and not in paragraphs longer than this.
const HUGE: usize = 1 << 20;

/// A note: its draft, its marker, the line where its text begins, the first mark.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// Index of the draft that holds the text.
    pub draft: usize,
    /// The marker in ASCII digits or as printed.
    pub marker: String,
    /// Raw line where the text begins.
    pub line: u32,
}

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
    for (i, draft) in drafts.iter_mut().enumerate() {
        if !draft.cells.is_empty() || draft.kind != BlockKind::Paragraph {
            continue;
        }
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

/// Links marks and notes both ways; finds the marks that are plain digits in a sentence. Gives the notes
/// in order of their texts, the markers without text (with line), and lines that turned out to be page
/// numbers.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The notes.
    pub notes: Vec<Note>,
    /// Lines of digits that are no marks.
    pub furniture: Vec<u32>,
}

/// Links everything.
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
            let (score, len) = score(draft.text(), at, note.marker.len());
            if score > 0 && score >= best_score {
                let start = u32::try_from(at).unwrap_or(0);
                if score > best_score || best.as_ref().is_some_and(|(b, _)| *b != d) {
                    best = Some((d, start..start + u32::try_from(len).unwrap_or(0)));
                }
                best_score = score;
            }
        }
    }
    best
}

/// How much digits in a sentence look like a note mark, and how many bytes to take out (a blank after
/// them goes too where Chinese goes on).
fn score(text: &str, at: usize, len: usize) -> (u32, usize) {
    let Some(before) = text[..at].chars().next_back() else {
        return (0, 0);
    };
    let rest = &text[at + len..];
    let next = rest.chars().next();
    let word = rest.trim_start().chars().next();
    let whole = len
        + usize::from(next == Some(' ') && word.is_some_and(|c| is_cjk(c) || c.is_ascii_digit()));
    let stop = next == Some('.') && !(rest.len() == 1 || rest.starts_with(". "));
    if stop || next.is_some_and(|c| c.is_ascii_alphanumeric() || "/-%°:_&=)％）".contains(c)) {
        return (0, 0);
    }
    let counts = counts(rest);
    let closing = "，。；：”’》）」)\",;.！？".contains(before);
    let score = match before {
        _ if closing && next == Some(' ') => [6, 4, 0][counts],
        _ if closing && next.is_none_or(|c| !c.is_ascii()) => [5, 3, 0][counts],
        '、' if counts == 0 && next == Some(' ') => 4,
        c if is_han(c) && c != '第' && counts == 0 => {
            if next == Some(' ') {
                2
            } else {
                3
            }
        }
        c if c.is_ascii_lowercase() && counts == 0 => 2,
        ' ' if counts == 0
            && next.is_none_or(|c| c == ' ' || is_cjk(c))
            && text[..at].trim_end().ends_with(is_cjk) =>
        {
            1
        }
        _ => 0,
    };
    (score, whole)
}

/// Does what follows digits make them a quantity? 0 no, 1 perhaps, 2 yes.
fn counts(rest: &str) -> usize {
    const SURE: &str =
        "年月日时時分秒名个個位项項次届屆号號条條款段页頁人天周岁歲世亿億万萬倍种種件轨軌章节節卷";
    const PERHAPS: &str = "国國家点點期级級部第";
    let rest = rest.trim_start();
    let Some(word) = rest.chars().next() else {
        return 0;
    };
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    if run > 0 {
        // A year may follow a mark: "，6 2019 年".
        let year = run == 4 && rest[run..].trim_start().starts_with('年');
        return if year { 0 } else { 2 };
    }
    if matches!(word, '和' | '至' | '、' | '或' | '及') {
        let next = rest[word.len_utf8()..].trim_start();
        return if next.starts_with(|c: char| c.is_ascii_digit()) {
            2
        } else {
            0
        };
    }
    if SURE.contains(word) {
        2
    } else {
        usize::from(PERHAPS.contains(word))
    }
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
