//! Whether any text fits a query: a note, a paragraph of a document that is read.
//!
//! In: a query, a text. Out: yes or no. What is asked of documents (fields, dates) is left out. Must not know
//! documents.

use super::{Expr, Query, Term, TermKind};
use crate::text::folded;

impl Query {
    /// The text has what the query wants and nothing that it rules out. False where it asks for nothing.
    pub fn holds(&self, text: &str) -> bool {
        let key = folded(text);
        let holds = |expr: &Expr| holds(expr, text, &key);
        self.expr.as_ref().and_then(holds).unwrap_or(false)
    }
}

/// `None` for what is left out.
fn holds(expr: &Expr, text: &str, key: &str) -> Option<bool> {
    let of = |parts: &[Expr]| -> Vec<bool> {
        let parts = parts.iter().filter_map(|p| holds(p, text, key));
        parts.collect()
    };
    match expr {
        Expr::All(parts) => {
            let of = of(parts);
            (!of.is_empty()).then(|| of.iter().all(|held| *held))
        }
        Expr::Any(parts) => {
            let of = of(parts);
            (!of.is_empty()).then(|| of.iter().any(|held| *held))
        }
        Expr::Not(inner) => holds(inner, text, key).map(|held| !held),
        Expr::Term(term) => term_holds(term, text, key),
    }
}

fn term_holds(term: &Term, text: &str, key: &str) -> Option<bool> {
    let ends = |key: &str| {
        let body = key.trim_end_matches(|c: char| !c.is_alphanumeric());
        key.ends_with(&term.key) || body.ends_with(&term.key)
    };
    Some(match &term.kind {
        TermKind::Text | TermKind::Exact => key.contains(&term.key),
        TermKind::Start => key.starts_with(&term.key),
        TermKind::End => ends(key),
        TermKind::Whole => key.starts_with(&term.key) && ends(key),
        TermKind::Pattern(pattern) => pattern.0.is_match(text),
        TermKind::Field(_) | TermKind::Date(..) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fits_or_not() {
        let text = "網路犯罪的公約（草案）";
        for (typed, held) in [
            ("网路", true),
            ("网路 公约", true),
            ("网路 条约", false),
            ("条约 | 公约", true),
            ("网路 -草案", false),
            ("-条约", true),
            ("^网路 草案$", true),
            ("^公约", false),
            ("re:公.", true),
            ("机构:大会", false),
            ("机构:大会 公约", true),
            ("", false),
        ] {
            assert_eq!(Query::parse(typed).holds(text), held, "{typed}");
        }
    }
}
