//! The table of settings. A setting's words for people are in `data/i18n` under `setting-<name>`.

/// The schema of the files that are written and understood.
pub const SCHEMA: i64 = 1;

/// What a setting can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, or the name of a file.
    Named(&'static [&'static str]),
    /// A whole number from, to.
    Number(i64, i64),
    /// true or false.
    Switch,
}

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name in files; in the environment `WENMAI_` and the name in capitals.
    pub name: &'static str,
    /// What it can be.
    pub kind: Kind,
    /// What it is where nobody says anything.
    pub default: &'static str,
}

/// All settings, in the order they are shown.
pub const SETTINGS: &[Setting] = &[
    setting(
        "language",
        Kind::Choice(&["auto", "zh-CN", "zh-TW", "en"]),
        "auto",
    ),
    setting("keymap", Kind::Named(&["plain", "vim", "emacs"]), "plain"),
    setting("color", Kind::Choice(&["auto", "always", "never"]), "auto"),
    setting(
        "theme",
        Kind::Named(&["terminal", "light", "dark", "high-contrast", "mono"]),
        "terminal",
    ),
    setting("ambiguous", Kind::Choice(&["narrow", "wide"]), "narrow"),
    setting("borders", Kind::Choice(&["unicode", "ascii"]), "unicode"),
    setting(
        "bars",
        Kind::Choice(&["blocks", "ascii", "digits"]),
        "blocks",
    ),
    setting("measure", Kind::Number(10, 100), "40"),
    setting(
        "script",
        Kind::Choice(&["printed", "simplified", "traditional"]),
        "printed",
    ),
    setting("spacing", Kind::Choice(&["kept", "closed"]), "kept"),
    setting(
        "notes",
        Kind::Choice(&["end", "inline", "foot", "hidden"]),
        "end",
    ),
    setting("accessible", Kind::Switch, "false"),
    setting("page", Kind::Number(4, 200), "20"),
    setting("scroll", Kind::Choice(&["auto", "row", "part"]), "auto"),
    setting("quit", Kind::Choice(&["once", "twice"]), "once"),
    setting("which_key_ms", Kind::Number(-1, 5000), "300"),
    setting(
        "hints",
        Kind::Choice(&["novice", "normal", "off"]),
        "novice",
    ),
    setting(
        "log",
        Kind::Choice(&["off", "error", "warn", "info", "debug"]),
        "info",
    ),
    setting("kiosk_corpus", Kind::Named(&["bundled"]), "bundled"),
    setting("kiosk_megabytes", Kind::Number(1, 65_536), "256"),
    setting("kiosk_memory", Kind::Number(256, 1_048_576), "4096"),
];

const fn setting(name: &'static str, kind: Kind, default: &'static str) -> Setting {
    Setting {
        name,
        kind,
        default,
    }
}

impl Setting {
    /// The setting with this name.
    pub fn named(name: &str) -> Option<&'static Setting> {
        SETTINGS.iter().find(|s| s.name == name)
    }

    /// The variable of the environment that sets it.
    pub fn variable(&self) -> String {
        format!("WENMAI_{}", self.name.to_ascii_uppercase())
    }

    /// The value as it is kept, if it is one of this setting.
    pub fn value(&self, written: &str) -> Option<String> {
        let written = match (self.kind, written.trim()) {
            (Kind::Switch, "1" | "yes" | "on") => "true",
            (Kind::Switch, "0" | "no" | "off") => "false",
            (_, written) => written,
        };
        let ok = match self.kind {
            Kind::Choice(words) => words.contains(&written),
            Kind::Named(_) => !written.is_empty(),
            Kind::Number(from, to) => written.parse().is_ok_and(|n: i64| (from..=to).contains(&n)),
            Kind::Switch => matches!(written, "true" | "false"),
        };
        ok.then(|| written.to_owned())
    }

    /// What it can be, for a message: `narrow | wide`, `10..100`, `true | false`.
    pub fn allowed(&self) -> String {
        match self.kind {
            Kind::Choice(words) => words.join(" | "),
            Kind::Named(words) => format!("{} | …", words.join(" | ")),
            Kind::Number(from, to) => format!("{from}..{to}"),
            Kind::Switch => "true | false".to_owned(),
        }
    }

    /// The words that it can be.
    pub fn words(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Choice(words) | Kind::Named(words) => words,
            Kind::Switch => &["true", "false"],
            Kind::Number(..) => &[],
        }
    }

    /// It is written without quotes in TOML.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self.kind, Kind::Number(..) | Kind::Switch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_value_and_names_are_unique() {
        for (i, setting) in SETTINGS.iter().enumerate() {
            assert!(setting.value(setting.default).is_some(), "{}", setting.name);
            assert!(SETTINGS[..i].iter().all(|s| s.name != setting.name));
        }
    }
}
