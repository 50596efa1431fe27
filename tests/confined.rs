//! In a kiosk no command leads out, whatever it is given.
#![allow(clippy::unwrap_used)]

mod app_sample;

use app_sample::{app, command, library, lines_app, press};
use wenmai::app::{App, COMMANDS, Effect};

/// Files, programs and ways out of a folder, as somebody would try them.
const ARGUMENTS: [&str; 5] = ["", "x.csv", "../../etc/passwd", "sh", "csv"];

fn confined(mut app: App) -> App {
    app.settings.confined = true;
    app
}

/// What a kiosk may ask of the face. Written here, not asked of the app.
fn stays(effect: &Effect) -> bool {
    use Effect::{Choose, Copy, Count, Find, Keep, Quit, ReadLog, Recall, Redraw, Search, Wait};
    matches!(
        effect,
        Search { .. }
            | Find { .. }
            | Count(_)
            | Copy(_)
            | Wait(_)
            | Keep(_)
            | ReadLog
            | Recall
            | Redraw
            | Choose(_)
            | Quit
    )
}

#[test]
fn no_command_leads_out_of_a_kiosk() {
    let library = library();
    let faces = [|l: &_| app(l, 80, 24, "vim"), |l: &_| lines_app(l)];
    for face in faces {
        for opened in ["", "timeline", "search 河", "outline"] {
            let mut there = confined(face(&library));
            command(&mut there, &library, opened);
            for known in COMMANDS {
                for argument in ARGUMENTS {
                    let mut app = there.clone();
                    let line = format!("{} {argument}", known.name);
                    let effects = command(&mut app, &library, &line);
                    let out: Vec<_> = effects.iter().filter(|e| !stays(e)).collect();
                    assert!(out.is_empty(), "{opened} > {line}: {out:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_refused_in_a_kiosk_is_said_and_done_elsewhere() {
    let library = library();
    let mut free = app(&library, 80, 24, "vim");
    command(&mut free, &library, "timeline");
    let made = command(&mut free, &library, "export x.csv");
    assert!(
        made.iter().any(|e| matches!(e, Effect::Create { .. })),
        "{made:?}"
    );
    let mut kiosk = confined(app(&library, 80, 24, "vim"));
    command(&mut kiosk, &library, "timeline");
    command(&mut kiosk, &library, "export x.csv");
    let said = wenmai::view::present(&kiosk, &library).announce;
    assert!(said.contains("此处不可"), "{said}");
    assert!(press(&mut kiosk, &library, "ctrl-z").is_empty());
    let mut lines = confined(lines_app(&library));
    command(&mut lines, &library, "suspend");
    let said = wenmai::view::present(&lines, &library).announce;
    assert!(said.contains("此处不可"), "{said}");
}
