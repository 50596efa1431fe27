//! Citations in every form, read back by small readers of BibTeX, RIS and CSL-JSON that know nothing of the writers;
//! over the bundled corpus and over `../shared/samples/un-zh`, skipped where that is missing.
#![allow(clippy::unwrap_used)]

mod app_sample;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use wenmai::document::{Document, Meta};
use wenmai::export::cite::{Day, Form, Source, cite};
use wenmai::library::{Library, Parts, open_whole, resolve};

const TODAY: Option<Day> = Some(Day {
    year: 2026,
    month: Some(3),
    day: Some(9),
});

/// The variables of csl-data.json (citation-style-language/schema, 1.0.2) that an item may have.
const CSL: [&str; 34] = [
    "type",
    "id",
    "title",
    "author",
    "number",
    "issued",
    "URL",
    "language",
    "note",
    "genre",
    "publisher",
    "publisher-place",
    "container-title",
    "collection-title",
    "collection-number",
    "abstract",
    "accessed",
    "DOI",
    "ISBN",
    "ISSN",
    "page",
    "volume",
    "issue",
    "editor",
    "event",
    "event-title",
    "event-date",
    "medium",
    "original-title",
    "source",
    "status",
    "version",
    "archive",
    "authority",
];

fn open(folders: &[std::path::PathBuf]) -> Library {
    let parts = Parts::NONE;
    open_whole(folders, parts)
}

fn libraries() -> Vec<Library> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/un-zh");
    let mut libraries = vec![open(&[])];
    if samples.exists() {
        libraries.push(open(&[samples]));
    }
    libraries
}

/// Every document as a whole, and places all over it.
fn sources(library: &Library) -> impl Iterator<Item = (&Document, Source<'_>)> {
    library.documents.iter().flat_map(|d| {
        let places = (0..d.blocks.len()).step_by(11).map(Some);
        [None]
            .into_iter()
            .chain(places)
            .map(move |at| (&**d, Source::new(d, at)))
    })
}

/// Key, kind and fields of one entry: braces are counted, nothing else has a meaning.
fn read_bibtex(text: &str) -> (String, String, BTreeMap<String, String>) {
    let rest = text.strip_prefix('@').unwrap();
    let (kind, rest) = rest.split_once('{').unwrap();
    let (key, rest) = rest.split_once(',').unwrap();
    let mut fields = BTreeMap::new();
    let mut rest = rest.trim_start();
    while !rest.starts_with('}') {
        let (name, value) = rest.split_once('=').unwrap();
        let value = value.trim_start();
        let mut depth = 0;
        let end = value.char_indices().find(|(_, c)| {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            depth == 0
        });
        let end = end.unwrap().0;
        let old = fields.insert(name.trim().to_owned(), value[1..end].to_owned());
        assert_eq!(old, None, "{name} twice");
        rest = value[end + 1..]
            .trim_start()
            .trim_start_matches(',')
            .trim_start();
    }
    assert_eq!(rest, "}", "something after the entry");
    (kind.to_owned(), key.to_owned(), fields)
}

/// What TeX prints for a field.
fn printed(tex: &str) -> String {
    let mut text = tex.to_owned();
    for (written, meant) in [
        (r"\textbraceleft{}", "\u{1}"),
        (r"\textbraceright{}", "\u{2}"),
        (r"\textbackslash{}", "\u{3}"),
        (r"\textasciitilde{}", "~"),
        (r"\textasciicircum{}", "^"),
        (r"\&", "&"),
        (r"\%", "%"),
        (r"\$", "$"),
        (r"\#", "#"),
        (r"\_", "_"),
    ] {
        text = text.replace(written, meant);
    }
    assert!(
        !text.contains('\\'),
        "TeX would take this for a command: {text}"
    );
    text.retain(|c| !matches!(c, '{' | '}'));
    text.replace('\u{1}', "{")
        .replace('\u{2}', "}")
        .replace('\u{3}', "\\")
}

fn read_ris(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().map(|line| {
        let (tag, value) = line.split_once("  - ").unwrap();
        assert!(
            tag.len() == 2
                && tag
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        );
        (tag.to_owned(), value.to_owned())
    });
    let lines: Vec<_> = lines.collect();
    assert_eq!(lines[0].0, "TY");
    assert_eq!(lines.last().unwrap().0, "ER");
    assert_eq!(
        lines.iter().filter(|l| l.0 == "TY" || l.0 == "ER").count(),
        2
    );
    lines
}

fn one_line(text: &str) -> String {
    let text = wenmai::text::sanitize(text).into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_form_of_every_document_is_read_back() {
    for library in libraries() {
        let mut keys: BTreeMap<String, HashSet<&str>> = BTreeMap::new();
        for (d, source) in sources(&library) {
            let title = one_line(&d.meta.title);
            for (name, form) in Form::ALL {
                let text = cite(form, std::slice::from_ref(&source), TODAY);
                let bad = |c: char| c.is_control() && c != '\n';
                assert!(!text.is_empty() && !text.contains(bad), "{name}: {text:?}");
                assert_eq!(
                    wenmai::text::sanitize(&text).len(),
                    text.len(),
                    "{name}: {text:?}"
                );
            }
            let one = std::slice::from_ref(&source);
            let (_, key, fields) = read_bibtex(&cite(Form::Bibtex, one, TODAY));
            assert!(
                key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
                "{key}"
            );
            keys.entry(key).or_default().insert(&d.id);
            assert_eq!(printed(&fields["title"]), title);
            let symbol = fields.get("number").or(fields.get("howpublished"));
            assert_eq!(symbol.map(|s| printed(s)), d.meta.symbol);

            let ris = read_ris(&cite(Form::Ris, one, TODAY));
            assert!(ris.contains(&("TI".to_owned(), title.clone())), "{ris:?}");

            let csl: serde_json::Value =
                serde_json::from_str(&cite(Form::CslJson, one, TODAY)).unwrap();
            let item = csl[0].as_object().unwrap();
            assert!(item.keys().all(|k| CSL.contains(&k.as_str())), "{item:?}");
            assert_eq!(item["title"], title.as_str());
            assert!(matches!(item["type"].as_str(), Some("report" | "document")));
            if let Some(issued) = item.get("issued") {
                let parts = issued["date-parts"][0].as_array().unwrap();
                assert!((1..=3).contains(&parts.len()) && parts.iter().all(|p| p.is_u64()));
            }
        }
        assert!(
            keys.values().all(|ids| ids.len() == 1),
            "two documents, one key"
        );
    }
}

#[test]
fn nothing_is_said_that_the_document_does_not_say() {
    for library in libraries() {
        for d in &library.documents {
            let source = Source::new(d, None);
            let text = cite(Form::CslJson, &[source], TODAY);
            let csl: serde_json::Value = serde_json::from_str(&text).unwrap();
            let has = |key: &str| csl[0].get(key).is_some();
            assert_eq!(has("issued"), d.meta.date.is_some(), "{}", d.id);
            assert_eq!(has("author"), d.meta.body.is_some(), "{}", d.id);
            assert_eq!(has("number"), d.meta.symbol.is_some(), "{}", d.id);
            assert!(!has("accessed") && !has("publisher"));
            let note = csl[0].get("note").and_then(|n| n.as_str()).unwrap_or("");
            for field in ["title", "symbol", "body", "date"] {
                let there = match field {
                    "title" => true,
                    "symbol" => d.meta.symbol.is_some(),
                    "body" => d.meta.body.is_some(),
                    _ => d.meta.date.is_some(),
                };
                let inferred = there && d.meta.inferred.contains(&field);
                assert_eq!(note.contains(field), inferred, "{} {field}", d.id);
            }
        }
    }
}

fn made(meta: Meta) -> Document {
    let library = app_sample::library();
    let mut document = (*library.documents[0]).clone();
    document.meta = Meta {
        language: "zh-Hans".to_owned(),
        ..meta
    };
    document.id = "甲-x".to_owned();
    Arc::new(document).as_ref().clone()
}

#[test]
fn gb_t_7714_puts_each_part_where_the_standard_has_it() {
    let full = made(Meta {
        title: "信息和电信领域的发展".to_owned(),
        symbol: Some("A/68/98".to_owned()),
        body: Some("秘书长".to_owned()),
        date: Some("2013-06-24".to_owned()),
        ..Meta::default()
    });
    let of = |d: &Document, form| cite(form, &[Source::new(d, None)], TODAY);
    assert_eq!(
        of(&full, Form::GbT7714),
        "秘书长. 信息和电信领域的发展: A/68/98[R/OL]. (2013-06-24)[2026-03-09]. https://undocs.org/A/68/98."
    );
    let inferred = made(Meta {
        inferred: vec!["body", "date", "session"],
        date: Some("2013".to_owned()),
        ..full.meta.clone()
    });
    assert_eq!(
        of(&inferred, Form::GbT7714),
        "[秘书长]. 信息和电信领域的发展: A/68/98[R/OL]. [2013][2026-03-09]. https://undocs.org/A/68/98."
    );
    let bare = made(Meta {
        title: "一份会议记录。".to_owned(),
        ..Meta::default()
    });
    assert_eq!(of(&bare, Form::GbT7714), "一份会议记录[Z].");
    assert_eq!(of(&bare, Form::Plain), "《一份会议记录。》");
}

#[test]
fn a_place_is_named_by_its_paragraph() {
    let library = open(&[]);
    let place = resolve(&library, "A/75/123#2").unwrap();
    let d = &library.documents[place.document];
    let block = place.blocks.start;
    let text = cite(Form::GbT7714, &[Source::new(d, Some(block))], TODAY);
    assert!(
        text.contains("[R/OL]. 第 2 段[2026-03-09]. https://undocs.org/A/75/123."),
        "{text}"
    );
    let next = (block + 1..d.blocks.len())
        .find(|b| d.blocks[*b].number.trim_end_matches('.') == "4")
        .unwrap();
    let text = cite(Form::Plain, &[Source::spanning(d, block, next)], TODAY);
    assert!(text.contains("第 2-4 段"), "{text}");
}

#[test]
fn characters_with_a_meaning_are_escaped() {
    let odd = made(Meta {
        title: r"甲 & 乙_{50%} #1 \x ~^ [a](b) *c* <d>".to_owned(),
        ..Meta::default()
    });
    let one = [Source::new(&odd, None)];
    let (kind, key, fields) = read_bibtex(&cite(Form::Bibtex, &one, None));
    assert_eq!(kind, "misc");
    assert!(key.is_ascii());
    assert_eq!(printed(&fields["title"]), odd.meta.title);
    let markdown = cite(Form::Markdown, &one, None);
    assert_eq!(
        markdown,
        r"《甲 \& 乙\_{50%} \#1 \\x \~^ \[a\](b) \*c\* \<d\>》"
    );
    let wild = made(Meta {
        title: "甲\u{1b}[31m\n乙\u{202e}".to_owned(),
        ..Meta::default()
    });
    assert_eq!(
        cite(Form::Plain, &[Source::new(&wild, None)], None),
        "《甲[31m 乙》"
    );
}
