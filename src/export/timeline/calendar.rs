//! A calendar after RFC 5545: a day is a day, a month or a year stands over all its days and says so.

use super::Told;
use crate::facts::PartialDate;
use jiff::ToSpan;
use jiff::civil::Date;

/// Longest line in octets, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// Events with a date; those without are left out, since a calendar has no place for them.
pub(super) fn write(told: &[Told<'_>], made: &str) -> String {
    let mut out = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//wenmai//timeline//EN",
        "CALSCALE:GREGORIAN",
    ] {
        put(&mut out, line);
    }
    for t in told {
        let Some((from, to)) = days(t) else { continue };
        put(&mut out, "BEGIN:VEVENT");
        put(&mut out, &format!("UID:{}@wenmai", id(t)));
        put(&mut out, &format!("DTSTAMP:{made}"));
        put(
            &mut out,
            &format!("DTSTART;VALUE=DATE:{}", from.strftime("%Y%m%d")),
        );
        put(
            &mut out,
            &format!("DTEND;VALUE=DATE:{}", to.strftime("%Y%m%d")),
        );
        put(&mut out, "TRANSP:TRANSPARENT");
        // What is not known to the day says what is known.
        let known = t.event.start.is_some_and(|d| d.day.is_some());
        let lead = if known {
            String::new()
        } else {
            format!("{}: ", t.date())
        };
        put(
            &mut out,
            &format!("SUMMARY:{}", escaped(&format!("{lead}{}", t.label))),
        );
        put(&mut out, &format!("CATEGORIES:{}", escaped(&t.kind)));
        if !t.event.place.is_empty() {
            put(&mut out, &format!("LOCATION:{}", escaped(&t.event.place)));
        }
        let mut words: Vec<String> = Vec::new();
        words.extend(t.event.inferred.as_ref().map(|w| format!("inferred: {w}")));
        words.extend(
            t.event
                .conflict
                .as_ref()
                .map(|w| format!("other dates: {w}")),
        );
        let told = t.sources.iter();
        words.extend(
            told.map(|s| format!("{} {} L{}: {}", s.document, s.place, s.line, s.evidence)),
        );
        put(
            &mut out,
            &format!("DESCRIPTION:{}", escaped(&words.join("\n"))),
        );
        put(&mut out, "END:VEVENT");
    }
    put(&mut out, "END:VCALENDAR");
    out
}

/// The first day and the day after the last.
fn days(t: &Told<'_>) -> Option<(Date, Date)> {
    let part = |n: Option<u8>| n.map_or(1, |n| i8::try_from(n).unwrap_or(1));
    let start = t.event.start?;
    let from = Date::new(start.year, part(start.month), part(start.day)).ok()?;
    let last = t.event.end.unwrap_or(start);
    let last_day = |d: PartialDate| -> Option<Date> {
        match (d.month, d.day) {
            (Some(_), Some(_)) => Date::new(d.year, part(d.month), part(d.day)).ok(),
            (Some(_), None) => Some(Date::new(d.year, part(d.month), 1).ok()?.last_of_month()),
            _ => Date::new(d.year, 12, 31).ok(),
        }
    };
    let to = last_day(last)?.max(from).checked_add(1.day()).ok()?;
    Some((from, to))
}

/// The same event has the same id in every export of the same text.
fn id(t: &Told<'_>) -> String {
    let first = t.sources.first();
    let place = first.map_or(String::new(), |s| format!("{}-L{}", s.file, s.line));
    escaped(&format!("{place}-{}-{}", t.date(), t.label))
}

/// A text value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, folded where it is long, never inside a character.
fn put(out: &mut String, line: &str) {
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}
