//! The program on a real pseudo-terminal: what it shows, what it writes, how it leaves.
//!
//! Every wait is for something on the screen or for the process, with a deadline that only a broken program
//! reaches.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(30);

const DOWN: &[u8] = b"\x1b[B";

struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// All that was written so far.
    written: Vec<u8>,
    /// The terminal's settings before the program came.
    found: String,
    /// Marks and places of this session only.
    _state: tempfile::TempDir,
}

impl Session {
    fn start(columns: u16, rows: u16, arguments: &[&str]) -> Self {
        Session::start_with(columns, rows, arguments, |_| {})
    }

    /// The same with more to say about the environment.
    fn start_with(
        columns: u16,
        rows: u16,
        arguments: &[&str],
        more: impl FnOnce(&mut CommandBuilder),
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_wenmai"));
        command.args(arguments);
        Session::run(columns, rows, command, more)
    }

    /// A line of a shell.
    fn shell(columns: u16, rows: u16, line: &str) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", line]);
        Session::run(columns, rows, command, |_| {})
    }

    fn run(
        columns: u16,
        rows: u16,
        mut command: CommandBuilder,
        more: impl FnOnce(&mut CommandBuilder),
    ) -> Self {
        let pty = native_pty_system().openpty(size(columns, rows)).unwrap();
        let found = settings(&*pty.master);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "zh_CN.UTF-8");
        let state = tempfile::tempdir().unwrap();
        command.env("WENMAI_STATE", state.path());
        command.env("HOME", state.path());
        more(&mut command);
        let child = pty.slave.spawn_command(command).unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, chunks) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        Session {
            child,
            keys: pty.master.take_writer().unwrap(),
            master: pty.master,
            chunks,
            screen: parser(columns, rows),
            written: Vec::new(),
            _state: state,
            found,
        }
    }

    /// Takes what the program writes until the screen is as wished.
    fn wait(&mut self, what: &str, wish: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !wish(self.screen.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.take(&chunk),
                Err(_) => panic!("no {what} in:\n{}", self.screen.screen().contents()),
            }
        }
    }

    /// Takes what is written until the program waits for something (no bytes for a while).
    fn settle(&mut self) {
        let still = Duration::from_millis(700);
        loop {
            match self.chunks.recv_timeout(still) {
                Ok(chunk) => self.take(&chunk),
                Err(_) => return,
            }
        }
    }

    fn take(&mut self, chunk: &[u8]) {
        self.written.extend_from_slice(chunk);
        self.screen.process(chunk);
    }

    fn press(&mut self, keys: &[u8]) {
        self.keys.write_all(keys).unwrap();
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let (y, x) = (
            NonZeroU16::new(rows).unwrap(),
            NonZeroU16::new(columns).unwrap(),
        );
        self.screen.screen_mut().set_size(y, x);
        self.master.resize(size(columns, rows)).unwrap();
    }

    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// Waits for the end, takes the last bytes, and checks that the terminal is as it was found.
    fn end(mut self) -> u32 {
        let status = wait_for_end(&mut *self.child);
        // the last bytes may still be on their way
        self.wait("way back", |screen| !screen.alternate_screen());
        let screen = self.screen.screen();
        assert!(!screen.hide_cursor(), "cursor hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste on");
        assert_eq!(settings(&*self.master), self.found, "terminal settings");
        status.exit_code()
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        cols: columns,
        rows,
        ..PtySize::default()
    }
}

fn parser(columns: u16, rows: u16) -> vt100::Parser {
    let n = |n| NonZeroU16::new(n).unwrap();
    vt100::Parser::new(n(rows), n(columns), 0)
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn wait_for_end(child: &mut (dyn Child + Send + Sync)) -> ExitStatus {
    let end = Instant::now() + DEADLINE;
    let mut killer = child.clone_killer();
    let (over, watch) = channel::<()>();
    let guard = std::thread::spawn(move || {
        let left = end.saturating_duration_since(Instant::now());
        let late = watch.recv_timeout(left) == Err(RecvTimeoutError::Timeout);
        if late {
            killer.kill().unwrap();
        }
        late
    });
    let status = child.wait().unwrap();
    drop(over);
    assert!(!guard.join().unwrap(), "the process did not end by itself");
    status
}

/// A session that shows the first document, with everything in the library (the state says so).
fn reading(columns: u16, rows: u16) -> Session {
    let mut session = Session::start(columns, rows, &["--keymap", "vim"]);
    session.wait("text and hints", |screen| {
        let text = screen.contents();
        text.contains("帮助") && text.contains("词序")
    });
    session
}

#[test]
fn it_shows_a_document_and_q_leaves_the_terminal_as_found() {
    let mut session = reading(80, 24);
    assert!(session.screen.screen().alternate_screen());
    session.press(b"q");
    assert_eq!(session.end(), 0);
}

#[test]
fn signals_end_it_with_their_number_and_restore() {
    for (signal, code) in [
        (Signal::TERM, 143),
        (Signal::INT, 130),
        (Signal::HUP, 129),
        (Signal::QUIT, 131),
    ] {
        let session = reading(80, 24);
        session.signal(signal);
        assert_eq!(session.end(), code, "{signal:?}");
    }
}

#[test]
fn after_a_smaller_size_and_back_the_text_stands_where_it_stood() {
    let page = |screen: &vt100::Screen| screen.rows(24, 56).collect::<Vec<_>>();
    let mut session = reading(80, 24);
    session.press(DOWN);
    session.settle();
    let before = page(session.screen.screen());
    session.resize(40, 15);
    session.wait("the small screen", |screen| {
        let text = screen.contents();
        text.contains("帮助") && text.contains("+-")
    });
    session.resize(80, 24);
    session.wait("the old page", |screen| page(screen) == before);
    session.press(b"q");
    assert_eq!(session.end(), 0);
}

#[test]
fn the_smallest_sizes_are_survived() {
    let mut session = reading(80, 24);
    for (columns, rows) in [(1, 1), (2, 30), (30, 2), (10, 3), (19, 4), (200, 60)] {
        session.resize(columns, rows);
        session.settle();
    }
    session.resize(80, 24);
    session.wait("hints", |screen| screen.contents().contains("帮助"));
    session.press(b"q");
    assert_eq!(session.end(), 0);
}

#[test]
fn one_arrow_writes_little_and_nothing_is_written_without_a_key() {
    let mut session = reading(80, 24);
    session.settle();
    let quiet = session.written.len();
    session.settle();
    assert_eq!(session.written.len(), quiet, "bytes without a key");
    session.press(DOWN);
    session.settle();
    let bytes = session.written.len() - quiet;
    assert!((1..=1460).contains(&bytes), "{bytes} bytes for one arrow");
    let frame = String::from_utf8_lossy(&session.written[quiet..]).into_owned();
    assert!(!frame.contains("\u{1b}[2J"), "{frame:?}");
    assert!(!session.screen.screen().hide_cursor());
    session.press(b"q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_hundred_arrows_are_drawn_as_few_frames() {
    let mut session = reading(80, 24);
    session.settle();
    let before = session.written.len();
    session.press(&DOWN.repeat(100));
    session.settle();
    let bytes = session.written.len() - before;
    assert!(bytes <= 12_000, "{bytes} bytes for 100 arrows at once");
    session.press(b"q");
    assert_eq!(session.end(), 0);
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_comes_again() {
    let mut session = reading(80, 24);
    // what is still being read changes the first row
    session.wait("the word index", |screen| {
        screen.contents().contains("词序")
    });
    session.settle();
    let before = session.screen.screen().contents();
    let from = session.written.len();
    // nobody could wake it here, so the system does not stop it, and it comes back by itself
    session.press(b"\x1a");
    session.wait("the same screen", |screen| screen.contents() != before);
    session.wait("the same screen", |screen| screen.contents() == before);
    let written = String::from_utf8_lossy(&session.written[from..]).into_owned();
    let left = written.find("\u{1b}[?1049l").unwrap();
    assert!(written[left..].contains("\u{1b}[?1049h"), "{written:?}");
    session.press(b"q");
    assert_eq!(session.end(), 0);
}

#[test]
fn output_asks_the_terminal_nothing_and_switches_no_mouse_on() {
    let mut session = reading(80, 24);
    session.press(b"q");
    session.wait("way back", |screen| !screen.alternate_screen());
    let written = String::from_utf8_lossy(&session.written).into_owned();
    for question in [
        "\u{1b}[c",
        "\u{1b}[6n",
        "\u{1b}[?u",
        "\u{1b}]11;?",
        "\u{1b}P",
        "$p",
    ] {
        assert!(!written.contains(question), "{question:?}");
    }
    for mouse in ["?1000h", "?1002h", "?1003h", "?1006h", "?1004h"] {
        assert!(!written.contains(mouse), "{mouse}");
    }
}

#[test]
fn in_lines_ctrl_c_cancels_and_the_end_of_input_leaves() {
    let mut session = Session::start(80, 24, &["--plain"]);
    let prompts = |screen: &vt100::Screen| screen.contents().matches("wenmai> ").count();
    session.wait("a prompt", |screen| {
        screen.contents().trim_end().ends_with("wenmai>")
    });
    session.press(b"sea\x03");
    session.wait("another prompt", |screen| {
        screen.contents().contains("已取消。")
            && prompts(screen) >= 1
            && screen.contents().trim_end().ends_with("wenmai>")
    });
    session.press(b"\x04");
    let written = String::from_utf8_lossy(&session.written).into_owned();
    assert!(!written.contains('\u{1b}'), "{written:?}");
    assert_eq!(session.end(), 0);
}

/// No half of a wide glyph stands alone.
fn whole_glyphs(screen: &vt100::Screen) {
    let (rows, columns) = screen.size();
    for y in 0..rows.get() {
        for x in 0..columns.get() {
            let wide_before = x > 0 && screen.cell(y, x - 1).unwrap().is_wide();
            let half = screen.cell(y, x).unwrap().is_wide_continuation();
            assert_eq!(half, wide_before, "at {x},{y} of\n{}", screen.contents());
        }
    }
}

#[test]
fn three_hundred_keys_leave_whole_glyphs_and_a_sane_terminal() {
    let keys: [&[u8]; 28] = [
        DOWN,
        b"\x1b[A",
        b"\x1b[C",
        b"\x1b[D",
        b"\x1b[5~",
        b"\x1b[6~",
        b"\x1b[H",
        b"\x1b[F",
        b"\t",
        b"\x1b[Z",
        b"\r",
        b"\x1b",
        b"\x7f",
        b"j",
        b"k",
        b"d",
        b"u",
        b"]",
        b"s",
        b"t",
        b"/",
        b"n",
        b"o",
        b"?",
        b"K",
        b":",
        "网络".as_bytes(),
        "（a）".as_bytes(),
    ];
    let mut session = reading(80, 24);
    let mut state = 1u32; // xorshift: the same keys in every run
    for step in 0..300 {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let key = keys[usize::try_from(state).unwrap() % keys.len()];
        // a lone Esc must not join what follows
        session.press(key);
        let still = Duration::from_millis(if key == b"\x1b" { 60 } else { 15 });
        while let Ok(chunk) = session.chunks.recv_timeout(still) {
            session.take(&chunk);
        }
        if step % 20 == 0 {
            session.settle();
            whole_glyphs(session.screen.screen());
        }
    }
    session.settle();
    whole_glyphs(session.screen.screen());
    assert!(!session.screen.screen().hide_cursor());
    session.signal(Signal::TERM);
    assert_eq!(session.end(), 143);
}

#[test]
fn after_a_prefix_the_keys_that_can_follow_appear_by_themselves() {
    let mut session = Session::start(80, 24, &["--keymap", "vim"]);
    session.wait("text", |s| s.contents().contains("正文"));
    session.settle();
    session.keys.write_all(b"g").unwrap();
    session.wait("window", |s| s.contents().contains("前缀 g"));
    session.keys.write_all(b"\x1b").unwrap();
    session.wait("end of the window", |s| !s.contents().contains("前缀 g"));
}

impl Session {
    /// A person who has never used it: a home of their own, nothing set.
    fn newcomer(columns: u16, rows: u16, home: &std::path::Path) -> Self {
        let home = home.to_str().unwrap();
        let variables = [
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
        ];
        let with_home = |program: &mut CommandBuilder| {
            program.env("HOME", home);
            program.env_remove("WENMAI_STATE");
            variables.iter().for_each(|name| program.env_remove(name));
        };
        Session::start_with(columns, rows, &[], with_home)
    }
}

#[test]
fn the_first_run_asks_once_and_writes_nothing_but_its_own_file() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::newcomer(40, 15, home.path());
    session.wait("the first question", |s| {
        let text = s.contents();
        text.contains("欢迎使用文脉") && text.contains("F1") && text.contains("F10")
    });
    session.press(b"2");
    session.wait("the text", |s| {
        !s.contents().contains("欢迎") && s.contents().contains("帮助")
    });
    session.press(b"q");
    assert_eq!(session.end(), 0);
    let file = home.path().join(".config/wenmai/config.toml");
    let written = std::fs::read_to_string(file).unwrap();
    assert!(written.contains("keymap = \"vim\""), "{written}");
    let mut names: Vec<_> = std::fs::read_dir(home.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    names.sort();
    assert!(
        names
            .iter()
            .all(|n| n == ".config" || n == ".local" || n == ".cache"),
        "{names:?}"
    );
    let below = |folder: &str| -> Vec<_> {
        let entries = std::fs::read_dir(home.path().join(folder)).unwrap();
        entries.map(|e| e.unwrap().file_name()).collect()
    };
    assert_eq!(below(".config"), ["wenmai"]);
    assert_eq!(below(".config/wenmai"), ["config.toml"]);
    // the second time nothing is asked
    let mut session = Session::newcomer(80, 24, home.path());
    session.wait("the text", |s| s.contents().contains("正文"));
    assert!(!session.screen.screen().contents().contains("欢迎"));
    session.press(b"q");
    assert_eq!(session.end(), 0);
}

/// The screen says how to get help and how to get away.
fn says_help_and_the_way_out(screen: &vt100::Screen) -> bool {
    let text = screen.contents();
    text.contains("帮助") && (text.contains("返回") || text.contains("退出"))
}

#[test]
fn somebody_who_knows_nothing_is_told_help_and_the_way_out_on_every_screen() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::newcomer(80, 24, home.path());
    session.wait("the first screen", |s| {
        s.contents().contains("欢迎") && says_help_and_the_way_out(s)
    });
    // what each key must bring, beside help and the way out
    let steps: [(&str, &[u8], &str); 7] = [
        ("Ctrl-c", b"\x03", "Ctrl-c"),
        ("Esc", b"\x1b", "正文"),
        ("Esc again", b"\x1b", "退出"),
        ("x", b"x", "检索"),
        ("a full-width question mark", "？".as_bytes(), "？"),
        ("F1", b"\x1bOP", "过滤"),
        ("guanbi", b"guanbi", "guanbi"),
    ];
    for (what, keys, brings) in steps {
        session.press(keys);
        session.wait(what, |s| {
            s.contents().contains(brings) && says_help_and_the_way_out(s)
        });
        session.settle();
        assert!(says_help_and_the_way_out(session.screen.screen()), "{what}");
    }
    session.press(b"\r");
    session.settle();
    assert!(says_help_and_the_way_out(session.screen.screen()), "Enter");
    session.resize(40, 15);
    session.wait("the small screen", says_help_and_the_way_out);
    session.resize(80, 24);
    session.wait("the old screen", says_help_and_the_way_out);
    session.signal(Signal::HUP);
    assert_eq!(session.end(), 129);
}

#[test]
fn what_is_picked_is_printed_and_the_screen_is_drawn_on_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let picked = folder.path().join("picked");
    let line = format!(
        "{} search 网络犯罪 --pick > {}",
        env!("CARGO_BIN_EXE_wenmai"),
        picked.display()
    );
    let mut session = Session::shell(80, 24, &line);
    session.wait("hits", |s| {
        s.contents().contains("结果") && s.contents().contains("网络犯罪")
    });
    session.settle();
    session.press(b"\r");
    assert_eq!(session.end(), 0);
    let name = std::fs::read_to_string(&picked).unwrap();
    let shown = std::process::Command::new(env!("CARGO_BIN_EXE_wenmai"))
        .args(["show", name.trim()])
        .output()
        .unwrap();
    assert!(shown.status.success(), "{name}");
    assert!(String::from_utf8(shown.stdout).unwrap().contains("犯罪"));
}

#[test]
fn a_document_from_standard_input_is_read_by_keys_from_the_terminal() {
    let line = format!(
        "echo '这是从管道来的一篇文件。' | {}  -",
        env!("CARGO_BIN_EXE_wenmai")
    );
    let mut session = Session::shell(80, 24, &line);
    session.wait("the text", |s| s.contents().contains("从管道来的"));
    session.press(b"\x1b[21~");
    assert_eq!(session.end(), 0);
}
