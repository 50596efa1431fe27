//! What the person chose before the start, or by a command since.
//!
//! In: nothing. Out: plain data that the rest of the app asks. Must not know where it was read from.

use super::Display;
use crate::config::Theme;
use crate::i18n::Language;
use crate::keymap::Keymap;
use crate::problem::Problem;
use crate::text::Ambiguous;
use std::sync::Arc;
use std::time::Duration;

/// What frames and bars are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Borders {
    /// Box drawing and block elements.
    #[default]
    Unicode,
    /// `+-|` and `#`.
    Ascii,
}

/// What the bars of the timeline are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bars {
    /// Eighths of cells; `#` where frames are ASCII.
    #[default]
    Blocks,
    /// `#`.
    Ascii,
    /// The number of events itself.
    Digits,
}

/// How much the hint line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HintLevel {
    /// As much as there is room for.
    #[default]
    Novice,
    /// Help, the way back, and the four most useful.
    Normal,
    /// Help and the way back.
    Off,
}

/// What the person chose before the start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Language of the interface.
    pub language: Language,
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// Width of ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Frames and bars.
    pub borders: Borders,
    /// Bars of the timeline.
    pub bars: Bars,
    /// How the text of documents is shown.
    pub display: Display,
    /// Entries said at a time in lines; of paragraphs a quarter of that.
    pub page: usize,
    /// Nothing leads out: no program is run, no file written but the person's own notes, the process is not stopped.
    pub confined: bool,
    /// Beside other panes the text moves by a part of a page when the cursor leaves it: a terminal scrolls whole rows
    /// only, so each move costs a page of bytes.
    pub scrolls_by_parts: bool,
    /// Leaving asks for the key twice.
    pub quit_twice: bool,
    /// After this long the keys that a prefix can go on with are shown; None: never.
    pub which_key: Option<Duration>,
    /// How much the hint line says.
    pub hints: HintLevel,
    /// The theme, by name.
    pub theme: String,
    /// All themes, by name.
    pub themes: Vec<(String, Theme)>,
    /// What opens a place chooses it (`Effect::Choose`).
    pub pick: bool,
    /// Problems found before the start (key files, configuration).
    pub problems: Vec<Problem>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            language: Language::default(),
            keymap: Arc::default(),
            ambiguous: Ambiguous::default(),
            borders: Borders::default(),
            bars: Bars::default(),
            display: Display::default(),
            page: 20,
            scrolls_by_parts: false,
            quit_twice: false,
            which_key: Some(Duration::ZERO),
            hints: HintLevel::default(),
            confined: false,
            theme: Theme::BUILT_IN[0].0.to_owned(),
            themes: Theme::BUILT_IN.map(|(n, t)| (n.to_owned(), t)).to_vec(),
            pick: false,
            problems: Vec::new(),
        }
    }
}
