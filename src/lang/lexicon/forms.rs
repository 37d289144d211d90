//! The forms that stand in the lexicon files, each with its place: for whoever asks which of them
//! a folder of documents ever uses.

use toml::de::{DeTable, DeValue};

use super::ExtraFile;
use super::load::EMBEDDED;

/// A form as it is written in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LexiconForm {
    /// The file: `persons.toml`.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The table and field: `person.alias`.
    pub field: String,
    /// The form.
    pub form: String,
}

/// Files whose strings are no words of texts: characters and the signs of languages.
const NO_WORDS: [&str; 2] = ["normalise", "languages"];
/// Fields that explain or classify, and endings and patterns, which are no words.
const NO_FORMS: [&str; 13] = [
    "about",
    "why",
    "note",
    "source",
    "licence",
    "id",
    "class",
    "lemma",
    "complement",
    "ending",
    "pattern",
    "place",
    "office",
];

/// All forms of the embedded files and of those that extend them, in the order of the files.
///
/// The extra files are those that the lexicon was loaded with; one that does not parse gives
/// nothing, which loading has complained of.
pub fn forms(extra: &[ExtraFile]) -> Vec<LexiconForm> {
    let embedded = EMBEDDED.iter().map(|own| (own.name, format!("{}.toml", own.name), own.text));
    let extra = extra
        .iter()
        .map(|file| (file.name.as_str(), file.path.display().to_string(), file.text.as_str()));
    let mut forms = Vec::new();
    for (name, file, text) in embedded.chain(extra) {
        let Ok(table) = DeTable::parse(text) else { continue };
        if !NO_WORDS.contains(&name) {
            let mut walk = Walk { file, text, line: 1, at: 0, forms: Vec::new() };
            walk.table(table.get_ref(), "");
            walk.forms.sort();
            forms.append(&mut walk.forms);
        }
    }
    forms
}

/// Gathers the strings of a file. Lines are counted on from the last string.
struct Walk<'a> {
    file: String,
    text: &'a str,
    line: usize,
    at: usize,
    forms: Vec<LexiconForm>,
}

impl Walk<'_> {
    fn table(&mut self, table: &DeTable<'_>, above: &str) {
        for (key, value) in table {
            let key = key.get_ref();
            if NO_FORMS.contains(&&**key) {
                continue;
            }
            let field = if above.is_empty() { key.to_string() } else { format!("{above}.{key}") };
            self.value(value.get_ref(), value.span().start, &field);
        }
    }

    fn value(&mut self, value: &DeValue<'_>, at: usize, field: &str) {
        match value {
            DeValue::Table(table) => self.table(table, field),
            DeValue::Array(items) => {
                items.iter().for_each(|item| self.value(item.get_ref(), item.span().start, field));
            }
            DeValue::String(form) if is_form(form) => {
                let line = self.line_of(at);
                let (file, field) = (self.file.clone(), field.to_owned());
                self.forms.push(LexiconForm { file, line, field, form: form.to_string() });
            }
            _ => {}
        }
    }

    fn line_of(&mut self, at: usize) -> usize {
        let count = |from: usize, to: usize| {
            self.text.get(from..to).map_or(0, |cut| cut.matches('\n').count())
        };
        // Tables come in the order of their keys, so that lines may go back.
        self.line = match at >= self.at {
            true => self.line + count(self.at, at),
            false => self.line.saturating_sub(count(at, self.at)),
        };
        self.at = at;
        self.line
    }
}

/// True for words in Arabic letters without slots of a pattern.
fn is_form(form: &str) -> bool {
    form.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c)) && !form.contains(['{', '<', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_their_place() {
        let text = "[about]\nnote = \"كلمة\"\n\n[[person]]\nname = \"سالم\"\nalias = [\"أبو عيسى\",\n  \"x\"]\n";
        let extra = ExtraFile {
            name: "persons".into(),
            text: text.into(),
            path: "more/persons.toml".into(),
        };
        let forms = forms(&[extra]);
        assert!(forms.len() > 3000, "{}", forms.len());
        let own: Vec<(usize, &str, &str)> = forms
            .iter()
            .filter(|form| form.file == "more/persons.toml")
            .map(|form| (form.line, form.field.as_str(), form.form.as_str()))
            .collect();
        assert_eq!(own, [(5, "person.name", "سالم"), (6, "person.alias", "أبو عيسى")]);
        assert!(!forms.iter().any(|form| form.file == "normalise.toml"));
    }
}
