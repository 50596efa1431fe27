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
    /// How wide things are.
    pub ruler: Ruler,
}

impl Default for Look {
    fn default() -> Self {
        Look {
            color: true,
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
            Mark::Dim => plain.add_modifier(Modifier::DIM),
            Mark::Hit if self.color => plain.fg(Color::Black).bg(Color::Yellow),
            Mark::Hit => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
            Mark::Citation => color(plain.add_modifier(Modifier::UNDERLINED), Color::Cyan),
            Mark::Note => color(plain, Color::Magenta),
            Mark::Bar => color(plain, Color::Cyan),
            Mark::Problem => color(plain.add_modifier(Modifier::BOLD), Color::Red),
        }
    }
}

/// Whether colours are wanted. `flag` is `--color always|never` (None: auto); `env` reads a variable.
/// Then NO_COLOR (not empty), CLICOLOR=0, CLICOLOR_FORCE, and terminals that have no colours.
pub fn color_wanted(flag: Option<bool>, env: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| env(name).filter(|value| !value.is_empty());
    if let Some(always) = flag {
        return always;
    }
    if set("NO_COLOR").is_some() || set("CLICOLOR").is_some_and(|v| v == "0") {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|v| v != "0") {
        return true;
    }
    let term = set("TERM").unwrap_or_default();
    !(term.is_empty() || term == "dumb" || term.starts_with("vt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_off_where_somebody_says_so() {
        let with = |vars: &'static [(&str, &str)]| {
            move |name: &str| {
                let found = vars.iter().find(|(n, _)| *n == name);
                found.map(|(_, value)| (*value).to_owned())
            }
        };
        let xterm = with(&[("TERM", "xterm-256color")]);
        assert!(color_wanted(None, xterm));
        assert!(!color_wanted(Some(false), xterm));
        assert!(!color_wanted(None, with(&[])));
        assert!(!color_wanted(None, with(&[("TERM", "vt100")])));
        assert!(color_wanted(Some(true), with(&[("NO_COLOR", "1")])));
        for vars in [
            &[("TERM", "xterm"), ("NO_COLOR", "1")],
            &[("TERM", "xterm"), ("CLICOLOR", "0")],
        ] {
            assert!(!color_wanted(None, with(vars)), "{vars:?}");
        }
        let empty = with(&[("TERM", "xterm"), ("NO_COLOR", "")]);
        assert!(color_wanted(None, empty));
        let forced = with(&[("TERM", "vt100"), ("CLICOLOR_FORCE", "1")]);
        assert!(color_wanted(None, forced));
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
