//! The outline of a document: what the tree shows and the moves use.
//!
//! In: finished blocks. Out: `OutlineEntry`s. Must not know about drafts.

use crate::document::model::{Block, BlockKind, OutlineEntry, OutlineKind};

/// The outline of finished blocks.
pub(in crate::document) fn outline(blocks: &[Block]) -> Vec<OutlineEntry> {
    let (mut out, mut level) = (Vec::new(), 0_u8);
    for (i, b) in blocks.iter().enumerate() {
        let (kind, own) = match b.kind {
            BlockKind::Title => {
                level = 0;
                (OutlineKind::Title, 0)
            }
            BlockKind::Heading => {
                level = b.level;
                (OutlineKind::Heading, b.level)
            }
            BlockKind::Preambular => (OutlineKind::Preambular, level.saturating_add(1)),
            BlockKind::Operative => (OutlineKind::Operative, level.saturating_add(1)),
            BlockKind::Paragraph if !b.number.is_empty() => {
                (OutlineKind::Para, level.saturating_add(1))
            }
            BlockKind::Item => (
                OutlineKind::Subitem,
                level.saturating_add(1).saturating_add(b.level),
            ),
            _ => continue,
        };
        out.push(OutlineEntry {
            block: i,
            line: b.first_line(),
            level: own,
            kind,
        });
    }
    out.shrink_to_fit();
    out
}
