//! The fields of a query: their names in Chinese and English.
//!
//! In: a word. Out: a field. Must not know documents.

/// What a query can ask for besides text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Documents whose id, symbol, title or file name holds the value.
    Within,
    /// The body that issued the document.
    Body,
    /// What the document is: a resolution, a report.
    Type,
    /// The State or organisation whose part of a document it is.
    State,
    /// The date of the document.
    Date,
    /// Dates that the paragraph mentions.
    Mentions,
    /// The language of the document.
    Language,
    /// Paragraphs that cite a document.
    Cites,
    /// The symbol of the document.
    Symbol,
    /// What the block is: a heading, a paragraph, a note, a table.
    Scope,
}

/// All names; the first Chinese and the first English one of a field are those that are shown.
const NAMES: [(&str, Field); 33] = [
    ("在", Field::Within),
    ("in", Field::Within),
    ("doc", Field::Within),
    ("文档", Field::Within),
    ("文件", Field::Within),
    ("机构", Field::Body),
    ("body", Field::Body),
    ("organ", Field::Body),
    ("类型", Field::Type),
    ("type", Field::Type),
    ("国家", Field::State),
    ("state", Field::State),
    ("country", Field::State),
    ("日期", Field::Date),
    ("date", Field::Date),
    ("年份", Field::Date),
    ("year", Field::Date),
    ("年", Field::Date),
    ("提及", Field::Mentions),
    ("mentions", Field::Mentions),
    ("语言", Field::Language),
    ("lang", Field::Language),
    ("language", Field::Language),
    ("引", Field::Cites),
    ("cites", Field::Cites),
    ("引用", Field::Cites),
    ("文号", Field::Symbol),
    ("symbol", Field::Symbol),
    ("sym", Field::Symbol),
    ("范围", Field::Scope),
    ("scope", Field::Scope),
    ("正则", Field::Within),
    ("re", Field::Within),
];

/// How many of the names are no fields (`re:`).
const PATTERNS: usize = 2;

impl Field {
    /// All fields, in the order they are offered.
    pub const ALL: [Field; 10] = [
        Field::Within,
        Field::Body,
        Field::Type,
        Field::State,
        Field::Date,
        Field::Mentions,
        Field::Language,
        Field::Cites,
        Field::Symbol,
        Field::Scope,
    ];

    /// The field with this name, whatever its case.
    pub fn named(name: &str) -> Option<Field> {
        let mut fields = NAMES[..NAMES.len() - PATTERNS].iter();
        let found = fields.find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, field)| *field)
    }

    /// The Chinese name, which is also the one that queries are printed with.
    pub fn name(self) -> &'static str {
        self.names().next().unwrap_or("")
    }

    /// The English name.
    pub fn english(self) -> &'static str {
        self.names().find(|n| n.is_ascii()).unwrap_or("")
    }

    fn names(self) -> impl Iterator<Item = &'static str> {
        let fields = NAMES[..NAMES.len() - PATTERNS].iter();
        fields.filter(move |(_, f)| *f == self).map(|(n, _)| *n)
    }

    /// Its word in translation ids.
    pub fn id(self) -> &'static str {
        match self {
            Field::Within => "within",
            Field::Body => "body",
            Field::Type => "type",
            Field::State => "state",
            Field::Date => "date",
            Field::Mentions => "mentions",
            Field::Language => "language",
            Field::Cites => "cites",
            Field::Symbol => "symbol",
            Field::Scope => "scope",
        }
    }
}

/// `re:` in either language.
pub(super) fn is_pattern(name: &str) -> bool {
    name.eq_ignore_ascii_case("re") || name == "正则"
}

/// A name that differs from what was typed by one character (one letter too many, too few, or another).
pub(super) fn near(typed: &str) -> Option<&'static str> {
    let typed: Vec<char> = typed.chars().flat_map(char::to_lowercase).collect();
    let near = |name: &&(&'static str, Field)| {
        let name: Vec<char> = name.0.chars().collect();
        name.len() > 1 && typed.len() > 1 && one_apart(&typed, &name)
    };
    NAMES.iter().find(near).map(|(name, _)| *name)
}

/// Two words differ by one character.
pub(crate) fn one_apart(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => same < short.len() && short[same + 1..] == long[same + 1..],
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}
