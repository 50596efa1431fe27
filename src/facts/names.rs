//! Names in running text: states, organisations, groups, and instruments and meetings that go by a name.
//!
//! In: folded text. Out: which name stands where. One pass over the text; of names that begin at one place the
//! longest wins, and words that only hold a name (发展中国家, 印度洋) keep it away. Must not know documents.

use super::lists;
use super::scan::{Folded, is_han};
use std::collections::HashMap;
use std::sync::LazyLock;

/// All names.
pub static NAMES: LazyLock<Names> = LazyLock::new(Names::load);

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A state, or an observer that is counted among them.
    State,
    /// An organisation.
    Organisation,
    /// An organ or a part of an organisation.
    Body,
    /// A group of states or of experts.
    Group,
    /// A territory.
    Territory,
}

impl ActorKind {
    /// All kinds, in the order of lists.
    pub const ALL: [ActorKind; 5] = [
        ActorKind::State,
        ActorKind::Organisation,
        ActorKind::Body,
        ActorKind::Group,
        ActorKind::Territory,
    ];

    /// The word in exports, lists and translation ids (`actor-<word>`).
    pub fn as_str(self) -> &'static str {
        match self {
            ActorKind::State => "state",
            ActorKind::Organisation => "organisation",
            ActorKind::Body => "body",
            ActorKind::Group => "group",
            ActorKind::Territory => "territory",
        }
    }
}

/// A state, an organisation, a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Its Chinese name: the UN short name of a state.
    pub name: &'static str,
    /// Its English name, or "".
    pub english: &'static str,
    /// What it is.
    pub kind: ActorKind,
    /// Other names, in any language.
    pub aliases: Vec<&'static str>,
}

/// A treaty, a declaration, a report, a meeting that goes by a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// What citations of it carry as their symbol: the UN symbol where it has one, else its name.
    pub key: &'static str,
    /// treaty, declaration, code, report, manual, meeting, law.
    pub kind: &'static str,
    /// Its Chinese name.
    pub name: &'static str,
    /// Its English name, or "".
    pub english: &'static str,
    /// Its date (`2001-11-23`, or two days joined by `/`), or "". Knowledge: a text's own date wins.
    pub date: &'static str,
    /// Organ or parties, or "".
    pub organ: &'static str,
    /// Official designation, or "".
    pub designation: &'static str,
    /// Official address, or "".
    pub address: &'static str,
    /// Other names, in any language.
    pub aliases: Vec<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
    /// One of these must stand near, or in the document's title; empty where the name is sure.
    pub near: Vec<&'static str>,
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Index in `Names::actors`.
    Actor(u32),
    /// Index in `Names::instruments`.
    Instrument(u32),
    /// Only looks like a name.
    Nothing,
}

#[derive(Debug)]
struct Form {
    chars: Vec<char>,
    /// Only traditional text writes it so.
    traditional: bool,
    meaning: Meaning,
}

/// Names, ready to be found.
#[derive(Debug)]
pub struct Names {
    /// All actors.
    pub actors: Vec<Actor>,
    /// All instruments and meetings.
    pub instruments: Vec<Instrument>,
    matcher: Matcher<Form>,
}

/// A name found: first and after the last folded character, and what it means.
pub type Found = (usize, usize, Meaning);

impl Names {
    fn load() -> Names {
        let mut names = Names {
            actors: actors(),
            instruments: instruments(),
            matcher: Matcher::default(),
        };
        let mut forms: Vec<(&str, Meaning)> = Vec::new();
        for (i, x) in names.instruments.iter().enumerate() {
            let all = [x.name, x.english]
                .into_iter()
                .chain(x.aliases.iter().copied());
            forms.extend(all.map(|f| (f, Meaning::Instrument(i as u32))));
        }
        for (i, x) in names.actors.iter().enumerate() {
            let all = [x.name, x.english]
                .into_iter()
                .chain(x.aliases.iter().copied());
            forms.extend(all.map(|f| (f, Meaning::Actor(i as u32))));
        }
        let not = lists::lines(
            "not-actors",
            include_str!("../../data/lexicon/not-actors.txt"),
        );
        forms.extend(not.map(|f| (f, Meaning::Nothing)));
        // A form that folding changes is traditional, unless it is a simplified form as well.
        let plain: std::collections::HashSet<&str> = forms.iter().map(|(f, _)| *f).collect();
        let mut seen = std::collections::HashSet::new();
        for (form, meaning) in &forms {
            let chars = squeezed(form);
            let folded: String = chars.iter().collect();
            if chars.len() < 2 || !seen.insert(folded.clone()) {
                continue;
            }
            let han = chars.iter().any(|c| is_han(*c));
            let traditional = han && *form != folded && !plain.contains(folded.as_str()) && {
                let original: String = Squeezed::new_unfolded(form);
                original != folded
            };
            let form = Form {
                chars: chars.clone(),
                traditional,
                meaning: *meaning,
            };
            names.matcher.add(chars, form);
        }
        names.matcher.sort();
        names
    }

    /// All names in a text, in order, none over another. `traditional`: the text is in traditional characters.
    pub fn find(&self, text: &Folded, traditional: bool) -> Vec<Found> {
        let squeezed = Squeezed::of(text);
        let chars = &squeezed.chars;
        let mut found = Vec::new();
        let mut i = 0;
        while i + 1 < chars.len() {
            let hit = self.matcher.at(chars, i, |form| {
                (traditional || !form.traditional) && is_whole(chars, i, form.chars.len())
            });
            match hit {
                Some((n, form)) => {
                    if form.meaning != Meaning::Nothing && is_meant(chars, i, n, form.meaning) {
                        found.push((squeezed.from(i), squeezed.to(i + n), form.meaning));
                    }
                    i += n;
                }
                None => i += 1,
            }
        }
        found
    }

    /// What a text that is one name and nothing else means.
    pub fn exact(&self, text: &str) -> Option<Meaning> {
        let chars = squeezed(text);
        let (n, form) = self
            .matcher
            .at(&chars, 0, |f| f.chars.len() == chars.len())?;
        (n == chars.len() && form.meaning != Meaning::Nothing).then_some(form.meaning)
    }

    /// The actor that a name means.
    pub fn actor(&self, name: &str) -> Option<u32> {
        match self.exact(name.trim())? {
            Meaning::Actor(i) => Some(i),
            _ => None,
        }
    }

    /// The instrument with a key.
    pub fn instrument(&self, key: &str) -> Option<&Instrument> {
        self.instruments.iter().find(|x| x.key == key)
    }
}

/// Latin names stand as whole words.
fn is_whole(chars: &[char], i: usize, n: usize) -> bool {
    let word = |c: &char| c.is_ascii_alphanumeric();
    let starts = !word(&chars[i]) || i == 0 || !(word(&chars[i - 1]) || chars[i - 1] == '/');
    let end = i + n;
    let ends = !chars.get(end - 1).is_some_and(word)
        || !chars.get(end).is_some_and(|c| word(c) || "$/".contains(*c));
    starts && ends
}

/// 大会 after 犯罪, 世界… is another assembly; 秘书长, 秘书处 after another body are its own.
fn is_meant(chars: &[char], i: usize, n: usize, meaning: Meaning) -> bool {
    let word: String = chars[i..i + n].iter().collect();
    let before = i.checked_sub(1).map(|j| chars[j]);
    match word.as_str() {
        "大会" => super::organs::is_assembly(before.unwrap_or(super::scan::END)),
        "秘书长" | "秘书处" => {
            before.is_none_or(|c| !"织盟副总欧北会构约署联组席届处任".contains(c))
                || chars[..i].ends_with(&['联', '合', '国'])
        }
        _ => meaning != Meaning::Nothing,
    }
}

fn cells(list: &'static str) -> Vec<&'static str> {
    list.split('|').filter(|a| !a.is_empty()).collect()
}

fn actors() -> Vec<Actor> {
    let states = lists::rows::<4>("states", include_str!("../../data/lexicon/states.tsv"));
    let states = states.map(|[name, english, _, aliases]| Actor {
        name,
        english,
        kind: ActorKind::State,
        aliases: cells(aliases),
    });
    let others = lists::rows::<4>("actors", include_str!("../../data/lexicon/actors.tsv"));
    let others = others.filter_map(|[name, kind, english, aliases]| {
        Some(Actor {
            name,
            english,
            kind: *ActorKind::ALL.iter().find(|k| k.as_str() == kind)?,
            aliases: cells(aliases),
        })
    });
    states.chain(others).collect()
}

fn instruments() -> Vec<Instrument> {
    let rows = lists::rows::<11>(
        "instruments",
        include_str!("../../data/lexicon/instruments.tsv"),
    );
    rows.map(
        |[
            key,
            kind,
            name,
            english,
            date,
            organ,
            designation,
            address,
            aliases,
            source,
            near,
        ]| {
            Instrument {
                key,
                kind,
                name,
                english,
                date,
                organ,
                designation,
                address,
                aliases: cells(aliases),
                source,
                near: cells(near),
            }
        },
    )
    .collect()
}

/// Folded characters without the blanks beside Chinese ones (2015 年, 领域 的), with their places.
#[derive(Debug, Default)]
pub struct Squeezed {
    /// The characters.
    pub chars: Vec<char>,
    /// The index of each in the folded text.
    at: Vec<u32>,
}

impl Squeezed {
    /// Squeezes a folded text.
    pub fn of(text: &Folded) -> Squeezed {
        let mut out = Squeezed {
            chars: Vec::with_capacity(text.len()),
            at: Vec::with_capacity(text.len()),
        };
        let all = text.chars();
        for (i, &c) in all.iter().enumerate() {
            if c == ' ' {
                let before = out.chars.last().copied().unwrap_or(' ');
                let after = all[i..].iter().copied().find(|c| *c != ' ').unwrap_or(' ');
                if before == ' ' || after == ' ' || is_wide(before) || is_wide(after) {
                    continue;
                }
            }
            out.chars.push(c);
            out.at.push(i as u32);
        }
        out
    }

    /// The blanks taken out and nothing folded, for comparing.
    fn new_unfolded(text: &str) -> String {
        text.chars().filter(|c| *c != ' ').collect()
    }

    /// The folded index of a character.
    pub fn from(&self, i: usize) -> usize {
        self.at.get(i).map_or(0, |a| *a as usize)
    }

    /// The folded index after the character before `i`.
    pub fn to(&self, i: usize) -> usize {
        i.checked_sub(1).map_or(0, |j| self.from(j) + 1)
    }
}

fn is_wide(c: char) -> bool {
    is_han(c) || "，。、；：“”《》（）".contains(c)
}

/// A name as it is looked for.
pub fn squeezed(name: &str) -> Vec<char> {
    Squeezed::of(&Folded::new(name.trim())).chars
}

/// Words with what they mean.
type Words<T> = Vec<(Vec<char>, T)>;

/// Words by their first two characters; the longest first.
#[derive(Debug)]
pub struct Matcher<T> {
    /// One bit for each hash of two characters: most pairs begin no word.
    bits: Vec<u64>,
    by_pair: HashMap<(char, char), Words<T>>,
}

impl<T> Default for Matcher<T> {
    fn default() -> Self {
        Matcher {
            bits: vec![0; 1024],
            by_pair: HashMap::new(),
        }
    }
}

#[inline]
fn bit(a: char, b: char) -> usize {
    ((a as usize).wrapping_mul(0x9e37) ^ (b as usize).wrapping_mul(0x85eb)) & 0xffff
}

impl<T> Matcher<T> {
    /// Adds a word of two characters or more; shorter ones are left out.
    pub fn add(&mut self, word: Vec<char>, meaning: T) {
        if let [a, b, ..] = word[..] {
            let bit = bit(a, b);
            self.bits[bit / 64] |= 1 << (bit % 64);
            self.by_pair
                .entry((a, b))
                .or_default()
                .push((word, meaning));
        }
    }

    /// Puts long words before short ones: needed after the last `add`.
    pub fn sort(&mut self) {
        for list in self.by_pair.values_mut() {
            list.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        }
    }

    /// The longest word at `i` that is `good`: its length and meaning.
    #[inline]
    pub fn at(&self, text: &[char], i: usize, good: impl Fn(&T) -> bool) -> Option<(usize, &T)> {
        let (a, b) = (*text.get(i)?, *text.get(i + 1)?);
        let bit = bit(a, b);
        if self.bits[bit / 64] & (1 << (bit % 64)) == 0 {
            return None;
        }
        let list = self.by_pair.get(&(a, b))?;
        let (word, meaning) = list
            .iter()
            .find(|(w, t)| text[i..].starts_with(w) && good(t))?;
        Some((word.len(), meaning))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn found(text: &str, traditional: bool) -> Vec<&'static str> {
        let all = NAMES.find(&Folded::new(text), traditional);
        all.into_iter()
            .map(|(_, _, m)| match m {
                Meaning::Actor(i) => NAMES.actors[i as usize].name,
                Meaning::Instrument(i) => NAMES.instruments[i as usize].key,
                Meaning::Nothing => "",
            })
            .collect()
    }

    #[test]
    fn the_longest_name_wins() {
        let wanted = [
            "尼日利亚",
            "尼日尔",
            "几内亚比绍",
            "赤道几内亚",
            "巴布亚新几内亚",
            "几内亚",
        ];
        assert_eq!(
            found(
                "尼日利亚、尼日尔、几内亚比绍、赤道几内亚、巴布亚新几内亚和几内亚",
                false
            ),
            wanted
        );
        assert_eq!(
            found(
                "刚果民主共和国、刚果、南苏丹、苏丹、多米尼克、多米尼加",
                false
            ),
            [
                "刚果民主共和国",
                "刚果",
                "南苏丹",
                "苏丹",
                "多米尼克",
                "多米尼加共和国"
            ]
        );
        assert_eq!(
            found("朝鲜和韩国；美国律师协会；中国台湾", false),
            [
                "朝鲜民主主义人民共和国",
                "大韩民国",
                "美国律师协会",
                "中国台湾"
            ]
        );
    }

    #[test]
    fn words_that_hold_a_name_are_none() {
        let text = "发展中国家、印度洋、约旦河西岸、朝鲜半岛、撒哈拉以南非洲、沿海地区、拉美国家、集中国际力量、国际法国家实践、理查德";
        assert_eq!(found(text, false), [""; 0]);
        assert_eq!(found("世界大会和预防犯罪大会", false), [""; 0]);
        assert_eq!(
            found("Romania, Somalia, US$ 5, Nigeria", false),
            ["罗马尼亚", "索马里", "尼日利亚"]
        );
    }

    #[test]
    fn traditional_forms_count_in_traditional_text() {
        assert_eq!(
            found("義大利、歐盟與北約", true),
            ["意大利", "欧洲联盟", "北大西洋公约组织"]
        );
        assert_eq!(found("查德说", false), [""; 0]);
    }

    #[test]
    fn a_name_may_be_broken_by_blanks() {
        assert_eq!(
            found("根据《2030 年可持续 发展议程》", false),
            ["A/RES/70/1"]
        );
        let text = Folded::new("见《2030 年议程》。");
        let (from, to, _) = NAMES.find(&text, false)[0];
        assert_eq!(text.string(from, to), "《2030 年议程》");
    }

    #[test]
    fn every_row_of_the_tables_is_sound() {
        assert!(NAMES.actors.len() > 300 && NAMES.instruments.len() > 90);
        let mut keys = std::collections::HashSet::new();
        for x in &NAMES.instruments {
            assert!(keys.insert(x.key), "{} twice", x.key);
            assert!(!x.source.is_empty(), "{} has no source", x.key);
            let dates = x.date.split('/').filter(|d| !d.is_empty());
            for d in dates {
                assert!(super::super::PartialDate::parse(d).is_some(), "{}", x.key);
            }
            assert!(
                x.address.is_empty() || x.address.starts_with("https://"),
                "{}",
                x.key
            );
        }
        let states = NAMES.actors.iter().filter(|a| a.kind == ActorKind::State);
        assert_eq!(states.count(), 196);
    }
}
