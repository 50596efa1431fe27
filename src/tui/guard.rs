//! Restores the terminal however the session ends: return, error, panic.
//!
//! In: the terminal. Out: a guard. Must not know the session.

use super::terminal::Tty;
use std::panic::{self, PanicHookInfo};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

type Hook = dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static;

/// While it lives, the terminal is entered and a panic restores it before its message is printed.
pub(super) struct Guard {
    tty: Arc<Tty>,
    before: Arc<Hook>,
    /// What helper threads said when they died; printed when the terminal is back.
    last_words: Arc<Mutex<Vec<String>>>,
}

impl Guard {
    /// Enters the terminal. A panic of this thread restores it; one of another thread must not disturb what
    /// is drawn, its message waits for the end.
    pub fn enter(tty: Arc<Tty>) -> std::io::Result<Self> {
        let before: Arc<Hook> = Arc::from(panic::take_hook());
        let last_words = Arc::new(Mutex::new(Vec::new()));
        let (main, hook_tty) = (thread::current().id(), Arc::clone(&tty));
        let (hook_before, words) = (Arc::clone(&before), Arc::clone(&last_words));
        panic::set_hook(Box::new(move |info| {
            if crate::source::panics_become_problems() {
                // It is told with the file it belongs to.
            } else if thread::current().id() == main {
                hook_tty.restore();
                hook_before(info);
            } else {
                let mut words = words.lock().unwrap_or_else(PoisonError::into_inner);
                words.push(info.to_string());
            }
        }));
        let guard = Guard {
            tty,
            before,
            last_words,
        };
        guard.tty.enter()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.tty.restore();
        if !thread::panicking() {
            let before = Arc::clone(&self.before);
            panic::set_hook(Box::new(move |info| before(info)));
        }
        let words = self.last_words.lock();
        for word in words.unwrap_or_else(PoisonError::into_inner).iter() {
            let line = crate::text::sanitize(word).into_owned();
            let _ =
                std::io::Write::write_all(&mut std::io::stderr(), format!("{line}\n").as_bytes());
        }
    }
}
