//! Events: dates and identified documents, each tied to the act in its clause.
//!
//! In: the `Reading`s of a document in order. Out: `Event`s. Must not know how dates and symbols are read.

mod attach;
mod traps;

use super::clauses::{self, Group};
use super::dates::{Dated, Form};
use super::kinds;
use super::labels;
use super::lexicon::LEXICON;
use super::model::{CitationKind, Event, EventKind, PartialDate, Precision};
use super::reading::{Cite, Reading, party};
use super::scan::END;
use super::tables;
use crate::document::{BlockKind, Document};
use attach::attach;
use std::ops::Range;
use traps::{bibliographic, no_event};

/// Characters of a sentence around a date that are read for it.
const AROUND: usize = 300;

/// The events of one block.
pub fn of_block(r: &Reading, document: &Document) -> Vec<Event> {
    if r.block.kind == BlockKind::Toc {
        return Vec::new();
    }
    if tables::is_row_of_year(r) {
        return tables::events(r);
    }
    let groups = clauses::groups(r);
    let attached = attach(r, &groups);
    let mut out = Vec::new();
    for group in &groups {
        for at in group.dates.clone() {
            let cites: Vec<usize> = (0..r.cites.len())
                .filter(|&c| attached[c] == Some(at))
                .collect();
            dated(r, document, group, at, &cites, &mut out);
        }
    }
    for (c, cite) in r.cites.iter().enumerate() {
        if attached[c].is_none() && stands_for_an_event(r, cite, document) {
            out.push(undated(r, cite));
        }
    }
    out.sort_by_key(|e| e.span.range.start);
    out
}

/// Days that stand alone (an agenda) take the name of the document's meeting that they lie in.
pub fn name_agendas(events: &mut [Event]) {
    let ranged: Vec<(PartialDate, PartialDate, String, String)> = events
        .iter()
        .filter(|e| e.kind == EventKind::Meeting && e.label != "会议")
        .filter_map(|e| Some((e.start?, e.end?, e.label.clone(), e.body.clone())))
        .take(50)
        .collect();
    for e in events
        .iter_mut()
        .filter(|e| e.label == "会议" && e.end.is_none())
    {
        let Some(start) = e.start else { continue };
        if let Some((_, _, label, body)) = ranged.iter().find(|m| m.0 <= start && start <= m.1) {
            e.label = super::phrases::cut(&format!("{label}议程"), labels::LONGEST);
            e.body.clone_from(body);
            e.inferred
                .get_or_insert_with(|| format!("meeting by its days: {label}"));
        }
    }
}

/// The day under a resolution is that of its adoption; the same day at its head is too.
pub fn name_adoption(events: &mut [Event], document: &Document) {
    let own = |e: &Event| e.kind == EventKind::Resolution && e.symbols.is_empty();
    let closing = events.iter().rev().find(|e| {
        let block = document.blocks.get(e.span.block);
        own(e) && block.is_some_and(|b| b.kind == BlockKind::Closing)
    });
    let Some(day) = closing.and_then(|e| e.start) else {
        return;
    };
    let key = format!("{}:adopted", document.id);
    let first = |e: &Event| {
        let block = document.blocks.get(e.span.block);
        e.span.block < 12 || block.is_some_and(|b| b.kind == BlockKind::Closing)
    };
    for e in events.iter_mut().filter(|e| own(e) && e.start == Some(day)) {
        if first(e) {
            e.key.clone_from(&key);
        }
    }
}

/// Whether a citation without a date is a mention of an event: resolutions, decisions, UN documents.
/// A symbol in an address or in the masthead (the document's own) is not.
fn stands_for_an_event(r: &Reading, cite: &Cite, document: &Document) -> bool {
    let own = document.meta.symbol.as_deref() == Some(cite.symbol.as_str());
    match cite.kind {
        CitationKind::Url | CitationKind::Named => false,
        _ if r.block.kind == BlockKind::Masthead => false,
        CitationKind::Resolution | CitationKind::Decision => true,
        CitationKind::Symbol => !own,
        CitationKind::OtherOrganisation => cite.adopted,
    }
}

/// The part of a date's sentence near the date.
pub fn around(group: &Group, d: &Dated) -> Range<usize> {
    let start = d.from.saturating_sub(AROUND).max(group.sentence.start);
    start..(d.to + AROUND).min(group.sentence.end)
}

fn dated(
    r: &Reading,
    document: &Document,
    group: &Group,
    at: usize,
    cites: &[usize],
    out: &mut Vec<Event>,
) {
    let d = &r.dates[at];
    if let Some(e) = reply(r, document, d) {
        out.push(e);
        return;
    }
    if (r.block.kind == BlockKind::Masthead || r.block.kind == BlockKind::Closing)
        && alone(r, group, 6)
    {
        if d.precision == Precision::Day || d.end.is_some() {
            out.push(of_the_document(r, document, d, group));
        }
        return;
    }
    if cites.is_empty() && no_event(r, d, group) {
        return;
    }
    let adopted: Vec<usize> = cites
        .iter()
        .copied()
        .filter(|&c| r.cites[c].adopted)
        .collect();
    if !adopted.is_empty() {
        for c in adopted {
            let cite = &r.cites[c];
            let mut e = event(
                r,
                d,
                group,
                EventKind::Resolution,
                labels::resolution(r, cite),
                vec![cite.symbol.clone()],
                cite.organ,
            );
            widen(&mut e, r, d, group, &[c]);
            out.push(e);
        }
        return;
    }
    let symbols: Vec<String> = cites.iter().map(|&c| r.cites[c].symbol.clone()).collect();
    let kind = if bibliographic(r, d, group) {
        // 联大决议:《某题》,2013年12月: no book.
        let lead = r
            .text
            .string(group.sentence.start, d.from.min(group.sentence.start + 20));
        let adopted = lead.split(['《', '“']).next().is_some_and(|l| {
            let l = l.trim_end_matches([':', ',', ' ']);
            l.ends_with("决议")
        });
        if adopted {
            EventKind::Resolution
        } else {
            EventKind::Citation
        }
    } else {
        kind(r, d, group, !symbols.is_empty())
    };
    // 2016年第3711和3854号文件: one date, two acts.
    let numbers = labels::act_number(r, group).map_or(1, |a| {
        let words = r.text.string(a.start, a.end);
        words
            .split(['和', '、'])
            .filter(|w| w.contains(|c: char| c.is_ascii_digit()))
            .count()
    });
    for nth in 0..numbers.max(1) {
        let label = if kind == EventKind::Meeting && alone(r, group, 6) {
            labels::meeting_of(document, r.index)
        } else {
            labels::of(r, group, at, kind, nth)
        };
        let mut e = event(r, d, group, kind, label.clone(), symbols.clone(), "");
        widen(&mut e, r, d, group, cites);
        out.push(e);
    }
}

/// The evidence of a dated event reaches over the citations that it takes symbols from.
fn widen(e: &mut Event, r: &Reading, d: &Dated, group: &Group, cites: &[usize]) {
    let from = cites
        .iter()
        .map(|&c| r.cites[c].from)
        .fold(d.from, usize::min);
    let to = cites.iter().map(|&c| r.cites[c].to).fold(d.to, usize::max);
    if (from, to) != (d.from, d.to) {
        let words = group.sentence.start.min(from)..group.sentence.end.max(to);
        e.evidence = evidence(r, &words, from, to);
    }
}

fn kind(r: &Reading, d: &Dated, group: &Group, has_symbol: bool) -> EventKind {
    let t = &r.text;
    if let Some(title) = labels::title_range(r, d.from, d.to) {
        let days = d.end.is_some_and(|e| e.day.is_some());
        let kind = kinds::of_title(&t.chars()[title.start + 1..title.end - 1]);
        return if days { EventKind::Meeting } else { kind };
    }
    if let Some(name) = labels::name_with_date(r, group, d) {
        let name: Vec<char> = name.chars().map(|c| LEXICON.simplified(c)).collect();
        let kind = kinds::of_title(&name);
        if kind != EventKind::Report {
            return kind;
        }
    }
    if let Some(act) = labels::act_number(r, group) {
        let words = t.string(act.start, act.end);
        return match () {
            _ if words.ends_with("文件") || words.ends_with("公告") => EventKind::Report,
            _ if words.ends_with("决定") => EventKind::Resolution,
            _ if words.ends_with("判决") => EventKind::Other,
            _ => EventKind::Legislation,
        };
    }
    let after = t.skip_blank(d.to);
    if d.precision != Precision::Year && (t.starts(after, "之前") || t.starts(after, "以前")) {
        return EventKind::Other;
    }
    let days = d.end.is_some_and(|e| e.day.is_some());
    let mut found = kinds::kind_of(t.chars(), group.head.clone(), group.tail.clone());
    if found == EventKind::Other {
        // The act may stand in the next clause: 由…牵头，发布了….
        let next = r
            .dates
            .get(group.dates.end)
            .map_or(group.sentence.end, |n| n.from);
        let end = group.sentence.end.min(next).min(group.tail.end + 60);
        if end > group.tail.end && group.tail.len() < 40 {
            found = kinds::kind_of(
                t.chars(),
                group.tail.end..group.tail.end,
                group.tail.end..end,
            );
        }
    }
    if days
        && matches!(
            found,
            EventKind::Other | EventKind::Report | EventKind::Treaty | EventKind::Resolution
        )
    {
        return EventKind::Meeting;
    }
    if found == EventKind::Other && d.precision == Precision::Day && alone(r, group, 0) {
        return EventKind::Meeting;
    }
    if found == EventKind::Other && has_symbol {
        return EventKind::Report;
    }
    found
}

/// Whether the dates of a group stand alone in their block (an agenda's heading, the day of a masthead), up to `most`
/// Chinese characters (a place).
fn alone(r: &Reading, group: &Group, most: usize) -> bool {
    let (Some(first), Some(last)) = (
        r.dates.get(group.dates.start),
        r.dates.get(group.dates.end.saturating_sub(1)),
    ) else {
        return false;
    };
    let words = |from: usize, to: usize| {
        let chars = &r.text.chars()[from..to.min(from + 60)];
        chars.iter().filter(|c| super::scan::is_han(**c)).count()
    };
    r.block.kind != BlockKind::Footnote
        && words(0, first.from) + words(last.to, r.text.len()) <= most
}

/// `[2020年5月13日]` under the name of a state: its reply.
fn reply(r: &Reading, document: &Document, d: &Dated) -> Option<Event> {
    if r.text.solid_before(d.from) != '[' || r.text.get(r.text.skip_blank(d.to)) != ']' {
        return None;
    }
    let who = (r.index.saturating_sub(5)..=r.index)
        .rev()
        .find_map(|b| party(document.blocks.get(b)?))?;
    let label = format!("{who}提交答复");
    Some(Event {
        span: r.span(d.from, d.to),
        start: Some(d.start),
        end: d.end,
        precision: d.precision,
        kind: EventKind::Submission,
        label,
        body: who.to_owned(),
        place: String::new(),
        symbols: Vec::new(),
        evidence: format!("{who} {}", r.block.text.trim()),
        key: format!("{}:reply:{who}", document.id),
        inferred: None,
        conflict: None,
    })
}

/// A date in the masthead is when the document was issued; under a resolution, when it was adopted.
fn of_the_document(r: &Reading, document: &Document, d: &Dated, group: &Group) -> Event {
    let symbol = document.meta.symbol.clone();
    let meeting = d.end.is_some();
    let closing = r.block.kind == BlockKind::Closing;
    let (kind, label) = match (&symbol, closing, meeting) {
        (_, _, true) => (EventKind::Meeting, labels::meeting_of(document, r.index)),
        (Some(s), true, _) => (
            EventKind::Resolution,
            format!("通过{}", labels::name_of_symbol(s, "大会")),
        ),
        (None, true, _) => (EventKind::Resolution, "通过本决议".to_owned()),
        _ => (EventKind::Report, "本文件印发日期".to_owned()),
    };
    let symbols = if meeting {
        Vec::new()
    } else {
        symbol.into_iter().collect()
    };
    event(
        r,
        d,
        group,
        kind,
        label,
        symbols,
        document.meta.body.as_deref().unwrap_or(""),
    )
}

fn undated(r: &Reading, cite: &Cite) -> Event {
    let sentence = r.sentence(cite.from);
    let start = cite.year.and_then(|y| super::dates::date(y, None, None));
    let kind = if cite.adopted {
        EventKind::Resolution
    } else if cite.symbol.contains("/PRST/") {
        EventKind::Statement
    } else {
        EventKind::Report
    };
    let label = if cite.adopted {
        labels::resolution(r, cite)
    } else {
        labels::document(r, cite)
    };
    // 决议草案(A/C.2/68/L.40)
    let kind = if label.contains("决议草案（") {
        EventKind::Resolution
    } else {
        kind
    };
    Event {
        span: r.span(cite.from, cite.to),
        start,
        end: None,
        precision: if start.is_some() {
            Precision::Year
        } else {
            Precision::Unknown
        },
        kind,
        label,
        body: cite.organ.to_owned(),
        place: String::new(),
        symbols: vec![cite.symbol.clone()],
        evidence: evidence(r, &sentence, cite.from, cite.to),
        key: String::new(),
        inferred: start.map(|s| format!("year {} from the number {}", s.iso(), cite.symbol)),
        conflict: None,
    }
}

fn event(
    r: &Reading,
    d: &Dated,
    group: &Group,
    kind: EventKind,
    label: String,
    symbols: Vec<String>,
    organ: &str,
) -> Event {
    let body = if organ.is_empty() {
        labels::body(r, group).unwrap_or_default()
    } else {
        organ.to_owned()
    };
    Event {
        span: r.span(d.from, d.to),
        start: Some(d.start),
        end: d.end,
        precision: d.precision,
        kind,
        label,
        body,
        place: labels::place(r, group).unwrap_or_default(),
        symbols,
        evidence: evidence(r, &group.sentence, d.from, d.to),
        key: String::new(),
        inferred: d.inferred.clone(),
        conflict: None,
    }
}

/// The words an event was read from: its sentence, or what of it stands around `from..to`.
pub fn evidence(r: &Reading, sentence: &Range<usize>, from: usize, to: usize) -> String {
    const MOST: usize = 90;
    if sentence.len() <= MOST {
        return r.raw(sentence.start, sentence.end).trim().to_owned();
    }
    let room = MOST.saturating_sub(to - from);
    let start = from.saturating_sub(room / 3).max(sentence.start);
    let end = (start + MOST).max(to).min(sentence.end);
    r.raw(start, end).trim().to_owned()
}

/// The start of a date as a `PartialDate` year only.
pub fn year_only(year: i16) -> PartialDate {
    PartialDate {
        year,
        month: None,
        day: None,
    }
}
