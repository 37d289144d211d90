//! Light stemming: the article with its proclitics, then endings of possession, number and gender.
//!
//! Takes and gives the matching form of one word. It joins what readers see as one word
//! («روسيا», «روسي», «الروسية», «والروسيين») and makes no roots: «كاتب» and «مكتب» stay apart.
//! The stem is always a part of the word, so it costs no allocation. Affixes are the grammar of
//! the script and stand here as letters, longest first.

use serde::Serialize;

use super::clitic::CONJUNCTIONS;

/// The article with what may be written before it.
const ARTICLES: [&[char]; 11] = [
    &['و', 'ب', 'ا', 'ل'],
    &['و', 'ك', 'ا', 'ل'],
    &['ف', 'ب', 'ا', 'ل'],
    &['و', 'ل', 'ل'],
    &['ف', 'ل', 'ل'],
    &['و', 'ا', 'ل'],
    &['ب', 'ا', 'ل'],
    &['ك', 'ا', 'ل'],
    &['ف', 'ا', 'ل'],
    &['ا', 'ل'],
    &['ل', 'ل'],
];

/// Suffixed pronouns, and the fewest letters that each may leave.
const PRONOUNS: [&[char]; 3] = [&['ه', 'م', 'ا'], &['ه', 'ا'], &['ه', 'م']];
const LEAST_BEFORE: [usize; 3] = [LEAST, LEAST, LEAST_AFTER_WEAK];

/// Endings of number and gender, and the relative adjective; so many may stand in a row: «لبنان ي ين».
const MOST_ENDINGS: usize = 3;
/// Each is one letter or two.
const ENDINGS: [&[char]; 9] = [
    &['ا', 'ت'],
    &['ا', 'ن'],
    &['و', 'ن'],
    &['ي', 'ن'],
    &['ي', 'ه'],
    &['ي', 'ا'],
    &['ه'],
    &['ي'],
    &['ا'],
];

/// How words begin whose first letter is no conjunction: «وزير», «ولاية», «واشنطن».
/// In order.
const RADICAL_WAW: [[char; 4]; 30] = [
    ['و', 'ا', 'ج', 'ب'],
    ['و', 'ا', 'ج', 'ه'],
    ['و', 'ا', 'ح', 'د'],
    ['و', 'ا', 'د', 'ي'],
    ['و', 'ا', 'س', 'ع'],
    ['و', 'ا', 'ش', 'ن'],
    ['و', 'ا', 'ص', 'ل'],
    ['و', 'ا', 'ض', 'ح'],
    ['و', 'ا', 'ف', 'ق'],
    ['و', 'ا', 'ق', 'ع'],
    ['و', 'ث', 'ا', 'ي'],
    ['و', 'ث', 'ي', 'ق'],
    ['و', 'ج', 'و', 'د'],
    ['و', 'ح', 'د', 'ا'],
    ['و', 'ح', 'د', 'ه'],
    ['و', 'ز', 'ا', 'ر'],
    ['و', 'ز', 'ر', 'ا'],
    ['و', 'ز', 'ي', 'ر'],
    ['و', 'س', 'ا', 'ط'],
    ['و', 'س', 'ا', 'ي'],
    ['و', 'س', 'ي', 'ل'],
    ['و', 'ص', 'و', 'ل'],
    ['و', 'ط', 'ن', 'ي'],
    ['و', 'ظ', 'ي', 'ف'],
    ['و', 'ف', 'ا', 'ه'],
    ['و', 'ف', 'و', 'د'],
    ['و', 'ف', 'ي', 'ا'],
    ['و', 'ك', 'ا', 'ل'],
    ['و', 'ك', 'ي', 'ل'],
    ['و', 'ل', 'ا', 'ي'],
];

/// Fewest letters of a stem.
const LEAST: usize = 3;
/// Fewest letters left after an ending that is often part of the word: «تفاهم», «عراقيا».
const LEAST_AFTER_WEAK: usize = 4;

/// One step of [`stem`] as data, for the same stemming elsewhere: affixes of one side, of which the
/// first that fits is taken off.
#[derive(Clone, Debug, Serialize)]
pub struct AffixStep {
    /// True for endings, false for what stands before a word.
    pub tail: bool,
    /// How many may be taken off, one after the other.
    pub times: usize,
    /// Each affix with the fewest letters that it may leave, and how a word does not begin or end,
    /// on the same side, that loses it.
    pub list: Vec<(String, usize, Vec<String>)>,
}

/// The steps of [`stem`], in order.
pub fn affix_steps() -> [AffixStep; 3] {
    let word = |letters: &[char]| letters.iter().collect::<String>();
    let plain = |letters: &[char], least: usize| (word(letters), least, Vec::new());
    let radical = RADICAL_WAW.iter().map(|letters| word(letters)).collect();
    let conjunction = (CONJUNCTIONS[0].to_string(), LEAST_AFTER_WEAK, radical);
    let articles = ARTICLES.iter().map(|letters| plain(letters, LEAST)).chain([conjunction]);
    let closed = |letters: &[char], least| {
        let ending: String = std::iter::once('ت').chain(letters.iter().copied()).collect();
        let open = format!("ا{ending}");
        (ending, least, vec![open])
    };
    let pronouns = PRONOUNS.iter().zip(LEAST_BEFORE);
    let pronouns = pronouns.flat_map(|(it, least)| [closed(it, LEAST), plain(it, least)]);
    let pronouns = pronouns.chain([closed(&['ه'], LEAST_AFTER_WEAK)]);
    let endings = ENDINGS.iter().map(|letters| plain(letters, least_before(letters)));
    [
        AffixStep { tail: false, times: 1, list: articles.collect() },
        AffixStep { tail: true, times: 1, list: pronouns.collect() },
        AffixStep { tail: true, times: MOST_ENDINGS, list: endings.collect() },
    ]
}

/// The stem of a word in its matching form.
///
/// ```
/// # use mujaz::lang::stem;
/// assert_eq!(stem("المحادثات"), stem("ومحادثاتهما"));
/// ```
pub fn stem(word: &str) -> &str {
    endless(without_pronoun(bare(word)))
}

/// The word without conjunction, preposition and article.
fn bare(word: &str) -> &str {
    // Most words begin with none of these letters.
    if !word.starts_with(['ا', 'ب', 'ف', 'ك', 'ل', 'و']) {
        return word;
    }
    let mut letters = word.chars();
    let head: [char; 4] = std::array::from_fn(|_| letters.next().unwrap_or_default());
    let article = ARTICLES.iter().find(|article| head.starts_with(article));
    let article = article.and_then(|article| {
        word.get(article.iter().map(|letter| letter.len_utf8()).sum::<usize>()..)
    });
    if let Some(rest) = article.filter(|rest| long(rest, LEAST)) {
        return rest;
    }
    let rest = word.strip_prefix('و').filter(|rest| long(rest, LEAST_AFTER_WEAK));
    // «وزير»: the first letter is no conjunction.
    rest.filter(|_| RADICAL_WAW.binary_search(&head).is_err()).unwrap_or(word)
}

/// The word without a suffixed pronoun.
fn without_pronoun(word: &str) -> &str {
    // Most words end in none of these letters.
    if !matches!(word.chars().next_back(), Some('ا' | 'م' | 'ه')) {
        return word;
    }
    let pronoun = PRONOUNS.iter().zip(LEAST_BEFORE).find_map(|(letters, least)| {
        without_suffix(word, letters).filter(|rest| long(rest, least))
    });
    match (pronoun, word.strip_suffix('ه')) {
        (Some(rest), _) => closed(rest, LEAST).unwrap_or(rest),
        (None, Some(rest)) => closed(rest, LEAST_AFTER_WEAK).unwrap_or(word),
        (None, None) => word,
    }
}

/// The word without the «ت» that «ة» becomes before a pronoun.
fn closed(word: &str, least: usize) -> Option<&str> {
    word.strip_suffix('ت').filter(|rest| !rest.ends_with('ا') && long(rest, least))
}

/// The word without its endings.
fn endless(mut word: &str) -> &str {
    for _ in 0..MOST_ENDINGS {
        if !matches!(word.chars().next_back(), Some('ت' | 'ن' | 'ه' | 'ي' | 'ا')) {
            break;
        }
        let mut rest = word.chars();
        let (last, without_one) = (rest.next_back(), rest.as_str());
        let (before, without_two) = (rest.next_back(), rest.as_str());
        let ending = ENDINGS.iter().find_map(|letters| {
            let rest = match letters {
                [one, two] => (before == Some(*one) && last == Some(*two)).then_some(without_two),
                letters => (last == letters.last().copied()).then_some(without_one),
            };
            rest.filter(|rest| long(rest, least_before(letters)))
        });
        let Some(rest) = ending else { break };
        word = rest;
    }
    word
}

/// Fewest letters that an ending may leave.
fn least_before(ending: &[char]) -> usize {
    if ending == ['ا'] { LEAST_AFTER_WEAK } else { LEAST }
}

fn long(word: &str, least: usize) -> bool {
    word.chars().nth(least.saturating_sub(1)).is_some()
}

fn without_suffix<'a>(word: &'a str, letters: &[char]) -> Option<&'a str> {
    let mut rest = word.chars();
    letters.iter().rev().all(|letter| rest.next_back() == Some(*letter)).then_some(rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_ways_out_hold_for_every_affix() {
        assert!(RADICAL_WAW.is_sorted());
        let all = ENDINGS.iter().chain(&PRONOUNS);
        for ending in all {
            let ending: String = ending.iter().collect();
            let word = format!("برمجبر{ending}");
            assert_eq!(stem(&word), "برمجبر", "{word}");
        }
    }

    /// Stems by the steps that are given to others.
    fn by_steps(word: &str) -> &str {
        let steps = affix_steps();
        let each = steps.iter().flat_map(|step| std::iter::repeat_n(step, step.times));
        each.fold(word, |word, step| without_first(word, step).unwrap_or(word))
    }

    fn without_first<'a>(word: &'a str, step: &AffixStep) -> Option<&'a str> {
        let cut = |affix: &String| match step.tail {
            true => word.strip_suffix(affix.as_str()),
            false => word.strip_prefix(affix.as_str()),
        };
        step.list.iter().find_map(|(affix, least, unless)| {
            let fits =
                |rest: &&str| long(rest, *least) && !unless.iter().any(|it| cut(it).is_some());
            cut(affix).filter(fits)
        })
    }

    #[test]
    fn the_steps_stem_alike() {
        let heads = ["", "و", "ال", "وال", "لل", "ولل", "ف", "بال", "وبال"];
        let middles =
            ["وزير", "وزار", "كتاب", "سيا", "لب", "مدرس", "يا", "الله", "وحدا", "متهم", "ات"];
        let tails = [
            "", "ه", "ته", "اته", "تهم", "اتهم", "هم", "تها", "اتها", "هما", "تهما", "ات", "يون",
            "يين", "يه", "يا", "ا", "اتا", "انيه", "ون", "ت",
        ];
        for head in heads {
            for middle in middles {
                for tail in tails {
                    let word = format!("{head}{middle}{tail}");
                    assert_eq!(by_steps(&word), stem(&word), "{word}");
                }
            }
        }
    }

    fn check(word: &str, expected: &str) {
        assert_eq!(stem(word), expected, "{word}");
    }

    fn check_same(words: &str) {
        let mut words = words.split_whitespace();
        let first = words.next().unwrap();
        words.for_each(|word| assert_eq!(stem(word), stem(first), "{word} and {first}"));
    }

    #[test]
    fn article_and_proclitics() {
        check("والوزير", "وزير");
        check("للوزير", "وزير");
        check("وبالوزير", "وزير");
        check("وسوريا", "سور");
    }

    #[test]
    fn guarded_words_stay() {
        check("وزير", "وزير");
        check("واشنطن", "واشنطن");
        check("تفاهم", "تفاهم");
        check("متهم", "متهم");
        check("ثابت", "ثابت");
        check("نفي", "نفي");
        check("ان", "ان");
        check("", "");
    }

    #[test]
    fn forms_of_one_word_are_joined() {
        check_same("روسيا روسي الروسيه والروسيين روسيه");
        check_same("ليبيا وليبيا الليبيين ليبي");
        check_same("محادثات المحادثات محادثاتهما محادثه ومحادثاته");
        check_same("وزاره الوزاره وزارات الوزارات وزارته");
        check_same("سياسه سياسته سياساتها السياسات سياسي");
        check_same("لبنان لبناني اللبنانيين اللبنانيه");
        check_same("اتفاق اتفاقيه الاتفاقيات اتفاقا");
        check_same("هاتفي هاتفيا الهاتفيه");
    }

    #[test]
    fn different_words_stay_apart() {
        assert_ne!(stem("كاتب"), stem("مكتب"));
        assert_ne!(stem("دوله"), stem("دولار"));
        assert_ne!(stem("مصر"), stem("مصرف"));
    }
}
