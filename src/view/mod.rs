//! From the app's state and the library to a `Screen`: what a person could be told, in reading order.
//!
//! Pure. Must not know colours, terminal cells or key codes; both faces draw the same `Screen`.

mod screen;

pub use screen::*;
