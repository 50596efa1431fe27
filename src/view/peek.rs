//! The small window over the text: a note with what it stands for, a citation with its document, raw lines.

use super::draw::{Draw, inner_height, inner_width};
use super::{Mark, Pane, Role, Row, Scene};
use crate::app::geometry::{self, Rect};
use crate::app::links::{Cite, short_name};
use crate::app::list::around;
use crate::app::peek::chain;
use crate::app::{Peek, PeekItem, layout};
use crate::document::Document;
use crate::library::place_of;

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

fn fill(draw: &Draw<'_>, peek: &Peek, rows: Vec<Row>, pane: &mut Pane) {
    let height = inner_height(pane);
    let most = rows.len().saturating_sub(height);
    let top = peek.top.min(most);
    if most > 0 {
        pane.foot = draw.with(
            "peek-scroll",
            &[("n", (top + height).into()), ("of", rows.len().into())],
        );
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
        Some(PeekItem::Note(note)) => note_content(draw, document, note),
        Some(PeekItem::Citation(cite)) => citation_content(draw, cite),
        Some(PeekItem::Raw) => raw_content(draw, document, peek.at.block),
        Some(PeekItem::Event(mention)) => (
            draw.say("pane-event"),
            super::timeline::event_words(draw, mention),
        ),
        None => (String::new(), Vec::new()),
    }
}

fn note_content(
    draw: &Draw<'_>,
    document: &Document,
    note: usize,
) -> (String, Vec<(String, Mark)>) {
    let mut rows = Vec::new();
    let mut title = String::new();
    for (i, &at) in chain(document, note).iter().enumerate() {
        let Some(note) = document.notes.get(at) else {
            continue;
        };
        if i == 0 {
            title = draw.with("place-note", &[("n", note.marker.as_str().into())]);
        }
        let text = document
            .blocks
            .get(note.block)
            .map_or("", |b| b.body().trim());
        let lead = if i > 0 {
            draw.say("peek-ditto")
        } else {
            String::new()
        };
        let mark = layout::note_mark(&note.marker);
        rows.push((format!("{lead}{mark} {text}"), Mark::Plain));
    }
    (title, rows)
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
