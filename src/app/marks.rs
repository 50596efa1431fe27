//! Marks, bookmarks, notes and collections: setting, going, deleting, taking back.

use super::desk::{self, Undone};
use super::list::{Goto, ListKind};
use super::prompt::PromptKind;
use super::update::Turn;
use super::{Effect, Said, View};
use crate::index::BlockRef;
use crate::store::{Change, Collected, Entry, EntryId, EntryKind, Sureness};

/// The collection that has no name of its own.
pub(crate) const READING_LIST: &str = "";

impl Turn<'_> {
    /// Keeps a change: in memory at once, in the store as soon as the face has written it.
    pub(super) fn keep(&mut self, change: Change) {
        match &change {
            Change::Entry(entry) => self.app.desk.put(self.library, entry),
            other => self.app.desk.book.apply(other),
        }
        self.effects.push(Effect::Keep(Box::new(change)));
    }

    /// The document that is open is one that other changes will name.
    fn keep_document(&mut self, index: usize) -> Option<std::sync::Arc<crate::store::DocumentKey>> {
        let key = self.app.desk.key(self.library, index)?;
        if self.app.desk.book.documents.get(&key.id) != Some(&*key) {
            self.keep(Change::Document((*key).clone()));
        }
        Some(key)
    }

    /// A new entry at the cursor.
    fn new_entry(&mut self, kind: EntryKind, whole: bool) -> Option<Entry> {
        let main = self.app.main();
        let (cursor, index) = (main.cursor, main.document?);
        let document = self.library.documents.get(index)?;
        let key = self.keep_document(index)?;
        let selected = self.app.main().selected(document);
        let spot = if selected.is_empty() || kind == EntryKind::Mark {
            desk::spot(document, &key, cursor.block, cursor.at as usize, whole)
        } else {
            desk::spot_of(document, &key, &selected)
        };
        Some(Entry {
            id: self.app.desk.new_id(),
            kind,
            name: String::new(),
            text: String::new(),
            tags: Vec::new(),
            spot,
            made: self.app.desk.now,
            changed: self.app.desk.now,
            deleted: None,
        })
    }

    /// Puts an entry into the book in such a way that it can be taken back.
    fn keep_entry(&mut self, mut entry: Entry) {
        let before = self.app.desk.book.entries.get(&entry.id).cloned();
        self.app.desk.can_undo(match before {
            Some(before) if before.deleted.is_none() => {
                // Of two changes in the same second the later must count.
                entry.changed = entry.changed.max(before.changed);
                Undone::Entry(Box::new(before))
            }
            _ => Undone::New(entry.id.clone()),
        });
        self.keep(Change::Entry(entry));
    }

    /// `m`: asks for a letter, or takes the one that is given.
    pub(super) fn set_mark(&mut self) {
        if self.app.main().document.is_none() {
            self.say("message-no-document", &[]);
            return;
        }
        let argument = std::mem::take(&mut self.argument);
        match one_letter(&argument) {
            Some(letter) => self.mark(letter),
            None if argument.trim().is_empty() && !self.app.in_lines() => {
                self.open_prompt(PromptKind::SetMark, "");
            }
            None => self.say("message-no-letter", &[("text", argument.into())]),
        }
    }

    fn mark(&mut self, letter: char) {
        let Some(mut entry) = self.new_entry(EntryKind::Mark, false) else {
            return;
        };
        let index = self.app.main().document;
        let there = self.app.desk.mark(self.library, letter, index);
        let document = index.and_then(|i| self.library.documents.get(i));
        entry.id = there.map_or_else(|| desk::mark_id(letter, document), |e| e.id.clone());
        entry.name = letter.to_string();
        self.keep_entry(entry);
        self.say("message-marked", &[("letter", letter.to_string().into())]);
    }

    /// `'`: goes to the mark under a letter; `''` to where one was before the last jump.
    pub(super) fn go_mark(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        if matches!(argument.trim(), "'" | "`" | "’" | "‘") {
            self.go_last_place();
            return;
        }
        let Some(letter) = one_letter(&argument) else {
            if argument.trim().is_empty() && !self.app.in_lines() {
                self.open_prompt(PromptKind::GoMark, "");
            } else {
                self.say("message-no-letter", &[("text", argument.into())]);
            }
            return;
        };
        let index = self.app.main().document;
        let entry = self.app.desk.mark(self.library, letter, index);
        match entry.map(|e| e.id.clone()) {
            Some(id) => self.go_entry(&id),
            None => self.say("message-no-mark", &[("letter", letter.to_string().into())]),
        }
    }

    /// To and fro between two places.
    fn go_last_place(&mut self) {
        let Some(place) = self.app.jumps.back.last().cloned() else {
            self.say("message-no-back", &[]);
            return;
        };
        self.app.remember();
        self.app.stack = place.stack;
        self.app.said = Said::View;
    }

    /// Goes to where an entry is now, and says so where that is not sure.
    pub(super) fn go_entry(&mut self, id: &EntryId) {
        let Some(entry) = self.app.desk.book.entries.get(id).cloned() else {
            return;
        };
        let Some((document, found)) = self.app.desk.place_of(id) else {
            let place = entry.spot.place.clone();
            self.say("message-entry-elsewhere", &[("place", place.into())]);
            return;
        };
        if found.sure == Sureness::Lost {
            let quote: String = entry.spot.quote.exact.chars().take(24).collect();
            self.say("message-entry-lost", &[("quote", quote.into())]);
            return;
        }
        let at = BlockRef {
            document,
            block: found.block,
        };
        self.go(at, Some(found.at..found.at), None);
        if let Sureness::Unsure(percent) = found.sure {
            self.say("message-entry-unsure", &[("percent", percent.into())]);
            self.app.said = Said::View;
        }
    }

    pub(super) fn open_marks(&mut self) {
        self.effects.push(Effect::Recall);
        self.open_list(ListKind::Marks);
    }

    pub(super) fn open_annotations(&mut self) {
        self.effects.push(Effect::Recall);
        self.open_list(ListKind::Annotations);
    }

    /// A place under a name: `bookmark 名称 #标签`.
    pub(super) fn set_bookmark(&mut self) {
        if self.app.main().document.is_none() {
            self.say("message-no-document", &[]);
            return;
        }
        let argument = std::mem::take(&mut self.argument);
        let (tags, name) = tags_and_words(&argument);
        if name.is_empty() {
            self.open_prompt(PromptKind::Bookmark, "");
            return;
        }
        if let Some(entry) = self.new_entry(EntryKind::Bookmark, false) {
            self.keep_entry(Entry {
                name: name.clone(),
                tags,
                ..entry
            });
            self.say("message-bookmarked", &[("name", name.into())]);
        }
    }

    /// `a`: a note on the paragraph, or the one that is there to be changed.
    pub(super) fn annotate(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        if self.app.main().document.is_none() {
            self.say("message-no-document", &[]);
        } else if argument.trim().is_empty() {
            let there = self.note_here().filter(|_| !self.selects());
            let text = there.map_or(String::new(), |e| e.text);
            self.open_prompt(PromptKind::Annotate, &text);
        } else {
            self.add_note(&argument);
        }
    }

    /// Something is selected: a note is about that.
    fn selects(&self) -> bool {
        self.app.main().selection.is_some()
    }

    /// The first note on the paragraph at the cursor.
    fn note_here(&self) -> Option<Entry> {
        let at = self.app.main().at()?;
        let mut here = self.app.desk.of_block(at);
        let note = here.find(|(e, _)| e.kind == EntryKind::Note);
        note.map(|(e, _)| e.clone())
    }

    fn add_note(&mut self, text: &str) {
        let text = text.trim();
        if let Some(entry) = self.new_entry(EntryKind::Note, true) {
            let tags = tags_and_words(text).0;
            self.keep_entry(Entry {
                text: text.to_owned(),
                tags,
                ..entry
            });
            self.app.main_mut().selection = None;
            self.say("message-noted", &[]);
        }
    }

    /// The note's line was closed with Enter: new, changed, or emptied and so deleted.
    pub(super) fn note_written(&mut self, text: &str) {
        let text = text.trim();
        let there = self.note_here().filter(|_| !self.selects());
        match (there, text.is_empty()) {
            (None, true) => {}
            (None, false) => self.add_note(text),
            (Some(note), true) => self.delete(&note.id),
            (Some(note), false) if note.text == text => {}
            (Some(note), false) => {
                let tags = tags_and_words(text).0;
                let changed = self.app.desk.now;
                self.keep_entry(Entry {
                    text: text.to_owned(),
                    tags,
                    changed,
                    ..note
                });
                self.say("message-note-changed", &[]);
            }
        }
    }

    fn delete(&mut self, id: &EntryId) {
        let Some(entry) = self.app.desk.book.entries.get(id).cloned() else {
            return;
        };
        let now = self.app.desk.now;
        self.keep_entry(Entry {
            changed: now,
            deleted: Some(now),
            ..entry
        });
        self.say_deleted();
    }

    /// Says that something is gone, and how to take that back.
    pub(super) fn say_deleted(&mut self) {
        let keymap = &self.app.settings.keymap;
        let key = keymap.keys_for(self.app.context(), "edit.undo", "").next();
        let key = key.map_or_else(|| "undo".to_owned(), |b| b.printed());
        self.say("message-deleted", &[("key", key.into())]);
    }

    /// The kept search that is selected in a list or in the tree.
    fn saved_at(&self, number: Option<usize>) -> Option<String> {
        match self.app.top() {
            View::List(list) => {
                let item = number.map_or(list.selected, |n| n.saturating_sub(1));
                match &list.items.get(item)?.to {
                    Goto::Saved(name) => Some(name.clone()),
                    _ => None,
                }
            }
            View::Main(main) if main.focus == super::Focus::Tree => {
                match self.app.tree.selected.as_ref()? {
                    super::Node::Saved(name) => Some(name.clone()),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Deletes the selected entry of a list; in the text, the notes and marks of the paragraph, last made first.
    pub(super) fn delete_entry(&mut self) {
        let number = self.argument.trim().parse::<usize>().ok();
        if let Some(name) = self.saved_at(number) {
            self.delete_saved(&name);
            self.refill_list();
            return;
        }
        if let View::List(list) = self.app.top() {
            let item = number.map_or(list.selected, |n| n.saturating_sub(1));
            if let Some(Goto::Session(name)) = list.items.get(item).map(|i| i.to.clone()) {
                self.delete_session(&name);
                self.refill_list();
                return;
            }
        }
        let id = match (self.app.top(), number) {
            (View::List(list), number) => {
                let item = number.map_or(list.selected, |n| n.saturating_sub(1));
                match list.items.get(item).map(|i| &i.to) {
                    Some(Goto::Entry(id)) => Some(id.clone()),
                    _ => None,
                }
            }
            _ => self.app.main().at().and_then(|at| {
                let here = self.app.desk.of_block(at).map(|(e, _)| e);
                here.max_by_key(|e| (e.changed, e.made))
                    .map(|e| e.id.clone())
            }),
        };
        match id {
            Some(id) => {
                self.delete(&id);
                self.refill_list();
            }
            None => self.say("message-nothing-to-delete", &[]),
        }
    }

    /// `U`: takes back the last closed view, or the last change of a mark or note.
    pub(super) fn undo(&mut self) {
        let now = self.app.desk.now;
        match self.app.desk.undo() {
            None => self.say("message-no-undo", &[]),
            Some(Undone::View(stack)) => {
                self.app.stack = stack;
                self.refill_list();
                self.app.said = Said::View;
                return;
            }
            Some(Undone::Entry(mut entry)) => {
                entry.changed = now.max(entry.changed);
                if let Some(there) = self.app.desk.book.entries.get(&entry.id) {
                    entry.changed = entry.changed.max(there.changed);
                }
                self.keep(Change::Entry(*entry));
                self.say("message-undone", &[]);
            }
            Some(Undone::New(id)) => {
                if let Some(entry) = self.app.desk.book.entries.get(&id).cloned() {
                    let changed = now.max(entry.changed);
                    self.keep(Change::Entry(Entry {
                        changed,
                        deleted: Some(changed),
                        ..entry
                    }));
                }
                self.say("message-undone", &[]);
            }
            Some(Undone::Session(session)) => {
                self.keep(Change::Session(*session));
                self.say("message-undone", &[]);
            }
            Some(Undone::Scope(scope)) => {
                self.take_scope(scope);
                self.say("message-undone", &[]);
            }
            Some(Undone::Collected(collected)) => {
                self.keep(Change::Collected(*collected));
                self.say("message-undone", &[]);
            }
            Some(Undone::Saved(saved)) => {
                self.keep(Change::SavedSearch(*saved));
                self.say("message-undone", &[]);
            }
            Some(Undone::Query(query)) => {
                if self.app.search().is_none() {
                    self.argument.clear();
                    self.open_search();
                }
                self.edit(|line| *line = super::LineEdit::new(&query));
                return;
            }
        }
        self.refill_list();
    }

    /// The next mark, bookmark or note of the document.
    pub(super) fn next_entry(&mut self, by: i64) {
        let Some(index) = self.app.main().document else {
            return;
        };
        let entries = self.app.desk.of_document(index);
        let sure = entries.filter(|(_, f)| f.sure != Sureness::Lost);
        let mut places: Vec<(usize, u32)> = sure.map(|(_, f)| (f.block, f.at)).collect();
        places.dedup();
        self.next_of(by, places, "message-no-more-marks");
    }

    /// Puts the document into a collection; the second time it takes it out again.
    pub(super) fn collect(&mut self) {
        let collection = std::mem::take(&mut self.argument).trim().to_owned();
        let Some(index) = self.app.main().document else {
            self.say("message-no-document", &[]);
            return;
        };
        let Some(key) = self.keep_document(index) else {
            return;
        };
        let now = self.app.desk.now;
        let place = (collection.clone(), key.id.clone());
        let there = self.app.desk.book.collected.get(&place).cloned();
        let inside = there.as_ref().is_some_and(|c| c.removed.is_none());
        let added = there.as_ref().filter(|_| inside).map_or(now, |c| c.added);
        let before = Collected {
            collection: collection.clone(),
            document: key.id.clone(),
            added,
            removed: (!inside).then_some(now),
        };
        self.app
            .desk
            .can_undo(Undone::Collected(Box::new(before.clone())));
        self.keep(Change::Collected(Collected {
            removed: inside.then_some(now),
            ..before
        }));
        let id = if inside {
            "message-uncollected"
        } else {
            "message-collected"
        };
        let language = self.app.settings.language;
        let name = if collection == READING_LIST {
            language.say("collection-reading")
        } else {
            collection
        };
        self.say(id, &[("name", name.into())]);
    }

    pub(super) fn open_collections(&mut self) {
        self.effects.push(Effect::Recall);
        self.open_list(ListKind::Collections);
    }
}

/// The one letter that something is; full-width letters count as their like.
pub(super) fn one_letter(text: &str) -> Option<char> {
    let mut chars = text.trim().chars();
    let c = chars.next()?;
    let c = match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xfee0)?,
        c => c,
    };
    (chars.next().is_none() && c.is_ascii_alphabetic()).then_some(c)
}

/// `#tags` of a text, and its other words.
fn tags_and_words(text: &str) -> (Vec<String>, String) {
    let mut tags = Vec::new();
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        match word.strip_prefix(['#', '＃']).filter(|tag| !tag.is_empty()) {
            Some(tag) => tags.push(tag.to_owned()),
            None => words.push(word),
        }
    }
    (tags, words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_one_letter() {
        for (text, letter) in [
            ("a", Some('a')),
            (" Ｚ ", Some('Z')),
            ("ab", None),
            ("1", None),
        ] {
            assert_eq!(one_letter(text), letter, "{text}");
        }
    }

    #[test]
    fn tags_begin_with_a_hash() {
        let (tags, words) = tags_and_words("第三节 #公约 ＃待查 核对 #");
        assert_eq!(tags, ["公约", "待查"]);
        assert_eq!(words, "第三节 核对 #");
    }
}
