//! What is cited: the fields of a document that a bibliography has room for, cleaned, with where in it.

use crate::document::{BlockKind, Document, PaperType};
use crate::facts::official_address;
use crate::library::paragraph_of;
use crate::text::sanitize;

/// A day, or a month or year where no more is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month; never without a month.
    pub day: Option<u8>,
}

impl Day {
    /// The day of an ISO 8601 date of any precision.
    pub fn parse(iso: &str) -> Option<Day> {
        let mut parts = iso.split('-');
        let year = parts.next()?;
        if year.len() != 4 {
            return None;
        }
        let month = parts.next().map(str::parse::<u8>).transpose().ok()?;
        let day = parts.next().map(str::parse::<u8>).transpose().ok()?;
        let fits = month.is_none_or(|m| (1..=12).contains(&m))
            && day.is_none_or(|d| (1..=31).contains(&d))
            && parts.next().is_none();
        let year = year.parse().ok()?;
        fits.then_some(Day { year, month, day })
    }

    /// The day (UTC) of a moment: seconds since 1970.
    pub fn at(seconds: i64) -> Option<Day> {
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        let date = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
        Some(Day {
            year: u16::try_from(date.year()).ok()?,
            month: u8::try_from(date.month()).ok(),
            day: u8::try_from(date.day()).ok(),
        })
    }

    /// As ISO 8601 writes it.
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

/// A document to be cited, and where in it.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    document: &'a Document,
    /// Title.
    pub(super) title: String,
    /// Symbol, where it has one.
    pub(super) symbol: Option<String>,
    /// The organ that issued it.
    pub(super) body: Option<String>,
    /// Its date.
    pub(super) date: Option<Day>,
    /// The official address, for symbols that have one.
    pub(super) address: Option<String>,
    /// Where in it: 第 12 段, para. 12.
    pub(super) place: Option<String>,
}

fn clean(text: &str) -> String {
    sanitize(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn filled(text: Option<&str>) -> Option<String> {
    text.map(clean).filter(|t| !t.is_empty())
}

impl<'a> Source<'a> {
    /// A document as a whole, or one of its blocks.
    pub fn new(document: &'a Document, block: Option<usize>) -> Source<'a> {
        let meta = &document.meta;
        let symbol = filled(meta.symbol.as_deref());
        Source {
            document,
            title: clean(&meta.title),
            body: filled(meta.body.as_deref()),
            date: meta.date.as_deref().and_then(Day::parse),
            address: symbol.as_deref().and_then(official_address),
            symbol,
            place: block.and_then(|b| place(document, b)),
        }
    }

    /// Several blocks of a document, from the first to the last: 第 12-14 段.
    pub fn spanning(document: &'a Document, first: usize, last: usize) -> Source<'a> {
        let mut source = Source::new(document, Some(first));
        let numbers = paragraph(document, first).zip(paragraph(document, last));
        if let Some((a, b)) = numbers.filter(|(a, b)| a < b) {
            source.place = Some(if is_english(document) {
                format!("paras. {a}-{b}")
            } else {
                format!("第 {a}-{b} 段")
            });
        }
        source
    }

    /// The field was not printed in the text.
    pub(super) fn is_inferred(&self, field: &str) -> bool {
        self.document.meta.inferred.contains(&field)
    }

    /// The fields of a citation that were not printed in the text, and are there.
    pub(super) fn inferred(&self) -> Vec<&'static str> {
        let there = [
            ("title", true),
            ("symbol", self.symbol.is_some()),
            ("body", self.body.is_some()),
            ("date", self.date.is_some()),
        ];
        let said = |(field, there): &(&'static str, bool)| *there && self.is_inferred(field);
        there
            .into_iter()
            .filter(said)
            .map(|(field, _)| field)
            .collect()
    }

    /// BCP 47 tag of its language, where that is known.
    pub(super) fn language(&self) -> Option<&str> {
        Some(self.document.meta.language.as_str()).filter(|l| !l.is_empty() && *l != "und")
    }

    /// It is a report: it bears a report's number, or calls itself one.
    pub(super) fn is_report(&self) -> bool {
        let paper = self.document.meta.paper;
        self.symbol.is_some()
            || matches!(
                paper,
                Some(PaperType::Report | PaperType::Summary | PaperType::Replies)
            )
    }

    /// A key for BibTeX: ASCII, and unlike the keys of other documents of the library.
    pub(super) fn key(&self) -> String {
        let id = &self.document.id;
        let plain: String = id
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        if plain == *id {
            return plain;
        }
        let sum = id.chars().fold(0_u32, |sum, c| {
            sum.wrapping_mul(31).wrapping_add(u32::from(c))
        });
        format!("wenmai{}-{sum:08x}", plain.trim_matches('-'))
    }

    pub(super) fn id(&self) -> String {
        clean(&self.document.id)
    }
}

fn is_english(document: &Document) -> bool {
    document.meta.language.starts_with("en")
}

/// The number of the paragraph that a block is or belongs to.
fn paragraph(document: &Document, block: usize) -> Option<u32> {
    let b = document.blocks.get(block)?;
    let number = b.number.trim_matches(|c: char| !c.is_alphanumeric());
    match b.kind {
        BlockKind::Footnote => None,
        BlockKind::Operative => number.parse().ok(),
        _ => paragraph_of(document, block),
    }
}

/// A block as a citation names it: its paragraph, its note, the heading over it.
fn place(document: &Document, block: usize) -> Option<String> {
    let english = is_english(document);
    let b = document.blocks.get(block)?;
    if b.kind == BlockKind::Footnote {
        let note = document.notes.iter().find(|n| n.block == block)?;
        let word = if english { "note" } else { "注" };
        return Some(format!("{word} {}", clean(&note.marker)));
    }
    if let Some(n) = paragraph(document, block) {
        return Some(if english {
            format!("para. {n}")
        } else {
            format!("第 {n} 段")
        });
    }
    let heading = document.headings_of(block).pop()?;
    let title = clean(&document.title_of(&document.outline[heading]));
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn a_day_is_as_precise_as_it_was_given() {
        for iso in ["2000", "2000-12", "2000-12-04"] {
            assert_eq!(Day::parse(iso).map(Day::iso).as_deref(), Some(iso));
        }
        assert_eq!(
            Day::at(951_782_400).map(Day::iso).as_deref(),
            Some("2000-02-29")
        );
        for wrong in ["", "20", "2000-13", "2000-12-32", "2000-12-04-1", "约2000"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }
}
