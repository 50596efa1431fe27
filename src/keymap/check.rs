//! What may go wrong with keys that are well written: terminals that cannot send them, programs that take them
//! first, commands without a key.
//!
//! In: a key file's text and the set it makes. Out: `Problem`s that warn, with file, line and column.

use super::parse::places;
use super::{Binding, Code, Key, Keymap};
use crate::problem::{Problem, ProblemKind};

/// It warns; the keys work as they are written.
pub fn is_warning(kind: &ProblemKind) -> bool {
    matches!(kind, ProblemKind::SwallowedKey(..) | ProblemKind::NoKey(_))
}

/// The key that terminals send instead of this one. Control takes three bits from a letter's code, so that
/// Ctrl-i is Tab; Shift is lost where there is no capital (xterm's ctlseqs, "Alt and Meta Keys").
pub(super) fn sent_as(key: Key) -> Option<&'static str> {
    match key.code {
        Code::Char('i') if key.ctrl => Some("Tab"),
        Code::Char('m') if key.ctrl => Some("Enter"),
        Code::Char('j') if key.ctrl => Some("Enter"),
        Code::Char('[') if key.ctrl => Some("Esc"),
        Code::Char('h') if key.ctrl => Some("Backspace"),
        Code::Char(c) if key.ctrl && (c.is_ascii_digit() || ";,.'=+-".contains(c)) => Some("?"),
        Code::Enter if key.ctrl || key.shift => Some("Enter"),
        Code::Tab if key.ctrl => Some("Tab"),
        Code::Esc if key.alt || key.ctrl => Some("Esc"),
        Code::Char(' ') if key.shift => Some("Space"),
        _ => None,
    }
}

/// Who takes this key before wenmai, where it runs.
fn taken_by(key: Key) -> Option<&'static str> {
    let arrow = matches!(
        key.code,
        Code::Up | Code::Down | Code::Left | Code::Right | Code::Home | Code::End
    );
    match key.code {
        Code::Char('s' | 'q') if key.ctrl => Some("Ctrl-s/Ctrl-q (stty ixon, screen)"),
        Code::Char('b') if key.ctrl => Some("tmux"),
        Code::Char('a') if key.ctrl => Some("screen"),
        Code::F(11) => Some("F11 (full screen)"),
        Code::PageUp | Code::PageDown if key.shift => Some("Shift-PgUp/PgDn (scrollback)"),
        _ if arrow && (key.ctrl || key.shift || key.alt) => Some("TERM=linux, screen"),
        _ if key.alt => Some("Alt (Esc, menus)"),
        _ => None,
    }
}

/// Warnings on a set: keys of this file that may not arrive while the command has no other, and commands of
/// `wanted` that no key runs. `text` is the file's.
pub fn warnings(file: &str, text: &str, keymap: &Keymap, wanted: &[&str]) -> Vec<Problem> {
    let taken = |b: &Binding| b.keys.iter().find_map(|k| taken_by(*k));
    let mut found = Vec::new();
    for place in places(text) {
        let Some(binding) = keymap
            .bindings()
            .iter()
            .find(|b| b.context == place.context && b.keys == place.keys)
        else {
            continue;
        };
        let Some(by) = taken(binding) else { continue };
        let other = keymap.bindings().iter().any(|b| {
            b.command == binding.command
                && b.argument == binding.argument
                && taken(b).is_none()
                && binding.context.chain().any(|c| c == b.context)
        });
        if !other {
            let kind = ProblemKind::SwallowedKey(binding.printed(), by.to_owned());
            found.push(problem(file, place.line, place.column, kind));
        }
    }
    let keyless = |c: &&&str| !keymap.bindings().iter().any(|b| b.command == **c);
    let without: Vec<&str> = wanted.iter().filter(keyless).copied().collect();
    if !without.is_empty() {
        found.push(problem(file, 1, 1, ProblemKind::NoKey(without.join(" "))));
    }
    found
}

fn problem(file: &str, line: u32, column: u32, kind: ProblemKind) -> Problem {
    Problem {
        file: file.to_owned(),
        line: Some(line),
        column: Some(column),
        kind,
    }
}
