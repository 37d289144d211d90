//! Who has got which briefing: a journal beside the output folder, `.NAME.sent.jsonl`.
//!
//! A line for each thing that happened, the last of an edition and an address counts. A line is on the
//! disk before what it speaks of can happen (`begun`) and before anything else does (the rest), so
//! that a run that was killed at any moment leaves at most one address of which it is unclear whether it got
//! the mail. Addresses are private: only the owner may read the file.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, Lock, Real};
use crate::error::{Error, ErrorKind, Result};

/// What is known of an edition and an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its text began to go out; where this is the last word, nobody knows whether it was taken.
    Begun,
    /// The server took it.
    Sent,
    /// It was certainly not taken, and may be sent again.
    Lost,
    /// The server does not want it.
    Refused,
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The briefing: `briefing-2020-12-26`.
    pub edition: String,
    /// Hash of what it says.
    pub content: String,
    /// The address.
    pub to: String,
    /// What happened.
    pub state: State,
    /// What the server said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
}

/// The journal of an output folder.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// Open for writing, and locked; `None` where it is only read.
    open: Option<(File, Lock)>,
    edition: String,
    /// The last line of this edition for each address.
    known: BTreeMap<String, Entry>,
}

impl Journal {
    /// What is known of an edition; nothing is written or locked.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds a line that is none of ours.
    pub fn read(out: &Path, edition: &str) -> Result<Self> {
        let path = beside(out, "sent.jsonl")?;
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(failed("read", &path)(error)),
        };
        let known = known(&bytes, &path, edition)?;
        Ok(Self { path, open: None, edition: edition.to_owned(), known })
    }

    /// The journal for writing: no other run can have it until this value is dropped.
    ///
    /// # Errors
    /// As [`Journal::read`]; where another run has it; where the folder is not writable.
    pub fn open(out: &Path, edition: &str) -> Result<Self> {
        let lock_path = beside(out, "sent.lock")?;
        let lock = Real.lock(&lock_path).map_err(failed("lock", &lock_path))?;
        let lock = lock.ok_or_else(|| {
            Error::new(ErrorKind::Send, "another `mujaz send` of this project is running")
                .at(&lock_path)
                .hint("wait for it to end")
        })?;
        let mut journal = Self::read(out, edition)?;
        let mut file = open(&journal.path).map_err(failed("open", &journal.path))?;
        heal(&mut file).map_err(failed("write", &journal.path))?;
        // Its name too must outlive a power cut.
        if let Some(parent) = journal.path.parent() {
            Real.sync(parent).map_err(failed("write in", parent))?;
        }
        journal.open = Some((file, lock));
        Ok(journal)
    }

    /// The last word on an address.
    pub fn last(&self, to: &str) -> Option<&Entry> {
        self.known.get(to)
    }

    /// Writes what happened to the disk.
    ///
    /// # Errors
    /// Where it cannot be written: nothing more may be sent then.
    pub fn note(&mut self, content: &str, to: &str, state: State, answer: &str) -> Result<()> {
        let entry = Entry {
            edition: self.edition.clone(),
            content: content.to_owned(),
            to: to.to_owned(),
            state,
            answer: answer.to_owned(),
        };
        let failed = failed("write", &self.path);
        let Some((file, _)) = &mut self.open else {
            return Err(Error::new(ErrorKind::Internal, "the journal is open for reading only"));
        };
        let mut line = serde_json::to_vec(&entry)
            .map_err(|error| Error::new(ErrorKind::Internal, "no JSON").because(error))?;
        line.push(b'\n');
        file.write_all(&line).and_then(|()| file.sync_data()).map_err(|error| {
            failed(error)
                .hint("who has got the mail is written there first: make room, and run it again")
        })?;
        self.known.insert(to.to_owned(), entry);
        Ok(())
    }
}

/// A hidden name beside the output folder, which may not exist yet.
fn beside(out: &Path, ending: &str) -> Result<PathBuf> {
    let full = fs::canonicalize(out).unwrap_or_else(|_| out.to_path_buf());
    let name = full.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| {
        Error::new(ErrorKind::Send, "no name of a folder").at(out).hint("see output.folder")
    })?;
    Ok(full.with_file_name(format!(".{name}.{ending}")))
}

fn open(path: &Path) -> std::io::Result<File> {
    let no_follow = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true).mode(0o600).custom_flags(no_follow).open(path)
}

/// Ends a line that a kill or a full disk cut short, so that the next one is read by itself.
fn heal(file: &mut File) -> std::io::Result<()> {
    let end = file.seek(SeekFrom::End(0))?;
    if end == 0 {
        return Ok(());
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(end.saturating_sub(1)))?;
    std::io::Read::read_exact(file, &mut last)?;
    if last != *b"\n" {
        file.write_all(b"\n")?;
        file.sync_data()?;
    }
    Ok(())
}

/// The last line of an edition for each address.
///
/// A line that was cut short is left out: what it was to say had not happened, or stands as `begun` in the
/// one before it.
fn known(bytes: &[u8], path: &Path, edition: &str) -> Result<BTreeMap<String, Entry>> {
    let mut known = BTreeMap::new();
    for (n, line) in (1usize..).zip(bytes.split(|byte| *byte == b'\n')) {
        match serde_json::from_slice::<Entry>(line) {
            Ok(entry) if entry.edition == edition => drop(known.insert(entry.to.clone(), entry)),
            Ok(_) => {}
            Err(error) if line.is_empty() || error.is_eof() => {}
            Err(error) => {
                let message = format!("line {n} is none that mujaz wrote");
                return Err(Error::new(ErrorKind::Send, message).at(path).because(error).hint(
                    "nothing was sent: it says who has got the mail; mend the line, or take it out",
                ));
            }
        }
    }
    Ok(known)
}

fn failed(verb: &str, path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let error = Error::new(ErrorKind::Send, format!("cannot {verb} this file")).at(path);
    move |cause| error.because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    const EDITION: &str = "briefing-2020-12-26";

    fn last(journal: &Journal, to: &str) -> Option<State> {
        journal.last(to).map(|entry| entry.state)
    }

    #[test]
    fn the_last_word_of_an_edition_counts() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let mut journal = Journal::open(&out, EDITION).unwrap();
        for (to, state) in
            [("a@x.org", State::Begun), ("b@x.org", State::Begun), ("a@x.org", State::Sent)]
        {
            journal.note("1", to, state, "").unwrap();
        }
        assert!(Journal::open(&out, EDITION).unwrap_err().message().starts_with("another"));
        drop(journal);
        let journal = Journal::read(&out, EDITION).unwrap();
        assert_eq!(last(&journal, "a@x.org"), Some(State::Sent));
        assert_eq!(last(&journal, "b@x.org"), Some(State::Begun));
        assert_eq!(last(&journal, "c@x.org"), None);
        let other = Journal::open(&out, "briefing-2021-01-02").unwrap();
        assert_eq!(last(&other, "a@x.org"), None);
        let mode =
            fs::metadata(folder.path().join(".site.sent.jsonl")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_line_that_was_cut_short_did_not_happen() {
        let folder = tempfile::tempdir().unwrap();
        let (out, path) = (folder.path().join("site"), folder.path().join(".site.sent.jsonl"));
        let mut journal = Journal::open(&out, EDITION).unwrap();
        journal.note("1", "a@x.org", State::Begun, "").unwrap();
        let begun = fs::read(&path).unwrap().len();
        journal.note("1", "a@x.org", State::Sent, "250 «نعم»").unwrap();
        drop(journal);
        let whole = fs::read(&path).unwrap();
        for cut in begun..=whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let mut journal = Journal::open(&out, EDITION).unwrap();
            let expected = if cut + 1 < whole.len() { State::Begun } else { State::Sent };
            assert_eq!(last(&journal, "a@x.org"), Some(expected), "{cut}");
            journal.note("1", "b@x.org", State::Sent, "").unwrap();
            drop(journal);
            let journal = Journal::read(&out, EDITION).unwrap();
            assert_eq!(last(&journal, "a@x.org"), Some(expected), "{cut}");
            assert_eq!(last(&journal, "b@x.org"), Some(State::Sent), "{cut}");
        }
    }

    #[test]
    fn a_strange_line_stops_it() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        fs::write(folder.path().join(".site.sent.jsonl"), "{\"edition\":7}\n").unwrap();
        let error = Journal::read(&out, EDITION).unwrap_err();
        assert!(error.to_string().contains("line 1 is none that mujaz wrote"), "{error}");
    }
}
