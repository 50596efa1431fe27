//! From `RawText` to `Document`: metadata, blocks, notes and outline, each with its raw lines.
//!
//! In: `RawText`. Out: `Document`. Must not know about facts (citations, dates, events).
//!
//! Nothing is lost on the way: every byte of a block's text can name the raw line it came from, and every
//! raw line that holds something is in a block or among the furniture. The stages, in order: `lines`
//! (measure), `layout` (wrapped or not), `furniture` (what belongs to the page), `paras` (join lines),
//! `notes` (tell note texts), `stitch` (join across pages), `structure` (kinds, levels, outline), `note_links`
//! (link marks), `meta`.

mod chars;
mod clean;
mod draft;
mod few;
mod furniture;
mod heads;
mod kinds;
mod layout;
mod lines;
mod marks;
mod meta;
mod model;
mod note_links;
mod notes;
mod number;
mod pack;
mod paper;
mod paras;
mod stitch;
mod structure;
mod tables;
mod weave;

pub use few::{Few, Rare};
pub use heads::{column_names, is_caption_again};
pub use model::*;
pub use pack::{pack, unpack};

use crate::problem::{Problem, ProblemKind};
use crate::source::RawText;
use draft::Draft;
use furniture::Role;
use lines::Line;
use std::sync::Arc;

/// Gives back the document that a raw text holds. Never fails: what cannot be understood becomes plain
/// paragraphs and `Problem`s. `fallback_id` is the id when the text came with none. Takes time in
/// proportion to the text.
pub fn build(raw: Arc<RawText>, fallback_id: &str) -> Document {
    let mut lines = lines::scan(&raw);
    let layout = layout::detect(&raw, &lines);
    layout::regions(&mut lines, &layout);
    let roles = furniture::roles(&raw, &lines, &layout);
    let bold = prints_bold_again(&raw, &lines, &roles);
    let paras = paras::group(&raw, &lines, &roles, &layout, bold);
    let mut drafts = paras.drafts;
    for d in drafts.iter_mut().filter(|d| d.kind == BlockKind::Paragraph) {
        d.number = number::parse(d.text());
    }
    notes::classify(&mut drafts);
    split_headings(&mut drafts);
    let mut drafts = stitch::stitch(drafts, &layout);
    structure::classify(&mut drafts, &layout);
    let digit = |line: u32| {
        let at = lines.partition_point(|l| l.no < line);
        roles.get(at) == Some(&Role::Digits) && lines.get(at).is_some_and(|l| l.no == line)
    };
    let links = note_links::link(&mut drafts, digit);
    let meta = meta::meta(&raw, &drafts);
    let mut furniture = paras.furniture;
    furniture.extend(&links.furniture);
    finish(raw, fallback_id, &lines, drafts, &links, meta, furniture)
}

/// Does this text print bold runs again and again? One run of four at the start of a line is proof.
fn prints_bold_again(raw: &RawText, lines: &[Line], roles: &[Role]) -> bool {
    lines
        .iter()
        .zip(roles)
        .filter(|(_, r)| **r == Role::Text)
        .any(|(l, _)| clean::bold_start(l.text(raw), false).is_some())
}

/// A number on a line of its own ("一.", "(a)") and the words on the next are one heading or item.
fn split_headings(drafts: &mut Vec<Draft>) {
    let old = std::mem::take(drafts);
    for draft in old {
        // “Article 1” and its name on the next line.
        let named = drafts.last().is_some_and(|d: &Draft| {
            d.number.is_some() && d.text().is_ascii() && !draft.gap && is_name(&draft)
        });
        let waits = drafts.last().is_some_and(|d: &Draft| {
            let number = d.kind == BlockKind::Paragraph && d.body().is_empty();
            let style = d.number.as_ref().map(|n| n.style);
            number
                && (named
                    || !matches!(
                        style,
                        None | Some(
                            number::Style::Annex
                                | number::Style::Part
                                | number::Style::Chapter
                                | number::Style::Section
                                | number::Style::Article
                                | number::Style::Resolution
                        )
                    ))
        });
        if let (true, Some(last)) = (
            waits && draft.kind == BlockKind::Paragraph && draft.number.is_none(),
            drafts.last_mut(),
        ) {
            let len = last.text().trim_end().len();
            last.stitch(draft, true);
            last.weave_blank_after_number(len);
            last.number = match last.number.take().filter(|_| named) {
                Some(number) => Some(number::Number {
                    len: len + 1,
                    ..number
                }),
                None => number::parse(last.text()),
            };
            continue;
        }
        drafts.push(draft);
    }
}

/// Short English words without a stop.
fn is_name(draft: &Draft) -> bool {
    let text = draft.text();
    text.len() <= 120
        && text.starts_with(char::is_uppercase)
        && !chars::ends_sentence(text)
        && !text.ends_with(',')
}

/// Numbers the blocks, turns links into indexes and collects problems.
fn finish(
    raw: Arc<RawText>,
    fallback_id: &str,
    lines: &[Line],
    drafts: Vec<Draft>,
    links: &note_links::Links,
    meta: Meta,
    furniture: Vec<u32>,
) -> Document {
    let content = |n: u32| lines.binary_search_by_key(&n, |l| l.no).is_ok();
    let mut index: Vec<Option<usize>> = vec![None; drafts.len()];
    let mut order: Vec<(usize, Draft)> = drafts
        .into_iter()
        .enumerate()
        .filter(|(_, d)| !d.lines.is_empty())
        .collect();
    order.sort_by_key(|(_, d)| d.first());
    let mut blocks = Vec::with_capacity(order.len());
    for (old, draft) in order {
        index[old] = Some(blocks.len());
        let marker = draft
            .lead
            .clone()
            .filter(|_| draft.kind == BlockKind::Footnote);
        let mut block = draft.block(content);
        if let Some(marker) = marker {
            block.number = marker;
        }
        blocks.push(block);
    }
    let mut notes: Vec<Footnote> = links
        .notes
        .iter()
        .map(|n| Footnote {
            marker: n.marker.clone(),
            block: index[n.draft].unwrap_or(0),
            text_line: n.line,
            refs: Vec::new(),
            ref_line: None,
        })
        .collect();
    let problems = link_back(&raw, &blocks, &mut notes);
    let outline = structure::outline(&blocks);
    let mut pages = furniture;
    pages.sort_unstable();
    Document {
        id: raw
            .given
            .id
            .clone()
            .unwrap_or_else(|| fallback_id.to_string()),
        meta,
        blocks,
        notes,
        outline,
        furniture: weave::ranges(&pages, |n| !content(n)),
        problems,
        raw,
    }
}

/// Gives every note its marks; marks and notes without partner become problems.
fn link_back(raw: &RawText, blocks: &[Block], notes: &mut [Footnote]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut problem = |line: u32, kind: ProblemKind| {
        problems.push(Problem {
            file: raw.name.clone(),
            line: Some(line),
            column: None,
            kind,
        });
    };
    for (b, block) in blocks.iter().enumerate() {
        for mark in &block.marks {
            match mark.note.and_then(|k| notes.get_mut(k)) {
                Some(note) => {
                    note.refs.push((b, mark.at));
                    note.ref_line.get_or_insert(mark.line);
                }
                None if block.kind != BlockKind::Footnote => {
                    problem(mark.line, ProblemKind::NoteWithoutText(mark.marker.clone()))
                }
                None => {}
            }
        }
    }
    let (lost, open): (Vec<_>, Vec<_>) = notes
        .iter()
        .filter(|n| n.refs.is_empty())
        .partition(|n| n.marker == notes::LOST);
    if let Some(first) = lost.first() {
        let count = lost.len().to_string();
        problem(first.text_line, ProblemKind::NoteNumbersLost(count));
    }
    for note in open {
        problem(
            note.text_line,
            ProblemKind::NoteWithoutMark(note.marker.clone()),
        );
    }
    problems.sort_by_key(|p| p.line);
    problems
}
