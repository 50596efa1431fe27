//! The index on disk of a large corpus: where it is kept, whether it fits the files, how it is made to.
//!
//! In: files and folders. Out: an index that fits them, with progress. Must not know terminals.
//!
//! An index is kept in `$XDG_CACHE_HOME/wenmai/index/`, one folder for each list of paths and each way of
//! making indexes. Its entries are keyed by file, size and times (the time of change of the inode cannot be
//! set back); its last commit notes the keys of the files when all were in. So an index that a killed
//! process left unfinished, or whose files have changed, is never answered from: it is completed first,
//! and only what is missing is read.

use super::place_of;
use crate::document;
use crate::index::{Disk, DiskWriter, IndexError, fingerprint, index_version};
use crate::problem::Problem;
use crate::source::{self, Charset, Item};
use std::collections::{BTreeMap, HashSet};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Bytes of files from which on an index on disk is made without being asked for.
///
/// Measured (CPU on one of two cores): a search in memory reads and folds all, 0.08 s and 4.5 MB of memory for each
/// megabyte of text; an index is made in 0.9 s a megabyte and then answers in 0.02 s and 30 MB, at 4 MB as at 40 MB. So an
/// index pays after eleven searches whatever the size, and nobody is made to wait for one unasked before a single search
/// would take 8 s and 450 MB.
pub const LARGE: u64 = 100_000_000;

/// Bytes and time between two commits: no more than that is lost when the process is killed.
const COMMIT_BYTES: u64 = 32_000_000;
const COMMIT_TIME: Duration = Duration::from_secs(20);

/// With fewer bytes free a failure is that of a full disk: a part of an index is about so large.
const LEAST_FREE: u64 = 64_000_000;

/// Documents of one batch, read on all cores.
const BATCH: usize = 64;

/// An index could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// There is no folder for it: neither XDG_CACHE_HOME nor HOME is set.
    #[error("neither XDG_CACHE_HOME nor HOME is set")]
    NoFolder,
    /// The folder could not be made, or the disk is full.
    #[error("{0}: {1}")]
    Io(PathBuf, std::io::Error),
    /// The index itself.
    #[error("{0}: {1}")]
    Index(PathBuf, IndexError),
    /// There is no room left for it: the folder, and how many bytes are free.
    #[error("{0}: no space left on the disk ({1} bytes free)")]
    Full(PathBuf, u64),
    /// Somebody stopped it; what was committed stays.
    #[error("stopped")]
    Stopped,
}

/// How far the making of an index is.
#[derive(Debug, Clone)]
pub struct Making {
    /// Files that are in, of those that have to be read.
    pub files: usize,
    /// Files that have to be read.
    pub expected: usize,
    /// Bytes of them.
    pub bytes: u64,
    /// Bytes of all that have to be read.
    pub expected_bytes: u64,
    /// Time since it began.
    pub elapsed: Duration,
    /// What went wrong with the files that came in last.
    pub problems: Vec<Problem>,
}

impl Making {
    /// Bytes a second.
    pub fn rate(&self) -> f64 {
        self.bytes as f64 / self.elapsed.as_secs_f64().max(0.001)
    }

    /// Time that the rest will take at this rate.
    pub fn left(&self) -> Duration {
        let rest = self.expected_bytes.saturating_sub(self.bytes) as f64;
        Duration::from_secs_f64((rest / self.rate().max(1.0)).min(1e6))
    }
}

/// A corpus of files that has, or can have, an index on disk.
#[derive(Debug)]
pub struct Cache {
    /// Where its index is.
    pub folder: PathBuf,
    /// Keys of the files, each with the file and its size.
    files: BTreeMap<String, (PathBuf, u64)>,
    charset: Option<Charset>,
}

/// A document, where its file could be read, and what went wrong with the file.
type Read = (Option<document::Document>, Vec<Problem>);

impl Cache {
    /// The cache of the files that the paths name. Asks each file for its size and times, reads none.
    pub fn of(
        base: Option<PathBuf>,
        paths: &[PathBuf],
        charset: Option<Charset>,
    ) -> Result<Cache, CacheError> {
        let base = base.ok_or(CacheError::NoFolder)?;
        let whole = |p: &PathBuf| p.canonicalize().unwrap_or_else(|_| p.clone());
        let mut named: Vec<PathBuf> = paths.iter().map(whole).collect();
        named.sort_unstable();
        let charset_name = format!("{charset:?}");
        let parts = named.iter().map(|p| p.as_os_str().as_bytes());
        let key = fingerprint(parts.chain([charset_name.as_bytes()]));
        let (items, _) = source::list(&named);
        Ok(Cache {
            folder: base
                .join("index")
                .join(format!("{key:016x}-{}", index_version())),
            files: keys_of(&items),
            charset,
        })
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|(_, size)| size).sum()
    }

    /// What the note of a commit says when exactly these files are in.
    fn note(&self) -> String {
        let keys = self.files.keys().map(String::as_bytes);
        format!("whole {:016x} {}", fingerprint(keys), self.files.len())
    }

    /// The index, if it is there, whole, and of these very files.
    pub fn open(&self) -> Result<Option<Disk>, CacheError> {
        let disk = Disk::open(&self.folder).map_err(|e| self.failed(e))?;
        Ok(disk.filter(|disk| disk.note() == self.note()))
    }

    /// Is there an index, whole or not?
    pub fn exists(&self) -> bool {
        self.folder.join("meta.json").is_file()
    }

    /// Makes the index fit the files: reads those that are new or changed, takes out what is gone. `tell` is
    /// called now and then; it says whether to go on.
    pub fn make(&self, tell: &mut dyn FnMut(&Making) -> bool) -> Result<Disk, CacheError> {
        if let Ok(Some(disk)) = self.open() {
            return Ok(disk);
        }
        std::fs::create_dir_all(&self.folder)
            .map_err(|e| CacheError::Io(self.folder.clone(), e))?;
        // What cannot be read at all is made anew.
        let held = match Disk::open(&self.folder).and_then(|d| d.map(|d| d.files()).transpose()) {
            Ok(held) => held.unwrap_or_default(),
            Err(_) => {
                std::fs::remove_dir_all(&self.folder)
                    .and_then(|()| std::fs::create_dir_all(&self.folder))
                    .map_err(|e| CacheError::Io(self.folder.clone(), e))?;
                Vec::new()
            }
        };
        let mut writer = DiskWriter::open(&self.folder).map_err(|e| self.failed(e))?;
        let (held, gone): (Vec<_>, Vec<_>) = held
            .into_iter()
            .partition(|(key, _)| self.files.contains_key(key));
        gone.iter().for_each(|(key, _)| writer.remove(key));
        let (held, mut ids): (HashSet<String>, HashSet<String>) = held.into_iter().unzip();
        let missing = self.files.iter().filter(|(key, _)| !held.contains(*key));
        let mut missing: Vec<(&String, &PathBuf, u64)> = missing
            .map(|(key, (path, size))| (key, path, *size))
            .collect();
        // Ids are made unique in the order of the corpus, as they are in memory; those held already come first.
        missing.sort_unstable_by_key(|(_, path, _)| *path);
        self.read_into(&mut writer, &missing, &mut ids, tell)?;
        writer.commit(&self.note()).map_err(|e| self.failed(e))?;
        writer.finish().map_err(|e| self.failed(e))?;
        self.remove_of_other_versions();
        let disk = self.open()?;
        disk.ok_or_else(|| {
            self.failed(IndexError::Broken("not whole after it was made".to_owned()))
        })
    }

    /// What another version of wenmai made of the same paths, which nothing would ever remove.
    fn remove_of_other_versions(&self) {
        let name = self.folder.file_name().and_then(|n| n.to_str());
        let (Some(name), Some(all)) = (name, self.folder.parent()) else {
            return;
        };
        let paths = name.split_inclusive('-').next().unwrap_or(name);
        for entry in std::fs::read_dir(all).into_iter().flatten().flatten() {
            let other = entry.file_name();
            let other = other.to_str();
            if other.is_some_and(|other| other.starts_with(paths) && other != name)
                && let Err(error) = std::fs::remove_dir_all(entry.path())
            {
                log::info!("{}: {error}", entry.path().display());
            }
        }
    }

    fn read_into(
        &self,
        writer: &mut DiskWriter,
        missing: &[(&String, &PathBuf, u64)],
        ids: &mut HashSet<String>,
        tell: &mut dyn FnMut(&Making) -> bool,
    ) -> Result<(), CacheError> {
        let begun = Instant::now();
        let mut making = Making {
            files: 0,
            expected: missing.len(),
            bytes: 0,
            expected_bytes: missing.iter().map(|m| m.2).sum(),
            elapsed: Duration::ZERO,
            problems: Vec::new(),
        };
        let (mut committed, mut since) = (0, Instant::now());
        for batch in missing.chunks(BATCH) {
            for (key, _, _) in batch {
                writer.remove(key);
            }
            for ((key, _, size), (d, problems)) in batch.iter().zip(self.documents(batch)) {
                making.problems.extend(problems);
                if let Some(mut d) = d {
                    super::load::make_unique(&mut d.id, ids);
                    let place = |d: &document::Document, block: usize| {
                        let name = d.meta.symbol.as_deref().unwrap_or(&d.id);
                        format!("{name} {}", place_of(d, block))
                    };
                    writer.add(key, &d, place).map_err(|e| self.failed(e))?;
                }
                making.files += 1;
                making.bytes += size;
            }
            making.elapsed = begun.elapsed();
            if !tell(&making) {
                writer.commit("unfinished").map_err(|e| self.failed(e))?;
                return Err(CacheError::Stopped);
            }
            making.problems.clear();
            if making.bytes - committed >= COMMIT_BYTES || since.elapsed() >= COMMIT_TIME {
                writer.commit("unfinished").map_err(|e| self.failed(e))?;
                (committed, since) = (making.bytes, Instant::now());
            }
        }
        Ok(())
    }

    /// The documents of some files, read on all cores; `None` for what cannot be read; and what went wrong.
    fn documents(&self, batch: &[(&String, &PathBuf, u64)]) -> Vec<Read> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let share = batch.len().div_ceil(cores).max(1);
        std::thread::scope(|scope| {
            let threads: Vec<_> = batch
                .chunks(share)
                .map(|files| {
                    scope.spawn(move || files.iter().map(|f| self.document(f.1)).collect())
                })
                .collect();
            // Whose share was lost, the others would stand for other files.
            let read = |t: std::thread::ScopedJoinHandle<'_, Vec<_>>| {
                t.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            threads.into_iter().flat_map(read).collect()
        })
    }

    fn document(&self, path: &Path) -> Read {
        let (raw, problems) = source::read(&Item::File(path.to_owned()), self.charset);
        let document = raw.map(|raw| {
            let id = super::load::id_from(&raw.name);
            document::build(raw.into(), &id)
        });
        (document, problems)
    }

    /// What went wrong with the index; where there is hardly any room, that is what.
    fn failed(&self, error: IndexError) -> CacheError {
        let free = rustix::fs::statvfs(&self.folder).map(|s| s.f_bavail * s.f_frsize);
        match (error, free) {
            (IndexError::Tantivy(_), Ok(free)) if free < LEAST_FREE => {
                CacheError::Full(self.folder.clone(), free)
            }
            (error, _) => CacheError::Index(self.folder.clone(), error),
        }
    }
}

/// The files of these items by their keys, each with its size. Asks on all cores: it is the system that takes time.
fn keys_of(items: &[Item]) -> BTreeMap<String, (PathBuf, u64)> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let share = items.len().div_ceil(cores).max(1);
    let key_of = |item: &Item| match item {
        Item::File(path) => {
            let meta = std::fs::metadata(path).ok()?;
            Some((file_key(path, &meta), (path.clone(), meta.len())))
        }
        Item::Bundled(_) => None,
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = items
            .chunks(share)
            .map(|items| scope.spawn(move || items.iter().filter_map(key_of).collect::<Vec<_>>()))
            .collect();
        let found = threads.into_iter().flat_map(|t| {
            t.join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        found.collect()
    })
}

/// Changes whenever the file's content, name or place does.
fn file_key(path: &Path, meta: &std::fs::Metadata) -> String {
    let numbers = [
        meta.len().to_le_bytes(),
        meta.mtime().to_le_bytes(),
        meta.mtime_nsec().to_le_bytes(),
        meta.ctime().to_le_bytes(),
        meta.ctime_nsec().to_le_bytes(),
    ];
    let numbers = numbers.iter().map(|n| &n[..]);
    let hash = fingerprint([path.as_os_str().as_bytes()].into_iter().chain(numbers));
    format!("{hash:016x}")
}
