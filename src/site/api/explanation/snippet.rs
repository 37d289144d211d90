//! Lines for the editor to paste into `corrections.toml`: each is whole by itself.

use crate::model::Document;

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

    pub(super) fn outlet(&self) -> String {
        self.with("outlet = \"unknown\"  # or a name\n")
    }

    pub(super) fn remove_topic(&self, id: &str) -> String {
        self.with(&format!("remove_topics = [{}]\n", quoted(id)))
    }

    pub(super) fn add_topic(&self, id: &str) -> String {
        self.with(&format!("add_topics = [{}]\n", quoted(id)))
    }

    pub(super) fn statement(&self, id: &str) -> String {
        self.with(&format!(
            "\n[[document.statement]]\nid = {}\nspeaker = \"unknown\"  # or a name, or: hide = true\n",
            quoted(id)
        ))
    }

    fn with(&self, lines: &str) -> String {
        format!("{}{lines}", self.head)
    }
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
