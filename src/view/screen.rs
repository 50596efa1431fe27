//! The screen model: panes with roles and labels, rows, marks by meaning, one cursor, a status.
//!
//! For a terminal (`Viewport::Screen`), row 0 holds `place` and `state` where `place` is not empty; the last
//! row holds `hints` where there are any; `status` and `status_right` stand above it (on the last row where
//! there are no hints). Panes and overlays never touch those rows. A pane's rows fit its inner area: its area
//! without the frame, where it has one.
//!
//! For lines (`Viewport::Lines`), width, height, areas and the cursor mean nothing. `panes` hold exactly what
//! is to be said because of the last command, whole: each row is one line, `spoken` instead of the pieces
//! where it is there. The first row is the sentence that answers. No pane means: say `announce`.
//! `hints` are not said.

/// What a stretch of text means; the face decides how that looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Mark {
    /// Running text.
    #[default]
    Plain,
    /// A title or heading.
    Heading,
    /// Printed bold in the source.
    Strong,
    /// Secondary: metadata, counts.
    Dim,
    /// A search hit. Faces without colour print it as »…«.
    Hit,
    /// Selected by the person.
    Selected,
    /// A citation that leads somewhere.
    Citation,
    /// A footnote mark.
    Note,
    /// The bars of a histogram.
    Bar,
    /// A problem.
    Problem,
    /// In the first of two texts only; stands in [-…-].
    Removed,
    /// In the second of two texts only; stands in {+…+}.
    Added,
    /// Typed by the person.
    Input,
    /// A key in a hint or a help line.
    Key,
}

/// Text with one meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// The text: no control characters, no line breaks.
    pub text: String,
    /// Its meaning.
    pub mark: Mark,
}

/// One line of a pane. In the full-screen face it fits the pane's width; in lines it is a whole
/// paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// What is drawn, gutter and indentation included.
    pub pieces: Vec<Piece>,
    /// The current row of its list.
    pub selected: bool,
    /// How it is said where pieces alone would not read well (tree depth, counts), else None.
    pub spoken: Option<String>,
}

impl Row {
    /// The row's text, without marks.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|p| p.text.as_str()).collect()
    }
}

/// What a pane is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Document tree.
    Tree,
    /// Reading view.
    Reading,
    /// Citations, notes, backlinks of the current paragraph.
    References,
    /// Search line and its explanation.
    SearchInput,
    /// Search results.
    Results,
    /// Preview of a hit or an event.
    Preview,
    /// Histogram of the timeline.
    Histogram,
    /// List of events.
    Events,
    /// The matrix of replies.
    Matrix,
    /// The differences of two texts.
    Differences,
    /// Help.
    Help,
    /// A small window over the text: a note, a citation.
    Peek,
    /// The command line and its matches.
    Commands,
}

/// A rectangle in columns and rows of the screen, frame included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Left column, 0-based.
    pub x: u16,
    /// Top row, 0-based.
    pub y: u16,
    /// Width in columns.
    pub width: u16,
    /// Height in rows.
    pub height: u16,
}

/// How a pane is framed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Frame {
    /// No frame.
    #[default]
    None,
    /// Thin lines.
    Light,
    /// Heavy lines: the pane with the focus.
    Heavy,
    /// `+-|`: small terminals, or terminals where box drawing is two columns wide.
    Ascii,
}

/// One pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pane {
    /// What it is for.
    pub role: Role,
    /// Its name, first thing in the frame.
    pub title: String,
    /// Right end of the frame's top line: progress, counts.
    pub info: String,
    /// Right end of the frame's bottom line.
    pub foot: String,
    /// Where it is.
    pub area: Area,
    /// Its frame.
    pub frame: Frame,
    /// It has the focus.
    pub focused: bool,
    /// Its lines, from the top of its inner area. No more than fit.
    pub rows: Vec<Row>,
}

/// What the linear face has to know besides the rows (`Viewport::Linear`). Row 0 is `Screen::place`, the rows of
/// the one pane follow, the last row is the face's: for what is typed, for the announcement, and for the row
/// that was jumped to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Linear {
    /// What is asked for and what is typed so far, where something is typed. The cursor is in it.
    pub input: Option<String>,
    /// The last key was ↑ or ↓, which screen readers follow by themselves; after any other move the face says the
    /// row once more on the last row.
    pub arrow: bool,
    /// Which key the screen answers, counted from the start: what it says is said again for every key.
    pub key: u64,
    /// That key begins a sequence or a count: nothing was done yet.
    pub pending: bool,
    /// The announcement in parts that fit: the first is `Screen::announce`, the next is said each time the key comes
    /// again.
    pub parts: Vec<String>,
    /// Rows of a text that only the view can count, to be told to the app (`Input::Extent`); else 0.
    pub extent: usize,
}

/// A key and what it does, for the hint line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key, as printed ("?", "Tab").
    pub key: String,
    /// What it does.
    pub label: String,
}

/// Everything on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Screen {
    /// Columns and rows the screen was made for.
    pub width: u16,
    /// Rows.
    pub height: u16,
    /// Line 1, left: where one is.
    pub place: String,
    /// Line 1, right: the state of the library. May be cut.
    pub state: String,
    /// Panes in reading order.
    pub panes: Vec<Pane>,
    /// Panes over the others, bottom to top.
    pub overlays: Vec<Pane>,
    /// Status line, left.
    pub status: String,
    /// Status line, right. May be cut.
    pub status_right: String,
    /// Hint line; the first two (help, back) are never cut.
    pub hints: Vec<Hint>,
    /// Column and row of the terminal's own cursor: on the focused row's text, or in the input.
    pub cursor: (u16, u16),
    /// One sentence to be said because of the last command, or "".
    pub announce: String,
    /// The answer to what is typed is awaited: for a moment all but the line itself may stay as it was.
    pub waiting: bool,
    /// There in the linear face.
    pub linear: Option<Linear>,
}
