//! Web pages and EPUB packages of them, by `html2text` with nothing added.

use super::FormatError;
use super::package;
use html2text::config;
use html2text::render::TrivialDecorator;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use std::collections::HashMap;

/// Wider than any paragraph: nothing is wrapped.
const WIDTH: usize = 1_000_000;

/// The text of a web page.
pub fn from_text(html: &str) -> Result<String, FormatError> {
    let config = config::with_decorator(TrivialDecorator::new())
        .no_table_borders()
        .raw_mode(true);
    let text = config.string_from_read(html.as_bytes(), WIDTH);
    text.map_err(|e| FormatError::Broken(e.to_string()))
}

/// The text of an EPUB: its pages in the order of the spine.
pub fn from_epub(bytes: &[u8]) -> Result<String, FormatError> {
    let broken = |what: &str| FormatError::Broken(what.to_owned());
    let mut package = package::open(bytes)?;
    let container = package::entry(&mut package, "META-INF/container.xml");
    let container = container.ok_or_else(|| broken("META-INF/container.xml"))?;
    let root = elements(&container, "rootfile")
        .into_iter()
        .find_map(|mut a| a.remove("full-path"));
    let root = root.ok_or_else(|| broken("rootfile"))?;
    let opf = package::entry(&mut package, &root).ok_or_else(|| broken(&root))?;
    let mut files: HashMap<String, String> = HashMap::new();
    for mut item in elements(&opf, "item") {
        if let (Some(id), Some(href)) = (item.remove("id"), item.remove("href")) {
            files.insert(id, href);
        }
    }
    let folder = root
        .rsplit_once('/')
        .map_or(String::new(), |(f, _)| format!("{f}/"));
    let mut out = String::new();
    for item in elements(&opf, "itemref") {
        let Some(href) = item.get("idref").and_then(|id| files.get(id)) else {
            continue;
        };
        if let Some(page) = package::entry(&mut package, &format!("{folder}{href}")) {
            out.push_str(&from_text(&page)?);
            out.push('\n');
        }
    }
    Ok(out)
}

/// The attributes of all elements of that name.
pub fn elements(xml: &str, name: &str) -> Vec<HashMap<String, String>> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == name => {
                let text = |s: &str| s.to_owned();
                let pairs = e.attributes().flatten();
                found.push(
                    pairs
                        .map(|a| (text(a.key.local_name().as_ref()), text(&a.value)))
                        .collect(),
                );
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// What `&amp;` and its like stand for in XML; unknown ones are left out.
pub fn reference(r: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = r.resolve_char_ref() {
        return c.to_string();
    }
    let known = match &**r {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    };
    known.to_owned()
}
