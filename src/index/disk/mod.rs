//! An index on disk, for corpora that are too large to be held in memory.
//!
//! In: documents, one after the other. Out: an index that several processes can read at once. Must not know
//! where files are, nor which of them have changed.
//!
//! Two kinds of entries stand in it: blocks with their bigrams, words and what is shown of them; and one
//! entry for each paper with its names and metadata. A bigram of all characters, with positions, finds every
//! string and nothing else; words only rank. Whatever is committed is whole: a process that is killed leaves
//! the last commit. The note of a commit (its payload) says whether all papers are in.

mod ask;
mod collect;
mod grams;
mod otherwise;
mod tokens;

pub use ask::{Asked, Found, can_answer};
pub use collect::Row;

use super::Scope;
use super::exact::boost;
use crate::document::{Block, Document, Script};
use crate::text::folded;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::OnceLock;
use tantivy::directory::MmapDirectory;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};
use tokens::WordTokenizer;

/// An index on disk could not be made or asked.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// tantivy's own words.
    #[error("index: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// What is in it cannot be read.
    #[error("broken index: {0}")]
    Broken(String),
}

/// Changes with everything that changes what stands in an index.
pub const FORMAT: &str = "3 jieba 0.11 tantivy 0.27";

/// Memory of the writer, in bytes, over all its threads.
const ARENA: usize = 160_000_000;

/// Boosts are kept as whole numbers.
const BOOST: f32 = 100.0;

/// A name for how indexes are made by this program: format, tokenizers, tables of the folding.
pub fn version() -> String {
    let tables = crate::text::fold_tables();
    format!(
        "{:016x}",
        fingerprint(tables.chain([FORMAT]).map(str::as_bytes))
    )
}

/// A fingerprint of bytes (FNV-1a), the same on every machine.
pub fn fingerprint<'a>(parts: impl Iterator<Item = &'a [u8]>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.flat_map(|part| part.iter().chain(&[0])) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// The fields of an index.
#[derive(Debug, Clone, Copy)]
struct Fields {
    /// "block" or "paper".
    entry: Field,
    /// The key of the file that an entry came from.
    file: Field,
    /// Bigrams of blocks.
    grams: Field,
    /// Words of blocks.
    words: Field,
    /// The script of the paper, and the scope of the block.
    script: Field,
    scope: Field,
    /// Numbers of the paper and the block, and how much the block's kind counts.
    paper: Field,
    block: Field,
    boost: Field,
    /// JSON: a `Row`, or a `Paper`.
    stored: Field,
}

impl Fields {
    fn schema() -> (Schema, Fields) {
        let mut schema = Schema::builder();
        let text = |tokenizer: &str, norms: bool| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_fieldnorms(norms)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions);
            TextOptions::default().set_indexing_options(indexing)
        };
        let fields = Fields {
            entry: schema.add_text_field("entry", STRING),
            file: schema.add_text_field("file", STRING),
            grams: schema.add_text_field("grams", text("raw", true)),
            words: schema.add_text_field("words", text("words", false)),
            script: schema.add_u64_field("script", INDEXED),
            scope: schema.add_u64_field("scope", INDEXED | FAST),
            paper: schema.add_u64_field("paper", FAST),
            block: schema.add_u64_field("block", FAST),
            boost: schema.add_u64_field("boost", FAST),
            stored: schema.add_text_field("stored", STORED),
        };
        (schema.build(), fields)
    }
}

/// What is kept of a paper besides its blocks.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Paper {
    file: String,
    number: u64,
    name: String,
    id: String,
    title: String,
    symbol: Option<String>,
    date: Option<String>,
    body: Option<String>,
    language: String,
}

/// An index that is read.
pub struct Disk {
    searcher: Searcher,
    fields: Fields,
    /// The note of the commit that is read.
    note: String,
    papers: OnceLock<ask::Papers>,
    /// Keys of some blocks.
    sample: OnceLock<String>,
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disk")
            .field("note", &self.note)
            .finish_non_exhaustive()
    }
}

/// How much is in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    /// Papers.
    pub papers: usize,
    /// Blocks.
    pub blocks: u64,
    /// Parts that the index is made of.
    pub segments: usize,
}

impl Disk {
    /// Opens the index in a folder; `None` where there is none.
    pub fn open(folder: &Path) -> Result<Option<Disk>, IndexError> {
        if !folder.join("meta.json").is_file() {
            return Ok(None);
        }
        let (mut index, fields) = index_in(folder)?;
        // A query goes over the parts of the index on all cores.
        index.set_default_multithread_executor()?;
        let note = index.load_metas()?.payload.unwrap_or_default();
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(8)
            .try_into()?;
        Ok(Some(Disk {
            searcher: reader.searcher(),
            fields,
            note,
            papers: OnceLock::new(),
            sample: OnceLock::new(),
        }))
    }

    /// What was noted at the last commit.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// Keys of the files that are in it, each with the id of its document.
    pub fn files(&self) -> Result<Vec<(String, String)>, IndexError> {
        Ok(self.papers()?.files().collect())
    }

    /// How much is in it.
    pub fn stats(&self) -> Result<Stats, IndexError> {
        let papers = self.papers()?.files().count();
        Ok(Stats {
            papers,
            blocks: self.searcher.num_docs() - papers as u64,
            segments: self.searcher.segment_readers().len(),
        })
    }
}

/// Files of an index that are not as they were written; none where all is well.
pub fn verify(folder: &Path) -> Result<Vec<String>, IndexError> {
    let (index, _) = index_in(folder)?;
    let broken = index.validate_checksum()?;
    Ok(broken.iter().map(|p| p.display().to_string()).collect())
}

fn index_in(folder: &Path) -> Result<(Index, Fields), IndexError> {
    let (schema, fields) = Fields::schema();
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let index = Index::builder().schema(schema).open_or_create(directory)?;
    index.tokenizers().register("words", WordTokenizer);
    Ok((index, fields))
}

/// An index that is written; one process at a time can.
pub struct DiskWriter {
    writer: IndexWriter,
    fields: Fields,
}

impl DiskWriter {
    /// Opens or makes the index in a folder for writing.
    ///
    /// # Errors
    ///
    /// An error where another process writes it.
    pub fn open(folder: &Path) -> Result<DiskWriter, IndexError> {
        let (index, fields) = index_in(folder)?;
        let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
        let writer = index.writer_with_num_threads(threads, ARENA)?;
        Ok(DiskWriter { writer, fields })
    }

    /// Takes out what came from a file.
    pub fn remove(&mut self, file: &str) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.file, file));
    }

    /// Adds a paper that came from a file. `place` says where a block stands, for people.
    pub fn add(
        &mut self,
        file: &str,
        d: &Document,
        place: impl Fn(&Document, usize) -> String,
    ) -> Result<(), IndexError> {
        let fields = self.fields;
        let number = fingerprint([file.as_bytes()].into_iter());
        for (at, block) in d.blocks.iter().enumerate() {
            let mut entry = TantivyDocument::default();
            entry.add_text(fields.entry, "block");
            entry.add_text(fields.file, file);
            let numbered = folded(block.text.get(..block.number_len as usize).unwrap_or("")).len();
            entry.add_pre_tokenized_text(
                fields.grams,
                grams::of_block(&folded(&block.text), numbered),
            );
            entry.add_text(fields.words, &block.text);
            entry.add_u64(fields.script, script_number(d.meta.script));
            entry.add_u64(fields.scope, scope_number(block));
            entry.add_u64(fields.paper, number);
            entry.add_u64(fields.block, at as u64);
            entry.add_u64(fields.boost, (boost(block.kind) * BOOST) as u64);
            let row = Row::of(d, at, place(d, at));
            entry.add_text(
                fields.stored,
                serde_json::to_string(&row).unwrap_or_default(),
            );
            self.writer.add_document(entry)?;
        }
        let paper = Paper {
            file: file.to_owned(),
            number,
            name: d.raw.name.clone(),
            id: d.id.clone(),
            title: d.meta.title.clone(),
            symbol: d.meta.symbol.clone(),
            date: d.meta.date.clone(),
            body: d.meta.body.clone(),
            language: d.meta.language.clone(),
        };
        let mut entry = TantivyDocument::default();
        entry.add_text(fields.entry, "paper");
        entry.add_text(fields.file, file);
        entry.add_text(
            fields.stored,
            serde_json::to_string(&paper).unwrap_or_default(),
        );
        self.writer.add_document(entry)?;
        Ok(())
    }

    /// Makes everything since the last commit part of the index, whole or not at all.
    pub fn commit(&mut self, note: &str) -> Result<(), IndexError> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(note);
        commit.commit()?;
        Ok(())
    }

    /// Waits for what goes on in the background.
    pub fn finish(self) -> Result<(), IndexError> {
        Ok(self.writer.wait_merging_threads()?)
    }
}

fn script_number(script: Script) -> u64 {
    match script {
        Script::Hans => 0,
        Script::Hant => 1,
        Script::Other => 2,
    }
}

/// The place of its scope in `Scope::ALL`; one more for none.
fn scope_number(block: &Block) -> u64 {
    let scope = Scope::of(block);
    let at = scope.and_then(|s| Scope::ALL.iter().position(|x| *x == s));
    at.unwrap_or(Scope::ALL.len()) as u64
}
