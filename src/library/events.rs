//! Which events of the timeline are asked for: by kind, body, actor, place, document, symbol, words, precision.
//!
//! In: a filter, as fields or as a typed line. Out: whether an entry fits. One rule for the screen, the command
//! line and the exports. Must not know the app.

use super::{Interned, Library, Mention, resolve};
use crate::facts::{Entry, EventKind, Meaning, NAMES};
use crate::index::{BlockRef, DateRange, Places, Query};
use crate::text::{folded, sentences};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Words by which the author of a reply means itself.
const OWN_WORDS: [&str; 6] = ["我国", "本国", "我方", "我们", " our ", " we "];

/// Whose dates are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Dates {
    /// All of them.
    #[default]
    Both,
    /// Those of the documents themselves: issued, adopted, the meeting reported on.
    Own,
    /// Those that are mentioned in texts.
    Mentioned,
}

impl Dates {
    /// All, in the order they are gone through.
    pub const ALL: [Dates; 3] = [Dates::Both, Dates::Own, Dates::Mentioned];

    /// Its word in translation ids and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Dates::Both => "both",
            Dates::Own => "own",
            Dates::Mentioned => "mentioned",
        }
    }

    /// The next of them.
    pub fn next(self) -> Dates {
        match self {
            Dates::Both => Dates::Own,
            Dates::Own => Dates::Mentioned,
            Dates::Mentioned => Dates::Both,
        }
    }
}

/// What an entry has to do with a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// It is the event of the document itself.
    Itself,
    /// A document that cites it came out.
    Cited,
    /// A sentence tells the event with it.
    Told,
}

/// Which events are asked for. Everything that is set has to hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventFilter {
    /// Kinds, as bits in the order of `EventKind::ALL`; 0: all but the dates of books and the press.
    pub kinds: u16,
    /// A part of the name of the body that acted.
    pub body: String,
    /// An actor that the sentence names, or that speaks of itself in its reply: index in `NAMES.actors`.
    pub actor: Option<u32>,
    /// A part of the name of the place.
    pub place: String,
    /// A document that mentions it.
    pub document: Option<usize>,
    /// A document it has to do with, by symbol.
    pub symbol: String,
    /// A query: one of its paragraphs is found by it.
    pub text: String,
    /// Dated to the month or better.
    pub precise: bool,
    /// Whose dates.
    pub dates: Dates,
    /// When.
    pub period: Option<DateRange>,
}

/// A word of a filter line that makes no sense: the field and the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterError {
    /// The field as typed.
    pub field: String,
    /// The value as typed.
    pub value: String,
}

/// The fields of a filter line, Chinese and English.
#[derive(Clone, Copy)]
enum Field {
    Kind,
    Body,
    Actor,
    Place,
    Document,
    Symbol,
    Precise,
    Dates,
    When,
}

/// After one of these everything is a query.
const QUERY: [&str; 4] = ["检索:", "检索：", "text:", "text："];

const FIELDS: [(&str, Field); 18] = [
    ("类别", Field::Kind),
    ("kind", Field::Kind),
    ("机构", Field::Body),
    ("body", Field::Body),
    ("行为体", Field::Actor),
    ("actor", Field::Actor),
    ("地点", Field::Place),
    ("place", Field::Place),
    ("文件", Field::Document),
    ("doc", Field::Document),
    ("文号", Field::Symbol),
    ("symbol", Field::Symbol),
    ("精度", Field::Precise),
    ("precision", Field::Precise),
    ("所指", Field::Dates),
    ("dates", Field::Dates),
    ("时间", Field::When),
    ("when", Field::When),
];

impl EventFilter {
    /// A kind as a bit of `kinds`.
    pub fn bit(kind: EventKind) -> u16 {
        let at = EventKind::ALL.iter().position(|k| *k == kind);
        1 << at.unwrap_or(0)
    }

    /// Nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == EventFilter::default()
    }

    /// Reads a line: `机构:安理会 地点:日内瓦 精度:月 信任措施`. What is no field is looked for as in the search.
    /// `kind_name` gives a kind's name in the person's language.
    pub fn parse(
        library: &Library,
        line: &str,
        kind_name: impl Fn(EventKind) -> String,
    ) -> Result<EventFilter, FilterError> {
        let mut filter = EventFilter::default();
        let mut text: Vec<&str> = Vec::new();
        // A query with fields of its own stands at the end.
        let query = QUERY
            .iter()
            .filter_map(|word| Some((line.find(word)?, word.len())));
        let (line, query) = match query.min() {
            Some((at, len)) => (&line[..at], line[at + len..].trim()),
            None => (line, ""),
        };
        for word in line.split_whitespace() {
            let split = word.split_once([':', '：']);
            let field = split.and_then(|(name, value)| {
                let known = FIELDS.iter().find(|(n, _)| n.eq_ignore_ascii_case(name))?;
                Some((known.1, name, value))
            });
            match field {
                Some((field, name, value)) => {
                    filter
                        .set(library, field, value, &kind_name)
                        .ok_or_else(|| FilterError {
                            field: name.to_owned(),
                            value: value.to_owned(),
                        })?;
                }
                None => text.push(word),
            }
        }
        text.push(query);
        filter.text = text.join(" ").trim().to_owned();
        Ok(filter)
    }

    fn set(
        &mut self,
        library: &Library,
        field: Field,
        value: &str,
        kind_name: &impl Fn(EventKind) -> String,
    ) -> Option<()> {
        if value.is_empty() {
            return None;
        }
        match field {
            Field::Kind => {
                let mut kinds = EventKind::ALL.into_iter();
                let kind = kinds.find(|k| k.as_str() == value || kind_name(*k) == value)?;
                self.kinds |= Self::bit(kind);
            }
            Field::Body => value.clone_into(&mut self.body),
            Field::Actor => match NAMES.exact(value) {
                Some(Meaning::Actor(actor)) => self.actor = Some(actor),
                _ => return None,
            },
            Field::Place => value.clone_into(&mut self.place),
            Field::Document => self.document = Some(resolve(library, value).ok()?.document),
            Field::Symbol => value.clone_into(&mut self.symbol),
            Field::Precise => match value {
                "月" | "日" | "month" | "day" => self.precise = true,
                _ => return None,
            },
            Field::Dates => {
                let named = |d: &Dates| d.as_str() == value;
                let chinese = ["两者", "文件", "提及"];
                let at = Dates::ALL.iter().position(named);
                let at = at.or_else(|| chinese.iter().position(|w| *w == value))?;
                self.dates = Dates::ALL[at];
            }
            Field::When => self.period = Some(DateRange::parse(value)?),
        }
        Some(())
    }
}

/// A filter with what it needs of the library looked up.
pub struct EventMatcher<'a> {
    filter: &'a EventFilter,
    library: &'a Library,
    /// Which names of bodies and places are asked for, where they are.
    bodies: Option<Vec<bool>>,
    places: Option<Vec<bool>>,
    found: Option<Places>,
    /// Sentences that count, by block: those that name the actor, those that cite the symbol.
    named: HashMap<BlockRef, Vec<Range<u32>>>,
    cited: HashMap<BlockRef, Vec<Range<u32>>>,
    /// Documents that cite the symbol.
    citing: Vec<usize>,
}

impl<'a> EventMatcher<'a> {
    /// Looks everything up.
    pub fn new(library: &'a Library, filter: &'a EventFilter) -> Self {
        let text = filter.text.trim();
        let found = (!text.is_empty()).then(|| {
            let results = library.search(&Query::parse(text), usize::MAX);
            Places::new(results.hits.iter().map(|hit| hit.at), [])
        });
        let mut matcher = EventMatcher {
            filter,
            library,
            bodies: holding(&library.organs, &filter.body),
            places: holding(&library.places, &filter.place),
            found,
            named: HashMap::new(),
            cited: HashMap::new(),
            citing: Vec::new(),
        };
        if let Some(actor) = filter.actor {
            matcher.find_named(actor);
        }
        if !filter.symbol.is_empty() {
            matcher.find_cited();
        }
        matcher
    }

    fn find_named(&mut self, actor: u32) {
        for (document, facts) in self.library.facts.iter().enumerate() {
            let Some(facts) = facts else { continue };
            for m in facts.actors.iter().filter(|m| m.actor == actor) {
                let block = m.span.block;
                let at = BlockRef { document, block };
                let sentence = sentence_at(self.library, at, m.span.range.start);
                self.named.entry(at).or_default().extend(sentence);
            }
            let own = facts.replies.iter().filter(|r| r.actor == actor);
            for block in own.flat_map(|r| r.blocks.clone()) {
                let at = BlockRef { document, block };
                let text = block_text(self.library, at);
                let speaks = sentences(text)
                    .into_iter()
                    .filter(|s| OWN_WORDS.iter().any(|w| text[s.clone()].contains(w)))
                    .map(|s| s.start as u32..s.end as u32);
                self.named.entry(at).or_default().extend(speaks);
            }
        }
    }

    fn find_cited(&mut self) {
        let symbol = folded(&self.filter.symbol);
        for (document, facts) in self.library.facts.iter().enumerate() {
            let Some(facts) = facts else { continue };
            let cites = facts.citations.iter().chain(&facts.back_references);
            for c in cites.filter(|c| folded(&c.symbol) == symbol) {
                let block = c.span.block;
                let at = BlockRef { document, block };
                let sentence = sentence_at(self.library, at, c.span.range.start);
                self.cited.entry(at).or_default().extend(sentence);
                if self.citing.last() != Some(&document) {
                    self.citing.push(document);
                }
            }
        }
    }

    fn mentions<'e>(&'e self, entry: &'e Entry) -> impl Iterator<Item = &'a Mention> + 'e {
        let all = entry.mentions.iter();
        all.filter_map(|&i| self.library.timeline.get(i as usize))
    }

    /// The entry is asked for.
    pub fn fits(&self, entry: &Entry) -> bool {
        let kind = match self.filter.kinds {
            0 => entry.kind != EventKind::Citation,
            kinds => kinds & EventFilter::bit(entry.kind) != 0,
        };
        kind && self.fits_but_kind(entry)
    }

    /// The entry is asked for, of whatever kind it is.
    pub fn fits_but_kind(&self, entry: &Entry) -> bool {
        let f = self.filter;
        (!f.precise || entry.start.is_some_and(|d| d.month.is_some()))
            && self.in_period(entry)
            && (f.dates == Dates::Both
                || self
                    .mentions(entry)
                    .any(|m| m.own == (f.dates == Dates::Own)))
            && f.document
                .is_none_or(|d| self.mentions(entry).any(|m| m.at.document == d))
            && is_one_of(entry, &self.library.organs, self.bodies.as_deref())
            && is_one_of(entry, &self.library.places, self.places.as_deref())
            && self
                .found
                .as_ref()
                .is_none_or(|found| self.mentions(entry).any(|m| found.holds(m.at)))
            && f.actor.is_none_or(|actor| self.is_of(entry, actor))
            && (f.symbol.is_empty() || self.life(entry).is_some())
    }

    fn in_period(&self, entry: &Entry) -> bool {
        let Some(period) = &self.filter.period else {
            return true;
        };
        let end = self.library.mention_of(entry).and_then(|m| m.event.end);
        entry
            .start
            .is_some_and(|start| period.holds(&start, end.as_ref()))
    }

    fn is_of(&self, entry: &Entry, actor: u32) -> bool {
        let name = NAMES.actors.get(actor as usize).map_or("", |a| a.name);
        self.mentions(entry).any(|m| {
            m.event.body == name || within(self.named.get(&m.at), m.event.span.range.start)
        })
    }

    /// What the entry has to do with the symbol that is asked for.
    pub fn life(&self, entry: &Entry) -> Option<Life> {
        let symbol = folded(&self.filter.symbol);
        if symbol.is_empty() {
            return None;
        }
        let is = |s: &String| folded(s) == symbol;
        if self
            .mentions(entry)
            .any(|m| is(&m.event.key) || m.event.symbols.first().is_some_and(is))
        {
            return Some(Life::Itself);
        }
        let cites = |m: &Mention| m.own && self.citing.contains(&m.at.document);
        if self.mentions(entry).any(cites) {
            return Some(Life::Cited);
        }
        let told = |m: &Mention| within(self.cited.get(&m.at), m.event.span.range.start);
        self.mentions(entry).any(told).then_some(Life::Told)
    }
}

/// The names that hold what is asked for; None where nothing is.
fn holding(names: &Interned, asked: &str) -> Option<Vec<bool>> {
    let asked = folded(asked);
    (!asked.is_empty()).then(|| names.fitting(|name| folded(name).contains(&asked)))
}

/// A mention of the entry has one of the names that are asked for.
fn is_one_of(entry: &Entry, names: &Interned, asked: Option<&[bool]>) -> bool {
    asked.is_none_or(|asked| {
        let mut mentions = entry.mentions.iter();
        mentions.any(|&m| names.id(m).is_some_and(|id| asked[id]))
    })
}

fn within(sentences: Option<&Vec<Range<u32>>>, at: u32) -> bool {
    sentences.is_some_and(|all| all.iter().any(|s| s.contains(&at)))
}

fn block_text(library: &Library, at: BlockRef) -> &str {
    let document = library.documents.get(at.document);
    let block = document.and_then(|d| d.blocks.get(at.block));
    block.map_or("", |b| &b.text)
}

/// The sentence of a block that holds a byte.
fn sentence_at(library: &Library, at: BlockRef, byte: u32) -> Option<Range<u32>> {
    let all = sentences(block_text(library, at)).into_iter();
    let mut all = all.map(|s| s.start as u32..s.end as u32);
    all.find(|s| s.contains(&byte))
}

impl Library {
    /// Entries that a filter lets through, by date, undated last.
    pub fn events(&self, filter: &EventFilter) -> Vec<&Entry> {
        let matcher = EventMatcher::new(self, filter);
        self.entries.iter().filter(|e| matcher.fits(e)).collect()
    }

    /// Puts mentions into the timeline, joined into entries. They must be sorted by start date.
    pub fn set_timeline(&mut self, mentions: Vec<Mention>) {
        let mut entries = crate::facts::entries(mentions.iter().map(|m| &*m.event));
        entries.sort_by_key(|e| {
            e.start.map_or((true, 0, 0, 0), |d| {
                (false, d.year, d.month.unwrap_or(0), d.day.unwrap_or(0))
            })
        });
        let organs = mentions.iter().map(|m| m.event.body.as_str());
        self.organs = Arc::new(Interned::new(organs));
        let places = mentions.iter().map(|m| m.event.place.as_str());
        self.places = Arc::new(Interned::new(places));
        self.entries = Arc::new(entries);
        self.timeline = Arc::new(mentions);
    }

    /// All entries of one event: more than one where its dates contradict each other.
    pub fn entries_of(&self, key: &str) -> Vec<&Entry> {
        if key.is_empty() {
            return Vec::new();
        }
        let all = self.entries.iter();
        all.filter(|e| self.mention_of(e).is_some_and(|m| m.event.key == key))
            .collect()
    }

    /// The entry that holds a mention.
    pub fn entry_with(&self, mention: usize) -> Option<&Entry> {
        let mention = u32::try_from(mention).ok()?;
        self.entries.iter().find(|e| e.mentions.contains(&mention))
    }
}
