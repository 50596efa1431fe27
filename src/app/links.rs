//! Names of documents in lists, and what can be followed from a text: notes, citations, addresses of the web.
//! Who cites what is in the library's graph.

use super::references::citations_of;
use crate::document::Document;
use crate::facts::{CitationKind, addresses};
use crate::library::Library;
use std::ops::Range;

pub(crate) use crate::library::Cite;

/// The name a document goes by in lists: its symbol, or its title.
pub(crate) fn short_name(document: &Document) -> &str {
    match &document.meta.symbol {
        Some(symbol) if !symbol.is_empty() => symbol,
        _ => &document.meta.title,
    }
}

/// What can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// A note: index in `Document::notes`.
    Note(usize),
    /// A citation.
    Cite(Cite),
    /// An address of the web.
    Address,
}

/// A place that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Follow {
    /// The block.
    pub block: usize,
    /// Bytes of its text; of a note's mark the place where it stood.
    pub range: Range<u32>,
    /// What it leads to.
    pub to: Link,
}

/// Everything in a block that can be followed, in reading order.
pub(crate) fn links_of(library: &Library, document: usize, block: usize) -> Vec<Follow> {
    let holder = library.documents.get(document);
    let Some(text) = holder.and_then(|d| d.blocks.get(block)) else {
        return Vec::new();
    };
    let follow = |range: Range<u32>, to: Link| Follow { block, range, to };
    let notes = text.marks.iter();
    let notes = notes.filter_map(|m| Some(follow(m.at..m.at, Link::Note(m.note?))));
    let mut found: Vec<Follow> = notes.collect();
    let addresses = addresses(&text.text);
    let inside = |range: &Range<u32>| {
        let holds = |a: &&Range<u32>| a.start <= range.start && range.end <= a.end;
        addresses.iter().any(|a| holds(&a))
    };
    for cite in citations_of(library, document, block) {
        if let Some(citation) = cite.citation(library)
            && !(citation.kind == CitationKind::Url && inside(&citation.span.range))
        {
            found.push(follow(citation.span.range.clone(), Link::Cite(cite)));
        }
    }
    let all = addresses.into_iter();
    found.extend(all.map(|range| follow(range, Link::Address)));
    found.sort_by_key(|f| (f.range.start, f.range.end));
    found
}
