//! What an index on disk is asked for where it does not hold a string: words of that sound, its parts, its pieces;
//! and other queries that find something.
//!
//! In: terms and queries. Out: clauses, offers. Must not know files.
//!
//! Sounds and parts are looked for in a sample of the texts, as the exact layer looks for them in all: a small corpus
//! is its own sample.

use super::ask::Asking;
use super::{Disk, IndexError, Row};
use crate::index::offers::{MOST, OF_A_SORT, Offer, TERMS, Why, most_frequent};
use crate::index::plan::{EXPANDED, LONG, OTHER_WORD, WORDS, pieces_of};
use crate::index::query::one_apart;
use crate::index::{Expr, Query, Taken, Term as Wanted, TermKind, parts, sound};
use crate::text::folded;
use std::collections::HashMap;
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Query as Clause};
use tantivy::schema::Value;
use tantivy::{DocSet, TERMINATED, TantivyDocument};

/// Bytes of keys in the sample.
const SAMPLE: usize = 8_000_000;

impl Disk {
    /// Keys of blocks, a line end after each, as many as fit.
    pub(super) fn sample(&self) -> Result<&str, IndexError> {
        if let Some(sample) = self.sample.get() {
            return Ok(sample);
        }
        let mut keys = String::new();
        for segment in self.searcher.segment_readers() {
            let store = segment
                .get_store_reader(8)
                .map_err(tantivy::TantivyError::from)?;
            for entry in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                if keys.len() > SAMPLE {
                    break;
                }
                let entry = entry?;
                let stored = entry.get_first(self.fields.stored).and_then(|v| v.as_str());
                if let Ok(row) = serde_json::from_str::<Row>(stored.unwrap_or_default()) {
                    keys.push_str(&folded(&row.text));
                    keys.push('\n');
                }
            }
        }
        Ok(self.sample.get_or_init(|| keys))
    }

    /// Something matches.
    fn holds(&self, clause: &dyn Clause) -> Result<bool, IndexError> {
        let weight = clause.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let mut found = weight.scorer(segment, 1.0)?;
            while found.doc() != TERMINATED {
                if segment
                    .alive_bitset()
                    .is_none_or(|alive| alive.is_alive(found.doc()))
                {
                    return Ok(true);
                }
                found.advance();
            }
        }
        Ok(false)
    }

    /// How much a query finds.
    fn count(&self, query: &Query) -> Result<usize, IndexError> {
        let mut asking = Asking::new(self, query);
        let clause = query.expr().map(|expr| asking.expr(expr, false));
        match clause.transpose()?.flatten() {
            Some(clause) => Ok(self.searcher.search(&clause, &Count)?),
            None => Ok(0),
        }
    }

    /// Latin words from this one on, up to but without another, with how many blocks hold them.
    fn latin(&self, from: &str, to: &str) -> Result<HashMap<String, usize>, IndexError> {
        let mut words: HashMap<String, usize> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let range = index.terms().range().ge(from.as_bytes()).lt(to.as_bytes());
            let mut terms = range.into_stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                let held = terms.value().doc_freq as usize;
                if let Ok(word) = std::str::from_utf8(terms.key()) {
                    *words.entry(word.to_owned()).or_default() += held;
                }
            }
        }
        Ok(words)
    }

    /// Other queries that find something, for one that finds nothing.
    pub(super) fn offers(&self, query: &Query) -> Result<Vec<Offer>, IndexError> {
        let mut offers = Vec::new();
        let terms = query.terms();
        for (at, (term, negated)) in terms.iter().enumerate().take(TERMS) {
            let plain = matches!(term.kind, TermKind::Text | TermKind::Exact);
            let held = || self.count(&Query::of(Some(Expr::Term((*term).clone()))));
            if *negated || !plain || held()? > 0 {
                continue;
            }
            let alike = sound::alike(self.sample()?, &term.key).into_iter();
            let alike = alike.take(OF_A_SORT).map(|(word, _)| (Why::Sound, word));
            let near = self.near(&term.key)?.into_iter();
            for (why, word) in alike.chain(near.map(|word| (Why::Near, word))) {
                if let Some(new) = Wanted::text(&word) {
                    self.offer(query, &mut offers, (why, word), at, Some(Expr::Term(new)))?;
                }
            }
        }
        if terms.len() > 1 {
            for (at, (term, _)) in terms.iter().enumerate().take(TERMS) {
                self.offer(
                    query,
                    &mut offers,
                    (Why::Without, term.text.clone()),
                    at,
                    None,
                )?;
            }
        }
        offers.truncate(MOST);
        Ok(offers)
    }

    /// Latin words that differ from this by one letter, the most frequent first.
    fn near(&self, key: &str) -> Result<Vec<String>, IndexError> {
        let typed: Vec<char> = key.chars().collect();
        if typed.len() < 3 || !typed.iter().all(char::is_ascii_alphanumeric) {
            return Ok(Vec::new());
        }
        let mut words = self.latin("0", "{")?;
        words.retain(|word, _| one_apart(&word.chars().collect::<Vec<_>>(), &typed));
        let upper = words.into_iter().map(|(word, n)| (word.to_uppercase(), n));
        Ok(most_frequent(upper.collect()))
    }

    /// Offers the query with one term changed, or left out, if that finds something.
    fn offer(
        &self,
        query: &Query,
        offers: &mut Vec<Offer>,
        (why, word): (Why, String),
        at: usize,
        new: Option<Expr>,
    ) -> Result<(), IndexError> {
        let mut change = |n: usize, term: &Wanted| match n == at {
            true => new.clone(),
            false => Some(Expr::Term(term.clone())),
        };
        let changed = query.expr().and_then(|e| e.changed(&mut 0, &mut change));
        let changed = Query::of(changed);
        let Some(typed) = changed.expr().map(Expr::typed) else {
            return Ok(());
        };
        let total = self.count(&changed)?;
        if total > 0 && offers.iter().all(|o| o.query != typed) {
            offers.push(Offer {
                why,
                word,
                query: typed,
                total,
            });
        }
        Ok(())
    }
}

impl Asking<'_> {
    /// What a text was taken for, where nothing holds it as it is (or only the inside of Latin words does).
    pub(super) fn otherwise(
        &mut self,
        term: &Wanted,
        at: usize,
        literal: Box<dyn Clause>,
    ) -> Result<Box<dyn Clause>, IndexError> {
        let held = self.disk.holds(&*literal)?;
        if held && !self.inside_words(&term.key)? {
            return Ok(literal);
        }
        let words = sound::words(self.disk.sample()?, &term.key);
        if !words.is_empty() {
            let words: Vec<String> = words
                .into_iter()
                .take(WORDS)
                .map(|(word, _)| word)
                .collect();
            let mut clauses = vec![literal];
            for (i, word) in words.iter().enumerate() {
                let clause = self.string(word, None, false, false, false);
                let worth = if i == 0 { 1.0 } else { OTHER_WORD };
                clauses.push(Box::new(BoostQuery::new(clause, worth)));
            }
            self.taken[at] = Taken::Sound(words);
            return Ok(Box::new(BooleanQuery::union(clauses)));
        }
        if held {
            return Ok(literal);
        }
        if term.key.chars().nth(LONG).is_some() {
            let keys = pieces_of(&term.text);
            let clauses = keys
                .iter()
                .map(|key| self.string(key, None, false, false, false));
            let clauses = clauses.collect();
            self.taken[at] = Taken::Pieces(keys.len());
            return Ok(Box::new(BooleanQuery::union(clauses)));
        }
        let parts = parts::of(self.disk.sample()?, &term.key);
        let clauses: Vec<_> = parts
            .iter()
            .map(|part| self.string(part, None, false, false, false))
            .collect();
        let all = BooleanQuery::intersection(clauses);
        if parts.is_empty() || !self.disk.holds(&all)? {
            return Ok(literal);
        }
        self.taken[at] = Taken::Parts(parts);
        Ok(Box::new(all))
    }

    /// A Latin string is the beginning of no word: gy of technology.
    fn inside_words(&self, key: &str) -> Result<bool, IndexError> {
        let latin = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic());
        let after = format!("{key}{}", char::MAX);
        Ok(latin && self.disk.latin(key, &after)?.is_empty())
    }

    /// What only other words for it hold counts a little less.
    pub(super) fn expanded(clause: Box<dyn Clause>) -> Box<dyn Clause> {
        Box::new(BoostQuery::new(clause, EXPANDED))
    }
}
