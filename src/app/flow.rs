//! The order in which a document is read: its body from top to bottom, then the texts of its notes; or each note
//! after the paragraph that it is marked in.
//!
//! In: a document, a block, where notes are read. Out: the next and the previous one.

use super::display::Notes;
use super::reading::Anchor;
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
    pub fn next(self, block: usize, notes: Notes) -> Option<usize> {
        let after = |at: &usize| next(self.document, *at, notes);
        std::iter::successors(after(&block), after).find(|at| self.shows(*at))
    }

    /// The block read before this one.
    pub fn previous(self, block: usize, notes: Notes) -> Option<usize> {
        let before = |at: &usize| previous(self.document, *at, notes);
        std::iter::successors(before(&block), before).find(|at| self.shows(*at))
    }

    /// The block read first.
    pub fn first(self, notes: Notes) -> Option<usize> {
        let first = first(self.document)?;
        if self.shows(first) {
            Some(first)
        } else {
            self.next(first, notes)
        }
    }

    /// The block read last.
    pub fn last(self, notes: Notes) -> Option<usize> {
        let last = last(self.document, notes)?;
        if self.shows(last) {
            Some(last)
        } else {
            self.previous(last, notes)
        }
    }

    /// Something that is not shown stands before this block.
    pub fn skips_before(self, block: usize, notes: Notes) -> bool {
        previous(self.document, block, notes).is_some_and(|before| !self.shows(before))
    }
}

fn is_note(document: &Document, block: usize) -> bool {
    document
        .blocks
        .get(block)
        .is_some_and(|b| b.kind == BlockKind::Footnote)
}

/// The block of the body that marks a note first, and where; None for what no body marks.
fn holder(document: &Document, block: usize) -> Option<(usize, u32)> {
    let note = document.notes.binary_search_by_key(&block, |n| n.block);
    let note = document.notes.get(note.ok()?)?;
    let (at, byte) = note.refs.first().copied()?;
    (!is_note(document, at)).then_some((at, byte))
}

/// Blocks of the notes that a block of the body marks first, in the order of their marks.
fn held(document: &Document, block: usize) -> Vec<usize> {
    let marks = document.blocks.get(block).map_or(&[][..], |b| &b.marks);
    let mut notes: Vec<usize> = Vec::new();
    for mark in marks {
        let note = mark.note.and_then(|n| document.notes.get(n));
        if let Some(note) = note
            && holder(document, note.block).is_some_and(|(at, _)| at == block)
            && !notes.contains(&note.block)
        {
            notes.push(note.block);
        }
    }
    notes
}

/// A note that no body marks: where notes follow their paragraphs, it is read at the end.
fn is_loose(document: &Document, block: usize) -> bool {
    is_note(document, block) && holder(document, block).is_none()
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
pub(crate) fn last(document: &Document, notes: Notes) -> Option<usize> {
    let find =
        |wanted: &dyn Fn(usize) -> bool| (0..document.blocks.len()).rev().find(|&i| wanted(i));
    let body = find(&|i| !is_note(document, i));
    let found = match notes {
        Notes::End | Notes::Foot => find(&|i| is_note(document, i)),
        Notes::Hidden => body,
        Notes::Inline => {
            find(&|i| is_loose(document, i)).or_else(|| held(document, body?).last().copied())
        }
    };
    found.or(body).or(document.blocks.len().checked_sub(1))
}

/// The block read after this one.
pub(crate) fn next(document: &Document, block: usize, notes: Notes) -> Option<usize> {
    let len = document.blocks.len();
    let find = |from: usize, wanted: &dyn Fn(usize) -> bool| (from..len).find(|&i| wanted(i));
    let note = is_note(document, block);
    if notes != Notes::Inline {
        let after = find(block + 1, &|i| is_note(document, i) == note);
        if after.is_some() || note || notes == Notes::Hidden {
            return after;
        }
        return find(0, &|i| is_note(document, i));
    }
    let after_body = |body: usize| {
        find(body + 1, &|i| !is_note(document, i)).or_else(|| find(0, &|i| is_loose(document, i)))
    };
    match (note, holder(document, block)) {
        (false, _) => held(document, block)
            .first()
            .copied()
            .or_else(|| after_body(block)),
        (true, Some((body, _))) => {
            let held = held(document, body);
            let at = held.iter().position(|&n| n == block);
            at.and_then(|at| held.get(at + 1).copied())
                .or_else(|| after_body(body))
        }
        (true, None) => find(block + 1, &|i| is_loose(document, i)),
    }
}

/// The block read before this one.
pub(crate) fn previous(document: &Document, block: usize, notes: Notes) -> Option<usize> {
    let len = document.blocks.len();
    let find = |until: usize, wanted: &dyn Fn(usize) -> bool| {
        (0..until.min(len)).rev().find(|&i| wanted(i))
    };
    let note = is_note(document, block);
    if notes != Notes::Inline {
        let before = find(block, &|i| is_note(document, i) == note);
        if before.is_some() || !note || notes == Notes::Hidden {
            return before;
        }
        return find(len, &|i| !is_note(document, i));
    }
    let end_of = |until: usize| {
        let body = find(until, &|i| !is_note(document, i))?;
        Some(held(document, body).last().copied().unwrap_or(body))
    };
    match (note, holder(document, block)) {
        (false, _) => end_of(block),
        (true, Some((body, _))) => {
            let held = held(document, body);
            let at = held.iter().position(|&n| n == block).unwrap_or(0);
            Some(at.checked_sub(1).map_or(body, |before| held[before]))
        }
        (true, None) => find(block, &|i| is_loose(document, i)).or_else(|| end_of(len)),
    }
}

/// The first note of those read after the body.
pub(crate) fn is_first_note(document: &Document, block: usize, notes: Notes) -> bool {
    let at_end = match notes {
        Notes::Inline => is_loose(document, block),
        _ => is_note(document, block),
    };
    let before = || previous(document, block, notes);
    let first = || match notes {
        Notes::Inline => before().is_none_or(|b| !is_loose(document, b)),
        _ => before().is_none_or(|b| !is_note(document, b)),
    };
    at_end && first()
}

/// A blank line stands before this block: between paragraphs, not inside lists, tables and mastheads.
pub(crate) fn gap_before(document: &Document, block: usize, notes: Notes) -> bool {
    let Some(before) = previous(document, block, notes) else {
        return false;
    };
    let (Some(this), Some(before)) = (document.blocks.get(block), document.blocks.get(before))
    else {
        return false;
    };
    match this.kind {
        BlockKind::Item => before.kind == BlockKind::Heading,
        // A note that follows its paragraph hangs under it.
        BlockKind::Footnote => notes != Notes::Inline && before.kind != BlockKind::Footnote,
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

/// One place is read before another.
pub(crate) fn is_before(document: &Document, a: Anchor, b: Anchor, notes: Notes) -> bool {
    let key = |anchor: Anchor| {
        let note = is_note(document, anchor.block);
        let held = match notes {
            Notes::Inline if note => holder(document, anchor.block),
            _ => None,
        };
        match held {
            // Behind its paragraph, and there by its mark.
            Some((body, at)) => (false, body, at + 1, anchor.block, anchor.at),
            None => (note, anchor.block, 0, anchor.block, anchor.at),
        }
    };
    key(a) < key(b)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::library::{Parts, open_whole};

    const WAYS: [Notes; 4] = [Notes::End, Notes::Inline, Notes::Foot, Notes::Hidden];

    #[test]
    fn every_block_is_read_once_and_the_way_back_is_the_same() {
        let parts = Parts::NONE;
        for document in &open_whole(&[], parts).documents {
            for notes in WAYS {
                let mut read = vec![first(document).unwrap()];
                while let Some(block) = next(document, read[read.len() - 1], notes) {
                    assert_eq!(previous(document, block, notes), read.last().copied());
                    let here = |block| Anchor { block, at: 0 };
                    assert!(is_before(
                        document,
                        here(read[read.len() - 1]),
                        here(block),
                        notes
                    ));
                    read.push(block);
                    assert!(read.len() <= document.blocks.len());
                }
                assert_eq!(last(document, notes), read.last().copied());
                assert_eq!(previous(document, read[0], notes), None);
                let all = document
                    .blocks
                    .iter()
                    .filter(|b| notes != Notes::Hidden || b.kind != BlockKind::Footnote);
                read.sort_unstable();
                read.dedup();
                assert_eq!(read.len(), all.count());
            }
        }
    }
}
