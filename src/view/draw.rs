//! What every view needs: words, measured pieces, rows that fit, panes.

use super::{Area, Frame, Mark, Pane, Piece, Role, Row};
use crate::app::geometry::{self, Rect, Size};
use crate::app::links::short_name;
use crate::app::{App, Borders, LineEdit};
use crate::document::Document;
use crate::i18n::{Language, Value};
use crate::keymap::Context;
use crate::library::Library;
use crate::text::{Ambiguous, Columns, Ruler, Script, sanitize};

/// Columns of a title that stands for its document.
const TITLE: usize = 14;

/// The state that is drawn, and how text is measured and worded.
pub(super) struct Draw<'a> {
    pub app: &'a App,
    pub library: &'a Library,
    pub language: Language,
    pub ruler: Ruler,
}

/// A piece of text, harmless to a terminal.
pub(super) fn piece(text: impl AsRef<str>, mark: Mark) -> Piece {
    Piece {
        text: sanitize(text.as_ref()).into_owned(),
        mark,
    }
}

impl<'a> Draw<'a> {
    /// A document's name where there is little room: its symbol whole, a title cut.
    pub fn name(&self, document: &Document) -> String {
        match &document.meta.symbol {
            Some(_) => short_name(document).to_owned(),
            None => self.ruler.truncate(short_name(document), Columns(TITLE)),
        }
    }

    /// What is made is for the ear: lines, or one column for screen readers.
    pub fn is_heard(&self) -> bool {
        self.app.in_lines() || self.app.is_linear()
    }

    pub fn new(app: &'a App, library: &'a Library) -> Draw<'a> {
        Draw {
            app,
            library,
            language: app.settings.language,
            ruler: app.ruler(),
        }
    }

    /// What took effect of a line: in the linear face not what is being typed.
    pub fn accepted<'l>(&'l self, line: &'l LineEdit) -> &'l str {
        let typing = self.app.typing.as_ref().filter(|t| !t.fresh);
        typing.map_or(line, |t| &t.accepted).text()
    }

    pub fn say(&self, id: &str) -> String {
        self.language.say(id)
    }

    pub fn with(&self, id: &str, arguments: &[(&str, Value<'_>)]) -> String {
        self.language.with(id, arguments)
    }

    pub fn width(&self, text: &str) -> usize {
        self.ruler.width(text).0
    }

    pub fn size(&self) -> Size {
        geometry::size(self.app.port())
    }

    /// Only ASCII glyphs for bars, folds and frames.
    pub fn ascii(&self) -> bool {
        self.app.settings.borders == Borders::Ascii
            || self.ruler.ambiguous == Ambiguous::Wide
            || geometry::size(self.app.viewport) <= Size::Small
    }

    /// Pieces cut to a width, with `…` where something is missing.
    pub fn row(&self, pieces: Vec<Piece>, width: u16) -> Row {
        let mut room = usize::from(width);
        let mut kept = Vec::with_capacity(pieces.len());
        let mut pieces = pieces.into_iter().peekable();
        while let Some(mut piece) = pieces.next() {
            let rest = pieces.peek().is_some();
            let needs = self.width(&piece.text);
            // What follows must fit too, or `…` must.
            if needs > room || (needs == room && rest && !piece.text.is_empty()) {
                let after: usize = pieces.map(|p| self.width(&p.text)).sum();
                if needs > room || after > 0 {
                    let cut = format!("{}{}", piece.text, " ".repeat(after.min(1)));
                    let cut = match piece.mark {
                        Mark::Input => self.ruler.truncate_typed(&cut, Columns(room)),
                        _ => self.ruler.truncate(&cut, Columns(room)),
                    };
                    piece.text = cut.trim_end().to_owned();
                }
                kept.push(piece);
                break;
            }
            room -= needs;
            kept.push(piece);
        }
        Row {
            pieces: kept,
            ..Row::default()
        }
    }

    /// A row with something at its right end; the left part is cut first.
    pub fn spread(&self, left: Vec<Piece>, right: Piece, width: u16) -> Row {
        let needs = self.width(&right.text);
        if needs == 0 || needs + 6 > usize::from(width) {
            return self.row(left, width);
        }
        let room = width - needs as u16 - 1;
        let mut row = self.row(left, room);
        let used = self.width(&row.text());
        row.pieces.push(piece(
            " ".repeat(usize::from(room) - used.min(usize::from(room)) + 1),
            Mark::Plain,
        ));
        row.pieces.push(right);
        row
    }

    /// A text in lines of a width.
    pub fn wrapped(&self, text: &str, width: u16, mark: Mark) -> Vec<Row> {
        let text = sanitize(text);
        let columns = Columns::from(width.max(2));
        let lines = self.ruler.wrap(&text, columns, columns);
        let row = |line: std::ops::Range<usize>| {
            self.row(vec![piece(text[line].trim_end(), mark)], width)
        };
        lines.into_iter().map(row).collect()
    }

    /// A text with hits in it, in lines of a width, hits marked.
    pub fn wrapped_hits(&self, text: &str, hits: &[std::ops::Range<u32>], width: u16) -> Vec<Row> {
        let columns = Columns::from(width.max(2));
        let mut rows = Vec::new();
        for line in self.ruler.wrap(text, columns, columns) {
            let ink = text[line.clone()].trim_end().len();
            let pieces = marked(text, line.start..line.start + ink, hits, Mark::Plain);
            rows.push(self.row(pieces, width));
        }
        rows
    }

    /// A pane without rows.
    pub fn pane(&self, role: Role, area: Rect, focused: bool, framed: bool) -> Pane {
        let frame = match (framed, self.ascii(), focused) {
            (false, _, _) => Frame::None,
            (true, true, _) => Frame::Ascii,
            (true, false, true) => Frame::Heavy,
            (true, false, false) => Frame::Light,
        };
        Pane {
            role,
            title: String::new(),
            info: String::new(),
            foot: String::new(),
            area: Area {
                x: area.x,
                y: area.y,
                width: area.width,
                height: area.height,
            },
            frame,
            focused,
            rows: Vec::new(),
        }
    }

    /// The state of the library: how many documents, what the search uses, language, keys.
    pub fn state(&self) -> String {
        let progress = self.library.progress;
        let documents = self.library.documents.len();
        let count = if progress.all_read || progress.expected <= documents {
            self.with("state-documents", &[("n", documents.into())])
        } else {
            self.with(
                "state-reading",
                &[("n", documents.into()), ("of", progress.expected.into())],
            )
        };
        let index = self.say(match (progress.exact, progress.words) {
            (_, true) => "state-words",
            (true, false) => "state-exact",
            (false, false) => "state-no-index",
        });
        let keys = &self.app.settings.keymap.name;
        let problems = self.problem_count();
        let mut parts = vec![format!("{count} · {index}")];
        if problems > 0 {
            parts.push(self.with("state-problems", &[("n", problems.into())]));
        }
        match self.app.settings.display.script {
            Script::AsPrinted => {}
            Script::Simplified => parts.push(self.say("state-simplified")),
            Script::Traditional => parts.push(self.say("state-traditional")),
        }
        if self.app.settings.display.notes == crate::app::Notes::Hidden {
            parts.push(self.say("state-notes-hidden"));
        }
        parts.push(self.say("state-language"));
        if self.size() == Size::Large && !keys.is_empty() {
            parts.push(keys.clone());
        }
        parts.join(" | ")
    }

    /// What everything is limited to, in words.
    pub fn scope(&self) -> Option<String> {
        let scope = self.app.scope.as_ref()?;
        let words = [("scope", scope.words.as_str().into())];
        Some(self.with("state-scope", &words))
    }

    /// Problems of settings and of opening; those inside of documents are listed with them.
    pub fn problem_count(&self) -> usize {
        self.app.settings.problems.len() + self.library.problems.len()
    }

    /// What stands where a text would: that documents are being opened, or that none could be, and why.
    pub fn no_text(&self) -> Vec<String> {
        if !self.library.progress.all_read {
            return vec![self.say("reading-nothing")];
        }
        let mut told = vec![self.say("reading-none")];
        let problems = self.library.problems.iter().take(MOST_PROBLEMS);
        told.extend(problems.map(|p| self.app.settings.language.problem_and_hint(p)));
        told
    }

    /// The key of a command here that is pressed soonest, or "".
    pub fn key(&self, command: &str) -> String {
        let key = self.key_in(self.app.context(), command);
        key.unwrap_or_default()
    }

    /// The key of a command elsewhere that is pressed soonest.
    pub fn key_in(&self, context: Context, command: &str) -> Option<String> {
        let keymap = &self.app.settings.keymap;
        keymap.shortest(context, command).map(|b| b.printed())
    }
}

/// So many problems are told where nothing could be opened; the rest is in the list of problems.
const MOST_PROBLEMS: usize = 5;

/// A stretch of a text as pieces, with the hits in it marked.
pub(super) fn marked(
    text: &str,
    within: std::ops::Range<usize>,
    hits: &[std::ops::Range<u32>],
    mark: Mark,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = within.start;
    let mut push = |from: usize, to: usize, mark: Mark| {
        if let Some(text) = text.get(from..to).filter(|t| !t.is_empty()) {
            pieces.push(piece(text, mark));
        }
    };
    for hit in hits {
        let from = (hit.start as usize).clamp(at, within.end.max(at));
        let to = (hit.end as usize).min(within.end);
        if from >= to {
            continue;
        }
        push(at, from, mark);
        push(from, to, Mark::Hit);
        at = to;
    }
    push(at, within.end, mark);
    pieces
}

/// Where the content of a pane begins.
pub(super) fn inner(pane: &Pane) -> (u16, u16) {
    let edge = u16::from(pane.frame != Frame::None);
    (pane.area.x + edge, pane.area.y + edge)
}

/// Columns of a pane's content.
pub(super) fn inner_width(pane: &Pane) -> u16 {
    let edges = if pane.frame == Frame::None { 0 } else { 2 };
    pane.area.width.saturating_sub(edges)
}

/// Rows of a pane's content.
pub(super) fn inner_height(pane: &Pane) -> usize {
    let edges = if pane.frame == Frame::None { 0 } else { 2 };
    usize::from(pane.area.height.saturating_sub(edges))
}
