//! `mujaz init`: a new project, the files of the theme for editing, or the schema of the settings.

use super::args::InitArgs;
use super::report::Reporter;
use super::results::{Results, failed};
use super::visible;
use crate::config;
use crate::error::{Error, ErrorKind, Result};
use crate::io::project::{self, Existing};
use crate::pipeline;

/// The files of a new project, besides the schema of its settings.
const FILES: [(&str, &str); 4] = [
    (config::FILE_NAME, include_str!("init/mujaz.toml")),
    (config::CORRECTIONS, include_str!("init/corrections.toml")),
    (".gitignore", include_str!("init/gitignore")),
    ("documents/example.txt", include_str!("init/example.txt")),
];

/// What is said of the files of a theme that were written.
const THEME: &str = "edit what you need and remove the rest: a file that is not there is mujaz's own \
                     again, and follows new versions";

pub(super) fn run(args: &InitArgs, reporter: &Reporter) -> Result<()> {
    let existing = if args.force { Existing::Replaced } else { Existing::Kept };
    let (written, next) = if args.theme {
        (project::put(&args.folder.join("templates"), &theme(&args.only)?, existing)?, THEME)
    } else if args.schema {
        let schema = [(config::SCHEMA, schema()?)];
        (
            project::put(&args.folder, &schema, existing)?,
            "editors find it by its name in mujaz.toml",
        )
    } else {
        let schema = schema()?;
        let mut files = FILES.to_vec();
        files.push((config::SCHEMA, &schema));
        (project::begin(&args.folder, &files)?, "put saved news into documents, then: mujaz build")
    };
    let mut results = Results::open();
    for path in &written {
        results.line(&visible::line(&path.to_string_lossy())).map_err(failed)?;
    }
    results.close()?;
    reporter.note(if written.is_empty() { "all of it is there already" } else { next });
    Ok(())
}

/// The files of the theme, or those of them that were asked for.
fn theme(only: &[String]) -> Result<Vec<(&'static str, String)>> {
    let mut files = pipeline::theme_files();
    let unknown = only.iter().find(|name| !files.iter().any(|(file, _)| file == name));
    if let Some(name) = unknown {
        let error = Error::new(ErrorKind::Usage, format!("the theme has no file `{name}`"));
        return Err(match pipeline::nearest_file(name) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("docs/templates.md lists them all, by their path below templates/"),
        });
    }
    files.retain(|(file, _)| only.is_empty() || only.iter().any(|name| name == file));
    Ok(files)
}

/// The schema of the settings, as it is written.
fn schema() -> Result<String> {
    let text = serde_json::to_string_pretty(&config::schema()).map_err(|error| {
        Error::new(ErrorKind::Internal, "the schema of the settings is no JSON").because(error)
    })?;
    Ok(text + "\n")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Config, Corrections};

    #[test]
    fn the_settings_are_read() {
        let (name, text) = FILES[0];
        let config = Config::parse(text, Path::new(name)).unwrap();
        assert_eq!(config.input.folder, Path::new("documents"));
    }

    #[test]
    fn the_schema_is_that_of_the_manual() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(config::SCHEMA);
        if std::env::var_os("MUJAZ_ACCEPT").is_some() {
            std::fs::write(&path, schema().unwrap()).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap();
        assert_eq!(schema().unwrap(), written, "MUJAZ_ACCEPT=1 renews docs/mujaz.schema.json");
    }

    #[test]
    fn the_corrections_that_are_commented_out_are_read() {
        let (name, text) = FILES[1];
        let read = |text: &str| Corrections::parse(text, Path::new(name), ["trade", "libya"]);
        assert!(read(text).unwrap().is_empty());
        let written: String = text
            .lines()
            .map(|line| format!("{}\n", line.strip_prefix("#: ").unwrap_or(line)))
            .collect();
        let corrections = read(&written).unwrap();
        assert_eq!(corrections.documents.len(), 1);
        assert!(!corrections.people.is_empty());
    }

    #[test]
    fn the_settings_that_are_commented_out_are_the_defaults() {
        let (name, text) = FILES[0];
        let written: String = text
            .lines()
            .map(|line| format!("{}\n", line.strip_prefix("#: ").unwrap_or(line)))
            .collect();
        assert_ne!(written, text);
        let mut config = Config::parse(&written, Path::new(name)).unwrap();
        config.input.folder = Config::default().input.folder;
        assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    }
}
