//! Symbols in all their spellings, and look-alikes.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::facts::urls;

fn symbols(s: &str) -> Vec<String> {
    let text = Folded::new(s);
    find(&text, &urls::find(&text))
        .into_iter()
        .map(|s| s.symbol)
        .collect()
}

fn check(s: &str, expected: &[&str]) {
    assert_eq!(symbols(s), expected, "{s}");
}

#[test]
fn plain_symbols() {
    for s in [
        "A/68/98",
        "A/RES/55/63",
        "S/PRST/2010/4",
        "E/CN.15/2011/19",
        "A/C.1/80/L.1/Rev.1",
        "A/68/456/Add.2",
        "UNODC/CCPCJ/EG.4/2017/2",
        "A/CONF.187/15",
        "S/PV.7366",
        "ST/AI/2005/3",
        "A/HRC/RES/26/13",
        "CRC/C/15/Add.2",
        "FCCC/CP/2015/10/Add.1",
        "A/RES/217(III)",
        "S/RES/1373(2001)",
        "A/RES/S-24/2",
        "CD/1234",
        "A/810",
        "E/5933",
        "A/80/6(Sect.35)",
        "A/AC.105/C.2/L.295",
        "HSP/GC/25/L.3",
    ] {
        check(&format!("见{s}号文件。"), &[s]);
        check(&format!("({s})"), &[s]);
        check(&format!("{s}。"), &[s]);
    }
}

#[test]
fn repaired_spellings() {
    check("A / RES / 60 / 45 《", &["A/RES/60/45"]);
    check("A/Res/66/24", &["A/RES/66/24"]);
    check("a/69/767", &["A/69/767"]);
    check("A/RES.60/252", &["A/RES/60/252"]);
    check("A.66.359", &["A/66/359"]);
    check("A/67/3\\434", &["A/67/3/434"]);
    check("Ａ／６７／１６７", &["A/67/167"]);
    check("A/64/129/Ad.1", &["A/64/129/Add.1"]);
    check("（9A/C.2/68/L.40）", &["A/C.2/68/L.40"]);
    check("决议（RES/68/198）", &["A/RES/68/198"]);
    check("A/HRC/17/27 (Section 3)", &["A/HRC/17/27"]);
    check("A/68/98(一委)", &["A/68/98"]);
    check("A/68/98(1st COMM)", &["A/68/98"]);
    check("[UNODC/CCPCJ/EG.4/2011/3](#)", &["UNODC/CCPCJ/EG.4/2011/3"]);
    check("A/73/12 (Part II)", &["A/73/12(Part II)"]);
    check("见 A/55/3,第三章", &["A/55/3"]);
    check(
        "A / 66 / 152 及 A / 66 / 152 / Ad.1 (一委)",
        &["A/66/152", "A/66/152/Add.1"],
    );
    check("A/68/65-E/2013/11", &["A/68/65", "E/2013/11"]);
}

#[test]
fn other_series() {
    check("OSCE PC DEC. 1039 《", &["PC.DEC/1039"]);
    check("PC.DEC/1106。", &["PC.DEC/1106"]);
    check("OSCE MC DEC / 4 / 12 应对", &["MC.DEC/4/12"]);
    check("AG/RES. 2004(xxxiv-o/04)。", &["AG/RES.2004(XXXIV-O/04)"]);
    check(
        "AG / RES. 2004 (XXXIV -0 / 04) 《",
        &["AG/RES.2004(XXXIV-O/04)"],
    );
    check("AU ASS/AU/1 1(XIV) 《", &["ASS/AU/11(XIV)"]);
    check(
        "WSIS-03 / GENEVA / DOC / 4-E (第",
        &["WSIS-03/GENEVA/DOC/4-E"],
    );
    check(
        "见 REMJA-III/doc.14/00rev.2 第四章",
        &["REMJA-III/DOC.14/00REV.2"],
    );
    check(
        "EXPO/B/AFET/FWC/2010-02/LOT4/07 PE 412.345，",
        &["EXPO/B/AFET/FWC/2010-02/LOT4/07", "PE 412.345"],
    );
    check(
        "WSIS (4月)，突尼斯议程 WSIS-05/TUNIS/DOC/6-E (11月)",
        &["WSIS-05/TUNIS/DOC/6-E"],
    );
    check("CoE CM (2011) 175 final", &["CM(2011)175"]);
    check("出售品编号：E.94.IV.5）", &["Sales No. E.94.IV.5"]);
}

#[test]
fn look_alikes() {
    for s in [
        "24/7",
        "TWCERT/CC",
        "ISO/IEC27001",
        "2012/2013",
        "SB123",
        "S/N",
        "and/or 12",
        "A/4 纸",
        "1/2",
        "G7300",
        "http://x.org/a/A/68/98/2013",
        "20-08285",
    ] {
        check(s, &[]);
    }
}

#[test]
fn in_addresses() {
    let text = Folded::new("http://www.un.org/x.asp?symbol=A/68/98&referer=/english/&Lang=E");
    let found = find(&text, &urls::find(&text));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].symbol, "A/68/98");
    assert_eq!(found[0].kind, CitationKind::Url);
}

#[test]
fn content_errors_are_kept_and_flagged() {
    let text = Folded::new("A/166/152");
    let found = find(&text, &[]);
    assert_eq!(found[0].symbol, "A/166/152");
    assert!(found[0].suspect.is_some());
}

#[test]
fn roman_numbers() {
    for (s, v) in [
        ("III", 3),
        ("XX", 20),
        ("XXIV", 24),
        ("XXIX", 29),
        ("LVII", 57),
        ("XL", 40),
    ] {
        assert_eq!(roman(s), Some(v));
    }
    assert_eq!(roman("ABC"), None);
}
