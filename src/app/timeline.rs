//! The timeline: events of all documents by date, in bins of a decade, a year, a month.
//!
//! In: the library's mentions. Out: entries (one for each event, with all its mentions), bins, a cursor that
//! histogram and list share.

use crate::facts::{self, Entry, EventKind, PartialDate};
use crate::library::Library;
use jiff::civil::Date;
use jiff::{Span, Unit};
use std::ops::Range;
use std::sync::Arc;

/// Where days are counted from.
const FIRST: Date = Date::constant(1, 1, 1);

/// All kinds, as bits.
pub(crate) const EVERY_KIND: u16 = (1 << EventKind::ALL.len()) - 1;

/// Width of a bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub(crate) enum Zoom {
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
    pub const ALL: [Zoom; 6] = [
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
        let i = Zoom::ALL.iter().position(|z| *z == self).unwrap_or(2);
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
            Zoom::Decade => format!("{}-{}", bin * 10, bin * 10 + 9),
            Zoom::FiveYears => format!("{}-{}", bin * 5, bin * 5 + 4),
            Zoom::Year => bin.to_string(),
            Zoom::Quarter => format!("{}-Q{}", bin.div_euclid(4), bin.rem_euclid(4) + 1),
            Zoom::Month => format!("{}-{:02}", bin.div_euclid(12), bin.rem_euclid(12) + 1),
            Zoom::Day => date_of(bin).iso(),
        }
    }

    /// The year a bin begins in.
    pub fn year(self, bin: i64) -> i64 {
        match self {
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
fn days(date: PartialDate) -> i64 {
    let part = |n: Option<u8>| n.map_or(1, |n| n as i8);
    let day = Date::new(date.year, part(date.month), part(date.day));
    let since = day.and_then(|d| d.since((Unit::Day, FIRST)));
    since.map_or(0, |span| i64::from(span.get_days()))
}

/// The other way round.
fn date_of(days: i64) -> PartialDate {
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

/// A bin and its entries: a range of `Timeline::shown`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bin {
    /// None: without a date.
    pub bin: Option<i64>,
    pub entries: Range<usize>,
}

/// The timeline that is open.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timeline {
    pub zoom: Zoom,
    pub entries: Arc<Vec<Entry>>,
    /// The mentions the entries were made from.
    made_from: usize,
    /// Kinds that are shown, as bits in the order of `EventKind::ALL`; 0 means all but the dates of books
    /// and the press, and without cited documents that have no date.
    pub kinds: u16,
    /// Indexes of entries that are shown, by date, undated last.
    pub shown: Arc<Vec<u32>>,
    /// Bins of what is shown, in order.
    pub bins: Arc<Vec<Bin>>,
    /// Selected: index of `shown`.
    pub selected: usize,
    /// First event on the page.
    pub top: usize,
    /// In lines: the periods are said, not the events of one.
    pub periods: bool,
}

/// Sorts dates: a year before its months, a month before its days.
fn order(date: Option<PartialDate>) -> (bool, i16, u8, u8) {
    match date {
        Some(d) => (false, d.year, d.month.unwrap_or(0), d.day.unwrap_or(0)),
        None => (true, 0, 0, 0),
    }
}

impl Timeline {
    /// Makes entries again where the library has grown. Keeps the selected event.
    pub fn refresh(&mut self, library: &Library) {
        let mentions = Arc::as_ptr(&library.timeline) as usize;
        if self.made_from == mentions && !self.entries.is_empty() {
            return;
        }
        self.made_from = mentions;
        let entries = facts::entries(library.timeline.iter().map(|m| &*m.event));
        let keep = self.entry().and_then(|e| e.mentions.first().copied());
        self.entries = Arc::new(entries);
        self.choose();
        if let Some(mention) = keep {
            let holds = |&i: &u32| self.entries[i as usize].mentions.contains(&mention);
            self.selected = self.shown.iter().position(holds).unwrap_or(0);
        }
    }

    /// Picks what is shown and puts it into bins. Keeps the selected event where it is still shown, else
    /// the next one.
    pub fn choose(&mut self) {
        let was = self.shown.get(self.selected).copied();
        let kind_bit = |kind: EventKind| {
            let lane = EventKind::ALL.iter().position(|k| *k == kind);
            1u16 << lane.unwrap_or(0)
        };
        let is_shown = |e: &Entry| match self.kinds {
            0 => e.kind != EventKind::Citation && e.start.is_some(),
            kinds => kinds & kind_bit(e.kind) != 0,
        };
        let mut shown: Vec<u32> = (0..self.entries.len() as u32)
            .filter(|&i| is_shown(&self.entries[i as usize]))
            .collect();
        shown.sort_by_key(|&i| order(self.entries[i as usize].start));
        if let Some(was) = was {
            let key = self.entries.get(was as usize).map(|e| order(e.start));
            let exact = shown.iter().position(|&i| i == was);
            let near = || {
                shown
                    .iter()
                    .position(|&i| Some(order(self.entries[i as usize].start)) >= key)
            };
            let last = shown.len().saturating_sub(1);
            self.selected = exact.or_else(near).unwrap_or(last);
        }
        self.selected = self.selected.min(shown.len().saturating_sub(1));
        self.shown = Arc::new(shown);
        self.make_bins();
    }

    fn make_bins(&mut self) {
        let mut bins: Vec<Bin> = Vec::new();
        for (i, &entry) in self.shown.iter().enumerate() {
            let bin = self.entries[entry as usize].start.map(|d| self.zoom.bin(d));
            match bins.last_mut() {
                Some(last) if last.bin == bin => last.entries.end = i + 1,
                _ => bins.push(Bin {
                    bin,
                    entries: i..i + 1,
                }),
            }
        }
        self.bins = Arc::new(bins);
    }

    /// Sets the width of the bins; the selected event stays.
    pub fn set_zoom(&mut self, zoom: Zoom) {
        self.zoom = zoom;
        self.make_bins();
    }

    /// The widest span that shows everything in so many bins.
    pub fn fit(&mut self, most: usize) {
        let dates = || {
            self.shown
                .iter()
                .filter_map(|&i| self.entries[i as usize].start)
        };
        let (Some(first), Some(last)) = (dates().next(), dates().next_back()) else {
            return;
        };
        let spans = |zoom: &&Zoom| (zoom.bin(last) - zoom.bin(first)) < most.max(1) as i64;
        let zoom = Zoom::ALL.iter().rev().find(spans);
        self.set_zoom(*zoom.unwrap_or(&Zoom::Decade));
    }

    /// The selected entry.
    pub fn entry(&self) -> Option<&Entry> {
        let index = *self.shown.get(self.selected)?;
        self.entries.get(index as usize)
    }

    /// The bin of the selected event: index of `bins`.
    pub fn bin(&self) -> Option<usize> {
        let after = self
            .bins
            .partition_point(|b| b.entries.start <= self.selected);
        after.checked_sub(1)
    }

    /// Entries of the selected bin: a range of `shown`.
    pub fn in_bin(&self) -> Range<usize> {
        self.bin().map_or(0..0, |i| self.bins[i].entries.clone())
    }

    /// Selects the first event of another bin that holds any.
    pub fn step_bin(&mut self, by: i64) {
        if let Some(bin) = self.bin() {
            let to = (bin as i64 + by).clamp(0, self.bins.len() as i64 - 1);
            self.selected = self.bins[to as usize].entries.start;
            self.top = 0;
        }
    }

    /// Selects the first event of another period; the page of periods stays.
    pub fn step_period(&mut self, by: i64) {
        let top = self.top;
        self.step_bin(by);
        self.top = top;
    }

    /// Selects another event.
    pub fn step(&mut self, by: i64) {
        let last = self.shown.len().saturating_sub(1) as i64;
        self.selected = (self.selected as i64 + by).clamp(0, last.max(0)) as usize;
    }

    /// Selects the first event at or after a date, or the last dated one.
    pub fn go_to(&mut self, date: PartialDate) {
        let key = order(Some(date));
        let dated = |i: &u32| self.entries[*i as usize].start;
        let at = self
            .shown
            .iter()
            .position(|i| dated(i).is_some() && order(dated(i)) >= key);
        let last = self.shown.iter().rposition(|i| dated(i).is_some());
        if let Some(to) = at.or(last) {
            self.selected = to;
            self.top = 0;
        }
    }

    /// Shows or hides a kind; `None` shows all kinds, the dates of books and the press and what has no date only
    /// the second time.
    pub fn toggle(&mut self, lane: Option<usize>) {
        match lane {
            None => self.kinds = if self.kinds == 0 { EVERY_KIND } else { 0 },
            Some(lane) => self.kinds ^= 1u16 << lane.min(EventKind::ALL.len() - 1),
        }
        self.choose();
        self.top = 0;
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::library::Mention;
    use proptest::prelude::*;

    fn date(year: i16, month: u8, day: u8) -> PartialDate {
        PartialDate {
            year,
            month: Some(month),
            day: Some(day),
        }
    }

    #[test]
    fn bins_have_names() {
        let d = date(2013, 2, 5);
        let name = |zoom: Zoom| zoom.label(zoom.bin(d));
        assert_eq!(name(Zoom::Decade), "2010-2019");
        assert_eq!(name(Zoom::FiveYears), "2010-2014");
        assert_eq!(name(Zoom::Year), "2013");
        assert_eq!(name(Zoom::Quarter), "2013-Q1");
        assert_eq!(name(Zoom::Month), "2013-02");
        assert_eq!(name(Zoom::Day), "2013-02-05");
    }

    fn mention(key: &str, start: Option<PartialDate>) -> Mention {
        let span = crate::facts::Span {
            block: 0,
            range: 0..0,
            line: 1,
        };
        let event = crate::facts::Event {
            span,
            start,
            end: None,
            precision: crate::facts::Precision::Day,
            kind: EventKind::Resolution,
            label: String::new(),
            body: String::new(),
            place: String::new(),
            symbols: Vec::new(),
            evidence: String::new(),
            key: key.to_owned(),
            inferred: None,
            conflict: None,
        };
        let at = crate::index::BlockRef {
            document: 0,
            block: 0,
        };
        Mention {
            at,
            event: Arc::new(event),
        }
    }

    #[test]
    fn mentions_join_where_their_dates_agree_and_stand_apart_where_they_do_not() {
        let year = PartialDate::parse("2000");
        let mentions = vec![
            mention("a", year),
            mention("a", Some(date(2000, 12, 4))),
            mention("a", Some(date(2001, 1, 1))),
            mention("b", year),
            mention("", year),
            mention("", year),
        ];
        let library = Library {
            timeline: Arc::new(mentions),
            ..Library::default()
        };
        let mut timeline = Timeline::default();
        timeline.refresh(&library);
        let entries: Vec<(Vec<u32>, String)> = timeline
            .entries
            .iter()
            .map(|e| {
                (
                    e.mentions.clone(),
                    e.start.map_or(String::new(), |d| d.iso()),
                )
            })
            .collect();
        let wanted = [
            (vec![1, 0], "2000-12-04"),
            (vec![2], "2001-01-01"),
            (vec![3], "2000"),
            (vec![4], "2000"),
            (vec![5], "2000"),
        ];
        let wanted: Vec<(Vec<u32>, String)> =
            wanted.into_iter().map(|(m, d)| (m, d.to_owned())).collect();
        assert_eq!(entries, wanted);
    }

    #[test]
    fn what_has_no_date_is_shown_when_it_is_asked_for() {
        let mentions = vec![mention("a", Some(date(2000, 12, 4))), mention("b", None)];
        let library = Library {
            timeline: Arc::new(mentions),
            ..Library::default()
        };
        let mut timeline = Timeline::default();
        timeline.refresh(&library);
        let bins = |t: &Timeline| t.bins.iter().map(|b| b.bin.is_some()).collect::<Vec<_>>();
        assert_eq!(bins(&timeline), [true]);
        timeline.toggle(None);
        assert_eq!(bins(&timeline), [true, false]);
        timeline.toggle(None);
        let resolutions = EventKind::ALL
            .iter()
            .position(|k| *k == EventKind::Resolution);
        timeline.toggle(resolutions);
        assert_eq!(bins(&timeline), [true, false]);
    }

    #[test]
    fn dates_are_read() {
        assert_eq!(parse_date("2013").map(|d| d.iso()), Some("2013".into()));
        assert_eq!(
            parse_date("2013年2月").map(|d| d.iso()),
            Some("2013-02".into())
        );
        assert_eq!(
            parse_date(" 2013-02-05 ").map(|d| d.iso()),
            Some("2013-02-05".into())
        );
        for bad in ["", "x", "2013-13", "2013-02-40", "0", "1-2-3-4", "99999"] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn days_come_back(year in 1i16..=9999, month in 1u8..=12, day in 1u8..=28) {
            let d = date(year, month, day);
            prop_assert_eq!(date_of(days(d)), d);
        }

        #[test]
        fn bins_keep_the_order(a in 1i16..=9999, m in 1u8..=12, b in 1i16..=9999, n in 1u8..=12) {
            let (x, y) = (date(a, m, 1), date(b, n, 1));
            for zoom in Zoom::ALL {
                if order(Some(x)) <= order(Some(y)) {
                    prop_assert!(zoom.bin(x) <= zoom.bin(y));
                }
                prop_assert_eq!(zoom.year(zoom.bin(x)) <= i64::from(a), true);
            }
        }
    }
}
