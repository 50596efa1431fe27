//! Finds the lines that belong to the page and not to the text: page numbers, running heads, rules,
//! dumps of the page's links; and lines that hold nothing but a note mark.
//!
//! In: measured lines. Out: a `Role` for each. Must not know about paragraphs.

use super::chars::{is_url, superscript};
use super::layout::Layout;
use super::lines::Line;
use crate::source::RawText;
use std::collections::HashMap;

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Text.
    Text,
    /// A rule; notes may follow.
    Rule,
    /// Page number, job number, running head.
    Page,
    /// A link of the page, dumped between its lines.
    Link,
    /// A number alone: a note mark, a note's number, or a page number.
    Digits,
}

/// Lines at the head of a paper that are never furniture, except rules.
const HEAD: usize = 12;
/// A line of the title is among so many lines; running heads repeat it.
const TITLE: usize = 24;

/// A role for every line.
pub(super) fn roles(raw: &RawText, lines: &[Line], layout: &Layout) -> Vec<Role> {
    let mut roles: Vec<Role> = lines.iter().map(|l| alone(l.text(raw))).collect();
    for i in 0..lines.len().min(HEAD) {
        if roles[i] == Role::Page && !is_page_number(lines[i].text(raw)) {
            roles[i] = Role::Text;
        }
    }
    running_heads(raw, lines, &mut roles);
    if layout.wrapped {
        link_dumps(raw, lines, layout, &mut roles);
    }
    roles
}

/// What a line is by its own words.
fn alone(text: &str) -> Role {
    if is_rule(text) {
        Role::Rule
    } else if is_page_number(text) || is_job_number(text) {
        Role::Page
    } else if is_digits(text) {
        Role::Digits
    } else {
        Role::Text
    }
}

fn is_rule(text: &str) -> bool {
    if !text.starts_with(|c| "_＿─━—-=*·~ ".contains(c)) {
        return false;
    }
    let n = text.chars().take(200).count();
    let all = |set: &str| text.chars().all(|c| set.contains(c) || c == ' ');
    (n >= 3 && all("_＿─━—")) || (n >= 5 && all("-=*·~")) || (n >= 3 && text.len() < 9 && all("*"))
}

/// 1 to 3 digits, perhaps superscript, and nothing else.
pub(super) fn is_digits(text: &str) -> bool {
    let n = text.chars().count();
    n <= 3
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || superscript(c).is_some())
}

/// 31/74, - 3 -, Page 3 of 5, 第 3 页, 31/74 20-08285.
fn is_page_number(text: &str) -> bool {
    if text.len() > 40 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let fraction = |w: &str| {
        let Some((a, b)) = w.split_once('/') else {
            return false;
        };
        let (Ok(a), Ok(b)) = (a.parse::<u32>(), b.parse::<u32>()) else {
            return false;
        };
        a >= 1 && a <= b && b < 2_000 && w.len() <= 9
    };
    match words.as_slice() {
        [w] => fraction(w) || between(w, "第", "页") || between(w, "第", "頁"),
        [a, b] if fraction(a) || fraction(b) => is_job_number(a) || is_job_number(b),
        [a, b, c] if is_job_number(a) || fraction(a) => {
            (is_job_number(b) || fraction(c) || fraction(b)) && c.len() < 12
        }
        ["-" | "–" | "—", n, "-" | "–" | "—"] => n.parse::<u16>().is_ok(),
        [a, "/", b] => fraction(&format!("{a}/{b}")),
        ["第", n, "页" | "頁"] => n.parse::<u16>().is_ok(),
        ["Page" | "page", n] | ["Page" | "page", n, "of" | "/", _] => n.parse::<u16>().is_ok(),
        [a, b] => between(a, "第", "页") && between(b, "共", "页"),
        _ => false,
    }
}

fn between(text: &str, before: &str, after: &str) -> bool {
    text.strip_prefix(before)
        .and_then(|t| t.strip_suffix(after))
        .is_some_and(|n| n.parse::<u16>().is_ok())
}

/// 20-08285, 20-08285 (C), *2008285*, 20-08285 (C) 180620
fn is_job_number(text: &str) -> bool {
    if text.len() > 30 {
        return false;
    }
    if let Some(code) = text.strip_prefix('*').and_then(|t| t.strip_suffix('*')) {
        return code.len() >= 7 && code.bytes().all(|b| b.is_ascii_digit());
    }
    let mut words = text.split_whitespace();
    let Some((a, b)) = words.next().and_then(|w| w.split_once('-')) else {
        return false;
    };
    let number =
        a.len() == 2 && b.len() == 5 && a.bytes().chain(b.bytes()).all(|b| b.is_ascii_digit());
    number
        && words.all(|w| {
            w.len() <= 6
                && w.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "()*".contains(c))
        })
}

/// Does the line hold one document symbol and nothing else?
pub(super) fn is_symbol_line(text: &str) -> bool {
    let bare = text.trim_end_matches('*');
    let organ = bare.split(['/', ' ']).next().unwrap_or("");
    let known = matches!(
        organ,
        "A" | "S"
            | "E"
            | "ST"
            | "T"
            | "DC"
            | "CRC"
            | "CEDAW"
            | "CCPR"
            | "CAT"
            | "CERD"
            | "CMW"
            | "CRPD"
            | "CED"
            | "HRI"
            | "DP"
            | "TD"
            | "UNEP"
            | "UNODC"
            | "UNW"
            | "HSP"
            | "FCCC"
            | "NPT"
            | "CD"
            | "ECE"
            | "ID"
            | "GC"
            | "IDB"
    );
    known
        && bare.len() <= 40
        && bare.contains('/')
        && bare.bytes().any(|b| b.is_ascii_digit())
        && bare
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/.()-– ".contains(c))
}

/// Symbols and short titles that come back beside page numbers.
fn running_heads(raw: &RawText, lines: &[Line], roles: &mut [Role]) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let short = |l: &Line| l.width <= 80 && !l.tab;
    for line in lines.iter().filter(|l| short(l)) {
        *seen.entry(line.text(raw)).or_default() += 1;
    }
    // The head of the title itself comes back too, cut where it suits.
    let titles: Vec<&str> = lines.iter().take(TITLE).map(|l| l.text(raw)).collect();
    let titled = |l: &Line| l.width >= 20 && titles.iter().any(|t| t.contains(l.text(raw)));
    // A running head may have several lines: each is near the one before, down and up.
    let body = HEAD.min(lines.len())..lines.len();
    for i in body.clone().chain(body.rev()) {
        if roles[i] != Role::Text || !short(&lines[i]) {
            continue;
        }
        let text = lines[i].text(raw);
        let page = |i: usize| roles.get(i) == Some(&Role::Page);
        let near = page(i + 1) || page(i + 2) || page(i - 1) || page(i - 2);
        let count = seen.get(text).copied().unwrap_or(0);
        let near = near || lines[i].page;
        let symbol = is_symbol_line(text) && (near || count >= 3);
        let again = near && (count >= 3 || i >= TITLE && titled(&lines[i]));
        if symbol || again && !text.ends_with('。') {
            roles[i] = Role::Page;
        }
    }
}

/// Runs of web addresses that stand line on line without the empty lines this text has elsewhere; each
/// is there twice, or text follows without an empty line (the next page).
fn link_dumps(raw: &RawText, lines: &[Line], layout: &Layout, roles: &mut [Role]) {
    let mut i = 0;
    while i < lines.len() {
        let url = |k: usize| k < lines.len() && is_url(lines[k].text(raw));
        if !url(i) {
            i += 1;
            continue;
        }
        let start = i;
        i += 1;
        while url(i) && !lines[i].gap {
            i += 1;
        }
        let twice = lines[start..i]
            .windows(2)
            .any(|p| p[0].text(raw) == p[1].text(raw));
        let before = start.checked_sub(1).map(|k| &lines[k]);
        let ended = before.is_none_or(|b| {
            if layout.trailing {
                b.trail
            } else {
                !layout.full(b)
            }
        });
        let next_page = lines.get(i).is_some_and(|l| l.interline && !l.gap);
        if twice || (ended && next_page) {
            roles[start..i].fill(Role::Link);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_a_page_s_edge() {
        for text in [
            "31/74 20-08285",
            "20-08285 31/74",
            "31/74",
            "- 3 -",
            "24 / 223",
            "第 3 页",
            "第3页 共9页",
            "20-08285 (C)",
            "*2008285*",
            "Page 3 of 12",
        ] {
            assert_eq!(alone(text), Role::Page, "{text}");
        }
        for text in [
            "74/28",
            "2020 年",
            "A/75/123",
            "2012/2013 年度",
            "24/7 Network",
        ] {
            assert_ne!(alone(text), Role::Rule, "{text}");
        }
        assert_eq!(alone("__________________"), Role::Rule);
        assert_eq!(alone("110"), Role::Digits);
        assert_eq!(alone("2012/2013 年度"), Role::Text);
        assert!(
            is_symbol_line("A/75/123")
                && is_symbol_line("E/CN.15/2011/19")
                && !is_symbol_line("A/75/123 号")
        );
    }
}
