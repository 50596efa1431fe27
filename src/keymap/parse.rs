//! Key files: TOML to a `Keymap`. A bad line costs that line only and becomes a `Problem`.
//!
//! ```toml
//! schema = 1
//! name = "mine"
//! inherit = "vim"          # vim, plain
//! leader = ","
//!
//! [reading]
//! "g d" = "cite.follow"
//! "<leader> w" = { do = "search.open", arg = "title" }
//! "K" = false              # no longer bound
//! ```

use super::{Binding, Context, Key, Keymap};
use crate::problem::{Problem, ProblemKind};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Names and texts of the sets that are compiled in.
pub const BUILT_IN: [(&str, &str); 2] = [
    ("plain", include_str!("../../keymaps/plain.toml")),
    ("vim", include_str!("../../keymaps/vim.toml")),
];

/// Keys that every set has and no file can take away.
const FLOOR: &str = include_str!("../../keymaps/floor.toml");

/// A set that is compiled in, by name. `known` are the names of all commands.
pub fn built_in(name: &str, known: &[&str]) -> Option<(Keymap, Vec<Problem>)> {
    let (name, text) = BUILT_IN.iter().find(|(n, _)| *n == name)?;
    Some(parse(&format!("{name}.toml"), text, known))
}

/// Reads a key file. `file` is its name for problems, `known` the names of all commands.
pub fn parse(file: &str, text: &str, known: &[&str]) -> (Keymap, Vec<Problem>) {
    let mut reader = Reader::new(file, text, known);
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reader.report(span, ProblemKind::BadToml(error.message().to_owned()));
    }
    let mut keymap = Keymap::default();
    let mut inherited = Vec::new();
    if let Some(DeValue::String(name)) = document.get_ref().get("inherit").map(|v| v.get_ref())
        && let Some((base, _)) = built_in(name, known)
    {
        keymap.counts = base.counts;
        keymap.typing_searches = base.typing_searches;
        inherited = base.bindings;
    }
    reader.settings(document.get_ref(), &mut keymap);
    for (name, value) in document.get_ref().iter() {
        if let DeValue::Table(section) = value.get_ref() {
            match Context::parse(name.get_ref()) {
                Some(context) => reader.section(context, section),
                None => reader.report(
                    name.span(),
                    ProblemKind::UnknownContext(name.get_ref().to_string()),
                ),
            }
        }
    }
    reader.found.sort_by_key(|(at, _)| *at);
    let unbound = std::mem::take(&mut reader.unbound);
    let own: Vec<Binding> = reader.found.drain(..).map(|(_, b)| b).collect();
    let gone = |b: &Binding| {
        unbound.iter().any(|(c, k)| *c == b.context && *k == b.keys)
            || own
                .iter()
                .any(|o| o.context == b.context && (o.keys == b.keys))
    };
    inherited.retain(|b| !b.floor && !gone(b));
    keymap.bindings = own;
    keymap.bindings.extend(inherited);
    reader.report_hidden(&keymap.bindings);
    keymap.bindings.extend(floor(known));
    reader.problems.sort_by_key(|p| (p.line, p.column));
    (keymap, reader.problems)
}

/// The floor keys as bindings.
fn floor(known: &[&str]) -> Vec<Binding> {
    let mut reader = Reader::new("floor.toml", FLOOR, known);
    reader.is_floor = true;
    let (document, _) = DeTable::parse_recoverable(FLOOR);
    for (name, value) in document.get_ref().iter() {
        if let (Some(context), DeValue::Table(section)) =
            (Context::parse(name.get_ref()), value.get_ref())
        {
            reader.section(context, section);
        }
    }
    reader.found.sort_by_key(|(at, _)| *at);
    reader.found.into_iter().map(|(_, b)| b).collect()
}

/// The floor keys themselves.
fn floor_keys() -> &'static [Key] {
    static KEYS: std::sync::LazyLock<Vec<Key>> = std::sync::LazyLock::new(|| {
        let mut keys: Vec<Key> = floor(&[])
            .into_iter()
            .filter(|b| b.keys.len() == 1)
            .map(|b| b.keys[0])
            .collect();
        keys.dedup();
        keys
    });
    &KEYS
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    known: &'a [&'a str],
    leader: Vec<Key>,
    is_floor: bool,
    found: Vec<(usize, Binding)>,
    unbound: Vec<(Context, Vec<Key>)>,
    problems: Vec<Problem>,
    places: Vec<(Context, Vec<Key>, Range<usize>)>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, text: &'a str, known: &'a [&'a str]) -> Self {
        Reader {
            file,
            text,
            known,
            leader: vec![Key::char(',')],
            is_floor: false,
            found: Vec::new(),
            unbound: Vec::new(),
            problems: Vec::new(),
            places: Vec::new(),
        }
    }

    fn report(&mut self, span: Range<usize>, kind: ProblemKind) {
        let before = self.text.get(..span.start).unwrap_or("");
        let line = before.matches('\n').count() as u32 + 1;
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let column = before[line_start..].chars().count() as u32 + 1;
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line: Some(line),
            column: Some(column),
            kind,
        });
    }

    fn settings(&mut self, table: &DeTable<'_>, keymap: &mut Keymap) {
        for (name, value) in table.iter() {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("name", DeValue::String(s)) => keymap.name = s.to_string(),
                ("counts", DeValue::Boolean(b)) => keymap.counts = *b,
                ("typing_searches", DeValue::Boolean(b)) => keymap.typing_searches = *b,
                ("leader", DeValue::String(s)) => match Key::parse_sequence(s) {
                    Some(keys) => self.leader = keys,
                    None => self.report(value.span(), ProblemKind::BadKey(s.to_string())),
                },
                ("schema" | "inherit", _) | (_, DeValue::Table(_)) => {}
                (other, _) => {
                    self.report(name.span(), ProblemKind::UnknownContext(other.to_owned()));
                }
            }
        }
        if keymap.name.is_empty() {
            keymap.name = self.file.trim_end_matches(".toml").to_owned();
        }
    }

    fn section(&mut self, context: Context, section: &DeTable<'_>) {
        let mut entries: Vec<_> = section.iter().collect();
        entries.sort_by_key(|(written, _)| written.span().start);
        for (written, value) in entries {
            let span = written.span();
            let Some(keys) = self.keys(written.get_ref()) else {
                self.report(span, ProblemKind::BadKey(written.get_ref().to_string()));
                continue;
            };
            if !self.is_floor && floor_keys().contains(&keys[0]) {
                self.report(span, ProblemKind::FloorKey(written.get_ref().to_string()));
                continue;
            }
            let (command, argument) = match value.get_ref() {
                DeValue::Boolean(false) => {
                    self.unbound.push((context, keys));
                    continue;
                }
                DeValue::String(s) => {
                    let (command, argument) = s.split_once(' ').unwrap_or((s, ""));
                    (command.to_owned(), argument.trim().to_owned())
                }
                DeValue::Table(t) => {
                    let word = |name: &str| match t.get(name).map(|v| v.get_ref()) {
                        Some(DeValue::String(s)) => s.to_string(),
                        _ => String::new(),
                    };
                    (word("do"), word("arg"))
                }
                other => {
                    let what = other.type_str().to_owned();
                    self.report(value.span(), ProblemKind::UnknownCommand(what));
                    continue;
                }
            };
            if !self.known.is_empty() && !self.known.contains(&command.as_str()) {
                self.report(value.span(), ProblemKind::UnknownCommand(command));
                continue;
            }
            if self
                .places
                .iter()
                .any(|(c, k, _)| *c == context && *k == keys)
            {
                self.report(
                    span,
                    ProblemKind::DuplicateKey(written.get_ref().to_string()),
                );
                continue;
            }
            self.places.push((context, keys.clone(), span.clone()));
            self.found.push((
                span.start,
                Binding {
                    context,
                    keys,
                    command,
                    argument,
                    floor: self.is_floor,
                },
            ));
        }
    }

    /// Keys of an entry: blanks between, `<leader>` for the leader.
    fn keys(&self, written: &str) -> Option<Vec<Key>> {
        let mut keys = Vec::new();
        for part in written.split_whitespace() {
            if part.eq_ignore_ascii_case("<leader>") {
                keys.extend(&self.leader);
            } else {
                keys.push(Key::parse(part)?);
            }
        }
        (!keys.is_empty()).then_some(keys)
    }

    /// Reports keys of this file that can never be reached, or that hide longer ones: a sequence and its
    /// beginning in one context.
    fn report_hidden(&mut self, all: &[Binding]) {
        let mut hidden = Vec::new();
        for (context, keys, span) in &self.places {
            let longer = all.iter().find(|b| {
                b.context == *context && b.keys.len() > keys.len() && b.keys.starts_with(keys)
            });
            if let Some(longer) = longer {
                hidden.push((span.clone(), longer.printed()));
            }
        }
        for (span, printed) in hidden {
            self.report(span, ProblemKind::HiddenKey(printed));
        }
    }
}
