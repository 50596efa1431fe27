//! Which date a citation belongs to: 2000年12月4日第55/63号决议, 2015年(A/70/174).
//!
//! Part of `events.rs`; knows no more than it.

use super::*;

/// A date and a citation farther apart, in characters, are no phrase.
const FARTHEST: usize = 90;
/// The same, with a title between them.
const FARTHEST_TITLED: usize = 170;
/// For each citation the date it belongs to, if any.
pub(super) fn attach(r: &Reading, groups: &[Group]) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; r.cites.len()];
    let mut owner: Option<(usize, usize)> = None;
    for (c, cite) in r.cites.iter().enumerate() {
        if cite.kind == CitationKind::Url || cite.symbol.starts_with("Sales") {
            continue;
        }
        let before = r.dates.partition_point(|d| d.to <= cite.from);
        let after_date = (before.saturating_sub(3)..before)
            .rev()
            .find(|&d| {
                let to = r.dates[d].to;
                cite.from - to <= FARTHEST_TITLED && same_depth(r, to, cite.from)
            })
            .filter(|&d| belongs_after(r, &r.dates[d], cite));
        if let Some(d) = after_date {
            out[c] = Some(d);
            owner = Some((d, cite.to));
            continue;
        }
        // …第68/167号和第69/166号: the second shares the date of the first.
        if let Some((d, to)) = owner
            && cite.from >= to
            && cite.from - to <= 4
            && !told_otherwise(cite, &r.dates[d])
            && r.text.chars()[to..cite.from]
                .iter()
                .all(|c| " 、和及与;第".contains(*c))
        {
            out[c] = Some(d);
            owner = Some((d, cite.to));
            continue;
        }
        if let Some(d) = r.dates.get(before).filter(|d| belongs_before(r, d, cite)) {
            let _ = d;
            out[c] = Some(before);
        }
    }
    // 2010年、2013年和2015年的报告(A/65/201；A/68/98；A/70/174): as many symbols as dates go one to one.
    for g in groups.iter().filter(|g| g.dates.len() > 1) {
        let last = g.dates.end - 1;
        let from = r.cites.partition_point(|c| c.to <= r.dates[last].from);
        let mine: Vec<usize> = (from..out.len())
            .take_while(|&c| out[c].is_none_or(|d| d <= last))
            .filter(|&c| out[c] == Some(last))
            .collect();
        if mine.len() == g.dates.len() {
            for (c, d) in mine.into_iter().zip(g.dates.clone()) {
                out[c] = Some(d);
            }
        }
    }
    out
}

/// 1373(2001) tells another year than the date.
fn told_otherwise(cite: &Cite, date: &Dated) -> bool {
    cite.symbol.starts_with("S/RES/") && cite.year.is_some_and(|y| y != i32::from(date.start.year))
}

/// Whether no quotation that holds the date ends before the citation.
fn same_depth(r: &Reading, from: usize, to: usize) -> bool {
    let mut depth = 0i32;
    for &c in &r.text.chars()[from..to] {
        match c {
            '“' | '《' | '「' => depth += 1,
            '”' | '》' | '」' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    true
}

/// The citation follows the date in one phrase: 2000年12月4日第55/63号决议, 2015年(A/70/174).
fn belongs_after(r: &Reading, date: &Dated, cite: &Cite) -> bool {
    let gap = &r.text.chars()[date.to..cite.from];
    if r.sentence(date.from) != r.sentence(cite.from) {
        return false;
    }
    let gap = &outside_titles(gap)[..];
    if gap.len() > FARTHEST {
        return false;
    }
    // On the strength of a resolution something else happened; and a reader is only sent there.
    const BASIS: [&str; 8] = [
        "依据", "根据", "按照", "依照", "遵照", "执行", "回顾", "遵循",
    ];
    let words: String = gap.iter().collect();
    if BASIS.iter().any(|w| words.contains(w)) {
        return false;
    }
    let adopts = cite.adopted && words.contains("通过");
    let mut depth = 0i32;
    let mut commas = 0;
    for (i, &c) in gap.iter().enumerate() {
        match c {
            '“' | '《' | '「' => depth += 1,
            '”' | '》' | '」' => depth -= 1,
            ',' | ':' if depth <= 0 && i > 1 => commas += 1,
            '。' | ';' => return false,
            _ => {}
        }
    }
    let bracket = gap
        .iter()
        .rev()
        .find(|c| **c != ' ')
        .is_some_and(|c| "(见[".contains(*c));
    let close = gap.len() <= 40 || (gap.len() <= 60 && (bracket || cite.adopted));
    (commas == 0 && close) || (commas <= 2 && adopts)
}

/// Without what stands in 《》 (the signs stay).
fn outside_titles(gap: &[char]) -> Vec<char> {
    let mut depth = 0;
    gap.iter()
        .copied()
        .filter(|&c| {
            let close = c == '》';
            depth -= usize::from(close && depth > 0);
            let keep = depth == 0;
            depth += usize::from(c == '《');
            keep
        })
        .collect()
}

/// The date follows the citation in brackets or after a comma: PC.DEC/1106,2013年12月3日.
fn belongs_before(r: &Reading, date: &Dated, cite: &Cite) -> bool {
    if date.from < cite.to || date.from - cite.to > FARTHEST {
        return false;
    }
    let gap = outside_titles(&r.text.chars()[cite.to..date.from]);
    // In a note the title may stand between them: A/RES/55/63,《…》,2000年12月4日.
    let titled = r.block.kind == BlockKind::Footnote && gap.contains(&'《') && gap.len() <= 8;
    (gap.len() <= 3 || titled) && gap.iter().all(|c| " ,(《》决议".contains(*c))
}
