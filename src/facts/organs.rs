//! Which organ adopted a resolution that is cited by number.
//!
//! In: a number, the organs named before it in the sentence, the date beside it, what the document is.
//! Out: a normal symbol. Must not know how numbers are found.
//!
//! The organ is, in this order: named before the number in the sentence and able to have such a
//! number; that of the document; told by the shape (n(yyyy): Security Council; yyyy/n: Economic and Social
//! Council; roman or session 31 and later: General Assembly). A session up to 30 without roman numbers is
//! never one of the General Assembly. What stays open keeps its number as printed.

use super::lexicon::LEXICON;
use super::model::{CitationKind, PartialDate};
use super::resolutions::{Numbered, Shape};
use super::scan::{END, Folded, is_han};
use super::sessions;
use super::symbols::roman;
use std::collections::HashMap;

/// What helps to choose the organ.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The organ of the document (`GA`, `HRC`…), if known.
    pub own: Option<String>,
    /// The year of the document, if known.
    pub year: Option<i32>,
    /// Commissions named so far in full, the last one last.
    pub commissions: Vec<String>,
    /// Councils named so far in full, the last one last.
    pub councils: Vec<String>,
    /// Years of Security Council resolutions cited so far, by number.
    pub years: HashMap<u32, u32>,
}

/// An organ named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// First character.
    pub from: usize,
    /// After the last.
    pub to: usize,
    /// `GA`, `SC`…
    pub key: &'static str,
    /// Full name.
    pub name: &'static str,
}

/// The organs named in a text, in order.
pub fn organs(text: &Folded) -> Vec<Named> {
    LEXICON
        .organs
        .find(text.chars())
        .into_iter()
        .filter(|&(from, to, organ)| {
            let before = text.before(from);
            let word = to - from;
            match organ.key.as_str() {
                // 犯罪大会, 世界大会, 人民大会 are others.
                "GA" if word == 2 => is_assembly(before),
                // 安全委员会, 筹备委员会… are others; 本委员会, 该委员会 are this one.
                "COMMISSION" | "COUNCIL" => {
                    before == END
                        || !is_han(before)
                        || "本该由向经在对请和与及的据于".contains(before)
                }
                _ => true,
            }
        })
        .map(|(from, to, organ)| Named {
            from,
            to,
            key: organ.key.as_str(),
            name: organ.name.as_str(),
        })
        .collect()
}

/// Whether 大会 after this character is the General Assembly: 犯罪大会, 世界大会, 人民大会 are others.
pub fn is_assembly(before: char) -> bool {
    !before.is_ascii_alphanumeric()
        && !"罪遇法界信代民员体部年盟加动讯络术育境卫生权".contains(before)
        || before == END
}

/// The organ chosen for a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Normal symbol, or the number as printed where it stays open.
    pub symbol: String,
    /// Name of the organ, or "".
    pub organ: &'static str,
    /// Where it is named, if it is.
    pub named: Option<std::ops::Range<usize>>,
    /// Year that the number or the session tells, if it does.
    pub year: Option<i32>,
    /// Whether the year is that of the session only (inferred).
    pub of_session: bool,
    /// Does not agree with the date beside it.
    pub suspect: Option<String>,
}

/// Chooses the organ; none where the number is then no citation. `before`: organs named earlier in the
/// sentence, nearest last; `date`: a date straight before the number.
pub fn choose(
    n: &Numbered,
    before: &[Named],
    date: Option<PartialDate>,
    context: &Context,
) -> Option<Chosen> {
    let found = before.iter().rev().find_map(|named| {
        let key = match named.key {
            "COMMISSION" => context.commissions.last()?.as_str(),
            "COUNCIL" => context.councils.last()?.as_str(),
            key => key,
        };
        of_organ(key, named, n, date, context)
    });
    let low = matches!(n.shape, Shape::Session(s, _) if s < 31);
    found
        .or_else(|| {
            let own = context.own.as_deref().filter(|_| low)?;
            of_organ(own, &unnamed(own), n, date, context)
        })
        .or_else(|| by_shape(n, date, context))
}

/// An organ that is not named in the text.
fn unnamed(key: &str) -> Named {
    Named {
        from: 0,
        to: 0,
        key: "",
        name: LEXICON.organ_name(key),
    }
}

fn resolution(kind: CitationKind) -> &'static str {
    if kind == CitationKind::Decision {
        "DEC"
    } else {
        "RES"
    }
}

/// The symbol, if the organ can have such a number.
fn of_organ(
    key: &str,
    named: &Named,
    n: &Numbered,
    date: Option<PartialDate>,
    context: &Context,
) -> Option<Chosen> {
    let kind = resolution(n.kind);
    let mut number = n.shape.number();
    if let Some(letter) = n.letter {
        number.push(' ');
        number.push(letter);
    }
    let mut chosen = Chosen {
        symbol: String::new(),
        organ: named.name,
        named: (named.to > named.from).then_some(named.from..named.to),
        year: None,
        of_session: false,
        suspect: None,
    };
    match (key, &n.shape) {
        ("GA", Shape::Session(s, _)) if (31..=last_session(context)).contains(s) => {
            chosen.symbol = format!("A/{kind}/{number}");
            chosen.year = Some(sessions::general_assembly_year(*s));
            chosen.of_session = true;
            if let Some(d) = date
                && !sessions::in_general_assembly(*s, i32::from(d.year), d.month)
            {
                chosen.suspect = Some(format!(
                    "{} is not in session {s} of the General Assembly",
                    d.iso()
                ));
            }
        }
        ("GA", Shape::Roman(_, r, _)) if roman(r).is_some_and(|r| r <= 30) => {
            chosen.symbol = format!("A/{kind}/{number}");
            chosen.year = roman(r).map(sessions::general_assembly_year);
            chosen.of_session = true;
        }
        ("GA", Shape::Special(s, _)) => {
            chosen.symbol = format!("A/{kind}/{number}");
            chosen.year = sessions::special_session_year(s);
            chosen.of_session = true;
        }
        ("SC", Shape::Bracket(_, y)) => {
            chosen.symbol = format!("S/{kind}/{number}");
            chosen.year = Some(*y as i32);
        }
        // 安全理事会第1373号决议: the year is that beside it or of an earlier citation, else it stays open.
        ("SC", Shape::Plain(n2)) if n.kind == CitationKind::Resolution && *n2 <= 3000 => {
            let most = if date.is_some() { 16 } else { 4 };
            if named.to == 0 || n.from.saturating_sub(named.to) > most {
                return None;
            }
            let told = date.map(|d| i32::from(d.year));
            chosen.year = told.or_else(|| context.years.get(n2).map(|y| *y as i32));
            let known = chosen.year.map_or(String::new(), |y| format!("({y})"));
            chosen.symbol = format!("S/{kind}/{number}{known}");
        }
        ("ECOSOC", Shape::Year(y, _)) => {
            chosen.symbol = format!("E/{kind}/{number}");
            chosen.year = Some(*y as i32);
        }
        ("ECOSOC", Shape::Roman(..)) => chosen.symbol = format!("E/{kind}/{number}"),
        ("CHR", Shape::Year(y, _)) => {
            chosen.symbol = format!("E/CN.4/{kind}/{number}");
            chosen.year = Some(*y as i32);
        }
        ("HRC", Shape::Session(s, _)) => {
            let year = sessions::human_rights_council_year(*s)?;
            if year > context.year.unwrap_or(2100) {
                return None;
            }
            chosen.symbol = format!("A/HRC/{kind}/{number}");
        }
        ("HRC", Shape::Special(..)) => chosen.symbol = format!("A/HRC/{kind}/{number}"),
        (
            "CCPCJ" | "CND" | "CSOCD" | "CSW" | "CPD" | "CSD" | "STATCOM" | "CSTD",
            Shape::Session(s, _),
        ) if *s <= 90 => {
            if let (Some(d), Some(year)) = (date, sessions::commission_year(key, *s))
                && (i32::from(d.year) - year).abs() > 1
            {
                return None;
            }
            chosen.symbol = format!("{key}/{kind}/{number}");
        }
        ("UNEP-GC" | "UNEA" | "HSP-GC" | "WHA" | "ESCAP", Shape::Session(..)) => {
            chosen.symbol = format!("{}/{kind}/{number}", key.replace("-GC", "/GC"));
        }
        ("OSCE-PC", Shape::Plain(n2)) if n.kind == CitationKind::Decision => {
            chosen.symbol = format!("PC.DEC/{n2}")
        }
        ("OSCE-MC", Shape::Session(..) | Shape::Plain(_)) => {
            chosen.symbol = format!("MC.DEC/{number}")
        }
        (
            "EU" | "OAS" | "AU" | "IAEA" | "LAS" | "COP" | "ECLAC" | "ESCAP" | "ESCWA" | "ECA"
            | "ECE",
            _,
        ) if !matches!(n.shape, Shape::Plain(_) | Shape::Bracket(..)) => {
            // Only straight before the number: further back it is not who adopted.
            if n.from.saturating_sub(named.to) > 14 {
                return None;
            }
            chosen.symbol = number;
        }
        _ => return None,
    }
    Some(chosen)
}

/// The last session of the General Assembly that a document can cite.
fn last_session(context: &Context) -> u32 {
    context
        .year
        .map_or(99, |y| sessions::general_assembly_session(y).max(31))
}

/// Without a name: by the shape alone.
fn by_shape(n: &Numbered, date: Option<PartialDate>, context: &Context) -> Option<Chosen> {
    let organ = |key: &str| of_organ(key, &unnamed(key), n, date, context);
    let found = match &n.shape {
        Shape::Plain(_) => return None,
        Shape::Bracket(..) => organ("SC"),
        Shape::Year(..) => organ("ECOSOC"),
        Shape::Roman(_, r, _) if roman(r).is_some_and(|r| r <= 30) => organ("GA"),
        Shape::Session(..) | Shape::Special(..) => organ("GA").filter(|c| c.suspect.is_none()),
        _ => None,
    };
    Some(found.unwrap_or(Chosen {
        symbol: n.shape.number(),
        organ: "",
        named: None,
        year: None,
        of_session: false,
        suspect: None,
    }))
}
