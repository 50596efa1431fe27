//! Copied text on its way out: tmux, the terminal, or a file. No way confirms that it arrived.
//!
//! In: text. Out: bytes for the terminal (OSC 52), a command, a file. Must not know where the text is from.

use crate::app::Copied;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The longest OSC 52 payload (base64 bytes) that terminals are known to take (as k9s and others cap it).
const LONGEST: usize = 74_994;

/// Sends the text away. `terminal` gets the escape sequence where that is allowed.
pub(super) fn copy(
    text: &str,
    terminal: &mut impl Write,
    state_dir: Option<&Path>,
    escape: bool,
) -> Copied {
    let in_tmux = std::env::var_os("TMUX").is_some_and(|v| !v.is_empty());
    if in_tmux && to_tmux(text).is_ok() {
        return Copied::Tmux;
    }
    let encoded = base64(text.as_bytes());
    let result = if escape && encoded.len() <= LONGEST {
        let sequence = format!("\x1b]52;c;{encoded}\x1b\\");
        let written = terminal.write_all(sequence.as_bytes());
        written.map(|()| Copied::Terminal)
    } else {
        to_file(text, state_dir).map(Copied::File)
    };
    result.unwrap_or_else(|error| Copied::Failed(error.to_string()))
}

/// The same from a command, on standard output.
pub fn copy_once(text: &str, state_dir: Option<&Path>) -> Copied {
    copy(text, &mut io::stdout(), state_dir, true)
}

/// tmux keeps it and passes it on (`-w`) to the terminal outside.
fn to_tmux(text: &str) -> io::Result<()> {
    let mut child = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    if child.wait()?.success() {
        Ok(())
    } else {
        Err(io::Error::other("tmux load-buffer"))
    }
}

fn to_file(text: &str, state_dir: Option<&Path>) -> io::Result<PathBuf> {
    let folder = state_dir.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
    std::fs::create_dir_all(folder)?;
    let path = folder.join("copied.txt");
    std::fs::write(&path, text)?;
    Ok(path)
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = (0..3).fold(0u32, |group, i| {
            group << 8 | u32::from(chunk.get(i).copied().unwrap_or(0))
        });
        for i in 0..4 {
            if i <= chunk.len() {
                let index = (group >> (18 - 6 * i)) & 63;
                encoded.push(char::from(ALPHABET[index as usize]));
            } else {
                encoded.push('=');
            }
        }
    }
    encoded
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_rfc_4648_has_it() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn what_is_too_long_for_the_terminal_goes_to_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let text = "汉".repeat(LONGEST);
        let path = to_file(&text, Some(folder.path())).unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
        assert!(to_file(&text, None).is_err());
    }
}
