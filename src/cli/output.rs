//! Results to standard output, messages to standard error; nothing but printable characters and line
//! ends. A reader that went away (`| head`) ends the program quietly.

use super::Status;
use std::io::{BufWriter, Stdout, Write};
use wenmai::i18n::{Language, Value};
use wenmai::problem::Problem;
use wenmai::text::sanitize;

/// Where a command prints.
pub struct Output {
    pub language: Language,
    out: BufWriter<Stdout>,
}

impl Output {
    pub fn new(language: Language) -> Self {
        Output {
            language,
            out: BufWriter::new(std::io::stdout()),
        }
    }

    /// One line of a result.
    pub fn line(&mut self, text: &str) {
        let text = sanitize(text);
        if writeln!(self.out, "{text}").is_err() {
            std::process::exit(Status::Done as i32);
        }
    }

    /// A whole file; its fields were cleaned when it was written.
    pub fn file(&mut self, text: &str) {
        if self.out.write_all(text.as_bytes()).is_err() {
            std::process::exit(Status::Done as i32);
        }
    }

    /// One line of a result, in the person's language.
    pub fn say(&mut self, id: &str, arguments: &[(&str, Value<'_>)]) {
        let text = self.language.with(id, arguments);
        self.line(&text);
    }

    /// One line on standard error, in the person's language.
    pub fn say_aside(&mut self, id: &str) {
        let text = self.language.say(id);
        self.message(&text);
    }

    /// One line on standard error.
    pub fn message(&mut self, text: &str) {
        self.flush();
        let _ = writeln!(std::io::stderr(), "wenmai: {}", sanitize(text));
    }

    /// A wrong argument: what it was, and how to write it.
    pub fn usage(&mut self, id: &str, what: &str) -> Status {
        let text = self.language.with(id, &[("what", Value::from(what))]);
        self.message(&text);
        Status::Usage
    }

    /// What went wrong while opening, with what to do about it.
    pub fn problems(&mut self, problems: &[Problem]) {
        for problem in problems {
            let text = self.language.problem_and_hint(problem);
            self.message(&text);
        }
    }

    /// Lets go of what was printed so far.
    pub fn flush(&mut self) {
        if self.out.flush().is_err() {
            std::process::exit(Status::Done as i32);
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.flush();
    }
}
