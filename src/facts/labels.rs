//! Short labels of events in the words of the text: who did what.
//!
//! In: a `Reading` and the clause of a date. Out: at most 30 characters. Must not know kinds of dates.

use super::clauses::Group;
use super::lexicon::LEXICON;
use super::model::EventKind;
use super::reading::{Cite, Reading};
use super::scan::{END, is_han};
use crate::document::Document;
use std::ops::Range;

/// Characters of a label at most.
pub const LONGEST: usize = 30;

/// `大会第55/63号决议(打击非法滥用信息技术)`.
pub fn resolution(r: &Reading, cite: &Cite) -> String {
    let mut label = name_of_symbol(&cite.symbol, cite.organ);
    if let Some(title) = title_beside(r, cite.from, cite.to) {
        label.push('（');
        label.push_str(&title);
        label.push('）');
    }
    cut(&label, LONGEST)
}

/// What a reader calls a symbol: 大会第55/63号决议, 安全理事会第1373(2001)号决议, else the symbol itself.
pub fn name_of_symbol(symbol: &str, organ: &str) -> String {
    let parts: Vec<&str> = symbol.split('/').collect();
    let noun = |kind: &str| if kind == "DEC" { "决定" } else { "决议" };
    match parts.as_slice() {
        [o @ ("A" | "S" | "E"), kind @ ("RES" | "DEC"), number @ ..] if !number.is_empty() => {
            let organ = match *o {
                "A" => "大会",
                "S" => "安全理事会",
                _ => "经社理事会",
            };
            format!("{organ}第{}号{}", number.join("/"), noun(kind))
        }
        ["A", "HRC", kind @ ("RES" | "DEC"), number @ ..] if !number.is_empty() => {
            format!("人权理事会第{}号{}", number.join("/"), noun(kind))
        }
        [_, kind @ ("RES" | "DEC"), number @ ..] if !number.is_empty() && !organ.is_empty() => {
            format!("{organ}第{}号{}", number.join("/"), noun(kind))
        }
        ["PC.DEC", number] => format!("欧安组织常设理事会第{number}号决定"),
        _ => symbol.to_owned(),
    }
}

/// A title in quotes or brackets straight beside a citation.
fn title_beside(r: &Reading, from: usize, to: usize) -> Option<String> {
    let t = &r.text;
    // 题为“…”的第74/28号决议
    let mut b = t.skip_blank_back(from);
    while b > 0 && "的第".contains(t.before(b)) {
        b -= 1;
    }
    if matches!(t.before(b), '”' | '》') {
        let open = if t.before(b) == '”' { '“' } else { '《' };
        let start = (b.saturating_sub(60)..b - 1)
            .rev()
            .find(|&i| t.get(i) == open)?;
        return Some(clean(r, start + 1, b - 1));
    }
    // …号决议(“…”), A/RES/55/63 《…》
    let mut a = t.skip_blank(to);
    while "(:".contains(t.get(a)) && t.get(a) != END {
        a = t.skip_blank(a + 1);
    }
    if matches!(t.get(a), '“' | '《') {
        let close = if t.get(a) == '“' { '”' } else { '》' };
        let end = (a + 1..a + 60).find(|&i| t.get(i) == close)?;
        return Some(clean(r, a + 1, end));
    }
    None
}

/// A document named by its symbol: its title beside it, or what the clause calls it.
pub fn document(r: &Reading, cite: &Cite) -> String {
    if let Some(title) = title_beside(r, cite.from, cite.to) {
        return cut(&format!("{title}（{}）", cite.symbol), LONGEST);
    }
    let sentence = r.sentence(cite.from);
    let mut start = r.text.skip_blank_back(cite.from);
    while start > sentence.start
        && !",:。;、".contains(r.text.before(start))
        && cite.from - start < 16
    {
        start -= 1;
    }
    let words = trim_head(&clean(r, start, cite.from));
    let words = words.trim_end_matches(['（', '(', '见', '[']).to_owned();
    if words.chars().filter(|c| is_han(*c)).count() < 2 {
        return format!("{}号文件", cite.symbol);
    }
    cut(&format!("{words}（{}）", cite.symbol), LONGEST)
}

/// The meeting that a document is of, by its body or title.
pub fn meeting_of(document: &Document) -> String {
    let name = document
        .meta
        .body
        .as_deref()
        .unwrap_or(&document.meta.title);
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if name.ends_with("会议") {
        cut(&name, LONGEST)
    } else {
        cut(&format!("{name}会议"), LONGEST)
    }
}

/// The label of a date's clause.
pub fn of(r: &Reading, group: &Group, at: usize, kind: EventKind) -> String {
    let d = &r.dates[at];
    if kind == EventKind::Report
        && let Some(label) = yearly_report(r, group, i32::from(d.start.year))
    {
        return label;
    }
    let tail = said(r, &group.tail);
    let head = trim_head(&clean(r, group.head.start, group.head.end));
    let head = head
        .trim_end_matches([
            '在', '于', '自', '从', '到', '至', '的', '，', '（', '(', '由', '即', '、', '将', '以',
        ])
        .to_owned();
    let label = if tail.is_empty() {
        last(&head, LONGEST)
    } else {
        let subject = last(&head, 14);
        format!("{subject}{tail}")
    };
    let label = label.trim_matches(|c: char| "，、：:,（(".contains(c) || c.is_whitespace());
    if label.is_empty() {
        return cut(&clean(r, group.sentence.start, group.sentence.end), LONGEST);
    }
    cut(label, LONGEST)
}

/// 政府专家组2015年报告: who, the year, 报告.
fn yearly_report(r: &Reading, group: &Group, year: i32) -> Option<String> {
    let t = &r.text;
    let near = group.tail.start..(group.tail.start + 30).min(group.tail.end);
    let tail: String = t.string(near.start, near.end);
    let at = tail.find("报告")?;
    let between = &tail[..at];
    if between.contains([',', '《', '“']) {
        return None;
    }
    let who = last_body(r, &near)
        .filter(|(_, from)| *from < near.start + between.chars().count())
        .or_else(|| last_body(r, &(group.sentence.start..group.head.end)))?;
    Some(format!("{}{year}年报告", who.0))
}

/// The last body named in a stretch.
fn last_body(r: &Reading, stretch: &Range<usize>) -> Option<(&'static str, usize)> {
    let found = LEXICON.bodies.find(&r.text.chars()[stretch.clone()]);
    found
        .last()
        .map(|(from, _, name)| (**name, stretch.start + from))
}

/// The body that acted: the last one before the date in its clause, else the first after it, else a state.
pub fn body(r: &Reading, group: &Group) -> Option<String> {
    let chars = r.text.chars();
    last_body(r, &group.head)
        .map(|(n, _)| n)
        .or_else(|| {
            LEXICON
                .bodies
                .find(&chars[group.tail.clone()])
                .first()
                .map(|f| *f.2)
        })
        .or_else(|| {
            LEXICON
                .states
                .find(&chars[group.head.clone()])
                .last()
                .map(|f| *f.2)
        })
        .or_else(|| {
            LEXICON
                .states
                .find(&chars[group.tail.clone()])
                .first()
                .map(|f| *f.2)
        })
        .map(str::to_owned)
}

/// 在…举行: where.
pub fn place(r: &Reading, group: &Group) -> Option<String> {
    let t = &r.text;
    let end = group.tail.end.min(group.tail.start + 60);
    for i in group.tail.start..end {
        let held = ["举行", "召开", "举办", "主办", "开放"]
            .iter()
            .any(|w| t.starts(i, w));
        if !held {
            continue;
        }
        let back = (group.tail.start..i)
            .rev()
            .find(|&b| "在于假".contains(t.get(b)))?;
        let name = clean(r, back + 1, i);
        let n = name.chars().count();
        return (2..=10).contains(&n).then_some(name);
    }
    // 2017年4月10日至13日,维也纳
    if group.tail.start + 1 < group.tail.end && t.get(t.skip_blank(group.tail.start)) == ',' {
        let name = clean(r, t.skip_blank(group.tail.start) + 1, group.tail.end);
        let n = name.chars().count();
        if (2..=6).contains(&n) && name.chars().all(is_han) && group.tail.end >= group.sentence.end
        {
            return Some(name);
        }
    }
    None
}

/// What is said after a date, without the words that only lead to it.
fn said(r: &Reading, tail: &Range<usize>) -> String {
    let t = &r.text;
    let mut i = t.skip_blank(tail.start);
    while i < tail.end && ",: )]的".contains(t.get(i)) {
        i += 1;
    }
    for lead in ["期间", "举行的", "在", "由", "也", "还", "已", "又", "曾"] {
        if t.starts(i, lead) && !(lead == "在" && place_like(r, i)) {
            i += lead.chars().count();
            break;
        }
    }
    clean(r, i.min(tail.end), tail.end)
}

/// 在…举行 keeps its 在.
fn place_like(r: &Reading, i: usize) -> bool {
    (i..i + 12).any(|j| r.text.starts(j, "举行") || r.text.starts(j, "召开"))
}

/// A stretch as printed, without blanks, brackets and what they hold, 了 after verbs.
fn clean(r: &Reading, from: usize, to: usize) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut last = END;
    for c in r.raw(from, to.max(from)).chars() {
        match c {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => {
                depth = (depth - 1).max(0);
                continue;
            }
            _ => {}
        }
        if depth > 0 || c.is_control() {
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

/// Without the words that only join a clause to what stands before it.
fn trim_head(s: &str) -> String {
    let mut s = s.trim_start_matches(|c: char| "，、。；：,;:•-–◎ ".contains(c));
    loop {
        let before = s;
        for lead in [
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
            "另外",
            "事实上",
            "在这方面",
            "据此",
            "然而",
            "随后",
            "迄今",
            "以及",
            "其",
            "，",
        ] {
            if let Some(rest) = s.strip_prefix(lead) {
                s = rest;
            }
        }
        // Numbers of paragraphs: 3. , (a)
        let rest = s.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() < s.len() && rest.starts_with(['.', '、', '．']) {
            s = rest.trim_start_matches(['.', '、', '．', ' ']);
        }
        if s == before {
            return s.to_owned();
        }
    }
}

/// The first `n` characters.
pub fn cut(s: &str, n: usize) -> String {
    let mut out: String = s.chars().take(n).collect();
    // An opened quote without its end reads badly.
    for (open, close) in [('“', '”'), ('《', '》'), ('「', '」'), ('（', '）')] {
        if out.matches(open).count() > out.matches(close).count() && out.chars().count() == n {
            out.pop();
            out.push(close);
        }
    }
    out
}

/// The last `n` characters.
fn last(s: &str, n: usize) -> String {
    let all: Vec<char> = s.chars().collect();
    all[all.len().saturating_sub(n)..].iter().collect()
}
