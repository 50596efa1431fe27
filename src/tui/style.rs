//! Looks: what the marks of a `Screen` become on a terminal.
//!
//! In: marks, what the terminal can do. Out: styles of the sixteen colours and attributes; the terminal's
//! own fore- and background are never set, so that light and dark themes both work. Must not know panes.

use crate::text::{Ambiguous, Ruler};
use crate::view::Mark;
use ratatui::style::{Color, Modifier, Style};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Colours may be used.
    pub color: bool,
    /// For low vision: bold instead of dim, no dark colours on their own.
    pub strong: bool,
    /// How wide things are.
    pub ruler: Ruler,
}

impl Default for Look {
    fn default() -> Self {
        Look {
            color: true,
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
        let plain = Style::new();
        let color = |style: Style, color: Color| if self.color { style.fg(color) } else { style };
        match mark {
            Mark::Plain | Mark::Input => plain,
            Mark::Heading | Mark::Strong | Mark::Key => plain.add_modifier(Modifier::BOLD),
            Mark::Dim if self.strong => plain,
            Mark::Dim => plain.add_modifier(Modifier::DIM),
            Mark::Hit if self.color => plain.fg(Color::Black).bg(Color::Yellow),
            Mark::Hit => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
            Mark::Citation | Mark::Note | Mark::Problem if self.strong => {
                plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
            }
            Mark::Bar if self.strong => plain.add_modifier(Modifier::BOLD),
            Mark::Citation => color(plain.add_modifier(Modifier::UNDERLINED), Color::Cyan),
            Mark::Note => color(plain, Color::Magenta),
            Mark::Bar => color(plain, Color::Cyan),
            Mark::Problem => color(plain.add_modifier(Modifier::BOLD), Color::Red),
        }
    }
}

/// Terminals of this type (`TERM`) have colours.
pub(super) fn has_colors(term: &str) -> bool {
    !term.starts_with("vt")
}

#[cfg(test)]
mod tests {
    use super::*;

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
            Mark::Input,
            Mark::Key,
        ] {
            let style = look.style(mark);
            assert_eq!((style.fg, style.bg), (None, None), "{mark:?}");
        }
    }
}
