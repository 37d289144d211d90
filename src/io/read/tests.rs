use super::*;

use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

/// A folder with these files, each holding its own name.
fn folder(names: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in names {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, name).unwrap();
    }
    folder
}

/// The documents and the skipped files of a folder, as `name` and `name: reason`.
fn check(folder: &Path, config: &Config, follow: FollowLinks, expected: &[&str]) {
    let listing = files(folder, config, follow).unwrap();
    let documents = listing.entries.iter().map(|entry| entry.id.to_string());
    let skipped = listing.skipped.iter().map(|diagnostic| match diagnostic.code {
        Code::Skipped(reason) => format!("{}: {}", diagnostic.document, reason.name()),
        other => panic!("{other:?}"),
    });
    assert_eq!(documents.chain(skipped).collect::<Vec<_>>(), expected);
}

fn reason(result: std::result::Result<RawFile, Diagnostic>) -> Skip {
    match result.unwrap_err().code {
        Code::Skipped(reason) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn documents_in_order() {
    let folder = folder(&[
        "ب.txt",
        "a/z.md",
        "a.html",
        "README.md",
        "mujaz.toml",
        ".hidden.txt",
        ".git/x.txt",
        "a/b.PDF",
        "x.jsonl",
        "x.tar.gz",
        "noending",
        r"..\..\odd.txt",
    ]);
    check(
        folder.path(),
        &Config::default(),
        FollowLinks::Never,
        &[
            r"..\..\odd.txt",
            "README.md",
            "a.html",
            "a/z.md",
            "x.jsonl",
            "ب.txt",
            "a/b.PDF: format",
            "noending: format",
            "x.tar.gz: format",
        ],
    );
    let mut config = Config::default();
    config.input.include = vec!["a/**".to_owned(), "*.jsonl".to_owned()];
    check(folder.path(), &config, FollowLinks::Never, &["a/z.md", "x.jsonl", "a/b.PDF: format"]);
}

#[test]
fn hints_say_how_to_convert() {
    for (name, word) in
        [("a.docx", "plain text"), ("a.pdf", "text"), ("a.mht", "browser"), ("a.zip", "unpack")]
    {
        assert!(conversion(name).contains(word), "{name}");
    }
}

#[test]
fn a_single_file_and_none() {
    let folder = folder(&["خبر.txt"]);
    let path = folder.path().join("خبر.txt");
    check(&path, &Config::default(), FollowLinks::Never, &["خبر.txt"]);
    let error =
        files(&folder.path().join("no"), &Config::default(), FollowLinks::Never).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Read);
    assert!(error.remedy().is_some() && error.path().is_some());
}

#[test]
fn links_are_not_followed_unless_they_stay_inside() {
    let outside = folder(&["secret.txt"]);
    let folder = folder(&["a.txt", "sub/b.txt"]);
    let at = |name: &str| folder.path().join(name);
    symlink("a.txt", at("alias.txt")).unwrap();
    symlink(outside.path().join("secret.txt"), at("out.txt")).unwrap();
    symlink(outside.path(), at("outside")).unwrap();
    symlink("nowhere.txt", at("dangling.txt")).unwrap();
    symlink("..", at("sub/loop")).unwrap();
    symlink("sub", at("twin")).unwrap();
    check(
        folder.path(),
        &Config::default(),
        FollowLinks::Never,
        &[
            "a.txt",
            "sub/b.txt",
            "alias.txt: symlink",
            "dangling.txt: symlink",
            "out.txt: symlink",
            "outside: symlink",
            "sub/loop: symlink",
            "twin: symlink",
        ],
    );
    check(
        folder.path(),
        &Config::default(),
        FollowLinks::Inside,
        &[
            "a.txt",
            "alias.txt",
            "sub/b.txt",
            "twin/b.txt",
            "dangling.txt: vanished",
            "out.txt: symlink",
            "outside: symlink",
            "sub/loop: symlink",
            "twin/loop: symlink",
        ],
    );
    // A link that is put in the place of a file after listing leads nowhere.
    let listing = files(folder.path(), &Config::default(), FollowLinks::Never).unwrap();
    std::fs::remove_file(at("a.txt")).unwrap();
    symlink(outside.path().join("secret.txt"), at("a.txt")).unwrap();
    assert_eq!(reason(bytes(&listing.entries[0], &Limits::default())), Skip::Symlink);
    let listing = files(folder.path(), &Config::default(), FollowLinks::Inside).unwrap();
    let alias = Entry {
        within: Some(folder.path().canonicalize().unwrap()),
        path: at("alias.txt"),
        ..listing.entries[0].clone()
    };
    assert_eq!(reason(bytes(&alias, &Limits::default())), Skip::Symlink);
}

#[test]
fn only_regular_files_are_read() {
    let folder = folder(&["a.txt"]);
    let pipe = folder.path().join("pipe.txt");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)
        .unwrap();
    let socket = folder.path().join("socket.txt");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    check(
        folder.path(),
        &Config::default(),
        FollowLinks::Never,
        &["a.txt", "pipe.txt: not-regular", "socket.txt: not-regular"],
    );
    let entry = |path: &Path| Entry {
        id: DocId::new("x.txt"),
        path: path.into(),
        format: Format::Text,
        within: None,
    };
    for path in [pipe.as_path(), &socket, Path::new("/dev/null"), folder.path()] {
        assert_eq!(reason(bytes(&entry(path), &Limits::default())), Skip::NotRegular, "{path:?}");
    }
    assert_eq!(
        reason(bytes(&entry(&folder.path().join("gone.txt")), &Limits::default())),
        Skip::Vanished
    );
}

#[test]
fn limits_of_size_depth_and_number() {
    let folder = folder(&["a.txt", "b/c/d/e.txt", "b/f.txt", "z.txt"]);
    let mut config = Config::default();
    config.limits.folder_depth = 2;
    check(
        folder.path(),
        &config,
        FollowLinks::Never,
        &["a.txt", "b/f.txt", "z.txt", "b/c/d: limit"],
    );
    config.limits.documents = 1;
    check(folder.path(), &config, FollowLinks::Never, &["a.txt", "b/c/d: limit", "b/f.txt: limit"]);

    let listing = files(folder.path(), &config, FollowLinks::Never).unwrap();
    let limits = Limits { file: 4, ..Limits::default() };
    assert_eq!(reason(bytes(&listing.entries[0], &limits)), Skip::TooLarge);
    let limits = Limits { file: 5, ..Limits::default() };
    assert_eq!(bytes(&listing.entries[0], &limits).unwrap().bytes, b"a.txt");
}

#[test]
fn names_that_are_no_unicode_stay_apart() {
    let folder = folder(&[]);
    for name in [&b"k_\xff.txt"[..], b"k_\xfe.txt", br"k_\xff.txt"] {
        std::fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), name).unwrap();
    }
    check(
        folder.path(),
        &Config::default(),
        FollowLinks::Never,
        &[r"k_\xfe.txt", r"k_\xff.txt", r"k_\xff.txt~2"],
    );
}

#[test]
fn the_parts_of_a_saved_page_are_one_entry() {
    let folder = folder(&["خبر.html", "خبر_files/a.html", "خبر_files/b.css", "other_files/c.txt"]);
    check(
        folder.path(),
        &Config::default(),
        FollowLinks::Never,
        &["other_files/c.txt", "خبر.html", "خبر_files: format"],
    );
}
