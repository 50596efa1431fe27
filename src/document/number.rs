//! Reads the number or bullet at the start of a line.
//!
//! In: a line's text. Out: its `Number`, with style, value and length. Must not know whether the line
//! is a heading or a paragraph: many styles serve both.

use super::chars::{han_number, is_bullet, is_han, is_han_digit, is_odd_bullet};

/// Styles of numbering in papers of the United Nations and of governments in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// 附件一, 附录 2, Annex I.
    Annex,
    /// 第一部分, Part One.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 第一条.
    Article,
    /// 壹、
    Formal,
    /// 一、 or 一.
    Han,
    /// A.
    Latin,
    /// II.
    Roman,
    /// （一）
    HanParen,
    /// 1. or 1、; the number of parts of 2.2.1 says how deep.
    Decimal(u8),
    /// （1） or 1)
    DigitParen,
    /// (a) or a)
    LetterParen,
    /// (ii) or ii)
    RomanParen,
    /// •, ◎, –
    Bullet,
    /// 目标 6. (one of a list of named things, each with its own section)
    Goal,
    /// 55/63. (the number of a resolution before its title)
    Resolution,
}

/// The number at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its style.
    pub style: Style,
    /// As printed, without the stop or comma after it.
    pub text: String,
    /// Its value; the last part of 2.2.1. 0 for bullets.
    pub value: u32,
    /// Bytes up to the words after it.
    pub len: usize,
}

/// The number that `text` begins with, if it does.
pub(super) fn parse(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    let found = match first {
        '(' | '（' => paren(text),
        '第' => ordinal(text),
        '目' | 'G' => goal(text),
        '附' | 'A' | 'a' if annex(text).is_some() => annex(text),
        c if c.is_ascii_digit() => resolution(text)
            .or_else(|| decimal(text))
            .or_else(|| half_paren(text)),
        c if c.is_ascii_alphabetic() => english_unit(text)
            .or_else(|| letter(text))
            .or_else(|| half_paren(text)),
        c if is_han_digit(c) => han(text),
        c if is_bullet(c) || matches!(c, '-' | '*' | '·') => bullet(text, c),
        c if is_full_digit(c) => decimal(text),
        _ => None,
    }?;
    let rest = &text[found.len..];
    let blanks = rest.len()
        - rest
            .trim_start_matches([' ', '\t', '\u{3000}', '\u{A0}'])
            .len();
    Some(Number {
        len: found.len + blanks,
        ..found
    })
}

fn number(style: Style, text: &str, value: u32, len: usize) -> Option<Number> {
    let text = text.trim().to_string();
    Some(Number {
        style,
        text,
        value,
        len,
    })
}

fn is_full_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// Value of a run of ASCII or full-width digits; `None` when it is no run of 1 to 4 digits.
fn digits(text: &str) -> Option<u32> {
    let narrow: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect();
    let fine =
        !narrow.is_empty() && narrow.len() <= 4 && narrow.bytes().all(|b| b.is_ascii_digit());
    fine.then(|| narrow.parse().ok()).flatten()
}

/// Length of the digits at the start.
fn digit_run(text: &str) -> usize {
    text.char_indices()
        .find(|(_, c)| !c.is_ascii_digit() && !is_full_digit(*c))
        .map_or(text.len(), |(i, _)| i)
}

/// 2.2.1, 5. 1, 1., 1、, 1．
fn decimal(text: &str) -> Option<Number> {
    let mut end = digit_run(text);
    let mut value = digits(&text[..end])?;
    let mut depth = 1_u8;
    loop {
        let rest = &text[end..];
        let Some(stop) = rest.chars().next().filter(|c| matches!(c, '.' | '．')) else {
            break;
        };
        let after = &rest[stop.len_utf8()..];
        let gap = after.len() - after.trim_start_matches(' ').len();
        let next = &after[gap..];
        let run = digit_run(next);
        let tail = next[run..].chars().next();
        // "5. 1 治理" is 5.1, "1. 2019 年" and "3. 10 名" are not.
        let part = run > 0
            && run <= 2
            && depth < 5
            && (gap == 0 || (gap == 1 && run == 1 && heading_words(&next[run..])))
            && tail.is_some_and(|c| {
                c == ' ' || c == '.' || c == '、' || c == '\t' || is_han(c) || c == '\u{3000}'
            })
            && !measure(&next[run..]);
        if !part {
            break;
        }
        value = digits(&next[..run])?;
        depth += 1;
        end += stop.len_utf8() + gap + run;
    }
    let rest = &text[end..];
    match rest.chars().next() {
        Some(c @ ('.' | '．' | '、')) => {
            let after = rest[c.len_utf8()..].chars().next();
            let glued =
                after.is_some_and(|a| a.is_ascii_digit() || (c == '.' && a.is_ascii_lowercase()));
            (!glued).then(|| {
                number(
                    Style::Decimal(depth),
                    &text[..end],
                    value,
                    end + c.len_utf8(),
                )
            })?
        }
        Some(' ' | '\t' | '\u{3000}') if depth > 1 => {
            number(Style::Decimal(depth), &text[..end], value, end)
        }
        Some(c) if depth > 1 && is_han(c) => {
            number(Style::Decimal(depth), &text[..end], value, end)
        }
        _ => None,
    }
}

/// Words that could be a heading's: short, and no sentence.
fn heading_words(text: &str) -> bool {
    text.starts_with(' ') && text.chars().count() < 40 && !super::chars::has_clauses(text)
}

/// Does a unit follow, so that the digits before it count something (10 名专家, 2019 年)?
fn measure(text: &str) -> bool {
    const UNITS: &str =
        "年月日时時分秒名个個位项項次届屆号號条條款段页頁周岁歲%％亿億万萬倍种種件轨軌";
    text.trim_start()
        .chars()
        .next()
        .is_some_and(|c| UNITS.contains(c))
}

/// 55/63. at the head of a resolution.
fn resolution(text: &str) -> Option<Number> {
    let first = digit_run(text);
    let rest = text[first..].strip_prefix('/')?;
    let second = digit_run(rest);
    let end = first + 1 + second;
    let after = text.get(end..)?;
    let fine =
        (1..=4).contains(&first) && (1..=3).contains(&second) && after.starts_with(['.', '．']);
    let stop = after.chars().next()?.len_utf8();
    let words = after[stop..].chars().find(|c| *c != ' ')?;
    let value = digits(&text[first + 1..end])?;
    (fine && !words.is_ascii_digit())
        .then(|| number(Style::Resolution, &text[..end], value, end + stop))?
}

/// （一）, (1), (a), (iv)
fn paren(text: &str) -> Option<Number> {
    let open = text.chars().next()?.len_utf8();
    let (at, close) = text
        .char_indices()
        .take(12)
        .find(|(_, c)| matches!(c, ')' | '）'))?;
    let inner = text[open..at].trim();
    let (style, value) = inner_style(inner)?;
    let len = at + close.len_utf8();
    number(style, &text[..len], value, len)
}

/// a), 1), ii)
fn half_paren(text: &str) -> Option<Number> {
    let (at, close) = text
        .char_indices()
        .take(6)
        .find(|(_, c)| matches!(c, ')' | '）'))?;
    let (style, value) = inner_style(&text[..at])?;
    let len = at + close.len_utf8();
    number(style, &text[..len], value, len)
}

fn inner_style(inner: &str) -> Option<(Style, u32)> {
    let first = inner.chars().next()?;
    if let Some(n) = digits(inner) {
        return (n < 100).then_some((Style::DigitParen, n));
    }
    if let Some(n) = han_number(inner) {
        return Some((Style::HanParen, n));
    }
    if inner.len() == 1 && first.is_ascii_alphabetic() {
        let value = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1;
        return Some((Style::LetterParen, value));
    }
    roman(&inner.to_ascii_lowercase()).map(|n| (Style::RomanParen, n))
}

/// A roman numeral up to 39.
pub(super) fn roman(text: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = text.bytes().take_while(|b| *b == b'x').count();
    let unit = UNITS.iter().position(|u| *u == &text[tens..])?;
    let value = u32::try_from(tens * 10 + unit).ok()?;
    (tens <= 3 && value > 0).then_some(value)
}

/// A. or II.
fn letter(text: &str) -> Option<Number> {
    let run = text
        .char_indices()
        .find(|(_, c)| !c.is_ascii_alphabetic())
        .map_or(text.len(), |(i, _)| i);
    let stop = text[run..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '、' | '．'))?;
    let len = run + stop.len_utf8();
    let after = text[len..].chars().next()?;
    if after.is_ascii_alphanumeric() || after == '.' {
        return None;
    }
    let word = &text[..run];
    if word.len() > 1 || matches!(word, "I") {
        let upper = word.chars().all(|c| c.is_ascii_uppercase());
        let value = roman(&word.to_ascii_lowercase()).filter(|_| upper)?;
        return number(Style::Roman, word, value, len);
    }
    let first = word.chars().next()?;
    if !first.is_ascii_uppercase() {
        return None;
    }
    // "A. Smith" is a person: a heading's letter is followed by a blank or by Chinese.
    (after == ' ' || !after.is_ascii()).then(|| {
        number(
            Style::Latin,
            word,
            u32::from(first) - u32::from('A') + 1,
            len,
        )
    })?
}

/// 一、 二. 壹、 十二、
fn han(text: &str) -> Option<Number> {
    let (at, stop) = text
        .char_indices()
        .take(5)
        .find(|(_, c)| matches!(c, '、' | '.' | '．'))?;
    let word = text[..at].trim_end();
    let value = han_number(word)?;
    let formal = word
        .chars()
        .any(|c| "壹貳參肆伍陸柒捌玖拾贰叁陆".contains(c));
    let style = if formal { Style::Formal } else { Style::Han };
    // "一、二两级" counts two things.
    let next = text[at + stop.len_utf8()..].chars().next();
    let pair = stop == '、' && next.is_some_and(|c| han_number(&c.to_string()) == Some(value + 1));
    (!pair).then(|| number(style, word, value, at + stop.len_utf8()))?
}

/// Chapter I, Article 12, PART II., Section 3: – alone or before a stop.
fn english_unit(text: &str) -> Option<Number> {
    const UNITS: [(&str, Style); 4] = [
        ("part", Style::Part),
        ("chapter", Style::Chapter),
        ("section", Style::Section),
        ("article", Style::Article),
    ];
    let (word, rest) = text.split_once(' ')?;
    let (_, style) = UNITS
        .iter()
        .find(|(unit, _)| unit.eq_ignore_ascii_case(word))?;
    let run = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    let low = rest[..run].to_ascii_lowercase();
    let value = digits(&low).or_else(|| roman(&low)).filter(|n| *n > 0)?;
    let stop = rest[run..].chars().next();
    let len = word.len() + 1 + run;
    let own = stop
        .filter(|c| matches!(c, '.' | ':'))
        .map_or(0, char::len_utf8);
    let alone = stop.is_none() || own > 0 && rest[run + own..].starts_with(' ');
    let upper = word.starts_with(|c: char| c.is_ascii_uppercase());
    (upper && alone).then(|| number(*style, &text[..len], value, len + own))?
}

/// 第一章, 第 1 條, 第三部分
fn ordinal(text: &str) -> Option<Number> {
    let body = text.strip_prefix('第')?;
    let (at, unit) = body.char_indices().take(10).find(|(_, c)| {
        matches!(
            c,
            '章' | '节' | '節' | '条' | '條' | '部' | '编' | '編' | '款'
        )
    })?;
    let inner = body[..at].trim();
    let main = inner.split(['-', '之']).next().unwrap_or(inner).trim();
    let value = digits(main).or_else(|| han_number(main))?;
    let (style, tail) = match unit {
        '章' => (Style::Chapter, ""),
        '节' | '節' => (Style::Section, ""),
        '部' => (Style::Part, "分"),
        '编' | '編' => (Style::Part, ""),
        _ => (Style::Article, ""),
    };
    let mut len = '第'.len_utf8() + at + unit.len_utf8();
    if !tail.is_empty() {
        text[len..].strip_prefix(tail)?;
        len += tail.len();
    }
    // "第三章指出…" is a sentence: a blank, a stop or the end must follow.
    let after = text[len..].chars().next();
    let apart = after.is_none_or(|c| {
        matches!(
            c,
            ' ' | '\u{3000}' | '\t' | '：' | ':' | '.' | '、' | '（' | '(' | '—'
        )
    });
    let printed = &text[..len];
    let extra = after
        .filter(|c| matches!(c, '：' | ':' | '.' | '、'))
        .map_or(0, char::len_utf8);
    (apart
        || matches!(style, Style::Part | Style::Chapter | Style::Section)
            && text.chars().count() < 40)
        .then(|| number(style, printed, value, len + extra))?
}

/// 目标 6. and Goal 6.: the goals of the 2030 Agenda head sections of reports.
fn goal(text: &str) -> Option<Number> {
    let word = ["目标", "Goal"].iter().find(|w| text.starts_with(**w))?;
    let rest = text[word.len()..].trim_start_matches(' ');
    let run = digit_run(rest);
    let value = digits(&rest[..run]).filter(|n| (1..=99).contains(n))?;
    let stop = rest[run..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '．' | '：' | ':'))?;
    let after = rest[run + stop.len_utf8()..].chars().next();
    if after.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let len = text.len() - rest.len() + run;
    number(Style::Goal, &text[..len], value, len + stop.len_utf8())
}

/// 附件一, 附件 1, 附录二, Annex I
fn annex(text: &str) -> Option<Number> {
    let word = [
        "附件", "附录", "附錄", "附表", "Annex", "ANNEX", "Appendix", "APPENDIX",
    ]
    .iter()
    .find(|w| text.starts_with(**w))?;
    let rest = &text[word.len()..];
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let tail = &rest[gap..];
    let run = tail
        .char_indices()
        .find(|(_, c)| !c.is_ascii_alphanumeric() && !is_han_digit(*c))
        .map_or(tail.len(), |(i, _)| i);
    let inner = &tail[..run];
    let value = if inner.is_empty() {
        0
    } else {
        digits(inner)
            .or_else(|| han_number(inner))
            .or_else(|| roman(&inner.to_ascii_lowercase()))
            .or_else(|| (inner.len() == 1).then_some(1))?
    };
    let after = tail[run..].chars().next();
    let apart =
        after.is_none_or(|c| matches!(c, ' ' | '\u{3000}' | '：' | ':' | '.' | '、' | '*' | '\t'));
    let mut len = word.len() + gap + run;
    let printed = text[..len].trim_end();
    len += after
        .filter(|c| matches!(c, '：' | ':' | '.' | '、'))
        .map_or(0, char::len_utf8);
    apart.then(|| number(Style::Annex, printed, value, len))?
}

/// •, ◎, –, and - or * where a blank follows
fn bullet(text: &str, mark: char) -> Option<Number> {
    let len = mark.len_utf8();
    let after = text[len..].chars().next()?;
    let own_blank = matches!(mark, '-' | '*' | '–' | '—' | '－' | '·' | '○' | '□' | '※');
    let fine = after != mark && (!own_blank || after == ' ' || after == '\t');
    let shown = if is_odd_bullet(mark) {
        "•"
    } else {
        &text[..len]
    };
    fine.then(|| number(Style::Bullet, shown, 0, len))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_is_read() {
        for (text, style, printed, words) in [
            ("一. 导言", Style::Han, "一", "导言"),
            ("壹、前言", Style::Formal, "壹", "前言"),
            ("一、一般公務", Style::Han, "一", "一般公務"),
            ("A. 网络犯罪", Style::Latin, "A", "网络犯罪"),
            ("IV. Findings", Style::Roman, "IV", "Findings"),
            ("1、背景&介绍", Style::Decimal(1), "1", "背景&介绍"),
            ("2.2.1 欧洲", Style::Decimal(3), "2.2.1", "欧洲"),
            ("5. 1 治理", Style::Decimal(2), "5. 1", "治理"),
            ("1. 2019 年 12 月", Style::Decimal(1), "1", "2019 年 12 月"),
            ("（一）代表致詞", Style::HanParen, "（一）", "代表致詞"),
            ("（1） 主席", Style::DigitParen, "（1）", "主席"),
            ("(a) 各国应", Style::LetterParen, "(a)", "各国应"),
            ("(iii) 各国应", Style::RomanParen, "(iii)", "各国应"),
            ("◎國際間應", Style::Bullet, "◎", "國際間應"),
            ("\u{F0B7} 经济", Style::Bullet, "•", "经济"),
            ("- 经济", Style::Bullet, "-", "经济"),
            ("55/63. 打击", Style::Resolution, "55/63", "打击"),
            ("目标6. 人人有水", Style::Goal, "目标6", "人人有水"),
            ("附件 1", Style::Annex, "附件 1", ""),
            ("第 12 條", Style::Article, "第 12 條", ""),
            ("Article 12", Style::Article, "Article 12", ""),
            (
                "Chapter IV. Findings",
                Style::Chapter,
                "Chapter IV",
                "Findings",
            ),
        ] {
            let found = parse(text).map(|n| (n.style, n.text, text[n.len..].to_string()));
            assert_eq!(
                found,
                Some((style, printed.to_string(), words.to_string())),
                "{text}"
            );
        }
    }

    #[test]
    fn words_and_quantities_are_no_numbers() {
        for text in [
            "2013 年 2 月",
            "24/7 Network",
            "目标6.1 人人有水",
            "目标6的进展",
            "1.5 亿人",
            "一些专家",
            "一、二两级",
            "A/RES/55/63",
            "第三章规定，各国必须采取的措施载于以下各段，并由委员会加以审议和批准，不得例外。",
            "-5 度",
            "附件载有",
            "e.g. this",
            "Section 2 of the Act",
            "Article on its own",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
