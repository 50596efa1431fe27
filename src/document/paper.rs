//! What kind of paper a document is and where it belongs: session, agenda item, type, organ.
//!
//! In: the lines of the masthead, the document's own symbol, its classified drafts. Out: the fields of
//! `Meta`, each with whether it was inferred. Must not know about citations in the body.

use super::chars::han_number;
use super::draft::Draft;
use super::kinds::{bare, is_bracket_line, is_enacting};
use super::model::{BlockKind, PaperType};
use super::number::Style;
use std::sync::LazyLock;

/// So many replies under their State's name make a compilation.
const REPLIES: usize = 3;
/// Longest line that names a session or an agenda item, in bytes.
const LINE_MAX: usize = 160;
/// Where an English masthead says what kind of paper it is: below at most so many lines.
const TOP: usize = 30;

/// Rows of `data/lexicon/doc-organs.tsv`: head of the symbol, Chinese name, English name.
static ORGANS: LazyLock<Vec<[&'static str; 3]>> =
    LazyLock::new(|| rows(include_str!("../../data/lexicon/doc-organs.tsv")));

/// Rows of `data/lexicon/doc-types.tsv`: type, where the words stand, words.
static TYPES: LazyLock<Vec<[&'static str; 3]>> =
    LazyLock::new(|| rows(include_str!("../../data/lexicon/doc-types.tsv")));

fn rows(table: &'static str) -> Vec<[&'static str; 3]> {
    let lines = table.lines().filter(|l| !l.starts_with('#'));
    lines
        .filter_map(|l| <[&str; 3]>::try_from(l.split('\t').collect::<Vec<_>>()).ok())
        .collect()
}

/// The organ that the head of a symbol names (A/HRC/… is the Human Rights Council's).
pub(super) fn organ_of(symbol: &str, english: bool) -> Option<String> {
    let fits = |head: &str| {
        let rest = symbol.strip_prefix(head);
        rest.is_some_and(|r| r.starts_with('/'))
    };
    let row = ORGANS
        .iter()
        .filter(|[head, ..]| fits(head))
        .max_by_key(|[head, ..]| head.len())?;
    Some(row[if english { 2 } else { 1 }].to_string())
}

/// 议程项目 93, 临时议程项目5, Agenda item 106
pub(super) fn is_agenda_line(text: &str) -> bool {
    let b = bare(text);
    let rest = [
        "议程项目",
        "临时议程项目",
        "暂定项目表项目",
        "暂定项目表",
        "議程項目",
        "Agendaitems",
        "Agendaitem",
        "Item",
    ]
    .iter()
    .find_map(|w| b.strip_prefix(w));
    text.len() <= LINE_MAX
        && rest.is_some_and(|r| {
            r.starts_with(|c: char| c.is_ascii_digit() || han_number(&c.to_string()).is_some())
        })
}

/// The agenda item's line as printed, and the title that stands right below it.
pub(super) fn agenda(head: &[&Draft]) -> (Option<String>, Option<String>) {
    let Some(at) = head.iter().position(|d| is_agenda_line(d.text())) else {
        return (None, None);
    };
    let title = head.get(at + 1).filter(|d| {
        d.kind == BlockKind::Title && d.number.is_none() && !super::kinds::by_line(d.text())
    });
    let words = |d: &&Draft| d.text().trim_end_matches(['*', ' ']).to_string();
    (Some(words(&head[at])), title.map(words))
}

/// The session in the masthead, else by the symbol (then inferred).
pub(super) fn session(head: &[&Draft], symbol: Option<&str>) -> Option<(String, bool)> {
    let printed = head.iter().find_map(|d| session_line(d.text()));
    printed
        .map(|s| (s, false))
        .or_else(|| session_of(symbol?).map(|s| (s, true)))
}

/// 第七十八届会议, 第十届紧急特别会议, 2023年届会, Seventy-eighth session, 2023 session
pub(super) fn session_line(text: &str) -> Option<String> {
    if text.len() > LINE_MAX {
        return None;
    }
    let b = bare(text);
    let year = [
        "年届会",
        "年實質性會議",
        "年实质性会议",
        "session",
        "substantivesession",
    ]
    .iter()
    .find_map(|w| b.strip_suffix(w));
    if let Some(year) = year.filter(|y| y.len() == 4 && y.bytes().all(|c| c.is_ascii_digit())) {
        return Some(year.to_string());
    }
    if let Some(rest) = b.strip_prefix('第') {
        let (n, kind) = rest.split_once(['届', '屆'])?;
        let n = n.parse().ok().or_else(|| han_number(n))?;
        let prefix = match kind {
            "会议" | "會議" | "会" => "",
            "特别会议" | "特別會議" => "S-",
            "紧急特别会议" | "緊急特別會議" => "ES-",
            _ => return None,
        };
        return Some(format!("{prefix}{n}"));
    }
    let low = text.trim().to_ascii_lowercase();
    let words = low.strip_suffix(" session")?;
    let (words, prefix) = match words.strip_suffix(" emergency special") {
        Some(w) => (w, "ES-"),
        None => words
            .strip_suffix(" special")
            .map_or((words, ""), |w| (w, "S-")),
    };
    english_ordinal(words).map(|n| format!("{prefix}{n}"))
}

/// Seventy-eighth, twentieth, 78th
fn english_ordinal(word: &str) -> Option<u32> {
    const SMALL: [&str; 20] = [
        "zeroth",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    const TENS: [&str; 8] = [
        "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet",
    ];
    let small = |w: &str| SMALL.iter().position(|s| *s == w);
    let tens = |w: &str, end: &str| {
        let stem = w.strip_suffix(end)?;
        TENS.iter().position(|t| *t == stem).map(|i| (i + 2) * 10)
    };
    let value = match word.split_once(['-', ' ']) {
        Some((ten, one)) => tens(ten, "y")? + small(one).filter(|n| (1..10).contains(n))?,
        None => match small(word).or_else(|| tens(word, "ieth")) {
            Some(n) => n,
            None => word
                .trim_end_matches(
                    ["st", "nd", "rd", "th"][..]
                        .iter()
                        .find(|e| word.ends_with(**e))?,
                )
                .parse()
                .ok()?,
        },
    };
    u32::try_from(value).ok().filter(|n| *n > 0)
}

/// The session that stands in a symbol: A/75/123, A/RES/55/63, A/C.3/78/L.4, A/HRC/53/2, E/2023/L.19.
fn session_of(symbol: &str) -> Option<String> {
    let mut parts = symbol.split('/');
    let organ = parts.next()?;
    let part = parts.find(|p| {
        let kind = p.contains('.') || p.chars().all(|c| c.is_ascii_uppercase());
        !kind || p.is_empty()
    })?;
    let digits = part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let special = ["ES-", "S-"]
        .iter()
        .find_map(|p| part.strip_prefix(p))
        .is_some_and(|n| n.parse::<u8>().is_ok());
    let n: u32 = if digits { part.parse().ok()? } else { 0 };
    // A bare number may count papers (A/520): a session is followed by the paper's number.
    let more = parts.next().is_some();
    let fine = more
        && match organ {
            "A" => (1..200).contains(&n) || special,
            "E" => (1946..2100).contains(&n),
            _ => false,
        };
    (fine && !symbol.starts_with("A/CN.") && !symbol.starts_with("E/CN.")).then(|| part.to_string())
}

/// The type of a paper: by the shape of its symbol, by the words of its masthead, by its build, by its
/// title, in this order. Only words of the masthead count as printed.
pub(super) fn paper_type(
    head: &[&Draft],
    drafts: &[Draft],
    symbol: Option<&str>,
    title: &str,
) -> Option<(PaperType, bool)> {
    // A draft's symbol (L.) does not say of what; its words do.
    if let Some(kind) = symbol.and_then(type_of_symbol) {
        return Some((kind, true));
    }
    let said = head
        .iter()
        .copied()
        .chain(
            drafts
                .iter()
                .take(TOP)
                .filter(|d| d.kind == BlockKind::Masthead),
        )
        .filter(|d| !is_agenda_line(d.text()))
        .find_map(|d| type_in(d.text()));
    if let Some(kind) = said {
        return Some((kind, false));
    }
    let numbered = drafts.iter().take(10).any(|d| {
        let number = d.number.as_ref();
        number.is_some_and(|n| n.style == Style::Resolution)
    });
    if numbered && drafts.iter().take(TOP).any(|d| is_enacting(d.text())) {
        return Some((PaperType::Resolution, true));
    }
    let replies = drafts.windows(2).filter(|p| {
        p[0].kind == BlockKind::Heading
            && is_bracket_line(p[1].text())
            && says_original(p[1].text())
    });
    if replies.count() >= REPLIES {
        return Some((PaperType::Replies, true));
    }
    type_in(title).map(|kind| (kind, true))
}

/// [原件：英文], [Original: English]
fn says_original(text: &str) -> bool {
    ["原件", "原文", "Original"]
        .iter()
        .any(|w| text.contains(w))
}

fn type_of_symbol(symbol: &str) -> Option<PaperType> {
    symbol.split('/').find_map(|part| {
        let numbered = |kind: &str| {
            let rest = part.strip_prefix(kind);
            rest.is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
        };
        Some(match part {
            "RES" => PaperType::Resolution,
            "DEC" => PaperType::Decision,
            "PRST" => PaperType::Statement,
            _ if numbered("PV.") || numbered("SR.") => PaperType::MeetingRecord,
            _ if numbered("WP.") => PaperType::WorkingPaper,
            _ if numbered("CRP.") => PaperType::ConferencePaper,
            _ => return None,
        })
    })
}

/// The type that a line of the masthead or a title says.
fn type_in(text: &str) -> Option<PaperType> {
    if text.len() > 4 * LINE_MAX || text.starts_with(['[', '［']) {
        return None;
    }
    let words = text.trim_end_matches(['*', ' ', '†']);
    let [name, ..] = TYPES.iter().find(|[_, place, w]| match *place {
        "ends" => words.ends_with(w),
        "starts" => words.starts_with(w),
        _ => words.contains(w),
    })?;
    PaperType::ALL.into_iter().find(|t| t.as_str() == *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_read_in_both_languages() {
        for (text, session) in [
            ("第七十八届会议", Some("78")),
            ("第五十五屆會議", Some("55")),
            ("第 53 届会议", Some("53")),
            ("第十届紧急特别会议", Some("ES-10")),
            ("2023年届会", Some("2023")),
            ("Seventy-eighth session", Some("78")),
            ("Eightieth session", Some("80")),
            ("Twenty-sixth special session", Some("S-26")),
            ("第81次全体会议", None),
            ("The session", None),
            ("第一届和第二届会议", None),
        ] {
            assert_eq!(session_line(text).as_deref(), session, "{text}");
        }
    }

    #[test]
    fn a_symbol_holds_its_session_and_its_organ() {
        for (symbol, session, organ) in [
            ("A/75/123", Some("75"), Some("General Assembly")),
            ("A/RES/55/63", Some("55"), Some("General Assembly")),
            (
                "A/C.3/78/L.4",
                Some("78"),
                Some("General Assembly, Third Committee"),
            ),
            ("A/HRC/53/2", Some("53"), Some("Human Rights Council")),
            ("A/RES/ES-11/1", Some("ES-11"), Some("General Assembly")),
            (
                "E/2023/L.19",
                Some("2023"),
                Some("Economic and Social Council"),
            ),
            ("S/2015/10", None, Some("Security Council")),
            ("A/520", None, Some("General Assembly")),
            ("XY/3/4", None, None),
        ] {
            assert_eq!(session_of(symbol).as_deref(), session, "{symbol}");
            assert_eq!(organ_of(symbol, true).as_deref(), organ, "{symbol}");
        }
    }

    #[test]
    fn a_type_is_said_by_the_symbol_or_by_words_and_never_guessed() {
        use PaperType::{DraftResolution, Letter, MeetingRecord, Report, Resolution, WorkingPaper};
        assert_eq!(type_of_symbol("A/RES/55/63"), Some(Resolution));
        assert_eq!(type_of_symbol("A/78/PV.3"), Some(MeetingRecord));
        assert_eq!(type_of_symbol("A/75/123"), None);
        for (text, kind) in [
            ("秘书长的报告*", Some(Report)),
            ("2023年6月7日经济及社会理事会决议", Some(Resolution)),
            ("主席提出的决议草案", Some(DraftResolution)),
            ("一国常驻代表给秘书长的信", Some(Letter)),
            ("主席提交的工作文件", Some(WorkingPaper)),
            ("Report of the Secretary-General", Some(Report)),
            ("[根据一个委员会的报告]", None),
            ("区域合作", None),
        ] {
            assert_eq!(type_in(text), kind, "{text}");
        }
        let known = |name: &str| PaperType::ALL.iter().any(|t| t.as_str() == name);
        assert!(TYPES.iter().all(|[name, ..]| known(name)) && !TYPES.is_empty());
    }

    #[test]
    fn an_agenda_item_has_a_number() {
        assert!(is_agenda_line("议程项目19 (e)") && is_agenda_line("Agenda item 106"));
        assert!(!is_agenda_line("议程项目的审议情况") && !is_agenda_line("Items for action"));
    }
}
