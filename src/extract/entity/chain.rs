//! The parts of a chain of titles: adjective, country, body, office, field.

use crate::lang::Gap;

use super::super::Reader;
use super::title::{Title, country_of, is_before_name, is_definite, is_owner, is_spokesmans_link};
use super::{body, element, eponym, written};

/// Longest field of somebody who knows it, with its preposition and the given name behind it, in tokens.
const FIELD: usize = 6;

/// A further part of a chain.
pub(super) struct Link {
    pub(super) len: usize,
    /// It belongs to the chain also where no name follows.
    pub(super) belongs: bool,
    /// It needs a genitive after it.
    pub(super) opens: bool,
}

impl Link {
    fn tight(len: usize) -> Option<Self> {
        Some(Self { len, belongs: true, opens: false })
    }
}

/// The part of a chain at token `ix`; notes offices and country in the title.
pub(super) fn link_at(
    reader: &Reader<'_>,
    ix: usize,
    limit: usize,
    title: &mut Title,
) -> Option<Link> {
    let tokens = reader.tokens;
    let names = &reader.lexicon.names;
    // «مدير مستشفى الملك فيصل»
    if let Some(end) =
        eponym::end_in_title(reader, ix, limit).filter(|_| tokens.gap(ix) != Gap::Line)
    {
        return Link::tight(end - ix);
    }
    // «الوزير للصحفيين», «الوزير لرويترز»
    if body::is_told(reader, ix) {
        return None;
    }
    // «المدير التنفيذي لشركة «مدار» للتقنية»
    if let Some(close) = written::quoted_name(reader, ix, limit) {
        return if body::is_ministry_before(reader, ix) { None } else { Link::tight(close - ix) };
    }
    // «لحركة المقاومة الإسلامية (حماس) إسماعيل هنية»
    if tokens.is_mark(ix, "(") {
        let mut near = ix + 2..limit.min(ix + 5);
        let close = near.find(|at| tokens.is_mark(*at, ")"))?;
        return Some(Link { len: close + 1 - ix, belongs: false, opens: false });
    }
    // «الرئيس التنفيذي لشركة Apple»: a noun without the article needs its genitive.
    if let Some(end) = written::name_end(reader, ix, limit) {
        let open = ix > 0 && !is_definite(reader, ix - 1);
        return if open { Link::tight(end - ix) } else { None };
    }
    if tokens.gap(ix) == Gap::Line || !tokens.is_word(ix) {
        return None;
    }
    // «لـ«حماس»»: the preposition stands alone before the mark.
    if tokens.word(ix).strip_prefix('ل') == Some("") {
        let close = written::quoted_name(reader, ix + 1, limit)?;
        return Link::tight(close - ix);
    }
    if is_spokesmans_link(reader, title, ix) {
        // «المتحدثة باسمها ماريا زاخاروفا»
        let owned = reader.possessed(ix).is_some();
        return Some(Link { len: 1, belongs: true, opens: !owned });
    }
    let word = tokens.word(ix);
    let conjoined = word.starts_with('و');
    if is_of_another(reader, title, ix) {
        return None;
    }
    if let Some(country) = names.country_of_adjective(tokens, ix).filter(|_| !conjoined) {
        title.country.get_or_insert(country);
        return Link::tight(1);
    }
    // «الوزير أهمية الغاز»: an adjective agrees with its noun in the article.
    let agrees = is_definite(reader, ix) || !is_definite(reader, ix.saturating_sub(1));
    // «رئيس جمعية حماية الغابة»: a noun that ends like an adjective.
    let body = names.speaker_bodies.longest(tokens, ix).is_some();
    if reader.is_adjective(ix) && !conjoined && agrees && !body {
        return Link::tight(1);
    }
    if let Some(link) = office_link(reader, ix, title) {
        return Some(link);
    }
    if let Some(hit) = names.office_bodies.longest_with_proclitics(tokens, ix) {
        let opens = hit.len == 1 && !is_definite(reader, ix);
        return Some(Link { len: hit.len, belongs: true, opens });
    }
    if let Some(hit) = body::form_at(reader, ix) {
        let country = names.bodies.get(*hit.value).and_then(|body| body.country.as_deref());
        if let Some(country) = country {
            title.country = title.country.or_else(|| names.place_by_id(country));
        }
        return Link::tight(hit.len);
    }
    if let Some(hit) = names.place_forms.longest_with_proclitics(tokens, ix) {
        // «توعد قائد الحرس إسرائيل»: no genitive stands behind the article.
        if hit.proclitic.is_empty() && ix > 0 && is_definite(reader, ix - 1) {
            return None;
        }
        title.country = title.country.or_else(|| country_of(reader, *hit.value));
        return Link::tight(hit.len);
    }
    // «حزب التقدم والاشتراكية رشيد حموني»: a given name behind it.
    let coordinate = conjoined && is_definite(reader, ix) && is_before_name(reader, ix);
    // «وزير الزراعة واستصلاح الأراضي»
    if conjoined && body::is_joined_domain(reader, ix) {
        return Some(Link { len: 1, belongs: true, opens: true });
    }
    if coordinate || is_owner(reader, ix) {
        return Link::tight(1);
    }
    preposition_link(reader, ix, limit, title).or_else(|| noun_link(reader, ix))
}

/// A further office. «السيد الرئيس», «صاحب السمو رئيس الدولة»: behind a courtesy it is the title.
fn office_link(reader: &Reader<'_>, ix: usize, title: &mut Title) -> Option<Link> {
    let hit = reader.lexicon.names.office_heads.longest(reader.tokens, ix)?;
    let first = title.weak && !hit.value.weak;
    let courtesy = first && (is_definite(reader, ix) || title.indefinite);
    let at = if first { 0 } else { title.offices.len() };
    title.offices.insert(at, hit.value.office);
    title.weak &= hit.value.weak;
    Some(Link { len: hit.len, belongs: courtesy, opens: !is_definite(reader, ix) })
}

/// «الباحثة في علوم المناخ خديجة الحلبي»: a field whose last noun is definite, so that the given name
/// behind it is no genitive. «في جامعة محمد الخامس» is a place.
fn field_link(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Link> {
    let joined = is_joined_preposition(reader, ix);
    let first = ix + usize::from(!joined);
    let word = |at: usize| {
        element::is_inside(reader, at) && !reader.is_stop(at) && !reader.is_cue_form(at)
    };
    let mut field = (first..limit.min(ix + FIELD)).take_while(|at| word(*at));
    let name = field.find(|at| *at > first && element::is_given(reader, *at))?;
    let whole = is_definite(reader, name - 1) && word(name + 1);
    whole.then_some(Link { len: name - ix, belongs: false, opens: false })
}

/// «بالجامعة الأردنية»: the preposition is written on the noun.
fn is_joined_preposition(reader: &Reader<'_>, ix: usize) -> bool {
    reader.tokens.word(ix).starts_with('ب') && reader.has_preposition(ix)
}

/// «الوزير المعارضة»: right behind a man's office with the article a feminine word is neither its
/// adjective nor its genitive.
fn is_of_another(reader: &Reader<'_>, title: &Title, ix: usize) -> bool {
    let head = title.tokens.start;
    head + 1 == ix
        && is_definite(reader, head)
        && !element::is_feminine(reader, head)
        && element::has_article(reader, ix)
        && element::is_feminine(reader, ix)
}

/// A preposition with a place, a body or an office's word after it: «في الأمم المتحدة».
fn preposition_link(
    reader: &Reader<'_>,
    ix: usize,
    limit: usize,
    title: &mut Title,
) -> Option<Link> {
    let names = &reader.lexicon.names;
    // «المدير الطبي في مستشفى الملك فيصل»
    let behind = names.chain_prepositions.at(reader.tokens, ix);
    let placed = behind || names.place_prepositions.at(reader.tokens, ix);
    if let Some(end) = eponym::end_in_title(reader, ix + 1, limit).filter(|_| placed) {
        return Some(Link { len: end - ix, belongs: title.indefinite, opens: false });
    }
    // «كبير الاقتصاديين في "دويتشه بنك"»
    let inside = behind || names.at_prepositions.longest(reader.tokens, ix).is_some();
    if let Some(close) = written::quoted_name(reader, ix + 1, limit).filter(|_| inside) {
        return Some(Link { len: close - ix, belongs: title.indefinite, opens: false });
    }
    // «النائب عن حزب التقدم»
    if behind && ix + 1 < limit {
        if let Some(head) = names.speaker_bodies.longest(reader.tokens, ix + 1) {
            let end = body::phrase_end(reader, ix + 1, ix + 1 + head.len, limit);
            return Some(Link { len: end - ix, belongs: false, opens: false });
        }
        // «لدى الأمم المتحدة», «لدى السودان»: where one is sent.
        let body = names.body_forms.longest(reader.tokens, ix + 1).map(|hit| hit.len);
        let place = || names.place_forms.longest(reader.tokens, ix + 1).map(|hit| hit.len);
        let len = body.or_else(place)? + 1;
        return Some(Link { len, belongs: false, opens: false });
    }
    if is_joined_preposition(reader, ix) {
        return field_link(reader, ix, limit);
    }
    if !names.place_prepositions.at(reader.tokens, ix) || ix + 1 >= limit {
        return None;
    }
    let tokens = reader.tokens;
    // «في شمال الضفة الغربية»
    let noun = names.place_nouns.longest(tokens, ix + 1).map_or(0, |hit| hit.len);
    for head in [0, noun] {
        if let Some(hit) = names.place_forms.longest(tokens, ix + 1 + head) {
            title.country = title.country.or_else(|| country_of(reader, *hit.value));
            let len = 1 + head + hit.len;
            return Some(Link { len, belongs: title.indefinite, opens: false });
        }
    }
    if let Some(hit) = names.body_forms.longest(tokens, ix + 1) {
        return Some(Link { len: hit.len + 1, belongs: title.indefinite, opens: false });
    }
    // «أستاذ القانون في جامعة القاهرة حسن بدوي»: the phrase ends before a given name.
    if let Some(head) =
        names.speaker_bodies.longest(tokens, ix + 1).filter(|_| !is_definite(reader, ix + 1))
    {
        let first = ix + 1 + head.len;
        let end = body::phrase_end(reader, ix + 1, first, limit);
        let name = (first + 1..end).find(|at| element::is_known(reader, *at));
        return Some(Link { len: name.unwrap_or(end) - ix, belongs: false, opens: false });
    }
    if let Some(field) = field_link(reader, ix, limit) {
        return Some(field);
    }
    // «الخبير في الشؤون الإيرانية»: counts only where a name follows in the end.
    is_definite(reader, ix + 1).then_some(Link { len: 2, belongs: false, opens: false })
}

/// A noun of the chain: definite, or the head of a body, or written on «ل».
fn noun_link(reader: &Reader<'_>, ix: usize) -> Option<Link> {
    let names = &reader.lexicon.names;
    let word = reader.tokens.word(ix);
    // «استقبل الملك الرئيسين المصري السيسي والتونسي سعيد»
    let pair = reader.lexicon.grammar.pair_heads.longest(reader.tokens, ix).is_some();
    if reader.lexicon.grammar.stop_words.contains(word) || reader.is_cue_form(ix) || pair {
        return None;
    }
    if reader.has_preposition(ix) && !word.starts_with('ل') {
        return None;
    }
    if is_definite(reader, ix) {
        return Some(Link { len: 1, belongs: false, opens: false });
    }
    let tokens = reader.tokens;
    let is_head = names.speaker_bodies.longest_with_proclitics(tokens, ix).is_some()
        || names.place_nouns.longest_with_proclitics(tokens, ix).is_some()
        || names.body_heads.longest_with_proclitics(tokens, ix).is_some();
    let before_place = word.starts_with('ل') && names.place_forms.longest(tokens, ix + 1).is_some();
    let is_head = is_head || before_place;
    is_head.then_some(Link { len: 1, belongs: false, opens: true })
}

/// The noun that the head of a body before it needs: «حركة مجتمع السلم».
pub(super) fn genitive_link(reader: &Reader<'_>, ix: usize) -> Option<Link> {
    let inside = reader.tokens.gap(ix) == Gap::Blank && reader.tokens.is_word(ix);
    (inside && !reader.is_stop(ix) && !reader.is_cue_form(ix)).then_some(Link {
        len: 1,
        belongs: true,
        opens: !is_definite(reader, ix),
    })
}
