//! A statement as lists show it: speaker, verb, complementiser, words.

use std::borrow::Cow;

use serde::Serialize;

use crate::lang::without_conjunction;
pub(crate) use crate::model::is_marked;
use crate::model::{
    Article, ArticleIx, Cue, EDITOR, PersonIx, QUOTATION_MARKS, Span, Speaker, Statement,
    StatementIx, StatementKind, StatementRef,
};
use crate::site::catalogue::statement;
use crate::site::links::{Page, SiteUrl};

use super::Cx;
use super::parts::Named;

/// A statement.
#[derive(Debug, Serialize)]
pub(crate) struct StatementView<'a> {
    /// Its mark and number in its document's own list; null elsewhere.
    pub(crate) anchor: Option<Anchor<'a>>,
    pub(crate) kind: Kind<'a>,
    /// Those that the list names; all but its owner on a person's page.
    pub(crate) speakers: Vec<Named<'a>>,
    /// All who speak, for words that stand alone: references and links read out.
    pub(crate) names: Vec<&'a str>,
    pub(crate) naming: Naming,
    /// The phrase for a speaker without a name; null where nobody is named at all.
    pub(crate) described: Option<&'a str>,
    pub(crate) verb: Option<&'a str>,
    /// What stands between verb and words: a complementiser.
    pub(crate) comp: Option<&'a str>,
    pub(crate) runs: Vec<Run<'a>>,
    /// The words for programs that see nothing else; `None` where they would read as what was not said.
    #[serde(skip)]
    pub(crate) alone: Option<&'a str>,
    /// True where outer marks are added: the source has some, outside the words.
    pub(crate) quoted: bool,
    /// What is to be noted of the words.
    pub(crate) note: Option<&'a str>,
    pub(crate) confidence: &'a str,
    pub(crate) via: Option<&'a str>,
    /// The statement that this one stands in.
    pub(crate) inside: Option<Inside>,
    pub(crate) origin: Origin<'a>,
    /// Its place in the full text.
    pub(crate) place: SiteUrl,
}

/// The mark of a statement and its number in the list.
#[derive(Debug, Serialize)]
pub(crate) struct Anchor<'a> {
    pub(crate) id: &'a str,
    /// Null for a statement that is not counted.
    pub(crate) number: Option<String>,
}

/// A kind of statement: the word of data and the word of the page.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Kind<'a> {
    pub(crate) key: &'static str,
    pub(crate) word: &'a str,
}

/// How the speaker of a statement is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Naming {
    /// By `speakers`.
    Named,
    /// By the heading that it stands under; `speakers` speak along.
    Along,
    /// By the heading that it stands under.
    Heading,
    /// By the phrase `described`.
    Described,
    /// Not at all.
    Unknown,
}

/// Words of a statement: the speaker's own, or the source's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Run<'a> {
    pub(crate) text: &'a str,
    pub(crate) exact: bool,
}

/// Where a statement stands inside another.
#[derive(Debug, Serialize)]
pub(crate) struct Inside {
    pub(crate) url: SiteUrl,
    pub(crate) number: String,
}

/// Where a statement was printed.
#[derive(Debug, Serialize)]
pub(crate) struct Origin<'a> {
    pub(crate) outlet: Option<&'a str>,
    pub(crate) outlet_url: Option<SiteUrl>,
    pub(crate) iso: Option<Cow<'a, str>>,
    /// The day without its weekday, or that there is none; null under the heading of the day.
    pub(crate) day: Option<Cow<'a, str>>,
    pub(crate) file: &'a str,
}

/// Whose words a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Of several: each names its speaker.
    Any,
    /// One person's: only those who speak along are named.
    Of(PersonIx),
}

impl<'a> Cx<'a> {
    /// A statement in a list outside its document.
    pub(crate) fn statement(&self, at: StatementRef, whose: Whose) -> Option<StatementView<'a>> {
        let article = self.corpus.article(at.article)?;
        let said = statement(article, at.statement)?;
        let mark = self.plan.catalogue.mark(at);
        let text = article.document.text.as_str();
        let (speakers, described) = self.who(at.article, article, said);
        let names = speakers.iter().map(|(named, _)| named.name).collect();
        let own = |ix| matches!(whose, Whose::Of(owner) if ix == Some(owner));
        let others = speakers.into_iter().filter(|(_, ix)| !own(*ix));
        let speakers: Vec<Named<'a>> = others.map(|(named, _)| named).collect();
        let unmarked = said.kind == StatementKind::Direct && !is_marked(text, said.text);
        Some(StatementView {
            anchor: None,
            kind: Kind { key: said.kind.name(), word: self.words.kind.of(said.kind) },
            naming: match (whose, speakers.is_empty(), described) {
                (Whose::Any, false, _) => Naming::Named,
                (Whose::Of(_), false, _) => Naming::Along,
                (_, true, Some(_)) => Naming::Described,
                (Whose::Of(_), true, None) => Naming::Heading,
                (Whose::Any, true, None) => Naming::Unknown,
            },
            speakers,
            names,
            described,
            verb: said.cue.as_ref().and_then(|cue| verb(text, cue)),
            comp: said.comp.map(|span| span.of(text)).filter(|words| !words.is_empty()),
            runs: runs(text, said),
            alone: alone(text, said),
            quoted: said.kind == StatementKind::Direct && !unmarked,
            note: unmarked.then_some(self.words.statement.unmarked.as_str()),
            confidence: self.confidence(said),
            via: said.via.map(|span| span.of(text)),
            inside: None,
            origin: self.origin(at.article, article),
            place: self.href(Page::Document(at.article)).at('t', mark),
        })
    }

    /// A statement in its document's own list.
    pub(crate) fn own_statement(
        &self,
        at: StatementRef,
        numbers: &[Option<usize>],
    ) -> Option<StatementView<'a>> {
        let mark = self.plan.catalogue.mark(at);
        let number = |ix: StatementIx| numbers.get(ix.0 as usize).copied().flatten();
        let said = statement(self.corpus.article(at.article)?, at.statement)?;
        let inside = said.parent.and_then(|parent| {
            let mark = self.plan.catalogue.mark(StatementRef { statement: parent, ..at });
            let number = self.display.number(number(parent)?);
            Some(Inside { url: SiteUrl::here('q', mark), number })
        });
        let number = number(at.statement).map(|n| self.display.number(n));
        let view = self.statement(at, Whose::Any)?;
        Some(StatementView {
            anchor: Some(Anchor { id: mark, number }),
            inside,
            place: SiteUrl::here('t', mark),
            ..view
        })
    }

    /// Who speaks: the named with their pages, each once, or the phrase for somebody unnamed.
    fn who(
        &self,
        ix: ArticleIx,
        article: &'a Article,
        said: &'a Statement,
    ) -> (Vec<(Named<'a>, Option<PersonIx>)>, Option<&'a str>) {
        if let Speaker::Described(span) = said.speaker {
            return (Vec::new(), Some(article.document.text.slice(span)));
        }
        let mut speakers: Vec<(Named<'a>, Option<PersonIx>)> = Vec::new();
        for at in said.speaker.mentions() {
            let Some(mention) = article.mentions.get(at.0 as usize) else { continue };
            let person = self.corpus.person_of(ix, *at);
            let named = match person {
                Some(ix) => self.person(ix),
                None => Named { name: &mention.name.canonical, url: None },
            };
            if !speakers.iter().any(|(other, _)| other.name == named.name) {
                speakers.push((named, person));
            }
        }
        (speakers, None)
    }

    fn confidence(&self, said: &Statement) -> &'a str {
        let words = &self.words.statement;
        match said.speaker {
            _ if said.evidence.rule == EDITOR => &words.corrected,
            Speaker::Unknown => &words.unnamed,
            _ if said.evidence.score >= Statement::FIRM => &words.firm,
            _ => &words.probable,
        }
    }

    fn origin(&self, ix: ArticleIx, article: &'a Article) -> Origin<'a> {
        let outlet = self.outlet_of(ix);
        let date = self.date(ix);
        Origin {
            outlet: outlet.as_ref().map(|outlet| outlet.name),
            outlet_url: outlet.and_then(|outlet| outlet.url),
            iso: date.iso,
            day: Some(date.short),
            file: article.document.id.file_name(),
        }
    }

    /// A statement under the heading of its day.
    pub(crate) fn statement_of_day(
        &self,
        at: StatementRef,
        whose: Whose,
    ) -> Option<StatementView<'a>> {
        let view = self.statement(at, whose)?;
        Some(StatementView { origin: Origin { day: None, ..view.origin }, ..view })
    }
}

/// Classes of verbs whose words say without them what is meant.
const PLAIN: [&str; 15] = [
    "say", "announce", "assert", "add", "explain", "point", "convey", "reveal", "admit", "claim",
    "reply", "conclude", "write", "consider", "warn",
];

/// The words of a statement where nothing stands beside them: of what is denied, doubted or hoped for they
/// begin at its verb, «نفى وجود أزمة».
fn alone<'a>(text: &'a str, said: &Statement) -> Option<&'a str> {
    let reported = said.cue.as_ref().filter(|_| said.kind != StatementKind::Direct);
    let cue = reported.filter(|cue| !PLAIN.contains(&&*cue.class)).map(|cue| cue.span);
    match cue {
        None => Some(said.text.of(text)),
        Some(cue) => {
            (cue.start < said.text.start).then(|| Span::new(cue.start, said.text.end).of(text))
        }
    }
}

/// The verb beside a name: a conjunction before it is dropped, a colon alone is none.
pub(crate) fn verb<'a>(text: &'a str, cue: &Cue) -> Option<&'a str> {
    without_conjunction(cue.span.of(text), &cue.lemma)
}

/// The words of a statement, parted where the speaker's own begin and end.
pub(crate) fn runs<'a>(text: &'a str, said: &Statement) -> Vec<Run<'a>> {
    let whole = said.text;
    let exact = exact(text, said);
    let mut runs = Vec::new();
    let mut at = whole.start;
    for span in exact {
        let from = span.start.max(at);
        if span.end <= from {
            continue;
        }
        push(&mut runs, text, Span::new(at, from), Exact::No);
        push(&mut runs, text, Span::new(from, span.end), Exact::Yes);
        at = span.end;
    }
    push(&mut runs, text, Span::new(at, whole.end.max(at)), Exact::No);
    runs
}

/// Whether words are the speaker's own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exact {
    Yes,
    No,
}

fn push<'a>(runs: &mut Vec<Run<'a>>, text: &'a str, span: Span, exact: Exact) {
    let words = span.of(text);
    if !words.is_empty() {
        runs.push(Run { text: words, exact: exact == Exact::Yes });
    }
}

/// The speaker's own words in a statement, with the marks round them, in order.
pub(crate) fn exact(text: &str, said: &Statement) -> Vec<Span> {
    match said.kind {
        StatementKind::Direct => vec![said.text],
        StatementKind::Mixed => {
            let mut spans: Vec<Span> = said
                .quoted
                .iter()
                .filter(|span| said.text.contains(**span))
                .map(|span| with_marks(text, *span, said.text))
                .collect();
            spans.sort_unstable();
            spans
        }
        _ => Vec::new(),
    }
}

/// A span with the marks directly round it, as far as `within` reaches.
pub(crate) fn with_marks(text: &str, span: Span, within: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let open =
        before.trim_end_matches(' ').chars().next_back().filter(|c| QUOTATION_MARKS.contains(c));
    let close =
        after.trim_start_matches(' ').chars().next().filter(|c| QUOTATION_MARKS.contains(c));
    let blanks = |whole: &str, trimmed: &str| whole.len() - trimmed.len();
    let start = open.map_or(span.range().start, |mark| {
        before.len() - blanks(before, before.trim_end_matches(' ')) - mark.len_utf8()
    });
    let end = close.map_or(span.range().end, |mark| {
        span.range().end + blanks(after, after.trim_start_matches(' ')) + mark.len_utf8()
    });
    let wide = Span::from_bytes(start, end);
    Span::new(wide.start.max(within.start), wide.end.min(within.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, WordsId};

    fn check_verb(words: &str, lemma: &str, expected: Option<&str>) {
        let span = Span::from_bytes(0, words.len());
        let cue = Cue { span, lemma: lemma.into(), class: "say".into() };
        assert_eq!(verb(words, &cue), expected, "{words}");
    }

    #[test]
    fn a_conjunction_is_no_part_of_the_verb() {
        check_verb("وقال", "قال", Some("قال"));
        check_verb("ويؤكد", "أكد", Some("يؤكد"));
        check_verb("وَأكد", "أكد", Some("أكد"));
        check_verb("مضيفا", "أضاف", Some("مضيفا"));
        check_verb("وصف", "وصف", Some("وصف"));
        check_verb("ووصف", "وصف", Some("وصف"));
        check_verb("فأجاب", "أجاب", Some("أجاب"));
        check_verb(":", "", None);
    }

    fn check_runs(text: &str, words: &str, quoted: &[&str], expected: &[(&str, bool)]) {
        let find = |part: &str| {
            let start = text.find(part).unwrap();
            Span::from_bytes(start, start + part.len())
        };
        let said = Statement {
            kind: StatementKind::Mixed,
            text: find(words),
            words: WordsId::of(words),
            speaker: Speaker::Unknown,
            mention: None,
            cue: None,
            comp: None,
            quoted: quoted.iter().map(|part| find(part)).collect(),
            via: None,
            parent: None,
            topics: Vec::new(),
            evidence: Evidence { rule: "quote", score: 90 },
        };
        let runs = runs(text, &said);
        let runs: Vec<(&str, bool)> = runs.iter().map(|run| (run.text, run.exact)).collect();
        assert_eq!(runs, expected);
    }

    #[test]
    fn exact_runs_take_their_marks_along() {
        check_runs(
            "قال إن الحل \"قريب جدا\" بإذنه.",
            "الحل \"قريب جدا\" بإذنه",
            &["قريب جدا"],
            &[("الحل ", false), ("\"قريب جدا\"", true), (" بإذنه", false)],
        );
        check_runs(
            "الحل ” قريب “",
            "الحل ” قريب “",
            &["قريب"],
            &[("الحل ", false), ("” قريب “", true)],
        );
    }
}
