//! Short labels of events in the words of the text: who did what.
//!
//! In: a `Reading` and the clause of a date. Out: at most 30 characters. Must not know how kinds are chosen.

use super::clauses::Group;
use super::lexicon::LEXICON;
use super::model::EventKind;
use super::phrases::{clean, cut, last, shorten, trim_head, trim_lead, trim_tail};
use super::reading::{Cite, Reading};
use super::scan::{END, is_han};
use crate::document::{BlockKind, Document};
use std::ops::Range;

/// Characters of a label at most.
pub const LONGEST: usize = 30;
/// Characters of its subject at most.
const SUBJECT: usize = 14;

/// `大会第55/2号决议（某题目）`.
pub fn resolution(r: &Reading, cite: &Cite) -> String {
    let printed = cite.named.clone().map(|n| clean(r, n.start, n.end));
    let organ = printed.as_deref().unwrap_or(cite.organ);
    let mut label = name_of_symbol(&cite.symbol, organ);
    if let Some(title) = title_beside(r, cite.from, cite.to).or_else(|| title_in_note(r, cite)) {
        label.push('（');
        label.push_str(&title);
        label.push('）');
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
    while "(:,".contains(t.get(a)) && t.get(a) != END {
        a = t.skip_blank(a + 1);
    }
    if t.starts(a, "出台") || t.starts(a, "题为") {
        a += 2;
    }
    if matches!(t.get(a), '“' | '《') {
        let close = if t.get(a) == '“' { '”' } else { '》' };
        let end = (a + 1..a + 60).find(|&i| t.get(i) == close)?;
        return Some(clean(r, a + 1, end));
    }
    None
}

/// In a note that gives title, date and symbol, the title stands first.
fn title_in_note(r: &Reading, cite: &Cite) -> Option<String> {
    if r.block.kind != BlockKind::Footnote {
        return None;
    }
    let sentence = r.sentence(cite.from);
    let start = cite.from.saturating_sub(80).max(sentence.start);
    let open = (start..cite.from).find(|&i| matches!(r.text.get(i), '“' | '《'))?;
    let close = (open..cite.from).find(|&i| matches!(r.text.get(i), '”' | '》'))?;
    Some(clean(r, open + 1, close))
}

/// A document named by its symbol: its title beside it, or what the clause calls it.
pub fn document(r: &Reading, cite: &Cite) -> String {
    if let Some(title) = title_beside(r, cite.from, cite.to) {
        return cut(&format!("{title}（{}）", cite.symbol), LONGEST);
    }
    let sentence = r.sentence(cite.from);
    let mut start = r.text.skip_blank_back(cite.from);
    while start > sentence.start && "([见参0123456789 ".contains(r.text.before(start)) {
        start -= 1;
    }
    let end = start;
    // 《…》由…提出(A/66/359)
    let named = (end.saturating_sub(60).max(sentence.start)..end).find(|&i| r.text.get(i) == '《');
    if let Some(open) = named
        && let Some(close) = (open..end).find(|&i| r.text.get(i) == '》')
        && !r.text.string(close, end).contains("报告")
    {
        let title = clean(r, open, close + 1);
        return cut(&format!("{title}（{}）", cite.symbol), LONGEST);
    }
    while start > sentence.start && !",:。;、(".contains(r.text.before(start)) && end - start < 22
    {
        start -= 1;
    }
    let words = trim_head(&clean(r, start, end));
    let words = trim_tail(&words);
    const NOUNS: [&str; 17] = [
        "报告", "文件", "附件", "草案", "信", "照会", "说明", "议程", "清单", "决议", "建议",
        "宣言", "记录", "公报", "提案", "准则", "声明",
    ];
    if !NOUNS.iter().any(|n| words.ends_with(n)) {
        return cut(&format!("{}号文件", cite.symbol), LONGEST);
    }
    cut(&format!("{words}（{}）", cite.symbol), LONGEST)
}

/// The meeting that a document is of: by the name of a body in the lines above, else by its body or title.
pub fn meeting_of(document: &Document, index: usize) -> String {
    let above = document.blocks[index.saturating_sub(3)..index.min(document.blocks.len())]
        .iter()
        .rev()
        .map(|b| b.text.trim())
        .find(|t| t.chars().count() <= 40 && LEXICON.name_endings.iter().any(|e| t.ends_with(e)));
    let name = above
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

/// The label of a date's clause.
pub fn of(r: &Reading, group: &Group, at: usize, kind: EventKind, nth: usize) -> String {
    let d = &r.dates[at];
    let found = match kind {
        EventKind::Citation => super::works::label(r, group, d),
        _ => title_around(r, d.from, d.to)
            .or_else(|| numbered_act(r, group, i32::from(d.start.year), nth))
            .or_else(|| {
                (kind == EventKind::Report)
                    .then(|| yearly_report(r, group, i32::from(d.start.year)))?
            })
            .or_else(|| {
                (kind == EventKind::Meeting).then(|| super::meetings::label(r, group, at))?
            }),
    };
    let label = found.unwrap_or_else(|| sentence_label(r, group));
    let label = shorten(&label);
    let label = label.trim_matches(|c: char| "，、：:,（(。；;".contains(c) || c.is_whitespace());
    if label.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        let end = group.sentence.end.min(group.sentence.start + 60);
        return cut(&clean(r, group.sentence.start, end), LONGEST);
    }
    cut(label, LONGEST)
}

/// 《2018-2021年…战略》: the date stands in a title.
pub fn title_around(r: &Reading, from: usize, to: usize) -> Option<String> {
    let range = title_range(r, from, to)?;
    Some(clean(r, range.start, range.end))
}

/// The title in 《》 that holds a stretch.
pub fn title_range(r: &Reading, from: usize, to: usize) -> Option<Range<usize>> {
    let t = &r.text;
    // 《国际网络参与战略》(2017年): the date in brackets belongs to the title before it.
    let bracket = t.skip_blank_back(from);
    if t.before(bracket) == '(' && t.get(t.skip_blank(to)) == ')' {
        let end = t.skip_blank_back(bracket - 1);
        if t.before(end) == '》' {
            let open = (end.saturating_sub(60)..end)
                .rev()
                .find(|&i| t.get(i) == '《')?;
            return Some(open..end);
        }
    }
    let open = (from.saturating_sub(30)..from)
        .rev()
        .find(|&i| matches!(t.get(i), '《' | '》'))?;
    let close = (to..to + 50).find(|&i| matches!(t.get(i), '《' | '》') || t.get(i) == END)?;
    (t.get(open) == '《' && t.get(close) == '》').then_some(open..close + 1)
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
    let who = subject(
        &trim_tail(&trim_head(&clean(r, group.head.start, group.head.end))),
        20,
    );
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
        .or_else(|| body_range(r, &before(group)))?;
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

/// Subject, verb, object of the clause: what stands before the verb, the verb, and the end of what stands
/// after it, for there the head of a Chinese phrase is.
fn sentence_label(r: &Reading, group: &Group) -> String {
    let head = trim_tail(&trim_head(&clean(r, group.head.start, group.head.end)));
    let tail = trim_lead(&clean(r, group.tail.start, group.tail.end));
    // 该小组成立于…: the verb stands before the date.
    if LEXICON.ends_in_verb(&head) && head.chars().count() > 4 {
        return from_boundary(&last(&head, LONGEST));
    }
    let Some((from, to)) = LEXICON.main_verb(&tail) else {
        if let Some(label) = next_clause(r, group, &tail) {
            return label;
        }
        if tail.is_empty() {
            return last(&head, LONGEST);
        }
        return format!("{}{tail}", subject(&head, SUBJECT));
    };
    let before = actor(&tail[..from]);
    let verb = &tail[from..to];
    let object = tail[to..].trim_start_matches(['了', '的', '过']);
    let own = before.chars().filter(|c| is_han(*c)).count() >= 2
        && !before.ends_with(['上', '中', '下', '式']);
    let who = if own || head.is_empty() {
        before
    } else {
        &head
    };
    let who = subject(who, SUBJECT);
    let room = LONGEST.saturating_sub(who.chars().count() + verb.chars().count());
    format!("{who}{verb}{}", object_end(object, room))
}

/// 政府由…牵头，发布了《…》: the verb stands in the next clause of the sentence.
fn next_clause(r: &Reading, group: &Group, tail: &str) -> Option<String> {
    let next = r.dates.get(group.dates.end);
    let limit = next.map_or(group.sentence.end, |n| n.from.min(group.sentence.end));
    let end = (group.tail.end + 1..limit.min(group.tail.end + 60))
        .find(|&i| r.text.get(i) == ',')
        .unwrap_or(limit.min(group.tail.end + 60));
    if end <= group.tail.end + 1 || tail.is_empty() {
        return None;
    }
    let more = clean(r, group.tail.end + 1, end);
    let (from, to) = LEXICON.main_verb(&more).filter(|(from, _)| *from < 12)?;
    let who = subject(tail.split('由').next().unwrap_or(tail), 10);
    let object = more[to..].trim_start_matches(['了', '的', '过']);
    let verb = &more[from..to];
    let room = LONGEST.saturating_sub(who.chars().count() + verb.chars().count());
    Some(format!("{who}{verb}{}", object_end(object, room)))
}

/// Who acts, before a verb: up to the first preposition; nothing where it begins with one.
fn actor(s: &str) -> &str {
    const PREPOSITIONS: [char; 9] = ['在', '就', '向', '对', '于', '以', '为', '被', '从'];
    match s.find(PREPOSITIONS) {
        Some(at) if s[..at].chars().count() >= 2 => &s[..at],
        Some(0) => "",
        _ => s,
    }
}

/// The subject in at most `n` characters: of a long list the first and 等, else its end.
pub fn subject(s: &str, n: usize) -> String {
    let s = shorten(s.trim_matches(['“', '”']));
    if s.chars().count() <= n {
        return s;
    }
    if let Some((first, _)) = s.split_once('、')
        && (2..=n).contains(&first.chars().count())
    {
        return format!("{first}等");
    }
    from_boundary(&last(&s, n))
}

/// The object in at most `n` characters: a title whole where it fits, else its end.
fn object_end(s: &str, n: usize) -> String {
    let s = shorten(s);
    if s.chars().count() <= n {
        return s;
    }
    if let (Some(open), Some(close)) = (s.find('《'), s.find('》'))
        && open < close
    {
        let title = &s[open..close + '》'.len_utf8()];
        if title.chars().count() <= n {
            return title.to_owned();
        }
        return from_boundary(&last(title, n));
    }
    from_boundary(&last(&s, n))
}

/// From the first boundary of a phrase near the start on, so that no word is cut in two.
fn from_boundary(s: &str) -> String {
    let limit = s.chars().count() / 2;
    for (i, (at, c)) in s.char_indices().enumerate() {
        if i > limit {
            break;
        }
        if "的、“《”》，在和与及".contains(c) {
            let keep = matches!(c, '“' | '《');
            return s[if keep { at } else { at + c.len_utf8() }..].to_owned();
        }
    }
    s.to_owned()
}
