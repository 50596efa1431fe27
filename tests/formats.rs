//! One text in many formats and encodings gives the same blocks; PDFs give their words, paragraphs and
//! mastheads; files that cannot be read say why. Over `../shared/samples`, skipped where that is missing.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use proptest::prelude::*;
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
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
    share(&grams(source), found)
}

/// As `recall`, of the paragraphs and cells of the source (one a line), wherever the page has them.
fn recall_of_each(source: &str, found: &str) -> f64 {
    let mut each = HashMap::new();
    for (gram, n) in source.lines().flat_map(grams) {
        *each.entry(gram).or_default() += n;
    }
    share(&each, found)
}

fn share(source: &HashMap<Vec<char>, usize>, found: &str) -> f64 {
    let found = grams(found);
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

/// What the PDF of the manual prints, out of its text file: there tables are drawn with lines, and long cells
/// go on in the next line; sections are referred to with their titles; captions begin with 表, not “Table”.
/// One paragraph or cell a line.
fn as_printed(source: &str) -> String {
    let mut out = String::new();
    let mut cells: Vec<String> = Vec::new();
    for line in source.replace('\u{a0}', " ").lines() {
        let line = line.trim();
        let row = line.strip_prefix('|').and_then(|l| l.strip_suffix('|'));
        let row: Vec<&str> = row.map_or(Vec::new(), |r| r.split('|').collect());
        let rule = line.contains("---") && line.bytes().all(|b| b"|+-".contains(&b));
        if rule || row.len() != cells.len() {
            out.extend(cells.drain(..).map(|cell| cell + "\n"));
        }
        if !rule && !row.is_empty() {
            cells.resize(row.len(), String::new());
            (cells.iter_mut().zip(&row)).for_each(|(cell, part)| cell.push_str(part.trim()));
        } else if !rule {
            let caption = line.strip_prefix("表 ");
            let caption = caption.filter(|c| c.starts_with(|c: char| c.is_ascii_digit()));
            out.push_str(caption.unwrap_or(line));
            out.push(if line.is_empty() { '\n' } else { ' ' });
        }
    }
    without_titles(&out)
}

/// “第 1.2 节 “…”” without what stands between the quotation marks.
fn without_titles(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('节') {
        let (before, after) = rest.split_at(at + '节'.len_utf8());
        let number = before.trim_end_matches('节').trim_end();
        let numbered = number.ends_with(|c: char| c.is_ascii_digit());
        let title = after.trim_start().strip_prefix('“').filter(|_| numbered);
        out.push_str(before);
        rest = title
            .and_then(|t| t.split_once('”'))
            .map_or(after, |(_, rest)| rest);
    }
    out + rest
}

#[test]
fn a_manual_of_251_pages_gives_the_words_of_its_source() {
    let Some(packed) = sample("formats/debian-reference.zh-cn.txt.gz") else {
        return;
    };
    let unpacked = Command::new("gzip").arg("-dc").arg(packed).output();
    let source = String::from_utf8(unpacked.unwrap().stdout).unwrap();
    let pdf = document("formats/T1_xelatex_debref.pdf").unwrap();
    let words: String = pdf.blocks.iter().map(|b| b.text.as_str()).collect();
    let printed = as_printed(&source);
    let whole = recall(&source, &words);
    let (order, each) = (recall(&printed, &words), recall_of_each(&printed, &words));
    println!(
        "{whole:.4} of the 5-grams of the text file, {order:.4} of what is printed, {each:.4} in paragraphs"
    );
    // TeX moves tables to where a page has room: paragraphs are all there, not all in the source's order.
    assert!(order >= 0.975 && each >= 0.99, "{order} {each}");
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
    let out = Command::new(env!("CARGO_BIN_EXE_wenmai"))
        .args(["--lang", "en", "check", "--json"])
        .arg(dir.path())
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
    let said: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(said["problems"][0]["kind"], "problem-broken-file");
    assert_eq!(said["documents"].as_array().unwrap().len(), 1);
}

/// What the program says of files, in JSON, and how it ended.
fn check(path: &Path) -> (serde_json::Value, Output) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    let out = program
        .args(["check", "--json"])
        .arg(path)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(matches!(out.status.code(), Some(0 | 1 | 4)), "{told}");
    (serde_json::from_slice(&out.stdout).unwrap(), out)
}

/// A PDF with those content streams, one a page.
fn pdf_of(contents: &[String]) -> Vec<u8> {
    let mut pdf = String::from(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
    );
    let mut kids = String::new();
    for (i, content) in contents.iter().enumerate() {
        let (page, stream) = (10 + 2 * i, 11 + 2 * i);
        kids += &format!("{page} 0 R ");
        pdf += &format!(
            "{page} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents {stream} 0 R/Resources<</Font<</F1 4 0 R>>>>>>endobj\n"
        );
        pdf += &format!(
            "{stream} 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n",
            content.len()
        );
    }
    pdf += &format!(
        "2 0 obj<</Type/Pages/Kids[{kids}]/Count {}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        contents.len()
    );
    pdf.into_bytes()
}

#[test]
fn pages_after_one_that_brings_the_reader_down_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("middle.pdf");
    let words = |text: &str| format!("BT /F1 12 Tf 50 300 Td ({text}) Tj ET");
    let deep = 3_000_000;
    let fatal = format!("{}{} TJ", "[".repeat(deep), "]".repeat(deep));
    fs::write(&path, pdf_of(&[words("first"), fatal, words("third")])).unwrap();
    let (said, _) = check(&path);
    assert_eq!(
        said["problems"][0]["kind"], "problem-pages-missing",
        "{said}"
    );
    assert_eq!(said["problems"][0]["detail"], "2");
    let mut program = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    let shown = program.args(["show", "middle", "--corpus"]).arg(&path);
    let shown = String::from_utf8(shown.output().unwrap().stdout).unwrap();
    assert!(
        shown.contains("first") && shown.contains("third"),
        "{shown}"
    );
}

#[test]
fn damaged_pdfs_are_read_in_part_or_refused() {
    let Some(path) = sample("formats/T3_cid_stsong_000.pdf") else {
        return;
    };
    let bytes = fs::read(path).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let damaged = dir.path().join("damaged.pdf");
    for step in [97, 1_009, 10_007] {
        let mut flipped = bytes.clone();
        flipped
            .iter_mut()
            .skip(step)
            .step_by(step)
            .for_each(|b| *b ^= 0x55);
        let cut = bytes[..bytes.len() - step].to_vec();
        let holed = [&bytes[..step], &bytes[2 * step..]].concat();
        for bytes in [flipped, cut, holed] {
            fs::write(&damaged, bytes).unwrap();
            let (said, _) = check(&damaged);
            assert!(said["documents"][0].is_object() || said["problems"][0].is_object());
        }
    }
}

#[test]
fn files_that_need_a_password_say_that_they_cannot_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let locked = "trailer<</Root 1 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -3904/O<aa112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>/U<bb112233445566778899aabbccddeeff00000000000000000000000000000000>>>>>";
    let pdf = String::from_utf8(pdf_of(&["BT /F1 12 Tf (locked) Tj ET".to_owned()])).unwrap();
    fs::write(
        dir.path().join("a.pdf"),
        pdf.replace("trailer<</Root 1 0 R>>", locked),
    )
    .unwrap();
    // What Word writes under a password is no package but a compound file that holds one (MS-OFFCRYPTO 2.3).
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let docx = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
        &utf16("EncryptedPackage"),
    ]
    .concat();
    fs::write(dir.path().join("b.docx"), docx).unwrap();
    let (said, out) = check(dir.path());
    assert_eq!(out.status.code(), Some(4));
    for (problem, file) in [(0, "a.pdf"), (1, "b.docx")] {
        let problem = &said["problems"][problem];
        assert!(problem["file"].as_str().unwrap().ends_with(file), "{said}");
        println!("{problem}");
        assert_eq!(problem["kind"], "problem-locked", "{said}");
    }
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
