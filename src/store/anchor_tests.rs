//! Words found again in texts that changed: by hand, and by random texts.

use super::*;
use proptest::prelude::*;

const FIRST: &str = "1. 各国应当确保其法律和实践消除滥用者的庇护所，并就此交流经验。";
const SECOND: &str = "2. 专家组建议设立一个联络点网络，供各国在紧急情况下使用。";
const THIRD: &str = "3. 秘书处应在下一届会议上报告建议的执行情况和所遇到的问题。";

fn spot(blocks: &[&str], block: usize, words: &str) -> Spot {
    let at = blocks[block].find(words).unwrap();
    Spot {
        block: block as u32,
        at: at as u32,
        quote: quote_at(blocks, block, at, at + words.len()),
        ..Spot::default()
    }
}

fn find(blocks: &[&str], spot: &Spot) -> Found {
    Text::new(blocks.to_vec()).find(spot)
}

fn words_at<'a>(blocks: &[&'a str], found: Found) -> &'a str {
    &blocks[found.block][found.at as usize..]
}

#[test]
fn the_same_text_gives_the_same_place() {
    let blocks = [FIRST, SECOND, THIRD];
    for (block, words) in [(0, FIRST), (1, "联络点网络"), (2, "问题。")] {
        let spot = spot(&blocks, block, words);
        let found = find(&blocks, &spot);
        assert_eq!((found.block, found.at), (block, spot.at));
        assert_eq!(found.sure, Sureness::Same, "{words}");
    }
}

#[test]
fn text_that_shifted_is_found() {
    let spot = spot(&[FIRST, SECOND, THIRD], 1, "联络点网络");
    let now = ["新的标题", FIRST, "新的一段话，原来没有。", SECOND, THIRD];
    let found = find(&now, &spot);
    assert_eq!((found.block, found.sure), (3, Sureness::Same));
    assert!(words_at(&now, found).starts_with("联络点网络"));
}

#[test]
fn a_block_that_was_split_or_broken_elsewhere_is_found() {
    let spot = spot(&[FIRST, SECOND, THIRD], 1, SECOND);
    let (head, tail) = SECOND.split_at("2. 专家组建议设立一个联络".len());
    let found = find(&[FIRST, head, tail, THIRD], &spot);
    assert_eq!((found.block, found.at, found.sure), (1, 0, Sureness::Same));
    let spaced = SECOND.replace("联络点", "联络 点\t");
    let found = find(&[FIRST, &spaced, THIRD], &spot);
    assert_eq!((found.block, found.at, found.sure), (1, 0, Sureness::Same));
    let joined = format!("{FIRST}{SECOND}");
    let found = find(&[&joined, THIRD], &spot);
    assert_eq!((found.block, found.at as usize), (0, FIRST.len()));
    assert_eq!(found.sure, Sureness::Same);
}

#[test]
fn edited_words_are_found_and_it_is_said() {
    let spot = spot(&[FIRST, SECOND, THIRD], 1, SECOND);
    let edited = SECOND.replace("紧急情况", "危急时刻");
    let found = find(&[THIRD, FIRST, &edited], &spot);
    assert_eq!((found.block, found.at), (2, 0));
    assert!(matches!(found.sure, Sureness::Edited(_)), "{found:?}");
    let rewritten = "2. 会议决定设立一个联络点网络，由秘书处管理并定期加以审查和更新。";
    let found = find(&[THIRD, FIRST, rewritten], &spot);
    assert_eq!(found.block, 2);
    assert!(matches!(found.sure, Sureness::Unsure(_)), "{found:?}");
}

#[test]
fn what_stood_around_decides_between_equal_words() {
    let blocks = [
        "甲方的意见如下：",
        "同上。",
        "乙方的意见如下：",
        "同上。",
        "结论。",
    ];
    let spot = spot(&blocks, 3, "同上。");
    let found = find(&blocks, &spot);
    assert_eq!((found.block, found.sure), (3, Sureness::Same));
    let bare = Spot {
        quote: Quote {
            exact: "同上。".to_owned(),
            ..Quote::default()
        },
        ..spot
    };
    let found = find(&blocks, &bare);
    assert_eq!((found.block, found.sure), (3, Sureness::Unsure(50)));
}

#[test]
fn what_is_gone_is_not_found_but_its_neighbours_are() {
    let spot = spot(&[FIRST, SECOND, THIRD], 1, SECOND);
    let found = find(&[FIRST, THIRD], &spot);
    assert_eq!(
        (found.block, found.at, found.sure),
        (1, 0, Sureness::Unsure(0))
    );
    let found = find(&["完全不同的内容", "另一段完全无关的文字"], &spot);
    assert_eq!(found.sure, Sureness::Lost);
    assert_eq!(find(&[], &spot).sure, Sureness::Lost);
}

proptest! {
    /// Blocks around and spaces within change nothing: the words are found where they now stand.
    #[test]
    fn moved_words_are_found(
        blocks in prop::collection::vec("[一-鿿，。a-z]{12,60}", 1..8),
        pick in any::<prop::sample::Index>(),
        more in prop::collection::vec("[0-9A-Z]{1,30}", 0..4),
        spaces in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let old: Vec<&str> = blocks.iter().map(String::as_str).collect();
        let block = pick.index(old.len());
        let spot = spot(&old, block, old[block]);
        let mut now = more.clone();
        let first = now.len();
        now.extend(blocks.clone());
        for space in spaces {
            let text = &mut now[first + block];
            let cuts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
            text.insert(cuts[space.index(cuts.len())], ' ');
        }
        let now: Vec<&str> = now.iter().map(String::as_str).collect();
        let found = find(&now, &spot);
        let there: String = words_at(&now, found).split_whitespace().collect();
        prop_assert_eq!(there, old[block]);
        prop_assert_eq!((found.block, found.sure), (first + block, Sureness::Same));
    }

    /// Whatever the text: a place in it, at a boundary of characters.
    #[test]
    fn a_place_is_always_a_place(
        blocks in prop::collection::vec(".{0,40}", 0..6),
        exact in ".{0,30}", before in ".{0,30}", after in ".{0,30}",
        block in 0u32..9, at in 0u32..50,
    ) {
        let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
        let quote = Quote { exact, before, after };
        let found = find(&blocks, &Spot { block, at, quote, ..Spot::default() });
        match blocks.get(found.block) {
            Some(text) => prop_assert!(text.is_char_boundary(found.at as usize)),
            None => prop_assert!(blocks.is_empty() || found.block < blocks.len()),
        }
    }
}
