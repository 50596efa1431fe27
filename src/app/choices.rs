//! What a person chooses while the program runs: the theme, the settings read again, the first run.
//!
//! In: commands, new settings. Out: state, and effects that ask the face to read or write the settings.

use super::list::{Goto, Item, ListKind};
use super::update::Turn;
use super::{App, Effect, List, Settings, View};
use crate::config::Theme;
use crate::i18n::{Language, Value};
use crate::keymap::{BUILT_IN, Key};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// Reads all settings.
type Load = dyn Fn() -> Settings + Send + Sync;
/// Writes some settings, by name, and reads all of them again.
type Save = dyn Fn(&[(&'static str, String)]) -> Settings + Send + Sync;

/// How a face reads the settings, and writes what was chosen in the app.
#[derive(Clone)]
pub struct Preferences {
    /// Reads all of them again.
    pub load: Arc<Load>,
    /// Writes some, reads all of them again.
    pub save: Arc<Save>,
    /// The files and folders that they are in.
    pub files: Vec<PathBuf>,
}

impl fmt::Debug for Preferences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Preferences").field(&self.files).finish()
    }
}

impl App {
    /// The theme in use; where one is being chosen, the one that is selected.
    pub fn theme(&self) -> Theme {
        let chosen = match self.top() {
            View::List(list) if list.kind == ListKind::Themes => match list.item() {
                Some(Item {
                    to: Goto::Theme(name),
                    ..
                }) => Some(name),
                _ => None,
            },
            _ => None,
        };
        let name = chosen.unwrap_or(&self.settings.theme);
        let own = self.settings.themes.iter().find(|(n, _)| n == name);
        own.map_or(Theme::default(), |(_, theme)| *theme)
    }

    /// The same, beginning with what is asked on a first run.
    pub fn on_first_run(mut self) -> App {
        let kind = ListKind::Welcome(self.settings.language);
        let mut list = List::new(kind, "");
        list.items = Arc::new(welcome(&self));
        self.stack.push(View::List(Box::new(list)));
        self
    }
}

/// All themes.
pub(super) fn themes(app: &App) -> Vec<Item> {
    let item = |(name, _): &(String, Theme)| {
        let used = *name == app.settings.theme;
        Item {
            text: name.clone(),
            detail: if used {
                app.settings.language.say("theme-used")
            } else {
                String::new()
            },
            depth: 0,
            to: Goto::Theme(name.clone()),
        }
    };
    app.settings.themes.iter().map(item).collect()
}

/// What can be chosen on the first run: three key sets, the language, one column for screen readers, the tutorial.
pub(super) fn welcome(app: &App) -> Vec<Item> {
    let language = app.settings.language;
    let accessible = language.say(if app.is_linear() {
        "welcome-on"
    } else {
        "welcome-off"
    });
    let texts = [
        language.say("welcome-plain"),
        language.say("welcome-vim"),
        language.say("welcome-emacs"),
        language.say("welcome-language"),
        language.with("welcome-accessible", &[("state", accessible.into())]),
        language.say("welcome-tutor"),
    ];
    let item = |(i, text): (usize, String)| Item {
        text,
        detail: String::new(),
        depth: 0,
        to: Goto::Welcome(i),
    };
    texts.into_iter().enumerate().map(item).collect()
}

impl Turn<'_> {
    /// The theme that is named, or a list of all, each shown as it is selected.
    pub(super) fn choose_theme(&mut self) {
        let named = std::mem::take(&mut self.argument);
        let named = named.trim();
        if named.is_empty() {
            self.open_list(ListKind::Themes);
            let used = self.app.settings.theme.clone();
            if let Some(View::List(list)) = self.app.stack.last_mut() {
                let at = list.items.iter().position(|i| i.text == used);
                list.selected = at.unwrap_or(0);
            }
            return;
        }
        let known = self.app.settings.themes.iter().any(|(n, _)| n == named);
        if known {
            named.clone_into(&mut self.app.settings.theme);
        }
        let id = if known {
            "message-theme"
        } else {
            "message-no-theme"
        };
        self.say(id, &[("name", named.into())]);
    }

    /// Asks for the settings anew.
    pub(super) fn reload(&mut self) {
        self.effects.push(Effect::Reload);
    }

    /// Takes new settings; `told` where the person is to hear of it.
    pub(super) fn take_settings(&mut self, settings: Settings, told: bool) {
        let pick = self.app.settings.pick;
        self.app.settings = Settings { pick, ..settings };
        self.app.keys.clear();
        self.refill_list();
        if told {
            let n = self.app.settings.problems.len();
            let id = if n == 0 {
                "message-reloaded"
            } else {
                "message-reloaded-problems"
            };
            self.say(id, &[("n", Value::from(n))]);
        }
    }

    /// On the first run digits choose; other characters have no meaning. False elsewhere.
    pub(super) fn welcome_key(&mut self, key: Key) -> bool {
        let Some(c) = key.half_width().typed().filter(|_| self.welcomes()) else {
            return false;
        };
        let digit = c.to_digit(10).and_then(|d| (d as usize).checked_sub(1));
        match digit {
            Some(entry) => self.enter_item(entry),
            None => self.say("message-welcome", &[]),
        }
        true
    }

    /// What is asked on a first run is on top.
    pub(super) fn welcomes(&self) -> bool {
        matches!(self.app.top(), View::List(l) if matches!(l.kind, ListKind::Welcome(_)))
    }

    /// One of the answers.
    pub(super) fn choose_welcome(&mut self, entry: usize) {
        match (entry, BUILT_IN.get(entry)) {
            (_, Some((keymap, _))) => self.leave_welcome(Some(keymap)),
            (3, _) => self.welcome_language(),
            (4, _) => {
                self.toggle_accessible();
                self.refill_list();
            }
            _ => {
                self.leave_welcome(Some(BUILT_IN[0].0));
                self.toggle_tutor();
            }
        }
    }

    /// ← and →: the next language.
    pub(super) fn welcome_language(&mut self) {
        self.toggle_language();
        self.refill_list();
    }

    /// Begins; what was chosen is kept, and that it was asked.
    pub(super) fn leave_welcome(&mut self, keymap: Option<&str>) {
        let Some(View::List(list)) = self.app.pop() else {
            return;
        };
        let mut chosen = Vec::new();
        if let Some(keymap) = keymap {
            chosen.push(("keymap", keymap.to_owned()));
            let language = self.app.settings.language;
            if list.kind != ListKind::Welcome(language) {
                chosen.push(("language", tag(language).to_owned()));
            }
            if self.app.is_linear() {
                chosen.push(("accessible", "true".to_owned()));
            }
        }
        self.app.said = super::Said::View;
        self.effects.push(Effect::Configure(chosen));
    }
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::Traditional => "zh-TW",
        Language::English => "en",
    }
}
