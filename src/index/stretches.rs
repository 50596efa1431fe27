//! Which stretches of a large key buffer can hold a string at all: by the pairs of characters that stand in them.
//!
//! In: keys. Out: stretches to scan. A stretch that is left out holds the string nowhere; one that is not may.

use std::ops::Range;

/// Bytes of keys in one stretch, about: some ten thousand characters.
const STRETCH: usize = 32 << 10;

/// Bits for the pairs of a stretch. It has some eight thousand of them, so one bit in eight is set.
const BITS: usize = 1 << 16;
const WORDS: usize = BITS / 64;

/// The pairs of each stretch.
#[derive(Debug)]
pub(super) struct Stretches {
    /// Index of the first block of each stretch, and the number of blocks at the end.
    firsts: Vec<usize>,
    /// `WORDS` for each stretch.
    bits: Vec<u64>,
}

impl Stretches {
    /// Reads all keys; `starts` are the byte offsets of the blocks, and the length at the end. On all cores.
    pub fn of(keys: &str, starts: &[usize]) -> Stretches {
        let mut firsts = vec![0];
        let mut begun = 0;
        for (block, &start) in starts.iter().enumerate() {
            if start - begun >= STRETCH {
                firsts.push(block);
                begun = start;
            }
        }
        let blocks = starts.len().saturating_sub(1);
        if firsts.last() != Some(&blocks) {
            firsts.push(blocks);
        }
        let stretches: Vec<&str> = firsts
            .windows(2)
            .map(|w| &keys[starts[w[0]]..starts[w[1]]])
            .collect();
        let mut bits = vec![0; stretches.len() * WORDS];
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = stretches.len().div_ceil(cores).max(1);
        std::thread::scope(|scope| {
            let parts = stretches.chunks(share).zip(bits.chunks_mut(share * WORDS));
            for (stretches, bits) in parts {
                scope.spawn(move || {
                    for (text, bits) in stretches.iter().zip(bits.chunks_exact_mut(WORDS)) {
                        note(text, bits);
                    }
                });
            }
        });
        Stretches { firsts, bits }
    }

    /// The blocks of the stretches that may hold `needle`, in order; neighbours are one range.
    pub fn that_may_hold(&self, needle: &str) -> Vec<Range<usize>> {
        let slots: Vec<usize> = slots(needle).collect();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let stretches = self.firsts.windows(2).zip(self.bits.chunks_exact(WORDS));
        for (blocks, bits) in stretches {
            if !slots.iter().all(|&s| bits[s / 64] >> (s % 64) & 1 == 1) {
                continue;
            }
            match ranges.last_mut() {
                Some(last) if last.end == blocks[0] => last.end = blocks[1],
                _ => ranges.push(blocks[0]..blocks[1]),
            }
        }
        ranges
    }
}

fn note(text: &str, bits: &mut [u64]) {
    let mut set = |slot: usize| bits[slot / 64] |= 1 << (slot % 64);
    let mut before = None;
    for c in text.chars() {
        set(slot(c, '\0'));
        if let Some(before) = before {
            set(slot(before, c));
        }
        before = Some(c);
    }
}

/// The bits of a string: those of its pairs, or of its one character.
fn slots(needle: &str) -> impl Iterator<Item = usize> {
    let seconds = needle.chars().skip(1).chain(['\0']);
    let count = needle.chars().count().saturating_sub(1).max(1);
    let pairs = needle.chars().zip(seconds).take(count);
    pairs.map(|(a, b)| slot(a, b))
}

/// The bit of a pair (multiplicative hashing; the constants are odd and large).
fn slot(a: char, b: char) -> usize {
    let mixed = (a as u32).wrapping_mul(0x9e37_79b1) ^ (b as u32).wrapping_mul(0x85eb_ca77);
    (mixed.wrapping_mul(0xc2b2_ae35) >> 16) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_stands_nowhere_is_scanned_nowhere() {
        let keys = format!("{}\n{}\n", "网络犯罪".repeat(4000), "信息安全".repeat(4000));
        let starts = [0, keys.len() / 2, keys.len()];
        let noted = Stretches::of(&keys, &starts);
        let held = |needle: &str| -> Vec<(usize, usize)> {
            let ranges = noted.that_may_hold(needle).into_iter();
            ranges.map(|r| (r.start, r.end)).collect()
        };
        assert_eq!(held("络犯罪"), [(0, 1)]);
        assert_eq!(held("安"), [(1, 2)]);
        assert_eq!(held("罪信"), []);
        assert_eq!(held(""), [(0, 2)]);
    }

    proptest! {
        #[test]
        fn no_place_is_left_out(
            blocks in prop::collection::vec("[一-丏a-c]{0,60}", 1..40),
            copies in 1usize..60,
            needle in "[一-丏a-c]{1,4}",
        ) {
            let all: Vec<&String> = blocks.iter().cycle().take(blocks.len() * copies).collect();
            let (mut keys, mut starts) = (String::new(), Vec::new());
            for block in &all {
                starts.push(keys.len());
                keys.push_str(block);
                keys.push('\n');
            }
            starts.push(keys.len());
            let ranges = Stretches::of(&keys, &starts).that_may_hold(&needle);
            prop_assert!(ranges.windows(2).all(|w| w[0].end < w[1].start));
            for (at, block) in all.iter().enumerate() {
                let held = ranges.iter().any(|r| r.contains(&at));
                prop_assert!(held || !block.contains(&needle), "{at}");
            }
        }
    }
}
