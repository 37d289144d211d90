//! A document with its facts: headline, date, statements, mentions.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    ArticleDate, CorrectedFact, Correction, DateMention, Document, Mention, Span, Statement,
};

/// A whole per cent, 0 to 100: no rounding can differ between machines.
pub type Percent = u8;

/// The rule that said so, by its name in `docs/rules.md`: a stable word such as `page-line`.
pub type Rule = &'static str;

/// Which rule found a fact, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule.
    #[serde(with = "super::rule")]
    pub rule: Rule,
    /// How surely.
    pub score: Percent,
}

/// A document and what was found in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    /// Where it plays.
    pub scene: Scene,
    /// What of all this is the editor's word.
    pub corrections: Vec<Correction>,
}

impl Article {
    /// The article without the room that its lists were given to grow: a build holds all of its
    /// articles.
    pub(crate) fn fitted(mut self) -> Self {
        fit(&mut self.document.blocks);
        fit(&mut self.kinds);
        fit(&mut self.mentioned);
        fit(&mut self.sentences);
        fit(&mut self.statements);
        fit(&mut self.mentions);
        let of_statements = self.statements.iter_mut().map(|said| &mut said.topics);
        for topics in of_statements.chain([&mut self.topics]) {
            fit(topics);
            topics.iter_mut().for_each(|topic| fit(&mut topic.terms));
        }
        self
    }

    /// The blocks of its own words below the headline, in order.
    pub fn body(&self) -> impl Iterator<Item = Span> + '_ {
        let blocks = self.document.blocks.iter().zip(&self.kinds);
        blocks.filter(|(_, kind)| kind.is_body()).map(|(block, _)| block.span)
    }

    /// Its first paragraph.
    pub fn opening(&self) -> Option<Span> {
        let mut blocks = self.document.blocks.iter().zip(&self.kinds);
        let opening = blocks.find(|(_, kind)| **kind == BlockKind::Paragraph);
        opening.map(|(block, _)| block.span)
    }

    /// All of its own words: the blocks of the body and the headline, in the order of the text.
    pub fn own_words(&self) -> Vec<Span> {
        let headline = self.headline.map(|headline| headline.span);
        let mut own: Vec<Span> = self.body().chain(headline).collect();
        own.sort_unstable();
        own
    }

    /// Who published it: the editor's word, else as the document states it.
    pub fn outlet(&self) -> Option<&str> {
        if let Some(name) = self.corrected_outlet() {
            return name;
        }
        let stated = self.fields.outlet.map(|span| self.document.text.slice(span).trim());
        stated.filter(|name| !name.is_empty())
    }

    /// Who published it by the editor's word, which may be that nobody knows; `None` without one.
    pub fn corrected_outlet(&self) -> Option<Option<&str>> {
        let corrections = self.corrections.iter().rev();
        let mut outlets = corrections.filter(|one| one.fact == CorrectedFact::Outlet);
        outlets.next().map(|outlet| outlet.after.as_deref())
    }
}

/// A list in as much room as it needs. An allocator may leave one that shrinks where it is.
pub(crate) fn fit<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() {
        let mut fitted = Vec::with_capacity(list.len());
        fitted.append(list);
        *list = fitted;
    }
}

/// Where a document plays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// The place of its event, where it says one.
    pub event: Option<EventPlace>,
    /// Identity of the region: of the event's place, else of the country spoken of most.
    pub region: Option<Arc<str>>,
}

/// The place that a document says its event happened in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventPlace {
    /// Identity of the place.
    pub place: Arc<str>,
    /// Its words.
    pub span: Span,
    /// Which rule, how surely.
    pub evidence: Evidence,
}

/// What sort of text a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// Its words.
    pub span: Span,
    /// Where it was found.
    pub from: HeadlineSource,
    /// By which rule, how surely.
    pub evidence: Evidence,
}

/// Where a headline was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// A topic with its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicScore {
    /// Identity in the taxonomy.
    pub id: Arc<str>,
    /// Score in tenths of a point.
    pub tenths: u32,
    /// The terms that gathered it, as they stand.
    pub terms: Vec<Span>,
}
