//! Back-references: 该决议, 上述决定 after a resolution, 同上 at the head of a note after another.
//!
//! In: the `Reading`s of a document in order. Out: `Citation`s with the symbol they point to. They repeat a
//! citation and are none of their own: counts and exports of citations leave them out. Where a list was cited
//! last, 该决议 says not which: no reference. Must not know events.

use super::model::{Citation, CitationKind};
use super::reading::{Cite, Reading, pinpoint};
use crate::document::BlockKind;

/// Blocks after a citation in which 该决议 still means it.
const BLOCKS: usize = 2;
/// Characters between two citations of a list at most.
const LIST: usize = 12;

/// What was cited last.
#[derive(Debug, Default)]
pub struct Last {
    /// In the text, and in which block; `None` after a list.
    text: Option<(Cite, usize)>,
    /// In the notes.
    note: Option<Cite>,
}

/// The back-references of a block; `last` goes on to the next.
pub fn find(r: &Reading, last: &mut Last) -> Vec<Citation> {
    const WORDS: [(&str, CitationKind); 8] = [
        ("该决议", CitationKind::Resolution),
        ("该项决议", CitationKind::Resolution),
        ("上述决议", CitationKind::Resolution),
        ("这一决议", CitationKind::Resolution),
        ("该决定", CitationKind::Decision),
        ("该项决定", CitationKind::Decision),
        ("上述决定", CitationKind::Decision),
        ("这一决定", CitationKind::Decision),
    ];
    if r.block.kind == BlockKind::Footnote {
        return in_note(r, last).into_iter().collect();
    }
    let mut out = Vec::new();
    let mut cites = r.cites.iter().peekable();
    let mut i = 0;
    while i < r.text.len() {
        while let Some(c) = cites.next_if(|c| c.from <= i) {
            remember(r, c, last);
        }
        if !matches!(r.text.get(i), '该' | '上' | '这') {
            i += 1;
            continue;
        }
        let found = WORDS.iter().find(|(w, _)| r.text.starts(i, w));
        let Some((word, kind)) = found else {
            i += 1;
            continue;
        };
        let to = i + word.chars().count();
        let draft = r.text.starts(to, "草案");
        let target = last
            .text
            .as_ref()
            .filter(|(c, block)| !draft && is(c, *kind) && r.index - block <= BLOCKS);
        out.extend(target.map(|(c, _)| reference(r, c, i, to)));
        i = to;
    }
    for c in cites {
        remember(r, c, last);
    }
    out
}

/// Whether a citation is of a resolution or of a decision.
fn is(c: &Cite, kind: CitationKind) -> bool {
    let decision = c.symbol.contains("DEC");
    c.adopted && decision == (kind == CitationKind::Decision)
}

fn remember(r: &Reading, c: &Cite, last: &mut Last) {
    if !c.adopted || c.kind == CitationKind::Url {
        return;
    }
    let in_list = r
        .cites
        .iter()
        .any(|o| o.adopted && o.symbol != c.symbol && o.to <= c.from && c.from - o.to <= LIST);
    last.text = (!in_list).then(|| (c.clone(), r.index));
}

/// 同上,第19段: the note before it.
fn in_note(r: &Reading, last: &mut Last) -> Option<Citation> {
    let t = &r.text;
    let start = (0..t.len().min(8)).find(|&i| t.starts(i, "同上"));
    let found = match (start, &last.note) {
        (Some(i), Some(c)) if r.cites.is_empty() => Some(reference(r, c, i, i + 2)),
        _ => None,
    };
    if start.is_none() {
        let cited = r.cites.iter().rfind(|c| c.kind != CitationKind::Url);
        last.note = cited.filter(|_| r.cites.len() == 1).cloned();
    }
    found
}

fn reference(r: &Reading, c: &Cite, from: usize, to: usize) -> Citation {
    Citation {
        span: r.span(from, to),
        raw: r.raw(from, to).to_owned(),
        symbol: c.symbol.clone(),
        kind: c.kind,
        suspect: None,
        pinpoint: pinpoint(&r.text, to).map(|p| r.raw(p.start, p.end).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::document;
    use crate::facts;
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    fn pointers(text: &str) -> Vec<(String, String, Option<String>)> {
        let origin = Origin::File("x.txt".into());
        let raw = RawText::new("x.txt", origin, text.to_owned());
        let document = document::build(Arc::new(raw), "x");
        let found = facts::extract(&document).back_references;
        let row = |c: facts::Citation| (c.raw, c.symbol, c.pinpoint);
        found.into_iter().map(row).collect()
    }

    fn one(
        raw: &str,
        symbol: &str,
        pinpoint: Option<&str>,
    ) -> Vec<(String, String, Option<String>)> {
        vec![(raw.into(), symbol.into(), pinpoint.map(str::to_owned))]
    }

    #[test]
    fn the_resolution_cited_last() {
        let text = "大会第74/28号决议设立了工作组。秘书长根据该决议第5段提交报告。";
        assert_eq!(pointers(text), one("该决议", "A/RES/74/28", Some("第5段")));
        let text = "见第2023/201号决定。理事会在第74/28号决议之后通过上述决定。";
        assert_eq!(pointers(text), []);
        assert_eq!(pointers("大会注意到该决议。"), []);
        assert_eq!(pointers("大会第74/28号决议。委员会审议了该决议草案。"), []);
    }

    #[test]
    fn a_list_is_not_one() {
        let text = "大会第74/28号和第74/29号决议设立了工作组。该决议请秘书长提交报告。";
        assert_eq!(pointers(text), []);
    }
}
