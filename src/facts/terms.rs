//! Abbreviations and what they stand for: 全称（ABBR）, 全称(以下简称“X”), ABBR <tab> 全称.
//!
//! In: the `Reading` of a block. Out: `Term`s. Must not know dates and symbols.

use super::lexicon::LEXICON;
use super::model::Term;
use super::reading::Reading;
use super::scan::{END, Folded, is_han};
use crate::document::BlockKind;

/// The longest expansion, in characters.
const LONGEST: usize = 30;

/// The terms of a block.
pub fn find(r: &Reading) -> Vec<Term> {
    let mut out = Vec::new();
    if r.block.kind != BlockKind::Toc {
        listed(r, &mut out);
    }
    let t = &r.text;
    for open in 0..t.len() {
        if t.get(open) != '(' {
            continue;
        }
        let Some(close) = closing(t, open) else {
            continue;
        };
        if let Some(term) = short_name(r, open, close)
            .or_else(|| abbreviation_in_brackets(r, open, close))
            .or_else(|| name_in_brackets(r, open, close))
            .or_else(|| contraction(r, open, close))
        {
            out.push(term);
        }
    }
    out
}

/// The bracket that closes the one at `open`, near by.
fn closing(t: &Folded, open: usize) -> Option<usize> {
    let mut depth = 0;
    for i in open..(open + 80).min(t.len()) {
        match t.get(i) {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            '。' | END => return None,
            _ => {}
        }
    }
    None
}

/// A line or row of a list of abbreviations: the abbreviation, a tab, what it stands for.
fn listed(r: &Reading, out: &mut Vec<Term>) {
    let text = &r.block.text;
    let Some((left, right)) = text.split_once('\t') else {
        return;
    };
    let (abbr, right) = (left.trim(), right.trim());
    if right.contains('\t') || !is_abbreviation(abbr) || right.is_empty() {
        return;
    }
    let n = right.chars().count();
    let words = right
        .chars()
        .filter(|c| is_han(*c) || c.is_alphabetic())
        .count();
    if n > 60 || words * 2 < n || right.ends_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    let from = r
        .text
        .index_of((text.len() - text.trim_start().len()) as u32);
    out.push(Term {
        span: r.span(from, from + abbr.chars().count()),
        abbr: abbr.to_owned(),
        expansion: right.to_owned(),
    });
}

/// Two to twelve letters and digits, most of them capitals (GGE, CBMs, UN GGE, iPROCEEDS, G8).
fn is_abbreviation(s: &str) -> bool {
    let n = s.chars().count();
    let capitals = s.chars().filter(char::is_ascii_uppercase).count();
    let small = s.chars().filter(char::is_ascii_lowercase).count();
    (2..=12).contains(&n)
        && s.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-&./ ".contains(c))
        && s.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
        && !s.contains('/')
        && (capitals >= 2 || (n == 2 && capitals == 1 && s.chars().any(|c| c.is_ascii_digit())))
        && capitals >= small
        && !is_roman(s)
}

fn is_roman(s: &str) -> bool {
    super::symbols::roman(s).is_some()
}

/// 全称（ABBR）
fn abbreviation_in_brackets(r: &Reading, open: usize, close: usize) -> Option<Term> {
    let t = &r.text;
    let from = t.skip_blank(open + 1);
    // (ABBR，…) and (ABBR) both name it first.
    let mut to = from;
    while to < close && (t.get(to).is_ascii_alphanumeric() || "-&. ".contains(t.get(to))) {
        to += 1;
    }
    to = t.skip_blank_back(to);
    let abbr = r.raw(from, to);
    if !is_abbreviation(abbr) || !(t.skip_blank(to) == close || t.get(to) == ',') {
        return None;
    }
    let expansion = name_before(r, open)?;
    Some(Term {
        span: r.span(from, to),
        abbr: abbr.to_owned(),
        expansion,
    })
}

/// ABBR（全称）
fn name_in_brackets(r: &Reading, open: usize, close: usize) -> Option<Term> {
    let t = &r.text;
    let to = t.skip_blank_back(open);
    let mut from = to;
    while from > 0 && (t.get(from - 1).is_ascii_alphanumeric() || "-&".contains(t.get(from - 1))) {
        from -= 1;
    }
    let abbr = r.raw(from, to);
    let inner = r.raw(open + 1, close).trim();
    let han = inner.chars().filter(|c| is_han(*c)).count();
    let n = inner.chars().count();
    if !is_abbreviation(abbr)
        || n < 4
        || han * 10 < n * 9
        || n > LONGEST
        || inner.contains(['第', '年', '，', '见'])
    {
        return None;
    }
    // A name, not a remark: it ends like one.
    if !names_something(inner) {
        return None;
    }
    Some(Term {
        span: r.span(from, to),
        abbr: abbr.to_owned(),
        expansion: inner.to_owned(),
    })
}

/// 全称（缩称）: a Chinese short form is made of characters of the name, in their order, its first one first.
fn contraction(r: &Reading, open: usize, close: usize) -> Option<Term> {
    let t = &r.text;
    let (from, to) = (t.skip_blank(open + 1), t.skip_blank_back(close));
    let short: Vec<char> = (from..to).map(|i| t.get(i)).collect();
    let first = *short.first()?;
    if !(2..=6).contains(&short.len()) || !short.iter().all(|c| is_han(*c)) {
        return None;
    }
    let end = t.skip_blank_back(open);
    let mut rest = short.iter().rev().peekable();
    let mut n = 0;
    for i in (0..end).rev() {
        let c = t.get(i);
        if c == ' ' {
            continue;
        }
        n += 1;
        if !is_han(c) || n > LONGEST {
            return None;
        }
        if rest.peek() == Some(&&c) {
            rest.next();
        }
        if c == first && rest.peek().is_none() {
            let expansion = squeeze(r.raw(i, end));
            let longer = expansion.chars().count() >= short.len() + 2;
            return longer.then(|| Term {
                span: r.span(from, to),
                abbr: r.raw(from, to).to_owned(),
                expansion,
            });
        }
    }
    None
}

/// Whether a phrase ends as names of bodies, acts and things do.
fn names_something(s: &str) -> bool {
    LEXICON.name_endings.iter().any(|e| s.ends_with(e))
}

/// 全称(以下简称“X”), 全称(X)
fn short_name(r: &Reading, open: usize, close: usize) -> Option<Term> {
    let t = &r.text;
    const LEADS: [&str; 9] = [
        "以下简称为",
        "以下简称",
        "以下称为",
        "以下称",
        "下称",
        "简称为",
        "简称",
        "下文称",
        "又称",
    ];
    let i = t.skip_blank(open + 1);
    let (_, mut from) = t.any_of(i, &LEADS)?;
    let mut to = close;
    if let Some(comma) = (from..close).find(|&j| t.get(j) == ',') {
        to = comma;
    }
    while from < to && " :“\"「".contains(t.get(from)) {
        from += 1;
    }
    while to > from && " ”\"」".contains(t.get(to - 1)) {
        to -= 1;
    }
    let abbr = r.raw(from, to);
    let n = abbr.chars().count();
    if !(2..=14).contains(&n) {
        return None;
    }
    Some(Term {
        span: r.span(from, to),
        abbr: abbr.to_owned(),
        expansion: name_before(r, open)?,
    })
}

/// The name that ends before a bracket: in quotes or 《》 as a whole, else back to a word that no name holds.
fn name_before(r: &Reading, open: usize) -> Option<String> {
    let t = &r.text;
    let to = t.skip_blank_back(open);
    let last = t.before(to);
    let pair = [('》', '《'), ('”', '“'), ('」', '「'), ('"', '"')];
    if let Some((_, opening)) = pair.iter().find(|(c, _)| *c == last) {
        let start = (to.saturating_sub(60)..to - 1)
            .rev()
            .find(|&i| t.get(i) == *opening)?;
        let whole = if *opening == '《' {
            r.raw(start, to)
        } else {
            r.raw(start + 1, to - 1)
        };
        return Some(squeeze(whole));
    }
    let mut from = to;
    while from > 0 && to - from < LONGEST {
        let c = t.get(from - 1);
        if !(is_han(c) || c.is_ascii_alphanumeric() || c == ' ' || c == '·' || c == '-' || c == '/')
        {
            break;
        }
        // In running Chinese, a Latin word before the name is another phrase.
        if c == ' ' && from >= 2 && is_han(t.get(from)) && is_han(t.get(from - 2)) && to - from > 3
        {
            break;
        }
        if to - from >= 2 && LEXICON.name_stops.contains(&c) {
            break;
        }
        from -= 1;
    }
    let name = squeeze(r.raw(from, to));
    let han = name.chars().filter(|c| is_han(*c)).count();
    (han >= 2 || name.len() > 6).then_some(name)
}

/// Without blanks between Chinese characters.
fn squeeze(s: &str) -> String {
    let mut out = String::new();
    for c in s.trim().chars() {
        if c.is_whitespace() {
            if out.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                out.push(' ');
            }
        } else {
            if out.ends_with(' ') && is_han(c) {
                out.pop();
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::facts::extract;
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    fn terms(text: &str) -> Vec<(String, String)> {
        let raw = RawText::new("x.txt", Origin::File("x.txt".into()), text.to_owned());
        let facts = extract(&crate::document::build(Arc::new(raw), "x"));
        let pair = |t: crate::facts::Term| (t.abbr, t.expansion);
        facts.terms.into_iter().map(pair).collect()
    }

    #[test]
    fn a_chinese_short_form_is_made_of_the_names_characters() {
        for (text, short, long) in [
            (
                "使用信息和通信技术(信通技术)时，各国合作。",
                "信通技术",
                "信息和通信技术",
            ),
            (
                "由石油输出国组织（欧佩克）和石油输出国组织（石油组织）提出。",
                "石油组织",
                "石油输出国组织",
            ),
        ] {
            assert_eq!(terms(text), [(short.to_owned(), long.to_owned())], "{text}");
        }
        assert_eq!(terms("各国（主要是大国）应合作，第一组（一组）。"), []);
    }
}
