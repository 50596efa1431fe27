//! Where the database is, and what time it is.

use super::model::Time;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::SystemTime;

/// The folder: the one that is asked for, else `$WENMAI_STATE`, else `$XDG_DATA_HOME/wenmai`
/// (`~/.local/share/wenmai`). Notes are a person's own data, which backups take along; the XDG base directory
/// specification keeps `$XDG_STATE_HOME` for what is "not important or portable enough" for that. None where
/// the environment names no folder.
pub fn folder(asked: Option<PathBuf>, get: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| get(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    // The specification: paths that are not absolute are to be ignored.
    let absolute = |name: &str| set(name).filter(|path| path.is_absolute());
    asked.or_else(|| set("WENMAI_STATE")).or_else(|| {
        let data = absolute("XDG_DATA_HOME");
        let data = data.or_else(|| Some(absolute("HOME")?.join(".local/share")));
        data.map(|base| base.join("wenmai"))
    })
}

/// The time of the clock.
pub fn now() -> Time {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Time(since.map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_goes_before_the_environment_and_that_before_the_convention() {
        let all = |name: &str| {
            Some(OsString::from(match name {
                "WENMAI_STATE" => "kiosk",
                "XDG_DATA_HOME" => "/data",
                _ => "/home/a",
            }))
        };
        let only = |wanted: &'static str, value: &'static str| {
            move |name: &str| (name == wanted).then(|| OsString::from(value))
        };
        assert_eq!(folder(Some("x".into()), all), Some("x".into()));
        assert_eq!(folder(None, all), Some("kiosk".into()));
        let data = folder(None, only("XDG_DATA_HOME", "/data"));
        assert_eq!(data, Some("/data/wenmai".into()));
        let home = folder(None, only("HOME", "/home/a"));
        assert_eq!(home, Some("/home/a/.local/share/wenmai".into()));
        assert_eq!(folder(None, only("XDG_DATA_HOME", "relative")), None);
        assert_eq!(folder(None, only("WENMAI_STATE", "")), None);
    }
}
