//! Two panes beside each other: each is drawn as a screen of its own and moved to its place.

use super::draw::Draw;
use super::{Scene, reading, unfocus, whole};
use crate::app::App;
use crate::app::geometry::Rect;

/// Moves what was drawn for a pane to where the pane is.
fn moved(mut scene: Scene, area: Rect) -> Scene {
    // The pane was drawn under a row for the place, which it has not.
    let to = |x: u16, y: u16| (x + area.x, (y + area.y).saturating_sub(1));
    for pane in &mut scene.panes {
        (pane.area.x, pane.area.y) = to(pane.area.x, pane.area.y);
    }
    scene.cursor = scene.cursor.map(|(x, y)| to(x, y));
    scene
}

/// What belongs to the pane with the focus, where that is.
pub(super) fn at_home(app: &App, scene: Scene) -> Scene {
    match app.area() {
        Some(area) => moved(scene, area),
        None => scene,
    }
}

/// Both panes, first the first. Cursor and status are those of the pane with the focus.
pub(super) fn beside(draw: &Draw<'_>, scene: Scene, area: Rect, other: &App) -> Scene {
    let mut scene = moved(scene, area);
    let side = draw.app.side().unwrap_or(1);
    let there = Draw::new(other, draw.library);
    let mut beside = whole(&there).0;
    if let Some(area) = other.area() {
        beside = moved(beside, area);
    }
    for pane in &mut beside.panes {
        unfocus(pane);
    }
    if side == 1 {
        scene.panes.append(&mut beside.panes);
    } else {
        beside.panes.append(&mut scene.panes);
        scene.panes = beside.panes;
    }
    let name = draw.with("split-side", &[("n", side.into())]);
    scene.place = format!("{} | {name}", reading::place_line(draw));
    scene
}
