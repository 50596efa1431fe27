//! The screen for screen readers and braille displays: one column, one sentence a row.
//!
//! In: the app's state, the library. Out: a `Screen` with one pane without frame: row 0 says which view it is and
//! of what size, then come the rows, the last row is left for messages and for what is typed. Nothing in it
//! depends on where the cursor is, so that a move changes nothing but the cursor. The words are those of the
//! face in lines, so that every list there is one here.

use super::draw::{Draw, piece};
use super::{Linear, Mark, Piece, Row, Screen, diff, help, lines, list, peek, reading, told, tree};
use crate::app::geometry;
use crate::app::{Diff, Focus, Help, Peek, PromptKind, View, help_entries, layout, links};
use crate::document::{BlockKind, Document};
use crate::text::{Columns, sentences};

/// A view as rows.
#[derive(Default)]
struct Body {
    title: String,
    rows: Vec<Row>,
    /// The row with the cursor, among `rows`.
    cursor: usize,
    /// Rows of the whole text, where only the view knows.
    extent: usize,
}

/// Everything on the screen.
pub(super) fn present(draw: &Draw<'_>, columns: u16, rows: u16) -> Screen {
    let app = draw.app;
    let area = geometry::body(app.viewport);
    let fresh = app.typing.as_ref().is_some_and(|t| t.fresh);
    let hidden = |i: usize| {
        let top = i + 1 == app.stack.len();
        matches!(app.stack[i], View::Prompt(_)) || (top && fresh)
    };
    let base = (0..app.stack.len()).rev().find(|&i| !hidden(i));
    let view = &app.stack[base.unwrap_or(0)];
    let height = usize::from(area.height);
    let mut body = body(draw, view, height);
    if body.rows.is_empty() {
        let words = match view {
            View::List(list) => vec![list::empty(draw, list)],
            View::Main(_) if draw.library.documents.is_empty() => draw.no_text(),
            _ => vec![draw.say("list-empty")],
        };
        body.rows.extend(words.into_iter().map(plain));
        body.cursor = 0;
    }
    let input = app.typing.is_some().then(|| input(draw, columns)).flatten();
    let mut pane = draw.pane(lines::role(view), area, true, false);
    pane.rows = body.rows;
    pane.rows.truncate(height);
    let cursor = match &input {
        Some((_, caret)) => (*caret, rows.saturating_sub(1)),
        None => (0, area.y + u16::try_from(body.cursor).unwrap_or(0)),
    };
    let last = |n: u16| n.saturating_sub(1);
    let side = draw.app.side();
    let side = side.map(|n| draw.with("linear-side", &[("n", n.into())]));
    let scope = draw.scope().map(|scope| format!("[{scope}] "));
    let (side, scope) = (side.unwrap_or_default(), scope.unwrap_or_default());
    let title = format!("{side}{scope}{}", body.title);
    let title = fit(draw, &lines::sayable(&title));
    let row = pane.rows.get(body.cursor).map_or(String::new(), Row::text);
    let announce = if app.asked_where && !matches!(view, View::Main(m) if m.focus == Focus::Reading)
    {
        format!("{title}{row}")
    } else {
        app.announce.clone()
    };
    let parts = parts(draw, &lines::sayable(&announce));
    Screen {
        width: columns,
        height: rows,
        place: title,
        panes: vec![pane],
        cursor: (cursor.0.min(last(columns)), cursor.1.min(last(rows))),
        announce: parts.first().cloned().unwrap_or_default(),
        waiting: match app.top() {
            View::Search(search) => search.waiting,
            View::List(list) => list.waiting,
            _ => false,
        },
        linear: Some(Linear {
            input: input.map(|(text, _)| text),
            arrow: app.arrow,
            key: app.keys_seen,
            pending: !app.keys.is_empty() || app.count.is_some(),
            parts,
            extent: body.extent,
        }),
        ..Screen::default()
    }
}

fn body(draw: &Draw<'_>, view: &View, height: usize) -> Body {
    match view {
        View::Main(main) if main.focus == Focus::Reading => text(draw, height),
        View::Peek(peek) => small_text(draw, peek, height),
        View::Diff(diff) => differences(draw, diff, height),
        View::Help(help) => commands(draw, help, height),
        view => entries(draw, view, height),
    }
}

/// Cut to the width of the screen.
fn fit(draw: &Draw<'_>, text: &str) -> String {
    draw.ruler.truncate(text.trim_end(), width(draw))
}

/// A sentence in parts that each have the width of the screen.
fn parts(draw: &Draw<'_>, text: &str) -> Vec<String> {
    let room = width(draw);
    let mut rest = text.trim_end().to_owned();
    let mut parts = Vec::new();
    while draw.width(&rest) > room.0 {
        let is_empty = |part: &str| part.trim_matches('…').is_empty();
        let mut part = draw.ruler.truncate(&rest, room);
        if is_empty(&part) {
            // a number that is wider than the screen
            part = draw.ruler.truncate_typed(&rest, room);
        }
        let held = part.strip_suffix('…').map_or(0, str::len);
        if is_empty(&part) || held == 0 {
            // the screen is too narrow for anything
            return parts;
        }
        rest = format!("…{}", rest[held..].trim());
        parts.push(part);
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

fn width(draw: &Draw<'_>) -> Columns {
    Columns::from(geometry::body(draw.app.viewport).width)
}

fn plain(text: String) -> Row {
    Row {
        pieces: vec![piece(text, Mark::Plain)],
        ..Row::default()
    }
}

/// A row as it is read: what is said instead of the pieces, else the pieces with hits in »…« where they fit.
fn said(draw: &Draw<'_>, row: &Row) -> String {
    let text = match &row.spoken {
        Some(spoken) => spoken.clone(),
        None => quoted(draw, &row.pieces),
    };
    fit(draw, &lines::sayable(&text))
}

/// Hits in »…«: as many as there is room for; all where the row is cut anyway.
fn quoted(draw: &Draw<'_>, pieces: &[Piece]) -> String {
    let bare: String = pieces.iter().map(|p| p.text.as_str()).collect();
    let is_hit = |i: usize| pieces.get(i).is_some_and(|p| p.mark == Mark::Hit);
    let cut = draw.width(&bare) > width(draw).0;
    let needs = draw.width("»«");
    let mut free = width(draw).0.saturating_sub(draw.width(&bare));
    let mut open = false;
    let mut text = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        let starts = is_hit(i) && (i == 0 || !is_hit(i - 1));
        if starts {
            open = cut || free >= needs;
            free = free.saturating_sub(if open { needs } else { 0 });
        }
        if starts && open {
            text.push('»');
        }
        text.push_str(&piece.text);
        if open && is_hit(i) && !is_hit(i + 1) {
            text.push('«');
        }
    }
    text
}

/// A list: its entries with their numbers.
fn entries(draw: &Draw<'_>, view: &View, height: usize) -> Body {
    let told = told::told(draw, view, height);
    let title = match view {
        // how many rows are open changes with every fold: not said here
        View::Main(main) if main.focus == Focus::Tree => {
            let n = draw.library.documents.len();
            let filter = &draw.app.tree.filter;
            let id = if filter.is_empty() {
                "linear-tree"
            } else {
                "linear-tree-filter"
            };
            draw.with(id, &[("n", n.into()), ("filter", filter.as_str().into())])
        }
        // what a timeline is limited to is the second sentence about it
        View::Timeline(_) => told.head.iter().map(Row::text).collect(),
        _ => told.head.first().map_or(String::new(), Row::text),
    };
    if told.entries.is_empty() {
        let rest = told.head.iter().skip(1).map(|r| plain(said(draw, r)));
        return Body {
            title,
            rows: rest.collect(),
            ..Body::default()
        };
    }
    let tree = match view {
        View::Main(main) if main.focus == Focus::Tree => draw.app.tree.rows(draw.library),
        _ => Vec::new(),
    };
    let page = told.entries.iter().enumerate();
    let page = page.skip(told.top).take(height);
    let rows = page.map(|(i, row)| {
        let number = format!("{}. ", i + 1);
        let text = match tree.get(i) {
            // its state stands at the end: the name is what is cut
            Some(row) => {
                let room = width(draw).0.saturating_sub(draw.width(&number));
                format!("{number}{}", tree::spoken_in(draw, row, Columns(room)))
            }
            None => said(draw, &numbered(&number, row)),
        };
        plain(fit(draw, &lines::sayable(&text)))
    });
    Body {
        title,
        rows: rows.collect(),
        cursor: told.selected.saturating_sub(told.top),
        extent: 0,
    }
}

fn numbered(number: &str, row: &Row) -> Row {
    let mut row = row.clone();
    row.spoken = row.spoken.map(|said| format!("{number}{said}"));
    row.pieces.insert(0, piece(number, Mark::Plain));
    row
}

/// The text of the open document.
fn text(draw: &Draw<'_>, height: usize) -> Body {
    let main = draw.app.main();
    let Some(document) = main.document(draw.library) else {
        let told = draw.no_text();
        let why = told.iter().skip(1).map(|t| plain(t.clone()));
        return Body {
            title: told.first().cloned().unwrap_or_default(),
            rows: why.collect(),
            ..Body::default()
        };
    };
    let mut rows = Vec::new();
    let mut cursor = None;
    let mut spans: (usize, Vec<reading::Span>) = (usize::MAX, Vec::new());
    for line in main.page(document, draw.app.measure(), height) {
        let Some(block) = document.blocks.get(line.block) else {
            continue;
        };
        if spans.0 != line.block {
            spans = (
                line.block,
                reading::spans(draw.app, draw.library, line.block, block),
            );
        }
        if cursor.is_none() && line.holds(main.cursor) {
            cursor = Some(rows.len());
        }
        let mut row = Row::default();
        if line.first {
            row.pieces.extend(lead(draw, document, line.block));
        }
        for run in &line.runs {
            row.pieces
                .extend(reading::pieces(run, &spans.1, Mark::Plain));
        }
        rows.push(plain(said(draw, &row)));
    }
    Body {
        title: text_title(draw, document),
        rows,
        cursor: cursor.unwrap_or(0),
        extent: 0,
    }
}

fn text_title(draw: &Draw<'_>, document: &Document) -> String {
    if let Some(only) = super::main::only_words(draw) {
        return format!("{only}. {}", links::short_name(document));
    }
    let name = links::short_name(document);
    let title = document.meta.title.as_str();
    let id = if name == title {
        "linear-reading"
    } else {
        "linear-reading-titled"
    };
    let n = document.blocks.len();
    let words = |id: &str, title: &str| {
        let arguments = [
            ("name", name.into()),
            ("title", title.into()),
            ("n", n.into()),
        ];
        draw.with(id, &arguments)
    };
    // the size stands at the end: the title is what is cut, or left out
    let over = draw.width(&words(id, title)).saturating_sub(width(draw).0);
    let room = draw.width(title).saturating_sub(over);
    let cut = draw.ruler.truncate(title, Columns(room));
    match cut.trim_matches('…').is_empty() {
        true => words("linear-reading", ""),
        false => words(id, &cut),
    }
}

/// What kind of block begins here, where that matters.
fn lead(draw: &Draw<'_>, document: &Document, index: usize) -> Option<Piece> {
    let block = document.blocks.get(index)?;
    let words = match block.kind {
        BlockKind::Footnote => draw.say("lines-note"),
        kind if layout::is_led(kind) => {
            draw.with("linear-heading", &[("level", block.level.max(1).into())])
        }
        _ => return None,
    };
    Some(piece(words, Mark::Plain))
}

/// A note, a citation, an event, raw lines: by sentences.
fn small_text(draw: &Draw<'_>, peek: &Peek, height: usize) -> Body {
    let (title, content) = peek::content(draw, peek);
    let mut rows = Vec::new();
    for (text, _) in content {
        let text = lines::sayable(&text);
        for sentence in sentences(&text) {
            let sentence = text[sentence].trim();
            for line in draw.ruler.wrap(sentence, width(draw), width(draw)) {
                rows.push(plain(sentence[line].trim_end().to_owned()));
            }
        }
    }
    let extent = rows.len().max(1);
    let at = peek.top.min(extent - 1);
    let top = peek.first.min(at);
    let words = [
        ("title", title.into()),
        ("at", (peek.current + 1).into()),
        ("n", peek.items.len().into()),
    ];
    Body {
        title: draw.with("linear-peek", &words),
        rows: rows.into_iter().skip(top).take(height).collect(),
        cursor: at - top,
        extent,
    }
}

/// The differences, a line of their words a row.
fn differences(draw: &Draw<'_>, diff: &Diff, height: usize) -> Body {
    let mut rows = Vec::new();
    let mut cursor = 0;
    for (i, (at, pieces)) in diff::lines(draw, diff, height).into_iter().enumerate() {
        if at == diff.cursor {
            cursor = i;
        }
        let row = Row {
            pieces,
            ..Row::default()
        };
        rows.push(plain(said(draw, &row)));
    }
    let counts = diff::counts(draw, diff);
    Body {
        title: format!("{} {counts}", diff::names(draw, diff)),
        rows,
        cursor,
        extent: 0,
    }
}

/// Every command with its keys.
fn commands(draw: &Draw<'_>, help: &Help, height: usize) -> Body {
    let all = help_entries(draw.app);
    let entry = |(i, entry): (usize, &crate::app::HelpEntry)| {
        let words = help::words(draw, entry.command);
        let keys = if entry.keys.is_empty() {
            let word = entry.command.words.first();
            format!(": {}", word.unwrap_or(&entry.command.name))
        } else {
            entry.keys.join(", ")
        };
        let arguments = [("words", words.into()), ("keys", keys.into())];
        let text = draw.with("linear-command", &arguments);
        plain(fit(draw, &lines::sayable(&format!("{}. {text}", i + 1))))
    };
    let page = all.iter().enumerate().skip(help.top).take(height);
    Body {
        title: draw.with("linear-help", &[("n", all.len().into())]),
        rows: page.map(entry).collect(),
        cursor: help.selected.saturating_sub(help.top),
        extent: 0,
    }
}

/// The last row while something is typed: what is asked for and what is typed; and the caret's column.
fn input(draw: &Draw<'_>, columns: u16) -> Option<(String, u16)> {
    let (label, line) = match draw.app.top() {
        View::Search(search) => (draw.say("mode-search"), &search.line),
        View::List(list) => (list::asks(draw, list), &list.line),
        View::Help(help) => (draw.say("prompt-filter"), &help.line),
        View::Prompt(prompt) => {
            let id = match prompt.kind {
                PromptKind::Find => "prompt-find",
                PromptKind::Paragraph => "prompt-paragraph",
                PromptKind::Note => "prompt-note",
                PromptKind::TreeFilter => "prompt-filter",
                PromptKind::Label => "prompt-label",
                PromptKind::SetMark => "prompt-set-mark",
                PromptKind::GoMark => "prompt-go-mark",
                PromptKind::Bookmark => "prompt-bookmark",
                PromptKind::Annotate => "prompt-annotate",
                PromptKind::SaveSearch => "prompt-save-search",
                PromptKind::Only => "prompt-only",
                PromptKind::Write => "prompt-write",
                PromptKind::Pipe => "prompt-pipe",
                PromptKind::Session => "prompt-session",
                PromptKind::TimelineFilter => "prompt-pick",
                PromptKind::ExportTimeline => "prompt-export",
            };
            (draw.say(id), &prompt.line)
        }
        View::Main(_) | View::Timeline(_) | View::Matrix(_) | View::Diff(_) | View::Peek(_) => {
            return None;
        }
    };
    let label = format!("{label}：");
    let room = usize::from(columns)
        .saturating_sub(draw.width(&label) + 1)
        .max(1);
    let before = line.before_caret();
    let mut from = 0;
    while draw.width(&before[from..]) > room {
        from += before[from..].chars().next().map_or(1, char::len_utf8);
    }
    let caret = draw.width(&label) + draw.width(&before[from..]);
    let text = format!("{label}{}", &line.text()[from..]);
    let text = draw.ruler.truncate_typed(&text, Columns::from(columns));
    Some((text, u16::try_from(caret).unwrap_or(0)))
}
