//! The preview: a real server on a port of its own, asked by plain TCP.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Scene, news};

/// How long something may take on a machine that does much else.
const LONG: Duration = Duration::from_secs(60);

/// A project with a few documents, a secret beside them, and a site that is published.
fn scene() -> Scene {
    Scene::new()
        .file("secret.txt", "canary")
        .file("in/a.txt", news("الشمال"))
        .file("in/b.txt", news("الجنوب"))
        .file("in/c.txt", news("الساحل"))
        .file("mujaz.toml", "input.folder = \"in\"\n")
        .file("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
}

/// A running server.
struct Serving {
    child: Child,
    port: u16,
    /// What it has said on standard error so far.
    said: Arc<Mutex<String>>,
}

impl Serving {
    fn start(scene: &Scene, args: &[&str]) -> Self {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("mujaz"))
            .args(["serve", "--port", "0"])
            .args(args)
            .current_dir(scene.path(""))
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (stderr, saying) = (child.stderr.take().unwrap(), said.clone());
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                saying.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let port = address.trim().strip_prefix("http://127.0.0.1:").unwrap_or_else(|| {
            panic!("no address but {address:?}; {}", said.lock().unwrap());
        });
        Self { port: port.trim_end_matches('/').parse().unwrap(), child, said }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream
    }

    /// Sends bytes and reads all that comes until the server closes the connection.
    fn raw(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect();
        // A refused request may be answered and closed before all of it is sent.
        let _ = stream.write_all(request.as_ref());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::new(&bytes)
    }

    /// A request with these fields besides the usual ones.
    fn ask(&self, method: &str, path: &str, fields: &str) -> Answer {
        let port = self.port;
        self.raw(format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{fields}Connection: close\r\n\r\n"
        ))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Listens for changes.
    fn events(&self) -> Events {
        let mut stream = self.connect();
        let port = self.port;
        write!(stream, "GET /~mujaz/events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").unwrap();
        let mut lines = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(lines.read_line(&mut head).unwrap(), 0, "{head}");
        }
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(head.contains("text/event-stream"), "{head}");
        Events(lines)
    }

    /// Waits until standard error holds these words.
    fn says(&self, words: &str) {
        let start = Instant::now();
        while !self.said.lock().unwrap().contains(words) {
            let said = self.said.lock().unwrap().clone();
            assert!(start.elapsed() < LONG, "no {words:?} in\n{said}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Asks the server to stop, and gives its exit status.
    fn stop(mut self) -> Option<i32> {
        // A shell has it built in; the program of this name is not on every machine.
        let kill = format!("kill -INT {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
struct Answer {
    status: u16,
    fields: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn new(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let (status, fields) = head.split_once("\r\n").unwrap_or((head, ""));
        let fields = fields.lines().filter_map(|line| line.split_once(": "));
        Self {
            status: status.split(' ').nth(1).unwrap().parse().unwrap(),
            fields: fields.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// A stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event and its data; `None` where the stream ends.
    fn next(&mut self) -> Option<(String, String)> {
        let (mut event, mut data) = (String::new(), Vec::new());
        loop {
            let mut line = String::new();
            match self.0.read_line(&mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => panic!("no event: {error}"),
            }
            // The size of a chunk is a line of its own, and passed over as what it is not.
            match line.trim_end().split_once(": ") {
                Some(("event", name)) => event = name.to_owned(),
                Some(("data", text)) => data.push(text.to_owned()),
                _ if line.trim_end().is_empty() && !event.is_empty() => {
                    return Some((event, data.join("\n")));
                }
                _ => {}
            }
        }
    }
}

/// The path of a file as a browser asks for it.
fn address(path: &str) -> String {
    let encode = |byte: u8| match byte {
        b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    format!("/{}", path.bytes().map(encode).collect::<String>())
}

/// A served page without what reloads it, which must be there exactly once.
fn undressed(page: &str) -> String {
    let (before, rest) = page.split_once("<script src=\"/~mujaz/reload.js\" nonce=\"").unwrap();
    let (nonce, rest) = rest.split_once('"').unwrap();
    assert!(nonce.len() >= 32 && nonce.chars().all(|c| c.is_ascii_hexdigit()), "{nonce}");
    let (_, after) = rest.split_once("</script>\n").unwrap();
    let page = format!("{before}{after}");
    let (own, search) = (format!("; script-src 'nonce-{nonce}'"), format!(" 'nonce-{nonce}'"));
    let pieces = if page.contains(&own) { [own.as_str()] } else { [search.as_str()] };
    let page = pieces.iter().chain(&["; connect-src 'self'"]).fold(page, |page, piece| {
        assert_eq!(page.matches(piece).count(), 1, "{piece}");
        page.replace(piece, "")
    });
    assert!(!page.contains(nonce) && !page.contains("~mujaz"));
    page
}

#[test]
fn serves_what_a_build_publishes() {
    let scene = scene();
    scene.mujaz("build").exits(0);
    let serving = Serving::start(&scene, &[]);
    let published = scene.tree("site");
    assert!(published.len() > 40, "{}", published.len());
    assert!(published.contains_key("logo.svg"));
    for (path, bytes) in &published {
        let answer = serving.get(&address(path));
        assert_eq!(answer.status, 200, "{path}");
        assert!(!String::from_utf8_lossy(bytes).contains("~mujaz"), "{path} is published with it");
        if !path.ends_with(".html") {
            assert!(answer.body == *bytes, "{path}");
            continue;
        }
        assert!(undressed(answer.text()).as_bytes() == bytes, "{path}");
        let Some(folder) = path.strip_suffix("index.html") else { continue };
        assert!(serving.get(&address(folder)).body == answer.body, "{folder}");
        let Some(folder) = folder.strip_suffix('/') else { continue };
        let moved = serving.get(&format!("{}?q=1", address(folder)));
        assert_eq!(
            (moved.status, moved.field("location")),
            (307, &*format!("{}/?q=1", address(folder)))
        );
    }
    // Nothing was published meanwhile, and nothing is left beside it.
    assert_eq!(scene.tree("site"), published);
    assert_eq!(
        scene.names(""),
        [".site.cache", ".site.lock", "in", "mujaz.toml", "secret.txt", "site", "static"]
    );
}

#[test]
fn says_what_it_sends() {
    let scene = scene();
    let serving = Serving::start(&scene, &[]);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/assets/site.css?v=1", "text/css; charset=utf-8"),
        ("/assets/search.js", "text/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/api/v1/index.json", "application/json; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/~mujaz/reload.js", "text/javascript; charset=utf-8"),
        ("/nowhere", "text/html; charset=utf-8"),
    ] {
        let answer = serving.get(path);
        assert_eq!(answer.field("content-type"), kind, "{path}");
        assert_eq!(answer.field("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.field("cache-control"), "no-cache", "{path}");
        assert_eq!(answer.field("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(answer.field("access-control-allow-origin"), "", "{path}");
        let head = serving.ask("HEAD", path, "");
        assert_eq!((head.status, head.body.len()), (answer.status, 0), "{path}");
        assert_eq!(head.field("content-length"), answer.body.len().to_string(), "{path}");
    }
    for path in ["/", "/assets/site.css"] {
        let tag = serving.get(path).field("etag").to_owned();
        let again = serving.ask("GET", path, &format!("If-None-Match: \"x\", {tag}\r\n"));
        assert_eq!((again.status, again.body.len(), again.field("etag")), (304, 0, &*tag));
        assert_eq!(serving.ask("GET", path, "If-None-Match: \"x\"\r\n").status, 200);
    }
}

#[test]
fn missing_addresses_have_a_page_with_working_links() {
    let scene = scene();
    let serving = Serving::start(&scene, &[]);
    for path in ["/nowhere", "/a/b/c", "/topics/x/"] {
        let answer = serving.get(path);
        assert_eq!(answer.status, 404);
        let text = answer.text();
        assert!(text.contains("href=\"/assets/site.css?v="), "{text}");
        assert!(text.contains("href=\"/index.html\"") && !text.contains("href=\"index.html"));
        assert!(text.contains("/~mujaz/reload.js"));
    }
    drop(serving);
    // The same where the published site lies in a folder of its server.
    let scene = scene.file(
        "mujaz.toml",
        "input.folder = \"in\"\nsite.base_url = \"https://example.org/digest/\"\n",
    );
    let serving = Serving::start(&scene, &[]);
    let answer = serving.get("/a/b/c");
    assert!(answer.text().contains("href=\"/assets/site.css?v="));
    assert!(!answer.text().contains("href=\"/digest/"), "{}", answer.text());
}

#[test]
fn nothing_outside_the_site_is_reached() {
    let scene = scene();
    let serving = Serving::start(&scene, &[]);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/a/../../secret.txt",
        "/./secret.txt",
        "//secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/secret.txt%00.html",
        "/secret.txt",
        "/mujaz.toml",
        "/in/a.txt",
        "/assets/",
        "/d/",
        "/api/",
    ] {
        let answer = serving.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("canary"), "{path}");
    }
    for path in ["/%ff", "/%c0%ae%c0%ae/secret.txt"] {
        assert_eq!(serving.get(path).status, 400, "{path}");
    }
    // The answer holds nothing of what was asked.
    assert!(!serving.get("/%3Cscript%3Ealert(1)").text().contains("alert"));
}

#[test]
fn only_this_machine_is_answered_and_only_asked() {
    let scene = scene();
    let serving = Serving::start(&scene, &[]);
    let port = serving.port;
    let of = |host: &str| serving.raw(format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
    assert_eq!(of(&format!("Host: LOCALHOST:{port}\r\n")).status, 200);
    for host in ["evil.example", &format!("evil.example:{port}"), "localhost", "127.0.0.1:1"] {
        let answer = of(&format!("Host: {host}\r\n"));
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.text().contains("evil") && !answer.text().contains('<'));
    }
    assert_eq!(of("").status, 421);
    // The other address of this machine, where it has one.
    match TcpStream::connect(("::1", port)) {
        Ok(mut stream) => {
            write!(stream, "HEAD / HTTP/1.1\r\nHost: [::1]:{port}\r\nConnection: close\r\n\r\n")
                .unwrap();
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).unwrap();
            assert_eq!(Answer::new(&bytes).status, 200);
        }
        Err(error) => eprintln!("::1 skipped: {error}"),
    }
    let events = format!("Host: localhost:{port}\r\nOrigin: http://evil.example\r\n");
    let events = format!("GET /~mujaz/events HTTP/1.1\r\n{events}Connection: close\r\n\r\n");
    assert_eq!(serving.raw(events).status, 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let answer = serving.ask(method, "/", "");
        assert_eq!((answer.status, answer.field("allow")), (405, "GET, HEAD"), "{method}");
        assert_eq!(serving.ask(method, "/~mujaz/events", "").status, 405);
    }
    assert_eq!(serving.ask("GET", "/", "Content-Length: 4\r\n").status, 400);
    assert_eq!(serving.ask("GET", "/", "Transfer-Encoding: chunked\r\n").status, 400);
    let both = "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n";
    assert_eq!(serving.ask("GET", "/", both).status, 400);
}

#[test]
fn requests_have_limits() {
    let scene = scene();
    let serving = Serving::start(&scene, &[]);
    assert_eq!(serving.get(&format!("/{}", "a".repeat(9000))).status, 414);
    let fields: String = (0..70).map(|n| format!("x-{n}: 1\r\n")).collect();
    assert_eq!(serving.ask("GET", "/", &fields).status, 431);
    let fields = format!("x: {}\r\n", "a".repeat(20_000));
    assert_eq!(serving.ask("GET", "/", &fields).status, 431);
    assert_eq!(serving.raw("\u{0}\u{1}\r\n\r\n").status, 400);
    assert_eq!(serving.get("/").status, 200);
}

#[test]
fn slow_clients_are_dropped() {
    let scene = scene();
    let serving = Serving::start(&scene, &[]);
    let start = Instant::now();
    let dropped = |send: &[u8]| {
        let mut stream = serving.connect();
        stream.write_all(send).unwrap();
        thread::spawn(move || {
            let _ = stream.read_to_end(&mut Vec::new());
            start.elapsed()
        })
    };
    let host = format!("Host: localhost:{}\r\n", serving.port);
    let silent = [
        dropped(b""),
        dropped(b"GET / HTT"),
        dropped(format!("GET / HTTP/1.1\r\n{host}X: ").as_bytes()),
        // A connection that has been answered, and is kept.
        dropped(format!("GET /robots.txt HTTP/1.1\r\n{host}\r\n").as_bytes()),
    ];
    // One that sends a byte now and then gets no more time than the silent ones.
    let mut trickle = serving.connect();
    let trickling = thread::spawn(move || {
        while trickle.write_all(b"G").is_ok() && start.elapsed() < LONG {
            thread::sleep(Duration::from_millis(250));
        }
        start.elapsed()
    });
    // One that asks for much and reads nothing.
    let mut deaf = serving.connect();
    let request = format!("GET /assets/site.css HTTP/1.1\r\n{host}\r\n");
    let asking = thread::spawn(move || {
        let _ = deaf.set_write_timeout(Some(LONG));
        // The server takes no more requests while it cannot answer, and then ends the connection.
        while deaf.write_all(request.as_bytes()).is_ok() && start.elapsed() < LONG {}
        start.elapsed()
    });
    // Others are answered meanwhile.
    while start.elapsed() < Duration::from_secs(3) {
        assert_eq!(serving.get("/").status, 200);
    }
    for client in silent.into_iter().chain([trickling, asking]) {
        let time = client.join().unwrap();
        assert!(time > Duration::from_secs(3) && time < LONG, "dropped after {time:?}");
    }
}

#[test]
fn many_requests_and_connections_are_no_trouble() {
    let scene = scene();
    let serving = Serving::start(&scene, &[]);
    let paths = ["/", "/assets/site.css", "/nowhere", "/search/", "/api/v1/index.json"];
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for path in paths.iter().cycle().take(500) {
                    let expected = if *path == "/nowhere" { 404 } else { 200 };
                    assert_eq!(serving.get(path).status, expected, "{path}");
                }
            });
        }
    });
    // More than are allowed at once: the oldest makes room for the newest.
    let mut idle: Vec<TcpStream> = (0..300).map(|_| serving.connect()).collect();
    assert_eq!(serving.get("/").status, 200);
    let mut oldest = idle.remove(0);
    oldest.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    assert!(matches!(oldest.read(&mut [0]), Ok(0)), "the oldest connection is still open");
    drop(idle);
}

#[test]
fn a_change_is_built_and_told() {
    let scene = scene();
    let serving = Serving::start(&scene, &["--strict"]);
    let mut events = serving.events();
    let mut last = events.next().unwrap();
    assert_eq!(last.0, "built");
    assert!(serving.get("/").text().contains(&format!("data-generation=\"{}\"", last.1)));
    let mut change = |what: &str, path: &str, text: &str| {
        let start = Instant::now();
        fs::create_dir_all(scene.path(path).parent().unwrap()).unwrap();
        fs::write(scene.path(path), text).unwrap();
        let next = events.next().unwrap();
        assert_eq!(next.0, "built", "{what}: {}", next.1);
        assert_ne!(next.1, last.1, "{what}");
        last = next;
        eprintln!("{what}: told after {} ms", start.elapsed().as_millis());
    };
    let count = || serving.get("/api/v1/documents.json").text().matches("\"id\"").count();
    let before = count();
    change("a new document", "in/sub/d.txt", &news("الغرب"));
    assert_eq!(count(), before + 1);
    change("a changed document", "in/sub/d.txt", &news("الشرق"));
    assert_eq!(count(), before + 1);
    change("a template", "templates/404.html", "<title>x</title>{{ site.title }}");
    assert!(serving.get("/nowhere").text().starts_with("<title>x</title>"));
    let settings = "input.folder = \"in\"\nsite.title = \"نشرة\"\n";
    change("the settings", "mujaz.toml", settings);
    assert!(serving.get("/nowhere").text().contains("نشرة"));
    change("words of the theme", "templates/words.ar.toml", "[nav]\nhome = \"البداية\"\n");
    assert!(serving.get("/about/").text().contains("البداية"));
    serving.says("rebuilt in ");
    // What is the same is told to the operator, and no page reloads for it.
    fs::write(scene.path("mujaz.toml"), settings).unwrap();
    serving.says("no file changed");
    assert_eq!(serving.stop(), Some(0));
    let rest: Vec<_> = std::iter::from_fn(|| events.next()).collect();
    assert!(rest.iter().all(|event| *event == last), "{rest:?}");
}

#[test]
fn a_failed_build_keeps_the_last_good_site() {
    let settings = "input.folder = \"in\"\nlexicon.extra = [\"more/persons.toml\"]\n";
    let person = "[[person]]\nname = \"حسن جابر\"\nalias = [\"جابر\"]\n";
    let scene = scene()
        .file("templates/about.html", "{% extends \"base.html\" %}")
        .file("mujaz.toml", settings)
        .file("more/persons.toml", person);
    let serving = Serving::start(&scene, &[]);
    let mut events = serving.events();
    let good = events.next().unwrap();
    let page = serving.get("/about/");
    for (path, broken, mended) in [
        ("templates/about.html", "\n{% if <b> %}", "{% extends \"base.html\" %}"),
        ("mujaz.toml", "input.folder = \"in\"\nsite.titel = \"x\"\n", settings),
        ("more/persons.toml", "[[person]]\nnmae = \"x\"\n", person),
        ("corrections.toml", "[[document]]\nno = 1\n", ""),
    ] {
        fs::write(scene.path(path), broken).unwrap();
        let (event, why) = events.next().unwrap();
        assert_eq!(event, "failed", "{path}");
        assert!(why.contains(path) && why.starts_with("error["), "{why}");
        serving.says(why.lines().next().unwrap());
        assert!(serving.get("/about/").body == page.body, "{path}");
        // Whoever comes now is told too.
        assert_eq!(serving.events().next().unwrap(), (event, why));
        fs::write(scene.path(path), mended).unwrap();
        assert_eq!(events.next().unwrap(), good, "{path}");
    }
    serving.says("the last good site is still served");
}

#[test]
fn looking_for_changes_finds_them() {
    let scene = scene();
    let serving = Serving::start(&scene, &["--poll", "--message-format", "json"]);
    let mut events = serving.events();
    let first = events.next().unwrap();
    fs::write(scene.path("in/d.txt"), news("الغرب")).unwrap();
    assert_ne!(events.next().unwrap(), first);
    serving.says("\"type\":\"serving\"");
    serving.says("\"type\":\"rebuilt\"");
}

#[test]
fn what_cannot_be_served_is_said() {
    let scene = scene();
    let serving = Serving::start(&scene, &[]);
    let port = serving.port.to_string();
    scene
        .mujaz(&format!("serve --port {port}"))
        .exits(1)
        .says(&format!("error[serve]: port {port} is in use"))
        .says("hint: another `mujaz serve` may be running; give another port with --port");
    scene.mujaz("serve nowhere --port 0").exits(1).says("nowhere: cannot read the input");
    scene.mujaz("serve --port 70000").exits(2);
    // Input and output may not hold each other, as for a build.
    fs::create_dir(scene.path("in/site")).unwrap();
    let inside = scene.file("mujaz.toml", "input.folder = \"in\"\noutput.folder = \"in/site\"\n");
    inside.mujaz("serve --port 0").exits(1).says("the output folder lies inside the input folder");
    let _ = serving.connect().shutdown(Shutdown::Both);
}

#[test]
fn the_script_reloads_and_shows_what_failed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = root.join("src/serve/reload.js");
    let ran = Command::new("node").args([root.join("tests/serve/reload.js"), script]).output();
    let Ok(ran) = ran else { return eprintln!("skipped: no node in PATH") };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let head = "shown The site could not be built; this is the last version that could. |";
    let expected = format!(
        "load:\nlistens to /events\n\
         same:\n\
         failed:\n{head} a <b>\nc\n\
         failed again:\ngone\n{head} d\n\
         mended:\ngone\n\
         hidden:\nlistens no more\n\
         shown:\nlistens to /events\n\
         left:\nlistens no more\n\
         back:\nlistens to /events\n\
         shown twice:\n\
         interrupted:\n\
         lost:\nlistens no more\nwaits 2000\nlistens to /events\n\
         other:\nreloads\n"
    );
    assert_eq!(String::from_utf8_lossy(&ran.stdout), expected);
}
