//! Who says something on what: the states and organisations of a document's replies by topic.
//!
//! In: the facts of a document. Out: rows and cells with the blocks they stand for. Must not know screens.

use super::Library;
use crate::document::{BlockKind, Document};
use crate::facts::{NAMES, TOPICS, Topic, topic_table};
use std::ops::Range;

/// What one reply says on one topic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The blocks, in reading order.
    pub blocks: Vec<usize>,
    /// How many paragraphs those are: what hangs on a paragraph (items, rows) is counted with it.
    pub paragraphs: usize,
    /// The heading that the topic has in the reply, where it has one of its own.
    pub heading: Option<usize>,
}

impl Cell {
    /// Nothing is said on the topic.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Where to begin reading: the heading, or the first paragraph.
    pub fn place(&self) -> Option<usize> {
        let first = self.blocks.first().copied()?;
        Some(self.heading.unwrap_or(first))
    }
}

/// A reply and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// Index in `NAMES.actors`.
    pub actor: u32,
    /// All blocks of the reply.
    pub blocks: Range<usize>,
    /// A cell for each topic of the matrix.
    pub cells: Vec<Cell>,
    /// Text of the reply that could not be mapped to any topic.
    pub unmapped: Cell,
}

impl MatrixRow {
    /// Who speaks, in Chinese.
    pub fn name(&self) -> &'static str {
        NAMES.actors.get(self.actor as usize).map_or("", |a| a.name)
    }

    /// Who speaks, in English.
    pub fn english(&self) -> &'static str {
        let actor = NAMES.actors.get(self.actor as usize);
        actor.map_or("", |a| a.english)
    }
}

/// The replies of a document by topic.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Index in `Library::documents`.
    pub document: usize,
    /// The columns: topics that somebody speaks of.
    pub topics: Vec<&'static Topic>,
    /// The rows, in the order of the replies.
    pub rows: Vec<MatrixRow>,
}

impl Matrix {
    /// The matrix of a document; None where it is not made of replies.
    pub fn of(library: &Library, index: usize) -> Option<Matrix> {
        let document = library.documents.get(index)?;
        let facts = library.facts.get(index)?.as_ref()?;
        if facts.replies.is_empty() {
            return None;
        }
        let table = topic_table(facts);
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|mentions| {
                let of_cell = || mentions.iter().filter_map(|i| facts.topics.get(*i));
                cell(
                    document,
                    of_cell().map(|m| m.block).collect(),
                    of_cell().find_map(|m| m.heading),
                )
            });
            MatrixRow {
                actor: row.actor,
                blocks: facts.replies[row.reply].blocks.clone(),
                cells: cells.collect(),
                unmapped: cell(document, row.unmapped.clone(), None),
            }
        });
        Some(Matrix {
            document: index,
            rows: rows.collect(),
            topics: table
                .topics
                .iter()
                .filter_map(|k| TOPICS.named(k))
                .collect(),
        })
    }

    /// Documents that are made of replies.
    pub fn documents(library: &Library) -> Vec<usize> {
        let facts = library.facts.iter().enumerate();
        let with = facts.filter(|(_, f)| f.as_ref().is_some_and(|f| !f.replies.is_empty()));
        with.map(|(index, _)| index).collect()
    }

    /// A cell; the column after the last topic is what could not be mapped.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        let row = self.rows.get(row)?;
        if column == self.topics.len() {
            return Some(&row.unmapped);
        }
        row.cells.get(column)
    }

    /// Columns, what could not be mapped included.
    pub fn columns(&self) -> usize {
        self.topics.len() + 1
    }
}

fn cell(document: &Document, mut blocks: Vec<usize>, heading: Option<usize>) -> Cell {
    blocks.sort_unstable();
    blocks.dedup();
    let hangs = |block: usize| {
        let kind = document.blocks.get(block).map(|b| b.kind);
        matches!(kind, Some(BlockKind::Item | BlockKind::TableRow))
    };
    // An item belongs to the paragraph before it, where that is in the cell as well.
    let counts = |i: &usize| {
        let block = blocks[*i];
        !(hangs(block) && *i > 0 && blocks[*i - 1] + 1 == block)
    };
    let paragraphs = (0..blocks.len()).filter(counts).count();
    Cell {
        blocks,
        paragraphs,
        heading,
    }
}
