//! What a person reads: messages by id, in Simplified and Traditional Chinese and English.
//!
//! In: message ids with arguments, `Problem`s, the environment. Out: text. The words themselves live in
//! `data/i18n/*.ftl`, compiled in. Must not know what the messages are used for.

use crate::problem::Problem;
use crate::text::Script;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

#[cfg(test)]
mod tests;

/// The file with the Simplified Chinese messages.
pub const CHINESE_FTL: &str = include_str!("../../data/i18n/zh-CN.ftl");
/// The file with the English messages.
pub const ENGLISH_FTL: &str = include_str!("../../data/i18n/en.ftl");

static CHINESE: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("zh-CN", CHINESE_FTL));
static TRADITIONAL: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("zh-TW", &traditional_ftl()));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("en", ENGLISH_FTL));

/// Languages of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// Traditional Chinese: the Simplified words in the other script.
    Traditional,
    /// English.
    English,
}

/// An argument of a message.
pub type Value<'a> = FluentValue<'a>;

impl Language {
    /// All languages.
    pub const ALL: [Language; 3] = [Language::Chinese, Language::Traditional, Language::English];

    /// The next one in the round that a key makes.
    pub fn next(self) -> Language {
        match self {
            Language::Chinese => Language::Traditional,
            Language::Traditional => Language::English,
            Language::English => Language::Chinese,
        }
    }

    /// The language that the environment asks for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is
    /// set and not empty. English for `en*`, Chinese for everything else (also `C` and `POSIX`: the corpus
    /// is Chinese).
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| get(name))
            .find(|value| !value.is_empty())
            .and_then(|value| Language::parse(&value))
            .unwrap_or_default()
    }

    /// Reads a tag or a locale ("en", "en_GB.UTF-8", "zh", "zh-CN"); None for other languages.
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let parts: Vec<&str> = tag.split(['_', '-', '.', '@']).collect();
        match parts[0] {
            "en" => Some(Language::English),
            "zh" if ["tw", "hk", "mo", "hant"].iter().any(|p| parts.contains(p)) => {
                Some(Language::Traditional)
            }
            "zh" => Some(Language::Chinese),
            _ => None,
        }
    }

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::Traditional => "zh-TW",
            Language::English => "en",
        }
    }

    /// A message without arguments.
    pub fn say(self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A message with arguments. `id` may name an attribute ("cmd-help.hint"). An id that is not there comes
    /// back as it is; a test checks that this does not happen.
    pub fn with(self, id: &str, arguments: &[(&str, Value<'_>)]) -> String {
        self.get(id, arguments).unwrap_or_else(|| id.to_owned())
    }

    /// A message with arguments, or None where the id is not known.
    pub fn get(self, id: &str, arguments: &[(&str, Value<'_>)]) -> Option<String> {
        let bundle: &FluentBundle<FluentResource> = match self {
            Language::Chinese => &CHINESE,
            Language::Traditional => &TRADITIONAL,
            Language::English => &ENGLISH,
        };
        let (name, attribute) = match id.split_once('.') {
            Some((name, attribute)) => (name, Some(attribute)),
            None => (id, None),
        };
        let message = bundle.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut arguments_by_name = FluentArgs::new();
        for (name, value) in arguments {
            arguments_by_name.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments_by_name), &mut errors);
        Some(text.into_owned())
    }

    /// What went wrong, in one sentence, with its place.
    pub fn problem(self, problem: &Problem) -> String {
        let what = self.with(problem.kind.id(), &details(problem));
        let place = match (problem.line, problem.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", problem.file),
            (Some(line), None) => format!("{}:{line}", problem.file),
            _ => problem.file.clone(),
        };
        self.with(
            "problem-sentence",
            &[("place", place.into()), ("what", what.into())],
        )
    }

    /// What went wrong and what to do about it, on one line.
    pub fn problem_and_hint(self, problem: &Problem) -> String {
        let (what, hint) = (self.problem(problem), self.hint(problem));
        self.with(
            "problem-and-hint",
            &[("problem", what.into()), ("hint", hint.into())],
        )
    }

    /// What to do about a problem.
    pub fn hint(self, problem: &Problem) -> String {
        let id = format!("{}.hint", problem.kind.id());
        self.with(&id, &details(problem))
    }
}

/// What the words of a problem quote.
fn details(problem: &Problem) -> [(&'static str, Value<'static>); 2] {
    [
        ("detail", problem.kind.detail().into()),
        ("other", problem.kind.other().to_owned().into()),
    ]
}

/// The Simplified messages in Traditional characters, with the words that are usual where those are written.
/// Ids and placeables are ASCII and stay.
fn traditional_ftl() -> String {
    let words = include_str!("../../data/i18n/zh-TW.tsv");
    let mut ftl = Script::Traditional.show(CHINESE_FTL).into_owned();
    for (from, to) in words.lines().filter_map(|l| l.split_once('\t')) {
        ftl = ftl.replace(from, to);
    }
    ftl
}

fn bundle(language: &str, ftl: &str) -> FluentBundle<FluentResource> {
    let language = language
        .parse::<unic_langid::LanguageIdentifier>()
        .unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    // A broken entry is left out; the tests see that there is none.
    let resource = match FluentResource::try_new(ftl.to_owned()) {
        Ok(resource) => resource,
        Err((resource, _)) => resource,
    };
    let _ = bundle.add_resource(resource);
    bundle
}
