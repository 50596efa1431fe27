//! The fuzzy finder over titles, symbols and headings (nucleo-matcher on folded strings).

use crate::document::Document;
use std::sync::Arc;

/// What a found name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A document: index in `Library::documents`.
    Document(usize),
    /// A block: a heading.
    Heading(super::BlockRef),
}

/// A name that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where it leads.
    pub target: Target,
    /// The name as shown.
    pub name: String,
    /// Byte ranges of `name` that match.
    pub ranges: Vec<std::ops::Range<u32>>,
    /// Higher is better.
    pub score: u32,
}

/// All names.
#[derive(Debug, Default)]
pub struct Finder;

impl Finder {
    /// Collects titles, symbols and headings.
    pub fn build(_documents: &[Arc<Document>]) -> Self {
        Finder
    }

    /// The names that match, best first.
    pub fn find(&self, _typed: &str, _limit: usize) -> Vec<Found> {
        Vec::new()
    }
}
