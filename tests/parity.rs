//! The same tasks done with keys in panes, with keys in one column, with commands in lines: at the end of each, the
//! facts are told in all three. The facts are computed from the library, and never all of them are told before.
#![allow(clippy::unwrap_used)]

mod app_sample;

use app_sample::{command, library, press, type_text};
use std::sync::LazyLock;
use wenmai::app::{App, Command, Effect, Input, Viewport, settle};
use wenmai::document::{Block, BlockKind, Document};
use wenmai::export::cite::{Form, Source, cite};
use wenmai::i18n::Language;
use wenmai::index::{Hit, Query};
use wenmai::library::Library;
use wenmai::plain;
use wenmai::view::present;

static LIBRARY: LazyLock<Library> = LazyLock::new(library);

/// The document most tasks are about.
const REPORT: usize = 1;
/// A word of many of its paragraphs.
const WORD: &str = "河流";

/// Something a person wants to do: the keys in panes and in one column (` text` and `+50` are typed, `<Enter>` is a
/// key, `:open` a whole command line), the commands in lines, and what must be told in the end.
struct Task {
    name: &'static str,
    keys: &'static [&'static str],
    commands: &'static [&'static str],
    facts: fn(&Library) -> Vec<String>,
}

fn report(library: &Library) -> &Document {
    &library.documents[REPORT]
}

/// The numbered paragraph of the report.
fn paragraph(library: &Library, number: usize) -> &Block {
    let number = number.to_string();
    let blocks = &report(library).blocks;
    let is_it = |b: &&Block| b.kind == BlockKind::Paragraph && b.number == number;
    blocks.iter().find(is_it).unwrap()
}

/// The words of a block without its number.
fn words(block: &Block) -> String {
    block.text[block.number_len as usize..].trim().to_owned()
}

fn hits(library: &Library, query: &str) -> (usize, Vec<Hit>) {
    let results = library.search(&Query::parse(query), 100);
    (results.total, results.hits)
}

/// How many were found, and from the first hit on the words of its paragraph.
fn found(library: &Library, query: &str) -> Vec<String> {
    let (total, hits) = hits(library, query);
    let at = hits[0].at;
    let document = &library.documents[at.document];
    let text = &document.blocks[at.block].text;
    let from = &text[hits[0].ranges[0].start as usize..];
    let few: String = from.chars().take(6).collect();
    vec![
        total.to_string(),
        document.meta.symbol.clone().unwrap(),
        few,
    ]
}

const TASKS: [Task; 13] = [
    Task {
        name: "open",
        keys: &[":open R/CONF/3"],
        commands: &["open R/CONF/3"],
        facts: |library| {
            let document = report(library);
            let first = |b: &&Block| b.kind == BlockKind::Heading;
            let heading = document.blocks.iter().find(first).unwrap();
            vec![document.meta.symbol.clone().unwrap(), words(heading)]
        },
    },
    Task {
        name: "read",
        keys: &[
            ":open R/CONF/3",
            "<ctrl-g>",
            "+50",
            "<enter>",
            "<down>",
            "<down>",
        ],
        commands: &["open R/CONF/3", "para 50", "next", "next"],
        facts: |library| vec![words(paragraph(library, 52))],
    },
    Task {
        name: "search",
        keys: &["<F6>", " 河流", "<enter once in one column>"],
        commands: &["search 河流"],
        facts: |library| found(library, WORD),
    },
    Task {
        name: "filter by year",
        keys: &["<F6>", " 河流 年份:2001", "<enter once in one column>"],
        commands: &["search 河流 年份:2001"],
        facts: |library| {
            let mut facts = found(library, "河流 年份:2001");
            assert_ne!(facts[0], found(library, WORD)[0]);
            facts.push("2001".to_owned());
            facts
        },
    },
    Task {
        name: "next match",
        keys: &[
            ":open R/CONF/3",
            "<ctrl-f>",
            " 9个代表团",
            "<enter>",
            "<ctrl-n>",
            "<ctrl-n>",
            "<ctrl-n>",
            "<ctrl-n>",
        ],
        commands: &[
            "open R/CONF/3",
            "in 9个代表团",
            "next-hit",
            "next-hit",
            "next-hit",
            "next-hit",
        ],
        facts: |library| {
            let holds = |b: &&Block| b.text.contains("9个代表团");
            let all: Vec<&Block> = report(library).blocks.iter().filter(holds).collect();
            // found at the first, then four further
            vec![words(all[4])]
        },
    },
    Task {
        name: "cite",
        keys: &[":open R/CONF/3", ":gbt7714"],
        commands: &["open R/CONF/3", "gbt7714"],
        facts: |library| {
            let source = Source::new(report(library), None);
            let cited = cite(Form::GbT7714, &[source], None);
            // without the place in the text, which stands at its end
            vec![cited.trim_end_matches('.').to_owned()]
        },
    },
    Task {
        name: "copy",
        keys: &[
            ":open R/CONF/3",
            "<ctrl-g>",
            "+45",
            "<enter>",
            "<ctrl-y>",
            "<enter>",
        ],
        commands: &["open R/CONF/3", "para 45", "quote"],
        facts: |library| {
            let symbol = report(library).meta.symbol.clone().unwrap();
            vec![words(paragraph(library, 45)), symbol]
        },
    },
    Task {
        name: "jump",
        keys: &[":open R/CONF/3", "<ctrl-g>", "+41", "<enter>"],
        commands: &["open R/CONF/3", "para 41"],
        facts: |library| vec![words(paragraph(library, 41))],
    },
    Task {
        name: "back",
        keys: &[
            ":open R/CONF/3",
            "<ctrl-g>",
            "+41",
            "<enter>",
            ":open gamma",
            "<ctrl-o>",
        ],
        commands: &["open R/CONF/3", "para 41", "open gamma", "back"],
        facts: |library| vec![words(paragraph(library, 41))],
    },
    Task {
        name: "help",
        keys: &["?", " 足迹", "<enter once in one column>"],
        commands: &["help 足迹"],
        facts: |_| {
            let command = Command::named("jump.list").unwrap();
            vec![Language::Chinese.say(&command.id())]
        },
    },
    Task {
        name: "a year of the timeline",
        keys: &[":timeline 2003"],
        commands: &["timeline 2003"],
        facts: |library| {
            let of_year =
                |m: &&wenmai::library::Mention| m.event.start.is_some_and(|d| d.year == 2003);
            let events: Vec<_> = library.timeline.iter().filter(of_year).collect();
            assert!(!events.is_empty());
            events.iter().map(|m| m.event.label.clone()).collect()
        },
    },
    Task {
        name: "who cites it",
        keys: &[":open R/CONF/3", ":backlinks"],
        commands: &["open R/CONF/3", "backlinks"],
        facts: |library| {
            let cites = library.graph.of_document(REPORT).count();
            let symbol = report(library).meta.symbol.clone().unwrap();
            let words = [("n", cites.into()), ("name", symbol.into())];
            let mut facts = vec![Language::Chinese.with("list-backlinks", &words)];
            for document in &library.documents {
                let cited = document.blocks.iter().any(|b| b.text.contains("R/CONF/3"));
                facts.extend(document.meta.symbol.clone().filter(|_| cited));
            }
            facts
        },
    },
    Task {
        name: "outline",
        keys: &[":open A/RES/90/1", "<F7>"],
        commands: &["open A/RES/90/1", "outline"],
        facts: |library| {
            let document = &library.documents[0];
            let blocks = document.blocks.iter();
            let headings: Vec<_> = blocks.filter(|b| b.kind == BlockKind::Heading).collect();
            let all = document.outline.len();
            let name = document.meta.symbol.clone().unwrap();
            let words = [("n", all.into()), ("name", name.into())];
            let mut facts = vec![Language::Chinese.with("list-outline", &words)];
            facts.extend(headings.iter().map(|b| b.text.clone()));
            facts
        },
    },
];

const FACES: [Viewport; 3] = [
    Viewport::Screen {
        columns: 120,
        rows: 40,
    },
    Viewport::Linear {
        columns: 120,
        rows: 40,
    },
    Viewport::Lines,
];

fn start(viewport: Viewport) -> App {
    let mut app = app_sample::start(&LIBRARY, viewport, "plain");
    settle(&mut app, &LIBRARY, Input::Resize(viewport));
    app
}

/// What is shown or said now, and what was given out.
fn told(app: &App, effects: &[Effect]) -> String {
    let mut text = String::new();
    let screen = present(app, &LIBRARY);
    if screen.linear.is_none() && screen.width == 0 {
        text = plain::said(app, &LIBRARY).concat();
    } else {
        for part in [&screen.place, &screen.status, &screen.announce] {
            text.push_str(part);
        }
        for pane in screen.panes.iter().chain(&screen.overlays) {
            text.push_str(&pane.title);
            text.extend(pane.rows.iter().map(|row| row.text()));
        }
    }
    for effect in effects {
        if let Effect::Copy(copied) = effect {
            text.push_str(copied);
        }
    }
    bare(&text)
}

/// Without blanks, and without the marks around hits.
fn bare(text: &str) -> String {
    let mark = |c: char| c.is_whitespace() || matches!(c, '»' | '«');
    text.chars().filter(|c| !mark(*c)).collect()
}

fn by_keys(app: &mut App, keys: &[&str]) -> Vec<Effect> {
    let mut effects = Vec::new();
    for step in keys {
        if let Some(line) = step.strip_prefix(':').filter(|line| !line.is_empty()) {
            press(app, &LIBRARY, ":");
            type_text(app, &LIBRARY, line);
            effects = press(app, &LIBRARY, "enter");
        } else if let Some(typed) = step.strip_prefix([' ', '+']) {
            type_text(app, &LIBRARY, typed);
        } else if let Some(key) = step.strip_prefix('<') {
            let (key, rest) = key
                .trim_end_matches('>')
                .split_once(' ')
                .unwrap_or((key, ""));
            let linear = present(app, &LIBRARY).linear.is_some();
            if rest.is_empty() || linear {
                effects = press(app, &LIBRARY, key.trim_end_matches('>'));
            }
        } else {
            effects = press(app, &LIBRARY, step);
        }
    }
    effects
}

#[test]
fn the_same_tasks_tell_the_same_facts_in_every_face() {
    let mut missing = Vec::new();
    for task in &TASKS {
        let facts = (task.facts)(&LIBRARY);
        assert!(!facts.is_empty(), "{}", task.name);
        for face in FACES {
            let mut app = start(face);
            let effects = match face {
                Viewport::Lines => {
                    let said = task.commands.iter();
                    said.map(|line| command(&mut app, &LIBRARY, line)).last()
                }
                _ => Some(by_keys(&mut app, task.keys)),
            };
            let told = told(&app, &effects.unwrap_or_default());
            for fact in &facts {
                if !told.contains(&bare(fact)) {
                    missing.push(format!("{}, {face:?}: no {fact:?} in {told}", task.name));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn no_task_is_done_before_it_is_begun() {
    for face in FACES {
        let before = told(&start(face), &[]);
        for task in &TASKS {
            let facts = (task.facts)(&LIBRARY);
            let told = facts.iter().filter(|f| before.contains(&bare(f))).count();
            assert!(
                told < facts.len(),
                "{}, {face:?}: {facts:?} in {before}",
                task.name
            );
        }
    }
}

#[test]
fn what_is_copied_is_the_same_in_every_face() {
    let copied = |face| {
        let mut app = start(face);
        command(&mut app, &LIBRARY, "open R/CONF/3");
        command(&mut app, &LIBRARY, "quote")
    };
    let lines = copied(Viewport::Lines);
    let symbol = report(&LIBRARY).meta.symbol.clone().unwrap();
    assert!(
        matches!(&lines[..], [Effect::Copy(text)] if text.contains(&symbol)),
        "{lines:?}"
    );
    for face in FACES {
        assert_eq!(copied(face), lines);
    }
}

#[test]
fn a_command_that_there_is_not_is_named_in_every_face() {
    for face in FACES {
        let mut app = start(face);
        let effects = command(&mut app, &LIBRARY, "no-such-command");
        let said = told(&app, &effects);
        assert!(
            said.contains("未知命令") && said.contains("no-such-command"),
            "{said}"
        );
        assert!(effects.iter().all(|e| *e != Effect::Quit));
    }
}
