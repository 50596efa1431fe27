//! A query read back in words.
//!
//! In: a query, how its terms were taken. Out: a sentence in the language of the interface. Must not know
//! what was found.

use super::{Expr, Field, Mistake, Query, Term, TermKind};
use crate::i18n::{Language, Value};
use crate::index::Taken;

/// The whole query in words: `“网络” 且 不含“北约”`. `taken` says for each term how it was taken, in the
/// order of the line; what it lacks is taken as typed.
pub fn read_back(query: &Query, taken: &[Taken], language: Language) -> String {
    let mut said = Saying {
        taken,
        language,
        next: 0,
    };
    query.expr().map_or(String::new(), |e| said.expr(e, false))
}

struct Saying<'a> {
    taken: &'a [Taken],
    language: Language,
    next: usize,
}

impl Saying<'_> {
    fn expr(&mut self, expr: &Expr, inside: bool) -> String {
        let (parts, sign) = match expr {
            Expr::All(parts) => (parts, "term-and"),
            Expr::Any(parts) => (parts, "term-or"),
            Expr::Not(inner) => {
                let not = self.language.say("term-not");
                return match inner.as_ref() {
                    Expr::Term(_) => format!("{not}{}", self.expr(inner, true)),
                    _ => format!("{not}({})", self.expr(inner, false)),
                };
            }
            Expr::Term(term) => return self.term(term),
        };
        let said: Vec<String> = parts.iter().map(|p| self.expr(p, true)).collect();
        let said = said.join(&self.language.say(sign));
        if inside { format!("({said})") } else { said }
    }

    fn term(&mut self, term: &Term) -> String {
        let taken = self.taken.get(self.next);
        self.next += 1;
        let word = cut(&term.text);
        let word: (&str, Value<'_>) = ("word", word.as_str().into());
        let with = |id: &str| self.language.with(id, std::slice::from_ref(&word));
        let said = match &term.kind {
            TermKind::Text => with("term-text"),
            TermKind::Exact => with("term-exactly"),
            TermKind::Start => with("term-start"),
            TermKind::End => with("term-end"),
            TermKind::Whole => with("term-whole"),
            TermKind::Pattern(_) => with("term-pattern"),
            TermKind::Date(field, _) | TermKind::Field(field) => {
                with(&format!("term-{}", field.id()))
            }
        };
        let Some(taken) = taken else { return said };
        let more = |id: &str, words: &[String]| {
            let words = words.join(&self.language.say("term-comma"));
            format!(
                "{said}{}",
                self.language.with(id, &[("words", words.into())])
            )
        };
        match taken {
            Taken::AsTyped => said,
            Taken::Ignored => format!("{said}{}", self.language.say("taken-ignored")),
            Taken::Words(words) => more("taken-words", words),
            Taken::Sound(words) => more("taken-sound", words),
            Taken::Parts(parts) => more("taken-parts", parts),
            Taken::Section(words) => {
                let mut words = words.clone();
                words.push(self.language.say("taken-section"));
                more("taken-words", &words)
            }
            Taken::Symbol(symbols) => more("taken-symbol", symbols),
            Taken::Aliases(words) => more("taken-aliases", words),
            Taken::Pieces(n) => {
                let pieces = self.language.with("taken-pieces", &[("n", (*n).into())]);
                format!("{said}{pieces}")
            }
        }
    }
}

/// Long text is said by its beginning.
fn cut(text: &str) -> String {
    const LONGEST: usize = 24;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// One mistake in words.
pub fn read_mistake(mistake: &Mistake, language: Language) -> String {
    let with = |id: &str, arguments: &[(&str, Value<'_>)]| language.with(id, arguments);
    match mistake {
        Mistake::Quote => language.say("mistake-quote"),
        Mistake::Bracket => language.say("mistake-bracket"),
        Mistake::Lonely(sign) => with("mistake-lonely", &[("sign", sign.as_str().into())]),
        Mistake::NoValue(field) => with("mistake-no-value", &[("field", field.as_str().into())]),
        Mistake::Pattern(text) => with("mistake-pattern", &[("word", cut(text).into())]),
        Mistake::Date(field, value) => with(
            "mistake-date",
            &[
                ("field", field.as_str().into()),
                ("word", cut(value).into()),
            ],
        ),
        Mistake::NearField(field, near) => with(
            "mistake-near-field",
            &[("field", cut(field).into()), ("near", (*near).into())],
        ),
        Mistake::NoSuchValue(field, value) => with(
            "mistake-no-such-value",
            &[
                ("field", field.as_str().into()),
                ("word", cut(value).into()),
            ],
        ),
        Mistake::NotOnDisk(text) => with("mistake-not-on-disk", &[("word", cut(text).into())]),
        Mistake::Long(n) => with("mistake-long", &[("n", (*n).into())]),
    }
}

impl Field {
    /// Its name in the language of the interface.
    pub fn name_in(self, language: Language) -> &'static str {
        match language {
            // A field's name is typed as it is shown.
            Language::Chinese | Language::Traditional => self.name(),
            Language::English => self.english(),
        }
    }
}
