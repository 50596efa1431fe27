//! The clause around a date: what stands before it and what is said of it.
//!
//! In: a `Reading`. Out: `Group`s of dates that share a predicate. Must not know kinds of events.

use super::lexicon::LEXICON;
use super::reading::Reading;
use super::scan::{END, is_han};
use std::ops::Range;

/// Dates joined by 、和及 that share what is said of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Indexes of the dates.
    pub dates: Range<usize>,
    /// The words of the clause before the first.
    pub head: Range<usize>,
    /// The words after the last, up to the end of the clause.
    pub tail: Range<usize>,
    /// The sentence.
    pub sentence: Range<usize>,
}

/// Groups the dates of a block.
pub fn groups(r: &Reading) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut first = 0;
    while first < r.dates.len() {
        let sentence = r.sentence(r.dates[first].from);
        let mut last = first;
        while let Some(next) = r.dates.get(last + 1)
            && next.from < sentence.end
            && joined(r, r.dates[last].to, next.from)
        {
            last += 1;
        }
        let from = r.dates[first].from;
        let to = r.dates[last].to;
        let before = match first.checked_sub(1) {
            Some(p) => r.dates[p].to.max(sentence.start),
            None => sentence.start,
        };
        let after = r
            .dates
            .get(last + 1)
            .map_or(sentence.end, |n| n.from.min(sentence.end));
        if let Some((head, tail)) = around_bracket(r, from, to, &sentence) {
            out.push(Group {
                dates: first..last + 1,
                head,
                tail,
                sentence,
            });
            first = last + 1;
            continue;
        }
        out.push(Group {
            dates: first..last + 1,
            head: clause_start(r, before, from)..from,
            tail: after_basis(r, to, after)
                ..clause_end(r, after_basis(r, to, after), after, sentence.end),
            sentence,
        });
        first = last + 1;
    }
    out
}

/// 第一和第二次会议(分别于2011年和2013年举行)之后: dates in a bracket with next to nothing else are said of
/// the words around it. What stands before and after it.
fn around_bracket(
    r: &Reading,
    from: usize,
    to: usize,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let t = &r.text;
    let open = (from.saturating_sub(5).max(sentence.start)..from)
        .rev()
        .find(|&i| t.get(i) == '(')?;
    let close = (to..(to + 5).min(sentence.end)).find(|&i| t.get(i) == ')')?;
    let inner = t.string(open + 1, from) + &t.string(to, close);
    let words = inner.chars().filter(|c| is_han(*c)).count();
    let leads = ["分别于", "不晚于", "不迟于", "将于", "举行"];
    if words == 0 || !leads.iter().any(|w| inner.contains(w)) {
        return None;
    }
    let tail_end = clause_end(r, close + 1, sentence.end, sentence.end);
    Some((
        clause_start(r, sentence.start, open)..open,
        close + 1..tail_end,
    ))
}

/// Only connectors and brackets between two dates.
fn joined(r: &Reading, from: usize, to: usize) -> bool {
    let mut i = from;
    let mut signs = 0;
    while i < to {
        let c = r.text.get(i);
        if c == '(' {
            // One bracket: (A/65/201).
            match (i..to).find(|&j| r.text.get(j) == ')') {
                Some(j) => i = j + 1,
                None => return false,
            }
            continue;
        }
        match c {
            '、' | '和' | '及' | '与' | '或' | ' ' | '以' | '年' => signs += 1,
            _ => return false,
        }
        i += 1;
    }
    signs > 0
}

/// Back from `to` to the last comma outside quotes, at most to `least`.
fn clause_start(r: &Reading, least: usize, to: usize) -> usize {
    // A date set off by a comma has no words of its own before it.
    if r.text.solid_before(to) == ',' {
        return to;
    }
    let mut i = to;
    let mut depth = 0i32;
    while i > least {
        let c = r.text.get(i - 1);
        match c {
            '”' | '》' | ')' | '」' => depth += 1,
            '(' if depth <= 0 => return i,
            '“' | '《' | '(' | '「' => depth -= 1,
            ',' | ':' if depth <= 0 => return i,
            '\u{2022}' => return i,
            _ => {}
        }
        i -= 1;
    }
    i
}

/// 2012年,依据某决议,某组成立: what was done stands after the ground it was done on.
fn after_basis(r: &Reading, to: usize, next_date: usize) -> usize {
    let t = &r.text;
    let mut i = t.skip_blank(to);
    if t.get(i) == ',' {
        i = t.skip_blank(i + 1);
    }
    if t.any_of(i, &["依据", "根据", "按照", "依照"]).is_none() {
        return to;
    }
    let end = next_date.min(i + 60);
    (i..end).find(|&j| t.get(j) == ',').map_or(to, |j| j + 1)
}

/// 2019年11月生效,…: a verb alone is a clause.
fn done(r: &Reading, from: usize, to: usize, said: usize) -> bool {
    said >= 2 && LEXICON.ends_in_verb(r.text.string(from, to).trim())
}

/// Whether a verb of the lists, or its 了, stands straight before the date at `i`.
fn after_verb(r: &Reading, i: usize) -> bool {
    let end = r.text.skip_blank_back(i);
    let done = r.text.before(end) == '了';
    let end = if done { end - 1 } else { end };
    let titled = || {
        let date = r.dates.iter().find(|d| d.from == i);
        date.is_some_and(|d| r.text.get(r.text.skip_blank(d.to)) == '《')
    };
    (done || titled()) && LEXICON.ends_in_verb(&r.text.string(end.saturating_sub(4), end))
}

/// Whether the last sign that opens between `from` and `i` is a bracket that is still open.
fn in_bracket(r: &Reading, from: usize, i: usize) -> bool {
    let sign = (from..i)
        .rev()
        .find(|&b| "()《》“”".contains(r.text.get(b)));
    sign.is_some_and(|b| r.text.get(b) == '(')
}

/// Forward to the first comma outside quotes that ends a clause. A comma straight after the date does not.
fn clause_end(r: &Reading, from: usize, next_date: usize, end: usize) -> usize {
    let mut i = from;
    let mut depth = 0i32;
    let mut said = 0;
    let mut next_date = next_date;
    while i < end {
        let c = r.text.get(i);
        match c {
            '“' | '《' | '(' | '「' => depth += 1,
            ')' if depth <= 0 => break,
            '”' | '》' | ')' | '」' => depth -= 1,
            ',' | ':' if depth <= 0 && (said > 3 || done(r, from, i, said)) => break,
            '。' | ';' | END if depth <= 0 => break,
            _ => {}
        }
        // A date in a bracket is told by the bracket alone.
        if i == next_date && depth > 0 && in_bracket(r, from, i) {
            let after = r.dates.iter().find(|d| d.from > i);
            next_date = after.map_or(end, |d| d.from);
        }
        // …批准了2001年11月23日《某公约》: a date straight after the verb belongs to its object.
        let of_object = i == next_date && after_verb(r, i);
        if i >= next_date && depth <= 0 && !of_object && !after_verb(r, next_date) {
            break;
        }
        said += usize::from(c != ' ' && c != ',');
        i += 1;
        if i - from > 120 {
            break;
        }
    }
    i
}
