//! Weaves the text of one block out of stretches of raw lines.
//!
//! In: stretches of raw text with their raw line and column. Out: a `String` and the `Segment`s that
//! lead every byte of it back. Must not know why stretches are joined.

use super::model::{LineRange, Segment};

/// A text under construction, each byte of which knows its raw place.
#[derive(Debug, Clone, Default)]
pub(super) struct Weave {
    /// The text so far.
    pub text: String,
    /// Where its stretches stand in the raw text.
    pub segments: Vec<Segment>,
    /// Column that would continue the last stretch without a new segment.
    next: Option<(u32, u32)>,
}

impl Weave {
    /// Appends raw text that stands at byte `column` of raw line `line`.
    pub fn push(&mut self, text: &str, line: u32, column: u32) {
        if text.is_empty() {
            return;
        }
        if self.next != Some((line, column)) {
            self.mark(line, column);
        }
        self.text.push_str(text);
        self.next = Some((line, column + len32(text)));
    }

    /// Length of the text so far in bytes.
    pub fn len(&self) -> u32 {
        len32(&self.text)
    }

    fn mark(&mut self, line: u32, column: u32) {
        let at = self.len();
        self.segments.push(Segment { at, line, column });
    }
}

/// A length in bytes as `u32`; texts of more than 4 GiB are cut long before.
pub(super) fn len32(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Sorted raw lines as ranges, merged where only lines for which `blank` is true lie between.
pub(super) fn ranges(lines: &[u32], blank: impl Fn(u32) -> bool) -> Vec<LineRange> {
    let mut out: Vec<LineRange> = Vec::new();
    for &n in lines {
        match out.last_mut() {
            Some(r) if n <= r.last => {}
            Some(r) if (r.last + 1..n).all(&blank) => r.last = n,
            _ => out.push(LineRange { first: n, last: n }),
        }
    }
    out
}
