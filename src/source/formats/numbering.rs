//! The numbers that a word processor prints before paragraphs and does not store in them (ECMA-376 Part 1,
//! 17.9). Numbers that come with a style are not looked up.
//!
//! In: `word/numbering.xml`, and which list each paragraph is in. Out: its number as printed.

use super::docx::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Levels of a list.
const LEVELS: usize = 9;

/// How a level of a list is numbered.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2` and the like.
    pattern: String,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 1,
            format: "none".to_owned(),
            pattern: String::new(),
        }
    }
}

type Levels = [Level; LEVELS];

/// All lists of a document, and how far each is counted.
#[derive(Debug, Default)]
pub struct Numbering {
    kinds: HashMap<String, Levels>,
    /// List → its kind.
    lists: HashMap<String, String>,
    /// Kind → counters; lists of one kind count on.
    counters: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// Reads `word/numbering.xml`; what is broken in it is left out.
    pub fn read(xml: &str) -> Self {
        let mut numbering = Numbering::default();
        let (mut kind, mut level, mut list) = (None::<String>, 0, None::<String>);
        let mut reader = Reader::from_str(xml);
        loop {
            let e = match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) => e,
                Ok(Event::Eof) | Err(_) => return numbering,
                Ok(_) => continue,
            };
            match e.local_name().as_ref() {
                "abstractNum" => {
                    (kind, list) = (attribute(&e, "abstractNumId"), None);
                }
                "num" => (kind, list) = (None, attribute(&e, "numId")),
                "abstractNumId" => {
                    if let (Some(list), Some(kind)) = (&list, attribute(&e, "val")) {
                        numbering.lists.insert(list.clone(), kind);
                    }
                }
                "lvl" => level = index(attribute(&e, "ilvl")),
                name => {
                    if let Some(kind) = &kind {
                        let levels = numbering.kinds.entry(kind.clone()).or_default();
                        set(&mut levels[level], name, &e);
                    }
                }
            }
        }
    }

    /// The number of the next paragraph at a level (from 0) of a list, with a blank after it, or "".
    pub fn next(&mut self, list: &str, level: &str) -> String {
        let level = index(Some(level.to_owned()));
        let Some((kind, levels)) = self
            .lists
            .get(list)
            .and_then(|kind| Some((kind, self.kinds.get(kind)?)))
        else {
            return String::new();
        };
        let counters = self.counters.entry(kind.clone()).or_default();
        counters[level] =
            Some(counters[level].map_or(levels[level].start, |n| n.saturating_add(1)));
        counters[level + 1..].fill(None);
        if levels[level].format == "bullet" {
            return "• ".to_owned();
        }
        let mut label = levels[level].pattern.clone();
        for (i, of) in levels.iter().enumerate() {
            let place = format!("%{}", i + 1);
            if label.contains(&place) {
                let n = counters[i].unwrap_or(of.start);
                label = label.replace(&place, &print(n, &of.format));
            }
        }
        if label.trim().is_empty() {
            return String::new();
        }
        format!("{} ", label.trim())
    }
}

fn index(level: Option<String>) -> usize {
    let level = level.and_then(|l| l.parse().ok()).unwrap_or(0_usize);
    level.min(LEVELS - 1)
}

fn set(level: &mut Level, name: &str, e: &BytesStart<'_>) {
    let Some(value) = attribute(e, "val") else {
        return;
    };
    match name {
        "start" => level.start = value.parse().unwrap_or(1),
        "numFmt" => level.format = value,
        "lvlText" => level.pattern = value,
        _ => {}
    }
}

/// A number in one of the formats of 17.18.59 that UN papers use; decimal for all others.
fn print(n: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "lowerLetter" => letter(n),
        "upperLetter" => letter(n).to_uppercase(),
        "lowerRoman" => roman(n),
        "upperRoman" => roman(n).to_uppercase(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographTraditional"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => chinese(n),
        _ => n.to_string(),
    }
}

/// a to z, then aa, bb as word processors go on.
fn letter(n: u32) -> String {
    let n = n.clamp(1, 26 * 9) - 1;
    let letter = char::from(b'a' + (n % 26) as u8);
    std::iter::repeat_n(letter, 1 + (n / 26) as usize).collect()
}

fn roman(n: u32) -> String {
    const PARTS: [(u32, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let (mut rest, mut out) = (n.min(399), String::new());
    for (value, sign) in PARTS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |d: u32| DIGITS[(d % 10) as usize];
    match n {
        0..=9 => digit(n).to_owned(),
        10..=19 => format!("十{}", digit(n)),
        20..=99 => format!("{}十{}", digit(n / 10), digit(n)),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='7'>\
        <w:lvl w:ilvl='0'><w:start w:val='3'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='(%2)'/></w:lvl>\
        <w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{f0b7}'/></w:lvl></w:abstractNum>\
        <w:num w:numId='2'><w:abstractNumId w:val='7'/></w:num></w:numbering>";

    #[test]
    fn levels_count_and_begin_again_below_a_higher_one() {
        let mut numbering = Numbering::read(XML);
        let printed: Vec<String> = ["0", "1", "1", "2", "0", "1"]
            .map(|level| numbering.next("2", level))
            .into();
        assert_eq!(printed, ["三、 ", "(i) ", "(ii) ", "• ", "四、 ", "(i) "]);
        assert_eq!(numbering.next("99", "0"), "");
    }

    #[test]
    fn numbers_are_printed_as_word_processors_do() {
        assert_eq!(
            (letter(27), roman(14), chinese(21)),
            ("aa".into(), "xiv".into(), "二十一".into())
        );
    }
}
