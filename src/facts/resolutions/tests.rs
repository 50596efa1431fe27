//! Numbers of resolutions: shapes, lists, organs, and what is none.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::facts::organs::{Context, Named, choose, organs};

fn symbols(s: &str) -> Vec<String> {
    let text = Folded::new(s);
    let named = organs(&text);
    let context = Context {
        year: Some(2020),
        commissions: vec!["CCPCJ".into()],
        councils: vec!["ECOSOC".into()],
        ..Context::default()
    };
    numbered(&text, &tokens(&text, &[]))
        .iter()
        .filter_map(|n| {
            let before: Vec<Named> = named.iter().filter(|o| o.to <= n.from).cloned().collect();
            Some(choose(n, &before, None, &context)?.symbol)
        })
        .collect()
}

fn check(s: &str, expected: &[&str]) {
    assert_eq!(symbols(s), expected, "{s}");
}

#[test]
fn by_shape() {
    check("第55/63号决议", &["A/RES/55/63"]);
    check("第 65/230 号决议", &["A/RES/65/230"]);
    check("第53/243 A和B号决议", &["A/RES/53/243"]);
    check("第1373(2001)号决议", &["S/RES/1373(2001)"]);
    check("第1518（2003）号决议", &["S/RES/1518(2003)"]);
    check("第1999/23号决议", &["E/RES/1999/23"]);
    check("第2131(XX)号决议", &["A/RES/2131(XX)"]);
    check("第217 A (III)号决议", &["A/RES/217A(III)"]);
    check("S-24/2号决议", &["A/RES/S-24/2"]);
    check("第77/512号决定", &["77/512"]);
    check("第74/512号决定", &["A/DEC/74/512"]);
    check("第55/63號決議", &["A/RES/55/63"]);
}

#[test]
fn by_organ() {
    check(
        "人权理事会第20/8号和第26/13号决议以及大会第68/167号和第69/166号决议",
        &[
            "A/HRC/RES/20/8",
            "A/HRC/RES/26/13",
            "A/RES/68/167",
            "A/RES/69/166",
        ],
    );
    check("委员会在第22/7号决议中", &["CCPCJ/RES/22/7"]);
    check("经社理事会1971年5月20日1576 (L)号决议", &["E/RES/1576(L)"]);
    check("理事会第1999/23号决议", &["E/RES/1999/23"]);
    check("欧安组织常设理事会第 1202 号决定", &["PC.DEC/1202"]);
    check("通信监管委员会2018年第5569号决定", &[]);
    check("第20/8号决议", &["20/8"]);
}

#[test]
fn lists() {
    check(
        "第67/195、68/198和70/125号决议",
        &["A/RES/67/195", "A/RES/68/198", "A/RES/70/125"],
    );
    check(
        "第1267(1999)和1989(2011)号决议",
        &["S/RES/1267(1999)", "S/RES/1989(2011)"],
    );
    check(
        "2000年12月4日第55/63号决议和2001年12月19日第56/121号决议",
        &["A/RES/55/63", "A/RES/56/121"],
    );
    check(
        "第2118(2013)、2139(2014)、2165(2014)和2191(2014)号决议",
        &[
            "S/RES/2118(2013)",
            "S/RES/2139(2014)",
            "S/RES/2165(2014)",
            "S/RES/2191(2014)",
        ],
    );
    check("大会题为“某事”的第74/28号决议", &["A/RES/74/28"]);
}

#[test]
fn not_resolutions() {
    for s in [
        "第2016/1148号指令",
        "第910/2014号条例",
        "第55(1)条",
        "公报(第70/11号)",
        "第7366次会议",
        "第2013-1168号法",
        "第29（2013）号一般性建议",
        "24/7网络",
        "第52(a)段",
        "2012/2013年",
        "第3701号文件",
    ] {
        check(s, &[]);
    }
}

#[test]
fn security_council_numbers_without_their_year() {
    check("安全理事会第1373号决议", &["S/RES/1373"]);
    check("安理会在第1373号决议中", &["S/RES/1373"]);
    check("内阁第518号决议", &[]);
    check("大会第377号决议", &[]);
    check("安全理事会请内阁执行其第518号决议", &[]);
}

#[test]
fn one_letter_is_a_resolution_of_its_own() {
    check("第53/243 A号决议", &["A/RES/53/243 A"]);
    check("经社理事会第2023/201 B号决定", &["E/DEC/2023/201 B"]);
}
