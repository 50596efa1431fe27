//! Looks: what the marks of a `Screen` become on a terminal.
//!
//! In: marks, what the terminal can do. Out: styles of the sixteen colours and attributes; the terminal's
//! own fore- and background are never set, so that light and dark themes both work. Must not know panes.

use crate::text::{Ambiguous, Ruler};
use crate::view::Mark;
use ratatui::style::{Color, Modifier, Style};

/// Colours of the marks: those of the sixteen that can be read on the ground they are made for. Fore- and
/// background of the text stay the terminal's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// On any ground.
    #[default]
    Terminal,
    /// On a light ground: no yellow, no bright colours.
    Light,
    /// On a dark ground: bright colours.
    Dark,
    /// Few colours far from each other, nothing dim.
    HighContrast,
    /// No colours.
    Mono,
}

impl Theme {
    /// All themes.
    pub const ALL: [Theme; 5] = [
        Theme::Terminal,
        Theme::Light,
        Theme::Dark,
        Theme::HighContrast,
        Theme::Mono,
    ];

    /// The theme with this name in the settings.
    pub fn named(name: &str) -> Option<Theme> {
        match name {
            "terminal" => Some(Theme::Terminal),
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            "high-contrast" => Some(Theme::HighContrast),
            "mono" => Some(Theme::Mono),
            _ => None,
        }
    }

    /// The colour of links, notes, problems; and of a hit's text and ground.
    fn colors(self) -> [Color; 5] {
        match self {
            Theme::Light => [
                Color::Blue,
                Color::Magenta,
                Color::Red,
                Color::White,
                Color::Blue,
            ],
            Theme::Dark => [
                Color::LightCyan,
                Color::LightMagenta,
                Color::LightRed,
                Color::Black,
                Color::LightYellow,
            ],
            Theme::HighContrast => [
                Color::Reset,
                Color::Reset,
                Color::Reset,
                Color::Black,
                Color::White,
            ],
            Theme::Terminal | Theme::Mono => [
                Color::Cyan,
                Color::Magenta,
                Color::Red,
                Color::Black,
                Color::Yellow,
            ],
        }
    }
}

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
        let plain = Style::new();
        let colored = self.color && self.theme != Theme::Mono;
        let [link, note, problem, hit, ground] = self.theme.colors();
        let color = |style: Style, color: Color| if colored { style.fg(color) } else { style };
        match mark {
            Mark::Plain | Mark::Input => plain,
            Mark::Heading | Mark::Strong | Mark::Key => plain.add_modifier(Modifier::BOLD),
            Mark::Dim if self.strong => plain,
            Mark::Dim if self.theme == Theme::HighContrast => plain,
            Mark::Dim => plain.add_modifier(Modifier::DIM),
            Mark::Hit if colored => plain.fg(hit).bg(ground).add_modifier(Modifier::BOLD),
            Mark::Hit => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
            Mark::Selected => plain.add_modifier(Modifier::REVERSED),
            Mark::Citation | Mark::Note | Mark::Problem if self.strong => {
                plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
            }
            Mark::Bar if self.strong => plain.add_modifier(Modifier::BOLD),
            Mark::Citation => color(plain.add_modifier(Modifier::UNDERLINED), link),
            Mark::Note => color(plain, note),
            Mark::Bar => color(plain, link),
            Mark::Problem => color(plain.add_modifier(Modifier::BOLD), problem),
        }
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
        for theme in Theme::ALL {
            for color in [true, false] {
                let look = Look {
                    theme,
                    color,
                    ..Look::default()
                };
                let of = |mark| look.style(mark);
                for mark in [Mark::Hit, Mark::Citation, Mark::Problem, Mark::Heading] {
                    assert_ne!(of(mark), of(Mark::Plain), "{theme:?} {mark:?}");
                }
                assert_ne!(of(Mark::Hit), of(Mark::Citation), "{theme:?}");
                let hit = of(Mark::Hit);
                assert!(hit.fg.is_none() || hit.fg != hit.bg, "{theme:?}");
                // Not by colour alone: an attribute says it too.
                for mark in [Mark::Hit, Mark::Citation, Mark::Problem] {
                    assert!(!of(mark).add_modifier.is_empty(), "{theme:?} {mark:?}");
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
            Mark::Input,
            Mark::Key,
        ] {
            let style = look.style(mark);
            assert_eq!((style.fg, style.bg), (None, None), "{mark:?}");
        }
    }
}
