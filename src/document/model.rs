//! The shape of a document after cleaning. Plain data; the rules that make it are in the other files.

use super::few::{Few, Rare};
use crate::problem::Problem;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::source::{Origin, RawText};

/// An inclusive range of 1-based raw lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub struct LineRange {
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

impl Serialize for LineRange {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (self.first, self.last).serialize(s)
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Lines at the head of the paper: organ, symbol, distribution, language, session, place.
    Masthead,
    /// The title or a line of it.
    Title,
    /// An entry of a table of contents.
    Toc,
    /// A heading of the outline.
    Heading,
    /// A paragraph, numbered or not.
    Paragraph,
    /// A preambular paragraph of a resolution (回顾…, 注意到…).
    Preambular,
    /// An operative paragraph of a resolution (决定…, 请…), with its number or where that was lost.
    Operative,
    /// A sub-item: (a), (i), (一), •, ◎, -.
    Item,
    /// A caption over a table.
    Caption,
    /// One row of a table; its cells are in `Block::cells`.
    TableRow,
    /// The text of a footnote.
    Footnote,
    /// The closing lines of a resolution (第81次全体会议, date).
    Closing,
}

/// Where a stretch of a block's text comes from: from `at` (byte offset in the block's text) up to
/// the next segment, the bytes stand in the raw line `line` from byte `column` on (before repeats,
/// escapes or soft hyphens were taken out, which start new segments).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub struct Segment {
    /// Byte offset in `Block::text`.
    pub at: u32,
    /// 1-based raw line.
    pub line: u32,
    /// Byte offset in that raw line.
    pub column: u32,
}

/// A footnote mark that was taken out of a block's text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct NoteMark {
    /// Byte offset in `Block::text` where the mark stood.
    pub at: u32,
    /// The mark, in ASCII digits or as printed ("12", "*", "\u{fffd}").
    pub marker: String,
    /// Raw line of the mark.
    pub line: u32,
    /// The note it leads to: index in `Document::notes`.
    pub note: Option<usize>,
}

/// One unit of reading: a heading, a paragraph, an item, a table row, a note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Headings: 1 for the highest. Items: depth from 1. Otherwise 0.
    pub level: u8,
    /// The number as printed, without brackets' neighbours: "一", "5", "(a)", "2.2.1", "壹", or "".
    pub number: String,
    /// Length in bytes of the number and the blanks after it, at the start of `text`.
    pub number_len: u32,
    /// The clean text: wraps joined, repeated bold once, note marks taken out. No control characters.
    /// The number stands in it as printed.
    pub text: String,
    /// Where each stretch of `text` stands in the raw text; sorted by `at`, first `at` is 0.
    pub segments: Few<Segment>,
    /// Raw lines the block covers, sorted, merged where only blank lines or nothing lie between.
    pub lines: Few<LineRange>,
    /// Marks taken out of the text, sorted by `at`.
    pub marks: Rare<NoteMark>,
    /// Table rows: byte ranges of the cells in `text` (cells are joined by a tab in `text`).
    pub cells: Rare<Range<u32>>,
    /// Byte ranges of `text` that were printed bold (repeated in the raw text).
    pub bold: Rare<Range<u32>>,
}

impl Block {
    /// The raw line that holds the byte at `at` of the text (the last segment before it).
    pub fn line_at(&self, at: u32) -> u32 {
        let i = self.segments.partition_point(|s| s.at <= at);
        match i.checked_sub(1).and_then(|i| self.segments.get(i)) {
            Some(s) => s.line,
            None => self.first_line(),
        }
    }

    /// The first raw line of the block.
    pub fn first_line(&self) -> u32 {
        self.lines.first().map_or(0, |r| r.first)
    }

    /// The text with its note marks put back, as `[3]` where they stood.
    pub fn with_marks(&self) -> String {
        let (mut out, mut from) = (String::with_capacity(self.text.len() + 8), 0);
        for mark in &self.marks {
            let Some(text) = self.text.get(from..mark.at as usize) else {
                continue;
            };
            out.push_str(text);
            out.push_str(&format!("[{}]", mark.marker));
            from = mark.at as usize;
        }
        out.push_str(self.text.get(from..).unwrap_or(""));
        out
    }

    /// The text without its number.
    pub fn body(&self) -> &str {
        self.text.get(self.number_len as usize..).unwrap_or("")
    }
}

/// A footnote: its text's block and the marks that lead to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Footnote {
    /// The marker in ASCII digits or as printed.
    pub marker: String,
    /// Index of the block that holds the text (`BlockKind::Footnote`).
    pub block: usize,
    /// Raw line where the note's text begins.
    pub text_line: u32,
    /// Marks that lead here: block index and byte offset, in reading order. Empty when unmatched.
    pub refs: Vec<(usize, u32)>,
    /// Raw line of the first mark.
    pub ref_line: Option<u32>,
}

/// Script of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub enum Script {
    /// Simplified Chinese.
    Hans,
    /// Traditional Chinese.
    Hant,
    /// Neither.
    #[default]
    Other,
}

/// What type of paper a document is, as far as it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperType {
    /// A resolution, adopted.
    Resolution,
    /// A decision, adopted.
    Decision,
    /// A draft resolution.
    DraftResolution,
    /// A draft decision.
    DraftDecision,
    /// A statement of a President (PRST).
    Statement,
    /// A report.
    Report,
    /// A compilation of the replies of States and others.
    Replies,
    /// A summary of a debate, by its chair or rapporteur.
    Summary,
    /// A note.
    Note,
    /// A note verbale.
    NoteVerbale,
    /// A letter.
    Letter,
    /// A working paper.
    WorkingPaper,
    /// A conference room paper.
    ConferencePaper,
    /// The record of a meeting.
    MeetingRecord,
}

impl PaperType {
    /// Every type.
    pub const ALL: [PaperType; 14] = [
        PaperType::Resolution,
        PaperType::Decision,
        PaperType::DraftResolution,
        PaperType::DraftDecision,
        PaperType::Statement,
        PaperType::Report,
        PaperType::Replies,
        PaperType::Summary,
        PaperType::Note,
        PaperType::NoteVerbale,
        PaperType::Letter,
        PaperType::WorkingPaper,
        PaperType::ConferencePaper,
        PaperType::MeetingRecord,
    ];

    /// Its name in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            PaperType::Resolution => "resolution",
            PaperType::Decision => "decision",
            PaperType::DraftResolution => "draft_resolution",
            PaperType::DraftDecision => "draft_decision",
            PaperType::Statement => "statement",
            PaperType::Report => "report",
            PaperType::Replies => "replies",
            PaperType::Summary => "summary",
            PaperType::Note => "note",
            PaperType::NoteVerbale => "note_verbale",
            PaperType::Letter => "letter",
            PaperType::WorkingPaper => "working_paper",
            PaperType::ConferencePaper => "conference_paper",
            PaperType::MeetingRecord => "meeting_record",
        }
    }
}

/// What a document says of itself. What was inferred and not printed is listed in `inferred`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Meta {
    /// Title for lists; never empty (the file's name where nothing else is there).
    pub title: String,
    /// The document's own symbol, normalised ("A/RES/55/63").
    pub symbol: Option<String>,
    /// Date of the document, ISO 8601, as precise as known.
    pub date: Option<String>,
    /// Issuing body.
    pub body: Option<String>,
    /// Session: "78", "S-26" (special), "ES-10" (emergency special), or a year ("2023" of 2023年届会).
    pub session: Option<String>,
    /// The line of the agenda item as printed (议程项目19(b)).
    pub agenda_item: Option<String>,
    /// The title of that agenda item, printed below it. Where nothing else is there, it is `title` too.
    pub agenda_title: Option<String>,
    /// Type of paper; `None` rather than a guess.
    pub paper: Option<PaperType>,
    /// BCP 47 language tag: "zh-Hans", "zh-Hant", "en", "und".
    pub language: String,
    /// Script of the text.
    pub script: Script,
    /// Original language as printed (原件：英文; Original: English).
    pub original: Option<String>,
    /// Names of the fields above that were inferred or given, not printed in the text.
    #[serde(deserialize_with = "known_fields")]
    pub inferred: Vec<&'static str>,
}

/// Names of the fields that can be inferred or given.
const FIELDS: [&str; 6] = ["symbol", "title", "date", "body", "session", "type"];

fn known_fields<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<&'static str>, D::Error> {
    let names = Vec::<Cow<'de, str>>::deserialize(from)?;
    let known = |name: &Cow<'de, str>| {
        let field = FIELDS.iter().find(|field| *field == name);
        field
            .copied()
            .ok_or_else(|| serde::de::Error::custom("not a field"))
    };
    names.iter().map(known).collect()
}

/// One line of the outline (tree, `[`/`]` moves, export). What it says is said by its block:
/// `Document::number_of` and `Document::title_of`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct OutlineEntry {
    /// Index in `Document::blocks`.
    pub block: usize,
    /// 1-based raw line.
    pub line: u32,
    /// 1 for the highest headings; paragraphs and items one below what holds them.
    pub level: u8,
    /// Kind of entry.
    pub kind: OutlineKind,
}

/// What an outline entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutlineKind {
    /// A title line.
    Title,
    /// A heading.
    Heading,
    /// A numbered paragraph.
    Para,
    /// A sub-item.
    Subitem,
    /// A preambular paragraph.
    Preambular,
    /// An operative paragraph.
    Operative,
}

/// A document given back: what it says of itself, its blocks in reading order, its notes, its outline.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Document {
    /// Short id, unique in the library ("a-75-123", or made from the file's name).
    pub id: String,
    /// The text it was made from. It is not packed with the rest (`pack`).
    #[serde(skip, default = "no_raw")]
    pub raw: Arc<RawText>,
    /// What it says of itself.
    pub meta: Meta,
    /// All blocks, by first raw line. Notes stand among them with `BlockKind::Footnote`.
    pub blocks: Vec<Block>,
    /// Footnotes, in order of their texts.
    pub notes: Vec<Footnote>,
    /// Headings, numbered paragraphs, items: what the tree and the moves use.
    pub outline: Vec<OutlineEntry>,
    /// Raw lines left out as page furniture: page numbers, running heads, rules.
    pub furniture: Vec<LineRange>,
    /// What could not be matched or parsed.
    pub problems: Vec<Problem>,
}

/// Stands for the raw text until it is put back.
fn no_raw() -> Arc<RawText> {
    Arc::new(RawText::new("", Origin::Bundled, String::new()))
}

/// Characters of a paragraph that the outline shows.
const TITLE_CHARS: usize = 40;

/// The first clause of a paragraph, cut at a width that a tree can show.
fn first_words(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n >= TITLE_CHARS {
            out.push('…');
            break;
        }
        out.push(if c == '\t' { ' ' } else { c });
        if matches!(c, '。' | '；') {
            break;
        }
    }
    out
}

impl Document {
    /// The number of an entry of the outline as printed, or "".
    pub fn number_of(&self, entry: &OutlineEntry) -> &str {
        self.blocks.get(entry.block).map_or("", |b| &b.number)
    }

    /// The words of a heading, or the first words of a paragraph.
    pub fn title_of(&self, entry: &OutlineEntry) -> Cow<'_, str> {
        let body = self.blocks.get(entry.block).map_or("", Block::body);
        match entry.kind {
            OutlineKind::Heading | OutlineKind::Title => Cow::Borrowed(body),
            _ => Cow::Owned(first_words(body)),
        }
    }

    /// The headings that hold this block, outermost first, as outline indexes.
    pub fn headings_of(&self, block: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for (i, entry) in self.outline.iter().enumerate() {
            if entry.block > block {
                break;
            }
            if entry.kind == OutlineKind::Title {
                found.clear();
            } else if entry.kind == OutlineKind::Heading {
                found.retain(|&j| self.outline[j].level < entry.level);
                found.push(i);
            }
        }
        found
    }
}
