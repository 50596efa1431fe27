//! An index on disk finds what the exact layer finds, is completed when files change, and is never answered
//! from before it is whole.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use wenmai::index::{Disk, Mistake, Offer, Query, verify};
use wenmai::library::{Cache, CacheError, Library, Parts, open_whole};
use wenmai::text::Script;

const NO_LIMIT: usize = usize::MAX / 4;

/// The bundled files in a folder, and a folder for the cache.
fn corpus() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let (papers, cache) = (dir.path().join("papers"), dir.path().join("cache"));
    fs::create_dir(&papers).unwrap();
    for file in fs::read_dir("data/corpus").unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), papers.join(file.file_name())).unwrap();
    }
    (dir, papers, cache)
}

fn cache(papers: &Path, base: &Path) -> Cache {
    Cache::of(Some(base.to_owned()), &[papers.to_owned()], None).unwrap()
}

fn on_disk(disk: &Disk, query: &Query) -> BTreeSet<(String, usize)> {
    let asked = disk.ask(query, NO_LIMIT).unwrap();
    let found: BTreeSet<_> = asked
        .hits
        .iter()
        .map(|h| (h.row.source.clone(), h.row.block))
        .collect();
    assert_eq!(found.len(), asked.total, "every hit once, all counted");
    let papers: BTreeSet<_> = found.iter().map(|(source, _)| source).collect();
    assert_eq!(papers.len(), asked.documents);
    found
}

fn in_memory(library: &Library, query: &Query) -> BTreeSet<(String, usize)> {
    let hits = library.search(query, NO_LIMIT).hits.into_iter();
    let place = |h: wenmai::index::Hit| {
        let name = library.documents[h.at.document].raw.name.clone();
        (name, h.at.block)
    };
    hits.map(place).collect()
}

fn library(papers: &Path) -> Library {
    let parts = Parts {
        search: true,
        ..Parts::NONE
    };
    open_whole(&[papers.to_owned()], parts)
}

#[test]
fn it_finds_what_the_exact_layer_finds() {
    let (_dir, papers, base) = corpus();
    let disk = cache(&papers, &base).make(&mut |_| true).unwrap();
    let library = library(&papers);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    let mut tried = 0;
    while tried < 400 {
        let d = &library.documents[below(library.documents.len())];
        let text: Vec<char> = d.blocks[below(d.blocks.len())].text.chars().collect();
        let (from, length) = (below(text.len().max(1)), 1 + below(12));
        let part: String = text.iter().skip(from).take(length).collect();
        let typed =
            [Script::AsPrinted, Script::Traditional, Script::Simplified][tried % 3].show(&part);
        let query = Query::literal(&typed);
        if query.is_empty() {
            continue;
        }
        tried += 1;
        assert_eq!(
            on_disk(&disk, &query),
            in_memory(&library, &query),
            "{part:?}"
        );
    }
    let longest = library.documents[0].blocks.iter();
    let longest = longest.max_by_key(|b| b.text.len()).unwrap();
    let pasted = format!("{}某某某", longest.text).repeat(5);
    for typed in [
        "网络犯罪",
        "網路犯罪",
        "黑客",
        "网络 -犯罪",
        "-网络",
        "(公约 | 条约) -网络",
        "^网络",
        "罪",
        "问题。$",
        "^附件$",
        "信息 范围:脚注",
        "信息 语言:繁体",
        "信息 -在:003",
        "24/7",
        "“开 放、安全”",
        "wlfz",
        "wangluofanzui",
        "网luofz",
        "gy",
        "OEWG",
        "[原件：英文]",
        "A AND",
        "\"网络",
        "网络犯罪的的定义",
        "qqqzz",
        &pasted,
    ] {
        let query = Query::parse(typed);
        let found = on_disk(&disk, &query);
        assert_eq!(found, in_memory(&library, &query), "{typed}");
        let none = ["^附件$", "qqqzz"].contains(&typed);
        assert_eq!(found.is_empty(), none, "{typed}");
    }
    let asked = disk.ask(&Query::parse("网络 re:a+"), 1).unwrap();
    assert_eq!(asked.mistakes, [Mistake::NotOnDisk("a+".to_owned())]);
    let hit = &disk.ask(&Query::parse("网络犯罪"), 1).unwrap().hits[0];
    let marked = &hit.ranges[0];
    let marked = &hit.row.text[marked.start as usize..marked.end as usize];
    assert!(["网络犯罪", "網路犯罪"].contains(&marked), "{marked}");
}

#[test]
fn what_another_version_made_of_the_same_paths_goes() {
    let (_dir, papers, base) = corpus();
    let folder = cache(&papers, &base).folder;
    let name = folder.file_name().unwrap().to_str().unwrap();
    let paths = name.split('-').next().unwrap();
    let older = folder.with_file_name(format!("{paths}-0123"));
    let of_others = folder.with_file_name("0123-0123");
    fs::create_dir_all(&older).unwrap();
    fs::create_dir_all(&of_others).unwrap();
    cache(&papers, &base).make(&mut |_| true).unwrap();
    assert!(folder.is_dir() && !older.exists() && of_others.is_dir());
}

#[test]
fn it_marks_what_memory_marks() {
    let (_dir, papers, base) = corpus();
    let disk = cache(&papers, &base).make(&mut |_| true).unwrap();
    let library = library(&papers);
    for typed in ["网络", "网络犯罪", "^网络", "^联合国", "问题。$", "信息$"] {
        let query = Query::parse(typed);
        let asked = disk.ask(&query, 99_999).unwrap();
        let mut on_disk: Vec<_> = asked
            .hits
            .into_iter()
            .map(|h| ((h.row.document, h.row.block), h.ranges))
            .collect();
        let hits = library.search(&query, 99_999).hits;
        let place = |h: &wenmai::index::Hit| {
            let id = library.documents[h.at.document].id.clone();
            ((id, h.at.block), h.ranges.clone())
        };
        let mut in_memory: Vec<_> = hits.iter().map(place).collect();
        on_disk.sort_by(|a, b| a.0.cmp(&b.0));
        in_memory.sort_by(|a, b| a.0.cmp(&b.0));
        assert!(!on_disk.is_empty(), "{typed}");
        assert!(on_disk == in_memory, "{typed}");
    }
}

#[test]
fn where_it_finds_nothing_it_offers_what_does() {
    let (_dir, papers, base) = corpus();
    let disk = cache(&papers, &base).make(&mut |_| true).unwrap();
    let library = library(&papers);
    for typed in ["网络犯罪 鸭嘴兽", "unodaa", "网落犯罪", "鸭嘴兽 水獭"] {
        let query = Query::parse(typed);
        let offered = |offers: Vec<Offer>| -> Vec<(String, usize)> {
            offers.into_iter().map(|o| (o.query, o.total)).collect()
        };
        let asked = disk.ask(&query, 1).unwrap();
        assert_eq!(asked.total, 0, "{typed}");
        let offers = offered(asked.offers);
        assert_eq!(offers, offered(library.search(&query, 1).offers), "{typed}");
        assert_eq!(offers.is_empty(), typed == "鸭嘴兽 水獭", "{typed}");
    }
    let found = disk.ask(&Query::parse("网络"), 1).unwrap();
    assert_eq!(found.offers, []);
}

#[test]
fn documents_of_one_name_have_ids_of_their_own() {
    let (_dir, papers, base) = corpus();
    for folder in ["a", "b", "c"] {
        fs::create_dir(papers.join(folder)).unwrap();
        let text = format!("第一份报告{folder}。\n\n水獭在河边。\n");
        fs::write(papers.join(folder).join("report.txt"), text).unwrap();
    }
    let ids = |disk: &Disk| -> BTreeSet<String> {
        let asked = disk.ask(&Query::parse("水獭"), 9).unwrap();
        asked.hits.iter().map(|h| h.row.document.clone()).collect()
    };
    let disk = cache(&papers, &base).make(&mut |_| true).unwrap();
    let found = ids(&disk);
    assert_eq!(found.len(), 3);
    let library = library(&papers);
    let hits = library.search(&Query::parse("水獭"), 9).hits;
    let in_memory = hits
        .iter()
        .map(|h| library.documents[h.at.document].id.clone());
    assert_eq!(found, in_memory.collect());
    // One that comes later takes a name that is free.
    fs::create_dir(papers.join("0")).unwrap();
    fs::write(papers.join("0").join("report.txt"), "水獭也在山上。\n").unwrap();
    let disk = cache(&papers, &base).make(&mut |_| true).unwrap();
    assert_eq!(ids(&disk).len(), 4);
}

#[test]
fn it_follows_its_files_and_is_not_served_before_it_is_whole() {
    let (_dir, papers, base) = corpus();
    let stopped = cache(&papers, &base).make(&mut |_| false);
    assert!(matches!(stopped, Err(CacheError::Stopped)));
    assert!(
        cache(&papers, &base).open().unwrap().is_none(),
        "unfinished"
    );
    let disk = cache(&papers, &base).make(&mut |_| true).unwrap();
    let stats = disk.stats().unwrap();
    assert_eq!(stats.papers, 5);
    let word = Query::parse("'鸭嘴兽");
    assert_eq!(disk.ask(&word, 1).unwrap().total, 0);
    fs::write(papers.join("new.txt"), "一份关于鸭嘴兽的报告。\n").unwrap();
    let gone = fs::read_dir(&papers).unwrap().find(|f| {
        let name = f.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("003")
    });
    fs::remove_file(gone.unwrap().unwrap().path()).unwrap();
    assert!(
        cache(&papers, &base).open().unwrap().is_none(),
        "files changed"
    );
    let mut read = 0;
    let disk = cache(&papers, &base).make(&mut |making| {
        read = making.expected;
        true
    });
    let disk = disk.unwrap();
    assert_eq!(read, 1, "only what is new is read");
    assert_eq!(disk.ask(&word, 1).unwrap().total, 1);
    assert_eq!(disk.stats().unwrap().papers, 5);
    assert!(
        disk.ask(&Query::parse("語言:繁體"), 9)
            .unwrap()
            .hits
            .is_empty()
    );
    assert!(cache(&papers, &base).open().unwrap().is_some());
}

#[test]
fn damage_is_found_and_what_cannot_be_read_is_made_anew() {
    let (_dir, papers, base) = corpus();
    let cache = cache(&papers, &base);
    drop(cache.make(&mut |_| true).unwrap());
    assert_eq!(verify(&cache.folder).unwrap(), Vec::<String>::new());
    let store = fs::read_dir(&cache.folder)
        .unwrap()
        .map(|f| f.unwrap().path());
    let store = store.filter(|p| p.extension().is_some_and(|e| e == "store"));
    let store = store
        .max_by_key(|p| fs::metadata(p).unwrap().len())
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[100] ^= 0xff;
    fs::write(&store, bytes).unwrap();
    assert_eq!(verify(&cache.folder).unwrap().len(), 1);
    fs::write(cache.folder.join("meta.json"), "{ not json").unwrap();
    let disk = cache.make(&mut |_| true).unwrap();
    assert_eq!(disk.stats().unwrap().papers, 5);
    assert_eq!(verify(&cache.folder).unwrap(), Vec::<String>::new());
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_rest_is_found() {
    let (_dir, papers, base) = corpus();
    fs::write(
        papers.join("scan.pdf"),
        b"%PDF-1.4 and nothing that follows",
    )
    .unwrap();
    let mut told = Vec::new();
    let made = cache(&papers, &base).make(&mut |making| {
        told.extend(making.problems.iter().map(ToString::to_string));
        true
    });
    assert!(told.iter().any(|t| t.contains("scan.pdf")), "{told:?}");
    assert!(!on_disk(&made.unwrap(), &Query::parse("网络犯罪")).is_empty());
}
