//! Searches in the background: only the newest request of a sort is worth an answer.
//!
//! In: requests with a generation. Out: inputs for the app. Must not know what is done with them.

use super::session::Event;
use crate::app::Input;
use crate::index::Query;
use crate::library::Library;
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::{io, thread};

/// A request.
pub(super) struct Job {
    pub generation: u64,
    pub task: Task,
    pub library: Arc<Library>,
}

/// What is asked for.
pub(super) enum Task {
    /// A search of at most so many hits.
    Search(Query, usize),
    /// Names, at most so many.
    Find(String, usize),
    /// How much each of these kept searches finds: name and query.
    Count(Vec<(String, String)>),
}

/// One worker for each sort of task, so that none waits for the other.
pub(super) struct Workers {
    pub search: Sender<Job>,
    names: Sender<Job>,
    counts: Sender<Job>,
}

impl Workers {
    /// Starts them; they end when this is dropped.
    pub fn start(events: &Sender<Event>) -> io::Result<Workers> {
        Ok(Workers {
            search: start("tui-search", events.clone())?,
            names: start("tui-names", events.clone())?,
            counts: start("tui-counts", events.clone())?,
        })
    }

    /// Gives a job to the worker of its sort. One that is gone finds nothing; the app goes on.
    pub fn give(&self, job: Job) {
        let worker = match job.task {
            Task::Search(..) => &self.search,
            Task::Find(..) => &self.names,
            Task::Count(_) => &self.counts,
        };
        let _ = worker.send(job);
    }
}

fn start(name: &str, events: Sender<Event>) -> io::Result<Sender<Job>> {
    let (jobs, queue) = unbounded();
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            while let Some(job) = newest(&queue) {
                // A search that panics answers nothing; the message is kept by the panic hook.
                let Ok(answer) = catch_unwind(AssertUnwindSafe(|| answer(job))) else {
                    continue;
                };
                if events.send(Event::Answer(Box::new(answer))).is_err() {
                    return;
                }
            }
        })?;
    Ok(jobs)
}

fn answer(job: Job) -> Input {
    let (generation, library) = (job.generation, job.library);
    match job.task {
        Task::Search(query, limit) => Input::Found {
            generation,
            results: library.search(&query, limit),
        },
        Task::Find(typed, limit) => Input::Names {
            generation,
            found: library.finder.find(&typed, limit),
        },
        Task::Count(searches) => Input::Counted(library.count(searches)),
    }
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
                task: Task::Search(Query::parse(""), 1),
                library: Arc::default(),
            };
            jobs.send(job).unwrap();
        }
        drop(jobs);
        assert_eq!(newest(&queue).map(|job| job.generation), Some(5));
        assert!(newest(&queue).is_none());
    }
}
