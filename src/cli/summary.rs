//! `mujaz summary`: what documents, days, topics, people and stories come to, in their own words.

use std::str::FromStr;

use clap::ValueEnum;

use super::args::{Common, SummaryArgs};
use super::report::{Reporter, judge};
use super::results::{Results, failed};
use crate::error::{Error, ErrorKind, Result};
use crate::io::terminal;
use crate::pipeline::{
    Counts, GistView, Ink, Length, Order, Part, Press, Project, SummaryOptions, TextStyle, Wording,
};

/// Fewest and most columns of a text; a line that is longer is hard to read.
const COLUMNS: std::ops::RangeInclusive<usize> = 20..=100;
/// Columns where nothing is known.
const USUAL: usize = 72;
/// Most statements that may be asked for.
const STATEMENTS: usize = 100;

/// How a summary is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for a terminal, a pager or a pipe.
    Text,
    /// Markdown.
    Md,
    /// One JSON object for each summary, a line each.
    Json,
    /// One page that stands alone, ready to be printed.
    Html,
    /// The same as a PDF, in builds with the feature `pdf`.
    Pdf,
}

/// Who puts right-to-left text in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Bidi {
    /// As the terminal is known to need it; nothing is done for a file or a pipe.
    Auto,
    /// The terminal does: Latin words are isolated, and lines begin from the right.
    Terminal,
    /// Nobody does: letters are joined and stand in the order of the screen.
    Visual,
}

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Short,
    Medium,
    Long,
    /// So many statements.
    Of(usize),
}

impl FromStr for Extent {
    type Err = String;

    fn from_str(words: &str) -> std::result::Result<Self, String> {
        match words {
            "short" => Ok(Self::Short),
            "medium" => Ok(Self::Medium),
            "long" => Ok(Self::Long),
            number => match number.parse() {
                Ok(n) if (1..=STATEMENTS).contains(&n) => Ok(Self::Of(n)),
                _ => Err(format!("short, medium, long, or a number from 1 to {STATEMENTS}")),
            },
        }
    }
}

impl Extent {
    /// Of a document.
    fn of_document(self) -> Length {
        self.length([3, 5, 10])
    }

    /// Of a part of many documents.
    fn of_part(self) -> Length {
        self.length([5, 10, 20])
    }

    /// With so many statements where it is short, medium, long.
    fn length(self, [short, medium, long]: [usize; 3]) -> Length {
        let (sentences, statements) = match self {
            Self::Short => (1, short),
            Self::Medium => (3, medium),
            Self::Long => (5, long),
            Self::Of(n @ ..=3) => (1, n),
            Self::Of(n @ ..=9) => (3, n),
            Self::Of(n) => (5, n),
        };
        Length { sentences, statements }
    }
}

pub(super) fn run(args: &SummaryArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    if args.format == Format::Pdf && terminal::results_are_watched() {
        return Err(Error::new(ErrorKind::Usage, "--format pdf is not for a terminal")
            .hint("send it to a file or a printer: add `> summary.pdf` or `| lp`"));
    }
    let project = Project::open(&common.opening(&args.paths))?;
    let wording = project.wording()?;
    // What a PDF lacks is said before anything is read.
    let press = (args.format == Format::Pdf).then(|| project.press()).transpose()?;
    let mut printer = Printer::new(args, common, &wording);
    let counts = match part(args) {
        Some(part) => {
            let options = SummaryOptions {
                input: args.paths.first().cloned(),
                clock: common.clock,
                part,
                length: args.length.of_part(),
            };
            let (gist, counts) = project.summary(&options, &wording, reporter)?;
            printer.take(gist).map_err(failed)?;
            counts
        }
        None => {
            let length = args.length.of_document();
            let sink = &mut |gist| printer.take(gist);
            project.summaries(&args.paths, (length, &wording), reporter, sink)?
        }
    };
    printer.close(&project, &counts, press)?.iter().for_each(|note| reporter.note(note));
    judge(&counts, common)
}

/// The part that is asked for; `None`: the documents that are named.
fn part(args: &SummaryArgs) -> Option<Part> {
    let day = args.part.day.map(Part::Day);
    let week = || args.part.week.map(Part::Week);
    let topic = || args.part.topic.clone().map(Part::Topic);
    let person = || args.part.person.clone().map(Part::Person);
    let story = || args.part.story.clone().map(Part::Story);
    day.or_else(week).or_else(topic).or_else(person).or_else(story)
}

/// Prints summaries one by one, or gathers them for a page.
struct Printer<'a> {
    format: Format,
    style: TextStyle,
    wording: &'a Wording,
    results: Results,
    /// Those of a page, which is made in the end.
    sheets: Vec<GistView>,
    is_first: bool,
}

impl<'a> Printer<'a> {
    fn new(args: &SummaryArgs, common: &Common, wording: &'a Wording) -> Self {
        let columns = terminal::columns_of_results();
        let style = TextStyle {
            columns: columns.map_or(USUAL, |n| n.clamp(*COLUMNS.start(), *COLUMNS.end())),
            order: order(args.bidi),
            ink: if common.colours_results() { Ink::Colour } else { Ink::Plain },
        };
        Self {
            format: args.format,
            style,
            wording,
            results: Results::open(),
            sheets: Vec::new(),
            is_first: true,
        }
    }

    fn take(&mut self, gist: GistView) -> std::io::Result<()> {
        let is_first = std::mem::take(&mut self.is_first);
        let words = match self.format {
            Format::Json => return self.results.line(&gist.json().to_string()),
            Format::Text => self.wording.text(&gist, self.style),
            Format::Md => self.wording.markdown(&gist),
            Format::Html | Format::Pdf => {
                self.sheets.push(gist);
                return Ok(());
            }
        };
        if !is_first {
            self.results.line("")?;
        }
        self.results.bytes(words.as_bytes())
    }

    /// Ends the results; gives what the operator should know of them.
    fn close(
        mut self,
        project: &Project,
        counts: &Counts,
        press: Option<Press>,
    ) -> Result<Vec<String>> {
        let sheets = std::mem::take(&mut self.sheets);
        let mut notes = Vec::new();
        if let (Some(mut press), 1..) = (press, counts.published) {
            let pdf = project.summary_pdf(sheets, self.wording, &mut press)?;
            self.results.bytes(&pdf).map_err(failed)?;
            notes.extend_from_slice(press.notes());
        } else if self.format == Format::Html && counts.published > 0 {
            let page = project.summary_page(sheets, self.wording)?;
            self.results.bytes(page.as_bytes()).map_err(failed)?;
        }
        self.results.close()?;
        Ok(notes)
    }
}

fn order(bidi: Bidi) -> Order {
    match bidi {
        Bidi::Terminal => Order::Terminal,
        Bidi::Visual => Order::Visual,
        Bidi::Auto if !terminal::results_are_watched() => Order::Plain,
        Bidi::Auto if terminal::leaves_the_order() => Order::Visual,
        Bidi::Auto => Order::Terminal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_as_they_are_typed() {
        let lengths = |words: &str| {
            let extent = words.parse::<Extent>().unwrap();
            let one = extent.of_document();
            assert_eq!(one.sentences, extent.of_part().sentences);
            (one.sentences, one.statements, extent.of_part().statements)
        };
        assert_eq!(lengths("short"), (1, 3, 5));
        assert_eq!(lengths("medium"), (3, 5, 10));
        assert_eq!(lengths("long"), (5, 10, 20));
        assert_eq!(
            (lengths("3"), lengths("7"), lengths("40")),
            ((1, 3, 3), (3, 7, 7), (5, 40, 40))
        );
        for wrong in ["", "0", "101", "-1", "huge"] {
            assert!(wrong.parse::<Extent>().is_err(), "{wrong}");
        }
    }
}
