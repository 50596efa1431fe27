//! `wenmai check`: every problem of the files and of their documents, and what encoding was guessed.

use super::Status;
use super::output::Output;
use serde_json::json;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use wenmai::document::Document;
use wenmai::i18n::Value;
use wenmai::library::{Library, Opening, Parts};
use wenmai::problem::Problem;
use wenmai::source::{Charset, Origin};

/// Prints one line a problem; 1 where there are some, 4 where nothing could be opened.
pub fn run(paths: &[PathBuf], charset: Option<Charset>, out: &mut Output, as_json: bool) -> Status {
    let opening = Opening {
        paths: paths.to_vec(),
        charset,
        kept: None,
    };
    let start = Instant::now();
    let library = opening.whole(Parts::NONE);
    let took = start.elapsed();
    let problems = all_problems(&library);
    if as_json {
        print_json(&library, &problems, out);
    } else {
        print(&library, &problems, took, out);
    }
    if library.documents.is_empty() {
        Status::NoCorpus
    } else if problems.is_empty() {
        Status::Done
    } else {
        Status::Nothing
    }
}

/// The file as it can be named again.
fn file_of(d: &Document) -> String {
    match &d.raw.origin {
        Origin::File(path) => path.display().to_string(),
        Origin::Bundled => d.raw.name.clone(),
    }
}

/// Those of the files, then those of the documents in their order.
fn all_problems(library: &Library) -> Vec<Problem> {
    let of_documents = library.documents.iter().flat_map(|d| {
        d.problems.iter().map(|p| Problem {
            file: file_of(d),
            ..p.clone()
        })
    });
    library
        .problems
        .iter()
        .cloned()
        .chain(of_documents)
        .collect()
}

fn print(library: &Library, problems: &[Problem], took: Duration, out: &mut Output) {
    for problem in problems {
        let text = out.language.problem_and_hint(problem);
        out.line(&text);
    }
    for d in library
        .documents
        .iter()
        .filter(|d| d.raw.encoding != "UTF-8")
    {
        let file = file_of(d);
        let words = [
            ("file", Value::from(file.as_str())),
            ("encoding", Value::from(d.raw.encoding)),
        ];
        out.say("cli-encoding", &words);
    }
    // Megabytes as the text is in memory, in UTF-8.
    let bytes: usize = library.documents.iter().map(|d| d.raw.text.len()).sum();
    let (size, seconds) = (bytes as f64 / 1e6, took.as_secs_f64().max(1e-6));
    let (size, speed) = (format!("{size:.1}"), format!("{:.1}", size / seconds));
    let counts = [
        ("documents", Value::from(library.documents.len())),
        ("n", Value::from(problems.len())),
        ("size", Value::from(size.as_str())),
        ("speed", Value::from(speed.as_str())),
    ];
    out.say("cli-checked", &counts);
}

fn print_json(library: &Library, problems: &[Problem], out: &mut Output) {
    let rows: Vec<_> = problems
        .iter()
        .map(|p| {
            json!({
                "file": p.file, "line": p.line, "column": p.column, "kind": p.kind.id(), "detail": p.kind.detail(),
                "message": out.language.problem(p), "hint": out.language.hint(p),
            })
        })
        .collect();
    let documents: Vec<_> = library
        .documents
        .iter()
        .map(|d| json!({ "file": file_of(d), "id": d.id, "encoding": d.raw.encoding }))
        .collect();
    out.line(&json!({ "problems": rows, "documents": documents }).to_string());
}
