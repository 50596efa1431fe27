//! Names found by what is typed: for the search, the list of names, the filter of the tree.
//!
//! In: what is typed. Out: names where they are wanted. Many names are looked through in the background; what
//! was found before stays until then.

use super::list::{self, ListKind};
use super::update::Turn;
use super::{Effect, Goto, View};
use crate::index::{BlockRef, Found, Target};

/// Names asked for at most: in the search, in the list, in the tree.
pub(super) const IN_SEARCH: usize = 100;
pub(super) const IN_LIST: usize = 200;
const IN_TREE: usize = 2_000;

impl Turn<'_> {
    /// Asks for the names that what is typed finds; the newest request wins.
    pub(super) fn find_names(&mut self, typed: &str, limit: usize) {
        self.app.generation += 1;
        self.app.finding = self.app.generation;
        if self.library.finder.is_large() {
            self.effects.push(Effect::Find {
                generation: self.app.finding,
                typed: typed.to_owned(),
                limit,
            });
        } else {
            let found = self.library.finder.find(typed, limit);
            self.names_found(self.app.finding, found);
        }
    }

    /// The filter of the tree is another.
    pub(super) fn filter_changed(&mut self) {
        let filter = self.app.tree.filter.trim().to_owned();
        if filter.is_empty() {
            self.app.tree.keep(None);
        } else {
            self.find_names(&filter, IN_TREE);
        }
    }

    /// Names have come.
    pub(super) fn names_found(&mut self, generation: u64, mut found: Vec<Found>) {
        if generation != self.app.finding {
            return;
        }
        let library = self.library;
        if let Some(scope) = &self.app.scope {
            found.retain(|f| match f.target {
                Target::Document(index) => scope.places.touches(index),
                Target::Heading(at) => scope.places.touches(at.document),
                Target::Event(i) => {
                    let mention = library.timeline.get(i as usize);
                    mention.is_some_and(|m| scope.holds(m.at))
                }
                Target::Actor(_) | Target::Term => true,
            });
        }
        let language = self.app.settings.language;
        match self.app.stack.last_mut() {
            Some(View::Search(search)) => {
                search.names = found.into();
                search.choose_others(library);
            }
            Some(View::List(list)) if list.kind == ListKind::Names => {
                let absent = super::graph::absent(language, library, list.line.text());
                let mut items = list::found_names(language, library, found);
                items.extend(absent);
                list.selected = list.selected.min(items.len().saturating_sub(1));
                list.items = items.into();
                list.waiting = false;
            }
            _ => self.app.tree.keep(Some((library, &found))),
        }
    }

    /// Goes to what a name leads to.
    pub(super) fn go_target(&mut self, target: Target, name: &str) {
        match target {
            Target::Document(index) => self.go_document(index),
            Target::Heading(at) => self.go(at, None, None),
            Target::Actor(actor) => self.go_to(Goto::Actor(actor)),
            Target::Term => self.go_to(Goto::Term(name.to_owned())),
            Target::Event(mention) => {
                if let Some(mention) = self.library.timeline.get(mention as usize) {
                    let range = mention.event.span.range.clone();
                    self.go(mention.at, Some(range), None);
                }
            }
        }
    }
}

/// The place that a name leads to, where it leads to one.
pub(crate) fn place_of(library: &crate::library::Library, target: Target) -> Option<BlockRef> {
    match target {
        Target::Document(document) => Some(BlockRef { document, block: 0 }),
        Target::Heading(at) => Some(at),
        Target::Event(mention) => library.timeline.get(mention as usize).map(|m| m.at),
        Target::Actor(_) | Target::Term => None,
    }
}
