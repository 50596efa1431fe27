//! The face without a terminal: inputs in, the screen as text out. For scripts and tests.
//!
//! In: an `App`, inputs one after the other. Out: what a terminal of that size would show. Must not know where
//! the inputs come from.

use super::draw;
use super::linear::LastRow;
use super::style::Look;
use crate::app::{App, Effect, Input, Viewport, settle};
use crate::library::Library;
use crate::view::present;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// An app on a screen that only exists in memory.
#[derive(Debug)]
pub struct Headless {
    app: App,
    look: Look,
    last_row: LastRow,
    buffer: Buffer,
}

impl Headless {
    /// Begins; the size is that of the app's viewport.
    pub fn new(app: App, look: Look, library: &Library) -> Headless {
        let start = app.settings.language.say("linear-start");
        let mut headless = Headless {
            app,
            look,
            last_row: LastRow::new(start),
            buffer: Buffer::default(),
        };
        headless.input(library, Input::LibraryChanged);
        headless
    }

    /// Takes one input. False where it ends the program. What a terminal or the disk would be needed for is left
    /// out.
    pub fn input(&mut self, library: &Library, input: Input) -> bool {
        let effects = settle(&mut self.app, library, input);
        self.draw(library);
        !effects.contains(&Effect::Quit)
    }

    fn draw(&mut self, library: &Library) {
        let (Viewport::Screen { columns, rows } | Viewport::Linear { columns, rows }) =
            self.app.viewport
        else {
            return;
        };
        self.buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let mut screen = present(&self.app, library);
        match screen.linear.take() {
            Some(linear) => {
                self.last_row
                    .draw(&screen, &linear, &self.look, &mut self.buffer);
                settle(&mut self.app, library, Input::Extent(linear.extent));
            }
            None => {
                draw(&screen, &self.look, &mut self.buffer);
            }
        }
    }

    /// The app as it is now.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The screen: a line for each row, blanks at their ends cut off.
    pub fn text(&self) -> String {
        let area = self.buffer.area;
        let mut text = String::new();
        for y in area.top()..area.bottom() {
            let mut line = String::new();
            let mut x = area.left();
            while x < area.right() {
                let symbol = self.buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += self.look.ruler.width(symbol).as_u16().max(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}
