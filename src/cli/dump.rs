//! `wenmai --keys FILE --dump 80x24`: keys from a file, the last screen as text. For scripts and tests.
//!
//! A line of the file is keys as key files write them, with blanks between (`F6`, `ctrl-o`, `g g`), text to type
//! in quotation marks (`"网络"`), a command after a colon (`:timeline 2013`), or a comment after `#`.

use super::Status;
use super::output::Output;
use std::io::Read;
use std::path::Path;
use wenmai::app::{App, Begin, Input, Viewport, settle};
use wenmai::i18n::Value;
use wenmai::keymap::Key;
use wenmai::library::Library;
use wenmai::{plain, tui};

/// One input, or the place of what is none: line and column from 1, what stands there.
type Step = Result<Input, (usize, usize, String)>;

/// `80x24` as columns and rows.
pub fn size(written: &str) -> Option<(u16, u16)> {
    let (columns, rows) = written.split_once(['x', 'X', '×'])?;
    let number = |n: &str| n.parse::<u16>().ok().filter(|n| (1..=1000).contains(n));
    Some((number(columns)?, number(rows)?))
}

/// Plays the file (or standard input for `-`), prints the screen.
pub fn run(
    app: App,
    look: tui::Look,
    library: &Library,
    keys: Option<&Path>,
    out: &mut Output,
) -> Status {
    let script = match keys.map(text_of).transpose() {
        Ok(text) => text.unwrap_or_default(),
        Err(error) => {
            let file = keys.map_or(String::new(), |p| p.display().to_string());
            out.message(&format!("{file}: {error}"));
            return Status::Usage;
        }
    };
    let mut inputs = Vec::new();
    if app.begins_somewhere() {
        inputs.push(Input::Begin(Begin::Back));
    }
    for step in steps(&script) {
        match step {
            Ok(input) => inputs.push(input),
            Err((line, column, what)) => {
                let file = keys.map_or(String::new(), |p| p.display().to_string());
                let words = [
                    ("place", Value::from(format!("{file}:{line}:{column}"))),
                    ("text", what.into()),
                ];
                let text = out.language.with("cli-bad-script", &words);
                out.message(&text);
                return Status::Invalid;
            }
        }
    }
    if app.viewport == Viewport::Lines {
        lines(app, library, inputs, out);
    } else {
        let mut face = tui::Headless::new(app, look, library);
        for input in inputs {
            if !face.input(library, input) {
                break;
            }
        }
        face.text().lines().for_each(|line| out.line(line));
    }
    Status::Done
}

fn lines(mut app: App, library: &Library, inputs: Vec<Input>, out: &mut Output) {
    settle(&mut app, library, Input::LibraryChanged);
    for input in inputs {
        settle(&mut app, library, input);
    }
    plain::said(&app, library)
        .iter()
        .for_each(|line| out.line(line));
}

fn text_of(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn steps(script: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for (i, line) in script.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with("# ") || trimmed == "#" {
            continue;
        }
        if let Some(command) = trimmed.strip_prefix(':').filter(|c| !c.is_empty()) {
            steps.push(Ok(Input::Command(command.to_owned())));
            continue;
        }
        let mut rest = line;
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                break;
            }
            let column = line[..line.len() - rest.len()]
                .chars()
                .fold(1, |n, _| n + 1);
            if let Some((text, after)) = quoted(rest) {
                steps.extend(text.chars().map(|c| Ok(Input::Key(Key::char(c)))));
                rest = after;
                continue;
            }
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let word = &rest[..end];
            steps.push(
                Key::parse(word)
                    .map(Input::Key)
                    .ok_or_else(|| (i + 1, column, word.to_owned())),
            );
            rest = &rest[end..];
        }
    }
    steps
}

/// Text in quotation marks at the start, and what follows. A lone mark is the key.
fn quoted(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.strip_prefix('"')?;
    inside.split_once('"').filter(|(text, _)| !text.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_keys_text_and_commands() {
        let script = "# begin\nF6 \"网络\" down\n\n:timeline 2013\n";
        let steps: Vec<String> = steps(script)
            .into_iter()
            .map(|s| match s.unwrap() {
                Input::Key(key) => key.to_string(),
                Input::Command(line) => format!(":{line}"),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(steps, ["F6", "网", "络", "Down", ":timeline 2013"]);
    }

    #[test]
    fn what_is_no_key_is_told_with_its_place() {
        let wrong = steps("F6\n  down hyper-x").pop().unwrap().unwrap_err();
        assert_eq!(wrong, (2, 8, "hyper-x".to_owned()));
        assert_eq!(size("40x15"), Some((40, 15)));
        assert_eq!((size("40"), size("0x9"), size("x")), (None, None, None));
    }
}
