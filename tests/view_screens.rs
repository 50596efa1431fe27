//! Every screen at the three sizes, as text (snapshots), over a small library made by hand.
#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, library, press, type_text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use view_paint::paint;
use wenmai::app::App;
use wenmai::library::Library;
use wenmai::tui::{Look, draw};
use wenmai::view::{Pane, Screen, present};

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 15)];

/// On a terminal without colours (NO_COLOR) no cell has one, and the
/// current row of the pane with the focus is bold or reversed, or begins with a sign.
fn holds_without_colours(screen: &Screen) {
    let mut plain = Buffer::empty(Rect::new(0, 0, screen.width, screen.height));
    let look = Look {
        color: false,
        ..Look::default()
    };
    draw(screen, &look, &mut plain);
    for cell in &plain.content {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
    }
    let strong = |pane: &Pane, inside: u16, y: u16| {
        let columns = pane.area.x + inside..pane.area.x + pane.area.width - inside;
        let cells = columns.map(|x| &plain[(x, y)]);
        cells
            .filter(|c| c.modifier.intersects(Modifier::REVERSED | Modifier::BOLD))
            .count()
    };
    for pane in screen.panes.iter().filter(|p| p.focused) {
        for (i, row) in pane.rows.iter().enumerate().filter(|(_, r)| r.selected) {
            let inside = u16::from(pane.frame != wenmai::view::Frame::None);
            let y = pane.area.y + inside + u16::try_from(i).unwrap();
            let signed = row.text().trim_start().starts_with('>');
            assert!(signed || strong(pane, inside, y) > 0, "{:?}", row.text());
        }
    }
}

/// The scene at the three sizes, one after the other.
fn scene(name: &str, act: impl Fn(&mut App, &Library)) {
    let library = library();
    for (columns, rows) in SIZES {
        let mut app = app(&library, columns, rows, "vim");
        act(&mut app, &library);
        let screen = present(&app, &library);
        holds_without_colours(&screen);
        let painted = paint(&screen);
        assert_eq!(painted.lines().count(), usize::from(rows));
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), painted);
    }
}

#[test]
fn reading() {
    scene("reading", |_, _| {});
}

#[test]
fn reading_further_down() {
    scene("reading_further_down", |app, library| {
        press(app, library, "3 ] ] 4 j");
    });
}

#[test]
fn table_and_notes() {
    scene("table_and_notes", |app, library| {
        press(app, library, "G");
    });
}

#[test]
fn tree() {
    scene("tree", |app, library| {
        press(app, library, "h j l j l");
    });
}

#[test]
fn references() {
    scene("references", |app, library| {
        press(app, library, "] c F4");
    });
}

#[test]
fn search() {
    scene("search", |app, library| {
        press(app, library, "s");
        type_text(app, library, "河流");
        press(app, library, "down");
    });
}

#[test]
fn search_without_hits() {
    scene("search_without_hits", |app, library| {
        press(app, library, "s");
        type_text(app, library, "河流 火星");
    });
}

#[test]
fn facets_of_a_search() {
    scene("facets", |app, library| {
        press(app, library, "s");
        type_text(app, library, "河流");
        press(app, library, "ctrl-f down");
    });
}

#[test]
fn a_word_of_a_search_completed() {
    scene("completions", |app, library| {
        press(app, library, "s");
        type_text(app, library, "河流 在:");
        press(app, library, "ctrl-k");
    });
}

#[test]
fn only_paragraphs_with_a_word() {
    scene("only", |app, library| {
        press(app, library, "&");
        type_text(app, library, "春季 +0");
        press(app, library, "enter j");
    });
}

#[test]
fn kept_searches_in_the_tree() {
    scene("saved_in_the_tree", |app, library| {
        press(app, library, "s");
        type_text(app, library, "清洁河水");
        press(app, library, "F2 enter esc F2 G");
    });
}

#[test]
fn timeline() {
    scene("timeline", |app, library| {
        press(app, library, "t l");
    });
}

#[test]
fn a_list_without_entries_says_how_one_comes_into_it() {
    scene("no_marks", |app, library| {
        press(app, library, ", m");
    });
    scene("nothing_fits", |app, library| {
        press(app, library, "o");
        type_text(app, library, "qqq");
    });
}

/// The timeline at every zoom, the widest first.
fn zooms(name: &str, settings: impl Fn(&mut wenmai::app::Settings)) {
    let library = library();
    for (columns, rows) in SIZES {
        let mut app = app(&library, columns, rows, "vim");
        settings(&mut app.settings);
        press(&mut app, &library, "t = j j");
        let mut all = String::new();
        for zoom in 0..7 {
            if zoom > 0 {
                press(&mut app, &library, "+");
            }
            let screen = present(&app, &library);
            holds_without_colours(&screen);
            let painted = paint(&screen);
            assert_eq!(painted.lines().count(), usize::from(rows));
            all.push_str(&painted);
            all.push('\n');
        }
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), all);
    }
}

#[test]
fn timeline_at_every_zoom() {
    zooms("timeline_zooms", |_| {});
}

#[test]
fn timeline_at_every_zoom_in_ascii() {
    zooms("timeline_zooms_ascii", |settings| {
        settings.borders = wenmai::app::Borders::Ascii;
    });
}

#[test]
fn timeline_in_digits() {
    scene("timeline_digits", |app, library| {
        app.settings.bars = wenmai::app::Bars::Digits;
        press(app, library, "t");
    });
}

#[test]
fn timeline_by_organ_filtered() {
    scene("timeline_by_organ_filtered", |app, library| {
        press(app, library, "t v /");
        type_text(app, library, "kind:resolution kind:meeting");
        press(app, library, "enter 1");
    });
}

#[test]
fn peek_at_an_event() {
    scene("peek_at_an_event", |app, library| {
        press(app, library, "t K");
    });
}

#[test]
fn reading_in_a_scope() {
    scene("reading_in_a_scope", |app, library| {
        press(app, library, "t S q h");
    });
}

#[test]
fn peek_at_a_note() {
    scene("peek_at_a_note", |app, library| {
        press(app, library, "2 ] f K");
    });
}

#[test]
fn peek_at_a_citation() {
    scene("peek_at_a_citation", |app, library| {
        press(app, library, "2 ] c K");
    });
}

#[test]
fn backlinks() {
    scene("backlinks", |app, library| {
        press(app, library, "g r");
    });
}

#[test]
fn outline() {
    scene("outline", |app, library| {
        press(app, library, "o");
    });
}

#[test]
fn help() {
    scene("help", |app, library| {
        press(app, library, "?");
        type_text(app, library, "时间线");
    });
}

#[test]
fn keys_after_a_prefix() {
    scene("keys_after_a_prefix", |app, library| {
        press(app, library, "g");
    });
}

#[test]
fn commands() {
    scene("commands", |app, library| {
        press(app, library, ":");
        type_text(app, library, "ti");
    });
}

#[test]
fn find_in_the_document() {
    scene("find_in_the_document", |app, library| {
        press(app, library, "/");
        type_text(app, library, "各地");
    });
}

#[test]
fn labels() {
    scene("labels", |app, library| {
        press(app, library, "f");
    });
}

#[test]
fn notes_after_their_paragraph() {
    scene("notes_after_their_paragraph", |app, library| {
        press(app, library, "z n");
    });
}

#[test]
fn notes_at_the_foot() {
    scene("notes_at_the_foot", |app, library| {
        press(app, library, "z n z n");
    });
}

#[test]
fn note_list() {
    scene("note_list", |app, library| {
        press(app, library, "g N");
    });
}

#[test]
fn pinned() {
    scene("pinned", |app, library| {
        press(app, library, "] f K p");
    });
}

#[test]
fn relations() {
    scene("relations", |app, library| {
        press(app, library, "g l");
        type_text(app, library, " ");
        press(app, library, "backspace end right");
    });
}

#[test]
fn tree_by_year() {
    scene("tree_by_year", |app, library| {
        press(app, library, "F2 o O v");
    });
}
