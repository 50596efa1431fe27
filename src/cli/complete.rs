//! `wenmai complete WHAT`: candidates for the completions of shells, one a line. And what is added to the scripts that
//! clap makes, so that they ask for them.

use super::Status;
use super::output::Output;
use wenmai::app::COMMANDS;
use wenmai::config::Theme;
use wenmai::keymap::BUILT_IN;
use wenmai::library::Library;

/// What can be completed.
pub const WHAT: [&str; 4] = ["references", "keymaps", "themes", "commands"];

/// Prints the candidates that need no documents; false where they are needed.
pub fn without_documents(what: &str, out: &mut Output) -> bool {
    match what {
        "keymaps" => BUILT_IN.iter().for_each(|(name, _)| out.line(name)),
        "themes" => Theme::BUILT_IN.iter().for_each(|(name, _)| out.line(name)),
        "commands" => COMMANDS.iter().for_each(|c| out.line(c.name)),
        _ => return false,
    }
    true
}

/// Prints the symbols of documents, or their ids.
pub fn references(library: &Library, out: &mut Output) -> Status {
    for d in &library.documents {
        out.line(d.meta.symbol.as_deref().unwrap_or(&d.id));
    }
    Status::Done
}

/// Commands whose first argument is a reference.
const WITH_REFERENCE: [&str; 4] = ["show", "cites", "refs", "outline"];

/// The script of a shell, completing references too.
pub fn with_references(shell: &str, script: &str) -> String {
    match shell {
        "bash" => format!("{script}\n{}", bash()),
        "zsh" => zsh(script),
        "fish" => format!("{script}\n{}", fish()),
        "nushell" => nushell(script),
        _ => script.to_owned(),
    }
}

fn bash() -> String {
    let commands = WITH_REFERENCE.join("|");
    format!(
        "_wenmai_references() {{\n    _wenmai \"$@\"\n    case \"${{COMP_WORDS[1]}}\" in\n        {commands})\n            \
         local cur=\"${{COMP_WORDS[COMP_CWORD]}}\"\n            [[ $cur == -* ]] || COMPREPLY=($(compgen -W \
         \"$(wenmai complete references 2>/dev/null)\" -- \"$cur\"))\n            ;;\n    esac\n}}\ncomplete -F \
         _wenmai_references -o nosort -o bashdefault -o default wenmai 2>/dev/null || complete -F _wenmai_references \
         -o bashdefault -o default wenmai\n"
    )
}

/// clap completes files for every argument without values of its own.
fn zsh(script: &str) -> String {
    let asks = "_wenmai_references() {\n    local -a found\n    found=(${(f)\"$(wenmai complete references 2>/dev/null)\"})\n    \
                compadd -a found\n}\n";
    let mut out = String::new();
    for (i, line) in script.lines().enumerate() {
        let reference = line.trim_start().starts_with("':reference");
        let line = if reference {
            line.replace(":_default'", ":_wenmai_references'")
        } else {
            line.to_owned()
        };
        out.push_str(&line);
        out.push('\n');
        // after `#compdef`, which must be first
        if i == 0 {
            out.push_str(asks);
        }
    }
    out
}

fn fish() -> String {
    let commands = WITH_REFERENCE.join(" ");
    format!(
        "complete -c wenmai -n \"__fish_seen_subcommand_from {commands}\" -f -a \"(wenmai complete references \
         2>/dev/null)\"\n"
    )
}

fn nushell(script: &str) -> String {
    let asks = "def \"nu-complete wenmai references\" [] {\n    ^wenmai complete references | lines\n  }\n\n  ";
    let asked = script.replace(
        "reference: string",
        "reference: string@\"nu-complete wenmai references\"",
    );
    asked.replacen(
        "module completions {\n\n  ",
        &format!("module completions {{\n\n  {asks}"),
        1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_arguments_that_are_references_ask_for_them() {
        let script =
            "#compdef wenmai\n':reference -- What:_default' \\\n':word -- What:_default' \\\n";
        let made = with_references("zsh", script);
        assert!(made.starts_with("#compdef wenmai\n_wenmai_references()"));
        assert!(made.contains("':reference -- What:_wenmai_references'"));
        assert!(made.contains("':word -- What:_default'"));
    }
}
