//! `wenmai index [PATH…]`: the index on disk of a large corpus, made, checked or counted; and search in it.

use super::Status;
use super::output::Output;
use super::search::{self, Format, Wanted};
use serde_json::json;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use wenmai::export::{HitRow, in_chars, snippet};
use wenmai::i18n::Value;
use wenmai::index::{
    Asked, Disk, Query, Reason, Stats, can_answer, read_back, read_mistake, verify,
};
use wenmai::library::{Cache, CacheError, LARGE, Making};
use wenmai::source::Charset;

/// Between two lines about how far it is.
const BETWEEN: Duration = Duration::from_secs(2);

/// What is wanted of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Make,
    Verify,
    Stats,
}

/// The cache of the corpus; none for the bundled one.
pub fn cache(paths: &[PathBuf], charset: Option<Charset>) -> Result<Cache, CacheError> {
    Cache::of(super::config::folders().cache, paths, charset)
}

/// Makes, verifies or counts.
pub fn run(
    out: &mut Output,
    paths: &[PathBuf],
    charset: Option<Charset>,
    what: What,
    as_json: bool,
) -> Status {
    if paths.is_empty() {
        return out.usage("cli-index-paths", "index");
    }
    let state = cache(paths, charset).and_then(|cache| {
        let state = match what {
            What::Make => counted(&make(out, &cache)?, &cache)?,
            What::Verify => checked(&cache)?,
            What::Stats => match cache.open()? {
                Some(disk) => counted(&disk, &cache)?,
                None => State::Missing,
            },
        };
        Ok((state, cache))
    });
    match state {
        Ok((state, cache)) => {
            say_state(out, &state, &cache, as_json);
            match state {
                State::Ready { .. } | State::Sound => Status::Done,
                State::Missing | State::Broken(_) => Status::Nothing,
            }
        }
        Err(error) => {
            let text = in_words(out, &error);
            out.message(&text);
            Status::NoCorpus
        }
    }
}

/// What went wrong with an index, in the person's language where it is something to be mended.
fn in_words(out: &Output, error: &CacheError) -> String {
    match error {
        CacheError::Full(folder, free) => {
            let arguments = [
                ("folder", Value::from(folder.display().to_string())),
                ("free", Value::from(format!("{:.1}", *free as f64 / 1e6))),
            ];
            out.language.with("cli-index-full", &arguments)
        }
        error => error.to_string(),
    }
}

/// What became of an index, or was found of it.
enum State {
    Ready {
        stats: Stats,
        bytes: u64,
    },
    Missing,
    Sound,
    /// These files of it.
    Broken(Vec<String>),
}

fn make(out: &mut Output, cache: &Cache) -> Result<Disk, CacheError> {
    let mut last = Instant::now();
    cache.make(&mut |making| {
        out.problems(&making.problems);
        if last.elapsed() >= BETWEEN {
            last = Instant::now();
            say_making(out, making);
        }
        true
    })
}

fn say_making(out: &mut Output, making: &Making) {
    let mb = |bytes: f64| Value::from(format!("{:.1}", bytes / 1e6));
    let arguments = [
        ("files", Value::from(making.files)),
        ("expected", Value::from(making.expected)),
        ("done", mb(making.bytes as f64)),
        ("all", mb(making.expected_bytes as f64)),
        ("rate", mb(making.rate())),
        ("left", Value::from(making.left().as_secs())),
    ];
    let text = out.language.with("cli-index-making", &arguments);
    out.message(&text);
}

fn counted(disk: &Disk, cache: &Cache) -> Result<State, CacheError> {
    let stats = disk
        .stats()
        .map_err(|e| CacheError::Index(cache.folder.clone(), e))?;
    let files = std::fs::read_dir(&cache.folder);
    let sizes = files.into_iter().flatten().flatten();
    let bytes = sizes.filter_map(|f| Some(f.metadata().ok()?.len())).sum();
    Ok(State::Ready { stats, bytes })
}

fn checked(cache: &Cache) -> Result<State, CacheError> {
    if cache.open()?.is_none() {
        return Ok(State::Missing);
    }
    let broken = verify(&cache.folder).map_err(|e| CacheError::Index(cache.folder.clone(), e))?;
    match broken.is_empty() {
        true => Ok(State::Sound),
        false => Ok(State::Broken(broken)),
    }
}

fn say_state(out: &mut Output, state: &State, cache: &Cache, as_json: bool) {
    let folder = cache.folder.display().to_string();
    if as_json {
        let (name, ready, broken) = match state {
            State::Ready { stats, bytes } => ("ready", Some((stats, *bytes)), &[][..]),
            State::Missing => ("missing", None, &[][..]),
            State::Sound => ("sound", None, &[][..]),
            State::Broken(files) => ("broken", None, &files[..]),
        };
        let count = |n: fn(&Stats) -> u64| ready.map(|(stats, _)| n(stats));
        let whole = json!({
            "state": name, "folder": folder, "broken": broken,
            "documents": count(|s| s.papers as u64), "blocks": count(|s| s.blocks),
            "segments": count(|s| s.segments as u64), "index_bytes": ready.map(|(_, bytes)| bytes),
            "text_bytes": ready.map(|_| cache.bytes()),
        });
        return out.line(&whole.to_string());
    }
    match state {
        State::Ready { stats, bytes } => {
            let mb = |bytes: u64| Value::from(format!("{:.1}", bytes as f64 / 1e6));
            let arguments = [
                ("papers", Value::from(stats.papers)),
                ("blocks", Value::from(stats.blocks)),
                ("segments", Value::from(stats.segments)),
                ("text", mb(cache.bytes())),
                ("size", mb(*bytes)),
                ("folder", Value::from(folder)),
            ];
            out.say("cli-index-stats", &arguments);
        }
        State::Missing => out.say("cli-index-missing", &[("folder", Value::from(folder))]),
        State::Sound => out.say("cli-index-sound", &[]),
        State::Broken(files) => {
            for file in files {
                out.say("cli-index-broken", &[("file", Value::from(file.as_str()))]);
            }
        }
    }
}

/// An index on disk that answers.
pub struct Answers {
    disk: Disk,
    /// The corpus is too large to be searched in memory instead.
    alone: bool,
}

/// The index on disk that a search is to be answered from: one that was made before (and is completed where
/// files have changed), or one that is made now because the corpus is large. `None`: search in memory.
pub fn for_search(
    out: &mut Output,
    paths: &[PathBuf],
    charset: Option<Charset>,
    wanted: &Wanted,
) -> Option<Answers> {
    if paths.is_empty() {
        return None;
    }
    let cache = cache(paths, charset).ok()?;
    let large = cache.bytes() >= LARGE;
    // What stands around a hit is not in the index.
    let kept = cache.exists() && wanted.context == 0 && can_answer(&wanted.query());
    if !large && !kept {
        return None;
    }
    let answers = |disk| Answers { disk, alone: large };
    if let Ok(Some(disk)) = cache.open() {
        return Some(answers(disk));
    }
    match make(out, &cache) {
        Ok(disk) => Some(answers(disk)),
        Err(error) => {
            let arguments = [("error", Value::from(in_words(out, &error)))];
            let text = out.language.with("cli-index-failed", &arguments);
            out.message(&text);
            None
        }
    }
}

/// Answers one query from the index. None: it can't answer such a query, or finds nothing, and the corpus is small
/// enough to be searched in memory, where more is known (what stands under a State's heading, citations).
pub fn answer(answers: &Answers, out: &mut Output, wanted: &Wanted) -> Option<Status> {
    let query = wanted.query();
    match answers.disk.ask(&query, wanted.limit) {
        _ if !answers.alone && !can_answer(&query) => None,
        Ok(asked) if asked.total == 0 && !answers.alone => None,
        Ok(asked) => Some(say(out, wanted, &query, &asked)),
        Err(error) => {
            out.message(&error.to_string());
            Some(Status::NoCorpus)
        }
    }
}

fn say(out: &mut Output, wanted: &Wanted, query: &Query, asked: &Asked) -> Status {
    for mistake in &asked.mistakes {
        let text = read_mistake(mistake, out.language);
        out.message(&text);
    }
    let read_as = read_back(query, &asked.taken, out.language);
    match wanted.format {
        Format::Text => print(out, wanted, &read_as, asked),
        format => {
            let rows = asked.hits.iter().map(|found| {
                let row = &found.row;
                let first = row.lines.first().map_or(0, |l| l.0);
                let row = HitRow {
                    source: row.source.clone(),
                    document: row.document.clone(),
                    block: format!("{}#{}", row.document, row.block),
                    lines: row.lines.clone(),
                    anchor: format!("{}#L{first}", row.document),
                    score: found.score,
                    snippet: snippet(&row.text, &found.ranges, "", ""),
                    offsets: in_chars(&row.text, &found.ranges),
                };
                search::as_json(row, wanted, Vec::new(), &reason(found.score, found.kind))
            });
            let rows = rows.collect();
            search::print_rows(out, wanted, format, &read_as, asked.total, rows);
        }
    }
    match asked.total {
        0 => Status::Nothing,
        _ => Status::Done,
    }
}

/// The index tells strings and words together.
fn reason(score: f32, kind: f32) -> Reason {
    Reason {
        exact: score / kind.max(0.01),
        words: 0.0,
        kind,
        explains: 1.0,
    }
}

fn print(out: &mut Output, wanted: &Wanted, read_as: &str, asked: &Asked) {
    if wanted.explain {
        out.say("cli-read-as", &[("words", Value::from(read_as))]);
        out.say("cli-on-disk", &[]);
    }
    let query = ("query", Value::from(wanted.typed.as_str()));
    if asked.total == 0 {
        out.say("cli-nothing", &[query]);
        return search::offers(out, &asked.offers);
    }
    let arguments = [
        query,
        ("n", Value::from(asked.total)),
        ("documents", Value::from(asked.documents)),
    ];
    out.say("cli-found", &arguments);
    for (i, found) in asked.hits.iter().enumerate() {
        let row = &found.row;
        let lines = row.lines.iter().map(|(a, b)| match a == b {
            true => a.to_string(),
            false => format!("{a}-{b}"),
        });
        let source = [
            ("source", Value::from(row.source.as_str())),
            ("lines", Value::from(lines.collect::<Vec<_>>().join(", "))),
        ];
        let source = out.language.with("cli-lines", &source);
        let text = snippet(&row.text, &found.ranges, "»", "«");
        out.line(&format!("{}. {} ({source}): {text}", i + 1, row.place));
        if wanted.explain {
            search::say_why(out, found.score, &reason(found.score, found.kind));
        }
    }
    search::more(out, asked.total, asked.hits.len());
}
