//! The timeline: bars, the events of the selected period, the event's own page.

use super::draw::{Draw, inner, inner_height, inner_width, piece};
use super::{Mark, Pane, Role, Row, Scene, histogram};
use crate::app::geometry::{self, Rect, Size};
use crate::app::links::short_name;
use crate::app::timeline::EVERY_KIND;
use crate::app::{Timeline, Zoom};
use crate::facts::{Event, EventKind, PartialDate, Precision};
use crate::library::Mention;
use crate::library::place_of;

/// Bars, events, preview.
pub(super) fn scene(draw: &Draw<'_>, timeline: &Timeline) -> Scene {
    let areas = geometry::timeline_panes(draw.app.port());
    let mut scene = Scene {
        place: place_line(draw, timeline),
        ..Scene::default()
    };
    if let Some(area) = areas.histogram {
        scene
            .panes
            .push(histogram_pane(draw, timeline, area, areas.framed));
    }
    if let Some(area) = areas.lanes {
        let mut pane = draw.pane(Role::Histogram, area, false, areas.framed);
        pane.title = draw.say("pane-lanes");
        pane.info = draw.say("lanes-key");
        let height = inner_height(&pane);
        pane.rows = histogram::lanes(draw, timeline, inner_width(&pane), height);
        scene.panes.push(pane);
    }
    let (events, cursor) = events_pane(draw, timeline, areas.events, areas.framed);
    scene.cursor = cursor;
    scene.panes.push(events);
    if let Some(area) = areas.preview {
        scene
            .panes
            .push(preview_pane(draw, timeline, area, areas.framed));
    }
    let here = timeline.in_bin();
    let at = timeline.selected - here.start.min(timeline.selected);
    let date = timeline.entry().and_then(|e| e.start);
    let date = date.map_or(draw.say("timeline-no-date"), |d| d.iso());
    scene.status = format!(
        "{}  {date}  {}/{}",
        draw.say("mode-timeline"),
        if here.is_empty() { 0 } else { at + 1 },
        here.len()
    );
    scene.status_right = back_to(draw);
    scene
}

/// Where closing leads.
fn back_to(draw: &Draw<'_>) -> String {
    let main = draw.app.main();
    let Some(document) = main.document(draw.library) else {
        return String::new();
    };
    let place = format!(
        "{} {}",
        short_name(document),
        place_of(document, main.cursor.block)
    );
    draw.with("timeline-back-to", &[("place", place.into())])
}

fn place_line(draw: &Draw<'_>, timeline: &Timeline) -> String {
    let span = span(timeline).map_or(String::new(), |(a, b)| format!(" › {a}-{b}"));
    let zoom = draw.say(timeline.zoom.id());
    let name = draw.say("mode-timeline");
    if draw.size() <= Size::Small {
        return format!("{name} › {zoom}  {}", timeline.shown.len());
    }
    let program = draw.say("program");
    let n = draw.with("timeline-entries", &[("n", timeline.shown.len().into())]);
    format!("{program} | {name}{span} › {zoom}  {n}")
}

/// First and last year.
pub(super) fn span(timeline: &Timeline) -> Option<(i16, i16)> {
    let year = |i: &u32| timeline.entries.get(*i as usize)?.start.map(|d| d.year);
    let first = timeline.shown.iter().find_map(year)?;
    let last = timeline.shown.iter().rev().find_map(year)?;
    Some((first, last))
}

fn histogram_pane(draw: &Draw<'_>, timeline: &Timeline, area: Rect, framed: bool) -> Pane {
    let mut pane = draw.pane(Role::Histogram, area, false, framed);
    pane.title = draw.say("pane-histogram");
    pane.info = zooms(draw, timeline.zoom);
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    pane.rows = if draw.size() <= Size::Small {
        histogram::rows(draw, timeline, width, height)
    } else {
        histogram::columns(draw, timeline, width, height)
    };
    pane
}

/// The zoom levels, the present one in brackets; only that one where there is little room.
fn zooms(draw: &Draw<'_>, zoom: Zoom) -> String {
    let keys = [draw.key("timeline.zoom-in"), draw.key("timeline.zoom-out")].join("/");
    if draw.size() < Size::Large {
        return format!("[{}] {keys}", draw.say(zoom.id()));
    }
    let names: Vec<String> = Zoom::ALL
        .iter()
        .map(|z| {
            let name = draw.say(z.id());
            if *z == zoom {
                format!("[{name}]")
            } else {
                name
            }
        })
        .collect();
    format!("{} {keys}", names.join(" | "))
}

/// Kinds that are shown, in words.
pub(super) fn kinds(draw: &Draw<'_>, timeline: &Timeline) -> String {
    if timeline.kinds == 0 {
        return draw.say("timeline-no-books");
    }
    if timeline.kinds == EVERY_KIND {
        return draw.say("timeline-all-kinds");
    }
    let shown = EventKind::ALL.iter().enumerate();
    let names: Vec<String> = shown
        .filter(|(i, _)| timeline.kinds & (1 << i) != 0)
        .map(|(i, kind)| format!("{} {}", i + 1, kind_name(draw, *kind)))
        .collect();
    names.join(" ")
}

/// A kind by name.
pub(super) fn kind_name(draw: &Draw<'_>, kind: EventKind) -> String {
    draw.say(&format!("event-{}", kind.as_str()))
}

fn events_pane(
    draw: &Draw<'_>,
    timeline: &Timeline,
    area: Rect,
    framed: bool,
) -> (Pane, Option<(u16, u16)>) {
    let mut pane = draw.pane(Role::Events, area, true, framed);
    let here = timeline.in_bin();
    let at = timeline.selected - here.start.min(timeline.selected);
    pane.title = histogram::bin_words(draw, timeline);
    if !framed || draw.size() > Size::Small {
        pane.info = kinds(draw, timeline);
    }
    if draw.size() > Size::Small {
        pane.foot = draw.say("timeline-gaps");
    }
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    let (x, y) = inner(&pane);
    if here.is_empty() {
        let id = if draw.library.progress.facts {
            "timeline-empty"
        } else {
            "timeline-waiting"
        };
        pane.rows = draw.wrapped(&draw.say(id), width, Mark::Dim);
        pane.rows.truncate(height);
        return (pane, Some((x, y)));
    }
    for index in here.clone().skip(timeline.top).take(height) {
        let entry = timeline
            .shown
            .get(index)
            .and_then(|e| timeline.entries.get(*e as usize));
        let Some((entry, mention)) = entry.and_then(|e| Some((e, draw.library.mention_of(e)?)))
        else {
            continue;
        };
        let selected = index == timeline.selected;
        let mut row = event_row(draw, mention, entry.mentions.len(), selected, width);
        row.selected = selected;
        pane.rows.push(row);
    }
    let cursor = at.saturating_sub(timeline.top) as u16;
    (pane, Some((x + 2, y + cursor)))
}

fn event_row(draw: &Draw<'_>, mention: &Mention, n: usize, selected: bool, width: u16) -> Row {
    let event = &mention.event;
    let mut pieces = vec![
        piece(if selected { "> " } else { "  " }, Mark::Plain),
        piece(format!("{}  ", date_words(draw, event)), Mark::Strong),
        piece(format!("{}  ", kind_name(draw, event.kind)), Mark::Dim),
        piece(label(event), Mark::Plain),
    ];
    let document = draw.library.documents.get(mention.at.document);
    let mut right = match document {
        Some(d) if draw.size() > Size::Small => {
            format!("{} {}", draw.name(d), place_of(d, mention.at.block))
        }
        _ => String::new(),
    };
    if n > 1 {
        right = draw.with(
            "timeline-mentions",
            &[("place", right.into()), ("n", n.into())],
        );
    }
    if draw.size() <= Size::Small {
        pieces.remove(2);
        right.clear();
    }
    let right = draw
        .ruler
        .truncate(&right, crate::text::Columns(usize::from(width) / 3));
    draw.spread(pieces, piece(right, Mark::Dim), width)
}

/// An event by name: its label, or the words it was read from.
pub(super) fn label(event: &Event) -> &str {
    if event.label.trim().is_empty() {
        event.evidence.trim()
    } else {
        event.label.trim()
    }
}

/// Its date as precise as it is known, ranges with `~`.
pub(super) fn date_words(draw: &Draw<'_>, event: &Event) -> String {
    let Some(start) = event.start else {
        return draw.say("timeline-no-date");
    };
    match (event.end, event.precision) {
        (Some(end), _) if end != start => format!("{}~{}", start.iso(), short_end(start, end)),
        (_, Precision::Decade) => draw.with("period-decade", &[("year", start.year.into())]),
        _ => start.iso(),
    }
}

/// The end of a range without what it shares with the start.
fn short_end(start: PartialDate, end: PartialDate) -> String {
    match (end.month, end.day) {
        (Some(_), Some(day)) if (start.year, start.month) == (end.year, end.month) => {
            format!("{day:02}")
        }
        (Some(month), Some(day)) if start.year == end.year => format!("{month:02}-{day:02}"),
        _ => end.iso(),
    }
}

/// Everything about a mention of an event.
pub(super) fn event_words(draw: &Draw<'_>, mention: usize) -> Vec<(String, Mark)> {
    let Some(mention) = draw.library.timeline.get(mention) else {
        return Vec::new();
    };
    let event = &mention.event;
    let mut rows = vec![(label(event).to_owned(), Mark::Heading)];
    let precision = draw.say(&format!("precision-{}", event.precision.as_str()));
    let date = date_words(draw, event);
    rows.push((
        draw.with(
            "event-date",
            &[
                ("date", date.into()),
                ("precision", precision.into()),
                ("kind", kind_name(draw, event.kind).into()),
            ],
        ),
        Mark::Plain,
    ));
    let facts = [&event.body, &event.place];
    let facts: Vec<&str> = facts
        .iter()
        .map(|f| f.as_str())
        .chain(event.symbols.iter().map(String::as_str))
        .filter(|f| !f.is_empty())
        .collect();
    if !facts.is_empty() {
        rows.push((facts.join(" · "), Mark::Dim));
    }
    if let Some(inferred) = &event.inferred {
        rows.push((
            draw.with("event-inferred", &[("why", inferred.as_str().into())]),
            Mark::Problem,
        ));
    }
    if let Some(dates) = &event.conflict {
        rows.push((
            draw.with("event-conflict", &[("dates", dates.as_str().into())]),
            Mark::Problem,
        ));
    }
    rows.push((
        draw.with(
            "event-evidence",
            &[("text", event.evidence.as_str().into())],
        ),
        Mark::Plain,
    ));
    if let Some(document) = draw.library.documents.get(mention.at.document) {
        let name = short_name(document);
        let at = place_of(document, mention.at.block);
        rows.push((
            draw.with(
                "event-source",
                &[
                    ("name", name.into()),
                    ("place", at.into()),
                    ("line", event.span.line.into()),
                ],
            ),
            Mark::Dim,
        ));
    }
    rows
}

fn preview_pane(draw: &Draw<'_>, timeline: &Timeline, area: Rect, framed: bool) -> Pane {
    let mut pane = draw.pane(Role::Preview, area, false, framed);
    pane.title = draw.say("pane-event");
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    if let Some(entry) = timeline.entry() {
        for &mention in &entry.mentions {
            if !pane.rows.is_empty() {
                pane.rows.push(Row::default());
            }
            for (text, mark) in event_words(draw, mention as usize) {
                pane.rows.extend(draw.wrapped(&text, width, mark));
            }
            if pane.rows.len() >= height {
                break;
            }
        }
    }
    pane.rows.truncate(height);
    pane
}
