//! The table of contents, and captions in the text.
//!
//! In: drafts. Out: drafts of kind toc and caption. Must not know about levels.

use crate::document::chars::ends_sentence;
use crate::document::draft::Draft;
use crate::document::kinds::{bare, is_prose, starts_with_word};
use crate::document::model::BlockKind;
use crate::document::tables::{caption_start, is_toc_entry, is_toc_heading, is_toc_label};
use std::collections::HashSet;

/// Longest label of a figure that stands without its title (图十一), in characters.
const LABEL_MAX: usize = 6;
/// Longest line of a figure's title or of words printed in it, in characters.
const PART_MAX: usize = 100;

/// Entries of the table of contents: lines with page numbers, or lines that come back later as headings.
pub(super) fn contents(drafts: &mut [Draft], from: usize) {
    let Some(start) = drafts.iter().position(|d| is_toc_heading(d.text())) else {
        for d in drafts
            .iter_mut()
            .filter(|d| d.cells.is_empty() && is_toc_entry(d.text()))
        {
            d.kind = BlockKind::Toc;
        }
        return;
    };
    drafts[start].kind = BlockKind::Heading;
    let later: HashSet<String> = drafts[start + 1..]
        .iter()
        .scan(HashSet::new(), |seen: &mut HashSet<String>, d| {
            let key = bare(d.text());
            Some((!seen.insert(key.clone())).then_some(key))
        })
        .flatten()
        .collect();
    let mut seen = HashSet::new();
    let (mut inside, mut paged) = (true, None);
    for d in drafts
        .iter_mut()
        .skip(start.max(from.saturating_sub(1)) + 1)
    {
        // The word over the numbers of pages, or over a part of the entries.
        if inside && d.cells.is_empty() && is_toc_label(d.text()) {
            d.kind = BlockKind::Toc;
            continue;
        }
        let key = bare(d.text());
        let again = later.contains(&key);
        let entry = is_toc_entry(d.text())
            || leads_to_a_page(d.text()) && (d.number.is_some() || !is_prose(d.text()));
        let first = seen.insert(key);
        let paged = *paged.get_or_insert(entry);
        let fits = if paged {
            entry
        } else {
            first && (again || (seen.len() > 2 && (d.number.is_some() || !ends_sentence(d.text()))))
        };
        inside &= fits && d.cells.is_empty() && d.chars() < 120;
        if inside || (is_toc_entry(d.text()) && d.cells.is_empty()) {
            d.kind = BlockKind::Toc;
        }
    }
}

/// Does the text end with the number of a page?
fn leads_to_a_page(text: &str) -> bool {
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - words.len();
    (1..=4).contains(&digits) && !words.is_empty()
}

/// Lines right below a table that belong to it: its sources and its notes (资料来源：, 注：).
pub(super) fn table_notes(drafts: &mut [Draft]) {
    for i in 1..drafts.len() {
        let below = matches!(drafts[i - 1].kind, BlockKind::TableRow | BlockKind::Caption);
        let own = matches!(drafts[i].kind, BlockKind::Paragraph | BlockKind::Heading);
        if below && own && is_table_note(drafts[i].text()) {
            drafts[i].kind = BlockKind::Caption;
        }
    }
}

/// Where the lines end that were printed in and above a figure whose label stands at `i` (图一, its title,
/// the unit in brackets): at its sources or notes.
fn figure_ends(drafts: &[Draft], i: usize) -> Option<usize> {
    let part = |d: &Draft| {
        matches!(
            d.kind,
            BlockKind::Paragraph | BlockKind::Heading | BlockKind::Item
        ) && !ends_sentence(d.text())
            && d.chars() <= PART_MAX
    };
    let label = drafts[i].chars() <= LABEL_MAX * if drafts[i].text().is_ascii() { 2 } else { 1 };
    let rest = drafts[i + 1..].iter().take(if label { 8 } else { 2 });
    let lines = rest.take_while(|d| part(d)).count();
    let source = drafts.get(i + 1 + lines);
    source
        .is_some_and(|d| is_table_note(d.text()))
        .then_some(i + 1 + lines)
}

/// 资料来源：…, or a note that a letter refers to (“a One project can …”).
fn is_table_note(text: &str) -> bool {
    let mut chars = text.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.next() == Some(' ')
        && chars.next().is_some_and(char::is_uppercase);
    letter || starts_with_word("table-note", text)
}

/// Captions in the text (表 1, 图 2.) and the lines between a caption and its rows or sources.
pub(super) fn captions(drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let own = matches!(drafts[i].kind, BlockKind::Paragraph | BlockKind::Heading);
        if own
            && caption_start(drafts[i].text())
            && !ends_sentence(drafts[i].text())
            && drafts[i].chars() <= 80
        {
            drafts[i].kind = BlockKind::Caption;
            let rows =
                (i + 1..drafts.len().min(i + 5)).find(|&j| drafts[j].kind == BlockKind::TableRow);
            let end = rows.or_else(|| figure_ends(drafts, i)).unwrap_or(i + 1);
            for d in &mut drafts[i + 1..end] {
                if !ends_sentence(d.text()) && d.kind != BlockKind::Footnote {
                    d.kind = BlockKind::Caption;
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
        let raw = RawText::new("t", Origin::Bundled, paragraphs.join("\n\n"));
        let doc = build(Arc::new(raw), "t");
        doc.blocks.iter().map(|b| b.kind).collect()
    }

    #[test]
    fn lines_between_a_figure_s_label_and_its_sources_are_its_caption() {
        let sentence = "各国的用水量在这一期间继续增长，预计今后仍将增长。";
        let found = kinds(&[
            "1. 导言",
            sentence,
            "图十一",
            "各区域用水量",
            "(百分比)",
            "资料来源：秘书处的估计数。",
            "注：不包括海水。",
            sentence,
        ]);
        use BlockKind::{Caption, Heading, Paragraph};
        let want = [
            Heading, Paragraph, Caption, Caption, Caption, Caption, Caption, Paragraph,
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn entries_with_commas_and_the_head_of_their_pages_are_contents() {
        let found = kinds(&[
            "目录",
            "页次",
            "1、背景，目的 10",
            "1.1 水资源，土地和森林资源的管理，以及其他各种资源 12",
            "2、总结 20",
            "1、背景，目的",
            "各国应当在这一领域继续合作，并向秘书长通报有关情况。",
        ]);
        assert_eq!(found[1..5], [BlockKind::Toc; 4]);
        assert!(found[5..].iter().all(|k| *k != BlockKind::Toc));
    }
}
