//! Document symbols in whatever form they are typed.
//!
//! In: a symbol, and a piece of what was typed. Out: whether they fit, how well, and where. Must not know
//! documents.

use crate::text::fold;
use std::ops::Range;

/// A symbol or an id, ready to be compared: `A/RES/55/63` has the parts a, res, 55, 63.
#[derive(Debug, Clone, Default)]
pub(super) struct Symbol {
    parts: Vec<Part>,
    /// All parts in one, and for each byte of it its byte in the symbol.
    joined: String,
    at: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Part {
    text: String,
    /// Bytes of the symbol.
    range: Range<usize>,
}

/// How a piece fits a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fit {
    /// Higher is better, at most [`WHOLE`].
    pub score: u32,
    /// The bytes of the symbol that fit.
    pub range: Range<usize>,
}

/// The whole symbol was typed.
pub(super) const WHOLE: u32 = 600;
const PARTS: u32 = 400;
const BEGINNING: u32 = 300;
const LETTERS: u32 = 200;

/// Chinese words around a number that are not part of the symbol: 第55/63号决议.
const AROUND: [&str; 8] = ["第", "号", "决议", "决定", "文件", "文号", "报告", "联合国"];

impl Symbol {
    pub fn new(symbol: &str) -> Self {
        let key = fold(symbol);
        let mut new = Symbol::default();
        let mut open = false;
        for (i, c) in key.text.char_indices() {
            let source = key.source(i..i + c.len_utf8());
            if !c.is_alphanumeric() {
                open = false;
                continue;
            }
            match new.parts.last_mut().filter(|_| open) {
                Some(part) => {
                    part.text.push(c);
                    part.range.end = source.end;
                }
                None => new.parts.push(Part {
                    text: c.to_string(),
                    range: source.clone(),
                }),
            }
            open = true;
            new.joined.push(c);
            new.at
                .extend(std::iter::repeat_n(source.start, c.len_utf8()));
        }
        new
    }

    /// Whether a typed piece (its key) names this symbol or a part of it.
    pub fn fit(&self, piece: &Piece) -> Option<Fit> {
        self.fit_parts(piece).or_else(|| self.fit_letters(piece))
    }

    /// Part by part: `55/63`, `res/55`, `a/75/12` (the last part may be unfinished).
    fn fit_parts(&self, piece: &Piece) -> Option<Fit> {
        let typed = &piece.parts;
        let (last, before) = typed.split_last()?;
        let fits = |window: &&[Part]| {
            let (end, start) = window.split_last()?;
            let begins = start.iter().map(|p| &p.text).eq(before) && end.text.starts_with(last);
            begins.then_some(end.text == *last)
        };
        let mut best: Option<Fit> = None;
        for window in self.parts.windows(typed.len()) {
            let Some(finished) = fits(&window) else {
                continue;
            };
            let score = match finished {
                true if typed.len() == self.parts.len() => WHOLE,
                true => PARTS,
                false => BEGINNING,
            };
            let (first, end) = (window.first()?, window.last()?);
            let unfinished = end.text.len() - last.len();
            let range = first.range.start..end.range.end.saturating_sub(unfinished);
            if best.as_ref().is_none_or(|b| b.score < score) {
                best = Some(Fit { score, range });
            }
        }
        best
    }

    /// Letter by letter without signs: `ares5563`. Numbers with signs between are numbers: 55/63 is not
    /// in A/C.5/563.
    fn fit_letters(&self, piece: &Piece) -> Option<Fit> {
        if piece.parts.len() > 1 && !piece.joined.bytes().any(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let start = self
            .joined
            .find(&piece.joined)
            .filter(|_| !piece.joined.is_empty())?;
        let whole = self.joined.len() == piece.joined.len();
        Some(Fit {
            score: if whole { WHOLE } else { LETTERS },
            range: self.at[start]..self.at[start + piece.joined.len() - 1] + 1,
        })
    }
}

/// What was typed, if it can be (part of) a symbol.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    parts: Vec<String>,
    joined: String,
}

impl Piece {
    /// From the key of what was typed; `None` when it is something else.
    pub fn new(key: &str) -> Option<Self> {
        let mut rest = key.to_owned();
        for word in AROUND {
            rest = rest.replace(word, "");
        }
        if rest
            .chars()
            .any(|c| !c.is_ascii_alphanumeric() && !"/.-_()[]".contains(c))
        {
            return None;
        }
        let parts: Vec<String> = rest
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|p| !p.is_empty())
            .map(str::to_owned)
            .collect();
        let joined = parts.concat();
        (!joined.is_empty()).then_some(Piece { parts, joined })
    }
}

/// Text that names a document by its symbol or its number: it has two parts at least, one of them a number,
/// or is letters and digits in one (ares5563).
#[derive(Debug)]
pub(super) struct Named(Piece);

impl Named {
    /// From the key of what was typed; `None` when it is something else.
    pub fn new(key: &str) -> Option<Self> {
        let piece = Piece::new(key)?;
        let digits = |part: &String| part.bytes().any(|b| b.is_ascii_digit());
        let letters = piece.joined.bytes().any(|b| b.is_ascii_alphabetic());
        let signs = key.contains('/') && piece.parts.len() > 1;
        let glued = piece.parts.len() == 1 && letters && piece.joined.len() > 4;
        (piece.parts.iter().any(digits) && (signs || glued)).then_some(Named(piece))
    }

    /// It names this symbol: all of it, or its last parts.
    pub fn is(&self, symbol: &str) -> bool {
        let fit = Symbol::new(symbol).fit(&self.0);
        fit.is_some_and(|f| f.score == WHOLE || (f.score == PARTS && f.range.end == symbol.len()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::text::folded;

    fn fit(symbol: &str, typed: &str) -> Option<(u32, String)> {
        let piece = Piece::new(&folded(typed))?;
        let fit = Symbol::new(symbol).fit(&piece)?;
        Some((fit.score, symbol[fit.range].to_owned()))
    }

    #[test]
    fn takes_every_form_of_a_symbol() {
        for whole in [
            "A/RES/55/63",
            "a/res/55/63",
            "ARES5563",
            "Ａ／ＲＥＳ／５５／６３",
            "a res 55 63",
            "A-RES-55-63",
        ] {
            assert_eq!(
                fit("A/RES/55/63", whole),
                Some((WHOLE, "A/RES/55/63".into())),
                "{whole}"
            );
        }
        for number in ["55/63", "第55/63号决议", "第 55/63 號決議", "5563"] {
            let (_, range) = fit("A/RES/55/63", number).unwrap();
            assert_eq!(range, "55/63", "{number}");
        }
        assert_eq!(fit("A/RES/55/63", "55/6"), Some((BEGINNING, "55/6".into())));
        assert_eq!(
            fit("UNODC/CCPCJ/EG.4/2011/3", "eg.4"),
            Some((PARTS, "EG.4".into()))
        );
    }

    #[test]
    fn a_number_names_the_end_of_a_symbol() {
        let is =
            |typed: &str, symbol: &str| Named::new(&folded(typed)).is_some_and(|n| n.is(symbol));
        for typed in ["55/63", "a/res/55/63", "ARES5563", "第55/63号决议"] {
            assert!(is(typed, "A/RES/55/63"), "{typed}");
            assert!(
                !is(typed, "A/RES/55/632") && !is(typed, "A/55/63/4"),
                "{typed}"
            );
        }
        for text in ["24", "2015", "oewg", "网络", "a/res"] {
            assert!(Named::new(text).is_none(), "{text}");
        }
    }

    #[test]
    fn numbers_are_not_run_together() {
        assert_eq!(fit("A/C.5/563", "55/63"), None);
        assert_eq!(fit("A/RES/55/63", "55/64"), None);
        assert_eq!(fit("A/RES/55/63", "网络"), None);
        assert_eq!(fit("A/RES/55/63", "第号"), None);
        assert_eq!(fit("", "55"), None);
    }
}
