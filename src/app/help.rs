//! The help view: every command with its keys, filtered by what is typed.

use super::command::{self, Command};
use super::{App, LineEdit, View};
use crate::keymap::Context;

/// The help that is open.
#[derive(Debug, Clone)]
pub(crate) struct Help {
    /// What is typed to filter.
    pub line: LineEdit,
    /// Where help was asked for: its commands come first.
    pub context: Context,
    /// It was opened by the last key.
    pub fresh: bool,
    /// Selected entry.
    pub selected: usize,
    /// First entry on the page.
    pub top: usize,
}

/// An entry of the help.
#[derive(Debug, Clone)]
pub(crate) struct HelpEntry {
    pub command: &'static Command,
    /// Its keys, as printed, best first.
    pub keys: Vec<String>,
    /// It belongs to where help was asked for.
    pub here: bool,
}

/// Keys of a command that are shown at most.
const KEYS: usize = 3;

/// The entries of the help that is open, filtered: first what is of use where help was asked for.
pub(crate) fn help_entries(app: &App) -> Vec<HelpEntry> {
    let Some(View::Help(help)) = app.stack.last() else {
        return Vec::new();
    };
    // what is being typed in the linear face has no effect yet
    let typing = app.typing.as_ref().filter(|t| !t.fresh);
    let typed = typing.map_or(&help.line, |t| &t.accepted).text();
    let key = typed.strip_prefix('@').map(str::trim);
    let words = key.map_or(typed, |_| "");
    let mut entries: Vec<HelpEntry> = Vec::new();
    for command in command::found(app.settings.language, words) {
        let here = command.context != Context::Global
            && help.context.chain().any(|c| c == command.context);
        let asked = if here { help.context } else { command.context };
        let keys: Vec<String> = app
            .settings
            .keymap
            .keys_for(asked, command.name, "")
            .map(|b| b.printed())
            .take(KEYS)
            .collect();
        if key.is_none_or(|key| keys.iter().any(|k| k.eq_ignore_ascii_case(key))) {
            entries.push(HelpEntry {
                command,
                keys,
                here,
            });
        }
    }
    entries.sort_by_key(|e| !e.here);
    entries
}

impl Help {
    /// Columns of the popup.
    pub const WIDTH: u16 = 76;
    /// Rows of the popup.
    pub const HEIGHT: u16 = 40;
    /// Rows that are no entries: the filter line, a blank, the words of the selected entry.
    pub const EXTRA: usize = 3;

    /// Help on a context.
    pub fn new(context: Context) -> Help {
        Help {
            line: LineEdit::default(),
            context,
            fresh: false,
            selected: 0,
            top: 0,
        }
    }
}
