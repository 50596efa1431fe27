//! What a word stands for, and its other forms: from the documents' own lists and brackets, and from the
//! built-in tables of organisations, states and instruments.
//!
//! In: facts of all documents. Out: entries, each with where it comes from. Must not know terminals.

use crate::facts::{Facts, GLOSSARY, NAMES, squeezed};
use std::collections::HashMap;
use std::sync::Arc;

/// Where an entry comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermSource {
    /// A document says it: index in `Library::documents`, block, bytes of its text, raw line.
    Document {
        /// Index in `Library::documents`.
        document: usize,
        /// Block.
        block: usize,
        /// Raw line.
        line: u32,
    },
    /// A built-in table (or the user's additions to it): its name.
    Table(&'static str),
}

/// A word, what it stands for, and its other forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermEntry {
    /// The short form: an abbreviation, or the name.
    pub short: String,
    /// What it stands for.
    pub long: String,
    /// Further forms: other names, traditional, English.
    pub forms: Vec<String>,
    /// Where this comes from.
    pub source: TermSource,
}

impl TermEntry {
    /// All forms, the short one first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [self.short.as_str(), self.long.as_str()]
            .into_iter()
            .chain(self.forms.iter().map(String::as_str))
    }
}

/// All terms of a library.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    entries: Vec<TermEntry>,
    by_form: HashMap<String, Vec<u32>>,
}

impl Glossary {
    /// Collects the terms: those of the documents first, then the tables.
    pub fn build(facts: &[Option<Arc<Facts>>]) -> Glossary {
        let mut glossary = Glossary::default();
        for (document, facts) in facts.iter().enumerate() {
            for term in facts.iter().flat_map(|f| &f.terms) {
                glossary.add(TermEntry {
                    short: term.abbr.clone(),
                    long: term.expansion.clone(),
                    forms: Vec::new(),
                    source: TermSource::Document {
                        document,
                        block: term.span.block,
                        line: term.span.line,
                    },
                });
            }
        }
        for [short, long, forms] in GLOSSARY.iter() {
            glossary.add(table("terms", short, long, forms.split('|')));
        }
        for x in &NAMES.actors {
            let others = x.aliases.iter().copied();
            glossary.add(table("actors", x.name, x.english, others));
        }
        for x in &NAMES.instruments {
            let others = [x.designation].into_iter().chain(x.aliases.iter().copied());
            glossary.add(table("instruments", x.name, x.english, others));
        }
        glossary
    }

    fn add(&mut self, entry: TermEntry) {
        // The same said again adds nothing.
        let first = self
            .of(&entry.short)
            .find(|e| e.short == entry.short && e.long == entry.long);
        if first.is_some() {
            return;
        }
        let at = self.entries.len() as u32;
        for form in entry.all() {
            let list = self.by_form.entry(key(form)).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        self.entries.push(entry);
    }

    /// The entries that have a form, in any writing.
    pub fn of(&self, form: &str) -> impl Iterator<Item = &TermEntry> {
        let all = self.by_form.get(&key(form));
        all.into_iter()
            .flatten()
            .filter_map(|i| self.entries.get(*i as usize))
    }

    /// All entries.
    pub fn entries(&self) -> &[TermEntry] {
        &self.entries
    }
}

fn table<'a>(
    name: &'static str,
    short: &str,
    long: &str,
    forms: impl Iterator<Item = &'a str>,
) -> TermEntry {
    TermEntry {
        short: short.to_owned(),
        long: if long.is_empty() { short } else { long }.to_owned(),
        forms: forms.filter(|f| !f.is_empty()).map(str::to_owned).collect(),
        source: TermSource::Table(name),
    }
}

/// Forms are compared folded, without marks and blanks, small.
fn key(form: &str) -> String {
    let bare = form.trim().trim_matches(['《', '》', '“', '”']);
    let chars = squeezed(bare);
    chars
        .iter()
        .filter(|c| **c != ' ')
        .flat_map(|c| c.to_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_leads_to_the_entry() {
        let glossary = Glossary::build(&[]);
        for form in ["欧安组织", "OSCE", "osce", "歐安組織", "欧洲安全与合作组织"]
        {
            let long: Vec<&str> = glossary.of(form).map(|e| e.short.as_str()).collect();
            assert!(long.contains(&"欧洲安全与合作组织"), "{form}: {long:?}");
        }
        let entry = glossary.of("《布达佩斯公约》").next();
        assert_eq!(entry.map(|e| e.short.as_str()), Some("网络犯罪公约"));
        assert_eq!(
            glossary.of("").count() + glossary.of("没有这个词").count(),
            0
        );
    }
}
