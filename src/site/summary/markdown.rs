//! A summary as Markdown: what documents say is text in it, never markup.

use crate::lang::bidi;
use crate::site::display::{Display, fill};
use crate::site::view::GistView;

impl GistView {
    /// The summary as Markdown (CommonMark): a heading, sentences as quotations, statements and
    /// documents as numbered lists.
    pub fn markdown(&self, display: &Display) -> String {
        let words = &display.words().summary;
        let source = |number: Option<&str>| {
            let number = number.map(|n| fill(&words.reference, &[("n", n)]));
            number.map_or_else(String::new, |number| format!(" {}", escaped(&number)))
        };
        let mut out = format!("# {}\n", escaped(&self.title));
        if !self.facts.is_empty() {
            let facts: Vec<String> = self.facts.iter().map(|fact| escaped(fact)).collect();
            out.push_str(&format!("\n{}\n", facts.join("  \n")));
        }
        for sentence in &self.sentences {
            let source = source(sentence.source.as_deref());
            out.push_str(&format!("\n> {}{source}\n", escaped(&sentence.text)));
        }
        if let Some(none) = &self.none {
            out.push_str(&format!("\n{}\n", escaped(none)));
        }
        if !self.statements.is_empty() {
            out.push_str(&format!("\n## {}\n\n", escaped(&words.statements)));
        }
        for (place, said) in (1..).zip(&self.statements) {
            let (who, words) = (escaped(&said.who), escaped(&said.words()));
            let source = source(said.source.as_deref());
            out.push_str(&format!("{place}. **{who}**: {words}{source}\n"));
        }
        if !self.documents.is_empty() {
            out.push_str(&format!("\n## {}\n\n", escaped(&words.documents)));
        }
        for (place, document) in (1..).zip(&self.documents) {
            let (headline, facts) = (escaped(&document.headline), escaped(&document.facts()));
            out.push_str(&format!("{place}. {headline} {facts}\n"));
        }
        if let Some(more) = &self.more {
            out.push_str(&format!("\n{}\n", escaped(more)));
        }
        out
    }
}

/// Text in which nothing is markup, nor obeyed by a terminal.
fn escaped(text: &str) -> String {
    let text = bidi::sanitised(text);
    let mut out = String::with_capacity(text.len());
    let mut is_start = true;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' | '!' | '@' => {
                true
            }
            // Addresses that readers of Markdown make links of: `http://a`, `www.a`.
            ':' => chars.peek() == Some(&'/'),
            // What begins a list or a line under a heading: `1.`, `2)`, `-`, `+`, `=`.
            '-' | '+' | '=' => is_start,
            '.' | ')' => out.chars().all(|c| c.is_ascii_digit()) || out.ends_with("www"),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        is_start = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected);
    }

    #[test]
    fn words_of_documents_are_no_markup() {
        check("قال *كل* شيء", "قال \\*كل\\* شيء");
        check("<script>", "\\<script\\>");
        check("[خبر](http://a.b)", "\\[خبر\\](http\\://a.b)");
        check("1. أول", "1\\. أول");
        check("- أول-ثان", "\\- أول-ثان");
        check("www.a.b و2.5", "www\\.a.b و2.5");
        check("أ\u{1b}[2J\u{202e}ب", "أ\\\\u{1b}\\[2J\\\\u{202e}ب");
    }
}
