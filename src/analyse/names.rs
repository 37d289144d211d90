//! What people mean by names that they type: typed words, the things that have names → those meant.
//!
//! One rule for the command line and the watchlist. Letters are folded and a hyphen is a blank, so that the end of
//! a page's address is a name too.

use std::cmp::Reverse;

use crate::config::nearest_within;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::{Folder, TokenKind, Tokens, bases, without_article};
use crate::model::{Corpus, PersonIx, PersonKind, TopicIx, short_id};

/// Names that a message lists.
const LISTED: usize = 8;

/// Something with all that it may be called.
#[derive(Clone, Debug)]
pub struct Called<'c, T> {
    /// What it is.
    pub thing: T,
    /// Its identity in addresses and data.
    pub id: String,
    /// As it is shown.
    pub label: &'c str,
    /// As it is called where no other has the name.
    pub name: &'c str,
    /// As documents spell it; of a topic the words that gathered it.
    pub spellings: Vec<&'c str>,
}

/// How far typed words may be from a name. What is nearer goes before what is farther.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// They are the identity, the label or the name.
    Name,
    /// Or another spelling.
    Spelling,
    /// Or words of one of them, with or without the article.
    Words,
    /// Or such words behind particles: a name that is a headline.
    Headline,
}

/// The people and bodies of a corpus; of one kind where it is given.
pub fn people(corpus: &Corpus, kind: Option<PersonKind>) -> Vec<Called<'_, PersonIx>> {
    let all = (0..).map(PersonIx).zip(&corpus.people);
    let all = all.filter(|(_, person)| kind.is_none_or(|kind| person.kind == kind));
    let called = all.map(|(thing, person)| Called {
        thing,
        id: short_id(&person.label),
        label: &person.label,
        name: &person.name,
        spellings: person.spellings.iter().map(|it| &*it.text).collect(),
    });
    called.collect()
}

/// The topics of a corpus.
pub fn topics(corpus: &Corpus) -> Vec<Called<'_, TopicIx>> {
    let called = (0..).map(TopicIx).zip(&corpus.topics).map(|(thing, topic)| Called {
        thing,
        id: topic.id.to_string(),
        label: &topic.name,
        name: &topic.name,
        spellings: topic.terms.iter().map(|it| &*it.text).collect(),
    });
    called.collect()
}

/// The person or body of the watchlist: of several the one that most documents name.
pub(super) fn watched_person(
    corpus: &Corpus,
    folder: &Folder,
    (name, kind): (&str, PersonKind),
) -> Option<PersonIx> {
    let all = people(corpus, Some(kind));
    let n_articles = |ix: PersonIx| corpus.person(ix).map_or(0, |person| person.articles.len());
    let meant = meant(folder, name, &all, Reach::Spelling).into_iter().map(|it| it.thing);
    meant.min_by_key(|ix| (Reverse(n_articles(*ix)), *ix))
}

/// The topic of the watchlist.
pub(super) fn watched_topic(corpus: &Corpus, folder: &Folder, name: &str) -> Option<TopicIx> {
    meant(folder, name, &topics(corpus), Reach::Name).first().map(|it| it.thing)
}

/// The one thing that typed words mean. `what` things of this kind are.
///
/// # Errors
/// Where no words are there, nothing has them, or more than one thing: names what there is.
pub fn the_one<T: Copy>(
    folder: &Folder,
    (what, words): (&str, &str),
    all: &[Called<'_, T>],
    reach: Reach,
) -> Result<T> {
    let words = words.trim();
    if parts(folder, words).is_empty() {
        return Err(Error::new(ErrorKind::Usage, format!("no {what} is named"))
            .hint("give a name or words of it"));
    }
    match meant(folder, words, all, reach).as_slice() {
        [] => Err(unknown(what, words, all)),
        [one] => Ok(one.thing),
        several => {
            let message = format!("«{words}» may be {} of them", several.len());
            let labels = listed(several.iter().map(|it| it.label));
            Err(Error::new(ErrorKind::Read, message).hint(format!("say which: {labels}")))
        }
    }
}

/// All that typed words mean equally well, in the order given.
fn meant<'a, 'c, T>(
    folder: &Folder,
    words: &str,
    all: &'a [Called<'c, T>],
    reach: Reach,
) -> Vec<&'a Called<'c, T>> {
    let wanted = key(folder, words);
    let same = |name: &str| key(folder, name) == wanted;
    let parts = parts(folder, words);
    let has = |name: &str, is_part: &IsPart<'_>| {
        let tokens = Tokens::new(folder, name);
        !parts.is_empty()
            && parts.iter().all(|part| (0..tokens.len()).any(|ix| is_part(tokens.word(ix), part)))
    };
    let is_word = |word: &str, part: &str| without_article(word) == without_article(part);
    let is_base = |word: &str, part: &str| bases(word).any(|base| is_word(&base.word, part));
    let steps: [Step<'_, 'c, T>; 6] = [
        (Reach::Name, &|it| it.id == words.trim()),
        (Reach::Name, &|it| same(it.label)),
        (Reach::Name, &|it| same(it.name)),
        (Reach::Spelling, &|it| it.spellings.iter().any(|name| same(name))),
        (Reach::Words, &|it| it.names().any(|name| has(name, &is_word))),
        (Reach::Headline, &|it| it.names().any(|name| has(name, &is_base))),
    ];
    let steps = steps.into_iter().filter(|(step, _)| *step <= reach);
    let mut found = steps.map(|(_, meets)| all.iter().filter(|it| meets(it)).collect::<Vec<_>>());
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

/// How far a way to be meant reaches, and whether something is meant so.
type Step<'s, 'c, T> = (Reach, &'s dyn Fn(&Called<'c, T>) -> bool);

/// Whether a word of a name is a typed word.
type IsPart<'a> = dyn Fn(&str, &str) -> bool + 'a;

impl<'c, T> Called<'c, T> {
    fn names(&self) -> impl Iterator<Item = &'c str> {
        [self.label, self.name].into_iter().chain(self.spellings.iter().copied())
    }
}

/// The matching form of a name.
fn key(folder: &Folder, words: &str) -> String {
    folder.key(&words.replace(['-', '_'], " "))
}

/// The words of what was typed, without marks.
fn parts(folder: &Folder, words: &str) -> Vec<String> {
    let tokens = Tokens::new(folder, &words.replace('_', " "));
    let words = (0..tokens.len()).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
    words.map(|ix| tokens.word(ix).to_owned()).collect()
}

/// What a name that nothing has comes to: the nearest spelling, else what there is.
fn unknown<T>(what: &str, words: &str, all: &[Called<'_, T>]) -> Error {
    let error = Error::new(ErrorKind::Read, format!("no {what} «{words}»"));
    let names = all.iter().flat_map(|it| it.names().chain([it.id.as_str()]).collect::<Vec<_>>());
    // Names are short, and many are alike: a third of the letters would be another name.
    let limit = (words.chars().count() / 4).max(1);
    let near = nearest_within(words, names, limit).and_then(|near| {
        all.iter().find(|it| it.id == near || it.names().any(|name| name == near))
    });
    match near {
        Some(near) => error.hint(format!("did you mean «{}»?", near.label)),
        None if all.is_empty() => error.hint(format!("the documents have no {what}")),
        None => error.hint(format!("there is: {}", listed(all.iter().map(|it| it.label)))),
    }
}

/// The first of some names, and how many more there are.
fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let first: Vec<String> = names.take(LISTED).map(|name| format!("«{name}»")).collect();
    match more {
        0 => first.join(", "),
        more => format!("{}, and {more} more", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::fixture::lexicon;

    const NAMES: [(&str, &str, &[&str]); 4] = [
        ("سالم عيسى", "سالم عيسى", &["عيسى", "الوزير سالم عيسى"]),
        ("سالم عيسى (لبنان)", "سالم عيسى", &[]),
        ("مجلس الأمن الدولي", "مجلس الأمن الدولي", &["مجلس الأمن"]),
        ("لقاء في النهر: الجسر والقطار", "لقاء في النهر: الجسر والقطار", &[]),
    ];

    fn check(words: &str, reach: Reach) -> Vec<usize> {
        let called = |(thing, (label, name, spellings)): (
            usize,
            &(&'static str, &'static str, &[&'static str]),
        )| {
            Called { thing, id: format!("id{thing}"), label, name, spellings: spellings.to_vec() }
        };
        let all: Vec<_> = NAMES.iter().enumerate().map(called).collect();
        let lexicon = lexicon();
        meant(lexicon.folder(), words, &all, reach).iter().map(|it| it.thing).collect()
    }

    #[test]
    fn the_nearest_of_all_ways_to_name_a_thing_counts() {
        let far = Reach::Headline;
        assert_eq!(check("id2", far), [2]);
        assert_eq!(check("سالم عيسي", far), [0], "what is called so goes before what may be");
        assert_eq!(check("مجلس-الامن", far), [2]);
        assert_eq!(check("عيسى", far), [0], "a spelling goes before words");
        assert_eq!(check("سالم", far), [0, 1]);
        assert_eq!(check("النهر", far), [3], "a mark beside a word is not of it");
        assert_eq!(check("قطار", far), [3], "behind a particle and the article");
        assert_eq!(check("قطار", Reach::Words), [0; 0]);
        assert_eq!(check("سالم", Reach::Spelling), [0; 0]);
        assert_eq!(check("مجلس الأمن", Reach::Name), [0; 0]);
        for nothing in ["", " ", "-", ":", "وزير الدفاع"] {
            assert_eq!(check(nothing, far), [0; 0], "{nothing}");
        }
    }
}
