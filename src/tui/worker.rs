//! Searches in the background: only the newest request is worth an answer.
//!
//! In: queries with a generation. Out: events with results. Must not know what is done with them.

use super::session::Event;
use crate::index::Query;
use crate::library::Library;
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::{io, thread};

/// A request.
pub(super) struct Job {
    pub generation: u64,
    pub query: Query,
    pub limit: usize,
    pub library: Arc<Library>,
}

/// Starts the worker; it ends when the sender is dropped.
pub(super) fn start(events: Sender<Event>) -> io::Result<Sender<Job>> {
    let (jobs, queue) = unbounded();
    thread::Builder::new()
        .name("tui-search".to_owned())
        .spawn(move || {
            while let Some(job) = newest(&queue) {
                // A search that panics answers nothing; the message is kept by the panic hook.
                let search = AssertUnwindSafe(|| job.library.search(&job.query, job.limit));
                let Ok(results) = catch_unwind(search) else {
                    continue;
                };
                let found = Event::Found {
                    generation: job.generation,
                    results,
                };
                if events.send(found).is_err() {
                    return;
                }
            }
        })?;
    Ok(jobs)
}

/// Waits for a job and takes the last of those that wait.
fn newest(queue: &Receiver<Job>) -> Option<Job> {
    let first = queue.recv().ok()?;
    Some(queue.try_iter().last().unwrap_or(first))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_the_waiting_jobs_is_taken() {
        let (jobs, queue) = unbounded();
        for generation in 1..=5 {
            let job = Job {
                generation,
                query: Query::parse(""),
                limit: 1,
                library: Arc::default(),
            };
            jobs.send(job).unwrap();
        }
        drop(jobs);
        assert_eq!(newest(&queue).map(|job| job.generation), Some(5));
        assert!(newest(&queue).is_none());
    }
}
