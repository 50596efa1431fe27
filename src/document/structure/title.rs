//! What a paper is called.
//!
//! In: classified drafts. Out: the words of the title. Must not know other metadata.

use crate::document::chars::{ends_sentence, is_han};
use crate::document::draft::Draft;
use crate::document::kinds::{
    bare, by_line, ends_with_word, is_bare, is_enacting, is_masthead, is_word,
};
use crate::document::model::BlockKind;
use crate::document::number::Style;

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
pub(in crate::document) fn title(drafts: &[Draft]) -> Option<String> {
    let size = |d: &Draft| d.body().chars().filter(|c| is_han(*c)).count() * 1_000 + d.body().len();
    if let Some(title) = english_title(drafts) {
        return Some(title);
    }
    let front = drafts.iter().take_while(|d| {
        matches!(
            d.kind,
            BlockKind::Title | BlockKind::Masthead | BlockKind::Footnote
        )
    });
    let titles = front.enumerate();
    let mut best: Option<&Draft> = None;
    let mut agenda: Option<&Draft> = None;
    for (i, d) in titles.filter(|(_, d)| d.kind == BlockKind::Title && !by_line(d.text())) {
        if i > 0 && crate::document::paper::is_agenda_line(drafts[i - 1].text()) {
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

/// The title in the letterhead of the first page, which an extraction moved behind the body.
pub(in crate::document) fn running_title(drafts: &[Draft]) -> Option<String> {
    let at = (0..drafts.len()).find(|&i| letterhead(drafts, i))?;
    let line = drafts
        .get(at + 1)
        .filter(|d| d.kind == BlockKind::Masthead)?;
    let fine = !ends_sentence(line.text()) && line.chars() > 1 && !is_masthead(line.text());
    fine.then(|| line.text().trim_matches(['*', ' ']).to_string())
}

/// Is draft `i` the organ's name in a letterhead behind the front matter? 联合国 stands above it.
pub(super) fn letterhead(drafts: &[Draft], i: usize) -> bool {
    if i == 0 || drafts[i].kind != BlockKind::Masthead || drafts[i].text().len() > 120 {
        return false;
    }
    let above = drafts[i - 1].text();
    let united = ["联合国", "聯合國", "UnitedNations"];
    if !united.iter().any(|name| is_bare(above, name)) {
        return false;
    }
    let front = |d: &Draft| matches!(d.kind, BlockKind::Masthead | BlockKind::Title);
    is_word("organ", &bare(drafts[i].text())) && !drafts[..i].iter().all(front)
}
