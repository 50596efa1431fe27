//! Nothing is invented: start, end and symbols of every event can be rebuilt from its evidence and from what it
//! says was inferred.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use wenmai::document::{self, Document};
use wenmai::facts::{self, Event, Facts, PartialDate};
use wenmai::library::{Parts, open_whole};
use wenmai::source::{Origin, RawText};

const HAN: &str = "〇一二三四五六七八九";
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Full-width digits and letters as ASCII, zeros of all kinds as 〇.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '零' | '○' | '◯' => '〇',
            '元' => '一',
            _ => c,
        })
        .collect()
}

/// A Chinese number: digit by digit, or with 十 and 百, 廿, 卅.
fn han(run: &str) -> u32 {
    let digit = |c: char| HAN.chars().position(|h| h == c).map(|d| d as u32);
    if run.chars().all(|c| digit(c).is_some()) {
        let read = |n: u32, c| n.saturating_mul(10).saturating_add(digit(c).unwrap_or(0));
        return run.chars().fold(0, read);
    }
    let (mut total, mut last) = (0u32, 0u32);
    for c in run.chars() {
        match c {
            '百' => (total, last) = (total + last.max(1) * 100, 0),
            '十' => (total, last) = (total + last.max(1) * 10, 0),
            '廿' => (total, last) = (total + 20, 0),
            '卅' => (total, last) = (total + 30, 0),
            c => last = digit(c).unwrap_or(0),
        }
    }
    total + last
}

/// All numbers that stand in a text, in digits (also within a run of eight: 20201027) and in Chinese.
fn numbers(text: &str) -> BTreeSet<u32> {
    let text = folded(text);
    let mut out = BTreeSet::new();
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for text in [&text, &joined] {
        for run in text.split(|c: char| !c.is_ascii_digit()) {
            out.extend(run.parse::<u32>());
            if run.len() == 8 {
                out.extend([&run[..4], &run[4..6], &run[6..]].map(|p| p.parse::<u32>().unwrap()));
            }
        }
        let is_han = |c: char| HAN.contains(c) || "十百廿卅".contains(c);
        for run in text.split(|c: char| !is_han(c)).filter(|r| !r.is_empty()) {
            out.insert(han(run));
        }
    }
    let lower = text.to_lowercase();
    for (i, month) in MONTHS.iter().enumerate() {
        if lower.contains(month) {
            out.insert(i as u32 + 1);
        }
    }
    out
}

/// Months that seasons, halves and quarters begin or end with.
fn seasons(text: &str) -> BTreeSet<u32> {
    let words: [(&str, [u32; 2]); 8] = [
        ("春", [3, 5]),
        ("夏", [6, 8]),
        ("秋", [9, 11]),
        ("冬", [12, 2]),
        ("上半年", [1, 6]),
        ("前半年", [1, 6]),
        ("下半年", [7, 12]),
        ("后半年", [7, 12]),
    ];
    let mut out: BTreeSet<u32> = words
        .iter()
        .filter(|(w, _)| text.contains(w))
        .flat_map(|(_, m)| *m)
        .collect();
    if text.contains('季') {
        out.extend([1, 3, 4, 6, 7, 9, 10, 12]);
    }
    out
}

/// What of a date no word of the text tells.
fn untold(date: PartialDate, words: &str) -> Option<String> {
    let found = numbers(words);
    let year = u32::try_from(date.year).unwrap_or(0);
    let has = |n: u32| found.contains(&n);
    let next = ["次年", "翌年", "明年", "冬"]
        .iter()
        .any(|w| words.contains(w));
    let before = ["去年", "上一年", "上年"].iter().any(|w| words.contains(w));
    let republic = ["民国", "民國", "Republic"]
        .iter()
        .any(|w| words.contains(w));
    let decade = words.contains("年代") || words.contains("century");
    let told = has(year)
        || has(year % 100) && year >= 1900
        || next && has(year - 1)
        || before && has(year + 1)
        || republic && year > 1911 && has(year - 1911)
        || decade
            && (has(year - year % 10) || has(year % 100 - year % 10) || has(year - year % 20));
    if !told {
        return Some(format!("year {year}"));
    }
    let month = date.month.map(u32::from);
    if let Some(m) = month.filter(|&m| !has(m) && !seasons(words).contains(&m)) {
        return Some(format!("month {m}"));
    }
    let day = date.day.map(u32::from);
    day.filter(|&d| !has(d)).map(|d| format!("day {d}"))
}

/// What of an event is told neither by its evidence nor by what it says was inferred.
fn invented(e: &Event, document: &Document) -> Option<String> {
    let words = format!("{} {}", e.evidence, e.inferred.as_deref().unwrap_or(""));
    if let Some(what) = e.start.and_then(|d| untold(d, &words)) {
        return Some(format!("{what} of the start"));
    }
    if let Some(what) = e.end.and_then(|d| untold(d, &words)) {
        return Some(format!("{what} of the end"));
    }
    let found = numbers(&words);
    let own = document.meta.symbol.as_deref();
    e.symbols
        .iter()
        .filter(|s| Some(s.as_str()) != own)
        .find(|s| {
            let parts = s.split(|c: char| !c.is_ascii_digit());
            let mut parts = parts.filter_map(|p| p.parse::<u32>().ok());
            !parts.all(|n| found.contains(&n))
        })
        .map(|s| format!("symbol {s}"))
}

fn check(document: &Document, facts: &Facts) -> Result<(), String> {
    for e in &facts.events {
        if let Some(what) = invented(e, document) {
            let source = &document.raw.name;
            return Err(format!("{source}:{} {what}: {e:?}", e.span.line));
        }
    }
    Ok(())
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一-龥]{1,8}",
        "[年月日至和，。；（）()《》“”第号/ \n\t]{1,3}",
        "(19|20)[0-9]{2} ?年( ?[0-9]{1,2} ?月( ?[0-9]{1,2} ?日)?)?(至|和|、)?",
        "[0-9]{1,2} ?月( ?[0-9]{1,2} ?[日至])?",
        "(大会|安全理事会|经社理事会)?(19|20)[0-9]{2}年第 ?[0-9]{2,4}/[0-9]{1,3} ?号决议",
        "第[0-9]{1,4} ?[(（](19|20)[0-9]{2}[)）] ?号(决议)?(、|和)?",
        "[ASE]/(RES/|C\\.1/|HRC/|CN\\.5/)?[0-9]{1,4}/[0-9]{1,3}(/Add\\.1|/Corr\\.1)?",
        "[0-9]{1,2} (January|May|Sept) [0-9]{4}",
        "(同年|次年|今年|去年|翌年|同日|上半年|夏季|第三季度|20 世纪 [789]0 年代)",
        "民國[一二三四五六七八九]十[一二三四五六七八九]年[一二三四五六七八九]月",
        "二〇[〇一][一二三四五六七八九]年十?[一二]月",
        "(举行了会议|通过了《甲乙公约》|的报告|成立|题为“丙丁”的)",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn of_any_text(text in prop::collection::vec(piece(), 0..24)) {
        let raw = RawText::new("x.txt", Origin::File("x.txt".into()), text.concat());
        let document = document::build(Arc::new(raw), "x");
        let facts = facts::extract(&document);
        prop_assert_eq!(check(&document, &facts), Ok(()));
    }
}

#[test]
fn of_the_bundled_corpus_and_the_samples() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/un-zh");
    let parts = Parts {
        facts: true,
        ..Parts::NONE
    };
    let mut wrong = Vec::new();
    let mut events = 0;
    for path in [None, Some(Path::new(samples))] {
        if path.is_some_and(|p| !p.exists()) {
            println!("skipped: {samples} is not there");
            continue;
        }
        let paths: Vec<_> = path.map(Path::to_path_buf).into_iter().collect();
        let library = open_whole(&paths, parts);
        for (document, facts) in library.documents.iter().zip(&library.facts) {
            let facts = facts.as_ref().unwrap();
            events += facts.events.len();
            wrong.extend(facts.events.iter().filter_map(|e| {
                let what = invented(e, document)?;
                Some(format!(
                    "{}:{} {what}: {}",
                    document.raw.name, e.span.line, e.evidence
                ))
            }));
        }
    }
    assert!(events > 500, "{events} events");
    assert!(
        wrong.is_empty(),
        "{} of {events}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_check_fails_where_something_is_invented() {
    let text = "2012年3月5日，大会举行了会议，见A/67/10。";
    let raw = RawText::new("x.txt", Origin::File("x.txt".into()), text.to_owned());
    let document = document::build(Arc::new(raw), "x");
    let mut facts = facts::extract(&document);
    assert_eq!(check(&document, &facts), Ok(()));
    facts.events[0].start = PartialDate::parse("2012-03-06");
    assert!(check(&document, &facts).is_err());
    facts.events[0].start = PartialDate::parse("2012-03");
    facts.events[0].symbols = vec!["A/67/11".into()];
    assert!(check(&document, &facts).is_err());
}

/// Laws of another country and another script: every label is made without trouble, and no label is too long.
#[test]
fn labels_of_other_genres_are_made() {
    let archive = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/samples/laws-zh-hant.tar.xz"
    );
    let folder = tempfile::tempdir().unwrap();
    let unpack = std::process::Command::new("tar")
        .args(["xJf", archive, "-C"])
        .arg(folder.path())
        .stderr(std::process::Stdio::null())
        .status();
    if !unpack.is_ok_and(|s| s.success()) {
        println!("skipped: cannot unpack {archive}");
        return;
    }
    let parts = wenmai::library::Parts {
        facts: true,
        ..Parts::NONE
    };
    let library = wenmai::library::open_whole(&[folder.path().to_path_buf()], parts);
    let labels = library
        .timeline
        .iter()
        .map(|m| m.event.label.chars().count());
    assert!(
        library.timeline.len() > 3000,
        "{} events",
        library.timeline.len()
    );
    assert!(labels.max() <= Some(30));
}
