//! The exact layer: one buffer of folded text, scanned. 100 % recall and precision.
//!
//! In: documents. Out: the blocks that match a query, with BM25 scores. Must not know words.
//!
//! The keys of all blocks stand in one string with a line end between them. No key and no needle holds a
//! line end, so no match crosses a block. A scan gives frequency and length, so it can rank by itself.

use super::BlockRef;
use super::facets::Values;
use super::stretches::Stretches;
use super::values::Scope;
use super::words::Wanted;
use crate::document::{BlockKind, Document};
use crate::text::{Key, fold, fold_into, folded};
use memchr::memmem;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The folded key buffer over all blocks.
#[derive(Debug, Default)]
pub struct Exact {
    documents: Vec<Arc<Document>>,
    /// Ordinal of the first block of each document, and the number of blocks at the end.
    firsts: Vec<u32>,
    /// Folded id, symbol, title and file name of each document.
    names: Vec<[String; 4]>,
    /// The keys, each followed by a line end.
    keys: String,
    /// Byte offset in `keys` of each block by ordinal, and the length of `keys` at the end.
    starts: Vec<usize>,
    /// How much more a hit counts, for each block by ordinal.
    boosts: Vec<f32>,
    /// What each block belongs to, by ordinal.
    scopes: Vec<Option<Scope>>,
    /// What each document is, once somebody asks.
    values: OnceLock<Values>,
    /// What need not be scanned, where many queries are expected.
    stretches: OnceLock<Stretches>,
}

/// A block that matches, by its ordinal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub ord: u32,
    pub score: f32,
}

/// What somebody may want to have explained.
pub(super) struct Explained {
    keys: Vec<String>,
    /// Abbreviations among them, as text introduces them: in brackets.
    introduced: Vec<String>,
}

impl Explained {
    pub fn of(wanted: &[Wanted]) -> Self {
        let keys = wanted.iter().map(|w| w.key.clone());
        let latin = |key: &&String| key.chars().all(|c| c.is_ascii_alphanumeric());
        let keys: Vec<String> = keys.collect();
        Explained {
            introduced: keys
                .iter()
                .filter(latin)
                .map(|k| format!("({k})"))
                .collect(),
            keys,
        }
    }
}

/// Saturation of term frequency and weight of length in BM25; the usual values.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// How much more a row counts that what is looked for heads, and text that introduces an abbreviation.
const HEADS: f32 = 2.0;
const INTRODUCES: f32 = 1.2;

/// Bytes of keys that are worth a thread: about a millisecond's work.
const PART: usize = 4 << 20;

/// Bytes from the beginning of a block where a place counts half of what it counts at the beginning.
const LEAD: f32 = 9.0;

impl Exact {
    /// Folds all blocks of all documents into one buffer.
    pub fn build(documents: &[Arc<Document>]) -> Self {
        let blocks = || documents.iter().flat_map(|d| &d.blocks);
        let mut keys = String::with_capacity(blocks().map(|b| b.text.len() + 1).sum());
        for block in blocks() {
            fold_into(&block.text, &mut keys);
            keys.push('\n');
        }
        Self::of(documents, keys)
    }

    /// The same, with the keys of these documents as they were made before; `None` where they are of others.
    pub fn with_keys(documents: &[Arc<Document>], keys: String) -> Option<Self> {
        let exact = Self::of(documents, keys);
        let ends = exact.starts.last() == Some(&exact.keys.len());
        let blocks = exact.firsts.last().map(|&last| last as usize);
        (ends && blocks == Some(exact.len())).then_some(exact)
    }

    fn of(documents: &[Arc<Document>], keys: String) -> Self {
        let blocks = || documents.iter().flat_map(|d| &d.blocks);
        let mut starts = Vec::with_capacity(blocks().count() + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', keys.as_bytes()).map(|end| end + 1));
        let mut count = 0;
        let ends = documents.iter().map(|d| {
            count += d.blocks.len();
            ordinal(count)
        });
        Exact {
            documents: documents.to_vec(),
            firsts: [0].into_iter().chain(ends).collect(),
            names: documents.iter().map(|d| names(d)).collect(),
            starts,
            keys,
            boosts: blocks().map(|b| boost(b.kind)).collect(),
            scopes: blocks().map(Scope::of).collect(),
            values: OnceLock::new(),
            stretches: OnceLock::new(),
        }
    }

    /// Gets ready for many queries: where the buffer is large, notes what need not be scanned for them. 40 ms for each
    /// 40 MB; searches go on meanwhile.
    pub fn expect_many(&self) {
        if self.keys.len() >= PART {
            self.stretches
                .get_or_init(|| Stretches::of(&self.keys, &self.starts));
        }
    }

    /// How many blocks there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The ordinals of all blocks.
    pub(super) fn ordinals(&self) -> Range<u32> {
        0..ordinal(self.len())
    }

    /// The block with this ordinal.
    pub(super) fn at(&self, ord: u32) -> BlockRef {
        let document = self.firsts.partition_point(|&f| f <= ord).saturating_sub(1);
        BlockRef {
            document,
            block: (ord - self.firsts[document]) as usize,
        }
    }

    /// The text of the block with this ordinal.
    pub(super) fn text(&self, ord: u32) -> &str {
        let at = self.at(ord);
        &self.documents[at.document].blocks[at.block].text
    }

    /// The documents that the matches (by ordinal) are in, each with its matches.
    pub(super) fn by_document<'m>(
        &self,
        matches: &'m [Match],
    ) -> impl Iterator<Item = (usize, &'m [Match])> {
        let mut rest = matches;
        std::iter::from_fn(move || {
            let document = self.at(rest.first()?.ord).document;
            let end = self.firsts[document + 1];
            let (these, others) = rest.split_at(rest.partition_point(|m| m.ord < end));
            rest = others;
            Some((document, these))
        })
    }

    /// The ordinal of the first block of a document.
    pub(super) fn first(&self, document: usize) -> u32 {
        self.firsts[document]
    }

    /// What this block belongs to.
    pub(super) fn scope(&self, ord: u32) -> Option<Scope> {
        self.scopes[ord as usize]
    }

    /// How much more a hit in this block counts.
    pub(super) fn boost(&self, ord: u32) -> f32 {
        self.boosts[ord as usize]
    }

    /// Counts the first match of each document once more.
    pub(super) fn favour_first(&self, found: &mut [Match]) {
        let mut end = 0;
        for m in found {
            if m.ord >= end {
                m.score += 1.0;
                let next = self.firsts.partition_point(|&f| f <= m.ord);
                end = self.firsts.get(next).copied().unwrap_or(u32::MAX);
            }
        }
    }

    /// How much more a block counts that explains one of the keys: a row of a table that it heads (a list of
    /// abbreviations), or text where an abbreviation stands in brackets, as papers introduce them.
    pub(super) fn explains(&self, ord: u32, explained: &Explained) -> f32 {
        let is_table = self.scope(ord) == Some(Scope::Table);
        if is_table && self.heads(ord, explained) {
            return HEADS;
        }
        let introduces = |abbreviation: &String| self.key(ord).contains(abbreviation);
        match explained.introduced.iter().any(introduces) {
            true => INTRODUCES,
            false => 1.0,
        }
    }

    /// Is one of the keys the first cell of this row?
    fn heads(&self, ord: u32, explained: &Explained) -> bool {
        let at = self.at(ord);
        let block = &self.documents[at.document].blocks[at.block];
        let first = (block.kind == BlockKind::TableRow)
            .then(|| block.cells.first())
            .flatten();
        let first = first.and_then(|c| block.text.get(c.start as usize..c.end as usize));
        first.is_some_and(|first| explained.keys.contains(&folded(first)))
    }

    /// All blocks, without scores.
    pub(super) fn all(&self) -> Vec<Match> {
        let unscored = |ord| Match { ord, score: 0.0 };
        (0..ordinal(self.len())).map(unscored).collect()
    }

    /// All blocks of the documents that `holds` takes, without scores.
    pub(super) fn of_documents(&self, holds: impl Fn(usize, &Document) -> bool) -> Vec<Match> {
        let documents = self.documents.iter().enumerate();
        let held = documents.filter(|(i, d)| holds(*i, d)).map(|(i, _)| i);
        held.flat_map(|d| self.firsts[d]..self.firsts[d + 1])
            .map(|ord| Match { ord, score: 0.0 })
            .collect()
    }

    /// A name of the document (id, symbol, title, file name) holds the key.
    pub(super) fn is_named(&self, document: usize, key: &str) -> bool {
        self.names[document].iter().any(|name| name.contains(key))
    }

    /// The documents.
    pub(super) fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// What each document is.
    pub(super) fn values(&self) -> &Values {
        self.values.get_or_init(|| Values::of(&self.documents))
    }

    /// The ordinal of a block.
    pub(super) fn ordinal_of(&self, at: BlockRef) -> u32 {
        self.firsts[at.document] + ordinal(at.block)
    }

    /// The keys of all blocks, a line end after each.
    pub fn keys(&self) -> &str {
        &self.keys
    }

    /// The key of a block.
    pub(super) fn key(&self, ord: u32) -> &str {
        let range = self.range(ord);
        &self.keys[range.start..range.end - 1]
    }

    /// Length in bytes of a block's number in its key.
    pub(super) fn number_len(&self, ord: u32) -> usize {
        let at = self.at(ord);
        let block = &self.documents[at.document].blocks[at.block];
        let number = block.text.get(..block.number_len as usize).unwrap_or("");
        folded(number).len()
    }

    /// The blocks whose keys hold `needle`, with how often; a place at the beginning counts up to twice: a
    /// paragraph begins with what it is about.
    pub(super) fn count(&self, needle: &str) -> Vec<Match> {
        if self.len() == 0 || needle.is_empty() {
            return Vec::new();
        }
        let finder = &memmem::Finder::new(needle);
        let ranges = match self.stretches.get() {
            Some(stretches) => stretches.that_may_hold(needle),
            None => std::iter::once(0..self.len()).collect(),
        };
        let bytes: usize = ranges.iter().map(|r| self.bytes(r)).sum();
        // Asking the system for its cores takes as long as a scan of a small corpus.
        let threads = match bytes / PART {
            0 | 1 => 1,
            parts => parts.min(std::thread::available_parallelism().map_or(1, usize::from)),
        };
        let mut parts = self.parts(ranges, threads).into_iter();
        let first = parts.next().unwrap_or_default();
        let count_in = |part: Vec<Range<usize>>| {
            let found = part.into_iter().map(|r| self.count_in(r, finder));
            found.reduce(|mut all, more| {
                all.extend(more);
                all
            })
        };
        std::thread::scope(|scope| {
            let others: Vec<_> = parts
                .map(|part| scope.spawn(move || count_in(part)))
                .collect();
            let mut found = count_in(first).unwrap_or_default();
            for thread in others {
                let part = thread.join();
                let part = part.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                found.extend(part.into_iter().flatten());
            }
            found
        })
    }

    /// Bytes of the keys of some blocks.
    fn bytes(&self, blocks: &Range<usize>) -> usize {
        self.starts[blocks.end] - self.starts[blocks.start]
    }

    /// Ranges of blocks in so many parts of about one size.
    fn parts(&self, ranges: Vec<Range<usize>>, parts: usize) -> Vec<Vec<Range<usize>>> {
        let all: usize = ranges.iter().map(|r| self.bytes(r)).sum();
        let mut divided = vec![Vec::new(); parts.max(1)];
        let (mut part, mut bytes) = (0, 0);
        for mut range in ranges {
            while part + 1 < parts {
                // the byte of the buffer where this part is full
                let full =
                    self.starts[range.start] + (all / parts * (part + 1)).saturating_sub(bytes);
                if full >= self.starts[range.end] {
                    break;
                }
                let end = self.starts.partition_point(|&s| s < full);
                let end = end.clamp(range.start, range.end);
                bytes += self.bytes(&(range.start..end));
                divided[part].push(range.start..end);
                range.start = end;
                part += 1;
            }
            bytes += self.bytes(&range);
            divided[part].push(range);
        }
        divided
    }

    /// What `count` finds, in some of the blocks.
    fn count_in(&self, ords: Range<usize>, finder: &memmem::Finder<'_>) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let mut ord = ords.start;
        let offset = self.starts[ords.start];
        let keys = &self.keys.as_bytes()[offset..self.starts[ords.end]];
        for at in finder.find_iter(keys) {
            let at = at + offset;
            let end = self.starts[ord + 1];
            match found.last_mut() {
                Some(last) if at < end && last.ord as usize == ord => last.score += 1.0,
                _ => {
                    if at >= end {
                        ord += steps(&self.starts[ord + 1..], at);
                    }
                    let before = (at - self.starts[ord]) as f32;
                    found.push(Match {
                        ord: ordinal(ord),
                        score: 1.0 + LEAD / (LEAD + before),
                    });
                }
            }
        }
        found
    }

    /// All places of a key in a document, in reading order: block, and bytes of its text. `None` where the
    /// document is not here (yet).
    pub fn places(&self, document: usize, needle: &str) -> Option<Vec<(usize, Range<u32>)>> {
        let (first, end) = (*self.firsts.get(document)?, *self.firsts.get(document + 1)?);
        let mut places = Vec::new();
        if needle.is_empty() || first == end {
            return Some(places);
        }
        let keys = &self.keys.as_bytes()[self.starts[first as usize]..self.starts[end as usize]];
        let offset = self.starts[first as usize];
        let mut held: Option<(u32, Key)> = None;
        for at in memmem::find_iter(keys, needle.as_bytes()) {
            let at = at + offset;
            let ord = ordinal(self.starts.partition_point(|&s| s <= at)) - 1;
            if held.as_ref().is_none_or(|(there, _)| *there != ord) {
                held = Some((ord, fold(self.text(ord))));
            }
            let at = at - self.starts[ord as usize];
            let source = held
                .as_ref()
                .map(|(_, key)| key.source(at..at + needle.len()));
            if let Some(range) = source.and_then(super::query::narrow) {
                places.push(((ord - first) as usize, range));
            }
        }
        Some(places)
    }

    /// Makes scores (BM25) of how often something stands in blocks.
    pub(super) fn weigh(&self, found: &mut [Match]) {
        let rarity = self.rarity(found.len());
        let average = self.keys.len() as f32 / self.len() as f32;
        for m in found {
            let range = self.range(m.ord);
            // What is shorter than most is no better for it: a line of a programme, a bare reference.
            let length = ((range.end - range.start) as f32 / average).max(1.0);
            m.score = rarity * m.score * (K1 + 1.0) / (m.score + K1 * (1.0 - B + B * length));
        }
    }

    /// How much it says that a block is one of so many.
    pub(super) fn rarity(&self, holding: usize) -> f32 {
        let (all, holding) = (self.len() as f32, holding as f32);
        (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
    }

    /// Bytes of a block in the key buffer, its line end included.
    pub(super) fn range(&self, ord: u32) -> Range<usize> {
        self.starts[ord as usize]..self.starts[ord as usize + 1]
    }
}

/// How much more a hit in a block of this kind counts. A heading also begins with what it is about.
pub(super) fn boost(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Title => 1.6,
        BlockKind::Heading => 1.4,
        // A heading said again, a line about the paper, or less than the sentence it belongs to.
        BlockKind::Toc => 0.5,
        BlockKind::Masthead => 0.6,
        // They name things; sentences say something of them.
        BlockKind::Footnote | BlockKind::TableRow => 0.8,
        _ => 1.0,
    }
}

/// How many of the sorted offsets are not after `at`: soon found where it is few.
fn steps(offsets: &[usize], at: usize) -> usize {
    let (mut from, mut to) = (0, 4);
    while offsets.get(to).is_some_and(|&o| o <= at) {
        (from, to) = (to, to * 4);
    }
    from + offsets[from..to.min(offsets.len())].partition_point(|&o| o <= at)
}

/// More than four thousand million blocks are not foreseen; they would share the last ordinal.
fn ordinal(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn names(document: &Document) -> [String; 4] {
    [
        folded(&document.id),
        folded(document.meta.symbol.as_deref().unwrap_or("")),
        folded(&document.meta.title),
        folded(&document.raw.name),
    ]
}

/// Matches of one or the other, scores added.
pub(super) fn either(a: Vec<Match>, b: Vec<Match>) -> Vec<Match> {
    united(a, b, |x, y| x + y)
}

/// Matches of one or the other, each with the better score.
pub(super) fn better(a: Vec<Match>, b: Vec<Match>) -> Vec<Match> {
    united(a, b, f32::max)
}

fn united(a: Vec<Match>, b: Vec<Match>, of_both: impl Fn(f32, f32) -> f32) -> Vec<Match> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some(x), Some(y)) = (a.peek().copied(), b.peek().copied()) {
        if x.ord <= y.ord {
            a.next();
        }
        if y.ord <= x.ord {
            b.next();
        }
        all.push(Match {
            ord: x.ord.min(y.ord),
            score: match x.ord.cmp(&y.ord) {
                std::cmp::Ordering::Less => x.score,
                std::cmp::Ordering::Equal => of_both(x.score, y.score),
                std::cmp::Ordering::Greater => y.score,
            },
        });
    }
    all.extend(a);
    all.extend(b);
    all
}

/// Matches of both, scores added.
pub(super) fn both(a: &[Match], b: &[Match]) -> Vec<Match> {
    let mut all = Vec::with_capacity(a.len().min(b.len()));
    let mut i = 0;
    for x in a {
        while b.get(i).is_some_and(|y| y.ord < x.ord) {
            i += 1;
        }
        if let Some(y) = b.get(i).filter(|y| y.ord == x.ord) {
            all.push(Match {
                ord: x.ord,
                score: x.score + y.score,
            });
        }
    }
    all
}

/// Matches of `a` that are not in `b`.
pub(super) fn without(a: &[Match], b: &[Match]) -> Vec<Match> {
    let mut i = 0;
    let mut keep = |x: &Match| {
        while b.get(i).is_some_and(|y| y.ord < x.ord) {
            i += 1;
        }
        b.get(i).is_none_or(|y| y.ord != x.ord)
    };
    a.iter().filter(|x| keep(x)).copied().collect()
}

#[cfg(test)]
#[path = "exact_tests.rs"]
mod tests;
