//! Date expressions in Chinese text, with their ranges, lists and ellipses.
//!
//! In: folded text, stretches that hold no dates (symbols, addresses), and what a date without a year
//! may lean on. Out: `Dated`s in order. Must not know what happened on a date.
//!
//! Rules of the language: a second day, month or year takes from the first what it leaves out
//! (3月5日至7日, 3月和5月); a month without a year belongs to the year named last; 同年, 次年 lean on
//! it too, 今年, 去年 on the date of the document.

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
    let mut i = 0;
    let mut next = 0;
    while i < text.len() {
        while skip.get(next).is_some_and(|s| s.end <= i) {
            next += 1;
        }
        if let Some(s) = skip.get(next).filter(|s| s.start <= i) {
            i = s.end.max(i + 1);
            continue;
        }
        i = finder.step(i).max(i + 1);
    }
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

    fn at_letter(&mut self, i: usize) -> usize {
        let word_end = |mut j: usize| {
            while self.text.get(j).is_ascii_alphanumeric() {
                j += 1;
            }
            j
        };
        if self.text.before(i).is_ascii_alphanumeric() {
            return word_end(i);
        }
        let found = english::month_first(self.text, i);
        match self.english(i, found) {
            Some(next) => next,
            // A digit glued to a word may begin a year (GGE2013年).
            None => {
                let mut j = i;
                while self.text.get(j).is_ascii_alphabetic() {
                    j += 1;
                }
                match self.text.digits(j) {
                    Some((_, e)) if e - j == 4 => j,
                    _ => word_end(j),
                }
            }
        }
    }

    fn english(&mut self, i: usize, found: Option<english::Found>) -> Option<usize> {
        let found = found?;
        let (year, why) = match found.year {
            Some(y) => (y, None),
            None => {
                let (y, why) = self.year_of_month()?;
                (y, Some(why))
            }
        };
        let start = date(
            found.start_year.unwrap_or(year),
            Some(found.month),
            found.day,
        )?;
        let end = match found.end {
            Some((m, d)) => Some(date(year, Some(m), d)?),
            None => None,
        };
        self.push(i, found.to, start, end.filter(|e| *e > start));
        self.infer_since(self.out.len() - 1, why);
        Some(found.to)
    }

    /// Four digits without 年: a list or range that ends in 年, an ISO date, a year in brackets.
    fn bare_year(&mut self, i: usize, year: i32, j: usize) -> Option<usize> {
        let k = self.text.skip_blank(j);
        if let Some(next) = self.iso(i, year, j) {
            return Some(next);
        }
        if let Some(next) = self.season(i, year, k) {
            return Some(next);
        }
        if let Some((_, r)) = self.range_sign(j)
            && let Some(next) = self.bare_range(i, year, r)
        {
            return Some(next);
        }
        if let Some(next) = self.year_list(i, j) {
            return Some(next);
        }
        let left = self.text.solid_before(i);
        let right = self.text.get(k);
        let open = "([,;:".contains(left)
            && !(left == '('
                && i >= 2
                && self
                    .text
                    .before(self.text.skip_blank_back(i) - 1)
                    .is_ascii_digit());
        if (1900..=2100).contains(&year)
            && left != END
            && open
            && right != END
            && ")],;。.:、".contains(right)
        {
            let d = date(year, None, None)?;
            self.push_as(i, j, d, None, Precision::Year, Form::Digits);
            return Some(j);
        }
        None
    }

    /// 2020-05-13, 2020/5/13, 2020.5.13.
    fn iso(&mut self, i: usize, year: i32, j: usize) -> Option<usize> {
        let sign = self.text.get(j);
        if !matches!(sign, '-' | '/' | '.') {
            return None;
        }
        let (month, m) = self.text.digits(j + 1)?;
        if m - j > 3 || self.text.get(m) != sign {
            return None;
        }
        let (day, d) = self.text.digits(m + 1)?;
        let after = self.text.get(d);
        if d - m > 3 || after.is_ascii_alphanumeric() || after == '/' || after == '-' {
            return None;
        }
        let start = date(year, Some(month), Some(day))?;
        self.push_as(i, d, start, None, Precision::Day, Form::Digits);
        Some(d)
    }

    /// 2000-2001年, 1998到2006年, 2011-2013; `r` is after the sign.
    fn bare_range(&mut self, i: usize, year: i32, r: usize) -> Option<usize> {
        let (second, e) = self.text.digits(self.text.skip_blank(r))?;
        let second = second as i32;
        if e - self.text.skip_blank(r) != 4 || second <= year || second - year > 120 {
            return None;
        }
        let k = self.text.skip_blank(e);
        if self.text.get(k) == '年' {
            if self.text.get(k + 1) == '代' {
                return None;
            }
            let (start, end) = (date(year, None, None)?, date(second, None, None)?);
            let after = self.text.get(k + 1);
            let form = if after == '度' || self.text.starts(self.text.skip_blank(k + 1), "期") {
                Form::Period
            } else {
                Form::Words
            };
            self.push_as(i, k + 1, start, Some(end), Precision::Range, form);
            return Some(k + 1);
        }
        let after = self.text.get(e);
        if after.is_ascii_alphanumeric()
            || "-/.".contains(after)
            || !(1800..=2100).contains(&year)
            || second > 2100
        {
            return None;
        }
        let (start, end) = (date(year, None, None)?, date(second, None, None)?);
        let form = if self.text.starts(k, "两年期") || self.text.starts(k, "双年") {
            Form::Period
        } else {
            Form::Digits
        };
        self.push_as(i, e, start, Some(end), Precision::Range, form);
        Some(e)
    }

    /// 2010、2013和2015年: years that share one 年.
    fn year_list(&mut self, i: usize, j: usize) -> Option<usize> {
        let mut items = vec![(i, j)];
        let mut at = j;
        loop {
            let (_, s) = self.text.any_of(self.text.skip_blank(at), &LIST)?;
            let from = self.text.skip_blank(s);
            let (value, e) = self.text.digits(from)?;
            if e - from != 4 || !YEARS.contains(&value) || items.len() > 20 {
                return None;
            }
            items.push((from, e));
            at = e;
            let k = self.text.skip_blank(e);
            if self.text.get(k) == '年' {
                // The last takes its own month, if any.
                items.pop();
                for (from, to) in items {
                    let (year, _) = self.text.digits(from)?;
                    let d = date(year as i32, None, None)?;
                    self.push(from, to, d, None);
                }
                return Some(self.after_year(from, value as i32, k + 1));
            }
        }
    }

    /// The sign of a range at `i` (blanks allowed before), and the index after it.
    fn range_sign(&self, i: usize) -> Option<(&'static str, usize)> {
        self.text.any_of(self.text.skip_blank(i), &RANGE)
    }

    fn list_sign(&self, i: usize) -> Option<usize> {
        self.text
            .any_of(self.text.skip_blank(i), &LIST)
            .map(|(_, e)| self.text.skip_blank(e))
    }

    /// Whether the date before `i` is said to be of another calendar.
    fn other_calendar(&self, i: usize) -> bool {
        let i = self.text.skip_blank_back(i);
        OTHER_CALENDARS.iter().any(|w| self.text.ends(i, w))
    }

    /// `j` is after 年.
    fn after_year(&mut self, i: usize, year: i32, j: usize) -> usize {
        if self.other_calendar(i) {
            let before = self.out.len();
            let last = self.anchors.last;
            let next = self.year_tail(i, year, j);
            self.out.truncate(before);
            self.anchors.last = last;
            return next;
        }
        self.year_tail(i, year, j)
    }

    fn year_tail(&mut self, i: usize, year: i32, j: usize) -> usize {
        let Some(whole) = date(year, None, None) else {
            return j;
        };
        let k = self.text.skip_blank(j);
        match self.text.get(k) {
            '代' => return self.decade(i, year, k + 1, true),
            '度' => {
                self.push_as(i, k + 1, whole, None, Precision::Year, Form::Period);
                return k + 1;
            }
            _ => {}
        }
        if let Some(next) = self.month_of(i, year, k) {
            return next;
        }
        if let Some(next) = self
            .season(i, year, k)
            .or_else(|| self.part_of_year(i, year, k))
        {
            return next;
        }
        if let Some((_, r)) = self.range_sign(j)
            && let Some((end, e)) = self.end_after_year(year, r)
        {
            self.push(i, e, whole, Some(end));
            return e;
        }
        let to = match self.edge(k) {
            Some(e) => e,
            None => j,
        };
        self.push(i, to, whole, None);
        to
    }

    /// The end of a range that began with a year: Y年, Y年M月, Y年M月D日, or `现在` (none).
    fn end_after_year(&self, first: i32, r: usize) -> Option<(PartialDate, usize)> {
        let from = self.text.skip_blank(r);
        let (year, e) = number(self.text, from)?;
        let k = self.text.skip_blank(e);
        let year = year as i32;
        if year < first
            || !YEARS.contains(&(year as u32))
            || self.text.get(k) != '年'
            || self.text.get(k + 1) == '代'
        {
            return None;
        }
        self.inner_end(year, k + 1)
            .or_else(|| Some((date(year, None, None)?, k + 1)))
    }

    /// M月 or M月D日 of a known year at `i`: the date and the index after it.
    fn inner_end(&self, year: i32, i: usize) -> Option<(PartialDate, usize)> {
        let (month, e) = number(self.text, self.text.skip_blank(i))?;
        let k = self.text.skip_blank(e);
        if self.text.get(k) != '月' {
            return None;
        }
        if let Some((day, e)) = self.day_at(k + 1) {
            return Some((date(year, Some(month), Some(day))?, e));
        }
        Some((date(year, Some(month), None)?, k + 1))
    }

    /// D日 at `i`.
    fn day_at(&self, i: usize) -> Option<(u32, usize)> {
        let (day, e) = number(self.text, self.text.skip_blank(i))?;
        let k = self.text.skip_blank(e);
        (self.text.get(k) == '日' && (1..=31).contains(&day)).then_some((day, k + 1))
    }

    /// D at the end of a phrase (5月26-27。).
    fn day_alone(&self, year: i32, month: u32, r: usize) -> Option<(PartialDate, usize)> {
        let (day, e) = self.text.digits(self.text.skip_blank(r))?;
        let after = self.text.get(self.text.skip_blank(e));
        let closed = after == END || "。,;)、".contains(after);
        closed.then_some(())?;
        Some((date(year, Some(month), Some(day))?, e))
    }

    /// M月… of a year, `k` at the month's number.
    fn month_of(&mut self, i: usize, year: i32, k: usize) -> Option<usize> {
        if self.text.starts(k, "元月") {
            return Some(self.after_month(i, year, 1, k + 2));
        }
        let (month, e) = number(self.text, k)?;
        let m = self.text.skip_blank(e);
        if self.text.get(m) == '月' {
            if !(1..=12).contains(&month) {
                return None;
            }
            return Some(self.after_month(i, year, month, m + 1));
        }
        // 2006年1~9月
        let (_, r) = self.range_sign(e)?;
        let (second, e) = number(self.text, self.text.skip_blank(r))?;
        let m = self.text.skip_blank(e);
        if self.text.get(m) != '月' || second <= month {
            return None;
        }
        let (start, end) = (
            date(year, Some(month), None)?,
            date(year, Some(second), None)?,
        );
        self.push(i, m + 1, start, Some(end));
        Some(m + 1)
    }

    /// `j` is after 月.
    fn after_month(&mut self, i: usize, year: i32, month: u32, j: usize) -> usize {
        let Some(whole) = date(year, Some(month), None) else {
            return j;
        };
        if let Some(next) = self.day_of(i, year, month, j) {
            return next;
        }
        if let Some((_, r)) = self.range_sign(j) {
            let found = self
                .inner_end(year, r)
                .or_else(|| self.end_after_year(year, r));
            if let Some((end, e)) = found.filter(|(end, _)| *end > whole) {
                self.push(i, e, whole, Some(end));
                return e;
            }
        }
        let k = self.text.skip_blank(j);
        let to = self.edge(k).unwrap_or(j);
        self.push(i, to, whole, None);
        self.next_in_list(year, None, to)
    }

    /// D日…, D至D日, D和D日 of a month; `j` after 月.
    fn day_of(&mut self, i: usize, year: i32, month: u32, j: usize) -> Option<usize> {
        let k = self.text.skip_blank(j);
        let (day, e) = number(self.text, k)?;
        let d = self.text.skip_blank(e);
        if self.text.get(d) == '日' {
            let start = date(year, Some(month), Some(day));
            return Some(match start {
                Some(start) => self.after_day(i, start, d + 1),
                None => d + 1,
            });
        }
        let start = date(year, Some(month), Some(day))?;
        // D至D日; both ends may be the first of more (D至M月D日).
        if let Some((_, r)) = self.range_sign(e) {
            let end = match self.day_at(r) {
                Some((last, e)) => date(year, Some(month), Some(last)).map(|x| (x, e)),
                None => self
                    .inner_end(year, r)
                    .filter(|(x, _)| x.day.is_some())
                    .or_else(|| self.day_alone(year, month, r)),
            };
            let (end, e) = end.filter(|(end, _)| *end > start)?;
            self.push(i, e, start, Some(end));
            return Some(self.next_in_list(year, Some(month), e));
        }
        // D、D和D日
        let mut items = vec![(i, e, start)];
        let mut at = e;
        while let Some(from) = self.list_sign(at) {
            let (day, e) = number(self.text, from)?;
            let item = date(year, Some(month), Some(day))?;
            let d = self.text.skip_blank(e);
            if self.text.get(d) == '日' {
                for (from, to, start) in items {
                    self.push(from, to, start, None);
                }
                return Some(self.after_day(from, item, d + 1));
            }
            items.push((from, e, item));
            at = e;
        }
        None
    }

    /// `j` is after 日.
    fn after_day(&mut self, i: usize, start: PartialDate, j: usize) -> usize {
        let year = i32::from(start.year);
        let after_weekday = self.weekday(j).unwrap_or(j);
        if let Some((_, r)) = self.range_sign(after_weekday) {
            let same_month = self
                .day_at(r)
                .and_then(|(d, e)| Some((date(year, start.month.map(u32::from), Some(d))?, e)));
            let found = same_month
                .or_else(|| self.inner_end(year, r))
                .or_else(|| self.end_after_year(year, r));
            if let Some((end, e)) = found.filter(|(end, _)| *end > start) {
                self.push(i, e, start, Some(end));
                return self.next_in_list(year, start.month.map(u32::from), e);
            }
        }
        self.push(i, j, start, None);
        self.next_in_list(year, start.month.map(u32::from), after_weekday)
    }

    /// (星期三), 星期三: the index after it.
    fn weekday(&self, j: usize) -> Option<usize> {
        let mut k = self.text.skip_blank(j);
        let bracket = self.text.get(k) == '(';
        if bracket {
            k += 1;
        }
        let (_, k) = self.text.any_of(k, &["星期", "周", "礼拜"])?;
        if !"一二三四五六日天".contains(self.text.get(k)) {
            return None;
        }
        if bracket {
            return (self.text.get(k + 1) == ')').then_some(k + 2);
        }
        Some(k + 1)
    }

    /// After a date: …和D日, 、M月, 及M月D日, which take the year (and month) from it.
    fn next_in_list(&mut self, year: i32, month: Option<u32>, to: usize) -> usize {
        let Some(from) = self.list_sign(to) else {
            return to;
        };
        if let Some(month) = month
            && let Some((day, e)) = self.day_at(from)
            && let Some(start) = date(year, Some(month), Some(day))
        {
            return self.after_day(from, start, e);
        }
        let Some((next_month, e)) = number(self.text, from) else {
            return to;
        };
        let m = self.text.skip_blank(e);
        if self.text.get(m) == '月' && (1..=12).contains(&next_month) {
            return self.after_month(from, year, next_month, m + 1);
        }
        // D和D日至…: left to the next step.
        to
    }

    /// A month without a year.
    fn bare_month(&mut self, i: usize, month: u32, j: usize) -> usize {
        let before = self.text.solid_before(i);
        if !(1..=12).contains(&month)
            || "第近个十百年/".contains(before)
                && before != END
                && !(before == '/' && self.anchors.row.is_some())
        {
            return j;
        }
        let Some((year, why)) = self.year_of_month() else {
            return j;
        };
        let first = self.out.len();
        let next = self.after_month(i, year, month, j);
        self.infer_since(first, Some(why));
        next
    }

    /// The year that a month without one belongs to, and the words for it.
    fn year_of_month(&self) -> Option<(i32, String)> {
        if let Some(row) = self.anchors.row {
            return Some((i32::from(row), format!("year {row} from the row")));
        }
        if let Some(last) = self.anchors.last {
            return Some((i32::from(last.year), format!("year from {}", last.iso())));
        }
        let document = self.anchors.document?;
        Some((
            i32::from(document.year),
            format!("year from the date of the document, {}", document.iso()),
        ))
    }

    fn infer_since(&mut self, first: usize, why: Option<String>) {
        if let Some(why) = why {
            for d in &mut self.out[first..] {
                d.inferred.get_or_insert_with(|| why.clone());
            }
        }
    }

    /// 同年, 次年, 今年, 去年…: a year that leans on another.
    fn at_relative(&mut self, i: usize) -> usize {
        const WORDS: [(&str, i32, bool); 14] = [
            ("同年", 0, false),
            ("同一年", 0, false),
            ("当年", 0, false),
            ("次年", 1, false),
            ("翌年", 1, false),
            ("去年", -1, true),
            ("今年", 0, true),
            ("本年度", 0, true),
            ("本年", 0, true),
            ("上一年", -1, false),
            ("上年", -1, true),
            ("明年", 1, true),
            ("同日", 0, false),
            ("上世纪", 0, true),
        ];
        let Some((word, offset, of_document)) = WORDS
            .iter()
            .find(|(w, _, _)| self.text.starts(i, w))
            .copied()
        else {
            return i + 1;
        };
        let j = i + word.chars().count();
        if "过基声".contains(self.text.before(i)) && self.text.before(i) != END
            || "龄级代报鉴终".contains(self.text.get(j)) && self.text.get(j) != END
        {
            return j;
        }
        if word == "上世纪" {
            return self.after_century(i, 20, j);
        }
        let base = if of_document {
            self.anchors.document
        } else {
            self.anchors.last
        };
        let Some(base) = base else { return j };
        let what = if of_document {
            "the date of the document, "
        } else {
            ""
        };
        let why = format!("{word} from {what}{}", base.iso());
        let first = self.out.len();
        let next = if word == "同日" {
            if base.day.is_none() {
                return j;
            }
            self.push(i, j, base, None);
            j
        } else {
            self.year_tail(i, i32::from(base.year) + offset, j)
        };
        self.infer_since(first, Some(why));
        next
    }

    /// 20世纪80年代; `j` after 世纪. A century alone is no date.
    fn after_century(&mut self, i: usize, century: i32, j: usize) -> usize {
        let k = self.text.skip_blank(j);
        match number(self.text, k) {
            Some((n, e)) if n % 10 == 0 && n < 100 && (15..=21).contains(&century) => {
                let e = self.text.skip_blank(e);
                if self.text.starts(e, "年代") {
                    return self.decade(i, (century - 1) * 100 + n as i32, e + 2, false);
                }
                j
            }
            _ => j,
        }
    }

    fn decade(&mut self, i: usize, year: i32, j: usize, printed: bool) -> usize {
        if year % 10 != 0 {
            return j;
        }
        let k = self.text.skip_blank(j);
        let (from, to, e) = match self
            .text
            .any_of(k, &["初期", "初", "早期", "末期", "末", "后期", "中期"])
        {
            Some((w, e)) if w.starts_with('初') || w == "早期" => (year, year + 3, e),
            Some((_, e)) => (year, year + 9, e),
            None => (year, year + 9, j),
        };
        let to = if e == j { to } else { year + 9 };
        // 1980年代和1990年代: decades that follow each other are one time.
        let (to, e) = match self.next_decade(year, e) {
            Some(e) => (year + 19, e),
            None => (to, e),
        };
        if let (Some(a), Some(b)) = (date(from, None, None), date(to, None, None)) {
            self.push_as(i, e, a, Some(b), Precision::Decade, Form::Words);
            if !printed {
                let why = format!("century of {year}");
                self.infer_since(self.out.len() - 1, Some(why));
            }
        }
        e
    }

    /// 和1990年代 after the decade before it: the index after it.
    fn next_decade(&self, year: i32, j: usize) -> Option<usize> {
        let from = self.list_sign(j)?;
        let (next, e) = number(self.text, from)?;
        let k = self.text.skip_blank(e);
        let follows = next as i32 == year + 10 || (next < 100 && next as i32 == year % 100 + 10);
        (follows && self.text.starts(k, "年代")).then_some(k + 2)
    }

    /// 夏, 夏季, 春天 after a year: three months. Winter begins in December of that year.
    fn season(&mut self, i: usize, year: i32, k: usize) -> Option<usize> {
        let (first, last) = match self.text.get(k) {
            '春' => (3, 5),
            '夏' => (6, 8),
            '秋' => (9, 11),
            '冬' => (12, 14),
            _ => return None,
        };
        let after = self.text.get(k + 1);
        let e = match after {
            '季' | '天' => k + 2,
            _ if !is_han(after) || "的在至和及与期由就".contains(after) => k + 1,
            _ => return None,
        };
        let end = if last > 12 {
            date(year + 1, Some(last - 12), None)
        } else {
            date(year, Some(last), None)
        };
        let start = date(year, Some(first), None)?;
        self.push_as(i, e, start, Some(end?), Precision::Season, Form::Words);
        Some(e)
    }

    /// 上半年, 第三季度 after a year.
    fn part_of_year(&mut self, i: usize, year: i32, k: usize) -> Option<usize> {
        const HALVES: [(&str, u32, u32); 4] = [
            ("上半年", 1, 6),
            ("下半年", 7, 12),
            ("前半年", 1, 6),
            ("后半年", 7, 12),
        ];
        for (word, first, last) in HALVES {
            if self.text.starts(k, word) {
                let (a, b) = (
                    date(year, Some(first), None)?,
                    date(year, Some(last), None)?,
                );
                self.push_as(i, k + 3, a, Some(b), Precision::Half, Form::Words);
                return Some(k + 3);
            }
        }
        let from = if self.text.get(k) == '第' { k + 1 } else { k };
        let (n, e) = number(self.text, self.text.skip_blank(from))?;
        let e = self.text.skip_blank(e);
        if !(1..=4).contains(&n) || !(self.text.starts(e, "季度") || self.text.get(e) == '季') {
            return None;
        }
        let to = if self.text.starts(e, "季度") {
            e + 2
        } else {
            e + 1
        };
        let (a, b) = (
            date(year, Some(3 * n - 2), None)?,
            date(year, Some(3 * n), None)?,
        );
        self.push_as(i, to, a, Some(b), Precision::Season, Form::Words);
        Some(to)
    }

    /// 初, 底, 末, 中旬…: they stay part of the expression. The index after them.
    fn edge(&self, k: usize) -> Option<usize> {
        const EDGES: [&str; 10] = [
            "年初", "年底", "上旬", "中旬", "下旬", "初", "底", "末", "中期", "份",
        ];
        let (word, e) = self.text.any_of(k, &EDGES)?;
        let after = self.text.get(e);
        let other_word = match word {
            "初" => "步审级次衷中创版稿",
            "底" => "层线稿部格",
            "末" => "端次",
            _ => "",
        };
        (after == END || !other_word.contains(after)).then_some(e)
    }

    /// 民國九十五年…
    fn at_republic(&mut self, i: usize) -> usize {
        if !self.text.starts(i, "民国") {
            return i + 1;
        }
        self.anchors.republic = true;
        let from = if self.text.ends(i, "中华") {
            i - 2
        } else {
            i
        };
        let k = self.text.skip_blank(i + 2);
        let found = if self.text.get(k) == '元' {
            Some((1, k + 1))
        } else {
            number(self.text, k)
        };
        let Some((n, e)) = found else { return i + 2 };
        let e = self.text.skip_blank(e);
        if self.text.get(e) != '年' || n == 0 || n > 200 {
            return i + 2;
        }
        self.year_tail(from, n as i32 + 1911, e + 1)
    }

    /// 二〇〇〇年…, 九十年代, 十二月四日, and 七十年元月二十二日 where 民國 years are in use.
    fn at_han_digit(&mut self, i: usize) -> usize {
        let mut run = i;
        while is_han_numeral(self.text.get(run)) {
            run += 1;
        }
        let Some((n, e)) = han_number(self.text, i) else {
            return run;
        };
        let before = self.text.solid_before(i);
        if before.is_ascii_digit() || "第每近几数多".contains(before) && before != END {
            return run;
        }
        let k = self.text.skip_blank(e);
        match self.text.get(k) {
            '年' if YEARS.contains(&n) && e - i == 4 => self.after_year(i, n as i32, k + 1),
            '年' if self.text.get(k + 1) == '代' && n % 10 == 0 && (10..100).contains(&n) => {
                self.decade(i, 1900 + n as i32, k + 2, false)
            }
            '年' if self.anchors.republic && (1..=150).contains(&n) => {
                let m = self.text.skip_blank(k + 1);
                let full = self.text.starts(m, "元月")
                    || number(self.text, m).is_some_and(|(v, e)| {
                        (1..=12).contains(&v) && self.text.get(self.text.skip_blank(e)) == '月'
                    });
                if !full {
                    return run;
                }
                let first = self.out.len();
                let next = self.year_tail(i, n as i32 + 1911, k + 1);
                self.infer_since(first, Some("year of the Republic (民國) + 1911".into()));
                next
            }
            '世' if self.text.starts(k, "世纪") => self.after_century(i, n as i32, k + 2),
            '月' if (1..=12).contains(&n) && self.day_at(k + 1).is_some() => {
                self.bare_month(i, n, k + 1)
            }
            _ => run,
        }
    }
}

#[cfg(test)]
mod tests;
