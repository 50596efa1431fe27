//! The corpus that is compiled into the program, as `data/corpus.toml` lists it.

use super::{Given, Origin, RawText};
use include_dir::{Dir, include_dir};
use serde::Deserialize;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/corpus");
static LIST: &str = include_str!("../../data/corpus.toml");

/// One entry of `data/corpus.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Short id.
    pub id: String,
    /// File in `data/corpus/`.
    pub file: String,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// The document's symbol, where its text lost it.
    pub symbol: Option<String>,
    /// A title, where the text has none.
    pub title: Option<String>,
    /// The issuing body, where the text does not say.
    pub body: Option<String>,
    /// Where the metadata comes from.
    pub source: Option<String>,
}

#[derive(Debug, Deserialize)]
struct List {
    document: Vec<Entry>,
}

/// The entries, in the order of the corpus.
pub fn entries() -> Vec<Entry> {
    let list: List =
        toml::from_str(LIST).expect("data/corpus.toml is compiled in and read by a test");
    list.document
}

/// The bytes of a bundled file, if there is one of that name.
pub fn bytes(file: &str) -> Option<&'static [u8]> {
    FILES.get_file(file).map(|f| f.contents())
}

/// The raw text of an entry; its files are UTF-8 (a test reads them all).
pub fn read(entry: &Entry) -> Option<RawText> {
    let text = std::str::from_utf8(bytes(&entry.file)?).ok()?.to_owned();
    let mut raw = RawText::new(entry.file.clone(), Origin::Bundled, text);
    raw.given = Given {
        id: Some(entry.id.clone()),
        symbol: entry.symbol.clone(),
        title: entry.title.clone(),
        date: None,
        body: entry.body.clone(),
    };
    Some(raw)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::collections::HashSet;

    #[test]
    fn the_list_and_the_files_agree() {
        let list = entries();
        assert_eq!(list.len(), FILES.files().count());
        for entry in &list {
            let sum = Sha256::digest(bytes(&entry.file).unwrap());
            let hex: String = sum.iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(hex, entry.sha256, "{}", entry.file);
            assert!(read(entry).is_some(), "{} is not UTF-8", entry.file);
        }
    }

    #[test]
    fn ids_are_unique_and_what_is_given_names_its_source() {
        let mut seen = HashSet::new();
        for entry in entries() {
            let given = entry.symbol.is_some() || entry.title.is_some() || entry.body.is_some();
            assert!(!given || entry.source.is_some(), "{}", entry.id);
            assert!(seen.insert(entry.id));
        }
    }
}
