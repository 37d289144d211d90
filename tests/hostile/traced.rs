//! What a build asks of the system, call by call: it reads its input and the system's own libraries,
//! writes beside and in its output, connects to nobody and starts nothing.

use std::process::{Command, Stdio};

use super::{fifty, program};

/// Where every program reads: its libraries, the machine's description.
const SYSTEM: [&str; 6] = ["/etc/", "/lib", "/usr/", "/proc/", "/sys/", "/dev/"];

/// The path that a line of the trace names, and the rest of its arguments.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let (call, arguments) = line.split_once('(')?;
    let call = call.rsplit(' ').next()?;
    let (before, rest) = arguments.split_once('"')?;
    let (path, rest) = rest.split_once('"')?;
    let _ = before;
    Some((call, path, rest))
}

#[test]
fn a_build_touches_its_folders_only() {
    let scene =
        fifty().file("secret.txt", "canary").file("in/up.html", "<img src=\"../secret.txt\">");
    std::os::unix::fs::symlink("../secret.txt", scene.path("in/link.txt")).unwrap();
    let trace = scene.path("trace.txt");
    let ran = Command::new("strace")
        .args(["-f", "-qq", "-s", "4096", "-e", "trace=%file,%network,%process,openat2", "-o"])
        .arg(&trace)
        .arg(program())
        .args(["build", "in", "--out", "o/site"])
        .current_dir(scene.path(""))
        .env_clear()
        .stdin(Stdio::null())
        .output();
    let Ok(ran) = ran else { return eprintln!("skipped: no strace here") };
    let said = String::from_utf8_lossy(&ran.stderr);
    if said.contains("ptrace") || said.contains("PTRACE") {
        return eprintln!("skipped: strace may not trace here");
    }
    assert!(ran.status.success(), "{said}");
    let trace = std::fs::read_to_string(trace).unwrap();
    let root = scene.path("").canonicalize().unwrap();
    let root = root.to_str().unwrap().trim_end_matches('/').to_owned();
    let (mut n_read, mut n_written, mut n_started) = (0, 0, 0);
    for line in trace.lines() {
        for call in [" socket(", " connect(", " bind(", " sendto(", " fork(", " vfork("] {
            assert!(!line.contains(call), "{line}");
        }
        let Some((call, path, rest)) = parts(line) else { continue };
        n_started += usize::from(call == "execve");
        let full = if path.starts_with('/') { path.to_owned() } else { format!("{root}/{path}") };
        let below = full.strip_prefix(&format!("{root}/"));
        let writes = match call {
            "open" | "openat" | "openat2" => {
                ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|it| rest.contains(it))
            }
            "stat" | "lstat" | "fstat" | "statx" | "newfstatat" | "access" | "faccessat"
            | "faccessat2" | "readlink" | "readlinkat" | "getcwd" | "execve" | "statfs"
            | "chdir" | "getxattr" => false,
            _ => true,
        };
        if writes {
            n_written += 1;
            assert!(below.is_some_and(|it| it.starts_with("o/")), "writes: {line}");
        } else if call.starts_with("open") {
            n_read += 1;
            let is_ours = below.is_some_and(|it| {
                ["in", "o", "templates", "mujaz.toml", "corrections.toml", "static"]
                    .contains(&it.split('/').next().unwrap_or(""))
                    || it.is_empty()
            });
            let is_missing = line.contains("ENOENT");
            let is_folder = full == root || rest.contains("O_DIRECTORY") && root.starts_with(&full);
            let is_system = SYSTEM.iter().any(|start| full.starts_with(start));
            assert!(is_ours || is_system || is_missing || is_folder, "reads: {line}");
        }
        assert!(!path.contains("secret"), "{line}");
    }
    assert_eq!(n_started, 1, "the program itself and nothing else");
    assert!(n_read > 50 && n_written > 200, "{n_read} {n_written}");
    eprintln!(
        "{} calls: {n_read} reads, {n_written} changes, each where it belongs",
        trace.lines().count()
    );
}
