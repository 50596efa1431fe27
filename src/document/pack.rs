//! A document as bytes and back, so that what was given back once need not be given back again.
//!
//! In: a `Document`. Out: bytes that only the same build of wenmai reads. Must not know where they are kept.

use super::Document;
use crate::source::RawText;
use std::sync::Arc;

/// All of the document but its raw text.
pub fn pack(document: &Document) -> Option<Vec<u8>> {
    postcard::to_stdvec(document).ok()
}

/// The document again, with the raw text that it was made from; `None` where the bytes are no document.
pub fn unpack(bytes: &[u8], raw: Arc<RawText>) -> Option<Document> {
    let packed = postcard::from_bytes::<Document>(bytes).ok()?;
    Some(Document { raw, ..packed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;

    fn built(text: &str) -> Document {
        let raw = RawText::new("t.txt", Origin::File("t.txt".into()), text.to_owned());
        super::super::build(Arc::new(raw), "t")
    }

    #[test]
    fn a_document_comes_back_as_it_was() {
        let text = "A/RES/1/2\n\n标 题\n\n一、 导言\n\n1. 决定成立¹工作组；\n\n(a) 其一；\n\n列\t值\n\n_____\n\n¹ 见上。\n\n² 无人提到。\n";
        let document = built(text);
        assert!(!document.notes.is_empty() && !document.problems.is_empty());
        let bytes = pack(&document).expect("packed");
        let again = unpack(&bytes, document.raw.clone()).expect("unpacked");
        assert_eq!(format!("{again:?}"), format!("{document:?}"));
    }

    #[test]
    fn what_is_no_document_is_none() {
        let document = built("1. 一段。\n");
        let bytes = pack(&document).expect("packed");
        assert!(unpack(&[], document.raw.clone()).is_none());
        assert!(unpack(&bytes[..bytes.len() - 1], document.raw.clone()).is_none());
    }
}
