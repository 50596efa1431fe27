//! Opening things: documents, search, timeline, lists, help, and going to a place.

use super::help::Help;
use super::links::Follow;
use super::list::{Goto, List, ListKind};
use super::peek::{Peek, PeekItem};
use super::reading::{Anchor, Focus, Main};
use super::search::Search;
use super::update::Turn;
use super::{Deed, Effect, LineEdit, Node, Said, View};
use crate::index::{BlockRef, Hit};
use crate::library::{ReferenceError, SCHEME, resolve};
use std::ops::Range;
use std::sync::Arc;

/// Views that may stand over each other.
const DEEPEST: usize = 32;
/// Lines above a place that was gone to.
const ABOVE: usize = 3;

impl Turn<'_> {
    /// Goes to a place, remembering this one. Over a search, a timeline or a list that stays, a reading view
    /// of its own is opened, so that closing it comes back to them.
    pub(super) fn go(
        &mut self,
        at: BlockRef,
        range: Option<Range<u32>>,
        hits: Option<Arc<Vec<Hit>>>,
    ) {
        if self.picks(at.document, Some(at.block)) {
            return;
        }
        let library = self.library;
        let Some(document) = library.documents.get(at.document) else {
            return;
        };
        self.did(Deed::Open);
        self.app.remember();
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        if !matches!(self.app.top(), View::Main(_)) {
            let mut main = Main::new(Focus::Reading);
            main.tab = self.app.main().tab;
            if self.app.stack.len() >= DEEPEST {
                self.app.stack.remove(1);
            }
            self.push(View::Main(main));
        }
        let marks = hits.or_else(|| {
            let range = range.clone()?;
            Some(Arc::new(vec![Hit {
                at,
                ranges: vec![range],
                score: 0.0,
            }]))
        });
        let main = self.app.main_mut();
        main.focus = Focus::Reading;
        if main.document != Some(at.document) {
            main.open(at.document, document);
        }
        main.selection = None;
        main.hits = marks;
        main.find = None;
        main.more = None;
        main.only.take_if(|only| !only.shows(at.block));
        let to = Anchor {
            block: at.block,
            at: range.map_or(0, |r| r.start),
        };
        self.put(document, to, ABOVE);
        self.app.tree.selected = Some(Node::Document(at.document));
        self.app.tree.reveal(library, &Node::Document(at.document));
        self.app.said = Said::View;
    }

    /// Opens a document at its beginning.
    pub(super) fn go_document(&mut self, index: usize) {
        if self.picks(index, None) {
            return;
        }
        let Some(document) = self.library.documents.get(index) else {
            return;
        };
        let block = super::flow::first(document).unwrap_or(0);
        let at = BlockRef {
            document: index,
            block,
        };
        self.go(at, None, None);
        self.put(document, Anchor { block, at: 0 }, 0);
    }

    /// Opens what an item of a list leads to.
    pub(super) fn go_to(&mut self, to: Goto) {
        match to {
            Goto::Block(at, range) => self.go(at, range, None),
            Goto::Document(index) => self.go_document(index),
            Goto::Jump(index) => {
                for _ in 0..=index {
                    self.app.jump_back();
                }
            }
            Goto::Card(symbol) => self.open_card(symbol),
            Goto::Actor(actor) => {
                self.argument.clear();
                self.open_list(ListKind::Actor(actor));
            }
            Goto::Term(word) => {
                self.argument.clear();
                self.open_list(ListKind::Term(word));
            }
            Goto::Query(query) | Goto::Line(query) => self.take_query(query),
            Goto::Saved(name) => self.run_saved(&name),
            Goto::Theme(name) => {
                self.app.pop();
                self.argument = name;
                self.choose_theme();
            }
            Goto::Welcome(entry) => self.choose_welcome(entry),
            Goto::Menu(group) => self.open_group(Some(group)),
            Goto::Beside(at) => self.compare_at(at),
            Goto::Run(name) => {
                self.app.pop();
                self.run_chosen(name);
            }
            Goto::Entry(id) => self.go_entry(&id),
            Goto::Relation(path) => self.enter_relation(&path),
            Goto::Address(address) => self.copy_address(Some(address)),
            Goto::Link(at, range, to) => {
                self.app.pop();
                let block = at.block;
                self.follow_link(at, &Follow { block, range, to });
            }
            Goto::Session(name) => self.go_session(&name),
            Goto::Nowhere => {}
        }
    }

    pub(super) fn open_help(&mut self) {
        if matches!(self.app.top(), View::Help(_)) {
            self.app.pop();
            if !self.app.in_lines() {
                self.toggle_tutor();
                return;
            }
        }
        let mut help = Help::new(self.app.context());
        help.fresh = self.by_key;
        help.line = LineEdit::new(&std::mem::take(&mut self.argument));
        self.push(View::Help(Box::new(help)));
        self.app.said = Said::View;
    }

    pub(super) fn open_list(&mut self, kind: ListKind) {
        let typed = std::mem::take(&mut self.argument);
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        self.push(View::List(Box::new(List::new(kind, &typed))));
        self.refill_list();
        // Over places stand headings: the first place is what is wanted.
        if let Some(View::List(list)) = self.app.stack.last_mut()
            && matches!(
                list.kind,
                ListKind::Backlinks(_)
                    | ListKind::ParagraphBacklinks(_)
                    | ListKind::Card(_)
                    | ListKind::Actor(_)
            )
        {
            let first = list
                .items
                .iter()
                .position(|i| matches!(i.to, Goto::Block(..)));
            list.selected = first.unwrap_or(0);
        }
        self.app.said = Said::View;
    }

    pub(super) fn open_commands(&mut self) {
        self.open_list(ListKind::Commands);
        self.begin_typing();
    }

    pub(super) fn open_jumps(&mut self) {
        self.open_list(ListKind::Jumps);
    }

    /// The log is on the disk: the face reads it.
    pub(super) fn ask_for_log(&mut self) {
        self.effects.push(Effect::ReadLog);
    }

    pub(super) fn show_log(&mut self, lines: Result<Vec<String>, String>) {
        match lines {
            Ok(lines) if lines.is_empty() => self.say("message-no-log", &[]),
            Ok(lines) => self.open_list(ListKind::Log(Arc::new(lines))),
            Err(why) => self.say("message-log-unreadable", &[("why", why.into())]),
        }
    }

    pub(super) fn open_stats(&mut self) {
        self.open_list(ListKind::Stats);
    }

    pub(super) fn open_problems(&mut self) {
        self.open_list(ListKind::Problems);
    }

    pub(super) fn open_names(&mut self) {
        let typed = self.argument.trim().to_owned();
        if !typed.is_empty()
            && let Some(index) = self.library.target(&typed)
        {
            self.go_document(index);
            return;
        }
        self.open_list(ListKind::Names);
    }

    pub(super) fn open_outline(&mut self) {
        match self.app.main().document {
            Some(document) => self.open_list(ListKind::Outline(document)),
            None => self.say("message-no-document", &[]),
        }
    }

    pub(super) fn open_notes(&mut self) {
        match self.app.main().document {
            Some(document) => self.open_list(ListKind::Notes(document)),
            None => self.say("message-no-document", &[]),
        }
    }

    pub(super) fn open_backlinks(&mut self) {
        match self.app.main().document {
            Some(document) => self.open_list(ListKind::Backlinks(document)),
            None => self.say("message-no-document", &[]),
        }
    }

    /// Who cites the paragraph at the cursor by its number.
    pub(super) fn open_paragraph_backlinks(&mut self) {
        match self.app.main().at() {
            Some(at) => self.open_list(ListKind::ParagraphBacklinks(at)),
            None => self.say("message-no-document", &[]),
        }
    }

    /// What holds the paragraph at the cursor.
    pub(super) fn open_path(&mut self) {
        match self.app.main().at() {
            Some(at) => {
                self.open_list(ListKind::Path(at));
                self.step(i64::from(i32::MAX));
            }
            None => self.say("message-no-document", &[]),
        }
    }

    /// Opens the list of all places that cite a symbol which is not in the library.
    pub(super) fn open_card(&mut self, symbol: String) {
        self.argument.clear();
        self.open_list(ListKind::Card(symbol));
    }

    pub(super) fn open_search(&mut self) {
        let typed = std::mem::take(&mut self.argument);
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        if !matches!(self.app.top(), View::Search(_)) {
            let search = Search {
                here: self.app.main().document,
                ..Search::default()
            };
            self.push(View::Search(Box::new(search)));
            if typed.is_empty() {
                self.begin_typing();
            }
        }
        if let Some(View::Search(search)) = self.app.stack.last_mut()
            && !typed.is_empty()
        {
            search.line = LineEdit::new(&typed);
            (search.selected, search.top) = (0, 0);
            self.search_now();
        }
        self.app.said = Said::View;
    }

    /// The last search as it was left: its line, what was selected, how far it was scrolled. After a new start
    /// the newest of the history.
    pub(super) fn search_again(&mut self) {
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        match self.app.last_search.clone() {
            Some(mut search) => {
                if matches!(self.app.top(), View::Search(_)) {
                    self.app.pop();
                }
                search.here = self.app.main().document;
                self.push(View::Search(search));
                // The library may have grown since.
                self.search_now();
                self.app.said = Said::View;
            }
            None => {
                let newest = self.app.desk.book.history();
                let newest = newest.first().map(|s| s.query.clone());
                self.argument = newest.unwrap_or_default();
                self.open_search();
            }
        }
    }

    pub(super) fn open_tree(&mut self) {
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        if !matches!(self.app.top(), View::Main(_)) {
            self.app.remember();
            self.app.stack.truncate(1);
        }
        self.app.main_mut().focus = Focus::Tree;
        self.app.main_mut().more = None;
        self.app.said = Said::View;
    }

    /// Opens a document by its number in the last list, its symbol, its id, or a part of its title.
    pub(super) fn open_reference(&mut self) {
        let argument = self.argument.trim().to_owned();
        if let Ok(number) = argument.parse::<usize>() {
            self.open_number(number);
            return;
        }
        if argument.is_empty() {
            self.open_tree();
            return;
        }
        if argument.starts_with(SCHEME) {
            self.open_link(&argument);
            return;
        }
        match resolve(self.library, &argument) {
            Ok(place) => {
                let document = place.document;
                let whole = self.library.documents[document].blocks.len();
                if place.blocks == (0..whole) {
                    self.go_document(document);
                } else {
                    let block = place.blocks.start;
                    self.go(BlockRef { document, block }, None, None);
                }
            }
            Err(ReferenceError::NoPart(_, part)) => {
                self.say("message-no-paragraph", &[("text", part.into())]);
            }
            // A heading, or a name that several have: the names that fit, the best first.
            Err(_) => match self.library.finder.find(&argument, 1).pop() {
                Some(found) => self.go_target(found.target, &found.name),
                None => self.say("message-not-found", &[("text", argument.into())]),
            },
        }
    }

    pub(super) fn last_document(&mut self) {
        let here = self.app.main().document;
        let place = self.app.jumps.back.iter().rev().position(|place| {
            let main = place.stack.iter().rev().find_map(|v| match v {
                View::Main(main) => Some(main),
                _ => None,
            });
            main.is_some_and(|m| m.document != here)
        });
        match place {
            Some(index) => self.go_to(Goto::Jump(index)),
            None => self.say("message-no-back", &[]),
        }
    }

    pub(super) fn open_peek(&mut self) {
        let main = self.app.main();
        if let View::Timeline(timeline) = self.app.top() {
            if let Some(mention) = timeline.entry().and_then(|e| self.library.mention_of(e)) {
                let item = PeekItem::Event(timeline.entry().map_or(0, |e| e.mentions[0] as usize));
                let peek = Peek::single(mention.at, item);
                self.push(View::Peek(Box::new(peek)));
            }
            return;
        }
        let peek = main
            .document
            .and_then(|d| Peek::of_paragraph(self.library, d, main.cursor));
        match peek {
            Some(peek) => {
                self.did(Deed::Peek);
                self.push(View::Peek(Box::new(peek)));
            }
            None => self.say("message-nothing-here", &[]),
        }
    }

    pub(super) fn open_raw(&mut self) {
        match self.app.main().at() {
            Some(at) => self.push(View::Peek(Box::new(Peek::single(at, PeekItem::Raw)))),
            None => self.say("message-no-document", &[]),
        }
    }
}
