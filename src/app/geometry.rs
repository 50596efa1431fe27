//! Where the panes stand: breakpoints by columns and rows (`interface.md` 3.1).
//!
//! In: the viewport and what has the focus. Out: rectangles. The view draws into them and the app scrolls
//! by their heights.

use super::Viewport;
use super::reading::Focus;
use super::split::Direction;
use crate::text::Columns;

/// From so many columns on there are three panes.
const THREE_PANES: u16 = 110;
/// From so many columns on there are two panes.
const TWO_PANES: u16 = 70;
/// Columns before the text: the mark of the current line and a blank.
pub(crate) const GUTTER: u16 = 4;
/// Columns left free after the text where there is room.
const MARGIN: u16 = 2;
/// Text is not set wider than this: 44 汉字 a line.
const MEASURE: u16 = 88;

/// A rectangle, frame included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rect {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Rect {
    /// Rows inside the frame.
    pub fn inner_height(self, framed: bool) -> usize {
        usize::from(self.height.saturating_sub(if framed { 2 } else { 0 }))
    }

    /// Columns inside the frame.
    pub fn inner_width(self, framed: bool) -> u16 {
        self.width.saturating_sub(if framed { 2 } else { 0 })
    }
}

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Size {
    /// Under 40×12: the text only, no frame, one status line.
    Bare,
    /// One pane, ASCII frames.
    Small,
    /// Two panes.
    Medium,
    /// Three panes.
    Large,
}

/// The size of a viewport; lines and the linear face count as large: nothing is left out there for want of
/// room beside it.
pub(crate) fn size(viewport: Viewport) -> Size {
    match viewport {
        Viewport::Lines | Viewport::Linear { .. } => Size::Large,
        Viewport::Pane { .. } => Size::Small,
        Viewport::Screen { columns, rows } if columns < 40 || rows < 12 => Size::Bare,
        Viewport::Screen { columns, .. } if columns < TWO_PANES => Size::Small,
        Viewport::Screen { columns, .. } if columns < THREE_PANES => Size::Medium,
        Viewport::Screen { .. } => Size::Large,
    }
}

/// Columns and rows of the viewport.
pub(crate) fn extent(viewport: Viewport) -> (u16, u16) {
    match viewport {
        Viewport::Screen { columns, rows }
        | Viewport::Pane { columns, rows }
        | Viewport::Linear { columns, rows } => (columns, rows),
        Viewport::Lines => (80, 24),
    }
}

/// The part of the screen between the place line and the status line.
pub(crate) fn body(viewport: Viewport) -> Rect {
    let (width, rows) = extent(viewport);
    if let Viewport::Linear { .. } = viewport {
        return Rect {
            x: 0,
            y: rows.min(2) / 2,
            width,
            height: rows.saturating_sub(2).max(1),
        };
    }
    match size(viewport) {
        Size::Bare => Rect {
            x: 0,
            y: 0,
            width,
            height: rows.saturating_sub(1),
        },
        _ => Rect {
            x: 0,
            y: 1,
            width,
            height: rows.saturating_sub(3),
        },
    }
}

/// Rows that both halves of a body need to stand over each other.
const BELOW_ROWS: u16 = 14;

/// The two halves of the body; None where there is room for only one at a time.
pub(crate) fn halves(viewport: Viewport, direction: Direction) -> Option<[Rect; 2]> {
    let Viewport::Screen { columns, .. } = viewport else {
        return None;
    };
    let body = body(viewport);
    if size(viewport) == Size::Bare {
        return None;
    }
    match direction {
        Direction::Beside if columns >= TWO_PANES => {
            let width = body.width / 2;
            let second = Rect {
                x: width,
                width: body.width - width,
                ..body
            };
            Some([Rect { width, ..body }, second])
        }
        Direction::Below if body.height >= BELOW_ROWS => {
            let height = body.height / 2;
            let second = Rect {
                y: body.y + height,
                height: body.height - height,
                ..body
            };
            Some([Rect { height, ..body }, second])
        }
        _ => None,
    }
}

/// The viewport of one half. Its rows are counted as those of a screen, with one row above the body and two below
/// that are not the half's to draw.
pub(crate) fn half(area: Rect) -> Viewport {
    Viewport::Pane {
        columns: area.width,
        rows: area.height + 3,
    }
}

/// The panes of the main view; those that are not shown are None.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Panes {
    pub tree: Option<Rect>,
    pub reading: Option<Rect>,
    pub references: Option<Rect>,
    /// The panes have frames.
    pub framed: bool,
}

/// The panes for this focus. What is pinned to the side pane keeps it beside the text where there is room for two.
pub(crate) fn panes(viewport: Viewport, focus: Focus, pinned: bool) -> Panes {
    let body = body(viewport);
    let mut panes = Panes {
        tree: None,
        reading: None,
        references: None,
        framed: true,
    };
    let part = |x: u16, width: u16| {
        Some(Rect {
            x,
            y: body.y,
            width,
            height: body.height,
        })
    };
    let linear = matches!(viewport, Viewport::Linear { .. });
    match size(viewport) {
        size if linear || size <= Size::Small => {
            panes.framed = size == Size::Small;
            match focus {
                Focus::Tree => panes.tree = Some(body),
                Focus::Reading => panes.reading = Some(body),
                Focus::References => panes.references = Some(body),
            }
        }
        Size::Medium => {
            let side = (body.width * 3 / 10).clamp(22, 30);
            if focus == Focus::References || (pinned && focus == Focus::Reading) {
                panes.references = part(body.width - side - 6, side + 6);
                panes.reading = part(0, body.width - side - 6);
            } else {
                panes.tree = part(0, side);
                panes.reading = part(side, body.width - side);
            }
        }
        _ => {
            let side = (body.width / 4).clamp(28, 40);
            panes.tree = part(0, side);
            panes.reading = part(side, body.width - 2 * side);
            panes.references = part(body.width - side, side);
        }
    }
    panes
}

impl Panes {
    /// Columns for the text itself. Where the text is not shown, as if it had the whole body.
    pub fn text_width(&self) -> Columns {
        let shown = self.reading.or(self.tree).or(self.references);
        let inner = shown.unwrap_or_default().inner_width(self.framed);
        let margin = if inner >= 50 { MARGIN } else { 0 };
        Columns::from(inner.saturating_sub(GUTTER + margin).clamp(8, MEASURE))
    }

    /// Other panes stand beside the text.
    pub fn is_text_beside_others(&self) -> bool {
        self.reading.is_some() && (self.tree.is_some() || self.references.is_some())
    }

    /// Rows for the text. Where the text is not shown, as if it had the whole body.
    pub fn text_height(&self) -> usize {
        let shown = self.reading.or(self.tree).or(self.references);
        shown.unwrap_or_default().inner_height(self.framed).max(1)
    }
}

/// A popup over the body, `columns`×`rows` at most, in its middle.
pub(crate) fn popup(viewport: Viewport, columns: u16, rows: u16) -> Rect {
    let body = body(viewport);
    let width = columns.min(body.width);
    let height = rows.min(body.height);
    Rect {
        x: body.x + (body.width - width) / 2,
        y: body.y + (body.height - height) / 2,
        width,
        height,
    }
}

/// Input lines on top, then a list and, where there is room, a preview beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListPanes {
    /// The input and what is said about it, without a frame.
    pub input: Rect,
    /// The list.
    pub list: Rect,
    /// The preview.
    pub preview: Option<Rect>,
    /// List and preview have frames.
    pub framed: bool,
    /// The place line is shown above.
    pub place: bool,
}

/// The panes of the search and of lists; `lines` of input and explanation at most.
pub(crate) fn list_panes(viewport: Viewport, lines: u16) -> ListPanes {
    let (width, rows) = extent(viewport);
    let size = size(viewport);
    let place = size >= Size::Medium;
    let pane = matches!(viewport, Viewport::Pane { .. });
    let top = u16::from(place || pane);
    let lines = match size {
        Size::Bare => 1,
        Size::Small => lines.min(2),
        _ => lines,
    };
    let below = if size == Size::Bare { 1 } else { 2 };
    let y = (top + lines).min(rows.saturating_sub(below + 1));
    let height = rows.saturating_sub(y + below);
    let preview_width = match size {
        Size::Bare | Size::Small => 0,
        _ => width * 47 / 100,
    };
    ListPanes {
        input: Rect {
            x: 0,
            y: top.min(y.saturating_sub(1)),
            width,
            height: lines.min(y.saturating_sub(top)).max(1),
        },
        list: Rect {
            x: 0,
            y,
            width: width - preview_width,
            height,
        },
        preview: (preview_width > 0).then_some(Rect {
            x: width - preview_width,
            y,
            width: preview_width,
            height,
        }),
        framed: size != Size::Bare,
        place,
    }
}

/// The panes of the matrix of replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MatrixPanes {
    /// Heads and cells.
    pub grid: Rect,
    /// The passages of the cell with the cursor.
    pub preview: Option<Rect>,
    /// They have frames.
    pub framed: bool,
    /// Columns (of characters) for the name of a row.
    pub head: u16,
    /// Columns (of characters) of a cell.
    pub cell: u16,
    /// Columns of cells that fit.
    pub columns: usize,
}

/// The panes of the matrix.
pub(crate) fn matrix_panes(viewport: Viewport) -> MatrixPanes {
    let body = body(viewport);
    let size = size(viewport);
    // What is left under some 20 rows.
    let preview = if body.height >= 30 {
        body.height - 24
    } else {
        0
    };
    let grid = Rect {
        height: body.height - preview,
        ..body
    };
    let framed = size != Size::Bare;
    let (head, cell) = if size == Size::Large {
        (22, 8)
    } else {
        (12, 7)
    };
    let room = grid.inner_width(framed).saturating_sub(head);
    MatrixPanes {
        grid,
        preview: (preview > 0).then_some(Rect {
            y: body.y + grid.height,
            height: preview,
            ..body
        }),
        framed,
        head,
        cell,
        columns: usize::from(room / cell).max(1),
    }
}

/// The panes of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimelinePanes {
    /// The bars; not shown on the smallest screens.
    pub histogram: Option<Rect>,
    /// Counts by kind under the bars, on large screens.
    pub lanes: Option<Rect>,
    /// The events.
    pub events: Rect,
    /// The event's own page.
    pub preview: Option<Rect>,
    /// They have frames.
    pub framed: bool,
}

/// Columns before the bars: the scale, or where there are lanes the names of the lanes.
pub(crate) fn scale(viewport: Viewport) -> usize {
    if size(viewport) == Size::Large { 12 } else { 6 }
}

/// Bars of the timeline that fit side by side.
pub(crate) fn bars_room(viewport: Viewport) -> usize {
    let panes = timeline_panes(viewport);
    let width = panes
        .histogram
        .unwrap_or(panes.events)
        .inner_width(panes.framed);
    usize::from(width)
        .saturating_sub(scale(viewport) + 1)
        .max(8)
}

/// Rows of the lanes, frame included.
const LANES: u16 = 8;

/// The panes of the timeline.
pub(crate) fn timeline_panes(viewport: Viewport) -> TimelinePanes {
    let body = body(viewport);
    let size = size(viewport);
    let bars = match size {
        Size::Bare => 0,
        Size::Small => (body.height / 2).clamp(4, 9),
        _ => (body.height * 45 / 100).clamp(7, 12),
    }
    .min(body.height.saturating_sub(3));
    let preview_width = match size {
        Size::Large => (body.width * 3 / 10).clamp(30, 48),
        _ => 0,
    };
    let lanes = if size == Size::Large && body.height >= 30 {
        LANES
    } else {
        0
    };
    let y = body.y + bars + lanes;
    let height = body.height - bars - lanes;
    TimelinePanes {
        lanes: (lanes > 0).then_some(Rect {
            y: body.y + bars,
            height: lanes,
            ..body
        }),
        histogram: (bars >= 3).then_some(Rect {
            height: bars,
            ..body
        }),
        events: Rect {
            x: 0,
            y: if bars >= 3 { y } else { body.y },
            width: body.width - preview_width,
            height: if bars >= 3 { height } else { body.height },
        },
        preview: (preview_width > 0).then_some(Rect {
            x: body.width - preview_width,
            y,
            width: preview_width,
            height,
        }),
        framed: size != Size::Bare,
    }
}
