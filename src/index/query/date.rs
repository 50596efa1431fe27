//! Dates and ranges of dates as they are typed in a query.
//!
//! In: `2011`, `2011-03`, `2011年3月`, `2011..2013`, `>2011`. Out: the first and the last day. Must not know
//! documents.

use crate::facts::PartialDate;

/// A day as year, month, day, to be compared.
type Day = (i16, u8, u8);

/// From one day to another, both in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    first: Day,
    last: Day,
}

impl DateRange {
    /// Reads a date or a range. A range without one end is open there.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        for sign in ["..", "…", "至", "到"] {
            if let Some((from, to)) = typed.split_once(sign) {
                let to = to.trim_start_matches('.');
                return Self::between(from, to);
            }
        }
        let (sign, rest) = match typed
            .char_indices()
            .find(|(_, c)| !"<>=≥≤＞＜".contains(*c))
        {
            Some((at, _)) => typed.split_at(at),
            None => return None,
        };
        let day = partial(rest)?;
        let (first, last) = ends(&day);
        Some(match sign {
            "" | "=" => DateRange { first, last },
            ">" | "＞" => DateRange {
                first: (last.0, last.1, last.2.saturating_add(1)),
                last: LAST,
            },
            ">=" | "≥" => DateRange { first, last: LAST },
            "<" | "＜" => DateRange {
                first: FIRST,
                last: (first.0, first.1, first.2.saturating_sub(1)),
            },
            "<=" | "≤" => DateRange { first: FIRST, last },
            _ => return None,
        })
    }

    fn between(from: &str, to: &str) -> Option<Self> {
        let (from, to) = (from.trim(), to.trim());
        let first = match from {
            "" => FIRST,
            _ => ends(&partial(from)?).0,
        };
        let last = match to {
            "" => LAST,
            _ => ends(&partial(to)?).1,
        };
        let open = from.is_empty() && to.is_empty();
        (!open && first <= last).then_some(DateRange { first, last })
    }

    /// A date, or a range of dates, has a day in this range.
    pub fn holds(&self, start: &PartialDate, end: Option<&PartialDate>) -> bool {
        let first = ends(start).0;
        let last = ends(end.unwrap_or(start)).1;
        first <= self.last && self.first <= last
    }
}

const FIRST: Day = (i16::MIN, 0, 0);
const LAST: Day = (i16::MAX, 12, 31);

/// The first and the last day of a year, a month, a day. That not all months have 31 days does no harm:
/// days are only compared.
fn ends(date: &PartialDate) -> (Day, Day) {
    let first = (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    let last = (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31));
    (first, last)
}

fn partial(typed: &str) -> Option<PartialDate> {
    let iso: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '年' | '月' | '/' | '.' | '－' => '-',
            '０'..='９' => char::from_u32(c as u32 - 0xff10 + 0x30).unwrap_or(c),
            _ => c,
        })
        .collect();
    let iso = iso.trim_end_matches(['日', '号', '-']);
    let year = iso.split('-').next().unwrap_or("");
    if year.len() != 4 {
        return None;
    }
    PartialDate::parse(iso)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn holds(range: &str, date: &str) -> bool {
        let date = PartialDate::parse(date).unwrap();
        DateRange::parse(range).unwrap().holds(&date, None)
    }

    #[test]
    fn dates_and_ranges_are_read_in_both_languages() {
        for range in [
            "2011",
            "2011..2013",
            "2011至2013",
            "..2011",
            "2010..",
            ">2010",
            "<=2011",
            "≥2011",
        ] {
            assert!(holds(range, "2011-03-04"), "{range}");
        }
        for range in [
            "2012",
            "2012..2013",
            "..2010",
            ">2011",
            "<2011",
            "2011-04",
            "2011年4月",
        ] {
            assert!(!holds(range, "2011-03-04"), "{range}");
        }
        assert!(holds("2011年3月", "2011-03-04") && holds("2011-03-04", "2011-03-04"));
        assert!(holds("2011-03-04", "2011"), "a year may be that day");
        for bad in ["", "..", "abc", "11", "2013..2011", "2011-13", ">"] {
            assert_eq!(DateRange::parse(bad), None, "{bad}");
        }
    }
}
