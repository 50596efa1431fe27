//! The timeline of 100,000 events: opened, zoomed, filtered, moved in, each with the screen it gives.
//!
//! Wanted: open in 50 ms, everything else in 16 ms.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::sync::Arc;
use wenmai::app::{App, Input, Settings, Viewport, settle};
use wenmai::facts::{Event, EventKind, PartialDate, Precision, Span};
use wenmai::index::BlockRef;
use wenmai::library::{Library, Mention, Parts, open_whole};
use wenmai::view::present;

const EVENTS: usize = 100_000;

/// Events over a century, every third with two mentions.
fn library() -> Library {
    let parts = Parts::NONE;
    let mut library = open_whole(&[], parts);
    let mut mentions: Vec<Mention> = (0..EVENTS).map(mention).collect();
    mentions.sort_by_key(|m| m.event.start);
    library.set_timeline(mentions);
    library.progress.facts = true;
    library
}

fn mention(i: usize) -> Mention {
    let n = i as u64 * 2_654_435_761 % 1_000_003;
    let start = PartialDate {
        year: 1925 + (n % 100) as i16,
        month: Some(1 + (n / 100 % 12) as u8),
        day: Some(1 + (n / 1200 % 28) as u8),
    };
    let event = Event {
        span: Span {
            block: 1,
            range: 0..1,
            line: 1,
        },
        start: Some(start),
        end: None,
        precision: Precision::Day,
        kind: EventKind::ALL[i % EventKind::ALL.len()],
        label: format!("大会通过第{}/{}号决议", n % 80, n % 300),
        body: "大会".to_owned(),
        place: String::new(),
        symbols: Vec::new(),
        evidence: "大会通过决议".to_owned(),
        key: format!("e{}", if i.is_multiple_of(3) { i + 1 } else { i }),
        inferred: None,
        conflict: None,
    };
    Mention {
        at: BlockRef {
            document: 0,
            block: 1,
        },
        event: Arc::new(event),
        own: false,
    }
}

fn app(library: &Library) -> App {
    let viewport = Viewport::Screen {
        columns: 120,
        rows: 40,
    };
    let mut app = App::new(Settings::default(), viewport);
    settle(&mut app, library, Input::LibraryChanged);
    app
}

fn timeline(c: &mut Criterion) {
    let library = library();
    let closed = app(&library);
    let mut open = closed.clone();
    let run = |app: &mut App, words: &str| {
        settle(app, &library, Input::Command(words.to_owned()));
        present(app, &library)
    };
    run(&mut open, "timeline");
    let mut bench = |name: &str, start: &App, words: &str| {
        c.bench_function(name, |b| {
            b.iter_batched_ref(
                || start.clone(),
                |app| run(app, words),
                BatchSize::LargeInput,
            );
        });
    };
    bench("timeline 100k: open", &closed, "timeline");
    bench("timeline 100k: zoom in", &open, "finer");
    bench("timeline 100k: zoom out", &open, "coarser");
    bench("timeline 100k: whole", &open, "fit");
    bench("timeline 100k: days", &open, "timeline 1990-05-05");
    bench("timeline 100k: one kind", &open, "lane 2");
    bench("timeline 100k: lanes by organ", &open, "lanes");
    bench("timeline 100k: filter", &open, "pick 机构:大会 精度:月");
    bench("timeline 100k: go to a year", &open, "timeline 1990");
}

criterion_group!(benches, timeline);
criterion_main!(benches);
