//! Views that list something, in words: sentences about them, then their entries. For the faces in lines and in
//! one column.

use super::draw::{Draw, marked, piece};
use super::lines::{line, sentence};
use super::said::worded;
use super::{Mark, Piece, Row, diff, list, main, matrix, search, timeline_lines, tree};
use crate::app::references::{self, RefRow};
use crate::app::{Focus, Goto, Item, List, ListKind, Search, TreeRow, View};

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
    if draw.library.documents.is_empty() {
        head.extend(draw.no_text().into_iter().map(sentence));
    }
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
        let how = worded(draw, &format!("{explained} · {ranking}"));
        rows.push(line(vec![piece(how, Mark::Dim)]));
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
            let place = worded(draw, place);
            let mut pieces = vec![piece(format!("{place}："), Mark::Heading)];
            let text = note.map_or("", |n| n.text.as_str());
            pieces.extend(marked(text, 0..text.len(), ranges, Mark::Plain));
            line(pieces)
        } else if let Some(hit) = search.hit(entry) {
            let document = draw.library.documents.get(hit.at.document);
            let block = document.and_then(|d| d.blocks.get(hit.at.block));
            let mut pieces = vec![piece(
                format!("{}：", worded(draw, &search::hit_place(draw, hit.at))),
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
        rows.push(line(vec![piece(draw.say(search::none(draw)), Mark::Dim)]));
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
    let mut head = vec![sentence(draw.with(
        "lines-list",
        &[("title", worded(draw, &list::title(draw, list)).into())],
    ))];
    if list.items.is_empty() {
        head.push(sentence(list::empty(draw, list)));
    }
    let mut entries = Vec::new();
    for item in list.items.iter() {
        let mut text = match list.kind {
            // two blanks part a name from its description on the screen
            ListKind::Commands
            | ListKind::Menu(_)
            | ListKind::Keys(_)
            | ListKind::Facets
            | ListKind::Marks => item.text.replace("  ", draw.say("said-is").trim_end()),
            ListKind::Where(_) => worded(draw, &item.text.replace("  ", " ")),
            ListKind::Relations(_) => relation(draw, item),
            _ => item.text.clone(),
        };
        if matches!(item.to, Goto::Nowhere | Goto::Address(_)) {
            text = worded(draw, &text);
        }
        if item.depth > 0 {
            text.push_str(&draw.with("said-level", &[("level", (item.depth + 1).into())]));
        }
        let detail = match list.kind {
            ListKind::Commands if draw.app.in_lines() => String::new(),
            _ => worded(draw, &item.detail.replace("  ", " · ")),
        };
        text = match list.kind {
            _ if detail.is_empty() => text,
            ListKind::Problems if text.ends_with(['。', '.']) => format!("{text}{detail}"),
            ListKind::Problems => format!("{text}。{detail}"),
            _ => format!("{text}（{detail}）"),
        };
        entries.push(line(vec![piece(text, Mark::Plain)]));
    }
    Told {
        head,
        entries,
        over: Vec::new(),
        top: list.top,
        selected: list.selected,
    }
}

/// A line of the relations: the sign before it says in words whether more hangs under it.
fn relation(draw: &Draw<'_>, item: &Item) -> String {
    let mut signs = item.text.chars();
    let state = match signs.next() {
        Some('+') => "said-folded",
        Some('-') => "said-unfolded",
        Some(' ') => return signs.as_str().trim_start().to_owned(),
        _ => return item.text.clone(),
    };
    let name = signs.as_str().trim_start();
    draw.with(state, &[("name", name.into())])
}
