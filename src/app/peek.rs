//! A small window over the text: the notes and citations of a paragraph, or its raw lines.

use super::links::Cite;
use super::list::cites_of;
use super::reading::Anchor;
use crate::document::Document;
use crate::index::BlockRef;
use crate::library::Library;

/// What a peek can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PeekItem {
    /// A note: index in `Document::notes`.
    Note(usize),
    /// A citation.
    Citation(Cite),
    /// The raw lines of the block.
    Raw,
    /// An event: index in the timeline's entries.
    Event(usize),
}

/// A peek that is open.
#[derive(Debug, Clone)]
pub(crate) struct Peek {
    /// The document and the paragraph it stands over.
    pub at: BlockRef,
    /// Everything that can be shown here, in reading order.
    pub items: Vec<PeekItem>,
    /// Which of them is shown.
    pub current: usize,
    /// Lines scrolled; in the linear face the row with the cursor.
    pub top: usize,
    /// In the linear face: first row on the page.
    pub first: usize,
}

/// Longest chain of notes that is followed.
const CHAIN: usize = 12;

impl Peek {
    /// Everything in the paragraph, beginning with what stands at or after the cursor; None where there is
    /// nothing.
    pub fn of_paragraph(library: &Library, document: usize, cursor: Anchor) -> Option<Peek> {
        let at = BlockRef {
            document,
            block: cursor.block,
        };
        let holder = library.documents.get(document)?;
        let mut found: Vec<(u32, u32, PeekItem)> = Vec::new();
        let block = holder.blocks.get(cursor.block)?;
        for mark in &block.marks {
            if let Some(note) = mark.note {
                found.push((mark.at, mark.at, PeekItem::Note(note)));
            }
        }
        for cite in cites_of(library, at) {
            if let Some(citation) = cite.citation(library) {
                let range = &citation.span.range;
                found.push((range.start, range.end, PeekItem::Citation(cite)));
            }
        }
        if found.is_empty()
            && let Some(note) = holder.notes.iter().position(|n| n.block == cursor.block)
        {
            found.push((0, 0, PeekItem::Note(note)));
        }
        found.sort_by_key(|(start, _, _)| *start);
        let current = found.iter().position(|(_, end, _)| *end >= cursor.at);
        let items: Vec<PeekItem> = found.into_iter().map(|(_, _, item)| item).collect();
        (!items.is_empty()).then_some(Peek {
            at,
            current: current.unwrap_or(0),
            items,
            top: 0,
            first: 0,
        })
    }

    /// One thing only.
    pub fn single(at: BlockRef, item: PeekItem) -> Peek {
        Peek {
            at,
            items: vec![item],
            current: 0,
            top: 0,
            first: 0,
        }
    }

    /// What is shown.
    pub fn item(&self) -> Option<PeekItem> {
        self.items.get(self.current).copied()
    }

    /// The next or previous item.
    pub fn turn(&mut self, by: i64) {
        let len = self.items.len().max(1) as i64;
        self.current = (self.current as i64 + by).rem_euclid(len) as usize;
        (self.top, self.first) = (0, 0);
    }
}

/// A note and, where it only says 同上 or the like, those before it that it means, until one says more.
pub(crate) fn chain(document: &Document, note: usize) -> Vec<usize> {
    let mut chain = vec![note];
    let mut at = note;
    while chain.len() < CHAIN && at > 0 && says_ditto(document, at) {
        at -= 1;
        chain.push(at);
    }
    chain
}

fn says_ditto(document: &Document, note: usize) -> bool {
    let block = document.notes.get(note).map(|n| n.block);
    let body = block
        .and_then(|b| document.blocks.get(b))
        .map_or("", |b| b.body().trim_start());
    ["同上", "同前", "Ibid", "ibid"]
        .iter()
        .any(|word| body.starts_with(word))
}
