//! Rows of tables: cells set apart by tabs, on one line or each on a line of its own.
//!
//! In: lines with tabs. Out: `Draft`s of kind table row and caption. Must not know about paragraphs.

use super::chars::ends_sentence;
use super::clean::Cleaner;
use super::draft::{Draft, needs_blank};
use super::furniture::Role;
use super::lines::Line;
use super::model::{BlockKind, NoteMark};
use super::number;
use crate::source::RawText;
use std::ops::Range;

/// Does this line hold cells of a table?
pub(super) fn has_cells(line: &Line, text: &str) -> bool {
    if is_toc_entry(text) {
        return false;
    }
    let words = number::parse(text).map_or(0, |n| n.len);
    let inner = text.get(words..).is_some_and(|t| t.contains('\t'));
    inner || line.tabs_after > 0 || (line.tab && line.width <= 60 && !ends_sentence(text))
}

/// Is this the heading over a table of contents?
pub(super) fn is_toc_heading(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(
        bare.as_str(),
        "目录" | "目录表" | "目次" | "目錄" | "Contents" | "CONTENTS" | "TableofContents"
    )
}

/// Page, Annexes: words in a table of contents that are no entries.
pub(super) fn is_toc_label(text: &str) -> bool {
    matches!(
        text.trim(),
        "Page" | "页次" | "頁次" | "Annex" | "Annexes" | "附件"
    )
}

/// An entry of a table of contents by its own look: leader dots, or a number before and a page after.
pub(super) fn is_toc_entry(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c.is_ascii_lowercase() && text.len() < 200
    });
    let page = text[bare.len()..].trim();
    if page.is_empty() || page.len() > 5 {
        return false;
    }
    let words = bare.trim_end();
    let dots = words.ends_with("....")
        || words.ends_with("…")
        || words.ends_with("..\t")
        || words.ends_with(". . .");
    let tab =
        bare.ends_with('\t') && words.matches('\t').count() == 0 && number::parse(words).is_some();
    (dots || tab) && page.bytes().all(|b| b.is_ascii_digit())
}

/// Are we inside a table of contents, with this line? It begins after its heading and ends with the first
/// line that has no page number.
pub(super) fn toc_goes_on(text: &str, inside: bool) -> bool {
    let label = inside && is_toc_label(text);
    label
        || is_toc_heading(text)
        || (inside
            && text.ends_with(|c: char| c.is_ascii_digit())
            && text.contains(['\t', '.', '…']))
}

/// Adds the table row (or caption) that begins with line `i`; the index of the line after it.
pub(super) fn rows(
    raw: &RawText,
    lines: &[Line],
    roles: &[Role],
    i: usize,
    drafts: &mut Vec<Draft>,
) -> usize {
    let inner = |k: usize| lines[k].tabs_after > 0 || lines[k].text(raw).contains('\t');
    let mut end = i + 1;
    while end < lines.len() && !lines[end].gap && roles[end] == Role::Text && !inner(end) {
        if !inner(i) || lines[end].tab || lines[end].width > 60 {
            if inner(i) {
                break;
            }
        } else if number::parse(lines[end].text(raw)).is_some()
            || caption_start(lines[end].text(raw))
        {
            break;
        }
        end += 1;
    }
    if lines[i].tab && !inner(i) && end < lines.len() && !lines[end].gap && inner(end) {
        // A line of one cell over rows with several.
        end = i + 1;
    }
    let mut draft = Draft::new(&lines[i], lines[i].indent, false, false);
    draft.kind = BlockKind::TableRow;
    for (k, line) in lines.iter().enumerate().take(end).skip(i) {
        let text = line.text(raw);
        if inner(i) && k == i {
            for empty in 0..leading_tabs(raw, line) {
                start_cell(&mut draft, line, u32::try_from(empty).unwrap_or(0));
            }
            let mut at = 0;
            for cell in text.split('\t') {
                cell_of_line(&mut draft, line, text, at..at + cell.len());
                at += cell.len() + 1;
            }
            for _ in 0..line.tabs_after {
                start_cell(&mut draft, line, line.end);
            }
        } else if k == i || line.tab {
            cell_of_line(&mut draft, line, text, 0..text.len());
        } else {
            continue_cell(&mut draft, line, text);
        }
        draft.own(line.no);
    }
    finish(draft, lines[i].tab, drafts);
    end
}

fn leading_tabs(raw: &RawText, line: &Line) -> usize {
    let whole = raw.line(line.no).unwrap_or("");
    whole
        .get(..line.start as usize)
        .map_or(0, |lead| lead.matches('\t').count())
}

/// Opens a cell; a tab parts it from the one before.
fn start_cell(draft: &mut Draft, line: &Line, column: u32) {
    if !draft.cells.is_empty() {
        draft.weave.put("\t", line.no, column);
    }
    let at = draft.weave.len();
    draft.cells.push(at..at);
}

fn cell_of_line(draft: &mut Draft, line: &Line, text: &str, range: Range<usize>) {
    let cell = &text[range.clone()];
    let lead = cell.len() - cell.trim_start().len();
    let from = range.start + lead;
    let to = from + cell.trim().len();
    let column = line.start + u32::try_from(range.start).unwrap_or(0);
    start_cell(
        draft,
        line,
        column.saturating_sub(u32::from(range.start > 0)),
    );
    Cleaner::new(text, line.no, line.start, false).weave(draft, from..to);
    close_cell(draft);
}

/// A line that goes on with the last cell.
fn continue_cell(draft: &mut Draft, line: &Line, text: &str) {
    if needs_blank(draft.text(), text, true) {
        draft.weave.put(" ", line.no, line.start);
    }
    Cleaner::new(text, line.no, line.start, false).weave(draft, 0..text.len());
    close_cell(draft);
}

fn close_cell(draft: &mut Draft) {
    let end = draft.weave.len();
    if let Some(cell) = draft.cells.last_mut() {
        cell.end = end;
    }
}

/// 表 1, 图 2., Table 3
pub(super) fn caption_start(text: &str) -> bool {
    let Some(rest) = [
        "表", "图", "圖", "Table", "Figure", "图表", "圖表", "方框", "插文",
    ]
    .iter()
    .find_map(|w| text.strip_prefix(*w)) else {
        return false;
    };
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let han = rest
        .find(|c| !"一二三四五六七八九十".contains(c))
        .unwrap_or(rest.len());
    let len = if digits > 0 { digits } else { han };
    if len == 0 {
        return false;
    }
    let after = rest[len..].chars().next();
    after.is_none_or(|c| {
        matches!(
            c,
            ' ' | '\t' | '.' | '：' | ':' | '\u{3000}' | '、' | '-' | '．'
        )
    })
}

/// Decides between caption and row, and joins a row whose first cell stood apart.
fn finish(mut draft: Draft, set_off: bool, drafts: &mut Vec<Draft>) {
    let filled = draft.cells.iter().filter(|c| c.start < c.end).count();
    let last = drafts.last();
    let after_caption = last.is_some_and(|d| d.kind == BlockKind::Caption) && !draft.gap;
    if caption_start(draft.text()) && filled <= 2
        || after_caption && filled == 1 && (draft.cells.len() > 1 || set_off)
    {
        draft.kind = BlockKind::Caption;
        caption_text(&mut draft);
        drafts.push(draft);
        return;
    }
    let usual = |n: usize| {
        let rows = drafts.iter().rev().skip(1).take(4);
        rows.filter(|d| d.kind == BlockKind::TableRow && d.cells.len() == n)
            .count()
            >= 2
    };
    if let Some(before) = last.filter(|d| d.kind == BlockKind::TableRow && d.cells.len() == 1) {
        let first = before.text().starts_with(|c: char| c.is_ascii_digit());
        if first && draft.cells.len() > 1 && usual(draft.cells.len() + 1) {
            if let Some(mut row) = drafts.pop() {
                join_rows(&mut row, draft);
                drafts.push(row);
            }
            return;
        }
    }
    drafts.push(draft);
}

fn join_rows(row: &mut Draft, rest: Draft) {
    if let Some(first) = rest.weave.segments.first().copied() {
        row.weave.put("\t", first.line, first.column);
    }
    let shift = row.weave.len();
    row.weave.append(rest.weave);
    row.cells.extend(
        rest.cells
            .into_iter()
            .map(|c| c.start + shift..c.end + shift),
    );
    row.lines.extend(rest.lines);
}

/// A caption is read as words: its tabs become one blank.
fn caption_text(draft: &mut Draft) {
    let mut words = super::weave::Weave::default();
    let old = std::mem::take(&mut draft.weave);
    let mut marks = std::mem::take(&mut draft.marks);
    for cell in draft.cells.drain(..) {
        let part = old.part(cell.clone());
        if let (false, Some(first)) = (words.text.is_empty(), part.segments.first().copied()) {
            words.put(" ", first.line, first.column);
        }
        let start = words.len();
        let inside = marks.partition_point(|m| m.at <= cell.end);
        draft.marks.extend(marks.drain(..inside).map(|m| NoteMark {
            at: start + m.at.saturating_sub(cell.start),
            ..m
        }));
        words.append(part);
    }
    draft.weave = words;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lines::scan;
    use crate::source::Origin;

    fn table(text: &str) -> Vec<(BlockKind, String)> {
        let raw = RawText::new("t", Origin::Bundled, text.to_string());
        let lines = scan(&raw);
        let roles = vec![Role::Text; lines.len()];
        let (mut out, mut i) = (Vec::new(), 0);
        while i < lines.len() {
            i = rows(&raw, &lines, &roles, i, &mut out);
        }
        out.into_iter().map(|d| (d.kind, d.weave.text)).collect()
    }

    #[test]
    fn rows_on_one_line_and_captions() {
        let found =
            table("表 1\t\t地区安全\t\n\t\t决议与报告\t\n2013\t战略 (2月)\t声明\n2012\t\t决定");
        let want = [
            (BlockKind::Caption, "表 1 地区安全"),
            (BlockKind::Caption, "决议与报告"),
            (BlockKind::TableRow, "2013\t战略 (2月)\t声明"),
            (BlockKind::TableRow, "2012\t\t决定"),
        ];
        assert_eq!(found, want.map(|(k, t)| (k, t.to_string())));
    }

    #[test]
    fn cells_on_lines_of_their_own() {
        let row = "\t09.00\n\tWorkshop +\nPresentation\n\t(All)\n\n";
        let found = table(&format!("{row}{row}{row}\t10.00\n\n\tRemarks\n\t(All)\n"));
        assert_eq!(found[0].1, "09.00\tWorkshop + Presentation\t(All)");
        assert_eq!(found[3].1, "10.00\tRemarks\t(All)");
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn entries_of_a_table_of_contents_are_no_rows() {
        for text in [
            "1、背景&介绍.....\t10",
            "2.2.1 欧洲安全\t19",
            "一. 导言 ............ 3",
        ] {
            assert!(is_toc_entry(text), "{text}");
        }
        assert!(!is_toc_entry("ARF\t东盟地区论坛") && !is_toc_entry("2013\t14"));
    }
}
