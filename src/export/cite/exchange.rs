//! Citations that programs read: BibTeX, RIS, CSL-JSON.

use super::{Day, Source};
use serde_json::{Map, Value, json};

/// What a program has no field for: where in the document, and what was not printed.
fn note(source: &Source<'_>) -> Option<String> {
    let inferred = source.inferred();
    let doubt = (!inferred.is_empty()).then(|| format!("inferred: {}", inferred.join(", ")));
    let parts: Vec<String> = [source.place.clone(), doubt]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// An entry of BibTeX: `@techreport` for what has an issuing organ, `@misc` for the rest.
pub(super) fn bibtex(source: &Source<'_>) -> String {
    let report = source.is_report() && source.body.is_some();
    let kind = if report { "techreport" } else { "misc" };
    let body = if report { "institution" } else { "author" };
    let number = if report { "number" } else { "howpublished" };
    let text = |t: &str| latex(t);
    let fields = [
        // Inner braces keep the words as they are: no name is cut into parts, no capital is lost.
        ("title", Some(format!("{{{}}}", text(&source.title)))),
        (
            body,
            source.body.as_deref().map(|b| format!("{{{}}}", text(b))),
        ),
        (number, source.symbol.as_deref().map(text)),
        ("year", source.date.map(|d| format!("{:04}", d.year))),
        (
            "month",
            source.date.and_then(|d| d.month).map(|m| m.to_string()),
        ),
        (
            "day",
            source.date.and_then(|d| d.day).map(|d| d.to_string()),
        ),
        ("url", source.address.as_deref().map(url)),
        ("language", source.language().map(text)),
        ("note", note(source).as_deref().map(text)),
    ];
    let fields: Vec<String> = fields
        .into_iter()
        .filter_map(|(name, value)| Some(format!("  {name} = {{{}}}", value?)))
        .collect();
    format!("@{kind}{{{},\n{}\n}}", source.key(), fields.join(",\n"))
}

/// BibTeX counts every brace, escaped or not, and TeX has ten characters with a meaning of their own.
fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '{' => out.push_str(r"\textbraceleft{}"),
            '}' => out.push_str(r"\textbraceright{}"),
            '\\' => out.push_str(r"\textbackslash{}"),
            '~' => out.push_str(r"\textasciitilde{}"),
            '^' => out.push_str(r"\textasciicircum{}"),
            _ => out.push(c),
        }
    }
    out
}

fn url(address: &str) -> String {
    address
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C")
}

/// A record of RIS: two letters, two blanks, a hyphen, a blank, the value.
pub(super) fn ris(source: &Source<'_>) -> String {
    let kind = if source.is_report() { "RPRT" } else { "GEN" };
    let day = source.date.map(|d| {
        let part = |n: Option<u8>| n.map_or(String::new(), |n| format!("{n:02}"));
        format!("{:04}/{}/{}", d.year, part(d.month), part(d.day))
    });
    // A comma at the end says that the name is no person's: nothing is turned around.
    let body = source.body.as_ref().map(|b| format!("{b},"));
    let fields = [
        ("TY", Some(kind.to_owned())),
        ("ID", Some(source.id())),
        ("AU", body),
        ("TI", Some(source.title.clone())),
        ("SN", source.symbol.clone()),
        ("PY", source.date.map(|d| format!("{:04}", d.year))),
        ("DA", day),
        ("UR", source.address.clone()),
        ("LA", source.language().map(str::to_owned)),
        ("N1", note(source)),
        ("ER", Some(String::new())),
    ];
    let lines: Vec<String> = fields
        .into_iter()
        .filter_map(|(tag, value)| Some(format!("{tag}  - {}", value?)))
        .collect();
    lines.join("\n")
}

/// An array of items, as csl-data.json has it.
pub(super) fn csl_json(sources: &[Source<'_>]) -> String {
    let items: Vec<Value> = sources.iter().map(item).collect();
    let text = serde_json::to_string_pretty(&items);
    text.expect("strings and numbers can always be written")
}

fn item(source: &Source<'_>) -> Value {
    let date_parts = |d: Day| {
        let parts = [Some(d.year), d.month.map(u16::from), d.day.map(u16::from)];
        let parts: Vec<u16> = parts.into_iter().flatten().collect();
        json!({ "date-parts": [parts] })
    };
    let kind = if source.is_report() {
        "report"
    } else {
        "document"
    };
    let fields = [
        ("id", Some(json!(source.id()))),
        ("type", Some(json!(kind))),
        ("title", Some(json!(source.title))),
        (
            "author",
            source.body.as_ref().map(|b| json!([{ "literal": b }])),
        ),
        ("number", source.symbol.as_ref().map(|s| json!(s))),
        ("issued", source.date.map(date_parts)),
        ("URL", source.address.as_ref().map(|a| json!(a))),
        ("language", source.language().map(|l| json!(l))),
        ("note", note(source).map(Value::from)),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(fields.collect::<Map<String, Value>>())
}
