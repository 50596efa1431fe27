//! From `Document` to `Facts`: citations, dates, events, terms, each with a span in the document.
//!
//! In: `Document`. Out: `Facts`, and over all documents the `Timeline`. Must not know about search.

#![allow(dead_code)] // the rest of the station is being built
mod dates;
mod dates_english;
mod lexicon;
mod model;
mod numerals;
mod scan;
mod symbols;
mod urls;

pub use model::*;

use crate::document::{Block, Document};
use dates::Anchors;
use scan::Folded;
use std::ops::Range;

/// Reads all facts of a document. Pure: the same document gives the same facts.
pub fn extract(document: &Document) -> Facts {
    let mut facts = Facts::default();
    let own = document.meta.date.as_deref().and_then(PartialDate::parse);
    let mut anchors = Anchors {
        document: own,
        ..Anchors::default()
    };
    for (index, block) in document.blocks.iter().enumerate() {
        let text = Folded::new(&block.text);
        let urls = urls::find(&text);
        let symbols = symbols::find(&text, &urls);
        let mut skip = urls;
        skip.extend(symbols.iter().map(|s| s.from..s.to));
        skip.sort_by_key(|r| r.start);
        anchors.last = None;
        for s in symbols {
            facts.citations.push(Citation {
                span: span(index, block, text.bytes(s.from, s.to)),
                raw: raw(block, text.bytes(s.from, s.to)),
                symbol: s.symbol,
                kind: s.kind,
                suspect: s.suspect,
                pinpoint: None,
            });
        }
        for d in dates::find(&text, &skip, &mut anchors) {
            facts.dates.push(DateExpr {
                span: span(index, block, text.bytes(d.from, d.to)),
                raw: raw(block, text.bytes(d.from, d.to)),
                start: d.start,
                end: d.end,
                precision: d.precision,
                inferred: d.inferred,
            });
        }
    }
    facts
}

/// Gives all mentions of one real event one key, across documents.
pub fn group(_all: &mut [Facts]) {}

/// A stretch of a block as a span.
fn span(index: usize, block: &Block, range: Range<u32>) -> Span {
    Span {
        block: index,
        line: block.line_at(range.start),
        range,
    }
}

/// The words of a stretch as printed.
fn raw(block: &Block, range: Range<u32>) -> String {
    block
        .text
        .get(range.start as usize..range.end as usize)
        .unwrap_or("")
        .to_owned()
}
