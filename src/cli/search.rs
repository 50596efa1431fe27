//! `wenmai search QUERY`: hits, best first.

use super::Status;
use super::output::Output;
use super::show::{lines_of, place_of};
use serde_json::json;
use wenmai::export::{hit_row, snippet};
use wenmai::i18n::Value;
use wenmai::index::{Query, Ranking};
use wenmai::library::Library;

/// Prints at most `limit` hits and says how many there are.
pub fn run(
    library: &Library,
    out: &mut Output,
    typed: &str,
    as_json: bool,
    limit: usize,
) -> Status {
    let results = library.search(&Query::parse(typed), limit);
    let snippet_of = |hit: &wenmai::index::Hit, open: &str, close: &str| {
        let block = &library.documents[hit.at.document].blocks[hit.at.block];
        snippet(&block.text, &hit.ranges, open, close)
    };
    if as_json {
        let hits: Vec<_> = results
            .hits
            .iter()
            .map(|h| hit_row(library, h, &snippet_of(h, "", "")))
            .collect();
        let ranking = match results.ranking {
            Ranking::Exact => "exact",
            Ranking::Words => "words",
        };
        out.line(
            &json!({
                "query": typed, "total": results.total, "documents": results.documents,
                "ranking": ranking, "hits": hits,
            })
            .to_string(),
        );
    } else if results.hits.is_empty() {
        out.say("cli-nothing", &[("query", Value::from(typed))]);
    } else {
        print(library, out, typed, &results, &snippet_of);
    }
    if results.total == 0 {
        Status::Nothing
    } else {
        Status::Done
    }
}

fn print(
    library: &Library,
    out: &mut Output,
    typed: &str,
    results: &wenmai::index::Results,
    snippet_of: &dyn Fn(&wenmai::index::Hit, &str, &str) -> String,
) {
    let arguments = [
        ("query", Value::from(typed)),
        ("n", Value::from(results.total)),
        ("documents", Value::from(results.documents)),
    ];
    out.say("cli-found", &arguments);
    for (i, hit) in results.hits.iter().enumerate() {
        let d = &library.documents[hit.at.document];
        let source = [
            ("source", Value::from(d.raw.name.as_str())),
            ("lines", Value::from(lines_of(&d.blocks[hit.at.block]))),
        ];
        let source = out.language.with("cli-lines", &source);
        let place = place_of(d, hit.at.block);
        out.line(&format!(
            "{}. {place} ({source}): {}",
            i + 1,
            snippet_of(hit, "»", "«")
        ));
    }
    if results.total > results.hits.len() {
        out.say(
            "cli-more",
            &[("n", Value::from(results.total - results.hits.len()))],
        );
    }
}
