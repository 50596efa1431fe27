//! What kind of act stands with a date, by the words of its clause.
//!
//! In: the folded words before and after the date. Out: an `EventKind`. Must not know where they stand.

use super::lexicon::LEXICON;
use super::meetings::is_owner;
use super::model::EventKind;
use super::organs::is_assembly;
use std::ops::Range;

/// Verbs whose object tells what was done: the last noun of the clause, for Chinese puts the head last.
const ADOPT: [&str; 6] = ["通过", "核可", "核准", "采纳", "制定", "作出"];

/// The kind told by the words after a date (`tail`), else by those before it (`head`); `Other` where none
/// tells. A deciding verb beats a noun, and a near word beats a far one.
pub fn kind_of(text: &[char], head: Range<usize>, tail: Range<usize>) -> EventKind {
    let after = best(&text[tail], false);
    after
        .or_else(|| best(&text[head], true))
        .unwrap_or(EventKind::Other)
}

fn best(words: &[char], backward: bool) -> Option<EventKind> {
    let found: Vec<(usize, usize, EventKind, i32)> = LEXICON
        .acts
        .find(words)
        .into_iter()
        .filter(|&(from, to, _)| is_noun_here(words, from, to))
        .map(|(from, to, act)| (from, to, act.kind, act.rank))
        .collect();
    if let Some(kind) = adopted(words, &found) {
        return Some(kind);
    }
    found
        .iter()
        .map(|&(from, to, kind, rank)| {
            let far = if backward { words.len() - to } else { from };
            (rank * 20 - far.min(1000) as i32, kind)
        })
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, _)| *score)
        .map(|(_, kind)| kind)
}

/// 决定 before a verb is "to decide", no decision.
fn is_noun_here(words: &[char], from: usize, to: usize) -> bool {
    let word: String = words[from..to].iter().collect();
    // 经某会议认可的准则, 某峰会所辖某组: no meeting is told of.
    let approved = ["认可的", "核可的", "批准的", "核准的"];
    if word.ends_with('会') || word.ends_with("会议") {
        let of_another = approved.iter().any(|w| starts(words, to, w))
            && words[from.saturating_sub(12)..from].contains(&'经');
        if of_another || is_owner(words, to) {
            return false;
        }
    }
    if word == "大会" {
        // The General Assembly acts; it is no meeting that is held.
        let before = from.checked_sub(1).map_or(' ', |i| words[i]);
        let next = words.get(to).copied().unwrap_or(' ');
        return !is_assembly(before) || matches!(next, '上' | '期' | '会' | '一');
    }
    word != "决定"
        || words
            .get(to)
            .is_none_or(|c| "。,、;的中及和”》」)( 书草".contains(*c))
}

/// What was adopted: the kind of the title after the verb, else of the last noun.
fn adopted(words: &[char], found: &[(usize, usize, EventKind, i32)]) -> Option<EventKind> {
    let at = (0..words.len().min(60)).find(|&i| {
        ADOPT.iter().any(|w| starts(words, i, w))
            && (words
                .get(i + 2)
                .is_some_and(|c| "了《“「题关一第的,。".contains(*c))
                || i.checked_sub(1)
                    .is_some_and(|b| "上会得中".contains(words[b])))
    })?;
    let object = at + 2;
    if let Some(open) = (object..(object + 4).min(words.len())).find(|&i| words[i] == '《')
        && let Some(close) = (open..words.len()).find(|&i| words[i] == '》')
    {
        return Some(of_title(&words[open + 1..close]));
    }
    found
        .iter()
        .rfind(|f| {
            f.0 >= object
                && !matches!(
                    f.2,
                    EventKind::Meeting | EventKind::Citation | EventKind::Incident
                )
        })
        .map(|f| f.2)
}

/// What a title is, by its ending; reports are the rest.
pub fn of_title(title: &[char]) -> EventKind {
    LEXICON
        .title_kinds
        .iter()
        .find(|(ending, _)| {
            let n = ending.chars().count();
            title.len() > n && starts(title, title.len() - n, ending)
        })
        .map_or(EventKind::Report, |(_, kind)| *kind)
}

fn starts(words: &[char], i: usize, word: &str) -> bool {
    (i..)
        .zip(word.chars())
        .all(|(i, c)| words.get(i) == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(tail: &str) -> EventKind {
        let words: Vec<char> = tail.chars().collect();
        kind_of(&words, 0..0, 0..words.len())
    }

    #[test]
    fn verbs_and_nouns() {
        assert_eq!(kind("签署了一份谅解备忘录"), EventKind::Treaty);
        assert_eq!(kind("在日内瓦举行的会议"), EventKind::Meeting);
        assert_eq!(kind("发表了题为某事的报告"), EventKind::Report);
        assert_eq!(kind("通过了《信息安全法》"), EventKind::Legislation);
        assert_eq!(kind("通过了关于成立工作组的决定"), EventKind::Resolution);
        assert_eq!(kind("遭受网络攻击"), EventKind::Incident);
        assert_eq!(kind("决定参加"), EventKind::Other);
    }
}
