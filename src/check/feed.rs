//! Feeds, in either form: entries with identities that are theirs for ever.

use std::collections::BTreeMap;

use serde_json::Value;

use super::address::{Address, Target};
use super::finding::{Findings, shown};
use super::links::{Far, Links};
use super::markup;
use super::parts::Parts;
use super::quoted;
use super::rules;
use super::site::{File, Texts};

/// An entry of a feed.
pub(super) struct Entry {
    pub(super) at: usize,
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    /// When it was last changed.
    pub(super) dated: Option<String>,
    pub(super) link: Option<String>,
    /// Its markup.
    pub(super) content: Option<String>,
}

/// Most entries of a feed.
const ENTRIES: usize = 50;

/// Finds what feed readers stumble over. An identity must be made of the address of its page and of
/// nothing that may change: so it is the same in every build.
pub(super) fn judge(file: File<'_>, entries: &[Entry], findings: &mut Findings<'_>) {
    if entries.len() > ENTRIES {
        let what = format!("{} entries, over {ENTRIES}", entries.len());
        findings.add(rules::FEED, 0, what);
    }
    let mut texts = Texts::default();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        if let Some(content) = &entry.content {
            quoted::in_entry((file, &mut texts), content, entry.at, findings);
        }
        if entry.title.as_ref().is_none_or(|title| title.trim().is_empty()) {
            findings.add(rules::FEED, entry.at, "an entry without a title");
        }
        if entry.dated.is_none() {
            findings.add(rules::FEED, entry.at, "an entry without a day");
        }
        direction(entry, findings);
        parts(file, entry, findings);
        let Some(id) = entry.id.as_deref().filter(|id| !id.is_empty()) else {
            findings.add(rules::FEED_ID, entry.at, "an entry without an identity");
            continue;
        };
        if seen.insert(id, entry.at).is_some() {
            findings.add(rules::FEED_ID, entry.at, format!("a second entry {}", shown(id)));
        }
        if !id.starts_with("tag:") {
            findings.add(rules::FEED_ID, entry.at, format!("{} is no tag: URI", shown(id)));
        } else if let Some(link) = &entry.link
            && !is_of(file, id, link)
        {
            let what = format!("{} is not made of its page {}", shown(id), shown(link));
            findings.add(rules::FEED_ID, entry.at, what);
        }
    }
}

/// Feed formats have no field for the direction, so the markup says it.
fn direction(entry: &Entry, findings: &mut Findings<'_>) {
    let Some(content) = &entry.content else { return };
    let first = content.split('>').next().unwrap_or_default();
    if !first.contains("dir=\"rtl\"") || !first.contains("lang=\"ar\"") {
        findings.add(rules::FEED, entry.at, "content without lang=\"ar\" dir=\"rtl\"");
    }
}

/// Markup that is not of the kind that pages are made of.
fn parts(file: File<'_>, entry: &Entry, findings: &mut Findings<'_>) {
    let Some(content) = &entry.content else { return };
    let mut inner = Findings::of(file.path, content);
    markup::walk(content, &mut [&mut Parts::new(file.path)], &mut inner);
    hand_on(inner, entry.at, findings);
}

/// Follows the addresses in the markup of entries; gives those of places in other files.
pub(super) fn links(file: File<'_>, entries: &[Entry], findings: &mut Findings<'_>) -> Vec<Far> {
    let mut far = Vec::new();
    for entry in entries {
        let Some(content) = &entry.content else { continue };
        let mut inner = Findings::of(file.path, content);
        let mut links = Links::new(file);
        markup::walk(content, &mut [&mut links], &mut inner);
        far.extend(links.far.into_iter().map(|it| Far { at: entry.at, ..it }));
        hand_on(inner, entry.at, findings);
    }
    far
}

/// What was found in the markup of an entry, told of the entry. How it is written is looked at where the
/// feed is read, and its addresses are those of the web: a folder has an index page there.
fn hand_on(inner: Findings<'_>, at: usize, findings: &mut Findings<'_>) {
    let others = [rules::SYNTAX, rules::FOLDER_LINK];
    for finding in inner.into_vec().into_iter().filter(|it| !others.contains(&it.rule)) {
        findings.add(finding.rule, at, finding.what);
    }
}

/// True where an identity holds the last part of the address of its page, or of the place in it.
fn is_of(file: File<'_>, id: &str, link: &str) -> bool {
    let Address::Inside(inside) = Address::read(link, file.path, file.site) else { return true };
    if inside.target(file.site) == Target::Nothing {
        // Told as a dead link.
        return true;
    }
    let folder = inside.path.strip_suffix("index.html").unwrap_or(&inside.path);
    let last = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let id = super::address::decode(id).unwrap_or_default();
    id.contains(last) || inside.fragment.is_some_and(|fragment| id.contains(&fragment))
}

/// The entries of a JSON Feed, with what is wrong with the feed itself; `None` for other data.
pub(super) fn of_json(value: &Value, findings: &mut Findings<'_>) -> Option<Vec<Entry>> {
    let version = value.get("version").and_then(Value::as_str)?;
    if !version.starts_with("https://jsonfeed.org/version/") {
        return None;
    }
    for key in ["title", "items"] {
        if value.get(key).is_none() {
            findings.add(rules::FEED, 0, format!("the feed has no {key:?}"));
        }
    }
    if value.get("language").and_then(Value::as_str).is_none_or(|it| !it.starts_with("ar")) {
        findings.add(rules::FEED, 0, "the feed has no \"language\": \"ar\"");
    }
    let items = value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let entry = |item: &Value| {
        let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
        Entry {
            at: 0,
            id: text("id"),
            title: text("title"),
            dated: text("date_modified").or_else(|| text("date_published")),
            link: text("url"),
            content: text("content_html"),
        }
    };
    Some(items.iter().map(entry).collect())
}
