//! Names of documents in lists, what can be followed from a text (notes, citations, addresses of the web), and
//! links to places. Who cites what is in the library's graph.

use super::references::citations_of;
use super::update::Turn;
use crate::document::Document;
use crate::facts::{CitationKind, addresses};
use crate::index::BlockRef;
use crate::library::{Library, ReferenceError, follow_link};
use crate::store::Sureness;
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

impl Turn<'_> {
    /// Goes to where a `wenmai://` link leads, and says so where that is not sure.
    pub(super) fn open_link(&mut self, link: &str) {
        match follow_link(self.library, link) {
            Ok(linked) => {
                let at = BlockRef {
                    document: linked.document,
                    block: linked.block,
                };
                self.go(at, Some(linked.range), None);
                if let Sureness::Unsure(percent) = linked.sure {
                    self.say("message-entry-unsure", &[("percent", percent.into())]);
                    self.app.said = super::Said::View;
                }
            }
            Err(ReferenceError::NoPart(_, part)) => {
                self.say("message-no-paragraph", &[("text", part.into())]);
            }
            Err(_) => self.say("message-not-found", &[("text", link.into())]),
        }
    }
}
