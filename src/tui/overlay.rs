//! Rectangles over cells: no wide glyph is ever cut.
//!
//! In: a buffer, an area. Out: the area, blank. Must not know panes.

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;

/// Makes room for a pane over others: the only place that clears. A wide glyph that the left or the right edge
/// cuts goes as a whole, so that a terminal never has to draw half of it (ratatui#2526).
pub(super) fn overlay(buffer: &mut Buffer, area: Rect) -> Rect {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return Rect::ZERO;
    }
    for y in area.top()..area.bottom() {
        if area.left() > buffer.area.left() {
            let straddled = &mut buffer[(area.left() - 1, y)];
            if straddled.cell_width() > 1 {
                blank(straddled);
            }
        }
        let last = area.right() - 1;
        if area.right() < buffer.area.right() && buffer[(last, y)].cell_width() > 1 {
            blank(&mut buffer[(area.right(), y)]);
        }
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
        }
    }
    area
}

/// Keeps the style, so that a selection stays a whole bar.
fn blank(cell: &mut Cell) {
    cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
}
