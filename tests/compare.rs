//! Comparisons over a report of replies and two versions of a resolution, both made by hand, and the matrix of the
//! bundled report: screens at three sizes, lines, the linear face, walks.

#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{command, press, said, start};
use std::sync::LazyLock;
use view_paint::{paint, painted};
use wenmai::app::{App, Effect, Viewport, keymap_named};
use wenmai::keymap::{BUILT_IN, Context};
use wenmai::library::{Library, Matrix, Parts, open_whole};
use wenmai::view::{Pane, Role, Screen, present};

const REPORT: &str = "从国际安全角度看湖泊的发展\n\n秘书长的报告\n\n一. 导言\n\n1. 本报告载有各国的答复，按收到的先后排列。\n\n二. 从各国政府收到的答复\n\n加拿大\n\n[原件：英文]\n\n[2020 年 5 月 1 日]\n\n国际法\n\n2. 加拿大认为国际法适用于湖泊，各国都应当照此行事。\n\n3. 《联合国宪章》禁止使用武力，这一点也适用于湖泊。\n\n建立信任措施\n\n4. 加拿大参加了区域的建立信任措施，并将继续这样做。\n\n日本\n\n[原件：英文]\n\n[2020 年 5 月 2 日]\n\n国际法\n\n5. 日本认为现有的国际法已经足够，不需要新的文书。\n\n能力建设\n\n6. 日本为湖泊国家的能力建设提供了帮助，并培训人员。\n\n新加坡\n\n[原件：英文]\n\n[2020 年 5 月 3 日]\n\n7. 新加坡有许多水库，人们在那里散步，也在那里划船。\n\n墨西哥\n\n[原件：西班牙文]\n\n[2020 年 5 月 4 日]\n\n国际法\n\n8. 墨西哥主张国际法，并主张和平解决争端，这是一贯的立场。\n";

const OLD: &str = "打击滥用湖泊的行为\n\n大会，\n\n回顾其以往关于湖泊的各项决议，\n\n1. 赞赏地注意到各国为清理湖泊所作的努力；\n\n2. 请各国在每年春季清理湖岸，并报告结果；\n\n3. 决定在下一届会议上继续审议这个问题。\n";
const NEW: &str = "打击滥用湖泊的行为续篇\n\n大会，\n\n回顾其以往关于湖泊的各项决议，\n\n1. 赞赏地注意到各国为清理湖泊所作的努力；\n\n2. 请各国在每年秋季清理湖岸和河岸，并报告结果；\n\n3. 又请秘书长就此提出一份报告，说明所用的办法；\n\n4. 决定在下一届会议上继续审议这个问题。\n";

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 15)];

static SAMPLE: LazyLock<Library> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("1-report.txt", REPORT),
        ("2-old.txt", OLD),
        ("3-new.txt", NEW),
    ];
    for (name, text) in texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    open_whole(&[folder.path().to_owned()], Parts::ALL)
});

fn on_screen(library: &Library, columns: u16, rows: u16) -> App {
    start(library, Viewport::Screen { columns, rows }, "vim")
}

fn copied(effects: &[Effect]) -> String {
    let text = effects.iter().find_map(|e| match e {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_else(|| panic!("nothing copied: {effects:?}"))
}

fn readings(screen: &Screen) -> Vec<&Pane> {
    let panes = screen.panes.iter();
    panes.filter(|p| p.role == Role::Reading).collect()
}

/// The row with the cursor of a pane.
fn selected(pane: &Pane) -> String {
    let row = pane.rows.iter().find(|r| r.selected);
    row.map_or(String::new(), |r| r.text())
}

/// What an act shows, at the three sizes.
fn scene(name: &str, act: impl Fn(&mut App)) {
    for (columns, rows) in SIZES {
        let mut app = on_screen(&SAMPLE, columns, rows);
        act(&mut app);
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), painted(&app, &SAMPLE));
    }
}

#[test]
fn the_matrix_at_three_sizes() {
    scene("matrix", |app| {
        command(app, &SAMPLE, "open 1-report.txt#日本");
        command(app, &SAMPLE, "matrix");
        press(app, &SAMPLE, "right");
    });
}

#[test]
fn the_differences_at_three_sizes() {
    scene("diff", |app| {
        command(app, &SAMPLE, "diff 2-old.txt 3-new.txt");
    });
}

#[test]
fn two_replies_at_three_sizes() {
    scene("compare", |app| {
        command(app, &SAMPLE, "open 1-report.txt#加拿大");
        command(app, &SAMPLE, "compare #日本");
        press(app, &SAMPLE, "] p ] p ] p");
    });
}

#[test]
fn in_lines_the_matrix_and_the_differences_are_sentences() {
    let mut app = start(&SAMPLE, Viewport::Lines, "vim");
    command(&mut app, &SAMPLE, "open 1-report.txt");
    command(&mut app, &SAMPLE, "矩阵");
    let rows = said(&app, &SAMPLE);
    assert!(
        rows.iter()
            .any(|r| r.ends_with("加拿大，国际法：2 段，有专门标题")),
        "{rows:#?}"
    );
    assert!(
        rows.iter().any(|r| r.ends_with("新加坡，未归类：1 段")),
        "{rows:#?}"
    );
    let number = rows
        .iter()
        .position(|r| r.contains("日本，国际法"))
        .unwrap();
    command(&mut app, &SAMPLE, &number.to_string());
    let text = said(&app, &SAMPLE).join("\n");
    assert!(text.contains("5. 日本认为现有的国际法"), "{text}");

    command(&mut app, &SAMPLE, "差异 2-old.txt 3-new.txt");
    let rows = said(&app, &SAMPLE);
    assert!(rows[0].contains("改 3 段，删 0 段，增 1 段"), "{rows:#?}");
    let changed = rows.iter().find(|r| r.contains("清理湖岸")).unwrap();
    assert!(
        changed.contains("（删“春季”）（增“秋季”）清理湖岸（增“和河岸”）"),
        "{changed}"
    );
}

#[test]
fn for_a_screen_reader_every_cell_and_every_line_is_a_row() {
    let linear = Viewport::Linear {
        columns: 80,
        rows: 14,
    };
    let mut app = start(&SAMPLE, linear, "vim");
    command(&mut app, &SAMPLE, "open 1-report.txt");
    command(&mut app, &SAMPLE, "matrix");
    let screen = present(&app, &SAMPLE);
    assert!(
        screen.panes[0].rows[0]
            .text()
            .contains("加拿大，国际法：2 段"),
        "{screen:#?}"
    );
    press(&mut app, &SAMPLE, "down");
    let screen = present(&app, &SAMPLE);
    assert_eq!(screen.cursor.1, 2, "the next cell is the next row");
    press(&mut app, &SAMPLE, "enter");
    assert!(present(&app, &SAMPLE).panes[0].role == Role::Reading);

    command(&mut app, &SAMPLE, "diff 2-old.txt 3-new.txt");
    let screen = present(&app, &SAMPLE);
    let rows: Vec<String> = screen.panes[0].rows.iter().map(|r| r.text()).collect();
    let told = rows.join("");
    assert!(told.contains("（删“春季”）（增“秋季”）"), "{rows:#?}");
    let before = screen.cursor.1;
    press(&mut app, &SAMPLE, "n");
    assert!(present(&app, &SAMPLE).cursor.1 > before);
}

#[test]
fn a_cell_opens_its_passage_and_two_open_side_by_side() {
    let mut app = on_screen(&SAMPLE, 120, 40);
    command(&mut app, &SAMPLE, "matrix 1-report.txt");
    press(&mut app, &SAMPLE, "enter");
    let screen = present(&app, &SAMPLE);
    assert!(selected(readings(&screen)[0]).contains("国际法"));
    press(&mut app, &SAMPLE, "q space down");
    assert!(present(&app, &SAMPLE).status_right.contains("已选"));
    press(&mut app, &SAMPLE, "space");
    let screen = present(&app, &SAMPLE);
    let two = readings(&screen);
    assert_eq!(two.len(), 2);
    let text = |pane: &Pane| -> String { pane.rows.iter().map(|r| r.text()).collect() };
    assert!(text(two[0]).contains("加拿大认为"), "{}", text(two[0]));
    assert!(text(two[1]).contains("日本认为"), "{}", text(two[1]));
    assert!(screen.announce.contains("按主题"), "{}", screen.announce);
}

#[test]
fn a_position_is_quoted_with_its_source_in_one_command() {
    let mut app = on_screen(&SAMPLE, 80, 24);
    command(&mut app, &SAMPLE, "matrix 1-report.txt");
    let text = copied(&press(&mut app, &SAMPLE, "y c"));
    assert!(text.starts_with("“加拿大认为国际法适用于湖泊"), "{text}");
    assert!(
        text.contains("第 2 段，加拿大）") && text.contains("第 3 段，加拿大）"),
        "{text}"
    );
    let table = copied(&command(&mut app, &SAMPLE, "table.copy md"));
    assert!(table.contains("| 加拿大 | 2\\* |"), "{table}");
    let table = copied(&command(&mut app, &SAMPLE, "table.copy json"));
    let json: serde_json::Value = serde_json::from_str(&table).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), 4);
    assert_eq!(json["rows"][2]["unmapped"].as_array().unwrap().len(), 1);
}

#[test]
fn panes_that_are_locked_by_topic_go_together_and_the_next_speaker_comes() {
    let mut app = on_screen(&SAMPLE, 120, 40);
    command(&mut app, &SAMPLE, "open 1-report.txt#加拿大");
    command(&mut app, &SAMPLE, "compare #日本");
    press(&mut app, &SAMPLE, "] p ] p ] p ] p");
    let screen = present(&app, &SAMPLE);
    assert!(selected(readings(&screen)[0]).contains("2. 加拿大"));
    assert!(selected(readings(&screen)[1]).contains("5. 日本"));
    assert!(
        screen.status_right.contains("按主题"),
        "{}",
        screen.status_right
    );

    press(&mut app, &SAMPLE, "] s");
    let screen = present(&app, &SAMPLE);
    assert!(
        screen.announce.contains("墨西哥，国际法"),
        "{}",
        screen.announce
    );
    assert!(
        selected(readings(&screen)[0]).contains("2. 加拿大"),
        "this pane stays"
    );
    let both = copied(&press(&mut app, &SAMPLE, "y 2"));
    assert!(
        both.contains("加拿大认为") && both.contains("墨西哥"),
        "{both}"
    );
    let table = copied(&command(&mut app, &SAMPLE, "table.copy"));
    assert!(
        table.contains("| 2. 加拿大认为") && table.contains("8. 墨西哥主张"),
        "{table}"
    );
    let table = copied(&command(&mut app, &SAMPLE, "table.copy json"));
    let table: serde_json::Value = serde_json::from_str(&table).unwrap();
    assert_eq!(table["left"][0]["line"], 19, "{table}");
    let text = table["right"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("8. 墨西哥主张"), "{table}");

    // Nothing on confidence-building there: it is said, and the pane stays.
    press(&mut app, &SAMPLE, "] p ] p ] p");
    let screen = present(&app, &SAMPLE);
    assert!(
        screen.status_right.contains("对侧无对应"),
        "{}",
        screen.status_right
    );
}

#[test]
fn panes_that_are_locked_by_number_go_together() {
    let mut app = on_screen(&SAMPLE, 120, 40);
    command(&mut app, &SAMPLE, "open 2-old.txt");
    command(&mut app, &SAMPLE, "compare 3-new.txt");
    command(&mut app, &SAMPLE, "paragraph 3");
    let screen = present(&app, &SAMPLE);
    assert!(selected(readings(&screen)[0]).contains("3. 决定"));
    assert!(selected(readings(&screen)[1]).contains("3. 又请"));
    press(&mut app, &SAMPLE, "z l z l z l");
    assert!(present(&app, &SAMPLE).announce.contains("不再同滚"));
    command(&mut app, &SAMPLE, "paragraph 1");
    let screen = present(&app, &SAMPLE);
    assert!(
        selected(readings(&screen)[1]).contains("3. 又请"),
        "the other stays"
    );
    // The differences of what both panes show.
    command(&mut app, &SAMPLE, "diff");
    let screen = present(&app, &SAMPLE);
    assert!(screen.panes.iter().any(|p| p.role == Role::Differences));
}

#[test]
fn a_document_without_replies_says_which_have_them() {
    let mut app = on_screen(&SAMPLE, 80, 24);
    command(&mut app, &SAMPLE, "open 2-old.txt");
    command(&mut app, &SAMPLE, "matrix");
    let said = present(&app, &SAMPLE).announce;
    assert!(
        said.contains("没有各国答复") && said.contains("湖泊的发展"),
        "{said}"
    );
}

#[test]
fn the_list_to_compare_with_offers_replies_first_and_then_documents() {
    let mut app = on_screen(&SAMPLE, 80, 24);
    command(&mut app, &SAMPLE, "open 1-report.txt#日本");
    press(&mut app, &SAMPLE, "C");
    let screen = present(&app, &SAMPLE);
    let list = screen
        .panes
        .iter()
        .find(|p| p.role == Role::Results)
        .unwrap();
    let rows: Vec<String> = list.rows.iter().map(|r| r.text()).collect();
    assert!(
        rows[0].contains("加拿大") && rows[3].contains("打击滥用湖泊"),
        "{rows:#?}"
    );
    press(&mut app, &SAMPLE, "enter");
    assert_eq!(readings(&present(&app, &SAMPLE)).len(), 2);
}

#[test]
fn the_bundled_report_has_twenty_rows_and_every_filled_cell_opens_a_passage() {
    let parts = Parts {
        facts: true,
        ..Parts::NONE
    };
    let corpus = open_whole(&[], parts);
    let documents = Matrix::documents(&corpus);
    assert_eq!(documents.len(), 1, "the others are not made of replies");
    let matrix = Matrix::of(&corpus, documents[0]).unwrap();
    assert_eq!(matrix.rows.len(), 20);
    let mut filled = 0;
    for (row, speaker) in matrix.rows.iter().enumerate() {
        for column in 0..matrix.columns() {
            let cell = matrix.cell(row, column).unwrap();
            match cell.place() {
                Some(block) => {
                    assert!(
                        speaker.blocks.contains(&block),
                        "{} {column}",
                        speaker.name()
                    );
                }
                None => assert!(cell.is_empty(), "{} {column}", speaker.name()),
            }
            filled += usize::from(!cell.is_empty());
        }
    }
    assert!(filled > 100, "{filled}");
    let mut app = on_screen(&corpus, 80, 24);
    command(&mut app, &corpus, "matrix A/75/123");
    let screen = present(&app, &corpus);
    let grid = screen
        .panes
        .iter()
        .find(|p| p.role == Role::Matrix)
        .unwrap();
    let heads = grid.rows[0].text();
    press(&mut app, &corpus, "G");
    let screen = present(&app, &corpus);
    let grid = screen
        .panes
        .iter()
        .find(|p| p.role == Role::Matrix)
        .unwrap();
    assert_eq!(grid.rows[0].text(), heads, "the heads stay");
    assert!(selected(grid).contains("欧洲联盟"));
}

#[test]
fn every_default_binding_does_something_in_the_matrix_and_among_differences() {
    let (columns, rows) = (100, 30);
    for (set, _) in BUILT_IN {
        let (keymap, _) = keymap_named(set).unwrap();
        let mut seen = 0;
        for binding in keymap.bindings() {
            let opens = match binding.context {
                Context::Matrix => "matrix 1-report.txt",
                Context::Diff => "diff 2-old.txt 3-new.txt",
                _ => continue,
            };
            let mut app = start(&SAMPLE, Viewport::Screen { columns, rows }, set);
            command(&mut app, &SAMPLE, opens);
            let before = paint(&present(&app, &SAMPLE));
            let effects = press(&mut app, &SAMPLE, &binding.written());
            let after = paint(&present(&app, &SAMPLE));
            let keys = format!("{set} {:?} {}", binding.context, binding.written());
            assert!(
                !effects.is_empty() || after != before,
                "{keys} does nothing"
            );
            assert!(!after.contains("未绑定"), "{keys}: {after}");
            seen += 1;
        }
        assert!(seen >= 6, "{set}: {seen}");
    }
}
