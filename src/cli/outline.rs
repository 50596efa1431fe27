//! `wenmai outline REF`: headings and numbered paragraphs of a document. `wenmai refs REF`: what a document, a section
//! or a paragraph cites.

use super::Status;
use super::output::Output;
use super::show::{place_of, place_or_told};
use serde_json::json;
use wenmai::document::OutlineEntry;
use wenmai::export::citation_row;
use wenmai::i18n::Value;
use wenmai::library::Library;

/// Prints the outline of what the reference names.
pub fn outline(library: &Library, out: &mut Output, reference: &str, as_json: bool) -> Status {
    let Some(place) = place_or_told(library, out, reference) else {
        return Status::Nothing;
    };
    let d = &library.documents[place.document];
    let entries: Vec<&OutlineEntry> = d
        .outline
        .iter()
        .filter(|e| place.blocks.contains(&e.block))
        .collect();
    if as_json {
        let row = |e: &&OutlineEntry| json!({ "line": e.line, "level": e.level, "number": d.number_of(e), "title": d.title_of(e) });
        let rows: Vec<_> = entries.iter().map(row).collect();
        out.line(&json!({ "id": d.id, "symbol": d.meta.symbol, "outline": rows }).to_string());
    } else {
        for e in &entries {
            let indent = "  ".repeat(usize::from(e.level.max(1)) - 1);
            out.line(&format!("{indent}{}", d.title_of(e)));
        }
    }
    if entries.is_empty() {
        Status::Nothing
    } else {
        Status::Done
    }
}

/// Prints the citations in what the reference names.
pub fn refs(library: &Library, out: &mut Output, reference: &str, as_json: bool) -> Status {
    let Some(place) = place_or_told(library, out, reference) else {
        return Status::Nothing;
    };
    let d = &library.documents[place.document];
    let facts = library.facts.get(place.document).and_then(|f| f.as_ref());
    let all = facts.map_or(&[][..], |f| &f.citations);
    let cites: Vec<_> = all
        .iter()
        .filter(|c| place.blocks.contains(&c.span.block))
        .collect();
    if as_json {
        let rows: Vec<_> = cites.iter().map(|c| citation_row(library, d, c)).collect();
        let whole =
            json!({ "id": d.id, "symbol": d.meta.symbol, "total": rows.len(), "citations": rows });
        out.line(&whole.to_string());
    } else {
        for c in &cites {
            let source = [
                ("source", Value::from(d.raw.name.as_str())),
                ("lines", Value::from(c.span.line.to_string())),
            ];
            let source = out.language.with("cli-lines", &source);
            let place = place_of(d, c.span.block);
            out.line(&format!("{}  {}  {place} ({source})", c.symbol, c.raw));
        }
    }
    if cites.is_empty() {
        out.message(&out.language.say("cli-no-refs"));
        Status::Nothing
    } else {
        Status::Done
    }
}
