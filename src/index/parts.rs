//! The parts of a string that the texts hold, where they do not hold it whole.
//!
//! In: the folded texts, the key of a string. Out: its longest parts that stand there. Must not know
//! documents.
//!
//! People join what the text keeps apart: 粮食安全性 for 粮食的安全性. From left to right the longest part
//! that stands anywhere is taken; no dictionary is needed, and no part is without a hit.

use memchr::memmem;

/// Shortest part, in characters, and of how many characters one may be left over.
const SHORTEST: usize = 2;
const LEFT_OVER: usize = 3;

/// The parts in order; none where less than most of the string is covered, or where it is one part.
pub(super) fn of(keys: &str, whole: &str) -> Vec<String> {
    let chars: Vec<char> = whole.chars().collect();
    let (mut parts, mut covered, mut at) = (Vec::new(), 0, 0);
    while at < chars.len() {
        let length = longest(keys, &chars, at);
        let part: String = chars[at..at + length].iter().collect();
        if length >= SHORTEST && part.contains(char::is_alphanumeric) {
            covered += length;
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        at += length.max(1);
    }
    let signs = chars.iter().filter(|c| !c.is_alphanumeric()).count();
    let missing = chars.len().saturating_sub(covered + signs);
    if parts.len() < 2 || missing * LEFT_OVER > chars.len() {
        return Vec::new();
    }
    parts
}

/// How many characters from `at` on stand together in the texts, at most; never a piece of a
/// Latin word or a number of the string.
fn longest(keys: &str, chars: &[char], at: usize) -> usize {
    let whole_words = |end: usize| {
        let inside = |i: usize| i > 0 && i < chars.len() && latin(chars[i - 1]) && latin(chars[i]);
        !inside(at) && !inside(end)
    };
    let holds = |end: usize| {
        let part: String = chars[at..end].iter().collect();
        memmem::find(keys.as_bytes(), part.as_bytes()).is_some()
    };
    // What holds a string holds its beginnings, so the longest is found by halving.
    let (mut held, mut not) = (at, chars.len() + 1);
    while held + 1 < not {
        let middle = held.midpoint(not);
        if holds(middle) {
            held = middle;
        } else {
            not = middle;
        }
    }
    let ends = (at + 1..=held).rev().find(|end| whole_words(*end));
    ends.map_or(0, |end| end - at)
}

fn latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &str = "看粮食的安全性\n应当培训和奖励驯兽员\nabcde的报告\n";

    #[test]
    fn a_string_falls_into_the_longest_parts_that_stand_somewhere() {
        assert_eq!(of(KEYS, "粮食安全性"), ["粮食", "安全性"]);
        assert_eq!(of(KEYS, "培训驯兽员"), ["培训", "驯兽员"]);
        assert_eq!(of(KEYS, "“粮食”，安全性"), ["粮食", "安全性"]);
        assert_eq!(of(KEYS, "abcde报告"), ["abcde", "报告"]);
    }

    #[test]
    fn what_is_mostly_elsewhere_is_no_part() {
        for none in ["粮食", "粮食大象", "往落犯", "", "，。"] {
            assert!(of(KEYS, none).is_empty(), "{none}");
        }
    }
}
