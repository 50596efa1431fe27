//! What a document names: instruments as citations of kind `Named`, actors as mentions.
//!
//! In: the `Reading` of a block, its terms. Out: citations and mentions with spans. Must not know events.

use super::model::{ActorMention, Citation, CitationKind, DateExpr, Facts, Term};
use super::names::{Found, Instrument, Meaning, NAMES, Squeezed, squeezed};
use super::reading::{Reading, pinpoint};
use super::scan::END;
use crate::document::{BlockKind, Document, Script};

/// Characters before a name in which the 《 of its title is looked for.
const TITLE: usize = 60;
/// Characters of a title that may stand before the name it ends with (联合国《…》, 欧洲委员会…).
const LEAD: usize = 6;
/// Short names learnt from one document at most.
const LEARNT: usize = 40;

/// What earlier blocks of the document said.
#[derive(Debug, Default)]
pub struct State {
    traditional: bool,
    title: String,
    /// Short names that the document gives to instruments (《准则》), with the instrument.
    learnt: Vec<(Vec<char>, u32)>,
}

impl State {
    /// What the document says of itself.
    pub fn of(document: &Document) -> State {
        State {
            traditional: document.meta.script == Script::Hant,
            title: document.meta.title.to_lowercase(),
            learnt: Vec::new(),
        }
    }

    /// Takes in the short names that a block gives: 《国际行为准则》（下称《准则》）.
    pub fn learn(&mut self, terms: &[Term]) {
        for term in terms {
            let short = term.abbr.starts_with('《') || term.abbr.chars().count() >= 4;
            if self.learnt.len() >= LEARNT || !short {
                continue;
            }
            let name = term.expansion.trim_matches(['《', '》']);
            if let Some(Meaning::Instrument(i)) = NAMES.exact(name) {
                self.learnt.push((squeezed(&term.abbr), i));
            }
        }
    }
}

/// The instruments and actors that a block names.
pub fn read(r: &Reading, state: &State) -> (Vec<Citation>, Vec<ActorMention>) {
    if r.block.kind == BlockKind::Toc {
        return (Vec::new(), Vec::new());
    }
    let mut found = NAMES.find(&r.text, state.traditional);
    if !state.learnt.is_empty() {
        found.extend(learnt(r, state, &found));
        found.sort_by_key(|f| f.0);
    }
    let mut citations = Vec::new();
    let mut actors = Vec::new();
    for (from, to, meaning) in found {
        let taken = r.cites.iter().any(|c| c.from < to && from < c.to);
        match meaning {
            Meaning::Actor(actor) if !taken => actors.push(ActorMention {
                span: r.span(from, to),
                actor,
            }),
            Meaning::Instrument(i) if !taken => {
                let instrument = &NAMES.instruments[i as usize];
                if is_it(r, from, to) && is_near(r, state, instrument) {
                    citations.push(citation(r, from, to, instrument));
                }
            }
            _ => {}
        }
    }
    (citations, actors)
}

fn learnt(r: &Reading, state: &State, found: &[Found]) -> Vec<Found> {
    let text = Squeezed::of(&r.text);
    let mut more = Vec::new();
    for (word, instrument) in &state.learnt {
        for i in 0..text.chars.len().saturating_sub(word.len() - 1) {
            if text.chars[i..].starts_with(word) {
                let (from, to) = (text.from(i), text.to(i + word.len()));
                if found.iter().all(|f| f.1 <= from || to <= f.0) {
                    more.push((from, to, Meaning::Instrument(*instrument)));
                }
            }
        }
    }
    more
}

/// Not inside a longer title, and not the beginning of another name (…公约委员会).
fn is_it(r: &Reading, from: usize, to: usize) -> bool {
    let t = &r.text;
    let after = t.skip_blank(to);
    const OTHERS: [&str; 6] = ["委员会", "组织", "缔约", "秘书处", "之友", "草案"];
    if t.any_of(after, &OTHERS).is_some() && t.get(after) != END {
        return false;
    }
    const BEFORE: [&str; 8] = [
        "非洲联盟",
        "非盟",
        "区域性",
        "地区性",
        "国际",
        "全球",
        "新的",
        "另一项",
    ];
    if t.get(from) != '《' && BEFORE.iter().any(|w| t.ends(t.skip_blank_back(from), w)) {
        return false;
    }
    let own_marks = t.get(from) == '《';
    let inner = if own_marks {
        from
    } else {
        from.saturating_sub(TITLE)
    };
    let mut open = None;
    for i in inner..from {
        match t.get(i) {
            '《' => open = Some(i),
            '》' => open = None,
            _ => {}
        }
    }
    let Some(open) = open else { return true };
    let lead = from - open - 1;
    let closes = t.get(after) == '》' || ":：-—(（ 》".contains(t.get(after));
    lead <= LEAD && closes
}

/// A name that is not sure needs one of its words near.
fn is_near(r: &Reading, state: &State, instrument: &Instrument) -> bool {
    instrument.near.is_empty()
        || instrument
            .near
            .iter()
            .any(|w| state.title.contains(w) || r.block.text.contains(w))
}

fn citation(r: &Reading, from: usize, to: usize, instrument: &Instrument) -> Citation {
    let behind = if r.text.get(to) == '》' { to + 1 } else { to };
    Citation {
        span: r.span(from, to),
        raw: r.raw(from, to).to_owned(),
        symbol: instrument.key.to_owned(),
        kind: CitationKind::Named,
        suspect: None,
        pinpoint: pinpoint(&r.text, behind).map(|p| r.raw(p.start, p.end).to_owned()),
    }
}

/// The date that the text itself gives beside a citation (2001 年 11 月 23 日《…》, 《…》（2001 年）).
pub fn date_beside<'f>(facts: &'f Facts, citation: &Citation, text: &str) -> Option<&'f DateExpr> {
    let own = &citation.span.range;
    let between = |a: u32, b: u32| {
        let text = text.get(a as usize..b as usize)?;
        Some(
            text.chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>(),
        )
    };
    // Only straight beside the name: other dates are when somebody signed, ratified or spoke of it.
    const BEFORE: [&str; 8] = [
        "",
        "《",
        "的",
        "的《",
        "通过的",
        "通过的《",
        "签署的",
        "签署的《",
    ];
    const AFTER: [&str; 4] = ["(", "（", "》(", "》（"];
    facts
        .dates
        .iter()
        .filter(|d| d.span.block == citation.span.block && !citation.raw.starts_with(&d.raw))
        .find(|d| {
            let before = between(d.span.range.end, own.start);
            let after = between(own.end, d.span.range.start);
            before.is_some_and(|t| BEFORE.contains(&t.as_str()))
                || after.is_some_and(|t| AFTER.contains(&t.as_str()))
        })
}

/// The official address of what a symbol names, where there is one: a UN document's, or an instrument's.
pub fn official_address(symbol: &str) -> Option<String> {
    if let Some(instrument) = NAMES.instrument(symbol)
        && !instrument.address.is_empty()
    {
        return Some(instrument.address.to_owned());
    }
    let mut parts = symbol.split('/');
    let organ = parts.next()?;
    let rest = parts.next()?;
    let series = ["A", "S", "E", "ST", "T", "DC"].contains(&organ)
        || (super::lexicon::LEXICON.symbol_parts.contains(&organ)
            && rest != "RES"
            && rest != "DEC");
    let plain = symbol
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "/.()-* ".contains(c));
    (series && plain && symbol.contains(|c: char| c.is_ascii_digit()))
        .then(|| format!("https://undocs.org/{}", symbol.replace(' ', "%20")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::facts::extract;
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    fn facts(text: &str) -> Facts {
        let raw = RawText::new("x.txt", Origin::File("x.txt".into()), text.to_owned());
        extract(&crate::document::build(Arc::new(raw), "x"))
    }

    fn named(text: &str) -> Vec<(String, String)> {
        let all = facts(text).citations.into_iter();
        all.filter(|c| c.kind == CitationKind::Named)
            .map(|c| (c.raw, c.symbol))
            .collect()
    }

    fn one(raw: &str, symbol: &str) -> Vec<(String, String)> {
        vec![(raw.to_owned(), symbol.to_owned())]
    }

    #[test]
    fn instruments_are_cited_by_name_in_every_writing() {
        for (text, raw) in [
            ("各国应加入《布达佩斯公约》。", "布达佩斯公约"),
            (
                "各國應加入布達佩斯公約，以利合作與發展，並討論關於網路犯罪之義務。",
                "布達佩斯公約",
            ),
            (
                "States acceded to the Budapest Convention last year.",
                "Budapest Convention",
            ),
        ] {
            assert_eq!(named(text), one(raw, "网络犯罪公约"), "{text}");
        }
        assert_eq!(
            named("回顾《联合国 宪章》的宗旨。"),
            one("联合国 宪章", "联合国宪章")
        );
        assert_eq!(named("《宪章》第五十一条"), one("《宪章》", "联合国宪章"));
    }

    #[test]
    fn a_name_inside_another_is_not_cited() {
        for text in [
            "《关于加强联合国宪章作用的若干问题的研究》",
            "网络犯罪公约委员会召开会议。",
            "非盟网络犯罪公约草案",
            "北大西洋公约组织",
        ] {
            assert_eq!(named(text), [], "{text}");
        }
    }

    #[test]
    fn a_document_gives_short_names() {
        let text = "有人提出《国际信息安全行为准则》（下称《准则》）。\n\n后来，《准则》得到讨论。";
        let symbols: Vec<String> = named(text).into_iter().map(|(raw, _)| raw).collect();
        assert_eq!(symbols.last().map(String::as_str), Some("《准则》"));
    }

    #[test]
    fn a_date_of_the_text_stands_beside_the_name() {
        let text = "根据2001年11月23日《网络犯罪公约》，各国合作。";
        let facts = facts(text);
        let c = facts
            .citations
            .iter()
            .find(|c| c.kind == CitationKind::Named);
        let date = date_beside(&facts, c.unwrap(), text).unwrap();
        assert_eq!(date.start.iso(), "2001-11-23");
    }

    #[test]
    fn addresses_are_given_only_for_what_has_one() {
        let undocs = |s: &str| Some(format!("https://undocs.org/{s}"));
        assert_eq!(official_address("A/RES/55/63"), undocs("A/RES/55/63"));
        assert_eq!(
            official_address("A/80/6 (Sect. 35)"),
            undocs("A/80/6%20(Sect.%2035)")
        );
        for none in [
            "PC.DEC/1106",
            "CCPCJ/RES/22/7",
            "55/63",
            "比什凯克宣言",
            "A",
            "",
        ] {
            assert_eq!(official_address(none), None, "{none}");
        }
        assert!(
            official_address("网络犯罪公约")
                .unwrap()
                .contains("coe.int")
        );
    }
}
