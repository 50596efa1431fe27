//! Opens a corpus in stages: documents one by one, then exact search, then facts and words side by side.
//!
//! Each stage is published as a new snapshot as soon as it is there, so that reading starts with the
//! first document and searching before any index exists.

use super::measured::Measured;
use super::prepared::{Keeping, Prepared};
use super::{Glossary, Graph, Library, Mention, Progress, own};
use crate::document::{self, Document};
use crate::facts::{self, Facts};
use crate::index::{BlockRef, Exact, Finder, Target, Words};
use crate::problem::Problem;
use crate::source::{self, Charset, Item};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Which parts of a library are wanted; documents always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Exact search.
    pub search: bool,
    /// The finder.
    pub finder: bool,
    /// Citations, dates, events, terms and the timeline.
    pub facts: bool,
    /// Where words end is noted for all documents; where it is not, a search finds out for what it finds.
    pub words: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Parts = Parts {
        search: true,
        finder: true,
        facts: true,
        words: true,
    };

    /// Documents and nothing else.
    pub const NONE: Parts = Parts {
        search: false,
        finder: false,
        facts: false,
        words: false,
    };
}

/// Between two snapshots of a library that is still reading documents.
const BETWEEN: Duration = Duration::from_millis(50);

/// What is opened, and how.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// Files and folders; none for the bundled corpus.
    pub paths: Vec<PathBuf>,
    /// The encoding of the files; detected where none is given.
    pub charset: Option<Charset>,
    /// The folder where the bundled documents are kept once they were given back, for the next start; none where
    /// nothing shall be kept.
    pub kept: Option<PathBuf>,
}

impl Opening {
    /// Opens all of it in the background. The receiver gets growing snapshots; it is closed after the last.
    pub fn in_background(self) -> Receiver<Arc<Library>> {
        let (snapshots, receiver) = unbounded();
        std::thread::spawn(move || {
            load(&self, Parts::ALL, &mut |library| {
                snapshots.send(Arc::new(library.clone())).is_ok()
            });
        });
        receiver
    }

    /// Opens all that is asked for and returns when it is there.
    pub fn whole(&self, parts: Parts) -> Library {
        load(self, parts, &mut |_| true)
    }
}

/// Opens the bundled corpus (no paths) or files and folders, and returns when all that is asked for is there. Keeps
/// nothing.
pub fn open_whole(paths: &[PathBuf], parts: Parts) -> Library {
    let opening = Opening {
        paths: paths.to_vec(),
        ..Opening::default()
    };
    opening.whole(parts)
}

/// Called with each new state; says whether anybody still wants more.
type Publish<'a> = &'a mut dyn FnMut(&Library) -> bool;

fn load(opening: &Opening, parts: Parts, publish: Publish<'_>) -> Library {
    let (items, problems) = source::list(&opening.paths);
    let keeps = opening.kept.as_deref().filter(|_| opening.paths.is_empty());
    let prepared = keeps.map(Prepared::read).unwrap_or_default();
    let given = Given {
        items: &items,
        charset: opening.charset,
        prepared: &prepared,
    };
    let progress = Progress {
        expected: items.len(),
        ..Progress::default()
    };
    let mut library = Library {
        problems,
        progress,
        measured: Measured::begin(),
        ..Library::default()
    };
    if !read_documents(given, &mut library, publish) {
        return library;
    }
    library.measured.over(|m| &mut m.read);
    let (documents, problems) = (library.documents.len(), library.problems.len());
    log::info!("{documents} documents read, {problems} problems with files");
    library.symbols = Arc::new(symbols_of(&library.documents));
    if parts.search {
        match prepared.index(&library.documents) {
            Some((exact, words)) => {
                library.exact = Arc::new(exact);
                library.words = Some(Arc::new(words));
                library.progress.words = true;
                library.measured.over(|m| &mut m.words);
            }
            None => {
                library.exact = Arc::new(Exact::build(&library.documents));
                library.words = (!parts.words).then(|| Arc::new(Words::when_asked()));
            }
        }
    }
    library.progress.exact = parts.search;
    if parts.search {
        library.measured.over(|m| &mut m.exact);
    }
    if !publish(&library) {
        return library;
    }
    if parts.words {
        library.exact.expect_many();
    }
    if parts.search && parts.finder {
        // the tables of pinyin take longer to read than the names to be put in order
        library.finder = Arc::new(Finder::build(&library.documents));
        if !publish(&library) {
            return library;
        }
    }
    read_facts_and_words(parts, &mut library, publish);
    // last of all: nobody waits for it
    if let Some(folder) = keeps.filter(|_| prepared.is_empty())
        && let Err(error) = keep(folder, &library)
    {
        log::info!("{}: {error}", folder.display());
    }
    library
}

/// Keeps the documents and their index for the next start.
fn keep(folder: &Path, library: &Library) -> io::Result<()> {
    let keeping = Keeping::begin(folder)?;
    let exact = match library.progress.exact {
        true => library.exact.clone(),
        false => Arc::new(Exact::build(&library.documents)),
    };
    let words = library.words.clone().filter(|w| !w.bits().is_empty());
    let words = words.unwrap_or_else(|| Arc::new(Words::build(&exact)));
    keeping.keep(&library.documents, &exact, &words)
}

/// What documents are made from.
#[derive(Clone, Copy)]
struct Given<'a> {
    items: &'a [Item],
    charset: Option<Charset>,
    prepared: &'a Prepared,
}

type Read = (usize, Option<Document>, Vec<Problem>);

/// Reads all items on all cores and adds the documents in their order. False: nobody wants them.
fn read_documents(given: Given<'_>, library: &mut Library, publish: Publish<'_>) -> bool {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = unbounded::<Read>();
    std::thread::scope(|scope| {
        for _ in 0..cores().min(given.items.len()) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || read_items(given, next, &sender));
        }
        drop(sender);
        // what is kept is all there in a moment: one snapshot of it, with its index
        let last = (!given.prepared.is_empty()).then(Instant::now);
        let wanted = add_in_order(&receiver, library, publish, last);
        if !wanted {
            next.store(given.items.len(), Ordering::Relaxed);
        }
        library.progress.all_read = wanted;
        wanted
    })
}

fn read_items(given: Given<'_>, next: &AtomicUsize, sender: &Sender<Read>) {
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = given.items.get(at) else {
            return;
        };
        let (raw, problems) = source::read(item, given.charset);
        let document = raw.map(Arc::new).map(|raw| {
            let kept = given.prepared.document(&raw);
            kept.unwrap_or_else(|| document::build(raw.clone(), &id_from(&raw.name)))
        });
        if sender.send((at, document, problems)).is_err() {
            return;
        }
    }
}

/// Takes documents as they come and adds each when all before it are there. The first snapshot comes `BETWEEN` after
/// `last`, at once without one.
fn add_in_order(
    receiver: &Receiver<Read>,
    library: &mut Library,
    publish: Publish<'_>,
    mut last: Option<Instant>,
) -> bool {
    let mut waiting: HashMap<usize, (Option<Document>, Vec<Problem>)> = HashMap::new();
    let mut ids = HashSet::new();
    let mut next = 0;
    for (at, document, problems) in receiver {
        waiting.insert(at, (document, problems));
        while let Some((document, problems)) = waiting.remove(&next) {
            next += 1;
            library.problems.extend(problems);
            if let Some(mut document) = document {
                make_unique(&mut document.id, &mut ids);
                library.documents.push(Arc::new(document));
                library.facts.push(None);
            }
        }
        library.progress.documents = library.documents.len();
        let due = last.is_none_or(|t| t.elapsed() >= BETWEEN);
        if due && !library.documents.is_empty() {
            last = Some(Instant::now());
            if !publish(library) {
                return false;
            }
        }
    }
    true
}

fn read_facts_and_words(parts: Parts, library: &mut Library, publish: Publish<'_>) {
    enum Done {
        Facts(Vec<Facts>),
        Words(Words),
    }
    let documents = library.documents.clone();
    let (sender, receiver) = unbounded();
    std::thread::scope(|scope| {
        if parts.words && !library.progress.words {
            let (sender, exact) = (sender.clone(), library.exact.clone());
            scope.spawn(move || sender.send(Done::Words(Words::build(&exact))));
        }
        if parts.facts {
            let (sender, documents) = (sender.clone(), &documents);
            scope.spawn(move || sender.send(Done::Facts(facts_of(documents))));
        }
        drop(sender);
        for done in receiver {
            match done {
                Done::Facts(facts) => {
                    library.facts = facts.into_iter().map(|f| Some(Arc::new(f))).collect();
                    let mentions = timeline_of(&library.documents, &library.facts);
                    library.set_timeline(mentions);
                    let graph = Graph::build(&library.documents, &library.facts, &library.symbols);
                    library.graph = Arc::new(graph);
                    library.glossary = Arc::new(Glossary::build(&library.facts));
                    if parts.finder {
                        let finder = Finder::build(&library.documents).with(names_of(library));
                        library.finder = Arc::new(finder);
                    }
                    library.progress.facts = true;
                    library.measured.over(|m| &mut m.facts);
                    log::info!(
                        "facts found: {} mentions in the timeline",
                        library.timeline.len()
                    );
                }
                Done::Words(words) => {
                    library.words = Some(Arc::new(words));
                    library.progress.words = true;
                    library.measured.over(|m| &mut m.words);
                    log::info!("words cut");
                }
            }
            if !publish(library) {
                return;
            }
        }
    });
}

/// Facts of all documents, on all cores.
fn facts_of(documents: &[Arc<Document>]) -> Vec<Facts> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = unbounded();
    let mut facts: Vec<Facts> = documents.iter().map(|_| Facts::default()).collect();
    std::thread::scope(|scope| {
        for _ in 0..cores().min(documents.len()) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some((at, d)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    documents.get(at).map(|d| (at, d))
                } {
                    if sender.send((at, facts::extract(d))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (at, found) in receiver {
            facts[at] = found;
        }
    });
    facts::group(&mut facts);
    facts
}

/// Mentions of all documents by start date, undated ones last.
fn timeline_of(documents: &[Arc<Document>], facts: &[Option<Arc<Facts>>]) -> Vec<Mention> {
    let mut all = Vec::new();
    for (document, (holder, facts)) in documents.iter().zip(facts).enumerate() {
        let Some(facts) = facts else { continue };
        all.extend(own::mention(holder, document, facts));
        for event in &facts.events {
            let at = BlockRef {
                document,
                block: event.span.block,
            };
            all.push(Mention {
                at,
                event: Arc::new(event.clone()),
                own: own::is_front(holder, event.span.block),
            });
        }
    }
    // The sort is stable: mentions of one date keep their order in the corpus.
    all.sort_by_key(|m| (m.event.start.is_none(), m.event.start));
    all
}

/// Names that the facts give: actors, terms in both their forms, events once each.
fn names_of(library: &Library) -> Vec<(String, Target)> {
    let mut named = HashSet::new();
    for mention in library.facts.iter().flatten().flat_map(|f| &f.actors) {
        named.insert(mention.actor);
    }
    let mut names = Vec::new();
    for (i, actor) in facts::NAMES.actors.iter().enumerate() {
        let index = i as u32;
        if named.contains(&index) {
            let name = format!("{} {}", actor.name, actor.english);
            names.push((name.trim_end().to_owned(), Target::Actor(index)));
        }
    }
    for term in library.facts.iter().flatten().flat_map(|f| &f.terms) {
        for form in [&term.abbr, &term.expansion] {
            names.push((form.clone(), Target::Term));
        }
    }
    let mut seen = HashSet::new();
    names.retain(|(name, target)| *target != Target::Term || seen.insert(name.clone()));
    let mut told = HashSet::new();
    for (i, mention) in library.timeline.iter().enumerate() {
        let event = &mention.event;
        if event.kind != facts::EventKind::Citation && told.insert(event.key.as_str()) {
            let date = event.start.map_or(String::new(), |d| d.iso());
            let name = format!("{date} {}", event.label.trim());
            names.push((name.trim().to_owned(), Target::Event(i as u32)));
        }
    }
    names
}

fn symbols_of(documents: &[Arc<Document>]) -> HashMap<String, usize> {
    let mut symbols = HashMap::new();
    for (i, document) in documents.iter().enumerate() {
        if let Some(symbol) = &document.meta.symbol {
            symbols.entry(symbol.clone()).or_insert(i);
        }
    }
    symbols
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// A short id from a file's name: its letters and digits, lower case, joined by hyphens.
pub(super) fn id_from(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> = stem
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let id: String = words.join("-").to_lowercase().chars().take(40).collect();
    if id.is_empty() {
        "document".to_owned()
    } else {
        id
    }
}

pub(super) fn make_unique(id: &mut String, seen: &mut HashSet<String>) {
    let base = id.clone();
    let mut n = 2;
    while !seen.insert(id.clone()) {
        *id = format!("{base}-{n}");
        n += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_names_and_are_unique() {
        assert_eq!(
            id_from("A_RES_78_237 (final).pdf.txt"),
            "a-res-78-237-final-pdf"
        );
        assert_eq!(id_from("…"), "document");
        let mut seen = HashSet::new();
        let ids: Vec<String> = ["a", "a", "a-2", "a"]
            .map(|id| {
                let mut id = id.to_owned();
                make_unique(&mut id, &mut seen);
                id
            })
            .into();
        assert_eq!(ids, ["a", "a-2", "a-2-2", "a-3"]);
    }

    #[test]
    fn the_bundled_corpus_opens_whole_and_in_order() {
        let library = open_whole(
            &[],
            Parts {
                words: false,
                ..Parts::ALL
            },
        );
        let wanted: Vec<String> = source::bundled::entries()
            .into_iter()
            .map(|e| e.id)
            .collect();
        let ids: Vec<&str> = library.documents.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, wanted);
        assert!(library.facts.iter().all(Option::is_some));
        assert_eq!(library.problems, []);
    }

    #[test]
    fn the_second_start_takes_what_the_first_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let opening = Opening {
            kept: Some(folder.path().to_owned()),
            ..Opening::default()
        };
        let parts = Parts {
            search: true,
            ..Parts::NONE
        };
        let query = crate::index::Query::parse("网络犯罪");
        let [first, second] = [(); 2].map(|()| opening.whole(parts));
        let file = std::fs::read_dir(folder.path()).expect("read").next();
        let file = file.expect("kept").expect("read").path();
        let kept = std::fs::read(&file).expect("read");
        let found = |l: &Library| l.search(&query, 99).hits;
        assert_eq!(found(&first), found(&second));
        // what is damaged is made again, and the same is found
        std::fs::write(&file, &kept[1..]).expect("written");
        assert_eq!(found(&first), found(&opening.whole(parts)));
        assert_eq!(std::fs::read(&file).expect("read"), kept);
        // of other files nothing is kept
        let other = tempfile::tempdir().expect("a folder");
        std::fs::write(other.path().join("a.txt"), "1. 一段。\n").expect("written");
        let opening = Opening {
            paths: vec![other.path().to_owned()],
            ..opening
        };
        let before = std::fs::read_dir(folder.path()).expect("read").count();
        assert!(!opening.whole(parts).progress.words);
        let after = std::fs::read_dir(folder.path()).expect("read").count();
        assert_eq!((before, after), (1, 1));
    }

    #[test]
    fn snapshots_only_grow_and_the_last_is_done() {
        let snapshots: Vec<Arc<Library>> = Opening::default().in_background().iter().collect();
        assert!(
            snapshots
                .windows(2)
                .all(|w| w[0].documents.len() <= w[1].documents.len())
        );
        assert!(
            !snapshots[0].progress.done() && snapshots.last().is_some_and(|l| l.progress.done())
        );
    }
}
