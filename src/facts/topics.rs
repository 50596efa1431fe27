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

    /// The topics that a heading says.
    fn of_heading(&self, text: &str) -> Vec<&'static str> {
        let chars = small(Squeezed::of(&Folded::new(text)).chars);
        let mut found = Vec::new();
        for (word, key) in &self.headings {
            if !found.contains(key) && chars.windows(word.len().max(1)).any(|w| w == word) {
                found.push(*key);
            }
        }
        found
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
            match found.iter_mut().find(|(k, _)| k == key) {
                Some((_, words)) => words.push((i, word)),
                None => found.push((key, vec![(i, word)])),
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

fn of_reply(document: &Document, index: usize, reply: &Reply, out: &mut Vec<TopicMention>) {
    // Headings over the block: level, block, topics. One without topics of its own has those over it.
    let mut over: Vec<(u8, usize, Vec<&'static str>)> = Vec::new();
    let is_heading = |e: &&OutlineEntry| e.kind == OutlineKind::Heading;
    let mut headings = document.outline.iter().filter(is_heading).peekable();
    for at in reply.blocks.start + 1..reply.blocks.end.min(document.blocks.len()) {
        let block = &document.blocks[at];
        while headings.peek().is_some_and(|e| e.block < at) {
            headings.next();
        }
        if let Some(entry) = headings.peek().filter(|e| e.block == at) {
            over.retain(|(level, _, _)| *level < entry.level);
            let topics = TOPICS.of_heading(block.body());
            if !topics.is_empty() {
                over.push((entry.level, at, topics));
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
    over: Option<&(u8, usize, Vec<&'static str>)>,
    out: &mut Vec<TopicMention>,
) {
    let mut by_heading: &[&'static str] = &[];
    if let Some((_, heading, topics)) = over {
        by_heading = topics;
        let words = document.blocks[*heading].body().trim();
        for topic in topics {
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
        assert_eq!(TOPICS.of_heading("现行国际法的适用"), ["law"]);
        assert_eq!(
            TOPICS.of_heading("2. 能力建设和建立信任措施"),
            ["cbm", "capacity"]
        );
        assert_eq!(TOPICS.of_heading("INTERNATIONAL LAW"), ["law"]);
        assert_eq!(TOPICS.of_heading("杀毒软件"), [""; 0]);
    }

    #[test]
    fn every_topic_that_a_row_names_has_a_name() {
        for (_, key) in &TOPICS.headings {
            assert!(TOPICS.named(key).is_some(), "{key}");
        }
    }
}
