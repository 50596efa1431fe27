//! The table of contents, and captions in the text.
//!
//! In: drafts. Out: drafts of kind toc and caption. Must not know about levels.

use crate::document::draft::Draft;
use crate::document::kinds::{bare, is_prose, starts_with_word};
use crate::document::model::BlockKind;
use crate::document::tables::{caption_start, is_toc_entry, is_toc_heading};
use std::collections::HashSet;

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
        let key = bare(d.text());
        let again = later.contains(&key);
        let entry = is_toc_entry(d.text())
            || d.text().ends_with(|c: char| c.is_ascii_digit()) && !is_prose(d.text());
        let first = seen.insert(key);
        let paged = *paged.get_or_insert(entry);
        let fits = if paged {
            entry
        } else {
            first
                && (again
                    || (seen.len() > 2
                        && (d.number.is_some()
                            || !crate::document::chars::ends_sentence(d.text()))))
        };
        inside &= fits && d.cells.is_empty() && d.chars() < 120;
        if inside || (is_toc_entry(d.text()) && d.cells.is_empty()) {
            d.kind = BlockKind::Toc;
        }
    }
}

/// Lines right below a table that belong to it: its sources and its notes (资料来源：, 注：).
pub(super) fn table_notes(drafts: &mut [Draft]) {
    for i in 1..drafts.len() {
        let below = match drafts[i - 1].kind {
            BlockKind::TableRow => true,
            BlockKind::Caption => starts_with_word("table-note", drafts[i - 1].text()),
            _ => false,
        };
        let own = matches!(drafts[i].kind, BlockKind::Paragraph | BlockKind::Heading);
        if below && own && starts_with_word("table-note", drafts[i].text()) {
            drafts[i].kind = BlockKind::Caption;
        }
    }
}

/// Captions in the text (表 1, 图 2.) and the lines between a caption and its rows.
pub(super) fn captions(drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let own = matches!(drafts[i].kind, BlockKind::Paragraph | BlockKind::Heading);
        if own
            && caption_start(drafts[i].text())
            && !crate::document::chars::ends_sentence(drafts[i].text())
            && drafts[i].chars() <= 80
        {
            drafts[i].kind = BlockKind::Caption;
            let rows =
                (i + 1..drafts.len().min(i + 5)).find(|&j| drafts[j].kind == BlockKind::TableRow);
            for d in &mut drafts[i + 1..rows.unwrap_or(i + 1)] {
                if !crate::document::chars::ends_sentence(d.text()) && d.kind != BlockKind::Footnote
                {
                    d.kind = BlockKind::Caption;
                }
            }
        }
    }
}
