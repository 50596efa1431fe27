//! The document tree.

use super::draw::{Draw, inner, inner_height, inner_width, piece};
use super::{Mark, Pane, Role, Row};
use crate::app::geometry::{Rect, Size};
use crate::app::searches::saved_words;
use crate::app::{Focus, Node, TreeRow};

/// The pane, and where its cursor is.
pub(super) fn pane(draw: &Draw<'_>, area: Rect, framed: bool) -> (Pane, Option<(u16, u16)>) {
    let app = draw.app;
    let focused = app.main().focus == Focus::Tree;
    let mut pane = draw.pane(Role::Tree, area, focused, framed);
    let small = draw.size() <= Size::Small;
    let name = draw.say("pane-tree");
    pane.title = if small {
        format!("1/3 {name}")
    } else {
        format!("1 {name}")
    };
    pane.info = draw.with(
        "state-documents",
        &[("n", draw.library.documents.len().into())],
    );
    let width = inner_width(&pane);
    let mut height = inner_height(&pane);
    let (x, mut y) = inner(&pane);
    if !app.tree.filter.is_empty() && height > 1 {
        let text = format!("/ {}", app.tree.filter);
        pane.rows
            .push(draw.row(vec![piece(text, Mark::Input)], width));
        height -= 1;
        y += 1;
    }
    if height == 0 {
        return (pane, None);
    }
    let rows = app.tree.rows(draw.library);
    if rows.is_empty() {
        let id = if app.tree.filter.is_empty() {
            "tree-empty"
        } else {
            "tree-no-match"
        };
        pane.rows
            .push(draw.row(vec![piece(draw.say(id), Mark::Dim)], width));
        return (pane, Some((x, y)));
    }
    let mut cursor = None;
    for (i, tree_row) in rows.iter().enumerate().skip(app.tree.top).take(height) {
        let selected = Some(&tree_row.node) == app.tree.selected.as_ref();
        let (row, indent) = self::row(draw, tree_row, selected, width);
        if selected {
            cursor = Some((x + indent, y + (i - app.tree.top) as u16));
        }
        pane.rows.push(row);
    }
    (pane, cursor)
}

/// A row and the column where its text begins.
fn row(draw: &Draw<'_>, tree_row: &TreeRow, selected: bool, width: u16) -> (Row, u16) {
    let fold = match (tree_row.open, draw.ascii()) {
        (Some(true), false) => "▾ ",
        (Some(false), false) => "▸ ",
        (Some(true), true) => "- ",
        (Some(false), true) => "+ ",
        (None, _) => "  ",
    };
    let marker = if selected { ">" } else { " " };
    let open = draw.app.main().document;
    let mark = match tree_row.node {
        Node::Organ(_) | Node::Searches => Mark::Strong,
        Node::Document(index) if Some(index) == open => Mark::Heading,
        _ => Mark::Plain,
    };
    let lead = format!("{marker}{}{fold}", "  ".repeat(tree_row.depth.min(6)));
    let indent = draw.width(&lead) as u16;
    let pieces = vec![piece(lead, Mark::Plain), piece(label(draw, tree_row), mark)];
    let count = match tree_row.node {
        Node::Organ(_) | Node::Searches => tree_row.count.to_string(),
        Node::Saved(_) => saved_count(draw, tree_row),
        Node::Document(index) => match app_count(draw, index) {
            0 => String::new(),
            n => format!("*{n}"),
        },
        Node::Heading(..) => String::new(),
    };
    let mut row = draw.spread(pieces, piece(count, Mark::Dim), width);
    row.selected = selected;
    row.spoken = Some(spoken(draw, tree_row));
    (row, indent)
}

/// How many marks and notes a person has in a document.
fn app_count(draw: &Draw<'_>, document: usize) -> usize {
    draw.app.desk.count(document)
}

/// What a kept search finds, and how much of it is new.
fn saved_count(draw: &Draw<'_>, row: &TreeRow) -> String {
    let saved = draw.app.tree.saved.iter();
    let mut saved = saved.filter(|s| Node::Saved(s.name.clone()) == row.node);
    match saved.next().map(|s| (s.total, s.new)) {
        Some((Some(total), 0)) => total.to_string(),
        Some((Some(total), new)) => format!("{total} +{new}"),
        _ => String::new(),
    }
}

/// The name of a row.
pub(super) fn label(draw: &Draw<'_>, row: &TreeRow) -> String {
    if row.node == Node::Searches {
        draw.say("tree-searches")
    } else if row.label.is_empty() {
        draw.say("tree-no-organ")
    } else {
        row.label.clone()
    }
}

/// A row in words: name, depth, open or closed, what it holds.
pub(super) fn spoken(draw: &Draw<'_>, row: &TreeRow) -> String {
    words(draw, row, label(draw, row))
}

/// The same in so many columns: the name is cut.
pub(super) fn spoken_in(draw: &Draw<'_>, row: &TreeRow, room: crate::text::Columns) -> String {
    let label = label(draw, row);
    let over = draw.width(&spoken(draw, row)).saturating_sub(room.0);
    let room = draw.width(&label).saturating_sub(over).max(6);
    words(
        draw,
        row,
        draw.ruler.truncate(&label, crate::text::Columns(room)),
    )
}

fn words(draw: &Draw<'_>, row: &TreeRow, label: String) -> String {
    let own_label = label.clone();
    let arguments = [
        ("label", label.into()),
        ("depth", (row.depth + 1).into()),
        ("n", row.count.into()),
    ];
    let id = match (row.open, draw.size() == Size::Large) {
        (Some(true), _) => "tree-spoken-open",
        (Some(false), _) => "tree-spoken-closed",
        (None, _) => "tree-spoken-leaf",
    };
    let words = draw.with(id, &arguments);
    match row.node {
        Node::Saved(_) => {
            let saved = draw.app.tree.saved.iter();
            let mut saved = saved.filter(|s| Node::Saved(s.name.clone()) == row.node);
            let found = saved
                .next()
                .map_or(String::new(), |s| saved_words(draw.language, s));
            draw.with(
                "tree-spoken-search",
                &[("label", own_label.into()), ("found", found.into())],
            )
        }
        Node::Document(index) if app_count(draw, index) > 0 => {
            let own = ("n", app_count(draw, index).into());
            format!("{words}{}", draw.with("tree-own", &[own]))
        }
        _ => words,
    }
}
