//! Where one is, in words: the breadcrumb, the paragraph, the sentence for `where`.

use super::links::short_name;
use super::tree::heading_label;
use super::{App, View, flow};
use crate::document::{BlockKind, Document};
use crate::i18n::Language;
use crate::library::Library;

/// The document, its headings down to the cursor, the paragraph.
pub(crate) fn breadcrumb(app: &App, library: &Library) -> Vec<String> {
    let main = app.main();
    let Some(document) = main.document(library) else {
        return Vec::new();
    };
    let mut parts = vec![short_name(document).to_owned()];
    for i in document.headings_of(main.cursor.block) {
        parts.push(heading_label(document, &document.outline[i]));
    }
    let here = paragraph(app.settings.language, document, main.cursor.block);
    if parts.last() != Some(&here) {
        parts.push(here);
    }
    parts
}

/// A block by name: 第 12 段, 注 3, (a), 标题, or its raw line.
pub(crate) fn paragraph(language: Language, document: &Document, index: usize) -> String {
    named(language, document, index).unwrap_or_else(|| {
        let line = document.blocks.get(index).map_or(0, |b| b.first_line());
        language.with("place-line", &[("line", line.into())])
    })
}

/// A block by name; None where only its raw line tells it from others.
pub(crate) fn named(language: Language, document: &Document, index: usize) -> Option<String> {
    let block = document.blocks.get(index)?;
    let number = block.number.trim_end_matches(['.', '．', '、']);
    Some(match block.kind {
        BlockKind::Footnote => {
            let note = document.notes.iter().find(|n| n.block == index);
            let marker = note.map_or(number, |n| n.marker.as_str());
            language.with("place-note", &[("n", marker.into())])
        }
        BlockKind::Heading => block.text.trim().replace('\t', " "),
        BlockKind::Title => language.say("place-title"),
        BlockKind::TableRow => language.with("place-table", &[("line", block.first_line().into())]),
        _ if !number.contains(char::is_alphanumeric) => return None,
        BlockKind::Item => number.to_owned(),
        _ => language.with("place-paragraph", &[("n", number.into())]),
    })
}

/// How far into the document the cursor is, by raw lines, 0 to 100.
pub(crate) fn percent(app: &App, library: &Library) -> usize {
    let main = app.main();
    let Some(document) = main.document(library) else {
        return 0;
    };
    let all = document.raw.lines.len().max(1);
    let block = document.blocks.get(main.cursor.block);
    let line = block.map_or(0, |b| b.line_at(main.cursor.at)) as usize;
    if flow::last(document, app.notes()) == Some(main.cursor.block) {
        return 100;
    }
    (line * 100 / all).min(100)
}

/// Places inside each other, from the outermost, as one phrase for the eye or the ear.
pub(crate) fn joined(app: &App, parts: &[String]) -> String {
    if app.in_lines() || app.is_linear() {
        parts.join(&app.settings.language.say("said-in"))
    } else {
        parts.join(" › ")
    }
}

/// One sentence: view, document, paragraph, raw line.
pub(crate) fn place_sentence(app: &App, library: &Library) -> String {
    let language = app.settings.language;
    let view = match app.top() {
        View::Main(main) => match main.focus {
            super::Focus::Tree => "mode-tree",
            super::Focus::Reading => "mode-reading",
            super::Focus::References => "mode-references",
        },
        View::Search(_) => "mode-search",
        View::Timeline(_) => "mode-timeline",
        View::List(_) => "mode-list",
        View::Matrix(_) => "mode-matrix",
        View::Diff(_) => "mode-diff",
        View::Help(_) => "mode-help",
        View::Peek(_) => "mode-peek",
        View::Prompt(_) => "mode-prompt",
    };
    let main = app.main();
    let Some(document) = main.document(library) else {
        return language.say("message-no-document");
    };
    let block = document.blocks.get(main.cursor.block);
    let line = block.map_or(0, |b| b.line_at(main.cursor.at));
    let side = app.side();
    let side = side.map(|n| language.with("linear-side", &[("n", n.into())]));
    let mut parts = breadcrumb(app, library);
    // the raw line follows anyway
    let words = language.with("place-line", &[("line", line.into())]);
    if parts.last() == Some(&words) {
        parts.pop();
    }
    let sentence = language.with(
        "place-sentence",
        &[
            ("view", language.say(view).into()),
            ("place", joined(app, &parts).into()),
            ("line", line.into()),
            ("of", document.raw.lines.len().into()),
            ("percent", percent(app, library).into()),
        ],
    );
    format!("{}{sentence}", side.unwrap_or_default())
}
