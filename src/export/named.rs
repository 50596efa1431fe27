//! Rows of what goes by a name: instruments, actors, topics of replies.

use super::rows::{block_id, iso};
use crate::document::Document;
use crate::facts::{
    ActorMention, Citation, CitationKind, Facts, NAMES, TOPICS, TopicMention, date_beside,
    official_address,
};
use crate::library::Library;
use serde_json::{Value, json};

pub(super) fn instruments(library: &Library, d: &Document, f: &Facts) -> Vec<Value> {
    let all = f.citations.iter().filter(|c| c.kind == CitationKind::Named);
    all.map(|c| instrument(library, d, f, c)).collect()
}

fn instrument(library: &Library, d: &Document, f: &Facts, c: &Citation) -> Value {
    let known = NAMES.instrument(&c.symbol);
    let text = d.blocks.get(c.span.block).map_or("", |b| b.text.as_str());
    let printed = date_beside(f, c, text);
    let table = known.map_or("", |x| x.date);
    let (date, from) = match printed {
        Some(date) => (iso(Some(date.start)), "text"),
        None => (
            table.to_owned(),
            if table.is_empty() { "" } else { "table" },
        ),
    };
    json!({
        "source": d.raw.name,
        "line": c.span.line,
        "raw": c.raw,
        "symbol": c.symbol,
        "name": known.map(|x| x.name),
        "english": known.map(|x| x.english),
        "kind": known.map(|x| x.kind),
        "date": date,
        "date_from": from,
        "organ": known.map(|x| x.organ),
        "address": official_address(&c.symbol),
        "from": known.map(|x| x.source),
        "block": block_id(d, c.span.block),
        "target": library.target(&c.symbol).map(|i| library.documents[i].id.as_str()),
        "pinpoint": c.pinpoint,
    })
}

/// The headings over a block, outermost first, joined by ` › `.
fn section(headings: &[String]) -> String {
    headings.join(" › ")
}

/// For each block of a document the titles of the headings over it; made in one pass.
fn sections(d: &Document) -> Vec<(usize, Vec<String>)> {
    let mut over: Vec<(u8, String)> = Vec::new();
    let mut all = Vec::new();
    let headings = d
        .outline
        .iter()
        .filter(|e| e.kind == crate::document::OutlineKind::Heading);
    for e in headings {
        over.retain(|(level, _)| *level < e.level);
        over.push((e.level, d.title_of(e).into_owned()));
        all.push((e.block, over.iter().map(|o| o.1.clone()).collect()));
    }
    all
}

/// Mentions of actors of a document, as `export actors` and `actor --json` print them.
pub fn actor_rows(d: &Document, f: &Facts) -> Vec<Value> {
    let sections = sections(d);
    let section_of = |block: usize| {
        let at = sections.partition_point(|(b, _)| *b <= block);
        at.checked_sub(1)
            .map_or(String::new(), |i| section(&sections[i].1))
    };
    let row = |m: &ActorMention| actor_row(d, f, m, &section_of(m.span.block));
    f.actors.iter().map(row).collect()
}

/// One mention of an actor.
pub fn actor_row(d: &Document, f: &Facts, m: &ActorMention, section: &str) -> Value {
    let actor = &NAMES.actors[m.actor as usize];
    let speaker = f.speaker(m.span.block);
    let range = m.span.range.start as usize..m.span.range.end as usize;
    let block = d.blocks.get(m.span.block);
    json!({
        "source": d.raw.name,
        "line": m.span.line,
        "raw": block.and_then(|b| b.text.get(range)),
        "actor": actor.name,
        "english": actor.english,
        "kind": actor.kind.as_str(),
        "section": section,
        "speaker": speaker.map(|s| NAMES.actors[s as usize].name),
        "block": block_id(d, m.span.block),
    })
}

/// One row for the blocks of a reply that one heading, or their own words, put on a topic.
pub(super) fn topics(d: &Document, f: &Facts) -> Vec<Value> {
    let mut groups: Vec<(&TopicMention, Vec<&TopicMention>)> = Vec::new();
    for m in &f.topics {
        let same = groups
            .iter_mut()
            .rev()
            .take_while(|(first, _)| first.reply == m.reply);
        let same = same
            .filter(|(first, _)| first.topic == m.topic && first.heading == m.heading)
            .last();
        match same {
            Some((_, group)) => group.push(m),
            None => groups.push((m, vec![m])),
        }
    }
    groups
        .iter()
        .map(|(first, group)| topic(d, f, first, group))
        .collect()
}

fn topic(d: &Document, f: &Facts, first: &TopicMention, group: &[&TopicMention]) -> Value {
    let actor = f
        .replies
        .get(first.reply)
        .map(|r| &NAMES.actors[r.actor as usize]);
    let by = match (first.topic, first.heading) {
        (None, _) => "",
        (_, Some(_)) => "heading",
        _ => "words",
    };
    let evidence: Vec<&str> = match first.heading {
        Some(_) => vec![first.evidence.as_str()],
        None => group.iter().map(|m| m.evidence.as_str()).collect(),
    };
    let lines: Vec<u32> = group
        .iter()
        .filter_map(|m| Some(d.blocks.get(m.block)?.first_line()))
        .collect();
    let blocks: Vec<String> = group.iter().map(|m| block_id(d, m.block)).collect();
    let topic = first.topic.and_then(|k| TOPICS.named(k));
    json!({
        "source": d.raw.name,
        "state": actor.map(|a| a.name),
        "english": actor.map(|a| a.english),
        "topic": first.topic.unwrap_or(""),
        "name": topic.map_or("", |t| t.name),
        "by": by,
        "evidence": evidence,
        "blocks": blocks,
        "lines": lines,
    })
}
