//! Rows of a table: in columns where the table fits the width, else one line a cell with its column's name.
//!
//! In: a row's block and its neighbours. Out: lines.

use super::layout::{Line, LineKind, Measure, Run, Shown, text_lines};
use crate::document::{Block, BlockKind, Document, column_names};
use crate::text::Columns;
use std::ops::Range;

/// Blanks between two columns.
const BETWEEN: usize = 2;
/// A column is not made narrower than this by breaking its cells.
const NARROWEST: usize = 12;
/// Rows before and after that count for the widths of a long table.
const REACH: usize = 200;

/// The rows of the table that a row belongs to.
fn rows(document: &Document, row: usize) -> Range<usize> {
    let is_row = |i: &usize| document.blocks[*i].kind == BlockKind::TableRow;
    let before = (row.saturating_sub(REACH)..row).rev().take_while(is_row);
    let start = before.last().unwrap_or(row);
    let end = (row + 1..document.blocks.len().min(row + REACH))
        .take_while(is_row)
        .last()
        .map_or(row + 1, |i| i + 1);
    start..end
}

/// The cells of a row; a row without cells is one cell.
fn cells(block: &Block) -> Vec<Range<u32>> {
    let fits = |c: &Range<u32>| block.text.get(c.start as usize..c.end as usize).is_some();
    if block.cells.is_empty() || !block.cells.iter().all(fits) {
        return std::iter::once(0..block.text.len() as u32).collect();
    }
    block.cells.to_vec()
}

/// The widest cell of each column.
fn widths(document: &Document, rows: Range<usize>, measure: Measure) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for block in &document.blocks[rows] {
        for (i, cell) in cells(block).into_iter().enumerate() {
            let width = measure
                .ruler
                .width(&Shown::new(block, cell, measure.display).text)
                .0;
            match widths.get_mut(i) {
                Some(w) => *w = width.max(*w),
                None => widths.push(width),
            }
        }
    }
    widths
}

/// Makes the widest column narrower until the table fits; false where that would cut too deep.
fn squeeze(widths: &mut [usize], room: usize) -> bool {
    let between = BETWEEN * widths.len().saturating_sub(1);
    let total: usize = widths.iter().sum::<usize>() + between;
    if total <= room {
        return true;
    }
    let Some(widest) = widths.iter_mut().max_by_key(|w| **w) else {
        return true;
    };
    let rest = total - *widest;
    if rest + NARROWEST > room {
        return false;
    }
    *widest = room - rest;
    true
}

/// The lines of a row.
pub(super) fn row_lines(document: &Document, row: usize, measure: Measure) -> Vec<Line> {
    let table = rows(document, row);
    let mut widths = widths(document, table.clone(), measure);
    if !measure.sentences && squeeze(&mut widths, measure.width.0) {
        aligned(&document.blocks[row], row, &widths, measure)
    } else {
        labelled(document, row, measure)
    }
}

/// Cells side by side, each broken to its column.
fn aligned(block: &Block, row: usize, widths: &[usize], measure: Measure) -> Vec<Line> {
    let columns: Vec<Vec<Line>> = cells(block)
        .into_iter()
        .zip(widths)
        .map(|(cell, &width)| {
            let measure = Measure {
                width: Columns(width.max(1)),
                ..measure
            };
            let shown = Shown::new(block, cell, measure.display);
            text_lines(&shown, row, measure, Columns(0), Columns(0))
        })
        .collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::with_capacity(height);
    let mut start = 0;
    for y in 0..height {
        let mut runs: Vec<Run> = Vec::new();
        let (mut x, mut used) = (0, 0);
        for (column, width) in columns.iter().zip(widths) {
            if let Some(cell) = column.get(y).filter(|c| !c.runs.is_empty()) {
                if x > used {
                    runs.push(Run::filling(" ".repeat(x - used)));
                }
                let ink: usize = cell
                    .runs
                    .iter()
                    .map(|r| measure.ruler.width(&r.text).0)
                    .sum();
                used = x + ink;
                runs.extend(cell.runs.iter().cloned());
            }
            x += width + BETWEEN;
        }
        // Later lines of a row show bytes of several cells; the place is that of the widest.
        let first = columns.iter().filter_map(|c| c.get(y)).map(|c| c.start);
        start = first.max().unwrap_or(start).max(start);
        lines.push(line(row, if y == 0 { 0 } else { start }, runs));
    }
    lines
}

/// One line a cell: the name of its column where a row names the columns, then the cell.
fn labelled(document: &Document, row: usize, measure: Measure) -> Vec<Line> {
    let block = &document.blocks[row];
    let names = column_names(document, row);
    let mut lines = Vec::new();
    for (i, cell) in cells(block).into_iter().enumerate() {
        let shown = Shown::new(block, cell, measure.display);
        if shown.text.trim().is_empty() {
            continue;
        }
        let name = names.get(i).copied().unwrap_or("");
        let label = if name.is_empty() {
            String::new()
        } else {
            let most = Columns(measure.width.0 / 2);
            format!("{}：", measure.ruler.truncate(name, most))
        };
        let indent = if i == 0 || measure.sentences { 0 } else { 2 };
        let hang = if measure.sentences { 0 } else { indent + 2 };
        let first = measure.ruler.width(&label).0 + indent;
        let mut cell_lines = text_lines(&shown, row, measure, Columns(first), Columns(hang));
        if let Some(line) = cell_lines.first_mut() {
            line.indent = Columns(indent);
            if !label.is_empty() {
                line.runs.insert(0, Run::filling(label));
            }
        }
        lines.append(&mut cell_lines);
    }
    lines
}

fn line(block: usize, start: u32, runs: Vec<Run>) -> Line {
    Line {
        kind: LineKind::Text,
        block,
        start,
        end: start,
        first: false,
        last: false,
        indent: Columns(0),
        runs,
    }
}
