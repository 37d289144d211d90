//! The only module that touches files, the environment and the clock.
//!
//! [`disk`] holds the operations on files that publishing needs, as a trait, so that a test can
//! fail each of them; [`read`] lists and opens the input; [`mod@write`] publishes; [`built`] lists and
//! opens what was published; [`memory`] holds a site that is not published, and [`mod@target`] is
//! what the two have in common; [`project`] reads and begins a project's own files; `watch` notices
//! changes; [`cache`] is what a build keeps for the next one, and [`stamp`] tells an unchanged file; [`own`] lists the files that are copied into the site; `smtp` hands mail to a server, and
//! `sent` remembers who has got it; `fonts` finds those of PDFs; [`clock`] and [`terminal`] say what
//! the surroundings are.

pub mod built;
pub mod cache;
pub mod clock;
pub mod disk;
pub mod export;
#[cfg(feature = "pdf")]
pub mod fonts;
pub mod memory;
pub mod own;
pub mod project;
pub mod read;
#[cfg(feature = "send")]
mod secret;
#[cfg(feature = "send")]
pub mod sent;
#[cfg(feature = "send")]
pub mod smtp;
pub mod stamp;
pub mod target;
pub mod terminal;
#[cfg(feature = "serve")]
pub mod watch;
pub mod write;
