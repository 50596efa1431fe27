//! Pages of text: on accessibility, on what `--json` prints, on what this program was made of.

use std::borrow::Cow;
use wenmai::config::SCHEMA;
use wenmai::i18n::{Language, Value};
use wenmai::index::{INDEX_FORMAT, fingerprint, index_version};
use wenmai::library::{Parts, open_whole};
use wenmai::text::Script;

/// The page on accessibility: readers and versions tested, settings, known gaps.
pub fn accessibility(language: Language) -> Cow<'static, str> {
    let chinese = include_str!("../../data/i18n/accessibility.zh-CN.txt");
    let english = include_str!("../../data/i18n/accessibility.en.txt");
    in_language(language, chinese, english)
}

/// The page on what `--json` prints.
pub fn schema(language: Language) -> Cow<'static, str> {
    let chinese = include_str!("../../data/i18n/schema.zh-CN.txt");
    let english = include_str!("../../data/i18n/schema.en.txt");
    in_language(language, chinese, english)
}

fn in_language(
    language: Language,
    chinese: &'static str,
    english: &'static str,
) -> Cow<'static, str> {
    match language {
        Language::Chinese => Cow::Borrowed(chinese),
        Language::Traditional => Script::Traditional.show(chinese),
        Language::English => Cow::Borrowed(english),
    }
}

/// The version, and what it was made of and for.
pub fn version(language: Language) -> String {
    let mut text = format!("wenmai {}\n", env!("CARGO_PKG_VERSION"));
    let library = open_whole(&[], Parts::NONE);
    let bytes: usize = library.documents.iter().map(|d| d.raw.text.len()).sum();
    let texts = library.documents.iter().map(|d| d.raw.text.as_bytes());
    let corpus = format!("{:016x}", fingerprint(texts));
    let words = [
        ("system", Value::from(std::env::consts::OS)),
        ("machine", std::env::consts::ARCH.into()),
        ("documents", library.documents.len().into()),
        ("bytes", bytes.into()),
        ("corpus", corpus.into()),
        ("format", INDEX_FORMAT.into()),
        ("index", index_version().into()),
        ("commands", wenmai::app::COMMANDS.len().into()),
        ("schema", SCHEMA.to_string().into()),
    ];
    text.push_str(&language.with("cli-version", &words));
    text.push('\n');
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::arguments::Arguments;
    use super::*;
    use clap::CommandFactory;

    /// Commands that can print JSON, with those below them.
    fn with_json(command: &clap::Command, over: &str, found: &mut Vec<String>) {
        let name = format!("{over} {}", command.get_name());
        let prints = command.get_arguments().any(|arg| {
            let values = arg.get_possible_values();
            let json = values.iter().any(|v| v.get_name().contains("json"));
            arg.get_id() == "json" || json
        });
        if prints {
            found.push(name.trim_start().to_owned());
        }
        for below in command.get_subcommands() {
            with_json(below, &name, found);
        }
    }

    #[test]
    fn every_command_that_prints_json_is_in_the_page() {
        let mut found = Vec::new();
        for command in Arguments::command().get_subcommands() {
            with_json(command, "", &mut found);
        }
        assert!(found.len() >= 19, "{found:?}");
        for language in Language::ALL {
            let page = schema(language);
            let sections: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("== ")).collect();
            for command in &found {
                let known = |s: &&str| *s == command || s.starts_with(&format!("{command} "));
                assert!(sections.iter().any(known), "{command}: {sections:?}");
            }
        }
    }
}
