//! The fuzzy finder over titles, symbols and headings, and whatever else has a name (actors, terms, events).
//!
//! In: documents and names, then what is typed. Out: names that match, best first, with the bytes to mark.
//! Must not know the texts of blocks other than headings.
//!
//! How a name is found says `name`. A heading may be found by its document as well: `75/123 附件`.

use super::BlockRef;
use super::name::{Fit, Name, Part, Scratch, Typed};
use super::symbol::Symbol;
use crate::document::{BlockKind, Document};
use crate::text::{folded, sanitize};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// What a found name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A document: index in `Library::documents`.
    Document(usize),
    /// A block: a heading.
    Heading(BlockRef),
    /// An actor: index in `facts::NAMES.actors`.
    Actor(u32),
    /// A term: what it is looked up by is the name.
    Term,
    /// An event: index in `Library::timeline`.
    Event(u32),
}

/// A name that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where it leads.
    pub target: Target,
    /// The name as shown: a heading, or a document's symbol and title.
    pub name: String,
    /// Byte ranges of `name` that match, sorted, not overlapping.
    pub ranges: Vec<Range<u32>>,
    /// Higher is better.
    pub score: u32,
    /// Every part of what is typed stands together in it, not in scattered characters.
    pub whole: bool,
}

/// All names.
#[derive(Debug, Default)]
pub struct Finder {
    documents: Vec<Paper>,
    /// Documents and headings in reading order, then the other names.
    entries: Vec<Entry>,
}

/// From so many names on, finding is worth a thread of its own.
const LARGE: usize = 10_000;

/// How a document is named besides its title.
#[derive(Debug)]
struct Paper {
    symbol: Symbol,
    id: Symbol,
    /// Folded title.
    title: String,
}

#[derive(Debug)]
struct Entry {
    target: Target,
    /// The document that helps to find it.
    document: Option<usize>,
    shown: String,
    /// Length in bytes of the symbol at the start of `shown`.
    symbol_len: usize,
    /// The rest of `shown`.
    name: Name,
}

/// Any match of a symbol comes before all matches of words.
const SYMBOL_FIRST: u32 = 4000;

impl Finder {
    /// Collects titles, symbols and headings.
    pub fn build(documents: &[Arc<Document>]) -> Self {
        let mut finder = Finder::default();
        for (index, document) in documents.iter().enumerate() {
            let symbol = document.meta.symbol.as_deref().unwrap_or("");
            finder.documents.push(Paper {
                symbol: Symbol::new(symbol),
                id: Symbol::new(&document.id),
                title: folded(&document.meta.title),
            });
            let target = Target::Document(index);
            finder.entries.push(Entry::new(
                target,
                Some(index),
                symbol,
                &document.meta.title,
            ));
            for (block, b) in document.blocks.iter().enumerate() {
                if b.kind == BlockKind::Heading {
                    let at = BlockRef {
                        document: index,
                        block,
                    };
                    finder
                        .entries
                        .push(Entry::new(Target::Heading(at), Some(index), "", &b.text));
                }
            }
        }
        finder
    }

    /// The same with other names after the headings.
    pub fn with(mut self, names: impl IntoIterator<Item = (String, Target)>) -> Self {
        let entry = |(name, target): (String, Target)| Entry::new(target, None, "", &name);
        self.entries.extend(names.into_iter().map(entry));
        self
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// There are no names.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// So many names that looking through them must not hold up a key.
    pub fn is_large(&self) -> bool {
        self.len() > LARGE
    }

    /// The names that match, best first, equal ones in reading order. Nothing typed: all names in
    /// reading order.
    pub fn find(&self, typed: &str, limit: usize) -> Vec<Found> {
        let typed = Typed::new(typed);
        let mut scratch = Scratch::default();
        let mut scored = self.scored(&typed, &mut scratch);
        let order = |&(fit, i): &(Fit, usize)| (Reverse(fit.score), self.entries[i].name.len(), i);
        if typed.is_empty() {
            scored.truncate(limit);
        } else {
            if limit > 0 && limit < scored.len() {
                scored.select_nth_unstable_by_key(limit - 1, order);
            }
            scored.truncate(limit);
            scored.sort_unstable_by_key(order);
        }
        let found = |(fit, i): (Fit, usize)| Found {
            target: self.entries[i].target,
            name: self.entries[i].shown.clone(),
            ranges: self.entries[i].ranges(&typed, &self.documents, &mut scratch),
            score: fit.score,
            whole: fit.whole,
        };
        scored.into_iter().map(found).collect()
    }

    /// All entries that match, in reading order.
    fn scored(&self, typed: &Typed, scratch: &mut Scratch) -> Vec<(Fit, usize)> {
        let context = self.documents_that_fit(&typed.parts);
        let mut scored = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let paper = entry.document.map(|d| &self.documents[d]);
            let held = |part: usize| entry.document.is_some_and(|d| context[part][d]);
            if let Some(fit) = entry.fit(typed, paper, held, scratch) {
                scored.push((fit, i));
            }
        }
        scored
    }

    /// For each part, the documents whose symbol, id or title holds it.
    fn documents_that_fit(&self, parts: &[Part]) -> Vec<Vec<bool>> {
        let fits = |part: &Part, paper: &Paper| paper.fits(part) || paper.title.contains(&part.key);
        parts
            .iter()
            .map(|part| {
                self.documents
                    .iter()
                    .map(|paper| fits(part, paper))
                    .collect()
            })
            .collect()
    }
}

impl Paper {
    fn fits(&self, part: &Part) -> bool {
        let fits = |piece| {
            self.symbol
                .fit(piece)
                .or_else(|| self.id.fit(piece))
                .is_some()
        };
        part.piece.as_ref().is_some_and(fits)
    }
}

impl Entry {
    fn new(target: Target, document: Option<usize>, symbol: &str, title: &str) -> Self {
        let title = sanitize(title);
        let symbol = if title.contains(symbol) { "" } else { symbol };
        let (shown, symbol_len) = if symbol.is_empty() {
            (title.trim().to_owned(), 0)
        } else {
            (format!("{symbol} {}", title.trim()), symbol.len())
        };
        Entry {
            target,
            document,
            symbol_len,
            name: Name::new(&shown[symbol_len..]),
            shown,
        }
    }

    /// The sum over all parts; `None` when one does not match, or none matches the entry itself.
    fn fit(
        &self,
        typed: &Typed,
        paper: Option<&Paper>,
        held: impl Fn(usize) -> bool,
        scratch: &mut Scratch,
    ) -> Option<Fit> {
        let (mut score, mut whole, mut own) = (0, true, typed.is_empty());
        for (i, part) in typed.parts.iter().enumerate() {
            match self.fit_part(part, paper, scratch) {
                Some(fit) => {
                    score += fit.score;
                    whole &= fit.whole;
                    own = true;
                }
                None if held(i) => score += 1,
                None => return None,
            }
        }
        own.then_some(Fit { score, whole })
    }

    fn fit_part(&self, part: &Part, paper: Option<&Paper>, scratch: &mut Scratch) -> Option<Fit> {
        if let (Target::Document(_), Some(paper), Some(piece)) = (self.target, paper, &part.piece)
            && let Some(fit) = paper.symbol.fit(piece).or_else(|| paper.id.fit(piece))
        {
            return Some(Fit {
                score: SYMBOL_FIRST + fit.score,
                whole: true,
            });
        }
        part.fit(&self.name, scratch)
    }

    /// The bytes of the name to mark.
    fn ranges(&self, typed: &Typed, papers: &[Paper], scratch: &mut Scratch) -> Vec<Range<u32>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let rest = &self.shown[self.symbol_len..];
        for part in &typed.parts {
            if self.symbol_len > 0
                && let Some(piece) = &part.piece
                && let Some(paper) = self.document.map(|d| &papers[d])
                && let Some(fit) = paper.symbol.fit(piece)
            {
                ranges.push(fit.range);
                continue;
            }
            let found = part.ranges(rest, &self.name, scratch).into_iter();
            ranges.extend(found.map(|r| self.symbol_len + r.start..self.symbol_len + r.end));
        }
        joined(ranges)
    }
}

/// Ranges in order, those that touch made one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<u32>> {
    ranges.sort_unstable_by_key(|r| (r.start, r.end));
    let mut all: Vec<Range<u32>> = Vec::new();
    for r in ranges {
        let (Ok(start), Ok(end)) = (u32::try_from(r.start), u32::try_from(r.end)) else {
            break;
        };
        match all.last_mut().filter(|last| last.end >= start) {
            Some(last) => last.end = last.end.max(end),
            None => all.push(start..end),
        }
    }
    all
}

#[cfg(test)]
#[path = "finder_tests.rs"]
mod tests;
