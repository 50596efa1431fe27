//! Notes and what belongs to them as JSON, out and in again.

use super::book::Book;
use super::model::{Change, Collected, DocumentKey, Entry, SavedSearch};
use serde::{Deserialize, Serialize};

/// The file's shape. A newer one may have more fields.
#[derive(Serialize, Deserialize)]
struct Whole {
    wenmai: u32,
    #[serde(default)]
    documents: Vec<DocumentKey>,
    #[serde(default)]
    entries: Vec<Entry>,
    #[serde(default)]
    collected: Vec<Collected>,
    #[serde(default)]
    saved_searches: Vec<SavedSearch>,
}

/// Marks, bookmarks, notes, collections and kept searches, with the documents they name. Places, sessions and
/// the history stay behind.
pub fn write(book: &Book) -> String {
    let entries = book.entries().into_iter().cloned().collect::<Vec<_>>();
    let collected = book.collected().into_iter().cloned().collect::<Vec<_>>();
    let named = |id: &String| {
        entries.iter().any(|e| e.spot.document == *id)
            || collected.iter().any(|c| c.document == *id)
    };
    let whole = Whole {
        wenmai: 1,
        documents: book
            .documents
            .values()
            .filter(|d| named(&d.id))
            .cloned()
            .collect(),
        saved_searches: book.saved_searches().cloned().collect(),
        entries,
        collected,
    };
    let text = serde_json::to_string_pretty(&whole);
    text.expect("strings and numbers can always be written")
}

/// The changes that take such a file in. The parser's words where it is none.
pub fn read(text: &str) -> Result<Vec<Change>, String> {
    let whole: Whole = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let documents = whole.documents.into_iter().map(Change::Document);
    let entries = whole.entries.into_iter().map(Change::Entry);
    let collected = whole.collected.into_iter().map(Change::Collected);
    let saved = whole.saved_searches.into_iter().map(Change::SavedSearch);
    Ok(documents
        .chain(entries)
        .chain(collected)
        .chain(saved)
        .collect())
}
