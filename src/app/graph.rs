//! Lists of the citation graph: who cites, what is cited most, where an actor is named, what a word means.
//!
//! In: the library's graph and facts. Out: items with their targets.

use super::View;
use super::links::short_name;
use super::list::{Goto, Item, ListKind, around};
use super::peek::Peek;
use super::update::Turn;
use crate::facts::{Meaning, NAMES, official_address};
use crate::i18n::Language;
use crate::index::BlockRef;
use crate::library::{Cite, Library, TermSource, place_of};
use crate::text::folded;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Characters before and after a citation that are shown.
const BEFORE: usize = 16;
const AFTER: usize = 60;

fn place(library: &Library, at: BlockRef, range: &Range<u32>) -> Option<Item> {
    let document = library.documents.get(at.document)?;
    let block = document.blocks.get(at.block)?;
    Some(Item {
        text: around(&block.text, range, BEFORE, AFTER),
        detail: format!("{} {}", short_name(document), place_of(document, at.block)),
        depth: 1,
        to: Goto::Block(at, Some(range.clone())),
    })
}

/// Places by document, each document over its own.
fn grouped(library: &Library, places: impl Iterator<Item = (BlockRef, Range<u32>)>) -> Vec<Item> {
    let mut by_document: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
    for (at, range) in places {
        if let Some(item) = place(library, at, &range) {
            by_document.entry(at.document).or_default().push(item);
        }
    }
    let mut items = Vec::new();
    for (index, own) in by_document {
        let Some(document) = library.documents.get(index) else {
            continue;
        };
        let name = short_name(document);
        let detail = if name == document.meta.title {
            ""
        } else {
            name
        };
        items.push(Item {
            text: format!("{} ({})", document.meta.title, own.len()),
            detail: detail.to_owned(),
            depth: 0,
            to: Goto::Document(index),
        });
        items.extend(own);
    }
    items
}

fn places(library: &Library, cites: impl Iterator<Item = Cite>) -> Vec<(BlockRef, Range<u32>)> {
    let place = |c: Cite| Some((c.at(library)?, c.citation(library)?.span.range.clone()));
    cites.filter_map(place).collect()
}

/// Who cites a paragraph by its number, grouped.
pub(crate) fn paragraph_backlinks(library: &Library, at: BlockRef) -> Vec<Item> {
    let cites = library.graph.of_paragraph(library, at);
    let cites = places(library, cites.into_iter());
    grouped(library, cites.into_iter())
}

/// Who cites a document, grouped, those first that say the paragraph one is in; then who names its title without
/// citing it.
pub(crate) fn backlinks(
    language: Language,
    library: &Library,
    document: usize,
    here: Option<BlockRef>,
) -> Vec<Item> {
    let mut items = Vec::new();
    let own = here.map_or(0, |at| library.graph.of_paragraph(library, at).len());
    if let Some(at) = here.filter(|_| own > 0) {
        items.push(words(
            language.with("list-of-paragraph", &[("n", own.into())]),
        ));
        items.extend(paragraph_backlinks(library, at));
        items.push(words(language.say("list-of-document")));
    }
    let cites = places(library, library.graph.of_document(document));
    items.extend(grouped(library, cites.into_iter()));
    let plain = library.graph.unlinked(document);
    if !plain.is_empty() {
        items.push(words(
            language.with("list-unlinked", &[("n", plain.len().into())]),
        ));
        items.extend(grouped(
            library,
            plain.iter().map(|u| (u.at, u.range.clone())),
        ));
    }
    items
}

/// What is known of a document that is not here, then who cites it.
pub(crate) fn card(language: Language, library: &Library, symbol: &str) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some(x) = NAMES.instrument(symbol) {
        let about = [x.name, x.english, x.designation, x.organ];
        let about: Vec<&str> = about.into_iter().filter(|a| !a.is_empty()).collect();
        let mut item = words(about.join(" · "));
        if !x.date.is_empty() {
            let n = [("date", x.date.into()), ("from", x.source.into())];
            item.detail = language.with("cli-known-date", &n);
        }
        items.push(item);
    }
    if let Some(address) = official_address(symbol) {
        let mut item = words(language.with("cli-address", &[("address", address.as_str().into())]));
        item.to = Goto::Address(address);
        items.push(item);
    }
    let cites = places(library, library.graph.of_symbol(symbol).iter().copied());
    items.extend(grouped(library, cites.into_iter()));
    items
}

/// Symbols offered that are not in the library, at most.
const ABSENT: usize = 20;

/// A symbol as its parts: A/RES/55/63, a res 55 63 and 第55/63号决议 end alike.
fn parts(symbol: &str) -> Vec<String> {
    let mut key = folded(&symbol.replace(char::is_whitespace, "/"));
    for around in ["第", "号", "决议", "决定", "文件", "报告"] {
        key = key.replace(around, "/");
    }
    let parts = key.split(|c: char| !c.is_alphanumeric());
    parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

/// Documents that are not here, named by what is typed: those that are cited, and what is a symbol by its form.
pub(crate) fn absent(language: Language, library: &Library, typed: &str) -> Vec<Item> {
    let typed = parts(typed);
    let says_number = typed.iter().any(|p| p.chars().any(|c| c.is_ascii_digit()));
    if typed.len() < 2 || !says_number {
        return Vec::new();
    }
    let cited = library.graph.most_cited().iter();
    let named = |symbol: &str| parts(symbol).ends_with(&typed);
    let mut found: Vec<&str> = cited
        .map(|c| c.symbol.as_str())
        .filter(|s| library.target(s).is_none() && named(s))
        .take(ABSENT)
        .collect();
    let whole = typed.join("/").to_uppercase();
    let known = found.contains(&whole.as_str()) || library.target(&whole).is_some();
    if !known && official_address(&whole).is_some() {
        found.push(&whole);
    }
    let item = |symbol: &str| Item {
        detail: language.say("references-absent"),
        to: Goto::Card(symbol.to_owned()),
        ..words(symbol.to_owned())
    };
    found.into_iter().map(item).collect()
}

fn words(text: String) -> Item {
    Item {
        text,
        detail: String::new(),
        depth: 0,
        to: Goto::Nowhere,
    }
}

/// What is cited, most often first.
pub(crate) fn most_cited(language: Language, library: &Library) -> Vec<Item> {
    let item = |c: &crate::library::Cited| {
        let here = library.target(&c.symbol);
        let title = here
            .and_then(|d| library.documents.get(d))
            .map(|d| d.meta.title.as_str());
        let known = NAMES.instrument(&c.symbol).map(|x| x.name);
        let name = title.or(known).filter(|n| *n != c.symbol).unwrap_or("");
        let n = [("n", c.times.into()), ("documents", c.documents.into())];
        Item {
            text: format!("{} {name}", c.symbol).trim_end().to_owned(),
            detail: language.with("list-times", &n),
            depth: 0,
            to: here.map_or_else(|| Goto::Card(c.symbol.clone()), Goto::Document),
        }
    };
    library.graph.most_cited().iter().map(item).collect()
}

/// All actors that are named, the most frequent first.
pub(crate) fn actors(language: Language, library: &Library) -> Vec<Item> {
    let mut count: HashMap<u32, (usize, usize, usize)> = HashMap::new();
    for (document, facts) in library.facts.iter().enumerate() {
        for m in facts.iter().flat_map(|f| &f.actors) {
            let own = count.entry(m.actor).or_insert((0, 0, usize::MAX));
            own.0 += 1;
            if own.2 != document {
                (own.1, own.2) = (own.1 + 1, document);
            }
        }
    }
    let mut all: Vec<_> = count.into_iter().collect();
    all.sort_by_key(|(actor, n)| (std::cmp::Reverse((n.0, n.1)), *actor));
    let item = |(actor, n): (u32, (usize, usize, usize))| {
        let a = &NAMES.actors[actor as usize];
        Item {
            text: format!("{} {}", a.name, a.english).trim_end().to_owned(),
            detail: language.with(
                "list-times",
                &[("n", n.0.into()), ("documents", n.1.into())],
            ),
            depth: 0,
            to: Goto::Actor(actor),
        }
    };
    all.into_iter().map(item).collect()
}

/// Where an actor is named.
pub(crate) fn actor(library: &Library, actor: u32) -> Vec<Item> {
    let mut places = Vec::new();
    for (document, facts) in library.facts.iter().enumerate() {
        let own = facts
            .iter()
            .flat_map(|f| &f.actors)
            .filter(|m| m.actor == actor);
        places.extend(own.map(|m| {
            let at = BlockRef {
                document,
                block: m.span.block,
            };
            (at, m.span.range.clone())
        }));
    }
    grouped(library, places.into_iter())
}

/// What a word stands for, and its other forms.
pub(crate) fn term(language: Language, library: &Library, word: &str) -> Vec<Item> {
    let item = |e: &crate::library::TermEntry| {
        let forms: String = e.forms.iter().map(|f| format!(" | {f}")).collect();
        let (detail, to) = match e.source {
            TermSource::Document {
                document, block, ..
            } => {
                let holder = library.documents.get(document);
                let at = holder.map_or(String::new(), |d| {
                    format!("{} {}", short_name(d), place_of(d, block))
                });
                (at, Goto::Block(BlockRef { document, block }, None))
            }
            TermSource::Table(name) => {
                let from = language.with("cli-table", &[("name", name.into())]);
                (from, Goto::Nowhere)
            }
        };
        Item {
            text: format!("{} = {}{forms}", e.short, e.long),
            detail,
            depth: 0,
            to,
        }
    };
    library.terms_for(word).into_iter().map(item).collect()
}

impl Turn<'_> {
    pub(super) fn open_most_cited(&mut self) {
        self.open_list(ListKind::MostCited);
    }

    /// All actors, or where the one that is named stands.
    pub(super) fn open_actors(&mut self) {
        let name = std::mem::take(&mut self.argument);
        if name.trim().is_empty() {
            self.open_list(ListKind::Actors);
            return;
        }
        match NAMES.exact(name.trim()) {
            Some(Meaning::Actor(actor)) => self.open_list(ListKind::Actor(actor)),
            _ => self.say("cli-no-actor", &[("name", name.into())]),
        }
    }

    /// What a word stands for: the one typed as a list, or in a small window the next abbreviation or term from
    /// the cursor on.
    pub(super) fn open_term(&mut self) {
        let word = std::mem::take(&mut self.argument).trim().to_owned();
        if word.is_empty() {
            let cursor = self.app.main().cursor;
            let words = self.terms_here();
            let at = self.app.main().at();
            match at.and_then(|at| Peek::of_terms(at, &words, cursor.at)) {
                Some(peek) => self.push(View::Peek(Box::new(peek))),
                None => self.say("message-no-term-here", &[]),
            }
            return;
        }
        if self.library.terms_for(&word).is_empty() {
            self.say("cli-no-term", &[("name", word.into())]);
            return;
        }
        self.open_list(ListKind::Term(word));
    }

    /// Goes to where a document says what a term means; of a term of the tables all its forms are listed.
    pub(super) fn enter_term(&mut self, at: BlockRef, range: Range<u32>) {
        let library = self.library;
        let document = library.documents.get(at.document);
        let text = document
            .and_then(|d| d.blocks.get(at.block))
            .map(|b| &b.text);
        let Some(word) = text.and_then(|t| t.get(range.start as usize..range.end as usize)) else {
            return;
        };
        let said = library
            .terms_for(word)
            .into_iter()
            .find_map(|e| match e.source {
                TermSource::Document {
                    document, block, ..
                } => Some(BlockRef { document, block }),
                TermSource::Table(_) => None,
            });
        match said {
            Some(to) => self.go(to, None, None),
            None => self.open_list(ListKind::Term(word.to_owned())),
        }
    }

    /// The known abbreviations of the paragraph at the cursor.
    fn terms_here(&self) -> Vec<Range<u32>> {
        let cursor = self.app.main().cursor;
        let block = self.document().and_then(|d| d.blocks.get(cursor.block));
        let Some(text) = block.map(|b| &b.text) else {
            return Vec::new();
        };
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '&';
        let mut words: Vec<Range<u32>> = Vec::new();
        let mut from = None;
        for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (is_part(c), from) {
                (true, None) => from = Some(i),
                (false, Some(start)) => {
                    words.push(start as u32..i as u32);
                    from = None;
                }
                _ => {}
            }
        }
        words.retain(|w| {
            let word = text.get(w.start as usize..w.end as usize).unwrap_or("");
            word.chars().filter(char::is_ascii_uppercase).count() >= 2
                && !self.library.terms_for(word).is_empty()
        });
        words
    }

    /// Where the actor at or after the cursor is named, in all documents.
    pub(super) fn open_actor_here(&mut self) {
        let main = self.app.main();
        let facts = main
            .document
            .and_then(|i| self.library.facts.get(i)?.as_ref());
        let cursor = main.cursor;
        let here = || {
            let all = facts.iter().flat_map(|f| &f.actors);
            all.filter(|m| m.span.block == cursor.block)
        };
        let next = here().find(|m| m.span.range.end > cursor.at);
        match next.or_else(|| here().next()).map(|m| m.actor) {
            Some(actor) => self.open_list(ListKind::Actor(actor)),
            None => self.say("message-no-actor-here", &[]),
        }
    }
}
