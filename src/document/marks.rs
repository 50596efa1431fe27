//! Numbers in a sentence that may be the mark of a note.
//!
//! In: a text and where digits stand in it. Out: how much they look like a mark. Must not know drafts.
//!
//! Extracted text has no raised digits: `决议1`, `，12 并`, `Rights 1 and`. Only the number that is looked for
//! is judged, so a low score is enough where nothing better is found.

use super::chars::{is_cjk, is_han};
use crate::text::month;
use std::ops::Range;

/// How much digits in a sentence look like a note mark, and the bytes to take out: a blank after them goes
/// too where Chinese goes on, in English the blank before them.
pub(super) fn score(text: &str, at: usize, len: usize) -> (u32, Range<usize>) {
    let (score, after) = glued(text, at, len);
    if score >= ENGLISH {
        return (score, at..at + after);
    }
    match english(text, at, len) {
        spaced if score < spaced => (spaced, at - 1..at + len),
        _ => (score, at..at + after),
    }
}

/// The most that a number by itself among English words is worth.
const ENGLISH: u32 = 2;

/// Words that a number follows which is no mark.
const BEFORE_NUMBERS: [&str; 34] = [
    "about",
    "all",
    "and",
    "annex",
    "article",
    "articles",
    "at",
    "between",
    "by",
    "chapter",
    "from",
    "goal",
    "goals",
    "item",
    "least",
    "most",
    "nearly",
    "no",
    "number",
    "of",
    "on",
    "or",
    "over",
    "page",
    "para",
    "paragraph",
    "paragraphs",
    "part",
    "principle",
    "section",
    "session",
    "target",
    "than",
    "to",
];

/// Words that stand after a number which counts them.
const COUNTED: [&str; 16] = [
    "billion",
    "countries",
    "days",
    "hours",
    "members",
    "million",
    "months",
    "of",
    "parties",
    "per",
    "percent",
    "persons",
    "states",
    "times",
    "to",
    "years",
];

/// Digits by themselves after a word or a number, as a raised number becomes where English is printed:
/// `Rights 1 and`, `2016, 11`, `2013 10 on`. A month after them makes them a date.
fn english(text: &str, at: usize, len: usize) -> u32 {
    let rest = &text[at + len..];
    let ends = rest.starts_with([' ', ',', ';', '.', ':', '”', '"', ')']) || rest.is_empty();
    let point = rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    let Some(lead) = text[..at].strip_suffix(' ') else {
        return 0;
    };
    let Some(before) = lead.chars().next_back() else {
        return 0;
    };
    let counts = rest.trim_start().starts_with(is_cjk) && counts(rest) > 0;
    if !ends || point || counts {
        return 0;
    }
    let word = |c: char| !c.is_ascii_alphanumeric();
    let next = rest.trim_start().split(word).next().unwrap_or("");
    let is_counted = COUNTED.iter().any(|w| w.eq_ignore_ascii_case(next));
    // Printed small, may and march are verbs.
    let is_month = month(next).is_some() && next.starts_with(|c: char| c.is_ascii_uppercase());
    if is_month || is_counted && rest.starts_with(' ') {
        return 0;
    }
    match before {
        // The next of a list in running text: "as follows. 1. It decides".
        '.' | ';' if rest.starts_with('.') => 0,
        ',' | ';' | '.' | '”' | '"' | ')' => ENGLISH,
        c if c.is_ascii_digit() => 1,
        c if c.is_ascii_alphabetic() => {
            let last = lead.rsplit(word).next().unwrap_or("");
            let counts = BEFORE_NUMBERS.iter().any(|w| w.eq_ignore_ascii_case(last));
            u32::from(last.len() > 1 && month(last).is_none() && !counts)
        }
        _ => 0,
    }
}

/// The score of digits that touch what is before them, and how many bytes to take out.
fn glued(text: &str, at: usize, len: usize) -> (u32, usize) {
    let Some(before) = text[..at].chars().next_back() else {
        return (0, 0);
    };
    let rest = &text[at + len..];
    let next = rest.chars().next();
    let word = rest.trim_start().chars().next();
    let whole = len
        + usize::from(next == Some(' ') && word.is_some_and(|c| is_cjk(c) || c.is_ascii_digit()));
    let stop = next == Some('.') && !(rest.len() == 1 || rest.starts_with(". "));
    if stop || next.is_some_and(|c| c.is_ascii_alphanumeric() || "/-%°:_&=)％）".contains(c)) {
        return (0, 0);
    }
    let counts = counts(rest);
    let closing = "，。；：”’》）」)\",;.！？".contains(before);
    let score = match before {
        _ if closing && next == Some(' ') => [6, 4, 0][counts],
        _ if closing && next.is_none_or(|c| !c.is_ascii()) => [5, 3, 0][counts],
        '、' if counts == 0 && next == Some(' ') => 4,
        c if is_han(c) && c != '第' && counts == 0 => {
            if next == Some(' ') {
                2
            } else {
                3
            }
        }
        c if c.is_ascii_lowercase() && counts == 0 => 2,
        ' ' if counts == 0
            && next.is_none_or(|c| c == ' ' || is_cjk(c))
            && text[..at].trim_end().ends_with(is_cjk) =>
        {
            1
        }
        _ => 0,
    };
    (score, whole)
}

/// Does what follows digits make them a quantity? 0 no, 1 perhaps, 2 yes.
fn counts(rest: &str) -> usize {
    const SURE: &str =
        "年月日时時分秒名个個位项項次届屆号號条條款段页頁人天周岁歲世亿億万萬倍种種件轨軌章节節卷";
    const PERHAPS: &str = "国國家点點期级級部第";
    let rest = rest.trim_start();
    let Some(word) = rest.chars().next() else {
        return 0;
    };
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    if run > 0 {
        // A year may follow a mark: "，6 2019 年".
        let year = run == 4 && rest[run..].trim_start().starts_with('年');
        return if year { 0 } else { 2 };
    }
    if matches!(word, '和' | '至' | '、' | '或' | '及') {
        let next = rest[word.len_utf8()..].trim_start();
        return if next.starts_with(|c: char| c.is_ascii_digit()) {
            2
        } else {
            0
        };
    }
    if SURE.contains(word) {
        2
    } else {
        usize::from(PERHAPS.contains(word))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// What is left of a text when its one number is taken for a mark.
    fn without(text: &str) -> Option<String> {
        let at = text.find('7').unwrap();
        let (score, mark) = score(text, at, 1);
        (score > 0).then(|| format!("{}{}", &text[..mark.start], &text[mark.end..]))
    }

    #[test]
    fn marks_are_told_from_quantities_and_dates() {
        for (text, left) in [
            ("通过了决议，7 并请各国", "通过了决议，并请各国"),
            ("秘书长的报告7说明", "秘书长的报告说明"),
            (
                "the Rights of Man 7 and other treaties",
                "the Rights of Man and other treaties",
            ),
            ("of 23 March 2016, 7 37/2 of", "of 23 March 2016, 37/2 of"),
            (
                "of 16 October 2013 7 on the right",
                "of 16 October 2013 on the right",
            ),
            ("Programme of Action, 7", "Programme of Action,"),
            (
                "including the Compact, 7 that are",
                "including the Compact, that are",
            ),
        ] {
            assert_eq!(without(text).as_deref(), Some(left), "{text}");
        }
        for text in [
            "共有 7 个国家",
            "第 7 段",
            "5.7 次",
            "in its resolution, 7 July 2013",
            "at least 7 members",
            "see paragraph 7 above",
            "on 7 May",
            "a group of 7 States",
            "in its resolution, 7 Oct 2013",
            "第1373(2001) 7 个国家",
            "维也纳, 7 月",
            "as follows. 7. It decides",
        ] {
            assert_eq!(without(text), None, "{text}");
        }
    }
}
