//! From the app's state and the library to a `Screen`: what a person could be told, in reading order.
//!
//! Pure. Must not know colours, terminal cells or key codes; both faces draw the same `Screen`.

mod screen;

pub use screen::*;

use crate::app::App;
use crate::library::Library;

/// The screen for this state.
pub fn present(_app: &App, _library: &Library) -> Screen {
    Screen::default()
}
