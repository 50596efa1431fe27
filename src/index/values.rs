//! What documents and blocks are, besides their text: the values of fields.
//!
//! In: documents. Out: which of them have a value. Must not know queries.

use super::exact::{Exact, Match};
use super::symbol::Named;
use super::{BlockRef, Field};
use crate::document::{Block, BlockKind, Document};
use crate::text::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Keys of all names of States, with the key of the usual Chinese one.
static STATES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let rows = include_str!("../../data/lexicon/states.tsv").lines();
    let cells = rows.map(|row| row.split('\t').collect::<Vec<_>>());
    let named = cells.filter(|cells| cells.len() > 1);
    named
        .flat_map(|cells| {
            let usual = folded(cells[0]);
            let names = cells.into_iter().flat_map(|cell| cell.split('|'));
            let keys = names.map(folded).filter(|name| !name.is_empty());
            keys.map(|name| (name, usual.clone())).collect::<Vec<_>>()
        })
        .collect()
});

/// Words of titles, what the paper is in Chinese, and in English.
static TYPES: LazyLock<Vec<[String; 3]>> = LazyLock::new(|| {
    let rows = include_str!("../../data/lexicon/paper-types.tsv").lines();
    let cells = rows.filter(|row| !row.starts_with('#')).filter_map(|row| {
        let mut cells = row.split('\t').map(folded);
        Some([cells.next()?, cells.next()?, cells.next()?])
    });
    cells.collect()
});

/// Names of scopes, and what they are.
const SCOPES: [(&str, Scope); 9] = [
    ("标题", Scope::Heading),
    ("title", Scope::Heading),
    ("heading", Scope::Heading),
    ("段落", Scope::Paragraph),
    ("para", Scope::Paragraph),
    ("脚注", Scope::Note),
    ("note", Scope::Note),
    ("表格", Scope::Table),
    ("table", Scope::Table),
];

/// Parts of documents that can be searched by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Titles and headings.
    Heading,
    /// Paragraphs and items.
    Paragraph,
    /// Notes.
    Note,
    /// Captions and rows of tables.
    Table,
}

impl Scope {
    /// All, in the order of their counts in `Results`.
    pub const ALL: [Scope; 4] = [Scope::Heading, Scope::Paragraph, Scope::Note, Scope::Table];

    /// What a block belongs to; the lines of a masthead to none.
    pub fn of(block: &Block) -> Option<Scope> {
        match block.kind {
            BlockKind::Title | BlockKind::Heading | BlockKind::Toc => Some(Scope::Heading),
            BlockKind::Paragraph
            | BlockKind::Preambular
            | BlockKind::Operative
            | BlockKind::Item => Some(Scope::Paragraph),
            BlockKind::Footnote => Some(Scope::Note),
            BlockKind::Caption | BlockKind::TableRow => Some(Scope::Table),
            BlockKind::Masthead | BlockKind::Closing => None,
        }
    }
}

/// The scope with this name.
pub(super) fn scope_named(key: &str) -> Option<Scope> {
    SCOPES.iter().find(|(name, _)| *name == key).map(|s| s.1)
}

/// The blocks that have a value in a field; `None` where no document has such a value.
pub(super) fn matches(exact: &Exact, field: Field, key: &str) -> Option<Vec<Match>> {
    let found = match field {
        Field::Within => exact.of_documents(|i, _| exact.is_named(i, key)),
        Field::Body => exact.of_documents(|_, d| {
            let body = d.meta.body.as_deref().map(folded);
            body.is_some_and(|body| body.contains(key))
        }),
        Field::Type => {
            exact.of_documents(|_, d| type_of(d).is_some_and(|[_, zh, en]| zh == key || en == key))
        }
        Field::Language => exact.of_documents(|_, d| speaks(d, key)),
        Field::Symbol => {
            let named = Named::new(key);
            exact.of_documents(|_, d| {
                let symbol = d.meta.symbol.as_deref().unwrap_or("");
                named.as_ref().is_some_and(|n| n.is(symbol)) || folded(symbol).contains(key)
            })
        }
        Field::Scope => {
            let scope = scope_named(key)?;
            blocks(exact, |d, block| Scope::of(&d.blocks[block]) == Some(scope))
        }
        Field::State => of_state(exact, key),
        Field::Date | Field::Mentions | Field::Cites => return None,
    };
    (!found.is_empty()).then_some(found)
}

/// The usual name of a State, as a key; `None` for what is no name of one.
pub(super) fn state(key: &str) -> Option<String> {
    STATES.get(key).cloned()
}

/// What a paper is, in Chinese.
pub(super) fn type_name(document: &Document) -> Option<String> {
    type_of(document).map(|[_, zh, _]| zh.clone())
}

/// Names of scopes.
pub(super) fn scopes() -> impl Iterator<Item = &'static str> {
    SCOPES.iter().map(|(name, _)| *name)
}

/// What a paper is, by its symbol or the words of its title that stand last.
fn type_of(document: &Document) -> Option<&'static [String; 3]> {
    let symbol = folded(document.meta.symbol.as_deref().unwrap_or(""));
    let title = folded(&document.meta.title);
    let of_symbol = TYPES
        .iter()
        .find(|t| t[0].contains('/') && symbol.contains(&t[0]));
    of_symbol.or_else(|| {
        let places = TYPES
            .iter()
            .filter_map(|t| Some((title.rfind(&t[0])? + t[0].len(), t)));
        places
            .max_by_key(|(end, t)| (*end, t[0].len()))
            .map(|(_, t)| t)
    })
}

fn speaks(document: &Document, key: &str) -> bool {
    let language = folded(&document.meta.language);
    let names: &[&str] = match language.as_str() {
        "zh-hans" => &["简体", "简", "中文", "汉语", "simplified", "chinese"],
        "zh-hant" => &["繁体", "繁", "中文", "汉语", "traditional", "chinese"],
        "en" => &["英文", "英语", "english"],
        _ => &[],
    };
    names.contains(&key) || language == key || language.split('-').next() == Some(key)
}

/// Blocks under a heading that is the name of a State (or of who else is asked for).
pub(super) fn of_state(exact: &Exact, key: &str) -> Vec<Match> {
    let usual = |key: &str| STATES.get(key).cloned().unwrap_or_else(|| key.to_owned());
    let wanted = usual(key);
    let mut found = Vec::new();
    for (document, d) in exact.documents().iter().enumerate() {
        let mut holder: Option<u8> = None;
        for (block, b) in d.blocks.iter().enumerate() {
            if b.kind == BlockKind::Heading {
                let closes = holder.is_none_or(|level| b.level <= level);
                let is = closes && usual(&folded(b.body())) == wanted;
                if closes {
                    holder = is.then_some(b.level);
                }
            }
            if holder.is_some() {
                let ord = exact.ordinal_of(BlockRef { document, block });
                found.push(Match { ord, score: 0.0 });
            }
        }
    }
    found
}

/// The blocks for which `holds` says so.
fn blocks(exact: &Exact, holds: impl Fn(&Document, usize) -> bool) -> Vec<Match> {
    let mut found = exact.all();
    found.retain(|m| {
        let at = exact.at(m.ord);
        holds(&exact.documents()[at.document], at.block)
    });
    found
}
