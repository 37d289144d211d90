//! Who may ask, and what: before a request is looked at any further.
//!
//! The server listens to this machine only, but a browser on it may be sent here by any page of
//! the web. Such a page can point a name of its own at 127.0.0.1, so `Host` must be a name of ours;
//! it may not listen in or embed what it finds here; and nothing can be sent to this server.

use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST,
    HeaderName, ORIGIN, TRANSFER_ENCODING, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Longest path and query of a request, in bytes.
const PATH: usize = 8 << 10;

/// What every answer says: to be asked for again each time, to be taken for what it is called, and
/// to be shown in pages of ours only.
fn always() -> [(HeaderName, HeaderValue); 4] {
    [
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'self'")),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
    ]
}

/// The names of this server.
#[derive(Clone, Debug)]
pub(super) struct Names {
    hosts: Vec<String>,
}

impl Names {
    /// Those of a server at a port.
    pub(super) fn new(port: u16) -> Self {
        let names = ["127.0.0.1", "localhost", "[::1]"];
        let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend(names.map(str::to_owned));
        }
        Self { hosts }
    }

    fn has(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
    }

    /// Why a request is refused; `None` where it is not.
    fn refuse(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<StatusCode> {
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        let is_ours = host.is_some_and(|host| self.has(host)) && hosts.next().is_none();
        let named = uri.authority().is_none_or(|authority| self.has(authority.as_str()));
        if !is_ours || !named {
            return Some(StatusCode::MISDIRECTED_REQUEST);
        }
        if method != Method::GET && method != Method::HEAD {
            return Some(StatusCode::METHOD_NOT_ALLOWED);
        }
        let lengths = headers.get_all(CONTENT_LENGTH);
        if headers.contains_key(TRANSFER_ENCODING) || lengths.iter().any(|length| length != "0") {
            return Some(StatusCode::BAD_REQUEST);
        }
        if uri.path_and_query().is_some_and(|path| path.as_str().len() > PATH) {
            return Some(StatusCode::URI_TOO_LONG);
        }
        let from_us = |origin: &HeaderValue| {
            let host = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            host.is_some_and(|host| self.has(host))
        };
        (!headers.get_all(ORIGIN).iter().all(from_us)).then_some(StatusCode::FORBIDDEN)
    }
}

/// Answers what may not be asked, and lets the rest through.
pub(super) async fn guard(
    State(names): State<std::sync::Arc<Names>>,
    request: Request,
    next: Next,
) -> Response {
    let refused = names.refuse(request.method(), request.uri(), request.headers());
    let mut response = match refused {
        None => next.run(request).await,
        Some(status) => refusal(status),
    };
    for (name, value) in always() {
        response.headers_mut().insert(name, value);
    }
    response
}

/// An answer of one line, which holds nothing of the request. The connection ends with it: what
/// follows on it may be a body that was never asked for.
fn refusal(status: StatusCode) -> Response {
    let mut response = plain(status);
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// The words of a status, as an answer.
pub(super) fn plain(status: StatusCode) -> Response {
    let text = format!("{status}\n");
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, expected: u16) {
        let (first, rest) = head.split_once('\n').unwrap_or((head, ""));
        let (method, uri) = first.split_once(' ').unwrap();
        let mut headers = HeaderMap::new();
        for line in rest.lines() {
            let (name, value) = line.split_once(": ").unwrap();
            headers.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        let refused =
            Names::new(1444).refuse(&method.parse().unwrap(), &uri.parse().unwrap(), &headers);
        assert_eq!(refused.map_or(200, |status| status.as_u16()), expected, "{head}");
    }

    #[test]
    fn only_names_of_ours_are_answered() {
        for host in ["127.0.0.1:1444", "localhost:1444", "LocalHost:1444", "[::1]:1444"] {
            check(&format!("GET /\nhost: {host}"), 200);
            check(&format!("GET http://{host}/\nhost: {host}"), 200);
        }
        for host in
            ["evil.example", "evil.example:1444", "localhost", "localhost:80", "127.0.0.1", ""]
        {
            check(&format!("GET /\nhost: {host}"), 421);
        }
        check("GET /", 421);
        check("GET /\nhost: localhost:1444\nhost: localhost:1444", 421);
        check("GET http://evil.example/\nhost: localhost:1444", 421);
        check("GET http://a@localhost:1444/\nhost: localhost:1444", 421);
    }

    #[test]
    fn only_what_is_asked_without_a_body() {
        check("HEAD /\nhost: localhost:1444\ncontent-length: 0", 200);
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND"] {
            check(&format!("{method} /\nhost: localhost:1444"), 405);
        }
        check("GET /\nhost: localhost:1444\ncontent-length: 1", 400);
        check("GET /\nhost: localhost:1444\ntransfer-encoding: chunked", 400);
        check("GET /\nhost: localhost:1444\ntransfer-encoding: x\ncontent-length: 0", 400);
        check(&format!("GET /{}\nhost: localhost:1444", "a".repeat(PATH)), 414);
    }

    #[test]
    fn only_pages_of_ours_listen() {
        check("GET /\nhost: localhost:1444\norigin: http://localhost:1444", 200);
        for origin in ["null", "https://localhost:1444", "http://evil.example", "http://localhost"]
        {
            check(&format!("GET /\nhost: localhost:1444\norigin: {origin}"), 403);
        }
    }
}
