//! `wenmai [PATH…]`: the explorer, full-screen or in lines.

use super::arguments::{Arguments, Command};
use super::output::Output;
use super::{Status, config, dump, environment, preferences, stdin};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use wenmai::app::{
    App, Bars, Borders, Display, HintLevel, Input, Notes, Preferences, Settings, Spacing, Viewport,
};
use wenmai::config::{Config, Origin};
use wenmai::i18n::Language;
use wenmai::library::{Library, Opening, Parts};
use wenmai::problem::{Problem, ProblemKind};
use wenmai::source::Charset;
use wenmai::text::{Ambiguous, Ruler, Script};
use wenmai::{plain, source, store, tui};

/// How the explorer begins, where a command asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Begin {
    /// The first command.
    command: Option<String>,
    /// A place is to be chosen.
    pick: bool,
    /// With the tutorial.
    tutor: bool,
}

impl Begin {
    /// What `tutor` and a command with `--pick` ask for; its paths are opened.
    pub fn of(arguments: &mut Arguments) -> Option<Begin> {
        let command = match &arguments.command {
            Some(Command::Tutor) => {
                return Some(Begin {
                    tutor: true,
                    ..Begin::default()
                });
            }
            Some(Command::Search {
                query, pick: true, ..
            }) => format!("search {}", query.join(" ")),
            Some(Command::Timeline {
                asked, pick: true, ..
            }) => format!("timeline {}", asked.when.as_deref().unwrap_or("")),
            Some(Command::Tree {
                pick: true, paths, ..
            }) => {
                arguments.paths.extend(paths.iter().cloned());
                "tree".to_owned()
            }
            _ => return None,
        };
        Some(Begin {
            command: Some(command.trim_end().to_owned()),
            pick: true,
            tutor: false,
        })
    }
}

/// What the explorer begins with.
struct Start<'a> {
    arguments: &'a Arguments,
    charset: Option<Charset>,
    config: &'a Config,
    begin: Begin,
    /// The session's name, and what is open as it is known by.
    name: String,
    corpus: String,
    /// A link to begin at.
    link: Option<String>,
    paths: Vec<PathBuf>,
    settings: Settings,
    /// None: nothing is read again or written.
    preferences: Option<Preferences>,
    out: Output,
}

/// Opens the explorer on the paths, or on the bundled corpus. `others` are problems found before.
pub fn run(
    arguments: &Arguments,
    charset: Option<Charset>,
    config: &Config,
    language: Language,
    begin: Option<Begin>,
    others: &[Problem],
) -> ExitCode {
    let mut out = Output::new(language);
    let is_link = |path: &PathBuf| {
        let link =
            |p: &str| p.starts_with(wenmai::library::SCHEME) || is_reference(p) && !path.exists();
        path.to_str().is_some_and(link)
    };
    let (links, paths): (Vec<_>, Vec<_>) = arguments
        .corpus
        .iter()
        .chain(&arguments.paths)
        .cloned()
        .partition(is_link);
    let link = links.first().and_then(|l| l.to_str()).map(str::to_owned);
    let (name, corpus) = (arguments.session.as_deref().unwrap_or(""), corpus(&paths));
    let (paths, left_out) = match arguments.kiosk {
        true => super::kiosk::files(arguments, config),
        false => (Some(paths), Vec::new()),
    };
    let Some(paths) = paths else {
        out.problems(&left_out);
        return Status::NoCorpus.into();
    };
    let (items, problems) = source::list(&paths);
    if items.is_empty() {
        out.problems(&problems);
        return Status::NoCorpus.into();
    }
    let mut settings = settings(config, language, arguments.kiosk);
    settings.problems.extend(left_out);
    let missing = |p: &Problem| matches!(p.kind, ProblemKind::NoBase(_));
    if let Some(name) = &arguments.keymap
        && settings.problems.iter().any(missing)
    {
        return out.usage("cli-no-keymap", name).into();
    }
    let begin = begin.unwrap_or_default();
    settings.pick = begin.pick;
    let lines = !begin.pick && (arguments.plain || wants_lines());
    let start = Start {
        arguments,
        charset,
        config,
        begin,
        name: name.to_owned(),
        corpus,
        link,
        paths,
        settings,
        preferences: (!arguments.kiosk)
            .then(|| preferences::preferences(arguments, others, config)),
        out,
    };
    match &arguments.dump {
        Some(size) => start.dump(size),
        None if lines => start.in_lines(),
        None => start.full_screen(),
    }
}

/// Is this written like a document's symbol or a part of a document (`A/RES/55/63`, `55/63#p1`)?
fn is_reference(written: &str) -> bool {
    let (name, part) = written.split_once('#').unwrap_or((written, ""));
    let organ = name.split('/').next().unwrap_or("");
    let symbol = name.len() > organ.len()
        && name.bytes().any(|b| b.is_ascii_digit())
        && !organ.is_empty()
        && (organ.bytes().all(|b| b.is_ascii_uppercase())
            || organ.bytes().all(|b| b.is_ascii_digit()));
    symbol || !part.is_empty() && !name.is_empty()
}

impl Start<'_> {
    /// What is opened. A kiosk keeps nothing.
    fn opening(&self) -> Opening {
        Opening {
            paths: self.paths.clone(),
            charset: self.charset,
            kept: config::folders().cache.filter(|_| !self.arguments.kiosk),
        }
    }

    /// The last screen of a script, as text.
    fn dump(mut self, size: &str) -> ExitCode {
        let Some((columns, rows)) = dump::size(size) else {
            return self.out.usage("cli-bad-size", size).into();
        };
        let library = self.opening().whole(Parts::ALL);
        let viewport = if self.arguments.plain {
            Viewport::Lines
        } else if self.arguments.accessible {
            Viewport::Linear { columns, rows }
        } else {
            Viewport::Screen { columns, rows }
        };
        let ambiguous = self.settings.ambiguous;
        let look = tui::Look {
            color: false,
            ruler: Ruler { ambiguous },
            ..tui::Look::default()
        };
        let link = self.link.take();
        let app = self.app(viewport).with_session("", "", link);
        let keys = self.arguments.keys.as_deref();
        dump::run(app, look, &library, keys, &mut self.out).into()
    }

    /// The app as it begins, without what was kept.
    fn app(&mut self, viewport: Viewport) -> App {
        let mut app = App::new(std::mem::take(&mut self.settings), viewport);
        if self.begin.tutor {
            let tutor = Input::Command("tutor".to_owned());
            wenmai::app::update(&mut app, &Library::default(), tutor);
        }
        app
    }

    fn in_lines(mut self) -> ExitCode {
        let library = self.opening().in_background();
        let (keeper, book, problems) = store::Keeper::open(super::kept(self.arguments));
        self.out.problems(&problems);
        let app = self
            .app(Viewport::Lines)
            .with_book(book, seed())
            .with_session(&self.name, &self.corpus, self.link.take());
        let options = plain::Options {
            state_dir: state_dir(),
            preferences: self.preferences,
            ..plain::Options::default()
        };
        match plain::run(app, library, keeper, options) {
            Ok(ended) => {
                say_ended(&mut self.out, &ended);
                Status::Done.into()
            }
            Err(error) => {
                self.out.message(&error.to_string());
                Status::NoTerminal.into()
            }
        }
    }

    fn full_screen(mut self) -> ExitCode {
        let library = self.opening().in_background();
        let (keeper, book, problems) = store::Keeper::open(super::kept(self.arguments));
        self.settings.problems.extend(problems);
        let pick = self.begin.pick;
        let ambiguous_wide = self.settings.ambiguous == Ambiguous::Wide;
        let asks = self.begin == Begin::default()
            && self.preferences.is_some()
            && preferences::is_first_run(self.arguments, self.config);
        let viewport = self.viewport();
        let mut app = self.app(viewport).with_book(book, seed()).with_session(
            &self.name,
            &self.corpus,
            self.link.take(),
        );
        if asks {
            app = app.on_first_run();
        }
        let taken = !std::io::stdin().is_terminal() && stdin::is_taken(&self.paths);
        let options = tui::Options {
            color: color(self.config.text("color"), environment),
            ambiguous_wide,
            low_vision: self.arguments.low_vision,
            state_dir: state_dir(),
            resume: !self.arguments.fresh && self.begin == Begin::default(),
            own_terminal: pick || taken,
            begin: self.begin.command,
            preferences: self.preferences,
        };
        match tui::run(app, library, keeper, options) {
            Ok((end, ended)) => {
                say_ended(&mut self.out, &ended);
                match &end {
                    tui::ExitKind::Chosen(name) => self.out.line(name),
                    tui::ExitKind::Quit if pick => return Status::Nothing.into(),
                    _ => {}
                }
                ExitCode::from(end.code())
            }
            Err(tui::TuiError::NoTerminal) => {
                let text = self.out.language.say("cli-no-terminal");
                self.out.message(&text);
                Status::NoTerminal.into()
            }
            Err(error) => {
                self.out.message(&error.to_string());
                Status::NoTerminal.into()
            }
        }
    }

    /// Panes, or one column for screen readers. The terminal tells the size later.
    fn viewport(&self) -> Viewport {
        let (columns, rows) = (80, 24);
        let set = self.config.get("accessible");
        let in_file = set.filter(|v| matches!(v.origin, Origin::File(..)));
        let in_file = in_file.map(|v| v.text == "true");
        if accessible(self.arguments.accessible, in_file, environment) {
            Viewport::Linear { columns, rows }
        } else {
            Viewport::Screen { columns, rows }
        }
    }
}

/// What is open, as a session is known by it: the same from whatever folder it is opened.
fn corpus(paths: &[PathBuf]) -> String {
    let whole = |path: &PathBuf| {
        let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        whole.to_string_lossy().into_owned()
    };
    paths.iter().map(whole).collect::<Vec<_>>().join("\n")
}

/// A number that other sessions do not have: the standard library's hashes are seeded by the system.
fn seed() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}

/// Says what could not be kept.
fn say_ended(out: &mut Output, ended: &store::Ended) {
    let text = match ended {
        store::Ended::Saved => return,
        store::Ended::Aside(n, path) => {
            let path = path.display().to_string();
            out.language
                .with("store-aside", &[("n", (*n).into()), ("path", path.into())])
        }
        store::Ended::Lost(n) => out.language.with("store-lost", &[("n", (*n).into())]),
        store::Ended::Late => out.language.say("store-late"),
    };
    out.message(&text);
}

/// Lines where a full screen can't be drawn or would be in the way.
fn wants_lines() -> bool {
    let dumb = matches!(environment("TERM").as_deref(), None | Some("" | "dumb"));
    dumb || !std::io::stdout().is_terminal()
}

/// What the app is told of the settings.
pub fn settings(config: &Config, language: Language, confined: bool) -> Settings {
    let (keymap, of_keys) = preferences::keymap(config);
    let (themes, of_themes) = preferences::themes(config);
    let ambiguous = match config.text("ambiguous") {
        "wide" => Ambiguous::Wide,
        _ => Ambiguous::Narrow,
    };
    let borders = match (ambiguous, config.text("borders")) {
        (Ambiguous::Wide, _) | (_, "ascii") => Borders::Ascii,
        _ => Borders::Unicode,
    };
    let display = Display {
        script: match config.text("script") {
            "simplified" => Script::Simplified,
            "traditional" => Script::Traditional,
            _ => Script::AsPrinted,
        },
        spacing: match config.text("spacing") {
            "closed" => Spacing::Closed,
            _ => Spacing::Kept,
        },
        measure: u16::try_from(config.number("measure")).unwrap_or(40),
        notes: Notes::parse(config.text("notes")).unwrap_or_default(),
    };
    Settings {
        language,
        keymap: keymap.into(),
        ambiguous,
        borders,
        bars: match config.text("bars") {
            "ascii" => Bars::Ascii,
            "digits" => Bars::Digits,
            _ => Bars::Blocks,
        },
        display,
        page: usize::try_from(config.number("page")).unwrap_or(20),
        confined,
        scrolls_by_parts: by_parts(config.text("scroll"), environment),
        quit_twice: config.text("quit") == "twice",
        which_key: which_key(config.number("which_key_ms")),
        hints: match config.text("hints") {
            "normal" => HintLevel::Normal,
            "off" => HintLevel::Off,
            _ => HintLevel::Novice,
        },
        theme: config.text("theme").to_owned(),
        themes,
        pick: false,
        problems: [&config.problems[..], &of_keys, &of_themes].concat(),
    }
}

/// Whether the text beside other panes moves by parts of a page: as it is set, else over SSH, where lines are slow.
fn by_parts(set: &str, get: impl Fn(&str) -> Option<String>) -> bool {
    match set {
        "part" => true,
        "row" => false,
        _ => ["SSH_CONNECTION", "SSH_TTY"]
            .iter()
            .any(|name| get(name).is_some_and(|value| !value.is_empty())),
    }
}

/// The delay of the which-key window; None where it never comes.
fn which_key(ms: i64) -> Option<Duration> {
    u64::try_from(ms).ok().map(Duration::from_millis)
}

/// One column for screen readers: by flag, else by the environment (WENMAI_ACCESSIBLE before ACCESSIBLE; "0" and
/// "false" say no), else by the configuration.
fn accessible(flag: bool, file: Option<bool>, get: impl Fn(&str) -> Option<String>) -> bool {
    let said = |name: &str| {
        let value = get(name).filter(|v| !v.is_empty())?;
        Some(value != "0" && !value.eq_ignore_ascii_case("false"))
    };
    flag || said("WENMAI_ACCESSIBLE")
        .or_else(|| said("ACCESSIBLE"))
        .or(file)
        .unwrap_or(false)
}

/// NO_COLOR (any non-empty value) and CLICOLOR=0 turn colours off, CLICOLOR_FORCE and --color=always on.
pub fn color(flag: &str, get: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| get(name).is_some_and(|v| !v.is_empty() && v != "0");
    match flag {
        "always" => true,
        "never" => false,
        _ if get("NO_COLOR").is_some_and(|v| !v.is_empty()) => false,
        _ if set("CLICOLOR_FORCE") => true,
        _ => get("CLICOLOR").as_deref() != Some("0"),
    }
}

/// `$XDG_STATE_HOME/wenmai`, by default `~/.local/state/wenmai`.
pub fn state_dir() -> Option<std::path::PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(std::path::PathBuf::from)
            .filter(|p| p.is_absolute())
    };
    let base = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")));
    base.map(|b| b.join("wenmai"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_symbol_or_a_part_is_a_reference_and_a_path_is_not() {
        for written in ["A/RES/90/1", "90/1", "A/90/2#注12", "湖泊报告#§4.1"] {
            assert!(super::is_reference(written), "{written}");
        }
        for path in [
            "data",
            "./90/1",
            "docs/2020",
            "Docs/2020.txt",
            "/A/90/1",
            "湖泊",
            "#",
            "x#",
        ] {
            assert!(!super::is_reference(path), "{path}");
        }
    }

    use super::{accessible, by_parts, color};

    #[test]
    fn one_column_is_chosen_by_flag_then_environment_then_file() {
        let none = |_: &str| None;
        let only = |name: &'static str, value: &'static str| {
            move |n: &str| (n == name).then(|| value.to_owned())
        };
        assert!(!accessible(false, None, none));
        assert!(accessible(false, Some(true), none));
        assert!(accessible(false, None, only("ACCESSIBLE", "1")));
        assert!(accessible(false, None, only("WENMAI_ACCESSIBLE", "yes")));
        assert!(!accessible(false, Some(true), only("ACCESSIBLE", "false")));
        assert!(!accessible(
            false,
            Some(true),
            only("WENMAI_ACCESSIBLE", "0")
        ));
        assert!(accessible(false, Some(true), only("ACCESSIBLE", "")));
        assert!(accessible(true, Some(false), only("ACCESSIBLE", "0")));
    }

    #[test]
    fn the_text_moves_by_parts_over_ssh_unless_that_is_set() {
        let none = |_: &str| None;
        let ssh =
            |name: &str| (name == "SSH_CONNECTION").then(|| "10.0.0.1 1 10.0.0.2 22".to_owned());
        assert!(!by_parts("auto", none) && by_parts("auto", ssh));
        assert!(by_parts("part", none) && !by_parts("row", ssh));
    }

    #[test]
    fn colour_is_decided_by_flag_then_by_the_environment() {
        let none = |_: &str| None;
        let only = |name: &'static str, value: &'static str| {
            move |n: &str| (n == name).then(|| value.to_owned())
        };
        assert!(color("auto", none));
        assert!(!color("auto", only("NO_COLOR", "1")));
        assert!(color("auto", only("NO_COLOR", "")));
        assert!(!color("auto", only("CLICOLOR", "0")));
        assert!(color("always", only("NO_COLOR", "1")));
        assert!(!color("never", only("CLICOLOR_FORCE", "1")));
    }
}
