//! Who cites a document and whom it cites, and so on from there: a tree that opens level by level.
//!
//! In: the library's graph. Out: items with their targets.

use super::View;
use super::list::{Goto, Item, ListKind};
use super::update::Turn;
use crate::i18n::Language;
use crate::library::Library;
use std::collections::BTreeSet;

/// Lines at most.
const MOST: usize = 2000;
/// Levels at most.
const DEEPEST: usize = 9;

/// A tree of relations that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relations {
    /// What it is of.
    pub symbol: String,
    /// Levels that are open at first.
    pub levels: usize,
    /// Branches that differ from that: the names from the root to them, with the side they are on.
    pub toggled: BTreeSet<Vec<String>>,
}

/// The words before what a line stands for.
const CITES: &str = "+";
const CITED: &str = "-";

struct Grown<'a> {
    of: &'a Relations,
    library: &'a Library,
    language: Language,
    items: Vec<Item>,
}

/// The tree as a list.
pub(crate) fn items(language: Language, library: &Library, of: &Relations) -> Vec<Item> {
    let mut grown = Grown {
        of,
        library,
        language,
        items: Vec::new(),
    };
    let root = Item {
        text: named(library, &of.symbol),
        detail: String::new(),
        depth: 0,
        to: Goto::Relation(vec![of.symbol.clone()]),
    };
    grown.items.push(root);
    for (cites, side, id) in [
        (true, CITES, "relations-citing"),
        (false, CITED, "relations-cited"),
    ] {
        let near = library.graph.near(library, &of.symbol, cites);
        let head = Item {
            text: language.with(id, &[("n", near.len().into())]),
            detail: String::new(),
            depth: 0,
            to: Goto::Nowhere,
        };
        grown.items.push(head);
        grown.branch(cites, near, &mut vec![side.to_owned(), of.symbol.clone()]);
    }
    grown.items
}

impl Grown<'_> {
    fn branch(&mut self, cites: bool, near: Vec<(String, usize)>, path: &mut Vec<String>) {
        for (symbol, times) in near {
            if path[1..].contains(&symbol) || self.items.len() >= MOST {
                continue;
            }
            path.push(symbol.clone());
            let depth = path.len() - 2;
            let next: Vec<(String, usize)> = self.library.graph.near(self.library, &symbol, cites);
            let next: Vec<_> = next
                .into_iter()
                .filter(|n| !path[1..].contains(&n.0))
                .collect();
            let open = is_open(self.of, path);
            let sign = match (next.is_empty(), open) {
                (true, _) => " ",
                (false, true) => "-",
                (false, false) => "+",
            };
            let here = document(self.library, &symbol).is_some();
            let state = match here {
                true => self.language.say("references-present"),
                false => self.language.say("references-absent"),
            };
            let n = self
                .language
                .with("relations-times", &[("n", times.into())]);
            self.items.push(Item {
                text: format!("{sign} {}", named(self.library, &symbol)),
                detail: format!("{n} {state}"),
                depth,
                to: Goto::Relation(path.clone()),
            });
            if open {
                self.branch(cites, next, path);
            }
            path.pop();
        }
    }
}

/// What hangs under a branch is shown.
fn is_open(of: &Relations, path: &[String]) -> bool {
    let usual = path.len() - 2 < of.levels;
    usual != of.toggled.contains(path)
}

/// The document that a symbol names, or the id of one without a symbol.
fn document(library: &Library, symbol: &str) -> Option<usize> {
    let by_id = || library.documents.iter().position(|d| d.id == symbol);
    library.target(symbol).or_else(by_id)
}

/// A symbol with the title of its document, where that is here.
fn named(library: &Library, symbol: &str) -> String {
    let title = document(library, symbol)
        .and_then(|i| library.documents.get(i))
        .map(|d| d.meta.title.as_str());
    let known = crate::facts::NAMES.instrument(symbol).map(|x| x.name);
    let title = title.or(known).filter(|t| *t != symbol).unwrap_or("");
    format!("{symbol} {title}").trim_end().to_owned()
}

impl Turn<'_> {
    /// The tree of relations of a symbol, else of the open document.
    pub(super) fn open_relations(&mut self) {
        let typed = std::mem::take(&mut self.argument).trim().to_owned();
        let own = self.document().map(|d| match &d.meta.symbol {
            Some(symbol) => symbol.clone(),
            None => d.id.clone(),
        });
        let known = || {
            let found = crate::library::resolve(self.library, &typed).ok()?;
            let document = self.library.documents.get(found.document)?;
            document.meta.symbol.clone().or(Some(document.id.clone()))
        };
        let symbol = match typed.is_empty() {
            true => own,
            false => known().or(Some(typed.clone())),
        };
        let Some(symbol) = symbol else {
            self.say("message-no-document", &[]);
            return;
        };
        self.open_list(ListKind::Relations(Relations {
            symbol,
            levels: 1,
            toggled: BTreeSet::new(),
        }));
    }

    /// So many levels of the tree of relations.
    pub(super) fn relation_levels(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let levels = argument.trim().parse::<usize>().ok();
        match (levels, self.app.stack.last_mut()) {
            (Some(levels), Some(View::List(list))) => {
                if let ListKind::Relations(of) = &mut list.kind {
                    of.levels = levels.clamp(1, DEEPEST);
                    of.toggled.clear();
                }
                self.refill_list();
                self.app.said = super::Said::View;
            }
            _ => self.say("message-no-number", &[("text", argument.into())]),
        }
    }

    /// Opens or closes the selected branch of a tree of relations; false where there is none.
    pub(super) fn unfold_relation(&mut self, open: bool) -> bool {
        let Some(View::List(list)) = self.app.stack.last_mut() else {
            return false;
        };
        let path = match list.item().map(|i| &i.to) {
            Some(Goto::Relation(path)) if path.len() > 2 => path.clone(),
            _ => return false,
        };
        let ListKind::Relations(of) = &mut list.kind else {
            return false;
        };
        if is_open(of, &path) == open {
            return true;
        }
        if !of.toggled.remove(&path) {
            of.toggled.insert(path);
        }
        self.refill_list();
        true
    }

    /// Goes to what a branch stands for.
    pub(super) fn enter_relation(&mut self, path: &[String]) {
        let Some(symbol) = path.last() else { return };
        let library = self.library;
        match document(library, symbol) {
            Some(index) => self.go_document(index),
            None => self.open_card(symbol.clone()),
        }
    }
}
