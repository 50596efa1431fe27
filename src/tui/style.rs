//! Looks: what the marks of a `Screen` become on a terminal.
//!
//! In: marks, a theme, what the terminal can do. Out: colours and attributes; the terminal's own fore- and
//! background are not set unless a theme file says so. Must not know panes.

use crate::config::{Ink, Paint, Part, Theme};
use crate::text::{Ambiguous, Ruler};
use crate::view::Mark;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Colours may be used.
    pub color: bool,
    /// Which colours.
    pub theme: Theme,
    /// For low vision: bold instead of dim, no dark colours on their own.
    pub strong: bool,
    /// How wide things are.
    pub ruler: Ruler,
}

impl Default for Look {
    fn default() -> Self {
        Look {
            color: true,
            theme: Theme::default(),
            strong: false,
            ruler: Ruler::default(),
        }
    }
}

impl Look {
    /// Ambiguous characters take two columns, so frames cannot be drawn with them.
    pub(super) fn wide(&self) -> bool {
        self.ruler.ambiguous == Ambiguous::Wide
    }

    /// The style of a mark. Every mark that matters differs by more than its colour.
    pub(super) fn style(&self, mark: Mark) -> Style {
        let strong = |modifier| Style::new().add_modifier(Modifier::BOLD | modifier);
        match mark {
            Mark::Dim if self.strong => Style::new(),
            Mark::Citation | Mark::Note | Mark::Problem if self.strong => {
                strong(Modifier::UNDERLINED)
            }
            Mark::Bar if self.strong => strong(Modifier::empty()),
            mark => self.painted(part(mark)),
        }
    }

    /// The style of the current row of a list with the focus.
    pub(super) fn selection(&self) -> Style {
        self.painted(Part::Selection)
    }

    /// A theme's look of a part. Without colours, a ground becomes the reverse of the text.
    fn painted(&self, part: Part) -> Style {
        let paint = self.theme.paint(part);
        let reverse = paint.reverse || (!self.color && paint.ground.is_some());
        let mut style = Style::new();
        for (on, modifier) in [
            (paint.bold, Modifier::BOLD),
            (paint.dim, Modifier::DIM),
            (paint.underline, Modifier::UNDERLINED),
            (reverse, Modifier::REVERSED),
        ] {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        if self.color {
            let Paint { text, ground, .. } = paint;
            style.fg = text.map(color);
            style.bg = ground.map(color);
        }
        style
    }

    /// Gives cells without colours of their own those of the text.
    pub(super) fn tint(&self, buffer: &mut Buffer) {
        let text = self.painted(Part::Text);
        if text.fg.is_none() && text.bg.is_none() {
            return;
        }
        for cell in &mut buffer.content {
            if cell.fg == Color::Reset {
                cell.fg = text.fg.unwrap_or(Color::Reset);
            }
            if cell.bg == Color::Reset {
                cell.bg = text.bg.unwrap_or(Color::Reset);
            }
        }
    }
}

/// What a mark is called in themes.
fn part(mark: Mark) -> Part {
    match mark {
        Mark::Plain | Mark::Input => Part::Text,
        Mark::Heading => Part::Heading,
        Mark::Strong | Mark::Added => Part::Strong,
        Mark::Dim => Part::Dim,
        Mark::Hit => Part::Hit,
        Mark::Selected => Part::Selection,
        Mark::Citation => Part::Citation,
        Mark::Note => Part::Note,
        Mark::Bar => Part::Bar,
        Mark::Problem | Mark::Removed => Part::Problem,
        Mark::Key => Part::Key,
    }
}

/// The terminal's own colours, in the order of their numbers.
pub(super) const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn color(ink: Ink) -> Color {
    match ink {
        Ink::Of16(n) => SIXTEEN[usize::from(n) % SIXTEEN.len()],
        Ink::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}

/// Terminals of this type (`TERM`) have colours.
pub fn has_colors(term: &str) -> bool {
    !term.starts_with("vt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_every_theme_marks_differ_from_the_text_and_from_each_other() {
        for (name, theme) in Theme::BUILT_IN {
            for color in [true, false] {
                let look = Look {
                    theme,
                    color,
                    ..Look::default()
                };
                let of = |mark| look.style(mark);
                for mark in [Mark::Hit, Mark::Citation, Mark::Problem, Mark::Heading] {
                    assert_ne!(of(mark), of(Mark::Plain), "{name} {mark:?}");
                }
                assert_ne!(of(Mark::Hit), of(Mark::Citation), "{name}");
                let hit = of(Mark::Hit);
                assert!(hit.fg.is_none() || hit.fg != hit.bg, "{name}");
                let selection = look.selection();
                assert_ne!(selection, of(Mark::Plain), "{name}: a selected row");
                let reversed = selection.add_modifier.contains(Modifier::REVERSED);
                assert!(reversed || selection.bg.is_some(), "{name}: a bar");
                // Not by colour alone: an attribute says it too.
                for mark in [Mark::Hit, Mark::Citation, Mark::Problem] {
                    assert!(!of(mark).add_modifier.is_empty(), "{name} {mark:?}");
                }
            }
        }
    }

    #[test]
    fn without_colour_no_mark_has_one() {
        let look = Look {
            color: false,
            ..Look::default()
        };
        for mark in [
            Mark::Plain,
            Mark::Heading,
            Mark::Strong,
            Mark::Dim,
            Mark::Hit,
            Mark::Citation,
            Mark::Note,
            Mark::Bar,
            Mark::Problem,
            Mark::Removed,
            Mark::Added,
            Mark::Input,
            Mark::Key,
        ] {
            let style = look.style(mark);
            assert_eq!((style.fg, style.bg), (None, None), "{mark:?}");
        }
    }
}
