//! A `Screen` on a ratatui buffer: lines of frames, texts in their marks, overlays over all.
//!
//! In: a `Screen`, what the terminal can show. Out: cells and the place of the cursor. Must not know how
//! they reach the terminal.

use super::brush::{write, write_cut};
use super::overlay::overlay;
use super::style::Look;
use crate::text::Columns;
use crate::view::{Area, Frame, Hint, Mark, Pane, Piece, Role, Row, Screen};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

/// Hints that are never cut: help and back.
const PINNED: usize = 2;

/// Draws all of it and says where the cursor goes.
pub fn draw(screen: &Screen, look: &Look, buffer: &mut Buffer) -> Position {
    let area = buffer.area;
    if !screen.place.is_empty() || !screen.state.is_empty() {
        let style = look.style(Mark::Heading);
        two_ends(
            buffer,
            area.top(),
            &screen.place,
            &screen.state,
            style,
            look,
        );
    }
    for pane in &screen.panes {
        draw_pane(buffer, pane, rect(pane.area).intersection(area), look);
    }
    let hints = u16::from(!screen.hints.is_empty());
    if area.height > hints {
        let y = area.bottom() - 1 - hints;
        if !screen.status.is_empty() || !screen.status_right.is_empty() {
            let (left, right) = (&screen.status, &screen.status_right);
            two_ends(buffer, y, left, right, Style::new(), look);
        }
        if hints == 1 {
            draw_hints(buffer, area.bottom() - 1, &screen.hints, look);
        }
    }
    for pane in &screen.overlays {
        let area = overlay(buffer, rect(pane.area));
        draw_pane(buffer, pane, area, look);
    }
    look.tint(buffer);
    Position::new(
        screen.cursor.0.min(area.right().saturating_sub(1)),
        screen.cursor.1.min(area.bottom().saturating_sub(1)),
    )
}

/// One sentence on an empty screen.
pub(super) fn draw_sentence(sentence: &str, look: &Look, buffer: &mut Buffer) -> Position {
    let area = buffer.area;
    write_cut(buffer, (0, 0), area.right(), sentence, Style::new(), look);
    Position::ORIGIN
}

fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}

/// A line with a text at each end. The right one is cut, then left out, before the left one is cut.
fn two_ends(buffer: &mut Buffer, y: u16, left: &str, right: &str, style: Style, look: &Look) {
    let end = buffer.area.right();
    let used = write_cut(buffer, (1, y), end, left, style, look);
    let free = Columns(usize::from(end.saturating_sub(used + 2)));
    let right = look.ruler.truncate(right, free);
    let width = look.ruler.width(&right).as_u16();
    if right != "…" {
        let dim = look.style(Mark::Dim);
        write(buffer, (end - width, y), end, &right, dim, look);
    }
}

fn draw_hints(buffer: &mut Buffer, y: u16, hints: &[Hint], look: &Look) {
    let end = buffer.area.right();
    let mut x = 1;
    for (i, hint) in hints.iter().enumerate() {
        let text = format!("{} {}", hint.key, hint.label);
        let more = i + 1 < hints.len();
        let needs = look.ruler.width(&text).as_u16() + if more { 3 } else { 0 };
        if i >= PINNED && x + needs > end {
            write(buffer, (x, y), end, "…", look.style(Mark::Dim), look);
            return;
        }
        let after = write(buffer, (x, y), end, &hint.key, look.style(Mark::Key), look);
        x = write(buffer, (after + 1, y), end, &hint.label, Style::new(), look) + 2;
    }
}

/// The six glyphs of a frame.
struct Lines {
    top: [&'static str; 2],
    bottom: [&'static str; 2],
    level: &'static str,
    upright: &'static str,
}

const LIGHT: Lines = Lines {
    top: ["┌", "┐"],
    bottom: ["└", "┘"],
    level: "─",
    upright: "│",
};
const HEAVY: Lines = Lines {
    top: ["┏", "┓"],
    bottom: ["┗", "┛"],
    level: "━",
    upright: "┃",
};
const ASCII: Lines = Lines {
    top: ["+", "+"],
    bottom: ["+", "+"],
    level: "-",
    upright: "|",
};

fn draw_pane(buffer: &mut Buffer, pane: &Pane, area: Rect, look: &Look) {
    let lines = match pane.frame {
        Frame::None => None,
        _ if look.wide() => Some(&ASCII),
        Frame::Light => Some(&LIGHT),
        Frame::Heavy => Some(&HEAVY),
        Frame::Ascii => Some(&ASCII),
    };
    let inner = match lines {
        None => area,
        Some(lines) => {
            draw_frame(buffer, pane, area, lines, look);
            Rect::new(
                area.x.saturating_add(1),
                area.y.saturating_add(1),
                area.width.saturating_sub(2),
                area.height.saturating_sub(2),
            )
        }
    };
    for (y, row) in (inner.top()..inner.bottom()).zip(&pane.rows) {
        draw_row(
            buffer,
            pane,
            row,
            Rect {
                y,
                height: 1,
                ..inner
            },
            look,
        );
    }
}

fn draw_frame(buffer: &mut Buffer, pane: &Pane, area: Rect, lines: &Lines, look: &Look) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let (left, right) = (area.left(), area.right() - 1);
    let style = Style::new();
    let bold = look.style(Mark::Heading);
    for (y, [first, last]) in [(area.top(), lines.top), (area.bottom() - 1, lines.bottom)] {
        write(buffer, (left, y), right, first, style, look);
        for x in left + 1..right {
            write(buffer, (x, y), right, lines.level, style, look);
        }
        write(buffer, (right, y), right + 1, last, style, look);
    }
    for y in area.top() + 1..area.bottom() - 1 {
        write(buffer, (left, y), right, lines.upright, style, look);
        write(buffer, (right, y), right + 1, lines.upright, style, look);
    }
    let title = label(&pane.title, right.saturating_sub(left + 3), look);
    let used = write(buffer, (left + 2, area.top()), right, &title, bold, look);
    for (text, y, from) in [
        (&pane.info, area.top(), used + 1),
        (&pane.foot, area.bottom() - 1, left + 2),
    ] {
        let text = label(text, right.saturating_sub(from + 1), look);
        let width = look.ruler.width(&text).as_u16();
        if width > 0 {
            write(buffer, (right - 1 - width, y), right, &text, style, look);
        }
    }
}

/// A text in the line of a frame, blanks at both sides; nothing where less than two columns of it would be left.
fn label(text: &str, room: u16, look: &Look) -> String {
    let room = Columns(usize::from(room.saturating_sub(2)));
    let text = look.ruler.truncate(text, room);
    let width = look.ruler.width(&text);
    if text.is_empty() || (width < Columns(3) && text.ends_with('…')) {
        return String::new();
    }
    format!(" {text} ")
}

/// A list's current row is a bar; in a text only what the view puts beside it shows it.
fn is_list(role: Role) -> bool {
    !matches!(
        role,
        Role::Reading | Role::Preview | Role::Peek | Role::SearchInput
    )
}

fn draw_row(buffer: &mut Buffer, pane: &Pane, row: &Row, area: Rect, look: &Look) {
    let end = area.right();
    let extra = match (row.selected && is_list(pane.role), pane.focused) {
        (true, true) => look.selection(),
        (true, false) => Style::new().add_modifier(Modifier::BOLD),
        (false, _) => Style::new(),
    };
    let bar = extra.add_modifier.contains(Modifier::REVERSED);
    let pieces = match look.color {
        true => row.pieces.clone(),
        false => quoted(row, area.width, is_list(pane.role), look),
    };
    let mut x = area.left();
    for piece in &pieces {
        let style = look.style(piece.mark).patch(extra);
        let style = if bar && piece.mark == Mark::Hit && !look.color {
            style.remove_modifier(Modifier::REVERSED) // stands out of the bar
        } else {
            style
        };
        x = write(buffer, (x, area.y), end, &piece.text, style, look);
    }
    if extra != Style::new() {
        for x in x..end {
            buffer[(x, area.y)].set_style(extra);
        }
    }
}

fn is_hit(piece: Option<&Piece>) -> bool {
    piece.is_some_and(|piece| piece.mark == Mark::Hit)
}

/// Without colours hits are put into »…«: in a text as many as the row has room for, in a list all, and its end
/// is cut.
fn quoted(row: &Row, width: u16, list: bool, look: &Look) -> Vec<Piece> {
    let columns = |text: &str| look.ruler.width(text).0;
    let needs = columns("»") + columns("«");
    let mut free = usize::from(width).saturating_sub(columns(&row.text()));
    let mut pieces = row.pieces.clone();
    let mut open = false;
    for (i, piece) in pieces.iter_mut().enumerate() {
        if !is_hit(row.pieces.get(i)) {
            continue;
        }
        let starts = !is_hit(i.checked_sub(1).and_then(|i| row.pieces.get(i)));
        if starts {
            open = list || free >= needs;
            free = free.saturating_sub(if open { needs } else { 0 });
        }
        if open && starts {
            piece.text.insert(0, '»');
        }
        if open && !is_hit(row.pieces.get(i + 1)) {
            piece.text.push('«');
        }
    }
    if list {
        cut(&mut pieces, usize::from(width), look);
    }
    pieces
}

/// Cuts what does not fit, with `…`.
fn cut(pieces: &mut Vec<Piece>, width: usize, look: &Look) {
    let mut room = width;
    for i in 0..pieces.len() {
        let needs = look.ruler.width(&pieces[i].text).0;
        if needs > room {
            pieces[i].text = look.ruler.truncate(&pieces[i].text, Columns(room));
            pieces.truncate(i + 1);
            return;
        }
        room -= needs;
    }
}

#[cfg(test)]
#[path = "draw_tests.rs"]
mod tests;
