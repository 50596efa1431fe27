//! The search overlay: what is typed, what was found, which part of it is looked at.

use super::LineEdit;
use crate::document::BlockKind;
use crate::index::{Found, Hit, Query, Results};
use crate::library::Library;
use std::sync::Arc;

/// Lines of input, explanation and tabs above the hits.
pub(crate) const INPUT_LINES: u16 = 3;
/// Hits asked for at most; all are counted.
pub(crate) const LIMIT: usize = 5_000;
/// Names asked for at most.
const NAMES: usize = 100;
/// Words that are tried to be dropped when nothing is found.
const OFFERS: usize = 6;

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
    /// Those in notes.
    Notes,
    /// Names of documents and headings, loosely matched.
    Names,
}

impl Tab {
    /// All tabs, in order.
    pub const ALL: [Tab; 5] = [Tab::All, Tab::Here, Tab::Headings, Tab::Notes, Tab::Names];

    /// Its translation id.
    pub fn id(self) -> &'static str {
        match self {
            Tab::All => "tab-all",
            Tab::Here => "tab-here",
            Tab::Headings => "tab-headings",
            Tab::Notes => "tab-notes",
            Tab::Names => "tab-names",
        }
    }
}

/// Another query that finds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The word left out.
    pub without: String,
    /// The query that is left.
    pub query: String,
    /// How much it finds.
    pub total: usize,
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
    pub offers: Arc<Vec<Offer>>,
    pub tab: Tab,
    /// The document that `Tab::Here` means.
    pub here: Option<usize>,
    /// Indexes of `results.hits` in the tab.
    pub shown: Arc<Vec<u32>>,
    /// Selected entry of the tab.
    pub selected: usize,
    /// First entry on the page.
    pub top: usize,
    /// Lines the preview is scrolled by.
    pub preview: usize,
}

impl Search {
    /// Takes an answer.
    pub fn take(&mut self, library: &Library, results: Results) {
        self.waiting = false;
        self.hits = Arc::new(results.hits.clone());
        self.offers = Arc::default();
        if results.total == 0 {
            self.offers = Arc::new(offers(library, self.line.text()));
        }
        self.results = Arc::new(results);
        self.find_names(library);
        self.choose_shown(library);
    }

    /// Nothing is typed: nothing is found.
    pub fn clear(&mut self) {
        self.waiting = false;
        self.results = Arc::default();
        self.hits = Arc::default();
        self.names = Arc::default();
        self.offers = Arc::default();
        self.shown = Arc::default();
        self.selected = 0;
        self.top = 0;
    }

    fn find_names(&mut self, library: &Library) {
        let typed = self.line.text().trim();
        self.names = if typed.is_empty() {
            Arc::default()
        } else {
            Arc::new(library.finder.find(typed, NAMES))
        };
    }

    /// A hit belongs to a tab.
    fn belongs(&self, library: &Library, hit: &Hit, tab: Tab) -> bool {
        let kind = || {
            let document = library.documents.get(hit.at.document)?;
            document.blocks.get(hit.at.block).map(|b| b.kind)
        };
        match tab {
            Tab::All => true,
            Tab::Here => Some(hit.at.document) == self.here,
            Tab::Headings => matches!(kind(), Some(BlockKind::Heading | BlockKind::Title)),
            Tab::Notes => kind() == Some(BlockKind::Footnote),
            Tab::Names => false,
        }
    }

    /// Picks the hits of the tab.
    pub fn choose_shown(&mut self, library: &Library) {
        let hits = self.results.hits.iter().enumerate();
        let of_tab = hits.filter(|(_, hit)| self.belongs(library, hit, self.tab));
        self.shown = Arc::new(of_tab.map(|(i, _)| i as u32).collect());
        self.selected = self.selected.min(self.len().saturating_sub(1));
        self.top = self.top.min(self.selected);
    }

    /// Entries of the tab.
    pub fn len(&self) -> usize {
        match self.tab {
            Tab::Names => self.names.len(),
            _ if self.shown.is_empty() && self.results.total == 0 => self.offers.len(),
            _ => self.shown.len(),
        }
    }

    /// How many there are in a tab.
    pub fn count(&self, library: &Library, tab: Tab) -> usize {
        match tab {
            Tab::All => self.results.total,
            Tab::Names => self.names.len(),
            _ => {
                let hits = self.results.hits.iter();
                hits.filter(|hit| self.belongs(library, hit, tab)).count()
            }
        }
    }

    /// The hit of an entry.
    pub fn hit(&self, entry: usize) -> Option<&Hit> {
        if self.tab == Tab::Names {
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

    /// The offer of an entry, where nothing was found.
    pub fn offer(&self, entry: usize) -> Option<&Offer> {
        if self.tab == Tab::Names || self.results.total > 0 {
            None
        } else {
            self.offers.get(entry)
        }
    }
}

/// Words of a query as typed: what stands in quotes is one.
pub(crate) fn words(typed: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in typed.chars() {
        if matches!(c, '"' | '“' | '”') {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Queries with one word less that find something.
fn offers(library: &Library, typed: &str) -> Vec<Offer> {
    let words = words(typed);
    if words.len() < 2 {
        return Vec::new();
    }
    let mut offers = Vec::new();
    for i in 0..words.len().min(OFFERS) {
        let mut rest = words.clone();
        let without = rest.remove(i);
        let query = rest.join(" ");
        let total = library.search(&Query::parse(&query), 1).total;
        if total > 0 {
            offers.push(Offer {
                without,
                query,
                total,
            });
        }
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_words_together() {
        assert_eq!(words("甲 \"乙 丙\" -丁"), ["甲", "\"乙 丙\"", "-丁"]);
        assert!(words("  ").is_empty());
    }
}
