//! The order in which a document is read: its body from top to bottom, then the texts of its notes.
//!
//! In: a document, a block. Out: the next and the previous one.

use crate::document::{BlockKind, Document};

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
