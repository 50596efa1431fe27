//! The full-screen face: draws a `Screen` on a terminal and hands keys to the app.
//!
//! In: an `App`, snapshots of the library, keys. Out: one write a frame, and how it ended. The only
//! place with ratatui and crossterm. Must not know `plain`.

mod backend;
mod brush;
mod changes;
mod clipboard;
mod draw;
mod dump;
mod encode;
mod grid;
mod guard;
mod input;
mod linear;
mod overlay;
mod preview;
mod probe;
mod session;
mod style;
mod terminal;
mod watch;
mod worker;

pub use backend::RowBackend;
pub use clipboard::copy_once;
pub use draw::draw;
pub use dump::Headless;
pub use probe::ambiguous_columns;
pub use style::{Look, has_colors};

use crate::app::{App, Begin, Preferences};
use crate::library::Library;
use crate::store::{Ended, Keeper};
use crate::text::{Ambiguous, Ruler};
use crossbeam_channel::{Receiver, unbounded};
use guard::Guard;
use linear::LastRow;
use preview::HeldPreview;
use ratatui::Terminal;
use session::Session;
use signal_hook::consts::SIGHUP;
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use terminal::Tty;
use watch::Watch;

/// How the terminal may be used.
#[derive(Debug, Clone)]
pub struct Options {
    /// Colours may be used (the sixteen of the terminal; its own fore- and background are never set).
    pub color: bool,
    /// The terminal draws East Asian ambiguous characters two columns wide.
    pub ambiguous_wide: bool,
    /// High contrast: bold instead of dim, nothing fainter than the terminal's own foreground.
    pub low_vision: bool,
    /// Folder for copied text that is too long for the terminal's clipboard.
    pub state_dir: Option<PathBuf>,
    /// Go to where the person was last.
    pub resume: bool,
    /// Use the terminal that the process belongs to, whatever standard input and output are.
    pub own_terminal: bool,
    /// A command to begin with.
    pub begin: Option<String>,
    /// How settings are read again and written.
    pub preferences: Option<Preferences>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            color: true,
            ambiguous_wide: false,
            low_vision: false,
            state_dir: None,
            resume: false,
            own_terminal: false,
            begin: None,
            preferences: None,
        }
    }
}

/// How long the end waits for the disk.
const PATIENCE: Duration = Duration::from_millis(4000);

/// How the session ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExitKind {
    /// The person left.
    Quit,
    /// The person chose this place.
    Chosen(String),
    /// A signal ended it; a terminal that went away counts as SIGHUP.
    Signal(i32),
}

impl ExitKind {
    /// The exit status: 0, or 128 + the signal's number.
    pub fn code(&self) -> u8 {
        match self {
            ExitKind::Quit | ExitKind::Chosen(_) => 0,
            ExitKind::Signal(number) => 128u8.saturating_add(u8::try_from(*number).unwrap_or(0)),
        }
    }
}

/// Why the full-screen face could not run.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// Standard input or output is no terminal, or TERM says it cannot be drawn on.
    #[error("no terminal to draw on")]
    NoTerminal,
    /// Reading or writing the terminal failed.
    #[error("terminal: {0}")]
    Io(#[from] io::Error),
}

/// Runs the explorer until the person leaves or the terminal goes away. `library` brings snapshots,
/// each newer than the last; it may close when nothing more will come. `keeper` keeps what the person leaves
/// behind; what became of the last of it comes back. The terminal is left as it was found.
pub fn run(
    app: App,
    library: Receiver<Arc<Library>>,
    keeper: Keeper,
    options: Options,
) -> Result<(ExitKind, Ended), TuiError> {
    let tty = Tty::open(options.own_terminal)?;
    let size = tty.size();
    let backend = RowBackend::new(tty.writer()?, size.columns, size.rows);
    let terminal = Terminal::new(backend)?;
    let (sender, events) = unbounded();
    let guard = Guard::enter(Arc::clone(&tty))?;
    let watch = Watch::start(&tty, &sender)?;
    let jobs = worker::Workers::start(&sender)?;
    input::start(sender.clone())?;
    let files = options.preferences.iter().flat_map(|p| p.files.clone());
    let _changes = changes::start(files.collect(), sender.clone())?;
    let ambiguous = if options.ambiguous_wide {
        Ambiguous::Wide
    } else {
        Ambiguous::Narrow
    };
    let look = Look {
        color: options.color && tty.has_colors(),
        theme: app.theme(),
        strong: options.low_vision,
        ruler: Ruler { ambiguous },
    };
    let start = app.settings.language.say("linear-start");
    let begin = if options.resume {
        Begin::Back
    } else {
        Begin::Fresh
    };
    let hold = keeper.hold();
    let session = Session {
        app,
        library: Arc::default(),
        options,
        look,
        tty: Arc::clone(&tty),
        terminal,
        jobs,
        job: None,
        events,
        tell: sender,
        held: VecDeque::new(),
        waiting: None,
        dirty: true,
        started: Instant::now(),
        last_row: LastRow::new(start),
        held_preview: HeldPreview::default(),
        keeper,
        begin: Some(begin),
        wrote: false,
        save_at: None,
    };
    log::info!("full screen of {}x{}", size.columns, size.rows);
    let ended = session.run(library);
    drop(guard);
    drop(watch);
    let end = match ended {
        Err(_) if tty.hung_up(true) => Ok(ExitKind::Signal(SIGHUP)),
        ended => ended,
    };
    // Whoever ended the process by a signal does not wait long; a person who left does.
    let patience = match end {
        Ok(ExitKind::Signal(_)) => PATIENCE / 5,
        _ => PATIENCE,
    };
    let kept = match end {
        Ok(ExitKind::Quit | ExitKind::Chosen(_)) => hold.close(patience),
        _ => hold.finish(patience),
    };
    log::info!("ended: {end:?}, {kept:?}");
    Ok((end?, kept))
}
