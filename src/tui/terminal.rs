//! The terminal as it was found, and as it is left: raw mode, alternate screen, one way back.
//!
//! In: standard input and output. Out: a writer for frames, the size, and a guard that restores. Must
//! not know what is drawn.

use super::{TuiError, style};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::{self, OptionalActions, Termios};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Alternate screen. No mouse, no questions to the terminal; bracketed paste only while something is typed.
const ENTER: &[u8] = b"\x1b[?1049h";

/// Columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub columns: u16,
    pub rows: u16,
}

/// Both ends of the terminal and its settings before wenmai came. One `Arc` of it is shared by all who may
/// have to restore: the guard, the panic hook, the watch for signals.
#[derive(Debug)]
pub(super) struct Tty {
    input: OwnedFd,
    output: OwnedFd,
    found: Termios,
    colors: bool,
    entered: AtomicBool,
}

impl Tty {
    /// Standard input and output, or the terminal that the process belongs to. Both must be a terminal, and one
    /// that can be drawn on.
    pub fn open(own: bool) -> Result<Arc<Self>, TuiError> {
        let (input, output) = if own {
            let both = File::options().read(true).write(true).open("/dev/tty");
            let both = OwnedFd::from(both.map_err(|_| TuiError::NoTerminal)?);
            (both.try_clone()?, both)
        } else {
            let (input, output) = (io::stdin(), io::stdout());
            let input = input.as_fd().try_clone_to_owned()?;
            (input, output.as_fd().try_clone_to_owned()?)
        };
        let term = std::env::var("TERM").unwrap_or_default();
        let is_terminal = termios::isatty(&input) && termios::isatty(&output);
        if !is_terminal || term.is_empty() || term == "dumb" {
            return Err(TuiError::NoTerminal);
        }
        let found = termios::tcgetattr(&input).map_err(io::Error::from)?;
        Ok(Arc::new(Tty {
            input,
            output,
            found,
            colors: style::has_colors(&term),
            entered: AtomicBool::new(false),
        }))
    }

    /// Raw mode, alternate screen. Also after somebody else had the terminal in between.
    pub fn enter(&self) -> io::Result<()> {
        let mut raw = self.found.clone();
        raw.make_raw();
        termios::tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        self.entered.store(true, Ordering::SeqCst);
        self.writer()?.write_all(ENTER)
    }

    /// The one way back; harmless when called again. Ends what may be open (synchronized output, paste, a
    /// style), and leaves the cursor on a fresh last row where there is no alternate screen to leave.
    pub fn restore(&self) {
        if !self.entered.swap(false, Ordering::SeqCst) {
            return;
        }
        let rows = self.size().rows;
        let leave = format!("\x1b[?2026l\x1b[?2004l\x1b[?25h\x1b[m\x1b[{rows};1H\r\n\x1b[?1049l");
        // Nobody is left to tell when this fails: the terminal is gone then.
        let _ = self
            .writer()
            .and_then(|mut out| out.write_all(leave.as_bytes()));
        let _ = termios::tcsetattr(&self.input, OptionalActions::Now, &self.found);
    }

    /// Its type has colours.
    pub fn has_colors(&self) -> bool {
        self.colors
    }

    /// The size now; 80×24 where the terminal does not know.
    pub fn size(&self) -> Size {
        match termios::tcgetwinsize(&self.output) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size {
                columns: size.ws_col,
                rows: size.ws_row,
            },
            _ => Size {
                columns: 80,
                rows: 24,
            },
        }
    }

    /// An unbuffered writer to the terminal.
    pub fn writer(&self) -> io::Result<Out> {
        Ok(Out(File::from(self.output.try_clone()?)))
    }

    /// Waits until the terminal is gone; with `at_once` only looks.
    pub fn hung_up(&self, at_once: bool) -> bool {
        let now = rustix::event::Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        loop {
            let mut fds = [PollFd::new(&self.input, PollFlags::empty())];
            match poll(&mut fds, at_once.then_some(&now)) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(0) if at_once => return false,
                _ => return true,
            }
        }
    }
}

/// Writes to the terminal as it comes, one system call for each write where the terminal takes it.
#[derive(Debug)]
pub(super) struct Out(File);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                // somebody made the terminal non-blocking; wait as if it were not
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
                }
                result => return result,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
