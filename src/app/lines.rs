//! Commands in words: a word and its argument, or the number of an entry of the last list.

use super::command::{Argument, Command};
use super::list::ListKind;
use super::reading::Focus;
use super::references::{self, RefRow};
use super::update::Turn;
use super::{Said, View};
use crate::keymap::Context;

/// Commands that open a prompt where there is a screen: in lines their argument follows them at once.
const ASK: &[&str] = &[
    "search.open",
    "find.open",
    "paragraph.go",
    "note.go",
    "bookmark.set",
    "annotation.write",
    "text.write",
    "session.save",
    "text.pipe",
    "mark.set",
    "mark.go",
    "help.key",
    "help.where",
    "timeline.actor",
    "timeline.export",
];

/// Commands about the screen, and what is said in lines instead.
const WITHOUT_SCREEN: &[(&str, &str)] = &[
    ("display.wider", "message-lines-measure"),
    ("display.narrower", "message-lines-measure"),
    ("app.suspend", "message-lines-suspend"),
];

/// To the next paragraph and to the previous one.
const PARAGRAPHS: [&str; 2] = ["paragraph.next", "paragraph.previous"];

/// Commands that move in the text: from a list one comes to the text first.
const IN_TEXT: &[&str] = &[
    "focus.reading",
    "heading.next",
    "heading.previous",
    "note.next",
    "note.previous",
    "citation.next",
    "citation.previous",
    "date.next",
    "date.previous",
    "paragraph.go",
    "find.open",
    "find.next",
    "find.previous",
    "compare.next",
    "compare.previous",
    "mark.next",
    "mark.previous",
];

impl Turn<'_> {
    /// A command as typed: `search 网络`, `12`, `timeline 2013`, `打开 2`.
    pub(super) fn command_line(&mut self, line: &str) {
        self.app.announce.clear();
        self.app.failed = false;
        self.app.keys.clear();
        self.app.asked_where = false;
        self.app.tutor_asks = false;
        self.app.arrow = false;
        self.app.count = None;
        self.app.said = Said::View;
        let line = line.trim().trim_start_matches([':', '：']).trim();
        if line.is_empty() {
            self.next_paragraph_or_more();
            return;
        }
        if let Ok(number) = line.parse::<usize>() {
            self.open_number(number);
            return;
        }
        let (word, argument) = match line.split_once(char::is_whitespace) {
            Some((word, argument)) => (word, argument.trim()),
            None => (line, ""),
        };
        let searched = line.strip_prefix('/').filter(|rest| !rest.is_empty());
        match (Command::worded(word), searched) {
            (_, Some(text)) => {
                text.trim().clone_into(&mut self.argument);
                self.open_find();
            }
            (Some(command), None) => self.run_worded(command, word, argument),
            (None, None) => self.say("message-unknown-command", &[("word", word.into())]),
        }
    }

    fn run_worded(&mut self, command: &Command, word: &str, argument: &str) {
        match (command.argument, argument.is_empty()) {
            (Argument::None, false) => {
                self.say("message-no-argument", &[("word", word.into())]);
            }
            (Argument::Needed, true) => self.ask_argument(command.name, word),
            _ if self.app.in_lines() => self.run_in_lines(command, word, argument),
            _ => self.run(command.name, argument),
        }
    }

    /// A command in lines, where no key set keeps it to the views that it is for.
    fn run_in_lines(&mut self, command: &Command, word: &str, argument: &str) {
        if argument.is_empty() && ASK.contains(&command.name) {
            self.ask_argument(command.name, word);
            return;
        }
        if let Some((name, id)) = { WITHOUT_SCREEN.iter() }.find(|(name, _)| *name == command.name)
        {
            match *name {
                "app.suspend" if self.app.settings.confined => self.say("message-confined", &[]),
                _ => self.say(id, &[]),
            }
            return;
        }
        if let Some(opener) = self.opener_of(command) {
            let opener = Command::named(opener).and_then(|c| c.words.first().copied());
            let words = [
                ("word", word.into()),
                ("opener", opener.unwrap_or_default().into()),
            ];
            self.say("message-elsewhere", &words);
            return;
        }
        match (command.context, self.app.top()) {
            (Context::Tree, View::Main(main)) if main.focus == Focus::Tree => {}
            (Context::Tree, _) => self.open_tree(),
            (_, View::Main(main)) if main.focus == Focus::Reading => {}
            // in a list n and p are its entries
            (_, view) if !view.is_text() && PARAGRAPHS.contains(&command.name) => {
                self.next_of_list(if command.name == PARAGRAPHS[0] { 1 } else { -1 });
                return;
            }
            _ if PARAGRAPHS.contains(&command.name) || IN_TEXT.contains(&command.name) => {
                self.go_to_text();
            }
            _ => {}
        }
        self.run(command.name, argument);
    }

    /// Says that a command needs an argument, with an example of one.
    pub(super) fn ask_argument(&mut self, name: &str, word: &str) {
        let id = format!("example-{}", name.replace('.', "-"));
        let example = self.app.settings.language.say(&id);
        let words = [("word", word.into()), ("example", example.into())];
        self.say("message-argument", &words);
    }

    /// The command that opens the view which this one is for, where that is not on top.
    fn opener_of(&self, command: &Command) -> Option<&'static str> {
        let (is_there, opener) = match (command.context, self.app.top()) {
            (Context::Timeline, view) => (matches!(view, View::Timeline(_)), "timeline.open"),
            (Context::Matrix, view) => (matches!(view, View::Matrix(_)), "matrix.open"),
            (Context::Diff, view) => (matches!(view, View::Diff(_)), "diff.open"),
            (Context::References, View::Main(main)) => {
                (main.focus == Focus::References, "focus.references")
            }
            (Context::References, _) => (false, "focus.references"),
            (Context::List, View::List(list)) => {
                let relations = command.name.starts_with("relations.");
                let is_there = !relations || matches!(list.kind, ListKind::Relations(_));
                (is_there, "relations.open")
            }
            (Context::List, _) if command.name.starts_with("relations.") => {
                (false, "relations.open")
            }
            (Context::Select, _) => (self.app.main().selection.is_some(), "select.paragraphs"),
            _ => (true, ""),
        };
        (!is_there).then_some(opener)
    }

    /// The next or previous entry of the list that was said last.
    fn next_of_list(&mut self, by: i64) {
        let before = self.entry_here();
        match self.app.top() {
            View::Diff(_) => self.next_difference(by),
            _ => self.lines(by),
        }
        if self.entry_here() == before {
            self.say("message-no-more", &[]);
        }
    }

    /// The entry with the cursor of the list on top.
    fn entry_here(&self) -> usize {
        match self.app.top() {
            View::Main(main) if main.focus == Focus::References => main.reference,
            View::Main(_) => {
                let rows = self.app.tree.rows(self.library);
                let selected = self.app.tree.selected.as_ref();
                rows.iter()
                    .position(|r| Some(&r.node) == selected)
                    .unwrap_or(0)
            }
            View::Search(search) => search.selected,
            View::Timeline(timeline) if timeline.periods => timeline.bin().unwrap_or(0),
            View::Timeline(timeline) => timeline.selected,
            View::List(list) => list.selected,
            View::Matrix(replies) => replies.at(),
            View::Diff(diff) => diff.cursor.entry,
            View::Help(_) | View::Peek(_) | View::Prompt(_) => 0,
        }
    }

    /// From a list to the text, which stays listed for `back`.
    fn go_to_text(&mut self) {
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        if !matches!(self.app.top(), View::Main(_)) {
            self.app.remember();
            self.app.stack.truncate(1);
        }
        let main = self.app.main_mut();
        main.focus = Focus::Reading;
        main.more = None;
    }

    /// An empty line goes on: the next entries of a list, the next paragraph of a text.
    fn next_paragraph_or_more(&mut self) {
        match self.app.top() {
            View::Main(main) if main.focus == Focus::Reading => self.next_paragraph(1),
            _ => self.say_more(),
        }
    }

    /// Opens an entry of the last list by its number, counted from 1.
    pub(super) fn open_number(&mut self, number: usize) {
        let reading = matches!(self.app.top(), View::Main(m) if m.focus == Focus::Reading);
        if (reading || self.app.top().is_passing_text())
            && let Some(listed) = self.app.listed.clone()
        {
            self.app.remember();
            self.app.stack = listed;
        }
        let count = self.numbered();
        if number == 0 || number > count {
            let of = count.to_string();
            self.say(
                "message-no-entry",
                &[("n", number.to_string().into()), ("of", of.into())],
            );
            return;
        }
        self.app.said = Said::View;
        let entry = number - 1;
        match self.app.top() {
            View::Main(main) if main.focus == Focus::References => self.enter_reference(entry),
            View::Main(_) => {
                let rows = self.app.tree.rows(self.library);
                self.app.tree.selected = rows.get(entry).map(|r| r.node.clone());
                self.enter();
            }
            View::Search(_) => self.enter_hit(entry),
            View::Timeline(timeline) if timeline.periods => {
                let to = timeline.bins[entry].entries.start;
                if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
                    timeline.selected = to;
                    timeline.periods = false;
                    timeline.place_page();
                }
            }
            View::Timeline(timeline) => {
                let at = timeline.in_list().start + entry;
                self.enter_event(at);
            }
            View::List(_) => self.enter_item(entry),
            View::Matrix(replies) => {
                let at = replies.filled()[entry];
                self.enter_cell(at);
            }
            View::Diff(diff) => {
                let at = diff.differences()[entry];
                self.enter_difference(at);
            }
            View::Help(_) | View::Peek(_) | View::Prompt(_) => {}
        }
    }

    /// How many entries the numbers can mean.
    fn numbered(&self) -> usize {
        match self.app.top() {
            View::Main(main) if main.focus == Focus::References => {
                let rows = references::rows(self.app, self.library);
                rows.iter().filter(|r| RefRow::is_entry(r)).count()
            }
            View::Main(_) => self.app.tree.rows(self.library).len(),
            View::Search(search) => search.len(),
            View::Timeline(timeline) if timeline.periods => timeline.bins.len(),
            View::Timeline(timeline) => timeline.in_list().len(),
            View::List(list) => list.items.len(),
            View::Matrix(replies) => replies.filled().len(),
            View::Diff(diff) => diff.differences().len(),
            View::Help(_) | View::Peek(_) | View::Prompt(_) => 0,
        }
    }

    /// The next page of what was said.
    pub(super) fn say_more(&mut self) {
        if !self.app.in_lines() {
            self.pages(1);
            return;
        }
        let page = self.app.settings.page.max(1);
        let passage = self.app.passage();
        let notes = self.app.notes();
        let library = self.library;
        let len = self.numbered();
        let rows = self.app.tree.rows(library).len();
        let (top, len) = match self.app.stack.last_mut() {
            Some(View::Main(main)) if main.focus == Focus::Reading => {
                if let Some(document) = main.document(library) {
                    let mut block = Some(main.cursor.block);
                    for _ in 0..passage {
                        block = block.and_then(|b| main.text(document).next(b, notes));
                    }
                    match block {
                        Some(block) => {
                            main.cursor = super::Anchor { block, at: 0 };
                            main.more = Some(block);
                        }
                        None => self.say("message-no-more-paragraphs", &[]),
                    }
                }
                return;
            }
            Some(View::Main(main)) if main.focus == Focus::References => {
                (&mut main.reference_top, len)
            }
            Some(View::Main(_)) => (&mut self.app.tree.top, rows),
            Some(View::Search(search)) => (&mut search.top, len),
            Some(View::Timeline(timeline)) => (&mut timeline.top, len),
            Some(View::List(list)) => (&mut list.top, len),
            Some(View::Matrix(replies)) => (&mut replies.top, len),
            Some(View::Diff(diff)) => (&mut diff.told, len),
            Some(View::Help(help)) => (&mut help.top, usize::MAX),
            _ => return,
        };
        if *top + page < len {
            *top += page;
            let first = *top;
            self.select_entry(first);
        } else {
            self.say("message-no-more", &[]);
        }
    }

    /// The cursor goes to the first entry of a page.
    fn select_entry(&mut self, first: usize) {
        match self.app.stack.last_mut() {
            Some(View::Search(search)) => search.selected = first,
            Some(View::List(list)) => list.selected = first,
            Some(View::Main(main)) if main.focus == Focus::References => main.reference = first,
            Some(View::Main(_)) => {
                let rows = self.app.tree.rows(self.library);
                self.app.tree.selected = rows.get(first).map(|r| r.node.clone());
            }
            _ => {}
        }
    }

    /// Where one is, in one sentence.
    pub(super) fn say_where(&mut self) {
        self.app.announce = super::place_sentence(self.app, self.library);
        self.app.asked_where = true;
        self.app.tutor_asks = true;
        self.app.said = Said::Message;
        self.app.failed = false;
    }
}

impl View {
    /// It shows text and no list.
    fn is_passing_text(&self) -> bool {
        matches!(self, View::Peek(_) | View::Prompt(_))
    }

    /// It shows text: the document's or a small one.
    fn is_text(&self) -> bool {
        match self {
            View::Main(main) => main.focus == Focus::Reading,
            view => view.is_passing_text() || matches!(view, View::Help(_)),
        }
    }
}
