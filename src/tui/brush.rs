//! Text into cells: a cluster is written whole or not at all.
//!
//! In: strings, styles, places. Out: cells of a ratatui buffer. Must not know panes.

use super::style::Look;
use crate::text::{Columns, sanitize};
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::style::Style;
use std::num::NonZeroU16;
use unicode_segmentation::UnicodeSegmentation;

/// A cluster longer than this (bytes) is not text but an attack on the terminal; its head is drawn.
const LONGEST_CLUSTER: usize = 64;

/// Writes text into a row, from column `x` up to before column `end`, and returns the column after it. Text
/// that does not fit is left out from the first cluster that does not fit on.
pub(super) fn write(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    end: u16,
    text: &str,
    style: Style,
    look: &Look,
) -> u16 {
    let area = buffer.area;
    let end = end.min(area.right());
    let mut x = x;
    if y < area.top() || y >= area.bottom() || x < area.left() {
        return x;
    }
    for cluster in sanitize(text).graphemes(true) {
        let cluster = if cluster.len() > LONGEST_CLUSTER {
            let head = cluster.chars().next().map_or(0, char::len_utf8);
            &cluster[..head]
        } else {
            cluster
        };
        let width = look.ruler.width(cluster).as_u16();
        if width == 0 {
            continue;
        }
        if x.saturating_add(width) > end {
            break;
        }
        for column in x..x + width {
            buffer[(column, y)].reset();
            buffer[(column, y)].set_style(style);
        }
        let cell = &mut buffer[(x, y)];
        cell.set_symbol(cluster);
        if cell.cell_width() != width
            && let Some(width) = NonZeroU16::new(width)
        {
            cell.set_diff_option(CellDiffOption::ForcedWidth(width));
        }
        x += width;
    }
    x
}

/// Text, cut at the end with `…` where it is wider than the place from `x` to before `end`.
pub(super) fn write_cut(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    end: u16,
    text: &str,
    style: Style,
    look: &Look,
) -> u16 {
    let room = Columns(usize::from(end.saturating_sub(x)));
    let cut = look.ruler.truncate(&sanitize(text), room);
    write(buffer, (x, y), end, &cut, style, look)
}
