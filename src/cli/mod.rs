//! The command line: what was asked for, and the exit status.
//!
//! 0 found or done, 1 nothing found, 2 usage, 3 settings or keys that make no sense, 4 corpus missing or unreadable, 6 no usable terminal,
//! 129, 130, 143 ended by a hang-up, an interrupt, a termination.

mod arguments;
mod check;
mod cite;
mod compare;
mod complete;
mod config;
mod doctor;
mod dump;
mod graph;
mod index;
mod keys;
mod kiosk;
mod lexicon;
mod misuse;
mod names;
mod notes;
mod outline;
mod output;
mod pages;
mod preferences;
mod search;
mod shell;
mod show;
mod start;
mod stdin;
mod timeline;
mod tree;

use arguments::{Arguments, Command};
use output::Output;
use std::path::PathBuf;
use std::process::ExitCode;
use wenmai::export;
use wenmai::i18n::Language;
use wenmai::library::{Library, Opening, Parts};
use wenmai::store;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Done = 0,
    Nothing = 1,
    Usage = 2,
    Invalid = 3,
    NoCorpus = 4,
    NoTerminal = 6,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

/// Reads the arguments, does what they say.
pub fn run() -> ExitCode {
    let mut arguments = arguments::parse();
    let mut config = config::layers(&arguments).load(environment);
    let of_lists = lexicon::take_in();
    let language = language(&config);
    let mut out = Output::new(language);
    if let Some(folder) = start::state_dir() {
        wenmai::log_file::start(&folder, config.text("log"));
    }
    log_panics();
    keep_caught_panics_quiet();
    let charset = match arguments.charset() {
        Ok(charset) => charset,
        Err(what) => return out.usage("cli-bad-encoding", &what).into(),
    };
    if arguments.kiosk
        && let Some(status) = kiosk::enter(&arguments, &config, &mut out)
    {
        return status.into();
    }
    let _held = match stdin::take_in(&mut arguments) {
        Ok(held) => held,
        Err(error) => {
            out.message(&error.to_string());
            return Status::NoCorpus.into();
        }
    };
    if arguments.command.is_none() {
        if let Some(near) = arguments::meant(&arguments.paths) {
            out.message(&language.with("cli-near", &[("name", near.into())]));
        }
        config.problems.extend(of_lists.iter().cloned());
    }
    let begin = start::Begin::of(&mut arguments);
    let (None, Some(command)) = (&begin, arguments.command.clone()) else {
        return start::run(&arguments, charset, &config, language, begin, &of_lists);
    };
    out.problems(&of_lists);
    let of_facts = Parts {
        facts: true,
        ..Parts::NONE
    };
    let status = match command {
        Command::Accessibility => {
            for line in pages::accessibility(language).lines() {
                out.line(line);
            }
            Status::Done
        }
        Command::Cites {
            reference,
            json,
            levels,
        } => with_library(&arguments, &[], of_facts, &mut out, |l, o| {
            graph::cites(l, o, &reference, json, levels)
        }),
        Command::Cite {
            references,
            json,
            form,
        } => {
            let form = if json { "csl-json" } else { &form };
            let parts = Parts::NONE;
            with_library(&arguments, &[], parts, &mut out, |l, o| {
                cite::run(l, o, &references, form)
            })
        }
        Command::Notes {
            json,
            notes_form,
            tag,
            into,
            import,
        } => {
            let folder = kept(&arguments);
            let wanted = notes::Wanted {
                form: if json { "json" } else { &notes_form },
                tag: tag.as_deref(),
                into: into.as_deref(),
                import: import.as_deref(),
            };
            notes::run(folder, &mut out, &wanted)
        }
        Command::MostCited { json, limit } => {
            with_library(&arguments, &[], of_facts, &mut out, |l, o| {
                graph::most_cited(l, o, json, limit)
            })
        }
        Command::Actor { actor, json, limit } => {
            with_library(&arguments, &[], of_facts, &mut out, |l, o| {
                names::actor(l, o, actor.as_deref(), json, limit)
            })
        }
        Command::Term { word, json } => {
            with_library(&arguments, &[], of_facts, &mut out, |l, o| {
                names::term(l, o, &word, json)
            })
        }
        Command::Tree {
            json, limit, paths, ..
        } => {
            let parts = Parts::NONE;
            with_library(&arguments, &paths, parts, &mut out, |l, o| {
                tree::run(l, o, json, limit)
            })
        }
        Command::Show {
            reference,
            json,
            raw,
        } => {
            let parts = Parts::NONE;
            with_library(&arguments, &[], parts, &mut out, |l, o| {
                show::run(l, o, &reference, json, raw)
            })
        }
        Command::Search {
            query,
            saved,
            inside,
            json,
            format,
            explain,
            context,
            limit,
            ..
        } => {
            let format = if json {
                Some("json")
            } else {
                format.as_deref()
            };
            let typed = match saved {
                None => query.join(" "),
                Some(name) => match search::saved(kept(&arguments), &name, &mut out) {
                    Ok(typed) => typed,
                    Err(status) => return status.into(),
                },
            };
            let wanted = search::Wanted {
                typed,
                inside,
                limit,
                context,
                format: search::Format::named(format.unwrap_or_default()),
                explain,
            };
            search::answer(&mut out, &opening(&arguments, &[]), wanted)
        }
        Command::Index {
            verify,
            stats,
            json,
            paths,
        } => {
            let what = match (verify, stats) {
                (true, _) => index::What::Verify,
                (_, true) => index::What::Stats,
                _ => index::What::Make,
            };
            index::run(&mut out, &named(&arguments, &paths), charset, what, json)
        }
        Command::Timeline {
            asked,
            json,
            format,
            limit,
            ..
        } => {
            let parts = Parts {
                search: asked.text.is_some(),
                facts: true,
                ..Parts::NONE
            };
            if let Err((id, what)) = asked.checked() {
                return out.usage(id, &what).into();
            }
            with_library(&arguments, &[], parts, &mut out, |l, o| {
                let format = if json {
                    Some("json")
                } else {
                    format.as_deref()
                };
                timeline::run(l, o, &asked, format, limit)
            })
        }
        Command::Diff {
            left,
            right,
            json,
            format,
        } => {
            let parts = Parts::NONE;
            let form = if json {
                Some("json")
            } else {
                format.as_deref()
            };
            with_library(&arguments, &[], parts, &mut out, |l, o| {
                compare::diff(l, o, [&left, &right], form)
            })
        }
        Command::Matrix {
            reference,
            json,
            format,
        } => {
            let form = if json {
                Some("json")
            } else {
                format.as_deref()
            };
            with_library(&arguments, &[], of_facts, &mut out, |l, o| {
                compare::matrix(l, o, reference.as_deref(), form)
            })
        }
        Command::Check { json, paths } => {
            let paths = named(&arguments, &paths);
            check::run(&paths, charset, &mut out, json)
        }
        Command::Keys {
            check,
            json,
            keys_form,
            name,
        } => {
            let set = name.as_deref().unwrap_or(config.text("keymap"));
            match keys_form.as_str() {
                _ if check => keys::check(set, &mut out),
                "markdown" => keys::markdown(name.as_deref(), &mut out),
                form => keys::list(set, json || form == "json", &mut out),
            }
        }
        Command::Doctor {
            json,
            no_probe,
            clip,
        } => {
            if clip {
                doctor::clipboard(&config, &mut out)
            } else {
                doctor::run(&config, &mut out, json, !no_probe)
            }
        }
        Command::Completions { shell } => shell::completions(&shell, language),
        Command::Man => shell::man(language),
        Command::Tutor => Status::Done,
        Command::Schema => {
            pages::schema(language).lines().for_each(|l| out.line(l));
            Status::Done
        }
        Command::Outline { reference, json } => {
            let parts = Parts::NONE;
            with_library(&arguments, &[], parts, &mut out, |l, o| {
                outline::outline(l, o, &reference, json)
            })
        }
        Command::Refs { reference, json } => {
            with_library(&arguments, &[], of_facts, &mut out, |l, o| {
                outline::refs(l, o, &reference, json)
            })
        }
        Command::Complete { what }
            if complete::without_documents(&what, &config, kept(&arguments), &mut out) =>
        {
            Status::Done
        }
        Command::Complete { .. } => {
            let parts = Parts::NONE;
            with_library(&arguments, &[], parts, &mut out, complete::references)
        }
        Command::Config { action } => config::run(&arguments, &config, &action, &mut out),
        Command::Export { table, paths, .. } => match table.parse::<export::Table>() {
            Err(_) => out.usage("cli-bad-table", &table),
            Ok(table) => with_library(&arguments, &paths, table.needs(), &mut out, |l, o| {
                let rows = export::rows(table, l);
                rows.iter().for_each(|row| o.line(&row.to_string()));
                if rows.is_empty() {
                    Status::Nothing
                } else {
                    Status::Done
                }
            }),
        },
    };
    status.into()
}

/// Opens what is named (after the command or by --corpus) and calls `then`, unless nothing could be opened.
fn with_library(
    arguments: &Arguments,
    paths: &[PathBuf],
    parts: Parts,
    out: &mut Output,
    then: impl FnOnce(&Library, &mut Output) -> Status,
) -> Status {
    match open(&opening(arguments, paths), parts, out) {
        Ok(library) => then(&library, out),
        Err(status) => status,
    }
}

/// What is opened for a command.
fn opening(arguments: &Arguments, paths: &[PathBuf]) -> Opening {
    Opening {
        paths: named(arguments, paths),
        charset: arguments.charset().unwrap_or_default(),
        kept: config::folders().cache,
    }
}

/// Opens it and tells what went wrong with its files.
fn open(opening: &Opening, parts: Parts, out: &mut Output) -> Result<Library, Status> {
    let library = opening.whole(parts);
    out.problems(&library.problems);
    match library.documents.is_empty() {
        true => Err(Status::NoCorpus),
        false => Ok(library),
    }
}

/// Where marks, notes and searches are kept.
fn kept(arguments: &Arguments) -> Option<PathBuf> {
    store::folder(arguments.state.clone(), |name| std::env::var_os(name))
}

/// The files and folders that are named after the command and by --corpus.
fn named(arguments: &Arguments, paths: &[PathBuf]) -> Vec<PathBuf> {
    arguments.corpus.iter().chain(paths).cloned().collect()
}

/// A panic is kept in the log, so that somebody can be told of it; where the terminal is drawn on, its message is
/// gone with the screen.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        log::error!("{info}");
        before(info);
    }));
}

/// What a broken file made its reader do is told as a problem of the file, not as a panic.
fn keep_caught_panics_quiet() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !wenmai::source::panics_become_problems() {
            before(info);
        }
    }));
}

/// What the environment says, for the language.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The language that is set, or that the environment asks for.
fn language(config: &wenmai::config::Config) -> Language {
    Language::parse(config.text("language")).unwrap_or_else(language_of_environment)
}

/// The language the environment asks for.
fn language_of_environment() -> Language {
    Language::from_env(environment)
}
