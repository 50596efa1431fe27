//! What a document says of itself: title, symbol, date, organ, language, original language.
//!
//! In: classified drafts and what was given with the text. Out: `Meta`. Must not know about citations in
//! the body.

use super::chars::is_han;
use super::draft::Draft;
use super::furniture::is_symbol_line;
use super::kinds::{bare, english_date, is_date_line, is_enacting, is_word};
use super::model::{BlockKind, Meta, Script};
use super::number::Style;
use super::{paper, structure};
use crate::source::RawText;
use std::sync::LazyLock;

/// Frequent characters that only simplified Chinese writes, and their traditional forms.
const HANS: &str = "国会发对与个这时来为们说过动进实现关于认义务报组织议题团统经济应问际电讯网络书东车见长门马风飞";
const HANT: &str = "國會發對與個這時來為們說過動進實現關於認義務報組織議題團統經濟應問際電訊網絡書東車見長門馬風飛";
/// Characters that are looked at for the language.
const SAMPLE: usize = 60_000;

/// Metadata of a document.
pub(super) fn meta(raw: &RawText, drafts: &[Draft]) -> Meta {
    let mut meta = Meta::default();
    let given = &raw.given;
    (meta.language, meta.script) = language(&raw.text);
    let head: Vec<&Draft> = drafts
        .iter()
        .take(80)
        .take_while(|d| {
            matches!(
                d.kind,
                BlockKind::Title | BlockKind::Masthead | BlockKind::Footnote
            )
        })
        .collect();
    let organ = drafts
        .iter()
        .take(60)
        .find(|d| is_enacting(d.text()))
        .map(|d| bare(d.text().trim_end_matches(['，', ','])));
    meta.body = organ.filter(|o| o != "联合国").or_else(|| organ_in(&head));
    meta.symbol = head
        .iter()
        .map(|d| d.text())
        .find(|t| is_symbol_line(t))
        .map(normal_symbol);
    if meta.symbol.is_none() {
        meta.symbol = resolution_symbol(drafts, meta.body.as_deref());
        if meta.symbol.is_some() {
            meta.inferred.push("symbol");
        }
    }
    meta.original = head.iter().find_map(|d| original(d.text()));
    meta.date = date(&head, drafts);
    match structure::title(drafts) {
        Some(title) => meta.title = title,
        None => {
            meta.title = drafts
                .iter()
                .find(|d| {
                    d.kind == BlockKind::Heading
                        && d.level == 1
                        && given.title.is_none()
                        && d.number.is_none()
                })
                .map_or_else(
                    || raw.name.trim_end_matches(".txt").to_string(),
                    |d| d.text().to_string(),
                );
            meta.inferred.push("title");
        }
    }
    use_given(&mut meta, raw);
    (meta.agenda_item, meta.agenda_title) = paper::agenda(&head);
    if given.title.is_none() {
        real_title(&mut meta, drafts);
    }
    let mut found = |name, inferred| {
        if inferred {
            note_inferred(&mut meta.inferred, name);
        }
    };
    if let Some((session, inferred)) = paper::session(&head, meta.symbol.as_deref()) {
        meta.session = Some(session);
        found("session", inferred);
    }
    if let Some((kind, inferred)) =
        paper::paper_type(&head, drafts, meta.symbol.as_deref(), &meta.title)
    {
        meta.paper = Some(kind);
        found("type", inferred);
    }
    if meta.body.is_none() {
        let english = meta.language == "en";
        meta.body = meta
            .symbol
            .as_deref()
            .and_then(|s| paper::organ_of(s, english));
        found("body", meta.body.is_some());
    }
    if meta.title.trim().is_empty() {
        meta.title = if raw.name.is_empty() {
            "?".to_string()
        } else {
            raw.name.clone()
        };
    }
    meta
}

/// A masthead prints the title of the agenda item first. Where no other title stands there, the one in
/// the letterhead of the first page is the paper's own; without that, the agenda item's stands for it.
fn real_title(meta: &mut Meta, drafts: &[Draft]) {
    let only_agenda = meta
        .agenda_title
        .as_deref()
        .is_some_and(|agenda| bare(agenda) == bare(&meta.title));
    if !only_agenda {
        return;
    }
    match structure::running_title(drafts) {
        Some(title) => meta.title = title,
        None => note_inferred(&mut meta.inferred, "title"),
    }
}

/// What came with the text goes before what was read in it.
fn use_given(meta: &mut Meta, raw: &RawText) {
    let given = &raw.given;
    if let Some(title) = &given.title {
        meta.title.clone_from(title);
        note_inferred(&mut meta.inferred, "title");
    }
    let fields: [(&'static str, &Option<String>); 3] = [
        ("symbol", &given.symbol),
        ("date", &given.date),
        ("body", &given.body),
    ];
    for (name, value) in fields {
        let Some(value) = value else { continue };
        let slot = match name {
            "symbol" => &mut meta.symbol,
            "date" => &mut meta.date,
            _ => &mut meta.body,
        };
        *slot = Some(value.clone());
        note_inferred(&mut meta.inferred, name);
    }
}

fn note_inferred(inferred: &mut Vec<&'static str>, name: &'static str) {
    if !inferred.contains(&name) {
        inferred.push(name);
    }
}

/// Upper case, no blanks around strokes.
fn normal_symbol(text: &str) -> String {
    bare(text.trim_end_matches('*'))
}

/// 55/63. Title over a body that 大会 opens is A/RES/55/63.
fn resolution_symbol(drafts: &[Draft], body: Option<&str>) -> Option<String> {
    let number = drafts
        .iter()
        .take(10)
        .find_map(|d| d.number.as_ref().filter(|n| n.style == Style::Resolution))?;
    let series = match body? {
        "大会" | "大會" | "TheGeneralAssembly" | "GeneralAssembly" => "A/RES/",
        "经济及社会理事会" | "TheEconomicandSocialCouncil" => "E/RES/",
        _ => return None,
    };
    Some(format!("{series}{}", number.text))
}

/// The organ named in the masthead.
fn organ_in(head: &[&Draft]) -> Option<String> {
    head.iter()
        .map(|d| bare(d.text()))
        .find(|b| is_word("organ", b) && b != "联合国")
        .or_else(|| {
            head.iter().map(|d| bare(d.text())).find_map(|b| {
                let act = b.strip_suffix("决议").or_else(|| b.strip_suffix("决定"))?;
                let organ = act.rsplit('日').next()?;
                is_word("organ", organ).then(|| organ.to_string())
            })
        })
}

/// Original: English, 原文：英文
fn original(text: &str) -> Option<String> {
    let rest = [
        "Original:",
        "Original：",
        "ORIGINAL:",
        "原文：",
        "原文:",
        "原件：",
        "[原件：",
    ]
    .iter()
    .find_map(|p| text.trim().strip_prefix(p))?;
    let words = rest.trim().trim_end_matches(']');
    (!words.is_empty() && words.chars().count() < 30).then(|| words.to_string())
}

/// The date of the masthead, of the act's line, or of the closing lines.
fn date(head: &[&Draft], drafts: &[Draft]) -> Option<String> {
    let line = |d: &&Draft| {
        english_date(d.text())
            .or_else(|| is_date_line(d.text()).then(|| cjk_date(d.text())).flatten())
    };
    head.iter()
        .find_map(line)
        .or_else(|| {
            head.iter().find_map(|d| {
                let b = bare(d.text());
                (b.ends_with("决议")
                    || b.ends_with("决定")
                    || b.ends_with("的信")
                    || b.ends_with("的普通照会"))
                .then(|| cjk_date(&b))
                .flatten()
            })
        })
        .or_else(|| {
            drafts
                .iter()
                .filter(|d| d.kind == BlockKind::Closing)
                .find_map(|d| cjk_date(d.text()))
        })
}

/// 2000 年 12 月 4 日 at the start of a line, one day only.
fn cjk_date(text: &str) -> Option<String> {
    let b = bare(text);
    let (year, rest) = b.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, rest) = rest.split_once('日')?;
    let n = |s: &str, max: u32| s.parse::<u32>().ok().filter(|v| (1..=max).contains(v));
    let (y, m, d) = (n(year, 2_200)?, n(month, 12)?, n(day, 31)?);
    (y >= 1_800 && !rest.starts_with('至')).then(|| format!("{y}-{m:02}-{d:02}"))
}

/// The script that alone writes a frequent character.
fn script_of(c: char) -> Script {
    static SCRIPTS: LazyLock<Vec<Script>> = LazyLock::new(|| {
        let mut scripts = vec![Script::Other; 0x1_0000];
        for (set, other, script) in [(HANS, HANT, Script::Hans), (HANT, HANS, Script::Hant)] {
            for c in set.chars().filter(|c| !other.contains(*c)) {
                scripts[c as usize] = script;
            }
        }
        scripts
    });
    SCRIPTS.get(c as usize).copied().unwrap_or(Script::Other)
}

/// Language tag and script of a text.
fn language(text: &str) -> (String, Script) {
    let (mut han, mut latin, mut hans, mut hant) = (0_u32, 0_u32, 0_u32, 0_u32);
    for c in text.chars().take(SAMPLE) {
        if is_han(c) {
            han += 1;
            match script_of(c) {
                Script::Hans => hans += 1,
                Script::Hant => hant += 1,
                Script::Other => {}
            }
        } else if c.is_ascii_alphabetic() {
            latin += 1;
        }
    }
    if han * 4 >= latin && han > 0 {
        return if hant > hans {
            ("zh-Hant".into(), Script::Hant)
        } else {
            ("zh-Hans".into(), Script::Hans)
        };
    }
    let head: String = text.chars().take(SAMPLE).collect::<String>().to_lowercase();
    let english = [" the ", " of ", " and "]
        .iter()
        .filter(|w| head.contains(**w))
        .count();
    (
        if english >= 2 { "en" } else { "und" }.to_string(),
        Script::Other,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_and_language() {
        assert_eq!(language("联合国大会决议").1, Script::Hans);
        assert_eq!(language("聯合國大會決議").1, Script::Hant);
        assert_eq!(language("The report of the Council and the Board").0, "en");
        assert_eq!(language("").0, "und");
    }

    #[test]
    fn dates_are_read() {
        assert_eq!(cjk_date("2000年 12月 4日").as_deref(), Some("2000-12-04"));
        assert_eq!(cjk_date("2017年4月10日至13日"), None);
    }
}
