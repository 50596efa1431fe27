//! `wenmai notes`: marks, bookmarks and notes: listed, as Markdown to be kept, as JSON that comes back.

use super::Status;
use super::output::Output;
use std::path::{Path, PathBuf};
use wenmai::export::{notes_entries, notes_markdown};
use wenmai::i18n::Value;
use wenmai::store::{Book, Database, EntryKind, json, now};

/// What is to be done with them.
pub struct Wanted<'a> {
    pub form: &'a str,
    pub tag: Option<&'a str>,
    pub into: Option<&'a Path>,
    pub import: Option<&'a Path>,
}

/// Opens what is kept in a folder, and lists it, writes it, or takes a file in.
pub fn run(folder: Option<PathBuf>, out: &mut Output, wanted: &Wanted<'_>) -> Status {
    let Some(folder) = folder else {
        return out.usage("cli-no-state", "");
    };
    if let Some(file) = wanted.import {
        return import(&folder, out, file);
    }
    let book = Database::read_only(&folder).unwrap_or_default();
    let entries = notes_entries(&book, wanted.tag);
    let searches = wanted.form == "json" && book.saved_searches().next().is_some();
    if entries.is_empty() && book.collected().is_empty() && !searches {
        out.say_aside("cli-no-notes");
        return Status::Nothing;
    }
    if let Some(into) = wanted.into {
        return write_files(&book, out, wanted.tag, into);
    }
    match wanted.form {
        "json" => json::write(&book).lines().for_each(|line| out.line(line)),
        "markdown" => {
            for file in notes_markdown(&book, wanted.tag, now()) {
                file.text.lines().for_each(|line| out.line(line));
                out.line("");
            }
        }
        _ => list(&book, out, wanted.tag),
    }
    Status::Done
}

fn list(book: &Book, out: &mut Output, tag: Option<&str>) {
    for entry in notes_entries(book, tag) {
        let quote: String = entry.spot.quote.exact.chars().take(40).collect();
        let words = match entry.kind {
            EntryKind::Note => entry.text.clone(),
            EntryKind::Mark => format!("' {}", entry.name),
            EntryKind::Bookmark => entry.name.clone(),
        };
        let mut parts = vec![entry.spot.place.clone(), words, format!("“{quote}”")];
        parts.extend(entry.tags.iter().map(|t| format!("#{t}")));
        out.line(&parts.join("  "));
    }
}

/// A file for each document. One that is there is written anew only where it is from here (`+++`, `wenmai =`).
fn write_files(book: &Book, out: &mut Output, tag: Option<&str>, into: &Path) -> Status {
    if let Err(error) = std::fs::create_dir_all(into) {
        return failed(out, into, &error);
    }
    for file in notes_markdown(book, tag, now()) {
        let path = into.join(&file.name);
        let there = std::fs::read_to_string(&path);
        let foreign = there.is_ok_and(|t| !t.starts_with("+++\nwenmai = "));
        let written = if foreign {
            Err(std::io::Error::from(std::io::ErrorKind::AlreadyExists))
        } else {
            std::fs::write(&path, &file.text)
        };
        match written {
            Ok(()) => out.line(&path.display().to_string()),
            Err(error) => return failed(out, &path, &error),
        }
    }
    Status::Done
}

fn import(folder: &Path, out: &mut Output, file: &Path) -> Status {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => return failed(out, file, &error),
    };
    let changes = match json::read(&text) {
        Ok(changes) => changes,
        Err(error) => return failed(out, file, &std::io::Error::other(error)),
    };
    let written = Database::open(folder).and_then(|(mut database, _, problem)| {
        out.problems(problem.as_slice());
        database.write(&changes)
    });
    match written {
        Ok(()) => {
            out.say("cli-notes-imported", &[("n", Value::from(changes.len()))]);
            Status::Done
        }
        Err(error) => {
            out.problems(&[error.problem(folder)]);
            Status::Invalid
        }
    }
}

fn failed(out: &mut Output, path: &Path, error: &std::io::Error) -> Status {
    let path = path.display().to_string();
    let arguments = [("path", path.into()), ("why", error.to_string().into())];
    let text = out.language.with("cli-notes-failed", &arguments);
    out.message(&text);
    Status::Invalid
}
