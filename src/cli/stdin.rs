//! `wenmai -`: a document from standard input. It is laid down in a folder of its own, so that everything that
//! reads files reads it, and taken away at the end.

use super::arguments::{Arguments, Command};
use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// No more than this is taken in (bytes); readers say what they leave out long before.
const MOST: u64 = 256 << 20;

/// The folder with the document, gone when this is dropped.
#[derive(Debug)]
pub struct Held(PathBuf);

impl Drop for Held {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Where `-` is named as a document, reads it and names the file instead.
pub fn take_in(arguments: &mut Arguments) -> io::Result<Option<Held>> {
    let mut named = paths(arguments);
    named.retain(|p| p.as_path() == Path::new("-"));
    if named.is_empty() {
        return Ok(None);
    }
    let folder = folder();
    fs::DirBuilder::new().mode(0o700).create(&folder)?;
    let held = Held(folder);
    let file = held.0.join("stdin");
    let mut out = fs::File::create_new(&file)?;
    io::copy(&mut io::stdin().lock().take(MOST), &mut out)?;
    for path in named {
        path.clone_from(&file);
    }
    Ok(Some(held))
}

/// One of these came from standard input.
pub fn is_taken(paths: &[PathBuf]) -> bool {
    paths.iter().any(|p| p.starts_with(folder()))
}

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("wenmai-{}", std::process::id()))
}

fn paths(arguments: &mut Arguments) -> Vec<&mut PathBuf> {
    let of_command = match &mut arguments.command {
        Some(
            Command::Tree { paths, .. }
            | Command::Check { paths, .. }
            | Command::Export { paths, .. },
        ) => paths.iter_mut(),
        _ => [].iter_mut(),
    };
    let own = arguments.paths.iter_mut();
    own.chain(&mut arguments.corpus).chain(of_command).collect()
}
