//! Tests of the exact layer.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn with_what_need_not_be_scanned_it_is_the_same() {
    let (items, _) = crate::source::list(&[]);
    let raws = items.iter().filter_map(|i| crate::source::read(i, None).0);
    let built = |raw| Arc::new(crate::document::build(Arc::new(raw), "t"));
    let once: Vec<Arc<Document>> = raws.map(built).collect();
    let documents: Vec<_> = once.iter().cycle().take(60).cloned().collect();
    let exact = Exact::build(&documents);
    let needles = [
        "网络犯罪",
        "罪",
        "24/7",
        "oewg",
        "联络点",
        "不在其中",
        "a",
        "。",
    ];
    let before: Vec<_> = needles.iter().map(|n| exact.count(n)).collect();
    exact.expect_many();
    assert!(exact.stretches.get().is_some() && !before[0].is_empty());
    let after: Vec<_> = needles.iter().map(|n| exact.count(n)).collect();
    assert_eq!(before, after);
}

#[test]
fn counted_in_parts_it_is_the_same() {
    let text = "水务大会\n\n河水与湖水，水。\n\n湖\n\n水\n\n没有\n\n水水水\n";
    let origin = crate::source::Origin::File("t.txt".into());
    let raw = crate::source::RawText::new("t.txt", origin, text.to_owned());
    let document = crate::document::build(Arc::new(raw), "t");
    let exact = Exact::build(&[Arc::new(document)]);
    let finder = memmem::Finder::new("水");
    let whole = exact.count("水");
    assert!(whole.len() > 2);
    for n in 1..12 {
        for cut in 0..=exact.len() {
            let ranges = vec![0..cut, cut..exact.len()];
            let parts = exact.parts(ranges, n);
            assert_eq!(parts.len(), n);
            let found = parts.into_iter().flatten();
            let found = found.flat_map(|p| exact.count_in(p, &finder));
            assert_eq!(found.collect::<Vec<_>>(), whole, "{n} parts");
        }
    }
}

fn matches() -> impl Strategy<Value = BTreeMap<u32, f32>> {
    prop::collection::btree_map(0u32..30, (0u8..9).prop_map(f32::from), 0..20)
}

fn list(map: &BTreeMap<u32, f32>) -> Vec<Match> {
    map.iter()
        .map(|(&ord, &score)| Match { ord, score })
        .collect()
}

proptest! {
    #[test]
    fn steps_are_those_of_a_search(gaps in prop::collection::vec(0usize..9, 0..200), at in 0usize..900) {
        let sums = gaps.iter().scan(0, |sum, gap| { *sum += gap; Some(*sum) });
        let offsets: Vec<usize> = sums.collect();
        prop_assert_eq!(steps(&offsets, at), offsets.partition_point(|&o| o <= at));
    }

    #[test]
    fn lists_are_merged_as_sets(a in matches(), b in matches()) {
        let sum = |ord: &u32| a.get(ord).unwrap_or(&0.0) + b.get(ord).unwrap_or(&0.0);
        let pick = |keep: &dyn Fn(&u32) -> bool, score: &dyn Fn(&u32) -> f32| -> Vec<Match> {
            (0..30).filter(|o| keep(o)).map(|o| Match { ord: o, score: score(&o) }).collect()
        };
        let (ina, inb) = (|o: &u32| a.contains_key(o), |o: &u32| b.contains_key(o));
        prop_assert_eq!(either(list(&a), list(&b)), pick(&|o| ina(o) || inb(o), &sum));
        let max = |ord: &u32| a.get(ord).unwrap_or(&0.0).max(*b.get(ord).unwrap_or(&0.0));
        prop_assert_eq!(better(list(&a), list(&b)), pick(&|o| ina(o) || inb(o), &max));
        prop_assert_eq!(both(&list(&a), &list(&b)), pick(&|o| ina(o) && inb(o), &sum));
        prop_assert_eq!(without(&list(&a), &list(&b)), pick(&|o| ina(o) && !inb(o), &|o| a[o]));
    }
}
