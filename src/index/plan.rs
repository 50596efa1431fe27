//! A query asked of a corpus: what each term is taken for there, which blocks hold it, and what to mark.
//!
//! In: a query, the exact layer, facts. Out: blocks with scores. Must not know words for rank.

use super::exact::{Exact, Match, better, both, either, without};
use super::marks::{self, Mark, anchored};
use super::symbol::Named;
use super::words::Wanted;
use super::{
    BlockRef, Expr, Field, Mistake, Query, Term, TermKind, parts, sound, values, variants,
};
use crate::document::Script;
use crate::facts::{Facts, PartialDate};
use crate::text::folded;
use regex::Regex;
use std::ops::Range;
use std::sync::Arc;

/// Pieces that a long text is looked for in, and the shortest piece in characters.
const PIECES: usize = 64;
const SHORTEST_PIECE: usize = 4;
/// Text that is not found whole is looked for in pieces from this many characters on.
pub(super) const LONG: usize = 30;
/// Words that pinyin is taken for, and what the second and later ones count.
pub(super) const WORDS: usize = 8;
pub(super) const OTHER_WORD: f32 = 0.3;
/// Places of a Latin string that are looked at to see whether it is a word.
const PLACES: usize = 500;

/// What a block counts that holds only other words for what was typed.
pub(super) const EXPANDED: f32 = 0.9;

/// What a term was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// What it says.
    AsTyped,
    /// No document has such a value: it was left out.
    Ignored,
    /// Also these words, in documents of the other kind.
    Words(Vec<String>),
    /// Pinyin of these words, the most frequent first; beside the string itself where that stands inside
    /// Latin words only.
    Sound(Vec<String>),
    /// Also citations of these symbols.
    Symbol(Vec<String>),
    /// Also what it stands for.
    Aliases(Vec<String>),
    /// Not found whole: so many pieces of it, any of them.
    Pieces(usize),
    /// Not found whole: all of these parts of it.
    Parts(Vec<String>),
    /// Also all that stands under the heading of this name, and these words in documents of the other kind.
    Section(Vec<String>),
}

/// A query being asked.
pub(super) struct Plan<'a> {
    exact: &'a Exact,
    facts: &'a [Option<Arc<Facts>>],
    marks: Vec<Mark>,
    /// How each term was taken, in the order of the line.
    pub taken: Vec<Taken>,
    /// What could not be taken.
    pub mistakes: Vec<Mistake>,
    /// Strings that count more as whole words.
    pub wanted: Vec<Wanted>,
    /// Words that a term can be pinyin of besides the one it was taken for: the term's number, the word.
    pub others: Vec<(usize, String)>,
}

impl<'a> Plan<'a> {
    pub fn new(exact: &'a Exact, facts: &'a [Option<Arc<Facts>>]) -> Self {
        Plan {
            exact,
            facts,
            marks: Vec::new(),
            taken: Vec::new(),
            mistakes: Vec::new(),
            wanted: Vec::new(),
            others: Vec::new(),
        }
    }

    /// All blocks that match, by ordinal, with scores before any boost.
    pub fn matches(&mut self, query: &Query) -> Vec<Match> {
        match query.expr() {
            Some(expr) if self.exact.len() > 0 => self.expr(expr, false).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// `None` for what is left out.
    fn expr(&mut self, expr: &Expr, negated: bool) -> Option<Vec<Match>> {
        match expr {
            Expr::Any(parts) => {
                let found: Vec<_> = parts.iter().map(|p| self.expr(p, negated)).collect();
                found.into_iter().flatten().reduce(either)
            }
            Expr::Not(inner) => {
                let found = self.expr(inner, !negated)?;
                Some(without(&self.exact.all(), &found))
            }
            Expr::All(parts) => {
                let mut wanted: Option<Vec<Match>> = None;
                let mut ruled_out = Vec::new();
                for part in parts {
                    if let Expr::Not(inner) = part {
                        ruled_out.extend(self.expr(inner, !negated));
                    } else if let Some(found) = self.with_section(part, negated) {
                        wanted = Some(match wanted {
                            Some(wanted) => both(&wanted, &found),
                            None => found,
                        });
                    }
                }
                if wanted.is_none() && ruled_out.is_empty() {
                    return None;
                }
                let mut found = wanted.unwrap_or_else(|| self.exact.all());
                for out in ruled_out {
                    found = without(&found, &out);
                }
                Some(found)
            }
            Expr::Term(term) => {
                let at = self.taken.len();
                self.taken.push(Taken::AsTyped);
                let found = self.term(term, at, negated);
                if found.is_none() {
                    self.taken[at] = Taken::Ignored;
                }
                found
            }
        }
    }

    /// One of several conditions. A State's reply seldom says the State's name: what stands under a heading
    /// that is the term fulfils it as well.
    fn with_section(&mut self, part: &Expr, negated: bool) -> Option<Vec<Match>> {
        let at = self.taken.len();
        let found = self.expr(part, negated)?;
        let Expr::Term(term) = part else {
            return Some(found);
        };
        let words = match &self.taken[at] {
            Taken::AsTyped => Vec::new(),
            Taken::Words(words) => words.clone(),
            _ => return Some(found),
        };
        if term.kind != TermKind::Text || negated {
            return Some(found);
        }
        let mut under = values::of_state(self.exact, &term.key);
        if under.is_empty() {
            return Some(found);
        }
        let worth = self.exact.rarity(under.len());
        under.iter_mut().for_each(|m| m.score = worth);
        self.taken[at] = Taken::Section(words);
        Some(better(found, under))
    }

    fn term(&mut self, term: &Term, at: usize, negated: bool) -> Option<Vec<Match>> {
        Some(match &term.kind {
            TermKind::Text => self.text(term, at, negated),
            TermKind::Exact => {
                let mut found = self.key(&term.key, None, negated);
                if term.aliases {
                    self.aliases(term, at, negated, &mut found);
                }
                self.exact.weigh(&mut found);
                found
            }
            TermKind::Start => self.anchored(&term.key, true, false, negated),
            TermKind::End => self.anchored(&term.key, false, true, negated),
            TermKind::Whole => self.anchored(&term.key, true, true, negated),
            TermKind::Pattern(pattern) => self.pattern(&pattern.0, negated),
            TermKind::Date(Field::Mentions, range) => self.of_facts(negated, |facts| {
                let dates = facts.dates.iter();
                let held = dates.filter(|d| range.holds(&d.start, d.end.as_ref()));
                held.map(|d| (d.span.block, d.span.range.clone())).collect()
            }),
            TermKind::Date(_, range) => self.exact.of_documents(|_, d| {
                let date = d.meta.date.as_deref().and_then(PartialDate::parse);
                date.is_some_and(|date| range.holds(&date, None))
            }),
            TermKind::Field(Field::Cites) => {
                let named = Named::new(&term.key);
                let is = |symbol: &str| {
                    named.as_ref().is_some_and(|n| n.is(symbol)) || folded(symbol) == term.key
                };
                self.of_facts(negated, |facts| {
                    let cited = facts.citations.iter().filter(|c| is(&c.symbol));
                    cited
                        .map(|c| (c.span.block, c.span.range.clone()))
                        .collect()
                })
            }
            TermKind::Field(field) => match values::matches(self.exact, *field, &term.key) {
                Some(found) => found,
                None => {
                    let (field, value) = (field.name().to_owned(), term.text.clone());
                    self.mistakes.push(Mistake::NoSuchValue(field, value));
                    return None;
                }
            },
        })
    }

    /// A key in documents of one script, or all; with how often.
    fn key(&mut self, key: &str, script: Option<Script>, negated: bool) -> Vec<Match> {
        let mut found = self.exact.count(key);
        if let Some(script) = script {
            let documents = self.exact.documents();
            found.retain(|m| documents[self.exact.at(m.ord).document].meta.script == script);
        }
        if !negated && !found.is_empty() {
            self.marks.push(Mark::Key(key.to_owned(), script));
            self.want(key, &found);
        }
        found
    }

    fn want(&mut self, key: &str, found: &[Match]) {
        self.wanted.push(Wanted {
            key: key.to_owned(),
            worth: 1.0,
            rarity: self.exact.rarity(found.len()),
        });
    }

    /// A string in any spelling: in the words of the other side, as a symbol, as pinyin, in pieces.
    fn text(&mut self, term: &Term, at: usize, negated: bool) -> Vec<Match> {
        let first = self.wanted.len();
        let mut found = self.key(&term.key, None, negated);
        let mut expanded = Vec::new();
        let mut words = Vec::new();
        for (other, script) in variants::of(&term.key) {
            let more = self.key(&other, Some(script), negated);
            if !more.is_empty() {
                expanded = either(expanded, without(&more, &found));
                found = either(found, more);
                words.push(other);
                if let (false, Some(wanted)) = (negated, self.wanted.last_mut()) {
                    wanted.worth = EXPANDED;
                }
            }
        }
        if !words.is_empty() {
            self.taken[at] = Taken::Words(words);
        }
        if let Some(named) = Named::new(&term.key) {
            self.symbols(&named, at, negated, &mut found);
            // One who prints a symbol in full says no more of its document than one who prints it in part.
            self.wanted[first..].iter_mut().for_each(|w| w.worth = 0.0);
        }
        if term.aliases {
            self.aliases(term, at, negated, &mut found);
        }
        self.exact.weigh(&mut found);
        // It is one thing in several writings: none is worth more because it is rarer.
        let rarity = self.exact.rarity(found.len());
        self.wanted[first..]
            .iter_mut()
            .for_each(|w| w.rarity = rarity);
        scaled(&mut found, &expanded, EXPANDED);
        if negated || !(found.is_empty() || self.inside_words(&term.key, &found)) {
            return found;
        }
        let words = sound::words(self.exact.keys(), &term.key);
        if !words.is_empty() {
            return self.sounds(words, at, found);
        }
        match term.key.chars().nth(LONG) {
            _ if !found.is_empty() => {}
            Some(_) => {
                found = self.pieces(term, at);
                self.exact.weigh(&mut found);
            }
            None => found = self.parts(&term.key, at),
        }
        found
    }

    /// All words that something is pinyin of, the most frequent before the others.
    fn sounds(&mut self, words: Vec<sound::Counted>, at: usize, found: Vec<Match>) -> Vec<Match> {
        let (taken, others) = words.split_at(words.len().min(WORDS));
        let mut all = found;
        for (i, (word, _)) in taken.iter().enumerate() {
            let mut more = self.key(word, None, false);
            self.exact.weigh(&mut more);
            if i > 0 {
                more.iter_mut().for_each(|m| m.score *= OTHER_WORD);
                if let Some(wanted) = self.wanted.last_mut() {
                    wanted.worth = OTHER_WORD;
                }
            }
            all = either(all, more);
        }
        let others = others.iter().take(WORDS);
        self.others
            .extend(others.map(|(word, _)| (at, word.clone())));
        self.taken[at] = Taken::Sound(taken.iter().map(|(word, _)| word.clone()).collect());
        all
    }

    /// A Latin string stands nowhere as (the beginning of) a word: gy of technology.
    fn inside_words(&self, key: &str, found: &[Match]) -> bool {
        let latin = |c: char| c.is_ascii_alphabetic();
        let begins = |m: &Match| {
            let text = self.exact.text(m.ord).to_ascii_lowercase();
            let mut places = text.match_indices(key);
            places.any(|(at, _)| !text[..at].ends_with(latin))
        };
        key.chars().all(latin) && !found.iter().take(PLACES).any(begins)
    }

    /// All of the longest parts that stand somewhere.
    fn parts(&mut self, key: &str, at: usize) -> Vec<Match> {
        let parts = parts::of(self.exact.keys(), key);
        let found = parts.iter().map(|part| {
            let mut found = self.key(part, None, false);
            self.exact.weigh(&mut found);
            found
        });
        let found = found.reduce(|a, b| both(&a, &b)).unwrap_or_default();
        if !found.is_empty() {
            self.taken[at] = Taken::Parts(parts);
        }
        found
    }

    /// Citations of the documents that are named, and those documents' own titles.
    fn symbols(&mut self, named: &Named, at: usize, negated: bool, found: &mut Vec<Match>) {
        let mut symbols: Vec<String> = Vec::new();
        let facts = self.facts.iter().flatten().flat_map(|f| &f.citations);
        for symbol in facts.map(|c| &c.symbol) {
            if !symbols.contains(symbol) && named.is(symbol) {
                symbols.push(symbol.clone());
            }
        }
        let cites = self.of_facts(negated, |facts| {
            let cited = facts
                .citations
                .iter()
                .filter(|c| symbols.contains(&c.symbol));
            cited
                .map(|c| (c.span.block, c.span.range.clone()))
                .collect()
        });
        let mut titles = Vec::new();
        for (document, d) in self.exact.documents().iter().enumerate() {
            let own = d.meta.symbol.as_deref().filter(|s| named.is(s));
            let title = d
                .blocks
                .iter()
                .position(|b| b.kind == crate::document::BlockKind::Title);
            if let Some(own) = own {
                let block = title.unwrap_or(0);
                let ord = self.exact.ordinal_of(BlockRef { document, block });
                // Its own document is what is asked for before all that cite it.
                titles.push(Match { ord, score: 20.0 });
                if !symbols.iter().any(|s| s == own) {
                    symbols.push(own.to_owned());
                }
            }
        }
        if !symbols.is_empty() {
            let literal = std::mem::take(found);
            // A citation that is printed in full is found both ways; it counts once.
            let new = without(&cites, &literal);
            let mut citing = either(literal, new);
            // Where a paper cites another first it gives its title.
            self.exact.favour_first(&mut citing);
            *found = either(citing, titles);
            self.taken[at] = Taken::Symbol(symbols);
        }
    }

    /// What an abbreviation stands for, and the other way round.
    fn aliases(&mut self, term: &Term, at: usize, negated: bool, found: &mut Vec<Match>) {
        let words = aliases_of(self.facts, &term.key);
        for word in &words {
            let more = self.key(&folded(word), None, negated);
            *found = either(std::mem::take(found), more);
        }
        if !words.is_empty() {
            self.taken[at] = Taken::Aliases(words);
        }
    }

    /// Any of the pieces between punctuation.
    fn pieces(&mut self, term: &Term, at: usize) -> Vec<Match> {
        let keys = pieces_of(&term.text);
        let found: Vec<_> = keys.iter().map(|key| self.key(key, None, false)).collect();
        self.taken[at] = Taken::Pieces(keys.len());
        found.into_iter().reduce(either).unwrap_or_default()
    }

    fn anchored(&mut self, key: &str, start: bool, end: bool, negated: bool) -> Vec<Match> {
        let mut found = self.exact.count(key);
        found.retain(|m| {
            let number = self.exact.number_len(m.ord);
            anchored(self.exact.key(m.ord), number, key, start, end).is_some()
        });
        found.iter_mut().for_each(|m| m.score = 1.0);
        if !negated {
            self.marks.push(Mark::Anchored(key.to_owned(), start, end));
            self.want(key, &found);
        }
        self.exact.weigh(&mut found);
        found
    }

    fn pattern(&mut self, pattern: &Regex, negated: bool) -> Vec<Match> {
        let mut found = self.exact.all();
        for m in &mut found {
            m.score = pattern.find_iter(self.exact.text(m.ord)).count() as f32;
        }
        found.retain(|m| m.score > 0.0);
        if !negated {
            self.marks.push(Mark::Pattern(pattern.clone()));
        }
        self.exact.weigh(&mut found);
        found
    }

    /// Blocks by what facts say, with how often; the places are marked.
    fn of_facts(
        &mut self,
        negated: bool,
        places: impl Fn(&Facts) -> Vec<(usize, Range<u32>)>,
    ) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for (document, facts) in self.facts.iter().enumerate() {
            let Some(facts) = facts
                .as_ref()
                .filter(|_| document < self.exact.documents().len())
            else {
                continue;
            };
            for (block, range) in places(facts) {
                let at = BlockRef { document, block };
                let ord = self.exact.ordinal_of(at);
                found.push(Match { ord, score: 1.0 });
                if !negated {
                    self.marks.push(Mark::Place(at, range));
                }
            }
        }
        found.sort_unstable_by_key(|m| m.ord);
        found.dedup_by(|next, kept| {
            let same = next.ord == kept.ord;
            kept.score += if same { 1.0 } else { 0.0 };
            same
        });
        found
    }

    /// Byte ranges to mark in a block, sorted, not overlapping.
    pub fn ranges(&self, ord: u32) -> Vec<Range<u32>> {
        marks::ranges(self.exact, &self.marks, ord)
    }
}

/// Keys of the pieces of a long text between its punctuation, the longest first.
pub(super) fn pieces_of(text: &str) -> Vec<String> {
    let pieces = text.split(|c: char| !c.is_alphanumeric() && !"/.-_ ".contains(c));
    let mut keys: Vec<String> = pieces.map(folded).collect();
    keys.retain(|key| key.chars().nth(SHORTEST_PIECE - 1).is_some());
    keys.sort_unstable();
    keys.dedup();
    keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
    keys.truncate(PIECES);
    keys
}

/// Multiplies the scores of those matches that are also among `some`.
fn scaled(matches: &mut [Match], some: &[Match], by: f32) {
    let mut some = some.iter().peekable();
    for m in matches {
        while some.next_if(|s| s.ord < m.ord).is_some() {}
        if some.next_if(|s| s.ord == m.ord).is_some() {
            m.score *= by;
        }
    }
}

/// What an abbreviation stands for in any document, or the abbreviations of a term.
pub(super) fn aliases_of(facts: &[Option<Arc<Facts>>], key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for term in facts.iter().flatten().flat_map(|f| &f.terms) {
        let other = if folded(&term.abbr) == key {
            &term.expansion
        } else if folded(&term.expansion) == key {
            &term.abbr
        } else {
            continue;
        };
        if !words.contains(other) && !folded(other).is_empty() {
            words.push(other.clone());
        }
    }
    words
}
