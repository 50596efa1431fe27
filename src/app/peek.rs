//! A small window over the text: the notes and citations of a paragraph, or its raw lines.

use super::links::Cite;
use super::list::cites_of;
use super::reading::Anchor;
use super::update::Turn;
use super::{View, references};
use crate::index::BlockRef;
use crate::library::Library;
use std::ops::Range;

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
    /// What an abbreviation or a term stands for: bytes of the block's text.
    Term(u32, u32),
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

    /// The abbreviations and terms of a paragraph, beginning with the one at or after the cursor.
    pub fn of_terms(at: BlockRef, words: &[Range<u32>], cursor: u32) -> Option<Peek> {
        let current = words.iter().position(|w| w.end >= cursor).unwrap_or(0);
        let items = words.iter().map(|w| PeekItem::Term(w.start, w.end));
        let peek = Peek {
            at,
            items: items.collect(),
            current,
            top: 0,
            first: 0,
        };
        (!peek.items.is_empty()).then_some(peek)
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

/// What is shown in the side pane while one reads on.
#[derive(Debug, Clone)]
pub(crate) enum Pin {
    /// What was pinned stays.
    Stays(Box<Peek>),
    /// What is at the cursor, wherever that goes; lines scrolled.
    Follows(usize),
}

impl Turn<'_> {
    /// Pins the small window to the side pane; there it stays, then follows the cursor, then goes away.
    pub(super) fn pin(&mut self) {
        if let View::Peek(peek) = self.app.top() {
            let peek = peek.clone();
            self.app.pop();
            self.set_pin(Some(Pin::Stays(peek)), "message-pin-stays");
            return;
        }
        match self.app.main().pin {
            None | Some(Pin::Stays(_)) => {
                self.set_pin(Some(Pin::Follows(0)), "message-pin-follows");
            }
            Some(Pin::Follows(_)) => self.set_pin(None, "message-pin-off"),
        }
    }

    fn set_pin(&mut self, pin: Option<Pin>, message: &str) {
        let main = self.app.main_mut();
        main.tab = match pin {
            Some(_) => references::PINNED,
            None => main.tab.min(references::PINNED - 1),
        };
        main.pin = pin;
        self.say(message, &[]);
    }
}

impl super::App {
    /// What the side pane shows of what is pinned; None where nothing is at the cursor.
    pub(crate) fn pinned(&self, library: &Library) -> Option<Peek> {
        let main = self.main();
        match main.pin.as_ref()? {
            Pin::Stays(peek) => Some((**peek).clone()),
            Pin::Follows(top) => {
                let mut peek = Peek::of_paragraph(library, main.document?, main.cursor)?;
                peek.top = *top;
                Some(peek)
            }
        }
    }
}
