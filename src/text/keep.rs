//! Stretches of text that should stay on one line where they fit: document symbols, dates, ordinals,
//! web addresses.
//!
//! In: a text. Out: byte ranges. Must not know columns.

use std::ops::Range;

/// All stretches to keep together, in order, not overlapping.
pub(super) fn spans(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let b = bytes[at];
        let after = if b.is_ascii_alphanumeric() {
            let end = token_end(bytes, at);
            match date(text, at) {
                Some(d) if d >= end => keep(&mut found, at..d),
                _ if bytes[at..end].contains(&b'/') || is_address(&bytes[at..end]) => {
                    keep(&mut found, at..end)
                }
                _ => end,
            }
        } else if b < 0x80 {
            at + 1
        } else {
            match ordinal(text, at).or_else(|| date(text, at)) {
                Some(end) => keep(&mut found, at..end),
                None => at + char_len(b),
            }
        };
        at = after;
    }
    found
}

fn keep(found: &mut Vec<Range<usize>>, span: Range<usize>) -> usize {
    let end = span.end;
    found.push(span);
    end
}

/// Length in bytes of the UTF-8 character that begins with this byte.
fn char_len(first: u8) -> usize {
    match first {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

/// End of the run of letters, digits and inner signs that begins at `at`: `A/RES/73/27`, `65/230`,
/// `https://a.b/c?d=e`. Signs at its end belong to the sentence.
fn token_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    for (i, b) in bytes.iter().enumerate().skip(at) {
        match b {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => end = i + 1,
            b'/' | b'.' | b'-' | b'_' | b':' | b'@' | b'?' | b'=' | b'&' | b'%' | b'#' | b'~'
            | b'+' => {}
            _ => break,
        }
    }
    // A slash at the end of an address is part of it.
    if bytes.get(end) == Some(&b'/') && is_address(&bytes[at..end]) {
        end += 1;
    }
    end
}

/// Web and mail addresses without a slash of their own: `www.un.org`, `someone@un.org`.
fn is_address(token: &[u8]) -> bool {
    token.starts_with(b"www.") || token.contains(&b'@')
}

/// `2017 年 4 月 10 日`, `2017年`, `4 月 10 日`, `二〇一七年四月`, each with blanks or without.
fn date(text: &str, at: usize) -> Option<usize> {
    let after_year = unit(text, at, "年");
    let after_month = unit(text, after_year.unwrap_or(at), "月");
    let after_day = after_month.and_then(|m| unit(text, m, "日").or_else(|| unit(text, m, "号")));
    after_day.or(after_month).or(after_year)
}

/// A number and the unit after it; gives the end of the unit.
fn unit(text: &str, at: usize, unit: &str) -> Option<usize> {
    let end = skip_blanks(text, number(text, skip_blanks(text, at))?);
    text[end..].starts_with(unit).then_some(end + unit.len())
}

/// `第 42 段`, `第 65/230 号`, `第六十五届`: 第, a number, and the 汉字 it counts.
fn ordinal(text: &str, at: usize) -> Option<usize> {
    if !text[at..].starts_with('第') {
        return None;
    }
    let end = number(text, skip_blanks(text, at + '第'.len_utf8()))?;
    let counted = skip_blanks(text, end);
    match text[counted..].chars().next() {
        Some(c) if ('\u{4e00}'..='\u{9fff}').contains(&c) => Some(counted + c.len_utf8()),
        _ => Some(end),
    }
}

/// End of a number in ASCII, full-width or Chinese digits, with inner `/`, `-` and `.`.
fn number(text: &str, at: usize) -> Option<usize> {
    let mut end = None;
    for (i, c) in text[at..].char_indices() {
        match c {
            '0'..='9' | '０'..='９' | '〇' | '零' | '百' | '千' | '两' => {}
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {}
            '/' | '-' | '.' if end.is_some() => continue,
            _ => break,
        }
        end = Some(at + i + c.len_utf8());
    }
    end
}

fn skip_blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches([' ', '\u{a0}']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<&str> {
        spans(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn keeps_symbols_without_the_sentence_around_them() {
        assert_eq!(
            kept("见A/RES/73/27。（UNODC/CCPCJ/EG.4/2011/3）, 24/7."),
            ["A/RES/73/27", "UNODC/CCPCJ/EG.4/2011/3", "24/7"]
        );
    }

    #[test]
    fn keeps_dates_and_ordinals() {
        assert_eq!(
            kept("于 2017 年 4 月 10 日通过的第 65/230 号决议第42段，第六十五届，二〇一七年四月"),
            [
                "2017 年 4 月 10 日",
                "第 65/230 号",
                "第42段",
                "第六十五届",
                "二〇一七年四月"
            ]
        );
        assert_eq!(kept("4月10日和2011-2012年"), ["4月10日", "2011-2012年"]);
    }

    #[test]
    fn keeps_addresses() {
        assert_eq!(
            kept("见 https://www.un.org/a-b/?c=d。 或 www.un.org, a.b@c.org"),
            ["https://www.un.org/a-b/?c=d", "www.un.org", "a.b@c.org"]
        );
    }

    #[test]
    fn leaves_words_and_bare_numbers() {
        assert_eq!(kept("well-known 20 个国家，第一，第 个"), ["第一"]);
    }
}
