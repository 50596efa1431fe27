//! What replies are about: each block of a reply mapped to topics by the headings over it and by its words.
//!
//! In: a `Document` and its replies. Out: topics with what they were told from; what could not be mapped.
//! Must not know which states there are.

use super::lists;
use super::model::{Facts, Reply, TopicMention};
use super::names::{Matcher, Squeezed, squeezed};
use super::scan::Folded;
use crate::document::{Block, BlockKind, Document, OutlineEntry, OutlineKind};
use std::sync::LazyLock;

/// The topics and how they are told.
pub static TOPICS: LazyLock<Topics> = LazyLock::new(Topics::load);

/// Characters in which the first word of a topic must stand for one more to be enough.
const HEAD: usize = 60;
/// A name of a topic is a term from so many characters on; shorter ones (国际法, 能力建设) are words of any
/// paper on the subject.
const TERM: usize = 6;
/// A paragraph of so many characters is on a topic that it names once.
const SHORT: usize = 70;

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// law, norms, cbm…
    pub key: &'static str,
    /// Its Chinese name.
    pub name: &'static str,
    /// Its English name.
    pub english: &'static str,
    /// Its Chinese name where there is little room.
    pub short: &'static str,
    /// Its English name where there is little room.
    pub short_english: &'static str,
}

/// The topics, in the order of tables.
#[derive(Debug)]
pub struct Topics {
    /// All topics.
    pub all: Vec<Topic>,
    headings: Vec<(Vec<char>, &'static str)>,
    words: Matcher<&'static str>,
}

impl Topics {
    fn load() -> Topics {
        let mut topics = Topics {
            all: Vec::new(),
            headings: Vec::new(),
            words: Matcher::default(),
        };
        let rows = lists::rows::<4>("topics", include_str!("../../data/lexicon/topics.tsv"));
        for [key, what, text, english] in rows {
            match what {
                "name" => topics.all.push(Topic {
                    key,
                    name: text,
                    english: if english.is_empty() { text } else { english },
                    short: text,
                    short_english: english,
                }),
                "short" => {
                    if let Some(topic) = topics.all.iter_mut().find(|t| t.key == key) {
                        (topic.short, topic.short_english) = (text, english);
                    }
                }
                "heading" => topics.headings.push((small(squeezed(text)), key)),
                _ => topics.words.add(small(squeezed(text)), key),
            }
        }
        topics.words.sort();
        topics
    }

    /// The topic with a key.
    pub fn named(&self, key: &str) -> Option<&Topic> {
        self.all.iter().find(|t| t.key == key)
    }

    /// The topics that a heading says, with where it says them, in the order of its words.
    fn of_heading(&self, text: &str) -> Vec<(usize, &'static str)> {
        let chars = small(Squeezed::of(&Folded::new(text)).chars);
        let mut found: Vec<(usize, &'static str)> = Vec::new();
        for (word, key) in &self.headings {
            let mut windows = chars.windows(word.len().max(1));
            let Some(at) = windows.position(|w| w == word) else {
                continue;
            };
            match found.iter_mut().find(|(_, k)| k == key) {
                Some(known) => known.0 = known.0.min(at),
                None => found.push((at, *key)),
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found
    }

    /// The topics that a paragraph names at all.
    fn named_in(&self, block: &Block) -> Vec<&'static str> {
        let chars = small(Squeezed::of(&Folded::new(block.body())).chars);
        let mut found = Vec::new();
        let mut i = 0;
        while i < chars.len() {
            let Some((n, key)) = self.words.at(&chars, i, |_| true) else {
                i += 1;
                continue;
            };
            found.push(*key);
            i += n;
        }
        found
    }

    /// A topic's Chinese name as a term of its own, not one of several in a row.
    fn is_term(&self, chars: &[char], at: usize, n: usize, key: &str) -> bool {
        let name: String = chars[at..at + n].iter().collect();
        let joins = |c: Option<&char>| c.is_some_and(|c| "、和与及或".contains(*c));
        let before = at.checked_sub(1).and_then(|i| chars.get(i));
        let as_well = chars[at + n..].starts_with(&['以', '及']);
        n >= TERM
            && self.named(key).is_some_and(|t| t.name == name)
            && !joins(before)
            && !joins(chars.get(at + n))
            && !as_well
    }

    /// The topics that a paragraph's words say, with the words.
    fn of_words(&self, block: &Block, most: usize) -> Vec<(&'static str, String)> {
        let text = Squeezed::of(&Folded::new(block.body()));
        let chars = small(text.chars);
        let mut found: Vec<(&'static str, Vec<(usize, String)>)> = Vec::new();
        let mut i = 0;
        while i < chars.len() {
            let Some((n, key)) = self.words.at(&chars, i, |_| true) else {
                i += 1;
                continue;
            };
            let word: String = chars[i..i + n].iter().collect();
            // A term that stands for itself is as good as two words.
            let times = 1 + usize::from(self.is_term(&chars, i, n, key));
            let words = std::iter::repeat_n((i, word), times);
            match found.iter_mut().find(|(k, _)| k == key) {
                Some((_, known)) => known.extend(words),
                None => found.push((key, words.collect())),
            }
            i += n;
        }
        let long = chars.len();
        found.retain(|(_, words)| {
            let first = words.first().map_or(0, |w| w.0);
            words.len() > most
                || (words.len() == most && (first < HEAD || long < HEAD * 2))
                || (most < 3 && long < SHORT)
        });
        let say = |words: &[(usize, String)]| {
            let mut all: Vec<&str> = words.iter().map(|w| w.1.as_str()).collect();
            all.dedup();
            all.join(" ")
        };
        found.iter().map(|(k, w)| (*k, say(w))).collect()
    }
}

/// Latin letters small: headings may be in capitals.
fn small(mut chars: Vec<char>) -> Vec<char> {
    for c in &mut chars {
        *c = c.to_ascii_lowercase();
    }
    chars
}

/// Under a heading of several topics a paragraph is on those that it names; where it names none of them, on what the
/// heading says first.
fn of_several(block: &Block, topics: &[(usize, &'static str)]) -> Vec<&'static str> {
    let all = topics.iter().map(|(_, key)| *key);
    if topics.len() < 2 {
        return all.collect();
    }
    let named = TOPICS.named_in(block);
    let said: Vec<&'static str> = all.filter(|key| named.contains(key)).collect();
    if !said.is_empty() {
        return said;
    }
    let first = topics.first().map_or(0, |(at, _)| *at);
    let first = topics.iter().filter(|(at, _)| *at == first);
    first.map(|(_, key)| *key).collect()
}

/// Topics that hold others: what stands under them is mapped by its words as well.
const WIDE: [&str; 5] = [
    "efforts",
    "cooperation",
    "concepts",
    "assessment",
    "introduction",
];

/// The topics of all replies of a document, block by block.
pub fn find(document: &Document, replies: &[Reply]) -> Vec<TopicMention> {
    let mut out = Vec::new();
    for (index, reply) in replies.iter().enumerate() {
        of_reply(document, index, reply, &mut out);
    }
    out
}

/// A heading over a block.
struct Over {
    level: u8,
    block: usize,
    /// What it says, and where.
    topics: Vec<(usize, &'static str)>,
}

fn of_reply(document: &Document, index: usize, reply: &Reply, out: &mut Vec<TopicMention>) {
    // Headings over the block. One without topics of its own has those over it.
    let mut over: Vec<Over> = Vec::new();
    let is_heading = |e: &&OutlineEntry| e.kind == OutlineKind::Heading;
    let mut headings = document.outline.iter().filter(is_heading).peekable();
    for at in reply.blocks.start + 1..reply.blocks.end.min(document.blocks.len()) {
        let block = &document.blocks[at];
        while headings.peek().is_some_and(|e| e.block < at) {
            headings.next();
        }
        if let Some(entry) = headings.peek().filter(|e| e.block == at) {
            over.retain(|heading| heading.level < entry.level);
            let topics = TOPICS.of_heading(block.body());
            if !topics.is_empty() {
                over.push(Over {
                    level: entry.level,
                    block: at,
                    topics,
                });
            }
            continue;
        }
        if is_text(block) {
            let before = out.len();
            of_block(document, index, at, over.last(), out);
            if out.len() == before {
                out.push(mention(index, at, None, None, String::new()));
            }
        }
    }
}

fn is_text(block: &Block) -> bool {
    let kind = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Item | BlockKind::TableRow | BlockKind::Preambular
    );
    // Not [原件：英文], not a date.
    kind && !block.text.starts_with('[') && block.body().chars().count() >= 8
}

fn of_block(
    document: &Document,
    reply: usize,
    at: usize,
    over: Option<&Over>,
    out: &mut Vec<TopicMention>,
) {
    let mut by_heading: Vec<&'static str> = Vec::new();
    if let Some(Over {
        block: heading,
        topics,
        ..
    }) = over
    {
        by_heading = of_several(&document.blocks[at], topics);
        let words = document.blocks[*heading].body().trim();
        for topic in &by_heading {
            out.push(mention(
                reply,
                at,
                Some(topic),
                Some(*heading),
                words.to_owned(),
            ));
        }
    }
    // Under a heading of one topic another needs more words.
    let narrow = by_heading.iter().any(|t| !WIDE.contains(t));
    for (topic, words) in TOPICS.of_words(&document.blocks[at], if narrow { 3 } else { 2 }) {
        if !by_heading.contains(&topic) {
            out.push(mention(reply, at, Some(topic), None, words));
        }
    }
}

fn mention(
    reply: usize,
    block: usize,
    topic: Option<&'static str>,
    heading: Option<usize>,
    evidence: String,
) -> TopicMention {
    TopicMention {
        reply,
        block,
        topic,
        heading,
        evidence,
    }
}

/// Who says something on what: a row for each reply, a column for each topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicTable {
    /// Keys of the topics, in order of the columns; those that nobody speaks of are left out.
    pub topics: Vec<&'static str>,
    /// The rows, in the order of the replies.
    pub rows: Vec<TopicRow>,
}

/// The row of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRow {
    /// Index in `Facts::replies`.
    pub reply: usize,
    /// Who speaks: index in `NAMES.actors`.
    pub actor: u32,
    /// For each topic of the table the indexes in `Facts::topics`, in reading order.
    pub cells: Vec<Vec<usize>>,
    /// Blocks that could not be mapped.
    pub unmapped: Vec<usize>,
}

/// The table of a document's replies; empty where it is not made of replies.
pub fn topic_table(facts: &Facts) -> TopicTable {
    let spoken = |key: &str| facts.topics.iter().any(|m| m.topic == Some(key));
    let topics: Vec<&'static str> = TOPICS
        .all
        .iter()
        .map(|t| t.key)
        .filter(|k| spoken(k))
        .collect();
    let row = |(index, reply): (usize, &Reply)| {
        let own = || {
            facts
                .topics
                .iter()
                .enumerate()
                .filter(move |(_, m)| m.reply == index)
        };
        let cell = |key: &&'static str| {
            own()
                .filter(|(_, m)| m.topic == Some(*key))
                .map(|(i, _)| i)
                .collect()
        };
        TopicRow {
            reply: index,
            actor: reply.actor,
            cells: topics.iter().map(cell).collect(),
            unmapped: own()
                .filter(|(_, m)| m.topic.is_none())
                .map(|(_, m)| m.block)
                .collect(),
        }
    };
    let rows = facts.replies.iter().enumerate().map(row).collect();
    TopicTable { topics, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_one_or_several_topics() {
        let of = |text: &str| -> Vec<&str> {
            let found = TOPICS.of_heading(text).into_iter();
            found.map(|(_, key)| key).collect()
        };
        assert_eq!(of("现行国际法的适用"), ["law"]);
        assert_eq!(of("2. 能力建设和建立信任措施"), ["capacity", "cbm"]);
        assert_eq!(of("INTERNATIONAL LAW"), ["law"]);
        assert_eq!(of("杀毒软件"), [""; 0]);
    }

    fn paragraph(text: &str) -> Block {
        let origin = crate::source::Origin::File("x.txt".into());
        let raw = crate::source::RawText::new("x.txt", origin, format!("{text}\n"));
        let document = crate::document::build(std::sync::Arc::new(raw), "x");
        document.blocks[0].clone()
    }

    #[test]
    fn under_a_heading_of_several_topics_a_paragraph_is_on_what_it_names() {
        let topics = TOPICS.of_heading("国际合作、能力建设和建立信任措施");
        let of = |text: &str| of_several(&paragraph(text), &topics);
        assert_eq!(
            of("我国每年为邻国的技术人员举办培训，参加的人很多。"),
            ["capacity"]
        );
        assert_eq!(
            of("我国在湖泊组织内推动执行十项建立信任措施，并报告结果。"),
            ["cbm"]
        );
        assert_eq!(
            of("我国与邻国共同巡视湖岸，并且交换所得的记录。"),
            ["cooperation"]
        );
    }

    #[test]
    fn a_term_by_itself_counts_more_than_one_in_a_row_of_terms() {
        let long = "，而这件事各国在湖泊组织的历次会议上都曾经反复说过，今后在其他的会议上也还会照样一再地说下去，直到所有的国家都听见为止，并且不再改变";
        let cbm = |text: &str| {
            let found = TOPICS.of_words(&paragraph(&format!("{text}{long}。")), 2);
            found.iter().any(|(key, _)| *key == "cbm")
        };
        assert!(cbm("我国按时落实建立信任措施的各项安排"));
        assert!(!cbm("我国支持国际法、建立信任措施、能力建设"));
    }

    #[test]
    fn every_topic_that_a_row_names_has_a_name() {
        for (_, key) in &TOPICS.headings {
            assert!(TOPICS.named(key).is_some(), "{key}");
        }
    }
}
