//! Marks, bookmarks and notes where they stand in the library that is open; and the last that was deleted.
//!
//! In: the book of the store, documents as they come. Out: entries by block, changes for the store. The words of
//! an entry are looked for only where the text is another than the one it was made in.

use super::display::Notes;
use super::flow;
use super::links::short_name;
use super::select::{Stretch, words};
use crate::document::Document;
use crate::index::BlockRef;
use crate::library::{Library, place_of};
use crate::store::{
    Book, DocumentKey, Entry, EntryId, EntryKind, Found, Spot, Sureness, Text, Time, quote_at,
};
use std::collections::HashMap;
use std::sync::Arc;

/// Characters of a quoted place that has no end of its own.
const QUOTED: usize = 60;
/// Characters kept of a paragraph that a note is about.
const PARAGRAPH: usize = 2000;

/// An entry where it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Its name in the book.
    pub id: EntryId,
    /// Block and byte, and how sure.
    pub found: Found,
}

/// What can be taken back.
#[derive(Debug, Clone)]
pub(crate) enum Undone {
    /// A view that was closed, with the views over which it stood.
    View(Vec<super::View>),
    /// An entry as it was before.
    Entry(Box<Entry>),
    /// An entry that was new.
    New(EntryId),
    /// A session that was deleted.
    Session(Box<crate::store::Session>),
    /// Another scope, or none.
    Scope(Option<Arc<super::Scope>>),
    /// A document that was put into a collection or taken out.
    Collected(Box<crate::store::Collected>),
    /// A kept search as it was before.
    Saved(Box<crate::store::SavedSearch>),
    /// The line of the search before another query was put there.
    Query(String),
}

/// Changes that can be taken back.
const UNDONE: usize = 50;

/// A person's own things.
#[derive(Debug, Clone, Default)]
pub(crate) struct Desk {
    /// Everything that is kept.
    pub book: Book,
    /// The present time, as far as the face has told.
    pub now: Time,
    /// Makes this session's entries differ from all others'.
    pub seed: u64,
    /// What kept searches find now, by name.
    pub counts: HashMap<String, usize>,
    made: u64,
    undo: Vec<Undone>,
    /// Entries of each document of the library, by place.
    placed: HashMap<usize, Vec<Placed>>,
    /// The document of the library that one of the book is, and how well they agree.
    matches: HashMap<String, (usize, u32)>,
    keys: HashMap<usize, Arc<DocumentKey>>,
    seen: usize,
}

/// What a document of the library is known by. Reads its whole text once.
pub(crate) fn key_of(document: &Document) -> DocumentKey {
    // FNV-1a, 64 bits: the same on every machine and in every version.
    let hash = document
        .raw
        .text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    DocumentKey {
        id: format!("{hash:016x}-{}", document.raw.text.len()),
        symbol: document.meta.symbol.clone().unwrap_or_default(),
        language: document.meta.language.clone(),
        name: document.raw.name.clone(),
        title: document.meta.title.clone(),
    }
}

impl Desk {
    /// Another book, read anew.
    pub fn take(&mut self, book: Book) {
        self.book = book;
        self.forget_places();
    }

    fn forget_places(&mut self) {
        self.placed.clear();
        self.matches.clear();
        self.seen = 0;
    }

    /// A name for a new entry.
    pub fn new_id(&mut self) -> EntryId {
        self.made += 1;
        EntryId(format!("{:x}-{:x}-{}", self.now.0, self.seed, self.made))
    }

    /// The key of a document, made once.
    pub fn key(&mut self, library: &Library, index: usize) -> Option<Arc<DocumentKey>> {
        if let Some(key) = self.keys.get(&index) {
            return Some(Arc::clone(key));
        }
        let key = Arc::new(key_of(library.documents.get(index)?));
        self.keys.insert(index, Arc::clone(&key));
        Some(key)
    }

    /// Finds the entries of documents that have come.
    pub fn catch_up(&mut self, library: &Library) {
        if library.documents.len() < self.seen {
            self.keys.clear();
            self.forget_places();
        }
        if self.seen == library.documents.len() {
            return;
        }
        let new = self.seen..library.documents.len();
        self.seen = library.documents.len();
        if self.book.documents.is_empty() {
            return;
        }
        for index in new {
            self.match_document(library, index);
        }
        self.place_all(library);
    }

    /// Which documents of the book this one of the library may be.
    fn match_document(&mut self, library: &Library, index: usize) {
        let Some(document) = library.documents.get(index) else {
            return;
        };
        let mut better: Vec<(String, u32)> = Vec::new();
        for known in self.book.documents.values() {
            let mut score = likeness(known, document);
            if score == 0 {
                continue;
            }
            let key = self
                .keys
                .entry(index)
                .or_insert_with(|| Arc::new(key_of(document)));
            if key.id == known.id {
                score += 100;
            }
            let there = self.matches.get(&known.id).map_or(0, |(_, score)| *score);
            if score > there {
                better.push((known.id.clone(), score));
            }
        }
        for (id, score) in better {
            self.matches.insert(id, (index, score));
        }
    }

    fn place_all(&mut self, library: &Library) {
        self.placed.clear();
        let entries: Vec<Entry> = self.book.entries().into_iter().cloned().collect();
        let mut texts: HashMap<usize, Text<'_>> = HashMap::new();
        for entry in &entries {
            self.place(library, entry, &mut texts);
        }
    }

    fn place<'l>(
        &mut self,
        library: &'l Library,
        entry: &Entry,
        texts: &mut HashMap<usize, Text<'l>>,
    ) {
        let Some((index, found)) = self.find(library, &entry.spot, texts) else {
            return;
        };
        let placed = Placed {
            id: entry.id.clone(),
            found,
        };
        let there = self.placed.entry(index).or_default();
        let at = there.partition_point(|p| (p.found.block, p.found.at) <= (found.block, found.at));
        there.insert(at, placed);
    }

    /// Where a spot is in the library now.
    fn find<'l>(
        &mut self,
        library: &'l Library,
        spot: &Spot,
        texts: &mut HashMap<usize, Text<'l>>,
    ) -> Option<(usize, Found)> {
        let index = self.matches.get(&spot.document)?.0;
        let document = library.documents.get(index)?;
        let key = self.key(library, index)?;
        if key.id == spot.document && stands(document, spot) {
            let found = Found {
                block: spot.block as usize,
                at: spot.at,
                sure: Sureness::Same,
            };
            return Some((index, found));
        }
        let blocks = || document.blocks.iter().map(|b| b.text.as_str()).collect();
        let text = texts.entry(index).or_insert_with(|| Text::new(blocks()));
        Some((index, text.find(spot)))
    }

    /// The documents of these ids that the book does not have yet.
    pub fn documents_to_keep(&self, ids: &[&str]) -> Vec<crate::store::Change> {
        let known = |k: &&Arc<DocumentKey>| self.book.documents.get(&k.id) == Some(&***k);
        let keys = self.keys.values().filter(|k| ids.contains(&k.id.as_str()));
        let new = keys.filter(|k| !known(k));
        new.map(|k| crate::store::Change::Document((**k).clone()))
            .collect()
    }

    /// Where one spot is now: document, block, byte, and how sure.
    pub fn locate(&mut self, library: &Library, spot: &Spot) -> Option<(usize, Found)> {
        if !self.matches.contains_key(&spot.document) {
            // The book may name it only since this session put something there.
            for index in 0..library.documents.len() {
                self.match_document(library, index);
            }
        }
        self.find(library, spot, &mut HashMap::new())
    }

    /// Puts an entry into the book, or another in its place.
    pub fn put(&mut self, library: &Library, entry: &Entry) {
        for entries in self.placed.values_mut() {
            entries.retain(|p| p.id != entry.id);
        }
        let change = crate::store::Change::Entry(entry.clone());
        self.book.apply(&change);
        if entry.deleted.is_none() {
            if !self.matches.contains_key(&entry.spot.document) {
                let of = |key: &Arc<DocumentKey>| key.id == entry.spot.document;
                let index = self.keys.iter().find(|(_, key)| of(key)).map(|(i, _)| *i);
                if let Some(index) = index {
                    let id = entry.spot.document.clone();
                    self.matches.insert(id, (index, 200));
                }
            }
            self.place(library, entry, &mut HashMap::new());
        }
    }

    /// Entries of a document, by place.
    pub fn of_document(&self, index: usize) -> impl Iterator<Item = (&Entry, Found)> {
        let placed = self.placed.get(&index).into_iter().flatten();
        placed.filter_map(|p| Some((self.book.entries.get(&p.id)?, p.found)))
    }

    /// Entries of a block. What could not be found is not shown at any block.
    pub fn of_block(&self, at: BlockRef) -> impl Iterator<Item = (&Entry, Found)> {
        self.of_document(at.document)
            .filter(move |(_, f)| f.block == at.block && f.sure != Sureness::Lost)
    }

    /// The document of the library that one of the book is.
    pub fn open_as(&self, id: &str) -> Option<usize> {
        self.matches.get(id).map(|(index, _)| *index)
    }

    /// Entries of a document that can be counted beside its name.
    pub fn count(&self, index: usize) -> usize {
        self.placed.get(&index).map_or(0, Vec::len)
    }

    /// Where an entry is now.
    pub fn place_of(&self, id: &EntryId) -> Option<(usize, Found)> {
        self.placed.iter().find_map(|(index, placed)| {
            let placed = placed.iter().find(|p| p.id == *id)?;
            Some((*index, placed.found))
        })
    }

    /// The mark under a letter: of this document for a-z, of any for A-Z.
    pub fn mark(&self, library: &Library, letter: char, document: Option<usize>) -> Option<&Entry> {
        let id = mark_id(letter, document.and_then(|d| library.documents.get(d)));
        let named = self.book.entries.get(&id).filter(|e| e.deleted.is_none());
        // The text may have got another id since: the letter is looked for where the document is now.
        named.or_else(|| {
            let marks = self.of_document(document?).map(|(entry, _)| entry);
            let mut marks = marks.filter(|e| e.kind == EntryKind::Mark);
            marks.find(|e| letter.is_lowercase() && e.name == letter.to_string())
        })
    }

    /// Remembers how to take something back.
    pub fn can_undo(&mut self, undone: Undone) {
        self.undo.push(undone);
        if self.undo.len() > UNDONE {
            self.undo.remove(0);
        }
    }

    /// The last thing that can be taken back.
    pub fn undo(&mut self) -> Option<Undone> {
        self.undo.pop()
    }
}

/// The id of a mark: setting it again moves it, in whatever session.
pub(crate) fn mark_id(letter: char, document: Option<&Arc<Document>>) -> EntryId {
    if letter.is_uppercase() {
        return EntryId(format!("mark-{letter}"));
    }
    let document = document.map_or(String::new(), |d| key_of(d).id);
    EntryId(format!("mark-{letter}-{document}"))
}

/// How alike a document of the book and one of the library are; 0: not at all.
fn likeness(known: &DocumentKey, document: &Document) -> u32 {
    let symbol = document.meta.symbol.as_deref().unwrap_or("");
    let same = |a: &str, b: &str, score| if !a.is_empty() && a == b { score } else { 0 };
    let named = same(&known.symbol, symbol, 10) + same(&known.name, &document.raw.name, 5);
    let titled = same(&known.title, &document.meta.title, 3);
    if named + titled == 0 {
        return 0;
    }
    named + titled + same(&known.language, &document.meta.language, 2)
}

/// The words of a spot stand where they stood; those of several blocks are lines.
fn stands(document: &Document, spot: &Spot) -> bool {
    let mut block = Some(spot.block as usize);
    let mut at = spot.at as usize;
    let mut lines = spot.quote.exact.split('\n').peekable();
    while let Some(line) = lines.next() {
        let text = block.and_then(|b| document.blocks.get(b)?.text.get(at..));
        let stands = text.is_some_and(|t| match lines.peek() {
            Some(_) => t == line,
            None => t.starts_with(line),
        });
        if !stands {
            return false;
        }
        block = block.and_then(|b| flow::next(document, b, Notes::End));
        at = 0;
    }
    true
}

/// The place of what is selected, to be kept.
pub(crate) fn spot_of(document: &Document, key: &DocumentKey, stretches: &[Stretch]) -> Spot {
    let (Some((block, first)), Some((end, last))) = (stretches.first(), stretches.last()) else {
        return Spot::default();
    };
    let whole = spot(document, key, *block, first.start as usize, false);
    let blocks: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
    let after = quote_at(&blocks, *end, last.start as usize, last.end as usize).after;
    let words = words(document, stretches);
    let exact: String = words.chars().take(PARAGRAPH).collect();
    let quote = crate::store::Quote {
        exact,
        after,
        ..whole.quote
    };
    Spot { quote, ..whole }
}

/// The place of some words of a block, or of the whole paragraph, to be kept.
pub(crate) fn spot(
    document: &Document,
    key: &DocumentKey,
    block: usize,
    at: usize,
    whole: bool,
) -> Spot {
    let blocks: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
    let text = blocks.get(block).copied().unwrap_or("");
    let at = if whole { 0 } else { at.min(text.len()) };
    let most = if whole { PARAGRAPH } else { QUOTED };
    let rest = text.get(at..).unwrap_or("");
    let end = rest
        .char_indices()
        .nth(most)
        .map_or(text.len(), |(i, _)| at + i);
    let line = document
        .blocks
        .get(block)
        .map_or(0, |b| b.line_at(at as u32));
    Spot {
        document: key.id.clone(),
        block: block as u32,
        at: at as u32,
        line,
        quote: quote_at(&blocks, block, at, end),
        place: format!("{} {}", short_name(document), place_of(document, block)),
    }
}
