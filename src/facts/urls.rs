//! Stretches of a text that are addresses of the web, where digits and words mean nothing else.
//!
//! In: folded text. Out: sorted ranges of characters. Must not know symbols.

use super::scan::{END, Folded};
use std::ops::Range;

const TOP_DOMAINS: [&str; 16] = [
    ".org", ".com", ".net", ".int", ".gov", ".edu", ".info", ".eu", ".fr", ".uk", ".ru", ".cn",
    ".kr", ".au", ".ch", ".de",
];
const ENDINGS: [&str; 9] = [
    ".pdf", ".html", ".htm", ".aspx", ".asp", ".php", ".shtml", ".cfm", ".doc",
];

/// Finds addresses: with a scheme, with `www.`, or with a domain; also what a line wrap cut off an address.
pub fn find(text: &Folded) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i < text.len() {
        if !part(text.get(i)) {
            i += 1;
            continue;
        }
        let mut j = i;
        let mut signs = 0;
        while part(text.get(j)) && (j == i || !text.starts(j, "http")) {
            signs += usize::from(matches!(text.get(j), '/' | '.' | '_' | '%' | '='));
            j += 1;
        }
        if signs > 0 && j - i > 6 {
            // An English sentence's full stop or a closing bracket is no part of an address.
            let after = out.last().is_some_and(|last| {
                last.end + 1 >= i && !text.chars()[last.end..i].iter().any(|&c| c != ' ')
            });
            if is_address(text, i, j, after) {
                out.push(i..j);
            }
        }
        i = j;
    }
    out
}

/// The addresses of a text, as bytes.
pub fn addresses(text: &str) -> Vec<Range<u32>> {
    if !text.contains('.') {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let found = find(&folded).into_iter();
    found.map(|r| folded.bytes(r.start, r.end)).collect()
}

fn part(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | ',' | ';' | '[' | ']') && c != END
}

fn is_address(text: &Folded, i: usize, j: usize, after_address: bool) -> bool {
    let token: String = text.chars()[i..j]
        .iter()
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if token.contains("://") || token.contains("www.") {
        return true;
    }
    let domain = TOP_DOMAINS.iter().any(|d| {
        token.find(d).is_some_and(|at| {
            let rest = &token[at + d.len()..];
            at > 1
                && (rest.is_empty()
                    || rest.starts_with('/')
                    || rest.starts_with('.')
                    || rest.starts_with(')'))
        })
    });
    if domain {
        return true;
    }
    let file = ENDINGS
        .iter()
        .any(|e| token.trim_end_matches(['.', ')']).ends_with(e));
    file || (after_address && token.contains(['_', '%', '=', '&', '?']))
        || (after_address && token.matches('-').count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(s: &str) -> Vec<String> {
        let text = Folded::new(s);
        find(&text)
            .into_iter()
            .map(|r| text.string(r.start, r.end))
            .collect()
    }

    #[test]
    fn addresses_with_and_without_scheme() {
        assert_eq!(
            addresses(
                "见 http://www.un.org/a/2013/x.asp?symbol=A/68/98&Lang=E。又见rusemb.org.uk/52"
            ),
            [
                "http://www.un.org/a/2013/x.asp?symbol=A/68/98&Lang=E",
                "rusemb.org.uk/52"
            ]
        );
        assert_eq!(
            addresses("https://un.org/uploads/ 2020/04/on_16-april-2020.pdf 通过"),
            ["https://un.org/uploads/", "2020/04/on_16-april-2020.pdf"]
        );
    }

    #[test]
    fn symbols_are_no_addresses() {
        assert_eq!(
            addresses("A/RES/55/63 E/CN.15/2011/19 PC.DEC/1106 2020.5.13"),
            Vec::<String>::new()
        );
    }
}
