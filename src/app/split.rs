//! Two panes: each a stack of views with its own document, place, search and way back.
//!
//! In: commands, and where the pane with the focus has gone. Out: state. `App::stack` and `App::jumps` are always
//! those of the pane with the focus, so that everything else need not know that there is another.

use super::jumps::Jumps;
use super::update::Turn;
use super::{Anchor, App, Focus, View, Viewport, geometry, place};
use crate::index::BlockRef;

/// How two panes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Direction {
    /// Left and right.
    #[default]
    Beside,
    /// One over the other.
    Below,
}

/// How the other pane follows the one with the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lock {
    /// To the paragraph with the same number.
    Paragraph,
    /// To what the other reply says on the same topic.
    Topic,
    /// To what is cited at the cursor.
    Citation,
}

impl Lock {
    /// All, in the order in which a key goes through them.
    pub const ALL: [Lock; 3] = [Lock::Paragraph, Lock::Topic, Lock::Citation];

    /// Its name as an argument.
    pub fn name(self) -> &'static str {
        match self {
            Lock::Paragraph => "paragraph",
            Lock::Topic => "topic",
            Lock::Citation => "citation",
        }
    }

    /// Its translation id.
    pub fn id(self) -> &'static str {
        match self {
            Lock::Paragraph => "lock-paragraph",
            Lock::Topic => "lock-topic",
            Lock::Citation => "lock-citation",
        }
    }

    /// The one after this; none after the last.
    pub fn after(lock: Option<Lock>) -> Option<Lock> {
        let at = lock.and_then(|lock| Lock::ALL.iter().position(|l| *l == lock));
        Lock::ALL.get(at.map_or(0, |at| at + 1)).copied()
    }
}

/// The pane without the focus, and how both stand.
#[derive(Debug, Clone)]
pub(crate) struct Split {
    /// The views of the other pane.
    pub stack: Vec<View>,
    /// Its way back.
    pub jumps: Jumps,
    /// The pane with the focus is the second one.
    pub second: bool,
    pub direction: Direction,
    /// How the other pane follows.
    pub lock: Option<Lock>,
    /// Where this pane was when the other followed last.
    pub followed: Option<(usize, Anchor)>,
    /// The other pane has nothing that corresponds.
    pub astray: bool,
}

impl App {
    /// What the views of the pane with the focus are made for.
    pub(crate) fn port(&self) -> Viewport {
        match self.area() {
            Some(area) => geometry::half(area),
            None => self.viewport,
        }
    }

    /// The area of the pane with the focus, where both are shown.
    pub(crate) fn area(&self) -> Option<geometry::Rect> {
        let split = self.split.as_ref()?;
        let halves = geometry::halves(self.viewport, split.direction)?;
        Some(halves[usize::from(split.second)])
    }

    /// 1 or 2: which of two panes has the focus.
    pub(crate) fn side(&self) -> Option<usize> {
        self.split.as_ref().map(|s| usize::from(s.second) + 1)
    }

    /// The same state with the focus in the other pane, for drawing it; None where only one is shown.
    pub(crate) fn other_shown(&self) -> Option<App> {
        self.area()?;
        let mut other = App {
            settings: self.settings.clone(),
            stack: self.stack.clone(),
            tree: self.tree.clone(),
            desk: self.desk.clone(),
            split: self.split.clone(),
            ..App::new(self.settings.clone(), self.viewport)
        };
        other.change_side();
        Some(other)
    }

    /// The other pane need not follow to where this one is now.
    pub(super) fn note_followed(&mut self) {
        let main = self.main();
        let here = main.document.map(|document| (document, main.cursor));
        if let Some(split) = &mut self.split {
            split.followed = here;
        }
    }

    /// The focus goes to the other pane. False where there is none.
    fn change_side(&mut self) -> bool {
        while self.stack.len() > 1 && self.stack.last().is_some_and(View::is_passing) {
            self.stack.pop();
        }
        let Some(split) = &mut self.split else {
            return false;
        };
        std::mem::swap(&mut self.stack, &mut split.stack);
        std::mem::swap(&mut self.jumps, &mut split.jumps);
        split.second = !split.second;
        self.select_node();
        self.note_followed();
        true
    }
}

impl Turn<'_> {
    /// Shows what is open a second time, beside or below; where there are two panes already, turns them.
    pub(super) fn split(&mut self, direction: Direction) {
        match &mut self.app.split {
            Some(split) => split.direction = direction,
            None => {
                self.make_split(direction);
                self.app.change_side();
            }
        }
        self.say_side();
    }

    /// Another pane with the same views. The focus stays in the first.
    pub(super) fn make_split(&mut self, direction: Direction) {
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        let mut stack = self.app.stack.clone();
        // The other begins with the text: the tree is the same in both.
        if let Some(View::Main(main)) = stack.last_mut() {
            main.focus = Focus::Reading;
        }
        self.app.split = Some(Box::new(Split {
            stack,
            jumps: Jumps::default(),
            second: false,
            direction,
            lock: None,
            followed: None,
            astray: false,
        }));
    }

    /// The focus goes to the other pane; without one, to the next part of the view.
    pub(super) fn other_side(&mut self) {
        if self.app.change_side() {
            self.say_side();
        } else {
            self.focus_next(1);
        }
    }

    /// Closes the pane with the focus.
    pub(super) fn close_side(&mut self) {
        if self.app.change_side() {
            self.app.split = None;
            self.say("message-split-closed", &[]);
        } else {
            self.say("message-no-split", &[]);
        }
    }

    /// Closes the other pane.
    pub(super) fn only_side(&mut self) {
        let id = match self.app.split.take() {
            Some(_) => "message-split-closed",
            None => "message-no-split",
        };
        self.say(id, &[]);
    }

    /// The panes change places; the focus goes with its own.
    pub(super) fn swap_sides(&mut self) {
        match &mut self.app.split {
            Some(split) => {
                split.second = !split.second;
                self.say_side();
            }
            None => self.say("message-no-split", &[]),
        }
    }

    /// Which pane has the focus and what is in it.
    fn say_side(&mut self) {
        let Some(side) = self.app.side() else { return };
        let parts = place::breadcrumb(self.app, self.library);
        let place = place::joined(self.app, &parts);
        self.say(
            "message-side",
            &[("n", side.into()), ("place", place.into())],
        );
    }

    /// Opens in the other pane what is named, or else what Enter would open here: a hit, an event, a citation, an
    /// entry. This pane stays as it is.
    pub(super) fn open_in_other(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let before = (self.app.stack.clone(), self.app.jumps.clone());
        let tree = self.app.tree.clone();
        if argument.trim().is_empty() {
            self.enter();
            // A note opens a small window first; its text is wanted.
            if matches!(self.app.top(), View::Peek(_)) {
                self.enter();
            }
        } else {
            self.argument = argument;
            self.open_reference();
        }
        let after = std::mem::replace(&mut self.app.stack, before.0);
        self.app.jumps = before.1;
        self.app.tree = tree;
        // The last text and what stands over it.
        let from = after.iter().rposition(|v| matches!(v, View::Main(_)));
        let mut opened: Vec<View> = after[from.unwrap_or(0)..].to_vec();
        while opened.len() > 1 && opened.last().is_some_and(View::is_passing) {
            opened.pop();
        }
        let stays = opened.len() == 1 && same_place(&opened[0], self.app.top());
        if stays {
            if !self.app.failed {
                self.say("message-nothing-here", &[]);
            }
            return;
        }
        if self.app.split.is_none() {
            self.make_split(Direction::Beside);
        }
        self.app.change_side();
        self.app.remember();
        self.app.stack = opened;
        if let Some(document) = self.app.main().document {
            self.app.tree.selected = Some(super::Node::Document(document));
        }
        self.say_side();
    }

    /// Does something with the pane without the focus.
    pub(super) fn in_other(&mut self, act: impl FnOnce(&mut Self)) {
        let Some(split) = &mut self.app.split else {
            return;
        };
        let selected = self.app.tree.selected.clone();
        std::mem::swap(&mut self.app.stack, &mut split.stack);
        std::mem::swap(&mut self.app.jumps, &mut split.jumps);
        split.second = !split.second;
        act(self);
        if let Some(split) = &mut self.app.split {
            std::mem::swap(&mut self.app.stack, &mut split.stack);
            std::mem::swap(&mut self.app.jumps, &mut split.jumps);
            split.second = !split.second;
        }
        self.app.tree.selected = selected;
    }

    /// The pane without the focus fits its size, too.
    pub(super) fn keep_other_in_sight(&mut self) {
        self.in_other(Turn::keep_in_sight);
    }
}

/// Two views are texts at the same place.
fn same_place(a: &View, b: &View) -> bool {
    let at = |view: &View| -> Option<Option<BlockRef>> {
        match view {
            View::Main(main) => Some(main.at()),
            _ => None,
        }
    };
    matches!((at(a), at(b)), (Some(a), Some(b)) if a == b)
}
