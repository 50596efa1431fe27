//! Where one was before: whole stacks of views, so that coming back is exact.

use super::{App, View};

/// Places remembered in each direction.
const MOST: usize = 100;

/// Where one was.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub stack: Vec<View>,
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
        Place { stack }
    }

    /// Back to the place before; false where there is none.
    pub(crate) fn jump_back(&mut self) -> bool {
        let Some(place) = self.jumps.back.pop() else {
            return false;
        };
        let here = self.place();
        self.jumps.forward.push(here);
        self.stack = place.stack;
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
        true
    }
}
