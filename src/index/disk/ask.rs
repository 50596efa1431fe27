//! A query asked of an index on disk.
//!
//! In: a query. Out: counts and rows. Must not know files.

use super::collect::{Row, Scored, Tally, Tallying};
use super::tokens::phrase_of;
use super::{Disk, IndexError, Paper, grams, script_number};
use crate::document::{Block, BlockKind, Document, Script};
use crate::facts::PartialDate;
use crate::index::exact::Exact;
use crate::index::marks::anchored;
use crate::index::symbol::Named;
use crate::index::{Expr, Field, Mistake, Offer, Query, Scope, Taken, Term as Wanted, TermKind};
use crate::index::{merged, values, variants};
use crate::source::{Origin, RawText};
use crate::text::{fold, folded};
use memchr::memmem;
use std::ops::{Bound, Range};
use std::sync::Arc;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur,
    PhraseQuery, Query as Clause, TermQuery, TermSetQuery,
};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{TantivyDocument, Term};

/// How much the words of a hit count beside the exact string.
const WORDS: f32 = 3.0;

/// What was found.
#[derive(Debug, Default)]
pub struct Asked {
    /// How many blocks match, and in how many papers.
    pub total: usize,
    /// In how many papers they are.
    pub documents: usize,
    /// How many are in each of `Scope::ALL`.
    pub scopes: [usize; 4],
    /// The best, best first.
    pub hits: Vec<Found>,
    /// How each term was taken.
    pub taken: Vec<Taken>,
    /// What was wrong with the query, or cannot be asked of an index on disk.
    pub mistakes: Vec<Mistake>,
    /// Other queries that find something, where this one does not.
    pub offers: Vec<Offer>,
}

/// A block that holds what was searched for.
#[derive(Debug)]
pub struct Found {
    /// The block.
    pub row: Row,
    /// What matches, in bytes of its text.
    pub ranges: Vec<Range<u32>>,
    /// Higher is better.
    pub score: f32,
    /// How much its kind counted in that.
    pub kind: f32,
}

/// All papers of an index, as documents without text, for what is asked of names and metadata.
pub(super) struct Papers {
    exact: Exact,
    papers: Vec<Paper>,
}

impl Papers {
    pub fn files(&self) -> impl Iterator<Item = (String, String)> {
        let papers = self.papers.iter();
        papers.map(|p| (p.file.clone(), p.id.clone()))
    }
}

/// Every term of the query can be asked of an index on disk.
pub fn can_answer(query: &Query) -> bool {
    query.terms().iter().all(|(term, _)| known(term))
}

fn known(term: &Wanted) -> bool {
    let symbol = || term.kind == TermKind::Text && Named::new(&term.key).is_some();
    let field = |field: &Field| !matches!(field, Field::State | Field::Cites | Field::Mentions);
    match &term.kind {
        TermKind::Pattern(_) => false,
        TermKind::Field(f) | TermKind::Date(f, _) => field(f),
        _ => !term.aliases && !symbol(),
    }
}

impl Disk {
    /// All that matches, counted, and the best of it.
    pub fn ask(&self, query: &Query, limit: usize) -> Result<Asked, IndexError> {
        let mut asking = Asking::new(self, query);
        let clause = match query.expr() {
            Some(expr) => asking.expr(expr, false)?,
            None => None,
        };
        let tally = match clause {
            Some(clause) => self.searcher.search(&clause, &Tallying(limit))?,
            None => Tally::default(),
        };
        let hits: Result<_, _> = tally.best.iter().map(|s| asking.found(s)).collect();
        Ok(Asked {
            total: tally.total,
            documents: tally.papers.len(),
            scopes: tally.scopes,
            hits: hits?,
            offers: match tally.total {
                0 => self.offers(query)?,
                _ => Vec::new(),
            },
            taken: asking.taken,
            mistakes: asking.mistakes,
        })
    }

    pub(super) fn papers(&self) -> Result<&Papers, IndexError> {
        if let Some(papers) = self.papers.get() {
            return Ok(papers);
        }
        let term = Term::from_field_text(self.fields.entry, "paper");
        let all = TermQuery::new(term, IndexRecordOption::Basic);
        let found = self
            .searcher
            .search(&all, &tantivy::collector::DocSetCollector)?;
        let mut papers = Vec::with_capacity(found.len());
        for address in found {
            papers.extend(serde_json::from_str::<Paper>(&self.stored(address)?).ok());
        }
        papers.sort_unstable_by(|a, b| a.file.cmp(&b.file));
        let documents: Vec<_> = papers.iter().map(|p| Arc::new(bare(p))).collect();
        let exact = Exact::build(&documents);
        Ok(self.papers.get_or_init(|| Papers { exact, papers }))
    }

    fn stored(&self, address: tantivy::DocAddress) -> Result<String, IndexError> {
        let entry: TantivyDocument = self.searcher.doc(address)?;
        let text = entry.get_first(self.fields.stored).and_then(|v| v.as_str());
        Ok(text.unwrap_or_default().to_owned())
    }
}

/// A paper as a document of one empty block.
fn bare(paper: &Paper) -> Document {
    let raw = RawText::new(paper.name.clone(), Origin::Bundled, String::new());
    let mut d = crate::document::build(Arc::new(raw), &paper.id);
    d.meta.title.clone_from(&paper.title);
    d.meta.symbol.clone_from(&paper.symbol);
    d.meta.date.clone_from(&paper.date);
    d.meta.body.clone_from(&paper.body);
    d.meta.language.clone_from(&paper.language);
    d.blocks = vec![Block {
        kind: BlockKind::Paragraph,
        level: 0,
        number: String::new(),
        number_len: 0,
        text: String::new(),
        segments: Vec::new().into(),
        lines: Vec::new().into(),
        marks: Vec::new().into(),
        cells: Vec::new().into(),
        bold: Vec::new().into(),
    }];
    d
}

/// A key to mark, where in a block it stands, and the kind of papers it is marked in.
struct Mark {
    key: String,
    begins: bool,
    ends: bool,
    script: Option<Script>,
}

impl Mark {
    /// Where it stands in the key of a block with a number of this length.
    fn places(&self, key: &str, number: usize) -> Vec<Range<usize>> {
        if self.begins || self.ends {
            let place = anchored(key, number, &self.key, self.begins, self.ends);
            return place.into_iter().collect();
        }
        let places = memmem::find_iter(key.as_bytes(), self.key.as_bytes());
        places.map(|at| at..at + self.key.len()).collect()
    }
}

pub(super) struct Asking<'a> {
    pub disk: &'a Disk,
    pub taken: Vec<Taken>,
    mistakes: Vec<Mistake>,
    marks: Vec<Mark>,
}

type Built = Result<Option<Box<dyn Clause>>, IndexError>;

impl<'a> Asking<'a> {
    pub fn new(disk: &'a Disk, query: &Query) -> Asking<'a> {
        Asking {
            disk,
            taken: Vec::new(),
            mistakes: query.mistakes().to_vec(),
            marks: Vec::new(),
        }
    }
}

impl Asking<'_> {
    /// `None` for what is left out.
    pub fn expr(&mut self, expr: &Expr, negated: bool) -> Built {
        match expr {
            Expr::Any(parts) => {
                let mut clauses = Vec::new();
                for part in parts {
                    clauses.extend(self.expr(part, negated)?);
                }
                Ok(match clauses.is_empty() {
                    true => None,
                    false => Some(Box::new(BooleanQuery::union(clauses))),
                })
            }
            Expr::Not(inner) => {
                let inner = self.expr(inner, !negated)?;
                Ok(inner.map(|clause| self.all_but(vec![(Occur::MustNot, clause)])))
            }
            Expr::All(parts) => {
                let mut clauses: Vec<(Occur, Box<dyn Clause>)> = Vec::new();
                for part in parts {
                    let (occur, inner, negated) = match part {
                        Expr::Not(inner) => (Occur::MustNot, inner.as_ref(), !negated),
                        part => (Occur::Must, part, negated),
                    };
                    let clause = self.expr(inner, negated)?;
                    clauses.extend(clause.map(|clause| (occur, clause)));
                }
                Ok(match clauses.is_empty() {
                    true => None,
                    false if clauses.iter().all(|(o, _)| *o == Occur::MustNot) => {
                        Some(self.all_but(clauses))
                    }
                    false => Some(Box::new(BooleanQuery::new(clauses))),
                })
            }
            Expr::Term(term) => {
                let at = self.taken.len();
                self.taken.push(Taken::AsTyped);
                let clause = self.term(term, at, negated)?;
                if clause.is_none() {
                    self.taken[at] = Taken::Ignored;
                }
                Ok(clause)
            }
        }
    }

    /// All blocks without some.
    fn all_but(&self, mut clauses: Vec<(Occur, Box<dyn Clause>)>) -> Box<dyn Clause> {
        clauses.push((Occur::Must, self.plain(self.disk.fields.entry, "block")));
        Box::new(BooleanQuery::new(clauses))
    }

    fn plain(&self, field: tantivy::schema::Field, text: &str) -> Box<dyn Clause> {
        let term = Term::from_field_text(field, text);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
    }

    fn term(&mut self, term: &Wanted, at: usize, negated: bool) -> Built {
        if !known(term) {
            self.mistakes.push(Mistake::NotOnDisk(term.text.clone()));
            if !matches!(term.kind, TermKind::Text | TermKind::Exact) {
                return Ok(None);
            }
        }
        let (begins, ends) = match term.kind {
            TermKind::Start => (true, false),
            TermKind::End => (false, true),
            TermKind::Whole => (true, true),
            _ => (false, false),
        };
        match &term.kind {
            TermKind::Text => {
                let mut clauses = vec![self.string(&term.key, None, false, false, negated)];
                let mut words = Vec::new();
                for (other, script) in variants::of(&term.key) {
                    let clause = self.string(&other, Some(script), false, false, negated);
                    clauses.push(Self::expanded(clause));
                    words.push(other);
                }
                if !words.is_empty() {
                    self.taken[at] = Taken::Words(words);
                }
                let literal: Box<dyn Clause> = Box::new(BooleanQuery::union(clauses));
                match negated {
                    true => Ok(Some(literal)),
                    false => Ok(Some(self.otherwise(term, at, literal)?)),
                }
            }
            TermKind::Field(Field::Scope) => Ok(match values::scope_named(&term.key) {
                Some(scope) => Some(self.scope(scope)),
                None => self.no_value(term),
            }),
            TermKind::Field(field) => self.papers_with(term, *field),
            TermKind::Date(_, range) => {
                let papers = self.disk.papers()?;
                let holds = |p: &&Paper| {
                    let date = p.date.as_deref().and_then(PartialDate::parse);
                    date.is_some_and(|date| range.holds(&date, None))
                };
                Ok(Some(self.of_papers(papers.papers.iter().filter(holds))))
            }
            TermKind::Pattern(_) => Ok(None),
            _ => Ok(Some(self.string(&term.key, None, begins, ends, negated))),
        }
    }

    fn no_value(&mut self, term: &Wanted) -> Option<Box<dyn Clause>> {
        if let TermKind::Field(field) = term.kind {
            let (field, value) = (field.name().to_owned(), term.text.clone());
            self.mistakes.push(Mistake::NoSuchValue(field, value));
        }
        None
    }

    fn papers_with(&mut self, term: &Wanted, field: Field) -> Built {
        let papers = self.disk.papers()?;
        let Some(found) = values::matches(&papers.exact, field, &term.key) else {
            return Ok(self.no_value(term));
        };
        let chosen = found
            .iter()
            .map(|m| &papers.papers[papers.exact.at(m.ord).document]);
        Ok(Some(self.of_papers(chosen)))
    }

    fn of_papers<'p>(&self, papers: impl Iterator<Item = &'p Paper>) -> Box<dyn Clause> {
        let fields = self.disk.fields;
        let terms = papers.map(|p| Term::from_field_text(fields.file, &p.file));
        let files: Box<dyn Clause> = Box::new(TermSetQuery::new(terms));
        let files = Box::new(ConstScoreQuery::new(files, 0.0));
        let blocks = self.plain(fields.entry, "block");
        Box::new(BooleanQuery::intersection(vec![files, blocks]))
    }

    fn scope(&self, scope: Scope) -> Box<dyn Clause> {
        let at = Scope::ALL.iter().position(|s| *s == scope).unwrap_or(0);
        let term = Term::from_field_u64(self.disk.fields.scope, at as u64);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
    }

    /// Blocks that hold a string, in papers of a script or all; whole words of it count besides.
    pub fn string(
        &mut self,
        key: &str,
        script: Option<Script>,
        begins: bool,
        ends: bool,
        negated: bool,
    ) -> Box<dyn Clause> {
        let fields = self.disk.fields;
        let mut terms: Vec<Term> = grams::of_string(key, begins, ends)
            .iter()
            .map(|gram| Term::from_field_text(fields.grams, gram))
            .collect();
        let exact: Box<dyn Clause> = match terms.len() {
            0 if key.is_empty() => return Box::new(EmptyQuery),
            0 => {
                let last = format!("{key}{}", char::MAX);
                let bound = |text: &str| Bound::Included(Term::from_field_text(fields.grams, text));
                Box::new(InvertedIndexRangeQuery::new(bound(key), bound(&last)))
            }
            1 => {
                let term = terms.remove(0);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            }
            _ => Box::new(PhraseQuery::new(terms)),
        };
        if negated {
            return self.in_script(exact, script);
        }
        self.marks.push(Mark {
            key: key.to_owned(),
            begins,
            ends,
            script,
        });
        let mut clauses = vec![(Occur::Must, exact)];
        if let Some(words) = phrase_of(fields.words, key) {
            clauses.push((Occur::Should, Box::new(BoostQuery::new(words, WORDS))));
        }
        self.in_script(Box::new(BooleanQuery::new(clauses)), script)
    }

    fn in_script(&self, clause: Box<dyn Clause>, script: Option<Script>) -> Box<dyn Clause> {
        let Some(script) = script else { return clause };
        let term = Term::from_field_u64(self.disk.fields.script, script_number(script));
        let of_script = TermQuery::new(term, IndexRecordOption::Basic);
        let of_script = Box::new(ConstScoreQuery::new(Box::new(of_script), 0.0));
        Box::new(BooleanQuery::intersection(vec![clause, of_script]))
    }

    fn found(&self, scored: &Scored) -> Result<Found, IndexError> {
        let stored = self.disk.stored(scored.address)?;
        let row: Row =
            serde_json::from_str(&stored).map_err(|e| IndexError::Broken(e.to_string()))?;
        let key = fold(&row.text);
        let number = row.text.get(..row.number as usize).unwrap_or("");
        let number = folded(number).len();
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for mark in &self.marks {
            let wanted = match mark.script {
                Some(Script::Hant) => row.traditional == Some(true),
                Some(Script::Hans) => row.traditional == Some(false),
                _ => true,
            };
            if wanted {
                for place in mark.places(&key.text, number) {
                    ranges.extend(crate::index::query::narrow(key.source(place)));
                }
            }
        }
        Ok(Found {
            row,
            ranges: merged(ranges),
            score: scored.score,
            kind: scored.boost,
        })
    }
}
