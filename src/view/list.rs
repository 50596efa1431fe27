//! A list with its filter line, and a preview of what is selected.

use super::draw::{Draw, inner_height, inner_width, piece};
use super::search::{input_row, preview};
use super::{Mark, Role, Row, Scene, reading};
use crate::app::geometry::{self, Size};
use crate::app::list::INPUT_LINES;
use crate::app::{Command, Goto, Group, Item, List, ListKind, Viewport};
use crate::index::BlockRef;
use crate::keymap::Context;
use crate::library::place_of;

/// The words over a list: what it is of.
pub(super) fn title(draw: &Draw<'_>, list: &List) -> String {
    // Headings between places are not counted.
    let places = list
        .items
        .iter()
        .filter(|i| matches!(i.to, Goto::Block(..)));
    let n = match list.kind {
        ListKind::ParagraphBacklinks(_) | ListKind::Card(_) | ListKind::Actor(_) => places.count(),
        ListKind::Backlinks(document) => draw.library.graph.of_document(document).count(),
        ListKind::Relations(_) => {
            let branches = list.items.iter();
            let is_branch = |i: &&Item| matches!(&i.to, Goto::Relation(path) if path.len() > 2);
            branches.filter(is_branch).count()
        }
        _ => list.items.len(),
    };
    let n = ("n", n.into());
    let name_of = |document: &usize| {
        let document = draw.library.documents.get(*document);
        document.map_or(String::new(), |d| {
            crate::app::links::short_name(d).to_owned()
        })
    };
    match &list.kind {
        ListKind::Outline(document) => {
            draw.with("list-outline", &[n, ("name", name_of(document).into())])
        }
        ListKind::Names => draw.with("list-names", &[n]),
        ListKind::Backlinks(document) => {
            draw.with("list-backlinks", &[n, ("name", name_of(document).into())])
        }
        ListKind::Card(symbol) => draw.with("list-card", &[n, ("name", symbol.as_str().into())]),
        ListKind::MostCited => draw.with("list-most-cited", &[n]),
        ListKind::Actors => draw.with("list-actors", &[n]),
        ListKind::Actor(actor) => {
            let name = crate::facts::NAMES
                .actors
                .get(*actor as usize)
                .map_or("", |a| a.name);
            draw.with("list-actor", &[n, ("name", name.into())])
        }
        ListKind::Term(word) => draw.with("list-term", &[n, ("name", word.as_str().into())]),
        ListKind::Notes(document) => {
            draw.with("list-notes", &[n, ("name", name_of(document).into())])
        }
        ListKind::Mentions(_) => draw.with("list-mentions", &[n]),
        ListKind::ParagraphBacklinks(at) => {
            let document = draw.library.documents.get(at.document);
            let place = document.map_or(String::new(), |d| {
                format!("{} {}", name_of(&at.document), place_of(d, at.block))
            });
            draw.with("list-backlinks", &[n, ("name", place.into())])
        }
        ListKind::Relations(of) => {
            draw.with("list-relations", &[n, ("name", of.symbol.as_str().into())])
        }
        ListKind::Links(..) => draw.with("list-links", &[n]),
        ListKind::Path(_) => draw.with("list-path", &[n]),
        ListKind::Jumps => draw.with("list-jumps", &[n]),
        ListKind::Problems => draw.with("list-problems", &[n]),
        ListKind::Log(_) => draw.with("list-log", &[n]),
        ListKind::Stats => draw.say("list-stats"),
        ListKind::Compare => draw.with("list-compare", &[n]),
        ListKind::Marks => draw.with("list-marks", &[n]),
        ListKind::Annotations => draw.with("list-annotations", &[n]),
        ListKind::Collections => draw.with("list-collections", &[n]),
        ListKind::History => draw.with("list-history", &[n]),
        ListKind::SavedSearches => draw.with("list-saved", &[n]),
        ListKind::Facets => draw.with("list-facets", &[n]),
        ListKind::Completions => draw.with("list-completions", &[n]),
        ListKind::Sessions => draw.with("list-sessions", &[n]),
        ListKind::Copy => draw.with("list-copy", &[n]),
        ListKind::Output(_) => draw.with("list-output", &[n]),
        ListKind::Themes => draw.with("list-themes", &[n]),
        ListKind::Welcome(_) => draw.say("list-welcome"),
        ListKind::Menu(group) => menu_title(draw, list, *group),
        ListKind::Keys(keys) => draw.with("list-keys", &[("name", keys.as_str().into())]),
        ListKind::Where(name) => {
            let words = Command::named(name).map_or(String::new(), |c| draw.say(&c.id()));
            draw.with("list-where", &[("name", words.into())])
        }
        ListKind::Commands => draw.with("list-commands", &[n]),
    }
}

/// What a list says that has nothing in it: why, or how something comes into it.
pub(super) fn empty(draw: &Draw<'_>, list: &List) -> String {
    let begins = match list.kind {
        _ if !list.line.is_empty() => {
            return draw.with("list-empty-filter", &[("text", list.line.text().into())]);
        }
        ListKind::Marks => "mark.set",
        ListKind::Annotations => "annotation.write",
        ListKind::Collections => "collection.toggle",
        ListKind::SavedSearches => "search.save",
        ListKind::Sessions => "session.save",
        _ => return draw.say("list-empty"),
    };
    let Some(command) = Command::named(begins) else {
        return draw.say("list-empty");
    };
    let what = draw.say(&command.id());
    let word = command.words.first().copied().unwrap_or(begins);
    let how = if draw.app.in_lines() {
        word.to_owned()
    } else {
        let key = draw.key_in(Context::Main, begins);
        key.unwrap_or_else(|| format!(":{word}"))
    };
    draw.with(
        "list-empty-begin",
        &[("key", how.into()), ("what", what.into())],
    )
}

/// The groups of the menu, the open one in brackets where they stand beside each other.
fn menu_title(draw: &Draw<'_>, list: &List, group: Option<Group>) -> String {
    let Some(group) = group.filter(|_| list.line.is_empty()) else {
        return draw.with("list-menu", &[("n", list.items.len().into())]);
    };
    let name = |g: Group| draw.say(g.id());
    match draw.app.viewport {
        Viewport::Screen { .. } if draw.size() >= Size::Medium => {
            let all = Group::ALL.into_iter().map(|g| {
                if g == group {
                    format!("[{}]", name(g))
                } else {
                    name(g)
                }
            });
            all.collect::<Vec<_>>().join(" ")
        }
        _ => {
            let at = Group::ALL.iter().position(|g| *g == group).unwrap_or(0);
            let words = [
                ("group", name(group).into()),
                ("at", (at + 1).into()),
                ("n", Group::ALL.len().into()),
            ];
            draw.with("list-menu-group", &words)
        }
    }
}

/// What the line of a list asks for.
pub(super) fn asks(draw: &Draw<'_>, list: &List) -> String {
    draw.say(match list.kind {
        ListKind::Commands => "prompt-command",
        _ => "prompt-filter",
    })
}

/// Input, items, preview.
pub(super) fn scene(draw: &Draw<'_>, list: &List) -> Scene {
    let mut areas = geometry::list_panes(draw.app.port(), INPUT_LINES);
    let previews = !matches!(
        list.kind,
        ListKind::Commands
            | ListKind::Problems
            | ListKind::Log(_)
            | ListKind::Stats
            | ListKind::History
            | ListKind::SavedSearches
            | ListKind::Facets
            | ListKind::Completions
            | ListKind::Copy
            | ListKind::Output(_)
            | ListKind::Menu(_)
            | ListKind::Themes
            | ListKind::Welcome(_)
            | ListKind::Keys(_)
            | ListKind::Where(_)
    );
    if !previews && let Some(area) = areas.preview.take() {
        areas.list.width += area.width;
    }
    let mut scene = Scene {
        place: if areas.place {
            reading::place_line(draw)
        } else {
            String::new()
        },
        ..Scene::default()
    };
    let label = match list.kind {
        ListKind::Commands => " : ".to_owned(),
        _ => format!(" {}> ", draw.say("prompt-filter")),
    };
    let mut input = draw.pane(Role::Commands, areas.input, true, false);
    input.title = label.trim().to_owned();
    let welcomes = matches!(list.kind, ListKind::Welcome(_));
    if welcomes {
        let text = piece(format!(" {}", draw.say("welcome")), Mark::Heading);
        input.rows.push(draw.row(vec![text], areas.input.width));
        let row = u16::try_from(list.selected.saturating_sub(list.top)).unwrap_or(0);
        let edge = u16::from(areas.framed);
        scene.cursor = Some((areas.list.x + edge, areas.list.y + edge + row));
    } else {
        let (row, caret) = input_row(draw, &list.line, &label, areas.input.width);
        input.rows.push(row);
        scene.cursor = Some((caret, areas.input.y));
    }
    scene.panes.push(input);

    let mut pane = draw.pane(Role::Results, areas.list, true, areas.framed);
    pane.title = title(draw, list);
    let width = inner_width(&pane);
    let height = inner_height(&pane);
    let len = list.items.len();
    pane.info = format!("{}/{len}", if len == 0 { 0 } else { list.selected + 1 });
    if matches!(list.kind, ListKind::Menu(_)) {
        pane.foot = draw.say("menu-foot");
    }
    for (i, item) in list.items.iter().enumerate().skip(list.top) {
        if pane.rows.len() >= height {
            break;
        }
        pane.rows
            .extend(item_rows(draw, list, item, i == list.selected, width));
    }
    if len == 0 {
        pane.rows = draw.wrapped(&empty(draw, list), width, Mark::Dim);
    }
    if welcomes {
        pane.rows.push(Row::default());
        pane.rows
            .extend(draw.wrapped(&draw.say("welcome-more"), width, Mark::Dim));
    }
    pane.rows.truncate(height);
    scene.panes.push(pane);
    if let Some(area) = areas.preview {
        let (at, ranges) = match list.item().map(|i| &i.to) {
            Some(Goto::Block(at, range)) => (Some(*at), range.iter().cloned().collect()),
            Some(Goto::Link(at, range, _)) => (Some(*at), vec![range.clone()]),
            Some(Goto::Relation(path)) => {
                let document = path.last().and_then(|s| draw.library.target(s));
                (
                    document.map(|document| BlockRef { document, block: 0 }),
                    Vec::new(),
                )
            }
            Some(Goto::Beside(at)) => (Some(*at), Vec::new()),
            Some(Goto::Document(document)) => (
                Some(BlockRef {
                    document: *document,
                    block: 0,
                }),
                Vec::new(),
            ),
            Some(Goto::Jump(index)) => (draw.app.jumped_from(*index), Vec::new()),
            Some(Goto::Entry(id)) => match draw.app.desk.place_of(id) {
                Some((document, found)) => {
                    let block = found.block;
                    (Some(BlockRef { document, block }), Vec::new())
                }
                None => (None, Vec::new()),
            },
            _ => (None, Vec::new()),
        };
        scene
            .panes
            .push(preview(draw, at, &ranges, area, areas.framed, list.preview));
    }
    scene.status = format!("{}  {}", draw.say("mode-list"), title(draw, list));
    scene
}

fn item_rows(draw: &Draw<'_>, list: &List, item: &Item, selected: bool, width: u16) -> Vec<Row> {
    let marker = if selected { "> " } else { "  " };
    let lead = format!("{marker}{}", "  ".repeat(item.depth.min(8)));
    let mark = if list.kind == ListKind::Problems {
        Mark::Problem
    } else {
        Mark::Plain
    };
    let text = vec![piece(lead, Mark::Plain), piece(&item.text, mark)];
    if list.kind.rows() == 1 {
        let commands = matches!(list.kind, ListKind::Commands | ListKind::Menu(_));
        let key = if commands { Mark::Key } else { Mark::Dim };
        let wide = commands
            || matches!(
                list.kind,
                ListKind::History
                    | ListKind::SavedSearches
                    | ListKind::Facets
                    | ListKind::Completions
            );
        let room = if draw.size() <= Size::Small && !wide {
            String::new()
        } else {
            item.detail.clone()
        };
        let mut row = draw.spread(text, piece(room, key), width);
        row.selected = selected;
        return vec![row];
    }
    let mut first = draw.row(text, width);
    first.selected = selected;
    let second = draw.row(
        vec![piece(format!("    {}", item.detail), Mark::Dim)],
        width,
    );
    vec![first, second]
}
