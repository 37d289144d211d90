//! What matters: the score of a statement among those of its document.
//!
//! Whole numbers throughout, thousandths of a point, so that no machine rounds differently.

use std::collections::{BTreeMap, HashSet};

use crate::lang::{Lexicon, Phrases, TokenKind, Tokens, WordKey};
use crate::model::{
    Article, ArticleIx, Mention, MentionIx, MentionKind, Span, Speaker, Statement, StatementIx,
    StatementKind,
};

use super::content::{Content, Stems};

/// Weights in thousandths of a point.
mod weight {
    /// Of the kind of a statement.
    pub(super) const KIND: u64 = 1000;
    /// Of the class of its verb.
    pub(super) const CLASS: u64 = 800;
    /// Of who speaks.
    pub(super) const SPEAKER: u64 = 800;
    /// Of the share of the headline's words that it repeats.
    pub(super) const HEADLINE: u64 = 1000;
    /// Of its mean likeness to the other statements.
    pub(super) const CENTRALITY: u64 = 500;
    /// Of standing first.
    pub(super) const POSITION: u64 = 400;
    /// Of holding a number.
    pub(super) const NUMBER: u64 = 300;
    /// Of holding a word of will or duty.
    pub(super) const MODAL: u64 = 200;
    /// Against twice `LONG` words; proportionally less from `LONG` on.
    pub(super) const LENGTH: u64 = 500;
    /// Against beginning with a word that points outside.
    pub(super) const POINTS_OUTSIDE: u64 = 400;
}

/// Words from which on a statement is long.
const LONG: u64 = 60;

/// Weight of a speaker in per cent where no office says it: somebody named, a body, nobody named.
const NAMED: u8 = 60;
const BODY: u8 = 80;
const UNNAMED: u8 = 40;

/// Ranks the statements of documents. Made once, used for all.
#[derive(Debug)]
pub struct Salience<'a> {
    lexicon: &'a Lexicon,
    pub(super) content: Content<'a>,
    /// Words of will and duty.
    modal: HashSet<String>,
    /// Words that point at something said before.
    pointing: HashSet<String>,
    /// Per cent by the first words of an office.
    offices: Phrases<u8>,
    /// Per cent by the name of people whose office is on file.
    holders: BTreeMap<&'a str, u8>,
}

/// How a statement stands among those of its document, whatever is chosen beside it.
#[derive(Debug)]
pub(super) struct Rank {
    pub(super) ix: StatementIx,
    /// In thousandths, never below 0.
    pub(super) score: u64,
    pub(super) words: u64,
    pub(super) stems: Stems,
    /// The key of the name, phrase or nothing that stands for who speaks.
    pub(super) speaker: WordKey,
}

/// A statement with all that the selection needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked<'s> {
    /// The article, where there are several; else the first.
    pub(super) article: ArticleIx,
    pub(super) statement: &'s Statement,
    pub(super) rank: &'s Rank,
}

impl<'s> Ranked<'s> {
    /// The statements of an article that `ranks` were made of.
    pub(super) fn of(
        ix: ArticleIx,
        article: &'s Article,
        ranks: &'s [Rank],
    ) -> impl Iterator<Item = Self> {
        ranks.iter().filter_map(move |rank| {
            let statement = article.statements.get(rank.ix.0 as usize)?;
            Some(Self { article: ix, statement, rank })
        })
    }
}

impl<'a> Salience<'a> {
    /// Reads weights and words from the lexicon.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        let folder = lexicon.folder();
        let class = |name: &str| {
            let words = lexicon.files.stopwords.get(name).into_iter().flat_map(|row| &row.word);
            words.map(|word| folder.key(word)).collect()
        };
        let mut offices = Phrases::default();
        for office in lexicon.files.titles.office.iter().filter(|office| !office.weak) {
            for head in &office.head {
                offices.insert(folder, head, office.rank);
            }
        }
        let mut salience = Self {
            lexicon,
            content: Content::new(lexicon),
            modal: class("modal"),
            pointing: class("pronoun"),
            offices,
            holders: BTreeMap::new(),
        };
        for person in &lexicon.files.persons.person {
            let rank = person.office.as_ref().and_then(|office| salience.office_rank(office));
            salience.holders.extend(rank.map(|rank| (person.name.as_str(), rank)));
        }
        salience
    }

    /// Per cent of an office by its first words; `None` where it is none.
    fn office_rank(&self, words: &str) -> Option<u8> {
        let tokens = Tokens::new(self.lexicon.folder(), words);
        let hit = self.offices.longest_with_proclitics(&tokens, 0);
        hit.map(|hit| *hit.value)
    }

    /// The tokens of an article's text.
    pub(super) fn tokens(&self, article: &Article) -> Tokens {
        Tokens::new(self.lexicon.folder(), article.document.text.as_str())
    }

    /// The statements that can be key statements, in the order of the text, with their scores:
    /// the counted ones; where there are none, those that only say what was spoken of.
    pub(super) fn ranks(&self, article: &Article, tokens: &Tokens) -> Vec<Rank> {
        let pairs = || (0..).map(StatementIx).zip(&article.statements);
        let mut chosen: Vec<_> = pairs().filter(|(_, other)| other.is_counted()).collect();
        if chosen.is_empty() {
            let shown = |statement: &Statement| {
                statement.kind == StatementKind::Topic
                    && statement.evidence.score >= Statement::SHOWN
            };
            chosen = pairs().filter(|(_, other)| shown(other)).collect();
        }
        let headline = article.headline.map(|headline| self.content.stems(tokens, headline.span));
        let ranks = self.speaker_ranks(article);
        let stems: Vec<Stems> =
            chosen.iter().map(|(_, other)| self.content.stems(tokens, other.text)).collect();
        let centralities = centralities(&stems);
        let total = chosen.len() as u64;
        let parts = chosen.into_iter().zip(stems).zip(centralities).zip(0u64..);
        parts
            .map(|((((ix, statement), stems), centrality), place)| {
                let gains = [
                    weight::KIND * kind_share(statement.kind) / 100,
                    weight::CLASS * class_share(statement) / 100,
                    weight::SPEAKER * u64::from(speaker_share(article, statement, &ranks)) / 100,
                    weight::HEADLINE * headline.as_ref().map_or(0, |h| stems.share_of(h)) / 1000,
                    weight::CENTRALITY * centrality / 1000,
                    weight::POSITION * (total - place) / total.max(1),
                    self.marks(tokens, statement.text),
                ];
                let words = word_count(tokens, statement.text);
                let losses = self.losses(tokens, statement.text, words);
                let score = gains.iter().sum::<u64>().saturating_sub(losses);
                let speaker = WordKey::new(&speaker_name(article, statement));
                Rank { ix, score, words, stems, speaker }
            })
            .collect()
    }

    /// Points for numbers and for words of will and duty.
    fn marks(&self, tokens: &Tokens, span: Span) -> u64 {
        let mut within = tokens.within(span);
        let number = within.clone().any(|ix| tokens.kind(ix) == Some(TokenKind::Number));
        let modal = within.any(|ix| is_word_of(&self.modal, tokens.word(ix)));
        u64::from(number) * weight::NUMBER + u64::from(modal) * weight::MODAL
    }

    /// Points against length and against beginning with a word that points outside.
    fn losses(&self, tokens: &Tokens, span: Span, words: u64) -> u64 {
        let over = words.saturating_sub(LONG).min(LONG);
        let first = tokens.word(tokens.within(span).start);
        let points = is_word_of(&self.pointing, first);
        weight::LENGTH * over / LONG + u64::from(points) * weight::POINTS_OUTSIDE
    }

    /// Per cent of everybody whose office the article or the alias file tells.
    fn speaker_ranks<'s>(&self, article: &'s Article) -> BTreeMap<&'s str, u8> {
        let mut ranks = BTreeMap::new();
        for mention in &article.mentions {
            let office = match mention.kind {
                MentionKind::Office => Some(mention.span),
                MentionKind::Person => mention.title,
                MentionKind::Body | MentionKind::Place => None,
            };
            let stated =
                office.and_then(|span| self.office_rank(article.document.text.slice(span)));
            let name: &str = &mention.name.canonical;
            let rank = stated.max(self.holders.get(name).copied());
            if let Some(rank) = rank {
                let known = ranks.entry(name).or_insert(rank);
                *known = rank.max(*known);
            }
        }
        ranks
    }
}

/// True for a word of a class, with or without a conjunction.
fn is_word_of(class: &HashSet<String>, word: &str) -> bool {
    class.contains(word) || word.strip_prefix(['و', 'ف']).is_some_and(|rest| class.contains(rest))
}

/// Per cent of a kind.
fn kind_share(kind: StatementKind) -> u64 {
    match kind {
        StatementKind::Direct => 100,
        StatementKind::Mixed => 90,
        StatementKind::Indirect => 80,
        StatementKind::Topic | StatementKind::Headline => 20,
    }
}

/// Per cent of the class of the cue verb: acts of speech before reports of it.
fn class_share(statement: &Statement) -> u64 {
    match statement.cue.as_ref().map_or("", |cue| &*cue.class) {
        "announce" | "threaten" | "warn" | "reject" | "call" | "accuse" | "promise" | "order"
        | "condemn" => 100,
        "assert" | "reveal" | "deny" | "admit" | "criticise" | "agree" | "propose" | "claim"
        | "expect" => 80,
        "add" => 50,
        "topic" => 10,
        _ => 60,
    }
}

/// Per cent of who speaks; of several the highest.
fn speaker_share(article: &Article, statement: &Statement, ranks: &BTreeMap<&str, u8>) -> u8 {
    let share = |mention: &Mention| {
        let usual = if mention.kind == MentionKind::Person { NAMED } else { BODY };
        ranks.get(&*mention.name.canonical).copied().unwrap_or(usual)
    };
    mentions(article, &statement.speaker).map(share).max().unwrap_or(UNNAMED)
}

fn mentions<'s>(
    article: &'s Article,
    speaker: &'s Speaker,
) -> impl Iterator<Item = &'s Mention> + 's {
    let at = |ix: &MentionIx| article.mentions.get(ix.0 as usize);
    speaker.mentions().iter().filter_map(at)
}

/// What stands for the speaker: names, the phrase of somebody unnamed, or nothing.
fn speaker_name(article: &Article, statement: &Statement) -> String {
    match statement.speaker {
        Speaker::Described(span) => article.document.text.slice(span).to_owned(),
        Speaker::Unknown => String::new(),
        Speaker::Named(_) | Speaker::Joint(_) => {
            let names = mentions(article, &statement.speaker);
            names.map(|mention| &*mention.name.canonical).collect::<Vec<_>>().join("\n")
        }
    }
}

fn word_count(tokens: &Tokens, span: Span) -> u64 {
    let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
    words.count() as u64
}

/// For each set its mean cosine with the others, in thousandths.
///
/// The sum of cosines with all others is taken from a sum for each stem, so that the cost is
/// linear in the number of statements.
fn centralities(sets: &[Stems]) -> Vec<u64> {
    // A set of n stems is a vector of length √n: each stem counts 1/√n, here in millionths.
    let part = |set: &Stems| 1_000_000_000 / root(set.len() as u64).max(1);
    let mut sums: BTreeMap<WordKey, u64> = BTreeMap::new();
    for set in sets {
        let part = part(set);
        set.keys().for_each(|stem| *sums.entry(stem).or_default() += part);
    }
    let others = (sets.len() as u64).saturating_sub(1).max(1);
    let centrality = |set: &Stems| {
        let own = part(set);
        let all = set.keys().filter_map(|stem| sums.get(&stem));
        let sum: u64 = all.map(|sum| sum.saturating_sub(own)).sum();
        sum / 1000 * own / 1_000_000 / others
    };
    sets.iter().map(centrality).collect()
}

/// The square root in thousandths.
pub(super) fn root(n: u64) -> u64 {
    n.saturating_mul(1_000_000).isqrt()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;

    fn scores(article: &Article) -> Vec<u64> {
        let lexicon = lexicon();
        let salience = Salience::new(&lexicon);
        let tokens = salience.tokens(article);
        salience.ranks(article, &tokens).iter().map(|rank| rank.score).collect()
    }

    fn two(first: &str, second: &str) -> Draft {
        Draft::new("a.txt", &format!("قال سالم إن {first}. وأضاف كريم أن {second}."))
            .person("سالم", "سالم")
            .person("كريم", "كريم")
            .statement(first, Speaker::Named(MentionIx(0)))
            .statement(second, Speaker::Named(MentionIx(1)))
    }

    #[test]
    fn will_and_numbers_count() {
        let plain = scores(&two("الطريق آمن", "الميناء مفتوح").article());
        let modal = scores(&two("الطريق آمن", "الميناء يجب فتحه").article());
        let number = scores(&two("الطريق آمن", "الميناء استقبل 12 سفينة").article());
        assert_eq!(modal[1] - plain[1], weight::MODAL);
        assert_eq!(number[1] - plain[1], weight::NUMBER);
    }

    #[test]
    fn what_points_outside_or_runs_on_counts_less() {
        let plain = scores(&two("الطريق آمن", "الميناء مفتوح").article());
        let pointing = scores(&two("الطريق آمن", "ذلك مفتوح").article());
        assert_eq!(plain[1] - pointing[1], weight::POINTS_OUTSIDE);
        let long = "كلمة ".repeat(90) + "أخيرة";
        let long = scores(&two("الطريق آمن", &long).article());
        assert_eq!(plain[1] - long[1], weight::LENGTH * 31 / 60);
    }

    #[test]
    fn offices_weigh_by_rank() {
        let text = "قال وزير الزراعة سالم إن القمح وافر. وقال المزارع كريم إن الماء قليل.";
        let draft = Draft::new("a.txt", text)
            .person("سالم", "سالم")
            .titled("وزير الزراعة")
            .person("كريم", "كريم")
            .statement("القمح وافر", Speaker::Named(MentionIx(0)))
            .statement("الماء قليل", Speaker::Named(MentionIx(1)));
        let scores = scores(&draft.article());
        let position = weight::POSITION / 2;
        assert_eq!(scores[0] - scores[1], position + weight::SPEAKER * 30 / 100);
    }

    #[test]
    fn the_headline_draws_its_words_up() {
        let text = "فتح الميناء\nقال سالم إن الطريق آمن. وأضاف سالم أن الميناء سيفتح.";
        let draft = Draft::new("a.txt", text)
            .headline("فتح الميناء")
            .statement("الطريق آمن", Speaker::Unknown)
            .statement("الميناء سيفتح", Speaker::Unknown);
        let scores = scores(&draft.article());
        assert_eq!(scores[1] + weight::POSITION / 2 - scores[0], weight::HEADLINE / 2);
    }

    #[test]
    fn likeness_is_the_mean_cosine() {
        let set = |words: &str| words.split(' ').collect::<Stems>();
        let near = |sets: &[Stems], expected: &[u64]| {
            let found = centralities(sets);
            let close = found.iter().zip(expected).all(|(f, e)| f.abs_diff(*e) <= 2);
            assert!(close && found.len() == expected.len(), "{found:?}");
        };
        near(&[set("a b"), set("a b"), set("c d")], &[500, 500, 0]);
        near(&[set("a b c d"), set("a")], &[500, 500]);
        near(&[set("a")], &[0]);
        near(&[], &[]);
    }
}
