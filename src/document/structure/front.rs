//! Title and masthead, and letterheads that an extraction left in the text.
//!
//! In: stitched drafts. Out: drafts of kind title and masthead. Must not know about levels.

use crate::document::chars::{ends_sentence, is_han};
use crate::document::draft::Draft;
use crate::document::kinds::{
    bare, by_line, is_enacting, is_masthead, is_prose, is_word, starts_with_word,
};
use crate::document::layout::Layout;
use crate::document::model::BlockKind;
use crate::document::number::Style;
use std::collections::HashSet;

/// Title and masthead: what stands before the first heading, numbered paragraph or sentence. The index of
/// the first draft behind it.
pub(super) fn front(drafts: &mut [Draft], layout: &Layout) -> usize {
    let (mut end, mut titled, mut authored) = (0, false, false);
    for d in drafts.iter() {
        let text = d.text();
        let title = d
            .number
            .as_ref()
            .is_some_and(|n| n.style == Style::Resolution);
        let known = is_word("front-heading", &bare(text)) && !(d.kind == BlockKind::TableRow);
        // English takes twice the letters.
        let long = d.chars() > if text.contains(is_han) { 120 } else { 300 };
        let ended = ends_sentence(text) || long;
        let sentence =
            is_prose(text) && ended && (d.chars() > 24 || authored) && !is_masthead(text) && !title;
        let numbered = d.number.is_some() && !title && !is_masthead(text);
        let table = !matches!(d.kind, BlockKind::Paragraph | BlockKind::Footnote);
        let enacting = is_enacting(text) && (text.ends_with(['，', ',']) || titled);
        let verb = titled && starts_with_word("preamble", text);
        if known
            || sentence
            || numbered
            || table
            || enacting
            || verb
            || end >= 60
            || (layout.wrapped && long)
        {
            break;
        }
        titled |= !is_masthead(text);
        authored |= titled && by_line(text);
        end += 1;
    }
    // Front matter that runs to the end of the text is no front matter.
    if end == drafts.len() && end > 8 {
        return 0;
    }
    for d in drafts[..end]
        .iter_mut()
        .filter(|d| d.kind == BlockKind::Paragraph)
    {
        let masthead = is_masthead(d.text()) || (d.text().ends_with('。') && d.number.is_none());
        d.kind = if masthead {
            BlockKind::Masthead
        } else {
            BlockKind::Title
        };
    }
    end
}

/// The title printed again behind the body, or one line printed twice in a row: running heads that an
/// extraction left in the text.
pub(super) fn running_titles(drafts: &mut [Draft], from: usize) {
    let titles: HashSet<String> = drafts[..from]
        .iter()
        .filter(|d| d.kind == BlockKind::Title)
        .map(|d| bare(d.text()))
        .collect();
    for i in from..drafts.len() {
        if drafts[i].kind != BlockKind::Heading || drafts[i].number.is_some() {
            continue;
        }
        let key = bare(drafts[i].text());
        let next = drafts.get(i + 1).is_some_and(|d| bare(d.text()) == key);
        let before = i > from && bare(drafts[i - 1].text()) == key;
        let outside = drafts[i + 1..]
            .iter()
            .take(3)
            .all(|d| d.kind != BlockKind::Paragraph || d.number.is_none());
        let letterhead = i > from && drafts[i - 1].kind == BlockKind::Masthead;
        if next || before || letterhead || (titles.contains(&key) && outside) {
            drafts[i].kind = BlockKind::Masthead;
        }
    }
}
