//! PDF with a text layer, by `unpdf`. A PDF is a program of sorts: it is read on a thread of its own with a
//! time limit, and whatever it does there cannot end wenmai.
//!
//! The document station joins lines better than a reader that knows no UN papers, so it is given what is
//! printed: line by line, page by page (`printed`).

use super::FormatError;
use super::printed::{self, Printed};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use unpdf::parser::LayoutAnalyzer;
use unpdf::parser::backend::{PdfBackend, RawBackend};

/// How long a file may take.
const TIME: Duration = Duration::from_secs(60);
/// Deeply nested objects need room.
const STACK: usize = 64 * 1024 * 1024;
/// Name of the thread; a panic on it is caught and told as a problem of the file, so nobody else need say it.
pub const THREAD: &str = "pdf";

/// The text of a PDF.
pub fn from_bytes(bytes: &[u8]) -> Result<String, FormatError> {
    let bytes = bytes.to_vec();
    guarded(TIME, move || extract(&bytes))
}

/// Runs a reader where neither a panic nor an endless loop of it does harm.
fn guarded(
    time: Duration,
    read: impl FnOnce() -> Result<String, FormatError> + Send + 'static,
) -> Result<String, FormatError> {
    let (sender, receiver) = mpsc::channel();
    let spawned = std::thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let result = catch_unwind(AssertUnwindSafe(read));
            let result = result
                .unwrap_or_else(|_| Err(FormatError::Broken("the PDF reader failed".to_owned())));
            // Nobody waits any more after the time limit.
            let _ = sender.send(result);
        });
    spawned.map_err(|e| FormatError::Broken(e.to_string()))?;
    let timed_out = |_| FormatError::Broken("took too long".to_owned());
    receiver.recv_timeout(time).map_err(timed_out)?
}

fn extract(bytes: &[u8]) -> Result<String, FormatError> {
    let broken = |e: unpdf::Error| FormatError::Broken(e.to_string());
    let backend = RawBackend::load_bytes(bytes).map_err(broken)?;
    let until = Instant::now() + TIME;
    let (mut pages, mut failed) = (Vec::new(), None);
    for number in backend.pages().into_keys() {
        // Nobody waits for the rest.
        if Instant::now() > until {
            break;
        }
        let analyzer = LayoutAnalyzer::new(&backend);
        match analyzer.extract_page_spans(number) {
            Ok(spans) => {
                let lines = analyzer.group_spans_into_lines_pub(spans);
                pages.push(lines.iter().flat_map(printed::pieces).collect());
            }
            Err(error) => failed = Some(error),
        }
    }
    let empty = pages.iter().all(|lines: &Vec<Printed>| lines.is_empty());
    match failed {
        Some(error) if empty => Err(broken(error)),
        _ if empty => Err(FormatError::NoText),
        _ => Ok(printed::text(&pages)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_panics_or_never_ends_is_a_broken_file() {
        let long = Duration::from_secs(600);
        let panicked = guarded(long, || panic!("as a broken file may make it"));
        assert!(matches!(panicked, Err(FormatError::Broken(_))));
        let (sender, receiver) = mpsc::channel::<()>();
        let waits = guarded(Duration::from_millis(1), move || {
            // Ends when the test does.
            let _ = receiver.recv();
            Ok(String::new())
        });
        assert!(matches!(waits, Err(FormatError::Broken(_))));
        drop(sender);
    }
}
