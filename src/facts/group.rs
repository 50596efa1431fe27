//! One event, many mentions: keys that all mentions of one real event share.
//!
//! In: the facts of all documents. Out: the same with `Event::key` set. Must not know texts.

use super::model::{Event, EventKind, Facts};

/// Gives all mentions of one real event one key, across documents.
pub fn group(all: &mut [Facts]) {
    for facts in all.iter_mut() {
        for e in &mut facts.events {
            if e.key.is_empty() {
                e.key = key(e);
            }
        }
    }
}

/// The key of an event by what it says itself: its symbol; body and days of a meeting; its name.
pub fn key(e: &Event) -> String {
    if let Some(symbol) = e.symbols.first() {
        return symbol.clone();
    }
    let start = e.start.map(|s| s.iso()).unwrap_or_default();
    if e.kind == EventKind::Meeting && e.end.is_some() {
        let end = e.end.map(|s| s.iso()).unwrap_or_default();
        return format!("meeting:{start}/{end}");
    }
    let name: String = e.label.chars().filter(|c| c.is_alphanumeric()).collect();
    format!("{}:{start}:{name}", e.kind.as_str())
}
