//! One function a table: the keys that stand in the output, written once.

use super::snippet;
use crate::document::{Block, Document, PaperType};
use crate::facts::{Citation, CitationKind, Event, Facts, PartialDate};
use crate::index::Hit;
use crate::library::{Library, place_of};
use serde_json::{Value, json};
use std::ops::Range;

/// A block's id in exports: unique in the corpus, stable for one text.
pub(super) fn block_id(document: &Document, block: usize) -> String {
    format!("{}#{block}", document.id)
}

/// A block with where it stands.
pub(super) fn block_json(document: &Document, block: usize) -> Value {
    let line = document.blocks.get(block).map(|b| b.first_line());
    json!({ "block": block_id(document, block), "place": place_of(document, block), "line": line })
}

pub(super) fn iso(date: Option<PartialDate>) -> String {
    date.map(|d| d.iso()).unwrap_or_default()
}

pub(super) fn document(d: &Document) -> Value {
    json!({
        "source": d.raw.name,
        "id": d.id,
        "title": d.meta.title,
        "symbol": d.meta.symbol,
        "date": d.meta.date,
        "body": d.meta.body,
        "session": d.meta.session,
        "agenda_item": d.meta.agenda_item,
        "agenda_title": d.meta.agenda_title,
        "type": d.meta.paper.map(PaperType::as_str),
        "original": d.meta.original,
        "language": d.meta.language,
        "script": d.meta.script,
        "raw_lines": d.raw.lines.len(),
        "encoding": d.raw.encoding,
        "inferred": d.meta.inferred,
    })
}

fn block(d: &Document, i: usize, b: &Block) -> Value {
    json!({
        "source": d.raw.name,
        "id": block_id(d, i),
        "kind": b.kind,
        "number": b.number,
        "level": b.level,
        "lines": b.lines,
        "text": b.text,
    })
}

pub(super) fn blocks(d: &Document) -> Vec<Value> {
    d.blocks
        .iter()
        .enumerate()
        .map(|(i, b)| block(d, i, b))
        .collect()
}

pub(super) fn outline(d: &Document) -> Vec<Value> {
    let row = |e: &crate::document::OutlineEntry| {
        json!({
            "source": d.raw.name,
            "line": e.line,
            "level": e.level,
            "number": d.number_of(e),
            "title": d.title_of(e),
            "kind": e.kind,
            "block": block_id(d, e.block),
        })
    };
    d.outline.iter().map(row).collect()
}

pub(super) fn footnotes(d: &Document) -> Vec<Value> {
    let row = |n: &crate::document::Footnote| {
        json!({
            "source": d.raw.name,
            "marker": n.marker,
            "ref_line": n.ref_line,
            "text_line": n.text_line,
            "text": d.blocks[n.block].text,
            "block": block_id(d, n.block),
        })
    };
    d.notes.iter().map(row).collect()
}

fn citation_kind(kind: CitationKind) -> &'static str {
    match kind {
        CitationKind::Symbol => "symbol",
        CitationKind::Resolution => "resolution",
        CitationKind::Decision => "decision",
        CitationKind::OtherOrganisation => "other",
        CitationKind::Url => "url",
        CitationKind::Named => "named",
    }
}

/// A citation, as `export citations` and `cites --json` print it.
pub fn citation_row(library: &Library, d: &Document, c: &Citation) -> Value {
    let target = library
        .target(&c.symbol)
        .map(|i| library.documents[i].id.as_str());
    json!({
        "source": d.raw.name,
        "line": c.span.line,
        "raw": c.raw,
        "symbol": c.symbol,
        "kind": citation_kind(c.kind),
        "block": block_id(d, c.span.block),
        "target": target,
        "pinpoint": c.pinpoint,
        "suspect": c.suspect,
    })
}

/// Citations by symbol or number; those by name are in `instruments`.
pub(super) fn citations(library: &Library, d: &Document, list: &[Citation]) -> Vec<Value> {
    let all = list.iter().filter(|c| c.kind != CitationKind::Named);
    all.map(|c| citation_row(library, d, c)).collect()
}

/// One mention of an event, as `export events` and `timeline --json` print it.
pub fn event_row(d: &Document, e: &Event) -> Value {
    json!({
        "source": d.raw.name,
        "line": e.span.line,
        "start": iso(e.start),
        "end": iso(e.end),
        "precision": e.precision.as_str(),
        "kind": e.kind.as_str(),
        "label": e.label,
        "body": e.body,
        "place": e.place,
        "symbols": e.symbols,
        "evidence": e.evidence,
        "event": e.key,
        "inferred": e.inferred,
        "conflict": e.conflict,
        "block": block_id(d, e.span.block),
    })
}

pub(super) fn events(d: &Document, f: &Facts) -> Vec<Value> {
    f.events.iter().map(|e| event_row(d, e)).collect()
}

pub(super) fn dates(d: &Document, f: &Facts) -> Vec<Value> {
    let row = |x: &crate::facts::DateExpr| {
        json!({
            "source": d.raw.name,
            "line": x.span.line,
            "raw": x.raw,
            "start": x.start.iso(),
            "end": iso(x.end),
            "precision": x.precision.as_str(),
            "inferred": x.inferred,
        })
    };
    f.dates.iter().map(row).collect()
}

pub(super) fn terms(d: &Document, f: &Facts) -> Vec<Value> {
    let row = |t: &crate::facts::Term| json!({ "source": d.raw.name, "abbr": t.abbr, "expansion": t.expansion, "line": t.span.line });
    f.terms.iter().map(row).collect()
}

/// One search hit, as `search` prints it in JSON. `block` is as in `export blocks`, `anchor` is what `show`
/// takes, `lines` are raw lines; `offsets` are ranges of characters in the text of the block.
#[derive(Debug, Clone, serde::Serialize)]
pub struct HitRow {
    /// The file.
    pub source: String,
    /// The document's id.
    pub document: String,
    /// The block's id.
    pub block: String,
    /// Raw lines, first and last of each range.
    pub lines: Vec<(u32, u32)>,
    /// Document and raw line, for `show`.
    pub anchor: String,
    /// Higher is better, within one search.
    pub score: f32,
    /// The text around the first match.
    pub snippet: String,
    /// What matches, in characters of the block's text.
    pub offsets: Vec<(usize, usize)>,
}

/// One search hit in a library.
pub fn hit_row(library: &Library, hit: &Hit) -> HitRow {
    let d = &library.documents[hit.at.document];
    let b = &d.blocks[hit.at.block];
    HitRow {
        source: d.raw.name.clone(),
        document: d.id.clone(),
        block: block_id(d, hit.at.block),
        lines: b.lines.iter().map(|r| (r.first, r.last)).collect(),
        anchor: format!("{}#L{}", d.id, b.first_line()),
        score: hit.score,
        snippet: snippet(&b.text, &hit.ranges, "", ""),
        offsets: in_chars(&b.text, &hit.ranges),
    }
}

/// Byte ranges, sorted, as ranges of characters.
pub fn in_chars(text: &str, ranges: &[Range<u32>]) -> Vec<(usize, usize)> {
    let (mut byte, mut chars) = (0, 0);
    let mut at = |to: u32| {
        chars += text.get(byte..to as usize).map_or(0, |t| t.chars().count());
        byte = to as usize;
        chars
    };
    ranges.iter().map(|r| (at(r.start), at(r.end))).collect()
}
