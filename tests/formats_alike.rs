//! Notes and tables come out the same from every format that has them.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use wenmai::document::{BlockKind, Document, build};
use wenmai::source::{self, Item};

/// A package of parts.
fn package(path: &Path, parts: &[(&str, &str)]) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

const TITLE: &str = "关于河流的报告";
const FIRST: &str = "理事会在上一届会议上通过了关于河流的决议";
const SECOND: &str = "秘书长在报告中说明了各国的答复，并请各国继续努力";
const NOTES: [&str; 2] = ["见第 12/3 号决议。", "见秘书长的报告，第 7 段。"];
const ROWS: [[&str; 3]; 3] = [
    ["国家", "日期", "备注"],
    ["甲国", "2013 年", ""],
    ["乙国", "2014 年", "未答复"],
];

fn docx(path: &Path) {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let mark = |id: usize| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let cell = |text: &&str| format!("<w:tc><w:p>{}</w:p></w:tc>", run(text));
    let row = |row: &[&str; 3]| {
        let cells: String = row.iter().map(cell).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let rows: String = ROWS.iter().map(row).collect();
    let body = format!(
        "<w:document xmlns:w='w'><w:body>\
         <w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr>{}</w:p>\
         <w:p>{}{}{}</w:p><w:p>{}{}{}</w:p><w:tbl>{rows}</w:tbl></w:body></w:document>",
        run(TITLE),
        run(FIRST),
        mark(1),
        run("。"),
        run(SECOND),
        mark(2),
        run("。"),
    );
    let note = |(i, text): (usize, &&str)| {
        format!(
            "<w:footnote w:id='{}'><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
            i + 1,
            run(text)
        )
    };
    let notes: String = NOTES.iter().enumerate().map(note).collect();
    let notes = format!("<w:footnotes xmlns:w='w'>{notes}</w:footnotes>");
    package(
        path,
        &[("word/document.xml", &body), ("word/footnotes.xml", &notes)],
    );
}

fn odt(path: &Path) {
    let mark = |i: usize| {
        format!(
            "<text:note text:id='ftn{i}' text:note-class='footnote'><text:note-citation>{}</text:note-citation>\
             <text:note-body><text:p>{}</text:p></text:note-body></text:note>",
            i + 1,
            NOTES[i]
        )
    };
    let cell =
        |text: &&str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |row: &[&str; 3]| {
        let cells: String = row.iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let rows: String = ROWS.iter().map(row).collect();
    let body = format!(
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b'><office:body><office:text>\
         <text:h text:outline-level='1'>{TITLE}</text:h>\
         <text:p>{FIRST}{}。</text:p><text:p>{SECOND}{}。</text:p>\
         <table:table>{rows}</table:table></office:text></office:body></office:document-content>",
        mark(0),
        mark(1)
    );
    package(
        path,
        &[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", &body),
        ],
    );
}

fn html(path: &Path) {
    let mark = |i: usize| format!("<sup><a href='#fn{i}' id='ref{i}'>{i}</a></sup>");
    let cell = |text: &&str| format!("<td>{text}</td>");
    let row = |row: &[&str; 3]| {
        let cells: String = row.iter().map(cell).collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = ROWS.iter().map(row).collect();
    let note =
        |(i, text): (usize, &&str)| format!("<p id='fn{0}'><sup>{0}</sup> {text}</p>", i + 1);
    let notes: String = NOTES.iter().enumerate().map(note).collect();
    let page = format!(
        "<!doctype html><html lang=zh><meta charset=utf-8><body><h1>{TITLE}</h1><p>{FIRST}{}。</p>\
         <p>{SECOND}{}。</p><table>{rows}</table><hr>{notes}</body></html>",
        mark(1),
        mark(2)
    );
    fs::write(path, page).unwrap();
}

fn text(path: &Path) {
    let rows: String = ROWS.iter().map(|r| r.join("\t") + "\n").collect();
    let page = format!(
        "{TITLE}\n\n{FIRST}¹。\n\n{SECOND}²。\n\n{rows}\n_______________\n¹ {}\n\n² {}\n",
        NOTES[0], NOTES[1]
    );
    fs::write(path, page).unwrap();
}

fn read(path: &Path) -> Document {
    let (raw, problems) = source::read(&Item::File(path.to_owned()), None);
    assert_eq!(problems, [], "{}", path.display());
    build(Arc::new(raw.unwrap()), "t")
}

/// Notes as (the text before the mark, the text of the note).
fn notes(document: &Document) -> Vec<(&str, &str)> {
    let note = |n: &wenmai::document::Footnote| {
        let mark = n.refs.first();
        let before = mark.map_or("", |(block, at)| {
            &document.blocks[*block].text[..*at as usize]
        });
        (before, document.blocks[n.block].body())
    };
    document.notes.iter().map(note).collect()
}

fn rows(document: &Document) -> Vec<Vec<String>> {
    let rows = document
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::TableRow);
    let cell = |b: &wenmai::document::Block, c: &std::ops::Range<u32>| {
        b.text[c.start as usize..c.end as usize].trim().to_owned()
    };
    rows.map(|b| b.cells.iter().map(|c| cell(b, c)).collect())
        .collect()
}

#[test]
fn notes_and_tables_are_the_same_from_every_format() {
    let dir = tempfile::tempdir().unwrap();
    for (name, write) in [
        ("a.docx", docx as fn(&Path)),
        ("a.odt", odt),
        ("a.html", html),
        ("a.txt", text),
    ] {
        let path = dir.path().join(name);
        write(&path);
        let document = read(&path);
        let want: Vec<(&str, &str)> = [FIRST, SECOND].into_iter().zip(NOTES).collect();
        assert_eq!(notes(&document), want, "{name}: {:?}", document.raw.text);
        assert_eq!(
            rows(&document),
            ROWS.map(|r| r.map(str::to_owned).to_vec()),
            "{name}"
        );
    }
}
