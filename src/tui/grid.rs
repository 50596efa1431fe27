//! A screenful of cells in which a wide glyph is always whole.
//!
//! In: cells at columns and rows. Out: rows to compare. Must not know escape sequences.

use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::{Color, Modifier};
use std::ops::Range;

/// What is visible even where the glyph is a blank.
const VISIBLE: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// How sure one can be where the cursor stands after a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Every terminal agrees about its width.
    Sure,
    /// A line of a frame: as wide as the frame lines before it; told apart so that a long line needs no
    /// move for every glyph.
    Frame,
    /// East Asian ambiguous, emoji, joined or composed: the next cell must be addressed.
    Unsure,
}

/// Blocks whose characters all have a width every terminal agrees about.
pub(super) fn trust(symbol: &str) -> Trust {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return Trust::Unsure;
    };
    match u32::from(c) {
        0x20..=0x7e => Trust::Sure,
        // CJK punctuation without the Hangzhou numerals' neighbours that emoji fonts claim (〰 〽)
        0x3000..=0x3029 | 0x3041..=0x3096 | 0x30a0..=0x30ff => Trust::Sure,
        0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff => Trust::Sure,
        0xff01..=0xff9d | 0xffe0..=0xffe6 | 0x20000..=0x3ffff => Trust::Sure,
        0x2500..=0x257f => Trust::Frame,
        _ => Trust::Unsure,
    }
}

/// One column of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    /// The glyph; for the further columns of a wide glyph a blank in the glyph's style.
    pub cell: Cell,
    /// A further column of the wide glyph to the left.
    pub half: bool,
}

impl Slot {
    const BLANK: Slot = Slot {
        cell: Cell::EMPTY,
        half: false,
    };

    /// Looks like a column that nothing was ever written to.
    pub fn is_blank(&self) -> bool {
        !self.half
            && self.cell.symbol() == " "
            && self.cell.bg == Color::Reset
            && !self.cell.modifier.intersects(VISIBLE)
    }

    /// A line of a frame (Unicode block Box Drawing, or `|`): never part of the text beside it.
    fn is_frame(&self) -> bool {
        let mut chars = self.cell.symbol().chars();
        !self.half
            && matches!(chars.next(), Some('\u{2500}'..='\u{257f}' | '|'))
            && chars.next().is_none()
    }
}

/// Columns times rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    width: u16,
    height: u16,
    slots: Vec<Slot>,
}

impl Grid {
    /// All blank.
    pub fn new(width: u16, height: u16) -> Self {
        Grid {
            width,
            height,
            slots: vec![Slot::BLANK; usize::from(width) * usize::from(height)],
        }
    }

    /// Like no grid that is wanted: every row of it differs.
    pub fn unknown(width: u16, height: u16) -> Self {
        let mut grid = Grid::new(width, height);
        (0..height).for_each(|y| grid.forget_row(y));
        grid
    }

    /// The row is like none that is wanted.
    pub fn forget_row(&mut self, y: u16) {
        let width = usize::from(self.width);
        let start = usize::from(y) * width;
        for slot in self.slots.iter_mut().skip(start).take(width) {
            slot.cell.set_symbol("\u{fffe}");
        }
    }

    /// Columns.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> u16 {
        self.height
    }

    fn range(&self, y: u16) -> Range<usize> {
        let start = usize::from(y) * usize::from(self.width);
        start..start + usize::from(self.width)
    }

    /// One row, which must be on the grid.
    pub fn row(&self, y: u16) -> &[Slot] {
        &self.slots[self.range(y)]
    }

    /// Writes one cell. What it covers of a wide glyph takes the rest of that glyph with it; a wide
    /// glyph that does not fit into the row becomes a blank. Outside of the grid nothing happens.
    pub fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        if x >= self.width || y >= self.height {
            return;
        }
        let range = self.range(y);
        let row = &mut self.slots[range];
        let x = usize::from(x);
        if row[x].half && cell.symbol() == " " {
            return; // the buffer's way to say: here is the rest of the glyph to the left
        }
        let width = usize::from(cell.cell_width().max(1));
        if x + width > row.len() {
            break_glyph(row, x);
            row[x].cell.modifier = cell.modifier;
            return;
        }
        for column in x..x + width {
            break_glyph(row, column);
        }
        row[x].cell = cell.clone();
        for slot in &mut row[x + 1..x + width] {
            slot.cell = cell.clone();
            slot.cell.set_symbol(" ");
            slot.half = true;
        }
    }

    /// Makes a row the same as that of another grid of the same size.
    pub fn copy_row(&mut self, y: u16, from: &Grid) {
        let range = self.range(y);
        self.slots[range].clone_from_slice(from.row(y));
    }

    /// Moves the rows `top..=bottom` up or down; the rows that come in are blank.
    pub fn shift(&mut self, shift: &Shift) {
        let width = usize::from(self.width) * usize::from(shift.by);
        let region = self.range(shift.top).start..self.range(shift.bottom).end;
        let rows = &mut self.slots[region];
        let new = if shift.up {
            rows.rotate_left(width);
            rows.len() - width..rows.len()
        } else {
            rows.rotate_right(width);
            0..width
        };
        rows[new].fill(Slot::BLANK);
    }
}

/// Takes the glyph that covers this column out of the row, all of its columns. They keep their style, as
/// ratatui thinks they do: it sends no blank where it believes that there is one.
fn break_glyph(row: &mut [Slot], x: usize) {
    let mut start = x;
    while row[start].half && start > 0 {
        start -= 1;
    }
    let mut end = x + 1;
    while end < row.len() && row[end].half {
        end += 1;
    }
    for slot in &mut row[start..end] {
        slot.cell.set_symbol(" ");
        slot.half = false;
    }
}

/// A change of no more columns than this is a mark or a counter, not another text.
const SMALL: usize = 4;

/// Of a text that begins with more columns than these as it was, the words before the change stay.
const LONG: usize = 16;

/// So many blank columns part two texts of a row.
const GAP: usize = 2;

/// Blank columns that are written rather than jumped over: a move has more bytes.
const BRIDGE: usize = 7;

/// The stretches of columns of a row that must be written anew. What stands between two lines of a
/// frame, or between gaps, is written as a whole (but for a long beginning that stays): a person who listens to what changes hears whole texts, and a wide
/// glyph is never cut. Blanks at both ends that were there before are left out. Of a text in which only
/// a mark or a counter changed, that word alone is written.
pub(super) fn changes(shown: &[Slot], wanted: &[Slot]) -> Vec<Range<usize>> {
    if shown == wanted {
        return Vec::new();
    }
    let same = |x: usize| shown[x] == wanted[x];
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < wanted.len() {
        let idle = |x: usize| same(x) && wanted[x].is_blank();
        let fixed = |x: usize| same(x) && wanted[x].is_frame();
        let gap = |x: usize| x + GAP <= wanted.len() && (x..x + GAP).all(idle);
        let end = (start..wanted.len())
            .find(|&x| fixed(x) || gap(x))
            .unwrap_or(wanted.len());
        let first = (start..end).find(|&x| !same(x));
        let last = (start..end).rfind(|&x| !same(x));
        if let (Some(first), Some(last)) = (first, last) {
            let small = last - first < SMALL;
            // to both sides up to a blank, or up to the lines of the frame
            let from = (start..first)
                .rfind(|&x| idle(x) && (small || first - start > LONG))
                .map_or(start, |x| x + 1);
            let to = (last + 1..end).find(|&x| small && idle(x)).unwrap_or(end);
            let from = (from..first).find(|&x| !idle(x)).unwrap_or(first);
            let to = (last + 1..to)
                .rfind(|&x| !idle(x))
                .map_or(last + 1, |x| x + 1);
            // where the terminal draws the last glyph wider than we think, it spoils the line behind it
            let spoils = trust(wanted[to - 1].cell.symbol()) == Trust::Unsure;
            let line_behind = wanted.get(to).is_some_and(|slot| slot.cell.symbol() == "|");
            let to = to + usize::from(spoils && line_behind);
            let blank = |last: &Range<usize>| (last.end..from).all(|x| wanted[x].is_blank());
            match found.last_mut() {
                Some(last) if from - last.end <= BRIDGE && blank(last) => last.end = to,
                _ => found.push(from..to),
            }
        }
        start = end + 1;
    }
    found
}

/// Rows that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    /// First row of the region.
    pub top: u16,
    /// Last row of the region.
    pub bottom: u16,
    /// Towards the top.
    pub up: bool,
    /// So many rows.
    pub by: u16,
}

/// What must be written of a row in which a line is being typed: from the first to the last glyph that differs.
pub(super) fn typed_change(shown: &[Slot], wanted: &[Slot]) -> Vec<Range<usize>> {
    let differs = |x: &usize| shown[*x] != wanted[*x];
    let columns = 0..wanted.len();
    let (Some(first), Some(last)) = (
        columns.clone().find(differs),
        columns.clone().rev().find(differs),
    ) else {
        return Vec::new();
    };
    let from = (0..=first)
        .rev()
        .find(|&x| !wanted[x].half && !shown[x].half);
    let to = columns.skip(last + 1).find(|&x| !wanted[x].half);
    std::iter::once(from.unwrap_or(0)..to.unwrap_or(wanted.len())).collect()
}

/// Bytes of a move, about.
const MOVE: usize = 8;
/// Bytes of a scroll, about.
const SCROLL: usize = 24;

/// About how many bytes bring one row to another.
fn cost(shown: &[Slot], wanted: &[Slot]) -> i64 {
    if shown == wanted {
        return 0;
    }
    let tail = wanted
        .iter()
        .rposition(|s| !s.is_blank())
        .map_or(0, |x| x + 1);
    let bytes = |range: Range<usize>| {
        let end = range.end.min(tail).max(range.start);
        let glyphs = wanted[range.start..end].iter().filter(|s| !s.half);
        MOVE + glyphs.map(|s| s.cell.symbol().len()).sum::<usize>()
    };
    changes(shown, wanted).into_iter().map(bytes).sum::<usize>() as i64
}

/// Most rows that are scrolled at once: a line and the blank one before it, and as much again.
const FARTHEST: u16 = 4;

/// Finds the region that a scroll by a few rows brings closest to what is wanted, if that saves bytes. With `exact`
/// by one row, and only where every row of the region is then as wanted, so that nothing else is written.
pub(super) fn find_shift(shown: &Grid, wanted: &Grid, exact: bool) -> Option<Shift> {
    let height = wanted.height;
    let now: Vec<i64> = (0..height)
        .map(|y| cost(shown.row(y), wanted.row(y)))
        .collect();
    if now.iter().filter(|cost| **cost > 0).count() < 3 {
        return None;
    }
    let mut best: Option<(i64, Shift)> = None;
    for by in 1..=if exact { 1 } else { FARTHEST.min(height / 4) } {
        for up in [true, false] {
            shift_by(shown, wanted, &now, (up, by, exact), &mut best);
        }
    }
    best.map(|(_, shift)| shift)
}

/// The best region for a scroll by so many rows; `now` are the costs without one.
fn shift_by(
    shown: &Grid,
    wanted: &Grid,
    now: &[i64],
    (up, by, exact): (bool, u16, bool),
    best: &mut Option<(i64, Shift)>,
) {
    let height = wanted.height;
    let blank = vec![Slot::BLANK; usize::from(wanted.width)];
    // rows in the direction of the scroll: the last ones of a region come in
    let place = |i: u16| if up { i } else { height - 1 - i };
    let comes_in = |i: u16| now[usize::from(place(i))] - cost(&blank, wanted.row(place(i)));
    let (mut run, mut start) = (0i64, 0u16);
    for i in 0..height.saturating_sub(by) {
        let y = place(i);
        let left = cost(shown.row(place(i + by)), wanted.row(y));
        if exact && left > 0 {
            (run, start) = (0, i + 1);
            continue;
        }
        if run <= 0 {
            (run, start) = (0, i);
        }
        run += now[usize::from(y)] - left;
        let gain = run + (i + 1..=i + by).map(comes_in).sum::<i64>() - SCROLL as i64;
        if gain > best.map_or(0, |(most, _)| most) {
            let (a, b) = (place(start), place(i + by));
            let shift = Shift {
                top: a.min(b),
                bottom: a.max(b),
                up,
                by,
            };
            *best = Some((gain, shift));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&str]) -> Grid {
        let mut grid = Grid::new(10, u16::try_from(rows.len()).expect("few rows"));
        for (y, text) in (0..).zip(rows) {
            let mut x = 0;
            for c in text.chars() {
                let cell = Cell::from(c);
                grid.put(x, y, &cell);
                x += cell.cell_width();
            }
        }
        grid
    }

    fn text(grid: &Grid, y: u16) -> String {
        let slots = grid.row(y).iter().filter(|s| !s.half);
        slots.map(|s| s.cell.symbol()).collect()
    }

    #[test]
    fn what_covers_half_a_wide_glyph_takes_all_of_it() {
        let mut g = grid(&["汉字汉字汉"]);
        g.put(3, 0, &Cell::from('x'));
        assert_eq!(text(&g, 0), "汉 x汉字汉");
        g.put(5, 0, &Cell::from('文'));
        assert_eq!(text(&g, 0), "汉 x 文 汉");
    }

    #[test]
    fn a_wide_glyph_that_does_not_fit_becomes_a_blank() {
        let mut g = grid(&["0123456789"]);
        g.put(9, 0, &Cell::from('汉'));
        assert_eq!(text(&g, 0), "012345678 ");
    }

    #[test]
    fn the_blank_behind_a_wide_glyph_leaves_it_whole() {
        let mut g = grid(&["汉字"]);
        g.put(1, 0, &Cell::EMPTY);
        assert_eq!(text(&g, 0), "汉字      ");
    }

    #[test]
    fn a_text_between_frame_lines_changes_as_a_whole() {
        let a = grid(&["│汉字 x│y│"]);
        let b = grid(&["│文本 x│y│"]);
        assert_eq!(changes(a.row(0), b.row(0)), vec![1..5]);
        let c = grid(&["│x 汉字│y│"]);
        assert_eq!(changes(a.row(0), c.row(0)), vec![1..7]);
        assert!(changes(a.row(0), a.row(0)).is_empty());
    }

    #[test]
    fn of_a_mark_or_a_counter_the_word_is_written() {
        let a = grid(&["> 汉 9%"]);
        let b = grid(&["  汉 9%"]);
        assert_eq!(changes(a.row(0), b.row(0)), vec![0..1]);
        let c = grid(&["> 汉 10%"]);
        assert_eq!(changes(a.row(0), c.row(0)), vec![5..8]);
    }

    #[test]
    fn a_wide_gap_parts_two_texts() {
        let row = |text: &str| {
            let mut grid = Grid::new(30, 1);
            for (x, c) in (0..).zip(text.chars()) {
                grid.put(x, 0, &Cell::from(c));
            }
            grid
        };
        let a = row("one two three            x 1");
        let b = row("one 2wo thre4            x 1");
        assert_eq!(changes(a.row(0), b.row(0)), vec![0..13]);
        let c = row("one two three    x 1");
        let d = row("one 2wo thre4    y 2");
        assert_eq!(changes(c.row(0), d.row(0)), vec![0..20]);
    }

    #[test]
    fn a_scroll_by_one_row_is_found_both_ways() {
        let a = grid(&["top", "one", "two", "three", "four", "five", "foot"]);
        let b = grid(&["top", "two", "three", "four", "five", "six", "foot"]);
        let shift = |up| Shift {
            top: 1,
            bottom: 5,
            up,
            by: 1,
        };
        for exact in [true, false] {
            assert_eq!(find_shift(&a, &b, exact), Some(shift(true)));
            assert_eq!(find_shift(&b, &a, exact), Some(shift(false)));
            assert_eq!(find_shift(&a, &a, exact), None);
        }
        let mut moved = a.clone();
        moved.shift(&shift(true));
        assert_eq!(text(&moved, 4).trim_end(), "five");
        assert_eq!(text(&moved, 5).trim_end(), "");
        assert_eq!(text(&moved, 6).trim_end(), "foot");
    }
}
