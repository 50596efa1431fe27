//! From office files, web pages and PDFs to plain text: one paragraph a line, a blank line between
//! paragraphs, the cells of a table row joined by tabs, note marks as superscript digits with the notes'
//! texts at the end.
//!
//! In: bytes. Out: text for the document station, which knows that layout. Must not know documents.

mod cells;
mod docx;
mod html;
mod numbering;
mod odt;
mod package;
mod pdf;
mod printed;
mod text;

pub use pdf::{
    READER as PDF_READER, THREAD as GUARDED_THREAD, from_bytes as pdf_text, serve as serve_pdf,
};

/// What a file is, by its bytes and, where they do not say, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text in some encoding; Markdown too.
    Text,
    /// A web page.
    Html,
    /// Office Open XML (ECMA-376).
    Docx,
    /// OpenDocument (ISO/IEC 26300).
    Odt,
    /// EPUB (a package of web pages).
    Epub,
    /// PDF with a text layer.
    Pdf,
}

/// A file that says it is of a format, and is not readable as such.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// Broken, or not what it says; the reader's words.
    #[error("{0}")]
    Broken(String),
    /// A PDF without any text: scanned pages.
    #[error("no text layer")]
    NoText,
    /// An archive or a compressed file.
    #[error("{0}")]
    Packed(&'static str),
    /// Opens with a password only.
    #[error("locked")]
    Locked,
    /// A format that is not read.
    #[error("{0}")]
    Foreign(&'static str),
}

/// How compressed files begin (magic numbers of `file(1)`).
const PACKED: [(&[u8], &str); 6] = [
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"BZh", "bzip2"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
];

/// How documents begin that are not read.
const FOREIGN: [(&[u8], &str); 2] = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
    (b"{\\rtf", "RTF"),
];

impl Format {
    /// The format of a file; why it can't be read where it is of none of these.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Format, FormatError> {
        if bytes.starts_with(b"%PDF-") {
            return Ok(Format::Pdf);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return package::kind(bytes);
        }
        let starts = |(magic, _): &&(&[u8], &str)| bytes.starts_with(magic);
        if let Some((_, what)) = PACKED.iter().find(starts) {
            return Err(FormatError::Packed(what));
        }
        if bytes.starts_with(FOREIGN[0].0) && package::is_locked(bytes) {
            return Err(FormatError::Locked);
        }
        if let Some((_, what)) = FOREIGN.iter().find(starts) {
            return Err(FormatError::Foreign(what));
        }
        let ending = name
            .rsplit_once('.')
            .map_or("", |(_, e)| e)
            .to_ascii_lowercase();
        Ok(match ending.as_str() {
            "html" | "htm" | "xhtml" => Format::Html,
            _ if looks_like_html(bytes) => Format::Html,
            _ => Format::Text,
        })
    }
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let start = &start[..start.len().min(64)].to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

/// The text of a web page.
pub fn html_text(page: &str) -> String {
    html::from_text(page)
}

/// The text of a file whose format says itself how its text is encoded.
pub fn to_text(format: Format, bytes: &[u8]) -> Result<String, FormatError> {
    match format {
        Format::Docx => docx::from_package(bytes),
        Format::Odt => odt::from_package(bytes),
        Format::Epub => html::from_epub(bytes),
        Format::Pdf => pdf::from_bytes(bytes).map(|pdf| pdf.text),
        Format::Text | Format::Html => Err(FormatError::Broken("has no encoding".to_owned())),
    }
}
