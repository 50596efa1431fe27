//! Dates as Chinese prints them: after a year, a month, a day; ranges and lists of each.
//!
//! Part of the finder in `dates.rs`; knows no more than it.

use super::*;

impl Finder<'_, '_> {
    /// `j` is after 年.
    pub(super) fn after_year(&mut self, i: usize, year: i32, j: usize) -> usize {
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

    pub(super) fn year_tail(&mut self, i: usize, year: i32, j: usize) -> usize {
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
    pub(super) fn end_after_year(&self, first: i32, r: usize) -> Option<(PartialDate, usize)> {
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
    pub(super) fn inner_end(&self, year: i32, i: usize) -> Option<(PartialDate, usize)> {
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
    pub(super) fn day_at(&self, i: usize) -> Option<(u32, usize)> {
        let (day, e) = number(self.text, self.text.skip_blank(i))?;
        let k = self.text.skip_blank(e);
        (self.text.get(k) == '日' && (1..=31).contains(&day)).then_some((day, k + 1))
    }

    /// D at the end of a phrase (5月26-27。).
    pub(super) fn day_alone(
        &self,
        year: i32,
        month: u32,
        r: usize,
    ) -> Option<(PartialDate, usize)> {
        let (day, e) = self.text.digits(self.text.skip_blank(r))?;
        let after = self.text.get(self.text.skip_blank(e));
        let closed = after == END || "。,;)、".contains(after);
        closed.then_some(())?;
        Some((date(year, Some(month), Some(day))?, e))
    }

    /// M月… of a year, `k` at the month's number.
    pub(super) fn month_of(&mut self, i: usize, year: i32, k: usize) -> Option<usize> {
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
    pub(super) fn after_month(&mut self, i: usize, year: i32, month: u32, j: usize) -> usize {
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
    pub(super) fn day_of(&mut self, i: usize, year: i32, month: u32, j: usize) -> Option<usize> {
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
    pub(super) fn after_day(&mut self, i: usize, start: PartialDate, j: usize) -> usize {
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
    pub(super) fn weekday(&self, j: usize) -> Option<usize> {
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
    pub(super) fn next_in_list(&mut self, year: i32, month: Option<u32>, to: usize) -> usize {
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
    pub(super) fn bare_month(&mut self, i: usize, month: u32, j: usize) -> usize {
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
    pub(super) fn year_of_month(&self) -> Option<(i32, String)> {
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

    pub(super) fn infer_since(&mut self, first: usize, why: Option<String>) {
        if let Some(why) = why {
            for d in &mut self.out[first..] {
                d.inferred.get_or_insert_with(|| why.clone());
            }
        }
    }
}
