//! Walks with two panes: each keeps its own document, place and search; what is opened in the other leaves this one
//! as it was.

#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, command, library, lines_app, press, type_text};
use view_paint::paint;
use wenmai::app::{App, Input, Viewport, settle};
use wenmai::library::Library;
use wenmai::view::{Pane, Role, Screen, present};

fn screen(app: &App, library: &Library) -> Screen {
    present(app, library)
}

fn reading(screen: &Screen) -> Vec<&Pane> {
    let panes = screen.panes.iter();
    panes.filter(|p| p.role == Role::Reading).collect()
}

/// The text without its line ends.
fn text(pane: &Pane) -> String {
    let row = |text: String| text.trim_start_matches(['>', ' ']).to_owned();
    pane.rows.iter().map(|r| row(r.text())).collect()
}

#[test]
fn two_panes_at_three_sizes() {
    let library = library();
    for (columns, rows) in [(120, 40), (80, 24), (40, 15)] {
        let mut app = app(&library, columns, rows, "vim");
        press(&mut app, &library, "ctrl-w v");
        command(&mut app, &library, "open R/CONF/3#7");
        let painted = paint(&screen(&app, &library));
        insta::assert_snapshot!(format!("split_{columns}x{rows}"), painted);
    }
}

#[test]
fn each_pane_keeps_its_document_place_and_search() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "/");
    type_text(&mut app, &library, "各地");
    press(&mut app, &library, "enter");
    press(&mut app, &library, "ctrl-w v");
    let two = screen(&app, &library);
    assert_eq!(reading(&two).len(), 2);
    let first = text(reading(&two)[0]);

    command(&mut app, &library, "open R/CONF/3#7");
    press(&mut app, &library, "/");
    type_text(&mut app, &library, "秘书处");
    press(&mut app, &library, "enter n");
    let two = screen(&app, &library);
    assert_eq!(text(reading(&two)[0]), first, "the other stayed");
    assert!(reading(&two)[1].title.contains("R/CONF/3"));
    let second = text(reading(&two)[1]);

    press(&mut app, &library, "ctrl-w w");
    let two = screen(&app, &library);
    assert!(reading(&two)[0].focused && !reading(&two)[1].focused);
    assert_eq!(text(reading(&two)[1]), second);
    press(&mut app, &library, "n");
    let two = screen(&app, &library);
    assert!(two.status_right.contains("/各地"), "{}", two.status_right);

    press(&mut app, &library, "ctrl-w x");
    let swapped = screen(&app, &library);
    assert!(reading(&swapped)[1].focused);
    assert!(reading(&swapped)[0].title.contains("R/CONF/3"));
    press(&mut app, &library, "ctrl-w q");
    let one = screen(&app, &library);
    assert!(reading(&one)[0].title.contains("R/CONF/3"));
    assert_eq!(reading(&one).len(), 1);
}

#[test]
fn a_hit_an_event_and_a_citation_open_in_the_other_pane() {
    let library = library();
    let mut app = app(&library, 120, 40, "vim");
    press(&mut app, &library, "s");
    type_text(&mut app, &library, "清洁河水");
    press(&mut app, &library, "down");
    command(&mut app, &library, "split.open");
    let two = screen(&app, &library);
    assert!(
        two.panes.iter().any(|p| p.role == Role::Results),
        "the hits stay"
    );
    assert!(text(reading(&two)[0]).contains("清洁河水"));
    assert!(reading(&two)[0].focused);

    press(&mut app, &library, "ctrl-w o");
    command(&mut app, &library, "open A/RES/90/1#3");
    press(&mut app, &library, "ctrl-w enter");
    let two = screen(&app, &library);
    assert!(reading(&two)[0].title.contains("A/RES/90/1"));
    assert!(
        reading(&two)[1].title.contains("R/CONF/3"),
        "the cited document"
    );

    press(&mut app, &library, "ctrl-w o");
    command(&mut app, &library, "timeline 2003");
    press(&mut app, &library, "j ctrl-w enter");
    let two = screen(&app, &library);
    assert!(two.panes.iter().any(|p| p.role == Role::Events));
    assert!(text(reading(&two)[0]).contains("2003 年 7 月 8 日"));
}

#[test]
fn closing_the_last_view_of_a_pane_closes_the_pane_and_not_the_program() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    let before = paint(&screen(&app, &library));
    press(&mut app, &library, "ctrl-w v t");
    let effects = press(&mut app, &library, "q q");
    assert!(effects.is_empty(), "{effects:?}");
    press(&mut app, &library, "esc");
    let after = screen(&app, &library);
    assert_eq!(reading(&after).len(), 1);
    assert!(before.contains(&reading(&after)[0].title));
}

#[test]
fn where_there_is_no_room_the_panes_are_shown_one_at_a_time() {
    let library = library();
    let mut app = app(&library, 60, 24, "emacs");
    press(&mut app, &library, "ctrl-x 3");
    command(&mut app, &library, "open R/CONF/3");
    assert!(reading(&screen(&app, &library))[0].title.starts_with("2/2"));
    press(&mut app, &library, "ctrl-x o");
    let one = screen(&app, &library);
    assert_eq!(reading(&one).len(), 1);
    assert!(reading(&one)[0].title.starts_with("1/2 A/RES/90/1"));
    let wider = Viewport::Screen {
        columns: 100,
        rows: 24,
    };
    settle(&mut app, &library, Input::Resize(wider));
    assert_eq!(reading(&screen(&app, &library)).len(), 2);
}

#[test]
fn in_lines_and_for_a_screen_reader_the_pane_is_said() {
    let library = library();
    let mut app = lines_app(&library);
    command(&mut app, &library, "open A/RES/90/1");
    command(&mut app, &library, "open-beside R/CONF/3#7");
    assert!(present(&app, &library).announce.contains("第 2 栏"));
    command(&mut app, &library, "换栏");
    let said = present(&app, &library).announce;
    assert!(
        said.contains("第 1 栏") && said.contains("A/RES/90/1"),
        "{said}"
    );

    let linear = Viewport::Linear {
        columns: 80,
        rows: 12,
    };
    settle(&mut app, &library, Input::Resize(linear));
    assert!(present(&app, &library).place.starts_with("1/2 栏"));
    command(&mut app, &library, "换栏");
    let screen = present(&app, &library);
    assert!(screen.place.starts_with("2/2 栏") && screen.place.contains("R/CONF/3"));
}
