//! PDF with a text layer, by `unpdf`. A PDF is a program of sorts: it is read on a thread of its own with a
//! time limit, and whatever it does there cannot end wenmai.

use super::FormatError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;
use unpdf::Unpdf;

/// How long a file may take.
const TIME: Duration = Duration::from_secs(60);
/// Deeply nested objects need room.
const STACK: usize = 64 * 1024 * 1024;

/// The text of a PDF.
pub fn from_bytes(bytes: &[u8]) -> Result<String, FormatError> {
    let (sender, receiver) = mpsc::channel();
    let bytes = bytes.to_vec();
    let spawned = std::thread::Builder::new()
        .name("pdf".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let result = catch_unwind(AssertUnwindSafe(|| extract(&bytes)));
            let result = result
                .unwrap_or_else(|_| Err(FormatError::Broken("the PDF reader failed".to_owned())));
            // Nobody waits any more after the time limit.
            let _ = sender.send(result);
        });
    spawned.map_err(|e| FormatError::Broken(e.to_string()))?;
    let timed_out = |_| FormatError::Broken("took too long".to_owned());
    receiver.recv_timeout(TIME).map_err(timed_out)?
}

fn extract(bytes: &[u8]) -> Result<String, FormatError> {
    let result = Unpdf::new().lenient().sequential().parse_bytes(bytes);
    let text = result
        .and_then(|r| r.to_text())
        .map_err(|e| FormatError::Broken(e.to_string()))?;
    if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
        return Err(FormatError::NoText);
    }
    Ok(text)
}
