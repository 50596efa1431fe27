//! The state of the program, and what commands do to it.
//!
//! In: commands, keys, sizes, results. Out: new state, and effects as data (search, copy, quit). Pure: no
//! I/O, no drawing. Must not know ratatui, crossterm or stdout.
//!
//! A face makes an [`App`], calls [`update`] with every [`Input`], carries the [`Effect`]s out, and draws
//! `view::present(&app, &library)`. A face that may wait (the line face, tests, scripts) calls [`settle`]
//! instead of `update`: it runs the searches itself.

mod update;

use crate::i18n::Language;
use crate::index::Results;
use crate::keymap::{Key, Keymap};
use crate::problem::Problem;
use crate::text::Ambiguous;
use std::path::PathBuf;
use std::sync::Arc;

pub use update::{settle, update};

/// What frames and bars are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Borders {
    /// Box drawing and block elements.
    #[default]
    Unicode,
    /// `+-|` and `#`.
    Ascii,
}

/// What the person chose before the start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Language of the interface.
    pub language: Language,
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// Width of ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Frames and bars.
    pub borders: Borders,
    /// Entries and paragraphs said at a time in lines.
    pub page: usize,
    /// Problems found before the start (key files, configuration).
    pub problems: Vec<Problem>,
}

/// What the screen is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewport {
    /// A terminal of so many columns and rows.
    Screen {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// Lines of text: every row of the screen model is a whole paragraph or entry
    /// (`Settings::page` of them at a time).
    Lines,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            language: Language::default(),
            keymap: Arc::default(),
            ambiguous: Ambiguous::default(),
            borders: Borders::default(),
            page: 20,
            problems: Vec::new(),
        }
    }
}

/// What can happen.
#[derive(Debug, Clone)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Text pasted in one go.
    Paste(String),
    /// The face has another size.
    Resize(Viewport),
    /// A command in words, as typed at a prompt or given by `--run`: `search 网络`, `12`, `timeline 2013`.
    Command(String),
    /// A newer snapshot of the library is there (given to `update` as `library`).
    LibraryChanged,
    /// An answer to [`Effect::Search`]; stale generations are ignored.
    Found {
        /// The generation of the effect.
        generation: u64,
        /// What was found.
        results: Results,
    },
    /// How an [`Effect::Copy`] went.
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
    File(PathBuf),
    /// Nowhere; the system's words.
    Failed(String),
}

/// What the face is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Search in the background (`library.search(&Query::parse(&query), limit)`) and come back with
    /// `Input::Found`; the newest generation wins.
    Search {
        /// Number of the request.
        generation: u64,
        /// The query as typed.
        query: String,
        /// How many hits at most.
        limit: usize,
    },
    /// Put text on the clipboard (OSC 52 or tmux in the full-screen face; printed in lines) and report
    /// `Input::Copied`.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Stop the process (Ctrl-z), draw anew when it goes on.
    Suspend,
    /// End the program.
    Quit,
}

/// The state of the program.
#[derive(Debug, Clone)]
pub struct App {
    /// What the person chose.
    pub settings: Settings,
    /// What the screen is made for.
    pub viewport: Viewport,
    pub(crate) generation: u64,
    pub(crate) found: Results,
    pub(crate) announce: String,
}

impl App {
    /// A fresh start: the tree of documents, the first document open for reading.
    pub fn new(settings: Settings, viewport: Viewport) -> App {
        App {
            settings,
            viewport,
            generation: 0,
            found: Results::default(),
            announce: String::new(),
        }
    }
}
