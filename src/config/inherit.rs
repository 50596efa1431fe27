//! Files of keys and themes that inherit from each other: whether that leads back to where it began.
//!
//! In: names and texts of files. Out: the way back, in words for a `Problem`. Must not know what is inherited.

use toml::de::DeTable;

/// Gives the path and the text of another file, by the name that `inherit` has for it.
pub type TextOf<'a> = dyn Fn(&str) -> Option<(String, String)> + 'a;

/// Gives the file that a name means within another file: None where it is built in, or not there.
pub type Next<'a> = dyn Fn(&str, &str) -> Option<(String, String)> + 'a;

/// The way from a file that inherits from `name` back to itself ("a → b → a"); None where there is none. A loop
/// that the file only leads to is told of the files in it.
pub fn way_back(file: &str, name: &str, next: &Next<'_>) -> Option<String> {
    let mut way = vec![short(file).to_owned()];
    let mut seen = vec![file.to_owned()];
    let mut name = name.to_owned();
    loop {
        let (other, text) = next(seen.last()?, &name)?;
        way.push(short(&other).to_owned());
        if other == file {
            return Some(way.join(" → "));
        }
        if seen.contains(&other) {
            return None;
        }
        seen.push(other);
        name = inherited(&text)?;
    }
}

/// What a file says it inherits from.
fn inherited(text: &str) -> Option<String> {
    let (document, _) = DeTable::parse_recoverable(text);
    let base = document.get_ref().get("inherit")?;
    base.get_ref().as_str().map(str::to_owned)
}

/// The name of a file without its folder and ending.
fn short(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_is_told_of_the_files_in_it_and_of_no_others() {
        let next = |_: &str, name: &str| {
            let text = match name {
                "a" => "inherit = \"b\"",
                "b" => "inherit = \"a\"",
                "c" => "inherit = \"a\"",
                "d" => "inherit = \"vim\"",
                _ => return None,
            };
            Some((format!("/x/{name}.toml"), text.to_owned()))
        };
        let from = |file: &str, name| way_back(&format!("/x/{file}.toml"), name, &next);
        assert_eq!(from("a", "b").as_deref(), Some("a → b → a"));
        assert_eq!(from("a", "a").as_deref(), Some("a → a"));
        assert_eq!(from("c", "a"), None);
        assert_eq!(from("d", "vim"), None);
        assert_eq!(from("e", "d"), None);
    }
}
