//! One event, many mentions: keys that all mentions of one real event share.
//!
//! In: the facts of all documents. Out: the same with `Event::key` set. Must not know texts.
//!
//! Mentions are the same event when they have the same symbol; the same days of a meeting; the same number of
//! an act in the same year; the same name and date; in one document also when one name is contained in the
//! other at the same date, or a year's meeting of a body is the only one of that body in that year.

use super::lexicon::LEXICON;
use super::model::{Event, EventKind, Facts, PartialDate};
use super::timeline::{agree, mark_conflicts};
use std::collections::{BTreeSet, HashMap};

/// More mentions than this at one date in one document are not compared pair by pair.
const CROWD: usize = 80;

/// Gives all mentions of one real event one key, across documents.
pub fn group(all: &mut [Facts]) {
    for facts in all.iter_mut() {
        for e in &mut facts.events {
            if e.key.is_empty() {
                e.key = key(e);
            }
        }
    }
    let known = named_reports(all);
    for facts in all.iter_mut() {
        for e in &mut facts.events {
            if let Some(symbol) = report_name(e).and_then(|n| known.get(&n)) {
                e.key = symbol.clone();
            }
        }
        join_days(&mut facts.events);
        within(&mut facts.events);
    }
    part_meetings(all);
    mark_conflicts(all.iter_mut().flat_map(|f| &mut f.events));
}

/// The key of an event by what it says itself.
fn key(e: &Event) -> String {
    let start = e.start.map(|s| s.iso()).unwrap_or_default();
    if e.kind == EventKind::Meeting && e.end.is_some() {
        return format!("meeting:{start}");
    }
    if let Some(symbol) = e.symbols.first() {
        return symbol.clone();
    }
    if let Some(number) = act_number(&e.label) {
        return format!("act:{}:{number}", &start[..start.len().min(4)]);
    }
    format!("{}:{start}:{}", e.kind.as_str(), letters(&e.label))
}

fn letters(s: &str) -> String {
    s.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| LEXICON.simplified(c))
        .collect()
}

/// 第3854号文件 in a label: number and noun.
fn act_number(label: &str) -> Option<String> {
    let at = label.find('第')?;
    let rest = &label[at + '第'.len_utf8()..];
    let (number, noun) = rest.split_once('号')?;
    let number: String = number.split_whitespace().collect();
    let plain = number
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-');
    let noun: String = noun.chars().take(2).collect();
    (plain && number.len() >= 3 && !noun.is_empty()).then(|| format!("{number}{noun}"))
}

/// A yearly report by its label, the body by its one name: 政府专家组2015年报告.
fn report_name(e: &Event) -> Option<String> {
    if e.kind != EventKind::Report || !e.label.ends_with("年报告") {
        return None;
    }
    let name: Vec<char> = letters(&e.label).chars().collect();
    let Some((n, body)) = LEXICON.bodies.at(&name, 0) else {
        return Some(name.iter().collect());
    };
    Some(letters(body) + &name[n..].iter().collect::<String>())
}

/// Yearly reports with their symbols: from the table of named documents, and where a text gives both.
fn named_reports(all: &[Facts]) -> HashMap<String, String> {
    let mut known: HashMap<String, String> = LEXICON
        .named_documents
        .iter()
        .map(|[name, symbol]| (letters(name), (*symbol).to_owned()))
        .collect();
    for e in all.iter().flat_map(|f| &f.events) {
        if let (Some(name), [symbol]) = (report_name(e), e.symbols.as_slice()) {
            known.entry(name).or_insert_with(|| symbol.clone());
        }
    }
    known
}

/// Joins mentions inside one document whose names or days are contained in one another.
fn within(events: &mut [Event]) {
    join_meetings(events);
    let mut by_date: HashMap<(i16, u8), Vec<usize>> = HashMap::new();
    for (i, e) in events.iter().enumerate() {
        let family = match e.kind {
            EventKind::Report
            | EventKind::Legislation
            | EventKind::Establishment
            | EventKind::Other => 1,
            EventKind::Statement => 2,
            EventKind::Treaty => 3,
            EventKind::Meeting if e.end.is_none() => 4,
            _ => continue,
        };
        if let Some(start) = e.start
            && e.symbols.is_empty()
        {
            by_date.entry((start.year, family)).or_default().push(i);
        }
    }
    for list in by_date
        .into_values()
        .filter(|l| l.len() > 1 && l.len() <= CROWD)
    {
        let names: Vec<BTreeSet<char>> = list.iter().map(|&i| name_letters(&events[i])).collect();
        for a in 1..list.len() {
            for b in 0..a {
                let (x, y) = (&events[list[a]], &events[list[b]]);
                if compatible(x, y) && contained(&names[a], &names[b]) {
                    events[list[a]].key = events[list[b]].key.clone();
                    break;
                }
            }
        }
    }
}

/// 11月16日和17日: days that follow each other in one place are those of one meeting.
fn join_days(events: &mut [Event]) {
    for i in 1..events.len() {
        let (before, after) = events.split_at_mut(i);
        let (Some(a), Some(b)) = (before.last(), after.first_mut()) else {
            continue;
        };
        let meetings = a.kind == EventKind::Meeting && b.kind == EventKind::Meeting;
        let days = a.end.is_none() && b.end.is_none() && a.start != b.start;
        if meetings && days && a.span.block == b.span.block && a.label == b.label && agree(a, b) {
            b.key.clone_from(&a.key);
        }
    }
}

/// Meetings that begin on one day are one only where their names do not differ: in each key those that share
/// no name with the first get a key of their own.
fn part_meetings(all: &mut [Facts]) {
    let mut names: HashMap<String, Vec<BTreeSet<char>>> = HashMap::new();
    let meetings = all.iter_mut().flat_map(|f| &mut f.events);
    for e in meetings.filter(|e| e.key.starts_with("meeting:") && e.end.is_some()) {
        let name = name_letters(e);
        let known = names.entry(e.key.clone()).or_default();
        let at = known.iter().take(CROWD).position(|n| alike(n, &name));
        let at = at.unwrap_or_else(|| {
            known.push(name);
            known.len() - 1
        });
        if at > 0 {
            e.key = format!("{}:{at}", e.key);
        }
    }
}

/// Names that may be of one meeting: one says little, or half of its letters stand in the other.
fn alike(a: &BTreeSet<char>, b: &BTreeSet<char>) -> bool {
    let shorter = a.len().min(b.len());
    shorter < 6 || a.intersection(b).count() * 2 >= shorter
}

/// The letters of an event's name: of the title in 《》 where there is one.
fn name_letters(e: &Event) -> BTreeSet<char> {
    let name = match (e.label.find('《'), e.label.find('》')) {
        (Some(a), Some(b)) if a < b => &e.label[a..b],
        _ => e.label.as_str(),
    };
    name.chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| LEXICON.simplified(c))
        .collect()
}

/// The same date, or one that is the other less precisely.
fn compatible(a: &Event, b: &Event) -> bool {
    let (Some(x), Some(y)) = (a.start, b.start) else {
        return false;
    };
    let months = x.month.is_none() || y.month.is_none() || x.month == y.month;
    let days = x.day.is_none() || y.day.is_none() || x.day == y.day;
    let titled = |e: &Event| e.label.contains('《');
    // A year alone is a weak tie: both must be titles.
    let named = a.label == b.label && a.label.chars().count() >= 6;
    let tie = named
        || (x.month.is_some() && y.month.is_some())
        || (titled(a) && titled(b))
        || a.end.is_some();
    months && days && a.end == b.end && tie
}

/// Nearly all letters of the shorter name stand in the longer one.
fn contained(a: &BTreeSet<char>, b: &BTreeSet<char>) -> bool {
    let common = a.intersection(b).count();
    let shorter = a.len().min(b.len());
    shorter >= 4 && common * 100 >= shorter * 85
}

/// A day inside the days of a meeting of the document; a year that holds only one meeting of the body.
fn join_meetings(events: &mut [Event]) {
    let ranged: Vec<(usize, Option<i16>)> = events
        .iter()
        .enumerate()
        .filter(|(_, e)| e.kind == EventKind::Meeting && e.end.is_some_and(|d| d.day.is_some()))
        .map(|(i, e)| (i, e.start.map(|s| s.year)))
        .collect();
    if ranged.is_empty() || ranged.len() > CROWD {
        return;
    }
    for i in 0..events.len() {
        let e = &events[i];
        let (EventKind::Meeting, Some(start), None) = (e.kind, e.start, e.end) else {
            continue;
        };
        let name = name_letters(e);
        let same = |m: &Event| same_body(m, e) || contained(&name_letters(m), &name);
        let of_year: BTreeSet<&str> = ranged
            .iter()
            .filter(|(j, y)| *y == Some(start.year) && same(&events[*j]))
            .map(|(j, _)| events[*j].key.as_str())
            .collect();
        let inside = ranged.iter().find(|(j, _)| {
            let m = &events[*j];
            start.day.is_some() && m.start <= e.start && e.start <= m.end && short(m)
        });
        let found = match (inside, start.month, of_year.len()) {
            (Some((j, _)), _, _) => Some(events[*j].key.clone()),
            (None, None, 1) => of_year.first().map(|k| (*k).to_owned()),
            _ => None,
        };
        if let Some(key) = found {
            events[i].key = key;
        }
    }
}

/// A meeting of days or weeks, no session of a year.
fn short(m: &Event) -> bool {
    let months = |d: Option<PartialDate>| {
        d.map_or(0, |d| {
            i32::from(d.year) * 12 + i32::from(d.month.unwrap_or(1))
        })
    };
    months(m.end) - months(m.start) <= 2
}

/// The bodies are the same as far as both are known: one name ends the other.
fn same_body(a: &Event, b: &Event) -> bool {
    let (x, y) = (a.body.as_str(), b.body.as_str());
    !x.is_empty() && !y.is_empty() && (x.ends_with(y) || y.ends_with(x))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::facts::{Precision, Span};

    fn event(
        kind: EventKind,
        start: &str,
        end: &str,
        label: &str,
        body: &str,
        symbol: &str,
    ) -> Event {
        Event {
            span: Span {
                block: 0,
                range: 0..0,
                line: 1,
            },
            start: PartialDate::parse(start),
            end: PartialDate::parse(end),
            precision: Precision::Day,
            kind,
            label: label.into(),
            body: body.into(),
            place: String::new(),
            symbols: if symbol.is_empty() {
                vec![]
            } else {
                vec![symbol.into()]
            },
            evidence: String::new(),
            key: String::new(),
            inferred: None,
            conflict: None,
        }
    }

    fn same(a: Event, b: Event) -> bool {
        let mut all = [Facts::default()];
        all[0].events = vec![a, b];
        group(&mut all);
        all[0].events[0].key == all[0].events[1].key
    }

    #[test]
    fn by_symbol_days_and_number() {
        use EventKind::*;
        assert!(same(
            event(Resolution, "2000-12-04", "", "x", "", "A/RES/55/63"),
            event(Resolution, "2000", "", "y", "", "A/RES/55/63")
        ));
        assert!(same(
            event(Meeting, "2011-01-17", "2011-01-21", "x", "专家组", ""),
            event(Meeting, "2011", "", "y", "某专家组", "")
        ));
        assert!(same(
            event(Report, "2016", "", "委员会2016年第3854号文件", "", ""),
            event(Report, "2016", "", "发布第3854号文件", "", "")
        ));
        assert!(!same(
            event(Report, "2016", "", "委员会2016年第3854号文件", "", ""),
            event(Report, "2016", "", "委员会2016年第3711号文件", "", "")
        ));
    }

    #[test]
    fn by_name() {
        use EventKind::*;
        assert!(same(
            event(Report, "2015", "", "某小组2015年报告", "", "A/70/1"),
            event(Report, "2015", "", "某小组2015年报告", "", "")
        ));
        assert!(same(
            event(
                Statement,
                "2018-11-12",
                "",
                "发起《海洋渔业信任与安全呼吁》",
                "",
                ""
            ),
            event(
                Statement,
                "2018-11-12",
                "",
                "提交《渔业信任与安全呼吁》",
                "",
                ""
            )
        ));
        assert!(!same(
            event(Statement, "2018", "", "发表《甲乙丙丁宣言》", "", ""),
            event(Statement, "2018", "", "发表《戊己庚辛宣言》", "", "")
        ));
    }
}
