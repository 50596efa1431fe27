//! Words for tantivy: what a text is cut into, and the words of a string one after the other.
//!
//! In: texts. Out: tokens and clauses. Must not know what is found: bigrams find, words rank.

use crate::index::cut::cut;
use std::ops::Range;
use tantivy::Term;
use tantivy::query::{PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Cuts texts into words for tantivy.
#[derive(Clone)]
pub(super) struct WordTokenizer;

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream {
        WordStream {
            words: cut(text).into_iter(),
            token: Token::default(),
        }
    }
}

pub(super) struct WordStream {
    words: std::vec::IntoIter<(Range<usize>, String)>,
    token: Token,
}

impl TokenStream for WordStream {
    fn advance(&mut self) -> bool {
        let Some((range, text)) = self.words.next() else {
            return false;
        };
        self.token = Token {
            offset_from: range.start,
            offset_to: range.end,
            position: self.token.position.wrapping_add(1),
            text,
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The words of a key, one after the other; None where there are none.
pub(super) fn phrase_of(field: Field, key: &str) -> Option<Box<dyn Query>> {
    let term = |(_, word): (Range<usize>, String)| Term::from_field_text(field, &word);
    let mut terms: Vec<Term> = cut(key).into_iter().map(term).collect();
    match terms.len() {
        0 => None,
        1 => Some(Box::new(TermQuery::new(
            terms.pop()?,
            IndexRecordOption::WithFreqs,
        ))),
        _ => Some(Box::new(PhraseQuery::new(terms))),
    }
}
