//! Two places side by side, as a table for use elsewhere.
//!
//! In: a comparison, or two rows of blocks. Out: Markdown, CSV, JSON. What was removed stands in [-…-], what was added
//! in {+…+}. Must not know about the app.

use super::rows::block_json;
use super::timeline::{csv_field, marked_down};
use crate::document::Document;
use crate::i18n::Language;
use crate::index::BlockRef;
use crate::library::{Change, Comparison, Library, Pair, Stretch, place_of};
use serde_json::{Value, json};

/// Words with their changes marked by characters.
pub fn marked_words(words: &[Stretch]) -> String {
    let stretch = |s: &Stretch| match s.change {
        Change::Same => s.text.clone(),
        Change::Removed => format!("[-{}-]", s.text),
        Change::Added => format!("{{+{}+}}", s.text),
    };
    words.iter().map(stretch).collect()
}

/// same, changed, removed or added.
pub fn change_name(pair: &Pair) -> &'static str {
    match (pair.left, pair.right) {
        (Some(_), Some(_)) if pair.is_same() => "same",
        (Some(_), Some(_)) => "changed",
        (Some(_), None) => "removed",
        _ => "added",
    }
}

fn place(library: &Library, document: usize, block: Option<usize>) -> String {
    let document = library.documents.get(document);
    let place = document.zip(block).map(|(d, block)| place_of(d, block));
    place.unwrap_or_default()
}

fn name(document: &Document) -> &str {
    document
        .meta
        .symbol
        .as_deref()
        .unwrap_or(&document.meta.title)
}

fn name_of(library: &Library, document: usize) -> &str {
    library.documents.get(document).map_or("", |d| name(d))
}

/// All of a comparison.
pub fn comparison_json(library: &Library, comparison: &Comparison) -> Value {
    let side = |document: usize, block: Option<usize>| {
        Some(block_json(library.documents.get(document)?, block?))
    };
    let words = |s: &Stretch| {
        let change = match s.change {
            Change::Same => "same",
            Change::Removed => "removed",
            Change::Added => "added",
        };
        json!({ "change": change, "text": s.text })
    };
    let pair = |p: &Pair| {
        json!({
            "change": change_name(p),
            "left": side(comparison.left.document, p.left),
            "right": side(comparison.right.document, p.right),
            "words": p.words.iter().map(words).collect::<Vec<_>>(),
        })
    };
    let id = |document: usize| library.documents.get(document).map(|d| d.id.as_str());
    let counts = comparison.counts();
    json!({
        "left": id(comparison.left.document),
        "right": id(comparison.right.document),
        "same": counts.same,
        "changed": counts.changed,
        "removed": counts.removed,
        "added": counts.added,
        "pairs": comparison.pairs.iter().map(pair).collect::<Vec<_>>(),
    })
}

/// What differs, one row a paragraph.
pub fn comparison_csv(library: &Library, comparison: &Comparison) -> String {
    let mut out = "change,left,right,left_text,right_text\r\n".to_owned();
    for pair in comparison.pairs.iter().filter(|p| !p.is_same()) {
        let fields = [
            change_name(pair).to_owned(),
            place(library, comparison.left.document, pair.left),
            place(library, comparison.right.document, pair.right),
            pair.text_of(Change::Removed),
            pair.text_of(Change::Added),
        ];
        row(&mut out, &fields);
    }
    out
}

/// What differs, as a table.
pub fn comparison_markdown(
    library: &Library,
    language: Language,
    comparison: &Comparison,
) -> String {
    let names = [comparison.left.document, comparison.right.document];
    let [left, right] = names.map(|d| marked_down(name_of(library, d)));
    let words = language.say("compare-words");
    let mut out = format!("| {left} | {right} | {words} |\n|---|---|---|\n");
    for pair in comparison.pairs.iter().filter(|p| !p.is_same()) {
        let (left, right) = (
            place(library, comparison.left.document, pair.left),
            place(library, comparison.right.document, pair.right),
        );
        let words = marked_down(&marked_words(&pair.words));
        out.push_str(&format!("| {left} | {right} | {words} |\n"));
    }
    out
}

/// Passages of two places, one beside the other, as CSV.
pub fn passages_csv(library: &Library, left: &[BlockRef], right: &[BlockRef]) -> String {
    let mut out = "left,left_text,right,right_text\r\n".to_owned();
    for i in 0..left.len().max(right.len()) {
        let (a, b) = (
            passage(library, left.get(i)),
            passage(library, right.get(i)),
        );
        row(&mut out, &[a.0, a.1, b.0, b.1]);
    }
    out
}

/// The same as JSON: the passages of each side, in order, with block and raw line.
pub fn passages_json(library: &Library, left: &[BlockRef], right: &[BlockRef]) -> Value {
    let side = |places: &[BlockRef]| -> Vec<Value> {
        let row = |at: &BlockRef| {
            let (_, text) = passage(library, Some(at));
            let mut row = block_json(library.documents.get(at.document)?, at.block);
            row["text"] = text.into();
            Some(row)
        };
        places.iter().filter_map(row).collect()
    };
    json!({ "left": side(left), "right": side(right) })
}

/// The same as a Markdown table under the names of both.
pub fn passages_markdown(
    library: &Library,
    heads: [&str; 2],
    left: &[BlockRef],
    right: &[BlockRef],
) -> String {
    let [a, b] = heads.map(marked_down);
    let mut out = format!("| {a} | {b} |\n|---|---|\n");
    for i in 0..left.len().max(right.len()) {
        let cell = |at: Option<&BlockRef>| {
            let (place, text) = passage(library, at);
            let source = if text.is_empty() {
                String::new()
            } else {
                format!("（{}）", marked_down(&place))
            };
            format!("{}{source}", marked_down(&text))
        };
        out.push_str(&format!(
            "| {} | {} |\n",
            cell(left.get(i)),
            cell(right.get(i))
        ));
    }
    out
}

/// Where a passage stands, and its words.
fn passage(library: &Library, at: Option<&BlockRef>) -> (String, String) {
    let holder = at.and_then(|at| Some((at.block, library.documents.get(at.document)?)));
    let found = holder.and_then(|(block, d)| Some((d, block, d.blocks.get(block)?)));
    found.map_or(Default::default(), |(d, block, b)| {
        let text = b.text.trim().replace('\t', " ");
        (format!("{} {}", name(d), place_of(d, block)), text)
    })
}

pub(super) fn row(out: &mut String, fields: &[String]) {
    let fields: Vec<String> = fields.iter().map(|f| csv_field(f)).collect();
    out.push_str(&fields.join(","));
    out.push_str("\r\n");
}
