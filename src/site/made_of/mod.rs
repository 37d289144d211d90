//! What a page is made from, as a hash: a page whose hash is that of the build before is not made.
//!
//! The hash of a view would be the surest, but making the views is half of the work of rendering. So the
//! hash is over what the view functions look at: documents with their final dates and whom they
//! name, the lists that they stand in, the neighbours. It knows more than a page shows (a document
//! enters whole), never less: whatever a view newly looks at is added here. Settings, language data, templates
//! and the program are not in it: a build with others takes nothing from the one before.
//!
//! Pages of the whole archive have no hash: a new document changes them anyway.

mod lists;
mod print;
mod time;
mod week;

use std::sync::OnceLock;

use chrono::{Duration, NaiveDate};

use crate::model::{
    ArticleIx, Corpus, Difference, DuplicateGroup, Month, OutletIx, PersonIx, Story, StoryIx,
    TopicIx, Week, WeekStart,
};

use super::feed::FeedOf;
use super::links::Page;
use super::plan::{Part, Plan};
use super::view::STORY_PHRASES;
use super::{PlannedPage, Route};
use print::{Hash, Print};

/// The hashes of a plan's pages. What several pages are made from is hashed when the first of them
/// asks, from any thread.
pub struct MadeOf<'a> {
    plan: &'a Plan,
    corpus: &'a Corpus,
    week_start: WeekStart,
    articles: Vec<OnceLock<Hash>>,
    people: Vec<OnceLock<Hash>>,
    groups: Vec<OnceLock<Hash>>,
    stories: Vec<OnceLock<Hash>>,
    topic_lists: Vec<OnceLock<Hash>>,
    person_lists: Vec<OnceLock<Hash>>,
    outlet_lists: Vec<OnceLock<Hash>>,
    /// The first day of each person's documents.
    first_days: OnceLock<Vec<Option<NaiveDate>>>,
    /// What the desk watches.
    watched: Watched,
    time: Hash,
}

/// People and topics of the watchlist, in its order: which those are depends on the whole archive.
pub(super) type Watched = Vec<(Option<PersonIx>, Option<TopicIx>)>;

/// The hash of what the words of some documents are read from.
pub(super) fn words(corpus: &Corpus, articles: &[ArticleIx]) -> Hash {
    let mut print = Print::new("words");
    articles.iter().filter_map(|ix| corpus.article(*ix)).for_each(|it| print.source(it));
    print.finish()
}

fn slots(n: usize) -> Vec<OnceLock<Hash>> {
    (0..n).map(|_| OnceLock::new()).collect()
}

/// The hash in a slot, made when it is first asked for; none for an index of another corpus.
fn slot(slots: &[OnceLock<Hash>], ix: usize, make: impl FnOnce() -> Hash) -> Hash {
    *slots.get(ix)?.get_or_init(make)
}

impl<'a> MadeOf<'a> {
    /// Of the pages of `plan`, which was made from the same corpus; nothing is hashed yet.
    pub(super) fn new(
        plan: &'a Plan,
        corpus: &'a Corpus,
        week_start: WeekStart,
        watched: Watched,
    ) -> Self {
        Self {
            first_days: OnceLock::new(),
            watched,
            plan,
            corpus,
            week_start,
            articles: slots(corpus.articles.len()),
            people: slots(corpus.people.len()),
            groups: slots(corpus.duplicates.len()),
            stories: slots(corpus.stories.len()),
            topic_lists: slots(plan.catalogue.topic_lists.len()),
            person_lists: slots(plan.catalogue.person_lists.len()),
            outlet_lists: slots(plan.catalogue.outlet_lists.len()),
            time: time::of(corpus, plan),
        }
    }

    /// The hash of what a page is made from; `None` for a page that is to be made each time.
    pub fn page(&self, page: &PlannedPage) -> Hash {
        let (mut print, part) = (Print::new("page"), &page.part);
        print.text(page.route.as_str());
        match page.page {
            Page::Text(ix) | Page::Excerpts(ix) => print.hash(self.article(ix)),
            Page::Record(ix) => self.around(&mut print, ix),
            Page::Document(ix) => {
                self.around(&mut print, ix);
                self.beside(&mut print, ix);
            }
            Page::Story(ix) => {
                print.hash(self.story(ix));
                self.story_phrases(&mut print, ix);
            }
            Page::Topic(ix) => self.topic(&mut print, ix, part),
            Page::Person(ix) => self.person_page(&mut print, ix, part),
            Page::Outlet(ix) => self.outlet(&mut print, ix, part),
            Page::Day(day) => self.day(&mut print, day),
            Page::Month(month) => self.month(&mut print, month),
            Page::Week(week) | Page::Edition(_, week) => self.week(&mut print, week),
            Page::Feed(_, FeedOf::Weeks) => self.weeks_feed(&mut print),
            Page::MonthData(_, month) => self.all(&mut print, self.of_month(month)),
            Page::Feed(_, FeedOf::Topic(ix)) => self.topic(&mut print, ix, part),
            Page::Feed(_, FeedOf::Person(ix)) => self.person_page(&mut print, ix, part),
            Page::Feed(_, FeedOf::Outlet(ix)) => self.outlet(&mut print, ix, part),
            Page::Undated => {
                let shown = self.corpus.undated.get(part.items.clone()).unwrap_or(&[]);
                print.number(self.corpus.undated.len());
                self.all(&mut print, shown.iter().copied());
            }
            _ => return None,
        }
        self.frame(&mut print, page.page, part);
        print.finish()
    }

    /// What stands on the page of anything: its place among the parts of a list, its feeds.
    fn frame(&self, print: &mut Print, page: Page, part: &Part) {
        let of = FeedOf::of(page);
        let (own, site) = (self.plan.feeds.contains(&of), self.plan.feeds.contains(&FeedOf::Site));
        let part = match part.name(page, part.number) {
            // Of a list that grows a part knows how near the first one is, and no more.
            Some(name) if page.grows() => [name, part.items.len(), part.number.min(4), 0],
            _ => [part.number, part.of, part.items.start, part.items.end],
        };
        [usize::from(own), usize::from(site)].into_iter().chain(part).for_each(|n| print.number(n));
    }

    fn route(&self, page: Page) -> Route {
        self.plan.links.route(page)
    }

    /// A document by its address.
    fn link(&self, print: &mut Print, ix: ArticleIx) {
        print.text(self.plan.document_id(ix));
    }

    /// A document with all that any list may show of it.
    fn article(&self, ix: ArticleIx) -> Hash {
        slot(&self.articles, ix.0 as usize, || {
            let (article, date) = (self.corpus.article(ix)?, self.corpus.date(ix)?);
            let catalogue = &self.plan.catalogue;
            let mut print = Print::new("article");
            self.link(&mut print, ix);
            print.source(article);
            print.value(date);
            // The page of a day that is none of its own may be there for others.
            let day = date.shown().is_some_and(|day| self.corpus.days.contains_key(&day));
            print.number(usize::from(day));
            let who = self.corpus.who.get(ix.0 as usize)?;
            for (mention, who) in article.mentions.iter().zip(who) {
                // What a name alone is taken for: a body or a person, where one is called so.
                let named = || catalogue.named(&mention.name.canonical);
                print.number(usize::from(who.is_some()));
                match who.or_else(named) {
                    Some(person) => print.hash(self.person(person)),
                    None => print.number(0),
                }
            }
            match catalogue.outlet(ix) {
                Some(outlet) => self.outlet_name(&mut print, outlet),
                None => print.number(0),
            }
            let of_statements = article.statements.iter().flat_map(|said| &said.topics);
            for topic in article.topics.iter().chain(of_statements) {
                match catalogue.topic(&topic.id) {
                    Some(topic) => self.topic_name(&mut print, topic),
                    None => print.number(0),
                }
            }
            match catalogue.story(ix).and_then(|story| self.corpus.story(story)) {
                Some(story) => self.link(&mut print, story.earliest()),
                None => print.number(0),
            }
            match catalogue.group(ix) {
                Some(group) => print.hash(self.group(group)),
                None => print.number(0),
            }
            print.finish()
        })
    }

    fn all(&self, print: &mut Print, articles: impl IntoIterator<Item = ArticleIx>) {
        let before = print.bytes.len();
        articles.into_iter().for_each(|ix| print.hash(self.article(ix)));
        print.number(print.bytes.len().saturating_sub(before));
    }

    /// Whom a mention means.
    fn person(&self, ix: PersonIx) -> Hash {
        slot(&self.people, ix.0 as usize, || {
            let person = self.corpus.person(ix)?;
            let mut print = Print::new("person");
            print.text(&person.name);
            print.text(&person.label);
            print.value(&person.kind);
            print.text(person.country.as_deref().unwrap_or(""));
            print.text(self.route(Page::Person(ix)).as_str());
            print.finish()
        })
    }

    fn outlet_name(&self, print: &mut Print, ix: OutletIx) {
        print.text(self.corpus.outlet(ix).map_or("", |outlet| &outlet.name));
        print.text(self.route(Page::Outlet(ix)).as_str());
    }

    fn topic_name(&self, print: &mut Print, ix: TopicIx) {
        let topic = self.corpus.topic(ix);
        print.text(topic.map_or("", |topic| &topic.id));
        print.text(topic.map_or("", |topic| &topic.name));
        print.text(topic.and_then(|topic| topic.iptc.as_deref()).unwrap_or(""));
        print.text(self.route(Page::Topic(ix)).as_str());
    }

    /// Who prints whose text, by their addresses.
    fn group(&self, at: usize) -> Hash {
        slot(&self.groups, at, || {
            let group = self.corpus.duplicates.get(at)?;
            let mut print = Print::new("group");
            self.link(&mut print, group.representative);
            for copy in &group.copies {
                self.link(&mut print, copy.article);
                self.link(&mut print, copy.of);
                print.value(&copy.kind);
                print.number(copy.share.into());
            }
            for pair in &group.pairs {
                self.link(&mut print, pair.one);
                self.link(&mut print, pair.other);
                print.value(&(pair.kind, pair.share, pair.tie));
            }
            print.finish()
        })
    }

    /// Documents that tell of one event, whole, and what was found in them together.
    fn story(&self, ix: StoryIx) -> Hash {
        slot(&self.stories, ix.0 as usize, || {
            let story: &Story = self.corpus.story(ix)?;
            let facts = &story.facts;
            let mut print = Print::new("story");
            self.link(&mut print, story.representative);
            self.all(&mut print, story.articles.iter().map(|member| member.article));
            story.articles.iter().for_each(|member| print.number(member.score.into()));
            print.value(&(story.from, story.to, facts.quotation));
            for (person, n) in &facts.people {
                print.hash(self.person(*person));
                print.number(*n);
            }
            for (article, span, n) in &facts.places {
                self.link(&mut print, *article);
                print.value(span);
                print.number(*n);
            }
            for said in &facts.statements {
                print.number(said.texts);
                print.number(said.places.len());
                for at in &said.places {
                    self.link(&mut print, at.article);
                    print.number(at.statement.0 as usize);
                }
            }
            [&facts.names, &facts.figures].into_iter().for_each(|all| self.forms(&mut print, all));
            print.finish()
        })
    }

    fn story_phrases(&self, print: &mut Print, ix: StoryIx) {
        let members = self.corpus.story(ix).map_or(&[][..], |story| &story.articles);
        let members: Vec<ArticleIx> = members.iter().map(|member| member.article).collect();
        self.phrases(print, &members, STORY_PHRASES);
    }

    fn forms(&self, print: &mut Print, all: &[Difference]) {
        print.number(all.len());
        for difference in all {
            print.number(difference.forms.len());
            for form in &difference.forms {
                self.link(print, form.article);
                print.value(&form.span);
                print.number(form.others.len());
                form.others.iter().for_each(|other| self.link(print, *other));
            }
        }
    }

    /// A document with the others of its story and text.
    fn around(&self, print: &mut Print, ix: ArticleIx) {
        let catalogue = &self.plan.catalogue;
        print.hash(self.article(ix));
        let group = catalogue.group(ix).and_then(|at| self.corpus.duplicates.get(at));
        self.all(print, group.into_iter().flat_map(DuplicateGroup::articles));
        let pairs = catalogue.partial(ix).iter();
        for pair in pairs.filter_map(|at| self.corpus.partial_copies.get(*at)) {
            print.hash(self.article(pair.one));
            print.hash(self.article(pair.other));
            print.value(&(pair.share, &pair.paragraphs));
        }
        if let Some(story) = catalogue.story(ix) {
            print.hash(self.story(story));
        }
    }

    /// The documents before and after in time.
    fn beside(&self, print: &mut Print, ix: ArticleIx) {
        let catalogue = &self.plan.catalogue;
        let rank = catalogue.rank(ix);
        for rank in [rank.checked_add(1), rank.checked_sub(1)] {
            let Some(other) = rank.and_then(|rank| catalogue.newest.get(rank)) else {
                print.number(0);
                continue;
            };
            self.link(print, *other);
            print.value(&self.corpus.date(*other).and_then(|date| date.shown()));
        }
    }

    fn day(&self, print: &mut Print, day: NaiveDate) {
        let days = &self.corpus.days;
        self.all(print, days.get(&day).into_iter().flatten().copied());
        self.all(print, self.plan.catalogue.events(day).iter().copied());
        let week = Week::of(day, self.week_start);
        self.counts(print, (week.first(), week.last()));
        print.value(&days.range(..day).next_back().map(|(day, _)| *day));
        print.value(&days.range(day..).nth(1).map(|(day, _)| *day));
    }

    fn month(&self, print: &mut Print, month: Month) {
        self.all(print, self.of_month(Some(month)));
        // Its weeks reach into the months beside it.
        let week = Duration::days(7);
        let (first, last) = (month.first(), month.next().first());
        let first = first.checked_sub_signed(week).unwrap_or(first);
        self.counts(print, (first, last.checked_add_signed(week).unwrap_or(last)));
        let months = &self.plan.months;
        let at = months.iter().position(|other| *other == month).unwrap_or(months.len());
        for other in [at.checked_sub(1), at.checked_add(1)] {
            let other = other.and_then(|at| months.get(at));
            print.value(&other.map(|month| month.first()));
        }
    }

    /// The documents of a month, or those without a day.
    fn of_month(&self, month: Option<Month>) -> Vec<ArticleIx> {
        let Some(month) = month else { return self.corpus.undated.clone() };
        month.days().filter_map(|day| self.corpus.days.get(&day)).flatten().copied().collect()
    }

    /// How many documents the days of a stretch have.
    fn counts(&self, print: &mut Print, (first, last): (NaiveDate, NaiveDate)) {
        let days = self.corpus.days.range(first..=last);
        let days: Vec<(NaiveDate, usize)> = days.map(|(day, all)| (*day, all.len())).collect();
        print.value(&days);
    }
}
