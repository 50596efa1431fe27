//! Finds out how a text was laid out: cut at a page's width or one line per paragraph, with or
//! without empty lines between, and what marks the end of a paragraph.
//!
//! In: measured lines. Out: a `Layout`. Must not know about headings or notes.

use super::chars::{columns, ends_sentence, has_clauses, is_bullet, is_closer};
use super::lines::Line;
use crate::source::RawText;

/// Narrower columns than this are lists, not wrapped prose.
const MIN_WIDTH: u32 = 44;
/// Wider lines than this are not what a page holds.
const MAX_WIDTH: u32 = 140;
/// So many lines of one length make a margin.
const COLUMN: usize = 100;
/// Lines of so many columns may be running text.
const RUNNING: u16 = 50;

/// How a text was laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout {
    /// Lines were cut at the page's width: a paragraph is several lines.
    pub wrapped: bool,
    /// An empty line stands even between lines of one paragraph.
    pub interline: bool,
    /// A blank at the end of a line marks the end of a paragraph.
    pub trailing: bool,
    /// Columns of a full line (of wrapped texts).
    pub width: u32,
    /// Column where full lines end (of wrapped texts).
    pub right: u32,
    /// The lines of running text end at one margin, even where most lines are short (code, lists, tables).
    pub column: bool,
    /// Indentation of a paragraph's first line (of wrapped texts).
    pub first_indent: u16,
    /// Chinese and digits are set apart by a blank in this text.
    pub spaced: bool,
    /// The text has its sentence punctuation (some extractions lost all of it).
    pub punctuated: bool,
    /// No page break cuts paragraphs: each stands on its line from its first word to its stop.
    pub whole: bool,
}

impl Layout {
    /// Is this line as long as those of a page, in a text that is not wrapped throughout?
    pub fn fills_page(&self, line: &Line) -> bool {
        let page = (60..=90).contains(&line.width);
        let column = u32::from(line.width) * 100;
        !line.tab
            && (page || self.column && column >= self.width * 90 && column <= self.width * 145)
    }

    /// Is this line so long that the next word did not fit?
    pub fn full(&self, line: &Line) -> bool {
        let width = u32::from(line.width) * 100;
        let right = (u32::from(line.indent) + u32::from(line.width)) * 100;
        let to_the_margin = self.right > 0 && right >= self.right * 92;
        width >= self.width * 82 || to_the_margin && width >= self.width * 60
    }
}

/// Measures a document.
pub(super) fn detect(raw: &RawText, lines: &[Line]) -> Layout {
    let mut widths: Vec<u32> = lines
        .iter()
        .map(|l| u32::from(l.width))
        .filter(|&w| w > 5)
        .collect();
    widths.sort_unstable();
    let mut layout = Layout {
        spaced: blanks_beside_digits(&raw.text),
        punctuated: punctuated(&raw.text),
        ..Layout::default()
    };
    if widths.len() < 8 {
        return layout;
    }
    layout.whole = whole(raw, lines);
    let rank = |per_mille: usize| widths[(widths.len() - 1) * per_mille / 1000];
    layout.width = rank(850);
    let long: Vec<&Line> = lines.iter().filter(|l| layout.full(l) && !l.tab).collect();
    let open = long.iter().filter(|l| !ends_sentence(l.text(raw))).count();
    let uniform = rank(970) * 100 <= layout.width * 145;
    let near = widths
        .iter()
        .filter(|&&w| w.abs_diff(layout.width) * 100 <= layout.width * 13)
        .count();
    let half = widths.iter().filter(|&&w| w * 2 >= layout.width).count();
    layout.column = uniform && near >= COLUMN && (MIN_WIDTH..=MAX_WIDTH).contains(&layout.width);
    let (ends, stops) = trailing_ends(raw, lines);
    let ends_marked = ends * 20 >= lines.len() && stops;
    layout.wrapped = uniform
        && (ends_marked || (near >= 8 && near * 2 >= half))
        && (MIN_WIDTH..=MAX_WIDTH).contains(&layout.width)
        && long.len() * 4 >= lines.len()
        && open * 2 >= long.len();
    if layout.wrapped {
        layout.whole = false;
        layout.right = right_margin(lines);
        let gaps = long.iter().filter(|l| l.gap).count();
        layout.interline = gaps * 10 >= long.len() * 7;
        layout.trailing = ends_marked;
        layout.first_indent = first_indent(lines, &layout, raw);
    }
    layout
}

/// Full lines on each side by which a line's region is judged: about half a page.
const REGION: usize = 16;

/// Whether empty lines stand between lines of one paragraph may change inside a text (pages of several
/// extractions): judged by the full lines around each; where they do not agree, as in the whole text.
pub(super) fn regions(lines: &mut [Line], layout: &Layout) {
    if !layout.wrapped {
        return;
    }
    let full: Vec<usize> = (0..lines.len())
        .filter(|&i| layout.full(&lines[i]) && !lines[i].tab)
        .collect();
    let mut gaps = vec![0_usize];
    for &i in &full {
        gaps.push(gaps[gaps.len() - 1] + usize::from(lines[i].gap));
    }
    let mut at = 0;
    for (i, line) in lines.iter_mut().enumerate() {
        while full.get(at).is_some_and(|&f| f < i) {
            at += 1;
        }
        // A region is what lies behind as well as what lies ahead, whichever agrees more with itself.
        let share = |from: usize, to: usize| (gaps[to] - gaps[from], to - from);
        let behind = share(at.saturating_sub(REGION), at);
        let ahead = share(at, (at + REGION).min(full.len()));
        let clear = |(n, of): (usize, usize)| match of {
            0..8 => None,
            _ if n * 100 >= of * 85 => Some(true),
            _ if n * 100 <= of * 30 => Some(false),
            _ => None,
        };
        line.interline = clear(ahead).or(clear(behind)).unwrap_or(layout.interline);
    }
}

/// Where most of the long lines end.
fn right_margin(lines: &[Line]) -> u32 {
    let ends = lines.iter().filter(|l| l.width > 5 && l.indent <= 60);
    let mut ends: Vec<u32> = ends
        .map(|l| u32::from(l.indent) + u32::from(l.width))
        .collect();
    ends.sort_unstable();
    let last = ends.len().saturating_sub(1);
    ends.get(last * 85 / 100).copied().unwrap_or(0)
}

/// Do nearly all lines of running text end with a stop or a comma?
fn whole(raw: &RawText, lines: &[Line]) -> bool {
    let (mut running, mut cut) = (0_u32, 0_u32);
    for line in lines.iter().filter(|l| l.width >= RUNNING && !l.tab) {
        let text = line.text(raw);
        // Members of a list often have no stop.
        if has_clauses(text) && !text.starts_with(is_bullet) {
            running += 1;
            let stop =
                ends_sentence(text) || text.ends_with(|c| is_closer(c) || "，,、".contains(c));
            cut += u32::from(!stop);
        }
    }
    running >= 12 && cut * 20 <= running
}

/// How many lines have a blank at their end, and whether those end paragraphs: nearly all of them stop
/// a sentence or fall short of the width, and full lines seldom have one.
fn trailing_ends(raw: &RawText, lines: &[Line]) -> (usize, bool) {
    let width = lines.iter().map(|l| u32::from(l.width)).max().unwrap_or(0);
    let with: Vec<&Line> = lines.iter().filter(|l| l.trail).collect();
    let ending = with
        .iter()
        .filter(|l| ends_sentence(l.text(raw)) || u32::from(l.width) * 10 < width * 8)
        .count();
    let all = with.len() * 10 < lines.len() * 8;
    (with.len(), all && ending * 10 >= with.len() * 7)
}

/// The most frequent indentation after a line that ended a paragraph, above that of wrapped lines.
fn first_indent(lines: &[Line], layout: &Layout, raw: &RawText) -> u16 {
    let mut counts = [0_u32; 16];
    for pair in lines.windows(2) {
        let ended = if layout.trailing {
            pair[0].trail
        } else {
            !layout.full(&pair[0]) && ends_sentence(pair[0].text(raw))
        };
        if ended && layout.full(&pair[1]) {
            counts[usize::from(pair[1].indent.min(15))] += 1;
        }
    }
    let best = (0..16_u16).rev().max_by_key(|&i| counts[usize::from(i)]);
    best.unwrap_or(0)
}

/// Do digits beside Chinese stand off by a blank, more often than not?
fn blanks_beside_digits(text: &str) -> bool {
    let (mut apart, mut close) = (0_u32, 0_u32);
    let (mut before, mut last) = (' ', ' ');
    for c in text.chars().take(400_000) {
        if c.is_ascii_digit() {
            if last == ' ' && super::chars::is_han(before) {
                apart += 1;
            } else if super::chars::is_han(last) {
                close += 1;
            }
        }
        (before, last) = (last, c);
    }
    apart > close
}

/// Does a text of this length have the full stops and commas it should have?
fn punctuated(text: &str) -> bool {
    let head: String = text.chars().take(100_000).collect();
    let stops = head
        .chars()
        .filter(|c| matches!(c, '。' | '，' | '；' | '.' | ',' | ';'))
        .count();
    columns(&head) < 400 || stops * 120 >= columns(&head) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lines::scan;
    use crate::source::Origin;

    fn layout(text: String) -> Layout {
        let raw = RawText::new("t", Origin::Bundled, text);
        detect(&raw, &scan(&raw))
    }

    #[test]
    fn halves_that_were_laid_out_otherwise_are_read_otherwise() {
        let line = "汉".repeat(36);
        let apart = format!("{line}\n\n{line}\n\n{line}\n\n短的末行。\n\n").repeat(8);
        let tight = format!("{line}\n{line}\n{line}\n短的末行。\n\n").repeat(8);
        for text in [format!("{apart}{tight}"), format!("{tight}{apart}")] {
            let raw = RawText::new("t", Origin::Bundled, text);
            let doc = crate::document::build(std::sync::Arc::new(raw), "t");
            let texts: Vec<&str> = doc.blocks.iter().map(|b| b.text.as_str()).collect();
            assert_eq!(texts, vec![format!("{}短的末行。", line.repeat(3)); 16]);
        }
    }

    #[test]
    fn cut_lines_with_blank_lines_between_are_wrapped() {
        let line = "汉".repeat(36);
        let paragraph = format!(" {line}\n\n{line}\n\n{line}\n\n短的末行。 \n\n");
        let found = layout(paragraph.repeat(8));
        assert!(found.wrapped && found.interline && found.trailing);
        assert_eq!(found.first_indent, 1);
    }

    #[test]
    fn one_line_per_paragraph_is_not_wrapped() {
        let text: String = (5..60)
            .map(|n| format!("{}。\n\n", "汉".repeat(n * 3)))
            .collect();
        assert!(!layout(text).wrapped);
    }

    #[test]
    fn cut_lines_without_blank_lines_are_wrapped() {
        let line = "汉".repeat(36);
        let paragraph = format!("　　{line}\n{line}\n{line}\n短的末行。\n");
        let found = layout(paragraph.repeat(8));
        assert!(found.wrapped && !found.interline && !found.trailing);
        assert_eq!(found.first_indent, 4);
    }
}
