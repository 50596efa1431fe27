//! What the doctor makes of what was found. Pure.

use super::surroundings::{Folder, FolderState, Surroundings};

/// Full screens need at least this.
const SMALLEST: (u16, u16) = (40, 12);

/// With a longer wait Esc feels broken.
const LONGEST_ESCAPE: u32 = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// Works, and could be better.
    Advice,
    /// Something will not work.
    Wrong,
    /// Could not be found out.
    Unknown,
}

impl Verdict {
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Good => "good",
            Verdict::Advice => "advice",
            Verdict::Wrong => "wrong",
            Verdict::Unknown => "unknown",
        }
    }

    /// Its word for people.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Good => "doctor-good",
            Verdict::Advice => "doctor-could-be-better",
            Verdict::Wrong => "doctor-wrong",
            Verdict::Unknown => "doctor-unknown",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name for programs; for people `doctor-<id>`.
    pub id: &'static str,
    pub value: String,
    pub verdict: Verdict,
    /// A message's id and its `$what`.
    pub advice: Option<(&'static str, String)>,
}

fn good(id: &'static str, value: impl Into<String>) -> Check {
    Check {
        id,
        value: value.into(),
        verdict: Verdict::Good,
        advice: None,
    }
}

impl Check {
    fn but(mut self, verdict: Verdict, advice: &'static str, what: impl Into<String>) -> Check {
        (self.verdict, self.advice) = (verdict, Some((advice, what.into())));
        self
    }
}

/// All checks, in the order they are told.
pub fn checks(here: &Surroundings) -> Vec<Check> {
    let mut all = vec![
        terminal(here),
        size(here),
        locale(here),
        ambiguous(here),
        colors(here),
        clipboard(here),
        keys(here),
    ];
    all.extend(multiplexer(here));
    all.push(settings(here));
    all.extend(here.folders.iter().map(folder));
    all.push(notes(here));
    all.push(good(
        "index",
        format!("{:.1} MB", here.index_bytes as f64 / 1e6),
    ));
    all.push(good("corpus", here.bundled.to_string()));
    all.push(good(
        "log",
        here.log
            .as_ref()
            .map_or(String::new(), |p| p.display().to_string()),
    ));
    all
}

fn terminal(here: &Surroundings) -> Check {
    let check = good(
        "terminal",
        if here.term.is_empty() {
            "-"
        } else {
            &here.term
        },
    );
    match here.term.as_str() {
        "" | "dumb" => check.but(Verdict::Wrong, "doctor-advice-term", ""),
        _ if !here.is_terminal => check.but(Verdict::Unknown, "doctor-advice-no-tty", ""),
        _ => check,
    }
}

fn size(here: &Surroundings) -> Check {
    let Some((columns, rows)) = here.size else {
        return good("size", "-").but(Verdict::Unknown, "doctor-advice-no-tty", "");
    };
    let check = good("size", format!("{columns}x{rows}"));
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        let wanted = format!("{}x{}", SMALLEST.0, SMALLEST.1);
        return check.but(Verdict::Advice, "doctor-advice-size", wanted);
    }
    check
}

fn locale(here: &Surroundings) -> Check {
    let named = here.locale.to_ascii_lowercase().replace('-', "");
    let check = good("locale", if named.is_empty() { "-" } else { &here.locale });
    if named.contains("utf8") {
        check
    } else {
        check.but(Verdict::Advice, "doctor-advice-locale", "")
    }
}

fn ambiguous(here: &Surroundings) -> Check {
    let set = here.ambiguous_set.as_str();
    let check = good("ambiguous", set);
    let measured = match here.ambiguous {
        Some(1) => "narrow",
        Some(2) => "wide",
        _ => return check.but(Verdict::Unknown, "doctor-advice-not-measured", ""),
    };
    if measured == set {
        check
    } else {
        check.but(Verdict::Wrong, "doctor-advice-ambiguous", measured)
    }
}

fn colors(here: &Surroundings) -> Check {
    match (here.no_color, here.colors) {
        (true, _) => good("colors", "NO_COLOR"),
        (false, true) => good("colors", "16"),
        (false, false) => good("colors", "0"),
    }
}

/// The way of copies that no multiplexer takes; over SSH the far terminal is meant.
fn osc(here: &Surroundings) -> Check {
    good("clipboard", if here.ssh { "OSC 52, SSH" } else { "OSC 52" })
}

/// Which way copied text goes, and what may stop it there.
fn clipboard(here: &Surroundings) -> Check {
    match &here.tmux {
        Some(Some(tmux)) => {
            let check = good(
                "clipboard",
                format!("tmux, set-clipboard {}", tmux.set_clipboard),
            );
            match tmux.set_clipboard.as_str() {
                "off" => check.but(Verdict::Wrong, "doctor-advice-set-clipboard", ""),
                _ => check.but(Verdict::Advice, "doctor-advice-try-clip", ""),
            }
        }
        Some(None) => good("clipboard", "tmux").but(Verdict::Unknown, "doctor-advice-try-clip", ""),
        None if here.screen => osc(here).but(Verdict::Wrong, "doctor-advice-screen-clip", ""),
        None => osc(here).but(Verdict::Advice, "doctor-advice-try-clip", ""),
    }
}

fn keys(here: &Surroundings) -> Check {
    let check = good("keys", here.keymap.as_str());
    if here.backspace_is_ctrl_h {
        check.but(Verdict::Advice, "doctor-advice-ctrl-h", "")
    } else if here.flow_control && here.keymap == "emacs" {
        check.but(Verdict::Advice, "doctor-advice-flow", "")
    } else {
        check
    }
}

fn multiplexer(here: &Surroundings) -> Option<Check> {
    let tmux = match &here.tmux {
        Some(Some(tmux)) => tmux,
        Some(None) => {
            return Some(good("multiplexer", "tmux").but(
                Verdict::Unknown,
                "doctor-advice-tmux-silent",
                "",
            ));
        }
        None if here.screen => return Some(good("multiplexer", "screen")),
        None => return None,
    };
    let wait = tmux.escape_time.map_or("-".to_owned(), |ms| ms.to_string());
    let check = good(
        "multiplexer",
        format!("tmux {}, escape-time {wait}", tmux.version),
    );
    Some(match tmux.escape_time {
        Some(ms) if ms > LONGEST_ESCAPE => {
            check.but(Verdict::Advice, "doctor-advice-escape-time", ms.to_string())
        }
        _ => check,
    })
}

fn settings(here: &Surroundings) -> Check {
    let check = good("settings", here.mistakes.to_string());
    if here.mistakes > 0 {
        check.but(Verdict::Wrong, "doctor-advice-settings", "")
    } else {
        check
    }
}

fn folder(folder: &Folder) -> Check {
    let path = folder
        .path
        .as_ref()
        .map_or("-".to_owned(), |p| p.display().to_string());
    let check = good(folder.id, path.clone());
    match folder.state {
        FolderState::Writable | FolderState::NotThere => check,
        FolderState::ReadOnly => check.but(Verdict::Advice, "doctor-advice-read-only", path),
        FolderState::Unknown => check.but(Verdict::Wrong, "doctor-advice-no-home", ""),
    }
}

fn notes(here: &Surroundings) -> Check {
    match &here.store_problem {
        None => good("notes", "wenmai.db"),
        Some(file) => {
            good("notes", file.as_str()).but(Verdict::Wrong, "doctor-advice-notes", file.as_str())
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::surroundings::Tmux;
    use super::*;
    use wenmai::i18n::Language;

    fn fine() -> Surroundings {
        Surroundings {
            term: "xterm-256color".into(),
            is_terminal: true,
            size: Some((80, 24)),
            locale: "zh_CN.UTF-8".into(),
            ambiguous: Some(1),
            ambiguous_set: "narrow".into(),
            colors: true,
            keymap: "vim".into(),
            ..Surroundings::default()
        }
    }

    fn found(here: &Surroundings, id: &str) -> (Verdict, &'static str) {
        let check = checks(here).into_iter().find(|c| c.id == id).unwrap();
        (check.verdict, check.advice.map_or("", |(id, _)| id))
    }

    #[test]
    fn where_all_is_well_nothing_is_wrong() {
        assert!(checks(&fine()).iter().all(|c| c.verdict != Verdict::Wrong));
    }

    #[test]
    fn what_is_in_the_way_is_told_with_what_to_do() {
        let cases: [(&str, Surroundings, Verdict, &str); 9] = [
            (
                "terminal",
                Surroundings {
                    term: "dumb".into(),
                    ..fine()
                },
                Verdict::Wrong,
                "doctor-advice-term",
            ),
            (
                "size",
                Surroundings {
                    size: Some((30, 24)),
                    ..fine()
                },
                Verdict::Advice,
                "doctor-advice-size",
            ),
            (
                "locale",
                Surroundings {
                    locale: "C".into(),
                    ..fine()
                },
                Verdict::Advice,
                "doctor-advice-locale",
            ),
            (
                "ambiguous",
                Surroundings {
                    ambiguous: Some(2),
                    ..fine()
                },
                Verdict::Wrong,
                "doctor-advice-ambiguous",
            ),
            (
                "ambiguous",
                Surroundings {
                    ambiguous: None,
                    ..fine()
                },
                Verdict::Unknown,
                "doctor-advice-not-measured",
            ),
            (
                "clipboard",
                Surroundings {
                    screen: true,
                    ..fine()
                },
                Verdict::Wrong,
                "doctor-advice-screen-clip",
            ),
            (
                "keys",
                Surroundings {
                    backspace_is_ctrl_h: true,
                    ..fine()
                },
                Verdict::Advice,
                "doctor-advice-ctrl-h",
            ),
            (
                "settings",
                Surroundings {
                    mistakes: 2,
                    ..fine()
                },
                Verdict::Wrong,
                "doctor-advice-settings",
            ),
            (
                "notes",
                Surroundings {
                    store_problem: Some("x".into()),
                    ..fine()
                },
                Verdict::Wrong,
                "doctor-advice-notes",
            ),
        ];
        for (id, here, verdict, advice) in cases {
            assert_eq!(found(&here, id), (verdict, advice), "{id}");
        }
    }

    #[test]
    fn tmux_is_asked_for_what_stops_copies_and_escape() {
        let tmux = |set_clipboard: &str, escape_time| Surroundings {
            tmux: Some(Some(Tmux {
                version: "3.3a".into(),
                set_clipboard: set_clipboard.into(),
                escape_time,
            })),
            ..fine()
        };
        assert_eq!(
            found(&tmux("off", Some(0)), "clipboard").1,
            "doctor-advice-set-clipboard"
        );
        assert_eq!(
            found(&tmux("on", Some(500)), "multiplexer").1,
            "doctor-advice-escape-time"
        );
        assert_eq!(
            found(&tmux("on", Some(20)), "multiplexer"),
            (Verdict::Good, "")
        );
    }

    #[test]
    fn every_check_and_advice_has_words() {
        let mut here = fine();
        here.folders = [FolderState::ReadOnly, FolderState::Unknown]
            .map(|state| Folder {
                id: "config-folder",
                path: None,
                state,
            })
            .to_vec();
        for check in checks(&here) {
            for language in Language::ALL {
                assert!(
                    language.get(&format!("doctor-{}", check.id), &[]).is_some(),
                    "{}",
                    check.id
                );
                if let Some((id, _)) = &check.advice {
                    assert!(language.get(id, &[("what", "x".into())]).is_some(), "{id}");
                }
            }
        }
    }
}
