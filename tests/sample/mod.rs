//! A small corpus made by hand: every case that a page has to show, without the extraction.

pub(crate) mod documents;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use mujaz::model::{
    Article, ArticleDate, ArticleIx, Block, BlockKind, CleanText, Confidence, ContentId, Corpus,
    CorrectedFact, Correction, Cue, DateConstraint, DateEvidence, DateKind, DateMention, DateRole,
    DocId, DocType, Document, Evidence, EvidenceKind, Fields, Format, Headline, HeadlineSource,
    Held, Join, Joined, Mention, MentionIx, MentionKind, Metadata, Name, NameSource, Outlet,
    Person, PersonIx, PersonKind, Precision, Role, Scene, Shape, Span, Speaker, Spelling,
    Statement, StatementIx, StatementKind, StatementRef, Topic, TopicScore, WordsId,
};

/// A day of the calendar.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// An article in the making: lines of text, then facts whose words are looked up in it.
pub(crate) struct Draft {
    pub(crate) article: Article,
    outlet: Option<&'static str>,
    topics: Vec<&'static str>,
}

/// A statement in the making.
pub(crate) struct Said {
    pub(crate) kind: StatementKind,
    pub(crate) words: &'static str,
    pub(crate) by: Speaker,
    pub(crate) cue: (&'static str, &'static str),
    pub(crate) comp: &'static str,
    pub(crate) quoted: &'static [&'static str],
    pub(crate) score: u8,
    pub(crate) parent: Option<u32>,
}

impl Said {
    pub(crate) fn new(kind: StatementKind, words: &'static str, by: Speaker) -> Self {
        Self { kind, words, by, cue: ("", ""), comp: "", quoted: &[], score: 90, parent: None }
    }

    pub(crate) fn cue(self, words: &'static str, lemma: &'static str) -> Self {
        Self { cue: (words, lemma), ..self }
    }
}

impl Draft {
    pub(crate) fn new(file: &str, lines: &[(BlockKind, &str)]) -> Self {
        let raw: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
        let (text, _) = CleanText::new(&raw.join("\n"));
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.as_str().split('\n') {
            let span = Span::from_bytes(at, at + line.len()).trimmed(text.as_str());
            blocks.push(Block { shape: Shape::Paragraph, span });
            at += line.len() + 1;
        }
        let document = Document {
            id: DocId::new(file),
            content_id: ContentId::of(&format!("{file}\n{}", text.as_str())),
            sha256: String::new(),
            format: Format::Text,
            text,
            blocks,
            metadata: Metadata::default(),
        };
        let article = Article {
            document,
            doc_type: DocType::News,
            kinds: lines.iter().map(|(kind, _)| *kind).collect(),
            fields: Fields::default(),
            headline: None,
            date: ArticleDate::default(),
            mentioned: Vec::new(),
            sentences: Vec::new(),
            statements: Vec::new(),
            mentions: Vec::new(),
            topics: Vec::new(),
            corrections: Vec::new(),
            scene: Scene::default(),
        };
        Self { article, outlet: None, topics: Vec::new() }
    }

    pub(crate) fn find(&self, words: &str) -> Span {
        let text = self.article.document.text.as_str();
        let start = text.find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
        Span::from_bytes(start, start + words.len())
    }

    pub(crate) fn headline(mut self, words: &str) -> Self {
        let evidence = Evidence { rule: "title", score: 95 };
        let span = self.find(words);
        self.article.headline = Some(Headline { span, from: HeadlineSource::Title, evidence });
        self
    }

    pub(crate) fn outlet(mut self, name: &'static str) -> Self {
        self.outlet = Some(name);
        self
    }

    pub(crate) fn url(mut self, words: &str) -> Self {
        self.article.fields.url = Some(self.find(words));
        self
    }

    pub(crate) fn author(mut self, words: &str) -> Self {
        self.article.fields.author = Some(self.find(words));
        self
    }

    pub(crate) fn topics(mut self, ids: &[&'static str]) -> Self {
        self.topics = ids.to_vec();
        let score =
            |id: &&'static str| TopicScore { id: (*id).into(), tenths: 40, terms: Vec::new() };
        self.article.topics = ids.iter().map(score).collect();
        self
    }

    /// A correction of the editor.
    pub(crate) fn corrected(mut self, fact: CorrectedFact, before: &str, after: &str) -> Self {
        let value = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        let (before, after) = (value(before), value(after));
        let note = value("من النسخة الورقية");
        let correction = Correction { fact, statement: None, before, after, note };
        self.article.corrections.push(correction);
        self
    }

    pub(crate) fn date(mut self, date: ArticleDate) -> Self {
        self.article.date = date;
        self
    }

    /// A day that is shown, found in a line of its own.
    pub(crate) fn on(self, at: NaiveDate, confidence: Confidence, words: &str) -> Self {
        let span = (!words.is_empty()).then(|| self.find(words));
        let value = DateConstraint { day: Some(at), ..DateConstraint::default() };
        let (kind, role) = (EvidenceKind::PageLine, DateRole::Answer);
        self.date(ArticleDate {
            day: Some(at),
            precision: Precision::Day,
            kind: DateKind::PageLine,
            confidence,
            evidence: vec![DateEvidence { span, kind, value, role }],
            ..ArticleDate::default()
        })
    }

    pub(crate) fn tells_of(mut self, words: &str, at: NaiveDate) -> Self {
        let span = self.find(words);
        let precision = Precision::Day;
        self.article.mentioned.push(DateMention { span, from: at, to: at, precision });
        self
    }

    pub(crate) fn mention(mut self, words: &str, canonical: &str, kind: MentionKind) -> Self {
        let place = (kind == MentionKind::Place).then(|| Arc::from(canonical));
        self.article.mentions.push(Mention {
            span: self.find(words),
            kind,
            name: Name { canonical: canonical.into(), source: NameSource::Curated, place },
            title: None,
            role: Role::Named,
            evidence: Evidence { rule: "name", score: 90 },
        });
        self
    }

    pub(crate) fn person(self, words: &str, canonical: &str) -> Self {
        self.mention(words, canonical, MentionKind::Person)
    }

    pub(crate) fn said(mut self, said: Said) -> Self {
        let span = |words: &str| (!words.is_empty()).then(|| self.find(words));
        let cue = span(said.cue.0).map(|span| Cue {
            span,
            lemma: said.cue.1.into(),
            class: "say".into(),
        });
        let statement = Statement {
            kind: said.kind,
            text: self.find(said.words),
            words: WordsId::of(said.words),
            mention: None,
            cue,
            comp: span(said.comp),
            quoted: said.quoted.iter().map(|words| self.find(words)).collect(),
            via: None,
            parent: said.parent.map(StatementIx),
            topics: self.article.topics.clone(),
            evidence: Evidence { rule: "quote", score: said.score },
            speaker: said.by,
        };
        self.article.statements.push(statement);
        self
    }

    pub(crate) fn via(mut self, words: &str) -> Self {
        let span = self.find(words);
        self.article.statements.last_mut().unwrap().via = Some(span);
        self
    }
}

/// The corpus of drafts, put together as the analysis does.
pub(crate) fn corpus(mut drafts: Vec<Draft>) -> Corpus {
    drafts.sort_by(|one, other| one.article.document.id.cmp(&other.article.document.id));
    let mut corpus = Corpus::default();
    let mut people: BTreeMap<Arc<str>, Person> = BTreeMap::new();
    let mut topics: BTreeMap<&str, Topic> = BTreeMap::new();
    let mut outlets: BTreeMap<&str, Outlet> = BTreeMap::new();
    for (ix, draft) in (0..).map(ArticleIx).zip(&drafts) {
        add_people(&mut people, ix, &draft.article);
        for id in &draft.topics {
            let topic = topics.entry(id).or_insert_with(|| Topic {
                id: (*id).into(),
                name: format!("موضوع {id}").into(),
                iptc: Some("medtop:11000000".into()),
                articles: Vec::new(),
                statements: Vec::new(),
                terms: vec![Spelling { text: (*id).into(), count: 3 }],
            });
            topic.articles.push((ix, 40));
            let n = u32::try_from(draft.article.statements.len()).unwrap();
            let refs = (0..n).map(|n| StatementRef { article: ix, statement: StatementIx(n) });
            topic.statements.extend(refs);
        }
        if let Some(name) = draft.outlet {
            let new = || Outlet { name: name.into(), articles: Vec::new() };
            outlets.entry(name).or_insert_with(new).articles.push(ix);
        }
        match draft.article.date.shown() {
            Some(day) => corpus.days.entry(day).or_default().push(ix),
            None => corpus.undated.push(ix),
        }
    }
    corpus.dates = drafts.iter().map(|draft| draft.article.date.clone()).collect();
    corpus.articles = drafts.into_iter().map(|draft| draft.article).collect();
    corpus.people = people.into_values().collect();
    corpus.who = corpus.articles.iter().map(|article| who(&corpus.people, article)).collect();
    corpus.topics = topics.into_values().collect();
    corpus.outlets = outlets.into_values().collect();
    corpus
}

fn who(people: &[Person], article: &Article) -> Vec<Option<PersonIx>> {
    let means = |mention: &Mention| {
        let at = people.iter().position(|person| person.name == mention.name.canonical)?;
        (mention.kind != MentionKind::Place).then(|| PersonIx(u32::try_from(at).unwrap()))
    };
    article.mentions.iter().map(means).collect()
}

fn add_people(people: &mut BTreeMap<Arc<str>, Person>, ix: ArticleIx, article: &Article) {
    for mention in article.mentions.iter().filter(|m| m.kind != MentionKind::Place) {
        let body = mention.kind == MentionKind::Body;
        let name = &mention.name.canonical;
        let person = people.entry(name.clone()).or_insert_with(|| Person {
            name: name.clone(),
            label: name.clone(),
            kind: if body { PersonKind::Body } else { PersonKind::Person },
            country: None,
            spellings: Vec::new(),
            titles: vec![Held { text: "الوزير".into(), count: 2, days: None }],
            joined: vec![Joined {
                name: "اسم آخر".into(),
                with: name.clone(),
                why: Join::SameSound,
                likeness: 90,
            }],
            statements: Vec::new(),
            articles: Vec::new(),
        });
        let form = article.document.text.slice(mention.span);
        match person.spellings.iter_mut().find(|spelling| &*spelling.text == form) {
            Some(spelling) => spelling.count += 1,
            None => person.spellings.push(Spelling { text: form.into(), count: 1 }),
        }
        if person.articles.last() != Some(&ix) {
            person.articles.push(ix);
        }
    }
    for (statement, said) in (0..).map(StatementIx).zip(&article.statements) {
        for MentionIx(at) in said.speaker.mentions() {
            let name = &article.mentions[*at as usize].name.canonical;
            let person = people.get_mut(name).unwrap();
            person.statements.push(StatementRef { article: ix, statement });
        }
    }
}
