//! Files of settings that change while the program runs.
//!
//! In: files and folders. Out: an event when one of them is another. They are looked at, not watched: over network
//! file systems nobody tells of a change made on another machine, and there are only a few.

use super::session::Event;
use crossbeam_channel::{RecvTimeoutError, Sender, bounded};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, io, thread};

/// So often they are looked at.
const EVERY: Duration = Duration::from_secs(1);

/// When something was changed, and how long it is; None where it is not there.
type Mark = Option<(SystemTime, u64)>;

/// Looks at the files until what is returned is dropped.
pub(super) fn start(files: Vec<PathBuf>, events: Sender<Event>) -> io::Result<Sender<()>> {
    let (stop, stopped) = bounded(0);
    let mut before = marks(&files);
    let look = move || {
        while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(EVERY) {
            let now = marks(&files);
            if now != before && events.send(Event::Changed).is_err() {
                return;
            }
            before = now;
        }
    };
    thread::Builder::new()
        .name("tui-changes".to_owned())
        .spawn(look)?;
    Ok(stop)
}

fn marks(files: &[PathBuf]) -> Vec<(PathBuf, Mark)> {
    let mut found = Vec::new();
    for path in files {
        found.push((path.clone(), mark(path)));
        let inside = fs::read_dir(path).into_iter().flatten().flatten();
        let mut inside: Vec<_> = inside.map(|e| e.path()).collect();
        inside.sort();
        found.extend(inside.into_iter().map(|p| {
            let mark = mark(&p);
            (p, mark)
        }));
    }
    found
}

fn mark(path: &Path) -> Mark {
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_made_or_removed_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        let of = || marks(&[file.clone(), folder.path().to_owned()]);
        let none = of();
        fs::write(&file, "a = 1\n").unwrap();
        let one = of();
        assert_ne!(none, one);
        fs::write(&file, "a = 10\n").unwrap();
        assert_ne!(one, of());
        assert_eq!(of(), of());
    }
}
