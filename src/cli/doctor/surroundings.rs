//! What the doctor looks at: the environment, the terminal, the multiplexer, folders. Nothing is changed.

use crate::cli::{config as cli_config, environment, start};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use wenmai::config::Config;
use wenmai::{log_file, source, store, tui};

/// A terminal over a slow line answers within this.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// A folder that wenmai uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    pub id: &'static str,
    pub path: Option<PathBuf>,
    pub state: FolderState,
}

/// What can be done in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderState {
    Writable,
    /// It can be made when it is needed.
    NotThere,
    ReadOnly,
    /// The environment names no folder.
    Unknown,
}

/// What a multiplexer says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tmux {
    pub version: String,
    pub set_clipboard: String,
    /// Milliseconds that Esc waits.
    pub escape_time: Option<u32>,
}

/// All of it, as found.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    pub term: String,
    pub is_terminal: bool,
    pub size: Option<(u16, u16)>,
    /// `LC_ALL`, `LC_CTYPE` or `LANG`: the first that is set.
    pub locale: String,
    /// Measured columns of an ambiguous character.
    pub ambiguous: Option<u16>,
    pub ambiguous_set: String,
    pub colors: bool,
    pub no_color: bool,
    pub ssh: bool,
    /// In tmux, and what it says (None: it could not be asked).
    pub tmux: Option<Option<Tmux>>,
    pub screen: bool,
    /// Ctrl-s and Ctrl-q stop and start output.
    pub flow_control: bool,
    /// Backspace sends Ctrl-h.
    pub backspace_is_ctrl_h: bool,
    pub keymap: String,
    /// Mistakes in settings and key files.
    pub mistakes: usize,
    pub folders: Vec<Folder>,
    pub state: Option<PathBuf>,
    pub log: Option<PathBuf>,
    /// Bytes of indexes on disk.
    pub index_bytes: u64,
    pub bundled: usize,
    /// The database of marks and notes can't be read; the system's words.
    pub store_problem: Option<String>,
}

impl Surroundings {
    /// Looks around; `probe` also asks the terminal and waits for its answer.
    pub fn look(config: &Config, probe: bool) -> Surroundings {
        let term = environment("TERM").unwrap_or_default();
        let is_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        let (_, of_keys) = crate::cli::keys::keymap(config.text("keymap"));
        let state = start::state_dir();
        let set = |name: &str| environment(name).filter(|v| !v.is_empty());
        let folders = cli_config::folders();
        let data = store::folder(None, |name| std::env::var_os(name));
        let named = [
            ("config-folder", folders.config.clone()),
            ("data-folder", data.clone()),
            ("state-folder", state.clone()),
            ("cache-folder", folders.cache.clone()),
        ];
        let termios = rustix::termios::tcgetattr(std::io::stdin()).ok();
        Surroundings {
            is_terminal,
            size: rustix::termios::tcgetwinsize(std::io::stdout())
                .ok()
                .map(|s| (s.ws_col, s.ws_row)),
            locale: ["LC_ALL", "LC_CTYPE", "LANG"]
                .iter()
                .find_map(|n| set(n))
                .unwrap_or_default(),
            ambiguous: (probe && is_terminal)
                .then(|| tui::ambiguous_columns(PATIENCE))
                .flatten(),
            ambiguous_set: config.text("ambiguous").to_owned(),
            colors: start::color(config.text("color"), environment) && tui::has_colors(&term),
            no_color: set("NO_COLOR").is_some(),
            ssh: set("SSH_CONNECTION").or_else(|| set("SSH_TTY")).is_some(),
            tmux: set("TMUX").map(|_| tmux()),
            screen: set("STY").is_some(),
            flow_control: termios
                .as_ref()
                .is_some_and(|t| t.input_modes.contains(rustix::termios::InputModes::IXON)),
            backspace_is_ctrl_h: termios
                .is_some_and(|t| t.special_codes[rustix::termios::SpecialCodeIndex::VERASE] == 8),
            keymap: config.text("keymap").to_owned(),
            mistakes: config.problems.len() + of_keys.len(),
            index_bytes: folders
                .cache
                .as_deref()
                .map_or(0, |f| bytes_under(&f.join("index"), 4)),
            folders: named.map(|(id, path)| folder(id, path)).to_vec(),
            log: state.as_deref().map(log_file::path),
            state,
            bundled: source::list(&[]).0.len(),
            store_problem: data.as_deref().and_then(store_problem),
            term,
        }
    }
}

fn folder(id: &'static str, path: Option<PathBuf>) -> Folder {
    let state = match &path {
        None => FolderState::Unknown,
        Some(path) if !path.exists() => FolderState::NotThere,
        Some(path) => match rustix::fs::access(path, rustix::fs::Access::WRITE_OK) {
            Ok(()) => FolderState::Writable,
            Err(_) => FolderState::ReadOnly,
        },
    };
    Folder { id, path, state }
}

fn tmux() -> Option<Tmux> {
    Some(Tmux {
        version: asked(&["-V"])?.trim_start_matches("tmux ").to_owned(),
        set_clipboard: asked(&["show-options", "-sv", "set-clipboard"])?,
        escape_time: asked(&["show-options", "-sv", "escape-time"])?.parse().ok(),
    })
}

fn asked(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("tmux");
    let output = command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.filter(|t| !t.is_empty())
}

/// Bytes of the files in a folder and those in it, not deeper than `depth`.
fn bytes_under(folder: &Path, depth: usize) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let size = |entry: std::fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_dir() && depth > 0 => bytes_under(&entry.path(), depth - 1),
        Ok(kind) if kind.is_file() => entry.metadata().map_or(0, |m| m.len()),
        _ => 0,
    };
    entries.flatten().map(size).sum()
}

/// A database that is there and can't be read.
fn store_problem(folder: &Path) -> Option<String> {
    let there = store::file_in(folder).exists();
    let read = || store::Database::read_only(folder);
    (there && read().is_none()).then(|| store::file_in(folder).display().to_string())
}
