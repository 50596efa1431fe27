//! The README's key table is what the program prints of its key sets; the man page has the same keys.

#![allow(clippy::unwrap_used)]

use std::process::Command;

fn printed(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    let output = command.args(arguments).env_clear().output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The table after the comment that says where it comes from.
fn table() -> String {
    let readme = include_str!("../README.md");
    let after = readme.lines().skip_while(|l| !l.starts_with("<!-- keys:"));
    let rows = after.skip(1).take_while(|l| l.starts_with('|'));
    rows.map(|l| format!("{l}\n")).collect()
}

#[test]
fn the_key_table_is_what_the_program_prints() {
    let printed = printed(&["--lang", "en", "keys", "--format", "markdown"]);
    assert!(printed.lines().count() > 25, "{printed}");
    assert_eq!(
        table(),
        printed,
        "wenmai --lang en keys --format markdown has the new table"
    );
}

#[test]
fn every_row_of_the_table_is_in_the_man_page() {
    let page = printed(&["--lang", "en", "man"]);
    for row in table().lines().skip(2) {
        let row = row.replace("\\|", "\u{1}");
        let cells: Vec<String> = row
            .trim_matches('|')
            .split('|')
            .map(|c| c.trim().trim_matches('`').replace('\u{1}', "|"))
            .collect();
        for keys in &cells[..3] {
            let keys = keys.replace('\\', "\\e").replace('-', "\\-");
            let said = page.contains(&format!("\n\\fB{keys}\\fR ("));
            assert!(said, "{keys}");
        }
        let does = cells[4].replace('-', "\\-");
        assert!(page.contains(&does), "{does}");
    }
}
