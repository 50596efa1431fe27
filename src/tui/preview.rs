//! Previews follow what is selected a moment later: while keys come, the old one stays. And while the answer to
//! what is typed is awaited, only the line that is typed changes.
//!
//! In: `Screen`s, the time of the last key. Out: the same with the preview that is to be shown. Must not know what
//! is in it.

use crate::view::{Pane, Role, Screen};
use std::time::{Duration, Instant};

/// A preview is shown so long after the last key.
const CALM: Duration = Duration::from_millis(200);

/// So long after the last key an answer that has not come is shown as awaited.
const PATIENCE: Duration = Duration::from_millis(300);

/// The preview that is on the terminal.
#[derive(Debug, Default)]
pub(super) struct HeldPreview {
    shown: Option<Pane>,
    /// The screen that is on the terminal.
    screen: Screen,
    /// When the last key came.
    key: Option<Instant>,
}

impl HeldPreview {
    /// A key came.
    pub fn key(&mut self, now: Instant) {
        self.key = Some(now);
    }

    /// Puts the old preview into the screen while keys come. Gives the time to draw again where it did.
    pub fn hold(&mut self, screen: &mut Screen, now: Instant) -> Option<Instant> {
        let due = self.key.map(|key| key + PATIENCE).filter(|due| *due > now);
        if let Some(due) = due.filter(|_| screen.waiting && self.keep_all_but_the_line(screen)) {
            return Some(due);
        }
        let due = self.hold_preview(screen, now);
        self.screen.clone_from(screen);
        due
    }

    /// Takes the old screen with the new line. False where that shows no search, or one of another size.
    fn keep_all_but_the_line(&self, screen: &mut Screen) -> bool {
        let line = |pane: &&Pane| pane.role == Role::SearchInput;
        let new = screen.panes.iter().find(line);
        let mut kept = self.screen.clone();
        let old = kept.panes.iter_mut().find(|p| p.role == Role::SearchInput);
        let (Some(new), Some(old)) = (new, old) else {
            return false;
        };
        let same = old.area == new.area && screen.overlays.is_empty();
        let (Some(new), Some(old), true) = (new.rows.first(), old.rows.first_mut(), same) else {
            return false;
        };
        old.clone_from(new);
        kept.cursor = screen.cursor;
        *screen = kept;
        true
    }

    fn hold_preview(&mut self, screen: &mut Screen, now: Instant) -> Option<Instant> {
        let due = self.key.map(|key| key + CALM).filter(|due| *due > now);
        let pane = screen.panes.iter_mut().find(|p| p.role == Role::Preview);
        let Some(pane) = pane else {
            self.shown = None;
            return None;
        };
        match (due, &self.shown) {
            (Some(due), Some(old)) if old.area == pane.area && old != pane => {
                pane.clone_from(old);
                Some(due)
            }
            _ => {
                self.shown = Some(pane.clone());
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Area, Frame};

    fn screen(title: &str, width: u16) -> Screen {
        Screen {
            panes: vec![Pane {
                role: Role::Preview,
                title: title.to_owned(),
                info: String::new(),
                foot: String::new(),
                area: Area {
                    width,
                    ..Area::default()
                },
                frame: Frame::None,
                focused: false,
                rows: Vec::new(),
            }],
            ..Screen::default()
        }
    }

    #[test]
    fn the_old_preview_stays_until_the_keys_rest() {
        let start = Instant::now();
        let mut held = HeldPreview::default();
        let show = |held: &mut HeldPreview, title: &str, width, now| {
            let mut screen = screen(title, width);
            let due = held.hold(&mut screen, now);
            (screen.panes[0].title.clone(), due)
        };
        assert_eq!(show(&mut held, "a", 9, start), ("a".to_owned(), None));
        held.key(start);
        let due = Some(start + CALM);
        assert_eq!(show(&mut held, "b", 9, start), ("a".to_owned(), due));
        assert_eq!(
            show(&mut held, "b", 9, start + CALM),
            ("b".to_owned(), None)
        );
        held.key(start + CALM);
        assert_eq!(
            show(&mut held, "c", 8, start + CALM),
            ("c".to_owned(), None)
        );
    }
}
