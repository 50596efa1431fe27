//! The order in which a document is read: its body from top to bottom, then the texts of its notes.
//!
//! In: a document, a block. Out: the next and the previous one.

use crate::document::{BlockKind, Document};
use std::ops::Deref;

/// Blocks that are shown alone, because they hold what was asked for or stand beside such.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Only {
    /// What was asked for.
    pub typed: String,
    /// Paragraphs shown before and after each that holds it.
    pub context: usize,
    /// How many hold it.
    pub found: usize,
    /// All that are shown, sorted.
    pub blocks: Vec<usize>,
}

impl Only {
    /// The block is shown.
    pub fn shows(&self, block: usize) -> bool {
        self.blocks.binary_search(&block).is_ok()
    }
}

/// A document as it is read: all of it, or some blocks only.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'d> {
    document: &'d Document,
    only: Option<&'d Only>,
}

impl<'d> From<&'d Document> for Text<'d> {
    fn from(document: &'d Document) -> Self {
        Text::new(document, None)
    }
}

impl Deref for Text<'_> {
    type Target = Document;

    fn deref(&self) -> &Document {
        self.document
    }
}

impl<'d> Text<'d> {
    pub fn new(document: &'d Document, only: Option<&'d Only>) -> Text<'d> {
        Text { document, only }
    }

    fn shows(self, block: usize) -> bool {
        self.only.is_none_or(|only| only.shows(block))
    }

    /// The block read after this one.
    pub fn next(self, block: usize) -> Option<usize> {
        let after = |at: &usize| next(self.document, *at);
        std::iter::successors(after(&block), after).find(|at| self.shows(*at))
    }

    /// The block read before this one.
    pub fn previous(self, block: usize) -> Option<usize> {
        let before = |at: &usize| previous(self.document, *at);
        std::iter::successors(before(&block), before).find(|at| self.shows(*at))
    }

    /// The block read first.
    pub fn first(self) -> Option<usize> {
        let first = first(self.document)?;
        if self.shows(first) {
            Some(first)
        } else {
            self.next(first)
        }
    }

    /// The block read last.
    pub fn last(self) -> Option<usize> {
        let last = last(self.document)?;
        if self.shows(last) {
            Some(last)
        } else {
            self.previous(last)
        }
    }

    /// Something that is not shown stands before this block.
    pub fn skips_before(self, block: usize) -> bool {
        previous(self.document, block).is_some_and(|before| !self.shows(before))
    }
}

fn is_note(document: &Document, block: usize) -> bool {
    document
        .blocks
        .get(block)
        .is_some_and(|b| b.kind == BlockKind::Footnote)
}

/// The block read first.
pub(crate) fn first(document: &Document) -> Option<usize> {
    let body = document
        .blocks
        .iter()
        .position(|b| b.kind != BlockKind::Footnote);
    body.or(if document.blocks.is_empty() {
        None
    } else {
        Some(0)
    })
}

/// The block read last.
pub(crate) fn last(document: &Document) -> Option<usize> {
    let note = (0..document.blocks.len())
        .rev()
        .find(|&i| is_note(document, i));
    note.or(document.blocks.len().checked_sub(1))
}

/// The block read after this one.
pub(crate) fn next(document: &Document, block: usize) -> Option<usize> {
    let len = document.blocks.len();
    let note = is_note(document, block);
    let after = (block + 1..len).find(|&i| is_note(document, i) == note);
    if after.is_some() || note {
        return after;
    }
    (0..len).find(|&i| is_note(document, i))
}

/// The block read before this one.
pub(crate) fn previous(document: &Document, block: usize) -> Option<usize> {
    let note = is_note(document, block);
    let before = (0..block.min(document.blocks.len()))
        .rev()
        .find(|&i| is_note(document, i) == note);
    if before.is_some() || !note {
        return before;
    }
    (0..document.blocks.len())
        .rev()
        .find(|&i| !is_note(document, i))
}

/// The first note of the document stands after the body.
pub(crate) fn is_first_note(document: &Document, block: usize) -> bool {
    is_note(document, block) && previous(document, block).is_none_or(|b| !is_note(document, b))
}

/// A blank line stands before this block: between paragraphs, not inside lists, tables and mastheads.
pub(crate) fn gap_before(document: &Document, block: usize) -> bool {
    let Some(before) = previous(document, block) else {
        return false;
    };
    let (Some(this), Some(before)) = (document.blocks.get(block), document.blocks.get(before))
    else {
        return false;
    };
    match this.kind {
        BlockKind::Item => before.kind == BlockKind::Heading,
        BlockKind::Footnote => before.kind != BlockKind::Footnote,
        kind @ (BlockKind::TableRow
        | BlockKind::Toc
        | BlockKind::Masthead
        | BlockKind::Title
        | BlockKind::Preambular
        | BlockKind::Closing) => {
            before.kind != kind
                && !(kind == BlockKind::TableRow && before.kind == BlockKind::Caption)
        }
        _ => true,
    }
}
