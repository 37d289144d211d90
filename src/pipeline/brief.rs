//! A briefing: folder → corpus → choice → editions.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Counts, Project, Step, Watch, build, documents};
use crate::analyse::names::{self, Reach};
use crate::analyse::{BriefingIndex, Desk, Featured, KeyStatements};
use crate::brief::{self, Format, Press, Span};
use crate::error::{Error, ErrorKind, Result};
use crate::io::read::{self, FollowLinks};
use crate::model::{Briefing, Corpus, Focus, Period, Week};
use crate::site::{self, Manifest, Renderer, WeekOf};

/// Which briefing is wanted.
#[derive(Clone, Debug, Default)]
pub struct BriefOptions {
    /// The input folder; `None`: that of the settings.
    pub input: Option<PathBuf>,
    /// The upper bound of dates; `None`: the newest certain date of the input.
    pub clock: Option<NaiveDate>,
    /// Its days.
    pub when: When,
    /// What alone it is about; `None`: everything.
    pub about: Option<About>,
    /// What is made of it.
    pub formats: Vec<Format>,
}

/// The days of a briefing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// The newest week that has documents.
    #[default]
    Last,
    /// The newest week that has documents and has ended; where none has, the newest.
    LastEnded,
    /// The week of a day.
    WeekOf(NaiveDate),
    /// Any days.
    Days(Period),
}

impl From<WeekOf> for When {
    fn from(week: WeekOf) -> Self {
        match week {
            WeekOf::Day(day) => Self::WeekOf(day),
            WeekOf::Last => Self::Last,
        }
    }
}

/// What alone a briefing is about, as the operator calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A topic, by name or identity.
    Topic(String),
    /// A person or body, by any spelling of its name.
    Person(String),
}

/// A briefing that was made.
#[derive(Clone, Debug)]
pub struct Briefed {
    /// Its editions, in the order of the formats.
    pub editions: Vec<Edition>,
    /// The plain text for a terminal.
    pub on_terminal: String,
    /// Why it says what it says.
    pub explanation: String,
    /// What the operator should know.
    pub notes: Vec<String>,
    /// What became of the documents.
    pub counts: Counts,
}

/// A briefing in a format.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The format.
    pub format: Format,
    /// The name of its file, in ASCII.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// A briefing that was chosen, with what its editions are made by.
pub(super) struct Chosen<'a> {
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) corpus: &'a Corpus,
    pub(super) briefing: &'a Briefing,
    pub(super) span: Span,
}

impl Chosen<'_> {
    /// The name of its file in a format.
    pub(super) fn file_name(&self, format: Format) -> String {
        brief::file_name(format, self.briefing, self.corpus, self.span)
    }
}

/// Reads the documents and makes the briefing.
pub(super) fn briefing(
    project: &Project,
    options: &BriefOptions,
    watch: &dyn Watch,
) -> Result<Briefed> {
    let mut press = press(project, options)?;
    let (corpus, counts) = corpus(project, options, watch)?;
    let briefed = of_corpus(project, options, (&corpus, press.as_mut()), watch)?;
    Ok(Briefed { counts, ..briefed })
}

/// What prints the PDF, where one is wanted. To be asked for before anything is read, so that what is missing is said
/// at once.
pub(super) fn press(project: &Project, options: &BriefOptions) -> Result<Option<Press>> {
    options.formats.contains(&Format::Pdf).then(|| project.press()).transpose()
}

/// Makes the briefing of documents that are read already; its counts are empty.
pub(super) fn of_corpus(
    project: &Project,
    options: &BriefOptions,
    (corpus, mut press): (&Corpus, Option<&mut Press>),
    watch: &dyn Watch,
) -> Result<Briefed> {
    choose_from(project, options, corpus, |chosen| {
        watch.begins(Step::Render, options.formats.len());
        let Chosen { renderer, briefing, .. } = chosen;
        let send = &project.config.send;
        let edition = |format: &Format| {
            let bytes = brief::edition(*format, renderer, briefing, send, press.as_deref_mut())?;
            watch.part_done();
            Ok(Edition { format: *format, name: chosen.file_name(*format), bytes })
        };
        let editions = options.formats.iter().map(edition).collect::<Result<_>>()?;
        let mut notes = notes(project, &options.formats);
        notes.extend(press.iter().flat_map(|press| press.notes().to_vec()));
        Ok(Briefed {
            editions,
            on_terminal: brief::on_terminal(renderer, briefing),
            explanation: brief::explanation(briefing, corpus),
            notes,
            counts: Counts::default(),
        })
    })
}

/// Reads the documents, chooses what the briefing says, and hands it to `make`.
pub(super) fn choose<T>(
    project: &Project,
    options: &BriefOptions,
    watch: &dyn Watch,
    make: impl FnOnce(&Chosen<'_>) -> Result<T>,
) -> Result<(T, Counts)> {
    let (corpus, counts) = corpus(project, options, watch)?;
    Ok((choose_from(project, options, &corpus, make)?, counts))
}

fn choose_from<T>(
    project: &Project,
    options: &BriefOptions,
    corpus: &Corpus,
    make: impl FnOnce(&Chosen<'_>) -> Result<T>,
) -> Result<T> {
    let theme = build::theme(project)?;
    let (lexicon, config) = (&project.lexicon, &project.config);
    let key_statements = &KeyStatements::new(corpus, lexicon);
    let index = &BriefingIndex::new(corpus, lexicon, config);
    let desk = Desk { corpus, lexicon, key_statements, config, index };
    let (period, span) = days(project, corpus, options)?;
    let about = options.about.as_ref();
    let focus = about.map(|about| focus(project, corpus, about)).transpose()?;
    let chosen = desk.briefing(period, focus).ok_or_else(|| silent(project, corpus, period))?;

    let plan = site::plan(corpus, lexicon, config, &Manifest::default());
    let renderer = &Renderer::new(&plan, corpus, lexicon, config, &theme)?;
    make(&Chosen { renderer, corpus, briefing: &chosen, span })
}

/// A mail is read where no site lies: without links a reader cannot look a quotation up.
pub(super) fn notes(project: &Project, formats: &[Format]) -> Vec<String> {
    let is_lost = formats.contains(&Format::Eml) && project.config.site.base_url.is_none();
    let note = "the mail has no links: set site.base_url in mujaz.toml to the address of the site";
    if is_lost { vec![note.to_owned()] } else { Vec::new() }
}

/// All documents of the input.
fn corpus(
    project: &Project,
    options: &BriefOptions,
    watch: &dyn Watch,
) -> Result<(Corpus, Counts)> {
    let input = options.input.clone();
    let input = input.unwrap_or_else(|| project.root.join(&project.config.input.folder));
    let listing = read::files(&input, &project.config, FollowLinks::default())?;
    watch.begins(Step::Extract, listing.entries.len());
    let pool = project.pool()?;
    let found = pool.install(|| documents::read(project, &listing.entries, watch, &Featured::from));
    let mut diagnostics = listing.skipped;
    diagnostics.extend(found.diagnostics);
    watch.begins(Step::Analyse, 0);
    let (corpus, counts) = build::together(project, found.value, options.clock, &mut diagnostics)?;
    watch.noticed(&diagnostics);
    watch.counted(&counts);
    Ok((corpus, counts))
}

/// The days that are wanted.
fn days(project: &Project, corpus: &Corpus, options: &BriefOptions) -> Result<(Period, Span)> {
    let week = |day| Period::from(Week::of(day, project.config.display.week_start));
    match options.when {
        When::Days(period) if week(period.first()) == period => Ok((period, Span::Week)),
        When::Days(period) => Ok((period, Span::Days)),
        When::WeekOf(day) => Ok((week(day), Span::Week)),
        When::Last | When::LastEnded => match newest(corpus, options, &week) {
            Some(day) => Ok((week(day), Span::Week)),
            None => Err(Error::new(ErrorKind::Export, "no document here has a day")
                .hint("mujaz extract --explain FILE says why a document has none")),
        },
    }
}

/// The newest day that has documents, or the newest of a week that has ended.
fn newest(
    corpus: &Corpus,
    options: &BriefOptions,
    week: &dyn Fn(NaiveDate) -> Period,
) -> Option<NaiveDate> {
    let newest = corpus.days.keys().next_back().copied()?;
    if options.when == When::Last {
        return Some(newest);
    }
    let today = options.clock.unwrap_or(newest);
    let ended = corpus.days.keys().rev().find(|day| week(**day).last() < today);
    ended.copied().or(Some(newest))
}

fn focus(project: &Project, corpus: &Corpus, about: &About) -> Result<Focus> {
    let folder = project.lexicon.folder();
    match about {
        About::Topic(words) => {
            let all = names::topics(corpus);
            names::the_one(folder, ("topic", words), &all, Reach::Words).map(Focus::Topic)
        }
        About::Person(words) => {
            let all = names::people(corpus, None);
            let wanted = ("person or body", words.as_str());
            names::the_one(folder, wanted, &all, Reach::Words).map(Focus::Person)
        }
    }
}

/// What a period without documents comes to: names the nearest weeks that have some.
fn silent(project: &Project, corpus: &Corpus, period: Period) -> Error {
    let start = project.config.display.week_start;
    let week = |day: &NaiveDate| Week::of(*day, start).first().to_string();
    let before = corpus.days.range(..period.first()).next_back();
    let after = corpus.days.keys().find(|day| **day > period.last());
    let weeks: Vec<String> =
        before.map(|(day, _)| day).into_iter().chain(after).map(week).collect();
    let inside = corpus.days.range(period.first()..=period.last()).next().is_some();
    let (from, to) = (period.first(), period.last());
    let message = match inside {
        true => format!("no document from {from} to {to} is about this"),
        false => format!("no document is of the days from {from} to {to}"),
    };
    let error = Error::new(ErrorKind::Export, message);
    match weeks.is_empty() {
        true => error,
        false => error.hint(format!("the nearest weeks with documents: {}", weeks.join(" and "))),
    }
}
