//! The differences of two texts: a line that says what and where, under it the words with [-…-] and {+…+}.

use super::draw::{Draw, inner, inner_height, inner_width, piece};
use super::lines::{line, sentence};
use super::told::Told;
use super::{Mark, Piece, Role, Row, Scene};
use crate::app::diff::{At, Diff, GUTTER};
use crate::app::geometry::{self, Size};
use crate::app::links::short_name;
use crate::app::place;
use crate::export::change_name;
use crate::library::Change;
use std::ops::Range;

/// The pane of the differences.
pub(super) fn scene(draw: &Draw<'_>, diff: &Diff) -> Scene {
    let area = geometry::body(draw.app.port());
    let framed = geometry::size(draw.app.port()) != Size::Bare;
    let mut pane = draw.pane(Role::Differences, area, true, framed);
    pane.title = draw.say("mode-diff");
    let differences = diff.differences();
    let at = differences.partition_point(|e| *e <= diff.cursor.entry);
    pane.info = format!("{at}/{}", differences.len());
    pane.foot = counts(draw, diff);
    let width = inner_width(&pane);
    let (x, y) = inner(&pane);
    let mut cursor = (x, y);
    for (i, (at, pieces)) in lines(draw, diff, inner_height(&pane))
        .into_iter()
        .enumerate()
    {
        let here = at == diff.cursor;
        let mut row = vec![piece(if here { "> " } else { "  " }, Mark::Plain)];
        row.extend(pieces);
        let mut row = draw.row(row, width);
        row.selected = here;
        if here {
            cursor = (x + GUTTER, y + i as u16);
        }
        pane.rows.push(row);
    }
    if pane.rows.is_empty() {
        pane.rows = draw.wrapped(&draw.say("compare-nothing"), width, Mark::Dim);
    }
    Scene {
        place: place_line(draw, diff),
        status: format!(
            "{}  {}",
            draw.say("mode-diff"),
            head(draw, diff, diff.cursor.entry)
        ),
        status_right: counts(draw, diff),
        cursor: Some(cursor),
        panes: vec![pane],
    }
}

fn place_line(draw: &Draw<'_>, diff: &Diff) -> String {
    let names = names(draw, diff);
    if draw.size() <= Size::Small {
        return names;
    }
    format!("{} | {names}", draw.say("program"))
}

/// The names of both texts.
pub(super) fn names(draw: &Draw<'_>, diff: &Diff) -> String {
    let name = |side: &crate::library::Place| {
        let Some(document) = draw.library.documents.get(side.document) else {
            return String::new();
        };
        let whole = side.blocks == (0..document.blocks.len());
        let part = document.blocks.get(side.blocks.start).filter(|_| !whole);
        part.map_or_else(
            || short_name(document).to_owned(),
            |block| block.text.trim().replace('\t', " "),
        )
    };
    let words = [
        ("left", name(&diff.comparison.left).into()),
        ("right", name(&diff.comparison.right).into()),
    ];
    draw.with(said(draw, ["diff-title", "diff-title-said"]), &words)
}

/// The words for the eye or those for the ear.
fn said(draw: &Draw<'_>, ids: [&'static str; 2]) -> &'static str {
    ids[usize::from(draw.is_heard())]
}

/// How many paragraphs are the same, changed, removed, added.
pub(super) fn counts(draw: &Draw<'_>, diff: &Diff) -> String {
    let counts = diff.comparison.counts();
    let words = [
        ("same", counts.same.into()),
        ("changed", counts.changed.into()),
        ("removed", counts.removed.into()),
        ("added", counts.added.into()),
    ];
    draw.with(
        said(draw, ["compare-counts", "compare-counts-said"]),
        &words,
    )
}

/// What an entry is and where it stands in both texts.
pub(super) fn head(draw: &Draw<'_>, diff: &Diff, entry: usize) -> String {
    let pairs = diff.pairs(entry);
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else {
        return String::new();
    };
    let name = |document: usize, block: Option<usize>| {
        let document = draw.library.documents.get(document)?;
        Some(place::paragraph(draw.language, document, block?))
    };
    let left = name(diff.comparison.left.document, first.left);
    let right = name(diff.comparison.right.document, first.right);
    let change = draw.say(&format!("compare-{}", change_name(first)));
    let places = match (left, right) {
        (Some(a), Some(b)) if a == b => a,
        (Some(a), Some(b)) => format!("{a} / {b}"),
        (a, b) => a.or(b).unwrap_or_default(),
    };
    if pairs.len() < 2 {
        return draw.with(
            "diff-head",
            &[("change", change.into()), ("place", places.into())],
        );
    }
    let end = name(diff.comparison.right.document, last.right).unwrap_or_default();
    let words = [
        ("n", pairs.len().into()),
        ("from", places.into()),
        ("to", end.into()),
    ];
    draw.with("diff-same", &words)
}

/// The lines of a page as pieces.
pub(super) fn lines(draw: &Draw<'_>, diff: &Diff, height: usize) -> Vec<(At, Vec<Piece>)> {
    let (width, _) = draw.app.diff_page();
    let mut laid: Option<Laid> = None;
    let page = diff.page(height, width, draw.ruler);
    let made = |at: At| {
        if at.line == 0 {
            let mark = match diff.changed(at.entry) {
                true => Mark::Heading,
                false => Mark::Dim,
            };
            return (at, vec![piece(head(draw, diff, at.entry), mark)]);
        }
        if laid.as_ref().is_none_or(|l| l.entry != at.entry) {
            let (words, marks) = diff.marked(at.entry);
            laid = Some(Laid {
                entry: at.entry,
                lines: diff.lines(at.entry, width, draw.ruler),
                words,
                marks,
            });
        }
        let pieces = laid.as_ref().map_or(Vec::new(), |l| l.pieces(at.line - 1));
        (at, pieces)
    };
    page.into_iter().map(made).collect()
}

/// All words of an entry as pieces.
pub(super) fn whole(diff: &Diff, entry: usize) -> Vec<Piece> {
    let (words, marks) = diff.marked(entry);
    let laid = Laid {
        entry,
        lines: std::iter::once(0..words.len()).collect(),
        words,
        marks,
    };
    laid.pieces(0)
}

/// An entry laid out.
struct Laid {
    entry: usize,
    words: String,
    marks: Vec<(Range<usize>, Change)>,
    lines: Vec<Range<usize>>,
}

impl Laid {
    fn pieces(&self, line: usize) -> Vec<Piece> {
        let Some(line) = self.lines.get(line) else {
            return Vec::new();
        };
        let text = self.words.get(line.clone()).unwrap_or("");
        let end = line.start + text.trim_end().len();
        let mut pieces = Vec::new();
        let mut push = |from: usize, to: usize, mark: Mark| {
            let text = self.words.get(from..to).filter(|t| !t.is_empty());
            pieces.extend(text.map(|t| piece(t, mark)));
        };
        let mut at = line.start;
        for (range, change) in &self.marks {
            let (from, to) = (range.start.max(at), range.end.min(end));
            if from >= to {
                continue;
            }
            push(at, from, Mark::Plain);
            let mark = match change {
                Change::Removed => Mark::Removed,
                _ => Mark::Added,
            };
            push(from, to, mark);
            at = to;
        }
        push(at, end, Mark::Plain);
        pieces
    }
}

/// Every difference: what and where, and its words.
pub(super) fn told(draw: &Draw<'_>, diff: &Diff) -> Told {
    let words = [
        ("title", names(draw, diff).into()),
        ("counts", counts(draw, diff).into()),
    ];
    let answer = vec![sentence(draw.with("lines-diff", &words))];
    let differences = diff.differences();
    let entry = |entry: &usize| {
        let lead = format!("{}：", head(draw, diff, *entry));
        let mut pieces = vec![piece(lead, Mark::Plain)];
        pieces.extend(whole(diff, *entry));
        line(pieces)
    };
    let entries: Vec<Row> = differences.iter().map(entry).collect();
    let at = differences.partition_point(|e| *e < diff.cursor.entry);
    Told {
        head: answer,
        top: diff.told,
        over: Vec::new(),
        selected: at.min(entries.len().saturating_sub(1)),
        entries,
    }
}
