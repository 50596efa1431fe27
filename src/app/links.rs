//! Who cites what: the citations of the library by symbol, kept as the facts arrive.

use crate::document::Document;
use crate::facts::Citation;
use crate::library::Library;
use std::collections::HashMap;

/// A citation in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cite {
    /// Index in `Library::documents`.
    pub document: usize,
    /// Index in `Facts::citations`.
    pub index: usize,
}

impl Cite {
    /// The citation itself.
    pub fn citation(self, library: &Library) -> Option<&Citation> {
        let facts = library.facts.get(self.document)?.as_ref()?;
        facts.citations.get(self.index)
    }
}

/// Citations by what they cite.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    by_symbol: HashMap<String, Vec<Cite>>,
    by_document: HashMap<usize, Vec<Cite>>,
    /// Documents whose facts are counted.
    seen: Vec<bool>,
}

impl Links {
    /// There are facts that are not counted yet.
    pub fn is_behind(&self, library: &Library) -> bool {
        library
            .facts
            .iter()
            .enumerate()
            .any(|(i, facts)| facts.is_some() && !self.seen.get(i).copied().unwrap_or(false))
    }

    /// Counts facts that are new.
    pub fn catch_up(&mut self, library: &Library) {
        self.seen.resize(library.facts.len(), false);
        for (document, facts) in library.facts.iter().enumerate() {
            let Some(facts) = facts.as_ref().filter(|_| !self.seen[document]) else {
                continue;
            };
            self.seen[document] = true;
            for (index, citation) in facts.citations.iter().enumerate() {
                let cite = Cite { document, index };
                let symbol = citation.symbol.clone();
                self.by_symbol.entry(symbol).or_default().push(cite);
                if let Some(target) = library.target(&citation.symbol) {
                    self.by_document.entry(target).or_default().push(cite);
                }
            }
        }
    }

    /// Citations of a symbol.
    pub fn of_symbol(&self, symbol: &str) -> &[Cite] {
        self.by_symbol.get(symbol).map_or(&[], Vec::as_slice)
    }

    /// Citations of a document of the library, its own of itself left out.
    pub fn of_document(&self, document: usize) -> impl Iterator<Item = Cite> + '_ {
        let all = self.by_document.get(&document);
        all.into_iter()
            .flatten()
            .copied()
            .filter(move |cite| cite.document != document)
    }
}

/// The name a document goes by in lists: its symbol, or its title.
pub(crate) fn short_name(document: &Document) -> &str {
    match &document.meta.symbol {
        Some(symbol) if !symbol.is_empty() => symbol,
        _ => &document.meta.title,
    }
}
