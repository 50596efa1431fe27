//! Text handed on: to a file, to a command, an address to the system's browser.
//!
//! In: text a person chose, and where it is to go. Out: what became of it. Must not know the app.

use crossbeam_channel::bounded;
use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// A command that has not ended after this is ended.
const PATIENCE: Duration = Duration::from_secs(30);
/// So much of what a command says is kept (bytes).
const KEPT: u64 = 64 * 1024;

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// Written at the end of this file.
    Written(PathBuf),
    /// A command ran to its end: its exit status (None: ended by a signal) and what it said.
    Ran {
        /// Exit status.
        status: Option<i32>,
        /// Its output, lines of printable text.
        said: Vec<String>,
    },
    /// The command did not end in time and was ended.
    Late,
    /// The address was given to the system.
    Opened(String),
    /// It did not work; the system's words.
    Failed(String),
}

/// Writes a text at the end of a file, with an empty line before what follows; `~/` is the home folder.
pub fn append(path: &str, text: &str) -> Handed {
    let path = at_home(path.trim());
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
        file.write_all(format!("{}\n\n", text.trim_end()).as_bytes())
    };
    match write() {
        Ok(()) => Handed::Written(path),
        Err(error) => Handed::Failed(format!("{}: {error}", path.display())),
    }
}

fn at_home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// Runs a shell command with a text as its input and waits for its end. The command has no terminal: it is in a
/// process group of its own, which is ended as a whole when it takes too long.
pub fn pipe(command: &str, text: &str) -> Handed {
    match piped(command, text) {
        Ok(handed) => handed,
        Err(error) => Handed::Failed(error.to_string()),
    }
}

fn piped(command: &str, text: &str) -> io::Result<Handed> {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {command}\n}} 2>&1")]);
    shell.stdin(Stdio::piped());
    shell.stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    let mut child = shell.spawn()?;
    let id = child.id();
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let text = text.to_owned();
    thread::spawn(move || {
        // A command that reads nothing is no mistake.
        let _ = stdin.map(|mut stdin| stdin.write_all(text.as_bytes()));
    });
    let (sender, ended) = bounded(1);
    thread::spawn(move || {
        let mut said = Vec::new();
        if let Some(mut stdout) = stdout {
            let _ = stdout.by_ref().take(KEPT).read_to_end(&mut said);
            let _ = io::copy(&mut stdout, &mut io::sink());
        }
        let _ = sender.send((said, child.wait()));
    });
    let Ok((said, status)) = ended.recv_timeout(PATIENCE) else {
        end_group(id);
        return Ok(Handed::Late);
    };
    let said = String::from_utf8_lossy(&said);
    let lines = said.lines().map(|l| crate::text::sanitize(l).into_owned());
    Ok(Handed::Ran {
        status: status?.code(),
        said: lines.collect(),
    })
}

#[cfg(unix)]
fn end_group(id: u32) {
    let pid = i32::try_from(id)
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    if let Some(pid) = pid {
        let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_group(_: u32) {}

/// Gives an address to the desktop's browser. None where there is none to see it: over SSH, or without a desktop.
pub fn open(address: &str, get: impl Fn(&str) -> Option<String>) -> Option<Handed> {
    let set = |name: &str| get(name).is_some_and(|v| !v.is_empty());
    let far = set("SSH_CONNECTION") || set("SSH_TTY");
    let desktop = cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY");
    if far || !desktop {
        return None;
    }
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(opener);
    command.arg(address).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    // Its end is awaited elsewhere, so that no dead process stays.
    thread::spawn(move || child.wait());
    Some(Handed::Opened(address.to_owned()))
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_command_gets_the_text_and_what_it_says_comes_back_clean() {
        let ran = pipe("cat; printf '\\033[31mred\\n' >&2; exit 3", "甲乙\n");
        let said = vec!["甲乙".to_owned(), "[31mred".to_owned()];
        assert_eq!(
            ran,
            Handed::Ran {
                status: Some(3),
                said
            }
        );
        let none = pipe("true", &"字".repeat(200_000));
        assert_eq!(
            none,
            Handed::Ran {
                status: Some(0),
                said: Vec::new()
            }
        );
    }

    #[test]
    fn texts_come_one_after_the_other_into_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("摘录.txt");
        let name = path.to_str().unwrap();
        assert_eq!(append(name, "甲"), Handed::Written(path.clone()));
        append(name, "乙\n");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "甲\n\n乙\n\n");
        let missing = folder.path().join("no/file");
        assert!(matches!(
            append(missing.to_str().unwrap(), "甲"),
            Handed::Failed(_)
        ));
    }

    #[test]
    fn nothing_is_opened_where_nobody_sees_it() {
        assert_eq!(open("https://example.org", |_| None), None);
        let far = |name: &str| matches!(name, "SSH_TTY" | "DISPLAY").then(|| "x".to_owned());
        assert_eq!(open("https://example.org", far), None);
    }
}
