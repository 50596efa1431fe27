//! What a shell and `man` need: completions, and the man page with keys and exit statuses.

use super::arguments::{Arguments, translated};
use super::{Status, complete};
use clap::CommandFactory;
use clap_complete::{Shell, generate};
use clap_complete_nushell::Nushell;
use std::io::Write;
use wenmai::app::{Command, keymap_named};
use wenmai::i18n::Language;
use wenmai::keymap::BUILT_IN;

/// Prints the completions for a shell.
pub fn completions(shell_name: &str, language: Language) -> Status {
    let mut command = translated(Arguments::command(), language);
    let mut script = Vec::new();
    match shell_name.parse::<Shell>() {
        Ok(shell) => generate(shell, &mut command, "wenmai", &mut script),
        Err(_) => generate(Nushell, &mut command, "wenmai", &mut script),
    }
    let script = String::from_utf8_lossy(&script);
    print(complete::with_names(shell_name, &script).as_bytes())
}

/// Prints the man page in roff: synopsis, options, commands, keys of the compiled-in sets, exit statuses.
pub fn man(language: Language) -> Status {
    match page(language) {
        Ok(page) => print(&page),
        Err(_) => Status::Usage,
    }
}

fn page(language: Language) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(translated(Arguments::command(), language)).render(&mut page)?;
    for (name, _) in BUILT_IN {
        let Some((keymap, _)) = keymap_named(name) else {
            continue;
        };
        let title = language.with("man-keys", &[("name", name.into())]);
        writeln!(page, ".SH {}", roff(&title))?;
        for binding in keymap.bindings() {
            let words =
                Command::named(&binding.command).map_or(String::new(), |c| language.say(&c.id()));
            let context = language.say(&format!("context-{}", binding.context.name()));
            let keys = roff(&binding.written());
            let words = roff(&format!("{words} {}", binding.argument));
            writeln!(
                page,
                ".TP\n\\fB{keys}\\fR ({context})\n{}",
                words.trim_end()
            )?;
        }
    }
    writeln!(page, ".SH {}", roff(&language.say("man-exit")))?;
    for status in [0, 1, 2, 3, 4, 6] {
        let words = language.say(&format!("man-exit-{status}"));
        writeln!(page, ".TP\n\\fB{status}\\fR\n{}", roff(&words))?;
    }
    Ok(page)
}

/// Text that roff prints as it is.
fn roff(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-");
    match escaped.chars().next() {
        Some('.' | '\'') => format!("\\&{escaped}"),
        _ => escaped,
    }
}

fn print(bytes: &[u8]) -> Status {
    // A reader that went away is no error.
    let _ = std::io::stdout().write_all(bytes);
    Status::Done
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_man_page_has_every_key_and_every_option_in_every_language() {
        for language in Language::ALL {
            let page = String::from_utf8(page(language).unwrap()).unwrap();
            for (name, _) in BUILT_IN {
                let (keymap, _) = keymap_named(name).unwrap();
                for binding in keymap.bindings() {
                    let keys = format!("\n\\fB{}\\fR (", roff(&binding.written()));
                    assert!(page.contains(&keys), "{name} {keys}");
                }
            }
            for option in ["\\-\\-keymap", "\\-\\-color", "\\-\\-config"] {
                assert!(page.contains(option), "{option}");
            }
            assert!(!page.contains("man\\-exit"), "a message is missing");
        }
    }
}
