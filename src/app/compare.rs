//! Setting two texts side by side: choosing the other, panes that scroll together, the next State, quotations and
//! tables of both.
//!
//! In: commands; where the pane with the focus is. Out: state, and texts to copy.

use super::list::{Goto, Item, ListKind};
use super::split::{Direction, Lock};
use super::tree::label;
use super::update::Turn;
use super::{Anchor, App, Diff, Effect, Focus, Said, View, copy, flow};
use crate::export;
use crate::facts::{NAMES, TOPICS};
use crate::index::BlockRef;
use crate::library::{
    self, Library, Matrix, Place, on_topic, reply_at, resolve, section_at, topic_at,
};
use std::sync::Arc;

/// Lines above a place that the other pane follows to.
const ABOVE: usize = 1;

/// What a place can be compared with: the replies of its document, then all other documents.
pub(crate) fn candidates(app: &App, library: &Library) -> Vec<Item> {
    let Some(at) = app.main().at() else {
        return Vec::new();
    };
    let own = reply_at(library, at).map(|(index, _)| index);
    let facts = library.facts.get(at.document).and_then(|f| f.as_ref());
    let replies = facts.iter().flat_map(|f| f.replies.iter().enumerate());
    let replies = replies.filter(|(index, _)| own.is_some() && Some(*index) != own);
    let reply = |(_, reply): (usize, &crate::facts::Reply)| Item {
        text: NAMES.actors[reply.actor as usize].name.to_owned(),
        detail: app.settings.language.say("compare-reply"),
        depth: 0,
        to: Goto::Beside(BlockRef {
            document: at.document,
            block: reply.blocks.start,
        }),
    };
    let documents = library.documents.iter().enumerate();
    let documents = documents.filter(|(index, _)| *index != at.document);
    let document = |(index, document): (usize, &Arc<crate::document::Document>)| Item {
        text: label(document),
        detail: String::new(),
        depth: 0,
        to: Goto::Beside(BlockRef {
            document: index,
            block: flow::first(document).unwrap_or(0),
        }),
    };
    replies.map(reply).chain(documents.map(document)).collect()
}

/// What the status line says about panes that scroll together.
pub(crate) fn lock_words(app: &App, library: &Library) -> Option<String> {
    let split = app.split.as_ref()?;
    let language = app.settings.language;
    let kind = language.say(split.lock?.id());
    let there = split.stack.iter().rev().find_map(|view| match view {
        View::Main(main) => Some(main),
        _ => None,
    });
    let place = there.and_then(|main| {
        let document = main.document(library)?;
        Some(super::place::paragraph(
            language,
            document,
            main.cursor.block,
        ))
    });
    let id = if split.astray {
        "lock-astray"
    } else {
        "lock-at"
    };
    let place = place.unwrap_or_default();
    Some(language.with(id, &[("kind", kind.into()), ("place", place.into())]))
}

impl Turn<'_> {
    /// `C`: asks what to compare with, or takes what is named.
    pub(super) fn compare_with(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let Some(here) = self.app.main().at() else {
            self.say("message-no-document", &[]);
            return;
        };
        if argument.trim().is_empty() {
            self.open_list(ListKind::Compare);
            return;
        }
        // #法国 alone: a part of the document that is open.
        let own = || self.library.documents.get(here.document).map(|d| &d.id);
        let named = match argument.trim().strip_prefix('#') {
            Some(part) => format!("{}#{part}", own().map_or("", String::as_str)),
            None => argument.trim().to_owned(),
        };
        match resolve(self.library, &named) {
            Ok(place) => self.compare_at(BlockRef {
                document: place.document,
                block: place.blocks.start,
            }),
            Err(_) => self.say("message-not-found", &[("text", argument.trim().into())]),
        }
    }

    /// Opens a place beside the one that is open.
    pub(super) fn compare_at(&mut self, there: BlockRef) {
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        let Some(here) = self.app.main().at() else {
            return;
        };
        let replies = [here, there].map(|at| reply_at(self.library, at).is_some());
        let lock = if replies == [true, true] {
            Lock::Topic
        } else {
            Lock::Paragraph
        };
        self.set_side_by_side(here, there, lock);
    }

    /// Two places in two panes that scroll together. The focus is in the first.
    pub(super) fn set_side_by_side(&mut self, here: BlockRef, there: BlockRef, lock: Lock) {
        let reads = matches!(self.app.top(), View::Main(_)) && self.app.main().at() == Some(here);
        if !reads {
            self.go(here, None, None);
        }
        self.app.main_mut().focus = Focus::Reading;
        if self.app.split.is_none() {
            self.make_split(Direction::Beside);
        }
        self.in_other(|turn| {
            turn.go(there, None, None);
            turn.app.main_mut().focus = Focus::Reading;
        });
        if let Some(split) = &mut self.app.split {
            split.lock = Some(lock);
            split.astray = false;
        }
        self.app.note_followed();
        let words = lock_words(self.app, self.library).unwrap_or_default();
        self.say("message-compared", &[("lock", words.into())]);
    }

    /// `zl`: by paragraph, by topic, by citation, not at all; or what is named.
    pub(super) fn lock(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let language = self.app.settings.language;
        let Some(split) = &mut self.app.split else {
            self.say("message-no-split", &[]);
            return;
        };
        let named = |lock: &Lock| {
            lock.name() == argument.trim() || language.say(lock.id()) == argument.trim()
        };
        split.lock = match argument.trim() {
            "" => Lock::after(split.lock),
            "off" | "无" => None,
            _ => match Lock::ALL.iter().copied().find(named) {
                Some(lock) => Some(lock),
                None => {
                    self.say("message-no-lock", &[("text", argument.trim().into())]);
                    return;
                }
            },
        };
        split.followed = None;
        self.follow_lock();
        match lock_words(self.app, self.library) {
            Some(words) => self.say("message-locked", &[("lock", words.into())]),
            None => self.say("message-unlocked", &[]),
        }
    }

    /// Where the panes scroll together: the other goes where this one has gone.
    pub(super) fn follow_lock(&mut self) {
        let library = self.library;
        let main = self.app.main();
        let (Some(here), cursor) = (main.at(), main.cursor) else {
            return;
        };
        let Some(split) = &self.app.split else { return };
        let Some(lock) = split
            .lock
            .filter(|_| split.followed != Some((here.document, cursor)))
        else {
            return;
        };
        let mut target = None;
        self.in_other(|turn| {
            let Some(there) = turn.app.main().at() else {
                return;
            };
            target = match lock {
                Lock::Paragraph => library::same_paragraph(library, here, there),
                Lock::Topic => library::same_topic(library, here, there),
                Lock::Citation => library::cited(library, here, cursor.at),
            };
            if let Some(at) = target
                && at != there
            {
                turn.put_at(at);
            }
        });
        if let Some(split) = &mut self.app.split {
            split.astray = target.is_none();
        }
        self.app.note_followed();
    }

    /// The text goes to a place without a way back: it only follows.
    fn put_at(&mut self, at: BlockRef) {
        let Some(document) = self.library.documents.get(at.document) else {
            return;
        };
        if self.app.main().document != Some(at.document) {
            self.app.main_mut().open(at.document, document);
        }
        let to = Anchor {
            block: at.block,
            at: 0,
        };
        self.put(document, to, ABOVE);
    }

    /// The other pane shows the next reply that says something on the topic which is read here.
    pub(super) fn next_speaker(&mut self, by: i64) {
        let library = self.library;
        if self.app.split.is_none() {
            self.say("message-no-split", &[]);
            return;
        }
        let topic = self.app.main().at().and_then(|at| topic_at(library, at));
        let Some(topic) = topic else {
            self.say("message-no-topic", &[]);
            return;
        };
        let own = self.app.main().at();
        let mut found = None;
        self.in_other(|turn| {
            let Some(there) = turn.app.main().at() else {
                return;
            };
            let Some(matrix) = Matrix::of(library, there.document) else {
                return;
            };
            found = next_row(&matrix, topic, there.block, own, by);
            if let Some((_, block)) = found {
                let document = there.document;
                turn.go(BlockRef { document, block }, None, None);
            }
        });
        self.app.note_followed();
        let name = TOPICS.named(topic).map_or(topic, |t| t.name);
        match found {
            Some((speaker, _)) => {
                if let Some(split) = &mut self.app.split {
                    split.astray = false;
                }
                let words = [("name", speaker.into()), ("topic", name.into())];
                self.say("message-next-speaker", &words);
            }
            None => self.say("message-no-speaker", &[("topic", name.into())]),
        }
    }

    /// Both places as quotations with their sources.
    pub(super) fn quote_both(&mut self) {
        let Some((left, right)) = self.both() else {
            self.say("message-no-split", &[]);
            return;
        };
        let quote = |at: BlockRef| {
            let document = self.library.documents.get(at.document)?;
            Some(copy::said_by(document, at.block, speaker(self.library, at)))
        };
        let quotes: Vec<String> = [left, right].into_iter().filter_map(quote).collect();
        self.effects.push(Effect::Copy(quotes.join("\n\n")));
        self.app.said = Said::Message;
    }

    /// The places of both panes, the first pane's first.
    fn both(&mut self) -> Option<(BlockRef, BlockRef)> {
        let second = self.app.split.as_ref()?.second;
        let here = self.app.main().at()?;
        let mut there = None;
        self.in_other(|turn| there = turn.app.main().at());
        let there = there?;
        Some(if second { (there, here) } else { (here, there) })
    }

    /// What is compared as a table: the matrix, the differences, or the passages of both panes.
    pub(super) fn copy_table(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let form = match argument.trim() {
            "" => "md",
            form @ ("md" | "csv" | "json") => form,
            other => {
                self.say("message-no-format", &[("text", other.into())]);
                return;
            }
        };
        let library = self.library;
        let language = self.app.settings.language;
        let text = match (self.app.top(), form) {
            (View::Matrix(m), "csv") => Some(export::matrix_csv(language, &m.matrix)),
            (View::Matrix(m), "json") => Some(export::matrix_json(library, &m.matrix).to_string()),
            (View::Matrix(m), _) => Some(export::matrix_markdown(language, &m.matrix)),
            (View::Diff(d), "csv") => Some(export::comparison_csv(library, &d.comparison)),
            (View::Diff(d), "json") => {
                Some(export::comparison_json(library, &d.comparison).to_string())
            }
            (View::Diff(d), _) => Some(export::comparison_markdown(
                library,
                language,
                &d.comparison,
            )),
            _ => self.pair_table(form),
        };
        match text {
            Some(text) => {
                self.effects.push(Effect::Copy(text));
                self.app.said = Said::Message;
            }
            None => self.say("message-no-table", &[]),
        }
    }

    /// The passages of both panes on the topic that is read, or their sections.
    fn pair_table(&mut self, form: &str) -> Option<String> {
        let library = self.library;
        let (left, right) = self.both()?;
        let here = self.app.main().at()?;
        let topic = topic_at(library, here);
        let of = |at: BlockRef| -> Vec<BlockRef> {
            let on = topic.map_or_else(Vec::new, |t| on_topic(library, at, t));
            if !on.is_empty() {
                return on;
            }
            let section = section_at(library, at);
            let block = |block| BlockRef {
                document: at.document,
                block,
            };
            section.map(block).collect()
        };
        let head = |at: BlockRef| {
            let document = library.documents.get(at.document);
            let name = document.map_or("", |d| super::links::short_name(d));
            format!("{name} {}", speaker(library, at)).trim().to_owned()
        };
        let (a, b) = (of(left), of(right));
        match form {
            "csv" => return Some(export::passages_csv(library, &a, &b)),
            "json" => return Some(export::passages_json(library, &a, &b).to_string()),
            _ => {}
        }
        let heads = [head(left), head(right)];
        let heads = [heads[0].as_str(), heads[1].as_str()];
        Some(export::passages_markdown(library, heads, &a, &b))
    }

    /// The differences of what both panes show, or of what is open and what is named.
    pub(super) fn open_diff(&mut self) {
        let library = self.library;
        let argument = std::mem::take(&mut self.argument);
        let places = if argument.trim().is_empty() {
            self.both()
                .map(|(left, right)| places(library, left, right))
        } else {
            match self.named_places(argument.trim()) {
                Ok(places) => places,
                Err(text) => {
                    self.say("message-not-found", &[("text", text.into())]);
                    return;
                }
            }
        };
        let Some([left, right]) = places else {
            self.say("message-no-pair", &[]);
            return;
        };
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        let comparison = library::compare(library, &left, &right);
        self.push(View::Diff(Box::new(Diff::new(comparison))));
        self.app.said = Said::View;
    }

    /// Two references with a blank between, or one, which is compared with what is open.
    fn named_places(&self, typed: &str) -> Result<Option<[Place; 2]>, String> {
        let find = |name: &str| resolve(self.library, name).map_err(|_| name.to_owned());
        if let Some((first, second)) = typed.split_once(char::is_whitespace)
            && let (Ok(a), Ok(b)) = (find(first.trim()), find(second.trim()))
        {
            return Ok(Some([a, b]));
        }
        let there = find(typed)?;
        let Some(at) = self.app.main().at() else {
            return Ok(None);
        };
        let Some(document) = self.library.documents.get(there.document) else {
            return Ok(None);
        };
        let whole = there.blocks == (0..document.blocks.len());
        let blocks = if whole {
            let own = self.library.documents.get(at.document);
            0..own.map_or(0, |d| d.blocks.len())
        } else {
            section_at(self.library, at)
        };
        let here = Place {
            document: at.document,
            blocks,
        };
        Ok(Some([here, there]))
    }
}

/// What of two places is compared: two documents whole, of one document the sections.
fn places(library: &Library, left: BlockRef, right: BlockRef) -> [Place; 2] {
    let sections = left.document == right.document;
    [left, right].map(|at| {
        let whole = library
            .documents
            .get(at.document)
            .map_or(0, |d| d.blocks.len());
        let blocks = if sections {
            section_at(library, at)
        } else {
            0..whole
        };
        Place {
            document: at.document,
            blocks,
        }
    })
}

/// Who speaks at a place, or "".
fn speaker(library: &Library, at: BlockRef) -> &'static str {
    let reply = reply_at(library, at).map(|(_, r)| r.actor);
    reply.map_or("", |actor| NAMES.actors[actor as usize].name)
}

/// The next row on a topic after (or before) the one that holds a block: who, and where to begin. The reply that is
/// read in the first pane is left out.
fn next_row(
    matrix: &Matrix,
    topic: &str,
    block: usize,
    own: Option<BlockRef>,
    by: i64,
) -> Option<(&'static str, usize)> {
    let column = matrix.topics.iter().position(|t| t.key == topic)?;
    let here = matrix.rows.iter().position(|r| r.blocks.contains(&block));
    let len = matrix.rows.len() as i64;
    let from = here.map_or(if by > 0 { -1 } else { len }, |row| row as i64);
    let step = by.signum();
    let rows = (1..=len).map(|n| (from + step * n).rem_euclid(len.max(1)) as usize);
    let is_own = |row: usize| {
        own.is_some_and(|at| {
            at.document == matrix.document && matrix.rows[row].blocks.contains(&at.block)
        })
    };
    let mut says = rows.filter(|row| !is_own(*row) && Some(*row) != here);
    says.find_map(|row| {
        let block = matrix.rows[row].cells.get(column)?.place()?;
        Some((matrix.rows[row].name(), block))
    })
}
