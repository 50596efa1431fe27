//! Puts together what page breaks, notes and page furniture had cut apart.
//!
//! In: drafts in order, notes already told apart. Out: fewer drafts. Must not know about levels.

use super::chars::{ends_sentence, is_han, is_url, starts_url};
use super::draft::{Draft, symbol_cut};
use super::kinds::{heading_words, is_bracket_line, is_date_line, is_enacting, is_prose};
use super::layout::Layout;
use super::model::BlockKind;
use super::number::Style;
use super::paras::{bulleted, run_in_dash};

/// Where no paragraph is cut, a line of so many characters without a stop is a heading.
const LINE: usize = 45;

/// Stitches a document's drafts.
pub(super) fn stitch(drafts: Vec<Draft>, layout: &Layout) -> Vec<Draft> {
    let mut s = Stitcher {
        layout,
        resolution: drafts
            .iter()
            .any(|d| is_enacting(d.text()) && d.text().ends_with(['，', ','])),
        continuous: continuous(&drafts) && !layout.wrapped,
        out: Vec::with_capacity(drafts.len()),
        body: None,
        last: None,
        note: None,
    };
    let peek: Vec<Peek> = drafts.iter().map(Peek::of).collect();
    for (i, draft) in drafts.into_iter().enumerate() {
        s.take(draft, &peek[i + 1..]);
    }
    s.out
}

/// What the stitcher needs to know of the drafts to come.
#[derive(Debug)]
struct Peek {
    note: Option<u32>,
    url: bool,
}

impl Peek {
    fn of(draft: &Draft) -> Self {
        let note = draft.kind == BlockKind::Footnote;
        Peek {
            note: note.then(|| {
                draft
                    .lead
                    .as_ref()
                    .and_then(|m| m.parse().ok())
                    .unwrap_or(0)
            }),
            url: is_url(draft.text()),
        }
    }
}

/// Do numbered paragraphs run through the whole document, so that paragraphs without number go on with
/// the one before? (Reports number every paragraph.)
fn continuous(drafts: &[Draft]) -> bool {
    let (mut steps, mut right, mut last) = (0_u32, 0_u32, None);
    let mut free = 0;
    for d in drafts.iter().filter(|d| d.kind == BlockKind::Paragraph) {
        match &d.number {
            Some(n) if n.style == Style::Decimal(1) && is_prose(d.body()) => {
                if let Some(before) = last {
                    steps += 1;
                    right += u32::from(n.value == before + 1);
                }
                last = Some(n.value);
            }
            None if is_prose(d.text()) => free += 1,
            _ => {}
        }
    }
    steps >= 5 && right * 10 >= steps * 8 && free <= steps * 6
}

struct Stitcher<'a> {
    layout: &'a Layout,
    resolution: bool,
    continuous: bool,
    out: Vec<Draft>,
    /// The last paragraph of the body.
    body: Option<usize>,
    /// Where the draft before went.
    last: Option<usize>,
    /// The last note.
    note: Option<usize>,
}

impl Stitcher<'_> {
    fn take(&mut self, draft: Draft, next: &[Peek]) {
        let target = match draft.kind {
            BlockKind::Paragraph => self.target(&draft, next),
            _ => None,
        };
        if let Some(k) = target {
            self.last = Some(k);
            self.out[k].stitch(draft, self.layout.spaced);
            return;
        }
        let at = self.out.len();
        self.last = Some(at);
        match draft.kind {
            BlockKind::Footnote => self.note = Some(at),
            BlockKind::Paragraph => self.body = Some(at),
            _ => self.body = None,
        }
        self.out.push(draft);
    }

    /// The draft that this one goes on with.
    fn target(&self, d: &Draft, next: &[Peek]) -> Option<usize> {
        let after_note = self
            .last
            .is_some_and(|k| self.out[k].kind == BlockKind::Footnote);
        if d.foot {
            return self.note.filter(|_| after_note || self.note_open());
        }
        if self.layout.wrapped {
            return self
                .body
                .filter(|&b| self.wrapped_goes_on(&self.out[b], d, after_note));
        }
        if super::furniture::is_digits(d.text()) {
            return None;
        }
        if let Some(k) = self.note_part(d, next, after_note) {
            return Some(k);
        }
        let b = self.body?;
        let before = &self.out[b];
        if self.last == Some(b) && symbol_cut(before.text(), d.text()) {
            return Some(b);
        }
        if after_note {
            return (self.open(before, true) && !self.own_start(d)).then_some(b);
        }
        if self.last != Some(b) {
            return None;
        }
        // A dash below a bullet or a dash is a member of that list.
        let member = run_in_dash(d.text()) && bulleted(before.text());
        let goes_on =
            self.open(before, false) && !self.own_start(d) && is_prose(d.text()) && !member;
        let numbered = before
            .number
            .as_ref()
            .is_some_and(|n| n.style == Style::Decimal(1))
            && is_prose(before.body());
        let same = self.continuous
            && numbered
            && is_prose(d.text())
            && ends_sentence(d.text())
            && !self.own_start(d)
            && !procedural(d.text());
        (goes_on || same).then_some(b)
    }

    /// In wrapped texts: the rest of a paragraph on the next page.
    fn wrapped_goes_on(&self, before: &Draft, d: &Draft, after_note: bool) -> bool {
        let apart = after_note || d.top || before.cut;
        let dash = run_in_dash(d.text())
            && d.indent < self.layout.first_indent
            && !bulleted(before.text());
        if dash && before.kind == BlockKind::Paragraph {
            return true;
        }
        if !apart
            || d.number.is_some()
            || before.kind != BlockKind::Paragraph
            || is_bracket_line(d.text())
        {
            return false;
        }
        let unended = if self.layout.trailing {
            !before.ended
        } else {
            !ends_sentence(before.text()) && before.full
        };
        unended && (self.layout.first_indent == 0 || d.indent < self.layout.first_indent)
    }

    /// Is the last note cut in the middle of a sentence?
    fn note_open(&self) -> bool {
        self.note.is_some_and(|k| {
            let text = self.out[k].text();
            if self.layout.trailing {
                !self.out[k].ended
            } else {
                !ends_sentence(text)
            }
        })
    }

    /// In texts with a line per paragraph: the rest of a note, behind it (web addresses that a break had cut
    /// off) or at the foot of the next page, before the next note.
    fn note_part(&self, d: &Draft, next: &[Peek], after_note: bool) -> Option<usize> {
        let k = self.note?;
        let note = &self.out[k];
        if d.number.is_some()
            || !d.marks.is_empty()
            || heading_words(d, self.layout) && !is_url(d.text())
        {
            return None;
        }
        let number: u32 = note.lead.as_ref().and_then(|m| m.parse().ok()).unwrap_or(0);
        let note_next = |at: usize| {
            next.get(at)
                .and_then(|p| p.note)
                .is_some_and(|n| n == number + 1)
        };
        let address = starts_url(d.text());
        if after_note {
            let body_waits = self.body.is_some_and(|b| self.open(&self.out[b], true));
            let sandwich = next.first().is_some_and(|p| p.url) && note_next(1);
            return (address || !d.gap || sandwich || (note_next(0) && !body_waits)).then_some(k);
        }
        let text = note.text();
        let words = text
            .chars()
            .next_back()
            .is_some_and(|c| is_han(c) && !"月日年页章段号条期版".contains(c) || c == '，');
        let date = text.ends_with('月') && d.text().chars().take(5).any(|c| c == '日');
        let introduced = text.ends_with(['：', ':']) && address;
        (note_next(0) && (words || date || address) || introduced).then_some(k)
    }

    /// Does the paragraph break off in the middle? `cut` says that notes follow, so that a page ends there.
    fn open(&self, d: &Draft, cut: bool) -> bool {
        let text = d.text();
        if d.kind != BlockKind::Paragraph
            || ends_sentence(text)
            || is_enacting(text)
            || super::tables::caption_start(text)
            || is_bracket_line(text)
            || is_date_line(text)
        {
            return false;
        }
        let Some(last) = text.chars().next_back() else {
            return false;
        };
        if matches!(last, '，' | ',') && self.resolution && !cut {
            return false;
        }
        if super::structure::heads_section(&self.out, d.first(), text) && !cut {
            return false;
        }
        let clause = matches!(last, '，' | '、' | '（' | '(' | '“' | '《');
        let closed = super::chars::is_closer(last)
            || last == '*'
            || text
                .rsplit(|c: char| !c.is_ascii_graphic())
                .next()
                .is_some_and(|w| w.contains("://") || w.starts_with("www."));
        if closed || !(last.is_alphanumeric() || clause || last == '—') {
            return false;
        }
        if self.layout.whole && !clause && d.chars() <= LINE {
            return false;
        }
        let running = is_prose(text) || d.stitched;
        if cut {
            return running || (d.chars() >= 12 && !short_heading(d));
        }
        running && d.chars() >= 25 && (clause || !heading_words(d, self.layout))
    }

    /// Does the paragraph begin something of its own?
    fn own_start(&self, d: &Draft) -> bool {
        d.number
            .as_ref()
            .is_some_and(|n| n.style != Style::Bullet || !d.text().starts_with(['–', '—']))
            || (heading_words(d, self.layout) && d.chars() < 30)
            || is_bracket_line(d.text())
            || super::tables::caption_start(d.text())
            || is_enacting(d.text())
    }
}

/// Short words without any punctuation stand for themselves.
fn short_heading(d: &Draft) -> bool {
    d.chars() <= 24 && !d.text().contains(['，', '、', '。', '；'])
}

/// The lines of a record that open and close a meeting.
fn procedural(text: &str) -> bool {
    text.chars().count() <= 24
        && (text.ends_with("散会。")
            || text.ends_with("开会。")
            || text.ends_with("休会。")
            || text.ends_with("复会。"))
}
