//! `boilerplate.toml`, compiled: what the lines of a saved page look like that are not its text.
//!
//! Plain phrases are looked up at tokens; whole lines are read by shapes, whose scanner is
//! `extract::block::shape`. The words that shapes need from other files (places, months, media)
//! are gathered here.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind, Result};
use crate::lang::first_words::FirstWords;
use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;
use crate::lang::token::Tokens;
use crate::lang::words::WordSet;
use crate::model::BlockKind;

use super::line_words::{BylineWords, DateLineWords, TitleWords, phrases, verbs};
use super::needs::Needs;
use super::{Files, raw};

/// Where this data is written, for messages.
const FILE: &str = "src/lexicon/boilerplate.toml";

/// The block kinds that rows may name.
const KINDS: [BlockKind; 21] = [
    BlockKind::PageDate,
    BlockKind::Breadcrumb,
    BlockKind::Section,
    BlockKind::Tags,
    BlockKind::Keywords,
    BlockKind::MetaDescription,
    BlockKind::PhotoCaption,
    BlockKind::Credit,
    BlockKind::Byline,
    BlockKind::Masthead,
    BlockKind::Share,
    BlockKind::Follow,
    BlockKind::Related,
    BlockKind::Comments,
    BlockKind::Counters,
    BlockKind::FontControl,
    BlockKind::Legal,
    BlockKind::Ad,
    BlockKind::Ui,
    BlockKind::Salutation,
    BlockKind::Rule,
];

/// Everything that tells furniture from text.
#[derive(Clone, Debug)]
pub(crate) struct Furniture {
    /// Plain phrases.
    pub(crate) rules: Phrases<LineRule>,
    /// The longest block that a plain phrase may take, in words.
    pub(crate) longest: usize,
    /// Shapes of whole lines; the first that fits wins.
    pub(crate) shapes: Vec<LineShape>,
    /// What follows a block that ends the text.
    pub(crate) stop: Stop,
    /// Names of sections.
    pub(crate) sections: Phrases<()>,
    /// What is cut from titles.
    pub(crate) titles: TitleWords,
    /// What bylines are made of.
    pub(crate) bylines: BylineWords,
    /// What dates and times are made of.
    pub(crate) dates: DateLineWords,
    /// Forms of reporting verbs: a line with one is no name.
    pub(crate) verbs: WordSet,
    /// How many lines after an office of the paper are names.
    pub(crate) masthead_lines: usize,
}

impl Furniture {
    /// Gives the tables that are asked most their bits. Each line is compared with every shape, and
    /// hardly any word of a text is in one.
    pub(super) fn add_first_words(&mut self, first_words: &mut FirstWords) {
        first_words.add(&mut self.rules);
        let steps = self.shapes.iter_mut().flat_map(|shape| &mut shape.steps);
        first_words.add_together(steps.filter_map(|step| match &mut step.what {
            What::Words(alternatives) => Some(alternatives),
            What::Slot(_) => None,
        }));
        let lines = [&mut self.sections, &mut self.dates.labels, &mut self.dates.weekdays];
        first_words.add_together(lines);
        first_words.add_together([&mut self.bylines.places, &mut self.bylines.agencies]);
    }
}

impl Furniture {
    /// True for a short text that introduces the items of others: «اقرأ أيضا».
    pub(crate) fn is_related(&self, folder: &Folder, text: &str) -> bool {
        let tokens = Tokens::new(folder, text);
        let start = (0..tokens.len()).find(|ix| tokens.is_word(*ix)).unwrap_or_default();
        self.rules.all(&tokens, start).any(|hit| {
            let rest = start.saturating_add(hit.len)..tokens.len();
            let whole = rest.into_iter().all(|ix| !tokens.is_word(ix));
            hit.value.kind == BlockKind::Related
                && (whole || (hit.value.at == At::Start && tokens.len() <= hit.value.max_words))
        })
    }
}

/// A plain phrase of a kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineRule {
    pub(crate) kind: BlockKind,
    pub(crate) at: At,
    /// A longer block is never taken.
    pub(crate) max_words: usize,
}

/// Where in a block a phrase must stand; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum At {
    /// It is the whole block, but for marks around it.
    Whole,
    /// As `Whole`, or a colon and a name follow: an office of the paper.
    Office,
    /// The block begins with it.
    Start,
    /// The block ends in it.
    End,
    /// Anywhere.
    Anywhere,
}

/// After which blocks everything is furniture, and what ends that.
#[derive(Clone, Debug)]
pub(crate) struct Stop {
    pub(crate) kinds: Vec<BlockKind>,
    /// A paragraph of so many words with a full stop goes on with the text.
    pub(crate) resume_words: usize,
    /// Kinds that also stand in the middle of texts, and the words that are enough after them.
    pub(crate) soft: Vec<BlockKind>,
    pub(crate) soft_words: usize,
}

/// A shape of a whole line.
#[derive(Clone, Debug)]
pub(crate) struct LineShape {
    pub(crate) kind: BlockKind,
    pub(crate) steps: Vec<LineStep>,
    /// What a line must hold to be worth a closer look.
    pub(crate) needs: Needs,
    /// Most letters beside date, time and marks.
    pub(crate) max_letters: Option<usize>,
    pub(crate) max_words: Option<usize>,
}

/// A step of a line shape.
#[derive(Clone, Debug)]
pub(crate) struct LineStep {
    pub(crate) what: What,
    pub(crate) times: Times,
}

/// What must stand at a step.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A class of words.
    Slot(Slot),
    /// One of these words or marks.
    Words(Phrases<()>),
}

/// How often a step may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Times {
    Once,
    Maybe,
    Many,
}

/// Declares the slots with their names in the data.
macro_rules! slots {
    ($($slot:ident = $name:literal),* $(,)?) => {
        /// Classes of words that a step of a shape can ask for; explained in the data.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Slot { $($slot),* }

        /// The slots by name.
        const SLOTS: &[(&str, Slot)] = &[$(($name, Slot::$slot)),*];
    };
}

slots! {
    Weekday = "WEEKDAY", Date = "DATE", Time = "TIME", Number = "NUMBER", Label = "LABEL",
    Section = "SECTION", Site = "SITE", Place = "PLACE", Agency = "AGENCY", Url = "URL",
    Mail = "MAIL", Hashtag = "HASHTAG", Bullet = "BULLET", Bar = "BAR", Angle = "ANGLE",
    Comma = "COMMA", Stroke = "STROKE", Source = "SOURCE", Author = "AUTHOR", Item = "ITEM",
    Items = "ITEMS", Rest = "REST",
}

impl Slot {
    /// The marks that are the slot; none where it is anything else.
    pub(crate) fn marks(self) -> &'static [&'static str] {
        match self {
            Self::Bullet => &["●", "•", "-", "*", "■", "▪", "◄", "►", "▶", "◀"],
            Self::Bar => &["|", "-", "/"],
            Self::Angle => &["»", ">", "›"],
            Self::Comma => &[","],
            _ => &[],
        }
    }
}

impl Furniture {
    /// Compiles the tables.
    ///
    /// # Errors
    /// Where a row names an unknown kind, match or slot, or one form has two kinds.
    pub(super) fn new(folder: &Folder, files: &Files) -> Result<Self> {
        let data = &files.boilerplate;
        let kind_named = |names: &[String]| -> Result<Vec<BlockKind>> {
            names.iter().map(|name| kind_of(name, "stop")).collect()
        };
        let mut stops = Vec::new();
        for row in &data.kind {
            if row.evidence.split(',').any(|word| word.trim() == "stop") {
                stops.push(kind_of(&row.name, &row.name)?);
            }
        }
        let sections = data.kind.iter().filter(|row| row.name == BlockKind::Section.name());
        Ok(Self {
            rules: rules(folder, &data.kind)?,
            longest: data.kind.iter().map(|row| row.max_words).max().unwrap_or_default(),
            shapes: data.shape.iter().map(|row| shape(folder, row)).collect::<Result<_>>()?,
            stop: Stop {
                kinds: stops,
                resume_words: data.stop.resume_words,
                soft: kind_named(&data.stop.soft)?,
                soft_words: data.stop.soft_words,
            },
            sections: phrases(folder, sections.flat_map(|row| &row.pattern)),
            titles: TitleWords::new(folder, files),
            bylines: BylineWords::new(folder, files),
            dates: DateLineWords::new(folder, files),
            verbs: verbs(folder, &files.reporting_verbs),
            masthead_lines: data.masthead.lines_after,
        })
    }
}

fn kind_of(name: &str, row: &str) -> Result<BlockKind> {
    KINDS.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
        let known = KINDS.map(BlockKind::name).join(", ");
        fault(row, format!("`{name}` is no kind of block"), known)
    })
}

fn fault(row: &str, message: String, known: String) -> Error {
    Error::new(ErrorKind::Lexicon, format!("row `{row}`: {message}"))
        .at(FILE)
        .hint(format!("known here: {known}"))
}

/// The plain phrases of all kinds.
fn rules(folder: &Folder, rows: &[raw::FurnitureRow]) -> Result<Phrases<LineRule>> {
    let mut phrases = Phrases::default();
    let mut seen: BTreeMap<(String, At), BlockKind> = BTreeMap::new();
    for row in rows {
        let kind = kind_of(&row.name, &row.name)?;
        let mut places: Vec<(At, &[String])> = vec![(At::Whole, &row.exact)];
        places.push((At::Anywhere, &row.contains));
        for word in row.r#match.replace("_then_name", "-name").split("_or_") {
            places.push((at_of(word, &row.name)?, &row.pattern));
        }
        for (at, word) in
            places.into_iter().flat_map(|(at, words)| words.iter().map(move |w| (at, w)))
        {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let word = if matches!(at, At::Whole | At::Office) { bare } else { word };
            let rule = LineRule { kind, at, max_words: row.max_words };
            let other = seen.insert((folder.key(word), at), kind).filter(|other| *other != kind);
            if let Some(other) = other {
                let message = format!("`{word}` stands under `{}` too", other.name());
                return Err(fault(&row.name, message, "one kind for one form".to_owned()));
            }
            if phrases.insert(folder, word, rule).is_some() {
                let message = format!("`{word}` holds no word");
                return Err(fault(&row.name, message, "words and marks".to_owned()));
            }
        }
    }
    Ok(phrases)
}

fn at_of(word: &str, row: &str) -> Result<At> {
    match word {
        "exact" => Ok(At::Whole),
        "exact-name" => Ok(At::Office),
        "prefix" => Ok(At::Start),
        "suffix" => Ok(At::End),
        "contains" => Ok(At::Anywhere),
        _ => {
            let known =
                "exact, prefix, suffix, contains, two of them joined by _or_, exact_then_name";
            Err(fault(row, format!("`{word}` is no way to match"), known.to_owned()))
        }
    }
}

/// A line shape; words in capitals are slots.
fn shape(folder: &Folder, row: &raw::ShapeRow) -> Result<LineShape> {
    let steps = row.line.iter().map(|step| line_step(folder, step, &row.name));
    let steps: Vec<LineStep> = steps.collect::<Result<_>>()?;
    Ok(LineShape {
        kind: kind_of(&row.kind, &row.name)?,
        needs: Needs::of(&steps),
        steps,
        max_letters: row.max_letters,
        max_words: row.max_words,
    })
}

fn line_step(folder: &Folder, step: &raw::Step, row: &str) -> Result<LineStep> {
    let alternatives = match step {
        raw::Step::One(word) => std::slice::from_ref(word),
        raw::Step::Any(words) => words.as_slice(),
    };
    if let raw::Step::One(word) = step {
        let name = word.trim_end_matches(['?', '+']);
        if !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase()) {
            let slot = SLOTS.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot);
            let slot = slot.ok_or_else(|| {
                let known: Vec<&str> = SLOTS.iter().map(|(known, _)| *known).collect();
                fault(row, format!("`{name}` is no slot"), known.join(", "))
            })?;
            let times = match word.strip_prefix(name) {
                Some("?") => Times::Maybe,
                Some("+") => Times::Many,
                _ => Times::Once,
            };
            return Ok(LineStep { what: What::Slot(slot), times });
        }
    }
    let optional = alternatives.len() > 1 && alternatives.iter().any(|word| word == "?");
    let mut words = Phrases::default();
    for word in alternatives.iter().filter(|word| !optional || *word != "?") {
        if words.insert(folder, word, ()).is_some() {
            return Err(fault(
                row,
                format!("`{word}` holds no word"),
                "words and marks".to_owned(),
            ));
        }
    }
    let times = if optional { Times::Maybe } else { Times::Once };
    Ok(LineStep { what: What::Words(words), times })
}

#[cfg(test)]
mod tests {
    use crate::lang::{ExtraFile, Lexicon};

    fn check_refused(text: &str, expected: &str) {
        let file = ExtraFile {
            name: "boilerplate".to_owned(),
            text: text.to_owned(),
            path: "local.toml".into(),
        };
        let error = Lexicon::load(&[file]).expect_err(expected);
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.path().is_some() && error.remedy().is_some());
    }

    #[test]
    fn faults_name_row_and_word() {
        check_refused(
            "[[kind]]\nname = \"banner\"\nmatch = \"exact\"\npattern = [\"x\"]",
            "row `banner`: `banner` is no kind of block",
        );
        check_refused(
            "[[shape]]\nname = \"x\"\nkind = \"ui\"\nline = [\"DIGIT?\"]",
            "row `x`: `DIGIT` is no slot",
        );
        check_refused(
            "[[kind]]\nname = \"ui\"\nmatch = \"whole\"\npattern = [\"x\"]",
            "row `ui`: `whole` is no way to match",
        );
        check_refused(
            "[[kind]]\nname = \"ui\"\nmatch = \"exact\"\npattern = [\"إعلان\"]",
            "stands under `ad` too",
        );
        check_refused("[[shape]]\nname = \"x\"\nkind = \"ui\"\nline = [\"ً\"]", "holds no word");
    }

    #[test]
    fn embedded_tables_are_compiled() {
        let lexicon = Lexicon::embedded().unwrap();
        let furniture = &lexicon.furniture;
        assert!(furniture.shapes.len() > 20);
        assert!(furniture.titles.media.get(lexicon.folder(), "رويترز").is_some());
        assert!(furniture.bylines.places.get(lexicon.folder(), "دمشق").is_some());
        assert!(furniture.sections.get(lexicon.folder(), "سياسي").is_some());
    }
}
