//! `wenmai --kiosk`: the explorer for people who may read and nothing else, as sshd's `ForceCommand` or as a
//! login shell (under the name `wenmai-kiosk`).
//!
//! Three walls, each of which holds alone: the app has no command that leads out (`Settings::confined`); the process
//! is started anew with an environment that nobody outside chose; the kernel (Landlock, where it has it) lets the
//! process read the corpus, write the person's own folders, run itself as its PDF reader, and nothing more, within
//! limits of memory and file sizes.

use super::Status;
use super::arguments::Arguments;
use super::output::Output;
use landlock::{
    ABI, Access, AccessFs, AccessNet, RestrictionStatus, Ruleset, RulesetAttr, RulesetCreatedAttr,
    RulesetError, RulesetStatus, Scope, path_beneath_rules,
};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use wenmai::config::{Config, Folders};
use wenmai::problem::{Problem, ProblemKind};
use wenmai::source::{self, Item};

/// The name under which wenmai is a kiosk without a flag, for `/etc/passwd`.
const SHELL_NAME: &str = "wenmai-kiosk";

/// What may come in from outside: where the person's folders are, what the terminal is, which language.
const KEPT: [&str; 12] = [
    "HOME",
    "USER",
    "LOGNAME",
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "SSH_CONNECTION",
    "SSH_TTY",
];

/// No file that is written may be larger (bytes).
const LARGEST_FILE: u64 = 256 << 20;

/// What the programs of a dynamically linked wenmai are loaded from.
const LIBRARIES: [&str; 4] = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"];

/// Says that wenmai was started under the kiosk's name; a login shell's begins with a hyphen.
pub fn is_shell(program: &std::ffi::OsStr) -> bool {
    let name = Path::new(program).file_name().and_then(|n| n.to_str());
    name.is_some_and(|n| n.trim_start_matches('-') == SHELL_NAME)
}

/// Puts up the walls. Some: the program ends with this (a command was asked for, or the walls can't be built).
pub fn enter(arguments: &Arguments, config: &Config, out: &mut Output) -> Option<Status> {
    if let Some(asked) = asked_for(arguments) {
        return Some(out.usage("kiosk-no-commands", &asked));
    }
    if !arguments.internal_kiosk {
        let error = clean_start().exec();
        out.message(&error.to_string());
        return Some(Status::NoTerminal);
    }
    limit(config.number("kiosk_memory"));
    match wall_in(
        &readable(arguments, config),
        &own_folders(arguments.state.clone()),
    ) {
        Ok(status) if status.ruleset == RulesetStatus::NotEnforced => {
            log::warn!("kiosk: this kernel has no Landlock; the other walls stand");
        }
        Ok(_) => {}
        Err(error) => {
            out.message(
                &out.language
                    .with("kiosk-failed", &[("why", error.to_string().into())]),
            );
            return Some(Status::NoTerminal);
        }
    }
    None
}

/// A command that somebody wants to run: `ssh host COMMAND`, `su -c COMMAND`, or one of wenmai's own.
fn asked_for(arguments: &Arguments) -> Option<String> {
    let shell = arguments.shell_command.clone();
    let ssh = std::env::var("SSH_ORIGINAL_COMMAND").ok();
    let own = || arguments.command.as_ref().map(|_| "wenmai".to_owned());
    shell.or(ssh.filter(|c| !c.is_empty())).or_else(own)
}

/// The same program with the same arguments, and nothing of the environment but what is known to be harmless.
fn clean_start() -> Command {
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("/proc/self/exe"));
    let mut command = Command::new(program);
    let words = as_flags(std::env::args_os().collect());
    // right after the name: behind the paths it would be one
    command
        .arg("--internal-kiosk")
        .args(words.into_iter().skip(1))
        .env_clear();
    let kept = KEPT
        .iter()
        .filter_map(|name| Some((*name, std::env::var_os(name)?)));
    command.envs(kept.filter(|(name, value)| *name != "HOME" || Path::new(value).is_absolute()));
    command
}

/// Memory, file sizes, no core files. A limit that stands lower already stays.
fn limit(megabytes: i64) {
    let most = |n: u64| Rlimit {
        current: Some(n),
        maximum: Some(n),
    };
    let megabytes = u64::try_from(megabytes).unwrap_or(1024);
    let _ = setrlimit(Resource::As, most(megabytes << 20));
    let _ = setrlimit(Resource::Fsize, most(LARGEST_FILE));
    let _ = setrlimit(Resource::Core, most(0));
}

/// What is read: the corpus, settings, keys and word lists.
fn readable(arguments: &Arguments, config: &Config) -> Vec<PathBuf> {
    let folders = super::config::folders();
    let settings = folders.config.iter().chain(&folders.system).cloned();
    let own = arguments.config_file.iter().cloned();
    corpus(arguments, config)
        .into_iter()
        .chain(settings)
        .chain(own)
        .collect()
}

/// What is written: marks, notes, places, the log, copies, the cache.
fn own_folders(asked: Option<PathBuf>) -> Vec<PathBuf> {
    let Folders {
        data, state, cache, ..
    } = super::config::folders();
    let folders: Vec<PathBuf> = [data, state, cache, asked].into_iter().flatten().collect();
    // Only what is there can be let through; a folder that can't be made is told by whoever needs it.
    folders
        .iter()
        .for_each(|folder| drop(std::fs::create_dir_all(folder)));
    folders
}

fn wall_in(readable: &[PathBuf], writable: &[PathBuf]) -> Result<RestrictionStatus, RulesetError> {
    let abi = ABI::V6;
    let read = AccessFs::from_read(abi) & !AccessFs::Execute;
    let write = AccessFs::from_all(abi) & !AccessFs::Execute;
    let program = std::env::current_exe().ok();
    let runs = LIBRARIES.iter().map(PathBuf::from).chain(program);
    Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(readable, read))?
        .add_rules(path_beneath_rules(writable, write))?
        .add_rules(path_beneath_rules(["/dev/null", "/dev/tty"], write))?
        .add_rules(path_beneath_rules(runs, AccessFs::from_read(abi)))?
        .restrict_self()
}

/// The files and folders that are shown: those of the command line, else those of the setting.
fn corpus(arguments: &Arguments, config: &Config) -> Vec<PathBuf> {
    let named: Vec<PathBuf> = arguments
        .corpus
        .iter()
        .chain(&arguments.paths)
        .cloned()
        .collect();
    match config.text("kiosk_corpus") {
        "bundled" => named,
        set if named.is_empty() => vec![PathBuf::from(set)],
        _ => named,
    }
}

/// The files that are shown, as far as the limit goes: an empty list for the bundled corpus, None where nothing is
/// left of the one that was named.
pub fn files(arguments: &Arguments, config: &Config) -> (Option<Vec<PathBuf>>, Vec<Problem>) {
    let corpus = corpus(arguments, config);
    if corpus.is_empty() {
        return (Some(corpus), Vec::new());
    }
    let (files, problems) = within(&corpus, config.number("kiosk_megabytes"));
    ((!files.is_empty()).then_some(files), problems)
}

/// The files that fit into so many megabytes, in their order, and a problem for each of the others.
fn within(paths: &[PathBuf], megabytes: i64) -> (Vec<PathBuf>, Vec<Problem>) {
    let (items, mut problems) = source::list(paths);
    let most = u64::try_from(megabytes).unwrap_or(0);
    let mut left = most << 20;
    let mut files = Vec::new();
    for item in items {
        let Item::File(path) = item else { continue };
        let size = std::fs::metadata(&path).map_or(0, |m| m.len());
        match left.checked_sub(size) {
            Some(rest) => {
                left = rest;
                files.push(path);
            }
            None => problems.push(Problem {
                file: path.display().to_string(),
                line: None,
                column: None,
                kind: ProblemKind::LeftOut(most),
            }),
        }
    }
    (files, problems)
}

/// `wenmai-kiosk -c COMMAND`, as sshd and su start a login shell, in the words of the kiosk's flags.
pub fn as_flags(words: Vec<OsString>) -> Vec<OsString> {
    let Some((program, rest)) = words.split_first().filter(|(p, _)| is_shell(p)) else {
        return words;
    };
    let mut flags = vec![program.clone(), OsString::from("--kiosk")];
    match rest {
        [c, command, ..] if c == "-c" => {
            flags.push("--shell-command".into());
            flags.push(command.clone());
        }
        [l] if l == "-l" || l == "-i" => {}
        rest => flags.extend(rest.iter().cloned()),
    }
    flags
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn words(all: &[&str]) -> Vec<OsString> {
        all.iter().map(OsString::from).collect()
    }

    #[test]
    fn a_login_shell_is_known_by_its_name() {
        for name in ["-wenmai-kiosk", "wenmai-kiosk", "/usr/bin/wenmai-kiosk"] {
            assert!(is_shell(name.as_ref()), "{name}");
        }
        for name in ["wenmai", "-wenmai", "kiosk", ""] {
            assert!(!is_shell(name.as_ref()), "{name}");
        }
    }

    #[test]
    fn what_a_login_shell_is_given_are_the_kiosks_flags() {
        let of = |all: &[&str]| as_flags(words(all));
        assert_eq!(of(&["-wenmai-kiosk"]), words(&["-wenmai-kiosk", "--kiosk"]));
        assert_eq!(
            of(&["wenmai-kiosk", "-c", "cat /etc/passwd"]),
            words(&[
                "wenmai-kiosk",
                "--kiosk",
                "--shell-command",
                "cat /etc/passwd"
            ])
        );
        assert_eq!(of(&["wenmai", "-c", "x"]), words(&["wenmai", "-c", "x"]));
    }

    #[test]
    fn files_beyond_the_limit_are_left_out_and_told() {
        let folder = tempfile::tempdir().unwrap();
        for (name, size) in [("a.txt", 600_000), ("b.txt", 600_000), ("c.txt", 10)] {
            std::fs::write(folder.path().join(name), vec![b'x'; size]).unwrap();
        }
        let (files, problems) = within(&[folder.path().to_owned()], 1);
        let names: Vec<_> = files
            .iter()
            .map(|f| f.file_name().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a.txt", "c.txt"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].file.ends_with("b.txt"));
    }
}
