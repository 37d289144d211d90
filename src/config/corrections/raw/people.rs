//! The tables of people in `corrections.toml`: `[[person]]`, `[[document.person]]`, `[[merge]]`,
//! `[[apart]]`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::{NONE, UNKNOWN, line, settled};
use crate::config::corrections::{At, Exclusion, Merge, PeopleCorrections, Renamed};
use crate::config::written::Written;
use crate::error::Result;

/// What stands for whom a name means that is none.
const NOBODY: &str = "nobody";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPerson {
    name: Spanned<String>,
    means: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMerge {
    name: Spanned<String>,
    same: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawApart {
    names: Vec<Spanned<String>>,
}

pub(super) fn people(
    file: &Written<'_>,
    merges: Vec<RawMerge>,
    apart: Vec<Spanned<RawApart>>,
) -> Result<PeopleCorrections> {
    let names = |key: &str, raw: Vec<Spanned<String>>| -> Result<Vec<At<String>>> {
        raw.into_iter().map(|name| line(file, key, name)).collect()
    };
    let mut owners: BTreeMap<String, At<String>> = BTreeMap::new();
    let mut people = PeopleCorrections::default();
    for raw in merges {
        let span = raw.name.span();
        let name = line(file, "merge.name", raw.name)?;
        let same = names("merge.same", raw.same)?;
        for other in same.iter().chain([&name]) {
            if let Some(first) = owners.insert(other.value.clone(), name.clone())
                && first.value != name.value
            {
                let message =
                    format!("merge: `{}` is merged into `{}` already", other.value, first.value);
                return Err(file.wrong(span, message).hint(format!(
                    "put all names of one person into one [[merge]]; the first stands at line {}",
                    first.place.line
                )));
            }
        }
        people.merge.push(Merge { name, same });
    }
    for raw in apart {
        let span = raw.span();
        let names = names("apart.names", raw.into_inner().names)?;
        let distinct: BTreeSet<&str> = names.iter().map(|name| name.value.as_str()).collect();
        if distinct.len() < 2 {
            return Err(file
                .wrong(span, "apart.names: fewer than two names")
                .hint("write the names that mean different people"));
        }
        let merged = |name: &&At<String>| owners.get(&name.value).map(|owner| &owner.value);
        let owned: Vec<&String> = names.iter().filter_map(|name| merged(&name)).collect();
        if owned.iter().enumerate().any(|(ix, name)| owned.iter().skip(ix + 1).any(|o| o == name)) {
            return Err(file
                .wrong(span, "apart.names: names that a [[merge]] makes one person")
                .hint("take the name out of one of the two"));
        }
        people.apart.push(Exclusion { names });
    }
    Ok(people)
}

pub(super) fn person(file: &Written<'_>, raw: RawPerson) -> Result<Renamed> {
    let name = line(file, "document.person.name", raw.name)?;
    let means = settled(meaning(file, "document.person.means", raw.means)?, NOBODY)?;
    Ok(Renamed { name, means })
}

/// Whom a name means. Words that say that nobody is known are no name: a person called so would
/// have a page.
fn meaning(file: &Written<'_>, key: &str, raw: Spanned<String>) -> Result<At<String>> {
    let span = raw.span();
    let words = raw.get_ref().trim();
    if words.is_empty() || [UNKNOWN, NONE].iter().any(|word| words.eq_ignore_ascii_case(word)) {
        return Err(file.wrong(span, format!("{key}: `{words}` is nobody's name")).hint(
            "write whom the name means, or `means = \"nobody\"` where it is no name of anybody; \
             a statement whose speaker is not known gets `speaker = \"unknown\"`",
        ));
    }
    line(file, key, raw)
}

/// The names that mean nobody in any document.
pub(super) fn nobodies(
    file: &Written<'_>,
    raw: Vec<RawPerson>,
    people: &PeopleCorrections,
) -> Result<Vec<At<String>>> {
    let mut nobody = Vec::new();
    for raw in raw {
        let name_at = raw.name.span();
        let means_at = raw.means.span();
        let name = line(file, "person.name", raw.name)?;
        let means = meaning(file, "person.means", raw.means)?;
        if means.value != NOBODY {
            let message = format!("person.means: `{}` is a name", means.value);
            return Err(file.wrong(means_at, message).hint(
                "[[person]] says that a name is nobody's, in all documents; two names of one person \
                 go into [[merge]], whom a name means in one document into [[document.person]]",
            ));
        }
        let merged = people.merge.iter().flat_map(|merge| merge.same.iter().chain([&merge.name]));
        if let Some(other) = merged.into_iter().find(|other| other.value == name.value) {
            let message = format!(
                "person: `{}` is merged at line {} and means nobody here",
                name.value, other.place.line
            );
            return Err(file.wrong(name_at, message).hint("keep one of the two"));
        }
        nobody.push(name);
    }
    Ok(nobody)
}
