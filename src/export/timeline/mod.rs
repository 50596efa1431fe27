//! The timeline for use elsewhere: a calendar, a table, a text, a picture, a web page.
//!
//! In: the library, which events. Out: one text in a format. Every event carries the words and the raw line
//! it was read from; what was inferred says so. Must not know about the app.

mod calendar;
mod page;
mod picture;
mod table;

pub use table::csv_field;
pub(super) use table::marked_down;

use crate::facts::{Entry, Event, EventKind, PartialDate};
use crate::i18n::{Language, Value};
use crate::library::{Library, place_of};
use crate::text::sanitize;

/// What the timeline is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with commas (RFC 4180), one row a mention.
    Csv,
    /// A calendar (RFC 5545).
    Ics,
    /// Markdown, a heading for each year.
    Markdown,
    /// A picture.
    Svg,
    /// One web page that needs nothing else: the picture, then every event with its evidence.
    Html,
    /// One JSON object: events, each with all its mentions.
    Json,
}

impl Format {
    /// All formats with their names on the command line.
    pub const ALL: [(&'static str, Format); 6] = [
        ("csv", Format::Csv),
        ("ics", Format::Ics),
        ("md", Format::Markdown),
        ("svg", Format::Svg),
        ("html", Format::Html),
        ("json", Format::Json),
    ];
}

/// Where an event is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    /// Name of the file.
    file: String,
    /// Symbol or name of the document.
    document: String,
    /// Place in it (¶12).
    place: String,
    /// Raw line, 1-based.
    line: u32,
    /// The words it was read from.
    evidence: String,
}

/// An event as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told<'a> {
    event: &'a Event,
    /// Its kind in the person's language.
    kind: String,
    /// Its label, or the words it was read from where it has none.
    label: String,
    sources: Vec<Source>,
}

impl Told<'_> {
    /// `2013-02-25~2013-02-28`; "" without a date.
    fn date(&self) -> String {
        let iso = |d: Option<PartialDate>| d.map(|d| d.iso()).unwrap_or_default();
        match self.event.end {
            Some(_) => format!("{}~{}", iso(self.event.start), iso(self.event.end)),
            None => iso(self.event.start),
        }
    }

    fn year(&self) -> Option<i16> {
        self.event.start.map(|d| d.year)
    }
}

/// Entries of the timeline as text in a format. `made` is the time of writing (UTC, RFC 5545 form:
/// 20261123T092751Z), which calendars ask for.
pub fn timeline_of(
    library: &Library,
    language: Language,
    format: Format,
    made: &str,
    entries: &[&Entry],
) -> String {
    let told = told(library, language, entries);
    match format {
        Format::Csv => table::csv(&told),
        Format::Ics => calendar::write(&told, made),
        Format::Markdown => table::markdown(&told, language),
        Format::Svg => picture::write(&told, language),
        Format::Html => page::write(&told, language),
        Format::Json => table::json(&told),
    }
}

/// Events by date, undated last.
fn told<'a>(library: &'a Library, language: Language, entries: &[&Entry]) -> Vec<Told<'a>> {
    let mut all = Vec::new();
    for entry in entries {
        let Some(shown) = library.mention_of(entry) else {
            continue;
        };
        let event = &*shown.event;
        let mentions = entry.mentions.iter();
        let mut sources: Vec<Source> = Vec::new();
        for source in mentions.filter_map(|&i| source(library, i as usize)) {
            // Two dates in one sentence are one place.
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let label = if event.label.is_empty() {
            &event.evidence
        } else {
            &event.label
        };
        all.push(Told {
            event,
            kind: language.say(&format!("event-{}", event.kind.as_str())),
            label: sanitize(label).into_owned(),
            sources,
        });
    }
    all.sort_by_key(|t| (t.event.start.is_none(), t.event.start));
    all
}

fn source(library: &Library, mention: usize) -> Option<Source> {
    let mention = library.timeline.get(mention)?;
    let document = library.documents.get(mention.at.document)?;
    let name = document.meta.symbol.as_deref();
    let clean = |text: &str| sanitize(text).into_owned();
    Some(Source {
        file: clean(&document.raw.name),
        document: clean(name.unwrap_or(&document.meta.title)),
        place: place_of(document, mention.at.block),
        line: mention.event.span.line,
        evidence: clean(&mention.event.evidence),
    })
}

/// Stretches of events of one year; None: without a date.
fn by_year<'t, 'a>(told: &'t [Told<'a>]) -> impl Iterator<Item = (Option<i16>, &'t [Told<'a>])> {
    told.chunk_by(|a, b| a.year() == b.year())
        .map(|events| (events[0].year(), events))
}

/// The heading of a year.
fn year_words(language: Language, year: Option<i16>, n: usize) -> String {
    match year {
        Some(year) => {
            let year = year.to_string();
            language.with(
                "export-year",
                &[("year", Value::from(year)), ("n", Value::from(n))],
            )
        }
        None => language.with("export-undated", &[("n", Value::from(n))]),
    }
}

/// How many events, from when to when.
fn summary(told: &[Told<'_>], language: Language) -> String {
    let years = || told.iter().filter_map(Told::year);
    let year = |y: Option<i16>| y.map(|y| y.to_string()).unwrap_or_default();
    let mut files: Vec<&str> = told
        .iter()
        .flat_map(|t| &t.sources)
        .map(|s| s.file.as_str())
        .collect();
    files.sort_unstable();
    files.dedup();
    language.with(
        "export-summary",
        &[
            ("n", Value::from(told.len())),
            ("documents", Value::from(files.len())),
            ("from", Value::from(year(years().next()))),
            ("to", Value::from(year(years().next_back()))),
        ],
    )
}

/// Text for XML and HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Kinds that occur, in the order of lanes.
fn kinds(told: &[Told<'_>]) -> Vec<EventKind> {
    let mut kinds: Vec<EventKind> = EventKind::ALL.to_vec();
    kinds.retain(|kind| told.iter().any(|t| t.event.kind == *kind));
    kinds
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
