//! Who spoke last: what a verb without a subject and «البيان» point back to.

use std::collections::BTreeSet;

use crate::lang::{Gender, Number, Reading};
use crate::model::MentionKind;

use super::entity::Entities;
use super::speaker::Who;

/// The memory of who spoke.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// The last speaker, whoever.
    pub(crate) last: Option<Who>,
    single: Option<Who>,
    /// The last speaker, where a phrase of many: no verb in the singular is said of them.
    many: Option<Who>,
    pub(crate) pair: Option<Who>,
    /// The last body or group.
    pub(crate) group: Option<Who>,
    /// The last speaker whose verb was masculine, and whose was feminine.
    masculine: Option<Who>,
    feminine: Option<Who>,
    /// Entities that have spoken.
    spoken: BTreeSet<usize>,
}

impl Memory {
    /// Remembers a speaker.
    pub(crate) fn note(&mut self, who: &Who, entities: &Entities) {
        self.last = Some(who.clone());
        if let Who::Entities(some) = who {
            self.spoken.extend(some.iter().map(|(_, entity)| *entity));
        }
        let slot = match who {
            Who::Entities(some) if some.len() > 1 => &mut self.pair,
            Who::Entities(some) => {
                let body = some.first().and_then(|(_, entity)| entities.get(*entity));
                if body.is_some_and(|body| body.kind == MentionKind::Body) {
                    self.group = Some(who.clone());
                }
                &mut self.single
            }
            Who::Described(_) => &mut self.group,
        };
        *slot = Some(who.clone());
        if matches!(who, Who::Described(_)) {
            self.single = Some(who.clone());
        }
    }

    /// Remembers speakers whom a phrase names together: «السكان».
    pub(crate) fn note_many(&mut self, who: &Who) {
        for slot in [&mut self.last, &mut self.group, &mut self.many] {
            *slot = Some(who.clone());
        }
    }

    /// Remembers what the verb of a named subject agreed with: the speaker that [`Memory::note`] was
    /// given just before.
    pub(crate) fn note_gender(&mut self, who: &Who, gender: Gender) {
        *self.of_gender(gender) = Some(who.clone());
    }

    fn of_gender(&mut self, gender: Gender) -> &mut Option<Who> {
        match gender {
            Gender::Masculine => &mut self.masculine,
            Gender::Feminine => &mut self.feminine,
        }
    }

    /// Who is understood where this form names nobody: «وأشارت» is not said of a man. Of a body it may
    /// agree with the paper instead: «قالت الرئاسة في بيان … وأضاف».
    pub(crate) fn implied(&self, reading: Reading, entities: &Entities) -> Option<&Who> {
        let who = self.implied_by(reading.number)?;
        let entity = match who {
            Who::Entities(some) => some.first().filter(|_| some.len() == 1).map(|one| one.1),
            Who::Described(_) => None,
        };
        let known = entity.and_then(|entity| entities.get(entity)?.gender());
        match (reading.gender, known) {
            (Some(Gender::Masculine), Some(Gender::Feminine)) => self.masculine.as_ref(),
            (Some(Gender::Feminine), Some(Gender::Masculine)) => self.feminine.as_ref(),
            // «قال مصدر أمني … وأضافت»: nor of a source whose verb was a man's.
            (Some(Gender::Feminine), None)
                if matches!(who, Who::Described(_)) && self.masculine.as_ref() == Some(who) =>
            {
                self.feminine.as_ref()
            }
            _ => Some(who),
        }
    }

    fn implied_by(&self, number: Number) -> Option<&Who> {
        match number {
            Number::One => match &self.last {
                Some(Who::Entities(some)) if some.len() > 1 => {
                    self.single.as_ref().or(self.last.as_ref())
                }
                last if last.is_some() && *last == self.many => self.single.as_ref(),
                last => last.as_ref(),
            },
            Number::Two => self.pair.as_ref(),
            Number::Many => match &self.last {
                Some(Who::Described(_)) => self.last.as_ref(),
                Some(Who::Entities(some)) if some.len() > 1 => self.last.as_ref(),
                _ => self.group.as_ref().or(self.pair.as_ref()),
            },
        }
    }

    /// True for who has spoken in this document.
    pub(crate) fn has_spoken(&self, entity: usize) -> bool {
        self.spoken.contains(&entity)
    }

    /// Forgets who is only understood: a heading begins something new.
    pub(crate) fn forget(&mut self) {
        *self = Self { spoken: std::mem::take(&mut self.spoken), ..Self::default() };
    }
}
