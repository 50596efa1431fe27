//! A terminal that goes away without a word: no SIGHUP, only a closed master.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

const DEADLINE: Duration = Duration::from_secs(30);

/// Reads until `text` was written.
fn read_until(master: &mut File, text: &str) {
    let mut written = Vec::new();
    while !String::from_utf8_lossy(&written).contains(text) {
        let wait = Timespec {
            tv_sec: 30,
            tv_nsec: 0,
        };
        let ready = poll(&mut [PollFd::new(&*master, PollFlags::IN)], Some(&wait)).unwrap();
        assert!(
            ready > 0,
            "no {text} in {:?}",
            String::from_utf8_lossy(&written)
        );
        let mut buffer = [0; 8192];
        let n = master.read(&mut buffer).unwrap();
        written.extend_from_slice(&buffer[..n]);
    }
}

#[test]
fn a_terminal_that_is_gone_ends_the_process() {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let slave = File::options()
        .read(true)
        .write(true)
        .open(name.to_str().unwrap())
        .unwrap();
    let winsize = Winsize {
        ws_col: 80,
        ws_row: 24,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&slave, winsize).unwrap();
    let end = || Stdio::from(slave.try_clone().unwrap());
    let state = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    command
        .env_clear()
        .env("TERM", "xterm-256color")
        .env("LANG", "zh_CN.UTF-8")
        .env("WENMAI_STATE", state.path())
        .env("HOME", state.path())
        .stdin(end())
        .stdout(end())
        .stderr(end());
    let mut child = command.spawn().unwrap();
    drop((command, slave));
    let mut master = File::from(master);
    read_until(&mut master, "帮助");
    drop(master);
    let (sender, ended) = channel();
    let pid = child.id();
    std::thread::spawn(move || sender.send(child.wait().unwrap()));
    let Ok(status) = ended.recv_timeout(DEADLINE) else {
        let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        panic!("still alive without a terminal");
    };
    assert_eq!(status.code(), Some(129));
}
