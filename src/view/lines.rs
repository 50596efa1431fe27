//! The screen in lines: what is to be said because of the last command, whole paragraphs and entries.
//!
//! The first row is the sentence that answers. No frames, no bars, no blanks to align anything.

use super::draw::{Draw, piece};
use super::said::worded;
use super::told::{Told, told};
use super::{Mark, Piece, Role, Row, Screen, help, main, peek, reading};
use crate::app::geometry::Rect;
use crate::app::{
    Focus, Help, Peek, Said, View, help_entries, layout, links, place, tutor_sentence,
};
use crate::document::{Block, BlockKind, Document, column_names, is_caption_again};
use crate::index::BlockRef;
use crate::store::EntryKind;
use std::ops::Range;

/// What is said.
pub(super) fn present(draw: &Draw<'_>) -> Screen {
    let app = draw.app;
    let (role, mut rows) = match (app.said, app.top()) {
        (Said::Message, _) => (Role::Reading, Vec::new()),
        (Said::Here, View::Main(m)) if m.focus == Focus::Reading => (Role::Reading, here(draw)),
        (_, View::Main(m)) if m.focus == Focus::Reading => (Role::Reading, reading_rows(draw)),
        (_, View::Help(help)) => (Role::Help, help_rows(draw, help)),
        (_, View::Peek(p)) => (Role::Peek, peek_rows(draw, p)),
        (_, View::Prompt(_)) => (Role::Commands, Vec::new()),
        (said, view) => {
            let mut told = told(draw, view, app.settings.page.max(1));
            let mut rows = std::mem::take(&mut told.head);
            if said == Said::Here && !told.entries.is_empty() {
                rows = chosen(told);
            } else {
                numbered(draw, &mut rows, told);
            }
            (role(view), rows)
        }
    };
    if let (Some(scope), Some(first)) = (draw.scope(), rows.first_mut()) {
        first.pieces.push(piece(format!(" [{scope}]"), Mark::Dim));
    }
    let announce = sayable(&app.announce);
    if app.said == Said::View && !rows.is_empty() && !announce.is_empty() {
        rows.insert(0, line(vec![piece(&announce, Mark::Plain)]));
    }
    if app.failed && rows.is_empty() && !app.announce.is_empty() {
        rows.push(line(vec![piece(&announce, Mark::Problem)]));
    }
    if let Some(step) = tutor_sentence(app).filter(|_| app.tutor_asks) {
        if rows.is_empty() && !announce.is_empty() {
            rows.push(line(vec![piece(&announce, Mark::Plain)]));
        }
        rows.push(line(vec![piece(step, Mark::Plain)]));
    }
    let mut screen = Screen {
        state: draw.state(),
        place: place::breadcrumb(app, draw.library).join(" › "),
        announce,
        ..Screen::default()
    };
    for row in &mut rows {
        for piece in &mut row.pieces {
            piece.text = sayable(&piece.text);
        }
        row.spoken = row.spoken.as_deref().map(sayable);
    }
    if !rows.is_empty() {
        let mut pane = draw.pane(role, Rect::default(), true, false);
        pane.title = rows[0].text();
        pane.rows = rows;
        screen.panes.push(pane);
    }
    screen
}

/// What a view is for.
pub(super) fn role(view: &View) -> Role {
    match view {
        View::Main(m) => match m.focus {
            Focus::Tree => Role::Tree,
            Focus::Reading => Role::Reading,
            Focus::References => Role::References,
        },
        View::Search(_) | View::List(_) => Role::Results,
        View::Timeline(t) if t.periods => Role::Histogram,
        View::Timeline(_) => Role::Events,
        View::Matrix(_) => Role::Matrix,
        View::Diff(_) => Role::Differences,
        View::Help(_) => Role::Help,
        View::Peek(_) => Role::Peek,
        View::Prompt(_) => Role::Commands,
    }
}

/// Text without what readers cannot say or say cell by cell: lines and blocks drawn with characters, braille
/// patterns, private characters; arrows and bullets are hyphens.
pub(super) fn sayable(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\u{2500}'..='\u{257f}' | '\u{2190}'..='\u{21ff}' => Some('-'),
            '•' | '‣' | '◦' | '●' | '■' | '□' | '▪' | '▫' | '◆' | '▲' | '▶' | '▸' | '▾' | '►' => {
                Some('-')
            }
            '\u{2580}'..='\u{259f}' => Some('#'),
            '\u{2800}'..='\u{28ff}' | '\u{e000}'..='\u{f8ff}' => None,
            c if c.is_control() => Some(' '),
            c => Some(c),
        })
        .collect()
}

pub(super) fn line(pieces: Vec<Piece>) -> Row {
    Row {
        pieces,
        ..Row::default()
    }
}

pub(super) fn sentence(text: String) -> Row {
    line(vec![piece(text, Mark::Heading)])
}

/// An entry with its number.
fn with_number(index: usize, mut row: Row) -> Row {
    let number = format!("{}. ", index + 1);
    row.spoken = row.spoken.map(|said| format!("{number}{said}"));
    row.pieces.insert(0, piece(number, Mark::Plain));
    row
}

/// Only the entry with the cursor.
fn chosen(mut told: Told) -> Vec<Row> {
    let at = told.selected.min(told.entries.len().saturating_sub(1));
    vec![with_number(at, std::mem::take(&mut told.entries[at]))]
}

/// How many of a list are not said yet.
fn left(draw: &Draw<'_>, n: usize) -> Option<Row> {
    let words = draw.with("lines-left", &[("n", n.into())]);
    (n > 0).then(|| line(vec![piece(words, Mark::Dim)]))
}

/// The entries of a page with their numbers, and how many are left.
fn numbered(draw: &Draw<'_>, rows: &mut Vec<Row>, told: Told) {
    let entries = told.entries;
    let page = draw.app.settings.page.max(1);
    let len = entries.len();
    // the list may have become shorter than it was when its page was turned
    let top = if told.top < len { told.top } else { 0 };
    for (i, row) in entries.into_iter().enumerate().skip(top).take(page) {
        // The heading that holds the first entry of the page is said again.
        let heading = told.over.iter().rev().find(|(at, _)| *at <= i);
        let heading = heading.filter(|(at, _)| *at == i || i == top);
        rows.extend(heading.map(|(_, words)| sentence(words.clone())));
        rows.push(with_number(i, row));
    }
    rows.extend(left(draw, len.saturating_sub(top + page)));
}

/// A block as one line: its kind where that matters, its text with note marks, hits marked.
fn block_row(draw: &Draw<'_>, document: &Document, index: usize) -> Row {
    let Some(block) = document.blocks.get(index) else {
        return Row::default();
    };
    let spans = reading::spans(draw.app, draw.library, index, block);
    let base = reading::base_mark(block.kind);
    let mut pieces = Vec::new();
    if matches!(block.kind, BlockKind::Heading | BlockKind::Title) {
        let level = block.level.max(1);
        pieces.push(piece(
            draw.with("lines-heading", &[("level", level.into())]),
            Mark::Dim,
        ));
    } else if block.kind == BlockKind::Footnote {
        pieces.push(piece(draw.say("lines-note"), Mark::Dim));
    }
    if block.kind == BlockKind::TableRow && !block.cells.is_empty() {
        pieces.push(piece(table_row(document, index, block), base));
    } else {
        for run in layout::whole(block, draw.app.measure().display) {
            pieces.extend(reading::pieces(&run, &spans, base));
        }
    }
    if is_caption_again(document, index) {
        pieces.push(piece(draw.say("table-continued"), Mark::Dim));
    }
    pieces.extend(own_words(draw, index));
    Row {
        pieces,
        selected: index == draw.app.main().cursor.block,
        spoken: None,
    }
}

/// A row of a table in words: each cell that is not empty, after the name of its column where a row of the
/// table names them.
fn table_row(document: &Document, index: usize, block: &Block) -> String {
    let names = column_names(document, index);
    let text = |c: &Range<u32>| block.text.get(c.start as usize..c.end as usize);
    let cells = block.cells.iter().map(|c| text(c).unwrap_or("").trim());
    let filled = cells.enumerate().filter(|(_, cell)| !cell.is_empty());
    let told = filled.map(|(i, cell)| match names.get(i) {
        Some(name) if !name.is_empty() => format!("{name}：{cell}"),
        _ => cell.to_owned(),
    });
    told.collect::<Vec<_>>().join("；")
}

/// What a person put at a block, in words.
fn own_words(draw: &Draw<'_>, block: usize) -> Vec<Piece> {
    let Some(document) = draw.app.main().document else {
        return Vec::new();
    };
    let here = draw.app.desk.of_block(BlockRef { document, block });
    here.map(|(entry, _)| {
        let (id, words) = match entry.kind {
            EntryKind::Mark => ("lines-own-mark", &entry.name),
            EntryKind::Bookmark => ("lines-own-bookmark", &entry.name),
            EntryKind::Note => ("lines-own-note", &entry.text),
        };
        piece(
            draw.with(id, &[("words", words.as_str().into())]),
            Mark::Note,
        )
    })
    .collect()
}

/// Only the paragraph at the cursor.
fn here(draw: &Draw<'_>) -> Vec<Row> {
    let main = draw.app.main();
    main.document(draw.library)
        .map(|document| vec![block_row(draw, document, main.cursor.block)])
        .unwrap_or_default()
}

fn reading_rows(draw: &Draw<'_>) -> Vec<Row> {
    let main = draw.app.main();
    let Some(document) = main.document(draw.library) else {
        return draw.no_text().into_iter().map(sentence).collect();
    };
    let mut rows = Vec::new();
    if main.more.is_none() {
        let mut blocks = 0usize;
        let mut at = 0usize;
        let text = main.text(document);
        let mut block = text.first(draw.app.notes());
        while let Some(index) = block {
            blocks += 1;
            if index == main.cursor.block {
                at = blocks;
            }
            block = text.next(index, draw.app.notes());
        }
        let name = links::short_name(document);
        let title = document.meta.title.as_str();
        let id = if name == title {
            "lines-open"
        } else {
            "lines-open-titled"
        };
        let place = place::paragraph(draw.language, document, main.cursor.block);
        let words = [
            ("name", name.into()),
            ("title", title.into()),
            ("at", at.into()),
            ("of", blocks.into()),
            ("place", place.into()),
        ];
        rows.push(sentence(draw.with(id, &words)));
    }
    if let Some(only) = main::only_words(draw) {
        rows.push(sentence(only));
    }
    let mut block = Some(main.cursor.block);
    for _ in 0..draw.app.passage() {
        let Some(index) = block else { break };
        rows.push(block_row(draw, document, index));
        block = main.text(document).next(index, draw.app.notes());
    }
    if block.is_some() {
        rows.push(line(vec![piece(draw.say("lines-more"), Mark::Dim)]));
    }
    rows
}

fn help_rows(draw: &Draw<'_>, help: &Help) -> Vec<Row> {
    let entries: Vec<_> = help_entries(draw.app)
        .into_iter()
        .filter(|e| !e.command.words.is_empty())
        .collect();
    let mut rows = vec![sentence(
        draw.with("lines-help", &[("n", entries.len().into())]),
    )];
    let page = draw.app.settings.page.max(1);
    for entry in entries.iter().skip(help.top).take(page) {
        let words = entry.command.words.join(" ");
        let text = format!("{words}：{}", help::words(draw, entry.command));
        rows.push(line(vec![piece(text, Mark::Plain)]));
    }
    rows.extend(left(draw, entries.len().saturating_sub(help.top + page)));
    rows
}

fn peek_rows(draw: &Draw<'_>, peek: &Peek) -> Vec<Row> {
    let (title, rows) = peek::content(draw, peek);
    let mut made = vec![sentence(title)];
    made.extend(rows.into_iter().map(|(text, mark)| {
        // what stands beside the document's own words is ours
        let text = match mark {
            Mark::Dim | Mark::Heading => worded(draw, text.trim_start()),
            _ => text.trim_start().to_owned(),
        };
        line(vec![piece(text, mark)])
    }));
    made
}
