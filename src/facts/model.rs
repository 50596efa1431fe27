//! The shape of facts. Plain data; each names the block and the bytes it was read from.

use std::ops::Range;

/// A stretch of a block's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Index in `Document::blocks`.
    pub block: usize,
    /// Byte range in `Block::text`.
    pub range: Range<u32>,
    /// Raw line where it begins.
    pub line: u32,
}

/// A date as precise as the text: year, month or day. Proleptic Gregorian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year, 1 to 9999.
    pub year: i16,
    /// Month 1–12, if known.
    pub month: Option<u8>,
    /// Day 1–31 (valid in that month), if known; only with a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// Reads `2011`, `2011-01` or `2011-01-17`.
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-').map(|p| p.parse::<u32>().ok());
        let year = parts.next()??;
        let month = match parts.next() {
            Some(m) => Some(m?),
            None => None,
        };
        let day = match parts.next() {
            Some(d) => Some(d?),
            None => None,
        };
        super::dates::date(i32::try_from(year).ok()?, month, day)
    }

    /// ISO 8601, as precise as known: `2011`, `2011-01`, `2011-01-17`.
    pub fn iso(&self) -> String {
        match (self.month, self.day) {
            (Some(m), Some(d)) => format!("{:04}-{m:02}-{d:02}", self.year),
            (Some(m), None) => format!("{:04}-{m:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

/// How precise a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// A range with two ends.
    Range,
    /// A decade (1990年代).
    Decade,
    /// A season or a quarter.
    Season,
    /// A half year.
    Half,
    /// No date is known.
    Unknown,
}

impl Precision {
    /// The word in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Year => "year",
            Precision::Range => "range",
            Precision::Decade => "decade",
            Precision::Season => "season",
            Precision::Half => "half",
            Precision::Unknown => "unknown",
        }
    }
}

/// A date expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateExpr {
    /// Where.
    pub span: Span,
    /// As printed.
    pub raw: String,
    /// Its start.
    pub start: PartialDate,
    /// Its end, only for ranges.
    pub end: Option<PartialDate>,
    /// How precise it is.
    pub precision: Precision,
    /// What was inferred and from what ("year from 2012 年 3 月"), or None.
    pub inferred: Option<String>,
}

/// What a citation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationKind {
    /// A UN document symbol, printed as such (A/68/98).
    Symbol,
    /// A resolution by number (第55/63号决议).
    Resolution,
    /// A decision by number.
    Decision,
    /// A symbol of another organisation's series (PC.DEC/1106).
    OtherOrganisation,
    /// A symbol inside a URL.
    Url,
    /// An instrument, a report or a meeting by its name (《布达佩斯公约》); its symbol is that of the text
    /// itself where it has one, else its name.
    Named,
}

/// A citation of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Where.
    pub span: Span,
    /// As printed.
    pub raw: String,
    /// Normalised symbol (A/RES/55/63); as printed where nothing may be mapped.
    pub symbol: String,
    /// What it is.
    pub kind: CitationKind,
    /// The text looks wrong: a suggestion of what was meant. Never applied silently.
    pub suspect: Option<String>,
    /// Pinpoint after the citation (第42段, 附件一), as printed.
    pub pinpoint: Option<String>,
}

/// Kinds of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// Resolutions and decisions.
    Resolution,
    /// Meetings.
    Meeting,
    /// Reports, studies, strategies issued.
    Report,
    /// Conventions, accession, entry into force.
    Treaty,
    /// Declarations, speeches.
    Statement,
    /// National acts and strategies.
    Legislation,
    /// A body, centre, network is created.
    Establishment,
    /// Attacks, cases.
    Incident,
    /// A state's reply.
    Submission,
    /// A date that belongs to a book, an article, the press.
    Citation,
    /// Anything else.
    Other,
}

impl EventKind {
    /// All kinds, in the order of lanes.
    pub const ALL: [EventKind; 11] = [
        EventKind::Resolution,
        EventKind::Meeting,
        EventKind::Report,
        EventKind::Treaty,
        EventKind::Statement,
        EventKind::Legislation,
        EventKind::Establishment,
        EventKind::Incident,
        EventKind::Submission,
        EventKind::Citation,
        EventKind::Other,
    ];

    /// The word in exports and in translation ids (`event-<word>`).
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::Resolution => "resolution",
            EventKind::Meeting => "meeting",
            EventKind::Report => "report",
            EventKind::Treaty => "treaty",
            EventKind::Statement => "statement",
            EventKind::Legislation => "legislation",
            EventKind::Establishment => "establishment",
            EventKind::Incident => "incident",
            EventKind::Submission => "submission",
            EventKind::Citation => "citation",
            EventKind::Other => "other",
        }
    }
}

/// One mention of a dated or identified event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Where the date begins, or, without a date, the symbol.
    pub span: Span,
    /// Start, if known.
    pub start: Option<PartialDate>,
    /// End, only for ranges.
    pub end: Option<PartialDate>,
    /// How precise.
    pub precision: Precision,
    /// What it is.
    pub kind: EventKind,
    /// Who did what, in the words of the text; at most 30 characters.
    pub label: String,
    /// The body that acted, or "".
    pub body: String,
    /// The place, or "".
    pub place: String,
    /// Normalised symbols that identify it.
    pub symbols: Vec<String>,
    /// The words of the text it was read from.
    pub evidence: String,
    /// Key shared by all mentions of one real event.
    pub key: String,
    /// What was inferred, if anything.
    pub inferred: Option<String>,
    /// What contradicts the date, as dates: those that other mentions of the event give, or between what the
    /// number of a resolution or the document's own date lets it lie. The text is shown all the same.
    pub conflict: Option<String>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Where the abbreviation stands.
    pub span: Span,
    /// The abbreviation.
    pub abbr: String,
    /// Its expansion.
    pub expansion: String,
}

/// A place that names a state, an organisation, a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorMention {
    /// Where.
    pub span: Span,
    /// Which: index in `NAMES.actors`.
    pub actor: u32,
}

/// The reply of a state or an organisation, in a report that is made of replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Who speaks: index in `NAMES.actors`.
    pub actor: u32,
    /// Its blocks, its heading first.
    pub blocks: Range<usize>,
}

/// A block of a reply that is on a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicMention {
    /// Index in `Facts::replies`.
    pub reply: usize,
    /// The block.
    pub block: usize,
    /// The topic's key; None where the block could not be mapped.
    pub topic: Option<&'static str>,
    /// By the heading over it (its block), or by its own words.
    pub heading: Option<usize>,
    /// The heading's words, or the words that were counted.
    pub evidence: String,
}

/// All facts of one document, each list in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Citations.
    pub citations: Vec<Citation>,
    /// Words that point back to a citation (该决议, 同上), with its symbol.
    pub back_references: Vec<Citation>,
    /// Date expressions, event or not.
    pub dates: Vec<DateExpr>,
    /// Event mentions.
    pub events: Vec<Event>,
    /// Abbreviations.
    pub terms: Vec<Term>,
    /// States, organisations and groups that are named.
    pub actors: Vec<ActorMention>,
    /// Replies, where the document is made of them.
    pub replies: Vec<Reply>,
    /// What the blocks of replies are about.
    pub topics: Vec<TopicMention>,
}

impl Facts {
    /// Who speaks in a block: the author of the reply that holds it.
    pub fn speaker(&self, block: usize) -> Option<u32> {
        let reply = self.replies.iter().find(|r| r.blocks.contains(&block))?;
        Some(reply.actor)
    }
}
