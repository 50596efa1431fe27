//! ratatui's `Backend` for slow links, screen readers and Chinese: whole texts, whole glyphs, one write.
//!
//! In: ratatui's cells, a cursor. Out: bytes of one frame, handed to a writer at once. Must not know
//! what is drawn.

use super::encode::Encoder;
use super::grid::{Grid, Slot, changes, find_shift, typed_change};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::io::{self, Write};

/// Frames longer than this do not fit into one TCP segment, so terminals that can are asked to wait
/// for the end (synchronized output, mode 2026).
const SEGMENT: usize = 1460;

/// Blank columns at the end of a row that are worth an EL.
const TAIL: usize = 4;

/// Knows what the terminal shows, and brings it to what is wanted with one write for each frame.
#[derive(Debug)]
pub struct RowBackend<W: Write> {
    writer: W,
    shown: Grid,
    wanted: Grid,
    cursor: (u16, u16),
    /// Where the terminal's cursor is; None where the terminal may see that otherwise.
    at: Option<(u16, u16)>,
    hidden: Option<bool>,
    hide: bool,
    clear: bool,
    synchronized: bool,
    /// Rows change as a whole: for screen readers.
    linear: bool,
    /// Bracketed paste as wanted, and as the terminal has it.
    paste: bool,
    pastes: bool,
}

impl<W: Write> RowBackend<W> {
    /// A backend for a terminal of this size. The first frame clears it.
    pub fn new(writer: W, width: u16, height: u16) -> Self {
        RowBackend {
            writer,
            shown: Grid::new(width, height),
            wanted: Grid::new(width, height),
            cursor: (0, 0),
            at: None,
            hidden: None,
            hide: false,
            clear: true,
            synchronized: true,
            linear: false,
            paste: false,
            pastes: false,
        }
    }

    /// The terminal has another size now (or is to be drawn from nothing): the next frame clears it.
    pub fn set_size(&mut self, width: u16, height: u16) {
        self.wanted = Grid::new(width, height);
        self.reset();
    }

    /// Whether long frames are bracketed by mode 2026 (they are unless this says no).
    pub fn set_synchronized(&mut self, on: bool) {
        self.synchronized = on;
    }

    /// Whether rows change as a whole, with the fewest kinds of escape sequences: for screen readers.
    pub fn set_linear(&mut self, on: bool) {
        self.linear = on;
        self.synchronized = !on;
    }

    /// Whether pasted text is to come in one piece (bracketed paste).
    pub fn set_paste(&mut self, on: bool) {
        self.paste = on;
    }

    /// Somebody else had the terminal: what was switched on is off.
    pub fn forget_modes(&mut self) {
        self.pastes = false;
    }

    /// The next frame writes every row, without clearing the screen first.
    pub fn rewrite(&mut self) {
        self.shown = Grid::unknown(self.wanted.width(), self.wanted.height());
    }

    /// The next frame writes the last row, also where it is the same.
    pub fn rewrite_last_row(&mut self) {
        self.shown
            .forget_row(self.wanted.height().saturating_sub(1));
    }

    /// The writer, for what is not a frame.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.writer
    }

    /// Nothing is known about the terminal any more: the next frame clears it first.
    fn reset(&mut self) {
        self.shown = Grid::new(self.wanted.width(), self.wanted.height());
        self.at = None;
        self.hidden = None;
        self.clear = true;
    }

    /// Bytes that bring the terminal to what is wanted; none when it is there.
    fn encode(&mut self) -> Vec<u8> {
        let mut out = Encoder::new(self.wanted.width(), self.at);
        if self.paste != self.pastes {
            out.raw(if self.paste {
                b"\x1b[?2004h"
            } else {
                b"\x1b[?2004l"
            });
            self.pastes = self.paste;
        }
        out.set_absolute(self.linear);
        let typed_on = self.at.map(|at| at.1).filter(|&y| y == self.cursor.1);
        if self.hidden != Some(self.hide) {
            out.raw(if self.hide {
                b"\x1b[?25l"
            } else {
                b"\x1b[?25h"
            });
            self.hidden = Some(self.hide);
        }
        if self.clear {
            out.clear();
            self.clear = false;
        } else if let Some(shift) = find_shift(&self.shown, &self.wanted, self.linear) {
            out.scroll(&shift, self.wanted.height());
            self.shown.shift(&shift);
        }
        for y in 0..self.wanted.height() {
            let (shown, wanted) = (self.shown.row(y), self.wanted.row(y));
            if shown == wanted {
                continue;
            }
            let tail = wanted
                .iter()
                .rposition(|slot| !slot.is_blank())
                .map_or(0, |x| x + 1);
            let typed = typed_on == Some(y) && self.cursor.0 > 0;
            let changed = if typed {
                typed_change(shown, wanted)
            } else if self.linear {
                std::iter::once(0..wanted.len()).collect()
            } else {
                changes(shown, wanted)
            };
            // blank first: a reader that looks in the middle of a frame sees no half of an old glyph
            if self.linear && !typed && !shown.iter().all(Slot::is_blank) {
                out.erase_tail(0, y);
                out.write(0, y, &wanted[..tail]);
                self.shown.copy_row(y, &self.wanted);
                continue;
            }
            for change in changed {
                let erase = change.end >= tail.max(change.start) + TAIL;
                let end = if erase {
                    tail.max(change.start)
                } else {
                    change.end
                };
                out.write(column(change.start), y, &wanted[change.start..end]);
                if erase {
                    out.erase_tail(column(end), y);
                }
            }
            self.shown.copy_row(y, &self.wanted);
        }
        let (bytes, at) = out.finish(self.cursor);
        self.at = at;
        bytes
    }
}

fn column(x: usize) -> u16 {
    u16::try_from(x).expect("a row has at most u16::MAX columns")
}

impl<W: Write> Backend for RowBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.wanted.put(x, y, cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.hide = true;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.hide = false;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::new(self.cursor.0, self.cursor.1))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        let last = |n: u16| n.saturating_sub(1);
        self.cursor = (
            position.x.min(last(self.wanted.width())),
            position.y.min(last(self.wanted.height())),
        );
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.set_size(self.wanted.width(), self.wanted.height());
        Ok(())
    }

    /// Every region is cleared by clearing all: ratatui draws everything after it in a full-screen viewport.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(Size::new(self.wanted.width(), self.wanted.height()))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::new(0, 0),
        })
    }

    /// The end of a frame: one write, or none when nothing changed.
    fn flush(&mut self) -> io::Result<()> {
        let mut bytes = self.encode();
        if bytes.is_empty() {
            return Ok(());
        }
        if self.synchronized && bytes.len() > SEGMENT {
            bytes.splice(0..0, *b"\x1b[?2026h");
            bytes.extend_from_slice(b"\x1b[?2026l");
        }
        let written = self.writer.write_all(&bytes);
        if written.is_err() {
            self.reset();
        }
        written?;
        self.writer.flush()
    }
}

#[cfg(test)]
#[path = "backend_tests.rs"]
mod tests;
