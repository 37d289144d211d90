//! What joins a document with the others: of whom else its people are the same, whose copy it is, of
//! which story, and what was near and not joined.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::error::counted;
use crate::model::{
    ArticleDate, ArticleIx, CopyTie, Corpus, DuplicateGroup, Hindrance, Join, PartialCopy, Person,
    PersonIx, PersonKind, Span, Story,
};

use super::{Cx, snippet};

/// Most documents, titles and paragraphs that are listed of a fact.
const LISTED: usize = 12;
/// Fewest people that a document has in common with another that is told as no part of its story.
const SHARED: usize = 2;

/// The groups that each article is in, looked up once for all.
pub(super) struct Groups<'a> {
    stories: BTreeMap<ArticleIx, &'a Story>,
    copies: BTreeMap<ArticleIx, &'a DuplicateGroup>,
    partial: BTreeMap<ArticleIx, Vec<&'a PartialCopy>>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Self {
        let stories = corpus.stories.iter();
        let stories = stories.flat_map(|one| one.articles.iter().map(move |it| (it.article, one)));
        let copies = corpus.duplicates.iter();
        let copies = copies.flat_map(|group| group.articles().map(move |ix| (ix, group)));
        let mut partial: BTreeMap<ArticleIx, Vec<&PartialCopy>> = BTreeMap::new();
        for copy in &corpus.partial_copies {
            partial.entry(copy.one).or_default().push(copy);
            partial.entry(copy.other).or_default().push(copy);
        }
        Self { stories: stories.collect(), copies: copies.collect(), partial }
    }
}

impl Cx<'_> {
    /// The facts that only all documents together know.
    pub(super) fn joins(&self) -> Vec<Value> {
        let mut people: Vec<PersonIx> = Vec::new();
        for ix in self.whole.corpus.who.get(self.ix.0 as usize).into_iter().flatten().flatten() {
            if !people.contains(ix) {
                people.push(*ix);
            }
        }
        let mut facts: Vec<Value> = people.iter().flat_map(|ix| self.identity(*ix)).collect();
        facts.extend(self.copy());
        facts.extend(self.partial_copies());
        facts.extend(self.story());
        facts
    }

    /// Whom a name of the document means in the others, the names that were taken for it, and those
    /// that were not.
    fn identity(&self, ix: PersonIx) -> Vec<Value> {
        let corpus = self.whole.corpus;
        let Some(person) = corpus.person(ix).filter(|it| it.kind == PersonKind::Person) else {
            return Vec::new();
        };
        let joined = person.joined.iter().map(|joined| {
            let says = format!("{}; alike to {} %", why(joined.why), joined.likeness);
            let told = person.label == person.name;
            let correction = told.then(|| snippet::apart(&joined.with, &joined.name));
            self.together("joined_name", &*joined.name, &says, correction)
        });
        let pairs = corpus.variants.iter().filter(|pair| pair.one == ix || pair.other == ix);
        let apart = pairs.filter_map(|pair| {
            let other = corpus.person(if pair.one == ix { pair.other } else { pair.one })?;
            let says = format!("{}; alike to {} %", hindrance(pair.hindrance), pair.likeness);
            // The editor names people by name: two of one name are told apart by documents.
            let told = [person, other].iter().all(|it| it.label == it.name);
            let correction = told.then(|| snippet::merge(&person.name, &other.name));
            Some(self.together("rejected_name", &*other.label, &says, correction))
        });
        let others: Vec<Value> = joined.chain(apart).collect();
        if person.articles.len() < 2 && others.is_empty() {
            return Vec::new();
        }
        std::iter::once(self.person(person)).chain(others).collect()
    }

    fn person(&self, person: &Person) -> Value {
        let held = person.titles.iter().take(LISTED).map(|held| {
            let days = held.days.map_or_else(String::new, |(first, last)| {
                if first == last {
                    format!(" on {first}")
                } else {
                    format!(" from {first} to {last}")
                }
            });
            line(&held.text, &format!("a title, {}{days}", counted(held.count, "time")))
        });
        let others = person.articles.iter().filter(|other| **other != self.ix);
        let documents = others.take(LISTED).map(|other| self.document(*other, "names it as well"));
        let says = format!("named in {}", counted(person.articles.len(), "document"));
        let mut fact = self.together("identity", &*person.label, &says, None);
        set(&mut fact, "evidence", held.chain(documents).collect());
        fact
    }

    /// The document whose text this one prints, or those that print its own.
    fn copy(&self) -> Option<Value> {
        let group = self.whole.groups.copies.get(&self.ix)?;
        let others = group.articles().filter(|other| *other != self.ix);
        let pairs = others.filter_map(|other| {
            let pair = group.pair(self.ix, other)?;
            let tie = match pair.tie {
                CopyTie::Direct => "",
                CopyTie::Group => ", by way of a copy between the two",
            };
            let says = format!("{} to {} %{tie}", pair.kind.name(), pair.share);
            Some(self.document(other, &says))
        });
        let evidence: Vec<Value> = pairs.take(LISTED).collect();
        let role =
            if group.representative == self.ix { "stands for them" } else { "is one of them" };
        let n = group.copies.len().saturating_add(1);
        let says = format!("{} print one text; this one {role}", counted(n, "document"));
        let mut fact = self.together("copies", self.file(group.representative), &says, None);
        set(&mut fact, "evidence", evidence);
        Some(fact)
    }

    /// The documents that share paragraphs and are no copies.
    fn partial_copies(&self) -> Vec<Value> {
        let copies = self.whole.groups.partial.get(&self.ix).into_iter().flatten();
        let fact = |copy: &&PartialCopy| {
            let first = copy.one == self.ix;
            let other = if first { copy.other } else { copy.one };
            let own = |(one, other): &(Span, Span)| if first { *one } else { *other };
            let paragraphs = copy.paragraphs.iter().take(LISTED).map(own);
            let evidence = paragraphs.map(|span| self.evidence(span, "stands in both"));
            let says = format!(
                "shares {}, {} % of the shorter text; from 80 % it is a copy",
                counted(copy.paragraphs.len(), "paragraph"),
                copy.share
            );
            let mut fact = self.together("partial_copy", self.file(other), &says, None);
            set(&mut fact, "evidence", evidence.collect());
            fact
        };
        copies.map(fact).collect()
    }

    /// The story that the document is in, with what its documents share; what is near and not in it.
    fn story(&self) -> Option<Value> {
        let story = self.whole.groups.stories.get(&self.ix).copied();
        let near = self.near(story);
        if story.is_none() && near.is_empty() {
            return None;
        }
        let settings = self.whole.stories;
        let rule = format!(
            "a likeness from {} % (stories.min_score) and at most {} between \
             (stories.window_days of mujaz.toml)",
            settings.min_score,
            counted(usize::try_from(settings.window_days).unwrap_or_default(), "day"),
        );
        let Some(story) = story else {
            let mut fact = self.together("story", None, &format!("in none: it takes {rule}"), None);
            set(&mut fact, "rejected", near);
            return Some(fact);
        };
        let says = format!("{} of one event: {rule}", counted(story.articles.len(), "document"));
        let mut fact = self.together("story", self.file(story.representative), &says, None);
        let own = story.articles.iter().find(|member| member.article == self.ix);
        if let (Some(score), Some(own)) = (fact.get_mut("score"), own) {
            *score = json!(own.score);
        }
        set(&mut fact, "evidence", self.of_story(story));
        set(&mut fact, "rejected", near);
        Some(fact)
    }

    fn of_story(&self, story: &Story) -> Vec<Value> {
        let corpus = self.whole.corpus;
        let named = story.facts.people.iter().filter_map(|(ix, n)| {
            let person = corpus.person(*ix)?;
            Some(line(&person.label, &format!("named by {}", counted(*n, "document"))))
        });
        let places = story.facts.places.iter().filter_map(|(ix, span, n)| {
            let words = corpus.article(*ix)?.document.text.slice(*span);
            Some(line(words, &format!("the place of the event in {}", counted(*n, "document"))))
        });
        let quoted = story.facts.quotation;
        let quoted =
            quoted.then(|| line("", "a quotation of eight words or more stands in two texts"));
        let members = story.articles.iter().filter(|member| member.article != self.ix);
        let members = members.map(|member| {
            let says =
                format!("{}, alike to the story to {} %", self.day(member.article), member.score);
            self.document(member.article, &says)
        });
        let shared = named.take(LISTED).chain(places.take(LISTED)).chain(quoted);
        shared.chain(members.take(LISTED)).collect()
    }

    /// Documents of the days around that name several of the same people and are not in the story.
    fn near(&self, story: Option<&Story>) -> Vec<Value> {
        let corpus = self.whole.corpus;
        let Some(day) = corpus.date(self.ix).and_then(ArticleDate::shown_day) else {
            return Vec::new();
        };
        let inside = |other: ArticleIx| {
            let members = story.iter().flat_map(|story| &story.articles);
            other == self.ix || members.into_iter().any(|member| member.article == other)
        };
        let is_near = |other: ArticleIx| {
            let other = corpus.date(other).and_then(ArticleDate::shown_day);
            other.is_some_and(|other| {
                (other - day).num_days().abs() <= self.whole.stories.window_days
            })
        };
        let own: BTreeSet<PersonIx> =
            corpus.who.get(self.ix.0 as usize).into_iter().flatten().flatten().copied().collect();
        let mut shared: BTreeMap<ArticleIx, usize> = BTreeMap::new();
        for person in own.iter().filter_map(|ix| corpus.person(*ix)) {
            for other in person.articles.iter().filter(|other| is_near(**other)) {
                let n = shared.entry(*other).or_default();
                *n = n.saturating_add(1);
            }
        }
        let others = shared.into_iter().filter(|(other, n)| *n >= SHARED && !inside(*other));
        let near = others.take(LISTED).map(|(other, n)| {
            let says = format!(
                "{}, names {n} of the same people, and is not near enough",
                self.day(other)
            );
            let file = self.file(other);
            json!({ "place": null, "text": file, "why": says })
        });
        near.collect()
    }

    /// The documents of the story that a day was taken from.
    pub(super) fn inherited_from(&self, date: &ArticleDate) -> Vec<Value> {
        let story = self.whole.groups.stories.get(&self.ix);
        let members = story.into_iter().flat_map(|story| &story.articles);
        let corpus = self.whole.corpus;
        let others = members.map(|member| member.article).filter(|other| {
            *other != self.ix && corpus.date(*other).is_some_and(|it| it.shown_day() == date.day)
        });
        others
            .take(LISTED)
            .map(|other| self.document(other, "the same story, of this day"))
            .collect()
    }

    fn together<'v>(
        &self,
        fact: &str,
        value: impl Into<Option<&'v str>>,
        says: &str,
        correction: Option<String>,
    ) -> Value {
        let value: Option<&str> = value.into();
        json!({
            "correction": correction,
            "evidence": [],
            "fact": fact,
            "rejected": [],
            "rule": null,
            "says": says,
            "score": null,
            "value": value,
        })
    }

    fn document(&self, ix: ArticleIx, says: &str) -> Value {
        line(self.file(ix), says)
    }

    fn file(&self, ix: ArticleIx) -> &str {
        self.whole.corpus.article(ix).map_or("", |article| article.document.id.as_str())
    }

    fn day(&self, ix: ArticleIx) -> String {
        let day = self.whole.corpus.date(ix).and_then(ArticleDate::shown);
        day.map_or_else(|| "without a day".to_owned(), |day| format!("of {day}"))
    }
}

/// Evidence that is no place of the document.
fn line(text: &str, says: &str) -> Value {
    json!({ "place": null, "says": says, "text": text })
}

fn set(fact: &mut Value, key: &str, values: Vec<Value>) {
    if let Some(slot) = fact.get_mut(key) {
        *slot = Value::Array(values);
    }
}

fn why(why: Join) -> &'static str {
    match why {
        Join::SameTitle => "they bear the same title of the same country",
        Join::SameCompany => "they stand beside the same people and places",
        Join::SameSound => {
            "both elements are foreign and sound alike, and nothing speaks against it"
        }
    }
}

fn hindrance(hindrance: Hindrance) -> &'static str {
    match hindrance {
        Hindrance::NoSupport => "not joined: nothing besides the spelling says that they are one",
        Hindrance::OtherTitle => "not joined: they bear different titles",
        Hindrance::OtherCountry => "not joined: their titles are of different countries",
        Hindrance::Together => "not joined: one document names both",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{named, of_articles};
    use super::*;
    use crate::analyse::fixture::{Draft, firm};
    use crate::model::{Article, MentionKind};

    /// A document that names somebody by a title.
    fn titled(n: usize, title: &str, name: &str) -> Article {
        let text = format!("وثيقة {n}: قال {title} {name} نعم.");
        let id = format!("{n}.txt");
        let iso = format!("2020-12-{n:02}");
        Draft::new(&id, &text).person(name, name).titled(title).date(firm(&iso)).article()
    }

    /// A report of a meeting in Sochi, in words of its own.
    fn meeting(n: usize, words: &str) -> Draft {
        let text = format!("لقاء في سوتشي\n{words} سالم عيسى وكريم منصور مباحثات في سوتشي");
        Draft::new(&format!("{n}.txt"), &text)
            .headline("لقاء في سوتشي")
            .person("سالم عيسى", "سالم عيسى")
            .person("كريم منصور", "كريم منصور")
            .mention("سوتشي", "سوتشي", MentionKind::Place)
    }

    fn says<'v>(fact: &'v Value, key: &str, says: &str) -> Vec<(&'v str, &'v str)> {
        let one = |it: &'v Value| (it["text"].as_str().unwrap(), it[says].as_str().unwrap());
        fact[key].as_array().unwrap().iter().map(one).collect()
    }

    #[test]
    fn names_that_were_joined_say_by_what_and_how_to_part_them() {
        let title = "وزير الطاقة في ألمانيا";
        let all = of_articles(vec![
            titled(1, title, "غريغوري تشيليك"),
            titled(2, "وزير الطاقة الألماني", "غريغوري شيليك"),
        ]);
        let fact = named(&all[0], "identity")[0];
        assert_eq!(fact["says"], "named in 2 documents");
        let evidence = says(fact, "evidence", "says");
        assert!(evidence[0].1.starts_with("a title, 2 times from 2020-12-01 to 2020-12-02"));
        assert_eq!(evidence[1], ("2.txt", "names it as well"));
        let joined = named(&all[1], "joined_name")[0];
        assert!(joined["says"].as_str().unwrap().starts_with("they bear the same title of"));
        let correction = joined["correction"].as_str().unwrap();
        assert!(correction.starts_with("[[apart]]\nnames = [\"غريغوري "), "{correction}");
    }

    #[test]
    fn names_that_were_not_joined_say_why_and_how_to_join_them() {
        let all = of_articles(vec![
            titled(1, "وزير المالية الفرنسي", "ميغيل كريشنان"),
            titled(2, "وزير المالية الهندي", "ميغيل كرشنان"),
        ]);
        let fact = named(&all[0], "rejected_name")[0];
        assert_eq!(fact["value"], "ميغيل كرشنان");
        assert!(fact["says"].as_str().unwrap().contains("titles are of different countries"));
        let correction = "[[merge]]\nname = \"ميغيل كريشنان\"\nsame = [\"ميغيل كرشنان\"]\n";
        assert_eq!(fact["correction"], correction);
    }

    #[test]
    fn a_story_says_what_it_shares_and_where_a_day_is_from() {
        let undated = ArticleDate { weekday: Some(chrono::Weekday::Tue), ..ArticleDate::default() };
        let all = of_articles(vec![
            meeting(1, "عقد الوزيران").date(firm("2020-12-29")).article(),
            meeting(2, "أجرى المسؤولان").date(undated).article(),
        ]);
        let story = named(&all[1], "story")[0];
        assert_eq!(story["value"], "1.txt");
        assert!(story["score"].as_u64().unwrap() >= 42);
        let evidence = says(story, "evidence", "says");
        assert!(evidence.contains(&("سالم عيسى", "named by 2 documents")), "{evidence:?}");
        assert!(evidence.contains(&("سوتشي", "the place of the event in 2 documents")));
        let date = named(&all[1], "date")[0];
        assert_eq!(date["value"], "2020-12-29");
        let evidence = says_of_date(date);
        assert!(evidence.contains(&"the same story, of this day"), "{evidence:?}");
    }

    fn says_of_date(date: &Value) -> Vec<&str> {
        let evidence = date["evidence"].as_array().unwrap().iter();
        evidence.filter_map(|one| one["says"].as_str()).collect()
    }

    #[test]
    fn a_report_that_is_near_and_apart_is_named() {
        let names = ["سالم عيسى", "كريم منصور", "هاني نصر", "رامي حداد", "جابر خليل", "فادي سرحان"];
        let text = names.join(" يفتتح قاعة جديدة للكتب مع ");
        let draft = Draft::new("2.txt", &text).date(firm("2020-12-30"));
        let other = names.iter().fold(draft, |draft, name| draft.person(name, name));
        let first = meeting(1, "عقد الوزيران").date(firm("2020-12-29"));
        let all = of_articles(vec![first.article(), other.article()]);
        let story = named(&all[0], "story")[0];
        assert_eq!((&story["value"], &story["rule"]), (&Value::Null, &Value::Null));
        let rejected = says(story, "rejected", "why");
        assert_eq!(
            rejected,
            [("2.txt", "of 2020-12-30, names 2 of the same people, and is not near enough")]
        );
    }

    #[test]
    fn copies_say_how_much_they_share() {
        let words: Vec<String> = (0..60).map(|n| format!("كلمة{n}")).collect();
        let text = words.join(" ");
        let all = of_articles(vec![
            Draft::new("1.txt", &text).article(),
            Draft::new("2.txt", &format!("{text} وزيادة")).article(),
        ]);
        let copies = named(&all[0], "copies")[0];
        assert!(copies["says"].as_str().unwrap().starts_with("2 documents print one text; this"));
        let evidence = says(copies, "evidence", "says");
        assert_eq!(evidence[0].0, "2.txt");
        assert!(evidence[0].1.starts_with("near_duplicate to 9"), "{evidence:?}");
    }
}
