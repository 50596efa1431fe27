//! The key sets that are compiled in, and what is said about wrong key files.
#![allow(clippy::unwrap_used)]

mod app_sample;

use proptest::prelude::*;
use wenmai::app::{COMMANDS, Command, command_names, keymap_named};
use wenmai::i18n::Language;
use wenmai::keymap::{BUILT_IN, Code, Context, Key, Lookup, parse};
use wenmai::problem::ProblemKind;

fn keys(written: &str) -> Vec<Key> {
    Key::parse_sequence(written).unwrap()
}

fn kinds(text: &str) -> Vec<(u32, u32, ProblemKind)> {
    let (_, problems) = parse("mine.toml", text, &command_names());
    assert!(problems.iter().all(|p| p.file == "mine.toml"));
    problems
        .into_iter()
        .map(|p| (p.line.unwrap(), p.column.unwrap(), p.kind))
        .collect()
}

#[test]
fn every_default_binding_runs_a_command_that_is_there() {
    for (name, _) in BUILT_IN {
        let (keymap, problems) = keymap_named(name).unwrap();
        assert!(problems.is_empty(), "{name}: {problems:?}");
        assert!(keymap.bindings().len() > 40, "{name}");
        for binding in keymap.bindings() {
            let command = Command::named(&binding.command);
            assert!(command.is_some(), "{name}: {binding:?}");
        }
    }
}

#[test]
fn every_default_binding_is_reached_by_its_keys() {
    for (name, _) in BUILT_IN {
        let (keymap, _) = keymap_named(name).unwrap();
        for binding in keymap.bindings() {
            for len in 1..=binding.keys.len() {
                let found = keymap.lookup(binding.context, &binding.keys[..len]);
                if len < binding.keys.len() {
                    assert!(matches!(found, Lookup::Prefix(_)), "{name}: {binding:?}");
                } else if !(name == "emacs" && binding.command == "app.cancel") {
                    assert_eq!(found, Lookup::Found(binding), "{name}");
                }
            }
        }
    }
}

#[test]
fn every_command_has_words_in_both_languages_and_names_are_unique() {
    let mut names = std::collections::HashSet::new();
    let mut words = std::collections::HashSet::new();
    for command in COMMANDS {
        assert!(names.insert(command.name), "{} twice", command.name);
        for word in command.words {
            assert!(words.insert(*word), "{word} twice");
        }
        for language in Language::ALL {
            let id = command.id();
            assert!(language.get(&id, &[]).is_some(), "{id}");
            assert!(
                language.get(&format!("{id}.hint"), &[]).is_some(),
                "{id}.hint"
            );
        }
    }
}

#[test]
fn the_floor_is_in_every_set_and_stays() {
    let floor = [
        "up",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "home",
        "end",
        "enter",
        "esc",
        "tab",
        "shift-tab",
        "backspace",
        "F1",
        "F9",
        "F10",
        "ctrl-c",
    ];
    for (name, _) in BUILT_IN {
        let (keymap, _) = keymap_named(name).unwrap();
        for context in Context::ALL {
            for key in floor {
                let found = keymap.lookup(context, &keys(key));
                // In emacs Ctrl-c begins longer keys; a second one leaves, from everywhere.
                if let ("emacs", "ctrl-c", Lookup::Prefix(_)) = (name, key, &found) {
                    let twice = keymap.lookup(context, &keys("ctrl-c ctrl-c"));
                    assert!(matches!(twice, Lookup::Found(b) if b.command == "app.quit"));
                    continue;
                }
                assert!(
                    matches!(found, Lookup::Found(b) if b.floor),
                    "{name} {context:?} {key}"
                );
            }
        }
    }
    let text = "inherit = \"vim\"\n[global]\n\"F1\" = \"app.quit\"\n\"esc\" = false\n";
    let (keymap, problems) = parse("mine.toml", text, &command_names());
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems
            .iter()
            .all(|p| matches!(p.kind, ProblemKind::FloorKey(_)))
    );
    let Lookup::Found(help) = keymap.lookup(Context::Reading, &keys("F1")) else {
        panic!("F1 is gone");
    };
    assert_eq!(help.command, "help.open");
}

#[test]
fn help_and_leaving_have_keys_everywhere_without_alt() {
    for (name, _) in BUILT_IN {
        let (keymap, _) = keymap_named(name).unwrap();
        for context in Context::ALL {
            for command in ["help.open", "view.escape", "app.quit"] {
                let found = keymap
                    .keys_for(context, command, "")
                    .any(|b| b.keys.iter().all(|k| !k.alt));
                assert!(found, "{name} {context:?} {command}");
            }
        }
    }
}

#[test]
fn mistakes_are_reported_with_their_place() {
    let text = "schema = 1\nname = \"mine\"\ninherit = \"vim\"\n\n[reading]\n\"g d\" = \"cite.folow\"\n\"hyper-x\" = \"help.open\"\n\"Q\" = 7\n\n[kitchen]\n\"x\" = \"help.open\"\n";
    let found = kinds(text);
    assert_eq!(
        found,
        [
            (
                6,
                9,
                ProblemKind::MisspeltCommand("cite.folow".into(), "citation.follow".into())
            ),
            (7, 1, ProblemKind::BadKey("hyper-x".into())),
            (8, 7, ProblemKind::UnknownCommand("integer".into())),
            (10, 2, ProblemKind::UnknownContext("kitchen".into())),
        ]
    );
}

#[test]
fn a_key_twice_and_a_key_that_hides_others() {
    let found = kinds("[reading]\n\"x\" = \"help.open\"\n\"  x\" = \"app.quit\"\n");
    assert!(
        matches!(found[..], [(3, 1, ProblemKind::DuplicateKey(_))]),
        "{found:?}"
    );
    let found = kinds("[reading]\n\"g\" = \"help.open\"\n\"g x\" = \"app.quit\"\n");
    assert_eq!(found, [(2, 1, ProblemKind::HiddenKey("gx".into()))]);
}

#[test]
fn a_broken_line_costs_only_itself() {
    let text = "[reading]\n\"x\" = \"help.open\"\n\"y\" = = \n\"z\" = \"app.quit\"\n";
    let (keymap, problems) = parse("mine.toml", text, &command_names());
    assert!(
        problems
            .iter()
            .any(|p| p.line == Some(3) && matches!(p.kind, ProblemKind::BadToml(_)))
    );
    for key in ["x", "z"] {
        assert!(
            matches!(
                keymap.lookup(Context::Reading, &keys(key)),
                Lookup::Found(_)
            ),
            "{key}"
        );
    }
}

#[test]
fn a_set_inherits_and_takes_away() {
    let text = "inherit = \"vim\"\nleader = \";\"\n[main]\n\"K\" = false\n\"<leader> w\" = { do = \"search.open\", arg = \"河\" }\n";
    let (keymap, problems) = parse("mine.toml", text, &command_names());
    assert!(problems.is_empty(), "{problems:?}");
    assert!(keymap.counts);
    assert_eq!(keymap.lookup(Context::Reading, &keys("K")), Lookup::Nothing);
    assert!(matches!(
        keymap.lookup(Context::Reading, &keys("g d")),
        Lookup::Found(_)
    ));
    let Lookup::Found(own) = keymap.lookup(Context::Reading, &keys("; w")) else {
        panic!("not bound");
    };
    assert_eq!(
        (own.command.as_str(), own.argument.as_str()),
        ("search.open", "河")
    );
}

#[test]
fn the_inner_context_decides() {
    let (vim, _) = keymap_named("vim").unwrap();
    let command = |context| match vim.lookup(context, &keys("-")) {
        Lookup::Found(b) => b.command.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(command(Context::Timeline), "timeline.zoom-out");
    assert_eq!(command(Context::Reading), "document.last");
}

proptest! {
    #[test]
    fn any_file_is_read(text in "\\PC{0,200}") {
        let (keymap, _) = parse("any.toml", &text, &command_names());
        prop_assert!(keymap.bindings().iter().any(|b| b.floor));
    }

    #[test]
    fn any_file_of_entries_is_read(
        entries in proptest::collection::vec(("[a-z<>A-Z0-9 ,-]{0,8}", "[a-z.\" {}=]{0,12}"), 0..12)
    ) {
        let lines: Vec<String> = entries.iter().map(|(k, v)| format!("\"{k}\" = \"{v}\"")).collect();
        let text = format!("[reading]\n{}\n", lines.join("\n"));
        let (keymap, problems) = parse("any.toml", &text, &command_names());
        for problem in problems {
            prop_assert!(problem.line.is_some());
        }
        let _ = keymap.lookup(Context::Reading, &[Key::plain(Code::Enter)]);
    }
}
