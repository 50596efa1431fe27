//! Rows of a table of years: each cell is an event of that year, in the months it gives in brackets.
//!
//! In: the `Reading` of a row. Out: `Event`s. Must not know other blocks.

use super::dates::{Dated, Form};
use super::events::{evidence, year_only};
use super::kinds;
use super::labels::{self, LONGEST};
use super::lexicon::LEXICON;
use super::model::{Event, EventKind, PartialDate, Precision};
use super::phrases;
use super::reading::{Cite, Reading, adopts};
use super::scan::Folded;
use crate::document::BlockKind;
use std::ops::Range;

/// Whether the block is a row with a year in its first cell.
pub fn is_row_of_year(r: &Reading) -> bool {
    r.block.kind == BlockKind::TableRow && year(r).is_some()
}

fn year(r: &Reading) -> Option<i16> {
    let cell = cells(r).next()?;
    let from = r.text.skip_blank(cell.start);
    let (year, e) = r.text.digits(from)?;
    let e = if r.text.get(e) == '年' { e + 1 } else { e };
    ((1800..=2100).contains(&year) && r.text.skip_blank(e) >= cell.end).then_some(year as i16)
}

/// The cells in characters.
fn cells<'r>(r: &'r Reading<'_>) -> impl Iterator<Item = Range<usize>> + 'r {
    r.block
        .cells
        .iter()
        .map(|c| r.text.index_of(c.start)..r.text.index_of(c.end))
}

/// The events of a row.
pub fn events(r: &Reading) -> Vec<Event> {
    let Some(year) = year(r) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for cell in cells(r).skip(1) {
        for part in parts(r, &cell) {
            of_part(r, &part, year, &mut out);
        }
    }
    out
}

/// A cell may hold several acts, each ended by its month in brackets.
fn parts(r: &Reading, cell: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = r.text.skip_blank(cell.start);
    let first = r.dates.partition_point(|d| d.from < cell.start);
    for d in r.dates[first..].iter().take_while(|d| d.to <= cell.end) {
        let closed = r.text.skip_blank(d.to);
        if in_brackets(r, d)
            && r.text.get(closed) == ')'
            && r.text.skip_blank(closed + 1) < cell.end
        {
            out.push(start..closed + 1);
            start = r.text.skip_blank(closed + 1);
        }
    }
    if r.text.chars()[start.min(cell.end)..cell.end]
        .iter()
        .any(|c| c.is_alphabetic())
    {
        out.push(start..cell.end);
    }
    out
}

fn in_brackets(r: &Reading, d: &Dated) -> bool {
    let before = r.text.solid_before(d.from);
    before == '(' || before == '/'
}

fn of_part(r: &Reading, part: &Range<usize>, year: i16, out: &mut Vec<Event>) {
    let inside = |from: usize, to: usize| from >= part.start && to <= part.end;
    let first = r.dates.partition_point(|d| d.from < part.start);
    let dates: Vec<&Dated> = r.dates[first..]
        .iter()
        .take_while(|d| inside(d.from, d.to))
        .collect();
    let first = r.cites.partition_point(|c| c.from < part.start);
    let cites: Vec<&Cite> = r.cites[first..]
        .iter()
        .take_while(|c| inside(c.from, c.to))
        .collect();
    // Full dates in the cell speak for themselves and the resolutions beside them.
    let own: Vec<&&Dated> = dates
        .iter()
        .filter(|d| d.inferred.is_none() && d.form == Form::Words)
        .filter(|d| {
            !["起", "以来"]
                .iter()
                .any(|w| r.text.starts(r.text.skip_blank(d.to), w))
        })
        .collect();
    let mut taken = vec![false; cites.len()];
    for d in &own {
        let beside = cites
            .iter()
            .position(|c| c.from >= d.to && c.from - d.to < 6);
        let symbols: Vec<String> = beside
            .map(|i| cites[i].symbol.clone())
            .into_iter()
            .collect();
        if let Some(i) = beside {
            taken[i] = true;
        }
        // (落实2009年关于…的决定): up to the end of the bracket.
        let end = (d.to..part.end)
            .find(|&i| ")、,".contains(r.text.get(i)))
            .unwrap_or(part.end);
        let label = beside.map_or_else(
            || {
                let said = phrases::clean(r, d.to, end);
                if said.chars().count() < 4 {
                    words(r, part)
                } else {
                    said
                }
            },
            |i| {
                let label = labels::resolution(r, cites[i]);
                match follow_up(r, part) {
                    Some(topic) if !label.contains('（') => {
                        phrases::cut(&format!("{label}（{topic}）"), LONGEST)
                    }
                    _ => label,
                }
            },
        );
        out.push(event(
            r,
            &(d.from..beside.map_or(end, |i| end.max(cites[i].to))),
            d.from,
            d.to,
            Some(d),
            year,
            label,
            symbols,
        ));
    }
    let months: Vec<&&Dated> = dates
        .iter()
        .filter(|d| d.inferred.is_some() && in_brackets(r, d))
        .collect();
    let rest: Vec<&Cite> = cites
        .iter()
        .zip(&taken)
        .filter(|(_, t)| !**t)
        .map(|(c, _)| *c)
        .collect();
    let label = words(r, part);
    if months.len() > 1 && months.len() == rest.len() {
        for (d, c) in months.into_iter().zip(rest) {
            out.push(event(
                r,
                part,
                d.from,
                d.to,
                Some(d),
                year,
                label.clone(),
                vec![c.symbol.clone()],
            ));
        }
        return;
    }
    if months.is_empty() && rest.len() > 1 && rest.iter().all(|c| own_title(r, part, c).is_some()) {
        for c in rest {
            let title = own_title(r, part, c).unwrap_or(part.start..part.start);
            let label = phrases::clean(r, title.start, title.end);
            out.push(event(
                r,
                &(title.start..c.to),
                c.from,
                c.to,
                None,
                year,
                label,
                vec![c.symbol.clone()],
            ));
        }
        return;
    }
    let symbols: Vec<String> = rest.iter().map(|c| c.symbol.clone()).collect();
    if months.is_empty() {
        let at = rest.first().map_or(part.start, |c| c.from);
        out.push(event(r, part, at, part.end, None, year, label, symbols));
        return;
    }
    for d in months {
        out.push(event(
            r,
            part,
            d.from,
            d.to,
            Some(d),
            year,
            label.clone(),
            symbols.clone(),
        ));
    }
}

/// 《某题》,是…号决议的后续: what it follows has the same topic.
fn follow_up(r: &Reading, part: &Range<usize>) -> Option<String> {
    let t = &r.text;
    let (open, close) = (
        part.clone().find(|&i| t.get(i) == '《')?,
        part.clone().find(|&i| t.get(i) == '》')?,
    );
    (open < close && t.string(close, part.end).contains("后续"))
        .then(|| phrases::clean(r, open + 1, close))
}

/// The title in 《》 straight before a symbol.
fn own_title(r: &Reading, part: &Range<usize>, c: &Cite) -> Option<Range<usize>> {
    let end = r.text.skip_blank_back(c.from);
    if r.text.before(end) != '》' {
        return None;
    }
    let open = (part.start..end).rev().find(|&i| r.text.get(i) == '《')?;
    Some(open..end)
}

/// The words of a part without symbols and brackets.
fn words(r: &Reading, part: &Range<usize>) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut i = part.start;
    while i < part.end {
        let cite = r.cites.partition_point(|c| c.from < i);
        if let Some(c) = r.cites.get(cite).filter(|c| c.from == i) {
            i = c.to.max(i + 1);
            continue;
        }
        let raw = r.raw(i, i + 1);
        match r.text.get(i) {
            '(' => depth += 1,
            ')' => depth -= 1,
            ' ' if out.ends_with(|c: char| c.is_ascii_alphanumeric()) => out.push(' '),
            ' ' => {}
            _ if depth <= 0 => {
                let c = raw.chars().next().unwrap_or(' ');
                if out.ends_with(' ') && !c.is_ascii_alphanumeric() {
                    out.pop();
                }
                out.push(c);
            }
            _ => {}
        }
        i += 1;
    }
    let out = out
        .trim()
        .trim_start_matches(['及', '、', '，', ' '])
        .to_owned();
    let out = without_series(&out);
    let named = match out.split_once('《') {
        // UNGA 《…》: the title is what a reader knows it by.
        Some((who, title)) if who.chars().count() < 12 && !title.is_empty() => format!("《{title}"),
        _ => out,
    };
    match remark(r, part) {
        Some(remark) if named.ends_with('》') => {
            let room = LONGEST.saturating_sub(remark.chars().count() + 2);
            format!("{}（{remark}）", phrases::elided(&named, room))
        }
        _ => phrases::cut(&named, LONGEST),
    }
}

/// 《某题》(要求成立某组): what the bracket behind a title says was done.
fn remark(r: &Reading, part: &Range<usize>) -> Option<String> {
    let t = &r.text;
    let close = part.clone().find(|&i| t.get(i) == '》')?;
    let open = t.skip_blank(close + 1);
    if t.get(open) != '(' {
        return None;
    }
    let end = (open..part.end).find(|&i| t.get(i) == ')')?;
    let dated = r.dates.iter().any(|d| d.from >= open && d.to <= end);
    let words = phrases::clean(r, open + 1, end);
    let said = !dated && LEXICON.first_verb(&words).is_some();
    (said && (4..=14).contains(&words.chars().count())).then_some(words)
}

/// UNGA中国、俄罗斯…给秘书长的信: an abbreviation before the name of who acted says only where.
fn without_series(words: &str) -> String {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let chars: Vec<char> = rest
        .trim_start()
        .chars()
        .map(|c| LEXICON.simplified(c))
        .collect();
    let named = LEXICON
        .states
        .at(&chars, 0)
        .or(LEXICON.bodies.at(&chars, 0));
    match named {
        Some(_) if rest.len() < words.len() => rest.trim_start().to_owned(),
        _ => words.to_owned(),
    }
}

/// A label in so many characters; a title keeps its end.
fn shortened(label: &str, n: usize) -> String {
    if label.chars().count() <= n {
        label.to_owned()
    } else if label.starts_with('《') {
        phrases::elided(label, n)
    } else {
        phrases::cut(label, n)
    }
}

#[allow(clippy::too_many_arguments)]
fn event(
    r: &Reading,
    part: &Range<usize>,
    from: usize,
    to: usize,
    date: Option<&Dated>,
    year: i16,
    label: String,
    symbols: Vec<String>,
) -> Event {
    let start: PartialDate = date.map_or(year_only(year), |d| d.start);
    let label = shortened(&label, LONGEST);
    let adopted = symbols.iter().any(|s| adopts(s));
    let titled = label
        .strip_prefix('《')
        .and_then(|l| l.split_once('》'))
        .map(|(title, _)| kinds::of_title(Folded::new(title).chars()));
    let kind = if adopted {
        EventKind::Resolution
    } else if let Some(kind) = titled {
        kind
    } else {
        match kinds::kind_of(r.text.chars(), part.start..part.start, part.clone()) {
            EventKind::Other if !symbols.is_empty() => EventKind::Report,
            kind => kind,
        }
    };
    let body = LEXICON
        .bodies
        .find(&r.text.chars()[part.clone()])
        .first()
        .map_or("", |f| *f.2);
    Event {
        span: r.span(from, to),
        start: Some(start),
        end: date.and_then(|d| d.end),
        precision: date.map_or(Precision::Year, |d| d.precision),
        kind,
        label,
        body: body.to_owned(),
        place: String::new(),
        symbols,
        evidence: evidence(r, part, from, to),
        key: String::new(),
        inferred: match date {
            Some(d) => d.inferred.clone(),
            None => Some(format!("year {year} from the row")),
        },
        conflict: None,
    }
}
