//! How much is open, and what opening it took.
//!
//! In: a library. Out: items of a list, one figure each.

use super::list::{Item, output};
use crate::i18n::Language;
use crate::library::Library;
use std::time::Duration;

/// The figures.
pub(crate) fn items(language: Language, library: &Library) -> Vec<Item> {
    let documents = library.documents.iter();
    let blocks: usize = documents.clone().map(|d| d.blocks.len()).sum();
    let bytes: usize = documents.map(|d| d.raw.text.len()).sum();
    let measured = &library.measured;
    let time = |id: &str, took: Option<Duration>| {
        let seconds = took.map_or("–".to_owned(), |t| format!("{:.2}", t.as_secs_f64()));
        language.with(id, &[("seconds", seconds.into())])
    };
    let mut lines = vec![
        language.with(
            "stats-size",
            &[
                ("documents", library.documents.len().into()),
                ("blocks", blocks.into()),
                ("megabytes", megabytes(bytes as u64).into()),
            ],
        ),
        language.with(
            "stats-found",
            &[
                ("events", library.entries.len().into()),
                ("mentions", library.timeline.len().into()),
                ("symbols", library.graph.most_cited().len().into()),
            ],
        ),
        time("stats-read", measured.read),
        time("stats-exact", measured.exact),
        time("stats-facts", measured.facts),
        time("stats-words", measured.words),
    ];
    if let Some(bytes) = measured.resident {
        lines.push(language.with("stats-memory", &[("megabytes", megabytes(bytes).into())]));
    }
    lines.iter().map(|line| output(line)).collect()
}

/// Millions of bytes with one place.
fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Parts, open_whole};

    #[test]
    fn what_is_open_and_what_it_took_is_told() {
        let library = open_whole(&[], Parts::ALL);
        let lines: Vec<String> = items(Language::English, &library)
            .into_iter()
            .map(|i| i.text)
            .collect();
        assert!(lines[0].starts_with("5 documents"), "{lines:?}");
        let events = format!("{} events", library.entries.len());
        assert!(lines[1].contains(&events), "{lines:?}");
        assert!(lines[2..6].iter().all(|l| !l.contains('–')), "{lines:?}");
        let measured = library.measured;
        assert!(measured.read <= measured.exact && measured.exact <= measured.facts);
        // What was not asked for took no time.
        let library = open_whole(&[], Parts::NONE);
        assert!(library.measured.read.is_some() && library.measured.words.is_none());
    }
}
