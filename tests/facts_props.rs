//! What must hold for the facts of any text: spans, calendar, evidence.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use std::sync::Arc;
use wenmai::document::{self, Document};
use wenmai::facts::{self, Facts, PartialDate};
use wenmai::source::{Origin, RawText};

fn read(text: &str) -> (Document, Facts) {
    let raw = RawText::new("x.txt", Origin::File("x.txt".into()), text.to_owned());
    let document = document::build(Arc::new(raw), "x");
    let mut all = [facts::extract(&document)];
    facts::group(&mut all);
    let [facts] = all;
    (document, facts)
}

/// Pieces of the genre, so that random texts hit the parsers.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,6}",
        "[0-9]{1,5}",
        "[年月日至和、，。；（）()《》“”\\[\\]第号/ \n\t-]{1,4}",
        "(19|20)[0-9]{2} ?年( ?[0-9]{1,2} ?月( ?[0-9]{1,2} ?日)?)?",
        "[ASE]/(RES/|C\\.1/|HRC/)?[0-9]{1,3}/[0-9]{1,3}(/Add\\.1)?",
        "第 ?[0-9]{1,3}/[0-9]{1,3} ?号决议",
        "第[0-9]{1,4} ?[(（](19|20)[0-9]{2}[)）] ?号决议",
        "[0-9]{1,2} (January|May|Sept) [0-9]{4}",
        "(同年|次年|今年|去年|上世纪|20 世纪)",
        "[一二三四五六七八九十〇零廿百]{1,5}(年|月|日)?",
        "(大会|安全理事会|人权理事会|政府专家组|会议|通过|签署|报告|http://a.b/c)",
        "[A-Z]{2,5}[.（(]",
    ]
}

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|p| p.concat())
}

/// A date is in the calendar.
fn valid(d: &PartialDate) -> bool {
    PartialDate::parse(&d.iso()) == Some(*d)
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let (document, facts) = read(text);
    let words = |s: &facts::Span| {
        let block = &document.blocks[s.block];
        prop_assert!(s.line >= 1, "no line");
        let range = s.range.start as usize..s.range.end as usize;
        let found = block.text.get(range);
        prop_assert!(
            found.is_some(),
            "a span that is no stretch of its block: {s:?}"
        );
        Ok(found.unwrap_or_default().to_owned())
    };
    for c in &facts.citations {
        prop_assert_eq!(words(&c.span)?, c.raw.clone());
        prop_assert!(!c.symbol.is_empty());
    }
    for d in &facts.dates {
        prop_assert_eq!(words(&d.span)?, d.raw.clone());
        prop_assert!(valid(&d.start), "{:?}", d);
        prop_assert!(
            d.end
                .is_none_or(|e| valid(&e) && e >= d.start || e.year == d.start.year),
            "{:?}",
            d
        );
    }
    for t in &facts.terms {
        prop_assert_eq!(words(&t.span)?, t.abbr.clone());
    }
    for e in &facts.events {
        words(&e.span)?;
        prop_assert!(e.start.is_none_or(|s| valid(&s)) && e.end.is_none_or(|s| valid(&s)));
        prop_assert!(e.label.chars().count() <= 30, "long label {:?}", e.label);
        prop_assert!(!e.label.contains(|c: char| c.is_control()), "{:?}", e.label);
        prop_assert!(!e.key.is_empty());
        if let Some(start) = e.start {
            prop_assert!(
                e.inferred.is_some() || told(&e.evidence, start),
                "{start:?} is not told by {:?}",
                e.evidence
            );
        }
    }
    Ok(())
}

/// The year can be read from the words: in digits, Chinese digits, as a year of the Republic, or shortened.
fn told(evidence: &str, start: PartialDate) -> bool {
    let digits: String = evidence.chars().filter(char::is_ascii_digit).collect();
    let year = start.year.to_string();
    let han: String = year
        .chars()
        .map(|c| {
            "〇一二三四五六七八九"
                .chars()
                .nth(c as usize - '0' as usize)
                .unwrap()
        })
        .collect();
    digits.contains(&year)
        || digits.contains(&year[2..])
        || evidence.replace(['零', '○'], "〇").contains(&han)
        || evidence.contains("民国")
        || evidence.contains("民國")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text(text in texts()) {
        check(&text)?;
    }

    #[test]
    fn any_characters(text in "(\\PC|\n|\t){0,80}") {
        check(&text)?;
    }

    #[test]
    fn printed_days_are_read_back(year in 1900i32..2100, month in 1u32..=12, day in 1u32..=31, form in 0usize..5) {
        let printed = match form {
            0 => format!("{year}年{month}月{day}日"),
            1 => format!("{year} 年 {month} 月 {day} 日"),
            2 => format!("{year}-{month:02}-{day:02}"),
            3 => format!("{}年{}月{}日", positional(year), han(month), han(day)),
            _ => format!("{day} {} {year}", MONTHS[month as usize - 1]),
        };
        let (_, facts) = read(&format!("会议于{printed}举行。"));
        let found: Vec<String> = facts.dates.iter().map(|d| d.start.iso()).collect();
        let iso = format!("{year}-{month:02}-{day:02}");
        if PartialDate::parse(&iso).is_some() {
            prop_assert_eq!(found, vec![iso], "{}", printed);
        } else {
            prop_assert!(!found.contains(&iso));
        }
    }

    #[test]
    fn printed_ranges_are_read_back(year in 1946i32..2050, month in 1u32..=12, a in 1u32..=27, more in 1u32..=1, form in 0usize..3) {
        let b = a + more;
        let printed = match form {
            0 => format!("{year}年{month}月{a}日至{b}日"),
            1 => format!("{year}年{month}月{a}至{b}日"),
            _ => format!("{year}年{month}月{a}-{b}日"),
        };
        let (_, facts) = read(&format!("会议于{printed}举行。"));
        prop_assert_eq!(facts.dates.len(), 1);
        prop_assert_eq!(facts.dates[0].start.iso(), format!("{year}-{month:02}-{a:02}"));
        prop_assert_eq!(facts.dates[0].end.map(|e| e.iso()), Some(format!("{year}-{month:02}-{b:02}")));
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn positional(n: i32) -> String {
    n.to_string()
        .chars()
        .map(|c| {
            "〇一二三四五六七八九"
                .chars()
                .nth(c as usize - '0' as usize)
                .unwrap()
        })
        .collect()
}

fn han(n: u32) -> String {
    let one = |n: u32| positional(n as i32);
    match n {
        1..=9 => one(n),
        10 => "十".into(),
        11..=19 => format!("十{}", one(n - 10)),
        20 | 30 => format!("{}十", one(n / 10)),
        _ => format!("{}十{}", one(n / 10), one(n % 10)),
    }
}
