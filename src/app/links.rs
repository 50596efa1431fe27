//! Names of documents in lists. Who cites what is in the library's graph.

use crate::document::Document;

pub(crate) use crate::library::Cite;

/// The name a document goes by in lists: its symbol, or its title.
pub(crate) fn short_name(document: &Document) -> &str {
    match &document.meta.symbol {
        Some(symbol) if !symbol.is_empty() => symbol,
        _ => &document.meta.title,
    }
}
