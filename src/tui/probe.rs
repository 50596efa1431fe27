//! Asks the terminal how wide it draws an ambiguous character. Only `wenmai doctor` asks: at a start nothing
//! may wait for an answer.
//!
//! In: standard input and output. Out: columns. Must not know what they are used for.

use super::terminal::Tty;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{self, OptionalActions};
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// A character of East Asian Width "ambiguous" that Chinese text is full of.
const AMBIGUOUS: char = '\u{201c}';

/// Columns of an ambiguous character on this terminal; None where it is no terminal or does not answer in time.
pub fn ambiguous_columns(patience: Duration) -> Option<u16> {
    let tty = Tty::open(false).ok()?;
    let found = termios::tcgetattr(io::stdin()).ok()?;
    let mut raw = found.clone();
    raw.make_raw();
    termios::tcsetattr(io::stdin(), OptionalActions::Now, &raw).ok()?;
    let mut out = tty.writer().ok()?;
    // the cursor's place is asked for after the character, then the row is wiped
    let asked = out.write_all(format!("\r{AMBIGUOUS}\x1b[6n").as_bytes());
    let column = asked.ok().and_then(|()| answer(patience));
    let wiped = out.write_all(b"\r\x1b[K");
    let restored = termios::tcsetattr(io::stdin(), OptionalActions::Now, &found);
    wiped.ok()?;
    restored.ok()?;
    column?.checked_sub(1)
}

/// Reads the answer, which no key press can be taken for: it begins with the escape sequence.
fn answer(patience: Duration) -> Option<u16> {
    let end = Instant::now() + patience;
    let mut seen = Vec::new();
    while column_in(&seen).is_none() {
        let left = Timespec::try_from(end.checked_duration_since(Instant::now())?).ok()?;
        let stdin = io::stdin();
        if poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&left)).ok()? == 0 {
            return None;
        }
        let mut byte = [0];
        if rustix::io::read(&stdin, &mut byte).ok()? == 0 {
            return None;
        }
        seen.push(byte[0]);
    }
    column_in(&seen)
}

/// The column in `ESC [ row ; column R`.
fn column_in(bytes: &[u8]) -> Option<u16> {
    let text = std::str::from_utf8(bytes).ok()?;
    let report = &text[text.rfind("\x1b[")? + 2..];
    let (_, column) = report.strip_suffix('R')?.split_once(';')?;
    column.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::column_in;

    #[test]
    fn the_column_is_read_from_the_report_only() {
        assert_eq!(column_in(b"\x1b[12;3R"), Some(3));
        assert_eq!(column_in(b"typed\x1b[1;2R"), Some(2));
        for other in [
            &b"\x1b[12;3"[..],
            b"12;3R",
            b"\x1b[R",
            b"\x1b[1;99999999R",
            b"\xff",
            b"",
        ] {
            assert_eq!(column_in(other), None, "{other:?}");
        }
    }
}
