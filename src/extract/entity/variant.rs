//! One person whom one document names in two ways: «غريفيث» and «مارتن غريفث», «بندر بن سلطان» and
//! «بندر بن سلطان بن عبدالعزيز».

use crate::lang::SpellingTables;
use crate::model::{Name, Percent};

use super::super::Reader;
use super::Entities;

/// From this likeness on a family name is the same in another spelling: a long vowel written or not, a
/// letter for another that renders the same sound.
const SAME: Percent = 88;
/// How many people that sound alike, or begin with one given name, are looked at.
const NEAR: usize = 16;
/// Fewest letters of a family name that is compared by its spelling.
const LETTERS: usize = 4;

impl Entities {
    /// The only person whom this name, in its words, gives in another way.
    pub(super) fn variant_of(&self, reader: &Reader<'_>, name: &str) -> Option<usize> {
        let folder = reader.lexicon.folder();
        let key = folder.key(name);
        let words: Vec<&str> = key.split_whitespace().collect();
        let sound = words.last().map(|last| reader.lexicon.spelling.skeleton(last));
        let alike = sound.and_then(|sound| self.by_sound.get(&*sound));
        let begun = words.first().and_then(|first| self.by_first.get(*first));
        let near = [alike, begun].into_iter().flatten().flat_map(|all| all.iter().rev().take(NEAR));
        let mut same = near.copied().filter(|at| {
            self.get(*at).is_some_and(|entity| {
                let other = folder.key(&entity.name.canonical);
                let other: Vec<&str> = other.split_whitespace().collect();
                is_respelt(&reader.lexicon.spelling, &words, &other)
                    || is_shortened(reader, &words, &other)
                    || is_shortened(reader, &other, &words)
            })
        });
        let found = same.next()?;
        same.all(|other| other == found).then_some(found)
    }

    /// Remembers how the last element of a person's name sounds.
    pub(super) fn add_sound(&mut self, reader: &Reader<'_>, last: &str, entity: usize) {
        let sound = reader.lexicon.spelling.skeleton(last);
        let entities = self.by_sound.entry(sound.into()).or_default();
        if !entities.contains(&entity) {
            entities.push(entity);
        }
    }

    /// Gives a person, and what was seen of him, the name that the alias file has.
    pub(super) fn rename(&mut self, entity: usize, name: Name) -> usize {
        self.by_name.insert(name.canonical.clone(), entity);
        for seen in self.seen.values().filter(|seen| seen.entity == entity) {
            if let Some(mention) = self.mentions.get_mut(seen.mention.0 as usize) {
                mention.name = name.clone();
            }
        }
        if let Some(found) = self.entities.get_mut(entity) {
            found.name = name;
        }
        entity
    }
}

/// True for two names of another language whose family names are spelt alike: the given names are one,
/// or only one of the two is given.
fn is_respelt(spelling: &SpellingTables, one: &[&str], other: &[&str]) -> bool {
    let ([first, .., last], [other_first, .., other_last]) = (one, other) else {
        let ([last], [_, .., full] | [full]) = (one, other) else {
            return matches!((one, other), ([_, ..], [_])) && is_respelt(spelling, other, one);
        };
        return is_family_alike(spelling, last, full);
    };
    let given = first == other_first
        || spelling.is_foreign(first)
            && spelling.is_foreign(other_first)
            && spelling.likeness(first, other_first) >= SAME;
    one.len() == other.len()
        && given
        && !spelling.is_arabic(first)
        && is_family_alike(spelling, last, other_last)
}

fn is_family_alike(spelling: &SpellingTables, one: &str, other: &str) -> bool {
    let own = |word: &str| spelling.is_arabic(word) || crate::lang::has_article(word);
    let long = |word: &str| word.chars().count() >= LETTERS;
    one != other
        && [one, other].iter().all(|word| long(word) && !own(word))
        && spelling.likeness(one, other) >= SAME
}

/// True where one name is the beginning of the other, as far as a father: «بندر بن سلطان».
fn is_shortened(reader: &Reader<'_>, short: &[&str], long: &[&str]) -> bool {
    let particles = &reader.lexicon.names.particles;
    short.len() >= 3
        && long.len() > short.len()
        && long.starts_with(short)
        && short.get(1).is_some_and(|word| particles.contains(word))
}
