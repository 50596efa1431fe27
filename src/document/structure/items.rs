//! Sub-items and their depth.
//!
//! In: drafts. Out: drafts of kind item, with levels. Must not know about headings.

use crate::document::draft::Draft;
use crate::document::model::BlockKind;
use crate::document::number::{Style, roman};

/// Sub-items and their depth.
pub(super) fn items(drafts: &mut [Draft]) {
    let mut open: Vec<Style> = Vec::new();
    let mut letter = 0;
    for d in drafts.iter_mut() {
        if d.kind == BlockKind::Footnote {
            continue;
        }
        let style = match (&d.kind, &d.number) {
            (BlockKind::Paragraph, Some(n)) => n.style,
            _ => {
                if d.kind != BlockKind::Caption {
                    open.clear();
                    letter = 0;
                }
                continue;
            }
        };
        let style = match style {
            // (i) after (h) is a letter, not a roman numeral.
            Style::RomanParen | Style::LetterParen => {
                let value = d.number.as_ref().map_or(0, |n| n.value);
                let text = d.number.as_ref().map_or("", |n| n.text.as_str());
                let one = text.trim_matches(['(', ')', '（', '）']);
                let follows = value == letter + 1 && one.len() == 1;
                let roman = roman(&one.to_ascii_lowercase()).is_some() && !follows;
                if !roman {
                    letter = value;
                }
                if roman {
                    Style::RomanParen
                } else {
                    Style::LetterParen
                }
            }
            Style::HanParen | Style::DigitParen | Style::Bullet => style,
            Style::Han | Style::Formal => style,
            _ => {
                open.clear();
                letter = 0;
                continue;
            }
        };
        if let Some(n) = &mut d.number {
            n.style = style;
        }
        match open.iter().position(|s| *s == style) {
            Some(at) => open.truncate(at + 1),
            None => open.push(style),
        }
        d.kind = BlockKind::Item;
        d.level = u8::try_from(open.len()).unwrap_or(u8::MAX);
    }
}
