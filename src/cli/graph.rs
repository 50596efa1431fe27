//! `wenmai cites SYMBOL`: what it is, who cites it with the sentences, and who names it in plain words.
//! `wenmai most-cited`: what is cited most.

use super::Status;
use super::output::Output;
use serde_json::json;
use wenmai::export::{citation_row, snippet};
use wenmai::facts::{NAMES, official_address};
use wenmai::i18n::Value;
use wenmai::index::BlockRef;
use wenmai::library::{Cite, Library, place_of, resolve};

/// The symbol that a person means by a symbol, a name of an instrument, or a reference to a document.
fn meant(library: &Library, typed: &str) -> String {
    let typed = typed.trim();
    if !library.graph.of_symbol(typed).is_empty() || library.target(typed).is_some() {
        return typed.to_owned();
    }
    if let Some(wenmai::facts::Meaning::Instrument(i)) = NAMES.exact(typed) {
        return NAMES.instruments[i as usize].key.to_owned();
    }
    let capital = typed.to_uppercase();
    if !library.graph.of_symbol(&capital).is_empty() {
        return capital;
    }
    let document = resolve(library, typed).map(|p| &library.documents[p.document]);
    match document {
        Ok(d) => d.meta.symbol.clone().unwrap_or_else(|| d.id.clone()),
        Err(_) => typed.to_owned(),
    }
}

/// Prints a card; with `levels`, the tree of relations.
pub fn cites(
    library: &Library,
    out: &mut Output,
    typed: &str,
    as_json: bool,
    levels: Option<usize>,
) -> Status {
    let symbol = meant(library, typed);
    let by_id = || library.documents.iter().position(|d| d.id == symbol);
    let document = library.target(&symbol).or_else(by_id);
    let cites: Vec<Cite> = match document {
        Some(d) => library.graph.of_document(d).collect(),
        None => library.graph.of_symbol(&symbol).to_vec(),
    };
    let unlinked = document.map_or(&[][..], |d| library.graph.unlinked(d));
    if as_json {
        let row = |c: &Cite| {
            Some(citation_row(
                library,
                library.documents.get(c.document)?,
                c.citation(library)?,
            ))
        };
        let known = NAMES.instrument(&symbol);
        let name = document.map(|d| library.documents[d].meta.title.as_str());
        let plain: Vec<_> = unlinked
            .iter()
            .map(|u| json!({ "document": library.documents[u.at.document].id, "block": u.at.block,
                "line": library.documents[u.at.document].blocks[u.at.block].line_at(u.range.start) }))
            .collect();
        let relations: Vec<_> = levels.map_or_else(Vec::new, |n| {
            let all = library.graph.relations(library, &symbol, n).into_iter();
            all.map(|r| {
                json!({ "depth": r.depth, "cites": r.cites, "symbol": r.symbol, "times": r.times,
                "document": r.document.map(|d| library.documents[d].id.clone()) })
            })
            .collect()
        });
        let card = json!({
            "symbol": symbol,
            "name": name.or(known.map(|x| x.name)),
            "document": document.map(|d| library.documents[d].id.as_str()),
            "address": official_address(&symbol),
            "total": cites.len(),
            "citations": cites.iter().filter_map(row).collect::<Vec<_>>(),
            "unlinked": plain,
            "relations": relations,
        });
        out.line(&card.to_string());
    } else if let Some(levels) = levels {
        tree(library, out, &symbol, levels);
    } else {
        card(library, out, &symbol, document, &cites);
        if !unlinked.is_empty() {
            out.say("cli-unlinked", &[("n", Value::from(unlinked.len()))]);
            for u in unlinked {
                context(library, out, u.at, &u.range);
            }
        }
    }
    if cites.is_empty() && document.is_none() {
        Status::Nothing
    } else {
        Status::Done
    }
}

fn card(
    library: &Library,
    out: &mut Output,
    symbol: &str,
    document: Option<usize>,
    cites: &[Cite],
) {
    let known = NAMES.instrument(symbol);
    let name = document
        .map(|d| library.documents[d].meta.title.as_str())
        .or(known.map(|x| x.name))
        .filter(|n| *n != symbol);
    out.line(
        &[Some(symbol), name]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    );
    if let Some(x) = known {
        let about = [x.english, x.designation, x.organ];
        let about: Vec<&str> = about.into_iter().filter(|a| !a.is_empty()).collect();
        out.line(&about.join(" · "));
        if !x.date.is_empty() {
            out.say(
                "cli-known-date",
                &[("date", x.date.into()), ("from", x.source.into())],
            );
        }
    }
    out.say(
        if document.is_some() {
            "cli-here"
        } else {
            "cli-absent"
        },
        &[],
    );
    if let Some(address) = official_address(symbol) {
        out.say("cli-address", &[("address", address.into())]);
    }
    let documents: std::collections::BTreeSet<usize> = cites.iter().map(|c| c.document).collect();
    let n = [
        ("n", cites.len().into()),
        ("documents", documents.len().into()),
    ];
    out.say("cli-cited", &n);
    for document in documents {
        let own = cites.iter().filter(|c| c.document == document);
        let d = &library.documents[document];
        let title = d.meta.symbol.as_deref().unwrap_or(&d.id);
        out.line(&format!(
            "{title} {} ({})",
            d.meta.title,
            own.clone().count()
        ));
        for c in own {
            if let (Some(at), Some(citation)) = (c.at(library), c.citation(library)) {
                context(library, out, at, &citation.span.range);
            }
        }
    }
}

fn context(library: &Library, out: &mut Output, at: BlockRef, range: &std::ops::Range<u32>) {
    let d = &library.documents[at.document];
    let text = snippet(
        &d.blocks[at.block].text,
        std::slice::from_ref(range),
        "»",
        "«",
    );
    let place = place_of(d, at.block);
    out.line(&format!("  {place}: {text}"));
}

fn tree(library: &Library, out: &mut Output, symbol: &str, levels: usize) {
    let mut up = false;
    for r in library.graph.relations(library, symbol, levels) {
        if r.depth == 1 && (!up || !r.cites) {
            // The two halves of the tree: what it cites, who cites it.
            let first = !up && r.cites;
            up |= first;
            if first {
                out.say("cli-cited-by", &[]);
            }
        }
        let title = r
            .document
            .map_or("", |d| library.documents[d].meta.title.as_str());
        let name = NAMES.instrument(&r.symbol).map_or(title, |x| x.name);
        let name = if name == r.symbol { "" } else { name };
        let line = format!("{}{} {name} ({})", "  ".repeat(r.depth), r.symbol, r.times);
        out.line(&line);
    }
}

/// Prints what is cited most.
pub fn most_cited(library: &Library, out: &mut Output, as_json: bool, limit: usize) -> Status {
    let all = library.graph.most_cited();
    let name_of = |symbol: &str| match library.target(symbol) {
        Some(d) => library.documents[d].meta.title.as_str(),
        None => NAMES.instrument(symbol).map_or("", |x| x.name),
    };
    for cited in all.iter().take(limit) {
        let here = library.target(&cited.symbol).is_some();
        if as_json {
            let row = json!({ "symbol": cited.symbol, "name": name_of(&cited.symbol), "times": cited.times,
                "documents": cited.documents, "here": here, "address": official_address(&cited.symbol) });
            out.line(&row.to_string());
            continue;
        }
        let name = Some(name_of(&cited.symbol))
            .filter(|n| *n != cited.symbol)
            .unwrap_or("");
        let n = [
            ("n", cited.times.into()),
            ("documents", cited.documents.into()),
            ("symbol", cited.symbol.as_str().into()),
            ("name", name.into()),
        ];
        let text = out.language.with("cli-most-cited", &n);
        out.line(text.trim_end());
    }
    if all.is_empty() {
        Status::Nothing
    } else {
        Status::Done
    }
}
