//! Date expressions in Chinese text, with their ranges, lists and ellipses.
//!
//! In: folded text, stretches that hold no dates (symbols, addresses), and what a date without a year
//! may lean on. Out: `Dated`s in order. Must not know what happened on a date.
//!
//! Rules of the language: a second day, month or year takes from the first what it leaves out
//! (3月5日至7日, 3月和5月); a month without a year belongs to the year named last; 同年, 次年 lean on
//! it too, 今年, 去年 on the date of the document.

mod bare;
mod printed;
mod relative;

use super::dates_english as english;
use super::model::{PartialDate, Precision};
use super::numerals::{han_number, is_han_numeral, number};
use super::scan::{END, Folded, is_han};
use jiff::civil::Date;
use std::ops::Range;

/// A date expression in characters of a `Folded`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// First character.
    pub from: usize,
    /// After the last character.
    pub to: usize,
    /// Its start.
    pub start: PartialDate,
    /// Its end, only for ranges.
    pub end: Option<PartialDate>,
    /// How precise it is.
    pub precision: Precision,
    /// What was inferred and from what.
    pub inferred: Option<String>,
    /// Why it may be no event: see `Form`.
    pub form: Form,
}

/// How a date was written, as far as it matters for what it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In words: 年, 月, 日, or an English month.
    Words,
    /// Digits only: (2011), 2011-2013, 2020-05-13.
    Digits,
    /// A year of account: 2014年度, 2014-2015两年期.
    Period,
}

/// What a date leans on where it does not say all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anchors {
    /// The date named last.
    pub last: Option<PartialDate>,
    /// The date of the document.
    pub document: Option<PartialDate>,
    /// The year at the head of a table row.
    pub row: Option<i16>,
    /// 民國 years are in use: a small Chinese year with month and day is one.
    pub republic: bool,
}

/// Years that a date may have: four digits that no count of people or things in UN papers reaches by chance.
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2199;
const RANGE: [&str; 10] = ["起至", "至", "到", "-", "–", "—", "~", "～", "─", "—至"];
const LIST: [&str; 8] = ["以及", "、", "和", "及", "与", "或", "/", "并"];
const OTHER_CALENDARS: [&str; 8] = [
    "回历", "农历", "阴历", "佛历", "伊历", "拉历", "太历", "斯历",
];

/// A date, if it is in the calendar.
pub fn date(year: i32, month: Option<u32>, day: Option<u32>) -> Option<PartialDate> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    let year = i16::try_from(year).ok()?;
    let (month, day) = (small(month)?, small(day)?);
    if day.is_some() && month.is_none() {
        return None;
    }
    let first = |part: Option<u8>| part.map_or(Some(1), |n| i8::try_from(n).ok());
    Date::new(year, first(month)?, first(day)?).ok()?;
    Some(PartialDate { year, month, day })
}

/// A part of a date as it is kept; None where it is no such part.
fn small(part: Option<u32>) -> Option<Option<u8>> {
    part.map(u8::try_from).transpose().ok()
}

/// Finds the dates. `skip` are sorted stretches (in characters) that hold none; `anchors.last` is
/// left at the date named last.
pub fn find(text: &Folded, skip: &[Range<usize>], anchors: &mut Anchors) -> Vec<Dated> {
    let mut finder = Finder {
        text,
        anchors,
        out: Vec::new(),
    };
    text.walk(skip, |i| finder.step(i));
    finder.out
}

struct Finder<'t, 'a> {
    text: &'t Folded,
    anchors: &'a mut Anchors,
    out: Vec<Dated>,
}

impl Finder<'_, '_> {
    /// Reads what stands at `i`; the index to go on from.
    fn step(&mut self, i: usize) -> usize {
        let c = self.text.get(i);
        match c {
            '0'..='9' => self.at_digit(i),
            'A'..='Z' | 'a'..='z' => self.at_letter(i),
            '民' => self.at_republic(i),
            '同' | '当' | '次' | '翌' | '去' | '今' | '本' | '上' | '明' => {
                self.at_relative(i)
            }
            _ if is_han_numeral(c) => self.at_han_digit(i),
            _ => i + 1,
        }
    }

    fn push(&mut self, from: usize, to: usize, start: PartialDate, end: Option<PartialDate>) {
        let precision = match (end, start.day, start.month) {
            (Some(_), _, _) => Precision::Range,
            (None, Some(_), _) => Precision::Day,
            (None, None, Some(_)) => Precision::Month,
            _ => Precision::Year,
        };
        self.push_as(from, to, start, end, precision, Form::Words);
    }

    fn push_as(
        &mut self,
        from: usize,
        to: usize,
        start: PartialDate,
        end: Option<PartialDate>,
        precision: Precision,
        form: Form,
    ) {
        self.anchors.last = Some(match precision {
            Precision::Range => end.unwrap_or(start),
            _ => start,
        });
        self.out.push(Dated {
            from,
            to,
            start,
            end,
            precision,
            inferred: None,
            form,
        });
    }

    fn at_digit(&mut self, i: usize) -> usize {
        let mut run = i;
        while self.text.get(run).is_ascii_digit() {
            run += 1;
        }
        let Some((value, j)) = self.text.digits(i) else {
            return run;
        };
        let before = self.text.before(i);
        let glued = before.is_ascii_alphanumeric()
            || before == '/'
            || (matches!(before, '.' | '-' | ':')
                && i >= 2
                && self.text.get(i - 2).is_ascii_alphanumeric());
        let k = self.text.skip_blank(j);
        match j - i {
            4 if YEARS.contains(&value) => {
                if self.text.get(k) == '年' && before != '/' && before != '.' {
                    return self.after_year(i, value as i32, k + 1);
                }
                if glued {
                    return j;
                }
                self.bare_year(i, value as i32, j).unwrap_or(j)
            }
            8 if !glued => self.compact(i, value, j),
            1 | 2 if !glued => self.small_number(i, value, j),
            _ => j,
        }
    }

    /// 20201027, standing alone.
    fn compact(&mut self, i: usize, value: u32, j: usize) -> usize {
        let year = (value / 10000) as i32;
        let alone = |c: char| c == END || (!c.is_ascii_alphanumeric() && !"-/.*_%+:".contains(c));
        if (1945..=2100).contains(&year)
            && alone(self.text.before(i))
            && alone(self.text.get(j))
            && let Some(d) = date(year, Some(value / 100 % 100), Some(value % 100))
        {
            self.push_as(i, j, d, None, Precision::Day, Form::Digits);
        }
        j
    }

    /// One or two digits: a month without a year, a decade, an English date.
    fn small_number(&mut self, i: usize, value: u32, j: usize) -> usize {
        if let Some(next) = self.english(i, english::day_first(self.text, i)) {
            return next;
        }
        let k = self.text.skip_blank(j);
        if self.text.starts(k, "世纪") {
            return self.after_century(i, value as i32, k + 2);
        }
        if self.text.starts(k, "年代") && value.is_multiple_of(10) && value >= 10 {
            return self.decade(i, 1900 + value as i32, k + 2, false);
        }
        if self.text.get(k) == '月' {
            return self.bare_month(i, value, k + 1);
        }
        // 10-11 月
        if let Some((_, r)) = self.range_sign(j)
            && let Some((second, e)) = self.text.digits(self.text.skip_blank(r))
        {
            let e = self.text.skip_blank(e);
            if (1..=12).contains(&value) && value < second && self.text.get(e) == '月' {
                let Some((year, why)) = self.year_of_month() else {
                    return e + 1;
                };
                if let (Some(a), Some(b)) = (
                    date(year, Some(value), None),
                    date(year, Some(second), None),
                ) {
                    self.push(i, e + 1, a, Some(b));
                    self.infer_since(self.out.len() - 1, Some(why));
                }
                return e + 1;
            }
        }
        j
    }
}

#[cfg(test)]
mod tests;
