//! Lanes of the timeline: events by kind, by organ or by document, each with a digit that shows and hides it.
//!
//! In: entries of the library. Out: for each entry its lane; which lanes are shown.

use crate::facts::{Entry, EventKind};
use crate::library::{EventFilter, Library};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// Lanes with a digit of their own, where what makes a lane is not known beforehand.
const OWN: usize = 8;

/// What makes a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(crate) enum LaneBy {
    /// What it is.
    #[default]
    Kind,
    /// The body that acted.
    Organ,
    /// The document that tells it.
    Document,
}

impl LaneBy {
    /// All, in the order they are gone through.
    pub const ALL: [LaneBy; 3] = [LaneBy::Kind, LaneBy::Organ, LaneBy::Document];

    /// Its translation id.
    pub fn id(self) -> &'static str {
        match self {
            LaneBy::Kind => "lanes-by-kind",
            LaneBy::Organ => "lanes-by-organ",
            LaneBy::Document => "lanes-by-document",
        }
    }
}

/// A lane by what it is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Lane {
    /// Events of a kind.
    Kind(EventKind),
    /// Events of a body.
    Organ(String),
    /// Events that a document tells first.
    Document(usize),
    /// All others.
    Rest,
}

/// The lanes of one way to make them.
#[derive(Debug, Clone, Default)]
struct Set {
    names: Arc<Vec<Lane>>,
    /// The lane of each entry: index of `names`.
    of: Arc<Vec<u8>>,
    /// Those that are shown, as bits; 0: all.
    on: u16,
}

/// The lanes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lanes {
    pub by: LaneBy,
    sets: [Set; 3],
}

impl Lanes {
    fn set(&self) -> &Set {
        &self.sets[self.by as usize]
    }

    /// Names of the lanes, in the order of their digits.
    pub fn names(&self) -> &[Lane] {
        &self.set().names
    }

    /// Names of the lanes of one way to make them; none where they were not needed yet.
    pub fn names_of(&self, by: LaneBy) -> &[Lane] {
        &self.sets[by as usize].names
    }

    /// The lane of an entry.
    pub fn of(&self, entry: u32) -> usize {
        self.set()
            .of
            .get(entry as usize)
            .map_or(0, |lane| usize::from(*lane))
    }

    /// The lanes that are shown, as bits; 0: all.
    pub fn on(&self, by: LaneBy) -> u16 {
        self.sets[by as usize].on
    }

    /// Shows lanes.
    pub fn turn_on(&mut self, by: LaneBy, on: u16) {
        self.sets[by as usize].on = on;
    }

    /// The entry is in a lane that is shown, in every way to make lanes.
    pub fn show(&self, entry: u32) -> bool {
        LaneBy::ALL.iter().all(|by| self.shows(*by, entry))
    }

    /// The same, one way left out.
    pub fn show_but(&self, out: LaneBy, entry: u32) -> bool {
        LaneBy::ALL
            .iter()
            .all(|by| *by == out || self.shows(*by, entry))
    }

    fn shows(&self, by: LaneBy, entry: u32) -> bool {
        let set = &self.sets[by as usize];
        let lane = set.of.get(entry as usize).copied().unwrap_or(0);
        set.on == 0 || set.on & (1 << lane) != 0
    }

    /// Shows or hides a lane.
    pub fn toggle(&mut self, lane: usize) -> bool {
        let set = &mut self.sets[self.by as usize];
        let known = lane < set.names.len();
        if known {
            set.on ^= 1 << lane;
        }
        known
    }

    /// Shows all lanes of all ways again.
    pub fn show_all(&mut self) {
        self.sets.iter_mut().for_each(|set| set.on = 0);
    }

    /// Makes the lanes of other entries.
    pub fn refresh(&mut self, library: &Library) {
        for by in LaneBy::ALL {
            let on = self.sets[by as usize].on;
            let same = by == self.by || by == LaneBy::Kind || on != 0;
            self.sets[by as usize] = if same {
                make(library, by)
            } else {
                Set::default()
            };
            self.sets[by as usize].on = on;
        }
    }

    /// Goes on to the next way to make lanes.
    pub fn next(&mut self, library: &Library) {
        let at = self.by as usize + 1;
        self.by = LaneBy::ALL[at % LaneBy::ALL.len()];
        if self.set().names.is_empty() {
            self.sets[self.by as usize] = make(library, self.by);
        }
    }
}

fn make(library: &Library, by: LaneBy) -> Set {
    if by == LaneBy::Kind {
        let lane = |e: &Entry| EventFilter::bit(e.kind).trailing_zeros() as u8;
        return Set {
            names: Arc::new(EventKind::ALL.map(Lane::Kind).to_vec()),
            of: Arc::new(library.entries.iter().map(lane).collect()),
            on: 0,
        };
    }
    let of: Vec<Option<usize>> = library
        .entries
        .iter()
        .map(|entry| match by {
            LaneBy::Document => library.mention_of(entry).map(|m| m.at.document),
            _ => organ(library, entry),
        })
        .collect();
    // How many of each, and the first of them.
    let mut counts: HashMap<usize, (usize, usize)> = HashMap::new();
    for (i, of) in of.iter().enumerate() {
        if let Some(of) = of {
            counts.entry(*of).or_insert((0, i)).0 += 1;
        }
    }
    // Documents stand in the order of the corpus, organs by how much they did.
    let mut order: Vec<usize> = counts.keys().copied().collect();
    order.sort_by_key(|of| (Reverse(counts[of].0), counts[of].1));
    order.truncate(OWN);
    if by == LaneBy::Document {
        order.sort_unstable();
    }
    let name = |of: &usize| match by {
        LaneBy::Document => Lane::Document(*of),
        _ => Lane::Organ(library.organs.name(*of).to_owned()),
    };
    let mut names: Vec<Lane> = order.iter().map(name).collect();
    let rest = names.len();
    if counts.len() > rest || of.contains(&None) {
        names.push(Lane::Rest);
    }
    let lane = |of: &Option<usize>| order.iter().position(|o| Some(*o) == *of).unwrap_or(rest);
    Set {
        names: Arc::new(names),
        of: Arc::new(of.iter().map(|of| lane(of) as u8).collect()),
        on: 0,
    }
}

/// The body that acted, as the first mention that knows names it.
fn organ(library: &Library, entry: &Entry) -> Option<usize> {
    let mut all = entry.mentions.iter().filter_map(|&m| library.organs.id(m));
    all.find(|id| !library.organs.name(*id).is_empty())
}
