//! The search overlay: what is typed, what was found, which part of it is looked at.

use super::geometry::{self, Size};
use super::{Desk, LineEdit, Viewport};
use crate::index::{Completion, Found, Hit, Offer, Query, Results, Scope};
use crate::library::Library;
use crate::store::{EntryId, EntryKind};
use std::ops::Range;
use std::sync::Arc;

/// Lines of input, explanation and tabs above the hits, and of facets where there is room.
pub(crate) fn input_lines(viewport: Viewport) -> u16 {
    let (_, rows) = geometry::extent(viewport);
    let room = geometry::size(viewport) >= Size::Medium && rows >= 24;
    if room { 4 } else { 3 }
}

/// Hits asked for at most; all are counted.
pub(crate) const LIMIT: usize = 5_000;

/// Which of the hits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(crate) enum Tab {
    /// All of them.
    #[default]
    All,
    /// Those in the document that is open.
    Here,
    /// Those in headings and titles.
    Headings,
    /// Those in paragraphs and items.
    Paragraphs,
    /// Those in notes.
    Notes,
    /// Those in tables.
    Tables,
    /// Those in the notes that a person wrote.
    Own,
    /// Names of documents and headings, loosely matched.
    Names,
}

impl Tab {
    /// All tabs, in order.
    pub const ALL: [Tab; 8] = [
        Tab::All,
        Tab::Here,
        Tab::Headings,
        Tab::Paragraphs,
        Tab::Notes,
        Tab::Tables,
        Tab::Own,
        Tab::Names,
    ];

    /// The part of documents that it is of.
    fn scope(self) -> Option<Scope> {
        match self {
            Tab::Headings => Some(Scope::Heading),
            Tab::Paragraphs => Some(Scope::Paragraph),
            Tab::Notes => Some(Scope::Note),
            Tab::Tables => Some(Scope::Table),
            Tab::All | Tab::Here | Tab::Own | Tab::Names => None,
        }
    }

    /// Its translation id.
    pub fn id(self) -> &'static str {
        match self {
            Tab::All => "tab-all",
            Tab::Here => "tab-here",
            Tab::Headings => "tab-headings",
            Tab::Paragraphs => "tab-paragraphs",
            Tab::Notes => "tab-notes",
            Tab::Tables => "tab-tables",
            Tab::Own => "tab-own",
            Tab::Names => "tab-names",
        }
    }
}

/// The search that is open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    pub line: LineEdit,
    /// Number of the newest search asked for.
    pub generation: u64,
    /// The answer has not come yet.
    pub waiting: bool,
    pub results: Arc<Results>,
    /// Hits, for the reading view to mark.
    pub hits: Arc<Vec<Hit>>,
    pub names: Arc<Vec<Found>>,
    /// Notes that a person wrote, with what to mark in them.
    pub own: Arc<Vec<(EntryId, Vec<Range<u32>>)>>,
    /// What could stand instead of the last word of the line.
    pub completions: Arc<Vec<Completion>>,
    /// The name of the kept search that this is, until its answer is there.
    pub saved: Option<String>,
    pub tab: Tab,
    /// The document that `Tab::Here` means.
    pub here: Option<usize>,
    /// Indexes of `results.hits` in the tab.
    pub shown: Arc<Vec<u32>>,
    /// Where nothing is in the tab: the other tabs that hold something.
    pub others: Vec<Tab>,
    /// Selected entry of the tab.
    pub selected: usize,
    /// First entry on the page.
    pub top: usize,
    /// Lines the preview is scrolled by.
    pub preview: usize,
}

impl Search {
    /// Takes an answer.
    pub fn take(&mut self, library: &Library, desk: &Desk, results: Results) {
        self.waiting = false;
        self.own = Arc::new(own_notes(desk, self.line.text()));
        self.hits = Arc::new(results.hits.clone());
        self.results = Arc::new(results);
        self.choose_shown(library);
    }

    /// Nothing is typed: nothing is found.
    pub fn clear(&mut self) {
        self.waiting = false;
        self.results = Arc::default();
        self.hits = Arc::default();
        self.names = Arc::default();
        self.own = Arc::default();
        self.completions = Arc::default();
        self.shown = Arc::default();
        self.others.clear();
        self.selected = 0;
        self.top = 0;
    }

    /// A hit belongs to a tab.
    fn belongs(&self, library: &Library, hit: &Hit, tab: Tab) -> bool {
        let scope = || {
            let document = library.documents.get(hit.at.document)?;
            document.blocks.get(hit.at.block).and_then(Scope::of)
        };
        match tab {
            Tab::All => true,
            Tab::Here => Some(hit.at.document) == self.here,
            Tab::Own | Tab::Names => false,
            _ => scope() == tab.scope(),
        }
    }

    /// Picks the hits of the tab.
    pub fn choose_shown(&mut self, library: &Library) {
        let hits = self.results.hits.iter().enumerate();
        let of_tab = hits.filter(|(_, hit)| self.belongs(library, hit, self.tab));
        self.shown = Arc::new(of_tab.map(|(i, _)| i as u32).collect());
        self.choose_others(library);
        self.selected = self.selected.min(self.len().saturating_sub(1));
        self.top = self.top.min(self.selected);
    }

    /// Picks the tabs to go on with where this one holds nothing.
    pub fn choose_others(&mut self, library: &Library) {
        let bare = !self.line.text().trim().is_empty() && self.found() == 0;
        let others = Tab::ALL.into_iter().filter(|tab| *tab != self.tab);
        let others = others.filter(|tab| bare && self.count(library, *tab) > 0);
        self.others = others.collect();
    }

    /// What was found in the tab.
    fn found(&self) -> usize {
        match self.tab {
            Tab::Names => self.names.len(),
            Tab::Own => self.own.len(),
            _ => self.shown.len(),
        }
    }

    /// Entries of the tab: what was found, or else other tabs and other queries.
    pub fn len(&self) -> usize {
        let offers = match self.tab {
            Tab::Names | Tab::Own => 0,
            _ if self.results.total > 0 => 0,
            _ => self.results.offers.len(),
        };
        match self.found() {
            0 => self.others.len() + offers,
            found => found,
        }
    }

    /// Shows another tab from its first entry on.
    pub fn turn_to(&mut self, library: &Library, tab: Tab) {
        self.tab = tab;
        (self.selected, self.top, self.preview) = (0, 0, 0);
        self.choose_shown(library);
    }

    /// The other tab of an entry, where nothing was found.
    pub fn other(&self, entry: usize) -> Option<Tab> {
        self.others.get(entry).copied()
    }

    /// How many there are in a tab.
    pub fn count(&self, library: &Library, tab: Tab) -> usize {
        match tab {
            Tab::All => self.results.total,
            Tab::Names => self.names.len(),
            Tab::Own => self.own.len(),
            Tab::Here => {
                let hits = self.results.hits.iter();
                hits.filter(|hit| self.belongs(library, hit, tab)).count()
            }
            _ => {
                let scope = Scope::ALL.iter().position(|s| Some(*s) == tab.scope());
                scope.map_or(0, |i| self.results.scopes[i])
            }
        }
    }

    /// The hit of an entry.
    pub fn hit(&self, entry: usize) -> Option<&Hit> {
        if matches!(self.tab, Tab::Names | Tab::Own) {
            return None;
        }
        let index = self.shown.get(entry)?;
        self.results.hits.get(*index as usize)
    }

    /// The name of an entry.
    pub fn name(&self, entry: usize) -> Option<&Found> {
        if self.tab == Tab::Names {
            self.names.get(entry)
        } else {
            None
        }
    }

    /// The note of an entry that a person wrote.
    pub fn own(&self, entry: usize) -> Option<&(EntryId, Vec<Range<u32>>)> {
        let own = self.own.get(entry);
        own.filter(|_| self.tab == Tab::Own)
    }

    /// The offer of an entry, where nothing was found.
    pub fn offer(&self, entry: usize) -> Option<&Offer> {
        if matches!(self.tab, Tab::Names | Tab::Own) || self.results.total > 0 {
            None
        } else {
            let others = self.others.len();
            self.results.offers.get(entry.checked_sub(others)?)
        }
    }
}

/// Notes that a person wrote and that fit a query, the newest first.
fn own_notes(desk: &Desk, typed: &str) -> Vec<(EntryId, Vec<Range<u32>>)> {
    let query = Query::parse(typed);
    let notes = desk.book.of_kind(EntryKind::Note).into_iter().rev();
    let fit = notes.filter(|note| query.holds(&note.text));
    fit.map(|note| (note.id.clone(), query.ranges(&note.text)))
        .collect()
}
