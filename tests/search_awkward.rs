//! Over the bundled corpus: what people really type, however badly, has a sensible answer.

#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;
use wenmai::index::{Mistake, Query, Results, Taken, Why};
use wenmai::library::{Library, Parts, open_whole};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let parts = Parts {
        search: true,
        facts: true,
        ..Parts::NONE
    };
    open_whole(&[], parts)
});

fn ask(typed: &str) -> Results {
    LIBRARY.search(&Query::parse(typed), 10_000)
}

fn first_document(results: &Results) -> &str {
    &LIBRARY.documents[results.hits[0].at.document].id
}

fn texts(results: &Results) -> Vec<&str> {
    let block = |h: &wenmai::index::Hit| {
        LIBRARY.documents[h.at.document].blocks[h.at.block]
            .text
            .as_str()
    };
    results.hits.iter().map(block).collect()
}

#[test]
fn a_symbol_in_any_form_finds_its_document_first_and_all_that_cite_it() {
    let totals: Vec<usize> = [
        "55/63",
        "a/res/55/63",
        "ARES5563",
        "第55/63号决议",
        "第55/63號決議",
    ]
    .into_iter()
    .map(|typed| {
        let results = ask(typed);
        assert_eq!(first_document(&results), "a-res-55-63", "{typed}");
        assert!(
            matches!(&results.taken[0], Taken::Symbol(s) if s.contains(&"A/RES/55/63".to_owned()))
        );
        results.total
    })
    .collect();
    let citing = ask("引:A/RES/55/63").total;
    assert!(
        citing > 0 && totals.iter().all(|n| *n > citing - 1),
        "{citing} {totals:?}"
    );
}

#[test]
fn pinyin_is_taken_for_the_word_and_says_so() {
    let (word, least) = (ask("网络犯罪"), ask("'网络犯罪").total);
    for typed in ["wlfz", "wangluofanzui", "wangluo犯罪"] {
        let results = ask(typed);
        let Taken::Sound(words) = &results.taken[0] else {
            panic!("{typed}: {:?}", results.taken)
        };
        assert_eq!(words[0], "网络犯罪", "{typed}");
        let hits = results.hits.iter().take(20);
        assert!(
            hits.clone().count() == 20 && results.total >= least,
            "{typed}"
        );
        let first = |h: &wenmai::index::Hit| word.hits.iter().any(|w| w.at == h.at);
        assert!(
            hits.clone().all(first),
            "the most frequent word first: {typed}"
        );
    }
    let one = ask("wangluo fanzui");
    assert!(one.total > 0 && one.taken.iter().all(|t| matches!(t, Taken::Sound(_))));
    let mixed = ask("网luo");
    assert!(matches!(&mixed.taken[0], Taken::Sound(words) if words[0] == "网络"));
    // All that it can be read as, in either script.
    let all = ask("wlfz");
    let both = texts(&all);
    assert!(
        both.iter().any(|t| t.contains("網路犯罪")) && both.iter().any(|t| t.contains("网络犯罪"))
    );
    // Letters that stand only inside other words are pinyin as well.
    let inside = ask("gy");
    assert!(matches!(&inside.taken[0], Taken::Sound(words) if words.contains(&"公约".to_owned())));
    assert!(
        texts(&inside)
            .iter()
            .any(|t| t.to_lowercase().contains("gy"))
    );
}

#[test]
fn words_of_the_other_side_are_found_in_its_documents_only() {
    for (a, b) in [
        ("网络犯罪", "網路犯罪"),
        ("黑客", "駭客"),
        ("信息安全", "資訊安全"),
    ] {
        let (both, other) = (ask(a), ask(b));
        assert_eq!(both.total, other.total, "{a} {b}");
        assert!(both.total > ask(&format!("'{a}")).total, "{a}");
        assert!(matches!(both.taken[0], Taken::Words(_)));
    }
}

#[test]
fn abbreviations_are_offered_and_taken_only_when_asked() {
    assert!(
        ask("OEWG").total > 0,
        "no table explains it; it is found as it stands"
    );
    let terms = LIBRARY.facts.iter().flatten().flat_map(|f| &f.terms);
    let mut tried = 0;
    for abbr in terms.map(|t| t.abbr.as_str()) {
        let alone = ask(abbr);
        let Some(offer) = alone.offers.iter().find(|o| o.why == Why::Alias) else {
            continue;
        };
        assert!(!matches!(alone.taken[0], Taken::Aliases(_)), "{abbr}");
        let asked = ask(&format!("~{abbr}"));
        assert_eq!(offer.total, asked.total, "{abbr}");
        assert!(asked.total >= alone.total && matches!(asked.taken[0], Taken::Aliases(_)));
        tried += usize::from(asked.total > alone.total);
    }
    assert!(tried >= 5, "{tried}");
}

#[test]
fn mistyped_words_are_offered_and_never_taken() {
    let latin = ask("UNODX");
    assert_eq!(latin.total, 0);
    assert!(
        latin
            .offers
            .iter()
            .any(|o| o.why == Why::Near && o.word == "UNODC"),
        "{:?}",
        latin.offers
    );
    let sound = ask("往落");
    assert_eq!(sound.total, 0);
    assert!(
        sound
            .offers
            .iter()
            .any(|o| o.why == Why::Sound && o.word == "网络"),
        "{:?}",
        sound.offers
    );
    let without = ask("网络 往落犯");
    assert!(
        without
            .offers
            .iter()
            .any(|o| o.why == Why::Without && o.query == "网络")
    );
}

#[test]
fn strange_lines_are_answered_and_their_mistakes_named() {
    for typed in ["24/7", "罪", "\"开 放、安全\"", "-网络"] {
        let results = ask(typed);
        assert!(results.total > 0 && results.mistakes.is_empty(), "{typed}");
    }
    assert!(
        texts(&ask("24/7"))
            .iter()
            .all(|t| t.contains("24") && t.contains('7'))
    );
    assert!(
        texts(&ask("[原件：英文]"))
            .iter()
            .all(|t| t.contains("原件"))
    );
    assert!(ask("[原件：英文]").total > 0);
    for (typed, rest, mistake) in [
        ("网络 AND", "网络", Mistake::Lonely("AND".to_owned())),
        ("\"网络", "'网络", Mistake::Quote),
        (
            "网络 机构:无此机构",
            "网络",
            Mistake::NoSuchValue("机构".to_owned(), "无此机构".to_owned()),
        ),
        ("网络 re:(", "网络", Mistake::Pattern("(".to_owned())),
    ] {
        let results = ask(typed);
        assert_eq!(
            (results.total, results.mistakes),
            (ask(rest).total, vec![mistake]),
            "{typed}"
        );
    }
    assert!(ask("A AND").total > 0);
    let any = ask(".*");
    assert!(any.total > 0 || any.offers.iter().any(|o| o.why == Why::Pattern));
}

#[test]
fn a_pasted_passage_leads_to_where_it_stands() {
    let document = LIBRARY
        .documents
        .iter()
        .find(|d| d.id == "a-75-123")
        .unwrap();
    let mut pasted = String::new();
    let blocks = document.blocks.iter().skip(40);
    for block in blocks.take_while(|_| true) {
        if pasted.chars().count() > 5000 {
            break;
        }
        pasted.push_str(&block.text);
        pasted.push('\n');
    }
    let results = ask(&pasted);
    assert_eq!(first_document(&results), "a-75-123");
    assert!(
        matches!(results.taken[..], [Taken::Pieces(n)] if n > 10),
        "{:?}",
        results.taken
    );
}

#[test]
fn fields_keep_to_what_they_say_in_either_language() {
    for (zh, en) in [
        ("网络 语言:繁体", "网络 lang:zh-hant"),
        ("信息 类型:决议", "信息 type:resolution"),
        ("日期:2000", "date:2000-12"),
        ("机构:大会", "body:大会"),
        ("信息 范围:脚注", "note:信息"),
    ] {
        let (a, b) = (ask(zh), ask(en));
        assert!(a.total > 0 && a.mistakes.is_empty(), "{zh}");
        assert_eq!(a.total, b.total, "{zh} {en}");
    }
    assert!(
        ask("语言:繁体")
            .hits
            .iter()
            .all(|h| LIBRARY.documents[h.at.document].id == "g8-24-7")
    );
    let state = ask("国家:日本");
    let heading = &texts(&state);
    assert!(state.documents == 1 && heading.contains(&"日本"));
    assert!(ask("提及:2011..2013").total > ask("提及:2011").total);
    assert!(ask("re:第\\s*\\d+/\\d+\\s*号").total > 0);
    assert!(ask("^网络").total < ask("网络").total && ask("^网络").total > 0);
}
