//! Full dates and resolution numbers against sentences of UN documents (`../shared/samples/unpc/dev.jsonl`).

#![allow(clippy::print_stdout)]

use std::collections::BTreeSet;
use std::sync::Arc;
use wenmai::document;
use wenmai::facts::{self, CitationKind, PartialDate};
use wenmai::source::{Origin, RawText};

#[derive(Default)]
struct Count {
    right: usize,
    false_: usize,
    missed: usize,
}

impl Count {
    fn add(&mut self, found: &BTreeSet<String>, wanted: &BTreeSet<String>, text: &str) {
        self.right += found.intersection(wanted).count();
        self.false_ += found.difference(wanted).count();
        self.missed += wanted.difference(found).count();
        for x in found.difference(wanted) {
            println!("FALSE  {x} | {text}");
        }
        for x in wanted.difference(found) {
            println!("MISSED {x} | {text}");
        }
    }

    fn figures(&self) -> (f64, f64, f64) {
        let p = self.right as f64 / (self.right + self.false_).max(1) as f64;
        let r = self.right as f64 / (self.right + self.missed).max(1) as f64;
        (p, r, 2.0 * p * r / (p + r).max(1e-9))
    }
}

fn strings(v: &serde_json::Value) -> BTreeSet<String> {
    v.as_array()
        .into_iter()
        .flatten()
        .filter_map(|s| s.as_str().map(str::to_owned))
        .collect()
}

fn full_days(facts: &facts::Facts) -> BTreeSet<String> {
    let full = |d: &PartialDate| d.day.map(|_| d.iso());
    facts
        .dates
        .iter()
        .filter(|d| d.inferred.is_none())
        .flat_map(|d| [full(&d.start), d.end.as_ref().and_then(full)])
        .flatten()
        .collect()
}

/// `S/RES/1373(2001)` → `1373(2001)`: the sample gives numbers without organs.
fn numbers(facts: &facts::Facts) -> BTreeSet<String> {
    facts
        .citations
        .iter()
        .filter(|c| matches!(c.kind, CitationKind::Resolution | CitationKind::Decision))
        .filter_map(|c| c.symbol.rsplit('/').next().map(str::to_owned))
        .filter(|n| n.contains('('))
        .collect()
}

#[test]
fn dates_and_resolutions_of_un_sentences() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/samples/unpc/dev.jsonl"
    );
    let Ok(lines) = std::fs::read_to_string(path) else {
        println!("skipped: {path} is not there");
        return;
    };
    let (mut days, mut resolutions) = (Count::default(), Count::default());
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let text = row["zh"].as_str().unwrap_or("");
        let raw = RawText::new(
            "sentence.txt",
            Origin::File("sentence.txt".into()),
            text.to_owned(),
        );
        let document = document::build(Arc::new(raw), "sentence");
        let facts = facts::extract(&document);
        days.add(&full_days(&facts), &strings(&row["days"]), text);
        resolutions.add(&numbers(&facts), &strings(&row["resolutions"]), text);
    }
    let (p, r, f) = days.figures();
    println!("full dates: P {p:.4} R {r:.4} F1 {f:.4}");
    assert!(f >= 0.99, "full dates F1 {f:.4}");
    let (p, r, f) = resolutions.figures();
    println!("resolutions: P {p:.4} R {r:.4} F1 {f:.4}");
    assert!(p >= 0.99 && r >= 0.99, "resolutions P {p:.4} R {r:.4}");
}
