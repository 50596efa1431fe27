//! Any bytes go from a file through documents and facts without a panic, and nothing takes for ever.
//!
//! `WENMAI_FUZZ_SECONDS=600 cargo test --release --test robust -- --ignored` runs as long as it says.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use wenmai::problem::ProblemKind;
use wenmai::source::{self, Item};
use wenmai::{document, facts};

/// Reads a file of those bytes and makes all that is made of it.
fn whole_way(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    let (raw, problems) = source::read(&Item::File(path.to_owned()), None);
    let Some(raw) = raw else {
        assert!(!problems.is_empty(), "neither a text nor a problem");
        return;
    };
    let document = document::build(Arc::new(raw), "x");
    let mut all = [facts::extract(&document)];
    facts::group(&mut all);
    for block in &document.blocks {
        assert!(block.text.chars().all(|c| c == '\t' || !c.is_control()));
    }
}

fn corpus() -> Vec<Vec<u8>> {
    let entries = source::bundled::entries();
    let bytes = entries.iter().map(|e| source::bundled::bytes(&e.file));
    bytes.map(|b| b.unwrap().to_vec()).collect()
}

/// A change to a stretch of a text.
#[derive(Debug, Clone)]
enum Change {
    Cut,
    Repeat(usize),
    Swap,
    Flip(u8),
    Insert(&'static str),
    Join,
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = vec![
        "\0",
        "\u{c}",
        "\u{feff}",
        "\u{202e}",
        "\t",
        "\r",
        "\n\n\n",
        "¹",
        "１",
        "（",
        "”",
        "--",
        "....",
        "[^1]",
        "](",
        "&#x0;",
        "<table>",
        "%PDF-",
        "99999999999999999999",
        "二〇",
        "年",
        "第",
        "号决议",
        "A/RES/",
        "http://",
        "&amp",
        "<!--",
        "<![CDATA[",
        "<w:tr><w:tc>",
        "</w:p>",
        "</w:tbl>",
        "<w:footnoteReference w:id='1'/>",
        "<w:numId w:val='-99999999999'/>",
        "<table:table-cell table:number-columns-repeated='999999999'/>",
        "<text:s text:c='999999999'/>",
        "<td colspan='999999999'>",
        "<ol start='18446744073709551615'><li>",
        " 9999999999 0 R ",
        "/Kids[2 0 R]",
        "/Length 99999999999",
        "[<<",
        " 1e39 Tf ",
        "(\\377\\376",
    ];
    prop_oneof![
        Just(Change::Cut),
        (2_usize..40).prop_map(Change::Repeat),
        Just(Change::Swap),
        any::<u8>().prop_map(Change::Flip),
        proptest::sample::select(pieces).prop_map(Change::Insert),
        Just(Change::Join),
    ]
}

type Place = prop::sample::Index;

fn apply(text: &mut Vec<u8>, change: &Change, a: Place, b: Place) {
    if text.is_empty() {
        return;
    }
    let (a, b) = (a.index(text.len()), b.index(text.len()));
    let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 400));
    let part = text[from..to].to_vec();
    match change {
        Change::Cut => drop(text.drain(from..to)),
        Change::Repeat(times) => drop(text.splice(from..from, part.repeat(*times))),
        Change::Swap => text[from..to].reverse(),
        Change::Flip(bits) => text[from] ^= bits,
        Change::Insert(piece) => drop(text.splice(from..from, piece.bytes())),
        Change::Join => {
            let joined = part
                .iter()
                .filter(|b| **b != b'\n')
                .copied()
                .collect::<Vec<u8>>();
            text.splice(from..to, joined);
        }
    }
}

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let changes = proptest::collection::vec((change(), any::<Place>(), any::<Place>()), 0..30);
    (any::<Place>(), any::<Place>(), 1_usize..6_000, changes).prop_map(
        |(which, start, len, changes)| {
            let files = corpus();
            let file = &files[which.index(files.len())];
            let start = start.index(file.len());
            let mut text = file[start..(start + len).min(file.len())].to_vec();
            for (change, a, b) in &changes {
                apply(&mut text, change, *a, *b);
            }
            text
        },
    )
}

/// Files of a format, by the ending that says which.
fn samples(ending: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/formats");
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let of_format = files.map(|f| f.path()).filter(|p| {
        let small = fs::metadata(p).is_ok_and(|m| m.len() < 100_000);
        small && p.extension().is_some_and(|e| e == ending)
    });
    of_format.map(|p| fs::read(p).unwrap()).collect()
}

/// The entries of a package.
type Entries = Vec<(String, Vec<u8>)>;

fn unpack(bytes: Vec<u8>) -> Entries {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let entries = 0..zip.len();
    let read = |i| {
        let mut file = zip.by_index(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    entries.map(read).collect()
}

fn pack(entries: &Entries) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::CompressionMethod::Stored;
    let options = zip::write::SimpleFileOptions::default().compression_method(stored);
    for (name, bytes) in entries {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

static PACKAGES: LazyLock<Vec<Entries>> = LazyLock::new(|| {
    let files = ["docx", "odt", "epub"].into_iter().flat_map(samples);
    files.map(unpack).collect()
});
static PAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let page = "<html><body><h1>一. 导言</h1><p>甲<sup>1</sup></p><ol><li>乙<li>丙</ol><table><tr><td>年<td>会</table></html>";
    let mut pages = samples("html");
    pages.push(page.into());
    pages
});
static PDFS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut files = samples("pdf");
    files.push(PLAIN_PDF.to_vec());
    files
});

/// A PDF of two pages that nothing packs, so that a change to a byte changes what is read.
const PLAIN_PDF: &[u8] = b"%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 95>>stream
BT /F1 12 Tf 50 300 Td (A/RES/60/1) Tj 0 -20 Td (A row) Tj 90 0 Td (of a table) Tj 0 -14 Td (2001) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
6 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
trailer<</Root 1 0 R>>
%%EOF";

/// A changed web page, PDF, or entry of a package.
fn mutated_format(of: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let changes = proptest::collection::vec((change(), any::<Place>(), any::<Place>()), 1..12);
    (any::<Place>(), any::<Place>(), changes).prop_map(move |(which, inner, changes)| {
        let change = |bytes: &mut Vec<u8>| {
            for (change, a, b) in &changes {
                apply(bytes, change, *a, *b);
            }
        };
        let pick = |files: &[Vec<u8>]| {
            let mut file = files[which.index(files.len())].clone();
            change(&mut file);
            file
        };
        match of {
            "pdf" => [b"%PDF-".as_slice(), &pick(&PDFS)].concat(),
            "package" if !PACKAGES.is_empty() => {
                let mut entries = PACKAGES[which.index(PACKAGES.len())].clone();
                let texts: Vec<usize> = (0..entries.len())
                    .filter(|i| entries[*i].0.ends_with("ml"))
                    .collect();
                change(&mut entries[texts[inner.index(texts.len())]].1);
                pack(&entries)
            }
            _ => [b"<html>".as_slice(), &pick(&PAGES)].concat(),
        }
    })
}

/// The program itself reads a PDF: it must end well, whatever its reader of PDFs does.
fn by_the_program(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    let run = program.args(["check", "--json"]).arg(path).output();
    let out = run.unwrap();
    let said = serde_json::from_slice::<serde_json::Value>(&out.stdout).unwrap();
    let read = said["documents"][0].is_object() || said["problems"][0].is_object();
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(
        read && matches!(out.status.code(), Some(0 | 1 | 4)),
        "{told}"
    );
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => mutated(),
        1 => proptest::collection::vec(any::<u8>(), 0..3_000),
        1 => "(\\PC|\n){0,600}".prop_map(String::into_bytes),
    ]
}

fn run(cases: u32, strategy: impl Strategy<Value = Vec<u8>>, read: impl Fn(&Path, &[u8])) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.txt");
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let result = runner.run(&strategy, |bytes| {
        read(&path, &bytes);
        Ok(())
    });
    result.unwrap();
}

#[test]
fn any_bytes_go_the_whole_way() {
    run(96, bytes(), whole_way);
}

#[test]
fn changed_packages_and_pages_go_the_whole_way() {
    run(24, mutated_format("package"), whole_way);
    run(48, mutated_format("html"), whole_way);
}

#[test]
fn a_changed_pdf_does_not_bring_the_program_down() {
    run(8, mutated_format("pdf"), by_the_program);
}

#[test]
#[ignore = "runs as many seconds as WENMAI_FUZZ_SECONDS says (60)"]
fn any_bytes_go_the_whole_way_for_long() {
    let seconds = std::env::var("WENMAI_FUZZ_SECONDS")
        .ok()
        .and_then(|s| s.parse().ok());
    let until = Instant::now() + Duration::from_secs(seconds.unwrap_or(60));
    let mut rounds = 0_u64;
    while Instant::now() < until {
        run(300, bytes(), whole_way);
        run(100, mutated_format("package"), whole_way);
        run(100, mutated_format("html"), whole_way);
        run(20, mutated_format("pdf"), by_the_program);
        rounds += 1;
    }
    println!("{} cases, {} of them PDFs", rounds * 520, rounds * 20);
}

fn problems_of(folder: &Path) -> (Vec<Item>, Vec<ProblemKind>) {
    let (items, problems) = source::list(&[PathBuf::from(folder)]);
    (items, problems.into_iter().map(|p| p.kind).collect())
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_pipes_in_a_folder_do_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "大会通过了决议。").unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("self.txt"), dir.path().join("self.txt")).unwrap();
    let pipe = dir.path().join("pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|s| s.success()));
    let (items, problems) = problems_of(dir.path());
    assert_eq!((items.len(), problems.len()), (1, 0));
    let (raw, problems) = source::read(&Item::File(pipe), None);
    assert!(raw.is_none());
    assert!(matches!(problems[0].kind, ProblemKind::Unreadable(_)));
}

#[test]
fn a_file_over_the_limit_is_cut_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("big.txt");
    let line = "没有分段的一行，\n";
    fs::write(&path, line.repeat((65 << 20) / line.len())).unwrap();
    let (raw, problems) = source::read(&Item::File(path), None);
    let text = raw.unwrap().text;
    assert!(text.len() <= 64 << 20 && text.ends_with('，'));
    assert!(matches!(problems[..], [ref p] if matches!(p.kind, ProblemKind::TooLarge(_))));
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named_and_the_rest_opens() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let [corpus, closed] = ["corpus", "corpus/closed"].map(|n| dir.path().join(n));
    fs::create_dir_all(&closed).unwrap();
    fs::write(corpus.join("a.txt"), "大会通过了决议。").unwrap();
    fs::write(corpus.join("secret.txt"), "不能读。").unwrap();
    fs::write(closed.join("b.txt"), "也不能读。").unwrap();
    for (path, bits) in [
        (dir.path(), 0o755),
        (&closed, 0),
        (&corpus.join("secret.txt"), 0),
    ] {
        mode(path, bits);
    }
    // To root nothing is closed: the program then runs as somebody else, from where anybody can start it.
    let program = dir.path().join("wenmai");
    fs::copy(env!("CARGO_BIN_EXE_wenmai"), &program).unwrap();
    mode(&program, 0o755);
    let id = Command::new("id").arg("-u").output().unwrap();
    let mut run = if id.stdout.trim_ascii() == b"0" {
        let mut run = Command::new("setpriv");
        run.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        run.arg(&program);
        run
    } else {
        Command::new(&program)
    };
    let out = run.args(["check", "--json"]).arg(&corpus).output();
    mode(&closed, 0o755);
    let Some(out) = out.ok().filter(|o| !o.stdout.is_empty()) else {
        println!("skipped: cannot run as somebody else");
        return;
    };
    let said: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let problems = said["problems"].as_array().unwrap();
    let mut named: Vec<&str> = problems.iter().filter_map(|p| p["file"].as_str()).collect();
    named.sort_unstable();
    assert!(named.len() == 2 && named[0].ends_with("closed") && named[1].ends_with("secret.txt"));
    assert!(problems.iter().all(|p| p["kind"] == "problem-unreadable"));
    assert_eq!(said["documents"].as_array().unwrap().len(), 1);
    assert_eq!(out.status.code(), Some(1));
}

/// Runs the program over a file with 2 GiB of address space and five minutes of processor time at most.
#[cfg(target_os = "linux")]
fn check_within_limits(text: &str, times: usize) -> serde_json::Value {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("big.txt");
    let mut file = fs::File::create(&path).unwrap();
    (0..times).for_each(|_| file.write_all(text.as_bytes()).unwrap());
    let limits = "ulimit -v 2097152; ulimit -t 300; exec \"$0\" check --json \"$1\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", limits, env!("CARGO_BIN_EXE_wenmai")]);
    let out = shell.arg(&path).output().unwrap();
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(
        matches!(out.status.code(), Some(0 | 1)),
        "{:?} {told}",
        out.status
    );
    serde_json::from_slice(&out.stdout).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes without optimization")]
fn huge_files_stay_within_limits() {
    let lines = "没有分段的一行，后面还有很多这样的行，\n".repeat(1 << 14);
    let said = check_within_limits(&lines, (200 << 20) / lines.len());
    assert_eq!(said["problems"][0]["kind"], "problem-too-large");
    assert_eq!(said["documents"].as_array().unwrap().len(), 1);
    let line = "汉字文本，没有换行，".repeat(1 << 14);
    let said = check_within_limits(&line, (50 << 20) / line.len());
    assert_eq!(said["documents"].as_array().unwrap().len(), 1);
}
