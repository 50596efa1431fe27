//! `wenmai tree`: documents and their headings, indented by level.

use super::Status;
use super::output::Output;
use serde_json::json;
use wenmai::document::{Document, OutlineKind};
use wenmai::i18n::Value;
use wenmai::library::Library;

/// Prints the tree; `limit` counts its lines.
pub fn run(library: &Library, out: &mut Output, as_json: bool, limit: Option<usize>) -> Status {
    let limit = limit.unwrap_or(usize::MAX);
    if as_json {
        out.line(&json!({ "documents": as_rows(library, limit) }).to_string());
        return Status::Done;
    }
    out.say(
        "cli-documents",
        &[("n", Value::from(library.documents.len()))],
    );
    let lines: Vec<String> = library.documents.iter().flat_map(|d| lines_of(d)).collect();
    lines.iter().take(limit).for_each(|line| out.line(line));
    if lines.len() > limit {
        out.say("cli-more", &[("n", Value::from(lines.len() - limit))]);
    }
    Status::Done
}

fn lines_of(d: &Document) -> Vec<String> {
    let symbol = d.meta.symbol.as_deref().unwrap_or(&d.id);
    let mut lines = vec![format!("{symbol} {}", d.meta.title)];
    for entry in d.outline.iter().filter(|e| e.kind == OutlineKind::Heading) {
        let indent = "  ".repeat(usize::from(entry.level.max(1)));
        lines.push(format!("{indent}{}", d.blocks[entry.block].text));
    }
    lines
}

fn as_rows(library: &Library, limit: usize) -> Vec<serde_json::Value> {
    let mut left = limit;
    let mut rows = Vec::new();
    for d in &library.documents {
        if left == 0 {
            break;
        }
        left -= 1;
        let headings = d
            .outline
            .iter()
            .filter(|e| e.kind == OutlineKind::Heading)
            .take(left);
        let outline: Vec<_> = headings
            .map(|e| json!({ "line": e.line, "level": e.level, "number": d.number_of(e), "title": d.title_of(e) }))
            .collect();
        left -= outline.len();
        rows.push(json!({
            "id": d.id,
            "source": d.raw.name,
            "symbol": d.meta.symbol,
            "title": d.meta.title,
            "date": d.meta.date,
            "body": d.meta.body,
            "session": d.meta.session,
            "agenda_item": d.meta.agenda_item,
            "agenda_title": d.meta.agenda_title,
            "type": d.meta.paper.map(|p| p.as_str()),
            "original": d.meta.original,
            "language": d.meta.language,
            "inferred": d.meta.inferred,
            "outline": outline,
        }));
    }
    rows
}
