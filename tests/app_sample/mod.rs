//! A small library made by hand: three documents with notes, items, a table, citations, events. Only for tests.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use wenmai::app::{App, Effect, Input, Settings, Viewport, keymap_named, settle};
use wenmai::document::{
    Block, BlockKind, Document, Footnote, LineRange, Meta, NoteMark, OutlineEntry, OutlineKind,
    Script, Segment,
};
use wenmai::facts::{
    Citation, CitationKind, DateExpr, Event, EventKind, Facts, PartialDate, Precision, Span,
};
use wenmai::index::{BlockRef, Exact, Finder};
use wenmai::keymap::{BUILT_IN, Key, Keymap};
use wenmai::library::{Graph, Library, Mention, Progress};
use wenmai::source::{Origin, RawText};
use wenmai::view::present;

/// A document being written down.
struct Writer {
    document: Document,
    facts: Facts,
    raw: String,
    line: u32,
}

impl Writer {
    fn new(id: &str, symbol: Option<&str>, title: &str, body: Option<&str>, date: &str) -> Writer {
        let meta = Meta {
            title: title.to_owned(),
            symbol: symbol.map(str::to_owned),
            date: Some(date.to_owned()),
            body: body.map(str::to_owned),
            language: "zh-Hans".to_owned(),
            script: Script::Hans,
            ..Meta::default()
        };
        let raw = RawText::new(format!("{id}.txt"), Origin::Bundled, String::new());
        Writer {
            document: Document {
                id: id.to_owned(),
                raw: Arc::new(raw),
                meta,
                blocks: Vec::new(),
                notes: Vec::new(),
                outline: Vec::new(),
                furniture: Vec::new(),
                problems: Vec::new(),
            },
            facts: Facts::default(),
            raw: String::new(),
            line: 0,
        }
    }

    /// A block; `[n]` in the text becomes a mark.
    fn block(&mut self, kind: BlockKind, level: u8, number: &str, text: &str) -> usize {
        self.line += 1;
        self.raw.push_str(&format!("{text}\n"));
        let mut clean = String::new();
        let mut marks = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('[') {
            let (marker, after) = after.split_once(']').unwrap();
            clean.push_str(before);
            marks.push(NoteMark {
                at: clean.len() as u32,
                marker: marker.to_owned(),
                line: self.line,
                note: None,
            });
            rest = after;
        }
        clean.push_str(rest);
        let number_len = if number.is_empty() {
            0
        } else {
            let at = clean.find(number).unwrap() + number.len();
            let blanks = clean[at..]
                .find(|c: char| !matches!(c, ' ' | '.' | '、'))
                .unwrap_or(0);
            at + blanks
        };
        let cells = if kind == BlockKind::TableRow {
            let mut at = 0;
            clean
                .split('\t')
                .map(|cell| {
                    let start = at;
                    at += cell.len() as u32 + 1;
                    start..start + cell.len() as u32
                })
                .collect()
        } else {
            Vec::new()
        };
        let index = self.document.blocks.len();
        let outline = match kind {
            BlockKind::Heading => Some(OutlineKind::Heading),
            BlockKind::Title => Some(OutlineKind::Title),
            BlockKind::Paragraph if !number.is_empty() => Some(OutlineKind::Para),
            _ => None,
        };
        if let Some(kind) = outline {
            self.document.outline.push(OutlineEntry {
                block: index,
                line: self.line,
                level: level.max(1),
                kind,
            });
        }
        self.document.blocks.push(Block {
            kind,
            level,
            number: number.to_owned(),
            number_len: number_len as u32,
            text: clean,
            segments: vec![Segment {
                at: 0,
                line: self.line,
                column: 0,
            }]
            .into(),
            lines: vec![LineRange {
                first: self.line,
                last: self.line,
            }]
            .into(),
            marks: marks.into(),
            cells: cells.into(),
            bold: Vec::new().into(),
        });
        index
    }

    fn span(&self, block: usize, words: &str) -> Span {
        let start = self.document.blocks[block].text.find(words).unwrap() as u32;
        Span {
            block,
            range: start..start + words.len() as u32,
            line: self.document.blocks[block].first_line(),
        }
    }

    fn cite(&mut self, block: usize, words: &str, symbol: &str) {
        let span = self.span(block, words);
        self.facts.citations.push(Citation {
            span,
            raw: words.to_owned(),
            symbol: symbol.to_owned(),
            kind: CitationKind::Symbol,
            suspect: None,
            pinpoint: None,
        });
    }

    fn event(&mut self, block: usize, words: &str, date: Option<&str>, kind: EventKind, key: &str) {
        let span = self.span(block, words);
        let start = date.map(date_of);
        let precision = match start {
            Some(d) if d.day.is_some() => Precision::Day,
            Some(d) if d.month.is_some() => Precision::Month,
            Some(_) => Precision::Year,
            None => Precision::Unknown,
        };
        if let Some(start) = start {
            self.facts.dates.push(DateExpr {
                span: span.clone(),
                raw: words.to_owned(),
                start,
                end: None,
                precision,
                inferred: None,
            });
        }
        self.facts.events.push(Event {
            span,
            start,
            end: None,
            precision,
            kind,
            label: format!("样例事件{key}"),
            body: String::new(),
            place: String::new(),
            symbols: Vec::new(),
            evidence: words.to_owned(),
            key: key.to_owned(),
            inferred: None,
            conflict: None,
        });
    }

    /// Notes and their marks are joined by marker.
    fn done(mut self) -> (Document, Facts) {
        for (block, holder) in self.document.blocks.iter().enumerate() {
            if holder.kind == BlockKind::Footnote {
                self.document.notes.push(Footnote {
                    marker: holder.number.clone(),
                    block,
                    text_line: holder.first_line(),
                    refs: Vec::new(),
                    ref_line: None,
                });
            }
        }
        for (block, holder) in self.document.blocks.iter_mut().enumerate() {
            for mark in holder.marks.iter_mut() {
                let notes = &mut self.document.notes;
                mark.note = notes.iter().position(|n| n.marker == mark.marker);
                if let Some(note) = mark.note {
                    notes[note].refs.push((block, mark.at));
                    notes[note].ref_line = Some(mark.line);
                }
            }
        }
        let raw = RawText::new(
            self.document.raw.name.clone(),
            Origin::Bundled,
            self.raw.clone(),
        );
        self.document.raw = Arc::new(raw);
        (self.document, self.facts)
    }
}

fn date_of(iso: &str) -> PartialDate {
    let parts: Vec<&str> = iso.split('-').collect();
    PartialDate {
        year: parts[0].parse().unwrap(),
        month: parts.get(1).map(|m| m.parse().unwrap()),
        day: parts.get(2).map(|d| d.parse().unwrap()),
    }
}

fn resolution() -> (Document, Facts) {
    let mut w = Writer::new(
        "alpha",
        Some("A/RES/90/1"),
        "共同守护湖泊与河流",
        Some("水务大会"),
        "2001-03-04",
    );
    w.block(BlockKind::Masthead, 0, "", "水务大会 第九十届会议");
    w.block(BlockKind::Title, 1, "", "90/1. 共同守护湖泊与河流");
    let b = w.block(
        BlockKind::Preambular,
        0,
        "",
        "回顾其 1999 年 5 月 6 日第 89/7 号决议，其中请各地守护水源[1]，",
    );
    w.cite(b, "第 89/7 号决议", "A/RES/89/7");
    w.event(
        b,
        "1999 年 5 月 6 日",
        Some("1999-05-06"),
        EventKind::Resolution,
        "一",
    );
    w.block(BlockKind::Heading, 1, "一", "一. 湖泊");
    w.block(
        BlockKind::Paragraph,
        0,
        "1",
        "1. 请各地在每年春季清理湖岸，并把所得记录交给水务大会秘书处，供下一届会议审议：",
    );
    w.block(BlockKind::Item, 1, "(a)", "(a) 清理的长度，以公里计；");
    w.block(
        BlockKind::Item,
        2,
        "(i)",
        "(i) 由志愿者清理的部分单独列出，并说明所用的器具和时间；",
    );
    w.block(BlockKind::Heading, 2, "A", "A. 湖岸的树木");
    w.block(
        BlockKind::Paragraph,
        0,
        "2",
        "2. 又请各地种树[2]，树种由各地自定。",
    );
    w.block(BlockKind::Heading, 1, "二", "二. 河流");
    let b = w.block(
        BlockKind::Paragraph,
        0,
        "3",
        "3. 决定于 2003 年 7 月召开河流会议，会议文件见 R/CONF/3。",
    );
    w.cite(b, "R/CONF/3", "R/CONF/3");
    w.event(b, "2003 年 7 月", Some("2003-07"), EventKind::Meeting, "二");
    w.block(BlockKind::Caption, 0, "", "表 1：各湖面积");
    w.block(BlockKind::TableRow, 0, "", "湖名\t面积\t备注");
    w.block(
        BlockKind::TableRow,
        0,
        "",
        "青石湖\t120\t冬季结冰，春季开放，夏季游人很多，秋季关闭检修",
    );
    w.block(BlockKind::TableRow, 0, "", "白鹭湖\t45\t全年开放");
    w.block(
        BlockKind::Footnote,
        0,
        "1",
        "1 见河流会议报告，R/CONF/3，第 4 段。",
    );
    w.block(BlockKind::Footnote, 0, "2", "2 同上。");
    w.done()
}

fn report() -> (Document, Facts) {
    let mut w = Writer::new(
        "beta",
        Some("R/CONF/3"),
        "河流会议的报告",
        Some("河流会议"),
        "2003-07-10",
    );
    w.block(BlockKind::Title, 1, "", "河流会议的报告");
    w.block(BlockKind::Heading, 1, "1", "1 导言");
    let b = w.block(
        BlockKind::Paragraph,
        0,
        "",
        "河流会议根据 A/RES/90/1 于 2003 年 7 月 8 日开幕。河水清洁是共同的事业。",
    );
    w.cite(b, "A/RES/90/1", "A/RES/90/1");
    w.event(
        b,
        "2003 年 7 月 8 日",
        Some("2003-07-08"),
        EventKind::Meeting,
        "三",
    );
    for i in 1..=60 {
        let text =
            format!("{i}. 第{i}个代表团说明了本地河流的情况，并请秘书处把清洁河水的经验寄给各地。");
        w.block(BlockKind::Paragraph, 0, &i.to_string(), &text);
    }
    let b = w.block(
        BlockKind::Paragraph,
        0,
        "61",
        "61. 会议闭幕，日期未定的后续工作由秘书处安排。",
    );
    w.event(b, "日期未定", None, EventKind::Other, "四");
    w.done()
}

fn letter() -> (Document, Facts) {
    let mut w = Writer::new("gamma", None, "一封關於水庫的信", None, "1990");
    let b = w.block(
        BlockKind::Paragraph,
        0,
        "",
        "水庫於 1990 年完工，見 A/RES/90/1 與 X/1/2。",
    );
    w.cite(b, "A/RES/90/1", "A/RES/90/1");
    w.cite(b, "X/1/2", "X/1/2");
    w.event(b, "1990 年", Some("1990"), EventKind::Report, "五");
    w.done()
}

/// The library, all of it ready but the word index.
pub fn library() -> Library {
    let mut documents = Vec::new();
    let mut facts = Vec::new();
    for (document, found) in [resolution(), report(), letter()] {
        documents.push(Arc::new(document));
        facts.push(Some(Arc::new(found)));
    }
    let mut symbols = HashMap::new();
    for (i, document) in documents.iter().enumerate() {
        if let Some(symbol) = &document.meta.symbol {
            symbols.insert(symbol.clone(), i);
        }
    }
    let mut timeline: Vec<Mention> = Vec::new();
    for (document, found) in facts.iter().enumerate() {
        for event in &found.as_ref().unwrap().events {
            timeline.push(Mention {
                at: BlockRef {
                    document,
                    block: event.span.block,
                },
                event: Arc::new(event.clone()),
                own: false,
            });
        }
    }
    timeline.sort_by_key(|m| (m.event.start.is_none(), m.event.start));
    let mut library = Library {
        exact: Arc::new(Exact::build(&documents)),
        finder: Arc::new(Finder::build(&documents)),
        graph: Arc::new(Graph::build(&documents, &facts, &symbols)),
        symbols: Arc::new(symbols),
        progress: Progress {
            documents: documents.len(),
            expected: documents.len(),
            all_read: true,
            exact: true,
            facts: true,
            words: false,
        },
        documents,
        facts,
        ..Library::default()
    };
    library.set_timeline(timeline);
    library
}

/// An app on a screen, with a key set.
pub fn app(library: &Library, columns: u16, rows: u16, keys: &str) -> App {
    start(library, Viewport::Screen { columns, rows }, keys)
}

/// An app in lines.
pub fn lines_app(library: &Library) -> App {
    start(library, Viewport::Lines, "plain")
}

/// A key set that comes with wenmai, read once.
fn keymap(name: &str) -> Arc<Keymap> {
    static SETS: LazyLock<HashMap<&str, Arc<Keymap>>> = LazyLock::new(|| {
        let set = |(name, _): &(&'static str, _)| {
            let (keymap, problems) = keymap_named(name).unwrap();
            assert!(problems.is_empty(), "{problems:?}");
            (*name, Arc::new(keymap))
        };
        BUILT_IN.iter().map(set).collect()
    });
    Arc::clone(&SETS[name])
}

/// An app in a viewport, with a key set.
pub fn start(library: &Library, viewport: Viewport, keys: &str) -> App {
    let settings = Settings {
        keymap: keymap(keys),
        ..Settings::default()
    };
    let mut app = App::new(settings, viewport);
    settle(&mut app, library, Input::LibraryChanged);
    app
}

/// Presses keys, blanks between.
pub fn press(app: &mut App, library: &Library, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.split_whitespace() {
        let key = Key::parse(key).unwrap_or_else(|| panic!("no key: {key}"));
        effects.extend(settle(app, library, Input::Key(key)));
    }
    effects
}

/// Types text, key by key.
pub fn type_text(app: &mut App, library: &Library, text: &str) {
    for c in text.chars() {
        settle(app, library, Input::Key(Key::char(c)));
    }
}

/// What is said in lines: the rows, or what is announced where there are none.
pub fn said(app: &App, library: &Library) -> Vec<String> {
    let screen = present(app, library);
    let rows = screen.panes.iter().flat_map(|p| &p.rows);
    let rows: Vec<String> = rows
        .map(|r| r.spoken.clone().unwrap_or_else(|| r.text()))
        .collect();
    if rows.is_empty() {
        vec![screen.announce]
    } else {
        rows
    }
}

/// Gives a command in words.
pub fn command(app: &mut App, library: &Library, line: &str) -> Vec<Effect> {
    settle(app, library, Input::Command(line.to_owned()))
}
