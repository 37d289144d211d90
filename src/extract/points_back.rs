//! Subjects that point back: «البيان», «الجانبان», «الهيئة».

use crate::lang::{Gap, TokenKind};
use crate::model::{MentionIx, MentionKind, NameSource};

use super::entity::title::{Title, is_definite, title_at};
use super::entity::{Asked, Pair, body, name, name_as_found, quoted_name};
use super::speaker::{Subject, Subjects, Who};

/// How far back the phrase of a body may stand that its noun alone points to, in tokens.
const BODY_REACH: usize = 300;
/// How far behind the words of a title that are known the comma may stand that closes it, in tokens.
const CLOSING: usize = 8;

impl Subjects<'_, '_> {
    /// «بيان الكرملين» is the Kremlin; «البيان» alone is the body that spoke last.
    pub(super) fn carrier_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let grammar = &self.reader.lexicon.grammar;
        let word = self.reader.tokens.word(ix);
        // «البيان الختامي لقمة جامعة الدول العربية»
        let described = crate::lang::has_article(word)
            && grammar.carriers.contains(crate::lang::without_article(word))
            && self.reader.is_adjective(ix + 1);
        if (described || grammar.carriers.contains(word))
            && let Some(inner) = self.issuer_behind(ix, limit)
        {
            return Some(Subject { tokens: ix..inner.tokens.end, who: inner.who });
        }
        if grammar.bare_carriers.contains(word) {
            // «وقال مكتب الرئيس في بيان إن … وأضاف البيان»
            let wrote =
                |last: &Who| super::issued::has_written(self.reader, self.entities, (last, ix));
            let own = || self.memory.last.clone().filter(wrote);
            let who = self.memory.group.clone().or_else(own)?;
            return Some(Subject { tokens: ix..ix + 1, who });
        }
        None
    }

    /// «المتحدث ذاته»: who spoke last.
    pub(super) fn same_at(&self, ix: usize) -> Option<Subject> {
        let same = &self.reader.lexicon.grammar.same_speakers;
        let len = same.longest(self.reader.tokens, ix)?.len;
        let who = self.memory.last.clone()?;
        Some(Subject { tokens: ix..ix + len, who })
    }

    /// «بيان (رسمي أصدره) مجلس الوزراء»: the issuer stands close by.
    pub(super) fn issuer_behind(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let reader = self.reader;
        (ix + 1..limit.min(ix + 5))
            .take_while(|at| reader.clause_at(*at).is_none() && !reader.tokens.is_mark(*at, ":"))
            .find_map(|at| self.genitive_at(at, limit))
    }

    /// The body or person in the genitive after a carrier: «بيان (رسمي) صادر عن الكرملين».
    fn genitive_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        if self.reader.is_stop(ix) {
            return None;
        }
        self.seen_at(ix, limit)
            .or_else(|| self.body_at(ix, limit))
            .or_else(|| self.office_at(ix, limit))
            // «بيان صادر عن الوزارة»: one that was named before, or its kind alone.
            .or_else(|| self.definite_at(ix, limit))
    }

    /// The end of a title after a name, with its comma: «خالد مجاهد، المتحدث الرسمي للوزارة،».
    pub(super) fn apposition_end(&self, end: usize, limit: usize) -> usize {
        let comma = self.reader.tokens.is_mark(end, ",");
        let at = if comma { end + 1 } else { end };
        // «اتهم خليل نبيل المعارضة»: a side that many make up is nobody's office.
        let collectives = &self.reader.lexicon.names.collectives;
        if !comma && collectives.longest(self.reader.tokens, at).is_some() {
            return end;
        }
        let Some(title) = title_at(self.reader, at, limit) else { return end };
        let office = self.reader.lexicon.names.office_heads.longest(self.reader.tokens, at);
        if title.name.is_some() || office.is_none() || title.tokens.end > limit {
            return end;
        }
        let end = body::phrase_end(self.reader, at, title.tokens.end, limit);
        // «سالم القاسمي نائب الحاكم رئيس المجلس»
        let names = &self.reader.lexicon.names;
        let office = names.office_heads.longest(self.reader.tokens, end);
        let called = names.called_heads.longest(self.reader.tokens, end).is_some();
        let further =
            office.is_some_and(|hit| !hit.value.weak) && !called && !is_definite(self.reader, end);
        let end = if further { self.apposition_end(end, limit).max(end) } else { end };
        if comma { self.closing_comma(end, limit).unwrap_or(end) } else { end }
    }

    /// «إيهاب واصف، رئيس شعبة الذهب والمعادن الثمينة باتحاد الصناعات، ارتفاع»: an adjective or a preposition goes on a title
    /// up to the comma that closes it. Behind that comma the sentence must go on with a noun.
    fn closing_comma(&self, end: usize, limit: usize) -> Option<usize> {
        let reader = self.reader;
        let tokens = reader.tokens;
        let goes_on = crate::lang::has_article(tokens.word(end))
            || reader.may_have_preposition(end)
            || reader.lexicon.grammar.prepositions.at(tokens, end);
        let plain = |at: &usize| {
            tokens.is_word(*at) && !reader.is_cue_form(*at) && reader.clause_at(*at).is_none()
        };
        let close = (end..limit.min(end + CLOSING)).find(|at| !plain(at))?;
        let next = close + 1;
        let noun = plain(&next)
            && !reader.is_stop(next)
            && !tokens.word(next).starts_with('و')
            && !reader.lexicon.grammar.relatives.at(tokens, next);
        (goes_on && tokens.is_mark(close, ",") && next < limit && noun).then_some(close)
    }

    /// A body that is named in quotation marks: «"ولاية سيناء" التابعة لتنظيم الدولة».
    pub(super) fn quoted_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        // «ما وصفته "الخطاب التحريضي"»: what the verb before it calls something.
        let called = ix.checked_sub(1).is_some_and(|verb| self.reader.possessed(verb).is_some());
        let behind = quoted_name(self.reader, ix, limit).filter(|_| !called)?;
        // «"نحن لسنا أرقاما"، تقول أم يوسف»: what was said.
        if self.reader.tokens.is_mark(behind, ",") {
            return None;
        }
        let name = ix + 1..behind - 1;
        let found = name_as_found(self.reader, name.clone(), NameSource::Surface);
        let end = body::phrase_end(self.reader, ix, behind, limit);
        Some(self.entity(found, MentionKind::Body, name, ix..end))
    }

    /// «حداد», «أبو ستة»: who was given this family name before, and where it ends.
    pub(super) fn short_at(&self, ix: usize, limit: usize) -> Option<(usize, usize)> {
        let tokens = self.reader.tokens;
        let short = |end: usize| Some((self.entities.by_last(tokens.words(ix..end))?, end));
        let end = name::element_end(self.reader, ix, limit).filter(|end| *end > ix + 1);
        end.and_then(short).or_else(|| short(ix + 1))
    }

    /// «الرئيس المشاط»: behind a title the family name of somebody who was given that office before.
    pub(super) fn surnamed(&self, title: &Title) -> Option<Subject> {
        let seen = self.entities.seen_at(title.tokens.end)?;
        let found = self.entities.get(seen.entity)?;
        let holds = title.offices.iter().any(|office| found.offices.contains(office));
        let named = found.kind == MentionKind::Person && holds && !title.weak;
        let blank = self.reader.tokens.gap(seen.tokens.start) == Gap::Blank;
        let tokens = title.tokens.start..seen.tokens.end;
        let who = Who::Entities(vec![(seen.mention, seen.entity)]);
        (named && blank).then_some(Subject { tokens, who })
    }

    /// «الرئيسان المصري السيسي والفرنسي ماكرون»: both, or nobody.
    pub(super) fn pair_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let reader = self.reader;
        let pair = Pair::at(reader, ix, limit)?;
        let domain = pair.domain(reader);
        let offices = [pair.office];
        let found = pair.both.iter().flatten().filter_map(|holder| match &holder.name {
            Some((name, _)) => self.entities.seen_at(name.start),
            None => {
                let domain = Some(&domain);
                let country = holder.country;
                let asked = Asked { offices: &offices, country, domain, head: None };
                self.entities.by_office(ix, &asked)
            }
        });
        let who: Vec<_> = found.map(|seen| (seen.mention, seen.entity)).collect();
        let who = match who.as_slice() {
            [one, other] if one.1 != other.1 => Who::Entities(who),
            _ => Who::Described(pair.tokens.clone()),
        };
        Some(Subject { tokens: pair.tokens, who })
    }

    /// «الجانبان»: the latest pair; «الرئيسان»: the latest two presidents.
    pub(super) fn collective_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let names = &self.reader.lexicon.names;
        let hit = names.collectives.longest(self.reader.tokens, ix)?;
        let after = ix + hit.len;
        // «اتهمت المعارضة الوزير سالم حداد»: a side that many make up is nobody by name.
        let named = hit.value.number == 2 && self.entities.seen_at(after).is_some();
        if named {
            let inner = self.at(after, limit)?;
            return Some(Subject { tokens: ix..inner.tokens.end, who: inner.who });
        }
        let end = body::phrase_end(self.reader, ix, after, limit);
        if hit.value.number != 2 || hit.value.places {
            return Some(Subject { tokens: ix..end, who: Who::Described(ix..end) });
        }
        let offices = hit.value.offices.clone();
        let who = self.latest_pair(ix, &offices).or_else(|| self.memory.pair.clone());
        let who = who.unwrap_or(Who::Described(ix..end));
        Some(Subject { tokens: ix..end, who })
    }

    /// The latest two different persons before a token, both of the office where one is asked for.
    pub(crate) fn latest_pair(&self, ix: usize, offices: &[usize]) -> Option<Who> {
        let mut pair: Vec<(MentionIx, usize)> = Vec::new();
        for seen in self.entities.seen_before(ix) {
            let Some(entity) = self.entities.get(seen.entity) else { continue };
            let fits = entity.kind == MentionKind::Person
                && (!offices.is_empty()
                    || self.memory.has_spoken(seen.entity)
                    || !self.is_owner(seen.tokens.start))
                && (offices.is_empty()
                    || offices.iter().any(|office| entity.offices.contains(office)));
            if fits && !pair.iter().any(|(_, other)| *other == seen.entity) {
                pair.push((seen.mention, seen.entity));
            }
            if pair.len() == 2 {
                pair.reverse();
                return Some(Who::Entities(pair));
            }
        }
        None
    }

    /// True for who stands in the genitive of a noun that a preposition governs: «دعمها لمبادرة رئيس
    /// الجمهورية الباجي قايد السبسي» makes him no party to the talks.
    fn is_owner(&self, ix: usize) -> bool {
        let reader = self.reader;
        let Some(noun) = ix.checked_sub(1).filter(|noun| reader.tokens.is_word(*noun)) else {
            return false;
        };
        let word = reader.tokens.word(noun);
        let governed = reader.may_have_preposition(noun)
            || noun.checked_sub(1).is_some_and(|before| {
                reader.lexicon.grammar.prepositions.at(reader.tokens, before)
            });
        // «بوقدوم نظيره»: the letter before is a name's own.
        let named = self.entities.seen_ending(ix).is_some();
        governed && !named && !reader.is_stop(noun) && !crate::lang::has_article(word)
    }

    /// A definite noun that points back: «المرصد», «الشركة», «المصدر».
    pub(super) fn definite_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let word = self.reader.tokens.word(ix);
        if !crate::lang::has_article(word) || self.reader.is_stop(ix) {
            return None;
        }
        let end = body::phrase_end(self.reader, ix, ix + 1, limit);
        if let Some(seen) = self.entities.by_head(ix, word).cloned() {
            let who = Who::Entities(vec![(seen.mention, seen.entity)]);
            return Some(Subject { tokens: ix..end, who });
        }
        if let Some(subject) = self.earlier_body(ix, end) {
            return Some(subject);
        }
        let names = &self.reader.lexicon.names;
        // «الحكومة», «المحكمة»: so does a body by its kind.
        let kind = names.speaker_bodies.value_of(crate::lang::without_article(word));
        if kind.is_none() && names.definites.longest(self.reader.tokens, ix).is_none() {
            return None;
        }
        // «القناة» is not the official who was quoted before, nor «المنظمة» the doctors: an outlet or a body
        // points at its like alone.
        let bare = crate::lang::without_article(word);
        let outlet = self.reader.lexicon.grammar.agency_heads.contains(word);
        let body = names.speaker_bodies.value_of(bare).is_some();
        let same = |at: usize| crate::lang::without_article(self.reader.tokens.word(at)) == bare;
        match &self.memory.group {
            Some(group @ Who::Described(words)) if !(outlet || body) || same(words.start) => {
                Some(Subject { tokens: ix..end, who: group.clone() })
            }
            _ => {
                // «القناة 12 الإسرائيلية»
                let number = self.reader.tokens.kind(end) == Some(TokenKind::Number);
                let numbered = outlet && number && end + 1 < limit;
                let reach = || body::phrase_end(self.reader, ix, end + 1, limit);
                let end = if numbered { reach() } else { end };
                Some(Subject { tokens: ix..end, who: Who::Described(ix..end) })
            }
        }
    }

    /// «الهيئة» after «هيئة روسترانسنادزور الروسية للنقل», which nobody has spoken for yet.
    fn earlier_body(&mut self, ix: usize, end: usize) -> Option<Subject> {
        let reader = self.reader;
        let bare = crate::lang::without_article(reader.tokens.word(ix));
        let head = reader.lexicon.names.speaker_bodies.value_of(bare).is_some();
        // «بيان تلقته الوكالة» is no body.
        let paper = reader.lexicon.grammar.carriers.contains(bare);
        if !head || paper || reader.tokens.count(bare) == 0 {
            return None;
        }
        let at =
            (ix.saturating_sub(BODY_REACH)..ix).rev().find(|at| reader.tokens.word(*at) == bare)?;
        let Who::Entities(who) = self.body_at(at, ix)?.who else { return None };
        Some(Subject { tokens: ix..end, who: Who::Entities(who) })
    }
}
