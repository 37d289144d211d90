//! What the front page and the briefing lead with: a story, or else a document.

use serde::Serialize;

use crate::model::{ArticleIx, StatementKind, Story, StoryIx, Week};
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::day_entries;

use super::Cx;
use super::parts::{DocItem, HeadlineView};
use super::statement::{StatementView, Whose};
use super::story::StoryItem;

/// The document that a page leads with.
#[derive(Debug, Serialize)]
pub(crate) struct Lead<'a> {
    item: DocItem<'a>,
    opening: Option<String>,
    quotes: Vec<StatementView<'a>>,
    /// The document and the statement that `quotes` shows.
    #[serde(skip)]
    pub(crate) quoted: Vec<crate::model::StatementRef>,
}

/// The story that the front page leads with, two of its texts side by side.
#[derive(Debug, Serialize)]
pub(crate) struct StoryLead<'a> {
    headline: HeadlineView<'a>,
    url: SiteUrl,
    kick: String,
    facts: Vec<String>,
    sides: Vec<Beginning<'a>>,
    /// What can be compared, in words.
    compare: String,
}

/// How one text begins.
#[derive(Debug, Serialize)]
struct Beginning<'a> {
    item: DocItem<'a>,
    opening: Option<String>,
}

/// Letters of an opening paragraph, alone and beside another.
const OPENING: usize = 420;
const SIDE: usize = 320;
/// Stories that are listed after the first.
const OTHERS: usize = 6;

impl<'a> Cx<'a> {
    /// The document with most exact words, the first of several.
    pub(crate) fn lead(&self, articles: &[ArticleIx]) -> Option<Lead<'a>> {
        let letters = |ix: &ArticleIx| -> u32 {
            let article = self.corpus.article(*ix);
            let said = article.map_or(&[][..], |article| &article.statements);
            let direct = said.iter().filter(|s| s.is_counted() && s.kind == StatementKind::Direct);
            direct.map(|s| s.text.len()).sum()
        };
        let most = articles.iter().rev().max_by_key(|ix| letters(ix)).copied()?;
        let quoted = self.quotes(&day_entries(self.corpus, &[most]), 1);
        let quotes = quoted.iter().filter_map(|at| self.statement(*at, Whose::Any)).collect();
        Some(Lead { item: self.item(most)?, opening: self.opening(most, OPENING), quotes, quoted })
    }

    /// The story of the week that most texts tell, the newest of several; without one in that week
    /// the newest of all.
    pub(crate) fn leading_story(&self, week: Option<Week>) -> Option<StoryIx> {
        let inside = |story: &Story| {
            let of = |day| Week::of(day, self.config.display.week_start);
            story.from.zip(story.to).zip(week).is_some_and(|((from, to), week)| {
                of(from).first() <= week.first() && week.first() <= of(to).first()
            })
        };
        let all = (0..).map(StoryIx).zip(&self.corpus.stories);
        let stories: Vec<(StoryIx, &Story)> = all.filter(|(_, story)| inside(story)).collect();
        let most = stories.into_iter().rev().max_by_key(|(_, story)| self.own_texts(story).count());
        most.map(|(ix, _)| ix).or((!self.corpus.stories.is_empty()).then_some(StoryIx(0)))
    }

    /// The documents of a story that print no other's text.
    fn own_texts<'s>(&self, story: &'s Story) -> impl Iterator<Item = ArticleIx> + use<'s, 'a> {
        let catalogue = &self.plan.catalogue;
        let articles = story.articles.iter().map(|member| member.article);
        articles.filter(move |ix| !catalogue.is_copy(*ix))
    }

    pub(crate) fn story_lead(&self, ix: StoryIx) -> Option<StoryLead<'a>> {
        let story = self.corpus.story(ix)?;
        let common = story.facts.statements.iter().filter(|said| said.documents() > 1).count();
        let words = &self.words.story;
        let side = |ix: ArticleIx| {
            Some(Beginning { item: self.item(ix)?, opening: self.opening(ix, SIDE) })
        };
        Some(StoryLead {
            headline: self.headline(self.corpus.article(story.representative)?),
            url: self.href(Page::Story(ix)),
            kick: self.kick(story),
            facts: self.story_facts(story),
            sides: self.sides(story).into_iter().filter_map(side).collect(),
            compare: match common {
                0 => words.compare.clone(),
                n => {
                    let statements = self.display.count(Noun::Statement, n);
                    self.phrase(&words.compare_common, "statements", &statements)
                }
            },
        })
    }

    /// The document that names a story and one beside it, in the order of the story: of another
    /// outlet where there is one, and no copy.
    fn sides(&self, story: &Story) -> Vec<ArticleIx> {
        let first = story.representative;
        let outlet = |ix| self.plan.catalogue.outlet(ix);
        let others = || self.own_texts(story).filter(|ix| *ix != first);
        let other = others().find(|ix| outlet(*ix) != outlet(first)).or_else(|| others().next());
        let all = story.articles.iter().map(|member| member.article);
        all.filter(|ix| *ix == first || Some(*ix) == other).collect()
    }

    /// The newest stories but the one that the page leads with.
    pub(crate) fn other_stories(&self, lead: Option<StoryIx>) -> Vec<StoryItem<'a>> {
        let all = (0..).map(StoryIx).take(self.corpus.stories.len());
        let others = all.filter(|ix| Some(*ix) != lead);
        others.take(OTHERS).filter_map(|ix| self.story_item(ix)).collect()
    }

    fn opening(&self, ix: ArticleIx, letters: usize) -> Option<String> {
        let article = self.corpus.article(ix)?;
        let words = article.document.text.slice(article.opening()?);
        Some(self.display.clip(words, letters))
    }
}
