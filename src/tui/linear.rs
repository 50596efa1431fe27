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
    /// The key that was answered.
    key: u64,
    /// The announcement that was said last, in its parts, because of which key, and which of them was said.
    said: Option<(Vec<String>, u64, usize)>,
}

/// What the last row has to say.
enum Saying {
    /// Something because of a key: written even where it stands there already, or nobody would hear it.
    Now(String),
    /// The same as before.
    Still,
    /// Nothing.
    Nothing,
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

    /// The last row says something that must be written although it may stand there already.
    pub fn speaks(&self, screen: &Screen, linear: &Linear) -> bool {
        linear.input.is_none() && matches!(self.saying(screen, linear), Saying::Now(_))
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
        let cursor = self.choose(screen, linear, last);
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
    fn choose(&mut self, screen: &Screen, linear: &Linear, last: u16) -> Position {
        let cursor = Position::new(screen.cursor.0, screen.cursor.1);
        if let Some(input) = &linear.input {
            self.text.clone_from(input);
            self.row = None;
            self.key = linear.key;
            return Position::new(cursor.x, last);
        }
        let saying = self.saying(screen, linear);
        if matches!(saying, Saying::Now(_)) && !screen.announce.is_empty() {
            let (parts, part) = (parts(screen, linear), self.part(screen, linear));
            self.said = Some((parts.to_vec(), linear.key, part));
        }
        match saying {
            Saying::Now(text) => self.text = text,
            Saying::Still => {}
            Saying::Nothing => self.text.clear(),
        }
        self.row = Some(here(screen).unwrap_or_default());
        if !linear.pending {
            self.key = linear.key;
        }
        match screen.announce.is_empty() {
            true => cursor,
            false => Position::new(0, last),
        }
    }

    /// A message, or, after a key that is no arrow, the row one is on.
    fn saying(&self, screen: &Screen, linear: &Linear) -> Saying {
        let here = here(screen);
        let answers = linear.key != self.key && !linear.pending;
        let moved = self
            .row
            .as_ref()
            .is_some_and(|was| Some(was) != here.as_ref());
        if !screen.announce.is_empty() {
            let parts = parts(screen, linear);
            let said = self.said.as_ref();
            let is_said = said.is_some_and(|(said, key, _)| *said == parts && *key == linear.key);
            match parts.get(self.part(screen, linear)) {
                Some(part) if answers || !is_said => Saying::Now(part.clone()),
                _ => Saying::Still,
            }
        } else if self.is_other(screen) {
            Saying::Nothing
        } else if (answers && !self.place.is_empty() || moved) && !linear.arrow {
            Saying::Now(here.map_or(String::new(), |(_, text)| text))
        } else if self.row.is_none() && !self.place.is_empty() {
            Saying::Nothing
        } else {
            Saying::Still
        }
    }

    /// Which part of the announcement is said: the next one where the key before was answered with the same.
    fn part(&self, screen: &Screen, linear: &Linear) -> usize {
        match &self.said {
            Some((said, key, part))
                if *said == parts(screen, linear) && *key == self.key && linear.key != self.key =>
            {
                (part + 1) % said.len().max(1)
            }
            _ => 0,
        }
    }
}

/// The announcement in parts that fit.
fn parts<'a>(screen: &'a Screen, linear: &'a Linear) -> &'a [String] {
    match linear.parts.is_empty() {
        true => std::slice::from_ref(&screen.announce),
        false => &linear.parts,
    }
}

/// The row with the cursor, and which it is.
fn here(screen: &Screen) -> Option<(usize, String)> {
    let pane = screen.panes.first()?;
    let at = usize::from(screen.cursor.1.saturating_sub(pane.area.y));
    pane.rows.get(at).map(|row| (at, row.text()))
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

    #[test]
    fn every_key_is_answered_even_with_the_same_words() {
        let mut face = LastRow::default();
        drawn(&mut face, &screen("a", &["one", "two"], 0, false));
        let answer = |key: u64, announce: &str, arrow: bool, pending: bool| {
            let mut answer = screen("a", &["one", "two"], 0, arrow);
            announce.clone_into(&mut answer.announce);
            answer.linear = Some(Linear {
                arrow,
                key,
                pending,
                ..Linear::default()
            });
            answer
        };
        let said = |face: &mut LastRow, screen: &Screen| {
            let speaks = face.speaks(screen, &screen.linear.clone().unwrap_or_default());
            (speaks, drawn(face, screen).0)
        };
        let none = answer(1, "none", false, false);
        assert_eq!(said(&mut face, &none), (true, "none".to_owned()));
        // drawn again without a key
        assert_eq!(said(&mut face, &none), (false, "none".to_owned()));
        assert!(said(&mut face, &answer(2, "none", false, false)).0);
        // a jump to where one is, twice
        let jump = |key| answer(key, "", false, false);
        assert_eq!(said(&mut face, &jump(3)), (true, "one".to_owned()));
        assert_eq!(said(&mut face, &jump(4)), (true, "one".to_owned()));
        assert_eq!(said(&mut face, &jump(4)), (false, "one".to_owned()));
        // an arrow is followed by itself, half a sequence has done nothing
        assert!(!said(&mut face, &answer(5, "", true, false)).0);
        assert!(!said(&mut face, &answer(6, "", false, true)).0);
        assert!(said(&mut face, &answer(7, "", false, false)).0);
        // a line that was typed in is over
        let mut typing = answer(8, "", false, false);
        if let Some(linear) = &mut typing.linear {
            linear.input = Some("find: one".to_owned());
        }
        assert_eq!(said(&mut face, &typing), (false, "find: one".to_owned()));
        assert_eq!(said(&mut face, &jump(9)), (true, "one".to_owned()));
    }

    #[test]
    fn what_is_wider_than_the_screen_is_said_in_parts() {
        let mut face = LastRow::default();
        drawn(&mut face, &screen("a", &["one"], 0, false));
        let mut answer = |key: u64, announce: &str, parts: &[&str]| {
            let mut answer = screen("a", &["one"], 0, false);
            announce.clone_into(&mut answer.announce);
            answer.linear = Some(Linear {
                key,
                parts: parts.iter().map(|p| (*p).to_owned()).collect(),
                ..Linear::default()
            });
            drawn(&mut face, &answer).0
        };
        let parts = ["one two…", "…three…", "…four"];
        let said = [1, 2, 2, 3, 4].map(|key| answer(key, parts[0], &parts));
        assert_eq!(
            said,
            ["one two…", "…three…", "…three…", "…four", "one two…"]
        );
        // after something else, or another key, it begins anew
        assert_eq!(answer(5, parts[0], &parts), "…three…");
        assert_eq!(answer(6, "other", &["other"]), "other");
        assert_eq!(answer(7, parts[0], &parts), "one two…");
        // a sequence of two keys
        assert_eq!(answer(9, parts[0], &parts), "…three…");
        assert_eq!(answer(10, parts[0], &["one two…", "…five"]), "one two…");
    }
}
