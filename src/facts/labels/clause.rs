//! The label of a clause: who did what.
//!
//! Part of `labels.rs`; knows no more than it. Chinese is read as a topic chain: a clause without a subject
//! goes on with that of the sentence before it, a pronoun stands for it, 该, 上述 and 这一 point to a name that
//! ends with the same noun.

use super::subjects::{
    before_bracket, before_comma, first_subject, last_name, named, pointed, topic,
};
use super::*;

/// Verbs after which stands what was said.
const SPOKE: [&str; 6] = ["表示", "指出", "强调", "宣布", "声称", "号称"];

/// Verbs whose object is a clause: what somebody wants begins it.
const OF_WILL: [&str; 8] = [
    "同意", "决定", "承诺", "提议", "要求", "宣布", "呼吁", "邀请",
];

/// Subject, verb, object of the clause: what stands before the verb, the verb, and the end of what stands
/// after it, for there the head of a Chinese phrase is.
pub(super) fn sentence_label(r: &Reading, group: &Group, at: usize) -> String {
    let mut head = trim_tail(&trim_head(&clean(r, group.head.start, group.head.end)));
    if head.is_empty() {
        head = before_comma(r, group);
    }
    let tail = trim_lead(&clean(r, group.tail.start, act_end(r, group)));
    if let Some(label) = said_before(r, group, &head, &tail) {
        return label;
    }
    // 某委员会(2009年由…建立): what the bracket tells is told of the name before it.
    let bracket = before_bracket(r, group);
    if let Some(verb) = LEXICON.main_verb(&tail) {
        return since_founded(&tail, verb)
            .unwrap_or_else(|| with_verb(r, group, head, &tail, verb, bracket, at));
    }
    if let Some(label) = next_clause(r, group, &tail) {
        return label;
    }
    if tail.is_empty() {
        return end_of(&head, LONGEST);
    }
    let who = bracket.unwrap_or(head);
    let room = SUBJECT.max(LONGEST.saturating_sub(tail.chars().count()));
    format!("{}{tail}", subject(&named(r, group, &who), room))
}

/// 2019年分发的草案——暂名《…》——可能通过: where a verb stands before the dash, the date tells when that was.
fn act_end(r: &Reading, group: &Group) -> usize {
    let t = &r.text;
    let dash = (group.tail.start + 4..group.tail.end).find(|&i| t.starts(i, "——"));
    dash.filter(|&dash| {
        let words = t.string(group.tail.start, dash);
        words.contains('的') && LEXICON.first_verb(words.trim()).is_some_and(|v| v.0 == 0)
    })
    .unwrap_or(group.tail.end)
}

/// 该小组成立于…, 项目始于…: the verb stands before the date.
fn said_before(r: &Reading, group: &Group, head: &str, tail: &str) -> Option<String> {
    if LEXICON.ends_in_verb(head) && head.chars().count() > 4 {
        let whole = named(r, group, head);
        let fits = whole.chars().count() <= LONGEST;
        return Some(if fits { whole } else { end_of(head, LONGEST) });
    }
    // 最近一次谈判是在2019年,…: the date is what is said.
    let date = &r.dates[group.dates.start];
    let before = r.text.skip_blank_back(date.from);
    let cleft = r.text.ends(before, "是在") || r.text.ends(before, "是于");
    if cleft && ",。;".contains(r.text.get(r.text.skip_blank(date.to))) {
        let who = head.trim_end_matches(['在', '于', '是']);
        return (who.chars().count() > 3).then(|| end_of(&named(r, group, who), LONGEST));
    }
    if head.ends_with('始') && tail.is_empty() {
        let d = &r.dates[group.dates.start];
        let whole = format!("{head}于{}", clean(r, d.from, d.to));
        return Some(end_of(&whole, LONGEST));
    }
    None
}

/// A clause with its verb (bytes of `tail`) after the date.
fn with_verb(
    r: &Reading,
    group: &Group,
    head: String,
    tail: &str,
    (from, to): (usize, usize),
    bracket: Option<String>,
    at: usize,
) -> String {
    let verb = &tail[from..to];
    let relative = tail[to..].starts_with('的');
    let mut object = tail[to..].trim_start_matches(['了', '的', '过']);
    // 某国批准的《某公约》第19条: what was ratified is the whole.
    if relative
        && object.starts_with('《')
        && let Some(close) = object.find('》')
    {
        object = &object[..close + '》'.len_utf8()];
    }
    let room = |who: &str| LONGEST.saturating_sub(who.chars().count() + verb.chars().count());
    if let Some(who) = bracket {
        return format!("{who}{verb}{}", object_end(object, room(&who)));
    }
    // …构成了某委员会2012年发表的《某战略》: who acted stands last before the date.
    let joined = relative && joins(&head);
    let head = match last_name(&head) {
        Some(name) if relative => name,
        _ if joined => String::new(),
        _ => head,
    };
    // 将2013年达成的共识转化为行动: what was reached ends before what is made of it.
    let date = &r.dates[group.dates.start];
    let disposed = "将把".contains(LEXICON.simplified(r.text.solid_before(date.from)));
    if relative
        && disposed
        && let Some(end) = made_into(object)
    {
        object = &object[..end];
    }
    // 同年发表的某报告提供了资料: what was issued ends before the next verb.
    let short;
    if relative
        && object.chars().count() > 4
        && let Some((from, to)) = LEXICON.main_verb(object)
        && object[..from].chars().count() >= 2
        && object[to..].starts_with('了')
    {
        short = object[..from].to_owned();
        object = &short;
    }
    if let Some(one) = each(actor(&tail[..from]), group, at) {
        let object = treaty_before(r, group, verb, object);
        return format!("{one}{verb}{}", object_end(&object, room(&one)));
    }
    let called = called(r, group, object).unwrap_or_else(|| pointed(r, group, object));
    let object = called.as_str();
    let before = actor(&tail[..from]);
    let own = before.chars().filter(|c| is_han(*c)).count() >= 2
        && !before.ends_with(['上', '中', '下', '式'])
        && !before.contains("会议上");
    let who = if own || head.is_empty() {
        before
    } else {
        &head
    };
    // A short clause leaves more room for who it is.
    let said = verb.chars().count() + object.chars().count().min(12);
    // 在某地达成了第一项协议: nobody of whom the text speaks did that.
    let nobody = who.is_empty() && (joined || simple(verb) == "达成");
    let who = if nobody {
        String::new()
    } else {
        acting(r, group, who, SUBJECT.max(LONGEST.saturating_sub(said)))
    };
    let whole = match tail.strip_prefix(before) {
        Some(rest) if own || head.is_empty() => rest,
        _ => tail,
    };
    let whole = whole.trim_start_matches(['曾', '也', '还', '已', '又']);
    let plain_verb = simple(verb);
    if object.is_empty() && SPOKE.contains(&plain_verb.as_str()) {
        return cut(&format!("{who}{}", what_was_said(r, group, whole)), LONGEST);
    }
    // Where there is room, with all that the clause says: 在某地就某事发表演讲.
    let fits = who.chars().count() + whole.chars().count() <= LONGEST;
    let plain = !whole.contains(['，', ',']) && whole.ends_with(object);
    if fits && plain && (own || tail.starts_with(['就', '对', '在', '向'])) {
        return format!("{who}{whole}");
    }
    if OF_WILL.contains(&plain_verb.as_str()) {
        return format!("{who}{verb}{}", object_start(object, room(&who)));
    }
    format!("{who}{verb}{}", object_end(object, room(&who)))
}

/// 共识转化为行动: where the verb of two characters before 为 or 成 begins, behind a name of two at least.
fn made_into(object: &str) -> Option<usize> {
    let chars: Vec<(usize, char)> = object.char_indices().collect();
    let at = chars
        .iter()
        .skip(4)
        .position(|(_, c)| "为成".contains(LEXICON.simplified(*c)))?;
    Some(chars[at + 2].0)
}

/// Who acts, in at most `n` characters; without a subject the one of the sentence or of the section.
fn acting(r: &Reading, group: &Group, who: &str, n: usize) -> String {
    let who = named(r, group, who);
    if !who.is_empty() {
        return subject(&who, n);
    }
    first_subject(r, group)
        .map(|s| named(r, group, &s))
        .or_else(|| topic(r, group))
        .unwrap_or_default()
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

/// Whether a phrase before a relative clause goes on with another thing than the one that did it.
fn joins(head: &str) -> bool {
    ["以及", "和", "与", "及", "把", "将", "进一步"]
        .iter()
        .any(|w| strip_end(head, w).is_some())
}

/// 日本和加拿大先后, with as many dates as names: the name of this date.
fn each(before: &str, group: &Group, at: usize) -> Option<String> {
    let names = ["先后", "分别", "相继"]
        .iter()
        .find_map(|w| strip_end(before, w))?
        .trim_end_matches('的');
    let names: Vec<&str> = names.split(['、', '和', '与', '及', '與']).collect();
    (group.dates.len() > 1 && names.len() == group.dates.len())
        .then(|| names[at - group.dates.start].to_owned())
}

/// 加入 without an object: the treaty that was named last before the sentence.
fn treaty_before(r: &Reading, group: &Group, verb: &str, object: &str) -> String {
    if !object.is_empty() || !["加入", "批准", "签署", "核准"].contains(&simple(verb).as_str())
    {
        return object.to_owned();
    }
    let t = &r.text;
    let end = group.sentence.start;
    let title = (end.saturating_sub(300)..end)
        .rev()
        .find(|&i| {
            t.get(i) == '》'
                && ["公约", "条约", "协定", "议定书"]
                    .iter()
                    .any(|w| t.ends(i, w))
        })
        .and_then(|close| {
            let open = (close.saturating_sub(40)..close)
                .rev()
                .find(|&i| t.get(i) == '《')?;
            Some(clean(r, open, close + 1))
        });
    title.unwrap_or_default()
}

/// …七项行动,即《某公报》; …协议,称为某组织《某公约》: the title that the clause after an object gives it. And
/// 几份文件,其中包括某报告: what they are.
fn called(r: &Reading, group: &Group, object: &str) -> Option<String> {
    let t = &r.text;
    if object.is_empty() || object.contains('《') || t.get(group.tail.end) != ',' {
        return None;
    }
    let from = t.skip_blank(group.tail.end + 1);
    let limit = group.sentence.end.min(from + 60);
    if let Some((_, to)) = t.any_of(from, &["其中包括", "包括"]) {
        let few = ["几", "若干", "一系列", "多"]
            .iter()
            .any(|w| strip_start(object, w).is_some());
        let end = (to..limit).find(|&i| ",。;".contains(t.get(i)))?;
        return (few && object.chars().count() <= 8).then(|| clean(r, to, end));
    }
    let (_, to) = t.any_of(from, &["即", "称为", "名为", "题为"])?;
    let open = (to..limit.min(to + 10)).find(|&i| ",。;《".contains(t.get(i)))?;
    let close = (open..limit).find(|&i| t.get(i) == '》')?;
    (t.get(open) == '《').then(|| clean(r, open, close + 1))
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
fn since_founded(tail: &str, (from, to): (usize, usize)) -> Option<String> {
    let verb = &tail[from..to];
    if from > 0 || !["成立", "建立", "设立", "创立", "创建"].contains(&simple(verb).as_str())
    {
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
        .filter(|(from, to)| *from < 12 && !SPOKE.contains(&simple(&more[*from..*to]).as_str()))?;
    let who = subject(tail.split('由').next().unwrap_or(tail), 10);
    let object = more[to..].trim_start_matches(['了', '的', '过']);
    let verb = &more[from..to];
    let room = LONGEST.saturating_sub(who.chars().count() + verb.chars().count());
    Some(format!("{who}{verb}{}", object_end(object, room)))
}

/// Who acts, before a verb: up to the first preposition; nothing where it begins with one.
fn actor(s: &str) -> &str {
    match s.find(|c: char| "在就向对于以为被从".contains(LEXICON.simplified(c))) {
        Some(at) if s[..at].chars().count() >= 2 => &s[..at],
        Some(0) => "",
        _ => s,
    }
}

/// The subject in at most `n` characters: of a long list the first and 等, else its end.
pub fn subject(s: &str, n: usize) -> String {
    let s = shorten(s.trim_matches(['“', '”', '「', '」']));
    if s.chars().count() <= n + 2 {
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
        // “关于…的工作组”的决定: what it is stands behind it.
        let close = s.rfind('”').filter(|&close| close > open);
        let what = close.map_or("", |close| &s[close + '”'.len_utf8()..]);
        let room = n.saturating_sub(what.chars().count() + s[..open].chars().count());
        if let Some(close) = close
            && (2..=6).contains(&what.chars().count())
            && room >= 10
        {
            let title = elided(&s[open..close + '”'.len_utf8()], room);
            return format!("{}{title}{what}", &s[..open]);
        }
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
