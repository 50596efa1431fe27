//! Tests of line layout.

use super::super::width::width;
use super::*;
use proptest::prelude::*;

fn lines(text: &str, columns: usize) -> Vec<&str> {
    wrap(text, Columns(columns), Columns(columns))
        .into_iter()
        .map(|r| text[r].trim_end())
        .collect()
}

#[test]
fn fills_lines_of_chinese_with_latin_inside() {
    assert_eq!(
        lines("1. 大会第 65/230 号决议请预防犯罪委员会", 20),
        ["1. 大会第 65/230 号", "决议请预防犯罪委员会"]
    );
}

#[test]
fn keeps_punctuation_off_the_edges() {
    assert_eq!(lines("网络安全，合作", 8), ["网络安", "全，合作"]);
    assert_eq!(lines("网络安全 ，合作", 8), ["网络安", "全 ，合", "作"]);
    assert_eq!(
        lines("各国（含法国）合作", 6),
        ["各国", "（含法", "国）合", "作"]
    );
    assert_eq!(lines("关于“东方”项目", 6), ["关于", "“东方”", "项目"]);
    assert_eq!(lines("关于“东方”项目", 5), ["关于", "“东", "方”项", "目"]);
    assert_eq!(lines("东方”2013 年", 8), ["东方”", "2013 年"]);
    assert_eq!(
        lines("the states’ rights", 10),
        ["the", "states’", "rights"]
    );
    assert_eq!(lines("他说“好”“对”吧", 6), ["他说", "“好”", "“对”吧"]);
}

#[test]
fn keeps_symbols_dates_and_ordinals_whole() {
    assert_eq!(
        lines("见UNODC/CCPCJ/EG.4/2011/3号", 24),
        ["见", "UNODC/CCPCJ/EG.4/2011/3", "号"]
    );
    assert_eq!(
        lines("大会于 2017 年 4 月 10 日开会", 20),
        ["大会于", "2017 年 4 月 10 日开", "会"]
    );
    assert_eq!(
        lines("根据决议第 42 段办理", 14),
        ["根据决议", "第 42 段办理"]
    );
    assert_eq!(
        lines("报告第三段[3]和其他", 10),
        ["报告", "第三段[3]", "和其他"]
    );
}

#[test]
fn breaks_what_cannot_fit() {
    assert_eq!(lines("A/RES/73/27", 6), ["A/RES/", "73/27"]);
    assert_eq!(lines("见abcdefghij", 4), ["见", "abcd", "efgh", "ij"]);
    assert_eq!(lines("网络", 1), ["网", "络"]);
    assert_eq!(lines("（（（（", 4), ["（（", "（（"]);
}

#[test]
fn blanks_at_the_end_take_no_room() {
    assert_eq!(lines("网络 安全", 4), ["网络", "安全"]);
    assert_eq!(lines("网络    安全", 4), ["网络", "安全"]);
    assert_eq!(lines("a\nb\n", 4), ["a", "b"]);
    assert_eq!(lines("", 4), [""]);
}

#[test]
fn the_first_line_can_be_narrower() {
    let text = "网络安全合作";
    assert_eq!(wrap(text, Columns(4), Columns(8)), [0..6, 6..18]);
}

/// Text as it stands in documents, and text as it never should.
fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            4 => "[一-龥]{1,6}",
            3 => "[，。、；：！？（）《》“”‘’〔〕【】… ]{1,2}",
            2 => "[a-zA-Z0-9 ]{1,6}",
            1 => prop::sample::select(vec![
                "A/RES/73/27", "第 42 段", "2017 年 4 月 10 日", "https://un.org/a/b?c=d", "[3]", "³",
                "e\u{301}", "👨\u{200d}👩\u{200d}👧", "\u{301}", "\n", "\t", "\u{3000}", "\u{a0}", "——",
            ]).prop_map(str::to_owned),
            1 => "\\PC{0,3}",
        ],
        0..30,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn loses_no_byte_and_fits(text in any_text(), first in 0usize..40, rest in 0usize..40) {
        let ranges = wrap(&text, Columns(first), Columns(rest));
        let mut at = 0;
        for (i, r) in ranges.iter().enumerate() {
            prop_assert_eq!(r.start, at);
            prop_assert!(r.end > r.start || text.is_empty());
            at = r.end;
            let room = if i == 0 { first } else { rest };
            let line = text[r.clone()].trim_end_matches(|c: char| c.is_whitespace() && c != '\u{a0}');
            let clusters = Ruler::default().clusters(line).filter(|c| c.width > 0).count();
            prop_assert!(width(line).0 <= room || clusters == 1, "{line:?} in {room}");
        }
        prop_assert_eq!(at, text.len());
    }

    /// Kinsoku holds unless a whole line offers no lawful place.
    #[test]
    fn lines_begin_and_end_lawfully(text in any_text(), columns in 2usize..40) {
        let cells = Ruler::default().cells(&text, Columns(columns));
        for pair in wrap(&text, Columns(columns), Columns(columns)).windows(2) {
            let start = pair[1].start;
            let c = text[start..].chars().next();
            let last = text[pair[0].clone()].trim_end().chars().next_back();
            let unlawful = c.is_some_and(no_start) || last.is_some_and(no_end);
            if unlawful && !text[pair[0].clone()].ends_with(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
                let first = cells.partition_point(|x| x.start <= pair[0].start);
                let next = cells.partition_point(|x| x.start < start);
                prop_assert!(cells[first..next].iter().all(|x| x.clings), "{:?}", &text[pair[0].clone()]);
            }
        }
    }

    #[test]
    fn symbols_and_dates_that_fit_stay_whole(
        before in "[一-龥]{0,12}", after in "[一-龥]{0,12}", columns in 20usize..40,
        atom in prop::sample::select(vec!["A/RES/73/27", "A/CONF.187/15", "第 42 段", "第 65/230 号",
            "2017 年 4 月 10 日", "二〇一七年四月十日", "www.un.org/abc-de"]),
    ) {
        let text = format!("{before}，{atom}{after}");
        prop_assert!(lines(&text, columns).iter().any(|l| l.contains(atom)), "{:?}", lines(&text, columns));
    }
}
