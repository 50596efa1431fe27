//! A line of context around what was found.

use std::ops::Range;

/// Characters kept before the first match and in all.
const BEFORE: usize = 15;
const WHOLE: usize = 80;

/// The text around its first match, with `open` and `close` around every match inside, and `…` where it
/// was cut. `ranges` are byte ranges of `text`, sorted. Tabs between cells become blanks.
pub fn snippet(text: &str, ranges: &[Range<u32>], open: &str, close: &str) -> String {
    let first = ranges.first().map_or(0, |r| r.start as usize);
    let before = text.get(..first).unwrap_or("");
    let start = before
        .char_indices()
        .rev()
        .nth(BEFORE - 1)
        .map_or(0, |(i, _)| i);
    let rest = text.get(start..).unwrap_or("");
    let end = rest
        .char_indices()
        .nth(WHOLE)
        .map_or(text.len(), |(i, _)| start + i);
    let mut out = String::from(if start > 0 { "…" } else { "" });
    let mut at = start;
    for range in ranges {
        let (a, b) = (range.start as usize, range.end as usize);
        if a < at || b > end {
            continue;
        }
        out.push_str(text.get(at..a).unwrap_or(""));
        out.push_str(open);
        out.push_str(text.get(a..b).unwrap_or(""));
        out.push_str(close);
        at = b;
    }
    out.push_str(text.get(at..end).unwrap_or(""));
    if end < text.len() {
        out.push('…');
    }
    out.replace('\t', " ")
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "one match is the common case"
)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_found_stands_in_it_with_marks() {
        let text = "各国应加强合作，打击网络犯罪。";
        let at = text.find("网络").map_or(0, |i| i as u32);
        let cut = snippet(text, &[at..at + 12], "»", "«");
        assert_eq!(cut, "各国应加强合作，打击»网络犯罪«。");
    }

    #[test]
    fn long_text_is_cut_on_both_sides() {
        let text = format!("{}目标{}", "前".repeat(100), "后".repeat(100));
        let cut = snippet(&text, &[300..306], "", "");
        assert!(cut.starts_with("…前") && cut.ends_with("后…") && cut.contains("目标"));
        assert_eq!(cut.chars().count(), WHOLE + 2);
    }

    proptest! {
        #[test]
        fn any_ranges_are_taken(text in "\\PC{0,200}", a in 0u32..300, b in 0u32..300) {
            let cut = snippet(&text, &[a.min(b)..a.max(b)], "", "");
            let bare: String = cut.trim_start_matches('…').trim_end_matches('…').to_owned();
            prop_assert!(text.contains(&bare) || bare.is_empty());
        }
    }
}
