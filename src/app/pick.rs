//! Choosing a place for another program: what opens a place gives its name instead.
//!
//! In: places. Out: names that `library::resolve` reads back.

use super::update::Turn;
use super::{Effect, links};
use crate::document::BlockKind;
use crate::library::{Library, paragraph_of, resolve};

impl Turn<'_> {
    /// Where a place is to be chosen, chooses this one. False elsewhere.
    pub(super) fn picks(&mut self, document: usize, block: Option<usize>) -> bool {
        if self.app.settings.pick {
            let name = name_of(self.library, document, block);
            self.effects.push(Effect::Choose(name));
        }
        self.app.settings.pick
    }
}

/// The narrowest name that leads to a place: a note, a numbered paragraph, a heading, else its document.
pub(crate) fn name_of(library: &Library, document: usize, block: Option<usize>) -> String {
    let Some(d) = library.documents.get(document) else {
        return String::new();
    };
    let symbol = links::short_name(d);
    let leads = |name: &str, to: Option<usize>| {
        resolve(library, name).is_ok_and(|p| {
            p.document == document && to.is_none_or(|block| p.blocks.contains(&block))
        })
    };
    let whole = if d.meta.symbol.is_some() && leads(symbol, None) {
        symbol
    } else {
        &d.id
    };
    let Some(at) = block else {
        return whole.to_owned();
    };
    let part = match d.blocks.get(at).map(|b| b.kind) {
        Some(BlockKind::Footnote) => {
            let note = d.notes.iter().find(|n| n.block == at);
            note.map(|n| format!("n{}", n.marker))
        }
        _ => paragraph_of(d, at).map(|n| format!("p{n}")),
    };
    let heading = d.headings_of(at).into_iter().next_back();
    let heading = heading.map(|entry| d.title_of(&d.outline[entry]).into_owned());
    let named = [part, heading].into_iter().flatten();
    let mut names = named
        .filter(|p| !p.contains('#'))
        .map(|p| format!("{whole}#{p}"));
    let found = names.find(|name| leads(name, Some(at)));
    found.unwrap_or_else(|| whole.to_owned())
}
