//! `wenmai timeline [YEAR|FROM..TO]`: events by date, each once with the mention that dates it best.

use super::Status;
use super::output::Output;
use super::show::place_of;
use serde_json::json;
use wenmai::export::{self, TimelineFormat, event_row};
use wenmai::facts::{self, Event, EventKind};
use wenmai::i18n::Value;
use wenmai::library::{Library, Mention};

/// Which events are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    years: Option<(i16, i16)>,
    kind: Option<EventKind>,
}

impl Wanted {
    /// Reads `2013`, `2011..2014`, and a kind's name; what is wrong as message id and words.
    pub fn parse(when: Option<&str>, kind: Option<&str>) -> Result<Self, (&'static str, String)> {
        let year = |text: &str| {
            text.trim()
                .parse::<i16>()
                .ok()
                .filter(|y| (1..=9999).contains(y))
        };
        let years = when.map(|when| {
            let (from, to) = when.split_once("..").unwrap_or((when, when));
            year(from)
                .zip(year(to))
                .filter(|(a, b)| a <= b)
                .ok_or(("cli-bad-when", when.to_owned()))
        });
        let kind = kind.map(|name| {
            let found = EventKind::ALL.into_iter().find(|k| k.as_str() == name);
            found.ok_or(("cli-bad-kind", name.to_owned()))
        });
        Ok(Wanted {
            years: years.transpose()?,
            kind: kind.transpose()?,
        })
    }

    /// Dates of books and the press are shown only when asked for.
    fn fits(&self, event: &Event) -> bool {
        let kind = match self.kind {
            Some(kind) => event.kind == kind,
            None => event.kind != EventKind::Citation,
        };
        let years = self.years.is_none_or(|(from, to)| {
            event
                .start
                .is_some_and(|s| s.year <= to && event.end.unwrap_or(s).year >= from)
        });
        kind && years
    }
}

/// What events can be printed as: lines, JSON, and the formats of `export::TimelineFormat`.
pub const FORMS: [&str; 7] = ["text", "json", "csv", "ics", "md", "svg", "html"];

/// Prints events by date; `limit` counts events.
pub fn run(
    library: &Library,
    out: &mut Output,
    wanted: &Wanted,
    form: Option<&str>,
    limit: Option<usize>,
) -> Status {
    let limit = limit.unwrap_or(usize::MAX);
    let format = TimelineFormat::ALL.iter().find(|(n, _)| Some(*n) == form);
    let mentions: Vec<&Mention> = library
        .timeline
        .iter()
        .filter(|m| wanted.fits(&m.event))
        .collect();
    if let Some((_, format)) = format {
        let made = jiff::Timestamp::now()
            .strftime("%Y%m%dT%H%M%SZ")
            .to_string();
        let fits = |event: &Event| wanted.fits(event);
        out.file(&export::timeline(
            library,
            out.language,
            *format,
            &made,
            limit,
            fits,
        ));
    } else if form == Some("json") {
        let row = |m: &&Mention| event_row(&library.documents[m.at.document], &m.event);
        let rows: Vec<_> = mentions.iter().take(limit).map(row).collect();
        out.line(&json!({ "total": mentions.len(), "events": rows }).to_string());
    } else {
        print(library, out, wanted, limit);
    }
    if mentions.is_empty() {
        Status::Nothing
    } else {
        Status::Done
    }
}

fn print(library: &Library, out: &mut Output, wanted: &Wanted, limit: usize) {
    let all = facts::entries(library.timeline.iter().map(|m| &*m.event));
    let mut events: Vec<(&Mention, usize)> = all
        .iter()
        .filter_map(|e| Some((library.mention_of(e)?, e.mentions.len())))
        .filter(|(m, _)| wanted.fits(&m.event))
        .collect();
    events.sort_by_key(|(m, _)| (m.event.start.is_none(), m.event.start));
    if events.is_empty() {
        return out.say("cli-no-events", &[]);
    }
    out.say("cli-events", &[("n", Value::from(events.len()))]);
    for (mention, mentions) in events.iter().take(limit) {
        let text = line_of(library, out, mention, *mentions);
        out.line(&text);
    }
    if events.len() > limit {
        out.say("cli-more", &[("n", Value::from(events.len() - limit))]);
    }
}

fn line_of(library: &Library, out: &Output, mention: &Mention, mentions: usize) -> String {
    let event = &mention.event;
    let date = match (event.start, event.end) {
        (Some(start), Some(end)) => format!("{}~{}", start.iso(), end.iso()),
        (Some(start), None) => start.iso(),
        _ => out.language.say("cli-undated"),
    };
    let kind = out.language.say(&format!("event-{}", event.kind.as_str()));
    let d = &library.documents[mention.at.document];
    let place = place_of(d, mention.at.block);
    let source = [
        ("source", Value::from(d.raw.name.as_str())),
        ("lines", Value::from(event.span.line.to_string())),
    ];
    let source = out.language.with("cli-lines", &source);
    let mut line = format!("{date} {kind} {} — {place} ({source})", event.label);
    if let Some(what) = &event.inferred {
        line.push_str(&format!(" [{}: {what}]", out.language.say("cli-inferred")));
    }
    if let Some(dates) = &event.conflict {
        line.push_str(&format!(" [{} {dates}]", out.language.say("cli-conflict")));
    }
    if mentions > 1 {
        line.push_str(
            &out.language
                .with("cli-mentions", &[("n", Value::from(mentions))]),
        );
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_years_and_kinds_are_read() {
        let wanted = Wanted {
            years: Some((2011, 2014)),
            kind: Some(EventKind::Meeting),
        };
        assert_eq!(
            Wanted::parse(Some("2011..2014"), Some("meeting")),
            Ok(wanted)
        );
        assert_eq!(
            Wanted::parse(Some("2013"), None).map(|w| w.years),
            Ok(Some((2013, 2013)))
        );
        for wrong in ["", "x", "2014..2011", "2013-05"] {
            assert_eq!(
                Wanted::parse(Some(wrong), None),
                Err(("cli-bad-when", wrong.to_owned()))
            );
        }
        assert_eq!(
            Wanted::parse(None, Some("party")),
            Err(("cli-bad-kind", "party".to_owned()))
        );
    }
}
