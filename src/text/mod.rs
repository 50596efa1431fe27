//! What every station needs to know about strings: display width, line layout, harmless text, folding.
//!
//! In: strings. Out: columns, byte ranges, cleaned strings, search keys with maps back to the original.
//! Must not know documents. The only place with `unicode_width`, `unicode_linebreak` and
//! `unicode_segmentation`.

mod collate;
mod fold;
mod keep;
mod sanitize;
mod script;
mod sentence;
mod width;
mod wrap;

pub use collate::{Collation, Place};
pub use fold::{Key, fold, fold_into, fold_tables, folded, simplify};
pub use sanitize::sanitize;
pub use script::Script;
pub use sentence::sentences;
pub use width::{Ambiguous, Columns, Ruler, fit, pad, truncate, width};
pub use wrap::{no_start, wrap};

/// The months in English, in lower case.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month from 0 on, by its English name or what is usual for it (`Oct`, `Sept`), in any case.
pub fn month(word: &str) -> Option<usize> {
    MONTHS.iter().position(|m| {
        let short = word.len() == 3 || word.len() == 4 && m.starts_with("sept");
        let len = if short { word.len() } else { m.len() };
        m.get(..len).is_some_and(|m| m.eq_ignore_ascii_case(word))
    })
}
