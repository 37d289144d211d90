//! What a project puts in: its own templates and files, end to end; and what a shell and `man` get.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Scene, news};

/// A project of two documents.
fn project() -> Scene {
    Scene::new()
        .file("mujaz.toml", "input.folder = \"in\"\n")
        .file("in/1.txt", news("الشمال"))
        .file("in/2.txt", news("الجنوب"))
}

/// The build fails with these words, and there is no site.
fn refuses(scene: &Scene, words: &[&str]) {
    let ran = scene.mujaz("build").exits(1).says("hint: ");
    words.iter().fold(ran, |ran, words| ran.says(words));
    assert!(!scene.path("site").exists());
}

#[test]
fn a_theme_as_it_is_written_out_gives_the_same_site() {
    let scene = project();
    scene.mujaz("build --out plain").exits(0);
    let written =
        scene.mujaz("init --theme").exits(0).says("a file that is not there is mujaz's own");
    assert!(written.results().contains("./templates/parts/statement.html\n"));
    let n_written = written.results().lines().count();
    assert_eq!(n_written, scene.tree("templates").len());
    assert_eq!(n_written, mujaz::site::theme_files().len());
    scene.mujaz("build --out themed").exits(0).does_not_say("warning");
    assert!(scene.tree("plain") == scene.tree("themed"), "the theme changes the site");
    // What was edited is kept.
    let scene = scene.file("templates/about.html", "<p>of my own</p>");
    let ran = scene.mujaz("init --theme").exits(1);
    ran.says("templates/about.html: exists already with another text; nothing was written")
        .says("hint: --force");
    assert_eq!(scene.read("templates/about.html"), "<p>of my own</p>");
    let ran = scene.mujaz("init --theme --force").exits(0);
    assert_eq!(ran.results(), "./templates/about.html\n");
    scene.mujaz("init --theme").exits(0).says("all of it is there already");
}

#[test]
fn one_file_of_the_theme_is_enough() {
    let scene = project();
    scene
        .mujaz("init p --theme --only assets/site.css --only words.ar.toml")
        .exits(0)
        .prints("p/templates/assets/site.css\np/templates/words.ar.toml\n");
    assert_eq!(scene.names("p"), ["templates"]);
    let ran = scene.mujaz("init --theme --only parts/statment.html").exits(2);
    ran.says("the theme has no file `parts/statment.html`")
        .says("did you mean `parts/statement.html`?");
    scene.mujaz("init --only about.html").exits(2);
    assert!(!scene.path("templates").exists());
}

#[test]
fn own_files_of_a_theme_take_effect_one_by_one() {
    let scene = project()
        .file("templates/assets/site.css", "p{color:red}\n")
        .file("templates/assets/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("templates/assets/search.js", "// mine\n\"use strict\";\n")
        .file("templates/words.ar.toml", "[site]\nname = \"النهر\"\n")
        .file("templates/parts/mine.html", "{% component mine() %}<p>mine</p>{% endcomponent mine %}")
        .file("templates/404.html", "{% extends \"base.html\" %}{% block main %}<h1>x</h1>{{ <mine /> }}{% endblock main %}");
    scene.mujaz("build").exits(0).does_not_say("warning");
    assert_eq!(scene.read("site/assets/site.css"), "p{color:red}\n");
    assert_eq!(scene.read("site/assets/search.js"), "\"use strict\";\n");
    assert!(scene.read("site/assets/icon.svg").ends_with("/svg\"/>"));
    assert!(scene.read("site/404.html").contains("<h1>x</h1><p>mine</p>"));
    assert!(scene.read("site/index.html").contains("النهر"));
    scene.mujaz("check").exits(0);
}

#[test]
fn a_theme_that_no_longer_fits_is_told_of() {
    let scene = project();
    scene.mujaz("init --theme --only about.html").exits(0);
    let text = scene.read("templates/about.html");
    let (line, rest) = text.split_once('\n').unwrap();
    let hash = line.split("about.html ").nth(1).unwrap().split('.').next().unwrap();
    let scene = scene
        .file("templates/about.html", format!("{}\n{rest}", line.replace(hash, "00000000")))
        .file("templates/abuot.html", "<p>x</p>")
        .file("templates/notes.txt", "x");
    scene
        .mujaz("build --strict")
        .exits(0)
        .says("warning[project]: templates/about.html: made from mujaz ")
        .says("(00000000), whose own file has changed since\n  hint: ")
        .says("warning[project]: templates/abuot.html: no page is made from it\n")
        .says("did you mean `about.html`?")
        .says("warning[project]: templates/notes.txt: not used: ");
    let scene = scene.file("templates/assets/logo.png", b"\x89PNG\r\n");
    scene
        .mujaz("build")
        .exits(1)
        .says("logo.png: not UTF-8 at byte 0")
        .says("belongs into static/");
}

#[test]
fn files_of_the_project_are_copied_and_counted() {
    let scene = project()
        .file("static/CNAME", "example.org\n")
        .file("static/fonts/خط.woff2", b"wOF2\0\x01")
        // Neither a page of ours nor held to the rules of one.
        .file("static/own/index.html", "<p style='float:left'>")
        .file("static/.well-known/security.txt", "x")
        .file("static/.env", "secret");
    scene.mujaz("build").exits(0).does_not_say("warning");
    assert_eq!(scene.read("site/CNAME"), "example.org\n");
    assert_eq!(scene.tree("site")["fonts/خط.woff2"], b"wOF2\0\x01");
    assert!(!scene.path("site/.env").exists());
    let manifest: serde_json::Value = serde_json::from_str(&scene.read("site/build.json")).unwrap();
    let own = [".well-known/security.txt", "CNAME", "fonts/خط.woff2", "own/index.html"];
    assert_eq!(manifest["own"], serde_json::json!(own));
    assert!(own.iter().all(|path| manifest["files"][path].is_string()));
    scene.mujaz("check").exits(0).says(" files (4 of static/, not looked into), ");
    scene.mujaz("check --twice").exits(0);
    scene.mujaz("build").exits(0).says(" files, nothing changed");
    // What is edited in the site, or taken away, is found; what leaves `static/` leaves the site.
    let scene = scene.file("site/CNAME", "evil.example");
    scene.mujaz("check").exits(1).prints("CNAME:1:1: not the file that was built");
    fs::remove_file(scene.path("static/CNAME")).unwrap();
    scene.mujaz("build").exits(0);
    assert!(!scene.path("site/CNAME").exists());
    fs::remove_file(scene.path("site/own/index.html")).unwrap();
    scene
        .mujaz("check")
        .exits(1)
        .prints("own/index.html:1:1: a file of this site that is not there");
}

#[test]
fn templates_may_name_own_files() {
    let frame = include_str!("../templates/404.html");
    let frame = frame.replacen("<ul", "<img src=\"{{ page.root }}logo.svg\" alt=\"\"><ul", 1);
    let scene = project().file("templates/404.html", &frame).file("static/logo.svg", "<svg/>");
    scene.mujaz("build").exits(0);
    scene.mujaz("check").exits(0);
    fs::remove_file(scene.path("static/logo.svg")).unwrap();
    scene.mujaz("build").exits(0);
    scene.mujaz("check").exits(1).prints("leads to logo.svg, which is not there");
}

#[test]
fn addresses_of_the_site_are_not_taken() {
    for path in [
        "index.html",
        "topics",
        "Topics/x.txt",
        "2020/x.txt",
        "build.json",
        "assets/own.css",
        "sitemap.xml",
        "api/v1/x.json",
    ] {
        let scene = project().file(&format!("static/{path}"), "x");
        let first = path.split('/').next().unwrap();
        let words = format!("static/{path}: the site itself has the address `{first}`");
        refuses(&scene, &["error[read]: ", &words, "static/files/"]);
    }
    for path in ["a:b.txt", "nul.txt", "-x", "e\u{301}.txt"] {
        refuses(&project().file(&format!("static/{path}"), "x"), &["error[read]: "]);
    }
    let scene = project().file("static/a/B.txt", "x").file("static/a/b.txt", "x");
    refuses(&scene, &["only capital letters tell it from"]);
    let scene = project().file("static", "x");
    refuses(&scene, &["static: is to be a folder of files to copy, and is none"]);
    let scene = project()
        .file("static/CNAME", "x")
        .file("site/CNAME", "x")
        .file("mujaz.toml", "input.folder = \"in\"\noutput.keep = [\"CNAME\"]\n");
    scene.mujaz("build").exits(1).says("output.keep names `CNAME`, where the site has its own");
}

#[test]
fn links_out_of_the_folder_are_not_followed() {
    let scene = project().file("static/a.txt", "x").file("secret.txt", "secret");
    symlink(scene.path("secret.txt"), scene.path("static/link.txt")).unwrap();
    refuses(
        &scene,
        &["static/link.txt: a link that leads out of the folder", "put the file itself"],
    );
    fs::remove_file(scene.path("static/link.txt")).unwrap();
    symlink(scene.path("in"), scene.path("static/folder")).unwrap();
    refuses(&scene, &["static/folder: a link that leads out of the folder"]);
    fs::remove_file(scene.path("static/folder")).unwrap();
    symlink("a.txt", scene.path("static/b.txt")).unwrap();
    scene.mujaz("build").exits(0);
    assert_eq!(scene.read("site/b.txt"), "x");
    assert!(fs::symlink_metadata(scene.path("site/b.txt")).unwrap().is_file());
}

#[test]
fn a_folder_that_is_no_project_is_left_alone() {
    let scene = Scene::new().file("in/1.txt", news("الشمال")).file("static/a.txt", "x");
    let ran = scene.mujaz("build in").exits(0);
    ran.says("warning[project]: static/: not published: there is no mujaz.toml beside it");
    assert!(!scene.path("site/a.txt").exists());
    // Nor is one among the documents, which are not trusted.
    let scene = Scene::new()
        .file("in/1.txt", news("الشمال"))
        .file("in/mujaz.toml", "")
        .file("in/static/a.txt", "x");
    scene.mujaz("build in --project in --out site").exits(0).does_not_say("warning[project]");
    assert!(!scene.path("site/a.txt").exists());
}

#[test]
fn the_site_does_not_lie_among_own_files() {
    let scene = project().file("static/a.txt", "x");
    for out in ["static", "static/out", "."] {
        scene.mujaz(&format!("build --out {out}")).exits(1).says("error[write]: ");
    }
    assert_eq!(scene.names("static"), ["a.txt"]);
}

#[test]
fn the_schema_is_written_with_a_project_and_renewed() {
    let scene = Scene::new();
    scene.mujaz("init p").exits(0).prints("p/mujaz.schema.json\n");
    let schema: serde_json::Value =
        serde_json::from_str(&scene.read("p/mujaz.schema.json")).unwrap();
    assert!(schema["properties"]["site"].is_object());
    let scene = scene.file("p/mujaz.schema.json", "{}");
    scene.mujaz("init p --schema").exits(1).says("mujaz.schema.json: exists already");
    scene.mujaz("init p --schema --force").exits(0).prints("p/mujaz.schema.json\n");
    assert_eq!(
        schema,
        serde_json::from_str::<serde_json::Value>(&scene.read("p/mujaz.schema.json")).unwrap()
    );
    scene.mujaz("init p --schema --theme").exits(2);
    scene.mujaz("init q --force").exits(2);
}

/// The output of a tool over a file; `None`, and a word about it, where there is no such tool.
fn tool(name: &str, args: &[&str], file: &Path) -> Option<(bool, String)> {
    let run = Command::new(name).args(args).arg(file).stdin(Stdio::null()).output();
    let Ok(output) = run else {
        eprintln!("skipped: there is no {name} here");
        return None;
    };
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    Some((output.status.success(), text.concat()))
}

/// Names of all commands, `lexicon check` and the like too, as `--help` lists them.
fn commands(scene: &Scene, above: &str) -> BTreeSet<String> {
    let help = scene.mujaz(&format!("{above} --help")).exits(0).results();
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return BTreeSet::new() };
    let names = list.lines().take_while(|line| !line.is_empty());
    let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    let mut all = BTreeSet::new();
    for name in names.filter(|name| *name != "help") {
        let name = format!("{above} {name}").trim().to_owned();
        all.extend(commands(scene, &name));
        all.insert(name);
    }
    all
}

#[test]
fn shells_complete_every_command() {
    let scene = Scene::new();
    let commands = commands(&scene, "");
    assert!(commands.len() > 8 && commands.contains("lexicon check"), "{commands:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = scene.mujaz(&format!("completions {shell}")).exits(0).results();
        for command in &commands {
            let last = command.rsplit(' ').next().unwrap();
            assert!(script.contains(last), "{shell}: {command}");
        }
        assert!(script.contains("message-format") && script.contains("never"), "{shell}");
    }
    scene.mujaz("completions").exits(2);
    scene.mujaz("completions tcsh").exits(2).says("possible values: bash, ");
    let script = scene.mujaz("completions bash").results();
    let scene = scene.file("mujaz.bash", script);
    // What bash offers after `mujaz ini` and `mujaz init --th`.
    let ask = "source \"$1\"; COMP_WORDS=(mujaz ini); COMP_CWORD=1; _mujaz mujaz ini mujaz; \
               echo \"${COMPREPLY[@]}\"; COMP_WORDS=(mujaz init --th); COMP_CWORD=2; \
               _mujaz mujaz --th init; echo \"${COMPREPLY[@]}\"";
    if let Some((_, said)) = tool("bash", &["-c", ask, "bash"], &scene.path("mujaz.bash")) {
        assert_eq!(said, "init\n--theme --threads\n");
    }
}

#[test]
fn every_command_has_its_page_of_the_manual() {
    let scene = Scene::new();
    let mut expected = vec!["mujaz.1".to_owned()];
    expected.extend(
        commands(&scene, "").iter().map(|name| format!("mujaz-{}.1", name.replace(' ', "-"))),
    );
    expected.sort();
    scene.mujaz("man --out man/man1").exits(0).prints("man/man1/mujaz-build.1\n");
    assert_eq!(scene.names("man/man1"), expected);
    assert_eq!(scene.mujaz("man").exits(0).results(), scene.read("man/man1/mujaz.1"));
    for page in &expected {
        let path = scene.path(&format!("man/man1/{page}"));
        let lint = ["-k", "-man", "-Tutf8", "-ww", "-z"];
        if let Some((good, said)) = tool("groff", &lint, &path) {
            assert!(good && said.is_empty(), "{page}: {said}");
        }
    }
    // Pages of an older version are replaced.
    let scene = scene.file("man/man1/mujaz-build.1", "old");
    scene.mujaz("man --out man/man1").exits(0);
    let text = scene.read("man/man1/mujaz-build.1");
    let examples = text.split(".SH EXAMPLES\n.nf\n").nth(1).expect("no examples");
    assert!(
        examples.lines().any(|line| line.starts_with("mujaz build news \\-\\-out public")),
        "{examples}"
    );
}
