//! `wenmai show REF`: a document, a paragraph, a note or a section, one block a line.

use super::Status;
use super::output::Output;
use serde_json::json;
use wenmai::document::{Block, BlockKind, Document};
use wenmai::i18n::Value;
use wenmai::library::{self, Library, Place, ReferenceError, resolve};

/// Prints what the reference names.
pub fn run(
    library: &Library,
    out: &mut Output,
    reference: &str,
    as_json: bool,
    raw: bool,
) -> Status {
    let Some(place) = place_or_told(library, out, reference) else {
        return Status::Nothing;
    };
    let d = &library.documents[place.document];
    let blocks = &d.blocks[place.blocks.clone()];
    if as_json {
        let rows: Vec<_> = blocks
            .iter()
            .map(|b| json!({ "kind": b.kind, "number": b.number, "level": b.level, "lines": b.lines, "text": b.text }))
            .collect();
        let head = json!({
            "source": d.raw.name, "id": d.id, "symbol": d.meta.symbol, "title": d.meta.title,
            "date": d.meta.date, "blocks": rows,
        });
        out.line(&head.to_string());
    } else if raw {
        blocks.iter().for_each(|b| raw_lines(out, d, b));
    } else {
        for (i, block) in blocks.iter().enumerate() {
            let text = words_of(out, d, place.blocks.start + i, block);
            out.line(&text);
        }
    }
    Status::Done
}

/// The place that a reference names; where there is none, says why.
pub(super) fn place_or_told(library: &Library, out: &mut Output, reference: &str) -> Option<Place> {
    resolve(library, reference)
        .inspect_err(|error| not_there(out, error))
        .ok()
}

pub(super) fn not_there(out: &mut Output, error: &ReferenceError) {
    let text = match error {
        ReferenceError::NoDocument(what) => out
            .language
            .with("cli-no-document", &[("what", Value::from(what.as_str()))]),
        ReferenceError::Several(ids) => out
            .language
            .with("cli-several", &[("what", Value::from(ids.join(", ")))]),
        ReferenceError::NoPart(id, what) => {
            let arguments = [
                ("id", Value::from(id.as_str())),
                ("what", Value::from(what.as_str())),
            ];
            out.language.with("cli-no-part", &arguments)
        }
    };
    out.message(&text);
}

fn raw_lines(out: &mut Output, d: &Document, block: &Block) {
    for range in &block.lines {
        for number in range.first..=range.last {
            out.line(&format!("{number}: {}", d.raw.line(number).unwrap_or("")));
        }
    }
}

/// A block as a line that reads well aloud: headings and notes say what they are.
fn words_of(out: &Output, d: &Document, at: usize, block: &Block) -> String {
    let text = block.with_marks();
    match block.kind {
        BlockKind::Heading => {
            let arguments = [
                ("level", Value::from(block.level)),
                ("text", Value::from(text)),
            ];
            out.language.with("cli-heading", &arguments)
        }
        BlockKind::Footnote => {
            let marker = d
                .notes
                .iter()
                .find(|n| n.block == at)
                .map_or("", |n| n.marker.as_str());
            let arguments = [("marker", Value::from(marker)), ("text", Value::from(text))];
            out.language.with("cli-note", &arguments)
        }
        BlockKind::TableRow => {
            let cells = block
                .cells
                .iter()
                .filter_map(|c| block.text.get(c.start as usize..c.end as usize));
            let cells: Vec<&str> = cells.filter(|c| !c.trim().is_empty()).collect();
            cells.join(" | ")
        }
        _ => text,
    }
}

/// Where a block stands: symbol or id, the innermost heading, the paragraph's number or raw line.
pub fn place_of(d: &Document, block: usize) -> String {
    let mut place = d.meta.symbol.clone().unwrap_or_else(|| d.id.clone());
    if let Some(heading) = d.headings_of(block).into_iter().next_back() {
        place.push_str(&format!(" › {}", d.title_of(&d.outline[heading])));
    }
    format!("{place} {}", library::place_of(d, block))
}

/// The raw lines of a block as "120-124, 130".
pub fn lines_of(block: &Block) -> String {
    let ranges = block.lines.iter().map(|r| {
        if r.first == r.last {
            r.first.to_string()
        } else {
            format!("{}-{}", r.first, r.last)
        }
    });
    ranges.collect::<Vec<_>>().join(", ")
}
