//! Measures the raw lines.
//!
//! In: `RawText`. Out: one `Line` for every raw line that holds something, with what stood around it.
//! Must not know what the lines mean.

use super::chars::{columns, is_blank};
use crate::source::RawText;

/// A run of blanks this long on a line of its own is the rule over footnotes, not an empty line.
const BLANK_RULE: usize = 20;

/// A raw line that holds something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// 1-based number of the raw line.
    pub no: u32,
    /// Byte column where its content begins.
    pub start: u32,
    /// Byte column where its content ends.
    pub end: u32,
    /// Columns of blanks before the content.
    pub indent: u16,
    /// Columns of the content, cut at `u16::MAX`.
    pub width: u16,
    /// A blank stands after the content: in many extracted texts the mark of a paragraph's end.
    pub trail: bool,
    /// At least one empty line stands before it.
    pub gap: bool,
    /// A form feed stands between the line before and this one.
    pub page: bool,
    /// A rule made of blanks stands between the line before and this one.
    pub ruled: bool,
    /// The content is set off by a tab.
    pub tab: bool,
    /// Around here an empty line stands even between lines of one paragraph (set by `layout`).
    pub interline: bool,
    /// Tabs after the content: empty cells.
    pub tabs_after: u8,
}

impl Line {
    /// The content of the line.
    pub fn text<'a>(&self, raw: &'a RawText) -> &'a str {
        let whole = raw.line(self.no).unwrap_or("");
        whole
            .get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// All lines that hold something, in order.
pub(super) fn scan(raw: &RawText) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let (mut gap, mut page, mut ruled) = (false, false, false);
    for (i, range) in raw.lines.iter().enumerate() {
        let whole = &raw.text[range.clone()];
        page |= whole.as_bytes().first() == Some(&b'\x0c');
        let content = whole.trim_matches(is_blank);
        if content.is_empty() {
            ruled |= whole.len() >= BLANK_RULE;
            gap = true;
            page |= whole.contains('\x0c');
            continue;
        }
        let lead = whole.len() - whole.trim_start_matches(is_blank).len();
        let end = lead + content.len();
        out.push(Line {
            no: u32::try_from(i + 1).unwrap_or(u32::MAX),
            start: u32::try_from(lead).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            indent: small(columns(whole[..lead].trim_start_matches('\x0c'))),
            width: small(columns(content)),
            trail: whole[end..].starts_with([' ', '\u{A0}', '\u{3000}']),
            gap,
            page,
            ruled,
            interline: false,
            tab: whole[..lead].contains('\t'),
            tabs_after: u8::try_from(whole[end..].matches('\t').count()).unwrap_or(u8::MAX),
        });
        (gap, page, ruled) = (false, whole.ends_with('\x0c'), false);
    }
    out
}

fn small(n: u32) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;

    #[test]
    fn a_line_knows_its_surroundings() {
        let rule = " ".repeat(40);
        let text = format!(" 一. 导言 \n\n{rule}\n1\n\u{c}正文");
        let raw = RawText::new("t", Origin::Bundled, text);
        let lines = scan(&raw);
        let seen: Vec<_> = lines
            .iter()
            .map(|l| {
                (
                    l.no,
                    l.text(&raw),
                    l.indent,
                    l.trail,
                    l.gap,
                    l.ruled,
                    l.page,
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                (1, "一. 导言", 1, true, false, false, false),
                (4, "1", 0, false, true, true, false),
                (5, "正文", 0, false, false, false, true),
            ]
        );
    }
}
