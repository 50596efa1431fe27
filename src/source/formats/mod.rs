//! From office files, web pages and PDFs to plain text: one paragraph a line, a blank line between
//! paragraphs, the cells of a table row joined by tabs, note marks as superscript digits with the notes'
//! texts at the end.
//!
//! In: bytes. Out: text for the document station, which knows that layout. Must not know documents.

mod docx;
mod html;
mod odt;
mod package;
mod pdf;
mod printed;
mod text;

use super::decode;

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
}

impl Format {
    /// The format of a file.
    pub fn of(name: &str, bytes: &[u8]) -> Format {
        if bytes.starts_with(b"%PDF-") {
            return Format::Pdf;
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return package::kind(bytes).unwrap_or(Format::Text);
        }
        let ending = name
            .rsplit_once('.')
            .map_or("", |(_, e)| e)
            .to_ascii_lowercase();
        match ending.as_str() {
            "html" | "htm" | "xhtml" => Format::Html,
            _ if looks_like_html(bytes) => Format::Html,
            _ => Format::Text,
        }
    }
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let start = &start[..start.len().min(64)].to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

/// The text of a file that is no plain text.
pub fn to_text(format: Format, bytes: &[u8]) -> Result<String, FormatError> {
    match format {
        Format::Text => decode::decode(bytes)
            .map(|d| d.text)
            .ok_or_else(|| FormatError::Broken("not text".to_owned())),
        Format::Html => html::from_bytes(bytes),
        Format::Docx => docx::from_package(bytes),
        Format::Odt => odt::from_package(bytes),
        Format::Epub => html::from_epub(bytes),
        Format::Pdf => pdf::from_bytes(bytes),
    }
}
