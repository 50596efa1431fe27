//! The tutorial: five things to do, each taken as done when it was done, whatever way.
//!
//! In: what commands did. Out: the step that is on, in words. Must not know how it is drawn.

use super::update::Turn;
use super::{App, Command};
use crate::i18n::Value;
use crate::keymap::Context;

/// What is to be done, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A document was opened.
    Open,
    /// A search found something.
    Search,
    /// A citation or a note was looked at over the text.
    Peek,
    /// The timeline was opened.
    Timeline,
    /// A quotation was copied with its source.
    Copy,
}

impl Deed {
    /// The steps.
    const ALL: [Deed; 5] = [
        Deed::Open,
        Deed::Search,
        Deed::Peek,
        Deed::Timeline,
        Deed::Copy,
    ];

    fn next(self) -> Option<Deed> {
        Deed::ALL.get(self as usize + 1).copied()
    }

    /// Its words, and the command that does it.
    fn id(self) -> (&'static str, &'static str) {
        match self {
            Deed::Open => ("tutor-open", "focus.tree"),
            Deed::Search => ("tutor-search", "search.open"),
            Deed::Peek => ("tutor-peek", "peek.open"),
            Deed::Timeline => ("tutor-timeline", "timeline.open"),
            Deed::Copy => ("tutor-copy", "copy.quotation"),
        }
    }
}

/// What the tutorial asks for now, with the key (in lines the word) that does it.
pub(crate) fn tutor_sentence(app: &App) -> Option<String> {
    let deed = app.tutor?;
    let (id, command) = deed.id();
    let word = Command::named(command).and_then(|c| c.words.first());
    let key = app
        .settings
        .keymap
        .shortest(Context::Reading, command)
        .filter(|_| !app.in_lines())
        .map(|b| b.printed());
    let key = key.unwrap_or_else(|| word.map_or(String::new(), |w| format!(":{w}")));
    let id = if app.in_lines() {
        format!("{id}-lines")
    } else {
        id.to_owned()
    };
    let words = [
        ("at", Value::from(deed as usize + 1)),
        ("n", Value::from(Deed::ALL.len())),
        ("key", key.into()),
    ];
    Some(app.settings.language.with(&id, &words))
}

impl Turn<'_> {
    /// Begins the tutorial, or ends it.
    pub(super) fn toggle_tutor(&mut self) {
        self.app.tutor = match self.app.tutor {
            Some(_) => None,
            None => Some(Deed::Open),
        };
        match self.app.tutor {
            Some(_) if self.app.in_lines() => {
                self.app.tutor_asks = true;
                self.say("tutor-begin-lines", &[]);
            }
            Some(_) => self.say("tutor-begin", &[]),
            None => self.say("tutor-left", &[]),
        }
    }

    /// Something was done that the tutorial may wait for.
    pub(super) fn did(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }

    /// The tutorial goes on where what it asked for was done.
    pub(super) fn keep_tutor(&mut self) {
        let Some(step) = self.app.tutor.filter(|s| self.deeds.contains(s)) else {
            return;
        };
        self.app.tutor = step.next();
        let said = self.app.said;
        let done = match tutor_sentence(self.app) {
            Some(next) => {
                let words = [("next", Value::from(next))];
                self.app.settings.language.with("tutor-done", &words)
            }
            None => self.app.settings.language.say("tutor-end"),
        };
        if self.app.in_lines() && self.app.tutor.is_some() {
            // the next step is said with the view
            self.app.tutor_asks = true;
            return;
        }
        self.app.announce = done;
        self.app.failed = false;
        self.app.said = said;
    }
}
