//! Statements: cues and frames, paragraph by paragraph, with the memory of who spoke.

use std::ops::Range;

use crate::model::{Cue as CueFound, Evidence, Span, Statement, StatementKind};

use super::Reader;
use super::cue::{Cue, cues};
use super::entity::Entities;
use super::extent::{content_end, trimmed_end};
use super::frame::{Certainty, Complement, Frame, Framing};
use super::memory::Memory;
use super::paragraph::Paragraph;
use super::qid::words_id;
use super::quote_first::QuoteFirst;
use super::score::{rule, score};
use super::speaker::{Who, speaker};

/// The statements of a body, read in order.
pub(crate) struct Statements<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) entities: Entities,
    pub(super) memory: Memory,
    /// Who speaks in the first person: the speaker of a statement or speech.
    pub(super) owner: Option<Who>,
    pub(super) found: Vec<Statement>,
}

/// A content, and what was made of it.
pub(super) struct Content {
    /// First and last token, marks of a whole quotation left out.
    pub(super) tokens: Range<usize>,
    pub(super) kind: StatementKind,
    /// A quotation in it had lost a mark.
    pub(super) repaired: bool,
}

/// Shortest content, in tokens.
const SHORTEST: usize = 1;

impl<'a> Statements<'a> {
    /// Reads a paragraph.
    pub(crate) fn read(&mut self, paragraph: &Paragraph) {
        let cues = cues(self.reader, paragraph);
        let first = self.found.len();
        let earlier = self.memory.clone();
        let mut taken = paragraph.tokens.start;
        let mut claimed = super::own_words::first_person(self, paragraph, &cues);
        let own = claimed.clone();
        // The verb whose words an agency carries, and the agency.
        let mut layer: Option<(usize, Range<usize>)> = None;
        for cue in &cues {
            let before = own.partition_point(|own| own.start <= cue.tokens.start).checked_sub(1);
            let owned = before
                .and_then(|at| own.get(at))
                .is_some_and(|own| own.contains(&cue.tokens.start));
            if cue.tokens.start < taken || owned {
                continue;
            }
            self.note_actor(paragraph, taken, cue);
            if let Some((claim, goes_on)) = self.quote_first(paragraph, &cues, (cue, taken)) {
                taken = claim.end;
                claimed.push(claim);
                if !goes_on {
                    continue;
                }
            }
            let mut framing = Framing {
                reader: self.reader,
                paragraph,
                cues: &cues,
                entities: &mut self.entities,
                memory: &self.memory,
            };
            let Some(frame) = framing.read(cue) else { continue };
            let mut frame = super::layer::turned(&mut framing, frame);
            if let Some(inner) = super::layer::inner(&mut framing, &frame) {
                layer = frame.mention.clone().map(|carrier| (inner, carrier));
                continue;
            }
            if let Some((_, carrier)) = layer.take_if(|layer| layer.0 == cue.tokens.start) {
                frame.via = Some(carrier);
            }
            let Some(content) = self.content(paragraph, &cues, cue, &frame) else { continue };
            taken = content.tokens.end.max(frame.content);
            claimed.push(cue.tokens.start..taken);
            let inside = (content.kind == StatementKind::Mixed).then(|| content.tokens.clone());
            super::nested::between(self, paragraph, &cues, (cue, &frame));
            self.note(cue, &frame, content);
            if let Some(outer) = inside {
                super::nested::read(self, paragraph, &cues, (outer, frame.who.as_ref()));
            }
        }
        super::own_words::appeals(self, paragraph, &cues, first);
        claimed.sort_by_key(|claim| claim.start);
        // «بحسب التقرير» points back at what was named before the paragraph, not at who speaks later in it.
        let later = std::mem::replace(&mut self.memory, earlier);
        super::according::read(self, paragraph, &cues, &claimed);
        self.memory = later;
    }

    /// Notes the quotation right before a cue as what its subject said. Returns the tokens that it
    /// takes with the verb, and whether the verb has a further quotation behind it.
    fn quote_first(
        &mut self,
        paragraph: &Paragraph,
        cues: &[Cue],
        (cue, taken): (&Cue, usize),
    ) -> Option<(Range<usize>, bool)> {
        let (reader, memory) = (self.reader, &self.memory);
        let entities = &mut self.entities;
        let mut framing = Framing { reader, paragraph, cues, entities, memory };
        let QuoteFirst { frame, claim, goes_on } = framing.quote_first(cue, taken)?;
        let start = frame.content;
        let content = self
            .shaped(paragraph, start, cue.tokens.start, Complement::Quote)
            .filter(|content| content.kind == StatementKind::Direct)?;
        self.note(cue, &frame, content);
        if let Some(said) = self.found.last_mut() {
            said.evidence.rule = "quotation-verb";
        }
        Some((claim, goes_on))
    }

    /// The content of a frame.
    pub(super) fn content(
        &mut self,
        paragraph: &Paragraph,
        cues: &[Cue],
        cue: &Cue,
        frame: &Frame,
    ) -> Option<Content> {
        let verb = self.reader.lexicon.verbs.verb(cue.reading);
        let start = frame.content;
        let end = content_end(self.reader, paragraph, cues, (start, frame.complement));
        let end = self.before_second_speaker(paragraph, cues, start..end);
        let content = self.shaped(paragraph, start, end, frame.complement)?;
        let content = super::own_words::ended(self, paragraph, content, frame.who.as_ref());
        let kind = match content.kind {
            // A theme whose words are quoted for the most part is a statement.
            StatementKind::Indirect | StatementKind::Mixed
                if frame.is_theme(verb)
                    && (self.is_question(start)
                        || !is_mostly_quoted(paragraph, &content.tokens)) =>
            {
                StatementKind::Topic
            }
            kind => kind,
        };
        Some(Content { kind, ..content })
    }

    /// «رد على سؤال «هل ستستقيل؟»»: what is asked in marks is not what he says who answers.
    fn is_question(&self, start: usize) -> bool {
        self.reader.lexicon.grammar.questions.at(self.reader.tokens, start)
    }

    /// The content between two tokens with its kind: whole in marks, partly, or none.
    pub(super) fn shaped(
        &self,
        paragraph: &Paragraph,
        start: usize,
        end: usize,
        complement: Complement,
    ) -> Option<Content> {
        let skipped = (start..end)
            .find(|ix| !matches!(self.reader.tokens.word(*ix), ":" | "," | "-" | ".." | "..."));
        let start = skipped?;
        let end = trimmed_end(self.reader, start, end);
        if end < start + SHORTEST {
            return None;
        }
        if let Some(quote) = paragraph.opening(start) {
            let whole = quote.close + 1 >= end || (quote.repaired && quote.close >= end);
            if whole {
                let inner = quote.open + 1
                    ..trimmed_end(
                        self.reader,
                        quote.open + 1,
                        quote.close.min(paragraph.tokens.end),
                    );
                return (!inner.is_empty()).then_some(Content {
                    tokens: inner,
                    kind: StatementKind::Direct,
                    repaired: quote.repaired,
                });
            }
        }
        let mut quotes = paragraph
            .quotes_in(start..end)
            .filter(|quote| quote.close <= end && quote.content().len() > 2);
        let kind = if quotes.next().is_some() {
            StatementKind::Mixed
        } else if matches!(complement, Complement::Colon | Complement::Unmarked)
            && self.is_first_person(start..end)
        {
            StatementKind::Direct
        } else {
            StatementKind::Indirect
        };
        Some(Content { tokens: start..end, kind, repaired: false })
    }

    /// True where the words speak of the speaker: «تعاوننا», «نأمل».
    pub(super) fn is_first_person(&self, tokens: Range<usize>) -> bool {
        let grammar = &self.reader.lexicon.grammar;
        tokens.into_iter().any(|ix| {
            let word = self.reader.tokens.word(ix);
            let bare = word.strip_prefix('و').unwrap_or(word);
            let negated = ix
                .checked_sub(1)
                .is_some_and(|before| grammar.negations.at(self.reader.tokens, before));
            (negated && word.starts_with('ن'))
                || self.reader.lexicon.verbs.is_first_plural(bare)
                || grammar.first_person.joined_at(self.reader.tokens, ix)
                || (word.chars().count() > 4
                    && !grammar.is_third_person(word)
                    && grammar.ending.first_person.iter().any(|end| word.ends_with(end.as_str())))
        })
    }

    /// Writes a statement down.
    pub(super) fn note(&mut self, cue: &Cue, frame: &Frame, content: Content) {
        let reader = self.reader;
        let verb = reader.lexicon.verbs.verb(cue.reading);
        let score = score(verb, cue, frame, &content);
        // «نقلت الوكالة عنه قوله»: what he did is said by the noun.
        let shown = frame.said.as_ref().unwrap_or(cue);
        let shown_verb = reader.lexicon.verbs.verb(shown.reading);
        let cue_found = CueFound {
            span: self.reader.tokens.span(shown.tokens.clone()),
            lemma: shown_verb.lemma.clone(),
            class: shown_verb.class.clone(),
        };
        let spoken = Spoken {
            mention: frame.mention.clone(),
            who: frame.who.clone(),
            cue: Some(cue_found),
            comp: frame.comp.clone(),
            via: frame.via.clone(),
            evidence: Evidence { rule: rule(cue, frame), score },
        };
        // «وسألته الصحيفة عن الدعم، فأجاب»: whom the pronoun means is understood next, not who asks.
        let asked = &*verb.class == "ask" && super::question::bears_object(reader, cue);
        let memory = asked.then(|| self.memory.clone());
        if self.says_nothing(&verb.class, &content) {
            self.remember(spoken.who.as_ref());
        } else {
            self.push(spoken, content);
        }
        if let Some(memory) = memory {
            self.memory = memory;
            return;
        }
        self.note_gender(cue, frame);
        // Who of two has spoken is not known: nor is who is understood next.
        if frame.certainty == Certainty::Either {
            self.memory.forget();
        }
    }

    /// Remembers what a verb agrees with before its subject; behind it stands whom it is not about.
    fn note_gender(&mut self, cue: &Cue, frame: &Frame) {
        let class = &*self.reader.lexicon.verbs.verb(cue.reading).class;
        let follows = frame.mention.as_ref().is_some_and(|mention| {
            // «نقلت الصحيفة عن الوزير سالم حداد»: the verb is of who carries his words.
            let carried = frame.via.as_ref().is_some_and(|via| via.start < mention.start);
            mention.start >= cue.tokens.end && !carried && class != "convey"
        });
        let agrees = cue.reading.form.is_finite() && follows;
        if let (Certainty::Stated, Some(who), Some(gender)) =
            (frame.certainty, &frame.who, cue.reading.gender.filter(|_| agrees))
        {
            self.memory.note_gender(who, gender);
            if let Who::Entities(some) = who
                && let [(_, entity)] = some.as_slice()
            {
                self.entities.note_gender(*entity, gender);
            }
        }
    }

    /// Adds a statement and remembers its speaker.
    pub(super) fn push(&mut self, spoken: Spoken, content: Content) {
        let reader = self.reader;
        let text = reader.tokens.span(content.tokens.clone());
        let quoted = self.quoted(&content);
        self.found.push(Statement {
            kind: content.kind,
            text,
            words: words_id(reader.tokens, text),
            speaker: speaker(reader, spoken.who.as_ref()),
            mention: spoken.mention.map(|mention| reader.tokens.span(mention)),
            cue: spoken.cue,
            comp: spoken.comp.map(|comp| reader.tokens.span(comp)),
            quoted,
            via: spoken.via.map(|via| reader.tokens.span(via)),
            parent: None,
            topics: Vec::new(),
            evidence: spoken.evidence,
        });
        self.remember(spoken.who.as_ref());
    }

    /// Who has spoken is understood next.
    pub(super) fn remember(&mut self, who: Option<&Who>) {
        let Some(who) = who.filter(|who| !self.is_inanimate(who)) else { return };
        if self.is_many(who) {
            self.memory.note_many(who);
        } else {
            self.memory.note(who, &self.entities);
        }
    }

    /// Quoted runs inside a content.
    fn quoted(&self, content: &Content) -> Vec<Span> {
        if content.kind == StatementKind::Direct {
            return Vec::new();
        }
        let quotes = super::quote::quotes(self.reader.tokens, content.tokens.clone());
        quotes
            .iter()
            .filter(|quote| quote.depth == 0 && !quote.repaired)
            .map(|quote| self.reader.tokens.span(quote.content()))
            .collect()
    }
}

/// True where quotations cover half of a content.
fn is_mostly_quoted(paragraph: &Paragraph, content: &Range<usize>) -> bool {
    let inside = paragraph.quotes_in(content.clone()).filter(|quote| quote.depth == 0);
    inside.map(|quote| quote.content().len()).sum::<usize>() * 2 >= content.len()
}

/// Who said it and how that is known.
pub(super) struct Spoken {
    pub(super) mention: Option<Range<usize>>,
    pub(super) who: Option<Who>,
    pub(super) cue: Option<CueFound>,
    pub(super) comp: Option<Range<usize>>,
    pub(super) via: Option<Range<usize>>,
    pub(super) evidence: Evidence,
}

impl Spoken {
    /// Of what no verb reports.
    pub(super) fn without_verb(
        mention: Option<Range<usize>>,
        who: Who,
        evidence: Evidence,
    ) -> Self {
        Self { mention, who: Some(who), cue: None, comp: None, via: None, evidence }
    }
}
