//! One name, and whether what is typed finds it: by its characters in their order, as a string, by pinyin.
//!
//! In: names, and what is typed. Out: how well they fit, and the bytes to mark. Must not know what the names
//! are of: titles, headings and commands are found alike.
//!
//! Blanks mean AND. A part that begins with `'` must stand in the name as it is (found by memmem:
//! nucleo-matcher 0.3.1 misses the last position in its literal mode, helix-editor/nucleo#104).

use super::sound::{self, Letters};
use super::symbol::Piece;
use crate::text::{fold, folded};
use memchr::memmem;
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::ops::Range;

/// nucleo's time grows with the length; a name's beginning says enough.
const LONGEST: usize = 200;

/// A 汉字 found by its sound counts so much: less than one that is typed, more than scattered letters.
const SOUND: u32 = 22;
/// What begins the name, and what is all of it, counts more.
const BEGINNING: u32 = 10;
const ALL: u32 = 20;

/// A name, ready to be matched. All of it is folded.
#[derive(Debug, Default)]
pub(crate) struct Name {
    key: Box<str>,
    chars: Box<[char]>,
    /// Bits of its characters: what has a bit that this has not cannot be in it.
    set: u64,
    /// Letters that readings of its characters begin with, and all letters of readings and of the name.
    firsts: Letters,
    letters: Letters,
}

/// How a name fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Higher is better.
    pub score: u32,
    /// Every part stands together in the name, as typed or by its sound; not in scattered characters.
    pub whole: bool,
}

/// What was typed.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(super) parts: Vec<Part>,
}

/// One part of what was typed.
#[derive(Debug)]
pub(super) struct Part {
    pub key: String,
    chars: Vec<char>,
    literal: bool,
    /// It can be (part of) a symbol.
    pub piece: Option<Piece>,
    set: u64,
    sound: Option<Vec<char>>,
    letters: Letters,
}

/// Memory for matching, to be used again.
pub(crate) struct Scratch(Matcher);

impl Default for Scratch {
    /// The keys are folded already; nothing is left for nucleo to fold.
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        config.normalize = false;
        config.ignore_case = false;
        Scratch(Matcher::new(config))
    }
}

fn bits(chars: &[char]) -> u64 {
    let bit = |c: char| 1_u64 << ((c as u32).wrapping_mul(0x9e37_79b1) >> 26);
    chars.iter().fold(0, |set, c| set | bit(*c))
}

impl Name {
    /// Takes a name as it is shown.
    pub fn new(name: &str) -> Name {
        let mut key = folded(name);
        let chars: Box<[char]> = key.chars().take(LONGEST).collect();
        let end: usize = chars.iter().map(|c| c.len_utf8()).sum();
        key.truncate(end);
        let sounds = chars.iter().map(|c| sound::letters(*c));
        let (firsts, all) = sounds.fold((0, 0), |a, b| (a.0 | b.0, a.1 | b.1));
        let own = chars.iter().fold(0, |set, c| set | sound::letter(*c));
        Name {
            set: bits(&chars),
            firsts: firsts | own,
            letters: all | own,
            key: key.into_boxed_str(),
            chars,
        }
    }

    /// Characters of the name.
    pub fn len(&self) -> usize {
        self.chars.len()
    }
}

impl Typed {
    /// Reads what is typed.
    pub fn new(typed: &str) -> Typed {
        let parts = typed.split_whitespace().filter_map(Part::new);
        Typed {
            parts: parts.collect(),
        }
    }

    /// Nothing is asked for: everything fits.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How all parts fit a name; `None` when one does not.
    pub fn fit(&self, name: &Name, scratch: &mut Scratch) -> Option<Fit> {
        let none = Fit {
            score: 0,
            whole: true,
        };
        self.parts.iter().try_fold(none, |sum, part| {
            let fit = part.fit(name, scratch)?;
            Some(Fit {
                score: sum.score + fit.score,
                whole: sum.whole && fit.whole,
            })
        })
    }
}

impl Part {
    fn new(typed: &str) -> Option<Part> {
        let rest = typed.trim_start_matches(['\'', '‘', '＇']);
        let key = folded(rest);
        let chars: Vec<char> = key.chars().collect();
        let literal = rest.len() < typed.len();
        (!key.is_empty()).then(|| Part {
            piece: Piece::new(&key),
            set: bits(&chars),
            letters: chars.iter().fold(0, |set, c| set | sound::letter(*c)),
            sound: sound::pattern(&key).filter(|_| !literal),
            literal,
            chars,
            key,
        })
    }

    /// How this part fits a name.
    pub fn fit(&self, name: &Name, scratch: &mut Scratch) -> Option<Fit> {
        let typed = self.fit_typed(name, scratch);
        if typed.is_some_and(|fit| fit.whole) {
            return typed;
        }
        let sound = self.find_sound(name).map(|range| {
            let chars = name.key[range.clone()].chars().fold(0, |n, _| n + 1);
            let beginning = if range.start == 0 { BEGINNING } else { 0 };
            let all = if range == (0..name.key.len()) { ALL } else { 0 };
            Fit {
                score: SOUND * chars + beginning + all,
                whole: true,
            }
        });
        sound.or(typed)
    }

    fn fit_typed(&self, name: &Name, scratch: &mut Scratch) -> Option<Fit> {
        if self.set & !name.set != 0 || self.chars.len() > name.chars.len() {
            return None;
        }
        let place = memmem::find(name.key.as_bytes(), self.key.as_bytes());
        if self.literal {
            let len = u32::try_from(self.chars.len()).unwrap_or(u32::MAX);
            return place.map(|at| Fit {
                score: 40 * len + u32::from(at == 0),
                whole: true,
            });
        }
        let all = if place.is_some() && self.key.len() == name.key.len() {
            ALL
        } else {
            0
        };
        let (name, needle) = (
            Utf32Str::Unicode(&name.chars),
            Utf32Str::Unicode(&self.chars),
        );
        let score = u32::from(scratch.0.fuzzy_match(name, needle)?);
        Some(Fit {
            score: score + all,
            whole: place.is_some(),
        })
    }

    /// The bytes of the name's key whose sound is typed.
    fn find_sound(&self, name: &Name) -> Option<Range<usize>> {
        let pattern = self.sound.as_ref()?;
        let first = *pattern.first()?;
        let begins = sound::letter(first);
        if self.letters & !name.letters != 0 || begins & !name.firsts != 0 {
            return None;
        }
        let mut found: Option<Range<usize>> = None;
        for (at, c) in name.key.char_indices() {
            if c != first && sound::letters(c).0 & begins == 0 {
                continue;
            }
            if let Some(len) = sound::prefix(&name.key[at..], pattern) {
                // The shortest stretch is the one that was meant: every letter typed belongs to it.
                if found.as_ref().is_none_or(|f| f.len() > len) {
                    found = Some(at..at + len);
                }
            }
        }
        found
    }

    /// The bytes of `shown` that this part found, `name` being made of it.
    pub fn ranges(&self, shown: &str, name: &Name, scratch: &mut Scratch) -> Vec<Range<usize>> {
        let together = name.key.find(&self.key).map(|at| at..at + self.key.len());
        let found = match together.or_else(|| self.find_sound(name)) {
            Some(range) => {
                let chars = name.key[range.clone()].char_indices();
                let place =
                    |(at, c): (usize, char)| range.start + at..range.start + at + c.len_utf8();
                chars.map(place).collect()
            }
            None if self.literal => Vec::new(),
            None => self.scattered(name, scratch),
        };
        let key = fold(shown);
        found.into_iter().map(|range| key.source(range)).collect()
    }

    /// The bytes of the name's key, character by character, where what is typed is scattered in it.
    fn scattered(&self, name: &Name, scratch: &mut Scratch) -> Vec<Range<usize>> {
        let (chars, needle) = (
            Utf32Str::Unicode(&name.chars),
            Utf32Str::Unicode(&self.chars),
        );
        let mut found = Vec::new();
        scratch.0.fuzzy_indices(chars, needle, &mut found);
        let mut ends: Vec<usize> = name.key.char_indices().map(|c| c.0).collect();
        ends.push(name.key.len());
        let place = |i: u32| Some(*ends.get(i as usize)?..*ends.get(i as usize + 1)?);
        found.into_iter().filter_map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(name: &str, typed: &str) -> Option<Fit> {
        Typed::new(typed).fit(&Name::new(name), &mut Scratch::default())
    }

    fn marked(name: &str, typed: &str) -> String {
        let made = Name::new(name);
        let parts = Typed::new(typed).parts;
        let ranges = parts
            .iter()
            .flat_map(|p| p.ranges(name, &made, &mut Scratch::default()));
        ranges.map(|r| &name[r]).collect()
    }

    #[test]
    fn names_are_found_by_their_sound() {
        for (name, typed) in [
            ("关闭", "guanbi"),
            ("关闭", "gb"),
            ("退出", "tuichu"),
            ("打击网络犯罪", "wlfz"),
            ("打击網路犯罪", "WLFZ"),
            ("打击网络犯罪", "wangluo fanzui"),
            ("打击网络犯罪", "ｗａｎｇluo犯z"),
        ] {
            assert!(fit(name, typed).is_some_and(|f| f.whole), "{typed}");
        }
        assert_eq!(marked("打擊網路犯罪", "wlfz"), "網路犯罪");
        assert_eq!(fit("网络犯罪", "wlfzx"), None);
        assert_eq!(fit("网络犯罪", "'wlfz"), None);
    }

    #[test]
    fn what_stands_together_counts_more_than_what_is_scattered() {
        let scattered = fit("go to the bottom", "gb").filter(|f| !f.whole);
        let sound = fit("关闭", "gb");
        assert!(scattered.is_some());
        assert!(sound.map(|f| f.score) > scattered.map(|f| f.score));
        let whole = fit("网络", "网络").map(|f| f.score);
        assert!(whole > fit("网络犯罪", "网络").map(|f| f.score));
        assert!(fit("网络犯罪", "网罪").is_some_and(|f| !f.whole));
    }
}
