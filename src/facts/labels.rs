//! Short labels of events in the words of the text: who did what.
//!
//! In: a `Reading` and the clause of a date. Out: at most 30 characters. Must not know how kinds are chosen.

mod clause;
mod subjects;
mod titles;

pub use clause::subject;
pub use titles::{document, name_with_date, title_after, title_around, title_range};

use super::clauses::Group;
use super::dates::{Dated, Form};
use super::lexicon::LEXICON;
use super::model::EventKind;
use super::phrases::{
    clean, cut, elided, end_of, last, shorten, simple, strip_end, strip_start, trim_head,
    trim_lead, trim_tail,
};
use super::reading::{Cite, Reading};
use super::scan::{END, is_han};
use crate::document::{BlockKind, Document};
use clause::sentence_label;
use std::ops::Range;
use titles::{title_beside, title_in_note};

/// Characters of a label at most.
pub const LONGEST: usize = 30;
/// Characters of its subject at most.
const SUBJECT: usize = 14;

/// `大会第55/2号决议（某题目）`.
pub fn resolution(r: &Reading, cite: &Cite) -> String {
    let printed = cite.named.clone().map(|n| clean(r, n.start, n.end));
    let organ = printed.as_deref().unwrap_or(cite.organ);
    let mut label = shorten(&name_of_symbol(&cite.symbol, organ));
    if let Some(title) = title_beside(r, cite.from, cite.to).or_else(|| title_in_note(r, cite)) {
        let topic = title.strip_prefix("关于").unwrap_or(&title);
        let topic = topic.strip_prefix('就').unwrap_or(topic);
        let room = LONGEST.saturating_sub(label.chars().count() + 2);
        label = format!("{label}（{}）", cut(topic, room));
    }
    cut(&label, LONGEST)
}

/// What a reader calls a symbol: 大会第55/63号决议, 安理会第1373(2001)号决议, else the symbol itself.
pub fn name_of_symbol(symbol: &str, organ: &str) -> String {
    let parts: Vec<&str> = symbol.split('/').collect();
    let noun = |kind: &str| if kind == "DEC" { "决定" } else { "决议" };
    let or = |name: &'static str| {
        if organ.is_empty() {
            name.to_owned()
        } else {
            organ.to_owned()
        }
    };
    match parts.as_slice() {
        ["A", "HRC", kind @ ("RES" | "DEC"), number @ ..] if !number.is_empty() => {
            format!("{}第{}号{}", or("人权理事会"), number.join("/"), noun(kind))
        }
        [o @ ("A" | "S" | "E"), kind @ ("RES" | "DEC"), number @ ..] if !number.is_empty() => {
            let organ = or(match *o {
                "A" => "大会",
                "S" => "安全理事会",
                _ => "经社理事会",
            });
            format!("{organ}第{}号{}", number.join("/"), noun(kind))
        }
        [_, kind @ ("RES" | "DEC"), number @ ..] if !number.is_empty() && !organ.is_empty() => {
            format!("{organ}第{}号{}", number.join("/"), noun(kind))
        }
        ["PC.DEC", number] => format!("{}第{number}号决定", or("欧安组织常设理事会")),
        _ => symbol.to_owned(),
    }
}

/// The meeting that a document is of: by the name of a body in the lines above, else by its body or title.
pub fn meeting_of(document: &Document, index: usize) -> String {
    let name = beside(document, index)
        .or(document.meta.body.as_deref())
        .unwrap_or(&document.meta.title);
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if !name.chars().any(is_han) {
        // A file's name names no meeting.
        return String::from("会议");
    }
    if name.contains("会议") {
        cut(&name, LONGEST)
    } else {
        cut(&format!("{name}会议"), LONGEST)
    }
}

/// The name of a meeting in the short lines around a date that stands alone: above it, or, in a table with
/// the dates first, below it. Which one tells the line above the first date of the table.
fn beside(document: &Document, index: usize) -> Option<&str> {
    let short = |i: usize| {
        let text = document.blocks.get(i)?.text.trim();
        (text.chars().count() <= 40).then_some(text)
    };
    let is_name = |t: &&str| LEXICON.name_endings.iter().any(|e| t.ends_with(e));
    let is_meeting = |t: &&str| t.ends_with("会议") || t.ends_with("届会") || t.ends_with("论坛");
    let is_date = |t: &str| t.ends_with('日') && t.starts_with(|c: char| c.is_ascii_digit());
    let above = (index.saturating_sub(3)..index)
        .rev()
        .filter_map(short)
        .find(is_name);
    let below = short(index + 1).filter(is_meeting);
    if below.is_none() {
        return above;
    }
    let first = (index.saturating_sub(60)..=index)
        .rev()
        .take_while(|&i| short(i).is_some())
        .filter(|&i| short(i).is_some_and(is_date))
        .last()
        .unwrap_or(index);
    let names_first = first
        .checked_sub(1)
        .and_then(short)
        .is_some_and(|t| is_meeting(&t));
    if names_first { above } else { below }
}

/// The label of a date's clause.
pub fn of(r: &Reading, group: &Group, at: usize, kind: EventKind, nth: usize) -> String {
    let d = &r.dates[at];
    if let Some(label) = subjects::one_of_several(r, group) {
        return cut(&label, LONGEST);
    }
    let found = match kind {
        EventKind::Citation => super::works::label(r, group, d),
        _ => title_around(r, d.from, d.to)
            .or_else(|| (kind != EventKind::Meeting).then(|| title_after(r, d.to))?)
            .or_else(|| numbered_act(r, group, i32::from(d.start.year), nth))
            .or_else(|| {
                (kind == EventKind::Report && d.end.is_none())
                    .then(|| yearly_report(r, group, i32::from(d.start.year)))?
            })
            .or_else(|| {
                let free = !matches!(kind, EventKind::Meeting | EventKind::Resolution);
                free.then(|| name_with_date(r, group, d))?
            })
            .or_else(|| {
                (kind == EventKind::Meeting).then(|| super::meetings::label(r, group, at))?
            }),
    };
    let found = found.map(|name| {
        if kind == EventKind::Meeting && super::meetings::is_nameless(&name) {
            nameless_meeting(r, group, &name)
        } else {
            name
        }
    });
    let label = found.unwrap_or_else(|| sentence_label(r, group, at));
    let label = shorten(&label);
    let label = without_loose_end(&label);
    let label = label.trim_matches(|c: char| "，、：:,（(。；;".contains(c) || c.is_whitespace());
    if label.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        if r.text.solid_before(group.head.end) == '(' {
            return cut(&trim_head(&clause_of(r, group)), LONGEST);
        }
        let end = group.sentence.end.min(group.sentence.start + 60);
        return cut(&clean(r, group.sentence.start, end), LONGEST);
    }
    cut(label, LONGEST)
}

/// Words that lead on to what a label leaves out.
const LEADS_ON: [&str; 6] = ["并于", "并在", "并将", "以及", "关于", "对于"];

/// A label without a last word that leads on to nothing: 该组成立并于.
fn without_loose_end(label: &str) -> &str {
    let rest = LEADS_ON.iter().find_map(|w| label.strip_suffix(w));
    rest.filter(|r| r.chars().count() >= 4).unwrap_or(label)
}

/// A meeting without a name: whose section it stands in, and what is said of it.
fn nameless_meeting(r: &Reading, group: &Group, words: &str) -> String {
    let whose = r.party.map(shorten).filter(|p| !words.contains(p.as_str()));
    let tail = clean(r, group.tail.start, group.tail.end);
    let (before, said) = tail.split_once(words).unwrap_or_default();
    let said = said.split(['，', ',', '：']).next().unwrap_or("");
    // 另一次关于某事的研讨会: on what it was is the most that is known of it.
    let topic = before.rfind("关于").map_or("", |at| &before[at..]);
    let topic = if topic.ends_with('的') { topic } else { "" };
    cut(
        &format!("{}{topic}{words}{said}", whose.unwrap_or_default()),
        LONGEST,
    )
}

/// All words of the clause of a date, from the sign before it to the sign after it: 某国(2012)和某国承办了会议.
fn clause_of(r: &Reading, group: &Group) -> String {
    let sign = |i: usize| ",。;:".contains(r.text.get(i));
    let start = (group.sentence.start..group.head.end)
        .rev()
        .skip_while(|&i| sign(i) || r.text.get(i) == ' ')
        .find(|&i| sign(i))
        .map_or(group.sentence.start, |i| i + 1);
    let end = (group.tail.start + 3..group.sentence.end)
        .find(|&i| sign(i))
        .unwrap_or(group.sentence.end);
    clean(r, start, end.min(start + 90))
}

/// 第3854号文件, 第5569号决定: an act known by its number; the index of 第 and after the noun.
pub fn act_number(r: &Reading, group: &Group) -> Option<Range<usize>> {
    let t = &r.text;
    let mut from = t.skip_blank(group.tail.start);
    if t.get(from) == '的' {
        from = t.skip_blank(from + 1);
    }
    if t.starts(from, "(EU)") {
        from = t.skip_blank(from + 4);
    }
    if t.get(from) != '第' {
        return None;
    }
    let mut i = t.skip_blank(from + 1);
    let digits = i;
    while t.get(i).is_ascii_alphanumeric() || (i > digits && "-/和、, ".contains(t.get(i))) {
        i += 1;
        if i - digits > 30 {
            return None;
        }
    }
    if t.get(i) != '号' || !t.chars()[digits..i].iter().any(char::is_ascii_digit) {
        return None;
    }
    let k = t.skip_blank(i + 1);
    const NOUNS: [&str; 11] = [
        "统一判决",
        "判决",
        "文件",
        "决定",
        "条例",
        "指令",
        "法令",
        "法律",
        "总统令",
        "公告",
        "法",
    ];
    let (_, end) = t.any_of(k, &NOUNS)?;
    Some(from..end)
}

fn numbered_act(r: &Reading, group: &Group, year: i32, nth: usize) -> Option<String> {
    let act = act_number(r, group)?;
    let words = clean(r, act.start, act.end);
    // 第3711和3854号文件: each its own number.
    let (numbers, noun) = words.split_once('号')?;
    let number = numbers
        .trim_start_matches('第')
        .split(['和', '、', ','])
        .nth(nth)?;
    let (number, noun) = (number.trim().to_owned(), noun.to_owned());
    let head = trim_tail(&trim_head(&clean(r, group.head.start, group.head.end)));
    // 某议会关于某事的2016年第679号条例: who, not about what.
    let head = match head.split_once("关于") {
        Some((who, _)) if who.chars().count() >= 2 => who.trim_start_matches("通过"),
        _ => head.as_str(),
    };
    let who = subject(head.trim_start_matches('由'), 20);
    let who = LEXICON
        .first_verb(&who)
        .map_or(who.clone(), |(from, _)| who[..from].to_owned());
    Some(format!("{who}{year}年第{number}号{noun}"))
}

/// 政府专家组2015年报告: who, the year, 报告.
fn yearly_report(r: &Reading, group: &Group, year: i32) -> Option<String> {
    let t = &r.text;
    let near = group.tail.start..(group.tail.start + 30).min(group.tail.end);
    let tail: String = t.string(near.start, near.end);
    let between = &tail[..tail.find("报告")?];
    if between.contains([',', '《', '“']) {
        return None;
    }
    let who = body_range(r, &near)
        .filter(|w| w.start < near.start + between.chars().count())
        .or_else(|| body_range(r, &before(group)))
        // The one whose reports the paragraph speaks of.
        .or_else(|| body_range(r, &(0..group.sentence.start)).filter(|_| between.is_empty()))?;
    Some(format!("{}{year}年报告", clean(r, who.start, who.end)))
}

/// The part of the sentence before the date that may name who acted.
pub fn before(group: &Group) -> Range<usize> {
    let start = group.head.end.saturating_sub(200);
    start.max(group.sentence.start)..group.head.end
}

/// Where the last body of a stretch is named.
fn body_range(r: &Reading, stretch: &Range<usize>) -> Option<Range<usize>> {
    let found = LEXICON.bodies.find(&r.text.chars()[stretch.clone()]);
    let (from, to, _) = found.last()?;
    Some(stretch.start + from..stretch.start + to)
}

/// The last body named in a stretch.
pub fn last_body(r: &Reading, stretch: &Range<usize>) -> Option<(&'static str, usize)> {
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
    let comma = t.skip_blank(group.tail.start);
    if t.get(comma) == ',' && comma < group.tail.end && group.tail.end >= group.sentence.end {
        let name = clean(r, comma + 1, group.tail.end);
        let n = name.chars().count();
        if (2..=6).contains(&n) && name.chars().all(is_han) {
            return Some(name);
        }
    }
    None
}

#[cfg(test)]
mod tests;
