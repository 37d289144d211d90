//! The grammar of names: which words after a title, or in the place of a subject, are one.

use std::ops::Range;

use crate::lang::Gap;

use super::super::Reader;
use super::element::{
    has_article, is_doubtful, is_family, is_feminine, is_future, is_given, is_inside,
    is_listed_adjective, is_name_word, is_office_object, is_plural, is_possessed, is_present,
    is_repeated,
};
use super::surname::{Known, is_foreign_name};
use super::{nouns, surname, told, verbal, written};

/// Most elements of a name; a particle and its word are one.
const MOST: usize = 5;

/// The name at token `ix` behind a title: one element is enough.
pub(crate) fn titled_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Range<usize>> {
    // A title may reach to the very end of what is read.
    if ix >= limit {
        return None;
    }
    if let Some(hit) = surname::listed_at(reader, ix, limit) {
        return Some(ix..(ix + hit.len).min(limit));
    }
    if let Some(name) = written::person_at(reader, ix, limit) {
        return Some(name).filter(|_| ix > 0 && has_article(reader, ix - 1));
    }
    if ix + 2 <= limit && is_office_and_name(reader, ix) {
        return Some(ix..ix + 2);
    }
    if let Some(end) = homograph_at(reader, ix, limit) {
        return Some(ix..end);
    }
    let name = grammar_at(reader, ix, limit)?;
    is_supported(reader, ix, &name).then_some(ix..name.end)
}

/// The end of a name whose first element is a word of the closed classes: «الدكتور على عبد السلام» has a
/// given name or a particle behind it, «الوزير غير دوبوا» a family name that speaks elsewhere in the text.
fn homograph_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let names = &reader.lexicon.names;
    let next = ix + 1;
    if !names.homographs.given.contains(reader.plain(ix)) || next >= limit {
        return None;
    }
    if !is_inside(reader, next) || !is_name_word(reader, next) {
        return None;
    }
    let known = is_given(reader, next) || names.particles.at(reader.tokens, next);
    if known {
        return grammar_at(reader, next, limit).map(|name| name.end);
    }
    speaks(reader, next).then_some(next + 1)
}

/// True where the word of a token stands elsewhere in the text as who says something: «وأكد دوبوا أن».
fn speaks(reader: &Reader<'_>, ix: usize) -> bool {
    let word = reader.tokens.word(ix);
    let others = (1..reader.tokens.len()).filter(|at| reader.tokens.word(*at) == word);
    let mut subjects = others.filter(|at| *at != ix && reader.is_cue_form(at - 1));
    subjects.any(|at| reader.clause_at(at + 1).is_some() || reader.tokens.is_mark(at + 1, ":"))
}

/// «أمير حاتمي»: an office that is a given name as well, before a word that is no genitive of it and
/// ends the name.
fn is_office_and_name(reader: &Reader<'_>, ix: usize) -> bool {
    let next = ix + 1;
    reader.lexicon.names.given_offices.at(reader.tokens, ix)
        && is_inside(reader, next)
        && is_name_word(reader, next)
        && !has_article(reader, next)
        && (reader.is_shut(next + 1) || reader.is_stop(next + 1))
}

/// True where something besides its place says that a word run is a name: a given name in it, its
/// last element again in the text, or a boundary that shows the subject to end; or where nothing
/// in its form speaks against it.
fn is_supported(reader: &Reader<'_>, ix: usize, name: &Grammar) -> bool {
    // «أمام الجامعة رافعين صورا»
    // «الناطق الإعلامي باسم مديرية الأمن»: the link of an office.
    let link = name.elements == 1 && reader.lexicon.names.chain_links.at(reader.tokens, ix);
    if link || verbal::is_accusative(reader, ix) {
        return false;
    }
    let given = (ix..name.end).any(|at| is_given(reader, at));
    let told = || name.elements > 1 || reader.lexicon.names.fathers.at(reader.tokens, ix);
    let closed = reader.is_shut(name.end) || told() && told::closes(reader, ix, name.end);
    let lone = name.elements == 1 && reader.tokens.word(ix).starts_with(['ب', 'ل', 'ك', 'ف', 'و']);
    // «رئيس البلدية لسطور إن», «قال لعنب بلدي إن»: it may as well be whom he speaks to.
    let told = reader.tokens.word(ix).starts_with('ل')
        && reader.may_have_preposition(ix)
        && reader.clause_at(name.end).is_some();
    if told && !given && !is_repeated(reader, name.end) {
        return false;
    }
    // «موقفه»: the noun with the pronoun of the subject.
    if name.elements == 1 && !given && reader.possessed(ix).is_some() {
        return false;
    }
    // «النائبة نبيلة منيب», «مدرب الأهلي ماتياس يايسله في»: a woman's title, a boundary.
    let woman = ix.checked_sub(1).is_some_and(|at| is_feminine(reader, at));
    let first = ix + usize::from(woman && is_feminine(reader, ix));
    // «انتخابات رئيس مبكرة», «المدرب جاهز للمباراة»: one word is a name only where something says so.
    let repeated = || is_repeated(reader, name.end);
    // «تفعيل خط إنتاج»: no name begins with a noun of a deed.
    let named = || name.elements > 1 && told::is_named(reader, ix, name.end);
    let may_be_deed = !(closed || given || woman);
    let deed = may_be_deed && reader.lexicon.grammar.patterns.is_deed(reader.plain(ix)) && !named();
    let bare = name.elements == 1 && !given && ((is_feminine(reader, ix) && !woman) || !closed);
    if (bare || deed) && !repeated() {
        return false;
    }
    // «المواطن يدفع الثمن»: a verb of the present and its object.
    let particle = reader.lexicon.names.particles.at(reader.tokens, ix);
    let verb = is_present(reader, ix)
        && !particle
        && (is_future(reader, ix) || name.elements > 1 && has_article(reader, ix + 1));
    if verb && !given && !repeated() {
        return false;
    }
    let bounded = name.elements >= 2 && reader.is_stop(name.end);
    let doubtful = lone || (first..name.end).any(|at| is_doubtful(reader, at)) && !bounded;
    // «اتهم الوزير المعارضة بتعطيل القرار»: a preposition and a noun before its genitive, often as it is met;
    // «محامي المتهم ببطلان التحريات»: so is a noun that is known.
    let governed =
        || name.elements == 2 && has_article(reader, ix + 1) && nouns::is_governed(reader, ix);
    let construct = !given && (lone && has_article(reader, name.end) || governed());
    !construct && (given || closed || !doubtful || repeated())
}

/// A name at token `ix` that nothing introduces: two elements, the first a known given name.
pub(crate) fn untitled_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Range<usize>> {
    // «أبو أسامة العراقي»
    let particles = &reader.lexicon.names.particles;
    let descent = &reader.lexicon.names.eponyms.descent;
    let called = particles.at(reader.tokens, ix) && !descent.at(reader.tokens, ix);
    let lead = usize::from(called && is_inside(reader, ix + 1));
    let given = reader.lexicon.names.given.longest(reader.tokens, ix + lead)?.len + lead;
    // «مساعد بن محمد العيبان»: the name of somebody's father begins no other. «متحدث باسم بي بي سي»
    let before = ix.checked_sub(1).filter(|_| is_inside(reader, ix));
    let spokesman = |at| reader.lexicon.names.served_heads.longest(reader.tokens, at);
    // «أبو بكر ديالو»: nor does one behind the particle of a name.
    if before.is_some_and(|at| descent.at(reader.tokens, at) || particles.at(reader.tokens, at))
        || before.and_then(spokesman).is_some_and(|hit| hit.len > 1)
    {
        return None;
    }
    let name = grammar_at(reader, ix, limit)?;
    let whole = name.elements >= 2 && ix + given < name.end;
    let all_given = (ix..name.end).all(|at| is_given(reader, at));
    let doubtful = (ix + given..name.end).any(|at| is_doubtful(reader, at));
    let closed = reader.is_shut(name.end) || is_beside_name(reader, ix, name.end);
    // «خديجة الحلبي في تصريحات»: a family name by its ending, and a word that ends the name.
    let last = name.end - 1;
    let family = || {
        has_article(reader, last)
            && reader.tokens.word(last).ends_with('ي')
            && !is_listed_adjective(reader, last)
            && !reader.lexicon.grammar.is_common(reader.tokens, ix)
            && reader.is_stop(name.end)
    };
    let shown = all_given || family() || (!doubtful && (closed || is_repeated(reader, name.end)));
    (whole && shown).then_some(ix..name.end)
}

/// A name at token `ix` in the place of a subject, whose elements need not be known: it must reach
/// to a boundary, which is what `closes` says of a token.
pub(crate) fn subject_at(
    reader: &Reader<'_>,
    ix: usize,
    limit: usize,
    closes: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let name = grammar_at(reader, ix, limit)?;
    // «لأشلاء الانتحاري»: a preposition and a noun with its genitive.
    let known = (ix..name.end).any(|at| is_given(reader, at));
    // «لطيفة المخلوفي، عضو البلدية»: an office behind it shows the name.
    let apposed = || {
        let offices = &reader.lexicon.names.office_heads;
        reader.tokens.is_mark(name.end, ",")
            && offices.longest(reader.tokens, name.end + 1).is_some()
    };
    if !known && reader.may_have_preposition(ix) && has_article(reader, name.end - 1) && !apposed()
    {
        return None;
    }
    // «أبو محمد» is a whole name.
    let by_child = name.end == ix + 2
        && reader.lexicon.names.particles.at(reader.tokens, ix)
        && is_given(reader, ix + 1);
    ((name.elements >= 2 || by_child) && closes(name.end) && is_supported(reader, ix, &name))
        .then_some(ix..name.end)
}

struct Grammar {
    end: usize,
    elements: usize,
}

fn grammar_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Grammar> {
    let names = &reader.lexicon.names;
    let is_given = |at: usize| is_given(reader, at);
    if !is_name_word(reader, ix) || (has_article(reader, ix) && !is_given(ix)) {
        return None;
    }
    let mut end = element_end(reader, ix, limit)?;
    let mut elements = 1;
    let mut article = false;
    while elements < MOST && end < limit && is_inside(reader, end) && is_name_word(reader, end) {
        // «كارل غوستاف السادس عشر»: the number of a ruler is no family name.
        if elements > 1 && names.regnal.longest(reader.tokens, end).is_some() {
            break;
        }
        match surname::known_inside(reader, (ix, end), elements) {
            Some(Known::Unfit) => return None,
            Some(Known::Anothers) => break,
            None => {}
        }
        let Some(next) = element_end(reader, end, limit) else { break };
        let particle = names.particles.at(reader.tokens, end);
        let definite = has_article(reader, end);
        let shut = reader.is_shut(next);
        let told = || told::is_before_object(reader, end, next);
        let joined = nouns::is_joined(reader, (ix, end), (next, elements));
        // Past the second element a word goes on the name only where something says so: a particle,
        // a given name before it, or a boundary right after it.
        // «محمد ضيفان العبيدي، إن»: a family name by its ending, no adjective that is listed.
        let family =
            definite && reader.plain(end).ends_with('ي') && !is_listed_adjective(reader, end);
        // «محمد قنونو صد الهجوم»: before a common noun it is the noun of a deed.
        let deed = elements > 1
            && reader.lexicon.spelling.is_arabic(reader.tokens.word(ix))
            && is_inside(reader, next)
            && (reader.lexicon.grammar.is_common(reader.tokens, next)
                || nouns::is_crowd(reader, next));
        let family = family && (shut || told());
        let closed = (!definite && !deed && is_boundary(reader, next, limit)) || family;
        let goes_on = elements == 1
            || particle
            || is_family(reader, end)
            // «سارة الزعفراني الزنزري»
            || family
            || (!article && (is_given(end) || is_given(end - 1) || closed));
        // «التقى سالم عيسى المزارعين»: a group is who was met.
        // «اتهم خليل نبيل الشركة»: so is a common noun.
        let common = || {
            elements > 1
                && !is_family(reader, end)
                && reader.lexicon.grammar.is_common(reader.tokens, end)
        };
        // «قدورة فارس المجتمع الدولي»: nor has a family an adjective behind it.
        let described = || elements > 1 && nouns::is_described(reader, end);
        let group =
            definite && !is_given(end) && (is_plural(reader, end) || common() || described());
        let foreign = is_foreign_name(reader, ix);
        let accusative =
            (elements > 1 || is_given(ix)) && !foreign && verbal::is_accusative(reader, end);
        // «علي حسن يفتتح المعرض»: what looks like a verb of the present goes on a name only where the
        // name ends with it, or the text gives it again.
        let patterns = &reader.lexicon.grammar.patterns;
        let verb = is_present(reader, end)
            && !verbal::is_nisba(reader, end)
            && (elements > 1 || reader.tokens.word(end).starts_with('ي'))
            && !is_given(end)
            && !particle
            && !shut
            // «بولا يعقوبيان تشكيل»
            && (patterns.is_imperfect(reader.plain(end)) || !told())
            // «ماتياس يايسله في المؤتمر», «ألكسندر يفيموف عودة اللاجئين»
            && !(elements == 1 && reader.is_stop(next))
            && !foreign
            // «علي يفتتح المعرض», in headline and lead
            && (!is_repeated(reader, next)
                || patterns.is_masculine_verb(reader.plain(end)));
        let perfect = !is_given(end) && verbal::is_perfect(reader, (ix, end));
        if !goes_on
            || verb
            || perfect
            || accusative
            || joined
            || group
            || is_office_object(reader, end)
            || (elements > 1 && (nouns::is_deed(reader, end) || nouns::is_thing(reader, end)))
            || is_beside_name(reader, ix, end)
            || (elements == 1 && is_possessed(reader, end))
        {
            break;
        }
        article = definite && !particle && !is_given(end);
        end = next;
        elements += 1;
    }
    end += names.regnal.longest(reader.tokens, end).map_or(0, |hit| hit.len);
    Some(Grammar { end: end.min(limit), elements })
}

/// «كريم ناصر لجماهير النادي», «سالم حداد باسم الحكومة», «كريم ناصر بفرض رسوم», «سالم حداد جوابا عن»: what somebody
/// does and for whom is no element of his name.
fn is_beside_name(reader: &Reader<'_>, ix: usize, at: usize) -> bool {
    let names = &reader.lexicon.names;
    let grammar = &reader.lexicon.grammar;
    let word = reader.tokens.word(at);
    let known = |noun: &str| {
        names.speaker_bodies.value_of(noun).is_some()
            || grammar.common.contains(noun)
            || grammar.plural.contains(noun)
    };
    // «ورحب كريم ناصر بلحاج بأن»: what the verb governs stands behind.
    let genitive = is_inside(reader, at + 1) && reader.clause_at(at + 1).is_none();
    if names.chain_links.contains(word) {
        let next = reader.tokens.word(at + 1);
        let noun = crate::lang::without_article(next);
        return genitive && noun.len() < next.len() && known(noun);
    }
    // «تقول سلمى بصوت خافت»
    if !is_given(reader, at) && reader.is_manner(at) {
        return true;
    }
    // One element and its like may be a whole name: «سالم بلحاج».
    let given = names.given.longest(reader.tokens, ix).map_or(0, |hit| hit.len);
    if is_given(reader, at) || at == ix + given {
        return false;
    }
    let governed = || {
        let mut letters = word.chars();
        let letter = letters.next();
        let noun = letters.as_str();
        match letter {
            Some('ل') => known(noun),
            Some('ب') => {
                known(noun)
                    || reader.lexicon.verbs.is_masdar(noun)
                    || verbal::governs(reader, ix, 'ب')
            }
            _ => false,
        }
    };
    // «ردا على», «جوابا عن»
    let told = || grammar.skip_heads.longest(reader.tokens, at).is_some_and(|hit| hit.len > 1);
    // «طرح كريم ناصر سؤالا»
    let object = || {
        let noun = word.strip_suffix(grammar.ending.tanwin.as_str()).unwrap_or_default();
        grammar.common.contains(noun) || grammar.questions.contains(noun)
    };
    // «أعلن كريم ناصر فوزه في الانتخابات»
    let own = || {
        let noun = |(stem, _): (&str, &str)| {
            grammar.common.contains(stem) || reader.lexicon.verbs.is_masdar(stem)
        };
        // «رضاه عن النتيجة»
        let noun = |owned| noun(owned) || told::is_owned_deed(reader, at, owned);
        !reader.is_shut(at + 1) && reader.possessed(at).is_some_and(noun)
    };
    genitive && reader.may_have_preposition(at) && governed() || told() || object() || own()
}

/// The end of an element: a word, or particles and the word they stand before.
pub(crate) fn element_end(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let names = &reader.lexicon.names;
    let particles = &names.particles;
    let mut at = ix;
    while at < limit && particles.at(reader.tokens, at) {
        at += 1;
    }
    // «أبو ستة»: behind the word for a father stands a noun, whatever its class.
    let father = at > ix && names.fathers.at(reader.tokens, at - 1);
    let goes_on = at < limit && is_inside(reader, at) && (father || !reader.is_stop(at));
    // «محمد صلاح صورة», «أم علاء فقالت»: a given name that joins others as well joins no word that is none.
    let own = at > ix && !father && is_given(reader, at - 1) && !has_article(reader, at);
    if own && !is_name_word(reader, at) {
        return Some(at);
    }
    if at == ix || goes_on {
        let end = at + 1;
        // «عبد الله», «عز الدين»: a given name of two words is one element.
        let given = reader.lexicon.names.given.longest(reader.tokens, ix).map_or(0, |hit| hit.len);
        let end = end.max(ix + given);
        // «يار الله»: the second word belongs to the first.
        // «محمد العبد العالي»: so does an attribute to the servant.
        let servant = || names.servants.at(reader.tokens, end - 1) && has_article(reader, end);
        let compound =
            is_inside(reader, end) && (names.theophoric.at(reader.tokens, end) || servant());
        return Some((end + usize::from(compound)).min(limit));
    }
    // A particle that ends the name: «أوغلو».
    (at > ix).then_some(at)
}

/// True for a token that no name goes past.
fn is_boundary(reader: &Reader<'_>, ix: usize, limit: usize) -> bool {
    ix >= limit || reader.tokens.gap(ix) == Gap::Line || !is_name_word(reader, ix)
}
