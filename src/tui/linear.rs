//! A linear `Screen` on a ratatui buffer: rows of plain text, and the last row, which is the face's own.
//!
//! In: `Screen`s one after the other. Out: cells, the place of the cursor, and whether all rows must be written
//! anew. What was found with screen readers: a row is spoken where it is written, ↑ and ↓ are followed by
//! themselves, and a row that is erased on an arrow key silences the row that was meant.

use super::brush::write_cut;
use super::style::Look;
use crate::view::{Linear, Row, Screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

/// What was drawn last.
#[derive(Debug, Default)]
pub(super) struct LastRow {
    /// What stands on the last row.
    text: String,
    /// Row 0 as it was: another one is another view.
    place: String,
    /// The row with the cursor as it was.
    row: Option<(usize, String)>,
}

impl LastRow {
    /// Begins with a sentence on the last row.
    pub fn new(text: String) -> LastRow {
        LastRow {
            text,
            ..LastRow::default()
        }
    }

    /// It is another view than before: every row is to be written, also those that are the same by chance, so
    /// that it is heard from row 0 on.
    pub fn is_other(&self, screen: &Screen) -> bool {
        !self.place.is_empty() && screen.place != self.place
    }

    /// Draws all of it.
    pub fn draw(
        &mut self,
        screen: &Screen,
        linear: &Linear,
        look: &Look,
        buffer: &mut Buffer,
    ) -> Position {
        let area = buffer.area;
        let rows = screen.panes.first().map_or(&[][..], |pane| &pane.rows);
        let top = screen.panes.first().map_or(0, |pane| pane.area.y);
        let last = area.bottom().saturating_sub(1);
        let anew = self.is_other(screen);
        let at = usize::from(screen.cursor.1.saturating_sub(top));
        let here = rows.get(at).map(|row| (at, row.text()));
        let cursor = self.choose(screen, linear, here, anew, last);
        write_line(buffer, 0, &screen.place, look);
        for (y, row) in (top..last).zip(rows) {
            write_line(buffer, y, &Row::text(row), look);
        }
        if last > 0 {
            write_line(buffer, last, &self.text, look);
        }
        self.place.clone_from(&screen.place);
        cursor
    }

    /// What stands on the last row, and where the cursor goes.
    fn choose(
        &mut self,
        screen: &Screen,
        linear: &Linear,
        here: Option<(usize, String)>,
        anew: bool,
        last: u16,
    ) -> Position {
        let cursor = Position::new(screen.cursor.0, screen.cursor.1);
        if let Some(input) = &linear.input {
            self.text.clone_from(input);
            self.row = None;
            return Position::new(cursor.x, last);
        }
        let moved = self
            .row
            .as_ref()
            .is_some_and(|was| Some(was) != here.as_ref());
        let was_typing = self.row.is_none();
        let said = !screen.announce.is_empty();
        if said {
            self.text.clone_from(&screen.announce);
        } else if anew {
            self.text.clear();
        } else if moved && !linear.arrow {
            self.text = here
                .as_ref()
                .map_or(String::new(), |(_, text)| text.clone());
        } else if was_typing && !self.place.is_empty() {
            self.text.clear();
        }
        self.row = Some(here.unwrap_or_default());
        if said { Position::new(0, last) } else { cursor }
    }
}

fn write_line(buffer: &mut Buffer, y: u16, text: &str, look: &Look) {
    let end = buffer.area.right();
    write_cut(buffer, (0, y), end, text, Style::new(), look);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Area, Frame, Mark, Pane, Piece, Role};
    use ratatui::layout::Rect;

    fn screen(place: &str, rows: &[&str], cursor: u16, arrow: bool) -> Screen {
        let row = |text: &&str| Row {
            pieces: vec![Piece {
                text: (*text).to_owned(),
                mark: Mark::Plain,
            }],
            ..Row::default()
        };
        Screen {
            width: 20,
            height: 5,
            place: place.to_owned(),
            panes: vec![Pane {
                role: Role::Results,
                title: String::new(),
                info: String::new(),
                foot: String::new(),
                area: Area {
                    x: 0,
                    y: 1,
                    width: 20,
                    height: 3,
                },
                frame: Frame::None,
                focused: true,
                rows: rows.iter().map(row).collect(),
            }],
            cursor: (0, cursor + 1),
            linear: Some(Linear {
                arrow,
                ..Linear::default()
            }),
            ..Screen::default()
        }
    }

    /// The last row, the cursor, and whether all is written.
    fn drawn(face: &mut LastRow, screen: &Screen) -> (String, (u16, u16), bool) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 5));
        let linear = screen.linear.clone().unwrap_or_default();
        let anew = face.is_other(screen);
        let at = face.draw(screen, &linear, &Look::default(), &mut buffer);
        let cells = (0..20).map(|x| buffer[(x, 4)].symbol());
        let text: String = cells.collect();
        (text.trim_end().to_owned(), (at.x, at.y), anew)
    }

    #[test]
    fn an_arrow_changes_nothing_but_the_cursor_and_a_jump_says_its_row() {
        let mut face = LastRow::new("start".to_owned());
        let rows = ["one", "two", "three"];
        let step = |face: &mut LastRow, at, arrow| drawn(face, &screen("list", &rows, at, arrow));
        assert_eq!(
            step(&mut face, 0, false),
            ("start".to_owned(), (0, 1), false)
        );
        assert_eq!(
            step(&mut face, 1, true),
            ("start".to_owned(), (0, 2), false)
        );
        assert_eq!(
            step(&mut face, 2, false),
            ("three".to_owned(), (0, 3), false)
        );
        assert_eq!(
            step(&mut face, 1, true),
            ("three".to_owned(), (0, 2), false)
        );
    }

    #[test]
    fn a_message_takes_the_cursor_until_the_next_key_and_stays() {
        let mut face = LastRow::default();
        drawn(&mut face, &screen("list", &["one", "two"], 0, false));
        let mut said = screen("list", &["one", "two"], 0, false);
        said.announce = "done".to_owned();
        assert_eq!(drawn(&mut face, &said), ("done".to_owned(), (0, 4), false));
        let next = screen("list", &["one", "two"], 1, true);
        assert_eq!(drawn(&mut face, &next), ("done".to_owned(), (0, 2), false));
    }

    #[test]
    fn another_view_is_written_anew_with_an_empty_last_row() {
        let mut face = LastRow::new("start".to_owned());
        drawn(&mut face, &screen("a", &["one"], 0, false));
        let (text, _, anew) = drawn(&mut face, &screen("b", &["one"], 0, false));
        assert_eq!((text.as_str(), anew), ("", true));
    }

    #[test]
    fn what_is_typed_stands_on_the_last_row_with_the_cursor() {
        let mut face = LastRow::default();
        drawn(&mut face, &screen("a", &["one"], 0, false));
        let mut typing = screen("a", &["one"], 0, false);
        typing.cursor = (6, 4);
        typing.linear = Some(Linear {
            input: Some("find: x".to_owned()),
            ..Linear::default()
        });
        let (text, cursor, anew) = drawn(&mut face, &typing);
        assert_eq!((text.as_str(), cursor, anew), ("find: x", (6, 4), false));
        let (text, _, _) = drawn(&mut face, &screen("a", &["one"], 0, false));
        assert_eq!(text, "");
    }
}
