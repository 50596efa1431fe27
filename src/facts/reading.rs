//! One block read: its citations, dates, organs and sentences, in characters of the folded text.
//!
//! In: a block, and what the blocks before it said (`State`). Out: a `Reading`. Must not know events.

use super::dates::{self, Anchors, Dated};
use super::lexicon::LEXICON;
use super::model::{Citation, CitationKind, PartialDate, Span};
use super::organs::{self, Context, Named};
use super::resolutions::{self, Numbered, Shape, Token};
use super::scan::{END, Folded, is_han};
use super::sessions;
use super::symbols::{self, Symbol};
use super::urls;
use crate::document::{Block, BlockKind, Document};
use std::ops::Range;

/// Organs before a number that are asked whether they have such numbers.
const NEAREST: usize = 12;

/// A citation in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// First character.
    pub from: usize,
    /// After the last character.
    pub to: usize,
    /// Normal symbol.
    pub symbol: String,
    /// What it is.
    pub kind: CitationKind,
    /// Looks wrong.
    pub suspect: Option<String>,
    /// The organ that adopted it, or "".
    pub organ: &'static str,
    /// Where the organ is named before its number.
    pub named: Option<Range<usize>>,
    /// The year that its number or session tells.
    pub year: Option<i32>,
    /// It is a resolution or a decision.
    pub adopted: bool,
    /// What follows: 第42段, 附件一.
    pub pinpoint: Option<Range<usize>>,
}

/// What earlier blocks of the document said.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// For the choice of organs.
    pub context: Context,
    /// For dates that leave out the year.
    pub anchors: Anchors,
    /// Whose section this is, and the level of its heading.
    party: Option<(&'static str, u8)>,
}

impl State {
    /// What the document says of itself.
    pub fn of(document: &Document) -> Self {
        let date = document.meta.date.as_deref().and_then(PartialDate::parse);
        let symbol = document.meta.symbol.as_deref().unwrap_or("");
        let own = if symbol.starts_with("A/HRC/") {
            Some("HRC")
        } else if symbol.starts_with("S/") {
            Some("SC")
        } else if symbol.starts_with("A/") {
            Some("GA")
        } else if symbol.starts_with("E/CN.15") || symbol.starts_with("UNODC/CCPCJ") {
            Some("CCPCJ")
        } else if symbol.starts_with("E/CN.7") {
            Some("CND")
        } else {
            None
        };
        State {
            context: Context {
                own: own.map(str::to_owned),
                year: date.map(|d| i32::from(d.year)),
                ..Context::default()
            },
            anchors: Anchors {
                document: date,
                ..Anchors::default()
            },
            party: None,
        }
    }
}

impl State {
    /// A heading that is the name of a party begins its section; one of its level or above ends it.
    fn follow(&mut self, block: &Block) {
        if block.kind != BlockKind::Heading {
            return;
        }
        let level = block.level;
        match party(block) {
            Some(name) => self.party = Some((name, level)),
            None if self.party.is_some_and(|p| level <= p.1) => self.party = None,
            None => {}
        }
    }
}

/// The state or organisation that a block names and nothing else.
pub fn party(block: &Block) -> Option<&'static str> {
    // Names are short; a block may be a whole book.
    if block.body().len() > 400 {
        return None;
    }
    let text = Folded::new(block.body().trim());
    let chars = text.chars();
    let (n, name) = LEXICON
        .states
        .at(chars, 0)
        .or_else(|| LEXICON.bodies.at(chars, 0))?;
    let rest = chars[n..].iter().all(|c| !is_han(*c));
    rest.then_some(*name)
}

/// A block read.
#[derive(Debug)]
pub struct Reading<'d> {
    /// Index of the block.
    pub index: usize,
    /// The block.
    pub block: &'d Block,
    /// Its text.
    pub text: Folded,
    /// Citations in order.
    pub cites: Vec<Cite>,
    /// Dates in order.
    pub dates: Vec<Dated>,
    /// The state or organisation whose section this is (a heading that is its name).
    pub party: Option<&'static str>,
    /// Ends of sentences (after the stop), sorted; the last is the end of the text.
    pub stops: Vec<usize>,
}

impl<'d> Reading<'d> {
    /// Reads a block.
    pub fn new(index: usize, block: &'d Block, state: &mut State) -> Self {
        let text = Folded::new(&block.text);
        let urls = urls::find(&text);
        let symbols = symbols::find(&text, &urls);
        let mut skip: Vec<Range<usize>> = urls;
        skip.extend(symbols.iter().map(|s| s.from..s.to));
        skip.sort_by_key(|r| r.start);
        let tokens = resolutions::tokens(&text, &skip);
        skip.extend(tokens.iter().map(|t| t.from..t.to));
        skip.sort_by_key(|r| r.start);
        state.anchors.last = None;
        state.anchors.row = row_year(block, &text);
        let dates = dates::find(&text, &skip, &mut state.anchors);
        let stops = stops(&text);
        let mut numbered = resolutions::numbered(&text, &tokens);
        if let Some(own) = own_number(index, block, &text, &tokens) {
            numbered.insert(0, own);
        }
        state.follow(block);
        let mut reading = Reading {
            party: state.party.map(|p| p.0),
            index,
            block,
            text,

            cites: symbols.into_iter().map(printed).collect(),
            dates,
            stops,
        };
        reading.choose_organs(&numbered, state);
        reading.cites.sort_by_key(|c| c.from);
        reading
    }

    fn choose_organs(&mut self, numbered: &[Numbered], state: &mut State) {
        let named = organs::organs(&self.text);
        let mut seen = 0;
        for n in numbered {
            while seen < named.len() && named[seen].to <= n.from {
                remember(&named[seen], &mut state.context);
                seen += 1;
            }
            let sentence = self.sentence(n.from).start;
            let first = named.partition_point(|o| o.from < sentence);
            let date = self
                .dates
                .iter()
                .rev()
                .find(|d| d.to <= n.from)
                .filter(|d| {
                    self.text.chars()[d.to..n.from]
                        .iter()
                        .all(|c| " 的通过".contains(*c))
                })
                .filter(|d| d.inferred.is_none() && d.end.is_none())
                .map(|d| d.start);
            let Some(chosen) = organs::choose(
                n,
                &named[first.min(seen).max(seen.saturating_sub(NEAREST))..seen],
                date,
                &state.context,
            ) else {
                continue;
            };
            if let (Shape::Bracket(number, year), "S/RES/") =
                (&n.shape, chosen.symbol.get(..6).unwrap_or(""))
            {
                state.context.years.insert(*number, *year);
            }
            self.cites.push(Cite {
                from: n.from,
                to: n.to,
                symbol: chosen.symbol,
                kind: n.kind,
                suspect: chosen.suspect,
                organ: chosen.organ,
                named: chosen.named.filter(|n2| n.from - n2.end < 40),
                year: chosen.year,
                adopted: true,
                pinpoint: pinpoint(&self.text, n.to),
            });
        }
        for o in &named[seen..] {
            remember(o, &mut state.context);
        }
        for c in &mut self.cites {
            if c.pinpoint.is_none() {
                c.pinpoint = pinpoint(&self.text, c.to);
            }
        }
    }

    /// The sentence that holds the character `i`.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        let at = self.stops.partition_point(|&s| s <= i);
        let start = if at == 0 { 0 } else { self.stops[at - 1] };
        start..self.stops.get(at).copied().unwrap_or(self.text.len())
    }

    /// The words of a stretch as printed.
    pub fn raw(&self, from: usize, to: usize) -> &'d str {
        let r = self.text.bytes(from, to);
        self.block
            .text
            .get(r.start as usize..r.end as usize)
            .unwrap_or("")
    }

    /// A stretch as a span.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let range = self.text.bytes(from, to);
        Span {
            block: self.index,
            line: self.block.line_at(range.start),
            range,
        }
    }

    /// The citations as facts.
    pub fn citations(&self) -> impl Iterator<Item = Citation> + '_ {
        self.cites.iter().map(|c| Citation {
            span: self.span(c.from, c.to),
            raw: self.raw(c.from, c.to).to_owned(),
            symbol: c.symbol.clone(),
            kind: c.kind,
            suspect: c.suspect.clone(),
            pinpoint: c
                .pinpoint
                .as_ref()
                .map(|p| self.raw(p.start, p.end).to_owned()),
        })
    }
}

fn remember(named: &Named, context: &mut Context) {
    let list = match named.key {
        "CCPCJ" | "CND" | "CSOCD" | "CSW" | "CPD" | "CSD" | "STATCOM" | "CSTD" | "CHR" => {
            &mut context.commissions
        }
        "SC" | "ECOSOC" | "HRC" => &mut context.councils,
        _ => return,
    };
    if list.last().is_none_or(|l| l != named.key) {
        list.push(named.key.to_owned());
    }
}

/// Whether a symbol is that of a resolution or a decision.
pub fn adopts(symbol: &str) -> bool {
    symbol
        .split('/')
        .any(|p| p.starts_with("RES") || p.starts_with("DEC") || p.ends_with(".DEC"))
}

/// A printed symbol as a citation; what it says of organ and year.
fn printed(s: Symbol) -> Cite {
    let parts: Vec<&str> = s.symbol.split('/').collect();
    let at = |i: usize| parts.get(i).copied().unwrap_or("");
    let number = |i: usize| at(i).parse::<i32>().ok();
    let adopted = adopts(&s.symbol) && s.kind != CitationKind::Url;
    let as_year = |n: Option<i32>| n.filter(|y| (1946..=2100).contains(y));
    let year = match (at(0), at(1)) {
        ("A", "RES" | "DEC") => number(2)
            .filter(|s| (31..=150).contains(s))
            .map(|s| sessions::general_assembly_year(s as u32)),
        ("S", "RES") => at(2).split(['(', ')']).nth(1).and_then(|y| y.parse().ok()),
        _ => parts.iter().skip(1).find_map(|p| as_year(p.parse().ok())),
    };
    let organ = match (at(0), at(1)) {
        ("A", "HRC") => "人权理事会",
        ("A", _) => "大会",
        ("S", _) => "安全理事会",
        ("E", "RES" | "DEC") => "经济及社会理事会",
        ("PC.DEC", _) => "欧安组织常设理事会",
        ("MC.DEC", _) => "欧安组织部长级理事会",
        _ => "",
    };
    Cite {
        from: s.from,
        to: s.to,
        kind: s.kind,
        suspect: s.suspect,
        organ,
        named: None,
        year,
        adopted,
        pinpoint: None,
        symbol: s.symbol,
    }
}

/// The year in the first cell of a table row.
fn row_year(block: &Block, text: &Folded) -> Option<i16> {
    if block.kind != BlockKind::TableRow {
        return None;
    }
    let cell = block.cells.first()?;
    let from = text.skip_blank(text.index_of(cell.start));
    let (year, e) = text.digits(from)?;
    let e = if text.get(e) == '年' { e + 1 } else { e };
    let alone = text.skip_blank(e) >= text.index_of(cell.end);
    (alone && (1800..=2100).contains(&year)).then_some(year as i16)
}

/// `55/63. 标题`: a resolution says its own number at its head.
fn own_number(index: usize, block: &Block, text: &Folded, tokens: &[Token]) -> Option<Numbered> {
    let t = tokens.first()?;
    let head = matches!(
        block.kind,
        BlockKind::Title | BlockKind::Heading | BlockKind::Masthead
    );
    if text.skip_blank(0) != t.from
        || !(head || index < 4)
        || text.get(t.to) != '.'
        || text.get(t.to + 1).is_ascii_digit()
    {
        return None;
    }
    if !matches!(
        t.shape,
        Shape::Session(31.., _) | Shape::Year(..) | Shape::Bracket(..)
    ) {
        return None;
    }
    Some(Numbered {
        from: t.from,
        to: t.to,
        digits: t.from,
        shape: t.shape.clone(),
        kind: CitationKind::Resolution,
        letter: None,
    })
}

/// After every full stop (and the marks that close with it); the last is the end.
fn stops(text: &Folded) -> Vec<usize> {
    let mut out = Vec::new();
    for (i, &c) in text.chars().iter().enumerate() {
        if matches!(c, '。' | '!' | '?' | ';') {
            out.push(i + 1);
        }
    }
    if out.last() != Some(&text.len()) {
        out.push(text.len());
    }
    out
}

/// 第42段, 第33(b)段, 附件一 after a citation.
pub fn pinpoint(text: &Folded, to: usize) -> Option<Range<usize>> {
    let mut i = text.skip_blank(to);
    while i < to + 3 && text.get(i) != END && ",(的 ".contains(text.get(i)) {
        i += 1;
    }
    let c = text.get(i);
    if c == '第' {
        for j in i + 1..i + 16 {
            let d = text.get(j);
            if "段章节条款页部".contains(d) && d != END {
                return Some(i..j + 1);
            }
            let inner = d.is_ascii_alphanumeric() || "() -、和至到一二三四五六七八九十".contains(d);
            if !inner || d == END {
                return None;
            }
        }
        return None;
    }
    if text.starts(i, "附件") {
        let mut j = i + 2;
        while "一二三四五六七八九十".contains(text.get(j)) && text.get(j) != END {
            j += 1;
        }
        return Some(i..j);
    }
    None
}
