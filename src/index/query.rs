//! What a person typed, read without ever failing.
//!
//! In: a line as typed. Out: groups of terms with their keys. Must not know what is searched.
//!
//! | typed | means |
//! |---|---|
//! | `a b` | a and b |
//! | `a b \| c` | a, and b or c (`\|` binds closer than the blank, as in fzf) |
//! | `-a`, `!a` | not a |
//! | `"a b"`, `“a b”`, `'a` | exactly this string (blanks never count, see `text::fold`) |
//! | `doc:a`, `in:a`, `在:a`, `文档:a` | only in documents whose id, symbol, title or file name holds a |
//!
//! Full-width signs do as well. Whatever makes no sense as a sign is looked for as text.

use crate::text::{fold, folded};
use std::ops::Range;

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// All groups must hold; a group holds when one of its terms does. No group is empty.
    groups: Vec<Vec<Term>>,
}

/// One thing looked for, or ruled out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As typed, without signs.
    pub text: String,
    /// Its key (`text::folded`), never empty.
    pub key: String,
    /// Where it is looked for.
    pub kind: TermKind,
    /// It must not be there.
    pub negated: bool,
}

/// Where a term is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermKind {
    /// In the text of blocks.
    Text,
    /// In the text of blocks; the person asked for this very string.
    Exact,
    /// In the names of documents.
    Document,
}

/// What a term does in its query, for reading the query back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Must be there.
    Must,
    /// Must be there, as typed.
    Exact,
    /// One of its group must be there.
    Any,
    /// Must not be there.
    Not,
    /// Only in documents with this name.
    InDocument,
    /// Not in documents with this name.
    NotInDocument,
}

/// A term and its role: what `explain` gives, in the order typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Terms with the same number are alternatives to each other.
    pub group: usize,
    /// What it does.
    pub role: Role,
    /// As typed, without signs.
    pub text: String,
}

impl Query {
    /// Reads a query. Never fails; see the table above.
    pub fn parse(typed: &str) -> Self {
        let mut reader = Reader::new(typed);
        let mut groups: Vec<Vec<Term>> = Vec::new();
        let mut joined = false;
        while let Some(token) = reader.next() {
            match token {
                Token::Or => joined = !groups.is_empty(),
                Token::Term(term) => {
                    match groups.last_mut().filter(|_| joined) {
                        Some(group) => group.push(term),
                        None => groups.push(vec![term]),
                    }
                    joined = false;
                }
            }
        }
        Query { groups }
    }

    /// Looks for one string, whatever signs it holds: text that was marked, not typed.
    pub fn literal(text: &str) -> Self {
        let key = folded(text);
        let term = (!key.is_empty()).then(|| Term {
            text: text.to_owned(),
            key,
            kind: TermKind::Exact,
            negated: false,
        });
        Query {
            groups: term.map(|t| vec![t]).into_iter().collect(),
        }
    }

    /// Nothing is asked for: nothing is found.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// All groups must hold; a group holds when one of its terms does.
    pub fn groups(&self) -> &[Vec<Term>] {
        &self.groups
    }

    /// The strings that should be there: every term looked for in texts that is not ruled out.
    pub fn wanted(&self) -> impl Iterator<Item = &Term> {
        let terms = self.groups.iter().flatten();
        terms.filter(|t| !t.negated && t.kind != TermKind::Document)
    }

    /// How the query was read, term by term. The words around it come from the translations.
    pub fn explain(&self) -> Vec<Said> {
        let numbered = self.groups.iter().enumerate();
        numbered
            .flat_map(|(i, group)| group.iter().map(move |term| (i, group.len(), term)))
            .map(|(group, alternatives, term)| Said {
                group,
                role: match (term.kind, term.negated) {
                    (TermKind::Document, false) => Role::InDocument,
                    (TermKind::Document, true) => Role::NotInDocument,
                    (_, true) => Role::Not,
                    _ if alternatives > 1 => Role::Any,
                    (TermKind::Exact, _) => Role::Exact,
                    (TermKind::Text, _) => Role::Must,
                },
                text: term.text.clone(),
            })
            .collect()
    }

    /// Byte ranges of `text` that hold what the query wants, sorted, not overlapping. For any text: a
    /// block, a heading in a list, a snippet.
    pub fn ranges(&self, text: &str) -> Vec<Range<u32>> {
        let key = fold(text);
        let mut found: Vec<Range<u32>> = Vec::new();
        for term in self.wanted() {
            for at in memchr::memmem::find_iter(key.text.as_bytes(), term.key.as_bytes()) {
                let source = key.source(at..at + term.key.len());
                if let (Ok(start), Ok(end)) = (source.start.try_into(), source.end.try_into()) {
                    found.push(start..end);
                }
            }
        }
        super::merged(found)
    }
}

/// A piece of a query.
enum Token {
    Or,
    Term(Term),
}

/// Goes through the typed line.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn new(typed: &'a str) -> Self {
        Reader { rest: typed }
    }

    /// The next token that means something.
    fn next(&mut self) -> Option<Token> {
        loop {
            self.rest = self.rest.trim_start_matches(is_blank);
            if self.rest.is_empty() {
                return None;
            }
            if self.take(&['|', '｜']) {
                return Some(Token::Or);
            }
            if let Some(term) = self.term() {
                return Some(Token::Term(term));
            }
        }
    }

    fn take(&mut self, signs: &[char]) -> bool {
        let rest = self.rest.strip_prefix(signs);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// A term, which takes at least one character; `None` when nothing of it can be looked for.
    fn term(&mut self) -> Option<Term> {
        let negated = self.take(&['-', '!', '－', '！']);
        let document = self.field();
        let literal = self.take(&['\'', '＇', '‘']);
        let quoted = if literal { None } else { self.quoted() };
        let text = match quoted {
            Some(text) => text,
            None => self.word(),
        };
        let key = folded(text);
        (!key.is_empty()).then(|| Term {
            text: text.trim().to_owned(),
            key,
            kind: match (document, literal || quoted.is_some()) {
                (true, _) => TermKind::Document,
                (_, true) => TermKind::Exact,
                _ => TermKind::Text,
            },
            negated,
        })
    }

    /// Takes the name of a field with its colon.
    fn field(&mut self) -> bool {
        for name in ["doc", "in", "在", "文档"] {
            let Some(head) = self.rest.get(..name.len()) else {
                continue;
            };
            if head.eq_ignore_ascii_case(name)
                && let Some(value) = self.rest[name.len()..].strip_prefix([':', '：'])
                && value.starts_with(|c| !is_blank(c))
            {
                self.rest = value;
                return true;
            }
        }
        false
    }

    /// Takes a quoted string. Quotes are signs only when a blank, `|` or the end follows the closing one
    /// (or there is none): pasted text with a quotation at its start is text.
    fn quoted(&mut self) -> Option<&'a str> {
        let open = self.rest.chars().next()?;
        let closing: &[char] = match open {
            '"' | '＂' => &['"', '＂'],
            '“' | '”' | '„' => &['”', '“'],
            _ => return None,
        };
        let inner = &self.rest[open.len_utf8()..];
        let Some(end) = inner.find(closing) else {
            self.rest = "";
            return Some(inner);
        };
        let mut after = inner[end..].chars();
        after.next();
        if !after.as_str().is_empty() && !after.as_str().starts_with(ends_word) {
            return None;
        }
        self.rest = after.as_str();
        Some(&inner[..end])
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find(ends_word).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

fn ends_word(c: char) -> bool {
    is_blank(c) || matches!(c, '|' | '｜')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(typed: &str) -> Vec<(usize, Role, String)> {
        let explained = Query::parse(typed).explain();
        explained
            .into_iter()
            .map(|s| (s.group, s.role, s.text))
            .collect()
    }

    fn one(role: Role, text: &str) -> Vec<(usize, Role, String)> {
        vec![(0, role, text.to_owned())]
    }

    #[test]
    fn reads_signs_of_both_widths() {
        let expected = [
            (0, Role::Exact, "网络犯罪"),
            (1, Role::Any, "公约"),
            (1, Role::Any, "条约"),
            (2, Role::Not, "北约"),
            (3, Role::InDocument, "75/123"),
        ]
        .map(|(g, r, t)| (g, r, t.to_owned()));
        assert_eq!(said("'网络犯罪 公约 | 条约 !北约 doc:75/123"), expected);
        assert_eq!(said("“网络犯罪”　公约｜条约 －北约 在：75/123"), expected);
        assert_eq!(said("-in:\"a b\""), one(Role::NotInDocument, "a b"));
    }

    #[test]
    fn takes_what_makes_no_sense_as_text() {
        assert_eq!(said("[原件：英文]"), one(Role::Must, "[原件：英文]"));
        assert_eq!(said("“网络”项目"), one(Role::Must, "“网络”项目"));
        assert_eq!(said("\"开 放"), one(Role::Exact, "开 放"));
        assert_eq!(said("doc:"), one(Role::Must, "doc:"));
        assert_eq!(said("un-oewg"), one(Role::Must, "un-oewg"));
        assert_eq!(said("| a |"), one(Role::Must, "a"));
        for nothing in ["", "  ", "-", "|", "\"\"", "'", "!!", "-\" \""] {
            let found = said(nothing);
            assert!(
                found.iter().all(|s| !s.2.trim().is_empty()),
                "{nothing}: {found:?}"
            );
        }
        assert!(Query::parse(" | - '").is_empty());
    }

    #[test]
    fn marks_what_it_wants_in_any_text() {
        let text = "網 路與网络,NET";
        let ranges = Query::parse("网路 net -网络").ranges(text);
        let marked: Vec<&str> = ranges
            .iter()
            .map(|r| &text[r.start as usize..r.end as usize])
            .collect();
        assert_eq!(marked, ["網 路", "NET"]);
    }

    proptest! {
        #[test]
        fn never_fails_and_always_ends(typed in "[-!'\"“”‘|｜：: a网在doc]{0,24}|\\PC*") {
            for term in Query::parse(&typed).groups().iter().flatten() {
                prop_assert!(!term.key.is_empty());
            }
        }
    }
}
