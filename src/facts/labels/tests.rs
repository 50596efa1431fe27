//! Labels of made-up sentences of the genre.

use crate::document;
use crate::facts;
use crate::source::{Origin, RawText};
use std::sync::Arc;

/// The labels of the events of a text.
fn labels(text: &str) -> Vec<String> {
    let origin = Origin::File("x.txt".into());
    let raw = RawText::new("x.txt", origin, text.to_owned());
    let document = document::build(Arc::new(raw), "x");
    let events = facts::extract(&document).events;
    events.into_iter().map(|e| e.label).collect()
}

fn label(text: &str) -> String {
    labels(text).first().cloned().unwrap_or_default()
}

#[test]
fn who_did_what() {
    assert_eq!(
        label("2017年，挪威成立了国家海事局。"),
        "挪威成立了国家海事局"
    );
    assert_eq!(
        label("如挪威，2011年10月向大会提交了一份建议。"),
        "挪威向大会提交了一份建议"
    );
    assert_eq!(
        label("部长于2014年1月就海洋安全在奥斯陆发表演讲。"),
        "部长就海洋安全在奥斯陆发表演讲"
    );
}

#[test]
fn titles_and_numbers_are_not_cut() {
    let text = "2019年9月，委员会通过了《关于在公海和沿海水域加强渔业资源养护与长期可持续管理的自愿行动准则》。";
    let label = label(text);
    assert!(
        label.starts_with("委员会通过《…") && label.ends_with("准则》"),
        "{label}"
    );
    assert!(label.chars().count() <= 30);
}

#[test]
fn pointers_take_the_name_they_point_to() {
    let text = "挪威公布了《国家港口战略》。这一战略于2018年5月获得通过。";
    assert_eq!(label(text), "《国家港口战略》获得通过");
}

#[test]
fn names_hold_their_years() {
    assert_eq!(
        label("秘书处印发了2014-2016年海运研究报告。"),
        "2014-2016年海运研究报告"
    );
    assert_eq!(label("回顾1949年8月12日日内瓦四公约，"), "日内瓦四公约");
}

#[test]
fn numbers_of_resolutions_take_the_title_beside_them() {
    let text = "大会2010年3月通过的“海洋与海洋法”决议(A/RES/64/71)。";
    assert_eq!(label(text), "大会第64/71号决议（海洋与海洋法）");
    let text = "回顾大会2015年9月25日题为“海洋与海洋法”的第70/5号决议，";
    assert_eq!(label(text), "大会第70/5号决议（海洋与海洋法）");
}

#[test]
fn dates_in_a_table_of_meetings_have_the_line_below() {
    let text = "一. 导言\n\n1. 本报告说明区域合作的情况，并提出若干建议供各国审议和采取行动，报告分为三章。\n\n2. 下表列出各委员会的会议，供各国参考，并请各国派代表出席这些会议和协助筹备。\n\n日期\n\n2022年11月16日和17日\n\n渔业委员会第十五届会议\n\n2022年12月20日和21日\n\n海运委员会第七届会议\n";
    let all = labels(text);
    assert_eq!(all.len(), 4, "{all:?}");
    assert!(
        all[..2].iter().all(|l| l == "渔业委员会第十五届会议"),
        "{all:?}"
    );
    assert!(
        all[2..].iter().all(|l| l == "海运委员会第七届会议"),
        "{all:?}"
    );
}

#[test]
fn works_have_author_and_title() {
    let text = "¹ 约翰·史密斯：“海上通行规则”，《海洋法杂志》，2012年夏。";
    let label = label(text);
    assert!(
        label.starts_with("史密斯《海洋法杂志》文章“海上"),
        "{label}"
    );
}

#[test]
fn each_date_of_a_list_has_its_own_subject() {
    let text = "冰岛是《海洋公约》缔约国。2012年7月和11月，挪威和加拿大先后加入。";
    assert_eq!(
        labels(text),
        ["挪威加入《海洋公约》", "加拿大加入《海洋公约》"]
    );
    let text = "挪威（2012）和加拿大（2013）先后主办了后续会议。";
    assert_eq!(labels(text), ["挪威主办了后续会议", "加拿大主办了后续会议"]);
}

#[test]
fn what_a_clause_after_the_object_calls_it() {
    let text = "2022年5月，加拿大核可了七项行动，即《奥斯陆公报》。";
    assert_eq!(label(text), "加拿大核可《奥斯陆公报》");
    let text = "2019年，挪威发布了几份文件，其中包括海运白皮书。";
    assert_eq!(label(text), "挪威发布海运白皮书");
}

#[test]
fn a_date_in_a_bracket_does_not_end_the_clause() {
    let text = "2013年，挪威和加拿大在“海洋委员会”（2009年由两国建立）下新建一个工作组。";
    let all = labels(text);
    assert!(all[0].ends_with("下新建一个工作组"), "{all:?}");
}

#[test]
fn nobody_is_made_the_subject_of_what_came_about() {
    let text = "挪威\n\n2001年在奥斯陆达成了第一项海运协议，称为《海运协定》。";
    let all = labels(text);
    assert_eq!(all, ["达成《海运协定》"]);
}

#[test]
fn traditional_text_is_read_as_simplified() {
    let pairs = [
        (
            "2005年3月間，挪威復邀請各國參加培訓。",
            "2005年3月间，挪威复邀请各国参加培训。",
        ),
        (
            "挪威於2006年對港口發動調查。",
            "挪威于2006年对港口发动调查。",
        ),
        (
            "2007年，該國通過了《海運法》。",
            "2007年，该国通过了《海运法》。",
        ),
    ];
    for (traditional, simplified) in pairs {
        let ours: String = label(traditional)
            .chars()
            .map(|c| super::LEXICON.simplified(c))
            .collect();
        assert_eq!(ours, label(simplified));
    }
}

#[test]
fn a_label_ends_with_no_word_that_leads_on() {
    for (label, ended) in [
        ("湖泊小组成立并于", "湖泊小组成立"),
        ("湖泊部发表报告以及", "湖泊部发表报告"),
        ("各国关于", "各国关于"),
        ("两个小组合并", "两个小组合并"),
    ] {
        assert_eq!(super::without_loose_end(label), ended);
    }
}
