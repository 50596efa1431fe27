//! The scope: the part of the corpus that search, tree, backlinks and lists are limited to.
//!
//! In: a filter of events, or a period. Out: one predicate on places, which every view asks. A place is in a
//! period when it mentions a date or an event of it, or when its document is of that time.

use super::list::{Goto, Item, ListKind};
use super::update::Turn;
use super::{View, desk::Undone};
use crate::document::Document;
use crate::index::{BlockRef, DateRange, Places, Query};
use crate::library::{Dates, EventFilter, EventMatcher, Library};
use std::sync::Arc;

/// What everything is limited to.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// As people say it.
    pub words: String,
    /// Where search may find something.
    pub places: Arc<Places>,
    filter: EventFilter,
    made_from: usize,
}

impl Scope {
    /// Looks its places up.
    pub fn new(library: &Library, filter: EventFilter, words: String) -> Scope {
        let mut scope = Scope {
            words,
            places: Arc::default(),
            filter,
            made_from: 0,
        };
        scope.refresh(library);
        scope
    }

    /// Looks its places up again where the library has grown.
    pub fn refresh(&mut self, library: &Library) {
        let from = Arc::as_ptr(&library.entries) as usize;
        if self.made_from != from {
            self.made_from = from;
            self.places = Arc::new(places(library, &self.filter));
        }
    }

    /// The place is in the scope.
    pub fn holds(&self, at: BlockRef) -> bool {
        self.places.holds(at)
    }

    /// Something under an entry of the outline is in the scope.
    pub fn holds_section(&self, document: &Document, index: usize, entry: usize) -> bool {
        let Some(own) = document.outline.get(entry) else {
            return false;
        };
        let after = document.outline.iter().skip(entry + 1);
        let end = { after }.find(|e| e.level <= own.level).map(|e| e.block);
        let end = end.unwrap_or(document.blocks.len());
        self.places
            .holds_any(index, own.block..end.max(own.block + 1))
    }

    /// Items of a list that are in the scope; the numbers in headings over places are those that are left.
    pub fn narrow(&self, library: &Library, kind: &ListKind, items: Vec<Item>) -> Vec<Item> {
        let is_limited = matches!(
            kind,
            ListKind::Outline(_)
                | ListKind::Names
                | ListKind::Backlinks(_)
                | ListKind::Card(_)
                | ListKind::Actor(_)
                | ListKind::Notes(_)
                | ListKind::Mentions(_)
        );
        if !is_limited {
            return items;
        }
        let keeps = |item: &Item| match (&item.to, kind) {
            (Goto::Block(at, _), ListKind::Outline(_) | ListKind::Names) => {
                let Some(document) = library.documents.get(at.document) else {
                    return false;
                };
                let entry = document.outline.iter().position(|e| e.block == at.block);
                entry.is_some_and(|e| self.holds_section(document, at.document, e))
            }
            (Goto::Block(at, _), _) => self.holds(*at),
            (Goto::Document(index), _) => self.places.touches(*index),
            _ => true,
        };
        let mut kept: Vec<Item> = items.into_iter().filter(keeps).collect();
        if matches!(kind, ListKind::Names) {
            return kept;
        }
        // A heading over places that are all outside goes with them.
        let is_head = |i: &Item| matches!(i.to, Goto::Document(_)) && i.depth == 0;
        let mut at = kept.len();
        while at > 0 {
            at -= 1;
            if is_head(&kept[at]) {
                let own = kept[at + 1..].iter().take_while(|i| i.depth > 0).count();
                if own == 0 {
                    kept.remove(at);
                } else if let Some((title, _)) = kept[at].text.rsplit_once(" (") {
                    kept[at].text = format!("{title} ({own})");
                }
            }
        }
        kept
    }
}

/// The places that a filter means.
fn places(library: &Library, filter: &EventFilter) -> Places {
    let bare = EventFilter::default();
    let only_when = EventFilter {
        period: filter.period,
        dates: filter.dates,
        ..bare.clone()
    };
    if let (Some(period), true) = (&filter.period, *filter == only_when) {
        return in_period(library, filter, period);
    }
    if let Some(document) = filter.document
        && *filter
            == (EventFilter {
                document: filter.document,
                ..bare.clone()
            })
    {
        return Places::new([], [document]);
    }
    if *filter
        == (EventFilter {
            text: filter.text.clone(),
            ..bare
        })
    {
        let found = library.search(&Query::parse(&filter.text), usize::MAX);
        return Places::new(found.hits.iter().map(|hit| hit.at), []);
    }
    Places::new(of_events(library, filter), [])
}

fn of_events(library: &Library, filter: &EventFilter) -> Vec<BlockRef> {
    let matcher = EventMatcher::new(library, filter);
    let fitting = library.entries.iter().filter(|e| matcher.fits(e));
    let mentions = fitting.flat_map(|e| &e.mentions);
    let mentions = mentions.filter_map(|&i| library.timeline.get(i as usize));
    let own = |m: &&crate::library::Mention| match filter.dates {
        Dates::Both => true,
        dates => m.own == (dates == Dates::Own),
    };
    mentions.filter(own).map(|m| m.at).collect()
}

fn in_period(library: &Library, filter: &EventFilter, period: &DateRange) -> Places {
    let mut blocks = of_events(library, filter);
    let mut documents = Vec::new();
    for (document, facts) in library.facts.iter().enumerate() {
        let Some(facts) = facts else { continue };
        if filter.dates != Dates::Own {
            let dates = facts.dates.iter();
            let held = dates.filter(|d| period.holds(&d.start, d.end.as_ref()));
            blocks.extend(held.map(|d| BlockRef {
                document,
                block: d.span.block,
            }));
        }
        let date = library
            .documents
            .get(document)
            .and_then(|d| d.meta.date.as_deref());
        let date = date.and_then(crate::facts::PartialDate::parse);
        if filter.dates != Dates::Mentioned && date.is_some_and(|d| period.holds(&d, None)) {
            documents.push(document);
        }
    }
    Places::new(blocks, documents)
}

impl Turn<'_> {
    /// Limits everything: to what is asked for, in the timeline else to its filter and the period under the
    /// cursor.
    pub(super) fn set_scope(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let argument = argument.trim();
        let (filter, words) = if !argument.is_empty() {
            match self.filter_of(argument) {
                Some(filter) => (filter, argument.replace("..", "–")),
                None => return,
            }
        } else if let View::Timeline(timeline) = self.app.top() {
            let (filter, words) = timeline.as_scope(self.app.settings.language);
            if filter.is_empty() {
                self.say("message-scope-all", &[]);
                return;
            }
            (filter, words)
        } else {
            match self.app.scope.clone() {
                Some(scope) => {
                    self.say("message-scope", &[("scope", scope.words.as_str().into())]);
                }
                None => self.say("message-no-scope", &[]),
            }
            return;
        };
        let scope = Scope::new(self.library, filter, words);
        if scope.places.is_empty() {
            self.say("message-scope-empty", &[("scope", scope.words.into())]);
            return;
        }
        let words = scope.words.clone();
        self.limit_to(Some(Arc::new(scope)));
        self.say("message-scope", &[("scope", words.into())]);
    }

    /// Everything again.
    pub(super) fn clear_scope(&mut self) {
        if self.app.scope.is_none() {
            self.say("message-no-scope", &[]);
            return;
        }
        self.limit_to(None);
        self.say("message-scope-cleared", &[]);
    }

    fn limit_to(&mut self, scope: Option<Arc<Scope>>) {
        let before = self.app.scope.clone();
        self.app.desk.can_undo(Undone::Scope(before));
        self.take_scope(scope);
    }

    /// Another scope for all views.
    pub(super) fn take_scope(&mut self, scope: Option<Arc<Scope>>) {
        self.app.tree.scope.clone_from(&scope);
        self.app.scope = scope;
        match self.app.top() {
            View::Search(search) if !search.line.is_empty() => self.search_now(),
            View::List(_) => self.refill_list(),
            _ => {}
        }
    }

    /// The scope takes in what the library has learnt.
    pub(super) fn refresh_scope(&mut self) {
        if let Some(scope) = &self.app.scope {
            let mut scope = Scope::clone(scope);
            scope.refresh(self.library);
            self.take_scope(Some(Arc::new(scope)));
        }
    }
}
