//! A folder for a test, filled step by step, and the program run in it.

pub(crate) mod disk;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use mujaz::pipeline::{BuildOptions, Opening, Project, Unwatched};
use tempfile::TempDir;

/// The contents of a folder by path; folders that hold nothing are not in it.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A short news text about a place, so that texts can be told apart.
pub(crate) fn news(place: &str) -> String {
    format!(
        "وزير النقل يفتتح محطة {place}\nالثلاثاء 29 كانون الأول 2020\n\n\
         قال وزير النقل، اليوم الثلاثاء، إن محطة {place} ستبدأ العمل في الربيع المقبل.\n\
         وأضاف الوزير: «أنجزنا تسعين في المئة من الأعمال في {place}».\n"
    )
}

/// A temporary folder, its files and the program run in it.
pub(crate) struct Scene {
    folder: TempDir,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Adds a file below the folder.
    pub(crate) fn file(self, path: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// Adds the five seeds as `seeds/`.
    pub(crate) fn seeds(self) -> Self {
        self.copies("seeds", "seeds")
    }

    /// Adds the files of a folder of the repository below a folder of the scene.
    pub(crate) fn copies(self, from: &str, to: &str) -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(from);
        from.read_dir().unwrap().map(|entry| entry.unwrap()).fold(self, |scene, entry| {
            let name = format!("{to}/{}", entry.file_name().to_str().unwrap());
            scene.file(&name, fs::read(entry.path()).unwrap())
        })
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn tree(&self, path: &str) -> Tree {
        tree(&self.path(path))
    }

    /// Names in a folder, hidden ones too.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        let entries = self.path(path).read_dir().unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs the program in the folder, arguments parted by blanks.
    pub(crate) fn mujaz(&self, args: &str) -> Ran {
        self.mujaz_with(&args.split_whitespace().collect::<Vec<_>>(), "")
    }

    /// Runs the program with arguments and an input.
    pub(crate) fn mujaz_with(&self, args: &[&str], stdin: &str) -> Ran {
        let output = self.command().args(args).write_stdin(stdin).output().unwrap();
        Ran { output, args: args.join(" ") }
    }

    /// The program, with nothing of the environment.
    pub(crate) fn command(&self) -> Command {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("mujaz");
        command.current_dir(self.folder.path()).env_clear();
        command
    }

    /// Builds `input` to `out` in this process.
    pub(crate) fn build(&self, input: &str, out: &str, threads: usize) -> mujaz::error::Result<()> {
        let opening =
            Opening { folder: Some(self.path("")), inputs: vec![], threads: Some(threads) };
        let options = BuildOptions {
            input: Some(self.path(input)),
            out: Some(self.path(out)),
            ..BuildOptions::default()
        };
        Project::open(&opening)?.build(&options, &Unwatched).map(drop)
    }
}

/// What a run of the program gave.
pub(crate) struct Ran {
    output: Output,
    args: String,
}

impl Ran {
    pub(crate) fn exits(self, code: i32) -> Self {
        let messages = self.messages();
        assert_eq!(self.output.status.code(), Some(code), "mujaz {}\n{messages}", self.args);
        self
    }

    /// Standard error holds these words.
    pub(crate) fn says(self, words: &str) -> Self {
        let messages = self.messages();
        assert!(messages.contains(words), "mujaz {}: no {words:?} in\n{messages}", self.args);
        self
    }

    /// Standard error does not hold these words.
    pub(crate) fn does_not_say(self, words: &str) -> Self {
        let messages = self.messages();
        assert!(!messages.contains(words), "mujaz {}: {words:?} in\n{messages}", self.args);
        self
    }

    /// Standard output holds these words.
    pub(crate) fn prints(self, words: &str) -> Self {
        let results = self.results();
        assert!(results.contains(words), "mujaz {}: no {words:?} in\n{results}", self.args);
        self
    }

    pub(crate) fn results(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    pub(crate) fn messages(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    /// The messages as JSON lines.
    pub(crate) fn json_messages(&self) -> Vec<serde_json::Value> {
        self.messages().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The contents of a folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        for entry in inner.read_dir().into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            tree.insert(name, fs::read(&path).unwrap());
        }
    }
    tree
}
