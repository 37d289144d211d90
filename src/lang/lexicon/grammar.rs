//! The closed classes, compiled, and the phrases of attribution.

use crate::lang::first_words::FirstWords;
use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;
use crate::lang::token::Tokens;
use crate::lang::words::{WordMap, WordSet};

use super::honour::{Honour, honours};
use super::pattern::Patterns;
use super::unreal::Unreal;
use super::{Files, raw};

/// Closed classes and phrases of attribution.
#[derive(Clone, Debug, Default)]
pub(crate) struct GrammarTables {
    /// «أن» and its like, with the pronouns that may be written on them.
    pub(crate) complementisers: WordSet,
    /// «إلى» before «أن».
    pub(crate) complementiser_prepositions: WordSet,
    pub(crate) relatives: WordSet,
    /// «فيه» right after the verb of a relative clause: the clause has a subject of its own.
    pub(crate) resumptive: WordSet,
    /// «يجب»: opens a reported clause without «أن».
    pub(crate) unmarked_clauses: WordSet,
    /// «فإن» after «بحسب مراقبين».
    pub(crate) resumed: WordSet,
    /// «له» after «في بيان»: ends the phrase.
    pub(crate) carrier_owners: WordSet,
    /// «وكالة», «صحيفة»: who carries the words of others.
    pub(crate) agency_heads: WordSet,
    /// «يدعى»: between the phrase of somebody and his name.
    pub(crate) called: WordSet,
    /// «سؤال»: what is replied to, with the answer behind it.
    pub(crate) questions: WordSet,
    /// «سئل»: right before who is asked and answers.
    pub(crate) asked: WordSet,
    /// Begin the words of a question: «هل».
    pub(crate) asking: WordSet,
    /// «ما» in «وفق ما أعلن».
    pub(crate) inner_relatives: WordSet,
    pub(crate) clause_openers: Phrases<()>,
    /// «أما» before a subject.
    pub(crate) fronting: Phrases<()>,
    pub(crate) auxiliaries: WordSet,
    pub(crate) subordinate: WordSet,
    /// «مع» before a verbal noun that reports.
    pub(crate) companions: WordSet,
    pub(crate) both: Phrases<()>,
    /// «الرئيسان», «وزيرا»: index of the row of `titles.toml`.
    pub(crate) pair_heads: Phrases<usize>,
    /// «المتحدث ذاته»: who spoke last.
    pub(crate) same_speakers: Phrases<()>,
    /// «معاليه»: whom a word of respect may mean.
    pub(crate) honours: WordMap<Honour>,
    pub(crate) agency_from: Phrases<()>,
    pub(crate) first_person: WordSet,
    pub(crate) negations: WordSet,
    /// «أحيانا», «كورونا»: end like a word of the first person and are none.
    third_person: WordSet,
    third_person_endings: Vec<String>,
    pub(crate) adjectives: WordSet,
    /// «يستفعل», «فاعلا»: forms that are told by their pattern.
    pub(crate) patterns: Patterns,
    pub(crate) ending: raw::Ending,
    /// The last letters of the possessive endings.
    last_letters: Vec<char>,
    pub(crate) carriers: WordSet,
    pub(crate) bare_carriers: WordSet,
    /// What a name in quotation marks stands behind.
    pub(crate) works: Phrases<()>,
    /// «وفقا ل»: index of the row of `attribution.toml`.
    pub(crate) according_to: Phrases<AccordingForm>,
    pub(crate) according_except: WordSet,
    pub(crate) according_sources: WordSet,
    pub(crate) back_references: Phrases<()>,
    /// What a sentence begins with that tells when something was said: «جاء ذلك».
    pub(crate) occasions: Phrases<()>,
    /// «ذلك»: what only points at the words before.
    pub(crate) pointing: Phrases<()>,
    pub(crate) vias: Phrases<()>,
    pub(crate) skip_adverbs: Phrases<()>,
    pub(crate) skip_heads: Phrases<()>,
    pub(crate) speaker_changes: Phrases<()>,
    /// «كما» before a further verb of who spoke.
    pub(crate) also: Phrases<()>,
    /// «أبرز ما جاء في»: introduces a list of what was said.
    pub(crate) list_intros: Phrases<()>,
    /// «يوم عالمي»: behind a body and a colon it is what the body holds.
    pub(crate) events: Phrases<()>,
    /// «باسم»: open for whom or of what somebody speaks, between his name and the colon.
    pub(crate) label_phrases: Phrases<()>,
    pub(crate) narrator_tails: Phrases<()>,
    /// Those that need no comma before them.
    pub(crate) bare_tails: Phrases<()>,
    /// «وهو ما نفاه»: those with the verb of somebody else.
    pub(crate) others_tails: Phrases<()>,
    /// «بعد» after a comma, where the content is a noun phrase.
    pub(crate) noun_tails: Phrases<()>,
    /// «خارجيا»: before a comma it opens another matter of the narrator's.
    pub(crate) section_adverbs: WordSet,
    /// «وذلك» before the source of what stands before it.
    pub(crate) source_tails: Phrases<()>,
    /// «لكنه»: ends a content where a verb of speech follows.
    pub(crate) adversatives: Phrases<()>,
    /// «فيما»: opens a clause before the main clause of its sentence.
    pub(crate) before_main: Phrases<()>,
    /// «على الرغم»: at the head of a sentence, before what is granted.
    pub(crate) concessions: Phrases<()>,
    /// «إلا أن»: open the main clause behind a concession.
    pub(crate) answers: Phrases<()>,
    /// «قد» between subject and verb.
    pub(crate) particles: WordSet,
    /// Weekdays, day words and months: they stand between a verb and its complement.
    pub(crate) day_words: Phrases<()>,
    pub(crate) stop_words: WordSet,
    pub(crate) prepositions: WordSet,
    /// «له», behind which a subject may stand.
    pub(crate) pronominal: WordSet,
    /// «وضوح» in «بوضوح»: how something was said.
    pub(crate) manner: WordSet,
    /// «العديد من»: begins a subject without a name.
    pub(crate) quantifiers: Phrases<()>,
    /// «النتائج»: shows something, and says nothing more.
    pub(crate) inanimate: WordSet,
    /// «سكان»: people, of whom no verb in the singular is said once they have been named.
    pub(crate) plural: WordSet,
    /// Countries and heads of bodies that are masculine.
    pub(crate) masculine: Phrases<()>,
    /// What shows that a verb of speaking reports nothing.
    pub(crate) unreal: Unreal,
    /// Words of the news that are seldom a name.
    pub(crate) common: WordSet,
    /// «من» before the one who is asked.
    pub(crate) addressee: WordSet,
    /// Words that a stop goes with without ending the sentence; as written, not folded.
    pub(crate) abbreviations: WordSet,
}

/// An according-to phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccordingForm {
    /// The noun phrase stands after it: «بحسب».
    Free,
    /// Its last letter is written on the noun: «وفقا ل».
    Attached(char),
}

/// The common words: nouns and adjectives.
fn common(folder: &Folder, grammar: &raw::Grammar) -> WordSet {
    let nouns = keys(folder, &grammar.common.noun).into_iter();
    nouns.chain(keys(folder, &grammar.common.adjective)).collect()
}

impl GrammarTables {
    pub(super) fn new(folder: &Folder, files: &Files) -> Self {
        let grammar = &files.grammar;
        let attribution = &files.attribution;
        let mut tables = Self {
            complementisers: complementisers(folder, grammar),
            common: common(folder, grammar),
            addressee: keys(folder, &grammar.preposition.addressee),
            unreal: Unreal::new(folder, &grammar.unreal),
            inanimate: keys(folder, &grammar.subject.inanimate),
            plural: keys(folder, &grammar.subject.plural),
            pronominal: keys(folder, &grammar.preposition.pronominal),
            manner: keys(folder, &grammar.preposition.manner),
            complementiser_prepositions: keys(folder, &grammar.complementiser.preposition),
            relatives: keys(folder, &grammar.relative.form),
            inner_relatives: keys(folder, &grammar.relative.inner),
            resumptive: keys(folder, &grammar.relative.resumptive),
            unmarked_clauses: keys(folder, &grammar.complementiser.inner),
            resumed: keys(folder, &grammar.complementiser.resumed),
            carrier_owners: keys(folder, &attribution.skip.owner),
            agency_heads: keys(folder, &grammar.agency.head),
            called: keys(folder, &attribution.speaker_head.called),
            questions: keys(folder, &attribution.reply.question),
            asked: keys(folder, &attribution.reply.asked),
            asking: keys(folder, &attribution.reply.asking),
            particles: keys(folder, &grammar.clause.particle),
            auxiliaries: keys(folder, &grammar.clause.auxiliary),
            companions: keys(folder, &grammar.clause.companion),
            subordinate: keys(folder, &grammar.clause.subordinate),
            first_person: keys(folder, &grammar.first_person.word),
            negations: keys(folder, &grammar.first_person.negation),
            third_person: keys(folder, &grammar.first_person.except),
            third_person_endings: grammar.first_person.except_ending.clone(),
            section_adverbs: keys(folder, &attribution.narrator_tail.section),
            adjectives: keys(folder, &grammar.adjective.form),
            carriers: keys(folder, &grammar.carrier.form),
            bare_carriers: keys(folder, &grammar.carrier.bare),
            patterns: Patterns::new(&grammar.pattern),
            honours: honours(folder, &files.titles.office),
            ending: grammar.ending.clone(),
            last_letters: last_letters(&grammar.ending.possessive),
            abbreviations: grammar.abbreviation.form.iter().map(|form| form.as_str()).collect(),
            ..Self::default()
        };
        let lists = [
            (&mut tables.clause_openers, &grammar.clause.opener),
            (&mut tables.fronting, &grammar.clause.fronting),
            (&mut tables.quantifiers, &grammar.subject.quantifier),
            (&mut tables.masculine, &grammar.subject.masculine),
            (&mut tables.both, &grammar.coordination.both),
            (&mut tables.agency_from, &grammar.agency.from),
            (&mut tables.back_references, &attribution.back_reference.form),
            (&mut tables.vias, &attribution.back_reference.via),
            (&mut tables.occasions, &attribution.back_reference.occasion),
            (&mut tables.pointing, &grammar.relative.pointing),
            (&mut tables.skip_adverbs, &attribution.skip.adverb),
            (&mut tables.skip_heads, &attribution.skip.phrase_head),
            (&mut tables.list_intros, &attribution.list_intro.form),
            (&mut tables.speaker_changes, &attribution.speaker_change.form),
            (&mut tables.also, &attribution.speaker_change.keep),
            (&mut tables.events, &attribution.label.event),
            (&mut tables.label_phrases, &attribution.label.beside),
            (&mut tables.narrator_tails, &attribution.narrator_tail.form),
            (&mut tables.noun_tails, &attribution.narrator_tail.after_noun_phrase),
            (&mut tables.bare_tails, &attribution.narrator_tail.bare),
            (&mut tables.others_tails, &attribution.narrator_tail.others),
            (&mut tables.works, &grammar.carrier.work),
            (&mut tables.same_speakers, &attribution.speaker_head.same),
            (&mut tables.source_tails, &attribution.narrator_tail.source),
            (&mut tables.adversatives, &grammar.clause.adversative),
            (&mut tables.before_main, &grammar.clause.before_main),
            (&mut tables.concessions, &grammar.clause.concession),
            (&mut tables.answers, &grammar.clause.answer),
        ];
        for (phrases, list) in lists {
            phrases.extend(folder, list, ());
        }
        tables.add_sources(folder, files);
        tables.add_pairs(folder, files);
        tables.add_days(folder, files);
        tables.add_stop_words(folder, files);
        tables
    }

    /// What stands before a source, «بحسب», and behind what others say.
    fn add_sources(&mut self, folder: &Folder, files: &Files) {
        self.narrator_tails.extend(folder, &files.attribution.narrator_tail.others, ());
        for row in &files.attribution.according_to {
            self.according_except.extend(keys(folder, &row.except_heads));
            self.according_sources.extend(keys(folder, &row.source_heads));
            row.form.iter().for_each(|form| self.add_according_to(folder, form));
        }
    }

    /// Offices of two: «الوزيران».
    fn add_pairs(&mut self, folder: &Folder, files: &Files) {
        for (office, row) in files.titles.office.iter().enumerate() {
            self.pair_heads.extend(folder, &row.pair, office);
        }
    }

    /// Words that a day is told by.
    fn add_days(&mut self, folder: &Folder, files: &Files) {
        for row in &files.date_words.weekday {
            self.day_words.extend(folder, &row.form, ());
        }
        for row in &files.date_words.day_word {
            self.day_words.extend(folder, &row.form, ());
        }
        for row in &files.months.month {
            let groups = [&row.egypt, &row.levant, &row.maghreb, &row.morocco];
            groups.into_iter().for_each(|group| self.day_words.extend(folder, group, ()));
        }
    }

    fn add_stop_words(&mut self, folder: &Folder, files: &Files) {
        if let Some(class) = files.stopwords.get("preposition") {
            self.prepositions = keys(folder, &class.word);
        }
        let classes = files.stopwords.iter().filter(|(class, _)| *class != "news");
        for (_, class) in classes {
            self.stop_words.extend(keys(folder, &class.word));
        }
    }

    /// True for a word that ends like the first person plural and is of the third: «مليونا».
    pub(crate) fn is_third_person(&self, word: &str) -> bool {
        let ends = || self.third_person_endings.iter().any(|end| word.ends_with(end.as_str()));
        self.third_person.contains(word) || ends()
    }

    /// Gives the tables that are asked most their bits.
    pub(super) fn add_first_words(&mut self, first_words: &mut FirstWords) {
        first_words.add(&mut self.according_to);
        first_words.add(&mut self.pair_heads);
        let phrases = [
            &mut self.clause_openers,
            &mut self.fronting,
            &mut self.back_references,
            &mut self.vias,
            &mut self.skip_adverbs,
            &mut self.skip_heads,
            &mut self.narrator_tails,
            &mut self.bare_tails,
            &mut self.adversatives,
            &mut self.before_main,
            &mut self.day_words,
        ];
        phrases.into_iter().for_each(|phrases| first_words.add(phrases));
        let sets = [
            &mut self.complementisers,
            &mut self.complementiser_prepositions,
            &mut self.stop_words,
            &mut self.adjectives,
            &mut self.relatives,
            &mut self.particles,
            &mut self.auxiliaries,
            &mut self.subordinate,
            &mut self.carriers,
            &mut self.carrier_owners,
            &mut self.prepositions,
            &mut self.addressee,
            &mut self.negations,
        ];
        sets.into_iter().for_each(|set| first_words.add_set(set));
    }

    /// A form that ends in a single letter is written on the next word.
    fn add_according_to(&mut self, folder: &Folder, form: &str) {
        let last = form.split_whitespace().last().unwrap_or("");
        let mut letters = last.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => {
                let head = form.strip_suffix(letter).unwrap_or(form);
                self.according_to.insert(folder, head, AccordingForm::Attached(letter));
            }
            _ => drop(self.according_to.insert(folder, form, AccordingForm::Free)),
        }
    }

    /// True for a word of the news that is seldom a name, whatever article, preposition or
    /// conjunction is written on it.
    pub(crate) fn is_common(&self, tokens: &Tokens, ix: usize) -> bool {
        // «إلغاء» begins like the article.
        let is = |word: &str| {
            self.common.contains(word) || self.common.contains(crate::lang::without_article(word))
        };
        // «سامر» is a name, not «س» and «أمر»: no noun bears the letter of the future.
        let noun = |cut: usize| tokens.word(ix).get(..cut).is_some_and(|cut| !cut.ends_with('س'));
        let article = crate::lang::without_article(tokens.word(ix));
        self.common.at(tokens, ix)
            || (article.len() < tokens.word(ix).len() && self.common.contains(article))
            || tokens.stripped(ix).any(|base| noun(base.cut()) && is(base.word()))
    }

    /// The possessive pronoun of the third person that a word ends in: «عزمهما». The word must be
    /// long enough to bear one.
    pub(crate) fn possessive(&self, word: &str) -> Option<&str> {
        if !self.may_be_possessed(word) {
            return None;
        }
        let bears = |ending: &&String| {
            word.strip_suffix(ending.as_str()).is_some_and(|stem| stem.chars().count() >= 3)
        };
        self.ending.possessive.iter().find(bears).map(String::as_str)
    }

    /// False where the last letter of a word already shows that it ends in no such pronoun.
    pub(crate) fn may_be_possessed(&self, word: &str) -> bool {
        word.ends_with(|last| self.last_letters.contains(&last))
    }
}

fn last_letters(endings: &[String]) -> Vec<char> {
    let mut letters: Vec<char> = endings.iter().filter_map(|end| end.chars().next_back()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

fn complementisers(folder: &Folder, grammar: &raw::Grammar) -> WordSet {
    let mut forms = WordSet::default();
    for form in &grammar.complementiser.form {
        let form = folder.key(form);
        for clitic in &grammar.ending.clitic {
            forms.insert(&format!("{form}{clitic}"));
        }
        forms.insert(&form);
    }
    forms.extend(grammar.complementiser.spoken.iter().map(|form| folder.key(form)));
    forms
}

/// The matching forms of words.
pub(super) fn keys(folder: &Folder, words: &[String]) -> WordSet {
    words.iter().map(|word| folder.key(word)).collect()
}
