//! How far a reported content reaches.

use crate::lang::{Form, Gap};

use super::Reader;
use super::cue::Cue;
use super::frame::Complement;
use super::paragraph::Paragraph;

/// The end of a content that begins at `start`: the end of the sentence, or before that a comma
/// after which another cue, a back-reference or the narrator takes over.
pub(crate) fn content_end(
    reader: &Reader<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
    (start, complement): (usize, Complement),
) -> usize {
    let noun_phrase = matches!(complement, Complement::NounPhrase | Complement::Preposition);
    let mut end = paragraph.sentence(start).end;
    let mut ix = start;
    while ix < end {
        if let Some(quote) = paragraph.opening(ix).filter(|quote| quote.close < end) {
            let after = quote.close + 1;
            let relative = complement != Complement::NounPhrase
                && reader.lexicon.grammar.relatives.contains(reader.tokens.word(after));
            let narrator = !noun_phrase && ends_with_quote(reader, paragraph, after);
            if ix == start && (relative || narrator) {
                end = quote.close + 1;
                break;
            }
            ix = quote.close + 1;
            continue;
        }
        let tail = noun_phrase
            && reader.lexicon.grammar.noun_tails.longest(reader.tokens, ix + 1).is_some();
        let next = Next { reader, paragraph, cues };
        if is_break(reader, ix) && ix > start && (tail || next.takes_over(ix + 1)) {
            end = ix;
            break;
        }
        if next.bare_participle(ix, start)
            || next.bare_tail(ix, start)
            || next.bare_addition(ix, start)
        {
            end = ix;
            break;
        }
        ix += 1;
    }
    trimmed_end(reader, start, end)
}

/// True where what follows a whole quotation is the narrator's: a comma without a further
/// quotation after it.
fn ends_with_quote(reader: &Reader<'_>, paragraph: &Paragraph, ix: usize) -> bool {
    let tokens = reader.tokens;
    let further = (ix + 1..ix + 3).any(|at| paragraph.opening(at).is_some());
    // «"…" في بيان يأتي»: the occasion is the narrator's as well.
    let grammar = &reader.lexicon.grammar;
    let occasion = grammar.skip_heads.longest(tokens, ix).is_some()
        && grammar.carriers.contains(tokens.word(ix + 1));
    (tokens.is_mark(ix, ",") || occasion) && !further
}

/// The end without the stops and commas before it.
pub(crate) fn trimmed_end(reader: &Reader<'_>, start: usize, mut end: usize) -> usize {
    while end > start
        && matches!(reader.tokens.word(end - 1), "" | "," | "." | ";" | ":" | "-" | "..." | "..")
    {
        end -= 1;
    }
    end
}

/// A comma or semicolon, or a dash that stands free.
fn is_break(reader: &Reader<'_>, ix: usize) -> bool {
    // A lone stretch mark stands for one: «"لا يزال مستمرا"ـ محذرا».
    matches!(reader.tokens.word(ix), "," | ";" | "-" | "")
}

/// What may take over inside a sentence.
struct Next<'a> {
    reader: &'a Reader<'a>,
    paragraph: &'a Paragraph,
    cues: &'a [Cue],
}

impl Next<'_> {
    /// True where what follows a comma is not the content's any more.
    fn takes_over(&self, ix: usize) -> bool {
        let Self { reader, .. } = self;
        let grammar = &reader.lexicon.grammar;
        if grammar.narrator_tails.longest_with_proclitics(reader.tokens, ix).is_some()
            || grammar.back_references.longest(reader.tokens, ix).is_some()
            || grammar.vias.longest(reader.tokens, ix).is_some()
            || is_source_phrase(reader, ix)
        {
            return true;
        }
        if let Some(cue) = self.cue(ix) {
            // «الرئيسين، اتفقا على»: a verb without conjunction goes on with the clause.
            let joined = reader.tokens.word(ix).starts_with(['و', 'ف']);
            return match cue.reading.form {
                Form::Participle => true,
                Form::Masdar => false,
                _ => {
                    let main = || self.is_before_main(ix);
                    self.reports(cue) && (joined || self.begins_anew(cue) || main())
                }
            };
        }
        // «مع التأكيد أن»: a verbal noun with its companion.
        let companion = grammar.companions.contains(reader.tokens.word(ix));
        if companion && self.cue(ix + 1).is_some_and(|cue| cue.reading.form == Form::Masdar) {
            return true;
        }
        if self.fronted_report(ix) {
            return true;
        }
        // «كما أشار», «حيث قال», «في حين شدّد»: an opener, then the verb.
        let opener = grammar.clause_openers.longest_with_proclitics(reader.tokens, ix);
        opener.and_then(|hit| self.cue(ix + hit.len)).is_some_and(|cue| self.reports(cue))
    }

    /// «، وفي هذا الشأن قالت الخارجية: …»: a phrase, then a report of its own.
    fn fronted_report(&self, ix: usize) -> bool {
        let grammar = &self.reader.lexicon.grammar;
        let tokens = self.reader.tokens;
        let phrase = tokens
            .word(ix)
            .strip_prefix('و')
            .is_some_and(|bare| grammar.prepositions.contains(bare));
        let mut near = ix + 1..ix + 7;
        let cue = near.find_map(|at| self.cue(at).filter(|_| phrase));
        cue.is_some_and(|cue| {
            let plain = (ix..cue.tokens.start).all(|at| tokens.is_word(at));
            plain && cue.reading.form.is_finite() && self.begins_anew(cue)
        })
    }

    /// «وفيما رحبت باريس بالاتفاق، أعربت لندن عن»: the first clause of the sentence is not its main one.
    fn is_before_main(&self, ix: usize) -> bool {
        let first = self.paragraph.sentence_start(ix);
        let openers = &self.reader.lexicon.grammar.before_main;
        openers.longest_with_proclitics(self.reader.tokens, first).is_some()
    }

    /// «لدي», «أنا»: the words of the one who speaks.
    fn is_own(&self, ix: usize) -> bool {
        self.reader.is_own_word(ix)
    }

    /// «وفيما زعمت …، قال مختصون»: a verb of saying with a clause or quotation of its own.
    fn begins_anew(&self, cue: &Cue) -> bool {
        let verb = self.reader.lexicon.verbs.verb(cue.reading);
        let mut near = cue.tokens.end + 1..cue.tokens.end + 14;
        &*verb.class == "say"
            && near.any(|ix| {
                self.reader.clause_at(ix).is_some()
                    || self.reader.tokens.is_mark(ix, ":")
                    || self.paragraph.opening(ix).is_some()
            })
    }

    fn cue(&self, ix: usize) -> Option<&Cue> {
        super::cue::starting(self.cues, ix)
    }

    /// The narrator or a new verb of speech takes over without a comma: «وذلك ردا على», «لكنه قال».
    fn bare_tail(&self, ix: usize, start: usize) -> bool {
        let grammar = &self.reader.lexicon.grammar;
        let tokens = self.reader.tokens;
        let adversative = || {
            grammar
                .adversatives
                .longest_with_proclitics(tokens, ix)
                .is_some_and(|hit| self.cue(ix + hit.len).is_some_and(|cue| self.reports(cue)))
        };
        ix > start + 1 && (grammar.bare_tails.longest(tokens, ix).is_some() || adversative())
    }

    /// «… العمليات وأضاف أن»: a verb that adds, its clause right behind it, needs no comma.
    fn bare_addition(&self, ix: usize, start: usize) -> bool {
        let joined = self.reader.tokens.word(ix).starts_with('و');
        let adds = |cue: &Cue| {
            let verb = self.reader.lexicon.verbs.verb(cue.reading);
            let follows = self.reader.clause_at(cue.tokens.end).is_some()
                || matches!(self.reader.tokens.word(cue.tokens.end), ":" | "\"" | "«" | "“");
            &*verb.class == "add" && cue.reading.form.is_finite() && follows
        };
        ix > start + 1 && joined && self.cue(ix).is_some_and(adds)
    }

    /// True for a finite cue that says more than a theme.
    fn reports(&self, cue: &Cue) -> bool {
        let verb = self.reader.lexicon.verbs.verb(cue.reading);
        let near = || cue.tokens.end..cue.tokens.end + 8;
        let strong = near().any(|ix| {
            self.reader.clause_at(ix).is_some()
                || self.paragraph.opening(ix).is_some_and(|quote| quote.content().len() > 3)
        });
        cue.reading.form.is_finite() && (strong || (&*verb.class != "topic" && verb.weight >= 70))
    }

    /// A participle that takes over without a comma: many sites leave commas out.
    fn bare_participle(&self, ix: usize, start: usize) -> bool {
        let takes = |cue: &Cue| {
            let verb = self.reader.lexicon.verbs.verb(cue.reading);
            let speaks = matches!(&*verb.class, "say" | "add");
            cue.reading.form == Form::Participle
                && (speaks
                    || self.reader.tokens.gap(ix) == Gap::None
                    || self.reader.clause_at(cue.tokens.end).is_some()
                    || self.is_own(cue.tokens.end)
                    || matches!(self.reader.tokens.word(ix - 1), "»" | "”" | "\"")
                    || matches!(self.reader.tokens.word(cue.tokens.end), ":" | "\"" | "«" | "“"))
        };
        // «علق على الاتفاق قائلا: «…»»: one word may be all; «الحكومة ماضية في» is a clause.
        let said = |cue: &Cue| {
            let says = &*self.reader.lexicon.verbs.verb(cue.reading).class == "say";
            (says && self.reader.clause_at(cue.tokens.end).is_some())
                || matches!(self.reader.tokens.word(cue.tokens.end), ":" | "\"" | "«" | "“")
        };
        let least = if self.cue(ix).is_some_and(said) { start } else { start + 1 };
        ix > least && self.cue(ix).is_some_and(takes)
    }
}

/// «بحسب مصادر»: a source after the content.
fn is_source_phrase(reader: &Reader<'_>, ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    grammar.according_to.longest(reader.tokens, ix).is_some_and(|hit| {
        let head = reader.tokens.word(ix + hit.len);
        !grammar.according_except.contains(head)
            && !crate::lang::bases(head).any(|base| grammar.according_except.contains(&base.word))
    })
}
