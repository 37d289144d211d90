//! Phrases that some documents use more than the others: two to four words as they stand.
//!
//! A phrase crosses no mark, verb, name, number or line, and neither begins nor ends with a stop
//! word; forms of a word are one by their stems. It is shown as it stands, and is never a topic.

mod likelihood;
mod telling;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::lang::{Gap, Lexicon, Tokens, stem};
use crate::model::{Article, MentionKind, PHRASE_WORDS, Phrase, PhraseUse, Phrases, Span};

pub use telling::key_phrases;

/// A document's uses of a phrase that count.
const USES: u32 = 3;
/// Uses that make a phrase: in one document, and in all together.
const IN_DOCUMENT: u32 = 2;
const IN_ALL: u32 = 3;

/// Numbers of stems, in the order of their first use; 0 stands between what a phrase may not cross.
type Stems = [u32; PHRASE_WORDS];

/// A text as phrases see it.
#[derive(Default)]
struct Text(Vec<Word>);

/// A word, or what a phrase may not cross.
#[derive(Clone, Copy)]
struct Word {
    /// The number of its stem; 0 for what a phrase may not cross.
    stem: u32,
    span: Span,
    /// True for a word that a phrase may begin and end with.
    is_edge: bool,
}

/// The phrases of articles, which are in step with them.
pub(super) fn phrases(articles: &[Article], lexicon: &Lexicon) -> Phrases {
    let mut reading = Reading::new(lexicon);
    for article in articles {
        let tokens = Tokens::new(lexicon.folder(), article.document.text.as_str());
        reading.read(article, &tokens);
    }
    reading.phrases(articles)
}

/// Reads articles one after the other; their phrases are known when all have been read.
pub(super) struct Reading<'a> {
    lexicon: &'a Lexicon,
    numbers: HashMap<Box<str>, u32>,
    forms: HashSet<Box<str>>,
    /// What is left of a word without the letter of a preposition, by the number of its stem.
    rests: BTreeMap<u32, Box<str>>,
    /// In step with the articles that were read.
    texts: Vec<Text>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            numbers: HashMap::new(),
            forms: HashSet::new(),
            rests: BTreeMap::new(),
            texts: Vec::new(),
        }
    }

    /// Reads an article; `tokens` are those of its text.
    pub(super) fn read(&mut self, article: &Article, tokens: &Tokens) {
        let mut barred: Vec<Span> = Vec::new();
        for mention in article.mentions.iter().filter(|m| m.kind == MentionKind::Person) {
            barred.push(mention.span);
            barred.extend(mention.title);
        }
        let mut text = Text::default();
        for part in article.own_words() {
            text.bar();
            for ix in tokens.within(part) {
                if tokens.gap(ix) == Gap::Line {
                    text.bar();
                }
                match self.word(tokens, ix, article) {
                    Some(word) => text.0.push(word),
                    None => text.bar(),
                }
            }
        }
        text.bar_all(&barred);
        self.texts.push(text);
    }

    /// The phrases of all; `articles` are those that were read.
    pub(super) fn phrases(mut self, articles: &[Article]) -> Phrases {
        let mut texts = std::mem::take(&mut self.texts);
        texts.iter_mut().for_each(|text| self.settle(text));
        let mut counts: HashMap<Stems, (u32, u32)> = HashMap::new();
        for text in &texts {
            for (stems, uses) in grouped(&uses(text)) {
                let n = u32::try_from(uses.len()).unwrap_or(USES).min(USES);
                let (all, most) = counts.entry(stems).or_default();
                *all = all.saturating_add(n);
                *most = (*most).max(n);
            }
        }
        counts.retain(|_, (all, most)| *all >= IN_ALL || *most >= IN_DOCUMENT);
        let mut made = Making { counts, numbers: HashMap::new(), phrases: Vec::new() };
        let mut phrases = Phrases::default();
        for (article, text) in articles.iter().zip(&texts) {
            phrases.by_article.push(made.uses(article, text));
            phrases.places.push(u32::try_from(text.0.len()).unwrap_or(u32::MAX));
        }
        phrases.all = made.finished();
        phrases
    }

    /// A word of a phrase; `None` for what a phrase does not cross.
    fn word(&mut self, tokens: &Tokens, ix: usize, article: &Article) -> Option<Word> {
        let lexicon = self.lexicon;
        let word = tokens.word(ix);
        let span = tokens.span(ix..ix + 1);
        // «الـ» and «بـ» set apart are no words.
        let is_stub = word.chars().count() < 2 || word.chars().eq(['ا', 'ل']);
        let according = lexicon.grammar.according_to.longest_with_proclitics(tokens, ix).is_some();
        if !tokens.is_word(ix) || is_stub || according {
            return None;
        }
        let bare = word.strip_prefix(['و', 'ف']);
        if lexicon.is_stop(word) || bare.is_some_and(|bare| lexicon.is_stop(bare)) {
            let stem = self.number(word);
            return Some(Word { stem, span, is_edge: false });
        }
        let names = &lexicon.names;
        let counterpart = names.counterparts.longest_with_proclitics(tokens, ix).is_some();
        let verb = lexicon.verbs.is_form(word) || is_joined_verb(lexicon, word);
        if verb || counterpart || names.name_stops.contains(word) {
            return None;
        }
        let day = lexicon.grammar.day_words.longest_with_proclitics(tokens, ix).is_some();
        let number = self.number(stem(word));
        self.note(word, number);
        let is_edge = !day && !is_plural_verb(lexicon, word) && !bears_masdar(word);
        let joined = bare.is_some_and(crate::lang::has_article);
        // The letter of the conjunction, in whatever form it is written.
        let letter = article.document.text.slice(span).chars().next().filter(|_| joined);
        let cut = letter.and_then(|c| u32::try_from(c.len_utf8()).ok()).unwrap_or_default();
        Some(Word { stem: number, span: Span::new(span.start + cut, span.end), is_edge })
    }

    /// Notes a form, and what it would be without the letter of a preposition.
    fn note(&mut self, word: &str, number: u32) {
        if !self.forms.contains(word) {
            self.forms.insert(word.into());
            let rest = word.strip_prefix(['ب', 'ك', 'ل']).filter(|rest| rest.chars().count() >= 3);
            if let Some(rest) = rest {
                self.rests.entry(number).or_insert_with(|| rest.into());
            }
        }
    }

    /// «بدفع», where the texts know «دفع»: a phrase neither begins nor ends with it. Known when all
    /// texts have been read.
    fn settle(&self, text: &mut Text) {
        let bears = |number: u32| self.rests.get(&number).is_some_and(|r| self.forms.contains(r));
        for word in text.0.iter_mut().filter(|word| word.is_edge) {
            word.is_edge = !bears(word.stem);
        }
    }

    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.numbers.get(stem) {
            return *number;
        }
        // 0 is no word.
        let number = u32::try_from(self.numbers.len() + 1).unwrap_or(u32::MAX);
        self.numbers.insert(stem.into(), number);
        number
    }
}

/// «يعملان», «يرفضون»: what bears the letter and the ending of a verb of several.
fn is_plural_verb(lexicon: &Lexicon, word: &str) -> bool {
    let ending = &lexicon.grammar.ending;
    let plural = [&ending.imperfect_plural, &ending.imperfect_dual];
    word.starts_with('ي')
        && word.chars().count() > 4
        && plural.into_iter().any(|end| word.ends_with(end.as_str()))
}

/// «لمراقبة», «لتحديث», «لإنشاء»: a preposition on the noun of an action, which wants its object.
fn bears_masdar(word: &str) -> bool {
    let Some(noun) = word.strip_prefix(['ل', 'ب']) else { return false };
    let letters: Vec<char> = noun.chars().collect();
    match letters.as_slice() {
        ['م', _, 'ا', .., 'ه'] => letters.len() >= 6,
        ['ت', _, _, 'ي', _] | ['ا', _, _, 'ا', _] => true,
        _ => false,
    }
}

fn is_joined_verb(lexicon: &Lexicon, word: &str) -> bool {
    word.strip_prefix(['و', 'ف']).is_some_and(|bare| lexicon.verbs.is_form(bare))
}

impl Text {
    /// Notes that no phrase goes past here.
    fn bar(&mut self) {
        if let Some(last) = self.0.last().filter(|word| word.stem > 0) {
            self.0.push(Word { stem: 0, span: last.span, is_edge: false });
        }
    }

    fn stem(&self, ix: usize) -> u32 {
        self.0.get(ix).map_or(0, |word| word.stem)
    }

    fn is_edge(&self, ix: usize) -> bool {
        self.0.get(ix).is_some_and(|word| word.is_edge)
    }

    /// Notes that no phrase holds a word of these spans.
    fn bar_all(&mut self, barred: &[Span]) {
        let mut barred: Vec<Span> = barred.to_vec();
        barred.sort_unstable_by_key(|span| span.start);
        // Headline and body are in the order of the text, and so are their words.
        let mut at = 0;
        for span in barred {
            while self.0.get(at).is_some_and(|word| word.span.end <= span.start) {
                at += 1;
            }
            let rest = self.0.iter_mut().skip(at);
            rest.take_while(|word| word.span.start < span.end).for_each(|word| word.stem = 0);
        }
    }
}

/// A phrase with the words that it stands on.
type Use = (Stems, std::ops::Range<usize>);

/// The phrases of a text: by their stems, the same ones in the order of the text.
fn uses(text: &Text) -> Vec<Use> {
    let mut uses = Vec::with_capacity(text.0.len());
    for start in (0..text.0.len()).filter(|ix| text.is_edge(*ix)) {
        let mut stems = Stems::default();
        for last in start..start + PHRASE_WORDS {
            let stem = text.stem(last);
            let slot = stems.get_mut(last - start).filter(|_| stem > 0);
            let Some(slot) = slot else { break };
            *slot = stem;
            if last > start && text.is_edge(last) {
                uses.push((stems, start..last + 1));
            }
        }
    }
    uses.sort_unstable_by_key(|(stems, place)| (*stems, place.start));
    uses
}

/// Each phrase once, with all its uses.
fn grouped(uses: &[Use]) -> impl Iterator<Item = (Stems, &[Use])> {
    let groups = uses.chunk_by(|(one, _), (other, _)| one == other);
    groups.filter_map(|same| Some((same.first()?.0, same)))
}

/// Phrases while they are put together.
struct Making {
    counts: HashMap<Stems, (u32, u32)>,
    numbers: HashMap<Stems, u32>,
    phrases: Vec<(Stems, BTreeMap<Box<str>, usize>)>,
}

impl Making {
    fn uses(&mut self, article: &Article, text: &Text) -> Vec<PhraseUse> {
        let headline = article.headline.map(|headline| headline.span);
        let mut made = Vec::new();
        for (stems, places) in grouped(&uses(text)) {
            if !self.counts.contains_key(&stems) {
                continue;
            }
            let next = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(stems).or_insert(next);
            if number == next {
                self.phrases.push((stems, BTreeMap::new()));
            }
            let span = |place: &std::ops::Range<usize>| {
                let (first, last) = (text.0.get(place.start)?, text.0.get(place.end - 1)?);
                Some(Span::new(first.span.start, last.span.end))
            };
            let spans: Vec<Span> = places.iter().filter_map(|(_, place)| span(place)).collect();
            if let Some((_, forms)) = self.phrases.get_mut(number as usize) {
                for span in &spans {
                    let form = article.document.text.slice(*span);
                    *forms.entry(form.into()).or_default() += 1;
                }
            }
            let count = u32::try_from(spans.len()).unwrap_or(USES).min(USES);
            let in_headline = headline.is_some_and(|h| spans.iter().any(|s| h.contains(*s)));
            made.push(PhraseUse { phrase: number, count, in_headline });
        }
        made.sort_unstable_by_key(|one| one.phrase);
        made
    }

    fn finished(self) -> Vec<Phrase> {
        let counts = self.counts;
        let phrase = |(stems, forms): (Stems, BTreeMap<Box<str>, usize>)| Phrase {
            text: spelling(&forms).into(),
            stems,
            count: counts.get(&stems).map_or(0, |(all, _)| *all),
        };
        self.phrases.into_iter().map(phrase).collect()
    }
}

/// The most frequent form; one that bears no conjunction or preposition before one that may.
fn spelling(forms: &BTreeMap<Box<str>, usize>) -> &str {
    let mut ordered: Vec<(bool, usize, &str)> = forms
        .iter()
        .map(|(form, n)| (form.starts_with(['و', 'ف', 'ب', 'ك', 'ل']), *n, &**form))
        .collect();
    ordered.sort_by(|one, other| {
        one.0.cmp(&other.0).then(other.1.cmp(&one.1)).then_with(|| one.2.cmp(other.2))
    });
    ordered.first().map_or("", |(_, _, form)| form)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::model::ArticleIx;

    fn phrases(articles: &[Article]) -> Phrases {
        let lexicon = lexicon();
        let mut reading = Reading::new(&lexicon);
        for article in articles {
            reading.read(article, &Tokens::new(lexicon.folder(), article.document.text.as_str()));
        }
        reading.phrases(articles)
    }

    fn found(texts: &[&str], chosen: &[u32], most: usize) -> Vec<(String, u32)> {
        let articles: Vec<Article> = texts
            .iter()
            .enumerate()
            .map(|(n, text)| Draft::new(&format!("{n}.txt"), text).article())
            .collect();
        let phrases = phrases(&articles);
        let chosen: Vec<ArticleIx> = chosen.iter().copied().map(ArticleIx).collect();
        let found = key_phrases(&phrases, &chosen, most);
        found.into_iter().map(|phrase| (phrase.text.to_string(), phrase.count)).collect()
    }

    const BRIDGE: &str =
        "ترميم الجسر القديم في المدينة. بدأ ترميم الجسر القديم. حول ترميم الجسر القديم.";
    const WHEAT: &str = "محصول القمح وافر. زيادة محصول القمح. محصول القمح.";

    #[test]
    fn each_part_has_its_own_phrases_in_words_of_the_source() {
        let texts = [BRIDGE, WHEAT];
        assert_eq!(found(&texts, &[0], 8), [("ترميم الجسر القديم".to_owned(), 3)]);
        assert_eq!(found(&texts, &[1], 8), [("محصول القمح".to_owned(), 3)]);
    }

    #[test]
    fn all_documents_together_give_the_most_frequent() {
        let all = found(&[BRIDGE, WHEAT], &[0, 1], 1);
        assert_eq!(all, [("ترميم الجسر القديم".to_owned(), 3)]);
        assert!(found(&[], &[], 8).is_empty());
    }

    #[test]
    fn forms_of_a_word_are_one_and_the_plain_one_is_shown() {
        let text = "والأزمة المالية كبيرة. الأزمة المالية هنا. للأزمة المالية سبب.";
        assert_eq!(found(&[text, WHEAT], &[0], 8), [("الأزمة المالية".to_owned(), 3)]);
    }

    #[test]
    fn phrases_cross_no_mark_and_end_with_no_stop_word() {
        let text = "القمح، الشعير. القمح، الشعير. القمح، الشعير. السوق من. السوق من. السوق من.";
        assert!(found(&[text, BRIDGE], &[0], 8).is_empty());
    }

    #[test]
    fn a_preposition_written_on_a_word_makes_no_phrase() {
        let text = "محصول قمح. الطرفين بقمح. الطرفين بقمح. للسياح الروس. للسياح الروس.";
        assert!(found(&[text, BRIDGE], &[0], 8).is_empty());
    }

    #[test]
    fn phrases_are_whole() {
        let whole = |text: &str| found(&[text, BRIDGE], &[0], 8);
        let article = "الاجتماع الدولي الـ5. الاجتماع الدولي الـ5.";
        assert_eq!(whole(article), [("الاجتماع الدولي".to_owned(), 2)]);
        let masdar = "المركز المشترك لمراقبة الهدنة. المركز المشترك لمراقبة الحدود.";
        assert_eq!(whole(masdar), [("المركز المشترك".to_owned(), 2)]);
        let cue = "وبحسب وزارة الأوقاف. وبحسب وزارة الأوقاف.";
        assert_eq!(whole(cue), [("وزارة الأوقاف".to_owned(), 2)]);
        let joined = "والأزمة المالية كبيرة. والأزمة المالية هنا.";
        assert_eq!(whole(joined), [("الأزمة المالية".to_owned(), 2)]);
        assert!(whole("اعتقاده بـ أن شكالة. اعتقاده بـ أن شكالة.").is_empty());
    }

    #[test]
    fn names_are_no_phrases() {
        let text = "وصل سالم كريشنان. غادر سالم كريشنان. عاد سالم كريشنان.";
        let name = "سالم كريشنان";
        let draft = Draft::new("a.txt", text).person(name, name).person(name, name);
        let articles = [draft.person(name, name).article()];
        assert!(phrases(&articles).all.is_empty());
    }
}
