//! The timeline in lines: periods with their counts, or events under the heading of their period.
//!
//! In: an open timeline. Out: sentences. No bars.

use super::draw::{Draw, piece};
use super::lines::{line, sentence};
use super::told::Told;
use super::{Mark, Row, event, histogram, timeline};
use crate::app::{Timeline, Zoom, links};
use std::cmp::Ordering;

pub(super) fn periods_told(draw: &Draw<'_>, timeline: &Timeline) -> Told {
    let zoom = draw.say(timeline.zoom.id());
    let (from, to) = timeline::span(timeline).unwrap_or((0, 0));
    let mut head = vec![sentence(draw.with(
        "lines-timeline",
        &[
            ("zoom", zoom.into()),
            ("n", timeline.shown.len().into()),
            ("from", from.to_string().into()),
            ("to", to.to_string().into()),
        ],
    ))];
    head.extend(filters_said(draw, timeline));
    let mut before = 0usize;
    let mut entries = Vec::new();
    for bin in timeline.bins.iter() {
        let n = bin.entries.len();
        let words = match bin.bin {
            Some(bin) => {
                let period = histogram::period(draw, timeline.bars, bin);
                let id = match n.cmp(&before) {
                    _ if before == 0 => "lines-period",
                    Ordering::Less => "lines-period-fewer",
                    Ordering::Equal => "lines-period-same",
                    Ordering::Greater => "lines-period-more",
                };
                let by = n.abs_diff(before);
                let arguments = [
                    ("period", period.into()),
                    ("n", n.into()),
                    ("by", by.into()),
                ];
                draw.with(id, &arguments)
            }
            None => draw.with("timeline-undated", &[("n", n.into())]),
        };
        before = n;
        entries.push(line(vec![piece(words, Mark::Plain)]));
    }
    Told {
        head,
        entries,
        over: Vec::new(),
        top: timeline.top,
        selected: timeline.bin().unwrap_or(0),
    }
}

pub(super) fn events_told(draw: &Draw<'_>, timeline: &Timeline) -> Told {
    let here = timeline.in_list();
    let one_list = timeline.zoom == Zoom::All;
    let what = if one_list {
        draw.with("timeline-entries", &[("n", here.len().into())])
    } else {
        histogram::bin_words(draw, timeline)
    };
    let mut rows = vec![sentence(draw.with("lines-events", &[("bin", what.into())]))];
    rows.extend(filters_said(draw, timeline));
    let mut entries = Vec::new();
    for index in here.clone() {
        let Some((entry, mention)) = timeline
            .entry_at(index)
            .and_then(|e| Some((e, draw.library.mention_of(e)?)))
        else {
            continue;
        };
        let event = &mention.event;
        let document = draw.library.documents.get(mention.at.document);
        let mut source = document.map_or("", |d| links::short_name(d)).to_owned();
        let n = entry.mentions.len();
        if n > 1 {
            let words = [("place", source.into()), ("n", n.into())];
            source = draw.with("timeline-mentions", &words);
        }
        let life = event::life(draw, Some(timeline), entry);
        let life = life.map_or(String::new(), |words| format!("{words} "));
        let text = format!(
            "{} {life}{} {}（{source}）",
            event::date_words(draw, event),
            timeline::kind_name(draw, event.kind),
            event::label(event),
        );
        let mut row = line(vec![piece(text, Mark::Plain)]);
        row.selected = index == timeline.selected;
        entries.push(row);
    }
    if entries.is_empty() {
        rows.push(line(vec![piece(draw.say("timeline-empty"), Mark::Dim)]));
    }
    let bins = timeline.bins.iter().enumerate();
    let heading = |(i, bin): (usize, &crate::app::Bin)| {
        let words = histogram::bin_words_at(draw, timeline, Some(i));
        (bin.entries.start, words)
    };
    Told {
        head: rows,
        entries,
        over: if one_list {
            bins.map(heading).collect()
        } else {
            Vec::new()
        },
        top: timeline.top,
        selected: timeline.at(),
    }
}

/// What the timeline is limited to, in words.
fn filters_said(draw: &Draw<'_>, timeline: &Timeline) -> Option<Row> {
    let mut words = timeline::filters(draw, timeline);
    let lanes = timeline::lanes(draw, timeline);
    if timeline.is_filtered() {
        words = format!("{lanes} {words}");
    }
    let words = words.trim();
    let said = draw.with("lines-limits", &[("words", words.into())]);
    (!words.is_empty()).then(|| line(vec![piece(said, Mark::Dim)]))
}
