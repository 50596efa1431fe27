//! Escape sequences: where the cursor is, what the pen is, and the fewest bytes to the next cell.
//!
//! In: cells and places. Out: bytes. Must not know what changed.

use super::grid::{Shift, Slot, Trust, trust};
use super::style::SIXTEEN;
use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::{Color, Modifier};
use std::io::Write;

/// Colours and attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    const PLAIN: Pen = Pen {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    fn of(cell: &Cell) -> Self {
        Pen {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Nothing of `self` has to be switched off to reach `next`.
    fn only_adds(self, next: Pen) -> bool {
        next.modifier.contains(self.modifier)
            && (self.fg == next.fg || next.fg != Color::Reset)
            && (self.bg == next.bg || next.bg != Color::Reset)
    }
}

/// Bytes of one frame, with what the terminal will think after them.
#[derive(Debug)]
pub(super) struct Encoder {
    bytes: Vec<u8>,
    width: u16,
    /// Column and row; the column is the width where the last cell of a row was written.
    at: Option<(u16, u16)>,
    /// The last glyph was a line of a frame.
    in_frame: bool,
    pen: Pen,
    /// Every row is addressed and nothing inside of it: for readers that count bytes as columns.
    absolute: bool,
}

impl Encoder {
    /// At the start of a frame the pen is plain; the cursor is where the last frame left it.
    pub fn new(width: u16, at: Option<(u16, u16)>) -> Self {
        Encoder {
            bytes: Vec::new(),
            width,
            at,
            in_frame: false,
            pen: Pen::PLAIN,
            absolute: false,
        }
    }

    /// Addresses every row, so that nobody who follows the bytes loses count.
    pub fn set_absolute(&mut self, on: bool) {
        self.absolute = on;
    }

    /// Ends the frame: plain pen, cursor at its place.
    pub fn finish(mut self, cursor: (u16, u16)) -> (Vec<u8>, Option<(u16, u16)>) {
        self.set_pen(Pen::PLAIN);
        match cursor {
            // nothing is written there: the shorter way
            (0, y) if self.absolute && self.at != Some(cursor) && y > 0 => {
                self.csi(&[y + 1], b'H');
                self.at = Some(cursor);
            }
            (x, y) => self.go(x, y),
        }
        (self.bytes, self.at)
    }

    /// Blanks the screen.
    pub fn clear(&mut self) {
        self.set_pen(Pen::PLAIN);
        self.bytes.extend_from_slice(b"\x1b[H\x1b[2J");
        self.at = Some((0, 0));
        self.in_frame = false;
    }

    /// Bytes as they are, which must not move the cursor.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Scrolls a region (DECSTBM, then LF or RI).
    pub fn scroll(&mut self, shift: &Shift, height: u16) {
        let Shift {
            top,
            bottom,
            up,
            by,
        } = *shift;
        let times = usize::from(by);
        self.set_pen(Pen::PLAIN);
        self.csi(&[top + 1, bottom + 1], b'r');
        if up {
            self.csi(&[bottom + 1], b'H');
            self.bytes.extend(std::iter::repeat_n(b'\n', times));
        } else {
            self.csi(&[top + 1], b'H');
            self.bytes.extend_from_slice(&b"\x1bM".repeat(times));
        }
        // all rows by number: without numbers pyte, which screen readers use, keeps the bottom of the region
        self.csi(&[1, height], b'r');
        self.at = Some((0, 0));
        self.in_frame = false;
    }

    /// Writes a stretch of a row that begins at column `x`.
    pub fn write(&mut self, x: u16, y: u16, slots: &[Slot]) {
        for (column, slot) in (x..).zip(slots) {
            if !slot.half {
                self.glyph(column, y, &slot.cell);
            }
        }
    }

    /// Blanks a row from column `x` to its end (EL).
    pub fn erase_tail(&mut self, x: u16, y: u16) {
        self.go(x, y);
        self.set_pen(Pen::PLAIN);
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    fn glyph(&mut self, x: u16, y: u16, cell: &Cell) {
        let trust = trust(cell.symbol());
        if self.in_frame && trust != Trust::Frame && !self.absolute {
            self.at = None;
        }
        self.go(x, y);
        self.set_pen(Pen::of(cell));
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
        let next = x + cell.cell_width().max(1);
        self.in_frame = trust == Trust::Frame;
        self.at = match trust {
            Trust::Sure => Some((next, y)),
            // whole rows from the left: a glyph that is wider than thought only moves what follows
            _ if self.absolute => Some((next, y)),
            Trust::Frame if next < self.width => Some((next, y)),
            _ => None,
        };
    }

    /// Moves the cursor by the shortest of CR, LF and CUP.
    fn go(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((_, row))
                if x == 0 && y >= row && y - row <= 3 && !self.in_frame && !self.absolute =>
            {
                self.bytes.push(b'\r');
                self.bytes
                    .extend(std::iter::repeat_n(b'\n', usize::from(y - row)));
            }
            _ if x == 0 && y == 0 => self.csi(&[], b'H'),
            // a reader that follows the bytes sees the end of a row by the column
            _ if self.absolute => self.csi(&[y + 1, x + 1], b'H'),
            _ if x == 0 => self.csi(&[y + 1], b'H'),
            _ => self.csi(&[y + 1, x + 1], b'H'),
        }
        self.at = Some((x, y));
        self.in_frame = false;
    }

    fn set_pen(&mut self, pen: Pen) {
        if pen == self.pen {
            return;
        }
        let mut codes: Vec<u16> = Vec::new();
        let mut from = self.pen;
        if pen != Pen::PLAIN {
            if !from.only_adds(pen) {
                codes.push(0);
                from = Pen::PLAIN;
            }
            for (modifier, code) in MODIFIERS {
                if pen.modifier.contains(modifier) && !from.modifier.contains(modifier) {
                    codes.push(code);
                }
            }
            if pen.fg != from.fg {
                color_codes(pen.fg, 30, &mut codes);
            }
            if pen.bg != from.bg {
                color_codes(pen.bg, 40, &mut codes);
            }
            if codes.is_empty() {
                self.pen = pen; // a difference that no terminal shows
                return;
            }
        }
        self.csi(&codes, b'm');
        self.pen = pen;
    }

    fn csi(&mut self, parameters: &[u16], last: u8) {
        self.bytes.extend_from_slice(b"\x1b[");
        for (i, parameter) in parameters.iter().enumerate() {
            let separator = if i == 0 { "" } else { ";" };
            write!(self.bytes, "{separator}{parameter}").expect("writing to memory cannot fail");
        }
        self.bytes.push(last);
    }
}

const MODIFIERS: [(Modifier, u16); 6] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

/// SGR parameters of a colour; `base` is 30 for the foreground, 40 for the background.
fn color_codes(color: Color, base: u16, codes: &mut Vec<u16>) {
    match color {
        Color::Reset => codes.push(base + 9),
        Color::Indexed(i) => codes.extend([base + 8, 5, u16::from(i)]),
        Color::Rgb(r, g, b) => {
            codes.extend([base + 8, 2, u16::from(r), u16::from(g), u16::from(b)]);
        }
        _ => {
            let number = (0..).zip(&SIXTEEN).find(|(_, c)| **c == color);
            // The bright half is 60 further.
            codes.extend(number.map(|(n, _): (u16, _)| base + n + if n < 8 { 0 } else { 52 }));
        }
    }
}
