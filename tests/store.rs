//! What is kept stays whole: killed in mid-write, a full disk, two sessions, a broken file, a folder that
//! cannot be written.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use wenmai::problem::ProblemKind;
use wenmai::store::{
    Book, Change, DocumentKey, Ended, Entry, EntryId, EntryKind, Keeper, News, Quote, SavedSearch,
    Searched, Session, Spot, Time, Visit,
};

const LONG: Duration = Duration::from_secs(60);

fn spot(n: usize) -> Spot {
    Spot {
        document: "d1".to_owned(),
        block: n as u32,
        at: 3,
        line: 7,
        quote: Quote {
            exact: format!("第 {n} 段的文字"),
            before: "之前".to_owned(),
            after: "之后".to_owned(),
        },
        place: format!("第 {n} 段"),
    }
}

fn note(session: &str, n: usize) -> Change {
    Change::Entry(Entry {
        id: EntryId(format!("{session}-{n}")),
        kind: EntryKind::Note,
        name: String::new(),
        text: format!("{session} 的第 {n} 条批注：“引号”、\\、'单引号'"),
        tags: vec!["待查".to_owned(), "a b".to_owned()],
        spot: spot(n),
        made: Time(n as i64),
        changed: Time(n as i64),
        deleted: None,
    })
}

fn open(folder: &Path) -> (Keeper, Book, Vec<ProblemKind>) {
    let (keeper, book, problems) = Keeper::open(Some(folder.to_owned()));
    (keeper, book, problems.into_iter().map(|p| p.kind).collect())
}

fn count(book: &Book, session: &str) -> usize {
    let head = format!("{session}-");
    book.entries
        .keys()
        .filter(|id| id.0.starts_with(&head))
        .count()
}

/// This test program again, as another session that writes notes and says after each that it is safe.
fn writer(folder: &Path, session: &str, notes: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "another_session", "--nocapture"])
        .env("STORE_FOLDER", folder)
        .env("STORE_SESSION", session)
        .env("STORE_NOTES", notes.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
#[ignore = "run by other tests as a process of its own"]
fn another_session() {
    let get = |name: &str| std::env::var(name).unwrap();
    let (session, notes) = (get("STORE_SESSION"), get("STORE_NOTES"));
    let (keeper, _, _) = open(Path::new(&get("STORE_FOLDER")));
    let mut out = std::io::stdout();
    for n in 0..notes.parse().unwrap() {
        keeper.keep(note(&session, n));
        if n % 10 == 9 {
            assert_eq!(keeper.finish(LONG), Ended::Saved);
            writeln!(out, "saved {}", n + 1).unwrap();
        }
    }
}

#[test]
fn everything_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (keeper, mut book, problems) = open(folder.path());
    assert_eq!((book.clone(), problems), (Book::default(), vec![]));
    let changes = [
        Change::Document(DocumentKey {
            id: "d1".to_owned(),
            symbol: "A/1/2".to_owned(),
            language: "zh-Hans".to_owned(),
            name: "一.txt".to_owned(),
            title: "题名".to_owned(),
        }),
        note("一", 1),
        note("一", 2),
        Change::Visit(Visit {
            spot: spot(4),
            when: Time(5),
        }),
        Change::Searched(Searched {
            query: "公约 !北约".to_owned(),
            hits: 44,
            when: Time(6),
        }),
        Change::SavedSearch(SavedSearch {
            name: "常用".to_owned(),
            query: "公约".to_owned(),
            hits: 3,
            made: Time(7),
            checked: Time(8),
            deleted: None,
        }),
        Change::Session(Session {
            name: String::new(),
            corpus: "bundled".to_owned(),
            body: "{}".to_owned(),
            saved: Time(9),
        }),
    ];
    for change in changes {
        book.apply(&change);
        keeper.keep(change);
    }
    assert_eq!(keeper.finish(LONG), Ended::Saved);
    let (_, again, problems) = open(folder.path());
    assert_eq!((again, problems), (book, vec![]));
}

#[test]
fn a_session_killed_in_mid_write_loses_nothing_that_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    for (round, kill_after) in [3, 17, 40].into_iter().enumerate() {
        let session = format!("s{round}");
        let mut child = writer(folder.path(), &session, 1_000_000);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let saved = lines
            .map_while(Result::ok)
            .filter_map(|l| l.strip_prefix("saved ")?.parse::<usize>().ok())
            .nth(kill_after)
            .unwrap();
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        let (_, book, problems) = open(folder.path());
        assert_eq!(problems, []);
        assert!(count(&book, &session) >= saved, "{saved}");
        for n in 0..saved {
            let Change::Entry(entry) = note(&session, n) else {
                unreachable!()
            };
            assert_eq!(book.entries.get(&entry.id), Some(&entry));
        }
    }
}

#[test]
fn two_sessions_with_a_thousand_notes_each_lose_none() {
    let folder = tempfile::tempdir().unwrap();
    let (reader, _, _) = open(folder.path());
    let mut children = [
        writer(folder.path(), "甲", 1000),
        writer(folder.path(), "乙", 1000),
    ];
    for child in &mut children {
        let out = BufReader::new(child.stdout.take().unwrap());
        let last = out.lines().map_while(Result::ok);
        assert!(last.filter(|l| l == "saved 1000").count() == 1);
        assert!(child.wait().unwrap().success());
    }
    let (_, book, problems) = open(folder.path());
    assert_eq!(problems, []);
    assert_eq!((count(&book, "甲"), count(&book, "乙")), (1000, 1000));
    // A session that was open all the time learns of them when it asks.
    reader.recall();
    assert_eq!(reader.finish(LONG), Ended::Saved);
    let news: Vec<News> = reader.news().try_iter().collect();
    assert_eq!(news, [News::Book(Box::new(book))]);
}

#[test]
fn of_two_changes_the_later_stays_and_the_earlier_words_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let with_text = |text: &str, at: i64| {
        let Change::Entry(entry) = note("一", 1) else {
            unreachable!()
        };
        Change::Entry(Entry {
            text: text.to_owned(),
            changed: Time(at),
            ..entry
        })
    };
    let (one, _, _) = open(folder.path());
    let (two, _, _) = open(folder.path());
    for (keeper, text, at) in [(&one, "先", 10), (&two, "后", 20), (&one, "迟到", 15)] {
        keeper.keep(with_text(text, at));
        assert_eq!(keeper.finish(LONG), Ended::Saved);
    }
    let (_, book, _) = open(folder.path());
    assert_eq!(book.entries[&EntryId("一-1".to_owned())].text, "后");
    let file = folder.path().join("wenmai.db");
    let earlier: String = rusqlite::Connection::open(file)
        .unwrap()
        .query_row("SELECT group_concat(text) FROM earlier", [], |r| r.get(0))
        .unwrap();
    assert_eq!(earlier, "先");
}

/// A file system of its own, so small that it is soon full; None where that is not allowed.
struct Tmpfs(tempfile::TempDir);

impl Tmpfs {
    fn mount(options: &str) -> Option<Tmpfs> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|s| s.success()).then_some(Tmpfs(folder))
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let mut mount = Command::new("mount");
        let status = mount.args(["-o", &options]).arg(self.0.path()).status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

fn unwritable(problem: &ProblemKind) -> bool {
    matches!(problem, ProblemKind::StoreUnwritable(_))
}

#[test]
fn on_a_full_disk_notes_wait_and_are_saved_when_there_is_room() {
    let Some(disk) = Tmpfs::mount("size=256k") else {
        eprintln!("skipped: no small file system can be mounted here");
        return;
    };
    let (keeper, _, problems) = open(disk.0.path());
    assert_eq!(problems, []);
    keeper.keep(note("先", 0));
    assert_eq!(keeper.finish(LONG), Ended::Saved);
    for n in 0..2000 {
        keeper.keep(note("满", n));
    }
    let ended = keeper.finish(LONG);
    let Ended::Aside(_, path) = ended else {
        panic!("{ended:?}")
    };
    let told: Vec<News> = keeper.news().try_iter().collect();
    assert!(
        told.iter()
            .any(|n| matches!(n, News::Problem(p) if unwritable(&p.kind))),
        "{told:?}"
    );
    // Whoever comes now finds what was saved, whole.
    let (other, book, problems) = open(disk.0.path());
    assert_eq!((count(&book, "先"), problems), (1, vec![]));
    drop(other);
    // What could not be written is in a file that can be taken in.
    let text = fs::read_to_string(&path).unwrap();
    let aside = wenmai::store::json::read(&text).unwrap();
    let entries = aside.iter().filter(|c| matches!(c, Change::Entry(_)));
    assert_eq!(entries.count() + count(&book, "满"), 2000);
    fs::remove_file(path).unwrap();
    disk.remount("size=16m");
    keeper.keep(note("后", 0));
    assert_eq!(keeper.finish(LONG), Ended::Saved);
    let told: Vec<News> = keeper.news().try_iter().collect();
    assert!(told.iter().any(|n| matches!(n, News::Saved(_))), "{told:?}");
    let (_, book, _) = open(disk.0.path());
    assert_eq!((count(&book, "满"), count(&book, "后")), (2000, 1));
}

#[test]
fn a_folder_that_cannot_be_written_is_read_and_said() {
    let Some(disk) = Tmpfs::mount("size=4m") else {
        eprintln!("skipped: no file system can be mounted here");
        return;
    };
    let (keeper, _, _) = open(disk.0.path());
    keeper.keep(note("先", 0));
    assert_eq!(keeper.close(LONG), Ended::Saved);
    disk.remount("ro");
    let (keeper, book, problems) = open(disk.0.path());
    assert_eq!(count(&book, "先"), 1);
    assert!(problems.iter().any(unwritable), "{problems:?}");
    keeper.keep(note("后", 0));
    let ended = keeper.finish(LONG);
    let Ended::Aside(1, path) = ended else {
        panic!("{ended:?}")
    };
    fs::remove_file(path).unwrap();
    disk.remount("rw");
    keeper.keep(note("后", 1));
    assert_eq!(keeper.finish(LONG), Ended::Saved);
    let (_, book, problems) = open(disk.0.path());
    assert_eq!((count(&book, "先"), count(&book, "后")), (1, 2));
    assert_eq!(problems, []);
}

#[test]
fn without_a_folder_the_session_goes_on_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "in the way").unwrap();
    for folder in [None, Some(file.join("below"))] {
        let (keeper, book, problems) = Keeper::open(folder);
        assert_eq!(book, Book::default());
        assert!(problems.iter().any(|p| unwritable(&p.kind)));
        keeper.keep(note("一", 0));
        let ended = keeper.finish(LONG);
        let Ended::Aside(1, path) = ended else {
            panic!("{ended:?}")
        };
        fs::remove_file(path).unwrap();
    }
}

/// Files in a folder whose name holds a word.
fn named(folder: &Path, word: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    files
        .filter(|p| p.file_name().unwrap().to_string_lossy().contains(word))
        .collect()
}

#[test]
fn a_broken_file_is_kept_aside_and_a_new_one_begun() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wenmai.db");
    let (keeper, _, _) = open(folder.path());
    for n in 0..300 {
        keeper.keep(note("一", n));
    }
    assert_eq!(keeper.close(LONG), Ended::Saved);
    let whole = fs::read(&file).unwrap();
    // No database at all; one with a page in the middle overwritten; one cut off.
    let mut torn = whole.clone();
    torn[8192..16384].fill(0xA5);
    let broken = [
        b"this is not a database, whatever its name says".repeat(100),
        torn,
        whole[..whole.len() / 3].to_vec(),
    ];
    for (i, bytes) in broken.into_iter().enumerate() {
        fs::write(&file, &bytes).unwrap();
        let (keeper, book, problems) = open(folder.path());
        let [ProblemKind::StoreDamaged(aside)] = &problems[..] else {
            panic!("{i}: {problems:?}")
        };
        assert_eq!(fs::read(aside).unwrap(), bytes);
        assert_eq!(book, Book::default());
        keeper.keep(note("二", i));
        assert_eq!(keeper.finish(LONG), Ended::Saved);
        let (other, book, problems) = open(folder.path());
        assert_eq!((count(&book, "二"), problems), (1, vec![]));
        for open in [keeper, other] {
            assert_eq!(open.close(LONG), Ended::Saved);
        }
    }
    assert_eq!(named(folder.path(), "damaged").len(), 3);
}

#[test]
fn a_newer_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wenmai.db");
    let (keeper, _, _) = open(folder.path());
    keeper.keep(note("一", 0));
    assert_eq!(keeper.close(LONG), Ended::Saved);
    // user_version is the big-endian word at byte 60 of the header (sqlite.org/fileformat.html).
    let mut bytes = fs::read(&file).unwrap();
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    fs::write(&file, &bytes).unwrap();
    let (keeper, _, problems) = open(folder.path());
    assert_eq!(problems, [ProblemKind::StoreNewer("99".to_owned())]);
    keeper.keep(note("二", 0));
    let Ended::Aside(1, path) = keeper.finish(LONG) else {
        panic!("written to a newer database")
    };
    fs::remove_file(path).unwrap();
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn notes_go_out_as_json_and_come_back() {
    let mut book = Book::default();
    for change in [note("一", 1), note("一", 2)] {
        book.apply(&change);
    }
    let text = wenmai::store::json::write(&book);
    let mut again = Book::default();
    for change in wenmai::store::json::read(&text).unwrap() {
        again.apply(&change);
    }
    assert_eq!(again, book);
    assert!(wenmai::store::json::read("{}").is_err());
    assert!(wenmai::store::json::read("not JSON").is_err());
}
