//! The menu has every command once; what a key does and where it was bound can be asked, in all three faces.
#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, command, library, lines_app, press, type_text};
use std::sync::Arc;
use view_paint::painted;
use wenmai::app::{App, COMMANDS, Group, Settings, Viewport, command_names};
use wenmai::i18n::Language;
use wenmai::keymap::{BUILT_IN, parse};
use wenmai::library::Library;
use wenmai::view::present;

/// What is said in lines.
fn said(app: &App, library: &Library) -> String {
    let screen = present(app, library);
    let rows = screen.panes.iter().flat_map(|p| &p.rows);
    let rows: Vec<String> = rows.map(|r| r.text()).collect();
    format!("{}\n{}", rows.join("\n"), screen.announce)
}

#[test]
fn every_command_stands_in_the_menu_exactly_once_in_every_set() {
    let library = library();
    for (set, _) in BUILT_IN {
        // as many rows as the longest menu
        let mut app = app(&library, 120, 100, set);
        press(&mut app, &library, "F9");
        let mut rows = Vec::new();
        for _ in Group::ALL {
            let screen = present(&app, &library);
            let list = screen
                .panes
                .iter()
                .find(|p| p.focused && p.frame != Default::default());
            rows.extend(list.unwrap().rows.iter().map(|r| r.text()));
            press(&mut app, &library, "right");
        }
        assert_eq!(rows.len(), COMMANDS.len(), "{set}");
        for command in COMMANDS {
            let words = Language::Chinese.say(&command.id());
            let is = |row: &&String| {
                let text = row.trim_start_matches(['>', ' ']);
                text == words || text.starts_with(&format!("{words} "))
            };
            assert_eq!(rows.iter().filter(is).count(), 1, "{set}: {words}");
        }
    }
}

#[test]
fn the_menu_is_walked_by_arrows_and_filtered_by_letters() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    press(&mut app, &library, "F9");
    assert!(painted(&app, &library).contains("[文件]"));
    press(&mut app, &library, "left left");
    let tools = painted(&app, &library);
    assert!(tools.contains("[工具]"), "{tools}");
    press(&mut app, &library, "esc F9");
    type_text(&mut app, &library, "时间线");
    let found = painted(&app, &library);
    assert!(
        found.contains("时间线 › 时间线") && found.contains("F5"),
        "{found}"
    );
    press(&mut app, &library, "enter");
    assert!(!painted(&app, &library).contains("菜单"));
}

#[test]
fn the_menu_twice_is_the_command_list() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    press(&mut app, &library, "F9 F9");
    type_text(&mut app, &library, "quit");
    assert!(painted(&app, &library).contains("quit"));
    assert!(painted(&app, &library).contains(" : quit"));
}

#[test]
fn a_command_of_another_view_says_where_it_is_of_use() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    press(&mut app, &library, "F9");
    type_text(&mut app, &library, "finer");
    press(&mut app, &library, "enter");
    assert!(painted(&app, &library).contains("请先到“时间线”"));
}

#[test]
fn in_lines_the_menu_is_groups_then_commands() {
    let library = library();
    let mut app = lines_app(&library);
    command(&mut app, &library, "menu");
    let groups = said(&app, &library);
    assert!(
        groups.contains("1. 文件") && groups.contains("8. 帮助"),
        "{groups}"
    );
    command(&mut app, &library, "6");
    let timeline = said(&app, &library);
    assert!(timeline.contains("时间线；可带年份"), "{timeline}");
    command(&mut app, &library, "close");
    assert!(said(&app, &library).contains("8. 帮助"));
}

#[test]
fn in_the_linear_face_a_group_opens_with_enter_and_escape_comes_back() {
    let library = library();
    let mut app = app(&library, 80, 12, "plain");
    app.viewport = Viewport::Linear {
        columns: 80,
        rows: 12,
    };
    press(&mut app, &library, "F9 down enter");
    let edit = present(&app, &library);
    assert!(edit.place.contains("编辑"), "{}", edit.place);
    press(&mut app, &library, "esc");
    let groups = present(&app, &library);
    assert_eq!(groups.panes[0].rows.len(), 8);
    assert_eq!(groups.cursor.1, 2);
}

#[test]
fn a_key_is_described_with_its_file_and_line() {
    let library = library();
    let text = "name = \"mine\"\ninherit = \"plain\"\n[main]\n\"ctrl-e\" = \"outline.open\"\n\"ctrl-x o\" = \"help.open\"\n";
    let (keymap, problems) = parse("/home/me/mine.toml", text, &command_names());
    assert!(problems.is_empty(), "{problems:?}");
    let settings = Settings {
        keymap: Arc::new(keymap),
        ..Settings::default()
    };
    let mut app = App::new(
        settings,
        Viewport::Screen {
            columns: 80,
            rows: 24,
        },
    );
    for (keys, told) in [
        ("ctrl-e", "/home/me/mine.toml:4"),
        ("ctrl-x o", "/home/me/mine.toml:5"),
        ("F8", "plain.toml:"),
        ("F1", "固定"),
        ("Ω", "打开检索"),
    ] {
        press(&mut app, &library, "F1 k");
        assert!(painted(&app, &library).contains("请按要说明的键"));
        press(&mut app, &library, keys);
        let screen = painted(&app, &library);
        assert!(screen.contains(told), "{keys}: {screen}");
        press(&mut app, &library, "esc");
    }
    press(&mut app, &library, "F1 k esc");
    assert!(!painted(&app, &library).contains("请按要说明的键"));
}

#[test]
fn keys_are_described_and_found_in_lines_too() {
    let library = library();
    let mut app = lines_app(&library);
    command(&mut app, &library, "describe-key F5");
    assert!(said(&app, &library).contains("plain.toml:"));
    command(&mut app, &library, "where-is 时间线");
    let keys = said(&app, &library);
    assert!(keys.contains("F5") && keys.contains("F9，时间线"), "{keys}");
    command(&mut app, &library, "describe-key hyper-x");
    assert!(said(&app, &library).contains("不是按键"));
    command(&mut app, &library, "where-is nonsense");
    assert!(said(&app, &library).contains("nonsense"));
}
