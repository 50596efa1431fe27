//! `wenmai search QUERY`: hits, best first.

use super::output::Output;
use super::show::{lines_of, place_of};
use super::{Status, index};
use serde_json::json;
use std::path::PathBuf;
use wenmai::export::{HitRow, csv_field, hit_row, snippet};
use wenmai::i18n::Value;
use wenmai::index::{Hit, Offer, Query, Reason, Results, read_back, read_mistake};
use wenmai::library::{Library, Opening, Parts};
use wenmai::store::Database;

/// How hits are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Jsonl,
    Csv,
}

/// Names of the formats.
pub const FORMATS: [&str; 4] = ["text", "json", "jsonl", "csv"];

impl Format {
    /// The format with this name; text where there is none.
    pub fn named(name: &str) -> Self {
        match name {
            "json" => Format::Json,
            "jsonl" => Format::Jsonl,
            "csv" => Format::Csv,
            _ => Format::Text,
        }
    }
}

/// What is asked for.
pub struct Wanted {
    pub typed: String,
    pub inside: Vec<String>,
    pub limit: usize,
    pub context: usize,
    pub format: Format,
    pub explain: bool,
}

impl Wanted {
    /// The query with the parts of the corpus that it keeps to.
    pub fn query(&self) -> Query {
        Query::parse(&self.typed).within(&self.inside)
    }
}

/// The query of a search that was kept under this name.
pub fn saved(folder: Option<PathBuf>, name: &str, out: &mut Output) -> Result<String, Status> {
    let book = folder.and_then(|f| Database::read_only(&f));
    let book = book.unwrap_or_default();
    if let Some(found) = book.saved_searches().find(|s| s.name == name) {
        return Ok(found.query.clone());
    }
    let names: Vec<&str> = book.saved_searches().map(|s| s.name.as_str()).collect();
    let words = [
        ("name", Value::from(name)),
        ("names", names.join(" | ").into()),
        ("n", names.len().into()),
    ];
    let text = out.language.with("cli-no-saved", &words);
    out.message(&text);
    Err(Status::Nothing)
}

/// Answers the query, or, where it is `-`, each line of standard input: from an index on disk where one can answer,
/// else in memory.
pub fn answer(out: &mut Output, opening: &Opening, wanted: Wanted) -> Status {
    let answers = index::for_search(out, &opening.paths, opening.charset, &wanted);
    // For many queries it pays to cut all documents into words first.
    let many = wanted.typed == "-";
    let parts = |wanted: &Wanted| Parts {
        search: true,
        facts: answers.is_some() || wanted.query().needs_facts(),
        words: many,
        ..Parts::NONE
    };
    let mut opened: Option<Library> = None;
    if answers.is_none() {
        match super::open(opening, parts(&wanted), out) {
            Ok(library) => opened = Some(library),
            Err(status) => return status,
        }
    }
    each(out, wanted, &mut |out, wanted| {
        let answered = answers.as_ref().and_then(|a| index::answer(a, out, wanted));
        if let Some(status) = answered {
            return status;
        }
        let parts = parts(wanted);
        let library = match opened.take() {
            Some(library) if library.progress.facts || !parts.facts => library,
            // again, with the facts that this query asks for; what went wrong with the files was told
            Some(_) => opening.whole(parts),
            None => match super::open(opening, parts, out) {
                Ok(library) => library,
                Err(status) => return status,
            },
        };
        run(opened.insert(library), out, wanted)
    })
}

/// The query, or each line of standard input.
fn each(
    out: &mut Output,
    mut wanted: Wanted,
    answer: &mut dyn FnMut(&mut Output, &Wanted) -> Status,
) -> Status {
    if wanted.typed != "-" {
        return answer(out, &wanted);
    }
    let mut status = Status::Nothing;
    for line in std::io::stdin().lines().map_while(Result::ok) {
        wanted.typed = line;
        if answer(out, &wanted) == Status::Done {
            status = Status::Done;
        }
        out.flush();
    }
    status
}

/// Prints at most `limit` hits and says how many there are.
fn run(library: &Library, out: &mut Output, wanted: &Wanted) -> Status {
    let query = wanted.query();
    let results = library.search(&query, wanted.limit);
    let read_as = read_back(&query, &results.taken, out.language);
    mistakes(out, &results);
    match wanted.format {
        Format::Text => {
            if wanted.explain {
                out.say("cli-read-as", &[("words", Value::from(read_as.as_str()))]);
            }
            if results.total == 0 {
                out.say(
                    "cli-nothing",
                    &[("query", Value::from(wanted.typed.as_str()))],
                );
            } else {
                print(library, out, wanted, &results);
            }
            if results.total == 0 || wanted.explain {
                offers(out, &results.offers);
            }
        }
        format => {
            let rows = results
                .hits
                .iter()
                .zip(&results.reasons)
                .map(|(hit, reason)| {
                    let row = hit_row(library, hit);
                    let around = around(library, hit, wanted.context);
                    let context = around.map(|(_, text)| text.to_owned()).collect();
                    as_json(row, wanted, context, reason)
                });
            let rows: Vec<_> = rows.collect();
            print_rows(out, wanted, format, &read_as, results.total, rows);
        }
    }
    status(&results)
}

/// Found or not.
fn status(results: &Results) -> Status {
    match results.total {
        0 => Status::Nothing,
        _ => Status::Done,
    }
}

/// The row of a hit: what its table says, then what was asked for besides.
pub fn as_json(
    row: HitRow,
    wanted: &Wanted,
    context: Vec<String>,
    reason: &Reason,
) -> serde_json::Value {
    let mut row = json!(row);
    if wanted.context > 0 {
        row["context"] = json!(context);
    }
    if wanted.explain {
        row["why"] = json!({
            "exact": reason.exact, "words": reason.words, "kind": reason.kind, "explains": reason.explains,
        });
    }
    row
}

/// Rows as JSON, JSON lines or CSV.
pub fn print_rows(
    out: &mut Output,
    wanted: &Wanted,
    format: Format,
    read_as: &str,
    total: usize,
    rows: Vec<serde_json::Value>,
) {
    match format {
        Format::Jsonl => rows.iter().for_each(|row| out.line(&row.to_string())),
        Format::Csv => {
            const COLUMNS: [&str; 8] = [
                "source", "document", "block", "lines", "anchor", "score", "snippet", "offsets",
            ];
            out.line(&COLUMNS.join(","));
            for row in rows {
                let cell = |name: &&str| match &row[*name] {
                    serde_json::Value::String(text) => csv_field(text),
                    value => csv_field(&value.to_string()),
                };
                let cells: Vec<String> = COLUMNS.iter().map(cell).collect();
                out.line(&cells.join(","));
            }
        }
        Format::Json | Format::Text => {
            let found = json!({
                "query": wanted.typed, "read_as": read_as, "total": total, "hits": rows,
            });
            out.line(&found.to_string());
        }
    }
}

/// The blocks before and after a hit, with whether they come before.
fn around<'a>(
    library: &'a Library,
    hit: &Hit,
    context: usize,
) -> impl Iterator<Item = (bool, &'a str)> {
    let (at, blocks) = (hit.at.block, &library.documents[hit.at.document].blocks);
    let near = at.saturating_sub(context)..blocks.len().min(at + context + 1);
    near.filter(move |i| *i != at)
        .map(move |i| (i < at, blocks[i].text.as_str()))
}

fn print(library: &Library, out: &mut Output, wanted: &Wanted, results: &Results) {
    let arguments = [
        ("query", Value::from(wanted.typed.as_str())),
        ("n", Value::from(results.total)),
        ("documents", Value::from(results.documents)),
    ];
    out.say("cli-found", &arguments);
    for (i, (hit, reason)) in results.hits.iter().zip(&results.reasons).enumerate() {
        let d = &library.documents[hit.at.document];
        let block = &d.blocks[hit.at.block];
        let source = [
            ("source", Value::from(d.raw.name.as_str())),
            ("lines", Value::from(lines_of(block))),
        ];
        let source = out.language.with("cli-lines", &source);
        let place = place_of(d, hit.at.block);
        let beside = |out: &mut Output, before: bool| {
            let near = around(library, hit, wanted.context);
            for (_, text) in near.filter(|(is_before, _)| *is_before == before) {
                out.line(&format!("   {}", text.replace('\t', " ")));
            }
        };
        beside(out, true);
        let found = snippet(&block.text, &hit.ranges, "»", "«");
        out.line(&format!("{}. {place} ({source}): {found}", i + 1));
        beside(out, false);
        if wanted.explain {
            say_why(out, hit.score, reason);
        }
    }
    more(out, results.total, results.hits.len());
}

/// How many hits are not shown.
pub fn more(out: &mut Output, total: usize, shown: usize) {
    if total > shown {
        out.say("cli-more", &[("n", Value::from(total - shown))]);
    }
}

/// What a score is made of.
pub fn say_why(out: &mut Output, score: f32, reason: &Reason) {
    let n = |x: f32| Value::from(format!("{x:.1}"));
    let arguments = [
        ("score", n(score)),
        ("exact", n(reason.exact)),
        ("words", n(reason.words)),
        ("kind", n(reason.kind)),
        ("explains", n(reason.explains)),
    ];
    out.say("cli-why", &arguments);
}

/// What was wrong with the query, in words.
pub fn mistakes(out: &mut Output, results: &Results) {
    for mistake in &results.mistakes {
        let text = read_mistake(mistake, out.language);
        out.message(&text);
    }
}

/// Other queries that find something.
pub fn offers(out: &mut Output, offers: &[Offer]) {
    for offer in offers {
        let arguments = [
            ("word", Value::from(offer.word.as_str())),
            ("query", Value::from(offer.query.as_str())),
            ("n", Value::from(offer.total)),
        ];
        out.say(offer.why.id(), &arguments);
    }
}
