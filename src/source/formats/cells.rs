//! Tables as they are printed: cells of several lines that stand in the middle of their row, columns that
//! were read one after the other, captions below.
//!
//! In: the pieces of a page with their places. Out: rows with a cell for each column, and the other lines in
//! the order in which they are read. Must not know PDF objects or how the text is written.

use super::printed::{Printed, is_number, needs_blank};

/// A piece begins at a column's place where it is at most this far from it, in heights of the type (a
/// quotation mark hangs out by half of one).
const NEAR: f32 = 0.7;
/// Lines of a cell at most.
const LINES: usize = 16;

/// What stands beside each other, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The pieces; those of a table row have the text of all lines of their cells.
    pub pieces: Vec<Printed>,
    /// Baselines of its first and last lines, in points, upwards.
    pub top: f32,
    /// See `top`.
    pub bottom: f32,
    /// The text of a row that is known to be one, a tab after each cell but the last.
    pub cells: Option<String>,
}

impl Row {
    fn line(pieces: &[Printed]) -> Row {
        let y = pieces.first().map_or(0.0, |p| p.y);
        Row {
            pieces: pieces.to_vec(),
            top: y,
            bottom: y,
            cells: None,
        }
    }
}

/// The rows of a page, where its lines are `pitch` points apart.
pub fn rows(page: &[Printed], pitch: f32) -> Vec<Row> {
    let page = columns_beside(page, pitch);
    let mut lines: Vec<Vec<Printed>> = page
        .chunk_by(|a, b| (a.y - b.y).abs() < 0.3 * a.size && b.x > a.x)
        .map(<[Printed]>::to_vec)
        .collect();
    let (mut out, mut i) = (Vec::new(), 0);
    while i < lines.len() {
        let Some((end, columns)) = table(&mut lines, i, pitch) else {
            out.push(Row::line(&lines[i]));
            i += 1;
            continue;
        };
        let starts_page = i < 2;
        let at = out.len();
        stack(&lines[i..end], &columns, pitch, &mut out);
        i = end;
        let caption = lines.get(i).filter(|c| !starts_page && is_caption(c));
        if let Some(caption) = caption {
            out.insert(at, Row::line(caption));
            i += 1;
        }
    }
    out
}

/// Columns of a table that were read one after the other, line by line; columns of prose stay.
fn columns_beside(page: &[Printed], pitch: f32) -> Vec<Printed> {
    let mut runs = page.chunk_by(|a, b| b.y < a.y + pitch);
    let mut out: Vec<Printed> = runs.next().unwrap_or_default().to_vec();
    let mut start = 0;
    for run in runs {
        if is_column_of(&out[start..], run) {
            out.extend_from_slice(run);
            // Baselines of one line differ by fractions of a point.
            out[start..].sort_by(|a, b| b.y.total_cmp(&a.y));
            let mut k = start;
            while k < out.len() {
                let (y, size) = (out[k].y, out[k].size);
                let same = out[k..].iter().take_while(|p| y - p.y < 0.2 * size);
                let end = k + same.count().max(1);
                out[k..end].sort_by(|a, b| a.x.total_cmp(&b.x));
                out[k..end].iter_mut().for_each(|p| p.y = y);
                k = end;
            }
        } else {
            start = out.len();
            out.extend_from_slice(run);
        }
    }
    out
}

/// Does `right` continue the rows of `left`? Its lines are at the height of theirs, and those are short.
fn is_column_of(left: &[Printed], right: &[Printed]) -> bool {
    let least = |of: &[Printed]| of.iter().map(|p| p.x).fold(f32::INFINITY, f32::min);
    let (from, to) = (least(left), least(right));
    let room = to - from;
    if left.len() < 3 || room <= 0.0 || left.iter().any(|p| p.right > to + p.size) {
        return false;
    }
    let fill: f32 = left.iter().map(|p| (p.right - p.x) / room).sum();
    let level = |p: &&Printed| right.iter().any(|q| (p.y - q.y).abs() < 0.1 * p.size);
    let same = left.iter().filter(level).count();
    fill < 0.6 * left.len() as f32 && same * 2 > left.len()
}

/// Where a piece begins: the last column that is not right of it.
fn column_of(piece: &Printed, columns: &[f32]) -> Option<usize> {
    columns
        .iter()
        .rposition(|x| *x <= piece.x + NEAR * piece.size)
        .filter(|c| piece.x - columns[*c] <= NEAR * piece.size)
}

fn has_columns(line: &[Printed]) -> bool {
    line.len() > 1 && !(line.len() == 2 && is_number(&line[0].text))
}

/// The table that begins with line `i`: the index of the line after it, and the places of its columns.
fn table(lines: &mut [Vec<Printed>], i: usize, pitch: f32) -> Option<(usize, Vec<f32>)> {
    // Lines less than a line's distance apart belong to cells beside each other.
    let beside =
        |a: &[Printed], b: &[Printed]| (0.25 * pitch..0.8 * pitch).contains(&(a[0].y - b[0].y));
    let next = lines.get(i + 1);
    let opens = next.is_some_and(|n| has_columns(n) && beside(&lines[i], n));
    if !has_columns(&lines[i]) && !opens {
        return None;
    }
    let close = |a: &[Printed], b: &[Printed]| {
        let down = a[0].y - b[0].y;
        down > 0.0 && down < 1.6 * pitch && b[0].size < 1.2 * a[0].size
    };
    let mut end = i + 1;
    let mut places: Vec<f32> = lines[i].iter().map(|p| p.x).collect();
    let mut rows = usize::from(has_columns(&lines[i]));
    while end < lines.len() && close(&lines[end - 1], &lines[end]) {
        let line = part(&lines[end], &places);
        let known = line.iter().filter(|p| column_of(p, &places).is_some());
        let known = known.count();
        let within = beside(&lines[end - 1], &line);
        if known < line.len() && !within && !(has_columns(&line) && known > 1) {
            break;
        }
        for piece in &line {
            if column_of(piece, &places).is_none() {
                places.push(piece.x);
                places.sort_by(f32::total_cmp);
            }
        }
        rows += usize::from(has_columns(&line) && (known > 1 || rows == 0));
        lines[end] = line;
        end += 1;
    }
    (rows > 1).then_some((end, places))
}

/// The pieces of a line, parted where a column is known to begin.
fn part(line: &[Printed], columns: &[f32]) -> Vec<Printed> {
    let mut out = Vec::new();
    for piece in line {
        let mut left = piece.clone();
        for joint in piece.joints.iter().rev() {
            let known = |x: &f32| (x - joint.x).abs() < 0.4 * piece.size;
            if !columns.iter().any(known) {
                continue;
            }
            let mut right = left.clone();
            right.text = left.text.split_off(joint.at).trim_start().to_owned();
            right.x = joint.x;
            right.joints.clear();
            left.text.truncate(left.text.trim_end().len());
            left.right = joint.right;
            out.push(right);
        }
        out.push(left);
    }
    out.sort_by(|a, b| a.x.total_cmp(&b.x));
    out
}

/// Puts the lines of a table's cells together. From the top, a row is the fewest lines of which those of
/// each column have one middle, and which the next line does not overlap.
fn stack(lines: &[Vec<Printed>], columns: &[f32], pitch: f32, out: &mut Vec<Row>) {
    let mut i = 0;
    while i < lines.len() {
        let row = (i + 1..=lines.len().min(i + 2 * LINES)).find_map(|end| {
            let next = lines.get(end).map(|l| l[0].y);
            row_of(&lines[i..end], next, columns, pitch).map(|row| (row, end))
        });
        let (row, end) = row.unwrap_or_else(|| (Row::line(&lines[i]), i + 1));
        out.push(row);
        i = end;
    }
}

/// Those lines as one row, where they are one.
fn row_of(lines: &[Vec<Printed>], next: Option<f32>, columns: &[f32], pitch: f32) -> Option<Row> {
    let (top, bottom) = (lines[0][0].y, lines[lines.len() - 1][0].y);
    if next.is_some_and(|y| bottom - y < 0.8 * pitch) {
        return None;
    }
    let mut cells: Vec<Vec<&Printed>> = vec![Vec::new(); columns.len()];
    for piece in lines.iter().flatten() {
        cells[column_of(piece, columns)?].push(piece);
    }
    let middle = (top + bottom) / 2.0;
    let centred = |cell: &Vec<&Printed>| {
        let (Some(first), Some(last)) = (cell.first(), cell.last()) else {
            return true;
        };
        ((first.y + last.y) / 2.0 - middle).abs() < 0.2 * pitch
    };
    let several = cells.iter().filter(|c| !c.is_empty()).count() > 1;
    if !(several || lines.len() == 1) || !cells.iter().all(centred) {
        return None;
    }
    let pieces: Vec<Printed> = cells.iter().filter_map(|c| join(c)).collect();
    let texts = cells
        .iter()
        .map(|c| join(c).map_or(String::new(), |p| p.text));
    let texts: Vec<String> = texts.collect();
    Some(Row {
        cells: several.then(|| texts.join("\t")),
        pieces,
        top,
        bottom,
    })
}

/// The lines of a cell as one piece.
fn join(cell: &[&Printed]) -> Option<Printed> {
    let (first, rest) = cell.split_first()?;
    let mut all = (*first).clone();
    for line in rest {
        if needs_blank(&all.text, &line.text) {
            all.text.push(' ');
        }
        all.text.push_str(&line.text);
        all.x = all.x.min(line.x);
        all.right = all.right.max(line.right);
    }
    Some(all)
}

/// A line that names a table: 表 or “Table” and a number.
fn is_caption(line: &[Printed]) -> bool {
    let [piece] = line else { return false };
    let number = piece
        .text
        .strip_prefix("Table")
        .or_else(|| piece.text.strip_prefix('表'));
    let number = number.map(str::trim_start).unwrap_or_default();
    let words = number
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十.-".contains(c));
    words.len() < number.len() && words.starts_with([':', '：', '.', ' ', '\u{3000}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, x: f32, y: f32) -> Printed {
        let right = x + 9.0 * text.chars().count() as f32;
        let text = text.to_owned();
        Printed {
            text,
            x,
            right,
            y,
            size: 10.0,
            joints: Vec::new(),
        }
    }

    fn told(page: &[Printed]) -> Vec<String> {
        let text = |row: &Row| {
            let pieces = row.pieces.iter().map(|p| p.text.as_str());
            row.cells
                .clone()
                .unwrap_or(pieces.collect::<Vec<_>>().join("|"))
        };
        rows(page, 12.0).iter().map(text).collect()
    }

    #[test]
    fn a_cell_of_several_lines_is_one_cell_of_its_row() {
        let page = [
            piece("名称", 50.0, 500.0),
            piece("说明", 200.0, 500.0),
            piece("一个很长的", 200.0, 488.0),
            piece("甲国", 50.0, 482.0),
            piece("说明", 200.0, 476.0),
            piece("乙国", 50.0, 464.0),
            piece("短的", 200.0, 464.0),
        ];
        assert_eq!(
            told(&page),
            ["名称\t说明", "甲国\t一个很长的说明", "乙国\t短的"]
        );
    }

    #[test]
    fn columns_that_were_read_one_after_the_other_are_beside_each_other() {
        let (left, right) = (["年份", "2001", "2003"], ["会议", "首次会", "二次会"]);
        let column = |texts: [&str; 3], x: f32| {
            let line = move |(i, t): (usize, &str)| piece(t, x, 500.0 - 12.0 * i as f32);
            texts.into_iter().enumerate().map(line).collect::<Vec<_>>()
        };
        let page = [column(left, 50.0), column(right, 200.0)].concat();
        assert_eq!(told(&page), ["年份\t会议", "2001\t首次会", "2003\t二次会"]);
        let prose = [
            "这一行字写满了一栏，",
            "这一行字写满了一栏，",
            "没有别的什么东西了。",
        ];
        let page = [column(prose, 50.0), column(prose, 150.0)].concat();
        assert_eq!(told(&page), [prose, prose].concat());
    }

    #[test]
    fn a_caption_below_a_table_comes_before_it() {
        let page = [
            piece("正文。", 40.0, 600.0),
            piece("正文。", 40.0, 560.0),
            piece("年份", 50.0, 500.0),
            piece("会议", 200.0, 500.0),
            piece("2001", 50.0, 488.0),
            piece("首次会", 200.0, 488.0),
            piece("表 1. 会议", 120.0, 455.0),
            piece("表 1 列出会议。", 40.0, 420.0),
        ];
        let wanted = [
            "正文。",
            "正文。",
            "表 1. 会议",
            "年份\t会议",
            "2001\t首次会",
            "表 1 列出会议。",
        ];
        assert_eq!(told(&page), wanted);
    }
}
