//! Zip packages: DOCX, ODT, EPUB. Entries are read up to a limit, so that a small file that unpacks to a
//! huge one costs no more than that.

use super::{Format, FormatError};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes of one entry at most.
pub const LIMIT: u64 = 64 * 1024 * 1024;

/// An open package.
pub type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a package.
pub fn open(bytes: &[u8]) -> Result<Package<'_>, FormatError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|e| FormatError::Broken(e.to_string()))
}

/// What a package is, by what is in it.
pub fn kind(bytes: &[u8]) -> Result<Format, FormatError> {
    let mut package = open(bytes)?;
    if package.index_for_name("word/document.xml").is_some() {
        return Ok(Format::Docx);
    }
    let mimetype = entry(&mut package, "mimetype").unwrap_or_default();
    match mimetype.trim() {
        "application/epub+zip" => Ok(Format::Epub),
        "application/vnd.oasis.opendocument.text" => Ok(Format::Odt),
        _ => Err(FormatError::Packed("zip")),
    }
}

/// Does a compound file hold a locked package? Its entry is then named so, in UTF-16 (MS-OFFCRYPTO 2.3.4).
pub fn is_locked(compound: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    memchr::memmem::find(compound, &name).is_some()
}

/// An entry as text, or None where it is not there or not readable.
pub fn entry(package: &mut Package<'_>, name: &str) -> Option<String> {
    required(package, name).ok()
}

/// An entry as text; why there is none.
pub fn required(package: &mut Package<'_>, name: &str) -> Result<String, FormatError> {
    let broken = |what: String| FormatError::Broken(format!("{name}: {what}"));
    let file = package.by_name(name).map_err(|e| broken(e.to_string()))?;
    let mut text = String::new();
    file.take(LIMIT + 1)
        .read_to_string(&mut text)
        .map_err(|e| broken(e.to_string()))?;
    if text.len() as u64 > LIMIT {
        return Err(too_much());
    }
    Ok(text)
}

/// A package that unpacks to more than a document holds.
pub fn too_much() -> FormatError {
    FormatError::Broken(format!("> {} MiB", LIMIT >> 20))
}

/// Names of all entries, sorted.
pub fn names(package: &Package<'_>) -> Vec<String> {
    let mut names: Vec<String> = package
        .file_names()
        .flatten()
        .map(|n| n.into_owned())
        .collect();
    names.sort();
    names
}
