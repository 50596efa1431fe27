//! A line at the bottom of the screen that asks for one thing.

use super::LineEdit;
use super::reading::Anchor;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PromptKind {
    /// Words to find in the document.
    Find,
    /// The number of a paragraph, or words of a heading.
    Paragraph,
    /// The number of a note.
    Note,
    /// Words to filter the tree by.
    TreeFilter,
    /// The label of what is to be followed.
    Label,
    /// The letter of a mark to set.
    SetMark,
    /// The letter of a mark to go to.
    GoMark,
    /// A bookmark's name.
    Bookmark,
    /// A note's words.
    Annotate,
    /// The name of a search that is to be kept.
    SaveSearch,
    /// What the paragraphs hold that are shown alone.
    Only,
    /// The file that text goes to.
    Write,
    /// The name of a session.
    Session,
    /// The command that text goes to.
    Pipe,
    /// Which events the timeline shows.
    TimelineFilter,
    /// The file that the timeline is written to.
    ExportTimeline,
}

/// A line that is open.
#[derive(Debug, Clone)]
pub(crate) struct Prompt {
    pub kind: PromptKind,
    pub line: LineEdit,
    /// Where the cursor was, to come back to when it is given up.
    pub from: (Anchor, Anchor),
}
