//! Goes through a typed line and makes an expression of it.
//!
//! In: a line. Out: the expression, and what was wrong. Must not know what is searched.

use super::field::{is_pattern, near};
use super::{DateRange, Expr, Field, Mistake, Pattern, Term, TermKind};
use crate::text::folded;
use regex::RegexBuilder;

/// Brackets and signs in each other; more are taken for text.
const DEEPEST: usize = 24;
/// Alternatives and conditions in one line; a line with more is pasted text.
const MOST_TERMS: usize = 40;
/// Characters of a line that are read; keys are never longer.
const LONGEST: usize = 20_000;
/// Memory that a regular expression may take when compiled, in bytes.
const PATTERN_SIZE: usize = 1 << 20;
/// Longest name of a field, in bytes.
const NAME: usize = 16;

/// Scopes that are also written as fields: `标题:a` is `范围:标题 a`.
const SCOPES: [(&str, &str); 8] = [
    ("标题", "标题"),
    ("title", "title"),
    ("脚注", "脚注"),
    ("note", "note"),
    ("表格", "表格"),
    ("table", "table"),
    ("段落", "段落"),
    ("para", "para"),
];

/// Reads a line.
pub(super) fn read(typed: &str) -> (Option<Expr>, Vec<Mistake>) {
    let end = typed.char_indices().nth(LONGEST).map(|(at, _)| at);
    let mut reader = Reader {
        rest: &typed[..end.unwrap_or(typed.len())],
        mistakes: Vec::new(),
        terms: 0,
    };
    let expr = reader.line(0);
    if end.is_some() {
        reader.mistakes.push(Mistake::Long(LONGEST));
    }
    if reader.terms > MOST_TERMS {
        // Nobody types that; it was pasted.
        let text: String = typed.chars().take(LONGEST).collect();
        return (Term::text(&text).map(Expr::Term), Vec::new());
    }
    reader.mistakes.dedup();
    (expr, reader.mistakes)
}

/// What joins terms.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Sign {
    And,
    Or,
}

/// Goes through the typed line.
struct Reader<'a> {
    rest: &'a str,
    mistakes: Vec<Mistake>,
    /// Terms read so far.
    terms: usize,
}

impl<'a> Reader<'a> {
    /// Everything up to the end, or to the bracket that closes this group.
    fn line(&mut self, depth: usize) -> Option<Expr> {
        let mut groups: Vec<Vec<Expr>> = Vec::new();
        // The sign that waits for what it joins.
        let mut open: Option<(Sign, String)> = None;
        loop {
            self.blanks();
            if self.rest.is_empty() || (depth > 0 && self.rest.starts_with([')', '）'])) {
                break;
            }
            if let Some((sign, printed)) = self.sign() {
                if groups.is_empty() || open.is_some() {
                    self.mistakes.push(Mistake::Lonely(printed.clone()));
                }
                if !groups.is_empty() {
                    open = Some((sign, printed));
                }
                continue;
            }
            let Some(expr) = self.one(depth) else {
                continue;
            };
            let joined = matches!(open.take(), Some((Sign::Or, _)));
            match groups.last_mut().filter(|_| joined) {
                Some(group) => group.push(expr),
                None => groups.push(vec![expr]),
            }
        }
        if let Some((_, printed)) = open {
            self.mistakes.push(Mistake::Lonely(printed));
        }
        Expr::all(groups.into_iter().filter_map(Expr::any).collect())
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(char::is_whitespace);
    }

    fn take(&mut self, signs: &[char]) -> bool {
        let rest = self.rest.strip_prefix(signs);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// `|`, or `AND` and `OR` as words of their own.
    fn sign(&mut self) -> Option<(Sign, String)> {
        if self.take(&['|', '｜']) {
            self.take(&['|', '｜']);
            return Some((Sign::Or, "|".to_owned()));
        }
        for (word, sign) in [("AND", Sign::And), ("&&", Sign::And), ("OR", Sign::Or)] {
            if let Some(rest) = self.rest.strip_prefix(word)
                && (rest.is_empty() || rest.starts_with(char::is_whitespace))
            {
                self.rest = rest;
                return Some((sign, word.to_owned()));
            }
        }
        None
    }

    /// A term, a group, or one of them ruled out. Takes at least one character.
    fn one(&mut self, depth: usize) -> Option<Expr> {
        let not = match self.rest.strip_prefix("NOT ") {
            Some(rest) => {
                self.rest = rest.trim_start();
                Some("NOT")
            }
            None => self.take(&['-', '!', '－', '！']).then_some("-"),
        };
        if let Some(printed) = not {
            let nothing = self.rest.is_empty() || self.rest.starts_with(char::is_whitespace);
            if nothing || depth >= DEEPEST {
                self.mistakes.push(Mistake::Lonely(printed.to_owned()));
                return None;
            }
            let inner = self.one(depth + 1)?;
            return Some(match inner {
                Expr::Not(inner) => *inner,
                inner => Expr::Not(Box::new(inner)),
            });
        }
        if depth < DEEPEST && self.take(&['(', '（']) {
            let inner = self.line(depth + 1);
            if !self.take(&[')', '）']) {
                self.mistakes.push(Mistake::Bracket);
            }
            return inner;
        }
        self.terms += 1;
        self.term(depth)
    }

    fn term(&mut self, depth: usize) -> Option<Expr> {
        if let Some(name) = self.field_name() {
            return self.field(name, depth);
        }
        let aliases = self.take(&['~', '～']);
        let start = self.take(&['^', '＾']);
        let literal = self.take(&['\'', '＇', '‘']);
        let quoted = if literal { None } else { self.quoted() };
        let mut text = match quoted {
            Some(text) => text,
            None => self.word(depth),
        };
        let mut end = false;
        if let Some(cut) = text.strip_suffix(['$', '＄'])
            && quoted.is_none()
            && !cut.is_empty()
        {
            (text, end) = (cut, true);
        } else if quoted.is_some() && self.rest.starts_with(['$', '＄']) {
            end = self.take(&['$', '＄']);
        }
        if quoted.is_none() && !literal {
            self.look_for_near_field(text);
        }
        let key = folded(text);
        (!key.is_empty()).then(|| {
            Expr::Term(Term {
                text: text.trim().to_owned(),
                key,
                kind: match (start, end) {
                    (true, true) => TermKind::Whole,
                    (true, false) => TermKind::Start,
                    (false, true) => TermKind::End,
                    _ if literal || quoted.is_some() => TermKind::Exact,
                    _ => TermKind::Text,
                },
                aliases,
            })
        })
    }

    /// The name before a colon, if it is that of a field. The colon is not taken.
    fn field_name(&mut self) -> Option<&'a str> {
        let end = self.rest.find([':', '：']).filter(|end| *end <= NAME)?;
        let name = &self.rest[..end];
        let scope = SCOPES.iter().any(|(n, _)| n.eq_ignore_ascii_case(name));
        (Field::named(name).is_some() || is_pattern(name) || scope).then_some(name)
    }

    fn field(&mut self, name: &'a str, depth: usize) -> Option<Expr> {
        let colon = self.rest[name.len()..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.rest = &self.rest[name.len() + colon..];
        let quoted = self.quoted();
        if is_pattern(name) {
            let text = quoted.unwrap_or_else(|| self.up_to_blank());
            return self.pattern(name, text);
        }
        let text = quoted.unwrap_or_else(|| self.word(depth));
        if folded(text).is_empty() {
            self.mistakes.push(Mistake::NoValue(name.to_owned()));
            return None;
        }
        let scope = SCOPES.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        let Some(field) = Field::named(name) else {
            let term = |text: &str, kind| {
                let text = Term::text(text)?;
                Some(Expr::Term(Term { kind, ..text }))
            };
            let scope = term(scope?.1, TermKind::Field(Field::Scope))?;
            let kind = if quoted.is_some() {
                TermKind::Exact
            } else {
                TermKind::Text
            };
            return Expr::all(vec![scope, term(text, kind)?]);
        };
        let values = text.split([',', '，', '、']).map(str::trim);
        let mut terms = Vec::new();
        for value in values.filter(|v| quoted.is_none() && !v.is_empty()) {
            terms.extend(self.value(name, field, value).map(Expr::Term));
        }
        if quoted.is_some() {
            terms.extend(self.value(name, field, text).map(Expr::Term));
        }
        Expr::any(terms)
    }

    fn value(&mut self, name: &str, field: Field, value: &str) -> Option<Term> {
        let kind = match field {
            Field::Date | Field::Mentions => match DateRange::parse(value) {
                Some(range) => TermKind::Date(field, range),
                None => {
                    self.mistakes
                        .push(Mistake::Date(name.to_owned(), value.to_owned()));
                    return None;
                }
            },
            _ => TermKind::Field(field),
        };
        Some(Term {
            kind,
            ..Term::text(value)?
        })
    }

    /// Without case where no capital letter is asked for.
    fn pattern(&mut self, name: &str, text: &str) -> Option<Expr> {
        if text.is_empty() {
            self.mistakes.push(Mistake::NoValue(name.to_owned()));
            return None;
        }
        let text = text
            .strip_prefix('/')
            .and_then(|t| t.strip_suffix('/'))
            .unwrap_or(text);
        let pattern = RegexBuilder::new(text)
            .case_insensitive(!text.contains(char::is_uppercase))
            .size_limit(PATTERN_SIZE)
            .build();
        match (pattern, Term::text(text)) {
            (Ok(pattern), Some(term)) => Some(Expr::Term(Term {
                kind: TermKind::Pattern(Pattern(pattern)),
                ..term
            })),
            _ => {
                self.mistakes.push(Mistake::Pattern(text.to_owned()));
                None
            }
        }
    }

    fn look_for_near_field(&mut self, text: &str) {
        let Some((name, value)) = text.split_once([':', '：']) else {
            return;
        };
        if !value.is_empty()
            && !value.starts_with('/')
            && let Some(near) = near(name)
        {
            let name = name.to_owned();
            self.mistakes.push(Mistake::NearField(name, near));
        }
    }

    /// Takes a quoted string. Quotes are signs only when a blank, `|`, `)`, `$` or the end follows the
    /// closing one (or there is none): pasted text with a quotation at its start is text.
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
            self.mistakes.push(Mistake::Quote);
            return Some(inner);
        };
        let mut after = inner[end..].chars();
        after.next();
        let ends = |c: char| ends_word(c) || matches!(c, ')' | '）' | '$' | '＄');
        if !after.as_str().is_empty() && !after.as_str().starts_with(ends) {
            return None;
        }
        self.rest = after.as_str();
        Some(&inner[..end])
    }

    /// Up to a blank or `|`; in a group also up to a closing bracket that the word did not open.
    fn word(&mut self, depth: usize) -> &'a str {
        let mut inside = 0usize;
        let ends = |&(_, c): &(usize, char)| match c {
            '(' | '（' => {
                inside += 1;
                false
            }
            ')' | '）' if inside == 0 => depth > 0,
            ')' | '）' => {
                inside -= 1;
                false
            }
            c => ends_word(c),
        };
        let end = self.rest.char_indices().find(ends).map(|(at, _)| at);
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    fn up_to_blank(&mut self) -> &'a str {
        let end = self.rest.find(char::is_whitespace);
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '｜')
}
