//! The words of a segment: each form with its documents, under its stems.
//!
//! A form stands under the stem of the whole word, and where its first letters may be a conjunction
//! or a preposition also under the stem of the rest: «لليبيا» under that of «ليبيا». Whether they
//! are is judged by the rest: it must be a name of the lexicon or another word of the segment.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;

use crate::lang::{self, Lexicon, TokenKind, Tokens, stem};
use crate::model::{Article, ArticleIx, Corpus};
use crate::site::made_of;
use crate::workers::gathered;

use super::Hands;
use super::code::{postings, swapped};
use super::segments::Segment;

/// Letters of a word that count; the rest of a longer one is cut off, in queries too.
pub(super) const LETTERS: usize = 32;
/// Fewest letters of what is left without proclitics, unless it is a name.
const LEAST_LEFT: usize = 4;

/// Lines of the index by the stem that they begin with.
pub(super) type Lines = BTreeMap<String, Vec<String>>;

/// Names of one word, in their matching form: whole, whatever their first letters are, and what is
/// left of another word when it is one of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let forms = lexicon.aliases().flat_map(|aliases| aliases.forms);
        let single = forms.filter(|form| !form.contains(char::is_whitespace));
        Self(single.map(|form| lexicon.folder().key(form)).collect())
    }
}

/// The forms of a segment, in order, each with its documents.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms(Vec<Form>);

/// A form with its documents.
type Form = (Box<str>, Vec<u32>);

/// Documents whose words are read at once.
const CHUNK: usize = 512;

impl Forms {
    /// The words of headlines and bodies, without those that every text has.
    pub(super) fn new(
        (workers, lasting): Hands<'_>,
        segment: &Segment,
        corpus: &Corpus,
        lexicon: &Lexicon,
    ) -> Self {
        let chunks: Vec<&[ArticleIx]> = segment.articles.chunks(CHUNK).collect();
        let firsts: Vec<u32> = (0..).step_by(CHUNK).take(chunks.len()).collect();
        let chunk = |at: usize| {
            let (articles, first) = chunks.get(at).zip(firsts.get(at))?;
            let key = made_of::words(corpus, articles);
            let found = key.and_then(|key| read(&lasting.found(&key)?, articles.len()));
            let mut forms = found.unwrap_or_else(|| {
                let forms = of_chunk(articles, (corpus, lexicon));
                if let Some((key, bytes)) = key.zip(postcard::to_stdvec(&forms).ok()) {
                    lasting.keep(key, &bytes);
                }
                forms
            });
            let numbers = forms.iter_mut().flat_map(|(_, documents)| documents);
            numbers.for_each(|number| *number = number.saturating_add(*first));
            Some(forms)
        };
        let found = gathered(workers, chunks.len(), chunk).into_iter().flatten();
        let mut forms: Vec<Form> = found.flatten().collect();
        // Stable: the documents of a form stay in their order.
        forms.sort_by(|(one, _), (other, _)| one.cmp(other));
        forms.dedup_by(|(word, more), (first, documents)| {
            let same = word == first;
            if same {
                documents.append(more);
            }
            same
        });
        let stop: BTreeSet<&str> = lexicon.stop_words().into_iter().collect();
        forms.retain(|(word, _)| !stop.contains(&**word));
        Self(forms)
    }

    fn contains(&self, form: &str) -> bool {
        self.0.binary_search_by(|(other, _)| (**other).cmp(form)).is_ok()
    }

    /// Adds a line for each stem: the stem, then each form with its documents.
    pub(super) fn add_lines(&self, names: &Names, lines: &mut Lines) {
        for (form, documents) in &self.0 {
            let own = stem(form);
            let others = self.other_stems(form, names);
            let field = |stem: &str, more: &str| {
                let affixes = match form.split_once(stem) {
                    Some((before, after)) => format!("{}|{}", swapped(before), swapped(after)),
                    None => swapped(form),
                };
                format!("\t{affixes}{more}\t{}", postings(documents))
            };
            let mut add = |stem: &str, more: &str| {
                let of_stem = lines.entry(stem.to_owned()).or_default();
                if of_stem.is_empty() {
                    of_stem.push(swapped(stem));
                }
                if let Some(line) = of_stem.first_mut() {
                    line.push_str(&field(stem, more));
                }
            };
            // The script looks under the other stems where this mark is.
            add(own, if others.is_empty() { "" } else { "~" });
            others.iter().filter(|other| *other != own).for_each(|other| add(other, ""));
        }
    }

    /// The stems of what is left without proclitics, where that is a word of its own.
    fn other_stems(&self, form: &str, names: &Names) -> BTreeSet<String> {
        if names.0.contains(form) {
            return BTreeSet::new();
        }
        let bases = lang::bases(form).filter(|base| base.cut > 0).filter(|base| {
            let word = &*base.word;
            let long = || word.chars().nth(LEAST_LEFT - 1).is_some();
            names.0.contains(word) || long() && self.contains(word)
        });
        bases.map(|base| stem(&base.word).to_owned()).collect()
    }
}

/// The forms that were kept of so many documents; `None` for what cannot be theirs.
fn read(bytes: &[u8], n_documents: usize) -> Option<Vec<Form>> {
    let forms: Vec<Form> = postcard::from_bytes(bytes).ok()?;
    let is_sound = |(_, documents): &Form| {
        documents.is_sorted_by(|one, next| one < next)
            && documents.last().is_some_and(|last| (*last as usize) < n_documents)
    };
    let is_sorted = forms.is_sorted_by(|(one, _), (next, _)| one < next);
    (is_sorted && forms.iter().all(is_sound)).then_some(forms)
}

/// The forms of some documents, which are numbered from 0, each form in order.
fn of_chunk(articles: &[ArticleIx], (corpus, lexicon): (&Corpus, &Lexicon)) -> Vec<Form> {
    let mut forms: HashMap<Box<str>, Vec<u32>, RandomState> = HashMap::default();
    for (number, ix) in (0..).zip(articles) {
        let Some(article) = corpus.article(*ix) else { continue };
        each_word(article, lexicon, |word| match forms.get_mut(word) {
            Some(documents) => {
                if documents.last() != Some(&number) {
                    documents.push(number);
                }
            }
            None => drop(forms.insert(word.into(), vec![number])),
        });
    }
    let mut forms: Vec<Form> = forms.into_iter().collect();
    forms.sort_unstable();
    forms
}

/// Hands on the words of a document's headline and body in their matching form.
fn each_word(article: &Article, lexicon: &Lexicon, mut take: impl FnMut(&str)) {
    for span in article.own_words() {
        let tokens = Tokens::new(lexicon.folder(), span.of(article.document.text.as_str()));
        words_of(&tokens).for_each(&mut take);
    }
}

/// The words, numbers and Latin words of a text, each cut where it is too long.
pub(super) fn words_of(tokens: &Tokens) -> impl Iterator<Item = &str> {
    let words = (0..tokens.len()).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
    words.map(|ix| cut(tokens.word(ix)))
}

fn cut(word: &str) -> &str {
    let end = word.char_indices().nth(LETTERS).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(words: &str) -> Vec<String> {
        let lexicon = Lexicon::embedded().unwrap();
        let mut forms: Vec<(Box<str>, Vec<u32>)> =
            words.split(' ').map(|word| (lexicon.folder().key(word).into(), vec![0])).collect();
        forms.sort();
        let mut lines = Lines::new();
        Forms(forms).add_lines(&Names::new(&lexicon), &mut lines);
        let plain = |line: String| swapped(&line).replace('\t', " ").replace(" !", "");
        lines.into_values().flatten().map(plain).collect()
    }

    #[test]
    fn forms_stand_under_their_stems() {
        assert_eq!(lines("الليبية ليبيا وليبيا"), ["ليب ال|يه |يا و|يا~"]);
        assert_eq!(lines("لليبيا"), ["ليب ل|يا", "يبيا لل|~"]);
        // What is left must be a word: «رنامج» is none, «جنه» has too few letters.
        assert_eq!(lines("برنامج لجنة جنة"), ["برنامج |", "جنه |", "لجن |ه"]);
        assert_eq!(lines("لصحيفة صحيفة"), ["صحيف |ه ل|ه", "لصحيف |ه~"]);
        // A name is whole.
        assert_eq!(lines("لبنان بنان"), ["بنان |", "لبن |ان"]);
    }

    #[test]
    fn what_was_kept_is_read_only_where_it_can_be_of_these_documents() {
        let form = |word: &str, documents: &[u32]| -> Form { (word.into(), documents.to_vec()) };
        let read = |forms: &[Form]| super::read(&postcard::to_stdvec(forms).unwrap(), 3);
        let whole = [form("ا", &[0, 2]), form("ب", &[1])];
        assert_eq!(read(&whole).unwrap(), whole);
        assert!(read(&[form("ا", &[0, 3])]).is_none());
        assert!(read(&[form("ا", &[1, 1])]).is_none());
        assert!(read(&[form("ا", &[])]).is_none());
        assert!(read(&[form("ب", &[0]), form("ا", &[0])]).is_none());
        assert!(super::read(&[0xff; 9], 3).is_none());
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(cut("لا"), "لا");
        assert_eq!(cut(&"ب".repeat(40)).chars().count(), LETTERS);
    }
}
