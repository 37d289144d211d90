//! The page of a document.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{
    Article, ArticleDate, ArticleIx, Confidence, HeadlineSource, Mention, MentionIx, MentionKind,
    PersonIx, PersonKind, Role, Span, Statement, StatementIx, StatementKind, StatementRef,
};
use crate::site::api::date::iso;
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl, SourceUrl};
use crate::site::plain;
use crate::site::plan::Part;

use super::copies::Elsewhere;
use super::correction::CorrectionView;
use super::date::DateCard;
use super::listing::defined_term;
use super::parts::{CHIPS, Chip, HeadlineView, Named, Pager, Tally};
use super::statement::StatementView;
use super::text::{Segment, TextBlock, anchor, blocks, segments};
use super::{About, Base, Cx};

/// `document.html`.
#[derive(Debug, Serialize)]
pub(crate) struct DocumentPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    headline: HeadlineView<'a>,
    /// The headline with the statement that it claims; empty for a first sentence.
    headline_segments: Vec<Segment<'a>>,
    /// True where the headline is the editor's.
    headline_corrected: bool,
    date: DateCard<'a>,
    facts: Facts<'a>,
    opening: Option<String>,
    /// How many statements of each kind, in words.
    kinds: String,
    speakers: Vec<Chip<'a>>,
    statements: Vec<StatementView<'a>>,
    /// What was only spoken of, and what the headline claims.
    lesser: Vec<StatementView<'a>>,
    text: Vec<TextBlock<'a>>,
    /// Marks of statements whose words stand in none of the blocks shown.
    stray: Vec<&'a str>,
    elsewhere: Elsewhere<'a>,
    side: Side<'a>,
    neighbours: Pager,
}

/// What a document says of itself.
#[derive(Debug, Serialize)]
struct Facts<'a> {
    outlet: Option<Named<'a>>,
    author: Option<&'a str>,
    section: Option<&'a str>,
    file: &'a str,
    source_url: Option<SourceUrl>,
    text_url: SiteUrl,
}

/// What stands beside the text.
#[derive(Debug, Serialize)]
struct Side<'a> {
    people: Vec<Chip<'a>>,
    topics: Vec<Chip<'a>>,
    places: Vec<&'a str>,
    corrections: Vec<CorrectionView<'a>>,
    removed: Vec<Removed<'a>>,
    removed_count: String,
    /// True where more was left out than is listed.
    removed_more: bool,
}

/// A block that is no part of the article.
#[derive(Debug, Serialize)]
struct Removed<'a> {
    text: String,
    reason: &'a str,
}

/// Blocks left out that are listed, and letters of each.
const REMOVED: usize = 60;
const REMOVED_LETTERS: usize = 200;
/// Letters of the opening paragraph.
const OPENING: usize = 480;

/// The page of a document; `None` for an index of another corpus.
pub(crate) fn document<'a>(cx: &Cx<'a>, ix: ArticleIx) -> Option<DocumentPage<'a>> {
    let article = cx.corpus.article(ix)?;
    let text = article.document.text.as_str();
    let numbers = numbers(article);
    let marks = cx.marks(ix, article, &numbers);
    let headline = cx.headline(article);
    let mut headline_segments = article
        .headline
        .as_ref()
        .map_or_else(Vec::new, |headline| segments(text, headline.span, &marks));
    let mut body = blocks(article, &marks);
    let in_body = body.iter_mut().flat_map(|block| &mut block.segments);
    let mut pieces: Vec<&mut Segment<'a>> = headline_segments.iter_mut().chain(in_body).collect();
    let stray = anchor(&mut pieces, &marks);
    let listed = |counted| {
        let refs = statements(article, ix, counted);
        refs.filter_map(|at| cx.own_statement(at, &numbers)).collect::<Vec<_>>()
    };
    let (said, lesser) = (listed(Counted::Yes), listed(Counted::No));
    let speakers: Tally<PersonIx> =
        statements(article, ix, Counted::Yes).flat_map(|at| cx.speakers(at)).collect();
    let opening = article.opening().map(|span| cx.display.clip(span.of(text), OPENING));
    Some(DocumentPage {
        base: base(cx, ix, article, &said),
        headline,
        headline_segments,
        headline_corrected: article
            .headline
            .is_some_and(|headline| headline.from == HeadlineSource::Corrected),
        date: cx.date_card(ix),
        facts: facts(cx, ix, article),
        opening: opening.filter(|words| !words.is_empty()),
        kinds: kinds(cx, article),
        speakers: cx.people_chips(&speakers, CHIPS),
        statements: said,
        lesser,
        text: body,
        stray,
        elsewhere: cx.elsewhere(ix),
        side: side(cx, ix, article, &speakers),
        neighbours: neighbours(cx, ix),
    })
}

/// Whether a statement is one that lists count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Yes,
    No,
}

fn statements(
    article: &Article,
    ix: ArticleIx,
    counted: Counted,
) -> impl Iterator<Item = StatementRef> {
    let shown = (0..).map(StatementIx).zip(&article.statements).filter(move |(_, said)| {
        said.evidence.score >= Statement::SHOWN && said.is_counted() == (counted == Counted::Yes)
    });
    shown.map(move |(statement, _)| StatementRef { article: ix, statement })
}

/// The numbers of counted statements, from 1, in the order of the text.
fn numbers(article: &Article) -> Vec<Option<usize>> {
    let mut next = 0usize;
    let mut number = |said: &Statement| {
        said.is_counted().then(|| {
            next += 1;
            next
        })
    };
    article.statements.iter().map(&mut number).collect()
}

fn kinds(cx: &Cx<'_>, article: &Article) -> String {
    let kinds = [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect];
    let counted = || article.statements.iter().filter(|said| said.is_counted());
    let parts = kinds.into_iter().filter_map(|kind| {
        let n = counted().filter(|said| said.kind == kind).count();
        (n > 0).then(|| format!("{} {}", cx.display.number(n), cx.words.kind.of(kind)))
    });
    let parts: Vec<String> = parts.collect();
    let all = cx.statements(counted().count());
    if parts.is_empty() { all } else { format!("{all}: {}", parts.join(&cx.words.range.comma)) }
}

fn facts<'a>(cx: &Cx<'a>, ix: ArticleIx, article: &'a Article) -> Facts<'a> {
    let words = |span: Option<Span>| {
        span.map(|span| article.document.text.slice(span).trim()).filter(|words| !words.is_empty())
    };
    Facts {
        outlet: cx.outlet_of(ix),
        author: words(article.fields.author),
        section: words(article.fields.section),
        file: article.document.id.as_str(),
        source_url: words(article.fields.url).and_then(SourceUrl::parse),
        text_url: cx.href(Page::Text(ix)),
    }
}

fn side<'a>(
    cx: &Cx<'a>,
    ix: ArticleIx,
    article: &'a Article,
    speakers: &Tally<PersonIx>,
) -> Side<'a> {
    let mut people = speakers.clone();
    let mentioned = (0..).map(MentionIx).take(article.mentions.len());
    mentioned.filter_map(|m| cx.corpus.person_of(ix, m)).for_each(|person| people.add(person, 0));
    let topics = cx.topics_of(ix).map(|topic| Chip {
        name: cx.topic_name(topic),
        url: Some(cx.href(Page::Topic(topic))),
        count: None,
    });
    let headline = article.headline.as_ref().map(|headline| headline.span);
    let left_out = || {
        let kinds = article.kinds.iter().zip(&article.document.blocks);
        kinds.filter(move |(kind, block)| {
            let shown = kind.is_body() || headline.is_some_and(|span| span.overlaps(block.span));
            !shown && !block.span.is_empty()
        })
    };
    let blocks = left_out().map(|(kind, block)| (kind.name(), block.span));
    let left_out: Vec<(&str, Span)> = beside_headline(article)
        .into_iter()
        .map(|span| ("title_rest", span))
        .chain(blocks)
        .collect();
    let removed = left_out.iter().take(REMOVED).map(|(kind, span)| Removed {
        text: cx.display.clip(article.document.text.slice(*span), REMOVED_LETTERS),
        reason: cx.words.block.get(*kind).map_or(*kind, String::as_str),
    });
    let n_removed = left_out.len();
    let count = cx.display.count(Noun::Block, n_removed);
    Side {
        people: cx.people_chips(&people, CHIPS),
        topics: topics.take(CHIPS).collect(),
        places: places(cx, article),
        corrections: cx.corrections(article),
        removed: removed.collect(),
        removed_count: cx.phrase(&cx.words.document.removed_count, "count", &count),
        removed_more: n_removed > REMOVED,
    }
}

/// What the line of the headline holds beside it: a label before it, the place and the day behind it.
fn beside_headline(article: &Article) -> Vec<Span> {
    let Some(headline) = article.headline.as_ref().map(|headline| headline.span) else {
        return Vec::new();
    };
    let text = article.document.text.as_str();
    let blocks = article.document.blocks.iter().zip(&article.kinds);
    let lines = blocks.filter(|(block, kind)| !kind.is_body() && block.span.contains(headline));
    let rest = lines.flat_map(|(block, _)| {
        [Span::new(block.span.start, headline.start), Span::new(headline.end, block.span.end)]
    });
    let says = |span: &Span| span.of(text).contains(char::is_alphanumeric);
    rest.map(|span| span.trimmed(text)).filter(says).collect()
}

/// The places of an article, each once: that of its event, those that it names, then those of which
/// only an adjective or a government stands there. Places inside other names locate nothing.
fn places<'a>(cx: &Cx<'a>, article: &'a Article) -> Vec<&'a str> {
    let mentions = || article.mentions.iter().filter(|m| m.kind == MentionKind::Place);
    let is_named = |mention: &&Mention| matches!(mention.role, Role::Named | Role::Dateline);
    let event = article.scene.event.as_ref().map(|event| &*event.place);
    let is_event = |mention: &&Mention| event.is_some() && mention.name.place.as_deref() == event;
    let other = |mention: &&Mention| !is_named(mention) && mention.role != Role::InName;
    let ordered = mentions().filter(is_event).chain(mentions().filter(is_named));
    let mut seen = BTreeSet::new();
    let names = ordered.chain(mentions().filter(other)).map(|mention| {
        let id = mention.name.place.as_deref();
        id.and_then(|id| cx.lexicon.place_name(id)).unwrap_or(&mention.name.canonical)
    });
    names.filter(|name| seen.insert(*name)).take(CHIPS).collect()
}

/// The documents before and after in time; an undated document has none.
fn neighbours(cx: &Cx<'_>, ix: ArticleIx) -> Pager {
    let catalogue = &cx.plan.catalogue;
    let rank = catalogue.rank(ix);
    let at = |rank: Option<usize>| {
        let ix = *rank.and_then(|rank| catalogue.newest.get(rank))?;
        let day = cx.corpus.date(ix)?.shown()?;
        Some((Page::Document(ix), cx.display.short_day(day)))
    };
    if cx.corpus.date(ix).and_then(|date| date.shown()).is_none() {
        return Pager::default();
    }
    let older = at(rank.checked_add(1)).map(|step| labelled(step, &cx.words.pager.older));
    let newer = at(rank.checked_sub(1)).map(|step| labelled(step, &cx.words.pager.newer));
    cx.neighbours(older, newer)
}

fn labelled((page, day): (Page, String), word: &str) -> (Page, String) {
    (page, format!("{word}: {day}"))
}

fn base<'a>(
    cx: &Cx<'a>,
    ix: ArticleIx,
    article: &'a Article,
    said: &[StatementView<'a>],
) -> Base<'a> {
    let title = plain::collapse(&cx.headline(article).text);
    let text = &article.document.text;
    let summary = article.opening().map_or("", |span| text.slice(span));
    let description = if summary.trim().is_empty() { title.clone() } else { summary.to_owned() };
    let date = cx.corpus.date(ix);
    let trusted =
        date.filter(|date| matches!(date.confidence, Confidence::Firm | Confidence::Probable));
    let above = date.and_then(|date| date.shown()).map_or_else(
        || vec![(cx.words.nav.undated.as_str().into(), Page::Undated)],
        |day| {
            let month = crate::model::Month::of(day);
            vec![
                (cx.display.month(month).into(), Page::Month(month)),
                (cx.display.short_day(day).into(), Page::Day(day)),
            ]
        },
    );
    let about = About {
        title,
        description,
        nav: "",
        above,
        part: Part { number: 1, of: 1, items: 0..0 },
        page: Page::Document(ix),
    };
    let data = news(cx, ix, article, said, trusted);
    // A month is no time of publication: only a whole day is.
    let published = trusted.and_then(|date| date.shown_day()).map(|day| day.to_string());
    Base { published, ..cx.base(about, Some(data)) }
}

/// The identity of the article in its page's data, so that quotations can say whose part they are.
const ARTICLE: &str = "#article";

/// The article and who said what in it, for programs.
fn news(
    cx: &Cx<'_>,
    ix: ArticleIx,
    article: &Article,
    said: &[StatementView<'_>],
    trusted: Option<&ArticleDate>,
) -> Value {
    let headline = article.headline.as_ref().map(|h| article.document.text.slice(h.span));
    let outlet = cx.plan.catalogue.outlet(ix).map(|outlet| cx.outlet_name(outlet));
    let source = facts(cx, ix, article).source_url.map(|url| url.href);
    let quotations: Vec<Value> = said.iter().filter_map(|view| quotation(cx, view)).collect();
    let published = trusted.and_then(|date| iso(date.shown()?, date.precision));
    let topics: Vec<Value> =
        cx.topics_of(ix).filter_map(|topic| cx.corpus.topic(topic)).map(defined_term).collect();
    let fields = [
        ("headline", headline.map(Value::from)),
        ("datePublished", published.map(Value::from)),
        ("about", (!topics.is_empty()).then_some(Value::Array(topics))),
        ("publisher", outlet.map(|name| json!({ "@type": "Organization", "name": name }))),
        ("url", source.clone().map(Value::from)),
        ("isBasedOn", source.map(Value::from)),
        ("hasPart", (!quotations.is_empty()).then_some(Value::Array(quotations))),
    ];
    let known = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    let fixed = [("@id", ARTICLE), ("@type", "NewsArticle"), ("inLanguage", "ar")];
    let fixed = fixed.into_iter().map(|(key, value)| (key.to_owned(), Value::from(value)));
    Value::Object(fixed.chain(known).collect())
}

fn quotation(cx: &Cx<'_>, view: &StatementView<'_>) -> Option<Value> {
    let text = view.alone?;
    let creators: Vec<Value> = view
        .speakers
        .iter()
        .map(|named| json!({ "@type": creator(cx, named), "name": named.name }))
        .collect();
    let mut quotation = json!({
        "@type": "Quotation",
        "inLanguage": "ar",
        "isPartOf": { "@id": ARTICLE },
        "text": text,
    });
    if let (Some(fields), false) = (quotation.as_object_mut(), creators.is_empty()) {
        fields.insert("creator".to_owned(), Value::Array(creators));
    }
    Some(quotation)
}

fn creator(cx: &Cx<'_>, named: &Named<'_>) -> &'static str {
    let person = cx.plan.catalogue.named(named.name).and_then(|ix| cx.corpus.person(ix));
    match person.map(|person| person.kind) {
        Some(PersonKind::Body) => "Organization",
        _ => "Person",
    }
}
