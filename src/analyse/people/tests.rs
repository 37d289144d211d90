//! Whole corpora of a few sentences: who is one, who is not, and why.

use super::super::fixture::{Draft, lexicon};
use super::*;
use crate::config::{At, Exclusion, Place};
use crate::model::{
    Confidence, Hindrance, Join, MentionIx, MentionKind, NameSource, Precision, Role, Speaker,
};

fn read(drafts: Vec<Draft>) -> People {
    let articles: Vec<Article> = drafts.into_iter().map(Draft::article).collect();
    let dates: Vec<ArticleDate> = articles.iter().map(|article| article.date.clone()).collect();
    people(&articles, &dates, &lexicon(), &Collation::new(), &PeopleCorrections::default())
}

fn people_of(drafts: Vec<Draft>) -> Vec<Person> {
    read(drafts).people
}

fn labels(people: &People) -> Vec<&str> {
    people.people.iter().map(|person| &*person.label).collect()
}

/// A document that names somebody with a title before the name.
fn titled(n: usize, title: &str, name: &str) -> Draft {
    let text = format!("وثيقة {n}: قال {title} {name} نعم.");
    Draft::new(&format!("{n}.txt"), &text).person(name, name).titled(title)
}

/// A document that names somebody without a title.
fn bare(n: usize, name: &str) -> Draft {
    Draft::new(&format!("{n}.txt"), &format!("وثيقة {n}: غادر {name}.")).person(name, name)
}

fn on(draft: Draft, iso: &str) -> Draft {
    draft.date(ArticleDate {
        day: iso.parse().ok(),
        precision: Precision::Day,
        confidence: Confidence::Firm,
        ..ArticleDate::default()
    })
}

#[test]
fn the_same_name_is_one_person_over_documents() {
    let first = Draft::new("a.txt", "قال الوزير أحمد منصور نعم. وأضاف منصور لا.")
        .person("أحمد منصور", "أحمد منصور")
        .titled("الوزير")
        .person("منصور", "أحمد منصور");
    let second = Draft::new("b.txt", "غادر احمد منصور بغداد.").person("احمد منصور", "احمد منصور");
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
    let said: Vec<(&str, usize)> = people.iter().map(|p| (&*p.name, p.statements.len())).collect();
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
    let people = read(vec![draft]);
    assert!(people.people.is_empty());
    assert_eq!(people.who, [vec![None]]);
}

#[test]
fn a_person_and_a_body_of_one_name_stay_two() {
    let draft = Draft::new("a.txt", "التقى سالم وفد سالم.").person("سالم", "سالم").mention(
        "وفد سالم",
        "سالم",
        MentionKind::Body,
    );
    let people = read(vec![draft]);
    assert_eq!(people.people.len(), 2);
    let labels = labels(&people);
    assert!(labels[0] != labels[1] && labels.iter().all(|label| label.starts_with("سالم (")));
}

#[test]
fn blanks_hamza_and_particles_are_no_other_name() {
    let drafts = vec![
        bare(1, "عبد الله ابن سالم"),
        bare(2, "عبدالله بن سالم"),
        bare(3, "داوود القاضى"),
        bare(4, "داود القاضي"),
    ];
    assert_eq!(people_of(drafts).len(), 2);
}

#[test]
fn foreign_spellings_are_one_where_nothing_speaks_against_it() {
    let people =
        read(vec![bare(1, "سيرغي لازاريف"), bare(2, "سيرغي لازاريف"), bare(3, "سرغي لازارييف")]);
    assert_eq!(labels(&people), ["سيرغي لازاريف"]);
    let joined = &people.people[0].joined[0];
    assert_eq!((&*joined.name, &*joined.with), ("سرغي لازارييف", "سيرغي لازاريف"));
    assert_eq!(joined.why, Join::SameSound);
    assert!(people.who.iter().all(|who| *who == [Some(PersonIx(0))]));
}

#[test]
fn arabic_names_of_near_letters_are_two() {
    let drafts = vec![
        titled(1, "وزير الصحة العراقي", "حسن العبادي"),
        titled(2, "وزير الصحة العراقي", "حسين العبادي"),
        titled(3, "وزير الصحة العراقي", "حسن العبيدي"),
    ];
    assert_eq!(people_of(drafts).len(), 3);
}

#[test]
fn titles_of_two_countries_part_even_the_same_sound() {
    let people = read(vec![
        titled(1, "وزير المالية الفرنسي", "ميغيل كريشنان"),
        titled(2, "وزير المالية الهندي", "ميغيل كرشنان"),
    ]);
    assert_eq!(people.people.len(), 2);
    let variant = people.variants[0];
    assert_eq!(variant.hindrance, Hindrance::OtherCountry);
    assert!(variant.likeness >= 90);
}

#[test]
fn a_title_joins_what_the_sound_alone_would_not() {
    let apart = read(vec![bare(1, "أحمد كريشنان"), bare(2, "احمت كرشنان")]);
    assert_eq!(apart.people.len(), 2);
    assert_eq!(apart.variants.len(), 0, "a given name of other letters is no suggestion");
    let one = read(vec![
        titled(1, "وزير الصحة في الهند", "أحمد كريشنان"),
        titled(2, "وزير الصحة الهندي", "احمت كرشنان"),
    ]);
    assert_eq!(one.people.len(), 1);
    assert_eq!(one.people[0].joined[0].why, Join::SameTitle);
}

#[test]
fn two_full_names_of_one_document_are_never_one() {
    let text = "التقى سيرغي لازاريف في القصر سرغي لازارييف.";
    let draft = Draft::new("a.txt", text)
        .person("سيرغي لازاريف", "سيرغي لازاريف")
        .person("سرغي لازارييف", "سرغي لازارييف");
    let people = read(vec![draft, bare(2, "سيرغي لازاريف")]);
    assert_eq!(people.people.len(), 2);
    assert_eq!(people.variants[0].hindrance, Hindrance::Together);
}

#[test]
fn one_document_in_many_that_names_both_spellings_keeps_nobody_apart() {
    let title = "وزير الطاقة في ألمانيا";
    let spelt = |from: usize, name: &str| -> Vec<Draft> {
        (from..from + 20).map(|n| titled(n, title, name)).collect()
    };
    let both = Draft::new("00.txt", "سيرغي لازاريف، وفي النص سرغي لازارييف.")
        .person("سيرغي لازاريف", "سيرغي لازاريف")
        .person("سرغي لازارييف", "سرغي لازارييف");
    let one = spelt(1, "سيرغي لازاريف");
    let drafts = one.into_iter().chain(spelt(30, "سرغي لازارييف")).chain([both]).collect();
    assert_eq!(people_of(drafts).len(), 1);
}

#[test]
fn the_sound_between_two_letters_joins_both() {
    let people = people_of(vec![
        titled(1, "وزير الطاقة في ألمانيا", "غريغوري تشيليك"),
        titled(2, "وزير الطاقة الألماني", "غريغوري شيليك"),
        titled(3, "وزير الطاقة في ألمانيا", "غريغوري جيليك"),
    ]);
    assert_eq!(people.len(), 1);
}

#[test]
fn the_same_company_joins_names_that_bear_no_title() {
    let place = |draft: Draft| {
        let places = ["حلب", "حمص", "دمشق"];
        places.into_iter().fold(draft, |d, place| d.mention(place, place, MentionKind::Place))
    };
    let near = |n: usize, name: &str| {
        let text = format!("وثيقة {n}: زار {name} حلب ثم حمص ثم دمشق.");
        place(Draft::new(&format!("{n}.txt"), &text).person(name, name))
    };
    let people = read(vec![near(1, "أحمد كريشنان"), near(2, "أحمد كرشنان"), bare(3, "سالم عيسى")]);
    assert_eq!(people.people.len(), 2);
    assert_eq!(people.people[0].joined[0].why, Join::SameCompany);
}

#[test]
fn ministers_of_two_countries_are_two_of_one_name() {
    let people = read(vec![
        titled(1, "وزير الصحة المصري", "محمد سالم"),
        titled(2, "وزير الصحة السوداني", "محمد سالم"),
        titled(3, "الوزير المصري", "محمد سالم"),
    ]);
    let labels = labels(&people);
    assert_eq!(labels.len(), 2, "{labels:?}");
    assert!(labels.iter().all(|label| label.starts_with("محمد سالم (")));
    let documents: Vec<usize> = people.people.iter().map(|p| p.articles.len()).collect();
    assert_eq!(documents.iter().sum::<usize>(), 3);
}

#[test]
fn two_namesakes_in_one_document_are_told_apart_by_their_titles() {
    let name = "محمد سالم";
    let text = "التقى وزير الصحة المصري محمد سالم وزير النقل السوداني محمد سالم. وقال محمد سالم.";
    let draft = Draft::new("a.txt", text)
        .person(name, name)
        .titled("وزير الصحة المصري")
        .person(name, name)
        .titled("وزير النقل السوداني")
        .person(name, name);
    let people = read(vec![draft]);
    assert_eq!(people.people.len(), 2);
    let who = &people.who[0];
    assert!(who[0] != who[1] && who[1] == who[2], "{who:?}");
}

#[test]
fn a_namesake_without_a_title_is_not_the_most_frequent_one() {
    let name = "محمد سالم";
    let beside = |n: usize, title: &str, other: &str, place: &str| {
        let text = format!("وثيقة {n}: قال {title} {name} أمام {other} في {place} نعم.");
        let draft = Draft::new(&format!("{n}.txt"), &text).person(name, name).titled(title);
        draft.person(other, other).mention(place, place, MentionKind::Place)
    };
    let bearers = || {
        let minister = |n| beside(n, "وزير الصحة المصري", "كريم نصر", "القاهرة");
        let player = beside(8, "لاعب المنتخب اللبناني", "هاني عيسى", "صيدا");
        let judge = titled(9, "القاضي", name);
        (1..6).map(minister).chain([player, judge]).collect::<Vec<_>>()
    };
    let of_last = |drafts: Vec<Draft>| {
        let people = read(drafts);
        let whose = people.who.last().unwrap()[0].unwrap();
        people.people[whose.0 as usize].articles.len()
    };
    let with = |draft: Draft| bearers().into_iter().chain([draft]).collect::<Vec<_>>();
    assert_eq!(of_last(with(bare(10, name))), 1);
    let untitled = |other: &str| {
        let text = format!("غادر {name} و{other} القاهرة.");
        let draft = Draft::new("10.txt", &text).person(name, name).person(other, other);
        draft.mention("القاهرة", "القاهرة", MentionKind::Place)
    };
    // One place in common is too little.
    assert_eq!(of_last(with(untitled("سامي عيسى"))), 1);
    assert_eq!(of_last(with(untitled("كريم نصر"))), 6);
    assert_eq!(of_last(with(untitled("هاني عيسى"))), 1);
}

#[test]
fn a_player_and_a_minister_at_one_time_are_two() {
    let player = |n, day| on(titled(n, "لاعب المنتخب", "محمد سالم"), day);
    let minister = |n, day| on(titled(n, "وزير النقل المصري", "محمد سالم"), day);
    let at_once = vec![player(1, "2020-01-01"), minister(2, "2020-01-05"), player(3, "2020-02-01")];
    assert_eq!(people_of(at_once).len(), 2);
    let later = vec![player(1, "2001-01-01"), player(2, "2003-01-01"), minister(3, "2020-02-01")];
    assert_eq!(people_of(later).len(), 1);
}

#[test]
fn a_name_alone_is_joined_by_its_title_only() {
    let people = read(vec![
        titled(1, "وزير النقل المصري", "محمد كريشنان"),
        titled(2, "وزير النقل في مصر", "كريشنان"),
        bare(3, "كريشنان"),
        bare(4, "كريشنان"),
    ]);
    let documents: Vec<usize> = people.people.iter().map(|p| p.articles.len()).collect();
    assert_eq!(documents.iter().filter(|n| **n == 2).count(), 1, "{:?}", labels(&people));
    assert_eq!(people.people.len(), 3);
    assert_eq!(
        &*people.people.iter().find(|p| p.articles.len() == 2).unwrap().name,
        "محمد كريشنان"
    );
}

#[test]
fn the_alias_file_decides_and_its_people_are_never_joined() {
    let mut known = bare(1, "سيرغي لافروف");
    known.last_mention().name.source = NameSource::Curated;
    let mut other = bare(2, "سيرجي لافروفف");
    other.last_mention().name.source = NameSource::Curated;
    let people = read(vec![known.clone(), other]);
    assert_eq!(people.people.len(), 2);
    let people = read(vec![known, bare(3, "سيرغي لافروفف"), bare(4, "سيرغي لافروفف")]);
    assert_eq!(labels(&people), ["سيرغي لافروف"]);
}

#[test]
fn titles_are_dated_by_the_documents_that_give_them() {
    let people = people_of(vec![
        on(titled(1, "وزير الخارجية الروسي", "سالم عيسى"), "2014-05-01"),
        on(titled(2, "وزير خارجية روسيا", "سالم عيسى"), "2023-05-01"),
        bare(3, "سالم عيسى"),
    ]);
    let titles = &people[0].titles;
    assert_eq!((titles.len(), titles[0].count), (1, 2), "{titles:?}");
    let (first, last) = titles[0].days.unwrap();
    assert_eq!((first.to_string(), last.to_string()), ("2014-05-01".into(), "2023-05-01".into()));
}

#[test]
fn an_office_has_the_days_of_those_who_call_its_holder_by_it() {
    let people = people_of(vec![
        on(titled(1, "وزير الخارجية الروسي", "سالم عيسى"), "2014-05-01"),
        on(titled(2, "وزير الخارجية الروسي السابق", "سالم عيسى"), "2023-05-01"),
        on(titled(3, "نظيره الروسي", "سالم عيسى"), "2012-05-01"),
    ]);
    let told = |held: &Held| (held.text.to_string(), held.days.unwrap().1.to_string());
    let titles: Vec<_> = people[0].titles.iter().map(told).collect();
    let told = |text: &str, day: &str| (text.to_owned(), day.to_owned());
    let [office, former] = ["وزير الخارجية الروسي", "وزير الخارجية الروسي السابق"];
    assert_eq!(titles, [told(office, "2014-05-01"), told(former, "2023-05-01")]);
}

#[test]
fn the_order_of_documents_does_not_show() {
    let drafts = || {
        vec![
            bare(1, "سيرغي لازاريف"),
            bare(2, "سرغي لازارييف"),
            titled(3, "وزير الصحة في الهند", "أحمد كريشنان"),
            titled(4, "وزير الصحة الهندي", "احمت كرشنان"),
        ]
    };
    let forward = read(drafts());
    let again = read(drafts());
    assert_eq!(format!("{:?}", forward.people), format!("{:?}", again.people));
}

#[test]
fn whom_the_editor_keeps_apart_is_not_joined() {
    let drafts = || {
        vec![
            titled(1, "وزير الخارجية الروسي", "سيرغي لافروف"),
            titled(2, "وزير الخارجية الروسي", "سيرجي لافروف"),
        ]
    };
    let name = |name: &str| At { value: name.to_owned(), place: Place::default() };
    let names = vec![name("سيرغي لافروف"), name("سيرجي لافروف")];
    let corrections =
        PeopleCorrections { apart: vec![Exclusion { names }], ..PeopleCorrections::default() };
    let joined = |corrections: &PeopleCorrections| {
        let articles: Vec<Article> = drafts().into_iter().map(Draft::article).collect();
        let dates: Vec<ArticleDate> = articles.iter().map(|article| article.date.clone()).collect();
        people(&articles, &dates, &lexicon(), &Collation::new(), corrections).people.len()
    };
    assert_eq!((joined(&PeopleCorrections::default()), joined(&corrections)), (1, 2));
}
