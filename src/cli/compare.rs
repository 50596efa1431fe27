//! `wenmai diff REF REF`: two versions of a text, paragraph by paragraph and word by word.
//! `wenmai matrix [REF]`: who of those that replied says something on what.

use super::Status;
use super::output::Output;
use super::show::{place_of, place_or_told};
use wenmai::export::{
    change_name, comparison_csv, comparison_json, comparison_markdown, marked_words, matrix_csv,
    matrix_json, matrix_markdown, speaker_name, topic_name,
};
use wenmai::i18n::Value;
use wenmai::library::{Cell, Comparison, Library, Matrix, MatrixRow, Pair, compare};

/// What a table can be printed as.
pub const FORMS: [&str; 4] = ["text", "json", "csv", "md"];

/// Prints what differs.
pub fn diff(library: &Library, out: &mut Output, refs: [&str; 2], form: Option<&str>) -> Status {
    let mut places = Vec::new();
    for reference in refs {
        let Some(place) = place_or_told(library, out, reference) else {
            return Status::Nothing;
        };
        places.push(place);
    }
    let comparison = compare(library, &places[0], &places[1]);
    match form {
        Some("json") => out.line(&comparison_json(library, &comparison).to_string()),
        Some("csv") => out.file(&comparison_csv(library, &comparison)),
        Some("md") => out.file(&comparison_markdown(library, out.language, &comparison)),
        _ => print(library, out, &comparison),
    }
    match comparison.pairs.iter().all(Pair::is_same) {
        true => Status::Nothing,
        false => Status::Done,
    }
}

fn print(library: &Library, out: &mut Output, comparison: &Comparison) {
    let name = |document: usize| {
        let d = &library.documents[document];
        d.meta
            .symbol
            .clone()
            .unwrap_or_else(|| d.meta.title.clone())
    };
    let counts = comparison.counts();
    out.say(
        "compare-sentence",
        &[
            ("left", Value::from(name(comparison.left.document))),
            ("right", Value::from(name(comparison.right.document))),
            ("same", Value::from(counts.same)),
            ("changed", Value::from(counts.changed)),
            ("removed", Value::from(counts.removed)),
            ("added", Value::from(counts.added)),
        ],
    );
    for pair in comparison.pairs.iter().filter(|p| !p.is_same()) {
        let place = |document: usize, block: Option<usize>| {
            block.map(|block| place_of(&library.documents[document], block))
        };
        let places = [
            place(comparison.left.document, pair.left),
            place(comparison.right.document, pair.right),
        ];
        let places: Vec<String> = places.into_iter().flatten().collect();
        let change = out.language.say(&format!("compare-{}", change_name(pair)));
        let words = marked_words(&pair.words).replace('\t', " ");
        out.line(&format!("{change} {}: {words}", places.join(" / ")));
    }
}

/// Prints the replies by topic.
pub fn matrix(
    library: &Library,
    out: &mut Output,
    reference: Option<&str>,
    form: Option<&str>,
) -> Status {
    let document = match reference {
        Some(reference) => match place_or_told(library, out, reference) {
            Some(place) => Some(place.document),
            None => return Status::Nothing,
        },
        None => Matrix::documents(library).first().copied(),
    };
    let Some(matrix) = document.and_then(|d| Matrix::of(library, d)) else {
        let with = Matrix::documents(library).into_iter();
        let ids: Vec<&str> = with.map(|d| library.documents[d].id.as_str()).collect();
        let text = match ids.is_empty() {
            true => out.language.say("cli-no-replies"),
            false => {
                let ids = Value::from(ids.join(", "));
                out.language.with("cli-no-replies-here", &[("ids", ids)])
            }
        };
        out.message(&text);
        return Status::Nothing;
    };
    match form {
        Some("json") => out.line(&matrix_json(library, &matrix).to_string()),
        Some("csv") => out.file(&matrix_csv(out.language, &matrix)),
        Some("md") => out.file(&matrix_markdown(out.language, &matrix)),
        _ => say_matrix(library, out, &matrix),
    }
    Status::Done
}

fn say_matrix(library: &Library, out: &mut Output, matrix: &Matrix) {
    let language = out.language;
    let d = &library.documents[matrix.document];
    let name = d.meta.symbol.as_deref().unwrap_or(&d.meta.title);
    out.say(
        "matrix-title",
        &[
            ("name", Value::from(name)),
            ("rows", Value::from(matrix.rows.len())),
            ("columns", Value::from(matrix.topics.len())),
        ],
    );
    let cell = |topic: &str, cell: &Cell| {
        let id = match cell.heading {
            Some(_) => "matrix-cell-heading",
            None => "matrix-cell",
        };
        let words = [
            ("topic", Value::from(topic)),
            ("n", Value::from(cell.paragraphs)),
        ];
        language.with(id, &words)
    };
    let row = |row: &MatrixRow| {
        let cells = matrix.topics.iter().zip(&row.cells);
        let filled = cells.filter(|(_, c)| !c.is_empty());
        let mut parts: Vec<String> = filled
            .map(|(topic, c)| cell(topic_name(language, topic), c))
            .collect();
        if !row.unmapped.is_empty() {
            parts.push(cell(&language.say("matrix-unmapped"), &row.unmapped));
        }
        let parts = parts.join(&language.say("matrix-and"));
        let words = [
            ("speaker", Value::from(speaker_name(language, row))),
            ("cells", Value::from(parts)),
        ];
        language.with("matrix-row", &words)
    };
    for text in matrix.rows.iter().map(row) {
        out.line(&text);
    }
}
