//! The layers on top of each other: for each setting the value that counts, and who said so.

use super::folders::Folders;
use super::read::{read, wrong_value};
use super::schema::{SETTINGS, Setting};
use crate::problem::{Problem, ProblemKind};
use std::path::{Path, PathBuf};

/// Where a value was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere: built in.
    BuiltIn,
    /// In a file, at a line.
    File(PathBuf, u32),
    /// By a variable of the environment.
    Environment(String),
    /// By a flag of the command line.
    Flag(String),
}

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Which setting.
    pub setting: &'static Setting,
    /// Its value.
    pub text: String,
    /// Who chose it.
    pub origin: Origin,
}

/// Where to look, beside what is built in.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// The files, the least important first.
    pub files: Vec<PathBuf>,
    /// Flags: the setting's name and the value.
    pub flags: Vec<(&'static str, String)>,
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    values: Vec<Value>,
    /// What made no sense.
    pub problems: Vec<Problem>,
}

impl Layers {
    /// The files that the folders name; `instead` of the person's own where one is given.
    pub fn new(folders: &Folders, instead: Option<PathBuf>) -> Layers {
        let system = folders.system.iter().rev().map(|f| f.join("config.toml"));
        Layers {
            files: system
                .chain(instead.or_else(|| folders.config_file()))
                .collect(),
            flags: Vec::new(),
        }
    }

    /// Reads all layers. Files that are not there are no problem.
    pub fn load(&self, get: impl Fn(&str) -> Option<String>) -> Config {
        let mut config = Config::default();
        for file in &self.files {
            config.take_file(file);
        }
        for setting in SETTINGS {
            let name = setting.variable();
            if let Some(written) = get(&name).filter(|v| !v.is_empty()) {
                config.take(setting, &written, Origin::Environment(name.clone()), &name);
            }
        }
        for (name, written) in &self.flags {
            if let Some(setting) = Setting::named(name) {
                let flag = format!("--{name}");
                config.take(setting, written, Origin::Flag(flag.clone()), &flag);
            }
        }
        config
    }
}

impl Default for Config {
    fn default() -> Self {
        let value = |setting: &'static Setting| Value {
            setting,
            text: setting.default.to_owned(),
            origin: Origin::BuiltIn,
        };
        Config {
            values: SETTINGS.iter().map(value).collect(),
            problems: Vec::new(),
        }
    }
}

impl Config {
    /// All values, in the order of the table.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The value of a setting, and who chose it. A name that is not in the table has none.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|v| v.setting.name == name)
    }

    /// The value as text, or "".
    pub fn text(&self, name: &str) -> &str {
        self.get(name).map_or("", |v| &v.text)
    }

    /// The value as a number, or 0.
    pub fn number(&self, name: &str) -> i64 {
        self.text(name).parse().unwrap_or(0)
    }

    /// The switch is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.text(name) == "true"
    }

    fn take_file(&mut self, file: &Path) {
        let name = file.display().to_string();
        let text = match std::fs::read(file) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
            Err(error) => {
                self.problems.push(Problem {
                    file: name,
                    line: None,
                    column: None,
                    kind: ProblemKind::Unreadable(error.to_string()),
                });
                return;
            }
        };
        let (entries, problems) = read(&name, &text);
        for entry in entries {
            let origin = Origin::File(file.to_owned(), entry.line);
            self.put(entry.setting, entry.value, origin);
        }
        self.problems.extend(problems);
    }

    fn take(&mut self, setting: &'static Setting, written: &str, origin: Origin, name: &str) {
        match setting.value(written) {
            Some(value) => self.put(setting, value, origin),
            None => self.problems.push(Problem {
                file: name.to_owned(),
                line: None,
                column: None,
                kind: wrong_value(setting, written),
            }),
        }
    }

    fn put(&mut self, setting: &'static Setting, text: String, origin: Origin) {
        if let Some(value) = self.values.iter_mut().find(|v| v.setting == setting) {
            (value.text, value.origin) = (text, origin);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_goes_before_the_environment_before_the_files_before_what_is_built_in() {
        let folder = tempfile::tempdir().unwrap();
        let (system, user) = (folder.path().join("s.toml"), folder.path().join("u.toml"));
        std::fs::write(
            &system,
            "keymap = \"vim\"\npage = 7\nmeasure = 20\ncolor = \"never\"\n",
        )
        .unwrap();
        std::fs::write(&user, "page = 8\nmeasure = 30\ncolor = \"always\"\n").unwrap();
        let layers = Layers {
            files: vec![
                system.clone(),
                user.clone(),
                folder.path().join("none.toml"),
            ],
            flags: vec![("color", "auto".to_owned())],
        };
        let config = layers.load(|name| match name {
            "WENMAI_MEASURE" => Some("33".to_owned()),
            "WENMAI_COLOR" => Some("never".to_owned()),
            "WENMAI_PAGE" => Some("many".to_owned()),
            _ => None,
        });
        let of = |name: &str| (config.text(name), config.get(name).unwrap().origin.clone());
        assert_eq!(of("color"), ("auto", Origin::Flag("--color".into())));
        assert_eq!(
            of("measure"),
            ("33", Origin::Environment("WENMAI_MEASURE".into()))
        );
        assert_eq!(of("page"), ("8", Origin::File(user, 1)));
        assert_eq!(of("keymap"), ("vim", Origin::File(system, 1)));
        assert_eq!(of("quit"), ("once", Origin::BuiltIn));
        assert_eq!(config.problems.len(), 1);
        assert_eq!(config.problems[0].file, "WENMAI_PAGE");
    }
}
