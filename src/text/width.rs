//! How many columns of a terminal a text takes, and text cut or filled to a number of columns.
//!
//! In: strings. Out: `Columns`, shortened and padded strings. Must not know screens.
//!
//! The width of a text is the sum of the widths of its grapheme clusters, as ratatui paints them, after
//! [`super::sanitize`]: controls take no column, a tab or a line end takes one.

use super::sanitize::{Fate, fate, sanitize};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A number of terminal columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Columns(pub usize);

impl Columns {
    /// For ratatui's coordinates; too large becomes the largest.
    pub fn as_u16(self) -> u16 {
        u16::try_from(self.0).unwrap_or(u16::MAX)
    }
}

impl From<u16> for Columns {
    fn from(n: u16) -> Self {
        Columns(usize::from(n))
    }
}

impl Add for Columns {
    type Output = Columns;
    fn add(self, other: Columns) -> Columns {
        Columns(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Columns {
    fn add_assign(&mut self, other: Columns) {
        *self = *self + other;
    }
}

impl Sub for Columns {
    type Output = Columns;
    /// Stops at zero.
    fn sub(self, other: Columns) -> Columns {
        Columns(self.0.saturating_sub(other.0))
    }
}

impl Sum for Columns {
    fn sum<I: Iterator<Item = Columns>>(iter: I) -> Columns {
        iter.fold(Columns(0), Add::add)
    }
}

/// How wide the terminal draws characters that Unicode calls ambiguous (UAX #11): `“ ” … — · ① ─`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ambiguous {
    /// One column.
    #[default]
    Narrow,
    /// Two columns, as many terminals set up for Chinese do.
    Wide,
}

/// Measures, cuts and fills text for one kind of terminal. The free functions of this module use
/// `Ruler::default()`: ambiguous characters take one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ruler {
    /// How ambiguous characters are drawn.
    pub ambiguous: Ambiguous,
}

/// Columns that `text` takes, ambiguous characters counted as one.
pub fn width(text: &str) -> Columns {
    Ruler::default().width(text)
}

/// `text`, shortened to at most `max` columns with `…` at its end when it is wider. See [`Ruler::truncate`].
pub fn truncate(text: &str, max: Columns) -> String {
    Ruler::default().truncate(text, max)
}

/// `text` with blanks after it up to `to` columns; wider text stays as it is.
pub fn pad(text: &str, to: Columns) -> String {
    Ruler::default().pad(text, to)
}

/// `text` in exactly `to` columns: shortened with `…` or filled with blanks.
pub fn fit(text: &str, to: Columns) -> String {
    Ruler::default().fit(text, to)
}

/// `text` up to `cut`, without the beginning of a number that is cut there; with it where nothing stands before.
fn before_number(text: &str, cut: usize) -> &str {
    let (head, tail) = text.split_at(cut);
    let digit = |c: char| c.is_ascii_digit();
    let separates = |text: &str| {
        let mut chars = text.chars();
        matches!(chars.next(), Some(',' | '.')) && chars.next().is_some_and(digit)
    };
    let in_number = head.ends_with(digit) && (tail.starts_with(digit) || separates(tail))
        || head.ends_with([',', '.']) && tail.starts_with(digit);
    let rest = head.trim_end_matches(|c: char| digit(c) || matches!(c, ',' | '.'));
    match in_number && !rest.trim().is_empty() {
        true => rest,
        false => head,
    }
}

impl Ruler {
    /// Columns that `text` takes.
    pub fn width(self, text: &str) -> Columns {
        Columns(self.clusters(text).map(|c| c.width).sum())
    }

    /// What is being typed, shortened to at most `max` columns at any cluster.
    pub fn truncate_typed(self, text: &str, max: Columns) -> String {
        self.cut(text, max, |text, keep| &text[..keep])
    }

    /// `text`, shortened to at most `max` columns with `…` at its end when it is wider. Never cuts a
    /// grapheme cluster, so never half a 汉字, nor a number after other text, which would be another number: the
    /// result can be narrower than `max`.
    pub fn truncate(self, text: &str, max: Columns) -> String {
        self.cut(text, max, before_number)
    }

    /// `head` says how much of the text up to a cluster's end is kept.
    fn cut(self, text: &str, max: Columns, head: fn(&str, usize) -> &str) -> String {
        let mark = self.width("…").0;
        let (mut used, mut keep) = (0, 0);
        for cluster in self.clusters(text) {
            used += cluster.width;
            if used + mark <= max.0 {
                keep = cluster.end;
            }
            if used > max.0 {
                if mark > max.0 {
                    return String::new();
                }
                return format!("{}…", head(text, keep).trim_end());
            }
        }
        text.to_owned()
    }

    /// `text` with blanks after it up to `to` columns; wider text stays as it is.
    pub fn pad(self, text: &str, to: Columns) -> String {
        let missing = to - self.width(text);
        let mut padded = String::with_capacity(text.len() + missing.0);
        padded.push_str(text);
        padded.extend(std::iter::repeat_n(' ', missing.0));
        padded
    }

    /// `text` in exactly `to` columns: shortened with `…` or filled with blanks.
    pub fn fit(self, text: &str, to: Columns) -> String {
        self.pad(&self.truncate(text, to), to)
    }

    /// The grapheme clusters of `text` with their widths.
    pub(crate) fn clusters(self, text: &str) -> Clusters<'_> {
        Clusters {
            text,
            at: 0,
            ambiguous: self.ambiguous,
        }
    }
}

/// A grapheme cluster: its bytes in the text and its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cluster {
    pub start: usize,
    pub end: usize,
    pub width: usize,
}

/// Iterates over the clusters of a text.
pub(crate) struct Clusters<'a> {
    text: &'a str,
    at: usize,
    ambiguous: Ambiguous,
}

impl Iterator for Clusters<'_> {
    type Item = Cluster;

    fn next(&mut self) -> Option<Cluster> {
        let start = self.at;
        let mut chars = self.text[start..].chars();
        let first = chars.next()?;
        // Between two plain characters there is always a boundary; all else is left to UAX #29.
        if let Some(width) = plain_width(first, self.ambiguous)
            && chars
                .next()
                .is_none_or(|c| plain_width(c, self.ambiguous).is_some())
        {
            self.at = start + first.len_utf8();
            return Some(Cluster {
                start,
                end: self.at,
                width,
            });
        }
        let cluster = self.text[start..].graphemes(true).next()?;
        self.at = start + cluster.len();
        Some(Cluster {
            start,
            end: self.at,
            width: cluster_width(cluster, self.ambiguous),
        })
    }
}

/// Width of characters that never join others: printable ASCII, 汉字, kana, CJK and full-width
/// punctuation, the quotes and dashes of Chinese text. `None` says nothing about the character.
fn plain_width(c: char, ambiguous: Ambiguous) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{4e00}'..='\u{9fff}'
        | '\u{3000}'..='\u{3029}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{ff01}'..='\u{ff60}' => Some(2),
        '‘' | '’' | '“' | '”' | '…' | '—' | '–' | '·' | '•' => {
            Some(match ambiguous {
                Ambiguous::Narrow => 1,
                Ambiguous::Wide => 2,
            })
        }
        _ => None,
    }
}

fn cluster_width(cluster: &str, ambiguous: Ambiguous) -> usize {
    let shown = if cluster.chars().all(|c| fate(c) == Fate::Keep) {
        cluster.into()
    } else {
        sanitize(cluster)
    };
    match ambiguous {
        Ambiguous::Narrow => shown.width(),
        Ambiguous::Wide => shown.width_cjk(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn counts_columns_not_characters() {
        assert_eq!(width("第 42 段，好"), Columns(12));
        assert_eq!(width("e\u{301}x"), Columns(2));
        assert_eq!(width("\u{1b}[0m\t"), Columns(4));
        assert_eq!(width("网\u{202e}络"), Columns(4));
        assert_eq!(width("“…”"), Columns(3));
        let wide = Ruler {
            ambiguous: Ambiguous::Wide,
        };
        assert_eq!(wide.width("“…”"), Columns(6));
    }

    #[test]
    fn plain_characters_are_measured_as_unicode_width_does() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            if let Some(w) = plain_width(c, Ambiguous::Narrow) {
                assert_eq!(c.width(), Some(w), "{c:?}");
                assert_eq!(c.width_cjk(), plain_width(c, Ambiguous::Wide), "{c:?} wide");
            }
        }
    }

    #[test]
    fn never_cuts_half_a_character() {
        assert_eq!(truncate("网络犯罪", Columns(8)), "网络犯罪");
        assert_eq!(truncate("网络犯罪", Columns(7)), "网络犯…");
        assert_eq!(truncate("网络犯罪", Columns(6)), "网络…");
        assert_eq!(truncate("ab cd", Columns(4)), "ab…");
        assert_eq!(truncate("共 6024 段", Columns(6)), "共…");
        assert_eq!(truncate("2024 年", Columns(4)), "202…");
        for max in 5..11 {
            assert_eq!(truncate("共 1,234.5 段", Columns(max)), "共…", "{max}");
        }
        let ruler = Ruler::default();
        assert_eq!(ruler.truncate_typed("一1234567", Columns(6)), "一123…");
        assert_eq!(truncate("网", Columns(1)), "…");
        assert_eq!(truncate("网", Columns(0)), "");
        assert_eq!(fit("网络犯罪", Columns(6)), "网络… ");
        assert_eq!(pad("网", Columns(4)), "网  ");
        assert_eq!(pad("网络", Columns(3)), "网络");
    }

    /// Text with everything that makes widths hard.
    fn any_text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                4 => "[a-z0-9 ]{1,4}",
                4 => "[一-龥，。“”（）…]{1,4}",
                1 => prop::sample::select(vec![
                    "e\u{301}", "\u{301}", "👨\u{200d}👩\u{200d}👧", "🇨🇳", "❤\u{fe0f}", "葛\u{e0100}",
                    "\u{200b}", "\u{202e}", "\t", "\r\n", "\u{1b}", "각", "กำ", "नि", "ｶﾞ",
                ]).prop_map(str::to_owned),
                1 => "\\PC{1,3}",
            ],
            0..12,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn clusters_are_those_of_uax_29(text in any_text()) {
            let own: Vec<&str> = Ruler::default().clusters(&text).map(|c| &text[c.start..c.end]).collect();
            let expected: Vec<&str> = text.graphemes(true).collect();
            prop_assert_eq!(own, expected);
        }

        #[test]
        fn fitted_text_has_the_width_asked_for(text in any_text(), to in 0usize..30, wide: bool) {
            let ruler = Ruler { ambiguous: if wide { Ambiguous::Wide } else { Ambiguous::Narrow } };
            prop_assert_eq!(ruler.width(&ruler.fit(&text, Columns(to))), Columns(to));
            let short = ruler.truncate(&text, Columns(to));
            prop_assert!(short == text || text.starts_with(short.trim_end_matches('…')));
        }
    }
}
