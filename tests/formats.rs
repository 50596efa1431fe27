//! One text in many formats and encodings gives the same blocks; PDFs give their words, paragraphs and
//! mastheads; files that cannot be read say why. Over `../shared/samples`, skipped where that is missing.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wenmai::document::{BlockKind, Document, build};
use wenmai::problem::{Problem, ProblemKind};
use wenmai::source::{self, Item, RawText};

fn read(path: &Path) -> (Option<RawText>, Vec<Problem>) {
    source::read(&Item::File(path.to_owned()), None)
}

fn sample(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/samples")
        .join(name);
    if !path.exists() {
        println!("skipped: no {}", path.display());
    }
    path.exists().then_some(path)
}

fn document(name: &str) -> Option<Document> {
    let (raw, problems) = read(&sample(name)?);
    assert_eq!(problems, [], "{name}");
    Some(build(Arc::new(raw.unwrap()), "x"))
}

fn blocks(d: &Document) -> Vec<(BlockKind, String)> {
    d.blocks.iter().map(|b| (b.kind, b.text.clone())).collect()
}

#[test]
fn the_same_text_in_another_encoding_gives_the_same_blocks() {
    let Some(plain) = document("formats/ecosoc_res_sample.txt") else {
        return;
    };
    for ending in ["gb18030.txt", "utf16.txt"] {
        let other = document(&format!("formats/ecosoc_res_sample.{ending}")).unwrap();
        assert_eq!(blocks(&other), blocks(&plain), "{ending}");
    }
    // Big5 has no 爲: the sample was written without it.
    let mut utf8 = blocks(&document("formats/udhr.utf8.txt").unwrap());
    utf8.iter_mut().for_each(|b| b.1 = b.1.replace('爲', ""));
    let big5 = document("formats/udhr.big5.txt").unwrap();
    assert_eq!(big5.raw.encoding, "Big5");
    assert!(blocks(&big5) == utf8);
}

/// The packages of the sample begin with the file's title, which the text does not have.
#[test]
fn the_same_text_in_another_format_gives_the_same_blocks() {
    let Some(plain) = document("formats/ecosoc_res_sample.txt") else {
        return;
    };
    let plain = blocks(&plain);
    for (ending, before) in [("html", 0), ("docx", 1), ("odt", 1), ("epub", 2)] {
        let other = blocks(&document(&format!("formats/ecosoc_res_sample.{ending}")).unwrap());
        assert_eq!(other.len(), plain.len() + before, "{ending}");
        for (a, b) in other[before..].iter().zip(&plain) {
            assert_eq!(a, b, "{ending}");
        }
    }
}

/// Runs of five Chinese characters with their counts.
fn grams(text: &str) -> HashMap<Vec<char>, usize> {
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let all: Vec<char> = text.chars().filter(han).collect();
    let mut counts = HashMap::new();
    for gram in all.windows(5) {
        *counts.entry(gram.to_vec()).or_default() += 1;
    }
    counts
}

fn recall(source: &str, found: &str) -> f64 {
    let (source, found) = (grams(source), grams(found));
    let all: usize = source.values().sum();
    let both = source
        .iter()
        .map(|(g, n)| n.min(found.get(g).unwrap_or(&0)));
    both.sum::<usize>() as f64 / all as f64
}

#[test]
fn chinese_pdfs_give_the_words_and_paragraphs_of_their_source() {
    let cases = [
        ("T2_weasy_000.pdf", "000"),
        ("T2b_weasy_003_trad.pdf", "003"),
        ("T3_cid_stsong_000.pdf", "000"),
        ("T3b_cid_msung_003.pdf", "003"),
        ("T4_objstm_000.pdf", "000"),
    ];
    for (name, of) in cases {
        let Some(pdf) = document(&format!("formats/{name}")) else {
            return;
        };
        let entries = source::bundled::entries();
        let entry = entries.iter().find(|e| e.file.starts_with(of)).unwrap();
        let raw = source::bundled::read(entry).unwrap();
        let origin = build(Arc::new(raw), "x");
        let words: String = pdf.blocks.iter().map(|b| b.text.as_str()).collect();
        let share = recall(&origin.raw.text, &words);
        let (has, wants) = (pdf.blocks.len(), origin.blocks.len());
        println!("{name}: {share:.4} of the 5-grams, {has} blocks for {wants}");
        assert!(share >= 0.99, "{name}: {share}");
        assert!(
            has.abs_diff(wants) * 4 <= wants,
            "{name}: {has} blocks for {wants}"
        );
    }
}

#[test]
fn un_papers_say_their_symbol_date_and_title() {
    let cases = [
        (
            "un-pdf-en/A_C.1_80_L.20.pdf",
            "A/C.1/80/L.20",
            "2025-10-13",
            "working group",
        ),
        (
            "un-pdf-en/A_RES_78_237.pdf",
            "A/RES/78/237",
            "2023-12-28",
            "Developments in the field",
        ),
        (
            "un-pdf-en/A_RES_79_175.pdf",
            "A/RES/79/175",
            "2024-12-19",
            "The right to privacy",
        ),
        (
            "un-pdf-en/A_RES_79_243.pdf",
            "A/RES/79/243",
            "2024-12-31",
            "Convention against Cybercrime",
        ),
        (
            "formats/A_80_6_SECT.35.docx",
            "A/80/6(Sect.35)",
            "2025-04-03",
            "budget for 2026",
        ),
    ];
    for (name, symbol, date, title) in cases {
        let Some(d) = document(name) else { return };
        assert_eq!(d.meta.symbol.as_deref(), Some(symbol));
        assert_eq!(d.meta.date.as_deref(), Some(date), "{name}");
        assert!(d.meta.title.contains(title), "{name}: {}", d.meta.title);
    }
}

#[test]
fn every_sample_opens_or_says_what_it_is() {
    let Some(folder) = sample("formats") else {
        return;
    };
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let (raw, problems) = read(&path);
        if path.extension().is_some_and(|e| e == "gz") {
            assert!(raw.is_none());
            assert_eq!(problems[0].kind, ProblemKind::Packed("gzip".to_owned()));
        } else {
            assert!(raw.is_some() && problems.is_empty(), "{}", path.display());
        }
    }
}

#[test]
fn a_page_of_the_web_keeps_headings_lists_and_rows() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("page.html");
    let page = "<html><body><h1>一. 导言</h1><p>第一段。</p><ul><li>甲</li><li>乙</li></ul>\
        <ol><li>先</li><li>后</li></ol><table><tr><td>年</td><td>会</td></tr>\
        <tr><td>2001</td><td></td></tr></table><p>末段。</p></body></html>";
    fs::write(&path, page).unwrap();
    let text = read(&path).0.unwrap().text;
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim_end)
        .filter(|l| !l.is_empty())
        .collect();
    let wanted = [
        "一. 导言",
        "第一段。",
        "• 甲",
        "• 乙",
        "1. 先",
        "2. 后",
        "年\t会",
        "2001\t",
        "末段。",
    ];
    assert_eq!(lines, wanted.map(str::trim_end));
}

/// A PDF of one empty page.
const EMPTY_PAGE: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

#[test]
fn a_pdf_without_text_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("scan.pdf");
    fs::write(&path, EMPTY_PAGE).unwrap();
    let (raw, problems) = read(&path);
    assert!(raw.is_none());
    assert_eq!(problems[0].kind, ProblemKind::NoTextLayer);
}

#[test]
fn a_pdf_that_brings_its_reader_down_is_a_problem_and_the_others_open() {
    let dir = tempfile::tempdir().unwrap();
    // Arrays in arrays, deeper than any stack.
    let deep = 2_000_000;
    let nested = format!("/MediaBox{}{}", "[".repeat(deep), "]".repeat(deep));
    let empty = String::from_utf8(EMPTY_PAGE.to_vec()).unwrap();
    let pdf = empty.replace("/MediaBox[0 0 100 100]", &nested);
    fs::write(dir.path().join("deep.pdf"), pdf).unwrap();
    fs::write(dir.path().join("other.txt"), "大会通过了决议。").unwrap();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_wenmai"))
        .args(["--lang", "en", "check", "--json"])
        .arg(dir.path())
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
    let said: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(said["problems"][0]["kind"], "problem-broken-file");
    assert_eq!(said["documents"].as_array().unwrap().len(), 1);
}

/// A package whose one entry unpacks to more than a hundred million bytes of one letter.
fn bomb(entry: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file(entry, options).unwrap();
    let block = [b'a'; 1 << 20];
    zip.write_all(b"<w:document xmlns:w='w'><w:p><w:t>")
        .unwrap();
    for _ in 0..120 {
        zip.write_all(&block).unwrap();
    }
    zip.write_all(b"</w:t></w:p></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_package_that_unpacks_to_too_much_is_cut_with_a_problem() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bomb.docx");
    fs::write(&path, bomb("word/document.xml")).unwrap();
    let (raw, problems) = read(&path);
    assert!(!problems.is_empty());
    assert!(raw.is_none_or(|r| r.text.len() <= 64 << 20));
}

#[test]
fn cut_files_never_fail_silently() {
    let dir = tempfile::tempdir().unwrap();
    for name in [
        "T3_cid_stsong_000.pdf",
        "ecosoc_res_sample.docx",
        "ecosoc_res_sample.odt",
        "ecosoc_res_sample.epub",
    ] {
        let Some(path) = sample(&format!("formats/{name}")) else {
            return;
        };
        let bytes = fs::read(path).unwrap();
        for part in [1, 2, 3] {
            let path = dir.path().join(name);
            fs::write(&path, &bytes[..bytes.len() * part / 4]).unwrap();
            let (raw, problems) = read(&path);
            assert!(raw.is_some() || !problems.is_empty(), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_after_a_known_beginning_is_read_or_refused(
        start in proptest::sample::select(vec![&b"%PDF-1.7\n"[..], b"PK\x03\x04", b"<html>", b"\x1f\x8b", b"\xff\xfe"]),
        noise in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("noise");
        fs::write(&path, [start, &noise].concat()).unwrap();
        let (raw, problems) = read(&path);
        prop_assert!(raw.is_some() || !problems.is_empty());
    }

    #[test]
    fn flipped_bytes_of_a_pdf_are_read_or_refused(flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..60)) {
        let mut bytes = EMPTY_PAGE.to_vec();
        for (at, byte) in flips {
            let at = 5 + at.index(bytes.len() - 5);
            bytes[at] = byte;
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("flipped.pdf");
        fs::write(&path, bytes).unwrap();
        let (raw, problems) = read(&path);
        prop_assert!(raw.is_some() || !problems.is_empty());
    }
}

#[test]
fn a_word_file_says_the_numbers_that_word_prints() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("numbers.docx");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let listed = |text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr><w:b/></w:rPr>\
            <w:pPrChange><w:pPr><w:numPr><w:numId w:val='9'/></w:numPr></w:pPr></w:pPrChange></w:pPr>\
            <w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = format!(
        "<w:document xmlns:w='w'><w:body>{}{}</w:body></w:document>",
        listed("鼓励各国；"),
        listed("邀请各方。")
    );
    let numbering = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'>\
        <w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    for (name, xml) in [
        ("word/document.xml", body.as_str()),
        ("word/numbering.xml", numbering),
    ] {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    let (raw, problems) = read(&path);
    assert_eq!(problems, []);
    assert_eq!(raw.unwrap().text, "1. 鼓励各国；\n\n2. 邀请各方。\n\n");
}
