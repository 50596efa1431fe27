//! Words by their sound: pinyin whole, by initials, or mixed with 汉字; and words that sound alike.
//!
//! In: the folded texts, and what was typed. Out: the words of the texts that fit, with how often they stand
//! there. Must not know documents.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Longest input that is taken for pinyin, in characters.
const LONGEST: usize = 48;
/// First and last character that has readings.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

/// All readings of each character.
static READINGS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut readings = vec![Vec::new(); (LAST - FIRST + 1) as usize];
    for row in include_str!("../../data/lexicon/pinyin.tsv").lines() {
        let Some((syllable, chars)) = row.split_once('\t') else {
            continue;
        };
        for c in chars.chars() {
            if let Some(slot) = slot(c).and_then(|i| readings.get_mut(i)) {
                slot.push(syllable);
            }
        }
    }
    readings
});

fn slot(c: char) -> Option<usize> {
    let code = c as u32;
    (FIRST..=LAST)
        .contains(&code)
        .then(|| (code - FIRST) as usize)
}

fn readings(c: char) -> &'static [&'static str] {
    slot(c).map_or(&[], |i| READINGS[i].as_slice())
}

/// A word of the texts and how often it stands there.
pub(super) type Counted = (String, usize);

/// A set of the letters a-z.
pub(super) type Letters = u32;

/// The set with one letter; empty for what is none.
pub(super) fn letter(c: char) -> Letters {
    match c {
        'a'..='z' => 1 << (c as u32 - 'a' as u32),
        _ => 0,
    }
}

/// For each character that has readings: their first letters, and all their letters.
static LETTERS: LazyLock<Vec<(Letters, Letters)>> = LazyLock::new(|| {
    let of = |readings: &Vec<&str>| {
        let first = |r: &&str| r.chars().next().map_or(0, letter);
        let firsts = readings.iter().fold(0, |set, r| set | first(r));
        let all = readings.iter().flat_map(|r| r.chars());
        (firsts, all.fold(0, |set, c| set | letter(c)))
    };
    READINGS.iter().map(of).collect()
});

/// What the readings of a character can begin with, and all letters of them.
pub(super) fn letters(c: char) -> (Letters, Letters) {
    slot(c).map_or((0, 0), |i| LETTERS[i])
}

/// What is typed as a pattern of letters and 汉字, if it can be pinyin.
pub(super) fn pattern(typed: &str) -> Option<Vec<char>> {
    let pattern: Vec<char> = typed.chars().collect();
    let letters = pattern.iter().filter(|c| c.is_ascii_lowercase()).count();
    let fits = |c: &char| c.is_ascii_lowercase() || slot(*c).is_some();
    let can = (2..=LONGEST).contains(&pattern.len()) && letters > 0 && pattern.iter().all(fits);
    can.then_some(pattern)
}

/// Words that what is typed can be pinyin of, the most frequent first. Nothing for what cannot be pinyin.
pub(super) fn words(keys: &str, typed: &str) -> Vec<Counted> {
    pattern(typed).map_or_else(Vec::new, |p| count(keys, |text| prefix(text, &p)))
}

/// Words of the same sound as a word of 汉字, itself left out.
pub(super) fn alike(keys: &str, typed: &str) -> Vec<Counted> {
    let pattern: Vec<&[&str]> = typed.chars().map(readings).collect();
    if pattern.len() < 2 || pattern.iter().any(|r| r.is_empty()) {
        return Vec::new();
    }
    let same = |text: &str| {
        let mut end = 0;
        let mut chars = text.chars();
        for wanted in &pattern {
            let c = chars.next()?;
            if !readings(c).iter().any(|r| wanted.contains(r)) {
                return None;
            }
            end += c.len_utf8();
        }
        Some(end)
    };
    let mut found = count(keys, same);
    found.retain(|(word, _)| word != typed);
    found
}

/// All stretches of the texts that `fit` takes, most frequent first, then as they come in the dictionary.
fn count(keys: &str, fit: impl Fn(&str) -> Option<usize>) -> Vec<Counted> {
    let mut found: HashMap<&str, usize> = HashMap::new();
    for (at, c) in keys.char_indices() {
        if slot(c).is_some()
            && let Some(len) = fit(&keys[at..])
        {
            *found.entry(&keys[at..at + len]).or_default() += 1;
        }
    }
    let mut found: Vec<Counted> = found.into_iter().map(|(w, n)| (w.to_owned(), n)).collect();
    found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

/// The bytes at the start of `text` that the whole pattern is pinyin of.
pub(super) fn prefix(text: &str, pattern: &[char]) -> Option<usize> {
    if pattern.is_empty() {
        return Some(0);
    }
    let c = text.chars().next()?;
    let len = c.len_utf8();
    let after = |taken: usize| prefix(&text[len..], &pattern[taken..]).map(|rest| len + rest);
    if pattern[0] == c {
        return after(1);
    }
    for reading in readings(c) {
        if !reading.starts_with(pattern[0]) {
            continue;
        }
        let same = reading
            .chars()
            .zip(pattern)
            .take_while(|(r, p)| r == *p)
            .count();
        if same == reading.len()
            && let Some(found) = after(same)
        {
            return Some(found);
        }
        if reading[1..].starts_with('h')
            && same >= 2
            && let Some(found) = after(2)
        {
            return Some(found);
        }
        if let Some(found) = after(1) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(typed: &str) -> Option<String> {
        let texts = "打击网络犯罪，网络犯罪公约\n重申行为\n长期的银行";
        words(texts, typed).first().map(|w| w.0.clone())
    }

    #[test]
    fn pinyin_is_read_whole_by_initials_and_mixed() {
        for typed in [
            "wlfz",
            "wangluofanzui",
            "网luo犯z",
            "wanglfz",
            "wangluofzui",
        ] {
            assert_eq!(best(typed).as_deref(), Some("网络犯罪"), "{typed}");
        }
        for (typed, word) in [
            ("chongshen", "重申"),
            ("cs", "重申"),
            ("zs", "重申"),
            ("xingwei", "行为"),
            ("yinhang", "银行"),
            ("chq", "长期"),
        ] {
            assert_eq!(best(typed).as_deref(), Some(word), "{typed}");
        }
        for none in ["", "w", "网络", "wlfz9", "qqqq", "un-oewg"] {
            assert_eq!(best(none), None, "{none}");
        }
    }

    #[test]
    fn words_that_sound_alike_are_found() {
        let found = alike("打击网络犯罪", "往落");
        assert_eq!(found, [("网络".to_owned(), 1)]);
        assert!(alike("网络", "网络").is_empty());
    }
}
