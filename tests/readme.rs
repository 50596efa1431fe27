//! What the README says about keys is what the key sets do.

#![allow(clippy::unwrap_used)]

use wenmai::app::keymap_named;
use wenmai::keymap::{Context, Key, Lookup};

fn rows() -> Vec<Vec<String>> {
    let readme = include_str!("../README.md");
    let table = readme
        .lines()
        .skip_while(|l| !l.starts_with("| plain | vim |"))
        .skip(2);
    let cells = |l: &str| {
        l.trim_matches('|')
            .split('|')
            .map(|c| c.trim().trim_matches('`').to_owned())
            .collect()
    };
    table
        .take_while(|l| l.starts_with('|'))
        .map(cells)
        .collect()
}

#[test]
fn the_key_table_is_true() {
    let rows = rows();
    assert!(rows.len() >= 10);
    for row in rows {
        for (set, written) in [("plain", &row[0]), ("vim", &row[1])] {
            let (keymap, problems) = keymap_named(set).unwrap();
            assert!(problems.is_empty(), "{problems:?}");
            let keys = Key::parse_sequence(written).unwrap();
            let bound = Context::Reading.chain().any(|context| {
                matches!(keymap.lookup(context, &keys), Lookup::Found(b) if b.command == row[2])
            });
            assert!(bound, "{set}: {written} is not {}", row[2]);
        }
    }
}
