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
mod lists;
mod meetings;
mod mentions;
mod model;
mod names;
mod numerals;
mod organs;
mod phrases;
mod pointers;
mod reading;
mod replies;
mod resolutions;
mod scan;
mod sessions;
mod symbols;
mod tables;
mod terms;
mod timeline;
mod topics;
mod urls;
mod works;

pub use model::*;

pub use group::group;
pub use lexicon::GLOSSARY;
pub use lists::{UserList, add_user_lists};
pub use mentions::{date_beside, official_address};
pub use names::{Actor, ActorKind, Instrument, Meaning, NAMES, Names};
pub(crate) use names::{Matcher, Squeezed, squeezed};
pub(crate) use scan::{Folded, is_han};
pub use timeline::{Entry, agree, entries};
pub use topics::{TOPICS, Topic, TopicTable, topic_table};
pub use urls::addresses;

use crate::document::Document;
use reading::{Reading, State};

/// Reads all facts of a document. Pure: the same document gives the same facts. The keys of events are
/// those of single mentions until `group` has seen all documents.
pub fn extract(document: &Document) -> Facts {
    let mut facts = Facts::default();
    let mut state = State::of(document);
    let mut last = pointers::Last::default();
    let mut named = mentions::State::of(document);
    for (index, block) in document.blocks.iter().enumerate() {
        let reading = Reading::new(index, block, &mut state);
        let terms = terms::find(&reading);
        let (instruments, actors) = mentions::read(&reading, &named);
        named.learn(&terms);
        let first = facts.citations.len();
        facts.citations.extend(reading.citations());
        facts
            .back_references
            .extend(pointers::find(&reading, &mut last));
        facts.citations.extend(instruments);
        facts.citations[first..].sort_by_key(|c| c.span.range.start);
        facts.actors.extend(actors);
        facts.dates.extend(reading.dates.iter().map(|d| DateExpr {
            span: reading.span(d.from, d.to),
            raw: reading.raw(d.from, d.to).to_owned(),
            start: d.start,
            end: d.end,
            precision: d.precision,
            inferred: d.inferred.clone(),
        }));
        facts.terms.extend(terms);
        facts.events.extend(events::of_block(&reading, document));
    }
    events::name_agendas(&mut facts.events);
    events::name_adoption(&mut facts.events, document);
    let date = document.meta.date.as_deref().and_then(PartialDate::parse);
    timeline::mark_impossible(&mut facts.events, date);
    facts.replies = replies::find(document);
    facts.topics = topics::find(document, &facts.replies);
    facts
}
