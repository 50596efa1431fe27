//! The reading view: which document, where in it, and how far the page is scrolled.
//!
//! A place is a block and a byte of its text, so that it survives another size of the window.

use super::display::{Display, Notes};
use super::flow::{Only, Text};
use super::layout::{self, Line, Measure};
use super::peek::Pin;
use super::select::Selection;
use super::split::Direction;
use super::{Node, Viewport, flow, geometry, references};
use crate::document::Document;
use crate::index::{BlockRef, Hit};
use crate::library::Library;
use std::ops::Range;
use std::sync::Arc;

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub(crate) struct Anchor {
    /// Index in `Document::blocks`.
    pub block: usize,
    /// Byte in the block's text.
    pub at: u32,
}

/// The pane with the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Focus {
    /// The document tree.
    Tree,
    /// The text.
    #[default]
    Reading,
    /// Citations, backlinks, notes.
    References,
}

/// What is looked for in the document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Find {
    /// As typed.
    pub typed: String,
    /// All places, in reading order.
    pub hits: Arc<Vec<(usize, Range<u32>)>>,
    /// None stood after the cursor: it is at one that stands before.
    pub wrapped: bool,
}

impl Find {
    /// The number of the place at or after the cursor, from 1; 0 where there is none at all.
    pub fn number(&self, cursor: Anchor) -> usize {
        let here = (cursor.block, cursor.at);
        let before = self.hits.partition_point(|(b, r)| (*b, r.start) < here);
        (before + 1).min(self.hits.len())
    }
}

/// The reading view with the tree and the references beside it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Main {
    /// The open document.
    pub document: Option<usize>,
    /// The reading cursor.
    pub cursor: Anchor,
    /// The line that stands at the top.
    pub top: Anchor,
    /// The pane with the focus.
    pub focus: Focus,
    /// Selected line of the references, by tab.
    pub reference: usize,
    /// First line of the references on the page, in the linear face.
    pub reference_top: usize,
    /// Tab of the references.
    pub tab: usize,
    /// What is being selected.
    pub selection: Option<Selection>,
    /// Hits of the search that led here.
    pub hits: Option<Arc<Vec<Hit>>>,
    /// The search in the document.
    pub find: Option<Find>,
    /// The paragraphs that are shown, where not all are.
    pub only: Option<Arc<Only>>,
    /// The row of the tree that was selected here.
    pub node: Option<Box<Node>>,
    /// What is pinned to the side pane.
    pub pin: Option<Pin>,
    /// In lines: the first block that `more` would say.
    pub more: Option<usize>,
}

impl Main {
    /// Nothing open yet.
    pub fn new(focus: Focus) -> Main {
        Main {
            focus,
            ..Main::default()
        }
    }

    /// The open document.
    pub fn document<'a>(&self, library: &'a Library) -> Option<&'a Document> {
        self.document
            .and_then(|i| library.documents.get(i))
            .map(Arc::as_ref)
    }

    /// The open document as it is read.
    pub fn text<'d>(&'d self, document: &'d Document) -> Text<'d> {
        Text::new(document, self.only.as_deref())
    }

    /// Where the cursor is, in the library.
    pub fn at(&self) -> Option<BlockRef> {
        Some(BlockRef {
            document: self.document?,
            block: self.cursor.block,
        })
    }

    /// Lines that the pinned window is scrolled by, where it has the focus.
    pub fn pin_top(&mut self) -> Option<&mut usize> {
        if self.focus != Focus::References || self.tab != references::PINNED {
            return None;
        }
        match self.pin.as_mut()? {
            Pin::Stays(peek) => Some(&mut peek.top),
            Pin::Follows(top) => Some(top),
        }
    }

    /// Opens a document at its beginning.
    pub fn open(&mut self, index: usize, document: &Document) {
        let start = Anchor {
            block: flow::first(document).unwrap_or(0),
            at: 0,
        };
        self.document = Some(index);
        self.cursor = start;
        self.top = start;
        self.reference = 0;
        self.selection = None;
        self.hits = None;
        self.find = None;
        self.only = None;
        self.more = None;
    }

    /// Puts the cursor somewhere and the line it is on `above` lines below the top.
    pub fn put(&mut self, document: &Document, to: Anchor, measure: Measure, above: usize) {
        self.cursor = to;
        self.reference = 0;
        self.top = layout::back(self.text(document), to, measure, above);
    }

    /// Scrolls by as few lines as needed for the cursor's line to be on the page, and at least by `step`; far away,
    /// the line comes to a third of the page.
    pub fn show_cursor(
        &mut self,
        document: &Document,
        measure: Measure,
        height: usize,
        step: usize,
    ) {
        let height = height.max(1);
        let step = step.clamp(1, height);
        if flow::is_before(document, self.cursor, self.top, measure.display.notes) {
            let line = layout::back(self.text(document), self.cursor, measure, 0);
            let far = layout::back(self.text(document), self.top, measure, height);
            self.top = if flow::is_before(document, line, far, measure.display.notes) {
                layout::back(self.text(document), self.cursor, measure, height / 3)
            } else if step > 1 {
                layout::back(self.text(document), self.cursor, measure, step - 1)
            } else {
                line
            };
            return;
        }
        let on_page = |top: Anchor, lines: usize| {
            layout::page(self.text(document), top, measure, lines)
                .iter()
                .any(|line| line.holds(self.cursor))
        };
        if on_page(self.top, height) {
            return;
        }
        let above = if on_page(self.top, height * 2) {
            height - step
        } else {
            height / 3
        };
        self.top = layout::back(self.text(document), self.cursor, measure, above);
    }

    /// The lines on the page.
    pub fn page(&self, document: &Document, measure: Measure, height: usize) -> Vec<Line> {
        layout::page(self.text(document), self.top, measure, height)
    }

    /// What is to be marked as hit in a block.
    pub fn marked(&self, block: usize) -> Vec<Range<u32>> {
        if let Some(find) = &self.find {
            let hits = find.hits.iter().filter(|(b, _)| *b == block);
            return hits.map(|(_, range)| range.clone()).collect();
        }
        let here = self.document.map(|document| BlockRef { document, block });
        let hit = self
            .hits
            .as_ref()
            .and_then(|hits| hits.iter().find(|h| Some(h.at) == here));
        hit.map(|h| h.ranges.clone()).unwrap_or_default()
    }
}

/// Rows at the foot of a page of so many that notes may take.
pub(crate) fn foot_height(height: usize) -> usize {
    height / 3
}

impl super::App {
    /// Width and ruler of the reading view.
    pub(crate) fn measure(&self) -> Measure {
        let width = if self.is_linear() {
            crate::text::Columns::from(geometry::body(self.viewport).width.max(8))
        } else {
            let panes = self.panes();
            self.settings.display.width(panes.text_width())
        };
        Measure {
            width,
            ruler: self.ruler(),
            display: Display {
                notes: self.notes(),
                ..self.settings.display
            },
            sentences: self.is_linear(),
        }
    }

    /// Where notes are read: without a screen of its own, a page has no foot, and they follow their paragraphs.
    pub(crate) fn notes(&self) -> Notes {
        match (self.settings.display.notes, self.viewport) {
            (Notes::Foot, Viewport::Linear { .. } | Viewport::Lines) => Notes::Inline,
            (notes, _) => notes,
        }
    }

    /// Lines of text on a page of the reading view that notes never cover.
    pub(crate) fn page_height(&self) -> usize {
        let height = self.text_height();
        match self.notes() {
            Notes::Foot => (height - foot_height(height)).max(1),
            _ => height,
        }
    }

    /// Rows that the text moves by, at least, when the cursor leaves it.
    pub(crate) fn scroll_step(&self) -> usize {
        let halved = matches!(self.port(), Viewport::Pane { .. })
            && (self.split.as_ref()).is_some_and(|split| split.direction == Direction::Beside);
        let by_parts =
            self.settings.scrolls_by_parts && (halved || self.panes().is_text_beside_others());
        if by_parts { self.page_height() / 3 } else { 1 }
    }

    /// Rows of the reading view.
    pub(crate) fn text_height(&self) -> usize {
        self.panes().text_height()
    }

    /// The panes of the main view.
    pub(crate) fn panes(&self) -> geometry::Panes {
        let main = self.main();
        geometry::panes(self.port(), main.focus, main.pin.is_some())
    }
}
