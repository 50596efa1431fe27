//! Screens on buffers: frames stay whole, hints stay, marks are seen.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::text::{Ambiguous, Ruler};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::CellWidth;

fn piece(text: &str, mark: Mark) -> Piece {
    Piece {
        text: text.to_owned(),
        mark,
    }
}

fn row(text: &str) -> Row {
    Row {
        pieces: vec![piece(text, Mark::Plain)],
        ..Row::default()
    }
}

fn area(x: u16, y: u16, width: u16, height: u16) -> Area {
    Area {
        x,
        y,
        width,
        height,
    }
}

fn pane(role: Role, frame: Frame, area: Area, rows: Vec<Row>) -> Pane {
    Pane {
        role,
        title: "2 正文".to_owned(),
        info: "37%".to_owned(),
        foot: "引 4".to_owned(),
        area,
        frame,
        focused: frame == Frame::Heavy,
        rows,
    }
}

fn hint(key: &str, label: &str) -> Hint {
    Hint {
        key: key.to_owned(),
        label: label.to_owned(),
    }
}

const MONO: Look = Look {
    color: false,
    theme: crate::config::Theme::TERMINAL,
    strong: false,
    ruler: Ruler {
        ambiguous: Ambiguous::Narrow,
    },
};

/// The rows of a buffer as text, what a wide glyph covers left out.
fn text(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let rows = (area.top()..area.bottom()).map(|y| {
        let mut row = String::new();
        let mut x = area.left();
        while x < area.right() {
            row.push_str(buffer[(x, y)].symbol());
            x += buffer[(x, y)].cell_width().max(1);
        }
        row
    });
    rows.collect()
}

fn drawn(screen: &Screen, look: &Look, width: u16, height: u16) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    draw(screen, look, &mut buffer);
    buffer
}

/// A page of text with a tree beside it.
fn page() -> Screen {
    let tree = vec![
        row("▾ 机构          3"),
        Row {
            selected: true,
            ..row(">   A/RES/1/2 甲")
        },
    ];
    let reading = vec![
        row(" 1. 甲乙丙丁，戊己庚辛；"),
        Row {
            pieces: vec![
                piece("    又见", Mark::Plain),
                piece("壬癸", Mark::Hit),
                piece("（A/1/2）", Mark::Citation),
            ],
            ..Row::default()
        },
    ];
    Screen {
        width: 50,
        height: 9,
        place: "文脉 | 机构 › A/RES/1/2".to_owned(),
        state: "2 篇".to_owned(),
        panes: vec![
            pane(Role::Tree, Frame::Light, area(0, 1, 20, 6), tree),
            pane(Role::Reading, Frame::Heavy, area(20, 1, 30, 6), reading),
        ],
        status: "阅读 第 1 段".to_owned(),
        status_right: "行 2/7".to_owned(),
        hints: vec![
            hint("?", "帮助"),
            hint("q", "返回"),
            hint("s", "检索"),
            hint("t", "时间线"),
        ],
        cursor: (24, 2),
        ..Screen::default()
    }
}

#[test]
fn a_whole_screen() {
    let buffer = drawn(&page(), &MONO, 50, 9);
    insta::assert_snapshot!(text(&buffer).join("\n"), @r"
     文脉 | 机构 › A/RES/1/2                      2 篇
    ┌─ 2 正文 ─── 37% ─┐┏━ 2 正文 ━━━━━━━━━━━━━ 37% ━┓
    │▾ 机构          3 │┃ 1. 甲乙丙丁，戊己庚辛；    ┃
    │>   A/RES/1/2 甲  │┃    又见»壬癸«（A/1/2）     ┃
    │                  │┃                            ┃
    │                  │┃                            ┃
    └─────────── 引 4 ─┘┗━━━━━━━━━━━━━━━━━━━━━ 引 4 ━┛
     阅读 第 1 段                               行 2/7
     ? 帮助  q 返回  s 检索  t 时间线
    ");
}

#[test]
fn a_popup_is_whole_at_every_column_over_hanzi() {
    let mut all = String::new();
    for x in 0..14 {
        let mut terminal = Terminal::new(TestBackend::new(22, 4)).unwrap();
        let screen = |overlays| Screen {
            panes: vec![pane(
                Role::Reading,
                Frame::None,
                area(0, 0, 22, 4),
                vec![row("甲乙丙丁戊己庚辛壬癸子"); 4],
            )],
            overlays,
            ..Screen::default()
        };
        let popup = Pane {
            title: String::new(),
            info: String::new(),
            foot: String::new(),
            ..pane(
                Role::Peek,
                Frame::Light,
                area(x, 0, 8, 4),
                vec![row("注1 x"); 2],
            )
        };
        // first without the popup: the terminal holds hanzi where the frame comes
        for overlays in [vec![], vec![popup]] {
            terminal
                .draw(|frame| {
                    draw(&screen(overlays), &MONO, frame.buffer_mut());
                })
                .unwrap();
        }
        let shown = terminal.backend().buffer();
        for (y, (left, right)) in (0..).zip([("┌", "┐"), ("│", "│"), ("│", "│"), ("└", "┘")])
        {
            assert_eq!(shown[(x, y)].symbol(), left, "left at {x},{y}");
            assert_eq!(shown[(x + 7, y)].symbol(), right, "right at {x},{y}");
        }
        all.push_str(&text(shown)[1]);
        all.push('\n');
    }
    insta::assert_snapshot!(all, @r"
    │注1 x │戊己庚辛壬癸子
     │注1 x │ 己庚辛壬癸子
    甲│注1 x │己庚辛壬癸子
    甲 │注1 x │ 庚辛壬癸子
    甲乙│注1 x │庚辛壬癸子
    甲乙 │注1 x │ 辛壬癸子
    甲乙丙│注1 x │辛壬癸子
    甲乙丙 │注1 x │ 壬癸子
    甲乙丙丁│注1 x │壬癸子
    甲乙丙丁 │注1 x │ 癸子
    甲乙丙丁戊│注1 x │癸子
    甲乙丙丁戊 │注1 x │ 子
    甲乙丙丁戊己│注1 x │子
    甲乙丙丁戊己 │注1 x │
    ");
}

#[test]
fn the_first_two_hints_are_never_cut() {
    for width in 20..60 {
        let buffer = drawn(&page(), &MONO, width, 9);
        let rows = text(&buffer);
        assert!(
            rows[8].starts_with(" ? 帮助  q 返回"),
            "{width}: {:?}",
            rows[8]
        );
        let shown = rows[8].trim_end();
        assert!(
            shown.ends_with('…') || shown.ends_with("时间线"),
            "{width}: {shown:?}"
        );
    }
}

#[test]
fn hits_are_quoted_where_colours_are_off_and_there_is_room() {
    let hits = |width: u16, look: &Look| {
        let mut screen = page();
        screen.panes.remove(0);
        screen.panes[0].area = area(0, 1, width, 6);
        text(&drawn(&screen, look, width, 9))[3].clone()
    };
    assert_eq!(hits(25, &MONO), "┃    又见»壬癸«（A/1/2）┃");
    assert_eq!(hits(24, &MONO), "┃    又见壬癸（A/1/2） ┃");
    assert_eq!(hits(25, &Look::default()), "┃    又见壬癸（A/1/2）  ┃");
}

#[test]
fn in_a_list_all_hits_are_quoted_and_the_end_is_cut() {
    let piece = |text: &str, mark| Piece {
        text: text.to_owned(),
        mark,
    };
    let row = Row {
        pieces: vec![
            piece("见", Mark::Plain),
            piece("壬癸", Mark::Hit),
            piece("和", Mark::Plain),
            piece("壬癸", Mark::Hit),
            piece("等", Mark::Plain),
        ],
        ..Row::default()
    };
    let shown = |width: u16, list: bool| -> String {
        let pieces = quoted(&row, width, list, &MONO);
        pieces.into_iter().map(|p| p.text).collect()
    };
    assert_eq!(shown(18, true), "见»壬癸«和»壬癸«等");
    assert_eq!(shown(16, true), "见»壬癸«和»壬癸«");
    assert_eq!(shown(14, true), "见»壬癸«和»壬…");
    // In a text nothing is cut: the first is quoted, for the second there is no room.
    assert_eq!(shown(16, false), "见»壬癸«和壬癸等");
    assert_eq!(shown(14, false), "见壬癸和壬癸等");
}

#[test]
fn default_colours_are_never_set_and_mono_sets_none() {
    let buffer = drawn(&page(), &MONO, 50, 9);
    for cell in buffer.content() {
        assert_eq!(
            (cell.fg, cell.bg),
            Default::default(),
            "{:?}",
            cell.symbol()
        );
    }
}

#[test]
fn the_current_row_of_a_list_is_a_bar_and_that_of_a_text_is_not() {
    let mut screen = page();
    screen.panes[0].focused = true;
    screen.panes[1].rows[0].selected = true;
    let buffer = drawn(&screen, &MONO, 50, 9);
    let reversed = |x, y| buffer[(x, y)].modifier.contains(Modifier::REVERSED);
    assert!((1..19).all(|x| reversed(x, 3)));
    assert!(!reversed(0, 3) && !reversed(19, 3));
    assert!((21..49).all(|x| !reversed(x, 2)));
}

#[test]
fn where_ambiguous_characters_are_wide_frames_are_ascii() {
    let look = Look {
        color: false,
        theme: crate::config::Theme::TERMINAL,
        strong: false,
        ruler: Ruler {
            ambiguous: Ambiguous::Wide,
        },
    };
    let buffer = drawn(&page(), &look, 50, 9);
    let rows = text(&buffer);
    assert!(rows[1].starts_with("+- 2 正文 -"), "{:?}", rows[1]);
    assert!(
        rows[2].starts_with('|') && rows[2].ends_with('|'),
        "{:?}",
        rows[2]
    );
    let row: usize = rows[0]
        .chars()
        .map(|c| look.ruler.width(&c.to_string()).0)
        .sum();
    assert_eq!(row, 50, "› takes two columns");
}

#[test]
fn controls_and_endless_clusters_do_not_reach_the_cells() {
    let mut screen = page();
    let zalgo = format!("e{}", "\u{301}".repeat(500));
    screen.panes[1].rows = vec![
        row("\u{1b}[2Jx\u{7}\u{9b}\u{202e}y\tz"),
        row(&zalgo),
        row("\u{301}a"),
    ];
    screen.place = "\u{1b}]0;owned\u{7}".to_owned();
    let buffer = drawn(&screen, &MONO, 50, 9);
    for cell in buffer.content() {
        assert!(
            !cell.symbol().chars().any(char::is_control),
            "{:?}",
            cell.symbol()
        );
        assert!(cell.symbol().len() <= 64);
    }
    assert!(
        text(&buffer)[2].contains("[2Jxy z"),
        "{:?}",
        text(&buffer)[2]
    );
}

fn any_area() -> impl Strategy<Value = Area> {
    (0u16..70, 0u16..30, 0u16..70, 0u16..30).prop_map(|(x, y, w, h)| area(x, y, w, h))
}

fn any_pane() -> impl Strategy<Value = Pane> {
    let words = "[a-z一-龥…—“”│ ]{0,30}";
    let frame = prop::sample::select(vec![Frame::None, Frame::Light, Frame::Heavy, Frame::Ascii]);
    let rows = prop::collection::vec((words, any::<bool>()), 0..30);
    (frame, any_area(), words, words, rows).prop_map(|(frame, area, title, info, rows)| {
        let row = |(text, selected): (String, bool)| Row {
            selected,
            pieces: vec![piece(&text, Mark::Plain), piece(&text, Mark::Hit)],
            ..Row::default()
        };
        Pane {
            title,
            foot: info.clone(),
            info,
            ..pane(
                Role::Results,
                frame,
                area,
                rows.into_iter().map(row).collect(),
            )
        }
    })
}

proptest! {
    #[test]
    fn any_screen_fits_any_size(
        panes in prop::collection::vec(any_pane(), 0..4),
        overlays in prop::collection::vec(any_pane(), 0..3),
        (width, height) in (1u16..60, 1u16..24),
        (color, wide) in any::<(bool, bool)>(),
        cursor in (0u16..100, 0u16..100),
    ) {
        let screen = Screen { panes, overlays, cursor, ..page() };
        let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
        let look = Look { color, theme: crate::config::Theme::TERMINAL, strong: false, ruler: Ruler { ambiguous } };
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let place = draw(&screen, &look, &mut buffer);
        prop_assert!(place.x < width && place.y < height);
        // the top overlay hides all below it
        if let Some(pane) = screen.overlays.last() {
            let rect = rect(pane.area).intersection(buffer.area);
            if rect.width >= 2 && rect.height >= 2 && pane.frame != Frame::None {
                for y in rect.top() + 1..rect.bottom() - 1 {
                    for x in [rect.left(), rect.right() - 1] {
                        prop_assert!("│┃|".contains(buffer[(x, y)].symbol()), "{}", buffer[(x, y)].symbol());
                    }
                }
            }
        }
    }
}
