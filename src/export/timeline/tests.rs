//! Formats over a small library with awkward words.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::library::{Parts, open_whole};
use std::fs;

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let text = "报告\n\n1. 2013 年 12 月 5 日，甲国在“日内瓦, <b>\"x\"</b>”举行*特别*会议；讨论 a&b。\n\n\
                2. 2014 年，乙国通过网络安全法。\n\n3. 2015 年 3 月 2 日至 4 日，丙国在海牙举行会议。\n";
    fs::write(folder.path().join("r,1.txt"), text).unwrap();
    let parts = Parts {
        facts: true,
        ..Parts::NONE
    };
    let library = open_whole(&[folder.path().to_path_buf()], parts);
    assert!(library.timeline.len() >= 3);
    (folder, library)
}

fn made(format: Format) -> String {
    let (_folder, library) = library();
    let entries: Vec<&Entry> = library.entries.iter().collect();
    timeline_of(
        &library,
        Language::Chinese,
        format,
        "20260102T030405Z",
        &entries,
    )
}

/// Fields of a CSV file, read by the rules of RFC 4180.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut chars = csv.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    rows
}

#[test]
fn csv_keeps_commas_and_quotes() {
    let rows = rows(&made(Format::Csv));
    assert!(rows.iter().all(|r| r.len() == rows[0].len()));
    let column = |name: &str| rows[0].iter().position(|c| c == name).unwrap();
    let first = rows
        .iter()
        .find(|r| r[column("start")] == "2013-12-05")
        .unwrap();
    assert!(
        first[column("evidence")].contains("“日内瓦, <b>\"x\"</b>”"),
        "{first:?}"
    );
    assert_eq!(first[column("source")], "r,1.txt");
    assert_eq!(first[column("line")], "3");
    let range = rows
        .iter()
        .find(|r| r[column("start")] == "2015-03-02")
        .unwrap();
    assert_eq!(range[column("end")], "2015-03-04");
}

#[test]
fn calendar_lines_are_short_and_ends_are_the_day_after() {
    let ics = made(Format::Ics);
    assert!(
        ics.split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n'))
    );
    let unfolded = ics.replace("\r\n ", "");
    let events: Vec<&str> = unfolded.split("BEGIN:VEVENT").skip(1).collect();
    let of = |start: &str| *events.iter().find(|e| e.contains(start)).unwrap();
    assert!(of("DTSTART;VALUE=DATE:20131205").contains("DTEND;VALUE=DATE:20131206"));
    assert!(of("DTSTART;VALUE=DATE:20150302").contains("DTEND;VALUE=DATE:20150305"));
    // A year stands over its days and says that it is one.
    let year = of("DTSTART;VALUE=DATE:20140101");
    assert!(year.contains("DTEND;VALUE=DATE:20150101") && year.contains("SUMMARY:2014: "));
    assert!(of("20131205").contains("日内瓦\\, <b>"));
    let ids: Vec<&str> = unfolded.lines().filter(|l| l.starts_with("UID:")).collect();
    let different: std::collections::HashSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), different.len());
}

#[test]
fn markdown_has_a_heading_for_each_year_and_no_marks_of_the_text() {
    let md = made(Format::Markdown);
    let headings: Vec<&str> = md.lines().filter(|l| l.starts_with("## ")).collect();
    assert!(
        headings[0].contains("2013") && headings.len() >= 3,
        "{headings:?}"
    );
    assert!(md.contains("举行\\*特别\\*会议") && md.contains("\\<b\\>") && md.contains("L3"));
}

/// Tags of a well-formed document: every one that is opened is closed, in order.
fn well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
}

#[test]
fn the_picture_has_a_dot_for_each_dated_event_and_is_well_formed() {
    let svg = made(Format::Svg);
    well_formed(&svg);
    let (_folder, library) = library();
    assert_eq!(svg.matches("<circle").count(), library.entries.len());
    assert!(svg.contains(">2014</text>") && !svg.contains("<b>"));
}

#[test]
fn the_page_needs_nothing_else_and_shows_text_as_text() {
    let html = made(Format::Html);
    assert!(html.contains("&lt;b&gt;&quot;x&quot;&lt;/b&gt;") && !html.contains("<b>"));
    assert!(!html.contains("<script") && !html.contains("http-equiv") && !html.contains(" src="));
    assert!(html.contains("<h2 id=\"y2013\">") && html.contains("href=\"#y2013\""));
    well_formed(
        html.trim_start_matches("<!DOCTYPE html>")
            .replace("<meta charset=\"utf-8\">", "")
            .replace("initial-scale=1\">", "initial-scale=1\"/>")
            .as_str(),
    );
}

#[test]
fn json_has_every_event_with_its_mentions() {
    let json: serde_json::Value = serde_json::from_str(&made(Format::Json)).unwrap();
    let (_folder, library) = library();
    assert_eq!(json["total"], library.entries.len());
    let events = json["events"].as_array().unwrap();
    let first = events.iter().find(|e| e["start"] == "2013-12-05").unwrap();
    assert_eq!(first["mentions"][0]["line"], 3);
    let words = first["mentions"][0]["evidence"].as_str().unwrap();
    assert!(words.contains("“日内瓦, <b>\"x\"</b>”"), "{words}");
}

#[test]
fn nothing_to_show_is_no_trouble() {
    let library = Library::default();
    for (_, format) in Format::ALL {
        let text = timeline_of(&library, Language::English, format, "20260102T030405Z", &[]);
        assert!(!text.is_empty() && !text.contains("NaN"));
    }
}
