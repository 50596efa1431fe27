//! The differences of two texts as one text: what is the same is one line, what changed is there with its words.
//!
//! In: a comparison, a width. Out: lines, a cursor on them. Removed words stand in [-…-], added ones in {+…+}: they
//! can be told without colour, and are lines of text in every face. For those who hear them they are told by words.

use super::update::Turn;
use super::{App, View, geometry};
use crate::export::marked_words;
use crate::index::BlockRef;
use crate::library::{Change, Comparison, Pair};
use crate::text::{Columns, Ruler, sanitize};
use std::ops::Range;
use std::sync::Arc;

/// Columns before the text: the mark of the current line and a blank.
pub(crate) const GUTTER: u16 = 2;
/// Text is not set wider than this.
const MEASURE: u16 = 88;

/// A line: an entry, and which line of it. The first of an entry says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct At {
    pub entry: usize,
    pub line: usize,
}

/// The differences that are open.
#[derive(Debug, Clone)]
pub(crate) struct Diff {
    pub comparison: Arc<Comparison>,
    /// Pairs that belong together: several that are the same, or one that is not.
    pub entries: Arc<Vec<Range<usize>>>,
    pub cursor: At,
    /// The line at the top.
    pub top: At,
    /// In lines: the first difference on the page.
    pub told: usize,
    /// What stands around removed and around added words where they are heard.
    pub said: Option<Arc<[String; 4]>>,
}

impl Diff {
    /// The cursor is on the first difference.
    pub fn new(comparison: Comparison) -> Diff {
        let mut entries: Vec<Range<usize>> = Vec::new();
        for (i, pair) in comparison.pairs.iter().enumerate() {
            match entries.last_mut() {
                Some(last) if pair.is_same() && comparison.pairs[last.start].is_same() => {
                    last.end = i + 1;
                }
                _ => entries.push(i..i + 1),
            }
        }
        let mut diff = Diff {
            comparison: Arc::new(comparison),
            entries: Arc::new(entries),
            cursor: At::default(),
            top: At::default(),
            told: 0,
            said: None,
        };
        diff.cursor.entry = (0..diff.entries.len())
            .find(|entry| diff.changed(*entry))
            .unwrap_or(0);
        diff
    }

    /// The pairs of an entry.
    pub fn pairs(&self, entry: usize) -> &[Pair] {
        let range = self.entries.get(entry).cloned().unwrap_or(0..0);
        &self.comparison.pairs[range]
    }

    /// An entry is a difference.
    pub fn changed(&self, entry: usize) -> bool {
        self.pairs(entry).first().is_some_and(|p| !p.is_same())
    }

    /// Entries that are differences.
    pub fn differences(&self) -> Vec<usize> {
        let all = 0..self.entries.len();
        all.filter(|entry| self.changed(*entry)).collect()
    }

    /// The words of a difference, and which stretches of them were removed or added, with the characters that mark
    /// them.
    pub fn marked(&self, entry: usize) -> (String, Vec<(Range<usize>, Change)>) {
        let pair = self.pairs(entry).first().filter(|p| !p.is_same());
        let mut words = String::new();
        let mut marks = Vec::new();
        // of a paragraph that is only here or only there, its head says so
        let alone = pair.is_some_and(|p| p.left.is_none() || p.right.is_none());
        for stretch in pair.iter().flat_map(|p| &p.words) {
            let from = words.len();
            let text = match (&self.said, stretch.change) {
                (Some(_), _) if alone => stretch.text.clone(),
                (Some(said), Change::Removed) => format!("{}{}{}", said[0], stretch.text, said[1]),
                (Some(said), Change::Added) => format!("{}{}{}", said[2], stretch.text, said[3]),
                _ => marked_words(std::slice::from_ref(stretch)),
            };
            words.push_str(&sanitize(&text).replace('\t', " "));
            if stretch.change != Change::Same {
                marks.push((from..words.len(), stretch.change));
            }
        }
        (words, marks)
    }

    /// The words of a difference with its changes marked.
    pub fn words(&self, entry: usize) -> String {
        self.marked(entry).0
    }

    /// The bytes of `words` on each line after the first.
    pub fn lines(&self, entry: usize, width: Columns, ruler: Ruler) -> Vec<Range<usize>> {
        let words = self.words(entry);
        if words.is_empty() {
            return Vec::new();
        }
        ruler.wrap(&words, width, width)
    }

    fn len(&self, entry: usize, width: Columns, ruler: Ruler) -> usize {
        self.lines(entry, width, ruler).len() + 1
    }

    /// A line so many lines away.
    pub fn away(&self, from: At, by: i64, width: Columns, ruler: Ruler) -> At {
        let mut at = from;
        let mut left = by;
        while left > 0 {
            let rest = self.len(at.entry, width, ruler).saturating_sub(at.line + 1);
            if left as usize <= rest || at.entry + 1 >= self.entries.len() {
                at.line += rest.min(left as usize);
                break;
            }
            left -= rest as i64 + 1;
            at = At {
                entry: at.entry + 1,
                line: 0,
            };
        }
        while left < 0 {
            let up = at.line.min(left.unsigned_abs() as usize);
            at.line -= up;
            left += up as i64;
            if left == 0 || at.entry == 0 {
                break;
            }
            left += 1;
            at.entry -= 1;
            at.line = self.len(at.entry, width, ruler) - 1;
        }
        at
    }

    /// Moves the cursor by lines.
    fn step(&mut self, by: i64, width: Columns, ruler: Ruler) {
        self.cursor = self.away(self.cursor, by, width, ruler);
    }

    /// The lines of a page.
    pub fn page(&self, height: usize, width: Columns, ruler: Ruler) -> Vec<At> {
        let mut page = Vec::new();
        for entry in self.top.entry..self.entries.len() {
            let first = if entry == self.top.entry {
                self.top.line
            } else {
                0
            };
            for line in first..self.len(entry, width, ruler) {
                if page.len() >= height {
                    return page;
                }
                page.push(At { entry, line });
            }
        }
        page
    }

    /// Scrolls so that the cursor, and where it can be all of its difference, is on the page.
    fn keep_in_sight(&mut self, height: usize, width: Columns, ruler: Ruler) {
        let height = height.max(1);
        let last = self.len(self.cursor.entry, width, ruler) - 1;
        self.cursor.line = self.cursor.line.min(last);
        self.top.line = self
            .top
            .line
            .min(self.len(self.top.entry, width, ruler) - 1);
        if self.cursor < self.top {
            self.top = self.cursor;
        }
        let end = At {
            entry: self.cursor.entry,
            line: last.min(self.cursor.line.max(height - 1)),
        };
        let page = self.page(height, width, ruler);
        if !page.contains(&end) {
            self.top = self.away(end, 1 - height as i64, width, ruler);
        }
        if self.cursor < self.top {
            self.top = self.cursor;
        }
    }

    /// The block that an entry is about: of the second text, or of the first where the second has none.
    pub fn place(&self, entry: usize) -> Option<BlockRef> {
        let pair = self.pairs(entry).first()?;
        let (document, block) = match (pair.left, pair.right) {
            (_, Some(block)) => (self.comparison.right.document, block),
            (Some(block), None) => (self.comparison.left.document, block),
            (None, None) => return None,
        };
        Some(BlockRef { document, block })
    }
}

impl App {
    /// Columns for the words of differences, and lines on a page.
    pub(crate) fn diff_page(&self) -> (Columns, usize) {
        let body = geometry::body(self.port());
        if self.is_linear() || self.in_lines() {
            return (Columns::from(body.width.max(8)), usize::from(body.height));
        }
        let framed = geometry::size(self.port()) != geometry::Size::Bare;
        let width = body.inner_width(framed).saturating_sub(GUTTER);
        (
            Columns::from(width.clamp(8, MEASURE)),
            body.inner_height(framed),
        )
    }
}

impl Turn<'_> {
    /// Moves by lines.
    pub(super) fn step_diff(&mut self, by: i64) {
        let (width, _) = self.app.diff_page();
        let ruler = self.app.ruler();
        if let Some(View::Diff(diff)) = self.app.stack.last_mut() {
            diff.step(by, width, ruler);
        }
    }

    /// To the next difference.
    pub(super) fn next_difference(&mut self, by: i64) {
        let times = self.times().unsigned_abs() as usize;
        let Some(View::Diff(diff)) = self.app.stack.last_mut() else {
            return;
        };
        let all = diff.differences();
        let here = diff.cursor.entry;
        let to = if by > 0 {
            all.iter().filter(|e| **e > here).nth(times - 1)
        } else {
            all.iter().rev().filter(|e| **e < here).nth(times - 1)
        };
        match to {
            Some(entry) => {
                diff.cursor = At {
                    entry: *entry,
                    line: 0,
                };
                self.here();
            }
            None => self.say("message-no-more-differences", &[]),
        }
    }

    /// Opens the paragraph of an entry.
    pub(super) fn enter_difference(&mut self, entry: usize) {
        let Some(View::Diff(diff)) = self.app.stack.last_mut() else {
            return;
        };
        if entry != diff.cursor.entry {
            diff.cursor = At { entry, line: 0 };
        }
        if let Some(at) = diff.place(entry) {
            self.go(at, None, None);
        }
    }

    pub(super) fn keep_diff_in_sight(&mut self) {
        let (width, height) = self.app.diff_page();
        let ruler = self.app.ruler();
        if let Some(View::Diff(diff)) = self.app.stack.last_mut()
            && !diff.entries.is_empty()
        {
            diff.keep_in_sight(height, width, ruler);
        }
    }
}
