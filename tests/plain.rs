//! The line face as a program: commands in by a pipe, whole printable lines out.
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program in lines; what it keeps is in a folder.
fn wenmai(arguments: &[&str], state: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    command
        .arg("--plain")
        .args(arguments)
        .env_clear()
        .env("LANG", "zh_CN.UTF-8")
        .env("WENMAI_STATE", state)
        .env("HOME", state)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What the program says to these commands.
fn say(arguments: &[&str], commands: &str) -> Output {
    let state = tempfile::tempdir().unwrap();
    let mut child = wenmai(arguments, state.path()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(commands.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let control = text.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "in {text}");
    assert!(
        text.is_empty() || text.ends_with('\n'),
        "half a line: {text}"
    );
    text
}

#[test]
fn a_search_is_answered_and_its_hits_can_be_opened() {
    let silent = text(&say(&[], "quit\n").stdout);
    let output = say(&[], "search 网络犯罪\n1\nquit\n");
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    let answer = said.strip_prefix(silent.trim_end()).unwrap_or(&said);
    assert!(answer.contains("网络犯罪"), "{answer}");
    assert!(answer.contains('»'), "hits are not marked: {answer}");
    assert!(
        !said.contains("wenmai>"),
        "a prompt where nobody types: {said}"
    );
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn each_command_has_an_answer() {
    let mut before = text(&say(&[], "").stdout).lines().count();
    let mut commands = String::new();
    for command in ["tree", "search 建立信任措施", "1", "timeline 2013", "help"] {
        commands.push_str(command);
        commands.push('\n');
        let lines = text(&say(&[], &commands).stdout).lines().count();
        assert!(lines > before, "no answer to {command}");
        before = lines;
    }
}

#[test]
fn a_wrong_command_says_so_and_the_rest_goes_on() {
    let output = say(&[], "frobnicate\nsearch 网络犯罪\n");
    let all = text(&output.stdout) + &text(&output.stderr);
    assert!(all.contains("frobnicate"), "{all}");
    assert!(all.contains('»'), "{all}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_end_of_input_ends_it_well() {
    let output = say(&[], "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn hostile_text_and_names_stay_text() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "标题\u{1b}]0;owned\u{7}\n\n1. 甲\u{1b}[2J乙\u{9b}31m丙\u{8}\u{8}丁\r\u{202e}戊。\n\n2. \u{0}\u{7f}己庚\u{85}辛。\n";
    let name = folder.path().join("a\u{1b}[31mb\u{7}.txt");
    std::fs::write(&name, hostile).unwrap();
    std::fs::write(folder.path().join("b.txt"), "二号文件\n\n1. 甲乙丙丁。\n").unwrap();
    let path = folder.path().to_str().unwrap();
    let commands = "tree\nsearch 甲\n1\n2\nsearch \u{1b}[31m乙\u{7}\nwhere\nopen 1\nhelp\ntimeline\n\u{1b}c\n\u{9b}2J\n";
    let output = say(&[path], commands);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains('甲'));
    text(&output.stderr);
}

#[test]
fn invalid_bytes_as_commands_are_survived() {
    let state = tempfile::tempdir().unwrap();
    let mut child = wenmai(&[], state.path()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut noise: Vec<u8> = (0..=255).collect();
    noise.extend(std::iter::repeat_n(b'x', 200_000));
    noise.push(b'\n');
    stdin.write_all(&noise).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    text(&output.stdout);
    text(&output.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let state = tempfile::tempdir().unwrap();
    let mut child = wenmai(&[], state.path()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take().unwrap());
    // the pipe may be closed before all is written: that is the point
    let _ = stdin.write_all("tree\nsearch 网络\n".repeat(50).as_bytes());
    drop(stdin);
    let mut errors = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut errors)
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(!errors.contains("panic"), "{errors}");
}

#[test]
fn where_nothing_can_be_opened_it_says_why() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("b.txt"), [0u8, 159, 146, 150, 0, 0, 1, 2]).unwrap();
    let said = text(&say(&[dir.path().to_str().unwrap()], "quit\n").stdout);
    assert!(said.contains("没有能打开的文档"), "{said}");
    assert!(said.contains("b.txt：不是文本文件"), "{said}");
}

#[test]
fn a_table_is_read_row_by_row_with_the_names_of_its_columns() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("t.txt");
    let table = "表 1\t\t开支\n\n地区\t年份\t数额\n甲\t2013\t12\n乙\t2014\t\n丙\t2015\t7\n\n表 1\t\t开支\n\n丁\t2016\t3\n";
    std::fs::write(&file, table).unwrap();
    let said = text(&say(&[file.to_str().unwrap()], "open t\nmore\nquit\n").stdout);
    for line in [
        "地区：乙；年份：2014",
        "表 1 开支（续）",
        "地区：丁；年份：2016；数额：3",
    ] {
        assert!(said.lines().any(|l| l == line), "{line} in {said}");
    }
}
