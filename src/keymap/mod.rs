//! Key sets as data: TOML files to bindings, and `Problem`s for lines that make no sense.
//!
//! In: TOML, key presses. Out: names of commands. Must not know the terminal library, nor what the
//! commands do.

mod check;
mod key;
mod notation;
mod parse;
mod set;

pub use check::{is_warning, warnings};
pub use key::*;
pub use parse::{BUILT_IN, built_in, parse, parse_with};
pub use set::{Binding, Keymap, Lookup};

/// Where the keys go. A context also takes the keys of those that it stands in (`outer`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere.
    Global,
    /// The three panes of the main view.
    Main,
    /// The reading view.
    Reading,
    /// The reading view while text is being selected.
    Select,
    /// The document tree.
    Tree,
    /// Citations and notes of the paragraph.
    References,
    /// The timeline.
    Timeline,
    /// The matrix of replies.
    Matrix,
    /// The differences of two texts.
    Diff,
    /// A small window over the text.
    Peek,
    /// Every line that is typed into.
    Input,
    /// The search overlay.
    Search,
    /// A list with a filter line.
    List,
    /// The help.
    Help,
    /// The command line, and the line for a search in the document.
    Prompt,
}

impl Context {
    /// All contexts.
    pub const ALL: [Context; 15] = [
        Context::Global,
        Context::Main,
        Context::Reading,
        Context::Select,
        Context::Tree,
        Context::References,
        Context::Timeline,
        Context::Matrix,
        Context::Diff,
        Context::Peek,
        Context::Input,
        Context::Search,
        Context::List,
        Context::Help,
        Context::Prompt,
    ];

    /// Its section in key files, and its translation id (`context-<name>`).
    pub fn name(self) -> &'static str {
        match self {
            Context::Global => "global",
            Context::Main => "main",
            Context::Reading => "reading",
            Context::Select => "select",
            Context::Tree => "tree",
            Context::References => "references",
            Context::Timeline => "timeline",
            Context::Matrix => "matrix",
            Context::Diff => "diff",
            Context::Peek => "peek",
            Context::Input => "input",
            Context::Search => "search",
            Context::List => "list",
            Context::Help => "help",
            Context::Prompt => "prompt",
        }
    }

    /// The context with this name.
    pub fn parse(name: &str) -> Option<Context> {
        Context::ALL.into_iter().find(|c| c.name() == name)
    }

    /// The context it stands in.
    pub fn outer(self) -> Option<Context> {
        match self {
            Context::Global => None,
            Context::Select => Some(Context::Reading),
            Context::Reading | Context::Tree | Context::References => Some(Context::Main),
            Context::Search | Context::List | Context::Help | Context::Prompt => {
                Some(Context::Input)
            }
            Context::Main
            | Context::Timeline
            | Context::Matrix
            | Context::Diff
            | Context::Peek
            | Context::Input => Some(Context::Global),
        }
    }

    /// This context and those it stands in, innermost first.
    pub fn chain(self) -> impl Iterator<Item = Context> {
        std::iter::successors(Some(self), |c| c.outer())
    }

    /// Characters typed here go into a line.
    pub fn takes_text(self) -> bool {
        self == Context::Input || self.outer() == Some(Context::Input)
    }
}
