//! What is taken out of a text: its words with their source, citations, links; to the clipboard, to a file, to a
//! command. What is selected counts, else the paragraph at the cursor.

use super::list::{Goto, Item, ListKind};
use super::prompt::PromptKind;
use super::select::{Stretch, words};
use super::update::Turn;
use super::{App, Deed, Effect, Handed, Said};
use crate::document::Document;
use crate::export::cite::{Day, Form, Source, cite};
use crate::library::link;

/// What can be chosen, in the order of the list.
const CHOICES: [&str; 12] = [
    "copy.quotation",
    "copy.citation",
    "copy.gbt7714",
    "copy.bibtex",
    "copy.csl",
    "copy.ris",
    "copy.markdown",
    "copy.link",
    "copy.text",
    "address.open",
    "text.write",
    "text.pipe",
];

/// The forms to choose from, each with its key.
pub(super) fn choices(app: &App) -> Vec<Item> {
    let language = app.settings.language;
    let keymap = &app.settings.keymap;
    let item = |name: &&'static str| {
        let key = keymap
            .keys_for(crate::keymap::Context::Reading, name, "")
            .next();
        Item {
            text: language.say(&format!("cmd-{}", name.replace('.', "-"))),
            detail: key.map_or(String::new(), |b| b.printed()),
            depth: 0,
            to: Goto::Run(name),
        }
    };
    CHOICES.iter().map(item).collect()
}

/// The source of some stretches.
fn source<'a>(document: &'a Document, stretches: &[Stretch]) -> Source<'a> {
    match (stretches.first(), stretches.last()) {
        (Some((first, _)), Some((last, _))) => Source::spanning(document, *first, *last),
        _ => Source::new(document, None),
    }
}

/// The words of a paragraph with who says them, where that is known, and their source.
pub(crate) fn said_by(document: &Document, block: usize, speaker: &str) -> String {
    let Some(b) = document.blocks.get(block) else {
        return String::new();
    };
    let stretches = [(block, b.number_len..b.text.len() as u32)];
    let text = words(document, &stretches);
    let text = text.trim().replace('\t', " ");
    let source = cite(Form::Plain, &[source(document, &stretches)], None);
    // A reply's own heading is the last part of a source without a number.
    if speaker.is_empty() || source.ends_with(speaker) {
        format!("“{text}”（{source}）")
    } else {
        format!("“{text}”（{source}，{speaker}）")
    }
}

impl Turn<'_> {
    /// What is selected, else the paragraph, without its number.
    fn stretches(&self, document: &Document) -> Vec<Stretch> {
        let main = self.app.main();
        let selected = main.selected(document);
        if !selected.is_empty() {
            return selected;
        }
        let block = main.cursor.block;
        let Some(b) = document.blocks.get(block) else {
            return Vec::new();
        };
        vec![(block, b.number_len..b.text.len() as u32)]
    }

    fn copy(&mut self, make: impl FnOnce(&Document, &[Stretch]) -> String) {
        let Some(document) = self.document() else {
            self.say("message-no-document", &[]);
            return;
        };
        let text = make(document, &self.stretches(document));
        self.effects.push(Effect::Copy(text));
        self.app.main_mut().selection = None;
        self.app.said = Said::Message;
    }

    /// The words in quotation marks, with their source.
    pub(super) fn copy_quotation(&mut self) {
        self.did(Deed::Copy);
        self.copy(quotation);
    }

    /// The words alone.
    pub(super) fn copy_text(&mut self) {
        let selects = self.app.main().selection.is_some();
        let block = self.app.main().cursor.block;
        self.copy(|document, stretches| {
            let whole = document.blocks.get(block).filter(|_| !selects);
            whole.map_or_else(|| words(document, stretches), |b| b.text.clone())
        });
    }

    /// The source alone, in a form.
    pub(super) fn copy_citation(&mut self, form: Form) {
        let today = Day::at(self.app.desk.now.0);
        self.copy(|document, stretches| cite(form, &[source(document, stretches)], today));
    }

    /// A link that leads back here.
    pub(super) fn copy_link(&mut self) {
        let (library, index) = (self.library, self.app.main().document);
        let cursor = self.app.main().cursor;
        let selects = self.app.main().selection.is_some();
        self.copy(|_, stretches| {
            let here = (cursor.block, cursor.at..cursor.at);
            let (block, range) = match stretches.first() {
                Some(first) if selects => first.clone(),
                _ => here,
            };
            link(library, index.unwrap_or(0), block, range)
        });
    }

    /// The forms to choose from.
    pub(super) fn choose_copy(&mut self) {
        if self.app.main().document.is_none() {
            self.say("message-no-document", &[]);
        } else {
            self.open_list(ListKind::Copy);
        }
    }

    /// `gx`: the official address of what is cited here. The face opens it or, where nobody would see that, copies it.
    pub(super) fn open_address(&mut self) {
        if self.app.main().document.is_none() {
            self.say("message-no-document", &[]);
            return;
        }
        self.app.said = Said::Message;
        match self.official_here() {
            Some(address) if self.app.settings.confined => self.effects.push(Effect::Copy(address)),
            Some(address) => self.effects.push(Effect::Open(address)),
            None => self.say("message-no-address", &[]),
        }
    }

    /// The quotation, to the end of a file.
    pub(super) fn write_text(&mut self) {
        let path = std::mem::take(&mut self.argument).trim().to_owned();
        self.hand_on(PromptKind::Write, &path, |document, stretches| {
            let text = quotation(document, stretches);
            Effect::Write {
                path: path.clone(),
                text,
            }
        });
    }

    /// The words, to a command.
    pub(super) fn pipe_text(&mut self) {
        let command = std::mem::take(&mut self.argument).trim().to_owned();
        self.hand_on(PromptKind::Pipe, &command, |document, stretches| {
            let text = format!("{}\n", words(document, stretches));
            Effect::Pipe {
                command: command.clone(),
                text,
            }
        });
    }

    fn hand_on(
        &mut self,
        asks: PromptKind,
        typed: &str,
        make: impl FnOnce(&Document, &[Stretch]) -> Effect,
    ) {
        let Some(document) = self.document() else {
            self.say("message-no-document", &[]);
            return;
        };
        if typed.is_empty() {
            self.open_prompt(asks, "");
            return;
        }
        let effect = make(document, &self.stretches(document));
        self.effects.push(effect);
        self.app.main_mut().selection = None;
        self.app.said = Said::Message;
    }

    /// What became of what was handed on.
    pub(super) fn handed(&mut self, handed: Handed) {
        match handed {
            Handed::Written(path) => {
                self.say(
                    "handed-written",
                    &[("path", path.display().to_string().into())],
                );
            }
            Handed::Opened(address) => self.say("handed-opened", &[("address", address.into())]),
            Handed::Failed(why) => self.say("handed-failed", &[("why", why.into())]),
            Handed::Late => self.say("handed-late", &[]),
            Handed::Ran { status, said } => {
                let status = status.map_or_else(|| "?".to_owned(), |s| s.to_string());
                match &said[..] {
                    [] => self.say("handed-ran", &[("status", status.into())]),
                    [line] => {
                        let said = line.trim().to_owned();
                        let words = [("status", status.into()), ("said", said.into())];
                        self.say("handed-ran-said", &words);
                    }
                    _ => self.open_list(ListKind::Output(said.into())),
                }
            }
        }
    }
}

/// Words in quotation marks with their source.
fn quotation(document: &Document, stretches: &[Stretch]) -> String {
    let text = words(document, stretches);
    let text = text.trim().replace('\t', " ");
    let source = cite(Form::Plain, &[source(document, stretches)], None);
    format!("“{text}”（{source}）")
}
