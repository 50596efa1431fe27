//! Moves: by lines, pages, blocks, headings, notes, citations, dates; and keeping the cursor on the page.

use super::help::Help;
use super::reading::{Anchor, Focus};
use super::update::Turn;
use super::{View, geometry, layout, references};
use crate::document::{BlockKind, Document, OutlineKind};
use crate::library::Library;

/// Where a heading comes to stand after a jump: so many lines below the top.
const ABOVE_HEADING: usize = 1;

/// The first page entry so that `selected` is among `page` entries from it on.
fn in_sight(top: usize, selected: usize, page: usize) -> usize {
    let page = page.max(1);
    if selected < top {
        selected
    } else if selected >= top + page {
        selected + 1 - page
    } else {
        top
    }
}

fn stepped(at: usize, by: i64, len: usize) -> usize {
    let last = i64::try_from(len.saturating_sub(1)).unwrap_or(i64::MAX);
    (at as i64).saturating_add(by).clamp(0, last) as usize
}

impl<'a> Turn<'a> {
    /// How often the command is to be done.
    pub(super) fn times(&self) -> i64 {
        i64::from(self.count.unwrap_or(1).max(1))
    }

    /// The document that is open.
    pub(super) fn document(&self) -> Option<&'a Document> {
        self.app.main().document(self.library)
    }

    pub(super) fn lines(&mut self, by: i64) {
        self.step(by * self.times());
        self.here_in_lines();
    }

    pub(super) fn pages(&mut self, by: i64) {
        let page = self.page().saturating_sub(1).max(1) as i64;
        self.scroll(by * self.times() * page);
    }

    pub(super) fn half_pages(&mut self, by: i64) {
        let half = (self.page() / 2).max(1) as i64;
        self.scroll(by * self.times() * half);
    }

    pub(super) fn top(&mut self) {
        if self.app.context().takes_text() && !self.app.in_lines() {
            self.edit(|line| line.start());
        } else if let (Some(n), true) = (self.count, self.reads()) {
            self.argument = n.to_string();
            self.go_paragraph();
        } else {
            self.edge(false);
        }
    }

    pub(super) fn end(&mut self) {
        if self.app.context().takes_text() && !self.app.in_lines() {
            self.edit(|line| line.end());
        } else if let (Some(n), true) = (self.count, self.reads()) {
            self.argument = n.to_string();
            self.go_paragraph();
        } else {
            self.edge(true);
        }
    }

    /// The text has the focus.
    fn reads(&self) -> bool {
        matches!(self.app.top(), View::Main(main) if main.focus == Focus::Reading)
    }

    fn edge(&mut self, end: bool) {
        if !self.reads() {
            self.step(if end {
                i64::from(i32::MAX)
            } else {
                i64::from(i32::MIN)
            });
            self.here_in_lines();
            return;
        }
        let Some(document) = self.document() else {
            return;
        };
        let text = self.app.main().text(document);
        let block = if end {
            text.last(self.app.notes())
        } else {
            text.first(self.app.notes())
        };
        let Some(block) = block else { return };
        let len = document.blocks[block].text.len() as u32;
        let to = Anchor {
            block,
            at: if end { len } else { 0 },
        };
        let above = if end { self.app.page_height() - 1 } else { 0 };
        self.put(document, to, above);
        self.here();
    }

    /// Entries on a page of what has the focus.
    pub(super) fn page(&self) -> usize {
        if self.app.in_lines() {
            return self.app.settings.page;
        }
        if self.app.is_linear() {
            return usize::from(geometry::body(self.app.viewport).height).max(1);
        }
        let viewport = self.app.port();
        match self.app.top() {
            View::Main(main) => {
                let panes = self.app.panes();
                let pane = match main.focus {
                    Focus::Tree => panes.tree,
                    Focus::Reading => panes.reading,
                    Focus::References => panes.references,
                };
                let rows = pane.unwrap_or_default().inner_height(panes.framed);
                match main.focus {
                    Focus::Tree => {
                        rows.saturating_sub(usize::from(!self.app.tree.filter.is_empty()))
                    }
                    Focus::References => rows / 2,
                    Focus::Reading => rows,
                }
            }
            View::Search(_) => {
                let panes = geometry::list_panes(viewport, super::search::input_lines(viewport));
                panes.list.inner_height(panes.framed) / 2
            }
            View::List(list) => {
                let panes = geometry::list_panes(viewport, super::list::INPUT_LINES);
                panes.list.inner_height(panes.framed) / list.kind.rows()
            }
            View::Timeline(_) => {
                let panes = geometry::timeline_panes(viewport);
                panes.events.inner_height(panes.framed)
            }
            View::Matrix(_) => self.app.matrix_page().0,
            View::Diff(_) => self.app.diff_page().1,
            View::Help(_) => {
                let popup = geometry::popup(self.app.viewport, Help::WIDTH, Help::HEIGHT);
                popup.inner_height(true).saturating_sub(Help::EXTRA)
            }
            View::Peek(_) | View::Prompt(_) => 8,
        }
        .max(1)
    }

    /// Moves by so many lines or entries, the page with them.
    fn scroll(&mut self, by: i64) {
        let before = match self.app.top() {
            View::Main(main) if main.focus == Focus::Reading => Some(main.top),
            _ => None,
        };
        self.step(by);
        self.here_in_lines();
        if let (Some(top), Some(document)) = (before, self.document()) {
            let measure = self.app.measure();
            let document = self.app.main().text(document);
            let top = if by > 0 {
                layout::step(document, top, measure, by)
            } else {
                layout::back(document, top, measure, by.unsigned_abs() as usize)
            };
            self.app.main_mut().top = top;
        }
    }

    /// Moves by so many lines of text or entries of a list.
    pub(super) fn step(&mut self, by: i64) {
        let library = self.library;
        self.settle_typed();
        let linear = self.app.is_linear() || self.app.in_lines();
        let peeked = if self.app.is_linear() {
            self.app.extent
        } else {
            500
        };
        if self.reads() {
            let measure = self.app.measure();
            if let Some(document) = self.document() {
                let main = self.app.main();
                let to = layout::step(main.text(document), main.cursor, measure, by);
                let main = self.app.main_mut();
                main.cursor = to;
                main.reference = 0;
                self.here();
            }
            return;
        }
        let tree_rows = matches!(self.app.top(), View::Main(m) if m.focus == Focus::Tree)
            .then(|| self.app.tree.rows(library));
        let entries = match self.app.top() {
            View::Main(main) if main.focus == Focus::References => {
                let rows = references::rows(self.app, library);
                rows.iter().filter(|r| r.is_entry()).count()
            }
            View::Help(_) => super::help_entries(self.app).len(),
            _ => 0,
        };
        match self.app.stack.last_mut() {
            Some(View::Main(main)) => match tree_rows {
                Some(rows) => {
                    let selected = self.app.tree.selected.clone();
                    let at = rows.iter().position(|r| Some(&r.node) == selected.as_ref());
                    let to = at.map_or(0, |at| stepped(at, by, rows.len()));
                    self.app.tree.selected = rows.get(to).map(|r| r.node.clone());
                }
                None => match main.pin_top() {
                    Some(top) => *top = stepped(*top, by, 500),
                    None => main.reference = stepped(main.reference, by, entries),
                },
            },
            Some(View::Search(search)) => {
                search.selected = stepped(search.selected, by, search.len());
                search.preview = 0;
            }
            Some(View::List(list)) => {
                list.selected = stepped(list.selected, by, list.items.len());
                list.preview = 0;
            }
            Some(View::Timeline(timeline)) if linear && timeline.periods => {
                timeline.step_period(by);
            }
            Some(View::Timeline(timeline)) if linear => {
                let here = timeline.in_list();
                let at = timeline.at();
                timeline.selected = here.start + stepped(at, by, here.len());
            }
            Some(View::Timeline(timeline)) => timeline.step(by),
            Some(View::Matrix(replies)) => replies.step(by, linear),
            Some(View::Diff(_)) => self.step_diff(by),
            Some(View::Help(help)) => help.selected = stepped(help.selected, by, entries),
            Some(View::Peek(peek)) => peek.top = stepped(peek.top, by, peeked),
            Some(View::Prompt(_)) | None => {}
        }
    }

    /// ← and →: the caret in a line, folding in the tree, bins of the timeline, the menu beside, the pane beside elsewhere.
    pub(super) fn sideways(&mut self, by: i64) {
        if self.menu_beside(by) {
            return;
        }
        if self.welcomes() {
            self.welcome_language();
            return;
        }
        if self.app.context().takes_text() {
            let empty = self.line_mut().is_some_and(|line| line.is_empty());
            if empty && self.unfold_relation(by > 0) {
                return;
            }
            if by > 0 && self.complete_first() {
                return;
            }
            if let Some(line) = self.line_mut() {
                if by < 0 { line.left() } else { line.right() }
            }
            return;
        }
        let times = by * self.times();
        if self.app.context() == crate::keymap::Context::Select {
            self.step_character(times);
            return;
        }
        match self.app.stack.last_mut() {
            Some(View::Timeline(timeline)) => timeline.step_bin(times),
            Some(View::Matrix(replies)) => replies.step_column(times),
            Some(View::Peek(peek)) => peek.turn(by),
            Some(View::Main(main)) => match (main.focus, by < 0) {
                (Focus::Tree, true) => self.fold_node(),
                (Focus::Tree, false) => self.unfold_node(),
                (Focus::Reading, true) => main.focus = Focus::Tree,
                (Focus::Reading, false) => main.focus = Focus::References,
                (Focus::References, true) => main.focus = Focus::Reading,
                (Focus::References, false) => self.reference_tab(1),
            },
            _ => {}
        }
    }

    /// Puts the reading cursor somewhere.
    pub(super) fn put(&mut self, document: &Document, to: Anchor, above: usize) {
        let measure = self.app.measure();
        self.app.main_mut().put(document, to, measure, above);
    }

    /// After a move in a list, only the entry with the cursor is said in lines.
    fn here_in_lines(&mut self) {
        if self.app.in_lines() {
            self.here();
        }
    }

    /// In lines, only what is at the cursor is said.
    pub(super) fn here(&mut self) {
        self.app.said = super::Said::Here;
    }

    pub(super) fn next_paragraph(&mut self, by: i64) {
        let Some(document) = self.document() else {
            self.say("message-no-document", &[]);
            return;
        };
        let mut block = self.app.main().cursor.block;
        let mut moved = false;
        for _ in 0..self.times() {
            let (text, notes) = (self.app.main().text(document), self.app.notes());
            let next = if by > 0 {
                text.next(block, notes)
            } else {
                text.previous(block, notes)
            };
            let Some(next) = next else { break };
            block = next;
            moved = true;
        }
        self.read(moved, block, 0, "message-no-more-paragraphs");
    }

    /// Puts the cursor to a place that was found and reads from there, or says that there is none.
    fn read(&mut self, found: bool, block: usize, at: u32, otherwise: &str) {
        if !found {
            self.say(otherwise, &[]);
            return;
        }
        let main = self.app.main_mut();
        main.focus = Focus::Reading;
        main.cursor = Anchor { block, at };
        main.reference = 0;
        // What was gone to is shown, with everything around it.
        main.only.take_if(|only| !only.shows(block));
        self.here();
    }

    /// The next of sorted places after the cursor (or the previous before it), of body or notes alike.
    pub(super) fn next_of(&mut self, by: i64, places: Vec<(usize, u32)>, otherwise: &str) {
        let cursor = self.app.main().cursor;
        let here = (cursor.block, cursor.at);
        let (count, len) = (self.times() as usize, places.len());
        let found = if by > 0 {
            let from = places.partition_point(|p| *p <= here);
            (from < len).then(|| (from + count - 1).min(len - 1))
        } else {
            let until = places.partition_point(|p| *p < here);
            (until > 0).then(|| until.saturating_sub(count))
        };
        let (block, at) = found.map_or((0, 0), |i| places[i]);
        self.read(found.is_some(), block, at, otherwise);
    }

    pub(super) fn next_heading(&mut self, by: i64) {
        let Some(document) = self.document() else {
            return;
        };
        let headings = document.outline.iter();
        let places = headings
            .filter(|e| matches!(e.kind, OutlineKind::Heading | OutlineKind::Title))
            .map(|e| (e.block, 0))
            .collect();
        let before = self.app.main().cursor;
        self.next_of(by, places, "message-no-more-headings");
        let cursor = self.app.main().cursor;
        if cursor != before {
            self.put(document, cursor, ABOVE_HEADING);
        }
    }

    /// Cursor moves stay among the notes, or outside them.
    fn alike<'d>(&self, document: &'d Document) -> impl Fn(usize) -> bool + 'd {
        let is_note = |block: usize| {
            document
                .blocks
                .get(block)
                .is_some_and(|b| b.kind == BlockKind::Footnote)
        };
        let notes = is_note(self.app.main().cursor.block);
        move |block| is_note(block) == notes
    }

    pub(super) fn next_note(&mut self, by: i64) {
        let Some(document) = self.document() else {
            return;
        };
        let alike = self.alike(document);
        let blocks = document.blocks.iter().enumerate();
        let places = blocks
            .filter(|(i, _)| alike(*i))
            .flat_map(|(i, b)| b.marks.iter().map(move |m| (i, m.at)))
            .collect();
        self.next_of(by, places, "message-no-more-notes");
    }

    pub(super) fn next_citation(&mut self, by: i64) {
        let Some(document) = self.document() else {
            return;
        };
        let alike = self.alike(document);
        let places = self.spans(|facts| {
            let all = facts.citations.iter().chain(&facts.back_references);
            all.map(|c| &c.span).collect()
        });
        let places = places.into_iter().filter(|p| alike(p.0)).collect();
        self.next_of(by, places, "message-no-more-citations");
    }

    pub(super) fn next_date(&mut self, by: i64) {
        let Some(document) = self.document() else {
            return;
        };
        let alike = self.alike(document);
        let places = self.spans(|facts| facts.dates.iter().map(|d| &d.span).collect());
        let places = places.into_iter().filter(|p| alike(p.0)).collect();
        self.next_of(by, places, "message-no-more-dates");
    }

    fn spans(
        &self,
        pick: impl Fn(&crate::facts::Facts) -> Vec<&crate::facts::Span>,
    ) -> Vec<(usize, u32)> {
        let document = self.app.main().document;
        let facts = document
            .and_then(|i| self.library.facts.get(i))
            .and_then(|f| f.as_ref());
        let Some(facts) = facts else {
            return Vec::new();
        };
        let spans = pick(facts);
        let mut places: Vec<(usize, u32)> =
            spans.iter().map(|s| (s.block, s.range.start)).collect();
        places.sort_unstable();
        places
    }

    pub(super) fn keep_text_in_sight(&mut self) {
        let library: &Library = self.library;
        let measure = self.app.measure();
        let height = self.app.page_height();
        let step = self.app.scroll_step();
        let main = self.app.main_mut();
        if let Some(document) = main.document(library) {
            if main.cursor.block >= document.blocks.len() {
                main.cursor = Anchor::default();
            }
            if main.top.block >= document.blocks.len() {
                main.top = main.cursor;
            }
            main.show_cursor(document, measure, height, step);
        }
    }

    pub(super) fn keep_lists_in_sight(&mut self) {
        let page = self.page();
        let library = self.library;
        let linear = self.app.is_linear() || self.app.in_lines();
        if self.app.in_lines() && self.app.said != super::Said::Here {
            // `more` turns the pages.
            let main = self.app.main_mut();
            if main.focus != Focus::References {
                main.reference_top = 0;
            }
            if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
                // The list has a heading for each year; periods fit on a page.
                timeline.set_room(if timeline.periods { page } else { usize::MAX });
                timeline.refresh(library);
            }
            return;
        }
        if matches!(self.app.top(), View::Main(_)) {
            self.keep_tree_in_sight();
            let main = self.app.main_mut();
            main.reference_top = in_sight(main.reference_top, main.reference, page);
            return;
        }
        let bars = match (linear, self.app.top()) {
            (true, View::Timeline(timeline)) if self.app.in_lines() && !timeline.periods => {
                usize::MAX
            }
            (true, _) => page,
            (false, _) => geometry::bars_room(self.app.port()),
        };
        let (rows, columns) = self.app.matrix_page();
        self.keep_diff_in_sight();
        match self.app.stack.last_mut() {
            Some(View::Matrix(replies)) if linear => {
                replies.top = in_sight(replies.top, replies.at(), page);
            }
            Some(View::Matrix(replies)) => replies.keep_in_sight(rows, columns),
            Some(View::Search(search)) => {
                search.selected = search.selected.min(search.len().saturating_sub(1));
                search.top = in_sight(search.top, search.selected, page);
            }
            Some(View::List(list)) => {
                list.selected = list.selected.min(list.items.len().saturating_sub(1));
                list.top = in_sight(list.top, list.selected, page);
            }
            Some(View::Timeline(timeline)) => {
                timeline.set_room(bars);
                timeline.refresh(library);
                let at = if timeline.periods && linear {
                    timeline.bin().unwrap_or(0)
                } else {
                    timeline.at()
                };
                timeline.top = in_sight(timeline.top, at, page);
            }
            Some(View::Peek(peek)) if linear => {
                peek.first = in_sight(peek.first, peek.top, page);
            }
            Some(View::Help(help)) => help.top = in_sight(help.top, help.selected, page),
            _ => {}
        }
    }

    fn keep_tree_in_sight(&mut self) {
        let rows = self.app.tree.rows(self.library);
        let panes = self.app.panes();
        let Some(pane) = panes.tree else { return };
        let height = pane.inner_height(panes.framed);
        let filtered = !self.app.tree.filter.is_empty() && !self.app.is_linear();
        let height = height.saturating_sub(usize::from(filtered));
        let tree = &mut self.app.tree;
        let selected = rows
            .iter()
            .position(|r| Some(&r.node) == tree.selected.as_ref());
        if selected.is_none() {
            tree.selected = rows.first().map(|r| r.node.clone());
        }
        tree.top = in_sight(tree.top, selected.unwrap_or(0), height);
        tree.top = tree.top.min(rows.len().saturating_sub(height));
    }
}
