//! Attribution without a verb: «بحسب مصادر، …» and «… بحسب مصادر».

use std::ops::Range;

use crate::lang::AccordingForm;
use crate::model::{Evidence, MentionKind, NameSource};

use super::Reader;
use super::attribution::{Spoken, Statements};
use super::cue::Cue;
use super::entity::{Place, body, name_as_found};
use super::extent::content_end;
use super::frame::Complement;
use super::paragraph::Paragraph;
use super::score::product;
use super::speaker::{Subject, Subjects, Who};

/// Fewest words that can be a clause, in tokens; behind «فإن» they are one.
const LEAST: usize = 4;
const SHORTEST: usize = 2;

/// An according-to phrase in a sentence.
struct According {
    /// The phrase with its noun phrase.
    tokens: Range<usize>,
    subject: Subject,
}

/// Finds the statements of a paragraph that no verb attributes; what verbs have
/// claimed, in order, is left.
pub(super) fn read(
    statements: &mut Statements<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
    claimed: &[Range<usize>],
) {
    for sentence in &paragraph.sentences {
        let occasions = &statements.reader.lexicon.grammar.occasions;
        if occasions.longest(statements.reader.tokens, sentence.start).is_some() {
            continue;
        }
        let first = claimed.partition_point(|claim| claim.start < sentence.start);
        if claimed.get(first).is_some_and(|claim| claim.start < sentence.end) {
            continue;
        }
        let found = sentence.clone().find_map(|ix| {
            let quoted = paragraph.quote_at(ix).is_some();
            if quoted { None } else { according_at(statements, sentence, ix) }
        });
        let Some(According { tokens, subject }) = found else { continue };
        let reader = statements.reader;
        // «شيعت إيران …، وبحسب مراقبين فإن»: the conjunction begins a clause of its own.
        let anew = reader.tokens.word(tokens.start).starts_with('و')
            && reader.lexicon.grammar.resumed.at(reader.tokens, tokens.end);
        let at_head = tokens.start <= sentence.start + 1 || anew;
        let mut least = LEAST;
        let range = if at_head {
            let resumed = past_source(reader, paragraph, cues, tokens.end..sentence.end);
            // «وبحسب مراقبين فإن», «وبحسب المرصد فقد»
            let particle = reader.lexicon.grammar.resumed.at(reader.tokens, resumed);
            let start = resumed + usize::from(particle);
            let clause = reader.clause_at(start).unwrap_or(0);
            if particle || clause > 0 {
                least = SHORTEST;
            }
            start + clause
                ..content_end(reader, paragraph, cues, (start + clause, Complement::Clause))
        } else if is_inserted(reader, sentence, &tokens) {
            sentence.clone()
        } else {
            sentence.start..tokens.start
        };
        // «أعلنت الوزارة على لسان متحدثها كريم ناصر رفع»: a verb of speech before it has its words behind it.
        let reports = |cue: &Cue| cue.reading.form.is_finite() && range.contains(&cue.tokens.start);
        let open = reader.tokens.is_word(tokens.end) && tokens.end < sentence.end;
        let reported = !at_head && open && in_sentence(cues, sentence).iter().any(reports);
        // A phrase is no statement: the content must be able to be a clause.
        if range.len() < least || reported {
            continue;
        }
        let complement = Complement::Clause;
        let Some(content) = statements.shaped(paragraph, range.start, range.end, complement) else {
            continue;
        };
        let named = matches!(subject.who, Who::Entities(_));
        let score = product(&[90, if named { 95 } else { 85 }]);
        let spoken = Spoken::without_verb(
            Some(subject.tokens),
            subject.who,
            Evidence { rule: "according-to", score },
        );
        statements.push(spoken, content);
    }
}

/// The cues of a sentence.
fn in_sentence<'c>(cues: &'c [Cue], sentence: &Range<usize>) -> &'c [Cue] {
    let from = cues.partition_point(|cue| cue.tokens.start < sentence.start);
    let to = cues.partition_point(|cue| cue.tokens.start < sentence.end);
    cues.get(from..to).unwrap_or_default()
}

/// How far past a source the main clause may begin, in tokens.
const SOURCE: usize = 16;

/// Where the main clause begins behind a source: past its mark, its comma, and what is told of it,
/// «بحسب تقرير لمنظمة "يونيسف" صدر في آذار، فإن».
fn past_source(
    reader: &Reader<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
    rest: Range<usize>,
) -> usize {
    let tokens = reader.tokens;
    let grammar = &reader.lexicon.grammar;
    let quote = paragraph.quote_at(rest.start).is_some_and(|quote| quote.close == rest.start);
    let start = rest.start + usize::from(quote);
    if tokens.is_mark(start, ",") {
        return start + 1;
    }
    let told =
        grammar.skip_heads.longest(tokens, start).is_some() || grammar.relatives.at(tokens, start);
    // «نشر الاثنين»: that it was published is told of the report.
    let comma = (start + usize::from(told)..rest.end.min(start + SOURCE))
        .take_while(|at| super::cue::starting(cues, *at).is_none())
        .find(|at| tokens.is_mark(*at, ","));
    let resumed = |comma: &usize| {
        let clause = tokens.word(comma + 1).strip_prefix('ف');
        clause.is_some_and(|clause| grammar.complementisers.contains(clause))
    };
    let goes_on = |comma: &usize| told || resumed(comma);
    comma.filter(goes_on).map_or(start, |comma| comma + 1)
}

/// «وتواجه البلاد، وفق حمدوك، أزمة خانقة»: between commas in the middle of a clause, which goes on
/// behind it without a conjunction.
fn is_inserted(reader: &Reader<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> bool {
    let tokens = reader.tokens;
    let commas = tokens.is_mark(phrase.start - 1, ",") && tokens.is_mark(phrase.end, ",");
    let next = phrase.end + 1;
    let plain = reader.tokens.is_word(next) && !reader.is_cue_form(next);
    commas && plain && next + 1 < sentence.end && !tokens.word(next).starts_with('و')
}

/// The end of a verb of speech inside the phrase: «وفق ما أعلنت عنه السلطات».
fn report_end(reader: &Reader<'_>, start: usize) -> usize {
    let relative = reader.lexicon.grammar.inner_relatives.at(reader.tokens, start);
    let verb = start + usize::from(relative);
    if !reader.is_cue_form(verb) {
        return start;
    }
    let after = verb + 1;
    after + usize::from(reader.lexicon.grammar.prepositions.at(reader.tokens, after))
}

/// «بحسب الشرطة», «بحسب تصريحات الشرطة»: an institution by its kind alone, or its paper.
fn institution_at(reader: &Reader<'_>, start: usize) -> Option<Subject> {
    let names = &reader.lexicon.names;
    let carrier = reader.lexicon.grammar.carriers.at(reader.tokens, start);
    let head = start + usize::from(carrier);
    let word = reader.tokens.word(head);
    let bare = crate::lang::without_article(word);
    let known = names.speaker_bodies.value_of(word).or(names.speaker_bodies.value_of(bare));
    let tokens = start..head + 1;
    let who = Who::Described(head..head + 1);
    (crate::lang::has_article(word) && known.is_some()).then_some(Subject { tokens, who })
}

/// «وفقا للبنك المركزي»: the phrase of a body with the preposition on its head.
fn attached_body(subjects: &mut Subjects<'_, '_>, start: usize, limit: usize) -> Option<Subject> {
    let reader = subjects.reader;
    let names = &reader.lexicon.names;
    let word = reader.tokens.word(start);
    let head = |base: crate::lang::Base<'_>| {
        names.speaker_bodies.value_of(crate::lang::without_article(&base.word)).is_some()
    };
    let end = body::phrase_end(reader, start, start + 1, limit);
    let written = word.starts_with('ل') && crate::lang::bases(word).skip(1).any(head);
    if !written || end <= start + 1 {
        return None;
    }
    let mut name = name_as_found(reader, start..end, NameSource::Surface);
    name.canonical = crate::lang::without_proclitics(&name.canonical, 1).into();
    let entity = subjects.entities.entity(name, MentionKind::Body);
    let place = Place { name: start..end, proclitic: 'ل'.len_utf8(), title: None };
    let evidence = Evidence { rule: "subject-phrase", score: 80 };
    let mention = subjects.entities.see(reader, entity, place, evidence);
    Some(Subject { tokens: start..end, who: Who::Entities(vec![(mention, entity)]) })
}

/// The phrase at a token, if its noun is a source and not a rule, a plan or a text.
fn according_at(
    statements: &mut Statements<'_>,
    sentence: &Range<usize>,
    ix: usize,
) -> Option<According> {
    let reader = statements.reader;
    let grammar = &reader.lexicon.grammar;
    let hit = grammar.according_to.longest_with_proclitics(reader.tokens, ix)?;
    if !matches!(hit.proclitic, "" | "و" | "ف") {
        return None;
    }
    let start = report_end(reader, ix + hit.len);
    let word = reader.tokens.word(start);
    if let AccordingForm::Attached(letter) = hit.value
        && !word.starts_with(*letter)
    {
        return None;
    }
    let is_except =
        crate::lang::bases(word).any(|base| grammar.according_except.contains(&base.word));
    if is_except || start >= sentence.end {
        return None;
    }
    let memory = &statements.memory;
    let mut subjects = Subjects { reader, entities: &mut statements.entities, memory };
    let subject = subjects.at(start, sentence.end);
    // «ووفقا لتصريحات الوزير سالم حداد»
    let paper = subject.is_none()
        && (grammar.carriers.opens(reader.tokens, start)
            || grammar.according_sources.opens(reader.tokens, start));
    let issuer = paper.then(|| subjects.issuer_behind(start, sentence.end)).flatten();
    let subject = subject.or(issuer).or_else(|| institution_at(reader, start));
    let subject = subject.or_else(|| attached_body(&mut subjects, start, sentence.end))?;
    let source = grammar.according_sources.contains(word);
    let usable = matches!(subject.who, Who::Entities(_)) || source || subject.tokens.len() <= 4;
    usable.then_some(According { tokens: ix..subject.tokens.end, subject })
}
