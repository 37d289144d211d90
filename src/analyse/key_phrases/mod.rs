//! Phrases that some documents use more than the others: two to four words as they stand.
//!
//! A phrase crosses no mark, verb, name, number or line, and neither begins nor ends with a stop
//! word; forms of a word are one by their stems. It is shown as it stands, and is never a topic.

mod keys;
mod likelihood;
mod telling;
mod text;

use std::cmp::Reverse;

use crate::model::{Article, ArticleIx, PHRASE_WORDS, Phrase, PhraseUse, Phrases};
use crate::workers::{Workers, gathered};

use keys::Keys;
use text::{KEY_BITS, Use};

pub use telling::key_phrases;
pub(super) use text::Text;

/// A document's uses of a phrase that count; it fits beside a key.
const USES: u32 = 3;
/// Uses that make a phrase: in one document, and in all together.
const IN_DOCUMENT: u32 = 2;
const IN_ALL: u32 = 3;

/// Keys of stems; 0 where there are fewer.
type Stems = [u64; PHRASE_WORDS];

/// A phrase by its key, with how often all documents use it.
type Kept = (u64, u32);

/// A phrase where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    /// Index in [`Phrases::all`].
    phrase: u32,
    article: ArticleIx,
    at: Use,
}

/// The phrases of articles; `texts` are in step with them.
pub(super) fn phrases(
    workers: &dyn Workers,
    articles: &[Article],
    mut texts: Vec<Text>,
) -> Phrases {
    let bearing = bearing(workers, &mut texts);
    let texts = texts.as_slice();
    let keys = |ix: usize| texts.get(ix).map_or_else(Vec::new, |text| keys(&text.uses(&bearing)));
    let keys = gathered(workers, texts.len(), keys);
    let kept: Vec<Kept> = in_parts(workers, &keys, |keys| counted(&keys)).concat();
    drop(keys);
    let kept = Keys::new(kept, KEY_BITS, |(key, _)| *key);
    let found = |ix: usize| {
        let (article, text) = articles.get(ix).zip(texts.get(ix))?;
        let number = ArticleIx(u32::try_from(ix).ok()?);
        Some(uses(article, text, &text.uses(&bearing), (number, &kept)))
    };
    let mut phrases = Phrases::default();
    let mut spots: Vec<Spot> = Vec::new();
    let found = gathered(workers, texts.len(), found).into_iter().map(Option::unwrap_or_default);
    for ((uses, own), text) in found.zip(texts) {
        phrases.by_article.push(uses);
        phrases.places.push(text.places());
        spots.extend(own);
    }
    spots.sort_unstable();
    let phrase = |same: &[Spot]| {
        let first = same.first()?;
        let text = texts.get(first.article.0 as usize)?;
        let (_, count) = kept.get(first.phrase as usize)?;
        Some(Phrase {
            text: spelling(same, articles, texts).into(),
            stems: text.stems(&first.at),
            count: *count,
        })
    };
    // Every phrase that is kept stands somewhere, so they stand by their numbers.
    let same = spots.chunk_by(|one, other| one.phrase == other.phrase);
    phrases.all = same.filter_map(phrase).collect();
    phrases
}

/// The stems of words that bear a preposition, sorted: «بدفع», where the texts know «دفع».
/// Nobody else asks what they are found by: it is taken.
fn bearing(workers: &dyn Workers, texts: &mut [Text]) -> Keys<u64> {
    let rests = texts.iter_mut().flat_map(|text| std::mem::take(&mut text.rests));
    let mut rests: Vec<(u64, u64)> = rests.collect();
    // Stable: what the first text leaves of a stem counts.
    rests.sort_by_key(|(stem, _)| *stem);
    rests.dedup_by_key(|(stem, _)| *stem);
    let forms = texts.iter_mut().map(|text| std::mem::take(&mut text.forms));
    let forms: Vec<Vec<u64>> = forms.collect();
    let once = |mut forms: Vec<u64>| {
        forms.dedup();
        forms
    };
    let forms = in_parts(workers, &forms, once).concat();
    rests.retain(|(_, rest)| forms.binary_search(rest).is_ok());
    Keys::new(rests.into_iter().map(|(stem, _)| stem).collect(), u64::BITS, |stem| *stem)
}

/// Parts into which keys are cut: each has its own range of them. Every part looks for its range in every
/// list, so more of them save memory and cost time.
const PARTS_BITS: u32 = 3;

/// What `make` makes of all keys of several sorted lists, a part of them at a time and each part
/// sorted, in the order of the parts: so that never all are held twice.
fn in_parts<L: AsRef<[u64]> + Sync, T: Send + Sync>(
    workers: &dyn Workers,
    lists: &[L],
    make: impl Fn(Vec<u64>) -> T + Sync,
) -> Vec<T> {
    let part = |part: usize| {
        let is_before = |key: &u64| ((key >> (u64::BITS - PARTS_BITS)) as usize) < part;
        let is_within = |key: &u64| ((key >> (u64::BITS - PARTS_BITS)) as usize) <= part;
        let mut keys = Vec::new();
        for list in lists {
            let list = list.as_ref();
            let own = list.partition_point(is_before)..list.partition_point(is_within);
            keys.extend_from_slice(list.get(own).unwrap_or_default());
        }
        keys.sort_unstable();
        make(keys)
    };
    gathered(workers, 1 << PARTS_BITS, part)
}

/// Each phrase of a text once, with how often it is used, at most [`USES`], beside its key.
fn keys(uses: &[Use]) -> Vec<u64> {
    let key = |same: &[Use]| {
        let n = u64::try_from(same.len()).unwrap_or(u64::MAX).min(u64::from(USES));
        same.first().map(|one| (one.key << (u64::BITS - KEY_BITS)) | n)
    };
    uses.chunk_by(|one, other| one.key == other.key).filter_map(key).collect()
}

/// The phrases among such keys that are used often enough.
fn counted(keys: &[u64]) -> Vec<Kept> {
    let key = |key: &u64| key >> (u64::BITS - KEY_BITS);
    let uses = |key: &u64| u32::try_from(key & u64::from(USES)).unwrap_or(USES);
    let phrase = |same: &[u64]| {
        let all = same.iter().map(uses).fold(0, u32::saturating_add);
        let most = same.iter().map(uses).max()?;
        (all >= IN_ALL || most >= IN_DOCUMENT).then_some((key(same.first()?), all))
    };
    keys.chunk_by(|one, other| key(one) == key(other)).filter_map(phrase).collect()
}

/// The uses of phrases that are kept, and where each stands.
fn uses(
    article: &Article,
    text: &Text,
    uses: &[Use],
    (number, kept): (ArticleIx, &Keys<Kept>),
) -> (Vec<PhraseUse>, Vec<Spot>) {
    let headline = article.headline.map(|headline| headline.span);
    let (mut made, mut spots) = (Vec::new(), Vec::new());
    for same in uses.chunk_by(|one, other| one.key == other.key) {
        let Some(key) = same.first().map(|one| one.key) else { continue };
        let Some(phrase) = kept.index(key) else { continue };
        let phrase = u32::try_from(phrase).unwrap_or(u32::MAX);
        let in_headline = |one: &Use| headline.is_some_and(|h| h.contains(text.span(one)));
        made.push(PhraseUse {
            phrase,
            count: u32::try_from(same.len()).unwrap_or(USES).min(USES),
            in_headline: same.iter().any(in_headline),
        });
        spots.extend(same.iter().map(|at| Spot { phrase, article: number, at: *at }));
    }
    made.shrink_to_fit();
    (made, spots)
}

/// The most frequent form of a phrase; one that bears no conjunction or preposition before one that
/// may.
fn spelling<'a>(spots: &[Spot], articles: &'a [Article], texts: &[Text]) -> &'a str {
    let form = |spot: &Spot| {
        let ix = spot.article.0 as usize;
        let (article, text) = articles.get(ix).zip(texts.get(ix))?;
        Some(article.document.text.slice(text.span(&spot.at)))
    };
    let mut forms: Vec<&str> = spots.iter().filter_map(form).collect();
    forms.sort_unstable();
    let same = forms.chunk_by(|one, other| one == other);
    let ordered = same.filter_map(|same| {
        let form = *same.first()?;
        Some((form.starts_with(['و', 'ف', 'ب', 'ك', 'ل']), Reverse(same.len()), form))
    });
    ordered.min().map_or("", |(.., form)| form)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::lang::Tokens;
    use crate::workers::Alone;

    fn phrases(articles: &[Article]) -> Phrases {
        let lexicon = lexicon();
        let text = |article: &Article| {
            let tokens = Tokens::new(lexicon.folder(), article.document.text.as_str());
            Text::of(article, &tokens, &lexicon)
        };
        let texts: Vec<Text> = articles.iter().map(text).collect();
        super::phrases(&Alone, articles, texts)
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
    fn no_phrase_is_torn_out_of_another_or_out_of_its_denial() {
        let whole = |text: &str| found(&[text, BRIDGE], &[0], 8);
        let inside = "الدوريات المشتركة في إدلب. الدوريات المشتركة في إدلب.";
        assert_eq!(whole(inside), [("الدوريات المشتركة في إدلب".to_owned(), 2)]);
        assert!(whole("لا بديل للحل السياسي. لا بديل للحل السياسي.").is_empty());
        let ministry = "سفير الخارجية الروسي. سفير الخارجية الروسي.";
        assert!(whole(ministry).iter().all(|(phrase, _)| !phrase.ends_with("الروسي")));
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
