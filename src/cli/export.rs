//! `wenmai export`.

use super::{NO_CORPUS, NOTHING};
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use wenmai::export::{self, Table};
use wenmai::library::open_whole;

/// Prints the rows of a table.
pub fn run(table: Table, paths: &[PathBuf]) -> ExitCode {
    let library = open_whole(paths, table.needs());
    let rows = export::rows(table, &library);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in &rows {
        // A closed pipe (`| head`) is an end like any other.
        if writeln!(out, "{row}").is_err() {
            return ExitCode::SUCCESS;
        }
    }
    if library.documents.is_empty() {
        return ExitCode::from(NO_CORPUS);
    }
    if rows.is_empty() {
        ExitCode::from(NOTHING)
    } else {
        ExitCode::SUCCESS
    }
}
