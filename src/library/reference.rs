//! Names of places: `A/RES/55/63#1`, `55/63`, part of a title, a document's id or file, each with
//! `#`-parts that narrow the place: a paragraph's number, `注3` or `n3`, a raw line (`L120`), words of a
//! heading.

use super::Library;
use crate::document::{BlockKind, Document, OutlineKind};
use std::ops::Range;

/// Blocks of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index in `Library::documents`.
    pub document: usize,
    /// Blocks, in reading order.
    pub blocks: Range<usize>,
}

/// A reference that leads to no one place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// No document has that symbol, id, file name or title.
    #[error("no document: {0}")]
    NoDocument(String),
    /// Several documents do: their ids.
    #[error("several documents: {0:?}")]
    Several(Vec<String>),
    /// The document has no such paragraph, note or heading: its id and the part.
    #[error("no part {1} in {0}")]
    NoPart(String, String),
}

/// The place that a reference names.
pub fn resolve(library: &Library, reference: &str) -> Result<Place, ReferenceError> {
    let mut parts = reference.split('#').map(str::trim);
    let document = find_document(library, parts.next().unwrap_or(""))?;
    let d = &library.documents[document];
    let mut blocks = 0..d.blocks.len();
    for part in parts.filter(|p| !p.is_empty()) {
        blocks = narrow(d, &blocks, part)
            .ok_or_else(|| ReferenceError::NoPart(d.id.clone(), part.to_owned()))?;
    }
    Ok(Place { document, blocks })
}

/// Where a block stands in its document: a numbered paragraph (¶12), a note ([3]), or its first raw line
/// (L120).
pub fn place_of(document: &Document, block: usize) -> String {
    let Some(b) = document.blocks.get(block) else {
        return String::new();
    };
    let number = b.number.trim_end_matches(['.', '．', '、']);
    match b.kind {
        BlockKind::Footnote if !number.is_empty() => format!("[{number}]"),
        BlockKind::Paragraph | BlockKind::Operative | BlockKind::Item
            if number.contains(char::is_alphanumeric) =>
        {
            format!("¶{number}")
        }
        _ => format!("L{}", b.first_line()),
    }
}

/// The number of the numbered paragraph that holds a block, if one does.
pub fn paragraph_of(document: &Document, block: usize) -> Option<u32> {
    let holds =
        |b: &&crate::document::Block| b.kind == BlockKind::Paragraph && !b.number.is_empty();
    let up = document.blocks.get(..=block)?.iter().rev();
    let held = up
        .take_while(|b| b.kind != BlockKind::Heading)
        .find(holds)?;
    held.number
        .trim_matches(|c: char| !c.is_alphanumeric())
        .parse()
        .ok()
}

/// Symbols are compared by their letters and digits, so that every spelling of one is the same.
fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// `55/63` names A/RES/55/63: the last parts of the symbol.
fn ends_with_parts(symbol: &str, typed: &str) -> bool {
    let (mut symbol, mut typed) = (symbol.rsplit('/'), typed.rsplit('/'));
    typed.all(|t| symbol.next().is_some_and(|s| key(s) == key(t)))
}

fn find_document(library: &Library, typed: &str) -> Result<usize, ReferenceError> {
    let wanted = key(typed);
    if wanted.is_empty() {
        return Err(ReferenceError::NoDocument(typed.to_owned()));
    }
    let exact = |d: &Document| {
        let symbol = d.meta.symbol.as_deref().is_some_and(|s| key(s) == wanted);
        let name = typed.rsplit(['/', '\\']).next().unwrap_or(typed);
        symbol || d.id == typed || d.raw.name == typed || (d.raw.name == name && name.contains('.'))
    };
    let tail = |d: &Document| {
        typed.contains('/')
            && d.meta
                .symbol
                .as_deref()
                .is_some_and(|s| ends_with_parts(s, typed))
    };
    let title =
        |d: &Document| key(&d.meta.title).contains(&wanted) || key(&d.id).starts_with(&wanted);
    let ways: [&dyn Fn(&Document) -> bool; 3] = [&exact, &tail, &title];
    for fits in ways {
        let found: Vec<usize> = (0..library.documents.len())
            .filter(|i| fits(&library.documents[*i]))
            .collect();
        match found[..] {
            [] => {}
            [one] => return Ok(one),
            _ => {
                let ids = found.iter().map(|i| library.documents[*i].id.clone());
                return Err(ReferenceError::Several(ids.collect()));
            }
        }
    }
    Err(ReferenceError::NoDocument(typed.to_owned()))
}

fn narrow(d: &Document, within: &Range<usize>, part: &str) -> Option<Range<usize>> {
    let line = part.strip_prefix('L').map(str::parse);
    if let Some(Ok(line)) = line {
        let holds = |i: &usize| {
            let mut lines = d.blocks[*i].lines.iter();
            lines.any(|r| (r.first..=r.last).contains(&line))
        };
        let found = within.clone().find(holds)?;
        return Some(found..found + 1);
    }
    let part = part.strip_prefix('¶').unwrap_or(part);
    let note = part.strip_prefix('注').or_else(|| part.strip_prefix('n'));
    if let Some(marker) = note.filter(|m| m.chars().all(|c| c.is_ascii_digit()) && !m.is_empty()) {
        let note = d
            .notes
            .iter()
            .find(|n| n.marker == marker && within.contains(&n.block))?;
        return Some(note.block..note.block + 1);
    }
    let number = part.strip_prefix('p').unwrap_or(part);
    if number.chars().all(|c| c.is_ascii_digit()) {
        return numbered(d, within, number);
    }
    let wanted = key(part);
    let mut headings = d.outline.iter().filter(|e| {
        e.kind == OutlineKind::Heading && within.contains(&e.block) && !wanted.is_empty()
    });
    let whole = headings.clone().find(|e| key(&d.title_of(e)) == wanted);
    let entry =
        whole.or_else(|| headings.find(|e| key(&d.blocks[e.block].text).contains(&wanted)))?;
    let next = d.outline.iter().find(|e| {
        e.kind == OutlineKind::Heading && e.block > entry.block && e.level <= entry.level
    });
    Some(entry.block..next.map_or(within.end, |e| e.block.min(within.end)))
}

/// A numbered paragraph with what hangs on it: its items and rows, up to the next paragraph or heading.
fn numbered(d: &Document, within: &Range<usize>, number: &str) -> Option<Range<usize>> {
    let is_wanted = |i: &usize| {
        let b = &d.blocks[*i];
        matches!(
            b.kind,
            BlockKind::Paragraph | BlockKind::Operative | BlockKind::Item
        ) && b.number.trim_matches(|c: char| !c.is_alphanumeric()) == number
    };
    let start = within.clone().find(is_wanted)?;
    let hangs = |i: &usize| {
        matches!(
            d.blocks[*i].kind,
            BlockKind::Item | BlockKind::TableRow | BlockKind::Footnote
        )
    };
    let end = (start + 1..within.end)
        .find(|i| !hangs(i))
        .unwrap_or(within.end);
    Some(start..end)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::library::{Parts, open_whole};

    fn bundled() -> Library {
        open_whole(&[], Parts::NONE)
    }

    #[test]
    fn every_spelling_of_a_symbol_and_a_part_of_it_lead_to_the_document() {
        let library = bundled();
        let wanted = library
            .documents
            .iter()
            .position(|d| d.id == "a-75-123")
            .unwrap();
        for typed in [
            "A/75/123", "a/75/123", "A 75 123", "A75123", "75/123", "a-75-123",
        ] {
            assert_eq!(
                resolve(&library, typed).unwrap().document,
                wanted,
                "{typed}"
            );
        }
    }

    #[test]
    fn what_leads_nowhere_says_so() {
        let library = bundled();
        let none = ReferenceError::NoDocument("A/1/2".to_owned());
        assert_eq!(resolve(&library, "A/1/2"), Err(none));
        assert_eq!(
            resolve(&library, ""),
            Err(ReferenceError::NoDocument(String::new()))
        );
        let part = ReferenceError::NoPart("a-75-123".to_owned(), "99999".to_owned());
        assert_eq!(resolve(&library, "A/75/123#99999"), Err(part));
    }

    #[test]
    fn a_raw_line_names_the_block_on_it() {
        let library = bundled();
        let document = resolve(&library, "A/75/123").unwrap().document;
        let line = library.documents[document].blocks[100].first_line();
        let place = resolve(&library, &format!("A/75/123#L{line}")).unwrap();
        assert_eq!(place.blocks, 100..101);
        assert!(resolve(&library, "A/75/123#L999999").is_err());
    }

    #[test]
    fn a_number_names_a_paragraph_with_its_items() {
        let library = bundled();
        let place = resolve(&library, "A/75/123#2").unwrap();
        let d = &library.documents[place.document];
        assert!(d.blocks[place.blocks.start].text.starts_with("2."));
        assert!(place.blocks.len() < 6);
    }
}
