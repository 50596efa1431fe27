//! Commands in words: a word and its argument, or the number of an entry of the last list.

use super::command::{Argument, Command};
use super::reading::Focus;
use super::references::{self, RefRow};
use super::update::Turn;
use super::{Said, View};

impl Turn<'_> {
    /// A command as typed: `search 网络`, `12`, `timeline 2013`, `打开 2`.
    pub(super) fn command_line(&mut self, line: &str) {
        self.app.announce.clear();
        self.app.failed = false;
        self.app.keys.clear();
        self.app.asked_where = false;
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
            (Argument::Needed, true) => {
                self.say("message-argument", &[("word", word.into())]);
            }
            _ => {
                let asks = self.app.in_lines() && argument.is_empty();
                if asks
                    && matches!(
                        command.name,
                        "search.open"
                            | "find.open"
                            | "paragraph.go"
                            | "note.go"
                            | "bookmark.set"
                            | "annotation.write"
                            | "text.write"
                            | "session.save"
                            | "text.pipe"
                    )
                {
                    self.say("message-argument", &[("word", word.into())]);
                } else {
                    self.run(command.name, argument);
                }
            }
        }
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
        } else {
            self.say("message-no-more", &[]);
        }
    }

    /// Where one is, in one sentence.
    pub(super) fn say_where(&mut self) {
        self.app.announce = super::place_sentence(self.app, self.library);
        self.app.asked_where = true;
        self.app.said = Said::Message;
        self.app.failed = false;
    }
}

impl View {
    /// It shows text and no list.
    fn is_passing_text(&self) -> bool {
        matches!(self, View::Peek(_) | View::Prompt(_))
    }
}
