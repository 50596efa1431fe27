//! Key sets as data: TOML files to bindings, and `Problem`s for lines that make no sense.
//!
//! In: TOML, key presses. Out: names of commands. Must not know the terminal library.

mod key;

pub use key::*;
