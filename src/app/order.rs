//! How documents stand in the tree: grouped by what they say of themselves, sorted inside of the groups.
//!
//! In: the library. Out: groups of indexes with keys; the view words the keys.

use super::links::short_name;
use super::update::Turn;
use crate::document::Document;
use crate::facts::NAMES;
use crate::library::Library;
use crate::text::Collation;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What documents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Grouping {
    /// The issuing body.
    #[default]
    Organ,
    /// The year of the document's own date.
    Year,
    /// The language of the text.
    Language,
    /// Whom it names most often.
    Actor,
    /// How often others cite it.
    Cited,
}

impl Grouping {
    pub const ALL: [Grouping; 5] = [
        Grouping::Organ,
        Grouping::Year,
        Grouping::Language,
        Grouping::Actor,
        Grouping::Cited,
    ];

    /// Its word in commands and translation ids (`group-<word>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Grouping::Organ => "organ",
            Grouping::Year => "year",
            Grouping::Language => "language",
            Grouping::Actor => "actor",
            Grouping::Cited => "cited",
        }
    }
}

/// What documents are sorted by inside of their group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sorting {
    /// As they were read.
    #[default]
    Corpus,
    /// By symbol, numbers by their value.
    Symbol,
    /// By their own date, the undated last.
    Date,
    /// By the sound of the title.
    Pinyin,
    /// By the strokes of the title.
    Strokes,
    /// The most often cited first.
    Cited,
}

impl Sorting {
    pub const ALL: [Sorting; 6] = [
        Sorting::Corpus,
        Sorting::Symbol,
        Sorting::Date,
        Sorting::Pinyin,
        Sorting::Strokes,
        Sorting::Cited,
    ];

    /// Its word in commands and translation ids (`sort-<word>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Sorting::Corpus => "corpus",
            Sorting::Symbol => "symbol",
            Sorting::Date => "date",
            Sorting::Pinyin => "pinyin",
            Sorting::Strokes => "strokes",
            Sorting::Cited => "cited",
        }
    }
}

/// Documents that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// Its key; None where all would be in one.
    pub name: Option<String>,
    /// Documents by type of paper, by the key of the type; one without a key where all are of one type.
    pub types: Vec<(Option<String>, Vec<usize>)>,
}

impl Group {
    /// Documents in it.
    pub fn len(&self) -> usize {
        self.types.iter().map(|(_, d)| d.len()).sum()
    }
}

/// All documents in their groups.
pub(crate) fn groups(library: &Library, grouping: Grouping, sorting: Sorting) -> Vec<Group> {
    let sorted = sorted(library, sorting);
    let key = |index: usize| key(library, grouping, index);
    let mut groups = gathered(&sorted, key);
    match grouping {
        Grouping::Year => groups.sort_by_key(|(key, _)| (key.is_empty(), key.clone())),
        Grouping::Cited => {
            groups.sort_by_key(|(key, _)| Reverse(key.parse::<usize>().unwrap_or(0)));
        }
        Grouping::Organ | Grouping::Actor | Grouping::Language => match sorting {
            Sorting::Pinyin => groups.sort_by_key(|(key, _)| named(key, Collation::Pinyin)),
            Sorting::Strokes => groups.sort_by_key(|(key, _)| named(key, Collation::Strokes)),
            _ => {}
        },
    }
    let one = groups.len() < 2;
    let typed = |(name, documents): (String, Vec<usize>)| Group {
        name: (!one).then_some(name),
        types: types(library, &documents),
    };
    groups.into_iter().map(typed).collect()
}

fn named(key: &str, collation: Collation) -> (bool, Vec<crate::text::Place>) {
    (key.is_empty(), collation.key(key))
}

/// Items by key, in the order in which keys come.
fn gathered(documents: &[usize], key: impl Fn(usize) -> String) -> Vec<(String, Vec<usize>)> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for &index in documents {
        let key = key(index);
        let next = groups.len();
        let group = *at.entry(key.clone()).or_insert(next);
        if group == next {
            groups.push((key, Vec::new()));
        }
        groups[group].1.push(index);
    }
    groups
}

/// The types of papers among documents; no types where there is but one, or where each has but one document.
fn types(library: &Library, documents: &[usize]) -> Vec<(Option<String>, Vec<usize>)> {
    let kind = |index: usize| {
        let document = library.documents.get(index);
        let paper = document.and_then(|d| d.meta.paper);
        paper.map_or(String::new(), |p| p.as_str().to_owned())
    };
    let types = gathered(documents, kind);
    if types.len() < 2 || types.len() == documents.len() {
        return vec![(None, documents.to_vec())];
    }
    let keyed = |(kind, documents)| (Some(kind), documents);
    types.into_iter().map(keyed).collect()
}

/// Counts that are told apart: from so many on, up to the next.
const CITED: [usize; 6] = [0, 1, 2, 3, 6, 11];

/// The group that a document belongs to.
fn key(library: &Library, grouping: Grouping, index: usize) -> String {
    let Some(document) = library.documents.get(index) else {
        return String::new();
    };
    match grouping {
        Grouping::Organ => document.meta.body.clone().unwrap_or_default(),
        Grouping::Year => {
            let year = document.meta.date.as_deref().and_then(|d| d.get(..4));
            year.unwrap_or("").to_owned()
        }
        Grouping::Language => document.meta.language.clone(),
        Grouping::Actor => most_named(library, index).unwrap_or("").to_owned(),
        Grouping::Cited => {
            let times = library.graph.of_document(index).count();
            let from = CITED.iter().rfind(|from| **from <= times);
            from.map_or(String::new(), usize::to_string)
        }
    }
}

/// The last count of the group that begins with one; None where it has no end.
pub(crate) fn cited_until(from: usize) -> Option<usize> {
    let next = CITED.iter().find(|f| **f > from)?;
    Some(next - 1)
}

/// The actor that a document names most often; of equals the one named first.
fn most_named(library: &Library, index: usize) -> Option<&'static str> {
    let facts = library.facts.get(index)?.as_ref()?;
    let mut count: HashMap<u32, (usize, usize)> = HashMap::new();
    for (at, mention) in facts.actors.iter().enumerate() {
        count.entry(mention.actor).or_insert((0, at)).0 += 1;
    }
    let most = count
        .into_iter()
        .max_by_key(|(_, (times, at))| (*times, Reverse(*at)))?;
    NAMES.actors.get(most.0 as usize).map(|a| a.name)
}

fn sorted(library: &Library, sorting: Sorting) -> Vec<usize> {
    let mut all: Vec<usize> = (0..library.documents.len()).collect();
    let document = |i: &usize| &library.documents[*i];
    match sorting {
        Sorting::Corpus => {}
        Sorting::Symbol => all.sort_by_cached_key(|i| natural(document(i))),
        Sorting::Date => all.sort_by_cached_key(|i| {
            let date = document(i).meta.date.clone();
            (date.is_none(), date)
        }),
        Sorting::Pinyin => {
            all.sort_by_cached_key(|i| Collation::Pinyin.key(&document(i).meta.title));
        }
        Sorting::Strokes => {
            all.sort_by_cached_key(|i| Collation::Strokes.key(&document(i).meta.title));
        }
        Sorting::Cited => {
            all.sort_by_cached_key(|i| Reverse(library.graph.of_document(*i).count()));
        }
    }
    all
}

/// A name in parts, numbers by their value; documents without a symbol behind the others.
fn natural(document: &Document) -> (bool, Vec<(bool, u64, String)>) {
    let mut parts: Vec<(bool, u64, String)> = Vec::new();
    for c in short_name(document).chars() {
        let digit = c.to_digit(10);
        match (parts.last_mut(), digit) {
            (Some((true, value, _)), Some(d)) => {
                *value = value.saturating_mul(10).saturating_add(u64::from(d));
            }
            (_, Some(d)) => parts.push((true, u64::from(d), String::new())),
            (Some((false, _, text)), None) => text.push(c),
            (_, None) => parts.push((false, 0, c.to_string())),
        }
    }
    (document.meta.symbol.is_none(), parts)
}

impl Turn<'_> {
    /// Another grouping: the one a word says, else the next.
    pub(super) fn group_tree(&mut self) {
        let argument = std::mem::take(&mut self.argument).trim().to_lowercase();
        let now = self.app.tree.grouping;
        let words = |g: Grouping| ("group-", g.as_str());
        let Some(next) = self.chosen_of(&Grouping::ALL, now, &argument, words) else {
            self.say("message-no-grouping", &[("text", argument.into())]);
            return;
        };
        self.app.tree.grouping = next;
        self.rearranged("message-grouped", "group-", next.as_str());
    }

    /// Another order: the one a word says, else the next.
    pub(super) fn sort_tree(&mut self) {
        let argument = std::mem::take(&mut self.argument).trim().to_lowercase();
        let now = self.app.tree.sorting;
        let words = |s: Sorting| ("sort-", s.as_str());
        let Some(next) = self.chosen_of(&Sorting::ALL, now, &argument, words) else {
            self.say("message-no-sorting", &[("text", argument.into())]);
            return;
        };
        self.app.tree.sorting = next;
        self.rearranged("message-sorted", "sort-", next.as_str());
    }

    fn chosen_of<T: Copy + PartialEq>(
        &self,
        all: &[T],
        now: T,
        word: &str,
        words: impl Fn(T) -> (&'static str, &'static str),
    ) -> Option<T> {
        if word.is_empty() {
            let at = all.iter().position(|t| *t == now)?;
            return all.get((at + 1) % all.len()).copied();
        }
        let language = self.app.settings.language;
        let means = |t: &&T| {
            let (prefix, name) = words(**t);
            name == word || language.say(&format!("{prefix}{name}")).to_lowercase() == word
        };
        all.iter().find(means).copied()
    }

    fn rearranged(&mut self, message: &str, prefix: &str, word: &str) {
        let library = self.library;
        let tree = &mut self.app.tree;
        tree.refresh(library);
        if let Some(node) = tree.selected.clone() {
            tree.reveal(library, &node);
        }
        tree.top = 0;
        let words = self.app.settings.language.say(&format!("{prefix}{word}"));
        self.say(message, &[("by", words.into())]);
    }

    /// Takes the selected document into the choice, or out of it; of a heading its document, of a group all.
    pub(super) fn choose_node(&mut self) {
        use super::Node;
        let rows = self.app.tree.rows(self.library);
        let tree = &mut self.app.tree;
        let documents: Vec<usize> = match &tree.selected {
            Some(Node::Document(index) | Node::Heading(index, _)) => vec![*index],
            Some(node) => {
                let at = rows.iter().position(|r| r.node == *node).unwrap_or(0);
                let depth = rows.get(at).map_or(0, |r| r.depth);
                let inside = rows.iter().skip(at + 1).take_while(|r| r.depth > depth);
                inside
                    .filter_map(|r| match r.node {
                        Node::Document(index) => Some(index),
                        _ => None,
                    })
                    .collect()
            }
            None => Vec::new(),
        };
        let all = documents.iter().all(|d| tree.chosen.contains(d));
        for index in documents {
            if all {
                tree.chosen.remove(&index);
            } else {
                tree.chosen.insert(index);
            }
        }
        let n = tree.chosen.len();
        self.step(1);
        self.say("message-chosen", &[("n", n.into())]);
    }

    /// Nothing is chosen.
    pub(super) fn choose_none(&mut self) {
        self.app.tree.chosen.clear();
        self.say("message-chosen", &[("n", 0.into())]);
    }
}

impl super::App {
    /// The documents chosen in the tree, for what works on several at once: indexes in `Library::documents`.
    pub fn chosen(&self) -> Vec<usize> {
        self.tree.chosen.iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Meta;
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    fn library(papers: &[(&str, &str, &str, &str)]) -> Library {
        let document = |(symbol, title, date, body): &(&str, &str, &str, &str)| {
            let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
            Arc::new(Document {
                id: (*title).to_owned(),
                raw: Arc::new(RawText::new("x.txt", Origin::Bundled, String::new())),
                meta: Meta {
                    title: (*title).to_owned(),
                    symbol: some(symbol),
                    date: some(date),
                    body: some(body),
                    ..Meta::default()
                },
                blocks: Vec::new(),
                notes: Vec::new(),
                outline: Vec::new(),
                furniture: Vec::new(),
                problems: Vec::new(),
            })
        };
        Library {
            documents: papers.iter().map(document).collect(),
            ..Library::default()
        }
    }

    fn order(library: &Library, sorting: Sorting) -> String {
        let names = sorted(library, sorting);
        let titles = names
            .iter()
            .map(|i| library.documents[*i].meta.title.as_str());
        titles.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sorts_by_what_is_asked() {
        let library = library(&[
            ("A/9", "网络", "2011", "甲"),
            ("A/10", "安全", "1999-05", "乙"),
            ("", "人权", "", ""),
        ]);
        assert_eq!(order(&library, Sorting::Corpus), "网络 安全 人权");
        assert_eq!(order(&library, Sorting::Symbol), "网络 安全 人权");
        assert_eq!(order(&library, Sorting::Date), "安全 网络 人权");
        assert_eq!(order(&library, Sorting::Pinyin), "安全 人权 网络");
        assert_eq!(order(&library, Sorting::Strokes), "人权 安全 网络");
    }

    #[test]
    fn years_stand_in_order_and_what_has_none_last() {
        let library = library(&[
            ("", "甲", "2011", ""),
            ("", "乙", "", ""),
            ("", "丙", "1999-05", ""),
            ("", "丁", "2011-02-03", ""),
        ]);
        let groups = groups(&library, Grouping::Year, Sorting::Corpus);
        let told: Vec<_> = groups
            .iter()
            .map(|g| (g.name.as_deref(), g.len()))
            .collect();
        assert_eq!(told, [(Some("1999"), 1), (Some("2011"), 2), (Some(""), 1)]);
    }

    #[test]
    fn one_group_is_no_group() {
        let library = library(&[("A/1", "甲", "", "x"), ("A/2", "乙", "", "x")]);
        let groups = groups(&library, Grouping::Organ, Sorting::Corpus);
        assert_eq!((groups.len(), groups[0].name.as_ref()), (1, None));
    }

    #[test]
    fn counts_of_citations_stand_in_ranges() {
        assert_eq!(cited_until(1), Some(1));
        assert_eq!(cited_until(3), Some(5));
        assert_eq!(cited_until(11), None);
    }
}
