//! A document, or a place in it, as a bibliography writes it: GB/T 7714, BibTeX, CSL-JSON, RIS, Markdown, plain.
//!
//! In: a document, a block, today's date. Out: text without control characters. What the document does not say is
//! left out; what was inferred, not printed, says so in each form. Must not know about the app.

mod chinese;
mod exchange;
mod source;

pub(crate) use chinese::escaped;
pub use source::{Day, Source};

use std::str::FromStr;

/// A form of citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// 《题名》，文号，日期，第 N 段.
    Plain,
    /// GB/T 7714-2015, sequential numbering: a report, or a report online.
    GbT7714,
    /// BibTeX.
    Bibtex,
    /// CSL-JSON: an array of items.
    CslJson,
    /// RIS.
    Ris,
    /// Markdown, with a link where the document has an address.
    Markdown,
}

impl Form {
    /// All forms with their names.
    pub const ALL: [(&'static str, Form); 6] = [
        ("plain", Form::Plain),
        ("gbt7714", Form::GbT7714),
        ("bibtex", Form::Bibtex),
        ("csl-json", Form::CslJson),
        ("ris", Form::Ris),
        ("markdown", Form::Markdown),
    ];
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Form, String> {
        let found = Form::ALL.iter().find(|(n, _)| *n == name);
        found.map(|(_, form)| *form).ok_or_else(|| name.to_owned())
    }
}

/// Citations of these sources, in their order. Ends without a line end. `today` is the day of the citation, which
/// GB/T 7714 asks of what is online.
pub fn cite(form: Form, sources: &[Source<'_>], today: Option<Day>) -> String {
    let each = |write: &dyn Fn(&Source<'_>) -> String, between: &str| {
        sources.iter().map(write).collect::<Vec<_>>().join(between)
    };
    match form {
        Form::Plain => each(&chinese::plain, "\n"),
        Form::GbT7714 => each(&|s| chinese::gbt7714(s, today), "\n"),
        Form::Markdown => each(&chinese::markdown, "\n"),
        Form::Bibtex => each(&exchange::bibtex, "\n\n"),
        Form::Ris => each(&exchange::ris, "\n\n"),
        Form::CslJson => exchange::csl_json(sources),
    }
}
