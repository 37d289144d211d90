//! What a site is held to: each rule with its stable code, its reason and its remedy.
//!
//! `docs/check.md` lists the same codes; `tests/papers.rs` compares the two.

/// A rule of a built site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// The stable word of messages.
    pub code: &'static str,
    /// What a breach does to whom.
    pub why: &'static str,
    /// What to do about it.
    pub mend: &'static str,
}

/// Most breaches lie in a template or in mujaz itself.
const TEMPLATE: &str = "mend the template, or report it if the template is mujaz's own";
/// What one build wrote and something else changed.
const BUILD: &str = "build again; nothing but a build may write here";

macro_rules! rules {
    ($($name:ident = $code:literal, $why:literal, $mend:expr;)*) => {
        $(pub(super) const $name: Rule = Rule { code: $code, why: $why, mend: $mend };)*
    };
}

// The folder.
rules! {
    FILE_KIND = "file-kind", "a link or device is not copied to a host as it stands", BUILD;
    FILE_MODE = "file-mode", "others may change it, or run it with rights of its owner", "take the right away with chmod";
    FILE_NAME = "file-name", "some system or program refuses or confuses this name", "report it: mujaz chose the name";
    HASH = "hash", "its bytes are not those that the build wrote", BUILD;
    MISSING = "missing", "build.json names it and it is not there", BUILD;
    STRANGER = "stranger", "build.json does not name it, so no build made it", "move it away, or list it under output.keep in mujaz.toml";
    DIFFERS = "differs", "the same documents must give the same bytes", "build with the settings, language data and --clock of this site; if it stays, report it";
}

// Every text.
rules! {
    ENCODING = "encoding", "readers take every file of a site for UTF-8", BUILD;
    BYTE_ORDER_MARK = "byte-order-mark", "it shows up as a letter in some programs", BUILD;
    CONTROL = "control-character", "it is invisible, and programs stumble over it", "report it: the reader of documents should have dropped it";
    DIRECTION = "direction-control", "it can turn the text behind it round", TEMPLATE;
    TABLE = "table", "a spreadsheet reads its rows wrongly", "report it";
    FORMULA = "formula", "a spreadsheet would run this cell", "report it: the cell should have been escaped";
}

// Markup.
rules! {
    SYNTAX = "html-syntax", "browsers guess what is meant, each in its own way", TEMPLATE;
    DOCTYPE = "doctype", "without it browsers lay out by old rules", TEMPLATE;
    CHARSET = "charset", "a browser looks for it in the first 1,024 bytes", TEMPLATE;
    ELEMENT = "element", "pages are made of known elements, so that a document can add none", TEMPLATE;
    ATTRIBUTE = "attribute", "pages have known attributes, so that a document can add none", TEMPLATE;
    DUPLICATE_ID = "duplicate-id", "a link to it finds the first only", TEMPLATE;
    DEAD_ID = "dead-id", "who listens to the page is told nothing in its place", TEMPLATE;
    ALTERNATIVE = "alternative", "who does not see the picture is told nothing", "give it alt, empty where it only adorns";
    SCRIPT = "script", "only the search page has scripts, and those are files of the site", TEMPLATE;
    INLINE_STYLE = "inline-style", "the content policy refuses it", "put it into the style sheet";
    LANGUAGE = "language", "screen readers and fonts choose by it", TEMPLATE;
    PAGE_DIRECTION = "page-direction", "without it the page runs left to right", TEMPLATE;
    HEADING = "heading", "screen readers move by headings", TEMPLATE;
    TITLE = "title", "it names the page in tabs, lists and bookmarks", TEMPLATE;
    DESCRIPTION = "description", "search engines and previews show it", TEMPLATE;
    CANONICAL = "canonical", "one page has one public address, or none where the site has none", "set site.base_url to the address of the site, and build again";
    POLICY = "content-policy", "it keeps a page from running or loading what is not ours", TEMPLATE;
}

// Addresses.
rules! {
    DEAD_LINK = "dead-link", "whoever follows it finds nothing", TEMPLATE;
    DEAD_FRAGMENT = "dead-fragment", "whoever follows it lands at the head of the page", TEMPLATE;
    FOLDER_LINK = "folder-link", "opened from a disk, a folder has no index page", "name the file: …/index.html";
    STALE_ASSET = "stale-asset", "readers keep the old file they have", BUILD;
    ADDRESS = "address", "it is not an address that works in a sub-folder, on a disk and on the web", TEMPLATE;
    REACH = "script-reach", "the page would ask a host, or make a program of a text", "leave it out; the search needs neither";
    SEARCH_PART = "search-part", "the search cannot read it, or would run a document's words", BUILD;
    REMOTE = "remote", "the page would ask another host for it, which then knows who reads", "keep the file in the site";
    OUTSIDE_LINK = "outside-link", "an outside link needs rel=\"nofollow noopener noreferrer\"", TEMPLATE;
}

// Style sheet and weight.
rules! {
    PHYSICAL_CSS = "physical-css", "styles follow the direction of the text, which stands in the markup", "write the logical property: inset-inline, margin-inline-start, text-align: start";
    LETTER_SPACING = "letter-spacing", "it pulls joined Arabic letters apart", "leave it out; use weight or colour";
    LETTERS = "letters", "slant, see-through colour, outline or a break inside a word spoils joined Arabic letters", "leave it out; use weight or a solid colour";
    REMOTE_CSS = "remote-css", "the page would ask another host for it", "keep the file in the site, named relatively";
    WEIGHT = "weight", "slow connections wait for it", "look for what grew; shorten lists with output.page_size";
}

// What documents say.
rules! {
    WORDS = "words", "words shown as a document's must be in its text", "report it with the document";
    LEFT_OUT = "left-out", "whoever reads the page takes its full text for the whole document", "report it with the document";
    PLACE = "place", "a statement must be checkable in its text", TEMPLATE;
    SPEAKER = "speaker", "whoever is told of in people.json has a page under the same name, and readers are led there", "report it with the document";
    SPAN = "span", "the data say that these words stand at this place", "report it with the document";
    DAY = "day", "programs would read another day than readers, or the document's own page another than this", "report it with the document";
    DIGITS = "digits", "the two families of digits order differently, so a mixed number is misread", TEMPLATE;
    DASH = "dash", "a dashed range runs backwards beside right-to-left text", "write it in words: from … to …";
}

// Data and feeds.
rules! {
    COUNTS = "counts", "who follows the data measures by these numbers", "report it";
    JSON = "json", "programs cannot read it", "report it";
    SCHEMA = "schema", "programs rely on the published schema", "report it";
    XML = "xml", "programs cannot read it", "report it";
    FEED = "feed", "feed readers refuse it or show it wrongly", "report it";
    FEED_ID = "feed-id", "an identity that is not its page's makes readers show an entry twice or never", "report it";
    SITEMAP = "sitemap", "search engines are to know every page, and no other", BUILD;
    BOOK = "book", "reading programs refuse the book, or never show this part of it", "report it";
    MAIL = "mail", "programs of mail show it wrongly, or not at all", TEMPLATE;
}
