//! The words of the interface: `words.ar.toml`, merged with the project's own file.
//!
//! Templates see every key as `t`; what Rust composes phrases from is typed here, so that a
//! missing key is an error when the theme is loaded and not a hole in a page.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::{Table, Value};

use super::display::DisplayWords;
pub(super) use super::display::fill;
use crate::config::EditionFormat;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Confidence, CorrectedFact, DateRole, EvidenceKind, StatementKind};

/// The name of the file among the templates.
pub(crate) const FILE: &str = "words.ar.toml";
pub(super) const EMBEDDED: &str = include_str!("../../templates/words.ar.toml");

/// The words of the interface.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// Every key, as templates see it.
    pub(crate) all: Table,
    /// What Rust composes phrases from.
    pub(crate) own: OwnWords,
    /// What finished strings are made of.
    pub(crate) display: DisplayWords,
}

impl Words {
    /// The embedded words, with those of the project's file in their place.
    ///
    /// # Errors
    /// Where a file does not parse, or a phrase is no string: names the file, line and key.
    pub(crate) fn load(own: Option<(&str, &Path)>) -> Result<Self> {
        let embedded = Path::new("templates").join(FILE);
        let mut all = parse(EMBEDDED, &embedded)?;
        let path = match own {
            Some((text, path)) => {
                merge(&mut all, parse(text, path)?);
                path
            }
            None => &embedded,
        };
        let own = Value::Table(all.clone()).try_into();
        let display = DisplayWords::of(all.clone())?;
        Ok(Self { all, own: own.map_err(|error| broken(path, &error))?, display })
    }
}

fn parse(text: &str, path: &Path) -> Result<Table> {
    toml::from_str(text).map_err(|error| broken(path, &error))
}

fn broken(path: &Path, error: &toml::de::Error) -> Error {
    Error::new(ErrorKind::Template, error.to_string().trim_end())
        .at(path)
        .hint("every phrase is a string under the table that templates/words.ar.toml has it in")
}

fn merge(table: &mut Table, more: Table) {
    for (key, value) in more {
        match (table.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (_, value) => drop(table.insert(key, value)),
        }
    }
}

/// Declares the tables that Rust reads; every key is a string.
macro_rules! words {
    ($($(#[$doc:meta])* $table:ident { $($key:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        pub(crate) struct $table { $(pub(crate) $key: String,)* }
    )*};
}

/// The phrases that Rust composes.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OwnWords {
    pub(crate) site: SiteWords,
    pub(crate) nav: NavWords,
    pub(crate) range: RangeWords,
    pub(crate) pager: PagerWords,
    pub(crate) kind: KindWords,
    pub(crate) date: DateWords,
    pub(crate) evidence: EvidenceWords,
    pub(crate) role: RoleWords,
    pub(crate) value: ValueWords,
    pub(crate) statement: StatementWords,
    pub(crate) document: DocumentWords,
    pub(crate) correction: CorrectionWords,
    pub(crate) block: BTreeMap<String, String>,
    pub(crate) story: StoryWords,
    pub(crate) home: HomeWords,
    pub(crate) list: ListWords,
    pub(crate) person: DescriptionWords,
    pub(crate) join: JoinWords,
    pub(crate) hindrance: HindranceWords,
    pub(crate) topic: DescriptionWords,
    pub(crate) source: DescriptionWords,
    pub(crate) day: DayWords,
    pub(crate) calendar: CalendarWords,
    pub(crate) undated: TitledWords,
    pub(crate) week: WeekWords,
    pub(crate) briefing: BriefingWords,
    pub(crate) edition: EditionWords,
    pub(crate) watch: WatchWords,
    pub(crate) search: SearchWords,
    pub(crate) about: TitledWords,
    pub(crate) missing: MissingWords,
    pub(crate) moved: MovedWords,
    pub(crate) gone: MovedWords,
}

words! {
    SiteWords { name, tagline, separator }
    NavWords { home, stories, topics, people, sources, calendar, weeks, watch, undated, about }
    RangeWords { span, comma }
    PagerWords { newer, older, next, previous, of, page }
    KindWords { direct, mixed, indirect, topic, headline }
    DateWords { firm, probable, derived, inherited, conflict, none, bounded, corrected, more, unknown, step }
    EvidenceWords {
        metadata, today_absolute, page_line, dateline, page_clock, updated, today_weekday,
        recent_weekday, yesterday, absolute_body, anchor, office, url, filename, as_of, story,
        correction,
    }
    RoleWords { answer, supports, bounds, contradicts, misprint, unused }
    ValueWords { day, weekday, not_before, not_after, day_month }
    StatementWords { firm, probable, unnamed, corrected, unmarked }
    CorrectionWords {
        date, headline, outlet, topic, person, speaker, hidden_statement, new_statement,
    }
    DocumentWords { one, removed_count }
    StoryWords {
        kick, one_text, compare, compare_common, description, alone, more, more_documents, in_texts, in_copies,
        in_all_texts, why_place, why_people, why_quotation, why_day, why_days, near_duplicate, republished, partial,
    }
    HomeWords { title, description }
    WatchWords { days }
    ListWords { stories, topics, people, sources, weeks }
    DescriptionWords { description }
    HindranceWords { no_support, other_title, other_country, together }
    JoinWords { same_title, same_company, same_sound }
    DayWords { description }
    CalendarWords { title, days, description, description_month, description_year }
    TitledWords { title, description }
    SearchWords { title, no_source, ready, found, names, none, failed }
    WeekWords { title_of, description }
    BriefingWords {
        week, day, days, title_week, title_day, title_days, title_of, of_topic, of_person, lines, events,
        outlet_of, outlets_of, document_at, two_documents_at, documents_at, more_events, said, more_statements, watched,
        nothing, changes, since, people, topics_new, grown, added, ended, topics, topics_note, documents, more_documents,
        undated, outlets, outlets_note, colophon, no_outlet, unnamed, along, and, untitled, file, cut,
    }
    EditionWords { print, html, epub, eml, md, txt, json }
    MissingWords { title }
    MovedWords { title, text }
}

impl OwnWords {
    /// What stands for an outlet that is not named.
    pub(crate) fn summary_no_outlet(&self) -> &str {
        &self.briefing.no_outlet
    }
}

impl EditionWords {
    /// What a format of a briefing is to a reader.
    pub(crate) fn of(&self, format: EditionFormat) -> &str {
        match format {
            EditionFormat::Print => &self.print,
            EditionFormat::Html => &self.html,
            EditionFormat::Epub => &self.epub,
            EditionFormat::Eml => &self.eml,
            EditionFormat::Md => &self.md,
            EditionFormat::Txt => &self.txt,
            EditionFormat::Json => &self.json,
        }
    }
}

impl KindWords {
    /// The word for a kind of statement.
    pub(crate) fn of(&self, kind: StatementKind) -> &str {
        match kind {
            StatementKind::Direct => &self.direct,
            StatementKind::Mixed => &self.mixed,
            StatementKind::Indirect => &self.indirect,
            StatementKind::Topic => &self.topic,
            StatementKind::Headline => &self.headline,
        }
    }
}

impl DateWords {
    /// The sentence over the evidence.
    pub(crate) fn of(&self, confidence: Confidence) -> &str {
        match confidence {
            Confidence::Firm => &self.firm,
            Confidence::Probable => &self.probable,
            Confidence::Derived => &self.derived,
            Confidence::Inherited => &self.inherited,
            Confidence::Conflict => &self.conflict,
            Confidence::None => &self.none,
        }
    }
}

impl EvidenceWords {
    /// What a sort of evidence is.
    pub(crate) fn of(&self, kind: EvidenceKind) -> &str {
        match kind {
            EvidenceKind::Metadata => &self.metadata,
            EvidenceKind::TodayAbsolute => &self.today_absolute,
            EvidenceKind::PageLine => &self.page_line,
            EvidenceKind::Dateline => &self.dateline,
            EvidenceKind::PageClock => &self.page_clock,
            EvidenceKind::Updated => &self.updated,
            EvidenceKind::TodayWeekday => &self.today_weekday,
            EvidenceKind::RecentWeekday => &self.recent_weekday,
            EvidenceKind::Yesterday => &self.yesterday,
            EvidenceKind::AbsoluteBody => &self.absolute_body,
            EvidenceKind::Anchor => &self.anchor,
            EvidenceKind::Office => &self.office,
            EvidenceKind::Url => &self.url,
            EvidenceKind::Filename => &self.filename,
            EvidenceKind::AsOf => &self.as_of,
            EvidenceKind::Story => &self.story,
            EvidenceKind::Correction => &self.correction,
        }
    }
}

impl CorrectionWords {
    /// What was corrected.
    pub(crate) fn of(&self, fact: CorrectedFact) -> &str {
        match fact {
            CorrectedFact::Date => &self.date,
            CorrectedFact::Headline => &self.headline,
            CorrectedFact::Outlet => &self.outlet,
            CorrectedFact::Topic => &self.topic,
            CorrectedFact::Person => &self.person,
            CorrectedFact::Speaker => &self.speaker,
            CorrectedFact::HiddenStatement => &self.hidden_statement,
            CorrectedFact::NewStatement => &self.new_statement,
        }
    }
}

impl RoleWords {
    /// What a piece of evidence was used for.
    pub(crate) fn of(&self, role: DateRole) -> &str {
        match role {
            DateRole::Answer => &self.answer,
            DateRole::Supports => &self.supports,
            DateRole::Bounds => &self.bounds,
            DateRole::Contradicts => &self.contradicts,
            DateRole::Misprint => &self.misprint,
            DateRole::Unused => &self.unused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_filled_once() {
        assert_eq!(fill("من {a} إلى {b}", &[("a", "{b}"), ("b", "2")]), "من {b} إلى 2");
        assert_eq!(fill("{n} وثيقة {", &[("n", "3")]), "3 وثيقة {");
    }

    #[test]
    fn own_words_replace_and_errors_name_the_file() {
        let path = Path::new("theme/words.ar.toml");
        let words = Words::load(Some(("[nav]\nhome = \"البداية\"\n", path))).unwrap();
        assert_eq!(words.own.nav.home, "البداية");
        assert_eq!(words.own.nav.topics, Words::load(None).unwrap().own.nav.topics);
        for wrong in ["[nav]\nhome = 3\n", "[nav\n"] {
            let error = Words::load(Some((wrong, path))).unwrap_err();
            assert_eq!(error.path(), Some(path), "{error}");
        }
    }

    #[test]
    fn every_block_has_a_word() {
        use crate::model::BlockKind::*;
        let words = Words::load(None).unwrap();
        for kind in [Title, PageDate, PageClock, Stated, Outside, Learnt, MastheadName, Ui] {
            assert!(words.own.block.contains_key(kind.name()), "{kind:?}");
        }
    }
}
