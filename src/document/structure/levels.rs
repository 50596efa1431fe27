//! Levels of headings.
//!
//! In: drafts whose headings are known. Out: their levels. Must not know about paragraphs.

use crate::document::draft::Draft;
use crate::document::kinds::{ends_with_word, is_bracket_line};
use crate::document::model::BlockKind;
use crate::document::number::Style;

/// How high the headings of a style stand. Headings without number come below the numbered ones they
/// stand under.
fn rank(style: Option<Style>) -> u8 {
    match style {
        Some(Style::Annex) => 0,
        Some(Style::Part) => 1,
        Some(Style::Chapter) => 2,
        Some(Style::Section) => 3,
        Some(Style::Article) => 30,
        Some(Style::Formal) => 4,
        Some(Style::Han | Style::Roman) => 5,
        Some(Style::Latin) => 6,
        Some(Style::Goal) => REPLY,
        Some(Style::HanParen | Style::DigitParen) => 9,
        Some(Style::Decimal(n)) => 9 + n,
        Some(Style::LetterParen) => 18,
        _ => 20,
    }
}

/// Rank of a heading over a reply of a State ([原件：…] follows).
const REPLY: u8 = 7;

/// Rank of the title that a State gave its reply (right below the lines in brackets).
const REPLY_TITLE: u8 = 8;

/// Levels of headings: a stack of the styles that are open.
pub(super) fn levels(drafts: &mut [Draft]) {
    let mut open: Vec<u8> = Vec::new();
    let (mut nested, mut annexed) = (false, None);
    for i in 0..drafts.len() {
        if drafts[i].kind != BlockKind::Heading {
            continue;
        }
        let style = drafts[i].number.as_ref().map(|n| n.style);
        let mut own = rank(style);
        // The lines right below 附件 say what it is and stand side by side.
        let names = style.is_none() && annexed == i.checked_sub(1) && annexed.is_some();
        annexed = (names || style == Some(Style::Annex)).then_some(i);
        if style.is_none() {
            let reply = drafts.get(i + 1).is_some_and(|d| is_bracket_line(d.text()));
            let free = |d: &Draft| d.kind == BlockKind::Heading && d.number.is_none();
            let below = i > 0 && free(&drafts[i - 1]);
            let above = !below && drafts.get(i + 1).is_some_and(free);
            if reply {
                own = REPLY;
                nested = false;
            } else if is_reply_title(drafts, i) {
                own = REPLY_TITLE;
                nested = false;
            } else if above || names {
                // Right above another one it holds that one, and is no part of what was open.
                nested = false;
            } else if open.last() == Some(&21) || (below && open.last() == Some(&20)) {
                nested = nested || below;
                own = if nested { 21 } else { 20 };
            }
        } else {
            nested = false;
        }
        while open.last().is_some_and(|&r| r >= own) {
            open.pop();
        }
        open.push(own);
        drafts[i].level = u8::try_from(open.len()).unwrap_or(u8::MAX);
    }
}

/// Does the heading right below [原件：…] and [date] say what the reply is called?
fn is_reply_title(drafts: &[Draft], i: usize) -> bool {
    let before = i.checked_sub(1).map(|j| &drafts[j]);
    before.is_some_and(|d| is_bracket_line(d.text()))
        && ends_with_word("reply-title", drafts[i].text())
}

#[cfg(test)]
mod tests {
    use crate::document::{OutlineKind, build};
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    #[test]
    fn a_heading_right_above_another_holds_it_and_a_reply_s_title_holds_the_reply() {
        let sentence = "各国应当在这一领域继续合作，并向秘书长通报有关情况。";
        let text = [
            "一. 导言",
            sentence,
            "发达地区",
            "甲区",
            sentence,
            "乙区",
            sentence,
            "其他地区",
            "丙区",
            sentence,
            "二. 收到的答复",
            "某国",
            "[原件：英文]",
            "[2020 年 5 月 1 日]",
            "关于用水的国家报告",
            sentence,
            "国家一级",
            sentence,
        ];
        let raw = RawText::new("t", Origin::Bundled, text.join("\n\n"));
        let doc = build(Arc::new(raw), "t");
        let headings = doc
            .outline
            .iter()
            .filter(|e| e.kind == OutlineKind::Heading);
        let levels: Vec<u8> = headings.map(|e| e.level).collect();
        assert_eq!(levels, [1, 2, 3, 3, 2, 3, 1, 2, 3, 4]);
    }
}
