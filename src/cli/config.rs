//! `wenmai config`: what is set, where that was chosen, what is wrong, and setting it.

use super::Status;
use super::arguments::{Arguments, ConfigAction};
use super::output::Output;
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use wenmai::config::{self, Config, Folders, Layers, Origin, Setting};
use wenmai::i18n::Value;
use wenmai::problem::nearest;

/// The layers that the arguments and the environment name.
pub fn layers(arguments: &Arguments) -> Layers {
    let mut layers = Layers::new(&folders(), arguments.config_file.clone());
    let mut flag = |name, value: &Option<String>| {
        if let Some(value) = value {
            layers.flags.push((name, value.clone()));
        }
    };
    flag(
        "language",
        &arguments
            .lang
            .as_deref()
            .map(|l| language_tag(l).to_owned()),
    );
    flag("keymap", &arguments.keymap);
    flag("color", &arguments.color);
    flag("theme", &arguments.theme);
    flag("ambiguous", &arguments.ambiguous);
    layers
}

/// The folders of this person.
pub fn folders() -> Folders {
    Folders::from_env(|name| std::env::var_os(name))
}

/// `--lang zh` is short for the first of its kind.
fn language_tag(written: &str) -> &str {
    match written {
        "zh" => "zh-CN",
        other => other,
    }
}

/// Does what was asked for.
pub fn run(
    arguments: &Arguments,
    config: &Config,
    action: &ConfigAction,
    out: &mut Output,
) -> Status {
    match action {
        ConfigAction::Show { origin, json } => {
            show(config, out, *origin, *json);
            Status::Done
        }
        ConfigAction::Path => {
            path(arguments, out);
            Status::Done
        }
        ConfigAction::Check => check(arguments, config, out),
        ConfigAction::Set { name, value } => set(arguments, out, name, value),
    }
}

fn show(config: &Config, out: &mut Output, origin: bool, json: bool) {
    if json {
        let of = |v: &config::Value| {
            json!({"name": v.setting.name, "value": v.text, "origin": told(&v.origin),
                   "default": v.setting.default, "allowed": v.setting.allowed()})
        };
        let values: Vec<Json> = config.values().iter().map(of).collect();
        out.line(&json!({"schema": 1, "settings": values}).to_string());
        return;
    }
    for value in config.values() {
        let name = value.setting.name;
        let mut line = format!("{name} = {}", value.text);
        if origin {
            let by = match &value.origin {
                Origin::BuiltIn => out.language.say("config-built-in"),
                other => told(other),
            };
            line.push_str(&format!("  # {by}"));
        } else {
            let words = out
                .language
                .say(&format!("setting-{}", name.replace('_', "-")));
            line.push_str(&format!("  # {words}（{}）", value.setting.allowed()));
        }
        out.line(&line);
    }
}

/// The origin in words that need no translation.
fn told(origin: &Origin) -> String {
    match origin {
        Origin::BuiltIn => "built-in".to_owned(),
        Origin::File(path, line) => format!("{}:{line}", path.display()),
        Origin::Environment(name) => format!("${name}"),
        Origin::Flag(name) => name.clone(),
    }
}

fn path(arguments: &Arguments, out: &mut Output) {
    let folders = folders();
    let mut rows: Vec<(&str, PathBuf)> = Vec::new();
    let own = arguments
        .config_file
        .clone()
        .or_else(|| folders.config_file());
    rows.extend(own.map(|p| ("config", p)));
    rows.extend(
        folders
            .config
            .as_ref()
            .map(|p| ("keymaps", p.join("keymaps"))),
    );
    rows.extend(
        folders
            .config
            .as_ref()
            .map(|p| ("themes", p.join("themes"))),
    );
    rows.extend(
        folders
            .system
            .into_iter()
            .map(|p| ("system", p.join("config.toml"))),
    );
    rows.extend(folders.data.map(|p| ("data", p)));
    rows.extend(folders.state.map(|p| ("state", p)));
    rows.extend(folders.cache.map(|p| ("cache", p)));
    for (name, path) in rows {
        out.line(&format!("{name}\t{}", path.display()));
    }
}

fn check(arguments: &Arguments, config: &Config, out: &mut Output) -> Status {
    let mut problems = config.problems.clone();
    let (_, of_keys) = super::keys::keymap(config.text("keymap"));
    problems.extend(of_keys);
    for problem in &problems {
        let text = out.language.problem_and_hint(problem);
        out.line(&text);
    }
    let files = layers(arguments)
        .files
        .into_iter()
        .filter(|f| f.is_file())
        .count();
    out.say(
        "config-checked",
        &[("files", files.into()), ("n", problems.len().into())],
    );
    if problems.is_empty() {
        Status::Done
    } else {
        Status::Invalid
    }
}

fn set(arguments: &Arguments, out: &mut Output, name: &str, written: &str) -> Status {
    let Some(setting) = Setting::named(name) else {
        let near = nearest(name, config::SETTINGS.iter().map(|s| s.name));
        let text = match near {
            Some(near) => out.language.with(
                "problem-misspelt-setting",
                &[("detail", name.into()), ("other", near.into())],
            ),
            None => out
                .language
                .with("problem-unknown-setting", &[("detail", name.into())]),
        };
        out.message(&text);
        return Status::Usage;
    };
    let Some(value) = setting.value(written) else {
        let whole = format!("{name} = {written}");
        let text = out
            .language
            .with("problem-bad-value", &[("detail", whole.into())]);
        let hint = out.language.with(
            "problem-bad-value.hint",
            &[("other", setting.allowed().into())],
        );
        out.message(&format!("{text}  {hint}"));
        return Status::Usage;
    };
    let own = arguments
        .config_file
        .clone()
        .or_else(|| folders().config_file());
    let Some(file) = own else {
        out.message(&out.language.say("config-no-home"));
        return Status::Invalid;
    };
    match config::set(&file, setting, &value) {
        Ok(()) => {
            out.line(&format!("{}: {name} = {value}", file.display()));
            Status::Done
        }
        Err(error) => {
            let place = file.display().to_string();
            let what = error.to_string();
            let text = out.language.with(
                "problem-sentence",
                &[("place", Value::from(place)), ("what", Value::from(what))],
            );
            out.message(&text);
            Status::Invalid
        }
    }
}
