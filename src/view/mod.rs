//! From the app's state and the library to a `Screen`: what a person could be told, in reading order.
//!
//! Pure. Must not know colours, terminal cells or key codes; both faces draw the same `Screen`.

mod screen;

use crate::app::{App, Viewport};
use crate::library::Library;

pub use screen::*;

/// Everything on the screen, or everything to be said because of the last command.
pub fn present(app: &App, library: &Library) -> Screen {
    let (width, height) = match app.viewport {
        Viewport::Screen { columns, rows } => (columns, rows),
        Viewport::Lines => (0, 0),
    };
    Screen {
        width,
        height,
        state: library.progress.documents.to_string(),
        announce: app.announce.clone(),
        ..Screen::default()
    }
}
