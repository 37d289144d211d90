//! Words of documents outside the pages' lists: in the entries of feeds, in tables, and in what
//! pages tell programs. All are verbatim in the text of the document that they are said to be of.

use serde_json::Value;

use super::address::{Address, Inside};
use super::finding::{Findings, shown};
use super::markup::{self, Look, Tag};
use super::rules;
use super::site::{File, Texts};

/// Finds quotations in the markup of a feed's entry, which begins at byte `at` of the file, that are
/// not in the document to whose place the link behind them leads.
pub(super) fn in_entry(
    (file, texts): (File<'_>, &mut Texts),
    content: &str,
    at: usize,
    findings: &mut Findings<'_>,
) {
    let mut look = Entry { file, texts, words: None, faults: Vec::new() };
    // What is wrong with the markup itself is found where the feed is read.
    let mut ignored = Findings::of(file.path, content);
    markup::walk(content, &mut [&mut look], &mut ignored);
    let Entry { words, faults, .. } = look;
    let unplaced = words.filter(|words| !words.is_open).map(|words| {
        (rules::PLACE, format!("no link to the place of «{}»", shown(words.text.trim())))
    });
    for (rule, what) in faults.into_iter().chain(unplaced) {
        findings.add(rule, at, what);
    }
}

/// Looks at the quotations of an entry.
struct Entry<'a, 't> {
    file: File<'a>,
    texts: &'t mut Texts,
    words: Option<Words>,
    faults: Vec<(rules::Rule, String)>,
}

/// A quotation whose document is still to be told.
struct Words {
    text: String,
    is_open: bool,
}

impl Entry<'_, '_> {
    fn judge(&mut self, words: &Words, document: &str) {
        let shown = shown(words.text.trim());
        match self.texts.of(document, self.file.shelf) {
            None => {
                self.faults.push((rules::WORDS, format!("d/{document}/text.txt cannot be read")));
            }
            Some(text) if !holds(text, &words.text) => {
                let what = format!("«{shown}» is not in d/{document}/text.txt");
                self.faults.push((rules::WORDS, what));
            }
            Some(_) => {}
        }
    }
}

impl Look for Entry<'_, '_> {
    fn start(&mut self, tag: &Tag, _open: &[Tag], _findings: &mut Findings<'_>) {
        if tag.name == "blockquote" {
            self.words = Some(Words { text: String::new(), is_open: true });
        }
        let Some(href) = tag.get("href").filter(|href| href.contains("#t-")) else { return };
        let Address::Inside(Inside { path, .. }) =
            Address::read(href, self.file.path, self.file.site)
        else {
            return;
        };
        let document = path.strip_prefix("d/").map(|rest| rest.trim_end_matches("index.html"));
        let document = document.map(|rest| rest.trim_end_matches('/'));
        if let (Some(document), Some(words)) = (document, self.words.take()) {
            self.judge(&words, document);
        }
    }

    fn text(&mut self, text: &str, _at: usize, _open: &[Tag], _findings: &mut Findings<'_>) {
        if let Some(words) = self.words.as_mut().filter(|words| words.is_open) {
            words.text.push_str(text);
        }
    }

    fn end(&mut self, open: &[Tag], _findings: &mut Findings<'_>) {
        if let Some(words) = &mut self.words
            && open.last().is_some_and(|tag| tag.name == "blockquote")
        {
            words.is_open = false;
        }
    }
}

/// Finds quotations that the page of a document tells programs of and that are not in its text.
pub(super) fn in_linked_data(file: File<'_>, data: &str, at: usize, findings: &mut Findings<'_>) {
    let document = file.path.strip_prefix("d/").and_then(|rest| rest.strip_suffix("/index.html"));
    let Some(document) = document else { return };
    let Ok(value) = serde_json::from_str::<Value>(data) else {
        return findings.add(rules::JSON, at, "the linked data of the page cannot be read");
    };
    let mut texts = Texts::default();
    let mut pending = vec![&value];
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(items),
            Value::Object(object) => {
                let is_quotation = object.get("@type").is_some_and(|it| it == "Quotation");
                if let Some(words) = object.get("text").and_then(Value::as_str)
                    && is_quotation
                    && !texts.of(document, file.shelf).is_some_and(|text| holds(text, words))
                {
                    let what = format!("«{}» is not in d/{document}/text.txt", shown(words));
                    findings.add(rules::WORDS, at, what);
                }
                pending.extend(object.values());
            }
            _ => {}
        }
    }
}

/// True where a text has these words one after the other, whatever marks and blanks stand between
/// them: our own quotation marks stand around some.
pub(super) fn holds(text: &str, words: &str) -> bool {
    let bare = words.trim().trim_matches(['«', '»']);
    if text.contains(bare) {
        return true;
    }
    letters(text).contains(&letters(words))
}

/// The letters and digits of a text.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_between_words_do_not_count() {
        let text = "وقال الوزير إن \"الحوار\" بدأ، ولن يتوقف.";
        assert!(holds(text, "«الحوار» بدأ"));
        assert!(holds(text, "إن «الحوار بدأ، ولن يتوقف»"));
        assert!(!holds(text, "إن الحوار انتهى"));
        assert!(!holds(text, "الوزير قال"));
    }
}
