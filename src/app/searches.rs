//! Searches of before and searches under a name; facets and completions of the one that is open.
//!
//! In: the search on top, the book of the store. Out: lists to choose from, the line changed, changes for the
//! store.

use super::desk::Undone;
use super::list::{Goto, Item, ListKind};
use super::prompt::PromptKind;
use super::update::Turn;
use super::{App, Effect, LineEdit, Search, View};
use crate::i18n::Language;
use crate::index::{Completion, Expr, Field, Query, Term, TermKind, completions};
use crate::library::Library;
use crate::store::{Change, SavedSearch, Searched};

/// A kept search as the tree shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SavedRow {
    pub name: String,
    /// How much it finds now, as far as it was counted.
    pub total: Option<usize>,
    /// How much more than when it was looked at.
    pub new: usize,
}

impl App {
    /// The search that is open, whatever stands over it for a moment.
    pub(crate) fn search(&self) -> Option<&Search> {
        let open = self.stack.iter().rev().find(|view| !view.is_passing());
        match open {
            Some(View::Search(search)) => Some(search),
            _ => None,
        }
    }

    /// Kept searches with what they find.
    pub(crate) fn saved_rows(&self) -> Vec<SavedRow> {
        let row = |s: &SavedSearch| {
            let total = self.desk.counts.get(&s.name).copied();
            let before = usize::try_from(s.hits).unwrap_or(usize::MAX);
            SavedRow {
                name: s.name.clone(),
                total,
                new: total.map_or(0, |total| total.saturating_sub(before)),
            }
        };
        self.desk.book.saved_searches().map(row).collect()
    }
}

/// How much a kept search finds, and how much of it is new.
pub(crate) fn saved_words(language: Language, row: &SavedRow) -> String {
    let Some(total) = row.total else {
        return String::new();
    };
    let id = if row.new > 0 {
        "saved-new"
    } else {
        "saved-total"
    };
    language.with(id, &[("n", total.into()), ("new", row.new.into())])
}

/// Searches of before, the newest first.
pub(super) fn history(app: &App) -> Vec<Item> {
    let language = app.settings.language;
    let item = |s: &Searched| Item {
        text: s.query.clone(),
        detail: language.with("saved-total", &[("n", s.hits.into())]),
        depth: 0,
        to: Goto::Query(s.query.clone()),
    };
    app.desk.book.history().into_iter().map(item).collect()
}

/// Kept searches.
pub(super) fn saved(app: &App) -> Vec<Item> {
    let language = app.settings.language;
    let queries = &app.desk.book.saved_searches;
    let item = |row: super::searches::SavedRow| {
        let query = queries.get(&row.name).map_or("", |s| s.query.as_str());
        let words = saved_words(language, &row);
        let same = query == row.name;
        let detail = if same {
            words
        } else {
            format!("{query}  {words}")
        };
        Item {
            detail,
            depth: 0,
            to: Goto::Saved(row.name.clone()),
            text: row.name,
        }
    };
    app.saved_rows().into_iter().map(item).collect()
}

/// The fields of a query that facets set, as it has them now.
fn chosen(query: &Query) -> Vec<(Field, String)> {
    let of = |(term, negated): (&Term, bool)| match &term.kind {
        TermKind::Field(field) | TermKind::Date(field, _) if !negated => {
            Some((*field, term.text.clone()))
        }
        _ => None,
    };
    query.terms().into_iter().filter_map(of).collect()
}

/// The query without a field's value.
fn without(query: &Query, field: Field, value: &str) -> String {
    let mut keep = |_: usize, term: &Term| {
        let of_field = matches!(&term.kind,
            TermKind::Field(f) | TermKind::Date(f, _) if *f == field);
        (!of_field || term.text != value).then(|| Expr::Term(term.clone()))
    };
    let changed = query.expr().and_then(|e| e.changed(&mut 0, &mut keep));
    changed.map_or(String::new(), |expr| expr.typed())
}

/// What the hits of the open search are, to choose from: values that are chosen already come first, and are
/// taken back.
pub(super) fn facets(app: &App) -> Vec<Item> {
    let language = app.settings.language;
    let Some(search) = app.search() else {
        return Vec::new();
    };
    let line = search.line.text().trim();
    let query = Query::parse(line);
    let chosen = chosen(&query);
    let name = |field: Field| field.name_in(language);
    let mut items = Vec::new();
    for (field, value) in &chosen {
        let words = [
            ("field", name(*field).into()),
            ("value", value.as_str().into()),
        ];
        items.push(Item {
            text: language.with("facet-drop", &words),
            detail: String::new(),
            depth: 0,
            to: Goto::Query(without(&query, *field, value)),
        });
    }
    for facet in &search.results.facets {
        if chosen
            .iter()
            .any(|(f, v)| *f == facet.field && *v == facet.value)
        {
            continue;
        }
        let field = facet.field;
        let word = crate::index::typed_field(name(field), &facet.value);
        items.push(Item {
            text: format!("{}  {}", name(field), facet.value),
            detail: language.with("saved-total", &[("n", facet.total.into())]),
            depth: 0,
            to: Goto::Query(narrowed(line, &word)),
        });
    }
    items
}

/// A line with one more thing that must hold: an OR of before stays together.
fn narrowed(line: &str, word: &str) -> String {
    let several = matches!(Query::parse(line).expr(), Some(Expr::Any(_)));
    if several {
        format!("({line}) {word}")
    } else {
        format!("{line} {word}")
    }
}

/// Completions of the open search's line, to choose from.
pub(super) fn completion_items(app: &App) -> Vec<Item> {
    let language = app.settings.language;
    let Some(search) = app.search() else {
        return Vec::new();
    };
    let line = search.line.text();
    let item = |c: &Completion| Item {
        text: c.word.clone(),
        detail: match c.total {
            0 => String::new(),
            n => language.with("completion-total", &[("n", n.into())]),
        },
        depth: 0,
        to: Goto::Line(completed(line, c)),
    };
    search.completions.iter().map(item).collect()
}

/// A line with its last word completed.
fn completed(line: &str, completion: &Completion) -> String {
    format!(
        "{}{}",
        line.get(..completion.from).unwrap_or(""),
        completion.word
    )
}

/// Completions of a line where its caret is at its end.
pub(super) fn completions_of(
    library: &Library,
    language: Language,
    line: &LineEdit,
) -> Vec<Completion> {
    if line.before_caret().len() < line.text().len() {
        return Vec::new();
    }
    let english = language == Language::English;
    completions(&library.exact, &library.facts, line.text(), english)
}

impl Turn<'_> {
    /// Remembers the search on top before it is left.
    pub(super) fn remember_search(&mut self) {
        let Some(search) = self
            .app
            .search()
            .filter(|s| !s.line.text().trim().is_empty())
        else {
            return;
        };
        let search = search.clone();
        let query = search.line.text().trim().to_owned();
        let newest = self.app.desk.book.searches.last();
        if !search.waiting && newest.is_none_or(|s| s.query != query) {
            self.keep(Change::Searched(Searched {
                query,
                hits: search.results.total as u64,
                when: self.app.desk.now,
            }));
        }
        self.app.last_search = Some(Box::new(search));
    }

    pub(super) fn open_history(&mut self) {
        self.effects.push(Effect::Recall);
        self.remember_search();
        self.open_over_search(ListKind::History);
    }

    pub(super) fn open_saved(&mut self) {
        self.effects.push(Effect::Recall);
        self.open_over_search(ListKind::SavedSearches);
    }

    pub(super) fn open_facets(&mut self) {
        self.settle_typed();
        match self.app.search() {
            None => self.say("message-no-search", &[]),
            Some(search) if search.results.facets.is_empty() => self.say("message-no-facets", &[]),
            Some(_) => self.open_over_search(ListKind::Facets),
        }
    }

    fn open_over_search(&mut self, kind: ListKind) {
        self.settle_typed();
        self.open_list(kind);
    }

    /// Completes the word before the caret: the first completion, or a list to choose from. In lines the
    /// argument is the word.
    pub(super) fn complete(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let language = self.app.settings.language;
        if !argument.is_empty() {
            let line = LineEdit::new(&argument);
            let found = completions_of(self.library, language, &line);
            while self.app.stack.len() > 1 && self.app.top().is_passing() {
                self.app.pop();
            }
            if self.app.search().is_none() {
                self.push(View::Search(Box::default()));
            }
            if let Some(View::Search(search)) = self.app.stack.last_mut() {
                search.line = line;
                search.completions = found.into();
            }
        }
        match self.app.search().map(|s| s.completions.len()) {
            None | Some(0) => self.say("message-no-completion", &[]),
            Some(1) => {
                self.complete_first();
            }
            Some(_) => self.open_over_search(ListKind::Completions),
        }
    }

    /// → at the end of the line takes the first completion. False where there is none.
    pub(super) fn complete_first(&mut self) -> bool {
        let Some(View::Search(search)) = self.app.stack.last() else {
            return false;
        };
        let line = search.line.text();
        if search.line.before_caret().len() < line.len() {
            return false;
        }
        let language = self.app.settings.language;
        // In the linear face nothing took effect yet, and nothing was completed.
        let fresh = completions_of(self.library, language, &search.line);
        let Some(first) = fresh.first() else {
            return false;
        };
        let word = first.word.clone();
        let line = completed(line, first);
        self.edit(|edit| *edit = LineEdit::new(&line));
        self.say("message-completed", &[("word", word.into())]);
        true
    }

    /// Puts another query into the search; what stood there can be taken back.
    pub(super) fn take_query(&mut self, query: String) {
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        if let View::Search(search) = self.app.top() {
            let before = search.line.text().to_owned();
            self.app.desk.can_undo(Undone::Query(before));
        }
        self.argument = query;
        if self.argument.trim().is_empty() {
            self.edit(LineEdit::delete_line);
        } else {
            self.open_search();
        }
    }

    /// Keeps the search on top (or the last one) under a name.
    pub(super) fn save_search(&mut self) {
        let argument = std::mem::take(&mut self.argument).trim().to_owned();
        self.settle_typed();
        self.remember_search();
        let search = self.app.search().or(self.app.last_search.as_deref());
        let query = search.map_or("", |s| s.line.text().trim()).to_owned();
        if query.is_empty() {
            self.say("message-no-search", &[]);
        } else if argument.is_empty() && !self.app.in_lines() {
            self.open_prompt(PromptKind::SaveSearch, &query);
        } else {
            let name = if argument.is_empty() { query } else { argument };
            self.search_named(&name);
        }
    }

    /// The name is there.
    pub(super) fn search_named(&mut self, name: &str) {
        let search = self.app.search().or(self.app.last_search.as_deref());
        let Some(search) = search else { return };
        let now = self.app.desk.now;
        let saved = SavedSearch {
            name: name.to_owned(),
            query: search.line.text().trim().to_owned(),
            hits: search.results.total as u64,
            made: now,
            checked: now,
            deleted: None,
        };
        let total = search.results.total;
        self.app.desk.counts.insert(saved.name.clone(), total);
        self.keep_saved(saved);
        self.say("message-search-saved", &[("name", name.into())]);
    }

    /// Keeps a named search so that it can be taken back.
    fn keep_saved(&mut self, saved: SavedSearch) {
        let before = self.app.desk.book.saved_searches.get(&saved.name).cloned();
        let before = before.unwrap_or_else(|| SavedSearch {
            deleted: Some(self.app.desk.now),
            ..saved.clone()
        });
        self.app.desk.can_undo(Undone::Saved(Box::new(before)));
        self.keep(Change::SavedSearch(saved));
    }

    /// Runs a kept search; it counts as looked at when the answer is there.
    pub(super) fn run_saved(&mut self, name: &str) {
        let saved = self.app.desk.book.saved_searches.get(name);
        let Some(saved) = saved.filter(|s| s.deleted.is_none()) else {
            return;
        };
        let query = saved.query.clone();
        self.take_query(query);
        if let Some(View::Search(search)) = self.app.stack.last_mut() {
            search.saved = Some(name.to_owned());
        }
    }

    /// The answer of a kept search is there: what it finds is no longer new.
    pub(super) fn saved_looked_at(&mut self) {
        let Some(View::Search(search)) = self.app.stack.last_mut() else {
            return;
        };
        let Some(name) = search.saved.take() else {
            return;
        };
        let (query, total) = (search.line.text().trim().to_owned(), search.results.total);
        let saved = self.app.desk.book.saved_searches.get(&name).cloned();
        let Some(saved) = saved.filter(|s| s.query == query && self.library.progress.exact) else {
            return;
        };
        self.app.desk.counts.insert(name, total);
        self.keep(Change::SavedSearch(SavedSearch {
            hits: total as u64,
            checked: self.app.desk.now,
            ..saved
        }));
    }

    pub(super) fn delete_saved(&mut self, name: &str) {
        let Some(saved) = self.app.desk.book.saved_searches.get(name).cloned() else {
            return;
        };
        let deleted = Some(self.app.desk.now);
        self.keep_saved(SavedSearch { deleted, ..saved });
        self.say_deleted();
    }

    /// Asks what the kept searches find now.
    pub(super) fn count_saved(&mut self) {
        let saved = self.app.desk.book.saved_searches();
        let searches: Vec<_> = saved.map(|s| (s.name.clone(), s.query.clone())).collect();
        if self.library.progress.exact && !searches.is_empty() {
            self.effects.push(Effect::Count(searches));
        }
    }

    /// What they find is counted.
    pub(super) fn counted(&mut self, counts: Vec<(String, usize)>) {
        self.app.desk.counts.extend(counts);
        if matches!(self.app.top(), View::List(l) if l.kind == ListKind::SavedSearches) {
            self.refill_list();
        }
    }
}
