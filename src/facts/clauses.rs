//! The clause around a date: what stands before it and what is said of it.
//!
//! In: a `Reading`. Out: `Group`s of dates that share a predicate. Must not know kinds of events.

use super::reading::Reading;
use super::scan::END;
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
        out.push(Group {
            dates: first..last + 1,
            head: clause_start(r, before, from)..from,
            tail: to..clause_end(r, to, after, sentence.end),
            sentence,
        });
        first = last + 1;
    }
    out
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
            '、' | '和' | '及' | '与' | ' ' | '以' | '年' => signs += 1,
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

/// Forward to the first comma outside quotes that ends a clause. A comma straight after the date does not.
fn clause_end(r: &Reading, from: usize, next_date: usize, end: usize) -> usize {
    let mut i = from;
    let mut depth = 0i32;
    let mut said = 0;
    while i < end {
        let c = r.text.get(i);
        match c {
            '“' | '《' | '(' | '「' => depth += 1,
            ')' if depth <= 0 => break,
            '”' | '》' | ')' | '」' => depth -= 1,
            ',' | ':' if depth <= 0 && said > 3 => break,
            '。' | ';' | END if depth <= 0 => break,
            _ => {}
        }
        if i >= next_date && said > 3 {
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
