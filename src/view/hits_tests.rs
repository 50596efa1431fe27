//! Hits are marked where they stand, over the ends of lines, note marks, blanks, scripts and widths: all of what
//! was looked for and nothing else, in the reader, in previews and in lists.
#![allow(clippy::unwrap_used)]

use super::draw::Draw;
use super::{Mark, Piece, reading, search};
use crate::app::{App, Settings, View, Viewport};
use crate::document::{Block, BlockKind, Document, Meta, NoteMark, Script};
use crate::index::{BlockRef, Exact, Hit, Query};
use crate::library::Library;
use crate::source::{Origin, RawText};
use crate::text::folded;
use proptest::prelude::*;
use std::sync::Arc;

fn document(text: &str, notes: &[usize]) -> Document {
    let mut places: Vec<u32> = notes
        .iter()
        .map(|n| text.char_indices().nth(*n).map_or(text.len(), |c| c.0) as u32)
        .collect();
    places.sort_unstable();
    let mark = |at: &u32| NoteMark {
        at: *at,
        marker: "7".to_owned(),
        line: 1,
        note: None,
    };
    let marks: Vec<NoteMark> = places.iter().map(mark).collect();
    let block = Block {
        kind: BlockKind::Paragraph,
        level: 0,
        number: String::new(),
        number_len: 0,
        text: text.to_owned(),
        segments: Vec::new().into(),
        lines: Vec::new().into(),
        marks: marks.into(),
        cells: Vec::new().into(),
        bold: Vec::new().into(),
    };
    Document {
        id: "x".to_owned(),
        raw: Arc::new(RawText::new("x", Origin::Bundled, String::new())),
        meta: Meta {
            script: Script::Hans,
            ..Meta::default()
        },
        blocks: vec![block],
        notes: Vec::new(),
        outline: Vec::new(),
        furniture: Vec::new(),
        problems: Vec::new(),
    }
}

/// What is marked, as a key.
fn marked<'p>(pieces: impl IntoIterator<Item = &'p Piece>) -> String {
    let hits = pieces.into_iter().filter(|p| p.mark == Mark::Hit);
    folded(&hits.map(|p| p.text.as_str()).collect::<String>())
}

proptest! {
    #[test]
    fn hits_cover_exactly_what_was_looked_for(
        text in "[网網络絡犯罪ABａｂ，。（）  ]{6,90}",
        from in 0usize..60,
        len in 1usize..7,
        notes in prop::collection::vec(0usize..90, 0..4),
        columns in 24u16..90,
    ) {
        let key: Vec<char> = folded(&text).chars().collect();
        prop_assume!(!key.is_empty());
        let from = from % key.len();
        let needle: String = key[from..].iter().take(len).collect();
        let key: String = key.iter().collect();
        let wanted = needle.repeat(key.matches(needle.as_str()).count());

        let document = document(&text, &notes);
        let library = Library {
            exact: Arc::new(Exact::build(&[Arc::new(document.clone())])),
            documents: vec![Arc::new(document)],
            facts: vec![None],
            ..Library::default()
        };
        let query = Query::literal(&needle);
        let results = library.search(&query, 10);
        let hit: &Hit = &results.hits[0];
        prop_assert_eq!(&hit.ranges, &query.ranges(&text));

        let viewport = Viewport::Screen { columns, rows: 40 };
        let mut app = App::new(Settings::default(), viewport);
        app.main_mut().open(0, &library.documents[0]);
        app.main_mut().hits = Some(Arc::new(results.hits.clone()));
        prop_assert!(matches!(app.top(), View::Main(_)));
        let draw = Draw::new(&app, &library);
        let block = &library.documents[0].blocks[0];
        let spans = reading::spans(&app, &library, 0, block);
        let lines = app.main().page(&library.documents[0], app.measure(), 500);
        let runs = lines.iter().flat_map(|l| &l.runs);
        let read: Vec<Piece> = runs.flat_map(|r| reading::pieces(r, &spans, Mark::Plain)).collect();
        prop_assert_eq!(marked(&read), wanted.as_str(), "in the reader");

        let rows = draw.wrapped_hits(&text, &hit.ranges, columns);
        prop_assert_eq!(marked(rows.iter().flat_map(|r| &r.pieces)), wanted.as_str(), "in a preview");
        prop_assert_eq!(marked(&search::snippet(block, hit)), wanted.as_str(), "in a list");

        // The find of a document goes to the same places.
        let at = BlockRef { document: 0, block: 0 };
        prop_assert_eq!(hit.at, at);
        let places = library.exact.places(0, &folded(&needle)).unwrap();
        let places: Vec<_> = places.into_iter().map(|(_, range)| range).collect();
        let found: String = places.iter().map(|r| &text[r.start as usize..r.end as usize]).collect();
        prop_assert_eq!(folded(&found), wanted.as_str(), "in the document");
    }
}
