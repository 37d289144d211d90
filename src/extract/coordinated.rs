//! Subjects joined by «و»: «الوزير والسفير», «السعودية والإمارات».

use std::ops::Range;

use crate::model::{Evidence, MentionKind, Name, NameSource};

use super::entity::title::title_at;
use super::entity::{Place, body, name_as_found};
use super::speaker::{Subject, Subjects, Who};

/// Longest name of a partner, in tokens.
const PARTNER: usize = 4;

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
            .or_else(|| self.joined_office_at(at, limit))
            .or_else(|| self.joined_body_at(at, limit))
    }

    /// «كريم ناصر ورئيس البلدية»: a further office, which nobody is named to hold.
    fn joined_office_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let reader = self.reader;
        let head = reader.lexicon.names.office_heads.longest_with_proclitics(reader.tokens, ix)?;
        let title = title_at(reader, ix, limit)?;
        let end = title.tokens.end;
        let whole = title.name.is_none() && title.tokens.len() > head.len && !title.weak;
        if head.proclitic != "و" || !whole || !self.is_said(end, limit) {
            return None;
        }
        let entity = self.entities.entity(title.name_as_found(reader), MentionKind::Office);
        self.entities.note_title(entity, &title.offices, title.country);
        Some(self.joined(entity, (ix..end, head.proclitic.len())))
    }

    /// «وزارة الري ووزارة المال»: a further body by its head noun.
    fn joined_body_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let reader = self.reader;
        let noun = reader.tokens.word(ix).strip_prefix('و')?;
        reader.lexicon.names.speaker_bodies.value_of(crate::lang::without_article(noun))?;
        let end = body::phrase_end(reader, ix, ix + 1, limit);
        if end <= ix + 1 || !self.is_said(end, limit) {
            return None;
        }
        let mut found = name_as_found(reader, ix..end, NameSource::Surface);
        found.canonical = crate::lang::without_proclitics(&found.canonical, 1).into();
        let entity = self.entities.entity(found, MentionKind::Body);
        self.entities.note_head(entity, noun);
        Some(self.joined(entity, (ix..end, 'و'.len_utf8())))
    }

    /// «كريم ناصر وخشان فهمي أن»: past a partner whom no rule reads, before the clause; he is no part of what is said.
    pub(super) fn past_partner(&self, end: usize, limit: usize) -> usize {
        let (tokens, lexicon) = (self.reader.tokens, self.reader.lexicon);
        let word = tokens.word(end);
        // «وأكد كريم ناصر وجود أن», «هاجم كريم ناصر خصمه ووصفه بأنه»
        let own = lexicon.grammar.common.contains(word)
            || lexicon.verbs.is_masdar(word)
            || self.reader.possessed(end).is_some();
        let plain = |at: &usize| {
            let first = *at == end;
            tokens.is_word(*at)
                && self.reader.clause_at(*at).is_none()
                && (first || !self.reader.is_stop(*at) && !self.reader.is_cue_form(*at))
        };
        if !word.starts_with('و') || own || self.reader.is_cue_form(end) || self.reader.is_stop(end)
        {
            return end;
        }
        let past =
            (end..limit.min(end + PARTNER)).take_while(plain).last().map_or(end, |at| at + 1);
        // «بأنه» says what somebody is called.
        let said = self.reader.is_complementiser(past) && tokens.word(past).starts_with('ا');
        if past < limit && said { past } else { end }
    }

    /// True where a clause or a colon follows at once, so that what stands before it is a subject.
    fn is_said(&self, end: usize, limit: usize) -> bool {
        end < limit
            && (self.reader.clause_at(end).is_some() || self.reader.tokens.is_mark(end, ":"))
    }

    fn joined(&mut self, entity: usize, (tokens, proclitic): (Range<usize>, usize)) -> Subject {
        let place = Place { name: tokens.clone(), proclitic, title: None };
        let evidence = Evidence { rule: "subject-phrase", score: 80 };
        let mention = self.entities.see(self.reader, entity, place, evidence);
        Subject { tokens, who: Who::Entities(vec![(mention, entity)]) }
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
        Some(self.joined(entity, (ix..end, hit.proclitic.len())))
    }
}
