//! Web pages, by the tokenizer of `html5ever`, told block by block; and EPUB packages of them.

use super::FormatError;
use super::package;
use super::text::{Writer, superscript_digits};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use std::cell::RefCell;
use std::collections::HashMap;

/// The text of a web page.
pub fn from_text(html: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink::default(), Default::default());
    // Scripts are not run: each time the tokenizer stops for one it goes on.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().out.finish()
}

#[derive(Default)]
struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => page.text(&text),
            Token::TagToken(tag) => {
                let name: &str = &tag.name;
                if tag.kind == TagKind::EndTag {
                    page.leave(name);
                    return TokenSinkResult::Continue;
                }
                page.enter(name, &tag);
                // What is in these is no markup (HTML, 13.2.6.4).
                return match name {
                    _ if tag.self_closing => TokenSinkResult::Continue,
                    "script" => TokenSinkResult::RawData(ScriptData),
                    "style" | "noscript" | "iframe" => TokenSinkResult::RawData(Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Is what stands in the element not told?
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "head" | "title" | "script" | "style" | "template" | "noscript" | "svg" | "iframe"
    )
}

/// A page as far as it is told.
#[derive(Default)]
struct Page {
    out: Writer,
    /// Open lists: the next number, or None for bullets.
    lists: Vec<Option<u32>>,
    /// Open tables: 1 where a row is open in it.
    rows: Vec<u8>,
    /// The mark of a list item whose first word has not come yet.
    mark: String,
    /// The element that is open of those that are not told.
    silent: Option<String>,
    /// Preformatted and raised text that is open.
    pre: usize,
    raised: usize,
    /// The last character of the open paragraph.
    last: Option<char>,
}

/// The value of an attribute as a number.
fn number(tag: &Tag, attribute: &str) -> Option<u32> {
    let found = tag.attrs.iter().find(|a| &*a.name.local == attribute)?;
    found.value.trim().parse().ok()
}

/// Elements that stand on lines of their own (HTML, 15.3.3 flow content).
fn is_block(name: &str) -> bool {
    const NAMES: &str = " address article aside blockquote body br caption center dd details dialog div dl dt \
        fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p \
        pre search section summary table td th tr ul ";
    NAMES.split_ascii_whitespace().any(|n| n == name)
}

impl Page {
    fn enter(&mut self, name: &str, tag: &Tag) {
        if self.silent.is_some() {
            // A page that never closes its head begins all the same.
            if name != "body" {
                return;
            }
            self.silent = None;
        }
        if is_silent(name) {
            self.silent = (!tag.self_closing).then(|| name.to_owned());
            return;
        }
        if is_block(name) {
            self.end_paragraph();
        }
        match name {
            "ul" | "menu" => self.lists.push(None),
            "ol" => self.lists.push(Some(number(tag, "start").unwrap_or(1))),
            "li" => self.mark = self.mark_of_item(),
            "pre" => self.pre += 1,
            "sup" => self.raised += 1,
            "table" => self.rows.push(0),
            "tr" => self.begin_row(),
            "td" | "th" => self.out.begin_cell(),
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        if let Some(open) = &self.silent {
            if open == name {
                self.silent = None;
            }
            return;
        }
        if is_block(name) {
            self.end_paragraph();
        }
        match name {
            "ul" | "ol" | "menu" => drop(self.lists.pop()),
            "li" => self.mark.clear(),
            "pre" => self.pre = self.pre.saturating_sub(1),
            "sup" => self.raised = self.raised.saturating_sub(1),
            "tr" => self.end_row(),
            "table" => {
                self.end_row();
                self.rows.pop();
                self.out.end_table();
            }
            _ => {}
        }
    }

    /// The end of a row may be left out (HTML, 13.1.2.4).
    fn begin_row(&mut self) {
        self.end_row();
        self.out.begin_row();
        match self.rows.last_mut() {
            Some(rows) => *rows = 1,
            None => self.rows.push(1),
        }
    }

    fn end_row(&mut self) {
        if let Some(open) = self.rows.last_mut().filter(|n| **n > 0) {
            *open = 0;
            self.out.end_row();
        }
    }

    fn mark_of_item(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(next)) => {
                *next = next.saturating_add(1);
                format!("{}. ", next.saturating_sub(1))
            }
            _ => "• ".to_owned(),
        }
    }

    fn end_paragraph(&mut self) {
        self.last = None;
        self.out.end_paragraph();
    }

    fn text(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        if self.raised > 0 && text.trim().bytes().all(|b| b.is_ascii_digit()) {
            return self.words(&superscript_digits(text.trim()));
        }
        if self.pre == 0 {
            return self.words(text);
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.end_paragraph();
            }
            self.words(line);
        }
    }

    /// Adds text with each run of white space as one blank; none where a line was cut between two Chinese
    /// characters (CSS Text 3, 4.1.3).
    fn words(&mut self, text: &str) {
        let han = |c: Option<char>| c.is_some_and(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            let space = &rest[..rest.len() - word.len()];
            let end = word.find(|c: char| c.is_ascii_whitespace());
            let (word, after) = word.split_at(end.unwrap_or(word.len()));
            let cut = space.contains('\n') && han(self.last) && han(word.chars().next());
            if !space.is_empty() && !cut && self.last.is_some_and(|c| c != ' ') {
                self.out.push(" ");
                self.last = Some(' ');
            }
            if !word.is_empty() {
                let mark = std::mem::take(&mut self.mark);
                self.out.push(&mark);
                self.out.push(word);
                self.last = word.chars().next_back();
            }
            rest = after;
        }
    }
}

/// The text of an EPUB: its pages in the order of the spine.
pub fn from_epub(bytes: &[u8]) -> Result<String, FormatError> {
    let mut package = package::open(bytes)?;
    let container = package::required(&mut package, "META-INF/container.xml")?;
    let root = elements(&container, "rootfile")
        .into_iter()
        .find_map(|mut a| a.remove("full-path"));
    let root = root.ok_or_else(|| FormatError::Broken("rootfile".to_owned()))?;
    let opf = package::required(&mut package, &root)?;
    let mut files: HashMap<String, String> = HashMap::new();
    for mut item in elements(&opf, "item") {
        if let (Some(id), Some(href)) = (item.remove("id"), item.remove("href")) {
            files.insert(id, href);
        }
    }
    let folder = root
        .rsplit_once('/')
        .map_or(String::new(), |(f, _)| format!("{f}/"));
    let mut out = String::new();
    for item in elements(&opf, "itemref") {
        let Some(href) = item.get("idref").and_then(|id| files.get(id)) else {
            continue;
        };
        let page = package::required(&mut package, &format!("{folder}{href}"))?;
        out.push_str(&from_text(&page));
        out.push('\n');
        if out.len() as u64 > package::LIMIT {
            return Err(package::too_much());
        }
    }
    Ok(out)
}

/// The attributes of all elements of that name.
pub fn elements(xml: &str, name: &str) -> Vec<HashMap<String, String>> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == name => {
                let text = |s: &str| s.to_owned();
                let pairs = e.attributes().flatten();
                found.push(
                    pairs
                        .map(|a| (text(a.key.local_name().as_ref()), text(&a.value)))
                        .collect(),
                );
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// What `&amp;` and its like stand for in XML; unknown ones are left out.
pub fn reference(r: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = r.resolve_char_ref() {
        return c.to_string();
    }
    let known = match &**r {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    };
    known.to_owned()
}
