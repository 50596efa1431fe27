//! Where files are, by the XDG base directory specification (on every system).
//!
//! In: the environment. Out: paths; nothing is created or read.

use std::ffi::OsString;
use std::path::PathBuf;

/// The folders of the person's and the system's files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folders {
    /// `$XDG_CONFIG_HOME/wenmai` (`~/.config/wenmai`).
    pub config: Option<PathBuf>,
    /// `wenmai` in each of `$XDG_CONFIG_DIRS` (`/etc/xdg`), the most important first.
    pub system: Vec<PathBuf>,
    /// `$XDG_DATA_HOME/wenmai` (`~/.local/share/wenmai`).
    pub data: Option<PathBuf>,
    /// `$XDG_STATE_HOME/wenmai` (`~/.local/state/wenmai`).
    pub state: Option<PathBuf>,
    /// `$XDG_CACHE_HOME/wenmai` (`~/.cache/wenmai`).
    pub cache: Option<PathBuf>,
}

impl Folders {
    /// The folders that the environment names. Paths that are not absolute are ignored, as the
    /// specification demands.
    pub fn from_env(get: impl Fn(&str) -> Option<OsString>) -> Folders {
        let absolute = |name: &str| get(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let home = absolute("HOME");
        let folder = |name: &str, default: &str| {
            let base = absolute(name).or_else(|| Some(home.as_ref()?.join(default)))?;
            Some(base.join("wenmai"))
        };
        let dirs = get("XDG_CONFIG_DIRS").filter(|d| !d.is_empty());
        let dirs = dirs.unwrap_or_else(|| OsString::from("/etc/xdg"));
        Folders {
            config: folder("XDG_CONFIG_HOME", ".config"),
            system: std::env::split_paths(&dirs)
                .filter(|p| p.is_absolute())
                .map(|p| p.join("wenmai"))
                .collect(),
            data: folder("XDG_DATA_HOME", ".local/share"),
            state: folder("XDG_STATE_HOME", ".local/state"),
            cache: folder("XDG_CACHE_HOME", ".cache"),
        }
    }

    /// The person's file of settings.
    pub fn config_file(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join("config.toml"))
    }

    /// A key file or theme of the person, else of the system: `keymaps/mine.toml`, if it is there.
    pub fn find(&self, kind: &str, name: &str) -> Option<PathBuf> {
        let plain = !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
        let folders = self.config.iter().chain(&self.system);
        folders
            .map(|folder| folder.join(kind).join(format!("{name}.toml")))
            .find(|path| plain && path.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_follow_the_specification() {
        let home = |name: &str| (name == "HOME").then(|| OsString::from("/home/a"));
        let folders = Folders::from_env(home);
        assert_eq!(
            folders.config_file(),
            Some("/home/a/.config/wenmai/config.toml".into())
        );
        assert_eq!(folders.system, [PathBuf::from("/etc/xdg/wenmai")]);
        let set = |name: &str| {
            Some(OsString::from(match name {
                "XDG_CONFIG_HOME" => "relative",
                "XDG_CONFIG_DIRS" => "/a:b:/c",
                "XDG_STATE_HOME" => "/state",
                _ => "/home/a",
            }))
        };
        let folders = Folders::from_env(set);
        assert_eq!(folders.config, Some("/home/a/.config/wenmai".into()));
        assert_eq!(
            folders.system,
            [PathBuf::from("/a/wenmai"), "/c/wenmai".into()]
        );
        assert_eq!(folders.state, Some("/state/wenmai".into()));
        assert_eq!(Folders::from_env(|_| None).config, None);
    }
}
