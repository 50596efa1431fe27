//! Lines: where a text breaks so that it fits a number of columns.
//!
//! In: a text and widths. Out: byte ranges, one a line, that together are the whole text. Must not know
//! screens.
//!
//! Break opportunities are those of UAX #14 (`unicode-linebreak`), with four changes for Chinese text:
//! * strict kinsoku (GB/T 15834 5.1: 标点 at the start and end of lines), also after blanks;
//! * `“ ” ‘ ’` beside 汉字 are opening and closing marks (UAX #14 has them as neither, so that a quoted
//!   word clings to both its neighbours);
//! * no break inside symbols, dates, ordinals and web addresses that fit on a line (`super::keep`);
//! * no break before a note mark: `[3]`, `³`.

use super::keep;
use super::width::{Columns, Ruler};
use std::ops::Range;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Lays `text` out in lines of at most `first` columns (first line) and `rest` columns (the others),
/// ambiguous characters counted as one. See [`Ruler::wrap`].
pub fn wrap(text: &str, first: Columns, rest: Columns) -> Vec<Range<usize>> {
    Ruler::default().wrap(text, first, rest)
}

/// What a break before a cluster would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    /// Only when a stretch without any other break is wider than the line.
    Never,
    /// Inside something to be kept together.
    Weak,
    /// Good.
    Good,
    /// A line end in the text.
    Must,
}

/// A grapheme cluster to be placed.
#[derive(Debug, Clone, Copy)]
struct Cell {
    start: usize,
    width: usize,
    /// Takes no room at the end of a line.
    blank: bool,
    /// The break before it.
    before: Break,
    /// A break before it would be against kinsoku.
    clings: bool,
}

impl Ruler {
    /// Lays `text` out in lines. The ranges cover `text` without gaps, in order; there is always at least
    /// one. Blanks at the end of a line (and a `\n` in the text, which ends a line) belong to its range but
    /// are not counted: trim them when painting. Only a single grapheme can be wider than its line.
    pub fn wrap(self, text: &str, first: Columns, rest: Columns) -> Vec<Range<usize>> {
        let cells = self.cells(text, rest);
        let mut starts = vec![0];
        let (mut from, mut room) = (0, first.0);
        while let Some(next) = line_end(&cells, from, room) {
            starts.push(cells[next].start);
            (from, room) = (next, rest.0);
        }
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        starts
            .iter()
            .copied()
            .zip(ends)
            .map(|(a, b)| a..b)
            .collect()
    }

    fn cells(self, text: &str, rest: Columns) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::with_capacity(text.len() / 2);
        let mut breaks = linebreaks(text).peekable();
        let mut previous = Previous::default();
        for cluster in self.clusters(text) {
            while breaks.next_if(|b| b.0 < cluster.start).is_some() {}
            let found = breaks.next_if(|b| b.0 == cluster.start).map(|b| b.1);
            let shown = &text[cluster.start..];
            let c = shown.chars().next().unwrap_or(' ');
            let clings = no_start(c) || no_end(previous.ink);
            let before = match found {
                _ if cluster.start == 0 => Break::Never,
                Some(BreakOpportunity::Mandatory) => Break::Must,
                _ if clings || is_note_mark(shown) => Break::Never,
                Some(BreakOpportunity::Allowed) => Break::Good,
                None if previous.quote_gap(shown) => Break::Good,
                None => Break::Never,
            };
            let blank = text[cluster.start..cluster.end]
                .chars()
                .all(|c| c.is_whitespace() && c != '\u{a0}');
            cells.push(Cell {
                start: cluster.start,
                width: cluster.width,
                blank,
                before,
                clings,
            });
            previous.push(c);
        }
        weaken(&mut cells, text, rest.0);
        cells
    }
}

/// The two characters before, and the last one that is not a blank.
struct Previous {
    before: char,
    any: char,
    ink: char,
}

impl Default for Previous {
    fn default() -> Self {
        Previous {
            before: ' ',
            any: ' ',
            ink: ' ',
        }
    }
}

impl Previous {
    fn push(&mut self, c: char) {
        (self.before, self.any) = (self.any, c);
        if !c.is_whitespace() {
            self.ink = c;
        }
    }

    /// A quotation begins or ends between the previous character and the text that is next, with 汉字 on
    /// at least one side of the mark. (In Latin text `’` is an apostrophe.)
    fn quote_gap(&self, next: &str) -> bool {
        let mut chars = next.chars();
        let (c, after) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
        let opens = matches!(c, '“' | '‘')
            && (is_cjk(self.any) || self.any.is_alphanumeric() && is_cjk(after));
        let closes = matches!(self.any, '”' | '’')
            && (is_cjk(c) || matches!(c, '“' | '‘') || c.is_alphanumeric() && is_cjk(self.before));
        opens || closes
    }
}

/// Takes the breaks inside kept stretches down to weak ones where the stretch fits on a line; a longer
/// stretch may break after any of its slashes.
fn weaken(cells: &mut [Cell], text: &str, room: usize) {
    let mut i = 0;
    for span in keep::spans(text) {
        while i < cells.len() && cells[i].start < span.start {
            i += 1;
        }
        let len = cells[i..].partition_point(|c| c.start < span.end);
        let inside = &mut cells[i..i + len];
        if inside.iter().map(|c| c.width).sum::<usize>() <= room {
            for cell in inside.iter_mut().skip(1) {
                cell.before = cell.before.min(Break::Weak);
            }
        } else {
            let bytes = text.as_bytes();
            for cell in inside.iter_mut().skip(1) {
                if bytes[cell.start - 1] == b'/' && bytes[cell.start] != b'/' {
                    cell.before = cell.before.max(Break::Good);
                }
            }
        }
        i += len;
    }
}

/// The cell that begins the next line, when a line begins at `from`; `None` when all the rest fits.
fn line_end(cells: &[Cell], from: usize, room: usize) -> Option<usize> {
    let (mut used, mut good, mut weak) = (0, None, None);
    for (i, cell) in cells.iter().enumerate().skip(from) {
        if i > from {
            match cell.before {
                Break::Must => return Some(i),
                Break::Good => good = Some(i),
                Break::Weak => weak = Some(i),
                Break::Never => {}
            }
        }
        used += cell.width;
        if used > room && !cell.blank {
            return good.or(weak).or_else(|| forced(cells, from, i));
        }
    }
    None
}

/// Where to break a stretch without breaks that runs over the line at cell `over`.
fn forced(cells: &[Cell], from: usize, over: usize) -> Option<usize> {
    let fits = over.max(from + 1);
    let lawful = (from + 1..=fits)
        .rev()
        .find(|&i| i < cells.len() && !cells[i].clings);
    lawful.or(Some(fits)).filter(|&i| i < cells.len())
}

/// Marks that may not begin a line (GB/T 15834 5.1).
pub fn no_start(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '〕'
            | '】'
            | '〗'
            | '］'
            | '｝'
            | '”'
            | '’'
            | '…'
            | '·'
            | '・'
            | '％'
            | '‰'
            | '．'
            | '々'
    )
}

/// Marks that may not end a line.
fn no_end(c: char) -> bool {
    matches!(
        c,
        '（' | '《' | '〈' | '「' | '『' | '〔' | '【' | '〖' | '［' | '｛' | '“' | '‘'
    )
}

/// 汉字, kana and CJK punctuation.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// A note mark begins here: `[3]`, `[12]`, `³`.
fn is_note_mark(text: &str) -> bool {
    if text.starts_with(['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']) {
        return true;
    }
    let Some(inner) = text.strip_prefix('[') else {
        return false;
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && inner[digits..].starts_with(']')
}

#[cfg(test)]
#[path = "wrap_tests.rs"]
mod tests;
