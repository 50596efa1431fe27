//! `wenmai timeline [YEAR|FROM..TO]`: events by date, each once with the mention that dates it best.

use super::Status;
use super::output::Output;
use super::show::place_of;
use serde_json::json;
use wenmai::export::{self, TimelineFormat, event_row};
use wenmai::facts::{Entry, EventKind, Meaning, NAMES};
use wenmai::i18n::Value;
use wenmai::index::DateRange;
use wenmai::library::{Dates, EventFilter, Library, Mention, resolve};

/// Which events are asked for, as typed.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Asked {
    /// A year, or from..to.
    pub when: Option<String>,
    #[arg(long)]
    pub kind: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub body: Option<String>,
    #[arg(long = "by", value_name = "ACTOR")]
    pub by: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    #[arg(long, value_name = "REFERENCE")]
    pub document: Option<String>,
    #[arg(long, value_name = "SYMBOL")]
    pub symbol: Option<String>,
    #[arg(long, value_name = "QUERY")]
    pub text: Option<String>,
    #[arg(long)]
    pub precise: bool,
    #[arg(long, value_name = "WHOSE", value_parser = ["both", "own", "mentioned"])]
    pub dates: Option<String>,
}

impl Asked {
    /// The filter; what is wrong as message id and words.
    pub fn filter(&self, library: &Library) -> Result<EventFilter, (&'static str, String)> {
        let mut filter = EventFilter {
            body: self.body.clone().unwrap_or_default(),
            place: self.place.clone().unwrap_or_default(),
            symbol: self.symbol.clone().unwrap_or_default(),
            text: self.text.clone().unwrap_or_default(),
            precise: self.precise,
            ..self.checked()?
        };
        if let Some(name) = &self.by {
            filter.actor = match NAMES.exact(name.trim()) {
                Some(Meaning::Actor(actor)) => Some(actor),
                _ => return Err(("cli-bad-actor", name.clone())),
            };
        }
        if let Some(name) = &self.document {
            let place = resolve(library, name).map_err(|_| ("cli-bad-document", name.clone()))?;
            filter.document = Some(place.document);
        }
        Ok(filter)
    }

    /// What can be read without a library.
    pub fn checked(&self) -> Result<EventFilter, (&'static str, String)> {
        let mut filter = EventFilter::default();
        if let Some(when) = &self.when {
            let range = DateRange::parse(when).ok_or(("cli-bad-when", when.clone()))?;
            filter.period = Some(range);
        }
        if let Some(name) = &self.kind {
            let kind = EventKind::ALL.into_iter().find(|k| k.as_str() == name);
            filter.kinds = EventFilter::bit(kind.ok_or(("cli-bad-kind", name.clone()))?);
        }
        if let Some(whose) = &self.dates {
            let dates = Dates::ALL.into_iter().find(|d| d.as_str() == whose);
            filter.dates = dates.unwrap_or_default();
        }
        Ok(filter)
    }
}

/// What events can be printed as: lines, JSON, and the formats of `export::TimelineFormat`.
pub const FORMS: [&str; 7] = ["text", "json", "csv", "ics", "md", "svg", "html"];

/// Prints events by date; `limit` counts events.
pub fn run(
    library: &Library,
    out: &mut Output,
    asked: &Asked,
    form: Option<&str>,
    limit: Option<usize>,
) -> Status {
    let filter = match asked.filter(library) {
        Ok(filter) => filter,
        Err((id, what)) => return out.usage(id, &what),
    };
    let limit = limit.unwrap_or(usize::MAX);
    let format = TimelineFormat::ALL.iter().find(|(n, _)| Some(*n) == form);
    let entries = library.events(&filter);
    if form == Some("json") {
        json_rows(library, out, &filter, &entries, limit);
    } else if let Some((_, format)) = format {
        let made = wenmai::store::now().stamp();
        let shown = &entries[..limit.min(entries.len())];
        out.file(&export::timeline_of(
            library,
            out.language,
            *format,
            &made,
            shown,
        ));
    } else {
        print(library, out, &entries, limit);
    }
    if entries.is_empty() {
        Status::Nothing
    } else {
        Status::Done
    }
}

/// One row a mention, in the order of the timeline.
fn json_rows(
    library: &Library,
    out: &mut Output,
    filter: &EventFilter,
    entries: &[&Entry],
    limit: usize,
) {
    // A mention without a date is not told where a time is asked for.
    let in_time = |i: &u32| {
        let event = library.timeline.get(*i as usize).map(|m| &m.event);
        filter.period.is_none_or(|period| {
            event.is_some_and(|e| e.start.is_some_and(|d| period.holds(&d, e.end.as_ref())))
        })
    };
    let mentions = entries.iter().flat_map(|e| e.mentions.iter().copied());
    let mut mentions: Vec<u32> = mentions.filter(in_time).collect();
    mentions.sort_unstable();
    let row = |&i: &u32| {
        let m = library.timeline.get(i as usize)?;
        Some(event_row(&library.documents[m.at.document], &m.event))
    };
    let rows: Vec<_> = mentions.iter().take(limit).filter_map(row).collect();
    out.line(&json!({ "total": mentions.len(), "events": rows }).to_string());
}

fn print(library: &Library, out: &mut Output, entries: &[&Entry], limit: usize) {
    let events = entries.iter();
    let events: Vec<(&Mention, usize)> = events
        .filter_map(|e| Some((library.mention_of(e)?, e.mentions.len())))
        .collect();
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

    fn asked(when: Option<&str>, kind: Option<&str>) -> Asked {
        Asked {
            when: when.map(str::to_owned),
            kind: kind.map(str::to_owned),
            ..Asked::default()
        }
    }

    #[test]
    fn spans_of_years_and_kinds_are_read() {
        let filter = asked(Some("2011..2014"), Some("meeting")).checked();
        let wanted = EventFilter {
            period: DateRange::parse("2011..2014"),
            kinds: EventFilter::bit(EventKind::Meeting),
            ..EventFilter::default()
        };
        assert_eq!(filter, Ok(wanted));
        let month = asked(Some("2013-05"), None).checked();
        assert_eq!(month.map(|f| f.period), Ok(DateRange::parse("2013-05")));
        for wrong in ["", "x", "2014..2011"] {
            let bad = asked(Some(wrong), None).checked();
            assert_eq!(bad, Err(("cli-bad-when", wrong.to_owned())));
        }
        let bad = asked(None, Some("party")).checked();
        assert_eq!(bad, Err(("cli-bad-kind", "party".to_owned())));
    }
}
