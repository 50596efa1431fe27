//! The fuzzy finder over titles, symbols and headings (nucleo-matcher on folded strings).
//!
//! In: documents, then what is typed. Out: names that match, best first, with the bytes to mark. Must not
//! know the texts of blocks other than headings.
//!
//! Blanks mean AND. A part that begins with `'` must stand in the name as it is (found by memmem:
//! nucleo-matcher 0.3.1 misses the last position in its literal mode, helix-editor/nucleo#104). A heading
//! may be found by its document as well: `75/123 附件`.

use super::BlockRef;
use super::symbol::{Piece, Symbol};
use crate::document::{BlockKind, Document};
use crate::text::{fold, folded, sanitize};
use memchr::memmem;
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::ops::Range;
use std::sync::Arc;

/// What a found name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A document: index in `Library::documents`.
    Document(usize),
    /// A block: a heading.
    Heading(BlockRef),
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
}

/// All names.
#[derive(Debug, Default)]
pub struct Finder {
    documents: Vec<Paper>,
    /// Documents and headings in reading order.
    entries: Vec<Entry>,
}

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
    document: usize,
    name: String,
    /// Length in bytes of the symbol at the start of `name`.
    symbol_len: usize,
    /// Key of the rest of `name`, as text and as characters.
    key: String,
    chars: Vec<char>,
}

/// Any match of a symbol comes before all matches of words.
const SYMBOL_FIRST: u32 = 4000;

/// nucleo's time grows with the length; a name's beginning says enough.
const LONGEST: usize = 200;

/// One part of what was typed.
struct Part {
    key: String,
    chars: Vec<char>,
    literal: bool,
    piece: Option<Piece>,
}

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
            finder
                .entries
                .push(Entry::new(target, index, symbol, &document.meta.title));
            for (block, b) in document.blocks.iter().enumerate() {
                if b.kind == BlockKind::Heading {
                    let at = BlockRef {
                        document: index,
                        block,
                    };
                    finder
                        .entries
                        .push(Entry::new(Target::Heading(at), index, "", &b.text));
                }
            }
        }
        finder
    }

    /// The names that match, best first, equal ones in reading order. Nothing typed: all names in
    /// reading order.
    pub fn find(&self, typed: &str, limit: usize) -> Vec<Found> {
        let parts: Vec<Part> = typed.split_whitespace().filter_map(Part::new).collect();
        let mut matcher = matcher();
        let context = self.documents_that_fit(&parts);
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let paper = &self.documents[entry.document];
            let held = |part: usize| context[part][entry.document];
            if let Some(score) = entry.score(&parts, paper, held, &mut matcher) {
                scored.push((score, i));
            }
        }
        let order =
            |&(score, i): &(u32, usize)| (std::cmp::Reverse(score), self.entries[i].chars.len(), i);
        if parts.is_empty() {
            scored.truncate(limit);
        } else {
            if limit > 0 && limit < scored.len() {
                scored.select_nth_unstable_by_key(limit - 1, order);
            }
            scored.truncate(limit);
            scored.sort_unstable_by_key(order);
        }
        let found = |(score, i): (u32, usize)| Found {
            target: self.entries[i].target,
            name: self.entries[i].name.clone(),
            ranges: self.entries[i].ranges(&parts, &self.documents, &mut matcher),
            score,
        };
        scored.into_iter().map(found).collect()
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

/// The keys are folded already; nothing is left for nucleo to fold.
fn matcher() -> Matcher {
    let mut config = Config::DEFAULT;
    config.normalize = false;
    config.ignore_case = false;
    Matcher::new(config)
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

impl Part {
    fn new(typed: &str) -> Option<Self> {
        let rest = typed.trim_start_matches(['\'', '‘', '＇']);
        let key = folded(rest);
        (!key.is_empty()).then(|| Part {
            chars: key.chars().collect(),
            literal: rest.len() < typed.len(),
            piece: Piece::new(&key),
            key,
        })
    }
}

impl Entry {
    fn new(target: Target, document: usize, symbol: &str, title: &str) -> Self {
        let title = sanitize(title);
        let symbol = if title.contains(symbol) { "" } else { symbol };
        let (name, symbol_len) = if symbol.is_empty() {
            (title.trim().to_owned(), 0)
        } else {
            (format!("{symbol} {}", title.trim()), symbol.len())
        };
        let key = folded(&name[symbol_len..]);
        Entry {
            target,
            document,
            symbol_len,
            chars: key.chars().take(LONGEST).collect(),
            key,
            name,
        }
    }

    /// The sum over all parts; `None` when one does not match, or none matches the entry itself.
    fn score(
        &self,
        parts: &[Part],
        paper: &Paper,
        held: impl Fn(usize) -> bool,
        matcher: &mut Matcher,
    ) -> Option<u32> {
        let (mut total, mut own) = (0, parts.is_empty());
        for (i, part) in parts.iter().enumerate() {
            match self.score_part(part, paper, matcher) {
                Some(score) => {
                    total += score;
                    own = true;
                }
                None if held(i) => total += 1,
                None => return None,
            }
        }
        own.then_some(total)
    }

    fn score_part(&self, part: &Part, paper: &Paper, matcher: &mut Matcher) -> Option<u32> {
        if matches!(self.target, Target::Document(_))
            && let Some(piece) = &part.piece
            && let Some(fit) = paper.symbol.fit(piece).or_else(|| paper.id.fit(piece))
        {
            return Some(SYMBOL_FIRST + fit.score);
        }
        if part.literal {
            let at = memmem::find(self.key.as_bytes(), part.key.as_bytes())?;
            return Some(40 * len32(&part.chars) + u32::from(at == 0));
        }
        let (name, needle) = (
            Utf32Str::Unicode(&self.chars),
            Utf32Str::Unicode(&part.chars),
        );
        matcher.fuzzy_match(name, needle).map(u32::from)
    }

    /// The bytes of the name to mark.
    fn ranges(&self, parts: &[Part], papers: &[Paper], matcher: &mut Matcher) -> Vec<Range<u32>> {
        let key = fold(&self.name[self.symbol_len..]);
        let offsets: Vec<usize> = key
            .text
            .char_indices()
            .map(|c| c.0)
            .chain([key.text.len()])
            .collect();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for part in parts {
            if self.symbol_len > 0
                && let Some(piece) = &part.piece
                && let Some(fit) = papers[self.document].symbol.fit(piece)
            {
                ranges.push(fit.range);
                continue;
            }
            let mut indices = Vec::new();
            if let Some(at) = key.text.find(&part.key).filter(|_| part.literal) {
                let first = offsets.partition_point(|&o| o < at);
                indices.extend(first..first + part.chars.len());
            } else if !part.literal {
                let (name, needle) = (
                    Utf32Str::Unicode(&self.chars),
                    Utf32Str::Unicode(&part.chars),
                );
                let mut found = Vec::new();
                matcher.fuzzy_indices(name, needle, &mut found);
                indices.extend(found.into_iter().map(|i| i as usize));
            }
            for i in indices {
                let source = key.source(offsets[i]..offsets[i + 1]);
                ranges.push(self.symbol_len + source.start..self.symbol_len + source.end);
            }
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

fn len32(chars: &[char]) -> u32 {
    u32::try_from(chars.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "finder_tests.rs"]
mod tests;
