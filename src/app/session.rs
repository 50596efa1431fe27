//! Sessions: where one is, what is open, the way back, to be kept and come back to.
//!
//! In: the state. Out: a session for the store, as JSON that only this file reads; and the state again. Places are
//! kept by their words, so that a session survives another version of a text.

use super::desk::{self, Undone};
use super::jumps::Place;
use super::list::{Goto, Item, ListKind};
use super::prompt::PromptKind;
use super::split::{Direction, Split};
use super::update::Turn;
use super::{Anchor, App, Effect, Focus, Main, Node, Search, View};
use crate::i18n::Language;
use crate::library::Library;
use crate::store::{Change, Session, Spot, Sureness};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Places of the way back that are kept.
const JUMPS: usize = 50;
/// Rows of the tree whose state is kept; more than that are soon opened again.
const FOLDS: usize = 400;

/// How a session begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// As if there had been none before.
    Fresh,
    /// With the way back of the session before, but where one is now.
    Here,
    /// Where the session before was left.
    Back,
}

/// The session one is in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sitting {
    /// Its name; "" where nobody named it.
    pub name: String,
    /// The files and folders that are open.
    pub corpus: String,
    /// A link to begin at.
    pub link: Option<String>,
    /// How the session before was left.
    before: Option<Box<Session>>,
    /// It has begun: what is kept from before may be written over.
    pub begun: bool,
}

/// What is kept of a session. A newer wenmai may add fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Body {
    reading: Option<Spot>,
    /// Block and byte at the top of the page.
    top: (usize, u32),
    pane: String,
    tab: usize,
    find: String,
    search: String,
    /// What stood over the text: "search", "timeline 2013-05".
    over: String,
    filter: String,
    folds: Vec<String>,
    /// The other of two panes, whether they stand one over the other, and whether it is the first.
    beside: Option<Spot>,
    beside_top: (usize, u32),
    below: bool,
    second: bool,
    back: Vec<Spot>,
    forward: Vec<Spot>,
}

/// The reading view of a stack that is nearest to the top.
fn main_of(stack: &[View]) -> Option<&Main> {
    stack.iter().rev().find_map(|view| match view {
        View::Main(main) => Some(main),
        _ => None,
    })
}

fn pane_name(focus: Focus) -> &'static str {
    match focus {
        Focus::Tree => "tree",
        Focus::Reading => "reading",
        Focus::References => "references",
    }
}

impl App {
    /// The same in a session: its name or "", what is open, and a link to begin at.
    pub fn with_session(mut self, name: &str, corpus: &str, link: Option<String>) -> App {
        self.sitting = Sitting {
            name: name.to_owned(),
            corpus: corpus.to_owned(),
            link,
            ..Sitting::default()
        };
        self
    }

    /// A link or a session was asked for by name.
    pub fn begins_somewhere(&self) -> bool {
        self.sitting.link.is_some() || !self.sitting.name.is_empty()
    }

    /// Where a reading view is.
    fn spot_of(&mut self, library: &Library, index: usize, at: Anchor) -> Option<Spot> {
        let document = library.documents.get(index)?;
        let key = self.desk.key(library, index)?;
        Some(desk::spot(document, &key, at.block, at.at as usize, false))
    }

    /// The words of the last places jumped from, each found only once.
    fn places_to_keep(&mut self, library: &Library, forward: bool) -> Vec<Spot> {
        let all = |app: &mut App| match forward {
            true => std::mem::take(&mut app.jumps.forward),
            false => std::mem::take(&mut app.jumps.back),
        };
        let mut places = all(self);
        let from = places.len().saturating_sub(JUMPS);
        let mut spots = Vec::new();
        for place in &mut places[from..] {
            if place.spot.is_none() {
                let main = main_of(&place.stack);
                let at = main.and_then(|m| Some((m.document?, m.cursor)));
                place.spot = at
                    .and_then(|(d, at)| self.spot_of(library, d, at))
                    .map(Arc::new);
            }
            spots.extend(place.spot.as_deref().cloned());
        }
        match forward {
            true => self.jumps.forward = places,
            false => self.jumps.back = places,
        }
        spots
    }

    /// Rows of the tree that are not as they usually are.
    fn folds_to_keep(&mut self, library: &Library) -> Vec<String> {
        let nodes: Vec<Node> = self.tree.toggled().take(FOLDS + 1).cloned().collect();
        if nodes.len() > FOLDS {
            return Vec::new();
        }
        let named = |app: &mut App, node: &Node| match node {
            Node::Document(d) => Some(format!("document {}", app.desk.key(library, *d)?.id)),
            Node::Heading(d, entry) => {
                Some(format!("heading {} {entry}", app.desk.key(library, *d)?.id))
            }
            Node::Group(name) => Some(format!("group {name}")),
            Node::Type(group, kind) => Some(format!("type {kind} {group}")),
            Node::Searches => Some("searches".to_owned()),
            _ => None,
        };
        let mut folds: Vec<String> = nodes.iter().filter_map(|n| named(self, n)).collect();
        folds.sort();
        folds
    }

    fn body(&mut self, library: &Library) -> Body {
        let main = self.main();
        let (cursor, index) = (main.cursor, main.document);
        let mut body = Body {
            top: (main.top.block, main.top.at),
            pane: pane_name(main.focus).to_owned(),
            tab: main.tab,
            find: main
                .find
                .as_ref()
                .map_or(String::new(), |f| f.typed.clone()),
            filter: self.tree.filter.clone(),
            ..Body::default()
        };
        let open = self.stack.iter().rev().find_map(|view| match view {
            View::Search(search) => Some(search.line.text().to_owned()),
            _ => None,
        });
        let last = || self.last_search.as_ref().map(|s| s.line.text().to_owned());
        body.search = open.or_else(last).unwrap_or_default();
        body.over = match self.top() {
            View::Search(_) => "search".to_owned(),
            View::Timeline(timeline) => {
                let mention = timeline.entry().and_then(|e| library.mention_of(e));
                let date = mention.and_then(|m| m.event.start);
                date.map_or("timeline".to_owned(), |d| format!("timeline {}", iso(d)))
            }
            _ => String::new(),
        };
        if let Some(split) = &self.split {
            body.below = split.direction == Direction::Below;
            body.second = split.second;
            let other = main_of(&split.stack).and_then(|m| Some((m.document?, m.cursor, m.top)));
            body.beside_top = other.map_or((0, 0), |(_, _, top)| (top.block, top.at));
            body.beside = other.and_then(|(d, at, _)| self.spot_of(library, d, at));
        }
        body.reading = index.and_then(|d| self.spot_of(library, d, cursor));
        body.folds = self.folds_to_keep(library);
        body.back = self.places_to_keep(library, false);
        body.forward = self.places_to_keep(library, true);
        body
    }

    /// The session as it is now, if the store has it otherwise; with the documents that it names.
    pub(super) fn session_to_keep(&mut self, library: &Library) -> Vec<Change> {
        if !self.sitting.begun || library.documents.is_empty() {
            return Vec::new();
        }
        let body = self.body(library);
        let Ok(text) = serde_json::to_string(&body) else {
            return Vec::new();
        };
        let key = (self.sitting.name.clone(), self.sitting.corpus.clone());
        if self
            .desk
            .book
            .sessions
            .get(&key)
            .is_some_and(|s| s.body == text)
        {
            return Vec::new();
        }
        let spots = body.back.iter().chain(&body.forward);
        let named: Vec<&str> = spots
            .chain(&body.reading)
            .chain(&body.beside)
            .map(|s| s.document.as_str())
            .collect();
        let mut changes = self.desk.documents_to_keep(&named);
        changes.push(Change::Session(Session {
            name: key.0,
            corpus: key.1,
            body: text,
            saved: self.desk.now,
        }));
        changes
    }

    /// The session of that name for what is open; the newest where none is named.
    fn kept_session(&self, name: &str) -> Option<Session> {
        let sessions = self.desk.book.sessions.values();
        let here = sessions.filter(|s| s.corpus == self.sitting.corpus);
        let named = here.filter(|s| name.is_empty() || s.name == name);
        named.max_by_key(|s| s.saved).cloned()
    }
}

/// A date as the timeline's command takes it.
fn iso(date: crate::facts::PartialDate) -> String {
    match (date.month, date.day) {
        (Some(m), Some(d)) => format!("{:04}-{m:02}-{d:02}", date.year),
        (Some(m), None) => format!("{:04}-{m:02}", date.year),
        _ => format!("{:04}", date.year),
    }
}

/// Sessions of what is open, the newest first.
pub(super) fn sessions(app: &App) -> Vec<Item> {
    let language = app.settings.language;
    let book = app.desk.book.sessions.values();
    let mut sessions: Vec<&Session> = book.filter(|s| s.corpus == app.sitting.corpus).collect();
    sessions.sort_by_key(|s| std::cmp::Reverse(s.saved));
    let item = |s: &&Session| {
        let body: Body = serde_json::from_str(&s.body).unwrap_or_default();
        Item {
            text: name_of(language, &s.name),
            detail: body.reading.map_or(String::new(), |spot| spot.place),
            depth: 0,
            to: Goto::Session(s.name.clone()),
        }
    };
    sessions.iter().map(item).collect()
}

/// A session's name for people.
fn name_of(language: Language, name: &str) -> String {
    match name {
        "" => language.say("session-unnamed"),
        name => name.to_owned(),
    }
}

impl Turn<'_> {
    /// The library is all there: goes on where a session was left, if that is wished.
    pub(super) fn begin(&mut self, begin: Begin) {
        let link = self.app.sitting.link.take();
        let go = begin == Begin::Back && link.is_none();
        let name = self.app.sitting.name.clone();
        let before = self.app.kept_session(&name);
        match &before {
            _ if begin == Begin::Fresh => {}
            Some(session) => {
                self.app.sitting.name.clone_from(&session.name);
                self.restore(session, go);
            }
            None if go && name.is_empty() => self.resume_visit(),
            None => {}
        }
        self.app.sitting.before = before.map(Box::new);
        self.app.sitting.begun = true;
        if begin == Begin::Here && self.app.in_lines() {
            self.offer();
        }
        if let Some(link) = link {
            self.argument = link;
            self.open_reference();
        }
    }

    /// Says where the session before was left, and how to get there.
    fn offer(&mut self) {
        let before = self.app.sitting.before.as_ref();
        let body = before.and_then(|s| serde_json::from_str::<Body>(&s.body).ok());
        if let Some(spot) = body.and_then(|b| b.reading) {
            self.say("message-offer", &[("place", spot.place.into())]);
        }
        self.app.said = super::Said::Message;
    }

    /// Goes to where the newest visit of a document of the library was.
    fn resume_visit(&mut self) {
        let mut visits: Vec<_> = self.app.desk.book.visits.values().cloned().collect();
        visits.sort_by_key(|visit| std::cmp::Reverse(visit.when));
        for visit in visits {
            if let Some(main) = self.reading_at(&visit.spot, None) {
                let here = self.app.main();
                // where one is has been visited too, be it only now
                if (main.document, main.cursor) == (here.document, here.cursor) {
                    return;
                }
                self.put_reading(main, &visit.spot.place);
                return;
            }
        }
    }

    /// A reading view at a place, if that is found; at the top the line that stood there.
    fn reading_at(&mut self, spot: &Spot, top: Option<(usize, u32)>) -> Option<Main> {
        let library = self.library;
        let (index, found) = self.app.desk.locate(library, spot)?;
        let document = library.documents.get(index)?;
        if found.sure == Sureness::Lost {
            return None;
        }
        let mut main = Main::new(Focus::Reading);
        main.open(index, document);
        let to = Anchor {
            block: found.block,
            at: found.at,
        };
        main.put(document, to, self.app.measure(), 0);
        let same = found.sure == Sureness::Same && found.block == spot.block as usize;
        if let Some((block, at)) = top.filter(|_| same) {
            main.top = Anchor { block, at };
        }
        Some(main)
    }

    fn put_reading(&mut self, main: Main, place: &str) {
        if let Some(index) = main.document {
            let node = Node::Document(index);
            self.app.tree.reveal(self.library, &node);
            self.app.tree.selected = Some(node);
        }
        self.app.stack = vec![View::Main(main)];
        self.say("message-resumed", &[("place", place.into())]);
        self.app.said = super::Said::View;
    }

    fn restore(&mut self, session: &Session, go: bool) {
        let Ok(body) = serde_json::from_str::<Body>(&session.body) else {
            return;
        };
        let places = |turn: &mut Self, spots: &[Spot]| -> Vec<Place> {
            let place = |spot: &Spot| {
                let main = turn.reading_at(spot, None)?;
                Some(Place {
                    stack: vec![View::Main(main)],
                    spot: Some(Arc::new(spot.clone())),
                })
            };
            spots.iter().filter_map(place).collect()
        };
        let mut back = places(self, &body.back);
        back.append(&mut self.app.jumps.back);
        self.app.jumps.back = back;
        self.app.last_search = (!body.search.is_empty()).then(|| {
            let line = super::LineEdit::new(&body.search);
            Box::new(Search {
                line,
                ..Search::default()
            })
        });
        if !go {
            return;
        }
        self.app.jumps.forward = places(self, &body.forward);
        self.restore_tree(&body);
        let Some(spot) = &body.reading else { return };
        let Some(mut main) = self.reading_at(spot, Some(body.top)) else {
            return;
        };
        main.tab = body.tab.min(super::references::TABS - 1);
        main.focus = [Focus::Tree, Focus::References]
            .into_iter()
            .find(|f| pane_name(*f) == body.pane)
            .unwrap_or(Focus::Reading);
        self.app.split = body.beside.as_ref().and_then(|other| {
            let other = self.reading_at(other, Some(body.beside_top))?;
            Some(Box::new(Split {
                stack: vec![View::Main(other)],
                jumps: super::Jumps::default(),
                second: body.second,
                lock: None,
                followed: None,
                astray: false,
                direction: if body.below {
                    Direction::Below
                } else {
                    Direction::Beside
                },
            }))
        });
        self.put_reading(main, &spot.place);
        self.restore_over(&body);
    }

    /// The search in the text, and what stood over it.
    fn restore_over(&mut self, body: &Body) {
        if !body.find.is_empty() {
            let main = self.app.main();
            let (cursor, focus) = (main.cursor, main.focus);
            self.find_from(&body.find, cursor);
            let main = self.app.main_mut();
            (main.cursor, main.focus) = (cursor, focus);
        }
        let said = self.app.announce.clone();
        match body.over.split_once(' ').unwrap_or((&body.over, "")) {
            ("search", _) if !body.search.is_empty() => {
                self.argument.clone_from(&body.search);
                self.open_search();
            }
            ("timeline", date) => {
                date.clone_into(&mut self.argument);
                self.open_timeline();
            }
            _ => {}
        }
        self.app.announce = said;
    }

    fn restore_tree(&mut self, body: &Body) {
        let library = self.library;
        let mut document = |id: &str| {
            let of = |i: &usize| self.app.desk.key(library, *i).is_some_and(|k| k.id == id);
            (0..library.documents.len()).find(of)
        };
        let mut nodes = Vec::new();
        for fold in &body.folds {
            let node = match fold.split_once(' ') {
                None if fold == "searches" => Some(Node::Searches),
                Some(("group", name)) => Some(Node::Group(name.to_owned())),
                Some(("type", rest)) => rest
                    .split_once(' ')
                    .map(|(kind, group)| Node::Type(group.to_owned(), kind.to_owned())),
                Some(("document", id)) => document(id).map(Node::Document),
                Some(("heading", rest)) => rest.split_once(' ').and_then(|(id, entry)| {
                    Some(Node::Heading(document(id)?, entry.parse().ok()?))
                }),
                _ => None,
            };
            nodes.extend(node);
        }
        self.app.tree.set_toggled(nodes);
        self.app.tree.filter.clone_from(&body.filter);
        self.filter_changed();
    }

    /// `session-save NAME`: this session is kept under the name from now on.
    pub(super) fn save_session(&mut self) {
        let name = std::mem::take(&mut self.argument).trim().to_owned();
        if name.is_empty() {
            self.open_prompt(PromptKind::Session, "");
            return;
        }
        self.app.sitting.name.clone_from(&name);
        self.app.sitting.begun = true;
        self.keep_session();
        self.say("message-session-saved", &[("name", name.into())]);
    }

    fn keep_session(&mut self) {
        for change in self.app.session_to_keep(self.library) {
            self.keep(change);
        }
    }

    /// `session NAME`: keeps this session and goes to that one.
    pub(super) fn open_session(&mut self) {
        let name = std::mem::take(&mut self.argument).trim().to_owned();
        self.go_session(&name);
    }

    pub(super) fn go_session(&mut self, name: &str) {
        let key = (name.to_owned(), self.app.sitting.corpus.clone());
        let Some(session) = self.app.desk.book.sessions.get(&key).cloned() else {
            self.say("message-no-session", &[("name", name.into())]);
            return;
        };
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        self.keep_session();
        self.app.jumps = super::Jumps::default();
        name.clone_into(&mut self.app.sitting.name);
        self.restore(&session, true);
    }

    /// `resume`: to where the session before was left, or the last place read.
    pub(super) fn resume(&mut self) {
        match self.app.sitting.before.clone() {
            Some(session) => self.restore(&session, true),
            None => self.resume_visit(),
        }
    }

    pub(super) fn open_sessions(&mut self) {
        self.keep_session();
        self.effects.push(Effect::Recall);
        self.open_list(ListKind::Sessions);
    }

    /// Deletes a session, so that it can be taken back.
    pub(super) fn delete_session(&mut self, name: &str) {
        let key = (name.to_owned(), self.app.sitting.corpus.clone());
        if let Some(session) = self.app.desk.book.sessions.get(&key).cloned() {
            self.app.desk.can_undo(Undone::Session(Box::new(session)));
            self.keep(Change::DropSession(key.0, key.1));
            if self.app.sitting.name == name {
                self.app.sitting.name.clear();
            }
            self.say_deleted();
        }
    }
}
