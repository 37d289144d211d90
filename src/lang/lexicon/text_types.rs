//! The words that tell a statement, an interview and an opinion from a report (`titles.toml`).

use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;

use super::Files;
use super::line_words::phrases;

/// Words of headlines and lines that tell the type of a text.
#[derive(Clone, Debug)]
pub(crate) struct TextTypes {
    /// Nouns that the headline of an office holder's own text begins with.
    pub(crate) statement: Phrases<()>,
    /// What may stand before such a noun.
    pub(crate) before: Phrases<()>,
    /// Offices, without mere courtesies.
    pub(crate) offices: Phrases<()>,
    /// Words before the author of an opinion.
    pub(crate) opinion_bylines: Phrases<()>,
    /// Sections of opinions.
    pub(crate) opinion_sections: Phrases<()>,
    /// Labels of questions.
    pub(crate) questions: Phrases<()>,
    /// Labels of answers.
    pub(crate) answers: Phrases<()>,
    /// Words before the name of who is interviewed.
    pub(crate) guests: Phrases<()>,
}

impl TextTypes {
    /// Folds the words.
    pub(super) fn new(folder: &Folder, files: &Files) -> Self {
        let words = &files.titles.doc_type;
        let offices = files.titles.office.iter().filter(|office| !office.weak);
        Self {
            statement: phrases(folder, &words.statement),
            before: phrases(folder, &words.before),
            offices: phrases(folder, offices.flat_map(|office| &office.head)),
            opinion_bylines: phrases(folder, &words.opinion_byline),
            opinion_sections: phrases(folder, &words.opinion_section),
            questions: phrases(folder, &words.question),
            answers: phrases(folder, &words.answer),
            guests: phrases(folder, &words.guest),
        }
    }
}
