//! Labels of meetings: the name of the meeting, with whose and where it was as far as the text says.
//!
//! In: the clause of a date. Out: a label. Must not know other events.

use super::clauses::Group;
use super::labels::{LONGEST, before, last_body, place, subject};
use super::model::Precision;
use super::numerals::number;
use super::organs::is_assembly;
use super::phrases::{clean, trim_head, trim_tail};
use super::reading::Reading;
use super::scan::{END, is_han};
use std::ops::Range;

const NOUNS: [&str; 23] = [
    "届会",
    "培训班",
    "讨论会",
    "磋商会",
    "演习",
    "对话会",
    "会谈",
    "博览会",
    "论坛会",
    "研讨会",
    "座谈会",
    "讲习班",
    "峰会",
    "高峰会",
    "大会",
    "论坛",
    "圆桌会议",
    "会议",
    "聚会",
    "暑期学校",
    "会晤",
    "开幕式",
    "次区域培训",
];
const BEFORE: [&str; 13] = [
    "举行的",
    "召开的",
    "举办的",
    "主办的",
    "召开",
    "举行",
    "举办",
    "主办",
    "主办了",
    "举行了",
    "期间的",
    "参加",
    "的",
];

/// Verbs that have a meeting as their object.
const HELD: [&str; 5] = ["举行", "召开", "举办", "主办", "参加"];

/// The label of a meeting.
pub fn label(r: &Reading, group: &Group, at: usize) -> Option<String> {
    let head = trim_tail(&trim_head(&clean(r, group.head.start, group.head.end)));
    let after = group.tail.clone();
    let wide = group.tail.start..group.sentence.end.min(group.tail.start + 90);
    if let Some(ordinal) = ordinal(r, group, at) {
        let body = last_body(r, &before(group)).map_or("", |(n, _)| n);
        return Some(format!("{body}{ordinal}"));
    }
    if let Some(name) = before_comma(r, group) {
        return Some(name);
    }
    let here = name_in(r, &after);
    let held = name_in(r, &wide).filter(|n| HELD.iter().any(|w| r.text.ends(n.start, w)));
    if here.is_none()
        && held.is_none()
        && let Some(n) = name_in(r, &group.head)
    {
        return Some(clean(r, n.start, n.end));
    }
    let name = here.or(held).or_else(|| name_in(r, &wide))?;
    // 一个峰会——“某某大会”: the name stands in quotes after the dash.
    let name = apposed(r, name.end).unwrap_or(name);
    let words = clean(r, name.start, name.end);
    // 2019年网络盾牌演习, 联合国2023年水会议: the year is a part of the name.
    let date = &r.dates[at];
    // 2012年某地会议期间: there the year only tells when.
    let when = name.len() > 3 && (r.text.get(name.end) == '上' || r.text.starts(name.end, "期间"));
    let straight = !when && name.start == r.text.skip_blank(date.to);
    if straight && date.precision == Precision::Year && group.dates.len() == 1 {
        let whose = last_word(&head);
        let named = format!("{whose}{}年{words}", date.start.year);
        if named.chars().count() <= LONGEST {
            return Some(named);
        }
    }
    let n = words.chars().count();
    let numbered = words.starts_with('第') && !words.contains('届')
        || n < 14 && words.starts_with('第') && name_of_body(&head);
    if n > 4 && n <= LONGEST && !numbered {
        return Some(words);
    }
    let body = last_body(r, &group.head).map(|(b, _)| b.to_owned());
    let who = if numbered {
        subject(&head, 14)
    } else {
        body.unwrap_or_else(|| subject(&head, 12))
    };
    let place = place(r, group).filter(|_| !numbered).unwrap_or_default();
    Some(format!("{who}{place}{words}"))
}

/// The words in quotes after a dash at `i`.
fn apposed(r: &Reading, i: usize) -> Option<Range<usize>> {
    let t = &r.text;
    let open = t.skip_blank(i);
    if !t.starts(open, "——“") {
        return None;
    }
    let close = (open..open + LONGEST + 3).find(|&j| t.get(j) == '”')?;
    Some(open + 3..close)
}

/// …某委员会,维也纳,第22次会议,2013年4月22日至26日: the phrase before the comma ends in a meeting; one that
/// is only numbered is of the body named before it.
fn before_comma(r: &Reading, group: &Group) -> Option<String> {
    let t = &r.text;
    let comma = t.skip_blank_back(group.head.end);
    if t.before(comma) != ',' {
        return None;
    }
    let least = comma.saturating_sub(LONGEST).max(group.sentence.start);
    let start = (least..comma - 1)
        .rev()
        .find(|&i| ",。;:)”》".contains(t.get(i)))
        .map_or(least, |i| i + 1);
    let words = trim_head(&clean(r, start, comma - 1));
    if !NOUNS.iter().any(|n| words.ends_with(n)) || words.chars().count() < 4 {
        return None;
    }
    if !words.starts_with('第') {
        return Some(words);
    }
    let whose = last_body(r, &(group.sentence.start..start)).map_or("", |(n, _)| n);
    Some(format!("{whose}{words}"))
}

/// The organisation that a phrase ends with, or "".
fn last_word(phrase: &str) -> &str {
    const OF_ALL: [&str; 3] = ["联合国", "全球", "世界"];
    let found = OF_ALL.iter().find(|w| phrase.ends_with(**w));
    found.map_or("", |w| &phrase[phrase.len() - w.len()..])
}

/// Whether words for a meeting name none: 一个研讨会, 几次讲习班, 会议.
pub fn is_nameless(words: &str) -> bool {
    words.starts_with(['一', '几', '多', '数', '两', '三'])
        && !words.starts_with("多哈")
        && words.chars().count() <= 9
        || words.chars().count() <= 4 && NOUNS.contains(&words)
}

/// 某高峰会所辖…主席: whether what stands at `i` makes a meeting before it the body that owns or sends it.
pub fn is_owner(words: &[char], i: usize) -> bool {
    ["所辖", "所属", "秘书处", "主席"]
        .iter()
        .any(|w| (i..).zip(w.chars()).all(|(i, c)| words.get(i) == Some(&c)))
}

/// Whether a phrase names a body, so that 第三次会议 after it is its meeting.
fn name_of_body(s: &str) -> bool {
    s.ends_with(['会', '组', '团', '部', '署', '院', '席'])
}

/// The name of a meeting in a stretch: up to its noun, from after the words that lead to it. Where the
/// meeting is only the place of an act (…会议上) it is the first, else the last, for the head of a phrase
/// stands at its end.
fn name_in(r: &Reading, stretch: &Range<usize>) -> Option<Range<usize>> {
    let t = &r.text;
    let mut found: Option<(usize, usize)> = None;
    let mut i = stretch.start;
    while i < stretch.end {
        let found_here = t
            .any_of(i, &NOUNS)
            .filter(|(w, e)| *e <= stretch.end && !(*w == "届会" && t.get(*e) == '议'));
        let Some((word, e)) = found_here else {
            i += 1;
            continue;
        };
        // 大会 alone is the General Assembly.
        let assembly = word == "大会"
            && (is_assembly(t.before(i)) || !is_han(t.before(i)) || i == stretch.start);
        if !assembly && !is_owner(t.chars(), e) {
            found = Some((i, e));
            if t.get(e) == '上' || t.starts(e, "期间") {
                break;
            }
        }
        i = e;
    }
    let (at, end) = found?;
    let mut from = at;
    while from > stretch.start {
        let c = t.get(from - 1);
        if c == '”' || c == '》' {
            let open = if c == '”' { '“' } else { '《' };
            match (stretch.start..from - 1).rev().find(|&j| t.get(j) == open) {
                Some(o) => from = o,
                None => break,
            }
            continue;
        }
        if (",:。;、“《(".contains(c) && c != END) || c == '在' || c == '了' {
            break;
        }
        if BEFORE.iter().any(|w| t.ends(from, w)) {
            break;
        }
        from -= 1;
    }
    while t.get(from) == '之' || t.get(from) == ' ' {
        from += 1;
    }
    Some(from..end)
}

/// 第一和第二次会议 with as many dates: the one of this date. 第三次会议 for a single date.
fn ordinal(r: &Reading, group: &Group, at: usize) -> Option<String> {
    if group.dates.len() < 2 {
        return None;
    }
    let t = &r.text;
    // The ordinals stand after the dates, or before them (第一和第二次会议(分别于…)).
    for stretch in [
        group.tail.start..(group.tail.start + 40).min(group.tail.end),
        group.head.start..group.head.end,
    ] {
        let mut found: Vec<String> = Vec::new();
        let mut i = stretch.start;
        while i < stretch.end {
            if t.get(i) == '第' {
                i += 1;
                let from = t.skip_blank(i);
                if let Some((_, e)) = number(t, from) {
                    found.push(clean(r, from, e));
                    i = e;
                    continue;
                }
            } else if let Some((_, e)) = number(t, i).filter(|_| !found.is_empty()) {
                found.push(clean(r, i, e));
                i = e;
                continue;
            }
            if let Some((unit, _)) = t.any_of(i, &["次会议", "届会议"])
                && found.len() == group.dates.len()
            {
                return Some(format!("第{}{unit}", found[at - group.dates.start]));
            }
            i += 1;
        }
    }
    None
}
