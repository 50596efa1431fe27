//! What a person typed, read without ever failing.
//!
//! In: a line as typed. Out: an expression of terms with their keys, and what was wrong with the line. Must
//! not know what is searched.
//!
//! | typed | means |
//! |---|---|
//! | `a b`, `a AND b` | a and b |
//! | `a b \| c`, `a b OR c` | a, and b or c (`\|` binds closer than the blank, as in fzf) |
//! | `-a`, `!a`, `NOT a` | not a |
//! | `(a b) \| c` | groups |
//! | `"a b"`, `“a b”`, `'a` | exactly this string (blanks never count, see `text::fold`) |
//! | `^a`, `a$` | a block that begins (after its number) or ends with a |
//! | `~a` | a, or what a stands for, or what stands for a |
//! | `re:a+`, `re:"a b"` | a regular expression over the clean text |
//! | `机构:a`, `body:a` … | fields, see `Field` |
//!
//! Full-width signs do as well. Whatever makes no sense as a sign is looked for as text.

mod date;
mod field;
mod hold;
mod read;
mod say;
#[cfg(test)]
mod tests;

pub use date::DateRange;
pub use field::Field;
pub(super) use field::one_apart;
pub use say::{read_back, read_mistake};

use super::Places;
use crate::text::{fold, folded};
use std::ops::Range;
use std::sync::Arc;

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    expr: Option<Expr>,
    mistakes: Vec<Mistake>,
    within: Option<Arc<Places>>,
}

/// What must hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// All of them; at least two.
    All(Vec<Expr>),
    /// One of them; at least two.
    Any(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// This.
    Term(Term),
}

/// One thing looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// As typed, without signs.
    pub text: String,
    /// Its key (`text::folded`), never empty.
    pub key: String,
    /// Where it is looked for, and how.
    pub kind: TermKind,
    /// What it stands for, or what stands for it, does as well.
    pub aliases: bool,
}

/// Where a term is looked for, and how.
#[derive(Debug, Clone, PartialEq)]
pub enum TermKind {
    /// In the text of blocks, in any spelling.
    Text,
    /// In the text of blocks; the person asked for this very string.
    Exact,
    /// At the beginning of blocks, after their numbers.
    Start,
    /// At the end of blocks, before their closing signs.
    End,
    /// The whole of blocks.
    Whole,
    /// A regular expression over the text of blocks.
    Pattern(Pattern),
    /// What is known of documents and blocks besides their text.
    Field(Field),
    /// The date of the document, or dates that the block mentions.
    Date(Field, DateRange),
}

/// A regular expression that could be read.
#[derive(Debug, Clone)]
pub struct Pattern(pub(crate) regex::Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

/// Something in a query that could not be read as it stands. It is left out, or read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// A quotation mark that is not closed: read up to the end.
    Quote,
    /// A bracket that is not closed: closed at the end.
    Bracket,
    /// A sign (`AND`, `|`, `-`…) with nothing to stand for: left out.
    Lonely(String),
    /// A field without value: left out.
    NoValue(String),
    /// A regular expression that cannot be read: left out.
    Pattern(String),
    /// A date that cannot be read: left out. The field as typed, and the value.
    Date(String, String),
    /// No field has this name, but one has a name like it: read as text.
    NearField(String, &'static str),
    /// No document has such a value: left out. The field as typed, and the value.
    NoSuchValue(String, String),
    /// An index on disk does not know this (citations, States, patterns): left out, or read as text.
    NotOnDisk(String),
    /// Longer than anything that can be looked for: cut.
    Long(usize),
}

impl Query {
    /// Reads a query. Never fails; see the table above.
    pub fn parse(typed: &str) -> Self {
        let (expr, mistakes) = read::read(typed);
        Query {
            expr,
            mistakes,
            within: None,
        }
    }

    /// Looks for one string, whatever signs it holds: text that was marked, not typed.
    pub fn literal(text: &str) -> Self {
        let key = folded(text);
        let term = (!key.is_empty()).then(|| Term {
            text: text.to_owned(),
            key,
            kind: TermKind::Exact,
            aliases: false,
        });
        Query {
            expr: term.map(Expr::Term),
            mistakes: Vec::new(),
            within: None,
        }
    }

    /// A query that was made and not typed.
    pub fn of(expr: Option<Expr>) -> Self {
        Query {
            expr,
            mistakes: Vec::new(),
            within: None,
        }
    }

    /// The same in parts of the corpus only: scopes (标题, notes…), or documents whose id, symbol, title or file
    /// name holds the value; any of them.
    #[must_use]
    pub fn within(self, values: &[String]) -> Self {
        let term = |value: &String| {
            let is_scope = super::values::scope_named(&folded(value)).is_some();
            let field = if is_scope {
                Field::Scope
            } else {
                Field::Within
            };
            let kind = TermKind::Field(field);
            Term::text(value).map(|term| Expr::Term(Term { kind, ..term }))
        };
        let Some(wanted) = self.expr else {
            return self;
        };
        let parts = Expr::any(values.iter().filter_map(term).collect());
        Query {
            expr: Expr::all(parts.into_iter().chain([wanted]).collect()),
            mistakes: self.mistakes,
            within: self.within,
        }
    }

    /// Only what stands at these places is found.
    pub fn limited_to(mut self, places: Option<Arc<Places>>) -> Self {
        self.within = places;
        self
    }

    /// The places that alone are asked for.
    pub fn places(&self) -> Option<&Places> {
        self.within.as_deref()
    }

    /// Nothing is asked for: nothing is found.
    pub fn is_empty(&self) -> bool {
        self.expr.is_none()
    }

    /// What must hold.
    pub fn expr(&self) -> Option<&Expr> {
        self.expr.as_ref()
    }

    /// What was wrong with the line.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// All terms in the order of the line, each with whether it is ruled out.
    pub fn terms(&self) -> Vec<(&Term, bool)> {
        let mut terms = Vec::new();
        if let Some(expr) = &self.expr {
            expr.collect(false, &mut terms);
        }
        terms
    }

    /// The strings that should be there: every term looked for in texts that is not ruled out.
    pub fn wanted(&self) -> impl Iterator<Item = &Term> {
        let terms = self.terms().into_iter();
        terms.filter_map(|(t, negated)| (!negated && t.in_text()).then_some(t))
    }

    /// Some answers depend on facts: citations, dates in the text, abbreviations, symbols.
    pub fn needs_facts(&self) -> bool {
        self.terms().iter().any(|(t, _)| {
            t.aliases
                || matches!(
                    t.kind,
                    TermKind::Field(Field::Cites) | TermKind::Date(Field::Mentions, _)
                )
                || (t.kind == TermKind::Text && super::symbol::Named::new(&t.key).is_some())
        })
    }

    /// Byte ranges of `text` that hold what the query wants, sorted, not overlapping. For any text: a
    /// block, a heading in a list, a snippet.
    pub fn ranges(&self, text: &str) -> Vec<Range<u32>> {
        let key = fold(text);
        let mut found: Vec<Range<u32>> = Vec::new();
        for term in self.wanted() {
            if let TermKind::Pattern(pattern) = &term.kind {
                found.extend(pattern.0.find_iter(text).filter_map(|m| narrow(m.range())));
                continue;
            }
            for at in memchr::memmem::find_iter(key.text.as_bytes(), term.key.as_bytes()) {
                found.extend(narrow(key.source(at..at + term.key.len())));
            }
        }
        super::merged(found)
    }
}

/// Bytes as spans count them; nothing where they do not fit, or nothing is in them.
pub(super) fn narrow(range: Range<usize>) -> Option<Range<u32>> {
    let (start, end) = (range.start.try_into().ok()?, range.end.try_into().ok()?);
    (start < end).then_some(start..end)
}

impl Expr {
    fn collect<'a>(&'a self, negated: bool, terms: &mut Vec<(&'a Term, bool)>) {
        match self {
            Expr::All(parts) | Expr::Any(parts) => {
                parts.iter().for_each(|p| p.collect(negated, terms));
            }
            Expr::Not(inner) => inner.collect(!negated, terms),
            Expr::Term(term) => terms.push((term, negated)),
        }
    }

    /// All of several expressions; `None` for none.
    pub fn all(parts: Vec<Expr>) -> Option<Expr> {
        Self::joined(parts, Expr::All)
    }

    /// One of several expressions; `None` for none.
    pub fn any(parts: Vec<Expr>) -> Option<Expr> {
        Self::joined(parts, Expr::Any)
    }

    fn joined(mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> Expr) -> Option<Expr> {
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(join(parts)),
        }
    }

    /// The expression with each term changed by `change`, which is given the term's number in the order
    /// of the line; terms for which it gives nothing are left out.
    pub fn changed(
        &self,
        next: &mut usize,
        change: &mut dyn FnMut(usize, &Term) -> Option<Expr>,
    ) -> Option<Expr> {
        let mut of_all = |parts: &[Expr]| -> Vec<Expr> {
            let changed = parts.iter().map(|p| p.changed(next, change));
            changed.collect::<Vec<_>>().into_iter().flatten().collect()
        };
        match self {
            Expr::All(parts) => Expr::all(of_all(parts)),
            Expr::Any(parts) => Expr::any(of_all(parts)),
            Expr::Not(inner) => inner
                .changed(next, change)
                .map(|inner| Expr::Not(Box::new(inner))),
            Expr::Term(term) => {
                *next += 1;
                change(*next - 1, term)
            }
        }
    }

    /// As a person could type it.
    pub fn typed(&self) -> String {
        match self {
            Expr::All(parts) => {
                let typed = parts.iter().map(|p| match p {
                    Expr::All(_) => format!("({})", p.typed()),
                    _ => p.typed(),
                });
                typed.collect::<Vec<_>>().join(" ")
            }
            Expr::Any(parts) => {
                let typed = parts.iter().map(|p| match p {
                    Expr::All(_) | Expr::Any(_) => format!("({})", p.typed()),
                    _ => p.typed(),
                });
                typed.collect::<Vec<_>>().join(" | ")
            }
            Expr::Not(inner) => match inner.as_ref() {
                Expr::Term(_) => format!("-{}", inner.typed()),
                _ => format!("-({})", inner.typed()),
            },
            Expr::Term(term) => term.typed(),
        }
    }
}

impl Term {
    /// A plain term; `None` where nothing of it can be looked for.
    pub fn text(text: &str) -> Option<Term> {
        let key = folded(text);
        (!key.is_empty()).then(|| Term {
            text: text.to_owned(),
            key,
            kind: TermKind::Text,
            aliases: false,
        })
    }

    /// It is looked for in the text of blocks.
    pub fn in_text(&self) -> bool {
        !matches!(self.kind, TermKind::Field(_) | TermKind::Date(..))
    }

    /// As a person could type it.
    fn typed(&self) -> String {
        // A quote inside is kept by the other kind of quotes.
        let quotes = |text: &str| match text.contains(['"', '＂']) {
            true => format!("“{}”", text.replace(['“', '”'], " ")),
            false => format!("\"{text}\""),
        };
        let quoted = |text: &str| {
            let signs = "|()（）｜\"＂:：“”„‘";
            let sign = text.contains(|c: char| c.is_whitespace() || signs.contains(c))
                || text.starts_with(['-', '－', '!', '！', '\'', '＇', '^', '＾', '~', '～', '/'])
                || text.ends_with(['$', '＄'])
                || matches!(text, "AND" | "OR" | "&&");
            if sign { quotes(text) } else { text.to_owned() }
        };
        let tilde = if self.aliases { "~" } else { "" };
        match &self.kind {
            TermKind::Text => format!("{tilde}{}", quoted(&self.text)),
            TermKind::Exact => format!("{tilde}{}", quotes(&self.text)),
            TermKind::Start => format!("{tilde}^{}", quoted(&self.text)),
            TermKind::End => format!("{tilde}{}$", quoted(&self.text)),
            TermKind::Whole => format!("{tilde}^{}$", quoted(&self.text)),
            TermKind::Pattern(_) => format!("re:{}", quoted(&self.text)),
            TermKind::Field(field) | TermKind::Date(field, _) => {
                format!("{}:{}", field.name(), quoted(&self.text))
            }
        }
    }
}
