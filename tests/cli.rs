//! The one-shot commands as a script sees them: output, JSON, exit status, bad input.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn wenmai(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    command
        .args(arguments)
        .env_clear()
        .env("LANG", "zh_CN.UTF-8");
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&wenmai(arguments).stdout).unwrap()
}

fn status(arguments: &[&str]) -> i32 {
    wenmai(arguments).status.code().unwrap()
}

fn export(table: &str) -> Vec<Value> {
    let out = wenmai(&["export", table]);
    text(&out.stdout)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

#[test]
fn exit_status_says_found_nothing_or_usage() {
    assert_eq!(status(&["search", "网络犯罪"]), 0);
    assert_eq!(status(&["search", "这个词组哪里也没有出现过"]), 1);
    assert_eq!(status(&["show", "A/RES/55/63#1"]), 0);
    assert_eq!(status(&["show", "A/RES/1/1"]), 1);
    assert_eq!(status(&["timeline", "2013"]), 0);
    assert_eq!(status(&["timeline", "1500"]), 1);
    assert_eq!(status(&["timeline", "soon"]), 2);
    assert_eq!(status(&["export", "nothing"]), 2);
    assert_eq!(status(&["--no-such-flag"]), 2);
    assert_eq!(status(&["tree", "/no/such/folder"]), 4);
}

#[test]
fn the_matrix_of_the_replies_is_told_in_every_form() {
    let out = wenmai(&["matrix"]);
    let said = text(&out.stdout);
    assert_eq!(said.lines().count(), 21);
    assert!(said.contains("法国：") && said.contains("国际法"), "{said}");
    let matrix = json(&["matrix", "A/75/123", "--json"]);
    assert_eq!(matrix["rows"].as_array().unwrap().len(), 20);
    for row in matrix["rows"].as_array().unwrap() {
        for cell in row["cells"].as_array().unwrap() {
            assert!(cell["paragraphs"].as_u64().unwrap() > 0);
            assert!(cell["blocks"][0]["line"].as_u64().unwrap() > 0);
        }
    }
    let csv = text(&wenmai(&["matrix", "--format", "csv"]).stdout);
    let columns: Vec<usize> = csv.lines().map(|l| l.split(',').count()).collect();
    assert_eq!(columns.len(), 21);
    assert!(columns.iter().all(|n| *n == columns[0]), "{csv}");
    assert_eq!(status(&["matrix", "A/RES/55/63"]), 1);
    assert_eq!(status(&["matrix", "no such document"]), 1);
}

#[test]
fn differences_are_told_by_paragraph_and_word() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
    fs::write(&a, "湖泊\n\n1. 请各国在春季清理湖岸，并报告结果；\n").unwrap();
    fs::write(&b, "湖泊\n\n1. 请各国在秋季清理湖岸，并报告结果；\n").unwrap();
    let corpus = folder.path().to_str().unwrap();
    let run = |more: &[&str]| {
        let arguments = [&["--corpus", corpus, "diff"], more].concat();
        wenmai(&arguments)
    };
    let said = text(&run(&["a.txt", "b.txt"]).stdout);
    assert!(said.contains("[-春季-]{+秋季+}"), "{said}");
    let rows: Value = serde_json::from_slice(&run(&["a.txt", "b.txt", "--json"]).stdout).unwrap();
    assert_eq!((&rows["same"], &rows["changed"]), (&1.into(), &1.into()));
    assert_eq!(run(&["a.txt", "a.txt"]).status.code(), Some(1));
    assert_eq!(run(&["a.txt", "c.txt"]).status.code(), Some(1));
}

#[test]
fn search_hits_name_their_source_block_and_lines() {
    let found = json(&["search", "建立信任措施", "--json", "--limit", "3"]);
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 3);
    assert!(found["total"].as_u64().unwrap() > 30);
    for hit in hits {
        let source = hit["source"].as_str().unwrap();
        let raw = fs::read_to_string(Path::new("data/corpus").join(source)).unwrap();
        let lines: Vec<&str> = raw.split('\n').collect();
        let of_hit: String = hit["lines"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|r| {
                lines[r[0].as_u64().unwrap() as usize - 1..r[1].as_u64().unwrap() as usize].iter()
            })
            .flat_map(|l| l.chars().filter(|c| !c.is_whitespace()))
            .collect();
        assert!(of_hit.contains("建立信任措施"), "{hit}");
        assert!(hit["snippet"].as_str().unwrap().contains("建立信任措施"));
    }
}

#[test]
fn search_rows_have_the_documented_shape() {
    let keys = |value: &Value| -> Vec<String> {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let found = json(&["search", "司法协助", "--json"]);
    assert_eq!(keys(&found), ["hits", "query", "read_as", "total"]);
    assert_eq!(found["query"], "司法协助");
    let blocks = text(&wenmai(&["export", "blocks"]).stdout);
    let blocks: Vec<Value> = blocks
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    for hit in found["hits"].as_array().unwrap() {
        let wanted = [
            "anchor", "block", "document", "lines", "offsets", "score", "snippet", "source",
        ];
        assert_eq!(keys(hit), wanted);
        assert!(hit["score"].as_f64().unwrap() > 0.0);
        let block = blocks.iter().find(|b| b["id"] == hit["block"]).unwrap();
        assert_eq!(
            (&block["source"], &block["lines"]),
            (&hit["source"], &hit["lines"])
        );
        let chars: Vec<char> = block["text"].as_str().unwrap().chars().collect();
        for range in hit["offsets"].as_array().unwrap() {
            let (a, b) = (range[0].as_u64().unwrap(), range[1].as_u64().unwrap());
            let marked: String = chars[a as usize..b as usize].iter().collect();
            assert!(
                ["司法协助", "司法協助"].contains(&marked.as_str()),
                "{marked}"
            );
        }
        let shown = json(&["show", hit["anchor"].as_str().unwrap(), "--json"]);
        assert_eq!(shown["blocks"][0]["lines"], hit["lines"], "{hit}");
    }
}

#[test]
fn search_keeps_to_parts_shows_context_and_says_why() {
    let total = |args: &[&str]| json(args)["total"].as_u64().unwrap();
    let all = total(&["search", "信息", "--json"]);
    let notes = total(&["search", "信息", "--json", "--in", "脚注"]);
    let either = total(&["search", "信息", "--json", "--in", "note", "--in", "55/63"]);
    assert!(
        0 < notes && notes < either && either < all,
        "{notes} {either} {all}"
    );
    let why = json(&[
        "search",
        "信息安全",
        "--json",
        "--explain",
        "--context",
        "1",
        "--limit",
        "2",
    ]);
    for hit in why["hits"].as_array().unwrap() {
        let n = |name: &str| hit["why"][name].as_f64().unwrap();
        let score = (n("exact") + n("words")) * n("kind") * n("explains");
        assert!(
            (score - hit["score"].as_f64().unwrap()).abs() < 0.01,
            "{hit}"
        );
        assert!((1..=2).contains(&hit["context"].as_array().unwrap().len()));
    }
    let csv = text(&wenmai(&["search", "信息", "--format", "csv", "--limit", "3"]).stdout);
    assert!(csv.starts_with("source,document,block,lines,anchor,score,snippet,offsets"));
    assert_eq!(csv.lines().count(), 4);
    let lines = text(&wenmai(&["search", "信息", "--format", "jsonl", "--limit", "3"]).stdout);
    assert_eq!(lines.lines().count(), 3);
}

#[test]
fn show_prints_a_paragraph_a_note_and_raw_lines() {
    let one = text(&wenmai(&["show", "55/63#1"]).stdout);
    assert!(one.starts_with("1. ") && one.contains("(a)"), "{one}");
    let note = text(&wenmai(&["show", "55/63#注5"]).stdout);
    assert!(note.contains("A/CONF.187/15"), "{note}");
    let raw = text(&wenmai(&["show", "55/63#注5", "--raw"]).stdout);
    assert!(
        raw.lines().all(|l| l
            .split_once(':')
            .is_some_and(|(n, _)| n.parse::<u32>().is_ok())),
        "{raw}"
    );
    let whole = json(&["show", "A/RES/55/63", "--json"]);
    assert!(whole["blocks"].as_array().unwrap().len() > 20);
}

#[test]
fn tree_lists_documents_and_headings() {
    let out = text(&wenmai(&["tree"]).stdout);
    assert!(
        out.contains("A/75/123") && out.contains("\n    法国"),
        "{out}"
    );
    let rows = json(&["tree", "--json", "--limit", "4"]);
    let documents = rows["documents"].as_array().unwrap();
    let lines: usize = documents
        .iter()
        .map(|d| 1 + d["outline"].as_array().unwrap().len())
        .sum();
    assert_eq!(lines, 4);
}

#[test]
fn timeline_is_in_order_and_within_the_years_asked_for() {
    let rows = json(&["timeline", "2011..2013", "--json"]);
    let starts: Vec<&str> = rows["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["start"].as_str().unwrap())
        .collect();
    assert!(starts.len() > 20);
    assert!(starts.is_sorted());
    let within = |e: &Value| {
        let end = e["end"]
            .as_str()
            .filter(|s| !s.is_empty())
            .or(e["start"].as_str())
            .unwrap();
        e["start"].as_str().unwrap() < "2014" && end >= "2011"
    };
    assert!(rows["events"].as_array().unwrap().iter().all(within));
}

#[test]
fn every_table_is_exported_with_its_keys() {
    let keys = [
        (
            "documents",
            "source id title symbol date body session agenda_item agenda_title type original language script raw_lines inferred",
        ),
        ("blocks", "source id kind number level lines text"),
        ("outline", "source line level number title kind"),
        ("footnotes", "source marker ref_line text_line text"),
        ("citations", "source line raw symbol block target"),
        (
            "events",
            "source line start end precision kind label body place symbols evidence event inferred conflict",
        ),
        ("dates", "source line raw start end precision"),
        ("terms", "source abbr expansion line"),
    ];
    for (table, keys) in keys {
        let rows = export(table);
        assert!(rows.len() >= 5, "{table} has {} rows", rows.len());
        for row in rows {
            let row = row.as_object().unwrap().clone();
            for key in keys.split(' ') {
                assert!(row.contains_key(key), "{table} has no {key}: {row:?}");
            }
        }
    }
}

#[test]
fn a_citation_of_a_bundled_document_leads_to_it() {
    let rows = export("citations");
    let of = |symbol: &str| {
        rows.iter()
            .filter(|r| r["symbol"] == symbol)
            .collect::<Vec<_>>()
    };
    assert!(!of("A/RES/55/63").is_empty());
    assert!(
        of("A/RES/55/63")
            .iter()
            .all(|r| r["target"] == "a-res-55-63")
    );
    assert!(of("A/68/98").iter().all(|r| r["target"].is_null()));
}

#[test]
fn bad_files_are_named_and_the_rest_still_opens() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let good = file(
        "good.txt",
        "一. 引言\n\n大会通过了第55/63号决议。\n".as_bytes(),
    );
    let cases = [
        file("empty.txt", b""),
        file("binary.txt", &[0u8, 1, 2, 3, 0, 0, 0, 9].repeat(50)),
        dir.path().join("missing.txt").display().to_string(),
        format!("{good}/below-a-file.txt"),
    ];
    for bad in cases {
        let out = wenmai(&[
            "search",
            "第55/63号决议",
            "--corpus",
            &bad,
            "--corpus",
            &good,
            "--json",
        ]);
        let message = text(&out.stderr);
        assert!(message.contains(&bad), "{bad}: {message}");
        assert_eq!(message.lines().count(), 1, "{message}");
        assert_eq!(out.status.code(), Some(0), "{bad}");
        assert_eq!(status(&["tree", &bad]), 4, "{bad}");
    }
}

#[test]
fn check_lists_problems_with_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let good = file("good.txt", "大会通过了决议。\n".as_bytes());
    let mut bytes = "大会请秘书长就此提出报告。\n".repeat(20).into_bytes();
    bytes.extend([0xff, b'\n']);
    let damaged = file("damaged.txt", &bytes);
    assert_eq!(status(&["check", &good]), 0);
    let out = wenmai(&["check", &damaged, &good]);
    assert_eq!(out.status.code(), Some(1));
    let printed = text(&out.stdout);
    let first = printed.lines().next().unwrap();
    assert!(first.starts_with(&format!("{damaged}:21：")), "{printed}");
    assert_eq!(printed.lines().count(), 2, "{printed}");
    let rows = json(&["check", "--json", &damaged]);
    assert_eq!(rows["problems"][0]["line"], 21);
    assert_eq!(status(&["check", &file("empty.txt", b"")]), 4);
}

#[test]
fn an_encoding_that_is_named_goes_before_the_guess() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("short.txt");
    fs::write(&path, [0xb7, 0x7c, 0xc4, 0xb3]).unwrap();
    let path = path.display().to_string();
    let rows = json(&["export", "blocks", "--encoding", "big5", &path]);
    assert_eq!(rows["text"], "會議");
    let checked = json(&["--encoding", "big5", "check", "--json", &path]);
    assert_eq!(checked["documents"][0]["encoding"], "Big5");
    assert_eq!(status(&["--encoding", "klingon", "check", &path]), 2);
}

#[test]
fn damaged_text_opens_with_a_message() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("damaged.txt");
    let mut bytes = "大会请秘书长就此提出报告，并请各国政府提供资料。\n"
        .repeat(20)
        .into_bytes();
    bytes.extend([0xff, 0xfe, b'\n']);
    fs::write(&path, bytes).unwrap();
    let out = wenmai(&["search", "秘书长", "--corpus", &path.display().to_string()]);
    assert_eq!(out.status.code(), Some(0));
    assert!(text(&out.stderr).contains("damaged.txt"));
}

#[test]
fn control_characters_of_a_corpus_never_come_out() {
    let dir = tempfile::tempdir().unwrap();
    let name = "evil\x1b]0;title\x07.txt";
    let hostile = "标题\x1b[31m红\x1b]52;c;aGk=\x07\u{9b}2J\u{202e}字\u{85}\r行\n\n网络犯罪\x1b[2J公约\x08\x7f。\n";
    fs::write(dir.path().join(name), hostile).unwrap();
    let folder = dir.path().display().to_string();
    for command in [
        vec!["tree", &folder],
        vec!["search", "公约", "--corpus", &folder],
        vec!["show", "evil", "--corpus", &folder],
        vec!["show", "evil", "--raw", "--corpus", &folder],
        vec!["export", "blocks", &folder],
        vec!["search", "\x1b[31m没有", "--corpus", &folder],
    ] {
        let out = wenmai(&command);
        let all = text(&out.stdout) + &text(&out.stderr);
        let bad = |c: &char| (c.is_control() && !matches!(c, '\n' | '\t')) || *c == '\u{202e}';
        assert_eq!(all.chars().find(bad), None, "{command:?}: {all:?}");
    }
}

#[test]
fn help_is_in_the_language_of_the_environment() {
    let help = |lang: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
        let out = command
            .arg("--help")
            .env_clear()
            .env("LANG", lang)
            .output()
            .unwrap();
        text(&out.stdout)
    };
    assert!(help("zh_CN.UTF-8").contains("全文检索"));
    assert!(help("C").contains("全文检索"));
    assert!(help("en_US.UTF-8").contains("Search the full text"));
    let flag = text(&wenmai(&["--lang", "en", "--help"]).stdout);
    assert!(flag.contains("Search the full text"));
}

/// A conversation in lines, with what is kept in a folder.
fn talk(state: &Path, lines: &str) -> String {
    use std::io::Write;
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
    command.args(["--plain", "--state"]).arg(state);
    command.env_clear().env("LANG", "zh_CN.UTF-8");
    command.stdin(std::process::Stdio::piped());
    command.stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    text(&child.wait_with_output().unwrap().stdout)
}

#[test]
fn notes_are_listed_written_for_a_person_and_taken_in_again() {
    let state = tempfile::tempdir().unwrap();
    let folder = state.path().to_str().unwrap();
    assert_eq!(status(&["notes", "--state", folder]), 1);
    let said = talk(
        state.path(),
        "open A/75/123#2\nselect-words 第 74/28 号\nannotate 要核对 *原文* #待查\nopen 55/63#1\nbookmark 技术 #决议\n",
    );
    assert!(said.contains("批注已存"), "{said}");
    let listed = text(&wenmai(&["notes", "--state", folder]).stdout);
    assert_eq!(listed.lines().count(), 2, "{listed}");
    let tagged = text(&wenmai(&["notes", "--state", folder, "--tag", "待查"]).stdout);
    assert!(
        tagged.contains("要核对") && tagged.lines().count() == 1,
        "{tagged}"
    );

    let into = state.path().join("mine");
    let into = into.to_str().unwrap();
    assert_eq!(status(&["notes", "--state", folder, "--into", into]), 0);
    let kept = fs::read_to_string(Path::new(into).join("A-75-123.md")).unwrap();
    let front = kept.split("+++").nth(1).unwrap();
    let front: toml::Table = front.parse().unwrap();
    assert_eq!(front["symbol"].as_str(), Some("A/75/123"));
    assert!(
        kept.contains("> 第 74/28 号\n\n要核对 *原文* #待查\n"),
        "{kept}"
    );
    let link = kept
        .split(['<', '>'])
        .find(|w| w.starts_with("wenmai://"))
        .unwrap();
    let shown = text(&wenmai(&["cite", link, "--format", "plain"]).stdout);
    assert!(shown.contains("第 2 段"), "{link} {shown}");
    // somebody's own file of that name stays as it is
    fs::write(Path::new(into).join("A-75-123.md"), "mine").unwrap();
    assert_eq!(status(&["notes", "--state", folder, "--into", into]), 3);

    let whole = wenmai(&["notes", "--state", folder, "--format", "json"]).stdout;
    let file = state.path().join("notes.json");
    fs::write(&file, &whole).unwrap();
    let other = state.path().join("other");
    let other = other.to_str().unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(status(&["notes", "--state", other, "--import", file]), 0);
    assert_eq!(
        wenmai(&["notes", "--state", other, "--format", "json"]).stdout,
        whole
    );
}

#[test]
fn a_link_opens_at_its_words_and_cite_says_what_it_cannot_find() {
    let state = tempfile::tempdir().unwrap();
    let said = talk(
        state.path(),
        "open A/75/123#2\nselect-words 第 74/28 号\nlink\n",
    );
    let link = said.lines().find(|l| l.starts_with("wenmai://")).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_wenmai"))
        .args(["--plain", "--state"])
        .arg(state.path().join("new"))
        .arg(link)
        .env_clear()
        .env("LANG", "zh_CN.UTF-8")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(
        text(&out.stdout).contains("»第 74/28 号«"),
        "{}",
        text(&out.stdout)
    );
    assert_eq!(status(&["cite", "A/75/123#2"]), 0);
    assert_eq!(status(&["cite", "A/1/2", "A/75/123"]), 1);
    assert_eq!(status(&["cite", "A/75/123", "--format", "none"]), 2);
}

/// Runs with something on standard input.
fn fed(arguments: &[&str], input: &str) -> Output {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_wenmai"))
        .args(arguments)
        .env_clear()
        .env("LANG", "zh_CN.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

#[test]
fn queries_on_standard_input_find_what_each_finds_alone() {
    let queries = [
        "网络犯罪",
        "引:55/63",
        "联络点",
        "提及:2013",
        "网络犯罪 -公约",
        "55/63",
    ];
    let out = fed(&["search", "-", "--json"], &(queries.join("\n") + "\n"));
    let answers = text(&out.stdout);
    let totals = answers.lines().map(|line| {
        let answer: Value = serde_json::from_str(line).unwrap();
        answer["total"].as_u64().unwrap()
    });
    let alone = queries.map(|q| json(&["search", q, "--json"])["total"].as_u64().unwrap());
    assert!(alone.iter().all(|total| *total > 0), "{alone:?}");
    assert_eq!(totals.collect::<Vec<_>>(), alone);
    // what cannot be opened is told once
    for lines in ["", "a\nb\n"] {
        let none = fed(&["search", "-", "--corpus", "/nonexistent"], lines);
        assert_eq!(none.status.code(), Some(4));
        assert_eq!(text(&none.stderr).matches("/nonexistent").count(), 1);
    }
}

#[test]
fn a_script_of_keys_prints_the_last_screen_in_every_face() {
    let screen = fed(
        &["--keys", "-", "--dump", "80x24"],
        "F6 \"网络犯罪\" down\n",
    );
    let text = text(&screen.stdout);
    assert_eq!(text.lines().count(), 24, "{text}");
    assert!(
        text.contains("检索> 网络犯罪") && text.contains("2/"),
        "{text}"
    );
    let small = fed(&["--keys", "-", "--dump", "40x15"], "F9\n");
    let small = String::from_utf8(small.stdout).unwrap();
    assert!(small.contains("菜单：文件，第 1 组"), "{small}");
    let linear = fed(
        &["--accessible", "--keys", "-", "--dump", "60x12"],
        "F9 down enter\n",
    );
    let linear = String::from_utf8(linear.stdout).unwrap();
    assert!(linear.starts_with("菜单：编辑，"), "{linear}");
    let plain = fed(
        &["--plain", "--keys", "-", "--dump", "80x24"],
        ":timeline 2013\n",
    );
    assert!(String::from_utf8(plain.stdout).unwrap().contains("2013"));
    let wrong = fed(&["--keys", "-", "--dump", "80x24"], "F6\ndown hyper-x\n");
    assert_eq!(wrong.status.code(), Some(3));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("-:2:6"));
    assert_eq!(status(&["--dump", "wide"]), 2);
    assert_eq!(status(&["--keys", "x"]), 2);
}

#[test]
fn a_document_comes_from_standard_input() {
    let tree = fed(
        &["tree", "-", "--json"],
        "第一条 甲\n\n这是一篇测试文件。\n",
    );
    let tree: Value = serde_json::from_slice(&tree.stdout).unwrap();
    assert_eq!(tree["documents"].as_array().unwrap().len(), 1);
    assert_eq!(tree["documents"][0]["source"], "stdin");
    let found = fed(
        &["search", "测试文件", "--corpus", "-", "--json"],
        "这是一篇测试文件。\n",
    );
    let found: Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(found["total"], 1);
}

#[test]
fn short_help_fits_on_a_screen_and_long_help_begins_with_examples() {
    for lang in ["zh", "zh-TW", "en"] {
        let short = text(&wenmai(&["--lang", lang, "-h"]).stdout);
        assert!((10..=24).contains(&short.lines().count()), "{short}");
        let long = text(&wenmai(&["--lang", lang, "--help"]).stdout);
        let first = long.lines().take(4).collect::<Vec<_>>().join("\n");
        assert!(first.contains("wenmai"), "{first}");
        assert!(long.contains("A/RES/55/63#p1"));
    }
    let version = text(&wenmai(&["--version", "-v"]).stdout);
    assert!(
        version.starts_with("wenmai ") && version.lines().count() == 5,
        "{version}"
    );
    assert!(
        version.contains("索引格式 3 ") && version.contains("语料指纹 "),
        "{version}"
    );
    assert_eq!(text(&wenmai(&["--version"]).stdout).lines().count(), 1);
}

#[test]
fn outline_and_references_of_a_document_are_printed() {
    let outline = json(&["outline", "A/75/123", "--json"]);
    assert!(outline["outline"].as_array().unwrap().len() > 50);
    let refs = json(&["refs", "A/RES/55/63", "--json"]);
    let symbols: Vec<&str> = refs["citations"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|c| c["symbol"].as_str())
        .collect();
    assert!(symbols.contains(&"A/RES/45/121"), "{symbols:?}");
    assert_eq!(status(&["outline", "A/RES/1/1"]), 1);
}

#[test]
fn a_reference_opens_the_bundled_corpus_at_its_place() {
    let place = |reference: &str| {
        let out = wenmai(&["--dump", "80x24", reference]);
        assert!(out.status.success(), "{out:?}");
        let text = String::from_utf8(out.stdout).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    assert!(
        place("A/RES/55/63#p1").contains("A/RES/55/63 › 第 1 段"),
        "{}",
        place("A/RES/55/63#p1")
    );
    assert!(
        place("A/75/123#注12").contains("注 12"),
        "{}",
        place("A/75/123#注12")
    );
    // What is no document is said on the screen, which stands where it would have without.
    let out = wenmai(&["--dump", "80x24", "A/1/2"]);
    assert!(String::from_utf8(out.stdout).unwrap().contains("A/1/2"));
}
