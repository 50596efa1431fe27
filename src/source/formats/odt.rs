//! OpenDocument texts (ISO/IEC 26300-1, 5 paragraphs, 6.3 notes, 9 tables).

use super::FormatError;
use super::package;
use super::text::Writer;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The text of an ODT file.
pub fn from_package(bytes: &[u8]) -> Result<String, FormatError> {
    let mut package = package::open(bytes)?;
    // ISO/IEC 26300-3, 3.4: the manifest says which entries are encrypted.
    let manifest = package::entry(&mut package, "META-INF/manifest.xml");
    if manifest.is_some_and(|m| m.contains("encryption-data")) {
        return Err(FormatError::Locked);
    }
    let xml = package::required(&mut package, "content.xml")?;
    walk(&xml)
}

#[derive(Default)]
struct Walk {
    out: Writer,
    /// Paragraphs that are open, one inside the other where a note interrupts.
    paragraphs: usize,
    /// The open note's text, while inside one.
    note: Option<Writer>,
    skip: usize,
}

impl Walk {
    fn writer(&mut self) -> &mut Writer {
        self.note.as_mut().unwrap_or(&mut self.out)
    }

    fn start(&mut self, e: &BytesStart<'_>) {
        match e.local_name().as_ref() {
            "p" | "h" => self.paragraphs += 1,
            "table-row" => self.writer().begin_row(),
            "table-cell" | "covered-table-cell" => self.writer().begin_cell(),
            "note" => self.note = Some(Writer::default()),
            "note-citation" | "tracked-changes" | "annotation" => self.skip = 1,
            _ => self.empty(e),
        }
    }

    fn empty(&mut self, e: &BytesStart<'_>) {
        match e.local_name().as_ref() {
            "s" | "tab" | "line-break" if self.paragraphs > 0 => self.writer().push(" "),
            "table-cell" | "covered-table-cell" => self.writer().begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.writer().end_paragraph();
            }
            "table-row" => self.writer().end_row(),
            "table" => self.writer().end_table(),
            "note" => {
                let text = self.note.take().unwrap_or_default().finish();
                self.out.note(text.replace("\n\n", " ").trim().to_owned());
            }
            _ => {}
        }
    }
}

fn walk(xml: &str) -> Result<String, FormatError> {
    let mut reader = Reader::from_str(xml);
    let mut walk = Walk::default();
    loop {
        match reader.read_event() {
            Err(error) => return Err(FormatError::Broken(error.to_string())),
            Ok(Event::Eof) => return Ok(walk.out.finish()),
            Ok(Event::Start(_)) if walk.skip > 0 => walk.skip += 1,
            Ok(Event::End(_)) if walk.skip > 0 => walk.skip -= 1,
            Ok(_) if walk.skip > 0 => {}
            Ok(Event::Start(e)) => walk.start(&e),
            Ok(Event::Empty(e)) => walk.empty(&e),
            Ok(Event::End(e)) => walk.end(e.local_name().as_ref()),
            Ok(Event::Text(t)) if walk.paragraphs > 0 => {
                let text = t.to_string();
                walk.writer().push(&text);
            }
            Ok(Event::GeneralRef(r)) if walk.paragraphs > 0 => {
                let text = super::html::reference(&r);
                walk.writer().push(&text);
            }
            Ok(_) => {}
        }
    }
}
