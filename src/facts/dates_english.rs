//! English dates: 21 February 2017, February 12, 2015, 17-21 February 2025, 13 April to 7 May 2015.
//!
//! In: folded text and a place. Out: a `Found`. Must not know Chinese.

use super::scan::Folded;
use crate::text::{self, MONTHS};

/// An English date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Year, if printed.
    pub year: Option<i32>,
    /// Year of the start, where it differs from `year`.
    pub start_year: Option<i32>,
    /// Month of the start.
    pub month: u32,
    /// Day of the start.
    pub day: Option<u32>,
    /// Month and day of the end.
    pub end: Option<(u32, Option<u32>)>,
    /// After the last character.
    pub to: usize,
}

/// The month's name at `i`, full or cut to three or four letters (Sept), and the index after it.
pub fn month(text: &Folded, i: usize) -> Option<(u32, usize)> {
    let mut word = [0u8; 10];
    let mut n = 0;
    while let c @ ('A'..='Z' | 'a'..='z') = text.get(i + n) {
        if n == 10 {
            return None;
        }
        word[n] = c.to_ascii_lowercase() as u8;
        n += 1;
    }
    if n < 3 || text.get(i + n).is_ascii_digit() {
        return None;
    }
    let word = std::str::from_utf8(&word[..n]).ok()?;
    // In running English "may" is a verb, "march" and "mar" are nouns: they need a capital.
    if !text.get(i).is_ascii_uppercase() {
        return None;
    }
    let found = text::month(word)?;
    let end = i + n;
    let cut = n < MONTHS[found].len();
    Some((
        found as u32 + 1,
        if cut && text.get(end) == '.' {
            end + 1
        } else {
            end
        },
    ))
}

/// A day of one or two digits with its ordinal ending, which may be split off.
fn day(text: &Folded, i: usize) -> Option<(u32, usize)> {
    let (value, e) = text.digits(i)?;
    if text.get(text.skip_blank(e)) == '年' || e - i > 2 || !(1..=31).contains(&value) {
        return None;
    }
    let k = text.skip_blank(e);
    for ending in ["st", "nd", "rd", "th"] {
        if text.starts(k, ending) && !text.get(k + 2).is_ascii_alphanumeric() {
            return Some((value, k + 2));
        }
    }
    Some((value, e))
}

/// A year of four digits at `i` after blanks and at most one comma; of two digits where `short`.
fn year(text: &Folded, i: usize, short: bool) -> Option<(i32, usize)> {
    let mut k = text.skip_blank(i);
    if text.get(k) == ',' {
        k = text.skip_blank(k + 1);
    }
    if k == i {
        return None;
    }
    let (value, e) = text.digits(k)?;
    let after = text.get(e);
    if after.is_ascii_alphanumeric() || matches!(after, '/' | ':' | '年') {
        return None;
    }
    match e - k {
        4 if (1000..=2199).contains(&value) => Some((value as i32, e)),
        2 if short && text.get(i) == ' ' && after != '.' => {
            Some((value as i32 + if value < 50 { 2000 } else { 1900 }, e))
        }
        _ => None,
    }
}

fn range_sign(text: &Folded, i: usize) -> Option<usize> {
    let k = text.skip_blank(i);
    text.any_of(k, &["-", "–", "—", "to ", "至"])
        .map(|(_, e)| text.skip_blank(e))
}

fn of(text: &Folded, i: usize) -> usize {
    let k = text.skip_blank(i);
    if text.starts(k, "of ") { k + 3 } else { k }
}

/// `17 February 2025`, `17-21 February 2025`, `13 April to 7 May 2015` at `i`.
pub fn day_first(text: &Folded, i: usize) -> Option<Found> {
    let (first, e) = day(text, i)?;
    if let Some(m) = month(text, of(text, e)) {
        return Some(day_month(text, first, m));
    }
    // 17-21 February
    let (last, e) = day(text, range_sign(text, e)?)?;
    let (m, e) = month(text, of(text, e))?;
    if last <= first {
        return None;
    }
    let (year, to) = match year(text, e, false) {
        Some((y, e)) => (Some(y), e),
        None => (None, e),
    };
    Some(Found {
        year,
        start_year: None,
        month: m,
        day: Some(first),
        end: Some((m, Some(last))),
        to,
    })
}

fn day_month(text: &Folded, first: u32, (m, e): (u32, usize)) -> Found {
    let own = year(text, e, true);
    let after = own.map_or(e, |(_, e)| e);
    if let Some(r) = range_sign(text, after)
        && let Some((last, e)) = day(text, r)
        && let Some((m2, e)) = month(text, of(text, e))
    {
        let end_year = year(text, e, false);
        return Found {
            year: end_year.or(own).map(|(y, _)| y),
            start_year: own.map(|(y, _)| y),
            month: m,
            day: Some(first),
            end: Some((m2, Some(last))),
            to: end_year.map_or(e, |(_, e)| e),
        };
    }
    Found {
        year: own.map(|(y, _)| y),
        start_year: None,
        month: m,
        day: Some(first),
        end: None,
        to: after,
    }
}

/// `February 12, 2015`, `October 17 th 2006`, `February 2015` at `i`. A month alone is no date.
pub fn month_first(text: &Folded, i: usize) -> Option<Found> {
    let (m, e) = month(text, i)?;
    let k = text.skip_blank(e);
    if let Some((d, e)) = day(text, k)
        && text.get(e) != ':'
    {
        let end = range_sign(text, e)
            .and_then(|r| day(text, r))
            .filter(|(last, e)| *last > d && !text.get(*e).is_ascii_digit());
        let after = end.map_or(e, |(_, e)| e);
        let y = year(text, after, false);
        return Some(Found {
            year: y.map(|(y, _)| y),
            start_year: None,
            month: m,
            day: Some(d),
            end: end.map(|(last, _)| (m, Some(last))),
            to: y.map_or(after, |(_, e)| e),
        });
    }
    let (y, to) = year(text, e, false)?;
    Some(Found {
        year: Some(y),
        start_year: None,
        month: m,
        day: None,
        end: None,
        to,
    })
}
