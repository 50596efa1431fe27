//! Where ten passages may break, beside ICU with strict rules (`icu_segmenter` 2.4, `LineBreakStrictness::Strict`,
//! printed once into this table): the same but for what this layout does on purpose.

#![allow(clippy::unwrap_used)]

use wenmai::text::{Columns, width, wrap};

/// A passage made up in the manner of the genre, `|` where ICU may break it.
struct Passage {
    icu: &'static str,
    /// Where only ICU breaks: the characters on both sides.
    only_icu: &'static [&'static str],
    /// Where only this layout breaks.
    only_own: &'static [&'static str],
}

/// The same places.
const fn same(icu: &'static str) -> Passage {
    Passage {
        icu,
        only_icu: &[],
        only_own: &[],
    }
}

/// Symbols, dates, ordinals and addresses stay whole where they fit on a line, and a note mark stays with its word:
/// ICU knows neither.
const fn kept(icu: &'static str, only_icu: &'static [&'static str]) -> Passage {
    Passage {
        icu,
        only_icu,
        only_own: &[],
    }
}

const PASSAGES: [Passage; 10] = [
    same(
        "大|会|回|顾|其|关|于|国|际|安|全|的|各|项|决|议，|深|信|各|国|应|继|续|合|作，|以|确|保|所|有|人|都|能|受|益。",
    ),
    same(
        "各|国|（包|括|观|察|员|国）|可|自|愿|提|交|意|见、|评|估|和|建|议；|秘|书|长|应|汇|编|这|些|意|见。",
    ),
    kept(
        "专|家|组|于|2019|年|12|月|和|2020|年|2|月|举|行|了|会|议，|主|席|为|巴|西|代|表。",
        &["9|年", "年|1", "2|月", "0|年", "年|2", "2|月"],
    ),
    kept(
        "见|第 |73/266 |号|决|议|第 |3 |段|和 |A/|RES/73/27 |号|文|件。",
        &[" |7", " |号", " |3", " |段", "/|R"],
    ),
    kept(
        "秘|书|长|的|报|告|（UNODC/|CCPCJ/|EG.4/2017/3）|载|有|会|议|纪|要。",
        &["/|C", "/|E"],
    ),
    // UAX #14 has quotation marks as neither opening nor closing, so that words on both sides cling to them. Beside
    // 汉字 they open and close here.
    Passage {
        icu: "他|称|之|为“负|责|任|的|行|为”，|另|一|些|人|称|之|为“不|具|约|束|力|的|规|范”。",
        only_icu: &[],
        only_own: &["为|“", "为|“"],
    },
    kept(
        "网|站 |https://|www.example.org/|documents/|a-|b |载|有|全|部|资|料|和|说|明。",
        &["/|w", "/|d", "/|a", "-|b"],
    ),
    kept(
        "该|报|告|[12]|指|出，|许|多|国|家|[3]|尚|未|通|过|有|关|法|律。",
        &["告|[", "家|["],
    ),
    kept(
        "《公|约》|第|十|五|条|——|即|保|障|条|款|——|适|用|于|所|有|缔|约|国……|并|无|例|外。",
        &["第|十", "十|五", "五|条"],
    ),
    same("CERT|和|CSIRT|等|机|构|在|14|个|国|家|设|有|办|事|处，|共|有|250|名|工|作|人|员。"),
];

/// Every place where a first line of some length ends.
fn own(text: &str, first: usize) -> Vec<usize> {
    let whole = width(text).0;
    let second = |columns: usize| {
        let lines = wrap(text, Columns(columns), Columns(whole));
        lines.get(1).map(|l| l.start)
    };
    let mut places: Vec<usize> = (first..whole).filter_map(second).collect();
    places.dedup();
    places
}

/// The characters on both sides of each place that is not among the others.
fn only(text: &str, places: &[usize], others: &[usize]) -> Vec<String> {
    let places = places.iter().filter(|p| !others.contains(p));
    let around = |&at: &usize| {
        let before = text[..at].chars().next_back().unwrap();
        format!("{before}|{}", text[at..].chars().next().unwrap())
    };
    places.map(around).collect()
}

#[test]
fn ten_passages_break_where_icu_breaks_them_but_for_what_is_meant() {
    for passage in &PASSAGES {
        let text = passage.icu.replace('|', "");
        let mut reached = 0;
        let mut icu = Vec::new();
        for part in passage.icu.split('|') {
            reached += part.len();
            icu.push(reached);
        }
        icu.pop();
        let first = passage.icu.split('|').next().unwrap();
        let own = own(&text, width(first).0);
        assert_eq!(only(&text, &icu, &own), passage.only_icu, "{text}");
        assert_eq!(only(&text, &own, &icu), passage.only_own, "{text}");
    }
}
