//! All of it, ready: one read-only, shared value, built in the background with progress.
//!
//! In: what to open. Out: a `Library` that grows from snapshot to snapshot. Must not know terminals.

mod cache;
mod compare;
mod counterpart;
mod events;
mod glossary;
mod graph;
mod interned;
mod link;
mod load;
mod matrix;
mod measured;
mod own;
mod prepared;
mod reference;

pub use cache::{Cache, CacheError, LARGE, Making};
pub use events::{Dates, EventFilter, EventMatcher, FilterError, Life};

pub use compare::{Change, Comparison, Counts, Pair, Stretch, compare, compare_texts};
pub use counterpart::{
    cited, on_topic, reply_at, same_paragraph, same_topic, section_at, topic_at,
};
pub use glossary::{Glossary, TermEntry, TermSource};
pub use graph::{Cite, Cited, Graph, Relation, Unlinked};
pub use interned::Interned;
pub use link::{Linked, SCHEME, follow_link, link, link_to_words};
pub use load::{Opening, Parts, open_whole};
pub use matrix::{Cell, Matrix, MatrixRow};
pub use measured::{Measured, resident};
pub use reference::{Place, ReferenceError, paragraph_of, place_of, resolve};

use crate::document::Document;
use crate::facts::{Entry, Event, Facts};
use crate::index::{self, BlockRef, Exact, Finder, Query, Results, Words};
use crate::problem::Problem;
use std::collections::HashMap;
use std::sync::Arc;

/// How far the library is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Documents that are ready to read.
    pub documents: usize,
    /// Documents there will be, as far as known.
    pub expected: usize,
    /// All documents are there.
    pub all_read: bool,
    /// Exact search is usable over all documents.
    pub exact: bool,
    /// Facts and timeline are there.
    pub facts: bool,
    /// The word index is there.
    pub words: bool,
}

impl Progress {
    /// Nothing more will come.
    pub fn done(&self) -> bool {
        self.exact && self.facts && self.words
    }
}

/// One mention of an event, placed in the library.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The block it was read from.
    pub at: BlockRef,
    /// The event.
    pub event: Arc<Event>,
    /// It dates the document itself, not what the document tells.
    pub own: bool,
}

/// Everything that is open, as far as it is ready. Cheap to clone; never changed after it was published.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Documents in the order of the corpus.
    pub documents: Vec<Arc<Document>>,
    /// Facts of each document, once they are there (same indexes).
    pub facts: Vec<Option<Arc<Facts>>>,
    /// Mentions of events of all documents, by start date (undated last), then place in the corpus.
    pub timeline: Arc<Vec<Mention>>,
    /// One entry for each real event, by date, undated last.
    pub entries: Arc<Vec<Entry>>,
    /// The body that acted, of each mention of the timeline.
    pub organs: Arc<Interned>,
    /// The place, of each mention of the timeline.
    pub places: Arc<Interned>,
    /// Normalised symbol → document of the library.
    pub symbols: Arc<HashMap<String, usize>>,
    /// Who cites what, once the facts are there.
    pub graph: Arc<Graph>,
    /// What words stand for, once the facts are there.
    pub glossary: Arc<Glossary>,
    /// The exact layer.
    pub exact: Arc<Exact>,
    /// The word index, once it is there.
    pub words: Option<Arc<Words>>,
    /// The fuzzy finder.
    pub finder: Arc<Finder>,
    /// What went wrong while opening (documents have their own problems besides).
    pub problems: Vec<Problem>,
    /// How far it is.
    pub progress: Progress,
    /// What opening took.
    pub measured: Measured,
}

impl Library {
    /// Searches with what is ready.
    pub fn search(&self, query: &Query, limit: usize) -> Results {
        index::search_with_facts(
            &self.exact,
            self.words.as_deref(),
            &self.facts,
            query,
            limit,
        )
    }

    /// How much each of some searches (name, query) finds, by name.
    pub fn count(&self, searches: Vec<(String, String)>) -> Vec<(String, usize)> {
        let count = |(name, query): (String, String)| {
            let found = self.search(&Query::parse(&query), 0);
            (name, found.total)
        };
        searches.into_iter().map(count).collect()
    }

    /// The mention of an entry of the timeline that is shown.
    pub fn mention_of(&self, entry: &Entry) -> Option<&Mention> {
        self.timeline.get(*entry.mentions.first()? as usize)
    }

    /// What a word or abbreviation stands for, with its other forms (简, 繁, English), in any writing of it:
    /// what the documents say first, then the tables. For synonyms take `TermEntry::all` of each.
    pub fn terms_for(&self, word: &str) -> Vec<&TermEntry> {
        self.glossary.of(word).collect()
    }

    /// The document that a symbol names, if it is in the library.
    pub fn target(&self, symbol: &str) -> Option<usize> {
        // A/RES/53/243 A is a part of the document A/RES/53/243.
        let whole = symbol.split(' ').next().unwrap_or(symbol);
        let found = self.symbols.get(symbol);
        found.or_else(|| self.symbols.get(whole)).copied()
    }
}
