//! A document of 10 MB: the first screen of any place in it, and what memory that takes.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use criterion::{Criterion, criterion_group, criterion_main};
use std::fmt::Write;
use wenmai::app::{App, Input, Settings, Viewport, settle};
use wenmai::library::{Library, Parts, open_whole};
use wenmai::view::present;

const BYTES: usize = 10 << 20;
const SCREEN: Viewport = Viewport::Screen {
    columns: 120,
    rows: 40,
};

/// Numbered paragraphs under headings.
fn text() -> String {
    let mut text = String::with_capacity(BYTES + 1024);
    let mut n = 0;
    while text.len() < BYTES {
        n += 1;
        if n % 50 == 1 {
            write!(text, "\n{}. 第{n}部分\n\n", n / 50 + 1).unwrap();
        }
        let body = "各国应继续就信息和通信技术领域的负责任行为交换意见（见第 73/266 号决议），并于 2019 年 12 月提交评估。";
        write!(text, "{n}. {}\n\n", body.repeat(1 + n % 5)).unwrap();
    }
    text
}

fn library() -> Library {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("long.txt"), text()).unwrap();
    let parts = Parts {
        facts: true,
        ..Parts::NONE
    };
    open_whole(&[folder.path().to_path_buf()], parts)
}

/// Resident memory in kilobytes, where the system tells.
fn resident() -> u64 {
    wenmai::library::resident().unwrap_or(0) / 1024
}

fn first_screen(c: &mut Criterion) {
    let library = library();
    let mut app = App::new(Settings::default(), SCREEN);
    settle(&mut app, &library, Input::LibraryChanged);
    let blocks = library.documents[0].blocks.len();
    // Places all over the document, the end among them, in no order.
    let places: Vec<String> = (0..997)
        .map(|i| format!("paragraph {}", (i * 7919) % (blocks / 2) + 1))
        .collect();
    let before = resident();
    for place in &places {
        settle(&mut app, &library, Input::Command(place.clone()));
        std::hint::black_box(present(&app, &library));
    }
    println!(
        "{blocks} blocks; 997 screens all over them took {} kB more",
        resident().saturating_sub(before)
    );
    let mut group = c.benchmark_group("10 MB");
    let mut at = places.iter().cycle();
    group.bench_function("go to a place and make its screen", |b| {
        b.iter(|| {
            let place = at.next().unwrap().clone();
            settle(&mut app, &library, Input::Command(place));
            present(&app, &library)
        });
    });
    for measure in [20, 28, 36] {
        app.settings.display.measure = measure;
        group.bench_function(format!("lay out a screen anew at {measure} 汉字"), |b| {
            b.iter(|| present(&app, &library));
        });
    }
    group.finish();
}

criterion_group!(benches, first_screen);
criterion_main!(benches);
