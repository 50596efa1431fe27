//! The library as tables, one JSON object a line: the contract of the scorer and of scripts.
//!
//! In: a `Library`. Out: rows. `source` is the file's name; `line` and `lines` are 1-based raw lines of
//! that file split at `\n`, ranges inclusive. Must not know about the app.

pub mod cite;
mod compare;
pub mod hand;
mod matrix;
mod named;
mod notes;
mod rows;
mod snippet;
mod timeline;

pub use compare::{
    change_name, comparison_csv, comparison_json, comparison_markdown, marked_words, passages_csv,
    passages_json, passages_markdown,
};
pub use matrix::{
    actor_name, cell_words, matrix_csv, matrix_json, matrix_markdown, speaker_name, topic_name,
};
pub use named::{actor_row, actor_rows};
pub use notes::{NotesFile, entries as notes_entries, notes_markdown};
pub use rows::{HitRow, citation_row, event_row, hit_row, in_chars};
pub use snippet::snippet;
pub use timeline::{Format as TimelineFormat, csv_field, timeline_of};

use crate::library::{Library, Parts};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Writes a new file, beside one of that name under a name with a number. Gives the name, or the system's words.
pub fn write(path: &Path, text: &str) -> Result<PathBuf, String> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path
        .extension()
        .map(|e| format!(".{}", e.to_string_lossy()));
    let ending = ending.unwrap_or_default();
    for n in 1..1000 {
        let path = match n {
            1 => path.to_owned(),
            n => path.with_file_name(format!("{stem}-{n}{ending}")),
        };
        match std::fs::File::create_new(&path) {
            Ok(mut file) => {
                let written = file
                    .write_all(text.as_bytes())
                    .and_then(|()| file.sync_all());
                return written.map(|()| path).map_err(|e| e.to_string());
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{}: {error}", path.display())),
        }
    }
    Err(path.display().to_string())
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row a document: source, id, title, symbol, date, body, language, script, raw_lines.
    Documents,
    /// One row a block: source, id, kind, number, level, lines, text.
    Blocks,
    /// Headings, numbered paragraphs, items: source, line, level, number, title, kind.
    Outline,
    /// Notes: source, marker, ref_line, text_line, text.
    Footnotes,
    /// Citations: source, line, raw, symbol, kind, block, target, pinpoint, suspect.
    Citations,
    /// Words that point back to a citation (该决议, 同上): the same as citations.
    Backreferences,
    /// Mentions of events: source, line, start, end, precision, kind, label, body, place, symbols,
    /// evidence, event, inferred, conflict, block.
    Events,
    /// Date expressions: source, line, raw, start, end, precision, inferred.
    Dates,
    /// Abbreviations: source, abbr, expansion, line.
    Terms,
    /// Instruments and meetings cited by name: source, line, raw, symbol, name, english, kind, date,
    /// date_from (text, table), organ, address, from, block, target, pinpoint.
    Instruments,
    /// Mentions of actors: source, line, raw, actor, english, kind, section, speaker, block.
    Actors,
    /// Topics of replies: source, state, english, topic, name, by (heading, words), evidence, blocks, lines; rows with
    /// an empty topic list what could not be mapped.
    Topics,
}

impl Table {
    /// All tables with their names on the command line.
    pub const ALL: [(&'static str, Table); 12] = [
        ("documents", Table::Documents),
        ("blocks", Table::Blocks),
        ("outline", Table::Outline),
        ("footnotes", Table::Footnotes),
        ("citations", Table::Citations),
        ("backreferences", Table::Backreferences),
        ("events", Table::Events),
        ("dates", Table::Dates),
        ("terms", Table::Terms),
        ("instruments", Table::Instruments),
        ("actors", Table::Actors),
        ("topics", Table::Topics),
    ];

    /// The parts of the library that its rows are made of.
    pub fn needs(self) -> Parts {
        let facts = matches!(
            self,
            Table::Citations
                | Table::Backreferences
                | Table::Events
                | Table::Dates
                | Table::Terms
                | Table::Instruments
                | Table::Actors
                | Table::Topics
        );
        Parts {
            facts,
            ..Parts::NONE
        }
    }
}

impl FromStr for Table {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Table::ALL.iter().find(|(n, _)| *n == name);
        found.map(|(_, table)| *table).ok_or_else(|| {
            let names: Vec<&str> = Table::ALL.iter().map(|(n, _)| *n).collect();
            names.join(", ")
        })
    }
}

/// The rows of a table, document by document, in reading order.
pub fn rows(table: Table, library: &Library) -> Vec<Value> {
    let documents = || library.documents.iter().map(|d| &**d);
    let with_facts = || {
        library
            .documents
            .iter()
            .zip(&library.facts)
            .filter_map(|(d, f)| Some((&**d, &**f.as_ref()?)))
    };
    match table {
        Table::Documents => documents().map(rows::document).collect(),
        Table::Blocks => documents().flat_map(rows::blocks).collect(),
        Table::Outline => documents().flat_map(rows::outline).collect(),
        Table::Footnotes => documents().flat_map(rows::footnotes).collect(),
        Table::Citations => with_facts()
            .flat_map(|(d, f)| rows::citations(library, d, &f.citations))
            .collect(),
        Table::Backreferences => with_facts()
            .flat_map(|(d, f)| rows::citations(library, d, &f.back_references))
            .collect(),
        Table::Events => with_facts().flat_map(|(d, f)| rows::events(d, f)).collect(),
        Table::Dates => with_facts().flat_map(|(d, f)| rows::dates(d, f)).collect(),
        Table::Terms => with_facts().flat_map(|(d, f)| rows::terms(d, f)).collect(),
        Table::Instruments => with_facts()
            .flat_map(|(d, f)| named::instruments(library, d, f))
            .collect(),
        Table::Actors => with_facts().flat_map(|(d, f)| actor_rows(d, f)).collect(),
        Table::Topics => with_facts()
            .flat_map(|(d, f)| named::topics(d, f))
            .collect(),
    }
}
