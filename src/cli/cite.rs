//! `wenmai cite REF…`: documents and places in them as a bibliography writes them.

use super::Status;
use super::output::Output;
use super::show::not_there;
use wenmai::export::cite::{Day, Form, Source, cite};
use wenmai::library::{Library, ReferenceError, SCHEME, follow_link, resolve};
use wenmai::store::now;

/// The names of the forms.
pub fn forms() -> Vec<&'static str> {
    Form::ALL.iter().map(|(name, _)| *name).collect()
}

/// Prints the citations in one form. What names no one place is said, and nothing is printed for it.
pub fn run(library: &Library, out: &mut Output, references: &[String], form: &str) -> Status {
    let form: Form = match form.parse() {
        Ok(form) => form,
        Err(what) => return out.usage("cli-bad-form", &what),
    };
    let mut sources = Vec::new();
    for reference in references {
        match meant(library, reference) {
            Ok((document, block)) => sources.push(Source::new(&library.documents[document], block)),
            Err(error) => not_there(out, &error),
        }
    }
    if !sources.is_empty() {
        let text = cite(form, &sources, Day::at(now().0));
        text.lines().for_each(|line| out.line(line));
    }
    if sources.len() == references.len() {
        Status::Done
    } else {
        Status::Nothing
    }
}

/// The document, and the block where a part of it is named.
fn meant(library: &Library, typed: &str) -> Result<(usize, Option<usize>), ReferenceError> {
    if typed.starts_with(SCHEME) {
        let place = follow_link(library, typed)?;
        return Ok((place.document, Some(place.block)));
    }
    let place = resolve(library, typed)?;
    let whole = 0..library.documents[place.document].blocks.len();
    let block = (place.blocks != whole).then_some(place.blocks.start);
    Ok((place.document, block))
}
