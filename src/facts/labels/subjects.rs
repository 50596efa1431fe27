//! Who acts: names before commas and brackets, what pronouns and pointers stand for, the topic.
//!
//! Part of `labels.rs`; knows no more than it.

use super::*;

/// 该学校面向…,于2018年启用: the subject of the clause that the sentence begins with, where it is short.
pub(super) fn first_subject(r: &Reading, group: &Group) -> Option<String> {
    let t = &r.text;
    let date = r.dates.get(group.dates.start)?;
    let start = group.sentence.start;
    let comma = (start..date.from.min(start + 60)).find(|&i| t.get(i) == ',')?;
    let clause = trim_head(&clean(r, start, comma));
    const POINTERS: [&str; 5] = ["该", "上述", "这一", "这项", "此"];
    let pointer = POINTERS.iter().find(|p| clause.starts_with(**p))?;
    let noun: String = clause
        .chars()
        .skip(pointer.chars().count())
        .take_while(|c| is_han(*c) && !"的于在由为被将已也还都之就向面对是从".contains(*c))
        .take(8)
        .collect();
    (noun.chars().count() >= 2).then(|| format!("{pointer}{noun}"))
}

/// 如某国,2011年10月提交…: the phrase before a comma that is only a name, else "".
pub(super) fn before_comma(r: &Reading, group: &Group) -> String {
    let t = &r.text;
    let comma = t.skip_blank_back(group.head.end);
    if t.before(comma) != ',' {
        return String::new();
    }
    let least = comma.saturating_sub(16).max(group.sentence.start);
    let start = (least..comma - 1)
        .rev()
        .find(|&i| ",。;:、)”》".contains(t.get(i)))
        .map_or(least, |i| i + 1);
    let phrase = trim_head(&clean(r, start, comma - 1));
    let chars: Vec<char> = phrase.chars().map(|c| LEXICON.simplified(c)).collect();
    let name = LEXICON
        .states
        .at(&chars, 0)
        .or(LEXICON.bodies.at(&chars, 0));
    match name {
        Some((n, _)) if n == chars.len() => phrase,
        _ => String::new(),
    }
}

/// 某国(2012)和某国(2013)先后主办了会议: each name with its year did what is said of all. The label of this one.
pub(super) fn one_of_several(r: &Reading, group: &Group) -> Option<String> {
    let t = &r.text;
    let bracketed = |at: usize| {
        let d = r.dates.get(at)?;
        let open = t.skip_blank_back(d.from);
        let close = t.skip_blank(d.to);
        (t.before(open) == '(' && t.get(close) == ')').then(|| (open - 1, close + 1))
    };
    let (open, mut end) = bracketed(group.dates.start).filter(|_| group.dates.len() == 1)?;
    let mut next = group.dates.start + 1;
    // Over the names after this one to what is said of all.
    while let Some((o, c)) = bracketed(next)
        && o < end + 16
        && "和及与、".contains(t.get(t.skip_blank(end)))
    {
        end = c;
        next += 1;
    }
    let (_, said) = t.any_of(t.skip_blank(end), &["先后", "分别", "相继"])?;
    let stop = (said..group.sentence.end).find(|&i| ",。;:".contains(t.get(i)))?;
    let start = (group.sentence.start..open)
        .rev()
        .find(|&i| ",。;:、和及与)".contains(t.get(i)))
        .map_or(group.sentence.start, |i| i + 1);
    let name = trim_head(&clean(r, start, open));
    let long = name.chars().count();
    (2..=14)
        .contains(&long)
        .then(|| format!("{name}{}", clean(r, said, stop)))
}

/// The name straight before a bracket that begins with the date: in quotes, else up to the last sign.
pub(super) fn before_bracket(r: &Reading, group: &Group) -> Option<String> {
    let t = &r.text;
    let date = r.dates.get(group.dates.start)?;
    let least = date.from.saturating_sub(14).max(group.sentence.start);
    let open = (least..date.from)
        .rev()
        .take_while(|&i| t.get(i) != ')')
        .find(|&i| t.get(i) == '(')?;
    if t.get(t.skip_blank(date.to)) == ')' {
        return None;
    }
    let end = t.skip_blank_back(open);
    let least = end.saturating_sub(40).max(group.sentence.start);
    let quote = match t.before(end) {
        '”' => Some('“'),
        '》' => Some('《'),
        _ => None,
    };
    let start = match quote {
        Some(q) => (least..end).rev().find(|&i| t.get(i) == q)?,
        None => {
            let sign = |signs: &'static str| {
                let mut back = (least..end).rev();
                back.find(|&i| signs.contains(t.get(i)))
                    .map_or(least, |i| i + 1)
            };
            let whole = sign(",。;:、(“”《》");
            // 某机构报告的附件: whole where it is short and begins the clause.
            if end - whole <= 24 && (whole > least || least == group.sentence.start) {
                let name = trim_head(&clean(r, whole, end));
                let plain = LEXICON.first_verb(&name).is_none();
                if plain && (2..=22).contains(&name.chars().count()) {
                    return Some(name);
                }
            }
            sign(",。;:、(“”《》的")
        }
    };
    let name = clean(r, start, end);
    let name = name.trim_matches(['“', '”']);
    let n = name.chars().count();
    (2..=16).contains(&n).then(|| name.to_owned())
}

/// The state or body that a phrase with a verb ends with.
pub(super) fn last_name(phrase: &str) -> Option<String> {
    let chars: Vec<char> = phrase.chars().map(|c| LEXICON.simplified(c)).collect();
    let ends = |(from, to): (usize, usize)| (to == chars.len() && from > 0).then_some(from);
    let from = LEXICON
        .bodies
        .find(&chars)
        .last()
        .and_then(|f| ends((f.0, f.1)))
        .or_else(|| {
            LEXICON
                .states
                .find(&chars)
                .last()
                .and_then(|f| ends((f.0, f.1)))
        })?;
    Some(phrase.chars().skip(from).collect())
}

/// A subject with what it stands for: pronouns take the topic, 该… and 上述… the name they point to.
pub(super) fn named(r: &Reading, group: &Group, who: &str) -> String {
    const PRONOUNS: [&str; 8] = ["它们", "他们", "我们", "它", "他", "她", "其", "我国"];
    if let Some(rest) = PRONOUNS.iter().find_map(|p| strip_start(who, p))
        && !rest.starts_with(['他', '中', '间', '余', '实', '它'])
        && let Some(topic) = topic(r, group)
    {
        let rest = rest.trim_start_matches(['还', '也', '曾', '又', '已', '的']);
        return format!("{topic}{rest}");
    }
    pointed(r, group, who)
}

/// Words that point to a name with the same noun.
const POINTERS: [&str; 9] = [
    "上述", "该项", "该", "这一", "这项", "这份", "这个", "此项", "此",
];

/// A phrase with the name that 该…, 上述… point to.
pub(super) fn pointed(r: &Reading, group: &Group, who: &str) -> String {
    let Some(rest) = POINTERS.iter().find_map(|p| strip_start(who, p)) else {
        return who.to_owned();
    };
    let noun: String = rest
        .chars()
        .take_while(|c| is_han(*c) && !"的于在由为被将已也还都之就".contains(*c))
        .take(8)
        .collect();
    let equal = ["条约", "文书", "文件"].iter().any(|w| noun == *w);
    if equal && let Some(title) = title_before(r, group) {
        return format!(
            "{title}{}",
            rest.chars().skip(noun.chars().count()).collect::<String>()
        );
    }
    // A clause of the same sentence may name it too.
    let most = group.head.start.max(group.sentence.start);
    match name_ending(r, most, &noun) {
        Some((name, n)) => format!("{name}{}", rest.chars().skip(n).collect::<String>()),
        None => who.to_owned(),
    }
}

/// The title in 《》 that the sentence before ends near.
fn title_before(r: &Reading, group: &Group) -> Option<String> {
    let t = &r.text;
    let end = group.head.start.max(group.sentence.start);
    let close = (end.saturating_sub(80)..end)
        .rev()
        .find(|&i| t.get(i) == '》')?;
    let open = (close.saturating_sub(40)..close)
        .rev()
        .find(|&i| t.get(i) == '《')?;
    Some(clean(r, open, close + 1))
}

/// The last name before `most` that ends with a beginning of `noun` of two characters or more, and how
/// many of its characters that is.
pub(super) fn name_ending(r: &Reading, most: usize, noun: &str) -> Option<(String, usize)> {
    let t = &r.text;
    let noun: Vec<char> = noun.chars().map(|c| LEXICON.simplified(c)).collect();
    let least = most.saturating_sub(300);
    for n in (2..=noun.len()).rev() {
        let word: String = noun[..n].iter().collect();
        for end in (least..most).rev() {
            if !t.ends(end, &word) {
                continue;
            }
            if !matches!(t.get(end), '》' | '”') {
                let name = bare_name(r, least, end, n);
                if let Some(name) = name.filter(|n| !POINTERS[2..7].iter().any(|p| n.contains(p))) {
                    return Some((name, word.chars().count()));
                }
                continue;
            }
            let open = (least..end)
                .rev()
                .find(|&i| matches!(t.get(i), '《' | '“'))?;
            let name = clean(r, open, end + 1);
            if name.chars().count() <= 24 {
                return Some((name, n));
            }
        }
    }
    None
}

/// A name without quotes that ends at `end`, from the last sign or preposition on: at least two characters more
/// than its noun.
fn bare_name(r: &Reading, least: usize, end: usize, noun: usize) -> Option<String> {
    let t = &r.text;
    if is_han(t.get(end)) && !"的于在由为被将已也还和与及是从".contains(t.get(end)) {
        return None;
    }
    let start = (least.max(end.saturating_sub(20))..end).rev().find(|&i| {
        let c = t.get(i);
        (!is_han(c) && !c.is_ascii_alphanumeric()) || "的了在为是将于和与及由被该此".contains(c)
    })?;
    // “某题”的决议草案, “某题”课程: with the words in quotes.
    let at = if t.get(start) == '的' {
        start - 1
    } else {
        start
    };
    let quoted = match t.get(at) {
        '”' => Some('“'),
        '》' => Some('《'),
        _ => None,
    };
    if let Some(q) = quoted
        && let Some(open) = (at.saturating_sub(24)..at).rev().find(|&i| t.get(i) == q)
    {
        return Some(clean(r, open, end));
    }
    let name = clean(r, start + 1, end);
    let n = name.chars().count();
    (noun + 2..=16).contains(&n).then_some(name)
}

/// Who the paragraph speaks of: a body or state that it begins with, else the party whose section it is.
pub(super) fn topic(r: &Reading, group: &Group) -> Option<String> {
    let chars = r.text.chars();
    let begin = (0..group.sentence.start.min(12)).find(|&i| is_han(r.text.get(i)));
    begin
        .and_then(|i| {
            let found = LEXICON.states.at(chars, i).or(LEXICON.bodies.at(chars, i));
            found.map(|(_, name)| shorten(name))
        })
        .or_else(|| r.party.map(shorten))
}
