//! Where one was before: whole stacks of views, so that coming back is exact.

use super::{App, View};
use crate::index::BlockRef;
use crate::store::Spot;
use std::sync::Arc;

/// Places remembered in each direction.
const MOST: usize = 100;

/// Where one was.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub stack: Vec<View>,
    /// The same in words, once it was kept.
    pub spot: Option<Arc<Spot>>,
}

/// Places before and after this one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Jumps {
    pub back: Vec<Place>,
    pub forward: Vec<Place>,
}

impl App {
    /// Remembers the present place before leaving it.
    pub(crate) fn remember(&mut self) {
        let place = self.place();
        self.jumps.back.push(place);
        if self.jumps.back.len() > MOST {
            self.jumps.back.remove(0);
        }
        self.jumps.forward.clear();
    }

    /// The present place, without what only stands over it for a moment.
    fn place(&self) -> Place {
        let mut stack = self.stack.clone();
        while stack.len() > 1 && stack.last().is_some_and(View::is_passing) {
            stack.pop();
        }
        Place { stack, spot: None }
    }

    /// Where one was at a jump, counted from the newest.
    pub(crate) fn jumped_from(&self, index: usize) -> Option<BlockRef> {
        let place = self.jumps.back.iter().rev().nth(index)?;
        let mut mains = place.stack.iter().rev();
        mains.find_map(|view| match view {
            View::Main(main) => main.at(),
            _ => None,
        })
    }

    /// Back to the place before; false where there is none.
    pub(crate) fn jump_back(&mut self) -> bool {
        let Some(place) = self.jumps.back.pop() else {
            return false;
        };
        let here = self.place();
        self.jumps.forward.push(here);
        self.stack = place.stack;
        self.select_node();
        true
    }

    /// Forward again; false where there is nothing.
    pub(crate) fn jump_forward(&mut self) -> bool {
        let Some(place) = self.jumps.forward.pop() else {
            return false;
        };
        let here = self.place();
        self.jumps.back.push(here);
        self.stack = place.stack;
        self.select_node();
        true
    }

    /// Takes the view on top away; the first stays. Where that comes back to the place jumped from, the jump
    /// is done with.
    pub(crate) fn pop(&mut self) -> Option<View> {
        if self.stack.len() < 2 {
            return None;
        }
        let view = self.stack.pop();
        if let Some(View::Main(_)) = view {
            self.select_node();
            let from_here = |place: &Place| place.stack.len() == self.stack.len();
            if self.jumps.back.last().is_some_and(from_here) {
                self.jumps.back.pop();
            }
        }
        view
    }

    /// The tree shows again what it showed at this place.
    pub(super) fn select_node(&mut self) {
        if let Some(node) = self.main().node.clone() {
            self.tree.selected = Some(*node);
        }
    }
}
