//! What the app is told of the settings, how it reads them again while it runs, and how it writes them.

use super::arguments::Arguments;
use super::config::{self as layers, folders};
use super::{environment, keys, language, start};
use std::path::PathBuf;
use std::sync::Arc;
use wenmai::app::{Preferences, Settings};
use wenmai::config::{Config, Origin, Setting, Theme, read_theme_with, set};
use wenmai::problem::{Problem, ProblemKind, nearest};

/// The settings as the files, the environment and the flags have them now. `others` are problems found elsewhere.
pub fn settings(arguments: &Arguments, others: &[Problem]) -> Settings {
    let mut config = layers::layers(arguments).load(environment);
    config.problems.extend_from_slice(others);
    start::settings(&config, language(&config), arguments.kiosk)
}

/// How a face reads and writes them.
pub fn preferences(arguments: &Arguments, others: &[Problem], config: &Config) -> Preferences {
    let (arguments, others) = (arguments.clone(), others.to_vec());
    let again = arguments.clone();
    let own = own_file(&arguments);
    let of_others = others.clone();
    let save = move |chosen: &[(&'static str, String)]| {
        let failed = own.as_ref().and_then(|file| write(file, chosen));
        let mut settings = settings(&arguments, &of_others);
        settings.problems.extend(failed);
        settings
    };
    Preferences {
        files: files(&again, config),
        load: Arc::new(move || settings(&again, &others)),
        save: Arc::new(save),
    }
}

/// The person's own file of settings.
pub fn own_file(arguments: &Arguments) -> Option<PathBuf> {
    let named = arguments.config_file.clone();
    named.or_else(|| folders().config_file())
}

/// Nobody has set anything up yet, and nobody but a person at a terminal asks: no file, no flag, no variable.
pub fn is_first_run(arguments: &Arguments, config: &Config) -> bool {
    let somebody = arguments.fresh || arguments.state.is_some() || arguments.config_file.is_some();
    let set = config.values().iter().any(|v| v.origin != Origin::BuiltIn);
    let variable = std::env::vars_os().any(|(name, _)| {
        let name = name.to_string_lossy();
        name.starts_with("WENMAI_") || name == "ACCESSIBLE"
    });
    let there = own_file(arguments).is_none_or(|file| file.exists());
    !(somebody || arguments.accessible || set || variable || there)
}

/// Writes settings; also where none is chosen the file is made, so that nothing is asked again.
fn write(file: &std::path::Path, chosen: &[(&'static str, String)]) -> Option<Problem> {
    let default = [("keymap", "plain".to_owned())];
    let chosen = if chosen.is_empty() {
        &default[..]
    } else {
        chosen
    };
    for (name, value) in chosen {
        if let Some(setting) = Setting::named(name)
            && let Err(error) = set(file, setting, value)
        {
            return Some(Problem {
                file: file.display().to_string(),
                line: None,
                column: None,
                kind: ProblemKind::Unreadable(error.to_string()),
            });
        }
    }
    None
}

fn files(arguments: &Arguments, config: &Config) -> Vec<PathBuf> {
    let mut files = layers::layers(arguments).files;
    let folders = folders();
    let named = folders.find("keymaps", config.text("keymap"));
    files.push(named.unwrap_or_else(|| PathBuf::from(config.text("keymap"))));
    files.extend(folders.config.map(|f| f.join("themes")));
    files
}

/// All themes, those of files over those that are built in; and what is wrong with the files, and with the name of
/// the one that is set.
pub fn themes(config: &Config) -> (Vec<(String, Theme)>, Vec<Problem>) {
    let mut themes = Theme::BUILT_IN.map(|(n, t)| (n.to_owned(), t)).to_vec();
    let mut problems = Vec::new();
    let folders = folders();
    for folder in folders.system.iter().rev().chain(&folders.config) {
        let inside = std::fs::read_dir(folder.join("themes"));
        let mut files: Vec<_> = inside.into_iter().flatten().flatten().collect();
        files.sort_by_key(std::fs::DirEntry::file_name);
        for path in files.into_iter().map(|f| f.path()) {
            let name = path.file_stem().map(|n| n.to_string_lossy().into_owned());
            let toml = path.extension().is_some_and(|e| e == "toml");
            let (Some(name), true) = (name, toml) else {
                continue;
            };
            let Ok(bytes) = std::fs::read(&path) else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes);
            let (theme, of_file) =
                read_theme_with(&path.display().to_string(), &text, &|name| theme_text(name));
            themes.retain(|(n, _)| *n != name);
            themes.push((name, theme));
            problems.extend(of_file);
        }
    }
    problems.extend(unknown(config, &themes));
    (themes, problems)
}

/// The path and the text of a theme file, the person's before the system's.
fn theme_text(name: &str) -> Option<(String, String)> {
    let path = folders().find("themes", name)?;
    let bytes = std::fs::read(&path).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Some((path.display().to_string(), text))
}

/// The theme that is set is not there.
fn unknown(config: &Config, themes: &[(String, Theme)]) -> Option<Problem> {
    let value = config.get("theme")?;
    if themes.iter().any(|(n, _)| *n == value.text) {
        return None;
    }
    let whole = format!("theme = {}", value.text);
    let names = || themes.iter().map(|(n, _)| n.as_str());
    let kind = match nearest(&value.text, names()) {
        Some(near) => ProblemKind::MisspeltValue(whole, near.to_owned()),
        None => ProblemKind::BadValue(whole, names().collect::<Vec<_>>().join(" | ")),
    };
    let (file, line) = match &value.origin {
        Origin::File(file, line) => (file.display().to_string(), Some(*line)),
        Origin::Environment(name) => (format!("${name}"), None),
        Origin::Flag(name) => (name.clone(), None),
        Origin::BuiltIn => (String::new(), None),
    };
    Some(Problem {
        file,
        line,
        column: line.map(|_| 1),
        kind,
    })
}

/// The keys that are set, and what is wrong with them.
pub fn keymap(config: &Config) -> (wenmai::keymap::Keymap, Vec<Problem>) {
    keys::keymap(config.text("keymap"))
}
