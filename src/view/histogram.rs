//! The bars of the timeline: a column for each bin, gaps kept; on small screens a row for each.
//!
//! In: bins. Out: rows of a width and a height. Must not know panes.

use super::draw::{Draw, piece};
use super::{Mark, Row};
use crate::app::geometry::Size;
use crate::app::{Timeline, Zoom};
use crate::facts::EventKind;
use crate::text::Columns;

/// Columns before the bars: the scale, or where there are lanes the names of the kinds.
fn scale(draw: &Draw<'_>) -> usize {
    if draw.size() == Size::Large { 12 } else { 6 }
}

/// Eighths of a cell, empty to full.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// The bins that are drawn: the first, how many, the columns of each.
struct Window {
    first: i64,
    bins: usize,
    columns: usize,
}

/// All bins where they fit, else those around the selected one.
fn window(timeline: &Timeline, room: usize) -> Option<Window> {
    let dated: Vec<i64> = timeline.bins.iter().filter_map(|b| b.bin).collect();
    let (first, last) = (*dated.first()?, *dated.last()?);
    let span = usize::try_from(last - first + 1).unwrap_or(usize::MAX);
    for columns in [3, 2, 1] {
        if span.saturating_mul(columns) <= room {
            return Some(Window {
                first,
                bins: span,
                columns,
            });
        }
    }
    let bins = (room / 2).max(1);
    let here = timeline
        .bin()
        .and_then(|i| timeline.bins[i].bin)
        .unwrap_or(last);
    let start = (here - bins as i64 / 2).clamp(first, (last - bins as i64 + 1).max(first));
    Some(Window {
        first: start,
        bins: bins.min(span),
        columns: 2,
    })
}

/// How many events a bin holds.
fn count(timeline: &Timeline, bin: i64) -> usize {
    let found = timeline
        .bins
        .binary_search_by_key(&(false, bin), |b| (b.bin.is_none(), b.bin.unwrap_or(0)));
    found.map_or(0, |i| timeline.bins[i].entries.len())
}

/// Bars with a scale at their left, years and a pointer under them.
pub(super) fn columns(draw: &Draw<'_>, timeline: &Timeline, width: u16, height: usize) -> Vec<Row> {
    let scale = scale(draw);
    let room = usize::from(width).saturating_sub(scale + 1);
    let Some(window) = window(timeline, room) else {
        return draw.wrapped(&draw.say("timeline-empty"), width, Mark::Dim);
    };
    let counts: Vec<usize> = (0..window.bins)
        .map(|i| count(timeline, window.first + i as i64))
        .collect();
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let bars = height.saturating_sub(3).max(1);
    let mut rows = Vec::new();
    for y in (0..bars).rev() {
        rows.push(bar_row(draw, &counts, most, (bars, y), window.columns));
    }
    let (corner, level) = if draw.ascii() {
        ("+", "-")
    } else {
        ("└", "─")
    };
    let line = level.repeat(window.bins * window.columns);
    let axis = format!("{}{corner}{line}", " ".repeat(scale - 1));
    rows.push(draw.row(vec![piece(axis, Mark::Dim)], width));
    rows.push(draw.row(
        vec![piece(years(timeline.zoom, &window, scale), Mark::Dim)],
        width,
    ));
    rows.push(draw.row(
        vec![piece(pointer(draw, timeline, &window, room), Mark::Strong)],
        width,
    ));
    rows.truncate(height);
    rows
}

fn bar_row(
    draw: &Draw<'_>,
    counts: &[usize],
    most: usize,
    (bars, y): (usize, usize),
    columns: usize,
) -> Row {
    let label = if y + 1 == bars {
        most.to_string()
    } else if y == 0 {
        "1".to_owned()
    } else if y * 2 + 1 == bars || y * 2 == bars {
        (most.div_ceil(2)).to_string()
    } else {
        String::new()
    };
    let tick = if draw.ascii() { "|" } else { "┤" };
    let blanks = (scale(draw) - 2).saturating_sub(label.len());
    let lead = format!("{}{label} {tick}", " ".repeat(blanks));
    let mut text = String::new();
    for &n in counts {
        // Eighths of cells; whatever is there is seen.
        let eighths = if n == 0 {
            0
        } else {
            (n * bars * 8 / most).max(1)
        };
        let here = eighths.saturating_sub(y * 8).min(8);
        let glyph = match (draw.ascii(), here) {
            (false, here) => EIGHTHS[here],
            (true, 0) => " ",
            (true, here) if here >= 4 || y == 0 => "#",
            (true, _) => " ",
        };
        let gap = usize::from(columns > 1);
        text.push_str(&glyph.repeat(columns - gap));
        text.push_str(&" ".repeat(gap));
    }
    Row {
        pieces: vec![piece(lead, Mark::Dim), piece(text, Mark::Bar)],
        ..Row::default()
    }
}

/// Years under the bars where there is room for them.
fn years(zoom: Zoom, window: &Window, scale: usize) -> String {
    let every = match zoom {
        Zoom::Decade | Zoom::FiveYears => 1,
        Zoom::Year => 5,
        _ => 1,
    };
    let mut line = " ".repeat(scale);
    let mut last = None;
    for i in 0..window.bins {
        let year = zoom.year(window.first + i as i64);
        let at = scale + i * window.columns;
        if year % every == 0 && last != Some(year) && line.len() <= at {
            line.push_str(&" ".repeat(at - line.len()));
            line.push_str(&year.to_string());
            line.push(' ');
        }
        last = Some(year);
    }
    line
}

/// `^2013 年 20 条` under the selected bin, or before it where there is no room after it.
fn pointer(draw: &Draw<'_>, timeline: &Timeline, window: &Window, room: usize) -> String {
    let words = bin_words(draw, timeline);
    let scale = scale(draw);
    let here = timeline.bin().and_then(|i| timeline.bins[i].bin);
    let offset = here.map(|bin| (bin - window.first).max(0) as usize);
    let Some(offset) = offset.filter(|o| *o < window.bins) else {
        return format!("{}{words}", " ".repeat(scale));
    };
    let at = offset * window.columns;
    let needs = draw.width(&words);
    if at + 1 + needs > room && at >= needs {
        format!("{}{words}^", " ".repeat(scale + at - needs))
    } else {
        format!("{}^{words}", " ".repeat(scale + at))
    }
}

/// The selected bin in words: `2013 年 20 条`.
pub(super) fn bin_words(draw: &Draw<'_>, timeline: &Timeline) -> String {
    let n = timeline.in_bin().len();
    let bin = timeline.bin().and_then(|i| timeline.bins[i].bin);
    match bin {
        Some(bin) => {
            let label = period(draw, timeline.zoom, bin);
            draw.with("timeline-bin", &[("period", label.into()), ("n", n.into())])
        }
        None => draw.with("timeline-undated", &[("n", n.into())]),
    }
}

/// A bin's name as people say it.
pub(super) fn period(draw: &Draw<'_>, zoom: Zoom, bin: i64) -> String {
    let label = zoom.label(bin);
    match zoom {
        Zoom::Year => draw.with("period-year", &[("year", label.into())]),
        _ => label,
    }
}

/// A row for each bin, runs of empty ones as one row, around the selected one.
pub(super) fn rows(draw: &Draw<'_>, timeline: &Timeline, width: u16, height: usize) -> Vec<Row> {
    let here = timeline.bin();
    let most = timeline
        .bins
        .iter()
        .map(|b| b.entries.len())
        .max()
        .unwrap_or(1)
        .max(1);
    // (label, count, selected)
    let mut lines: Vec<(String, usize, bool)> = Vec::new();
    let mut before: Option<i64> = None;
    for (i, bin) in timeline.bins.iter().enumerate() {
        if let (Some(before), Some(bin)) = (before, bin.bin)
            && bin > before + 1
        {
            let (a, b) = (
                timeline.zoom.label(before + 1),
                timeline.zoom.label(bin - 1),
            );
            let label = if a == b { a } else { format!("{a}~{b}") };
            lines.push((label, 0, false));
        }
        let label = match bin.bin {
            Some(bin) => timeline.zoom.label(bin),
            None => draw.say("timeline-no-date"),
        };
        lines.push((label, bin.entries.len(), Some(i) == here));
        before = bin.bin.or(before);
    }
    let at = lines.iter().position(|l| l.2).unwrap_or(0);
    let top = at
        .saturating_sub(height / 2)
        .min(lines.len().saturating_sub(height));
    let names = lines
        .iter()
        .map(|l| draw.width(&l.0))
        .max()
        .unwrap_or(4)
        .min(12);
    let room = usize::from(width).saturating_sub(names + 9).max(1);
    let mut rows = Vec::new();
    for (label, n, selected) in lines.into_iter().skip(top).take(height) {
        let label = draw.ruler.fit(&label, Columns(names));
        let bar = if n == 0 { 0 } else { (n * room / most).max(1) };
        let glyph = if draw.ascii() { "#" } else { "█" };
        let mut row = draw.row(
            vec![
                piece(if selected { "> " } else { "  " }, Mark::Plain),
                piece(format!("{label} "), Mark::Plain),
                piece(glyph.repeat(bar), Mark::Bar),
                piece(format!(" {n}"), Mark::Plain),
            ],
            width,
        );
        row.selected = selected;
        rows.push(row);
    }
    rows
}

/// A row for each kind: its digit and name, its events in each bin under the bars, its total. Kinds with the
/// most events where there is not room for all.
pub(super) fn lanes(draw: &Draw<'_>, timeline: &Timeline, width: u16, height: usize) -> Vec<Row> {
    let scale = scale(draw);
    let room = usize::from(width).saturating_sub(scale + 1);
    let Some(window) = window(timeline, room) else {
        return Vec::new();
    };
    let mut counts = vec![vec![0usize; window.bins]; EventKind::ALL.len()];
    let mut totals = vec![0usize; EventKind::ALL.len()];
    for bin in timeline.bins.iter() {
        let column = bin.bin.and_then(|b| usize::try_from(b - window.first).ok());
        for index in timeline.shown.get(bin.entries.clone()).unwrap_or(&[]) {
            let kind = timeline.entries.get(*index as usize).map(|e| e.kind);
            let lane = EventKind::ALL.iter().position(|k| Some(*k) == kind);
            let Some(lane) = lane else { continue };
            totals[lane] += 1;
            if let Some(cell) = column.and_then(|c| counts[lane].get_mut(c)) {
                *cell += 1;
            }
        }
    }
    let mut order: Vec<usize> = (0..totals.len()).filter(|&lane| totals[lane] > 0).collect();
    order.sort_by_key(|&lane| std::cmp::Reverse(totals[lane]));
    order.truncate(height);
    order.sort_unstable();
    let row = |lane: usize| {
        let name = super::timeline::kind_name(draw, EventKind::ALL[lane]);
        let name = format!("{} {name}", lane + 1);
        let mut cells = String::new();
        for &n in &counts[lane] {
            let cell = match n {
                0 => " ".to_owned(),
                1..=9 => n.to_string(),
                _ => "+".to_owned(),
            };
            cells.push_str(&draw.ruler.pad(&cell, Columns(window.columns)));
        }
        let lead = draw.ruler.fit(&name, Columns(scale));
        let pieces = vec![piece(lead, Mark::Dim), piece(cells, Mark::Plain)];
        draw.spread(pieces, piece(totals[lane].to_string(), Mark::Dim), width)
    };
    order.into_iter().map(row).collect()
}
