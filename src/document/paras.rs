//! Groups lines into paragraphs, by the layout of the text: where lines were cut at the page's width
//! they are joined, otherwise each line stands for itself.
//!
//! In: measured lines with their roles. Out: `Draft`s and the furniture. Must not know about headings.

use super::chars::{columns, ends_sentence, is_never_first, starts_url};
use super::draft::Draft;
use super::furniture::Role;
use super::layout::Layout;
use super::lines::Line;
use super::model::NoteMark;
use super::number;
use super::tables;
use crate::source::RawText;

/// Paragraphs and what was left out.
#[derive(Debug, Default)]
pub(super) struct Paras {
    /// In order of the raw lines.
    pub drafts: Vec<Draft>,
    /// Raw lines of the page and not of the text.
    pub furniture: Vec<u32>,
}

/// Groups all lines.
pub(super) fn group(
    raw: &RawText,
    lines: &[Line],
    roles: &[Role],
    layout: &Layout,
    bold: bool,
) -> Paras {
    let mut g = Grouper {
        raw,
        layout,
        bold,
        out: Paras::default(),
        current: None,
        foot: false,
        page_edge: false,
        after_mark: false,
        last: None,
    };
    let (mut i, mut toc) = (0, false);
    while i < lines.len() {
        let line = &lines[i];
        toc = tables::toc_goes_on(line.text(raw), toc);
        if roles[i] == Role::Text && !toc && tables::has_cells(line, line.text(raw)) {
            g.close();
            g.foot = false;
            i = tables::rows(raw, lines, roles, i, &mut g.out.drafts);
            g.last = i.checked_sub(1).map(|k| lines[k]);
            continue;
        }
        g.line(line, roles[i]);
        i += 1;
    }
    g.close();
    g.out
}

struct Grouper<'a> {
    raw: &'a RawText,
    layout: &'a Layout,
    bold: bool,
    out: Paras,
    current: Option<Draft>,
    /// Below a footnote rule.
    foot: bool,
    /// Furniture stood before this line.
    page_edge: bool,
    /// The line before held nothing but a note mark.
    after_mark: bool,
    last: Option<Line>,
}

impl Grouper<'_> {
    fn close(&mut self) {
        self.out.drafts.extend(self.current.take());
    }

    fn line(&mut self, line: &Line, role: Role) {
        let top = self.top(line, role);
        if line.ruled && self.layout.wrapped {
            self.foot_begins();
        }
        match role {
            Role::Rule | Role::Page | Role::Link => {
                self.out.furniture.push(line.no);
                if role == Role::Rule {
                    self.foot_begins();
                } else {
                    self.page_edge = true;
                    self.foot = false;
                }
            }
            Role::Digits => self.digits(line),
            Role::Text => self.text(line, top),
        }
        self.last = Some(*line);
    }

    fn foot_begins(&mut self) {
        self.foot = true;
        self.page_edge = true;
        if let Some(d) = &mut self.current {
            d.cut = true;
        }
        self.close();
    }

    /// Does this line stand at the top of a page? After page furniture or a form feed; or, where an empty
    /// line follows every line, right below another one.
    fn top(&self, line: &Line, role: Role) -> bool {
        let edge = self.page_edge || line.page;
        let tight = line.interline
            && !line.gap
            && role == Role::Text
            && !self.after_mark
            && self.last.is_some_and(|l| l.no + 1 == line.no);
        (edge && (!self.foot || line.page)) || tight
    }

    /// A number alone on its line.
    fn digits(&mut self, line: &Line) {
        let marker = super::notes::plain_digits(line.text(self.raw));
        if self.foot {
            self.close();
            let mut draft = Draft::new(line, line.indent, false, true);
            draft.own(line.no);
            draft.lead = Some(marker);
            self.current = Some(draft);
        } else if let Some(d) = self.current.as_mut().filter(|_| self.layout.wrapped) {
            let at = d.weave.len();
            d.own(line.no);
            d.marks.push(NoteMark {
                at,
                marker,
                line: line.no,
                note: None,
            });
            d.ended = false;
        } else {
            // A paragraph of its own for now: `notes` knows whether a note of this number is missing its mark.
            self.close();
            let mut draft = Draft::new(line, line.indent, false, false);
            draft.add(self.raw, line, self.layout, false);
            if draft.text().is_empty() {
                draft.marks.clear();
                draft.weave.push(line.text(self.raw), line.no, line.start);
            }
            self.out.drafts.push(draft);
            return;
        }
        self.after_mark = true;
    }

    fn text(&mut self, line: &Line, top: bool) {
        if top && self.foot && !line.ruled && self.current.is_some() {
            self.foot = false;
        }
        let indent = line.indent.saturating_sub(u16::from(top && line.interline));
        let new = self.begins(line, indent, top);
        if new {
            if let Some(d) = &mut self.current {
                d.cut |= top;
            }
            self.close();
            self.current = Some(Draft::new(line, indent, top, self.foot));
        }
        if let Some(d) = &mut self.current {
            d.add(self.raw, line, self.layout, self.bold);
        }
        self.page_edge = false;
        self.after_mark = false;
    }

    /// Does a new paragraph begin with this line?
    fn begins(&self, line: &Line, indent: u16, top: bool) -> bool {
        let Some(current) = &self.current else {
            return true;
        };
        let text = line.text(self.raw);
        if text.chars().next().is_some_and(is_never_first) {
            return false;
        }
        if current.lead.is_some() && current.text().is_empty() {
            return false;
        }
        if !self.layout.wrapped {
            return !self.hangs(current, line, text);
        }
        if self.foot != current.foot || (self.foot && note_start(text)) {
            return true;
        }
        if self.layout.trailing {
            return self.begins_trailing(current, line, indent, top, text);
        }
        self.begins_plain(current, line, indent, top, text)
    }

    /// In texts that mark the end of a paragraph by a blank.
    fn begins_trailing(
        &self,
        current: &Draft,
        line: &Line,
        indent: u16,
        top: bool,
        text: &str,
    ) -> bool {
        if self.after_mark {
            return line.gap && indent >= self.layout.first_indent.max(1);
        }
        if run_in_dash(text) && indent < self.layout.first_indent && !bulleted(current.text()) {
            return false;
        }
        if current.ended {
            let cut_address = indent == 0
                && current.full
                && line_in_url(current.text())
                && text.starts_with(|c: char| c.is_ascii_graphic())
                && !starts_url(text);
            return !cut_address;
        }
        let first = indent >= self.layout.first_indent.max(1) && !top;
        first
            && !current.full
            && (ends_sentence(current.text())
                || number::parse(text).is_some()
                || indent > self.layout.first_indent)
    }

    /// In wrapped texts without that mark.
    fn begins_plain(
        &self,
        current: &Draft,
        line: &Line,
        indent: u16,
        top: bool,
        text: &str,
    ) -> bool {
        let stop = ends_sentence(current.text());
        let numbered = number::parse(text).is_some();
        if line.gap && !line.interline && !top {
            return true;
        }
        // In the Latin script no paragraph begins in the middle of a sentence.
        if !stop && !numbered && text.starts_with(char::is_lowercase) {
            return false;
        }
        if top {
            return stop || numbered && !current.full;
        }
        let full = current.full || self.no_room_for(text);
        if self.layout.first_indent > 0 && indent == self.layout.first_indent && (stop || !full) {
            return true;
        }
        if !full {
            return true;
        }
        stop && numbered
    }

    /// Was there no room at the end of the line before for the first word of this one? (Latin script)
    fn no_room_for(&self, text: &str) -> bool {
        let word = text.split(' ').next().unwrap_or("");
        let needed = |l: Line| u32::from(l.indent) + u32::from(l.width) + 1 + columns(word);
        word.is_ascii()
            && self.layout.right > 0
            && self
                .last
                .is_some_and(|l| !l.tab && needed(l) * 100 >= self.layout.right * 94)
    }

    /// In texts with a line per paragraph: does this line go on with the one before all the same? Lines that
    /// hang under it, or follow at once on one as wide as a page, cut in the middle of a sentence.
    fn hangs(&self, current: &Draft, line: &Line, text: &str) -> bool {
        let hanging = !line.gap && line.indent >= 2 && line.indent > current.indent && !line.tab;
        let wide = self.last.is_some_and(|l| l.width >= 56);
        let page_wide = self.last.is_some_and(|l| self.layout.fills_page(&l));
        let tight = !line.gap && page_wide && line.indent >= current.indent;
        ((hanging && wide) || tight)
            && !ends_sentence(current.text())
            && current.lead.is_none()
            && number::parse(text).is_none()
            && note_free(text)
    }
}

/// Does the line begin with anything but a note's marker?
fn note_free(text: &str) -> bool {
    super::notes::lead(text, false).is_none()
}

/// Does a footnote begin here (below a rule)?
fn note_start(text: &str) -> bool {
    super::notes::lead(text, true).is_some()
}

/// A dash at the margin of wrapped lines opens a member of a run-in list: part of the paragraph that
/// introduces it.
pub(super) fn run_in_dash(text: &str) -> bool {
    text.starts_with("– ") || text.starts_with("— ")
}

/// Does the text open with a bullet? Dashes below a bullet are items of their own.
pub(super) fn bulleted(text: &str) -> bool {
    text.starts_with(super::chars::is_bullet)
}

/// Does the text end inside a web address?
fn line_in_url(text: &str) -> bool {
    let word = text
        .rsplit(|c: char| !c.is_ascii_graphic())
        .next()
        .unwrap_or("");
    (word.contains("://") || word.contains("www."))
        && word.ends_with(['/', '-', '_', '=', '&', '?', '%', '.'])
}
