//! Titles beside citations and around dates: 《…》, “…”.
//!
//! Part of `labels.rs`; knows no more than it.

use super::*;

/// A title in quotes or brackets straight beside a citation.
pub(super) fn title_beside(r: &Reading, from: usize, to: usize) -> Option<String> {
    let t = &r.text;
    // 题为“…”的第74/28号决议
    let b = before_number(r, from);
    if matches!(t.before(b), '”' | '》') {
        let open = if t.before(b) == '”' { '“' } else { '《' };
        let start = (b.saturating_sub(60)..b - 1)
            .rev()
            .find(|&i| t.get(i) == open)?;
        return Some(clean(r, start + 1, b - 1));
    }
    // 关于某事的第74/28号决议
    if t.get(b) == '的'
        && let Some(topic) = topic_before(r, b)
    {
        return Some(topic);
    }
    // …号决议(“…”), A/RES/55/63 《…》
    let mut a = t.skip_blank(to);
    if r.block.kind == BlockKind::Footnote && t.starts(a, "决议") {
        a = t.skip_blank(a + 2);
    }
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

/// 关于某事: the topic that ends at `end`, without its preposition.
fn topic_before(r: &Reading, end: usize) -> Option<String> {
    let t = &r.text;
    let start = (end.saturating_sub(36)..end)
        .rev()
        .take_while(|&i| !",。;:".contains(t.get(i)))
        .find(|&i| t.starts(i, "关于"))?;
    let topic = clean(r, start + 2, end);
    let n = topic.chars().count();
    (2..=24).contains(&n).then_some(topic)
}

/// What a symbol alone tells of a document.
fn unnamed(symbol: &str) -> String {
    let last = symbol.rsplit('/').next().unwrap_or("");
    if symbol.starts_with("S/PRST/") {
        format!("安理会主席声明（{symbol}）")
    } else if last.starts_with("Corr.") {
        format!("更正（{symbol}）")
    } else if last.starts_with("Add.") {
        format!("增编（{symbol}）")
    } else if let Some(n) = last.strip_prefix("PV.").or(last.strip_prefix("SR.")) {
        format!("第{n}次会议记录（{symbol}）")
    } else {
        format!("{symbol}号文件")
    }
}

/// Back over what may stand between a title and the number: “…”决议(A/RES/…, 《…》的第74/28号.
fn before_number(r: &Reading, from: usize) -> usize {
    const BETWEEN: [&str; 14] = [
        "的",
        "新",
        "一项",
        "第",
        "(",
        "决议草案",
        "决议",
        "决定",
        "RES",
        "DEC",
        "文件",
        "联大",
        "大会",
        "一文",
    ];
    let t = &r.text;
    let mut b = t.skip_blank_back(from);
    if r.block.kind == BlockKind::Footnote && t.before(b) == ',' {
        b = t.skip_blank_back(b - 1);
    }
    for _ in 0..7 {
        let Some(word) = BETWEEN.iter().find(|w| t.ends(b, w)) else {
            break;
        };
        b = t.skip_blank_back(b - word.chars().count());
    }
    b
}

/// In a note that gives title, date and symbol, the title stands first.
pub(super) fn title_in_note(r: &Reading, cite: &Cite) -> Option<String> {
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
    let words = if end - start >= 22 {
        end_of(&words, 21)
    } else {
        words
    };
    const NOUNS: [&str; 17] = [
        "报告", "文件", "附件", "草案", "信", "照会", "说明", "议程", "清单", "决议", "建议",
        "宣言", "记录", "公报", "提案", "准则", "声明",
    ];
    if !NOUNS.iter().any(|n| words.ends_with(n)) {
        return cut(&unnamed(&cite.symbol), LONGEST);
    }
    // 会议报告见…: of the meeting that was named last.
    if let Some(rest) = words.strip_prefix("会议")
        && let Some((name, _)) = super::subjects::name_ending(r, sentence.start, "会议")
    {
        return cut(&format!("{name}{rest}"), LONGEST);
    }
    cut(&format!("{words}（{}）", cite.symbol), LONGEST)
}

/// 《2018-2021年…战略》: the date stands in a title.
pub fn title_around(r: &Reading, from: usize, to: usize) -> Option<String> {
    let range = title_range(r, from, to)?;
    Some(clean(r, range.start, range.end))
}

/// 2002年《某行动计划》: the year belongs to the title after it.
pub fn title_after(r: &Reading, to: usize) -> Option<String> {
    let t = &r.text;
    let open = t.skip_blank(to);
    // 2015年“某某”项目
    if t.get(open) == '“' {
        const NOUNS: [&str; 8] = [
            "项目",
            "课程",
            "方案",
            "倡议",
            "计划",
            "活动",
            "研讨会",
            "会议",
        ];
        let close = (open..open + LONGEST).find(|&i| t.get(i) == '”')?;
        let (_, end) = t.any_of(t.skip_blank(close + 1), &NOUNS)?;
        return Some(clean(r, open, end));
    }
    if t.get(open) != '《' {
        return None;
    }
    let close = (open..open + LONGEST).find(|&i| t.get(i) == '》')?;
    Some(clean(r, open, close + 1))
}

/// 某合作协定(2001年); 2004-2007年某研究报告: the date belongs to a name without quotes that ends as titles do.
pub fn name_with_date(r: &Reading, group: &Group, d: &Dated) -> Option<String> {
    name_before_bracket(r, d).or_else(|| name_after(r, group, d))
}

fn name_before_bracket(r: &Reading, d: &Dated) -> Option<String> {
    let t = &r.text;
    let open = t.skip_blank_back(d.from);
    if t.before(open) != '(' || t.get(t.skip_blank(d.to)) != ')' {
        return None;
    }
    let end = t.skip_blank_back(open - 1);
    let least = end.saturating_sub(40);
    let start = (least..end)
        .rev()
        .find(|&i| "、,。;:)》”".contains(t.get(i)))?;
    let name = clean(r, start + 1, end);
    let long = name.chars().count() >= 6;
    (long && titled(t.string(start + 1, end).trim())).then(|| last(&name, LONGEST))
}

/// Whether a phrase ends as titles do.
fn titled(name: &str) -> bool {
    const MORE: [&str; 4] = ["报告", "白皮书", "战略", "准则"];
    let kinds = LEXICON.title_kinds.iter();
    kinds
        .map(|(ending, _)| ending.as_str())
        .chain(MORE)
        .any(|e| e != "法" && e != "规定" && name.ends_with(e))
}

fn name_after(r: &Reading, group: &Group, d: &Dated) -> Option<String> {
    const TREATIES: [&str; 4] = ["公约", "议定书", "协定", "宣言"];
    const NOUNS: [&str; 10] = [
        "公约",
        "议定书",
        "协定",
        "宣言",
        "研究报告",
        "报告",
        "白皮书",
        "战略",
        "应急计划",
        "行动计划",
    ];
    if d.form != Form::Words {
        return None;
    }
    let yearly = d.start.month.is_none();
    let nouns = if yearly { &NOUNS[..] } else { &TREATIES[..] };
    let t = &r.text;
    let from = t.skip_blank(group.tail.start);
    // 关于…的白皮书 may hold 的, others end before it.
    let about = t.starts(from, "关于");
    let mut i = from;
    while i < from + if about { 36 } else { 22 } {
        let c = t.get(i);
        if c == END || ",。;:、《“(".contains(c) || (c == '的' && !about) {
            return None;
        }
        if let Some((noun, e)) = t.any_of(i, nouns)
            && (!is_han(t.get(e)) || "中的和及与所将已在提获被于得曾也以".contains(t.get(e)))
        {
            let words = clean(r, from, e);
            let verbs = LEXICON.main_verb(&words).is_some();
            let bare = e - from <= noun.chars().count();
            let year = if yearly {
                clean(r, d.from, d.to)
            } else {
                String::new()
            };
            let words = format!("{year}{words}");
            return (!verbs && !bare && words.chars().count() <= LONGEST).then_some(words);
        }
        i += 1;
    }
    None
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
