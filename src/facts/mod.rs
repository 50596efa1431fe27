//! From `Document` to `Facts`: citations, dates, events, terms, each with a span in the document.
//!
//! In: `Document`. Out: `Facts`, and over all documents the `Timeline`. Must not know about search.

mod clauses;
mod dates;
mod dates_english;
mod events;
mod group;
mod kinds;
mod labels;
mod lexicon;
mod meetings;
mod model;
mod numerals;
mod organs;
mod phrases;
mod pointers;
mod reading;
mod resolutions;
mod scan;
mod sessions;
mod symbols;
mod tables;
mod terms;
mod timeline;
mod urls;
mod works;

pub use model::*;

pub use group::group;
pub use timeline::{Entry, agree, entries};

use crate::document::Document;
use reading::{Reading, State};

/// Reads all facts of a document. Pure: the same document gives the same facts. The keys of events are
/// those of single mentions until `group` has seen all documents.
pub fn extract(document: &Document) -> Facts {
    let mut facts = Facts::default();
    let mut state = State::of(document);
    let mut last = pointers::Last::default();
    for (index, block) in document.blocks.iter().enumerate() {
        let reading = Reading::new(index, block, &mut state);
        facts.citations.extend(reading.citations());
        facts
            .back_references
            .extend(pointers::find(&reading, &mut last));
        facts.dates.extend(reading.dates.iter().map(|d| DateExpr {
            span: reading.span(d.from, d.to),
            raw: reading.raw(d.from, d.to).to_owned(),
            start: d.start,
            end: d.end,
            precision: d.precision,
            inferred: d.inferred.clone(),
        }));
        facts.terms.extend(terms::find(&reading));
        facts.events.extend(events::of_block(&reading, document));
    }
    events::name_agendas(&mut facts.events);
    events::name_adoption(&mut facts.events, document);
    let date = document.meta.date.as_deref().and_then(PartialDate::parse);
    timeline::mark_impossible(&mut facts.events, date);
    facts
}
