//! Queries are read as they were meant, and mistakes are named.

use super::*;
use crate::i18n::Language;
use proptest::prelude::*;

fn said(typed: &str) -> String {
    read_back(&Query::parse(typed), &[], Language::English)
}

fn mistakes(typed: &str) -> Vec<Mistake> {
    Query::parse(typed).mistakes().to_vec()
}

#[test]
fn reads_signs_of_both_widths() {
    let wanted = "exactly “网络犯罪” and (“公约” or “条约”) and not “北约” and in “75/123”";
    assert_eq!(said("'网络犯罪 公约 | 条约 !北约 doc:75/123"), wanted);
    assert_eq!(said("“网络犯罪”　公约｜条约 －北约 在：75/123"), wanted);
    assert_eq!(said("-in:\"a b\""), "not in “a b”");
}

#[test]
fn words_and_brackets_join_as_signs_do() {
    assert_eq!(said("a AND b"), said("a b"));
    assert_eq!(said("a OR b"), said("a | b"));
    assert_eq!(said("NOT a b"), "not “a” and “b”");
    assert_eq!(said("(a b) | c"), "(“a” and “b”) or “c”");
    assert_eq!(said("-(a | b) c"), "not (“a” or “b”) and “c”");
    assert_eq!(said("!!a"), "“a”");
    assert_eq!(said("（甲 乙）"), "“甲” and “乙”");
    assert_eq!(said("ANDROID ORDER"), "“ANDROID” and “ORDER”");
}

#[test]
fn anchors_patterns_and_fields_are_read_in_both_languages() {
    assert_eq!(
        said("^a b$ ^c$"),
        "beginning with “a” and ending with “b” and being “c”"
    );
    assert_eq!(
        said("re:a|(b)+ 正则：\"c d\""),
        "matching “a|(b)+” and matching “c d”"
    );
    for (zh, en) in [
        ("机构:大会", "body:大会"),
        ("类型：报告", "TYPE:报告"),
        ("日期:2011..2013", "date:2011..2013"),
        ("引:A/RES/55/63", "cites:A/RES/55/63"),
        ("提及:2011", "mentions:2011"),
        ("标题:a", "范围:标题 a"),
        ("国家:a,b", "state:a | state:b"),
    ] {
        assert_eq!(said(zh), said(en), "{zh}");
        assert!(Query::parse(zh).terms()[0].0.kind != TermKind::Text, "{zh}");
    }
}

#[test]
fn takes_what_makes_no_sense_as_text() {
    for text in [
        "[原件：英文]",
        "“网络”项目",
        "un-oewg",
        "http://a.b",
        "C:\\x",
        "公约(草案)",
        "24/7",
        ".*",
    ] {
        assert_eq!(said(text), format!("“{text}”"));
        assert_eq!(mistakes(text), [], "{text}");
    }
}

#[test]
fn mistakes_are_named_and_the_rest_is_read() {
    let lonely = |sign: &str| Mistake::Lonely(sign.to_owned());
    for (typed, read, mistake) in [
        ("\"开 放", "exactly “开 放”", Mistake::Quote),
        ("(a b", "“a” and “b”", Mistake::Bracket),
        ("A AND", "“A”", lonely("AND")),
        ("| a", "“a”", lonely("|")),
        ("a -", "“a”", lonely("-")),
        ("a doc:", "“a”", Mistake::NoValue("doc".to_owned())),
        ("a re:(b", "“a”", Mistake::Pattern("(b".to_owned())),
        (
            "a re:(b{1000}){1000}",
            "“a”",
            Mistake::Pattern("(b{1000}){1000}".to_owned()),
        ),
        (
            "a 日期:去年",
            "“a”",
            Mistake::Date("日期".to_owned(), "去年".to_owned()),
        ),
        (
            "机购:大会",
            "“机购:大会”",
            Mistake::NearField("机购".to_owned(), "机构"),
        ),
        (
            "typ:a",
            "“typ:a”",
            Mistake::NearField("typ".to_owned(), "type"),
        ),
    ] {
        assert_eq!(
            (said(typed), mistakes(typed)),
            (read.to_owned(), vec![mistake]),
            "{typed}"
        );
    }
    for nothing in [
        "", "  ", "-", "|", "\"\"", "'", "!!", "AND", "()", "-\" \"", " | - '",
    ] {
        assert!(Query::parse(nothing).is_empty(), "{nothing:?}");
    }
}

#[test]
fn pasted_text_is_one_thing_to_look_for() {
    let pasted = "甲 乙(丙 | \"丁 ".repeat(500);
    let query = Query::parse(&pasted);
    assert_eq!(query.terms().len(), 1);
    assert!(Query::parse(&"(".repeat(5000)).terms().len() < 5);
    assert!(Query::parse(&"!".repeat(5000)).terms().len() < 5);
}

#[test]
fn marks_what_it_wants_in_any_text() {
    let text = "網 路與网络,NET";
    let marked = |typed: &str| -> Vec<&str> {
        let ranges = Query::parse(typed).ranges(text);
        let part = |r: &Range<u32>| &text[r.start as usize..r.end as usize];
        ranges.iter().map(part).collect()
    };
    assert_eq!(marked("网路 net -网络"), ["網 路", "NET"]);
    assert_eq!(marked("re:网.,"), ["网络,"]);
}

/// What closes a quoted text, in either of its forms.
const QUOTES: [char; 5] = ['"', '＂', '“', '”', '„'];

/// What is looked for and what is ruled out, in order.
fn keys(query: &Query) -> Vec<(String, bool)> {
    let terms = query.terms();
    let keys = terms.iter().map(|(t, not)| (t.key.to_string(), *not));
    keys.collect()
}

proptest! {
    #[test]
    fn never_fails_and_can_be_typed_again(typed in "[-!'\"“”‘|｜：:()^$~ a网在AND1]{0,24}|re:\\PC{0,9}|\\PC*") {
        let query = Query::parse(&typed);
        for (term, _) in query.terms() {
            prop_assert!(!term.key.is_empty());
        }
        if let Some(expr) = query.expr() {
            let typed = expr.typed();
            let again = Query::parse(&typed);
            prop_assert!(!again.is_empty(), "{typed}");
            // A text with both kinds of quotes in it can't be quoted.
            if query.terms().iter().all(|(t, _)| !t.text.contains(QUOTES)) {
                prop_assert_eq!(keys(&query), keys(&again), "{}", typed);
            }
        }
    }
}
