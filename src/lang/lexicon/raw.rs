//! The lexicon files as they are written: one struct a table, no more. Unknown keys are refused, so
//! that a misspelt field is an error and not silence.
//!
//! `build.rs` reads the embedded files by these types too and packs them, since to parse them as TOML at
//! each start took a third of the time that a short command has.

use serde::{Deserialize, Deserializer, Serialize};

/// Declares a file's tables; every field but the arrays of tables is required.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[allow(dead_code, reason = "some fields are for readers of the files and for the checks")]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: $type,)*
            /// For readers: allowed in every table.
            why: String,
        }
    )*};
}

type Words = Vec<String>;

tables! {
    /// `[about]` of every file.
    About { source: String, licence: String, note: String }

    /// `normalise.toml`.
    Normalise {
        about: About,
        delete: std::collections::BTreeMap<String, Words>,
        alone: std::collections::BTreeMap<String, LetterRow>,
        space: Space,
        letter: std::collections::BTreeMap<String, LetterRow>,
        hamza: Hamza,
        digit: std::collections::BTreeMap<String, Words>,
        punctuation: std::collections::BTreeMap<String, LetterRow>,
        presentation: Presentation,
        never: Never,
    }
    Space { points: Words }
    LetterRow { from: Words, to: String }
    Hamza { standalone: String }
    Presentation { forms: Words, ligatures: std::collections::BTreeMap<String, String> }
    Never { list: Words }

    /// `months.toml`.
    Months { about: About, month: Vec<MonthRow>, hijri: Vec<HijriRow>, era: EraTable }
    MonthRow {
        n: u8, egypt: Words, levant: Words, maghreb: Words, morocco: Words, mauritania: Words,
        iraq_old: Words, ottoman: Words, libya_old: Words, latin: Words, ambiguous_forms: Words,
    }
    HijriRow { n: u8, name: Words, ambiguous: bool }
    EraTable { hijri: Words, gregorian: Words }

    /// `date_words.toml`.
    DateWords {
        about: About,
        weekday: Vec<WeekdayRow>,
        day_word: Vec<DayWordRow>,
        day_part: FormTable,
        number: Vec<NumberRow>,
        weekday_modifier: WeekdayModifier,
        relative: Relative,
        count: CountTable,
        part_of_month: PartOfMonth,
        holiday: Holiday,
        label: Label,
        connector: Connector,
        not_a_year: NotAYear,
        range: RangeWords,
        tense: Tense,
        dateline: Dateline, event_line: EventLine,
    }
    WeekdayRow { n: u8, form: Words, surname_risk: bool, needs_context: bool }
    DayWordRow {
        form: Words, offset: i64, needs_date: bool, blocked_before: Words, blocked_after: Words,
        outlet_head: Words, why_not: String,
    }
    FormTable { form: Words }
    NumberRow {
        n: u8, ordinal: Words, in_compound: Words, cardinal: Words, cardinal_in_compound: Words,
    }
    WeekdayModifier { past: Words, future: Words, this: Words }
    Relative { month: Words, year: Words, week: Words, this: Words }
    CountTable { before: Words, after: Words, not_before: Words, unit: Vec<CountUnit> }
    CountUnit {
        minutes: i32, hours: i32, days: i32, months: i32, years: i32,
        one: Words, two: Words, many: Words,
    }
    PartOfMonth { start: MonthPart, middle: MonthPart, end: MonthPart }
    MonthPart { form: Words, days: Vec<u8> }
    Holiday { form: Words, r#use: String }
    Label { published: Words, updated: Words, clock: Words, am: Words, pm: Words }
    Connector { form: Words, partitive: Words }
    NotAYear { before: Words }
    RangeWords { between: Words, joiner: Words }
    Tense {
        past: Words, future: Words, open: Words, future_prefix: Words, began: Words,
        had: Words, had_mark: Words,
    }
    Dateline { no_place: Words }
    EventLine { label: Words, either: Words }

    /// `anchors.toml`.
    Anchors { about: About, not_before: Vec<AnchorRow>, role: Vec<RoleRow>, doubtful: FormTable }
    AnchorRow { form: Words, date: String, soft: bool }
    RoleRow {
        person: String, office: String, form: Words, from: String, until: Option<String>,
    }

    /// `boilerplate.toml`.
    Boilerplate {
        about: About,
        kind: Vec<FurnitureRow>,
        shape: Vec<ShapeRow>,
        stop: StopTable,
        title_prefix: TitlePrefix,
        site: SiteTable,
        byline: Byline,
        front_matter: FrontMatter,
        masthead: Masthead,
    }
    FurnitureRow {
        name: String, r#match: String, max_words: usize, evidence: String, pattern: Words,
        exact: Words, contains: Words,
    }
    StopTable { resume_words: usize, soft: Words, soft_words: usize }
    TitlePrefix { form: Words, separator: Words }
    SiteTable { head: Words, outlet: Words, paper: Words, max_words: usize }
    Byline { agency: Words, generic: Words, role: Words, max_words: usize }
    FrontMatter {
        title: Words, date: Words, updated: Words, author: Words, source: Words, keywords: Words,
        body: Words, ignore: Words,
    }
    Masthead { lines_after: usize }

    /// `languages.toml`: other languages in Arabic script.
    Languages { about: About, language: Vec<LanguageRow> }
    LanguageRow { name: String, word: Words }

    /// `reporting_verbs.toml`.
    ReportingVerbs {
        about: About,
        verb: Vec<VerbRow>,
        agentless: Agentless,
        first_person: FirstPerson,
        not_reporting: Vec<NotReporting>,
    }
    VerbRow {
        lemma: String, class: String, weight: f64, perfect: Words, imperfect: Words,
        participle: Words, masdar: Words, passive: Words, complement: Words, continues: bool,
    }
    Agentless { auxiliary: Words, masdar: Words }
    FirstPerson { modal: Words, verb: Words }
    NotReporting { frame: String }

    /// `attribution.toml`.
    Attribution {
        about: About,
        according_to: Vec<AccordingTo>,
        back_reference: BackReference,
        skip: SkipTable,
        speaker_change: SpeakerChange,
        narrator_tail: NarratorTail,
        list_intro: ListIntro,
        label: LabelWords,
        reply: ReplyWords,
        speaker_head: SpeakerHead,
        collective: Vec<Collective>,
        definite: Vec<Definite>,
    }
    AccordingTo { form: Words, except_heads: Words, source_heads: Words }
    BackReference { form: Words, via: Words, occasion: Words }
    SkipTable { adverb: Words, phrase_head: Words, owner: Words }
    SpeakerChange { form: Words, keep: Words }
    ListIntro { form: Words }
    LabelWords { event: Words, beside: Words }
    ReplyWords { question: Words, asked: Words, asking: Words }
    NarratorTail {
        form: Words, bare: Words, after_noun_phrase: Words, section: Words, source: Words, others: Words }
    SpeakerHead {
        called: Words, same: Words, unnamed: Words, accusative: Words, naming: Words, body: Words, metonym_class: Words }
    Collective { form: Words, number: u8, office: Words, kind: String }
    Definite { form: Words, resolve: String }

    /// `grammar.toml`.
    Grammar {
        about: About,
        complementiser: Complementiser,
        preposition: PrepositionWords,
        subject: SubjectWords,
        unreal: UnrealWords,
        relative: RelativeWords,
        clause: ClauseWords,
        coordination: Coordination,
        agency: AgencyWords,
        ending: Ending,
        first_person: FirstPersonWords,
        adjective: FormList,
        carrier: Carrier,
        pattern: PatternRows,
        abbreviation: FormList,
        common: CommonWords,
    }
    CommonWords { noun: Words, adjective: Words }
    FormList { form: Words }
    PatternRows {
        root: String, imperfect: Words, feminine: String, future: String, perfect: Words, perfect_feminine: Words,
        accusative: Words, plural: Words, deed: Words,
    }
    RelativeWords { form: Words, inner: Words, resumptive: Words, pointing: Words }
    FirstPersonWords { word: Words, negation: Words, except: Words, except_ending: Words }
    Complementiser { form: Words, spoken: Words, preposition: Words, inner: Words, resumed: Words }
    PrepositionWords { addressee: Words, pronominal: Words, manner: Words }
    UnrealWords {
        hedge: Words, question: Words, or: Words, denial: Words, supposed: Words, refusal: Words, unsaid: Words,
        absence: Words, scripture: Words, blessing: Words }
    SubjectWords { quantifier: Words, masculine: Words, inanimate: Words, plural: Words }
    ClauseWords {
        opener: Words, fronting: Words, particle: Words, adversative: Words, before_main: Words, concession: Words, answer: Words, auxiliary: Words, subordinate: Words, companion: Words }
    Coordination { both: Words }
    AgencyWords { from: Words, head: Words }
    Ending {
        clitic: Words, possessive: Words, perfect_plural: String, perfect_dual: String,
        imperfect_plural: String, imperfect_dual: String, participle_plural: String, tanwin: String,
        accusative: Words, adjective: Words, feminine: Words, first_person: Words,
    }
    Carrier { form: Words, work: Words, bare: Words }

    /// `titles.toml`.
    Titles {
        about: About,
        office: Vec<Office>,
        anyone: Forms,
        either_gender: Forms,
        counterpart: Counterpart,
        relation: Relation,
        domain: Domain,
        eponym: Eponym,
        adjective: Adjective,
        homograph: Homographs,
        chain: Chain,
        name_particle: NameParticle,
        doc_type: DocTypeWords,
    }
    DocTypeWords {
        statement: Words, before: Words, opinion_byline: Words, opinion_section: Words,
        question: Words, answer: Words, guest: Words,
    }
    Office {
        key: String, head: Words, body: Words, state: Words, weak: bool, rank: u8, many: bool, abroad: bool,
        home: bool, walk: Option<String>, callings: bool, pair: Words, honour: Words, honour_too: Words,
    }
    Forms { form: Words }
    Homographs { none: Words, office: Words, element: Words, given: Words, deed: Words }
    Counterpart { form: Words, feminine: Words, rule: String }
    Relation { form: Words }
    Domain { noun: Words }
    Eponym { head: Words, king: Words, honour: Words, descent: Words }
    Adjective { form: Words, former: Words }
    Chain { link: Words, preposition: Words, apart: Words, served: Words, called: Words }
    NameParticle {
        prefix: Words, definite_compound: Words, regnal: Words, theophoric: Words, servant: Words, clan: Words,
        verb: Words, stop: Words, father: Words, family: Words, given_too: Words,
    }

    /// `persons.toml`.
    Persons {
        about: About, person: Vec<PersonRow>, never: Vec<NeverPair>, given: Given,
        spelling: SpellingRows,
    }
    PersonRow {
        name: String, alias: Words, country: Option<String>, office: Option<String>,
        weak_surname: Option<String>, short: Words, woman: bool,
    }
    NeverPair { pair: Words }
    Given { name: Words, foreign: Words }
    SpellingRows {
        same: Vec<Words>, joined: Words, digraph: Vec<Words>, vowel: String, group: Words,
        skeleton: Words,
    }

    /// `organisations.toml`.
    Organisations { about: About, org: Vec<Org>, compose: Compose }
    Org {
        id: String, name: String, kind: String, alias: Words, adjective: Option<String>,
        country: Option<String>, context: bool,
    }
    Compose { head: Words, ministry: Words, same_as: String }

    /// `places.toml`.
    Places {
        about: About, region: Vec<RegionRow>, place: Vec<PlaceRow>, head: PlaceHead,
        not_place: NotPlace, either: Vec<EitherRow>,
    }
    RegionRow { id: String, name: String }
    PlaceRow {
        id: String, name: String, kind: String, region: Option<String>, nisba: Option<String>,
        nisba_spelling: Words, capital: Words, plural: Words, country: Option<String>, alias: Words, context: bool,
    }
    PlaceHead { noun: Words, preposition: Words, at: Words, matter: Words }
    EitherRow { form: String, first: String, other: String, head: Words, agency: Words }
    NotPlace {
        phrase: Words, treatment: String, never: Words, measure: Words, outlet: Words,
        bearer: Words,
    }

    /// One class of `stopwords.toml`; `[about]` is read as a class without words.
    WordClass { word: Words, source: String, licence: String, note: String }

    /// `topics.toml`.
    Topics { about: About, topic: Vec<TopicRow> }
    TopicRow {
        id: String, name: String, iptc: String, strong: Words, weak: Words, both: Words,
        not: Words, threshold: Option<f64>,
    }
}

/// A line shape of `boilerplate.toml`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShapeRow {
    pub(crate) name: String,
    pub(crate) kind: String,
    #[serde(deserialize_with = "steps")]
    pub(crate) line: Vec<Step>,
    pub(crate) max_letters: Option<usize>,
    pub(crate) max_words: Option<usize>,
    #[serde(default, rename = "why")]
    _why: String,
}

/// A step of a line shape: a slot or word, or several words of which one must stand there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Step {
    /// A slot in capitals, a word or a mark.
    One(String),
    /// Alternatives.
    Any(Vec<String>),
}

/// The steps of a shape: in a file each is a text or a list of texts; packed, it says which.
fn steps<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Step>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        Any(Vec<String>),
    }
    if !deserializer.is_human_readable() {
        return Vec::deserialize(deserializer);
    }
    let step = |written| match written {
        Written::One(step) => Step::One(step),
        Written::Any(steps) => Step::Any(steps),
    };
    Ok(Vec::deserialize(deserializer)?.into_iter().map(step).collect())
}
