//! Who cites what: citations by what they cite, mentions without a citation, the most cited.
//!
//! In: documents and their facts. Out: a `Graph`. Must not know terminals.

use super::{Library, paragraph_of};
use crate::document::{BlockKind, Document};
use crate::facts::{Citation, Facts, Folded, Matcher, Squeezed, is_han, squeezed};
use crate::index::BlockRef;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Characters that a title must have to be looked for in plain words: shorter ones are common words.
const TITLE: usize = 8;
/// Mentions of one document that are kept.
const MOST: usize = 2000;

/// A citation in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cite {
    /// Index in `Library::documents`.
    pub document: usize,
    /// Index in `Facts::citations`; behind its end, in `Facts::back_references`.
    pub index: usize,
}

impl Cite {
    /// The citation itself.
    pub fn citation(self, library: &Library) -> Option<&Citation> {
        let facts = library.facts.get(self.document)?.as_ref()?;
        match self.index.checked_sub(facts.citations.len()) {
            None => facts.citations.get(self.index),
            Some(back) => facts.back_references.get(back),
        }
    }

    /// Whether it is a back-reference (该决议, 同上): what it cites was inferred from the citation before it.
    pub fn is_inferred(self, library: &Library) -> bool {
        let facts = library.facts.get(self.document).and_then(Option::as_ref);
        facts.is_some_and(|f| self.index >= f.citations.len())
    }

    /// The block it stands in.
    pub fn at(self, library: &Library) -> Option<BlockRef> {
        Some(BlockRef {
            document: self.document,
            block: self.citation(library)?.span.block,
        })
    }
}

/// A place that names a document of the library in plain words, outside of any citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlinked {
    /// Where.
    pub at: BlockRef,
    /// Bytes of the block's text.
    pub range: Range<u32>,
}

/// What is cited, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The symbol, as citations carry it.
    pub symbol: String,
    /// Citations, those of a document by itself left out.
    pub times: usize,
    /// Documents that cite it.
    pub documents: usize,
}

/// A line of a tree of relations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// 0 for what the tree is of.
    pub depth: usize,
    /// Upwards: this cites what it hangs under. Else it is cited by it.
    pub cites: bool,
    /// The symbol, or a document's id where it has none.
    pub symbol: String,
    /// The document, if it is in the library.
    pub document: Option<usize>,
    /// Citations between the two.
    pub times: usize,
}

/// The citation graph of a library.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    by_symbol: HashMap<String, Vec<Cite>>,
    by_document: HashMap<usize, Vec<Cite>>,
    unlinked: HashMap<usize, Vec<Unlinked>>,
    most: Vec<Cited>,
    firsts: Vec<Vec<Cite>>,
}

impl Graph {
    /// Reads the citations of all documents.
    pub fn build(
        documents: &[Arc<Document>],
        facts: &[Option<Arc<Facts>>],
        symbols: &HashMap<String, usize>,
    ) -> Graph {
        let mut graph = Graph::default();
        for (document, facts) in facts.iter().enumerate() {
            let mut seen = HashSet::new();
            let mut firsts = Vec::new();
            for (index, citation) in facts.iter().flat_map(|f| f.citations.iter().enumerate()) {
                let cite = Cite { document, index };
                if seen.insert(citation.symbol.as_str()) {
                    firsts.push(cite);
                }
                let key = key(&citation.symbol).to_owned();
                // A/RES/53/243 A is a part of the document A/RES/53/243.
                let whole = key.split(' ').next().unwrap_or(&key);
                if let Some(target) = symbols.get(&key).or_else(|| symbols.get(whole)) {
                    graph.by_document.entry(*target).or_default().push(cite);
                }
                graph.by_symbol.entry(key).or_default().push(cite);
            }
            graph.firsts.push(firsts);
        }
        graph.unlinked = unlinked(documents, facts);
        graph.most = graph.count(symbols);
        graph
    }

    fn count(&self, symbols: &HashMap<String, usize>) -> Vec<Cited> {
        let count = |(symbol, cites): (&String, &Vec<Cite>)| {
            let own = symbols.get(symbol);
            let others = || cites.iter().filter(|c| Some(&c.document) != own);
            let documents: HashSet<usize> = others().map(|c| c.document).collect();
            Cited {
                symbol: symbol.clone(),
                times: others().count(),
                documents: documents.len(),
            }
        };
        let mut all: Vec<Cited> = self.by_symbol.iter().map(count).collect();
        all.retain(|c| c.times > 0);
        all.sort_by(|a, b| {
            (b.times, b.documents, &a.symbol).cmp(&(a.times, a.documents, &b.symbol))
        });
        all
    }

    /// Citations of a symbol, in the order of the corpus.
    pub fn of_symbol(&self, symbol: &str) -> &[Cite] {
        self.by_symbol.get(key(symbol)).map_or(&[], Vec::as_slice)
    }

    /// What a document cites: for each symbol the first citation, in reading order.
    pub fn first_citations(&self, document: usize) -> &[Cite] {
        self.firsts.get(document).map_or(&[], Vec::as_slice)
    }

    /// Citations of a document of the library, its own of itself left out.
    pub fn of_document(&self, document: usize) -> impl Iterator<Item = Cite> + '_ {
        let all = self.by_document.get(&document);
        all.into_iter()
            .flatten()
            .copied()
            .filter(move |cite| cite.document != document)
    }

    /// Citations that say a paragraph of a document (第12段): to the numbered paragraph that holds the block.
    pub fn of_paragraph(&self, library: &Library, at: BlockRef) -> Vec<Cite> {
        let Some(own) = library
            .documents
            .get(at.document)
            .and_then(|d| paragraph_of(d, at.block))
        else {
            return Vec::new();
        };
        let says = |c: &Cite| {
            let pinpoint = c.citation(library).and_then(|c| c.pinpoint.as_deref());
            pinpoint.is_some_and(|p| paragraphs(p).contains(&own))
        };
        self.of_document(at.document).filter(says).collect()
    }

    /// Places in other documents that name a document by its title and do not cite it there.
    pub fn unlinked(&self, document: usize) -> &[Unlinked] {
        self.unlinked.get(&document).map_or(&[], Vec::as_slice)
    }

    /// What is cited, most often first.
    pub fn most_cited(&self) -> &[Cited] {
        &self.most
    }

    /// What cites a symbol and what it cites, and so on, `levels` deep; nothing twice on one branch.
    pub fn relations(&self, library: &Library, symbol: &str, levels: usize) -> Vec<Relation> {
        let mut out = vec![Relation {
            depth: 0,
            cites: false,
            symbol: symbol.to_owned(),
            document: library.target(symbol),
            times: self.of_symbol(symbol).len(),
        }];
        for cites in [false, true] {
            let mut path = vec![symbol.to_owned()];
            self.grow(library, symbol, cites, levels, &mut path, &mut out);
        }
        out
    }

    fn grow(
        &self,
        library: &Library,
        symbol: &str,
        cites: bool,
        levels: usize,
        path: &mut Vec<String>,
        out: &mut Vec<Relation>,
    ) {
        if levels == 0 || out.len() > 2000 {
            return;
        }
        for (next, times) in self.near(library, symbol, cites) {
            if path.contains(&next) {
                continue;
            }
            out.push(Relation {
                depth: path.len(),
                cites,
                document: document_named(library, &next),
                symbol: next.clone(),
                times,
            });
            path.push(next.clone());
            self.grow(library, &next, cites, levels - 1, path, out);
            path.pop();
        }
    }

    /// What cites a symbol, or what it cites, with how often; the most frequent first.
    pub fn near(&self, library: &Library, symbol: &str, cites: bool) -> Vec<(String, usize)> {
        if cites {
            self.citing(library, symbol)
        } else {
            cited_by(library, symbol)
        }
    }

    /// Documents that cite a symbol, with how often.
    fn citing(&self, library: &Library, symbol: &str) -> Vec<(String, usize)> {
        let own = document_named(library, symbol);
        let all = self
            .of_symbol(symbol)
            .iter()
            .filter(|c| Some(c.document) != own);
        counted(
            all.filter_map(|c| library.documents.get(c.document))
                .map(|d| name_of(d).to_owned()),
        )
    }
}

/// What a document of the library cites, with how often.
fn cited_by(library: &Library, symbol: &str) -> Vec<(String, usize)> {
    let document = document_named(library, symbol);
    let facts = document.and_then(|d| library.facts.get(d)?.as_ref());
    let all = facts.iter().flat_map(|f| &f.citations);
    let own = key(symbol);
    counted(
        all.map(|c| key(&c.symbol))
            .filter(|k| *k != own)
            .map(str::to_owned),
    )
}

/// The document that a symbol or an id names.
fn document_named(library: &Library, name: &str) -> Option<usize> {
    let by_id = || library.documents.iter().position(|d| d.id == name);
    library.target(name).or_else(by_id)
}

/// The symbol of a document, or its id.
fn name_of(document: &Document) -> &str {
    document.meta.symbol.as_deref().unwrap_or(&document.id)
}

/// Names with how often they come, the most frequent first.
fn counted(names: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut count: HashMap<String, usize> = HashMap::new();
    names.for_each(|n| *count.entry(n).or_default() += 1);
    let mut all: Vec<_> = count.into_iter().collect();
    all.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    all
}

/// The key of a symbol: without the language that some series end in (WSIS-03/GENEVA/DOC/4-E).
fn key(symbol: &str) -> &str {
    if !symbol.starts_with("WSIS") {
        return symbol;
    }
    ["-E", "-C", "-F", "-R", "-S", "-A"]
        .iter()
        .find_map(|end| symbol.strip_suffix(end))
        .unwrap_or(symbol)
}

/// The numbers of paragraphs that a pinpoint says: 第28(a)至30段, 第19和23段.
fn paragraphs(pinpoint: &str) -> Vec<u32> {
    if !pinpoint.contains(['段', '点']) && !pinpoint.contains("para") {
        return Vec::new();
    }
    let text: String = pinpoint.chars().filter(|c| !c.is_whitespace()).collect();
    let mut numbers: Vec<u32> = Vec::new();
    let mut range = false;
    let mut digits = String::new();
    for c in text.chars().chain(std::iter::once('。')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if let Ok(n) = std::mem::take(&mut digits).parse::<u32>() {
            let from = numbers
                .last()
                .copied()
                .filter(|from| range && *from < n && n - from < 200);
            numbers.extend(from.map_or(n..=n, |from| from + 1..=n));
            range = false;
        }
        range |= "至到-–".contains(c);
    }
    numbers
}

/// Titles of documents in the words of others, where no citation stands.
fn unlinked(
    documents: &[Arc<Document>],
    facts: &[Option<Arc<Facts>>],
) -> HashMap<usize, Vec<Unlinked>> {
    let mut titles: Matcher<usize> = Matcher::default();
    let mut any = false;
    for (i, document) in documents.iter().enumerate() {
        let title = squeezed(&document.meta.title);
        // A title that the file's name stood in for is no title.
        let words = title.iter().filter(|c| is_han(**c)).count();
        if title.len() >= TITLE && (words >= TITLE || title.contains(&' ')) {
            titles.add(title, i);
            any = true;
        }
    }
    titles.sort();
    let mut found: HashMap<usize, Vec<Unlinked>> = HashMap::new();
    if !any {
        return found;
    }
    for (document, own) in documents.iter().enumerate() {
        for (block, b) in own.blocks.iter().enumerate() {
            if matches!(
                b.kind,
                BlockKind::Title | BlockKind::Masthead | BlockKind::Toc
            ) {
                continue;
            }
            let folded = Folded::new(&b.text);
            let text = Squeezed::of(&folded);
            let mut i = 0;
            while i + TITLE <= text.chars.len() {
                let Some((n, target)) = titles.at(&text.chars, i, |t| *t != document) else {
                    i += 1;
                    continue;
                };
                let range = folded.bytes(text.from(i), text.to(i + n));
                let at = BlockRef { document, block };
                let list = found.entry(*target).or_default();
                if list.len() < MOST && !is_cited(facts, at, &range) {
                    list.push(Unlinked { at, range });
                }
                i += n;
            }
        }
    }
    found
}

/// A citation stands in the stretch or right beside it.
fn is_cited(facts: &[Option<Arc<Facts>>], at: BlockRef, range: &Range<u32>) -> bool {
    const BESIDE: u32 = 24;
    let facts = facts.get(at.document).and_then(|f| f.as_ref());
    facts.iter().flat_map(|f| &f.citations).any(|c| {
        c.span.block == at.block
            && c.span.range.start < range.end + BESIDE
            && range.start < c.span.range.end + BESIDE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinpoints_name_paragraphs() {
        assert_eq!(paragraphs("第28(a)至30段"), [28, 29, 30]);
        assert_eq!(paragraphs("第 19 和 23 段"), [19, 23]);
        assert_eq!(paragraphs("附件一"), [0; 0]);
        assert_eq!(paragraphs("第1至999999999段"), [1, 999_999_999]);
    }

    #[test]
    fn a_language_is_no_part_of_the_key() {
        assert_eq!(key("WSIS-03/GENEVA/DOC/4-E"), "WSIS-03/GENEVA/DOC/4");
        assert_eq!(key("A/RES/55/63"), "A/RES/55/63");
    }
}
