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

    /// Appends text that is not printed like this in the raw text (a blank where lines were joined, a
    /// normalised bullet) and stands for what is at that place.
    pub fn put(&mut self, text: &str, line: u32, column: u32) {
        if text.is_empty() {
            return;
        }
        self.mark(line, column);
        self.text.push_str(text);
        self.next = None;
    }

    /// Length of the text so far in bytes.
    pub fn len(&self) -> u32 {
        len32(&self.text)
    }

    /// Shortens the text to `len` bytes (a char boundary).
    pub fn cut(&mut self, len: usize) {
        if len < self.text.len() && self.text.is_char_boundary(len) {
            self.text.truncate(len);
            self.segments.retain(|s| (s.at as usize) < len);
            self.next = None;
        }
    }

    /// Takes the bytes `range` out of the middle.
    pub fn excise(&mut self, range: std::ops::Range<u32>) {
        let rest = self.part(range.end..self.len());
        self.cut(range.start as usize);
        self.append(rest);
        self.next = None;
    }

    /// A copy of the bytes `range`.
    pub fn part(&self, range: std::ops::Range<u32>) -> Weave {
        let (from, to) = (range.start as usize, range.end as usize);
        let mut part = Weave {
            text: self.text.get(from..to).unwrap_or("").to_string(),
            ..Weave::default()
        };
        if part.text.is_empty() {
            return part;
        }
        let first = self
            .segments
            .partition_point(|s| s.at <= range.start)
            .saturating_sub(1);
        let inside = self.segments[first.min(self.segments.len())..]
            .iter()
            .take_while(|s| s.at < range.end);
        part.segments = inside
            .map(|s| Segment {
                at: s.at.saturating_sub(range.start),
                column: s.column + range.start.saturating_sub(s.at),
                ..*s
            })
            .collect();
        part
    }

    /// Appends another text.
    pub fn append(&mut self, other: Weave) {
        let shift = self.len();
        self.text.push_str(&other.text);
        self.segments
            .extend(other.segments.into_iter().map(|s| Segment {
                at: s.at + shift,
                ..s
            }));
        self.next = other.next;
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
