//! Stub: corpus → pages.

mod output;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use output::{Counts, Manifest, OutputFile, Route};

use crate::analyse::summary::Summary;
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lexicon;
use crate::model::{Article, ArticleIx, Corpus};

/// A template of the project.
pub struct TemplateFile {
    /// Name.
    pub name: String,
    /// Text.
    pub text: String,
    /// Path.
    pub path: PathBuf,
}

/// Templates.
pub struct Theme;

impl Theme {
    /// Loads.
    pub fn new(overrides: Vec<TemplateFile>) -> Result<Self> {
        match overrides.iter().find(|file| file.text.contains("{%") && !file.text.contains("%}")) {
            Some(file) => {
                let at = file.text.find("{%").unwrap_or(0);
                Err(Error::new(ErrorKind::Template, "a tag is not closed")
                    .at(&file.path)
                    .within(&file.text, at..at + 2))
            }
            None => Ok(Self),
        }
    }
}

/// Pages.
pub struct Plan {
    /// Pages.
    pub pages: Vec<PlannedPage>,
    /// Retired.
    pub retired: BTreeMap<Route, Route>,
}

/// A page.
pub struct PlannedPage {
    /// Route.
    pub route: Route,
    article: Option<ArticleIx>,
}

/// Plans.
pub fn plan(corpus: &Corpus, _lexicon: &Lexicon, _config: &Config, _last: &Manifest) -> Plan {
    let route = |path: String| Route::new(path).unwrap();
    let mut pages = vec![PlannedPage { route: route("index.html".into()), article: None }];
    for extra in ["topics/index.html", "people/index.html"] {
        pages.push(PlannedPage { route: route(extra.into()), article: None });
    }
    for ix in corpus.article_ixs() {
        let id = corpus.article(ix).unwrap().document.content_id.short();
        pages.push(PlannedPage { route: route(format!("d/{id}/index.html")), article: Some(ix) });
    }
    Plan { pages, retired: BTreeMap::new() }
}

/// Renders.
pub fn render(
    page: &PlannedPage,
    plan: &Plan,
    corpus: &Corpus,
    _: &Lexicon,
    _: &Config,
    _: &Theme,
) -> Result<OutputFile> {
    let text = match page.article {
        Some(ix) => corpus.article(ix).unwrap().document.text.as_str().to_owned(),
        None => plan.pages.iter().map(|page| format!("<a href=\"{}\">x</a>", page.route)).collect(),
    };
    let root = "../".repeat(page.route.as_str().matches('/').count());
    let policy = "default-src 'none'; style-src 'self'";
    let html = format!(
        "<!doctype html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><title>x</title><link rel=\"stylesheet\" href=\"{root}assets/site.css\"></head><body>{}</body></html>",
        text.replace('<', "&lt;")
    );
    Ok(OutputFile { route: page.route.clone(), bytes: html.into() })
}

/// Assets.
pub fn assets(_theme: &Theme) -> Vec<OutputFile> {
    vec![OutputFile { route: Route::new("assets/site.css").unwrap(), bytes: b"body{}".to_vec() }]
}

/// JSON.
pub mod api {
    use crate::lang::Lexicon;
    use crate::model::{Article, ArticleDate};

    /// Record.
    pub fn document(article: &Article, _: Option<&ArticleDate>, _: &Lexicon) -> serde_json::Value {
        serde_json::json!({ "id": article.document.content_id.short(), "file": article.document.id.as_str(), "headline": null, "date": {"day": null, "confidence": "none"}, "statements": [] })
    }
}

/// Summary.
pub fn summary_text(article: &Article, _: &Summary, _: &Lexicon, _: &Config) -> String {
    article.document.text.as_str().lines().next().unwrap_or("").to_owned()
}
