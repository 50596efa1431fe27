//! Lines of the reading view: a block's text broken to a width, with note marks put back where they stood.
//!
//! In: a document, a place, a width. Out: `Line`s that know the bytes they show. Only what is asked for is
//! laid out, so that a long document opens as fast as a short one.

use super::display::{Display, Notes};
use super::flow::Text;
use super::reading::Anchor;
use super::{flow, portion, table};
use crate::document::{Block, BlockKind, Document};
use crate::text::{Columns, Ruler, sentences};
use std::ops::Range;

/// A width and how to measure it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measure {
    pub width: Columns,
    pub ruler: Ruler,
    pub display: Display,
    /// Every sentence begins a line, and nothing stands before it: for screen readers.
    pub sentences: bool,
}

/// Columns kept free, where every sentence begins a line, for the words that say what kind of block it is.
const LEAD: Columns = Columns(12);

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
    pub fn new(block: &Block, range: Range<u32>, display: Display) -> Shown {
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
        let marks = block.marks.iter();
        for mark in marks.filter(|_| display.notes != Notes::Hidden) {
            let inside = mark.at >= range.start && (mark.at < range.end || last);
            if !inside || mark.at < from || !block.text.is_char_boundary(mark.at as usize) {
                continue;
            }
            shown.push_text(slice(from, mark.at), from, display);
            shown.push(&note_mark(&mark.marker), mark.at, true);
            from = mark.at;
        }
        shown.push_text(slice(from, range.end), from, display);
        shown
    }

    fn push_text(&mut self, text: &str, from: u32, display: Display) {
        display.stretches(text, |part, at| self.push(part, from + at as u32, false));
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

/// What is laid out in one go: a block, or a portion of a very long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    block: usize,
    portion: usize,
}

/// Portions of a block. Rows of tables are not divided.
fn portions(document: &Document, block: usize) -> usize {
    match document.blocks.get(block) {
        Some(b) if b.kind != BlockKind::TableRow => portion::count(&b.text),
        _ => 1,
    }
}

impl Slot {
    /// The one that holds a place.
    fn holding(document: &Document, at: Anchor) -> Slot {
        let text = document.blocks.get(at.block).map_or("", |b| &b.text);
        let portion = match portions(document, at.block) {
            1 => 0,
            _ => portion::holding(text, at.at),
        };
        Slot {
            block: at.block,
            portion,
        }
    }

    fn next(self, document: Text<'_>, notes: Notes) -> Option<Slot> {
        if self.portion + 1 < portions(&document, self.block) {
            let portion = self.portion + 1;
            return Some(Slot { portion, ..self });
        }
        let block = document.next(self.block, notes)?;
        Some(Slot { block, portion: 0 })
    }

    fn previous(self, document: Text<'_>, notes: Notes) -> Option<Slot> {
        if self.portion > 0 {
            let portion = self.portion - 1;
            return Some(Slot { portion, ..self });
        }
        let block = document.previous(self.block, notes)?;
        let portion = portions(&document, block) - 1;
        Some(Slot { block, portion })
    }

    /// Its lines; at least one.
    fn lines(self, document: &Document, measure: Measure) -> Vec<Line> {
        let Some(block) = document.blocks.get(self.block) else {
            return vec![empty_line(self.block)];
        };
        let (range, mut lines) = if block.kind == BlockKind::TableRow {
            let lines = table::row_lines(document, self.block, measure);
            (0..block.text.len() as u32, lines)
        } else {
            let range = portion::range(&block.text, self.portion);
            let lines = if measure.sentences {
                sentence_lines(block, self.block, range.clone(), measure)
            } else {
                paragraph_lines(block, self.block, range.clone(), measure)
            };
            (range, lines)
        };
        if lines.is_empty() {
            lines.push(empty_line(self.block));
        }
        if let Some(line) = lines.first_mut() {
            line.first = self.portion == 0;
            line.start = range.start;
        }
        // Every line has a place of its own, also one that holds nothing but a note mark.
        for i in 1..lines.len() {
            lines[i].start = lines[i].start.max(lines[i - 1].start + 1);
        }
        // The lines cover the text: each ends where the next begins.
        for i in 0..lines.len() {
            let end = lines.get(i + 1).map_or(range.end, |l| l.start);
            let line = &mut lines[i];
            line.end = end.max(line.start);
        }
        if let Some(line) = lines.last_mut() {
            line.last = self.portion + 1 == portions(document, self.block);
        }
        lines
    }

    /// The blank lines and heads that stand before it.
    fn before(self, document: Text<'_>, measure: Measure) -> &'static [LineKind] {
        match self.portion {
            0 => before(document, self.block, measure),
            _ => &[],
        }
    }
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
pub(crate) fn whole(block: &Block, display: Display) -> Vec<Run> {
    let shown = Shown::new(block, 0..block.text.len() as u32, display);
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
        BlockKind::Footnote if measure.display.notes == Notes::Inline => 4,
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

fn paragraph_lines(block: &Block, index: usize, range: Range<u32>, measure: Measure) -> Vec<Line> {
    let (first, rest) = indents(block, measure);
    let first = if range.start == 0 { first } else { rest };
    let shown = Shown::new(block, range, measure.display);
    text_lines(&shown, index, measure, first, rest)
}

/// One line a sentence, more where it is wider than the page.
fn sentence_lines(block: &Block, index: usize, range: Range<u32>, measure: Measure) -> Vec<Line> {
    let led = is_led(block.kind) && range.start == 0;
    let lead = if led { LEAD } else { Columns(0) };
    let shown = Shown::new(block, range, measure.display);
    let mut lines = Vec::new();
    for sentence in sentences(&shown.text) {
        let text = &shown.text[sentence.clone()];
        let first = if lines.is_empty() { lead } else { Columns(0) };
        let room = Columns(measure.width.0.saturating_sub(first.0).max(2));
        for range in measure.ruler.wrap(text, room, measure.width) {
            let from = sentence.start + range.start;
            let ink = text[range].trim_end().len();
            if ink > 0 {
                lines.push(Line {
                    start: shown.source(from),
                    first: false,
                    last: false,
                    runs: shown.runs(from..from + ink),
                    ..empty_line(index)
                });
            }
        }
    }
    lines
}

/// Blocks whose kind is said before their text in the linear face.
pub(crate) fn is_led(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Heading | BlockKind::Title | BlockKind::Footnote
    )
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

/// The lines that stand before a block; where sentences are lines, no blank ones.
fn before(document: Text<'_>, block: usize, measure: Measure) -> &'static [LineKind] {
    if measure.sentences {
        &[]
    } else if flow::is_first_note(&document, block, measure.display.notes) {
        &[LineKind::Gap, LineKind::NotesHead]
    } else if flow::gap_before(&document, block, measure.display.notes)
        || document.skips_before(block, measure.display.notes)
    {
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
pub(crate) fn page<'d>(
    document: impl Into<Text<'d>>,
    top: Anchor,
    measure: Measure,
    max: usize,
) -> Vec<Line> {
    let document = document.into();
    let mut page = Vec::with_capacity(max);
    let first = Slot::holding(&document, top);
    let mut slot = (top.block < document.blocks.len()).then_some(first);
    while let Some(here) = slot {
        if page.len() >= max {
            break;
        }
        let mut lines = here.lines(&document, measure);
        if here == first {
            lines.drain(..line_of(&lines, top.at));
        } else {
            page.extend(here.before(document, measure).iter().map(|&kind| Line {
                kind,
                ..empty_line(here.block)
            }));
        }
        page.append(&mut lines);
        slot = here.next(document, measure.display.notes);
    }
    page.truncate(max);
    page
}

/// The line `count` lines above the one that holds `from`, blank lines counted.
pub(crate) fn back<'d>(
    document: impl Into<Text<'d>>,
    from: Anchor,
    measure: Measure,
    count: usize,
) -> Anchor {
    let document = document.into();
    let mut slot = Slot::holding(&document, from);
    let mut lines = slot.lines(&document, measure);
    let mut above = line_of(&lines, from.at);
    let mut count = count;
    loop {
        let place = |line: &Line| Anchor {
            block: slot.block,
            at: line.start,
        };
        if count <= above {
            return place(&lines[above - count]);
        }
        count -= above;
        let gap = slot.before(document, measure).len();
        let Some(previous) = slot
            .previous(document, measure.display.notes)
            .filter(|_| count > gap)
        else {
            return place(&lines[0]);
        };
        count -= gap;
        slot = previous;
        lines = slot.lines(&document, measure);
        above = lines.len();
    }
}

/// The line of text `by` lines further down, or up where negative.
pub(crate) fn step<'d>(
    document: impl Into<Text<'d>>,
    from: Anchor,
    measure: Measure,
    by: i64,
) -> Anchor {
    let document = document.into();
    let mut slot = Slot::holding(&document, from);
    let mut lines = slot.lines(&document, measure);
    let mut line = line_of(&lines, from.at) as i64;
    let mut left = by;
    loop {
        let to = line + left;
        if to < 0 {
            let Some(previous) = slot.previous(document, measure.display.notes) else {
                line = 0;
                break;
            };
            left = to;
            slot = previous;
            lines = slot.lines(&document, measure);
            line = lines.len() as i64;
        } else if to >= lines.len() as i64 {
            let Some(next) = slot.next(document, measure.display.notes) else {
                line = lines.len() as i64 - 1;
                break;
            };
            left = to - lines.len() as i64;
            slot = next;
            lines = slot.lines(&document, measure);
            line = 0;
        } else {
            line = to;
            break;
        }
    }
    Anchor {
        block: slot.block,
        at: lines[line as usize].start,
    }
}
