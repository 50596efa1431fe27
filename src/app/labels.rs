//! Labels on everything that can be followed: one character each on a screen, a numbered list elsewhere.
//!
//! In: the lines on the page. Out: labels with their places; what is typed follows.

use super::links::{Follow, Link, links_of, short_name};
use super::list::{Goto, Item, ListKind, around};
use super::peek::Peek;
use super::prompt::PromptKind;
use super::reading::Anchor;
use super::update::Turn;
use super::{App, Effect, View, flow, layout};
use crate::facts::official_address;
use crate::index::BlockRef;
use crate::library::{Library, place_of};
use crate::text::folded;

/// The labels in the order in which they are given.
const KEYS: &str = "123456789abcdefghijklmnopqrstuvwxyz";
/// Characters shown beside a link in the list.
const BEFORE: usize = 12;
const AFTER: usize = 24;

/// A label on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// The character to be typed.
    pub key: char,
    /// What it stands on.
    pub on: Follow,
}

/// What can be followed from the lines on the page, in reading order.
fn on_page(app: &App, library: &Library) -> Vec<Follow> {
    let main = app.main();
    let (Some(document), Some(index)) = (main.document(library), main.document) else {
        return Vec::new();
    };
    let lines = main.page(document, app.measure(), app.page_height());
    let mut blocks: Vec<usize> = lines.iter().map(|l| l.block).collect();
    blocks.dedup();
    let mut found: Vec<Follow> = Vec::new();
    for block in blocks {
        let shown = |f: &Follow| {
            let at = f.range.start;
            lines.iter().any(|l| l.holds(Anchor { block, at }))
        };
        found.extend(links_of(library, index, block).into_iter().filter(shown));
    }
    found
}

/// The labels on the page, and how many places are left without one.
pub(crate) fn labels(app: &App, library: &Library) -> (Vec<Label>, usize) {
    let all = on_page(app, library);
    let left = all.len().saturating_sub(KEYS.len());
    let labels = KEYS.chars().zip(all);
    (labels.map(|(key, on)| Label { key, on }).collect(), left)
}

/// What the line of labels is open for.
pub(crate) fn are_shown(app: &App) -> bool {
    matches!(app.top(), View::Prompt(p) if p.kind == PromptKind::Label)
}

/// Blocks that are being read where there is no page of lines: those said at a time, or on the page.
fn blocks_read(app: &App, library: &Library) -> Vec<usize> {
    let main = app.main();
    let Some(document) = main.document(library) else {
        return Vec::new();
    };
    if !app.in_lines() {
        let lines = main.page(document, app.measure(), app.page_height());
        let mut blocks: Vec<usize> = lines.iter().map(|l| l.block).collect();
        blocks.dedup();
        return blocks;
    }
    let mut blocks = vec![main.cursor.block];
    while blocks.len() < app.passage() {
        let next = blocks
            .last()
            .and_then(|b| flow::next(document, *b, app.notes()));
        let Some(next) = next else { break };
        blocks.push(next);
    }
    blocks
}

/// The links of blocks as a list.
pub(crate) fn items(app: &App, library: &Library, index: usize, blocks: &[usize]) -> Vec<Item> {
    let language = app.settings.language;
    let Some(document) = library.documents.get(index) else {
        return Vec::new();
    };
    let item = |f: Follow| {
        let text = document.blocks.get(f.block).map_or("", |b| &b.text);
        let words = match f.to {
            Link::Note(note) => {
                let note = document.notes.get(note)?;
                let body = document.blocks.get(note.block).map_or("", |b| b.body());
                format!("{} {}", layout::note_mark(&note.marker), body.trim())
            }
            Link::Cite(cite) => {
                let symbol = &cite.citation(library)?.symbol;
                let state = match library.target(symbol) {
                    Some(_) => language.say("references-present"),
                    None => language.say("references-absent"),
                };
                let around = around(text, &f.range, BEFORE, AFTER);
                format!("{symbol} {state} {around}")
            }
            Link::Address => text.get(range(&f))?.to_owned(),
        };
        let at = BlockRef {
            document: index,
            block: f.block,
        };
        Some(Item {
            text: words,
            detail: format!("{} {}", short_name(document), place_of(document, f.block)),
            depth: 0,
            to: Goto::Link(at, f.range, f.to),
        })
    };
    let all = blocks.iter().flat_map(|b| links_of(library, index, *b));
    all.filter_map(item).collect()
}

fn range(follow: &Follow) -> std::ops::Range<usize> {
    follow.range.start as usize..follow.range.end as usize
}

impl Turn<'_> {
    /// Labels what can be followed on the screen; in one column and in lines a list.
    pub(super) fn open_labels(&mut self) {
        let Some(document) = self.app.main().document else {
            self.say("message-no-document", &[]);
            return;
        };
        if !matches!(self.app.viewport, super::Viewport::Screen { .. }) {
            let blocks = blocks_read(self.app, self.library);
            self.open_list(ListKind::Links(document, blocks));
            return;
        }
        self.focus(super::Focus::Reading);
        if labels(self.app, self.library).0.is_empty() {
            self.say("message-no-links", &[]);
        } else {
            self.open_prompt(PromptKind::Label, "");
        }
    }

    /// The label that is typed is followed.
    pub(super) fn label_typed(&mut self, typed: &str) {
        let key = folded(typed).chars().next();
        let (labels, _) = labels(self.app, self.library);
        let Some(label) = labels.into_iter().find(|l| Some(l.key) == key) else {
            if let Some(line) = self.line_mut() {
                *line = super::LineEdit::new("");
            }
            self.say("message-no-label", &[("text", typed.into())]);
            return;
        };
        self.app.pop();
        if let Some(document) = self.app.main().document {
            let block = label.on.block;
            self.follow_link(BlockRef { document, block }, &label.on);
        }
    }

    /// Goes where a link leads, from the place where it stands.
    pub(super) fn follow_link(&mut self, at: BlockRef, link: &Follow) {
        let library = self.library;
        let cursor = Anchor {
            block: at.block,
            at: link.range.start,
        };
        if self.app.main().document == Some(at.document) {
            self.app.main_mut().cursor = cursor;
        }
        match link.to {
            Link::Cite(cite) => self.follow_cite(cite),
            Link::Note(_) => {
                if let Some(peek) = Peek::of_paragraph(library, at.document, cursor) {
                    self.push(View::Peek(Box::new(peek)));
                    self.app.said = super::Said::View;
                }
            }
            Link::Address => {
                let document = library.documents.get(at.document);
                let text = document.and_then(|d| d.blocks.get(at.block));
                let address = text.and_then(|b| b.text.get(range(link)));
                self.copy_address(address.map(str::to_owned));
            }
        }
    }

    /// The official address of the citation that is looked at or comes next in the paragraph, else of the document.
    pub(super) fn official_here(&self) -> Option<String> {
        let library = self.library;
        let main = self.app.main();
        let cites = match self.app.top() {
            View::Peek(peek) => match peek.item() {
                Some(super::PeekItem::Citation(cite)) => vec![cite],
                _ => Vec::new(),
            },
            _ => {
                let at = main.cursor;
                let mut cites = super::references::citations_of(library, main.document?, at.block);
                cites.retain(|c| {
                    c.citation(library)
                        .is_some_and(|c| c.span.range.end > at.at)
                });
                cites
            }
        };
        let symbols = cites.iter().filter_map(|c| c.citation(library));
        let own = || {
            self.document()?
                .meta
                .symbol
                .as_deref()
                .and_then(official_address)
        };
        symbols
            .map(|c| c.symbol.as_str())
            .find_map(official_address)
            .or_else(own)
    }

    /// Copies that address.
    pub(super) fn copy_official_address(&mut self) {
        let address = self.official_here();
        self.copy_address(address);
    }

    /// Copies an address, and says it: what shows it is another program.
    pub(super) fn copy_address(&mut self, address: Option<String>) {
        match address {
            Some(address) => {
                self.say("message-address", &[("address", address.as_str().into())]);
                self.effects.push(Effect::Copy(address));
            }
            None => self.say("message-no-address", &[]),
        }
    }

    /// Copies what a list shows, as a list in Markdown.
    pub(super) fn copy_list(&mut self) {
        let View::List(list) = self.app.top() else {
            self.say("message-no-list", &[]);
            return;
        };
        let line = |item: &Item| {
            let pad = "  ".repeat(item.depth.min(8));
            match item.detail.is_empty() {
                true => format!("{pad}- {}\n", item.text),
                false => format!("{pad}- {} ({})\n", item.text, item.detail),
            }
        };
        let text: String = list.items.iter().map(line).collect();
        self.effects.push(Effect::Copy(text));
    }
}
