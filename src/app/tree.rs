//! The document tree: groups, types of papers, documents, headings; opened lazily, filtered as one types.
//!
//! In: the library, how documents are grouped and sorted. Out: rows as data. Only rows that are open are made.

use super::links::short_name;
use super::order::{Group, Grouping, Sorting, groups};
use super::scope::Scope;
use super::searches::SavedRow;
use crate::document::{Document, OutlineEntry, OutlineKind};
use crate::index::{Found, Target};
use crate::library::Library;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What a row of the tree stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    /// Documents of one group, by its key; "" for those that say nothing of it.
    Group(String),
    /// Documents of one group that are of one type: the keys of both.
    Type(String, String),
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
    /// As shown; of groups and types the key, which the view words.
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
    /// Rows that differ from their usual state: groups and types are open, all else is closed.
    toggled: HashSet<Node>,
    /// What is typed to filter.
    pub filter: String,
    /// Documents that it leaves, each with the headings (indexes in the outline) that match.
    kept: Option<Arc<HashMap<usize, HashSet<usize>>>>,
    /// What the tree is limited to.
    pub scope: Option<Arc<Scope>>,
    /// First row on the page.
    pub top: usize,
    /// Searches that are kept.
    pub saved: Vec<SavedRow>,
    /// How documents are grouped.
    pub grouping: Grouping,
    /// How documents are sorted in their groups.
    pub sorting: Sorting,
    /// How far one has read in each document of this session, in percent.
    pub read: HashMap<usize, usize>,
    /// Documents chosen for export or comparison.
    pub chosen: BTreeSet<usize>,
    groups: Arc<Vec<Group>>,
    /// What `groups` were made of: grouping, sorting, documents, facts.
    made: Option<(Grouping, Sorting, usize, bool)>,
    /// Rows that were opened to show where one reads, and will be closed again.
    opened: Vec<Node>,
    /// The place that the tree shows.
    place: Option<(usize, usize)>,
}

impl Tree {
    /// Rows that differ from their usual state.
    pub fn toggled(&self) -> impl Iterator<Item = &Node> {
        self.toggled.iter()
    }

    /// The same, as they were kept.
    pub fn set_toggled(&mut self, nodes: Vec<Node>) {
        self.toggled = nodes.into_iter().collect();
    }

    /// What is inside is shown.
    pub fn is_open(&self, node: &Node) -> bool {
        let usual = matches!(node, Node::Group(_) | Node::Type(..) | Node::Searches);
        usual != self.toggled.contains(node)
    }

    /// Opens or closes a row.
    pub fn set_open(&mut self, node: &Node, open: bool) {
        if self.is_open(node) != open && !self.toggled.remove(node) {
            self.toggled.insert(node.clone());
        }
    }

    /// Groups the documents anew where something has changed.
    pub fn refresh(&mut self, library: &Library) {
        let facts = library.progress.facts;
        let now = (self.grouping, self.sorting, library.documents.len(), facts);
        if self.made != Some(now) {
            self.groups = Arc::new(groups(library, self.grouping, self.sorting));
            self.made = Some(now);
        }
    }

    /// Opens everything down to a depth (1: groups only) and closes what is deeper.
    pub fn open_to(&mut self, library: &Library, depth: usize) {
        self.toggled.clear();
        self.opened.clear();
        let groups = Arc::clone(&self.groups);
        for group in groups.iter() {
            let mut base = 0;
            if let Some(name) = &group.name {
                base += 1;
                self.set_open(&Node::Group(name.clone()), depth > base);
            }
            for (kind, documents) in &group.types {
                let mut base = base;
                if let Some(node) = type_node(group, kind) {
                    base += 1;
                    self.set_open(&node, depth > base);
                }
                for &index in documents {
                    self.open_document_to(library, index, depth.saturating_sub(base));
                }
            }
        }
    }

    fn open_document_to(&mut self, library: &Library, index: usize, depth: usize) {
        self.set_open(&Node::Document(index), depth > 1);
        let Some(document) = library.documents.get(index) else {
            return;
        };
        for (i, entry) in document.outline.iter().enumerate() {
            if entry.kind == OutlineKind::Heading {
                let open = depth > 1 + usize::from(entry.level.max(1));
                self.set_open(&Node::Heading(index, i), open);
            }
        }
    }

    /// What holds a node, outermost first.
    fn holders(&self, library: &Library, node: &Node) -> Vec<Node> {
        let index = match node {
            Node::Group(_) | Node::Searches | Node::Saved(_) => return Vec::new(),
            Node::Type(group, _) => return vec![Node::Group(group.clone())],
            Node::Document(index) | Node::Heading(index, _) => *index,
        };
        let mut holders = Vec::new();
        for group in self.groups.iter() {
            let own = group.types.iter().find(|(_, d)| d.contains(&index));
            if let Some((kind, _)) = own {
                holders.extend(group.name.clone().map(Node::Group));
                holders.extend(type_node(group, kind));
            }
        }
        if let (Node::Heading(_, entry), Some(document)) = (node, library.documents.get(index))
            && let Some(at) = document.outline.get(*entry)
        {
            holders.push(Node::Document(index));
            let above = document.headings_of(at.block).into_iter();
            holders.extend(
                above
                    .filter(|h| h != entry)
                    .map(|h| Node::Heading(index, h)),
            );
        }
        holders
    }

    /// Opens what holds a node, so that its row is shown.
    pub fn reveal(&mut self, library: &Library, node: &Node) {
        for holder in self.holders(library, node) {
            self.set_open(&holder, true);
        }
    }

    /// Shows and selects the heading that is being read; what was opened for the one before is closed again.
    pub fn follow(&mut self, library: &Library, index: usize, block: usize) {
        if self.place == Some((index, block)) {
            return;
        }
        let Some(document) = library.documents.get(index) else {
            return;
        };
        self.place = Some((index, block));
        let heading = document.headings_of(block).last().copied();
        let node = heading.map_or(Node::Document(index), |h| Node::Heading(index, h));
        let holders = self.holders(library, &node);
        for before in std::mem::take(&mut self.opened) {
            if holders.contains(&before) {
                self.opened.push(before);
            } else {
                self.set_open(&before, false);
            }
        }
        for holder in holders {
            if !self.is_open(&holder) {
                self.set_open(&holder, true);
                self.opened.push(holder);
            }
        }
        self.selected = Some(node);
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
        let mut rows = Vec::new();
        for group in self.groups.iter() {
            let node = group.name.clone().map(Node::Group);
            let inside = |depth| self.type_rows(library, group, depth);
            self.held_rows(node, 0, group.len(), inside, &mut rows);
        }
        if self.kept.is_none() {
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

    /// The row of what holds documents, where there is one, and what is inside.
    fn held_rows(
        &self,
        node: Option<Node>,
        depth: usize,
        count: usize,
        inside: impl Fn(usize) -> Vec<TreeRow>,
        rows: &mut Vec<TreeRow>,
    ) {
        let Some(node) = node else {
            rows.append(&mut inside(depth));
            return;
        };
        if self.scope.is_some() && inside(depth + 1).is_empty() {
            return;
        }
        let filtered = self.kept.is_some();
        let shown = self.is_open(&node) || filtered;
        let mut inner = if shown { inside(depth + 1) } else { Vec::new() };
        if !filtered || !inner.is_empty() {
            let label = match &node {
                Node::Group(key) | Node::Type(_, key) => key.clone(),
                _ => String::new(),
            };
            rows.push(TreeRow {
                node,
                depth,
                label,
                count,
                open: Some(shown),
            });
        }
        rows.append(&mut inner);
    }

    fn type_rows(&self, library: &Library, group: &Group, depth: usize) -> Vec<TreeRow> {
        let mut rows = Vec::new();
        for (kind, documents) in &group.types {
            let inside = |depth| {
                let mut rows = Vec::new();
                for &index in documents {
                    self.document_rows(library, index, depth, &mut rows);
                }
                rows
            };
            let node = type_node(group, kind);
            self.held_rows(node, depth, documents.len(), inside, &mut rows);
        }
        rows
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
        if self
            .scope
            .as_ref()
            .is_some_and(|s| !s.places.touches(index))
        {
            return;
        }
        let node = Node::Document(index);
        let mut headings = headings(document);
        if let Some(scope) = &self.scope {
            headings.retain(|&entry| scope.holds_section(document, index, entry));
        }
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

/// The row of a type of papers; none where a group holds but one type.
fn type_node(group: &Group, kind: &Option<String>) -> Option<Node> {
    let name = group.name.clone().unwrap_or_default();
    kind.clone().map(|kind| Node::Type(name, kind))
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
