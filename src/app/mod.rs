//! The state of the program, and what commands do to it.
//!
//! In: commands, keys, sizes, results. Out: new state, and effects as data (search, copy, quit). Pure: no
//! I/O, no drawing. Must not know ratatui, crossterm or stdout.
//!
//! A face makes an [`App`], calls [`update`] with every [`Input`], carries the [`Effect`]s out, and draws
//! `view::present(&app, &library)`. A face that may wait (the line face, tests, scripts) calls [`settle`]
//! instead of `update`: it runs the searches itself.

mod act;
pub(crate) mod chain;
mod choices;
mod command;
pub(crate) mod compare;
mod copy;
pub(crate) mod desk;
pub(crate) mod diff;
pub(crate) mod display;
mod find;
pub(crate) mod finding;
pub(crate) mod flow;
pub(crate) mod geometry;
pub(crate) mod graph;
mod help;
mod jumps;
mod keeping;
mod keys;
pub(crate) mod labels;
pub(crate) mod layout;
mod line;
mod linear;
mod lines;
pub(crate) mod links;
pub(crate) mod list;
mod marks;
pub(crate) mod matrix;
mod menu;
mod moves;
mod open;
pub(crate) mod order;
pub(crate) mod peek;
mod pick;
pub(crate) mod place;
mod portion;
mod prompt;
mod reading;
pub(crate) mod references;
mod relations;
pub(crate) mod scope;
pub(crate) mod search;
pub(crate) mod searches;
pub(crate) mod select;
mod session;
mod settings;
mod shared;
pub(crate) mod split;
mod stats;
mod table;
pub(crate) mod timeline;
pub(crate) mod tree;
mod tutor;
mod update;

use crate::index::{Found, Places, Results};
use crate::keymap::{Context, Key};
use crate::store::{Change, News};
use crate::text::Ruler;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use crate::export::hand::Handed;
pub use choices::Preferences;
pub use command::{Argument, COMMANDS, Command, Group, command_names, keymap_named};
pub(crate) use desk::Desk;
pub(crate) use diff::Diff;
pub use display::{Display, Notes, Spacing};
pub(crate) use help::{Help, HelpEntry, help_entries};
pub(crate) use jumps::Jumps;
pub(crate) use line::LineEdit;
pub(crate) use linear::Typing;
pub(crate) use list::{Goto, Item, List, ListKind};
pub(crate) use matrix::Replies;
pub(crate) use order::{Grouping, Sorting};
pub(crate) use peek::{Peek, PeekItem};
pub(crate) use place::place_sentence;
pub(crate) use prompt::{Prompt, PromptKind};
pub(crate) use reading::{Anchor, Focus, Main, foot_height};
pub(crate) use scope::Scope;
pub(crate) use search::{Search, Tab};
pub use session::Begin;
pub(crate) use session::Sitting;
pub use settings::{Bars, Borders, HintLevel, Settings};
pub(crate) use shared::Shared;
pub(crate) use split::Split;
pub(crate) use timeline::{Bin, Lane, LaneBy, Timeline, Zoom};
pub(crate) use tree::{Node, Tree, TreeRow};
pub(crate) use tutor::{Deed, tutor_sentence};
pub use update::{settle, update};

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
    /// One of two panes of a terminal. Only the app makes it.
    Pane {
        /// Columns.
        columns: u16,
        /// Rows of the pane and three more: a screen has as many around its panes.
        rows: u16,
    },
    /// A terminal of so many columns and rows for a screen reader or a braille display: one column, one sentence
    /// a row, the first row says where one is, the last is for messages and for what is typed.
    Linear {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// Lines of text: every row of the screen model is a whole paragraph or entry
    /// (`Settings::page` of them at a time).
    Lines,
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
    /// How many rows the text on top has (only the view knows: it depends on the width), see `Linear::extent`.
    Extent(usize),
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
    /// An answer to [`Effect::Find`]; all but the newest are ignored.
    Names {
        /// The generation of the effect.
        generation: u64,
        /// The names.
        found: Vec<Found>,
    },
    /// How much kept searches find now, by name: an answer to [`Effect::Count`].
    Counted(Vec<(String, usize)>),
    /// What the store has to tell.
    Store(News),
    /// The newest lines of the log, the newest last, or why it can't be read.
    Log(Result<Vec<String>, String>),
    /// New settings; the person is to hear of it.
    Settings(Box<Settings>, bool),
    /// How an [`Effect::Copy`] went.
    Copied(Copied),
    /// What became of an [`Effect::Write`], [`Effect::Pipe`] or [`Effect::Open`].
    Handed(Handed),
    /// All documents are there: where the session begins. Once.
    Begin(Begin),
    /// How an [`Effect::Write`] went: the file, or the system's words.
    Written(Result<PathBuf, String>),
    /// The time of [`Effect::Wait`] is over and no key came.
    Waited,
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
        /// The places that alone are searched (`Query::limited_to`).
        within: Option<Arc<Places>>,
    },
    /// Look through the names in the background (`library.finder.find(&typed, limit)`) and come back with
    /// `Input::Names`; the newest generation wins.
    Find {
        /// Number of the request.
        generation: u64,
        /// What is typed.
        typed: String,
        /// How many names at most.
        limit: usize,
    },
    /// Count in the background what kept searches (name, query) find (`library.count`) and come back with
    /// `Input::Counted`.
    Count(Vec<(String, String)>),
    /// Put text on the clipboard (OSC 52 or tmux in the full-screen face; printed in lines) and report
    /// `Input::Copied`.
    Copy(String),
    /// Write text at the end of a file (`export::hand::append`) and report `Input::Handed`.
    Write {
        /// Path as typed.
        path: String,
        /// The text.
        text: String,
    },
    /// Run a command of the shell with this input (`export::hand::pipe`) and report `Input::Handed`.
    Pipe {
        /// As typed.
        command: String,
        /// What it reads.
        text: String,
    },
    /// Open an address (`export::hand::open`) and report `Input::Handed`; copy it where nobody would see that.
    Open(String),
    /// Write a new file (`export::write`), never over another one, and come back with `Input::Written`.
    Create {
        /// Where, from the working folder.
        path: PathBuf,
        /// What.
        text: String,
    },
    /// Come back with `Input::Waited` after this time, unless a key comes before.
    Wait(Duration),
    /// Keep this (`store::Keeper::keep`).
    Keep(Box<Change>),
    /// Read the newest lines of the log and come back with `Input::Log`.
    ReadLog,
    /// Ask the store for what other sessions wrote (`store::Keeper::recall`).
    Recall,
    /// Read the settings again and come back with `Input::Settings`.
    Reload,
    /// Write these settings and come back with `Input::Settings`.
    Configure(Vec<(&'static str, String)>),
    /// Draw everything anew.
    Redraw,
    /// Stop the process (Ctrl-z), draw anew when it goes on.
    Suspend,
    /// The place that was to be chosen, by name: end the program with it.
    Choose(String),
    /// End the program.
    Quit,
}

impl Effect {
    /// It runs a program, reads or writes a file that is not the person's own notes, or stops the process.
    pub fn leads_out(&self) -> bool {
        matches!(
            self,
            Effect::Write { .. }
                | Effect::Pipe { .. }
                | Effect::Open(_)
                | Effect::Create { .. }
                | Effect::Reload
                | Effect::Configure(_)
                | Effect::Suspend
        )
    }
}

/// The state of the program.
#[derive(Debug, Clone)]
pub struct App {
    /// What the person chose.
    pub settings: Settings,
    /// What the screen is made for.
    pub viewport: Viewport,
    /// The views, each over the other; the first is a reading view, and there is always one.
    pub(crate) stack: Vec<View>,
    pub(crate) tree: Tree,
    pub(crate) jumps: Jumps,
    pub(crate) desk: Shared<Desk>,
    /// The pane beside this one, where there are two: `stack` and `jumps` are those of the one with the focus.
    pub(crate) split: Option<Box<Split>>,
    pub(crate) sitting: Sitting,
    /// What search, tree, backlinks and lists are limited to.
    pub(crate) scope: Option<Arc<Scope>>,
    /// Keys pressed so far of a sequence.
    pub(crate) keys: Vec<Key>,
    /// Digits typed before a command.
    pub(crate) count: Option<u32>,
    /// Number of the newest search.
    pub(crate) generation: u64,
    /// Number of the newest request for names.
    pub(crate) finding: u64,
    pub(crate) last_search: Option<Box<Search>>,
    /// In lines: the stack whose list the numbers mean.
    pub(crate) listed: Option<Vec<View>>,
    pub(crate) said: Said,
    /// One sentence because of the last command, or "".
    pub(crate) announce: String,
    /// The announcement says that something did not work.
    pub(crate) failed: bool,
    /// Ctrl-c was the last key.
    pub(crate) cancelled: bool,
    /// The last key asked to leave, and has to come again.
    pub(crate) leaving: bool,
    /// The last key was Esc where it takes the scope away the second time.
    pub(crate) unscoping: bool,
    /// What the tutorial asks for, while it is on.
    pub(crate) tutor: Option<Deed>,
    /// In lines: what the tutorial asks for is said, because it is new or was asked for.
    pub(crate) tutor_asks: bool,
    /// The keys that come are described, not carried out.
    pub describing: bool,
    /// The keys that can follow are shown.
    pub(crate) prefix_shown: bool,
    /// In the linear face: a line is being typed and has not taken effect yet.
    pub(crate) typing: Option<Typing>,
    /// The announcement says where one is.
    pub(crate) asked_where: bool,
    /// The last key was ↑ or ↓, which a screen reader follows by itself.
    pub(crate) arrow: bool,
    /// How many keys came.
    pub(crate) keys_seen: u64,
    /// Rows of the text on top, as told by [`Input::Extent`].
    pub(crate) extent: usize,
}

/// What is said in lines because of the last command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Said {
    /// The whole view.
    #[default]
    View,
    /// Only what is at the cursor.
    Here,
    /// Only the announcement.
    Message,
}

/// What can be on top.
#[derive(Debug, Clone)]
pub(crate) enum View {
    /// Tree, text, references.
    Main(Main),
    /// The search overlay.
    Search(Box<Search>),
    /// The timeline.
    Timeline(Box<Timeline>),
    /// A list with a filter.
    List(Box<List>),
    /// The help.
    Help(Box<Help>),
    /// A small window over the text.
    Peek(Box<Peek>),
    /// Replies by topic.
    Matrix(Box<Replies>),
    /// The differences of two texts.
    Diff(Box<Diff>),
    /// A line at the bottom.
    Prompt(Box<Prompt>),
}

impl View {
    /// Where keys go when this is on top.
    pub(crate) fn context(&self) -> Context {
        match self {
            View::Main(main) => match main.focus {
                Focus::Tree => Context::Tree,
                Focus::Reading if main.selection.is_some() => Context::Select,
                Focus::Reading => Context::Reading,
                Focus::References => Context::References,
            },
            View::Search(_) => Context::Search,
            View::Timeline(_) => Context::Timeline,
            View::List(_) => Context::List,
            View::Help(_) => Context::Help,
            View::Peek(_) => Context::Peek,
            View::Matrix(_) => Context::Matrix,
            View::Diff(_) => Context::Diff,
            View::Prompt(_) => Context::Prompt,
        }
    }

    /// The line in which one types.
    pub(crate) fn line_mut(&mut self) -> Option<&mut LineEdit> {
        match self {
            View::Search(search) => Some(&mut search.line),
            View::List(list) => Some(&mut list.line),
            View::Help(help) => Some(&mut help.line),
            View::Prompt(prompt) => Some(&mut prompt.line),
            _ => None,
        }
    }
}

impl App {
    /// A fresh start: the first document open for reading, the tree beside it; in one column and in lines the
    /// tree.
    pub fn new(settings: Settings, viewport: Viewport) -> App {
        let focus = match viewport {
            Viewport::Screen { .. } | Viewport::Pane { .. } => Focus::Reading,
            Viewport::Linear { .. } | Viewport::Lines => Focus::Tree,
        };
        App {
            settings,
            viewport,
            stack: vec![View::Main(Main::new(focus))],
            tree: Tree::default(),
            jumps: Jumps::default(),
            desk: Shared::default(),
            split: None,
            sitting: Sitting::default(),
            scope: None,
            unscoping: false,
            keys: Vec::new(),
            count: None,
            generation: 0,
            finding: 0,
            last_search: None,
            listed: None,
            said: Said::View,
            announce: String::new(),
            failed: false,
            cancelled: false,
            leaving: false,
            tutor: None,
            tutor_asks: false,
            describing: false,
            prefix_shown: false,
            typing: None,
            asked_where: false,
            arrow: false,
            keys_seen: 0,
            extent: usize::MAX,
        }
    }

    /// The view on top.
    pub(crate) fn top(&self) -> &View {
        self.stack.last().unwrap_or_else(|| &self.stack[0])
    }

    /// The reading view nearest to the top: the one that overlays stand over.
    pub(crate) fn main(&self) -> &Main {
        let found = self.stack.iter().rev().find_map(|view| match view {
            View::Main(main) => Some(main),
            _ => None,
        });
        found.expect("the first view is always a reading view and is never popped")
    }

    /// The same, to be changed.
    pub(crate) fn main_mut(&mut self) -> &mut Main {
        let found = self.stack.iter_mut().rev().find_map(|view| match view {
            View::Main(main) => Some(main),
            _ => None,
        });
        found.expect("the first view is always a reading view and is never popped")
    }

    /// Where keys go now.
    pub(crate) fn context(&self) -> Context {
        self.top().context()
    }

    /// How text is measured.
    pub(crate) fn ruler(&self) -> Ruler {
        Ruler {
            ambiguous: self.settings.ambiguous,
        }
    }

    /// Paragraphs said at a time in lines.
    pub(crate) fn passage(&self) -> usize {
        (self.settings.page / 4).max(1)
    }

    /// Characters go into a line that is being typed.
    pub fn takes_text(&self) -> bool {
        self.context().takes_text()
    }

    /// Output is one column for a screen reader.
    pub(crate) fn is_linear(&self) -> bool {
        matches!(self.viewport, Viewport::Linear { .. })
    }

    /// Output is lines, not a screen.
    pub(crate) fn in_lines(&self) -> bool {
        self.viewport == Viewport::Lines
    }
}
