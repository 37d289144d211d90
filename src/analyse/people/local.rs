//! Who a document names: its mentions by the person or body that they mean inside it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::lang::Lexicon;
use crate::model::{
    Article, ArticleIx, Mention, MentionIx, MentionKind, NameSource, PersonKind, Role, Span,
    Statement, StatementIx, StatementKind,
};

use super::name::Shape;
use super::title::{Title, Titles};

/// A person or body of one document.
pub(super) struct Local<'a> {
    pub(super) article: ArticleIx,
    pub(super) kind: PersonKind,
    /// The name that the document gives in full.
    pub(super) name: &'a Arc<str>,
    pub(super) shape: Arc<Shape>,
    /// The name of the alias file, where it knows the person.
    pub(super) curated: Option<&'a Arc<str>>,
    /// The mentions that name it in the document's own words, and where it speaks.
    pub(super) mentions: Vec<MentionIx>,
    pub(super) statements: Vec<StatementIx>,
    pub(super) titles: BTreeSet<Arc<Title>>,
    /// Countries that are its own by an office of state.
    pub(super) homes: BTreeSet<Arc<str>>,
}

/// The people and bodies of all documents, and whom each mention means.
#[derive(Default)]
pub(super) struct Locals<'a> {
    pub(super) all: Vec<Local<'a>>,
    /// For each article, in step with its mentions: index in `all`.
    pub(super) who: Vec<Vec<Option<usize>>>,
}

/// What is the same for all mentions of one person in a document.
type Key = (PersonKind, Arc<str>);

/// Reads documents one after the other; names and titles are taken apart once each.
struct Reading<'a> {
    lexicon: &'a Lexicon,
    titles: Titles<'a>,
    shapes: BTreeMap<(PersonKind, &'a str), Arc<Shape>>,
    locals: Locals<'a>,
    /// Those of the present document.
    here: BTreeMap<Key, Vec<usize>>,
}

pub(super) fn locals<'a>(articles: &'a [Article], lexicon: &'a Lexicon) -> Locals<'a> {
    let mut reading = Reading {
        lexicon,
        titles: Titles::new(lexicon),
        shapes: BTreeMap::new(),
        locals: Locals::default(),
        here: BTreeMap::new(),
    };
    for (ix, article) in (0..).map(ArticleIx).zip(articles) {
        reading.article(ix, article);
    }
    reading.locals
}

impl<'a> Reading<'a> {
    fn article(&mut self, ix: ArticleIx, article: &'a Article) {
        self.here.clear();
        let own = article.own_words();
        let mut who: Vec<Option<usize>> = vec![None; article.mentions.len()];
        for (at, mention) in (0..).map(MentionIx).zip(&article.mentions) {
            if !is_named(mention, &own) {
                continue;
            }
            if let Some(local) = self.local(ix, article, mention) {
                self.add(local, at, article, mention);
                set(&mut who, at, local);
            }
        }
        for (statement_ix, statement) in (0..).map(StatementIx).zip(&article.statements) {
            if !is_said(statement) {
                continue;
            }
            for at in statement.speaker.mentions() {
                let Some(mention) = article.mentions.get(at.0 as usize) else { continue };
                let known = who.get(at.0 as usize).copied().flatten();
                let Some(local) = known.or_else(|| self.local(ix, article, mention)) else {
                    continue;
                };
                set(&mut who, *at, local);
                // A speaker is somebody's mention in any part; one outside the own words was not
                // counted above.
                if self.locals.all.get(local).is_some_and(|local| local.mentions.is_empty()) {
                    self.add(local, *at, article, mention);
                }
                if let Some(local) = self.locals.all.get_mut(local) {
                    local.statements.push(statement_ix);
                }
            }
        }
        for (slot, mention) in who.iter_mut().zip(&article.mentions) {
            if slot.is_none() {
                *slot = self.known(mention);
            }
        }
        self.locals.who.push(who);
    }

    fn key(&mut self, mention: &'a Mention) -> Option<(Key, Arc<Shape>)> {
        let kind = kind_of(mention)?;
        let name: &str = &mention.name.canonical;
        let lexicon = self.lexicon;
        let shape = self
            .shapes
            .entry((kind, name))
            .or_insert_with(|| Arc::new(Shape::new(&lexicon.spelling, lexicon.folder(), name)));
        let shape = Arc::clone(shape);
        (!shape.key.is_empty()).then(|| ((kind, Arc::from(shape.key.as_str())), shape))
    }

    /// The latest of the document that bears the name of a mention.
    fn known(&mut self, mention: &'a Mention) -> Option<usize> {
        let (key, _) = self.key(mention)?;
        self.here.get(&key)?.last().copied()
    }

    /// Whom a mention means, made where it is new: two ministers of two countries who bear one
    /// name are two, and a mention without a title means the latest of them.
    fn local(
        &mut self,
        ix: ArticleIx,
        article: &'a Article,
        mention: &'a Mention,
    ) -> Option<usize> {
        let (key, shape) = self.key(mention)?;
        let home = self.title(article, mention).and_then(|title| title.home.clone());
        let found = self.here.entry(key.clone()).or_default();
        let all = &self.locals.all;
        let fits = |local: &&usize| {
            all.get(**local).is_some_and(|local| {
                let at_home = |home: &Arc<str>| local.homes.contains(home);
                home.as_ref().is_none_or(|home| local.homes.is_empty() || at_home(home))
                    || local.curated.is_some()
            })
        };
        let at = found.iter().rposition(|local| fits(&local));
        if let Some(at) = at {
            // The latest stands last.
            let local = found.remove(at);
            found.push(local);
            return Some(local);
        }
        let local = all.len();
        found.push(local);
        self.locals.all.push(Local {
            article: ix,
            kind: key.0,
            name: &mention.name.canonical,
            shape,
            curated: None,
            mentions: Vec::new(),
            statements: Vec::new(),
            titles: BTreeSet::new(),
            homes: BTreeSet::new(),
        });
        Some(local)
    }

    fn title(&mut self, article: &'a Article, mention: &'a Mention) -> Option<Arc<Title>> {
        let title = mention.title?;
        Some(self.titles.read(article.document.text.slice(title)))
    }

    fn add(&mut self, local: usize, at: MentionIx, article: &'a Article, mention: &'a Mention) {
        let title = self.title(article, mention);
        let Some(local) = self.locals.all.get_mut(local) else { return };
        local.mentions.push(at);
        if mention.name.source == NameSource::Curated {
            local.curated = Some(&mention.name.canonical);
        }
        if let Some(title) = title {
            local.homes.extend(title.home.clone());
            local.titles.insert(title);
        }
    }
}

fn set(who: &mut [Option<usize>], at: MentionIx, local: usize) {
    if let Some(slot) = who.get_mut(at.0 as usize) {
        *slot = Some(local);
    }
}

/// Person or body; `None` for offices and places.
fn kind_of(mention: &Mention) -> Option<PersonKind> {
    match mention.kind {
        MentionKind::Person => Some(PersonKind::Person),
        MentionKind::Body => Some(PersonKind::Body),
        MentionKind::Office | MentionKind::Place => None,
    }
}

/// True for what a person's page holds: shown, and said in the text itself.
fn is_said(statement: &Statement) -> bool {
    statement.evidence.score >= Statement::SHOWN && statement.kind != StatementKind::Headline
}

/// True for a mention that names somebody in the article's own words.
fn is_named(mention: &Mention, own: &[Span]) -> bool {
    let after = own.partition_point(|span| span.start <= mention.span.start);
    let inside =
        own.get(..after).and_then(<[Span]>::last).is_some_and(|span| span.contains(mention.span));
    inside && matches!(mention.role, Role::Named | Role::Speaker)
}
