//! Who said what: statements, and the people, bodies and places that are mentioned.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Evidence, Percent, Span, TopicScore, WordsId};

/// Index of a mention in [`Article::mentions`](super::Article::mentions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MentionIx(pub u32);

/// Index of a statement in [`Article::statements`](super::Article::statements).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatementIx(pub u32);

/// Who said what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Exact words, partly so, or the source's wording.
    pub kind: StatementKind,
    /// The words reported.
    pub text: Span,
    /// The identity of these words in their matching form, marks left out.
    pub words: WordsId,
    /// Who.
    pub speaker: Speaker,
    /// The speaker's words in this sentence; `None` where the subject is understood.
    pub mention: Option<Span>,
    /// The cue verb.
    pub cue: Option<Cue>,
    /// Complementiser or preposition between cue and text.
    pub comp: Option<Span>,
    /// Quoted runs inside `text`, without their marks.
    pub quoted: Vec<Span>,
    /// The carrier: an agency, a statement.
    pub via: Option<Span>,
    /// The statement that this one stands in.
    pub parent: Option<StatementIx>,
    /// Topics of its own words, best first.
    pub topics: Vec<TopicScore>,
    /// Which rule, and the score.
    pub evidence: Evidence,
}

impl Statement {
    /// Lowest score that is shown.
    pub const SHOWN: Percent = 50;
    /// Lowest score that is shown as sure.
    pub const FIRM: Percent = 80;

    /// The speaker's own words: all of a direct statement, else what is quoted in it.
    pub fn verbatim(&self) -> impl Iterator<Item = Span> + '_ {
        let whole = (self.kind == StatementKind::Direct).then_some(self.text);
        let inside = if whole.is_some() { &[][..] } else { &self.quoted };
        whole.into_iter().chain(inside.iter().copied())
    }

    /// True for what lists, counts and people's pages hold: shown, with a content of its own.
    pub fn is_counted(&self) -> bool {
        self.evidence.score >= Self::SHOWN
            && !matches!(self.kind, StatementKind::Topic | StatementKind::Headline)
    }
}

/// Marks that stand round quoted words, of all systems met.
pub(crate) const QUOTATION_MARKS: [char; 9] = ['"', '«', '»', '“', '”', '„', '‟', '‹', '›'];

/// True where a quotation mark stands before the words of a text or they begin with one.
pub(crate) fn is_marked(text: &str, words: Span) -> bool {
    let before = text.get(..words.start as usize).unwrap_or("");
    before.trim_end().ends_with(QUOTATION_MARKS) || words.of(text).starts_with(QUOTATION_MARKS)
}

/// The cue of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// Its words, conjunction included.
    pub span: Span,
    /// The verb's lemma; empty for a colon.
    pub lemma: Arc<str>,
    /// The verb's class.
    pub class: Arc<str>,
}

/// Kinds of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// The speaker's exact words.
    Direct,
    /// Partly the exact words.
    Mixed,
    /// The source's wording.
    Indirect,
    /// Only what was spoken of.
    Topic,
    /// The claim of a headline.
    Headline,
}

impl StatementKind {
    /// The word of data and pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Topic => "topic",
            Self::Headline => "headline",
        }
    }
}

/// Who made a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speaker {
    /// A person, body or office holder that the text mentions.
    Named(MentionIx),
    /// Several together.
    Joint(Vec<MentionIx>),
    /// Somebody without a name: «مصدر مسؤول».
    Described(Span),
    /// Nobody is named.
    Unknown,
}

impl Speaker {
    /// The mentions of the speakers; empty for the unnamed.
    pub fn mentions(&self) -> &[MentionIx] {
        match self {
            Self::Named(mention) => std::slice::from_ref(mention),
            Self::Joint(mentions) => mentions,
            Self::Described(_) | Self::Unknown => &[],
        }
    }
}

/// A mention of a person, a body, an office holder or a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The name as it stands.
    pub span: Span,
    /// What is mentioned.
    pub kind: MentionKind,
    /// Who or what it is.
    pub name: Name,
    /// The title before or after it.
    pub title: Option<Span>,
    /// In which part it stands.
    pub role: Role,
    /// Which rule, how surely.
    pub evidence: Evidence,
}

/// What a mention is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A person by name.
    Person,
    /// A body: ministry, organisation, outlet.
    Body,
    /// An office holder who is not named: «السفير اليمني». Never joined over documents.
    Office,
    /// A place.
    Place,
}

/// The name that a mention stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name {
    /// The form shown for all spellings: from the alias file, else the fullest of the document.
    pub canonical: Arc<str>,
    /// Where that form comes from.
    pub source: NameSource,
    /// Identity of the country (`tr`) where known; for a place its own identity.
    pub place: Option<Arc<str>>,
}

/// Where a canonical name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameSource {
    /// The alias files, or the editor.
    Curated,
    /// The grammar of names.
    Grammar,
    /// Head noun and country: «الحكومة اللبنانية».
    Composed,
    /// The words as they stand.
    Surface,
}

/// The part in which somebody or something is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Speaks.
    Speaker,
    /// Is named.
    Named,
    /// As an adjective: «الليبية».
    Adjective,
    /// Inside another name: «عملية برلين».
    InName,
    /// A capital for its government.
    Metonym,
    /// The place of a dateline.
    Dateline,
}
