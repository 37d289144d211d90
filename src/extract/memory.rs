//! Who spoke last: what a verb without a subject and «البيان» point back to.

use std::collections::BTreeSet;

use crate::lang::Number;
use crate::model::MentionKind;

use super::entity::Entities;
use super::speaker::Who;

/// The memory of who spoke.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// The last speaker, whoever.
    pub(crate) last: Option<Who>,
    single: Option<Who>,
    pub(crate) pair: Option<Who>,
    /// The last body or group.
    pub(crate) group: Option<Who>,
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

    /// Who is understood where a verb of this number names nobody.
    pub(crate) fn implied(&self, number: Number) -> Option<&Who> {
        match number {
            Number::One => match &self.last {
                Some(Who::Entities(some)) if some.len() > 1 => {
                    self.single.as_ref().or(self.last.as_ref())
                }
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
