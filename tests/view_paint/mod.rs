//! Paints a `Screen` as text: frames, rows, overlays, lines at top and bottom. Only for tests; it does no more
//! than put things where the screen says.
#![allow(dead_code, clippy::unwrap_used)]

use unicode_segmentation::UnicodeSegmentation;
use wenmai::app::App;
use wenmai::library::Library;
use wenmai::text::width;
use wenmai::view::{Frame, Pane, Screen, present};

/// What an app shows, as text.
pub fn painted(app: &App, library: &Library) -> String {
    paint(&present(app, library))
}

/// Cells; the second cell of a wide glyph is "".
struct Canvas {
    width: usize,
    cells: Vec<Vec<String>>,
}

impl Canvas {
    fn put(&mut self, x: usize, y: usize, text: &str) {
        let mut x = x;
        for cluster in text.graphemes(true) {
            let columns = width(cluster).0;
            if columns == 0 || y >= self.cells.len() || x + columns > self.width {
                continue;
            }
            // Half of what is covered goes.
            if self.cells[y][x].is_empty() && x > 0 {
                self.cells[y][x - 1] = " ".to_owned();
            }
            self.cells[y][x] = cluster.to_owned();
            if columns == 2 {
                self.cells[y][x + 1] = String::new();
            }
            if x + columns < self.width && self.cells[y][x + columns].is_empty() {
                self.cells[y][x + columns] = " ".to_owned();
            }
            x += columns;
        }
    }
}

/// The screen as lines of text, blanks at their ends cut off.
pub fn paint(screen: &Screen) -> String {
    let (columns, rows) = (usize::from(screen.width), usize::from(screen.height));
    let mut canvas = Canvas {
        width: columns,
        cells: vec![vec![" ".to_owned(); columns]; rows],
    };
    if !screen.place.is_empty() {
        ends(&mut canvas, 0, &screen.place, &screen.state);
    }
    for pane in &screen.panes {
        paint_pane(&mut canvas, pane);
    }
    let hints = usize::from(!screen.hints.is_empty());
    ends(
        &mut canvas,
        rows.saturating_sub(1 + hints),
        &screen.status,
        &screen.status_right,
    );
    if hints == 1 {
        let all: Vec<String> = screen
            .hints
            .iter()
            .map(|h| format!("{} {}", h.key, h.label))
            .collect();
        let mut line = String::new();
        for (i, hint) in all.iter().enumerate() {
            let rest = if i + 1 < all.len() { 3 } else { 0 };
            if i >= 2 && width(&line).0 + width(hint).0 + 1 + rest > columns {
                line.push('…');
                break;
            }
            line.push_str(hint);
            line.push_str("  ");
        }
        canvas.put(1, rows - 1, line.trim_end());
    }
    for pane in &screen.overlays {
        paint_pane(&mut canvas, pane);
    }
    let lines: Vec<String> = canvas
        .cells
        .iter()
        .map(|row| row.concat().trim_end().to_owned())
        .collect();
    lines.join("\n")
}

fn ends(canvas: &mut Canvas, y: usize, left: &str, right: &str) {
    let room = canvas.width.saturating_sub(1);
    let left = wenmai::text::truncate(left, wenmai::text::Columns(room));
    canvas.put(1, y, &left);
    let free = canvas.width.saturating_sub(width(&left).0 + 3);
    let right = wenmai::text::truncate(right, wenmai::text::Columns(free));
    let at = canvas.width - width(&right).0;
    canvas.put(at, y, &right);
}

fn paint_pane(canvas: &mut Canvas, pane: &Pane) {
    let area = pane.area;
    let (x, y) = (usize::from(area.x), usize::from(area.y));
    let (w, h) = (usize::from(area.width), usize::from(area.height));
    if w == 0 || h == 0 {
        return;
    }
    for row in y..y + h {
        canvas.put(x, row, &" ".repeat(w));
    }
    let edge = usize::from(pane.frame != Frame::None);
    if edge == 1 {
        let (corners, level, upright) = match pane.frame {
            Frame::Heavy => (["┏", "┓", "┗", "┛"], "━", "┃"),
            Frame::Light => (["┌", "┐", "└", "┘"], "─", "│"),
            _ => (["+"; 4], "-", "|"),
        };
        for (row, pair) in [(y, &corners[..2]), (y + h - 1, &corners[2..])] {
            canvas.put(
                x,
                row,
                &format!("{}{}{}", pair[0], level.repeat(w - 2), pair[1]),
            );
        }
        for row in y + 1..y + h - 1 {
            canvas.put(x, row, upright);
            canvas.put(x + w - 1, row, upright);
        }
        let cut = |text: &str, room: usize| {
            wenmai::text::truncate(text, wenmai::text::Columns(room.saturating_sub(2)))
        };
        let title = cut(&pane.title, w - 3);
        canvas.put(x + 2, y, &format!(" {title} "));
        let used = width(&title).0 + 5;
        for (text, row, from) in [(&pane.info, y, used), (&pane.foot, y + h - 1, 2)] {
            let text = cut(text, w.saturating_sub(from + 1));
            if width(&text).0 > 1 {
                let text = format!(" {text} ");
                canvas.put(x + w - 2 - width(&text).0, row, &text);
            }
        }
    }
    for (i, row) in pane.rows.iter().enumerate() {
        if i < h.saturating_sub(2 * edge) {
            canvas.put(x + edge, y + edge + i, &row.text());
        }
    }
}
