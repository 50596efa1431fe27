//! The timeline: bars, the events of the selected period, the event's own page.

use super::draw::{Draw, inner, inner_height, inner_width, piece};
use super::event::{self, date_words, label};
use super::{Mark, Pane, Role, Row, Scene, histogram};
use crate::app::geometry::{self, Rect, Size};
use crate::app::links::short_name;
use crate::app::timeline::EVERY_KIND;
use crate::app::{LaneBy, Timeline, Zoom};
use crate::facts::{Entry, EventKind};
use crate::library::{Dates, Mention, place_of};

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
        pane.title = draw.say(timeline.lanes.by.id());
        pane.info = lanes_keys(draw);
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
    let here = timeline.in_list();
    let at = timeline.at();
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

/// How lanes are switched: digits, and the key for other lanes.
fn lanes_keys(draw: &Draw<'_>) -> String {
    let key = draw.key("timeline.lanes");
    draw.with("lanes-key", &[("key", key.into())])
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
        let filters = filters(draw, timeline);
        let text = format!("{name} › {zoom}  {}  {filters}", timeline.shown.len());
        return text.trim_end().to_owned();
    }
    let program = draw.say("program");
    let n = draw.with("timeline-entries", &[("n", timeline.shown.len().into())]);
    let mut text = format!("{program} | {name}{span} › {zoom}  {n}");
    let filters = filters(draw, timeline);
    if !filters.is_empty() {
        text.push_str(&format!(" · {filters}"));
    }
    text
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
    let keys = if keys == "/" { String::new() } else { keys };
    if draw.size() < Size::Large {
        return format!("[{}] {keys}", draw.say(zoom.id()))
            .trim_end()
            .to_owned();
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
        .trim_end()
        .to_owned()
}

/// Lanes that are shown, in words.
pub(super) fn lanes(draw: &Draw<'_>, timeline: &Timeline) -> String {
    let mut names: Vec<String> = Vec::new();
    for by in LaneBy::ALL {
        let on = timeline.lanes.on(by);
        let shown = timeline.lanes.names_of(by).iter().enumerate();
        let shown = shown.filter(|(i, _)| on != 0 && on != EVERY_KIND && on & (1 << i) != 0);
        names.extend(
            shown.map(|(i, lane)| format!("{} {}", i + 1, histogram::lane_name(draw, lane))),
        );
    }
    match (names.is_empty(), timeline.kinds()) {
        (true, 0) => draw.say("timeline-no-books"),
        (true, _) => draw.say("timeline-all-kinds"),
        _ => names.join(" "),
    }
}

/// What is shown besides lanes: whose dates, which events; "" where that is all.
pub(super) fn filters(draw: &Draw<'_>, timeline: &Timeline) -> String {
    let mut words = Vec::new();
    if timeline.filter.dates != Dates::Both {
        words.push(draw.say(&format!("dates-{}", timeline.filter.dates.as_str())));
    }
    if !timeline.words.is_empty() {
        words.push(timeline.words.clone());
    }
    words.join(" ")
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
    let here = timeline.in_list();
    let at = timeline.at();
    pane.title = match timeline.zoom {
        Zoom::All => draw.with("timeline-entries", &[("n", timeline.shown.len().into())]),
        _ => histogram::bin_words(draw, timeline),
    };
    if !framed || draw.size() > Size::Small {
        pane.info = lanes(draw, timeline);
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
        let mut row = event_row(draw, timeline, (entry, mention), selected, width);
        row.selected = selected;
        pane.rows.push(row);
    }
    let cursor = at.saturating_sub(timeline.top) as u16;
    (pane, Some((x + 2, y + cursor)))
}

fn event_row(
    draw: &Draw<'_>,
    timeline: &Timeline,
    (entry, mention): (&Entry, &Mention),
    selected: bool,
    width: u16,
) -> Row {
    let event = &mention.event;
    let n = entry.mentions.len();
    let mut pieces = vec![
        piece(if selected { "> " } else { "  " }, Mark::Plain),
        piece(format!("{}  ", date_words(draw, event)), Mark::Strong),
        piece(format!("{}  ", kind_name(draw, event.kind)), Mark::Dim),
        piece(label(event), Mark::Plain),
    ];
    if let Some(life) = event::life(draw, Some(timeline), entry) {
        pieces.insert(2, piece(format!("{life}  "), Mark::Strong));
    }
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
        pieces.retain(|p| p.mark != Mark::Dim);
        right.clear();
    }
    let right = draw
        .ruler
        .truncate(&right, crate::text::Columns(usize::from(width) / 3));
    draw.spread(pieces, piece(right, Mark::Dim), width)
}

fn preview_pane(draw: &Draw<'_>, timeline: &Timeline, area: Rect, framed: bool) -> Pane {
    let mut pane = draw.pane(Role::Preview, area, false, framed);
    pane.title = draw.say("pane-event");
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    if let Some(entry) = timeline.entry() {
        for (text, mark) in event::card(draw, Some(timeline), entry, None) {
            pane.rows.extend(draw.wrapped(&text, width, mark));
            if pane.rows.len() >= height {
                break;
            }
        }
    }
    pane.rows.truncate(height);
    pane
}
