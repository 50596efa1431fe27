//! Word files (ECMA-376 Part 1, 17.3 paragraphs, 17.4 tables, 17.11 notes). The masthead of UN papers stands
//! in the page headers, so those come first, each paragraph once.

use super::FormatError;
use super::package::{self, Package};
use super::text::Writer;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// The text of a Word file.
pub fn from_package(bytes: &[u8]) -> Result<String, FormatError> {
    let mut package = package::open(bytes)?;
    let body = package::entry(&mut package, "word/document.xml")
        .ok_or_else(|| FormatError::Broken("word/document.xml".to_owned()))?;
    let mut notes = notes_of(&mut package, "word/footnotes.xml", "footnote");
    let ends = notes_of(&mut package, "word/endnotes.xml", "endnote");
    notes.extend(
        ends.into_iter()
            .map(|(id, text)| (format!("end {id}"), text)),
    );
    let mut out = headers_of(&mut package);
    out.push_str(&walk(&body, &notes)?);
    Ok(out)
}

fn headers_of(package: &mut Package<'_>) -> String {
    let is_header = |n: &String| n.starts_with("word/header") && n.ends_with(".xml");
    let names: Vec<String> = package::names(package)
        .into_iter()
        .filter(is_header)
        .collect();
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        let text = package::entry(package, &name).and_then(|xml| walk(&xml, &HashMap::new()).ok());
        for line in text.iter().flat_map(|t| t.split("\n\n")) {
            if !line.trim().is_empty() && !seen.iter().any(|s| s == line) {
                seen.push(line.to_owned());
            }
        }
    }
    seen.iter().map(|line| format!("{line}\n\n")).collect()
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
                    let text = walk(inner, &HashMap::new()).unwrap_or_default();
                    notes.insert(id, text.replace("\n\n", " ").trim().to_owned());
                }
            }
            Ok(Event::Eof) | Err(_) => return notes,
            Ok(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
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

fn walk(xml: &str, notes: &HashMap<String, String>) -> Result<String, FormatError> {
    let mut reader = Reader::from_str(xml);
    let mut out = Writer::default();
    let (mut skip, mut in_text) = (0usize, false);
    loop {
        match reader.read_event() {
            Err(error) => return Err(FormatError::Broken(error.to_string())),
            Ok(Event::Eof) => return Ok(out.finish()),
            Ok(Event::Start(e)) if skip > 0 || is_skipped(e.local_name().as_ref()) => skip += 1,
            Ok(Event::End(_)) if skip > 0 => skip -= 1,
            Ok(_) if skip > 0 => {}
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "t" => in_text = true,
                "tr" => out.begin_row(),
                "tc" => out.begin_cell(),
                name => inline(name, &e, notes, &mut out),
            },
            Ok(Event::Empty(e)) => inline(e.local_name().as_ref(), &e, notes, &mut out),
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "t" => in_text = false,
                "p" => out.end_paragraph(),
                "tr" => out.end_row(),
                "tbl" => out.end_table(),
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
