//! The reporting verbs, compiled: which form is which verb, and what may follow it.

use std::sync::Arc;

use crate::lang::first_words::FirstWords;
use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;
use crate::lang::words::WordSet;

use super::raw;

/// A reporting verb.
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    pub(crate) lemma: Arc<str>,
    pub(crate) class: Arc<str>,
    /// How far the verb alone makes a statement, in whole per cent.
    pub(crate) weight: u8,
    /// With no subject it carries the previous speaker on.
    pub(crate) continues: bool,
    pub(crate) complement: Complement,
}

/// What may follow a verb.
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a row of the file")]
#[derive(Clone, Debug, Default)]
pub(crate) struct Complement {
    /// A bare noun phrase.
    pub(crate) noun_phrase: bool,
    /// An addressee first, then the content: «دعا X إلى».
    pub(crate) addressee: bool,
    /// Nothing without an addressee or object first: «وصف X بأنه».
    pub(crate) only_addressee: bool,
    /// A clause with «أن» or «إن», whatever preposition stands before it.
    pub(crate) clause: bool,
    /// A colon or a quotation straight away.
    pub(crate) speech: bool,
    /// What an addressee is given before the content: «حمل X مسؤولية».
    pub(crate) burden: Vec<Box<str>>,
    /// «من» and an addressee, then the content: «طلب من X».
    pub(crate) from_addressee: bool,
    /// Before whom the subject has the words from: «نسبت الصحيفة إلى مصدر قوله».
    pub(crate) source: Vec<Box<str>>,
    /// An attached preposition: «رحّب بموقف».
    pub(crate) attached: Vec<char>,
    /// Prepositions that stand alone, in their matching form: «عن».
    pub(crate) prepositions: Vec<Box<str>>,
}

/// Forms of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Perfect,
    Imperfect,
    /// The accusative participle: «مشيراً».
    Participle,
    Masdar,
    Passive,
}

impl Form {
    /// True for a form that has its subject after it.
    pub(crate) fn is_finite(self) -> bool {
        matches!(self, Self::Perfect | Self::Imperfect)
    }
}

/// How many subjects a form has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    One,
    Two,
    Many,
}

/// The gender that a form agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
}

/// One reading of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// Index of the verb in [`VerbTables::verbs`].
    pub(crate) verb: usize,
    pub(crate) form: Form,
    pub(crate) number: Number,
    /// Of singular forms of one word, whose gender their place in the list shows.
    pub(crate) gender: Option<Gender>,
}

/// The verbs and their forms.
#[derive(Clone, Debug, Default)]
pub(crate) struct VerbTables {
    verbs: Vec<Verb>,
    /// Forms by what they may be; several readings of one form follow each other.
    pub(crate) forms: Phrases<Vec<Reading>>,
    /// Finite forms and participles of one word.
    pub(crate) words: WordSet,
    /// Frames that look like reports and are none; a word may be open.
    pub(crate) not_reporting: Phrases<NotReporting>,
    pub(crate) agentless_auxiliary: Phrases<()>,
    pub(crate) agentless_masdar: Phrases<()>,
    pub(crate) first_person_modal: Phrases<()>,
    pub(crate) first_person_verb: Phrases<()>,
}

/// The rest of a frame that begins with a fixed word; `None` is any one word.
pub(crate) type NotReporting = Vec<Option<Box<str>>>;

/// Prepositions that are written on the next word.
const ATTACHED: [char; 2] = ['ب', 'ل'];
impl VerbTables {
    pub(super) fn new(folder: &Folder, rows: &raw::ReportingVerbs, grammar: &raw::Grammar) -> Self {
        let mut tables = Self::default();
        let mut forms: std::collections::BTreeMap<String, Vec<Reading>> = Default::default();
        for (verb, row) in rows.verb.iter().enumerate() {
            tables.verbs.push(Verb {
                lemma: row.lemma.as_str().into(),
                class: row.class.as_str().into(),
                weight: super::percent(row.weight),
                continues: row.continues,
                complement: complement(folder, &row.complement, grammar),
            });
            let lists = [
                (Form::Perfect, &row.perfect),
                (Form::Imperfect, &row.imperfect),
                (Form::Participle, &row.participle),
                (Form::Masdar, &row.masdar),
                (Form::Passive, &row.passive),
            ];
            for (form, list) in lists {
                let words = list.iter().map(|word| folder.key(word)).enumerate();
                for (at, word) in words {
                    let single = (form != Form::Masdar && !word.contains(' ')).then_some(&*word);
                    tables.words.extend(single);
                    let number = number_of(form, at, &word, &grammar.ending);
                    let gender = gender_of(form, at, &word);
                    forms.entry(word).or_default().push(Reading { verb, form, number, gender });
                }
            }
        }
        for (form, readings) in forms {
            tables.forms.insert(folder, &form, readings);
        }
        for row in &rows.not_reporting {
            let key = folder.key(&row.frame);
            let mut words = key.split_whitespace();
            if let Some(first) = words.next() {
                let rest = words.map(|word| (word != "_").then(|| word.into())).collect();
                tables.not_reporting.insert(folder, first, rest);
            }
        }
        let lists = [
            (&mut tables.agentless_auxiliary, &rows.agentless.auxiliary),
            (&mut tables.agentless_masdar, &rows.agentless.masdar),
            (&mut tables.first_person_modal, &rows.first_person.modal),
            (&mut tables.first_person_verb, &rows.first_person.verb),
        ];
        for (phrases, list) in lists {
            phrases.extend(folder, list, ());
        }
        tables
    }

    /// Gives the tables that are asked most their bits.
    pub(super) fn add_first_words(&mut self, first_words: &mut FirstWords) {
        first_words.add(&mut self.forms);
        first_words.add(&mut self.not_reporting);
        first_words.add(&mut self.first_person_modal);
        first_words.add(&mut self.first_person_verb);
        first_words.add_set(&mut self.words);
    }

    /// True for the first person plural of a reporting verb: «نرحب», by its third person «يرحب».
    pub(crate) fn is_first_plural(&self, word: &str) -> bool {
        word.strip_prefix('ن').is_some_and(|rest| {
            let readings = self.forms.value_of(&format!("ي{rest}"));
            readings.is_some_and(|all| all.iter().any(|one| one.form == Form::Imperfect))
        })
    }

    /// True for a finite form or participle of one word.
    pub(crate) fn is_form(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// True for a verbal noun of one word, without the article: «تأكيد».
    pub(crate) fn is_masdar(&self, word: &str) -> bool {
        let readings = self.forms.value_of(word);
        readings.is_some_and(|all| all.iter().any(|one| one.form == Form::Masdar))
    }

    /// A verb of a reading.
    #[expect(clippy::expect_used, reason = "readings are made beside the verbs, and nowhere else")]
    pub(crate) fn verb(&self, reading: Reading) -> &Verb {
        self.verbs.get(reading.verb).expect("readings are made beside the verbs")
    }
}

/// The first two forms of a list are singular; the others show their number by their ending.
fn number_of(form: Form, at: usize, word: &str, ending: &raw::Ending) -> Number {
    let ends = |ending: &str| word.ends_with(ending);
    match form {
        _ if at < 2 => Number::One,
        Form::Perfect if ends(&ending.perfect_plural) => Number::Many,
        Form::Perfect if ends(&ending.perfect_dual) => Number::Two,
        Form::Imperfect if ends(&ending.imperfect_plural) => Number::Many,
        Form::Imperfect if ends(&ending.imperfect_dual) => Number::Two,
        Form::Participle if ends(&ending.participle_plural) => Number::Many,
        _ => Number::One,
    }
}

/// The first form of a list is masculine, the second feminine.
fn gender_of(form: Form, at: usize, word: &str) -> Option<Gender> {
    let agrees = matches!(form, Form::Perfect | Form::Imperfect | Form::Participle);
    match at {
        _ if !agrees || word.contains(' ') => None,
        0 => Some(Gender::Masculine),
        1 => Some(Gender::Feminine),
        _ => None,
    }
}

fn complement(folder: &Folder, rows: &[String], grammar: &raw::Grammar) -> Complement {
    let clause: Vec<String> =
        grammar.complementiser.form.iter().map(|word| folder.key(word)).collect();
    let addressee: Vec<String> =
        grammar.preposition.addressee.iter().map(|word| folder.key(word)).collect();
    let only_addressee = !rows.is_empty() && rows.iter().all(|row| row.starts_with("NP "));
    let mut complement = Complement { only_addressee, ..Complement::default() };
    for row in rows {
        let key = folder.key(row);
        complement.clause |= key
            .split_whitespace()
            .any(|word| clause.iter().any(|form| word.starts_with(form.as_str())));
        complement.speech |= key.starts_with([':', '«']);
        let words: Vec<&str> = row.split_whitespace().collect();
        if let [preposition, "NP", said] = words.as_slice() {
            // «من NP أن» has an addressee there, «إلى NP قوله» the one who said it.
            let said = folder.key(said);
            let is_clause = clause.iter().any(|form| said.starts_with(form.as_str()));
            complement.source.extend((!is_clause).then(|| folder.key(preposition).into()));
        }
        let mut words = row.split_whitespace();
        match (words.next(), words.next()) {
            (Some(word), Some("NP")) if addressee.contains(&folder.key(word)) => {
                complement.from_addressee = true;
            }
            (Some("NP"), None) => complement.noun_phrase = true,
            (Some("NP"), Some(word)) => {
                complement.addressee = true;
                complement.burden.push(folder.key(word).into());
            }
            (Some(word), None) => {
                let mut chars = word.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) if ATTACHED.contains(&c) => complement.attached.push(c),
                    (Some(c), Some(_)) if c.is_alphabetic() => {
                        complement.prepositions.push(folder.key(word).into());
                    }
                    _ => {}
                }
            }
            // «الآراء بشأن»: the last word is what the content stands behind.
            (Some(_), Some(_)) => {
                let last = key.split_whitespace().next_back().unwrap_or("");
                if last.chars().count() > 1
                    && !clause.iter().any(|form| last.starts_with(form.as_str()))
                {
                    complement.prepositions.push(last.into());
                }
            }
            _ => {}
        }
    }
    complement
}
