//! Times two ways of doing the same in turns, so that a busy machine slows both, and prints their ratio.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Runs both in turns and prints median times, throughput for `bytes`, and how many times faster `own` is.
pub fn print<T, U>(
    name: &str,
    other: &str,
    bytes: usize,
    mut naive: impl FnMut() -> T,
    mut own: impl FnMut() -> U,
) {
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        a.push(time(&mut naive));
        b.push(time(&mut own));
    }
    let (a, b) = (median(&mut a), median(&mut b));
    let rate = |d: Duration| bytes as f64 / 1e6 / d.as_secs_f64();
    println!(
        "RATIO {name}: {:.3} ms ({:.0} MB/s); {other}: {:.3} ms ({:.0} MB/s); {:.2} times as fast",
        b.as_secs_f64() * 1e3,
        rate(b),
        a.as_secs_f64() * 1e3,
        rate(a),
        a.as_secs_f64() / b.as_secs_f64(),
    );
}

fn time<T>(work: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
