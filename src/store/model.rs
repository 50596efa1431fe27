//! The shape of what is kept. Plain data.

use serde::{Deserialize, Serialize};

/// Seconds since 1970-01-01 UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// As calendars write it (RFC 5545): `20261123T092751Z`.
    pub fn stamp(self) -> String {
        let time = jiff::Timestamp::from_second(self.0).unwrap_or_default();
        time.strftime("%Y%m%dT%H%M%SZ").to_string()
    }
}

/// Name of an entry, unique over all sessions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub String);

/// What a document is known by when it comes again: its text, or else its symbol, file name, title.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct DocumentKey {
    /// Made from the raw text: another text, another id.
    pub id: String,
    /// Its symbol, normalised, or "".
    #[serde(default)]
    pub symbol: String,
    /// BCP 47 tag.
    #[serde(default)]
    pub language: String,
    /// File name.
    #[serde(default)]
    pub name: String,
    /// Title.
    #[serde(default)]
    pub title: String,
}

/// Words of a document and what stands around them (the selector of the W3C's Web Annotation model that names
/// text by quoting it).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// What stands before them.
    #[serde(default)]
    pub before: String,
    /// What stands after them.
    #[serde(default)]
    pub after: String,
}

/// A place in a document: by number as long as the text is the same, by its words when it is not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spot {
    /// `DocumentKey::id` of the text it was made in.
    pub document: String,
    /// Index in `Document::blocks`.
    pub block: u32,
    /// Byte in the block's text where the quoted words begin.
    pub at: u32,
    /// Raw line, 1-based.
    pub line: u32,
    /// The words.
    pub quote: Quote,
    /// Where it stood, in words, for people.
    #[serde(default)]
    pub place: String,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A place under a letter: a-z in its document, A-Z everywhere.
    Mark,
    /// A place under a name.
    Bookmark,
    /// Words about a place.
    Note,
}

impl EntryKind {
    /// Its name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            EntryKind::Mark => "mark",
            EntryKind::Bookmark => "bookmark",
            EntryKind::Note => "note",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<EntryKind> {
        [EntryKind::Mark, EntryKind::Bookmark, EntryKind::Note]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// A mark, a bookmark or a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub id: EntryId,
    /// What it is.
    pub kind: EntryKind,
    /// A mark's letter, a bookmark's name, or "".
    #[serde(default)]
    pub name: String,
    /// A note's words, or "".
    #[serde(default)]
    pub text: String,
    /// Tags, without `#`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Where it is.
    pub spot: Spot,
    /// When it was made.
    #[serde(default)]
    pub made: Time,
    /// When it was changed last.
    #[serde(default)]
    pub changed: Time,
    /// When it was deleted. It stays, so that it can be taken back and no other session brings it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Time>,
}

/// A document in a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Name of the collection.
    pub collection: String,
    /// `DocumentKey::id`.
    pub document: String,
    /// When it was put in.
    pub added: Time,
    /// When it was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Time>,
}

/// Where a document was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The place.
    pub spot: Spot,
    /// When.
    pub when: Time,
}

/// A search that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    /// As typed.
    pub query: String,
    /// How much it found.
    pub hits: u64,
    /// When.
    pub when: Time,
}

/// A search kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// As typed.
    pub query: String,
    /// How much it found when it was last looked at.
    pub hits: u64,
    /// When it was kept.
    pub made: Time,
    /// When it was last looked at.
    pub checked: Time,
    /// When it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Time>,
}

/// What was open, to come back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its name; "" for the one that is saved by itself.
    pub name: String,
    /// What it was about: the files and folders, or "".
    pub corpus: String,
    /// What was open, as the app writes it.
    pub body: String,
    /// When.
    pub saved: Time,
}

/// One change of what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A document that other changes name.
    Document(DocumentKey),
    /// An entry is new or changed (or deleted: `Entry::deleted`).
    Entry(Entry),
    /// A document is put into a collection, or taken out (`Collected::removed`).
    Collected(Collected),
    /// A document was left here.
    Visit(Visit),
    /// A search was made.
    Searched(Searched),
    /// The history of searches is emptied.
    ForgetSearches,
    /// A search is kept, changed, or deleted (`SavedSearch::deleted`).
    SavedSearch(SavedSearch),
    /// A session is saved.
    Session(Session),
    /// A named session is deleted: its name and corpus.
    DropSession(String, String),
}

impl Change {
    /// Nobody would miss it after a power cut: where one was, what was searched.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Change::Visit(_) | Change::Searched(_) | Change::Document(_) | Change::Session(_)
        )
    }

    /// It makes an earlier change, not yet written, needless.
    pub fn replaces(&self, earlier: &Change) -> bool {
        match (self, earlier) {
            (Change::Visit(a), Change::Visit(b)) => a.spot.document == b.spot.document,
            (Change::Session(a), Change::Session(b)) => {
                (&a.name, &a.corpus) == (&b.name, &b.corpus)
            }
            (Change::Document(a), Change::Document(b)) => a == b,
            _ => false,
        }
    }
}
