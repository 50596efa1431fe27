//! Finding and going by what is typed: words in the document, a paragraph, a note, the filter of the tree.

use super::display::Notes;
use super::flow::{self, Only};
use super::list::notes_of;
use super::peek::{Peek, PeekItem};
use super::prompt::{Prompt, PromptKind};
use super::reading::{Anchor, Find, Focus};
use super::update::Turn;
use super::{LineEdit, Said, View};
use crate::document::{BlockKind, Document, OutlineKind};
use crate::index::{BlockRef, Hit, Query};
use crate::text::{fold, folded};
use std::ops::Range;
use std::sync::Arc;

/// A place: document, block, bytes.
type Place = (usize, usize, Range<u32>);

/// Paragraphs shown around each that is looked for, where nothing else is said.
const CONTEXT: usize = 1;
/// Lines above the first that is gone to.
const ABOVE: usize = 3;
/// Paragraphs around each at most.
const MOST_CONTEXT: usize = 99;

/// All places of a key in a document, in reading order.
fn places(document: &Document, wanted: &str) -> Vec<(usize, Range<u32>)> {
    let mut hits = Vec::new();
    if wanted.is_empty() {
        return hits;
    }
    for (block, holder) in document.blocks.iter().enumerate() {
        let key = fold(&holder.text);
        for (at, found) in key.text.match_indices(wanted) {
            let source = key.source(at..at + found.len());
            hits.push((block, source.start as u32..source.end as u32));
        }
    }
    hits
}

/// `网络 +2`: the words, and how many paragraphs around each.
fn words_and_context(typed: &str) -> (&str, usize) {
    let typed = typed.trim();
    let number = typed.rfind(['+', '＋', '±']).and_then(|at| {
        let sign = typed[at..].chars().next().map_or(1, char::len_utf8);
        let n: usize = typed[at + sign..].trim().parse().ok()?;
        let apart = typed[..at].ends_with(char::is_whitespace);
        apart.then_some((typed[..at].trim_end(), n.min(MOST_CONTEXT)))
    });
    number.unwrap_or((typed, CONTEXT))
}

/// Blocks and so many of those that are read before and after each, sorted.
fn with_context(document: &Document, blocks: &[usize], context: usize) -> Vec<usize> {
    let mut all = blocks.to_vec();
    for &block in blocks {
        let (mut before, mut after) = (Some(block), Some(block));
        for _ in 0..context {
            before = before.and_then(|b| flow::previous(document, b, Notes::End));
            after = after.and_then(|b| flow::next(document, b, Notes::End));
            all.extend(before);
            all.extend(after);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

impl Turn<'_> {
    pub(super) fn open_prompt(&mut self, kind: PromptKind, typed: &str) {
        let main = self.app.main();
        let prompt = Prompt {
            kind,
            line: LineEdit::new(typed),
            from: (main.cursor, main.top),
        };
        self.push(View::Prompt(Box::new(prompt)));
        self.begin_typing();
    }

    pub(super) fn open_find(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        if argument.is_empty() {
            self.open_prompt(PromptKind::Find, "");
        } else {
            self.find(&argument);
        }
    }

    pub(super) fn filter_tree(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        self.app.main_mut().focus = Focus::Tree;
        if argument.is_empty() && !self.app.in_lines() {
            let filter = self.app.tree.filter.clone();
            self.open_prompt(PromptKind::TreeFilter, &filter);
        } else {
            self.app.tree.filter = argument;
            self.filter_changed();
        }
    }

    pub(super) fn go_paragraph(&mut self) {
        let argument = match self.count {
            Some(n) => n.to_string(),
            None => std::mem::take(&mut self.argument),
        };
        let argument = argument.trim();
        if argument.is_empty() {
            self.open_prompt(PromptKind::Paragraph, "");
            return;
        }
        let Some(document) = self.document() else {
            return;
        };
        let bare = argument
            .trim_start_matches(['第', '¶'])
            .trim_end_matches('段')
            .trim();
        let wanted = folded(bare);
        let number = |n: &str| folded(n.trim_end_matches(['.', '．', '、']));
        let cursor = self.app.main().cursor.block;
        let numbered = |from: usize, to: usize| {
            (from..to).find(|&i| {
                let block = &document.blocks[i];
                // notes have a command of their own
                let paragraph = block.kind != BlockKind::Footnote && !block.number.is_empty();
                paragraph && number(&block.number) == wanted
            })
        };
        let len = document.blocks.len();
        let worded = || {
            let mut entries = document.outline.iter();
            let holds = |e: &&crate::document::OutlineEntry| {
                e.kind == OutlineKind::Heading && folded(&document.title_of(e)).contains(&wanted)
            };
            entries.find(holds).map(|e| e.block)
        };
        let from = (cursor + 1).min(len);
        let found = numbered(from, len)
            .or_else(|| numbered(0, from))
            .or_else(worded);
        match (found, self.app.main().document) {
            (Some(block), Some(index)) => {
                let at = BlockRef {
                    document: index,
                    block,
                };
                self.go(at, None, None);
                self.here();
            }
            _ => self.say("message-no-paragraph", &[("text", argument.into())]),
        }
    }

    pub(super) fn go_note(&mut self) {
        let argument = match self.count {
            Some(n) => n.to_string(),
            None => std::mem::take(&mut self.argument),
        };
        let argument = argument
            .trim()
            .trim_start_matches(['注', '['])
            .trim_end_matches(']');
        if argument.is_empty() {
            self.open_prompt(PromptKind::Note, "");
            return;
        }
        let Some(document) = self.document() else {
            return;
        };
        let here = notes_of(document, self.app.main().cursor.block);
        let near = here
            .into_iter()
            .find(|&n| document.notes[n].marker == argument);
        let any = || document.notes.iter().position(|n| n.marker == argument);
        match (near.or_else(any), self.app.main().at()) {
            (Some(note), Some(at)) => {
                let peek = Peek::single(at, PeekItem::Note(note));
                self.push(View::Peek(Box::new(peek)));
            }
            _ => self.say("message-no-note", &[("text", argument.into())]),
        }
    }

    /// Looks for words in the document and goes to the first place at or after the cursor.
    pub(super) fn find(&mut self, typed: &str) {
        let from = self.app.main().cursor;
        self.find_from(typed, from);
        let total = self.app.main().find.as_ref().map_or(0, |f| f.hits.len());
        let elsewhere = if total == 0 { self.elsewhere(typed) } else { 0 };
        match (total, elsewhere) {
            (0, 0) => self.say("message-not-found", &[("text", typed.into())]),
            (0, n) => self.say(
                "message-not-found-here",
                &[("text", typed.into()), ("n", n.into())],
            ),
            _ => self.here(),
        }
    }

    /// In how many documents of the library a text stands.
    fn elsewhere(&self, typed: &str) -> usize {
        let wanted = folded(typed);
        let documents = 0..self.library.documents.len();
        documents
            .filter(|i| {
                self.library
                    .exact
                    .places(*i, &wanted)
                    .is_some_and(|p| !p.is_empty())
            })
            .count()
    }

    pub(super) fn find_from(&mut self, typed: &str, from: Anchor) {
        let Some((document, index)) = self.document().zip(self.app.main().document) else {
            return;
        };
        let wanted = folded(typed);
        let hits = match self.library.exact.places(index, &wanted) {
            Some(hits) => hits,
            None => places(document, &wanted),
        };
        let next = hits
            .iter()
            .find(|(b, r)| (*b, r.end) > (from.block, from.at));
        let wrapped = next.is_none() && !hits.is_empty();
        let to = next.or(hits.first()).map(|(b, r)| Anchor {
            block: *b,
            at: r.start,
        });
        let main = self.app.main_mut();
        main.find = Some(Find {
            typed: typed.to_owned(),
            hits: Arc::new(hits),
            wrapped,
        });
        if let Some(to) = to {
            main.cursor = to;
            main.focus = Focus::Reading;
            main.only.take_if(|only| !only.shows(to.block));
        }
    }

    /// The next place of what is looked for in the document; else the next hit of the search that led here,
    /// in whatever document it is. After the last comes the first.
    pub(super) fn next_hit(&mut self, by: i64) {
        let main = self.app.main();
        let by = by * self.times();
        if let Some(find) = &main.find {
            let document = main.document.unwrap_or(0);
            let places = find.hits.iter().map(|(b, r)| (document, *b, r.clone()));
            let places: Vec<Place> = places.collect();
            self.next_place(by, &places, None);
        } else if let Some(hits) = main.hits.clone() {
            let of = |h: &Hit| {
                let (document, block) = (h.at.document, h.at.block);
                let ranges = h.ranges.clone().into_iter();
                ranges.map(move |r| (document, block, r))
            };
            let mut places: Vec<Place> = hits.iter().flat_map(of).collect();
            places.sort_unstable_by_key(|(d, b, r)| (*d, *b, r.start));
            self.next_place(by, &places, Some(hits));
        } else {
            self.say("message-no-find", &[]);
        }
    }

    fn next_place(&mut self, by: i64, places: &[Place], hits: Option<Arc<Vec<Hit>>>) {
        let main = self.app.main();
        let here = (
            main.document.unwrap_or(0),
            main.cursor.block,
            main.cursor.at,
        );
        let key = |(d, b, r): &Place| (*d, *b, r.start);
        let len = places.len() as i64;
        if len == 0 {
            self.say("message-no-more-hits", &[]);
            return;
        }
        let to = if by > 0 {
            places.partition_point(|p| key(p) <= here) as i64 + by - 1
        } else {
            places.partition_point(|p| key(p) < here) as i64 + by
        };
        let index = to.rem_euclid(len);
        let (document, block, range) = places[index as usize].clone();
        let number = [("at", (index + 1).into()), ("n", len.into())];
        let at = BlockRef { document, block };
        if document == here.0 {
            let main = self.app.main_mut();
            main.focus = Focus::Reading;
            main.cursor = Anchor {
                block,
                at: range.start,
            };
            main.reference = 0;
            main.only.take_if(|only| !only.shows(block));
        } else {
            self.go(at, Some(range), hits);
            let name = self.document().map_or("", super::links::short_name);
            let name = ("name", name.into());
            let [at, n] = number.clone();
            self.say("message-next-document", &[name, at, n]);
        }
        if to < 0 {
            self.say("message-wrapped-up", &number);
        } else if to >= len {
            self.say("message-wrapped-down", &number);
        }
        self.here();
    }

    /// `&`: asks which paragraphs are to be shown alone; a count says how many around each.
    pub(super) fn open_only(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let typed = match self.count {
            Some(n) if !argument.is_empty() => format!("{argument} +{n}"),
            _ => argument,
        };
        if !typed.trim().is_empty() {
            self.only_typed(&typed);
        } else if self.app.in_lines() {
            match self.app.main().only {
                Some(_) => self.only_typed(""),
                None => self.ask_argument("find.only", "matching"),
            }
        } else {
            let shown = self.app.main().only.clone().unwrap_or_default();
            let context = self.count.map_or(shown.context, |n| n as usize);
            let default = shown.typed.is_empty() && self.count.is_none();
            let typed = match context {
                CONTEXT => shown.typed.clone(),
                _ if default => String::new(),
                n => format!("{} +{n}", shown.typed),
            };
            self.open_prompt(PromptKind::Only, &typed);
            if shown.typed.is_empty() {
                // Words are typed before the number.
                self.edit(|line| line.start());
            }
        }
    }

    /// Shows only the paragraphs that hold what is typed (a query; `+2` after it: with two paragraphs around
    /// each); everything again where nothing is typed.
    pub(super) fn only_typed(&mut self, typed: &str) {
        let (words, context) = words_and_context(typed);
        let Some(document) = self.document() else {
            return;
        };
        if words.is_empty() {
            let main = self.app.main_mut();
            (main.only, main.find) = (None, None);
            self.focus(Focus::Reading);
            return;
        }
        let query = Query::parse(words);
        let blocks = document.blocks.iter().enumerate();
        let holding = blocks.filter(|(_, b)| query.holds(&b.text)).map(|b| b.0);
        let holding: Vec<usize> = holding.collect();
        if holding.is_empty() {
            self.say("message-not-found", &[("text", words.into())]);
            return;
        }
        let hits = holding.iter().flat_map(|&b| {
            let ranges = query.ranges(&document.blocks[b].text).into_iter();
            ranges.map(move |r| (b, r))
        });
        let find = Find {
            typed: words.to_owned(),
            hits: Arc::new(hits.collect()),
            wrapped: false,
        };
        let only = Only {
            typed: words.to_owned(),
            context,
            found: holding.len(),
            blocks: with_context(document, &holding, context),
        };
        let main = self.app.main_mut();
        let next = holding.iter().find(|&&b| b >= main.cursor.block);
        let block = *next.unwrap_or(&holding[0]);
        let first = find.hits.iter().find(|(b, _)| *b == block);
        let at = first.map_or(0, |(_, r)| r.start);
        (main.find, main.only) = (Some(find), Some(Arc::new(only)));
        self.focus(Focus::Reading);
        self.put(document, Anchor { block, at }, ABOVE);
        let words = [("n", holding.len().into()), ("context", context.into())];
        self.say("message-only", &words);
        self.app.said = Said::View;
    }

    /// What is typed at the bottom takes effect at once where that can be taken back.
    pub(super) fn prompt_changed(&mut self) {
        let View::Prompt(prompt) = self.app.top() else {
            return;
        };
        let (kind, typed, from) = (prompt.kind, prompt.line.text().to_owned(), prompt.from);
        match kind {
            PromptKind::Find => {
                let main = self.app.main_mut();
                (main.cursor, main.top) = from;
                main.find = None;
                if !typed.trim().is_empty() {
                    self.find_from(&typed, from.0);
                }
            }
            PromptKind::TreeFilter => {
                self.app.tree.filter = typed;
                self.app.tree.selected = None;
                self.filter_changed();
            }
            PromptKind::Label if !typed.is_empty() => self.label_typed(&typed),
            PromptKind::SetMark | PromptKind::GoMark if !typed.is_empty() => self.prompt_entered(),
            _ => {}
        }
    }

    /// Esc in a line at the bottom: as it was before.
    pub(super) fn prompt_given_up(&mut self, kind: PromptKind, from: (Anchor, Anchor)) {
        match kind {
            PromptKind::Find => {
                let main = self.app.main_mut();
                (main.cursor, main.top) = from;
                main.find = None;
            }
            PromptKind::TreeFilter => {
                self.app.tree.filter.clear();
                self.filter_changed();
            }
            _ => {}
        }
    }

    /// Enter in a line at the bottom.
    pub(super) fn prompt_entered(&mut self) {
        let Some(View::Prompt(prompt)) = self.app.pop() else {
            return;
        };
        let typed = prompt.line.text().trim().to_owned();
        match prompt.kind {
            PromptKind::Find if !typed.is_empty() => {
                let (cursor, top) = prompt.from;
                let to = self.app.main().cursor;
                let main = self.app.main_mut();
                (main.cursor, main.top) = (cursor, top);
                self.app.remember();
                self.app.main_mut().cursor = to;
                let none = self
                    .app
                    .main()
                    .find
                    .as_ref()
                    .is_none_or(|f| f.hits.is_empty());
                if none {
                    self.say("message-not-found", &[("text", typed.into())]);
                }
            }
            PromptKind::Paragraph if !typed.is_empty() => {
                self.argument = typed;
                self.go_paragraph();
            }
            PromptKind::Annotate => self.note_written(&typed),
            PromptKind::SaveSearch if !typed.is_empty() => self.search_named(&typed),
            PromptKind::Only => self.only_typed(&typed),
            PromptKind::TimelineFilter => self.filter_typed(&typed),
            PromptKind::ExportTimeline if !typed.is_empty() => {
                self.argument = typed;
                self.export_timeline();
            }
            PromptKind::SetMark if !typed.is_empty() => {
                self.argument = typed;
                self.set_mark();
            }
            PromptKind::GoMark if !typed.is_empty() => {
                self.argument = typed;
                self.go_mark();
            }
            PromptKind::Bookmark if !typed.is_empty() => {
                self.argument = typed;
                self.set_bookmark();
            }
            PromptKind::Write if !typed.is_empty() => {
                self.argument = typed;
                self.write_text();
            }
            PromptKind::Session if !typed.is_empty() => {
                self.argument = typed;
                self.save_session();
            }
            PromptKind::Pipe if !typed.is_empty() => {
                self.argument = typed;
                self.pipe_text();
            }
            PromptKind::Note if !typed.is_empty() => {
                self.argument = typed;
                self.go_note();
            }
            _ => {}
        }
    }
}
