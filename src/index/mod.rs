//! Full-text hits, fuzzy hits. The only place with tantivy and jieba.
//!
//! In: documents. Out: `Results`. Must not know about the app.

mod exact;
mod finder;
mod query;
mod words;

pub use exact::Exact;
pub use finder::{Finder, Found, Target};
pub use query::Query;
pub use words::{IndexError, Words};

use std::ops::Range;

/// A block of a document of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockRef {
    /// Index in `Library::documents`.
    pub document: usize,
    /// Index in `Document::blocks`.
    pub block: usize,
}

/// A block that holds what was searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where.
    pub at: BlockRef,
    /// Byte ranges of `Block::text` that match, sorted, not overlapping.
    pub ranges: Vec<Range<u32>>,
    /// Higher is better; comparable within one `Results` only.
    pub score: f32,
}

/// Which index ordered the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ranking {
    /// The scan of the key buffer (BM25 over exact strings).
    #[default]
    Exact,
    /// The scan, reordered by whole words.
    Words,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// Hits, best first, at most as many as asked for.
    pub hits: Vec<Hit>,
    /// How many blocks match in all.
    pub total: usize,
    /// How many documents they are in.
    pub documents: usize,
    /// Which index ordered them.
    pub ranking: Ranking,
}

/// Searches: the exact scan finds (100 % of the blocks that hold the query's strings), the word index,
/// when there is one, orders. At most `limit` hits are returned, all are counted.
pub fn search(exact: &Exact, words: Option<&Words>, query: &Query, limit: usize) -> Results {
    let mut results = exact.search(query);
    if let Some(words) = words {
        words.reorder(query, &mut results);
    }
    results.hits.truncate(limit);
    results
}
