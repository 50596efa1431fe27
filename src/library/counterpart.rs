//! Where a place of one text is in another: the same paragraph, the same topic, what it cites.
//!
//! In: a place, and where one is in the other text. Out: a place of the other text, or None where there is none.

use super::{Library, paragraph_of, resolve};
use crate::document::{BlockKind, Document, OutlineKind};
use crate::facts::{Facts, Reply};
use crate::index::BlockRef;
use std::ops::Range;

fn facts(library: &Library, document: usize) -> Option<&Facts> {
    library.facts.get(document)?.as_deref()
}

/// The reply that holds a place, and its number.
pub fn reply_at(library: &Library, at: BlockRef) -> Option<(usize, &Reply)> {
    let replies = facts(library, at.document)?.replies.iter().enumerate();
    let mut replies = replies.filter(|(_, r)| r.blocks.contains(&at.block));
    replies.next()
}

/// The part of a document that a place is compared in: its reply, or else the whole document.
fn part(library: &Library, at: BlockRef) -> Range<usize> {
    let reply = reply_at(library, at).map(|(_, r)| r.blocks.clone());
    let whole = || {
        library
            .documents
            .get(at.document)
            .map(|d| 0..d.blocks.len())
    };
    reply.or_else(whole).unwrap_or(0..0)
}

/// The reply or the section that a place is in; the whole document where it has neither.
pub fn section_at(library: &Library, at: BlockRef) -> Range<usize> {
    if let Some((_, reply)) = reply_at(library, at) {
        return reply.blocks.clone();
    }
    let Some(document) = library.documents.get(at.document) else {
        return 0..0;
    };
    let headings = document.outline.iter();
    let headings = headings.filter(|e| e.kind == OutlineKind::Heading);
    let holder = headings.clone().rfind(|e| e.block <= at.block);
    let Some(holder) = holder else {
        return 0..document.blocks.len();
    };
    let mut after = headings.filter(|e| e.block > holder.block && e.level <= holder.level);
    let end = after.next().map_or(document.blocks.len(), |e| e.block);
    holder.block..end
}

/// Numbered paragraphs of a part.
fn numbered(document: &Document, part: &Range<usize>) -> Vec<(usize, u32)> {
    let kind = |i: &usize| {
        let kind = document.blocks.get(*i).map(|b| b.kind);
        matches!(kind, Some(BlockKind::Paragraph | BlockKind::Operative))
    };
    let number = |i: usize| {
        let number = &document.blocks[i].number;
        let digits = number.trim_matches(|c: char| !c.is_alphanumeric());
        Some((i, digits.parse().ok()?))
    };
    part.clone().filter(kind).filter_map(number).collect()
}

/// The paragraph of the other text with the same number, or else the last before it. Of two replies of one document,
/// whose paragraphs may be numbered through, the paragraph that is as far into its reply.
pub fn same_paragraph(library: &Library, from: BlockRef, to: BlockRef) -> Option<BlockRef> {
    let (here, there) = (part(library, from), part(library, to));
    let of = |at: BlockRef, part: &Range<usize>| {
        let document = library.documents.get(at.document)?;
        Some(numbered(document, part))
    };
    let (own, others) = (of(from, &here)?, of(to, &there)?);
    let block = |block: usize| {
        Some(BlockRef {
            document: to.document,
            block,
        })
    };
    let Some(at) = own.iter().rposition(|(b, _)| *b <= from.block) else {
        return block(there.start);
    };
    let document = library.documents.get(from.document)?;
    let number = paragraph_of(document, from.block).unwrap_or(own[at].1);
    if let Some((found, _)) = others.iter().find(|(_, n)| *n == number) {
        return block(*found);
    }
    if from.document == to.document {
        return block(others.get(at).or(others.last())?.0);
    }
    let before = others.iter().filter(|(_, n)| *n < number);
    block(before.max_by_key(|(_, n)| *n)?.0)
}

/// The topic of a place: what its block is on, or else the block before it in the same reply.
pub fn topic_at(library: &Library, at: BlockRef) -> Option<&'static str> {
    let (index, _) = reply_at(library, at)?;
    let topics = facts(library, at.document)?.topics.iter();
    let mut own = topics.filter(|m| m.reply == index && m.topic.is_some());
    let after = |heading: Option<usize>| heading == Some(at.block);
    let under = own.clone().find(|m| after(m.heading));
    let here = own.clone().find(|m| m.block == at.block);
    let before = own.rfind(|m| m.block < at.block);
    here.or(under).or(before)?.topic
}

/// Blocks of the reply that holds a place which are on a topic.
pub fn on_topic(library: &Library, at: BlockRef, topic: &str) -> Vec<BlockRef> {
    let Some((index, _)) = reply_at(library, at) else {
        return Vec::new();
    };
    let Some(facts) = facts(library, at.document) else {
        return Vec::new();
    };
    let own = facts.topics.iter();
    let own = own.filter(|m| m.reply == index && m.topic == Some(topic));
    let mut blocks: Vec<usize> = own.map(|m| m.block).collect();
    blocks.sort_unstable();
    blocks.dedup();
    let block = |block| BlockRef {
        document: at.document,
        block,
    };
    blocks.into_iter().map(block).collect()
}

/// The passage of the other reply on the same topic: the place itself where it is on it, else the next, else the
/// first.
pub fn same_topic(library: &Library, from: BlockRef, to: BlockRef) -> Option<BlockRef> {
    let there = on_topic(library, to, topic_at(library, from)?);
    let next = there.iter().find(|at| at.block >= to.block);
    next.or(there.first()).copied()
}

/// What the citation at or after a place of a paragraph leads to: the document, and its paragraph where that is named.
pub fn cited(library: &Library, from: BlockRef, at: u32) -> Option<BlockRef> {
    let facts = facts(library, from.document)?;
    let all = facts.citations.iter().chain(&facts.back_references);
    let mut here: Vec<_> = all.filter(|c| c.span.block == from.block).collect();
    here.sort_by_key(|c| c.span.range.start);
    here.retain(|c| {
        library
            .target(&c.symbol)
            .is_some_and(|d| d != from.document)
    });
    let next = here.iter().find(|c| c.span.range.end >= at);
    let citation = next.or(here.last())?;
    let document = library.target(&citation.symbol)?;
    let digits: String = citation
        .pinpoint
        .iter()
        .flat_map(|p| p.chars().skip_while(|c| !c.is_ascii_digit()))
        .take_while(char::is_ascii_digit)
        .collect();
    let id = &library.documents.get(document)?.id;
    let place = resolve(library, &format!("{id}#{digits}")).ok();
    Some(BlockRef {
        document,
        block: place.map_or(0, |p| p.blocks.start),
    })
}
