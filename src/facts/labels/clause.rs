//! The label of a clause: who did what.
//!
//! Part of `labels.rs`; knows no more than it. Chinese is read as a topic chain: a clause without a subject
//! goes on with that of the sentence before it, a pronoun stands for it, 该, 上述 and 这一 point to a name that
//! ends with the same noun.

use super::*;

/// Verbs after which stands what was said.
const SPOKE: [&str; 6] = ["表示", "指出", "强调", "宣布", "声称", "号称"];

/// Subject, verb, object of the clause: what stands before the verb, the verb, and the end of what stands
/// after it, for there the head of a Chinese phrase is.
pub(super) fn sentence_label(r: &Reading, group: &Group) -> String {
    let head = trim_tail(&trim_head(&clean(r, group.head.start, group.head.end)));
    let tail = trim_lead(&clean(r, group.tail.start, group.tail.end));
    let head = if head.is_empty() {
        before_comma(r, group)
    } else {
        head
    };
    // 该小组成立于…: the verb stands before the date.
    if LEXICON.ends_in_verb(&head) && head.chars().count() > 4 {
        let whole = named(r, group, &head);
        if whole.chars().count() <= LONGEST {
            return whole;
        }
        return end_of(&head, LONGEST);
    }
    // 项目始于2011年: it began.
    if head.ends_with('始') && tail.is_empty() {
        let d = &r.dates[group.dates.start];
        return end_of(&format!("{head}于{}", clean(r, d.from, d.to)), LONGEST);
    }
    // 某委员会(2009年由…建立): what the bracket tells is told of the name before it.
    let bracket = before_bracket(r, group);
    let Some((from, to)) = LEXICON.main_verb(&tail) else {
        if let Some(label) = next_clause(r, group, &tail) {
            return label;
        }
        if tail.is_empty() {
            return end_of(&head, LONGEST);
        }
        let who = bracket.unwrap_or(head);
        return format!("{}{tail}", subject(&named(r, group, &who), SUBJECT));
    };
    let verb = &tail[from..to];
    if let Some(label) = since_founded(&tail, from, to) {
        return label;
    }
    // …构成了某委员会2012年发表的《某战略》: who acted stands last before the date.
    let head = if tail[to..].starts_with('的') {
        last_name(&head).unwrap_or(head)
    } else {
        head
    };
    let object = tail[to..].trim_start_matches(['了', '的', '过']);
    // 某国批准的《某公约》第19条: what was ratified is the whole.
    let object = match object.find('》') {
        Some(close) if tail[to..].starts_with('的') && object.starts_with('《') => {
            &object[..close + '》'.len_utf8()]
        }
        _ => object,
    };
    if let Some(who) = bracket {
        let room = LONGEST.saturating_sub(who.chars().count() + verb.chars().count());
        return format!("{who}{verb}{}", object_end(object, room));
    }
    let before = actor(&tail[..from]);
    let own = before.chars().filter(|c| is_han(*c)).count() >= 2
        && !before.ends_with(['上', '中', '下', '式'])
        && !before.contains("会议上");
    let who = if own || head.is_empty() {
        before
    } else {
        &head
    };
    let who = named(r, group, who);
    let who = if who.is_empty() {
        first_subject(r, group)
            .map(|s| named(r, group, &s))
            .or_else(|| topic(r, group))
            .unwrap_or_default()
    } else {
        // A short clause leaves more room for who it is.
        let said = verb.chars().count() + object.chars().count().min(12);
        subject(&who, SUBJECT.max(LONGEST.saturating_sub(said)))
    };
    if object.is_empty() && SPOKE.contains(&verb) {
        let spoke = tail.strip_prefix(before).filter(|_| own).unwrap_or(&tail);
        return cut(&format!("{who}{}", what_was_said(r, group, spoke)), LONGEST);
    }
    // Where there is room, with all that the clause says: 在某地就某事发表演讲.
    let whole = if own || head.is_empty() {
        tail.strip_prefix(before).unwrap_or(&tail)
    } else {
        &tail
    };
    let whole = whole.trim_start_matches(['曾', '也', '还', '已', '又']);
    let fits = who.chars().count() + whole.chars().count() <= LONGEST;
    if fits && !whole.contains(['，', ',']) && (own || tail.starts_with(['就', '对', '在', '向']))
    {
        return format!("{who}{whole}");
    }
    let room = LONGEST.saturating_sub(who.chars().count() + verb.chars().count());
    const OF_WILL: [&str; 8] = [
        "同意", "决定", "承诺", "提议", "要求", "宣布", "呼吁", "邀请",
    ];
    if OF_WILL.contains(&verb) {
        return format!("{who}{verb}{}", object_start(object, room));
    }
    format!("{who}{verb}{}", object_end(object, room))
}

/// 表示,他视…为…: the clause with what was said after it.
fn what_was_said(r: &Reading, group: &Group, spoke: &str) -> String {
    let from = group.tail.end + 1;
    let end = (from..group.sentence.end.min(from + 40)).find(|&i| "。;".contains(r.text.get(i)));
    let said = clean(
        r,
        from.min(group.sentence.end),
        end.unwrap_or(group.sentence.end.min(from + 40)),
    );
    format!("{spoke}，{said}")
}

/// What somebody decided to do, in at most `n` characters: its beginning, up to the end of a phrase.
fn object_start(s: &str, n: usize) -> String {
    let s = shorten(s);
    if s.chars().count() <= n {
        return s;
    }
    let short: String = s.chars().take(n).collect();
    let least = short.chars().count() / 2;
    let boundary = short
        .char_indices()
        .enumerate()
        .filter(|(i, (_, c))| *i >= least && "，,来以并、“".contains(*c))
        .map(|(_, (at, _))| at)
        .next();
    cut(&short[..boundary.unwrap_or(short.len())], n)
}

/// 自2013年6月成立后某组举行了…: what was founded stands after it.
fn since_founded(tail: &str, from: usize, to: usize) -> Option<String> {
    let verb = &tail[from..to];
    if from > 0 || !["成立", "建立", "设立", "创立", "创建"].contains(&verb) {
        return None;
    }
    let rest = ["以来", "以后", "之后", "后"]
        .iter()
        .find_map(|w| tail[to..].strip_prefix(w))?;
    let rest = rest.trim_start_matches(['，', ',']);
    let (end, _) = LEXICON.main_verb(rest)?;
    let who = rest[..end].trim_end_matches(['已', '曾', '共', '还']);
    ((2..=16).contains(&who.chars().count())).then(|| format!("{who}{verb}"))
}

/// 该学校面向…,于2018年启用: the subject of the clause that the sentence begins with, where it is short.
fn first_subject(r: &Reading, group: &Group) -> Option<String> {
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
fn before_comma(r: &Reading, group: &Group) -> String {
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

/// The name straight before a bracket that begins with the date: in quotes, else up to the last sign.
fn before_bracket(r: &Reading, group: &Group) -> Option<String> {
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
        None => (least..end)
            .rev()
            .find(|&i| ",。;:、(“”《》的".contains(t.get(i)))
            .map_or(least, |i| i + 1),
    };
    let name = clean(r, start, end);
    let name = name.trim_matches(['“', '”']);
    let n = name.chars().count();
    (2..=16).contains(&n).then(|| name.to_owned())
}

/// The state or body that a phrase with a verb ends with.
fn last_name(phrase: &str) -> Option<String> {
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
fn named(r: &Reading, group: &Group, who: &str) -> String {
    const PRONOUNS: [&str; 8] = ["它们", "他们", "我们", "它", "他", "她", "其", "我国"];
    if let Some(rest) = PRONOUNS.iter().find_map(|p| who.strip_prefix(p))
        && !rest.starts_with(['他', '中', '间', '余', '实', '它'])
        && let Some(topic) = topic(r, group)
    {
        let rest = rest.trim_start_matches(['还', '也', '曾', '又', '已', '的']);
        return format!("{topic}{rest}");
    }
    const POINTERS: [&str; 9] = [
        "上述", "该项", "该", "这一", "这项", "这份", "这个", "此项", "此",
    ];
    let Some(rest) = POINTERS.iter().find_map(|p| who.strip_prefix(p)) else {
        return who.to_owned();
    };
    let noun: String = rest
        .chars()
        .take_while(|c| is_han(*c) && !"的于在由为被将已也还都之就".contains(*c))
        .take(8)
        .collect();
    match name_ending(r, group, &noun) {
        Some((name, n)) => format!("{name}{}", rest.chars().skip(n).collect::<String>()),
        None => who.to_owned(),
    }
}

/// The last name before the sentence that ends with a beginning of `noun` of two characters or more, and how
/// many of its characters that is.
fn name_ending(r: &Reading, group: &Group, noun: &str) -> Option<(String, usize)> {
    let t = &r.text;
    let noun: Vec<char> = noun.chars().map(|c| LEXICON.simplified(c)).collect();
    let least = group.sentence.start.saturating_sub(300);
    for n in (2..=noun.len()).rev() {
        let word: String = noun[..n].iter().collect();
        for end in (least..group.sentence.start).rev() {
            if !t.ends(end, &word) {
                continue;
            }
            if !matches!(t.get(end), '》' | '”') {
                if let Some(name) = bare_name(r, least, end, n) {
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
fn topic(r: &Reading, group: &Group) -> Option<String> {
    let chars = r.text.chars();
    let begin = (0..group.sentence.start.min(12)).find(|&i| is_han(r.text.get(i)));
    begin
        .and_then(|i| {
            let found = LEXICON.states.at(chars, i).or(LEXICON.bodies.at(chars, i));
            found.map(|(_, name)| shorten(name))
        })
        .or_else(|| r.party.map(shorten))
}

/// 政府由…牵头，发布了《…》: the verb stands in the next clause of the sentence.
fn next_clause(r: &Reading, group: &Group, tail: &str) -> Option<String> {
    let next = r.dates.get(group.dates.end);
    let limit = next.map_or(group.sentence.end, |n| n.from.min(group.sentence.end));
    let end = (group.tail.end + 1..limit.min(group.tail.end + 60))
        .find(|&i| r.text.get(i) == ',')
        .unwrap_or(limit.min(group.tail.end + 60));
    if end <= group.tail.end + 1 || tail.is_empty() || r.text.get(group.tail.end) == ')' {
        return None;
    }
    let more = clean(r, group.tail.end + 1, end);
    let (from, to) = LEXICON
        .main_verb(&more)
        .filter(|(from, to)| *from < 12 && !SPOKE.contains(&&more[*from..*to]))?;
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
    end_of(&s, n)
}

/// The object in at most `n` characters: a title whole where it fits, else its end.
fn object_end(s: &str, n: usize) -> String {
    let s = shorten(s);
    // 《某战略》的基础: what was issued is the title.
    if s.starts_with('《')
        && let Some(close) = s.find("》的")
        && s[..close].chars().count() < n
    {
        return s[..close + '》'.len_utf8()].to_owned();
    }
    if s.chars().count() <= n {
        return s;
    }
    // 决议“…”: the words in quotes are the name; they lose their end.
    if let Some(open) = s.find('“')
        && s[..open].chars().count() <= 6
        && !s[open..].contains(['《', '、'])
    {
        return cut(&s, n);
    }
    if let (Some(open), Some(close)) = (s.find('《'), s.find('》'))
        && open < close
    {
        let title = &s[open..close + '》'.len_utf8()];
        if title.chars().count() <= n {
            return title.to_owned();
        }
        return elided(title, n);
    }
    end_of(&s, n)
}
