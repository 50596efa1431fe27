//! Widths of bins, and dates as they are typed.
//!
//! In: dates. Out: bins, as numbers that follow each other, and their names. Must not know events.

use crate::facts::PartialDate;
use jiff::civil::Date;
use jiff::{Span, Unit};

/// Where days are counted from.
const FIRST: Date = Date::constant(1, 1, 1);

/// Width of a bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub(crate) enum Zoom {
    /// Everything at once; the bars are as wide as fits.
    All,
    /// Ten years.
    Decade,
    /// Five years.
    FiveYears,
    /// A year.
    #[default]
    Year,
    /// Three months.
    Quarter,
    /// A month.
    Month,
    /// A day.
    Day,
}

impl Zoom {
    /// All, from wide to narrow.
    pub const ALL: [Zoom; 7] = [
        Zoom::All,
        Zoom::Decade,
        Zoom::FiveYears,
        Zoom::Year,
        Zoom::Quarter,
        Zoom::Month,
        Zoom::Day,
    ];

    /// Its translation id.
    pub fn id(self) -> &'static str {
        match self {
            Zoom::All => "zoom-all",
            Zoom::Decade => "zoom-decade",
            Zoom::FiveYears => "zoom-five-years",
            Zoom::Year => "zoom-year",
            Zoom::Quarter => "zoom-quarter",
            Zoom::Month => "zoom-month",
            Zoom::Day => "zoom-day",
        }
    }

    /// The next narrower or wider bin.
    pub fn step(self, narrower: bool) -> Zoom {
        let i = Zoom::ALL.iter().position(|z| *z == self).unwrap_or(3);
        let to = if narrower {
            (i + 1).min(Zoom::ALL.len() - 1)
        } else {
            i.saturating_sub(1)
        };
        Zoom::ALL[to]
    }

    /// The bin of a date. A date without a month or day counts where it begins.
    pub fn bin(self, date: PartialDate) -> i64 {
        let year = i64::from(date.year);
        let month = i64::from(date.month.unwrap_or(1)) - 1;
        match self {
            Zoom::All => 0,
            Zoom::Decade => year.div_euclid(10),
            Zoom::FiveYears => year.div_euclid(5),
            Zoom::Year => year,
            Zoom::Quarter => year * 4 + month / 3,
            Zoom::Month => year * 12 + month,
            Zoom::Day => days(date),
        }
    }

    /// The name of a bin: `1990-1999`, `2013`, `2013-Q1`, `2013-02`, `2013-02-05`.
    pub fn label(self, bin: i64) -> String {
        match self {
            Zoom::All => String::new(),
            Zoom::Decade => format!("{}-{}", bin * 10, bin * 10 + 9),
            Zoom::FiveYears => format!("{}-{}", bin * 5, bin * 5 + 4),
            Zoom::Year => bin.to_string(),
            Zoom::Quarter => format!("{}-Q{}", bin.div_euclid(4), bin.rem_euclid(4) + 1),
            Zoom::Month => format!("{}-{:02}", bin.div_euclid(12), bin.rem_euclid(12) + 1),
            Zoom::Day => date_of(bin).iso(),
        }
    }

    /// The dates a bin begins and ends with, as a range that is read again: `2010..2014`, `2013-02`.
    pub fn range(self, bin: i64) -> String {
        match self {
            Zoom::All => String::new(),
            Zoom::Decade => format!("{:04}..{:04}", bin * 10, bin * 10 + 9),
            Zoom::FiveYears => format!("{:04}..{:04}", bin * 5, bin * 5 + 4),
            Zoom::Year => format!("{bin:04}"),
            Zoom::Quarter => {
                let (year, first) = (bin.div_euclid(4), bin.rem_euclid(4) * 3 + 1);
                format!("{year:04}-{first:02}..{year:04}-{:02}", first + 2)
            }
            Zoom::Month | Zoom::Day => self.label(bin),
        }
    }

    /// The year a bin begins in.
    pub fn year(self, bin: i64) -> i64 {
        match self {
            Zoom::All => 0,
            Zoom::Decade => bin * 10,
            Zoom::FiveYears => bin * 5,
            Zoom::Year => bin,
            Zoom::Quarter => bin.div_euclid(4),
            Zoom::Month => bin.div_euclid(12),
            Zoom::Day => i64::from(date_of(bin).year),
        }
    }
}

/// Days since the first day of year 1; a date without a month or day counts where it begins.
pub(super) fn days(date: PartialDate) -> i64 {
    let part = |n: Option<u8>| n.map_or(1, |n| n as i8);
    let day = Date::new(date.year, part(date.month), part(date.day));
    let since = day.and_then(|d| d.since((Unit::Day, FIRST)));
    since.map_or(0, |span| i64::from(span.get_days()))
}

/// The other way round.
pub(super) fn date_of(days: i64) -> PartialDate {
    let day = Span::new()
        .try_days(days)
        .and_then(|span| FIRST.checked_add(span));
    let day = day.unwrap_or(FIRST);
    PartialDate {
        year: day.year(),
        month: u8::try_from(day.month()).ok(),
        day: u8::try_from(day.day()).ok(),
    }
}

/// Reads a year, a month, a day, or a decade ("1990s"): `2013`, `2013-02`, `2013-02-05`.
pub(crate) fn parse_date(text: &str) -> Option<PartialDate> {
    let text = text.trim().trim_end_matches(['年', '月', '日', 's']);
    let mut parts = text
        .split(['-', '/', '.', '年', '月'])
        .map(str::trim)
        .filter(|p| !p.is_empty());
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<u8> = match parts.next() {
        Some(part) => Some(part.parse().ok().filter(|m| (1..=12).contains(m))?),
        None => None,
    };
    let day: Option<u8> = match parts.next() {
        Some(part) => Some(part.parse().ok().filter(|d| (1..=31).contains(d))?),
        None => None,
    };
    (parts.next().is_none() && (1..=9999).contains(&year)).then_some(PartialDate {
        year,
        month,
        day,
    })
}
