//! From lines as they are printed on pages to lines of text: indentation as blanks, wider distances as empty
//! lines, columns of a table as tabs, raised digits as superscripts, a form feed before each page.
//!
//! In: lines with their places in points. Out: text for the document station. Must not know PDF objects.

use super::cells::{self, Row};
use super::text::superscript_digits;
use serde::{Deserialize, Serialize};
use unpdf::parser::{TextLine, TextSpan};

/// A gap this many times as wide as the type is high parts what stands beside each other.
const COLUMN: f32 = 1.6;
/// A gap this many times as wide as the type is high may part columns where one is known to begin.
const JOINT: f32 = 0.5;
/// A distance of lines this much above the usual parts paragraphs.
const APART: f32 = 1.22;

/// A stretch of a printed line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Printed {
    /// Its text.
    pub text: String,
    /// Left edge in points.
    pub x: f32,
    /// Right edge in points.
    pub right: f32,
    /// Baseline in points, upwards.
    pub y: f32,
    /// Height of the type in points.
    pub size: f32,
    /// Where it may fall apart: wider than a blank between words, too narrow to part columns for sure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joints: Vec<Joint>,
}

/// A gap inside a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Joint {
    /// Byte in the text where what follows begins.
    pub at: usize,
    /// Right edge of what is before it, in points.
    pub right: f32,
    /// Left edge of what follows, in points.
    pub x: f32,
}

impl Printed {
    /// Is it at a place that can be said in numbers?
    pub fn has_a_place(&self) -> bool {
        let joints = self.joints.iter().flat_map(|j| [j.right, j.x]);
        [self.x, self.right, self.y, self.size]
            .into_iter()
            .chain(joints)
            .all(f32::is_finite)
    }
}

/// The stretches of a line that stand apart from each other.
pub fn pieces(line: &TextLine) -> Vec<Printed> {
    let mut out: Vec<Printed> = Vec::new();
    let base = baseline(line);
    for span in line.spans.iter().filter(|s| !s.text.trim().is_empty()) {
        let text = text_of(span, line.font_size, base);
        let right = span.x + span.ink_width.unwrap_or(span.width);
        match out.last_mut() {
            Some(last) if span.x - last.right < COLUMN * line.font_size => {
                let gap = span.x - last.right;
                if gap > 0.2 * span.font_size && needs_blank(&last.text, &text) {
                    last.text.push(' ');
                }
                if gap > JOINT * line.font_size {
                    last.joints.push(Joint {
                        at: last.text.len(),
                        right: last.right,
                        x: span.x,
                    });
                }
                last.text.push_str(&text);
                last.right = last.right.max(right);
            }
            _ => out.push(Printed {
                text,
                x: span.x,
                right,
                y: base,
                size: line.font_size,
                joints: Vec::new(),
            }),
        }
    }
    for piece in &mut out {
        // A control character is one byte, and a blank too.
        let clean = |c: char| if c.is_ascii_control() { ' ' } else { c };
        let lead = piece.text.len() - piece.text.trim_start().len();
        piece.text = piece.text.trim().chars().map(clean).collect();
        piece.joints.retain_mut(|j| {
            j.at = j.at.saturating_sub(lead);
            j.at > 0 && piece.text.is_char_boundary(j.at) && j.at < piece.text.len()
        });
    }
    out
}

/// Where the tallest type of the line stands.
fn baseline(line: &TextLine) -> f32 {
    let tallest = |a: &&TextSpan, b: &&TextSpan| a.font_size.total_cmp(&b.font_size);
    line.spans.iter().max_by(tallest).map_or(line.y, |s| s.y)
}

/// Digits that are smaller than the line and raised are note marks.
fn text_of(span: &TextSpan, size: f32, base: f32) -> String {
    let raised = span.font_size < 0.8 * size && span.y > base + 0.15 * size;
    let digits = span.text.trim();
    if raised && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        superscript_digits(digits)
    } else {
        span.text.clone()
    }
}

/// Between words there is a blank, between Chinese characters none.
pub fn needs_blank(before: &str, after: &str) -> bool {
    let wide = |c: char| c >= '\u{2e80}';
    let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    !(a.is_whitespace() || b.is_whitespace() || wide(a) && wide(b))
}

/// What the lines of the text have in common.
struct Usual {
    /// Height of the type.
    size: f32,
    /// Distance of two lines.
    pitch: f32,
}

/// The text of pages.
pub fn text(pages: &[Vec<Printed>]) -> String {
    let usual = usual(pages);
    let mut out = String::new();
    for page in pages.iter().filter(|p| !p.is_empty()) {
        if !out.is_empty() {
            out.push('\u{c}');
        }
        write_page(page, &usual, &mut out);
    }
    out
}

/// The most frequent of some lengths, to half a point; the smaller where two are as frequent.
fn most_frequent(lengths: impl Iterator<Item = f32>) -> Option<f32> {
    let mut halves: Vec<i32> = lengths.map(|l| (l * 2.0).round() as i32).collect();
    halves.sort_unstable();
    let runs = halves.chunk_by(|a, b| a == b).rev();
    runs.max_by_key(|r| r.len()).map(|r| r[0] as f32 / 2.0)
}

fn usual(pages: &[Vec<Printed>]) -> Usual {
    let all = || pages.iter().flatten();
    let chars = |p: &Printed| p.text.chars().count();
    let sizes = all().flat_map(|p| std::iter::repeat_n(p.size, chars(p).min(200)));
    let size = most_frequent(sizes).unwrap_or(10.0).max(1.0);
    let body = |p: &Printed| (p.size - size).abs() < 0.6;
    let distances = pages.iter().flat_map(|p| p.windows(2)).filter_map(|w| {
        let down = w[0].y - w[1].y;
        let fits = body(&w[0]) && body(&w[1]) && down > 0.8 * size && down < 3.0 * size;
        fits.then_some(down)
    });
    let pitch = most_frequent(distances).unwrap_or(1.3 * size);
    Usual { size, pitch }
}

fn write_page(page: &[Printed], usual: &Usual, out: &mut String) {
    let left = page.iter().map(|p| p.x).fold(f32::INFINITY, f32::min);
    let rows = cells::rows(page, usual.pitch);
    for (i, row) in rows.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|k| rows.get(k));
        if before.is_some_and(|b| stands_apart(b, row, usual)) {
            out.push('\n');
        }
        let beside = |k: Option<&Row>| k.map_or(0, |r| in_columns(&r.pieces, &row.pieces));
        let table = row.pieces.len() > 1 && (beside(before) > 1 || beside(rows.get(i + 1)) > 1);
        if let Some(cells) = &row.cells {
            out.push_str(cells);
            out.push('\n');
        } else if table && !is_numbered(row) {
            let cells: Vec<&str> = row.pieces.iter().map(|p| p.text.as_str()).collect();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        } else {
            write_line(row, left, usual, out);
        }
    }
}

/// Writes what is no row of a table: each piece on a line, indented as it is printed; a number before its words.
fn write_line(row: &Row, left: f32, usual: &Usual, out: &mut String) {
    for (k, piece) in row.pieces.iter().enumerate() {
        if k == 0 || !is_numbered(row) {
            let columns = ((piece.x - left) / (usual.size * 0.5)).round();
            // Pages are at most some hundred columns wide.
            out.extend(std::iter::repeat_n(' ', columns.clamp(0.0, 60.0) as usize));
        } else {
            out.pop();
            out.push(' ');
        }
        out.push_str(&piece.text);
        out.push('\n');
    }
}

fn is_numbered(row: &Row) -> bool {
    row.pieces.len() == 2 && is_number(&row.pieces[0].text)
}

/// A paragraph's number in the margin: its words stand on the same line.
pub fn is_number(text: &str) -> bool {
    text.chars().count() <= 6 && text.ends_with(['.', ')', '、', '）', '•', '–', '—'])
        || text.chars().count() == 1
}

/// Empty space between two lines, or another column.
fn stands_apart(before: &Row, row: &Row, usual: &Usual) -> bool {
    let (Some(a), Some(b)) = (before.pieces.first(), row.pieces.first()) else {
        return false;
    };
    let down = before.bottom - row.top;
    let pitch = usual.pitch * (a.size.min(b.size) / usual.size).clamp(0.5, 2.0);
    down < 0.0 || down > APART * pitch
}

/// How many pieces of two rows begin at the same place.
fn in_columns(a: &[Printed], b: &[Printed]) -> usize {
    if a.len() < 2 {
        return 0;
    }
    let same = |p: &&Printed| b.iter().any(|q| (p.x - q.x).abs() < 0.5 * p.size);
    a.iter().filter(same).count()
}
