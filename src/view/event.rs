//! The card of an event: what it is, when and how surely, every mention with its words, other dates, its
//! neighbours.
//!
//! In: an entry of the timeline. Out: lines of text. Must not know panes.

use super::Mark;
use super::draw::Draw;
use crate::app::links::short_name;
use crate::app::{Timeline, View};
use crate::facts::{Entry, Event, PartialDate, Precision};
use crate::library::{Life, Mention, place_of};

/// Mentions told at most.
const MENTIONS: usize = 200;

/// An event by name: its label, or the words it was read from.
pub(super) fn label(event: &Event) -> &str {
    if event.label.trim().is_empty() {
        event.evidence.trim()
    } else {
        event.label.trim()
    }
}

/// Its date as precise as it is known, ranges with `~`, what is less than a day with a word for it.
pub(super) fn date_words(draw: &Draw<'_>, event: &Event) -> String {
    let Some(start) = event.start else {
        return draw.say("timeline-no-date");
    };
    match (event.end, event.precision) {
        (Some(end), _) if end != start && draw.is_heard() => {
            let words = [("from", start.iso().into()), ("to", end.iso().into())];
            draw.with("said-from-to", &words)
        }
        (Some(end), _) if end != start => format!("{}~{}", start.iso(), short_end(start, end)),
        (_, Precision::Decade) => draw.with("period-decade", &[("year", start.year.into())]),
        _ if start.day.is_some() => start.iso(),
        _ => {
            let precision = match event.precision {
                Precision::Season | Precision::Half => event.precision,
                _ if start.month.is_some() => Precision::Month,
                _ => Precision::Year,
            };
            let id = format!("date-{}", precision.as_str());
            draw.with(&id, &[("date", start.iso().into())])
        }
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

/// The card of the entry that holds a mention, that mention first.
pub(super) fn of_mention(draw: &Draw<'_>, mention: usize) -> Vec<(String, Mark)> {
    let timelines = draw.app.stack.iter().rev();
    let timeline = { timelines }.find_map(|view| match view {
        View::Timeline(timeline) => Some(&**timeline),
        _ => None,
    });
    match draw.library.entry_with(mention) {
        Some(entry) => card(draw, timeline, entry, Some(mention)),
        None => Vec::new(),
    }
}

/// Everything about an entry; the mention that is asked for comes first.
pub(super) fn card(
    draw: &Draw<'_>,
    timeline: Option<&Timeline>,
    entry: &Entry,
    first: Option<usize>,
) -> Vec<(String, Mark)> {
    let Some(shown) = draw.library.mention_of(entry) else {
        return Vec::new();
    };
    let event = &*shown.event;
    let mut rows = vec![(label(event).to_owned(), Mark::Heading)];
    let precision = draw.say(&format!("precision-{}", event.precision.as_str()));
    let kind = draw.say(&format!("event-{}", event.kind.as_str()));
    let date = [
        ("date", plain_date(draw, event).into()),
        ("precision", precision.into()),
        ("kind", kind.into()),
    ];
    rows.push((draw.with("event-date", &date), Mark::Plain));
    let facts = [event.body.as_str(), event.place.as_str()].into_iter();
    let facts = facts.chain(event.symbols.iter().map(String::as_str));
    let facts: Vec<&str> = facts.filter(|f| !f.is_empty()).collect();
    if !facts.is_empty() {
        rows.push((facts.join(" · "), Mark::Dim));
    }
    if shown.own {
        rows.push((draw.say("event-own"), Mark::Dim));
    }
    rows.extend(life(draw, timeline, entry).map(|words| (words, Mark::Dim)));
    if let Some(inferred) = &event.inferred {
        let why = [("why", inferred.as_str().into())];
        rows.push((draw.with("event-inferred", &why), Mark::Problem));
    }
    if let Some(dates) = &event.conflict {
        rows.push((conflict(draw, event, dates), Mark::Problem));
    }
    mentions(draw, entry, first, &mut rows);
    if let Some(timeline) = timeline {
        neighbours(draw, timeline, entry, &mut rows);
    }
    rows
}

/// The date without a word for its precision, which stands beside it.
fn plain_date(draw: &Draw<'_>, event: &Event) -> String {
    match (event.start, event.end, event.precision) {
        (Some(start), None, precision) if precision != Precision::Decade => start.iso(),
        _ => date_words(draw, event),
    }
}

/// What the event has to do with the symbol that the timeline is of.
pub(super) fn life(draw: &Draw<'_>, timeline: Option<&Timeline>, entry: &Entry) -> Option<String> {
    let life = timeline?.life(entry)?;
    Some(draw.say(life_id(life)))
}

/// The translation id of a part of a life.
fn life_id(life: Life) -> &'static str {
    match life {
        Life::Itself => "life-itself",
        Life::Cited => "life-cited",
        Life::Told => "life-told",
    }
}

/// The dates that contradict each other, each with the place that gives it; or what the text contradicts.
fn conflict(draw: &Draw<'_>, event: &Event, dates: &str) -> String {
    let apart = draw.library.entries_of(&event.key);
    let said = |entry: &&Entry| {
        let mention = draw.library.mention_of(entry)?;
        mention.event.start?;
        let date = plain_date(draw, &mention.event);
        Some(format!("{date}（{}）", source(draw, mention)))
    };
    let said: Vec<String> = apart.iter().filter_map(said).collect();
    if said.len() < 2 {
        return draw.with("event-conflict", &[("dates", dates.into())]);
    }
    draw.with("event-conflicts", &[("dates", said.join(" | ").into())])
}

fn source(draw: &Draw<'_>, mention: &Mention) -> String {
    let document = draw.library.documents.get(mention.at.document);
    document.map_or(String::new(), |d| {
        format!("{} {}", short_name(d), place_of(d, mention.at.block))
    })
}

fn mentions(draw: &Draw<'_>, entry: &Entry, first: Option<usize>, rows: &mut Vec<(String, Mark)>) {
    let mut order: Vec<usize> = entry.mentions.iter().map(|&i| i as usize).collect();
    order.sort_by_key(|&i| Some(i) != first);
    if order.len() > 1 {
        let n = draw.with("event-mentions", &[("n", order.len().into())]);
        rows.push((n, Mark::Strong));
    }
    for mention in order.iter().take(MENTIONS) {
        let Some(mention) = draw.library.timeline.get(*mention) else {
            continue;
        };
        let words = mention.event.evidence.as_str();
        if !words.is_empty() {
            let text = draw.with("event-evidence", &[("text", words.into())]);
            rows.push((text, Mark::Plain));
        }
        let Some(document) = draw.library.documents.get(mention.at.document) else {
            continue;
        };
        let place = [
            ("name", short_name(document).into()),
            ("place", place_of(document, mention.at.block).into()),
            ("line", mention.event.span.line.into()),
        ];
        rows.push((draw.with("event-source", &place), Mark::Dim));
    }
}

/// The event before and the event after among those shown.
fn neighbours(draw: &Draw<'_>, timeline: &Timeline, entry: &Entry, rows: &mut Vec<(String, Mark)>) {
    if timeline.entry() != Some(entry) {
        return;
    }
    let at = timeline.selected;
    let before = at.checked_sub(1).map(|at| ("event-before", at));
    for (id, at) in before.into_iter().chain([("event-after", at + 1)]) {
        let other = timeline
            .entry_at(at)
            .and_then(|e| draw.library.mention_of(e));
        if let Some(other) = other {
            let words = format!("{} {}", date_words(draw, &other.event), label(&other.event));
            rows.push((draw.with(id, &[("event", words.into())]), Mark::Dim));
        }
    }
}
