//! Document symbols: those of the United Nations by their grammar, and the series of other organisations.
//!
//! In: folded text and the addresses in it. Out: `Symbol`s in order. Must not know resolutions by number.
//!
//! Grammar: organ, then parts joined by `/`: body (`C.1`, `AC.105`), kind (`RES`, `PV.81`), session or
//! year, number, suffixes (`Add.1`). Texts put blanks around `/`, print `\` or `.` for it, and change case.

mod other;

use super::lexicon::LEXICON;
use super::model::CitationKind;
use super::scan::{END, Folded};
use other::{foreign, sales, series};
use std::ops::Range;

/// A symbol in characters of a `Folded`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// First character.
    pub from: usize,
    /// After the last character.
    pub to: usize,
    /// Normal form.
    pub symbol: String,
    /// What it is.
    pub kind: CitationKind,
    /// Looks wrong: why, or what may have been meant.
    pub suspect: Option<String>,
}

/// Words that may stand alone between slashes although they are not upper case.
const WORDS: [&str; 8] = [
    "Add", "Corr", "Rev", "Amend", "Sub", "Summary", "Suppl", "Part",
];
/// Organs of one or two letters: they also begin ordinary words, so a single number must be long.
const LONGEST_BLANK: usize = 2;

/// Finds the symbols. In addresses only what follows `symbol=`, `DS=` or the address of a UN document
/// server counts, and is marked as such.
pub fn find(text: &Folded, urls: &[Range<usize>]) -> Vec<Symbol> {
    let mut out = Vec::new();
    let mut i = 0;
    let mut url = 0;
    while i < text.len() {
        while urls.get(url).is_some_and(|u| u.end <= i) {
            url += 1;
        }
        if let Some(u) = urls.get(url).filter(|u| u.start <= i) {
            in_address(text, u, &mut out);
            i = u.end;
            continue;
        }
        if !text.get(i).is_ascii_alphabetic() {
            i += 1;
            continue;
        }
        let next = if starts_word(text, i) {
            match sales(text, i).or_else(|| series(text, i)) {
                Some(s) => {
                    let to = s.to;
                    out.push(s);
                    to
                }
                None => united_nations(text, i, CitationKind::Symbol, &mut out)
                    .or_else(|| {
                        let s = foreign(text, i)?;
                        let to = s.to;
                        out.push(s);
                        Some(to)
                    })
                    .unwrap_or(i),
            }
        } else {
            i
        };
        i = next.max(i + 1);
    }
    out
}

/// Nothing that would make the letters at `i` part of a longer word; one stray digit (a footnote's
/// mark) may be glued on.
fn starts_word(text: &Folded, i: usize) -> bool {
    let before = text.before(i);
    if before.is_ascii_digit() {
        let first =
            i < 2 || !(text.get(i - 2).is_ascii_alphanumeric() || "/.-".contains(text.get(i - 2)));
        return first && text.get(i + 1) == '/' && "ASE".contains(text.get(i));
    }
    !(before.is_ascii_alphabetic() || (before != END && "/.\\_@".contains(before)))
}

/// `symbol=A/68/98`, `undocs.org/A/RES/74/28`: once for each address.
fn in_address(text: &Folded, url: &Range<usize>, out: &mut Vec<Symbol>) {
    let lower: String = text.chars()[url.clone()]
        .iter()
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let at = ["symbol=", "ds=", "undocs.org/", "docs.un.org/"]
        .iter()
        .find_map(|k| lower.find(k).map(|at| at + k.len()));
    let Some(at) = at else { return };
    // Folded addresses are ASCII: bytes are characters.
    let mut i = url.start + at;
    for language in ["zh/", "en/", "ch/"] {
        if text.starts(i, language) {
            i += 3;
        }
    }
    if i < url.end {
        united_nations(text, i, CitationKind::Url, out);
    }
}

/// One part between slashes, in normal form, and what it says.
struct Part {
    text: String,
    number: bool,
    word: bool,
    to: usize,
}

/// Reads symbols of the United Nations at `i`, joint ones too; the index after them.
fn united_nations(
    text: &Folded,
    i: usize,
    kind: CitationKind,
    out: &mut Vec<Symbol>,
) -> Option<usize> {
    let mut e = i;
    while text.get(e).is_ascii_alphabetic() && e - i < 8 {
        e += 1;
    }
    let organ: String = text.string(i, e).to_ascii_uppercase();
    if matches!(organ.as_str(), "RES" | "DEC") && text.get(e) == '/' {
        return without_organ(text, i, e, &organ, kind, out);
    }
    if !LEXICON.symbol_parts.contains(&organ.as_str()) {
        return None;
    }
    let lower = text.get(i).is_ascii_lowercase();
    let mut parts = vec![organ.clone()];
    let mut to = e;
    let mut numbers = 0;
    let mut solid = (1, e);
    let dotted = matches!(organ.as_str(), "A" | "S" | "E") && text.get(e) == '.';
    loop {
        let from = if parts.len() == 1 && dotted {
            Some(e + 1)
        } else {
            slash(text, to)
        };
        let Some(from) = from else { break };
        let Some(mut part) = part(text, from) else {
            break;
        };
        if dotted && parts.len() == 1 {
            // A.66.359: the full stops stand for slashes, else it is something else.
            let (session, number) = part.text.split_once('.')?;
            if session.len() != 2
                || number.len() < 2
                || !(session.to_owned() + number)
                    .bytes()
                    .all(|b| b.is_ascii_digit())
            {
                return None;
            }
            parts.push(session.into());
            part.text = number.into();
        }
        if let Some(number) = part
            .text
            .strip_prefix("RES.")
            .or(part.text.strip_prefix("DEC."))
        {
            parts.push(part.text[..3].into());
            parts.push(number.into());
        } else {
            parts.push(part.text);
        }
        to = part.to;
        if part.number {
            numbers += 1;
        }
        if !part.word {
            solid = (parts.len(), to);
        }
        if parts.len() > 12 {
            break;
        }
    }
    parts.truncate(solid.0);
    let to = solid.1;
    let digits: usize = parts[1..]
        .iter()
        .map(|p| p.bytes().filter(u8::is_ascii_digit).count())
        .sum();
    let enough = match parts.len() {
        0 | 1 => false,
        2 => {
            digits >= 3
                || (parts[1].contains('.') && digits > 0 && organ.len() > 1)
                || parts[1].contains("CONF.")
        }
        _ => digits >= 1,
    };
    if !enough || numbers == 0 && digits == 0 || (lower && parts.len() < 3) {
        return None;
    }
    let symbol = parts.join("/");
    out.push(Symbol {
        from: i,
        to,
        suspect: suspect(&parts),
        symbol,
        kind,
    });
    // Joint symbols: A/68/65-E/2013/11.
    if text.get(to) == '-'
        && text.get(to + 1).is_ascii_uppercase()
        && let Some(next) = united_nations(text, to + 1, kind, out)
    {
        return Some(next);
    }
    Some(to)
}

/// RES/68/198: the session tells the General Assembly, a year the Economic and Social Council.
fn without_organ(
    text: &Folded,
    i: usize,
    e: usize,
    word: &str,
    kind: CitationKind,
    out: &mut Vec<Symbol>,
) -> Option<usize> {
    let (session, j) = text.digits(e + 1)?;
    let (number, to) = text.digits(slash(text, j)?)?;
    let after = text.get(to);
    let organ = match session {
        31..=150 => "A",
        1946..=2100 => "E",
        _ => return None,
    };
    if after.is_ascii_alphanumeric() || after == '/' {
        return None;
    }
    out.push(Symbol {
        from: i,
        to,
        symbol: format!("{organ}/{word}/{session}/{number}"),
        kind,
        suspect: None,
    });
    Some(to)
}

/// A slash at `i`, blanks around it allowed; the index of what follows.
fn slash(text: &Folded, i: usize) -> Option<usize> {
    let k = text.skip_blank(i);
    if k - i > LONGEST_BLANK || !matches!(text.get(k), '/' | '\\') {
        return None;
    }
    let next = text.skip_blank(k + 1);
    (next - k - 1 <= LONGEST_BLANK).then_some(next)
}

/// A part of a symbol at `i`.
fn part(text: &Folded, i: usize) -> Option<Part> {
    let mut j = i;
    while text.get(j).is_ascii_alphabetic() {
        j += 1;
    }
    let letters = text.string(i, j);
    if letters.len() > 10 {
        return None;
    }
    if letters.is_empty() {
        return numbered(text, String::new(), i);
    }
    let name = normal_word(&letters)?;
    match text.get(j) {
        // Special sessions: S-24, ES-10.
        '-' if matches!(name.as_str(), "S" | "ES") && text.get(j + 1).is_ascii_digit() => {
            numbered(text, format!("{name}-"), j + 1)
        }
        '.' => {
            let mut k = j + 1;
            if text.get(k) == ' ' && text.get(k + 1).is_ascii_digit() {
                k += 1;
            }
            if text.get(k).is_ascii_digit() {
                return numbered(text, format!("{name}."), k);
            }
            // MP.WAT/45, MP.EIA/1
            let mut e = k;
            while text.get(e).is_ascii_uppercase() {
                e += 1;
            }
            if e > k && e - k <= 5 && !text.get(e).is_ascii_lowercase() && text.starts(i, "MP") {
                return Some(Part {
                    text: format!("{name}.{}", text.string(k, e)),
                    number: false,
                    word: true,
                    to: e,
                });
            }
            Some(Part {
                text: name,
                number: false,
                word: true,
                to: j,
            })
        }
        c if c.is_ascii_digit() => numbered(text, name, j),
        _ => Some(Part {
            text: name,
            number: false,
            word: true,
            to: j,
        }),
    }
}

/// The word of a part in normal case; none where no part is written so.
fn normal_word(letters: &str) -> Option<String> {
    let upper = letters.to_ascii_uppercase();
    if upper == "AD" && letters != "AD" {
        return Some("Add".into());
    }
    if let Some(known) = WORDS.iter().find(|w| w.eq_ignore_ascii_case(letters)) {
        return Some((*known).into());
    }
    let shouted = letters == upper;
    let small = letters.len() > 1 && letters[1..].chars().all(|c| c.is_ascii_lowercase());
    let known = matches!(
        upper.as_str(),
        "RES"
            | "DEC"
            | "PRST"
            | "CONF"
            | "INF"
            | "NGO"
            | "C"
            | "CN"
            | "AC"
            | "L"
            | "PV"
            | "SR"
            | "HRC"
    );
    (shouted || (small && known)).then_some(upper)
}

/// Digits at `j` after a word, then a bracket or one letter.
fn numbered(text: &Folded, mut out: String, j: usize) -> Option<Part> {
    let (_, mut e) = text.digits(j)?;
    if e - j > 6 {
        return None;
    }
    out.push_str(&text.string(j, e));
    // A.66.359 and Add.1.2 do not go on, but the caller wants to see 66.359.
    if text.get(e) == '.' && text.get(e + 1).is_ascii_digit() && out.len() == 2 {
        let (_, f) = text.digits(e + 1)?;
        out.push('.');
        out.push_str(&text.string(e + 1, f));
        return Some(Part {
            text: out,
            number: true,
            word: false,
            to: f,
        });
    }
    if text.get(e).is_ascii_uppercase() && !text.get(e + 1).is_ascii_alphanumeric() {
        out.push(text.get(e));
        e += 1;
    } else if text.get(e).is_ascii_alphabetic() && !text.starts(e, "http") {
        return None;
    }
    if let Some((bracket, f)) = bracket(text, e) {
        out.push_str(&bracket);
        e = f;
    }
    if text.get(e) == '*' {
        e += 1;
    }
    Some(Part {
        text: out,
        number: true,
        word: false,
        to: e,
    })
}

/// `(XX)`, `(1999)`, `(Vol. I)`, `(Sect. 35)`, `(Part I)`, `(SUPP)` at `i`, without blanks.
fn bracket(text: &Folded, i: usize) -> Option<(String, usize)> {
    let k = text.skip_blank(i);
    if text.get(k) != '(' || k - i > 1 {
        return None;
    }
    let mut e = k + 1;
    while text.get(e) != ')' {
        let c = text.get(e);
        if e - k > 14 || !(c.is_ascii_alphanumeric() || " .-".contains(c)) || c == END {
            return None;
        }
        e += 1;
    }
    let inner: String = text.string(k + 1, e).split_whitespace().collect();
    let good = roman(&inner).is_some()
        || (inner.len() == 4 && inner.bytes().all(|b| b.is_ascii_digit()))
        || ["VOL", "PART", "SECT", "SUPP"]
            .iter()
            .any(|w| inner.to_ascii_uppercase().starts_with(w) && !inner.starts_with("Section"))
        || inner.starts_with("S-");
    let shown = if roman(&inner).is_some() || inner.len() == 4 {
        inner
    } else {
        text.string(k + 1, e).trim().to_owned()
    };
    good.then(|| (format!("({shown})"), e + 1))
}

/// The value of a roman number in capitals, written the usual way.
pub fn roman(s: &str) -> Option<u32> {
    const STEPS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = s;
    let mut total = 0;
    for (value, letters) in STEPS {
        let once = matches!(value, 90 | 50 | 40 | 9 | 5 | 4);
        let mut n = 0;
        while let Some(r) = rest.strip_prefix(letters) {
            n += 1;
            if n > if once { 1 } else { 3 } {
                return None;
            }
            rest = r;
            total += value;
        }
    }
    (total > 0 && rest.is_empty()).then_some(total)
}

/// Why a symbol cannot be right as printed.
fn suspect(parts: &[String]) -> Option<String> {
    let session = parts.get(1).and_then(|p| p.parse::<u32>().ok());
    if parts[0] == "A" && parts.len() > 2 && session.is_some_and(|n| n > 100 && n < 1900) {
        let n = session.unwrap_or(0);
        return Some(format!(
            "no session {n} of the General Assembly: {}?",
            n % 100
        ));
    }
    let bare = |p: &str| matches!(p, "C" | "CN" | "AC" | "L" | "CONF");
    if parts[1..].iter().any(|p| bare(p)) {
        return Some("a part without its number".into());
    }
    if parts[0] == "A" && parts[1] == "RES" && parts.len() == 3 && !parts[2].contains('(') {
        return Some("a session without the number of a resolution".into());
    }
    None
}

#[cfg(test)]
mod tests;
