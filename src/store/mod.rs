//! What a person leaves behind: marks, bookmarks, notes, collections, searches, places, sessions; the same
//! after a crash, a full disk, or two sessions at once.
//!
//! In: [`Change`]s as data. Out: a [`Book`], and `Problem`s where it could not be kept. The only place with
//! rusqlite. Must not know the app, nor what a session's body means.
//!
//! The app changes its own [`Book`] at once and hands the same change to the face, which gives it to a
//! [`Keeper`]: a thread that writes it. What cannot be written stays in the keeper's memory and is tried again.

mod anchor;
mod book;
mod database;
mod folder;
pub mod json;
mod keeper;
mod model;
mod rows;

pub use anchor::{Found, Sureness, Text, quote_at};
pub use book::Book;
pub use database::{Database, StoreError, file_in};
pub use folder::{folder, now};
pub use keeper::{Ended, Keeper, News};
pub use model::{
    Change, Collected, DocumentKey, Entry, EntryId, EntryKind, Quote, SavedSearch, Searched,
    Session, Spot, Time, Visit,
};
