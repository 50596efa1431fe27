//! One entry for each real event: mentions with one key whose dates do not contradict each other.
//!
//! In: events of all documents, with their keys. Out: entries, and on each event the dates that contradict
//! it. Must not know documents. The one rule for every timeline: on screen, on the command line, in exports.

use super::model::{Event, EventKind, PartialDate};
use super::sessions;
use jiff::civil::Date;
use std::collections::HashMap;

/// Dates of one key beyond these are not compared: a key with so many is no event.
const MOST_DATES: usize = 40;
/// Before this year an event in UN papers is a misprint (the Telegraph Union is the oldest agency).
const FIRST_YEAR: i16 = 1865;
/// Plans reach so many years beyond the date of a document.
const AHEAD: i16 = 30;
/// The last year of a document without a date of its own.
const LAST_YEAR: i16 = 2100;

/// An event with its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Indexes of the mentions; the first has the date that is shown.
    pub mentions: Vec<u32>,
    /// The most precise date that is printed for it.
    pub start: Option<PartialDate>,
    /// Kind of the mention that is shown.
    pub kind: EventKind,
}

/// Joins mentions into entries, in the order of their first mentions. Mentions of one key differ in how
/// precise they are; the most precise date is shown. A date that contradicts it is an entry of its own.
pub fn entries<'e>(events: impl Iterator<Item = &'e Event>) -> Vec<Entry> {
    let events: Vec<&Event> = events.collect();
    let mut by_key: HashMap<&str, Vec<u32>> = HashMap::with_capacity(events.len());
    let mut out: Vec<Entry> = Vec::new();
    for (i, e) in events.iter().enumerate() {
        if e.key.is_empty() {
            out.push(alone(i as u32, e));
        } else {
            by_key.entry(e.key.as_str()).or_default().push(i as u32);
        }
    }
    for mentions in by_key.into_values() {
        join(&events, mentions, &mut out);
    }
    out.sort_unstable_by_key(|e| e.mentions.iter().copied().min());
    out
}

fn alone(i: u32, e: &Event) -> Entry {
    Entry {
        mentions: vec![i],
        start: e.start,
        kind: e.kind,
    }
}

/// The mentions of one key: each joins the first entry it agrees with, the most precise ones first.
fn join(events: &[&Event], mut mentions: Vec<u32>, out: &mut Vec<Entry>) {
    mentions.sort_by_key(|&i| std::cmp::Reverse(weight(events[i as usize])));
    let first = out.len();
    for i in mentions {
        let e = events[i as usize];
        let fitting = out[first..]
            .iter_mut()
            .take(MOST_DATES)
            .find(|entry| agree(events[entry.mentions[0] as usize], e));
        match fitting {
            Some(entry) => entry.mentions.push(i),
            None => out.push(alone(i, e)),
        }
    }
}

/// How much a date says: printed before inferred, days before months before years, 0 without one.
fn weight(e: &Event) -> u8 {
    e.start.map_or(0, |d| {
        let parts = 1 + u8::from(d.month.is_some()) + u8::from(d.day.is_some());
        2 * parts + u8::from(e.inferred.is_none())
    })
}

/// The dates of two mentions say no other thing: one lies in the other. A whole range of days must be the same
/// one; the days of a meeting may be told one by one.
pub fn agree(a: &Event, b: &Event) -> bool {
    let (Some(x), Some(y)) = (days(a), days(b)) else {
        return true;
    };
    if ranged(a) && ranged(b) {
        return x == y;
    }
    if inferred_session(a) || inferred_session(b) {
        return x.0 <= y.1 && y.0 <= x.1;
    }
    let within = |x: &(Date, Date), y: &(Date, Date)| y.0 <= x.0 && x.1 <= y.1;
    let next = || {
        a.kind == EventKind::Meeting
            && b.kind == EventKind::Meeting
            && (x.1.tomorrow().is_ok_and(|d| d == y.0) || y.1.tomorrow().is_ok_and(|d| d == x.0))
    };
    within(&x, &y) || within(&y, &x) || next()
}

fn ranged(e: &Event) -> bool {
    e.end.is_some_and(|d| d.day.is_some()) && e.start.is_some_and(|d| d.day.is_some())
}

/// First and last day of what a date says. The year of a session reaches over the session.
fn days(e: &Event) -> Option<(Date, Date)> {
    let start = e.start?;
    let from = Date::new(start.year, part(start.month), part(start.day)).ok()?;
    if inferred_session(e) {
        let to = Date::new(start.year + 1, 9, 30).ok()?;
        return Some((Date::new(start.year, 9, 1).ok()?, to));
    }
    let last = e.end.unwrap_or(start);
    let to = match (last.month, last.day) {
        (Some(_), Some(_)) => Date::new(last.year, part(last.month), part(last.day)).ok()?,
        (Some(_), None) => Date::new(last.year, part(last.month), 1)
            .ok()?
            .last_of_month(),
        _ => Date::new(last.year, 12, 31).ok()?,
    };
    Some((from, to.max(from)))
}

/// Only the session's year is known.
fn inferred_session(e: &Event) -> bool {
    let year = e.start.is_some_and(|d| d.month.is_none()) && e.end.is_none();
    year && e.inferred.is_some() && of_session(e).is_some()
}

fn part(n: Option<u8>) -> i8 {
    n.and_then(|n| i8::try_from(n).ok()).unwrap_or(1)
}

/// The General Assembly session of a resolution or decision.
fn of_session(e: &Event) -> Option<u32> {
    e.symbols.iter().find_map(|s| session_in(s))
}

fn session_in(symbol: &str) -> Option<u32> {
    let rest = symbol
        .strip_prefix("A/RES/")
        .or_else(|| symbol.strip_prefix("A/DEC/"))?;
    let (session, _) = rest.split_once('/')?;
    session.parse().ok().filter(|s| (31..=150).contains(s))
}

/// Marks dates that cannot be: outside the bounds of a document of that year, of the session or of the year
/// that the number tells. The text is kept; the mark says between what the date should lie.
pub fn mark_impossible(events: &mut [Event], document: Option<PartialDate>) {
    let last = document.map_or(LAST_YEAR, |d| d.year.saturating_add(AHEAD));
    for e in events.iter_mut().filter(|e| e.conflict.is_none()) {
        let Some(start) = e.start else { continue };
        let latest = e.end.map_or(start.year, |d| d.year.max(start.year));
        if start.year < FIRST_YEAR || latest > last {
            e.conflict = Some(format!("{FIRST_YEAR}~{last}"));
        } else if e.kind == EventKind::Resolution && e.inferred.is_none() {
            e.conflict = e.symbols.iter().find_map(|s| against_number(s, start));
        }
    }
}

/// What the number of a resolution says against its date: 2131(XX), 55/63, 1373(2001).
fn against_number(symbol: &str, date: PartialDate) -> Option<String> {
    let year = i32::from(date.year);
    if let Some(session) = session_in(symbol) {
        let opens = sessions::general_assembly_year(session);
        let fits = sessions::in_general_assembly(session, year, date.month);
        return (!fits).then(|| format!("{opens}-09~{}-09 ({symbol})", opens + 1));
    }
    let told: i32 = symbol
        .strip_prefix("S/RES/")?
        .split(['(', ')'])
        .nth(1)?
        .parse()
        .ok()?;
    (told != year).then(|| format!("{told} ({symbol})"))
}

/// Marks mentions of one event whose dates contradict each other: each gets the dates of the others. What was
/// only inferred contradicts nothing.
pub fn mark_conflicts<'e>(events: impl Iterator<Item = &'e mut Event>) {
    let mut all: Vec<&mut Event> = events.collect();
    let entries = entries(all.iter().map(|e| &**e));
    let mut by_key: HashMap<String, Vec<&Entry>> = HashMap::new();
    for entry in &entries {
        let key = &all[entry.mentions[0] as usize].key;
        if !key.is_empty() && entry.start.is_some() {
            by_key.entry(key.clone()).or_default().push(entry);
        }
    }
    for apart in by_key.into_values().filter(|list| list.len() > 1) {
        for entry in &apart {
            let mut others: Vec<String> = apart
                .iter()
                .filter(|o| o.mentions != entry.mentions)
                .filter(|o| all[o.mentions[0] as usize].inferred.is_none())
                .take(MOST_DATES)
                .map(|o| printed(all[o.mentions[0] as usize]))
                .collect();
            others.sort();
            others.dedup();
            for &i in &entry.mentions {
                let e = &mut all[i as usize];
                if !others.is_empty()
                    && e.start.is_some()
                    && e.inferred.is_none()
                    && e.conflict.is_none()
                {
                    e.conflict = Some(others.join(", "));
                }
            }
        }
    }
}

fn printed(e: &Event) -> String {
    let start = e.start.map(|d| d.iso()).unwrap_or_default();
    match e.end {
        Some(end) => format!("{start}~{}", end.iso()),
        None => start,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::{Precision, Span};

    fn event(key: &str, start: &str, end: &str) -> Event {
        Event {
            span: Span {
                block: 0,
                range: 0..0,
                line: 1,
            },
            start: PartialDate::parse(start),
            end: PartialDate::parse(end),
            precision: Precision::Day,
            kind: EventKind::Meeting,
            label: String::new(),
            body: String::new(),
            place: String::new(),
            symbols: Vec::new(),
            evidence: String::new(),
            key: key.into(),
            inferred: None,
            conflict: None,
        }
    }

    fn mentions(events: &[Event]) -> Vec<Vec<u32>> {
        entries(events.iter())
            .into_iter()
            .map(|e| e.mentions)
            .collect()
    }

    #[test]
    fn the_most_precise_date_is_shown_and_others_stand_apart() {
        let events = [
            event("a", "2000", ""),
            event("a", "2000-12-04", ""),
            event("a", "2002-01-01", ""),
            event("b", "2000", ""),
            event("", "2000", ""),
            event("", "2000", ""),
            event("a", "", ""),
        ];
        let wanted: [&[u32]; 5] = [&[1, 0, 6], &[2], &[3], &[4], &[5]];
        assert_eq!(mentions(&events), wanted);
    }

    #[test]
    fn days_of_a_meeting_lie_in_its_range_or_follow_each_other() {
        let range = event("a", "2011-01-17", "2011-01-21");
        assert!(agree(&range, &event("a", "2011-01-18", "")));
        assert!(agree(&range, &event("a", "2011", "")));
        assert!(!agree(&range, &event("a", "2011-01-17", "2011-01-20")));
        assert!(!agree(&range, &event("a", "2012-01-18", "")));
        let days = [event("a", "2011-01-31", ""), event("a", "2011-02-01", "")];
        assert!(agree(&days[0], &days[1]));
    }

    #[test]
    fn the_year_of_a_session_reaches_to_its_end() {
        let mut session = event("a", "2009", "");
        session.symbols = vec!["A/RES/64/211".into()];
        session.inferred = Some("year".into());
        assert!(agree(&session, &event("a", "2010-03", "")));
        assert!(!agree(&session, &event("a", "2010-11", "")));
        session.inferred = None;
        assert!(!agree(&session, &event("a", "2010-03", "")));
    }

    #[test]
    fn contradictions_are_marked_on_both_sides() {
        let mut events = [
            event("a", "2000-12-04", ""),
            event("a", "2002", ""),
            event("b", "2002", ""),
        ];
        mark_conflicts(events.iter_mut());
        let marks: Vec<Option<&str>> = events.iter().map(|e| e.conflict.as_deref()).collect();
        assert_eq!(marks, [Some("2002"), Some("2000-12-04"), None]);
    }

    #[test]
    fn impossible_dates_are_marked() {
        let mark = |start: &str, symbol: &str| {
            let mut e = event("a", start, "");
            e.kind = EventKind::Resolution;
            e.symbols = vec![symbol.into()];
            let mut events = [e];
            mark_impossible(&mut events, PartialDate::parse("2005-03-01"));
            events[0].conflict.take()
        };
        assert_eq!(mark("1720", "X"), Some("1865~2035".into()));
        assert_eq!(mark("2050", "X"), Some("1865~2035".into()));
        assert_eq!(mark("2030", "X"), None);
        assert_eq!(mark("2000-12-04", "A/RES/55/63"), None);
        assert!(mark("2002-12-04", "A/RES/55/63").is_some());
        assert!(mark("2002", "S/RES/1373(2001)").is_some());
    }
}
