//! Sending, to a real server on loopback (tests/send/server.py) that hangs up, puts off and refuses.
//!
//! Says "skipped" where there is no Python with aiosmtpd and none can be had.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Ran, Scene, news};

/// A Python that knows aiosmtpd: of the system, else of an environment of our own.
fn python() -> Option<&'static PathBuf> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let knows = |python: &Path| {
        let mut command = Command::new(python);
        let command = command.args(["-c", "import aiosmtpd"]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let made = || {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("aiosmtpd");
        let python = folder.join("bin/python3");
        if knows(&python) {
            return Some(python);
        }
        let quiet = |command: &mut Command| {
            command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .ok()?
                .success()
                .then_some(())
        };
        quiet(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        quiet(Command::new(&python).args(["-m", "pip", "install", "aiosmtpd==1.4.6"]))?;
        knows(&python).then_some(python)
    };
    let find = || {
        let named = ["python3", "/usr/bin/python3"].map(PathBuf::from);
        named.into_iter().find(|python| knows(python)).or_else(made)
    };
    let python = PYTHON.get_or_init(find).as_ref();
    if python.is_none() {
        eprintln!("skipped: no Python with aiosmtpd here");
    }
    python
}

/// A running server; it ends with this value.
struct Server {
    process: Child,
    port: u16,
    record: PathBuf,
}

impl Server {
    /// A server that does what `wishes` says (tests/send/server.py); `None` where there is no Python.
    fn start(scene: &Scene, wishes: Value) -> Option<Self> {
        let record = scene.path("accepted.jsonl");
        let mut wishes = wishes;
        wishes["record"] = Value::from(record.to_str().unwrap());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/send/server.py");
        let mut process = Command::new(python()?)
            .arg(script)
            .arg(wishes.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().unwrap_or_else(|_| panic!("no port: {line:?}"));
        Some(Self { process, port, record })
    }

    fn accepted(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.record).unwrap_or_default();
        // The server may be writing a line.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// How often each address was sent to.
    fn received(&self) -> BTreeMap<String, usize> {
        let mut received = BTreeMap::new();
        for mail in self.accepted() {
            *received.entry(mail["to"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        received
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn header<'m>(mail: &'m Value, name: &str) -> Option<&'m str> {
    let headers = mail["headers"].as_array().unwrap();
    let mut found = headers.iter().filter(|header| header[0] == name);
    let value = found.next()?[1].as_str();
    assert!(found.next().is_none(), "{name} twice");
    value
}

fn addresses(n: usize) -> Vec<String> {
    (0..n).map(|n| format!("reader{n}@example.org")).collect()
}

/// A project with one document and a list of readers; settings follow by [`configure`].
fn project(readers: &[String]) -> Scene {
    let scene = Scene::new().file("seeds/a.txt", news("النهر"));
    scene.file("to.txt", readers.join("\n"))
}

/// Settings for a server, without encryption unless `more` says so.
fn configure(scene: &Scene, port: u16, more: &str) {
    let security = if more.contains("security") { "" } else { "security = \"none\"\n" };
    let text = format!(
        "[send]\nhost = \"localhost\"\nport = {port}\nfrom = \"الموجز <m@example.org>\"\n{security}{more}\n"
    );
    std::fs::write(scene.path("mujaz.toml"), text).unwrap();
}

fn send(scene: &Scene, more: &str) -> Ran {
    scene.mujaz(&format!("send --to to.txt {more}"))
}

/// What the result says became of each address.
fn states(ran: &Ran) -> BTreeMap<String, String> {
    let lines = ran.results();
    let words = lines.lines().map(|line| {
        let mut words = line.split([' ', ':']);
        let state = words.next().unwrap().to_owned();
        (words.next().unwrap().to_owned(), state)
    });
    words.collect()
}

#[test]
fn two_hundred_readers_get_one_each_though_every_seventh_connection_is_dropped() {
    let readers = addresses(200);
    let scene = project(&readers);
    let wishes = json!({"drop_every": 7, "points": ["banner", "ehlo", "rcpt", "data"]});
    let Some(server) = Server::start(&scene, wishes) else { return };
    configure(&scene, server.port, "per_connection = 1");
    let ran = send(&scene, "").exits(0).says("200 readers: sent 200");
    assert_eq!(states(&ran).len(), 200);
    let expected: BTreeMap<String, usize> = readers.iter().map(|it| (it.clone(), 1)).collect();
    assert_eq!(server.received(), expected);
    let mails = server.accepted();
    let ids: BTreeSet<&str> = mails.iter().filter_map(|mail| header(mail, "Message-ID")).collect();
    assert_eq!(ids.len(), 200, "each message has an identity of its own");
    // And nothing is sent again.
    send(&scene, "").exits(0).says("200 readers: sent-before 200");
    assert_eq!(server.received(), expected);
}

/// The program, started and not waited for.
fn start(scene: &Scene) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin!("mujaz"))
        .args(["send", "--to", "to.txt"])
        .current_dir(scene.path(""))
        .env_clear()
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits until something is so; false where it is not after a minute.
fn soon(is_so: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        if is_so() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(3));
    }
    false
}

#[test]
fn who_is_killed_sends_to_nobody_twice() {
    let readers = addresses(60);
    let scene = project(&readers);
    let wishes = json!({"seconds": 0.01});
    let Some(server) = Server::start(&scene, wishes) else { return };
    configure(&scene, server.port, "");
    for n_accepted in [5, 17, 18, 40] {
        let mut process = start(&scene);
        assert!(soon(|| server.accepted().len() >= n_accepted), "{n_accepted}");
        process.kill().unwrap();
        process.wait().unwrap();
    }
    let ran = send(&scene, "");
    let states = states(&ran);
    let is_unclear = |to: &String| states[to] == "unclear";
    let unclear: Vec<&String> = readers.iter().filter(|to| is_unclear(to)).collect();
    assert!(unclear.len() <= 4, "one for each kill at most: {unclear:?}");
    ran.exits(i32::from(!unclear.is_empty()));
    let received = server.received();
    assert!(received.values().all(|n| *n == 1), "{received:?}");
    for reader in &readers {
        assert!(received.contains_key(reader) || is_unclear(reader), "{reader}");
    }
    // Those of whom it is unclear are sent to again only where that is asked for.
    send(&scene, "--resend-unclear").exits(0);
    assert_eq!(server.received().len(), 60);
    send(&scene, "--resend-unclear").exits(0).says("60 readers: sent-before 60");
}

#[test]
fn what_was_taken_without_an_answer_is_told_and_not_repeated() {
    let scene = project(&addresses(3));
    let lost = "reader1@example.org";
    let Some(server) = Server::start(&scene, json!({"take_and_drop": [lost]})) else { return };
    configure(&scene, server.port, "");
    let ran = send(&scene, "").exits(1).says("1 of 3 readers may not have got it");
    assert_eq!(states(&ran)[lost], "unclear");
    let ran = send(&scene, "").exits(1).says("--resend-unclear");
    assert_eq!(states(&ran)[lost], "unclear");
    assert_eq!(server.received(), addresses(3).into_iter().map(|it| (it, 1)).collect());
    // By the same identity whoever gets both can tell.
    let ran = send(&scene, "--resend-unclear").exits(0);
    assert_eq!(states(&ran)[lost], "sent");
    let mails = server.accepted();
    let ids: Vec<_> =
        mails.iter().filter(|it| it["to"] == lost).map(|it| header(it, "Message-ID")).collect();
    assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}");
}

#[test]
fn what_is_put_off_is_tried_again_and_what_is_refused_is_told() {
    let scene = project(&addresses(6));
    let who = |n: usize| format!("reader{n}@example.org");
    let wishes = json!({
        "answers": {who(0): ["550 no such user"], who(1): ["451 later", "421 closing"]},
        "late_answers": {who(2): ["554 looks like spam"], who(3): ["452 no room"]},
        "drop_text_of": [who(4)],
    });
    let Some(server) = Server::start(&scene, wishes) else { return };
    configure(&scene, server.port, "");
    let ran = send(&scene, "").exits(1).says("3 of 6 readers may not have got it");
    let expected = ["refused", "sent", "refused", "sent", "deferred", "sent"];
    let found = states(&ran);
    assert_eq!((0..6).map(|n| found[&who(n)].as_str()).collect::<Vec<_>>(), expected);
    ran.prints("refused reader0@example.org: permanent error (550): no such user");
    assert!(server.received().values().all(|n| *n == 1), "{:?}", server.received());
    assert_eq!(server.received().len(), 3);
    // A refusal is no delivery: a later run tries again.
    let ran = send(&scene, "--format json").exits(1);
    let lines: Vec<Value> =
        ran.results().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |n: usize| lines.iter().find(|line| line["to"] == who(n)).unwrap()["state"].clone();
    assert_eq!([of(0), of(1), of(2)], ["sent", "sent-before", "sent"]);
}

/// A certificate for `names` that vouches for itself, as `name.pem` and `name.key`; `None` without
/// openssl.
fn certificate(scene: &Scene, name: &str, names: &str) -> Option<()> {
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
        ])
        .args(["-days", "2", "-subj", "/CN=mujaz", "-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-addext", &format!("subjectAltName={names}")])
        .arg("-keyout")
        .arg(scene.path(&format!("{name}.key")))
        .arg("-out")
        .arg(scene.path(&format!("{name}.pem")))
        .stderr(Stdio::null())
        .status();
    let is_made = made.is_ok_and(|status| status.success());
    if !is_made {
        eprintln!("skipped: no openssl here");
    }
    is_made.then_some(())
}

#[test]
fn encryption_is_insisted_on_and_the_certificate_looked_at() {
    let scene = project(&addresses(2));
    if certificate(&scene, "here", "DNS:localhost").is_none() {
        return;
    }
    certificate(&scene, "elsewhere", "DNS:smtp.example.org").unwrap();
    let path = |name: &str| scene.path(name).to_str().unwrap().to_owned();
    let with = |name: &str, wrapped: bool| {
        let (certificate, key) = (path(&format!("{name}.pem")), path(&format!("{name}.key")));
        Server::start(&scene, json!({"certificate": certificate, "key": key, "wrapped": wrapped}))
    };
    let Some(server) = with("here", false) else { return };
    let starttls = "security = \"starttls\"";
    // Nobody vouches for it.
    configure(&scene, server.port, starttls);
    let ran = send(&scene, "").exits(1).says("UnknownIssuer").says("send.ca");
    assert_eq!(states(&ran)["reader1@example.org"], "untried");
    // Somebody else does.
    configure(&scene, server.port, &format!("{starttls}\nca = \"elsewhere.pem\""));
    send(&scene, "").exits(1).says("cannot speak to localhost");
    // It is not of this server.
    let other = with("elsewhere", false).unwrap();
    configure(&scene, other.port, &format!("{starttls}\nca = \"elsewhere.pem\""));
    send(&scene, "").exits(1).says("not valid for name").says("send.host");
    // No encryption is offered, or not in this way.
    let open = Server::start(&scene, json!({})).unwrap();
    configure(&scene, open.port, starttls);
    send(&scene, "").exits(1).says("offers no STARTTLS");
    configure(&scene, open.port, "security = \"tls\"");
    send(&scene, "").exits(1).says("cannot speak to localhost");
    configure(&scene, server.port, &format!("{starttls}\nca = \"to.txt\""));
    send(&scene, "").exits(1).says("no certificate in PEM");
    assert!(server.accepted().is_empty(), "nothing went out");
    // All is well.
    configure(&scene, server.port, &format!("{starttls}\nca = \"here.pem\""));
    send(&scene, "").exits(0).says("sent 2");
    let wrapped = with("here", true).unwrap();
    std::fs::remove_file(scene.path(".site.sent.jsonl")).unwrap();
    configure(&scene, wrapped.port, "security = \"tls\"\nca = \"here.pem\"");
    send(&scene, "").exits(0).says("sent 2");
    let mails = server.accepted();
    assert_eq!(mails.len(), 4);
    assert!(mails.iter().all(|mail| mail["secured"] == true));
}

#[test]
fn a_password_comes_from_where_nobody_else_reads() {
    use std::os::unix::fs::PermissionsExt;

    let scene = project(&addresses(1));
    let wishes = json!({"user": "desk", "password": "s3cret word"});
    let Some(server) = Server::start(&scene, wishes) else { return };
    let run = |password: Option<&str>| {
        let mut command = scene.command();
        command.envs(password.map(|it| ("MUJAZ_SMTP_PASSWORD", it)));
        let output = command.args(["send", "--to", "to.txt"]).output().unwrap();
        let words = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(words).unwrap())
    };
    let is_told = |(code, words): (Option<i32>, String), part: &str| {
        assert!(code == Some(1) && words.contains(part), "{words}");
        assert!(!words.contains("s3cret") && !words.contains("wrong word"), "{words}");
    };
    configure(&scene, server.port, "user = \"desk\"");
    is_told(run(None), "set MUJAZ_SMTP_PASSWORD in the environment");
    is_told(run(Some("wrong word")), "does not let this user in");
    configure(&scene, server.port, "user = \"desk\"\npassword_file = \"password\"");
    is_told(run(None), "the password cannot be read");
    let set = |words: &str, mode: u32| {
        std::fs::write(scene.path("password"), words).unwrap();
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(scene.path("password"), permissions).unwrap();
    };
    set("s3cret word\n", 0o644);
    is_told(run(None), "chmod 600");
    set("wrong word\n", 0o600);
    is_told(run(None), "does not let this user in");
    assert!(server.accepted().is_empty());
    // The environment goes before the file.
    assert_eq!(run(Some("s3cret word")).0, Some(0));
    std::fs::remove_file(scene.path(".site.sent.jsonl")).unwrap();
    set("s3cret word\n", 0o600);
    assert_eq!(run(None).0, Some(0));
    assert_eq!(server.received()["reader0@example.org"], 2);
}

#[test]
fn a_reader_gets_a_message_alone_with_a_way_out() {
    let scene = project(&[
        "# القراء".to_owned(),
        "ليلى حداد <layla@EXAMPLE.org>".to_owned(),
        "\"Haddad, \\\"L\" <l+x@example.org>  # twice on the list".to_owned(),
        "layla@example.org".to_owned(),
    ]);
    let Some(server) = Server::start(&scene, json!({})) else { return };
    let link = "https://example.org/leave?list=1&who={address}";
    configure(
        &scene,
        server.port,
        &format!("reply_to = \"desk@example.org\"\nunsubscribe = \"{link}\""),
    );
    send(&scene, "2020-W53").exits(0).says("2 readers: sent 2").says("set site.base_url");
    let plain = scene.mujaz("brief 2020-W53 --format txt").exits(0).results();
    let mails = server.accepted();
    assert_eq!(mails.len(), 2);
    for (mail, to, name, who) in [
        (&mails[0], "layla@example.org", "ليلى حداد", "layla%40example.org"),
        (&mails[1], "l+x@example.org", "Haddad", "l%2Bx%40example.org"),
    ] {
        assert_eq!((mail["from"].as_str(), mail["to"].as_str()), (Some("m@example.org"), Some(to)));
        let told = header(mail, "To").unwrap();
        assert!(
            told.contains(name) && told.contains(to) && told.matches('@').count() == 1,
            "{told}"
        );
        assert_eq!(header(mail, "From"), Some("الموجز <m@example.org>"));
        assert_eq!(header(mail, "Reply-To"), Some("desk@example.org"));
        let leave = format!("<https://example.org/leave?list=1&who={who}>");
        assert_eq!(header(mail, "List-Unsubscribe"), Some(&*leave));
        assert_eq!(header(mail, "List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        let id = header(mail, "Message-ID").unwrap();
        assert!(id.starts_with("<briefing-2020-12-26.") && id.ends_with("@example.org>"), "{id}");
        assert_eq!(mail["defects"], json!([]));
        assert!(mail["longest"].as_u64().unwrap() <= 78);
        assert_eq!(mail["text"].as_str().unwrap().replace("\r\n", "\n"), plain);
    }
    // A mail address as the way out, and no button where one request cannot do it.
    configure(&scene, server.port, "unsubscribe = \"leave@example.org\"");
    std::fs::write(scene.path("to.txt"), "new@example.org").unwrap();
    send(&scene, "2020-12-29").exits(0);
    let mails = server.accepted();
    assert_eq!(header(&mails[2], "List-Unsubscribe"), Some("<mailto:leave@example.org>"));
    assert_eq!(header(&mails[2], "List-Unsubscribe-Post"), None);
    assert_eq!(header(&mails[2], "Reply-To"), None);
}

#[test]
fn nothing_is_sent_before_it_is_set_up_or_when_it_is_only_tried() {
    let scene = project(&addresses(2));
    let ran = send(&scene, "").exits(0).says("nothing was sent: set send.host and send.from");
    ran.prints("would-send reader0@example.org\nwould-send reader1@example.org\n");
    let Some(server) = Server::start(&scene, json!({})) else { return };
    configure(&scene, server.port, "");
    send(&scene, "--dry-run").exits(0).says("would-send 2").does_not_say("nothing was sent");
    assert!(!scene.path(".site.sent.jsonl").exists(), "a rehearsal leaves nothing behind");
    std::fs::write(scene.path("to.txt"), "a@example.org\nnobody\n\nb@@example.org\n").unwrap();
    send(&scene, "").exits(1).says("line 2: `nobody`").says("line 4: `b@@example.org`");
    std::fs::write(scene.path("to.txt"), "a@example.org\r\nBcc: b@example.org\r\n").unwrap();
    send(&scene, "").exits(1).says("line 2: `Bcc: b@example.org`");
    scene.mujaz("send --to none.txt").exits(1).says("there is no such file");
    scene.mujaz("send 2019-01-01 --to to.txt").exits(1);
    scene.mujaz("send").exits(2);
    assert!(server.accepted().is_empty());
    std::fs::write(scene.path("to.txt"), "a@example.org\n").unwrap();
    let ran = scene.mujaz("send --to to.txt --message-format json").exits(0);
    let messages = ran.json_messages();
    let told = messages.iter().find(|message| message["type"] == "sending").unwrap();
    assert_eq!(told["totals"], json!({"sent": 1}));
    assert_eq!(
        (told["edition"].as_str(), told["readers"].as_u64()),
        (Some("briefing-2020-12-26"), Some(1))
    );
    send(&scene, "--dry-run").exits(0).prints("sent-before a@example.org");
}

#[test]
fn the_week_is_the_one_that_is_published() {
    let scene = Scene::new().seeds().file("to.txt", "a@example.org");
    for (args, week) in [
        ("", "2020-12-26"),
        ("--clock 2021-02-20", "2021-02-13"),
        ("last", "2021-02-13"),
        ("2020-01-08", "2020-01-04"),
    ] {
        send(&scene, args).exits(0).says(&format!("briefing-{week} from "));
    }
}

#[test]
fn a_week_that_says_something_else_now_is_sent_only_when_asked() {
    let scene = project(&addresses(2));
    let Some(server) = Server::start(&scene, json!({})) else { return };
    configure(&scene, server.port, "");
    send(&scene, "").exits(0);
    let scene = scene.file("seeds/b.txt", news("البحر"));
    send(&scene, "").exits(0).says("sent-earlier 2");
    assert_eq!(server.accepted().len(), 2);
    send(&scene, "--revised").exits(0).says("sent 2");
    send(&scene, "--revised").exits(0).says("sent-before 2");
    assert_eq!(server.accepted().len(), 4);
}

#[test]
fn two_runs_at_once_do_not_double() {
    let scene = project(&addresses(8));
    let Some(server) = Server::start(&scene, json!({"seconds": 0.4})) else { return };
    configure(&scene, server.port, "");
    let mut first = start(&scene);
    assert!(soon(|| !server.accepted().is_empty()));
    send(&scene, "").exits(1).says("another `mujaz send` of this project is running");
    assert!(first.wait().unwrap().success());
    assert_eq!(server.received(), addresses(8).into_iter().map(|it| (it, 1)).collect());
}

#[test]
fn a_server_that_hangs_up_on_every_mail_is_given_up() {
    let readers = addresses(20);
    let scene = project(&readers);
    let Some(server) = Server::start(&scene, json!({"drop_text_of": readers})) else { return };
    configure(&scene, server.port, "");
    let ran = send(&scene, "").exits(1).says("the server hangs up on every mail");
    assert_eq!(states(&ran).values().filter(|it| *it == "untried").count(), 20);
    // What was lost on the way is no doubt: a later run sends it.
    drop(server);
    let server = Server::start(&scene, json!({})).unwrap();
    configure(&scene, server.port, "");
    send(&scene, "").exits(0).says("sent 20");
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let scene = project(&addresses(3));
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    configure(&scene, silent.local_addr().unwrap().port(), "timeout = 1");
    let ran = send(&scene, "").exits(1).says("the server cannot be reached");
    assert_eq!(states(&ran).values().filter(|it| *it == "untried").count(), 3);
}
