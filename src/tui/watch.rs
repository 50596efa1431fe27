//! Signals and the end of the terminal, as events; and the certainty that the process then ends.
//!
//! In: signals, hang-ups. Out: events for the main loop. Must not know the app.

use super::session::Event;
use super::terminal::Tty;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// How long the main loop has to end by itself.
const GRACE: Duration = Duration::from_millis(400);

/// Listens as long as it lives. SIGTSTP is left to the system (see `session::suspend`), SIGWINCH to crossterm.
pub(super) struct Watch {
    handle: Handle,
    /// Dropped with the watch: the session ended by itself.
    _alive: Sender<()>,
}

impl Watch {
    /// Starts two threads: one for signals, one that waits for the terminal to hang up (crossterm's own
    /// reader never notices that and turns in circles: crossterm#793).
    pub fn start(tty: &Arc<Tty>, events: &Sender<Event>) -> io::Result<Self> {
        let (alive, over) = bounded(0);
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCONT])?;
        let handle = signals.handle();
        let ending = Ending {
            tty: Arc::clone(tty),
            events: events.clone(),
            over,
        };
        let hang_up = ending.clone();
        thread::Builder::new()
            .name("tui-signals".to_owned())
            .spawn(move || {
                for signal in signals.forever() {
                    if signal == SIGCONT {
                        let _ = ending.events.send(Event::Signal(signal));
                    } else {
                        ending.end(signal);
                    }
                }
            })?;
        thread::Builder::new()
            .name("tui-hangup".to_owned())
            .spawn(move || {
                if hang_up.tty.hung_up(false) {
                    hang_up.end(SIGHUP);
                }
            })?;
        Ok(Watch {
            handle,
            _alive: alive,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.handle.close();
    }
}

#[derive(Clone)]
struct Ending {
    tty: Arc<Tty>,
    events: Sender<Event>,
    over: Receiver<()>,
}

impl Ending {
    /// Asks the main loop to end; ends the process where it does not (it may hang in a write to a terminal that
    /// takes nothing, or in a long computation).
    fn end(&self, signal: i32) {
        let _ = self.events.send(Event::Signal(signal));
        let this = self.clone();
        // not this thread: another signal must still be heard
        let spawned = thread::Builder::new().spawn(move || {
            if this.over.recv_timeout(GRACE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            // the terminal may take nothing at all: restoring it may hang
            let (done, restored) = bounded::<()>(0);
            let restoring = thread::Builder::new().spawn(move || {
                this.tty.restore();
                drop(done);
            });
            if restoring.is_ok() {
                let _ = restored.recv_timeout(GRACE / 4);
            }
            std::process::exit(128 + signal);
        });
        if spawned.is_err() {
            std::process::exit(128 + signal);
        }
    }
}
