//! The password of the server of mail: from the environment, or from a file that nobody else may
//! read. Never from the command line, which every user of the machine can see.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};

/// The variable that goes before the file.
pub(super) const VARIABLE: &str = "MUJAZ_SMTP_PASSWORD";
/// What the file is to be.
const FILE: &str = "send.password_file in mujaz.toml names a file with the password as its only line, with permissions 0600";
/// Most bytes of a password.
const LONGEST: u64 = 4096;

/// The password; `None` where there is neither variable nor file.
///
/// # Errors
/// Where the variable is no text, or the file cannot be read or others may read it.
pub(super) fn password(file: Option<&Path>) -> Result<Option<String>> {
    match (std::env::var_os(VARIABLE), file) {
        (Some(password), _) => password
            .into_string()
            .map(Some)
            .map_err(|_| Error::new(ErrorKind::Send, format!("{VARIABLE} is no text in UTF-8"))),
        (None, Some(file)) => of_file(file).map(Some),
        (None, None) => Ok(None),
    }
}

/// The words of a file without the end of its line.
fn of_file(path: &Path) -> Result<String> {
    let wrong = |message: &str| Error::new(ErrorKind::Send, message).at(path);
    let unread = |error| wrong("the password cannot be read").because(error).hint(FILE);
    let file = File::open(path).map_err(unread)?;
    // Of the open file: the name may lead elsewhere a moment later.
    let found = file.metadata().map_err(unread)?;
    let mode = found.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(wrong(&format!(
            "others may read this password: its permissions are {mode:04o}"
        ))
        .hint(format!("chmod 600 {}", path.display())));
    }
    let mut words = String::new();
    file.take(LONGEST.saturating_add(1)).read_to_string(&mut words).map_err(unread)?;
    let words = words.strip_suffix('\n').unwrap_or(&words);
    let words = words.strip_suffix('\r').unwrap_or(words);
    let is_one_line = !words.is_empty() && !words.contains(['\n', '\r', '\0']);
    if !is_one_line || u64::try_from(words.len()).is_ok_and(|n| n > LONGEST) {
        return Err(wrong("no password: it is to be one line and nothing else").hint(FILE));
    }
    Ok(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        let write = |words: &str, mode: u32| {
            fs::write(&path, words).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        };
        write("a b \n", 0o600);
        assert_eq!(of_file(&path).unwrap(), "a b ");
        write("a\r\n", 0o400);
        assert_eq!(of_file(&path).unwrap(), "a");
        for mode in [0o644, 0o640, 0o604, 0o660, 0o620] {
            fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
            write("a\n", mode);
            let error = of_file(&path).unwrap_err();
            assert!(error.remedy().unwrap().starts_with("chmod 600 "), "{error}");
            assert!(error.to_string().contains(&format!("{mode:04o}")), "{error}");
        }
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        for words in ["", "\n", "a\nb\n", &"a".repeat(5000)] {
            write(words, 0o600);
            assert!(of_file(&path).is_err(), "{words:?}");
        }
        assert!(of_file(folder.path()).is_err());
        assert!(of_file(&folder.path().join("none")).is_err());
    }
}
