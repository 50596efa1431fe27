//! The text: gutter, lines, marks.

use super::draw::{Draw, inner_height, inner_width, piece};
use super::{Mark, Pane, Piece, Role, Row};
use crate::app::geometry::{self, GUTTER, Rect, Size};
use crate::app::layout::{self, Line, LineKind, Run};

use crate::app::labels::{self, Label};
use crate::app::links::Link;
use crate::app::{Anchor, App, Focus, Notes, foot_height, links, place, references};
use crate::document::{Block, BlockKind, Document, is_caption_again};
use crate::export::actor_name;
use crate::facts::NAMES;
use crate::index::BlockRef;
use crate::library::{Library, reply_at};
use crate::store::EntryKind;
use std::ops::Range;

/// A stretch of a block with a meaning of its own. Of two that overlap, the first in the list holds.
pub(super) type Span = (Range<u32>, Mark);

/// Hits, citations and bold of a block, hits first.
pub(super) fn spans(app: &App, library: &Library, index: usize, block: &Block) -> Vec<Span> {
    let main = app.main();
    let mut spans: Vec<Span> = Vec::new();
    if let Some(selected) = main
        .document(library)
        .and_then(|d| main.selected_in(d, index))
    {
        spans.push((selected, Mark::Selected));
    }
    spans.extend(main.marked(index).into_iter().map(|r| (r, Mark::Hit)));
    if let Some(document) = main.document {
        for cite in references::citations_of(library, document, index) {
            if let Some(citation) = cite.citation(library) {
                spans.push((citation.span.range.clone(), Mark::Citation));
            }
        }
    }
    spans.extend(block.bold.iter().map(|r| (r.clone(), Mark::Strong)));
    spans
}

/// How the text of a block is marked where nothing else is.
pub(super) fn base_mark(kind: BlockKind) -> Mark {
    match kind {
        BlockKind::Heading | BlockKind::Title => Mark::Heading,
        BlockKind::Caption => Mark::Strong,
        BlockKind::Masthead | BlockKind::Toc | BlockKind::Closing => Mark::Dim,
        _ => Mark::Plain,
    }
}

/// A run as pieces.
pub(super) fn pieces(run: &Run, spans: &[Span], base: Mark) -> Vec<Piece> {
    let Some(from) = run.from.map(|f| f as usize) else {
        let mark = if run.note { Mark::Note } else { base };
        return vec![piece(&run.text, mark)];
    };
    let end = from + run.text.len();
    // Everywhere a span begins or ends inside the run, a new piece may begin.
    let mut cuts: Vec<usize> = vec![0, run.text.len()];
    for (range, _) in spans {
        for at in [range.start as usize, range.end as usize] {
            if from < at && at < end && run.text.is_char_boundary(at - from) {
                cuts.push(at - from);
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces: Vec<Piece> = Vec::new();
    for pair in cuts.windows(2) {
        let at = from + pair[0];
        let covers = |(range, _): &&Span| range.start as usize <= at && at < range.end as usize;
        let mark = spans.iter().find(covers).map_or(base, |(_, mark)| *mark);
        match pieces.last_mut() {
            Some(last) if last.mark == mark => {
                last.text
                    .push_str(&piece(&run.text[pair[0]..pair[1]], mark).text);
            }
            _ => pieces.push(piece(&run.text[pair[0]..pair[1]], mark)),
        }
    }
    pieces
}

/// The pane, and where its cursor is.
pub(super) fn pane(draw: &Draw<'_>, area: Rect, framed: bool) -> (Pane, Option<(u16, u16)>) {
    let main = draw.app.main();
    let focused = main.focus == Focus::Reading;
    let mut pane = draw.pane(Role::Reading, area, focused, framed);
    let side = draw.app.side();
    let small = draw.size() <= Size::Small && side.is_none();
    let Some(document) = main.document(draw.library) else {
        pane.title = title(draw, small, None);
        for text in draw.no_text() {
            pane.rows
                .extend(draw.wrapped(&text, inner_width(&pane), Mark::Dim));
        }
        pane.rows.truncate(inner_height(&pane));
        return (pane, None);
    };
    pane.title = title(draw, small, Some(document));
    if small {
        pane.info = draw.say("reading-tab");
    } else {
        pane.info = format!("{}%", place::percent(draw.app, draw.library));
        let [citations, cited, notes] = references::counts(draw.app, draw.library);
        pane.foot = draw.with(
            "reading-counts",
            &[
                ("citations", citations.into()),
                ("cited", cited.into()),
                ("notes", notes.into()),
            ],
        );
    }
    let cursor = fill(draw, document, &mut pane);
    (pane, cursor)
}

fn title(draw: &Draw<'_>, small: bool, document: Option<&Document>) -> String {
    let name = draw.say("pane-reading");
    if small {
        return format!("2/3 {name}");
    }
    if let Some(side) = draw.app.side() {
        let name = document.map_or(name, |d| draw.name(d));
        let at = draw.app.main().at();
        let reply = at.and_then(|at| reply_at(draw.library, at));
        let speaker = reply.and_then(|(_, r)| NAMES.actors.get(r.actor as usize));
        return match speaker {
            Some(speaker) => format!("{side}/2 {} {name}", actor_name(draw.language, speaker)),
            None => format!("{side}/2 {name}"),
        };
    }
    match document {
        Some(document) => format!("2 {name} {}", links::short_name(document)),
        None => format!("2 {name}"),
    }
}

fn fill(draw: &Draw<'_>, document: &Document, pane: &mut Pane) -> Option<(u16, u16)> {
    let main = draw.app.main();
    let width = inner_width(pane);
    let (left, top) = super::draw::inner(pane);
    let lines = main.page(document, draw.app.measure(), inner_height(pane));
    let labels = match labels::are_shown(draw.app) {
        true => labels::labels(draw.app, draw.library).0,
        false => Vec::new(),
    };
    let foot = foot(draw, document, &lines, width);
    let height = lines
        .len()
        .min(inner_height(pane).saturating_sub(foot.len()));
    let lines = &lines[..height];
    let mut cursor = None;
    let mut spans_of: (usize, Vec<Span>) = (usize::MAX, Vec::new());
    for (y, line) in lines.iter().enumerate() {
        if spans_of.0 != line.block
            && let Some(block) = document.blocks.get(line.block)
        {
            let mut found = spans(draw.app, draw.library, line.block, block);
            // Of a very long block only what is on the page is looked at line by line.
            let end = lines[y..].iter().rfind(|l| l.block == line.block);
            let shown = line.start..end.map_or(line.end, |l| l.end);
            if block.kind != BlockKind::TableRow {
                found.retain(|(r, _)| r.start < shown.end && shown.start < r.end);
            }
            spans_of = (line.block, found);
        }
        let here = line.holds(main.cursor) && cursor.is_none();
        let labels = labels.iter().filter(|l| stands_on(l, line));
        let row = text_row(draw, document, line, &spans_of.1, here, width, labels);
        if here {
            let into = match main.selection {
                Some(_) => columns_before(draw, line, main.cursor.at),
                None => 0,
            };
            let x = left + GUTTER + line.indent.as_u16() + into;
            cursor = Some((x, top + y as u16));
        }
        pane.rows.push(row);
    }
    if !foot.is_empty() {
        let room = inner_height(pane) - foot.len();
        pane.rows.resize(room, Row::default());
        pane.rows.extend(foot);
    }
    cursor
}

/// Columns of a line's text before a byte of its block.
fn columns_before(draw: &Draw<'_>, line: &Line, at: u32) -> u16 {
    let mut text = String::new();
    for run in &line.runs {
        match run.from {
            Some(from) if at < from => break,
            Some(from) => {
                let end = ((at - from) as usize).min(run.text.len());
                text.push_str(run.text.get(..end).unwrap_or(""));
            }
            None => text.push_str(&run.text),
        }
    }
    crate::text::Columns(draw.width(&text)).as_u16()
}

/// The notes that are marked in the lines, for the foot of the page: as many rows as notes may cover, the lines
/// under them left out.
fn foot(draw: &Draw<'_>, document: &Document, lines: &[Line], width: u16) -> Vec<Row> {
    if draw.app.notes() != Notes::Foot {
        return Vec::new();
    }
    let height = draw.app.text_height();
    let most = foot_height(height);
    let mut rows = foot_rows(draw, document, lines, width, most);
    // Lines that the notes cover need theirs no more.
    let left = lines.len().min(height - rows.len());
    if left < lines.len() {
        let room = rows.len();
        rows = foot_rows(draw, document, &lines[..left], width, room);
    }
    rows
}

fn foot_rows(
    draw: &Draw<'_>,
    document: &Document,
    lines: &[Line],
    width: u16,
    most: usize,
) -> Vec<Row> {
    let text = lines.iter().filter(|l| l.kind == LineKind::Text);
    let mut notes: Vec<usize> = Vec::new();
    for line in text {
        let block = document.blocks.get(line.block);
        let marks = block.map_or(&[][..], |b| &b.marks);
        let here = marks.iter().filter(|m| {
            let (block, at) = (line.block, m.at);
            line.holds(Anchor { block, at })
        });
        for note in here.filter_map(|m| m.note) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    let pad = " ".repeat(usize::from(GUTTER));
    let columns = width.saturating_sub(GUTTER).max(2);
    let mut rows = Vec::new();
    for note in notes.iter().filter_map(|&n| document.notes.get(n)) {
        let body = document.blocks.get(note.block).map_or("", |b| b.body());
        let text = format!("{} {}", layout::note_mark(&note.marker), body.trim());
        for mut row in draw.wrapped(&text, columns, Mark::Dim) {
            row.pieces.insert(0, piece(&pad, Mark::Plain));
            rows.push(row);
        }
    }
    if rows.is_empty() || most < 2 {
        return Vec::new();
    }
    let head = format!("{pad}{}", draw.say("reading-notes"));
    rows.insert(0, draw.row(vec![piece(head, Mark::Dim)], width));
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            let mut pieces = std::mem::take(&mut last.pieces);
            // One column more than fits, so that the row is cut with `…`.
            pieces.push(piece(" ".repeat(usize::from(width)), Mark::Plain));
            pieces.push(piece("…", Mark::Dim));
            *last = draw.row(pieces, width);
        }
    }
    rows
}

/// What a person put into this line, as one ASCII character.
fn sign(draw: &Draw<'_>, line: &Line) -> Option<char> {
    let document = draw.app.main().document?;
    let at = BlockRef {
        document,
        block: line.block,
    };
    let stands = |at: u32| {
        line.holds(Anchor {
            block: line.block,
            at,
        })
    };
    let here = draw.app.desk.of_block(at).filter(|(_, f)| stands(f.at));
    let signs = here.map(|(entry, _)| match entry.kind {
        EntryKind::Mark => (0, entry.name.chars().next().unwrap_or('\'')),
        EntryKind::Note => (1, '*'),
        EntryKind::Bookmark => (2, '#'),
    });
    signs.min().map(|(_, sign)| sign)
}

fn text_row<'a>(
    draw: &Draw<'_>,
    document: &Document,
    line: &Line,
    spans: &[Span],
    here: bool,
    width: u16,
    labels: impl Iterator<Item = &'a Label>,
) -> Row {
    match line.kind {
        LineKind::Gap => return Row::default(),
        LineKind::NotesHead => {
            let text = format!(
                "{}{}",
                " ".repeat(usize::from(GUTTER)),
                draw.say("reading-notes")
            );
            return draw.row(vec![piece(text, Mark::Dim)], width);
        }
        LineKind::Text => {}
    }
    let base = document
        .blocks
        .get(line.block)
        .map_or(Mark::Plain, |b| base_mark(b.kind));
    let indent = usize::from(GUTTER) - 1 + line.indent.0;
    // Column 2 of the gutter: the letter of a mark that stands in this line, # for a bookmark, * for a note.
    let sign = sign(draw, line).filter(|_| indent > 0);
    let pad = " ".repeat(indent - sign.map_or(0, |_| 1));
    let cursor = if here { ">" } else { " " };
    let gutter = match sign {
        Some(sign) => format!("{cursor}{sign}{pad}"),
        None => format!("{cursor}{pad}"),
    };
    let mut row_pieces = vec![piece(gutter, Mark::Plain)];
    for run in &line.runs {
        row_pieces.extend(pieces(run, spans, base));
    }
    for label in labels.collect::<Vec<_>>().into_iter().rev() {
        if let Some((from, len)) = place_of_label(label, line, document) {
            let lead = row_pieces.first().map_or(0, |p| p.text.len());
            stamp(draw, &mut row_pieces, lead + from, len, label.key);
        }
    }
    if line.last && is_caption_again(document, line.block) {
        row_pieces.push(piece(draw.say("table-continued"), Mark::Dim));
    }
    let mut row = draw.row(row_pieces, width);
    row.selected = here;
    row
}

/// The label's place begins on this line.
fn stands_on(label: &Label, line: &Line) -> bool {
    let (block, at) = (label.on.block, label.on.range.start);
    line.holds(Anchor { block, at })
}

/// Where a label stands among the bytes of a line's runs, and how many bytes it may cover at most.
fn place_of_label(label: &Label, line: &Line, document: &Document) -> Option<(usize, usize)> {
    let mark = match label.on.to {
        Link::Note(note) => Some(layout::note_mark(&document.notes.get(note)?.marker)),
        _ => None,
    };
    let at = label.on.range.start;
    let (mut reached, mut bytes) = (0, 0);
    for run in &line.runs {
        let len = run.text.len();
        match (&mark, run.from) {
            (Some(mark), None) if run.note && run.text == *mark && reached >= at => {
                return Some((bytes, len));
            }
            (None, Some(from)) if from <= at && at < from + len as u32 => {
                let within = (at - from) as usize;
                return run
                    .text
                    .is_char_boundary(within)
                    .then_some((bytes + within, len - within));
            }
            _ => {}
        }
        reached = run.from.map_or(reached, |from| from + len as u32);
        bytes += len;
    }
    None
}

/// Puts a label over what stands at a byte of a row: of a note's mark all, else as many characters as it needs.
fn stamp(draw: &Draw<'_>, pieces: &mut Vec<Piece>, at: usize, len: usize, key: char) {
    let label = format!("<{key}>");
    let wants = draw.width(&label);
    let (mut before, mut after): (Vec<Piece>, Vec<Piece>) = (Vec::new(), Vec::new());
    let (mut bytes, mut covered, mut taken) = (0, 0, 0);
    for one in pieces.drain(..) {
        let (mut left, mut right) = (String::new(), String::new());
        for cluster in draw.ruler.clusters(&one.text) {
            let text = &one.text[cluster.start..cluster.end];
            let here = bytes + cluster.start;
            if here < at {
                left.push_str(text);
            } else if covered < wants && taken < len {
                covered += cluster.width;
                taken += text.len();
            } else {
                right.push_str(text);
            }
        }
        bytes += one.text.len();
        if !left.is_empty() {
            before.push(piece(left, one.mark));
        }
        if !right.is_empty() {
            after.push(piece(right, one.mark));
        }
    }
    before.push(piece(label, Mark::Key));
    before.push(piece(
        " ".repeat(covered.saturating_sub(wants)),
        Mark::Plain,
    ));
    before.append(&mut after);
    *pieces = before;
}

/// The place line: where one is, as much of it as fits.
pub(super) fn place_line(draw: &Draw<'_>) -> String {
    let (columns, rows) = geometry::extent(draw.app.viewport);
    let crumbs = place::breadcrumb(draw.app, draw.library);
    let name = draw.say("program");
    if crumbs.is_empty() {
        return name;
    }
    if draw.size() <= Size::Small || rows < 18 {
        let first = crumbs.first().cloned().unwrap_or_default();
        let last = crumbs.last().cloned().unwrap_or_default();
        return format!("{first} › {last}");
    }
    let room = usize::from(columns) * 3 / 5;
    // Headings in the middle go where there is no room: the highest first, the second level (whose part
    // it is) last of all.
    let mut left_out: Vec<usize> = Vec::new();
    let last = crumbs.len() - 1;
    for next in [1].into_iter().chain(3..last.max(3)).chain([2]) {
        let line = crumb_line(&name, &crumbs, &left_out);
        if draw.width(&line) <= room {
            return line;
        }
        if next < last {
            left_out.push(next);
        }
    }
    crumb_line(&name, &crumbs, &left_out)
}

/// The crumbs joined, `…` for each run that is left out.
fn crumb_line(name: &str, crumbs: &[String], left_out: &[usize]) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for (i, crumb) in crumbs.iter().enumerate() {
        match left_out.contains(&i) {
            false => parts.push(crumb),
            true if parts.last() != Some(&"…") => parts.push("…"),
            true => {}
        }
    }
    format!("{name} | {}", parts.join(" › "))
}
