//! A person's additions to the word lists: `lexicon/*.tsv` and `*.txt` in the folder of settings.
//!
//! Read once, before any document is.

use std::path::Path;
use wenmai::facts::{UserList, add_user_lists};
use wenmai::problem::{Problem, ProblemKind};

/// The largest list that is read, in bytes.
const LARGEST: u64 = 8 << 20;

/// Takes the lists in; what is wrong with them.
pub fn take_in() -> Vec<Problem> {
    let Some(folder) = super::config::folders().config else {
        return Vec::new();
    };
    let (lists, mut problems) = read(&folder.join("lexicon"));
    problems.extend(add_user_lists(&lists));
    problems
}

fn read(folder: &Path) -> (Vec<UserList>, Vec<Problem>) {
    let (mut lists, mut problems) = (Vec::new(), Vec::new());
    let Ok(entries) = std::fs::read_dir(folder) else {
        return (lists, problems);
    };
    let mut paths: Vec<_> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let ending = path.extension().and_then(|e| e.to_str());
        let name = path.file_stem().and_then(|n| n.to_str());
        let (Some("tsv" | "txt"), Some(name)) = (ending, name) else {
            continue;
        };
        let file = path.display().to_string();
        let kind = match std::fs::metadata(&path) {
            // A pipe would be waited for.
            Ok(data) if !data.is_file() => continue,
            Ok(data) if data.len() > LARGEST => Some(ProblemKind::TooLarge(LARGEST)),
            _ => None,
        };
        let text = match (kind, std::fs::read_to_string(&path)) {
            (None, Ok(text)) => Ok(text),
            (Some(kind), _) => Err(kind),
            (None, Err(error)) => Err(ProblemKind::Unreadable(error.to_string())),
        };
        match text {
            Ok(text) => lists.push(UserList {
                file,
                name: name.to_owned(),
                text: text.trim_start_matches('\u{feff}').to_owned(),
            }),
            Err(kind) => problems.push(Problem {
                file,
                line: None,
                column: None,
                kind,
            }),
        }
    }
    (lists, problems)
}
