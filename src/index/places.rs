//! A set of places of a corpus: blocks, or whole documents. What a search is limited to.
//!
//! In: places. Out: whether one is in the set. Must not know why it is.

use super::BlockRef;

/// What of one document is in the set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Of {
    #[default]
    Nothing,
    Everything,
    /// Blocks, sorted.
    Blocks(Vec<u32>),
}

/// A set of blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    documents: Vec<Of>,
}

impl Places {
    /// These blocks, and all blocks of these documents.
    pub fn new(
        blocks: impl IntoIterator<Item = BlockRef>,
        documents: impl IntoIterator<Item = usize>,
    ) -> Places {
        let mut all: Vec<BlockRef> = blocks.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let mut places = Places::default();
        for of_one in all.chunk_by(|a, b| a.document == b.document) {
            let own = of_one.iter().map(|at| at.block as u32);
            *places.of(of_one[0].document) = Of::Blocks(own.collect());
        }
        for document in documents {
            *places.of(document) = Of::Everything;
        }
        places
    }

    fn of(&mut self, document: usize) -> &mut Of {
        if self.documents.len() <= document {
            self.documents.resize(document + 1, Of::Nothing);
        }
        &mut self.documents[document]
    }

    /// The block is in the set.
    pub fn holds(&self, at: BlockRef) -> bool {
        match self.documents.get(at.document) {
            None | Some(Of::Nothing) => false,
            Some(Of::Everything) => true,
            Some(Of::Blocks(blocks)) => {
                u32::try_from(at.block).is_ok_and(|block| blocks.binary_search(&block).is_ok())
            }
        }
    }

    /// Some block of a stretch of the document is in the set.
    pub fn holds_any(&self, document: usize, blocks: std::ops::Range<usize>) -> bool {
        match self.documents.get(document) {
            None | Some(Of::Nothing) => false,
            Some(Of::Everything) => true,
            Some(Of::Blocks(own)) => {
                let from = own.partition_point(|b| (*b as usize) < blocks.start);
                own.get(from).is_some_and(|b| (*b as usize) < blocks.end)
            }
        }
    }

    /// Something of the document is in the set.
    pub fn touches(&self, document: usize) -> bool {
        self.holds_any(document, 0..usize::MAX)
    }

    /// Nothing is in the set.
    pub fn is_empty(&self) -> bool {
        (0..self.documents.len()).all(|document| !self.touches(document))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    proptest! {
        #[test]
        fn the_set_holds_what_was_put_into_it(
            blocks in prop::collection::hash_set((0usize..4, 0usize..20), 0..30),
            whole in prop::collection::hash_set(0usize..4, 0..2),
        ) {
            let at = |(document, block): (usize, usize)| BlockRef { document, block };
            let places = Places::new(blocks.iter().copied().map(at), whole.iter().copied());
            let wanted: HashSet<(usize, usize)> = blocks;
            for document in 0..5 {
                for block in 0..21 {
                    let in_it = wanted.contains(&(document, block)) || whole.contains(&document);
                    prop_assert_eq!(places.holds(at((document, block))), in_it);
                    let one = places.holds_any(document, block..block + 1);
                    prop_assert_eq!(one, in_it);
                }
                let any = whole.contains(&document) || wanted.iter().any(|w| w.0 == document);
                prop_assert_eq!(places.touches(document), any);
            }
            prop_assert_eq!(places.is_empty(), wanted.is_empty() && whole.is_empty());
        }
    }
}
