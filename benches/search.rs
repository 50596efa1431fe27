//! Search over the bundled corpus and a hundred times as much, beside a scan of each text by itself.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod side_by_side;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::sync::Arc;
use wenmai::document::Document;
use wenmai::index::{Exact, Finder, Query, Words, search};
use wenmai::library::{Parts, open_whole};
use wenmai::text::folded;

/// Frequent, rare, short, long, of two terms, in the other script, in Latin.
const QUERIES: [&str; 12] = [
    "网络犯罪",
    "信息安全",
    "联络点",
    "司法协助",
    "建立信任措施",
    "电子证据",
    "全球网络安全文化",
    "犯罪",
    "24/7",
    "OEWG",
    "網路",
    "国家 -网络",
];

fn documents(times: usize) -> Vec<Arc<Document>> {
    let parts = Parts::NONE;
    let once = open_whole(&[], parts).documents;
    once.iter()
        .cycle()
        .take(once.len() * times)
        .cloned()
        .collect()
}

fn building(c: &mut Criterion) {
    let once = documents(1);
    let mut group = c.benchmark_group("build");
    group.sample_size(10);
    group.bench_function("exact", |b| b.iter(|| Exact::build(&once)));
    group.bench_function("finder", |b| b.iter(|| Finder::build(&once)));
    let exact = Exact::build(&once);
    group.bench_function("words", |b| b.iter(|| Words::build(&exact)));
    let many = documents(100);
    let build = || Exact::build(&many);
    group.bench_function("what need not be scanned ×100", |b| {
        b.iter_batched(build, |e| e.expect_many(), BatchSize::PerIteration);
    });
    group.finish();
}

fn exact(c: &mut Criterion) {
    for times in [1, 100] {
        let documents = documents(times);
        let exact = Exact::build(&documents);
        exact.expect_many();
        let queries: Vec<Query> = QUERIES.iter().map(|q| Query::parse(q)).collect();
        let own = || {
            queries
                .iter()
                .map(|q| search(&exact, None, q, 20).total)
                .sum::<usize>()
        };
        let mut group = c.benchmark_group(format!("exact search ×{times}"));
        group.sample_size(10);
        group.bench_function("12 queries", |b| b.iter(own));
        group.finish();
        // Keys made beforehand, each asked by itself; counts only, no order, no marks.
        let blocks = documents.iter().flat_map(|d| &d.blocks);
        let keys: Vec<String> = blocks.map(|b| folded(&b.text)).collect();
        let needles: Vec<String> = QUERIES.iter().map(|q| folded(q)).collect();
        let naive = || -> usize {
            let count = |n: &String| keys.iter().filter(|k| k.contains(n.as_str())).count();
            needles.iter().map(count).sum()
        };
        let bytes = keys.iter().map(String::len).sum::<usize>() * QUERIES.len();
        let name = format!("12 exact searches ×{times}");
        side_by_side::print(&name, "contains, key by key", bytes, naive, own);
        percentiles(&format!("one exact search ×{times}"), &queries, |q| {
            search(&exact, None, q, 20).total
        });
    }
}

fn ranked(c: &mut Criterion) {
    let documents = documents(1);
    let exact = Exact::build(&documents);
    let words = Words::build(&exact);
    let queries: Vec<Query> = QUERIES.iter().map(|q| Query::parse(q)).collect();
    let all = |words| {
        queries
            .iter()
            .map(|q| search(&exact, words, q, 20).total)
            .sum::<usize>()
    };
    c.bench_function("ranked search ×1, 12 queries", |b| {
        b.iter(|| all(Some(&words)))
    });
    percentiles("one ranked search ×1", &queries, |q| {
        search(&exact, Some(&words), q, 20).total
    });
}

fn finding(c: &mut Criterion) {
    let finder = Finder::build(&documents(100));
    let names = finder.find("", usize::MAX).len();
    let name = format!("find in {names} names");
    c.bench_function(&name, |b| b.iter(|| finder.find("网络犯罪", 50).len()));
}

/// Prints the median and the 99th percentile of all queries' times, then the median of each query.
fn percentiles<T>(name: &str, queries: &[Query], mut run: impl FnMut(&Query) -> T) {
    let mut of_each: Vec<Vec<f64>> = vec![Vec::new(); queries.len()];
    for _ in 0..30 {
        for (query, times) in queries.iter().zip(&mut of_each) {
            let start = std::time::Instant::now();
            std::hint::black_box(run(query));
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    let at = |times: &mut Vec<f64>, share: f64| {
        times.sort_unstable_by(f64::total_cmp);
        times[((times.len() - 1) as f64 * share) as usize]
    };
    let mut all = of_each.concat();
    let (half, most) = (at(&mut all, 0.5), at(&mut all, 0.99));
    println!("TIMES {name}: p50 {half:.3} ms, p99 {most:.3} ms");
    for (times, query) in of_each.iter_mut().zip(QUERIES) {
        println!("  {query}: {:.3} ms", at(times, 0.5));
    }
}

criterion_group!(benches, building, exact, ranked, finding);
criterion_main!(benches);
