//! From the bundled corpus, files and folders to `RawText`: UTF-8, raw lines, encoding, origin.
//!
//! In: names and bytes. Out: `RawText` and `Problem`s. Must not know what a paragraph is.

pub mod bundled;
mod decode;
mod files;
mod formats;

pub use decode::Charset;

use crate::problem::{Problem, ProblemKind};
use std::ops::Range;
use std::path::PathBuf;

/// Something that can be read into a `RawText`.
#[derive(Debug, Clone)]
pub enum Item {
    /// A bundled document.
    Bundled(bundled::Entry),
    /// A file.
    File(PathBuf),
}

/// What there is to read: the bundled corpus where no path is given, else the files and folders.
/// Reads folders, no files.
pub fn list(paths: &[PathBuf]) -> (Vec<Item>, Vec<Problem>) {
    if paths.is_empty() {
        return (
            bundled::entries().into_iter().map(Item::Bundled).collect(),
            Vec::new(),
        );
    }
    let (files, problems) = files::list(paths);
    (files.into_iter().map(Item::File).collect(), problems)
}

/// Reads one item; the encoding of files is detected where none is given. Problems name the file; there may
/// be some beside a text.
pub fn read(item: &Item, charset: Option<Charset>) -> (Option<RawText>, Vec<Problem>) {
    match item {
        Item::File(path) => files::read(path, charset),
        Item::Bundled(entry) => match bundled::read(entry) {
            Some(raw) => (Some(raw), Vec::new()),
            None => {
                let kind = ProblemKind::NotFound;
                let file = entry.file.clone();
                (
                    None,
                    vec![Problem {
                        file,
                        line: None,
                        column: None,
                        kind,
                    }],
                )
            }
        },
    }
}

/// Was the program started by itself to read a PDF? It does that and says how it went; the arguments are
/// nobody else's then. A PDF that brings its reader down brings only that process down.
pub fn serve_as_pdf_reader() -> Option<std::io::Result<()>> {
    let mut words = std::env::args_os().skip(1);
    let word = words.next().filter(|_| words.len() == 0)?;
    let from = word.to_str()?.strip_prefix(formats::PDF_READER)?;
    Some(formats::serve_pdf(from.parse().ok()?))
}

/// Is this a thread whose panics are caught and become problems of a file? Nobody else need tell them.
pub fn panics_become_problems() -> bool {
    std::thread::current().name() == Some(formats::GUARDED_THREAD)
}

/// Where a text came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Compiled into the program.
    Bundled,
    /// A file on disk.
    File(PathBuf),
}

/// What the text itself does not hold, from `data/corpus.toml` (bundled documents only).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Short id of the document, unique in the corpus.
    pub id: Option<String>,
    /// The document's own symbol, where the text lost it.
    pub symbol: Option<String>,
    /// Title, where the text lost it.
    pub title: Option<String>,
    /// Date (ISO 8601), where the text lost it.
    pub date: Option<String>,
    /// Issuing body, where the text does not say.
    pub body: Option<String>,
}

/// A document as it was received: decoded, nothing else done to it.
#[derive(Debug, Clone)]
pub struct RawText {
    /// The file's name, without folders: the `source` of every export.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// The whole text, UTF-8. Invalid bytes are U+FFFD (and a `Problem`).
    pub text: String,
    /// Byte range in `text` of each raw line, split at `\n`, without it (a `\r` before it is kept out too).
    /// `lines[0]` is line 1. A text that ends with `\n` has a last empty line, as `split("\n")` has.
    pub lines: Vec<Range<usize>>,
    /// WHATWG name of the encoding the bytes were in ("UTF-8", "gb18030", "Big5", …).
    pub encoding: &'static str,
    /// Metadata that came with the text.
    pub given: Given,
}

impl RawText {
    /// A `RawText` from text that is already UTF-8.
    pub fn new(name: impl Into<String>, origin: Origin, text: String) -> Self {
        let count = 1 + memchr::memchr_iter(b'\n', text.as_bytes()).count();
        let mut lines = Vec::with_capacity(count);
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            let stop = if end > start && text.as_bytes()[end - 1] == b'\r' {
                end - 1
            } else {
                end
            };
            lines.push(start..stop);
            start = end + 1;
        }
        RawText {
            name: name.into(),
            origin,
            text,
            lines,
            encoding: "UTF-8",
            given: Given::default(),
        }
    }

    /// The raw line with this 1-based number, if there is one.
    pub fn line(&self, number: u32) -> Option<&str> {
        let range = self.lines.get((number as usize).checked_sub(1)?)?;
        Some(&self.text[range.clone()])
    }
}
