//! One setting into a file of settings; everything else in it, comments too, stays byte for byte.

use super::schema::{SCHEMA, Setting};
use std::path::Path;
use toml::de::DeTable;

/// Why a setting was not written.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The file could not be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The file is no TOML, so that nothing can be put into it without breaking more.
    #[error("{0}")]
    Broken(String),
}

/// Writes a setting into a file, which is made where it is not there. `value` is one of the setting.
pub fn set(file: &Path, setting: &Setting, value: &str) -> Result<(), SetError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            format!("schema = {SCHEMA}\n")
        }
        Err(error) => return Err(error.into()),
    };
    let changed = changed(&text, setting, value)?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Never half a file: written beside it, then put in its place.
    let beside = file.with_extension(format!("toml.{}", std::process::id()));
    std::fs::write(&beside, changed)?;
    std::fs::rename(&beside, file)?;
    Ok(())
}

fn changed(text: &str, setting: &Setting, value: &str) -> Result<String, SetError> {
    let document =
        DeTable::parse(text).map_err(|error| SetError::Broken(error.message().to_owned()))?;
    let written = if setting.is_bare() {
        value.to_owned()
    } else {
        toml::Value::String(value.to_owned()).to_string()
    };
    let old = document.get_ref().get(setting.name).map(|v| v.span());
    if let Some(span) = old {
        return Ok(format!(
            "{}{written}{}",
            &text[..span.start],
            &text[span.end..]
        ));
    }
    // Before the first table, which would swallow it.
    let line = format!("{} = {written}\n", setting.name);
    let mut at = 0;
    for part in text.split_inclusive('\n') {
        if part.trim_start().starts_with('[') {
            return Ok(format!("{}{line}{}", &text[..at], &text[at..]));
        }
        at += part.len();
    }
    let end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    Ok(format!("{text}{end}{line}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_the_value_changes() {
        let text = "# mine\nschema = 1\nkeymap = \"vim\" # hands\npage = 7";
        let of = |name, value| changed(text, Setting::named(name).unwrap(), value).unwrap();
        assert_eq!(of("keymap", "emacs"), text.replace("\"vim\"", "\"emacs\""));
        assert_eq!(of("page", "9"), text.replace('7', "9"));
        assert_eq!(of("quit", "twice"), format!("{text}\nquit = \"twice\"\n"));
        assert!(changed("a = = 1", Setting::named("page").unwrap(), "9").is_err());
    }
}
