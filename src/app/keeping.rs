//! What is kept as lists, and what passes between the app and the store.

use super::desk::Desk;
use super::list::{Goto, Item};
use super::update::Turn;
use super::{App, View};
use crate::library::Library;
use crate::store::{Book, Change, Entry, EntryKind, News, Spot, Sureness, Time, Visit};

fn item(app: &App, entry: &Entry) -> Item {
    let language = app.settings.language;
    let sure = app.desk.place_of(&entry.id).map(|(_, found)| found.sure);
    let doubt = match sure {
        None => Some("entry-elsewhere"),
        Some(Sureness::Lost) => Some("entry-lost"),
        Some(Sureness::Unsure(_)) => Some("entry-unsure"),
        Some(Sureness::Same | Sureness::Edited(_)) => None,
    };
    let mut detail = vec![entry.spot.place.clone()];
    detail.extend(entry.tags.iter().map(|tag| format!("#{tag}")));
    detail.extend(doubt.map(|id| language.say(id)));
    let quote: String = entry.spot.quote.exact.chars().take(40).collect();
    let quote = crate::text::sanitize(&quote).into_owned();
    let text = match entry.kind {
        EntryKind::Note => {
            detail.push(quote);
            entry.text.clone()
        }
        EntryKind::Mark | EntryKind::Bookmark => format!("{}  {quote}", entry.name),
    };
    Item {
        text,
        detail: detail.join(" · "),
        depth: 0,
        to: Goto::Entry(entry.id.clone()),
    }
}

/// Marks and bookmarks.
pub(super) fn marks(app: &App) -> Vec<Item> {
    let entries = app.desk.book.entries().into_iter();
    let mut marks: Vec<&Entry> = entries.filter(|e| e.kind != EntryKind::Note).collect();
    marks.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    marks.into_iter().map(|e| item(app, e)).collect()
}

/// Notes, the newest first.
pub(super) fn annotations(app: &App) -> Vec<Item> {
    let notes = app.desk.book.of_kind(EntryKind::Note);
    notes.into_iter().rev().map(|e| item(app, e)).collect()
}

/// Documents in collections.
pub(super) fn collections(app: &App) -> Vec<Item> {
    let language = app.settings.language;
    let book = &app.desk.book;
    let item = |c: &crate::store::Collected| {
        let title = book.documents.get(&c.document);
        Item {
            text: title.map_or(String::new(), |d| d.title.clone()),
            detail: match c.collection.as_str() {
                "" => language.say("collection-reading"),
                name => name.to_owned(),
            },
            depth: 0,
            to: app
                .desk
                .open_as(&c.document)
                .map_or(Goto::Nowhere, Goto::Document),
        }
    };
    book.collected().into_iter().map(item).collect()
}

impl Turn<'_> {
    pub(super) fn store_says(&mut self, news: News) {
        match news {
            News::Book(book) => {
                self.app.desk.take(*book);
                self.app.desk.catch_up(self.library);
                self.count_saved();
                if matches!(self.app.top(), View::List(_)) {
                    self.refill_list();
                }
            }
            News::Problem(problem) => {
                let language = self.app.settings.language;
                self.app.announce = language.problem_and_hint(&problem);
                self.app.failed = true;
                self.app.settings.problems.push(problem);
            }
            News::Saved(_) => self.say("message-store-saved", &[]),
        }
    }
}

impl App {
    /// The same with what was kept before; `seed` makes the names of new entries differ from other sessions'.
    pub fn with_book(mut self, book: Book, seed: u64) -> App {
        *self.desk = Desk::default();
        self.desk.seed = seed;
        self.desk.take(book);
        self
    }

    /// One sentence because of the last input, or "".
    pub fn announcement(&self) -> &str {
        &self.announce
    }

    /// Tells what time it is; new entries bear it.
    pub fn tell_time(&mut self, now: Time) {
        self.desk.now = now;
    }

    /// What is to be kept of where one is now.
    pub fn to_keep(&mut self, library: &Library) -> Vec<Change> {
        let mut changes = self.visit_to_keep(library);
        let session = self.session_to_keep(library);
        session.iter().for_each(|c| self.desk.book.apply(c));
        changes.extend(session);
        changes
    }

    fn visit_to_keep(&mut self, library: &Library) -> Vec<Change> {
        let (cursor, Some(index)) = (self.main().cursor, self.main().document) else {
            return Vec::new();
        };
        let Some(document) = library.documents.get(index) else {
            return Vec::new();
        };
        let Some(key) = self.desk.key(library, index) else {
            return Vec::new();
        };
        let at = cursor.at as usize;
        let spot: Spot = super::desk::spot(document, &key, cursor.block, at, false);
        let there = self.desk.book.visits.get(&key.id);
        if there.is_some_and(|visit| visit.spot == spot) {
            return Vec::new();
        }
        let visit = Visit {
            spot,
            when: self.desk.now,
        };
        let changes = vec![Change::Document((*key).clone()), Change::Visit(visit)];
        changes.iter().for_each(|c| self.desk.book.apply(c));
        changes
    }
}
