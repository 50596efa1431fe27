//! From `RawText` to `Document`: metadata, blocks, notes and outline, each with its raw lines.
//!
//! In: `RawText`. Out: `Document`. Must not know about facts (citations, dates, events).
//!
//! Nothing is lost on the way: every byte of a block's text can name the raw line it came from.

mod model;
mod weave;

pub use model::*;

use crate::source::RawText;
use std::sync::Arc;
use weave::Weave;

/// Gives back the document that a raw text holds. Never fails: what cannot be understood becomes plain
/// paragraphs and `Problem`s. `fallback_id` is the id when the text came with none.
pub fn build(raw: Arc<RawText>, fallback_id: &str) -> Document {
    let blocks = paragraphs(&raw);
    let title = raw.given.title.clone().unwrap_or_else(|| raw.name.clone());
    Document {
        id: raw
            .given
            .id
            .clone()
            .unwrap_or_else(|| fallback_id.to_string()),
        meta: Meta {
            title,
            symbol: raw.given.symbol.clone(),
            date: raw.given.date.clone(),
            body: raw.given.body.clone(),
            language: "zh-Hans".to_string(),
            ..Meta::default()
        },
        blocks,
        notes: Vec::new(),
        outline: Vec::new(),
        furniture: Vec::new(),
        problems: Vec::new(),
        raw,
    }
}

/// Lines joined up to one that ends with a blank or stands alone.
fn paragraphs(raw: &RawText) -> Vec<Block> {
    let trailing = raw
        .lines
        .iter()
        .filter(|r| raw.text[(*r).clone()].ends_with(' '))
        .count();
    let full = raw
        .lines
        .iter()
        .filter(|r| !raw.text[(*r).clone()].trim().is_empty())
        .count();
    let wrapped = trailing * 10 > full;
    let mut blocks = Vec::new();
    let mut weave = Weave::default();
    let mut lines: Vec<u32> = Vec::new();
    for (i, range) in raw.lines.iter().enumerate() {
        let line = &raw.text[range.clone()];
        let body = line.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if body.is_empty() {
            continue;
        }
        let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
        let lead = line.len()
            - line
                .trim_start_matches(|c: char| c.is_whitespace() || c.is_control())
                .len();
        let mut column = u32::try_from(lead).unwrap_or(0);
        for part in body.split_inclusive(|c: char| c.is_control()) {
            let clean = part.trim_end_matches(|c: char| c.is_control() && c != '\t');
            weave.push(clean, number, column);
            column += weave::len32(part);
        }
        lines.push(number);
        if !wrapped || line.ends_with(' ') {
            blocks.push(finish(std::mem::take(&mut weave), &lines));
            lines.clear();
        }
    }
    if !lines.is_empty() {
        blocks.push(finish(weave, &lines));
    }
    blocks
}

fn finish(weave: Weave, lines: &[u32]) -> Block {
    Block {
        kind: BlockKind::Paragraph,
        level: 0,
        number: String::new(),
        number_len: 0,
        text: weave.text,
        segments: weave.segments,
        lines: weave::ranges(lines, |_| true),
        marks: Vec::new(),
        cells: Vec::new(),
        bold: Vec::new(),
    }
}
