//! What a search takes from the index: counts over all that match, and the best of it.
//!
//! In: blocks that match, with scores. Out: counts, and rows to show. Must not know queries.

use super::BOOST;
use crate::document::Document;
use crate::index::Scope;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, SegmentReader};

/// What is shown of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The file's name.
    pub source: String,
    /// The document's id.
    pub document: String,
    /// Number of the block in it.
    pub block: usize,
    /// Raw lines.
    pub lines: Vec<(u32, u32)>,
    /// Where it stands, for people.
    pub place: String,
    /// The text.
    pub text: String,
    /// Length in bytes of the number at its beginning.
    pub number: u32,
    /// The paper is in Traditional Chinese, or in Simplified.
    pub traditional: Option<bool>,
}

impl Row {
    pub(super) fn of(d: &Document, block: usize, place: String) -> Row {
        use crate::document::Script;
        let b = &d.blocks[block];
        Row {
            source: d.raw.name.clone(),
            document: d.id.clone(),
            block,
            lines: b.lines.iter().map(|r| (r.first, r.last)).collect(),
            place,
            text: b.text.clone(),
            number: b.number_len,
            traditional: match d.meta.script {
                Script::Hant => Some(true),
                Script::Hans => Some(false),
                Script::Other => None,
            },
        }
    }
}

/// A block that matches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub score: f32,
    /// How much the kind of the block counted.
    pub boost: f32,
    paper: u64,
    block: u64,
    pub address: DocAddress,
}

/// Counts, and the best.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub total: usize,
    pub papers: HashSet<u64>,
    pub scopes: [usize; 4],
    pub best: Vec<Scored>,
}

/// Collects a tally with at most so many of the best.
pub(super) struct Tallying(pub usize);

pub(super) struct SegmentTally {
    limit: usize,
    segment: u32,
    boost: Column<u64>,
    paper: Column<u64>,
    block: Column<u64>,
    scope: Column<u64>,
    last: Option<u64>,
    /// What scores less is none of the best.
    least: f32,
    tally: Tally,
}

impl Collector for Tallying {
    type Fruit = Tally;
    type Child = SegmentTally;

    fn for_segment(&self, segment: u32, reader: &SegmentReader) -> tantivy::Result<SegmentTally> {
        let fast = reader.fast_fields();
        Ok(SegmentTally {
            limit: self.0,
            segment,
            boost: fast.u64("boost")?,
            paper: fast.u64("paper")?,
            block: fast.u64("block")?,
            scope: fast.u64("scope")?,
            last: None,
            least: f32::NEG_INFINITY,
            tally: Tally::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Tally>) -> tantivy::Result<Tally> {
        let mut whole = Tally::default();
        for one in segments {
            whole.total += one.total;
            whole.papers.extend(one.papers);
            (0..Scope::ALL.len()).for_each(|i| whole.scopes[i] += one.scopes[i]);
            whole.best.extend(one.best);
        }
        keep_best(&mut whole.best, self.0);
        whole.best.sort_unstable_by(better_first);
        Ok(whole)
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = Tally;

    fn collect(&mut self, doc: u32, score: f32) {
        let tally = &mut self.tally;
        tally.total += 1;
        let paper = self.paper.first(doc).unwrap_or(0);
        if self.last != Some(paper) {
            self.last = Some(paper);
            tally.papers.insert(paper);
        }
        let scope = self.scope.first(doc).unwrap_or(u64::MAX);
        if let Some(n) = usize::try_from(scope)
            .ok()
            .and_then(|i| tally.scopes.get_mut(i))
        {
            *n += 1;
        }
        let boost = self.boost.first(doc).unwrap_or(0) as f32 / BOOST;
        let score = score * boost;
        if score < self.least {
            return;
        }
        tally.best.push(Scored {
            score,
            boost,
            paper,
            block: self.block.first(doc).unwrap_or(0),
            address: DocAddress::new(self.segment, doc),
        });
        if tally.best.len() >= 2 * self.limit + 1024 {
            keep_best(&mut tally.best, self.limit);
            let scores = tally.best.iter().map(|s| s.score);
            self.least = scores.fold(f32::INFINITY, f32::min);
        }
    }

    fn harvest(mut self) -> Tally {
        keep_best(&mut self.tally.best, self.limit);
        self.tally
    }
}

fn better_first(a: &Scored, b: &Scored) -> std::cmp::Ordering {
    let place = |s: &Scored| (s.paper, s.block);
    b.score
        .total_cmp(&a.score)
        .then_with(|| place(a).cmp(&place(b)))
}

fn keep_best(scored: &mut Vec<Scored>, limit: usize) {
    if limit > 0 && limit < scored.len() {
        scored.select_nth_unstable_by(limit - 1, better_first);
    }
    scored.truncate(limit);
}
