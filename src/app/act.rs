//! Enter, Tab, Backspace, and what else depends on where one is.

use super::chain::chain;
use super::list::{ListKind, cites_of};
use super::peek::{Peek, PeekItem};
use super::reading::Focus;
use super::references::{self, RefRow};
use super::search::Tab;
use super::update::Turn;
use super::{Deed, Goto, LineEdit, Node, View, Viewport};
use crate::index::BlockRef;
use std::sync::Arc;

impl Turn<'_> {
    /// Enter: opens what is selected.
    pub(super) fn enter(&mut self) {
        if self.accept_typed() {
            return;
        }
        match self.app.top() {
            View::Main(main) => match main.focus {
                Focus::Tree => self.enter_node(),
                Focus::Reading if main.selection.is_some() => self.choose_copy(),
                Focus::Reading => self.follow(),
                Focus::References if main.tab == references::PINNED => self.enter_pinned(),
                Focus::References => self.enter_reference(self.app.main().reference),
            },
            View::Search(search) => self.enter_hit(search.selected),
            View::Timeline(timeline) if timeline.periods && self.app.is_linear() => {
                if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
                    timeline.periods = false;
                    timeline.place_page();
                }
            }
            View::Timeline(timeline) => self.enter_event(timeline.selected),
            View::List(list) => self.enter_item(list.selected),
            View::Matrix(m) => self.enter_cell((m.row, m.column)),
            View::Diff(diff) => self.enter_difference(diff.cursor.entry),
            View::Help(help) => self.enter_help(help.selected),
            View::Peek(_) => self.enter_peek(),
            View::Prompt(_) => self.prompt_entered(),
        }
    }

    pub(super) fn enter_hit(&mut self, entry: usize) {
        let View::Search(search) = self.app.top() else {
            return;
        };
        if let Some(offer) = search.offer(entry) {
            self.argument = offer.query.clone();
            self.open_search();
            return;
        }
        if let Some(tab) = search.other(entry) {
            let library = self.library;
            if let Some(View::Search(search)) = self.app.stack.last_mut() {
                search.turn_to(library, tab);
            }
            return;
        }
        let name = search.name(entry).cloned();
        let hit = search.hit(entry).cloned();
        let hits = Arc::clone(&search.hits);
        let own = search.own(entry).map(|(id, _)| id.clone());
        if let Some(View::Search(search)) = self.app.stack.last_mut() {
            search.selected = entry;
        }
        self.remember_search();
        if let Some(id) = own {
            self.go_entry(&id);
            return;
        }
        match (name, hit) {
            (Some(found), _) => self.go_target(found.target, &found.name),
            (None, Some(hit)) => {
                let range = hit.ranges.first().cloned();
                self.go(hit.at, range, Some(hits));
            }
            (None, None) => {}
        }
    }

    pub(super) fn enter_event(&mut self, entry: usize) {
        let library = self.library;
        let Some(View::Timeline(timeline)) = self.app.stack.last_mut() else {
            return;
        };
        timeline.selected = entry.min(timeline.shown.len().saturating_sub(1));
        let mention = timeline.entry().and_then(|e| library.mention_of(e));
        if let Some(mention) = mention {
            self.go(mention.at, Some(mention.event.span.range.clone()), None);
        }
    }

    pub(super) fn enter_item(&mut self, entry: usize) {
        let Some(View::List(list)) = self.app.stack.last_mut() else {
            return;
        };
        let typed = list.line.text().trim().to_owned();
        if list.kind == ListKind::Commands && typed.contains(char::is_whitespace) {
            self.app.pop();
            self.command_line(&typed);
            return;
        }
        list.selected = entry;
        let item = list.items.get(entry).cloned();
        match item {
            Some(item) => self.go_to(item.to),
            None if list.kind == ListKind::Commands && !typed.is_empty() => {
                self.app.pop();
                self.command_line(&typed);
            }
            None => {}
        }
    }

    fn enter_help(&mut self, entry: usize) {
        let name = super::help_entries(self.app)
            .get(entry)
            .map(|e| e.command.name);
        if let Some(name) = name {
            self.app.pop();
            self.run_chosen(name);
        }
    }

    fn enter_pinned(&mut self) {
        if let Some(peek) = self.app.pinned(self.library) {
            self.enter_item_of(&peek);
        }
    }

    fn enter_peek(&mut self) {
        if let Some(View::Peek(peek)) = self.app.pop() {
            self.enter_item_of(&peek);
        }
    }

    /// Goes to what a small window shows; of a chain of notes to the one that says it.
    fn enter_item_of(&mut self, peek: &Peek) {
        let library = self.library;
        match peek.item() {
            Some(PeekItem::Note(note)) => {
                let holder = library.documents.get(peek.at.document);
                let last = holder.and_then(|d| Some((d, chain(d, note).last()?.note)));
                if let Some(note) = last.and_then(|(d, note)| d.notes.get(note)) {
                    let at = BlockRef {
                        document: peek.at.document,
                        block: note.block,
                    };
                    self.go(at, None, None);
                }
            }
            Some(PeekItem::Citation(cite)) => self.follow_cite(cite),
            Some(PeekItem::Event(mention)) => {
                if let Some(mention) = library.timeline.get(mention) {
                    self.go(mention.at, Some(mention.event.span.range.clone()), None);
                }
            }
            Some(PeekItem::Term(start, end)) => self.enter_term(peek.at, start..end),
            Some(PeekItem::Raw) | None => {}
        }
    }

    /// Follows what stands at or after the cursor in the paragraph: a note opens over the text, a citation
    /// leads to its document. From a note's text it goes back to its mark.
    pub(super) fn follow(&mut self) {
        let library = self.library;
        let main = self.app.main();
        let Some((document, index)) = self.document().zip(main.document) else {
            self.say("message-no-document", &[]);
            return;
        };
        let cursor = main.cursor;
        let Some(peek) = Peek::of_paragraph(library, index, cursor) else {
            self.say("message-nothing-here", &[]);
            return;
        };
        let own = document.notes.iter().find(|n| n.block == cursor.block);
        let cites = cites_of(library, peek.at);
        if let (Some(note), true) = (own, cites.is_empty())
            && let Some((block, at)) = note.refs.first().copied()
        {
            let to = BlockRef {
                document: index,
                block,
            };
            self.go(to, Some(at..at), None);
            return;
        }
        match peek.item() {
            Some(PeekItem::Citation(cite)) => self.follow_cite(cite),
            _ => {
                self.did(Deed::Peek);
                self.push(View::Peek(Box::new(peek)));
            }
        }
    }

    /// Goes to the cited document, or lists all places that cite what is not here.
    pub(super) fn follow_cite(&mut self, cite: super::links::Cite) {
        let Some(citation) = cite.citation(self.library) else {
            return;
        };
        match self.library.target(&citation.symbol) {
            Some(index) => self.go_document(index),
            None => self.open_card(citation.symbol.clone()),
        }
    }

    pub(super) fn enter_reference(&mut self, entry: usize) {
        let rows = references::rows(self.app, self.library);
        let row = rows.into_iter().filter(RefRow::is_entry).nth(entry);
        self.app.main_mut().reference = entry;
        match row {
            Some(RefRow::Citation(cite)) => self.follow_cite(cite),
            Some(RefRow::Backlink(cite)) => {
                if let Some(citation) = cite.citation(self.library) {
                    let at = BlockRef {
                        document: cite.document,
                        block: citation.span.block,
                    };
                    self.go(at, Some(citation.span.range.clone()), None);
                }
            }
            Some(RefRow::Note(note)) => {
                let block = self
                    .document()
                    .and_then(|d| d.notes.get(note))
                    .map(|n| n.block);
                if let (Some(block), Some(document)) = (block, self.app.main().document) {
                    self.go(BlockRef { document, block }, None, None);
                }
            }
            _ => {}
        }
    }

    /// Opens the selected document or heading; opens or closes an organ.
    fn enter_node(&mut self) {
        match self.app.tree.selected.clone() {
            Some(Node::Saved(name)) => self.run_saved(&name),
            Some(node @ (Node::Group(_) | Node::Type(..) | Node::Searches)) => {
                let open = self.app.tree.is_open(&node);
                self.app.tree.set_open(&node, !open);
            }
            Some(node @ Node::Document(index)) => {
                self.app.tree.set_open(&node, true);
                if self.app.main().document == Some(index) {
                    self.app.main_mut().focus = Focus::Reading;
                    self.app.main_mut().more = None;
                } else {
                    self.go_document(index);
                }
            }
            Some(node @ Node::Heading(document, entry)) => {
                let holder = self.library.documents.get(document);
                if let Some(at) = holder.and_then(|d| d.outline.get(entry)) {
                    let block = at.block;
                    self.go(BlockRef { document, block }, None, None);
                    self.app.tree.selected = Some(node);
                }
            }
            None => {}
        }
    }

    pub(super) fn toggle_node(&mut self) {
        if let Some(node) = self.app.tree.selected.clone() {
            let open = self.app.tree.is_open(&node);
            self.app.tree.set_open(&node, !open);
        }
    }

    /// → in the tree: opens, and goes into what is open.
    pub(super) fn unfold_node(&mut self) {
        let rows = self.app.tree.rows(self.library);
        let selected = self.app.tree.selected.clone();
        let row = rows.iter().find(|r| Some(&r.node) == selected.as_ref());
        match row.map(|r| (r.node.clone(), r.open)) {
            Some((node, Some(false))) => self.app.tree.set_open(&node, true),
            Some((_, Some(true))) => self.step(1),
            _ => self.app.main_mut().focus = Focus::Reading,
        }
    }

    /// ← in the tree: closes, and goes to what holds the closed.
    pub(super) fn fold_node(&mut self) {
        let rows = self.app.tree.rows(self.library);
        let selected = self.app.tree.selected.clone();
        let Some(at) = rows.iter().position(|r| Some(&r.node) == selected.as_ref()) else {
            return;
        };
        if rows[at].open == Some(true) && self.app.tree.filter.is_empty() {
            self.app.tree.set_open(&rows[at].node, false);
            return;
        }
        let holder = rows[..at].iter().rev().find(|r| r.depth < rows[at].depth);
        if let Some(holder) = holder {
            self.app.tree.selected = Some(holder.node.clone());
        }
    }

    pub(super) fn tree_depth(&mut self, depth: usize) {
        self.app.tree.open_to(self.library, depth);
        self.app.tree.top = 0;
        // What was selected may be closed away: select what holds it.
        let rows = self.app.tree.rows(self.library);
        if let Some(Node::Heading(document, _)) = self.app.tree.selected
            && !rows
                .iter()
                .any(|r| Some(&r.node) == self.app.tree.selected.as_ref())
        {
            self.app.tree.selected = Some(Node::Document(document));
        }
    }

    pub(super) fn tree_depth_argument(&mut self) {
        match self.argument.trim().parse::<usize>() {
            Ok(depth) => self.tree_depth(depth.clamp(1, 9)),
            Err(_) => self.say(
                "message-no-number",
                &[("text", self.argument.clone().into())],
            ),
        }
    }

    /// Backspace: takes back a character; in an empty line, or outside of lines, goes back.
    pub(super) fn backspace(&mut self) {
        match self.line_mut() {
            Some(line) if line.is_empty() => self.escape(),
            Some(_) => self.edit(LineEdit::backspace),
            None => {
                if !self.back_to_periods() {
                    self.back();
                }
            }
        }
    }

    /// Tab: the next pane, the next scope of the search, the word a command line means.
    pub(super) fn focus_next(&mut self, by: i64) {
        if self.menu_beside(by) {
            return;
        }
        let library = self.library;
        match self.app.stack.last_mut() {
            Some(View::Search(search)) => {
                let at = Tab::ALL.iter().position(|t| *t == search.tab).unwrap_or(0) as i64;
                let to = (at + by).rem_euclid(Tab::ALL.len() as i64) as usize;
                search.turn_to(library, Tab::ALL[to]);
            }
            Some(View::Peek(peek)) => peek.turn(by),
            Some(View::List(list)) if list.kind == ListKind::Commands => {
                if let Some(Goto::Run(name)) = list.item().map(|i| i.to.clone()) {
                    let command = super::Command::named(name);
                    let word = command.and_then(|c| c.words.first()).unwrap_or(&name);
                    list.line = LineEdit::new(&format!("{word} "));
                    self.refill_list();
                }
            }
            Some(View::List(_) | View::Help(_)) => self.step(by),
            Some(View::Main(_)) if self.app.split.is_some() => self.other_side(),
            Some(View::Main(main)) => {
                let panes = [Focus::Tree, Focus::Reading, Focus::References];
                let at = panes.iter().position(|f| *f == main.focus).unwrap_or(1) as i64;
                main.focus = panes[(at + by).rem_euclid(3) as usize];
            }
            Some(View::Timeline(timeline)) => timeline.step_bin(by),
            Some(View::Matrix(replies)) => replies.turn(by),
            Some(View::Diff(_)) => self.next_difference(by),
            Some(View::Prompt(_)) | None => {}
        }
    }

    /// Goes to a pane of the main view.
    pub(super) fn focus(&mut self, focus: Focus) {
        while self.app.stack.len() > 1 && !matches!(self.app.top(), View::Main(_)) {
            self.app.pop();
        }
        let main = self.app.main_mut();
        main.focus = focus;
        main.more = None;
        self.app.said = super::Said::View;
    }

    pub(super) fn reference_tab(&mut self, by: i64) {
        let main = self.app.main_mut();
        main.focus = Focus::References;
        let tabs = (references::TABS + usize::from(main.pin.is_some())) as i64;
        main.tab = (main.tab as i64 + by).rem_euclid(tabs) as usize;
        main.reference = 0;
    }

    pub(super) fn turn_peek(&mut self, by: i64) {
        if let Some(View::Peek(peek)) = self.app.stack.last_mut() {
            peek.turn(by);
        }
    }

    /// Scrolls the preview by half its height.
    pub(super) fn preview(&mut self, by: i64) {
        let Viewport::Screen { rows, .. } = self.app.viewport else {
            return;
        };
        let half = i64::from(rows / 3).max(1);
        let scroll = |at: &mut usize| *at = (*at as i64 + by * half).clamp(0, 10_000) as usize;
        match self.app.stack.last_mut() {
            Some(View::Search(search)) => scroll(&mut search.preview),
            Some(View::List(list)) => scroll(&mut list.preview),
            _ => {}
        }
    }
}
