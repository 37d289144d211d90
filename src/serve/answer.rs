//! A request that may be asked → its answer, from the site of this moment.
//!
//! An answer is made from one site, also when the next one is done meanwhile.

use std::convert::Infallible;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use tokio::sync::watch::Receiver;

use super::address::{self, Wanted};
use super::guard::{self, Names};
use super::page::Addition;
use super::site::{Sent, Site};

/// The script that reloads pages. No page of a site has an address that begins so.
const SCRIPT: &str = "/~mujaz/reload.js";
/// The stream of events that it listens to.
const EVENTS: &str = "/~mujaz/events";
const SCRIPT_TEXT: &str = include_str!("reload.js");
/// How often something is sent to whoever listens, so that it is noticed who has gone.
const PULSE: Duration = Duration::from_secs(15);

/// What is served at this moment.
#[derive(Clone)]
pub(super) struct Now {
    /// The last site that could be built.
    pub(super) site: Arc<Site>,
    /// Why the one after it could not.
    pub(super) failure: Option<Arc<str>>,
}

impl Now {
    /// What listeners are told.
    fn event(&self) -> Event {
        match &self.failure {
            Some(failure) => Event::default().event("failed").data(harmless(failure)),
            None => Event::default().event("built").data(self.site.id()),
        }
    }
}

/// What all requests share.
struct App {
    now: Receiver<Now>,
    /// What the policies of pages and the script agree on, different in each run.
    nonce: String,
}

impl App {
    fn addition<'a>(&'a self, site: &'a Site) -> Addition<'a> {
        Addition { script: SCRIPT, events: EVENTS, generation: site.id(), nonce: &self.nonce }
    }
}

/// Answers requests to a server at `port`.
pub(super) fn router(now: Receiver<Now>, port: u16) -> Router {
    // The keys of a new map of the standard library are random; so is what they make of nothing.
    let random = || RandomState::new().hash_one(());
    let nonce = format!("{:016x}{:016x}", random(), random());
    let names = Arc::new(Names::new(port));
    Router::new()
        .route(SCRIPT, get(script))
        .route(EVENTS, get(events))
        .fallback(file)
        .layer(from_fn_with_state(names, guard::guard))
        .with_state(Arc::new(App { now, nonce }))
}

/// A file of the site.
async fn file(State(app): State<Arc<App>>, request: Request) -> Response {
    let site = app.now.borrow().site.clone();
    let addition = app.addition(&site);
    let missing = || match site.missing(&addition) {
        Some(sent) => (StatusCode::NOT_FOUND, answer(sent, request.headers())).into_response(),
        None => guard::plain(StatusCode::NOT_FOUND),
    };
    match address::wanted(request.uri().path()) {
        Wanted::Malformed => guard::plain(StatusCode::BAD_REQUEST),
        Wanted::Nothing => missing(),
        Wanted::Index(route) => match site.file(&route, &addition) {
            Some(sent) => answer(sent, request.headers()),
            None => missing(),
        },
        Wanted::File(route) => match (site.file(&route, &addition), site.folder(&route)) {
            (Some(sent), _) => answer(sent, request.headers()),
            (None, Some(folder)) => moved(&folder, request.uri().query()),
            (None, None) => missing(),
        },
    }
}

/// The bytes, or word that the asker has them already.
fn answer(sent: Sent, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", sent.tag);
    if knows(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    let kind = HeaderValue::from_static(sent.kind);
    ([(CONTENT_TYPE, kind)], [(ETAG, tag)], sent.bytes).into_response()
}

/// True where `If-None-Match` names this tag.
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let fields = headers.get_all(IF_NONE_MATCH).iter().filter_map(|field| field.to_str().ok());
    let mut tags = fields.flat_map(|field| field.split(',')).map(str::trim);
    tags.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// Where a folder is. The address is one of ours, so it leads nowhere else; the query is the
/// asker's, for the search page.
fn moved(folder: &str, query: Option<&str>) -> Response {
    let to = query.map_or_else(|| folder.to_owned(), |query| format!("{folder}?{query}"));
    // Not for ever: the next project on this port may have a file there.
    (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to)]).into_response()
}

async fn script() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT_TEXT).into_response()
}

/// Tells at once what is served, and then every change of it.
async fn events(State(app): State<Arc<App>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut now = app.now.clone();
    now.mark_changed();
    let next = |mut now: Receiver<Now>| async move {
        // Ends where the server stops.
        now.changed().await.ok()?;
        let event = now.borrow_and_update().event();
        Some((Ok(event), now))
    };
    Sse::new(stream::unfold(now, next)).keep_alive(KeepAlive::new().interval(PULSE))
}

/// A message that may name a file of any name: nothing in it may end a line of the stream, or turn
/// the direction of the rest.
fn harmless(message: &str) -> String {
    let is_shown = |c: char| {
        c == '\n'
            || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    message.chars().map(|c| if is_shown(c) { c } else { '\u{fffd}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly() {
        let knows = |field: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, HeaderValue::from_static(field));
            super::knows(&headers, "\"a-b\"")
        };
        for field in ["\"a-b\"", "W/\"a-b\"", "\"x\", \"a-b\"", "*"] {
            assert!(knows(field), "{field}");
        }
        for field in ["a-b", "\"a\"", "\"a-b", ""] {
            assert!(!knows(field), "{field}");
        }
    }

    #[test]
    fn messages_stay_in_their_lines() {
        assert_eq!(harmless("a\rb\u{0}\u{202e}\nc"), "a\u{fffd}b\u{fffd}\u{fffd}\nc");
    }
}
