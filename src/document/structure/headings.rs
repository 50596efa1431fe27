//! Headings, by their words and by what stands around them.
//!
//! In: drafts behind the front matter. Out: drafts of kind heading. Must not know about levels.

use crate::document::chars::{ends_sentence, is_han, is_terminal};
use crate::document::draft::Draft;
use crate::document::kinds::{
    bare, heading_words, is_bracket_line, is_date_line, is_enacting, is_prose, is_word,
    starts_with_word,
};
use crate::document::layout::Layout;
use crate::document::model::BlockKind;
use crate::document::number::Style;
use crate::document::tables::{caption_start, is_toc_entry};

/// More short lines without number in a row than this are a list and no headings.
const STACK: usize = 4;
/// Longest heading of a section that only its place tells, in characters.
const SECTION: usize = 45;

/// Headings, by their words and by what follows.
pub(super) fn headings(drafts: &mut [Draft], layout: &Layout, from: usize) {
    let candidates: Vec<bool> = drafts
        .iter()
        .enumerate()
        .map(|(i, d)| {
            let free = i >= from && d.kind == BlockKind::Paragraph;
            let words = heading_words(d, layout);
            free && (words
                || !layout.wrapped
                    && d.number.is_none()
                    && (below(&drafts[..i], d.text())
                        || layout.whole && between_sentences(drafts, i)
                        || names_annex(&drafts[..i], d)))
        })
        .collect();
    let operative = drafts.iter().any(|d| is_enacting(d.text()));
    for i in from..drafts.len() {
        if !candidates[i] {
            continue;
        }
        let fine = match drafts[i].number.as_ref().map(|n| n.style) {
            None => lone_heading(drafts, &candidates, layout, i),
            Some(Style::HanParen | Style::DigitParen) => !sibling(drafts, i),
            Some(Style::Decimal(1)) => {
                !(introduced(drafts, i)
                    || sibling(drafts, i)
                    || operative && starts_with_word("operative", drafts[i].body()))
            }
            Some(Style::LetterParen) => !sibling(drafts, i) && heads_text(drafts, &candidates, i),
            Some(Style::Han | Style::Latin | Style::Formal | Style::Roman | Style::Goal) => {
                !drafts[i].body().is_empty()
            }
            _ => true,
        };
        if fine {
            drafts[i].kind = BlockKind::Heading;
        }
    }
}

/// Is `text`, the words of a draft that begins at raw line `line`, the heading of a section right below
/// the heading of its chapter? `drafts` may go on behind it.
pub(in crate::document) fn heads_section(drafts: &[Draft], line: u32, text: &str) -> bool {
    let at = drafts.partition_point(|d| d.first() < line);
    below(&drafts[..at], text)
}

/// Does a short line without a stop follow right below a chapter's heading (一. …)? It heads the first
/// section, even where it holds a comma or a colon.
fn below(before: &[Draft], text: &str) -> bool {
    let chapter = before.last().is_some_and(|d| {
        let style = d.number.as_ref().map(|n| n.style);
        matches!(style, Some(Style::Han | Style::Roman | Style::Formal))
            && !d.body().is_empty()
            && d.chars() <= SECTION
    });
    chapter && short_line(text, SECTION)
}

/// Does a short line without a stop stand between sentences, where no paragraph is ever cut? It may hold a
/// comma or a colon.
fn between_sentences(drafts: &[Draft], i: usize) -> bool {
    let before = i.checked_sub(1).map(|j| &drafts[j]);
    let ended = before.is_some_and(|d| {
        let chapter = d.number.is_some() && short_line(d.text(), 2 * SECTION);
        chapter || ends_sentence(d.text()) && !d.text().ends_with(['：', ':', '；'])
    });
    let next = drafts.get(i + 1);
    ended
        && short_line(drafts[i].text(), SECTION)
        && !is_date_line(drafts[i].text())
        && next.is_some_and(|d| is_prose(d.text()) && ends_sentence(d.text()))
        && !caption_start(drafts[i].text())
}

/// The lines right below 附件, alone on its line, say what it is.
fn names_annex(before: &[Draft], d: &Draft) -> bool {
    let mut above = before.iter().rev().take(3);
    let annex =
        above.find(|b| b.number.is_some() || ends_sentence(b.text()) || is_enacting(b.text()));
    let style = annex.and_then(|b| b.number.as_ref()).map(|n| n.style);
    style == Some(Style::Annex)
        && annex.is_some_and(|b| b.body().is_empty())
        && short_line(d.text(), 2 * SECTION)
        && !is_date_line(d.text())
        && !is_enacting(d.text())
}

/// Words of at most so many characters that are no sentence.
fn short_line(text: &str, max: usize) -> bool {
    let open = |c: char| is_never_last(c) || is_terminal(c);
    text.len() < 4 * max
        && !text.ends_with(open)
        && text.chars().count() <= max
        && !text.contains('。')
        && !is_bracket_line(text)
        && !text.starts_with(['(', '（', '[', '*', '•'])
        && text.chars().any(is_han)
}

fn is_never_last(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '（' | '(' | '“')
}

/// Does the next or the last paragraph carry the neighbouring number of the same style, with nothing
/// between? Then both are entries of a list.
fn sibling(drafts: &[Draft], i: usize) -> bool {
    let own = drafts[i].number.as_ref();
    let near = |j: Option<usize>, step: u32| {
        let other = j
            .and_then(|j| drafts.get(j))
            .and_then(|d| d.number.as_ref());
        match (own, other) {
            (Some(a), Some(b)) => a.style == b.style && a.value.abs_diff(b.value) == step,
            _ => false,
        }
    };
    near(Some(i + 1), 1) || near(i.checked_sub(1), 1)
}

/// Does the paragraph before announce a list?
fn introduced(drafts: &[Draft], i: usize) -> bool {
    i > 0 && drafts[i - 1].text().ends_with(['：', ':'])
}

/// Does running text follow, or a heading without number?
fn heads_text(drafts: &[Draft], candidates: &[bool], i: usize) -> bool {
    drafts[i + 1..]
        .iter()
        .zip(&candidates[i + 1..])
        .find(|(d, _)| d.kind != BlockKind::Footnote)
        .is_some_and(|(d, c)| d.number.is_none() && (is_prose(d.text()) || *c))
}

/// A heading without number: something must follow that it heads, and it is no line of a list.
fn lone_heading(drafts: &[Draft], candidates: &[bool], layout: &Layout, i: usize) -> bool {
    let dated = |j: usize| drafts.get(j).is_some_and(|d| is_date_line(d.text()));
    let alone =
        |j: usize| candidates.get(j) == Some(&true) && drafts[j].number.is_none() || dated(j);
    let mut run = 1;
    let mut first = i;
    while first > 0 && alone(first - 1) && run <= STACK {
        first -= 1;
        run += 1;
    }
    let mut last = i;
    while alone(last + 1) && run <= STACK {
        last += 1;
        run += 1;
    }
    let known = is_word("front-heading", &bare(drafts[i].text()));
    if layout.wrapped && layout.first_indent > 0 {
        return run <= STACK + 2;
    }
    let followed = drafts[last + 1..]
        .iter()
        .find(|d| d.kind != BlockKind::Footnote);
    let heads = followed.is_some_and(|d| {
        is_prose(d.text())
            || d.number.is_some()
            || !matches!(d.kind, BlockKind::Paragraph)
            || is_bracket_line(d.text())
            || is_enacting(d.text())
            || is_toc_entry(d.text())
            || caption_start(d.text())
    });
    let before = first.checked_sub(1).map(|j| &drafts[j]);
    let after_lead_in =
        before.is_some_and(|b| b.text().ends_with(['：', ':']) && b.kind == BlockKind::Paragraph);
    known || (heads && run <= STACK && !after_lead_in)
}

#[cfg(test)]
mod tests {
    use crate::document::{OutlineKind, build};
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    #[test]
    fn goals_and_the_first_section_below_a_chapter_are_headings() {
        let text = "一.\n\n政策和分析\n\n从风险到韧性：加快行动，实现更可持续的未来\n\n\
            所有区域都感受到上述现象带来的冲击，各国应当共同应对。\n\n\
            目标6.\n\n为所有人提供水和环境卫生\n\n\
            水对于可持续发展的许多其他方面至关重要，各国应当合作。";
        let raw = RawText::new("t", Origin::Bundled, text.to_string());
        let doc = build(Arc::new(raw), "t");
        let headings: Vec<(u8, u32)> = doc
            .outline
            .iter()
            .filter(|e| e.kind == OutlineKind::Heading)
            .map(|e| (e.level, e.line))
            .collect();
        assert_eq!(headings, [(1, 1), (2, 5), (2, 9)]);
    }
}
