//! Lists that cost little while they are empty or short: a library holds some hundred thousand blocks.
//!
//! In: `Vec`s of finished blocks. Out: slices. Must not know what is in them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::{Deref, DerefMut};

/// A list that is nearly always empty: one word where it is.
#[allow(clippy::box_collection)] // A `Vec` is three words, a boxed slice two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rare<T>(Option<Box<Vec<T>>>);

/// A list that nearly always has one member: it lies in place and needs no memory of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Few<T>(Inner<T>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Inner<T> {
    One([T; 1]),
    Other(Box<[T]>),
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Rare(None)
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Rare<T> {
    fn from(mut all: Vec<T>) -> Self {
        all.shrink_to_fit();
        Rare((!all.is_empty()).then(|| Box::new(all)))
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(all: Vec<T>) -> Self {
        Few(match <[T; 1]>::try_from(all) {
            Ok(one) => Inner::One(one),
            Err(all) => Inner::Other(all.into_boxed_slice()),
        })
    }
}

impl<T> Deref for Rare<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.0.as_deref_mut().map_or(&mut [], Vec::as_mut_slice)
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Inner::One(one) => one,
            Inner::Other(all) => all,
        }
    }
}

impl<'a, T> IntoIterator for &'a Rare<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Serialize> Serialize for Few<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.deref().serialize(s)
    }
}

impl<T: Serialize> Serialize for Rare<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.deref().serialize(s)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Few::from)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Rare::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_give_back_what_they_were_given() {
        for all in [vec![], vec![1_u32], vec![1, 2, 3]] {
            assert_eq!(*Rare::from(all.clone()), *all);
            assert_eq!(*Few::from(all.clone()), *all);
        }
        let mut rare = Rare::from(vec![1, 2]);
        rare[1] = 5;
        assert_eq!(*rare, [1, 5]);
    }

    #[test]
    fn what_is_empty_or_short_takes_no_room() {
        assert_eq!(size_of::<Rare<[u64; 9]>>(), size_of::<usize>());
        assert!(size_of::<Few<u64>>() <= size_of::<Vec<u64>>());
    }
}
