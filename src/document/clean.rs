//! Weaves the content of one raw line into a draft and leaves out what is no text: controls, soft
//! hyphens, markup, letter-spacing, bold printed again, note marks.
//!
//! In: a raw line. Out: stretches in a `Draft`. Must not know about other lines.

use super::chars::{is_cjk, is_dropped, is_han, is_odd_bullet, starts_url, superscript};
use super::draft::Draft;
use super::model::NoteMark;
use super::number;
use std::ops::Range;

/// A markdown link longer than this is no link.
const LINK_MAX: usize = 2_000;
/// Longest run that is looked for as bold printed again, in characters.
const BOLD_MAX: usize = 24;

/// Cleans one raw line.
#[derive(Debug)]
pub(super) struct Cleaner<'a> {
    text: &'a str,
    line: u32,
    column: u32,
    close_up: bool,
    bold: bool,
}

impl<'a> Cleaner<'a> {
    /// For content that begins at byte `column` of raw line `line`; `bold` says that this document prints
    /// bold runs four times.
    pub fn new(text: &'a str, line: u32, column: u32, bold: bool) -> Self {
        Cleaner {
            text,
            line,
            column,
            close_up: letter_spaced(text),
            bold,
        }
    }

    /// Weaves in the bytes `range` of the content.
    pub fn weave(&mut self, draft: &mut Draft, range: Range<usize>) {
        let text = self.text;
        let mut i = range.start;
        let mut run = i;
        let bold = self.bold;
        let plain = |c: char| c.is_ascii_alphanumeric() || (!bold && is_plain(c));
        while let Some((at, c)) = text.get(i..range.end).and_then(|rest| {
            let mut rest = rest.char_indices();
            rest.find(|(_, c)| !plain(*c))
        }) {
            i += at;
            let end = self.special(draft, c, i, run, range.end);
            if end > i {
                run = end;
                i = end;
            } else {
                i += c.len_utf8();
            }
        }
        self.push(draft, run, range.end);
    }

    fn push(&self, draft: &mut Draft, from: usize, to: usize) {
        if from < to {
            draft
                .weave
                .push(&self.text[from..to], self.line, self.place(from));
        }
    }

    fn put(&self, draft: &mut Draft, text: &str, at: usize) {
        draft.weave.put(text, self.line, self.place(at));
    }

    fn place(&self, at: usize) -> u32 {
        self.column + u32::try_from(at).unwrap_or(u32::MAX)
    }

    /// Deals with a character that may not be plain text; the end of what was dealt with, or `i`.
    fn special(&mut self, draft: &mut Draft, c: char, i: usize, run: usize, stop: usize) -> usize {
        let text = self.text;
        let next = i + c.len_utf8();
        match c {
            _ if is_dropped(c) => {
                self.push(draft, run, i);
                next
            }
            ' ' | '\t' | '\u{A0}' | '\u{3000}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => {
                self.blank(draft, c, i, run, stop)
            }
            '\u{2011}' => {
                self.push(draft, run, i);
                self.put(draft, "-", i);
                next
            }
            '<' if starts_url(&text[next..]) => self.angle(draft, i, run, stop).unwrap_or(i),
            '[' => self
                .link(draft, i, run, stop)
                .or_else(|| self.bracket_mark(draft, i, run))
                .unwrap_or(i),
            '&' => self.entity(draft, i, run).unwrap_or(i),
            '\\' if text[next..].starts_with(['(', ')', '_', '*', '[', ']', '#', '&']) => {
                self.push(draft, run, i);
                next
            }
            _ if superscript(c).is_some() => self.mark(draft, i, run),
            _ if is_odd_bullet(c) && c != '•' => {
                self.push(draft, run, i);
                self.put(draft, "•", i);
                next
            }
            _ if self.bold && is_han(c) => match repeat(&text[i..stop], 2, 12) {
                Some((unit, 4)) => {
                    self.push(draft, run, i);
                    let from = draft.weave.len();
                    self.push(draft, i, i + unit);
                    draft.bold.push(from..draft.weave.len());
                    i + unit * 4
                }
                _ => i,
            },
            _ => i,
        }
    }

    /// One blank for any run of blanks; none between letter-spaced characters.
    fn blank(&self, draft: &mut Draft, c: char, i: usize, run: usize, stop: usize) -> usize {
        let rest = &self.text[i..stop];
        let end = i + rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || is_dropped(c))
                .len();
        let before = self.text[run..i]
            .chars()
            .next_back()
            .or_else(|| draft.text().chars().next_back());
        let after = self.text[end..].chars().next();
        let spaced =
            self.close_up && before.is_some_and(is_cjk) && after.is_some_and(is_cjk_or_open);
        let doubled = before.is_none_or(|b| b == ' ') || after.is_none();
        if c == ' ' && end == i + 1 && !spaced && !doubled {
            return i;
        }
        self.push(draft, run, i);
        if !spaced && !doubled {
            self.put(draft, " ", i);
        }
        end
    }

    /// `<http://…>` without its brackets.
    fn angle(&self, draft: &mut Draft, i: usize, run: usize, stop: usize) -> Option<usize> {
        let inner = &self.text[i + 1..stop.min(clip(self.text, i + 1 + LINK_MAX))];
        let close = inner.find(['>', '<'])?;
        if !inner[close..].starts_with('>') {
            return None;
        }
        if inner[..close].contains(is_dropped) {
            // No address as it stands: its characters are cleaned like any others.
            return None;
        }
        self.push(draft, run, i);
        self.push(draft, i + 1, i + 1 + close);
        Some(i + 2 + close)
    }

    /// `[words](target)`: the words, and the target where it says more than they do.
    fn link(&mut self, draft: &mut Draft, i: usize, run: usize, stop: usize) -> Option<usize> {
        let rest = &self.text[i + 1..stop.min(clip(self.text, i + 1 + LINK_MAX))];
        let close = rest.find("](")?;
        if rest[..close].contains('[') {
            return None;
        }
        let target = &rest[close + 2..];
        let mut escaped = false;
        let end = target.char_indices().find(|(_, c)| {
            let found = *c == ')' && !escaped;
            escaped = *c == '\\';
            found
        })?;
        let target = &target[..end.0];
        if !(target.starts_with('#')
            || target.is_empty()
            || starts_url(target)
            || target.starts_with("mailto:"))
        {
            return None;
        }
        self.push(draft, run, i);
        self.weave(draft, i + 1..i + 1 + close);
        let from = i + 1 + close + 2;
        let to = from + target.len();
        if starts_url(target) && !starts_url(&rest[..close]) {
            self.put(draft, " ", from);
            self.weave(draft, from..to);
        }
        Some(to + 1)
    }

    /// `[12]` behind a word: a note mark. At the start of a paragraph it may be the note's own number.
    fn bracket_mark(&self, draft: &mut Draft, i: usize, run: usize) -> Option<usize> {
        let (marker, _) = super::notes::bracketed(&self.text[i..])?;
        let before = self.text[..i].chars().next_back();
        if !before.is_some_and(|c| is_cjk(c) || c.is_alphanumeric() || ".,;)\"".contains(c)) {
            return None;
        }
        self.push(draft, run, i);
        let end = i + marker.len() + 2;
        let at = draft.weave.len();
        draft.marks.push(NoteMark {
            at,
            marker,
            line: self.line,
            note: None,
        });
        Some(end)
    }

    fn entity(&self, draft: &mut Draft, i: usize, run: usize) -> Option<usize> {
        const NAMED: [(&str, &str); 8] = [
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&apos;", "'"),
            ("&nbsp;", " "),
            ("&middot;", "·"),
        ];
        let (name, shown) = NAMED
            .iter()
            .find(|(name, _)| self.text[i..].starts_with(name))?;
        self.push(draft, run, i);
        self.put(draft, shown, i);
        Some(i + name.len())
    }

    /// A superscript number: a note mark, unless it is the exponent of a unit.
    fn mark(&self, draft: &mut Draft, i: usize, run: usize) -> usize {
        let rest = &self.text[i..];
        let end = i + rest
            .char_indices()
            .find(|(_, c)| superscript(*c).is_none())
            .map_or(rest.len(), |(at, _)| at);
        let marker: String = self.text[i..end].chars().filter_map(superscript).collect();
        if marker.len() == 1 && is_unit(&self.text[run..i]) {
            return i;
        }
        self.push(draft, run, i);
        let at = draft.weave.len();
        draft.marks.push(NoteMark {
            at,
            marker,
            line: self.line,
            note: None,
        });
        // The blank after a mark belongs to the mark where Chinese goes on.
        let before = draft.text().chars().next_back();
        let blanks = self.text[end..].len() - self.text[end..].trim_start_matches(' ').len();
        let after = self.text[end + blanks..].chars().next();
        let close = before.is_none_or(|c| is_cjk(c) || c == ' ') || after.is_some_and(is_cjk);
        if close { end + blanks } else { end }
    }
}

/// Characters that are never markup and never blank.
fn is_plain(c: char) -> bool {
    is_han(c)
        || matches!(
            c,
            '，' | '。' | '、' | '；' | '：' | '“' | '”' | '.' | ',' | '(' | ')' | '-' | '/'
        )
}

fn is_cjk_or_open(c: char) -> bool {
    is_cjk(c) || matches!(c, '(' | ')')
}

/// A unit that takes an exponent: km², m³.
fn is_unit(before: &str) -> bool {
    let word_start = before
        .trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .len();
    matches!(
        &before[word_start..],
        "m" | "km" | "cm" | "mm" | "dm" | "ft" | "x" | "s" | "kW" | "CO"
    )
}

/// The char boundary at or before `at`.
fn clip(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A line whose characters were set apart to fill the width (收 到 的 其 他 答 复).
pub(super) fn letter_spaced(text: &str) -> bool {
    if !text.contains(' ') {
        return false;
    }
    let (mut apart, mut close) = (0_u32, 0_u32);
    let (mut before, mut last) = (' ', ' ');
    for c in text.chars().take(4_000) {
        if is_han(c) {
            if last == ' ' && is_han(before) {
                apart += 1;
            } else if is_han(last) {
                close += 1;
            }
        }
        (before, last) = (last, c);
    }
    let title = apart >= 1 && close == 0 && text.chars().all(|c| c == ' ' || is_han(c));
    (apart >= 4 && apart >= close * 4) || title
}

/// The run at the start of `text` that is printed again at once: its length in bytes and how often it
/// stands there. Units of `min` to `max` characters; the shortest that repeats.
fn repeat(text: &str, min: usize, max: usize) -> Option<(usize, usize)> {
    let mut ends = [0_usize; BOLD_MAX + 1];
    let mut n = 0;
    for (at, c) in text.char_indices().take(max.min(BOLD_MAX)) {
        if !is_cjk(c) && c != ' ' {
            break;
        }
        n += 1;
        ends[n] = at + c.len_utf8();
    }
    let bytes = text.as_bytes();
    for &unit in ends[1..=n].iter().skip(min.saturating_sub(1)) {
        let Some(first) = bytes.get(..unit) else {
            continue;
        };
        // Most often the next run begins otherwise.
        let begins = |at: usize| (bytes.get(at), bytes.get(at + 1));
        if begins(unit) != begins(0) {
            continue;
        }
        let times = bytes
            .chunks(unit)
            .take(5)
            .take_while(|chunk| *chunk == first)
            .count();
        if times >= 2 {
            return Some((unit, times));
        }
    }
    None
}

/// Bold at the start of a paragraph that was printed again: start, length and count of the run. A
/// run of four is always one; two or three only where the document is known to do so.
pub(super) fn bold_start(text: &str, known: bool) -> Option<(usize, usize, usize)> {
    let start = number::parse(text).map_or(0, |n| n.len);
    let body = text.get(start..)?;
    if !body.chars().next().is_some_and(is_cjk) {
        return None;
    }
    let (unit, times) = repeat(body, 1, BOLD_MAX)?;
    let single = body[..unit].chars().count() == 1;
    let fine = match times {
        4 => !single || known,
        2 | 3 => known && !single,
        _ => false,
    };
    fine.then_some((start, unit, times))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::layout::Layout;
    use crate::document::lines::scan;
    use crate::source::{Origin, RawText};

    fn clean(text: &str) -> Draft {
        let raw = RawText::new("t", Origin::Bundled, text.to_string());
        let lines = scan(&raw);
        let mut draft = Draft::new(&lines[0], 0, false, false);
        for line in &lines {
            draft.add(&raw, line, &Layout::default(), true);
        }
        draft
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        for (raw, shown) in [
            ("见 [E/CN.15/1](#)。", "见 E/CN.15/1。"),
            ("见 <http://un.org/a>。", "见 http://un.org/a。"),
            ("见 <http://un.org/\u{7}a>。", "见 <http://un.org/a>。"),
            (
                "见 [http://a.int/x\\(3\\)](http://a.int/x\\(3\\))",
                "见 http://a.int/x(3)",
            ),
            ("[官网](https://un.org)", "官网 https://un.org"),
            ("背景&amp;介绍", "背景&介绍"),
            ("co\u{AD}operate\u{7}", "cooperate"),
            ("收 到 的 其 他 答 复 将 以", "收到的其他答复将以"),
            ("回顾回顾回顾回顾 联合国", "回顾 联合国"),
            ("1. 呼吁呼吁呼吁呼吁各国", "1. 呼吁各国"),
            ("面积 5 km² 以上", "面积 5 km² 以上"),
            ("决定。¹² 自此", "决定。自此"),
            ("\u{F0B7}\u{A0}经济", "• 经济"),
            ("科技  工业", "科技 工业"),
        ] {
            assert_eq!(clean(raw).text(), shown, "{raw:?}");
        }
    }

    #[test]
    fn marks_and_bold_keep_their_place() {
        let draft = clean("1. 呼吁呼吁呼吁呼吁各国¹采取");
        assert_eq!((draft.bold[0].start, draft.bold[0].end), (3, 9));
        assert_eq!(draft.marks.len(), 1);
        assert_eq!(
            (draft.marks[0].at, draft.marks[0].marker.as_str()),
            (15, "1")
        );
    }
}
