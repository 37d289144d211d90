//! What bounds a day of writing, compiled for look-up: words that cannot be older than a day, and
//! terms of office (`anchors.toml`, with the spellings of `persons.toml`).

use chrono::NaiveDate;

use crate::error::{Error, ErrorKind, Result};
use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;
use crate::lang::words::WordSet;

use super::{Files, raw};

/// The tables of bounds.
#[derive(Clone, Debug, Default)]
pub(crate) struct AnchorTables {
    /// Words, with the day before which nobody wrote them.
    pub(crate) not_before: Phrases<NaiveDate>,
    /// Spellings of a holder's name; the value is an index of `holders`.
    pub(crate) names: Phrases<usize>,
    /// First words of both.
    pub(crate) openers: WordSet,
    /// The holders of offices.
    pub(crate) holders: Vec<Holder>,
    /// «نظيره»: the office of the person before.
    pub(crate) counterparts: Phrases<()>,
    /// «السابق», «المنتخب»: no bound.
    pub(crate) doubtful: Phrases<()>,
}

/// A person with terms of office.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holder {
    /// The terms, in the order of the file.
    pub(crate) terms: Vec<Term>,
}

/// A term of office.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// The office as it may stand beside the name.
    pub(crate) office: Phrases<()>,
    /// The office without its country: «وزير الخارجية».
    pub(crate) head: Phrases<()>,
    /// The country's adjective, in its matching form: «التركي».
    pub(crate) country: String,
    /// First day.
    pub(crate) from: NaiveDate,
    /// Last day; `None` for an open term.
    pub(crate) until: Option<NaiveDate>,
}

impl AnchorTables {
    /// The tables of these files.
    ///
    /// # Errors
    /// Where a day is not one.
    pub(super) fn new(folder: &Folder, files: &Files) -> Result<Self> {
        let mut tables = Self::default();
        for row in files.anchors.not_before.iter().filter(|row| !row.soft) {
            let day = day(&row.date)?;
            for form in &row.form {
                tables.not_before.insert(folder, form, day);
            }
        }
        let mut people: Vec<&str> = Vec::new();
        for row in &files.anchors.role {
            let known = people.iter().position(|name| *name == row.person);
            let ix = known.unwrap_or_else(|| {
                people.push(&row.person);
                tables.holders.push(Holder::default());
                tables.add_names(folder, files, &row.person);
                people.len() - 1
            });
            if let Some(holder) = tables.holders.get_mut(ix) {
                holder.terms.push(term(folder, row)?);
            }
        }
        tables.openers.extend(tables.not_before.first_words());
        tables.openers.extend(tables.names.first_words());
        for form in &files.titles.counterpart.form {
            tables.counterparts.insert(folder, form, ());
        }
        let doubtful = &files.anchors.doubtful.form;
        for form in files.titles.adjective.former.iter().chain(doubtful) {
            tables.doubtful.insert(folder, form, ());
        }
        Ok(tables)
    }

    fn add_names(&mut self, folder: &Folder, files: &Files, name: &str) {
        let ix = self.holders.len() - 1;
        self.names.insert(folder, name, ix);
        for person in files.persons.person.iter().filter(|person| person.name == name) {
            for alias in &person.alias {
                self.names.insert(folder, alias, ix);
            }
        }
    }
}

fn term(folder: &Folder, row: &raw::RoleRow) -> Result<Term> {
    let mut office = Phrases::default();
    for form in row.form.iter().chain([&row.office]) {
        office.insert(folder, form, ());
    }
    let (head, country) = row.office.rsplit_once(' ').unwrap_or((&row.office, ""));
    let mut heads = Phrases::default();
    heads.insert(folder, head, ());
    Ok(Term {
        office,
        head: heads,
        country: folder.key(country),
        from: day(&row.from)?,
        until: row.until.as_deref().map(day).transpose()?,
    })
}

fn day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| {
        Error::new(ErrorKind::Lexicon, format!("`{text}` is no day"))
            .at("src/lexicon/anchors.toml")
            .hint("write it as 2020-03-11")
    })
}
