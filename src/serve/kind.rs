//! What a file is, by its ending. Texts are UTF-8, all of them, and say so.

/// The content type of files that have none of their own.
const UNKNOWN: &str = "application/octet-stream";

/// Content types by ending. The kinds that a site consists of stand first.
const KINDS: [(&str, &str); 30] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("jsonl", "application/x-ndjson; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("tsv", "text/tab-separated-values; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("epub", "application/epub+zip"),
    ("eml", "message/rfc822"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("mp3", "audio/mpeg"),
    ("ogg", "audio/ogg"),
    ("mp4", "video/mp4"),
    ("zip", "application/zip"),
];

/// Content types by name, where the ending says too little.
const NAMED: [(&str, &str); 2] = [
    ("feed.xml", "application/atom+xml; charset=utf-8"),
    ("feed.json", "application/feed+json; charset=utf-8"),
];

/// The content type of the file at a path.
pub(super) fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some((_, kind)) = NAMED.iter().find(|(own, _)| *own == name) {
        return kind;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = KINDS.iter().find(|(own, _)| own.eq_ignore_ascii_case(ending));
    known.map_or(UNKNOWN, |(_, kind)| kind)
}

/// True for pages, which get the piece that reloads them.
pub(super) fn is_page(path: &str) -> bool {
    kind(path).starts_with("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_say_what_they_are() {
        assert_eq!(kind("d/x/index.html"), "text/html; charset=utf-8");
        assert_eq!(kind("topics/x/feed.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(kind("sitemap.xml"), "application/xml; charset=utf-8");
        assert_eq!(kind("logo.PNG"), "image/png");
        assert_eq!(kind("a.b/c"), UNKNOWN);
        assert_eq!(kind("html"), UNKNOWN);
        assert!(is_page("404.html") && !is_page("robots.txt"));
    }
}
