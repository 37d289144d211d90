//! Lines for the editor to paste into `corrections.toml`: each is whole by itself.

use crate::model::{Document, Speaker};

/// Makes the lines of one document.
pub(super) struct Snippet {
    /// The table of the document, which every snippet begins with.
    head: String,
}

impl Snippet {
    pub(super) fn of(document: &Document) -> Self {
        let (id, file) = (document.content_id.short(), document.id.as_str());
        Self { head: format!("[[document]]\nid = \"{id}\"  # {file}\n") }
    }

    /// Another headline, or none.
    pub(super) fn headline(&self, other: &str) -> String {
        let hint = if other == "none" { "  # or words of the document" } else { "" };
        self.with(&format!("headline = {}{hint}\n", quoted(other)))
    }

    pub(super) fn date(&self) -> String {
        self.with("date = \"unknown\"  # or a day: \"2020-12-29\"\n")
    }

    /// Another outlet than the one found, or one where none was.
    pub(super) fn outlet(&self, found: Option<&str>) -> String {
        self.with(match found {
            Some(_) => "outlet = \"unknown\"  # or a name\n",
            None => "outlet = \"…\"  # its name\n",
        })
    }

    pub(super) fn person(&self, name: &str) -> String {
        self.with(&format!(
            "\n[[document.person]]\nname = {}\nmeans = \"nobody\"  # or whom it means here\n",
            quoted(name)
        ))
    }

    pub(super) fn remove_topic(&self, id: &str) -> String {
        self.with(&format!("remove_topics = [{}]\n", quoted(id)))
    }

    pub(super) fn add_topic(&self, id: &str) -> String {
        self.with(&format!("add_topics = [{}]\n", quoted(id)))
    }

    /// Another speaker than the one found; where none was, the statement hidden.
    pub(super) fn statement(&self, id: &str, speaker: &Speaker) -> String {
        let other = match speaker {
            Speaker::Unknown => "hide = true  # or: speaker = \"…\"",
            _ => "speaker = \"unknown\"  # or a name, or: hide = true",
        };
        self.with(&format!("\n[[document.statement]]\nid = {}\n{other}\n", quoted(id)))
    }

    fn with(&self, lines: &str) -> String {
        format!("{}{lines}", self.head)
    }
}

/// Two names as one person's, in all documents.
pub(super) fn merge(name: &str, same: &str) -> String {
    format!("[[merge]]\nname = {}\nsame = [{}]\n", quoted(name), quoted(same))
}

/// Two names as two people's, in all documents.
pub(super) fn apart(one: &str, other: &str) -> String {
    format!("[[apart]]\nnames = [{}, {}]\n", quoted(one), quoted(other))
}

/// A basic string of TOML.
fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn strings_are_toml() {
        assert_eq!(quoted("قال \"نعم\"\n\\"), "\"قال \\\"نعم\\\" \\\\\"");
    }
}
