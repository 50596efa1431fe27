//! The screen in lines: what is to be said because of the last command, whole paragraphs and entries.
//!
//! The first row is the sentence that answers. No frames, no bars, no blanks to align anything.

use super::draw::{Draw, marked, piece};
use super::{Mark, Piece, Role, Row, Screen, reading};
use super::{diff, help, list, main, matrix, peek, search, timeline_lines, tree};
use crate::app::geometry::Rect;
use crate::app::references::{self, RefRow};
use crate::app::{
    Focus, List, ListKind, Peek, Said, Search, TreeRow, View, help_entries, layout, links, place,
    tutor_sentence,
};
use crate::document::{Block, BlockKind, Document, head_of, is_caption_again};
use crate::index::BlockRef;
use crate::store::EntryKind;
use std::ops::Range;

/// A view in words: sentences about it, then its entries.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The first is the sentence that answers.
    pub head: Vec<Row>,
    /// All entries; those outside of the page asked for may be empty.
    pub entries: Vec<Row>,
    /// Headings over entries, by their index.
    pub over: Vec<(usize, String)>,
    /// First entry on the page.
    pub top: usize,
    /// The entry with the cursor.
    pub selected: usize,
}

/// What is said.
pub(super) fn present(draw: &Draw<'_>) -> Screen {
    let app = draw.app;
    let (role, rows) = match (app.said, app.top()) {
        (Said::Message, _) => (Role::Reading, Vec::new()),
        (Said::Here, View::Main(_)) => (Role::Reading, here(draw)),
        (_, View::Main(m)) if m.focus == Focus::Reading => (Role::Reading, reading_rows(draw)),
        (_, View::Help(_)) => (Role::Help, help_rows(draw)),
        (_, View::Peek(p)) => (Role::Peek, peek_rows(draw, p)),
        (_, View::Prompt(_)) => (Role::Commands, Vec::new()),
        (_, view) => {
            let mut told = told(draw, view, app.settings.page.max(1));
            let mut rows = std::mem::take(&mut told.head);
            numbered(draw, &mut rows, told);
            (role(view), rows)
        }
    };
    let mut rows = rows;
    if let (Some(scope), Some(first)) = (draw.scope(), rows.first_mut()) {
        first.pieces.push(piece(format!(" [{scope}]"), Mark::Dim));
    }
    let announce = sayable(&app.announce);
    if app.failed && rows.is_empty() && !app.announce.is_empty() {
        rows.push(line(vec![piece(&announce, Mark::Problem)]));
    }
    if let Some(step) = tutor_sentence(app) {
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

/// A view that lists something, in words; of its entries those of a page are made. Views of text have none.
pub(super) fn told(draw: &Draw<'_>, view: &View, page: usize) -> Told {
    match view {
        View::Main(m) => match m.focus {
            Focus::Tree => tree_told(draw),
            Focus::Reading => Told::default(),
            Focus::References => references_told(draw),
        },
        View::Search(s) => search_told(draw, s, page),
        View::Timeline(t) if t.periods => timeline_lines::periods_told(draw, t),
        View::Timeline(t) => timeline_lines::events_told(draw, t),
        View::List(l) => list_told(draw, l),
        View::Matrix(m) => matrix::told(draw, m),
        View::Diff(d) => diff::told(draw, d),
        View::Help(_) | View::Peek(_) | View::Prompt(_) => Told::default(),
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

/// The entries of a page with their numbers, and how many are left.
fn numbered(draw: &Draw<'_>, rows: &mut Vec<Row>, told: Told) {
    let (entries, top) = (told.entries, told.top);
    let page = draw.app.settings.page.max(1);
    let len = entries.len();
    for (i, mut row) in entries.into_iter().enumerate().skip(top).take(page) {
        // The heading that holds the first entry of the page is said again.
        let heading = told.over.iter().rev().find(|(at, _)| *at <= i);
        let heading = heading.filter(|(at, _)| *at == i || i == top);
        rows.extend(heading.map(|(_, words)| sentence(words.clone())));
        let number = format!("{}. ", i + 1);
        row.spoken = row.spoken.map(|said| format!("{number}{said}"));
        row.pieces.insert(0, piece(number, Mark::Plain));
        rows.push(row);
    }
    let left = len.saturating_sub(top + page);
    if left > 0 {
        rows.push(line(vec![piece(
            draw.with("lines-left", &[("n", left.into())]),
            Mark::Dim,
        )]));
    }
}

fn tree_told(draw: &Draw<'_>) -> Told {
    let app = draw.app;
    let entries = app.tree.rows(draw.library);
    let mut head = vec![sentence(draw.with(
        "lines-tree",
        &[
            ("n", draw.library.documents.len().into()),
            ("rows", entries.len().into()),
        ],
    ))];
    let chosen = app.tree.chosen.len();
    let chosen = (chosen > 0).then(|| draw.with("lines-chosen", &[("n", chosen.into())]));
    for words in tree::arranged(draw).into_iter().chain(chosen) {
        head.push(line(vec![piece(words, Mark::Dim)]));
    }
    let is_selected = |entry: &TreeRow| Some(&entry.node) == app.tree.selected.as_ref();
    let selected = entries.iter().position(is_selected).unwrap_or(0);
    let made = entries
        .iter()
        .map(|entry| Row {
            pieces: vec![piece(tree::label(draw, entry), Mark::Plain)],
            selected: is_selected(entry),
            spoken: Some(tree::spoken(draw, entry)),
        })
        .collect();
    Told {
        head,
        entries: made,
        over: Vec::new(),
        top: app.tree.top,
        selected,
    }
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
    let texts = |block: &Block| -> Vec<String> {
        let text = |c: &Range<u32>| block.text.get(c.start as usize..c.end as usize);
        let cells = block.cells.iter().filter_map(text);
        cells.map(|c| c.trim().to_owned()).collect()
    };
    let head = head_of(document, index).map(|at| &document.blocks[at]);
    let names = head.map(texts).unwrap_or_default();
    let cells = texts(block).into_iter().enumerate();
    let filled = cells.filter(|(_, cell)| !cell.is_empty());
    let told = filled.map(|(i, cell)| match names.get(i) {
        Some(name) if !name.is_empty() => format!("{name}：{cell}"),
        _ => cell,
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
        return vec![sentence(draw.say("reading-nothing"))];
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
        rows.push(sentence(draw.with(
            "lines-open",
            &[
                ("name", links::short_name(document).into()),
                ("title", document.meta.title.as_str().into()),
                ("at", at.into()),
                ("of", blocks.into()),
                (
                    "place",
                    place::paragraph(draw.language, document, main.cursor.block).into(),
                ),
            ],
        )));
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

fn references_told(draw: &Draw<'_>) -> Told {
    if draw.app.main().tab == references::PINNED {
        let (title, content) = main::pinned(draw);
        let title = draw.with("lines-pinned", &[("title", title.into())]);
        let mut head = vec![sentence(title)];
        let rows = content.into_iter();
        head.extend(rows.map(|(text, mark)| line(vec![piece(text, mark)])));
        return Told {
            head,
            ..Told::default()
        };
    }
    let all = references::rows(draw.app, draw.library);
    let ids = ["tab-citations", "tab-cited", "tab-notes-of"];
    let tab = draw.say(ids[draw.app.main().tab.min(2)]);
    let n = all.iter().filter(|r| r.is_entry()).count();
    let head = vec![sentence(
        draw.with("lines-references", &[("tab", tab.into()), ("n", n.into())]),
    )];
    let entries = all.iter().filter(|r| r.is_entry()).map(|row| {
        let (words, detail) = main::reference_words(draw, row);
        let text = if detail.is_empty() {
            words
        } else {
            format!("{words}：{detail}")
        };
        let mark = if matches!(row, RefRow::Citation(_)) {
            Mark::Citation
        } else {
            Mark::Plain
        };
        line(vec![piece(text, mark)])
    });
    Told {
        head,
        entries: entries.collect(),
        over: Vec::new(),
        top: draw.app.main().reference_top,
        selected: draw.app.main().reference,
    }
}

fn search_told(draw: &Draw<'_>, search: &Search, page: usize) -> Told {
    let typed = draw.accepted(&search.line);
    let mut rows = vec![sentence(draw.with(
        "search-sentence",
        &[("query", typed.into()), ("n", search.results.total.into())],
    ))];
    if search.results.total > 0 || !search.results.mistakes.is_empty() {
        let explained = search::explanation(draw, search);
        let ranking = search::ranking(draw, search);
        rows.push(line(vec![piece(
            format!("{explained} · {ranking}"),
            Mark::Dim,
        )]));
    }
    let mut entries = Vec::new();
    for entry in 0..search.len() {
        if entry < search.top {
            entries.push(Row::default());
            continue;
        }
        let row = if let Some(text) = search::offered(draw, search, entry) {
            line(vec![piece(text, Mark::Plain)])
        } else if let Some(name) = search.name(entry) {
            line(marked(
                &name.name,
                0..name.name.len(),
                &name.ranges,
                Mark::Plain,
            ))
        } else if let Some((id, ranges)) = search.own(entry) {
            let note = draw.app.desk.book.entries.get(id);
            let place = note.map_or("", |n| n.spot.place.as_str());
            let mut pieces = vec![piece(format!("{place}："), Mark::Heading)];
            let text = note.map_or("", |n| n.text.as_str());
            pieces.extend(marked(text, 0..text.len(), ranges, Mark::Plain));
            line(pieces)
        } else if let Some(hit) = search.hit(entry) {
            let document = draw.library.documents.get(hit.at.document);
            let block = document.and_then(|d| d.blocks.get(hit.at.block));
            let mut pieces = vec![piece(
                format!("{}：", search::hit_place(draw, hit.at)),
                Mark::Heading,
            )];
            pieces.extend(block.map_or(Vec::new(), |b| snippet(b, hit)));
            line(pieces)
        } else {
            continue;
        };
        entries.push(row);
        if entries.len() > search.top + page {
            // The rest is only counted.
            let missing = search.len() - entry - 1;
            entries.extend(std::iter::repeat_n(Row::default(), missing));
            break;
        }
    }
    if entries.is_empty() {
        rows.push(line(vec![piece(draw.say("search-none"), Mark::Dim)]));
    }
    Told {
        head: rows,
        entries,
        over: Vec::new(),
        top: search.top,
        selected: search.selected,
    }
}

/// Characters of a block shown around a hit.
const SNIPPET: usize = 60;

fn snippet(block: &crate::document::Block, hit: &crate::index::Hit) -> Vec<Piece> {
    let mut pieces = search::snippet(block, hit);
    let mut left = SNIPPET;
    for piece in &mut pieces {
        let end = piece.text.char_indices().nth(left).map(|(at, _)| at);
        match end {
            Some(0) => piece.text.clear(),
            Some(end) => {
                piece.text.truncate(end);
                piece.text.push('…');
                left = 0;
            }
            None => left -= piece.text.chars().fold(0, |n, _| n + 1),
        }
    }
    pieces.retain(|p| !p.text.is_empty());
    pieces
}

fn list_told(draw: &Draw<'_>, list: &List) -> Told {
    let head = vec![sentence(
        draw.with("lines-list", &[("title", list::title(draw, list).into())]),
    )];
    let entries = list.items.iter().map(|item| {
        let text = if item.detail.is_empty() {
            item.text.clone()
        } else if list.kind == ListKind::Problems {
            format!("{}。{}", item.text, item.detail)
        } else {
            format!("{}（{}）", item.text, item.detail)
        };
        line(vec![piece(text, Mark::Plain)])
    });
    Told {
        head,
        entries: entries.collect(),
        over: Vec::new(),
        top: list.top,
        selected: list.selected,
    }
}

fn help_rows(draw: &Draw<'_>) -> Vec<Row> {
    let entries: Vec<_> = help_entries(draw.app)
        .into_iter()
        .filter(|e| !e.command.words.is_empty())
        .collect();
    let mut rows = vec![sentence(
        draw.with("lines-help", &[("n", entries.len().into())]),
    )];
    for entry in entries {
        let words = entry.command.words.join(" ");
        let text = format!("{words}：{}", help::words(draw, entry.command));
        rows.push(line(vec![piece(text, Mark::Plain)]));
    }
    rows
}

fn peek_rows(draw: &Draw<'_>, peek: &Peek) -> Vec<Row> {
    let (title, rows) = peek::content(draw, peek);
    let mut made = vec![sentence(title)];
    made.extend(
        rows.into_iter()
            .map(|(text, mark)| line(vec![piece(text, mark)])),
    );
    made
}
