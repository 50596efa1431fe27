//! Replies: the parts of a report in which a state or an organisation speaks.
//!
//! In: a `Document`. Out: who speaks in which blocks. The rule of the genre: a heading that is the name of a
//! state or an organisation and nothing else, with [原件：…] or a date in brackets under it, or several of them
//! side by side. Must not know topics.

use super::model::Reply;
use super::names::{ActorKind, NAMES};
use super::scan::Folded;
use crate::document::{Document, OutlineKind};

/// Headings of names that stand side by side are replies without brackets, too: so many of them.
const SEVERAL: usize = 3;
/// Blocks under a heading in which the brackets are looked for.
const NEAR: usize = 3;

struct Candidate {
    actor: u32,
    block: usize,
    level: u8,
    bracket: bool,
    end: usize,
}

/// The replies of a document, in reading order.
pub fn find(document: &Document) -> Vec<Reply> {
    let headings: Vec<_> = document
        .outline
        .iter()
        .filter(|e| e.kind == OutlineKind::Heading)
        .collect();
    let mut candidates: Vec<Candidate> = Vec::new();
    for (i, entry) in headings.iter().enumerate() {
        let Some(block) = document.blocks.get(entry.block) else {
            continue;
        };
        // Names are short; what else is a heading may be long.
        let name = block.body();
        if name.len() > 200 {
            continue;
        }
        let Some(actor) = NAMES.actor(name.trim().trim_end_matches('*')) else {
            continue;
        };
        let kind = NAMES.actors[actor as usize].kind;
        if !matches!(kind, ActorKind::State | ActorKind::Organisation) {
            continue;
        }
        let next = headings[i + 1..].iter().find(|n| n.level <= entry.level);
        candidates.push(Candidate {
            actor,
            block: entry.block,
            level: entry.level,
            bracket: has_bracket(document, entry.block),
            end: next.map_or(document.blocks.len(), |n| n.block),
        });
    }
    let is_state = |c: &Candidate| NAMES.actors[c.actor as usize].kind == ActorKind::State;
    let several = |c: &Candidate| {
        let beside = candidates
            .iter()
            .filter(|o| o.level == c.level && is_state(o));
        is_state(c) && beside.count() >= SEVERAL
    };
    // A heading inside a reply is a part of it, whatever it names.
    let mut end = 0;
    candidates
        .iter()
        .filter(|c| c.bracket || several(c))
        .filter(|c| {
            let outside = c.block >= end;
            end = end.max(c.end);
            outside
        })
        .map(|c| Reply {
            actor: c.actor,
            blocks: c.block..c.end.max(c.block + 1),
        })
        .collect()
}

/// [原件：英文], [Original: English], [2020 年 5 月 13 日] under a heading.
fn has_bracket(document: &Document, heading: usize) -> bool {
    let under = document.blocks.iter().skip(heading + 1).take(NEAR);
    under.map(|b| b.text.trim()).any(|text| {
        if text.len() > 200 {
            return false;
        }
        let text: String = Folded::new(text).chars().iter().collect();
        let inner = text.starts_with('[') || text.starts_with('(');
        let date = text.contains(|c: char| c.is_ascii_digit())
            && (text.contains('年') || text.contains("19") || text.contains("20"));
        inner
            && (text.contains("原件") || text.contains("原文") || text.contains("Original") || date)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    #[test]
    fn a_name_over_brackets_begins_a_reply() {
        let text = "二. 各国的答复\n\n加拿大\n\n[原件：英文]\n\n[2020 年 5 月 1 日]\n\n1. 加拿大欢迎这次讨论，并愿意参加。\n\n2. 网络威胁在增加，因此各国需要合作。\n\n日本\n\n[原件：英文]\n\n[2020 年 5 月 2 日]\n\n1. 日本重视这个问题。\n";
        let raw = RawText::new("x.txt", Origin::File("x.txt".into()), text.to_owned());
        let document = crate::document::build(Arc::new(raw), "x");
        let names: Vec<&str> = find(&document)
            .iter()
            .map(|r| NAMES.actors[r.actor as usize].name)
            .collect();
        assert_eq!(names, ["加拿大", "日本"]);
        let first = &find(&document)[0];
        let last = &document.blocks[first.blocks.end - 1];
        assert!(last.text.contains("网络威胁"), "{}", last.text);
    }
}
