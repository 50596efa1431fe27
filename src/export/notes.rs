//! A person's marks, bookmarks and notes as Markdown that can be kept without wenmai: TOML between `+++`, then each
//! quotation with the words about it.
//!
//! In: a book. Out: one text for each document. Must not know the library: the documents need not be open.

use super::cite::{Day, escaped};
use crate::library::link_to_words;
use crate::store::{Book, DocumentKey, Entry, EntryKind, Time};
use crate::text::sanitize;
use serde::Serialize;
use std::collections::BTreeMap;

/// What stands at the head of a file.
#[derive(Serialize)]
struct Front<'a> {
    wenmai: u32,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    symbol: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
}

/// The notes of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesFile {
    /// A name for a file, without folder: made of the symbol, else of the file's name.
    pub name: String,
    /// Markdown.
    pub text: String,
}

/// Entries of a book that are not deleted and bear a tag, where one is asked for; by place in their documents.
pub fn entries<'a>(book: &'a Book, tag: Option<&str>) -> Vec<&'a Entry> {
    let mut entries = book.entries();
    entries.retain(|e| tag.is_none_or(|tag| e.tags.iter().any(|t| t == tag)));
    entries.sort_by(|a, b| {
        let key = |e: &'a Entry| (&e.spot.document, e.spot.block, e.spot.at, e.kind);
        key(a).cmp(&key(b))
    });
    entries
}

/// A file for each document, in the order of their names.
pub fn notes_markdown(book: &Book, tag: Option<&str>, now: Time) -> Vec<NotesFile> {
    let mut by_document: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries(book, tag) {
        by_document
            .entry(&entry.spot.document)
            .or_default()
            .push(entry);
    }
    let mut files: Vec<NotesFile> = Vec::new();
    for (id, entries) in by_document {
        let unknown = DocumentKey {
            id: id.to_owned(),
            ..DocumentKey::default()
        };
        let key = book.documents.get(id).unwrap_or(&unknown);
        files.push(file(key, &entries, now));
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    // Two versions of one text, two files.
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for file in &mut files {
        let n = names.entry(file.name.clone()).or_default();
        *n += 1;
        if *n > 1 {
            file.name = format!("{}-{n}", file.name);
        }
        file.name.push_str(".md");
    }
    files
}

fn file(key: &DocumentKey, entries: &[&Entry], now: Time) -> NotesFile {
    let known = [&key.symbol, &key.name, &key.id];
    let name = known.into_iter().find(|n| !n.is_empty());
    let name = name.map_or("", String::as_str);
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '-'
            }
        })
        .take(80)
        .collect();
    let title = if key.title.is_empty() {
        name
    } else {
        &key.title
    };
    let front = Front {
        wenmai: 1,
        title,
        symbol: &key.symbol,
        file: &key.name,
        written: Day::at(now.0).map(Day::iso),
    };
    let front = toml::to_string(&front).unwrap_or_default();
    let mut text = format!("+++\n{front}+++\n\n# {}\n", escaped(&sanitize(title)));
    for entry in entries {
        text.push_str(&section(name, entry));
    }
    NotesFile { name: safe, text }
}

fn section(document: &str, entry: &Entry) -> String {
    let kind = match entry.kind {
        EntryKind::Mark => format!("' {}", entry.name),
        EntryKind::Bookmark => format!("# {}", entry.name),
        EntryKind::Note => String::new(),
    };
    let head = [entry.spot.place.as_str(), kind.trim()];
    let head: Vec<&str> = head.into_iter().filter(|h| !h.is_empty()).collect();
    let mut out = format!("\n## {}\n\n", escaped(&sanitize(&head.join(" · "))));
    for line in entry.spot.quote.exact.lines() {
        out.push_str(&format!("> {}\n>\n", escaped(sanitize(line).trim())));
    }
    if out.ends_with(">\n") {
        out.truncate(out.len() - 2);
    }
    if !entry.text.is_empty() {
        // A person's own words may be Markdown of their own.
        let words: Vec<String> = entry
            .text
            .lines()
            .map(|l| sanitize(l).into_owned())
            .collect();
        out.push_str(&format!("\n{}\n", words.join("\n")));
    }
    let mut about: Vec<String> = entry
        .tags
        .iter()
        .map(|t| format!("#{}", sanitize(t)))
        .collect();
    about.extend(Day::at(entry.changed.0).map(Day::iso));
    let words: String = entry.spot.quote.exact.chars().take(16).collect();
    let link = link_to_words(
        document,
        entry.spot.block,
        words.lines().next().unwrap_or(""),
    );
    about.push(format!("<{link}>"));
    out.push_str(&format!("\n{}\n", about.join(" ")));
    out
}
