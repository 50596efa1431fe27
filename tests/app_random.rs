//! Whatever is pressed, said and resized: nothing panics, every screen fits, help and the way out are on it, and
//! in lines there is nothing that cannot be said.
#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, library, lines_app};
use proptest::prelude::*;
use std::sync::LazyLock;
use view_paint::paint;
use wenmai::app::{App, COMMANDS, Effect, Input, Viewport, settle};
use wenmai::keymap::{Code, Key};
use wenmai::library::Library;
use wenmai::text::{Ambiguous, Ruler};
use wenmai::view::{Frame, Mark, Screen, present};

static LIBRARY: LazyLock<Library> = LazyLock::new(library);

/// Everything that fits must fit; the texts at the ends of lines may be cut by the face.
fn check(screen: &Screen, ruler: Ruler) -> Result<(), TestCaseError> {
    for pane in screen.panes.iter().chain(&screen.overlays) {
        let a = pane.area;
        prop_assert!(a.x + a.width <= screen.width, "{:?} {a:?}", pane.role);
        prop_assert!(a.y + a.height <= screen.height, "{:?} {a:?}", pane.role);
        let edges = if pane.frame == Frame::None { 0 } else { 2 };
        let inner = usize::from(a.width.saturating_sub(edges));
        prop_assert!(
            pane.rows.len() <= usize::from(a.height.saturating_sub(edges)),
            "{:?}",
            pane.role
        );
        for row in &pane.rows {
            let text = row.text();
            prop_assert!(
                ruler.width(&text).0 <= inner,
                "{:?}: {text:?} > {inner}",
                pane.role
            );
            prop_assert!(!text.contains(char::is_control), "{text:?}");
        }
        let selected = pane.rows.iter().filter(|r| r.selected).count();
        prop_assert!(selected <= 1, "{:?}", pane.role);
    }
    prop_assert!(screen.cursor.0 < screen.width && screen.cursor.1 < screen.height);
    let focused = screen
        .panes
        .iter()
        .chain(&screen.overlays)
        .filter(|p| p.focused);
    prop_assert!(focused.count() >= 1);
    // the linear face has no hints; what it has is checked in tests/linear.rs
    if screen.width >= 40 && screen.height >= 4 && screen.linear.is_none() {
        let painted = paint(screen);
        prop_assert!(painted.contains("帮助"), "{painted}");
        prop_assert!(
            painted.contains("返回") || painted.contains("退出"),
            "{painted}"
        );
    }
    Ok(())
}

fn any_key() -> impl Strategy<Value = Key> {
    let named = prop_oneof![
        Just(Code::Enter),
        Just(Code::Esc),
        Just(Code::Tab),
        Just(Code::BackTab),
        Just(Code::Backspace),
        Just(Code::Up),
        Just(Code::Down),
        Just(Code::Left),
        Just(Code::Right),
        Just(Code::Home),
        Just(Code::End),
        Just(Code::PageUp),
        Just(Code::PageDown),
        (1u8..=9).prop_map(Code::F),
    ];
    let typed = prop_oneof![
        "[a-zA-Z]",
        "[0-9]",
        "[\\]\\[,:/?*+=<>'-]",
        Just(" ".to_owned()),
        Just("河".to_owned()),
        Just("，".to_owned())
    ];
    prop_oneof![
        3 => named.prop_map(Key::plain),
        5 => typed.prop_map(|s| Key::char(s.chars().next().unwrap())),
        1 => "[a-z]".prop_map(|s| Key { ctrl: true, ..Key::char(s.chars().next().unwrap()) }),
    ]
}

#[derive(Debug, Clone)]
enum Step {
    Key(Key),
    Size(u16, u16),
    Words(String),
    Paste(String),
}

fn any_words() -> impl Strategy<Value = String> {
    let command = (0..COMMANDS.len()).prop_map(|i| COMMANDS[i].name.to_owned());
    let argument = prop_oneof![
        Just(String::new()),
        Just("河流".to_owned()),
        Just("2003".to_owned()),
        Just("2".to_owned()),
        Just("R/CONF/3#7".to_owned()),
        "\\PC{0,6}"
    ];
    prop_oneof![
        (command, argument).prop_map(|(c, a)| format!("{c} {a}")),
        (0usize..30).prop_map(|n| n.to_string()),
        "\\PC{0,8}",
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => any_key().prop_map(Step::Key),
        2 => (1u16..160, 1u16..60).prop_map(|(w, h)| Step::Size(w, h)),
        4 => any_words().prop_map(Step::Words),
        1 => "\\PC{0,12}".prop_map(Step::Paste),
    ]
}

fn take(app: &mut App, library: &Library, step: Step) -> Vec<Effect> {
    let input = match step {
        Step::Key(key) => Input::Key(key),
        Step::Size(columns, rows) => Input::Resize(Viewport::Screen { columns, rows }),
        Step::Words(words) => Input::Command(words),
        Step::Paste(text) => Input::Paste(text),
    };
    settle(app, library, input)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_screen_fits_and_names_the_way_out(
        steps in proptest::collection::vec(any_step(), 1..60),
        plain: bool,
        wide: bool,
        size in prop_oneof![Just((120u16, 40u16)), Just((80, 24)), Just((40, 15)), Just((40, 10))],
    ) {
        let mut app = app(&LIBRARY, size.0, size.1, if plain { "plain" } else { "vim" });
        let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
        app.settings.ambiguous = ambiguous;
        let ruler = Ruler { ambiguous };
        check(&present(&app, &LIBRARY), ruler)?;
        for step in steps {
            take(&mut app, &LIBRARY, step.clone());
            // An English screen is checked by its own words elsewhere.
            app.settings.language = wenmai::i18n::Language::Chinese;
            let screen = present(&app, &LIBRARY);
            check(&screen, ruler).map_err(|e| TestCaseError::fail(format!("after {step:?}: {e}")))?;
        }
    }

    #[test]
    fn lines_hold_nothing_that_cannot_be_said(steps in proptest::collection::vec(any_words(), 1..25)) {
        let mut app = lines_app(&LIBRARY);
        for words in steps {
            let effects = settle(&mut app, &LIBRARY, Input::Command(words.clone()));
            let screen = present(&app, &LIBRARY);
            let rows = screen.panes.iter().flat_map(|p| &p.rows);
            let lines: Vec<String> = rows
                .map(|r| r.spoken.clone().unwrap_or_else(|| r.text()))
                .chain([screen.announce.clone()])
                .collect();
            for line in &lines {
                let bad = |c: char| c.is_control() || ('\u{2500}'..='\u{259f}').contains(&c);
                prop_assert!(!line.contains(bad), "after {words:?}: {line:?}");
            }
            prop_assert!(lines.iter().any(|l| !l.trim().is_empty()) || !effects.is_empty(), "{words:?} is not answered");
        }
    }

    #[test]
    fn a_growing_library_is_no_trouble(
        steps in proptest::collection::vec((any_step(), 0usize..=3), 1..30),
    ) {
        let at = |n: usize| {
            let mut part = (*LIBRARY).clone();
            part.documents.truncate(n);
            part.facts.truncate(n);
            if n < 3 {
                part.facts.iter_mut().for_each(|f| *f = None);
                part.set_timeline(Vec::new());
            }
            part
        };
        let parts: Vec<Library> = (0..=3).map(at).collect();
        let mut now = 0;
        let mut app = app(&parts[0], 80, 24, "vim");
        for (step, grows) in steps {
            now = now.max(grows);
            settle(&mut app, &parts[now], Input::LibraryChanged);
            take(&mut app, &parts[now], step);
            app.settings.language = wenmai::i18n::Language::Chinese;
            check(&present(&app, &parts[now]), Ruler::default())?;
        }
    }
}

#[test]
fn no_meaning_by_colour_alone() {
    let mut app = app(&LIBRARY, 80, 24, "vim");
    app_sample::press(&mut app, &LIBRARY, "s 河 down");
    let screen = present(&app, &LIBRARY);
    for pane in &screen.panes {
        for row in pane.rows.iter().filter(|r| r.selected) {
            assert!(row.text().starts_with('>'), "{:?}", row.text());
        }
    }
    let hits = screen
        .panes
        .iter()
        .flat_map(|p| &p.rows)
        .flat_map(|r| &r.pieces);
    assert!(hits.filter(|p| p.mark == Mark::Hit).count() > 2);
}
