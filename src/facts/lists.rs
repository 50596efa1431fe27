//! The word lists of `data/lexicon` with the rows that a user adds to them.
//!
//! In: the built-in lists (compiled in) and the user's files, as text. Out: rows as cells; problems of rows that
//! do not fit. Must not know what the lists mean, or where files are.

use crate::problem::{Problem, ProblemKind};
use std::sync::OnceLock;

/// A list that a user can add to.
struct List {
    /// The name of its file, without the ending.
    name: &'static str,
    /// Cells that a row must have.
    cells: usize,
    /// A cell that must be one of some words: which, and the words.
    one_of: Option<(usize, &'static [&'static str])>,
}

const fn list(name: &'static str, cells: usize) -> List {
    List {
        name,
        cells,
        one_of: None,
    }
}

/// The lists, with what their rows must be.
const LISTS: [List; 14] = [
    list("bodies", 2),
    list("not-actors", 1),
    list("organs", 3),
    list("other-series", 3),
    list("short-names", 2),
    list("states", 3),
    list("symbol-parts", 1),
    list("terms", 2),
    list("verbs", 1),
    list("named-documents", 2),
    List {
        name: "acts",
        cells: 3,
        one_of: Some((1, &KINDS)),
    },
    List {
        name: "title-kinds",
        cells: 2,
        one_of: Some((1, &KINDS)),
    },
    List {
        name: "actors",
        cells: 2,
        one_of: Some((1, &["organisation", "body", "group", "territory"])),
    },
    List {
        name: "topics",
        cells: 3,
        one_of: Some((1, &["name", "heading", "word"])),
    },
];

/// The list of instruments has checks of its own.
const INSTRUMENTS: &str = "instruments";
/// Kinds of events.
const KINDS: [&str; 11] = [
    "resolution",
    "meeting",
    "report",
    "treaty",
    "statement",
    "legislation",
    "establishment",
    "incident",
    "submission",
    "citation",
    "other",
];

/// A user's additions: name of the list, row.
static ADDED: OnceLock<Vec<(String, &'static str)>> = OnceLock::new();

/// A file of a user's word list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserList {
    /// The file, as problems name it.
    pub file: String,
    /// Its name without folder and ending: the list it adds to.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Takes a user's lists in, before any document is read; later calls change nothing. A row that does not fit
/// is a problem with its line, the others are kept.
pub fn add_user_lists(lists: &[UserList]) -> Vec<Problem> {
    let (rows, problems) = checked(lists);
    let leaked = rows
        .into_iter()
        .map(|(name, row)| (name, &*Box::leak(row.into_boxed_str())));
    // The first call wins: the tables are made once and never change.
    let _ = ADDED.set(leaked.collect());
    problems
}

/// The rows that fit, and problems of the others.
fn checked(lists: &[UserList]) -> (Vec<(String, String)>, Vec<Problem>) {
    let mut kept = Vec::new();
    let mut problems = Vec::new();
    for list in lists {
        let problem = |line: Option<usize>, kind: ProblemKind| Problem {
            file: list.file.clone(),
            line: line.map(|n| n as u32 + 1),
            column: None,
            kind,
        };
        let known = LISTS.iter().find(|l| l.name == list.name);
        if known.is_none() && list.name != INSTRUMENTS {
            problems.push(problem(None, ProblemKind::UnknownList(list.name.clone())));
            continue;
        }
        for (n, line) in list.text.lines().enumerate() {
            let row = line.trim_end_matches('\r');
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            if known.map_or_else(|| fits_instruments(row), |l| fits(l, row)) {
                kept.push((list.name.clone(), row.to_owned()));
            } else {
                let shown: String = row.chars().take(40).collect();
                problems.push(problem(Some(n), ProblemKind::BadRow(shown)));
            }
        }
    }
    (kept, problems)
}

fn fits(list: &List, row: &str) -> bool {
    let cells: Vec<&str> = row.split('\t').collect();
    let full =
        cells.len() >= list.cells && cells[..list.cells].iter().all(|c| !c.trim().is_empty());
    let worded = list
        .one_of
        .is_none_or(|(at, words)| cells.get(at).is_some_and(|c| words.contains(c)));
    let ranked = list.name != "acts" || cells.get(2).is_some_and(|c| c.parse::<i32>().is_ok());
    full && worded && ranked
}

/// Key, kind and name are needed; a date, where there is one, must be one.
fn fits_instruments(row: &str) -> bool {
    let cells: Vec<&str> = row.split('\t').collect();
    let date = cells.get(4).copied().unwrap_or("");
    cells.len() >= 3
        && cells[..3].iter().all(|c| !c.trim().is_empty())
        && (date.is_empty()
            || date
                .split('/')
                .all(|d| super::model::PartialDate::parse(d).is_some()))
}

/// The rows of a list, the user's first, as cells; missing cells are "".
pub fn rows<const N: usize>(
    name: &'static str,
    built_in: &'static str,
) -> impl Iterator<Item = [&'static str; N]> {
    lines(name, built_in).map(|row| {
        let mut cells = row.split('\t');
        [(); N].map(|()| cells.next().unwrap_or(""))
    })
}

/// The lines of a list that are neither empty nor comments, the user's first.
pub fn lines(name: &'static str, built_in: &'static str) -> impl Iterator<Item = &'static str> {
    let added = ADDED.get().map_or(&[][..], Vec::as_slice);
    let own = added
        .iter()
        .filter(move |(list, _)| list == name)
        .map(|(_, row)| *row);
    let given = built_in
        .lines()
        .map(|l| l.trim_end_matches('\r'))
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    own.chain(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_is_a_problem_with_its_line_and_the_others_are_kept() {
        let list = |name: &str, text: &str| UserList {
            file: format!("{name}.tsv"),
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let (rows, problems) = checked(&[
            list(
                "actors",
                "# mine\n甲组织\torganisation\tA\n乙\twrong\n\n丙\n",
            ),
            list(
                "instruments",
                "k\ttreaty\t名\t\t2001-13-01\nk\ttreaty\t名\t\t2001-12\n",
            ),
            list("nonsense", "x\n"),
        ]);
        let kept: Vec<&str> = rows.iter().map(|(_, r)| r.as_str()).collect();
        assert_eq!(
            kept,
            ["甲组织\torganisation\tA", "k\ttreaty\t名\t\t2001-12"]
        );
        let at: Vec<(&str, Option<u32>)> =
            problems.iter().map(|p| (p.file.as_str(), p.line)).collect();
        let wanted = [
            ("actors.tsv", Some(3)),
            ("actors.tsv", Some(5)),
            ("instruments.tsv", Some(1)),
            ("nonsense.tsv", None),
        ];
        assert_eq!(at, wanted);
    }
}
