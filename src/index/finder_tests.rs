//! Tests of the finder, over documents made here.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::document::{Block, Meta};
use crate::source::{Origin, RawText};
use proptest::prelude::*;

fn block(kind: BlockKind, text: &str) -> Block {
    Block {
        kind,
        level: 0,
        number: String::new(),
        number_len: 0,
        text: text.to_owned(),
        segments: Vec::new().into(),
        lines: Vec::new().into(),
        marks: Vec::new().into(),
        cells: Vec::new().into(),
        bold: Vec::new().into(),
    }
}

fn document(id: &str, symbol: Option<&str>, title: &str, headings: &[&str]) -> Arc<Document> {
    let mut blocks = vec![block(BlockKind::Paragraph, "段落里的字不算")];
    blocks.extend(headings.iter().map(|h| block(BlockKind::Heading, h)));
    Arc::new(Document {
        id: id.to_owned(),
        raw: Arc::new(RawText::new(id, Origin::Bundled, String::new())),
        meta: Meta {
            title: title.to_owned(),
            symbol: symbol.map(str::to_owned),
            ..Meta::default()
        },
        blocks,
        notes: Vec::new(),
        outline: Vec::new(),
        furniture: Vec::new(),
        problems: Vec::new(),
    })
}

fn finder() -> Finder {
    Finder::build(&[
        document(
            "a-99-1",
            Some("A/99/1"),
            "海洋垃圾的报告",
            &["一. 导言", "二. 各国答复", "挪威", "威尼斯与挪亚"],
        ),
        document(
            "a-res-12-34",
            Some("A/RES/12/34"),
            "保护海洋",
            &["序言", "挪威", "塑料 垃圾"],
        ),
        document(
            "trip",
            None,
            "出國報告",
            &["壹、目的", "貳、過程", "Ocean Clean-up 99"],
        ),
    ])
}

fn names(typed: &str) -> Vec<String> {
    finder()
        .find(typed, 10)
        .into_iter()
        .map(|f| f.name)
        .collect()
}

/// The first name with its marked bytes in brackets.
fn marked(typed: &str) -> String {
    let found = finder().find(typed, 1).remove(0);
    let mut text = found.name;
    for r in found.ranges.iter().rev() {
        text.insert(r.end as usize, ']');
        text.insert(r.start as usize, '[');
    }
    text
}

#[test]
fn finds_documents_by_symbol_first() {
    for typed in [
        "12/34",
        "a/res/12/34",
        "ARES1234",
        "第12/34号决议",
        "a-res-12",
    ] {
        assert_eq!(names(typed)[0], "A/RES/12/34 保护海洋", "{typed}");
    }
    assert_eq!(names("99")[0], "A/99/1 海洋垃圾的报告");
    assert_eq!(names("trip")[0], "出國報告");
    assert_eq!(marked("12/34"), "A/RES/[12/34] 保护海洋");
    assert_eq!(marked("res 海洋"), "A/[RES]/12/34 保护[海洋]");
}

#[test]
fn finds_headings_and_marks_them() {
    assert_eq!(names("挪威")[..2], ["挪威", "挪威"]);
    assert_eq!(marked("塑垃"), "[塑]料 [垃]圾");
    assert_eq!(marked("塑料垃圾"), "[塑料] [垃圾]");
    assert_eq!(marked("过程"), "貳、[過程]");
    assert_eq!(marked("CLEAN ocean"), "[Ocean] [Clean]-up 99");
    assert!(names("段落").is_empty());
}

#[test]
fn all_parts_must_match_but_the_document_may_help() {
    let found = finder().find("12/34 挪威", 10);
    assert_eq!(found.len(), 1);
    assert!(matches!(found[0].target, Target::Heading(at) if at.document == 1));
    assert!(names("挪威 出国").is_empty());
}

#[test]
fn literal_parts_are_found_at_the_very_end_too() {
    assert_eq!(names("'答复"), ["二. 各国答复"]);
    assert_eq!(marked("'答复"), "二. 各国[答复]");
    assert!(names("'各答").is_empty());
}

#[test]
fn nothing_typed_gives_all_names_in_order() {
    let found = finder().find("  ", 100);
    assert_eq!(found.len(), 13);
    assert_eq!(found[0].target, Target::Document(0));
    assert_eq!(finder().find("", 3).len(), 3);
    assert!(finder().find("挪威", 0).is_empty());
    assert!(Finder::default().find("挪威", 5).is_empty());
}

proptest! {
    /// A name is found by any subsequence of its characters, and the marks are those characters.
    #[test]
    fn finds_subsequences(name in "[a-zé一-丏網路…ＡＢ /.-]{1,12}", picks in prop::collection::vec(any::<bool>(), 12)) {
        let finder = Finder::build(&[document("x", None, &name, &[])]);
        let shown = name.trim();
        let typed: String = folded(shown).chars().zip(&picks).filter(|p| *p.1).map(|p| p.0).collect();
        let found = finder.find(&typed, 1);
        prop_assert_eq!(found.len(), 1, "{:?} in {:?}", typed, shown);
        let marked: String = found[0].ranges.iter().map(|r| &shown[r.start as usize..r.end as usize]).collect();
        let mut rest = folded(&marked);
        // Letters may be the sound of what is marked.
        let sound = found[0].whole && !marked.is_ascii();
        let said = |c: char| sound && c.is_ascii_lowercase();
        if !typed.is_empty() && !"x".starts_with(&typed) {
            for c in typed.chars().filter(|c| !said(*c)) {
                let at = rest.find(c);
                prop_assert!(at.is_some(), "{typed:?} marked {marked:?} in {shown:?}");
                rest = rest.split_off(at.unwrap() + c.len_utf8());
            }
        }
    }

    #[test]
    fn never_fails(typed in "\\PC{0,8}|['‘ /第号0-9a]{0,8}") {
        finder().find(&typed, 5);
    }
}

#[test]
fn other_names_stand_after_the_headings_and_are_found_by_their_sound() {
    let finder = finder().with([
        ("海洋事务司 Ocean Affairs".to_owned(), Target::Actor(7)),
        ("2003-07-08 海洋会议".to_owned(), Target::Event(3)),
    ]);
    let targets = |typed: &str| -> Vec<Target> {
        let found = finder.find(typed, 9).into_iter();
        found.map(|f| f.target).collect()
    };
    assert_eq!(targets("hysws"), [Target::Actor(7)]);
    assert_eq!(targets("2003 haiyang"), [Target::Event(3)]);
    assert_eq!(targets("baohuhaiyang"), [Target::Document(1)]);
    assert_eq!(finder.find("chuguo", 1)[0].name, "出國報告");
}
