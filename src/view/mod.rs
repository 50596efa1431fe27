//! From the app's state and the library to a `Screen`: what a person could be told, in reading order.
//!
//! Pure. Must not know colours, terminal cells or key codes; both faces draw the same `Screen`.

mod diff;
mod draw;
mod event;
mod help;
mod hints;
mod histogram;
#[cfg(test)]
mod hits_tests;
mod linear;
mod lines;
mod list;
mod main;
mod matrix;
mod peek;
mod reading;
mod said;
mod screen;
mod search;
mod split;
mod timeline;
mod timeline_lines;
mod told;
mod tree;

use crate::app::geometry::{self, Size};
use crate::app::{App, View, Viewport, tutor_sentence};
use crate::library::Library;
use draw::Draw;

pub use screen::*;

/// Everything on the screen, or everything to be said because of the last command.
pub fn present(app: &App, library: &Library) -> Screen {
    let draw = Draw::new(app, library);
    match app.viewport {
        Viewport::Lines => lines::present(&draw),
        Viewport::Linear { columns, rows } => linear::present(&draw, columns, rows),
        Viewport::Screen { columns, rows } | Viewport::Pane { columns, rows } => {
            full_screen(&draw, columns, rows)
        }
    }
}

/// A view as panes, the cursor, and the words of the status line.
#[derive(Debug, Default)]
struct Scene {
    panes: Vec<Pane>,
    cursor: Option<(u16, u16)>,
    place: String,
    status: String,
    status_right: String,
}

fn full_screen(draw: &Draw<'_>, columns: u16, rows: u16) -> Screen {
    let app = draw.app;
    let (mut scene, base) = whole(draw);
    let near = scene.cursor.unwrap_or((0, 0));
    if let (Some(other), Some(area)) = (app.other_shown(), app.area()) {
        scene = split::beside(draw, scene, area, &other);
    }
    let mut overlays = Vec::new();
    for view in &app.stack[base + 1..] {
        let over = match view {
            View::Help(help) => help::scene(draw, help),
            View::Peek(peek) => split::at_home(app, peek::scene(draw, peek, near)),
            View::Prompt(prompt) => main::prompt(draw, prompt),
            _ => continue,
        };
        for pane in &mut scene.panes {
            unfocus(pane);
        }
        overlays.extend(over.panes);
        scene.cursor = over.cursor.or(scene.cursor);
        if !over.status.is_empty() {
            scene.status = over.status;
            scene.status_right = over.status_right;
        }
    }
    overlays.extend(help::which_key(draw));
    finish(draw, scene, overlays, columns, rows)
}

/// The last view that fills the screen or its pane, and its place in the stack.
fn whole(draw: &Draw<'_>) -> (Scene, usize) {
    let app = draw.app;
    let is_whole = |view: &View| {
        matches!(
            view,
            View::Main(_)
                | View::Search(_)
                | View::Timeline(_)
                | View::List(_)
                | View::Matrix(_)
                | View::Diff(_)
        )
    };
    let base = app.stack.iter().rposition(is_whole).unwrap_or(0);
    let scene = match &app.stack[base] {
        View::Search(search) => search::scene(draw, search),
        View::Timeline(timeline) => timeline::scene(draw, timeline),
        View::List(list) => list::scene(draw, list),
        View::Matrix(replies) => matrix::scene(draw, replies),
        View::Diff(diff) => diff::scene(draw, diff),
        _ => main::scene(draw),
    };
    (scene, base)
}

/// What stands under an overlay has not the focus.
fn unfocus(pane: &mut Pane) {
    pane.focused = false;
    if pane.frame == Frame::Heavy {
        pane.frame = Frame::Light;
    }
}

fn finish(draw: &Draw<'_>, scene: Scene, overlays: Vec<Pane>, columns: u16, rows: u16) -> Screen {
    let size = geometry::size(draw.app.viewport);
    let keys: Vec<String> = draw.app.keys.iter().map(|k| k.to_string()).collect();
    let count = draw.app.count.map_or(String::new(), |n| n.to_string());
    let pending = format!("{count}{}", keys.join(" "));
    let announce = draw.app.announce.clone();
    let scoped = draw
        .scope()
        .map_or(String::new(), |scope| format!("[{scope}] "));
    let hints = hints::hints(draw);
    let mut status = if announce.is_empty() {
        tutor_sentence(draw.app).unwrap_or_else(|| format!("{scoped}{}", scene.status))
    } else {
        announce.clone()
    };
    if size == Size::Bare {
        // One line has to say it all: how to get help and away comes first.
        let first: Vec<String> = hints
            .iter()
            .take(2)
            .map(|h| format!("{} {}", h.key, h.label))
            .collect();
        status = format!("{}  {status}", first.join("  "));
    }
    let status_right = if pending.is_empty() {
        scene.status_right
    } else {
        pending
    };
    let bare = size == Size::Bare;
    let max = |n: u16| n.saturating_sub(1);
    let (x, y) = scene.cursor.unwrap_or((0, 0));
    Screen {
        width: columns,
        height: rows,
        place: if bare { String::new() } else { scene.place },
        state: match size {
            Size::Bare | Size::Small => String::new(),
            _ => draw.state(),
        },
        panes: scene.panes,
        overlays,
        status,
        status_right,
        hints: if bare { Vec::new() } else { hints },
        cursor: (x.min(max(columns)), y.min(max(rows))),
        announce,
        waiting: matches!(draw.app.top(), View::Search(s) if s.waiting),
        linear: None,
    }
}
