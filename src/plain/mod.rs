//! The line face: a prompt that takes commands, and the `Screen` said in whole lines.
//!
//! In: an `App`, snapshots of the library, lines of text. Out: lines of printable characters, never a
//! control sequence. Must not know `tui`.

use crate::app::App;
use crate::library::Library;
use crossbeam_channel::Receiver;
use std::io;
use std::sync::Arc;

/// How the line face behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What is printed before a command is read; may be empty.
    pub prompt: String,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            prompt: "wenmai> ".to_owned(),
        }
    }
}

/// Why the line face stopped.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// Reading or writing failed (a reader that went away is no error).
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Reads commands from standard input and answers on standard output until the input ends or a
/// command quits. `library` brings snapshots, each newer than the last.
pub fn run(
    _app: App,
    _library: Receiver<Arc<Library>>,
    _options: Options,
) -> Result<(), PlainError> {
    Ok(())
}
