//! The addresses that the site keeps for itself, in this build or a later one: a file of the
//! operator's may have none of them.
//!
//! What has no page today may have one tomorrow, when a document brings a topic or a year. So whole
//! sections are kept, not only the addresses of one plan.

use super::Manifest;
use super::feed::FeedFormat;
use super::retired::SECTIONS;

/// First parts of addresses besides those of sections with pages that can be lost.
const FOLDERS: [&str; 3] = ["api", "assets", "search"];
/// Files beside the front page.
const FILES: [&str; 3] = ["index.html", "404.html", "robots.txt"];

/// True for an address below the output folder that is the site's own. Capital letters count as
/// small ones: some file systems hold them for one.
pub fn is_reserved(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or(path).to_lowercase();
    let first = first.as_str();
    let is_year = first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit());
    let feeds = [FeedFormat::Atom, FeedFormat::Json].map(FeedFormat::file);
    let is_sitemap = first.starts_with("sitemap") && first.ends_with(".xml");
    is_year
        || is_sitemap
        || first == Manifest::NAME
        || SECTIONS.contains(&first)
        || FOLDERS.contains(&first)
        || FILES.contains(&first)
        || feeds.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_files_of_the_site_are_kept() {
        for path in ["topics/x.png", "Topics", "2031/a", "build.json", "sitemap-2.xml", "feed.xml"]
        {
            assert!(is_reserved(path), "{path}");
        }
        for path in ["logo.svg", "fonts/2020/a.woff2", "topic/a", "20201/a", "CNAME", "favicon.ico"]
        {
            assert!(!is_reserved(path), "{path}");
        }
    }
}
