//! The matrix of replies: a cursor on its cells, what is chosen, and what cells open.
//!
//! In: the library's matrix, commands. Out: state. What could not be mapped is the last column.

use super::split::Lock;
use super::update::Turn;
use super::{App, Effect, Said, View, copy, geometry};
use crate::index::BlockRef;
use crate::library::{Cell, Library, Matrix, ReferenceError, resolve};
use std::sync::Arc;

/// The matrix that is open.
#[derive(Debug, Clone)]
pub(crate) struct Replies {
    pub matrix: Arc<Matrix>,
    pub row: usize,
    pub column: usize,
    /// First row and column on the page.
    pub top: usize,
    pub left: usize,
    /// The first of two cells that are to be set side by side.
    pub chosen: Option<(usize, usize)>,
}

impl Replies {
    /// The cell with the cursor.
    pub fn cell(&self) -> Option<&Cell> {
        self.matrix.cell(self.row, self.column)
    }

    /// All cells that say something, in reading order.
    pub fn filled(&self) -> Vec<(usize, usize)> {
        let rows = 0..self.matrix.rows.len();
        let all = rows.flat_map(|row| (0..self.matrix.columns()).map(move |column| (row, column)));
        let says =
            |at: &(usize, usize)| self.matrix.cell(at.0, at.1).is_some_and(|c| !c.is_empty());
        all.filter(says).collect()
    }

    /// The place of the cursor among the cells that say something.
    pub fn at(&self) -> usize {
        let here = (self.row, self.column);
        let filled = self.filled();
        let after = filled.iter().position(|at| *at >= here);
        after.unwrap_or(filled.len().saturating_sub(1))
    }

    /// So many cells that say something further.
    fn step_filled(&mut self, by: i64) {
        let filled = self.filled();
        let last = filled.len().saturating_sub(1) as i64;
        let to = (self.at() as i64).saturating_add(by).clamp(0, last) as usize;
        if let Some(at) = filled.get(to) {
            (self.row, self.column) = *at;
        }
    }

    /// So many rows further.
    pub fn step_row(&mut self, by: i64) {
        let last = self.matrix.rows.len().saturating_sub(1) as i64;
        self.row = (self.row as i64).saturating_add(by).clamp(0, last) as usize;
    }

    /// So many columns further.
    pub fn step_column(&mut self, by: i64) {
        let last = self.matrix.columns().saturating_sub(1) as i64;
        self.column = (self.column as i64).saturating_add(by).clamp(0, last) as usize;
    }

    /// A move in a face that lists the cells: from one that says something to the next.
    pub fn step(&mut self, by: i64, listed: bool) {
        if listed {
            self.step_filled(by);
        } else {
            self.step_row(by);
        }
    }

    /// To the next cell that says something.
    pub fn turn(&mut self, by: i64) {
        let (here, at) = ((self.row, self.column), self.at());
        let on = self.filled().get(at) == Some(&here);
        self.step_filled(if on || by < 0 { by } else { by - 1 });
    }

    /// Scrolls so that the cursor is on the page.
    pub fn keep_in_sight(&mut self, rows: usize, columns: usize) {
        let (rows, columns) = (rows.max(1), columns.max(1));
        if self.row < self.top {
            self.top = self.row;
        }
        self.top = self.top.max((self.row + 1).saturating_sub(rows));
        if self.column < self.left {
            self.left = self.column;
        }
        self.left = self.left.max((self.column + 1).saturating_sub(columns));
    }

    /// A block of a cell, to go to.
    fn place(&self, at: (usize, usize)) -> Option<BlockRef> {
        let block = self.matrix.cell(at.0, at.1)?.place()?;
        Some(BlockRef {
            document: self.matrix.document,
            block,
        })
    }
}

impl App {
    /// Rows and columns of cells on a page of the matrix.
    pub(crate) fn matrix_page(&self) -> (usize, usize) {
        let panes = geometry::matrix_panes(self.port());
        let rows = panes.grid.inner_height(panes.framed).saturating_sub(1);
        (rows, panes.columns)
    }
}

impl Turn<'_> {
    /// Opens the matrix of the document that is named or open; where that has no replies, says which have.
    pub(super) fn open_matrix(&mut self) {
        let library = self.library;
        let argument = std::mem::take(&mut self.argument);
        let document = match argument.trim() {
            "" => self.app.main().document,
            named => match resolve(library, named) {
                Ok(place) => Some(place.document),
                Err(ReferenceError::NoPart(..)) | Err(_) => {
                    self.say("message-not-found", &[("text", named.into())]);
                    return;
                }
            },
        };
        let Some(matrix) = document.and_then(|d| Matrix::of(library, d)) else {
            self.no_replies(library);
            return;
        };
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        let at = self.app.main().at();
        let here = at.filter(|at| at.document == matrix.document);
        let row = here.and_then(|at| {
            matrix
                .rows
                .iter()
                .position(|r| r.blocks.contains(&at.block))
        });
        let column = row.zip(here).and_then(|(row, at)| {
            let cells = matrix.rows[row].cells.iter();
            let mut holds = cells.map(|c| c.blocks.contains(&at.block));
            holds.position(|holds| holds)
        });
        let replies = Replies {
            row: row.unwrap_or(0),
            column: column.unwrap_or(0),
            top: 0,
            left: 0,
            chosen: None,
            matrix: Arc::new(matrix),
        };
        self.push(View::Matrix(Box::new(replies)));
        self.app.said = Said::View;
    }

    fn no_replies(&mut self, library: &Library) {
        let with = Matrix::documents(library);
        let names = with.iter().filter_map(|d| library.documents.get(*d));
        let names: Vec<&str> = names.map(|d| super::links::short_name(d)).collect();
        if names.is_empty() {
            self.say("message-no-replies", &[]);
        } else {
            let names = names.join("、");
            self.say("message-no-replies-here", &[("names", names.into())]);
        }
    }

    /// Opens the passage of a cell.
    pub(super) fn enter_cell(&mut self, at: (usize, usize)) {
        let Some(View::Matrix(replies)) = self.app.stack.last_mut() else {
            return;
        };
        (replies.row, replies.column) = at;
        match replies.place(at) {
            Some(at) => self.go(at, None, None),
            None => self.say("message-empty-cell", &[]),
        }
    }

    /// Chooses a cell; the second that is chosen opens beside the first.
    pub(super) fn choose_cell(&mut self) {
        let Some(View::Matrix(replies)) = self.app.stack.last_mut() else {
            return;
        };
        let here = (replies.row, replies.column);
        let Some(there) = replies.place(here) else {
            self.say("message-empty-cell", &[]);
            return;
        };
        match replies.chosen.take() {
            Some(first) if first == here => self.say("message-cell-left", &[]),
            Some(first) => {
                if let Some(first) = replies.place(first) {
                    self.set_side_by_side(first, there, Lock::Topic);
                }
            }
            None => {
                replies.chosen = Some(here);
                self.say("message-cell-chosen", &[]);
            }
        }
    }

    /// What a reply says on the topic, with its source.
    pub(super) fn quote_cell(&mut self) {
        let Some(View::Matrix(replies)) = self.app.stack.last() else {
            return;
        };
        let document = self.library.documents.get(replies.matrix.document);
        let cell = replies.cell().filter(|c| !c.is_empty());
        let (Some(document), Some(cell)) = (document, cell) else {
            self.say("message-empty-cell", &[]);
            return;
        };
        let speaker = replies.matrix.rows[replies.row].name();
        let quotes = cell.blocks.iter();
        let quotes = quotes.map(|block| copy::said_by(document, *block, speaker));
        let text = quotes.collect::<Vec<_>>().join("\n\n");
        self.effects.push(Effect::Copy(text));
        self.app.said = Said::Message;
    }
}
