//! Dates that are no events: statistics, titles, durations, plans; and dates that belong to books.
//!
//! Part of `events.rs`; knows no more than it.

use super::*;
use crate::facts::lexicon::LEXICON;

/// Why a date is no event, as far as the words beside it tell.
pub(super) fn no_event(r: &Reading, d: &Dated, group: &Group) -> bool {
    if d.form == Form::Period {
        return true;
    }
    let t = &r.text;
    let after = t.skip_blank(d.to);
    let before = t.skip_blank_back(d.from);
    // Open intervals and points of reference: 自…以来, 截至…, …以前.
    const AFTER: [&str; 14] = [
        "及以后",
        "及其后",
        "及之后",
        "以来",
        "来,",
        "以后",
        "以前",
        "起,",
        "为止",
        "止,",
        "后发展",
        "议程",
        "可持续",
        "边界",
    ];
    if AFTER.iter().any(|w| t.starts(after, w)) {
        return true;
    }
    if d.precision == Precision::Year && (["之前", "前", "后"].iter().any(|w| t.starts(after, w)))
    {
        return true;
    }
    if t.starts(after, "之后") || t.starts(after, "有所") {
        return true;
    }
    const BEFORE: [&str; 9] = [
        "跨度为",
        "涵盖",
        "覆盖",
        "截至",
        "截止",
        "截止到",
        "迄",
        "直到",
        "至",
    ];
    // 2001年…以来; 1998到2006年间; 2014年是…; (2011-2013)
    let said = t.skip_blank_back(group.tail.end);
    if group.tail.len() <= 30 && t.ends(said, "以来") {
        return true;
    }
    if d.end.is_some() && d.form == Form::Digits {
        return true;
    }
    if d.precision == Precision::Range && d.start.month.is_none() && t.starts(after, "间") {
        return true;
    }
    if d.precision == Precision::Year && t.get(after) == '是' {
        return true;
    }
    let moved = ["延长至", "推迟至", "延至", "改至", "延期至"]
        .iter()
        .any(|w| t.ends(before, w));
    if !moved && BEFORE.iter().any(|w| t.ends(before, w)) {
        return true;
    }
    let since = t.ends(before, "自") || t.ends(before, "从") || t.ends(before, "自从");
    if since && t.get(after) == ',' {
        return true;
    }
    if since && let Some((_, e)) = t.any_of(after, &["开始", "起"]) {
        // 自…起施行, 自…开始运行: an act begins on that day.
        return t
            .any_of(e, &["运行", "运作", "生效", "实施", "施行", "执行", "启用"])
            .is_none();
    }
    statistic(r, d, group)
}

/// A year that only dates a number: 2005年共有14,800件.
pub(super) fn statistic(r: &Reading, d: &Dated, group: &Group) -> bool {
    if d.precision == Precision::Day {
        return false;
    }
    let tail = &r.text.chars()[group.tail.clone()];
    let counted = tail.windows(2).any(|w| {
        (w[0].is_ascii_digit() || w[0] == '万' || w[0] == '亿')
            && "件%人名户起亿万次美欧".contains(w[1])
    }) || tail
        .windows(3)
        .any(|w| w[0].is_ascii_digit() && w[1] == ' ' && "件%人名户起亿万".contains(w[2]));
    // 2019年10月启动了耗资3000万元的…: something was done.
    let words = r.text.string(group.tail.start, group.tail.end);
    let number = words.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let acted = LEXICON
        .main_verb(&words)
        .is_some_and(|(_, to)| to <= number && words[to..].starts_with('了'));
    counted
        && !acted
        && kinds::kind_of(r.text.chars(), group.head.clone(), group.tail.clone())
            == EventKind::Other
}

/// A date printed as a reference of a book, an article, the press.
pub(super) fn bibliographic(r: &Reading, d: &Dated, group: &Group) -> bool {
    let t = &r.text;
    let note = r.block.kind == BlockKind::Footnote;
    let left = t.solid_before(d.from);
    let after = t.skip_blank(d.to);
    let right = t.get(after);
    if d.form == Form::Digits {
        if d.precision != Precision::Year {
            return false;
        }
        // 《…》(2007): a work; 匈牙利(2012)和韩国(2013)…: something that happened there.
        let next = t.get(t.skip_blank(after + 1));
        let ends = next == END || ":。;,".contains(next);
        let name = t.before(t.skip_blank_back(t.skip_blank_back(d.from).saturating_sub(1)));
        return note || r.block.kind == BlockKind::Item || ends || matches!(name, '》' | '”');
    }
    // “题”2013年9月13日,见:http…
    let quoted = matches!(left, '”' | '》') && right == ',' && {
        let next = t.skip_blank(after + 1);
        t.get(next) == '见' || t.starts(next, "参见") || t.starts(next, "http")
    };
    let issue = t.get(after) == '第'
        && (after..after + 8).any(|i| matches!(t.get(i), '期' | '卷'))
        && left == '》';
    if quoted || issue {
        return true;
    }
    let closed = right == END || ",。;:)刊".contains(right);
    let set_off = (left == ',' || left == '(' || left == ':') && closed;
    if !set_off || d.end.is_some_and(|_| d.precision != Precision::Season) {
        return false;
    }
    note || {
        let s = around(group, d);
        t.string(s.start, s.end).contains("出版社")
    }
}
