//! What can be written on the command line. The help's words come from the translations
//! (`cli-about-<command>`, `cli-arg-<argument>`).

use super::misuse;
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use wenmai::i18n::Language;
use wenmai::problem::nearest;
use wenmai::source::Charset;

#[derive(Parser, Debug, Clone)]
#[command(name = "wenmai", version, subcommand_precedence_over_arg = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    pub paths: Vec<PathBuf>,
    #[arg(long)]
    pub plain: bool,
    #[arg(long, conflicts_with = "plain")]
    pub accessible: bool,
    #[arg(long)]
    pub low_vision: bool,
    #[arg(long, global = true, value_name = "PATH", action = ArgAction::Append)]
    pub corpus: Vec<PathBuf>,
    #[arg(long, global = true, value_name = "NAME")]
    pub encoding: Option<String>,
    #[arg(long, global = true, value_name = "DIR")]
    pub state: Option<PathBuf>,
    #[arg(long)]
    pub fresh: bool,
    #[arg(long, value_name = "NAME")]
    pub session: Option<String>,
    #[arg(long)]
    pub kiosk: bool,
    #[arg(long, hide = true, requires = "kiosk")]
    pub internal_kiosk: bool,
    #[arg(long, hide = true, requires = "kiosk")]
    pub shell_command: Option<String>,
    #[arg(long, global = true, value_name = "LANG", value_parser = ["zh", "zh-CN", "zh-TW", "en"])]
    pub lang: Option<String>,
    #[arg(long = "config", global = true, value_name = "FILE")]
    pub config_file: Option<PathBuf>,
    #[arg(long, global = true, value_name = "NAME")]
    pub keymap: Option<String>,
    #[arg(long, global = true, value_name = "WHEN", value_parser = ["auto", "always", "never"])]
    pub color: Option<String>,
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    #[arg(long, global = true, value_name = "WIDTH", value_parser = ["narrow", "wide"])]
    pub ambiguous: Option<String>,
    #[arg(long, value_name = "FILE", requires = "dump")]
    pub keys: Option<PathBuf>,
    #[arg(long, value_name = "SIZE")]
    pub dump: Option<String>,
}

/// What to do with the settings.
#[derive(Subcommand, Debug, Clone)]
pub enum ConfigAction {
    Show {
        #[arg(long)]
        origin: bool,
        #[arg(long)]
        json: bool,
    },
    Path,
    Check,
    Set {
        name: String,
        value: String,
    },
}

#[derive(Subcommand, Debug, Clone)]
pub enum Command {
    Accessibility,
    Tree {
        #[arg(long)]
        json: bool,
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        #[arg(long, conflicts_with = "json")]
        pick: bool,
        paths: Vec<PathBuf>,
    },
    Show {
        reference: String,
        #[arg(long)]
        json: bool,
        #[arg(long)]
        raw: bool,
    },
    Search {
        #[arg(required_unless_present = "saved")]
        query: Vec<String>,
        #[arg(long, value_name = "NAME", conflicts_with_all = ["query", "pick"])]
        saved: Option<String>,
        #[arg(long = "in", value_name = "PART")]
        inside: Vec<String>,
        #[arg(long, conflicts_with = "format")]
        json: bool,
        #[arg(long, value_parser = super::search::FORMATS)]
        format: Option<String>,
        #[arg(long)]
        explain: bool,
        #[arg(long, value_name = "N", default_value_t = 0)]
        context: usize,
        #[arg(long, conflicts_with = "json")]
        pick: bool,
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
    },
    Index {
        #[arg(long)]
        verify: bool,
        #[arg(long, conflicts_with = "verify")]
        stats: bool,
        #[arg(long)]
        json: bool,
        paths: Vec<PathBuf>,
    },
    Timeline {
        #[command(flatten)]
        asked: super::timeline::Asked,
        #[arg(long, conflicts_with = "format")]
        json: bool,
        #[arg(long, value_parser = super::timeline::FORMS)]
        format: Option<String>,
        #[arg(long, conflicts_with_all = ["json", "format"])]
        pick: bool,
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    Diff {
        left: String,
        right: String,
        #[arg(long, conflicts_with = "format")]
        json: bool,
        #[arg(long, value_parser = super::compare::FORMS)]
        format: Option<String>,
    },
    Matrix {
        reference: Option<String>,
        #[arg(long, conflicts_with = "format")]
        json: bool,
        #[arg(long, value_parser = super::compare::FORMS)]
        format: Option<String>,
    },
    Cites {
        reference: String,
        #[arg(long)]
        json: bool,
        #[arg(long, value_name = "N")]
        levels: Option<usize>,
    },
    Cite {
        #[arg(required = true)]
        references: Vec<String>,
        #[arg(long, conflicts_with = "form")]
        json: bool,
        #[arg(long = "format", default_value = "gbt7714", value_parser = super::cite::forms())]
        form: String,
    },
    Notes {
        #[arg(long, conflicts_with_all = ["notes_form", "into", "import"])]
        json: bool,
        #[arg(long = "format", default_value = "text", value_parser = ["text", "markdown", "json"])]
        notes_form: String,
        #[arg(long, value_name = "TAG")]
        tag: Option<String>,
        #[arg(long, value_name = "DIR", conflicts_with = "notes_form")]
        into: Option<PathBuf>,
        #[arg(long, value_name = "FILE", conflicts_with = "into")]
        import: Option<PathBuf>,
    },
    MostCited {
        #[arg(long)]
        json: bool,
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
    },
    Actor {
        actor: Option<String>,
        #[arg(long)]
        json: bool,
        #[arg(long, value_name = "N", default_value_t = 200)]
        limit: usize,
    },
    Term {
        word: String,
        #[arg(long)]
        json: bool,
    },
    Check {
        #[arg(long)]
        json: bool,
        paths: Vec<PathBuf>,
    },
    Export {
        table: String,
        #[arg(long, default_value = "jsonl", value_parser = ["jsonl"])]
        format: String,
        paths: Vec<PathBuf>,
    },
    Keys {
        #[arg(long)]
        check: bool,
        #[arg(long, conflicts_with = "check")]
        json: bool,
        #[arg(long = "format", default_value = "text", conflicts_with_all = ["check", "json"],
              value_parser = ["text", "json", "markdown"])]
        keys_form: String,
        name: Option<String>,
    },
    Doctor {
        #[arg(long)]
        json: bool,
        #[arg(long)]
        no_probe: bool,
        #[arg(long, conflicts_with = "json")]
        clip: bool,
    },
    Completions {
        #[arg(value_parser = ["bash", "zsh", "fish", "nushell", "elvish", "powershell"])]
        shell: String,
    },
    Man,
    Tutor,
    Schema,
    Outline {
        reference: String,
        #[arg(long)]
        json: bool,
    },
    Refs {
        reference: String,
        #[arg(long)]
        json: bool,
    },
    #[command(hide = true)]
    Complete {
        #[arg(value_parser = super::complete::WHAT)]
        what: String,
    },
    Config {
        #[command(subcommand)]
        action: ConfigAction,
    },
}

impl Arguments {
    /// The encoding asked for; what was typed where there is none of that name.
    pub fn charset(&self) -> Result<Option<Charset>, String> {
        self.encoding.as_deref().map(str::parse).transpose()
    }
}

/// Reads the arguments of the process; prints help and leaves (status 2) where they make no sense.
pub fn parse() -> Arguments {
    let language = language_of_help();
    let words = super::kiosk::as_flags(std::env::args_os().collect());
    let words: Vec<OsString> = help_topic(words.into_iter()).collect();
    if let Some(text) = page(&words, language) {
        // A reader that went away is no error.
        let _ = std::io::stdout().write_all(text.as_bytes());
        std::process::exit(0);
    }
    let words = with_words_left_out(words.into_iter());
    let read = |command: clap::Command| {
        let matches = command.try_get_matches_from(&words);
        matches.and_then(|matches| Arguments::from_arg_matches(&matches))
    };
    // The words of the help are put in only where help or a mistake is to be printed.
    read(Arguments::command())
        .or_else(|_| read(translated(Arguments::command(), language)))
        .unwrap_or_else(|error| leave(&error, language))
}

/// Prints what the parser has to say, and leaves: 0 after help, 2 after an error.
fn leave(error: &clap::Error, language: Language) -> ! {
    let Some(told) = misuse::told(error, language) else {
        error.exit()
    };
    // Where standard error is closed too, the status says enough.
    let _ = std::io::stderr().write_all(told.as_bytes());
    std::process::exit(error.exit_code())
}

/// What is printed for a few words that clap would answer at length or not at all: `-h` alone fits on a screen, and
/// `--version -v` says with what and for what.
fn page(words: &[OsString], language: Language) -> Option<String> {
    let words: Vec<&str> = words.iter().skip(1).filter_map(|w| w.to_str()).collect();
    let is = |short: &str, long: &str| words.iter().any(|w| *w == short || *w == long);
    let version = is("-V", "--version");
    match words[..] {
        ["-h"] | ["--lang", _, "-h"] | ["-h", "--lang", _] => {
            Some(language.say("cli-short-help") + "\n")
        }
        [_, _] if version && is("-v", "--verbose") => Some(super::pages::version(language)),
        _ => None,
    }
}

/// `wenmai help accessibility` is a page of its own, as `wenmai accessibility` is; so is `schema`.
fn help_topic(words: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut words: Vec<OsString> = words.collect();
    let page = |pair: &[OsString]| {
        pair[0] == "help" && (pair[1] == "accessibility" || pair[1] == "schema")
    };
    if let Some(at) = words.windows(2).position(page) {
        words.remove(at);
    }
    words.into_iter()
}

/// In a query `-word` leaves a word out; for clap it would be flags. The query language has `!word` for the
/// same. Only `-h` and `-V` are short flags of wenmai.
fn with_words_left_out(words: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut searching = false;
    let rewrite = |word: OsString| {
        let text = word.to_str().unwrap_or("");
        searching |= text == "search";
        match text.strip_prefix('-') {
            Some(left_out)
                if searching
                    && !matches!(left_out, "" | "h" | "V")
                    && !left_out.starts_with('-') =>
            {
                OsString::from(format!("!{left_out}"))
            }
            _ => word,
        }
    };
    words.map(rewrite).collect()
}

/// Help is printed while the arguments are being read, so `--lang` is looked for beforehand.
fn language_of_help() -> Language {
    let words: Vec<String> = std::env::args().collect();
    let after = words
        .iter()
        .position(|w| w == "--lang")
        .and_then(|i| words.get(i + 1));
    let joined = words.iter().find_map(|w| w.strip_prefix("--lang="));
    let flag = after
        .map(String::as_str)
        .or(joined)
        .and_then(Language::parse);
    flag.unwrap_or_else(super::language_of_environment)
}

/// The command that was probably meant, where the first path is none: `wenmai serach 网络`.
pub fn meant(paths: &[PathBuf]) -> Option<String> {
    let first = paths.first()?;
    let word = first
        .to_str()
        .filter(|w| w.chars().all(|c| c.is_alphabetic() || c == '-'))?;
    if first.exists() {
        return None;
    }
    let all = names(&Arguments::command());
    nearest(word, all.iter().map(String::as_str)).map(|near| format!("wenmai {near}"))
}

/// The command with its help in a language.
pub fn translated(command: clap::Command, language: Language) -> clap::Command {
    let mut command = command.before_long_help(language.say("cli-examples"));
    // The parser's own argument and command (`--help`, `help`) are there once it is built.
    command.build();
    worded(command, language, "cli-about")
}

/// The help of a command in a language: the parser's headings are English.
fn template(language: Language) -> String {
    let usage = language.with("cli-usage", &[("usage", "{usage}".into())]);
    format!("{{before-help}}{{about-with-newline}}\n{usage}\n\n{{all-args}}{{after-help}}")
}

fn worded(command: clap::Command, language: Language, about: &str) -> clap::Command {
    let arg_help = |arg: clap::Arg| {
        let id = format!("cli-arg-{}", arg.get_id());
        let heading = match arg.is_positional() {
            true => "cli-heading-arguments",
            false => "cli-heading-options",
        };
        let arg = arg.help_heading(language.say(heading));
        match language.get(&id, &[]) {
            Some(help) => with_values(arg, language, help),
            None => arg,
        }
    };
    let mut command = command
        .mut_args(arg_help)
        .about(language.say(about))
        .help_template(template(language))
        .subcommand_help_heading(language.say("cli-heading-commands"));
    for name in names(&command) {
        if name == "help" {
            // Its own commands are the names of all others.
            let about = language.say("cli-about-help");
            command = command.mut_subcommand(name, |c| c.about(about));
            continue;
        }
        let about = format!("{about}-{name}");
        command = command.mut_subcommand(name, |c| worded(c, language, &about));
    }
    command
}

/// The help of an argument, with what can stand there and what stands there by itself.
fn with_values(arg: clap::Arg, language: Language, mut help: String) -> clap::Arg {
    let values = arg.get_possible_values();
    let names: Vec<&str> = values
        .iter()
        .map(clap::builder::PossibleValue::get_name)
        .collect();
    if arg.get_action().takes_values() && names.iter().any(|name| !help.contains(name)) {
        help += &language.with("cli-possible", &[("values", names.join(", ").into())]);
    }
    let default: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|v| v.to_string_lossy().into_owned())
        .collect();
    if arg.get_action().takes_values() && !default.is_empty() {
        help += &language.with("cli-default", &[("value", default.join(" ").into())]);
    }
    arg.help(help)
        .hide_possible_values(true)
        .hide_default_value(true)
}

fn names(command: &clap::Command) -> Vec<String> {
    command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        for language in Language::ALL {
            let command = translated(Arguments::command(), language);
            for c in command.get_subcommands().chain([&command]) {
                assert!(
                    !c.get_about().unwrap().to_string().starts_with("cli-"),
                    "{}",
                    c.get_name()
                );
                for arg in c.get_arguments() {
                    assert!(
                        arg.get_help().is_some(),
                        "{} {}",
                        c.get_name(),
                        arg.get_id()
                    );
                }
            }
        }
    }

    #[test]
    fn a_first_word_that_is_nearly_a_command_is_taken_for_one() {
        let meant = |word: &str| meant(&[PathBuf::from(word)]);
        assert_eq!(meant("serach").as_deref(), Some("wenmai search"));
        assert_eq!(
            (meant("data"), meant("papers"), meant("/serach")),
            (None, None, None)
        );
    }

    #[test]
    fn help_on_accessibility_is_a_page() {
        let words = ["wenmai", "help", "accessibility"].map(OsString::from);
        let parsed = Arguments::try_parse_from(help_topic(words.into_iter()));
        assert!(matches!(
            parsed.unwrap().command,
            Some(Command::Accessibility)
        ));
    }

    #[test]
    fn a_word_after_search_that_begins_with_a_hyphen_is_part_of_the_query() {
        let words = ["wenmai", "search", "公约", "-北约", "--limit", "3"].map(OsString::from);
        let parsed = Arguments::try_parse_from(with_words_left_out(words.into_iter()));
        let Some(Command::Search { query, limit, .. }) = parsed.unwrap().command else {
            panic!("no search")
        };
        assert_eq!(
            (query, limit),
            (vec!["公约".to_owned(), "!北约".to_owned()], 3)
        );
    }
}
