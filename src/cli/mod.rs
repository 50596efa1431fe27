//! The command line: what was asked for, and the exit status.
//!
//! 0 found or done, 1 nothing found, 2 usage, 4 corpus missing or unreadable, 6 no usable terminal.

mod export;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use wenmai::export::Table;

/// Nothing was found.
const NOTHING: u8 = 1;
/// No document could be opened.
const NO_CORPUS: u8 = 4;

#[derive(Parser)]
#[command(name = "wenmai", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files or folders to open instead of the bundled corpus
    paths: Vec<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Print a table, one JSON object a line
    Export {
        /// documents, blocks, outline, footnotes, citations, events, dates or terms
        table: Table,
        /// Format of the output
        #[arg(long, default_value = "jsonl", value_parser = ["jsonl"])]
        format: String,
        /// Files or folders instead of the bundled corpus
        paths: Vec<PathBuf>,
    },
}

/// Reads the arguments, does what they say.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::Export { table, paths, .. }) => export::run(table, &paths),
        None => ExitCode::SUCCESS,
    }
}
