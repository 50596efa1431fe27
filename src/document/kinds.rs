//! Says what a paragraph is by its own words: heading or sentence, item, closing line, line of the
//! masthead. Where its neighbours matter, `structure` decides.
//!
//! In: text and number. Out: yes or no. Must not change drafts.

use super::chars::{ends_sentence, has_clauses, is_han, is_url};
use super::draft::Draft;
use super::furniture::is_symbol_line;
use super::layout::Layout;
use super::number::Style;
use crate::text::month;
use std::sync::LazyLock;

/// Longest heading, in characters.
const HEADING_MAX: usize = 110;
/// Lines of dates, meetings and the like are never longer, in bytes.
const LINE_MAX: usize = 200;
/// Longest heading without number, where nothing but its shortness says that it is one.
const SHORT_MAX: usize = 40;

/// Words by class, from `data/lexicon/doc-words.tsv`; those of each class sorted.
static WORDS: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let mut classes: Vec<(&str, Vec<&str>)> = Vec::new();
    let lines = include_str!("../../data/lexicon/doc-words.tsv").lines();
    for (class, word) in lines
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
    {
        match classes.iter_mut().find(|(name, _)| *name == class) {
            Some((_, words)) => words.push(word),
            None => classes.push((class, vec![word])),
        }
    }
    classes
        .iter_mut()
        .for_each(|(_, words)| words.sort_unstable());
    classes
});

/// The words of a class: a dozen classes, which are found sooner one by one than by hashing.
fn words(class: &str) -> &'static [&'static str] {
    let found = WORDS.iter().find(|(name, _)| *name == class);
    found.map_or(&[], |(_, words)| words.as_slice())
}

/// Is `text` one of the words of a class of `doc-words.tsv`?
pub(super) fn is_word(class: &str, text: &str) -> bool {
    words(class).binary_search(&text).is_ok()
}

/// Does `text` begin with one of the words of a class?
pub(super) fn starts_with_word(class: &str, text: &str) -> bool {
    words(class).iter().any(|w| text.starts_with(w))
}

/// Does `text` end with one of the words of a class?
pub(super) fn ends_with_word(class: &str, text: &str) -> bool {
    words(class).iter().any(|w| text.ends_with(w))
}

/// Is the text `word` where blanks do not count?
pub(super) fn is_bare(text: &str, word: &str) -> bool {
    let printed = text.chars().filter(|c| !c.is_whitespace());
    printed.eq(word.chars())
}

/// The text without any blank.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The organ that speaks, alone on its line before the paragraphs of a resolution (大会，).
pub(super) fn is_enacting(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    let words = text.trim_end_matches(['，', ',', ' ']);
    is_word("organ", words)
        || (words.contains(char::is_whitespace) && is_word("organ", &bare(words)))
}

/// Running text: long enough and punctuated like sentences.
pub(super) fn is_prose(text: &str) -> bool {
    let n = text.chars().take(30).count();
    (n >= 20 && has_clauses(text))
        || (n >= 12 && ends_sentence(text))
        || n >= 30 && text.chars().nth(120).is_some()
}

/// [2020 年 5 月 13 日], [原件：英文]
pub(super) fn is_bracket_line(text: &str) -> bool {
    let most = if text.contains(is_han) { 60 } else { 120 };
    text.starts_with('[') && text.ends_with(']') && text.chars().count() <= most
        || text.starts_with('［') && text.ends_with('］')
}

/// A date and nothing else (2000年12月4日, 21 February 2017), perhaps a span of dates and a place.
pub(super) fn is_date_line(text: &str) -> bool {
    if text.len() > LINE_MAX {
        return false;
    }
    if !text.contains('年') {
        return english_date(text).is_some();
    }
    let b = bare(text);
    if b.chars().count() > 40 {
        return false;
    }
    let cjk_date = (b.starts_with(|c: char| c.is_ascii_digit())
        || ["二〇", "二零", "二○", "一九"]
            .iter()
            .any(|c| b.starts_with(c)))
        && b.chars().all(|c| {
            c.is_ascii_digit()
                || "年月日至和星期一二三四五六七八九十〇零、-–上下午时分:：".contains(c)
                || c == '，'
        });
    let place = b.split_once("日，").is_some_and(|(d, p)| {
        p.chars().count() <= 8
            && d.contains('月')
            && d.chars()
                .all(|c| c.is_ascii_digit() || "年月日至和".contains(c))
    });
    cjk_date || place
}

/// "21 February 2017" as ISO 8601.
pub(super) fn english_date(printed: &str) -> Option<String> {
    let mut words = printed.split([' ', ',']).filter(|w| !w.is_empty());
    let (a, b, year) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let (day, m) = month(b)
        .map(|m| (a, m))
        .or_else(|| month(a).map(|m| (b, m)))?;
    let day: u32 = day.parse().ok().filter(|d| (1..=31).contains(d))?;
    let year: u32 = year.parse().ok().filter(|y| (1900..2100).contains(y))?;
    Some(format!("{year}-{:02}-{day:02}", m + 1))
}

/// The closing lines of a resolution: the plenary meeting.
pub(super) fn is_plenary_line(text: &str) -> bool {
    let english = text.strip_suffix(" plenary meeting");
    if english.is_some_and(|n| n.len() <= 20 && n.starts_with(|c: char| c.is_ascii_digit())) {
        return true;
    }
    if text.len() > LINE_MAX || !text.starts_with('第') {
        return false;
    }
    let b = bare(text);
    let Some(rest) = b.strip_prefix('第') else {
        return false;
    };
    rest.chars().count() <= 14
        && (rest.ends_with("次会议")
            || rest.ends_with("次全体会议")
            || rest.ends_with("次會議")
            || rest.ends_with("次全體會議"))
        || rest.is_empty()
}

/// A line of the masthead by its words.
pub(super) fn is_masthead(text: &str) -> bool {
    if text.len() > 4 * LINE_MAX {
        return false;
    }
    let b = bare(text);
    let short = b.chars().count() <= 45;
    let session = short
        && (b.ends_with("届会议") || b.ends_with("届会") || b.ends_with("屆會議"))
        && b.chars().count() <= 20;
    let meeting = short && (b.ends_with("次会议简要记录") || b.ends_with("举行"));
    let dated_act = short
        && b.starts_with(|c: char| c.is_ascii_digit())
        && (b.ends_with("决议") || b.ends_with("决定"));
    let bracketed = is_bracket_line(text) && text.len() <= LINE_MAX;
    let adopted = (b.starts_with('[') || b.starts_with('［'))
        && (b.contains("通过]")
            || b.contains("通过］")
            || b.contains("原件")
            || b.contains("原文"));
    session
        || meeting
        || dated_act
        || adopted
        || bracketed
        || super::paper::session_line(text).is_some()
        || is_symbol_line(text)
        || is_date_line(text)
        || is_word("organ", b.trim_end_matches(['，', ',']))
        || is_word("organ", text)
        || (short && starts_with_word("masthead", text))
        || (short && is_word("language", &b))
        || is_url(text)
        || by_line(text)
}

/// Who wrote or submitted a paper (秘书长的报告, …提交的工作文件).
pub(super) fn by_line(text: &str) -> bool {
    if text.len() > 2 * LINE_MAX {
        return false;
    }
    let b = bare(text);
    let b = b.trim_end_matches(['*', '†']);
    b.chars().count() <= 40
        && (ends_with_word("by-line", b) || starts_with_word("by-line-start", b))
}

/// Could the draft be a heading, by its number and words alone?
pub(super) fn heading_words(draft: &Draft, layout: &Layout) -> bool {
    let text = draft.text();
    if text.len() > HEADING_MAX * 4 {
        return false;
    }
    let n = draft.chars();
    if n == 0 || n > HEADING_MAX || draft.lead.is_some() || is_bracket_line(text) {
        return false;
    }
    let question = draft.number.is_some() && n <= SHORT_MAX && text.ends_with(['？', '?']);
    let sentence = (ends_sentence(text) && !question) || text.ends_with(['，', ',', '、']);
    let Some(number) = &draft.number else {
        return !sentence && unnumbered(draft, layout, n);
    };
    let body = draft.body();
    match number.style {
        Style::Annex | Style::Part | Style::Chapter | Style::Section => {
            !ends_sentence(body) && (!has_clauses(body) || n < 40)
        }
        Style::Article => {
            let name = !body.contains(is_han) || body.chars().count() <= 30 && !has_clauses(body);
            body.is_empty() || (name && !ends_sentence(body))
        }
        Style::Formal | Style::Han | Style::Latin | Style::Roman | Style::Goal => {
            !sentence && !body.contains('。')
        }
        Style::Decimal(d) if d > 1 => !sentence && !body.contains('。') && !body.is_empty(),
        Style::Decimal(_) => {
            !sentence
                && !body.is_empty()
                && !body.contains(['。', '；'])
                && n <= 70
                && layout.punctuated
        }
        Style::HanParen | Style::DigitParen => {
            !sentence && !has_clauses(body) && n <= 50 && !body.is_empty()
        }
        Style::LetterParen => {
            !sentence
                && !has_clauses(body)
                && n <= SHORT_MAX
                && !body.is_empty()
                && layout.punctuated
        }
        Style::RomanParen | Style::Bullet | Style::Resolution => false,
    }
}

/// A heading without number: set deeper than paragraphs, or short and without any punctuation.
fn unnumbered(draft: &Draft, layout: &Layout, n: usize) -> bool {
    let text = draft.text();
    if is_date_line(text)
        || is_plenary_line(text)
        || is_enacting(text)
        || is_url(text)
        || is_symbol_line(text)
    {
        return false;
    }
    if ends_with_word("signature", text) {
        return false;
    }
    if text.starts_with(['见', '見'])
        || text.starts_with("参见")
        || text.starts_with("參見")
        || text.starts_with("See ")
    {
        return false;
    }
    if text.starts_with(['(', '（', '*', '—', '-', '–', '“', '"', '<', '©'])
        || super::tables::caption_start(text)
    {
        return false;
    }
    if layout.wrapped && layout.first_indent > 0 {
        return draft.indent > layout.first_indent && !text.contains('。');
    }
    let calm = !has_clauses(text)
        && !text.contains(['@', '|', '='])
        && text.chars().any(|c| is_han(c) || c.is_alphabetic());
    let latin = !text.chars().any(is_han);
    let title_case = latin && text.starts_with(char::is_uppercase) && n <= 70;
    calm && if latin { title_case } else { n <= SHORT_MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_closings() {
        for text in [
            "2000年 12月 4日",
            "2017 年 4 月 10 日至 13 日，维也纳",
            "21 February 2017",
            "2022年7月25日至2023年7月26日",
        ] {
            assert!(is_date_line(text), "{text}");
        }
        for text in ["2013 年来，北约", "一年", "2030年可持续发展议程"] {
            assert!(!is_date_line(text), "{text}");
        }
        assert!(is_plenary_line("第 81次全体会议") && !is_plenary_line("第一委员会的报告"));
        assert_eq!(
            english_date("February 21, 2017").as_deref(),
            Some("2017-02-21")
        );
    }

    #[test]
    fn lines_of_a_masthead() {
        for text in [
            "Distr.: General",
            "Chinese",
            "Original: English",
            "议程项目19 (e)",
            "2023年届会",
            "A/75/123",
            "大会",
            "2023年6月7日经济及社会理事会决议",
            "秘书长的报告*",
            "[根据社会发展委员会的建议(E/2023/26)通过]",
        ] {
            assert!(is_masthead(text), "{text}");
        }
        assert!(
            !is_masthead("网络政策")
                && is_enacting("经济及社会理事会，")
                && !is_enacting("大会决定")
        );
    }
}
