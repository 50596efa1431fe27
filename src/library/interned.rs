//! Names that many things share, each kept once: asking for one looks at each name, not at each thing.

use std::collections::HashMap;

/// A name for each of a row of things.
#[derive(Debug, Clone, Default)]
pub struct Interned {
    names: Vec<String>,
    of: Vec<u32>,
}

impl Interned {
    /// Keeps the names of things, in their order.
    pub fn new<'a>(things: impl Iterator<Item = &'a str>) -> Interned {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let of = things
            .map(|name| {
                let next = known.len() as u32;
                *known.entry(name).or_insert(next)
            })
            .collect();
        let mut names = vec![String::new(); known.len()];
        for (name, at) in known {
            name.clone_into(&mut names[at as usize]);
        }
        Interned { names, of }
    }

    /// Number of the name of a thing, for `name`.
    pub fn id(&self, thing: u32) -> Option<usize> {
        self.of.get(thing as usize).map(|id| *id as usize)
    }

    /// A name by its number; empty where there is none.
    pub fn name(&self, id: usize) -> &str {
        self.names.get(id).map_or("", String::as_str)
    }

    /// Which names fit, by number.
    pub fn fitting(&self, fits: impl Fn(&str) -> bool) -> Vec<bool> {
        self.names.iter().map(|name| fits(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_once_and_found_by_each_thing() {
        let names = Interned::new(["大会", "", "安理会", "大会"].into_iter());
        let of = |thing| names.id(thing).map(|id| names.name(id));
        assert_eq!(of(0), Some("大会"));
        assert_eq!(of(1), Some(""));
        assert_eq!((of(3), of(4)), (Some("大会"), None));
        assert_eq!(names.fitting(|n| n.contains('会')), [true, false, true]);
    }
}
