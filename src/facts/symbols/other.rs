//! Series of other organisations and the UN's own sales numbers: kept as their own type, never read as symbols.
//!
//! Part of `symbols.rs`; knows no more than it.

use super::*;

/// Sales numbers of UN publications: E.94.IV.5. They are no symbols; kept as `Sales No. …`.
pub(super) fn sales(text: &Folded, i: usize) -> Option<Symbol> {
    if !text.get(i).is_ascii_uppercase() || text.get(i + 1) != '.' {
        return None;
    }
    let (_, e) = text.digits(i + 2)?;
    if e != i + 4 || text.get(e) != '.' {
        return None;
    }
    let mut r = e + 1;
    while "IVX".contains(text.get(r)) && text.get(r) != END {
        r += 1;
    }
    if r == e + 1 || text.get(r) != '.' {
        return None;
    }
    let (_, to) = text.digits(r + 1)?;
    Some(Symbol {
        from: i,
        to,
        symbol: format!("Sales No. {}", text.string(i, to)),
        kind: CitationKind::OtherOrganisation,
        suspect: None,
    })
}

/// Symbols of other organisations whose beginning is listed.
pub(super) fn series(text: &Folded, i: usize) -> Option<Symbol> {
    let (n, found) = LEXICON
        .series
        .iter()
        .filter_map(|(word, normal)| Some((series_head(text, i, word)?, *normal)))
        .max_by_key(|(n, _)| *n)?;
    let (tail, to) = tail(text, n);
    let tail = tail.to_ascii_uppercase();
    if !tail.bytes().any(|b| b.is_ascii_digit()) && !tail.contains("(I") && !tail.contains("III") {
        return None;
    }
    let numbered_series = found.contains(".DEC") || found.contains(".JOUR");
    let symbol = if numbered_series {
        let rest = tail.trim_start_matches(['.', '/']);
        format!("{found}/{rest}")
    } else {
        // OAS prints the letter O of (XXXIV-O/04) as a zero now and then.
        format!("{found}{}", tail.replace("-0/", "-O/"))
    };
    Some(Symbol {
        from: i,
        to,
        symbol,
        kind: CitationKind::OtherOrganisation,
        suspect: None,
    })
}

/// `word` at `i` in any case, blanks around its slashes allowed; the index after it.
pub(super) fn series_head(text: &Folded, i: usize, word: &str) -> Option<usize> {
    let mut j = i;
    for c in word.chars() {
        if c == '/' {
            j = slash(text, j)?;
            continue;
        }
        if !text.get(j).eq_ignore_ascii_case(&c) {
            return None;
        }
        j += 1;
    }
    (!text.get(j).is_ascii_alphanumeric()).then_some(j)
}

/// The rest of a symbol of another organisation: letters, digits, `/.-()`, blanks only where a sign
/// holds the two sides together. Without blanks, and the index after it.
pub(super) fn tail(text: &Folded, i: usize) -> (String, usize) {
    let mut out = String::new();
    let mut j = i;
    let mut to = i;
    let mut depth = 0;
    loop {
        let c = text.get(j);
        if c == ' ' {
            let next = text.skip_blank(j);
            let n = text.get(next);
            let last = out.chars().last().unwrap_or('.');
            let token_end = (next..next + 9).find(|&e| !text.get(e).is_ascii_alphanumeric());
            let token = token_end.map(|e| (text.string(next, e), text.get(e)));
            let goes_on = next - j <= LONGEST_BLANK
                && ((matches!(last, '/' | '-' | '.') && n.is_ascii_alphanumeric())
                    || matches!(n, '/' | '-')
                    || (n == '(' && plain_bracket(text, next))
                    || token.as_ref().is_some_and(|(t, e)| {
                        last.is_ascii_digit()
                            && *e == '('
                            && t.bytes().all(|b| b.is_ascii_digit())
                            && !t.is_empty()
                    })
                    || token
                        .as_ref()
                        .is_some_and(|(t, _)| last.is_ascii_uppercase() && roman(t).is_some()));
            if !goes_on {
                break;
            }
            j = next;
            continue;
        }
        match c {
            '(' if plain_bracket(text, j) => depth += 1,
            ')' if depth > 0 => depth -= 1,
            '/' | '.' | '-' => {}
            _ if c.is_ascii_alphanumeric() => {}
            _ => break,
        }
        out.push(c);
        j += 1;
        if c.is_ascii_alphanumeric() || c == ')' {
            to = j;
        }
        if out.len() > 40 {
            break;
        }
    }
    while out.ends_with(['.', '-', '/', '(']) {
        out.pop();
    }
    (out, to)
}

/// A bracket of ASCII letters, digits and signs that closes near by: (XXXIV-O/04), not (4月).
pub(super) fn plain_bracket(text: &Folded, i: usize) -> bool {
    let mut j = i + 1;
    while j < i + 14 && (text.get(j).is_ascii_alphanumeric() || " -/.".contains(text.get(j))) {
        j += 1;
    }
    j > i + 1 && text.get(j) == ')'
}

/// Symbols of unknown organisations: at least four parts in capitals and digits; and `PE 412.345`.
pub(super) fn foreign(text: &Folded, i: usize) -> Option<Symbol> {
    let symbol = |to: usize, symbol: String| Symbol {
        from: i,
        to,
        symbol,
        kind: CitationKind::OtherOrganisation,
        suspect: None,
    };
    if text.starts(i, "PE ") {
        let (_, e) = text.digits(i + 3)?;
        if text.get(e) == '.' && e == i + 6 {
            let (_, f) = text.digits(e + 1)?;
            if f == e + 4 {
                return Some(symbol(f, text.string(i, f)));
            }
        }
        return None;
    }
    if text.starts(i, "CM") {
        // Council of Europe: CM(2011)175, CM/Rec(2014)6
        let k = if text.starts(i, "CM/Rec") {
            i + 6
        } else {
            i + 2
        };
        let (b, e) = bracket(text, k)?;
        let (n, to) = text.digits(text.skip_blank(e))?;
        return (b.len() == 6).then(|| symbol(to, format!("{}{b}{n}", text.string(i, k))));
    }
    let mut j = i;
    let mut parts = 1;
    let mut digits = 0;
    let mut in_part = 0;
    loop {
        let c = text.get(j);
        match c {
            '/' if in_part > 0 => {
                parts += 1;
                in_part = 0;
            }
            '-' | '.' if in_part > 0 => {}
            _ if c.is_ascii_uppercase() => in_part += 1,
            _ if c.is_ascii_digit() => {
                in_part += 1;
                digits += 1;
            }
            _ => break,
        }
        j += 1;
        if j - i > 60 {
            return None;
        }
    }
    while j > i && "/.-".contains(text.get(j - 1)) {
        j -= 1;
    }
    let plain = parts >= 4
        && digits > 0
        && !text.get(j).is_ascii_alphanumeric()
        && text.get(i + 1).is_ascii_uppercase();
    plain.then(|| symbol(j, text.string(i, j)))
}
