//! Finding and going by what is typed: words in the document, a paragraph, a note, the filter of the tree.

use super::list::notes_of;
use super::peek::{Peek, PeekItem};
use super::prompt::{Prompt, PromptKind};
use super::reading::{Anchor, Find, Focus};
use super::update::Turn;
use super::{LineEdit, View};
use crate::document::OutlineKind;
use crate::index::BlockRef;
use crate::text::{fold, folded};
use std::ops::Range;
use std::sync::Arc;

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
                !block.number.is_empty() && number(&block.number) == wanted
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
        if total == 0 {
            self.say("message-not-found", &[("text", typed.into())]);
        } else {
            self.here();
        }
    }

    fn find_from(&mut self, typed: &str, from: Anchor) {
        let Some(document) = self.document() else {
            return;
        };
        let wanted = folded(typed);
        let mut hits: Vec<(usize, Range<u32>)> = Vec::new();
        if !wanted.is_empty() {
            for (block, holder) in document.blocks.iter().enumerate() {
                let key = fold(&holder.text);
                for (at, found) in key.text.match_indices(wanted.as_str()) {
                    let source = key.source(at..at + found.len());
                    hits.push((block, source.start as u32..source.end as u32));
                }
            }
        }
        let next = hits
            .iter()
            .find(|(b, r)| (*b, r.end) > (from.block, from.at));
        let to = next.or(hits.first()).map(|(b, r)| Anchor {
            block: *b,
            at: r.start,
        });
        let main = self.app.main_mut();
        main.find = Some(Find {
            typed: typed.to_owned(),
            hits: Arc::new(hits),
        });
        if let Some(to) = to {
            main.cursor = to;
            main.focus = Focus::Reading;
        }
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
            }
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
            PromptKind::TreeFilter => self.app.tree.filter.clear(),
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
            PromptKind::Note if !typed.is_empty() => {
                self.argument = typed;
                self.go_note();
            }
            _ => {}
        }
    }
}
