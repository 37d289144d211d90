//! Stories: documents that tell of one event, by words, people, places, quotations and days.
//!
//! Documents are placed one by one in the order of their days, each into the nearest story of the
//! days around it or into one of its own; documents without a day come last. Near-duplicates are
//! one document here. The topic of two texts does not make them one story: something of the event
//! itself, its place, its people or a quotation, must be in both.

mod dates;
mod differences;
mod entries;
mod facts;
mod likeness;
mod place;
mod statements;
mod vector;

use std::sync::Arc;

use crate::config::StorySettings;
use crate::lang::Lexicon;
use crate::model::{
    Article, ArticleDate, ArticleIx, DuplicateGroup, Percent, Person, Story, StoryArticle,
    StoryFacts,
};
use crate::workers::{Workers, gathered};

use super::profile::Profile;
use entries::{Entry, entries};
use likeness::{Nature, likeness};
use place::{Limits, place};

pub(super) use dates::inherit;

/// How much each feature counts for in the likeness of two reports, in points of a hundred; a
/// report has more than a hundred with itself.
///
/// The features are those of Miranda et al. (2018). The values were chosen so that, at the default
/// threshold, two reports of one meeting join (seeds 001 and 002: 49 points) and two meetings of
/// the same people within a day do not (seeds 001 and 004, if they were of one day: 41). They know
/// nothing of the language.
#[derive(Clone, Copy, Debug)]
struct Weights {
    /// Cosine of the words of headline and body.
    words: f64,
    /// Weighted Jaccard of people, bodies and places.
    entities: f64,
    /// Cosine of the words of the headlines.
    headline: f64,
    /// Nearness of days: all of it on one day, less with each day between.
    days: f64,
    /// A direct quotation of eight words or more in both.
    quotation: f64,
}

const WEIGHTS: Weights =
    Weights { words: 50.0, entities: 35.0, headline: 15.0, days: 10.0, quotation: 25.0 };
/// How much of the weight of days is left after so many days: exp(-d/2).
const NEARNESS: [f64; 8] = [1.0, 0.61, 0.37, 0.22, 0.14, 0.08, 0.05, 0.03];
/// Likeness from which two stories whose days touch are one.
const MERGED: Percent = 55;
/// Days between stories that touch.
const TOUCHING: i64 = 1;
/// Likeness below which two halves of a story are two stories.
const SPLIT: Percent = 25;
/// Fewest documents of a story that is looked at again for two halves.
const SPLIT_FROM: usize = 6;

/// What stories are made from: everything is in step with the articles.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reports<'a> {
    /// The articles.
    pub(super) articles: &'a [Article],
    /// What they are compared by.
    pub(super) profiles: &'a [Profile],
    /// Their final dates.
    pub(super) dates: &'a [ArticleDate],
    /// People and bodies of all of them.
    pub(super) people: &'a [Person],
    /// Groups that print one text.
    pub(super) duplicates: &'a [DuplicateGroup],
}

/// The stories of two documents or more, newest first.
pub(super) fn stories(
    workers: &dyn Workers,
    reports: &Reports<'_>,
    settings: &StorySettings,
    lexicon: &Lexicon,
) -> Vec<Story> {
    let known = facts::Known::new(reports.people);
    let entries = entries(workers, reports, &known.people);
    let near = Limits { days: settings.window_days, least: settings.min_score };
    let drafts = place(entries, near);
    let touching = Limits { days: TOUCHING, least: MERGED };
    let drafts = place(drafts, touching);
    let whole: Vec<Draft> = drafts.into_iter().flat_map(split).collect();
    let finished = gathered(workers, whole.len(), |at| {
        let draft = whole.get(at)?;
        let story = story(draft, reports)?;
        let facts = facts::facts(&story, &draft.entries, (reports, &known), lexicon);
        Some(Story { facts, ..story })
    });
    let mut stories: Vec<Story> = finished.into_iter().flatten().collect();
    stories.sort_by_key(|story| (std::cmp::Reverse(story.from), story.representative));
    stories
}

/// A story in the making: the entries that are placed in it, and all of them as one.
#[derive(Clone, Debug)]
struct Draft {
    entries: Vec<Entry>,
    /// Shared with the entry of a draft that has only one.
    whole: Arc<Nature>,
}

impl Draft {
    fn new(entry: Entry) -> Self {
        Self { whole: Arc::clone(&entry.nature), entries: vec![entry] }
    }

    fn join(&mut self, other: Self) {
        Arc::make_mut(&mut self.whole).join(&other.whole);
        self.entries.extend(other.entries);
    }
}

/// Two stories where a draft has two halves that are not alike: the report farthest from the
/// first one gathers its own.
fn split(draft: Draft) -> Vec<Draft> {
    let Some(first) = draft.entries.first().map(|entry| entry.nature.clone()) else {
        return Vec::new();
    };
    if draft.entries.len() < SPLIT_FROM {
        return vec![draft];
    }
    let away = |entry: &&Entry| likeness(&first, &entry.nature);
    let Some(far) = draft.entries.iter().min_by_key(away).map(|entry| entry.nature.clone()) else {
        return vec![draft];
    };
    let mut halves: [Option<Draft>; 2] = [None, None];
    for entry in &draft.entries {
        let nearer = likeness(&first, &entry.nature) >= likeness(&far, &entry.nature);
        let [one, other] = &mut halves;
        let half = if nearer { one } else { other };
        let entry = Draft::new(entry.clone());
        match half {
            Some(half) => half.join(entry),
            None => *half = Some(entry),
        }
    }
    match halves {
        [Some(one), Some(other)] if likeness(&one.whole, &other.whole) < SPLIT => {
            vec![one, other]
        }
        _ => vec![draft],
    }
}

/// The documents of a story; `None` for a single one.
fn story(draft: &Draft, reports: &Reports<'_>) -> Option<Story> {
    let mut members = Vec::new();
    for entry in &draft.entries {
        let score = likeness(&entry.nature, &draft.whole);
        members.extend(entry.articles.iter().map(|ix| StoryArticle { article: *ix, score }));
    }
    if members.len() < 2 {
        return None;
    }
    let day = |ix: ArticleIx| reports.dates.get(ix.0 as usize).and_then(ArticleDate::shown_day);
    dates::order(&mut members, reports.dates);
    let days = || members.iter().filter_map(|member| day(member.article));
    let representative = members
        .iter()
        .map(|member| member.article)
        .min_by_key(|ix| super::duplicates::standing(reports.profiles, reports.dates, ix.0))?;
    let (from, to) = (days().min(), days().max());
    Some(Story { representative, from, to, articles: members, facts: StoryFacts::default() })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft as Document, firm, lexicon, people_of, profile_of};
    use super::*;
    use crate::model::{
        Confidence, DateConstraint, DateEvidence, DateRole, EvidenceKind, MentionKind, Role,
        Speaker,
    };

    /// A report of a meeting of two ministers in Sochi, in different words each time.
    fn meeting(id: &str, words: &str) -> Document {
        let text = format!("لقاء في سوتشي\n{words} سالم عيسى وكريم منصور مباحثات في سوتشي");
        Document::new(id, &text)
            .headline("لقاء في سوتشي")
            .person("سالم عيسى", "سالم عيسى")
            .person("كريم منصور", "كريم منصور")
            .mention("سوتشي", "سوتشي", MentionKind::Place)
    }

    fn of(documents: Vec<(Document, Option<&str>)>) -> (Vec<Story>, Vec<ArticleDate>) {
        let articles: Vec<Article> = documents.iter().map(|(it, _)| it.clone().article()).collect();
        let lexicon = lexicon();
        let profiles: Vec<Profile> =
            articles.iter().map(|article| profile_of(article, &lexicon)).collect();
        let date = |(article, iso): (&Article, &Option<&str>)| {
            iso.map_or_else(|| article.date.clone(), firm)
        };
        let isos: Vec<Option<&str>> = documents.iter().map(|(_, iso)| *iso).collect();
        let mut dates: Vec<ArticleDate> = articles.iter().zip(&isos).map(date).collect();
        let people = people_of(&articles, &dates, &lexicon);
        let reports = Reports {
            articles: &articles,
            profiles: &profiles,
            dates: &dates,
            people: &people,
            duplicates: &[],
        };
        let mut stories =
            stories(&crate::workers::Alone, &reports, &StorySettings::default(), &lexicon);
        inherit(&mut stories, &mut dates);
        (stories, dates)
    }

    fn members(stories: &[Story]) -> Vec<Vec<u32>> {
        let of = |story: &Story| story.articles.iter().map(|member| member.article.0).collect();
        stories.iter().map(of).collect()
    }

    #[test]
    fn reports_of_one_event_are_a_story_by_day() {
        let (stories, _) = of(vec![
            (meeting("a.txt", "عقد الوزيران"), Some("2020-12-30")),
            (meeting("b.txt", "أجرى المسؤولان"), Some("2020-12-29")),
            (meeting("c.txt", "استضاف الطرفان"), Some("2021-03-01")),
        ]);
        assert_eq!(members(&stories), [[1, 0]]);
        let story = &stories[0];
        assert_eq!(story.representative, ArticleIx(1));
        let days = [story.from, story.to].map(|day| day.unwrap().to_string());
        assert_eq!(days, ["2020-12-29", "2020-12-30"]);
        assert!(story.articles.iter().all(|member| member.score >= 42));
        assert_eq!(story.facts.people.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(story.facts.places.len(), 1);
    }

    #[test]
    fn one_subject_without_people_or_place_in_common_is_no_story() {
        let report = |id: &str| {
            let text = "ارتفاع أسعار القمح\nسجلت أسعار القمح ارتفاعا كبيرا في الأسواق العالمية";
            (Document::new(id, text).headline("ارتفاع أسعار القمح"), Some("2020-12-29"))
        };
        assert!(of(vec![report("a.txt"), report("b.txt")]).0.is_empty());
    }

    #[test]
    fn a_long_quotation_in_both_makes_a_story() {
        let report = |id: &str, words: &str| {
            let quoted = "لن نقبل بأي حل يفرض على شعبنا من الخارج مهما كان";
            let text = format!("{words}\n{quoted}");
            let mut report = Document::new(id, &text).statement(quoted, Speaker::Unknown);
            let span = report.find(quoted);
            report.last_statement().quoted.push(span);
            (report, Some("2020-12-29"))
        };
        let (stories, _) = of(vec![report("a.txt", "خطاب جديد"), report("b.txt", "كلمة اليوم")]);
        assert_eq!(members(&stories), [[0, 1]]);
    }

    #[test]
    fn a_document_without_a_day_takes_that_of_its_story() {
        let undated = ArticleDate { weekday: Some(chrono::Weekday::Tue), ..ArticleDate::default() };
        let monday = ArticleDate { weekday: Some(chrono::Weekday::Mon), ..undated.clone() };
        let silent = ArticleDate::default();
        let (stories, dates) = of(vec![
            (meeting("a.txt", "عقد الوزيران").date(undated), None),
            (meeting("b.txt", "أجرى المسؤولان"), Some("2020-12-29")),
            (meeting("c.txt", "استضاف الطرفان").date(monday), None),
            (meeting("d.txt", "شهد الجانبان").date(silent), None),
        ]);
        // A Monday is not of that Tuesday, so the third stays alone.
        assert_eq!(members(&stories), [[0, 1, 3]]);
        let first = &dates[0];
        assert_eq!(first.shown().unwrap().to_string(), "2020-12-29");
        assert_eq!(first.confidence, Confidence::Inherited);
        assert_eq!(first.evidence.last().map(|it| it.kind), Some(EvidenceKind::Story));
        // Nothing in the fourth says of which day it is.
        assert_eq!((dates[2].day, dates[3].day), (None, None));
    }

    #[test]
    fn a_printed_day_is_not_replaced_by_that_of_a_story() {
        let torn = |kind| {
            let value = DateConstraint { day: "2020-12-31".parse().ok(), ..Default::default() };
            let evidence = DateEvidence { span: None, kind, value, role: DateRole::Contradicts };
            ArticleDate {
                weekday: Some(chrono::Weekday::Tue),
                confidence: Confidence::Conflict,
                evidence: vec![evidence],
                ..ArticleDate::default()
            }
        };
        let (_, dates) = of(vec![
            (meeting("a.txt", "عقد الوزيران").date(torn(EvidenceKind::PageLine)), None),
            (meeting("b.txt", "أجرى المسؤولان"), Some("2020-12-29")),
            (meeting("c.txt", "استضاف الطرفان").date(torn(EvidenceKind::PageClock)), None),
        ]);
        assert_eq!(dates[0].day, None);
        // The clock of a page says when it was saved.
        assert_eq!(dates[2].day.unwrap().to_string(), "2020-12-29");
    }

    #[test]
    fn halves_that_are_not_alike_are_two_stories() {
        let entry = |words: &[u64], ix: u32| Entry {
            articles: vec![ArticleIx(ix)],
            nature: Nature {
                reports: 1.0,
                words: vector::Vector::new(words.iter().map(|word| (*word, 1.0)).collect()),
                ..Nature::default()
            }
            .into(),
            undated: None,
        };
        let of = |far: &[u64]| {
            let mut draft = Draft::new(entry(&[1, 2, 3], 0));
            (1..3).for_each(|ix| draft.join(Draft::new(entry(&[1, 2, 4], ix))));
            (3..6).for_each(|ix| draft.join(Draft::new(entry(far, ix))));
            split(draft).iter().map(|half| half.entries.len()).collect::<Vec<_>>()
        };
        assert_eq!(of(&[7, 8, 9]), [3, 3]);
        assert_eq!(of(&[1, 2, 9]), [6]);
    }

    #[test]
    fn a_place_in_the_dateline_is_the_scene_where_no_other_is() {
        let mut report = meeting("a.txt", "عقد الوزيران");
        report.last_mention().role = Role::Dateline;
        let other = meeting("b.txt", "أجرى المسؤولان");
        let (stories, _) = of(vec![(report, Some("2020-12-29")), (other, Some("2020-12-29"))]);
        assert_eq!(members(&stories), [[0, 1]]);
    }

    #[test]
    fn a_crowd_of_reports_of_one_event_is_one_story() {
        let report = |ix: usize| (meeting(&format!("{ix:04}.txt"), "عقد"), Some("2020-12-29"));
        let (stories, _) = of((0..1200).map(report).collect());
        assert_eq!(stories.iter().map(|story| story.articles.len()).collect::<Vec<_>>(), [1200]);
    }
}
