//! Classes of characters that the rules of the genre speak of.
//!
//! In: characters and strings. Out: yes or no. Must not know about lines or blocks.

/// Chinese characters, kana, hangul and the CJK punctuation: between two of these a wrap leaves no blank.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '–')
}

/// A Chinese character proper.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Blanks of every width, controls, and characters without width: what may be trimmed from a line.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_dropped(c)
}

/// Characters that never reach a block's text: controls, soft hyphens, zero-width marks, a BOM.
pub(super) fn is_dropped(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Punctuation that ends a sentence or a clause that stands alone.
pub(super) fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '？' | '；' | '：' | '．' | '.' | '!' | '?' | ';' | ':' | '…'
    )
}

/// Marks that close something and may follow the full stop.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '）' | ')' | '」' | '』' | '》' | '〉' | '】' | '〕' | ']' | '"' | '\'' | '>'
    )
}

/// Punctuation that no line and no paragraph begins with. A dot or an ellipsis may open an item here.
pub(super) fn is_never_first(c: char) -> bool {
    crate::text::no_start(c) && !matches!(c, '·' | '・' | '…' | '々')
}

/// Private-use and odd bullets, shown as •. The symbol fonts of word processors put theirs at U+F0xx.
pub(super) fn is_odd_bullet(c: char) -> bool {
    matches!(
        c,
        '\u{F0A7}'
            | '\u{F0B7}'
            | '\u{F06C}'
            | '\u{F06E}'
            | '\u{F0D8}'
            | '\u{F0FC}'
            | '\u{F076}'
            | '\u{F09F}'
            | '\u{F02D}'
            | '\u{F0A8}'
            | '\u{2022}'
            | '\u{25CF}'
            | '\u{2023}'
    )
}

/// Bullets that open an item.
pub(super) fn is_bullet(c: char) -> bool {
    is_odd_bullet(c)
        || matches!(
            c,
            '◎' | '○'
                | '●'
                | '■'
                | '□'
                | '◆'
                | '◇'
                | '▪'
                | '▫'
                | '★'
                | '☆'
                | '※'
                | '▲'
                | '△'
                | '◦'
                | '–'
                | '—'
                | '－'
        )
}

/// The digit that a superscript stands for.
pub(super) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from(b'4' + u8::try_from(u32::from(c) - 0x2074).unwrap_or(0)),
        _ => return None,
    })
}

/// Columns of a terminal, near enough for finding out how long the lines of a page are.
pub(super) fn columns(text: &str) -> u32 {
    let n: usize = text
        .chars()
        .map(|c| {
            if c < '\u{80}' {
                1
            } else {
                1 + usize::from(is_cjk(c))
            }
        })
        .sum();
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Does the text end like a finished sentence? Closing quotes and brackets may follow the stop; a
/// bracket or quote without a stop is no end.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| is_blank(c) || is_closer(c));
    bare.chars().next_back().is_some_and(is_terminal)
}

/// Does the text hold the punctuation of running sentences?
pub(super) fn has_clauses(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '，' | '。' | '；' | '！' | '？'))
        || text.contains(", ")
        || text.contains(". ")
}

/// Does a web address begin here?
pub(super) fn starts_url(text: &str) -> bool {
    ["http://", "https://", "www.", "ftp://"].iter().any(|p| {
        text.get(..p.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(p))
    })
}

/// Is the whole text one web address?
pub(super) fn is_url(text: &str) -> bool {
    let bare = text.trim_start_matches('<');
    starts_url(bare)
        && bare
            .chars()
            .all(|c| c.is_ascii_graphic() || matches!(c, '。' | '，' | '；'))
}

/// A CJK numeral up to 99 as a number (一, 十二, 廿三, 壹, 拾貳).
pub(super) fn han_number(text: &str) -> Option<u32> {
    let (mut total, mut digit, mut any) = (0u32, 0u32, false);
    for c in text.chars() {
        any = true;
        match c {
            '十' | '拾' => {
                total += digit.max(1) * 10;
                digit = 0;
            }
            '百' => {
                total += digit.max(1) * 100;
                digit = 0;
            }
            '廿' => total += 20,
            '卅' => total += 30,
            _ => digit = han_digit(c)?,
        }
    }
    any.then_some(total + digit)
}

/// A character that CJK numerals are written with.
pub(super) fn is_han_digit(c: char) -> bool {
    matches!(
        c,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
    ) || matches!(
        c,
        '廿' | '卅' | '壹' | '貳' | '參' | '肆' | '伍' | '陸' | '柒' | '捌' | '玖' | '拾'
    ) || matches!(c, '贰' | '叁' | '陆')
}

fn han_digit(c: char) -> Option<u32> {
    const PLAIN: &str = "〇一二三四五六七八九";
    const FORMAL: &str = "零壹貳參肆伍陸柒捌玖";
    const SIMPLE: &str = "零壹贰叁肆伍陆柒捌玖";
    [PLAIN, FORMAL, SIMPLE]
        .iter()
        .find_map(|set| set.chars().position(|d| d == c))
        .and_then(|n| u32::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cjk_numerals() {
        for (text, n) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十三", 23),
            ("拾貳", 12),
            ("參", 3),
        ] {
            assert_eq!(han_number(text), Some(n), "{text}");
        }
        assert_eq!(han_number("一年"), None);
        assert_eq!(han_number(""), None);
    }

    #[test]
    fn a_closing_bracket_alone_ends_no_sentence() {
        assert!(ends_sentence("通过了决议。”"));
        assert!(ends_sentence("(见第3段。)"));
        assert!(!ends_sentence("共同原则（2013年）"));
        assert!(!ends_sentence("两国"));
    }

    #[test]
    fn superscripts_are_digits() {
        let digits: String = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().filter_map(superscript).collect();
        assert_eq!(digits, "0123456789");
    }
}
