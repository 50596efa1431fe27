//! The matrix of replies: speakers down, topics across, the heads of both always in sight.

use super::draw::{Draw, inner, inner_height, inner_width, piece};
use super::lines::{line, sentence};
use super::told::Told;
use super::{Mark, Pane, Role, Row, Scene};
use crate::app::geometry::{self, MatrixPanes, Size};
use crate::app::links::short_name;
use crate::app::matrix::Replies;
use crate::export::{cell_words, speaker_name, topic_name};
use crate::facts::Topic;
use crate::i18n::Language;
use crate::library::{Cell, place_of};
use crate::text::Columns;

/// The grid, and the paragraphs of the cell where there is room.
pub(super) fn scene(draw: &Draw<'_>, replies: &Replies) -> Scene {
    let areas = geometry::matrix_panes(draw.app.port());
    let mut scene = Scene {
        place: place_line(draw, replies),
        ..Scene::default()
    };
    let (pane, cursor) = grid(draw, replies, &areas);
    scene.panes.push(pane);
    scene.cursor = Some(cursor);
    if let Some(area) = areas.preview {
        let mut pane = draw.pane(Role::Preview, area, false, areas.framed);
        pane.title = said(draw, replies, replies.row, replies.column);
        let document = draw.library.documents.get(replies.matrix.document);
        let width = inner_width(&pane);
        if let (Some(document), Some(cell)) = (document, replies.cell()) {
            for block in cell.blocks.iter() {
                if pane.rows.len() >= inner_height(&pane) {
                    break;
                }
                let text = document.blocks.get(*block).map_or("", |b| b.text.trim());
                let place = place_of(document, *block);
                let text = format!("{place} {}", text.replace('\t', " "));
                pane.rows.extend(draw.wrapped(&text, width, Mark::Plain));
            }
        }
        pane.rows.truncate(inner_height(&pane));
        scene.panes.push(pane);
    }
    scene.status = format!(
        "{}  {}",
        draw.say("mode-matrix"),
        said(draw, replies, replies.row, replies.column)
    );
    if replies.chosen.is_some() {
        scene.status_right = draw.say("matrix-chosen");
    }
    scene
}

fn place_line(draw: &Draw<'_>, replies: &Replies) -> String {
    let title = title(draw, replies);
    if draw.size() <= Size::Small {
        return title;
    }
    format!("{} | {title}", draw.say("program"))
}

/// What the matrix is of.
pub(super) fn title(draw: &Draw<'_>, replies: &Replies) -> String {
    let document = draw.library.documents.get(replies.matrix.document);
    let name = document.map_or("", |d| short_name(d));
    let words = [
        ("name", name.into()),
        ("rows", replies.matrix.rows.len().into()),
        ("columns", replies.matrix.topics.len().into()),
    ];
    let id = if draw.is_heard() {
        "matrix-title-said"
    } else {
        "matrix-title"
    };
    draw.with(id, &words)
}

/// The short name of a column.
fn head(language: Language, topic: &Topic) -> &'static str {
    match language {
        Language::English => topic.short_english,
        _ => topic.short,
    }
}

/// A cell in a sentence: 法国，国际法：4 段，有专门标题.
pub(super) fn said(draw: &Draw<'_>, replies: &Replies, row: usize, column: usize) -> String {
    let Some((speaker, cell)) = replies
        .matrix
        .rows
        .get(row)
        .zip(replies.matrix.cell(row, column))
    else {
        return String::new();
    };
    let topic = replies.matrix.topics.get(column);
    let topic = topic.map_or(draw.say("matrix-unmapped"), |t| {
        topic_name(draw.language, t).to_owned()
    });
    let id = match (cell.is_empty(), cell.heading) {
        (true, _) => "matrix-said-nothing",
        (false, Some(_)) => "matrix-said-heading",
        (false, None) => "matrix-said",
    };
    let words = [
        ("speaker", speaker_name(draw.language, speaker).into()),
        ("topic", topic.into()),
        ("n", cell.paragraphs.into()),
    ];
    draw.with(id, &words)
}

fn grid(draw: &Draw<'_>, replies: &Replies, areas: &MatrixPanes) -> (Pane, (u16, u16)) {
    let mut pane = draw.pane(Role::Matrix, areas.grid, true, areas.framed);
    pane.title = draw.say("mode-matrix");
    let filled = replies.filled().len();
    pane.info = format!("{}/{}", replies.row + 1, replies.matrix.rows.len());
    pane.foot = draw.with("matrix-foot", &[("n", filled.into())]);
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    let (x, y) = inner(&pane);
    let shown = replies.left..(replies.left + areas.columns).min(replies.matrix.columns());
    pane.rows
        .push(heads(draw, replies, areas, shown.clone(), width));
    let page = replies.matrix.rows.iter().enumerate().skip(replies.top);
    for (i, speaker) in page.take(height.saturating_sub(1)) {
        let here = i == replies.row;
        let marker = if here { ">" } else { " " };
        let name = speaker_name(draw.language, speaker);
        let name = draw.ruler.fit(name, Columns::from(areas.head - 1));
        let mark = if here { Mark::Strong } else { Mark::Plain };
        let mut pieces = vec![piece(marker, Mark::Plain), piece(name, mark)];
        for column in shown.clone() {
            let cell = replies.matrix.cell(i, column);
            pieces.push(cell_piece(draw, replies, cell, (i, column), areas.cell));
        }
        let mut row = draw.row(pieces, width);
        row.selected = here;
        row.spoken = Some(said(draw, replies, i, replies.column));
        pane.rows.push(row);
    }
    pane.rows.truncate(height);
    let column = (replies.column - replies.left.min(replies.column)) as u16;
    let cursor = (
        x + areas.head + column * areas.cell,
        y + 1 + (replies.row - replies.top.min(replies.row)) as u16,
    );
    (pane, cursor)
}

/// The names of the columns; `<` and `>` where there are more.
fn heads(
    draw: &Draw<'_>,
    replies: &Replies,
    areas: &MatrixPanes,
    shown: std::ops::Range<usize>,
    width: u16,
) -> Row {
    let more = match (shown.start > 0, shown.end < replies.matrix.columns()) {
        (true, true) => "<>",
        (true, false) => "<",
        (false, true) => ">",
        (false, false) => "",
    };
    let lead = draw
        .ruler
        .fit(&format!(" {more}"), Columns::from(areas.head));
    let mut pieces = vec![piece(lead, Mark::Dim)];
    for column in shown {
        let topic = replies.matrix.topics.get(column);
        let name = topic.map_or(draw.say("matrix-unmapped-short"), |t| {
            head(draw.language, t).to_owned()
        });
        let name = draw.ruler.truncate(&name, Columns::from(areas.cell - 1));
        let mark = if column == replies.column {
            Mark::Strong
        } else {
            Mark::Dim
        };
        pieces.push(piece(right(draw, &name, areas.cell), mark));
    }
    draw.row(pieces, width)
}

/// A text at the right end of so many columns.
fn right(draw: &Draw<'_>, text: &str, columns: u16) -> String {
    let used = draw.width(text);
    format!(
        "{}{text}",
        " ".repeat(usize::from(columns).saturating_sub(used))
    )
}

/// A cell: its number, in [ ] under the cursor, in ( ) where it was chosen.
fn cell_piece(
    draw: &Draw<'_>,
    replies: &Replies,
    cell: Option<&Cell>,
    at: (usize, usize),
    columns: u16,
) -> super::Piece {
    let words = cell.map_or(String::new(), cell_words);
    let words = if words.is_empty() {
        ".".to_owned()
    } else {
        words
    };
    let (words, mark) = if at == (replies.row, replies.column) {
        (format!("[{words}]"), Mark::Strong)
    } else if replies.chosen == Some(at) {
        (format!("({words})"), Mark::Strong)
    } else {
        let mark = if words == "." { Mark::Dim } else { Mark::Plain };
        (format!("{words} "), mark)
    };
    piece(right(draw, &words, columns), mark)
}

/// Every cell that says something, as a sentence.
pub(super) fn told(draw: &Draw<'_>, replies: &Replies) -> Told {
    let filled = replies.filled();
    let n = filled.len();
    let head = vec![sentence(draw.with(
        "lines-matrix",
        &[("title", title(draw, replies).into()), ("n", n.into())],
    ))];
    let entry = |(row, column): &(usize, usize)| {
        let mut made = line(vec![piece(said(draw, replies, *row, *column), Mark::Plain)]);
        made.selected = (*row, *column) == (replies.row, replies.column);
        made
    };
    Told {
        head,
        entries: filled.iter().map(entry).collect(),
        top: replies.top,
        over: Vec::new(),
        selected: replies.at(),
    }
}
