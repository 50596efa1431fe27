//! `wenmai doctor`: what could be in the way here, and what to do about it.

mod judge;
mod surroundings;

use super::Status;
use super::output::Output;
use judge::{Check, Verdict, checks};
use serde_json::{Value as Json, json};
use surroundings::Surroundings;
use wenmai::config::Config;
use wenmai::i18n::Value;

/// Prints every check, one a line; 1 where something is wrong.
pub fn run(config: &Config, out: &mut Output, as_json: bool, probe: bool) -> Status {
    let here = Surroundings::look(config, probe);
    let checks = checks(&here);
    if as_json {
        let rows: Vec<Json> = checks.iter().map(|c| row(c, out)).collect();
        out.line(
            &json!({"schema": 1, "version": env!("CARGO_PKG_VERSION"), "checks": rows}).to_string(),
        );
    } else {
        out.say(
            "doctor-title",
            &[("version", env!("CARGO_PKG_VERSION").into())],
        );
        checks.iter().for_each(|c| print(c, out));
    }
    let wrong = checks.iter().any(|c| c.verdict == Verdict::Wrong);
    if wrong { Status::Nothing } else { Status::Done }
}

/// Copies a word to the clipboard, for the person to paste: no clipboard of a terminal answers.
pub fn clipboard(config: &Config, out: &mut Output) -> Status {
    let here = Surroundings::look(config, false);
    let token = format!("wenmai-{}", std::process::id());
    let copied = wenmai::tui::copy_once(&token, here.state.as_deref());
    let words = [("token", Value::from(token.as_str()))];
    match copied {
        wenmai::app::Copied::Failed(why) => {
            out.message(&out.language.with("copied-failed", &[("why", why.into())]));
            Status::Nothing
        }
        wenmai::app::Copied::File(path) => {
            out.say(
                "copied-file",
                &[("path", path.display().to_string().into())],
            );
            Status::Nothing
        }
        wenmai::app::Copied::Tmux | wenmai::app::Copied::Terminal => {
            out.say("doctor-pasted", &words);
            Status::Done
        }
    }
}

fn print(check: &Check, out: &mut Output) {
    let name = out.language.say(&format!("doctor-{}", check.id));
    let verdict = out.language.say(check.verdict.id());
    let words = [
        ("name", Value::from(name.as_str())),
        ("value", check.value.as_str().into()),
        ("verdict", verdict.as_str().into()),
    ];
    out.say("doctor-check", &words);
    if let Some(advice) = advice(check, out) {
        out.say("doctor-advice", &[("advice", advice.into())]);
    }
}

/// What to do, in words.
fn advice(check: &Check, out: &Output) -> Option<String> {
    let (id, what) = check.advice.as_ref()?;
    Some(out.language.with(id, &[("what", what.as_str().into())]))
}

fn row(check: &Check, out: &Output) -> Json {
    json!({
        "id": check.id, "name": out.language.say(&format!("doctor-{}", check.id)), "value": check.value,
        "verdict": check.verdict.word(), "advice": advice(check, out),
    })
}
