//! Who is connected, and for how long: nobody can keep the server from answering others.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio_io_timeout::TimeoutStream;

use super::answer::{self, Now};
use super::broken;
use super::rebuild::News;
use super::site::Site;
use crate::error::{Error, ErrorKind, Result};

/// Most connections at once. One more closes the one that was not used for longest.
const CONNECTIONS: usize = 256;
/// Most bytes of the head of a request.
const HEAD: usize = 16 << 10;
/// Most fields of it.
const FIELDS: usize = 64;
/// How long a connection may wait for the head of its next request to be complete.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// How long a write may wait for the other side to read.
const WRITE_TIME: Duration = Duration::from_secs(10);
/// How long answers may take to end when the server is stopped.
const GRACE: Duration = Duration::from_secs(2);
/// How long nobody is let in where the system has no room for a further connection.
const BREATH: Duration = Duration::from_millis(100);

/// Answers until the process is asked to stop, or nothing can be built any more.
pub(super) async fn serve(
    listeners: Vec<TcpListener>,
    port: u16,
    first: Arc<Site>,
    mut news: UnboundedReceiver<News>,
) -> Result<()> {
    let mut interrupt = signals(SignalKind::interrupt())?;
    let mut terminate = signals(SignalKind::terminate())?;
    let (sender, now) = watch::channel(Now { site: first, failure: None });
    let router = answer::router(now, port);
    let graceful = GracefulShutdown::new();
    let open = Connections::default();
    let (door, mut comers) = mpsc::channel(1);
    let mut accepting = JoinSet::new();
    for listener in listeners {
        let listener = tokio::net::TcpListener::from_std(listener)
            .map_err(|error| broken("cannot start answering", error))?;
        accepting.spawn(accept(listener, door.clone()));
    }
    loop {
        tokio::select! {
            _ = interrupt.recv() => break,
            _ = terminate.recv() => break,
            told = news.recv() => match told {
                Some(News::Built(site)) => drop(sender.send_replace(Now { site, failure: None })),
                Some(News::Failed(why)) => sender.send_modify(|now| now.failure = Some(why)),
                None => return Err(no_builder()),
            },
            Some(stream) = comers.recv() => {
                let (id, router, list) = (open.next_id(), router.clone(), open.clone());
                // All tasks share a thread: this one begins after it is in the list.
                let task = tokio::spawn(connection(stream, id, router, list, graceful.watcher()));
                open.add(id, task.abort_handle());
            }
        }
    }
    accepting.shutdown().await;
    // Whoever listens for changes is told that there are no more.
    drop(sender);
    // Who does not end in time is cut off.
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    Ok(())
}

fn signals(kind: SignalKind) -> Result<tokio::signal::unix::Signal> {
    signal(kind).map_err(|error| broken("cannot listen for Ctrl-C", error))
}

fn no_builder() -> Error {
    Error::new(ErrorKind::Internal, "nothing watches for changes any more")
        .hint("please report it; start the command again")
}

/// Lets connections in.
async fn accept(listener: tokio::net::TcpListener, door: mpsc::Sender<TcpStream>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                if door.send(stream).await.is_err() {
                    return;
                }
            }
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}

/// One connection, from its first request to its last.
async fn connection(
    stream: TcpStream,
    id: u64,
    router: Router,
    open: Connections,
    watcher: Watcher,
) {
    // Without it an answer of several parts may wait for the other side. A socket that refuses is
    // only slower.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_TIME));
    let answering = TowerToHyperService::new(router);
    let list = open.clone();
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        list.used(id);
        answering.call(request.map(Body::new))
    });
    let answered = http1::Builder::new()
        // Without a timer no time ends.
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_headers(FIELDS)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    // A connection that breaks concerns only the one at its other end.
    let _ = watcher.watch(answered).await;
    open.remove(id);
}

/// The connections that are open.
#[derive(Clone, Default)]
struct Connections(Arc<Mutex<Open>>);

#[derive(Default)]
struct Open {
    /// Counts connections and uses of them.
    clock: u64,
    /// When each was used last, and what ends it.
    by_id: BTreeMap<u64, (u64, AbortHandle)>,
}

impl Open {
    fn tick(&mut self) -> u64 {
        self.clock = self.clock.saturating_add(1);
        self.clock
    }
}

impl Connections {
    fn open(&self) -> MutexGuard<'_, Open> {
        // Nothing that is done under the lock can leave the list half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_id(&self) -> u64 {
        self.open().tick()
    }

    /// Adds a connection; where there are too many the one that was not used for longest ends.
    fn add(&self, id: u64, task: AbortHandle) {
        let mut open = self.open();
        if open.by_id.len() >= CONNECTIONS {
            let oldest = open.by_id.iter().min_by_key(|(_, (used, _))| *used).map(|(id, _)| *id);
            if let Some((_, task)) = oldest.and_then(|id| open.by_id.remove(&id)) {
                task.abort();
            }
        }
        open.by_id.insert(id, (id, task));
    }

    fn used(&self, id: u64) {
        let mut open = self.open();
        let now = open.tick();
        if let Some((used, _)) = open.by_id.get_mut(&id) {
            *used = now;
        }
    }

    fn remove(&self, id: u64) {
        self.open().by_id.remove(&id);
    }
}
