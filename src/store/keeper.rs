//! Writes changes in a thread of its own, and keeps in memory what cannot be written yet.
//!
//! In: changes. Out: news: what other sessions wrote, what could not be written and why, that it was written
//! after all. Nothing here waits for the disk but the thread.

use super::book::Book;
use super::database::{Database, StoreError, file_in, problem};
use super::json;
use super::model::Change;
use crate::problem::{Problem, ProblemKind};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// After so long, what could not be written is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// How long one write waits for another session; twice that must fit into the end of a session by a signal.
const PATIENCE: Duration = Duration::from_millis(350);

/// What a session should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Other sessions wrote; this is everything now.
    Book(Box<Book>),
    /// Changes could not be written. They are kept and tried again.
    Problem(Problem),
    /// So many changes that could not be written are written now.
    Saved(usize),
}

/// What became of the last changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// All is written.
    Saved,
    /// So many changes could not be written to the database and are in this file.
    Aside(usize, PathBuf),
    /// So many changes could not be written anywhere.
    Lost(usize),
    /// The disk did not answer in time.
    Late,
}

enum Message {
    Change(Box<Change>),
    Recall,
    Finish(Sender<Ended>, Instant),
    Close(Sender<Ended>, Instant),
}

/// Gives changes to the thread that writes them. Dropped, it lets the thread finish by itself.
#[derive(Debug, Clone)]
pub struct Keeper {
    messages: Sender<Message>,
    news: Receiver<News>,
}

impl Keeper {
    /// Opens what is kept in a folder. What is wrong with it comes as problems; changes are then kept in memory
    /// and tried again.
    pub fn open(folder: Option<PathBuf>) -> (Keeper, Book, Vec<Problem>) {
        let (messages, inbox) = unbounded();
        let (outbox, news) = unbounded();
        let mut worker = Worker {
            folder,
            database: None,
            book: Book::default(),
            waiting: Vec::new(),
            told: None,
            news: outbox,
        };
        let mut problems = Vec::new();
        if let Err(error) = worker.connect(&mut problems) {
            problems.push(worker.problem(&error));
            worker.told = Some(error.to_string());
            let read_only = worker.folder.as_deref().and_then(Database::read_only);
            worker.book = read_only.unwrap_or_default();
        }
        let book = worker.book.clone();
        // Without a thread nothing is written; the session goes on, `finish` says so.
        let _ = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || worker.run(&inbox));
        (Keeper { messages, news }, book, problems)
    }

    /// Writes a change soon.
    pub fn keep(&self, change: Change) {
        let _ = self.messages.send(Message::Change(Box::new(change)));
    }

    /// Asks for what other sessions wrote; it comes as news where there is any.
    pub fn recall(&self) {
        let _ = self.messages.send(Message::Recall);
    }

    /// A second handle, to wait for the end with.
    pub fn hold(&self) -> Keeper {
        self.clone()
    }

    /// Where news come.
    pub fn news(&self) -> &Receiver<News> {
        &self.news
    }

    /// Writes what is left, and waits for it so long at most.
    pub fn finish(&self, limit: Duration) -> Ended {
        self.end(Message::Finish, limit)
    }

    /// The same, and closes the database, so that its file alone holds everything. Nothing is kept after that.
    pub fn close(&self, limit: Duration) -> Ended {
        self.end(Message::Close, limit)
    }

    fn end(&self, message: fn(Sender<Ended>, Instant) -> Message, limit: Duration) -> Ended {
        let (sender, ended) = bounded(1);
        // The last try must be over before nobody waits for it any more.
        let last_try = Instant::now() + limit.saturating_sub(PATIENCE + PATIENCE / 4);
        if self.messages.send(message(sender, last_try)).is_err() {
            return Ended::Late;
        }
        ended.recv_timeout(limit).unwrap_or(Ended::Late)
    }
}

struct Worker {
    folder: Option<PathBuf>,
    database: Option<Database>,
    /// Everything, as this session knows it.
    book: Book,
    /// Changes that are not written.
    waiting: Vec<Change>,
    /// The error that was told, until a write succeeds.
    told: Option<String>,
    news: Sender<News>,
}

impl Worker {
    fn run(mut self, inbox: &Receiver<Message>) {
        loop {
            let first = if self.waiting.is_empty() {
                inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                inbox.recv_timeout(AGAIN)
            };
            let mut finishing = Vec::new();
            let (mut recall, mut close) = (false, false);
            let mut last_try = None;
            match first {
                Err(RecvTimeoutError::Disconnected) => {
                    let _ = self.write();
                    return;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Ok(message) => {
                    for message in std::iter::once(message).chain(inbox.try_iter()) {
                        match message {
                            Message::Change(change) => self.take(*change),
                            Message::Recall => recall = true,
                            Message::Finish(sender, time) => {
                                last_try = last_try.max(Some(time));
                                finishing.push(sender);
                            }
                            Message::Close(sender, time) => {
                                last_try = last_try.max(Some(time));
                                close = true;
                                finishing.push(sender);
                            }
                        }
                    }
                }
            }
            self.write_and_tell(last_try);
            if close {
                self.database = None;
            } else {
                self.recall(recall);
            }
            for sender in finishing {
                let _ = sender.send(self.end());
            }
            if close {
                return;
            }
        }
    }

    fn take(&mut self, change: Change) {
        self.book.apply(&change);
        if change.is_passing() {
            self.waiting.retain(|earlier| !change.replaces(earlier));
        }
        self.waiting.push(change);
    }

    fn connect(&mut self, problems: &mut Vec<Problem>) -> Result<(), StoreError> {
        let folder = self.folder.as_deref();
        let missing = || StoreError::Io(std::io::Error::other("HOME"));
        let (database, mut book, damage) = Database::open(folder.ok_or_else(missing)?)?;
        database.wait_at_most(PATIENCE);
        if damage.is_some() {
            // All that this session knows goes into the new file.
            let known = self.book.as_changes();
            self.waiting.splice(0..0, known);
        }
        self.waiting.iter().for_each(|change| book.apply(change));
        self.book = book;
        self.database = Some(database);
        problems.extend(damage);
        Ok(())
    }

    fn write(&mut self) -> Result<usize, StoreError> {
        if self.waiting.is_empty() {
            return Ok(0);
        }
        if self.database.is_none() {
            let mut problems = Vec::new();
            self.connect(&mut problems)?;
            self.tell(problems.into_iter().map(News::Problem));
            self.tell([News::Book(Box::new(self.book.clone()))]);
        }
        if let Some(database) = &mut self.database {
            database.write(&self.waiting)?;
        }
        let written = self.waiting.iter().filter(|c| !c.is_passing()).count();
        self.waiting.clear();
        Ok(written)
    }

    /// Writes; where another session writes all the time, tries again until `last_try`.
    fn write_and_tell(&mut self, last_try: Option<Instant>) {
        let mut written = self.write();
        while written.as_ref().is_err_and(StoreError::is_busy)
            && last_try.is_some_and(|time| Instant::now() < time)
        {
            written = self.write();
        }
        match written {
            Ok(written) => {
                if self.told.take().is_some() && written > 0 {
                    self.tell([News::Saved(written)]);
                }
            }
            Err(error) => {
                if error.is_damage() {
                    // Opening it again puts the file aside.
                    self.database = None;
                }
                let text = error.to_string();
                if self.told.as_ref() != Some(&text) {
                    let problem = self.problem(&error);
                    log::warn!("{problem}");
                    self.tell([News::Problem(problem)]);
                    self.told = Some(text);
                }
            }
        }
    }

    /// Reads what other sessions wrote.
    fn recall(&mut self, asked: bool) {
        let Some(database) = &mut self.database else {
            return;
        };
        if !asked && !database.is_behind() {
            return;
        }
        // What cannot be read now will be read next time; what this session knows stays.
        let Ok(mut book) = database.read() else {
            return;
        };
        self.waiting.iter().for_each(|change| book.apply(change));
        if book != self.book {
            self.book = book;
            self.tell([News::Book(Box::new(self.book.clone()))]);
        }
    }

    /// The end: what could not be written goes into a file of its own, which can be taken in again.
    fn end(&self) -> Ended {
        let kept = self.waiting.iter().filter(|c| !c.is_passing()).count();
        if kept == 0 {
            return Ended::Saved;
        }
        let mut book = Book::default();
        self.waiting.iter().for_each(|change| book.apply(change));
        let folders = [self.folder.clone(), Some(std::env::temp_dir())];
        for folder in folders.into_iter().flatten() {
            let path = folder.join(format!("wenmai-unsaved-{}.json", std::process::id()));
            if write_new(&path, &json::write(&book)).is_ok() {
                return Ended::Aside(kept, path);
            }
        }
        Ended::Lost(kept)
    }

    fn problem(&self, error: &StoreError) -> Problem {
        match self.folder.as_deref() {
            Some(folder) => error.problem(&file_in(folder)),
            None => problem(
                Path::new(""),
                ProblemKind::StoreUnwritable(error.to_string()),
            ),
        }
    }

    fn tell(&self, news: impl IntoIterator<Item = News>) {
        for one in news {
            let _ = self.news.send(one);
        }
    }
}

/// Writes a file that only its owner can read; half a file is taken away.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}
