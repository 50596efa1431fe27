//! Tells kinds apart where neighbours matter (title and masthead, table of contents, headings, items,
//! the parts of a resolution), gives headings and items their levels, and makes the outline.
//!
//! In: stitched drafts. Out: the same with kinds and levels; `OutlineEntry`s from finished blocks. Must not
//! know about note links.

mod contents;
mod endnotes;
mod front;
mod headings;
mod items;
mod levels;
mod outline;
mod resolution;
mod second;
mod title;

pub(super) use headings::heads_section;
pub(super) use outline::outline;
pub(super) use title::{running_title, title};

use super::draft::Draft;
use super::layout::Layout;

/// Gives every draft its kind.
pub(super) fn classify(drafts: &mut [Draft], layout: &Layout) {
    let body = front::front(drafts, layout);
    headings::headings(drafts, layout, body);
    contents::contents(drafts, body);
    contents::captions(drafts);
    resolution::resolution(drafts, layout);
    front::running_titles(drafts, body);
    contents::table_notes(drafts);
    items::items(drafts);
    resolution::closing(drafts);
    endnotes::letterhead_titles(drafts, layout);
    second::second_papers(drafts, layout, body);
    endnotes::endnotes(drafts, layout);
    levels::levels(drafts);
}
