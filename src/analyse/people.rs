//! Mentions → people and bodies, over all documents.
//!
//! Two documents mean the same person where the name they mean has the same matching form; other
//! spellings are joined by the alias file alone. Office holders without a name are never joined,
//! and are no people here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::lang::{Collation, Folder};
use crate::model::{
    Article, ArticleIx, Mention, MentionIx, MentionKind, NameSource, Person, PersonKind, Role,
    Span, Statement, StatementIx, StatementKind, StatementRef,
};

use super::tally::Tally;

/// One person or body while it is gathered.
#[derive(Debug, Default)]
struct Gathered<'a> {
    /// Names of the alias file, which decide over what the texts say.
    curated: BTreeSet<&'a Arc<str>>,
    names: Tally<'a>,
    countries: BTreeSet<&'a Arc<str>>,
    spellings: Tally<'a>,
    titles: Tally<'a>,
    statements: BTreeSet<StatementRef>,
    articles: BTreeSet<ArticleIx>,
}

/// The key of a person: what it is, and the matching form of its name.
type Key = (PersonKind, String);

/// The people and bodies that speak, or that a headline or body names, in the order of names.
pub(super) fn people(articles: &[Article], folder: &Folder, collation: &Collation) -> Vec<Person> {
    let mut keys = Keys { folder, known: BTreeMap::new() };
    let mut gathered: BTreeMap<Key, Gathered<'_>> = BTreeMap::new();
    for (ix, article) in (0..).map(ArticleIx).zip(articles) {
        gather_mentions(ix, article, &mut keys, &mut gathered);
        gather_statements(ix, article, &mut keys, &mut gathered);
    }
    let mut people: Vec<Person> =
        gathered.into_iter().filter_map(|((kind, _), person)| finished(kind, person)).collect();
    collation.sort(&mut people, |person| &person.name);
    people
}

/// Matching forms of names, each made once.
struct Keys<'a> {
    folder: &'a Folder,
    known: BTreeMap<&'a str, String>,
}

impl<'a> Keys<'a> {
    /// The key of whom a mention means; `None` for offices and places.
    fn of(&mut self, mention: &'a Mention) -> Option<Key> {
        let kind = match mention.kind {
            MentionKind::Person => PersonKind::Person,
            MentionKind::Body => PersonKind::Body,
            MentionKind::Office | MentionKind::Place => return None,
        };
        let name: &str = &mention.name.canonical;
        let folder = self.folder;
        let key = self.known.entry(name).or_insert_with(|| folder.key(name));
        (!key.is_empty()).then(|| (kind, key.clone()))
    }
}

fn gather_mentions<'a>(
    ix: ArticleIx,
    article: &'a Article,
    keys: &mut Keys<'a>,
    gathered: &mut BTreeMap<Key, Gathered<'a>>,
) {
    let own = own_words(article);
    for mention in article.mentions.iter().filter(|mention| is_named(mention, &own)) {
        if let Some(key) = keys.of(mention) {
            let person = gathered.entry(key).or_default();
            person.add(mention, article);
            person.articles.insert(ix);
        }
    }
}

fn gather_statements<'a>(
    ix: ArticleIx,
    article: &'a Article,
    keys: &mut Keys<'a>,
    gathered: &mut BTreeMap<Key, Gathered<'a>>,
) {
    for (statement_ix, statement) in (0..).map(StatementIx).zip(&article.statements) {
        if !is_said(statement) {
            continue;
        }
        for mention in statement.speaker.mentions() {
            let Some(mention) = mention_at(article, *mention) else { continue };
            if let Some(key) = keys.of(mention) {
                let person = gathered.entry(key).or_default();
                // A speaker is somebody's mention in any part; one outside the own words was not
                // counted above.
                if person.names.best().is_none() {
                    person.add(mention, article);
                }
                person.articles.insert(ix);
                person.statements.insert(StatementRef { article: ix, statement: statement_ix });
            }
        }
    }
}

fn mention_at(article: &Article, ix: MentionIx) -> Option<&Mention> {
    article.mentions.get(ix.0 as usize)
}

/// True for what a person's page holds: shown, and said in the text itself.
fn is_said(statement: &Statement) -> bool {
    statement.evidence.score >= Statement::SHOWN && statement.kind != StatementKind::Headline
}

/// The headline and the blocks of the body, in order.
fn own_words(article: &Article) -> Vec<Span> {
    let blocks = article.document.blocks.iter().zip(&article.kinds);
    let body = blocks.filter(|(_, kind)| kind.is_body()).map(|(block, _)| block.span);
    let mut own: Vec<Span> = body.chain(article.headline.map(|headline| headline.span)).collect();
    own.sort_unstable();
    own
}

/// True for a mention that names somebody in the article's own words.
fn is_named(mention: &Mention, own: &[Span]) -> bool {
    let after = own.partition_point(|span| span.start <= mention.span.start);
    let inside =
        own.get(..after).and_then(<[Span]>::last).is_some_and(|span| span.contains(mention.span));
    inside && matches!(mention.role, Role::Named | Role::Speaker)
}

impl<'a> Gathered<'a> {
    fn add(&mut self, mention: &'a Mention, article: &'a Article) {
        let text = &article.document.text;
        self.names.add(&mention.name.canonical);
        if mention.name.source == NameSource::Curated {
            self.curated.insert(&mention.name.canonical);
        }
        self.countries.extend(&mention.name.place);
        self.spellings.add(text.slice(mention.span));
        if let Some(title) = mention.title {
            self.titles.add(text.slice(title));
        }
    }
}

/// The person as it leaves: the name of the alias file, else the most frequent one. Two countries
/// are none.
fn finished(kind: PersonKind, gathered: Gathered<'_>) -> Option<Person> {
    let curated = gathered.curated.first().map(|name| Arc::clone(name));
    let name = curated.or_else(|| gathered.names.best().map(Arc::from))?;
    let mut countries = gathered.countries.into_iter();
    let country = countries.next().cloned().filter(|_| countries.next().is_none());
    Some(Person {
        name,
        kind,
        country,
        spellings: gathered.spellings.spellings(),
        titles: gathered.titles.spellings(),
        statements: gathered.statements.into_iter().collect(),
        articles: gathered.articles.into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::model::Speaker;

    fn people_of(drafts: Vec<Draft>) -> Vec<Person> {
        let articles: Vec<Article> = drafts.into_iter().map(Draft::article).collect();
        people(&articles, lexicon().folder(), &Collation::new())
    }

    #[test]
    fn the_same_name_is_one_person_over_documents() {
        let first = Draft::new("a.txt", "قال الوزير أحمد منصور نعم. وأضاف منصور لا.")
            .person("أحمد منصور", "أحمد منصور")
            .titled("الوزير")
            .person("منصور", "أحمد منصور");
        let second =
            Draft::new("b.txt", "غادر احمد منصور بغداد.").person("احمد منصور", "احمد منصور");
        let people = people_of(vec![first, second]);
        assert_eq!(people.len(), 1);
        let person = &people[0];
        assert_eq!(&*person.name, "أحمد منصور");
        assert_eq!(person.articles, [ArticleIx(0), ArticleIx(1)]);
        let spellings: Vec<(&str, usize)> =
            person.spellings.iter().map(|s| (&*s.text, s.count)).collect();
        assert_eq!(spellings, [("أحمد منصور", 1), ("احمد منصور", 1), ("منصور", 1)]);
        assert_eq!(&*person.titles[0].text, "الوزير");
    }

    #[test]
    fn statements_go_to_their_speakers_only() {
        let draft = Draft::new("a.txt", "قال سالم إن السلم قريب. ورحب كريم.")
            .person("سالم", "سالم عيسى")
            .person("كريم", "كريم عيسى")
            .statement("السلم قريب", Speaker::Named(MentionIx(0)));
        let people = people_of(vec![draft]);
        let said: Vec<(&str, usize)> =
            people.iter().map(|p| (&*p.name, p.statements.len())).collect();
        assert_eq!(said, [("سالم عيسى", 1), ("كريم عيسى", 0)]);
    }

    #[test]
    fn offices_places_and_names_inside_names_are_nobody() {
        let mut draft = Draft::new("a.txt", "قال السفير اليمني في جامعة نايف إنه راض.")
            .mention("السفير اليمني", "السفير اليمني", MentionKind::Office)
            .person("نايف", "نايف");
        draft.last_mention().role = Role::InName;
        assert!(people_of(vec![draft]).is_empty());
    }

    #[test]
    fn furniture_names_nobody() {
        let draft = Draft::new("a.txt", "وصل سالم.\nرئيس التحرير: كامل")
            .person("كامل", "كامل")
            .furniture("رئيس التحرير: كامل");
        assert!(people_of(vec![draft]).is_empty());
    }

    #[test]
    fn a_person_and_a_body_of_one_name_stay_two() {
        let draft = Draft::new("a.txt", "التقى سالم وفد سالم.").person("سالم", "سالم").mention(
            "وفد سالم",
            "سالم",
            MentionKind::Body,
        );
        assert_eq!(people_of(vec![draft]).len(), 2);
    }
}
