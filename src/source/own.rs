//! Which elements of a page are of its own article, and which of another's.
//!
//! A page carries the days of others: of related items, of cards, of the list beside the text, of
//! the clock at its top. Many a page has none of its own in markup, so the only `<time>` of a page is
//! no better than any other: an element counts by where it stands. Fed node by node in the order of
//! the page, with `pass`; what is asked at a node is answered from all before it.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use crate::lang::Lexicon;

/// Whose an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// That of the page's own article.
    Article,
    /// That of its head: it stands between the title and the text, and no element says more.
    Head,
    /// Nothing says.
    Unknown,
    /// That of another article, or of the page's machinery.
    Other,
}

/// Letters from which a text is one of an article and not a title, a label or a date.
const PROSE: usize = 60;
/// Short texts that are kept since the last long one: that of a box comes first.
const LABELS: usize = 8;
/// Longest label, in letters.
const LABEL: usize = 40;
/// Most elements that are asked for; the ones of an article come early.
const ASKED: usize = 1_000;

/// Elements that hold no part of an article.
const ASIDE: [&str; 4] = ["aside", "nav", "footer", "li"];
/// Roles that say the same.
const ROLES: [&str; 4] = ["complementary", "navigation", "contentinfo", "banner"];
/// What the names of boxes contain, without marks and in lower case.
const PARTS: [&str; 22] = [
    "related",
    "sidebar",
    "recommend",
    "latest",
    "popular",
    "trending",
    "mostread",
    "mostview",
    "ticker",
    "comment",
    "teaser",
    "carousel",
    "readmore",
    "readalso",
    "seealso",
    "alsolike",
    "similar",
    "suggest",
    "newsletter",
    "breakingnews",
    "topbar",
    "pagination",
];
/// Words that the names of boxes are made of.
const WORDS: [&str; 19] = [
    "aside", "card", "cards", "clock", "footer", "menu", "more", "most", "nav", "navbar", "next",
    "prev", "previous", "promo", "side", "slider", "today", "widget", "widgets",
];

/// What a page is made of, as far as it tells whose its elements are.
pub(super) struct Own<'a> {
    lexicon: &'a Lexicon,
    title: Option<NodeId>,
    /// The elements around the title.
    around_title: HashSet<NodeId>,
    article: Option<NodeId>,
    part: Part,
    /// Short texts since the last long one.
    labels: Vec<String>,
    asked: usize,
}

/// What part of the page is being passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Above the title.
    Above,
    /// Between the title and the text.
    Head,
    /// The text.
    Text,
    /// Below a heading that no text has followed yet, or below the label of a box.
    Box,
}

impl<'a> Own<'a> {
    pub(super) fn of(document: &Document, lexicon: &'a Lexicon) -> Self {
        let title = title(document);
        let around = title.as_ref().into_iter().flat_map(|title| title.ancestors_it(None));
        let around_title: HashSet<NodeId> = around.map(|node| node.id).collect();
        let article = article(document, &around_title);
        let title = title.map(|title| title.id);
        Self {
            lexicon,
            title,
            around_title,
            article,
            part: Part::Above,
            labels: Vec::new(),
            asked: 0,
        }
    }

    /// Goes on to a node.
    pub(super) fn pass(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            let text = node.text();
            let letters = letters(&text);
            if letters >= PROSE {
                if self.part != Part::Above && !is_linked(node) {
                    self.part = Part::Text;
                    self.labels.clear();
                }
            } else if (1..=LABEL).contains(&letters) && self.labels.len() < LABELS {
                self.labels.push(text.to_string());
            }
        } else if Some(node.id) == self.title {
            self.part = Part::Head;
        } else if is_heading(node) {
            self.part = match self.part {
                Part::Above => Part::Above,
                _ => Part::Box,
            };
        }
    }

    /// Whose the element is that was passed last.
    pub(super) fn owner(&mut self, node: &NodeRef<'_>) -> Owner {
        self.asked = self.asked.saturating_add(1);
        if self.asked > ASKED {
            return Owner::Other;
        }
        let mut above = node.ancestors_it(None).take_while(|around| {
            !self.around_title.contains(&around.id) && Some(around.id) != self.article
        });
        let in_article = || node.ancestors_it(None).any(|around| Some(around.id) == self.article);
        // The head of an article is its own, that of the page the page's.
        let is_head = |around: &NodeRef<'_>| around.has_name("header") && !in_article();
        if above.any(|around| is_other(&around) || is_head(&around)) {
            return Owner::Other;
        }
        let boxed = self.part == Part::Box || self.is_in_box();
        match (in_article(), self.part) {
            (true, Part::Text) if boxed => Owner::Other,
            (true, Part::Box) => Owner::Other,
            (true, _) => Owner::Article,
            (false, Part::Head) => Owner::Head,
            (false, Part::Box) if self.article.is_some() => Owner::Other,
            (false, _) => Owner::Unknown,
        }
    }

    /// True below the label of a box: «اقرأ أيضا».
    fn is_in_box(&self) -> bool {
        let furniture = &self.lexicon.furniture;
        self.part != Part::Head
            && self.labels.iter().any(|label| furniture.is_related(self.lexicon.folder(), label))
    }
}

/// The heading that is the page's title: the first that says what the page states as its title,
/// else the only one of the first level.
fn title(document: &Document) -> Option<NodeRef<'_>> {
    let mut stated = Vec::new();
    let mut headings = Vec::new();
    for node in document.root().descendants_it().filter(NodeRef::is_element) {
        let is_stated = node.attr("property").is_some_and(|name| &*name == "og:title");
        if node.has_name("title") {
            stated.push(bare(&node.text()));
        } else if is_stated {
            stated.extend(node.attr("content").map(|title| bare(&title)));
        } else if node.has_name("h1") || node.has_name("h2") {
            headings.push(node);
        }
    }
    headings.retain(|node| !node.ancestors_it(None).any(|around| is_named(&around, &ASIDE)));
    let says = |heading: &&NodeRef<'_>| {
        let words = bare(&heading.text());
        let half = |title: &String| words.len().saturating_mul(2) >= title.len();
        !words.is_empty() && stated.iter().any(|title| half(title) && title.contains(&words))
    };
    let first: Vec<NodeRef<'_>> =
        headings.iter().filter(|node| node.has_name("h1")).copied().collect();
    let only = || <[NodeRef<'_>; 1]>::try_from(first).ok().map(|[only]| only);
    headings.iter().find(says).copied().or_else(only)
}

/// The element `article` that is the page's: the one around the title, else the one that half of
/// the text stands in.
fn article(document: &Document, around_title: &HashSet<NodeId>) -> Option<NodeId> {
    let mut text: HashMap<NodeId, usize> = HashMap::new();
    let mut articles = Vec::new();
    let mut all = 0usize;
    for node in document.root().descendants_it() {
        if node.has_name("article") {
            articles.push(node);
        }
        if !node.is_text() {
            continue;
        }
        let letters = letters(&node.text());
        if letters < PROSE || is_linked(&node) {
            continue;
        }
        all = all.saturating_add(letters);
        for around in node.ancestors_it(None).filter(|around| around.has_name("article")) {
            let sum = text.entry(around.id).or_default();
            *sum = sum.saturating_add(letters);
        }
    }
    let around = articles.iter().rev().find(|article| around_title.contains(&article.id));
    let half = |article: &&NodeRef<'_>| {
        all > 0 && text.get(&article.id).is_some_and(|sum| sum.saturating_mul(2) >= all)
    };
    around.or_else(|| articles.iter().rev().find(half)).map(|article| article.id)
}

/// True for an element that is not of the article around it, by its kind or its name.
fn is_other(node: &NodeRef<'_>) -> bool {
    let has_role = |role: &str| ROLES.iter().any(|other| role.eq_ignore_ascii_case(other));
    is_named(node, &ASIDE)
        || node.has_name("article")
        || node.attr("role").is_some_and(|role| role.split_whitespace().any(has_role))
        || ["class", "id"].iter().any(|key| node.attr(key).is_some_and(|names| is_box(&names)))
}

/// True for names of a box: `related-posts`, `news-card`.
fn is_box(names: &str) -> bool {
    names.split_whitespace().any(|name| {
        let name = name.to_ascii_lowercase();
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
        PARTS.iter().any(|part| plain.contains(part)) || words.any(|word| WORDS.contains(&word))
    })
}

fn is_named(node: &NodeRef<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| node.has_name(name))
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    is_named(node, &["h1", "h2", "h3", "h4", "h5", "h6"])
}

fn is_linked(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|around| around.has_name("a"))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The letters and digits of a text, for comparing.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "قال وزير النقل سامي حداد بعد لقاء في العاصمة إن المحطة الجديدة ستعمل في الربيع المقبل بعد أن تنتهي أعمالها.";

    /// Whose the first `<time>` of a page is; `TEXT` stands for the text of an article.
    fn check(html: &str, expected: Owner) {
        let lexicon = Lexicon::embedded().unwrap();
        let document = Document::from(html.replace("TEXT", TEXT).as_str());
        let mut own = Own::of(&document, &lexicon);
        for node in document.root().descendants_it() {
            own.pass(&node);
            if node.has_name("time") {
                assert_eq!(own.owner(&node), expected, "{html}");
                return;
            }
        }
        panic!("no time in {html}");
    }

    #[test]
    fn the_article_s_own() {
        check("<article><h1>ا</h1><time></time><p>TEXT</p></article>", Owner::Article);
        check(
            "<article><header><time></time><h1>ا</h1></header><p>TEXT</p></article>",
            Owner::Article,
        );
        check("<article><p>TEXT</p><div><time></time></div></article>", Owner::Article);
        check(
            "<article><h1>ا</h1><p>TEXT</p><h2>ب</h2><p>TEXT</p><time></time></article>",
            Owner::Article,
        );
        check(
            "<div class=card><article><h1>ا</h1><p class=info><time></time></p></article></div>",
            Owner::Article,
        );
        check("<div class='sidebar-right'><h1>ا</h1><time></time><p>TEXT</p></div>", Owner::Head);
        check("<main><h1>ا</h1><div><time></time></div><p>TEXT</p></main>", Owner::Head);
    }

    #[test]
    fn another_s_by_its_element() {
        check("<h1>ا</h1><p>TEXT</p><div><ul><li><time></time></ul></div>", Owner::Other);
        check("<aside><time></time></aside><article><h1>ا</h1><p>TEXT</p></article>", Owner::Other);
        check(
            "<article><h1>ا</h1><p>TEXT</p><article><time></time></article></article>",
            Owner::Other,
        );
        check("<main><h1>ا</h1><p>TEXT</p><article><time></time></article></main>", Owner::Other);
        check(
            "<header><time></time></header><article><h1>ا</h1><p>TEXT</p></article>",
            Owner::Other,
        );
        check("<div role=navigation><time></time></div><h1>ا</h1><p>TEXT</p>", Owner::Other);
    }

    #[test]
    fn another_s_by_its_name() {
        check("<h1>ا</h1><div class=relatedPosts><time></time></div><p>TEXT</p>", Owner::Other);
        check("<h1>ا</h1><div id=news_card><time></time></div><p>TEXT</p>", Owner::Other);
        check(
            "<article><h1>ا</h1><p>TEXT</p><div class=most-read><time></time></div></article>",
            Owner::Other,
        );
        check("<div class=top-clock><time></time></div><h1>ا</h1><p>TEXT</p>", Owner::Other);
    }

    #[test]
    fn another_s_by_what_stands_above() {
        check(
            "<article><h1>ا</h1><p>TEXT</p><h3>ب</h3><div><time></time></div></article>",
            Owner::Other,
        );
        check(
            "<article><h1>ا</h1><p>TEXT</p><b>مواضيع ذات صلة</b><p>خبر <time></time></p></article>",
            Owner::Other,
        );
        check("<article><h1>ا</h1><p>TEXT</p></article><h3>ب</h3><time></time>", Owner::Other);
    }

    #[test]
    fn nothing_says_whose() {
        check("<time></time><h1>ا</h1><p>TEXT</p>", Owner::Unknown);
        check("<p>TEXT</p><time></time>", Owner::Unknown);
    }
}
