//! A document's own date as an event of the timeline: when it was issued or adopted.
//!
//! In: a document and what it says of itself. Out: a mention that joins those of other documents by the symbol.

use super::Mention;
use crate::document::{BlockKind, Document, PaperType};
use crate::facts::{Event, EventKind, Facts, PartialDate, Precision, Span};
use crate::index::BlockRef;
use std::sync::Arc;

/// Longest label, in characters (`Event::label`).
const LABEL: usize = 30;

/// The block stands in the head of the paper or closes it: what it dates is the paper.
pub(super) fn is_front(document: &Document, block: usize) -> bool {
    let kind = document.blocks.get(block).map(|b| b.kind);
    matches!(
        kind,
        Some(BlockKind::Masthead | BlockKind::Title | BlockKind::Closing)
    )
}

/// The document's own date, unless its head tells the same event already.
pub(super) fn mention(document: &Document, index: usize, facts: &Facts) -> Option<Mention> {
    let start = PartialDate::parse(document.meta.date.as_deref()?)?;
    let told = facts
        .events
        .iter()
        .any(|e| is_front(document, e.span.block) && e.start == Some(start) && e.end.is_none());
    if told {
        return None;
    }
    let printed = facts
        .dates
        .iter()
        .find(|d| d.start == start && is_front(document, d.span.block));
    let first = document.blocks.first()?;
    let span = printed.map_or_else(
        || Span {
            block: 0,
            range: 0..0,
            line: first.first_line(),
        },
        |d| d.span.clone(),
    );
    let evidence = document
        .blocks
        .get(span.block)
        .map_or("", |b| b.text.trim());
    let meta = &document.meta;
    let at = BlockRef {
        document: index,
        block: span.block,
    };
    let inferred = meta.inferred.contains(&"date") || printed.is_none();
    let event = Event {
        start: Some(start),
        end: None,
        precision: match (start.month, start.day) {
            (_, Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            _ => Precision::Year,
        },
        kind: kind(document),
        label: meta.title.chars().take(LABEL).collect(),
        body: meta.body.clone().unwrap_or_default(),
        place: String::new(),
        symbols: meta.symbol.iter().cloned().collect(),
        evidence: evidence.to_owned(),
        key: match &meta.symbol {
            Some(symbol) => symbol.clone(),
            None => format!("document:{}", document.id),
        },
        inferred: inferred.then(|| "date".to_owned()),
        conflict: None,
        span,
    };
    Some(Mention {
        at,
        event: Arc::new(event),
        own: true,
    })
}

/// What comes into the world on the date of such a paper.
fn kind(document: &Document) -> EventKind {
    match document.meta.paper {
        Some(PaperType::Resolution | PaperType::Decision) => EventKind::Resolution,
        Some(PaperType::Statement) => EventKind::Statement,
        Some(PaperType::MeetingRecord) => EventKind::Meeting,
        _ => EventKind::Report,
    }
}
