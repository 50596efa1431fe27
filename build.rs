//! Names what the program is built from, so that what an earlier build kept of the bundled documents is never
//! taken for what this one makes of them.

use std::fs;
use std::path::{Path, PathBuf};

/// What decides how a document comes out.
const PARTS: [&str; 4] = ["src", "data", "Cargo.toml", "Cargo.lock"];

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        files_of(Path::new(part), &mut files)?;
    }
    files.sort();
    // FNV-1a
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let bytes = fs::read(&file)?;
        let name = file.to_string_lossy().into_owned().into_bytes();
        let length = bytes.len().to_le_bytes();
        for byte in name.iter().chain(&length).chain(&bytes) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=WENMAI_BUILD={hash:016x}");
    Ok(())
}

/// A file, or all files of a folder; none where there is nothing.
fn files_of(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            files_of(&entry?.path(), files)?;
        }
    }
    Ok(())
}
