//! From raw text to documents: the bundled corpus, and the shapes that could take too long (one huge
//! line, many short lines, thousands of notes). Prints MB/s.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::sync::Arc;
use wenmai::document::build;
use wenmai::library::{Parts, open_whole};
use wenmai::source::{Origin, RawText};

fn corpus() -> Vec<String> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/data/corpus");
    let files = std::fs::read_dir(dir).unwrap();
    files
        .map(|e| String::from_utf8_lossy(&std::fs::read(e.unwrap().path()).unwrap()).into_owned())
        .collect()
}

fn bench(c: &mut Criterion) {
    let all = corpus();
    let short = "短的一行，没有别的\n".repeat(200_000);
    let line = "汉字文本，".repeat(300_000);
    let notes: String = (1..20_000)
        .map(|n| format!("一句话。{n} 又一句话\n{n} 见别处。\n\n"))
        .collect();
    let cases: [(&str, Vec<String>); 4] = [
        ("bundled", all),
        ("short lines", vec![short]),
        ("one line", vec![line]),
        ("many notes", vec![notes]),
    ];
    let mut group = c.benchmark_group("document");
    group.sample_size(10);
    for (name, texts) in cases {
        let bytes: usize = texts.iter().map(String::len).sum();
        group.throughput(Throughput::Bytes(u64::try_from(bytes).unwrap()));
        let raws: Vec<Arc<RawText>> = texts
            .into_iter()
            .map(|t| Arc::new(RawText::new("t", Origin::Bundled, t)))
            .collect();
        group.bench_function(name, |b| {
            b.iter_batched(
                || raws.clone(),
                |raws| {
                    raws.into_iter()
                        .map(|r| build(r, "t").blocks.len())
                        .sum::<usize>()
                },
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

/// Bytes on disk to documents on all cores, over a few thousand laws.
fn laws(c: &mut Criterion) {
    let archive = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/samples/laws-zh-hant.tar.xz"
    );
    let folder = tempfile::tempdir().unwrap();
    let tar = std::process::Command::new("tar")
        .args(["xJf", archive, "-C"])
        .arg(folder.path())
        .status();
    if !tar.is_ok_and(|s| s.success()) {
        println!("skipped: cannot unpack {archive}");
        return;
    }
    let paths = [folder.path().to_owned()];
    let parts = Parts::NONE;
    let open = || open_whole(&paths, parts);
    let start = std::time::Instant::now();
    let library = open();
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = library.documents.iter().map(|d| d.raw.text.len()).sum();
    println!(
        "LAWS {} documents, {:.1} MB, {:.1} MB/s",
        library.documents.len(),
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds
    );
    drop(library);
    let mut group = c.benchmark_group("bytes to documents");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(u64::try_from(bytes).unwrap()));
    group.bench_function("laws", |b| b.iter(open));
    group.finish();
}

criterion_group!(benches, bench, laws);
criterion_main!(benches);
