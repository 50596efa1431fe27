//! Completions of the word that is being typed: names of fields, and values that documents have.
//!
//! In: a line up to the caret, documents, facts. Out: what could stand there instead of its last word. Must
//! not know what is searched for besides.

use super::name::{Name, Scratch, Typed};
use super::{Exact, Field, values};
use crate::facts::Facts;
use crate::text::folded;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// Citations and dates that are looked at: a key must not wait for all of a large library.
const LOOKED_AT: usize = 50_000;
/// Completions at most.
const MOST: usize = 60;

/// What could stand instead of the last word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Where the word begins, in bytes of the line.
    pub from: usize,
    /// The word with its field: `机构:大会`.
    pub word: String,
    /// How many documents (for citations: how many places) have the value; 0 for names of fields.
    pub total: usize,
}

/// Completions of the last word of a line up to the caret, the likeliest first; `english` names the fields
/// in English.
pub fn completions(
    exact: &Exact,
    facts: &[Option<Arc<Facts>>],
    line: &str,
    english: bool,
) -> Vec<Completion> {
    let begins = |c: char| c.is_whitespace() || "|｜()（）".contains(c);
    let open = line.matches(['"', '＂']).count() % 2 == 1;
    let start = if open {
        // Inside of quotes blanks belong to the word; only a quoted value can be completed.
        let quote = line.rfind(['"', '＂']).unwrap_or(0);
        line[..quote].rfind(begins)
    } else {
        line.rfind(begins)
    };
    let from = start.map_or(0, |at| {
        at + line[at..].chars().next().map_or(1, char::len_utf8)
    });
    let word = &line[from..];
    let sign = word.len() - word.trim_start_matches(['-', '!', '－', '！']).len();
    let (from, word) = (from + sign, &word[sign..]);
    let Some((name, value)) = word.split_once([':', '：']) else {
        return if open {
            Vec::new()
        } else {
            fields(from, word, english)
        };
    };
    let Some(field) = Field::named(name) else {
        return Vec::new();
    };
    let last = value.rfind([',', '，', '、']);
    let before = last.map_or(0, |at| {
        at + value[at..].chars().next().map_or(1, char::len_utf8)
    });
    let typed = value[before..].trim_start_matches(['"', '＂']);
    let kept = &value[..before];
    let completion = |(value, total): (String, usize)| Completion {
        from,
        word: format!("{name}:{kept}{}", quoted(&value)),
        total,
    };
    let found = matching(values_of(exact, facts, field), typed);
    found.into_iter().map(completion).collect()
}

/// A value that holds signs is quoted.
fn quoted(value: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !"|｜()（）\",，、".contains(c);
    if value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', " "))
    }
}

/// A field with a value as a person types it.
pub fn typed_field(name: &str, value: &str) -> String {
    format!("{name}:{}", quoted(value))
}

/// Names of fields that begin with what is typed, or sound like it.
fn fields(from: usize, typed: &str, english: bool) -> Vec<Completion> {
    let key = folded(typed);
    if key.is_empty() {
        return Vec::new();
    }
    let begins = |name: &str| name.to_lowercase().starts_with(&key);
    let fields = Field::ALL.into_iter().filter(|f| {
        let long_enough = key.len() > 1;
        begins(f.name()) || (long_enough && begins(f.english()))
    });
    let word = |field: Field| {
        let english = english || key.is_ascii();
        let name = if english {
            field.english()
        } else {
            field.name()
        };
        Completion {
            from,
            word: format!("{name}:"),
            total: 0,
        }
    };
    fields.map(word).collect()
}

/// Values that fit what is typed, the best first; all by number where nothing is typed.
fn matching(mut values: Vec<(String, usize)>, typed: &str) -> Vec<(String, usize)> {
    let wanted = Typed::new(typed);
    if !wanted.is_empty() {
        let mut scratch = Scratch::default();
        let mut scored: Vec<_> = values
            .into_iter()
            .filter_map(|v| {
                let fit = wanted.fit(&Name::new(&v.0), &mut scratch)?;
                (fit.whole && v.0 != typed).then_some((fit.score, v))
            })
            .collect();
        scored.sort_by_key(|(score, v)| (Reverse(*score), Reverse(v.1)));
        values = scored.into_iter().map(|(_, v)| v).collect();
    }
    values.truncate(MOST);
    values
}

/// All values of a field with how many documents have them, the most frequent first.
fn values_of(exact: &Exact, facts: &[Option<Arc<Facts>>], field: Field) -> Vec<(String, usize)> {
    let counted = |values: &mut dyn Iterator<Item = String>| {
        let mut count: HashMap<String, usize> = HashMap::new();
        values.for_each(|value| *count.entry(value).or_default() += 1);
        let mut all: Vec<(String, usize)> = count.into_iter().collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    };
    let facts = facts.iter().flatten();
    match field {
        Field::Scope => {
            let scopes = values::scopes().filter(|name| !name.is_ascii());
            scopes.map(|name| (name.to_owned(), 0)).collect()
        }
        Field::Symbol => {
            let symbols = exact
                .documents()
                .iter()
                .filter_map(|d| d.meta.symbol.clone());
            counted(&mut { symbols })
        }
        Field::Cites => {
            let cited = facts.flat_map(|f| &f.citations).take(LOOKED_AT);
            let cited = cited.map(|c| c.symbol.clone());
            counted(&mut { cited })
        }
        Field::Mentions => {
            let years = facts.flat_map(|f| &f.dates).take(LOOKED_AT);
            let years = years.map(|d| d.start.year.to_string());
            counted(&mut { years })
        }
        field => exact.values().all(field),
    }
}
