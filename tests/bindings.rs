//! Every binding of the three sets does something where it holds; every command can be reached in each set without
//! Alt, mouse or colour; no view breaks at 40 columns in any language.
#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, command, library, press, type_text};
use view_paint::paint;
use wenmai::app::{App, COMMANDS, Command, Viewport, keymap_named};
use wenmai::i18n::Language;
use wenmai::keymap::{BUILT_IN, Context, Key};
use wenmai::library::Library;
use wenmai::text::width;
use wenmai::view::{Frame, Pane, Row, Screen, present};

/// An app where the keys of a context count.
fn within(library: &Library, set: &str, context: Context) -> App {
    let mut app = app(library, 100, 30, set);
    match context {
        Context::Tree => drop(command(&mut app, library, "tree")),
        Context::References => drop(command(&mut app, library, "references")),
        Context::Timeline => drop(command(&mut app, library, "timeline")),
        Context::Select => drop(command(&mut app, library, "select")),
        Context::Peek => {
            command(&mut app, library, "next-citation");
            command(&mut app, library, "peek");
        }
        Context::Input | Context::Search => {
            press(&mut app, library, "F6");
            type_text(&mut app, library, "河");
        }
        Context::List => drop(command(&mut app, library, "outline")),
        Context::Help => drop(command(&mut app, library, "help")),
        Context::Prompt => drop(command(&mut app, library, "note")),
        Context::Global | Context::Main | Context::Reading => {}
        Context::Matrix | Context::Diff => unreachable!("the sample has neither"),
    }
    app
}

#[test]
fn no_default_binding_is_unbound_or_unfinished_where_it_holds() {
    let library = library();
    for (set, _) in BUILT_IN {
        let (keymap, _) = keymap_named(set).unwrap();
        for binding in keymap.bindings() {
            // Ctrl-c begins longer keys in emacs
            if set == "emacs" && binding.command == "app.cancel" {
                continue;
            }
            // the sample has no replies and no second version: those are tested in tests/compare.rs
            if matches!(binding.context, Context::Matrix | Context::Diff) {
                continue;
            }
            let mut app = within(&library, set, binding.context);
            let keys: Vec<String> = binding.keys.iter().map(Key::to_string).collect();
            press(&mut app, &library, &keys.join(" "));
            let screen = present(&app, &library);
            for wrong in ["未绑定", "未知命令"] {
                assert!(
                    !screen.announce.contains(wrong),
                    "{set} {:?} {}: {}",
                    binding.context,
                    binding.written(),
                    screen.announce
                );
            }
            // nothing is left waiting for more keys
            let waits = |p: &Pane| p.title.starts_with("前缀 ");
            let mut panes = screen.overlays.iter().chain(&screen.panes);
            assert!(!panes.any(waits), "{set} {}", binding.written());
            assert!(Command::named(&binding.command).is_some());
        }
    }
}

#[test]
fn every_command_is_reached_in_every_set_without_alt() {
    let library = library();
    for (set, _) in BUILT_IN {
        let (keymap, _) = keymap_named(set).unwrap();
        let menu = keymap.keys_for(Context::Reading, "menu.open", "");
        let plain = |k: &Key| !k.alt;
        assert!(menu.into_iter().any(|b| b.keys.iter().all(plain)), "{set}");
        for target in COMMANDS {
            let own = keymap
                .bindings()
                .iter()
                .any(|b| b.command == target.name && b.keys.iter().all(plain));
            if own {
                continue;
            }
            // by the menu: F9, its words, Enter
            let mut app = app(&library, 100, 30, set);
            press(&mut app, &library, "F9");
            type_text(&mut app, &library, target.name);
            let shown = paint(&present(&app, &library));
            let words = Language::Chinese.say(&target.id());
            let start: String = words.chars().take(6).collect();
            assert!(
                shown.contains(&start),
                "{set}: {} not in\n{shown}",
                target.name
            );
        }
    }
}

/// Ways to every view.
const VIEWS: [&str; 24] = [
    "",
    "tree",
    "references",
    "timeline",
    "search 河",
    "search 没有这个词",
    "outline",
    "help",
    "menu",
    "commands",
    "goto",
    "backlinks",
    "notes",
    "marks",
    "annotations",
    "collections",
    "problems",
    "jumps",
    "most-cited",
    "actors",
    "theme",
    "describe-key F1",
    "where-is quit",
    "raw",
];

fn check(screen: &Screen, what: &str) {
    let (columns, rows) = (usize::from(screen.width), usize::from(screen.height));
    for pane in screen.panes.iter().chain(&screen.overlays) {
        let edge = if pane.frame == Frame::None { 0 } else { 2 };
        let area = pane.area;
        assert!(
            usize::from(area.x + area.width) <= columns,
            "{what}: {:?}",
            pane.role
        );
        assert!(
            usize::from(area.y + area.height) <= rows,
            "{what}: {:?}",
            pane.role
        );
        let inner = usize::from(area.width).saturating_sub(edge);
        assert!(
            pane.rows.len() <= usize::from(area.height).saturating_sub(edge),
            "{what}"
        );
        for row in &pane.rows {
            let text = row.text();
            assert!(width(&text).0 <= inner, "{what}: {text:?} in {inner}");
        }
    }
    if let Some(linear) = &screen.linear {
        assert!(
            linear.input.as_ref().is_none_or(|i| width(i).0 <= columns),
            "{what}"
        );
        assert!(
            width(&screen.place).0 <= columns,
            "{what}: {}",
            screen.place
        );
        return;
    }
    // help and the way back are whole
    let pinned: usize = screen
        .hints
        .iter()
        .take(2)
        .map(|h| width(&h.key).0 + 1 + width(&h.label).0 + 2)
        .sum();
    assert!(pinned <= columns, "{what}: {:?}", screen.hints);
}

#[test]
fn no_view_breaks_at_forty_columns_in_any_language() {
    let library = library();
    for language in Language::ALL {
        for view in VIEWS {
            for linear in [false, true] {
                let mut app = app(&library, 40, 15, "plain");
                app.settings.language = language;
                if linear {
                    app.viewport = Viewport::Linear {
                        columns: 40,
                        rows: 15,
                    };
                }
                if !view.is_empty() {
                    command(&mut app, &library, view);
                }
                let what = format!("{language:?} {view:?} linear {linear}");
                check(&present(&app, &library), &what);
                press(&mut app, &library, "down");
                check(&present(&app, &library), &what);
            }
        }
    }
}

#[test]
fn what_is_selected_is_told_without_attributes() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    // painted as bare text, a selected row has `>`, the pane with the focus a heavy frame
    for view in [
        "tree",
        "outline",
        "timeline",
        "search 河",
        "help",
        "menu",
        "theme",
    ] {
        command(&mut app, &library, view);
        let screen = present(&app, &library);
        let mut panes = screen.overlays.iter().rev().chain(&screen.panes);
        let selected = |p: &&Pane| p.focused && p.rows.iter().any(|r| r.selected);
        let pane = panes.find(selected);
        let pane = pane.unwrap_or_else(|| panic!("{view}\n{}", paint(&screen)));
        assert_eq!(pane.frame, Frame::Heavy, "{view}");
        let signed = |r: &Row| r.selected && r.text().trim_start().starts_with('>');
        assert!(pane.rows.iter().any(signed), "{view}\n{}", paint(&screen));
        press(&mut app, &library, "esc");
    }
}
