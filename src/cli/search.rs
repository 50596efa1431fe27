//! `wenmai search QUERY`: hits, best first.

use super::Status;
use super::output::Output;
use super::show::{lines_of, place_of};
use serde_json::json;
use wenmai::export::{hit_row, snippet};
use wenmai::i18n::Value;
use wenmai::index::{Query, Ranking, Results, read_back, read_mistake};
use wenmai::library::Library;

/// Prints at most `limit` hits and says how many there are.
pub fn run(
    library: &Library,
    out: &mut Output,
    typed: &str,
    as_json: bool,
    explain: bool,
    limit: usize,
) -> Status {
    let query = Query::parse(typed);
    let results = library.search(&query, limit);
    let read_as = read_back(&query, &results.taken, out.language);
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
                "query": typed, "read_as": read_as, "mistakes": mistakes(&results, out), "total": results.total, "documents": results.documents,
                "ranking": ranking, "hits": hits,
            })
            .to_string(),
        );
    } else {
        for mistake in mistakes(&results, out) {
            out.message(&mistake);
        }
        if explain {
            out.say("cli-read-as", &[("words", Value::from(read_as.as_str()))]);
        }
        if results.hits.is_empty() && results.total == 0 {
            out.say("cli-nothing", &[("query", Value::from(typed))]);
        } else {
            print(library, out, typed, &results, explain, &snippet_of);
        }
        if results.total == 0 || explain {
            print_offers(out, &results);
        }
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
    results: &Results,
    explain: bool,
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
        let score = match explain {
            true => format!(" [{:.1}]", hit.score),
            false => String::new(),
        };
        out.line(&format!(
            "{}. {place} ({source}){score}: {}",
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

/// What was wrong with the query, in words.
fn mistakes(results: &Results, out: &Output) -> Vec<String> {
    let mistakes = results.mistakes.iter();
    mistakes.map(|m| read_mistake(m, out.language)).collect()
}

fn print_offers(out: &mut Output, results: &Results) {
    for offer in &results.offers {
        let arguments = [
            ("word", Value::from(offer.word.as_str())),
            ("query", Value::from(offer.query.as_str())),
            ("n", Value::from(offer.total)),
        ];
        out.say(offer.why.id(), &arguments);
    }
}
