//! The parts of a resolution: preambular and operative paragraphs, the closing lines.
//!
//! In: drafts with their headings. Out: drafts of these kinds. Must not know about levels.

use crate::document::chars::ends_sentence;
use crate::document::draft::Draft;
use crate::document::kinds::{is_date_line, is_enacting, is_plenary_line, starts_with_word};
use crate::document::layout::Layout;
use crate::document::model::BlockKind;
use crate::document::number::Style;

/// Where the walk through a resolution stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Outside.
    Outside,
    /// Between the organ that speaks and the first operative paragraph.
    Preamble,
    /// From there to the closing lines.
    Operative,
}

/// Preambular and operative paragraphs. Preambular ones end with a comma, operative ones with a
/// semicolon or a stop, whether their numbers were kept or lost (UN Editorial Manual, resolutions);
/// the verbs decide only where the punctuation was lost too.
pub(super) fn resolution(drafts: &mut [Draft], layout: &Layout) {
    let (mut part, mut numbered) = (Part::Outside, false);
    for i in 0..drafts.len() {
        if is_enacting(drafts[i].text()) {
            let speaks = speaks(drafts, i);
            part = if speaks {
                Part::Preamble
            } else {
                Part::Outside
            };
            numbered = speaks && keeps_numbers(&drafts[i + 1..]);
            let d = &mut drafts[i];
            if speaks || d.kind == BlockKind::Heading {
                d.kind = BlockKind::Paragraph;
            }
            // An organ's name that opens nothing is a line of a letterhead.
            if !speaks && !d.text().ends_with(['，', ',']) && d.kind == BlockKind::Paragraph {
                d.kind = BlockKind::Masthead;
            }
            continue;
        }
        if ends_resolution(&drafts[i]) {
            part = Part::Outside;
        }
        if part == Part::Outside || drafts[i].kind != BlockKind::Paragraph {
            continue;
        }
        let own = drafts[i].number.as_ref().map(|n| n.style);
        match own {
            Some(Style::Decimal(1)) => part = Part::Operative,
            Some(_) => continue,
            None if part == Part::Preamble && !is_preambular(drafts, i, layout, numbered) => {
                if numbered && !opens(&drafts[i], "operative") {
                    continue;
                }
                part = Part::Operative;
            }
            None => {}
        }
        if part == Part::Preamble {
            drafts[i].kind = BlockKind::Preambular;
        } else if own.is_some() || (!numbered && acts(&drafts[i], layout)) {
            drafts[i].kind = BlockKind::Operative;
        }
    }
}

fn opens(d: &Draft, class: &str) -> bool {
    starts_with_word(class, d.text())
}

/// Does the organ on this line speak (大会，)? A preambular or operative paragraph follows.
fn speaks(drafts: &[Draft], i: usize) -> bool {
    let verb = drafts
        .get(i + 1)
        .is_some_and(|d| opens(d, "preamble") || opens(d, "operative"));
    let below = i > 0 && is_enacting(drafts[i - 1].text());
    (verb && !below) || drafts[i].text().ends_with(['，', ','])
}

/// A heading, a table, the meeting's line or a letterhead end a resolution.
fn ends_resolution(d: &Draft) -> bool {
    let over = matches!(
        d.kind,
        BlockKind::Heading | BlockKind::TableRow | BlockKind::Masthead
    );
    over || is_plenary_line(d.text())
}

/// Did the operative paragraphs of the resolution that begins here keep their numbers?
fn keeps_numbers(rest: &[Draft]) -> bool {
    rest.iter()
        .take_while(|d| !is_enacting(d.text()) && !ends_resolution(d))
        .filter_map(|d| d.number.as_ref())
        .any(|n| n.style == Style::Decimal(1))
}

/// Is the paragraph, which stands where preambular ones do and has no number, one of them?
fn is_preambular(drafts: &[Draft], i: usize, layout: &Layout, numbered: bool) -> bool {
    let d = &drafts[i];
    let comma = |d: &Draft| d.text().ends_with(['，', ',']);
    let verb = opens(d, "preamble");
    if comma(d) || (numbered && verb) {
        return true;
    }
    if !layout.punctuated || !ends_sentence(d.text()) {
        return verb;
    }
    // A stop by mistake: the preamble goes on behind it.
    let next = drafts[i + 1..]
        .iter()
        .find(|d| d.kind != BlockKind::Footnote);
    verb && next.is_some_and(|d| {
        d.number.is_none() && d.kind == BlockKind::Paragraph && comma(d) && opens(d, "preamble")
    })
}

/// Is the paragraph, which stands among operative ones and has no number, one of them?
fn acts(d: &Draft, layout: &Layout) -> bool {
    let verb = opens(d, "operative") || opens(d, "preamble");
    verb || (layout.punctuated && ends_sentence(d.text()))
}

/// 第81次全体会议 and the date beside it.
pub(super) fn closing(drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        if matches!(drafts[i].kind, BlockKind::Paragraph | BlockKind::Heading)
            && is_plenary_line(drafts[i].text())
        {
            drafts[i].kind = BlockKind::Closing;
            for j in [i.wrapping_sub(1), i + 1] {
                if drafts
                    .get(j)
                    .is_some_and(|d| is_date_line(d.text()) && d.kind == BlockKind::Paragraph)
                {
                    drafts[j].kind = BlockKind::Closing;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, build};
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    fn kinds(paragraphs: &[&str]) -> Vec<BlockKind> {
        let text = paragraphs.join("\n\n");
        let raw = RawText::new("t", Origin::Bundled, text);
        let doc = build(Arc::new(raw), "t");
        doc.blocks.iter().map(|b| b.kind).collect()
    }

    #[test]
    fn punctuation_parts_preamble_and_acts_that_lost_their_numbers() {
        let found = kinds(&[
            "大会，",
            "回顾其以往关于水资源问题的各项决议，",
            "鼓励各国为此采取举措并交流各自的做法，",
            "认识到水资源对所有国家的发展十分重要，",
            "表示注意到秘书长关于这一问题的报告；",
            "认识到各国需要开展合作并为此调动资源；",
            "请秘书长就本决议的执行情况提出报告。",
            "第 26 次全体会议",
            "见本届会议的正式记录，补编第 3 号。",
        ]);
        use BlockKind::{Closing, Operative, Paragraph, Preambular};
        let want = [
            Paragraph, Preambular, Preambular, Preambular, Operative, Operative, Operative,
            Closing, Paragraph,
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn numbers_begin_the_acts_where_they_were_kept() {
        let found = kinds(&[
            "大会，",
            "回顾其以往关于水资源问题的各项决议，",
            "1. 欢迎秘书长关于这一问题的报告；",
            "2. 决定：",
            "(a) 设立一个关于水资源问题的工作组；",
            "3. 请秘书长就本决议的执行情况提出报告。",
        ]);
        use BlockKind::{Item, Operative, Paragraph, Preambular};
        let want = [Paragraph, Preambular, Operative, Operative, Item, Operative];
        assert_eq!(found, want);
    }
}
