//! A list with a filter line: outline, names, backlinks, notes, jumps, problems, commands.
//!
//! In: what the list is of. Out: items with their targets. Lists are made when they are opened and again
//! when what is typed changes.

use super::LineEdit;
use super::links::{Cite, Link, short_name};
use super::relations::{self, Relations};
use super::tree::{heading_label, label};
use super::{
    App, Group, View, choices, command, graph, keeping, labels, menu, place, references, searches,
};
use crate::document::{Document, OutlineKind};
use crate::i18n::Language;
use crate::index::{BlockRef, Found, Target};
use crate::library::{Library, place_of};
use crate::store::EntryId;
use crate::text::{folded, sanitize};
use std::ops::Range;
use std::sync::Arc;

/// Lines of input above a list.
pub(crate) const INPUT_LINES: u16 = 1;

/// What a list is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ListKind {
    /// Headings and numbered paragraphs of a document.
    Outline(usize),
    /// Documents, symbols, headings by what is typed.
    Names,
    /// Who cites a document.
    Backlinks(usize),
    /// All places that cite a document which is not in the library.
    Card(String),
    /// What is cited most.
    MostCited,
    /// All actors that are named.
    Actors,
    /// Where an actor is named: index in `NAMES.actors`.
    Actor(u32),
    /// What a word stands for.
    Term(String),
    /// Who cites a paragraph.
    ParagraphBacklinks(BlockRef),
    /// Who cites whom, level by level.
    Relations(Relations),
    /// What can be followed from blocks of a document.
    Links(usize, Vec<usize>),
    /// What holds a paragraph: the document, its headings.
    Path(BlockRef),
    /// Notes of a document.
    Notes(usize),
    /// All mentions of an event, by its key.
    Mentions(String),
    /// Places before this one.
    Jumps,
    /// What went wrong.
    Problems,
    /// The newest lines of the log, the newest first.
    Log(Arc<Vec<String>>),
    /// How much is open, and what opening it took.
    Stats,
    /// Marks and bookmarks.
    Marks,
    /// A person's own notes.
    Annotations,
    /// Documents in collections.
    Collections,
    /// Searches of before.
    History,
    /// Searches under a name.
    SavedSearches,
    /// What the hits of the open search are.
    Facets,
    /// What could stand instead of the last word of the search.
    Completions,
    /// Sessions of what is open.
    Sessions,
    /// In what form to copy.
    Copy,
    /// What a command said.
    Output(Arc<[String]>),
    /// What is asked on the first run; the language it was asked in.
    Welcome(Language),
    /// All themes.
    Themes,
    /// The groups of the menu, or the commands of one.
    Menu(Option<Group>),
    /// What keys do, as they are written in key files.
    Keys(String),
    /// The keys of a command.
    Where(&'static str),
    /// What the place that is read can be compared with.
    Compare,
    /// All commands; the line can also hold a command with its argument.
    Commands,
}

impl ListKind {
    /// Rows that an item takes on a screen.
    pub fn rows(&self) -> usize {
        match self {
            ListKind::Backlinks(_)
            | ListKind::ParagraphBacklinks(_)
            | ListKind::Card(_)
            | ListKind::Mentions(_)
            | ListKind::Problems
            | ListKind::Log(_)
            | ListKind::Marks
            | ListKind::Annotations
            | ListKind::Sessions
            | ListKind::Actor(_)
            | ListKind::Keys(_)
            | ListKind::Where(_)
            | ListKind::Term(_) => 2,
            _ => 1,
        }
    }
}

/// Where an item leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Goto {
    /// A place in a document, and what to mark there.
    Block(BlockRef, Option<Range<u32>>),
    /// A document.
    Document(usize),
    /// A place remembered: index from the newest.
    Jump(usize),
    /// A mark, bookmark or note.
    Entry(EntryId),
    /// A session by name.
    Session(String),
    /// The card of what is not in the library.
    Card(String),
    /// Where an actor is named.
    Actor(u32),
    /// What a word stands for.
    Term(String),
    /// A query to be put into the search.
    Query(String),
    /// A line for the search that is not finished yet.
    Line(String),
    /// A search under a name.
    Saved(String),
    /// A line of a tree of relations: the names from its root to it.
    Relation(Vec<String>),
    /// What can be followed, from where it stands.
    Link(BlockRef, Range<u32>, Link),
    /// An address, to be copied.
    Address(String),
    /// A group of the menu.
    Menu(Group),
    /// A theme by name.
    Theme(String),
    /// An answer on the first run.
    Welcome(usize),
    /// A place that is to stand beside the one that is read.
    Beside(BlockRef),
    /// A command by name.
    Run(&'static str),
    /// Nowhere.
    Nowhere,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// First line.
    pub text: String,
    /// Second line, or the right side: where it stands, its key; or "".
    pub detail: String,
    /// Depth, for outlines.
    pub depth: usize,
    pub to: Goto,
}

/// A list that is open.
#[derive(Debug, Clone)]
pub(crate) struct List {
    pub kind: ListKind,
    pub line: LineEdit,
    pub items: Arc<Vec<Item>>,
    pub selected: usize,
    pub top: usize,
    /// Lines the preview is scrolled by.
    pub preview: usize,
    /// Other items are on their way.
    pub waiting: bool,
}

impl List {
    /// Opens a list with something typed already.
    pub fn new(kind: ListKind, typed: &str) -> List {
        List {
            kind,
            line: LineEdit::new(typed),
            items: Arc::default(),
            selected: 0,
            top: 0,
            preview: 0,
            waiting: false,
        }
    }

    /// The selected item.
    pub fn item(&self) -> Option<&Item> {
        self.items.get(self.selected)
    }

    /// It closes when something is chosen.
    pub fn is_passing(&self) -> bool {
        matches!(
            self.kind,
            ListKind::Outline(_)
                | ListKind::Names
                | ListKind::Jumps
                | ListKind::History
                | ListKind::SavedSearches
                | ListKind::Facets
                | ListKind::Completions
                | ListKind::Copy
                | ListKind::Sessions
                | ListKind::Menu(_)
                | ListKind::Themes
                | ListKind::Welcome(_)
                | ListKind::Keys(_)
                | ListKind::Where(_)
                | ListKind::Compare
                | ListKind::Commands
                | ListKind::Links(..)
                | ListKind::Path(_)
        )
    }
}

impl View {
    /// It only stands over another view for a moment.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            View::Help(_) | View::Peek(_) | View::Prompt(_) => true,
            View::List(list) => list.is_passing(),
            _ => false,
        }
    }
}

/// The items of a list for what is typed.
pub(crate) fn items(app: &App, library: &Library, kind: &ListKind, typed: &str) -> Vec<Item> {
    let language = app.settings.language;
    let mut items = match kind {
        ListKind::Outline(document) => outline(library, *document),
        ListKind::Names => return all_documents(library),
        ListKind::Backlinks(document) => {
            let here = app.main().at().filter(|at| at.document == *document);
            graph::backlinks(language, library, *document, here)
        }
        ListKind::ParagraphBacklinks(at) => graph::paragraph_backlinks(library, *at),
        ListKind::Relations(of) => relations::items(language, library, of),
        ListKind::Links(document, blocks) => labels::items(app, library, *document, blocks),
        ListKind::Path(at) => path(language, library, *at),
        ListKind::Card(symbol) => graph::card(language, library, symbol),
        ListKind::MostCited => graph::most_cited(language, library),
        ListKind::Actors => graph::actors(language, library),
        ListKind::Actor(actor) => graph::actor(library, *actor),
        ListKind::Term(word) => graph::term(language, library, word),
        ListKind::Notes(document) => notes(library, *document),
        ListKind::Mentions(key) => mentions(library, key),
        ListKind::Jumps => jumps(app, library),
        ListKind::Problems => problems(app, library),
        ListKind::Log(lines) => log_lines(lines),
        ListKind::Stats => super::stats::items(language, library),
        ListKind::Compare => super::compare::candidates(app, library),
        ListKind::Marks => keeping::marks(app),
        ListKind::Annotations => keeping::annotations(app),
        ListKind::Collections => keeping::collections(app),
        ListKind::History => searches::history(app),
        ListKind::SavedSearches => searches::saved(app),
        ListKind::Facets => searches::facets(app),
        ListKind::Completions => searches::completion_items(app),
        ListKind::Sessions => super::session::sessions(app),
        ListKind::Copy => super::copy::choices(app),
        ListKind::Output(lines) => lines.iter().map(|l| output(l)).collect(),
        ListKind::Themes => choices::themes(app),
        ListKind::Welcome(_) => return choices::welcome(app),
        ListKind::Menu(group) => return menu::items(app, *group, typed),
        ListKind::Keys(keys) => menu::of_keys(app, keys),
        ListKind::Where(name) => menu::of_command(app, name),
        ListKind::Commands => return command::items(app, typed),
    };
    let filter = folded(typed);
    if !filter.is_empty() {
        items.retain(|item| {
            folded(&item.text).contains(&filter) || folded(&item.detail).contains(&filter)
        });
    }
    items
}

/// A line that leads nowhere.
pub(super) fn output(line: &str) -> Item {
    Item {
        text: line.to_owned(),
        detail: String::new(),
        depth: 0,
        to: Goto::Nowhere,
    }
}

fn outline(library: &Library, index: usize) -> Vec<Item> {
    let Some(document) = library.documents.get(index) else {
        return Vec::new();
    };
    let entries = document.outline.iter().filter(|e| {
        matches!(
            e.kind,
            OutlineKind::Title | OutlineKind::Heading | OutlineKind::Para | OutlineKind::Operative
        )
    });
    let item = |e: &crate::document::OutlineEntry| Item {
        text: heading_label(document, e),
        detail: String::new(),
        depth: usize::from(e.level.max(1) - 1),
        to: Goto::Block(
            BlockRef {
                document: index,
                block: e.block,
            },
            None,
        ),
    };
    entries.map(item).collect()
}

/// The document, the headings and the paragraph that a place is in.
fn path(language: Language, library: &Library, at: BlockRef) -> Vec<Item> {
    let Some(document) = library.documents.get(at.document) else {
        return Vec::new();
    };
    let item = |depth: usize, text: String, block: usize| Item {
        text,
        detail: String::new(),
        depth,
        to: Goto::Block(
            BlockRef {
                document: at.document,
                block,
            },
            None,
        ),
    };
    let first = super::flow::first(document).unwrap_or(0);
    let mut items = vec![item(0, label(document), first)];
    for heading in document.headings_of(at.block) {
        let entry = &document.outline[heading];
        items.push(item(
            items.len(),
            heading_label(document, entry),
            entry.block,
        ));
    }
    let here = place::paragraph(language, document, at.block);
    if items.last().is_none_or(|last| last.text != here) {
        items.push(item(items.len(), here, at.block));
    }
    items
}

/// What there is to go to where nothing is typed.
fn all_documents(library: &Library) -> Vec<Item> {
    let document = |(i, d): (usize, &Arc<Document>)| Item {
        text: label(d),
        detail: String::new(),
        depth: 0,
        to: Goto::Document(i),
    };
    library.documents.iter().enumerate().map(document).collect()
}

/// Names that were found, each with what it is of.
pub(crate) fn found_names(language: Language, library: &Library, found: Vec<Found>) -> Vec<Item> {
    let item = |f: Found| Item {
        detail: name_detail(language, library, f.target),
        to: match f.target {
            Target::Document(i) => Goto::Document(i),
            Target::Heading(at) => Goto::Block(at, None),
            Target::Actor(actor) => Goto::Actor(actor),
            Target::Term => Goto::Term(f.name.clone()),
            Target::Event(mention) => {
                let mention = library.timeline.get(mention as usize);
                mention.map_or(Goto::Nowhere, |m| {
                    Goto::Block(m.at, Some(m.event.span.range.clone()))
                })
            }
        },
        text: f.name,
        depth: 0,
    };
    found.into_iter().map(item).collect()
}

/// What a name is of: the document a heading stands in, or in a word what else it is.
pub(crate) fn name_detail(language: Language, library: &Library, target: Target) -> String {
    let name = |document: usize| {
        let document = library.documents.get(document);
        document.map_or(String::new(), |d| short_name(d).to_owned())
    };
    match target {
        Target::Document(document) => name(document),
        Target::Heading(at) => name(at.document),
        Target::Actor(_) => language.say("name-actor"),
        Target::Term => language.say("name-term"),
        Target::Event(mention) => {
            let mention = library.timeline.get(mention as usize);
            let document = mention.map_or(String::new(), |m| name(m.at.document));
            language.with("name-event", &[("name", document.into())])
        }
    }
}

/// A sentence around a stretch of a block's text.
pub(crate) fn around(text: &str, range: &Range<u32>, before: usize, after: usize) -> String {
    let start = range.start as usize;
    let end = (range.end as usize).max(start);
    let from = text.get(..start).map_or(0, |t| {
        t.char_indices().rev().nth(before).map_or(0, |(i, _)| i)
    });
    let to = text.get(end..).map_or(text.len(), |t| {
        t.char_indices()
            .nth(after)
            .map_or(text.len(), |(i, _)| end + i)
    });
    let cut = sanitize(text.get(from..to).unwrap_or("")).into_owned();
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    shown.push_str(cut.trim());
    if to < text.len() {
        shown.push('…');
    }
    shown
}

fn notes(library: &Library, index: usize) -> Vec<Item> {
    let Some(document) = library.documents.get(index) else {
        return Vec::new();
    };
    let item = |n: &crate::document::Footnote| {
        let block = document.blocks.get(n.block);
        Item {
            text: format!("[{}] {}", n.marker, block.map_or("", |b| b.body().trim())),
            detail: match n.refs.first() {
                Some((block, _)) => place_of(document, *block),
                None => String::new(),
            },
            depth: 0,
            to: Goto::Block(
                BlockRef {
                    document: index,
                    block: n.block,
                },
                None,
            ),
        }
    };
    document.notes.iter().map(item).collect()
}

fn mentions(library: &Library, key: &str) -> Vec<Item> {
    let of_event = library.timeline.iter().filter(|m| m.event.key == key);
    let item = |m: &crate::library::Mention| {
        let document = library.documents.get(m.at.document);
        Item {
            text: m.event.evidence.clone(),
            detail: document.map_or(String::new(), |d| {
                format!("{} {}", short_name(d), place_of(d, m.at.block))
            }),
            depth: 0,
            to: Goto::Block(m.at, Some(m.event.span.range.clone())),
        }
    };
    of_event.map(item).collect()
}

fn jumps(app: &App, library: &Library) -> Vec<Item> {
    let place_of = |stack: &[View]| {
        let main = stack.iter().rev().find_map(|v| match v {
            View::Main(main) => Some(main),
            _ => None,
        });
        main.and_then(|main| Some((main, main.document(library)?)))
            .map(|(main, document)| {
                let block = document.blocks.get(main.cursor.block);
                let text: String =
                    block.map_or(String::new(), |b| b.text.chars().take(40).collect());
                let name = short_name(document);
                (
                    text,
                    format!("{name} {}", place_of(document, main.cursor.block)),
                )
            })
    };
    let mut items = Vec::new();
    for (i, jump) in app.jumps.back.iter().rev().enumerate() {
        if let Some((text, detail)) = place_of(&jump.stack) {
            items.push(Item {
                text,
                detail,
                depth: 0,
                to: Goto::Jump(i),
            });
        }
    }
    items
}

fn problems(app: &App, library: &Library) -> Vec<Item> {
    let language = app.settings.language;
    let of_documents = library.documents.iter().flat_map(|d| d.problems.iter());
    let all = app.settings.problems.iter().chain(&library.problems);
    let item = |p: &crate::problem::Problem| {
        let document = library.documents.iter().position(|d| d.raw.name == p.file);
        let block = document.and_then(|d| {
            let line = p.line?;
            let blocks = &library.documents[d].blocks;
            blocks
                .iter()
                .position(|b| b.lines.iter().any(|r| r.first <= line && line <= r.last))
                .map(|block| BlockRef { document: d, block })
        });
        Item {
            text: language.problem(p),
            detail: language.hint(p),
            depth: 0,
            to: block.map_or(Goto::Nowhere, |at| Goto::Block(at, None)),
        }
    };
    all.chain(of_documents).map(item).collect()
}

/// What a line says, and over it when and where.
fn log_lines(lines: &[String]) -> Vec<Item> {
    let item = |line: &String| {
        // time, level, target; then what happened
        let (text, detail) = match line.match_indices(' ').nth(2) {
            Some((at, _)) => (&line[at + 1..], &line[..at]),
            None => (line.as_str(), ""),
        };
        Item {
            text: sanitize(text).into_owned(),
            detail: sanitize(detail).into_owned(),
            depth: 0,
            to: Goto::Nowhere,
        }
    };
    lines.iter().rev().map(item).collect()
}

/// Notes marked in a block.
pub(crate) fn notes_of(document: &Document, block: usize) -> Vec<usize> {
    let marks = document.blocks.get(block).map_or(&[][..], |b| &b.marks);
    marks.iter().filter_map(|m| m.note).collect()
}

/// Citations of a block.
pub(crate) fn cites_of(library: &Library, at: BlockRef) -> Vec<Cite> {
    references::citations_of(library, at.document, at.block)
}
