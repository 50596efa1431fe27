//! What went wrong without stopping anything: a broken file, an unmatched footnote, a bad key line.
//!
//! Every station collects `Problem`s and goes on; the faces show them. The words a person reads are
//! made from `ProblemKind` by `i18n`, so nothing here is a sentence.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One thing that could not be read or understood, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Problem {
    /// The file, as the person named it (or the bundled file's name).
    pub file: String,
    /// 1-based raw line, where there is one.
    pub line: Option<u32>,
    /// 1-based column in characters, where there is one.
    pub column: Option<u32>,
    /// What it is.
    pub kind: ProblemKind,
}

/// What can go wrong. Each kind has a message and a hint in `data/i18n/*.ftl`
/// (`problem-<id>` and its `.hint` attribute).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The path does not exist.
    NotFound,
    /// The path may not be read; the system's words.
    Unreadable(String),
    /// The file has no text in it.
    Empty,
    /// The file is not text (NUL bytes, or mostly control characters).
    Binary,
    /// Bytes that are not valid in the detected encoding were replaced: how many.
    BadEncoding(u32),
    /// The file is larger than the limit (bytes) and was cut there.
    TooLarge(u64),
    /// With the file the corpus would be larger than so many megabytes, which is the limit here; it was left out.
    LeftOut(u64),
    /// The folder holds no document.
    NoDocuments,
    /// A note mark whose note text was not found.
    NoteWithoutText(String),
    /// A note text that no mark refers to.
    NoteWithoutMark(String),
    /// So many note texts lost their numbers, so that no mark leads to them.
    NoteNumbersLost(String),
    /// A file of settings or keys is not TOML there; the parser's words.
    BadToml(String),
    /// A key that cannot be read, or that terminals do not send.
    BadKey(String),
    /// A command that does not exist.
    UnknownCommand(String),
    /// A command that does not exist; the one that may have been meant.
    MisspeltCommand(String, String),
    /// A setting that does not exist.
    UnknownSetting(String),
    /// A setting that does not exist; the one that may have been meant.
    MisspeltSetting(String, String),
    /// A setting with a value that it cannot have; what it can be.
    BadValue(String, String),
    /// A setting with a value that it cannot have; the one that may have been meant.
    MisspeltValue(String, String),
    /// A file of another schema: which.
    WrongSchema(String),
    /// A section of a key file that does not exist; the one that may have been meant.
    MisspeltContext(String, String),
    /// A key that terminals send as another: the key, the other.
    UnsentKey(String, String),
    /// A key that something else takes before wenmai sees it: the key, what takes it.
    SwallowedKey(String, String),
    /// A command that no key runs.
    NoKey(String),
    /// A file to inherit from, or a key set or theme by name, that is not there.
    NoBase(String),
    /// A file that inherits from itself, over others or at once: the way.
    InheritsItself(String),
    /// A section of a key file that does not exist.
    UnknownContext(String),
    /// The same key twice.
    DuplicateKey(String),
    /// A key that hides longer ones which begin with it.
    HiddenKey(String),
    /// A key that cannot be given another meaning.
    FloorKey(String),
    /// A PDF of scanned pages: no text in it.
    NoTextLayer,
    /// Pages of a PDF that could not be read: their numbers ("3, 5–9").
    PagesMissing(String),
    /// The file is not readable as what it says it is; the reader's words.
    BrokenFile(String),
    /// An archive or a compressed file: which kind.
    Packed(String),
    /// The file opens with a password only.
    Locked,
    /// A format that is not read: which.
    Foreign(String),
    /// Marks and notes cannot be written; the system's words.
    StoreUnwritable(String),
    /// The file of marks and notes was broken; where it was put.
    StoreDamaged(String),
    /// The file of marks and notes is of a newer version: which.
    StoreNewer(String),
    /// A row of a user's word list that does not fit the list: the row.
    BadRow(String),
    /// A user's word list that adds to no list: its name.
    UnknownList(String),
    /// Anything else, in the system's words.
    Other(String),
}

impl ProblemKind {
    /// The id of its message in the translations.
    pub fn id(&self) -> &'static str {
        match self {
            ProblemKind::NotFound => "problem-not-found",
            ProblemKind::Unreadable(_) => "problem-unreadable",
            ProblemKind::Empty => "problem-empty",
            ProblemKind::Binary => "problem-binary",
            ProblemKind::BadEncoding(_) => "problem-bad-encoding",
            ProblemKind::TooLarge(_) => "problem-too-large",
            ProblemKind::LeftOut(_) => "problem-left-out",
            ProblemKind::NoDocuments => "problem-no-documents",
            ProblemKind::NoteWithoutText(_) => "problem-note-without-text",
            ProblemKind::NoteNumbersLost(_) => "problem-note-numbers-lost",
            ProblemKind::NoteWithoutMark(_) => "problem-note-without-mark",
            ProblemKind::BadToml(_) => "problem-bad-toml",
            ProblemKind::BadKey(_) => "problem-bad-key",
            ProblemKind::UnknownCommand(_) => "problem-unknown-command",
            ProblemKind::MisspeltCommand(..) => "problem-misspelt-command",
            ProblemKind::UnknownSetting(_) => "problem-unknown-setting",
            ProblemKind::MisspeltSetting(..) => "problem-misspelt-setting",
            ProblemKind::BadValue(..) => "problem-bad-value",
            ProblemKind::MisspeltValue(..) => "problem-misspelt-value",
            ProblemKind::WrongSchema(_) => "problem-wrong-schema",
            ProblemKind::MisspeltContext(..) => "problem-misspelt-context",
            ProblemKind::UnsentKey(..) => "problem-unsent-key",
            ProblemKind::SwallowedKey(..) => "problem-swallowed-key",
            ProblemKind::NoKey(_) => "problem-no-key",
            ProblemKind::NoBase(_) => "problem-no-base",
            ProblemKind::InheritsItself(_) => "problem-inherits-itself",
            ProblemKind::UnknownContext(_) => "problem-unknown-context",
            ProblemKind::DuplicateKey(_) => "problem-duplicate-key",
            ProblemKind::HiddenKey(_) => "problem-hidden-key",
            ProblemKind::FloorKey(_) => "problem-floor-key",
            ProblemKind::NoTextLayer => "problem-no-text-layer",
            ProblemKind::PagesMissing(_) => "problem-pages-missing",
            ProblemKind::BrokenFile(_) => "problem-broken-file",
            ProblemKind::Packed(_) => "problem-packed",
            ProblemKind::Locked => "problem-locked",
            ProblemKind::Foreign(_) => "problem-foreign",
            ProblemKind::StoreUnwritable(_) => "problem-store-unwritable",
            ProblemKind::StoreDamaged(_) => "problem-store-damaged",
            ProblemKind::StoreNewer(_) => "problem-store-newer",
            ProblemKind::BadRow(_) => "problem-bad-row",
            ProblemKind::UnknownList(_) => "problem-unknown-list",
            ProblemKind::Other(_) => "problem-other",
        }
    }

    /// The one thing its message may quote, as text.
    pub fn detail(&self) -> String {
        match self {
            ProblemKind::Unreadable(s)
            | ProblemKind::BrokenFile(s)
            | ProblemKind::PagesMissing(s)
            | ProblemKind::Packed(s)
            | ProblemKind::Foreign(s)
            | ProblemKind::NoteWithoutText(s)
            | ProblemKind::NoteWithoutMark(s)
            | ProblemKind::NoteNumbersLost(s)
            | ProblemKind::BadToml(s)
            | ProblemKind::BadKey(s)
            | ProblemKind::UnknownCommand(s)
            | ProblemKind::MisspeltCommand(s, _)
            | ProblemKind::UnknownSetting(s)
            | ProblemKind::MisspeltSetting(s, _)
            | ProblemKind::BadValue(s, _)
            | ProblemKind::MisspeltValue(s, _)
            | ProblemKind::WrongSchema(s)
            | ProblemKind::MisspeltContext(s, _)
            | ProblemKind::UnsentKey(s, _)
            | ProblemKind::SwallowedKey(s, _)
            | ProblemKind::NoKey(s)
            | ProblemKind::NoBase(s)
            | ProblemKind::InheritsItself(s)
            | ProblemKind::UnknownContext(s)
            | ProblemKind::DuplicateKey(s)
            | ProblemKind::HiddenKey(s)
            | ProblemKind::FloorKey(s)
            | ProblemKind::StoreUnwritable(s)
            | ProblemKind::StoreDamaged(s)
            | ProblemKind::StoreNewer(s)
            | ProblemKind::BadRow(s)
            | ProblemKind::UnknownList(s)
            | ProblemKind::Other(s) => s.clone(),
            ProblemKind::BadEncoding(n) => n.to_string(),
            ProblemKind::TooLarge(n) | ProblemKind::LeftOut(n) => n.to_string(),
            _ => String::new(),
        }
    }

    /// What its message may quote beside that: what was meant, what can be, or "".
    pub fn other(&self) -> &str {
        match self {
            ProblemKind::MisspeltCommand(_, s)
            | ProblemKind::MisspeltSetting(_, s)
            | ProblemKind::BadValue(_, s)
            | ProblemKind::MisspeltValue(_, s)
            | ProblemKind::MisspeltContext(_, s)
            | ProblemKind::UnsentKey(_, s)
            | ProblemKind::SwallowedKey(_, s) => s,
            _ => "",
        }
    }
}

/// The word of a list that was probably meant, if one is near enough.
pub fn nearest<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let near = |word: &&str| match (lower.split_once('.'), word.split_once('.')) {
        // Names of two parts: each counts as much as the other.
        (Some((a, b)), Some((c, d))) => {
            (strsim::jaro_winkler(a, c) + strsim::jaro_winkler(b, d)) / 2.0
        }
        _ => strsim::jaro_winkler(&lower, word),
    };
    let best = words
        .into_iter()
        .max_by(|a, b| near(a).total_cmp(&near(b)))?;
    (near(&best) >= 0.84 && !written.is_empty()).then_some(best)
}

impl fmt::Display for Problem {
    /// For logs and tests only; people read the translated form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {} {}", self.kind.id(), self.kind.detail())
    }
}
