//! The main view: tree, text, references; and the line at the bottom that asks for something.

use super::draw::{Draw, inner, inner_height, inner_width, piece};
use super::{Mark, Pane, Role, Row, Scene, peek, reading, tree};
use crate::app::geometry::{self, Rect, Size};
use crate::app::links::{Cite, short_name};
use crate::app::list::around;
use crate::app::peek::Pin;
use crate::app::references::{self, PINNED, RefRow, TABS};
use crate::app::{Focus, Prompt, PromptKind, labels, layout, place as places};
use crate::library::place_of;
use crate::store::EntryKind;

/// Tree, text and references, as many as there is room for.
pub(super) fn scene(draw: &Draw<'_>) -> Scene {
    let focus = draw.app.main().focus;
    let panes = draw.app.panes();
    let mut scene = Scene {
        place: reading::place_line(draw),
        ..Scene::default()
    };
    let mut cursors = [None; 3];
    if let Some(area) = panes.tree {
        let (pane, cursor) = tree::pane(draw, area, panes.framed);
        scene.panes.push(pane);
        cursors[0] = cursor;
    }
    if let Some(area) = panes.reading {
        let (pane, cursor) = reading::pane(draw, area, panes.framed);
        scene.panes.push(pane);
        cursors[1] = cursor;
    }
    if let Some(area) = panes.references {
        let (pane, cursor) = references_pane(draw, area, panes.framed);
        scene.panes.push(pane);
        cursors[2] = cursor;
    }
    scene.cursor = match focus {
        Focus::Tree => cursors[0],
        Focus::Reading => cursors[1],
        Focus::References => cursors[2],
    };
    if scene.cursor.is_none() {
        let focused = scene.panes.iter().find(|p| p.focused);
        scene.cursor = focused.map(inner);
    }
    (scene.status, scene.status_right) = status(draw);
    scene
}

/// The status line of the main view: mode, paragraph, raw line, what there is in the paragraph.
fn status(draw: &Draw<'_>) -> (String, String) {
    let main = draw.app.main();
    let mode = draw.say(match main.focus {
        Focus::Tree => "mode-tree",
        Focus::Reading => "mode-reading",
        Focus::References => "mode-references",
    });
    let Some(document) = main.document(draw.library) else {
        return (mode, String::new());
    };
    let block = document.blocks.get(main.cursor.block);
    let line = block.map_or(0, |b| b.line_at(main.cursor.at));
    // where a block has no name, its raw line is said anyway
    let here = places::named(draw.language, document, main.cursor.block);
    let here = here.map_or(String::new(), |here| {
        format!("{}  ", draw.ruler.truncate(&here, crate::text::Columns(30)))
    });
    let index = main.document.unwrap_or(0);
    let citations = references::citations_of(draw.library, index, main.cursor.block).len();
    let notes = block.map_or(0, |b| b.marks.len());
    let [_, cited, _] = references::counts(draw.app, draw.library);
    let status = draw.with(
        "status-reading",
        &[
            ("mode", mode.into()),
            ("here", here.into()),
            ("line", line.into()),
            ("of", document.raw.lines.len().into()),
            ("percent", places::percent(draw.app, draw.library).into()),
            ("citations", citations.into()),
            ("notes", notes.into()),
            ("cited", cited.into()),
        ],
    );
    // What is left out is said first, so that it is never cut.
    let status = match only_words(draw) {
        Some(only) => format!("{only}  {status}"),
        None => status,
    };
    let mut right = Vec::new();
    if let Some(find) = &main.find {
        right.push(format!(
            "/{} {}/{}",
            find.typed,
            find.number(main.cursor),
            find.hits.len()
        ));
    }
    let own = main.at().and_then(|at| {
        draw.app
            .desk
            .of_block(at)
            .find(|(e, _)| e.kind == EntryKind::Note)
    });
    if let Some((note, _)) = own {
        let words = crate::text::sanitize(&note.text).into_owned();
        let words = draw.ruler.truncate(&words, crate::text::Columns(24));
        right.push(format!("* {words}"));
    }
    right.extend(crate::app::compare::lock_words(draw.app, draw.library));
    let back = draw.app.jumps.back.len();
    if back > 0 {
        let key = draw.key("jump.back");
        right.push(draw.with("status-back", &[("key", key.into()), ("n", back.into())]));
    }
    (status, right.join("  "))
}

/// That only some paragraphs are shown, which ones, and the way back to all.
pub(super) fn only_words(draw: &Draw<'_>) -> Option<String> {
    let only = draw.app.main().only.as_ref()?;
    let text = draw.ruler.truncate(&only.typed, crate::text::Columns(12));
    let words = [
        ("n", only.found.into()),
        ("context", only.context.into()),
        ("text", text.into()),
    ];
    let id = if draw.is_heard() {
        "status-only-said"
    } else {
        "status-only"
    };
    Some(draw.with(id, &words))
}

fn references_pane(draw: &Draw<'_>, area: Rect, framed: bool) -> (Pane, Option<(u16, u16)>) {
    let main = draw.app.main();
    let mut pane = draw.pane(
        Role::References,
        area,
        main.focus == Focus::References,
        framed,
    );
    let name = draw.say("pane-references");
    pane.title = if draw.size() <= Size::Small {
        format!("3/3 {name}")
    } else {
        format!("3 {name}")
    };
    let (x, y) = inner(&pane);
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    pane.rows.push(tab_row(draw, width));
    if main.tab == PINNED {
        let room = height.saturating_sub(1);
        let pinned = pinned_rows(draw, width, room);
        pane.rows.extend(pinned);
        pane.rows.truncate(height);
        return (pane, Some((x, y + 1)));
    }
    let mut rows: Vec<(Option<usize>, Row)> = Vec::new();
    let mut entry = 0;
    for row in references::rows(draw.app, draw.library) {
        let number = row.is_entry().then(|| {
            entry += 1;
            entry - 1
        });
        let selected = number == Some(main.reference);
        for (i, made) in reference_rows(draw, &row, number, selected, width)
            .into_iter()
            .enumerate()
        {
            rows.push((number.filter(|_| i == 0), made));
        }
    }
    let at = rows.iter().position(|(n, _)| *n == Some(main.reference));
    let room = height.saturating_sub(1).max(1);
    let top = at.map_or(0, |at| (at + 2).saturating_sub(room).min(at));
    let cursor = at.map(|at| (x + 1, y + 1 + (at - top) as u16));
    let shown = rows.into_iter().skip(top).take(room);
    pane.rows.extend(shown.map(|(_, row)| row));
    pane.rows.truncate(height);
    (pane, cursor)
}

fn tab_row(draw: &Draw<'_>, width: u16) -> Row {
    let names = ["tab-citations", "tab-cited", "tab-notes-of"];
    let counts = references::counts(draw.app, draw.library);
    let mut pieces = Vec::new();
    for i in 0..TABS {
        let text = format!("{} {}", draw.say(names[i]), counts[i]);
        if i == draw.app.main().tab {
            pieces.push(piece(format!("[{text}]"), Mark::Strong));
        } else {
            pieces.push(piece(format!(" {text} "), Mark::Dim));
        }
    }
    if let Some(pin) = &draw.app.main().pin {
        let name = draw.say(match pin {
            Pin::Stays(_) => "tab-pinned",
            Pin::Follows(_) => "tab-following",
        });
        if draw.app.main().tab == PINNED {
            pieces.push(piece(format!("[{name}]"), Mark::Strong));
        } else {
            pieces.push(piece(format!(" {name} "), Mark::Dim));
        }
    }
    draw.row(pieces, width)
}

/// Title and paragraphs of what is pinned.
pub(super) fn pinned(draw: &Draw<'_>) -> (String, Vec<(String, Mark)>) {
    match draw.app.pinned(draw.library) {
        Some(peek) => peek::content(draw, &peek),
        None => (draw.say("pinned-nothing"), Vec::new()),
    }
}

fn pinned_rows(draw: &Draw<'_>, width: u16, room: usize) -> Vec<Row> {
    let (title, content) = pinned(draw);
    let mut rows = draw.wrapped(&title, width, Mark::Strong);
    for (text, mark) in content {
        rows.extend(draw.wrapped(&text, width, mark));
    }
    let top = match &draw.app.main().pin {
        Some(Pin::Stays(peek)) => peek.top,
        Some(Pin::Follows(top)) => *top,
        None => 0,
    };
    let top = top.min(rows.len().saturating_sub(room));
    rows.into_iter().skip(top).take(room).collect()
}

/// The words of an entry: what it cites or says, and where that is.
pub(super) fn reference_words(draw: &Draw<'_>, row: &RefRow) -> (String, String) {
    let library = draw.library;
    let in_library = |cite: &Cite| {
        let citation = cite.citation(library)?;
        let target = library.target(&citation.symbol);
        let state = match target {
            Some(_) => draw.say("references-present"),
            None => draw.say("references-absent"),
        };
        let state = if cite.is_inferred(library) {
            let inferred = draw.say("references-inferred");
            format!("{state} {inferred}")
        } else {
            state
        };
        Some((citation.symbol.clone(), state))
    };
    match row {
        RefRow::Head(id, n) => (draw.with(id, &[("n", (*n).into())]), String::new()),
        RefRow::Nothing => (draw.say("references-nothing"), String::new()),
        RefRow::Citation(cite) => in_library(cite).unwrap_or_default(),
        RefRow::Backlink(cite) => {
            let document = library.documents.get(cite.document);
            let citation = cite.citation(library);
            match (document, citation) {
                (Some(document), Some(citation)) => {
                    let block = document.blocks.get(citation.span.block);
                    let text = block.map_or(String::new(), |b| {
                        around(&b.text, &citation.span.range, 10, 14)
                    });
                    let name = short_name(document);
                    (
                        format!("{name} {}", place_of(document, citation.span.block)),
                        text,
                    )
                }
                _ => Default::default(),
            }
        }
        RefRow::Note(note) => {
            let document = draw.app.main().document(library);
            let note = document.and_then(|d| Some((d, d.notes.get(*note)?)));
            note.map_or(Default::default(), |(document, note)| {
                let block = document.blocks.get(note.block);
                let text = block.map_or("", |b| b.body().trim());
                (
                    format!("{} {text}", layout::note_mark(&note.marker)),
                    String::new(),
                )
            })
        }
    }
}

fn reference_rows(
    draw: &Draw<'_>,
    row: &RefRow,
    number: Option<usize>,
    selected: bool,
    width: u16,
) -> Vec<Row> {
    let (words, detail) = reference_words(draw, row);
    match row {
        RefRow::Head(..) => vec![
            Row::default(),
            draw.row(vec![piece(words, Mark::Strong)], width),
        ],
        RefRow::Nothing => vec![draw.row(vec![piece(format!("  {words}"), Mark::Dim)], width)],
        _ => {
            let marker = if selected { ">" } else { " " };
            let mut lead = vec![piece(marker, Mark::Plain)];
            if let Some(number) = number {
                lead.push(piece(format!("{} ", number + 1), Mark::Dim));
            }
            let citation = matches!(row, RefRow::Citation(_));
            let mark = if citation {
                Mark::Citation
            } else {
                Mark::Plain
            };
            lead.push(piece(words, mark));
            let right = if citation {
                detail.clone()
            } else {
                String::new()
            };
            let mut first = draw.spread(lead, piece(right, Mark::Dim), width);
            first.selected = selected;
            let mut rows = vec![first];
            if matches!(row, RefRow::Backlink(_)) {
                rows.push(draw.row(vec![piece(format!("   {detail}"), Mark::Dim)], width));
            }
            rows
        }
    }
}

/// The line at the bottom of the body.
pub(super) fn prompt(draw: &Draw<'_>, prompt: &Prompt) -> Scene {
    let body = geometry::body(draw.app.viewport);
    let area = Rect {
        y: body.y + body.height.saturating_sub(1),
        height: 1,
        ..body
    };
    let mut pane = draw.pane(Role::Commands, area, true, false);
    let label = format!(
        " {}> ",
        draw.say(match prompt.kind {
            PromptKind::Find => "prompt-find",
            PromptKind::Paragraph => "prompt-paragraph",
            PromptKind::Note => "prompt-note",
            PromptKind::TreeFilter => "prompt-filter",
            PromptKind::Label => "prompt-label",
            PromptKind::SetMark => "prompt-set-mark",
            PromptKind::GoMark => "prompt-go-mark",
            PromptKind::Bookmark => "prompt-bookmark",
            PromptKind::Annotate => "prompt-annotate",
            PromptKind::SaveSearch => "prompt-save-search",
            PromptKind::Only => "prompt-only",
            PromptKind::Write => "prompt-write",
            PromptKind::Pipe => "prompt-pipe",
            PromptKind::Session => "prompt-session",
            PromptKind::TimelineFilter => "prompt-pick",
            PromptKind::ExportTimeline => "prompt-export",
        })
    );
    pane.title = label.trim().to_owned();
    let caret = draw.width(&label) + draw.width(prompt.line.before_caret());
    let pieces = vec![
        piece(&label, Mark::Strong),
        piece(prompt.line.text(), Mark::Input),
    ];
    let right = match (&draw.app.main().find, prompt.kind) {
        (Some(find), PromptKind::Find) => {
            let id = if find.wrapped {
                "find-wrapped"
            } else {
                "find-count"
            };
            let at = find.number(draw.app.main().cursor);
            draw.with(id, &[("at", at.into()), ("n", find.hits.len().into())])
        }
        (_, PromptKind::Label) => {
            let (labels, left) = labels::labels(draw.app, draw.library);
            let n = [("n", labels.len().into()), ("left", left.into())];
            let id = if left > 0 {
                "labels-left"
            } else {
                "labels-count"
            };
            draw.with(id, &n)
        }
        _ => String::new(),
    };
    // Blanks to the end hide what is under the line.
    let mut row = draw.spread(pieces, piece(right, Mark::Dim), body.width);
    let used = draw.width(&row.text());
    let blank = usize::from(body.width).saturating_sub(used);
    row.pieces.push(piece(" ".repeat(blank), Mark::Plain));
    pane.rows.push(row);
    Scene {
        cursor: Some(((caret as u16).min(body.width.saturating_sub(1)), area.y)),
        panes: vec![pane],
        ..Scene::default()
    }
}
