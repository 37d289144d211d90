//! Names that the documents of a story spell differently, and numbers that they give differently.
//!
//! Only what is surely the same thing is set side by side: a name that is joined over documents,
//! and a number before the same noun that each document gives once and in a like size.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::{Gap, Lexicon, TokenKind, Tokens, stem};
use crate::model::{
    ArticleIx, Difference, Form, Mention, MentionKind, Person, PersonIx, PersonKind, Span,
};

use super::entries::People;
use super::facts::{Report, is_named};

/// Most differences of each sort that are kept.
const KEPT: usize = 40;
/// Times that the largest of several numbers of one thing may be the smallest: beyond, they count
/// different things.
const LIKE: f64 = 10.0;
/// Digits of a number of a thing; longer ones are names of things.
const DIGITS: usize = 12;

/// Names of people and places that are spelt differently: neither form is part of the other.
pub(super) fn names(reports: &[Report<'_>], people: &[Person], named: &People) -> Vec<Difference> {
    let of = |report: &Report<'_>| named.get(&report.ix).map_or(&[][..], Vec::as_slice);
    let here: BTreeSet<PersonIx> = reports.iter().flat_map(of).map(|(person, _)| *person).collect();
    let mut owners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for ix in here.into_iter().map(|ix| ix.0 as usize) {
        let person = people.get(ix).filter(|person| person.kind == PersonKind::Person);
        for form in person.into_iter().flat_map(|person| &person.spellings) {
            owners.entry(&form.text).or_default().push(ix);
        }
    }
    let mut forms: BTreeMap<Owner<'_>, Vec<(ArticleIx, Span, &Tokens)>> = BTreeMap::new();
    for report in reports {
        let mut fullest: BTreeMap<Owner<'_>, Span> = BTreeMap::new();
        for mention in report.article.mentions.iter().filter(|mention| is_named(mention)) {
            let words = report.article.document.text.slice(mention.span);
            let Some(owner) = owner(mention, words, &owners) else { continue };
            let span = fullest.entry(owner).or_insert(mention.span);
            if mention.span.len() > span.len() {
                *span = mention.span;
            }
        }
        for (owner, span) in fullest {
            forms.entry(owner).or_default().push((report.ix, span, &report.tokens));
        }
    }
    let different = forms.into_values().filter_map(different);
    different.take(KEPT).collect()
}

/// Whom or what a form names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner<'a> {
    Person(usize),
    Place(&'a str),
}

fn owner<'a>(
    mention: &'a Mention,
    words: &str,
    owners: &BTreeMap<&str, Vec<usize>>,
) -> Option<Owner<'a>> {
    if mention.kind == MentionKind::Place {
        return mention.name.place.as_deref().map(Owner::Place);
    }
    // A form of two people says nothing of either.
    match owners.get(words).map(Vec::as_slice) {
        Some([one]) => Some(Owner::Person(*one)),
        _ => None,
    }
}

/// The forms, each spelling once, where there are two that differ.
fn different(forms: Vec<(ArticleIx, Span, &Tokens)>) -> Option<Difference> {
    let mut kept: Vec<(Form, BTreeSet<&str>)> = Vec::new();
    for (article, span, tokens) in forms {
        let words: BTreeSet<&str> = tokens.within(span).map(|at| tokens.word(at)).collect();
        if let Some((form, _)) = kept.iter_mut().find(|(_, other)| *other == words) {
            form.others.push(article);
            continue;
        }
        // A shorter form is no other spelling.
        let known =
            |(_, other): &(_, BTreeSet<&str>)| words.is_subset(other) || other.is_subset(&words);
        if !kept.iter().any(known) {
            kept.push((Form { article, span, others: Vec::new() }, words));
        }
    }
    let forms: Vec<Form> = kept.into_iter().map(|(form, _)| form).collect();
    (forms.len() > 1).then_some(Difference { forms })
}

/// Numbers before the same noun that differ: each document gives one, and no two give the same.
pub(super) fn figures(reports: &[Report<'_>], lexicon: &Lexicon) -> Vec<Difference> {
    let mut things: BTreeMap<String, Vec<(usize, ArticleIx, Span, String)>> = BTreeMap::new();
    for report in reports {
        let mut own: BTreeMap<String, Vec<(Span, String)>> = BTreeMap::new();
        for figure in report.article.body().flat_map(|block| numbers(report, block, lexicon)) {
            own.entry(figure.thing).or_default().push((figure.span, figure.value));
        }
        for (thing, found) in own {
            let values: BTreeSet<&String> = found.iter().map(|(_, value)| value).collect();
            let one = values.len() == 1;
            if let Some((span, value)) = found.into_iter().next().filter(|_| one) {
                things.entry(thing).or_default().push((report.text, report.ix, span, value));
            }
        }
    }
    let different = things.into_values().filter_map(|found| {
        let texts: BTreeSet<usize> = found.iter().map(|(text, ..)| *text).collect();
        let mut kept: Vec<(Form, String)> = Vec::new();
        for (_, article, span, value) in found {
            match kept.iter_mut().find(|(_, other)| *other == value) {
                Some((form, _)) => form.others.push(article),
                None => kept.push((Form { article, span, others: Vec::new() }, value)),
            }
        }
        let values: BTreeSet<String> = kept.iter().map(|(_, value)| value.clone()).collect();
        let forms: Vec<Form> = kept.into_iter().map(|(form, _)| form).collect();
        (forms.len() > 1 && texts.len() > 1 && are_like(&values)).then_some(Difference { forms })
    });
    let mut different: Vec<Difference> = different.collect();
    different.sort_by(|one, other| one.forms.cmp(&other.forms));
    different.truncate(KEPT);
    different
}

/// True for numbers of a like size.
fn are_like(values: &BTreeSet<String>) -> bool {
    let sizes = || values.iter().filter_map(|value| value.parse::<f64>().ok());
    let (least, most) = (sizes().fold(f64::MAX, f64::min), sizes().fold(0.0, f64::max));
    most <= least * LIKE
}

/// A number with what it counts.
struct Figure {
    span: Span,
    value: String,
    /// The stem of the noun; of a multiple the noun after it too.
    thing: String,
}

/// The numbers of a block that count something; those of dates count nothing.
fn numbers(report: &Report<'_>, block: Span, lexicon: &Lexicon) -> Vec<Figure> {
    let tokens = &report.tokens;
    let article = report.article;
    let dates = article.mentioned.iter().map(|mention| mention.span);
    let dates = dates.chain(article.date.evidence.iter().filter_map(|evidence| evidence.span));
    let dates: Vec<Span> = dates.filter(|span| span.overlaps(block)).collect();
    let range = tokens.within(block);
    let mut figures = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if tokens.kind(at) != Some(TokenKind::Number) {
            at += 1;
            continue;
        }
        let end = number_end(tokens, at);
        let span = tokens.span(at..end);
        let noun = thing(tokens, end, lexicon);
        let value = tokens.words(at..end).replace(',', "");
        let counts = value.len() <= DIGITS && !dates.iter().any(|date| date.overlaps(span));
        if let Some((thing, after)) = noun.filter(|_| counts) {
            figures.push(Figure { span: tokens.span(at..after), value, thing });
        }
        at = end;
    }
    figures
}

/// The end of a number with its decimals or thousands: «46.8», «704,031».
fn number_end(tokens: &Tokens, at: usize) -> usize {
    let mut end = at + 1;
    let joined = |end: usize| {
        [".", ","].contains(&tokens.word(end))
            && tokens.gap(end) == Gap::None
            && tokens.gap(end + 1) == Gap::None
            && tokens.kind(end + 1) == Some(TokenKind::Number)
    };
    while joined(end) {
        end += 2;
    }
    end
}

/// The stem of the noun after a number, and the token after it. A multiple such as «مليون» is a
/// stop word and no thing: what it multiplies would have to be the same as well.
fn thing(tokens: &Tokens, at: usize, lexicon: &Lexicon) -> Option<(String, usize)> {
    let word = tokens.word(at);
    let follows = tokens.is_word(at) && tokens.gap(at) == Gap::Blank;
    (follows && !lexicon.is_stop(word)).then(|| (stem(word).to_owned(), at + 1))
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{Draft, lexicon, own_dates, people_of};
    use super::*;
    use crate::model::Article;

    /// The forms that two texts give differently, in order.
    fn check(
        drafts: [Draft; 2],
        find: impl Fn(&[Report<'_>], &[Person]) -> Vec<Difference>,
        expected: &[&[&str]],
    ) {
        let lexicon = lexicon();
        let articles: Vec<Article> = drafts.into_iter().map(Draft::article).collect();
        let people = people_of(&articles, &own_dates(&articles), &lexicon);
        let report = |(ix, article)| Report::new(ArticleIx(ix), article, ix as usize, &lexicon);
        let reports: Vec<Report<'_>> = (0..).zip(&articles).map(report).collect();
        let found = find(&reports, &people);
        let words = |form: &Form| form.span.of(text(&articles, form.article)).to_owned();
        let found: Vec<Vec<String>> =
            found.iter().map(|difference| difference.forms.iter().map(words).collect()).collect();
        assert_eq!(found, expected);
    }

    fn text(articles: &[Article], ix: ArticleIx) -> &str {
        articles[ix.0 as usize].document.text.as_str()
    }

    fn check_figures(one: &str, other: &str, expected: &[&[&str]]) {
        let lexicon = lexicon();
        let drafts = [Draft::new("a.txt", one), Draft::new("b.txt", other)];
        check(drafts, |reports, _| figures(reports, &lexicon), expected);
    }

    #[test]
    fn numbers_of_one_thing_stand_side_by_side() {
        check_figures("قتل 12 شخصا", "مقتل 15 شخصا", &[&["12 شخصا", "15 شخصا"]]);
        check_figures("نسبة 46.8 نقطة", "نسبة 46.9 نقطة", &[&["46.8 نقطة", "46.9 نقطة"]]);
        check_figures("قتل ١٢ شخصا", "مقتل 12 شخصا", &[]);
    }

    #[test]
    fn who_gives_the_same_number_stands_beside_it() {
        let lexicon = lexicon();
        let texts = ["قتل 12 شخصا", "مقتل 15 شخصا", "قتل ١٢ شخصا"];
        let articles: Vec<Article> =
            texts.iter().map(|text| Draft::new("a.txt", text).article()).collect();
        let report = |(ix, article)| Report::new(ArticleIx(ix), article, ix as usize, &lexicon);
        let reports: Vec<Report<'_>> = (0..).zip(&articles).map(report).collect();
        let found = figures(&reports, &lexicon);
        let others: Vec<&[ArticleIx]> =
            found[0].forms.iter().map(|form| form.others.as_slice()).collect();
        assert_eq!(others, [[ArticleIx(2)].as_slice(), &[]]);
    }

    #[test]
    fn what_is_not_surely_one_thing_is_not_compared() {
        check_figures("قتل 12 شخصا وجرح 9 أشخاص وفقد 3 شخصا", "قتل 15 شخصا", &[]);
        check_figures("كلف 3 ملايين دولار", "يسكنها 5 ملايين نسمة", &[]);
        check_figures("قتل 12 شخصا", "وصلت 3 سيارات", &[]);
        check_figures("قتل 12 شخصا", "يشاهدها 4000 شخص", &[]);
    }

    #[test]
    fn spellings_that_differ_stand_side_by_side() {
        let meeting = |id: &str, name: &str| {
            let text = format!("التقى {name} الوزير");
            Draft::new(id, &text).person(name, "تشاووش أوغلو")
        };
        let names = |reports: &[Report<'_>], people: &[Person]| {
            names(reports, people, &super::super::entries::people(people))
        };
        check(
            [meeting("a.txt", "جاويش أوغلو"), meeting("b.txt", "جاووش أوغلو")],
            names,
            &[&["جاويش أوغلو", "جاووش أوغلو"]],
        );
        // A shorter form is no other spelling.
        check([meeting("a.txt", "أوغلو"), meeting("b.txt", "جاووش أوغلو")], names, &[]);
    }
}
