//! A block under construction: lines are woven in one after another.
//!
//! In: raw lines and the layout. Out: `Draft`s, later `Block`s. Must not know about outlines.

use super::chars::{is_blank, is_cjk, is_han, is_never_first, starts_url};
use super::clean::{Cleaner, bold_start};
use super::layout::Layout;
use super::lines::Line;
use super::model::{Block, BlockKind, NoteMark};
use super::number::Number;
use super::weave::{Weave, ranges};
use crate::source::RawText;
use std::ops::Range;

/// A block that may still grow, split or change its kind.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The clean text so far and where it came from.
    pub weave: Weave,
    /// Raw lines, ascending.
    pub lines: Vec<u32>,
    /// Note marks taken out of the text.
    pub marks: Vec<NoteMark>,
    /// Runs that were printed several times.
    pub bold: Vec<Range<u32>>,
    /// Cells of a table row.
    pub cells: Vec<Range<u32>>,
    /// What it is taken for.
    pub kind: BlockKind,
    /// Level of headings and items.
    pub level: u8,
    /// The number that the text begins with.
    pub number: Option<Number>,
    /// Indentation of the first line, the extra blank at the top of a page taken off.
    pub indent: u16,
    /// Begins at the top of a page.
    pub top: bool,
    /// An empty line stands before it.
    pub gap: bool,
    /// Stands below a footnote rule.
    pub foot: bool,
    /// Its last line fills the width (wrapped texts).
    pub full: bool,
    /// The layout says that it ends where it ends (a blank at the last line's end).
    pub ended: bool,
    /// The marker of a footnote that opens it, taken off the text.
    pub lead: Option<String>,
    /// It has taken in a part that stood elsewhere (after a page break, behind notes).
    pub stitched: bool,
    /// The text is followed by a page break, notes or page furniture.
    pub cut: bool,
    /// Places where a line broke off before punctuation: a note mark was lost there (offset, raw line).
    pub lost: Vec<(u32, u32)>,
}

impl Draft {
    /// An empty draft that will begin with this line.
    pub fn new(line: &Line, indent: u16, top: bool, foot: bool) -> Self {
        Draft {
            weave: Weave::default(),
            lines: Vec::new(),
            marks: Vec::new(),
            bold: Vec::new(),
            cells: Vec::new(),
            kind: BlockKind::Paragraph,
            level: 0,
            number: None,
            indent,
            top,
            gap: line.gap,
            foot,
            full: false,
            ended: false,
            lead: None,
            stitched: false,
            cut: false,
            lost: Vec::new(),
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.weave.text
    }

    /// The first raw line.
    pub fn first(&self) -> u32 {
        self.lines.first().copied().unwrap_or(0)
    }

    /// The text after its number.
    pub fn body(&self) -> &str {
        let len = self.number.as_ref().map_or(0, |n| n.len);
        self.text().get(len..).unwrap_or("")
    }

    /// Characters of the text.
    pub fn chars(&self) -> usize {
        self.text().chars().count()
    }

    /// Weaves one more line in.
    pub fn add(&mut self, raw: &RawText, line: &Line, layout: &Layout, bold: bool) {
        let text = line.text(raw);
        if !self.weave.text.is_empty() {
            if text.starts_with(is_never_first) && !layout.wrapped {
                self.lost
                    .push((self.weave.len(), self.lines.last().copied().unwrap_or(0)));
            }
            self.glue(text, line.no, line.start, layout.spaced);
        }
        let mut cleaner = Cleaner::new(text, line.no, line.start, bold);
        if self.weave.text.is_empty()
            && self.marks.is_empty()
            && let Some((start, unit, times)) = bold_start(text, bold)
        {
            cleaner.weave(self, 0..start);
            let from = self.weave.len();
            cleaner.weave(self, start..start + unit);
            self.bold.push(from..self.weave.len());
            cleaner.weave(self, start + unit * times..text.len());
            self.finish_line(line, layout);
            return;
        }
        cleaner.weave(self, 0..text.len());
        self.finish_line(line, layout);
    }

    fn finish_line(&mut self, line: &Line, layout: &Layout) {
        self.own(line.no);
        self.full = layout.full(line);
        self.ended = line.trail;
    }

    /// Takes a raw line as its own.
    pub fn own(&mut self, line: u32) {
        if self.lines.last() != Some(&line) {
            self.lines.push(line);
        }
    }

    /// Puts a blank where two stretches meet, if one belongs there.
    fn glue(&mut self, next: &str, line: u32, column: u32, spaced: bool) {
        let kept = self.weave.text.trim_end_matches(' ').len();
        self.weave.cut(kept);
        let end = self.weave.len();
        for mark in self.marks.iter_mut().rev().take_while(|m| m.at > end) {
            mark.at = end;
        }
        for span in self.bold.iter_mut().rev().take_while(|b| b.end > end) {
            *span = span.start.min(end)..end;
        }
        for place in self.lost.iter_mut().rev().take_while(|p| p.0 > end) {
            place.0 = end;
        }
        if needs_blank(&self.weave.text, next.trim_start_matches(is_blank), spaced) {
            self.weave.put(" ", line, column);
        }
    }

    /// Joins `other` on: the rest of a paragraph that a page break or notes had cut off.
    pub fn stitch(&mut self, other: Draft, spaced: bool) {
        if let Some(first) = other.weave.segments.first().copied() {
            self.glue(&other.weave.text, first.line, first.column, spaced);
        }
        let shift = self.weave.len();
        self.weave.append(other.weave);
        self.marks.extend(other.marks.into_iter().map(|m| NoteMark {
            at: m.at + shift,
            ..m
        }));
        self.bold.extend(
            other
                .bold
                .into_iter()
                .map(|b| b.start + shift..b.end + shift),
        );
        self.lost
            .extend(other.lost.into_iter().map(|(at, line)| (at + shift, line)));
        self.lines.extend(other.lines);
        self.lines.sort_unstable();
        self.lines.dedup();
        self.full = other.full;
        self.ended = other.ended;
        self.cut = other.cut;
        self.stitched = true;
    }

    /// Sets a blank between a number of `len` bytes that stood alone on its line and the words that were
    /// joined on.
    pub fn weave_blank_after_number(&mut self, len: usize) {
        let apart = self
            .weave
            .text
            .get(len..)
            .is_none_or(|t| t.is_empty() || t.starts_with(' '));
        if !apart {
            let end = self.weave.len();
            let rest = self.weave.part(u32::try_from(len).unwrap_or(0)..end);
            self.weave.cut(len);
            if let Some(first) = rest.segments.first().copied() {
                self.weave.put(" ", first.line, first.column);
            }
            self.weave.append(rest);
            let cut = u32::try_from(len).unwrap_or(0);
            let grown = self.weave.len() - end;
            let moved = |at: u32| if at >= cut { at + grown } else { at };
            for mark in &mut self.marks {
                mark.at = moved(mark.at);
            }
            for span in &mut self.bold {
                *span = moved(span.start)..moved(span.end);
            }
            for place in &mut self.lost {
                place.0 = moved(place.0);
            }
        }
    }

    /// Takes the bytes `range` out of the text; what lies behind moves up.
    pub fn excise(&mut self, range: Range<u32>) {
        self.weave.excise(range.clone());
        let len = range.end - range.start;
        let moved = |at: u32| {
            if at >= range.end {
                at - len
            } else {
                at.min(range.start)
            }
        };
        for mark in &mut self.marks {
            mark.at = moved(mark.at);
        }
        for span in self.bold.iter_mut().chain(&mut self.cells) {
            *span = moved(span.start)..moved(span.end);
        }
        for place in &mut self.lost {
            place.0 = moved(place.0);
        }
    }

    /// The finished block; `content` tells which raw lines hold something.
    pub fn block(mut self, content: impl Fn(u32) -> bool) -> Block {
        let kept = self.weave.text.trim_end_matches(' ').len();
        if self.cells.is_empty() {
            self.weave.cut(kept);
        }
        let end = self.weave.len();
        for mark in &mut self.marks {
            mark.at = mark.at.min(end);
        }
        self.marks.sort_by_key(|m| m.at);
        self.bold.retain(|b| b.start < b.end && b.end <= end);
        let (number, len) = match self.number {
            Some(n) if n.len <= self.weave.text.len() => (n.text, n.len),
            _ => (String::new(), 0),
        };
        // Blocks stay as long as the library: no room that is not used.
        self.weave.text.shrink_to_fit();
        let lines = ranges(&self.lines, |n| !content(n));
        Block {
            kind: self.kind,
            level: self.level,
            number,
            number_len: u32::try_from(len).unwrap_or(0),
            lines: lines.into(),
            text: self.weave.text,
            segments: self.weave.segments.into(),
            marks: self.marks.into(),
            cells: self.cells.into(),
            bold: self.bold.into(),
        }
    }
}

/// Does a blank belong between two stretches of text that a wrap or a page break had parted? None
/// between Chinese, none inside a web address or a symbol; one between Latin words; between Chinese and
/// digits as this text does it elsewhere.
pub(super) fn needs_blank(before: &str, after: &str, spaced: bool) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if url_goes_on(before, last, first)
        || matches!(last, '-' | '/' | '(' | '[' | '_')
        || symbol_cut(before, after)
        || first == '/'
    {
        return false;
    }
    match (is_cjk(last), is_cjk(first)) {
        (true, true) => false,
        (true, false) => spaced && is_han(last) && first.is_ascii_alphanumeric(),
        (false, true) => spaced && is_han(first) && last.is_ascii_alphanumeric(),
        (false, false) => !matches!(first, '.' | ',' | ';' | ':' | ')' | ']' | '!' | '?'),
    }
}

/// Was a symbol taken for the end of a sentence and cut at its dot (A/74/10/Add. | 1)?
pub(super) fn symbol_cut(before: &str, after: &str) -> bool {
    let last = before
        .rsplit(|c: char| !c.is_ascii_graphic())
        .next()
        .unwrap_or("");
    let part = last.rsplit('/').next().unwrap_or("");
    let letters = part.strip_suffix('.').unwrap_or("");
    last.len() > part.len()
        && (1..=5).contains(&letters.len())
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && letters.bytes().all(|b| b.is_ascii_alphabetic())
        && after.starts_with(|c: char| c.is_ascii_digit())
}

/// Does the text end inside a web address that the next stretch goes on with? Addresses are cut after a
/// stroke, a hyphen or the like.
fn url_goes_on(before: &str, last: char, first: char) -> bool {
    let word_start = before
        .char_indices()
        .rev()
        .take(300)
        .take_while(|(_, c)| c.is_ascii_graphic())
        .last()
        .map_or(before.len(), |(i, _)| i);
    let word = &before[word_start..];
    let address = word.contains("://") || word.contains("www.") || starts_url(word);
    address
        && first.is_ascii_graphic()
        && (matches!(
            last,
            '/' | '-' | '_' | '=' | '&' | '?' | '%' | '+' | '~' | '#' | ':'
        ) || (last == '.' && first.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_where_lines_meet() {
        for (before, after, blank) in [
            ("领域的发", "展", false),
            ("the General", "Assembly", true),
            ("见 www.un.org/sites/", "files", false),
            ("https://unoda-", "web.s3", false),
            ("A/RES/", "74/28", false),
            ("从 2010", "年", true),
            ("截至", "2010", true),
            ("，", "2010", false),
            ("see www.un.org.", "The", true),
        ] {
            assert_eq!(needs_blank(before, after, true), blank, "{before}|{after}");
        }
        assert!(!needs_blank("2010", "年", false));
    }
}
