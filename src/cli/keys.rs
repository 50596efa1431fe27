//! `wenmai keys`: the keys in effect, and what is wrong with a key file.

use super::Status;
use super::config::folders;
use super::output::Output;
use serde_json::json;
use wenmai::app::{COMMANDS, Command, command_names, keymap_named};
use wenmai::keymap::{self, BUILT_IN, Context, Keymap};
use wenmai::problem::{Problem, ProblemKind};

/// A key set by its name, the name of a file in `keymaps`, or a path; and what is wrong with it. Where there is
/// none of that name, the set of the first run.
pub fn keymap(name: &str) -> (Keymap, Vec<Problem>) {
    if let Some(built_in) = keymap_named(name) {
        return built_in;
    }
    match text_of(name) {
        Some((file, text)) => {
            keymap::parse_with(&file, &text, &command_names(), &|base| text_of(base))
        }
        None => {
            let (keymap, mut problems) = keymap_named(BUILT_IN[0].0).unwrap_or_default();
            problems.push(Problem {
                file: name.to_owned(),
                line: None,
                column: None,
                kind: ProblemKind::NoBase(name.to_owned()),
            });
            (keymap, problems)
        }
    }
}

/// The name and the text of a key file.
fn text_of(name: &str) -> Option<(String, String)> {
    let path = folders().find("keymaps", name);
    let path = path.or_else(|| Some(name.into()))?;
    let bytes = std::fs::read(&path).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Some((path.display().to_string(), text))
}

/// Lists the keys of a set.
pub fn list(name: &str, as_json: bool, out: &mut Output) -> Status {
    let (keymap, problems) = keymap(name);
    out.problems(&problems);
    if as_json {
        let row = |b: &keymap::Binding| {
            json!({"context": b.context.name(), "keys": b.written(), "command": b.command,
                   "argument": b.argument, "floor": b.floor, "file": &*b.file, "line": b.line})
        };
        let rows: Vec<_> = keymap.bindings().iter().map(row).collect();
        let whole = json!({"schema": 1, "name": keymap.name, "bindings": rows});
        out.line(&whole.to_string());
        return Status::Done;
    }
    for context in keymap::Context::ALL {
        let here: Vec<_> = keymap
            .bindings()
            .iter()
            .filter(|b| b.context == context)
            .collect();
        if here.is_empty() {
            continue;
        }
        let title = out.language.say(&format!("context-{}", context.name()));
        out.line(&format!("[{}] {title}", context.name()));
        for binding in here {
            let words = Command::named(&binding.command)
                .map_or(String::new(), |c| out.language.say(&c.id()));
            let ruler = wenmai::text::Ruler::default();
            let keys = ruler.pad(&binding.written(), wenmai::text::Columns(16));
            let run = format!("{} {}", binding.command, binding.argument);
            let run = ruler.pad(run.trim_end(), wenmai::text::Columns(24));
            out.line(&format!("  {keys} {run} {words}"));
        }
    }
    if problems.is_empty() {
        Status::Done
    } else {
        Status::Invalid
    }
}

/// A table of the keys of a set; without a name, of the commands that have a key in the reading pane of every set
/// that is compiled in, those beside each other (as the README has it).
pub fn markdown(name: Option<&str>, out: &mut Output) -> Status {
    let language = out.language;
    let words =
        |command: &str| Command::named(command).map_or(String::new(), |c| language.say(&c.id()));
    let mut rows = Vec::new();
    let heads = match name {
        Some(name) => {
            let (keymap, problems) = keymap(name);
            out.problems(&problems);
            for b in keymap.bindings() {
                let run = format!("{} {}", b.command, b.argument);
                let cells = [b.context.name(), &code(&b.written()), &code(run.trim_end())];
                rows.push((cells.map(str::to_owned).to_vec(), words(&b.command)));
            }
            ["keys-head-context", "keys-head-keys", "keys-head-command"]
                .map(|id| out.language.say(id))
                .to_vec()
        }
        None => {
            let sets: Vec<Keymap> = BUILT_IN
                .iter()
                .filter_map(|(name, _)| Some(keymap_named(name)?.0))
                .collect();
            for command in COMMANDS {
                // one that every terminal sends goes before one with Alt
                let own = |set: &Keymap| {
                    let keys = set.keys_for(Context::Reading, command.name, "");
                    let keys = keys.filter(|b| !b.floor);
                    let best = keys.min_by_key(|b| b.keys.iter().any(|k| k.alt));
                    best.map(|b| code(&b.written()))
                };
                let keys: Option<Vec<String>> = sets.iter().map(own).collect();
                if let Some(mut cells) = keys {
                    cells.push(code(command.name));
                    rows.push((cells, words(command.name)));
                }
            }
            let mut heads: Vec<String> = sets.into_iter().map(|s| s.name).collect();
            heads.push(out.language.say("keys-head-command"));
            heads
        }
    };
    let does = out.language.say("keys-head-does");
    out.line(&format!("| {} | {does} |", heads.join(" | ")));
    out.line(&format!("{}|", "|---".repeat(heads.len() + 1)));
    for (cells, does) in rows {
        out.line(&format!("| {} | {} |", cells.join(" | "), bar(&does)));
    }
    Status::Done
}

/// Keys or a command in a table.
fn code(text: &str) -> String {
    format!("`{}`", bar(text))
}

/// A bar ends the cell of a table.
fn bar(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Says all that is wrong with a set, and what may go wrong with its keys.
pub fn check(name: &str, out: &mut Output) -> Status {
    let (keymap, mut problems) = keymap(name);
    let built_in = keymap_named(name).is_some();
    if built_in || text_of(name).is_some() {
        let commands: Vec<&str> = COMMANDS
            .iter()
            .filter(|c| !c.words.is_empty())
            .map(|c| c.name)
            .collect();
        let (file, text) = match text_of(name).filter(|_| !built_in) {
            Some(found) => found,
            None => {
                let text = BUILT_IN
                    .iter()
                    .find(|(n, _)| *n == name)
                    .map_or("", |(_, t)| t);
                (format!("{name}.toml"), text.to_owned())
            }
        };
        problems.extend(keymap::warnings(&file, &text, &keymap, &commands));
    }
    for problem in &problems {
        let text = out.language.problem_and_hint(problem);
        out.line(&text);
    }
    let wrong = problems
        .iter()
        .filter(|p| !keymap::is_warning(&p.kind))
        .count();
    out.say(
        "keys-checked",
        &[
            ("name", keymap.name.clone().into()),
            ("n", wrong.into()),
            ("warnings", (problems.len() - wrong).into()),
        ],
    );
    if wrong == 0 {
        Status::Done
    } else {
        Status::Invalid
    }
}
