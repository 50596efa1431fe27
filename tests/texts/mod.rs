//! Texts for tests of the document station: the bundled corpus, and the samples where they are.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::print_stdout
)]

use std::path::Path;
use std::sync::Arc;
use wenmai::document::{Document, build};
use wenmai::source::{Origin, RawText};

/// The document that a text holds.
pub fn document(text: String) -> Document {
    let raw = RawText::new("t.txt", Origin::Bundled, text);
    build(Arc::new(raw), "t")
}

/// Names and texts of the bundled corpus.
pub fn corpus() -> Vec<(String, String)> {
    texts(concat!(env!("CARGO_MANIFEST_DIR"), "/data/corpus"))
}

/// Names and texts of UN papers that are no part of the project; none where they are not there.
pub fn samples() -> Vec<(String, String)> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/un-zh");
    if !Path::new(dir).exists() {
        println!("skipped: no samples at {dir}");
        return Vec::new();
    }
    texts(dir)
}

fn texts(dir: &str) -> Vec<(String, String)> {
    let files = std::fs::read_dir(dir).unwrap();
    let mut files: Vec<_> = files.map(|e| e.unwrap().path()).collect();
    files.sort();
    let name = |p: &Path| p.file_name().unwrap().to_string_lossy().into_owned();
    let read = |p: &Path| String::from_utf8_lossy(&std::fs::read(p).unwrap()).into_owned();
    files.iter().map(|p| (name(p), read(p))).collect()
}
