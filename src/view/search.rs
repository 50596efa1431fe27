//! The search overlay: the line, how it was read, tabs with counts, hits, a preview.

use super::draw::{Draw, inner_height, inner_width, marked, piece};
use super::{Mark, Pane, Piece, Role, Row, Scene, reading};
use crate::app::geometry::{self, Rect, Size};
use crate::app::links::short_name;
use crate::app::list::name_detail;
use crate::app::search::input_lines;
use crate::app::tree::heading_label;
use crate::app::{Search, Tab, finding, place as places};
use crate::document::{Block, Document};
use crate::index::{BlockRef, Hit, Offer, Query, Ranking, Target, read_back, read_mistake};
use crate::library::place_of;
use crate::text::Columns;
use std::ops::Range;

/// 汉字 kept before the first hit of a snippet.
const BEFORE: usize = 8;

/// Input, hits, preview.
pub(super) fn scene(draw: &Draw<'_>, search: &Search) -> Scene {
    let panes = geometry::list_panes(draw.app.port(), input_lines(draw.app.port()));
    let mut scene = Scene {
        place: if panes.place {
            reading::place_line(draw)
        } else {
            String::new()
        },
        ..Scene::default()
    };
    let label = format!(" {}> ", draw.say("mode-search"));
    let (input, caret) = input_pane(draw, search, panes.input, &label);
    scene.cursor = Some(caret);
    scene.panes.push(input);
    scene
        .panes
        .push(results_pane(draw, search, panes.list, panes.framed));
    if let Some(area) = panes.preview {
        scene
            .panes
            .push(preview_pane(draw, search, area, panes.framed));
    }
    scene.status = format!("{}  {}", draw.say("mode-search"), count_words(draw, search));
    scene.status_right = ranking(draw, search);
    scene
}

/// Which index answered.
pub(super) fn ranking(draw: &Draw<'_>, search: &Search) -> String {
    if search.line.is_empty() {
        return String::new();
    }
    let progress = draw.library.progress;
    draw.say(match search.results.ranking {
        Ranking::Words => "ranking-words",
        Ranking::Exact if !progress.exact && !progress.all_read => "ranking-partial",
        Ranking::Exact => "ranking-exact",
    })
}

/// How much was found.
pub(super) fn count_words(draw: &Draw<'_>, search: &Search) -> String {
    if search.line.text().trim().is_empty() {
        return draw.say("search-nothing-typed");
    }
    if search.waiting {
        return draw.say("search-waiting");
    }
    draw.with(
        "search-counts",
        &[
            ("n", search.results.total.into()),
            ("documents", search.results.documents.into()),
        ],
    )
}

/// How the query was read, in words, after what was wrong with it.
pub(super) fn explanation(draw: &Draw<'_>, search: &Search) -> String {
    let query = Query::parse(search.line.text());
    let language = draw.language;
    let results = &search.results;
    // While a search runs, what is known of the last one is not said of this one.
    let (taken, mistakes) = match search.waiting {
        true => (&[][..], query.mistakes()),
        false => (results.taken.as_slice(), results.mistakes.as_slice()),
    };
    let mistakes = if mistakes.is_empty() {
        query.mistakes()
    } else {
        mistakes
    };
    let mut said: Vec<String> = Vec::new();
    if let Some(first) = search.completions.first() {
        let more = search.completions.iter().skip(1).take(2);
        let more: Vec<&str> = more.map(|c| c.word.as_str()).collect();
        let words = [
            ("word", first.word.as_str().into()),
            ("more", more.join("  ").into()),
            ("n", search.completions.len().into()),
        ];
        let id = match search.completions.len() {
            1 => "search-completion",
            _ => "search-completions",
        };
        said.push(draw.with(id, &words));
    }
    said.extend(
        mistakes
            .iter()
            .map(|m| format!("! {}", read_mistake(m, language))),
    );
    if query.is_empty() {
        said.push(draw.say("search-how"));
    } else {
        said.push(read_back(&query, taken, language));
    }
    if results.total > 0 && !search.waiting {
        let others = results.offers.iter().take(2);
        said.extend(others.map(|offer| offer_words(draw, offer)));
    }
    said.join("  ")
}

fn input_pane(draw: &Draw<'_>, search: &Search, area: Rect, label: &str) -> (Pane, (u16, u16)) {
    let mut pane = draw.pane(Role::SearchInput, area, true, false);
    pane.title = draw.say("mode-search");
    let (row, caret) = input_row(draw, &search.line, label, area.width);
    pane.rows.push(row);
    let typed = search.line.text();
    let explained = if typed.trim().is_empty() {
        draw.say("search-how")
    } else {
        explanation(draw, search)
    };
    if draw.size() == Size::Small {
        let tab = draw.with(
            search.tab.id(),
            &[("n", search.count(draw.library, search.tab).into())],
        );
        let text = format!(" [{tab}] {explained}");
        pane.rows
            .push(draw.row(vec![piece(text, Mark::Dim)], area.width));
    } else {
        let text = format!(" {explained}");
        pane.rows
            .push(draw.row(vec![piece(text, Mark::Dim)], area.width));
        pane.rows.push(tabs(draw, search, area.width));
        pane.rows.push(facets(draw, search, area.width));
    }
    pane.rows.truncate(usize::from(area.height));
    (pane, (caret, area.y))
}

/// A line with its label and what is typed, scrolled so that the caret is seen; and the caret's column.
pub(super) fn input_row(
    draw: &Draw<'_>,
    line: &crate::app::LineEdit,
    label: &str,
    width: u16,
) -> (Row, u16) {
    let room = usize::from(width)
        .saturating_sub(draw.width(label) + 1)
        .max(1);
    let before = line.before_caret();
    let mut from = 0;
    while draw.width(&before[from..]) > room {
        from += before[from..].chars().next().map_or(1, char::len_utf8);
    }
    let caret = draw.width(label) + draw.width(&before[from..]);
    let pieces = vec![
        piece(label, Mark::Strong),
        piece(&line.text()[from..], Mark::Input),
    ];
    (
        draw.row(pieces, width),
        (caret as u16).min(width.saturating_sub(1)),
    )
}

fn tabs(draw: &Draw<'_>, search: &Search, width: u16) -> Row {
    let mut pieces = vec![piece(" ", Mark::Plain)];
    for tab in Tab::ALL {
        let words = draw.with(tab.id(), &[("n", search.count(draw.library, tab).into())]);
        if tab == search.tab {
            pieces.push(piece(format!("[{words}]"), Mark::Strong));
        } else {
            pieces.push(piece(format!(" {words} "), Mark::Dim));
        }
    }
    pieces.push(piece(
        format!("  {}", draw.say("search-tab-key")),
        Mark::Dim,
    ));
    draw.row(pieces, width)
}

/// What the hits are: the most frequent values of each field, as many as there is room for.
fn facets(draw: &Draw<'_>, search: &Search, width: u16) -> Row {
    if search.results.facets.is_empty() {
        return Row::default();
    }
    // Values of a field that are shown.
    let most = if draw.size() == Size::Large { 3 } else { 2 };
    let key = draw.key("search.facets");
    let head = draw.with("search-facets", &[("key", key.into())]);
    let mut pieces = vec![piece(format!(" {}", head.trim_end()), Mark::Strong)];
    let mut field = None;
    let mut shown = 0;
    for facet in &search.results.facets {
        shown = if field == Some(facet.field) {
            shown + 1
        } else {
            0
        };
        if shown >= most {
            continue;
        }
        let lead = if field == Some(facet.field) {
            " · ".to_owned()
        } else {
            format!("  {}:", facet.field.name_in(draw.language))
        };
        field = Some(facet.field);
        pieces.push(piece(lead, Mark::Dim));
        let value = draw.ruler.truncate(&facet.value, Columns(16));
        pieces.push(piece(format!("{value} {}", facet.total), Mark::Plain));
    }
    draw.row(pieces, width)
}

/// The first line of a hit: where it is.
pub(super) fn hit_place(draw: &Draw<'_>, at: BlockRef) -> String {
    let Some(document) = draw.library.documents.get(at.document) else {
        return String::new();
    };
    let mut headings = document.headings_of(at.block);
    headings.retain(|&i| document.outline[i].block != at.block);
    let name = draw.name(document);
    let place = place_of(document, at.block);
    // The second level says whose part it is (a State's reply, a section); the innermost what it is about.
    let inner = headings.last().copied();
    let part = headings.get(1).copied().filter(|i| Some(*i) != inner);
    let label = |i: usize, room: usize| {
        let label = heading_label(document, &document.outline[i]);
        draw.ruler.truncate(&label, Columns(room))
    };
    if draw.app.in_lines() {
        let held = part.into_iter().chain(inner);
        let held = held.map(|i| heading_label(document, &document.outline[i]));
        let name = std::iter::once(short_name(document).to_owned());
        let parts: Vec<String> = name.chain(held).collect();
        return format!("{} {place}", parts.join(" › "));
    }
    match (part, inner) {
        (Some(part), Some(inner)) => {
            format!("{name} {} › {} {place}", label(part, 12), label(inner, 16))
        }
        (None, Some(inner)) => format!("{name} {} {place}", label(inner, 24)),
        _ => format!("{name} {place}"),
    }
}

/// The text around the first hit of a block, hits marked.
pub(super) fn snippet(block: &Block, hit: &Hit) -> Vec<Piece> {
    let first = hit.ranges.first().map_or(0, |r| r.start as usize);
    let before = block.text.get(..first).unwrap_or("");
    let from = before
        .char_indices()
        .rev()
        .nth(BEFORE)
        .map_or(0, |(at, _)| at);
    let mut pieces = Vec::new();
    if from > 0 {
        pieces.push(piece("…", Mark::Plain));
    }
    pieces.extend(marked(
        &block.text,
        from..block.text.len(),
        &hit.ranges,
        Mark::Plain,
    ));
    pieces
}

fn block_of<'a>(draw: &Draw<'a>, at: BlockRef) -> Option<(&'a Document, &'a Block)> {
    let document = draw.library.documents.get(at.document)?;
    Some((document, document.blocks.get(at.block)?))
}

fn results_pane(draw: &Draw<'_>, search: &Search, area: Rect, framed: bool) -> Pane {
    let mut pane = draw.pane(Role::Results, area, true, framed);
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    let len = search.len();
    pane.title = draw.say("pane-results");
    let at = if len == 0 { 0 } else { search.selected + 1 };
    let dots = if search.waiting { "…" } else { "" };
    pane.info = format!("{at}/{len}{dots}");
    let per_page = (height / 2).max(1);
    for entry in (search.top..len).take(per_page + 1) {
        let selected = entry == search.selected;
        let marker = piece(if selected { "> " } else { "  " }, Mark::Plain);
        let (mut first, second) = entry_rows(draw, search, entry, marker, width);
        first.selected = selected;
        pane.rows.push(first);
        pane.rows.extend(second);
    }
    if len == 0 {
        pane.rows = nothing(draw, search, width);
    }
    pane.rows.truncate(height);
    pane
}

fn entry_rows(
    draw: &Draw<'_>,
    search: &Search,
    entry: usize,
    marker: Piece,
    width: u16,
) -> (Row, Option<Row>) {
    if let Some(text) = offered(draw, search, entry) {
        return (
            draw.row(vec![marker, piece(text, Mark::Plain)], width),
            None,
        );
    }
    if let Some(name) = search.name(entry) {
        let mut pieces = vec![marker];
        pieces.extend(marked(
            &name.name,
            0..name.name.len(),
            &name.ranges,
            Mark::Plain,
        ));
        let detail = match name.target {
            Target::Document(_) => String::new(),
            target => format!("  {}", name_detail(draw.language, draw.library, target)),
        };
        let second = draw.row(vec![piece(detail, Mark::Dim)], width);
        return (draw.row(pieces, width), Some(second));
    }
    if let Some((id, ranges)) = search.own(entry)
        && let Some(note) = draw.app.desk.book.entries.get(id)
    {
        let place = piece(&note.spot.place, Mark::Heading);
        let mut pieces = vec![piece("  ", Mark::Plain)];
        pieces.extend(marked(&note.text, 0..note.text.len(), ranges, Mark::Plain));
        let second = draw.row(pieces, width);
        return (draw.row(vec![marker, place], width), Some(second));
    }
    let Some(hit) = search.hit(entry) else {
        return (Row::default(), None);
    };
    let first = draw.row(
        vec![marker, piece(hit_place(draw, hit.at), Mark::Heading)],
        width,
    );
    let second = block_of(draw, hit.at).map(|(_, block)| {
        let mut pieces = vec![piece("  ", Mark::Plain)];
        pieces.extend(snippet(block, hit));
        draw.row(pieces, width)
    });
    (first, second)
}

/// What to go on with where nothing was found: another tab, or another query, in words.
pub(super) fn offered(draw: &Draw<'_>, search: &Search, entry: usize) -> Option<String> {
    if let Some(tab) = search.other(entry) {
        let count = search.count(draw.library, tab);
        let name = draw.with(tab.id(), &[("n", count.into())]);
        return Some(draw.with("search-other-tab", &[("tab", name.into())]));
    }
    search.offer(entry).map(|offer| offer_words(draw, offer))
}

/// An offer in words.
fn offer_words(draw: &Draw<'_>, offer: &Offer) -> String {
    draw.with(
        offer.why.id(),
        &[
            ("word", offer.word.as_str().into()),
            ("query", offer.query.as_str().into()),
            ("n", offer.total.into()),
        ],
    )
}

/// Nothing is found: not at all, or not in what was read so far.
pub(super) fn none(draw: &Draw<'_>) -> &'static str {
    match draw.library.progress.exact {
        true => "search-none",
        false => "search-none-yet",
    }
}

fn nothing(draw: &Draw<'_>, search: &Search, width: u16) -> Vec<Row> {
    let id = if search.line.text().trim().is_empty() {
        "search-how-long"
    } else if search.waiting {
        "search-waiting"
    } else {
        none(draw)
    };
    draw.wrapped(&draw.say(id), width, Mark::Dim)
}

fn preview_pane(draw: &Draw<'_>, search: &Search, area: Rect, framed: bool) -> Pane {
    let hit = search.hit(search.selected);
    let name = search.name(search.selected);
    let name = name.and_then(|f| finding::place_of(draw.library, f.target));
    let own = search.own(search.selected);
    let own = own.and_then(|(id, _)| draw.app.desk.place_of(id));
    let own = own.map(|(document, found)| BlockRef {
        document,
        block: found.block,
    });
    let at = hit.map(|h| h.at).or(name).or(own);
    let ranges = hit.map_or(&[][..], |h| &h.ranges);
    let mut pane = preview(draw, at, ranges, area, framed, search.preview);
    pane.foot = draw.key("preview.down");
    if !pane.foot.is_empty() {
        pane.foot = draw.with("preview-key", &[("key", pane.foot.clone().into())]);
    }
    pane
}

/// A block and what stands around it.
pub(super) fn preview(
    draw: &Draw<'_>,
    at: Option<BlockRef>,
    ranges: &[Range<u32>],
    area: Rect,
    framed: bool,
    scrolled: usize,
) -> Pane {
    let mut pane = draw.pane(Role::Preview, area, false, framed);
    pane.title = draw.say("pane-preview");
    let Some((document, block)) = at.and_then(|at| block_of(draw, at)) else {
        return pane;
    };
    let at = at.unwrap_or(BlockRef {
        document: 0,
        block: 0,
    });
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    let here = places::paragraph(draw.language, document, at.block);
    let head = format!("{} › {here}", short_name(document));
    let mut rows = vec![draw.row(vec![piece(head, Mark::Heading)], width)];
    let mut facts = vec![document.meta.title.clone()];
    facts.extend(document.meta.date.clone());
    rows.push(draw.row(vec![piece(facts.join(" · "), Mark::Dim)], width));
    rows.push(Row::default());
    rows.extend(draw.wrapped_hits(&block.text, ranges, width));
    let mut next = at.block;
    while rows.len() < height + scrolled {
        let Some(after) = crate::app::flow::next(document, next, crate::app::Notes::End) else {
            break;
        };
        next = after;
        rows.push(Row::default());
        rows.extend(draw.wrapped(&document.blocks[next].text, width, Mark::Dim));
    }
    let skip = scrolled.min(rows.len().saturating_sub(1));
    pane.rows = rows.into_iter().skip(skip).take(height).collect();
    pane
}
