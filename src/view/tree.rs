//! The document tree.

use super::draw::{Draw, inner, inner_height, inner_width, piece};
use super::{Mark, Pane, Role, Row};
use crate::app::geometry::{Rect, Size};
use crate::app::searches::saved_words;
use crate::app::{Focus, Grouping, Node, Sorting, TreeRow, order};

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
    if let Some(words) = arranged_shortly(draw) {
        pane.info = words;
    }
    if !app.tree.chosen.is_empty() {
        let n = app.tree.chosen.len();
        pane.foot = draw.with("tree-chosen-count", &[("n", n.into())]);
    }
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

/// The same in a few columns, for the frame.
fn arranged_shortly(draw: &Draw<'_>) -> Option<String> {
    arranged(draw)?;
    let tree = &draw.app.tree;
    let group = draw.say(&format!("group-{}", tree.grouping.as_str()));
    let sort = draw.say(&format!("sort-{}", tree.sorting.as_str()));
    let by = [("group", group.into()), ("sort", sort.into())];
    Some(draw.with("tree-arranged", &by))
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
        Node::Group(_) | Node::Type(..) | Node::Searches => Mark::Strong,
        Node::Document(index) if Some(index) == open => Mark::Heading,
        _ => Mark::Plain,
    };
    let lead = format!("{marker}{}{fold}", "  ".repeat(tree_row.depth.min(6)));
    let indent = draw.width(&lead) as u16;
    let pieces = vec![piece(lead, Mark::Plain), piece(label(draw, tree_row), mark)];
    let count = match tree_row.node {
        Node::Group(_) | Node::Type(..) | Node::Searches => tree_row.count.to_string(),
        Node::Saved(_) => saved_count(draw, tree_row),
        Node::Document(index) => badges(draw, index),
        Node::Heading(..) => String::new(),
    };
    let mut row = draw.spread(pieces, piece(count, Mark::Dim), width);
    row.selected = selected;
    row.spoken = Some(spoken(draw, tree_row));
    (row, indent)
}

/// What there is to know of a document, in ASCII: chosen, hits of the search that led here, marks and notes, how
/// far it was read. Of the open document the text itself says how far.
fn badges(draw: &Draw<'_>, document: usize) -> String {
    let tree = &draw.app.tree;
    let mut badges = Vec::new();
    if tree.chosen.contains(&document) {
        badges.push("[x]".to_owned());
    }
    match hits(draw, document) {
        0 => {}
        n => badges.push(format!("/{n}")),
    }
    match app_count(draw, document) {
        0 => {}
        n => badges.push(format!("*{n}")),
    }
    if let Some(percent) = read(draw, document) {
        badges.push(format!("{percent}%"));
    }
    badges.join(" ")
}

/// How far a document was read that is not open now.
fn read(draw: &Draw<'_>, document: usize) -> Option<usize> {
    let percent = *draw.app.tree.read.get(&document)?;
    (draw.app.main().document != Some(document) && percent > 0).then_some(percent)
}

/// Hits in a document, of the search that led to the text.
fn hits(draw: &Draw<'_>, document: usize) -> usize {
    let search = draw.app.last_search.as_ref().map(|s| &s.hits);
    match (&draw.app.main().hits, search) {
        (Some(here), Some(found)) if std::sync::Arc::ptr_eq(here, found) => {
            found.iter().filter(|h| h.at.document == document).count()
        }
        _ => 0,
    }
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
    match &row.node {
        Node::Group(key) => group(draw, key),
        Node::Type(_, key) if key.is_empty() => draw.say("tree-no-type"),
        Node::Type(_, key) => draw.say(&format!("paper-{key}")),
        Node::Searches => draw.say("tree-searches"),
        Node::Document(_) | Node::Heading(..) | Node::Saved(_) => row.label.clone(),
    }
}

/// The name of a group.
fn group(draw: &Draw<'_>, key: &str) -> String {
    let grouping = draw.app.tree.grouping;
    match (grouping, key) {
        (Grouping::Organ, "") => draw.say("tree-no-organ"),
        (Grouping::Actor, "") => draw.say("group-actor-none"),
        (_, "") => draw.say("group-none"),
        (Grouping::Language, key) => {
            let name = draw.language.get(&format!("name-{key}"), &[]);
            name.unwrap_or_else(|| key.to_owned())
        }
        (Grouping::Cited, "0") => draw.say("group-times-none"),
        (Grouping::Cited, key) => {
            let n = key.parse().unwrap_or(0);
            let until = order::cited_until(n);
            let id = match until {
                Some(to) if to == n => "group-times",
                Some(_) => "group-times-range",
                None => "group-times-more",
            };
            let to = until.unwrap_or(n);
            draw.with(id, &[("n", n.into()), ("to", to.into())])
        }
        (_, key) => key.to_owned(),
    }
}

/// How the tree is arranged and what is chosen, where that is not as it was at first.
pub(super) fn arranged(draw: &Draw<'_>) -> Option<String> {
    let tree = &draw.app.tree;
    let usual = tree.grouping == Grouping::default() && tree.sorting == Sorting::default();
    let by = |id: &str| {
        let group = draw.say(&format!("group-{}", tree.grouping.as_str()));
        let sort = draw.say(&format!("sort-{}", tree.sorting.as_str()));
        draw.with(id, &[("group", group.into()), ("sort", sort.into())])
    };
    (!usual).then(|| by("lines-arranged"))
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
    let saved = |name: &String| {
        let mut saved = draw.app.tree.saved.iter();
        saved.find(|s| s.name == *name)
    };
    if let Node::Saved(name) = &row.node {
        let found = saved(name).map_or(String::new(), |s| saved_words(draw.language, s));
        return draw.with(
            "tree-spoken-search",
            &[("label", own_label.into()), ("found", found.into())],
        );
    }
    let Node::Document(index) = row.node else {
        return words;
    };
    let mut words = words;
    if draw.app.tree.chosen.contains(&index) {
        words.push_str(&draw.say("tree-chosen"));
    }
    let own = ("tree-own", app_count(draw, index));
    let read = ("tree-read", read(draw, index).unwrap_or(0));
    for (id, n) in [("tree-hits", hits(draw, index)), own, read] {
        if n > 0 {
            words.push_str(&draw.with(id, &[("n", n.into())]));
        }
    }
    words
}
