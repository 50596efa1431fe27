//! Frames against two terminals: vt100, and a tiny one that may draw ambiguous characters wide.
#![allow(clippy::unwrap_used)]

use super::super::brush::write;
use super::super::overlay::overlay;
use super::super::style::Look;
use super::*;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::cell::RefCell;
use std::collections::HashMap;
use std::num::NonZeroU16;
use std::rc::Rc;

/// Keeps what is written, one entry for each write.
#[derive(Debug, Clone, Default)]
struct Wire(Rc<RefCell<Vec<Vec<u8>>>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Wire {
    fn take(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut *self.0.borrow_mut())
    }
}

const WIDTH: u16 = 24;
const HEIGHT: u16 = 8;

fn terminal() -> (Terminal<RowBackend<Wire>>, Wire) {
    let wire = Wire::default();
    let backend = RowBackend::new(wire.clone(), WIDTH, HEIGHT);
    (Terminal::new(backend).unwrap(), wire)
}

/// A row is a list of texts with a style each.
type Rows = Vec<Vec<(String, u8)>>;

#[derive(Debug, Clone)]
struct Picture {
    rows: Rows,
    popup: Option<(u16, u16, u16, u16)>,
    cursor: (u16, u16),
}

fn style(n: u8) -> Style {
    match n {
        0 => Style::new(),
        1 => Style::new().add_modifier(Modifier::REVERSED),
        2 => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        3 => Style::new().fg(Color::Black).bg(Color::Yellow),
        _ => Style::new().fg(Color::LightRed).add_modifier(Modifier::DIM),
    }
}

fn paint(picture: &Picture, buffer: &mut Buffer) {
    let look = Look::default();
    for (y, row) in (0..HEIGHT).zip(&picture.rows) {
        let mut x = 0;
        for (text, n) in row {
            x = write(buffer, (x, y), WIDTH, text, style(*n), &look);
        }
    }
    if let Some((x, y, width, height)) = picture.popup {
        let area = overlay(buffer, Rect::new(x, y, width, height));
        for y in area.top()..area.bottom() {
            write(
                buffer,
                (area.left(), y),
                area.right(),
                "│",
                Style::new(),
                &look,
            );
        }
    }
}

/// Draws a picture; gives what was written and the cells that should be on the screen.
fn show(
    terminal: &mut Terminal<RowBackend<Wire>>,
    wire: &Wire,
    picture: &Picture,
) -> (Vec<Vec<u8>>, Buffer) {
    let mut expected = Buffer::default();
    terminal
        .draw(|frame| {
            paint(picture, frame.buffer_mut());
            frame.set_cursor_position(picture.cursor);
            expected = frame.buffer_mut().clone();
        })
        .unwrap();
    (wire.take(), expected)
}

fn texts(with_frames: bool) -> impl Strategy<Value = String> {
    let frames = if with_frames {
        "[─│┃━┌┐]{1,8}"
    } else {
        "[a-z]{1,3}"
    };
    prop_oneof![
        3 => "[a-z0-9 |]{1,6}",
        4 => "[一-龥，。（）《》、：]{1,5}",
        3 => "[“”…—·①§×é]{1,2}",
        1 => frames,
        1 => Just("e\u{301}x".to_owned()),
        1 => Just("      ".to_owned()),
        1 => Just("한글かな".to_owned()),
    ]
}

fn row(with_frames: bool) -> impl Strategy<Value = Vec<(String, u8)>> {
    prop::collection::vec((texts(with_frames), 0u8..5), 0..6)
}

fn pictures(with_frames: bool) -> impl Strategy<Value = Vec<Picture>> {
    let first = prop::collection::vec(row(with_frames), usize::from(HEIGHT));
    let popup = prop::option::of((0..WIDTH, 0..HEIGHT, 1u16..12, 1u16..5));
    let step = (
        0u8..5,
        0..usize::from(HEIGHT),
        row(with_frames),
        popup,
        (0..WIDTH, 0..HEIGHT),
    );
    (first, prop::collection::vec(step, 1..8)).prop_map(|(first, steps)| {
        let mut rows: Rows = first;
        let mut pictures = Vec::new();
        for (kind, at, row, popup, cursor) in steps {
            match kind {
                0 => rows[at] = row,
                1 => {
                    rows.remove(at);
                    rows.push(row);
                }
                2 => {
                    rows.pop();
                    rows.insert(at.min(rows.len()), row);
                }
                3 => rows.reverse(),
                _ => {}
            }
            pictures.push(Picture {
                rows: rows.clone(),
                popup: popup.filter(|_| kind == 4),
                cursor,
            });
        }
        pictures
    })
}

/// The cells of a buffer by place: symbol and width; columns covered by a wide glyph are left out.
fn glyphs(buffer: &Buffer) -> HashMap<(u16, u16), (String, u16)> {
    let mut found = HashMap::new();
    for y in 0..HEIGHT {
        let mut x = 0;
        while x < WIDTH {
            let cell = &buffer[(x, y)];
            let width = cell.cell_width().max(1);
            found.insert((x, y), (cell.symbol().to_owned(), width));
            x += width;
        }
    }
    found
}

fn color(color: Color) -> vt100::Color {
    match color {
        Color::Black => vt100::Color::Idx(0),
        Color::Yellow => vt100::Color::Idx(3),
        Color::LightRed => vt100::Color::Idx(9),
        _ => vt100::Color::Default,
    }
}

fn same_as_vt100(expected: &Buffer, screen: &vt100::Screen) -> Result<(), TestCaseError> {
    let glyphs = glyphs(expected);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let cell = screen.cell(y, x).unwrap();
            let Some((symbol, width)) = glyphs.get(&(x, y)) else {
                prop_assert!(cell.is_wide_continuation(), "half at {x},{y}");
                continue;
            };
            let shown = if cell.has_contents() {
                cell.contents()
            } else {
                " "
            };
            prop_assert_eq!(shown, symbol, "at {},{}", x, y);
            prop_assert_eq!(cell.is_wide(), *width == 2);
            prop_assert!(!cell.is_wide_continuation(), "orphan at {x},{y}");
            let wanted = &expected[(x, y)];
            prop_assert_eq!(cell.inverse(), wanted.modifier.contains(Modifier::REVERSED));
            prop_assert_eq!(cell.bgcolor(), color(wanted.bg));
            if symbol != " " {
                prop_assert_eq!(cell.bold(), wanted.modifier.contains(Modifier::BOLD));
                prop_assert_eq!(cell.fgcolor(), color(wanted.fg));
            }
        }
    }
    Ok(())
}

/// A small window opens at every column over 汉字 that begin at either column, moves by one, and closes.
#[test]
fn a_popup_over_hanzi_is_whole_on_the_terminal_at_every_offset() {
    for shift in ["", "a"] {
        let text = format!("{shift}{}", "汉".repeat(usize::from(WIDTH) / 2));
        let rows: Rows = vec![vec![(text, 0)]; usize::from(HEIGHT)];
        for width in [4, 5, 9] {
            let (mut terminal, wire) = terminal();
            let size = |n| NonZeroU16::new(n).unwrap();
            let mut vt = vt100::Parser::new(size(HEIGHT), size(WIDTH), 0);
            for x in 0..WIDTH - width {
                for popup in [None, Some(x), Some(x + 1), None] {
                    let picture = Picture {
                        rows: rows.clone(),
                        popup: popup.map(|x| (x, 1, width, HEIGHT - 2)),
                        cursor: (0, 0),
                    };
                    let (writes, expected) = show(&mut terminal, &wire, &picture);
                    vt.process(&writes.concat());
                    same_as_vt100(&expected, vt.screen()).unwrap();
                    for (x, y) in popup.iter().flat_map(|x| (1..HEIGHT - 1).map(|y| (*x, y))) {
                        assert_eq!(vt.screen().cell(y, x).unwrap().contents(), "│");
                    }
                }
            }
        }
    }
}

/// A terminal that knows only what the backend writes, with a chosen width for ambiguous characters.
struct Tiny {
    cells: HashMap<(u16, u16), String>,
    at: (u16, u16),
    region: (u16, u16),
}

impl Tiny {
    fn new() -> Self {
        Tiny {
            cells: HashMap::new(),
            at: (0, 0),
            region: (0, HEIGHT - 1),
        }
    }

    fn process(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\r' => self.at.0 = 0,
                '\n' if self.at.1 == self.region.1 => self.scroll(true),
                '\n' => self.at.1 += 1,
                '\u{1b}' => match chars.next() {
                    Some('M') => self.scroll(false),
                    Some('[') => {
                        let sequence: String =
                            chars.by_ref().take_while(|c| !c.is_alphabetic()).collect();
                        let last = text[..text.len() - chars.as_str().len()]
                            .chars()
                            .next_back();
                        self.csi(&sequence, last.unwrap());
                    }
                    other => panic!("ESC {other:?}"),
                },
                c => self.print(c),
            }
        }
    }

    fn csi(&mut self, sequence: &str, last: char) {
        let number = |i: usize| {
            sequence
                .split(';')
                .nth(i)
                .and_then(|n| n.parse::<u16>().ok())
        };
        match last {
            'H' => self.at = (number(1).unwrap_or(1) - 1, number(0).unwrap_or(1) - 1),
            'J' => self.cells.clear(),
            'K' => self
                .cells
                .retain(|&(x, y), _| (y, x) < (self.at.1, self.at.0) || y > self.at.1),
            'r' => {
                // as pyte has it: without a number the bottom stays
                let bottom = number(1).map_or(self.region.1, |n| n - 1);
                self.region = (number(0).unwrap_or(1) - 1, bottom);
                self.at = (0, 0);
            }
            'm' | 'h' | 'l' => {}
            other => panic!("CSI {sequence}{other}"),
        }
    }

    fn scroll(&mut self, up: bool) {
        let (top, bottom) = self.region;
        let old = std::mem::take(&mut self.cells);
        for ((x, y), symbol) in old {
            let inside = (top..=bottom).contains(&y);
            let gone = y == if up { top } else { bottom };
            if !inside {
                self.cells.insert((x, y), symbol);
            } else if !gone {
                self.cells
                    .insert((x, if up { y - 1 } else { y + 1 }), symbol);
            }
        }
    }

    fn print(&mut self, c: char) {
        let ambiguous = "“”…—·①§×é".contains(c);
        let narrow = c.to_string().as_str().cell_width();
        if narrow == 0 {
            return;
        }
        let width = if ambiguous { 2 } else { narrow };
        if self.at.0 + width > WIDTH {
            self.at = (0, (self.at.1 + 1).min(HEIGHT - 1));
        }
        for x in self.at.0..self.at.0 + width {
            let half = self
                .cells
                .get(&(x, self.at.1))
                .is_some_and(String::is_empty);
            if half {
                self.cells.insert((x - 1, self.at.1), " ".to_owned());
            }
            self.cells.insert((x, self.at.1), String::new());
        }
        let after = (self.at.0 + width, self.at.1);
        if self.cells.get(&after).is_some_and(String::is_empty) {
            self.cells.insert(after, " ".to_owned());
        }
        self.cells.insert(self.at, c.to_string());
        self.at.0 += width;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_terminal_shows_the_frame(pictures in pictures(true)) {
        let (mut terminal, wire) = terminal();
        let size = |n| NonZeroU16::new(n).unwrap();
        let mut vt = vt100::Parser::new(size(HEIGHT), size(WIDTH), 0);
        for picture in &pictures {
            let (writes, expected) = show(&mut terminal, &wire, picture);
            prop_assert!(writes.len() <= 1, "{} writes", writes.len());
            vt.process(&writes.concat());
            same_as_vt100(&expected, vt.screen())?;
            let (x, y) = picture.cursor;
            prop_assert_eq!(vt.screen().cursor_position(), (y, x));
            prop_assert!(!vt.screen().hide_cursor());
            let (again, _) = show(&mut terminal, &wire, picture);
            prop_assert!(again.is_empty(), "{:?}", again);
        }
    }

    #[test]
    fn text_stays_in_place_where_ambiguous_characters_are_wide(pictures in pictures(false)) {
        let (mut terminal, wire) = terminal();
        let mut tiny = Tiny::new();
        for picture in &pictures {
            let mut picture = picture.clone();
            picture.popup = None;
            // the last column cannot hold a wide glyph: such a terminal wraps it
            for row in &mut picture.rows {
                row.insert(0, ("汉".repeat(3), 0));
                row.truncate(3);
            }
            let (writes, expected) = show(&mut terminal, &wire, &picture);
            tiny.process(&writes.concat());
            let plain = |s: &str| s.chars().all(|c| c.is_ascii_graphic() || ('一'..='龥').contains(&c));
            for ((x, y), (symbol, _)) in glyphs(&expected) {
                if plain(&symbol) {
                    prop_assert_eq!(tiny.cells.get(&(x, y)), Some(&symbol), "at {},{}", x, y);
                }
            }
        }
    }
}

fn picture(rows: &[&str]) -> Picture {
    Picture {
        rows: rows
            .iter()
            .map(|text| vec![((*text).to_owned(), 0)])
            .collect(),
        popup: None,
        cursor: (0, 0),
    }
}

#[test]
fn hanzi_need_no_moves_between_them_and_ambiguous_ones_do() {
    let (mut terminal, wire) = terminal();
    show(&mut terminal, &wire, &picture(&[]));
    let (writes, _) = show(&mut terminal, &wire, &picture(&["汉字，文”脉x"]));
    let text = String::from_utf8(writes.concat()).unwrap();
    assert_eq!(text, "汉字，文”\u{1b}[1;10H脉x\r");
}

#[test]
fn a_scroll_by_one_row_uses_the_region() {
    let (mut terminal, wire) = terminal();
    let a = [
        "头",
        "一一一一一一一一",
        "二二二二二二二二",
        "三三三三三三三三",
        "四四四四四四四四",
        "五五五五五五五五",
        "脚",
    ];
    let b = [
        "头",
        "二二二二二二二二",
        "三三三三三三三三",
        "四四四四四四四四",
        "五五五五五五五五",
        "六",
        "脚",
    ];
    show(&mut terminal, &wire, &picture(&a));
    let (writes, _) = show(&mut terminal, &wire, &picture(&b));
    let text = String::from_utf8(writes.concat()).unwrap();
    assert_eq!(text, "\u{1b}[2;6r\u{1b}[6H\n\u{1b}[1;8r\u{1b}[6H六\u{1b}[H");
}

#[test]
fn long_frames_are_bracketed_and_short_ones_are_not() {
    let wire = Wire::default();
    let mut terminal = Terminal::new(RowBackend::new(wire.clone(), 200, 10)).unwrap();
    let mut write_rows = |n: u16| {
        terminal
            .draw(|frame| {
                for y in 0..n {
                    frame
                        .buffer_mut()
                        .set_string(0, y, "汉".repeat(99), Style::new());
                }
            })
            .unwrap();
        wire.take().concat()
    };
    let short = write_rows(1);
    assert!(!short.windows(5).any(|w| w == b"?2026"));
    let long = write_rows(10);
    assert!(long.len() > SEGMENT);
    assert!(long.starts_with(b"\x1b[?2026h") && long.ends_with(b"\x1b[?2026l"));
}

#[test]
fn clear_draws_everything_anew() {
    let (mut terminal, wire) = terminal();
    let rows = picture(&["汉字", "abc"]);
    show(&mut terminal, &wire, &rows);
    terminal.clear().unwrap();
    let (writes, _) = show(&mut terminal, &wire, &rows);
    let text = String::from_utf8(writes.concat()).unwrap();
    assert!(
        text.contains("\u{1b}[2J") && text.contains("汉字") && text.contains("abc"),
        "{text:?}"
    );
}

#[test]
fn a_failed_write_makes_the_next_frame_a_whole_one() {
    struct Broken(bool, Wire);
    impl Write for Broken {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            self.1.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let wire = Wire::default();
    let mut backend = RowBackend::new(Broken(true, wire.clone()), 10, 2);
    let cell = Cell::new("汉");
    backend.draw([(0, 0, &cell)].into_iter()).unwrap();
    assert!(backend.flush().is_err());
    backend.writer_mut().0 = false;
    backend.flush().unwrap();
    let text = String::from_utf8(wire.take().concat()).unwrap();
    assert!(
        text.contains("\u{1b}[2J") && text.contains("汉"),
        "{text:?}"
    );
}
