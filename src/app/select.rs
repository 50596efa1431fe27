//! What is selected in the text: whole paragraphs or characters, from where it began to the cursor.
//!
//! In: where it began, where the cursor is. Out: stretches of blocks in reading order. The character (or the
//! paragraph) at the cursor belongs to it, so that one key selects something.

use super::display::Notes;
use super::reading::{Anchor, Focus, Main};
use super::update::Turn;
use super::{View, flow};
use crate::document::{BlockKind, Document};
use crate::text::{fold, folded};
use std::ops::Range;

/// What a selection grows by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Single characters.
    Characters,
    /// Whole blocks.
    Paragraphs,
}

/// A selection that has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Selection {
    pub unit: Unit,
    /// The end that stays; the cursor is the other.
    pub from: Anchor,
}

/// A stretch of one block.
pub(crate) type Stretch = (usize, Range<u32>);

/// Where a place stands in reading order: notes come after the body.
fn order(document: &Document, at: Anchor) -> (bool, Anchor) {
    let block = document.blocks.get(at.block);
    (block.is_some_and(|b| b.kind == BlockKind::Footnote), at)
}

impl Main {
    /// Both ends, in reading order; the second is the first byte that does not belong to it.
    fn ends(&self, document: &Document) -> Option<(Anchor, Anchor)> {
        let selection = self.selection?;
        let (mut a, mut b) = (selection.from, self.cursor);
        if order(document, b) < order(document, a) {
            std::mem::swap(&mut a, &mut b);
        }
        let text = document.blocks.get(b.block).map_or("", |b| b.text.as_str());
        match selection.unit {
            Unit::Paragraphs => {
                a.at = 0;
                b.at = text.len() as u32;
            }
            Unit::Characters => {
                let rest = text.get(b.at as usize..).unwrap_or("");
                b.at += rest.chars().next().map_or(0, char::len_utf8) as u32;
            }
        }
        Some((a, b))
    }

    /// What of a block is selected.
    pub fn selected_in(&self, document: &Document, block: usize) -> Option<Range<u32>> {
        let (a, b) = self.ends(document)?;
        let len = document.blocks.get(block)?.text.len() as u32;
        let here = |at: u32| order(document, Anchor { block, at });
        let note = here(0).0;
        let start = match (note, block).cmp(&(order(document, a).0, a.block)) {
            std::cmp::Ordering::Less => return None,
            std::cmp::Ordering::Equal => a.at,
            std::cmp::Ordering::Greater => 0,
        };
        let end = match (note, block).cmp(&(order(document, b).0, b.block)) {
            std::cmp::Ordering::Less => len,
            std::cmp::Ordering::Equal => b.at,
            std::cmp::Ordering::Greater => return None,
        };
        Some(start.min(end)..end.min(len))
    }

    /// All that is selected, in reading order; nothing where no selection has begun.
    pub fn selected(&self, document: &Document) -> Vec<Stretch> {
        let Some((a, b)) = self.ends(document) else {
            return Vec::new();
        };
        let mut stretches = Vec::new();
        let mut block = Some(a.block);
        while let Some(at) = block {
            if let Some(range) = self.selected_in(document, at) {
                stretches.push((at, range));
            }
            block = flow::next(document, at, Notes::End).filter(|_| at != b.block);
        }
        stretches
    }
}

/// The words of some stretches, a line for each.
pub(crate) fn words(document: &Document, stretches: &[Stretch]) -> String {
    let words = stretches.iter().filter_map(|(block, range)| {
        let text = &document.blocks.get(*block)?.text;
        text.get(range.start as usize..range.end as usize)
    });
    words.collect::<Vec<_>>().join("\n")
}

impl Turn<'_> {
    /// Begins a selection, changes its unit, or ends it where it has that unit already.
    pub(super) fn select(&mut self, unit: Unit) {
        let argument = std::mem::take(&mut self.argument);
        if self.app.main().document.is_none() {
            self.say("message-no-document", &[]);
            return;
        }
        if !argument.trim().is_empty() {
            self.select_words(argument.trim());
            return;
        }
        let ends = !self.app.in_lines();
        let main = self.app.main_mut();
        main.focus = Focus::Reading;
        let from = main.cursor;
        main.selection = match main.selection {
            Some(there) if there.unit == unit && ends => None,
            Some(there) => Some(Selection { unit, ..there }),
            None => Some(Selection { unit, from }),
        };
        self.say_selected();
    }

    /// Shift and an arrow: begins a selection, or moves its end.
    pub(super) fn select_towards(&mut self, unit: Unit, by: i64) {
        if self.document().is_none() || !matches!(self.app.top(), View::Main(_)) {
            return;
        }
        let main = self.app.main_mut();
        main.focus = Focus::Reading;
        match main.selection {
            None => {
                let from = main.cursor;
                main.selection = Some(Selection { unit, from });
            }
            Some(Selection {
                unit: Unit::Characters,
                ..
            }) if unit == Unit::Paragraphs => self.step(by),
            Some(_) if unit == Unit::Paragraphs => self.next_paragraph(by),
            Some(there) => {
                main.selection = Some(Selection { unit, ..there });
                self.step_character(by);
            }
        }
        self.say_selected();
    }

    /// The cursor goes to the other end.
    pub(super) fn swap_selected(&mut self) {
        let main = self.app.main_mut();
        if let Some(selection) = &mut main.selection {
            std::mem::swap(&mut selection.from, &mut main.cursor);
        }
        self.here();
    }

    /// Moves the cursor by characters, over the ends of blocks.
    pub(super) fn step_character(&mut self, by: i64) {
        let Some(document) = self.document() else {
            return;
        };
        let main = self.app.main_mut();
        for _ in 0..by.unsigned_abs().min(10_000) {
            let Anchor { block, at } = main.cursor;
            let text = document.blocks.get(block).map_or("", |b| b.text.as_str());
            let (before, after) = text.split_at_checked(at as usize).unwrap_or((text, ""));
            let to = if by > 0 {
                let mut next = after.char_indices().skip(1).map(|(i, _)| at + i as u32);
                next.next().map(|at| Anchor { block, at }).or_else(|| {
                    let block = flow::next(document, block, Notes::End)?;
                    Some(Anchor { block, at: 0 })
                })
            } else {
                let last = before.char_indices().next_back();
                let back = last.map(|(i, _)| Anchor {
                    block,
                    at: i as u32,
                });
                back.or_else(|| {
                    let block = flow::previous(document, block, Notes::End)?;
                    let last = document.blocks[block].text.char_indices().next_back();
                    let at = last.map_or(0, |(i, _)| i as u32);
                    Some(Anchor { block, at })
                })
            };
            let Some(to) = to else { break };
            main.cursor = to;
        }
        self.here();
    }

    /// In words: so many paragraphs, the words themselves, or `from…to`, in the paragraph or after it.
    fn select_words(&mut self, typed: &str) {
        let Some(document) = self.document() else {
            return;
        };
        if let Ok(n) = typed.parse::<usize>() {
            let main = self.app.main_mut();
            let from = main.cursor;
            let mut block = from.block;
            for _ in 1..n {
                block = flow::next(document, block, Notes::End).unwrap_or(block);
            }
            main.selection = Some(Selection {
                unit: Unit::Paragraphs,
                from: Anchor { block, at: 0 },
            });
            self.say_selected();
            return;
        }
        let (first, last) = match typed.split_once(['…', '～']).or(typed.split_once("..")) {
            Some((first, last)) => (first.trim(), last.trim_matches(['…', '.', ' '])),
            None => (typed, ""),
        };
        let cursor = self.app.main().cursor;
        let start = find(document, cursor.block, 0, first);
        let end = match (&start, last.is_empty()) {
            (Some((block, range)), false) => find(document, *block, range.end, last),
            _ => start.clone(),
        };
        let (Some(start), Some(end)) = (start, end) else {
            self.say("message-not-found", &[("text", typed.into())]);
            return;
        };
        let text = &document.blocks[end.0].text;
        let inside = text.get(..end.1.end as usize).unwrap_or("");
        let at = inside.char_indices().next_back().map_or(0, |(i, _)| i);
        let main = self.app.main_mut();
        // The cursor stays at the beginning: that is where notes and links are.
        main.cursor = Anchor {
            block: start.0,
            at: start.1.start,
        };
        main.selection = Some(Selection {
            unit: Unit::Characters,
            from: Anchor {
                block: end.0,
                at: at as u32,
            },
        });
        main.focus = Focus::Reading;
        self.say_selected();
    }

    /// How much is selected, and its first and last words.
    fn say_selected(&mut self) {
        let Some(document) = self.document() else {
            return;
        };
        let stretches = self.app.main().selected(document);
        if stretches.is_empty() {
            self.say("message-unselected", &[]);
            return;
        }
        let text = words(document, &stretches);
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let shown: String = match chars.len() {
            0..=16 => chars.iter().collect(),
            n => [&chars[..7], &['…'], &chars[n - 7..]]
                .concat()
                .iter()
                .collect(),
        };
        self.say(
            "message-selected",
            &[
                ("paragraphs", stretches.len().into()),
                ("n", chars.len().into()),
                ("words", shown.into()),
            ],
        );
    }
}

/// Where words stand first from a place on, in this block or a later one.
fn find(document: &Document, block: usize, from: u32, typed: &str) -> Option<Stretch> {
    let wanted = folded(typed);
    if wanted.is_empty() {
        return None;
    }
    let mut next = Some(block);
    while let Some(at) = next {
        let key = fold(&document.blocks.get(at)?.text);
        let least = if at == block { from } else { 0 };
        let mut found = key.text.match_indices(wanted.as_str()).map(|(i, found)| {
            let source = key.source(i..i + found.len());
            source.start as u32..source.end as u32
        });
        if let Some(range) = found.find(|range| range.start >= least) {
            return Some((at, range));
        }
        next = flow::next(document, at, Notes::End);
    }
    None
}
