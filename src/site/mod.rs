//! Corpus → pages: plan, view, render.
//!
//! [`plan`] decides which pages there are and where; [`Renderer`] makes each of them from a view
//! and a template, in any order, one at a time; [`assets`] are the files beside them. Nothing here
//! touches a disk.

pub mod api;
mod assets;
mod catalogue;
mod display;
pub(crate) mod edition;
pub(crate) mod feed;
mod json_ld;
mod lasting;
mod letters;
mod links;
mod made_of;
mod manuscript;
mod origin;
mod output;
pub(crate) mod plain;
mod plan;
pub mod qid;
mod renderer;
mod reserved;
mod retired;
mod search;
mod slugs;
mod summary;
mod theme;
mod view;
mod words;

pub use assets::assets;
pub use display::{Display, DisplayWords, Noun};
pub use lasting::{Fleeting, Lasting};
pub use made_of::MadeOf;
pub use manuscript::{Manuscript, summary_manuscript};
pub use origin::{nearest_file, theme_files};
pub use output::{Counts, Manifest, OutputFile, Route};
pub use plan::{Plan, PlannedPage, plan, plan_by};
pub use renderer::{Renderer, base_path};
pub use reserved::is_reserved;
pub use summary::{
    COLUMNS, Ink, Order, Part, TextStyle, WeekOf, of_document as summary_of_document,
    of_part as summary_of_part, page as summary_page,
};
pub use theme::{TemplateFile, Theme};
pub use view::GistView;
