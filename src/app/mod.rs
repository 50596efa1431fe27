//! State of a session: what is open, where one is, what is typed. Commands in, new state and effects out.
//!
//! Must not know ratatui, crossterm, stdout. `update` does no I/O and draws nothing.

use crate::index::Results;
use crate::keymap::Key;
use crate::library::Library;

/// What the face can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewport {
    /// A full screen of so many columns and rows.
    Screen {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// Lines of text: every row of the screen model is a whole paragraph or entry.
    Lines,
}

/// What can happen to the app.
#[derive(Debug, Clone)]
pub enum Input {
    /// A key was pressed; the keymap or the focused input line takes it.
    Key(Key),
    /// A command line, as typed at the `:` prompt or the plain prompt ("search 网络犯罪", "open 2").
    Command(String),
    /// Text was pasted.
    Paste(String),
    /// The face has another size.
    Resize(Viewport),
    /// A newer snapshot of the library is there (given to `update` as `library`).
    LibraryChanged,
    /// A search asked for by `Effect::Search` is done.
    Found {
        /// The number the effect carried; older ones are dropped.
        generation: u64,
        /// What was found.
        results: Results,
    },
    /// What became of `Effect::Copy`; the message must not promise more.
    Copied(Copied),
}

/// Where copied text went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// To tmux, which passes it on to the outer terminal where that allows it.
    Tmux,
    /// To the terminal (OSC 52), which never confirms.
    Terminal,
    /// Too long for the terminal: into this file.
    File(std::path::PathBuf),
    /// Nowhere; the system's words.
    Failed(String),
}

/// What the face must do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Search in the background and come back with `Input::Found`; the newest generation wins.
    Search {
        /// Number of the request.
        generation: u64,
        /// The query as typed.
        query: String,
        /// How many hits at most.
        limit: usize,
    },
    /// Put text on the clipboard (OSC 52 or tmux in the full-screen face; printed in lines).
    Copy(String),
    /// Draw everything anew (Ctrl-l).
    Redraw,
    /// Stop until the shell brings us back (Ctrl-z).
    Suspend,
}

/// The state of a session.
#[derive(Debug)]
pub struct App {
    /// What the face can show.
    pub viewport: Viewport,
}

impl App {
    /// A session at the start: the first document open, focus on the text.
    pub fn new(viewport: Viewport) -> Self {
        App { viewport }
    }
}

/// Takes one input. Pure but for the state: no I/O, no drawing.
pub fn update(app: &mut App, _library: &Library, input: Input) -> Vec<Effect> {
    if let Input::Resize(viewport) = input {
        app.viewport = viewport;
    }
    Vec::new()
}
