//! Other queries that find something, where one finds nothing or was taken for something.
//!
//! In: a query and what came of it. Out: queries to choose from, with counts. None is taken by itself.

use super::plan::{Plan, aliases_of};
use super::query::one_apart;
use super::{Exact, Expr, Query, Term, TermKind, sound};
use crate::facts::Facts;
use crate::text::folded;
use std::collections::HashMap;
use std::sync::Arc;

/// Offers at most, and of one sort.
pub(super) const MOST: usize = 8;
pub(super) const OF_A_SORT: usize = 3;
/// Terms that are tried.
pub(super) const TERMS: usize = 6;

/// Why a query is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// Without a term.
    Without,
    /// Another word that sounds like it.
    Sound,
    /// A word that differs by one letter.
    Near,
    /// With what an abbreviation stands for.
    Alias,
    /// As a regular expression.
    Pattern,
}

impl Why {
    /// Its translation id.
    pub fn id(self) -> &'static str {
        match self {
            Why::Without => "offer-without",
            Why::Sound => "offer-sound",
            Why::Near => "offer-near",
            Why::Alias => "offer-alias",
            Why::Pattern => "offer-pattern",
        }
    }
}

/// Another query that finds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Why.
    pub why: Why,
    /// The word that is left out or put in.
    pub word: String,
    /// The query.
    pub query: String,
    /// How much it finds.
    pub total: usize,
}

/// Offers for a query that finds nothing, or whose terms were taken by their sound (`others`), or stand for
/// something.
pub(super) fn offers(
    exact: &Exact,
    facts: &[Option<Arc<Facts>>],
    query: &Query,
    found: usize,
    others: &[(usize, String)],
) -> Vec<Offer> {
    let Some(expr) = query.expr() else {
        return Vec::new();
    };
    let mut offers = Offers {
        exact,
        facts,
        expr,
        found: Vec::new(),
    };
    for (at, word) in others {
        offers.replace(Why::Sound, *at, word);
    }
    let terms = query.terms();
    for (at, (term, negated)) in terms.iter().enumerate().take(TERMS) {
        if term.in_text() && !negated {
            offers.of_term(at, term, found);
        }
    }
    if found == 0 && terms.len() > 1 {
        for (at, (term, _)) in terms.iter().enumerate().take(TERMS) {
            offers.add(Why::Without, &term.text, at, None);
        }
    }
    offers.found.truncate(MOST);
    offers.found
}

struct Offers<'a> {
    exact: &'a Exact,
    facts: &'a [Option<Arc<Facts>>],
    expr: &'a Expr,
    found: Vec<Offer>,
}

impl Offers<'_> {
    fn of_term(&mut self, at: usize, term: &Term, found: usize) {
        let plain = matches!(term.kind, TermKind::Text | TermKind::Exact);
        if plain && !term.aliases {
            let words = aliases_of(self.facts, &term.key);
            if let Some(word) = words.first() {
                let with = Term {
                    aliases: true,
                    ..term.clone()
                };
                self.add(Why::Alias, word, at, Some(Expr::Term(with)));
            }
        }
        if found > 0 || !plain || !self.exact.count(&term.key).is_empty() {
            return;
        }
        for (word, _) in sound::alike(self.exact.keys(), &term.key)
            .iter()
            .take(OF_A_SORT)
        {
            self.replace(Why::Sound, at, word);
        }
        for word in near(self.exact, &term.key) {
            self.replace(Why::Near, at, &word);
        }
        if term.text.contains(|c| "*+?[\\".contains(c)) {
            let typed = format!("re:\"{}\"", term.text.replace('"', "."));
            let pattern = Query::parse(&typed).expr().cloned();
            if pattern.is_some() {
                self.add(Why::Pattern, &term.text, at, pattern);
            }
        }
    }

    fn replace(&mut self, why: Why, at: usize, word: &str) {
        let term = Term::text(word).map(Expr::Term);
        if term.is_some() {
            self.add(why, word, at, term);
        }
    }

    /// Offers the query with one term changed, or left out, if that finds something.
    fn add(&mut self, why: Why, word: &str, at: usize, new: Option<Expr>) {
        let mut change = |n: usize, term: &Term| match n == at {
            true => new.clone(),
            false => Some(Expr::Term(term.clone())),
        };
        let changed = Query::of(self.expr.changed(&mut 0, &mut change));
        let Some(typed) = changed.expr().map(Expr::typed) else {
            return;
        };
        let total = Plan::new(self.exact, self.facts).matches(&changed).len();
        if total > 0 && self.found.iter().all(|o| o.query != typed) {
            self.found.push(Offer {
                why,
                word: word.to_owned(),
                query: typed,
                total,
            });
        }
    }
}

/// Latin words of the texts that differ from this by one letter, the most frequent first.
fn near(exact: &Exact, key: &str) -> Vec<String> {
    let typed: Vec<char> = key.chars().collect();
    if typed.len() < 3 || !typed.iter().all(char::is_ascii_alphanumeric) {
        return Vec::new();
    }
    let mut found: HashMap<String, usize> = HashMap::new();
    let blocks = exact.documents().iter().flat_map(|d| &d.blocks);
    for block in blocks {
        for word in block.text.split(|c: char| !c.is_ascii_alphanumeric()) {
            let close = word.len().abs_diff(typed.len()) < 2;
            if close && one_apart(&folded(word).chars().collect::<Vec<_>>(), &typed) {
                *found.entry(word.to_uppercase()).or_default() += 1;
            }
        }
    }
    most_frequent(found)
}

/// The words that are counted most, as many as are offered of one sort.
pub(super) fn most_frequent(found: HashMap<String, usize>) -> Vec<String> {
    let mut found: Vec<(String, usize)> = found.into_iter().collect();
    found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.into_iter().take(OF_A_SORT).map(|f| f.0).collect()
}
