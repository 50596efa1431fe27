//! Words for rank: tantivy in memory with a field cut by jieba.
//!
//! In: documents. Out: for a query, what the whole words of each block are worth. Must not decide what is
//! found: the exact layer does.
//!
//! jieba sees runs of 汉字 only (it glues `un-oewg` and `www.un.org`); Latin letters and digits are cut
//! here. It cuts without its hidden Markov model: the same word is then cut the same way in every
//! sentence, and the search for it as well.

use super::exact::Match;
use crate::document::Document;
use crate::text::{folded, simplify};
use jieba_rs::Jieba;
use std::ops::Range;
use std::sync::{Arc, LazyLock};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, BoostQuery, PhraseQuery, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, Searcher, SegmentReader, TantivyDocument, Term};

/// The word index could not be built or asked.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// tantivy's own words.
    #[error("word index: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// What is in it cannot be read.
    #[error("broken index: {0}")]
    Broken(String),
}

/// The word index.
pub struct Words {
    searcher: Searcher,
    body: Field,
    /// How many blocks it was built from.
    blocks: usize,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words")
            .field("blocks", &self.blocks)
            .finish_non_exhaustive()
    }
}

/// How much the words of a hit count beside the exact string.
const WEIGHT: f32 = 3.0;

/// Memory of tantivy's writer per thread, in bytes; its least is 15 MB.
const ARENA: usize = 32_000_000;

/// Fast field: the ordinal of the block.
const ORD: &str = "ord";

/// jieba's own dictionary, read-only; reading it takes about 100 ms and 33 MB.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

impl Words {
    /// Loads the dictionary and indexes all blocks. Takes about 200 ms on the bundled corpus; run it in
    /// the background.
    pub fn build(documents: &[Arc<Document>]) -> Result<Self, IndexError> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("words")
            // The exact layer weighs by length.
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let body = schema.add_text_field(
            "body",
            TextOptions::default().set_indexing_options(indexing),
        );
        let ord = schema.add_u64_field(ORD, FAST);
        let index = Index::builder().schema(schema.build()).create_in_ram()?;
        index.tokenizers().register("words", WordTokenizer);
        let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
        let mut writer = index.writer_with_num_threads(threads, threads * ARENA)?;
        let mut blocks = 0;
        for block in documents.iter().flat_map(|d| &d.blocks) {
            let mut document = TantivyDocument::default();
            document.add_text(body, &block.text);
            document.add_u64(ord, blocks);
            writer.add_document(document)?;
            blocks += 1;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let searcher = index.reader()?.searcher();
        Ok(Words {
            searcher,
            body,
            blocks: usize::try_from(blocks).unwrap_or(usize::MAX),
        })
    }

    /// Adds to each match what the whole words of the texts wanted are worth, where `blocks` says it is the same corpus. Says
    /// whether the query has words at all.
    pub(super) fn add_scores(
        &self,
        wanted: &[(String, f32)],
        matches: &mut [Match],
        blocks: usize,
    ) -> bool {
        let clauses: Vec<_> = wanted
            .iter()
            .filter_map(|(text, worth)| self.clause(text, *worth))
            .collect();
        if clauses.is_empty() || blocks != self.blocks {
            return false;
        }
        // A query that tantivy cannot answer leaves the order of the exact scan.
        let Ok(mut worth) = self.searcher.search(&BooleanQuery::union(clauses), &Worth) else {
            return false;
        };
        worth.sort_unstable_by_key(|w| w.ord);
        let mut worth = worth.into_iter().peekable();
        for m in matches {
            while worth.next_if(|w| w.ord < m.ord).is_some() {}
            if let Some(w) = worth.next_if(|w| w.ord == m.ord) {
                m.score += WEIGHT * w.score;
            }
        }
        true
    }

    /// The words of a text, one after the other.
    fn clause(&self, text: &str, worth: f32) -> Option<Box<dyn tantivy::query::Query>> {
        let clause = in_a_row(self.body, cut(text))?;
        Some(Box::new(BoostQuery::new(clause, worth)))
    }
}

/// Collects the score of every block that matches.
struct Worth;

struct SegmentWorth {
    ord: Column<u64>,
    found: Vec<Match>,
}

impl Collector for Worth {
    type Fruit = Vec<Match>;
    type Child = SegmentWorth;

    fn for_segment(&self, _id: u32, segment: &SegmentReader) -> tantivy::Result<SegmentWorth> {
        Ok(SegmentWorth {
            ord: segment.fast_fields().u64(ORD)?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<Match>>) -> tantivy::Result<Vec<Match>> {
        Ok(segments.concat())
    }
}

impl SegmentCollector for SegmentWorth {
    type Fruit = Vec<Match>;

    fn collect(&mut self, doc: u32, score: f32) {
        let ord = self.ord.first(doc).and_then(|ord| u32::try_from(ord).ok());
        self.found.extend(ord.map(|ord| Match { ord, score }));
    }

    fn harvest(self) -> Vec<Match> {
        self.found
    }
}

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

/// The words of a key, one after the other, as an index holds them: cut by how often its own words stand in
/// it, so that the dictionary need not be loaded to ask.
pub(super) fn phrase_of(
    searcher: &Searcher,
    field: Field,
    key: &str,
) -> Option<Box<dyn tantivy::query::Query>> {
    let words = cut_with(key, |text, run, words| {
        words.extend(cut_by_index(searcher, field, &text[run]).map(|word| (0..0, word)));
    });
    in_a_row(field, words)
}

/// These words, one after the other; None where there are none.
fn in_a_row(
    field: Field,
    words: Vec<(Range<usize>, String)>,
) -> Option<Box<dyn tantivy::query::Query>> {
    let term = |(_, word): (Range<usize>, String)| Term::from_field_text(field, &word);
    let mut terms: Vec<Term> = words.into_iter().map(term).collect();
    match terms.len() {
        0 => None,
        1 => Some(Box::new(TermQuery::new(
            terms.pop()?,
            IndexRecordOption::WithFreqs,
        ))),
        _ => Some(Box::new(PhraseQuery::new(terms))),
    }
}

/// Longest word that is looked for, in characters.
const LONGEST: usize = 8;

/// The likeliest words of a run of 汉字.
fn cut_by_index(searcher: &Searcher, field: Field, run: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = run.chars().collect();
    let all = (searcher.num_docs() as f64).max(2.0).ln();
    let word = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    // For each end, what the words up to it cost, and where the last of them begins.
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
    for end in 1..=chars.len() {
        let from = end.saturating_sub(LONGEST)..end;
        let costs = from.filter_map(|from| {
            let term = Term::from_field_text(field, &word(from, end));
            let cost = match searcher.doc_freq(&term).unwrap_or(0) {
                0 if end - from == 1 => all + 5.0,
                0 => return None,
                held => all - (held as f64).ln() + 1.0,
            };
            Some((best[from].0 + cost, from))
        });
        let cheapest = costs.min_by(|a, b| a.0.total_cmp(&b.0));
        best.push(cheapest.unwrap_or((f64::MAX, end - 1)));
    }
    let (mut words, mut end) = (Vec::new(), chars.len());
    while end > 0 {
        let from = best[end].1;
        words.push(word(from, end));
        end = from;
    }
    words.into_iter().rev()
}

/// The words of a text, folded, with their bytes.
fn cut(text: &str) -> Vec<(Range<usize>, String)> {
    cut_with(text, cut_han)
}

fn cut_with(
    text: &str,
    mut cut_han: impl FnMut(&str, Range<usize>, &mut Vec<(Range<usize>, String)>),
) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let kind = kind(first);
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|&(_, c)| self::kind(c) == kind) {
            end = at + c.len_utf8();
        }
        match kind {
            Kind::Han => cut_han(text, start..end, &mut words),
            Kind::Letter => words.push((start..end, folded(&text[start..end]))),
            Kind::Other => {}
        }
    }
    words.retain(|(_, word)| !word.is_empty());
    words
}

/// A text cut into its words, as they are printed, and the single characters between them: together they are the
/// text. The dictionary is read when this is called first.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let between = |from: usize, to: usize, found: &mut Vec<Range<usize>>| {
        let chars = text[from..to].char_indices();
        found.extend(chars.map(|(i, c)| from + i..from + i + c.len_utf8()));
    };
    for (range, _) in cut(text) {
        between(at, range.start, &mut found);
        at = range.end;
        found.push(range);
    }
    between(at, text.len(), &mut found);
    found
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Han,
    Letter,
    Other,
}

fn kind(c: char) -> Kind {
    match c {
        '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Han,
        // Marks that are composed with letters belong to them.
        _ if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') => Kind::Letter,
        _ => Kind::Other,
    }
}

/// Cuts a run of 汉字 with jieba, in Simplified characters, which its dictionary knows best.
fn cut_han(text: &str, run: Range<usize>, words: &mut Vec<(Range<usize>, String)>) {
    let mut rest = text[run.clone()].chars();
    let mut start = run.start;
    for token in JIEBA.cut(&simplify(&text[run]), false) {
        // As many characters of the original as the word has; their bytes can differ.
        let bytes: usize = token
            .word
            .chars()
            .zip(&mut rest)
            .map(|(_, c)| c.len_utf8())
            .sum();
        words.push((start..start + bytes, folded(token.word)));
        start += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        cut(text).into_iter().map(|w| w.1).collect()
    }

    #[test]
    fn cuts_words_whatever_the_script() {
        assert_eq!(
            words("打击网络犯罪，UN-OEWG 2015年"),
            ["打击", "网络", "犯罪", "un", "oewg", "2015", "年"]
        );
        assert_eq!(words("執行計畫"), words("执行计画"));
        assert_eq!(words("著名"), ["着名"]);
        assert_eq!(words("Ａ/RES/55/63"), ["a", "res", "55", "63"]);
        assert!(words(" ，— ").is_empty());
    }

    #[test]
    fn tokens_are_the_whole_text() {
        for text in ["", "，", "第 12 段：打击网络犯罪。𠮷", "a-b"] {
            let cut: String = tokens(text).into_iter().map(|t| &text[t]).collect();
            assert_eq!(cut, text);
        }
    }

    #[test]
    fn words_stand_where_they_say() {
        let text = "見網路犯罪 Cafe\u{301}，𠮷野家";
        for (range, word) in cut(text) {
            assert_eq!(folded(&text[range]), word);
        }
    }
}
