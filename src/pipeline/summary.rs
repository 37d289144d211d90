//! Summaries: of single files as they are read, or of a part of the project's documents.

use std::path::PathBuf;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{Project, Sink, Step, Watch, build, documents};
use crate::analyse::{Featured, Length};
use crate::brief::Press;
use crate::error::Result;
use crate::io::read::FollowLinks;
use crate::model::Article;
use crate::site::{self, Counts, Display, GistView, Part, TextStyle, Theme};

/// What is to be summed up of a folder of documents.
#[derive(Clone, Debug)]
pub struct SummaryOptions {
    /// The input folder; `None`: that of the settings.
    pub input: Option<PathBuf>,
    /// The upper bound of dates; `None`: the newest certain date of the input.
    pub clock: Option<NaiveDate>,
    /// The part.
    pub part: Part,
    /// How much of it is told.
    pub length: Length,
}

/// A summary in the making of its formats: all of one project word things alike.
#[derive(Debug)]
pub struct Wording(Display);

impl Wording {
    /// The summary as lines for a terminal, a pager or a pipe.
    pub fn text(&self, gist: &GistView, style: TextStyle) -> String {
        gist.text(&self.0, style)
    }

    /// The summary as Markdown.
    pub fn markdown(&self, gist: &GistView) -> String {
        gist.markdown(&self.0)
    }
}

impl Project {
    /// The words of summaries.
    ///
    /// # Errors
    /// Where the project's file of words is wrong.
    pub fn wording(&self) -> Result<Wording> {
        let files = build::theme_files(self)?;
        Theme::display_of(&files, &self.config.display).map(Wording)
    }

    /// The summary of each document below `paths`, one after the other.
    ///
    /// # Errors
    /// Where a path names nothing, or `sink` fails.
    pub fn summaries(
        &self,
        paths: &[PathBuf],
        (length, wording): (Length, &Wording),
        watch: &dyn Watch,
        sink: Sink<'_, GistView>,
    ) -> Result<Counts> {
        let summary = |article: &Article| {
            let Wording(display) = wording;
            site::summary_of_document(article, &article.date, &self.lexicon, display, length)
        };
        documents::each(self, paths, watch, summary, sink)
    }

    /// The summary of a day, a week, a topic, a person or a story of a folder of documents, which
    /// is read and analysed as for a build.
    ///
    /// # Errors
    /// Where the folder cannot be read, or has no such part.
    pub fn summary(
        &self,
        options: &SummaryOptions,
        wording: &Wording,
        watch: &dyn Watch,
    ) -> Result<(GistView, Counts)> {
        let input = build::BuildOptions {
            input: options.input.clone(),
            links: FollowLinks::default(),
            ..build::BuildOptions::default()
        };
        let request = build::request(self, &input);
        let listing = build::listing(self, &input, &request)?;
        let pool = self.pool()?;
        watch.begins(Step::Extract, listing.entries.len());
        let found =
            pool.install(|| documents::read(self, &listing.entries, watch, &Featured::from));
        let mut diagnostics = listing.skipped;
        diagnostics.extend(found.diagnostics);
        watch.begins(Step::Analyse, 0);
        let (corpus, counts) = build::together(self, found.value, options.clock, &mut diagnostics)?;
        watch.noticed(&diagnostics);
        if !counts.skipped.is_empty() {
            watch.counted(&counts);
        }
        let (words, Wording(display)) = ((&self.lexicon, &self.config), wording);
        let gist = site::summary_of_part(&options.part, &corpus, words, display, options.length)?;
        // The documents are many small pieces, which several threads give back sooner.
        pool.install(|| corpus.articles.into_par_iter().for_each(drop));
        Ok((gist, counts))
    }

    /// Some summaries as one page that stands alone.
    ///
    /// # Errors
    /// Where a template of the project is wrong.
    pub fn summary_page(&self, gists: Vec<GistView>, wording: &Wording) -> Result<String> {
        site::summary_page(gists, &build::theme(self)?, &self.config, &wording.0)
    }

    /// Some summaries as a PDF.
    ///
    /// # Errors
    /// Where a source of the project is wrong.
    pub fn summary_pdf(
        &self,
        gists: Vec<GistView>,
        wording: &Wording,
        press: &mut Press,
    ) -> Result<Vec<u8>> {
        let theme = build::theme(self)?;
        press.print(&site::summary_manuscript(gists, &theme, &self.config, &wording.0)?)
    }
}
