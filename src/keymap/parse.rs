//! Key files: TOML to a `Keymap`. A bad line costs that line only and becomes a `Problem`.
//!
//! ```toml
//! schema = 1
//! name = "mine"
//! inherit = "vim"          # vim, emacs, plain, or another file
//! leader = ","
//!
//! [reading]
//! "g d" = "cite.follow"
//! "<leader> w" = { do = "search.open", arg = "title" }
//! "K" = false              # no longer bound
//! ```

use super::check::sent_as;
use super::{Binding, Context, Key, Keymap};
use crate::config::{TextOf, way_back};
use crate::problem::{Problem, ProblemKind, nearest};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Names and texts of the sets that are compiled in.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("plain", include_str!("../../keymaps/plain.toml")),
    ("vim", include_str!("../../keymaps/vim.toml")),
    ("emacs", include_str!("../../keymaps/emacs.toml")),
];

/// Settings at the top of a key file.
const TOP: [&str; 6] = [
    "schema",
    "name",
    "inherit",
    "leader",
    "counts",
    "typing_searches",
];

/// Files that inherit from each other, at most.
const DEEPEST: usize = 8;

/// Keys that every set has and no file can take away.
const FLOOR: &str = include_str!("../../keymaps/floor.toml");

/// A set that is compiled in, by name. `known` are the names of all commands.
pub fn built_in(name: &str, known: &[&str]) -> Option<(Keymap, Vec<Problem>)> {
    let (name, text) = BUILT_IN.iter().find(|(n, _)| *n == name)?;
    Some(parse(&format!("{name}.toml"), text, known))
}

fn is_built_in(name: &str) -> bool {
    BUILT_IN.iter().any(|(n, _)| *n == name)
}

/// Reads a key file that inherits from nothing but what is compiled in. `file` is its name for problems,
/// `known` the names of all commands.
pub fn parse(file: &str, text: &str, known: &[&str]) -> (Keymap, Vec<Problem>) {
    parse_with(file, text, known, &|_| None)
}

/// Reads a key file. `text_of` gives name and text of another one that it inherits from.
pub fn parse_with(
    file: &str,
    text: &str,
    known: &[&str],
    text_of: &TextOf<'_>,
) -> (Keymap, Vec<Problem>) {
    parse_at(file, text, known, text_of, 0)
}

fn parse_at(
    file: &str,
    text: &str,
    known: &[&str],
    text_of: &TextOf<'_>,
    depth: usize,
) -> (Keymap, Vec<Problem>) {
    let mut reader = Reader::new(file, text, known);
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reader.report(span, ProblemKind::BadToml(error.message().to_owned()));
    }
    let mut keymap = Keymap::default();
    let mut inherited = Vec::new();
    if let Some(base) = document.get_ref().get("inherit") {
        let name = base.get_ref().as_str().unwrap_or("?").to_owned();
        let next = |_: &str, name: &str| text_of(name).filter(|_| !is_built_in(name));
        let way = way_back(file, &name, &next);
        let of_file = || {
            let (file, text) = text_of(&name).filter(|_| depth < DEEPEST)?;
            Some(parse_at(&file, &text, known, text_of, depth + 1))
        };
        let set = match way {
            None => built_in(&name, known).or_else(of_file),
            Some(_) => None,
        };
        match set {
            Some((set, of_base)) => {
                // no other way leads to the mistakes of that file
                reader.problems.extend(of_base);
                keymap.counts = set.counts;
                keymap.typing_searches = set.typing_searches;
                inherited = set.bindings;
            }
            None => {
                let kind = way.map_or(ProblemKind::NoBase(name), ProblemKind::InheritsItself);
                reader.report(base.span(), kind);
            }
        }
    }
    reader.settings(document.get_ref(), &mut keymap);
    reader.cancel_begins = quits_by_cancel(document.get_ref())
        || inherited
            .iter()
            .any(|b: &Binding| !b.floor && b.printed() == "Ctrl-c Ctrl-c");
    for (name, value) in document.get_ref().iter() {
        if let DeValue::Table(section) = value.get_ref() {
            match Context::parse(name.get_ref()) {
                Some(context) => reader.section(context, section),
                None => {
                    let named = name.get_ref();
                    let near = nearest(named, Context::ALL.iter().map(|c| c.name()));
                    reader.report(name.span(), unknown_context(named, near));
                }
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
    reader
        .problems
        .sort_by_key(|p| (p.file != file, p.line, p.column));
    (keymap, reader.problems)
}

/// Ctrl-c twice leaves the program from everywhere.
fn quits_by_cancel(document: &DeTable<'_>) -> bool {
    let global = document.get("global").and_then(|v| v.get_ref().as_table());
    let quit = global.and_then(|t| t.get("ctrl-c ctrl-c"));
    quit.and_then(|v| v.get_ref().as_str()) == Some("app.quit")
}

fn unknown_context(named: &str, near: Option<&str>) -> ProblemKind {
    match near {
        Some(near) => ProblemKind::MisspeltContext(named.to_owned(), near.to_owned()),
        None => ProblemKind::UnknownContext(named.to_owned()),
    }
}

/// An entry of a key file and where it stands.
pub(super) struct Place {
    pub context: Context,
    pub keys: Vec<Key>,
    pub line: u32,
    pub column: u32,
}

/// Where the entries of a file stand, in its order.
pub(super) fn places(text: &str) -> Vec<Place> {
    let mut reader = Reader::new("", text, &[]);
    reader.cancel_begins = true;
    let (document, _) = DeTable::parse_recoverable(text);
    reader.settings(document.get_ref(), &mut Keymap::default());
    for (name, value) in document.get_ref().iter() {
        if let (Some(context), DeValue::Table(section)) =
            (Context::parse(name.get_ref()), value.get_ref())
        {
            reader.section(context, section);
        }
    }
    reader.places.sort_by_key(|(_, _, span)| span.start);
    let mut found = Vec::new();
    for (context, keys, span) in std::mem::take(&mut reader.places) {
        let (line, column) = reader.line_and_column(span.start);
        found.push(Place {
            context,
            keys,
            line,
            column,
        });
    }
    found
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
    /// The file has `"ctrl-c ctrl-c" = "app.quit"` for everywhere.
    cancel_begins: bool,
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
            cancel_begins: false,
            found: Vec::new(),
            unbound: Vec::new(),
            problems: Vec::new(),
            places: Vec::new(),
        }
    }

    /// 1-based line and column (in characters) of a byte.
    fn line_and_column(&self, at: usize) -> (u32, u32) {
        let before = self.text.get(..at).unwrap_or("");
        let line = before.matches('\n').count() as u32 + 1;
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (line, before[line_start..].chars().count() as u32 + 1)
    }

    fn report(&mut self, span: Range<usize>, kind: ProblemKind) {
        let (line, column) = self.line_and_column(span.start);
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
                ("schema", DeValue::Integer(n)) if n.as_str() != "1" => {
                    let which = n.as_str().to_owned();
                    self.report(value.span(), ProblemKind::WrongSchema(which));
                }
                ("schema", DeValue::Integer(_)) | ("inherit", _) | (_, DeValue::Table(_)) => {}
                (known, other) if TOP.contains(&known) => {
                    let kind = other.type_str();
                    let whole = format!("{known} = {kind}");
                    let wanted = match known {
                        "counts" | "typing_searches" => "true | false",
                        "schema" => "1",
                        _ => "\"…\"",
                    };
                    self.report(
                        value.span(),
                        ProblemKind::BadValue(whole, wanted.to_owned()),
                    );
                }
                (other, _) => match nearest(other, TOP) {
                    Some(near) => self.report(
                        name.span(),
                        ProblemKind::MisspeltSetting(other.to_owned(), near.to_owned()),
                    ),
                    None => {
                        self.report(name.span(), ProblemKind::UnknownContext(other.to_owned()));
                    }
                },
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
            if !self.is_floor && self.is_fixed(&keys) {
                self.report(span, ProblemKind::FloorKey(written.get_ref().to_string()));
                continue;
            }
            if let Some((key, other)) = keys.iter().find_map(|k| Some((k, sent_as(*k)?))) {
                let kind = ProblemKind::UnsentKey(key.to_string(), other.to_owned());
                self.report(span, kind);
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
                let kind = match nearest(&command, self.known.iter().copied()) {
                    Some(near) => ProblemKind::MisspeltCommand(command, near.to_owned()),
                    None => ProblemKind::UnknownCommand(command),
                };
                self.report(value.span(), kind);
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
            let (line, _) = self.line_and_column(span.start);
            self.found.push((
                span.start,
                Binding {
                    context,
                    keys,
                    command,
                    argument,
                    floor: self.is_floor,
                    file: self.file.into(),
                    line,
                },
            ));
        }
    }

    /// Keys that stay what they are. Ctrl-c may begin longer ones where Ctrl-c Ctrl-c leaves the program, which
    /// it then does in every place.
    fn is_fixed(&self, keys: &[Key]) -> bool {
        let cancel = Key {
            ctrl: true,
            ..Key::char('c')
        };
        floor_keys().contains(&keys[0])
            && !(self.cancel_begins && keys[0] == cancel && keys.len() > 1)
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
