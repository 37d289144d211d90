//! What one thing is called, for those who look for it: the rows of persons, bodies and places with all
//! their forms.

use super::Lexicon;

/// A person, body or place of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aliases<'a> {
    /// The name shown.
    pub(crate) name: &'a str,
    /// Identity of a place; `None` for persons and bodies, which go by their names.
    pub(crate) place: Option<&'a str>,
    /// The name and every other form, for a place its adjective and the people who are called after it.
    /// Forms that are also common words are left out.
    pub(crate) forms: Vec<&'a str>,
}

impl Lexicon {
    /// All persons, bodies and places with their forms, in the order of the files.
    pub(crate) fn aliases(&self) -> impl Iterator<Item = Aliases<'_>> {
        let persons = self.files.persons.person.iter().map(|row| Aliases {
            name: &row.name,
            place: None,
            forms: forms(&row.name, &row.alias).collect(),
        });
        let bodies = self.files.organisations.org.iter().map(|row| Aliases {
            name: &row.name,
            place: None,
            forms: forms(&row.name, &row.alias).chain(row.adjective.as_deref()).collect(),
        });
        let places = self.files.places.place.iter().map(|row| Aliases {
            name: &row.name,
            place: Some(&row.id),
            forms: forms(&row.name, &row.alias)
                .chain(row.nisba.as_deref())
                .chain(row.plural.iter().map(String::as_str))
                .collect(),
        });
        persons.chain(bodies).chain(places)
    }
}

fn forms<'a>(name: &'a str, aliases: &'a [String]) -> impl Iterator<Item = &'a str> {
    std::iter::once(name).chain(aliases.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_called_by_its_adjective_too() {
        let lexicon = Lexicon::embedded().unwrap();
        let libya = lexicon.aliases().find(|one| one.place == Some("ly")).unwrap();
        assert!(libya.forms.contains(&"ليبيا") && libya.forms.contains(&"ليبي"), "{libya:?}");
        let person = lexicon.aliases().find(|one| one.name == "رجب طيب أردوغان").unwrap();
        assert!(person.place.is_none() && person.forms.contains(&"أردغان"), "{person:?}");
    }
}
