//! Dates that lean on others (同年, 次年), decades, seasons, 民國 years, Chinese digits.
//!
//! Part of the finder in `dates.rs`; knows no more than it.

use super::*;

impl Finder<'_, '_> {
    /// 同年, 次年, 今年, 去年…: a year that leans on another.
    pub(super) fn at_relative(&mut self, i: usize) -> usize {
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
    pub(super) fn after_century(&mut self, i: usize, century: i32, j: usize) -> usize {
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

    pub(super) fn decade(&mut self, i: usize, year: i32, j: usize, printed: bool) -> usize {
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
    pub(super) fn next_decade(&self, year: i32, j: usize) -> Option<usize> {
        let from = self.list_sign(j)?;
        let (next, e) = number(self.text, from)?;
        let k = self.text.skip_blank(e);
        let follows = next as i32 == year + 10 || (next < 100 && next as i32 == year % 100 + 10);
        (follows && self.text.starts(k, "年代")).then_some(k + 2)
    }

    /// 夏, 夏季, 春天 after a year: three months. Winter begins in December of that year.
    pub(super) fn season(&mut self, i: usize, year: i32, k: usize) -> Option<usize> {
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
    pub(super) fn part_of_year(&mut self, i: usize, year: i32, k: usize) -> Option<usize> {
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
    pub(super) fn edge(&self, k: usize) -> Option<usize> {
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
    pub(super) fn at_republic(&mut self, i: usize) -> usize {
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
    pub(super) fn at_han_digit(&mut self, i: usize) -> usize {
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
