//! The bars of the timeline: a column for each bin, gaps kept; on small screens rows over the whole span. And the
//! lanes under them.
//!
//! In: bins. Out: rows of a width and a height. Must not know panes.

use super::draw::{Draw, piece};
use super::{Mark, Row};
use crate::app::geometry;
use crate::app::{Bars, Lane, Timeline, Zoom};
use crate::text::Columns;

/// Eighths of a cell, empty to full.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// Rows that thin periods are merged from at most: more are first taken together in equal stretches.
const MERGED: usize = 240;

/// The bins that are drawn: the first, how many, the columns of each.
struct Window {
    first: i64,
    bins: usize,
    columns: usize,
}

/// Bars are drawn with ASCII.
fn ascii(draw: &Draw<'_>) -> bool {
    draw.ascii() || draw.app.settings.bars == Bars::Ascii
}

fn scale(draw: &Draw<'_>) -> usize {
    geometry::scale(draw.app.port())
}

/// All bins where they fit, else those around the selected one.
fn window(timeline: &Timeline, room: usize) -> Option<Window> {
    let mut dated = timeline.bins.iter().filter_map(|b| b.bin);
    let first = dated.next()?;
    let last = dated.next_back().unwrap_or(first);
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

/// A count in so many columns, the last of them a gap where there are several; `+` where it does not fit.
fn digits(draw: &Draw<'_>, n: usize, columns: usize) -> String {
    let room = columns.saturating_sub(1).max(1);
    let cell = match n {
        0 => String::new(),
        n if n.to_string().len() <= room => n.to_string(),
        _ => "+".to_owned(),
    };
    draw.ruler.pad(&cell, Columns(columns))
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
    if draw.app.settings.bars == Bars::Digits {
        let cells = counts.iter().map(|n| digits(draw, *n, window.columns));
        let lead = " ".repeat(scale);
        let cells = piece(cells.collect::<String>(), Mark::Bar);
        rows.push(draw.row(vec![piece(lead, Mark::Dim), cells], width));
    } else {
        for y in (0..bars).rev() {
            rows.push(bar_row(draw, &counts, most, (bars, y), window.columns));
        }
    }
    let (corner, level) = if ascii(draw) {
        ("+", "-")
    } else {
        ("└", "─")
    };
    let line = level.repeat(window.bins * window.columns);
    let axis = format!("{}{corner}{line}", " ".repeat(scale - 1));
    rows.push(draw.row(vec![piece(axis, Mark::Dim)], width));
    rows.push(draw.row(
        vec![piece(years(timeline.bars, &window, scale), Mark::Dim)],
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
    let ascii = ascii(draw);
    let tick = if ascii { "|" } else { "┤" };
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
        let glyph = match (ascii, here) {
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

/// Years under the bars where there is room for them; one at least.
fn years(zoom: Zoom, window: &Window, scale: usize) -> String {
    let named = |every: i64| {
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
    };
    let line = named(if zoom == Zoom::Year { 5 } else { 1 });
    if line.trim().is_empty() {
        named(1)
    } else {
        line
    }
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
    bin_words_at(draw, timeline, timeline.bin())
}

/// A bin in words.
pub(super) fn bin_words_at(draw: &Draw<'_>, timeline: &Timeline, bin: Option<usize>) -> String {
    let bin = bin.and_then(|i| timeline.bins.get(i));
    let n = bin.map_or(0, |b| b.entries.len());
    match bin.and_then(|b| b.bin) {
        Some(bin) => {
            let label = period(draw, timeline.bars, bin);
            draw.with("timeline-bin", &[("period", label.into()), ("n", n.into())])
        }
        None => draw.with("timeline-undated", &[("n", n.into())]),
    }
}

/// A bin's name as people say it.
pub(super) fn period(draw: &Draw<'_>, zoom: Zoom, bin: i64) -> String {
    let label = zoom.label(bin);
    let heard = draw.is_heard();
    match (zoom, label.split_once('-')) {
        (Zoom::Year, _) => draw.with("period-year", &[("year", label.into())]),
        (Zoom::Decade | Zoom::FiveYears, Some((from, to))) if heard => {
            draw.with("period-years", &[("from", from.into()), ("to", to.into())])
        }
        (Zoom::Quarter, Some((year, quarter))) if heard => {
            let quarter = quarter.trim_start_matches('Q');
            let words = [("year", year.into()), ("n", quarter.into())];
            draw.with("period-quarter", &words)
        }
        _ => label,
    }
}

/// Bins taken together: the first and the last of them, how many events, the selected one is among them.
#[derive(Clone, Copy)]
struct Stretch {
    first: Option<i64>,
    last: Option<i64>,
    n: usize,
    here: bool,
}

/// Bins taken together until they are so many: always the neighbours with the fewest events, the selected one
/// and what has no date last.
fn stretches(timeline: &Timeline, most: usize) -> Vec<Stretch> {
    let here = timeline.bin();
    let at_once = timeline.bins.len().div_ceil(MERGED).max(1);
    let mut all: Vec<Stretch> = Vec::new();
    for (i, bin) in timeline.bins.iter().enumerate() {
        let one = Stretch {
            first: bin.bin,
            last: bin.bin,
            n: bin.entries.len(),
            here: Some(i) == here,
        };
        match all.last_mut() {
            Some(before) if i % at_once != 0 && !one.here && !before.here && bin.bin.is_some() => {
                *before = joined(before, &one);
            }
            _ => all.push(one),
        }
    }
    while all.len() > most.max(1) {
        let kept = |s: &Stretch| s.here || s.first.is_none();
        let thinnest = (1..all.len()).min_by_key(|&i| {
            let (a, b) = (&all[i - 1], &all[i]);
            (kept(a) || kept(b), a.n + b.n)
        });
        let Some(i) = thinnest else { break };
        let after = all.remove(i);
        all[i - 1] = joined(&all[i - 1], &after);
    }
    all
}

fn joined(a: &Stretch, b: &Stretch) -> Stretch {
    Stretch {
        first: a.first.or(b.first),
        last: b.last.or(a.last),
        n: a.n + b.n,
        here: a.here || b.here,
    }
}

/// `1988-99`, `2013`, `2013-02~2013-05`.
fn stretch_label(draw: &Draw<'_>, zoom: Zoom, stretch: &Stretch) -> String {
    let (Some(first), Some(last)) = (stretch.first, stretch.last) else {
        return draw.say("timeline-no-date");
    };
    let (from, to) = (zoom.label(first), zoom.label(last));
    match zoom {
        _ if first == last => from,
        Zoom::Year if from.len() == 4 && from[..2] == to[..2] => format!("{from}-{}", &to[2..]),
        Zoom::Decade | Zoom::FiveYears => {
            let to = to.rsplit('-').next().unwrap_or(&to).to_owned();
            format!("{}-{to}", zoom.year(first))
        }
        Zoom::Year => format!("{from}-{to}"),
        _ => format!("{from}~{to}"),
    }
}

/// Rows over the whole span, thin neighbours taken together.
pub(super) fn rows(draw: &Draw<'_>, timeline: &Timeline, width: u16, height: usize) -> Vec<Row> {
    let all = stretches(timeline, height);
    let most = all.iter().map(|s| s.n).max().unwrap_or(1).max(1);
    let labels: Vec<String> = all
        .iter()
        .map(|s| stretch_label(draw, timeline.bars, s))
        .collect();
    let names = labels.iter().map(|l| draw.width(l)).max().unwrap_or(4);
    let names = names.min(usize::from(width) * 2 / 3);
    let room = usize::from(width).saturating_sub(names + 9).max(1);
    let mut rows = Vec::new();
    for (stretch, label) in all.iter().zip(labels) {
        let label = draw.ruler.fit(&label, Columns(names));
        let bar = if stretch.n == 0 {
            0
        } else {
            (stretch.n * room / most).max(1)
        };
        let glyph = match (draw.app.settings.bars, ascii(draw)) {
            (Bars::Digits, _) => "",
            (_, true) => "#",
            (_, false) => "█",
        };
        let mut row = draw.row(
            vec![
                piece(if stretch.here { "> " } else { "  " }, Mark::Plain),
                piece(format!("{label} "), Mark::Plain),
                piece(glyph.repeat(bar), Mark::Bar),
                piece(format!(" {}", stretch.n), Mark::Plain),
            ],
            width,
        );
        row.selected = stretch.here;
        rows.push(row);
    }
    rows
}

/// A lane by name.
pub(super) fn lane_name(draw: &Draw<'_>, lane: &Lane) -> String {
    match lane {
        Lane::Kind(kind) => super::timeline::kind_name(draw, *kind),
        Lane::Organ(name) => name.clone(),
        Lane::Document(index) => {
            let document = draw.library.documents.get(*index);
            document.map_or(String::new(), |d| draw.name(d))
        }
        Lane::Rest => draw.say("lane-rest"),
    }
}

/// A row for each lane: its digit and name, its events in each bin under the bars, its total; `*` where only some
/// lanes are shown and it is one of them. Lanes with the most events where there is not room for all.
pub(super) fn lanes(draw: &Draw<'_>, timeline: &Timeline, width: u16, height: usize) -> Vec<Row> {
    let scale = scale(draw);
    let room = usize::from(width).saturating_sub(scale + 1);
    let Some(window) = window(timeline, room) else {
        return Vec::new();
    };
    let names = timeline.lanes.names();
    let mut counts = vec![vec![0usize; window.bins]; names.len()];
    let mut totals = vec![0usize; names.len()];
    for index in timeline.for_lanes() {
        let start = timeline.entries.get(index as usize).and_then(|e| e.start);
        let lane = timeline.lanes.of(index);
        let (Some(start), Some(total)) = (start, totals.get_mut(lane)) else {
            continue;
        };
        *total += 1;
        let column = timeline.bars.bin(start) - window.first;
        let cell = usize::try_from(column)
            .ok()
            .and_then(|c| counts[lane].get_mut(c));
        if let Some(cell) = cell {
            *cell += 1;
        }
    }
    let mut order: Vec<usize> = (0..totals.len()).filter(|&lane| totals[lane] > 0).collect();
    let on = timeline.lanes.on(timeline.lanes.by);
    order.sort_by_key(|&lane| (on & (1 << lane) == 0, std::cmp::Reverse(totals[lane])));
    order.truncate(height);
    order.sort_unstable();
    let row = |lane: usize| {
        let star = if on & (1 << lane) == 0 { "" } else { "*" };
        let name = format!("{star}{} {}", lane + 1, lane_name(draw, &names[lane]));
        let cells = counts[lane]
            .iter()
            .map(|n| digits(draw, *n, window.columns));
        let lead = format!("{} ", draw.ruler.fit(&name, Columns(scale - 1)));
        let cells = piece(cells.collect::<String>(), Mark::Plain);
        let pieces = vec![piece(lead, Mark::Dim), cells];
        draw.spread(pieces, piece(totals[lane].to_string(), Mark::Dim), width)
    };
    order.into_iter().map(row).collect()
}
