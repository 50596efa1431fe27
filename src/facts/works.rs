//! Labels of works: who wrote, and where it was printed. 凯斯勒、威纳文章; 《某报》某题.
//!
//! In: the sentence of a bibliographic date. Out: a label. Must not know other events.

use super::clauses::Group;
use super::dates::{Dated, Form};
use super::events::around;
use super::labels::{LONGEST, title_range};
use super::phrases::{clean, cut, elided, trim_head};
use super::reading::Reading;
use crate::document::BlockKind;
use std::ops::Range;

/// The label of a work.
pub fn label(r: &Reading, group: &Group, d: &Dated) -> Option<String> {
    let s = &from_source(r, around(group, d), d);
    if let Some(label) = edited_book(r, s, d).or_else(|| issue(r, d)) {
        return Some(label);
    }
    if let Some(range) = title_range(r, d.from, d.to).filter(|t| !is_press(r, t)) {
        return Some(short_title(&clean(r, range.start, range.end)));
    }
    let titles = quoted(r, s);
    let first = titles.first();
    let press = titles
        .iter()
        .find(|t| r.text.get(t.start) == '《' && is_press(r, t));
    let title = first.map(|t| clean(r, t.start, t.end));
    let edited = || clean(r, s.start, d.from).contains('编');
    let names = author(r, s, first).map(|names| (names, if edited() { "编著" } else { "文章" }));
    // “题”,作者,《某刊》: the author after the title.
    let names = names.or_else(|| Some((author_after(r, first?.end, d.from)?, "文章")));
    if let Some((names, what)) = names {
        return Some(of_author(
            &names,
            what,
            press
                .filter(|p| Some(*p) != first)
                .map(|p| clean(r, p.start, p.end)),
            title,
        ));
    }
    match (press, title) {
        (Some(p), Some(title)) if r.text.get(p.start) == '《' && first != Some(p) => Some(cut(
            &format!("{}{title}", clean(r, p.start, p.end)),
            LONGEST,
        )),
        (_, Some(title)) => {
            let lead = first
                .map(|t| trim_head(&clean(r, s.start, t.start)))
                .unwrap_or_default();
            let lead = lead.trim_end_matches(['：', ':', '，', ',', '“', '、']);
            let own = lead.chars().count() <= 16 && !lead.contains(['，', '：', '”', '》']);
            let title = short_title(&title);
            Some(cut(
                &if own { format!("{lead}{title}") } else { title },
                LONGEST,
            ))
        }
        // An entry without quotes: up to the first comma or the date.
        _ => {
            let end = (s.start..d.from)
                .find(|&i| r.text.get(i) == ',')
                .unwrap_or(d.from);
            let lead = trim_head(&clean(r, s.start, end));
            let tail = clean(r, group.tail.start, group.tail.end);
            let short = lead.chars().count() < 4 && !tail.is_empty();
            // - 某题:某副题(2011): a list of works tells only titles.
            if !short && d.form == Form::Digits && r.block.kind == BlockKind::Item {
                let lead = trim_head(&clean(r, 0, end));
                return Some(format!(
                    "出版物{}",
                    elided(&format!("《{lead}》"), LONGEST - 3)
                ));
            }
            Some(cut(if short { &tail } else { &lead }, LONGEST))
        }
    }
}

/// 名词翻译参考某某,…: the source begins behind the verb that leads to it.
fn from_source(r: &Reading, s: Range<usize>, d: &Dated) -> Range<usize> {
    let t = &r.text;
    let lead = (s.start..d.from.min(s.start + 24))
        .take_while(|&i| !",。;:《“".contains(t.get(i)))
        .find_map(|i| t.any_of(i, &["参考自", "参考", "引自", "转引自", "载于"]));
    let start = lead.map_or(s.start, |(_, to)| to);
    start..s.end
}

/// …,某某编:《某书》,某社,2012年: the book that the date is of, not the article in it.
fn edited_book(r: &Reading, s: &Range<usize>, d: &Dated) -> Option<String> {
    let titles = quoted(r, &(s.start..d.from));
    let book = titles.last().filter(|_| titles.len() > 1)?;
    let t = &r.text;
    let before = t.skip_blank_back(book.start);
    let edited = matches!(t.before(before), ':' | ',') && t.ends(before - 1, "编");
    (edited && t.get(book.start) == '《').then(|| short_title(&clean(r, book.start, book.end)))
}

/// 《某刊》2010年第4期.
fn issue(r: &Reading, d: &Dated) -> Option<String> {
    let t = &r.text;
    let end = t.skip_blank_back(d.from);
    let after = t.skip_blank(d.to);
    if t.before(end) != '》' || t.get(after) != '第' {
        return None;
    }
    let open = (end.saturating_sub(30)..end)
        .rev()
        .find(|&i| t.get(i) == '《')?;
    let close = (after..after + 8).find(|&i| matches!(t.get(i), '期' | '卷'))?;
    Some(cut(&clean(r, open, close + 1), LONGEST))
}

/// 某人《某刊》文章“题”, as far as there is room; the title loses its end first.
fn of_author(names: &str, what: &str, press: Option<String>, title: Option<String>) -> String {
    let press = press.unwrap_or_default();
    let title = title.unwrap_or_default();
    let title = title.trim_matches(['“', '”', '《', '》']);
    let lead = format!("{names}{press}{what}");
    if title.is_empty() || lead.chars().count() + 6 > LONGEST {
        return cut(&lead, LONGEST);
    }
    cut(&format!("{lead}“{title}”"), LONGEST)
}

/// Up to the colon of a long title.
fn short_title(title: &str) -> String {
    match title.split_once(['：', ':']) {
        Some((first, _)) if title.chars().count() > 24 && first.chars().count() > 4 => {
            cut(&format!("{first}》"), LONGEST)
        }
        _ => title.to_owned(),
    }
}

/// Stretches in 《》 or “”.
fn quoted(r: &Reading, s: &Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = None;
    for i in s.clone() {
        match r.text.get(i) {
            '《' | '“' if open.is_none() => open = Some(i),
            '》' | '”' => {
                if let Some(o) = open.take() {
                    out.push(o..i + 1);
                }
            }
            _ => {}
        }
    }
    out
}

/// A newspaper or journal.
fn is_press(r: &Reading, t: &Range<usize>) -> bool {
    let name = r.text.string(t.start, t.end);
    [
        "报》",
        "刊》",
        "杂志》",
        "学家》",
        "评论》",
        "时代》",
        "年鉴》",
    ]
    .iter()
    .any(|e| name.ends_with(e))
}

/// The author in the phrase after a title: a foreign name with its dot.
fn author_after(r: &Reading, from: usize, to: usize) -> Option<String> {
    let words = clean(r, from, to);
    let name = words
        .trim_start_matches(['，', ',', ' '])
        .split(['，', ',', '《', '（'])
        .next()?;
    let n = name.chars().count();
    ((3..=20).contains(&n) && name.contains('·'))
        .then(|| name.rsplit('·').next().unwrap_or(name).to_owned())
}

/// The authors before the colon: family names where given names are set off by a dot.
fn author(r: &Reading, s: &Range<usize>, title: Option<&Range<usize>>) -> Option<String> {
    let end = title.map_or(s.end, |t| t.start);
    let before = trim_head(&clean(r, s.start, end));
    let before = before.trim_end_matches(['：', ':', '，', ',', ' ']);
    let n = before.chars().count();
    let foreign =
        before.contains('·') || before.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    if !(2..=60).contains(&n) || before.contains(['《', '“', '。', '”', '》']) || !foreign {
        return None;
    }
    let names: Vec<&str> = before
        .trim_end_matches(['编', '著', '等', '辑'])
        .split(['、', '和', '与', '，'])
        .collect();
    // 参见例子,某·某: a part without a dot beside names that have one is no name.
    let dotted = names.iter().any(|p| p.contains('·'));
    let names: Vec<&str> = names
        .into_iter()
        .filter(|p| !dotted || p.contains('·'))
        .map(|p| p.rsplit('·').next().unwrap_or(p).trim())
        .map(|p| p.trim_end_matches("编辑"))
        .collect();
    match names.as_slice() {
        [] | [""] => None,
        [first, _, _, ..] => Some(format!("{first}等")),
        _ => Some(names.join("、")),
    }
}
