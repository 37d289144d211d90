//! A page as the preview sends it: with the script that reloads it, and a policy that lets it run.
//!
//! The published page is not touched; its copy is changed on the way out. The policy gains a nonce
//! for this one script and the right to listen to this server; all else of it stays.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// What is added to a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addition<'a> {
    /// Address of the script.
    pub(super) script: &'a str,
    /// Address of the stream of events.
    pub(super) events: &'a str,
    /// The site that the page is of.
    pub(super) generation: &'a str,
    /// What the policy and the script agree on: letters and digits.
    pub(super) nonce: &'a str,
}

/// A piece of a page and what stands there instead.
type Edit = (Range<usize>, String);

/// A page with the script in it.
pub(super) fn with_script(page: &str, addition: &Addition<'_>) -> String {
    let mut edits = Edits { page, addition, links: None, edits: Vec::new(), has_script: false };
    edits.collect();
    edits.apply()
}

/// As [`with_script`], for the page that is shown at addresses where nothing is: whatever folder
/// they lie in, its links lead from the root. `base` is the path that they lead from where the
/// site is published; it may be empty.
pub(super) fn missing(page: &str, base: &str, addition: &Addition<'_>) -> String {
    let links = Some(base);
    let mut edits = Edits { page, addition, links, edits: Vec::new(), has_script: false };
    edits.collect();
    edits.apply()
}

/// The changes of a page, in order.
struct Edits<'a> {
    page: &'a str,
    addition: &'a Addition<'a>,
    /// Where links lead from, if they are to be changed.
    links: Option<&'a str>,
    edits: Vec<Edit>,
    has_script: bool,
}

impl Edits<'_> {
    fn collect(&mut self) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        // Otherwise the text of a script would be read as tags.
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(self.page, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) if *tag.name == *b"body" => self.script_at(tag.span.start),
                Token::EndTag(tag) if *tag.name == *b"head" => self.script_at(tag.span.start),
                Token::StartTag(tag) if *tag.name == *b"meta" => self.policy(&tag),
                Token::StartTag(tag) if self.links.is_some() => self.link(&tag),
                _ => {}
            }
            if self.has_script && self.links.is_none() {
                return;
            }
        }
        self.script_at(self.page.len());
    }

    fn script_at(&mut self, at: usize) {
        if !self.has_script {
            self.has_script = true;
            self.edits.push((at..at, script(self.addition)));
        }
    }

    fn policy(&mut self, tag: &StartTag<usize>) {
        let key = tag.attributes.get(&b"http-equiv"[..]);
        let is_policy = key.is_some_and(|key| key.eq_ignore_ascii_case(b"content-security-policy"));
        if is_policy && !self.has_script {
            self.change(tag, "content", |policy| Some(loosened(policy, self.addition.nonce)));
        }
    }

    fn link(&mut self, tag: &StartTag<usize>) {
        let base = self.links.unwrap_or_default();
        for name in ["href", "src", "action"] {
            self.change(tag, name, |link| rooted(link, base));
        }
    }

    /// Gives an attribute another value, where it has one.
    fn change(
        &mut self,
        tag: &StartTag<usize>,
        name: &str,
        change: impl FnOnce(&str) -> Option<String>,
    ) {
        let Some(value) = tag.attributes.get(name.as_bytes()) else { return };
        let Some(new) = std::str::from_utf8(value).ok().and_then(change) else { return };
        // The span goes one byte beyond the value: over the quotation mark, if there is one.
        let span = value.span.start..value.span.end;
        let is_quoted = self.page.get(span.clone()).is_some_and(|it| it.ends_with(['"', '\'']));
        let end = if is_quoted { span.end } else { span.end.saturating_sub(1) };
        self.edits.push((span.start..end, format!("{name}=\"{}\"", escaped(&new))));
    }

    fn apply(mut self) -> String {
        self.edits.sort_by_key(|(range, _)| range.start);
        let mut page = String::with_capacity(self.page.len().saturating_add(512));
        let mut at = 0;
        for (range, text) in &self.edits {
            page.push_str(self.page.get(at..range.start).unwrap_or_default());
            page.push_str(text);
            at = range.end;
        }
        page.push_str(self.page.get(at..).unwrap_or_default());
        page
    }
}

/// The element of the script.
fn script(addition: &Addition<'_>) -> String {
    let Addition { script, events, generation, nonce } = addition;
    format!(
        "<script src=\"{script}\" nonce=\"{nonce}\" data-generation=\"{generation}\" \
         data-events=\"{events}\" defer></script>\n"
    )
}

/// A policy that also allows a script with this nonce, and listening to this server. What it does
/// not restrict stays unrestricted.
fn loosened(policy: &str, nonce: &str) -> String {
    let nonce = format!("'nonce-{nonce}'");
    let mut directives: Vec<(String, Vec<String>)> = Vec::new();
    for directive in policy.split(';') {
        let mut words = directive.split_ascii_whitespace().map(str::to_owned);
        if let Some(name) = words.next() {
            directives.push((name.to_ascii_lowercase(), words.collect()));
        }
    }
    allow(&mut directives, "script-src", &nonce);
    allow(&mut directives, "connect-src", "'self'");
    // Where it stands it is asked instead of `script-src`.
    if let Some((_, sources)) = directives.iter_mut().find(|(name, _)| name == "script-src-elem") {
        sources.push(nonce);
    }
    let word = |(name, sources): (String, Vec<String>)| {
        std::iter::once(name).chain(sources).collect::<Vec<_>>().join(" ")
    };
    directives.into_iter().map(word).collect::<Vec<_>>().join("; ")
}

/// Adds a source to a directive. One that is not there is what `default-src` says.
fn allow(directives: &mut Vec<(String, Vec<String>)>, name: &str, source: &str) {
    if let Some((_, sources)) = directives.iter_mut().find(|(own, _)| own == name) {
        sources.retain(|it| it != "'none'");
        if !sources.iter().any(|it| it == source) {
            sources.push(source.to_owned());
        }
        return;
    }
    let default = directives.iter().find(|(own, _)| own == "default-src");
    if let Some((_, sources)) = default {
        let mut sources: Vec<String> =
            sources.iter().filter(|it| *it != "'none'").cloned().collect();
        sources.push(source.to_owned());
        directives.push((name.to_owned(), sources));
    }
}

/// A link of the page of missing addresses, from the root of this server; `None` where it stays.
fn rooted(link: &str, base: &str) -> Option<String> {
    let below = match link.strip_prefix('/') {
        None if link.starts_with(['#', '?']) || link.is_empty() || has_scheme(link) => return None,
        None => link,
        Some(_) if base.is_empty() || link.starts_with("//") => return None,
        Some(_) => link.strip_prefix(base)?,
    };
    Some(format!("/{}", below.trim_start_matches('/')))
}

/// True for `https:…` and `mailto:…`.
fn has_scheme(link: &str) -> bool {
    let end = link.find(['/', '?', '#']).unwrap_or(link.len());
    link.get(..end).is_some_and(|head| head.contains(':'))
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ADDITION: Addition<'_> =
        Addition { script: "/s.js", events: "/e", generation: "g1", nonce: "n0" };
    const SCRIPT: &str = "<script src=\"/s.js\" nonce=\"n0\" data-generation=\"g1\" \
                          data-events=\"/e\" defer></script>\n";

    fn check(page: &str, expected: &str) {
        assert_eq!(with_script(page, &ADDITION), expected.replace("SCRIPT", SCRIPT));
    }

    #[test]
    fn the_script_stands_in_the_head() {
        check("<head><title>x</title></head><body>", "<head><title>x</title>SCRIPT</head><body>");
        check("<title>x</title><body><p>", "<title>x</title>SCRIPT<body><p>");
        check("<p>خبر", "<p>خبرSCRIPT");
        check("<title></head></title></head>", "<title></head></title>SCRIPT</head>");
        check(
            "<script type=\"application/ld+json\">{\"a\":\"<body>\"}</script></head>",
            "<script type=\"application/ld+json\">{\"a\":\"<body>\"}</script>SCRIPT</head>",
        );
    }

    #[test]
    fn the_policy_allows_just_this() {
        let page = |policy: &str| {
            format!(
                "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"></head>"
            )
        };
        let check = |policy: &str, expected: &str| {
            check(&page(policy), &page(expected).replace("</head>", "SCRIPT</head>"));
        };
        check(
            "default-src 'none'; style-src 'self'",
            "default-src 'none'; style-src 'self'; script-src 'nonce-n0'; connect-src 'self'",
        );
        check(
            "default-src 'none'; script-src 'self'",
            "default-src 'none'; script-src 'self' 'nonce-n0'; connect-src 'self'",
        );
        check(
            "default-src 'self' x.org; script-src-elem 'none'; connect-src 'none'",
            "default-src 'self' x.org; script-src-elem 'none' 'nonce-n0'; connect-src 'self'; \
             script-src 'self' x.org 'nonce-n0'",
        );
        check("style-src 'self'", "style-src 'self'");
    }

    #[test]
    fn quoting_may_be_any() {
        check(
            "<META HTTP-EQUIV=content-security-policy CONTENT='script-src &quot;'></head>",
            "<META HTTP-EQUIV=content-security-policy content=\"script-src &quot; 'nonce-n0'\">SCRIPT</head>",
        );
        check(
            "<meta http-equiv=content-security-policy content=script-src></head>",
            "<meta http-equiv=content-security-policy content=\"script-src 'nonce-n0'\">SCRIPT</head>",
        );
    }

    #[test]
    fn links_of_a_missing_page_lead_from_the_root() {
        let check = |base: &str, link: &str, expected: &str| {
            let page = format!("<body><a href=\"{link}\">x</a>");
            let expected = format!("{SCRIPT}<body><a href=\"{expected}\">x</a>");
            assert_eq!(missing(&page, base, &ADDITION), expected, "{base} {link}");
        };
        check("", "index.html", "/index.html");
        check("", "assets/site.css?v=1&amp;b", "/assets/site.css?v=1&amp;b");
        check("/", "/index.html", "/index.html");
        check("/digest/", "/digest/index.html", "/index.html");
        for link in ["#main", "https://example.org/", "//example.org/", "mailto:a@b", "/other/x"] {
            check("/digest/", link, link);
        }
    }

    proptest! {
        #[test]
        fn any_page_gains_the_script_and_nothing_else(
            page in "(<head>|</head>|<body|>|<!--|-->|<title>|<script|</script>|'|\"|=|<a href=x>|خبر|&lt;|\\PC){0,24}",
        ) {
            let served = with_script(&page, &ADDITION);
            prop_assert_eq!(served.replacen(SCRIPT, "", 1), page);
        }
    }
}
