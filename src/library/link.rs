//! Permanent links: `wenmai://document/A/75/123?block=34&char=5&quote=…&length=12#12`.
//!
//! In: a place in a document. Out: a link, and the place again, also where the text has changed since: the quoted
//! words decide, block and character only where the words stand more than once. Percent-encoding is that of
//! RFC 3986. A link written by hand needs no more than the document and a part: `wenmai://A/75/123#12`.

use super::{Library, ReferenceError, resolve};
use crate::document::{BlockKind, Document};
use crate::store::{Quote, Spot, Sureness, Text};
use std::ops::Range;

/// What every link begins with.
pub const SCHEME: &str = "wenmai://";
/// The first word after it.
const ROOM: &str = "document/";
/// Characters of the quoted words.
const QUOTED: usize = 16;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// Index in `Library::documents`.
    pub document: usize,
    /// Index in `Document::blocks`.
    pub block: usize,
    /// Bytes of the block's text that are meant; empty for a point.
    pub range: Range<u32>,
    /// How sure the place is.
    pub sure: Sureness,
}

/// The link to a stretch of a block (bytes), of so many characters in all where it goes on in the next blocks.
pub fn link(library: &Library, index: usize, block: usize, range: Range<u32>) -> String {
    let Some(document) = library.documents.get(index) else {
        return String::new();
    };
    let symbol = document.meta.symbol.as_deref();
    let alone = |s: &&str| resolve(library, s).is_ok_and(|p| p.document == index);
    let name = symbol.filter(alone).unwrap_or(&document.id);
    let mut out = format!("{SCHEME}{ROOM}{}", encoded(name));
    let text = document.blocks.get(block).map_or("", |b| b.text.as_str());
    let before = text.get(..range.start as usize).unwrap_or("");
    let words = text.get(range.start as usize..).unwrap_or("");
    let selected = text.get(range.start as usize..range.end as usize);
    let length = selected.map_or(0, |s| s.chars().count());
    let most = if length == 0 {
        QUOTED
    } else {
        length.min(QUOTED)
    };
    let quote: String = words.chars().take(most).collect();
    out.push_str(&format!("?block={block}&char={}", before.chars().count()));
    if !quote.trim().is_empty() {
        out.push_str(&format!("&quote={}", encoded(&quote)));
    }
    if length > 0 {
        out.push_str(&format!("&length={length}"));
    }
    if let Some(part) = part(document, block) {
        out.push_str(&format!("#{}", encoded(&part)));
    }
    out
}

/// A link to words of a document that need not be open: by its symbol or its file's name.
pub fn link_to_words(document: &str, block: u32, words: &str) -> String {
    let (document, words) = (encoded(document), encoded(words));
    format!("{SCHEME}{ROOM}{document}?block={block}&char=0&quote={words}")
}

/// The part of a reference that names the block, for people who read the link.
fn part(document: &Document, block: usize) -> Option<String> {
    let b = document.blocks.get(block)?;
    if b.kind == BlockKind::Footnote {
        let note = document.notes.iter().find(|n| n.block == block)?;
        return Some(format!("n{}", note.marker));
    }
    let number = b.number.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    digits.then(|| number.to_owned())
}

/// Where a link leads now.
pub fn follow_link(library: &Library, link: &str) -> Result<Linked, ReferenceError> {
    let rest = link.trim();
    let rest = rest.strip_prefix(SCHEME).unwrap_or(rest);
    let (rest, part) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = decoded(path.strip_prefix(ROOM).unwrap_or(path));
    let name = path.trim_end_matches('/');
    let index = resolve(library, name)?.document;
    let Some(document) = library.documents.get(index) else {
        return Err(ReferenceError::NoDocument(name.to_owned()));
    };
    let said = |key: &str| {
        let mut pairs = query.split('&').filter_map(|p| p.split_once('='));
        pairs
            .find(|(k, _)| *k == key)
            .map(|(_, value)| decoded(value))
    };
    let number = |key: &str| said(key).and_then(|v| v.parse::<usize>().ok());
    let length = number("length").unwrap_or(0);
    let exact = said("quote").filter(|q| !q.trim().is_empty());
    if let Some(exact) = exact {
        let block = number("block").unwrap_or(0);
        let text = document.blocks.get(block).map_or("", |b| b.text.as_str());
        let at = nth_byte(text, number("char").unwrap_or(0));
        let found = if text.get(at..).is_some_and(|t| t.starts_with(&exact)) {
            (block, at, Sureness::Same)
        } else {
            let blocks = document.blocks.iter().map(|b| b.text.as_str()).collect();
            let found = Text::new(blocks).find(&spot(block, at, exact));
            (found.block, found.at as usize, found.sure)
        };
        if found.2 != Sureness::Lost {
            let (block, at, sure) = found;
            let text = document.blocks.get(block).map_or("", |b| b.text.as_str());
            let end = at + nth_byte(text.get(at..).unwrap_or(""), length);
            return Ok(Linked {
                document: index,
                block,
                range: at as u32..end as u32,
                sure,
            });
        }
    }
    let block = match (part.is_empty(), number("block")) {
        (false, _) => {
            resolve(library, &format!("{name}#{}", decoded(part)))?
                .blocks
                .start
        }
        (true, Some(block)) if block < document.blocks.len() => block,
        _ => 0,
    };
    Ok(Linked {
        document: index,
        block,
        range: 0..0,
        // The words are gone; what is left is the number of the paragraph.
        sure: if query.is_empty() {
            Sureness::Same
        } else {
            Sureness::Unsure(0)
        },
    })
}

fn spot(block: usize, at: usize, exact: String) -> Spot {
    Spot {
        block: u32::try_from(block).unwrap_or(0),
        at: u32::try_from(at).unwrap_or(0),
        quote: Quote {
            exact,
            ..Quote::default()
        },
        ..Spot::default()
    }
}

/// The byte where the character of this number begins, or the end.
fn nth_byte(text: &str, n: usize) -> usize {
    text.char_indices().nth(n).map_or(text.len(), |(i, _)| i)
}

/// All but RFC 3986's unreserved characters and `/` as %XX.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The same back. What is no %XX stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = bytes.get(i + 1..i + 3).filter(|_| bytes[i] == b'%');
        let hex = hex.filter(|h| h.iter().all(u8::is_ascii_hexdigit));
        let byte = hex
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(byte.unwrap_or(bytes[i]));
        i += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::library::{Parts, open_whole};
    use proptest::prelude::*;

    fn bundled() -> Library {
        let parts = Parts::NONE;
        open_whole(&[], parts)
    }

    #[test]
    fn every_block_of_the_corpus_is_found_again_by_its_link() {
        let library = bundled();
        for (index, d) in library.documents.iter().enumerate() {
            for (block, b) in d.blocks.iter().enumerate().step_by(7) {
                let at = nth_byte(&b.text, 3.min(b.text.chars().count())) as u32;
                let end = b.text.len() as u32;
                for range in [at..at, 0..end, at..end] {
                    let link = link(&library, index, block, range.clone());
                    assert!(
                        link.is_ascii() && !link.contains(char::is_whitespace),
                        "{link}"
                    );
                    let found = follow_link(&library, &link).unwrap();
                    assert_eq!((found.document, found.block), (index, block), "{link}");
                    if range.start < end {
                        assert_eq!((found.range, found.sure), (range, Sureness::Same), "{link}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_link_written_by_hand_leads_to_a_paragraph_and_a_wrong_one_says_so() {
        let library = bundled();
        let with_symbol = |d: &std::sync::Arc<Document>| d.meta.symbol.is_some();
        let index = library.documents.iter().rposition(with_symbol).unwrap();
        let symbol = library.documents[index].meta.symbol.clone().unwrap();
        let found = follow_link(&library, &format!("wenmai://{symbol}#2")).unwrap();
        assert!(
            library.documents[index].blocks[found.block]
                .number
                .starts_with('2')
        );
        assert_eq!(found.sure, Sureness::Same);
        let gone = follow_link(
            &library,
            &format!("wenmai://{symbol}?block=5&quote=ZZZZZZZZZZ#2"),
        );
        assert_eq!(gone.unwrap().sure, Sureness::Unsure(0));
        let missing = format!("wenmai://{symbol}#99999");
        assert!(matches!(
            follow_link(&library, &missing),
            Err(ReferenceError::NoPart(..))
        ));
        for wrong in ["wenmai://", "wenmai://A/1/2", "wenmai://document/%ff%"] {
            assert!(follow_link(&library, wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn encoding_loses_nothing(text in "\\PC{0,20}") {
            let there = encoded(&text);
            prop_assert!(there.is_ascii());
            prop_assert_eq!(decoded(&there), text);
        }

        #[test]
        fn no_link_panics(text in "\\PC{0,30}") {
            let _ = follow_link(&Library::default(), &format!("{SCHEME}{text}"));
        }
    }
}
