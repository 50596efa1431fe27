//! Notes that lost their numbers: a list behind the letterhead that an extraction moved to the end.
//!
//! In: drafts with their mastheads and closing lines. Out: drafts of kind footnote. Must not know about marks.

use super::title::letterhead;
use crate::document::chars::ends_sentence;
use crate::document::draft::Draft;
use crate::document::kinds::{bare, starts_with_word};
use crate::document::layout::Layout;
use crate::document::model::BlockKind;
use crate::document::notes::LOST;

/// Longest note that is known by its words, in characters.
const NOTE_MAX: usize = 200;

/// Letterheads behind the body: the title below, printed once or twice, is a line of theirs.
pub(super) fn letterhead_titles(drafts: &mut [Draft], layout: &Layout) {
    if layout.wrapped {
        return;
    }
    for organ in 1..drafts.len() {
        if drafts[organ].kind != BlockKind::Masthead {
            continue;
        }
        let mut at = organ + 1;
        let title = drafts.get(at).is_some_and(|d| is_title(d) && !is_note(d));
        if title && letterhead(drafts, organ) {
            let key = bare(drafts[at].text());
            while drafts.get(at).is_some_and(|d| bare(d.text()) == key) {
                drafts[at].kind = BlockKind::Masthead;
                at += 1;
            }
        }
    }
}

/// The references behind such a letterhead are the notes of the paper. (UN papers print notes as
/// references: a symbol, 见…, 同上, 第N号决议.)
pub(super) fn endnotes(drafts: &mut [Draft], layout: &Layout) {
    if layout.wrapped {
        return;
    }
    let mut from = 0;
    while let Some(organ) = (from..drafts.len()).find(|&i| letterhead(drafts, i)) {
        let titles = drafts[organ + 1..].iter().take(2);
        let at = organ + 1 + titles.take_while(|d| d.kind == BlockKind::Masthead).count();
        let run = drafts[at..]
            .iter()
            .take_while(|d| d.kind == BlockKind::Paragraph && d.number.is_none())
            .count();
        let to_the_end = drafts
            .get(at + run)
            .is_none_or(|d| matches!(d.kind, BlockKind::Title | BlockKind::Masthead));
        let run = &mut drafts[at..at + run];
        let notes = run.iter().filter(|d| is_note(d)).count();
        // Nothing but notes comes behind a paper's last letterhead, and some of them explain.
        let all = to_the_end
            && notes >= 2
            && notes * 3 >= run.len()
            && run.iter().all(|d| ends_sentence(d.text()));
        let last = match run.iter().rposition(is_note) {
            _ if all => run.len(),
            last => last.map_or(0, |i| i + 1),
        };
        if all || run.first().is_some_and(is_note) && notes * 4 >= last * 3 {
            for d in &mut run[..last] {
                d.kind = BlockKind::Footnote;
                d.lead = Some(LOST.to_string());
            }
        }
        from = at + last.max(1);
    }
}

fn is_title(d: &Draft) -> bool {
    let free = matches!(
        d.kind,
        BlockKind::Paragraph | BlockKind::Heading | BlockKind::Masthead
    );
    free && d.number.is_none() && !ends_sentence(d.text()) && d.chars() <= NOTE_MAX
}

/// A reference that stands for itself.
fn is_note(d: &Draft) -> bool {
    let text = d.text();
    let symbol = text.split('/').next().is_some_and(|organ| {
        organ.len() < text.len()
            && organ.len() <= 6
            && !organ.is_empty()
            && organ.bytes().all(|b| b.is_ascii_uppercase())
    });
    let year = text.match_indices('年').any(|(at, _)| {
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit);
        digits.count() == 4
    });
    let work = year && text.contains(['《', '“']) || text.contains("联合国出版物，");
    ends_sentence(text)
        && d.chars() <= NOTE_MAX
        && (symbol || work || starts_with_word("reference", text) || text.contains("号决议，附件"))
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, build};
    use crate::problem::ProblemKind;
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    #[test]
    fn references_behind_the_letterhead_are_notes_and_their_loss_is_told() {
        let text = "大会，\n\n回顾其以往关于水资源问题的各项决议，\n\n\
            1. 请秘书长就本决议的执行情况提出报告。\n\n第 26 次全体会议\n\n2020年6月7日\n\n\
            联合国\n\n大会\n\n水资源的管理\n\n水资源的管理\n\n大会第70/1号决议。\n\n同上，附件。\n\n见A/70/2，第3段。";
        let raw = RawText::new("t", Origin::Bundled, text.to_string());
        let doc = build(Arc::new(raw), "t");
        let kinds: Vec<BlockKind> = doc.blocks.iter().skip(5).map(|b| b.kind).collect();
        use BlockKind::{Footnote, Masthead};
        assert_eq!(
            kinds,
            [
                Masthead, Masthead, Masthead, Masthead, Footnote, Footnote, Footnote
            ]
        );
        assert_eq!(doc.notes.len(), 3);
        let problems: Vec<_> = doc.problems.iter().map(|p| (&p.kind, p.line)).collect();
        let lost = ProblemKind::NoteNumbersLost("3".to_string());
        assert_eq!(problems, [(&lost, Some(19))]);
    }
}
