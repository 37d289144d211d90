//! What statements of several texts of a story are about: a place, a person or a body that they name, with
//! one statement of each text beside the others. That they say the same is not claimed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{
    Mention, MentionIx, MentionKind, PersonIx, Role, StatementRef, Story, StoryStatement,
};
use crate::site::catalogue::statement;

use super::Cx;
use super::statement::{StatementView, Whose};

/// What several texts speak of, with a statement of each.
#[derive(Debug, Serialize)]
pub(crate) struct Touched<'a> {
    name: &'a str,
    statements: Vec<StatementView<'a>>,
}

/// A name in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject<'a> {
    Place(&'a str),
    Person(PersonIx),
}

/// Names that are shown, and texts beside one another.
const SHOWN: usize = 8;
const TEXTS: usize = 4;
/// Statements that name something, in all texts together, from which on it is what the whole story is about.
const MANY: usize = 8;

/// The names that statements of several texts hold, those of fewest statements first: they say most. `single`
/// are the statements that only one text reports; each stands once.
pub(super) fn touched<'a>(
    cx: &Cx<'a>,
    story: &Story,
    single: &[&StoryStatement],
) -> Vec<Touched<'a>> {
    // What is named in one document alone joins nothing.
    let named: BTreeSet<PersonIx> = story.facts.people.iter().map(|(ix, _)| *ix).collect();
    let mut about: BTreeMap<Subject<'a>, Vec<StatementRef>> = BTreeMap::new();
    let reported = single.iter().filter_map(|said| said.places.first());
    for at in reported.filter(|at| cx.copy_note(at.article).is_none()) {
        for subject in subjects(cx, *at, &named) {
            about.entry(subject).or_default().push(*at);
        }
    }
    let mut about: Vec<(Subject<'a>, Vec<StatementRef>)> = about.into_iter().collect();
    about.retain(|(_, list)| list.len() < MANY);
    about.sort_by_key(|(_, list)| list.len());
    let mut used: BTreeSet<StatementRef> = BTreeSet::new();
    let mut touched = Vec::new();
    for (subject, list) in about {
        let mut shown: Vec<StatementRef> = Vec::new();
        for at in list.iter().filter(|at| !used.contains(at)) {
            if shown.len() < TEXTS && shown.iter().all(|other| other.article != at.article) {
                shown.push(*at);
            }
        }
        if shown.len() < 2 || touched.len() == SHOWN {
            continue;
        }
        let name = match subject {
            Subject::Place(name) => name,
            Subject::Person(ix) => cx.person_name(ix),
        };
        let statements = shown.iter().filter_map(|at| cx.statement(*at, Whose::Any)).collect();
        used.extend(shown);
        touched.push(Touched { name, statements });
    }
    touched
}

/// What a statement names in its own words, but for who makes it.
fn subjects<'a>(
    cx: &Cx<'a>,
    at: StatementRef,
    named: &BTreeSet<PersonIx>,
) -> BTreeSet<Subject<'a>> {
    let Some(article) = cx.corpus.article(at.article) else { return BTreeSet::new() };
    let Some(said) = statement(article, at.statement) else { return BTreeSet::new() };
    let speakers: Vec<PersonIx> = cx.speakers(at).collect();
    let mentions = (0..).map(MentionIx).zip(&article.mentions);
    let inside = mentions.filter(|(_, mention)| said.text.contains(mention.span));
    let subject = |(ix, mention): (MentionIx, &'a Mention)| {
        if mention.kind == MentionKind::Place {
            let id = mention.name.place.as_deref().filter(|_| mention.role == Role::Named)?;
            return cx.lexicon.place_name(id).map(Subject::Place);
        }
        let person = cx.corpus.person_of(at.article, ix)?;
        let is_told_of = named.contains(&person) && !speakers.contains(&person);
        is_told_of.then_some(Subject::Person(person))
    };
    inside.filter_map(subject).collect()
}
