//! The table of replies and topics for use elsewhere.
//!
//! In: a matrix. Out: CSV and Markdown (a number of paragraphs in each cell, `*` where the topic has a heading of its
//! own), JSON (every cell with its blocks, and what could not be mapped). Must not know about the app.

use super::compare::row;
use super::rows::block_json;
use super::timeline::marked_down;
use crate::facts::{Actor, NAMES, Topic};
use crate::i18n::Language;
use crate::library::{Cell, Library, Matrix, MatrixRow};
use serde_json::{Value, json};

/// A cell in a table: `4`, `4*`, or "".
pub fn cell_words(cell: &Cell) -> String {
    match (cell.is_empty(), cell.heading) {
        (true, _) => String::new(),
        (false, Some(_)) => format!("{}*", cell.paragraphs),
        (false, None) => cell.paragraphs.to_string(),
    }
}

/// A topic's name in a language.
pub fn topic_name(language: Language, topic: &Topic) -> &'static str {
    match language {
        Language::English => topic.english,
        _ => topic.name,
    }
}

/// A row's name in a language.
pub fn speaker_name(language: Language, row: &MatrixRow) -> &'static str {
    NAMES
        .actors
        .get(row.actor as usize)
        .map_or("", |actor| actor_name(language, actor))
}

/// The name of an actor in a language, in Chinese where it has no other.
pub fn actor_name(language: Language, actor: &Actor) -> &'static str {
    match language {
        Language::English if !actor.english.is_empty() => actor.english,
        _ => actor.name,
    }
}

fn rows(language: Language, matrix: &Matrix) -> Vec<Vec<String>> {
    let topics = matrix.topics.iter();
    let mut head = vec![language.say("matrix-speaker")];
    head.extend(topics.map(|t| topic_name(language, t).to_owned()));
    head.push(language.say("matrix-unmapped"));
    let row = |r: &MatrixRow| {
        let mut cells = vec![speaker_name(language, r).to_owned()];
        cells.extend(r.cells.iter().chain([&r.unmapped]).map(cell_words));
        cells
    };
    let mut all = vec![head];
    all.extend(matrix.rows.iter().map(row));
    all
}

/// Rows with commas.
pub fn matrix_csv(language: Language, matrix: &Matrix) -> String {
    let mut out = String::new();
    for cells in rows(language, matrix) {
        row(&mut out, &cells);
    }
    out
}

/// A Markdown table.
pub fn matrix_markdown(language: Language, matrix: &Matrix) -> String {
    let mut out = String::new();
    for (i, cells) in rows(language, matrix).iter().enumerate() {
        let cells: Vec<String> = cells.iter().map(|c| marked_down(c)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if i == 0 {
            out.push_str(&format!("|---{}|\n", "|---:".repeat(cells.len() - 1)));
        }
    }
    out.push_str(&format!("\n{}\n", language.say("matrix-legend")));
    out
}

/// Every cell with its blocks.
pub fn matrix_json(library: &Library, matrix: &Matrix) -> Value {
    let Some(document) = library.documents.get(matrix.document) else {
        return Value::Null;
    };
    let blocks = |cell: &Cell| -> Vec<Value> {
        let all = cell.blocks.iter();
        all.map(|block| block_json(document, *block)).collect()
    };
    let row = |row: &MatrixRow| {
        let cells = matrix.topics.iter().zip(&row.cells);
        let cells = cells
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(topic, cell)| {
                json!({
                    "topic": topic.key,
                    "paragraphs": cell.paragraphs,
                    "heading": cell.heading.map(|h| block_json(document, h)),
                    "blocks": blocks(cell),
                })
            });
        json!({
            "state": row.name(),
            "english": row.english(),
            "cells": cells.collect::<Vec<_>>(),
            "unmapped": blocks(&row.unmapped),
        })
    };
    let topics = matrix.topics.iter();
    let topics = topics.map(|t| json!({ "key": t.key, "name": t.name, "english": t.english }));
    json!({
        "document": document.id,
        "source": document.raw.name,
        "topics": topics.collect::<Vec<_>>(),
        "rows": matrix.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
