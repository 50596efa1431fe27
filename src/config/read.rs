//! A file of settings: TOML to entries with their lines. A bad line costs that line only.

use super::schema::{Kind, SCHEMA, SETTINGS, Setting};
use crate::problem::{Problem, ProblemKind, nearest};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A setting as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub setting: &'static Setting,
    /// Its value, in the form of [`Setting::value`].
    pub value: String,
    /// 1-based line.
    pub line: u32,
}

/// Reads a file of settings. `file` is its name for problems.
pub fn read(file: &str, text: &str) -> (Vec<Entry>, Vec<Problem>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = errors
        .into_iter()
        .map(|error| {
            let at = error.span().unwrap_or(0..0);
            problem(
                file,
                text,
                at,
                ProblemKind::BadToml(error.message().to_owned()),
            )
        })
        .collect();
    let broken: Vec<Option<u32>> = problems.iter().map(|p| p.line).collect();
    let mut entries = Vec::new();
    for (name, value) in document.get_ref().iter() {
        // What the parser made of a broken line is not what was meant.
        if broken.contains(&Some(place(text, name.span().start).0)) {
            continue;
        }
        let span = name.span();
        let named = name.get_ref().as_ref();
        match (named, Setting::named(named)) {
            ("schema", _) => {
                if let Some(kind) = wrong_schema(value.get_ref()) {
                    problems.push(problem(file, text, value.span(), kind));
                }
            }
            (_, Some(setting)) => match entry(setting, value.get_ref()) {
                Ok(value) => entries.push(Entry {
                    setting,
                    value,
                    line: place(text, span.start).0,
                }),
                Err(kind) => problems.push(problem(file, text, value.span(), kind)),
            },
            (_, None) => {
                let near = nearest(named, SETTINGS.iter().map(|s| s.name));
                let kind = match near {
                    Some(near) => ProblemKind::MisspeltSetting(named.to_owned(), near.to_owned()),
                    None => ProblemKind::UnknownSetting(named.to_owned()),
                };
                problems.push(problem(file, text, span, kind));
            }
        }
    }
    entries.sort_by_key(|e| e.line);
    problems.sort_by_key(|p| (p.line, p.column));
    (entries, problems)
}

pub(super) fn wrong_schema(value: &DeValue<'_>) -> Option<ProblemKind> {
    let number = match value {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok(),
        _ => None,
    };
    match number {
        Some(SCHEMA) => None,
        Some(n) => Some(ProblemKind::WrongSchema(n.to_string())),
        None => Some(ProblemKind::BadValue(
            "schema".to_owned(),
            SCHEMA.to_string(),
        )),
    }
}

/// The value of a setting, or what is wrong with it.
fn entry(setting: &Setting, value: &DeValue<'_>) -> Result<String, ProblemKind> {
    let (written, fits) = match value {
        DeValue::String(s) => (s.to_string(), !setting.is_bare()),
        DeValue::Boolean(b) => (b.to_string(), setting.kind == Kind::Switch),
        DeValue::Integer(n) => {
            let number = i64::from_str_radix(n.as_str(), n.radix());
            let number = number.map_or_else(|_| n.as_str().to_owned(), |n| n.to_string());
            (number, matches!(setting.kind, Kind::Number(..)))
        }
        other => (other.type_str().to_owned(), false),
    };
    let value = setting.value(&written).filter(|_| fits);
    value.ok_or_else(|| wrong_value(setting, &written))
}

/// What is said of a value that a setting cannot have.
pub(super) fn wrong_value(setting: &Setting, written: &str) -> ProblemKind {
    let whole = format!("{} = {written}", setting.name);
    match nearest(written, setting.words().iter().copied()) {
        Some(near) => ProblemKind::MisspeltValue(whole, near.to_owned()),
        None => ProblemKind::BadValue(whole, setting.allowed()),
    }
}

/// 1-based line and column (in characters) of a byte.
pub(super) fn place(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or("");
    let line = before.matches('\n').count() as u32 + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count() as u32 + 1)
}

pub(super) fn problem(file: &str, text: &str, span: Range<usize>, kind: ProblemKind) -> Problem {
    let (line, column) = place(text, span.start);
    Problem {
        file: file.to_owned(),
        line: Some(line),
        column: Some(column),
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bad_line_never_costs_the_rest() {
        let text = "schema = 1\nkeymap = \"vim\"\nmesure = 30\nquit = = \npage = 9000\ncolor = \"allways\"\nborders = \"ascii\"\n";
        let (entries, problems) = read("config.toml", text);
        let kept: Vec<_> = entries
            .iter()
            .map(|e| (e.setting.name, e.value.as_str(), e.line))
            .collect();
        assert_eq!(kept, [("keymap", "vim", 2), ("borders", "ascii", 7)]);
        let told: Vec<_> = problems.iter().map(|p| (p.line, p.column)).collect();
        assert_eq!(told[0], (Some(3), Some(1)));
        assert!(problems.iter().any(|p| p.line == Some(4)));
        let at = |line| {
            problems
                .iter()
                .find(|p| p.line == Some(line))
                .map(|p| p.kind.clone())
        };
        assert_eq!(
            at(3),
            Some(ProblemKind::MisspeltSetting(
                "mesure".into(),
                "measure".into()
            ))
        );
        assert_eq!(
            at(5),
            Some(ProblemKind::BadValue("page = 9000".into(), "4..200".into()))
        );
        assert_eq!(
            at(6),
            Some(ProblemKind::MisspeltValue(
                "color = allways".into(),
                "always".into()
            ))
        );
    }

    proptest! {
        #[test]
        fn any_file_is_read(text in "\\PC{0,80}(\n\\PC{0,40}){0,4}") {
            let (entries, problems) = read("any", &text);
            for entry in entries {
                prop_assert!(entry.setting.value(&entry.value).is_some());
            }
            prop_assert!(problems.iter().all(|p| p.line.is_some() && p.column.is_some()));
        }
    }
}
