//! How the text of documents is shown: script, blanks between 汉字 and Latin, length of lines. Places, search
//! and copies go by the text as it is printed.
//!
//! In: a stretch of a block's text. Out: what is shown of it, with the bytes it stands for.

use super::update::Turn;
use crate::text::{Columns, Script};

/// Blanks between 汉字 and Latin letters or digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spacing {
    /// As printed: `2017 年`.
    #[default]
    Kept,
    /// Left out: `2017年`.
    Closed,
}

/// Where the texts of notes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notes {
    /// After the body of the document.
    #[default]
    End,
    /// After the paragraph that they are marked in.
    Inline,
    /// At the foot of the screen for what is on it, and after the body.
    Foot,
    /// Nowhere, and no marks.
    Hidden,
}

impl Notes {
    const ALL: [Notes; 4] = [Notes::End, Notes::Inline, Notes::Foot, Notes::Hidden];

    /// The word of the setting.
    pub fn as_str(self) -> &'static str {
        match self {
            Notes::End => "end",
            Notes::Inline => "inline",
            Notes::Foot => "foot",
            Notes::Hidden => "hidden",
        }
    }

    /// The one that a word of the setting means.
    pub fn parse(word: &str) -> Option<Notes> {
        Notes::ALL.into_iter().find(|n| n.as_str() == word)
    }
}

/// How the text of documents is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Display {
    /// The script.
    pub script: Script,
    /// The blanks beside 汉字.
    pub spacing: Spacing,
    /// Most 汉字 in a line; narrower where the pane is.
    pub measure: u16,
    /// Where the texts of notes are read.
    pub notes: Notes,
}

/// Fewest 汉字 in a line that can be asked for.
const FEWEST: u16 = 10;
/// Most 汉字 in a line that can be asked for.
const MOST: u16 = 100;
/// 汉字 that a key makes the lines longer or shorter by.
const STEP: i32 = 2;

impl Default for Display {
    fn default() -> Self {
        Display {
            script: Script::AsPrinted,
            spacing: Spacing::Kept,
            measure: 40,
            notes: Notes::End,
        }
    }
}

impl Display {
    /// Columns for text in a pane with so many.
    pub(crate) fn width(self, pane: Columns) -> Columns {
        pane.min(Columns(usize::from(self.measure) * 2))
    }

    /// Gives the stretches that are shown of `text`, each with its first byte in it. A stretch has as many
    /// bytes as what it stands for, but for its last character.
    pub(super) fn stretches(self, text: &str, mut put: impl FnMut(&str, usize)) {
        if self.script == Script::AsPrinted && self.spacing == Spacing::Kept {
            put(text, 0);
            return;
        }
        let shown = self.script.show(text);
        // Where the stretch began: in `shown` and in `text`; where it is now in `shown`.
        let (mut from, mut source, mut at) = (0, 0, 0);
        let mut before = None;
        let mut printed = text.char_indices().peekable();
        for c in shown.chars() {
            let Some((i, original)) = printed.next() else {
                break;
            };
            let end = at + c.len_utf8();
            let after = printed.peek().map(|(_, c)| *c);
            if self.spacing == Spacing::Closed && closes(before, original, after) {
                put(&shown[from..at], source);
                (from, source) = (end, i + original.len_utf8());
            } else if c.len_utf8() != original.len_utf8() {
                put(&shown[from..end], source);
                (from, source) = (end, i + original.len_utf8());
            }
            before = Some(original);
            at = end;
        }
        put(&shown[from..], source);
    }
}

/// A single blank between a 汉字 and a Latin letter or digit.
fn closes(before: Option<char>, c: char, after: Option<char>) -> bool {
    let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let latin = |c: char| c.is_ascii_alphanumeric();
    match (before, after) {
        (Some(a), Some(b)) if c == ' ' => han(a) && latin(b) || latin(a) && han(b),
        _ => false,
    }
}

impl Turn<'_> {
    pub(super) fn next_script(&mut self) {
        let display = &mut self.app.settings.display;
        display.script = display.script.next();
        let id = match display.script {
            Script::AsPrinted => "message-script-printed",
            Script::Simplified => "message-script-simplified",
            Script::Traditional => "message-script-traditional",
        };
        self.say(id, &[]);
    }

    pub(super) fn next_spacing(&mut self) {
        let display = &mut self.app.settings.display;
        let (next, id) = match display.spacing {
            Spacing::Kept => (Spacing::Closed, "message-spacing-closed"),
            Spacing::Closed => (Spacing::Kept, "message-spacing-kept"),
        };
        display.spacing = next;
        self.say(id, &[]);
    }

    /// Notes elsewhere: where a word says, else the next of all ways.
    pub(super) fn next_notes(&mut self) {
        let argument = std::mem::take(&mut self.argument).trim().to_lowercase();
        let language = self.app.settings.language;
        let named = |n: &Notes| {
            n.as_str() == argument || language.say(&format!("notes-{}", n.as_str())) == argument
        };
        let notes = &mut self.app.settings.display.notes;
        let at = Notes::ALL.iter().position(|n| n == notes).unwrap_or(0);
        let next = match argument.is_empty() {
            true => Some(Notes::ALL[(at + 1) % Notes::ALL.len()]),
            false => Notes::ALL.into_iter().find(named),
        };
        let Some(next) = next else {
            self.say("message-notes-unknown", &[("text", argument.into())]);
            return;
        };
        *notes = next;
        let words = language.say(&format!("notes-{}", next.as_str()));
        self.say("message-notes", &[("where", words.into())]);
    }

    /// Longer or shorter lines. The first step starts from what fits the pane.
    pub(super) fn change_measure(&mut self, steps: i32) {
        let fits = self.app.measure().width.0 / 2;
        let now = i32::try_from(fits).unwrap_or(i32::MAX - STEP);
        let wanted = (now + steps * STEP).clamp(i32::from(FEWEST), i32::from(MOST));
        self.app.settings.display.measure = u16::try_from(wanted).unwrap_or(MOST);
        let n = self.app.measure().width.0 / 2;
        self.say("message-measure", &[("n", n.into())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(display: Display, text: &str) -> String {
        let mut all = String::new();
        display.stretches(text, |part, _| all.push_str(part));
        all
    }

    #[test]
    fn blanks_beside_han_are_left_out_when_asked_for() {
        let closed = Display {
            spacing: Spacing::Closed,
            ..Display::default()
        };
        assert_eq!(
            shown(closed, "第 65/230 号 UN Charter  的"),
            "第65/230号UN Charter  的"
        );
        assert_eq!(shown(Display::default(), "第 65 号"), "第 65 号");
    }

    proptest! {
        #[test]
        fn every_stretch_names_the_characters_it_stands_for(text in "([A-Z0-9 ]{0,3}[一-龥㐀-㐿𠀀-𠀿]{0,4}){0,6}") {
            for script in [Script::AsPrinted, Script::Simplified, Script::Traditional] {
                let display = Display { script, spacing: Spacing::Closed, ..Display::default() };
                let mut reached = 0;
                display.stretches(&text, |part, from| {
                    let rest = &text[from..];
                    assert!(text[reached..from].chars().all(|c| c == ' '));
                    let printed: String = rest.chars().take(part.chars().count()).collect();
                    // Word by word and piece by piece may differ; length and what is not 汉字 may not.
                    assert_eq!(printed.chars().count(), part.chars().count());
                    assert!(printed.chars().zip(part.chars()).all(|(a, b)| a == b || a > '\u{3400}'));
                    reached = from + printed.len();
                });
                prop_assert_eq!(reached, text.len());
            }
        }
    }
}
