//! Numbers in Arabic and Chinese digits.
//!
//! In: folded text and a place in it. Out: a value and the place after it. Must not know what is counted.

use super::scan::Folded;

/// The value of one Chinese digit (`〇零○一…九`).
pub fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether a character can stand in a Chinese number up to 999.
pub fn is_han_numeral(c: char) -> bool {
    han_digit(c).is_some() || matches!(c, '十' | '廿' | '卅' | '百')
}

/// The Chinese number at `i`: by position (二〇一二) or with units (一百十一, 廿三); up to 9999.
pub fn han_number(text: &Folded, i: usize) -> Option<(u32, usize)> {
    let mut j = i;
    while j - i < 8 && is_han_numeral(text.get(j)) {
        j += 1;
    }
    if j == i || is_han_numeral(text.get(j)) {
        return None;
    }
    let chars = &text.chars()[i..j];
    let value = if chars.iter().all(|&c| han_digit(c).is_some()) {
        if chars.len() > 4 {
            return None;
        }
        chars
            .iter()
            .fold(0, |v, &c| v * 10 + han_digit(c).unwrap_or(0))
    } else {
        with_units(chars)?
    };
    Some((value, j))
}

/// A number with the units 十, 廿, 卅, 百, each at most once and in falling order.
fn with_units(chars: &[char]) -> Option<u32> {
    let mut total = 0;
    let mut digit: Option<u32> = None;
    let mut last_unit = 1000;
    for &c in chars {
        let (unit, implied) = match c {
            '百' => (100, 1),
            '十' => (10, 1),
            '廿' => (10, 2),
            '卅' => (10, 3),
            _ => {
                let d = han_digit(c)?;
                // 一百零五: the zero only holds the place.
                if digit.is_some_and(|d| d != 0) {
                    return None;
                }
                digit = Some(d);
                continue;
            }
        };
        if unit >= last_unit || (implied > 1 && digit.is_some()) {
            return None;
        }
        total += unit * digit.take().filter(|&d| d != 0).unwrap_or(implied);
        last_unit = unit;
    }
    Some(total + digit.unwrap_or(0))
}

/// The number at `i` in Arabic digits (at most four) or Chinese ones.
pub fn number(text: &Folded, i: usize) -> Option<(u32, usize)> {
    match text.digits(i) {
        Some((value, j)) => (j - i <= 4).then_some((value, j)),
        None => han_number(text, i),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn value(s: &str) -> Option<u32> {
        let text = Folded::new(s);
        number(&text, 0)
            .filter(|(_, j)| *j == text.len())
            .map(|(v, _)| v)
    }

    #[test]
    fn chinese_numbers() {
        for (s, v) in [
            ("二〇〇〇", 2000),
            ("二零一二", 2012),
            ("一九九八", 1998),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("三十一", 31),
            ("廿三", 23),
            ("卅", 30),
            ("一百十一", 111),
            ("一百零五", 105),
            ("九十五", 95),
            ("３１", 31),
        ] {
            assert_eq!(value(s), Some(v), "{s}");
        }
    }

    #[test]
    fn no_numbers() {
        for s in ["", "年", "十十", "一二三四五", "12345", "十百"] {
            assert_eq!(value(s), None, "{s}");
        }
    }
}
