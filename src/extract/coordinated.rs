//! Subjects joined by «و»: «الوزير والسفير», «السعودية والإمارات».

use crate::model::{Evidence, MentionKind, Name, NameSource};

use super::entity::Place;
use super::speaker::{Subject, Subjects, Who};

impl Subjects<'_, '_> {
    /// A further subject joined by «و», after a comma or without.
    pub(super) fn coordinated_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let at = if self.reader.tokens.is_mark(ix, ",") { ix + 1 } else { ix };
        if at >= limit || !self.reader.tokens.word(at).starts_with('و') {
            return None;
        }
        if let Some(seen) = self.entities.seen_at(at).cloned() {
            // «كريم ناصر وزير المالية», «سالم وليد ناصر»: the letter is the word's own.
            let mention = self.entities.mentions.get(seen.mention.0 as usize)?;
            let begins = mention.title.map_or(mention.span.start, |title| title.start);
            if begins == self.reader.tokens.span(at..at + 1).start {
                return None;
            }
            let end = seen.tokens.end.min(limit);
            let end = self.apposition_end(end, limit);
            let who = Who::Entities(vec![(seen.mention, seen.entity)]);
            return Some(Subject { tokens: at..end, who });
        }
        self.joined_place_at(at, limit)
    }

    /// «السعودية والإمارات والكويت»: a further government.
    fn joined_place_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let names = &self.reader.lexicon.names;
        let hit = names.place_forms.longest_with_proclitics(self.reader.tokens, ix)?;
        let place = names.places.get(*hit.value).filter(|place| place.speaks)?;
        let end = ix + hit.len;
        if hit.proclitic != "و" || end > limit {
            return None;
        }
        let found = Name {
            canonical: place.name.clone(),
            source: NameSource::Curated,
            place: Some(place.id.clone()),
        };
        let entity = self.entities.entity(found, MentionKind::Body);
        let place = Place { name: ix..end, proclitic: hit.proclitic.len(), title: None };
        let evidence = Evidence { rule: "subject-phrase", score: 80 };
        let mention = self.entities.see(self.reader, entity, place, evidence);
        Some(Subject { tokens: ix..end, who: Who::Entities(vec![(mention, entity)]) })
    }
}
