//! Settings: what the person chose, and where each choice was made.
//!
//! In: TOML files, the environment, flags. Out: a value for every setting with its [`Origin`], and
//! `Problem`s with file, line and column for what makes no sense; the rest is kept. Must not know what the
//! settings do.
//!
//! A flag goes before the environment (`WENMAI_<NAME>`), that before the person's file, that before the
//! system's files, those before what is built in.

mod folders;
mod inherit;
mod layers;
mod read;
mod schema;
mod theme;
mod write;

pub use folders::Folders;
pub use inherit::{TextOf, way_back};
pub use layers::{Config, Layers, Origin, Value};
pub use read::{Entry, read};
pub use schema::{Kind, SCHEMA, SETTINGS, Setting};
pub use theme::{Ink, Paint, Part, Theme, read_theme, read_theme_with};
pub use write::{SetError, set};
