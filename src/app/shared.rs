//! A value that costs nothing to copy until one of the copies is changed.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// The value; a change of one copy leaves the others as they were.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shared<T>(Arc<T>);

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}
