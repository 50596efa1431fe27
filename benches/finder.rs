//! The finder over 100,000 names, key by key, beside `fzf --filter` over the same names in the same run.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use criterion::{Criterion, criterion_group, criterion_main};
use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};
use wenmai::document::BlockKind;
use wenmai::index::{Finder, Target};
use wenmai::library::{Parts, open_whole};

const NAMES: usize = 100_000;

/// A word as it is typed, its sound, a symbol, and what nothing has.
const TYPED: [&str; 10] = [
    "网",
    "网络",
    "网络犯",
    "网络犯罪",
    "wl",
    "wlfz",
    "wangluofanzui",
    "ares5563",
    "国际 安全",
    "qqqzz",
];

/// Headings of the bundled corpus over and over, each with a number and every eighth character another, so
/// that no two are the same.
fn names() -> Vec<String> {
    let parts = Parts::NONE;
    let documents = open_whole(&[], parts).documents;
    let blocks = documents.iter().flat_map(|d| &d.blocks);
    let headings = blocks.filter(|b| b.kind == BlockKind::Heading);
    let headings: Vec<&str> = headings.map(|b| b.text.as_str()).collect();
    let chars: Vec<char> = headings.concat().chars().collect();
    let other = |n: usize| chars[n.wrapping_mul(2_654_435_761) % chars.len()];
    let name = |i: usize| {
        let heading = headings[i % headings.len()].chars().take(40).enumerate();
        let change = |(at, c)| if (i + at) % 8 == 7 { other(i + at) } else { c };
        let changed: String = heading.map(change).filter(|c| !c.is_control()).collect();
        format!("{changed} {i}")
    };
    (0..NAMES).map(name).collect()
}

/// CPU milliseconds of this thread so far.
fn own_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds = text.split(' ').next().unwrap();
    nanoseconds.parse::<f64>().unwrap() / 1e6
}

/// CPU milliseconds of all children that have ended, in hundredths of a second.
fn children_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after = text.rsplit(')').next().unwrap();
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks: f64 = fields[13..15]
        .iter()
        .map(|f| f.parse::<f64>().unwrap())
        .sum();
    ticks * 10.0
}

fn beside_fzf(finder: &Finder, names: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("names");
    let mut file = File::create(&path).unwrap();
    file.write_all(names.join("\n").as_bytes()).unwrap();
    let fzf = |typed: &str| {
        let names = File::open(&path).unwrap();
        let mut fzf = Command::new("fzf");
        fzf.args(["--filter", typed])
            .stdin(names)
            .stdout(Stdio::piped());
        fzf.output()
            .map(|o| o.stdout.iter().filter(|b| **b == b'\n').count())
    };
    let rounds = 10_u32;
    for typed in TYPED {
        let (mut own, mut other, mut lines) = (0.0, 0.0, 0);
        let found = finder.find(typed, usize::MAX).len();
        for _ in 0..rounds {
            let start = own_cpu();
            std::hint::black_box(finder.find(typed, 200));
            own += own_cpu() - start;
            let start = children_cpu();
            let Ok(counted) = fzf(typed) else {
                println!("no fzf here: nothing to compare with");
                return;
            };
            lines = counted;
            other += children_cpu() - start;
        }
        let (own, other) = (own / f64::from(rounds), other / f64::from(rounds));
        println!(
            "RATIO {typed}: {own:.1} ms CPU, {found} names; fzf {other:.0} ms, {lines} names; {:.3} of it",
            own / other
        );
    }
}

fn finding(c: &mut Criterion) {
    let names = names();
    let named = names.iter().enumerate();
    let named = named.map(|(i, name)| (name.clone(), Target::Actor(i as u32)));
    let finder = Finder::build(&[]).with(named);
    let mut group = c.benchmark_group(format!("find in {} names", finder.len()));
    group.sample_size(10);
    for typed in TYPED {
        group.bench_function(typed, |b| b.iter(|| finder.find(typed, 200).len()));
    }
    group.finish();
    beside_fzf(&finder, &names);
}

criterion_group!(benches, finding);
criterion_main!(benches);
