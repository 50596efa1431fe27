//! What is different in the linear face: lines are typed first and take effect with Enter, periods of the
//! timeline are rows, and the face can be changed while the program runs.
//!
//! In: keys as commands. Out: state. The rules are those that screen readers need: a row changes only because of
//! what was asked for.

use super::list::ListKind;
use super::update::Turn;
use super::{Command, LineEdit, View, Viewport};

/// A line that is being typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typing {
    /// What took effect last, to come back to.
    pub accepted: LineEdit,
    /// Nothing took effect yet: the view that asks is not shown, what is under it is.
    pub fresh: bool,
    /// The view that asks: its place in the stack.
    depth: usize,
}

impl Turn<'_> {
    /// The view on top begins with its line.
    pub(super) fn begin_typing(&mut self) {
        if self.app.is_linear() {
            self.leave_typing();
            let accepted = self.line_mut().map(|l| l.clone()).unwrap_or_default();
            self.app.typing = Some(Typing {
                accepted,
                fresh: true,
                depth: self.app.stack.len(),
            });
        }
    }

    /// The line changed; in the linear face that has no effect before Enter.
    pub(super) fn typed_ahead(&mut self, before: LineEdit) -> bool {
        if !self.app.is_linear() {
            return false;
        }
        let depth = self.app.stack.len();
        self.app.typing.get_or_insert(Typing {
            accepted: before,
            fresh: false,
            depth,
        });
        true
    }

    /// Nothing is being typed where the view that asked is no longer on top.
    pub(super) fn keep_typing(&mut self) {
        let (depth, takes_text) = (self.app.stack.len(), self.app.context().takes_text());
        if self.app.typing.as_ref().is_some_and(|t| t.depth != depth) || !takes_text {
            self.leave_typing();
        }
    }

    /// A view over the one that asks: what took no effect is not left in its line, which it would belie.
    fn leave_typing(&mut self) {
        if let Some(typing) = self.app.typing.take()
            && typing.depth < self.app.stack.len()
            && let Some(line) = self.app.stack[typing.depth - 1].line_mut()
        {
            *line = typing.accepted;
        }
    }

    /// What was typed takes effect. False where nothing is being typed.
    pub(super) fn accept_typed(&mut self) -> bool {
        if self.app.typing.take().is_none() {
            return false;
        }
        let typed = self.line_mut().map(|l| l.text().trim().to_owned());
        let typed = typed.unwrap_or_default();
        let word = typed.split_whitespace().next().unwrap_or("");
        match self.app.top() {
            View::Search(_) if typed.is_empty() => {
                self.app.pop();
            }
            View::Prompt(_) => {
                self.prompt_changed();
                self.prompt_entered();
            }
            View::List(list)
                if list.kind == ListKind::Commands && Command::worded(word).is_some() =>
            {
                self.app.pop();
                self.command_line(&typed);
            }
            _ => self.line_changed(),
        }
        // a word that is no command and no part of one: let it be said
        if let View::List(list) = self.app.top()
            && list.kind == ListKind::Commands
            && list.items.is_empty()
        {
            self.app.pop();
            self.command_line(&typed);
        }
        true
    }

    /// What was typed is taken back. False where nothing is being typed.
    pub(super) fn forget_typed(&mut self) -> bool {
        match self.app.typing.take() {
            None => false,
            Some(typing) if typing.fresh => {
                self.app.pop();
                true
            }
            Some(typing) => {
                if let Some(line) = self.line_mut() {
                    *line = typing.accepted;
                }
                true
            }
        }
    }

    /// A move while a line is being typed: the line takes effect first, but nothing is carried out.
    pub(super) fn settle_typed(&mut self) {
        if self.app.typing.is_some() && !matches!(self.app.top(), View::Prompt(_)) {
            let typed = self.line_mut().is_some_and(|l| !l.is_empty());
            if typed {
                self.app.typing = None;
                self.line_changed();
            }
        }
    }

    /// From the events of a period back to the periods. False where that is not where one is.
    pub(super) fn back_to_periods(&mut self) -> bool {
        let linear = self.app.is_linear();
        match self.app.stack.last_mut() {
            Some(View::Timeline(timeline)) if linear && !timeline.periods => {
                timeline.periods = true;
                timeline.top = timeline.bin().unwrap_or(0);
                true
            }
            _ => false,
        }
    }

    /// Changes between panes and one column for screen readers.
    pub(super) fn toggle_accessible(&mut self) {
        self.app.typing = None;
        let id = match self.app.viewport {
            Viewport::Screen { columns, rows } => {
                self.app.viewport = Viewport::Linear { columns, rows };
                "message-accessible-on"
            }
            Viewport::Linear { columns, rows } => {
                self.app.viewport = Viewport::Screen { columns, rows };
                "message-accessible-off"
            }
            Viewport::Lines | Viewport::Pane { .. } => "message-accessible-lines",
        };
        let beside = self.app.split.iter_mut().flat_map(|s| &mut s.stack);
        for view in self.app.stack.iter_mut().chain(beside) {
            if let View::Main(main) = view {
                main.top = main.cursor;
            }
        }
        self.say(id, &[]);
    }
}
