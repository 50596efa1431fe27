//! Word files (ECMA-376 Part 1, 17.3 paragraphs, 17.4 tables, 17.11 notes). The masthead of UN papers stands
//! in the page headers, so those come first, each paragraph once.

use super::FormatError;
use super::numbering::Numbering;
use super::package::{self, Package};
use super::text::Writer;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// The text of a Word file.
pub fn from_package(bytes: &[u8]) -> Result<String, FormatError> {
    let mut package = package::open(bytes)?;
    let body = package::required(&mut package, "word/document.xml")?;
    let mut notes = notes_of(&mut package, "word/footnotes.xml", "footnote");
    let ends = notes_of(&mut package, "word/endnotes.xml", "endnote");
    notes.extend(
        ends.into_iter()
            .map(|(id, text)| (format!("end {id}"), text)),
    );
    let numbers = package::entry(&mut package, "word/numbering.xml").unwrap_or_default();
    let mut numbers = Numbering::read(&numbers);
    let text = walk(&body, &notes, Tables::AsRows, &mut numbers)?;
    let mut out = headers_of(&mut package, &body, &text);
    out.push_str(&text);
    Ok(out)
}

/// The lines of the page headers, each once: first those of first pages, which hold the masthead; of the
/// others only what the text does not say itself.
fn headers_of(package: &mut Package<'_>, document: &str, body: &str) -> String {
    let is_header = |n: &String| n.starts_with("word/header") && n.ends_with(".xml");
    let names: Vec<String> = package::names(package)
        .into_iter()
        .filter(is_header)
        .collect();
    let first = first_headers(package, document);
    let (first, others): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|n| first.contains(n));
    let bare = |line: &str| -> String { line.split_whitespace().collect() };
    let (mut out, mut seen) = (String::new(), String::new());
    for (name, running) in first
        .into_iter()
        .map(|n| (n, false))
        .chain(others.into_iter().map(|n| (n, true)))
    {
        let text = package::entry(package, &name).and_then(|xml| {
            walk(
                &xml,
                &HashMap::new(),
                Tables::AsLines,
                &mut Numbering::default(),
            )
            .ok()
        });
        if running && seen.is_empty() {
            seen = bare(body);
        }
        for line in text.iter().flat_map(|t| t.split("\n\n")) {
            let key = bare(line);
            if !key.is_empty() && !seen.contains(&key) {
                seen.push_str(&key);
                out.push_str(&format!("{}\n\n", line.trim()));
            }
        }
    }
    out
}

/// The entries that are headers of first pages, as the document refers to them.
fn first_headers(package: &mut Package<'_>, document: &str) -> Vec<String> {
    let Some(links) = package::entry(package, "word/_rels/document.xml.rels") else {
        return Vec::new();
    };
    let links = super::html::elements(&links, "Relationship");
    let of_first = |r: &&HashMap<String, String>| r.get("type").is_some_and(|t| t == "first");
    let references = super::html::elements(document, "headerReference");
    let ids = references
        .iter()
        .filter(of_first)
        .filter_map(|r| r.get("id"));
    let target = |id: &String| {
        let link = links.iter().find(|l| l.get("Id") == Some(id))?;
        Some(format!("word/{}", link.get("Target")?))
    };
    ids.filter_map(target).collect()
}

/// Texts of the notes by their ids, separators left out.
fn notes_of(package: &mut Package<'_>, name: &str, element: &str) -> HashMap<String, String> {
    let Some(xml) = package::entry(package, name) else {
        return HashMap::new();
    };
    let mut reader = Reader::from_str(&xml);
    let (mut notes, mut open) = (HashMap::new(), None::<(String, u64)>);
    loop {
        let before = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(e)) if e.local_name().as_ref() == element && open.is_none() => {
                let kind = attribute(&e, "type");
                let id = attribute(&e, "id").filter(|_| kind.is_none());
                open = id.map(|id| (id, reader.buffer_position()));
            }
            Ok(Event::End(e)) if e.local_name().as_ref() == element => {
                if let Some((id, start)) = open.take() {
                    let inner = xml.get(start as usize..before as usize).unwrap_or("");
                    let text = walk(
                        inner,
                        &HashMap::new(),
                        Tables::AsLines,
                        &mut Numbering::default(),
                    )
                    .unwrap_or_default();
                    notes.insert(id, text.replace("\n\n", " ").trim().to_owned());
                }
            }
            Ok(Event::Eof) | Err(_) => return notes,
            Ok(_) => {}
        }
    }
}

/// The value of an attribute, by its local name.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// Elements whose text is not the document's: properties, deleted text, field codes, the second form of
/// what `mc:AlternateContent` says twice.
fn is_skipped(name: &str) -> bool {
    name.ends_with("Pr")
        || matches!(
            name,
            "del" | "instrText" | "Fallback" | "moveFrom" | "binData"
        )
}

/// Reads the properties of a paragraph up to their end; its number, where it is in a list.
fn number_of(reader: &mut Reader<&[u8]>, numbers: &mut Numbering) -> Result<String, FormatError> {
    let (mut depth, mut before, mut list, mut level) = (1, 0_usize, None, None);
    while depth > 0 {
        match reader.read_event() {
            Err(error) => return Err(FormatError::Broken(error.to_string())),
            Ok(Event::Eof) => break,
            Ok(Event::Start(e)) => {
                depth += 1;
                // What the properties were before a change that is marked.
                before += usize::from(before > 0 || e.local_name().as_ref() == "pPrChange");
            }
            Ok(Event::End(_)) => {
                depth -= 1;
                before = before.saturating_sub(1);
            }
            Ok(Event::Empty(e)) if before == 0 => match e.local_name().as_ref() {
                "numId" => list = attribute(&e, "val"),
                "ilvl" => level = attribute(&e, "val"),
                _ => {}
            },
            Ok(_) => {}
        }
    }
    let label = list.map(|list| numbers.next(&list, level.as_deref().unwrap_or("0")));
    Ok(label.unwrap_or_default())
}

/// How tables are told: a row a line, or, where they only place things on the page, each cell as it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tables {
    AsRows,
    AsLines,
}

fn walk(
    xml: &str,
    notes: &HashMap<String, String>,
    tables: Tables,
    numbers: &mut Numbering,
) -> Result<String, FormatError> {
    let rows = tables == Tables::AsRows;
    let mut reader = Reader::from_str(xml);
    let mut out = Writer::default();
    let (mut skip, mut in_text) = (0usize, false);
    loop {
        match reader.read_event() {
            Err(error) => return Err(FormatError::Broken(error.to_string())),
            Ok(Event::Eof) => return Ok(out.finish()),
            Ok(Event::Start(e)) if skip == 0 && e.local_name().as_ref() == "pPr" => {
                let label = number_of(&mut reader, numbers)?;
                out.push(&label);
            }
            Ok(Event::Start(e)) if skip > 0 || is_skipped(e.local_name().as_ref()) => skip += 1,
            Ok(Event::End(_)) if skip > 0 => skip -= 1,
            Ok(_) if skip > 0 => {}
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "t" => in_text = true,
                "tr" if rows => out.begin_row(),
                "tc" if rows => out.begin_cell(),
                name => inline(name, &e, notes, &mut out),
            },
            Ok(Event::Empty(e)) => inline(e.local_name().as_ref(), &e, notes, &mut out),
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "t" => in_text = false,
                "p" => out.end_paragraph(),
                "tr" if rows => out.end_row(),
                "tbl" if rows => out.end_table(),
                _ => {}
            },
            Ok(Event::Text(t)) if in_text => out.push(&t),
            Ok(Event::GeneralRef(r)) if in_text => out.push(&super::html::reference(&r)),
            Ok(_) => {}
        }
    }
}

fn inline(name: &str, e: &BytesStart<'_>, notes: &HashMap<String, String>, out: &mut Writer) {
    match name {
        "tab" | "br" | "cr" => out.push(" "),
        "noBreakHyphen" => out.push("-"),
        "footnoteReference" | "endnoteReference" => {
            let id = attribute(e, "id").unwrap_or_default();
            let key = if name == "endnoteReference" {
                format!("end {id}")
            } else {
                id
            };
            if let Some(text) = notes.get(&key) {
                out.note(text.clone());
            }
        }
        _ => {}
    }
}
