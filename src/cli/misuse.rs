//! What is told where the command line makes no sense, in the person's language: what is wrong, what may have been
//! meant, how the command is written.
//!
//! In: an error of the parser. Out: lines for standard error. Words and order are ours; which words are wrong, and
//! which are near, is found by the parser.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use wenmai::i18n::Language;

/// The lines for an error; None for what is no error (help, the version) and for what the parser says better.
pub(super) fn told(error: &clap::Error, language: Language) -> Option<String> {
    let part = |kind| words(error, kind);
    let (arg, value) = (
        part(ContextKind::InvalidArg),
        part(ContextKind::InvalidValue),
    );
    let with = |id: &str| {
        let words = [
            ("arg", arg.as_str().into()),
            ("value", value.as_str().into()),
            ("other", part(ContextKind::PriorArg).into()),
        ];
        language.with(id, &words)
    };
    let said = match error.kind() {
        ErrorKind::UnknownArgument => with("cli-unknown-argument"),
        ErrorKind::InvalidSubcommand => {
            let name = part(ContextKind::InvalidSubcommand);
            language.with("cli-unknown-command", &[("name", name.into())])
        }
        ErrorKind::InvalidValue if value.is_empty() => with("cli-value-missing"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => with("cli-value-wrong"),
        ErrorKind::TooManyValues => with("cli-value-too-many"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => with("cli-value-missing"),
        ErrorKind::ArgumentConflict => with("cli-not-together"),
        ErrorKind::MissingRequiredArgument => with("cli-argument-missing"),
        ErrorKind::MissingSubcommand => language.say("cli-command-missing"),
        _ => return None,
    };
    let mut lines = vec![format!("wenmai: {said}")];
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let near = near.map(part).into_iter().find(|n| !n.is_empty());
    if let Some(near) = near {
        lines.push(language.with("cli-near", &[("name", near.into())]));
    }
    for kind in [ContextKind::ValidValue, ContextKind::ValidSubcommand] {
        let valid = part(kind);
        if !valid.is_empty() {
            lines.push(language.with("cli-possible-values", &[("values", valid.into())]));
        }
    }
    let usage = part(ContextKind::Usage);
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).trim();
    if !usage.is_empty() {
        lines.push(language.with("cli-usage", &[("usage", usage.into())]));
    }
    lines.push(language.say("cli-more-help"));
    Some(lines.join("\n") + "\n")
}

/// What the parser noted of an error, as words.
fn words(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(all)) => all.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(all)) => {
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            all.join(", ")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cli::arguments::{Arguments, translated};
    use clap::CommandFactory;

    fn answer(words: &str, language: Language) -> String {
        let command = translated(Arguments::command(), language);
        let words = ["wenmai"].into_iter().chain(words.split(' '));
        told(&command.try_get_matches_from(words).unwrap_err(), language).unwrap()
    }

    #[test]
    fn a_mistake_is_named_with_what_was_meant() {
        for (words, says) in [
            ("--accesible", &["--accesible", "--accessible"][..]),
            ("timeline --format cvs", &["--format", "“cvs”", "csv"]),
            ("search", &["QUERY", "wenmai search"]),
            ("config sow", &["sow", "show"]),
            ("--encoding", &["--encoding"]),
            ("show --json=3 x", &["--json", "“3”"]),
            ("tree --json --pick", &["--json", "--pick"]),
        ] {
            for language in Language::ALL {
                let told = answer(words, language);
                assert!(
                    told.starts_with("wenmai: ") && told.ends_with('\n'),
                    "{told}"
                );
                for word in says {
                    assert!(told.contains(word), "{words}: {told}");
                }
                assert!(!told.contains("cli-") && !told.contains('\u{1b}'), "{told}");
                let english = told.contains("For more") || told.contains("Usage");
                assert!(!english || language == Language::English, "{told}");
            }
        }
    }

    #[test]
    fn help_is_no_mistake() {
        let command = translated(Arguments::command(), Language::Chinese);
        let help = command.try_get_matches_from(["wenmai", "search", "--help"]);
        let help = help.unwrap_err();
        assert!(told(&help, Language::Chinese).is_none());
        let printed = help.to_string();
        for word in [
            "Usage",
            "Options",
            "Arguments",
            "Print",
            "possible",
            "default:",
        ] {
            assert!(!printed.contains(word), "{printed}");
        }
        assert!(
            printed.contains("用法：wenmai search") && printed.contains("（默认：20）"),
            "{printed}"
        );
    }
}
