//! The completions of shells: what they complete, run in bash itself; nothing that stands in a name is run.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Names as somebody may give them to what is kept.
const KEPT: [&str; 3] = ["谁 提到了公约", "$(touch ran)`touch ran`", "plain"];

fn wenmai(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    command
        .args(arguments)
        .env_clear()
        .env("LANG", "zh_CN.UTF-8");
    command.env("HOME", home).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A home with searches that are kept, a theme and a key set.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let own = home.path().join(".config/wenmai");
    for (folder, file) in [("themes", "warm.toml"), ("keymaps", "mine.toml")] {
        fs::create_dir_all(own.join(folder)).unwrap();
        fs::write(own.join(folder).join(file), "schema = 1\n").unwrap();
    }
    let searches = KEPT.map(|name| {
        serde_json::json!({"name": name, "query": "网络犯罪 公约", "hits": 1, "made": 0, "checked": 0})
    });
    let file = home.path().join("kept.json");
    let whole = serde_json::json!({"wenmai": 1, "saved_searches": searches});
    fs::write(&file, whole.to_string()).unwrap();
    let taken = wenmai(home.path(), &["notes", "--import", file.to_str().unwrap()]);
    assert!(taken.status.success(), "{taken:?}");
    home
}

/// What bash offers for the last of the words.
fn offered(home: &Path, words: &[&str]) -> Vec<String> {
    let script = said(&wenmai(home, &["completions", "bash"]));
    let run = format!(
        "{script}\nCOMP_WORDS=(\"$@\"); COMP_CWORD=$(($#-1))\n\
         _wenmai_names wenmai \"${{@: -1}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\n\
         for word in \"${{COMPREPLY[@]}}\"; do eval \"printf '%s\\n' $word\"; done\n"
    );
    let program = Path::new(env!("CARGO_BIN_EXE_wenmai")).parent().unwrap();
    let output = Command::new("bash")
        .args(["--norc", "-c", &run, "bash"])
        .args(words)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("HOME", home)
        .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
        .current_dir(home)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    said(&output).lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_symbols_and_what_has_a_name() {
    let home = home();
    let home = home.path();
    assert_eq!(offered(home, &["wenmai", "sea"]), ["search"]);
    assert_eq!(
        offered(home, &["wenmai", "show", "A/RES/5"]),
        ["A/RES/55/63"]
    );
    assert_eq!(
        offered(home, &["wenmai", "cite", "A/RES/55/63", "A/75"]),
        ["A/75/123"]
    );
    let mut kept = KEPT.to_vec();
    kept.sort_unstable();
    let mut all = offered(home, &["wenmai", "search", "--saved", ""]);
    all.sort_unstable();
    assert_eq!(all, kept);
    assert_eq!(
        offered(home, &["wenmai", "search", "--saved", "谁"]),
        ["谁 提到了公约"]
    );
    assert_eq!(offered(home, &["wenmai", "--theme", "wa"]), ["warm"]);
    assert_eq!(offered(home, &["wenmai", "--keymap", "mi"]), ["mine"]);
    let options = offered(home, &["wenmai", "show", "--r"]);
    assert_eq!(options, ["--raw"]);
    assert!(!home.join("ran").exists(), "a name was run");
}

#[test]
fn every_shell_asks_for_what_has_a_name() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    for shell in ["bash", "zsh", "fish", "nushell"] {
        let script = said(&wenmai(home, &["completions", shell]));
        for what in ["references", "searches", "keymaps", "themes"] {
            let asks = script.contains(&format!("wenmai complete {what}"))
                || (shell == "bash" && script.contains(&format!("what={what}")));
            assert!(asks, "{shell} {what}");
        }
    }
    let symbols = said(&wenmai(home, &["complete", "references"]));
    assert!(symbols.lines().any(|l| l == "A/RES/55/63"), "{symbols}");
}

#[test]
fn a_search_is_run_by_the_name_it_was_kept_under() {
    let home = home();
    let typed = wenmai(home.path(), &["search", "网络犯罪 公约", "--json"]);
    let named = wenmai(home.path(), &["search", "--saved", KEPT[0], "--json"]);
    assert!(named.status.success());
    assert_eq!(said(&named), said(&typed));
    let none = wenmai(home.path(), &["search", "--saved", "没有存过"]);
    assert_eq!(none.status.code(), Some(1));
    let told = String::from_utf8(none.stderr).unwrap();
    assert!(
        told.contains("没有存过") && told.contains(KEPT[0]),
        "{told}"
    );
}
