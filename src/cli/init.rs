//! `mujaz init`: a new project.

use super::args::InitArgs;
use super::report::Reporter;
use super::results::{Results, failed};
use super::visible;
use crate::config;
use crate::error::Result;
use crate::io::project;

/// The files of a new project.
const FILES: [(&str, &str); 4] = [
    (config::FILE_NAME, include_str!("init/mujaz.toml")),
    (config::CORRECTIONS, include_str!("init/corrections.toml")),
    (".gitignore", include_str!("init/gitignore")),
    ("documents/example.txt", include_str!("init/example.txt")),
];

pub(super) fn run(args: &InitArgs, reporter: &Reporter) -> Result<()> {
    let written = project::begin(&args.folder, &FILES)?;
    let mut results = Results::open();
    for path in &written {
        results.line(&visible::line(&path.to_string_lossy())).map_err(failed)?;
    }
    results.close()?;
    reporter.note("put saved news into documents, then: mujaz build");
    Ok(())
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
