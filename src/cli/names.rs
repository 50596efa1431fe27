//! `wenmai actor [NAME]`: where a state, an organisation, a group is named, with counts for each document and
//! section; without a name, all that are named. `wenmai term WORD`: what it stands for, and its other forms.

use super::Status;
use super::output::Output;
use serde_json::json;
use std::collections::HashMap;
use wenmai::export::{actor_rows, snippet};
use wenmai::facts::NAMES;
use wenmai::i18n::Value;
use wenmai::library::{Library, TermSource, place_of};

/// Prints an actor's mentions, or all actors with how often they are named.
pub fn actor(
    library: &Library,
    out: &mut Output,
    name: Option<&str>,
    as_json: bool,
    limit: usize,
) -> Status {
    let Some(name) = name else {
        return actors(library, out, as_json, limit);
    };
    let Some(actor) = NAMES.actor(name) else {
        out.say("cli-no-actor", &[("name", name.into())]);
        return Status::Nothing;
    };
    let a = &NAMES.actors[actor as usize];
    let mut total = 0;
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    for (d, facts) in library.documents.iter().zip(&library.facts) {
        let Some(facts) = facts else { continue };
        let own = facts.actors.iter().zip(actor_rows(d, facts));
        let own: Vec<_> = own.filter(|(m, _)| m.actor == actor).collect();
        if own.is_empty() {
            continue;
        }
        total += own.len();
        lines.push(format!("{} ({})", d.meta.title, own.len()));
        let mut section = String::new();
        for (m, row) in own {
            let over = row["section"].as_str().unwrap_or("");
            if over != section {
                section = over.to_owned();
                lines.push(format!("  {section}"));
            }
            let text = snippet(
                &d.blocks[m.span.block].text,
                std::slice::from_ref(&m.span.range),
                "»",
                "«",
            );
            lines.push(format!("    {}: {text}", place_of(d, m.span.block)));
            rows.push(row);
        }
    }
    if as_json {
        rows.truncate(limit);
        out.line(&json!({ "actor": a.name, "english": a.english, "kind": a.kind.as_str(), "total": total, "mentions": rows }).to_string());
    } else {
        let n = [
            ("name", a.name.into()),
            ("english", a.english.into()),
            ("n", total.into()),
        ];
        out.say("cli-actor", &n);
        lines.iter().take(limit).for_each(|l| out.line(l));
        if lines.len() > limit {
            out.say("cli-more", &[("n", Value::from(lines.len() - limit))]);
        }
    }
    if total == 0 {
        Status::Nothing
    } else {
        Status::Done
    }
}

fn actors(library: &Library, out: &mut Output, as_json: bool, limit: usize) -> Status {
    let mut count: HashMap<u32, (usize, usize)> = HashMap::new();
    for facts in library.facts.iter().flatten() {
        let mut own: HashMap<u32, usize> = HashMap::new();
        facts
            .actors
            .iter()
            .for_each(|m| *own.entry(m.actor).or_default() += 1);
        for (actor, n) in own {
            let all = count.entry(actor).or_default();
            *all = (all.0 + n, all.1 + 1);
        }
    }
    let mut all: Vec<_> = count.into_iter().collect();
    all.sort_by_key(|(actor, n)| (std::cmp::Reverse(*n), *actor));
    for (actor, (times, documents)) in all.iter().take(limit) {
        let a = &NAMES.actors[*actor as usize];
        if as_json {
            let row = json!({ "actor": a.name, "english": a.english, "kind": a.kind.as_str(), "times": times, "documents": documents });
            out.line(&row.to_string());
        } else {
            let n = [
                ("n", Value::from(*times)),
                ("documents", Value::from(*documents)),
                ("symbol", a.name.into()),
                ("name", a.english.into()),
            ];
            out.say("cli-most-cited", &n);
        }
    }
    if all.is_empty() {
        Status::Nothing
    } else {
        Status::Done
    }
}

/// Prints what a word stands for.
pub fn term(library: &Library, out: &mut Output, word: &str, as_json: bool) -> Status {
    let entries = library.terms_for(word);
    for e in &entries {
        let from = match e.source {
            TermSource::Document { document, line, .. } => {
                let source = library.documents[document].raw.name.as_str();
                let n = [
                    ("source", source.into()),
                    ("lines", line.to_string().into()),
                ];
                out.language.with("cli-lines", &n)
            }
            TermSource::Table(name) => out.language.with("cli-table", &[("name", name.into())]),
        };
        if as_json {
            out.line(
                &json!({ "short": e.short, "long": e.long, "forms": e.forms, "from": from })
                    .to_string(),
            );
        } else {
            let forms = if e.forms.is_empty() {
                String::new()
            } else {
                format!(" | {}", e.forms.join(" | "))
            };
            out.line(&format!("{} = {}{forms} ({from})", e.short, e.long));
        }
    }
    if entries.is_empty() {
        out.say("cli-no-term", &[("name", word.into())]);
        return Status::Nothing;
    }
    Status::Done
}
