//! Files and folders on disk: which there are, and what is in them.

use super::decode::{self, Charset, Decoded};
use super::formats::{self, Format, FormatError};
use super::{Origin, RawText};
use crate::problem::{Problem, ProblemKind};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes read of one file at most; the rest is left out with a `Problem`.
pub const LIMIT: u64 = 64 * 1024 * 1024;

/// Folders inside folders, at most.
const DEPTH: usize = 16;

/// Endings of the files that are opened out of a folder. A file that is named is always opened.
const ENDINGS: [&str; 11] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "docx", "odt", "epub", "pdf",
];

fn problem(path: &Path, kind: ProblemKind) -> Problem {
    Problem {
        file: path.display().to_string(),
        line: None,
        column: None,
        kind,
    }
}

fn io_problem(path: &Path, error: &std::io::Error) -> Problem {
    let kind = match error.kind() {
        std::io::ErrorKind::NotFound => ProblemKind::NotFound,
        _ => ProblemKind::Unreadable(error.to_string()),
    };
    problem(path, kind)
}

/// The files that a list of files and folders names, in order, each once.
pub fn list(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        match fs::metadata(path) {
            Err(error) => problems.push(io_problem(path, &error)),
            Ok(meta) if meta.is_dir() => {
                let before = (files.len(), problems.len());
                walk(path, DEPTH, &mut files, &mut problems);
                if before == (files.len(), problems.len()) {
                    problems.push(problem(path, ProblemKind::NoDocuments));
                }
            }
            Ok(_) => files.push(path.clone()),
        }
    }
    if paths.len() > 1 {
        let mut seen = std::collections::HashSet::new();
        files.retain(|f| seen.insert(f.clone()));
    }
    (files, problems)
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return problems.push(io_problem(folder, &error)),
    };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_cached_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        // A link to a folder is not followed: it could lead back up.
        let kind = entry.file_type().ok();
        let is_folder = kind.is_some_and(|t| t.is_dir());
        // What the folder says of a file need not be asked of the file; of a link it must.
        let is_file = || kind.is_some_and(|t| t.is_file()) || path.is_file();
        if is_folder && depth > 0 {
            walk(&path, depth - 1, files, problems);
        } else if !is_folder && has_known_ending(&path) && is_file() {
            files.push(path);
        }
    }
}

fn has_known_ending(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| ENDINGS.iter().any(|k| e.eq_ignore_ascii_case(k)))
}

/// Reads and decodes one file. What could not be read whole is a `Problem` beside the text.
pub fn read(path: &Path, charset: Option<Charset>) -> (Option<RawText>, Vec<Problem>) {
    let mut bytes = Vec::new();
    // To open a pipe is to wait for its writer, so what it is is asked first.
    let result = fs::metadata(path).and_then(|meta| {
        if meta.is_file() {
            File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)
        } else {
            Err(std::io::Error::other("not a regular file"))
        }
    });
    if let Err(error) = result {
        return (None, vec![io_problem(path, &error)]);
    }
    let mut problems = Vec::new();
    if bytes.len() as u64 > LIMIT {
        bytes.truncate(LIMIT as usize);
        bytes.truncate(whole_lines(&bytes));
        problems.push(problem(path, ProblemKind::TooLarge(LIMIT)));
    }
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let (decoded, missing) = match text_of(&name, &bytes, charset) {
        Ok(found) => found,
        Err(kind) => return (None, vec![problem(path, kind)]),
    };
    if !missing.is_empty() {
        let kind = ProblemKind::PagesMissing(page_ranges(&missing));
        problems.push(problem(path, kind));
    }
    if decoded.text.chars().all(char::is_whitespace) {
        return (None, vec![problem(path, ProblemKind::Empty)]);
    }
    if decoded.replaced > 0 {
        let mut bad = problem(path, ProblemKind::BadEncoding(decoded.replaced));
        let first = decoded.text.find(char::REPLACEMENT_CHARACTER);
        let before = &decoded.text.as_bytes()[..first.unwrap_or(0)];
        bad.line = u32::try_from(1 + memchr::memchr_iter(b'\n', before).count()).ok();
        problems.push(bad);
    }
    let mut raw = RawText::new(name, Origin::File(path.to_owned()), decoded.text);
    raw.encoding = decoded.encoding;
    (Some(raw), problems)
}

/// Where the last line break of a cut text stands, in UTF-8, UTF-16 and the encodings of Chinese (where no
/// second byte is a line feed), so that no character is cut. Lines longer than a mebibyte are cut anywhere.
fn whole_lines(bytes: &[u8]) -> usize {
    let near = bytes.len().saturating_sub(1 << 20);
    let Some(at) = memchr::memrchr(b'\n', &bytes[near..]) else {
        let inside = bytes
            .iter()
            .rev()
            .take(3)
            .take_while(|b| **b & 0xc0 == 0x80);
        return bytes.len() - inside.count() - 1;
    };
    let at = near + at;
    if at > 0 && bytes[at - 1] == 0 {
        at - 1
    } else {
        at
    }
}

/// Numbers of pages as a person writes them: "3, 5–9".
fn page_ranges(pages: &[u32]) -> String {
    let runs = pages.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        _ => run.iter().map(u32::to_string).collect(),
    });
    runs.collect::<Vec<String>>().join(", ")
}

/// The text of a file's bytes, and the pages that are missing in it; what it can't be read as where there
/// is none.
fn text_of(
    name: &str,
    bytes: &[u8],
    charset: Option<Charset>,
) -> Result<(Decoded, Vec<u32>), ProblemKind> {
    let known = |e: FormatError| match e {
        FormatError::NoText => ProblemKind::NoTextLayer,
        FormatError::Broken(what) => ProblemKind::BrokenFile(what),
        FormatError::Packed(what) => ProblemKind::Packed(what.to_owned()),
        FormatError::Locked => ProblemKind::Locked,
        FormatError::Foreign(what) => ProblemKind::Foreign(what.to_owned()),
    };
    let decoded = |bytes: &[u8]| match charset {
        Some(charset) => Ok(decode::decode_as(charset, bytes)),
        None => decode::decode(bytes).ok_or(ProblemKind::Binary),
    };
    let utf8 = |text: String| Decoded {
        text,
        encoding: "UTF-8",
        replaced: 0,
    };
    let found = match Format::of(name, bytes).map_err(known)? {
        Format::Text => decoded(bytes)?,
        Format::Html => {
            let page = decoded(bytes)?;
            let text = formats::html_text(&page.text);
            Decoded { text, ..page }
        }
        Format::Pdf => {
            let pdf = formats::pdf_text(bytes).map_err(known)?;
            return Ok((utf8(pdf.text), pdf.missing));
        }
        format => utf8(formats::to_text(format, bytes).map_err(known)?),
    };
    Ok((found, Vec::new()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn kinds(problems: &[Problem]) -> Vec<&'static str> {
        problems.iter().map(|p| p.kind.id()).collect()
    }

    #[test]
    fn a_folder_gives_its_texts_in_order_and_no_others() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.TXT", ".hidden.txt", "x.jpg", "sub/c.md"] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        let (files, problems) = list(&[dir.path().to_owned(), dir.path().join("b.txt")]);
        let names: Vec<_> = files
            .iter()
            .map(|f| f.strip_prefix(dir.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["a.TXT", "b.txt", "sub/c.md"]);
        assert!(problems.is_empty());
    }

    #[test]
    fn what_is_missing_or_empty_is_a_problem_that_names_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let (files, problems) = list(&[dir.path().join("no"), dir.path().to_owned()]);
        assert!(files.is_empty());
        assert_eq!(
            kinds(&problems),
            ["problem-not-found", "problem-no-documents"]
        );
        assert!(problems[0].file.ends_with("no"));
        let empty = dir.path().join("empty.txt");
        fs::write(&empty, " \n\n").unwrap();
        let (raw, problems) = read(&empty, None);
        assert!(raw.is_none());
        assert_eq!(kinds(&problems), ["problem-empty"]);
    }

    #[test]
    fn damaged_and_binary_files_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("d.txt");
        let mut bytes = "一个段落，后面还有字。".repeat(10).into_bytes();
        bytes.push(0xff);
        fs::write(&path, bytes).unwrap();
        let (raw, problems) = read(&path, None);
        assert_eq!(raw.unwrap().encoding, "UTF-8");
        assert_eq!(kinds(&problems), ["problem-bad-encoding"]);
        fs::write(&path, [0u8, 1, 2, 3, 4, 5, 6, 7].repeat(100)).unwrap();
        let (raw, problems) = read(&path, None);
        assert!(raw.is_none());
        assert_eq!(kinds(&problems), ["problem-binary"]);
    }

    #[test]
    fn what_is_no_document_is_told_by_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.txt");
        let cases: [(&[u8], &str); 6] = [
            (b"\x1f\x8b\x08\0\0\0\0\0", "problem-packed"),
            (b"\xfd7zXZ\0\0\x04", "problem-packed"),
            (b"PK\x03\x04 and then nothing", "problem-broken-file"),
            (b"{\\rtf1\\ansi text}", "problem-foreign"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word",
                "problem-foreign",
            ),
            (b"%PDF-1.7 cut", "problem-broken-file"),
        ];
        for (bytes, kind) in cases {
            fs::write(&path, bytes).unwrap();
            let (raw, problems) = read(&path, None);
            assert!(raw.is_none(), "{kind}");
            assert_eq!(kinds(&problems), [kind]);
        }
    }

    #[test]
    fn a_cut_falls_between_lines_or_at_least_between_characters() {
        let cut = |bytes: &[u8]| bytes[..whole_lines(bytes)].to_vec();
        assert_eq!(cut("一行\n二".as_bytes()), "一行".as_bytes());
        assert_eq!(cut(&"一二".as_bytes()[..5]), "一".as_bytes());
        let utf16 = |unit: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
            text.encode_utf16().flat_map(unit).collect()
        };
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(cut(&utf16(unit, "一行\n二")), utf16(unit, "一行"));
        }
    }

    #[test]
    fn pages_are_named_as_a_person_names_them() {
        assert_eq!(page_ranges(&[3, 5, 6, 7, 9]), "3, 5–7, 9");
    }

    #[test]
    fn a_one_byte_file_is_a_text() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("one.txt");
        fs::write(&path, "x").unwrap();
        let (raw, problems) = read(&path, None);
        assert_eq!(raw.unwrap().text, "x");
        assert!(problems.is_empty());
    }
}
