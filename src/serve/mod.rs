//! The preview: a site in memory, served to the machine's own browser and built again on change.
//!
//! ```text
//! Server::bind   takes a port of 127.0.0.1, and of ::1 where there is one
//! Server::run    builds, answers requests, builds again when a source changes, until it is stopped
//! ```
//!
//! A request never reaches the disk: its path is a key of the map that the last good build left
//! (`address`, `site`). What is sent is what would be published, but for the piece that reloads a
//! page (`page`). Whoever else is on the machine, or lures a browser to this address, is kept out
//! or kept small (`guard`, `connections`). Building is a thread of its own (`rebuild`).

mod address;
mod answer;
mod connections;
mod guard;
mod kind;
mod page;
mod rebuild;
mod site;

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};
use crate::io::memory::Files;
use crate::io::project::Sources;
use crate::io::watch::{Means, Watcher};
use crate::site::Route;
use address::Wanted;
use rebuild::Rebuilding;
use site::Site;

/// Port where none is asked for.
pub const PORT: u16 = 1444;

/// What makes the site. Called from one thread at a time.
pub trait Builder: Send {
    /// Reads the settings anew.
    ///
    /// # Errors
    /// Where they cannot be used.
    fn open(&mut self) -> Result<Opened>;

    /// Builds the site of these settings; what is as in `before` shares its bytes.
    ///
    /// # Errors
    /// Where it cannot be built.
    fn build(&mut self, before: &Files) -> Result<Files>;

    /// The first build is done, and the site is served at this address.
    ///
    /// # Errors
    /// Where that cannot be said.
    fn serving(&mut self, address: &str) -> Result<()>;

    /// Settings or a build failed after the first; the last good site is still served.
    fn failed(&mut self, error: &Error);
}

/// What is known of a site before it is built.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it depends on.
    pub sources: Sources,
    /// The path of the site on its public server; empty where it has none.
    pub base_path: String,
}

/// The file of the site that the path of a request asks for, as it stands in the request line without
/// its query; `None` where no file can have such a path.
pub fn wanted(path: &str) -> Option<Route> {
    match address::wanted(path) {
        Wanted::File(route) | Wanted::Index(route) => Some(route),
        Wanted::Nothing | Wanted::Malformed => None,
    }
}

/// A port on which nothing is answered yet.
pub struct Server {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Server {
    /// Takes a port of this machine, for programs of this machine only; 0: any that is free.
    ///
    /// # Errors
    /// Where it is in use, or may not be used.
    pub fn bind(port: u16) -> Result<Self> {
        let four =
            listener((Ipv4Addr::LOCALHOST, port).into()).map_err(|error| unusable(port, error))?;
        let bound = four.local_addr().map_err(|error| unusable(port, error))?.port();
        let mut listeners = vec![four];
        // `localhost` is ::1 for some programs: whoever else has its port would be shown instead.
        match listener((Ipv6Addr::LOCALHOST, bound).into()) {
            Ok(six) => listeners.push(six),
            Err(error) if port != 0 && error.kind() == io::ErrorKind::AddrInUse => {
                return Err(unusable(port, error));
            }
            // A machine without it, or a free port of which only this half is taken.
            Err(_) => {}
        }
        Ok(Self { listeners, port: bound })
    }

    /// The address of the site.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Builds the site and serves it, until the process is asked to stop (Ctrl-C, `SIGTERM`).
    ///
    /// # Errors
    /// Where the first build fails, and where changes cannot be watched.
    pub fn run(self, mut builder: Box<dyn Builder>, means: Means) -> Result<()> {
        let opened = builder.open()?;
        // Before the first build, so that no change falls between the two.
        let watcher = Watcher::new(&opened.sources, means)?;
        let files = builder.build(&Files::new())?;
        builder.serving(&self.address())?;
        let first = Arc::new(Site::new(files, opened.base_path));
        let Rebuilding { news, stopper } = rebuild::start(builder, watcher, first.clone())?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| broken("cannot start answering", error))?;
        let served = connections::serve(self.listeners, self.port, first, news);
        let result = runtime.block_on(served);
        stopper.stop();
        result
    }
}

fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn unusable(port: u16, error: io::Error) -> Error {
    let (message, hint) = match error.kind() {
        io::ErrorKind::AddrInUse => (
            format!("port {port} is in use"),
            "another `mujaz serve` may be running; give another port with --port, or --port 0 for \
             any that is free",
        ),
        io::ErrorKind::PermissionDenied => {
            (format!("port {port} may not be used"), "give a port from 1024 up with --port")
        }
        _ => (format!("port {port} cannot be used"), "give another port with --port"),
    };
    broken(message, error).hint(hint)
}

fn broken(message: impl Into<String>, error: io::Error) -> Error {
    Error::new(ErrorKind::Serve, message).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_has_one_server() {
        let server = Server::bind(0).unwrap();
        assert_eq!(server.address(), format!("http://127.0.0.1:{}/", server.port));
        let is_ours = |it: &TcpListener| it.local_addr().unwrap().ip().is_loopback();
        assert!(server.listeners.iter().all(is_ours));
        let error = Server::bind(server.port).map(drop).unwrap_err();
        assert_eq!(error.code(), "serve");
        assert!(error.to_string().starts_with(&format!("port {} is in use", server.port)));
        assert!(error.remedy().unwrap().contains("--port"));
    }
}
