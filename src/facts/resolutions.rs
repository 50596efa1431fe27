//! Resolutions and decisions cited by number: 第55/63号决议, 第1267(1999)和1989(2011)号决议.
//!
//! In: folded text. Out: `Numbered`s, still without an organ. Must not know printed symbols.

use super::model::CitationKind;
use super::scan::{END, Folded};
use super::symbols::roman;
use std::ops::Range;

/// The shape of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// 55/63
    Session(u32, u32),
    /// S-24/2, ES-11/1
    Special(String, u32),
    /// 1999/23
    Year(u32, u32),
    /// 1373(2001)
    Bracket(u32, u32),
    /// 2131(XX), 217 A (III)
    Roman(u32, String, Option<char>),
    /// 1106: decisions of the OSCE are cited so, and Security Council resolutions without their year.
    Plain(u32),
    /// 1/CP.27
    Conference(u32, String),
}

impl Shape {
    /// As printed, without blanks.
    pub fn number(&self) -> String {
        match self {
            Shape::Session(s, n) | Shape::Year(s, n) => format!("{s}/{n}"),
            Shape::Special(s, n) => format!("{s}/{n}"),
            Shape::Bracket(n, y) => format!("{n}({y})"),
            Shape::Roman(n, r, None) => format!("{n}({r})"),
            Shape::Roman(n, r, Some(c)) => format!("{n}{c}({r})"),
            Shape::Plain(n) => format!("{n}"),
            Shape::Conference(n, s) => format!("{n}/{s}"),
        }
    }
}

/// A number that may be that of a resolution, before its organ is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// First character of the digits.
    pub from: usize,
    /// After the number (a list of sub-letters taken in).
    pub to: usize,
    /// Shape.
    pub shape: Shape,
}

/// A resolution or decision cited by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// First character, with 第.
    pub from: usize,
    /// After the last character, with 号决议 where it follows.
    pub to: usize,
    /// First character of the digits.
    pub digits: usize,
    /// Shape.
    pub shape: Shape,
    /// Resolution or Decision.
    pub kind: CitationKind,
    /// The one letter after the number: 第53/243 A号 is a resolution of its own.
    pub letter: Option<char>,
}

/// Nouns that make a number a resolution or a decision.
const NOUNS: [(&str, CitationKind); 6] = [
    ("决议", CitationKind::Resolution),
    ("决定", CitationKind::Decision),
    ("号决议", CitationKind::Resolution),
    ("号决定", CitationKind::Decision),
    ("(决议)", CitationKind::Resolution),
    ("号、决议", CitationKind::Resolution),
];
/// Nouns that make a number something else.
const OTHER_NOUNS: [&str; 38] = [
    "指令",
    "条例",
    "法令",
    "法律",
    "法",
    "结论",
    "公报",
    "一般性",
    "一般",
    "条",
    "公约",
    "议定书",
    "文件",
    "公告",
    "总统令",
    "段",
    "次",
    "判决",
    "标准",
    "命令",
    "令",
    "页",
    "章",
    "节",
    "款",
    "项",
    "案",
    "来文",
    "意见",
    "报告",
    "统一",
    "草案",
    "规则",
    "法案",
    "建议",
    "法院",
    "节目",
    "部",
];
const CONNECTORS: [&str; 10] = ["以及", "、", "和", "及", "与", "或", ",", ";", "至", "并"];

/// Finds numbers of the shapes that resolutions have. `skip` holds addresses and symbols.
pub fn tokens(text: &Folded, skip: &[Range<usize>]) -> Vec<Token> {
    let mut out = Vec::new();
    text.walk(skip, |i| {
        let found = match text.get(i) {
            '0'..='9' if !glued(text, i) => token(text, i),
            'S' | 'E'
                if !text.before(i).is_ascii_alphanumeric() && !"/.-".contains(text.before(i)) =>
            {
                special(text, i)
            }
            _ => None,
        };
        let Some(token) = found else {
            let digits = (i..).take_while(|&j| text.get(j).is_ascii_digit()).count();
            return i + digits.max(1);
        };
        let to = token.to;
        out.push(token);
        to
    });
    out
}

/// Whether digits that begin at `i` go on with a word or a number before them.
fn glued(text: &Folded, i: usize) -> bool {
    let before = text.before(i);
    before.is_ascii_alphanumeric()
        || (before != END && "./".contains(before))
        || (before == '-' && i >= 2 && text.get(i - 2).is_ascii_alphanumeric())
}

/// S-24/2, ES-11/1
fn special(text: &Folded, i: usize) -> Option<Token> {
    let start = if text.starts(i, "ES-") {
        i + 3
    } else if text.starts(i, "S-") {
        i + 2
    } else {
        return None;
    };
    let (session, e) = text.digits(start)?;
    if text.get(e) != '/' || session > 60 {
        return None;
    }
    let (n, to) = text.digits(e + 1)?;
    if text.get(to).is_ascii_alphanumeric() || text.get(to) == '/' {
        return None;
    }
    Some(Token {
        from: i,
        to,
        shape: Shape::Special(text.string(i, e), n),
    })
}

fn token(text: &Folded, i: usize) -> Option<Token> {
    let (first, e) = text.digits(i)?;
    if e - i > 5 {
        return None;
    }
    let mut k = text.skip_blank(e);
    // 217 A (III)
    let mut letter = None;
    if text.get(k).is_ascii_uppercase() && matches!(text.get(text.skip_blank(k + 1)), '(') {
        letter = Some(text.get(k));
        k = text.skip_blank(k + 1);
    }
    if text.get(k) == '('
        && let Some((inner, to)) = bracket(text, k)
    {
        if let Some(r) = roman(&inner).filter(|&r| r <= 65) {
            let _ = r;
            return Some(Token {
                from: i,
                to: sub_letters(text, to),
                shape: Shape::Roman(first, inner, letter),
            });
        }
        if let Ok(year) = inner.parse::<u32>()
            && (1946..=2100).contains(&year)
            && inner.len() == 4
            && e - i <= 4
            && first > 0
        {
            return Some(Token {
                from: i,
                to,
                shape: Shape::Bracket(first, year),
            });
        }
        return None;
    }
    let near = text.skip_blank(e);
    if near - e > 1 || !matches!(text.get(near), '/') {
        return plain(text, i, first, e);
    }
    let second_at = text.skip_blank(near + 1);
    if second_at - near > 2 {
        return None;
    }
    if text.starts(second_at, "CP.")
        || text.starts(second_at, "CMP.")
        || text.starts(second_at, "CMA.")
    {
        let mut e = second_at;
        while text.get(e).is_ascii_alphanumeric() || text.get(e) == '.' {
            e += 1;
        }
        return Some(Token {
            from: i,
            to: e,
            shape: Shape::Conference(first, text.string(second_at, e)),
        });
    }
    let (second, to) = text.digits(second_at)?;
    let after = text.get(to);
    if to - second_at > 4
        || after == '/'
        || after.is_ascii_lowercase()
        || (after == '.' && text.get(to + 1).is_ascii_digit())
    {
        return None;
    }
    let shape = if (1946..=2100).contains(&first) && e - i == 4 {
        Shape::Year(first, second)
    } else if first <= 999 {
        Shape::Session(first, second)
    } else {
        return None;
    };
    Some(Token {
        from: i,
        to: sub_letters(text, to),
        shape,
    })
}

/// 第1106号决定, 第1373号决议, the noun straight after.
fn plain(text: &Folded, i: usize, n: u32, e: usize) -> Option<Token> {
    let k = text.skip_blank(e);
    let noun = text.skip_blank(k + 1);
    let adopted = text.starts(noun, "决定") || text.starts(noun, "决议");
    if text.get(k) != '号' || !adopted || n == 0 {
        return None;
    }
    Some(Token {
        from: i,
        to: e,
        shape: Shape::Plain(n),
    })
}

/// `(XX)`, `(2001)` at `k`, blanks inside allowed.
fn bracket(text: &Folded, k: usize) -> Option<(String, usize)> {
    let from = text.skip_blank(k + 1);
    let mut e = from;
    while text.get(e).is_ascii_alphanumeric() && e - from < 9 {
        e += 1;
    }
    let inner = text.string(from, e);
    // S-VI, ES-I: special sessions with roman numbers.
    let close = text.skip_blank(e);
    (!inner.is_empty() && text.get(close) == ')').then_some((inner, close + 1))
}

/// `A和B`, `A、B和C`, `A` after a number: the index after them.
fn sub_letters(text: &Folded, to: usize) -> usize {
    let k = text.skip_blank(to);
    let letter =
        |i: usize| text.get(i).is_ascii_uppercase() && !text.get(i + 1).is_ascii_alphanumeric();
    if !letter(k) {
        return to;
    }
    let mut end = k + 1;
    while let Some((_, e)) = text.any_of(text.skip_blank(end), &["、", "和", "及", "至", "-"]) {
        let e = text.skip_blank(e);
        if !letter(e) {
            break;
        }
        end = e + 1;
    }
    end
}

/// Those of the tokens that are resolutions or decisions, by the noun after them or after the list.
pub fn numbered(text: &Folded, tokens: &[Token]) -> Vec<Numbered> {
    let mut kinds: Vec<Option<(CitationKind, usize)>> = vec![None; tokens.len()];
    for at in (0..tokens.len()).rev() {
        let next = tokens.get(at + 1).map(|t| t.from);
        let follower = kinds.get(at + 1).copied().flatten();
        kinds[at] = kind_of(text, &tokens[at], next, follower.map(|(k, _)| k));
    }
    tokens
        .iter()
        .zip(kinds)
        .filter_map(|(t, kind)| {
            let (kind, to) = kind?;
            Some(Numbered {
                from: ordinal_before(text, t.from),
                to,
                digits: t.from,
                shape: t.shape.clone(),
                kind,
                letter: letter_of(text, t),
            })
        })
        .collect()
}

/// The letter of a part, where only one is named.
fn letter_of(text: &Folded, t: &Token) -> Option<char> {
    if !matches!(t.shape, Shape::Session(..) | Shape::Year(..)) {
        return None;
    }
    let words = text.chars().get(t.from..t.to)?;
    let mut letters = words.iter().filter(|c| c.is_ascii_uppercase());
    let letter = letters.next().copied();
    letter.filter(|_| letters.next().is_none())
}

/// The index of 第 before `i`, or `i`.
fn ordinal_before(text: &Folded, i: usize) -> usize {
    let k = text.skip_blank_back(i);
    if text.before(k) == '第' { k - 1 } else { i }
}

/// What the words after a token make it, and where its stretch ends.
fn kind_of(
    text: &Folded,
    t: &Token,
    next: Option<usize>,
    follower: Option<CitationKind>,
) -> Option<(CitationKind, usize)> {
    let mut k = text.skip_blank(t.to);
    let marked = text.get(k) == '号';
    let end = if marked { k + 1 } else { t.to };
    if marked {
        k = text.skip_blank(k + 1);
    }
    for (noun, kind) in NOUNS {
        if text.starts(k, noun) {
            return Some((kind, k + noun.chars().count()));
        }
    }
    if matches!(t.shape, Shape::Plain(_)) || text.any_of(k, &OTHER_NOUNS).is_some() {
        return None;
    }
    let ordinal = ordinal_before(text, t.from) < t.from;
    let sure = matches!(t.shape, Shape::Bracket(..) | Shape::Roman(..)) && (ordinal || marked);
    // …、第2139(2014)号决议
    if let Some((_, after)) = text.any_of(k, &CONNECTORS)
        && let Some(next) = next
        && next < after + 60
        && let Some(kind) = follower
        && !text.chars()[after..next].contains(&'。')
    {
        let close =
            next < after + 4 || text.chars()[after..next].contains(&'第') || marked || ordinal;
        if close && (ordinal || marked || sure || next < after + 4) {
            return Some((kind, end));
        }
    }
    // 第55/63号关于…的决议
    if marked && (ordinal || sure) {
        let limit = next.unwrap_or(usize::MAX).min(k + 60).min(text.len());
        for j in k..limit {
            if "。;".contains(text.get(j)) {
                break;
            }
            if text.starts(j, "决议") {
                return Some((CitationKind::Resolution, end));
            }
            if text.starts(j, "决定") {
                return Some((CitationKind::Decision, end));
            }
        }
    }
    if follower.is_none() && !marked {
        // RES 2011/35, 决议 55/63
        let b = text.skip_blank_back(t.from);
        let b = if text.before(b) == '第' {
            text.skip_blank_back(b - 1)
        } else {
            b
        };
        if text.ends(b, "决议") || text.ends(b, "RES") {
            return Some((CitationKind::Resolution, end));
        }
    }
    (sure && marked).then_some((CitationKind::Resolution, end))
}

#[cfg(test)]
mod tests;
