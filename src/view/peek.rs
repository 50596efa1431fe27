//! The small window over the text: a note with what it stands for, a citation with its document, raw lines.

use super::draw::{Draw, inner_height, inner_width};
use super::{Mark, Pane, Role, Row, Scene};
use crate::app::chain::chain;
use crate::app::geometry::{self, Rect};
use crate::app::links::{Cite, short_name};
use crate::app::list::around;
use crate::app::references;
use crate::app::{Peek, PeekItem};
use crate::document::Document;
use crate::facts::{NAMES, official_address};
use crate::library::{TermSource, place_of};

/// Columns of the window at most.
const WIDTH: u16 = 72;
/// Contexts of a citation shown at most.
const CONTEXTS: usize = 8;

/// The window: under the line it is about where there is room, else over it.
pub(super) fn scene(draw: &Draw<'_>, peek: &Peek, near: (u16, u16)) -> Scene {
    let (title, rows) = content(draw, peek);
    let body = geometry::body(draw.app.port());
    let width = WIDTH
        .min(body.width.saturating_sub(2))
        .max(20)
        .min(body.width);
    let inner = width.saturating_sub(2);
    let mut made: Vec<Row> = Vec::new();
    for (text, mark) in rows {
        made.extend(draw.wrapped(&text, inner, mark));
    }
    let line = near.1.clamp(body.y, body.y + body.height.saturating_sub(1));
    let below = (body.y + body.height).saturating_sub(line + 1);
    let above = line.saturating_sub(body.y);
    let wants = (made.len() as u16).saturating_add(2);
    let (y, height) = if wants <= below || below >= above {
        (line + 1, wants.min(below))
    } else {
        let height = wants.min(above);
        (line - height, height)
    };
    let area = if height < 3 {
        geometry::popup(draw.app.port(), width, wants.min(body.height))
    } else {
        Rect {
            x: body.x + (body.width - width) / 2,
            y,
            width,
            height,
        }
    };
    let mut pane = draw.pane(Role::Peek, area, true, true);
    pane.title = title;
    fill(draw, peek, made, &mut pane);
    let cursor = super::draw::inner(&pane);
    Scene {
        panes: vec![pane],
        cursor: Some(cursor),
        status: format!(
            "{}  {}/{}",
            draw.say("mode-peek"),
            peek.current + 1,
            peek.items.len()
        ),
        ..Scene::default()
    }
}

/// What Enter does, where that is not where it says.
fn foot(draw: &Draw<'_>, peek: &Peek) -> String {
    let document = draw.library.documents.get(peek.at.document);
    let (Some(PeekItem::Note(note)), Some(document)) = (peek.item(), document) else {
        return String::new();
    };
    let steps = chain(document, note);
    let last = steps.last().and_then(|s| document.notes.get(s.note));
    match last {
        Some(last) if steps.len() > 1 => {
            draw.with("peek-to-note", &[("n", last.marker.as_str().into())])
        }
        _ => String::new(),
    }
}

fn fill(draw: &Draw<'_>, peek: &Peek, rows: Vec<Row>, pane: &mut Pane) {
    let height = inner_height(pane);
    let most = rows.len().saturating_sub(height);
    let top = peek.top.min(most);
    pane.foot = foot(draw, peek);
    if most > 0 {
        let scroll = draw.with(
            "peek-scroll",
            &[("n", (top + height).into()), ("of", rows.len().into())],
        );
        pane.foot = format!("{} {scroll}", pane.foot).trim_start().to_owned();
    }
    pane.info = format!("{}/{}", peek.current + 1, peek.items.len());
    pane.rows = rows.into_iter().skip(top).take(height).collect();
    let width = inner_width(pane);
    for row in &mut pane.rows {
        let cut = draw.row(std::mem::take(&mut row.pieces), width);
        row.pieces = cut.pieces;
    }
}

/// Title and paragraphs of what is shown.
pub(super) fn content(draw: &Draw<'_>, peek: &Peek) -> (String, Vec<(String, Mark)>) {
    let Some(document) = draw.library.documents.get(peek.at.document) else {
        return (String::new(), Vec::new());
    };
    match peek.item() {
        Some(PeekItem::Note(note)) => note_content(draw, peek.at.document, document, note),
        Some(PeekItem::Term(start, end)) => {
            term_content(draw, document, peek.at.block, start as usize..end as usize)
        }
        Some(PeekItem::Citation(cite)) => citation_content(draw, cite),
        Some(PeekItem::Raw) => raw_content(draw, document, peek.at.block),
        Some(PeekItem::Event(mention)) => (
            draw.say("pane-event"),
            super::event::of_mention(draw, mention),
        ),
        None => (String::new(), Vec::new()),
    }
}

/// A note, the notes that it leads to one under the other, and what the last of them cites.
fn note_content(
    draw: &Draw<'_>,
    library_at: usize,
    document: &Document,
    note: usize,
) -> (String, Vec<(String, Mark)>) {
    let mut rows = Vec::new();
    let mut title = String::new();
    let steps = chain(document, note);
    for (i, step) in steps.iter().enumerate() {
        let Some(note) = document.notes.get(step.note) else {
            continue;
        };
        let name = draw.with("place-note", &[("n", note.marker.as_str().into())]);
        let text = document
            .blocks
            .get(note.block)
            .map_or("", |b| b.body().trim());
        let words = match i.checked_sub(1).map(|before| &steps[before].points) {
            None => format!("{name} {text}"),
            Some(points) => {
                let lead = "  ".repeat(i.min(6));
                let hook = if draw.ascii() { "-" } else { "└" };
                format!("{lead}{hook} {points} = {name} {text}")
            }
        };
        if i == 0 {
            title = name;
        }
        rows.push((words, Mark::Plain));
    }
    let Some(last) = steps.last() else {
        return (title, rows);
    };
    if !last.points.is_empty() {
        let words = last.points.as_str().into();
        rows.push((
            draw.with("peek-chain-open", &[("words", words)]),
            Mark::Problem,
        ));
    }
    if steps.len() > 1 {
        title = draw.with("peek-chain", &[("note", title.into())]);
    }
    let block = document.notes.get(last.note).map_or(0, |n| n.block);
    for cite in references::citations_of(draw.library, library_at, block) {
        let Some(citation) = cite.citation(draw.library) else {
            continue;
        };
        let state = match draw.library.target(&citation.symbol) {
            Some(_) => "peek-note-here",
            None => "peek-note-absent",
        };
        let n = draw.library.graph.of_symbol(&citation.symbol).len();
        let symbol = citation.symbol.as_str().into();
        let words = draw.with(state, &[("symbol", symbol), ("n", n.into())]);
        rows.push((words, Mark::Citation));
    }
    (title, rows)
}

/// What a term stands for, in every source, with where that comes from.
fn term_content(
    draw: &Draw<'_>,
    document: &Document,
    block: usize,
    range: std::ops::Range<usize>,
) -> (String, Vec<(String, Mark)>) {
    let text = document.blocks.get(block).map_or("", |b| &b.text);
    let word = text.get(range).unwrap_or("");
    let mut rows = Vec::new();
    for entry in draw.library.terms_for(word) {
        rows.push((format!("{} = {}", entry.short, entry.long), Mark::Plain));
        if !entry.forms.is_empty() {
            rows.push((entry.forms.join(" | "), Mark::Dim));
        }
        let from = match entry.source {
            TermSource::Document {
                document, block, ..
            } => draw.library.documents.get(document).map(|d| {
                let place = format!("{} {}", short_name(d), place_of(d, block));
                draw.with("peek-term-from", &[("place", place.into())])
            }),
            TermSource::Table(name) => Some(draw.with("cli-table", &[("name", name.into())])),
        };
        rows.extend(from.map(|from| (format!("  {from}"), Mark::Dim)));
    }
    (word.to_owned(), rows)
}

fn citation_content(draw: &Draw<'_>, cite: Cite) -> (String, Vec<(String, Mark)>) {
    let library = draw.library;
    let Some(citation) = cite.citation(library) else {
        return (String::new(), Vec::new());
    };
    let mut rows = Vec::new();
    rows.push((
        draw.with("peek-printed", &[("text", citation.raw.as_str().into())]),
        Mark::Plain,
    ));
    if cite.is_inferred(library) {
        let symbol = citation.symbol.as_str().into();
        rows.push((draw.with("peek-inferred", &[("symbol", symbol)]), Mark::Dim));
    }
    if let Some(pinpoint) = &citation.pinpoint {
        rows.push((pinpoint.clone(), Mark::Dim));
    }
    if let Some(suspect) = &citation.suspect {
        rows.push((
            draw.with("peek-suspect", &[("text", suspect.as_str().into())]),
            Mark::Problem,
        ));
    }
    let target = library.target(&citation.symbol);
    if let Some(document) = target.and_then(|i| library.documents.get(i)) {
        rows.push((document.meta.title.clone(), Mark::Heading));
        let facts: Vec<String> = [&document.meta.date, &document.meta.body]
            .into_iter()
            .filter_map(Clone::clone)
            .collect();
        rows.push((facts.join(" · "), Mark::Dim));
        let is_text = |b: &&crate::document::Block| b.kind == crate::document::BlockKind::Paragraph;
        let first = document.blocks.iter().find(is_text);
        rows.extend(first.map(|b| (b.text.clone(), Mark::Plain)));
    }
    if target.is_none() {
        if let Some(known) = NAMES.instrument(&citation.symbol) {
            let about = [known.name, known.english, known.organ, known.date];
            let about = about.into_iter().filter(|a| !a.is_empty());
            rows.push((about.collect::<Vec<_>>().join(" · "), Mark::Heading));
        }
        if let Some(address) = official_address(&citation.symbol) {
            let address = [("address", address.into())];
            rows.push((draw.with("cli-address", &address), Mark::Dim));
        }
    }
    let all = library.graph.of_symbol(&citation.symbol);
    let state = if target.is_some() {
        "peek-here"
    } else {
        "peek-absent"
    };
    rows.push((draw.with(state, &[("n", all.len().into())]), Mark::Strong));
    for cite in all.iter().take(CONTEXTS) {
        let holder = library.documents.get(cite.document);
        if let (Some(document), Some(citation)) = (holder, cite.citation(library))
            && let Some(block) = document.blocks.get(citation.span.block)
        {
            let text = around(&block.text, &citation.span.range, 14, 24);
            let name = short_name(document);
            let at = place_of(document, citation.span.block);
            rows.push((format!("{name} {at}：{text}"), Mark::Plain));
        }
    }
    (citation.symbol.clone(), rows)
}

/// The raw lines of a block with their numbers.
fn raw_content(
    draw: &Draw<'_>,
    document: &Document,
    block: usize,
) -> (String, Vec<(String, Mark)>) {
    let mut rows = vec![(document.raw.name.clone(), Mark::Dim)];
    let lines = document.blocks.get(block).map_or(&[][..], |b| &b.lines);
    for range in lines {
        for number in range.first..=range.last.min(range.first.saturating_add(400)) {
            if let Some(text) = document.raw.line(number) {
                rows.push((format!("{number} {}", text.replace('\t', "→")), Mark::Plain));
            }
        }
    }
    (draw.say("pane-raw"), rows)
}
