//! Lines of the reading view: a block's text broken to a width, with note marks put back where they stood.
//!
//! In: a document, a place, a width. Out: `Line`s that know the bytes they show. Only what is asked for is
//! laid out, so that a long document opens as fast as a short one.

use super::reading::Anchor;
use super::{flow, table};
use crate::document::{Block, BlockKind, Document};
use crate::text::{Columns, Ruler};
use std::ops::Range;

/// A width and how to measure it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measure {
    pub width: Columns,
    pub ruler: Ruler,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Text of a block.
    Text,
    /// The blank line before a block.
    Gap,
    /// The line over the notes at the end of a document.
    NotesHead,
}

/// A stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub text: String,
    /// Where its first byte stands in the block's text; None for what is not text of the block.
    pub from: Option<u32>,
    /// It is a note mark put back.
    pub note: bool,
}

impl Run {
    pub(super) fn filling(text: String) -> Run {
        Run {
            text,
            from: None,
            note: false,
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub kind: LineKind,
    pub block: usize,
    /// Bytes of the block's text that it stands for; together the lines of a block cover the text.
    pub start: u32,
    pub end: u32,
    /// First line of its block.
    pub first: bool,
    /// Last line of its block.
    pub last: bool,
    pub indent: Columns,
    pub runs: Vec<Run>,
}

impl Line {
    /// The place is on this line.
    pub fn holds(&self, at: Anchor) -> bool {
        self.kind == LineKind::Text
            && self.block == at.block
            && self.start <= at.at
            && (at.at < self.end || self.last)
    }
}

/// A stretch of a block's text with its note marks put back.
pub(super) struct Shown {
    pub text: String,
    /// Stretches of `text`: where they begin, and where that stands in the block; marks stand at a point.
    parts: Vec<(usize, u32, bool)>,
}

impl Shown {
    pub fn new(block: &Block, range: Range<u32>) -> Shown {
        let mut shown = Shown {
            text: String::new(),
            parts: Vec::new(),
        };
        let mut from = range.start;
        let slice = |a: u32, b: u32| block.text.get(a as usize..b as usize).unwrap_or("");
        let last = range.end as usize == block.text.len();
        if let Some(lead) = note_lead(block).filter(|_| range.start == 0) {
            shown.push(&lead, 0, true);
        }
        for mark in &block.marks {
            let inside = mark.at >= range.start && (mark.at < range.end || last);
            if !inside || mark.at < from || !block.text.is_char_boundary(mark.at as usize) {
                continue;
            }
            shown.push(slice(from, mark.at), from, false);
            shown.push(&note_mark(&mark.marker), mark.at, true);
            from = mark.at;
        }
        shown.push(slice(from, range.end), from, false);
        shown
    }

    fn push(&mut self, text: &str, from: u32, note: bool) {
        if !text.is_empty() {
            self.parts.push((self.text.len(), from, note));
            self.text.push_str(text);
        }
    }

    /// Where a byte of `text` stands in the block.
    pub fn source(&self, at: usize) -> u32 {
        let part = self.parts.partition_point(|p| p.0 <= at).checked_sub(1);
        match part.map(|i| self.parts[i]) {
            Some((_, from, true)) => from,
            Some((start, from, false)) => from + (at - start) as u32,
            None => 0,
        }
    }

    /// The runs of a stretch of `text`.
    pub fn runs(&self, range: Range<usize>) -> Vec<Run> {
        let mut runs = Vec::new();
        for (i, &(start, from, note)) in self.parts.iter().enumerate() {
            let end = self.parts.get(i + 1).map_or(self.text.len(), |p| p.0);
            let (a, b) = (start.max(range.start), end.min(range.end));
            if a < b {
                runs.push(Run {
                    text: self.text[a..b].to_owned(),
                    from: (!note).then(|| from + (a - start) as u32),
                    note,
                });
            }
        }
        runs
    }
}

/// A mark as shown in the text: `[3]`.
pub(crate) fn note_mark(marker: &str) -> String {
    let marker = if marker == "\u{fffd}" { "?" } else { marker };
    format!("[{marker}]")
}

/// What stands before a note whose text does not begin with its own number.
fn note_lead(block: &Block) -> Option<String> {
    let bare = block.kind == BlockKind::Footnote && block.number_len == 0;
    (bare && !block.number.is_empty()).then(|| format!("{} ", note_mark(&block.number)))
}

/// The lines of a block; at least one.
pub(crate) fn block_lines(document: &Document, index: usize, measure: Measure) -> Vec<Line> {
    let Some(block) = document.blocks.get(index) else {
        return vec![empty_line(index)];
    };
    let mut lines = if block.kind == BlockKind::TableRow {
        table::row_lines(document, index, measure)
    } else {
        paragraph_lines(block, index, measure)
    };
    if lines.is_empty() {
        lines.push(empty_line(index));
    }
    let len = block.text.len() as u32;
    if let Some(line) = lines.first_mut() {
        line.first = true;
        line.start = 0;
    }
    // Every line has a place of its own, also one that holds nothing but a note mark.
    for i in 1..lines.len() {
        lines[i].start = lines[i].start.max(lines[i - 1].start + 1);
    }
    // The lines cover the text: each ends where the next begins.
    for i in 0..lines.len() {
        let end = lines.get(i + 1).map_or(len, |l| l.start);
        let line = &mut lines[i];
        line.end = end.max(line.start);
    }
    if let Some(line) = lines.last_mut() {
        line.last = true;
    }
    lines
}

fn empty_line(block: usize) -> Line {
    Line {
        kind: LineKind::Text,
        block,
        start: 0,
        end: 0,
        first: true,
        last: true,
        indent: Columns(0),
        runs: Vec::new(),
    }
}

/// A block's whole text with its note marks put back, as runs.
pub(crate) fn whole(block: &Block) -> Vec<Run> {
    let shown = Shown::new(block, 0..block.text.len() as u32);
    shown.runs(0..shown.text.len())
}

/// Columns before the first line and before the others: items stand by their depth and hang from their
/// number, notes and headings hang from theirs.
fn indents(block: &Block, measure: Measure) -> (Columns, Columns) {
    let lead = note_lead(block);
    let printed = block.text.get(..block.number_len as usize);
    let number = lead.as_deref().or(printed);
    let number = number.map_or(Columns(0), |n| measure.ruler.width(n));
    let depth = match block.kind {
        BlockKind::Item => 4 * usize::from(block.level.clamp(1, 6) - 1),
        BlockKind::Toc => 2 * usize::from(block.level.clamp(1, 6) - 1),
        _ => 0,
    };
    let hangs = matches!(
        block.kind,
        BlockKind::Item | BlockKind::Heading | BlockKind::Footnote
    );
    let hang = if hangs && number.0 <= 10 { number.0 } else { 0 };
    let most = measure.width.0 / 3;
    (Columns(depth.min(most)), Columns((depth + hang).min(most)))
}

fn paragraph_lines(block: &Block, index: usize, measure: Measure) -> Vec<Line> {
    let shown = Shown::new(block, 0..block.text.len() as u32);
    let (first, rest) = indents(block, measure);
    text_lines(&shown, index, measure, first, rest)
}

/// Breaks a shown text into lines.
pub(super) fn text_lines(
    shown: &Shown,
    block: usize,
    measure: Measure,
    first: Columns,
    rest: Columns,
) -> Vec<Line> {
    let ranges = measure
        .ruler
        .wrap(&shown.text, measure.width - first, measure.width - rest);
    let mut lines = Vec::with_capacity(ranges.len());
    for (i, range) in ranges.into_iter().enumerate() {
        let ink = shown.text[range.clone()].trim_end().len();
        lines.push(Line {
            start: shown.source(range.start),
            indent: if i == 0 { first } else { rest },
            runs: shown.runs(range.start..range.start + ink),
            ..empty_line(block)
        });
        if let Some(line) = lines.last_mut() {
            (line.first, line.last) = (false, false);
        }
    }
    lines
}

/// The lines that stand before a block.
fn before(document: &Document, block: usize) -> &'static [LineKind] {
    if flow::is_first_note(document, block) {
        &[LineKind::Gap, LineKind::NotesHead]
    } else if flow::gap_before(document, block) {
        &[LineKind::Gap]
    } else {
        &[]
    }
}

/// The line of a block that holds a byte of its text: the last that begins at or before it.
fn line_of(lines: &[Line], at: u32) -> usize {
    lines.iter().rposition(|line| line.start <= at).unwrap_or(0)
}

/// At most `max` lines from the one that holds `top` on.
pub(crate) fn page(document: &Document, top: Anchor, measure: Measure, max: usize) -> Vec<Line> {
    let mut page = Vec::with_capacity(max);
    let mut block = (top.block < document.blocks.len()).then_some(top.block);
    while let Some(index) = block {
        if page.len() >= max {
            break;
        }
        let mut lines = block_lines(document, index, measure);
        if index == top.block {
            lines.drain(..line_of(&lines, top.at));
        } else {
            page.extend(before(document, index).iter().map(|&kind| Line {
                kind,
                ..empty_line(index)
            }));
        }
        page.append(&mut lines);
        block = flow::next(document, index);
    }
    page.truncate(max);
    page
}

/// The line `count` lines above the one that holds `from`, blank lines counted.
pub(crate) fn back(document: &Document, from: Anchor, measure: Measure, count: usize) -> Anchor {
    let mut block = from.block;
    let mut lines = block_lines(document, block, measure);
    let mut above = line_of(&lines, from.at);
    let mut count = count;
    loop {
        if count <= above {
            return Anchor {
                block,
                at: lines[above - count].start,
            };
        }
        count -= above;
        let gap = before(document, block).len();
        let Some(previous) = flow::previous(document, block).filter(|_| count > gap) else {
            return Anchor {
                block,
                at: lines[0].start,
            };
        };
        count -= gap;
        block = previous;
        lines = block_lines(document, block, measure);
        above = lines.len();
    }
}

/// The line of text `by` lines further down, or up where negative.
pub(crate) fn step(document: &Document, from: Anchor, measure: Measure, by: i64) -> Anchor {
    let mut block = from.block;
    let mut lines = block_lines(document, block, measure);
    let mut line = line_of(&lines, from.at) as i64;
    let mut left = by;
    loop {
        let to = line + left;
        if to < 0 {
            let Some(previous) = flow::previous(document, block) else {
                line = 0;
                break;
            };
            left = to;
            block = previous;
            lines = block_lines(document, block, measure);
            line = lines.len() as i64;
        } else if to >= lines.len() as i64 {
            let Some(next) = flow::next(document, block) else {
                line = lines.len() as i64 - 1;
                break;
            };
            left = to - lines.len() as i64;
            block = next;
            lines = block_lines(document, block, measure);
            line = 0;
        } else {
            line = to;
            break;
        }
    }
    Anchor {
        block,
        at: lines[line as usize].start,
    }
}
