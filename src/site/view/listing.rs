//! Pages of one topic, person, outlet or day, and of what has no day: documents and statements.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{ArticleIx, Month, OutletIx, PersonIx, PersonKind, Topic, TopicIx, Week};
use crate::site::catalogue::Entry;
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::{Part, day_entries};

use super::date::DateView;
use super::grouping::{Form, SpeakerGroup, StripDay, TimeGroup, refs, shown};
use super::parts::{Bar, CHIPS, Chip, DocItem, Pager, Tally};
use super::person::{HeldView, JoinedView};
use super::phrase::PhraseView;
use super::ruler::RulerCell;
use super::statement::{StatementView, Whose};
use super::{About, Base, Cx};

/// `topic.html`.
#[derive(Debug, Serialize)]
pub(crate) struct TopicPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    name: &'a str,
    facts: Vec<String>,
    ruler: Vec<RulerCell>,
    groups: Vec<TimeGroup<'a>>,
    documents: Vec<DocItem<'a>>,
    speakers: Vec<Bar<'a>>,
    related: Vec<Chip<'a>>,
    terms: Vec<Form<'a>>,
    key_phrases: Vec<PhraseView>,
    pager: Option<Pager>,
}

/// `person.html`.
#[derive(Debug, Serialize)]
pub(crate) struct PersonPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    name: &'a str,
    /// True for a body.
    body: bool,
    facts: Vec<String>,
    ruler: Vec<RulerCell>,
    /// What matters most of all that the page lists.
    key: Vec<StatementView<'a>>,
    groups: Vec<TimeGroup<'a>>,
    documents: Vec<DocItem<'a>>,
    /// What others say with the name, on the first part of the list.
    about: Vec<StatementView<'a>>,
    /// Names that the editor says mean this person.
    merged: Vec<&'a str>,
    spellings: Vec<Form<'a>>,
    spellings_count: String,
    titles: Vec<HeldView<'a>>,
    joined: Vec<JoinedView<'a>>,
    topics: Vec<Bar<'a>>,
    together: Vec<Chip<'a>>,
    /// Who is named in the same documents, on the first part of the list.
    company: Vec<Chip<'a>>,
    pager: Option<Pager>,
}

/// `outlet.html`.
#[derive(Debug, Serialize)]
pub(crate) struct OutletPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    name: &'a str,
    facts: Vec<String>,
    ruler: Vec<RulerCell>,
    documents: Vec<DocItem<'a>>,
    speakers: Vec<Bar<'a>>,
    topics: Vec<Bar<'a>>,
    pager: Option<Pager>,
}

/// `day.html`.
#[derive(Debug, Serialize)]
pub(crate) struct DayPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    date: DateView<'a>,
    facts: Vec<String>,
    strip: Vec<StripDay>,
    documents: Vec<DocItem<'a>>,
    happened: Vec<DocItem<'a>>,
    /// What matters most of all that the page lists.
    key: Vec<StatementView<'a>>,
    speakers: Vec<SpeakerGroup<'a>>,
    topics: Vec<Chip<'a>>,
    week: Option<SiteUrl>,
    week_range: String,
    pager: Option<Pager>,
    neighbours: Pager,
}

/// `undated.html`.
#[derive(Debug, Serialize)]
pub(crate) struct UndatedPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    count: String,
    documents: Vec<DocItem<'a>>,
    pager: Option<Pager>,
}

/// The scheme of IPTC Media Topics.
const IPTC: &str = "http://cv.iptc.org/newscodes/mediatopic/";
/// Key phrases of a topic.
pub(crate) const PHRASES: usize = 8;
/// Bars of a list.
const BARS: usize = 10;

pub(crate) fn topic<'a>(cx: &Cx<'a>, ix: TopicIx, part: &Part) -> Option<TopicPage<'a>> {
    let topic = cx.corpus.topic(ix)?;
    let list = cx.plan.catalogue.topic_lists.get(ix.0 as usize)?;
    let about = About {
        title: topic.name.to_string(),
        description: cx.phrase(&cx.words.topic.description, "name", &topic.name),
        nav: "topics",
        above: vec![(cx.words.nav.topics.as_str().into(), Page::Topics)],
        part: part.clone(),
        page: Page::Topic(ix),
    };
    let whole = part.whole(list);
    let mut related: Tally<TopicIx> =
        whole.iter().flat_map(|entry| cx.topics_of(entry.article)).collect();
    related.remove(ix);
    let data = defined_term(topic);
    let own = part.whole(&topic.articles).iter().map(|(ix, _)| *ix);
    let own: Vec<ArticleIx> = own.collect();
    Some(TopicPage {
        base: cx.base(about, Some(data)),
        name: &topic.name,
        facts: cx.list_facts(part.counted(list)),
        ruler: cx.ruler_of(part, || cx.documents_by_day(whole), |n| cx.documents(n)),
        groups: cx.groups(list, part, Whose::Any),
        documents: cx.items(shown(list, part).iter().map(|entry| entry.article)),
        speakers: cx.people_bars(&cx.speaker_counts(whole), BARS),
        related: cx.topic_chips(&related, CHIPS),
        terms: cx.forms(part.whole(&topic.terms)),
        key_phrases: cx.key_phrases(&own, PHRASES),
        pager: cx.pager(Page::Topic(ix), part),
    })
}

/// A topic for programs, with the code of its nearest IPTC Media Topic.
pub(crate) fn defined_term(topic: &Topic) -> Value {
    let mut term = json!({ "@type": "DefinedTerm", "name": &*topic.name });
    if let (Some(fields), Some(iptc)) = (term.as_object_mut(), &topic.iptc) {
        fields.insert("termCode".to_owned(), json!(iptc));
        fields.insert("inDefinedTermSet".to_owned(), json!(IPTC));
    }
    term
}

pub(crate) fn person<'a>(cx: &Cx<'a>, ix: PersonIx, part: &Part) -> Option<PersonPage<'a>> {
    let person = cx.corpus.person(ix)?;
    let list = cx.plan.catalogue.person_lists.get(ix.0 as usize)?;
    let about = About {
        title: person.label.to_string(),
        description: cx.phrase(&cx.words.person.description, "name", &person.label),
        nav: "people",
        above: vec![(cx.words.nav.people.as_str().into(), Page::People)],
        part: part.clone(),
        page: Page::Person(ix),
    };
    let (whole, counted) = (part.whole(list), part.counted(list));
    let mut together = cx.speaker_counts(whole);
    together.remove(ix);
    let body = person.kind == PersonKind::Body;
    let spellings = part.whole(&person.spellings);
    let others: Vec<&str> = spellings.iter().map(|form| &*form.text).collect();
    let data = json!({
        "@type": if body { "Organization" } else { "Person" },
        "name": &*person.name,
        "alternateName": others,
    });
    Some(PersonPage {
        base: cx.base(about, Some(data)),
        name: &person.label,
        body,
        facts: vec![cx.statements(cx.n_counted(counted)), cx.documents(counted.len())],
        ruler: cx.ruler_of(part, || cx.statements_by_day(whole), |n| cx.statements(n)),
        key: cx.key_of(shown(list, part), Whose::Of(ix)),
        groups: cx.groups(list, part, Whose::Of(ix)),
        documents: cx.items(shown(list, part).iter().map(|entry| entry.article)),
        about: cx.said_about(ix, whole),
        merged: if part.is_first() { cx.merged_names(person) } else { Vec::new() },
        spellings: cx.forms(spellings),
        spellings_count: cx.display.count(Noun::Spelling, spellings.len()),
        titles: cx.held(part.whole(&person.titles)),
        joined: cx.joined(part.whole(&person.joined)),
        topics: cx.topic_bars(&cx.statement_topics(whole), BARS),
        together: cx.people_chips(&together, CHIPS),
        company: cx.people_chips(&cx.company(ix, whole), CHIPS),
        pager: cx.pager(Page::Person(ix), part),
    })
}

pub(crate) fn outlet<'a>(cx: &Cx<'a>, ix: OutletIx, part: &Part) -> Option<OutletPage<'a>> {
    let outlet = cx.corpus.outlet(ix)?;
    let list = cx.plan.catalogue.outlet_lists.get(ix.0 as usize)?;
    let about = About {
        title: outlet.name.to_string(),
        description: cx.phrase(&cx.words.source.description, "name", &outlet.name),
        nav: "sources",
        above: vec![(cx.words.nav.sources.as_str().into(), Page::Outlets)],
        part: part.clone(),
        page: Page::Outlet(ix),
    };
    let entries = |list: &[Entry]| {
        day_entries(cx.corpus, &list.iter().map(|entry| entry.article).collect::<Vec<_>>())
    };
    let whole = part.whole(list);
    let topics: Tally<TopicIx> =
        whole.iter().flat_map(|entry| cx.topics_of(entry.article)).collect();
    let data = json!({ "@type": "Organization", "name": &*outlet.name });
    Some(OutletPage {
        base: cx.base(about, Some(data)),
        name: &outlet.name,
        facts: cx.list_facts(&entries(part.counted(list))),
        ruler: cx.ruler_of(part, || cx.documents_by_day(whole), |n| cx.documents(n)),
        documents: cx.items(shown(list, part).iter().map(|entry| entry.article)),
        speakers: cx.people_bars(&cx.speaker_counts(&entries(whole)), BARS),
        topics: cx.topic_bars(&topics, BARS),
        pager: cx.pager(Page::Outlet(ix), part),
    })
}

pub(crate) fn day<'a>(cx: &Cx<'a>, day: NaiveDate, part: &Part) -> Option<DayPage<'a>> {
    let days = &cx.corpus.days;
    let articles = days.get(&day)?;
    let list = day_entries(cx.corpus, articles);
    let month = Month::of(day);
    let title = cx.display.day(day);
    let about = About {
        description: cx.phrase(&cx.words.day.description, "day", &title),
        title,
        nav: "calendar",
        above: vec![
            (cx.words.nav.calendar.as_str().into(), Page::Calendar),
            (cx.display.year(day.year()).into(), Page::Year(day.year())),
            (cx.display.month(month).into(), Page::Month(month)),
        ],
        part: part.clone(),
        page: Page::Day(day),
    };
    let week = Week::of(day, cx.config.display.week_start);
    let refs = refs(shown(&list, part));
    let mut speakers = cx.by_speaker(&refs, usize::MAX);
    let mut key = cx.key_of(shown(&list, part), Whose::Any);
    let grouped = speakers.iter_mut().flat_map(|group| &mut group.statements);
    for view in grouped.chain(&mut key) {
        view.origin.day = None;
    }
    let topics: Tally<TopicIx> = articles.iter().flat_map(|ix| cx.topics_of(*ix)).collect();
    let older = days.range(..day).next_back().map(|(day, _)| *day);
    let newer = days.range(day..).nth(1).map(|(day, _)| *day);
    let step = |day| (Page::Day(day), cx.display.day(day));
    Some(DayPage {
        base: cx.base(about, None),
        date: cx.day(day),
        facts: cx.list_facts(&list),
        strip: cx.strip(week, Some(day)),
        documents: cx.items(shown(&list, part).iter().map(|entry| entry.article)),
        key,
        happened: cx.items(cx.plan.catalogue.events(day).iter().copied()),
        speakers,
        topics: cx.topic_chips(&topics, CHIPS),
        week: Some(cx.href(Page::Week(week))),
        week_range: cx.display.week_range(week),
        pager: cx.pager(Page::Day(day), part),
        neighbours: cx.neighbours(older.map(step), newer.map(step)),
    })
}

pub(crate) fn undated<'a>(cx: &Cx<'a>, part: &Part) -> UndatedPage<'a> {
    let about = About {
        title: cx.words.undated.title.clone(),
        description: cx.words.undated.description.clone(),
        nav: "calendar",
        above: vec![(cx.words.nav.calendar.as_str().into(), Page::Calendar)],
        part: part.clone(),
        page: Page::Undated,
    };
    let shown = cx.corpus.undated.get(part.items.clone()).unwrap_or(&[]);
    UndatedPage {
        base: cx.base(about, None),
        count: cx.documents(cx.corpus.undated.len()),
        documents: cx.items(shown.iter().copied()),
        pager: cx.pager(Page::Undated, part),
    }
}
