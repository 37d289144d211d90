//! A document with its facts: headline, date, statements, mentions.

use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Document, Span};

/// A whole per cent, 0 to 100: no rounding can differ between machines.
pub type Percent = u8;

/// The rule that said so, by its name in `docs/rules.md`: a stable word such as `page-line`.
pub type Rule = &'static str;

/// Which rule found a fact, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The rule.
    pub rule: Rule,
    /// How surely.
    pub score: Percent,
}

/// A document and what was found in it.
#[derive(Clone, Debug)]
pub struct Article {
    /// The document.
    pub document: Document,
    /// News, statement, interview or opinion.
    pub doc_type: DocType,
    /// What each block of the document is; as many as blocks, in their order.
    pub kinds: Vec<BlockKind>,
    /// Outlet, author and the like, from metadata or furniture.
    pub fields: Fields,
    /// The headline, or `None` where the document has none.
    pub headline: Option<Headline>,
    /// The day of publication with its evidence.
    pub date: ArticleDate,
    /// Other dates in the text.
    pub mentioned: Vec<DateMention>,
    /// Sentences of the body, in order.
    pub sentences: Vec<Span>,
    /// Statements, in order of their text.
    pub statements: Vec<Statement>,
    /// Mentions of people, bodies and places, in order.
    pub mentions: Vec<Mention>,
    /// Topics of the taxonomy, best first.
    pub topics: Vec<TopicScore>,
}

/// What sort of text a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DocType {
    /// A report.
    #[default]
    News,
    /// One office holder's own statement or speech.
    Statement,
    /// Questions and answers.
    Interview,
    /// An opinion: its author's own words are no statements.
    Opinion,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A copy of the headline.
    Title,
    /// A line under the headline.
    Subtitle,
    /// A paragraph of the body.
    Paragraph,
    /// A heading inside the body.
    Subhead,
    /// An item of a list in the body.
    ListItem,
    /// A line that is the day of publication.
    PageDate,
    /// A line that is the day the page was saved.
    PageClock,
    /// A trail of sections.
    Breadcrumb,
    /// The name of a section.
    Section,
    /// Tags.
    Tags,
    /// A list of key words.
    Keywords,
    /// A description cut short.
    MetaDescription,
    /// The caption of a picture.
    PhotoCaption,
    /// Source or author.
    Credit,
    /// Place, agency or reporter before the first paragraph.
    Byline,
    /// An office of the paper.
    Masthead,
    /// The name under such an office.
    MastheadName,
    /// Share buttons.
    Share,
    /// Invitations to follow.
    Follow,
    /// Related items.
    Related,
    /// Comments.
    Comments,
    /// Counters of views and the like.
    Counters,
    /// Size of type, printing.
    FontControl,
    /// Copyright and terms.
    Legal,
    /// An advertisement.
    Ad,
    /// Any other part of the page's machinery.
    Ui,
    /// An address to the audience.
    Salutation,
    /// A line of strokes.
    Rule,
    /// Front matter, or what markup states.
    Stated,
    /// Outside the article.
    Outside,
    /// Learnt from other documents of the folder.
    Learnt,
}

impl BlockKind {
    /// True for what belongs to the article's own words.
    pub fn is_body(self) -> bool {
        matches!(self, Self::Paragraph | Self::Subhead | Self::ListItem | Self::Salutation)
    }

    /// The word of data and pages: `page_date`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Paragraph => "paragraph",
            Self::Subhead => "subhead",
            Self::ListItem => "list_item",
            Self::PageDate => "page_date",
            Self::PageClock => "page_clock",
            Self::Breadcrumb => "breadcrumb",
            Self::Section => "section",
            Self::Tags => "tags",
            Self::Keywords => "keywords",
            Self::MetaDescription => "meta_description",
            Self::PhotoCaption => "photo_caption",
            Self::Credit => "credit",
            Self::Byline => "byline",
            Self::Masthead => "masthead",
            Self::MastheadName => "masthead_name",
            Self::Share => "share",
            Self::Follow => "follow",
            Self::Related => "related",
            Self::Comments => "comments",
            Self::Counters => "counters",
            Self::FontControl => "font_control",
            Self::Legal => "legal",
            Self::Ad => "ad",
            Self::Ui => "ui",
            Self::Salutation => "salutation",
            Self::Rule => "rule",
            Self::Stated => "stated",
            Self::Outside => "outside",
            Self::Learnt => "learnt",
        }
    }
}

/// What a document says of its own publication, besides headline and date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Who published it.
    pub outlet: Option<Span>,
    /// Who wrote it.
    pub author: Option<Span>,
    /// The section it stood in.
    pub section: Option<Span>,
    /// Its original address.
    pub url: Option<Span>,
}

/// The headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Its words.
    pub span: Span,
    /// Where it was found.
    pub from: HeadlineSource,
    /// By which rule, how surely.
    pub evidence: Evidence,
}

/// Where a headline was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadlineSource {
    /// Stated by markup or front matter.
    Metadata,
    /// A line of its own.
    Title,
    /// A heading.
    Heading,
    /// The tail of a trail of sections.
    Trail,
    /// The editor's.
    Corrected,
}

/// The day of publication, or why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleDate {
    /// The day; `None` where it is unknown or contradicted.
    pub day: Option<NaiveDate>,
    /// How exact `day` is.
    pub precision: Precision,
    /// Which kind of evidence gave it.
    pub kind: DateKind,
    /// How it is known.
    pub confidence: Confidence,
    /// The weekday of publication that the text states, also without a day.
    pub weekday: Option<Weekday>,
    /// Published on this day or after.
    pub not_before: Option<NaiveDate>,
    /// Published on this day or before.
    pub not_after: Option<NaiveDate>,
    /// Days that meet all constraints where more than one does, in order; at most
    /// [`ArticleDate::CANDIDATES`] are kept.
    pub candidates: Vec<NaiveDate>,
    /// Everything that spoke for or against, in the order of the reasoning.
    pub evidence: Vec<DateEvidence>,
}

impl ArticleDate {
    /// Most candidates that are kept.
    pub const CANDIDATES: usize = 64;

    /// The day where it may be shown as a date: never in conflict, never a guess.
    pub fn shown(&self) -> Option<NaiveDate> {
        match self.confidence {
            Confidence::Firm
            | Confidence::Probable
            | Confidence::Derived
            | Confidence::Inherited => self.day,
            Confidence::Conflict | Confidence::None => None,
        }
    }
}

/// How exact a day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Nothing.
    #[default]
    None,
}

/// The kind of evidence that gave a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Stated by markup, front matter or a record.
    Metadata,
    /// «اليوم» with weekday and full date in the body.
    TodayAbsolute,
    /// A line of its own.
    PageLine,
    /// Place and date at the head of the text or the end of the title.
    Dateline,
    /// The day of the last change.
    Updated,
    /// In the address.
    Url,
    /// In the file's name.
    Filename,
    /// A printed day moved by one to the weekday of the text.
    Adjusted,
    /// Computed from several facts.
    Derived,
    /// From the other documents of the same story.
    Inherited,
    /// No day, only bounds.
    Bounded,
    /// The editor's.
    Corrected,
    /// Nothing.
    #[default]
    None,
}

/// How a date is known.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Stated, and nothing speaks against it.
    Firm,
    /// Stated, with a doubt.
    Probable,
    /// Computed: the only day that meets all constraints.
    Derived,
    /// From the other documents of the same story.
    Inherited,
    /// What is printed contradicts the text: no day.
    Conflict,
    /// Nothing, or bounds only.
    #[default]
    None,
}

impl Confidence {
    /// The word of data and pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Probable => "probable",
            Self::Derived => "derived",
            Self::Inherited => "inherited",
            Self::Conflict => "conflict",
            Self::None => "none",
        }
    }
}

/// One piece of evidence of the date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateEvidence {
    /// The words; `None` for what stands outside the text, such as the file's name.
    pub span: Option<Span>,
    /// What sort of evidence.
    pub kind: EvidenceKind,
    /// What it says.
    pub value: DateConstraint,
    /// What it was used for.
    pub role: DateRole,
}

/// Sorts of evidence of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Stated by markup, front matter or a record.
    Metadata,
    /// «اليوم» with weekday and full date.
    TodayAbsolute,
    /// A date on a line of its own.
    PageLine,
    /// Place and date.
    Dateline,
    /// The clock of the page on the day it was saved.
    PageClock,
    /// The day of the last change.
    Updated,
    /// «اليوم» with a weekday.
    TodayWeekday,
    /// A weekday in the lead.
    RecentWeekday,
    /// «أمس» tied to a dated event.
    Yesterday,
    /// A full date of an event in the body.
    AbsoluteBody,
    /// Words that cannot be older than a day.
    Anchor,
    /// A term of office.
    Office,
    /// The address.
    Url,
    /// The file's name.
    Filename,
    /// The upper bound of the whole build.
    AsOf,
    /// The other documents of the story.
    Story,
    /// The editor.
    Correction,
}

/// What a piece of evidence says of the day of publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateConstraint {
    /// It is this day.
    pub day: Option<NaiveDate>,
    /// It is this day or later.
    pub not_before: Option<NaiveDate>,
    /// It is this day or earlier.
    pub not_after: Option<NaiveDate>,
    /// It is this weekday.
    pub weekday: Option<Weekday>,
    /// It is this day and month of some year.
    pub day_month: Option<(u8, u8)>,
}

/// What a piece of evidence was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateRole {
    /// It gave the answer.
    Answer,
    /// It agrees with the answer.
    Supports,
    /// It bounds the day.
    Bounds,
    /// It contradicts the printed day.
    Contradicts,
    /// Its own weekday is not that of its date, or its two months differ.
    Misprint,
    /// It was not used.
    Unused,
}

/// A date in the text that is not the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// First day.
    pub from: NaiveDate,
    /// Last day; equal to `from` for a single day.
    pub to: NaiveDate,
    /// How exact it is.
    pub precision: Precision,
}

/// Index of a mention in [`Article::mentions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionIx(pub u32);

/// Index of a statement in [`Article::statements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementIx(pub u32);

/// Who said what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Exact words, partly so, or the source's wording.
    pub kind: StatementKind,
    /// The words reported.
    pub text: Span,
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

    /// True for what lists, counts and people's pages hold: shown, with a content of its own.
    pub fn is_counted(&self) -> bool {
        self.evidence.score >= Self::SHOWN
            && !matches!(self.kind, StatementKind::Topic | StatementKind::Headline)
    }
}

/// The cue of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its words, conjunction included.
    pub span: Span,
    /// The verb's lemma; empty for a colon.
    pub lemma: Arc<str>,
    /// The verb's class.
    pub class: Arc<str>,
}

/// Kinds of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The form shown for all spellings: from the alias file, else the fullest of the document.
    pub canonical: Arc<str>,
    /// Where that form comes from.
    pub source: NameSource,
    /// Identity of the country (`tr`) where known; for a place its own identity.
    pub place: Option<Arc<str>>,
}

/// Where a canonical name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NameSource {
    /// The alias files.
    Curated,
    /// The grammar of names.
    Grammar,
    /// Head noun and country: «الحكومة اللبنانية».
    Composed,
    /// The words as they stand.
    Surface,
}

/// The part in which somebody or something is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
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

/// A topic with its score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicScore {
    /// Identity in the taxonomy.
    pub id: Arc<str>,
    /// Score in tenths of a point.
    pub tenths: u32,
    /// The terms that gathered it, as they stand.
    pub terms: Vec<Span>,
}
