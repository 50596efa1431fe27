//! What opening a library took: time from the start to each stage, memory at its end.

use std::time::{Duration, Instant};

/// Times from the start of opening; None for what is not there yet, or was not asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Measured {
    begun: Option<Instant>,
    /// All documents were read.
    pub read: Option<Duration>,
    /// They could be searched.
    pub exact: Option<Duration>,
    /// Citations, dates and events were found.
    pub facts: Option<Duration>,
    /// Words could rank hits.
    pub words: Option<Duration>,
    /// Resident memory of the process in bytes when the last of these was there, where the system tells.
    pub resident: Option<u64>,
}

impl Measured {
    /// Begins to measure.
    pub(super) fn begin() -> Measured {
        Measured {
            begun: Some(Instant::now()),
            ..Measured::default()
        }
    }

    /// Notes that a stage is over.
    pub(super) fn over(&mut self, stage: fn(&mut Measured) -> &mut Option<Duration>) {
        let took = self.begun.map(|b| b.elapsed());
        *stage(self) = took;
        self.resident = resident();
    }
}

/// Resident memory of the process in bytes (`/proc/self/status`, proc(5)).
pub fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
