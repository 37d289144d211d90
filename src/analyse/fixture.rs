//! Articles made by hand for tests: a text, and where in it the facts stand.

use std::sync::{Arc, LazyLock};

use super::profile::Profile;
use crate::config::PeopleCorrections;
use crate::lang::{Collation, Lexicon, Tokens};
use crate::model::{
    Article, ArticleDate, Block, BlockKind, CleanText, Confidence, ContentId, Cue, DateKind, DocId,
    DocType, Document, Evidence, Fields, Format, Headline, HeadlineSource, Mention, MentionKind,
    Metadata, Name, NameSource, Person, Precision, Role, Scene, Shape, Span, Speaker, Statement,
    StatementKind, TopicScore, WordsId,
};

/// An article in the making. Words are found in the text: a word that is not there is a fault of
/// the test.
#[derive(Clone, Debug)]
pub(crate) struct Draft(Article);

/// The embedded language data.
pub(crate) fn lexicon() -> Lexicon {
    Lexicon::embedded().unwrap()
}

/// The date of a page line that is certain.
pub(crate) fn firm(iso: &str) -> ArticleDate {
    ArticleDate {
        day: iso.parse().ok(),
        precision: Precision::Day,
        kind: DateKind::PageLine,
        confidence: Confidence::Firm,
        ..ArticleDate::default()
    }
}

/// The people of articles without an editor.
pub(crate) fn people_of(
    articles: &[Article],
    dates: &[ArticleDate],
    lexicon: &Lexicon,
) -> Vec<Person> {
    let nobody = PeopleCorrections::default();
    super::people::people(articles, dates, lexicon, &Collation::new(), &nobody).people
}

/// What an article is compared by.
pub(super) fn profile_of(article: &Article, lexicon: &Lexicon) -> Profile {
    let tokens = Tokens::new(lexicon.folder(), article.document.text.as_str());
    Profile::new(article, &tokens, lexicon)
}

/// The dates that articles have of themselves.
pub(crate) fn own_dates(articles: &[Article]) -> Vec<ArticleDate> {
    articles.iter().map(|article| article.date.clone()).collect()
}

impl Draft {
    /// A document of paragraphs, one a line.
    pub(crate) fn new(id: &str, text: &str) -> Self {
        let (clean, _) = CleanText::new(text);
        let mut blocks = Vec::new();
        let mut sentences = Vec::new();
        let mut at = 0;
        for line in clean.as_str().split('\n') {
            blocks.push(Block { shape: Shape::Paragraph, span: span(at, line) });
            let mut start = at;
            for sentence in line.split_inclusive(". ") {
                sentences.push(span(start, sentence).trimmed(clean.as_str()));
                start += sentence.len();
            }
            at += line.len() + 1;
        }
        let document = Document {
            id: DocId::new(id),
            content_id: ContentId::of(text),
            sha256: "0".repeat(64),
            format: Format::Text,
            text: clean,
            metadata: Metadata::default(),
            blocks,
        };
        Self(Article {
            kinds: vec![BlockKind::Paragraph; document.blocks.len()],
            document,
            doc_type: DocType::News,
            fields: Fields::default(),
            headline: None,
            date: ArticleDate::default(),
            mentioned: Vec::new(),
            sentences,
            statements: Vec::new(),
            mentions: Vec::new(),
            topics: Vec::new(),
            corrections: Vec::new(),
            scene: Scene::default(),
        })
    }

    /// The article.
    pub(crate) fn article(self) -> Article {
        self.0
    }

    /// Where words stand first.
    pub(crate) fn find(&self, words: &str) -> Span {
        let at = self.0.document.text.as_str().find(words);
        span(at.unwrap_or_else(|| panic!("no {words} in the text")), words)
    }

    /// A person by name.
    pub(crate) fn person(self, surface: &str, canonical: &str) -> Self {
        self.mention(surface, canonical, MentionKind::Person)
    }

    /// A mention, at the first place of its words that no other mention has.
    pub(crate) fn mention(mut self, surface: &str, canonical: &str, kind: MentionKind) -> Self {
        let text = self.0.document.text.as_str();
        let spans = text.match_indices(surface).map(|(at, words)| span(at, words));
        let taken = |span: &Span| self.0.mentions.iter().any(|other| other.span.overlaps(*span));
        let span = spans.into_iter().find(|span| !taken(span));
        let canonical = Arc::from(canonical);
        self.0.mentions.push(Mention {
            span: span.unwrap_or_else(|| panic!("no free {surface} in the text")),
            kind,
            name: Name { canonical, source: NameSource::Grammar, place: None },
            title: None,
            role: Role::Named,
            evidence: Evidence { rule: "test", score: 90 },
        });
        self
    }

    /// The title of the last mention.
    pub(crate) fn titled(mut self, words: &str) -> Self {
        let title = self.find(words);
        self.last_mention().title = Some(title);
        self
    }

    pub(crate) fn last_mention(&mut self) -> &mut Mention {
        self.0.mentions.last_mut().unwrap()
    }

    /// A statement in the source's wording.
    pub(crate) fn statement(mut self, words: &str, speaker: Speaker) -> Self {
        self.0.statements.push(Statement {
            kind: StatementKind::Indirect,
            text: self.find(words),
            words: self.words_id(words),
            speaker,
            mention: None,
            cue: None,
            comp: None,
            quoted: Vec::new(),
            via: None,
            parent: None,
            topics: Vec::new(),
            evidence: Evidence { rule: "test", score: 90 },
        });
        self
    }

    /// The identity of words of the text.
    fn words_id(&self, words: &str) -> WordsId {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(lexicon);
        let tokens = Tokens::new(LEXICON.folder(), self.0.document.text.as_str());
        crate::extract::words_id(&tokens, self.find(words))
    }

    /// The cue of the last statement.
    pub(crate) fn cue(mut self, words: &str, lemma: &str, class: &str) -> Self {
        let span = self.find(words);
        self.last_statement().cue = Some(Cue { span, lemma: lemma.into(), class: class.into() });
        self
    }

    /// A topic of the last statement.
    pub(crate) fn about(mut self, topic: &str) -> Self {
        let score = TopicScore { id: topic.into(), tenths: 20, terms: Vec::new() };
        self.last_statement().topics.push(score);
        self
    }

    pub(crate) fn last_statement(&mut self) -> &mut Statement {
        self.0.statements.last_mut().unwrap()
    }

    /// A topic of the document.
    pub(crate) fn topic(mut self, id: &str, tenths: u32, terms: &[&str]) -> Self {
        let terms = terms.iter().map(|term| self.find(term)).collect();
        self.0.topics.push(TopicScore { id: id.into(), tenths, terms });
        self
    }

    /// The headline: its line is no paragraph.
    pub(crate) fn headline(mut self, line: &str) -> Self {
        let span = self.find(line);
        let evidence = Evidence { rule: "test", score: 90 };
        self.0.headline = Some(Headline { span, from: HeadlineSource::Title, evidence });
        self.kind(line, BlockKind::Title)
    }

    /// A line that is furniture.
    pub(crate) fn furniture(self, line: &str) -> Self {
        self.kind(line, BlockKind::Masthead)
    }

    fn kind(mut self, line: &str, kind: BlockKind) -> Self {
        let span = self.find(line);
        let ix = self.0.document.blocks.iter().position(|block| block.span.contains(span));
        self.0.kinds[ix.unwrap()] = kind;
        self.0.sentences.retain(|sentence| !span.overlaps(*sentence));
        self
    }

    /// Who published it.
    pub(crate) fn outlet(mut self, words: &str) -> Self {
        self.0.fields.outlet = Some(self.find(words));
        self
    }

    /// Its address.
    pub(crate) fn url(mut self, words: &str) -> Self {
        self.0.fields.url = Some(self.find(words));
        self
    }

    /// Its date.
    pub(crate) fn date(mut self, date: ArticleDate) -> Self {
        self.0.date = date;
        self
    }
}

fn span(at: usize, words: &str) -> Span {
    Span::from_bytes(at, at + words.len())
}
