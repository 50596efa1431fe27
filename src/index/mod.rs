//! Full-text hits, fuzzy hits. The only place with tantivy and jieba.
//!
//! In: documents. Out: `Results`. Must not know about the app.

mod exact;
mod finder;
mod query;
mod symbol;
mod words;

pub use exact::Exact;
pub use finder::{Finder, Found, Target};
pub use query::{Query, Role, Said, Term, TermKind};
pub use words::{IndexError, Words};

use exact::Match;
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
/// when there is one, orders. At most `limit` hits are returned, best first, all are counted.
pub fn search(exact: &Exact, words: Option<&Words>, query: &Query, limit: usize) -> Results {
    let mut matches = exact.matches(query);
    let mut results = Results {
        total: matches.len(),
        documents: exact.documents_of(&matches),
        ..Results::default()
    };
    if let Some(words) = words
        && words.add_scores(query, &mut matches, exact.len())
    {
        results.ranking = Ranking::Words;
    }
    for m in &mut matches {
        m.score *= exact.boost(m.ord);
    }
    results.hits = best(matches, limit)
        .into_iter()
        .map(|m| Hit {
            at: exact.at(m.ord),
            ranges: query.ranges(exact.text(m.ord)),
            score: m.score,
        })
        .collect();
    results
}

/// The best matches, equal ones in reading order.
fn best(mut matches: Vec<Match>, limit: usize) -> Vec<Match> {
    let order = |a: &Match, b: &Match| b.score.total_cmp(&a.score).then(a.ord.cmp(&b.ord));
    if limit > 0 && limit < matches.len() {
        matches.select_nth_unstable_by(limit - 1, order);
    }
    matches.truncate(limit);
    matches.sort_unstable_by(order);
    matches
}

/// Ranges sorted, overlapping ones made one.
fn merged(mut ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_unstable_by_key(|r| (r.start, r.end));
    ranges.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
    ranges
}
