//! A second paper in the same text: extractions that paste papers together leave its masthead and title
//! between the paragraphs.
//!
//! In: drafts with their kinds. Out: drafts of kind title and masthead. Must not know about levels.

use crate::document::chars::ends_sentence;
use crate::document::draft::Draft;
use crate::document::kinds::{
    bare, is_bracket_line, is_date_line, is_enacting, is_masthead, is_prose, is_word,
};
use crate::document::layout::Layout;
use crate::document::model::BlockKind;
use crate::document::paper::session_line;
use crate::document::tables::caption_start;

/// A masthead with its title has at most so many lines.
const LINES: usize = 8;
/// The session or the date is among its first lines.
const TOP: usize = 4;
/// Longest line, in characters.
const LINE_MAX: usize = 120;

/// Mastheads and titles of papers behind the first.
pub(super) fn second_papers(drafts: &mut [Draft], layout: &Layout, from: usize) {
    if layout.wrapped {
        return;
    }
    let (mut i, mut pasted) = (from.max(1), false);
    while i < drafts.len() {
        pasted |= drafts[i].kind == BlockKind::Masthead;
        let len = masthead(drafts, i, pasted);
        for d in &mut drafts[i..i + len] {
            d.kind = if is_masthead(d.text()) || session_line(d.text()).is_some() {
                BlockKind::Masthead
            } else {
                BlockKind::Title
            };
        }
        i += len.max(1);
    }
}

/// How many lines from `i` on are the masthead and the title of another paper: lines that are no
/// sentences, a session or a date among them, behind a letterhead or (four at least, three where a
/// letterhead came before) behind a sentence, before running text or the end.
fn masthead(drafts: &[Draft], i: usize, pasted: bool) -> usize {
    let before = &drafts[i - 1];
    let head = match before.kind {
        BlockKind::Masthead | BlockKind::Closing | BlockKind::Footnote => true,
        BlockKind::Paragraph if ends_sentence(before.text()) => false,
        _ => return 0,
    };
    let rest = &drafts[i..];
    let len = rest
        .iter()
        .take(LINES + 1)
        .take_while(|d| is_line(d))
        .count();
    let dated = rest[..len]
        .iter()
        .take(TOP)
        .rposition(|d| is_date_line(d.text()) || session_line(d.text()).is_some());
    let follows = rest.get(len).is_none_or(|d| {
        is_prose(d.text()) || is_known(d) || d.number.is_some() || is_enacting(d.text())
    });
    // a letterhead has the day of issue and the days of the session; more are a list of meetings
    let dates = rest[..len].iter().filter(|d| is_date_line(d.text()));
    let (spans, days): (Vec<_>, Vec<_>) = dates.partition(|d| is_span(d.text()));
    let fits = spans.len() < 2
        && days.len() < 2
        && match dated {
            Some(_) if head => len >= 2,
            Some(at) => at > 0 && at + 1 < len && len >= TOP - usize::from(pasted),
            None => false,
        };
    if fits && follows && len <= LINES {
        len
    } else {
        0
    }
}

/// A date line names several days (10 日至 13 日, 16日和17日, 10-13 April).
fn is_span(text: &str) -> bool {
    text.contains(['至', '和', '-', '–', '—', '~'])
        || text.contains(" to ")
        || text.contains(" and ")
}

fn is_line(d: &Draft) -> bool {
    matches!(d.kind, BlockKind::Paragraph | BlockKind::Heading)
        && d.number.is_none()
        && d.cells.is_empty()
        && !d.text().is_empty()
        && !ends_sentence(d.text())
        && d.chars() <= LINE_MAX
        && !is_known(d)
        && !is_enacting(d.text())
        && !is_bracket_line(d.text())
        && !caption_start(d.text())
}

/// 摘要, 导言 and the like come behind the front matter.
fn is_known(d: &Draft) -> bool {
    is_word("front-heading", &bare(d.text()))
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, build};
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    fn kinds(lines: &[&str]) -> Vec<BlockKind> {
        let raw = RawText::new("t", Origin::Bundled, lines.join("\n\n"));
        let doc = build(Arc::new(raw), "t");
        doc.blocks.iter().map(|b| b.kind).collect()
    }

    #[test]
    fn a_letterhead_has_a_day_of_issue_and_the_days_of_the_session() {
        let sentence = "各国应当在这一领域继续合作，并向秘书长通报有关情况。";
        let paper = |dates: &[&'static str]| {
            let mut lines = vec![sentence, sentence, "水资源特别委员会"];
            lines.extend(dates);
            lines.extend(["和平利用水资源", "若干国家的解释性说明", sentence]);
            kinds(&lines).contains(&BlockKind::Masthead)
        };
        assert!(paper(&["2020年2月11日", "2020年2月21日至3月1日"]));
        assert!(!paper(&["2020年2月11日", "2020年3月11日"]));
        assert!(!paper(&["2020年2月21日至23日", "2020年3月1日和2日"]));
    }

    #[test]
    fn a_paper_behind_another_has_its_own_masthead_and_title() {
        let sentence = "各国应当在这一领域继续合作，并向秘书长通报有关情况。";
        let text = [
            sentence,
            sentence,
            "水资源特别委员会",
            "2020年2月21日至3月1日",
            "和平利用水资源",
            "若干国家关于水资源利用方法的解释性说明",
            sentence,
            "注重水资源的长期管理",
            sentence,
        ];
        use BlockKind::{Heading, Masthead, Paragraph, Title};
        let want = [
            Paragraph, Paragraph, Title, Masthead, Title, Title, Paragraph, Heading, Paragraph,
        ];
        assert_eq!(kinds(&text), want);
    }
}
