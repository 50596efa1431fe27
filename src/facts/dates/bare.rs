//! Dates without 年: English forms, ISO forms, bare years and their ranges and lists.
//!
//! Part of the finder in `dates.rs`; knows no more than it.

use super::*;

impl Finder<'_, '_> {
    pub(super) fn at_letter(&mut self, i: usize) -> usize {
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

    pub(super) fn english(&mut self, i: usize, found: Option<english::Found>) -> Option<usize> {
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
    pub(super) fn bare_year(&mut self, i: usize, year: i32, j: usize) -> Option<usize> {
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
    pub(super) fn iso(&mut self, i: usize, year: i32, j: usize) -> Option<usize> {
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
    pub(super) fn bare_range(&mut self, i: usize, year: i32, r: usize) -> Option<usize> {
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
    pub(super) fn year_list(&mut self, i: usize, j: usize) -> Option<usize> {
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
    pub(super) fn range_sign(&self, i: usize) -> Option<(&'static str, usize)> {
        self.text.any_of(self.text.skip_blank(i), &RANGE)
    }

    pub(super) fn list_sign(&self, i: usize) -> Option<usize> {
        self.text
            .any_of(self.text.skip_blank(i), &LIST)
            .map(|(_, e)| self.text.skip_blank(e))
    }

    /// Whether the date before `i` is said to be of another calendar.
    pub(super) fn other_calendar(&self, i: usize) -> bool {
        let i = self.text.skip_blank_back(i);
        OTHER_CALENDARS.iter().any(|w| self.text.ends(i, w))
    }
}
