//! The timeline: events of all documents by date, in bins from a decade to a day, with lanes and filters.
//!
//! In: the library's entries. Out: those that are shown, bins, a cursor that histogram, lanes and list share.

pub(crate) mod lanes;
mod turn;
mod zoom;

use crate::facts::{Entry, EventKind, PartialDate};
use crate::library::{EventFilter, EventMatcher, Library, Life};
use lanes::Lanes;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

pub(crate) use lanes::{Lane, LaneBy};
pub(crate) use zoom::{Zoom, parse_date};

/// Events shown before the selected one in the list of everything.
const BEFORE: usize = 3;
/// Bars that fit where nothing is known of the room.
const ROOM: usize = 60;

/// A bin and its entries: a range of `Timeline::shown`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bin {
    /// None: without a date.
    pub bin: Option<i64>,
    pub entries: Range<usize>,
}

/// The timeline that is open.
#[derive(Debug, Clone)]
pub(crate) struct Timeline {
    pub zoom: Zoom,
    /// The width of the bins: that of the zoom, or what fits.
    pub bars: Zoom,
    /// Bars that fit.
    room: usize,
    pub entries: Arc<Vec<Entry>>,
    /// The entries of the library that this was made from.
    made_from: usize,
    /// Which events are shown; lanes besides.
    pub filter: EventFilter,
    /// The filter as it was typed or worded.
    pub words: String,
    pub lanes: Lanes,
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
    /// Entries that the filter lets through, whatever the lanes.
    fitting: Arc<Vec<u32>>,
    /// What entries, by their first mention, have to do with the symbol that the filter asks for.
    lives: Arc<HashMap<u32, Life>>,
}

impl Default for Timeline {
    fn default() -> Self {
        Timeline {
            zoom: Zoom::default(),
            bars: Zoom::default(),
            room: ROOM,
            entries: Arc::default(),
            made_from: 0,
            filter: EventFilter::default(),
            words: String::new(),
            lanes: Lanes::default(),
            shown: Arc::default(),
            bins: Arc::default(),
            selected: 0,
            top: 0,
            periods: false,
            fitting: Arc::default(),
            lives: Arc::default(),
        }
    }
}

/// Sorts dates: a year before its months, a month before its days.
fn order(date: Option<PartialDate>) -> (bool, i16, u8, u8) {
    match date {
        Some(d) => (false, d.year, d.month.unwrap_or(0), d.day.unwrap_or(0)),
        None => (true, 0, 0, 0),
    }
}

impl Timeline {
    /// Takes the entries in where the library has grown. Keeps the selected event.
    pub fn refresh(&mut self, library: &Library) {
        let entries = Arc::as_ptr(&library.entries) as usize;
        if self.made_from == entries {
            return;
        }
        self.made_from = entries;
        let keep = self.entry().and_then(|e| e.mentions.first().copied());
        self.entries = Arc::clone(&library.entries);
        self.lanes.refresh(library);
        self.filter_anew(library);
        if let Some(mention) = keep {
            self.select_mention(mention);
        }
    }

    /// Selects the event that a mention belongs to. False where it is not shown.
    pub fn select_mention(&mut self, mention: u32) -> bool {
        let holds = |&i: &u32| self.entries[i as usize].mentions.contains(&mention);
        let at = self.shown.iter().position(holds);
        self.selected = at.unwrap_or(self.selected);
        at.is_some()
    }

    /// Asks the filter again. Keeps the selected event where it is still shown, else the next one.
    pub fn filter_anew(&mut self, library: &Library) {
        let matcher = EventMatcher::new(library, &self.filter);
        let all = self.entries.iter().enumerate();
        let fitting = all.filter(|(_, e)| matcher.fits_but_kind(e));
        self.fitting = Arc::new(fitting.map(|(i, _)| i as u32).collect());
        let life = |i: &u32| {
            let entry = &self.entries[*i as usize];
            Some((*entry.mentions.first()?, matcher.life(entry)?))
        };
        self.lives = if self.filter.symbol.is_empty() {
            Arc::default()
        } else {
            Arc::new(self.fitting.iter().filter_map(life).collect())
        };
        self.choose();
    }

    /// Picks what the lanes show and puts it into bins. Keeps the selected event where it is still shown, else
    /// the next one.
    pub fn choose(&mut self) {
        let was = self.shown.get(self.selected).copied();
        let kinds = self.kinds();
        let is_shown = |&i: &u32| {
            let e = &self.entries[i as usize];
            let kind = match kinds {
                0 => e.kind != EventKind::Citation && e.start.is_some(),
                kinds => kinds & EventFilter::bit(e.kind) != 0,
            };
            kind && self.lanes.show(i)
        };
        let shown: Vec<u32> = self.fitting.iter().copied().filter(is_shown).collect();
        if let Some(was) = was {
            // Entries are sorted by date, and so are their indexes.
            let next = shown.partition_point(|&i| i < was);
            self.selected = next;
        }
        self.selected = self.selected.min(shown.len().saturating_sub(1));
        self.shown = Arc::new(shown);
        self.make_bins();
    }

    /// Entries that would be shown if all lanes of the present way to make them were.
    pub fn for_lanes(&self) -> impl Iterator<Item = u32> {
        let by = self.lanes.by;
        let kinds = match by {
            LaneBy::Kind => self.filter.kinds,
            _ => self.kinds(),
        };
        let books = by == LaneBy::Kind && self.lanes.on(by) != 0;
        let fitting = self.fitting.iter().copied();
        fitting.filter(move |&i| {
            let kind = self.entries[i as usize].kind;
            let kind = match kinds {
                0 => books || kind != EventKind::Citation,
                kinds => kinds & EventFilter::bit(kind) != 0,
            };
            kind && self.lanes.show_but(by, i)
        })
    }

    /// What an entry has to do with the symbol that is asked for.
    pub fn life(&self, entry: &Entry) -> Option<Life> {
        self.lives.get(entry.mentions.first()?).copied()
    }

    /// Kinds that are shown, as bits; 0: all but the dates of books and the press, and what has no date.
    pub fn kinds(&self) -> u16 {
        match (self.lanes.on(LaneBy::Kind), self.filter.kinds) {
            (0, kinds) | (kinds, 0) => kinds,
            (lanes, kinds) => lanes & kinds,
        }
    }

    /// Something is not shown that the timeline usually shows.
    pub fn is_filtered(&self) -> bool {
        !self.filter.is_empty() || LaneBy::ALL.iter().any(|by| self.lanes.on(*by) != 0)
    }

    fn make_bins(&mut self) {
        self.bars = match self.zoom {
            Zoom::All => self.fitting_bars(),
            zoom => zoom,
        };
        let mut bins: Vec<Bin> = Vec::new();
        for (i, &entry) in self.shown.iter().enumerate() {
            let bin = self.entries[entry as usize].start.map(|d| self.bars.bin(d));
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

    /// The narrowest bars with which everything fits.
    fn fitting_bars(&self) -> Zoom {
        let dates = || {
            let shown = self.shown.iter();
            shown.filter_map(|&i| self.entries[i as usize].start)
        };
        let (Some(first), Some(last)) = (dates().next(), dates().next_back()) else {
            return Zoom::Year;
        };
        let room = i64::try_from(self.room.max(1)).unwrap_or(i64::MAX);
        let fits = |zoom: &&Zoom| zoom.bin(last) - zoom.bin(first) < room;
        // What spans years is not told by months: much is known by its year only.
        let narrowest = match (first.year == last.year, first.month == last.month) {
            (true, true) => Zoom::Day,
            (true, false) => Zoom::Month,
            (false, _) => Zoom::Year,
        };
        let zooms = Zoom::ALL.iter().skip(1).rev();
        let zooms = zooms.filter(|z| **z <= narrowest);
        *{ zooms }.find(fits).unwrap_or(&Zoom::Decade)
    }

    /// Sets the width of the bins; the selected event stays where it is on the page as far as it can.
    pub fn set_zoom(&mut self, zoom: Zoom) {
        let row = self.in_list().start + self.top;
        let row = self.selected.saturating_sub(row);
        self.zoom = zoom;
        self.make_bins();
        let at = self.selected - self.in_list().start.min(self.selected);
        self.top = at.saturating_sub(row);
    }

    /// So many bars fit.
    pub fn set_room(&mut self, room: usize) {
        if self.room != room {
            self.room = room;
            if self.zoom == Zoom::All {
                self.make_bins();
            }
        }
    }

    /// The selected entry.
    pub fn entry(&self) -> Option<&Entry> {
        self.entry_at(self.selected)
    }

    /// An entry by its place among those shown.
    pub fn entry_at(&self, at: usize) -> Option<&Entry> {
        let index = *self.shown.get(at)?;
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

    /// Entries of the list: those of the selected bin, or all of them.
    pub fn in_list(&self) -> Range<usize> {
        match self.zoom {
            Zoom::All => 0..self.shown.len(),
            _ => self.in_bin(),
        }
    }

    /// The selected event's place in the list.
    pub fn at(&self) -> usize {
        self.selected - self.in_list().start.min(self.selected)
    }

    /// Selects the first event of another bin that holds any.
    pub fn step_bin(&mut self, by: i64) {
        if let Some(bin) = self.bin() {
            let to = (bin as i64 + by).clamp(0, self.bins.len() as i64 - 1);
            self.selected = self.bins[to as usize].entries.start;
            self.place_page();
        }
    }

    /// The page of the list begins with it; in one list of everything a little before the selected event.
    pub fn place_page(&mut self) {
        self.top = match self.zoom {
            Zoom::All => self.at().saturating_sub(BEFORE),
            _ => 0,
        };
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
        let start = |i: &u32| self.entries[*i as usize].start;
        let at = self.shown.partition_point(|i| order(start(i)) < key);
        let dated = self.shown.partition_point(|i| start(i).is_some());
        if dated > 0 {
            self.selected = at.min(dated - 1);
            self.place_page();
        }
    }

    /// Shows or hides a lane; `None` shows all, the dates of books and the press and what has no date only the
    /// second time. False where there is no such lane.
    pub fn toggle(&mut self, lane: Option<usize>) -> bool {
        let known = match lane {
            None => {
                let usual = LaneBy::ALL.iter().all(|by| self.lanes.on(*by) == 0);
                self.lanes.show_all();
                if usual {
                    self.lanes.turn_on(LaneBy::Kind, EVERY_KIND);
                }
                true
            }
            Some(lane) => self.lanes.toggle(lane),
        };
        self.choose();
        self.place_page();
        known
    }
}

/// All kinds, as bits.
pub(crate) const EVERY_KIND: u16 = (1 << EventKind::ALL.len()) - 1;

#[cfg(test)]
#[path = "timeline/tests.rs"]
mod tests;
