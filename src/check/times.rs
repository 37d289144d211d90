//! Days on pages: what programs read is what readers read, and beside a document stands its own day.

use chrono::NaiveDate;

use super::address::{Address, Inside, Target};
use super::finding::{Findings, shown};
use super::links::anchor;
use super::markup::{Look, Tag};
use super::rules;
use super::site::File;

/// Elements that hold what is said of one document.
const HOLDERS: [&str; 3] = ["li", "div", "figure"];

/// A day that is shown beside a link to a document, to be compared with that of its page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    /// The page of the document, by number.
    pub(super) target: u32,
    /// The hash of the day.
    pub(super) day: u64,
    /// The byte at which it stands.
    pub(super) at: usize,
}

impl Dated {
    /// A day beside a document; `None` for none.
    pub(super) fn of(target: u32, day: Option<&str>, at: usize) -> Option<Self> {
        let day = day.filter(|day| !day.is_empty())?;
        Some(Self { target, day: anchor(day), at })
    }
}

/// Looks at the days of a page.
pub(super) struct Times<'a> {
    file: File<'a>,
    holders: Vec<Holder>,
    /// The time whose element is open: its machine's form, and where it stands.
    open: Option<(String, usize)>,
    /// What is written in it.
    words: String,
    pub(super) dated: Vec<Dated>,
}

/// What stands in an element that is still open.
struct Holder {
    depth: usize,
    /// Documents that it links to, each once.
    documents: Vec<u32>,
    days: Vec<(String, usize)>,
}

impl<'a> Times<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        let (open, words) = (None, String::new());
        Self { file, holders: Vec::new(), open, words, dated: Vec::new() }
    }

    fn link(&mut self, tag: &Tag) {
        let (Some(href), Some(holder)) = (tag.get("href"), self.holders.last_mut()) else { return };
        if !href.contains("d/") {
            return;
        }
        let address = Address::read(href, self.file.path, self.file.site);
        let Address::Inside(inside @ Inside { .. }) = address else { return };
        let is_document = inside.path.starts_with("d/") && inside.path.ends_with("/index.html");
        if let Target::File(page) = inside.target(self.file.site)
            && is_document
            && !holder.documents.contains(&page)
        {
            holder.documents.push(page);
        }
    }
}

impl Look for Times<'_> {
    fn start(&mut self, tag: &Tag, open: &[Tag], findings: &mut Findings<'_>) {
        match tag.name.as_str() {
            name if HOLDERS.contains(&name) => {
                let depth = open.len();
                self.holders.push(Holder { depth, documents: Vec::new(), days: Vec::new() });
            }
            "a" => self.link(tag),
            "time" => {
                let day = tag.get("datetime").unwrap_or_default().to_owned();
                if !is_day(&day) {
                    let what = format!("datetime={:?} is no day", shown(&day));
                    findings.add(rules::DAY, tag.at, what);
                }
                if let Some(holder) = self.holders.last_mut() {
                    holder.days.push((day.clone(), tag.at));
                }
                self.words.clear();
                self.open = Some((day, tag.at));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, _at: usize, _open: &[Tag], _findings: &mut Findings<'_>) {
        if self.open.is_some() {
            self.words.push_str(text);
        }
    }

    fn end(&mut self, open: &[Tag], findings: &mut Findings<'_>) {
        if open.last().is_some_and(|tag| tag.name == "time")
            && let Some((day, at)) = self.open.take()
        {
            let of_machine = numbers(&day);
            let other = numbers(&self.words).into_iter().find(|n| !of_machine.contains(n));
            if let Some(other) = other.filter(|_| is_day(&day)) {
                let what = format!("datetime={day:?}, and {other} is written");
                findings.add(rules::DAY, at, what);
            }
        }
        let depth = open.len().saturating_sub(1);
        if self.holders.last().is_some_and(|holder| holder.depth == depth)
            && let Some(Holder { documents, days, .. }) = self.holders.pop()
            && let [document] = documents.as_slice()
        {
            self.dated
                .extend(days.iter().filter_map(|(day, at)| Dated::of(*document, Some(day), *at)));
        }
    }
}

/// True for a day, month or year of ISO 8601.
pub(super) fn is_day(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.len() == 10 && whole.is_ascii() && NaiveDate::parse_from_str(&whole, "%Y-%m-%d").is_ok()
}

/// The numbers in a text, of any family of digits.
fn numbers(text: &str) -> Vec<u64> {
    let value = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        '٠'..='٩' => u32::from(c).checked_sub(0x660),
        '۰'..='۹' => u32::from(c).checked_sub(0x6f0),
        _ => None,
    };
    let mut all = Vec::new();
    let mut now: Option<u64> = None;
    for c in text.chars() {
        match value(c) {
            Some(digit) => {
                let n = now.unwrap_or_default().saturating_mul(10).saturating_add(digit.into());
                now = Some(n);
            }
            None => all.extend(now.take()),
        }
    }
    all.extend(now);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_machines() {
        for day in ["2020", "2020-02", "2020-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for other in
            ["", "2021-02-29", "2020-13", "20-01-01", "2020-1-1", "2020-01-01T00:00", "٢٠٢٠"]
        {
            assert!(!is_day(other), "{other}");
        }
    }

    #[test]
    fn numbers_of_all_families() {
        assert_eq!(numbers("٢٩ كانون الأول 2020، ۷"), [29, 2020, 7]);
        assert_eq!(numbers("2020-01-09"), [2020, 1, 9]);
    }
}
