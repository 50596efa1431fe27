//! `wenmai complete WHAT`: candidates for the completions of shells, one a line. And what is added to the scripts that
//! clap makes, so that they ask for them.

use super::config::folders;
use super::output::Output;
use super::{Status, preferences};
use std::collections::BTreeSet;
use std::path::PathBuf;
use wenmai::app::COMMANDS;
use wenmai::config::Config;
use wenmai::keymap::BUILT_IN;
use wenmai::library::Library;
use wenmai::store::Database;

/// What can be completed.
pub const WHAT: [&str; 5] = ["references", "searches", "keymaps", "themes", "commands"];

/// Prints the candidates that need no documents; false where they are needed.
pub fn without_documents(
    what: &str,
    config: &Config,
    kept: Option<PathBuf>,
    out: &mut Output,
) -> bool {
    match what {
        "keymaps" => keymaps().iter().for_each(|name| out.line(name)),
        "themes" => {
            let (themes, _) = preferences::themes(config);
            themes.iter().for_each(|(name, _)| out.line(name));
        }
        "commands" => COMMANDS.iter().for_each(|c| out.line(c.name)),
        "searches" => searches(kept, out),
        _ => return false,
    }
    true
}

/// The key sets that are built in, then those of files.
fn keymaps() -> BTreeSet<String> {
    let folders = folders();
    let folders = folders.config.iter().chain(&folders.system);
    let inside = folders.filter_map(|f| std::fs::read_dir(f.join("keymaps")).ok());
    let files = inside.flatten().flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        name.strip_suffix(".toml").map(str::to_owned)
    });
    let built_in = BUILT_IN.iter().map(|(name, _)| (*name).to_owned());
    built_in.chain(files).collect()
}

/// Prints the names of the searches that are kept.
fn searches(folder: Option<PathBuf>, out: &mut Output) {
    let book = folder.and_then(|f| Database::read_only(&f));
    let book = book.unwrap_or_default();
    book.saved_searches().for_each(|s| out.line(&s.name));
}

/// Prints the symbols of documents, or their ids.
pub fn references(library: &Library, out: &mut Output) -> Status {
    for d in &library.documents {
        out.line(d.meta.symbol.as_deref().unwrap_or(&d.id));
    }
    Status::Done
}

/// Commands whose arguments are references.
const WITH_REFERENCE: [&str; 7] = ["show", "cites", "refs", "outline", "cite", "diff", "matrix"];

/// Options, and what their values can be.
const WITH_NAMES: [(&str, &str); 3] = [
    ("saved", "searches"),
    ("keymap", "keymaps"),
    ("theme", "themes"),
];

/// The script of a shell, completing names that only wenmai knows.
pub fn with_names(shell: &str, script: &str) -> String {
    match shell {
        "bash" => format!("{script}\n{}", bash()),
        "zsh" => zsh(script),
        "fish" => format!("{script}\n{}", fish()),
        "nushell" => nushell(script),
        _ => script.to_owned(),
    }
}

/// Names are compared and quoted one by one: `compgen -W` would run what stands in them.
fn bash() -> String {
    let commands = WITH_REFERENCE.join("|");
    let options: String = WITH_NAMES
        .iter()
        .map(|(option, what)| format!("        --{option}) what={what} ;;\n"))
        .collect();
    format!(
        r#"_wenmai_names() {{
    _wenmai "$@"
    local cur="${{COMP_WORDS[COMP_CWORD]}}" what="" name
    case "${{COMP_WORDS[COMP_CWORD-1]}}" in
{options}        *)
            [[ $cur == -* ]] && return 0
            case "${{COMP_WORDS[1]}}" in
                {commands}) what=references ;;
            esac ;;
    esac
    [[ -n $what ]] || return 0
    cur="${{cur#[\"\']}}"
    COMPREPLY=()
    while IFS= read -r name; do
        [[ $name == "$cur"* ]] && COMPREPLY+=("$(printf %q "$name")")
    done < <(wenmai complete "$what" 2>/dev/null)
}}
complete -F _wenmai_names -o nosort -o bashdefault -o default wenmai 2>/dev/null || complete -F _wenmai_names -o bashdefault -o default wenmai
"#
    )
}

/// clap completes files for every argument without values of its own.
fn zsh(script: &str) -> String {
    let mut out = String::new();
    for (i, line) in script.lines().enumerate() {
        let asked = zsh_asks(line.trim_start());
        match asked {
            Some(what) => out.push_str(&line.replace(":_default'", &format!(":_wenmai_{what}'"))),
            None => out.push_str(line),
        }
        out.push('\n');
        // after `#compdef`, which must be first
        if i == 0 {
            let of_options = WITH_NAMES.map(|(_, what)| what);
            for what in ["references"].iter().chain(&of_options) {
                out.push_str(&format!(
                    "_wenmai_{what}() {{\n    local -a found\n    \
                     found=(${{(f)\"$(wenmai complete {what} 2>/dev/null)\"}})\n    compadd -a found\n}}\n"
                ));
            }
        }
    }
    out
}

/// What the argument or option of a line of the script can be.
fn zsh_asks(line: &str) -> Option<&'static str> {
    let reference = |name: &str| {
        let rest = line.trim_start_matches(['\'', '*', ':']);
        line.starts_with(['\'']) && rest.starts_with(&format!("{name} "))
    };
    if line.starts_with("':") || line.starts_with("'*:") {
        let any = ["reference", "references", "left", "right"];
        return any.iter().any(|n| reference(n)).then_some("references");
    }
    let option = |(name, _): &&(&str, &str)| {
        line.starts_with(&format!("'--{name}=")) || line.starts_with(&format!("'*--{name}="))
    };
    WITH_NAMES.iter().find(option).map(|(_, what)| *what)
}

fn fish() -> String {
    let commands = WITH_REFERENCE.join(" ");
    let asks = |what: &str| format!("-f -a \"(wenmai complete {what} 2>/dev/null)\"\n");
    let mut script = format!(
        "complete -c wenmai -n \"__fish_seen_subcommand_from {commands}\" {}",
        asks("references")
    );
    for (option, what) in WITH_NAMES {
        script.push_str(&format!("complete -c wenmai -l {option} -r {}", asks(what)));
    }
    script
}

fn nushell(script: &str) -> String {
    let mut asked = script.to_owned();
    for name in ["reference", "left", "right"] {
        for ending in ["", "?"] {
            asked = asked.replace(
                &format!("    {name}{ending}: string"),
                &format!("    {name}{ending}: string@\"nu-complete wenmai references\""),
            );
        }
    }
    asked = asked.replace(
        "    ...references: string",
        "    ...references: string@\"nu-complete wenmai references\"",
    );
    let of_options = WITH_NAMES.map(|(_, what)| what);
    let mut asks = String::new();
    for what in ["references"].iter().chain(&of_options) {
        asks.push_str(&format!(
            "def \"nu-complete wenmai {what}\" [] {{\n    ^wenmai complete {what} | lines\n  }}\n\n  "
        ));
    }
    for (option, what) in WITH_NAMES {
        asked = asked.replace(
            &format!("--{option}: string "),
            &format!("--{option}: string@\"nu-complete wenmai {what}\" "),
        );
    }
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
    fn in_zsh_only_what_has_names_asks_for_them() {
        let script = "#compdef wenmai\n':reference -- What:_default' \\\n'*::references -- What:_default' \\\n':word -- What:_default' \\\n\
                      '--saved=[kept]:NAME:_default' \\\n'--limit=[most]:N:_default' \\\n";
        let made = with_names("zsh", script);
        assert!(made.starts_with("#compdef wenmai\n_wenmai_references()"));
        for line in [
            "':reference -- What:_wenmai_references'",
            "'*::references -- What:_wenmai_references'",
            "':word -- What:_default'",
            "'--saved=[kept]:NAME:_wenmai_searches'",
            "'--limit=[most]:N:_default'",
        ] {
            assert!(made.contains(line), "{line}\n{made}");
        }
    }
}
