//! Packs the embedded lexicon: each file of `src/lexicon` is read by the types that the program reads
//! it by, and written as postcard into `OUT_DIR`. A file that is wrong fails the build with its place.

#[path = "src/lang/lexicon/raw.rs"]
mod raw;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Serialize;
use serde::de::DeserializeOwned;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=src/lang/lexicon/raw.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    pack::<raw::Anchors>("anchors", &out)?;
    pack::<raw::Attribution>("attribution", &out)?;
    pack::<raw::Boilerplate>("boilerplate", &out)?;
    pack::<raw::DateWords>("date_words", &out)?;
    pack::<raw::Grammar>("grammar", &out)?;
    pack::<raw::Languages>("languages", &out)?;
    pack::<raw::Months>("months", &out)?;
    pack::<raw::Normalise>("normalise", &out)?;
    pack::<raw::Organisations>("organisations", &out)?;
    pack::<raw::Persons>("persons", &out)?;
    pack::<raw::Places>("places", &out)?;
    pack::<raw::ReportingVerbs>("reporting_verbs", &out)?;
    pack::<BTreeMap<String, raw::WordClass>>("stopwords", &out)?;
    pack::<raw::Titles>("titles", &out)?;
    pack::<raw::Topics>("topics", &out)
}

/// Packs a file.
fn pack<T: Serialize + DeserializeOwned>(name: &str, out: &Path) -> Result<()> {
    let path = format!("src/lexicon/{name}.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("cannot read {path}: {error}"))?;
    let file: T = toml::from_str(&text).map_err(|error| {
        format!("{path}: {error}\nthe fields of each table are listed in docs/lexicon.md")
    })?;
    fs::write(out.join(format!("{name}.postcard")), postcard::to_stdvec(&file)?)?;
    Ok(())
}
