//! Rows with commas, and Markdown.

use super::{Told, by_year, summary, year_words};
use crate::i18n::Language;
use serde_json::json;

const COLUMNS: [&str; 16] = [
    "event",
    "start",
    "end",
    "precision",
    "kind",
    "label",
    "body",
    "place",
    "symbols",
    "source",
    "document",
    "at",
    "line",
    "evidence",
    "inferred",
    "conflict",
];

/// One row a mention; the columns of an event are the same in each of its rows.
pub(super) fn csv(told: &[Told<'_>]) -> String {
    let mut out = format!("{}\r\n", COLUMNS.join(","));
    for (n, t) in told.iter().enumerate() {
        let e = t.event;
        let iso = |d: Option<crate::facts::PartialDate>| d.map(|d| d.iso()).unwrap_or_default();
        for s in &t.sources {
            let fields = [
                (n + 1).to_string(),
                iso(e.start),
                iso(e.end),
                e.precision.as_str().to_owned(),
                e.kind.as_str().to_owned(),
                t.label.clone(),
                e.body.clone(),
                e.place.clone(),
                e.symbols.join("; "),
                s.file.clone(),
                s.document.clone(),
                s.place.clone(),
                s.line.to_string(),
                s.evidence.clone(),
                e.inferred.clone().unwrap_or_default(),
                e.conflict.clone().unwrap_or_default(),
            ];
            let fields: Vec<String> = fields.iter().map(|f| csv_field(f)).collect();
            out.push_str(&fields.join(","));
            out.push_str("\r\n");
        }
    }
    out
}

/// All events with all their mentions.
pub(super) fn json(told: &[Told<'_>]) -> String {
    let iso = |d: Option<crate::facts::PartialDate>| d.map(|d| d.iso()).unwrap_or_default();
    let mention = |s: &super::Source| {
        json!({
            "source": s.file,
            "document": s.document,
            "at": s.place,
            "line": s.line,
            "evidence": s.evidence,
        })
    };
    let event = |t: &Told<'_>| {
        json!({
            "start": iso(t.event.start),
            "end": iso(t.event.end),
            "precision": t.event.precision.as_str(),
            "kind": t.event.kind.as_str(),
            "label": t.label,
            "body": t.event.body,
            "place": t.event.place,
            "symbols": t.event.symbols,
            "inferred": t.event.inferred,
            "conflict": t.event.conflict,
            "mentions": t.sources.iter().map(mention).collect::<Vec<_>>(),
        })
    };
    let events: Vec<_> = told.iter().map(event).collect();
    format!("{}\n", json!({ "total": events.len(), "events": events }))
}

/// A field of a CSV row, in quotes where it has to be (RFC 4180, 2.5 to 2.7).
pub fn csv_field(text: &str) -> String {
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// A heading for each year, an entry for each event, its places below it.
pub(super) fn markdown(told: &[Told<'_>], language: Language) -> String {
    let title = language.say("export-title");
    let mut out = format!("# {title}\n\n{}\n", summary(told, language));
    for (year, events) in by_year(told) {
        out.push_str(&format!(
            "\n## {}\n\n",
            year_words(language, year, events.len())
        ));
        for t in events {
            let date = t.date();
            let label = marked_down(&t.label);
            out.push_str(
                format!("- {date} {} **{label}**", t.kind)
                    .replace("-  ", "- ")
                    .as_str(),
            );
            for (id, what) in [
                ("cli-inferred", &t.event.inferred),
                ("cli-conflict", &t.event.conflict),
            ] {
                if let Some(what) = what {
                    let what = marked_down(what);
                    out.push_str(&format!(" （{}：{what}）", language.say(id)));
                }
            }
            out.push('\n');
            for s in &t.sources {
                let (document, words) = (marked_down(&s.document), marked_down(&s.evidence));
                out.push_str(&format!(
                    "  - {document} {}, L{}: {words}\n",
                    s.place, s.line
                ));
            }
        }
    }
    out
}

/// Text in which nothing is Markdown.
pub(in crate::export) fn marked_down(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~'
        ) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
