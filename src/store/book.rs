//! All that is kept, in memory, and what a change does to it.

use super::model::{
    Change, Collected, DocumentKey, Entry, EntryId, EntryKind, SavedSearch, Searched, Session,
    Visit,
};
use std::collections::BTreeMap;

/// Searches remembered at most.
pub(super) const MOST_SEARCHES: usize = 1000;

/// Everything that is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Documents that something here names, by id.
    pub documents: BTreeMap<String, DocumentKey>,
    /// Marks, bookmarks and notes, deleted ones too, by id.
    pub entries: BTreeMap<EntryId, Entry>,
    /// Documents in collections (removed ones too), by collection and document.
    pub collected: BTreeMap<(String, String), Collected>,
    /// Where documents were left, by document.
    pub visits: BTreeMap<String, Visit>,
    /// Searches, the oldest first.
    pub searches: Vec<Searched>,
    /// Kept searches (deleted ones too), by name.
    pub saved_searches: BTreeMap<String, SavedSearch>,
    /// Sessions, by name and corpus.
    pub sessions: BTreeMap<(String, String), Session>,
}

impl Book {
    /// Marks, bookmarks and notes that are not deleted, the oldest first.
    pub fn entries(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self
            .entries
            .values()
            .filter(|e| e.deleted.is_none())
            .collect();
        entries.sort_by(|a, b| (a.made, &a.id).cmp(&(b.made, &b.id)));
        entries
    }

    /// The same of one kind.
    pub fn of_kind(&self, kind: EntryKind) -> Vec<&Entry> {
        let mut entries = self.entries();
        entries.retain(|e| e.kind == kind);
        entries
    }

    /// Searches that a person would look for again: each once, the newest first.
    pub fn history(&self) -> Vec<&Searched> {
        let mut seen = std::collections::HashSet::new();
        let newest = self.searches.iter().rev();
        newest.filter(|s| seen.insert(s.query.as_str())).collect()
    }

    /// Kept searches that are not deleted, by name.
    pub fn saved_searches(&self) -> impl Iterator<Item = &SavedSearch> {
        self.saved_searches.values().filter(|s| s.deleted.is_none())
    }

    /// Documents of all collections that were not taken out, in the order they were put in.
    pub fn collected(&self) -> Vec<&Collected> {
        let mut all: Vec<&Collected> = self
            .collected
            .values()
            .filter(|c| c.removed.is_none())
            .collect();
        all.sort_by(|a, b| (&a.collection, a.added).cmp(&(&b.collection, b.added)));
        all
    }

    /// Does a change. What is older than what is there changes nothing: another session was later.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Document(key) => {
                self.documents.insert(key.id.clone(), key.clone());
            }
            Change::Entry(entry) => {
                let there = self.entries.get(&entry.id);
                if there.is_none_or(|old| old.changed <= entry.changed) {
                    self.entries.insert(entry.id.clone(), entry.clone());
                }
            }
            Change::Collected(c) => {
                let key = (c.collection.clone(), c.document.clone());
                self.collected.insert(key, c.clone());
            }
            Change::Visit(visit) => {
                let document = visit.spot.document.clone();
                self.visits.insert(document, visit.clone());
            }
            Change::Searched(searched) => {
                self.searches.push(searched.clone());
                let extra = self.searches.len().saturating_sub(MOST_SEARCHES);
                self.searches.drain(..extra);
            }
            Change::ForgetSearches => self.searches.clear(),
            Change::SavedSearch(saved) => {
                self.saved_searches
                    .insert(saved.name.clone(), saved.clone());
            }
            Change::Session(session) => {
                let key = (session.name.clone(), session.corpus.clone());
                self.sessions.insert(key, session.clone());
            }
            Change::DropSession(name, corpus) => {
                self.sessions.remove(&(name.clone(), corpus.clone()));
            }
        }
    }

    /// The changes that make this book out of an empty one.
    pub fn as_changes(&self) -> Vec<Change> {
        let documents = self.documents.values().cloned().map(Change::Document);
        let entries = self.entries.values().cloned().map(Change::Entry);
        let collected = self.collected.values().cloned().map(Change::Collected);
        let visits = self.visits.values().cloned().map(Change::Visit);
        let searches = self.searches.iter().cloned().map(Change::Searched);
        let saved = self.saved_searches.values().cloned();
        let sessions = self.sessions.values().cloned().map(Change::Session);
        documents
            .chain(entries)
            .chain(collected)
            .chain(visits)
            .chain(searches)
            .chain(saved.map(Change::SavedSearch))
            .chain(sessions)
            .collect()
    }
}
