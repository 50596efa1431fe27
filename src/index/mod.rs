//! Full-text hits, fuzzy hits. The only place with tantivy and the words of jieba.
//!
//! In: documents. Out: `Results`. Must not know about the app.

mod complete;
mod cut;
mod disk;
mod exact;
mod facets;
mod finder;
mod marks;
mod name;
mod offers;
mod parts;
mod places;
mod plan;
mod query;
mod sound;
mod stretches;
mod symbol;
mod values;
mod variants;
mod words;

pub use complete::{Completion, completions, typed_field};
pub use cut::tokens;
pub use disk::{
    Asked, Disk, DiskWriter, FORMAT as INDEX_FORMAT, Found as FoundOnDisk, IndexError, Row, Stats,
    can_answer, fingerprint, verify, version as index_version,
};
pub use exact::Exact;
pub use facets::Facet;
pub use finder::{Finder, Found, Target};
pub(crate) use name::{Name, Scratch, Typed};
pub use offers::{Offer, Why};
pub use places::Places;
pub use plan::Taken;
pub use query::{
    DateRange, Expr, Field, Mistake, Pattern, Query, Term, TermKind, read_back, read_mistake,
};
pub use values::Scope;
pub use words::Words;

use crate::facts::Facts;
use exact::{Explained, Match};
use plan::Plan;
use std::ops::Range;
use std::sync::Arc;

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

/// What the score of a hit is made of: (`exact` + `words`) × `kind` × `explains`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reason {
    /// Of the strings: how rare they are, how often and how near the beginning they stand, in how much text.
    pub exact: f32,
    /// Of the same as whole words; 0 without the word index.
    pub words: f32,
    /// What the block is: a title or a heading counts more, a note less.
    pub kind: f32,
    /// More than 1 where the block explains what was looked for.
    pub explains: f32,
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
    /// How many are in each of `Scope::ALL`.
    pub scopes: [usize; 4],
    /// What the documents are that all of them are in: values of fields, by field, the most frequent first.
    pub facets: Vec<Facet>,
    /// Why each hit stands where it does, in the order of `hits`.
    pub reasons: Vec<Reason>,
    /// How each term was taken, in the order of the line.
    pub taken: Vec<Taken>,
    /// What was wrong with the query, and left out or read as text.
    pub mistakes: Vec<Mistake>,
    /// Other queries that find something.
    pub offers: Vec<Offer>,
}

/// Searches: the exact scan finds (100 % of the blocks that hold the query's strings), whole words,
/// where their ends are known, order. At most `limit` hits are returned, best first, all are counted.
pub fn search(exact: &Exact, words: Option<&Words>, query: &Query, limit: usize) -> Results {
    search_with_facts(exact, words, &[], query, limit)
}

/// The same, with the facts of the documents as far as they are there: citations, dates, abbreviations.
pub fn search_with_facts(
    exact: &Exact,
    words: Option<&Words>,
    facts: &[Option<Arc<Facts>>],
    query: &Query,
    limit: usize,
) -> Results {
    let mut plan = Plan::new(exact, facts);
    let mut matches = plan.matches(query);
    if let Some(places) = query.places() {
        matches.retain(|m| places.holds(exact.at(m.ord)));
    }
    let mut results = Results {
        total: matches.len(),
        documents: exact.by_document(&matches).count(),
        ..Results::default()
    };
    for m in &matches {
        let scope = exact.scope(m.ord);
        let scope = scope.and_then(|s| Scope::ALL.iter().position(|x| *x == s));
        scope.into_iter().for_each(|i| results.scopes[i] += 1);
    }
    results.facets = facets::facets(exact, &matches);
    let strings = matches.clone();
    if let Some(words) = words
        && words.add_scores(exact, &plan.wanted, &mut matches)
    {
        results.ranking = Ranking::Words;
    }
    let explained = Explained::of(&plan.wanted);
    let explains = |ord| exact.explains(ord, &explained);
    for m in &mut matches {
        m.score *= exact.boost(m.ord) * explains(m.ord);
    }
    let matches = best(matches, limit);
    results.reasons = matches
        .iter()
        .map(|m| {
            let at = strings.binary_search_by_key(&m.ord, |s| s.ord);
            let (kind, explains) = (exact.boost(m.ord), explains(m.ord));
            let exact = at.map_or(0.0, |at| strings[at].score);
            let words = (m.score / (kind * explains) - exact).max(0.0);
            Reason {
                exact,
                words,
                kind,
                explains,
            }
        })
        .collect();
    results.hits = matches
        .into_iter()
        .map(|m| Hit {
            at: exact.at(m.ord),
            ranges: plan.ranges(m.ord),
            score: m.score,
        })
        .collect();
    results.offers = offers::offers(exact, facts, query, results.total, &plan.others);
    results.mistakes = query.mistakes().to_vec();
    results.mistakes.append(&mut plan.mistakes);
    results.taken = plan.taken;
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
