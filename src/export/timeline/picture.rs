//! A picture: how many events a year, and below it a lane for each kind with a dot for each event.
//!
//! Dots of one year stand in the column of that year, in the order of their dates; a hollow dot was inferred.
//! Nothing is told by colour.

use super::{Told, by_year, escaped, kinds, summary, year_words};
use crate::facts::EventKind;
use crate::i18n::Language;

const WIDTH: usize = 1200;
const LEFT: usize = 110;
const RIGHT: usize = 20;
/// From the top to the bars, with the title and the summary.
const HEAD: usize = 64;
const BARS: usize = 140;
/// From the foot of the bars to the first lane, with the years.
const AXIS: usize = 34;
const DOT: usize = 8;
const INK: &str = "#1b1b1b";
const FILL: &str = "#1f4e79";
const RULE: &str = "#767676";

/// Years on the x axis.
struct Axis {
    first: i16,
    years: usize,
}

impl Axis {
    fn of(told: &[Told<'_>]) -> Option<Axis> {
        let years = || told.iter().filter_map(Told::year);
        let (first, last) = (years().min()?, years().max()?);
        Some(Axis {
            first,
            years: usize::from(last.abs_diff(first)) + 1,
        })
    }

    /// Width of a year.
    fn step(&self) -> f64 {
        (WIDTH - LEFT - RIGHT) as f64 / self.years as f64
    }

    fn x(&self, year: i16) -> f64 {
        LEFT as f64 + f64::from(year.abs_diff(self.first)) * self.step()
    }

    /// Years between two that are named.
    fn named(&self) -> usize {
        [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
            .into_iter()
            .find(|n| self.step() * *n as f64 >= 44.0)
            .unwrap_or(2000)
    }

    fn all(&self) -> impl Iterator<Item = i16> {
        let first = self.first;
        (0..self.years).map(move |n| first.saturating_add(i16::try_from(n).unwrap_or(i16::MAX)))
    }
}

/// The picture as a file of its own.
pub(super) fn write(told: &[Told<'_>], language: Language) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}",
        drawn(told, language)
    )
}

/// The picture.
pub(super) fn drawn(told: &[Told<'_>], language: Language) -> String {
    let title = escaped(&language.say("export-title"));
    let summary = escaped(&summary(told, language));
    let mut body = String::new();
    body.push_str(&text(LEFT as f64, 26.0, "start", 20, &title));
    body.push_str(&text(LEFT as f64, 48.0, "start", 13, &summary));
    let mut height = HEAD;
    if let Some(axis) = Axis::of(told) {
        bars(&mut body, told, &axis, language);
        height += BARS + AXIS;
        for kind in kinds(told) {
            height = lane(&mut body, told, &axis, kind, height);
        }
        let key = escaped(&language.say("export-hollow"));
        body.push_str(&text(LEFT as f64, height as f64 + 18.0, "start", 12, &key));
        height += 30;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{title}\" font-family=\"'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif\">\n\
         <title>{title}</title>\n<desc>{summary}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
    )
}

fn text(x: f64, y: f64, anchor: &str, size: usize, words: &str) -> String {
    format!(
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{INK}\">{words}</text>\n"
    )
}

fn line(x: f64, y: f64, to_x: f64, to_y: f64) -> String {
    format!(
        "<path d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\" stroke=\"{RULE}\" stroke-width=\"1\"/>\n"
    )
}

/// Bars by year with their axis.
fn bars(body: &mut String, told: &[Told<'_>], axis: &Axis, language: Language) {
    let counts = || by_year(told).filter_map(|(year, events)| Some((year?, events.len())));
    let most = counts().map(|(_, n)| n).max().unwrap_or(1);
    let foot = (HEAD + BARS) as f64;
    let gap = (axis.step() * 0.15).min(3.0);
    for (year, n) in counts() {
        let height = n as f64 / most as f64 * (BARS - 20) as f64;
        let words = escaped(&year_words(language, Some(year), n));
        body.push_str(&format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"{FILL}\"><title>{words}</title></rect>\n",
            axis.x(year) + gap,
            foot - height,
            axis.step() - 2.0 * gap,
        ));
        if axis.step() >= 14.0 {
            let x = axis.x(year) + axis.step() / 2.0;
            body.push_str(&text(x, foot - height - 4.0, "middle", 10, &n.to_string()));
        }
    }
    body.push_str(&line(LEFT as f64, foot, (WIDTH - RIGHT) as f64, foot));
    let named = i16::try_from(axis.named()).unwrap_or(i16::MAX);
    for year in axis
        .all()
        .filter(|y| y.rem_euclid(named) == 0 || axis.years == 1)
    {
        let x = axis.x(year) + axis.step() / 2.0;
        body.push_str(&line(x, foot, x, foot + 5.0));
        body.push_str(&text(x, foot + 19.0, "middle", 12, &year.to_string()));
    }
}

/// A lane; gives the height below it.
fn lane(body: &mut String, told: &[Told<'_>], axis: &Axis, kind: EventKind, top: usize) -> usize {
    let mut rows = 1;
    let across = ((axis.step() / DOT as f64) as usize).max(1);
    // The dots of a year stand in the middle below its bar.
    let edge = (axis.step() - (across * DOT) as f64).max(0.0) / 2.0 + DOT as f64 / 2.0;
    let events: Vec<&Told<'_>> = told
        .iter()
        .filter(|t| t.event.kind == kind && t.event.start.is_some())
        .collect();
    for events in events.chunk_by(|a, b| a.year() == b.year()) {
        for (n, t) in events.iter().enumerate() {
            let Some(year) = t.year() else { continue };
            let (column, row) = (n % across, n / across);
            rows = rows.max(row + 1);
            let x = axis.x(year) + edge + (column * DOT) as f64;
            let y = (top + 10 + row * DOT) as f64;
            let fill = match t.event.inferred {
                Some(_) => "#ffffff",
                None => FILL,
            };
            let source = t
                .sources
                .first()
                .map_or(String::new(), |s| format!(" — {} {}", s.document, s.place));
            let words = escaped(&format!("{} {}{source}", t.date(), t.label));
            body.push_str(&format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{fill}\" stroke=\"{FILL}\"><title>{words}</title></circle>\n"
            ));
        }
    }
    let name = events.first().map_or("", |t| &t.kind);
    let words = escaped(&format!("{name} {}", events.len()));
    body.push_str(&text(
        (LEFT - 8) as f64,
        top as f64 + 14.0,
        "end",
        12,
        &words,
    ));
    let foot = top + 16 + rows * DOT;
    body.push_str(&line(
        LEFT as f64,
        foot as f64 - 4.0,
        (WIDTH - RIGHT) as f64,
        foot as f64 - 4.0,
    ));
    foot
}
