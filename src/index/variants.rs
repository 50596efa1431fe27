//! The same thing in the words of the mainland and of Taiwan.
//!
//! In: a key. Out: the key in the other words, and the script of the documents where it may be looked for:
//! Taiwan's words only in Traditional documents, the mainland's only in Simplified ones.

use crate::document::Script;
use crate::text::folded;
use std::sync::LazyLock;

/// Keys of words: the mainland's, Taiwan's; the longest first.
static PAIRS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/lexicon/taiwan-words.tsv").lines();
    let pairs = rows
        .filter(|row| !row.starts_with('#'))
        .filter_map(|row| row.split_once('\t'))
        .map(|(a, b)| (folded(a), folded(b)));
    let mut pairs: Vec<(String, String)> = pairs.filter(|(a, b)| a != b).collect();
    pairs.sort_by_key(|(a, b)| std::cmp::Reverse(a.len().max(b.len())));
    pairs
});

/// A pair of words, from one side to the other.
type Way = fn(&'static (String, String)) -> (&'static str, &'static str);

/// Most keys that one key gives.
const MOST: usize = 6;

/// What a key is in other words, with the script of documents that use them.
pub(super) fn of(key: &str) -> Vec<(String, Script)> {
    let mut found: Vec<(String, Script)> = Vec::new();
    let add = |found: &mut Vec<(String, Script)>, other: String, script: Script| {
        if other != key && found.len() < MOST && !found.contains(&(other.clone(), script)) {
            found.push((other, script));
        }
    };
    // All words at once, then each by itself: 网络信息 is 網路資訊, but also 網路信息.
    let ways: [(Way, Script); 2] = [
        (|pair| (&pair.0, &pair.1), Script::Hant),
        (|pair| (&pair.1, &pair.0), Script::Hans),
    ];
    for (way, script) in ways {
        add(&mut found, all_replaced(key, way), script);
        for pair in PAIRS.iter() {
            let (from, to) = way(pair);
            if key.contains(from) {
                add(&mut found, key.replace(from, to), script);
            }
        }
    }
    found
}

/// Every word replaced, the longest first, none twice.
fn all_replaced(key: &str, way: Way) -> String {
    let mut out = String::with_capacity(key.len());
    let mut rest = key;
    while let Some(c) = rest.chars().next() {
        let word = PAIRS
            .iter()
            .map(way)
            .find(|(from, _)| rest.starts_with(from));
        match word {
            Some((from, to)) => {
                out.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_each_other_each_in_its_own_documents() {
        let has =
            |key: &str, other: &str, script| of(&folded(key)).contains(&(folded(other), script));
        assert!(has("网络犯罪", "網路犯罪", Script::Hant));
        assert!(has("網路犯罪", "网络犯罪", Script::Hans));
        assert!(has("黑客", "駭客", Script::Hant) && has("駭客", "黑客", Script::Hans));
        assert!(has("网络信息", "網路資訊", Script::Hant));
        assert!(of("公约").is_empty());
    }
}
