//! The bundled documents as an earlier start gave them back, with their index: kept on disk, so that the next one
//! need not do it again.
//!
//! In: a folder, documents, an index. Out: the same. Must not know files of other people.
//!
//! They are kept in `$XDG_CACHE_HOME/wenmai/`, in one file named after the build of wenmai, with a checksum. Another
//! build never reads it; what is damaged, cut off or not there is as if nothing were kept.

use crate::document::{self, Document};
use crate::index::{Exact, Words};
use crate::source::RawText;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What this program was built from.
const BUILD: &str = env!("WENMAI_BUILD");

/// How the names of its files begin and end.
const NAME: (&str, &str) = ("bundled-", ".documents");

/// What stands after the checksum: the build, the id of each document with the length of its bytes, and the lengths of
/// the keys and of the words' ends. All of these bytes follow.
type Head<'a> = (&'a str, Vec<(&'a str, usize)>, [usize; 2]);

/// What is kept of the bundled documents, perhaps nothing.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    bytes: Vec<u8>,
    /// Id of each document, and where it is in the bytes.
    documents: Vec<(String, Range<usize>)>,
    /// Where the keys of the exact layer are, and where words end in them.
    index: [Range<usize>; 2],
}

impl Prepared {
    /// What is kept in the folder.
    pub fn read(folder: &Path) -> Prepared {
        let bytes = fs::read(file(folder)).unwrap_or_default();
        Self::of(bytes).unwrap_or_default()
    }

    /// The bytes of a file, if it is whole and of this build.
    fn of(bytes: Vec<u8>) -> Option<Prepared> {
        let (sum, content) = bytes.split_first_chunk::<4>()?;
        if crc32fast::hash(content) != u32::from_le_bytes(*sum) {
            return None;
        }
        let (head, rest): (Head, &[u8]) = postcard::take_from_bytes(content).ok()?;
        let (build, documents, index) = head;
        if build != BUILD {
            return None;
        }
        let mut at = bytes.len() - rest.len();
        let mut next = |length: usize| {
            let from = at;
            at += length;
            from..at
        };
        let documents = documents.into_iter();
        let documents = documents.map(|(id, length)| (id.to_owned(), next(length)));
        Some(Prepared {
            documents: documents.collect(),
            index: index.map(next),
            bytes,
        })
    }

    /// The document of this raw text, where it is kept.
    pub fn document(&self, raw: &Arc<RawText>) -> Option<Document> {
        let id = raw.given.id.as_deref()?;
        let (_, range) = self.documents.iter().find(|(kept, _)| kept == id)?;
        document::unpack(self.bytes.get(range.clone())?, raw.clone())
    }

    /// The index of these documents, where all of them are kept.
    pub fn index(&self, documents: &[Arc<Document>]) -> Option<(Exact, Words)> {
        let ids = self.documents.iter().map(|(id, _)| id);
        if !ids.eq(documents.iter().map(|d| &d.id)) {
            return None;
        }
        let [keys, bits] = self.index.clone().map(|range| self.bytes.get(range));
        let exact = Exact::with_keys(documents, String::from_utf8(keys?.to_vec()).ok()?)?;
        let (bits, _) = bits?.as_chunks::<8>();
        let bits = bits.iter().map(|b| u64::from_le_bytes(*b)).collect();
        let words = Words::with_bits(&exact, bits)?;
        Some((exact, words))
    }

    /// Is nothing kept?
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// A file that is being made: begun before there is anything to write, so that nothing is made in vain where nothing
/// can be written.
#[derive(Debug)]
pub(super) struct Keeping {
    folder: PathBuf,
    /// Never half a file: it is written here, then put in its place.
    beside: PathBuf,
    open: fs::File,
}

impl Keeping {
    /// Begins the file of this folder, which is made where it is not there.
    pub fn begin(folder: &Path) -> io::Result<Keeping> {
        fs::create_dir_all(folder)?;
        let beside = folder.join(format!("{}{BUILD}.{}", NAME.0, std::process::id()));
        let open = fs::File::create(&beside)?;
        Ok(Keeping {
            folder: folder.to_owned(),
            beside,
            open,
        })
    }

    /// Keeps these documents and their index, in place of what older builds kept.
    pub fn keep(
        mut self,
        documents: &[Arc<Document>],
        exact: &Exact,
        words: &Words,
    ) -> io::Result<()> {
        let put = whole(documents, exact, words)
            .and_then(|bytes| self.open.write_all(&bytes))
            .and_then(|()| fs::rename(&self.beside, file(&self.folder)));
        if put.is_err() {
            let _ = fs::remove_file(&self.beside);
        }
        put?;
        remove_older(&self.folder)
    }
}

/// The bytes of a file.
fn whole(documents: &[Arc<Document>], exact: &Exact, words: &Words) -> io::Result<Vec<u8>> {
    let packed = documents.iter().map(|d| document::pack(d));
    let packed: Option<Vec<Vec<u8>>> = packed.collect();
    let packed = packed.ok_or(io::ErrorKind::InvalidData)?;
    let bits: Vec<u8> = words.bits().iter().flat_map(|b| b.to_le_bytes()).collect();
    let named = documents.iter().zip(&packed);
    let head: Head = (
        BUILD,
        named.map(|(d, p)| (d.id.as_str(), p.len())).collect(),
        [exact.keys().len(), bits.len()],
    );
    let mut content = postcard::to_stdvec(&head).map_err(io::Error::other)?;
    packed.iter().for_each(|p| content.extend(p));
    content.extend(exact.keys().as_bytes());
    content.extend(bits);
    let sum = crc32fast::hash(&content).to_le_bytes();
    Ok([&sum[..], &content].concat())
}

fn file(folder: &Path) -> PathBuf {
    folder.join(format!("{}{BUILD}{}", NAME.0, NAME.1))
}

/// What other builds kept, and what somebody who was killed had begun to write.
fn remove_older(folder: &Path) -> io::Result<()> {
    let own = file(folder);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        if name.is_some_and(|n| n.starts_with(NAME.0)) && path != own {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{self, Item};

    fn bundled() -> Vec<Arc<Document>> {
        let (items, _) = source::list(&[]);
        let raw = |item: &Item| source::read(item, None).0.map(Arc::new);
        let built = |raw: Arc<RawText>| Arc::new(document::build(raw, "t"));
        items.iter().filter_map(raw).map(built).collect()
    }

    #[test]
    fn what_was_kept_comes_back_and_what_is_damaged_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("made when needed");
        assert!(Prepared::read(&folder).is_empty());
        let documents = bundled();
        fs::create_dir_all(&folder).expect("made");
        let older = folder.join("bundled-0123.documents");
        fs::write(&older, "of an older build").expect("written");
        let built = Exact::build(&documents);
        let keeping = Keeping::begin(&folder).expect("begun");
        let cut = Words::build(&built);
        keeping.keep(&documents, &built, &cut).expect("kept");
        assert!(!older.exists());
        let kept = Prepared::read(&folder);
        for document in &documents {
            let again = kept.document(&document.raw).expect("kept");
            assert_eq!(format!("{again:?}"), format!("{document:?}"));
        }
        let (exact, words) = kept.index(&documents).expect("kept");
        assert_eq!(format!("{exact:?}"), format!("{built:?}"));
        assert_eq!(words.bits(), cut.bits());
        assert!(kept.index(&documents[1..]).is_none());
        let whole = fs::read(file(&folder)).expect("there");
        for cut in [0, 3, 4, whole.len() / 2, whole.len() - 1] {
            fs::write(file(&folder), &whole[..cut]).expect("written");
            assert!(Prepared::read(&folder).is_empty(), "{cut} bytes");
        }
        let mut changed = whole;
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        fs::write(file(&folder), changed).expect("written");
        assert!(Prepared::read(&folder).is_empty());
    }
}
