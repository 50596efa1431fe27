//! Tells kinds apart where neighbours matter (title and masthead, table of contents, headings, items,
//! the parts of a resolution), gives headings and items their levels, and makes the outline.
//!
//! In: stitched drafts. Out: the same with kinds and levels; `OutlineEntry`s from finished blocks. Must not
//! know about note links.

use super::chars::is_han;
use super::draft::Draft;
use super::kinds::{
    bare, by_line, ends_with_word, heading_words, is_bracket_line, is_date_line, is_enacting,
    is_masthead, is_plenary_line, is_prose, is_word, starts_with_word,
};
use super::layout::Layout;
use super::model::{Block, BlockKind, OutlineEntry, OutlineKind};
use super::number::Style;
use super::tables::{caption_start, is_toc_entry, is_toc_heading};
use std::collections::HashSet;

/// More short lines without number in a row than this are a list and no headings.
const STACK: usize = 4;

/// Gives every draft its kind.
pub(super) fn classify(drafts: &mut [Draft], layout: &Layout) {
    let body = front(drafts, layout);
    headings(drafts, layout, body);
    contents(drafts, body);
    captions(drafts);
    resolution(drafts);
    running_titles(drafts, body);
    items(drafts);
    closing(drafts);
    levels(drafts);
}

/// Title and masthead: what stands before the first heading, numbered paragraph or sentence. The index of
/// the first draft behind it.
fn front(drafts: &mut [Draft], layout: &Layout) -> usize {
    let (mut end, mut titled) = (0, false);
    for d in drafts.iter() {
        let text = d.text();
        let title = d
            .number
            .as_ref()
            .is_some_and(|n| n.style == Style::Resolution);
        let known = is_word("front-heading", &bare(text)) && !(d.kind == BlockKind::TableRow);
        let ended = super::chars::ends_sentence(text) || d.chars() > 120;
        let sentence = is_prose(text) && ended && d.chars() > 24 && !is_masthead(text);
        let numbered = d.number.is_some() && !title && !is_masthead(text);
        let table = !matches!(d.kind, BlockKind::Paragraph | BlockKind::Footnote);
        let enacting = is_enacting(text) && (text.ends_with(['，', ',']) || titled);
        let verb = titled && starts_with_word("preamble", text);
        if known
            || sentence
            || numbered
            || table
            || enacting
            || verb
            || end >= 60
            || (layout.wrapped && d.chars() > 120)
        {
            break;
        }
        titled |= !is_masthead(text);
        end += 1;
    }
    // Front matter that runs to the end of the text is no front matter.
    if end == drafts.len() && end > 8 {
        return 0;
    }
    for d in drafts[..end]
        .iter_mut()
        .filter(|d| d.kind == BlockKind::Paragraph)
    {
        let masthead = is_masthead(d.text()) || (d.text().ends_with('。') && d.number.is_none());
        d.kind = if masthead {
            BlockKind::Masthead
        } else {
            BlockKind::Title
        };
    }
    end
}

/// Headings, by their words and by what follows.
fn headings(drafts: &mut [Draft], layout: &Layout, from: usize) {
    let candidates: Vec<bool> = drafts
        .iter()
        .enumerate()
        .map(|(i, d)| i >= from && d.kind == BlockKind::Paragraph && heading_words(d, layout))
        .collect();
    let operative = drafts.iter().any(|d| is_enacting(d.text()));
    for i in from..drafts.len() {
        if !candidates[i] {
            continue;
        }
        let fine = match drafts[i].number.as_ref().map(|n| n.style) {
            None => lone_heading(drafts, &candidates, layout, i),
            Some(Style::HanParen | Style::DigitParen) => !sibling(drafts, i),
            Some(Style::Decimal(1)) => {
                !(introduced(drafts, i)
                    || sibling(drafts, i)
                    || operative && starts_with_word("operative", drafts[i].body()))
            }
            Some(Style::LetterParen) => !sibling(drafts, i) && heads_text(drafts, &candidates, i),
            Some(Style::Han | Style::Latin | Style::Formal | Style::Roman) => {
                !drafts[i].body().is_empty()
            }
            _ => true,
        };
        if fine {
            drafts[i].kind = BlockKind::Heading;
        }
    }
}

/// Does the next or the last paragraph carry the neighbouring number of the same style, with nothing
/// between? Then both are entries of a list.
fn sibling(drafts: &[Draft], i: usize) -> bool {
    let own = drafts[i].number.as_ref();
    let near = |j: Option<usize>, step: u32| {
        let other = j
            .and_then(|j| drafts.get(j))
            .and_then(|d| d.number.as_ref());
        match (own, other) {
            (Some(a), Some(b)) => a.style == b.style && a.value.abs_diff(b.value) == step,
            _ => false,
        }
    };
    near(Some(i + 1), 1) || near(i.checked_sub(1), 1)
}

/// Does the paragraph before announce a list?
fn introduced(drafts: &[Draft], i: usize) -> bool {
    i > 0 && drafts[i - 1].text().ends_with(['：', ':'])
}

/// Does running text follow, or a heading without number?
fn heads_text(drafts: &[Draft], candidates: &[bool], i: usize) -> bool {
    drafts[i + 1..]
        .iter()
        .zip(&candidates[i + 1..])
        .find(|(d, _)| d.kind != BlockKind::Footnote)
        .is_some_and(|(d, c)| d.number.is_none() && (is_prose(d.text()) || *c))
}

/// A heading without number: something must follow that it heads, and it is no line of a list.
fn lone_heading(drafts: &[Draft], candidates: &[bool], layout: &Layout, i: usize) -> bool {
    let alone = |j: usize| candidates.get(j) == Some(&true) && drafts[j].number.is_none();
    let mut run = 1;
    let mut first = i;
    while first > 0 && alone(first - 1) && run <= STACK {
        first -= 1;
        run += 1;
    }
    let mut last = i;
    while alone(last + 1) && run <= STACK {
        last += 1;
        run += 1;
    }
    let known = is_word("front-heading", &bare(drafts[i].text()));
    if layout.wrapped && layout.first_indent > 0 {
        return run <= STACK + 2;
    }
    let followed = drafts[last + 1..]
        .iter()
        .find(|d| d.kind != BlockKind::Footnote);
    let heads = followed.is_some_and(|d| {
        is_prose(d.text())
            || d.number.is_some()
            || !matches!(d.kind, BlockKind::Paragraph)
            || is_bracket_line(d.text())
            || is_enacting(d.text())
            || is_toc_entry(d.text())
            || caption_start(d.text())
    });
    let before = first.checked_sub(1).map(|j| &drafts[j]);
    let after_lead_in =
        before.is_some_and(|b| b.text().ends_with(['：', ':']) && b.kind == BlockKind::Paragraph);
    known || (heads && run <= STACK && !after_lead_in)
}

/// The title printed again behind the body, or one line printed twice in a row: running heads that an
/// extraction left in the text.
fn running_titles(drafts: &mut [Draft], from: usize) {
    let titles: HashSet<String> = drafts[..from]
        .iter()
        .filter(|d| d.kind == BlockKind::Title)
        .map(|d| bare(d.text()))
        .collect();
    for i in from..drafts.len() {
        if drafts[i].kind != BlockKind::Heading || drafts[i].number.is_some() {
            continue;
        }
        let key = bare(drafts[i].text());
        let next = drafts.get(i + 1).is_some_and(|d| bare(d.text()) == key);
        let before = i > from && bare(drafts[i - 1].text()) == key;
        let outside = drafts[i + 1..]
            .iter()
            .take(3)
            .all(|d| d.kind != BlockKind::Paragraph || d.number.is_none());
        let letterhead = i > from && drafts[i - 1].kind == BlockKind::Masthead;
        if next || before || letterhead || (titles.contains(&key) && outside) {
            drafts[i].kind = BlockKind::Masthead;
        }
    }
}

/// Entries of the table of contents: lines with page numbers, or lines that come back later as headings.
fn contents(drafts: &mut [Draft], from: usize) {
    let Some(start) = drafts.iter().position(|d| is_toc_heading(d.text())) else {
        for d in drafts
            .iter_mut()
            .filter(|d| d.cells.is_empty() && is_toc_entry(d.text()))
        {
            d.kind = BlockKind::Toc;
        }
        return;
    };
    drafts[start].kind = BlockKind::Heading;
    let later: HashSet<String> = drafts[start + 1..]
        .iter()
        .scan(HashSet::new(), |seen: &mut HashSet<String>, d| {
            let key = bare(d.text());
            Some((!seen.insert(key.clone())).then_some(key))
        })
        .flatten()
        .collect();
    let mut seen = HashSet::new();
    let (mut inside, mut paged) = (true, None);
    for d in drafts
        .iter_mut()
        .skip(start.max(from.saturating_sub(1)) + 1)
    {
        let key = bare(d.text());
        let again = later.contains(&key);
        let entry = is_toc_entry(d.text())
            || d.text().ends_with(|c: char| c.is_ascii_digit()) && !is_prose(d.text());
        let first = seen.insert(key);
        let paged = *paged.get_or_insert(entry);
        let fits = if paged {
            entry
        } else {
            first
                && (again
                    || (seen.len() > 2
                        && (d.number.is_some() || !super::chars::ends_sentence(d.text()))))
        };
        inside &= fits && d.cells.is_empty() && d.chars() < 120;
        if inside || (is_toc_entry(d.text()) && d.cells.is_empty()) {
            d.kind = BlockKind::Toc;
        }
    }
}

/// Captions in the text (表 1, 图 2.) and the lines between a caption and its rows.
fn captions(drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let own = matches!(drafts[i].kind, BlockKind::Paragraph | BlockKind::Heading);
        if own
            && caption_start(drafts[i].text())
            && !super::chars::ends_sentence(drafts[i].text())
            && drafts[i].chars() <= 80
        {
            drafts[i].kind = BlockKind::Caption;
            let rows =
                (i + 1..drafts.len().min(i + 5)).find(|&j| drafts[j].kind == BlockKind::TableRow);
            for d in &mut drafts[i + 1..rows.unwrap_or(i + 1)] {
                if !super::chars::ends_sentence(d.text()) && d.kind != BlockKind::Footnote {
                    d.kind = BlockKind::Caption;
                }
            }
        }
    }
}

/// Preambular paragraphs: between the organ that speaks and the first operative paragraph.
fn resolution(drafts: &mut [Draft]) {
    let speaks: Vec<bool> = (0..drafts.len())
        .map(|i| {
            let next = drafts.get(i + 1).map_or("", |d| d.text());
            let verb = starts_with_word("preamble", next) || starts_with_word("operative", next);
            let below = i > 0 && is_enacting(drafts[i - 1].text());
            is_enacting(drafts[i].text())
                && ((verb && !below) || drafts[i].text().ends_with(['，', ',']))
        })
        .collect();
    let mut open = false;
    for (i, d) in drafts.iter_mut().enumerate() {
        if is_enacting(d.text()) {
            open = speaks[i];
            if speaks[i] || d.kind == BlockKind::Heading {
                d.kind = BlockKind::Paragraph;
            }
            // An organ's name that opens nothing is a line of a letterhead.
            if !speaks[i] && !d.text().ends_with(['，', ',']) && d.kind == BlockKind::Paragraph {
                d.kind = BlockKind::Masthead;
            }
            continue;
        }
        match d.kind {
            BlockKind::Heading | BlockKind::TableRow => open = false,
            BlockKind::Paragraph if open => {
                let words = d.text();
                let verb = starts_with_word("preamble", words);
                let act = starts_with_word("operative", words) && !verb;
                if d.number.is_some() || act {
                    open = false;
                } else if verb || words.ends_with(['，', ',']) {
                    d.kind = BlockKind::Preambular;
                }
            }
            _ => {}
        }
    }
}

/// Sub-items and their depth.
fn items(drafts: &mut [Draft]) {
    let mut open: Vec<Style> = Vec::new();
    let mut letter = 0;
    for d in drafts.iter_mut() {
        if d.kind == BlockKind::Footnote {
            continue;
        }
        let style = match (&d.kind, &d.number) {
            (BlockKind::Paragraph, Some(n)) => n.style,
            _ => {
                if d.kind != BlockKind::Caption {
                    open.clear();
                }
                continue;
            }
        };
        let style = match style {
            // (i) after (h) is a letter, not a roman numeral.
            Style::RomanParen | Style::LetterParen => {
                let value = d.number.as_ref().map_or(0, |n| n.value);
                let text = d.number.as_ref().map_or("", |n| n.text.as_str());
                let one = text.trim_matches(['(', ')', '（', '）']);
                let follows = value == letter + 1 && one.len() == 1;
                let roman = super::number::roman(&one.to_ascii_lowercase()).is_some() && !follows;
                if !roman {
                    letter = value;
                }
                if roman {
                    Style::RomanParen
                } else {
                    Style::LetterParen
                }
            }
            Style::HanParen | Style::DigitParen | Style::Bullet => style,
            Style::Han | Style::Formal => style,
            _ => {
                open.clear();
                letter = 0;
                continue;
            }
        };
        if let Some(n) = &mut d.number {
            n.style = style;
        }
        match open.iter().position(|s| *s == style) {
            Some(at) => open.truncate(at + 1),
            None => open.push(style),
        }
        d.kind = BlockKind::Item;
        d.level = u8::try_from(open.len()).unwrap_or(u8::MAX);
    }
}

/// 第81次全体会议 and the date beside it.
fn closing(drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        if matches!(drafts[i].kind, BlockKind::Paragraph | BlockKind::Heading)
            && is_plenary_line(drafts[i].text())
        {
            drafts[i].kind = BlockKind::Closing;
            for j in [i.wrapping_sub(1), i + 1] {
                if drafts
                    .get(j)
                    .is_some_and(|d| is_date_line(d.text()) && d.kind == BlockKind::Paragraph)
                {
                    drafts[j].kind = BlockKind::Closing;
                }
            }
        }
    }
}

/// How high the headings of a style stand. Headings without number come below the numbered ones they
/// stand under.
fn rank(style: Option<Style>) -> u8 {
    match style {
        Some(Style::Annex) => 0,
        Some(Style::Part) => 1,
        Some(Style::Chapter) => 2,
        Some(Style::Section) => 3,
        Some(Style::Article) => 30,
        Some(Style::Formal) => 4,
        Some(Style::Han | Style::Roman) => 5,
        Some(Style::Latin) => 6,
        Some(Style::HanParen | Style::DigitParen) => 8,
        Some(Style::Decimal(n)) => 9 + n,
        Some(Style::LetterParen) => 18,
        _ => 20,
    }
}

/// Rank of a heading over a reply of a State ([原件：…] follows).
const REPLY: u8 = 7;

/// Levels of headings: a stack of the styles that are open.
fn levels(drafts: &mut [Draft]) {
    let mut open: Vec<u8> = Vec::new();
    let mut nested = false;
    for i in 0..drafts.len() {
        if drafts[i].kind != BlockKind::Heading {
            continue;
        }
        let style = drafts[i].number.as_ref().map(|n| n.style);
        let mut own = rank(style);
        if style.is_none() {
            let reply = drafts.get(i + 1).is_some_and(|d| is_bracket_line(d.text()));
            let below =
                i > 0 && drafts[i - 1].kind == BlockKind::Heading && drafts[i - 1].number.is_none();
            if reply {
                own = REPLY;
                nested = false;
            } else if open.last() == Some(&21) || (below && open.last() == Some(&20)) {
                nested = nested || below;
                own = if nested && open.contains(&REPLY) {
                    21
                } else {
                    20
                };
            }
        } else {
            nested = false;
        }
        while open.last().is_some_and(|&r| r >= own) {
            open.pop();
        }
        open.push(own);
        drafts[i].level = u8::try_from(open.len()).unwrap_or(u8::MAX);
    }
}

/// The outline of finished blocks.
pub(super) fn outline(blocks: &[Block]) -> Vec<OutlineEntry> {
    let (mut out, mut level) = (Vec::new(), 0_u8);
    for (i, b) in blocks.iter().enumerate() {
        let (kind, own) = match b.kind {
            BlockKind::Title => (OutlineKind::Title, 0),
            BlockKind::Heading => {
                level = b.level;
                (OutlineKind::Heading, b.level)
            }
            BlockKind::Preambular => (OutlineKind::Preambular, level.saturating_add(1)),
            BlockKind::Paragraph if !b.number.is_empty() => {
                (OutlineKind::Para, level.saturating_add(1))
            }
            BlockKind::Item => (
                OutlineKind::Subitem,
                level.saturating_add(1).saturating_add(b.level),
            ),
            _ => continue,
        };
        out.push(OutlineEntry {
            block: i,
            line: b.first_line(),
            level: own,
            kind,
        });
    }
    out.shrink_to_fit();
    out
}

/// The line that names a letter or a note verbale (…给秘书长的信).
fn is_letter(text: &str) -> bool {
    text.chars().count() >= 12 && ends_with_word("letter", text.trim_end_matches('*'))
}

/// The lines after a resolution's number, or after the sponsors of a draft, up to the enacting words.
fn english_title(drafts: &[Draft]) -> Option<String> {
    let resolution = |d: &Draft| {
        let number = d.number.as_ref();
        number.is_some_and(|n| n.style == Style::Resolution) && !d.body().is_empty()
    };
    let sponsored = |i: usize| i > 0 && drafts[i - 1].text().ends_with("draft resolution");
    let start = (0..drafts.len().min(30)).find(|i| resolution(&drafts[*i]) || sponsored(*i))?;
    let is_line = |d: &&Draft| {
        let line = matches!(
            d.kind,
            BlockKind::Title | BlockKind::Paragraph | BlockKind::Heading
        );
        line && d.text().len() < 200 && !is_enacting(d.text())
    };
    let rest = drafts[start + 1..].iter().take(8).take_while(is_line);
    let words: Vec<&str> = [drafts[start].body()]
        .into_iter()
        .chain(rest.map(Draft::text))
        .collect();
    let title = words.join(" ");
    (!title.contains(is_han)).then_some(title)
}

/// The title among the title lines: what the paper is called and not the agenda item it answers. A
/// numbered resolution says it after its number, an English draft after the line of its sponsors.
pub(super) fn title(drafts: &[Draft]) -> Option<String> {
    let size = |d: &Draft| d.body().chars().filter(|c| is_han(*c)).count() * 1_000 + d.body().len();
    if let Some(title) = english_title(drafts) {
        return Some(title);
    }
    let titles = drafts.iter().enumerate();
    let mut best: Option<&Draft> = None;
    let mut agenda: Option<&Draft> = None;
    for (i, d) in titles.filter(|(_, d)| d.kind == BlockKind::Title && !by_line(d.text())) {
        if i > 0 && bare(drafts[i - 1].text()).starts_with("议程项目") {
            agenda = Some(d);
        } else if best.is_none_or(|b| size(d) >= size(b)) {
            best = Some(d);
        }
    }
    let letter = drafts
        .iter()
        .take(12)
        .find(|d| d.kind == BlockKind::Masthead && is_letter(d.text()));
    let words = best
        .or(letter)
        .or(agenda)?
        .body()
        .trim_matches(['*', ' ', '†']);
    (!words.is_empty()).then(|| words.to_string())
}
