//! PDF with a text layer, by `unpdf`. A PDF is a program of sorts, and its reader can be made to run out of
//! stack or memory, which no thread survives: so the program runs itself once more as a child with limits,
//! which reads one PDF and tells it page by page. What it has not told when it dies or its time is up is missing.
//!
//! The document station joins lines better than a reader that knows no UN papers, so it is given what is
//! printed: line by line, page by page (`printed`).

use super::FormatError;
use super::printed::{self, Printed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};
use unpdf::parser::LayoutAnalyzer;
use unpdf::parser::backend::{PdfBackend, RawBackend};

/// How long a file may take.
const TIME: Duration = Duration::from_secs(60);
/// Deeply nested objects need room.
const STACK: usize = 64 * 1024 * 1024;
/// What a child may use of the address space, and what it may say, in bytes.
const MEMORY: u64 = 2 << 30;
const SAID: u64 = 256 << 20;
/// Name of the thread; a panic on it is caught and told as a problem of the file, so nobody else need say it.
pub const THREAD: &str = "pdf";
/// Children that read one file at most: after a page that brings one down, the next begins with the page after it.
const CHILDREN: usize = 3;
/// The one argument that makes the program a reader of the PDF on its standard input, from the page on whose
/// number follows.
pub const READER: &str = "--internal-read-pdf=";

/// What a reader tells, in this order.
#[derive(Debug, Serialize, Deserialize)]
enum Step {
    /// The pages there are.
    Pages(Vec<u32>),
    /// What is printed on one.
    Page(u32, Vec<Printed>),
    /// A page that could not be read.
    Failed(u32),
    /// The file opens with a password only.
    Locked,
    /// The file could not be read; the reader's words.
    Broken(String),
}

/// The text of a PDF.
#[derive(Debug)]
pub struct Text {
    /// The text of the pages that could be read.
    pub text: String,
    /// Numbers of the others.
    pub missing: Vec<u32>,
}

/// The text of a PDF.
pub fn from_bytes(bytes: &[u8]) -> Result<Text, FormatError> {
    let until = Instant::now() + TIME;
    let failed = |e: io::Error| FormatError::Broken(e.to_string());
    let mut told = Told::default();
    let Some(program) = program() else {
        let (sender, receiver) = mpsc::channel();
        let bytes = bytes.to_vec();
        on_thread(move || steps(&bytes, 0, &mut |s| sender.send(s).is_ok())).map_err(failed)?;
        told.listen_to(&receiver, until);
        return told.text();
    };
    let mut from = 0;
    for _ in 0..CHILDREN {
        by_child(&program, bytes, from, until, &mut told).map_err(failed)?;
        let Some(next) = told.next() else { break };
        from = next;
    }
    told.text()
}

/// Has a child read a PDF from that page on.
fn by_child(
    program: &Path,
    bytes: &[u8],
    from: u32,
    until: Instant,
    told: &mut Told,
) -> io::Result<()> {
    let (sender, receiver) = mpsc::channel();
    let mut child = spawn(program, from)?;
    std::thread::scope(|scope| {
        if let Some(mut stdin) = child.stdin.take() {
            // A child that dies does not read to the end.
            scope.spawn(move || drop(stdin.write_all(bytes)));
        }
        if let Some(stdout) = child.stdout.take() {
            scope.spawn(move || listen(stdout, &sender));
        }
        told.listen_to(&receiver, until);
        // It has ended, or its time has: both threads end with it.
        let _ = child.kill();
    });
    child.wait().map(drop)
}

/// The program itself, where this is wenmai and not a test or a bench of its library.
fn program() -> Option<PathBuf> {
    let path = std::env::current_exe().ok()?;
    (path.file_stem()? == "wenmai").then_some(path)
}

fn spawn(program: &Path, from: u32) -> io::Result<Child> {
    let mut command = Command::new(program);
    command.arg(format!("{READER}{from}"));
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
}

/// Passes on what a child says, until it ends or nobody wants to know.
fn listen(stdout: impl Read, sender: &Sender<Step>) {
    for line in BufReader::new(stdout.take(SAID)).lines() {
        let step = line.ok().and_then(|l| serde_json::from_str(&l).ok());
        if step.is_none_or(|step| sender.send(step).is_err()) {
            return;
        }
    }
}

/// What the child does: it reads a PDF from its standard input, from that page on, and tells it on its standard
/// output.
pub fn serve(from: u32) -> io::Result<()> {
    limit();
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let read = move || {
        let mut out = io::stdout().lock();
        let mut say = |step: Step| {
            let said = serde_json::to_string(&step).map_err(io::Error::other);
            let said = said.and_then(|text| writeln!(out, "{text}"));
            said.and_then(|()| out.flush()).is_ok()
        };
        steps(&bytes, from, &mut say);
    };
    let _ = on_thread(read)?.join();
    Ok(())
}

/// Memory and time of this process end where a PDF goes wild. A system without such limits has the parent's.
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |n| Rlimit {
        current: Some(n),
        maximum: Some(n),
    };
    let _ = setrlimit(Resource::As, most(MEMORY));
    let _ = setrlimit(Resource::Cpu, most(TIME.as_secs() + 1));
    let _ = setrlimit(Resource::Core, most(0));
}

/// Runs a reader where a panic of it does no harm.
fn on_thread(read: impl FnOnce() + Send + 'static) -> io::Result<std::thread::JoinHandle<()>> {
    let builder = std::thread::Builder::new().name(THREAD.to_owned());
    builder.stack_size(STACK).spawn(move || {
        // What it has not told by then is missing.
        let _ = catch_unwind(AssertUnwindSafe(read));
    })
}

/// Reads the pages of a PDF from one on and tells them, as long as `say` says that somebody listens.
fn steps(bytes: &[u8], from: u32, say: &mut dyn FnMut(Step) -> bool) {
    let backend = match RawBackend::load_bytes(bytes) {
        Ok(backend) => backend,
        Err(error) => {
            say(match error {
                unpdf::Error::Encrypted | unpdf::Error::InvalidPassword => Step::Locked,
                error => Step::Broken(error.to_string()),
            });
            return;
        }
    };
    let pages: Vec<u32> = backend.pages().into_keys().collect();
    if !say(Step::Pages(pages.clone())) {
        return;
    }
    for number in pages.into_iter().filter(|n| *n >= from) {
        let analyzer = LayoutAnalyzer::new(&backend);
        let step = match analyzer.extract_page_spans(number) {
            Ok(spans) => {
                let lines = analyzer.group_spans_into_lines_pub(spans);
                let mut pieces: Vec<Printed> = lines.iter().flat_map(printed::pieces).collect();
                pieces.retain(Printed::has_a_place);
                Step::Page(number, pieces)
            }
            Err(_) => Step::Failed(number),
        };
        if !say(step) {
            return;
        }
    }
}

/// What readers told of a file.
#[derive(Debug, Default)]
struct Told {
    /// The pages there are.
    wanted: Option<Vec<u32>>,
    /// Those that were read.
    pages: BTreeMap<u32, Vec<Printed>>,
    /// The last that was told, read or failed.
    last: Option<u32>,
    /// Why there is nothing to read.
    refused: Option<FormatError>,
    /// Was the time up?
    late: bool,
}

impl Told {
    /// Takes what a reader tells until it has ended or its time is up.
    fn listen_to(&mut self, receiver: &Receiver<Step>, until: Instant) {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match receiver.recv_timeout(left) {
                Ok(Step::Pages(numbers)) => self.wanted = Some(numbers),
                Ok(Step::Page(number, lines)) => {
                    self.last = Some(number);
                    self.pages.insert(number, lines);
                }
                Ok(Step::Failed(number)) => self.last = Some(number),
                Ok(Step::Locked) => self.refused = Some(FormatError::Locked),
                Ok(Step::Broken(what)) => self.refused = Some(FormatError::Broken(what)),
                Err(mpsc::RecvTimeoutError::Timeout) => return self.late = true,
                Err(mpsc::RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Where another reader goes on: after the page that the last one did not survive. That page counts as
    /// told from now on.
    fn next(&mut self) -> Option<u32> {
        let last = self.last;
        let mut left = self.wanted.iter().flatten().filter(|n| Some(**n) > last);
        let (fatal, next) = (left.next()?, left.next()?);
        let next = (!self.late && self.refused.is_none()).then_some(*next);
        self.last = Some(*fatal);
        next
    }

    /// The text of what was told.
    fn text(self) -> Result<Text, FormatError> {
        let broken = |what: &str| Err(FormatError::Broken(what.to_owned()));
        if let Some(error) = self.refused {
            return Err(error);
        }
        let failed = if self.late {
            "took too long"
        } else {
            "the PDF reader failed"
        };
        let Some(mut missing) = self.wanted else {
            return broken(failed);
        };
        missing.retain(|n| !self.pages.contains_key(n));
        let pages: Vec<Vec<Printed>> = self.pages.into_values().collect();
        match (pages.iter().all(Vec::is_empty), missing.is_empty()) {
            (true, true) => Err(FormatError::NoText),
            (true, false) => broken(failed),
            (false, _) => Ok(Text {
                text: printed::text(&pages),
                missing,
            }),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn page(text: &str) -> Vec<Printed> {
        vec![Printed {
            text: text.to_owned(),
            x: 0.0,
            right: 9.0,
            y: 0.0,
            size: 9.0,
            joints: Vec::new(),
        }]
    }

    fn collect(receiver: &Receiver<Step>, until: Instant) -> Result<Text, FormatError> {
        let mut told = Told::default();
        told.listen_to(receiver, until);
        told.text()
    }

    #[test]
    fn after_a_page_that_ends_its_reader_the_next_goes_on() {
        let until = Instant::now() + Duration::from_secs(600);
        let mut told = Told::default();
        let mut reader = |steps: Vec<Step>| {
            let (sender, receiver) = mpsc::channel();
            steps.into_iter().for_each(|s| sender.send(s).unwrap());
            drop(sender);
            told.listen_to(&receiver, until);
            told.next()
        };
        let all = || Step::Pages(vec![1, 2, 3, 4, 5]);
        assert_eq!(reader(vec![all(), Step::Page(1, page("甲"))]), Some(3));
        // The third page ends its reader at once, the fourth is read.
        assert_eq!(reader(vec![all()]), Some(4));
        let rest = vec![all(), Step::Page(4, page("乙")), Step::Failed(5)];
        assert_eq!(reader(rest), None);
        let text = told.text().unwrap();
        assert!(text.text.contains('甲') && text.text.contains('乙'));
        assert_eq!(text.missing, [2, 3, 5]);
    }

    #[test]
    fn a_reader_that_panics_is_a_broken_file() {
        let (sender, receiver) = mpsc::channel::<Step>();
        let thread = on_thread(move || {
            let _sender = sender;
            panic!("as a broken file may make it")
        });
        let until = Instant::now() + Duration::from_secs(600);
        assert!(matches!(
            collect(&receiver, until),
            Err(FormatError::Broken(_))
        ));
        thread.unwrap().join().unwrap();
    }

    #[test]
    fn pages_that_were_not_told_in_time_are_named() {
        let (sender, receiver) = mpsc::channel();
        sender.send(Step::Pages(vec![1, 2, 3])).unwrap();
        sender.send(Step::Page(1, page("甲"))).unwrap();
        sender.send(Step::Failed(2)).unwrap();
        // The sender is still there: the third page may come for ever.
        let text = collect(&receiver, Instant::now() + Duration::from_millis(50)).unwrap();
        assert_eq!((text.text.trim(), text.missing), ("甲", vec![2, 3]));
    }

    #[test]
    fn what_a_child_says_is_what_it_read() {
        let mut said = Vec::new();
        for step in [Step::Pages(vec![7]), Step::Page(7, page("乙"))] {
            writeln!(said, "{}", serde_json::to_string(&step).unwrap()).unwrap();
        }
        said.extend(b"{ cut off");
        let (sender, receiver) = mpsc::channel();
        listen(said.as_slice(), &sender);
        drop(sender);
        let until = Instant::now() + Duration::from_secs(600);
        assert_eq!(collect(&receiver, until).unwrap().text.trim(), "乙");
    }
}
