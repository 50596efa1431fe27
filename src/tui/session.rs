//! The main loop: wait, take everything that came, update, draw at most once in 33 ms.
//!
//! In: events of all threads. Out: frames and effects. Must not know escape sequences.

use super::backend::RowBackend;
use super::clipboard;
use super::draw::{draw, draw_sentence};
use super::linear::LastRow;
use super::preview::HeldPreview;
use super::style::Look;
use super::terminal::{Out, Size, Tty};
use super::worker::{Job, Task, Workers};
use super::{ExitKind, Options};
use crate::app::{self, App, Begin, Effect, Input, Preferences, Settings, Viewport};
use crate::export::{self, hand};
use crate::index::Query;
use crate::keymap::Key;
use crate::library::Library;
use crate::log_file;
use crate::store::{Keeper, now};
use crate::view;
use crossbeam_channel::{Receiver, Sender, at, never, select};
use ratatui::Terminal;
use ratatui::backend::Backend;
use signal_hook::consts::{SIGCONT, SIGHUP};
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// No more frames than this let anybody see.
const FRAME: Duration = Duration::from_millis(33);

/// The linear face waits so long for all documents before it says something.
const OPENING: Duration = Duration::from_millis(1_500);

/// A search begins when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(70);

/// Where two keys came together, more that come so soon (pasted, or held down over a slow line) are drawn with them.
const TOGETHER: Duration = Duration::from_millis(12);

/// While more keys wait than can be carried out, a frame at least this often.
const FLOOD: Duration = Duration::from_millis(250);

/// After this long without a SIGCONT nobody stopped us.
const STOP: Duration = Duration::from_millis(200);

/// The place is saved so long after it changed, and at the end.
const SAVE: Duration = Duration::from_secs(1);

/// Below this, nothing can be read.
const SMALLEST: Size = Size {
    columns: 20,
    rows: 4,
};

/// What the threads tell the main loop.
#[derive(Debug)]
pub(super) enum Event {
    /// A key.
    Key(Key),
    /// Pasted text, clean.
    Paste(String),
    /// The terminal has another size.
    Resized,
    /// A file of the settings is another.
    Changed,
    /// What was asked for in the background.
    Answer(Box<Input>),
    /// No more keys will come.
    Deaf(io::Error),
    /// A signal came (or the terminal is gone: SIGHUP).
    Signal(i32),
}

/// Everything the main loop holds.
pub(super) struct Session {
    pub app: App,
    pub library: Arc<Library>,
    pub options: Options,
    pub look: Look,
    pub tty: Arc<Tty>,
    pub terminal: Terminal<RowBackend<Out>>,
    pub jobs: Workers,
    /// The search that is to begin, and when.
    pub job: Option<(Instant, Job)>,
    pub events: Receiver<Event>,
    /// Where threads tell what became of their work.
    pub tell: Sender<Event>,
    /// Came while we were stopping.
    pub held: VecDeque<Event>,
    /// When the app wants to hear that no key came.
    pub waiting: Option<Instant>,
    /// Something happened since the last frame.
    pub dirty: bool,
    /// When the session began.
    pub started: Instant,
    /// The last row of the linear face.
    pub last_row: LastRow,
    /// The preview that is shown while keys come.
    pub held_preview: HeldPreview,
    /// Marks, notes, places.
    pub keeper: Keeper,
    /// How to go on as soon as all is there; not where the session before was left once a key was pressed.
    pub begin: Option<Begin>,
    /// The settings were written by this program, which the watch over files will tell.
    pub wrote: bool,
    /// When the place is saved next.
    pub save_at: Option<Instant>,
}

impl Session {
    /// Runs until somebody ends it.
    pub fn run(mut self, snapshots: Receiver<Arc<Library>>) -> io::Result<ExitKind> {
        let mut snapshots = snapshots;
        let events = self.events.clone();
        let mut news = self.keeper.news().clone();
        self.resize();
        if let Some(command) = self.options.begin.take() {
            self.update(Input::Command(command))?;
        }
        self.show()?;
        // the first frame is empty as yet: the second need not wait for its turn
        let mut next_frame = Instant::now();
        let mut later = None;
        loop {
            if let Some((_, job)) = self.job.take_if(|(due, _)| Instant::now() >= *due) {
                self.jobs.give(job);
            }
            self.dirty |= later.is_some_and(|due| Instant::now() >= due);
            if self.dirty && Instant::now() >= next_frame {
                later = self.show()?;
                next_frame = Instant::now() + FRAME;
            }
            if self.save_at.is_some_and(|time| Instant::now() >= time) {
                self.save();
            }
            if self.waiting.is_some_and(|when| Instant::now() >= when) {
                self.waiting = None;
                self.update(Input::Waited)?;
                continue;
            }
            let wake = if !self.held.is_empty() {
                at(Instant::now())
            } else {
                let frame = if self.dirty { Some(next_frame) } else { later };
                let search = self.job.as_ref().map(|(due, _)| *due);
                let waits = search.into_iter().chain(self.waiting).chain(self.save_at);
                let first = frame.into_iter().chain(waits).min();
                first.map_or_else(never, at)
            };
            let searchable = self.library.progress.exact;
            let mut end = None;
            select! {
                recv(events) -> event => match event {
                    Ok(event) => end = self.take(event)?,
                    Err(_) => return Ok(ExitKind::Signal(SIGHUP)),
                },
                recv(snapshots) -> library => match library {
                    Ok(library) => end = self.grow(library)?,
                    Err(_) => snapshots = never(),
                },
                recv(news) -> message => match message {
                    Ok(message) => end = self.update(Input::Store(message))?,
                    // the store's thread is gone; the end of the session says so
                    Err(_) => news = never(),
                },
                recv(wake) -> _ => {}
            }
            // everything that waits, before anything is drawn; but a flood must not stop the drawing
            let until = Instant::now() + FLOOD;
            let mut patience = Duration::ZERO;
            while end.is_none() && Instant::now() < until {
                if let Some(event) = self.held.pop_front() {
                    end = self.take(event)?;
                } else if let Ok(event) = events.recv_timeout(patience) {
                    // keys come in bursts; an answer is not followed by others
                    patience = match event {
                        Event::Key(_) | Event::Paste(_) => TOGETHER,
                        _ => patience,
                    };
                    end = self.take(event)?;
                } else if let Ok(library) = snapshots.try_recv() {
                    end = self.grow(library)?;
                } else {
                    break;
                }
            }
            if self.library.progress.exact && !searchable {
                // that it can be searched is not kept waiting
                next_frame = Instant::now();
            }
            if let Some(end) = end {
                self.save();
                return Ok(end);
            }
        }
    }

    fn take(&mut self, event: Event) -> io::Result<Option<ExitKind>> {
        let input = match event {
            Event::Key(key) => {
                self.held_preview.key(Instant::now());
                self.waiting = None;
                if self.begin == Some(Begin::Back) {
                    self.begin = Some(Begin::Here);
                }
                Input::Key(key)
            }
            Event::Paste(text) => Input::Paste(text),
            Event::Answer(input) => *input,
            Event::Resized => {
                self.resize();
                return Ok(None);
            }
            Event::Changed => {
                // what the program wrote itself is no news
                let told = !std::mem::take(&mut self.wrote);
                match self.settings(|p| (p.load)(), told) {
                    Some(input) => input,
                    None => return Ok(None),
                }
            }
            Event::Deaf(error) => return Err(error),
            Event::Signal(SIGCONT) => {
                self.come_back()?;
                return Ok(None);
            }
            Event::Signal(number) => return Ok(Some(ExitKind::Signal(number))),
        };
        self.update(input)
    }

    fn grow(&mut self, library: Arc<Library>) -> io::Result<Option<ExitKind>> {
        self.library = library;
        let end = self.update(Input::LibraryChanged)?;
        let Some(begin) = self.begin.take_if(|_| self.library.progress.all_read) else {
            return Ok(end);
        };
        Ok(end.or(self.update(Input::Begin(begin))?))
    }

    /// Where one is now, to the store.
    fn save(&mut self) {
        self.save_at = None;
        self.app.tell_time(now());
        for change in self.app.to_keep(&self.library) {
            self.keeper.keep(change);
        }
    }

    fn update(&mut self, input: Input) -> io::Result<Option<ExitKind>> {
        self.dirty = true;
        self.save_at = self.save_at.or_else(|| Some(Instant::now() + SAVE));
        self.app.tell_time(now());
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            for effect in app::update(&mut self.app, &self.library, input) {
                match effect {
                    Effect::Choose(name) => return Ok(Some(ExitKind::Chosen(name))),
                    Effect::Reload => inputs.extend(self.settings(|p| (p.load)(), true)),
                    Effect::Configure(chosen) => {
                        self.wrote = true;
                        inputs.extend(self.settings(|p| (p.save)(&chosen), false));
                    }
                    Effect::Quit => return Ok(Some(ExitKind::Quit)),
                    Effect::Search {
                        generation,
                        query,
                        limit,
                        within,
                    } => {
                        let query = Query::parse(&query).limited_to(within);
                        let job = self.job(generation, Task::Search(query, limit));
                        self.job = Some((Instant::now() + PAUSE, job));
                    }
                    Effect::Find {
                        generation,
                        typed,
                        limit,
                    } => self
                        .jobs
                        .give(self.job(generation, Task::Find(typed, limit))),
                    Effect::Count(searches) => self.jobs.give(self.job(0, Task::Count(searches))),
                    Effect::Copy(text) => inputs.push(self.copy(&text)),
                    Effect::Open(address) => {
                        let opened = hand::open(&address, |name| std::env::var(name).ok());
                        let copied = || self.copy(&address);
                        inputs.push(opened.map_or_else(copied, Input::Handed));
                    }
                    Effect::Write { path, text } => {
                        inputs.push(Input::Handed(hand::append(&path, &text)));
                    }
                    Effect::Pipe { command, text } => {
                        let tell = self.tell.clone();
                        // the person goes on reading while it runs
                        std::thread::spawn(move || {
                            let handed = Input::Handed(hand::pipe(&command, &text));
                            let _ = tell.send(Event::Answer(Box::new(handed)));
                        });
                    }
                    Effect::ReadLog => {
                        inputs.push(Input::Log(log_file::to_show(
                            self.options.state_dir.as_deref(),
                        )));
                    }
                    Effect::Create { path, text } => {
                        inputs.push(Input::Written(export::write(&path, &text)));
                    }
                    Effect::Wait(time) => self.waiting = Some(Instant::now() + time),
                    Effect::Keep(change) => self.keeper.keep(*change),
                    Effect::Recall => self.keeper.recall(),
                    Effect::Redraw => self.terminal.clear()?,
                    Effect::Suspend => self.suspend()?,
                }
            }
        }
        Ok(None)
    }

    fn copy(&mut self, text: &str) -> Input {
        let out = self.terminal.backend_mut().writer_mut();
        let folder = self.options.state_dir.as_deref();
        // readers of byte streams would speak the escape sequence
        let escape = !matches!(self.app.viewport, Viewport::Linear { .. });
        Input::Copied(clipboard::copy(text, out, folder, escape))
    }

    fn job(&self, generation: u64, task: Task) -> Job {
        Job {
            generation,
            task,
            library: Arc::clone(&self.library),
        }
    }

    /// Settings read anew, where the face was told how.
    fn settings(&self, read: impl Fn(&Preferences) -> Settings, told: bool) -> Option<Input> {
        let preferences = self.options.preferences.as_ref()?;
        Some(Input::Settings(Box::new(read(preferences)), told))
    }

    /// Tells the app the size, which may be the old one.
    fn resize(&mut self) {
        let size = self.tty.size();
        let backend = self.terminal.backend_mut();
        if backend
            .size()
            .is_ok_and(|old| (old.width, old.height) != (size.columns, size.rows))
        {
            backend.set_size(size.columns, size.rows);
        }
        let (columns, rows) = (size.columns, size.rows);
        let viewport = match self.app.viewport {
            Viewport::Linear { .. } => Viewport::Linear { columns, rows },
            _ => Viewport::Screen { columns, rows },
        };
        self.dirty = true;
        // a change of size has no effects to carry out
        app::update(&mut self.app, &self.library, Input::Resize(viewport));
    }

    /// Draws, and says when to draw again although nothing happens.
    fn show(&mut self) -> io::Result<Option<Instant>> {
        self.dirty = false;
        let mut screen = view::present(&self.app, &self.library);
        let linear = screen.linear.take();
        if linear.is_some() {
            if screen.waiting {
                return Ok(None);
            }
            // what is drawn is spoken: not one list after the other while the documents are being read
            let due = self.started + OPENING;
            if !self.library.progress.all_read && Instant::now() < due {
                return Ok(Some(due));
            }
        }
        self.look.theme = self.app.theme();
        let takes_text = self.app.takes_text() && linear.is_none();
        let backend = self.terminal.backend_mut();
        backend.set_linear(linear.is_some());
        backend.set_paste(takes_text);
        if let Some(linear) = &linear {
            if self.last_row.is_other(&screen) {
                backend.rewrite();
            } else if self.last_row.speaks(&screen, linear) {
                backend.rewrite_last_row();
            }
        }
        let mut later = None;
        let (look, app) = (self.look, &self.app);
        let (last_row, held) = (&mut self.last_row, &mut self.held_preview);
        self.terminal.draw(|frame| {
            let area = frame.area();
            let buffer = frame.buffer_mut();
            let cursor = if area.width < SMALLEST.columns || area.height < SMALLEST.rows {
                let sentence = app.settings.language.say("tui-too-small");
                draw_sentence(&sentence, &look, buffer)
            } else if let Some(linear) = &linear {
                last_row.draw(&screen, linear, &look, buffer)
            } else {
                later = held.hold(&mut screen, Instant::now());
                draw(&screen, &look, buffer)
            };
            frame.set_cursor_position(cursor);
        })?;
        if let Some(rows) = linear.map(|l| l.extent).filter(|rows| *rows > 0) {
            app::update(&mut self.app, &self.library, Input::Extent(rows));
        }
        Ok(later)
    }

    /// Gives the terminal back and stops the whole job, as the shell's own Ctrl-Z would. The system decides
    /// whether anybody could wake us (it ignores SIGTSTP where there is no shell with job control), so
    /// SIGTSTP has no handler here.
    fn suspend(&mut self) -> io::Result<()> {
        self.tty.restore();
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        // The stop may come a moment later, and after it the clock has run on: wait twice.
        for wait in [STOP, STOP / 4] {
            while let Ok(event) = self.events.recv_timeout(wait) {
                if matches!(event, Event::Signal(SIGCONT)) {
                    return self.come_back();
                }
                self.held.push_back(event);
            }
        }
        self.come_back()
    }

    /// Somebody else had the terminal: enter it again, draw everything in the size it has now.
    fn come_back(&mut self) -> io::Result<()> {
        self.tty.enter()?;
        self.terminal.backend_mut().forget_modes();
        self.resize();
        self.terminal.clear()
    }
}
