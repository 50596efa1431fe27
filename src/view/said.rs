//! Short written forms in words, for those who hear them.
//!
//! In: what wenmai itself wrote beside the texts, short as on a screen: `A/75/123 L2792`, `¶12`, `[3]`, `a › b`,
//! `a · b`. Out: the same in words. Never for the words of a document.

use super::draw::Draw;

/// In words.
pub(super) fn worded(draw: &Draw<'_>, text: &str) -> String {
    let mut made = String::new();
    let mut parted = true;
    for word in text.split(' ') {
        let part = match word {
            "·" => Some("said-and"),
            "›" => Some("said-in"),
            _ => None,
        };
        if let Some(id) = part {
            made.push_str(&draw.say(id));
            parted = true;
            continue;
        }
        match place(draw, word) {
            Some((words, tail)) => {
                if !parted {
                    made.push_str(&draw.say("said-in"));
                }
                made.push_str(&words);
                made.push_str(tail);
            }
            None => {
                if !parted {
                    made.push(' ');
                }
                made.push_str(word);
            }
        }
        parted = false;
    }
    made
}

/// A place of a document in words, and what stands right behind it: `L12`, `¶3`, `¶(c)`, `[4]`.
fn place<'a>(draw: &Draw<'_>, word: &'a str) -> Option<(String, &'a str)> {
    let split = |rest: &'a str, inside: fn(char) -> bool| {
        let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        (end > 0).then(|| rest.split_at(end))
    };
    let say = |id: &str, name: &str, value: &str| draw.with(id, &[(name, value.into())]);
    if let Some(rest) = word.strip_prefix('L') {
        let (line, tail) = split(rest, |c| c.is_ascii_digit())?;
        let ends = tail.chars().next().is_none_or(|c| !c.is_alphanumeric());
        return ends.then(|| (say("place-line", "line", line), tail));
    }
    if let Some(rest) = word.strip_prefix('¶') {
        let (number, tail) = split(rest, |c| c.is_alphanumeric() || "().-".contains(c))?;
        let plain = number.chars().all(char::is_alphanumeric);
        let id = if plain {
            "place-paragraph"
        } else {
            "said-item"
        };
        return Some((say(id, "n", number), tail));
    }
    let (marker, tail) = word.strip_prefix('[')?.split_once(']')?;
    let short = marker.chars().nth(3).is_none();
    (short && !marker.is_empty()).then(|| (say("place-note", "n", marker), tail))
}
