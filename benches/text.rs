//! Folding and line layout over the bundled corpus, each beside the plainest way to do it.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod side_by_side;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use unicode_normalization::UnicodeNormalization;
use wenmai::library::{Parts, open_whole};
use wenmai::text::{Columns, fold, fold_into, width, wrap};

fn texts() -> Vec<String> {
    let parts = Parts::NONE;
    let documents = open_whole(&[], parts).documents;
    let blocks = documents.iter().flat_map(|d| d.blocks.iter());
    blocks.map(|b| b.text.clone()).collect()
}

fn folding(c: &mut Criterion) {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut key = String::with_capacity(bytes);
    let mut own = || {
        key.clear();
        texts.iter().for_each(|t| fold_into(t, &mut key));
        key.len()
    };
    // No Traditional, no ranges back: less than what `fold_into` does.
    let naive = || -> usize {
        let fold = |t: &String| -> String {
            t.nfkc()
                .flat_map(char::to_lowercase)
                .filter(|c| !c.is_whitespace())
                .collect()
        };
        texts.iter().map(|t| fold(t).len()).sum()
    };
    let mut group = c.benchmark_group("fold");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("without the way back", |b| b.iter(&mut own));
    group.bench_function("with the way back", |b| {
        b.iter(|| {
            texts
                .iter()
                .map(|t| fold(black_box(t)).text.len())
                .sum::<usize>()
        })
    });
    group.finish();
    side_by_side::print("fold", "nfkc + lower case by iterators", bytes, naive, own);
}

fn layout(c: &mut Criterion) {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let own = || -> usize {
        texts
            .iter()
            .map(|t| wrap(t, Columns(72), Columns(72)).len())
            .sum()
    };
    // Measures every character and breaks where the line is full: no rules at all.
    let naive = || -> usize {
        let mut lines = 0;
        for text in &texts {
            let mut used = 0;
            for c in text.chars() {
                used += width(c.encode_utf8(&mut [0; 4])).0;
                if used > 72 {
                    lines += 1;
                    used = 0;
                }
            }
        }
        lines
    };
    let mut group = c.benchmark_group("wrap");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("72 columns", |b| b.iter(own));
    group.finish();
    side_by_side::print("wrap at 72", "breaking anywhere", bytes, naive, own);
}

criterion_group!(benches, folding, layout);
criterion_main!(benches);
