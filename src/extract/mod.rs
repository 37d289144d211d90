//! Document → article, one file per kind of fact.

mod according;
mod across;
mod actor;
mod addressee;
mod attribution;
mod before_verb;
mod beside_name;
mod between;
pub(crate) mod block;
mod body;
mod circumstance;
mod complement;
mod coordinated;
mod corrections;
mod cue;
mod date;
mod dialogue;
pub(crate) mod doc_type;
mod entity;
mod explain;
mod extent;
mod frame;
pub(crate) mod headline;
mod honour;
mod issued;
mod judged;
mod label;
mod layer;
mod lexicon_check;
mod limit;
mod memory;
mod nested;
mod object;
mod occasion;
mod outlet;
mod own_words;
mod paragraph;
mod place;
mod pointing;
mod points_back;
mod qid;
mod question;
mod quote;
mod quote_first;
mod score;
mod second_speaker;
mod signature;
mod speaker;
mod stage;
mod takes_over;
mod teaser;
mod topic;
mod unclosed;
mod unread;
mod unreal;

pub use corrections::Editor;
pub use date::read_date;
pub use explain::{Considered, Rejected, RejectedTopic, Removed, considered};
pub use lexicon_check::{
    Candidate, DeadForm, DeadForms, Example, LexiconCheck, LexiconReport, Sightings,
};
pub use qid::qids;
pub(crate) use qid::words_id;
pub use stage::Stage;

use crate::diagnostic::{Checked, Code, Diagnostic, Note};
use crate::lang::{Lexicon, TokenKind, Tokens};
use crate::model::{Article, Document, Headline, Span};

/// What every extractor reads: the document, its tokens, the language data.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) document: &'a Document,
    /// Tokens of the whole text, in order.
    pub(crate) tokens: &'a Tokens,
    pub(crate) lexicon: &'a Lexicon,
}

impl<'a> Reader<'a> {
    /// True for a form of a reporting verb that stands in the file of verbs as it is, or with the
    /// conjunction; masdars do not count, they are common nouns.
    pub(crate) fn is_cue_form(&self, ix: usize) -> bool {
        let verbs = &self.lexicon.verbs;
        let bare = || self.tokens.word(ix).strip_prefix(['و', 'ف']);
        verbs.words.at(self.tokens, ix) || bare().is_some_and(|bare| verbs.is_form(bare))
    }

    /// True for a word of the closed classes.
    pub(crate) fn is_stop(&self, ix: usize) -> bool {
        self.lexicon.grammar.stop_words.at(self.tokens, ix) || self.is_complementiser(ix)
    }

    /// True for the preposition before the one who is asked: «طلب من».
    pub(crate) fn is_addressee_preposition(&self, ix: usize) -> bool {
        self.lexicon.grammar.addressee.at(self.tokens, ix)
    }

    /// True for a word that tells how something is said: «بوضوح», «بصوت»; «باسم» tells for whom.
    pub(crate) fn is_manner(&self, ix: usize) -> bool {
        let word = self.tokens.word(ix);
        let noun =
            word.strip_prefix('ب').filter(|_| !self.lexicon.names.chain_links.contains(word));
        noun.is_some_and(|noun| self.lexicon.grammar.manner.contains(noun))
    }

    /// True for a word with a preposition on its article: «بالقول», «للنواب».
    pub(crate) fn has_preposition(&self, ix: usize) -> bool {
        let word = self.tokens.word(ix);
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        let on_article = bare.strip_prefix(['ب', 'ك', 'ل']).is_some_and(crate::lang::has_article);
        let swallowed = bare.strip_prefix('ل').is_some_and(|rest| rest.starts_with('ل'));
        (on_article || swallowed) && word.chars().count() > 4
    }

    /// True for a word that may be a preposition and its noun: «بعبارات», «للنواب»; not for a common
    /// noun that begins with the same letter.
    pub(crate) fn may_have_preposition(&self, ix: usize) -> bool {
        let word = self.tokens.word(ix);
        let attached = self
            .tokens
            .stripped(ix)
            .any(|base| word.get(..base.cut()).is_some_and(|cut| cut.ends_with(['ب', 'ك', 'ل'])));
        self.has_preposition(ix) || (attached && !self.lexicon.grammar.common.contains(word))
    }

    /// True for a word that speaks of the speaker: «لدي», not «لدى», which folds to the same.
    pub(crate) fn is_own_word(&self, ix: usize) -> bool {
        let listed = self.lexicon.grammar.first_person.at(self.tokens, ix);
        listed && !self.plain(ix).ends_with('ى')
    }

    /// True for «أن» and its like.
    pub(crate) fn is_complementiser(&self, ix: usize) -> bool {
        self.lexicon.grammar.complementisers.at(self.tokens, ix)
    }

    /// The complementiser at a token, with the preposition that belongs to it: «إلى أن».
    pub(crate) fn clause_at(&self, ix: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        if self.is_complementiser(ix) {
            return Some(1);
        }
        let preposition = grammar.complementiser_prepositions.at(self.tokens, ix);
        (preposition && self.is_complementiser(ix + 1)).then_some(2)
    }

    /// «لكن مسؤولا», «إن مصدرا»: a source without a name in the accusative, behind what governs it.
    pub(crate) fn governed_source(&self, ix: usize) -> Option<crate::lang::Hit<'_, ()>> {
        let before = ix.checked_sub(1)?;
        let adversatives = &self.lexicon.grammar.adversatives;
        let governed = self.is_complementiser(before)
            || adversatives.longest_with_proclitics(self.tokens, before).is_some();
        let source = || self.lexicon.names.unnamed_accusatives.longest(self.tokens, ix);
        governed.then(source).flatten()
    }

    /// True for an adjective that can go on a noun phrase: of a country, by its ending, or listed.
    pub(crate) fn is_adjective(&self, ix: usize) -> bool {
        let word = self.tokens.word(ix);
        let grammar = &self.lexicon.grammar;
        // «طوارئ» folds to the ending of an adjective.
        let ending = || {
            !self.plain(ix).ends_with('ئ')
                && grammar.ending.adjective.iter().any(|end| word.ends_with(end.as_str()))
        };
        grammar.adjectives.at(self.tokens, ix)
            || self.lexicon.names.title_adjectives.at(self.tokens, ix)
            || self.lexicon.names.country_of_adjective(self.tokens, ix).is_some()
            || (word.chars().count() >= 5 && ending())
    }

    /// True for the verbal noun of a report, with a pronoun or without: «قول», «قوله».
    pub(crate) fn is_said(&self, word: &str) -> bool {
        let verbs = &self.lexicon.verbs;
        let pronoun = self.lexicon.grammar.possessive(word);
        let stem = pronoun.and_then(|pronoun| word.strip_suffix(pronoun));
        verbs.is_masdar(word) || stem.is_some_and(|stem| verbs.is_masdar(stem))
    }

    /// A word without the possessive pronoun of the third person that it bears, and the pronoun.
    pub(crate) fn possessed(&self, ix: usize) -> Option<(&'a str, &'a str)> {
        let word = self.tokens.word(ix);
        let pronoun = self.lexicon.grammar.possessive(word)?;
        // Ta marbuta folds to ha: only a real ha is a pronoun.
        let stem = word.strip_suffix(pronoun).filter(|_| !self.plain(ix).ends_with('ة'))?;
        Some((stem, pronoun))
    }

    /// True where a phrase surely ends before a token: at a mark, or where a clause begins.
    pub(crate) fn is_shut(&self, ix: usize) -> bool {
        self.tokens.kind(ix) == Some(TokenKind::Mark) || self.clause_at(ix).is_some()
    }

    /// A token as it stands, where its matching form says too little: «ة» folds to «ه».
    pub(crate) fn plain(&self, ix: usize) -> &'a str {
        self.words(self.tokens.span(ix..ix + 1))
    }

    /// The words of a span as they stand.
    pub(crate) fn words(&self, span: Span) -> &'a str {
        self.document.text.slice(span)
    }
}

/// The facts of a document. Never fails; what is not found is absent with its reason.
pub fn article(document: Document, lexicon: &Lexicon) -> Checked<Article> {
    article_by_stage(document, lexicon, &mut |_| {})
}

/// As [`article`], with the tokens of the text for who goes on reading it.
pub fn article_with_tokens(document: Document, lexicon: &Lexicon) -> (Checked<Article>, Tokens) {
    read(document, lexicon, &mut |_| {})
}

/// As [`article`]; `done` is told of each stage when it is over.
pub fn article_by_stage(
    document: Document,
    lexicon: &Lexicon,
    done: &mut dyn FnMut(Stage),
) -> Checked<Article> {
    read(document, lexicon, done).0
}

fn read(
    document: Document,
    lexicon: &Lexicon,
    done: &mut dyn FnMut(Stage),
) -> (Checked<Article>, Tokens) {
    let tokens = Tokens::new(lexicon.folder(), document.text.as_str());
    done(Stage::Tokens);
    let reader = Reader { document: &document, tokens: &tokens, lexicon };
    let (mut kinds, mut fields) = block::kinds(&reader);
    done(Stage::Blocks);
    let headline = headline::headline(&reader, &mut kinds).map(|headline| Headline {
        span: limit::shortened(&reader, headline.span, limit::HEADLINE),
        ..headline
    });
    fields.outlet = fields
        .outlet
        .or_else(|| headline.as_ref().and_then(|headline| headline::outlet(&reader, headline)));
    done(Stage::Headline);
    let (doc_type, owner) = doc_type::doc_type(&reader, headline.as_ref(), &kinds);
    done(Stage::Type);
    let (date, mentioned) = date::publication(&reader, &kinds, headline.as_ref(), &fields);
    done(Stage::Dates);
    let body = body::read(&reader, &kinds, headline.as_ref(), (doc_type, owner), done);
    let body::Body { sentences, mut statements, mut mentions, parts, cut } = body;
    let scene = place::scene(&reader, &parts, &statements, &mut mentions);
    let topics = topic::of_document(&reader, &parts, &mentions);
    for statement in &mut statements {
        statement.topics = topic::of_statement(&reader, statement.text, &mentions);
    }
    done(Stage::Topics);
    let mut diagnostics = Vec::new();
    if cut > 0 {
        let message = format!("over the limit of {} statements: {cut} left out", limit::STATEMENTS);
        diagnostics.push(Diagnostic::new(Code::Note(Note::Cut), &document.id, message));
    }
    let value = Article {
        document,
        doc_type,
        kinds,
        fields,
        headline,
        date,
        mentioned,
        sentences,
        statements,
        mentions,
        topics,
        corrections: Vec::new(),
        scene,
    };
    (Checked { value: value.fitted(), diagnostics }, tokens)
}
