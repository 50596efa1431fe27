//! Bins, filters, lanes and moves over events made by hand.
#![allow(clippy::unwrap_used)]

use super::zoom::{date_of, days};
use super::*;
use crate::library::{Dates, Mention};
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
        own: false,
    }
}

fn library(mentions: Vec<Mention>) -> Library {
    let mut library = Library::default();
    library.set_timeline(mentions);
    library
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
    let library = library(mentions);
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
        (vec![3], "2000"),
        (vec![4], "2000"),
        (vec![5], "2000"),
        (vec![1, 0], "2000-12-04"),
        (vec![2], "2001-01-01"),
    ];
    let wanted: Vec<(Vec<u32>, String)> =
        wanted.into_iter().map(|(m, d)| (m, d.to_owned())).collect();
    assert_eq!(entries, wanted);
}

#[test]
fn what_has_no_date_is_shown_when_it_is_asked_for() {
    let mentions = vec![mention("a", Some(date(2000, 12, 4))), mention("b", None)];
    let library = library(mentions);
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

/// A timeline of events made by hand: dates of any precision, kinds, bodies, some without a date.
fn made(events: &[(u16, u8, u8, u8)]) -> (Library, Timeline) {
    let mentions = events
        .iter()
        .enumerate()
        .map(|(i, &(year, month, day, what))| {
            let month = month % 13;
            let start = PartialDate {
                year: 1900 + (year % 200) as i16,
                month: (month > 0).then_some(month),
                day: (month > 0 && day > 0).then_some(day % 28 + 1),
            };
            let mut mention = mention(&format!("e{i}"), (what != 7).then_some(start));
            let mut event = (*mention.event).clone();
            event.kind = EventKind::ALL[usize::from(what) % EventKind::ALL.len()];
            event.body = ["", "大会", "安全理事会"][usize::from(what) % 3].to_owned();
            mention.event = Arc::new(event);
            mention.own = what % 2 == 0;
            mention
        });
    let mut mentions: Vec<Mention> = mentions.collect();
    mentions.sort_by_key(|m| (m.event.start.is_none(), m.event.start));
    let library = library(mentions);
    let mut timeline = Timeline::default();
    timeline.refresh(&library);
    (library, timeline)
}

fn events() -> impl Strategy<Value = Vec<(u16, u8, u8, u8)>> {
    prop::collection::vec((0u16..200, 0u8..13, 0u8..28, 0u8..12), 1..60)
}

#[test]
fn ranges_of_bins_are_read_again() {
    let d = date(2013, 11, 5);
    for zoom in Zoom::ALL.into_iter().skip(1) {
        let range = crate::index::DateRange::parse(&zoom.range(zoom.bin(d))).unwrap();
        assert!(range.holds(&d, None), "{zoom:?}");
        assert!(!range.holds(&date(2033, 1, 1), None), "{zoom:?}");
    }
}

#[test]
fn lanes_by_organ_are_counted_and_toggled() {
    let events: Vec<_> = (0..12).map(|i| (100, 1, 1, i)).collect();
    let (library, mut timeline) = made(&events);
    timeline.toggle(None);
    let all = timeline.shown.len();
    timeline.lanes.next(&library);
    let names = timeline.lanes.names().to_vec();
    assert!(names.contains(&Lane::Organ("大会".to_owned())) && names.contains(&Lane::Rest));
    timeline.toggle(None);
    let per_lane = (0..names.len()).map(|lane| {
        let mut one = timeline.clone();
        one.toggle(None);
        one.toggle(Some(lane));
        one.shown.len()
    });
    let per_lane: usize = per_lane.sum();
    // Every event that is shown is in one lane.
    timeline.toggle(None);
    assert_eq!(per_lane, timeline.shown.len());
    assert!(timeline.shown.len() <= all);
    assert!(!timeline.toggle(Some(15)));
}

#[test]
fn filters_look_at_kind_body_precision_and_whose_date_it_is() {
    let events: Vec<_> = (0..12).map(|i| (100 + u16::from(i), i % 2, 1, i)).collect();
    let (library, _) = made(&events);
    let kinds = |k: EventKind| k.as_str().to_owned();
    let count = |line: &str| {
        let filter = EventFilter::parse(&library, line, kinds).unwrap();
        library.events(&filter).len()
    };
    // Without a filter all but the one of a book.
    assert_eq!(count(""), 11);
    assert_eq!(count("kind:meeting"), 1);
    assert_eq!(count("机构:安全 kind:report"), 1);
    assert_eq!(count("精度:月"), 4);
    assert_eq!(count("dates:own") + count("dates:mentioned"), 11);
    assert_eq!(count("when:2001..2002"), 2);
    for bad in ["kind:party", "when:soon", "body:", "actor:nobody-at-all"] {
        assert!(EventFilter::parse(&library, bad, kinds).is_err(), "{bad}");
    }
    let query = EventFilter::parse(&library, "精度:月 检索:机构:大会 网络", kinds).unwrap();
    assert_eq!(
        (query.text.as_str(), query.precise),
        ("机构:大会 网络", true)
    );
    assert_eq!(
        Dates::ALL.map(Dates::next),
        [Dates::Own, Dates::Mentioned, Dates::Both]
    );
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

    #[test]
    fn every_event_is_in_one_bin_at_each_zoom(events in events(), at in 0usize..60, room in 1usize..80) {
        let (_, mut timeline) = made(&events);
        timeline.toggle(None);
        timeline.set_room(room);
        timeline.selected = at % timeline.shown.len();
        let dated = timeline.shown.iter().filter(|&&i| timeline.entries[i as usize].start.is_some()).count();
        prop_assert_eq!(timeline.shown.len(), events.len());
        for zoom in Zoom::ALL {
            timeline.set_zoom(zoom);
            let bins = Arc::clone(&timeline.bins);
            prop_assert_eq!(bins.iter().map(|b| b.entries.len()).sum::<usize>(), events.len());
            let of_dated = bins.iter().filter(|b| b.bin.is_some()).map(|b| b.entries.len());
            prop_assert_eq!(of_dated.sum::<usize>(), dated);
            let mut next = 0;
            for bin in bins.iter() {
                prop_assert_eq!(bin.entries.start, next);
                next = bin.entries.end;
                for i in bin.entries.clone() {
                    let start = timeline.entry_at(i).unwrap().start;
                    prop_assert_eq!(start.map(|d| timeline.bars.bin(d)), bin.bin);
                }
            }
            prop_assert!(bins.windows(2).all(|w| w[1].bin.is_none() || w[0].bin < w[1].bin));
        }
    }

    #[test]
    fn zooming_in_and_out_comes_back(events in events(), at in 0usize..60, steps in 1usize..8) {
        let (_, mut timeline) = made(&events);
        timeline.selected = at % timeline.shown.len().max(1);
        let (zoom, entry, bins) = (timeline.zoom, timeline.entry().cloned(), Arc::clone(&timeline.bins));
        for (narrower, wider) in [(true, false), (false, true)] {
            let mut done = 0;
            for _ in 0..steps {
                let next = timeline.zoom.step(narrower);
                done += usize::from(next != timeline.zoom);
                timeline.set_zoom(next);
                prop_assert_eq!(timeline.entry(), entry.as_ref());
                prop_assert!(timeline.in_list().contains(&timeline.selected) || entry.is_none());
            }
            for _ in 0..done {
                timeline.set_zoom(timeline.zoom.step(wider));
            }
            prop_assert_eq!(timeline.zoom, zoom);
            prop_assert_eq!(timeline.entry(), entry.as_ref());
            prop_assert_eq!(&timeline.bins, &bins);
        }
    }
}
