//! Small work on phrases for labels: without brackets and blanks, without words that only join, cut.
//!
//! In: strings. Out: strings. Must not know events.

use super::lexicon::LEXICON;
use super::reading::Reading;
use super::scan::{END, is_han};

/// A stretch as printed, without blanks between Chinese characters, brackets and what they hold.
pub fn clean(r: &Reading, from: usize, to: usize) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut last = END;
    let dashed;
    let raw = match without_aside(r.raw(from, to.max(from))) {
        Some(words) => {
            dashed = words;
            dashed.as_str()
        }
        None => r.raw(from, to.max(from)),
    };
    for c in raw.chars() {
        match c {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => {
                depth = (depth - 1).max(0);
                continue;
            }
            _ => {}
        }
        if depth > 0 || c.is_control() && c != '\t' {
            continue;
        }
        if c.is_whitespace() {
            if last.is_ascii_alphanumeric() {
                out.push(' ');
                last = ' ';
            }
            continue;
        }
        if last == ' ' && !c.is_ascii_alphanumeric() {
            out.pop();
        }
        out.push(c);
        last = c;
    }
    out.trim().to_owned()
}

/// Without what stands between two long dashes (某局——一个…的部门——宣布…).
fn without_aside(raw: &str) -> Option<String> {
    let (before, rest) = raw.split_once("——")?;
    let (_, after) = rest.split_once("——")?;
    Some(format!("{before}{after}"))
}

/// The simplified form, character by character.
pub fn simple(s: &str) -> String {
    s.chars().map(|c| LEXICON.simplified(c)).collect()
}

/// What follows `word` (simplified) at the start of a phrase in either script.
pub fn strip_start<'s>(s: &'s str, word: &str) -> Option<&'s str> {
    let mut rest = s.chars();
    for w in word.chars() {
        let c = rest.next()?;
        if c != w && LEXICON.simplified(c) != w {
            return None;
        }
    }
    Some(rest.as_str())
}

/// What stands before `word` (simplified) at the end of a phrase in either script.
pub fn strip_end<'s>(s: &'s str, word: &str) -> Option<&'s str> {
    let mut rest = s.chars();
    for w in word.chars().rev() {
        let c = rest.next_back()?;
        if c != w && LEXICON.simplified(c) != w {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Without the words that only join a clause to what stands before it, and numbers of paragraphs.
pub fn trim_head(s: &str) -> String {
    const LEADS: [&str; 78] = [
        "由于",
        "赞赏地注意到",
        "关切地注意到",
        "满意地注意到",
        "遗憾地注意到",
        "又欢迎",
        "还欢迎",
        "欢迎",
        "严重关切",
        "深为关切",
        "深切关注",
        "表示关切",
        "表示严重关切",
        "痛惜",
        "强调指出",
        "着重指出",
        "强调",
        "着重",
        "重点指出",
        "又确认",
        "确认",
        "申明",
        "促请",
        "又促请",
        "敦促",
        "鼓励",
        "又鼓励",
        "赞扬",
        "赞赏",
        "表示赞赏",
        "毫不拖延地",
        "尤其是",
        "尤其",
        "据指出",
        "据称",
        "作为回应",
        "同时",
        "接着",
        "又回顾",
        "还回顾",
        "回顾",
        "又重申",
        "重申",
        "注意到",
        "赞赏地注意到",
        "又注意到",
        "表示注意到",
        "铭记",
        "认识到",
        "包括",
        "特别是",
        "此外",
        "同样",
        "例如",
        "因此",
        "其中",
        "为此",
        "并且",
        "并",
        "而且",
        "而",
        "但",
        "如",
        "见",
        "参见",
        "参阅",
        "另外",
        "事实上",
        "在这方面",
        "据此",
        "然而",
        "随后",
        "迄今",
        "以及",
        "还有",
        "尽管如此",
        "根据",
        "关于",
    ];
    let mut s = s;
    loop {
        let before = s;
        s = s.trim_start_matches(|c: char| "，、。；：,;:•-–◎·）)”」 ".contains(c));
        if let Some(rest) = LEADS.iter().find_map(|l| strip_start(s, l)) {
            s = rest;
        }
        let rest = s.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() < s.len() && rest.starts_with(['.', '、', '．']) {
            s = rest.trim_start_matches(['.', '、', '．', ' ']);
        }
        if s == before {
            return s.to_owned();
        }
    }
}

/// Without what only leads on to the date: 在, 于, 自…
pub fn trim_tail(s: &str) -> String {
    // 关于2019年某某的报告: the preposition is half of a word.
    const WORDS: [&str; 6] = ["关于", "对于", "由于", "基于", "至于", "属于"];
    let mut s = s.trim_end();
    for _ in 0..4 {
        if WORDS.iter().any(|w| strip_end(s, w).is_some()) {
            break;
        }
        s = s.trim_end_matches(|c: char| {
            "在于自从到至的，,（(由即、将以见：:复".contains(LEXICON.simplified(c))
        });
        let adverb = ["分别", "还是", "不晚", "不迟", "最迟"];
        s = adverb.iter().find_map(|a| strip_end(s, a)).unwrap_or(s);
    }
    s.to_owned()
}

/// Without what only leads from the date to the act.
pub fn trim_lead(s: &str) -> String {
    let mut s = s.trim_start_matches(|c: char| "，,:： )]）的、".contains(c));
    const LEADS: [&str; 19] = [
        "还是",
        "再次",
        "仍然",
        "仍",
        "期间",
        "举行的",
        "起",
        "由",
        "也",
        "还",
        "已",
        "又",
        "曾",
        "间，",
        "间",
        "复",
        "亦",
        "才",
        "正式",
    ];
    for lead in LEADS {
        if let Some(rest) = strip_start(s, lead).filter(|rest| !rest.starts_with('是')) {
            s = rest.trim_start_matches(['，', ',']);
            break;
        }
    }
    s.to_owned()
}

/// With the short names of states and organisations.
pub fn shorten(s: &str) -> String {
    let mut out = s.to_owned();
    for [long, short] in &LEXICON.short_names {
        if out.contains(long) {
            out = out.replace(long, short);
        }
    }
    out
}

/// The first `n` characters; an opened quote is closed, a closing one that was never opened is left out.
pub fn cut(s: &str, n: usize) -> String {
    let mut out: String = s.chars().take(n).collect();
    let full = out.chars().count() == n;
    for (open, close) in [('“', '”'), ('《', '》'), ('「', '」'), ('（', '）')] {
        if out.matches(open).count() > out.matches(close).count() {
            if full {
                out.pop();
            }
            out.push(close);
        } else if out.matches(close).count() > out.matches(open).count()
            && let Some(at) = out.find(close)
        {
            out.remove(at);
        }
    }
    out
}

/// The end of a phrase in at most `n` characters: from the first boundary of a phrase on, never from within a
/// word of letters, a number or a title.
pub fn end_of(s: &str, n: usize) -> String {
    let chars: Vec<char> = s.chars().collect();
    let mut from = chars.len().saturating_sub(n);
    if from == 0 {
        return s.to_owned();
    }
    if from == chars.len() {
        return String::new();
    }
    let closes = |c: char| "》”」".contains(c);
    let opens = |c: char| "《“「".contains(c);
    let first_sign = chars[from..].iter().position(|&c| closes(c) || opens(c));
    if let Some(at) = first_sign.filter(|&at| closes(chars[from + at])) {
        let close = from + at;
        let after = chars.len() - close - 1;
        let open = chars[..from]
            .iter()
            .rposition(|&c| opens(c))
            .unwrap_or(from);
        // Within a title: behind it, where enough stands there, else from its beginning on.
        if after >= 6 {
            from = close + 1;
        } else {
            return elided(&chars[open..].iter().collect::<String>(), n);
        }
    }
    let word = |c: char| c.is_ascii_alphanumeric();
    if word(chars[from]) && word(chars[from - 1]) {
        while chars
            .get(from)
            .is_some_and(|&c| word(c) || "-–年".contains(c))
        {
            from += 1;
        }
    }
    let rest: String = chars[from..].iter().collect();
    let rest = from_boundary(&rest);
    rest.trim_start_matches(['的', '和', '与', '及', '之'])
        .to_owned()
}

/// A title in at most `n` characters, its beginning left out where it is longer: 《…某某呼吁》. What it is
/// stands at its end.
pub fn elided(title: &str, n: usize) -> String {
    let chars: Vec<char> = title.chars().collect();
    if chars.len() <= n || n < 8 {
        return cut(title, n);
    }
    let end: String = chars[chars.len() - (n - 2)..].iter().collect();
    let mut end = from_boundary(&end);
    if end.chars().count() < 4 {
        end = last(title, n - 2);
    }
    format!("{}…{end}", chars[0])
}

/// From the first boundary of a phrase near the start on, so that no word is cut in two; else from a name on.
fn from_boundary(s: &str) -> String {
    let limit = s.chars().count() / 2;
    for (i, (at, c)) in s.char_indices().enumerate() {
        if i > limit {
            break;
        }
        // One character before letters is the rest of a word.
        if i == 1 && c.is_ascii_alphabetic() && s.starts_with(is_han) {
            return s[at..].to_owned();
        }
        if "的、“《”》，在和与及".contains(c) {
            let keep = matches!(c, '“' | '《');
            return s[if keep { at } else { at + c.len_utf8() }..].to_owned();
        }
    }
    let chars: Vec<char> = s.chars().map(|c| LEXICON.simplified(c)).collect();
    let name = (0..limit).find(|&i| {
        let found = LEXICON
            .bodies
            .at(&chars, i)
            .or(LEXICON.states.at(&chars, i));
        found.is_some()
    });
    s.chars().skip(name.unwrap_or(0)).collect()
}

/// The last `n` characters.
pub fn last(s: &str, n: usize) -> String {
    let skip = s.chars().count().saturating_sub(n);
    s.chars().skip(skip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ends_and_titles_fit_whatever_room_there_is(
            text in "[一-龥A-c0-9《》“”「」的，、 -]{0,40}",
            n in 0usize..32,
        ) {
            let end = end_of(&text, n);
            if n >= text.chars().count() {
                prop_assert_eq!(end, text);
            } else {
                prop_assert!(end.chars().count() <= n);
                prop_assert!(elided(&text, n).chars().count() <= n);
            }
        }
    }
}
