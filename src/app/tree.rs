//! The document tree: organs, documents, headings; opened lazily, filtered as one types.
//!
//! In: the library. Out: rows as data. Only rows that are open are made.

use super::links::short_name;
use super::searches::SavedRow;
use crate::document::{Document, OutlineEntry, OutlineKind};
use crate::index::{Found, Target};
use crate::library::Library;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a row of the tree stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    /// Documents of one organ; "" for those that name none.
    Organ(String),
    /// A document: index in `Library::documents`.
    Document(usize),
    /// A heading: document, index in `Document::outline`.
    Heading(usize, usize),
    /// Searches that are kept.
    Searches,
    /// A kept search by name.
    Saved(String),
}

/// A row of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TreeRow {
    pub node: Node,
    /// 0 for the outermost.
    pub depth: usize,
    /// As shown; "" for the organ of documents that name none.
    pub label: String,
    /// What it holds: documents, or headings. 0 for a leaf.
    pub count: usize,
    /// It holds something, and whether that is shown.
    pub open: Option<bool>,
}

/// State of the tree.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    /// The selected row.
    pub selected: Option<Node>,
    /// Rows that differ from their usual state: organs are open, all else is closed.
    toggled: HashSet<Node>,
    /// What is typed to filter.
    pub filter: String,
    /// Documents that it leaves, each with the headings (indexes in the outline) that match.
    kept: Option<Arc<HashMap<usize, HashSet<usize>>>>,
    /// First row on the page.
    pub top: usize,
    /// Searches that are kept.
    pub saved: Vec<SavedRow>,
}

impl Tree {
    /// What is inside is shown.
    pub fn is_open(&self, node: &Node) -> bool {
        let usual = matches!(node, Node::Organ(_) | Node::Searches);
        usual != self.toggled.contains(node)
    }

    /// Opens or closes a row.
    pub fn set_open(&mut self, node: &Node, open: bool) {
        if self.is_open(node) != open && !self.toggled.remove(node) {
            self.toggled.insert(node.clone());
        }
    }

    /// Opens everything down to a depth (1: organs only) and closes what is deeper.
    pub fn open_to(&mut self, library: &Library, depth: usize) {
        self.toggled.clear();
        for (organ, documents) in organs(library) {
            let base = usize::from(organ.is_some());
            if let Some(organ) = organ {
                self.set_open(&Node::Organ(organ), depth > 1);
            }
            for index in documents {
                self.set_open(&Node::Document(index), depth > base + 1);
                let Some(document) = library.documents.get(index) else {
                    continue;
                };
                for (i, entry) in document.outline.iter().enumerate() {
                    if entry.kind == OutlineKind::Heading {
                        let open = depth > base + 1 + usize::from(entry.level.max(1));
                        self.set_open(&Node::Heading(index, i), open);
                    }
                }
            }
        }
    }

    /// Opens what holds a node, so that its row is shown.
    pub fn reveal(&mut self, library: &Library, node: &Node) {
        match node {
            Node::Organ(_) | Node::Searches | Node::Saved(_) => {}
            Node::Document(index) => {
                if let Some(document) = library.documents.get(*index) {
                    self.set_open(&Node::Organ(organ_of(document).to_owned()), true);
                }
            }
            Node::Heading(index, entry) => {
                self.reveal(library, &Node::Document(*index));
                self.set_open(&Node::Document(*index), true);
                if let Some(document) = library.documents.get(*index)
                    && let Some(at) = document.outline.get(*entry)
                {
                    for holder in document.headings_of(at.block) {
                        if holder != *entry {
                            self.set_open(&Node::Heading(*index, holder), true);
                        }
                    }
                }
            }
        }
    }

    /// Shows only the documents and headings that were found (or everything), with what holds them. Those in
    /// which what is typed is only scattered are left out where others hold it whole.
    pub fn keep(&mut self, found: Option<(&Library, &[Found])>) {
        self.kept = found.map(|(library, found)| {
            let place = |f: &Found| matches!(f.target, Target::Document(_) | Target::Heading(_));
            let whole = found.iter().any(|f| f.whole && place(f));
            let mut kept: HashMap<usize, HashSet<usize>> = HashMap::new();
            for name in found.iter().filter(|f| f.whole || !whole) {
                match name.target {
                    Target::Document(index) => {
                        kept.entry(index).or_default();
                    }
                    Target::Heading(at) => {
                        let outline = library.documents.get(at.document).map(|d| &d.outline);
                        let entry =
                            outline.and_then(|o| o.iter().position(|e| e.block == at.block));
                        kept.entry(at.document).or_default().extend(entry);
                    }
                    _ => {}
                }
            }
            Arc::new(kept)
        });
    }

    /// All rows that are shown.
    pub fn rows(&self, library: &Library) -> Vec<TreeRow> {
        let filtered = self.kept.is_some();
        let mut rows = Vec::new();
        for (organ, documents) in organs(library) {
            let depth = usize::from(organ.is_some());
            let mut inside = Vec::new();
            let shown = match &organ {
                Some(organ) => self.is_open(&Node::Organ(organ.clone())) || filtered,
                None => true,
            };
            if shown {
                for &index in &documents {
                    self.document_rows(library, index, depth, &mut inside);
                }
            }
            if let Some(organ) = organ
                && (!filtered || !inside.is_empty())
            {
                rows.push(TreeRow {
                    node: Node::Organ(organ.clone()),
                    depth: 0,
                    label: organ,
                    count: documents.len(),
                    open: Some(shown),
                });
            }
            rows.append(&mut inside);
        }
        if !filtered {
            self.saved_rows(&mut rows);
        }
        rows
    }

    /// Kept searches, under a row of their own.
    fn saved_rows(&self, rows: &mut Vec<TreeRow>) {
        if self.saved.is_empty() {
            return;
        }
        let open = self.is_open(&Node::Searches);
        rows.push(TreeRow {
            node: Node::Searches,
            depth: 0,
            label: String::new(),
            count: self.saved.len(),
            open: Some(open),
        });
        let row = |saved: &SavedRow| TreeRow {
            node: Node::Saved(saved.name.clone()),
            depth: 1,
            label: saved.name.clone(),
            count: 0,
            open: None,
        };
        if open {
            rows.extend(self.saved.iter().map(row));
        }
    }

    fn document_rows(
        &self,
        library: &Library,
        index: usize,
        depth: usize,
        rows: &mut Vec<TreeRow>,
    ) {
        let Some(document) = library.documents.get(index) else {
            return;
        };
        let node = Node::Document(index);
        let headings = headings(document);
        let label = label(document);
        let keep = match &self.kept {
            None => None,
            Some(kept) => match kept.get(&index) {
                None => return,
                Some(found) => Some(with_holders(document, &headings, found)),
            },
        };
        let open = match &keep {
            Some(keep) => !keep.is_empty(),
            None => self.is_open(&node),
        };
        rows.push(TreeRow {
            node,
            depth,
            label,
            count: headings.len(),
            open: (!headings.is_empty()).then_some(open),
        });
        if open {
            self.heading_rows(document, index, &headings, depth + 1, keep.as_ref(), rows);
        }
    }

    fn heading_rows(
        &self,
        document: &Document,
        index: usize,
        headings: &[usize],
        depth: usize,
        keep: Option<&HashSet<usize>>,
        rows: &mut Vec<TreeRow>,
    ) {
        // Levels of the headings that hold this one, and the level below which nothing is shown.
        let mut holders: Vec<u8> = Vec::new();
        let mut closed: Option<u8> = None;
        for (i, &at) in headings.iter().enumerate() {
            let entry = &document.outline[at];
            let holds = headings[i + 1..]
                .iter()
                .take_while(|&&h| document.outline[h].level > entry.level)
                .count();
            holders.retain(|&level| level < entry.level);
            if closed.is_some_and(|level| entry.level > level) {
                holders.push(entry.level);
                continue;
            }
            closed = None;
            let node = Node::Heading(index, at);
            let open = keep.is_some() || self.is_open(&node);
            if keep.is_none_or(|keep| keep.contains(&at)) {
                rows.push(TreeRow {
                    depth: depth + holders.len(),
                    label: heading_label(document, entry),
                    count: holds,
                    open: (holds > 0).then_some(open),
                    node,
                });
            }
            if holds > 0 && !open {
                closed = Some(entry.level);
            }
            holders.push(entry.level);
        }
    }
}

/// Outline indexes of the headings of a document.
fn headings(document: &Document) -> Vec<usize> {
    let all = document.outline.iter().enumerate();
    all.filter(|(_, e)| e.kind == OutlineKind::Heading)
        .map(|(i, _)| i)
        .collect()
}

/// Headings that match, and those that hold them.
fn with_holders(document: &Document, headings: &[usize], found: &HashSet<usize>) -> HashSet<usize> {
    let mut keep = HashSet::new();
    let mut holders: Vec<usize> = Vec::new();
    for &at in headings {
        let entry = &document.outline[at];
        holders.retain(|&h| document.outline[h].level < entry.level);
        if found.contains(&at) {
            keep.extend(holders.iter().copied());
            keep.insert(at);
        }
        holders.push(at);
    }
    keep
}

/// An entry of the outline as shown: a heading as printed, a paragraph by its number and first words.
pub(crate) fn heading_label(document: &Document, entry: &OutlineEntry) -> String {
    let heads = matches!(entry.kind, OutlineKind::Heading | OutlineKind::Title);
    let printed = document
        .blocks
        .get(entry.block)
        .map_or("", |b| b.text.trim());
    if heads && !printed.is_empty() {
        return printed.replace('\t', " ");
    }
    let (number, title) = (document.number_of(entry), document.title_of(entry));
    if number.is_empty() || title.starts_with(number) {
        title.into_owned()
    } else if number.chars().all(|c| c.is_ascii_digit()) {
        format!("{number}. {title}")
    } else {
        format!("{number} {title}")
    }
}

/// Longest symbol (in characters) that leaves room for a title after it.
const SHORT_SYMBOL: usize = 14;

/// A document as shown in the tree: its symbol and its title, a long symbol after the title.
pub(crate) fn label(document: &Document) -> String {
    let name = short_name(document);
    let title = &document.meta.title;
    if name == title {
        name.to_owned()
    } else if name.len() > SHORT_SYMBOL {
        format!("{title} {name}")
    } else {
        format!("{name} {title}")
    }
}

fn organ_of(document: &Document) -> &str {
    document.meta.body.as_deref().unwrap_or("")
}

/// Documents by organ, in the order of the corpus; no organs where all would be in one.
fn organs(library: &Library) -> Vec<(Option<String>, Vec<usize>)> {
    let mut groups: Vec<(Option<String>, Vec<usize>)> = Vec::new();
    for (index, document) in library.documents.iter().enumerate() {
        let organ = organ_of(document);
        match groups.iter_mut().find(|(o, _)| o.as_deref() == Some(organ)) {
            Some((_, documents)) => documents.push(index),
            None => groups.push((Some(organ.to_owned()), vec![index])),
        }
    }
    if groups.len() < 2 {
        for group in &mut groups {
            group.0 = None;
        }
    }
    groups
}
