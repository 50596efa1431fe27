//! What documents are, as values of fields to choose from: year, organ, type, language, State, document.
//!
//! In: documents, and the blocks that were found. Out: values with how many blocks have them. Must not know
//! how a query is read.

use super::exact::Match;
use super::{Exact, Field, values};
use crate::document::{BlockKind, Document};
use crate::text::folded;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Values of one field at most.
const MOST: usize = 40;

/// A value that hits have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field.
    pub field: Field,
    /// The value as it is typed and shown.
    pub value: String,
    /// How many of the blocks that were found have it.
    pub total: usize,
}

/// What each document is.
#[derive(Debug, Default)]
pub(super) struct Values {
    papers: Vec<Paper>,
    /// Names of States as they are printed first.
    states: Vec<String>,
}

#[derive(Debug, Default)]
struct Paper {
    /// Values of `FIELDS`, or "".
    values: [String; 5],
    /// The parts of States: blocks, index in `Values::states`.
    parts: Vec<(Range<usize>, usize)>,
}

/// The fields of which a document has one value.
const FIELDS: [Field; 5] = [
    Field::Type,
    Field::Date,
    Field::Body,
    Field::Language,
    Field::Within,
];

impl Values {
    pub fn of(documents: &[Arc<Document>]) -> Values {
        let mut values = Values::default();
        let mut known: HashMap<String, usize> = HashMap::new();
        for document in documents {
            let mut paper = Paper {
                values: values_of(document),
                parts: Vec::new(),
            };
            values.parts(document, &mut known, &mut paper.parts);
            values.papers.push(paper);
        }
        values
    }

    /// The parts of a document that are under a heading which is the name of a State.
    fn parts(
        &mut self,
        document: &Document,
        known: &mut HashMap<String, usize>,
        parts: &mut Vec<(Range<usize>, usize)>,
    ) {
        let mut open: Option<(usize, u8, usize)> = None;
        let len = document.blocks.len();
        for (i, block) in document.blocks.iter().enumerate() {
            if block.kind != BlockKind::Heading {
                continue;
            }
            let closes = open.is_none_or(|(_, level, _)| block.level <= level);
            if !closes {
                continue;
            }
            if let Some((start, _, state)) = open.take() {
                parts.push((start..i, state));
            }
            if let Some(usual) = values::state(&folded(block.body())) {
                let next = self.states.len();
                let state = *known.entry(usual).or_insert(next);
                if state == next {
                    self.states.push(block.body().trim().to_owned());
                }
                open = Some((i, block.level, state));
            }
        }
        if let Some((start, _, state)) = open {
            parts.push((start..len, state));
        }
    }

    /// Values of a field in all documents, with how many documents have each, the most frequent first.
    pub fn all(&self, field: Field) -> Vec<(String, usize)> {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for paper in &self.papers {
            if field == Field::State {
                let mut states: Vec<usize> = paper.parts.iter().map(|p| p.1).collect();
                states.sort_unstable();
                states.dedup();
                for state in states {
                    *count.entry(&self.states[state]).or_default() += 1;
                }
            } else if let Some(at) = FIELDS.iter().position(|f| *f == field) {
                *count.entry(&paper.values[at]).or_default() += 1;
            }
        }
        sorted(count)
    }
}

/// Counts by falling number, then by value; without the empty value.
fn sorted(count: HashMap<&str, usize>) -> Vec<(String, usize)> {
    let held = count
        .into_iter()
        .filter(|(value, n)| !value.is_empty() && *n > 0);
    let mut all: Vec<(String, usize)> = held.map(|(value, n)| (value.to_owned(), n)).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

fn values_of(document: &Document) -> [String; 5] {
    let meta = &document.meta;
    let year = meta.date.as_deref().and_then(|d| d.get(..4));
    let language = match meta.language.to_lowercase().as_str() {
        "zh-hans" => "简",
        "zh-hant" => "繁",
        "en" => "英文",
        _ => meta.language.as_str(),
    };
    [
        values::type_name(document).unwrap_or_default(),
        year.unwrap_or_default().to_owned(),
        meta.body.clone().unwrap_or_default(),
        language.to_owned(),
        meta.symbol.clone().unwrap_or_else(|| meta.title.clone()),
    ]
}

/// The values that matches (by ordinal) have, by field, the most frequent first.
pub(super) fn facets(exact: &Exact, matches: &[Match]) -> Vec<Facet> {
    if matches.is_empty() {
        return Vec::new();
    }
    let values = exact.values();
    let mut in_document: Vec<usize> = vec![0; values.papers.len()];
    let mut in_state: Vec<usize> = vec![0; values.states.len()];
    for (document, these) in exact.by_document(matches) {
        in_document[document] += these.len();
        let first = exact.first(document);
        let mut rest = these.iter().map(|m| (m.ord - first) as usize).peekable();
        for (range, state) in &values.papers[document].parts {
            while rest.next_if(|&block| block < range.start).is_some() {}
            while rest.next_if(|&block| block < range.end).is_some() {
                in_state[*state] += 1;
            }
        }
    }
    let mut facets = Vec::new();
    let mut add = |field: Field, counts: Vec<(String, usize)>| {
        let counts = counts.into_iter().take(MOST);
        facets.extend(counts.map(|(value, total)| Facet {
            field,
            value,
            total,
        }));
    };
    for (i, field) in FIELDS.into_iter().enumerate() {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for (paper, n) in values.papers.iter().zip(&in_document) {
            *count.entry(&paper.values[i]).or_default() += n;
        }
        add(field, sorted(count));
        if field == Field::Body {
            let states = values.states.iter().map(String::as_str);
            add(
                Field::State,
                sorted(states.zip(in_state.iter().copied()).collect()),
            );
        }
    }
    facets
}
