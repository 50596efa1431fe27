//! What `wenmai help schema` says of every command that prints JSON is what the command prints: the same fields, and
//! the kinds of values that are said. (That no such command is left out is tested in `src/cli/pages.rs`.)
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Sections of the page, and what prints them. `FOLDER` is a folder with a file in it.
const COMMANDS: [(&str, &[&str]); 32] = [
    ("tree", &["tree", "--json"]),
    ("show", &["show", "A/RES/55/63", "--json"]),
    (
        "search",
        &[
            "search",
            "网络犯罪",
            "--json",
            "--context",
            "1",
            "--explain",
        ],
    ),
    ("index", &["index", "FOLDER", "--json"]),
    ("timeline", &["timeline", "--json"]),
    (
        "cites",
        &["cites", "A/RES/55/63", "--json", "--levels", "2"],
    ),
    ("refs", &["refs", "A/75/123", "--json"]),
    ("outline", &["outline", "A/75/123", "--json"]),
    ("most-cited", &["most-cited", "--json"]),
    (
        "cite",
        &[
            "cite",
            "A/RES/55/63",
            "A/75/123#2",
            "eg4-2011",
            "ict4peace",
            "g8-24-7",
            "--json",
        ],
    ),
    ("actor", &["actor", "法国", "--json"]),
    ("actor (without a name, one a line)", &["actor", "--json"]),
    ("term", &["term", "GGE", "--json"]),
    ("matrix", &["matrix", "--json"]),
    ("diff", &["diff", "A/75/123#2", "A/75/123#法国", "--json"]),
    ("notes", &["notes", "--json"]),
    ("check", &["check", "--json"]),
    ("keys", &["keys", "plain", "--json"]),
    ("config show", &["config", "show", "--json"]),
    ("doctor", &["doctor", "--json", "--no-probe"]),
    ("export documents", &["export", "documents"]),
    ("export blocks", &["export", "blocks"]),
    ("export outline", &["export", "outline"]),
    ("export footnotes", &["export", "footnotes"]),
    ("export citations", &["export", "citations"]),
    ("export backreferences", &["export", "backreferences"]),
    ("export events", &["export", "events"]),
    ("export dates", &["export", "dates"]),
    ("export terms", &["export", "terms"]),
    ("export instruments", &["export", "instruments"]),
    ("export actors", &["export", "actors"]),
    ("export topics", &["export", "topics"]),
];

/// Words of the page for kinds of values, in Chinese and in English.
const KINDS: [(&str, &str, &str); 6] = [
    ("list", "列表", "list"),
    ("object", "对象", "object"),
    ("text", "文字", "text"),
    ("number", "数", "number"),
    ("bool", "真假", "true or false"),
    ("null", "null", "null"),
];

type Fields = BTreeMap<String, BTreeSet<&'static str>>;

fn printed(home: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    command.args(arguments).env_clear();
    command.env("LANG", "zh_CN.UTF-8").env("HOME", home);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// A home with a note, something collected and a search that is kept.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("papers");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.txt"), "关于河的报告\n\n1. 第一段。\n").unwrap();
    let spot = json!({"document": "a-75-123", "block": 11, "at": 0, "line": 41, "place": "2",
                      "quote": {"exact": "河", "before": "", "after": ""}});
    let whole = json!({
        "wenmai": 1,
        "documents": [{"id": "a-75-123", "symbol": "A/75/123", "language": "zh-Hans", "name": "x", "title": "y"}],
        "entries": [{"id": "1", "kind": "note", "name": "", "text": "要核对", "tags": ["待查"], "spot": spot,
                     "made": 1, "changed": 1}],
        "collected": [{"collection": "答复", "document": "a-75-123", "added": 1}],
        "saved_searches": [{"name": "河", "query": "河", "hits": 1, "made": 0, "checked": 0}],
    });
    let file = home.path().join("kept.json");
    fs::write(&file, whole.to_string()).unwrap();
    printed(home.path(), &["notes", "--import", file.to_str().unwrap()]);
    home
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// `a.b[].c` for every field of a value, with its kinds.
fn fields(value: &Value, at: &str, found: &mut Fields) {
    match value {
        Value::Object(map) => {
            for (name, inside) in map {
                let dot = if at.is_empty() { "" } else { "." };
                let name = format!("{at}{dot}{name}");
                found.entry(name.clone()).or_default().insert(kind(inside));
                fields(inside, &name, found);
            }
        }
        Value::Array(list) => {
            let at = format!("{at}[]");
            if at == "[]" {
                let all = list.iter().map(kind);
                found.entry(at.clone()).or_default().extend(all);
            }
            list.iter().for_each(|inside| fields(inside, &at, found));
        }
        _ => {}
    }
}

/// One value, or one a line.
fn values(text: &str) -> Vec<Value> {
    match serde_json::from_str(text) {
        Ok(value) => vec![value],
        Err(_) => text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    }
}

/// The sections of the page: each field with the kinds it may have.
fn documented(page: &str, english: bool) -> BTreeMap<String, Fields> {
    let sections = page.split("\n== ").skip(1);
    let row = |line: &str| {
        let mut parts = line.trim().splitn(2, ' ');
        let name = parts.next().unwrap().to_owned();
        let said = parts.next().unwrap_or_else(|| panic!("{line}")).trim();
        let said = said.split("  ").next().unwrap();
        let word = |(_, zh, en): &(_, &'static str, &'static str)| if english { *en } else { *zh };
        let (main, null) = match said.strip_suffix("null") {
            Some(rest) => (
                rest.trim_end_matches(['或', ' ']).trim_end_matches(" or"),
                true,
            ),
            None => (said, false),
        };
        let known = KINDS.iter().find(|k| word(k) == main);
        let mut kinds = BTreeSet::from([known.unwrap_or_else(|| panic!("{line}")).0]);
        kinds.extend(null.then_some("null"));
        (name, kinds)
    };
    sections
        .map(|section| {
            let (name, rows) = section.split_once('\n').unwrap();
            let rows = rows.lines().filter(|l| l.starts_with("  "));
            (name.to_owned(), rows.map(row).collect())
        })
        .collect()
}

#[test]
fn what_json_prints_is_what_the_page_says() {
    let home = home();
    let home = home.path();
    let folder = home.join("papers");
    let pages = ["zh", "zh-TW", "en"].map(|lang| {
        let page = printed(home, &["--lang", lang, "help", "schema"]);
        // characters apart, the Traditional page is the Simplified one
        match lang {
            "zh-TW" => documented(&page.replace('數', "数").replace("對象", "对象"), false),
            _ => documented(&page, lang == "en"),
        }
    });
    let sections: BTreeSet<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
    for page in &pages {
        let of_page: BTreeSet<&str> = page.keys().map(String::as_str).collect();
        assert_eq!(of_page, sections);
    }
    for (name, arguments) in COMMANDS {
        let folder = folder.to_str().unwrap();
        let arguments: Vec<&str> = arguments
            .iter()
            .map(|a| if *a == "FOLDER" { folder } else { a })
            .collect();
        let mut found = Fields::new();
        for value in values(&printed(home, &arguments)) {
            fields(&value, "", &mut found);
        }
        for page in &pages {
            let said = &page[name];
            let names = |f: &Fields| f.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&found), names(said), "{name}");
            for (field, kinds) in &found {
                assert!(
                    kinds.is_subset(&said[field]),
                    "{name}: {field} is {kinds:?}"
                );
            }
        }
    }
}
