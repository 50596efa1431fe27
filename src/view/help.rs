//! Help: every command with the keys that run it now; and what a prefix can go on with.

use super::draw::{Draw, inner_height, inner_width, piece};
use super::search::input_row;
use super::{Mark, Pane, Role, Row, Scene};
use crate::app::geometry::{self, Rect};
use crate::app::{Command, Help, HelpEntry, help_entries};
use crate::keymap::Lookup;

/// Columns for keys.
const KEYS: usize = 16;

/// The popup.
pub(super) fn scene(draw: &Draw<'_>, help: &Help) -> Scene {
    let area = geometry::popup(draw.app.viewport, Help::WIDTH, Help::HEIGHT);
    let mut pane = draw.pane(Role::Help, area, true, true);
    let entries = help_entries(draw.app);
    let keys = draw.app.settings.keymap.name.clone();
    pane.title = draw.with(
        "help-title",
        &[("keys", keys.into()), ("n", entries.len().into())],
    );
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    let (x, y) = super::draw::inner(&pane);
    let label = format!("{}> ", draw.say("prompt-filter"));
    let (row, caret) = input_row(draw, &help.line, &label, width);
    pane.rows.push(row);
    if help.line.is_empty() {
        let hint = piece(format!("  {}", draw.say("help-filter")), Mark::Dim);
        let row = pane.rows.remove(0);
        let mut pieces = row.pieces;
        pieces.push(hint);
        pane.rows.push(draw.row(pieces, width));
    }
    let room = height.saturating_sub(Help::EXTRA).max(1);
    for (i, entry) in entries.iter().enumerate().skip(help.top).take(room) {
        pane.rows
            .push(entry_row(draw, entry, i == help.selected, width));
    }
    if let Some(entry) = entries.get(help.selected) {
        while pane.rows.len() + 2 < height {
            pane.rows.push(Row::default());
        }
        let words = std::iter::once(entry.command.name)
            .chain(entry.command.words.iter().copied())
            .collect::<Vec<_>>()
            .join("  ");
        pane.rows.push(Row::default());
        pane.rows
            .push(draw.row(vec![piece(format!(": {words}"), Mark::Dim)], width));
    }
    pane.rows.truncate(height);
    pane.foot = draw.say("help-foot");
    let at = if entries.is_empty() {
        0
    } else {
        help.selected + 1
    };
    Scene {
        cursor: Some((x + caret, y)),
        status: format!("{} {at}/{}", draw.say("mode-help"), entries.len()),
        status_right: draw.say("help-generated"),
        panes: vec![pane],
        ..Scene::default()
    }
}

fn entry_row(draw: &Draw<'_>, entry: &HelpEntry, selected: bool, width: u16) -> Row {
    let keys = if entry.keys.is_empty() {
        format!(
            ": {}",
            entry.command.words.first().unwrap_or(&entry.command.name)
        )
    } else {
        entry.keys.join(" ")
    };
    let columns = crate::text::Columns(KEYS.min(usize::from(width) / 2));
    let mark = if entry.here { Mark::Plain } else { Mark::Dim };
    let pieces = vec![
        piece(if selected { "> " } else { "  " }, Mark::Plain),
        piece(draw.ruler.fit(&keys, columns), Mark::Key),
        piece(format!(" {}", words(draw, entry.command)), mark),
    ];
    let mut row = draw.row(pieces, width);
    row.selected = selected;
    row
}

/// What a command does.
pub(super) fn words(draw: &Draw<'_>, command: &Command) -> String {
    draw.say(&command.id())
}

/// The keys that can follow those pressed so far.
pub(super) fn which_key(draw: &Draw<'_>) -> Option<Pane> {
    let app = draw.app;
    if !app.prefix_shown {
        return None;
    }
    let keymap = &app.settings.keymap;
    let Lookup::Prefix(bindings) = keymap.lookup(app.context(), &app.keys) else {
        return None;
    };
    let body = geometry::body(app.viewport);
    let room = usize::from(body.height.saturating_sub(2));
    let across = usize::from(body.width.saturating_sub(4));
    // Where not all fit, those that go on with the same key stand together: nothing is left out.
    let fitting = |entries: &[String]| {
        let widest = entries.iter().map(|e| draw.width(e)).max().unwrap_or(1) + 2;
        let columns = (across / widest).clamp(1, 4);
        (widest, columns, entries.len().div_ceil(columns))
    };
    let mut entries = followers(draw, &bindings, false);
    if fitting(&entries).2 > room {
        entries = followers(draw, &bindings, true);
    }
    let (widest, columns, rows) = fitting(&entries);
    let height = (rows as u16 + 2).min(body.height);
    let area = Rect {
        y: body.y + body.height - height,
        height,
        ..body
    };
    let mut pane = draw.pane(Role::Help, area, false, true);
    let pressed: Vec<String> = app.keys.iter().map(|k| k.to_string()).collect();
    pane.title = draw.with("which-key-title", &[("keys", pressed.join(" ").into())]);
    pane.info = keymap.name.clone();
    pane.foot = draw.say("which-key-foot");
    let width = inner_width(&pane);
    for line in entries.chunks(columns) {
        let cells = line.iter().map(|entry| {
            let cell = draw.ruler.pad(entry, crate::text::Columns(widest));
            piece(cell, Mark::Plain)
        });
        let mut pieces = vec![piece(" ", Mark::Plain)];
        pieces.extend(cells);
        pane.rows.push(draw.row(pieces, width));
    }
    pane.rows.truncate(inner_height(&pane));
    Some(pane)
}

/// What can follow the keys pressed so far, with what it does; those that begin with the same key as one
/// entry where they are to stand together.
fn followers(draw: &Draw<'_>, bindings: &[&crate::keymap::Binding], together: bool) -> Vec<String> {
    let at = draw.app.keys.len();
    let mut entries = Vec::new();
    for (i, binding) in bindings.iter().enumerate() {
        let next = binding.keys[at];
        let same = |b: &&&crate::keymap::Binding| b.keys[at] == next;
        let count = bindings.iter().filter(same).count();
        if together && count > 1 {
            if !bindings[..i].iter().any(|b| b.keys[at] == next) {
                entries.push(format!("{next} +{count}"));
            }
            continue;
        }
        let keys: Vec<String> = binding.keys[at..].iter().map(ToString::to_string).collect();
        let command = Command::named(&binding.command);
        let words = command.map_or(String::new(), |c| short(draw, c));
        let entry = format!("{} {words} {}", keys.join(" "), binding.argument);
        entries.push(entry.trim_end().to_owned());
    }
    entries
}

/// The short form of what a command does, or the long one.
pub(super) fn short(draw: &Draw<'_>, command: &Command) -> String {
    let hint = format!("{}.hint", command.id());
    let short = draw.language.get(&hint, &[]);
    short.unwrap_or_else(|| words(draw, command))
}
