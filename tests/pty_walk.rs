//! One long walk on a real pseudo-terminal: from a footnote over what it cites to who else cites that, back by the
//! jump list, a note, a citation, and the same place again in the next session.
//!
//! Every wait is for something on the screen, with a deadline that only a broken program reaches.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(60);

struct Walk {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    written: Vec<u8>,
}

impl Walk {
    fn start(state: &Path, arguments: &[&str]) -> Walk {
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_wenmai"));
        command.args(["--keymap", "vim"]);
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "zh_CN.UTF-8");
        command.env("WENMAI_STATE", state);
        command.env("HOME", state);
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
        let mut walk = Walk {
            child,
            keys: pty.master.take_writer().unwrap(),
            _master: pty.master,
            chunks,
            screen: vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0),
            written: Vec::new(),
        };
        walk.see(&["词序"]);
        walk
    }

    /// Presses keys and waits until all the words stand on the screen.
    fn press(&mut self, keys: &str, words: &[&str]) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.see(words);
    }

    fn see(&mut self, words: &[&str]) {
        let end = Instant::now() + DEADLINE;
        loop {
            let shown = self.screen.screen().contents();
            let Some(missing) = words.iter().find(|w| !shown.contains(**w)) else {
                return;
            };
            let left = end.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.take(&chunk),
                Err(_) => panic!("no {missing} in:\n{shown}"),
            }
        }
    }

    fn take(&mut self, chunk: &[u8]) {
        self.written.extend_from_slice(chunk);
        self.screen.process(chunk);
    }

    /// The text of the last OSC 52 sequence.
    fn copied(&self) -> String {
        let written = String::from_utf8_lossy(&self.written);
        let from = written.rfind("\u{1b}]52;c;").unwrap() + 7;
        let encoded = written[from..].split('\u{1b}').next().unwrap();
        let value = |c: u8| match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        let sixes = encoded.bytes().filter(|c| *c != b'=').map(value);
        let bits: Vec<u8> = sixes
            .flat_map(|v| (0..6).rev().map(move |i| v >> i & 1))
            .collect();
        let bytes = bits
            .chunks_exact(8)
            .map(|b| b.iter().fold(0, |a, bit| a << 1 | bit));
        String::from_utf8(bytes.collect()).unwrap()
    }

    fn quit(mut self) {
        self.keys.write_all(b"ZZ").unwrap();
        while let Ok(chunk) = self.chunks.recv_timeout(DEADLINE) {
            self.take(&chunk);
        }
        assert_eq!(self.child.wait().unwrap().exit_code(), 0);
    }
}

#[test]
fn from_a_footnote_to_who_else_cites_it_and_back_with_a_note() {
    let state = tempfile::tempdir().unwrap();
    let mut walk = Walk::start(state.path(), &[]);
    walk.press(":open ict4peace#n12\r", &["2 正文 与信息", "阅读  注 12 "]);
    // the note with what 同上 stands for, down to the note that names the document, which Enter goes to
    walk.press(
        "12gn",
        &[
            "注 12（已追溯）",
            "同上 = 注 11 ",
            "同上 = 注 10 ",
            "A/68/98",
        ],
    );
    walk.press("\r", &["阅读  注 10 "]);
    // one key from the citation to the card of what is not here, and on to another that cites it
    walk.press("\r", &["A/68/98（库外）", "https://undocs.org/A/68/98"]);
    walk.press("75/123", &["过滤> 75/123", "…A/65/201)、2013 年(A/68/98)"]);
    walk.press("\x1b[B\r", &["2 正文 A/75/123", "A/68/98"]);
    walk.press(",j", &["列表  足迹：", "Enter 打开"]);
    walk.press("第 21 段", &["足迹：1 处"]);
    walk.press("\r", &["阅读  注 12 "]);
    walk.press("a", &["批注"]);
    walk.press("与 A/70/174 对照 #规范\r", &["批注已存", ">*"]);
    walk.press("yg", &["终端剪贴板（终端不回执）"]);
    assert_eq!(
        walk.copied(),
        "与信息通信技术相关进程&大事的基本回顾[Z]. 注 12."
    );
    walk.quit();

    let mut later = Walk::start(state.path(), &[]);
    later.see(&["已回到上次读到的地方", "同上（第 21 段）", ">*"]);
    later.press("j", &["阅读  注 12 ", "* 与 A/70/174 对照"]);
    // the way back is there too
    later.press(",j", &["列表  足迹：", "UNODC/CCPCJ", "Enter 打开"]);
    later.press("\x1b", &["阅读  注 12 ", "q 退出"]);
    later.press(",n", &["我的批注：1 条", "与 A/70/174 对照 #规范"]);
    later.press("\r", &["阅读  注 12 "]);
    later.quit();
}
