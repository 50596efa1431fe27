//! The line face: a prompt that takes commands, and the `Screen` said in whole lines.
//!
//! In: an `App`, snapshots of the library, lines of text. Out: lines of printable characters, never a
//! control sequence. Must not know `tui`.

mod say;

use crate::app::{self, App, Begin, Effect, Input, Preferences, Viewport};
use crate::export::{self, hand};
use crate::library::Library;
use crate::log_file;
use crate::store::{Ended, Keeper, News, now};
use crate::text::sanitize;
use crate::view;
use crossbeam_channel::{Receiver, Sender, bounded, never, select, unbounded};
use say::{Line, lines};
use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The longest line that is read as one command (bytes).
const LONGEST: u64 = 64 * 1024;

/// How long the end waits for the disk.
const PATIENCE: Duration = Duration::from_secs(4);

/// How the line face behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// What is printed before a command is read, where a person types it; may be empty.
    pub prompt: String,
    /// Where the log is.
    pub state_dir: Option<PathBuf>,
    /// How settings are read again.
    pub preferences: Option<Preferences>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            prompt: "wenmai> ".to_owned(),
            state_dir: None,
            preferences: None,
        }
    }
}

/// Why the line face stopped.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// Reading or writing failed (a reader that went away is no error).
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Reads commands from standard input and answers on standard output until the input ends or a
/// command quits; what went wrong is said on standard error. `library` brings snapshots, each newer than the
/// last. Where nobody types (a pipe), answers wait until all of the library is there, so that they do not
/// depend on time; where somebody does, until everything can be searched.
pub fn run(
    app: App,
    library: Receiver<Arc<Library>>,
    keeper: Keeper,
    options: Options,
) -> Result<Ended, PlainError> {
    let typed = io::stdin().is_terminal();
    let mut talk = Talk {
        app,
        library: Arc::default(),
        snapshots: library,
        prompt: if typed { options.prompt } else { String::new() },
        state_dir: options.state_dir,
        typed,
        keeper: keeper.clone(),
        preferences: options.preferences,
        out: io::BufWriter::new(io::stdout()),
        problems: io::stderr(),
    };
    match talk.run() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(keeper.close(PATIENCE)),
    }
}

/// What is said because of the last input, line by line.
pub fn said(app: &App, library: &Library) -> Vec<String> {
    let text = |line| match line {
        Line::Text(text) | Line::Problem(text) => text,
    };
    let screen = view::present(app, library);
    lines(&screen).into_iter().map(text).collect()
}

/// A conversation.
struct Talk<W: Write, E: Write> {
    app: App,
    library: Arc<Library>,
    snapshots: Receiver<Arc<Library>>,
    prompt: String,
    state_dir: Option<PathBuf>,
    /// A person types the commands.
    typed: bool,
    /// Marks, notes, places.
    keeper: Keeper,
    preferences: Option<Preferences>,
    out: W,
    problems: E,
}

/// Whether the conversation goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Command,
    End,
}

impl<W: Write, E: Write> Talk<W, E> {
    fn run(&mut self) -> io::Result<()> {
        self.wait_for_library();
        let commands = commands()?;
        let interrupts = if self.typed { interrupts()? } else { never() };
        app::settle(&mut self.app, &self.library, Input::Resize(Viewport::Lines));
        self.greet()?;
        let begin = match self.typed {
            _ if self.app.begins_somewhere() => Begin::Back,
            true => Begin::Here,
            // what a script is told does not depend on what was read before
            false => Begin::Fresh,
        };
        app::settle(&mut self.app, &self.library, Input::Begin(begin));
        if begin != Begin::Fresh {
            self.say()?;
        }
        loop {
            self.write(&self.prompt.clone())?;
            self.out.flush()?;
            select! {
                recv(commands) -> command => match command {
                    Ok(command) => {
                        if self.answer(&command?)? == Next::End {
                            return self.out.flush();
                        }
                    }
                    Err(_) => {
                        if self.typed {
                            self.write("\n")?;
                        }
                        return self.out.flush();
                    }
                },
                recv(interrupts) -> _ => {
                    let cancelled = self.app.settings.language.say("plain-cancelled");
                    self.write(&format!("\n{cancelled}\n"))?;
                }
            }
        }
    }

    /// Takes snapshots until there is enough to answer from.
    fn wait_for_library(&mut self) {
        while let Ok(library) = self.snapshots.recv() {
            let progress = library.progress;
            self.grow(library);
            if progress.done() || (self.typed && progress.exact && progress.facts) {
                return;
            }
        }
    }

    fn grow(&mut self, library: Arc<Library>) {
        self.library = library;
        app::settle(&mut self.app, &self.library, Input::LibraryChanged);
    }

    /// Carries a command out and says what came of it.
    fn answer(&mut self, command: &str) -> io::Result<Next> {
        let command = sanitize(command);
        let command = command.trim();
        if command.is_empty() {
            return Ok(Next::Command);
        }
        if let Some(library) = self.snapshots.try_iter().last() {
            self.grow(library);
        }
        self.app.tell_time(now());
        self.hear();
        let input = Input::Command(command.to_owned());
        let mut effects = app::settle(&mut self.app, &self.library, input);
        if effects.contains(&Effect::ReadLog) {
            let lines = Input::Log(log_file::to_show(self.state_dir.as_deref()));
            effects.extend(app::settle(&mut self.app, &self.library, lines));
        }
        for change in self.app.to_keep(&self.library) {
            self.keeper.keep(change);
        }
        let quits = effects.contains(&Effect::Quit);
        if effects.contains(&Effect::Reload)
            && let Some(preferences) = &self.preferences
        {
            let settings = Box::new((preferences.load)());
            app::settle(
                &mut self.app,
                &self.library,
                Input::Settings(settings, true),
            );
        }
        // Who leaves is not told once more what is open.
        if !quits {
            self.say()?;
        }
        for effect in effects {
            match effect {
                Effect::Copy(text) | Effect::Open(text) => {
                    for line in text.lines() {
                        self.write(&format!("{}\n", sanitize(line)))?;
                    }
                }
                Effect::Write { path, text } => self.handed(hand::append(&path, &text))?,
                Effect::Pipe { command, text } => {
                    self.out.flush()?;
                    self.handed(hand::pipe(&command, &text))?;
                }
                Effect::Create { path, text } => {
                    let written = Input::Written(export::write(&path, &text));
                    app::settle(&mut self.app, &self.library, written);
                    self.say()?;
                }
                Effect::Keep(change) => self.keeper.keep(*change),
                Effect::Recall => self.keeper.recall(),
                _ => {}
            }
        }
        Ok(if quits { Next::End } else { Next::Command })
    }

    /// Says what became of what was handed on.
    fn handed(&mut self, handed: hand::Handed) -> io::Result<()> {
        app::settle(&mut self.app, &self.library, Input::Handed(handed));
        self.say()
    }

    /// Takes in what the store has to tell; what went wrong is said at once.
    fn hear(&mut self) {
        while let Ok(news) = self.keeper.news().try_recv() {
            let problem = matches!(news, News::Problem(_));
            app::settle(&mut self.app, &self.library, Input::Store(news));
            if problem {
                let text = sanitize(self.app.announcement()).into_owned();
                let _ = self.problems.write_all(format!("{text}\n").as_bytes());
            }
        }
    }

    /// One line: what is there, and how to go on. Where nothing is, why.
    fn greet(&mut self) -> io::Result<()> {
        if self.library.documents.is_empty() {
            return self.say();
        }
        let screen = view::present(&self.app, &self.library);
        let first = lines(&screen).into_iter().next();
        let (Line::Text(first) | Line::Problem(first)) = first.unwrap_or(Line::Text(String::new()));
        let language = self.app.settings.language;
        let greeting = language.with("lines-start", &[("first", first.into())]);
        self.write(&format!("{greeting}\n"))
    }

    /// Says what the screen model has to say because of the last command.
    fn say(&mut self) -> io::Result<()> {
        for line in lines(&view::present(&self.app, &self.library)) {
            match line {
                Line::Text(text) => self.write(&format!("{text}\n"))?,
                Line::Problem(text) => {
                    self.out.flush()?;
                    self.problems.write_all(format!("{text}\n").as_bytes())?;
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }
}

/// Lines of standard input as they come, read in a thread of its own; the receiver closes at the end of input.
fn commands() -> io::Result<Receiver<io::Result<String>>> {
    let (sender, receiver) = bounded(16);
    thread::Builder::new()
        .name("plain-input".to_owned())
        .spawn(move || read_commands(&mut io::stdin().lock(), &sender))?;
    Ok(receiver)
}

fn read_commands(input: &mut impl BufRead, sender: &Sender<io::Result<String>>) {
    loop {
        let mut bytes = Vec::new();
        let line = match input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
            Ok(0) => return,
            Ok(_) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) => Err(error),
        };
        let failed = line.is_err();
        if sender.send(line).is_err() || failed {
            return;
        }
    }
}

/// Ctrl-C as an event: it cancels what is being typed.
fn interrupts() -> io::Result<Receiver<i32>> {
    let (sender, receiver) = unbounded();
    let mut signals = Signals::new([SIGINT])?;
    thread::Builder::new()
        .name("plain-signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                if sender.send(signal).is_err() {
                    return;
                }
            }
        })?;
    Ok(receiver)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::app::Settings;

    #[test]
    fn commands_are_lines_whatever_bytes_they_hold() {
        let (sender, receiver) = unbounded();
        let mut long = vec![b'x'; 100_000];
        long.extend_from_slice(b"\nlast");
        let mut input = [b"one\r\n\xff\xfe\n".as_slice(), &long].concat();
        read_commands(&mut input.as_slice(), &sender);
        input.clear();
        drop(sender);
        let read: Vec<String> = receiver.iter().map(Result::unwrap).collect();
        assert_eq!(read[0], "one\r\n");
        assert_eq!(read[1], "\u{fffd}\u{fffd}\n");
        assert_eq!(read[2].len() + read[3].len(), 100_001);
        assert_eq!(read[4], "last");
    }

    #[test]
    fn an_answer_needs_no_terminal_and_holds_no_controls() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, snapshots) = unbounded();
        sender.send(Arc::new(Library::default())).unwrap();
        drop(sender);
        let mut talk = Talk {
            app: App::new(Settings::default(), Viewport::Lines),
            library: Arc::default(),
            snapshots,
            prompt: String::new(),
            state_dir: None,
            typed: false,
            preferences: None,
            keeper: Keeper::open(Some(folder.path().to_owned())).0,
            out: Vec::new(),
            problems: Vec::new(),
        };
        talk.wait_for_library();
        for command in [
            "",
            "   ",
            "search \u{1b}[31m网络\u{7}",
            "1",
            "no such thing",
            "\u{9b}2J",
        ] {
            assert_eq!(talk.answer(command).unwrap(), Next::Command, "{command:?}");
        }
        for bytes in [talk.out, talk.problems] {
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                !text.chars().any(|c| c.is_control() && c != '\n'),
                "{text:?}"
            );
        }
    }
}
