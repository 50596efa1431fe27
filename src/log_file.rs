//! The log: one line an event, in a file of the person's own; never a query's or a note's words at the level
//! that is set by default.
//!
//! In: records of the `log` crate, a folder. Out: lines in `wenmai.log`, which is put aside at one megabyte, and
//! the newest of them. Must not know who logs. A log that can't be written is left out: nothing waits for it.

use crate::text::sanitize;
use log::{Level, LevelFilter, Log, Metadata, Record};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A file of this many bytes is put aside.
const LARGEST: u64 = 1_000_000;

/// Files put aside that are kept: `wenmai.log.1` is the newest.
const KEPT: u32 = 2;

/// Where the log of this folder is.
pub fn path(folder: &Path) -> PathBuf {
    folder.join("wenmai.log")
}

/// Logs to the folder from now on, once in a process; nothing is created before the first line. `level` is one
/// of the setting's words (`off`, `error`, `warn`, `info`, `debug`); another word means `info`.
pub fn start(folder: &Path, level: &str) {
    let level = level.parse().unwrap_or(LevelFilter::Info);
    if level == LevelFilter::Off {
        return;
    }
    let file = Mutex::new(LogFile::new(folder, LARGEST));
    // it lives as long as the process; where a logger was set before, that one stays
    if log::set_logger(Box::leak(Box::new(ToFile { file, level }))).is_ok() {
        log::set_max_level(level);
    }
}

/// Lines of the log that are shown.
const SHOWN: usize = 500;

/// The newest lines for a person to read, the newest last, or the system's words where they can't be read.
pub fn to_show(folder: Option<&Path>) -> Result<Vec<String>, String> {
    folder
        .map_or(Ok(Vec::new()), |f| newest(f, SHOWN))
        .map_err(|e| e.to_string())
}

/// The newest lines, the newest last; none where there is no log yet.
fn newest(folder: &Path, lines: usize) -> io::Result<Vec<String>> {
    let mut all = Vec::new();
    for path in [aside(folder, 1), path(folder)] {
        match fs::read(&path) {
            Ok(bytes) => all.extend(String::from_utf8_lossy(&bytes).lines().map(str::to_owned)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all.split_off(all.len().saturating_sub(lines)))
}

fn aside(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("wenmai.log.{number}"))
}

/// wenmai's own lines as they are set; those of its libraries only where something went wrong.
struct ToFile {
    file: Mutex<LogFile>,
    level: LevelFilter,
}

impl Log for ToFile {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let own = metadata.target().split("::").next() == Some(env!("CARGO_PKG_NAME"));
        let most = if own {
            self.level
        } else {
            self.level.min(LevelFilter::Warn)
        };
        metadata.level() <= most
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let line = line(
                jiff::Timestamp::now(),
                record.level(),
                record.target(),
                &record.args().to_string(),
            );
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            // a disk that is full must not disturb what is being done
            let _ = file.write(&line);
        }
    }

    fn flush(&self) {}
}

/// `2026-01-31T08:15:30Z info wenmai::tui[4711] text`, with a line end.
fn line(time: jiff::Timestamp, level: Level, target: &str, text: &str) -> String {
    let level = level.as_str().to_ascii_lowercase();
    let text = text.replace(['\n', '\r'], " ⏎ ");
    let process = std::process::id();
    let time = time.strftime("%Y-%m-%dT%H:%M:%SZ");
    format!("{time} {level} {target}[{process}] {}\n", sanitize(&text))
}

/// The file, which other sessions write to as well and may have put aside.
struct LogFile {
    folder: PathBuf,
    largest: u64,
    open: Option<File>,
}

impl LogFile {
    fn new(folder: &Path, largest: u64) -> LogFile {
        LogFile {
            folder: folder.to_owned(),
            largest,
            open: None,
        }
    }

    /// Adds a line in one write, so that lines of two sessions never mix.
    fn write(&mut self, line: &str) -> io::Result<()> {
        if !self.is_current() {
            self.open = None;
        }
        if self.size() >= self.largest {
            self.put_aside()?;
        }
        self.file()?.write_all(line.as_bytes())
    }

    fn file(&mut self) -> io::Result<&mut File> {
        if self.open.is_none() {
            fs::create_dir_all(&self.folder)?;
            let file = OpenOptions::new()
                .append(true)
                .create(true)
                .open(path(&self.folder))?;
            self.open = Some(file);
        }
        self.open
            .as_mut()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// The open file is still the one of that name.
    fn is_current(&self) -> bool {
        let same = |a: &fs::Metadata, b: &fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
        let open = self.open.as_ref().and_then(|f| f.metadata().ok());
        let named = fs::metadata(path(&self.folder)).ok();
        open.zip(named)
            .is_some_and(|(open, named)| same(&open, &named))
    }

    fn size(&self) -> u64 {
        fs::metadata(path(&self.folder)).map_or(0, |m| m.len())
    }

    /// Puts the file aside, unless another session did so while we waited for the lock.
    fn put_aside(&mut self) -> io::Result<()> {
        let file = self.file()?.try_clone()?;
        file.lock()?;
        if self.is_current() && self.size() >= self.largest {
            for number in (1..KEPT).rev() {
                // the first times there is nothing to move on
                let _ = fs::rename(aside(&self.folder, number), aside(&self.folder, number + 1));
            }
            fs::rename(path(&self.folder), aside(&self.folder, 1))?;
        }
        self.open = None;
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_without_control_characters() {
        let time = jiff::Timestamp::from_second(0).unwrap();
        let line = line(time, Level::Warn, "wenmai::tui", "a\nb\x1b[31mc");
        assert!(
            line.starts_with("1970-01-01T00:00:00Z warn wenmai::tui["),
            "{line}"
        );
        assert_eq!(line.matches('\n').count(), 1);
        assert!(!line.trim_end().contains(char::is_control));
        assert!(line.contains("a ⏎ b"));
    }

    #[test]
    fn a_large_file_is_put_aside_and_the_oldest_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = LogFile::new(folder.path(), 10);
        for text in [
            "first line\n",
            "second line\n",
            "third line\n",
            "fourth line\n",
        ] {
            file.write(text).unwrap();
        }
        let read = |path: PathBuf| fs::read_to_string(path).unwrap();
        assert_eq!(read(path(folder.path())), "fourth line\n");
        assert_eq!(read(aside(folder.path(), 1)), "third line\n");
        assert_eq!(read(aside(folder.path(), 2)), "second line\n");
        assert!(!aside(folder.path(), 3).exists());
        assert_eq!(
            newest(folder.path(), 9).unwrap(),
            ["third line", "fourth line"]
        );
        assert_eq!(newest(folder.path(), 1).unwrap(), ["fourth line"]);
    }

    #[test]
    fn two_sessions_lose_no_line_when_one_puts_the_file_aside() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let write = |name: char| {
            let mut file = LogFile::new(folder, 2_000);
            (0..100).for_each(|n| file.write(&format!("{name}{n:03} of a session\n")).unwrap());
        };
        std::thread::scope(|scope| {
            scope.spawn(|| write('a'));
            scope.spawn(|| write('b'));
        });
        let files = [path(folder), aside(folder, 1), aside(folder, 2)];
        let kept: String = files
            .iter()
            .map(|p| fs::read_to_string(p).unwrap_or_default())
            .collect();
        let whole = |l: &str| l.len() == "a000 of a session".len() && l.ends_with(" of a session");
        assert!(kept.lines().all(whole), "{kept}");
        // 200 lines of 18 bytes are put aside once: all are in the two files
        assert_eq!(kept.lines().count(), 200);
    }

    #[test]
    fn there_may_be_no_log() {
        let folder = tempfile::tempdir().unwrap();
        assert!(newest(folder.path(), 5).unwrap().is_empty());
    }
}
