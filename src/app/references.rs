//! The references pane: what the paragraph cites, who cites the document, the notes.
//!
//! In: the place in the document, the facts. Out: rows as data; the view words them.

use super::App;
use super::links::Cite;
use crate::library::Library;

/// Tabs of the pane, beside what is pinned.
pub(crate) const TABS: usize = 3;
/// The tab of what is pinned, where something is.
pub(crate) const PINNED: usize = TABS;
/// Entries of a whole document at most.
const MOST: usize = 500;

/// A row of the pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RefRow {
    /// A heading: translation id and how many follow.
    Head(&'static str, usize),
    /// Nothing under that heading.
    Nothing,
    /// A citation of this document.
    Citation(Cite),
    /// Another document cites this one.
    Backlink(Cite),
    /// A note: index in `Document::notes`.
    Note(usize),
}

impl RefRow {
    /// It can be chosen.
    pub fn is_entry(&self) -> bool {
        !matches!(self, RefRow::Head(..) | RefRow::Nothing)
    }
}

/// The rows of the tab that is shown.
pub(crate) fn rows(app: &App, library: &Library) -> Vec<RefRow> {
    match app.main().tab {
        0 => citations(app, library),
        1 => backlinks(app, library),
        2 => notes(app, library),
        _ => Vec::new(),
    }
}

fn section(rows: &mut Vec<RefRow>, id: &'static str, entries: Vec<RefRow>) {
    rows.push(RefRow::Head(id, entries.len()));
    if entries.is_empty() {
        rows.push(RefRow::Nothing);
    }
    rows.extend(entries.into_iter().take(MOST));
}

/// Citations and back-references of a block, in reading order.
pub(crate) fn citations_of(library: &Library, document: usize, block: usize) -> Vec<Cite> {
    let Some(facts) = library.facts.get(document).and_then(|f| f.as_ref()) else {
        return Vec::new();
    };
    let mut here: Vec<(u32, Cite)> = Vec::new();
    let mut before = 0;
    // Both lists are in reading order.
    for list in [&facts.citations, &facts.back_references] {
        let from = list.partition_point(|c| c.span.block < block);
        let own = list[from..].iter().take_while(|c| c.span.block == block);
        here.extend(own.enumerate().map(|(i, c)| {
            let index = before + from + i;
            (c.span.range.start, Cite { document, index })
        }));
        before = list.len();
    }
    here.sort_by_key(|(at, _)| *at);
    here.into_iter().map(|(_, cite)| cite).collect()
}

fn citations(app: &App, library: &Library) -> Vec<RefRow> {
    let mut rows = Vec::new();
    let main = app.main();
    let Some(document) = main.document else {
        return rows;
    };
    let here = citations_of(library, document, main.cursor.block);
    let here = here.into_iter().map(RefRow::Citation).collect();
    section(&mut rows, "references-here", here);
    let all = library.graph.first_citations(document).iter();
    let all = all.map(|cite| RefRow::Citation(*cite)).collect();
    section(&mut rows, "references-document", all);
    rows
}

fn backlinks(app: &App, library: &Library) -> Vec<RefRow> {
    let mut rows = Vec::new();
    if let Some(document) = app.main().document {
        let all = library.graph.of_document(document);
        let all = all
            .filter(|cite| in_scope(app, library, *cite))
            .map(RefRow::Backlink);
        section(&mut rows, "references-cited-by", all.collect());
    }
    rows
}

/// The citing place is in the scope.
fn in_scope(app: &App, library: &Library, cite: Cite) -> bool {
    let scope = app.scope.as_ref();
    scope.is_none_or(|scope| cite.at(library).is_some_and(|at| scope.holds(at)))
}

fn notes(app: &App, library: &Library) -> Vec<RefRow> {
    let mut rows = Vec::new();
    let main = app.main();
    let Some(document) = main.document(library) else {
        return rows;
    };
    let here = document
        .blocks
        .get(main.cursor.block)
        .iter()
        .flat_map(|b| b.marks.iter().filter_map(|m| m.note))
        .map(RefRow::Note)
        .collect();
    section(&mut rows, "references-notes-here", here);
    let all = (0..document.notes.len()).map(RefRow::Note).collect();
    section(&mut rows, "references-notes", all);
    rows
}

/// How many of each tab: citations of the paragraph, citations of the document, notes of the document.
pub(crate) fn counts(app: &App, library: &Library) -> [usize; TABS] {
    let main = app.main();
    let Some(document) = main.document else {
        return [0; TABS];
    };
    [
        citations_of(library, document, main.cursor.block).len(),
        library
            .graph
            .of_document(document)
            .filter(|cite| in_scope(app, library, *cite))
            .count(),
        main.document(library).map_or(0, |d| d.notes.len()),
    ]
}
