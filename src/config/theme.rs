//! Themes: what each meaning of a text looks like, built in or from files.
//!
//! In: TOML. Out: a `Theme`, and `Problem`s with file, line, column; the rest is kept. Must not know how a terminal
//! is told.
//!
//! ```toml
//! schema = 1
//! inherit = "dark"                                    # a theme that is built in, or another file
//! citation = "cyan"                                   # a colour alone
//! hit = { text = "black", ground = "#ffd75f", bold = true }
//! selection = { reverse = true }
//! ```

use super::inherit::{TextOf, way_back};
use super::read::{problem, wrong_schema};
use crate::problem::{Problem, ProblemKind, nearest};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// One of the terminal's sixteen.
    Of16(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
}

/// Names of the terminal's sixteen colours.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// How something looks. No colour: the terminal's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paint {
    /// Colour of the characters.
    pub text: Option<Ink>,
    /// Colour behind them.
    pub ground: Option<Ink>,
    /// Bold.
    pub bold: bool,
    /// Faint.
    pub dim: bool,
    /// Underlined.
    pub underline: bool,
    /// Text and ground change places.
    pub reverse: bool,
}

const NONE: Paint = Paint {
    text: None,
    ground: None,
    bold: false,
    dim: false,
    underline: false,
    reverse: false,
};
const BOLD: Paint = Paint { bold: true, ..NONE };
const DIM: Paint = Paint { dim: true, ..NONE };
const REVERSE: Paint = Paint {
    reverse: true,
    ..NONE
};

const fn ink(number: u8) -> Paint {
    Paint {
        text: Some(Ink::Of16(number)),
        ..NONE
    }
}

/// What can be given a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Running text, and what is typed.
    Text,
    /// Headings and titles of panes.
    Heading,
    /// Printed bold in the source.
    Strong,
    /// Secondary.
    Dim,
    /// A search hit.
    Hit,
    /// A citation.
    Citation,
    /// A note's mark.
    Note,
    /// Bars of the timeline.
    Bar,
    /// A problem.
    Problem,
    /// A key.
    Key,
    /// The current row of a list.
    Selection,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 11] = [
        Part::Text,
        Part::Heading,
        Part::Strong,
        Part::Dim,
        Part::Hit,
        Part::Citation,
        Part::Note,
        Part::Bar,
        Part::Problem,
        Part::Key,
        Part::Selection,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Part::Text => "text",
            Part::Heading => "heading",
            Part::Strong => "strong",
            Part::Dim => "dim",
            Part::Hit => "hit",
            Part::Citation => "citation",
            Part::Note => "note",
            Part::Bar => "bar",
            Part::Problem => "problem",
            Part::Key => "key",
            Part::Selection => "selection",
        }
    }
}

/// A look for every part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme([Paint; Part::ALL.len()]);

/// A theme of coloured citations, notes, problems, hits; all else is the terminal's.
const fn colored(citation: u8, note: u8, problem: u8, hit: u8, ground: u8) -> Theme {
    let citation = ink(citation);
    Theme([
        NONE,
        BOLD,
        BOLD,
        DIM,
        Paint {
            ground: Some(Ink::Of16(ground)),
            bold: true,
            ..ink(hit)
        },
        Paint {
            underline: true,
            ..citation
        },
        ink(note),
        citation,
        Paint {
            bold: true,
            ..ink(problem)
        },
        BOLD,
        REVERSE,
    ])
}

impl Theme {
    /// On any ground.
    pub const TERMINAL: Theme = colored(6, 5, 1, 0, 3);
    /// On a light ground: no yellow text, no bright colours.
    pub const LIGHT: Theme = colored(4, 5, 1, 15, 4);
    /// On a dark ground: bright colours.
    pub const DARK: Theme = colored(14, 13, 9, 0, 11);
    /// Few colours far from each other, nothing faint.
    pub const HIGH_CONTRAST: Theme = Theme([
        NONE,
        BOLD,
        BOLD,
        NONE,
        Paint {
            ground: Some(Ink::Of16(15)),
            bold: true,
            ..ink(0)
        },
        Paint {
            underline: true,
            ..NONE
        },
        BOLD,
        NONE,
        Paint {
            underline: true,
            ..BOLD
        },
        BOLD,
        REVERSE,
    ]);
    /// No colours.
    pub const MONO: Theme = Theme([
        NONE,
        BOLD,
        BOLD,
        DIM,
        Paint {
            bold: true,
            ..REVERSE
        },
        Paint {
            underline: true,
            ..NONE
        },
        NONE,
        NONE,
        BOLD,
        BOLD,
        REVERSE,
    ]);

    /// The themes that are built in, by name.
    pub const BUILT_IN: [(&'static str, Theme); 5] = [
        ("terminal", Theme::TERMINAL),
        ("light", Theme::LIGHT),
        ("dark", Theme::DARK),
        ("high-contrast", Theme::HIGH_CONTRAST),
        ("mono", Theme::MONO),
    ];

    /// A theme that is built in.
    pub fn named(name: &str) -> Option<Theme> {
        let found = Theme::BUILT_IN.iter().find(|(n, _)| *n == name);
        found.map(|(_, theme)| *theme)
    }

    /// How a part looks.
    pub fn paint(&self, part: Part) -> Paint {
        self.0[part as usize]
    }
}

impl Default for Theme {
    fn default() -> Self {
        Theme::TERMINAL
    }
}

/// Reads a theme file that inherits from nothing but what is built in.
pub fn read_theme(file: &str, text: &str) -> (Theme, Vec<Problem>) {
    read_theme_with(file, text, &|_| None)
}

/// Files that inherit from each other, at most.
const DEEPEST: usize = 8;

/// Reads a theme file. `file` is its name for problems; what it does not say is that of the theme it inherits
/// from, or of the terminal's. `text_of` gives other files that it may inherit from; those go before what is built
/// in, but for a file that has the name of what it inherits.
pub fn read_theme_with(file: &str, text: &str, text_of: &TextOf<'_>) -> (Theme, Vec<Problem>) {
    read_at(file, text, text_of, 0)
}

/// What a file inherits by a name; none where that is not there. A mistake in another file is told when that
/// one is read.
fn base(
    file: &str,
    name: &str,
    text_of: &TextOf<'_>,
    depth: usize,
) -> Result<Option<Theme>, String> {
    let next = |within: &str, name: &str| {
        text_of(name).filter(|(other, _)| other != within || Theme::named(name).is_none())
    };
    if let Some(way) = way_back(file, name, &next) {
        return Err(way);
    }
    let of_file = next(file, name).filter(|_| depth < DEEPEST);
    let of_file = of_file.map(|(other, text)| read_at(&other, &text, text_of, depth + 1).0);
    Ok(of_file.or_else(|| Theme::named(name)))
}

fn read_at(file: &str, text: &str, text_of: &TextOf<'_>, depth: usize) -> (Theme, Vec<Problem>) {
    let mut reader = Reader {
        file,
        text,
        problems: Vec::new(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let kind = ProblemKind::BadToml(error.message().to_owned());
        reader.report(error.span().unwrap_or(0..0), kind);
    }
    let mut theme = Theme::default();
    if let Some(inherit) = document.get_ref().get("inherit") {
        let name = inherit.get_ref().as_str().unwrap_or("?");
        match base(file, name, text_of, depth) {
            Ok(Some(found)) => theme = found,
            Ok(None) => {
                let names = Theme::BUILT_IN.map(|(n, _)| n);
                reader.wrong(inherit.span(), "inherit", name, &names);
            }
            Err(way) => reader.report(inherit.span(), ProblemKind::InheritsItself(way)),
        }
    }
    for (name, value) in document.get_ref().iter() {
        let named = name.get_ref().as_ref();
        match (named, Part::ALL.iter().find(|p| p.name() == named)) {
            ("inherit" | "name", _) => {}
            ("schema", _) => {
                if let Some(kind) = wrong_schema(value.get_ref()) {
                    reader.report(value.span(), kind);
                }
            }
            (_, Some(part)) => {
                let old = theme.paint(*part);
                theme.0[*part as usize] = reader.paint(old, value.span(), named, value.get_ref());
            }
            (_, None) => {
                let parts = Part::ALL.map(Part::name);
                reader.unknown(name.span(), named, &parts);
            }
        }
    }
    reader.problems.sort_by_key(|p| (p.line, p.column));
    (theme, reader.problems)
}

/// The words of a paint that are on or off.
const SWITCHES: [&str; 4] = ["bold", "dim", "underline", "reverse"];

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn report(&mut self, span: Range<usize>, kind: ProblemKind) {
        self.problems
            .push(problem(self.file, self.text, span, kind));
    }

    fn unknown(&mut self, span: Range<usize>, name: &str, known: &[&str]) {
        let kind = match nearest(name, known.iter().copied()) {
            Some(near) => ProblemKind::MisspeltSetting(name.to_owned(), near.to_owned()),
            None => ProblemKind::UnknownSetting(name.to_owned()),
        };
        self.report(span, kind);
    }

    fn wrong(&mut self, span: Range<usize>, name: &str, written: &str, allowed: &[&str]) {
        let whole = format!("{name} = {written}");
        let kind = match nearest(written, allowed.iter().copied()) {
            Some(near) => ProblemKind::MisspeltValue(whole, near.to_owned()),
            None => ProblemKind::BadValue(whole, allowed.join(" | ")),
        };
        self.report(span, kind);
    }

    /// A colour alone, or a table of colours and switches.
    fn paint(&mut self, old: Paint, span: Range<usize>, name: &str, value: &DeValue<'_>) -> Paint {
        match value {
            DeValue::Table(table) => {
                let mut paint = Paint::default();
                for (name, value) in table.iter() {
                    let named = name.get_ref().as_ref();
                    match (named, value.get_ref()) {
                        ("text", v) => paint.text = self.ink(value.span(), named, v),
                        ("ground", v) => paint.ground = self.ink(value.span(), named, v),
                        ("bold", DeValue::Boolean(on)) => paint.bold = *on,
                        ("dim", DeValue::Boolean(on)) => paint.dim = *on,
                        ("underline", DeValue::Boolean(on)) => paint.underline = *on,
                        ("reverse", DeValue::Boolean(on)) => paint.reverse = *on,
                        (switch, other) if SWITCHES.contains(&switch) => {
                            let allowed = ["true", "false"];
                            self.wrong(value.span(), switch, other.type_str(), &allowed);
                        }
                        (other, _) => {
                            let known = [&["text", "ground"][..], &SWITCHES].concat();
                            self.unknown(name.span(), other, &known);
                        }
                    }
                }
                paint
            }
            value => Paint {
                text: self.ink(span, name, value),
                ..old
            },
        }
    }

    fn ink(&mut self, span: Range<usize>, name: &str, value: &DeValue<'_>) -> Option<Ink> {
        let written = value.as_str().unwrap_or(value.type_str());
        if written == "default" {
            return None;
        }
        let of16 = NAMES.iter().position(|n| *n == written);
        let of16 = of16.and_then(|n| u8::try_from(n).ok()).map(Ink::Of16);
        let found = of16.or_else(|| rgb(written));
        if found.is_none() {
            let allowed = [&NAMES[..], &["default", "#rrggbb"]].concat();
            self.wrong(span, name, written, &allowed);
        }
        found
    }
}

/// `#ffd75f`.
fn rgb(written: &str) -> Option<Ink> {
    let digits = written.strip_prefix('#')?;
    let all = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = all.to_be_bytes();
    (digits.len() == 6 && digits.is_ascii()).then_some(Ink::Rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_file_changes_what_it_names_and_keeps_the_rest() {
        let text = "schema = 1\ninherit = \"dark\"\ncitation = \"green\"\nhit = { text = \"black\", ground = \"#ffd75f\", underline = true }\n";
        let (theme, problems) = read_theme("mine.toml", text);
        assert_eq!(problems, []);
        assert_eq!(theme.paint(Part::Note), Theme::DARK.paint(Part::Note));
        let citation = theme.paint(Part::Citation);
        assert_eq!(citation.text, Some(Ink::Of16(2)));
        assert!(citation.underline, "what a colour alone does not say stays");
        let hit = theme.paint(Part::Hit);
        assert_eq!(hit.ground, Some(Ink::Rgb(0xff, 0xd7, 0x5f)));
        assert!(hit.underline && !hit.bold);
    }

    #[test]
    fn mistakes_have_their_place_and_a_suggestion() {
        let text = "schema = 2\ninherit = \"drak\"\ncitaton = \"red\"\nnote = \"grene\"\nbar = { text = \"#12\", bold = 1 }\nkey = { bould = true }\n";
        let (theme, problems) = read_theme("mine.toml", text);
        let told: Vec<_> = problems
            .into_iter()
            .map(|p| (p.line.unwrap_or(0), p.column.unwrap_or(0), p.kind))
            .collect();
        use ProblemKind::{BadValue, MisspeltSetting, MisspeltValue, WrongSchema};
        assert_eq!(told.len(), 7, "{told:?}");
        assert_eq!(told[0], (1, 10, WrongSchema("2".into())));
        assert_eq!(
            told[1],
            (2, 11, MisspeltValue("inherit = drak".into(), "dark".into()))
        );
        assert_eq!(
            told[2],
            (3, 1, MisspeltSetting("citaton".into(), "citation".into()))
        );
        assert_eq!(
            told[3],
            (4, 8, MisspeltValue("note = grene".into(), "green".into()))
        );
        assert!(matches!(&told[4], (5, 16, BadValue(what, _)) if what == "text = #12"));
        assert_eq!(
            told[5],
            (
                5,
                30,
                BadValue("bold = integer".into(), "true | false".into())
            )
        );
        assert_eq!(
            told[6],
            (6, 9, MisspeltSetting("bould".into(), "bold".into()))
        );
        assert_eq!(theme.paint(Part::Hit), Theme::TERMINAL.paint(Part::Hit));
    }
}
